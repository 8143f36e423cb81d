//! The keys of the talks while no text box has the keyboard.

use super::command::{Ask, Command};
use super::keys::{self, Live, Meant, Where};
use super::map_state::MapFacts;
use super::talks::{TalksState, Writing, Written, begin_talk};
use crate::edit::cycle_map::Direction;
use crate::edit::dialogue::{self, Half};
use crate::edit::phrase::Sharing;
use crate::model::{CycleMap, Dialogue, PartnerId, Turn};
use egui::{Key, Modifiers, Ui};

/// Takes the keys that belong to the talks.
pub(super) fn take_keys(
    ui: &Ui,
    state: &mut TalksState,
    (map, facts): (&CycleMap, &MapFacts<'_>),
    asked: &mut Vec<Ask>,
) {
    if !facts.takes_keys || state.is_typing || state.writing.is_some() {
        return;
    }
    let pressed =
        |modifiers, key| ui.input_mut(|input| input.consume_key(modifiers, key));
    if keys::escape_under(ui) {
        state.escape();
    }
    let Some(talk) = state.talk(map) else { return };
    if !facts.place.is_read_only {
        take_enter(ui, state, (map, talk));
        take_strokes(ui, state, (map, talk, facts), asked);
    }
    if pressed(Modifiers::NONE, Key::PageDown) {
        go(state, map, 1);
    } else if pressed(Modifiers::NONE, Key::PageUp) {
        go(state, map, -1);
    }
    take_arrows(ui, state, talk);
}

fn take_strokes(
    ui: &Ui,
    state: &mut TalksState,
    (map, talk, facts): (&CycleMap, &Dialogue, &MapFacts<'_>),
    asked: &mut Vec<Ask>,
) {
    let keys = keys::of(ui);
    keys::take_strokes(ui, |stroke, script| {
        if let Some(writing) = &mut state.writing {
            // Typed fast: the key that opened the box came in the same frame.
            writing.words.extend(stroke.typed);
            return stroke.typed.is_some();
        }
        match keys.meant(Where::Talks, stroke, script) {
            Some(Meant::Live(live)) => on_the_turn(state, (map, talk), live, asked)
                .unwrap_or_else(|| {
                    act(state, (map, talk, facts), live, asked);
                    true
                }),
            Some(Meant::Correct(live)) => {
                let is_left = live == Live::Left;
                let who = if is_left { map.left } else { map.left.other() };
                give_turn(state, (map, talk), who, asked);
                true
            }
            None => stroke.typed.is_some_and(|typed| !typed.is_whitespace()),
        }
    });
}

/// The next talk of the list, or the one before.
fn go(state: &mut TalksState, map: &CycleMap, by: isize) {
    let place = map.dialogues.iter().position(|talk| Some(talk.id) == state.open);
    let next = place.and_then(|place| place.checked_add_signed(by));
    if let Some(talk) = next.and_then(|next| map.dialogues.get(next)) {
        state.show(talk.id);
    }
}

fn take_arrows(ui: &Ui, state: &mut TalksState, talk: &Dialogue) {
    let pressed = |key| ui.input_mut(|input| input.consume_key(Modifiers::NONE, key));
    let is_elsewhere = ui.memory(|memory| memory.focused().is_some());
    if is_elsewhere {
        return;
    }
    let count = state.half.turns(talk).len();
    if pressed(Key::ArrowDown) {
        let next = state.chosen.map_or(0, |at| at + 1);
        state.chosen = (count > 0).then(|| next.min(count - 1));
        state.scrolls = true;
    } else if pressed(Key::ArrowUp) {
        let before = state.chosen.map_or(count, |at| at);
        state.chosen = (count > 0).then(|| before.saturating_sub(1));
        state.scrolls = true;
    } else if pressed(Key::ArrowLeft) {
        to_half(state, talk, Half::Before);
    } else if pressed(Key::ArrowRight) {
        to_half(state, talk, Half::After);
    }
}

fn to_half(state: &mut TalksState, talk: &Dialogue, half: Half) {
    state.half = half;
    let last = half.turns(talk).len().checked_sub(1);
    state.chosen = state.chosen.and_then(|at| Some(at.min(last?)));
    state.scrolls = true;
}

/// Enter writes the chosen turn, or else the next one.
fn take_enter(ui: &Ui, state: &mut TalksState, (map, talk): (&CycleMap, &Dialogue)) {
    let has_button = ui.memory(|memory| memory.focused().is_some());
    let pressed = |key| ui.input_mut(|input| input.consume_key(Modifiers::NONE, key));
    if has_button || !pressed(Key::Enter) {
        return;
    }
    match state.chosen {
        Some(at) => write_turn(state, talk, at),
        None => begin_turn(state, talk, next_speaker(state, (map, talk))),
    }
}

/// What needs a chosen turn: nothing for every other key, false while none is chosen.
fn on_the_turn(
    state: &mut TalksState,
    (map, talk): (&CycleMap, &Dialogue),
    live: Live,
    asked: &mut Vec<Ask>,
) -> Option<bool> {
    let needs_one =
        matches!(live, Live::MoveUp | Live::MoveDown | Live::Reword | Live::Remove);
    if !needs_one {
        return None;
    }
    let Some(at) = state.chosen else { return Some(false) };
    let step = |direction| dialogue::step_turn(map, talk.id, (state.half, at), direction);
    let (change, to) = match live {
        Live::MoveUp => (step(Direction::Up), at.saturating_sub(1)),
        Live::MoveDown => (step(Direction::Down), at + 1),
        Live::Remove => (dialogue::remove_turn(map, talk.id, (state.half, at)), at),
        _ => {
            write_turn(state, talk, at);
            return Some(true);
        }
    };
    if let Some(change) = change {
        let is_gone = state.half.turns(talk).len() == to;
        state.chosen = if is_gone { to.checked_sub(1) } else { Some(to) };
        asked.push(Ask::Change(change));
    }
    Some(true)
}

/// What begins or changes something of the talk.
fn act(
    state: &mut TalksState,
    (map, talk, facts): (&CycleMap, &Dialogue, &MapFacts<'_>),
    live: Live,
    asked: &mut Vec<Ask>,
) {
    match live {
        Live::Left => begin_turn(state, talk, map.left),
        Live::Right => begin_turn(state, talk, map.left.other()),
        Live::OtherSays => other_speaker(state, (map, talk), asked),
        Live::Title => state.writing = Some(Writing::of(Written::Title, &talk.title)),
        Live::Difference => {
            state.writing = Some(Writing::of(Written::WhatChanged, &talk.what_changed));
        }
        Live::Share => share(state, (map, talk), facts, asked),
        Live::NewTalk => begin_talk(state, map, asked),
        Live::Examples => state.shows_examples ^= true,
        Live::KeyList => asked.push(Ask::Do(Command::Keys)),
        _ => {}
    }
}

/// Whoever did not speak last; at the beginning whoever stands on the left.
pub(super) fn next_speaker(
    state: &TalksState,
    (map, talk): (&CycleMap, &Dialogue),
) -> PartnerId {
    let turns = state.half.turns(talk);
    let before = state.chosen.map_or(turns.last(), |at| turns.get(at));
    before.map_or(map.left, |turn| turn.who.other())
}

/// A new turn after the chosen one, or last.
pub(super) fn begin_turn(state: &mut TalksState, talk: &Dialogue, who: PartnerId) {
    let end = state.half.turns(talk).len();
    let at = state.chosen.map_or(end, |at| at + 1);
    state.writing = Some(Writing::new(Written::NewTurn { at, who }));
    (state.chosen, state.scrolls) = (None, true);
}

pub(super) fn write_turn(state: &mut TalksState, talk: &Dialogue, at: usize) {
    let Some(turn) = state.half.turns(talk).get(at) else { return };
    let Turn { who, words, seen } = turn;
    let writing = Writing::of(Written::Turn { at, who: *who }, words);
    state.writing = Some(Writing { seen: seen.clone(), ..writing });
    (state.chosen, state.scrolls) = (Some(at), true);
}

/// The chosen turn is the other's.
pub(super) fn other_speaker(
    state: &TalksState,
    (map, talk): (&CycleMap, &Dialogue),
    asked: &mut Vec<Ask>,
) {
    let turn = state.chosen.and_then(|at| state.half.turns(talk).get(at));
    if let Some(turn) = turn {
        give_turn(state, (map, talk), turn.who.other(), asked);
    }
}

/// The chosen turn is this partner's.
fn give_turn(
    state: &TalksState,
    (map, talk): (&CycleMap, &Dialogue),
    who: PartnerId,
    asked: &mut Vec<Ask>,
) {
    let Some(at) = state.chosen else { return };
    let Some(turn) = state.half.turns(talk).get(at) else { return };
    let turn = Turn { who, ..turn.clone() };
    let edit = dialogue::rewrite_turn(map, talk.id, (state.half, at), turn);
    asked.extend(edit.map(Ask::Change));
}

/// Shares or unshares the talk, or asks a second time.
pub(super) fn share(
    state: &mut TalksState,
    (map, talk): (&CycleMap, &Dialogue),
    facts: &MapFacts<'_>,
    asked: &mut Vec<Ask>,
) {
    match dialogue::switch_sharing(map, talk.id, facts.signer) {
        Some(Sharing::Change(edit)) => asked.push(Ask::Change(edit)),
        Some(Sharing::AskAgain) => state.asks_again = true,
        None => {}
    }
}
