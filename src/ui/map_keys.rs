//! The keys of the map screen while no text box has the keyboard.

use super::capture::Chosen;
use super::command::{Ask, Command};
use super::keys::{self, Live, Meant, Where};
use super::map_state::{MapFacts, MapState, View};
use super::{phrase_link, tray};
use crate::edit::cycle_map::{Direction, step};
use crate::edit::phrase::{self, Sharing};
use crate::edit::{Edit, tray as unsorted};
use crate::model::{CycleMap, Element, ElementId, Layer, PartnerId};
use egui::{Key, Modifiers};

/// Takes the keys that belong to the map and asks for what they mean.
pub fn take_keys(
    ui: &egui::Ui,
    state: &mut MapState,
    facts: &MapFacts<'_>,
    asked: &mut Vec<Ask>,
) {
    // The words of a version may be under way: Esc puts its panel away all the same.
    let escapes = facts.takes_keys && (!state.is_typing || state.confirm.is_open);
    if escapes && keys::escape_under(ui) {
        state.escape();
        return;
    }
    if !facts.takes_keys || state.is_typing {
        return;
    }
    let Some(map) = facts.case.map(state.map) else { return };
    if facts.place.is_read_only {
        return;
    }
    // While it asks for a second yes, Enter is for its buttons.
    if state.selected.is_some()
        && state.sharing.is_none()
        && ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Enter))
    {
        state.edit_selected(map);
    }
    let keys = keys::of(ui);
    keys::take_strokes(ui, |stroke, script| {
        if state.wants_strip {
            // Typed fast: the layer's key came in the same frame, and these are words.
            state.capture.words.extend(stroke.typed);
            return stroke.typed.is_some();
        }
        if phrase_link::take_figure(state, map, stroke.figure(script), asked) {
            return true;
        }
        match keys.meant(Where::Map, stroke, script) {
            Some(meant) => act(state, (map, facts), meant, asked),
            // A space presses the button that has the keyboard; other letters mean nothing here.
            None => stroke.typed.is_some_and(|typed| !typed.is_whitespace()),
        }
    });
    focus_quick_field(ui, state);
}

/// The quick view has its own text boxes.
fn focus_quick_field(ui: &egui::Ui, state: &mut MapState) {
    let (partner, layer) = (state.capture.partner, state.capture.layer);
    if state.view == View::Quick && std::mem::take(&mut state.wants_strip) {
        let id = egui::Id::unique(("quick", partner, layer));
        ui.memory_mut(|memory| memory.request_focus(id));
    }
}

