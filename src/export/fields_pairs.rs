//! The lists that pair what one says with what the other says: new moves, readings.

use super::fields::List;
use super::known::{Entry, ForCouple, ForPractice, Lists, may_stand};
use crate::drawing::lobe::Hand;
use crate::model::audience::Shown;
use crate::model::client_view::ClientPhrase;
use crate::model::{ClientWords, Element, PartnerId, new_loop, readings};

/// Between two phrases.
const DOT: &str = " · ";

/// The new moves of both, and how each reads the other.
pub const LISTS: [List; 2] = [
    List {
        name: "new_moves",
        says: "the new moves of both, the left partner’s first",
        inside: None,
        fields: &[
            ("move.who", "whose it is"),
            ("move.other", "who answers"),
            ("move.old", "what it takes the place of"),
            ("move.reach", "the new move"),
            ("move.answer", "how the other answers it"),
            ("move.felt", "what the answer does inside"),
        ],
        couple: Some(moves_for_couple),
        practice: Some(moves_for_practice),
        record: None,
    },
    List {
        name: "readings",
        says: "what each takes the other’s move for, with what it really is",
        inside: None,
        fields: &[
            ("reading.who", "who takes it so"),
            ("reading.other", "whose move it is"),
            ("reading.move", "the move"),
            ("reading.seen_as", "what it is taken for"),
            ("reading.really", "what it really is"),
        ],
        couple: Some(readings_for_couple),
        practice: Some(readings_for_practice),
        record: None,
    },
];

fn entry<const N: usize>(values: [(&'static str, String); N]) -> Entry {
    Entry { values: values.into(), lists: Lists::new() }
}

fn in_order(left: PartnerId) -> [PartnerId; 2] {
    [left, left.other()]
}

fn hand(left: PartnerId, partner: PartnerId) -> Hand {
    if partner == left { Hand::Left } else { Hand::Right }
}

fn moves_for_couple(known: &ForCouple<'_>) -> Vec<Entry> {
    let left = known.view.left();
    let name = |partner| known.name(hand(left, partner));
    let joined = |words: &[ClientWords]| {
        words.iter().map(ClientWords::quoted).collect::<Vec<_>>().join(DOT)
    };
    let of = |partner: PartnerId| {
        known.new_loop.moves.of(partner).iter().map(move |it| {
            entry([
                ("move.who", name(partner)),
                ("move.other", name(partner.other())),
                (
                    "move.old",
                    it.old.as_ref().map(ClientWords::quoted).unwrap_or_default(),
                ),
                ("move.reach", it.reach.quoted()),
                ("move.answer", joined(&it.responses)),
                ("move.felt", joined(&it.felt)),
            ])
        })
    };
    in_order(left).into_iter().flat_map(of).collect()
}

fn is_open(element: &Element) -> bool {
    may_stand(Shown::phrase(element))
}

/// Phrases as one text, without those that were told alone.
fn open_words(elements: &[&Element]) -> String {
    let open = elements.iter().filter(|it| is_open(it));
    open.map(|it| it.on_record()).collect::<Vec<_>>().join(DOT)
}

fn moves_for_practice(known: &ForPractice<'_>) -> Vec<Entry> {
    let left = known.map.left;
    let name = |partner| known.name(hand(left, partner));
    let of = |partner: PartnerId| {
        let moves = new_loop::moves(known.map, partner).into_iter();
        moves.filter(|it| is_open(it.reach)).map(move |it| {
            let old: Vec<&Element> = it.old.into_iter().collect();
            entry([
                ("move.who", name(partner)),
                ("move.other", name(partner.other())),
                ("move.old", open_words(&old)),
                ("move.reach", it.reach.on_record()),
                ("move.answer", open_words(&it.responses)),
                ("move.felt", open_words(&it.felt)),
            ])
        })
    };
    in_order(left).into_iter().flat_map(of).collect()
}

fn readings_for_couple(known: &ForCouple<'_>) -> Vec<Entry> {
    let left = known.view.left();
    let name = |partner| known.name(hand(left, partner));
    let reading = |reader: PartnerId| {
        let all = known.view.misreadings().iter();
        all.filter(move |it| it.reader == reader).map(move |it| {
            let really = it.really.iter().map(ClientPhrase::quoted);
            entry([
                ("reading.who", name(reader)),
                ("reading.other", name(reader.other())),
                (
                    "reading.move",
                    it.of.as_ref().map(ClientPhrase::quoted).unwrap_or_default(),
                ),
                ("reading.seen_as", it.seen_as.quoted()),
                ("reading.really", really.collect::<Vec<_>>().join(DOT)),
            ])
        })
    };
    in_order(left).into_iter().flat_map(reading).collect()
}

fn readings_for_practice(known: &ForPractice<'_>) -> Vec<Entry> {
    let left = known.map.left;
    let name = |partner| known.name(hand(left, partner));
    let reading = |reader: PartnerId| {
        let all = readings::misreadings(known.map, reader).into_iter();
        // What answers a hidden reading, or a hidden move, would betray it.
        let open = all.filter(|it| is_open(it.seen_as) && it.of.is_none_or(is_open));
        open.map(move |it| {
            entry([
                ("reading.who", name(reader)),
                ("reading.other", name(reader.other())),
                ("reading.move", it.of.map(Element::on_record).unwrap_or_default()),
                ("reading.seen_as", it.seen_as.on_record()),
                ("reading.really", open_words(&it.really)),
            ])
        })
    };
    in_order(left).into_iter().flat_map(reading).collect()
}
