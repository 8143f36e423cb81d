//! Settings of notes: when one is late, and the practice's own formats.

use super::gate_command::GateCommand;
use super::icon::Icon;
use super::look::{self, Scale, space};
use super::when;
use super::widget_button::{Button, IconButton};
use crate::drawing::{Face, Ink};
use crate::model::note_format::NoteFormat;
use crate::model::own_spelling::OwnSpelling;
use egui::{Align, Layout, Ui, Vec2};

/// What this group is shown with.
#[derive(Debug, Clone, Copy)]
pub struct NotesSettingsFacts<'a> {
    pub late_after_days: u16,
    pub formats: &'a [NoteFormat],
    pub spelling: &'a OwnSpelling,
    pub can_change: bool,
}

/// The most days that a note may wait.
pub const LATE_DAYS: u16 = 60;

const NAME: (Scale, Face, Ink) = (Scale::Phrase, Face::Sans, Ink::Ink);
const SMALL: (Scale, Face, Ink) = (Scale::Chip, Face::Sans, Ink::Ink2);

/// Shows the group.
pub(super) fn notes_ui(
    ui: &mut Ui,
    facts: NotesSettingsFacts<'_>,
    asked: &mut Vec<GateCommand>,
) {
    ui.add_enabled_ui(facts.can_change, |ui| {
        late_ui(ui, facts, asked);
        formats_ui(ui, facts, asked);
        spelling_ui(ui, facts.spelling, asked);
    });
}

fn late_ui(ui: &mut Ui, facts: NotesSettingsFacts<'_>, asked: &mut Vec<GateCommand>) {
    let days = facts.late_after_days;
    ui.horizontal(|ui| {
        ui.vertical(|ui| {
            ui.spacing_mut().item_spacing.y = 0.0;
            let days = when::count(usize::from(days), "day", "days");
            look::label(ui, &format!("A note is late after {days}"), NAME);
            look::label(
                ui,
                "It then asks why. Your licence or payer has the rule.",
                SMALL,
            );
        });
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            let size = Vec2::splat(34.0);
            let mut more = IconButton::new(Icon::Plus, "More days").filled(size);
            more.enabled = days < LATE_DAYS;
            if more.show(ui).clicked() {
                asked.push(GateCommand::SetLateAfter(days + 1));
            }
            let mut less = IconButton::new(Icon::Minus, "Less days").filled(size);
            less.enabled = days > 0;
            if less.show(ui).clicked() {
                asked.push(GateCommand::SetLateAfter(days.saturating_sub(1)));
            }
        });
    });
}

fn formats_ui(ui: &mut Ui, facts: NotesSettingsFacts<'_>, asked: &mut Vec<GateCommand>) {
    ui.add_space(space::S);
    look::label(ui, "Formats of notes of your own", NAME);
    let words = "A format is one file: its sections, the hint in each, and which must be filled in";
    ui.add(egui::Label::new(look::job(ui, words, SMALL)).wrap());
    for (at, format) in facts.formats.iter().enumerate() {
        ui.horizontal(|ui| {
            let sections = when::count(format.sections.len(), "section", "sections");
            look::label(ui, &format!("{}, {sections}", format.title), NAME);
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                let name = format!("Remove the format {}", format.title);
                if IconButton::new(Icon::Close, &name).show(ui).clicked() {
                    asked.push(GateCommand::RemoveFormat(at));
                }
            });
        });
    }
    if Button::plain("Add a format…").icon(Icon::Plus).show(ui).clicked() {
        asked.push(GateCommand::AddFormat);
    }
}

fn spelling_ui(ui: &mut Ui, spelling: &OwnSpelling, asked: &mut Vec<GateCommand>) {
    ui.add_space(space::S);
    let mut changed = spelling.clone();
    let words = if spelling.is_off {
        "The spelling of notes is not looked at"
    } else {
        "The spelling of notes is looked at, in American and British English"
    };
    look::label(ui, words, NAME);
    let words = "Only suggestions. What is written in another language is left alone.";
    look::label(ui, words, SMALL);
    let switch =
        if spelling.is_off { "Look at spelling" } else { "Leave spelling alone" };
    if Button::plain(switch).show(ui).clicked() {
        changed.is_off = !spelling.is_off;
    }
    if !spelling.words.is_empty() {
        ui.add_space(space::S);
        look::label(ui, "Words of your own that are right", NAME);
        ui.horizontal_wrapped(|ui| own_words_ui(ui, spelling, &mut changed));
    }
    if changed != *spelling {
        asked.push(GateCommand::KeepSpelling(Box::new(changed)));
    }
}

fn own_words_ui(ui: &mut Ui, spelling: &OwnSpelling, changed: &mut OwnSpelling) {
    for word in &spelling.words {
        look::label(ui, word, SMALL);
        let name = format!("Remove {word} from the words that are right");
        if IconButton::new(Icon::Close, &name).show(ui).clicked() {
            changed.forget(word);
        }
    }
}
