//! Weighs phrases whose letters may stand apart, as fast as one types.

use crate::model::folding::Folded;
use nucleo_matcher::pattern::{AtomKind, CaseMatching, Normalization, Pattern};
use nucleo_matcher::{Config, Matcher, Utf32Str};

/// A phrase that is weighed here has no more places than a word has bits.
const PLACES: usize = 64;
/// Longer words that are typed go the general way.
const LETTERS: usize = 32;

/// Weighs phrases against what was typed; the higher, the better they fit.
///
/// The weights are those of `nucleo_matcher`. It looks at every letter of a phrase for each
/// letter typed; for plain short phrases only the places where a typed letter stands are looked
/// at here, and a test holds that both weigh alike.
pub struct Loose {
    pattern: Pattern,
    matcher: Matcher,
    letters: Vec<char>,
    rows: [Row; 2],
}

const HIT: u16 = 16;
const GAP: u16 = 3;
const LONGER_GAP: u16 = 1;
const AT_A_MARK: u16 = 8;
const TOGETHER: u16 = 4;

impl Loose {
    /// `typed` is folded, and so must be every phrase.
    pub fn new(typed: &str) -> Self {
        let pattern = Pattern::new(
            typed,
            CaseMatching::Ignore,
            Normalization::Smart,
            AtomKind::Fuzzy,
        );
        let matcher = Matcher::new(Config::DEFAULT);
        let rows = [Row::new(), Row::new()];
        Self { pattern, matcher, letters: Vec::new(), rows }
    }

    /// None if a word that was typed is not in the phrase, letter after letter.
    pub fn weigh(&mut self, phrase: &Folded) -> Option<u32> {
        if !phrase.is_plain() {
            return self.weigh_any(phrase.text());
        }
        let bytes = phrase.text().as_bytes();
        let mut sum = 0;
        for atom in &self.pattern.atoms {
            let mut found = [0; LETTERS];
            let places = match atom.needle_text() {
                Utf32Str::Ascii(typed) if typed.len() < bytes.len() => {
                    found_places(phrase, typed, &mut found)
                }
                _ => Found::Unknown,
            };
            let weight = match places {
                Found::Nowhere => None,
                Found::Here(places) => weigh_places(bytes, places, &mut self.rows),
                Found::Unknown => atom.score(Utf32Str::Ascii(bytes), &mut self.matcher),
            };
            sum += u32::from(weight?);
        }
        Some(sum)
    }

    fn weigh_any(&mut self, phrase: &str) -> Option<u32> {
        let phrase = Utf32Str::new(phrase, &mut self.letters);
        self.pattern.score(phrase, &mut self.matcher)
    }
}

/// Where the typed letters stand in a phrase.
enum Found<'a> {
    /// Not here in this order.
    Nowhere,
    /// For each letter the places from which all others are found before and after it.
    Here(&'a [u64]),
    /// To be weighed the general way.
    Unknown,
}

fn found_places<'a>(
    phrase: &Folded,
    typed: &[u8],
    found: &'a mut [u64; LETTERS],
) -> Found<'a> {
    let Some(found) = found.get_mut(..typed.len()) else { return Found::Unknown };
    let mut open = !0_u64;
    for (letter, places) in typed.iter().zip(found.iter_mut()) {
        let Some(all) = phrase.places(*letter) else { return Found::Unknown };
        *places = all & open;
        if *places == 0 {
            return Found::Nowhere;
        }
        // Only what comes after the first of them.
        open = !(*places ^ (*places - 1));
    }
    let mut open = !0_u64;
    for places in found.iter_mut().rev() {
        *places &= open;
        let Some(last) = places.checked_ilog2() else { return Found::Nowhere };
        open = (1 << last) - 1;
    }
    Found::Here(found)
}

/// The best way to end with one typed letter at one place of the phrase.
#[derive(Debug, Clone, Copy)]
struct Cell {
    at: u16,
    weight: u16,
    /// What the letters that stand together up to here earn for each of them.
    run: u16,
}

/// The cells of one typed letter, in the order of their places.
struct Row {
    cells: [Cell; PLACES],
    count: usize,
}

impl Row {
    fn new() -> Self {
        Self { cells: [Cell { at: 0, weight: 0, run: 0 }; PLACES], count: 0 }
    }

    fn cells(&self) -> &[Cell] {
        self.cells.get(..self.count).unwrap_or_default()
    }

    fn push(&mut self, cell: Cell) {
        if let Some(place) = self.cells.get_mut(self.count) {
            *place = cell;
            self.count += 1;
        }
    }
}

