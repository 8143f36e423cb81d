//! Draws the scores of both partners over time: two lines on one axis, never one number for both.

use super::chart_axis::{self, Span};
use super::chart_pen::{LINE, Pen, SMALL};
use super::chart_words::NAME;
use super::cycle_map::MM_PER_PX;
use super::lobe::Hand;
use super::{Drawing, Face, Fonts, Ink, Outline, Point, Stroke, marks};
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

/// A chart, and where each point lies on it, by day and then by line.
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

const PEN: f32 = 2.2;
const DASH: (f32, f32) = (7.0, 4.0);

impl Chart {
    /// The chart with the fonts that ship.
    pub fn draw(&self, fonts: &Fonts) -> Drawn {
        let frame = self.frame(fonts);
        let mut pen = Pen { chart: self, fonts, frame, drawing: self.empty(), group: 0 };
        pen.shade();
        pen.axes();
        pen.marks();
        pen.lines();
        pen.names();
        pen.words_of_the_cuts();
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
        // On one day the lines follow each other as they were given, the left one first.
        spots.sort_by_key(|(on, _)| *on);
        spots.into_iter().map(|(_, spot)| spot).collect()
    }
}

impl ChartLine {
    /// "Ana 52".
    pub(super) fn end_words(&self) -> String {
        let last = self.points.last().map(|point| number(point.points));
        format!("{} {}", self.name, last.unwrap_or_default())
    }

    pub(super) fn ink(&self) -> Ink {
        marks::ink(self.hand)
    }

    pub(super) fn stroke(&self) -> Stroke {
        match self.hand {
            Hand::Left => Stroke::solid(self.ink(), PEN),
            Hand::Right => Stroke::dashed(self.ink(), PEN, DASH.0, DASH.1),
        }
    }
}

/// "52", "51.5".
pub(super) fn number(points: f32) -> String {
    let hundredths = (points * 100.0).round() / 100.0;
    format!("{hundredths}")
}

/// Where things lie, in screen points.
pub(super) struct Frame {
    pub span: Span,
    pub plot: Outline,
    pub low: f32,
    pub high: f32,
    pub steps: Vec<f32>,
}

impl Frame {
    pub(super) fn x(&self, on: NaiveDate) -> f32 {
        // Points stay clear of the axis and of the end.
        let room = 14.0_f32.min(0.1 * self.plot.width);
        self.plot.x + room + self.span.share(on) * (self.plot.width - 2.0 * room)
    }

    pub(super) fn y(&self, points: f32) -> f32 {
        let share = (points - self.low) / (self.high - self.low).max(f32::EPSILON);
        self.plot.bottom() - share.clamp(0.0, 1.0) * self.plot.height
    }

    pub(super) fn point(&self, point: &ChartPoint) -> Point {
        Point::new(self.x(point.on), self.y(point.points))
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Shape, TextRun};
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

    /// Depression as it is charted: four cut-offs, two lines on the low numbers, one of them over
    /// long before the other.
    fn depression() -> Chart {
        let cut = |at: f32, says: &str| (at, format!("{at} or more: {says}"));
        let mut chart = chart(5, 14, (7.0, 4.0));
        chart.high = 27.0;
        chart.cuts =
            vec![cut(5.0, "mild"), cut(15.0, "moderately severe"), cut(20.0, "severe")];
        let says = "10 or more: moderate".to_owned();
        chart.shade = Some(Shade { from: 10.0, to: 27.0, says });
        for (line, values) in chart
            .lines
            .iter_mut()
            .zip([[7.0, 5.0, 3.0, 2.0, 1.0], [4.0, 5.0, 5.0, 4.0, 3.0]])
        {
            for (point, value) in line.points.iter_mut().zip(values) {
                (point.points, point.moved) = (value, None);
            }
        }
        let last = ChartPoint { on: day(270), points: 10.0, moved: Some(Moved::Up) };
        chart.lines[0].points.push(last);
        chart
    }

    #[test]
    fn the_words_of_cut_offs_stand_one_under_the_other_and_no_line_runs_through_them() {
        let chart = depression();
        let drawn = chart.draw(&Fonts::new());
        let labels: Vec<&TextRun> =
            drawn.drawing.texts().filter(|run| run.words.contains("or more")).collect();
        assert_eq!(labels.len(), 4);
        let first = labels[0].at.x;
        assert!(labels.iter().all(|run| (run.at.x - first).abs() < 0.01), "{labels:?}");
        for shape in &drawn.drawing.shapes {
            let Shape::Path { curves, .. } = shape else { continue };
            for point in super::super::curve::flatten(curves, 60) {
                let struck = labels.iter().find(|run| {
                    let height = 0.5 * run.size;
                    let words =
                        Outline::new(run.at.x, run.at.y - height, run.width, height);
                    words.contains(point)
                });
                assert_eq!(struck, None, "{point:?}");
            }
        }
    }

    #[test]
    fn no_dotted_way_leads_from_a_line_that_ended_long_ago_to_its_name() {
        let drawn = depression().draw(&Fonts::new());
        let longest = drawn.drawing.shapes.iter().filter_map(|shape| match shape {
            Shape::Path { curves, stroke: Some(stroke), .. }
                if stroke.ink == Ink::BInk && stroke.width < 0.5 =>
            {
                Some(curves.iter().map(|[from, .., to]| to.x - from.x).sum::<f32>())
            }
            _ => None,
        });
        assert!(longest.fold(0.0, f32::max) < 20.0);
        assert!(drawn.drawing.texts().any(|run| run.words == "Rui 3"));
    }

    #[test]
    fn an_arrow_head_never_lies_on_the_point_of_the_other() {
        for (mine, way) in [(20.0, Moved::Up), (24.0, Moved::Down), (22.0, Moved::Up)] {
            let mut chart = chart(2, 30, (22.0, 22.0));
            chart.lines[0].points[1] =
                ChartPoint { on: day(30), points: mine, moved: Some(way) };
            chart.lines[1].points[1] =
                ChartPoint { on: day(30), points: 22.0 + 2.0, moved: None };
            let drawn = chart.draw(&Fonts::new());
            let heads: Vec<Point> = drawn
                .drawing
                .shapes
                .iter()
                .filter_map(|shape| match shape {
                    Shape::Polygon { points, fill: Some(Ink::Ink), .. } => {
                        let sum = points.iter().fold((0.0, 0.0), |(x, y), point| {
                            (x + point.x / 3.0, y + point.y / 3.0)
                        });
                        Some(Point::new(sum.0, sum.1))
                    }
                    _ => None,
                })
                .collect();
            assert_eq!(heads.len(), 1);
            for spot in &drawn.spots {
                let away = (spot.at.x - heads[0].x).hypot(spot.at.y - heads[0].y);
                assert!(away > 12.0 * MM_PER_PX, "{mine}: {away}");
            }
        }
    }
}
