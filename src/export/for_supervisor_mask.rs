//! Replaces names, places and days in free text by words that tell nobody who it is.

use super::for_supervisor::Pseudonyms;
use super::for_supervisor_days::a_day;
use super::for_supervisor_names::{is_a_word_too, is_form_of, is_long_enough};
use super::for_supervisor_reach::Numbers;
use super::for_supervisor_unbroken::{Unbroken, has_no_case, is_behind_a_letter};
use crate::model::folding::folded;
use crate::model::{Case, PartnerId};
use std::cell::RefCell;
use std::collections::BTreeSet;
use unicode_normalization::UnicodeNormalization as _;

/// What stands for a day.
const DAY: &str = "a day";

/// What stands for a place.
const PLACE: &str = "a place";
const CONTACT: &str = "a way to reach them";
/// Shorter words of an address stand in too many other texts.
const LEAST_LETTERS: usize = 3;
/// Words of an address of fewer letters count only with a capital letter, such as "Ulm".
const SURE_LETTERS: usize = 4;

/// Fields in whose values nobody typed a word of the couple's.
const OURS_BEGIN: [&str; 13] = [
    "case.",
    "course.",
    "date",
    "knows.",
    "left.name",
    "loop.kind",
    "marker.",
    "point.what",
    "right.name",
    "step.title",
    "tango.move",
    "template.",
    "therapist.",
];

/// Replaces names and places wherever they stand as whole words.
pub struct Mask {
    /// Folded words, each with what stands for it; the longest first.
    known: Vec<(Vec<String>, String)>,
    /// Names in letters that are written without blanks.
    unbroken: Unbroken,
    numbers: Numbers,
    /// Words of an address that count only with a capital letter.
    short_places: BTreeSet<String>,
    /// Words with a capital letter inside a sentence that may be names, and are not known.
    unsure: RefCell<BTreeSet<String>>,
}

impl Mask {
    pub fn of(case: &Case, names: &Pseudonyms) -> Self {
        let mut known = Vec::new();
        let mut short_places = BTreeSet::new();
        for partner in PartnerId::BOTH {
            let (told, instead) = (case.partners.of(partner), names.of(partner));
            let whole = format!("{} {}", told.name, told.surname);
            for name in [whole.as_str(), &told.name, &told.surname] {
                known.push((folded_words(name), instead.clone()));
            }
            for word in
                folded_words(&whole).into_iter().filter(|it| it.chars().count() > 1)
            {
                known.push((vec![word], instead.clone()));
            }
            for reached in [&told.contact.phone, &told.contact.email] {
                known.push((folded_words(reached), CONTACT.to_owned()));
            }
            for line in told.contact.address.split([',', '\n', ';']) {
                known.push((folded_words(line), PLACE.to_owned()));
            }
            let is_name = |word: &String| {
                word.chars().count() >= LEAST_LETTERS
                    && word.chars().all(char::is_alphabetic)
            };
            for word in folded_words(&told.contact.address).into_iter().filter(is_name) {
                if word.chars().count() < SURE_LETTERS {
                    short_places.insert(word.clone());
                }
                known.push((vec![word], PLACE.to_owned()));
            }
        }
        known.retain(|(words, _)| !words.is_empty());
        known.sort_by_key(|(words, _)| std::cmp::Reverse(words.len()));
        let unbroken = Unbroken::of(case, names);
        let numbers = Numbers::of(case);
        Self { known, unbroken, numbers, short_places, unsure: RefCell::default() }
    }

    /// Words that may be names and stand as they were, in the order of the alphabet.
    pub fn unsure(&self) -> Vec<String> {
        self.unsure.borrow().iter().cloned().collect()
    }

