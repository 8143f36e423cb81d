//! Small fields of the course: a day, a number in a range, a choice among a few, some to pick.

use super::look::{self, Scale, space};
use super::phrase_panel;
use super::widget_field::{Field, Ground};
use super::{gate, icon::Icon, when};
use crate::drawing::{Face, Ink};
use crate::edit::day::read_past_day;
use crate::model::PartnerId;
use chrono::NaiveDate;
use egui::{Id, Ui, vec2};

/// Words of a field that are not a day or a number yet.
#[derive(Debug, Clone, Default)]
pub(super) struct Writing(Option<(Id, String)>);

pub(super) const GROUP: (Scale, Face, Ink) =
    (Scale::Label, Face::SansSemiBold, Ink::Ink2);
pub(super) const SECOND: (Scale, Face, Ink) = (Scale::Interface, Face::Sans, Ink::Ink2);
pub(super) const QUIET: (Scale, Face, Ink) = (Scale::Chip, Face::Sans, Ink::Ink2);

/// What a field is called, and what it is remembered by.
#[derive(Debug, Clone, Copy)]
pub(super) struct Named<'a> {
    pub label: &'a str,
    pub hint: &'a str,
    pub id: Id,
    pub is_label_shown: bool,
    pub ground: Ground,
}

impl<'a> Named<'a> {
    pub fn new(label: &'a str, id: Id) -> Self {
        let ground = Ground::Paper;
        Self { label, hint: "", id, is_label_shown: true, ground }
    }

    pub fn hint(self, hint: &'a str) -> Self {
        Self { hint, ..self }
    }

    pub fn unnamed(self) -> Self {
        Self { is_label_shown: false, ..self }
    }

    /// On a card instead of the paper.
    pub fn on_card(self) -> Self {
        Self { ground: Ground::Card, ..self }
    }

    fn field(self) -> Field<'a> {
        let field = Field::new(self.label).hint(self.hint).id(self.id);
        let field = field.height(38.0).scale(Scale::Interface).on(self.ground);
        if self.is_label_shown { field } else { field.hide_label() }
    }
}

/// One line of words; true when they were changed.
pub(super) fn line_ui(ui: &mut Ui, named: Named<'_>, words: &mut String) -> bool {
    named.field().at_most(200).show(ui, words).response.changed()
}

/// A day, or none; true when it was changed.
pub(super) fn day_ui(
    ui: &mut Ui,
    named: Named<'_>,
    (writing, day, today): (&mut Writing, &mut Option<NaiveDate>, NaiveDate),
) -> bool {
    let shown = day.map(when::written).unwrap_or_default();
    let read = |words: &str| match words.trim() {
        "" => Some(None),
        words => read_past_day(words, today).map(Some),
    };
    let fault = format!("{} or yesterday", when::such_as(today));
    typed_ui(ui, (named, &shown, &fault), (writing, day), read)
}

/// A number up to a most, or none; true when it was changed.
pub(super) fn number_ui(
    ui: &mut Ui,
    named: Named<'_>,
    (writing, number, most): (&mut Writing, &mut Option<u16>, u16),
) -> bool {
    let shown = number.map(|number| number.to_string()).unwrap_or_default();
    let read = |words: &str| match words.trim() {
        "" => Some(None),
        words => words.parse().ok().filter(|number| *number <= most).map(Some),
    };
    let fault = format!("A whole number up to {most}");
    typed_ui(ui, (named, &shown, &fault), (writing, number), read)
}

/// A value that is read from what is typed; what cannot be read stays, with a sentence.
pub(super) fn typed_ui<T: PartialEq>(
    ui: &mut Ui,
    (named, shown, fault): (Named<'_>, &str, &str),
    (writing, value): (&mut Writing, &mut T),
    read: impl Fn(&str) -> Option<T>,
) -> bool {
    let own = writing.0.as_ref().filter(|(id, _)| *id == named.id);
    let mut words = own.map_or_else(|| shown.to_owned(), |(_, words)| words.clone());
    let response = named.field().at_most(40).show(ui, &mut words).response;
    let mut is_changed = false;
    if response.changed() {
        if let Some(new) = read(&words) {
            is_changed = new != *value;
            *value = new;
        }
        writing.0 = Some((named.id, words));
    } else if !response.has_focus() && own.is_some() && read(&words).is_some() {
        writing.0 = None;
    } else if !response.has_focus() && own.is_some() {
        gate::remark(ui, (Icon::Note, Ink::Alarm), fault);
    }
    is_changed
}

/// Chooses one of a few by name; true when another one was chosen.
pub(super) fn choice_ui<T: PartialEq + Copy>(
    ui: &mut Ui,
    (value, all): (&mut T, &[T]),
    name: impl Fn(T) -> String,
) -> bool {
    let mut is_changed = false;
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(space::XS, space::XS);
        for one in all {
            if phrase_panel::choice(ui, &name(*one), (one, value)) {
                *value = *one;
                is_changed = true;
            }
        }
    });
    is_changed
}

/// Picks any of some: each is in the list or not; true when that was changed.
pub(super) fn picks_ui<T: PartialEq + Copy>(
    ui: &mut Ui,
    (picked, all): (&mut Vec<T>, &[(T, String)]),
) -> bool {
    let mut is_changed = false;
    for (one, name) in all {
        let is_in = picked.contains(one);
        if pick_ui(ui, (name, is_in)) {
            if is_in {
                picked.retain(|other| other != one);
            } else {
                picked.push(*one);
            }
            is_changed = true;
        }
    }
    is_changed
}

/// A word that is in or out.
pub(super) fn pick_ui(ui: &mut Ui, (name, is_in): (&str, bool)) -> bool {
    let (face, ink, fill) = if is_in {
        (Face::SansSemiBold, Ink::Accent, Ink::AccentWash)
    } else {
        (Face::Sans, Ink::Ink2, Ink::Control)
    };
    let button =
        egui::Button::selectable(is_in, look::job(ui, name, (Scale::Chip, face, ink)))
            .fill(look::ink(ui, fill))
            .stroke(egui::Stroke::NONE)
            .corner_radius(7)
            .min_size(vec2(0.0, 28.0));
    ui.add(button).clicked()
}

/// A small name over a part of a page.
pub(super) fn group_ui(ui: &mut Ui, words: &str) {
    ui.add_space(space::S);
    look::label(ui, words, GROUP);
}

/// Two halves of the same width, for what each partner has of their own.
pub(super) fn halves_ui(
    ui: &mut Ui,
    both: [PartnerId; 2],
    mut half: impl FnMut(&mut Ui, PartnerId),
) {
    let width = ((ui.available_width() - space::XL) / 2.0).max(120.0);
    ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing.x = space::XL;
        for partner in both {
            ui.allocate_ui_with_layout(
                vec2(width, 0.0),
                egui::Layout::top_down(egui::Align::Min),
                |ui| {
                    ui.set_width(width);
                    ui.spacing_mut().item_spacing = vec2(space::S, space::S);
                    half(ui, partner);
                },
            );
        }
    });
}