/// The weight of the best way to find the typed letters in this order.
fn weigh_places(
    phrase: &[u8],
    places: &[u64],
    [row, next]: &mut [Row; 2],
) -> Option<u16> {
    let (first, rest) = places.split_first()?;
    let (mut row, mut next) = (row, next);
    row.count = 0;
    for at in ones(*first) {
        let bonus = bonus(phrase, at);
        row.push(Cell { at, weight: HIT + 2 * bonus, run: bonus });
    }
    for places in rest {
        fill_next(phrase, *places, (row.cells(), next));
        std::mem::swap(&mut row, &mut next);
    }
    row.cells().iter().map(|cell| cell.weight).max()
}

/// The cells of the next letter, from those of the letter before it.
fn fill_next(phrase: &[u8], places: u64, (row, next): (&[Cell], &mut Row)) {
    next.count = 0;
    let mut before = row.iter().peekable();
    // The best weight with a gap so far, and the place that it holds for.
    let (mut apart, mut apart_at) = (0_u16, 0);
    for at in ones(places) {
        while let Some(cell) = before.next_if(|cell| cell.at + 1 < at) {
            let after = cell.at + 1;
            let fallen = apart.saturating_sub(LONGER_GAP * (after - apart_at));
            apart = fallen.max(cell.weight.saturating_sub(GAP));
            apart_at = after;
        }
        let bonus = bonus(phrase, at);
        let longer = LONGER_GAP * at.saturating_sub(1 + apart_at);
        let with_gap = apart.saturating_sub(longer) + bonus;
        let beside = before.peek().filter(|cell| cell.at + 1 == at);
        let beside = beside.map(|cell| beside_weight(**cell, bonus));
        let (weight, run) =
            beside.filter(|(weight, _)| *weight > with_gap).unwrap_or((with_gap, bonus));
        next.push(Cell { at, weight: weight + HIT, run });
    }
}

/// What a letter earns for standing at a place: more at the beginning of a word.
fn bonus(phrase: &[u8], at: u16) -> u16 {
    let at = usize::from(at);
    let before = at.checked_sub(1).and_then(|before| phrase.get(before));
    let here = phrase.get(at).copied().unwrap_or_default();
    let (before, here) = (class(before.copied().unwrap_or(b' ')), class(here));
    let row = BONUS.get(usize::from(before));
    row.and_then(|row| row.get(usize::from(here))).copied().unwrap_or_default()
}

/// The weight and the run of a letter right after the one before it.
fn beside_weight(cell: Cell, bonus: u16) -> (u16, u16) {
    let run = cell.run.max(TOGETHER);
    let run = if bonus >= AT_A_MARK { run.max(bonus) } else { run };
    (cell.weight + run.max(bonus), run)
}

/// The places of the bits that are set.
fn ones(mut bits: u64) -> impl Iterator<Item = u16> {
    std::iter::from_fn(move || {
        let at = bits.trailing_zeros() as u16;
        bits &= bits.checked_sub(1)?;
        Some(at)
    })
}

const SPACE: u8 = 0;
const MARK: u8 = 1;
const DIVIDER: u8 = 2;
const LETTER: u8 = 3;
const FIGURE: u8 = 4;

/// What a letter earns by what stands before it (down) and what it is (across): space, mark,
/// divider, letter, figure.
const BONUS: [[u16; 5]; 5] = [
    [10, 8, 0, 10, 10],
    [10, 8, 0, 8, 8],
    [10, 8, 0, 9, 9],
    [10, 8, 0, 0, 5],
    [10, 8, 0, 0, 0],
];

/// Looked up rather than decided: this is asked for every place of every phrase.
#[expect(clippy::indexing_slicing, reason = "the compiler counts it through")]
const CLASSES: [u8; 128] = {
    let mut classes = [MARK; 128];
    let mut byte = 0_u8;
    while byte < 128 {
        classes[byte as usize] = match byte {
            b'a'..=b'z' => LETTER,
            b'0'..=b'9' => FIGURE,
            b'/' | b',' | b':' | b';' | b'|' => DIVIDER,
            _ if byte.is_ascii_whitespace() => SPACE,
            _ => MARK,
        };
        byte += 1;
    }
    classes
};

fn class(byte: u8) -> u8 {
    CLASSES.get(usize::from(byte)).copied().unwrap_or(MARK)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn plain_phrases_weigh_what_the_general_way_says(
            phrase in "[ab c1,.'\\\\]{0,40}",
            typed in "[abc1,.'\\\\ ]{1,7}",
        ) {
            let mut loose = Loose::new(&typed);
            let general = loose.weigh_any(&phrase);
            prop_assert_eq!(loose.weigh(&Folded::new(&phrase)), general);
        }
    }

    #[test]
    fn letters_at_the_beginning_of_words_weigh_more() {
        let mut loose = Loose::new("gq");
        let mut weigh = |phrase| loose.weigh(&Folded::new(phrase));
        assert!(weigh("goes quiet") > weigh("begs quiet"));
        assert_eq!(weigh("quiet"), None);
    }
}
