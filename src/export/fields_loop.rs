//! The fields that tell what one partner says in the loop, for every audience from what it may see.

use super::fields::Field;
use super::known::{ForCouple, ForPractice, may_stand, on_hand};
use crate::drawing::lobe::Hand;
use crate::model::audience::Shown;
use crate::model::client_view::ClientPhrase;
use crate::model::{ClientWords, Element, Layer, new_loop, readings};

/// What of one partner's words a field tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Told {
    /// The phrases of these layers.
    Layers(&'static [Layer]),
    /// What this partner takes the other's moves for.
    SeenAs,
    /// What is really going on in the other there.
    Really,
    /// What the other takes this partner's moves for.
    Lands,
    /// Old moves that a new one takes the place of.
    Old,
    /// New moves.
    Reach,
    /// How this partner answers the other's new moves.
    Answer,
    /// What the other's answers do inside this partner.
    Felt,
}

/// Between two phrases.
const DOT: &str = " · ";

const fn told(name: &'static str, says: &'static str, hand: Hand, told: Told) -> Field {
    Field { told: Some((hand, told)), ..super::fields::field(name, says) }
}

const CUE: Told = Told::Layers(&[Layer::Cue]);
const BODY: Told = Told::Layers(&[Layer::Body]);
const THOUGHT: Told = Told::Layers(&[Layer::MeaningSelf, Layer::MeaningOther]);
const REACTIVE: Told = Told::Layers(&[Layer::Reactive]);
const URGE: Told = Told::Layers(&[Layer::Urge]);
const MOVES: Told = Told::Layers(&[Layer::Behaviour]);
const SOFTER: Told = Told::Layers(&[Layer::Primary]);
const FEAR: Told = Told::Layers(&[Layer::Fear]);
const NEED: Told = Told::Layers(&[Layer::Need]);
const ORIGIN: Told = Told::Layers(&[Layer::Origin, Layer::Rule]);
const PROTECTS: Told = Told::Layers(&[Layer::Intent]);
const GROWTH: Told = Told::Layers(&[Layer::GrowthEdge]);

/// The words of both in the loop and out of it, several with a dot between them.
pub const FIELDS: [Field; 38] = {
    use Hand::{Left, Right};
    [
        told("left.cues", "what sets the left partner off", Left, CUE),
        told("right.cues", "what sets the right partner off", Right, CUE),
        told("left.body", "what the left partner feels in the body", Left, BODY),
        told("right.body", "what the right partner feels in the body", Right, BODY),
        told("left.thought", "what the left partner thinks", Left, THOUGHT),
        told("right.thought", "what the right partner thinks", Right, THOUGHT),
        told("left.quick", "the quick feeling of the left partner", Left, REACTIVE),
        told("right.quick", "the quick feeling of the right partner", Right, REACTIVE),
        told("left.urge", "the urge of the left partner", Left, URGE),
        told("right.urge", "the urge of the right partner", Right, URGE),
        told("left.moves", "what the left partner does", Left, MOVES),
        told("right.moves", "what the right partner does", Right, MOVES),
        told("left.softer", "the softer feeling of the left partner", Left, SOFTER),
        told("right.softer", "the softer feeling of the right partner", Right, SOFTER),
        told("left.fear", "the fear of the left partner", Left, FEAR),
        told("right.fear", "the fear of the right partner", Right, FEAR),
        told("left.need", "what the left partner longs for", Left, NEED),
        told("right.need", "what the right partner longs for", Right, NEED),
        told("left.origin", "where the left partner learned it", Left, ORIGIN),
        told("right.origin", "where the right partner learned it", Right, ORIGIN),
        told("left.protects", "what the left partner’s moves protect", Left, PROTECTS),
        told("right.protects", "what the right partner’s moves protect", Right, PROTECTS),
        told("left.growth", "what the left partner grows towards", Left, GROWTH),
        told("right.growth", "what the right partner grows towards", Right, GROWTH),
        told(
            "left.seen_as",
            "what the left partner takes the other for",
            Left,
            Told::SeenAs,
        ),
        told(
            "right.seen_as",
            "what the right partner takes the other for",
            Right,
            Told::SeenAs,
        ),
        told(
            "left.really",
            "what is really going on in the right partner",
            Left,
            Told::Really,
        ),
        told(
            "right.really",
            "what is really going on in the left partner",
            Right,
            Told::Really,
        ),
        told(
            "left.lands",
            "what the left partner’s moves are taken for",
            Left,
            Told::Lands,
        ),
        told(
            "right.lands",
            "what the right partner’s moves are taken for",
            Right,
            Told::Lands,
        ),
        told(
            "left.old",
            "old moves of the left partner that have a new one",
            Left,
            Told::Old,
        ),
        told(
            "right.old",
            "old moves of the right partner that have a new one",
            Right,
            Told::Old,
        ),
        told("left.reach", "the new moves of the left partner", Left, Told::Reach),
        told("right.reach", "the new moves of the right partner", Right, Told::Reach),
        told("left.answer", "how the left partner answers them", Left, Told::Answer),
        told("right.answer", "how the right partner answers them", Right, Told::Answer),
        told(
            "left.felt",
            "what the answers do inside the left partner",
            Left,
            Told::Felt,
        ),
        told(
            "right.felt",
            "what the answers do inside the right partner",
            Right,
            Told::Felt,
        ),
    ]
};

