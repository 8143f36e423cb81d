//! What one of them told alone and shared since, on a page that others read: it is asked about twice.

use super::audience::{Audience, Shown};
use super::page_phrases::belonging;
use super::print_guard::About;
use super::{Case, Dialogue, PartnerId};

/// Who told it, and what; of a talk its title. For the therapist's eyes alone. What the page does
/// not print is not in it, and neither is what a reader told who reads alone.
pub fn words_told_alone(case: &Case, about: &About<'_>) -> Vec<(PartnerId, String)> {
    let mut told: Vec<(PartnerId, String)> = Vec::new();
    let mut tell = |teller: Option<PartnerId>, words: &str| {
        let is_asked = |teller: &PartnerId| is_asked_about(*teller, about.audience);
        if let Some(teller) = teller.filter(is_asked) {
            let words = (teller, words.to_owned());
            if !told.contains(&words) {
                told.push(words);
            }
        }
    };
    for (_, element) in belonging(case, about) {
        if about.audience.may_see(Shown::phrase(&element)) {
            tell(element.source.individual(), &element.words);
        }
    }
    let map = about.map.and_then(|id| case.map(id));
    if let Some(map) = map.filter(|_| about.carried.has_talks) {
        let chosen = about.carried.talk;
        let is_chosen = |talk: &&Dialogue| chosen.is_none_or(|it| it == talk.id);
        let is_there = |talk: &&Dialogue| about.audience.may_see(Shown::talk(map, talk));
        for talk in map.dialogues.iter().filter(is_chosen).filter(is_there) {
            tell(talk.source.individual(), &talk.title);
        }
    }
    told
}

/// True if what this partner told alone is asked about before this audience reads it.
pub(super) fn is_asked_about(teller: PartnerId, reader: Audience) -> bool {
    reader.partner() != Some(teller)
}

#[cfg(test)]
mod tests {
    use super::super::{
        Element, Layer, MapVersion, Ownership, Pair, Source, VersionId, Visibility,
    };
    use super::*;
    use crate::model::print_guard::Carried;
    use std::collections::BTreeSet;

    /// A couple with something that Rui told alone and has shared since.
    fn linden() -> Case {
        let names = Pair { a: "Ana".to_owned(), b: "Rui".to_owned() };
        let mut case = Case::new("Linden", names);
        let on = chrono::NaiveDate::from_ymd_opt(2026, 3, 2).unwrap();
        let told = |layer, words: &str, visibility| Element {
            source: Source::IndividualB,
            ownership: Ownership::Owned,
            visibility,
            ..Element::new(layer, words)
        };
        case.maps[0].sides.b.elements = vec![
            told(Layer::Primary, "saffron", Visibility::Shareable { on }),
            told(Layer::Primary, "cinnamon", Visibility::Private),
        ];
        case
    }

    fn told(case: &Case, carried: &Carried, audience: Audience) -> Vec<String> {
        let (topics, map) = (&BTreeSet::new(), Some(case.maps[0].id));
        let (moments, session) = (None, None);
        let about = About { topics, carried, map, moments, session, audience };
        let told = words_told_alone(case, &about);
        assert!(told.iter().all(|(teller, _)| *teller == PartnerId::B));
        told.into_iter().map(|(_, words)| words).collect()
    }

    fn of(layers: &[Layer]) -> Carried {
        let layers = layers.iter().copied().collect();
        Carried { layers, ..Carried::default() }
    }

    #[test]
    fn every_reader_but_the_teller_is_asked_about_and_only_for_what_is_printed() {
        let (case, inside) = (linden(), of(&[Layer::Primary, Layer::Felt]));
        for reader in
            [Audience::Couple, Audience::Supervisor, Audience::Record, Audience::PartnerA]
        {
            assert_eq!(told(&case, &inside, reader), ["saffron"], "{reader:?}");
            assert_eq!(told(&case, &of(&[Layer::Behaviour]), reader), [""; 0]);
        }
        assert_eq!(told(&case, &inside, Audience::PartnerB), [""; 0]);
    }

    fn confirm(case: &mut Case) {
        let version = MapVersion {
            id: VersionId::new(),
            number: case.next_version_number(case.maps[0].id),
            session: None,
            confirmed: chrono::DateTime::default(),
            by: String::new(),
            why: String::new(),
            map: case.maps[0].clone(),
            brought_in: None,
        };
        case.versions.push(version);
    }

    #[test]
    fn a_word_in_both_pictures_that_neither_draws_is_neither_asked_about_nor_held_back() {
        let mut case = linden();
        let deep = |words: &str, visibility| Element {
            visibility,
            layer: Layer::Fear,
            words: words.to_owned(),
            id: crate::model::ElementId::new(),
            ..case.maps[0].sides.b.elements[0].clone()
        };
        let on = chrono::NaiveDate::from_ymd_opt(2026, 3, 2).unwrap();
        let shared = Visibility::Shareable { on };
        let [same, private] =
            [deep("pepper", shared), deep("clove", Visibility::Private)];
        let late = [deep("nutmeg", shared), deep("anise", Visibility::Private)];
        case.maps[0].sides.b.elements.extend([same, private]);
        confirm(&mut case);
        case.maps[0].sides.b.elements.extend(late);
        confirm(&mut case);
        let drawn = BTreeSet::from([Layer::Behaviour, Layer::Primary]);
        let carried = Carried {
            then: drawn.clone(),
            without_then: drawn,
            has_changes: true,
            ..Carried::default()
        };
        assert_eq!(told(&case, &carried, Audience::Couple), ["saffron", "nutmeg"]);
        let (topics, map) = (&BTreeSet::new(), Some(case.maps[0].id));
        let (moments, session, audience) = (None, None, Audience::Couple);
        let about = About { topics, carried: &carried, map, moments, session, audience };
        let held = crate::model::held_back::held_back(&case, &about);
        let held: Vec<String> = held.into_iter().flat_map(|it| it.words).collect();
        assert_eq!(held, ["cinnamon", "anise"]);
    }

    #[test]
    fn what_stood_there_at_an_earlier_moment_is_asked_about_too() {
        let mut case = linden();
        confirm(&mut case);
        // The last picture has nothing of it any more.
        case.maps[0].sides.b.elements.clear();
        confirm(&mut case);
        let then = BTreeSet::from([Layer::Primary]);
        let carried = Carried { then, ..Carried::default() };
        assert_eq!(told(&case, &carried, Audience::Couple), ["saffron"]);
        assert_eq!(told(&case, &of(&[Layer::Primary]), Audience::Couple), [""; 0]);
    }
}
