//! Draws the lines over time on the course: closeness and safety of each, and the scores of both.

use super::course::{GUTTER, Look, Sheet, number};
use super::course_rows::RowAt;
use super::{Face, Ink, Outline, Point, Shape, Stroke};
use crate::model::PartnerId;
use crate::model::course::{Course, Row};
use crate::model::course_scores::ScaleOverTime;
use crate::model::signs::Series;

/// Free height over and under the lines of a row.
const EDGE: f32 = 5.0;

/// One line for each partner and thing: the first full, the others dashed.
pub(super) fn curves(sheet: &mut Sheet<'_>, course: &Course, rows: &[RowAt]) {
    let look = sheet.look;
    let part = felt_part(course);
    for row in rows {
        let Row::Felt(partner) = row.row else { continue };
        let of_row = course.curves.iter().filter(|series| series.partner == partner);
        for (place, series) in of_row.enumerate() {
            if place == 0 {
                ends(sheet, row, part);
            }
            let dots: Vec<Point> = series
                .values
                .iter()
                .map(|(on, value)| Point::new(look.x(*on), y(row, *value as f32, part)))
                .collect();
            let (ribbon, _, _) = look.inks(partner);
            let pen = match place {
                0 => Stroke::solid(ribbon, 2.0),
                _ => Stroke::dashed(ribbon, 1.4, 4.0, 3.0),
            };
            if let [only] = dots.as_slice() {
                single(sheet, *only, (place, ribbon));
            }
            line(sheet, &dots, pen);
        }
    }
}

/// One value alone has no line yet: a disc for the full one, a ring for the dashed one.
fn single(sheet: &mut Sheet<'_>, centre: Point, (place, ribbon): (usize, Ink)) {
    if !(GUTTER..=sheet.look.width - 12.0).contains(&centre.x) {
        return;
    }
    let (radius, fill, stroke) = match place {
        0 => (2.6, Some(ribbon), None),
        _ => (4.2, None, Some(Stroke::solid(ribbon, 1.4))),
    };
    sheet.shapes.push(Shape::Circle { centre, radius, fill, stroke });
}

/// The part of the scale on which both partners' rows draw what was felt.
fn felt_part(course: &Course) -> (f32, f32) {
    let scale = |series: &Series| (series.range.0 as f32, series.range.1 as f32);
    let Some(scale) = course.curves.first().map(scale) else { return (0.0, 1.0) };
    let all = course.curves.iter().flat_map(|series| &series.values);
    let all: Vec<f32> = all.map(|(_, value)| *value as f32).collect();
    part(scale, &all)
}

/// The part of a line that lies right of the names and left of the edge.
fn seen(look: &Look<'_>, from: Point, to: Point) -> Option<(Point, Point)> {
    let (left, right) = (GUTTER, look.width - 12.0);
    if to.x < left || from.x > right || to.x <= from.x {
        return None;
    }
    let at = |x: f32| {
        let share = (x - from.x) / (to.x - from.x);
        Point::new(x, from.y + share * (to.y - from.y))
    };
    Some((at(from.x.max(left)), at(to.x.min(right))))
}

fn line(sheet: &mut Sheet<'_>, dots: &[Point], pen: Stroke) {
    for (from, to) in dots.iter().zip(dots.iter().skip(1)) {
        if let Some((from, to)) = seen(sheet.look, *from, *to) {
            sheet.line(from, to, pen);
        }
    }
}

/// How far down a value stands in its row.
pub(super) fn y(row: &RowAt, value: f32, (low, high): (f32, f32)) -> f32 {
    let share = ((value - low) / (high - low).max(0.1)).clamp(0.0, 1.0);
    row.top + row.height - EDGE - share * (row.height - 2.0 * EDGE)
}

