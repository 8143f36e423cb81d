//! The keys of the map screen while no text box has the keyboard.

use super::capture::Chosen;
use super::command::Ask;
use super::map_state::{MapFacts, MapState};
use super::{phrase_link, tray};
use crate::edit::Edit;
use crate::edit::cycle_map::{Direction, step};
use crate::edit::phrase::{self, Sharing};
use crate::model::{CycleMap, ElementId, Layer};
use egui::{Event, Key, Modifiers};

/// Takes the keys that belong to the map and asks for what they mean.
pub fn take_keys(
    ui: &egui::Ui,
    state: &mut MapState,
    facts: &MapFacts<'_>,
    asked: &mut Vec<Ask>,
) {
    if !facts.takes_keys || state.is_typing {
        return;
    }
    if ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Escape)) {
        state.escape();
    }
    let Some(map) = facts.case.map(state.map) else { return };
    if facts.place.is_read_only {
        return;
    }
    if let Some(id) = state.selected {
        take_phrase_keys(ui, state, (map, id), asked);
    }
    tray::take_delete(ui, state, map, asked);
    for letter in typed_letters(ui) {
        if state.wants_strip {
            // Typed fast: the layer's key came in the same frame, and these are words.
            state.capture.words.push(letter);
        } else {
            take_letter(state, facts, map, letter, asked);
        }
    }
}

/// Single characters, as the keyboard layout makes them.
pub(super) fn typed_letters(ui: &egui::Ui) -> Vec<char> {
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

pub(super) fn take_phrase_keys(
    ui: &egui::Ui,
    state: &mut MapState,
    (map, id): (&CycleMap, ElementId),
    asked: &mut Vec<Ask>,
) {
    let pressed =
        |modifiers, key| ui.input_mut(|input| input.consume_key(modifiers, key));
    let change = if pressed(Modifiers::ALT, Key::ArrowUp) {
        step(map, id, Direction::Up).map(|edit| Edit::Map(map.id, edit))
    } else if pressed(Modifiers::ALT, Key::ArrowDown) {
        step(map, id, Direction::Down).map(|edit| Edit::Map(map.id, edit))
    } else if pressed(Modifiers::NONE, Key::Delete) {
        state.select(None);
        phrase::remove(map, id)
    } else {
        if pressed(Modifiers::NONE, Key::Enter) || pressed(Modifiers::NONE, Key::F2) {
            state.edit_selected(map);
        }
        None
    };
    asked.extend(change.map(Ask::Change));
}

fn take_letter(
    state: &mut MapState,
    facts: &MapFacts<'_>,
    map: &CycleMap,
    letter: char,
    asked: &mut Vec<Ask>,
) {
    if letter == '?' {
        asked.push(Ask::Do(super::command::Command::Keys));
        return;
    }
    if tray::take_letter(state, map, letter, asked) {
        return;
    }
    if phrase_link::take_letter(state, map, letter, asked) {
        return;
    }
    if let Some(id) = state.selected {
        let change = match letter.to_ascii_lowercase() {
            '\'' | '’' => phrase::switch_own_words(map, id),
            'g' => phrase::next_ownership(map, id),
            's' => return share(state, (map, id), facts, asked),
            'w' => return slow_down((map, id), asked),
            _ => None,
        };
        if let Some(change) = change {
            asked.push(Ask::Change(change));
            return;
        }
    }
    let chosen = state.capture.take_key(letter, map.left);
    if chosen == Some(Chosen::Layer) {
        state.select(None);
        state.wants_strip = true;
    }
}

/// A behaviour leads to the moment behind it.
fn slow_down((map, id): (&CycleMap, ElementId), asked: &mut Vec<Ask>) {
    if map.find(id).is_some_and(|(_, _, element)| element.layer == Layer::Behaviour) {
        asked.push(Ask::Do(super::command::Command::SlowDown));
    }
}

/// Shares or unshares the chosen phrase, or asks a second time.
pub fn share(
    state: &mut MapState,
    (map, id): (&CycleMap, ElementId),
    facts: &MapFacts<'_>,
    asked: &mut Vec<Ask>,
) {
    match phrase::switch_sharing(map, id, facts.signer) {
        Some(Sharing::Change(edit)) => asked.push(Ask::Change(edit)),
        Some(Sharing::AskAgain) => state.sharing = Some(id),
        None => {}
    }
}
