//! Changes to how the two read each other: new phrases in their pairs, links, tags, the centre.

use super::cycle_map::end_of_layer;
use super::phrase::{Signer, changed};
use super::slow_down::Answer;
use super::{Edit, EditError, MapEdit};
use crate::model::readings::{CentreField, Place};
use crate::model::{
    Case, Centre, CycleMap, Element, ElementId, Layer, Ownership, PartnerId, Source,
    Visibility,
};

/// The change that puts what was typed in its place, and the new phrase's id. Words in quotation
/// marks are the client's own; they come from the session that runs, else from a joint one.
///
/// # Errors
/// No words, or too many. The words stay where they are.
pub fn add(
    case: &Case,
    map: &CycleMap,
    place: Place,
    answer: &Answer,
) -> Result<(ElementId, Edit), EditError> {
    let (words, own_words) = answer.said()?;
    let running = case.running();
    let source = running.map_or(Source::Joint, |session| session.kind.source());
    let seen = running.map(|session| session.id);
    let element = Element {
        own_words,
        ownership: if own_words { Ownership::Owned } else { Ownership::Guess },
        source,
        first_seen: seen,
        last_seen: seen,
        answers: place.answers,
        ..Element::new(place.layer, words)
    };
    let at = end_of_layer(map.side(place.partner), place.layer);
    let id = element.id;
    let add = MapEdit::Add { partner: place.partner, at, element };
    Ok((id, Edit::Map(map.id, add)))
}

/// Makes a phrase belong to another one, or to none.
pub fn link(map: &CycleMap, id: ElementId, to: Option<ElementId>) -> Option<Edit> {
    changed(map, id, |element| element.answers = to)
}

/// The phrases that a phrase may belong to: a fear and a reading to the other's moves, what is
/// really going on to the other's readings, a reframe to a phrase of the loop.
pub fn may_answer(map: &CycleMap, id: ElementId) -> Vec<(PartnerId, &Element)> {
    let Some((partner, _, element)) = map.find(id) else { return Vec::new() };
    let of = |partner, layer| map.layer(partner, layer).map(move |it| (partner, it));
    let other = partner.other();
    match element.layer {
        Layer::Fear | Layer::SeenAs => of(other, Layer::Behaviour).collect(),
        Layer::Corrected => of(other, Layer::SeenAs).collect(),
        Layer::TryThis => {
            of(partner, Layer::InsteadOf).chain(of(partner, Layer::Behaviour)).collect()
        }
        Layer::InsteadOf => of(partner, Layer::Behaviour).collect(),
        _ => Vec::new(),
    }
}

/// The change that writes these words at the centre; none if they stand there already.
pub fn write_centre(map: &CycleMap, field: CentreField, words: &str) -> Option<Edit> {
    let mut centre = map.centre.clone();
    let place = match field {
        CentreField::Emotion => &mut centre.shared_emotion,
        CentreField::Conviction => &mut centre.shared_conviction,
        CentreField::Turn(partner) => centre.turns.of_mut(partner),
    };
    words.clone_into(place);
    changed_centre(map, centre)
}

/// Makes what both share shareable, or private again; the act is written down. Nothing while
/// nothing is written there.
pub fn switch_centre(map: &CycleMap, signer: Signer<'_>) -> Option<Edit> {
    let centre = &map.centre;
    let visibility = if centre.visibility.is_shareable() {
        Visibility::Private
    } else {
        signer.shareable()
    };
    let is_worth_it = CentreField::all().any(|it| !it.words_of(centre).trim().is_empty());
    let can_switch = is_worth_it || centre.visibility.is_shareable();
    can_switch.then(|| Edit::Map(map.id, signer.share(map.id.0, visibility)))
}

