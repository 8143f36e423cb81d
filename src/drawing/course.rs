//! Draws the course of a therapy: a row for each kind of thing, the couple's between the partners'.

use super::course_axis::axis;
use super::course_lines::{curves, scores, seen_of};
use super::course_marks::mark;
use super::{Drawing, Face, Fonts, Ink, Outline, Point, Shape, Stroke, TextRun};
use crate::model::course::{self, Course, PointKind, Row, Stretch};
use crate::model::readiness::Mastery;
use crate::model::{Pair, PartnerId};
use chrono::{Datelike as _, NaiveDate};
use strum::VariantArray as _;

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
const HEADING: f32 = 26.0;
const GAP: f32 = 8.0;

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

/// A row with its place on the sheet.
#[derive(Debug, Clone, Copy)]
pub(super) struct RowAt {
    pub row: Row,
    pub top: f32,
    pub height: f32,
}

impl RowAt {
    pub fn middle(&self) -> f32 {
        self.top + self.height / 2.0
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

    /// True if words may stand where there is so much room.
    pub fn may_stand(
        &self,
        words: &str,
        (face, size, _): (Face, f32, Ink),
        room: f32,
    ) -> bool {
        self.when == When::OnScreen || self.fonts.width(face, size, words) <= room
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

/// Grounds, names and labels; where every row stands.
fn frame(sheet: &mut Sheet<'_>, course: &Course) -> Vec<RowAt> {
    let look = sheet.look;
    let free = look.height - AXIS - 3.0 * HEADING - 2.0 * GAP;
    let bottom = look.top.other();
    let there = |rows: &[Row]| -> Vec<Row> {
        rows.iter().copied().filter(|row| course.has_row(*row)).collect()
    };
    let groups: [(Option<PartnerId>, Vec<Row>); 3] = [
        (Some(look.top), there(&Row::of(look.top))),
        (None, there(&Row::BOTH)),
        (Some(bottom), there(&Row::of(bottom))),
    ];
    let shares: f32 =
        groups.iter().flat_map(|(_, rows)| rows).map(|row| share(*row)).sum();
    let unit = (free / shares).clamp(18.0, 60.0);
    let mut top = AXIS;
    let mut rows = Vec::new();
    for (who, of_group) in groups {
        if who.is_none() {
            let tall: f32 = of_group.iter().map(|row| unit * share(*row)).sum();
            let tall = HEADING + tall;
            let at = Outline::new(0.0, top, look.width, tall + 4.0);
            sheet.box_of(at, 14.0, Ink::Surface);
        }
        heading(sheet, who, top);
        top += HEADING;
        for row in of_group {
            let height = unit * share(row);
            let at = RowAt { row, top, height };
            label(sheet, &at, course);
            rows.push(at);
            top += height;
        }
        top += GAP;
    }
    rows
}

/// How much of the height a row takes beside the others.
fn share(row: Row) -> f32 {
    match row {
        Row::Scores => 2.2,
        // A band over its marks.
        Row::Sessions => 1.6,
        _ => 1.0,
    }
}

fn heading(sheet: &mut Sheet<'_>, who: Option<PartnerId>, top: f32) {
    let look = sheet.look;
    let baseline = top + 19.0;
    let (name, ink) = match who {
        Some(partner) => (*look.names.of(partner), look.inks(partner).1),
        None => ("Both", Ink::Ink),
    };
    if let Some(partner) = who {
        let middle = Point::new(20.0, baseline - 5.0);
        sheet.shapes.push(sign(middle, 5.0, (look.is_top(partner), ink)));
    }
    let left = if who.is_some() { 32.0 } else { 14.0 };
    let room = GUTTER - left - 8.0;
    sheet.words(Point::new(left, baseline), name, (Face::SerifSemiBold, 16.0, ink), room);
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

/// The name of a row and its hairline; a dash where nothing has come yet.
fn label(sheet: &mut Sheet<'_>, row: &RowAt, course: &Course) {
    let style = (Face::Sans, 13.0, Ink::Ink3);
    let baseline = Point::new(14.0, row.middle() + 4.5);
    let scale = sheet.look.scale.and_then(|at| course.scales.get(at));
    match scale.filter(|_| row.row == Row::Scores) {
        // A long name of a measure goes on in the next line.
        Some(scale) => {
            let upper = Point::new(baseline.x, baseline.y - 8.0);
            let lower = Point::new(baseline.x, baseline.y + 8.0);
            sheet.words(upper, row.row.label(), style, GUTTER - 24.0);
            let style = (Face::Sans, 13.0, Ink::Ink2);
            sheet.words(lower, &scale.name, style, GUTTER - 24.0);
        }
        None => {
            sheet.words(baseline, row.row.label(), style, GUTTER - 24.0);
        }
    }
    let right = sheet.look.width - 12.0;
    let foot = row.top + row.height - 0.5;
    let pen = Stroke::dotted(Ink::Hair, 1.0, 4.0);
    sheet.line(Point::new(GUTTER, foot), Point::new(right, foot), pen);
    let is_empty = !course.points.iter().any(|point| point.row == row.row)
        && !course.stretches.iter().any(|stretch| stretch.row == row.row);
    if is_empty {
        let at = Point::new(GUTTER + 2.0, row.middle() + 4.5);
        sheet.words(at, "–", style, 40.0);
    }
}

/// Where somebody stood for a while: a quiet band with the stage or the step on it.
fn band(sheet: &mut Sheet<'_>, row: &RowAt, stretch: &Stretch) {
    let look = sheet.look;
    let to = stretch.to.unwrap_or(look.today).max(stretch.from);
    let left = (look.x(stretch.from)).max(GUTTER);
    let right = (look.x(to) - 2.0).min(look.width - 12.0);
    if right < GUTTER || left > look.width - 12.0 {
        return;
    }
    // What began today is there as well.
    let right = right.max(left + 6.0);
    let (words, ink, height) = match row.row {
        Row::Steps(partner) => {
            let height = (row.height - 8.0).min(22.0);
            (format!("Step {}", stretch.number), look.inks(partner).2, height)
        }
        Row::Mastery(partner) => {
            let reached = Mastery::VARIANTS.get(usize::from(stretch.number));
            let ink = partner.map_or(Ink::Control, |partner| look.inks(partner).2);
            let height = (row.height - 8.0).min(22.0);
            (reached.map_or("", |it| it.label()).to_owned(), ink, height)
        }
        _ => (format!("Stage {}", stretch.number), Ink::Control, 17.0),
    };
    let top = match row.row {
        Row::Sessions => row.top + 3.0,
        _ => row.middle() - height / 2.0,
    };
    sheet.box_of(Outline::new(left, top, right - left, height), 5.0, ink);
    let style = (Face::Sans, 12.0, Ink::Ink2);
    if right - left > sheet.fonts.width(style.0, style.1, &words) + 12.0 {
        let at = Point::new(left + 6.0, top + height / 2.0 + 4.0);
        sheet.words(at, &words, style, right - left);
    }
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
