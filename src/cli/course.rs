//! Lists the course of a couple's therapy, one dated thing a line.

use super::arguments::Course as Asked;
use super::couple::find;
use super::practice::{open_if_free, record};
use super::{CliError, Scene};
use crate::model::course::{Course, Point};
use crate::model::{Case, Measure};
use crate::store::{AuditKind, Told};

/// One line a point: day, what, who. What was told alone, and what the therapist sees alone, is left
/// out unless it is asked for; then it is marked, and the log knows that it was shown.
pub fn course(asked: &Asked, scene: &mut Scene<'_>) -> Result<String, CliError> {
    let mut practice = open_if_free(&asked.case.practice, scene)?;
    let case = practice.load(find(&practice, &asked.case.case)?)?;
    let measures = Measure::all(&practice.settings()?.measures);
    let course = Course::with_scores(&case, &measures);
    if asked.private && course.points.iter().any(is_apart) {
        record(&mut practice, Told::couple(AuditKind::Revealed, case.id), scene);
    }
    let shown = course.points.iter().filter(|it| asked.private || !is_apart(it));
    let lines: Vec<String> = shown.map(|it| line(it, &case)).collect();
    Ok(lines.join("\n"))
}

fn is_apart(point: &Point) -> bool {
    point.told_by.is_some() || point.kind.is_own_view()
}

fn line(point: &Point, case: &Case) -> String {
    let what = if point.detail.is_empty() {
        point.title.clone()
    } else {
        format!("{}. {}", point.title, point.detail)
    };
    let what = what.split_whitespace().collect::<Vec<_>>().join(" ");
    let who = point.who.map_or("both", |who| case.name_of(who));
    let alone = point.told_by.map(|it| format!(", told by {} alone", case.name_of(it)));
    format!("{}\t{what}\t{who}{}", point.on, alone.unwrap_or_default())
}
