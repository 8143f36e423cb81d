//! What a therapist looks for among the phrases of a map.

use super::{CycleMap, Element, Ownership, Source};

/// One question to the phrases; those that answer it stay clear, the others step back.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, strum::VariantArray)]
pub enum Filter {
    /// Still the therapist's guess.
    Guess,
    /// Not yet said to the partner, whoever owns it.
    NotSaid,
    Private,
    /// Said alone, in an individual session.
    Individual,
    Form,
    OwnWords,
}

impl Filter {
    pub fn fits(self, element: &Element) -> bool {
        match self {
            Self::Guess => element.ownership == Ownership::Guess,
            Self::NotSaid => element.ownership < Ownership::Shared,
            Self::Private => !element.is_shareable(),
            Self::Individual => element.source.individual().is_some(),
            Self::Form => element.source == Source::Form,
            Self::OwnWords => element.own_words,
        }
    }

    /// How many phrases of a map fit.
    pub fn count(self, map: &CycleMap) -> usize {
        map.elements().filter(|(_, element)| self.fits(element)).count()
    }
}
