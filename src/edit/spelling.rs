//! Spelling of notes: words that no dictionary, no partner and no practice knows. Never a block.

use super::wording::{Hint, HintKind, Known};
use super::wording_words::{Word, words_of};
use spellbook::Dictionary;
use std::sync::OnceLock;

const ENDINGS: &str = include_str!("../../assets/spelling/english.aff");
const WORDS: &str = include_str!("../../assets/spelling/english.dic");
/// As many words are offered in the place of one.
const OFFERED: usize = 3;
/// Longer ones are no words.
const LONGEST: usize = 40;
/// A text of which so much is unknown is in another language.
const FOREIGN: f32 = 0.4;
const FEWEST: usize = 8;

/// English, in American and British spelling.
pub struct Speller {
    dictionary: Option<Dictionary>,
}

static SHIPPED: OnceLock<Speller> = OnceLock::new();

impl Speller {
    /// The dictionary that ships. The first call reads it, which takes a moment.
    pub fn shipped() -> &'static Self {
        // A test holds that the files read.
        SHIPPED.get_or_init(|| Self { dictionary: Dictionary::new(ENDINGS, WORDS).ok() })
    }

    /// The same if it was read already.
    pub fn ready() -> Option<&'static Self> {
        SHIPPED.get()
    }

    /// The words of a text that nobody knows, without what might stand for them. In a text that is mostly
    /// unknown nothing is found: it is not English.
    pub fn hints(&self, text: &str, known: &Known) -> Vec<Hint> {
        let words = words_of(text);
        let looked_at: Vec<&Word<'_>> = words.iter().filter(|it| is_word(it)).collect();
        let unknown = looked_at.iter().filter(|word| !self.knows(word, known));
        let hints: Vec<Hint> = unknown.map(|word| hint(word)).collect();
        let is_foreign = looked_at.len() >= FEWEST
            && hints.len() as f32 > looked_at.len() as f32 * FOREIGN;
        if is_foreign { Vec::new() } else { hints }
    }

    /// Words that may have been meant, the likeliest first.
    pub fn instead_of(&self, word: &str) -> Vec<String> {
        let mut offered = Vec::new();
        if let Some(dictionary) = &self.dictionary {
            dictionary.suggest(&straight(word), &mut offered);
        }
        offered.truncate(OFFERED);
        offered
    }

    fn knows(&self, word: &Word<'_>, known: &Known) -> bool {
        let knows = |part: &str| {
            known.spells(part)
                || self.dictionary.as_ref().is_none_or(|it| it.check(&straight(part)))
        };
        // "pursue-withdraw" is right if its parts are.
        knows(word.text) || word.text.split('-').all(knows)
    }
}

/// Dictionaries are written with straight apostrophes.
fn straight(word: &str) -> String {
    word.replace('’', "'")
}

/// Not a number, a time, an abbreviation, or a name inside a sentence, which has a hint of its own.
fn is_word(word: &Word<'_>) -> bool {
    let letters = word.text.chars().count();
    let is_abbreviation = !word.text.chars().any(char::is_lowercase);
    (2..=LONGEST).contains(&letters)
        && !is_abbreviation
        && !word.text.chars().any(char::is_numeric)
        && (word.begins_sentence || !word.is_capitalised())
}

fn hint(word: &Word<'_>) -> Hint {
    Hint { at: word.at.clone(), kind: HintKind::Spelling, reason: String::new() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Pair, Partner};

    fn known(own: &[&str]) -> Known {
        let named = |name: &str| Partner { name: name.to_owned(), ..Partner::default() };
        let partners = Pair { a: named("Nienke"), b: named("Rui") };
        let own: Vec<String> = own.iter().map(|word| (*word).to_owned()).collect();
        Known::of(&partners, "Dr. Weiss").with_words(&own)
    }

    fn found<'a>(text: &'a str, own: &[&str]) -> Vec<&'a str> {
        let hints = Speller::shipped().hints(text, &known(own));
        hints.into_iter().map(|hint| &text[hint.at]).collect()
    }

    #[test]
    fn both_spellings_names_numbers_and_abbreviations_are_right() {
        assert!(Speller::shipped().dictionary.is_some());
        let text = "Nienke’s behaviour and Rui’s behavior: they’re organised, organized. \
                    EFT at 14:05, pursue-withdraw, he doesn't colour it";
        assert_eq!(found(text, &[]), Vec::<&str>::new());
    }

    #[test]
    fn a_misspelt_word_is_found_where_it_stands_with_what_may_be_meant() {
        assert_eq!(
            found("She recieved it, and he witdrew.", &[]),
            ["recieved", "witdrew"]
        );
        let instead = Speller::shipped().instead_of("recieved");
        assert_eq!(instead.first().map(String::as_str), Some("received"));
        assert!(instead.len() <= OFFERED);
    }

    #[test]
    fn the_practice_s_own_words_are_right_in_any_case() {
        let text = "They talked of hygge. Hygge again";
        assert_eq!(found(text, &[]), ["hygge", "Hygge"]);
        assert_eq!(found(text, &["Hygge"]), Vec::<&str>::new());
    }

    #[test]
    fn another_language_is_left_alone() {
        let text = "Quando ela pergunta outra vez, ele fica calado e vai para a garagem";
        assert_eq!(found(text, &[]), Vec::<&str>::new());
    }
}
