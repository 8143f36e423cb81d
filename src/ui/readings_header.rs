//! The header of the readings: whose loop, which sheet, and who may see what is on it.

use super::command::{Ask, Command};
use super::icon::Icon;
use super::keys;
use super::look::{self, Scale, space};
use super::map_state::MapFacts;
use super::readings::ReadingsState;
use super::widget_button::IconButton;
use super::widget_key_cap::switch;
use crate::drawing::readings::Sheet;
use crate::drawing::{Face, Ink};
use egui::{Align, Frame, Layout, Margin, Ui};
use strum::VariantArray as _;

/// The name of a sheet.
pub(super) fn name(sheet: Sheet) -> &'static str {
    match sheet {
        Sheet::Between => "Misreadings",
        Sheet::Centre => "At the centre",
        Sheet::Roots => "Roots",
        Sheet::Reframes => "Reframes",
    }
}

pub(super) fn header_ui(
    ui: &mut Ui,
    state: &mut ReadingsState,
    facts: &MapFacts<'_>,
    asked: &mut Vec<Ask>,
) {
    let margin = Margin { left: 24, right: 16, top: 11, bottom: 11 };
    let frame = Frame::new().fill(look::ink(ui, Ink::Paper)).inner_margin(margin);
    let panel = egui::Panel::top("readings header")
        .exact_size(60.0)
        .resizable(false)
        .show_separator_line(false)
        .frame(frame);
    panel.show(ui, |ui| {
        ui.horizontal_centered(|ui| {
            ui.spacing_mut().item_spacing.x = space::M;
            let title = (Scale::Title, Face::SerifSemiBold, Ink::Ink);
            let words = look::line(ui, &facts.case.code_name, title, 220.0);
            let (rect, _) = ui.allocate_exact_size(words.size(), egui::Sense::hover());
            ui.painter().galley(rect.min, words, look::ink(ui, Ink::Ink));
            sheets_ui(ui, state);
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                ui.spacing_mut().item_spacing.x = 2.0;
                tools_ui(ui, state, facts, asked);
                ui.add_space(space::S);
                super::notice::saved_ui(ui, facts.saved);
            });
        });
    });
}

fn sheets_ui(ui: &mut Ui, state: &mut ReadingsState) {
    let names = Sheet::VARIANTS.iter().map(|sheet| name(*sheet));
    let names: Vec<&str> = names.collect();
    let mut chosen =
        Sheet::VARIANTS.iter().position(|sheet| *sheet == state.sheet).unwrap_or(0);
    if switch(ui, "What is looked at", &names, &mut chosen) {
        state.turn_to(Sheet::VARIANTS.get(chosen).copied().unwrap_or_default());
    }
}

fn tools_ui(
    ui: &mut Ui,
    state: &mut ReadingsState,
    facts: &MapFacts<'_>,
    asked: &mut Vec<Ask>,
) {
    let tools = [
        (Icon::More, Command::Palette),
        (Icon::Redo, Command::Redo),
        (Icon::Undo, Command::Undo),
    ];
    for (icon, command) in tools {
        let key = keys::of(ui).chord(command).map(|chord| chord.to_string());
        let mut button = IconButton::new(icon, command.label());
        button.enabled = command.is_enabled(facts.place);
        if let Some(key) = &key {
            button = button.key(key);
        }
        if button.show(ui).clicked() {
            asked.push(Ask::Do(command));
        }
    }
    // It always stands here, so that it does not tell whether anything was said alone.
    let (icon, name) = if state.shows_alone(facts) {
        (Icon::Eye, "Put away what was said alone")
    } else {
        (Icon::Individual, "Show what was said alone")
    };
    if IconButton::new(icon, name).show(ui).clicked() {
        if facts.place.is_in_session {
            asked.push(Ask::Do(Command::ShowAlone));
        } else {
            state.shows_alone = !state.shows_alone;
        }
        state.map.select(None);
    }
}