    /// Keeps a word that may be a name: it begins with a capital letter inside a sentence.
    fn look_at(&self, pieces: &[&str], place: usize) {
        let Some(word) = pieces.get(place) else { return };
        let before = place.checked_sub(1).and_then(|at| pieces.get(at));
        let is_inside = before.is_some_and(|it| *it == " " || *it == ", " || *it == "-");
        let is_name = word.chars().count() > 1
            && word.starts_with(char::is_uppercase)
            && word.chars().any(char::is_lowercase);
        if is_inside && is_name && !is_of_ours(word) {
            self.unsure.borrow_mut().insert((*word).to_owned());
        }
    }

    /// The words with every known name and place replaced.
    pub fn words(&self, text: &str) -> String {
        let pieces = pieces(text);
        let folded: Vec<Option<String>> = pieces
            .iter()
            .map(|piece| piece.starts_with(char::is_alphanumeric).then(|| fold(piece)))
            .collect();
        let (mut masked, mut place) = (String::with_capacity(text.len()), 0);
        while let Some(piece) = pieces.get(place) {
            let here = folded.get(place..).unwrap_or_default();
            let rest = pieces.get(place..).unwrap_or_default();
            if let Some(length) = self.numbers.begins(rest) {
                let is_open = rest.iter().take(length).any(|it| it.contains(')'));
                let signs: &[char] = if is_open { &['+', '('] } else { &['+'] };
                masked.truncate(masked.trim_end_matches(signs).len());
                masked.push_str(CONTACT);
                place += length;
                continue;
            }
            let known = self.instead(here, piece);
            let known = known.or_else(|| self.nearly(piece).map(|it| (1, it)));
            let known = known.or_else(|| a_day(rest).map(|length| (length, DAY)));
            match known {
                Some((_, words)) => masked.push_str(words),
                None => masked.push_str(&self.unbroken.masked(piece)),
            }
            place += known.map_or(1, |(length, _)| length);
        }
        masked
    }

    /// The same for words that somebody typed: what may be a name in them is kept.
    pub fn typed(&self, text: &str) -> String {
        let masked = self.words(text);
        let pieces = pieces(&masked);
        (0..pieces.len()).for_each(|place| self.look_at(&pieces, place));
        masked
    }

    /// The words of this field or list of a page.
    pub fn of_field(&self, name: &str, text: &str) -> String {
        let is_ours = OURS_BEGIN.iter().any(|start| name.starts_with(start));
        if is_ours { self.words(text) } else { self.typed(text) }
    }

    /// What stands for a name with an ending, such as "Anas", "Ankę" or "Marka", or one grown
    /// together with another.
    fn nearly(&self, piece: &str) -> Option<&str> {
        let said = fold(piece);
        let mut alone = self.known.iter().filter(|(words, _)| words.len() == 1);
        if piece.starts_with(has_no_case) {
            return alone.find_map(|(words, instead)| {
                is_behind_a_letter(&said, words.first()?).then_some(instead.as_str())
            });
        }
        if !piece.starts_with(char::is_uppercase) {
            return None;
        }
        alone.find_map(|(words, instead)| {
            let name = words.first()?;
            let is_grown = said.strip_prefix(name.as_str()).is_some_and(|ending| {
                let of_a_name = |other: &String| is_long_enough(other) && ending == other;
                self.known.iter().any(|(words, _)| words.first().is_some_and(of_a_name))
            });
            (is_grown || is_form_of(&said, name)).then_some(instead.as_str())
        })
    }

    /// What stands for the words that begin here, and how many pieces they are.
    fn instead(&self, pieces: &[Option<String>], typed: &str) -> Option<(usize, &str)> {
        let first = pieces.first()?.as_ref()?;
        // Another word of the language is a name only where it is written like one.
        let is_small = typed.starts_with(char::is_lowercase)
            && (is_a_word_too(first) || self.short_places.contains(first));
        self.known.iter().find_map(|(words, instead)| {
            if words.first() != Some(first) || is_small && words.len() == 1 {
                return None;
            }
            // Between two words of a name stands one piece that is none.
            let length = 2 * words.len() - 1;
            let said = pieces.get(..length)?.iter().step_by(2);
            let is_same = said.zip(words).all(|(said, word)| said.as_ref() == Some(word));
            is_same.then_some((length, instead.as_str()))
        })
    }
}

