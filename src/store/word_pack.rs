//! A pack of words as a file that people can read, write and hand on.

use super::case_ron::bad_ron;
use super::{StoreError, file};
use crate::model::folding::folded;
use crate::model::practice_words::{self, FAULTS, TERMS, WordPack};
use crate::model::vocabulary::Pack;
use crate::model::{CycleKind, Layer, Position};
use serde::Deserialize;
use std::collections::HashSet;
use std::io::Read as _;
use std::path::Path;

/// Two thousand long words are less than half of it.
pub const LARGEST: usize = 1024 * 1024;
const DEEPEST: usize = 16;

/// A word as it stands in a file: refused where it stands.
#[derive(Deserialize)]
#[serde(try_from = "String")]
struct Term(String);

impl TryFrom<String> for Term {
    type Error = &'static str;

    fn try_from(term: String) -> Result<Self, Self::Error> {
        practice_words::term_fault(&term).map_or(Ok(Self(term)), Err)
    }
}

#[derive(Deserialize)]
#[serde(try_from = "String")]
struct Name(String);

impl TryFrom<String> for Name {
    type Error = &'static str;

    fn try_from(name: String) -> Result<Self, Self::Error> {
        practice_words::pack_name_fault(&name).map_or(Ok(Self(name)), Err)
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct List {
    layer: Layer,
    #[serde(default)]
    position: Option<Position>,
    #[serde(default)]
    kind: Option<CycleKind>,
    terms: Vec<Term>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Named {
    name: Name,
    lists: Vec<List>,
}

/// The pack in a file. A bare list of lists, as the shipped files are, is named after its file.
pub fn open(path: &Path) -> Result<WordPack, StoreError> {
    let file = file::open_to_read(path)?;
    let mut text = String::new();
    let taken = file.take(LARGEST as u64 + 1).read_to_string(&mut text);
    match taken {
        Ok(_) => {}
        Err(error) if error.kind() == std::io::ErrorKind::InvalidData => {
            return Err(bad("it is not a text"));
        }
        Err(error) => return Err(StoreError::from_io(&error, path)),
    }
    let name = path.file_stem().unwrap_or_default().to_string_lossy();
    read(&text, &name.replace('_', " "))
}

/// The pack in a text. What stands twice in a layer is taken once.
pub fn read(text: &str, name: &str) -> Result<WordPack, StoreError> {
    if text.len() > LARGEST {
        return Err(bad("it is larger than 1 MB"));
    }
    let options = ron::Options::default().with_recursion_limit(DEEPEST);
    let named = if is_bare_list(text) {
        let lists: Vec<List> = options.from_str(text).map_err(|error| told(&error))?;
        let name = Name::try_from(name.to_owned()).map_err(bad)?;
        Named { name, lists }
    } else {
        options.from_str(text).map_err(|error| told(&error))?
    };
    let mut seen = HashSet::new();
    let mut lists: Vec<Pack> = named.lists.into_iter().map(pack).collect();
    for list in &mut lists {
        list.terms.retain(|term| seen.insert((list.layer, folded(term))));
    }
    lists.retain(|list| !list.terms.is_empty());
    let pack = WordPack { name: named.name.0.trim().to_owned(), lists };
    match pack.term_count() {
        0 => Err(bad("it holds no words")),
        count if count > TERMS => {
            Err(bad("it holds more than 2,000 words; make two packs of it"))
        }
        _ => Ok(pack),
    }
}

/// The text of a pack. Reading it gives the same pack.
pub fn write(pack: &WordPack) -> Result<String, StoreError> {
    let pretty = ron::ser::PrettyConfig::new().new_line("\n").escape_strings(false);
    ron::ser::to_string_pretty(pack, pretty)
        .map(|text| format!("// Words to choose from, for Holdfast.\n{text}\n"))
        .map_err(|error| StoreError::NotWritten { fault: error.to_string() })
}

fn pack(list: List) -> Pack {
    let List { layer, position, kind, terms } = list;
    let terms = terms.into_iter().map(|Term(term)| term).collect();
    Pack { layer, position, kind, terms }
}

fn is_bare_list(text: &str) -> bool {
    let lines = text.trim_start_matches('\u{feff}').lines().map(str::trim_start);
    let mut lines = lines.filter(|line| !line.is_empty() && !line.starts_with("//"));
    lines.next().is_some_and(|line| line.starts_with('['))
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

    const GOOD: &str = "// ours\n(name: \"Ours\", lists: [\n  (layer: Behaviour, position: Some(Pursuer), terms: [\"hums\", \"knocks\"]),\n  (layer: Behaviour, terms: [\"Hums\"]),\n])\n";

    #[test]
    fn what_is_written_reads_the_same_again() {
        let pack = read(GOOD, "").unwrap();
        assert_eq!((pack.name.as_str(), pack.term_count()), ("Ours", 2));
        let text = write(&pack).unwrap();
        assert_eq!(read(&text, "").unwrap(), pack);
    }

    #[test]
    fn a_bare_list_is_named_after_its_file() {
        let pack = read("// c\n\n[(layer: Cue, terms: [\"a sigh\"])]", "night words");
        assert_eq!(pack.unwrap().name, "night words");
    }

    #[test]
    fn a_fault_is_told_with_its_line_and_column_and_without_the_words() {
        let long = "x".repeat(61);
        for (from, to, line, says) in [
            ("Behaviour, position", "Behavior, position", 3, "expected one of Cue"),
            ("\"knocks\"", &format!("\"{long}\""), 3, "more than 60 letters"),
            ("\"knocks\"", "\"\"", 3, "an empty word"),
            ("terms: [\"Hums", "words: [\"Hums", 4, "expected one of"),
            ("\"Ours\"", "\" \"", 2, "the name is empty"),
            ("])\n", "]\n", 5, "expected"),
        ] {
            let text = GOOD.replacen(from, to, 1);
            let fault = read(&text, "").unwrap_err();
            let StoreError::BadRon { line: found, .. } = &fault else {
                panic!("{fault}");
            };
            let said = fault.to_string();
            assert!(said.contains(says), "{from}: {said}");
            assert!(*found >= line, "{from}: {said}");
            assert!(!said.contains("hums") && !said.contains(&long), "{said}");
        }
    }

    #[test]
    fn an_empty_pack_and_a_full_one_are_refused() {
        let none = read("[(layer: Cue, terms: [])]", "none").unwrap_err();
        assert!(none.to_string().contains("no words"), "{none}");
        let words: Vec<String> = (0..=TERMS).map(|n| format!("\"{n}\"")).collect();
        let text = format!("[(layer: Cue, terms: [{}])]", words.join(","));
        let many = read(&text, "many").unwrap_err();
        assert!(many.to_string().contains("2,000"), "{many}");
        let large = " ".repeat(LARGEST + 1);
        assert!(read(&large, "large").is_err());
    }
}
