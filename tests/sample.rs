//! The invented couples are complete, believable, and keep private what was said alone.

use chrono::NaiveDate;
use holdfast::model::{
    Case, ClientView, CycleKind, CycleMap, CyclePattern, Element, Layer, Ownership,
    PartnerId, Position, Source, Visibility,
};
use std::collections::HashSet;
use strum::VariantArray as _;

fn couples() -> Vec<Case> {
    holdfast::store::sample::couples().expect("the samples read")
}

fn couple(code: &str) -> Case {
    couples().into_iter().find(|case| case.code_name == code).expect("a sample couple")
}

fn elements(case: &Case) -> impl Iterator<Item = (PartnerId, &Element)> {
    case.maps.iter().flat_map(CycleMap::elements)
}

fn date_of(case: &Case, element: &Element) -> (NaiveDate, NaiveDate) {
    let date = |id| case.session(id).expect("a session of this couple").date;
    (date(element.first_seen.unwrap()), date(element.last_seen.unwrap()))
}

#[test]
fn there_are_three_couples_with_two_to_three_loops_each() {
    let couples = couples();
    let codes: Vec<&str> = couples.iter().map(|case| case.code_name.as_str()).collect();
    assert_eq!(codes, ["Linden", "Heron", "Rowan"]);
    assert!(couples.iter().all(|case| (2..=3).contains(&case.maps.len())));
    let kinds: HashSet<CycleKind> =
        couples.iter().flat_map(|case| case.maps.iter().map(|map| map.kind)).collect();
    assert!(kinds.contains(&CycleKind::Sexual) && kinds.contains(&CycleKind::Emotional));
}

#[test]
fn linden_makes_the_sentence_of_the_garage_door() {
    let linden = couple("Linden");
    let map = &linden.maps[0];
    assert_eq!(map.name, "The garage door");
    let view = ClientView::of(&linden, map, None);
    assert_eq!(
        view.sentence().as_deref(),
        Some(
            "The more Ana asks again, the more Rui goes quiet; and the more Rui goes quiet, \
             the more Ana asks again."
        )
    );
}

#[test]
fn every_map_of_every_couple_makes_a_sentence_for_its_page() {
    for case in couples() {
        for map in &case.maps {
            let view = ClientView::of(&case, map, None);
            assert!(view.sentence().is_some(), "{} {:?}", case.code_name, map.kind);
        }
    }
}

#[test]
fn what_was_said_alone_is_never_in_a_client_view_until_shared() {
    for case in couples() {
        let private: Vec<&str> = elements(&case)
            .filter(|(_, element)| element.source.individual().is_some())
            .filter(|(_, element)| !element.is_shareable())
            .map(|(_, element)| element.words.as_str())
            .collect();
        assert!(!private.is_empty(), "{} has nothing said alone", case.code_name);
        for map in &case.maps {
            let seen = format!("{:?}", ClientView::of(&case, map, None));
            for words in &private {
                assert!(
                    !seen.contains(words),
                    "{}: a private phrase shows",
                    case.code_name
                );
            }
        }
    }
    let seen = format!(
        "{:?}",
        ClientView::of(&couple("Linden"), &couple("Linden").maps[0], None)
    );
    assert!(seen.contains("goes quiet") && !seen.contains("dangerous"));
}

#[test]
fn origins_come_from_individual_sessions_and_stay_private() {
    for case in couples() {
        for (partner, origin) in elements(&case).filter(|(_, e)| e.layer == Layer::Origin)
        {
            assert_eq!(origin.source.individual(), Some(partner));
            assert_eq!(origin.visibility, Visibility::Private);
        }
    }
}

#[test]
fn a_phrase_told_alone_was_first_told_in_a_session_with_that_partner() {
    for case in couples() {
        for (_, element) in elements(&case) {
            let first = case.session(element.first_seen.unwrap()).unwrap();
            assert_eq!(
                element.source.individual(),
                first.kind.alone(),
                "{:?}",
                element.words
            );
        }
    }
}

#[test]
fn dates_follow_each_other() {
    for case in couples() {
        let numbers: Vec<u16> =
            case.sessions.iter().map(|session| session.number).collect();
        let expected: Vec<u16> = (1..=case.sessions.len() as u16).collect();
        assert_eq!(numbers, expected);
        assert!(case.sessions.is_sorted_by_key(|session| session.date));
        for (_, element) in elements(&case) {
            let (first, last) = date_of(&case, element);
            assert!(first <= last, "{:?}", element.words);
            if let Visibility::Shareable { on } = element.visibility {
                assert!(first <= on, "{:?} was shared before it was said", element.words);
            }
        }
    }
}

#[test]
fn every_id_is_given_once() {
    let mut seen = HashSet::new();
    for case in couples() {
        assert!(seen.insert(case.id.0) && !case.id.is_missing());
        assert!(case.sessions.iter().all(|session| seen.insert(session.id.0)));
        assert!(case.maps.iter().all(|map| seen.insert(map.id.0)));
        assert!(elements(&case).all(|(_, element)| seen.insert(element.id.0)));
        let shorts: HashSet<String> =
            case.maps.iter().map(|map| map.id.short()).collect();
        assert_eq!(shorts.len(), case.maps.len(), "two maps look alike on a page");
    }
}

#[test]
fn the_couples_use_every_layer_source_and_ownership() {
    let couples = couples();
    let all: Vec<&Element> = couples
        .iter()
        .flat_map(|case| elements(case).map(|(_, element)| element))
        .collect();
    for layer in Layer::LOOP {
        assert!(all.iter().any(|element| element.layer == layer), "{layer:?}");
    }
    for source in Source::VARIANTS {
        assert!(all.iter().any(|element| element.source == *source), "{source:?}");
    }
    for ownership in Ownership::VARIANTS {
        assert!(
            all.iter().any(|element| element.ownership == *ownership),
            "{ownership:?}"
        );
    }
}

#[test]
fn positions_belong_to_loops_not_to_people() {
    for code in ["Linden", "Rowan"] {
        let case = couple(code);
        for partner in PartnerId::BOTH {
            let positions: HashSet<Position> =
                case.maps.iter().map(|map| map.side(partner).position).collect();
            assert!(positions.len() > 1, "{code}: the same position in every loop");
        }
    }
    let rowan = couple("Rowan");
    assert!(rowan.maps.iter().any(|map| map.pattern == CyclePattern::WithdrawWithdraw
        && map.side(PartnerId::B).position == Position::BurntOutPursuer));
}
