//! Says in plain sentences what is wrong with a template, each fault once.

use super::fields;
use super::template::Fault;

/// So many faults are told; a file with more was not written by hand.
pub const MOST_FAULTS: usize = 100;
/// So many lines are named on which one fault stands again.
const MOST_LINES: usize = 6;

/// Every fault once, in the order of their places; one that stands again names the other lines.
pub fn told_once(mut faults: Vec<Fault>) -> Vec<Fault> {
    faults.sort();
    faults.dedup();
    let mut told: Vec<(Fault, Vec<usize>)> = Vec::new();
    for fault in faults {
        match told.iter_mut().find(|(known, _)| known.says == fault.says) {
            Some((_, again)) => again.push(fault.line),
            None => told.push((fault, Vec::new())),
        }
    }
    let more = told.len().saturating_sub(MOST_FAULTS);
    told.truncate(MOST_FAULTS);
    let mut told: Vec<Fault> = told.into_iter().map(with_lines).collect();
    if let (true, Some(last)) = (more > 0, told.last()) {
        let says = format!("and {more} faults more");
        told.push(Fault { line: last.line, column: last.column, says });
    }
    told
}

fn with_lines((fault, mut again): (Fault, Vec<usize>)) -> Fault {
    again.dedup();
    again.retain(|line| *line != fault.line);
    let more = again.len().saturating_sub(MOST_LINES);
    again.truncate(MOST_LINES);
    let lines = again.iter().map(usize::to_string).collect::<Vec<_>>().join(", ");
    let says = match (again.len(), more) {
        (0, _) => fault.says,
        (1, _) => format!("{}; the same on line {lines}", fault.says),
        (_, 0) => format!("{}; the same on lines {lines}", fault.says),
        (_, more) => format!("{}; the same on lines {lines} and {more} more", fault.says),
    };
    Fault { says, ..fault }
}

/// The most letters of a name; whatever is longer is a text.
const MOST_LETTERS_OF_A_NAME: usize = 40;

/// True for what can be a name of ours, and is no sentence of anybody's.
pub fn is_name(found: &str) -> bool {
    found.len() <= MOST_LETTERS_OF_A_NAME
        && found.starts_with(|first: char| first.is_ascii_alphabetic())
        && found
            .chars()
            .all(|letter| letter.is_ascii_alphanumeric() || matches!(letter, '_' | '.'))
}

/// What is wrong with the form of the file, with the name that was probably meant. It tells
/// what was expected and never repeats what stands there instead, unless that is a name.
pub fn told(error: &ron::Error) -> String {
    use ron::Error;
    match error {
        Error::NoSuchEnumVariant { expected, found, .. } => unknown(found, expected, ""),
        Error::NoSuchStructField { expected, found, .. } if !expected.is_empty() => {
            unknown(found, expected, " here")
        }
        Error::MissingStructField { field, .. } => format!("`{field}` is missing here"),
        Error::DuplicateStructField { field, .. } => {
            format!("`{field}` stands twice here; there is room for one")
        }
        Error::InvalidValueForType { expected, .. }
        | Error::ExpectedDifferentLength { expected, .. } => {
            format!("expected {expected}")
        }
        other => said_of_form(other).to_owned(),
    }
}

/// The same for what is wrong with marks and brackets.
fn said_of_form(error: &ron::Error) -> &'static str {
    use ron::Error;
    match error {
        Error::ExceededRecursionLimit => {
            "blocks stand in blocks too deeply here; put some of them one under the other"
        }
        Error::Eof => {
            "the file ends too early; a bracket or a quotation mark is not closed"
        }
        Error::ExpectedArray => "a list in square brackets is expected here",
        Error::ExpectedArrayEnd => "a comma or a closing ] is expected here",
        Error::ExpectedComma => "a comma is expected here",
        Error::ExpectedStructLike | Error::ExpectedNamedStructLike(_) => {
            "a name with round brackets is expected here"
        }
        Error::ExpectedStructLikeEnd => "a comma or a closing ) is expected here",
        Error::ExpectedMapColon => "a colon is expected here",
        Error::ExpectedString | Error::ExpectedStringEnd => {
            "words in quotation marks are expected here"
        }
        Error::ExpectedInteger | Error::ExpectedFloat | Error::FloatUnderscore => {
            "a number is expected here"
        }
        Error::IntegerOutOfBounds => "this number is too large",
        Error::InvalidEscape(_) => {
            "this backslash is not understood; write it twice to print it"
        }
        Error::UnclosedBlockComment | Error::UnclosedLineComment => {
            "this remark is not closed"
        }
        Error::TrailingCharacters => {
            "something stands here after the end of the template"
        }
        Error::UnexpectedChar(_)
        | Error::InvalidIntegerDigit { .. }
        | Error::Utf8Error(_) => "this letter may not stand here",
        Error::NoSuchExtension(_) => "there is no such extension",
        Error::ExpectedDifferentStructName { .. }
        | Error::ExpectedStructName(_)
        | Error::ExpectedIdentifier
        | Error::InvalidIdentifier(_)
        | Error::UnderscoreAtBeginning
        | Error::SuggestRawIdentifier(_) => "a name is expected here",
        _ => "something else is expected here",
    }
}

pub fn unknown(found: &str, expected: &[&'static str], place: &str) -> String {
    if !is_name(found) {
        return format!("there is no such name{place}");
    }
    let near = fields::nearest(found, expected.iter().copied());
    format!("there is no {found}{place}; did you mean {near}?")
}

/// A fault at this byte of the file.
pub fn fault(text: &str, at: usize, says: String) -> Fault {
    let before = text.get(..at).unwrap_or_default();
    let line = before.matches('\n').count() + 1;
    let column = before.rsplit('\n').next().unwrap_or_default().chars().count() + 1;
    Fault { line, column, says }
}
