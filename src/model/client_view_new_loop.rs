//! What the couple may see of the loop that they build: shareable words that they have touched.

use super::audience::{Audience, Shown};
use super::new_loop::{self, Half, Words};
use super::{Case, CycleMap, Element, Pair, PartnerId};

/// The new loop beside the old moves, for paper and for the couple's screen.
///
/// Like a [`super::ClientView`] it is made in one place and has no room for anything private: an
/// old move or an answer that may not be seen is left out, the others stay.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ClientNewLoop {
    /// The couple's own name for it; empty until they give it one.
    pub name: String,
    pub moves: Pair<Vec<ClientMove>>,
    sentences: Pair<Option<String>>,
}

/// One new move with what it takes the place of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClientMove {
    pub old: Option<ClientWords>,
    pub reach: ClientWords,
    pub responses: Vec<ClientWords>,
    pub felt: Vec<ClientWords>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClientWords {
    pub words: String,
    pub own_words: bool,
}

impl ClientWords {
    fn of(element: &Element) -> Option<Self> {
        let may_be_seen = Audience::Couple.may_see(Shown::phrase(element));
        let words = || element.words.clone();
        may_be_seen.then(|| Self { words: words(), own_words: element.own_words })
    }

    /// The words as they are read: in curly quotes if the client said them.
    pub fn quoted(&self) -> String {
        if self.own_words { format!("“{}”", self.words) } else { self.words.clone() }
    }
}

impl<'a> From<&'a ClientWords> for Words<'a> {
    fn from(said: &'a ClientWords) -> Self {
        Self { words: &said.words, own_words: said.own_words }
    }
}

impl ClientNewLoop {
    /// The part of a map's new loop that clients may see.
    pub fn of(case: &Case, map: &CycleMap) -> Self {
        let moves = Pair::from_fn(|partner| {
            let moves = new_loop::moves(map, partner).into_iter();
            moves.filter_map(|it| ClientMove::of(&it)).collect::<Vec<_>>()
        });
        let names = Pair::from_fn(|partner| case.name_of(partner));
        let halves = Pair::from_fn(|partner| half_of(&moves, partner));
        let sentences = Pair::from_fn(|first| new_loop::say(&halves, &names, first));
        Self { name: map.new_loop_name.clone(), moves, sentences }
    }

    /// True if there is nothing to print.
    pub fn is_empty(&self) -> bool {
        self.moves.a.is_empty() && self.moves.b.is_empty()
    }

    /// The sentence of the new loop, beginning with one partner's reach.
    pub fn sentence(&self, first: PartnerId) -> Option<&str> {
        self.sentences.of(first).as_deref()
    }
}

impl ClientMove {
    fn of(whole: &new_loop::NewMove<'_>) -> Option<Self> {
        let seen = |elements: &[&Element]| {
            elements.iter().filter_map(|it| ClientWords::of(it)).collect()
        };
        Some(Self {
            old: whole.old.and_then(ClientWords::of),
            reach: ClientWords::of(whole.reach)?,
            responses: seen(&whole.responses),
            felt: seen(&whole.felt),
        })
    }
}

fn half_of(moves: &Pair<Vec<ClientMove>>, partner: PartnerId) -> Option<Half<'_>> {
    let own = moves.of(partner);
    let complete = own.iter().find(|it| !it.responses.is_empty());
    let told = complete.or_else(|| own.first())?;
    let others_reach = || moves.of(partner.other()).first().map(|it| &it.reach);
    let answer = told.responses.first().or_else(others_reach)?;
    Some(Half { reach: (&told.reach).into(), answer: answer.into() })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Ownership;
    use crate::model::{Layer, Source, Visibility};

    const DAY: chrono::NaiveDate = chrono::NaiveDate::MAX;

    fn shared(layer: Layer, words: &str) -> Element {
        Element {
            ownership: Ownership::Touched,
            visibility: Visibility::Shareable { on: DAY },
            ..Element::new(layer, words)
        }
    }

    fn couple() -> (Case, CycleMap) {
        let names = Pair { a: "Ana".to_owned(), b: "Rui".to_owned() };
        let case = Case::new("Linden", names);
        let mut map = case.maps.first().unwrap().clone();
        let old = Element::new(Layer::Behaviour, "asks again");
        let reach =
            Element { answers: Some(old.id), ..shared(Layer::Reach, "asks to be held") };
        let answer =
            Element { answers: Some(reach.id), ..shared(Layer::Response, "stays") };
        map.sides.a.elements = vec![old, reach];
        map.sides.b.elements = vec![answer];
        (case, map)
    }

    #[test]
    fn a_private_old_move_is_left_out_and_its_reach_stays() {
        let (case, map) = couple();
        let seen = ClientNewLoop::of(&case, &map);
        assert_eq!(seen.moves.a[0].old, None);
        assert_eq!(seen.moves.a[0].reach.quoted(), "asks to be held");
        let said = "When Ana asks to be held, Rui stays.";
        assert_eq!(seen.sentence(PartnerId::A), Some(said));
    }

    #[test]
    fn a_guess_or_a_private_reach_is_not_seen_at_all() {
        let (case, mut map) = couple();
        map.sides.a.elements[1].ownership = Ownership::Guess;
        assert!(ClientNewLoop::of(&case, &map).is_empty());
        map.sides.a.elements[1].ownership = Ownership::Owned;
        map.sides.a.elements[1].visibility = Visibility::Private;
        assert!(ClientNewLoop::of(&case, &map).is_empty());
    }

    #[test]
    fn an_answer_said_alone_is_in_neither_the_moves_nor_the_sentence() {
        let (case, mut map) = couple();
        map.sides.b.elements[0].source = Source::IndividualB;
        map.sides.b.elements[0].visibility = Visibility::Private;
        let seen = ClientNewLoop::of(&case, &map);
        assert!(seen.moves.a[0].responses.is_empty());
        assert_eq!(seen.sentence(PartnerId::A), None);
    }
}
