//! Writing in a talk: a turn with its words and what is seen, the title, what made the difference.

use super::chip::{Chip, paint_sign};
use super::command::Ask;
use super::drawing_painter::font;
use super::look::{self, Scale, corner, space};
use super::map_state::MapFacts;
use super::talks::{TalksState, Writing, Written};
use super::talks_keys::write_turn;
use crate::drawing::lobe::Hand;
use crate::drawing::{Face, Ink};
use crate::model::{CycleMap, PartnerId};
use egui::{
    CornerRadius, Frame, Id, Key, Margin, Modifiers, Role, Stroke, TextEdit, Ui,
    WidgetInfo, pos2, vec2,
};

fn words_id() -> Id {
    Id::unique("talk words")
}

fn seen_id() -> Id {
    Id::unique("talk seen")
}

/// What a key in a text box of the talk asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Step {
    /// Keep it, and go on with a turn of the other.
    Other,
    /// Keep it, and go on with a turn of the same one.
    Same,
    Keep,
    Leave,
    /// Backspace in an empty new turn: back to the one before.
    Back,
}

/// The boxes of a turn in its place; `hand` is the side of the one who speaks.
pub(super) fn turn_box_ui(
    ui: &mut Ui,
    state: &mut TalksState,
    (map, facts): (&CycleMap, &MapFacts<'_>),
    asked: &mut Vec<Ask>,
) {
    let Some(writing) = &mut state.writing else { return };
    let (Written::NewTurn { who, .. } | Written::Turn { who, .. }) = writing.what else {
        return;
    };
    let step = taken_step(ui, writing);
    let hand = if who == map.left { Hand::Left } else { Hand::Right };
    let frame = box_frame(ui);
    let name = facts.case.name_of(who);
    let shown = frame.show(ui, |ui| {
        ui.set_width(ui.available_width());
        ui.spacing_mut().item_spacing.y = 2.0;
        speaker_ui(ui, (name, hand));
        let label = format!("What {name} says");
        let words = (words_id(), label.as_str(), Scale::Phrase, Ink::Ink);
        let has_words =
            text_ui(ui, words, "Words; empty for a silence", &mut writing.words);
        let label = format!("What is seen of {name}");
        let seen = (seen_id(), label.as_str(), Scale::Chip, Ink::Ink2);
        let has_seen =
            text_ui(ui, seen, "What is seen, such as: looks away", &mut writing.seen);
        has_words || has_seen
    });
    if std::mem::take(&mut state.scrolls) {
        shown.response.scroll_to_me(None);
    }
    finish(ui, state, map, (shown.inner, step), asked);
}

/// One box for a text of the talk, such as its title.
pub(super) fn text_box_ui(
    ui: &mut Ui,
    state: &mut TalksState,
    map: &CycleMap,
    (label, scale): (&str, Scale),
    asked: &mut Vec<Ask>,
) {
    let Some(writing) = &mut state.writing else { return };
    let step = taken_step(ui, writing);
    let shown = box_frame(ui).show(ui, |ui| {
        ui.set_width(ui.available_width());
        text_ui(ui, (words_id(), label, scale, Ink::Ink), label, &mut writing.words)
    });
    finish(ui, state, map, (shown.inner, step), asked);
}

fn box_frame(ui: &Ui) -> Frame {
    Frame::new()
        .fill(look::ink(ui, Ink::Surface))
        .stroke(Stroke::new(2.0, look::ink(ui, Ink::Accent)))
        .corner_radius(CornerRadius::same(corner::FIELD))
        .inner_margin(Margin::symmetric(12, 8))
}

fn speaker_ui(ui: &mut Ui, (name, hand): (&str, Hand)) {
    let ink = if hand == Hand::Left { Ink::AInk } else { Ink::BInk };
    let words = look::line(ui, name, (Scale::Label, Face::SansSemiBold, ink), 240.0);
    let size = vec2(ui.available_width(), words.size().y);
    let (rect, _) = ui.allocate_exact_size(size, egui::Sense::hover());
    paint_sign(ui, pos2(rect.left() + 6.0, rect.center().y), hand);
    let at = rect.min + vec2(20.0, 0.0);
    ui.painter().galley(at, words, look::ink(ui, ink));
}

/// A text that wraps; true while the keyboard is in it.
fn text_ui(
    ui: &mut Ui,
    (id, label, scale, ink): (Id, &str, Scale, Ink),
    hint: &str,
    words: &mut String,
) -> bool {
    let (size, _) = scale.size();
    let hint = egui::RichText::new(hint)
        .font(font(Face::Sans, size))
        .color(look::ink(ui, Ink::Ink3));
    let edit = TextEdit::multiline(words)
        .id(id)
        .frame(Frame::NONE)
        .margin(Margin::ZERO)
        .desired_rows(1)
        .desired_width(f32::INFINITY)
        .font(font(Face::Sans, size))
        .text_color(look::ink(ui, ink))
        .char_limit(4_000)
        .hint_text(hint);
    let response = ui.add(edit);
    response.widget_info(|| {
        let mut info = WidgetInfo::labeled(Role::MultilineTextInput, true, label);
        info.current_text_value = Some(words.clone());
        info
    });
    response.has_focus()
}

/// The keys that leave a box, taken before the box has them.
fn taken_step(ui: &Ui, writing: &mut Writing) -> Option<Step> {
    if std::mem::take(&mut writing.wants_focus) {
        ui.memory_mut(|memory| memory.request_focus(words_id()));
    }
    let pressed =
        |modifiers, key| ui.input_mut(|input| input.consume_key(modifiers, key));
    // Esc has taken the keyboard from the box before this frame began.
    if writing.had_focus && pressed(Modifiers::NONE, Key::Escape) {
        return Some(Step::Leave);
    }
    let has_focus =
        ui.memory(|memory| memory.has_focus(words_id()) || memory.has_focus(seen_id()));
    if !has_focus {
        return None;
    }
    let is_turn = !matches!(writing.what, Written::Title | Written::WhatChanged);
    let is_blank = writing.words.is_empty() && writing.seen.is_empty();
    if pressed(Modifiers::COMMAND, Key::Enter) {
        Some(if is_turn { Step::Same } else { Step::Keep })
    } else if pressed(Modifiers::NONE, Key::Enter) {
        Some(if is_turn { Step::Other } else { Step::Keep })
    } else if is_turn && is_blank && pressed(Modifiers::NONE, Key::Backspace) {
        Some(Step::Back)
    } else {
        None
    }
}

/// Does what a key asked for, or keeps the words once the keyboard has gone elsewhere.
fn finish(
    ui: &Ui,
    state: &mut TalksState,
    map: &CycleMap,
    (has_focus, step): (bool, Option<Step>),
    asked: &mut Vec<Ask>,
) {
    let Some(writing) = &mut state.writing else { return };
    let had_focus = writing.had_focus;
    writing.had_focus |= has_focus;
    state.is_typing |= has_focus;
    if let Some(step) = step {
        return take_step(ui, state, map, step, asked);
    }
    if had_focus && !has_focus && !ui.memory(|memory| memory.has_focus(words_id())) {
        asked.extend(state.keep(map).map(Ask::Change));
    }
}

fn take_step(
    ui: &Ui,
    state: &mut TalksState,
    map: &CycleMap,
    step: Step,
    asked: &mut Vec<Ask>,
) {
    let Some(writing) = &state.writing else { return };
    let turn = match writing.what {
        Written::NewTurn { at, who } | Written::Turn { at, who } => Some((at, who)),
        Written::Title | Written::WhatChanged => None,
    };
    let is_blank = writing.words.trim().is_empty() && writing.seen.trim().is_empty();
    if let Some(most) = writing.too_long() {
        // Nothing is lost: the box stays open until it is shortened.
        asked.push(Ask::Tell(most));
        return;
    }
    ui.memory_mut(|memory| memory.surrender_focus(words_id()));
    ui.memory_mut(|memory| memory.surrender_focus(seen_id()));
    state.is_typing = true;
    match (step, turn) {
        (Step::Leave, _) => state.writing = None,
        (Step::Back, Some((at, _))) => back(state, map, at, asked),
        (Step::Other | Step::Same, Some((at, who))) if !is_blank => {
            asked.extend(state.keep(map).map(Ask::Change));
            let who = if step == Step::Other { who.other() } else { who };
            let next = Written::NewTurn { at: at + 1, who };
            state.writing = Some(Writing::new(next));
            (state.chosen, state.scrolls) = (None, true);
        }
        _ => asked.extend(state.keep(map).map(Ask::Change)),
    }
}

/// An empty turn goes, and the one before it is written again.
fn back(state: &mut TalksState, map: &CycleMap, at: usize, asked: &mut Vec<Ask>) {
    asked.extend(state.keep(map).map(Ask::Change));
    if let (Some(before), Some(talk)) = (at.checked_sub(1), state.talk(map)) {
        write_turn(state, talk, before);
    }
}

impl Writing {
    /// Why these words cannot be kept as they are.
    pub fn too_long(&self) -> Option<String> {
        use crate::edit::dialogue::{CHANGE_LETTERS, TURN_LETTERS};
        let most = match self.what {
            Written::Title => crate::edit::cycle_map::NAME_LETTERS,
            Written::WhatChanged => CHANGE_LETTERS,
            Written::NewTurn { .. } | Written::Turn { .. } => TURN_LETTERS,
        };
        let found = self.words.chars().count().max(self.seen.chars().count());
        let error = crate::edit::EditError::TooLong { most, found };
        (found > most).then(|| error.to_string())
    }
}

/// What the keys do while something is written.
pub(super) fn keys_ui(
    ui: &mut Ui,
    state: &mut TalksState,
    (map, facts): (&CycleMap, &MapFacts<'_>),
    asked: &mut Vec<Ask>,
) {
    let Some(writing) = &state.writing else { return };
    let turn = match writing.what {
        Written::NewTurn { who, .. } | Written::Turn { who, .. } => Some(who),
        Written::Title | Written::WhatChanged => None,
    };
    ui.spacing_mut().item_spacing.x = space::S;
    let Some(who) = turn else {
        if Chip::new("Enter", "Keep").show(ui).clicked() {
            take_step(ui, state, map, Step::Keep, asked);
        }
        if Chip::new("Esc", "Leave it as it was").show(ui).clicked() {
            take_step(ui, state, map, Step::Leave, asked);
        }
        return;
    };
    let name = |partner: PartnerId| facts.case.name_of(partner).to_owned();
    let steps = [
        ("Enter", format!("{} answers", name(who.other())), Step::Other),
        ("Ctrl Enter", format!("{} goes on", name(who)), Step::Same),
        ("Esc", "Leave it".to_owned(), Step::Leave),
    ];
    for (key, label, step) in steps {
        if Chip::new(key, &label).show(ui).clicked() {
            take_step(ui, state, map, step, asked);
        }
    }
    if Chip::new("Tab", "What is seen").show(ui).clicked() {
        ui.memory_mut(|memory| memory.request_focus(seen_id()));
    }
}
