//! A whole case as readable text, to carry it elsewhere and back without losing a letter.

use super::ron_text;
use super::v1;
use crate::model::{Case, PartnerId};
use serde::Deserialize;
use std::collections::HashSet;
use uuid::Uuid;

/// The schema that is written.
pub const SCHEMA: u16 = 1;
/// The longest text that is read, in bytes: many times the largest real case.
pub const MOST_BYTES: usize = 8 * 1024 * 1024;
/// The levels that get lines of their own; deeper ones, a phrase for instance, share one.
const LINES: usize = 7;

/// Why a text is no case. It never repeats what stands in the text.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CaseRonError {
    #[error(
        "This case cannot be read. Line {line}, column {column}: expected {expected}."
    )]
    Unreadable { line: usize, column: usize, expected: String },
    #[error(
        "This case was written by a newer Holdfast (schema {found}). Update Holdfast, then read it again."
    )]
    TooNew { found: u16 },
    #[error("This text is longer than any case ({} MiB). Divide it into several cases.", MOST_BYTES / 1024 / 1024)]
    TooLong,
    #[error(
        "The id of {what} number {number} stands twice in this case. Remove one, or leave its id out."
    )]
    Twice { what: &'static str, number: usize },
    #[error("The case has no code name. Give it one.")]
    NoCodeName,
    #[error(
        "The code name is longer than a line of {most} letters or holds a sign that cannot be seen. Give the case a shorter, plain one."
    )]
    CodeName { most: usize },
    #[error("A phrase has an intensity of {found}. Give one from 0 to 10, or none.")]
    Intensity { found: u8 },
}

/// The longest code name that a list can show.
const MOST_CODE_NAME: usize = 80;

#[derive(Deserialize)]
struct OnlySchema {
    schema: u16,
}

/// Reads a case. Ids may be missing: see [`Case::fill_missing_ids`].
pub fn read(text: &str) -> Result<Case, CaseRonError> {
    if text.len() > MOST_BYTES {
        return Err(CaseRonError::TooLong);
    }
    let OnlySchema { schema } = ron_text::read(text)?;
    if schema > SCHEMA {
        return Err(CaseRonError::TooNew { found: schema });
    }
    if schema == 0 {
        let expected = format!("`schema: {SCHEMA}`");
        return Err(CaseRonError::Unreadable { line: 1, column: 1, expected });
    }
    let file: v1::CaseFile = ron_text::read(text)?;
    let case = Case::from(file.case);
    judge(&case)?;
    Ok(case)
}

/// The case as text. Reading it gives the same case, and writing that the same text.
pub fn write(case: &Case) -> String {
    let file = v1::CaseFile { schema: SCHEMA, case: case.clone().into() };
    // Plain data always has a text; only a depth beyond every case would have none.
    ron_text::write(&file, LINES).map(|text| format!("{}\n", *text)).unwrap_or_default()
}

/// Refuses a case that could not be told apart or shown.
fn judge(case: &Case) -> Result<(), CaseRonError> {
    let code_name = case.code_name.trim();
    if code_name.is_empty() {
        return Err(CaseRonError::NoCodeName);
    }
    if case.code_name.chars().count() > MOST_CODE_NAME
        || case.code_name.chars().any(char::is_control)
    {
        return Err(CaseRonError::CodeName { most: MOST_CODE_NAME });
    }
    judge_ids(case)?;
    let elements = case.maps.iter().flat_map(|map| map.elements().map(|(_, e)| e));
    match elements.filter_map(|element| element.intensity).find(|found| *found > 10) {
        Some(found) => Err(CaseRonError::Intensity { found }),
        None => Ok(()),
    }
}

/// Refuses an id that stands twice: what has it could not be told apart. The store asks this too.
pub(super) fn judge_ids(case: &Case) -> Result<(), CaseRonError> {
    once("session", case.sessions.iter().map(|session| session.id.0))?;
    once("map", case.maps.iter().map(|map| map.id.0))?;
    let elements = case.maps.iter().flat_map(|map| map.elements().map(|(_, e)| e));
    once("phrase", elements.map(|element| element.id.0))
}

fn once(what: &'static str, ids: impl Iterator<Item = Uuid>) -> Result<(), CaseRonError> {
    let mut seen = HashSet::new();
    let mut ids = ids.enumerate().filter(|(_, id)| !id.is_nil());
    match ids.find(|(_, id)| !seen.insert(*id)) {
        Some((index, _)) => Err(CaseRonError::Twice { what, number: index + 1 }),
        None => Ok(()),
    }
}

/// True if everything in the case has an id of its own.
pub(super) fn has_all_ids(case: &Case) -> bool {
    let sides = |map: &crate::model::CycleMap| {
        PartnerId::BOTH
            .iter()
            .all(|partner| map.side(*partner).elements.iter().all(|e| !e.id.is_missing()))
    };
    !case.id.is_missing()
        && case.sessions.iter().all(|session| !session.id.is_missing())
        && case.maps.iter().all(|map| !map.id.is_missing() && sides(map))
}

impl From<ron_text::Fault> for CaseRonError {
    fn from(ron_text::Fault { line, column, expected }: ron_text::Fault) -> Self {
        Self::Unreadable { line, column, expected }
    }
}
