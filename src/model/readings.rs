//! How each partner reads the other, which fear a move confirms, and other words for a move.

use super::audience::Room;
use super::{Centre, CycleMap, Element, ElementId, Layer, PartnerId};

/// What one partner takes the other's move for, and what is really going on there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Misreading<'a> {
    /// Who takes it so; what is really going on is going on in the other.
    pub reader: PartnerId,
    /// The other's move; none while the reading belongs to none.
    pub of: Option<&'a Element>,
    pub seen_as: &'a Element,
    /// What is really going on; empty until somebody has said it.
    pub really: Vec<&'a Element>,
}

/// A fear, and the other's move that confirms it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Confirmation<'a> {
    /// Whose fear it is.
    pub partner: PartnerId,
    pub fear: &'a Element,
    pub by: Option<&'a Element>,
}

/// Other words for a move: what is said in protest, and what could be said instead.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reframe<'a> {
    /// Who says it.
    pub partner: PartnerId,
    /// The phrase that it is an answer to.
    pub answers: Option<(PartnerId, &'a Element)>,
    pub instead_of: Option<&'a Element>,
    /// Empty until somebody has found the words.
    pub try_this: Vec<&'a Element>,
}

/// Where a new phrase goes, and the phrase that it belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Place {
    pub partner: PartnerId,
    pub layer: Layer,
    pub answers: Option<ElementId>,
}

/// What is written at the centre of a loop.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum CentreField {
    Emotion,
    Conviction,
    /// How it turns in this partner.
    Turn(PartnerId),
}

impl CentreField {
    pub fn all() -> impl Iterator<Item = Self> {
        let turns = [PartnerId::A, PartnerId::B].map(Self::Turn);
        [Self::Emotion, Self::Conviction].into_iter().chain(turns)
    }

    pub fn words_of(self, centre: &Centre) -> &str {
        match self {
            Self::Emotion => &centre.shared_emotion,
            Self::Conviction => &centre.shared_conviction,
            Self::Turn(partner) => centre.turns.of(partner),
        }
    }
}

/// How a partner takes the other's moves, in the order of that partner's side.
pub fn misreadings(map: &CycleMap, reader: PartnerId) -> Vec<Misreading<'_>> {
    let readings = map.layer(reader, Layer::SeenAs);
    readings
        .map(|seen_as| Misreading {
            reader,
            of: answered(map, seen_as)
                .filter(|(partner, _)| *partner == reader.other())
                .map(|(_, element)| element),
            seen_as,
            really: answering(map, (reader.other(), Layer::Corrected), seen_as),
        })
        .collect()
}

/// What is really going on in the other, as far as it corrects no reading that is on the map.
pub fn loose_corrections(map: &CycleMap, reader: PartnerId) -> Vec<&Element> {
    let of_reading = |element: &&Element| {
        answered(map, element).is_some_and(|(partner, answered)| {
            partner == reader && answered.layer == Layer::SeenAs
        })
    };
    let all = map.layer(reader.other(), Layer::Corrected);
    all.filter(|element| !of_reading(element)).collect()
}

/// Every fear of both, with the move that confirms it if one was found.
pub fn confirmations(map: &CycleMap) -> Vec<Confirmation<'_>> {
    let fears = map.elements().filter(|(_, element)| element.layer == Layer::Fear);
    fears
        .map(|(partner, fear)| Confirmation {
            partner,
            fear,
            by: answered(map, fear)
                .filter(|(of, element)| {
                    *of != partner && element.layer == Layer::Behaviour
                })
                .map(|(_, element)| element),
        })
        .collect()
}

/// Every reframe of both: those that start from words of protest, then those that answer a
/// phrase of the loop at once.
pub fn reframes(map: &CycleMap) -> Vec<Reframe<'_>> {
    PartnerId::BOTH.into_iter().flat_map(|partner| reframes_of(map, partner)).collect()
}

fn reframes_of(map: &CycleMap, partner: PartnerId) -> Vec<Reframe<'_>> {
    let protests = map.layer(partner, Layer::InsteadOf);
    let mut found: Vec<Reframe<'_>> = protests
        .map(|instead_of| Reframe {
            partner,
            answers: answered(map, instead_of),
            instead_of: Some(instead_of),
            try_this: answering(map, (partner, Layer::TryThis), instead_of),
        })
        .collect();
    for element in map.layer(partner, Layer::TryThis) {
        let is_in = |reframe: &Reframe<'_>| {
            reframe.try_this.iter().any(|other| other.id == element.id)
        };
        if found.iter().any(is_in) {
            continue;
        }
        let answers = answered(map, element);
        let is_same = |reframe: &&mut Reframe<'_>| {
            reframe.instead_of.is_none() && reframe.answers == answers
        };
        match found.iter_mut().find(is_same).filter(|_| answers.is_some()) {
            Some(reframe) => reframe.try_this.push(element),
            None => found.push(Reframe {
                partner,
                answers,
                instead_of: None,
                try_this: vec![element],
            }),
        }
    }
    found
}

