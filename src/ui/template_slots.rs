//! The boxes and choices of one block: words with fields, names of lists, numbers, looks.

use super::icon::Icon;
use super::look::{self, Scale, space};
use super::template_list::hint;
use super::template_pick::{Picker, Target, words_id};
use super::templates::TemplatesState;
use super::widget_button::{Button, IconButton};
use super::widget_key_cap::switch;
use super::widget_text::TextBox;
use crate::drawing::{Face, Ink};
use crate::export::template::{Block, Words};
use crate::export::template_edit::BlockPath;
use crate::export::template_form::{
    self, CHARTS, GROUNDS, SIDES, SIZES, Slot, SlotKind, VOICES, WHICH,
};
use crate::export::{template_kinds, template_rows};
use egui::{Id, Ui, vec2};

const LABEL: (Scale, Face, Ink) = (Scale::Label, Face::Sans, Ink::Ink2);
const ROW: (Scale, Face, Ink) = (Scale::Label, Face::SansSemiBold, Ink::Ink2);
/// More boxes than a person fills in.
const MOST: usize = 250;
/// Longer words are no words of a page.
const LETTERS: usize = 20_000;

/// Shows everything that can be filled in on a block; true if something was changed.
pub fn slots_ui(
    ui: &mut Ui,
    state: &mut TemplatesState,
    (path, can_change): (&BlockPath, bool),
    block: &mut Block,
) -> bool {
    if template_form::slots(block).len() > MOST {
        hint(ui, "There is too much in it to show it here. The text has it all.");
        return false;
    }
    let noun = template_rows::row_noun(block);
    let mut is_changed = false;
    let mut row = None;
    let mut removed = None;
    for (number, slot) in template_form::slots(block).into_iter().enumerate() {
        if let (Some(noun), Some(at)) = (noun, slot.row.filter(|at| Some(*at) != row)) {
            row = Some(at);
            if row_ui(ui, (noun, at, can_change)) {
                removed = Some(at);
            }
        }
        ui.add_enabled_ui(can_change, |ui| {
            is_changed |= slot_ui(ui, state, (path, number), slot);
        });
    }
    if let Some(at) = removed {
        template_rows::remove_row(block, at);
        is_changed = true;
    }
    if let (Some(noun), true) = (noun, can_change)
        && Button::quiet(&format!("Add a {noun}")).icon(Icon::Plus).show(ui).clicked()
    {
        template_rows::add_row(block);
        is_changed = true;
    }
    is_changed
}

/// The number of a row; true if it is to go.
fn row_ui(ui: &mut Ui, (noun, at, can_change): (&str, usize, bool)) -> bool {
    let mut is_removed = false;
    ui.horizontal(|ui| {
        ui.set_height(30.0);
        look::label(ui, &format!("{noun} {}", at + 1), ROW);
        if can_change {
            let name = format!("Remove {noun} {}", at + 1);
            let mut button = IconButton::new(Icon::Close, &name);
            button.size = vec2(28.0, 28.0);
            is_removed = button.show(ui).clicked();
        }
    });
    is_removed
}

fn slot_ui(
    ui: &mut Ui,
    state: &mut TemplatesState,
    (path, number): (&BlockPath, usize),
    slot: Slot<'_>,
) -> bool {
    let label = slot.label;
    match slot.kind {
        SlotKind::Words(words) => words_ui(ui, state, (path, number, 1), (label, words)),
        SlotKind::Paragraphs(words) => {
            words_ui(ui, state, (path, number, 3), (label, words))
        }
        SlotKind::Count(count) => {
            let mut value = *count as f64;
            let is_changed = number_ui(ui, label, (&mut value, 0.0..=40.0, 1.0));
            *count = value as usize;
            is_changed
        }
        SlotKind::Share(share) => {
            let mut value = f64::from(*share);
            let is_changed = number_ui(ui, label, (&mut value, 0.0..=20.0, 0.1));
            *share = rounded(value);
            is_changed
        }
        SlotKind::Millimetres(height) => {
            let mut value = f64::from(*height);
            let is_changed = number_ui(ui, label, (&mut value, 5.0..=60.0, 1.0));
            *height = rounded(value);
            is_changed
        }
        SlotKind::List(name) | SlotKind::Turns(name) | SlotKind::Has(name) => {
            name_ui(ui, state, (path, number), (label, name));
            false
        }
        SlotKind::Size(size) => choice_ui(ui, label, (size, &SIZES)),
        SlotKind::Which(which) => choice_ui(ui, label, (which, &WHICH)),
        SlotKind::Charts(of) => choice_ui(ui, label, (of, &CHARTS)),
        SlotKind::Side(side) => choice_ui(ui, label, (side, &SIDES)),
        SlotKind::Ground(ground) => choice_ui(ui, label, (ground, &GROUNDS)),
        SlotKind::Voice(voice) => choice_ui(ui, label, (voice, &VOICES)),
    }
}

