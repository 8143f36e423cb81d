//! Random couples for the tests of everything that must always hold.

use chrono::NaiveDate;
use holdfast::model::{
    Case, CycleKind, CycleMap, CyclePattern, Element, ElementId, Layer, MapId, Ownership,
    Pair, PartnerId, Position, Session, SessionId, SessionKind, Source, TrayPhrase,
    Visibility,
};
use proptest::prelude::*;
use strum::VariantArray as _;
use uuid::Uuid;

pub fn id() -> impl Strategy<Value = Uuid> {
    any::<u128>().prop_map(Uuid::from_u128)
}

pub fn partner() -> impl Strategy<Value = PartnerId> {
    prop::sample::select(PartnerId::BOTH.to_vec())
}

pub fn layer() -> impl Strategy<Value = Layer> {
    prop::sample::select(Layer::VARIANTS.to_vec())
}

pub fn words() -> impl Strategy<Value = String> {
    let word = "[a-zA-ZąęłżčřěđươαβγдежÀé’]{1,12}";
    prop::collection::vec(word, 1..6).prop_map(|words| words.join(" "))
}

pub fn visibility() -> impl Strategy<Value = Visibility> {
    prop_oneof![
        Just(Visibility::Private),
        (1u32..28).prop_map(|day| Visibility::Shareable {
            on: NaiveDate::from_ymd_opt(2026, 3, day).unwrap()
        }),
    ]
}

pub fn element() -> impl Strategy<Value = Element> {
    (
        id(),
        layer(),
        words(),
        any::<bool>(),
        prop::sample::select(Ownership::VARIANTS.to_vec()),
        prop::sample::select(Source::VARIANTS.to_vec()),
        visibility(),
        prop::option::of(0u8..=10),
    )
        .prop_map(
            |(id, layer, words, own, ownership, source, visibility, intensity)| Element {
                id: ElementId(id),
                own_words: own,
                ownership,
                source,
                visibility,
                intensity,
                ..Element::new(layer, words)
            },
        )
}

pub fn tray_phrase() -> impl Strategy<Value = TrayPhrase> {
    (id(), words(), any::<bool>()).prop_map(|(id, words, own_words)| TrayPhrase {
        id: ElementId(id),
        words,
        own_words,
    })
}

fn kind() -> impl Strategy<Value = CycleKind> {
    prop::sample::select(CycleKind::VARIANTS.to_vec())
}

pub fn pattern() -> impl Strategy<Value = CyclePattern> {
    prop::sample::select(CyclePattern::VARIANTS.to_vec())
}

pub fn map(most: usize) -> impl Strategy<Value = CycleMap> {
    (
        id(),
        (kind(), pattern()),
        prop::option::of(words()),
        partner(),
        prop::collection::vec((partner(), element()), 0..=most),
        prop::sample::select(Position::VARIANTS.to_vec()),
        prop::collection::vec(tray_phrase(), 0..4),
    )
        .prop_map(|(id, (kind, pattern), name, left, elements, position, tray)| {
            let mut map = CycleMap::new(kind);
            map.id = MapId(id);
            map.name = name.unwrap_or_default();
            map.left = left;
            map.pattern = pattern;
            map.sides.a.position = position;
            for (partner, element) in elements {
                map.sides.of_mut(partner).elements.push(element);
            }
            map.tray = tray;
            map
        })
}

pub fn case() -> impl Strategy<Value = Case> {
    let maps = prop::collection::vec(map(12), 1..3);
    (id(), "[A-Z][a-z]{3,9}", words(), words(), maps, prop::collection::vec(id(), 0..3))
        .prop_map(|(id, code, a, b, maps, sessions)| {
            let mut case = Case::new(code, Pair { a, b });
            case.id = holdfast::model::CaseId(id);
            case.maps = maps;
            case.sessions = (1..)
                .zip(sessions)
                .map(|(number, id)| Session {
                    id: SessionId(id),
                    number,
                    kind: SessionKind::Joint,
                    date: NaiveDate::from_ymd_opt(2026, 3, 2).unwrap(),
                })
                .collect();
            case
        })
}
