//! Draws the course of a therapy: a row for each kind of thing, the couple's between the partners'.

use super::course_axis::axis;
use super::course_lines::{curves, scores, seen_of};
use super::course_marks::mark;
use super::course_rows::{RowAt, band, frame};
use super::{Drawing, Face, Fonts, Ink, Outline, Point, Shape, Stroke, TextRun};
use crate::model::course::{self, Course, PointKind, Row};
use crate::model::{Pair, PartnerId};
use chrono::{Datelike as _, NaiveDate};

/// One point of the screen in millimetres.
pub const MM: f32 = 25.4 / 96.0;
/// The least and the most days that are seen at once: a month and five years.
pub const FEWEST_DAYS: f64 = 31.0;
pub const MOST_DAYS: f64 = 1_830.0;

/// The part of time that is seen.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Window {
    /// The day at the left edge, counted from the first day of the common era.
    pub first: f64,
    pub days: f64,
}

/// What the line is drawn with. Lengths are points of the screen.
#[derive(Debug, Clone, Copy)]
pub struct Look<'a> {
    pub width: f32,
    pub height: f32,
    pub window: Window,
    pub today: NaiveDate,
    pub names: Pair<&'a str>,
    /// Who stands on top, and has the left partner's ink.
    pub top: PartnerId,
    /// Which of the course's scales has its lines on the row of scores.
    pub scale: Option<usize>,
}

/// How the line says when something was.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum When {
    /// On a screen: words that have no room are cut, and read out under the pointer.
    OnScreen,
    /// On paper nothing is cut: what has no room for its name stands in the list under it.
    Printed,
    /// On paper, in weeks and months since this day, for readers who may not know any.
    PrintedSince(NaiveDate),
}

/// The line, and where each of its points stands.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Picture {
    pub drawing: Drawing,
    pub places: Vec<Place>,
    /// Where each row begins and ends, in points of the screen from the top.
    pub rows: Vec<(Row, (f32, f32))>,
}

/// Where a point of the course stands, in millimetres.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Place {
    /// Which one of the course's points.
    pub point: usize,
    pub at: Outline,
}

/// Width of the names at the left.
pub const GUTTER: f32 = 148.0;
pub(super) const AXIS: f32 = 30.0;

impl Window {
    /// Everything, with some room at both ends.
    pub fn whole(course: &Course, today: NaiveDate) -> Self {
        let (first, last) = course.span().unwrap_or((today, today));
        let (first, last) = (number(first.min(today)), number(last.max(today)));
        let room = ((last - first) * 0.03).max(3.0);
        let days = (last - first + 2.0 * room).clamp(FEWEST_DAYS, MOST_DAYS);
        // What is newest is seen when there is more than fits.
        Self { first: last + room - days, days }
    }

    /// Everything on one sheet, however long it was.
    pub fn on_paper(course: &Course) -> Self {
        let days = course.span().map(|(first, last)| (number(first), number(last)));
        let (first, last) = days.unwrap_or_default();
        let room = ((last - first) * 0.03).max(3.0);
        let days = (last - first + 2.0 * room).max(FEWEST_DAYS);
        Self { first: first - room, days }
    }

    /// Closer or further, around a day that stays where it is.
    #[must_use]
    pub fn zoomed(self, factor: f64, around: f64) -> Self {
        let days = (self.days / factor).clamp(FEWEST_DAYS, MOST_DAYS);
        let share = (around - self.first) / self.days;
        Self { first: around - share * days, days }
    }

    #[must_use]
    pub fn moved(self, days: f64) -> Self {
        Self { first: self.first + days, ..self }
    }

    pub fn middle(self) -> f64 {
        self.first + self.days / 2.0
    }

    pub fn sees(self, day: f64) -> bool {
        (self.first..=self.first + self.days).contains(&day)
    }
}

/// A day as a number, its noon.
pub fn number(day: NaiveDate) -> f64 {
    f64::from(day.num_days_from_ce()) + 0.5
}

impl Look<'_> {
    pub(super) fn x(&self, day: NaiveDate) -> f32 {
        self.x_of(number(day))
    }

    pub(super) fn x_of(&self, day: f64) -> f32 {
        let share = (day - self.window.first) / self.window.days;
        GUTTER + share as f32 * self.line()
    }

    /// Width of the line itself.
    pub fn line(&self) -> f32 {
        (self.width - GUTTER - 12.0).max(50.0)
    }

    /// False for a score on another scale than the one that has its lines here.
    fn shows(&self, point: &course::Point) -> bool {
        !matches!(point.kind, PointKind::Score { scale, .. } if Some(scale) != self.scale)
    }

    pub(super) fn per_day(&self) -> f32 {
        (f64::from(self.line()) / self.window.days) as f32
    }

    pub(super) fn is_top(&self, partner: PartnerId) -> bool {
        self.top == partner
    }

    /// Ribbon, name and wash of a partner.
    pub(super) fn inks(&self, partner: PartnerId) -> (Ink, Ink, Ink) {
        if self.is_top(partner) {
            (Ink::A, Ink::AInk, Ink::AWash)
        } else {
            (Ink::B, Ink::BInk, Ink::BWash)
        }
    }
}

/// The pen of the whole sheet.
pub(super) struct Sheet<'a> {
    pub look: &'a Look<'a>,
    pub when: When,
    pub fonts: &'a Fonts,
    /// The ends of the scale on the row of scores.
    pub range: (f32, f32),
    /// So many that larger marks would hide the lines.
    pub has_many_scores: bool,
    pub shapes: Vec<Shape>,
    group: u32,
}

