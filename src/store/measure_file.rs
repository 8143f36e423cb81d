//! A practice's own measure, read from a file that people write.

use super::case_ron::bad_ron;
use super::{StoreError, file};
use crate::model::measure::Measure;
use std::io::Read as _;
use std::path::Path;

/// A long questionnaire with all of its words is far less.
pub const LARGEST: usize = 128 * 1024;
const DEEPEST: usize = 16;

/// The measure in a file.
///
/// # Errors
/// With line and column where a value is wrong, and what was expected there.
pub fn open(path: &Path) -> Result<Measure, StoreError> {
    let file = file::open_to_read(path)?;
    let mut text = String::new();
    match file.take(LARGEST as u64 + 1).read_to_string(&mut text) {
        Ok(_) => read(&text),
        Err(error) if error.kind() == std::io::ErrorKind::InvalidData => {
            Err(bad("it is not a text"))
        }
        Err(error) => Err(StoreError::from_io(&error, path)),
    }
}

/// The measure in a text.
///
/// # Errors
/// As [`open`].
pub fn read(text: &str) -> Result<Measure, StoreError> {
    if text.len() > LARGEST {
        return Err(bad("it is larger than 128 KB"));
    }
    let options = ron::Options::default().with_recursion_limit(DEEPEST);
    let measure: Measure = options.from_str(text).map_err(|error| bad_ron(&error))?;
    match measure.fault() {
        None => Ok(measure),
        Some(fault) => {
            let (line, column) = place(text, &fault.near);
            Err(StoreError::BadRon { line, column, fault: fault.says })
        }
    }
}

/// The text of a measure. Reading it gives the same measure.
pub fn write(measure: &Measure) -> Result<String, StoreError> {
    let pretty = ron::ser::PrettyConfig::new().new_line("\n").escape_strings(false);
    ron::ser::to_string_pretty(measure, pretty)
        .map(|text| format!("// A measure, for Holdfast.\n{text}\n"))
        .map_err(|error| StoreError::NotWritten { fault: error.to_string() })
}

/// Where a value stands in the text, from 1: as a text in quotes, or as the name of a field.
fn place(text: &str, near: &str) -> (usize, usize) {
    let at = text.find(&format!("\"{near}\"")).or_else(|| text.find(near)).unwrap_or(0);
    let before = text.get(..at).unwrap_or_default();
    let line = before.matches('\n').count() + 1;
    let column = before.rsplit('\n').next().unwrap_or_default().chars().count() + 1;
    (line, column)
}

fn bad(fault: &str) -> StoreError {
    StoreError::BadCase { fault: fault.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    const GOOD: &str = include_str!("../../assets/measures/rdas.ron");

    #[test]
    fn what_is_written_reads_the_same_again() {
        for text in Measure::files() {
            let measure = read(text).unwrap();
            assert_eq!(read(&write(&measure).unwrap()).unwrap(), measure);
        }
    }

    #[test]
    fn a_fault_is_told_with_its_line_its_column_and_what_was_expected() {
        for (from, to, line, says) in [
            (
                "better: Higher",
                "better: Best",
                8,
                "expected one of Higher, Lower, Neither",
            ),
            ("high: 69", "high: \"69\"", 8, "expected"),
            ("high: 69", "high: 70", 8, "reach from 0 to 69"),
            ("[7, 8, 9, 10]", "[7, 8, 9, 15]", 10, "1 to 14"),
            ("scale: \"total\"", "scale: \"sum\"", 14, "no scale has this key"),
            ("cadence: EveryWeeks(6)", "cadence: Often", 18, "expected one of"),
            ("key: \"rdas\"", "key: \"The RDAS\"", 3, "small letters"),
            ("name: \"RDAS\",", "", 3, "`name` is missing"),
        ] {
            let text = GOOD.replacen(from, to, 1);
            assert_ne!(text, GOOD, "{from}");
            let fault = read(&text).unwrap_err();
            let StoreError::BadRon { line: found, column, .. } = &fault else {
                panic!("{fault}")
            };
            assert!(fault.to_string().contains(says), "{from}: {fault}");
            assert!(*column > 0);
            if says != "`name` is missing" {
                assert_eq!(*found, line, "{from}: {fault}");
            }
        }
        assert!(read(&" ".repeat(LARGEST + 1)).is_err());
        assert!(read(&"[".repeat(5_000)).is_err());
    }
}
