//! Draws the scores of both partners over time: two lines on one axis, never one number for both.

use super::chart_axis::{self, Span};
use super::cycle_map::MM_PER_PX;
use super::lobe::Hand;
use super::{Drawing, Face, Fonts, Ink, Outline, Point, Shape, Stroke, TextRun, marks};
use crate::model::PartnerId;
use chrono::NaiveDate;

/// What is drawn: one scale of one measure.
#[derive(Debug, Clone, PartialEq)]
pub struct Chart {
    pub lines: Vec<ChartLine>,
    pub low: f32,
    pub high: f32,
    /// Where scores mean something else, with its words.
    pub shade: Option<Shade>,
    /// Other numbers from which they do.
    pub cuts: Vec<(f32, String)>,
    /// What else happened when.
    pub marks: Vec<(NaiveDate, String)>,
    pub width_px: f32,
    pub height_px: f32,
}

/// One partner's scores, the first day first.
#[derive(Debug, Clone, PartialEq)]
pub struct ChartLine {
    pub partner: PartnerId,
    pub hand: Hand,
    pub name: String,
    pub points: Vec<ChartPoint>,
}

#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ChartPoint {
    pub on: NaiveDate,
    pub points: f32,
    /// It differs from the one before by more than the measure's error.
    pub moved: Option<Moved>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Moved {
    Up,
    Down,
}

/// From one number to another.
#[derive(Debug, Clone, PartialEq)]
pub struct Shade {
    pub from: f32,
    pub to: f32,
    pub says: String,
}

/// A chart, and where each point lies on it, by day and then by partner.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Drawn {
    pub drawing: Drawing,
    pub spots: Vec<Spot>,
    /// The part between the axes.
    pub plot: Outline,
}

/// One point: whose, which of the line, and where, in millimetres.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Spot {
    pub partner: PartnerId,
    pub index: usize,
    pub at: Point,
}

/// Size of words, in screen points.
const SMALL: f32 = 12.5;
const NAME: f32 = 14.0;
/// Between two lines of words.
const LINE: f32 = 17.0;
const PEN: f32 = 2.2;
const DASH: (f32, f32) = (7.0, 4.0);
const DISC: f32 = 4.2;

impl Chart {
    /// The chart with the fonts that ship.
    pub fn draw(&self, fonts: &Fonts) -> Drawn {
        let frame = self.frame(fonts);
        let mut pen = Pen { chart: self, fonts, frame, drawing: self.empty(), group: 0 };
        pen.shade();
        pen.axes();
        pen.marks();
        pen.lines();
        pen.words_of_the_shade();
        pen.names();
        let spots = self.spots(&pen.frame);
        let plot = pen.frame.plot.scaled(MM_PER_PX);
        Drawn { drawing: pen.drawing.scaled(MM_PER_PX), spots, plot }
    }

    fn empty(&self) -> Drawing {
        Drawing::new(self.width_px, self.height_px)
    }

    fn days(&self) -> impl Iterator<Item = NaiveDate> {
        self.lines.iter().flat_map(|line| line.points.iter().map(|point| point.on))
    }

    fn frame(&self, fonts: &Fonts) -> Frame {
        let width = |words: &str, size| fonts.width(Face::Sans, size, words);
        let steps = chart_axis::steps(self.low, self.high);
        let numbers = steps.iter().map(|step| width(&number(*step), SMALL));
        let left = numbers.fold(0.0, f32::max) + 14.0;
        let names = self.lines.iter().map(|line| width(&line.end_words(), NAME));
        let right = (names.fold(0.0, f32::max) + 40.0).min(0.3 * self.width_px);
        let top = if self.marks.is_empty() { 10.0 } else { 2.0 * LINE + 4.0 };
        let plot = Outline::new(
            left,
            top,
            (self.width_px - left - right).max(20.0),
            (self.height_px - top - 26.0).max(20.0),
        );
        Frame { span: Span::of(self.days()), plot, low: self.low, high: self.high, steps }
    }

    fn spots(&self, frame: &Frame) -> Vec<Spot> {
        let of_line = |line: &ChartLine| {
            let partner = line.partner;
            let points = line.points.iter().enumerate();
            let spot = |(index, point): (usize, &ChartPoint)| {
                let at = frame.point(point).scaled(MM_PER_PX);
                (point.on, Spot { partner, index, at })
            };
            points.map(spot).collect::<Vec<_>>()
        };
        let mut spots: Vec<_> = self.lines.iter().flat_map(of_line).collect();
        spots.sort_by_key(|(on, spot)| (*on, spot.partner, spot.index));
        spots.into_iter().map(|(_, spot)| spot).collect()
    }
}

