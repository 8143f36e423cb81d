//! Points, headings and pieces of a cubic Bézier, in any unit.

use super::{Cubic, Point};

/// The place at `t`, 0 at the start and 1 at the end.
pub fn point_at(curve: &Cubic, t: f32) -> Point {
    let [start, one, two, end] = *curve;
    let u = 1.0 - t;
    let (a, b, c, d) = (u * u * u, 3.0 * u * u * t, 3.0 * u * t * t, t * t * t);
    Point::new(
        a * start.x + b * one.x + c * two.x + d * end.x,
        a * start.y + b * one.y + c * two.y + d * end.y,
    )
}

/// The unit vector in which the curve runs at `t`.
pub fn heading_at(curve: &Cubic, t: f32) -> Point {
    let [start, one, two, end] = *curve;
    let u = 1.0 - t;
    let (a, b, c) = (u * u, 2.0 * u * t, t * t);
    let x = a * (one.x - start.x) + b * (two.x - one.x) + c * (end.x - two.x);
    let y = a * (one.y - start.y) + b * (two.y - one.y) + c * (end.y - two.y);
    let length = x.hypot(y);
    if length > 0.0 { Point::new(x / length, y / length) } else { Point::new(1.0, 0.0) }
}

/// The curve as two: before and after `t`.
pub fn split(curve: &Cubic, t: f32) -> (Cubic, Cubic) {
    let [start, one, two, end] = *curve;
    let (a, b, c) = (between(start, one, t), between(one, two, t), between(two, end, t));
    let (d, e) = (between(a, b, t), between(b, c, t));
    let middle = between(d, e, t);
    ([start, a, d, middle], [middle, e, c, end])
}

/// A straight line written as a curve.
pub fn straight(from: Point, to: Point) -> Cubic {
    [from, between(from, to, 1.0 / 3.0), between(from, to, 2.0 / 3.0), to]
}

/// The same way, walked from its end.
pub fn reversed(curve: &Cubic) -> Cubic {
    let [start, one, two, end] = *curve;
    [end, two, one, start]
}

/// The part of the way from one point to another.
pub fn between(from: Point, to: Point, part: f32) -> Point {
    Point::new(from.x + (to.x - from.x) * part, from.y + (to.y - from.y) * part)
}

/// Where a curve that only rises or only falls passes the height `y`; none if it does not.
pub fn passes_height(curve: &Cubic, y: f32) -> Option<f32> {
    let [start, .., end] = *curve;
    let falls = end.y > start.y;
    let is_level = (end.y - start.y).abs() < f32::EPSILON;
    if is_level || (start.y - y) * (end.y - y) > 0.0 {
        return None;
    }
    let (mut low, mut high) = (0.0_f32, 1.0_f32);
    for _ in 0..24 {
        let middle = f32::midpoint(low, high);
        let is_before = (point_at(curve, middle).y < y) == falls;
        if is_before { low = middle } else { high = middle }
    }
    Some(f32::midpoint(low, high))
}

/// Points along a line of curves, `steps` to each curve, the first and the last included.
pub fn flatten(curves: &[Cubic], steps: u16) -> Vec<Point> {
    let mut points = Vec::with_capacity(curves.len() * usize::from(steps) + 1);
    if let Some([start, ..]) = curves.first() {
        points.push(*start);
    }
    for curve in curves {
        points.extend(
            (1..=steps).map(|i| point_at(curve, f32::from(i) / f32::from(steps))),
        );
    }
    points
}
