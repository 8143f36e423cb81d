//! The rows of the course: their grounds, names and heights, and the bands of stages and steps.

use super::course::{AXIS, GUTTER, Sheet, sign};
use super::{Face, Ink, Outline, Point, Stroke};
use crate::model::PartnerId;
use crate::model::course::{Course, Row, Stretch};
use crate::model::readiness::Mastery;
use strum::VariantArray as _;

const HEADING: f32 = 24.0;
const GAP: f32 = 8.0;
/// The height of a plain row, at least and at most.
const UNIT: (f32, f32) = (17.0, 60.0);

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

/// Grounds, names and labels; where every row stands.
pub(super) fn frame(sheet: &mut Sheet<'_>, course: &Course) -> Vec<RowAt> {
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
    let unit = (free / shares).clamp(UNIT.0, UNIT.1);
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
        Row::Scores => 2.8,
        // Two lines that rise and fall.
        Row::Felt(_) => 2.0,
        // A band over its marks.
        Row::Sessions => 1.6,
        _ => 1.0,
    }
}

fn heading(sheet: &mut Sheet<'_>, who: Option<PartnerId>, top: f32) {
    let look = sheet.look;
    let baseline = top + 17.5;
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
pub(super) fn band(sheet: &mut Sheet<'_>, row: &RowAt, stretch: &Stretch) {
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
            let height = (row.height - 5.0).min(22.0);
            (format!("Step {}", stretch.number), look.inks(partner).2, height)
        }
        Row::Mastery(partner) => {
            let reached = Mastery::VARIANTS.get(usize::from(stretch.number));
            let ink = partner.map_or(Ink::Control, |partner| look.inks(partner).2);
            let height = (row.height - 5.0).min(22.0);
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
