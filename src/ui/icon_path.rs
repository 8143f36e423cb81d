//! Reads the few commands of SVG paths that our icons are written in.

use egui::{Pos2, Vec2, pos2};

/// Straight pieces, close enough together to look round.
#[derive(Debug, Clone, PartialEq)]
pub struct Line {
    pub points: Vec<Pos2>,
    pub is_closed: bool,
}

const PIECES: usize = 12;

/// Turns a path of `M L H V C S Q A Z`, all of them absolute, into lines.
pub fn flatten(path: &str) -> Vec<Line> {
    let mut pen = Pen::default();
    for (command, numbers) in commands(path) {
        pen.draw(command, &numbers);
    }
    pen.lines.retain(|line| line.points.len() > 1);
    pen.lines
}

/// Splits "M4,10.5L12,4" into its commands, each with its numbers.
fn commands(path: &str) -> Vec<(char, Vec<f32>)> {
    let mut found: Vec<(char, String)> = Vec::new();
    for letter in path.chars() {
        if letter.is_ascii_alphabetic() {
            found.push((letter, String::new()));
        } else if let Some((_, numbers)) = found.last_mut() {
            numbers.push(if letter == ',' { ' ' } else { letter });
        }
    }
    let read = |numbers: &str| numbers.split_whitespace().flat_map(str::parse).collect();
    found.iter().map(|(command, numbers)| (*command, read(numbers))).collect()
}

#[derive(Default)]
struct Pen {
    lines: Vec<Line>,
    at: Pos2,
    /// The second handle of the curve before, for `S`.
    handle: Pos2,
}

impl Pen {
    fn draw(&mut self, command: char, numbers: &[f32]) {
        match (command, numbers) {
            ('M', [x, y]) => self.begin(pos2(*x, *y)),
            ('L', [x, y]) => self.to(pos2(*x, *y)),
            ('H', [x]) => self.to(pos2(*x, self.at.y)),
            ('V', [y]) => self.to(pos2(self.at.x, *y)),
            ('C', [a, b, c, d, x, y]) => {
                self.curve(pos2(*a, *b), pos2(*c, *d), pos2(*x, *y));
            }
            ('S', [c, d, x, y]) => {
                let mirrored = self.at + (self.at - self.handle);
                self.curve(mirrored, pos2(*c, *d), pos2(*x, *y));
            }
            ('Q', [a, b, x, y]) => self.quadratic(pos2(*a, *b), pos2(*x, *y)),
            ('A', [radius, _, _, large, sweep, x, y]) => {
                self.arc(*radius, [*large > 0.5, *sweep > 0.5], pos2(*x, *y));
            }
            ('Z', _) => self.close(),
            _ => {}
        }
    }

    fn begin(&mut self, at: Pos2) {
        self.lines.push(Line { points: vec![at], is_closed: false });
        self.rest(at, at);
    }

    fn to(&mut self, at: Pos2) {
        self.add(at);
        self.rest(at, at);
    }

    fn rest(&mut self, at: Pos2, handle: Pos2) {
        (self.at, self.handle) = (at, handle);
    }

    fn add(&mut self, point: Pos2) {
        if let Some(line) = self.lines.last_mut() {
            line.points.push(point);
        }
    }

    fn close(&mut self) {
        if let Some(line) = self.lines.last_mut() {
            line.is_closed = true;
        }
    }

    fn curve(&mut self, one: Pos2, two: Pos2, end: Pos2) {
        let start = self.at;
        for t in steps() {
            let u = 1.0 - t;
            let sum = start.to_vec2() * u * u * u
                + one.to_vec2() * 3.0 * u * u * t
                + two.to_vec2() * 3.0 * u * t * t
                + end.to_vec2() * t * t * t;
            self.add(sum.to_pos2());
        }
        self.rest(end, two);
    }

    fn quadratic(&mut self, middle: Pos2, end: Pos2) {
        let one = self.at + (middle - self.at) * (2.0 / 3.0);
        let two = end + (middle - end) * (2.0 / 3.0);
        self.curve(one, two, end);
    }

    /// A piece of a circle; our icons have no ellipses and no turned axes.
    fn arc(&mut self, radius: f32, [is_large, is_clockwise]: [bool; 2], end: Pos2) {
        let half = (end - self.at) / 2.0;
        let radius = radius.max(half.length());
        let height = (radius * radius - half.length_sq()).max(0.0).sqrt();
        let side = if is_large == is_clockwise { -1.0 } else { 1.0 };
        let centre = self.at + half - half.rot90().normalized() * height * side;
        let (from, to) = ((self.at - centre).angle(), (end - centre).angle());
        let turn = turn((to - from, is_clockwise));
        for t in steps() {
            self.add(centre + Vec2::angled(from + turn * t) * radius);
        }
        self.rest(end, end);
    }
}

fn turn((angle, is_clockwise): (f32, bool)) -> f32 {
    let full = std::f32::consts::TAU;
    match (is_clockwise, angle) {
        (true, angle) if angle < 0.0 => angle + full,
        (false, angle) if angle > 0.0 => angle - full,
        (_, angle) => angle,
    }
}

fn steps() -> impl Iterator<Item = f32> {
    (1..=PIECES).map(|step| step as f32 / PIECES as f32)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_half_circle_runs_through_its_far_side() {
        let lines = flatten("M8,8A4,4 0 1 1 8,16");
        let far = lines[0].points.iter().map(|point| point.x).fold(0.0, f32::max);
        assert!((far - 12.0).abs() < 0.1, "the arc reaches {far}");
        let lines = flatten("M6.2,7A5,5 0 0 0 6.2,17");
        let far = lines[0].points.iter().map(|point| point.x).fold(24.0, f32::min);
        assert!((far - 1.2).abs() < 0.1, "the arc reaches {far}");
    }

    #[test]
    fn a_quarter_circle_bulges_away_from_its_centre() {
        let lines = flatten("M0,0A10,10 0 0 1 10,10");
        let middle = lines[0].points[PIECES / 2];
        assert!(middle.distance(pos2(7.07, 2.93)) < 0.1, "the arc passes {middle:?}");
    }
}
