//! What a practice wants of the spelling of its notes.

use serde::{Deserialize, Serialize};

/// The most words of a practice's own.
pub const MOST: usize = 5_000;

/// Whether notes are looked through, and words that are right because the practice says so.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct OwnSpelling {
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub is_off: bool,
    /// In the order in which they were kept.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub words: Vec<String>,
}

impl OwnSpelling {
    pub fn is_default(&self) -> bool {
        *self == Self::default()
    }

    /// Keeps a word, once; the oldest gives way when there are too many.
    pub fn keep(&mut self, word: &str) {
        self.forget(word);
        self.words.push(word.to_owned());
        let surplus = self.words.len().saturating_sub(MOST);
        self.words.drain(..surplus);
    }

    pub fn forget(&mut self, word: &str) {
        self.words.retain(|kept| kept != word);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_is_kept_once_and_there_are_never_too_many() {
        let mut own = OwnSpelling::default();
        own.keep("hygge");
        own.keep("Tango");
        own.keep("hygge");
        assert_eq!(own.words, ["Tango", "hygge"]);
        (0..MOST).for_each(|number| own.keep(&format!("word{number}")));
        assert_eq!(own.words.len(), MOST);
        own.forget("word7");
        assert!(!own.words.iter().any(|word| word == "word7"));
    }
}
