//! A practice's own templates: copies of shipped ones that it writes in its own way.

use serde::{Deserialize, Serialize};

/// The most templates of a practice's own.
pub const OWN: usize = 60;
/// The most letters of a template's name.
pub const NAME_LETTERS: usize = 60;
/// So many bytes all of them have together; they are kept as one document.
pub const ALL_BYTES: usize = 4 * 1024 * 1024;

/// A template that the practice has made its own.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OwnTemplate {
    /// The name under which it is chosen.
    pub name: String,
    /// The template as it was written last; there may be mistakes in it.
    pub text: String,
    /// The last version without a mistake, while `text` has one: it prints meanwhile.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub good: String,
    /// The shipped template that it was copied from; empty for one that came as a file.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub from: String,
}

impl OwnTemplate {
    /// What prints: the text, or the last version of it that had no mistake.
    pub fn prints(&self) -> &str {
        if self.good.is_empty() { &self.text } else { &self.good }
    }

    fn bytes(&self) -> usize {
        self.name.len() + self.text.len() + self.good.len()
    }
}

const EMPTY: &str = "the name is empty";
const LONG: &str = "the name has more than 60 letters";
const MARKS: &str = "the name has a mark that a file name or a page cannot have";
const MANY: &str = "a practice holds 60 templates of its own";
const LARGE: &str = "the practice’s own templates are larger than 4 MB together";

/// Why this cannot be the name of a template, if so.
pub fn name_fault(name: &str) -> Option<&'static str> {
    let is_bad = |letter: char| letter.is_control() || "/\\\"{}:*?<>|".contains(letter);
    if name.trim().is_empty() {
        return Some(EMPTY);
    }
    if name.chars().any(is_bad) {
        return Some(MARKS);
    }
    (name.chars().count() > NAME_LETTERS).then_some(LONG)
}

/// Why these cannot all be kept, if so.
pub fn fault(own: &[OwnTemplate]) -> Option<&'static str> {
    if own.len() > OWN {
        return Some(MANY);
    }
    let bytes: usize = own.iter().map(OwnTemplate::bytes).sum();
    (bytes > ALL_BYTES).then_some(LARGE)
}

/// A name as people read it: `pair_sheet` is "Pair sheet".
pub fn readable(name: &str) -> String {
    let spaced = name.replace('_', " ");
    let mut letters = spaced.chars();
    let first: String = letters.next().into_iter().flat_map(char::to_uppercase).collect();
    first + letters.as_str()
}

/// True if both are the same name for a reader.
pub fn is_same_name(one: &str, other: &str) -> bool {
    readable(one.trim()).to_lowercase() == readable(other.trim()).to_lowercase()
}

/// A name that none of these has: `our_pair_sheet`, then `our_pair_sheet_2`.
pub fn free_name(wanted: &str, taken: &[String]) -> String {
    let is_taken = |name: &str| taken.iter().any(|other| is_same_name(other, name));
    let cut: String = wanted.chars().take(NAME_LETTERS - 4).collect();
    let numbered = (2..1_000).map(|number| format!("{cut}_{number}"));
    let mut names = std::iter::once(cut.clone()).chain(numbered);
    names.find(|name| !is_taken(name)).unwrap_or(cut)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_free_once_it_has_a_number_that_no_other_has() {
        let taken = ["our_pair_sheet", "Our pair sheet 2"].map(str::to_owned);
        assert_eq!(free_name("our_pair_sheet", &taken), "our_pair_sheet_3");
        assert_eq!(free_name("other", &taken), "other");
        assert_eq!(readable("slow_it_down"), "Slow it down");
    }

    #[test]
    fn the_limits_are_those_that_the_sentences_say() {
        assert_eq!((OWN, NAME_LETTERS, ALL_BYTES), (60, 60, 4 * 1024 * 1024));
        assert_eq!(name_fault("Our pair sheet"), None);
        assert_eq!(name_fault(" "), Some(EMPTY));
        assert_eq!(name_fault("../pair"), Some(MARKS));
        assert_eq!(name_fault(&"é".repeat(61)), Some(LONG));
        assert_eq!(fault(&vec![OwnTemplate::default(); 61]), Some(MANY));
        let large = OwnTemplate { text: "x".repeat(ALL_BYTES), ..OwnTemplate::default() };
        assert_eq!(fault(std::slice::from_ref(&large)), None);
        assert_eq!(
            fault(&[large, OwnTemplate { text: "x".into(), ..Default::default() }]),
            Some(LARGE)
        );
    }

    #[test]
    fn the_last_good_version_prints_while_the_text_has_a_mistake() {
        let mut own = OwnTemplate { text: "now".to_owned(), ..OwnTemplate::default() };
        assert_eq!(own.prints(), "now");
        own.good = "before".to_owned();
        assert_eq!(own.prints(), "before");
    }
}
