//! How RON is written and read here: one element a line, with limits, and no words in errors.

use ron::extensions::Extensions;
use ron::ser::PrettyConfig;
use serde::Serialize;
use serde::de::DeserializeOwned;
use zeroize::Zeroizing;

/// Brackets within brackets: a case needs ten.
const MOST_DEPTH: usize = 32;

/// Where a text cannot be read, and what was expected there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Fault {
    pub line: usize,
    pub column: usize,
    pub expected: String,
}

fn options() -> ron::Options {
    ron::Options::default()
        .with_default_extension(Extensions::IMPLICIT_SOME)
        .with_recursion_limit(MOST_DEPTH)
}

/// The same value always gives the same text. Levels deeper than `lines` share a line.
pub(super) fn write<T: Serialize>(value: &T, lines: usize) -> Option<Zeroizing<String>> {
    let looks = PrettyConfig::new()
        .depth_limit(lines)
        .new_line("\n")
        .indentor("    ")
        .struct_names(false)
        .escape_strings(false);
    // Options and not the shortcut, so that reading and writing agree on every extension but
    // this one: written files say `Some`, which needs no extension to be read.
    let options = ron::Options::default().with_recursion_limit(MOST_DEPTH);
    options.to_string_pretty(value, looks).ok().map(Zeroizing::new)
}

pub(super) fn read<T: DeserializeOwned>(text: &str) -> Result<T, Fault> {
    options().from_str(text).map_err(|error| Fault {
        line: error.span.start.line,
        column: error.span.start.col,
        expected: expected(&error.code),
    })
}

/// What was expected, without what stands there instead: that may be a client's words.
fn expected(error: &ron::Error) -> String {
    use ron::Error;
    match error {
        Error::InvalidValueForType { expected, .. }
        | Error::ExpectedDifferentLength { expected, .. } => expected.clone(),
        Error::NoSuchEnumVariant { expected, .. } => one_of(expected),
        Error::NoSuchStructField { expected, .. } => {
            format!("a field: {}", one_of(expected))
        }
        Error::MissingStructField { field, .. } => {
            format!("the field `{field}`, which is missing")
        }
        Error::DuplicateStructField { field, .. } => {
            format!("the field `{field}` only once")
        }
        Error::ExpectedDifferentStructName { expected, .. } => {
            format!("`{expected}` or nothing")
        }
        Error::ExceededRecursionLimit => {
            format!("at most {MOST_DEPTH} brackets within brackets")
        }
        Error::Eof => "more: the text ends too soon".to_owned(),
        Error::TrailingCharacters => "nothing more after the last bracket".to_owned(),
        Error::Message(_) | Error::Io(_) | Error::InvalidIdentifier(_) => {
            "a value of another kind".to_owned()
        }
        Error::UnexpectedChar(_) | Error::SuggestRawIdentifier(_) => {
            "another sign; words stand in \"quotes\"".to_owned()
        }
        plain => plain.to_string().trim_start_matches("Expected ").to_owned(),
    }
}

fn one_of(names: &[&str]) -> String {
    match names {
        [] => "nothing".to_owned(),
        [only] => format!("`{only}`"),
        [all @ .., last] => format!("`{}` or `{last}`", all.join("`, `")),
    }
}
