//! A practice's own library as a file that people can read, write and hand on.

use super::case_ron::bad_ron;
use super::{StoreError, file};
use crate::model::Position;
use crate::model::homework::Practice;
use crate::model::practice_library::{FAULTS, OWN, fault, tidied};
use serde::Deserialize;
use std::collections::HashSet;
use std::io::Read as _;
use std::path::Path;

/// Five hundred long practices are less than that.
pub const LARGEST: usize = 2 * 1024 * 1024;
const DEEPEST: usize = 16;

/// A practice as it stands in a file: refused where it stands.
#[derive(Deserialize)]
#[serde(try_from = "Written")]
struct Sound(Practice);

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    title: String,
    #[serde(default)]
    role: Option<Position>,
    steps: Vec<String>,
    #[serde(default)]
    sixty_seconds: String,
    #[serde(default)]
    tags: Vec<String>,
}

impl TryFrom<Written> for Sound {
    type Error = &'static str;

    fn try_from(written: Written) -> Result<Self, Self::Error> {
        let Written { title, role, steps, sixty_seconds, tags } = written;
        let practice = tidied(&Practice { title, role, steps, sixty_seconds, tags });
        fault(&practice).map_or(Ok(Self(practice)), Err)
    }
}

/// The practices in a file.
///
/// # Errors
/// With line and column where something is wrong; a word of the file is never repeated.
pub fn open(path: &Path) -> Result<Vec<Practice>, StoreError> {
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

/// The practices in a text. Of two with the same title the first is taken.
///
/// # Errors
/// As [`open`].
pub fn read(text: &str) -> Result<Vec<Practice>, StoreError> {
    if text.len() > LARGEST {
        return Err(bad("it is larger than 2 MB"));
    }
    let options = ron::Options::default().with_recursion_limit(DEEPEST);
    let all: Vec<Sound> = options.from_str(text).map_err(|error| told(&error))?;
    let mut all: Vec<Practice> = all.into_iter().map(|Sound(it)| it).collect();
    let mut seen = HashSet::new();
    all.retain(|practice| seen.insert(practice.title.to_lowercase()));
    match all.len() {
        0 => Err(bad("it holds no practice")),
        count if count > OWN => Err(bad("it holds more than 500 practices")),
        _ => Ok(all),
    }
}

/// The text of the practices. Reading it gives the same ones.
///
/// # Errors
/// If it cannot be written as text.
pub fn write(practices: &[Practice]) -> Result<String, StoreError> {
    let pretty = ron::ser::PrettyConfig::new().new_line("\n").escape_strings(false);
    ron::ser::to_string_pretty(practices, pretty)
        .map(|text| format!("// Practices to give, for Holdfast.\n{text}\n"))
        .map_err(|error| StoreError::NotWritten { fault: error.to_string() })
}

fn bad(fault: &str) -> StoreError {
    StoreError::BadCase { fault: fault.to_owned() }
}

/// Where it is wrong, and what is wrong there; a word of the file is never repeated.
fn told(error: &ron::error::SpannedError) -> StoreError {
    let known = match &error.code {
        ron::Error::Message(fault) => FAULTS.iter().find(|known| *known == fault),
        _ => None,
    };
    match (bad_ron(error), known) {
        (StoreError::BadRon { line, column, .. }, Some(fault)) => {
            StoreError::BadRon { line, column, fault: (*fault).to_owned() }
        }
        (other, _) => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::practice_library::shipped;

    const GOOD: &str = "// ours\n[\n  (\n    title: \"Saffron tea\",\n    role: Some(Withdrawer),\n    steps: [\"Make it.\", \"Drink it.\"],\n    tags: [\"warm\"],\n  ),\n]\n";

    #[test]
    fn what_is_written_reads_the_same_again() {
        let text = write(&shipped()).unwrap();
        assert_eq!(read(&text).unwrap(), shipped());
        let ours = read(GOOD).unwrap();
        assert_eq!((ours.len(), ours[0].title.as_str()), (1, "Saffron tea"));
    }

    #[test]
    fn a_fault_is_told_with_its_line_and_column_and_without_the_words() {
        let long = "saffron ".repeat(60);
        for (from, to, least, says) in [
            ("\"Saffron tea\"", "\" \"", 3, "the title is empty"),
            ("[\"Make it.\", \"Drink it.\"]", "[]", 3, "no step"),
            ("Make it.", long.as_str(), 3, "more than 400 letters"),
            ("Withdrawer", "Saffron", 5, "expected one of"),
            ("tags", "saffron", 7, "expected one of"),
            ("  ),\n]", "  ),\n", 8, "belongs here"),
        ] {
            let fault = read(&GOOD.replacen(from, to, 1)).unwrap_err();
            let StoreError::BadRon { line, column, .. } = &fault else {
                panic!("{fault}");
            };
            let said = fault.to_string();
            assert!(*line >= least && *column >= 1, "{from}: {said}");
            assert!(said.contains(says), "{from}: {said}");
            assert!(!said.to_lowercase().contains("saffron tea"), "{said}");
        }
    }

    #[test]
    fn empty_large_and_deep_files_are_refused() {
        assert!(read("[]").unwrap_err().to_string().contains("no practice"));
        assert!(read(&" ".repeat(LARGEST + 1)).is_err());
        assert!(read(&"[".repeat(5_000)).is_err());
        let many: Vec<Practice> = (0..=OWN)
            .map(|number| Practice { title: number.to_string(), ..shipped().remove(0) })
            .collect();
        assert!(read(&write(&many).unwrap()).unwrap_err().to_string().contains("500"));
        let twice = GOOD.replacen(
            "  ),\n]",
            "  ),\n(title: \"SAFFRON TEA\", steps: [\"x\"]),\n]",
            1,
        );
        assert_eq!(read(&twice).unwrap().len(), 1);
    }
}
