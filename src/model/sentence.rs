//! The sentence that a map says by itself: the more one does this, the more the other does that.

use super::{Case, CycleMap, Element, Layer, PartnerId};

/// One half of the sentence: a name and what that partner does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Move {
    pub name: String,
    pub does: String,
}

/// "The more Ana asks again, the more Rui goes quiet; and the more Rui goes quiet, the more
/// Ana asks again." `first` only chooses which half is read first.
pub fn the_more(moves: &super::Pair<Move>, first: PartnerId) -> String {
    let (one, two) = (moves.of(first), moves.of(first.other()));
    let (a, b) =
        (format!("{} {}", one.name, one.does), format!("{} {}", two.name, two.does));
    format!("The more {a}, the more {b}; and the more {b}, the more {a}.")
}

/// The sentence for a map as the therapist sees it; none until both have a behaviour.
pub fn for_therapist(case: &Case, map: &CycleMap, first: PartnerId) -> Option<String> {
    let half = |partner| {
        let does = predicate(map.layer(partner, Layer::Behaviour))?;
        Some(Move { name: case.name_of(partner).to_owned(), does })
    };
    let moves = super::Pair { a: half(PartnerId::A)?, b: half(PartnerId::B)? };
    Some(the_more(&moves, first))
}

/// What fits after a name: the first behaviour that is told, or else one that was said.
pub fn predicate<'a>(behaviours: impl Iterator<Item = &'a Element>) -> Option<String> {
    let behaviours: Vec<&Element> = behaviours.collect();
    let told = behaviours.iter().find(|behaviour| !behaviour.own_words);
    let said =
        || behaviours.first().map(|behaviour| format!("says {}", behaviour.quoted()));
    told.map(|behaviour| behaviour.words.clone()).or_else(said)
}
