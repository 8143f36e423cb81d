//! Settings of measures: the practice's own, and copies of those that ship.

use super::gate_command::GateCommand;
use super::icon::Icon;
use super::look::{self, Scale, space};
use super::widget_button::{Button, IconButton};
use crate::drawing::{Face, Ink};
use crate::model::measure::Measure;
use egui::{Align, Layout, Ui};

/// What this group is shown with.
#[derive(Debug, Clone, Copy)]
pub struct MeasuresSettingsFacts<'a> {
    pub own: &'a [Measure],
    /// The own ones and those that ship, as they are used.
    pub all: &'a [Measure],
    pub can_change: bool,
}

const NAME: (Scale, Face, Ink) = (Scale::Phrase, Face::Sans, Ink::Ink);
const SMALL: (Scale, Face, Ink) = (Scale::Chip, Face::Sans, Ink::Ink2);

/// Shows the group.
pub(super) fn measures_ui(
    ui: &mut Ui,
    facts: MeasuresSettingsFacts<'_>,
    copies: &mut bool,
    asked: &mut Vec<GateCommand>,
) {
    let words = "A measure is one file: its items or none, its ranges and cut-offs, and where they come from. To make your own, copy one that comes with Holdfast and change it; with the same key it takes that one’s place.";
    ui.add(egui::Label::new(look::job(ui, words, SMALL)).wrap());
    for (at, measure) in facts.own.iter().enumerate() {
        ui.horizontal(|ui| {
            look::label(ui, &measure.name, NAME);
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                let name = format!("Remove the measure {}", measure.name);
                let mut remove = IconButton::new(Icon::Close, &name);
                remove.enabled = facts.can_change;
                if remove.show(ui).clicked() {
                    asked.push(GateCommand::RemoveMeasure(at));
                }
            });
        });
    }
    ui.horizontal(|ui| {
        let mut add = Button::plain("Add a measure…").icon(Icon::Plus);
        add.enabled = facts.can_change;
        if add.show(ui).clicked() {
            asked.push(GateCommand::AddMeasure);
        }
        let words = if *copies { "No copy" } else { "Copy one to change it…" };
        if Button::quiet(words).show(ui).clicked() {
            *copies = !*copies;
        }
    });
    if *copies {
        ui.add_space(space::S);
        ui.horizontal_wrapped(|ui| {
            for (at, measure) in facts.all.iter().enumerate() {
                let words = format!("{}…", measure.name);
                if Button::plain(&words).show(ui).clicked() {
                    *copies = false;
                    asked.push(GateCommand::SaveMeasure(at));
                }
            }
        });
    }
}
