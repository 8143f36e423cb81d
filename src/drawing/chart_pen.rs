//! The pen of a chart: its grounds and axes, the ticks over it, and the lines with their points.

use super::chart::{Chart, ChartLine, Frame, Moved, number};
use super::lobe::Hand;
use super::{Drawing, Face, Fonts, Ink, Outline, Point, Shape, Stroke, TextRun};

/// Size of words, in screen points.
pub(super) const SMALL: f32 = 12.5;
/// Between two lines of words.
pub(super) const LINE: f32 = 17.0;
const DISC: f32 = 4.2;
/// From a point to the middle of its arrow head.
const ARROW: f32 = 14.5;

pub(super) struct Pen<'a> {
    pub chart: &'a Chart,
    pub fonts: &'a Fonts,
    pub frame: Frame,
    pub drawing: Drawing,
    pub group: u32,
}

/// Which end of the words stands at the place.
#[derive(Clone, Copy)]
pub(super) enum Hold {
    Left,
    Middle,
    Right,
}

impl Pen<'_> {
    pub(super) fn width(&self, face: Face, size: f32, words: &str) -> f32 {
        self.fonts.width(face, size, words)
    }

    pub(super) fn words(
        &mut self,
        at: Point,
        hold: Hold,
        (words, size, ink): (&str, f32, Ink),
    ) {
        let face = self.fonts.face_for(Face::Sans, words);
        let width = self.width(face, size, words);
        let x = match hold {
            Hold::Left => at.x,
            Hold::Middle => at.x - 0.5 * width,
            Hold::Right => at.x - width,
        };
        self.group += 1;
        self.drawing.shapes.push(Shape::Text(TextRun {
            at: Point::new(x, at.y),
            words: words.to_owned(),
            face,
            size,
            ink,
            width,
            group: self.group,
        }));
    }

    pub(super) fn stroke(&mut self, points: &[Point], stroke: Stroke) {
        let curves = points.windows(2).filter_map(|pair| match pair {
            [one, two] => Some([*one, *one, *two, *two]),
            _ => None,
        });
        let curves: Vec<_> = curves.collect();
        if !curves.is_empty() {
            let shape = Shape::Path {
                curves,
                is_closed: false,
                fill: None,
                stroke: Some(stroke),
            };
            self.drawing.shapes.push(shape);
        }
    }

    pub(super) fn shade(&mut self) {
        let Some(shade) = &self.chart.shade else { return };
        let (top, bottom) = (self.frame.y(shade.to), self.frame.y(shade.from));
        let plot = self.frame.plot;
        let at = Outline::new(plot.x, top, plot.width, bottom - top);
        let fill = Some(Ink::Deep);
        self.drawing.shapes.push(Shape::Rectangle {
            at,
            radius: 0.0,
            fill,
            stroke: None,
        });
    }

    pub(super) fn axes(&mut self) {
        let plot = self.frame.plot;
        for step in self.frame.steps.clone() {
            let y = self.frame.y(step);
            let ends = [Point::new(plot.x, y), Point::new(plot.right(), y)];
            self.stroke(&ends, Stroke::solid(Ink::Hair, 1.0));
            let at = Point::new(plot.x - 8.0, y + 0.35 * SMALL);
            self.words(at, Hold::Right, (&number(step), SMALL, Ink::Ink3));
        }
        for (at, _) in &self.chart.cuts {
            let y = self.frame.y(*at);
            let ends = [Point::new(plot.x, y), Point::new(plot.right(), y)];
            self.stroke(&ends, Stroke::dotted(Ink::Ink3, 1.4, 5.0));
        }
        self.days();
    }

    pub(super) fn days(&mut self) {
        let most = (self.frame.plot.width / 92.0).floor().max(1.0) as usize;
        let y = self.frame.plot.bottom();
        let mut free_from = f32::NEG_INFINITY;
        for (on, words) in self.frame.span.days(most) {
            let x = self.frame.x(on);
            let half = 0.5 * self.width(Face::Sans, SMALL, &words);
            if x - half < free_from || x + half > self.chart.width_px {
                continue;
            }
            free_from = x + half + 10.0;
            let tick = [Point::new(x, y), Point::new(x, y + 5.0)];
            self.stroke(&tick, Stroke::solid(Ink::Ink3, 1.0));
            let at = Point::new(x, y + 19.0);
            self.words(at, Hold::Middle, (&words, SMALL, Ink::Ink3));
        }
    }

    /// Ticks over the plot; a name that finds no room in two rows stands in the list below.
    pub(super) fn marks(&mut self) {
        let plot = self.frame.plot;
        let mut free_from = [f32::NEG_INFINITY; 2];
        for (on, says) in self.chart.marks.clone() {
            if !self.frame.span.holds(on) {
                continue;
            }
            let x = self.frame.x(on);
            let line = [Point::new(x, plot.y - 3.0), Point::new(x, plot.bottom())];
            self.stroke(&line, Stroke::dashed(Ink::Ink3, 1.0, 2.0, 3.0));
            let width = self.width(Face::Sans, SMALL, &says);
            let left =
                (x - 0.5 * width).clamp(0.0, (self.chart.width_px - width).max(0.0));
            let row = free_from.iter().position(|free| left >= *free);
            let Some(row) = row else { continue };
            if let Some(free) = free_from.get_mut(row) {
                *free = left + width + 8.0;
            }
            let y = plot.y - 8.0 - LINE * row as f32;
            self.words(Point::new(left, y), Hold::Left, (&says, SMALL, Ink::Ink2));
        }
    }

    pub(super) fn lines(&mut self) {
        // The diamonds first: they are larger, so both are seen where they meet.
        let mut lines: Vec<&ChartLine> = self.chart.lines.iter().collect();
        lines.sort_by_key(|line| line.hand == Hand::Left);
        for line in &lines {
            let points: Vec<Point> =
                line.points.iter().map(|point| self.frame.point(point)).collect();
            self.stroke(&points, line.stroke());
        }
        for line in lines {
            for point in &line.points {
                let at = self.frame.point(point);
                self.point(line, at);
                if let Some(moved) = point.moved {
                    self.moved(moved, at);
                }
            }
        }
    }

    pub(super) fn point(&mut self, line: &ChartLine, at: Point) {
        // Many marks grow small, so that the line between them is seen.
        let apart = self.frame.plot.width / line.points.len().max(1) as f32;
        let (ink, size) = (line.ink(), (apart / 24.0).clamp(0.35, 1.0));
        let shape = match line.hand {
            Hand::Left => Shape::Circle {
                centre: at,
                radius: DISC * size,
                fill: Some(ink),
                stroke: None,
            },
            Hand::Right => {
                let r = 7.2 * size;
                let corners = [(0.0, -r), (r, 0.0), (0.0, r), (-r, 0.0)];
                let points =
                    corners.map(|(x, y)| Point::new(at.x + x, at.y + y)).to_vec();
                let stroke = Some(Stroke::solid(ink, (2.4 * size).min(2.0)));
                Shape::Polygon { points, fill: Some(Ink::Surface), stroke }
            }
        };
        self.drawing.shapes.push(shape);
    }

    /// A small arrow head over a point that rose by more than the error, under one that fell; where
    /// the other's point is in the way, on the other side or beside it.
    pub(super) fn moved(&mut self, moved: Moved, at: Point) {
        let way = if moved == Moved::Up { -1.0 } else { 1.0 };
        let places = [(0.0, way), (0.0, -way), (1.0, 0.0), (-1.0, 0.0), (0.0, 1.9 * way)]
            .map(|(x, y)| Point::new(at.x + ARROW * x, at.y + ARROW * y));
        let is_free = |place: &&Point| {
            let mut points = self.chart.lines.iter().flat_map(|line| &line.points);
            points.all(|point| {
                let other = self.frame.point(point);
                (other.x - place.x).hypot(other.y - place.y) >= ARROW - 0.5
            })
        };
        let [usual, ..] = places;
        let middle = places.iter().find(is_free).copied().unwrap_or(usual);
        let foot = middle.y - way * 3.5;
        let points = vec![
            Point::new(middle.x - 4.5, foot),
            Point::new(middle.x + 4.5, foot),
            Point::new(middle.x, foot + way * 7.0),
        ];
        let fill = Some(Ink::Ink);
        self.drawing.shapes.push(Shape::Polygon { points, fill, stroke: None });
    }
}
