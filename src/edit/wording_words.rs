//! The words of a text with where they stand: in quotation marks, at the start of a sentence.

use super::wording::{Hint, HintKind};
use crate::model::folding::folded;
use std::ops::Range;

/// One word of a text.
#[derive(Debug, Clone)]
pub(super) struct Word<'a> {
    pub at: Range<usize>,
    pub text: &'a str,
    /// As it is compared: small letters, no accents, straight apostrophes.
    pub folded: String,
    pub is_quoted: bool,
    pub begins_sentence: bool,
}

impl Word<'_> {
    /// True if it is this word, or begins with it if that ends in a star.
    pub fn is(&self, wanted: &str) -> bool {
        match wanted.strip_suffix('*') {
            Some(stem) => self.folded.starts_with(stem),
            None => self.folded == wanted,
        }
    }

    /// A capital first and a small letter after it: a name, and no abbreviation.
    pub fn is_capitalised(&self) -> bool {
        let mut letters = self.text.chars();
        letters.next().is_some_and(char::is_uppercase)
            && letters.any(char::is_lowercase)
            && !self.text.chars().any(|letter| letter.is_ascii_digit())
    }
}

/// The words of a text in order.
pub(super) fn words_of(text: &str) -> Vec<Word<'_>> {
    let mut reading = Reading::default();
    let mut words: Vec<Word<'_>> = Vec::new();
    let mut start = None;
    let mut before = ' ';
    let mut letters = text.char_indices().peekable();
    while let Some((at, letter)) = letters.next() {
        let next = letters.peek().map(|(_, next)| *next);
        let joins =
            start.is_some() && next.is_some_and(|next| joins(before, letter, next));
        before = letter;
        if letter.is_alphanumeric() || joins {
            start.get_or_insert(at);
            continue;
        }
        if let Some(start) = start.take() {
            words.extend(reading.word(text, start..at));
        }
        reading.mark(letter, words.last().map(|word| &*word.folded));
    }
    if let Some(start) = start {
        words.extend(reading.word(text, start..text.len()));
    }
    words
}

/// What holds a word together: "doesn’t", "co-dependent", "14:05", "F32.1".
fn joins(before: char, letter: char, after: char) -> bool {
    match letter {
        '\'' | '’' | '-' => after.is_alphanumeric(),
        '.' | ':' => before.is_ascii_digit() && after.is_ascii_digit(),
        _ => false,
    }
}

/// Where the reading stands.
struct Reading {
    is_quoted: bool,
    begins_sentence: bool,
}

impl Default for Reading {
    fn default() -> Self {
        Self { is_quoted: false, begins_sentence: true }
    }
}

impl Reading {
    fn word<'a>(&mut self, text: &'a str, at: Range<usize>) -> Option<Word<'a>> {
        let word = text.get(at.clone())?;
        let begins_sentence = std::mem::take(&mut self.begins_sentence);
        let is_quoted = self.is_quoted;
        Some(Word { at, text: word, folded: folded(word), is_quoted, begins_sentence })
    }

    fn mark(&mut self, letter: char, before: Option<&str>) {
        match letter {
            '“' | '„' | '«' => (self.is_quoted, self.begins_sentence) = (true, true),
            '”' | '»' => self.is_quoted = false,
            '"' => {
                self.is_quoted = !self.is_quoted;
                self.begins_sentence |= self.is_quoted;
            }
            '.' => {
                const SHORT: [&str; 7] = ["dr", "mr", "mrs", "ms", "prof", "st", "vs"];
                self.begins_sentence |= !before.is_some_and(|it| SHORT.contains(&it));
            }
            // A quotation ends with its paragraph, closed or not.
            '\n' => (self.is_quoted, self.begins_sentence) = (false, true),
            '!' | '?' | ':' | '…' | '•' | '(' | '–' | '—' => {
                self.begins_sentence = true;
            }
            _ => {}
        }
    }
}

/// The most words of a quotation that a note has good use for.
const QUOTED_WORDS: usize = 25;

/// Quotations that are longer than a note needs, with their marks.
pub(super) fn long_quotes(text: &str, words: &[Word<'_>]) -> Vec<Hint> {
    let quoted = words.chunk_by(|before, after| {
        before.is_quoted && after.is_quoted && is_one_quotation(text, before, after)
    });
    let long = quoted.filter(|run| run.len() > QUOTED_WORDS);
    let hint = |run: &[Word<'_>]| {
        let (first, last) = (run.first()?, run.last()?);
        let before = text.get(..first.at.start)?.char_indices().next_back();
        let start = before.map_or(first.at.start, |(at, _)| at);
        let after = text.get(last.at.end..)?;
        let closing = after.find(['”', '»', '"']).filter(|at| *at < 4);
        let mark = closing.and_then(|at| after.get(at..)?.chars().next());
        let end = closing.map_or(0, |at| at + mark.map_or(0, char::len_utf8));
        Some(Hint {
            at: start..last.at.end + end,
            kind: HintKind::LongQuote,
            reason: "A long quotation. Keep the sentence that matters.".to_owned(),
        })
    };
    long.filter_map(hint).collect()
}

fn is_one_quotation(text: &str, before: &Word<'_>, after: &Word<'_>) -> bool {
    let between = text.get(before.at.end..after.at.start).unwrap_or_default();
    !between.contains(['”', '»', '"', '“', '„', '«'])
}

/// Times, durations, scores and codes of a diagnosis, which a process note does without.
pub(super) fn numbers(words: &[Word<'_>]) -> Vec<Hint> {
    let mut hints = Vec::new();
    for (place, word) in words.iter().enumerate() {
        let next = words.get(place + 1).filter(|next| next.at.start <= word.at.end + 1);
        let (reason, end) = if is_time(&word.folded) {
            ("A time belongs in the progress note.", word.at.end)
        } else if is_code(word.text) {
            ("A diagnosis code belongs in the progress note.", word.at.end)
        } else if let Some(next) = next.filter(|next| is_measured(word, next)) {
            ("A time belongs in the progress note.", next.at.end)
        } else {
            continue;
        };
        let (at, reason) = (word.at.start..end, reason.to_owned());
        hints.push(Hint { at, kind: HintKind::BelongsInRecord, reason });
    }
    hints
}

/// 14:05, 14.05, 2pm.
fn is_time(word: &str) -> bool {
    let digits = |text: &str, most: usize| {
        (1..=most).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit())
    };
    let halves = word.split_once(':').or_else(|| word.split_once('.'));
    let is_clock = halves.is_some_and(|(hours, minutes)| {
        digits(hours, 2) && minutes.len() == 2 && digits(minutes, 2)
    });
    let bare = word.strip_suffix("pm").or_else(|| word.strip_suffix("am"));
    is_clock || bare.is_some_and(|hours| digits(hours, 2))
}

/// 50 minutes, 2 pm.
fn is_measured(word: &Word<'_>, next: &Word<'_>) -> bool {
    let is_number = word.folded.bytes().all(|byte| byte.is_ascii_digit());
    let units = ["minutes", "minute", "min", "mins", "hours", "pm", "am", "o'clock"];
    is_number && units.contains(&&*next.folded)
}

/// F32.1, Z63.0, F43.
fn is_code(word: &str) -> bool {
    let mut letters = word.chars();
    let begins = letters.next().is_some_and(|letter| letter.is_ascii_uppercase());
    let rest = letters.as_str();
    let (block, more) = rest.split_once('.').unwrap_or((rest, "0"));
    let digits =
        |text: &str| !text.is_empty() && text.bytes().all(|it| it.is_ascii_digit());
    begins && block.len() == 2 && digits(block) && digits(more)
}