/// A tenth is fine enough, and reads well in the text.
fn rounded(value: f64) -> f32 {
    ((value * 10.0).round() / 10.0) as f32
}

fn words_ui(
    ui: &mut Ui,
    state: &mut TemplatesState,
    (path, number, rows): (&BlockPath, usize, usize),
    (label, words): (&str, &mut Words),
) -> bool {
    let mut is_changed = false;
    let mut removed = None;
    let count = words.0.len().max(1);
    for turn in 0..count {
        let shown = if turn == 0 { label } else { "or, if a field of that is empty" };
        let mut text = words.0.get(turn).cloned().unwrap_or_default();
        let id = words_id(path, number, turn);
        let text_box = TextBox::new(shown, id).rows(rows).at_most(LETTERS);
        if text_box.show(ui, &mut text).changed() {
            match words.0.get_mut(turn) {
                Some(old) => *old = text,
                None => words.0.push(text),
            }
            is_changed = true;
        }
        ui.horizontal(|ui| {
            ui.spacing_mut().item_spacing.x = space::XS;
            let put = Button::quiet("Put a field in…").scale(Scale::Label).height(26.0);
            if ui.is_enabled() && put.show(ui).clicked() {
                let target = Target::Field(path.clone(), number, turn);
                state.picker = Some(Picker::new(target));
            }
            let is_last = turn + 1 == count;
            let has_field = words.0.last().is_some_and(|it| it.contains('{'));
            let other = Button::quiet("If it is empty…").scale(Scale::Label).height(26.0);
            if ui.is_enabled() && is_last && has_field && other.show(ui).clicked() {
                words.0.push(String::new());
                is_changed = true;
            }
            let remove = Button::quiet("Without this").scale(Scale::Label).height(26.0);
            if ui.is_enabled() && turn > 0 && remove.show(ui).clicked() {
                removed = Some(turn);
            }
        });
    }
    if let Some(turn) = removed {
        words.0.remove(turn);
        is_changed = true;
    }
    is_changed
}

fn number_ui(
    ui: &mut Ui,
    label: &str,
    (value, range, step): (&mut f64, std::ops::RangeInclusive<f64>, f64),
) -> bool {
    let before = *value;
    ui.horizontal(|ui| {
        look::label(ui, label, LABEL);
        let less = format!("{label}: less");
        if IconButton::new(Icon::Minus, &less).show(ui).clicked() {
            *value = (*value - step).max(*range.start());
        }
        let shown = (*value * 10.0).round() / 10.0;
        look::label(ui, &format!("{shown}"), (Scale::Interface, Face::Sans, Ink::Ink));
        let more = format!("{label}: more");
        if IconButton::new(Icon::Plus, &more).show(ui).clicked() {
            *value = (*value + step).min(*range.end());
        }
    });
    (*value - before).abs() > f64::EPSILON
}

fn name_ui(
    ui: &mut Ui,
    state: &mut TemplatesState,
    (path, number): (&BlockPath, usize),
    (label, name): (&str, &str),
) {
    ui.horizontal(|ui| {
        look::label(ui, label, LABEL);
        let words = template_kinds::said_of(name);
        let mut button = Button::plain(&words).height(32.0);
        button.enabled = ui.is_enabled();
        if button.show(ui).clicked() {
            state.picker = Some(Picker::new(Target::Name(path.clone(), number)));
        }
    });
}

/// One of a few looks.
pub fn choice_ui<T: Copy + PartialEq>(
    ui: &mut Ui,
    label: &str,
    (value, all): (&mut T, &[(T, &str)]),
) -> bool {
    let names: Vec<&str> = all.iter().map(|(_, name)| *name).collect();
    let mut at = all.iter().position(|(it, _)| it == value).unwrap_or_default();
    let before = *value;
    look::label(ui, label, LABEL);
    ui.push_id(Id::unique((label, names.len())), |ui| {
        if switch(ui, label, &names, &mut at)
            && let Some((new, _)) = all.get(at)
        {
            *value = *new;
        }
    });
    *value != before
}