/// Words and what stands between them, by turns.
pub fn pieces(text: &str) -> Vec<&str> {
    let mut pieces = Vec::new();
    let (mut start, mut was_word) = (0, None);
    for (at, letter) in text.char_indices() {
        let is_word = letter.is_alphanumeric() || is_mark(letter);
        if was_word.is_some_and(|was| was != is_word) {
            pieces.push(text.get(start..at).unwrap_or_default());
            start = at;
        }
        was_word = Some(is_word);
    }
    pieces.push(text.get(start..).unwrap_or_default());
    pieces.retain(|piece| !piece.is_empty());
    pieces
}

fn is_mark(letter: char) -> bool {
    unicode_normalization::char::is_combining_mark(letter)
}

fn folded_words(text: &str) -> Vec<String> {
    let words = pieces(text).into_iter();
    words.filter(|it| it.starts_with(char::is_alphanumeric)).map(fold).collect()
}

/// Small letters without accents, so that a name is known however it was typed.
pub fn fold(word: &str) -> String {
    let plain: String = word.nfkd().filter(|letter| !is_mark(*letter)).collect();
    folded(&plain).to_lowercase().replace('ß', "ss")
}

/// Words with a capital letter that are nobody's name.
fn is_of_ours(word: &str) -> bool {
    const OURS: [&str; 8] = [
        "Partner",
        "Tango",
        "Stage",
        "Session",
        "Emotionally",
        "Focused",
        "Therapy",
        "I’m",
    ];
    OURS.contains(&word)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Pair;

    use super::super::for_supervisor::ForSupervisor;

    fn mask() -> Mask {
        let mut case =
            Case::new("Linden", Pair { a: "Ana María".to_owned(), b: "Rui".to_owned() });
        case.partners.b.surname = "Sá-Nogueira".to_owned();
        case.partners.a.contact.address = "Rua do Forno 3, 1200 Lisboa".to_owned();
        mask_of(&case)
    }

    fn mask_of(case: &Case) -> Mask {
        Mask::of(case, &ForSupervisor::plain_names())
    }

    #[test]
    fn names_surnames_and_places_are_replaced_however_they_are_typed() {
        let masked = |words: &str| mask().words(words);
        assert_eq!(masked("Ana’s letter to RUI"), "Partner A’s letter to Partner B");
        assert_eq!(masked("ana maria waits"), "Partner A waits");
        assert_eq!(masked("Rui Sá-Nogueira left Lisboa"), "Partner B left a place");
        assert_eq!(masked("the forno, Nogueira"), "the a place, Partner B");
        assert_eq!(masked("(Rui)"), "(Partner B)");
    }

    #[test]
    fn a_name_that_is_a_word_too_is_replaced_only_with_a_capital_letter() {
        let names = Pair { a: "Will".to_owned(), b: "Hope".to_owned() };
        let mut case = Case::new("Linden", names);
        case.partners.a.contact.address = "Am Bach 3, Ulm".to_owned();
        let masked = |words: &str| mask_of(&case).words(words);
        assert_eq!(masked("I will, I hope so"), "I will, I hope so");
        assert_eq!(masked("will hope told Will"), "will hope told Partner A");
        assert_eq!(masked("Hope’s mother"), "Partner B’s mother");
        assert_eq!(masked("back to Ulm"), "back to a place");
    }

    #[test]
    fn names_in_letters_without_capitals_are_replaced() {
        let names = Pair { a: "נועה".to_owned(), b: "伟".to_owned() };
        let mut case = Case::new("Linden", names);
        case.partners.b.surname = "王".to_owned();
        let masked = |words: &str| mask_of(&case).words(words);
        assert_eq!(masked("אמרתי לנועה"), "אמרתי Partner A");
        assert_eq!(masked("ושנועה"), "Partner A");
        assert_eq!(masked("昨天王伟回家了"), "昨天Partner B回家了");
        assert_eq!(masked("小伟很伟大"), "Partner B很伟大");
        case.partners.a.name = "ليلى".to_owned();
        let masked = |words: &str| mask_of(&case).words(words);
        assert_eq!(masked("قلت لليلى"), "قلت Partner A");
        assert_eq!(masked("وليلى"), "Partner A");
    }

    #[test]
    fn a_number_to_reach_them_is_known_by_its_figures() {
        let mut case = Case::new("Linden", Pair::default());
        case.partners.a.contact.phone = "+49 (0)731 12 34 56".to_owned();
        let masked = |words: &str| mask_of(&case).words(words);
        for number in [
            "0731/123456",
            "+49 731 123456",
            "0049731123456",
            "(0731) 12-34-56",
            "+49 (0)731 123456",
        ] {
            let said = masked(&format!("call {number} 3 times"));
            assert_eq!(said, "call a way to reach them 3 times", "{number}");
        }
        assert_eq!(masked("scored 12 34 56"), "scored 12 34 56");
    }

    #[test]
    fn words_that_only_hold_a_name_stay() {
        let masked = |words: &str| mask().words(words);
        assert_eq!(masked("banana, ruined, analysis"), "banana, ruined, analysis");
        assert_eq!(masked(""), "");
    }

    #[test]
    fn names_with_an_ending_and_names_grown_together_are_replaced() {
        let masked = |words: &str| mask().words(words);
        assert_eq!(
            masked("Anas Brief, Nogueiras, RuiNogueira"),
            "Partner A Brief, Partner B, Partner B"
        );
        assert_eq!(masked("Analysis and Banana"), "Analysis and Banana");
    }

    #[test]
    fn names_in_another_case_are_replaced_in_the_languages_of_the_letters_here() {
        let masked = |(a, b): (&str, &str), words: &str| {
            let names = Pair { a: a.to_owned(), b: b.to_owned() };
            mask_of(&Case::new("Linden", names)).words(words)
        };
        for (names, said) in [
            (("Agnieszka", "Marek"), "Agnieszce z Markiem"),
            (("Anna", "Paweł"), "Annę z Pawłem"),
            (("Lenka", "Petr"), "Lence z Petrovi"),
            (("Анна", "Иван"), "Анной z Иваном"),
            (("Ελένη", "Γιώργος"), "Ελένης z Γιώργου"),
            (("Maria", "Andrei"), "Mariei z Andreiului"),
            (("Ana", "Rui"), "Anei z Ruis"),
        ] {
            assert_eq!(masked(names, said), "Partner A z Partner B", "{said}");
        }
        let kept = "Any time, Market and Monday, Mark";
        assert_eq!(masked(("Ana", "Marek"), kept), kept);
    }

    #[test]
    fn words_that_may_be_names_are_told_to_be_looked_at() {
        let mask = mask();
        mask.typed("Ana met Carla in Porto. Then Rui said: Hush, I’m here, Partner A.");
        assert_eq!(mask.unsure(), ["Carla", "Porto"]);
    }

    #[test]
    fn days_in_free_text_are_replaced() {
        let masked = |words: &str| mask().words(words);
        for day in [
            "2026-10-14",
            "12.10.2026",
            "14 March 2024",
            "14 of March",
            "March 14, 2024",
            "3/4/26",
        ] {
            assert_eq!(masked(&format!("on {day} late")), "on a day late", "{day}");
        }
        for words in
            ["they may march 3 times", "step 2.1", "scored 14 - 12", "2 or 3 sessions"]
        {
            assert_eq!(masked(words), words);
        }
    }

    #[test]
    fn a_couple_without_names_has_nothing_to_replace() {
        let case = Case::new("Linden", Pair::default());
        assert_eq!(mask_of(&case).words("to be with you"), "to be with you");
    }
}