/// The part of a scale that its lines are drawn on: where the scores and the cut-off lie.
pub(super) fn seen_of(scale: &ScaleOverTime) -> (f32, f32) {
    let (low, high) = scale.range;
    let cut = scale.shade.iter().flat_map(|(from, to, _)| [*from, *to]);
    let cut = cut.filter(|at| low < *at && *at < high);
    let both = PartnerId::BOTH.into_iter().flat_map(|it| scale.lines.of(it));
    let all: Vec<f32> = both.map(|(_, points)| *points).chain(cut).collect();
    part(scale.range, &all)
}

/// Where these values lie on a scale, and never less than half of it, so that a small change does
/// not look like a large one.
fn part((low, high): (f32, f32), all: &[f32]) -> (f32, f32) {
    let least = all.iter().copied().fold(high, f32::min);
    let most = all.iter().copied().fold(low, f32::max);
    let whole = high - low;
    let half = (0.25 * whole).max(0.5 * (most - least) + 0.08 * whole);
    let middle = 0.5 * (least + most);
    let from = (middle - half).min(high - 2.0 * half).max(low);
    if half > 2.0 {
        // Numbers that are good to read.
        return (from.floor(), (from + 2.0 * half).ceil().min(high));
    }
    (from, (from + 2.0 * half).min(high))
}

/// Both partners' lines of one scale over where its scores mean something else; the first full, the
/// other dashed.
pub(super) fn scores(sheet: &mut Sheet<'_>, course: &Course, rows: &[RowAt]) {
    let scale = sheet.look.scale.and_then(|at| course.scales.get(at));
    let row = rows.iter().find(|row| row.row == Row::Scores);
    let (Some(scale), Some(row)) = (scale, row) else { return };
    shade(sheet, row, scale);
    ends(sheet, row, sheet.range);
    let (look, range) = (sheet.look, sheet.range);
    for partner in [look.top.other(), look.top] {
        let values = scale.lines.of(partner).iter();
        let dots: Vec<Point> = values
            .map(|(on, points)| Point::new(look.x(*on), y(row, *points, range)))
            .collect();
        let (_, ink, _) = look.inks(partner);
        let pen = if look.is_top(partner) {
            Stroke::solid(ink, 1.8)
        } else {
            Stroke::dashed(ink, 1.8, 6.0, 3.5)
        };
        line(sheet, &dots, pen);
    }
}

/// The numbers at the ends of the part that is seen.
fn ends(sheet: &mut Sheet<'_>, row: &RowAt, (low, high): (f32, f32)) {
    let style = (Face::Sans, 11.0, Ink::Ink3);
    for (points, at) in [(high, row.top + 12.0), (low, row.top + row.height - 4.0)] {
        let words = format!("{}", (points * 10.0).round() / 10.0);
        let width = sheet.fonts.width(style.0, style.1, &words);
        sheet.words(Point::new(GUTTER - 6.0 - width, at), &words, style, width + 1.0);
    }
}

fn shade(sheet: &mut Sheet<'_>, row: &RowAt, scale: &ScaleOverTime) {
    let Some((from, to, says)) = &scale.shade else { return };
    let (top, bottom) = (y(row, *to, sheet.range), y(row, *from, sheet.range));
    let right = sheet.look.width - 12.0;
    let at = Outline::new(GUTTER, top, right - GUTTER, bottom - top);
    sheet.box_of(at, 4.0, Ink::Deep);
    let style = (Face::Sans, 12.0, Ink::Ink3);
    let width = sheet.fonts.width(style.0, style.1, says);
    // Before the first score, where no line runs through the words.
    let days = PartnerId::BOTH.map(|it| scale.lines.of(it).first().map(|(on, _)| *on));
    let first = days.into_iter().flatten().min().map(number);
    let free = first.map_or(0.0, |first| sheet.look.x_of(first) - GUTTER - 16.0);
    if width <= free && bottom - top >= 16.0 {
        let is_below = *from <= scale.range.0;
        let y = if is_below { top + 13.0 } else { bottom - 5.0 };
        sheet.words(Point::new(GUTTER + 6.0, y), says, style, width + 1.0);
    }
}