impl ChartLine {
    /// "Ana 52".
    fn end_words(&self) -> String {
        let last = self.points.last().map(|point| number(point.points));
        format!("{} {}", self.name, last.unwrap_or_default())
    }

    fn ink(&self) -> Ink {
        marks::ink(self.hand)
    }

    fn stroke(&self) -> Stroke {
        match self.hand {
            Hand::Left => Stroke::solid(self.ink(), PEN),
            Hand::Right => Stroke::dashed(self.ink(), PEN, DASH.0, DASH.1),
        }
    }
}

/// "52", "51.5".
fn number(points: f32) -> String {
    let hundredths = (points * 100.0).round() / 100.0;
    format!("{hundredths}")
}

/// Where things lie, in screen points.
struct Frame {
    span: Span,
    plot: Outline,
    low: f32,
    high: f32,
    steps: Vec<f32>,
}

impl Frame {
    fn x(&self, on: NaiveDate) -> f32 {
        // Points stay clear of the axis and of the end.
        let room = 14.0_f32.min(0.1 * self.plot.width);
        self.plot.x + room + self.span.share(on) * (self.plot.width - 2.0 * room)
    }

    fn y(&self, points: f32) -> f32 {
        let share = (points - self.low) / (self.high - self.low).max(f32::EPSILON);
        self.plot.bottom() - share.clamp(0.0, 1.0) * self.plot.height
    }

    fn point(&self, point: &ChartPoint) -> Point {
        Point::new(self.x(point.on), self.y(point.points))
    }
}

struct Pen<'a> {
    chart: &'a Chart,
    fonts: &'a Fonts,
    frame: Frame,
    drawing: Drawing,
    group: u32,
}

/// Which end of the words stands at the place.
#[derive(Clone, Copy)]
enum Hold {
    Left,
    Middle,
    Right,
}

