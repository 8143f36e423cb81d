//! What a loop is bound up with: the loops that it leads into, and what else bears on it.

use super::cycle_map::end_of_layer;
use super::{Edit, MapEdit};
use crate::model::vocabulary::Vocabulary;
use crate::model::{
    CycleMap, Element, Layer, MapId, MapLink, Ownership, PartnerId, Position, Source,
};

/// Says that the loop leads into another one, or no longer.
pub fn switch(map: &CycleMap, to: MapId) -> MapEdit {
    let mut links = map.links.clone();
    match links.iter().position(|link| link.to == to) {
        Some(at) => drop(links.remove(at)),
        None => links.push(MapLink { to, how: String::new() }),
    }
    MapEdit::Links(links)
}

/// Says how it leads there.
pub fn say_how(map: &CycleMap, to: MapId, how: &str) -> MapEdit {
    let mut links = map.links.clone();
    for link in links.iter_mut().filter(|link| link.to == to) {
        how.clone_into(&mut link.how);
    }
    MapEdit::Links(links)
}

/// What may bear on a sexual loop: the ready words, then what was written beside them.
pub fn factors(map: &CycleMap, vocabulary: &Vocabulary) -> Vec<String> {
    let ready = vocabulary.terms(Layer::Factor, Position::Unclear).map(str::to_owned);
    let mut factors: Vec<String> = Vec::new();
    let written = PartnerId::BOTH
        .iter()
        .flat_map(|partner| map.layer(*partner, Layer::Factor))
        .map(|element| element.words.clone());
    for factor in ready.chain(written) {
        if !factors.contains(&factor) {
            factors.push(factor);
        }
    }
    factors
}

/// The phrase that says it of this partner.
pub fn factor_of<'a>(
    map: &'a CycleMap,
    partner: PartnerId,
    factor: &str,
) -> Option<&'a Element> {
    map.layer(partner, Layer::Factor).find(|element| element.words == factor)
}

/// Says that a factor bears on the loop on a partner's side, or no longer.
pub fn switch_factor(
    map: &CycleMap,
    (partner, factor): (PartnerId, &str),
    source: Source,
) -> Edit {
    if let Some(there) = factor_of(map, partner, factor) {
        return Edit::Map(map.id, MapEdit::Remove(there.id));
    }
    let new = Element::new(Layer::Factor, factor);
    let element = Element { source, ownership: Ownership::Owned, ..new };
    let at = end_of_layer(map.side(partner), Layer::Factor);
    Edit::Map(map.id, MapEdit::Add { partner, at, element })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Case, CycleKind, Pair};

    fn couple() -> Case {
        let names = Pair { a: "Ana".to_owned(), b: "Rui".to_owned() };
        let mut case = Case::new("Linden", names);
        case.maps.push(CycleMap::new(CycleKind::Sexual));
        case
    }

    #[test]
    fn a_loop_leads_into_another_until_that_is_taken_back() {
        let mut case = couple();
        let (one, two) = (case.maps[0].id, case.maps[1].id);
        let link = switch(&case.maps[0], two);
        Edit::Map(one, link).apply(&mut case).unwrap();
        let how = say_how(&case.maps[0], two, "  a cold evening ");
        Edit::Map(one, how).apply(&mut case).unwrap();
        assert_eq!(case.maps[0].links[0].how, "a cold evening");
        let back = switch(&case.maps[0], two);
        Edit::Map(one, back).apply(&mut case).unwrap();
        assert!(case.maps[0].links.is_empty());
    }

    #[test]
    fn a_factor_is_said_of_one_partner_and_taken_back() {
        let mut case = couple();
        let say = |case: &Case| {
            let map = &case.maps[1];
            switch_factor(map, (PartnerId::B, "stress"), Source::IndividualB)
        };
        say(&case).apply(&mut case).unwrap();
        assert!(factor_of(&case.maps[1], PartnerId::B, "stress").is_some());
        assert!(factor_of(&case.maps[1], PartnerId::A, "stress").is_none());
        let private = factor_of(&case.maps[1], PartnerId::B, "stress").unwrap();
        assert_eq!(private.compartment(), crate::model::Compartment::PrivateB);
        say(&case).apply(&mut case).unwrap();
        assert_eq!(case.maps[1].elements().count(), 0);
    }

    #[test]
    fn a_sexual_loop_may_be_printed_once_both_have_agreed() {
        let mut case = couple();
        let map = case.maps[1].id;
        let day = chrono::NaiveDate::from_ymd_opt(2026, 11, 22);
        assert!(case.maps[0].may_be_printed());
        for partner in PartnerId::BOTH {
            assert!(!case.maps[1].may_be_printed());
            Edit::Map(map, MapEdit::PrintAgreed(partner, day)).apply(&mut case).unwrap();
        }
        assert!(case.maps[1].may_be_printed());
    }
}
