//! The strip under the talks: what the next key will do.

use super::chip::{Chip, PartnerChip, divider};
use super::command::Ask;
use super::keys::{self, Live};
use super::look::space;
use super::map_state::MapFacts;
use super::talks::{TalksState, Writing, Written};
use super::talks_keys::{begin_turn, other_speaker, share, write_turn};
use super::{strip, talks_write};
use crate::drawing::lobe::Hand;
use crate::edit::cycle_map::Direction;
use crate::edit::dialogue;
use crate::model::{CycleMap, Dialogue};
use egui::Ui;

pub(super) fn strip_ui(
    ui: &mut Ui,
    state: &mut TalksState,
    (map, facts): (&CycleMap, &MapFacts<'_>),
    asked: &mut Vec<Ask>,
) {
    let Some(talk) = state.talk(map) else { return };
    strip::strip_panel(ui, facts, |ui| {
        ui.horizontal(|ui| {
            ui.spacing_mut().item_spacing.x = space::XS;
            ui.set_min_height(32.0);
            if state.writing.is_some() {
                talks_write::keys_ui(ui, state, (map, facts), asked);
            } else {
                rest_ui(ui, state, (map, talk), facts, asked);
            }
        });
    });
}

fn rest_ui(
    ui: &mut Ui,
    state: &mut TalksState,
    (map, talk): (&CycleMap, &Dialogue),
    facts: &MapFacts<'_>,
    asked: &mut Vec<Ask>,
) {
    for (hand, partner) in [(Hand::Left, map.left), (Hand::Right, map.left.other())] {
        let said = format!("{} says…", facts.case.name_of(partner));
        if (PartnerChip { name: &said, hand, is_chosen: false }).show(ui).clicked() {
            begin_turn(state, talk, partner);
        }
    }
    divider(ui);
    match state.chosen {
        Some(at) => turn_ui(ui, state, (map, talk, at), asked),
        None => talk_ui(ui, state, (map, talk), facts, asked),
    }
}

/// What can be done with the chosen turn.
fn turn_ui(
    ui: &mut Ui,
    state: &mut TalksState,
    (map, talk, at): (&CycleMap, &Dialogue, usize),
    asked: &mut Vec<Ask>,
) {
    let keys = keys::of(ui);
    if Chip::new("Enter", "Edit").show(ui).clicked() {
        write_turn(state, talk, at);
    }
    if Chip::new(&keys.cap(Live::OtherSays), "The other says it").show(ui).clicked() {
        other_speaker(state, (map, talk), asked);
    }
    let place = (state.half, at);
    let up = dialogue::step_turn(map, talk.id, place, Direction::Up);
    let down = dialogue::step_turn(map, talk.id, place, Direction::Down);
    if let Some(edit) = up
        && Chip::new(&keys.cap(Live::MoveUp), "Up").show(ui).clicked()
    {
        state.chosen = at.checked_sub(1);
        asked.push(Ask::Change(edit));
    }
    if let Some(edit) = down
        && Chip::new(&keys.cap(Live::MoveDown), "Down").show(ui).clicked()
    {
        state.chosen = Some(at + 1);
        asked.push(Ask::Change(edit));
    }
    if Chip::new(&keys.cap(Live::Remove), "Remove").show(ui).clicked() {
        state.chosen = None;
        let edit = dialogue::remove_turn(map, talk.id, place);
        asked.extend(edit.map(Ask::Change));
    }
}

/// What can be done with the talk while no turn is chosen.
fn talk_ui(
    ui: &mut Ui,
    state: &mut TalksState,
    (map, talk): (&CycleMap, &Dialogue),
    facts: &MapFacts<'_>,
    asked: &mut Vec<Ask>,
) {
    let keys = keys::of(ui);
    let key = keys.cap(Live::Difference);
    if Chip::new(&key, "What made the difference").show(ui).clicked() {
        state.writing = Some(Writing::of(Written::WhatChanged, &talk.what_changed));
    }
    let is_chosen = talk.is_shareable();
    let key = keys.cap(Live::Share);
    if (Chip { is_chosen, ..Chip::new(&key, "Shareable") }).show(ui).clicked() {
        share(state, (map, talk), facts, asked);
    }
    if Chip::new(&keys.cap(Live::Title), "Title").show(ui).clicked() {
        state.writing = Some(Writing::of(Written::Title, &talk.title));
    }
}
