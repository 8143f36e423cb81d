//! Knows names in letters that have no capitals, or that are written without blanks.

use super::for_supervisor::Pseudonyms;
use crate::model::{Case, PartnerId};

/// Letters that are written together with the next word: "and", "to", "in", "the".
const HEBREW_BEFORE: &str = "והבלמשכ";
const ARABIC_BEFORE: &str = "وفبلكا";
/// More of them do not stand before one word.
const MOST_BEFORE: usize = 3;
/// What stands before a name of one sign, and behind it.
const CALLED_BEFORE: [&str; 3] = ["小", "阿", "老"];
const CALLED_BEHIND: [&str; 4] = ["先生", "女士", "太太", "小姐"];

/// True for a letter that is neither small nor a capital.
pub fn has_no_case(letter: char) -> bool {
    letter.is_alphabetic() && !letter.is_lowercase() && !letter.is_uppercase()
}

/// True for a name with letters before it that are words of their own: "לנועה". Both are folded.
pub fn is_behind_a_letter(said: &str, name: &str) -> bool {
    if name.chars().count() < 2 {
        return false;
    }
    let Some(before) = said.strip_suffix(name) else { return false };
    let is_of = |letters: &str| before.chars().all(|letter| letters.contains(letter));
    (1..=MOST_BEFORE).contains(&before.chars().count())
        && (is_of(HEBREW_BEFORE) || is_of(ARABIC_BEFORE))
}

/// Names in such letters, each with what stands for it; the longest first.
pub struct Unbroken(Vec<(String, String)>);

impl Unbroken {
    pub fn of(case: &Case, names: &Pseudonyms) -> Self {
        let mut known: Vec<(String, String)> = Vec::new();
        for partner in PartnerId::BOTH {
            let (told, instead) = (case.partners.of(partner), names.of(partner));
            let (name, surname) = (told.name.trim(), told.surname.trim());
            let whole = [format!("{surname}{name}"), format!("{name}{surname}")];
            let forms = [name, surname].into_iter().flat_map(in_all_forms);
            for form in whole.into_iter().chain(forms) {
                let is_sure = form.chars().count() > 1 && form.chars().all(is_unbroken);
                if is_sure {
                    known.push((form, instead.clone()));
                }
            }
        }
        known.sort_by_key(|(name, _)| std::cmp::Reverse(name.chars().count()));
        Self(known)
    }

    /// The words with every such name replaced.
    pub fn masked(&self, words: &str) -> String {
        if !words.chars().any(is_unbroken) {
            return words.to_owned();
        }
        self.0.iter().fold(words.to_owned(), |words, (name, instead)| {
            words.replace(name.as_str(), instead)
        })
    }
}

/// A name, and the ways in which one of a single sign is called.
fn in_all_forms(name: &str) -> Vec<String> {
    let before = CALLED_BEFORE.iter().map(|it| format!("{it}{name}"));
    let behind = CALLED_BEHIND.iter().map(|it| format!("{name}{it}"));
    if name.is_empty() {
        return Vec::new();
    }
    std::iter::once(name.to_owned()).chain(before).chain(behind).collect()
}

/// Chinese, Japanese, Korean and Thai: no blank says where a word ends.
fn is_unbroken(letter: char) -> bool {
    matches!(
        letter,
        '\u{e00}'..='\u{e7f}'
            | '\u{3040}'..='\u{30ff}'
            | '\u{3400}'..='\u{9fff}'
            | '\u{ac00}'..='\u{d7a3}'
            | '\u{f900}'..='\u{faff}'
            | '\u{20000}'..='\u{3ffff}'
    )
}
