//! What one of them told alone and shared since, on a page that others read: it is asked about twice.

use super::audience::{Audience, Shown};
use super::held_back::belonging;
use super::print_guard::About;
use super::version::visibility_now;
use super::{Case, Dialogue, Element, PartnerId};

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
    let is_now = |it: &Element| {
        about.carried.layers.contains(&it.layer) || about.carried.has_new_words
    };
    for (_, element) in belonging(case, about) {
        if is_now(element) && about.audience.may_see(Shown::phrase(element)) {
            tell(element.source.individual(), &element.words);
        }
    }
    for element in then(case, about) {
        tell(element.source.individual(), &element.words);
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

/// The phrases of the two moments that a page sets beside each other.
fn then(case: &Case, about: &About<'_>) -> Vec<Element> {
    let Some(map) = about.map.filter(|_| !about.carried.then.is_empty()) else {
        return Vec::new();
    };
    let now = case.map(map);
    let is_there = |element: &Element| {
        let visibility = visibility_now(element, now);
        let shown = Shown { visibility, ..Shown::phrase(element) };
        about.carried.then.contains(&element.layer) && about.audience.may_see(shown)
    };
    let stands = about.moments.or_else(|| case.first_and_last(map));
    let moments = stands.into_iter().flatten().filter_map(|it| case.map_at(map, it));
    let elements = moments.flat_map(|map| {
        let all = map.elements().map(|(_, element)| element);
        all.filter(|it| is_there(it)).cloned().collect::<Vec<_>>()
    });
    elements.collect()
}

/// True if what this partner told alone is asked about before this audience reads it.
pub(super) fn is_asked_about(teller: PartnerId, reader: Audience) -> bool {
    reader.partner() != Some(teller)
}

#[cfg(test)]
mod tests {
    use super::super::{
        Layer, MapVersion, Ownership, Pair, Source, VersionId, Visibility,
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

    #[test]
    fn what_stood_there_at_an_earlier_moment_is_asked_about_too() {
        let mut case = linden();
        for number in [1, 2] {
            let map = case.maps[0].clone();
            let confirmed = chrono::DateTime::default();
            case.versions.push(MapVersion {
                id: VersionId::new(),
                number,
                session: None,
                confirmed,
                by: String::new(),
                why: String::new(),
                map,
                brought_in: None,
            });
        }
        case.maps[0].sides.b.elements.clear();
        let then = BTreeSet::from([Layer::Primary]);
        let carried = Carried { then, ..Carried::default() };
        assert_eq!(told(&case, &carried, Audience::Couple), ["saffron"]);
        assert_eq!(told(&case, &of(&[Layer::Primary]), Audience::Couple), [""; 0]);
    }
}
