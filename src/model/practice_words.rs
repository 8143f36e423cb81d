//! A practice's own words and packs of words, and which of the shipped ones it does without.

use super::vocabulary::{Pack, Vocabulary, Whose};
use super::vocabulary_shipped::{SHIPPED, ShippedWords};
use serde::{Deserialize, Serialize};

/// The most packs of a practice.
pub const PACKS: usize = 20;
/// The most words of one pack.
pub const TERMS: usize = 2_000;
/// The most letters of one word or phrase to choose.
pub const TERM_LETTERS: usize = 60;
/// The most letters of a pack's name.
pub const PACK_NAME_LETTERS: usize = 60;

/// Words of the practice under one name.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WordPack {
    pub name: String,
    #[serde(default)]
    pub lists: Vec<Pack>,
}

/// The words that a practice has beside the shipped ones, and those that it has switched off.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct PracticeWords {
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub packs: Vec<WordPack>,
    /// The keys of shipped files that are not offered.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub off: Vec<String>,
}

/// No words of its own, and every shipped one.
pub static NONE: PracticeWords = PracticeWords { packs: Vec::new(), off: Vec::new() };

impl WordPack {
    pub fn term_count(&self) -> usize {
        self.lists.iter().map(|list| list.terms.len()).sum()
    }
}

impl PracticeWords {
    pub fn is_default(&self) -> bool {
        *self == NONE
    }

    /// True unless the practice has switched these words off.
    pub fn offers(&self, words: &ShippedWords) -> bool {
        !self.off.iter().any(|key| key == words.key)
    }

    /// Everything to choose from: the practice's own words, then the shipped ones that are on.
    pub fn vocabulary(&self) -> Vocabulary {
        let own = self.packs.iter().flat_map(|pack| &pack.lists).cloned();
        let shipped = SHIPPED.iter().filter(|words| self.offers(words));
        let shipped = shipped.flat_map(ShippedWords::lists);
        let own = own.map(|pack| (Whose::Own, pack));
        Vocabulary::new(own.chain(shipped.map(|pack| (Whose::Shipped, pack))))
    }
}

const EMPTY: &str = "there is an empty word";
const MARKS: &str = "a word has spaces around it, or a mark that cannot be seen";
const LONG: &str = "a word has more than 60 letters";
const EMPTY_NAME: &str = "the name is empty";
const MARKS_IN_NAME: &str = "the name has a mark that cannot be seen";
const LONG_NAME: &str = "the name has more than 60 letters";
/// Everything that is said against a word or a name; none of it repeats the word.
pub const FAULTS: [&str; 6] = [EMPTY, MARKS, LONG, EMPTY_NAME, MARKS_IN_NAME, LONG_NAME];

/// Why a text cannot be a word to choose, if so.
pub fn term_fault(term: &str) -> Option<&'static str> {
    if term.trim().is_empty() {
        return Some(EMPTY);
    }
    if term.trim() != term || term.chars().any(char::is_control) {
        return Some(MARKS);
    }
    (term.chars().count() > TERM_LETTERS).then_some(LONG)
}

/// Why a text cannot be the name of a pack, if so.
pub fn pack_name_fault(name: &str) -> Option<&'static str> {
    if name.trim().is_empty() {
        return Some(EMPTY_NAME);
    }
    if name.chars().any(char::is_control) {
        return Some(MARKS_IN_NAME);
    }
    (name.chars().count() > PACK_NAME_LETTERS).then_some(LONG_NAME)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Layer, Position};

    #[test]
    fn the_limits_are_those_that_the_sentences_say() {
        assert_eq!((TERM_LETTERS, PACK_NAME_LETTERS), (60, 60));
        assert!(term_fault(&"é".repeat(60)).is_none());
        assert!(term_fault(&"é".repeat(61)).is_some());
        assert!(term_fault(" hums").is_some() && term_fault("").is_some());
        assert!(pack_name_fault(" ").is_some());
    }

    #[test]
    fn a_shipped_pack_that_is_off_is_not_offered() {
        let words = PracticeWords { off: vec!["fears".to_owned()], ..Default::default() };
        let vocabulary = words.vocabulary();
        let emotional = |layer| {
            let of_layer = vocabulary.packs().filter(move |pack| pack.layer == layer);
            of_layer.filter(|pack| pack.kind.is_none()).count()
        };
        assert_eq!(emotional(Layer::Fear), 0);
        assert!(emotional(Layer::Need) > 0);
        let all = NONE.vocabulary();
        assert!(all.terms(Layer::Fear, Position::Unclear).next().is_some());
    }
}
