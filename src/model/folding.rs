//! Words as they are compared while somebody types: whatever their case, accents and quotation marks.

use unicode_normalization::UnicodeNormalization as _;

/// The letters as they are compared: lower case and without accents.
pub fn folded(text: &str) -> String {
    if text.is_ascii() {
        return text.to_ascii_lowercase();
    }
    text.nfd().filter(|letter| !is_accent(*letter)).map(folded_letter).collect()
}

fn is_accent(letter: char) -> bool {
    ('\u{300}'..='\u{36f}').contains(&letter)
}

fn folded_letter(letter: char) -> char {
    match letter {
        '‘' | '’' => '\'',
        '“' | '”' => '"',
        _ if letter.is_ascii() => letter.to_ascii_lowercase(),
        // For letters such as ł and đ, which do not come apart.
        _ => {
            nucleo_matcher::chars::normalize(nucleo_matcher::chars::to_lower_case(letter))
        }
    }
}

/// A phrase that was folded once, to be compared often.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Folded {
    text: String,
    /// Where its words begin, in bytes; quotation marks and brackets do not count.
    words: Vec<u32>,
    letters: Letters,
    /// For each of its letters in the order of their bits, where they stand; empty if the
    /// phrase is not [plain](Self::is_plain).
    places: Vec<u64>,
}

/// Which letters occur in a text: one look tells that a phrase cannot hold what is typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Letters(u64);

/// The bit of all letters that have none of their own.
const OTHERS: u32 = 63;

/// The bit that stands for a letter.
fn bit_of(letter: u8) -> u32 {
    const MARKS: &[u8] = b" '\"-,.!?/:;()";
    match letter {
        b'a'..=b'z' => u32::from(letter - b'a'),
        b'0'..=b'9' => 26 + u32::from(letter - b'0'),
        _ => match MARKS.iter().position(|mark| *mark == letter) {
            Some(mark) => 36 + mark as u32,
            None => OTHERS,
        },
    }
}

impl Letters {
    /// The letters of what was typed, folded; spaces and backslashes part words and do not count.
    pub fn of(typed: &str) -> Self {
        let letters = typed.bytes().filter(u8::is_ascii_graphic);
        let letters = letters.filter(|byte| *byte != b'\\');
        Self(letters.fold(0, |all, byte| all | 1 << bit_of(byte)))
    }
}

/// Plain phrases are no longer than a word has bits.
const PLAIN: usize = 64;

/// Which letters a plain phrase has, and where each of them stands.
fn places(text: &str) -> (Letters, Vec<u64>) {
    let mut places = [0_u64; 64];
    for (at, byte) in text.bytes().enumerate().take(PLAIN) {
        if let Some(places) = places.get_mut(bit_of(byte) as usize) {
            *places |= 1 << at;
        }
    }
    let occurs = (0..64).zip(&places).filter(|(_, places)| **places != 0);
    let letters = occurs.fold(0, |all, (bit, _)| all | 1 << bit);
    (Letters(letters), places.into_iter().filter(|places| *places != 0).collect())
}

impl Folded {
    pub fn new(phrase: &str) -> Self {
        let text = folded(phrase);
        let words = word_beginnings(&text).collect();
        let is_plain = text.is_ascii() && text.len() <= PLAIN;
        // The letters of other phrases are compared one by one.
        let (letters, places) =
            if is_plain { places(&text) } else { (Letters(!0), Vec::new()) };
        Self { text, words, letters, places }
    }

    /// At most 64 letters without a mark; only then [`Self::places`] knows them.
    pub fn is_plain(&self) -> bool {
        !self.places.is_empty()
    }

    /// Where a letter stands in a plain phrase, a bit for each place; None if it shares its bit.
    pub fn places(&self, letter: u8) -> Option<u64> {
        let bit = bit_of(letter);
        if bit == OTHERS || !self.is_plain() {
            return None;
        }
        let before = self.letters.0 & ((1 << bit) - 1);
        let occurs = self.letters.0 >> bit & 1 == 1;
        let found = || self.places.get(before.count_ones() as usize).copied();
        if occurs { found() } else { Some(0) }
    }

    pub fn text(&self) -> &str {
        &self.text
    }

    /// False only if a letter of what is typed is nowhere in the phrase.
    pub fn may_hold(&self, typed: Letters) -> bool {
        typed.0 & !self.letters.0 == 0
    }

    pub fn begins_with(&self, typed: &str) -> bool {
        self.text.starts_with(typed)
    }

    /// True if one of its words begins so; what is typed may go on into the next words.
    pub fn has_word(&self, typed: &str) -> bool {
        let Some((first, others)) = typed.as_bytes().split_first() else { return true };
        let begins = |at: &u32| {
            let rest = self.text.as_bytes().get(*at as usize..).unwrap_or_default();
            // The first letter alone first: it nearly always decides.
            let rest = rest.split_first().filter(|(letter, _)| *letter == first);
            rest.is_some_and(|(_, rest)| rest.starts_with(others))
        };
        self.words.iter().any(begins)
    }
}

fn word_beginnings(text: &str) -> impl Iterator<Item = u32> {
    let mut before = ' ';
    text.char_indices().filter_map(move |(at, letter)| {
        let begins =
            letter.is_alphanumeric() && !before.is_alphanumeric() && before != '\'';
        before = letter;
        begins.then_some(at as u32)
    })
}
