//! The marks on the course: sessions, signs of change, events, fights, and the three questions.

use super::course::{Sheet, sign};
use super::course_lines;
use super::course_rows::RowAt;
use super::{Face, Ink, Outline, Point, Shape, Stroke};
use crate::model::course::{self, PointKind};
use crate::model::lists::MarkerGroup;
use crate::model::{Pair, PartnerId};

/// How far around a mark a click still means it.
const REACH: f32 = 9.0;

/// Draws one point at `x` with so much free room after it; where it answers to a click.
pub(super) fn mark(
    sheet: &mut Sheet<'_>,
    row: &RowAt,
    (point, x, room): (&course::Point, f32, f32),
) -> Outline {
    let middle = Point::new(x, row.middle());
    match point.kind {
        PointKind::Session(kind) => {
            return session(sheet, row, (point, kind.alone(), x, room));
        }
        PointKind::Marker(group) => sheet.shapes.push(marker(middle, group)),
        PointKind::Step(_) | PointKind::Mastery(_) => {}
        PointKind::Felt => felt(sheet, row, (point, middle)),
        PointKind::Score { points, .. } => {
            return score(sheet, row, (point.who, x), points);
        }
        PointKind::Estimate { anxiety, avoidance } => {
            estimate(sheet, row, (point, middle), (anxiety, avoidance));
        }
        PointKind::Event => {
            let disc = circle(middle, 5.5, (Some(Ink::AccentFill), None));
            sheet.shapes.push(disc);
            let style = (Face::Sans, 13.0, Ink::Ink2);
            if sheet.may_stand(&point.title, style, room - 22.0) {
                let at = Point::new(x + 10.0, row.middle() + 4.5);
                sheet.words(at, &point.title, style, room - 22.0);
            }
        }
        PointKind::EventStep => {
            sheet.shapes.push(circle(
                middle,
                3.6,
                (Some(Ink::Surface), Some(Ink::Accent)),
            ));
        }
        PointKind::Fight(intensity) => fight(sheet, row, (x, room, intensity)),
        PointKind::Check { has_fallen: true } => sheet.shapes.push(fallen(middle)),
        PointKind::Check { has_fallen: false } => {
            let radius = (0.32 * room.min(sheet.week())).clamp(0.9, 3.0);
            sheet.shapes.push(circle(middle, radius, (None, Some(Ink::Ghost))));
        }
        PointKind::Version => {
            let at = Outline::new(x - 4.5, row.middle() - 4.5, 9.0, 9.0);
            let stroke = Some(Stroke::solid(Ink::Ink2, 1.6));
            let fill = Some(Ink::Surface);
            sheet.shapes.push(Shape::Rectangle { at, radius: 2.5, fill, stroke });
        }
    }
    around(middle, row)
}

fn around(middle: Point, row: &RowAt) -> Outline {
    let half = (row.height / 2.0).min(14.0);
    Outline::new(middle.x - REACH, middle.y - half, 2.0 * REACH, 2.0 * half)
}

fn circle(centre: Point, radius: f32, (fill, ring): (Option<Ink>, Option<Ink>)) -> Shape {
    let stroke = ring.map(|ink| Stroke::solid(ink, 1.6));
    Shape::Circle { centre, radius, fill, stroke }
}

/// Under the stage's band: a disc, or the sign of the one who was seen alone.
fn session(
    sheet: &mut Sheet<'_>,
    row: &RowAt,
    (point, alone, x, room): (&course::Point, Option<PartnerId>, f32, f32),
) -> Outline {
    let radius = (0.4 * room.min(sheet.week())).clamp(1.4, 4.5);
    let y = (row.top + 21.0 + (row.height - 21.0) / 2.0).min(row.top + row.height - 5.0);
    let middle = Point::new(x, y);
    let look = sheet.look;
    let shape = match alone {
        Some(partner) => {
            let ink = look.inks(partner).1;
            sign(middle, radius.max(3.0), (look.is_top(partner), ink))
        }
        None => circle(middle, radius, (Some(Ink::Ink2), None)),
    };
    sheet.shapes.push(shape);
    if room > 26.0 {
        let number = point.title.trim_start_matches("Session ");
        let style = (Face::Sans, 12.0, Ink::Ink3);
        sheet.words(Point::new(x + 7.0, y + 4.0), number, style, room - 8.0);
    }
    Outline::new(x - REACH, row.top, 2.0 * REACH, row.height)
}

/// A ring, a triangle, a disc, a square: told apart without colour.
fn marker(middle: Point, group: MarkerGroup) -> Shape {
    match group {
        MarkerGroup::DeEscalation => circle(middle, 4.4, (None, Some(Ink::Accent))),
        MarkerGroup::WithdrawerReEngagement => triangle(middle, -5.6, Ink::Accent),
        MarkerGroup::Softening => circle(middle, 5.0, (Some(Ink::Accent), None)),
        MarkerGroup::Consolidation => {
            let at = Outline::new(middle.x - 4.4, middle.y - 4.4, 8.8, 8.8);
            Shape::Rectangle { at, radius: 1.5, fill: Some(Ink::Accent), stroke: None }
        }
    }
}