/// What the couple may read of it.
pub fn for_couple(known: &ForCouple<'_>, (hand, told): (Hand, Told)) -> Vec<String> {
    let partner = on_hand(known.view.left(), hand);
    let other = partner.other();
    let moves = |partner| known.new_loop.moves.of(partner).iter();
    let reading_of = |reader| {
        known.view.misreadings().iter().filter(move |reading| reading.reader == reader)
    };
    match told {
        Told::Layers(layers) => {
            let side = known.view.side(partner);
            let phrases = layers.iter().flat_map(|layer| side.layer(*layer));
            phrases.map(ClientPhrase::quoted).collect()
        }
        Told::SeenAs => reading_of(partner).map(|it| it.seen_as.quoted()).collect(),
        Told::Lands => reading_of(other).map(|it| it.seen_as.quoted()).collect(),
        Told::Really => reading_of(partner)
            .flat_map(|it| it.really.iter().map(ClientPhrase::quoted))
            .collect(),
        Told::Old => {
            moves(partner).filter_map(|it| Some(it.old.as_ref()?.quoted())).collect()
        }
        Told::Reach => moves(partner).map(|it| it.reach.quoted()).collect(),
        Told::Answer => moves(other)
            .flat_map(|it| it.responses.iter().map(ClientWords::quoted))
            .collect(),
        Told::Felt => moves(partner)
            .flat_map(|it| it.felt.iter().map(ClientWords::quoted))
            .collect(),
    }
}

/// What the record tells of it; what was told alone is in none of it, and a guess says so.
pub fn for_practice(known: &ForPractice<'_>, (hand, told): (Hand, Told)) -> Vec<String> {
    let elements: Vec<&Element> = elements(known, (hand, told));
    let joint = elements.into_iter().filter(|it| may_stand(Shown::phrase(it)));
    joint.map(Element::on_record).collect()
}

fn elements<'a>(known: &ForPractice<'a>, (hand, told): (Hand, Told)) -> Vec<&'a Element> {
    let map = known.map;
    let partner = on_hand(map.left, hand);
    let other = partner.other();
    let is_open = |element: &Element| may_stand(Shown::phrase(element));
    match told {
        Told::Layers(layers) => {
            layers.iter().flat_map(|layer| map.layer(partner, *layer)).collect()
        }
        Told::SeenAs | Told::Lands => {
            let reader = if told == Told::SeenAs { partner } else { other };
            readings::misreadings(map, reader).iter().map(|it| it.seen_as).collect()
        }
        Told::Really => {
            // What answers a hidden reading would betray it.
            let readings = readings::misreadings(map, partner).into_iter();
            readings.filter(|it| is_open(it.seen_as)).flat_map(|it| it.really).collect()
        }
        Told::Old => {
            let moves = new_loop::moves(map, partner).into_iter();
            moves.filter(|it| is_open(it.reach)).filter_map(|it| it.old).collect()
        }
        Told::Reach => {
            new_loop::moves(map, partner).into_iter().map(|it| it.reach).collect()
        }
        Told::Answer => map.layer(partner, Layer::Response).collect(),
        Told::Felt => map.layer(partner, Layer::Felt).collect(),
    }
}

/// Phrases as one text, each once.
pub fn joined(phrases: Vec<String>) -> String {
    let mut once: Vec<String> = Vec::new();
    for phrase in phrases.into_iter().filter(|phrase| !phrase.trim().is_empty()) {
        if !once.contains(&phrase) {
            once.push(phrase);
        }
    }
    once.join(DOT)
}