/// The phrase that another one belongs to, if it is still on the map.
pub fn answered<'a>(
    map: &'a CycleMap,
    element: &Element,
) -> Option<(PartnerId, &'a Element)> {
    let (partner, _, answered) = map.find(element.answers?)?;
    Some((partner, answered))
}

fn answering<'a>(
    map: &'a CycleMap,
    (partner, layer): (PartnerId, Layer),
    to: &Element,
) -> Vec<&'a Element> {
    map.layer(partner, layer).filter(|element| element.answers == Some(to.id)).collect()
}

/// The map without what was said alone, for a screen that the couple may look on.
///
/// `with` is the partner who sits there alone: what that partner said stays.
pub fn without_what_was_said_alone(map: &CycleMap, with: Option<PartnerId>) -> CycleMap {
    let mut seen = map.clone();
    for side in [&mut seen.sides.a, &mut seen.sides.b] {
        side.elements.retain(|element| may_be_seen(element, with));
    }
    seen
}

/// True unless a partner said it alone, it was not shared, and somebody else may look on.
pub fn may_be_seen(element: &Element, with: Option<PartnerId>) -> bool {
    Room::with(with).may_show_phrase(element)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{CycleKind, Source};

    fn said(layer: Layer, words: &str, answers: Option<&Element>) -> Element {
        let answers = answers.map(|element| element.id);
        Element { answers, ..Element::new(layer, words) }
    }

    fn map() -> CycleMap {
        let mut map = CycleMap::new(CycleKind::Emotional);
        let asks = said(Layer::Behaviour, "asks again", None);
        let quiet = said(Layer::Behaviour, "goes quiet", None);
        let cold = said(Layer::SeenAs, "cold", Some(&quiet));
        let flooded = said(Layer::Corrected, "flooded", Some(&cold));
        let failing = said(Layer::Fear, "failing her", Some(&asks));
        let never = said(Layer::InsteadOf, "you never talk to me", Some(&asks));
        let scared = said(Layer::TryThis, "I got scared", Some(&never));
        map.sides.a.elements = vec![asks, cold, never, scared];
        map.sides.b.elements = vec![quiet, flooded, failing];
        map
    }

    #[test]
    fn a_misreading_stands_with_its_move_and_with_what_is_really_going_on() {
        let map = map();
        let readings = misreadings(&map, PartnerId::A);
        assert_eq!(readings[0].seen_as.words, "cold");
        assert_eq!(readings[0].of.unwrap().words, "goes quiet");
        assert_eq!(readings[0].really[0].words, "flooded");
        assert!(misreadings(&map, PartnerId::B).is_empty());
        assert!(loose_corrections(&map, PartnerId::A).is_empty());
    }

    #[test]
    fn what_corrects_a_reading_that_was_removed_is_still_there() {
        let mut map = map();
        map.sides.a.elements.retain(|element| element.layer != Layer::SeenAs);
        let loose = loose_corrections(&map, PartnerId::A);
        assert_eq!(loose[0].words, "flooded");
    }

    #[test]
    fn only_a_move_of_the_other_confirms_a_fear() {
        let mut map = map();
        let own = map.sides.b.elements[0].id;
        assert_eq!(confirmations(&map)[0].by.unwrap().words, "asks again");
        map.sides.b.elements[2].answers = Some(own);
        assert_eq!(confirmations(&map)[0].by, None);
    }

    #[test]
    fn a_reframe_may_start_from_protest_or_answer_a_move_at_once() {
        let mut map = map();
        let asks = map.sides.a.elements[0].clone();
        for words in ["are you with me?", "I miss you"] {
            map.sides.a.elements.push(said(Layer::TryThis, words, Some(&asks)));
        }
        let found = reframes(&map);
        assert_eq!(found.len(), 2);
        assert_eq!(found[0].instead_of.unwrap().words, "you never talk to me");
        assert_eq!(found[0].try_this[0].words, "I got scared");
        assert_eq!(found[1].answers.unwrap().1.words, "asks again");
        assert_eq!(found[1].try_this.len(), 2);
    }

    #[test]
    fn what_was_said_alone_is_seen_with_that_partner_only() {
        let mut map = map();
        map.sides.b.elements[1].source = Source::IndividualB;
        let seen = |with| {
            let map = without_what_was_said_alone(&map, with);
            map.layer(PartnerId::B, Layer::Corrected).count()
        };
        assert_eq!(seen(None), 0);
        assert_eq!(seen(Some(PartnerId::A)), 0);
        assert_eq!(seen(Some(PartnerId::B)), 1);
    }
}
