//! What the couple may see of how they read each other: whole pairs, never half of one.

use super::audience::{Audience, Shown};
use super::client_view::ClientPhrase;
use super::readings::{self, Misreading, Reframe};
use super::{Centre, CycleMap, Element, Pair, PartnerId, SessionId};

/// A misreading with what is really going on, both in words that the couple may read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClientMisreading {
    /// Who takes it so.
    pub reader: PartnerId,
    /// The other's move.
    pub of: Option<ClientPhrase>,
    pub seen_as: ClientPhrase,
    /// What is really going on in the other; never empty.
    pub really: Vec<ClientPhrase>,
}

/// Other words for a move, in words that the couple may read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClientReframe {
    /// Who says it.
    pub partner: PartnerId,
    /// The phrase that it answers, with whose it is.
    pub answers: Option<(PartnerId, ClientPhrase)>,
    pub instead_of: Option<ClientPhrase>,
    /// Never empty.
    pub try_this: Vec<ClientPhrase>,
}

/// What both share, once the couple may see it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClientCentre {
    pub shared_emotion: String,
    pub shared_conviction: String,
    /// How it turns in each; empty where nothing was said.
    pub turns: Pair<String>,
}

/// True if a person marked it shareable and the client has at least touched it.
pub(super) fn is_for_clients(element: &Element) -> bool {
    Audience::Couple.may_see(Shown::phrase(element))
}

/// The phrase as the couple reads it; `today` marks that session's new words.
pub(super) fn phrase(element: &Element, today: Option<SessionId>) -> ClientPhrase {
    ClientPhrase {
        id: element.id,
        layer: element.layer,
        words: element.words.clone(),
        own_words: element.own_words,
        new_today: today.is_some() && element.first_seen == today,
    }
}

/// The misreadings of both of which every half may be seen.
///
/// Half of a pair would betray the other half, and so would what is said of a hidden move.
pub(super) fn misreadings(
    map: &CycleMap,
    today: Option<SessionId>,
) -> Vec<ClientMisreading> {
    let all = PartnerId::BOTH.into_iter().flat_map(|it| readings::misreadings(map, it));
    all.filter_map(|reading| client_misreading(map, &reading, today)).collect()
}

fn client_misreading(
    map: &CycleMap,
    reading: &Misreading<'_>,
    today: Option<SessionId>,
) -> Option<ClientMisreading> {
    let really = seen(&reading.really, today)?;
    let is_open = is_for_clients(reading.seen_as) && hides_nothing(map, reading.seen_as);
    is_open.then(|| ClientMisreading {
        reader: reading.reader,
        of: reading.of.map(|element| phrase(element, today)),
        seen_as: phrase(reading.seen_as, today),
        really,
    })
}

/// The reframes of both of which every half may be seen.
pub(super) fn reframes(map: &CycleMap, today: Option<SessionId>) -> Vec<ClientReframe> {
    let all = readings::reframes(map);
    all.iter().filter_map(|reframe| client_reframe(map, reframe, today)).collect()
}

fn client_reframe(
    map: &CycleMap,
    reframe: &Reframe<'_>,
    today: Option<SessionId>,
) -> Option<ClientReframe> {
    let try_this = seen(&reframe.try_this, today)?;
    let mut halves =
        reframe.instead_of.into_iter().chain(reframe.try_this.first().copied());
    let is_open = reframe.instead_of.is_none_or(is_for_clients)
        && halves.all(|element| hides_nothing(map, element));
    let (partner, answers, instead_of) =
        (reframe.partner, reframe.answers, reframe.instead_of);
    is_open.then(|| ClientReframe {
        partner,
        answers: answers.map(|(partner, element)| (partner, phrase(element, today))),
        instead_of: instead_of.map(|element| phrase(element, today)),
        try_this,
    })
}

/// Those that may be seen; none if there are none.
fn seen(elements: &[&Element], today: Option<SessionId>) -> Option<Vec<ClientPhrase>> {
    let seen = elements.iter().filter(|element| is_for_clients(element));
    let seen: Vec<ClientPhrase> = seen.map(|element| phrase(element, today)).collect();
    (!seen.is_empty()).then_some(seen)
}

/// False if it belongs to a phrase that the couple may not see.
fn hides_nothing(map: &CycleMap, element: &Element) -> bool {
    readings::answered(map, element).is_none_or(|(_, answered)| is_for_clients(answered))
}

