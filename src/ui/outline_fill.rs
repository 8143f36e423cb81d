//! Fills outlines of any shape: egui by itself fills convex ones only.

use egui::epaint::{Mesh, Vertex};
use egui::{Color32, Pos2, pos2};

/// True if every corner turns the same way.
pub fn is_convex(points: &[Pos2]) -> bool {
    let next = |from: usize| points.iter().cycle().skip(from);
    let mut turns = points.iter().zip(next(1)).zip(next(2)).map(|((a, b), c)| {
        let (one, two) = (*b - *a, *c - *b);
        one.x * two.y - one.y * two.x
    });
    let (mut left, mut right) = (false, false);
    turns.all(|turn| {
        left |= turn < -1e-3;
        right |= turn > 1e-3;
        !(left && right)
    })
}

/// The inside of an outline as flat triangles: cut at every height at which it has a point, it
/// falls into slices with straight sides.
pub fn mesh(points: &[Pos2], color: Color32) -> Mesh {
    let edges: Vec<(Pos2, Pos2)> = points
        .iter()
        .zip(points.iter().cycle().skip(1))
        .filter(|(from, to)| (from.y - to.y).abs() > 0.0)
        .map(|(from, to)| if from.y < to.y { (*from, *to) } else { (*to, *from) })
        .collect();
    let mut heights: Vec<f32> = points.iter().map(|point| point.y).collect();
    heights.sort_by(f32::total_cmp);
    heights.dedup();
    let mut mesh = Mesh::default();
    let mut sides: Vec<(f32, f32)> = Vec::new();
    for (top, bottom) in heights.iter().zip(heights.iter().skip(1)) {
        sides.clear();
        let passes =
            edges.iter().filter(|(high, low)| high.y <= *top && low.y >= *bottom);
        sides.extend(passes.map(|edge| (x_at(edge, *top), x_at(edge, *bottom))));
        sides.sort_by(|one, two| (one.0 + one.1).total_cmp(&(two.0 + two.1)));
        for pair in sides.chunks_exact(2) {
            let [left, right] = pair else { continue };
            add_slice(&mut mesh, (*top, *bottom), (*left, *right), color);
        }
    }
    mesh
}

type Side = (f32, f32);

fn add_slice(
    mesh: &mut Mesh,
    (top, bottom): (f32, f32),
    sides: (Side, Side),
    color: Color32,
) {
    let (left, right) = sides;
    let first = mesh.vertices.len() as u32;
    let corners = [
        pos2(left.0, top),
        pos2(right.0, top),
        pos2(right.1, bottom),
        pos2(left.1, bottom),
    ];
    mesh.vertices.extend(corners.map(|corner| Vertex::untextured(corner, color)));
    mesh.add_triangle(first, first + 1, first + 2);
    mesh.add_triangle(first, first + 2, first + 3);
}

fn x_at((high, low): &(Pos2, Pos2), y: f32) -> f32 {
    high.x + (low.x - high.x) * (y - high.y) / (low.y - high.y)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_concave_outline_is_filled_once_and_nowhere_else() {
        let points = [(0.0, 0.0), (10.0, 0.0), (10.0, 10.0), (5.0, 3.0), (0.0, 10.0)];
        let points = points.map(|(x, y)| pos2(x, y));
        assert!(!is_convex(&points));
        let mesh = mesh(&points, Color32::WHITE);
        let area: f32 = mesh
            .triangles()
            .map(|corners| {
                let [a, b, c] = corners.map(|corner| mesh.vertices[corner as usize].pos);
                0.5 * ((b - a).x * (c - a).y - (b - a).y * (c - a).x).abs()
            })
            .sum();
        assert!((area - 65.0).abs() < 1e-3, "{area}");
    }

    #[test]
    fn a_circle_is_convex() {
        let at = |i: u8| egui::Vec2::angled(f32::from(i)).to_pos2();
        let mut points: Vec<Pos2> = (0..6).map(at).collect();
        assert!(is_convex(&points));
        points.reverse();
        assert!(is_convex(&points));
    }
}
