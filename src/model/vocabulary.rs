//! Ready words for each layer and position, to choose from while typing.

use super::folding::Folded;
use super::{CycleKind, Layer, Position};
use serde::{Deserialize, Serialize};
use std::collections::HashMap;

/// Words for one layer, as they stand in a file of `assets/vocabulary`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Pack {
    pub layer: Layer,
    /// Words that fit one position only.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub position: Option<Position>,
    /// Words that fit one kind of loop only.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kind: Option<CycleKind>,
    pub terms: Vec<String>,
}

/// Whose words a list holds; a practice's own are offered first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Whose {
    Own,
    Shipped,
}

/// All words that a practice may choose from, made ready once to be searched at every key.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Vocabulary {
    lists: Vec<List>,
    /// Every phrase once, whichever lists it stands in.
    phrases: Vec<Folded>,
    numbers: HashMap<String, usize>,
}

/// One pack with the numbers of its phrases.
#[derive(Debug, Clone, PartialEq, Eq)]
struct List {
    whose: Whose,
    pack: Pack,
    numbers: Vec<usize>,
}

/// One term as it is searched.
#[derive(Debug, Clone, Copy)]
pub struct Term<'a> {
    pub words: &'a str,
    pub folded: &'a Folded,
    /// The same for two terms that differ in case and accents only.
    pub number: usize,
    pub whose: Whose,
    pub pack: &'a Pack,
}

impl Vocabulary {
    pub fn new(packs: impl IntoIterator<Item = (Whose, Pack)>) -> Self {
        let mut vocabulary = Self::default();
        for (whose, pack) in packs {
            let numbers = pack.terms.iter().map(|term| vocabulary.add(term)).collect();
            vocabulary.lists.push(List { whose, pack, numbers });
        }
        vocabulary
    }

    fn add(&mut self, term: &str) -> usize {
        let folded = Folded::new(term);
        let number = self.phrases.len();
        if let Some(known) = self.numbers.get(folded.text()) {
            return *known;
        }
        self.numbers.insert(folded.text().to_owned(), number);
        self.phrases.push(folded);
        number
    }

    pub fn packs(&self) -> impl Iterator<Item = &Pack> {
        self.lists.iter().map(|list| &list.pack)
    }

    /// How many different phrases there are; their numbers stay below that.
    pub fn phrase_count(&self) -> usize {
        self.phrases.len()
    }

    /// The number of a phrase, if it is among these words.
    pub fn number(&self, folded: &Folded) -> Option<usize> {
        self.numbers.get(folded.text()).copied()
    }

    /// Every term of a layer, in the order of the lists.
    pub fn terms_of(&self, layer: Layer) -> impl Iterator<Item = Term<'_>> {
        let lists = self.lists.iter().filter(move |list| list.pack.layer == layer);
        lists.flat_map(|list| {
            let terms = list.pack.terms.iter().zip(&list.numbers);
            terms.filter_map(|(words, number)| {
                let folded = self.phrases.get(*number)?;
                let (whose, pack) = (list.whose, &list.pack);
                Some(Term { words, folded, number: *number, whose, pack })
            })
        })
    }

    /// The terms for a layer: those for the position first, then those for any.
    pub fn terms(&self, layer: Layer, position: Position) -> impl Iterator<Item = &str> {
        let fits = move |pack: &&Pack, exact: bool| {
            pack.layer == layer && (pack.position == Some(position)) == exact
        };
        let first = self.packs().filter(move |pack| fits(pack, true));
        let rest = self.packs().filter(move |pack| fits(pack, false));
        first.chain(rest).flat_map(|pack| pack.terms.iter().map(String::as_str))
    }
}