/// True if the key meant something here.
fn act(
    state: &mut MapState,
    (map, facts): (&CycleMap, &MapFacts<'_>),
    meant: Meant,
    asked: &mut Vec<Ask>,
) -> bool {
    if tray::take_key(state, map, meant, asked) {
        return true;
    }
    match meant {
        Meant::Correct(live) => correct(state, map, live, asked),
        Meant::Live(live) => {
            if let Some(did) = on_the_chosen(state, map, live, asked) {
                return did;
            }
            if !on_the_last(state, (map, facts), live, asked) {
                begin(state, map, live, asked);
            }
        }
    }
    true
}

/// What needs a chosen phrase: nothing for every other key, false while none is chosen.
pub(super) fn on_the_chosen(
    state: &mut MapState,
    map: &CycleMap,
    live: Live,
    asked: &mut Vec<Ask>,
) -> Option<bool> {
    let needs_one =
        matches!(live, Live::MoveUp | Live::MoveDown | Live::Reword | Live::Remove);
    if live == Live::Link {
        return Some(phrase_link::switch(state, map));
    }
    if !needs_one {
        return None;
    }
    let Some(id) = state.selected else { return Some(false) };
    let moved = |direction| step(map, id, direction).map(|edit| Edit::Map(map.id, edit));
    let change = match live {
        Live::MoveUp => moved(Direction::Up),
        Live::MoveDown => moved(Direction::Down),
        Live::Remove => {
            state.select(None);
            phrase::remove(map, id)
        }
        _ => {
            state.edit_selected(map);
            None
        }
    };
    asked.extend(change.map(Ask::Change));
    Some(true)
}

/// What changes the chosen phrase, or else the one that was just kept; false if it means neither.
pub fn on_the_last(
    state: &mut MapState,
    (map, facts): (&CycleMap, &MapFacts<'_>),
    live: Live,
    asked: &mut Vec<Ask>,
) -> bool {
    let is_for_next = matches!(live, Live::OwnWords | Live::Share);
    let last = if is_for_next { state.just_kept(map) } else { state.kept_last };
    let Some(id) = state.selected.or(last) else { return false };
    let change = match live {
        Live::OwnWords => phrase::switch_own_words(map, id)
            .or_else(|| unsorted::switch_own_words(map, id)),
        Live::Owned => phrase::next_ownership(map, id),
        Live::Stronger => phrase::stronger(map, id),
        Live::Weaker => phrase::weaker(map, id),
        Live::OtherPartner => {
            other_partner(state, map, id, asked);
            None
        }
        Live::Share => {
            if map.find(id).is_some_and(|found| found.2.source.individual().is_some()) {
                // The second question stands in the bar of the chosen phrase.
                state.select(Some(id));
            }
            share(state, (map, id), facts, asked);
            None
        }
        Live::Slower => {
            slow_down(state, map, id, asked);
            None
        }
        _ => return false,
    };
    asked.extend(change.map(Ask::Change));
    true
}

/// Begins the next phrase, or does what needs no phrase at all.
fn begin(state: &mut MapState, map: &CycleMap, live: Live, asked: &mut Vec<Ask>) {
    match live {
        Live::KeyList => asked.push(Ask::Do(Command::Keys)),
        Live::Mark => asked.push(Ask::Do(Command::TimeMark)),
        live => {
            if state.capture.choose(live, map.left) == Some(Chosen::Layer) {
                state.select(None);
                state.wants_strip = true;
            }
        }
    }
}

/// Shift and a key of the strip: the chosen phrase, or the last one, belongs there instead.
pub fn correct(state: &mut MapState, map: &CycleMap, live: Live, asked: &mut Vec<Ask>) {
    let Some(id) = state.selected.or(state.kept_last) else { return };
    let found = map.find(id).map(|(partner, _, element)| (partner, element.layer));
    let (partner, layer) = found.unwrap_or((state.capture.partner, Layer::Behaviour));
    let to = match (live, live.layer()) {
        (Live::Left, _) => (map.left, layer),
        (Live::Right, _) => (map.left.other(), layer),
        (_, Some(to)) => (partner, to),
        (_, None) => return,
    };
    let from_tray = || live.layer().and_then(|_| unsorted::sort(map, id, to));
    let change = phrase::give(map, id, to).or_else(from_tray);
    follow(state, id, to);
    asked.extend(change.map(Ask::Change));
}

pub fn other_partner(
    state: &mut MapState,
    map: &CycleMap,
    id: ElementId,
    asked: &mut Vec<Ask>,
) {
    let Some((partner, _, element)) = map.find(id) else { return };
    let to = (partner.other(), element.layer);
    follow(state, id, to);
    asked.extend(phrase::give(map, id, to).map(Ask::Change));
}

/// The next phrase goes where the last one went, unless it has been begun.
fn follow(state: &mut MapState, id: ElementId, (partner, layer): (PartnerId, Layer)) {
    if state.kept_last == Some(id) && !state.capture.is_begun {
        (state.capture.partner, state.capture.layer) = (partner, layer);
        state.capture.is_for_tray = false;
    }
}

/// A behaviour leads to the moment behind it.
fn slow_down(state: &mut MapState, map: &CycleMap, id: ElementId, asked: &mut Vec<Ask>) {
    let is_behaviour = |element: &Element| element.layer == Layer::Behaviour;
    if map.find(id).is_some_and(|(_, _, element)| is_behaviour(element)) {
        state.select(Some(id));
        asked.push(Ask::Do(Command::SlowDown));
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
