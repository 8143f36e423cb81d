//! A practice's own format of notes, read from a file that people write.

use super::case_ron::bad_ron;
use super::{StoreError, file};
use crate::model::note_format::{FormatSection, NoteFormat, Part};
use serde::Deserialize;
use std::collections::HashSet;
use std::io::Read as _;
use std::path::Path;

/// A page of sections is far less.
pub const LARGEST: usize = 64 * 1024;
/// The most sections of a format.
pub const SECTIONS: usize = 40;
const DEEPEST: usize = 16;

const NAME: &str = "a name has 1 to 30 small letters, digits, - or _";
const TITLE: &str = "a title has 1 to 80 letters and no mark that cannot be seen";
const HINT: &str = "a hint has up to 300 letters and no mark that cannot be seen";
const FAULTS: [&str; 3] = [NAME, TITLE, HINT];

/// A name or a key, refused where it stands.
#[derive(Deserialize)]
#[serde(try_from = "String")]
struct Name(String);

#[derive(Deserialize)]
#[serde(try_from = "String")]
struct Title(String);

#[derive(Deserialize, Default)]
#[serde(try_from = "String")]
struct Hint(String);

impl TryFrom<String> for Name {
    type Error = &'static str;

    fn try_from(name: String) -> Result<Self, Self::Error> {
        let fits = |it: char| {
            it.is_ascii_lowercase() || it.is_ascii_digit() || "-_".contains(it)
        };
        let is_good = (1..=30).contains(&name.len()) && name.chars().all(fits);
        if is_good { Ok(Self(name)) } else { Err(NAME) }
    }
}

impl TryFrom<String> for Title {
    type Error = &'static str;

    fn try_from(title: String) -> Result<Self, Self::Error> {
        let title = title.trim().to_owned();
        let is_seen = !title.chars().any(char::is_control);
        let is_good = is_seen && (1..=80).contains(&title.chars().count());
        if is_good { Ok(Self(title)) } else { Err(TITLE) }
    }
}

impl TryFrom<String> for Hint {
    type Error = &'static str;

    fn try_from(hint: String) -> Result<Self, Self::Error> {
        let is_seen = !hint.chars().any(char::is_control);
        let is_good = is_seen && hint.chars().count() <= 300;
        if is_good { Ok(Self(hint)) } else { Err(HINT) }
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Section {
    key: Name,
    title: Title,
    #[serde(default)]
    hint: Hint,
    #[serde(default)]
    required: bool,
    #[serde(default)]
    takes: Vec<Part>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Format {
    name: Name,
    title: Title,
    #[serde(default)]
    about: Hint,
    sections: Vec<Section>,
}

/// The format in a file.
///
/// # Errors
/// With line and column where a value is wrong; a word of the file is never repeated.
pub fn open(path: &Path) -> Result<NoteFormat, StoreError> {
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

/// The format in a text.
///
/// # Errors
/// As [`open`].
pub fn read(text: &str) -> Result<NoteFormat, StoreError> {
    if text.len() > LARGEST {
        return Err(bad("it is larger than 64 KB"));
    }
    let options = ron::Options::default().with_recursion_limit(DEEPEST);
    let format: Format = options.from_str(text).map_err(|error| told(&error))?;
    let sections = format.sections.into_iter().map(|section| FormatSection {
        key: section.key.0,
        title: section.title.0,
        hint: section.hint.0,
        required: section.required,
        takes: section.takes,
    });
    let format = NoteFormat {
        name: format.name.0,
        title: format.title.0,
        about: format.about.0,
        sections: sections.collect(),
    };
    whole(&format)?;
    Ok(format)
}

/// What no single value can show.
fn whole(format: &NoteFormat) -> Result<(), StoreError> {
    match format.sections.len() {
        0 => return Err(bad("it has no sections")),
        count if count > SECTIONS => return Err(bad("it has more than 40 sections")),
        _ => {}
    }
    if NoteFormat::shipped().iter().any(|shipped| shipped.name == format.name) {
        return Err(bad("its name is that of a format that comes with Holdfast"));
    }
    let (mut keys, mut titles, mut parts) =
        (HashSet::new(), HashSet::new(), HashSet::new());
    for (number, section) in (1..).zip(&format.sections) {
        let fault = if !keys.insert(&section.key) {
            "key"
        } else if !titles.insert(&section.title) {
            "title"
        } else if !section.takes.iter().all(|part| parts.insert(*part)) {
            "part that it takes"
        } else {
            continue;
        };
        let fault = format!("section {number} has a {fault} that was there before");
        return Err(bad(&fault));
    }
    Ok(())
}

fn bad(fault: &str) -> StoreError {
    StoreError::BadCase { fault: fault.to_owned() }
}

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

    const GOOD: &str = "// ours\n(\n  name: \"ours\",\n  title: \"Our way\",\n  sections: [\n    (key: \"all\", title: \"All\", required: true, takes: [Present, Cycle]),\n    (key: \"next\", title: \"Next\", hint: \"What is next\", takes: [Plan]),\n  ],\n)\n";

    #[test]
    fn a_format_of_ones_own_is_read() {
        let format = read(GOOD).unwrap();
        assert_eq!((format.name.as_str(), format.sections.len()), ("ours", 2));
        assert!(format.sections[0].required && !format.sections[1].required);
        assert_eq!(format.sections[0].takes, [Part::Present, Part::Cycle]);
    }

    #[test]
    fn a_fault_is_told_with_its_line_and_without_the_words_of_the_file() {
        for (from, to, line, says) in [
            ("\"ours\"", "\"Saffron Ours\"", 3, "small letters"),
            ("\"Our way\"", "\" \"", 4, "a title has"),
            ("Cycle]", "Saffron]", 6, "expected one of"),
            ("required", "saffron", 6, "expected one of"),
            ("])\n,", "", 0, ""),
        ] {
            if says.is_empty() {
                continue;
            }
            let fault = read(&GOOD.replacen(from, to, 1)).unwrap_err();
            let StoreError::BadRon { line: found, .. } = &fault else {
                panic!("{fault}")
            };
            assert_eq!(*found, line, "{fault}");
            let said = fault.to_string();
            assert!(said.contains(says), "{said}");
            assert!(!said.to_lowercase().contains("saffron ours"), "{said}");
        }
    }

    #[test]
    fn what_stands_twice_and_what_is_too_much_is_refused() {
        for (from, to, says) in [
            ("\"next\"", "\"all\"", "section 2 has a key"),
            ("\"Next\"", "\"All\"", "section 2 has a title"),
            ("[Plan]", "[Cycle]", "section 2 has a part"),
            ("\"ours\"", "\"soap\"", "comes with Holdfast"),
        ] {
            let fault = read(&GOOD.replacen(from, to, 1)).unwrap_err().to_string();
            assert!(fault.contains(says), "{fault}");
        }
        assert!(read("(name: \"a\", title: \"A\", sections: [])").is_err());
        assert!(read(&" ".repeat(LARGEST + 1)).is_err());
        assert!(read(&"[".repeat(5_000)).is_err());
    }
}
