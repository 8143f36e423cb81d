//! The keys of the new loop: whose, reach or answer or what it does, and what it belongs to.

use super::command::{Ask, Command};
use super::keys::{self, Live, Meant, Where};
use super::map_keys;
use super::map_state::MapFacts;
use super::new_loop::{Link, NewLoopState};
use crate::edit::{Edit, MapEdit};
use crate::model::{CycleMap, Element, ElementId, new_loop as pairs};
use egui::{Key, Modifiers, Ui};

/// The layers in the order of the strip.
pub(super) const LAYERS: [Live; 3] = [Live::Reach, Live::Response, Live::Felt];

/// Takes the keys that belong to the new loop while no text box has the keyboard.
pub(super) fn take_keys(
    ui: &Ui,
    state: &mut NewLoopState,
    (map, facts): (&CycleMap, &MapFacts<'_>),
    asked: &mut Vec<Ask>,
) {
    if !facts.takes_keys || state.map.is_typing {
        return;
    }
    let pressed = |key| ui.input_mut(|input| input.consume_key(Modifiers::NONE, key));
    if keys::escape_under(ui) {
        state.map.escape();
    }
    if facts.place.is_read_only {
        return;
    }
    // While it asks for a second yes, Enter is for its buttons.
    if state.map.selected.is_some() && state.map.sharing.is_none() && pressed(Key::Enter)
    {
        state.map.edit_selected(map);
    }
    let keys = keys::of(ui);
    keys::take_strokes(ui, |stroke, script| {
        if state.map.wants_strip {
            // Typed fast: the layer's key came in the same frame, and these are words.
            state.map.capture.words.extend(stroke.typed);
            return stroke.typed.is_some();
        }
        match keys.meant(Where::NewLoop, stroke, script) {
            Some(meant) => act(state, (map, facts), meant, asked),
            // A space presses the button that has the keyboard; other letters mean nothing here.
            None => stroke.typed.is_some_and(|typed| !typed.is_whitespace()),
        }
    });
}

/// True if the key meant something here.
fn act(
    state: &mut NewLoopState,
    (map, facts): (&CycleMap, &MapFacts<'_>),
    meant: Meant,
    asked: &mut Vec<Ask>,
) -> bool {
    match meant {
        Meant::Correct(live) => map_keys::correct(&mut state.map, map, live, asked),
        Meant::Live(Live::BelongsTo) => link_next(state, map, asked),
        Meant::Live(live) => {
            let did = map_keys::on_the_chosen(&mut state.map, map, live, asked);
            if let Some(did) = did {
                return did;
            }
            if !map_keys::on_the_last(&mut state.map, (map, facts), live, asked) {
                begin(state, map, live, asked);
            }
        }
    }
    true
}

/// Begins the next phrase, or does what needs no phrase at all.
fn begin(state: &mut NewLoopState, map: &CycleMap, live: Live, asked: &mut Vec<Ask>) {
    let (partner, layer) = state.place();
    match (live, live.layer()) {
        (Live::KeyList, _) => asked.push(Ask::Do(Command::Keys)),
        (Live::Left, _) => state.choose(map.left, layer),
        (Live::Right, _) => state.choose(map.left.other(), layer),
        (_, Some(layer)) => {
            state.choose(partner, layer);
            state.map.select(None);
            state.map.wants_strip = true;
        }
        (live, None) => {
            state.map.capture.choose(live, map.left);
        }
    }
}

/// Lets the chosen phrase, or else the next one, belong to the next that it may belong to.
pub(super) fn link_next(state: &mut NewLoopState, map: &CycleMap, asked: &mut Vec<Ask>) {
    let chosen = state.map.selected.and_then(|id| map.find(id));
    let Some((partner, _, element)) = chosen else {
        let now = state.next_link(map);
        state.link = Link::Chosen(pairs::answered_after(map, state.place(), now));
        state.map.capture.is_begun = true;
        return;
    };
    let now = pairs::answered(map, partner, element).map(|old| old.id);
    let answers = pairs::answered_after(map, (partner, element.layer), now);
    let new = Element { answers, ..element.clone() };
    if new != *element {
        asked.push(Ask::Change(Edit::Map(map.id, MapEdit::Replace(new))));
    }
}

/// The change that keeps a phrase, with what the phrase belongs to.
pub(super) fn linked(edit: Edit, answers: Option<ElementId>) -> Edit {
    match edit {
        Edit::Map(map, MapEdit::Add { partner, at, element }) => {
            let element = Element { answers, ..element };
            Edit::Map(map, MapEdit::Add { partner, at, element })
        }
        Edit::Several(edits) => {
            Edit::Several(edits.into_iter().map(|edit| linked(edit, answers)).collect())
        }
        other => other,
    }
}
