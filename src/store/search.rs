//! Looks for words in every couple, and unseals only those that may hold them.

use super::{Practice, StoreError};
use crate::model::passage::passages;
use crate::model::search::{Hit, Looker, Wanted, folded_words, hits};
use crate::model::{Case, CaseId};
use zeroize::Zeroizing;

/// What was found.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Found {
    /// Of the couples that changed last first.
    pub hits: Vec<Hit>,
    /// False if there may be more: it was not looked further.
    pub is_all: bool,
    /// Couples that cannot be read, and so were not looked through.
    pub unread: usize,
}

impl Found {
    /// Keeps the first hits, and says so if there were more.
    pub fn cut(&mut self, most: usize) {
        if self.hits.len() > most {
            self.hits.truncate(most);
            self.is_all = false;
        }
    }
}

/// Which beginnings and parts of words a couple's file holds. It may say yes too often and
/// never says no too often; the words cannot be had back from it.
#[derive(Debug, Clone)]
pub struct Sieve {
    bits: Zeroizing<Vec<u64>>,
}

/// Stands before each word, so that its beginning is told from the same letters within.
const BEGINNING: u8 = 1;
/// Bits for each part of a word.
const ROOM: usize = 12;

impl Sieve {
    pub fn of(case: &Case) -> Self {
        let mut parts: Zeroizing<Vec<u32>> = Zeroizing::new(Vec::new());
        for passage in passages(case) {
            if passage.words.is_ascii() {
                add_plain(passage.words, &mut parts);
            } else {
                folded_words(passage.words)
                    .for_each(|word| parts.extend(parts_of(&word)));
            }
        }
        parts.sort_unstable();
        parts.dedup();
        let words = (parts.len() * ROOM).next_power_of_two().max(1024) / 64;
        let mut sieve = Self { bits: Zeroizing::new(vec![0; words]) };
        for part in parts.iter() {
            for (word, bit) in sieve.places(*part) {
                if let Some(bits) = sieve.bits.get_mut(word) {
                    *bits |= bit;
                }
            }
        }
        sieve
    }

    /// For a couple that could not be read.
    pub fn that_lets_all_through() -> Self {
        Self { bits: Zeroizing::new(vec![u64::MAX]) }
    }

    pub fn write(&self, bytes: &mut Vec<u8>) {
        bytes.extend((self.bits.len() as u64).to_le_bytes());
        bytes.extend(self.bits.iter().flat_map(|bits| bits.to_le_bytes()));
    }

    /// What `write` wrote, whatever follows it.
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let (length, rest) = bytes.split_first_chunk()?;
        let length = usize::try_from(u64::from_le_bytes(*length)).ok()?;
        let (words, _) = rest.as_chunks();
        let words = words.get(..length).filter(|words| !words.is_empty())?;
        let bits = words.iter().map(|word| u64::from_le_bytes(*word)).collect();
        Some(Self { bits: Zeroizing::new(bits) })
    }

    /// False only if one of the words begins nowhere in the file.
    pub fn may_hold(&self, wanted: &Wanted) -> bool {
        let is_there = |part| {
            let mut places = self.places(part).into_iter();
            places.all(|(word, bit)| self.bits.get(word).is_some_and(|it| it & bit != 0))
        };
        wanted.words().iter().all(|word| parts_of(word).into_iter().all(is_there))
    }

    fn places(&self, part: u32) -> [(usize, u64); 2] {
        let bits = self.bits.len() * 64;
        [0x9E37_79B1_u32, 0x85EB_CA77].map(|odd| {
            let mixed = part.wrapping_mul(odd);
            let at = (mixed ^ mixed >> 15) as usize % bits;
            (at / 64, 1 << (at % 64))
        })
    }
}

/// A word's first letter, and every three letters of it with its beginning, as numbers.
fn parts_of(word: &str) -> Vec<u32> {
    let marked: Zeroizing<Vec<u8>> =
        Zeroizing::new(std::iter::once(BEGINNING).chain(word.bytes()).collect());
    let number = |bytes: &[u8]| {
        bytes.iter().fold(0, |number, byte| number << 8 | u32::from(*byte))
    };
    let first = marked.get(..2).map(number);
    first.into_iter().chain(marked.windows(3).map(number)).collect()
}

/// The parts of every word of a text without accents, with nothing copied: this is done for
/// all that a practice holds when it is opened.
fn add_plain(text: &str, parts: &mut Vec<u32>) {
    // The two bytes before, with what parts words left out.
    let mut before = u32::from(BEGINNING);
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() {
            let part = before << 8 | u32::from(byte.to_ascii_lowercase());
            parts.push(part);
            before = part & 0xFFFF;
        } else {
            before = u32::from(BEGINNING);
        }
    }
}

/// How far to look.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Within {
    /// One couple, or all.
    pub case: Option<CaseId>,
    /// The most hits.
    pub most: usize,
}

impl Practice {
    /// Looks through every couple, those that changed last first, until there are `most` hits.
    pub fn search(
        &self,
        wanted: &Wanted,
        looker: Looker,
        most: usize,
    ) -> Result<Found, StoreError> {
        self.search_while(wanted, looker, Within { case: None, most }, &|| true)
    }

    /// The same, as long as it is still wanted: it is asked before each couple.
    pub fn search_while(
        &self,
        wanted: &Wanted,
        looker: Looker,
        within: Within,
        goes_on: &dyn Fn() -> bool,
    ) -> Result<Found, StoreError> {
        let mut found = Found { is_all: true, ..Found::default() };
        if wanted.is_empty() {
            return Ok(found);
        }
        let mut cases = self.cases()?;
        cases.retain(|case| within.case.is_none_or(|id| case.id == id));
        found.unread = cases.iter().filter(|case| case.is_damaged).count();
        cases.retain(|case| !case.is_damaged && self.may_hold(case.id, wanted));
        cases.sort_by_key(|case| std::cmp::Reverse(case.last_change));
        for case in cases {
            if found.hits.len() >= within.most || !goes_on() {
                found.is_all = false;
                break;
            }
            found.hits.extend(hits(&self.load(case.id)?, wanted, looker));
        }
        found.cut(within.most);
        Ok(found)
    }

    /// True if the couple has to be unsealed to know.
    fn may_hold(&self, id: CaseId, wanted: &Wanted) -> bool {
        let state = self.state.borrow();
        let lines = state.lines.borrow();
        lines.get(&self.case_name(id)).is_none_or(|line| line.sieve.may_hold(wanted))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::case_ron;

    #[test]
    fn plain_words_have_the_same_parts_as_all_others() {
        let text = "He says: I'm FINE, 2 x nothing_at all";
        let mut plain = Vec::new();
        add_plain(text, &mut plain);
        let others: Vec<u32> = folded_words(text).flat_map(|it| parts_of(&it)).collect();
        assert_eq!(plain, others);
    }

    #[test]
    fn a_sieve_lets_through_what_is_there_and_holds_back_nearly_all_else() {
        let case =
            case_ron::read(include_str!("../../assets/sample/linden.ron")).unwrap();
        let sieve = Sieve::of(&case);
        for passage in passages(&case) {
            for word in folded_words(passage.words) {
                for end in (1..=word.len()).filter(|end| word.is_char_boundary(*end)) {
                    assert!(sieve.may_hold(&Wanted::new(&word[..end])), "{word}");
                }
            }
        }
        let others = ["saffron", "zebra", "quarry", "kiosk", "xylophone", "jumper"];
        let through = others.iter().filter(|word| sieve.may_hold(&Wanted::new(word)));
        assert_eq!(through.count(), 0);
    }
}
