//! The keys of the new loop: whose, reach or answer or what it does, and what it belongs to.

use super::command::{Ask, Command};
use super::map_keys;
use super::map_state::MapFacts;
use super::new_loop::{Link, NewLoopState};
use crate::edit::cycle_map::{Direction, step};
use crate::edit::{Edit, MapEdit, phrase};
use crate::model::{CycleMap, Element, ElementId, Layer, new_loop as pairs};
use egui::{Event, Key, Modifiers, Ui};

/// The key of each layer, in the order of the strip.
pub(super) const LAYERS: [(char, Layer); 3] =
    [('r', Layer::Reach), ('a', Layer::Response), ('f', Layer::Felt)];

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
    if ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Escape)) {
        state.map.escape();
    }
    if facts.place.is_read_only {
        return;
    }
    if let Some(id) = state.map.selected {
        take_phrase_keys(ui, state, (map, id), asked);
    }
    for letter in typed_letters(ui) {
        if state.map.wants_strip {
            // Typed fast: the layer's key came in the same frame, and these are words.
            state.map.capture.words.push(letter);
        } else {
            take_letter(state, (map, facts), letter, asked);
        }
    }
}

/// Single characters, as the keyboard layout makes them.
fn typed_letters(ui: &Ui) -> Vec<char> {
    ui.input_mut(|input| {
        let mut letters = Vec::new();
        input.events.retain(|event| match event {
            Event::Text(text) => {
                letters.extend(text.chars());
                false
            }
            _ => true,
        });
        letters
    })
}

fn take_phrase_keys(
    ui: &Ui,
    state: &mut NewLoopState,
    (map, id): (&CycleMap, ElementId),
    asked: &mut Vec<Ask>,
) {
    let pressed =
        |modifiers, key| ui.input_mut(|input| input.consume_key(modifiers, key));
    let moved = |direction| step(map, id, direction).map(|edit| Edit::Map(map.id, edit));
    let change = if pressed(Modifiers::ALT, Key::ArrowUp) {
        moved(Direction::Up)
    } else if pressed(Modifiers::ALT, Key::ArrowDown) {
        moved(Direction::Down)
    } else if pressed(Modifiers::NONE, Key::Delete) {
        state.map.select(None);
        phrase::remove(map, id)
    } else {
        let is_second_question = state.map.sharing.is_some();
        if !is_second_question && pressed(Modifiers::NONE, Key::Enter)
            || pressed(Modifiers::NONE, Key::F2)
        {
            state.map.edit_selected(map);
        }
        None
    };
    asked.extend(change.map(Ask::Change));
}

fn take_letter(
    state: &mut NewLoopState,
    (map, facts): (&CycleMap, &MapFacts<'_>),
    letter: char,
    asked: &mut Vec<Ask>,
) {
    let letter = letter.to_ascii_lowercase();
    if letter == 'i' {
        return link_next(state, map, asked);
    }
    if let Some(id) = state.map.selected {
        let change = match letter {
            '\'' | '’' => phrase::switch_own_words(map, id),
            'g' => phrase::next_ownership(map, id),
            's' => return map_keys::share(&mut state.map, (map, id), facts, asked),
            _ => None,
        };
        if let Some(change) = change {
            asked.push(Ask::Change(change));
            return;
        }
    }
    let (partner, layer) = state.place();
    match letter {
        '?' => asked.push(Ask::Do(Command::Keys)),
        '1' => state.choose(map.left, layer),
        '2' => state.choose(map.left.other(), layer),
        '\'' | '’' => state.map.capture.is_own_words ^= true,
        's' => state.map.capture.is_shareable ^= true,
        letter => {
            if let Some((_, layer)) = LAYERS.iter().find(|(key, _)| *key == letter) {
                state.choose(partner, *layer);
                state.map.select(None);
                state.map.wants_strip = true;
            }
        }
    }
}

/// Lets the chosen phrase, or else the next one, belong to the next that it may belong to.
pub(super) fn link_next(state: &mut NewLoopState, map: &CycleMap, asked: &mut Vec<Ask>) {
    let chosen = state.map.selected.and_then(|id| map.find(id));
    let Some((partner, _, element)) = chosen else {
        let now = state.next_link(map);
        state.link = Link::Chosen(pairs::answered_after(map, state.place(), now));
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