fn changed_centre(map: &CycleMap, centre: Centre) -> Option<Edit> {
    let is_new = centre != map.centre;
    is_new.then_some(Edit::Map(map.id, MapEdit::Centre(centre)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Pair, Session, SessionKind};

    fn case() -> Case {
        let names = Pair { a: "Ana".to_owned(), b: "Rui".to_owned() };
        let mut case = Case::new("Linden", names);
        case.maps[0].sides.a.elements =
            vec![Element::new(Layer::Behaviour, "asks again")];
        case.maps[0].sides.b.elements = vec![Element::new(Layer::Fear, "failing her")];
        case
    }

    fn typed(words: &str) -> Answer {
        Answer { words: words.to_owned(), ..Answer::default() }
    }

    const REALLY: Place =
        Place { partner: PartnerId::A, layer: Layer::Corrected, answers: None };

    #[test]
    fn a_fear_is_linked_to_the_others_move_and_undo_unlinks_it() {
        let mut case = case();
        let before = case.clone();
        let fear = case.maps[0].sides.b.elements[0].id;
        let moves: Vec<_> = may_answer(&case.maps[0], fear);
        assert_eq!(moves[0].1.words, "asks again");
        let edit = link(&case.maps[0], fear, Some(moves[0].1.id)).unwrap();
        let undo = edit.apply(&mut case).unwrap();
        assert_eq!(crate::model::readings::confirmations(&case.maps[0]).len(), 1);
        assert_ne!(case, before);
        undo.apply(&mut case).unwrap();
        assert_eq!(case, before);
    }

    #[test]
    fn words_come_from_the_session_that_runs() {
        let mut case = case();
        let source = |case: &Case| {
            let (_, edit) = add(case, &case.maps[0], REALLY, &typed("scared")).unwrap();
            let Edit::Map(_, MapEdit::Add { element, .. }) = edit else { panic!() };
            (element.source, element.is_shareable())
        };
        assert_eq!(source(&case), (Source::Joint, false));
        let date = chrono::NaiveDate::from_ymd_opt(2026, 11, 22).unwrap();
        let mut alone = Session::new(1, SessionKind::IndividualA, date);
        let noon = date.and_hms_opt(12, 0, 0).unwrap();
        alone.start =
            noon.and_local_timezone(chrono::FixedOffset::east_opt(0).unwrap()).single();
        case.sessions.push(alone);
        assert_eq!(source(&case), (Source::IndividualA, false));
    }

    #[test]
    fn quoted_words_are_the_clients_own_and_none_are_refused() {
        let case = case();
        let (_, edit) = add(&case, &case.maps[0], REALLY, &typed("“scared”")).unwrap();
        let Edit::Map(_, MapEdit::Add { element, .. }) = edit else { panic!() };
        assert_eq!((element.words.as_str(), element.own_words), ("scared", true));
        let refused = add(&case, &case.maps[0], REALLY, &typed("  "));
        assert_eq!(refused.unwrap_err(), EditError::Empty);
    }

    #[test]
    fn sharing_the_centre_is_written_down_and_undo_takes_it_back() {
        use crate::model::{SharingAct, SharingMade};
        let mut case = case();
        let on = chrono::NaiveDate::from_ymd_opt(2026, 11, 22).unwrap();
        let signer = Signer { on, by: "Dr. Weiss" };
        assert_eq!(switch_centre(&case.maps[0], signer), None);
        let write = write_centre(&case.maps[0], CentreField::Emotion, "despair").unwrap();
        write.apply(&mut case).unwrap();
        let map = case.maps[0].id.0;
        let act = |made| SharingAct { what: map, made, on, by: "Dr. Weiss".to_owned() };
        let written = case.clone();
        let undo =
            switch_centre(&case.maps[0], signer).unwrap().apply(&mut case).unwrap();
        let shared = case.clone();
        assert_eq!(case.maps[0].centre.visibility, Visibility::Shareable { on });
        assert_eq!(case.maps[0].sharing, [act(SharingMade::Shareable)]);
        switch_centre(&case.maps[0], signer).unwrap().apply(&mut case).unwrap();
        assert_eq!(case.maps[0].centre.visibility, Visibility::Private);
        assert_eq!(case.maps[0].sharing[1], act(SharingMade::Private));
        case = shared.clone();
        let redo = undo.apply(&mut case).unwrap();
        assert_eq!(case, written);
        redo.apply(&mut case).unwrap();
        assert_eq!(case, shared);
    }

    #[test]
    fn one_field_of_the_centre_leaves_the_others_alone() {
        let mut case = case();
        let write = |case: &mut Case, field: CentreField, words: &str| {
            let edit = write_centre(&case.maps[0], field, words).unwrap();
            edit.apply(case).unwrap();
        };
        write(&mut case, CentreField::Emotion, "despair");
        write(&mut case, CentreField::Turn(PartnerId::B), "to oneself");
        let centre = &case.maps[0].centre;
        assert_eq!(CentreField::Emotion.words_of(centre), "despair");
        assert_eq!(centre.turns.b, "to oneself");
        assert_eq!(write_centre(&case.maps[0], CentreField::Emotion, "despair"), None);
    }
}
