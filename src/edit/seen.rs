//! What a running session leaves on the phrases that are kept or touched in it.

use super::dialogue::DialogueEdit;
use super::{Edit, MapEdit, TrayEdit};
use crate::model::{Case, CycleMap, Element, ElementId, Session, TrayPhrase, Visibility};

/// The change as it is made while a session runs: what is new in it comes from there and was
/// first seen there, and what is touched was last seen there.
///
/// What one partner says alone leaves no trace on what both may see: there, only that partner's
/// own private phrases are marked as touched, and something new starts private, whatever else the
/// change wanted. Changes to the sessions themselves touch nothing.
pub(super) fn stamped(edit: Edit, case: &Case) -> Edit {
    match case.running() {
        Some(session) if !is_about_the_case(&edit) => stamp(edit, case, session),
        _ => edit,
    }
}

/// The change that says a phrase again, just as it stands. Outside a session it changes nothing.
pub fn touch(map: &CycleMap, id: ElementId) -> Option<Edit> {
    let (_, _, element) = map.find(id)?;
    Some(Edit::Map(map.id, MapEdit::Replace(element.clone())))
}

/// True if the change leaves the case as it is.
pub(super) fn is_nothing(edit: &Edit, case: &Case) -> bool {
    match edit {
        Edit::Map(map, MapEdit::Replace(new)) => {
            let map = case.any_map(*map);
            map.and_then(|map| map.find(new.id)).is_some_and(|(_, _, old)| old == new)
        }
        Edit::Several(edits) => edits.iter().all(|edit| is_nothing(edit, case)),
        Edit::Map(..) | Edit::Case(_) => false,
    }
}

fn is_about_the_case(edit: &Edit) -> bool {
    match edit {
        Edit::Case(_) => true,
        Edit::Map(..) => false,
        Edit::Several(edits) => edits.iter().any(is_about_the_case),
    }
}

fn stamp(edit: Edit, case: &Case, session: &Session) -> Edit {
    match edit {
        Edit::Several(edits) => {
            let mut edits = edits;
            edits.retain(|edit| !shares_what_was_just_said_alone(edit, case, session));
            let edits = edits.into_iter();
            Edit::Several(edits.map(|edit| stamp(edit, case, session)).collect())
        }
        // The therapist's own loop is said by nobody in the room.
        Edit::Map(id, edit) => match case.map(id) {
            Some(map) => Edit::Map(id, on_map(edit, map, session)),
            None => Edit::Map(id, edit),
        },
        Edit::Case(_) => edit,
    }
}

/// Sharing needs the second question, so it is never one step with the first words.
fn shares_what_was_just_said_alone(edit: &Edit, case: &Case, session: &Session) -> bool {
    let Edit::Map(map, MapEdit::Share { what, visibility, .. }) = edit else {
        return false;
    };
    let Some(map) = case.map(*map) else { return false };
    let is_there = map.find(ElementId(*what)).is_some()
        || map.dialogues.iter().any(|dialogue| dialogue.id.0 == *what);
    session.kind.alone().is_some() && visibility.is_shareable() && !is_there
}

fn on_map(edit: MapEdit, map: &CycleMap, session: &Session) -> MapEdit {
    match edit {
        MapEdit::Add { partner, at, element } => {
            let was_caught = map.tray.iter().any(|phrase| phrase.id == element.id);
            let element = if was_caught {
                sorted(element, session)
            } else {
                new_element(element, session)
            };
            MapEdit::Add { partner, at, element }
        }
        MapEdit::Replace(element) => MapEdit::Replace(match map.find(element.id) {
            Some((_, _, old)) => touched(element, old, session),
            None => new_element(element, session),
        }),
        MapEdit::Tray(TrayEdit::Add { at, phrase }) => {
            let is_there = map.tray.iter().any(|other| other.id == phrase.id);
            let phrase = if is_there { phrase } else { new_caught(phrase, session) };
            MapEdit::Tray(TrayEdit::Add { at, phrase })
        }
        MapEdit::Dialogue(DialogueEdit::Add { at, mut dialogue }) => {
            if session.kind.alone().is_some() && dialogue.source.is_joint() {
                dialogue.source = session.kind.source();
                dialogue.visibility = Visibility::Private;
            }
            MapEdit::Dialogue(DialogueEdit::Add { at, dialogue })
        }
        other => other,
    }
}

fn new_element(mut element: Element, session: &Session) -> Element {
    if session.kind.alone().is_some() && element.source.is_joint() {
        element.source = session.kind.source();
        element.visibility = Visibility::Private;
    }
    element.first_seen = element.first_seen.or(Some(session.id));
    element.last_seen = element.last_seen.or(Some(session.id));
    element
}

/// From the tray into a layer: it comes from where it was caught.
fn sorted(mut element: Element, session: &Session) -> Element {
    if may_be_marked(&element, session) {
        element.first_seen = element.first_seen.or(Some(session.id));
        element.last_seen = Some(session.id);
    }
    element
}

fn touched(mut new: Element, old: &Element, session: &Session) -> Element {
    let says_when = (new.first_seen, new.last_seen) != (old.first_seen, old.last_seen);
    if !says_when && may_be_marked(old, session) {
        new.last_seen = Some(session.id);
    }
    new
}

fn new_caught(mut phrase: TrayPhrase, session: &Session) -> TrayPhrase {
    if phrase.source.is_joint() {
        phrase.source = session.kind.source();
    }
    phrase.first_seen = phrase.first_seen.or(Some(session.id));
    phrase
}

fn may_be_marked(element: &Element, session: &Session) -> bool {
    session.kind.alone().is_none()
        || element.source == session.kind.source() && !element.is_shareable()
}
