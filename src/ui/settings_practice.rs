//! Settings of the practice file: its place, its backup, its two keys, its log and its check.

use super::gate;
use super::gate_command::GateCommand;
use super::icon::Icon;
use super::look::{self, Scale};
use super::settings::{CheckFound, SettingsFacts};
use super::settings_line::setting;
use super::settings_passphrase::PassphraseState;
use super::when;
use super::widget_button::Button;
use crate::drawing::{Face, Ink};
use egui::Ui;

const SMALL: (Scale, Face, Ink) = (Scale::Chip, Face::Sans, Ink::Ink2);

pub(super) fn practice_ui(
    ui: &mut Ui,
    (passphrase, facts): (&mut Option<PassphraseState>, &SettingsFacts<'_>),
    asked: &mut Vec<GateCommand>,
) {
    setting(ui, ("Where it lives", facts.place), |ui| {
        if Button::plain("Show the folder").show(ui).clicked() {
            asked.push(GateCommand::ShowPlace);
        }
    });
    if let Some(service) = facts.synced_by {
        let words = format!(
            "{service} copies this folder elsewhere: old copies are kept that you cannot delete"
        );
        gate::remark(ui, (Icon::Note, Ink::Alarm), &words);
    }
    let last = match facts.last_backup {
        Some(day) => format!("The last one: {}", when::day(facts.today, day)),
        None => "There is none yet. A stick in another place is best.".to_owned(),
    };
    setting(ui, ("Backup", &last), |ui| {
        if Button::plain("Back up…").show(ui).clicked() {
            asked.push(GateCommand::Backup);
        }
    });
    setting(ui, ("Passphrase", "Change it if somebody has seen it"), |ui| {
        let mut button = Button::plain("Change it…");
        button.enabled = facts.can_write;
        if button.show(ui).clicked() {
            *passphrase = Some(PassphraseState::changing());
        }
    });
    setting(ui, ("Recovery sheet", "A new one ends the old one"), |ui| {
        let mut button = Button::plain("Make a new one…");
        button.enabled = facts.can_write;
        if button.show(ui).clicked() {
            *passphrase = Some(PassphraseState::for_new_sheet());
        }
    });
    audit_row_ui(ui, facts, asked);
    check_ui(ui, facts, asked);
    if let Some(problem) = facts.problem {
        gate::problem(ui, problem);
    }
}

fn audit_row_ui(ui: &mut Ui, facts: &SettingsFacts<'_>, asked: &mut Vec<GateCommand>) {
    setting(ui, ("Who did what", "Opened, changed, signed, printed"), |ui| {
        let mut button = Button::plain("Show it");
        // The sample lies in no file and keeps no log.
        button.enabled = facts.can_write || !facts.can_change;
        if button.show(ui).clicked() {
            asked.push(GateCommand::ShowAudit);
        }
    });
}

fn check_ui(ui: &mut Ui, facts: &SettingsFacts<'_>, asked: &mut Vec<GateCommand>) {
    setting(
        ui,
        ("Check the practice", "Reads everything and compares every seal"),
        |ui| {
            let mut button = Button::plain("Check it");
            button.enabled = facts.check != Some(&CheckFound::Checking);
            if button.show(ui).clicked() {
                asked.push(GateCommand::Check);
            }
        },
    );
    match facts.check {
        None => {}
        Some(CheckFound::Checking) => {
            gate::remark(ui, (Icon::Search, Ink::Ink2), "Checking, one moment");
        }
        Some(CheckFound::Whole { revisions }) => {
            let number = when::count(*revisions, "revision", "revisions");
            gate::remark(
                ui,
                (Icon::Check, Ink::Ok),
                &format!("Everything is whole: {number}"),
            );
        }
        Some(CheckFound::Damaged(places)) => {
            let number = when::count(places.len(), "place is", "places are");
            let words =
                format!("{number} damaged. Keep this file, and open your last backup.");
            gate::remark(ui, (Icon::Note, Ink::Alarm), &words);
            for place in places {
                look::label(ui, place, SMALL);
            }
        }
    }
}