impl Pen<'_> {
    fn width(&self, face: Face, size: f32, words: &str) -> f32 {
        self.fonts.width(face, size, words)
    }

    fn words(&mut self, at: Point, hold: Hold, (words, size, ink): (&str, f32, Ink)) {
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

    fn stroke(&mut self, points: &[Point], stroke: Stroke) {
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

    fn shade(&mut self) {
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

    fn axes(&mut self) {
        let plot = self.frame.plot;
        for step in self.frame.steps.clone() {
            let y = self.frame.y(step);
            let ends = [Point::new(plot.x, y), Point::new(plot.right(), y)];
            self.stroke(&ends, Stroke::solid(Ink::Hair, 1.0));
            let at = Point::new(plot.x - 8.0, y + 0.35 * SMALL);
            self.words(at, Hold::Right, (&number(step), SMALL, Ink::Ink3));
        }
        for (at, says) in self.chart.cuts.clone() {
            let y = self.frame.y(at);
            let ends = [Point::new(plot.x, y), Point::new(plot.right(), y)];
            self.stroke(&ends, Stroke::dotted(Ink::Ink3, 1.4, 5.0));
            self.words_where_free((y - 5.0, y + LINE - 4.0), &says);
        }
        self.days();
    }

    fn days(&mut self) {
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
    fn marks(&mut self) {
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

    fn lines(&mut self) {
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

    fn point(&mut self, line: &ChartLine, at: Point) {
        let (ink, is_many) = (line.ink(), line.points.len() > 40);
        let size = if is_many { 0.75 } else { 1.0 };
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
                let stroke = Some(Stroke::solid(ink, 2.0));
                Shape::Polygon { points, fill: Some(Ink::Surface), stroke }
            }
        };
        self.drawing.shapes.push(shape);
    }

    /// A small arrow head over a point that rose by more than the error, under one that fell.
    fn moved(&mut self, moved: Moved, at: Point) {
        let way = if moved == Moved::Up { -1.0 } else { 1.0 };
        let foot = at.y + way * 11.0;
        let points = vec![
            Point::new(at.x - 4.5, foot),
            Point::new(at.x + 4.5, foot),
            Point::new(at.x, foot + way * 7.0),
        ];
        let fill = Some(Ink::Ink);
        self.drawing.shapes.push(Shape::Polygon { points, fill, stroke: None });
    }

    fn words_of_the_shade(&mut self) {
        let Some(shade) = self.chart.shade.clone() else { return };
        let (top, bottom) = (self.frame.y(shade.to), self.frame.y(shade.from));
        let is_at_the_foot = bottom >= self.frame.plot.bottom() - 1.0;
        let (upper, lower) = (top + LINE - 2.0, bottom - 6.0);
        // Beside the number from which it holds, if there is room.
        let rows = if is_at_the_foot { (upper, lower) } else { (lower, upper) };
        if bottom - top > LINE {
            self.words_where_free(rows, &shade.says);
        }
    }

    /// Words inside the plot, where no line and no other words run; else they are left out and
    /// stand in the legend alone.
    fn words_where_free(&mut self, rows: (f32, f32), words: &str) {
        let plot = self.frame.plot;
        let width = self.width(Face::Sans, SMALL, words);
        let columns = [0.0, 0.25, 0.5, 0.75, 1.0];
        let room = plot.width - width - 16.0;
        if room < 0.0 {
            return;
        }
        let places = [rows.0, rows.1].into_iter().flat_map(|y| {
            columns.map(|share| Point::new(plot.x + 8.0 + share * room, y))
        });
        let free = places.into_iter().find(|at| {
            let taken = Outline::new(at.x - 4.0, at.y - SMALL, width + 8.0, SMALL + 6.0);
            taken.y >= plot.y && taken.bottom() <= plot.bottom() && self.is_free(taken)
        });
        if let Some(at) = free {
            self.words(at, Hold::Left, (words, SMALL, Ink::Ink2));
        }
    }

    fn is_free(&self, room: Outline) -> bool {
        let over_words = self.drawing.texts().any(|run| {
            let width = run.width;
            let taken =
                Outline::new(run.at.x, run.at.y - run.size, width, run.size + 4.0);
            room.overlaps(&taken)
        });
        let crosses = |line: &ChartLine| {
            let at: Vec<Point> =
                line.points.iter().map(|it| self.frame.point(it)).collect();
            let single = at.first().filter(|_| at.len() == 1);
            single.is_some_and(|at| near(room, *at))
                || at.windows(2).any(|pair| match pair {
                    [one, two] => runs_through(room, *one, *two),
                    _ => false,
                })
        };
        let marked = self.chart.marks.iter().filter(|(on, _)| self.frame.span.holds(*on));
        let over_mark = marked
            .map(|(on, _)| self.frame.x(*on))
            .any(|x| (room.x - 3.0..=room.right() + 3.0).contains(&x));
        !over_words && !over_mark && !self.chart.lines.iter().any(crosses)
    }

    /// The names at the ends of the lines, one above the other.
    fn names(&mut self) {
        let plot = self.frame.plot;
        let mut ends: Vec<(Point, f32, &ChartLine)> = Vec::new();
        for line in &self.chart.lines {
            if let Some(last) = line.points.last() {
                let at = self.frame.point(last);
                ends.push((at, at.y, line));
            }
        }
        ends.sort_by(|one, two| one.1.total_cmp(&two.1));
        if let [first, second] = ends.as_mut_slice() {
            let lack = (NAME + 5.0 - (second.1 - first.1)).max(0.0);
            first.1 -= 0.5 * lack;
            second.1 += 0.5 * lack;
            let over = (plot.y + 6.0 - first.1).max(0.0);
            let under = (second.1 - plot.bottom() + 2.0).max(0.0);
            first.1 += over - under;
            second.1 += over - under;
        }
        let x = plot.right() + 20.0;
        for (at, y, line) in ends {
            let from = Point::new(at.x + 9.0, at.y);
            let to = Point::new(x - 5.0, y);
            self.stroke(&[from, to], Stroke::dotted(line.ink(), 1.4, 4.0));
            let words = line.end_words();
            let room = self.chart.width_px - x;
            let words = self.fonts.fit(Face::Sans, NAME, room, &words);
            self.words(
                Point::new(x, y + 0.35 * NAME),
                Hold::Left,
                (&words, NAME, line.ink()),
            );
        }
    }
}

fn near(room: Outline, at: Point) -> bool {
    let grown =
        Outline::new(room.x - 9.0, room.y - 9.0, room.width + 18.0, room.height + 18.0);
    grown.contains(at)
}

/// A line comes through a room, or a point at its end does.
fn runs_through(room: Outline, one: Point, two: Point) -> bool {
    let steps = ((two.x - one.x).abs().max((two.y - one.y).abs()) / 4.0).ceil().max(1.0);
    (0..=steps as u32).any(|step| {
        let share = step as f32 / steps;
        let between = |from: f32, to: f32| from + share * (to - from);
        near(room, Point::new(between(one.x, two.x), between(one.y, two.y)))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(number: i64) -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 1, 5).unwrap() + chrono::Duration::days(number)
    }

    fn chart(count: usize, gap: i64, (a, b): (f32, f32)) -> Chart {
        let count = u16::try_from(count).unwrap();
        let line = |partner, hand, name: &str, from: f32| {
            let point = |number: u16| ChartPoint {
                on: day(i64::from(number) * gap),
                points: (from + 9.0 * (f32::from(number) * 0.9).sin()).clamp(0.0, 81.0),
                moved: (number % 5 == 4).then_some(Moved::Up),
            };
            let points = (0..count).map(point).collect();
            ChartLine { partner, hand, name: name.to_owned(), points }
        };
        Chart {
            lines: vec![
                line(PartnerId::A, Hand::Left, "Ana", a),
                line(PartnerId::B, Hand::Right, "Rui", b),
            ],
            low: 0.0,
            high: 81.0,
            shade: Some(Shade {
                from: 0.0,
                to: 51.5,
                says: "below 51.5: in the distressed range".to_owned(),
            }),
            cuts: vec![(10.0, "mild".to_owned()), (15.0, "moderate".to_owned())],
            marks: (0..6).map(|it| (day(it * gap), format!("Stage {it}"))).collect(),
            width_px: 800.0,
            height_px: 280.0,
        }
    }

    fn outline(run: &TextRun) -> Outline {
        Outline::new(run.at.x, run.at.y - run.size * 0.75, run.width, run.size * 0.95)
    }

    #[test]
    fn words_never_overlap_and_none_lies_outside() {
        for count in [0, 1, 2, 5, 60] {
            for gap in [0, 1, 7, 45] {
                for levels in [(40.0, 40.0), (5.0, 5.0), (78.0, 79.0), (20.0, 66.0)] {
                    let drawn = chart(count, gap, levels).draw(&Fonts::new());
                    let texts: Vec<&TextRun> = drawn.drawing.texts().collect();
                    for (at, one) in texts.iter().enumerate() {
                        let place = outline(one);
                        let inside =
                            place.x >= -0.1 && place.right() <= drawn.drawing.width + 0.1;
                        assert!(inside, "{count} {gap}: {}", one.words);
                        for two in texts.iter().skip(at + 1) {
                            let meets = place.overlaps(&outline(two));
                            assert!(!meets, "{count} {gap}: {} {}", one.words, two.words);
                        }
                    }
                }
            }
        }
    }

    #[test]
    fn every_point_has_its_spot_in_the_order_of_days() {
        let drawn = chart(5, 7, (40.0, 30.0)).draw(&Fonts::new());
        assert_eq!(drawn.spots.len(), 10);
        assert!(drawn.spots.windows(2).all(|pair| pair[0].at.x <= pair[1].at.x + 0.01));
        let plot = drawn.plot;
        assert!(drawn.spots.iter().all(|spot| plot.contains(spot.at)));
    }

    #[test]
    fn the_two_lines_differ_by_shape_and_stroke_and_not_by_colour_alone() {
        let drawn = chart(5, 7, (60.0, 20.0)).draw(&Fonts::new());
        let has_dash = |dashed: bool| {
            drawn.drawing.shapes.iter().any(|shape| {
                matches!(shape, Shape::Path { stroke: Some(it), .. }
                    if [Ink::AInk, Ink::BInk].contains(&it.ink)
                        && it.width > 0.5
                        && it.dash.is_some() == dashed)
            })
        };
        assert!(has_dash(true) && has_dash(false));
        let circles =
            drawn.drawing.shapes.iter().filter(|it| matches!(it, Shape::Circle { .. }));
        assert_eq!(circles.count(), 5);
    }
}