impl Sheet<'_> {
    /// Words from a baseline on, cut to a width; gives back the width that they take.
    pub fn words(
        &mut self,
        at: Point,
        words: &str,
        (face, size, ink): (Face, f32, Ink),
        room: f32,
    ) -> f32 {
        let words = self.fonts.fit(face, size, room, words);
        let width = self.fonts.width(face, size, &words);
        self.group += 1;
        let group = self.group;
        self.shapes.push(Shape::Text(TextRun {
            at,
            words,
            face,
            size,
            ink,
            width,
            group,
        }));
        width
    }

    /// True if words may stand where there is so much room: whole or, on a screen, their beginning,
    /// where that says something.
    pub fn may_stand(
        &self,
        words: &str,
        (face, size, _): (Face, f32, Ink),
        room: f32,
    ) -> bool {
        let says_enough = self.when == When::OnScreen && room > 64.0;
        says_enough || self.fonts.width(face, size, words) <= room
    }

    /// How wide a week is: marks that come every week leave the one beside them alone.
    pub fn week(&self) -> f32 {
        7.0 * self.look.per_day()
    }

    pub fn line(&mut self, from: Point, to: Point, stroke: Stroke) {
        let (curves, stroke) = (vec![[from, from, to, to]], Some(stroke));
        self.shapes.push(Shape::Path { curves, is_closed: false, fill: None, stroke });
    }

    pub fn box_of(&mut self, at: Outline, radius: f32, ink: Ink) {
        self.shapes.push(Shape::Rectangle { at, radius, fill: Some(ink), stroke: None });
    }
}

/// Draws what is seen of the course; what lies outside the window costs nothing.
pub fn draw(course: &Course, look: &Look<'_>, fonts: &Fonts) -> Picture {
    draw_as((course, When::OnScreen), look, fonts)
}

/// The same for a screen or for paper.
pub fn draw_as(
    (course, when): (&Course, When),
    look: &Look<'_>,
    fonts: &Fonts,
) -> Picture {
    let scale = look.scale.and_then(|at| course.scales.get(at));
    let range = scale.map_or((0.0, 1.0), seen_of);
    let seen = |(on, _): &&(NaiveDate, f32)| look.window.sees(number(*on));
    let count = scale.map_or(0, |it| it.lines.of(look.top).iter().filter(seen).count());
    let has_many_scores = count as f32 * 14.0 > look.line();
    let shapes = Vec::new();
    let mut sheet = Sheet { look, when, fonts, range, has_many_scores, shapes, group: 0 };
    let rows = frame(&mut sheet, course);
    axis(&mut sheet);
    for stretch in &course.stretches {
        if let Some(row) = rows.iter().find(|row| row.row == stretch.row) {
            band(&mut sheet, row, stretch);
        }
    }
    curves(&mut sheet, course, &rows);
    scores(&mut sheet, course, &rows);
    let places = points(&mut sheet, course, &rows);
    let mut drawing = Drawing::new(look.width, look.height);
    drawing.shapes = sheet.shapes;
    let scaled = |place: Place| Place { at: place.at.scaled(MM), ..place };
    Picture {
        drawing: drawing.scaled(MM),
        places: places.into_iter().map(scaled).collect(),
        rows: rows.iter().map(|it| (it.row, (it.top, it.top + it.height))).collect(),
    }
}

/// A disc for the one on top, a diamond for the other.
pub(super) fn sign(centre: Point, radius: f32, (is_top, ink): (bool, Ink)) -> Shape {
    if is_top {
        return Shape::Circle { centre, radius, fill: Some(ink), stroke: None };
    }
    let half = radius * 1.22;
    let to = |x: f32, y: f32| Point::new(centre.x + x * half, centre.y + y * half);
    let points = vec![to(0.0, -1.0), to(1.0, 0.0), to(0.0, 1.0), to(-1.0, 0.0)];
    Shape::Polygon { points, fill: Some(ink), stroke: None }
}

/// Every point that is seen; several of one day and row stand beside each other.
fn points(sheet: &mut Sheet<'_>, course: &Course, rows: &[RowAt]) -> Vec<Place> {
    let look = sheet.look;
    let end = look.window.first + look.window.days;
    let from = course.points.partition_point(|it| number(it.on) < look.window.first);
    let to = course.points.partition_point(|it| number(it.on) <= end);
    let mut places = Vec::new();
    let mut before: Option<(NaiveDate, Row, f32)> = None;
    let all = course.points.iter().enumerate().take(to).skip(from);
    for (place, point) in all {
        let Some(row) = rows.iter().find(|row| row.row == point.row) else { continue };
        if !look.shows(point) {
            continue;
        }
        let beside = match before {
            // The two partners' scores of a day stand on their lines.
            _ if point.row == Row::Scores => 0.0,
            Some((on, row, beside)) if (on, row) == (point.on, point.row) => {
                beside + if matches!(row, Row::Seeks(_)) { 20.0 } else { 9.0 }
            }
            _ => 0.0,
        };
        before = Some((point.on, point.row, beside));
        let x = look.x(point.on) + beside;
        let room = room_after(course, look, (place, point), x);
        let at = mark(sheet, row, (point, x, room));
        places.push(Place { point: place, at });
    }
    places
}

/// Free width up to the next point of the same row.
fn room_after(
    course: &Course,
    look: &Look<'_>,
    (place, point): (usize, &course::Point),
    x: f32,
) -> f32 {
    let mut after = course.points.iter().skip(place + 1);
    let next = after.find(|other| other.row == point.row);
    let edge = look.width - 12.0;
    next.map_or(edge, |next| look.x(next.on).min(edge)) - x
}