fn triangle(middle: Point, tip: f32, ink: Ink) -> Shape {
    let to = |x: f32, y: f32| Point::new(middle.x + x, middle.y + y);
    let base = -0.72 * tip;
    let points = vec![to(0.0, tip), to(5.4, base), to(-5.4, base)];
    Shape::Polygon { points, fill: Some(ink), stroke: None }
}

/// Points down: something fell. Quiet, and never red.
fn fallen(middle: Point) -> Shape {
    triangle(middle, 5.2, Ink::Ink2)
}

/// What was felt has a dot on the foot of its curve's row.
fn felt(sheet: &mut Sheet<'_>, row: &RowAt, (point, middle): (&course::Point, Point)) {
    let Some(partner) = point.who else { return };
    let foot = Point::new(middle.x, row.top + row.height - 3.0);
    let (ribbon, _, _) = sheet.look.inks(partner);
    sheet.shapes.push(circle(foot, 1.3, (Some(ribbon), None)));
}

/// A disc or a diamond on its own partner's line.
fn score(
    sheet: &mut Sheet<'_>,
    row: &RowAt,
    (who, x): (Option<PartnerId>, f32),
    points: f32,
) -> Outline {
    let middle = Point::new(x, course_lines::y(row, points, sheet.range));
    if let Some(partner) = who {
        let (_, ink, _) = sheet.look.inks(partner);
        if sheet.look.is_top(partner) {
            let radius = if sheet.has_many_scores { 1.8 } else { 3.4 };
            sheet.shapes.push(sign(middle, radius, (true, ink)));
        } else if sheet.has_many_scores {
            sheet.shapes.push(sign(middle, 2.0, (false, ink)));
        } else {
            // Hollow, so that both are seen where they meet.
            sheet.shapes.push(sign(middle, 4.6, (false, ink)));
            sheet.shapes.push(sign(middle, 2.8, (false, Ink::Surface)));
        }
    }
    Outline::new(middle.x - REACH, middle.y - REACH, 2.0 * REACH, 2.0 * REACH)
}

/// A small field with the point on it: across away from the other, up afraid for the bond. A ring
/// where neither number was given.
fn estimate(
    sheet: &mut Sheet<'_>,
    row: &RowAt,
    (point, middle): (&course::Point, Point),
    (anxiety, avoidance): (Option<u8>, Option<u8>),
) {
    let ink = point.who.map_or(Ink::Ink2, |who| sheet.look.inks(who).1);
    let (Some(up), Some(across)) = (anxiety, avoidance) else {
        sheet.shapes.push(circle(middle, 3.4, (None, Some(ink))));
        return;
    };
    let side = (row.height - 4.0).clamp(12.0, 18.0);
    let half = side / 2.0;
    let at = Outline::new(middle.x - half, middle.y - half, side, side);
    sheet.shapes.push(Shape::Rectangle {
        at,
        radius: 2.5,
        fill: Some(Ink::Surface),
        stroke: Some(Stroke::solid(Ink::Ink3, 1.0)),
    });
    let pen = Stroke::solid(Ink::Hair, 1.0);
    let to = |x: f32, y: f32| Point::new(middle.x + x, middle.y + y);
    sheet.line(to(0.0, -half), to(0.0, half), pen);
    sheet.line(to(-half, 0.0), to(half, 0.0), pen);
    let share = |tenths: u8| (f32::from(tenths) - 40.0) / 60.0 * (side - 4.0);
    sheet.shapes.push(circle(to(share(across), -share(up)), 2.4, (Some(ink), None)));
}

/// Two bars, one for each and side by side: full for the one on top, hollow for the other.
fn fight(
    sheet: &mut Sheet<'_>,
    row: &RowAt,
    (x, room, intensity): (f32, f32, Pair<Option<u8>>),
) {
    let foot = row.top + row.height - 3.0;
    let most = row.height - 7.0;
    let look = sheet.look;
    if intensity.is_default() {
        let middle = Point::new(x, foot - 4.0);
        sheet.shapes.push(circle(middle, 3.0, (None, Some(Ink::Ink2))));
        return;
    }
    // Many fights are thin bars, and never lie on each other.
    let width = (0.5 * room - 1.0).clamp(1.5, 5.0);
    for (partner, strong) in intensity.iter() {
        let Some(strong) = strong else { continue };
        let (ribbon, _, _) = look.inks(partner);
        let height = (f32::from(*strong) / 10.0 * most).max(1.5);
        let left = if look.is_top(partner) { x - width - 0.5 } else { x + 0.5 };
        let at = Outline::new(left, foot - height, width, height);
        let (fill, stroke) = if look.is_top(partner) {
            (Some(ribbon), None)
        } else {
            (Some(Ink::Surface), Some(Stroke::solid(ribbon, (0.4 * width).min(1.5))))
        };
        sheet.shapes.push(Shape::Rectangle { at, radius: 1.0, fill, stroke });
    }
}