/// What both share, if it was made shareable and there is anything.
pub(super) fn centre(centre: &Centre) -> Option<ClientCentre> {
    let seen = ClientCentre {
        shared_emotion: centre.shared_emotion.clone(),
        shared_conviction: centre.shared_conviction.clone(),
        turns: centre.turns.clone(),
    };
    let is_empty = seen.shared_emotion.is_empty()
        && seen.shared_conviction.is_empty()
        && seen.turns.is_default();
    let is_for_clients = Audience::Couple.may_see(Shown::centre(centre));
    (is_for_clients && !is_empty).then_some(seen)
}

#[cfg(test)]
mod tests {
    use crate::model::{
        Case, ClientView, Element, ElementId, Layer, Ownership, Pair, PartnerId,
        Visibility,
    };
    use chrono::NaiveDate;

    fn shown() -> Visibility {
        Visibility::Shareable { on: NaiveDate::from_ymd_opt(2026, 11, 22).unwrap() }
    }

    fn open(layer: Layer, words: &str, answers: Option<ElementId>) -> Element {
        Element {
            ownership: Ownership::Owned,
            visibility: shown(),
            answers,
            ..Element::new(layer, words)
        }
    }

    /// Rui's silence, read as coldness, and Ana's protest with other words for it.
    fn case() -> Case {
        let names = Pair { a: "Ana".to_owned(), b: "Rui".to_owned() };
        let mut case = Case::new("Linden", names);
        let quiet = open(Layer::Behaviour, "goes quiet", None);
        let cold = open(Layer::SeenAs, "cold", Some(quiet.id));
        let flooded = open(Layer::Corrected, "flooded", Some(cold.id));
        let asks = open(Layer::Behaviour, "asks again", None);
        let never = open(Layer::InsteadOf, "you never talk", Some(asks.id));
        let scared = open(Layer::TryThis, "I got scared", Some(never.id));
        case.maps[0].sides.a.elements = vec![asks, cold, never, scared];
        case.maps[0].sides.b.elements = vec![quiet, flooded];
        case
    }

    fn view(case: &Case) -> ClientView {
        ClientView::of(case, &case.maps[0], None)
    }

    /// The couple's view once one phrase is private again.
    fn without(words: &str) -> ClientView {
        let mut case = case();
        for side in PartnerId::BOTH {
            for element in &mut case.maps[0].sides.of_mut(side).elements {
                if element.words == words {
                    element.visibility = Visibility::Private;
                }
            }
        }
        view(&case)
    }

    #[test]
    fn whole_pairs_are_shown() {
        let view = view(&case());
        let reading = &view.misreadings()[0];
        assert_eq!(
            (reading.reader, reading.seen_as.words.as_str()),
            (PartnerId::A, "cold")
        );
        assert_eq!(reading.of.as_ref().unwrap().words, "goes quiet");
        assert_eq!(reading.really[0].words, "flooded");
        let reframe = &view.reframes()[0];
        assert_eq!(reframe.instead_of.as_ref().unwrap().words, "you never talk");
        assert_eq!(reframe.try_this[0].words, "I got scared");
    }

    #[test]
    fn a_private_half_takes_the_other_half_with_it() {
        for words in ["cold", "flooded", "goes quiet"] {
            let view = without(words);
            assert!(view.misreadings().is_empty(), "{words} is betrayed");
            assert!(!format!("{view:?}").contains("cold"), "{words} is betrayed");
            assert!(!format!("{view:?}").contains("flooded"), "{words} is betrayed");
        }
        for words in ["you never talk", "I got scared", "asks again"] {
            let view = without(words);
            assert!(view.reframes().is_empty(), "{words} is betrayed");
            assert!(!format!("{view:?}").contains("scared"), "{words} is betrayed");
            assert!(!format!("{view:?}").contains("you never"), "{words} is betrayed");
        }
    }

    #[test]
    fn a_guess_about_what_is_really_going_on_stays_with_the_therapist() {
        let mut case = case();
        case.maps[0].sides.b.elements[1].ownership = Ownership::Guess;
        assert!(view(&case).misreadings().is_empty());
    }

    #[test]
    fn the_centre_is_shown_only_once_it_was_shared() {
        let mut case = case();
        "despair".clone_into(&mut case.maps[0].centre.shared_emotion);
        assert_eq!(view(&case).centre(), None);
        case.maps[0].centre.visibility = shown();
        assert_eq!(view(&case).centre().unwrap().shared_emotion, "despair");
    }
}
