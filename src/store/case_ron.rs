//! A couple as readable text, to take out of a practice and bring into another.

use super::StoreError;
use super::document::has_one_id_twice;
use crate::model::Case;
use crate::model::access_pack::Pack;
use serde::{Deserialize, Serialize};

/// The version of the text that this program writes.
pub const SCHEMA: u16 = 2;
/// A couple's text is a few hundred kilobytes at most.
pub const LARGEST: usize = 8 * 1024 * 1024;
const DEEPEST: usize = 32;

#[derive(Deserialize)]
struct Version {
    schema: u16,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Read {
    #[serde(rename = "schema")]
    _schema: u16,
    case: Case,
}

#[derive(Serialize)]
struct Written<'a> {
    schema: u16,
    case: &'a Case,
}

/// The couple in a text. What has no id gets one; two things with one id are refused.
pub fn read(text: &str) -> Result<Case, StoreError> {
    if text.len() > LARGEST {
        let fault = format!("it is larger than {} MB", LARGEST / 1024 / 1024);
        return Err(StoreError::BadCase { fault });
    }
    let options = ron::Options::default().with_recursion_limit(DEEPEST);
    let version: Version = options.from_str(text).map_err(|error| bad_ron(&error))?;
    if version.schema > SCHEMA {
        return Err(StoreError::TooNew { found: version.schema.into() });
    }
    let Read { mut case, .. } =
        options.from_str(text).map_err(|error| bad_ron(&error))?;
    case.fill_missing_ids();
    if version.schema == 1 {
        case.maps.iter_mut().for_each(crate::model::CycleMap::record_older_acts);
    }
    if case.code_name.trim().is_empty() {
        return Err(StoreError::NoCodeName);
    }
    if has_one_id_twice(&case) {
        return Err(StoreError::SameId);
    }
    // Only a practice that takes a note in knows when it did, and where from.
    case.notes.iter_mut().for_each(|note| note.brought_in = None);
    case.versions.iter_mut().for_each(|version| version.brought_in = None);
    let measures = crate::model::Measure::shipped();
    case.scores.iter_mut().for_each(|score| score.keep_private(&measures));
    if !case.notes.iter().all(super::is_as_signed) {
        let fault =
            "the words of a signed note are not those that were signed".to_owned();
        return Err(StoreError::BadCase { fault });
    }
    let elements = case.maps.iter().flat_map(crate::model::CycleMap::elements);
    if elements.filter_map(|(_, element)| element.intensity).any(|found| found > 10) {
        let fault = "a phrase has an intensity that is not from 0 to 10".to_owned();
        return Err(StoreError::BadCase { fault });
    }
    Ok(case)
}

/// The text of a couple. Reading it gives the same couple, and writing that the same text.
/// Process notes, readiness and signs, why a version was confirmed, and the therapist's own loop
/// are not part of it: they stay in the practice.
pub fn write(case: &Case) -> Result<String, StoreError> {
    let mut case = case.clone();
    case.notes.retain(|note| !note.is_process());
    case.assessment = crate::model::readiness::Assessment::default();
    case.versions.iter_mut().for_each(|version| version.why.clear());
    let case = &case;
    ron::ser::to_string_pretty(&Written { schema: SCHEMA, case }, pretty())
        .map(|text| text + "\n")
        .map_err(|error| StoreError::NotWritten { fault: error.to_string() })
}

/// The answer to a request as RON, for another program.
pub fn write_pack(pack: &Pack) -> Result<String, StoreError> {
    ron::ser::to_string_pretty(pack, pretty())
        .map(|text| text + "\n")
        .map_err(|error| StoreError::NotWritten { fault: error.to_string() })
}

fn pretty() -> ron::ser::PrettyConfig {
    ron::ser::PrettyConfig::new().new_line("\n").escape_strings(false)
}

pub(super) fn bad_ron(error: &ron::error::SpannedError) -> StoreError {
    StoreError::BadRon {
        line: error.span.start.line,
        column: error.span.start.col,
        fault: told(&error.code),
    }
}

/// What is wrong, in words that never repeat the text: a line of it may be a client's.
fn told(error: &ron::Error) -> String {
    use ron::Error as Fault;
    match error {
        Fault::NoSuchStructField { expected, .. }
        | Fault::NoSuchEnumVariant { expected, .. } => {
            format!("expected one of {}", expected.join(", "))
        }
        Fault::MissingStructField { field, .. } => format!("`{field}` is missing"),
        Fault::DuplicateStructField { field, .. } => format!("`{field}` is there twice"),
        Fault::ExceededRecursionLimit => "it is nested too deeply".to_owned(),
        Fault::InvalidValueForType { expected, .. } => format!("expected {expected}"),
        Fault::Message(_) => "a value is not of the kind that belongs here".to_owned(),
        Fault::UnexpectedChar(_) | Fault::SuggestRawIdentifier(_) => {
            "there is a letter that does not belong here".to_owned()
        }
        other => {
            let told = other.to_string();
            // Only the fixed sentences of the parser are this short and quote nothing.
            let is_plain = told.len() < 60 && !told.contains(['`', '"', '\'']);
            if is_plain {
                told.to_lowercase()
            } else {
                "this is not what belongs here".to_owned()
            }
        }
    }
}
