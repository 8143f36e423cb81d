//! Making a practice, in calm steps: where it lives, a passphrase, the recovery key.

use super::gate::{self, Problem};
use super::gate_command::GateCommand;
use super::gate_passphrase::{self, Advise, NewPassphrase};
use super::gate_recovery::{self, RecoveryKey, RecoveryState};
use super::icon::Icon;
use super::keys;
use super::look::{self, Scale, corner, space};
use super::widget_button::Button;
use super::widget_field::{Field, Ground};
use crate::drawing::{Face, Ink};
use egui::{CornerRadius, Frame, Margin, Ui};

/// What has been filled in so far.
#[derive(Debug, Clone, Default)]
pub struct CreateState {
    step: Step,
    pub name: String,
    pub passphrase: NewPassphrase,
    pub recovery: RecoveryState,
    is_ready: bool,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
enum Step {
    #[default]
    Place,
    Passphrase,
}

/// How far the practice itself is.
#[derive(Debug, Clone, Copy)]
pub enum Making<'a> {
    NotBegun,
    /// The key is being made from the passphrase.
    Working,
    /// The file is there; its recovery key is shown and tried.
    Made(&'a RecoveryKey),
    /// The recovery key was typed rightly.
    Confirmed,
}

/// What the steps need to know.
#[derive(Clone, Copy)]
pub struct CreateFacts<'a> {
    /// The file that will be made, as it is shown.
    pub place: &'a str,
    /// The service that copies this folder elsewhere, such as "Dropbox".
    pub synced_by: Option<&'a str>,
    /// Six words drawn by lot.
    pub offered: &'a str,
    pub advise: &'a Advise<'a>,
    pub making: Making<'a>,
    pub problem: Option<&'a Problem>,
}

impl CreateState {
    /// Forgets everything, the passphrase above all.
    pub fn clear(&mut self) {
        *self = Self::default();
    }
}

/// Shows the step that is due.
pub fn create_ui(
    ui: &mut Ui,
    state: &mut CreateState,
    facts: &CreateFacts<'_>,
    asked: &mut Vec<GateCommand>,
) {
    match (facts.making, state.step) {
        (Making::NotBegun, Step::Place) => place_ui(ui, state, facts, asked),
        (Making::NotBegun, Step::Passphrase) => passphrase_ui(ui, state, facts, asked),
        (Making::Working, _) => working_ui(ui),
        (Making::Made(key), _) => {
            // From here on the passphrase is in the practice's own hands.
            state.passphrase.clear();
            gate_recovery::recovery_key_ui(ui, &mut state.recovery, key, asked);
        }
        (Making::Confirmed, _) => done_ui(ui, facts, asked),
    }
}

fn place_ui(
    ui: &mut Ui,
    state: &mut CreateState,
    facts: &CreateFacts<'_>,
    asked: &mut Vec<GateCommand>,
) {
    let (mut back, mut wishes) = (false, Vec::new());
    let above = |ui: &mut Ui| {
        gate::heading(
            ui,
            "Start a practice",
            "One file on this computer holds everything",
        );
        let field = Field::new("Name of the practice (optional)")
            .hint("Stands on the recovery sheet")
            .on(Ground::Paper)
            .at_most(80);
        let name = field.show(ui, &mut state.name);
        if !std::mem::replace(&mut state.is_ready, true) {
            name.response.request_focus();
        }
        ui.add_space(space::S);
        where_it_lives(ui, facts, &mut wishes);
        if let Some(problem) = facts.problem {
            gate::problem(ui, problem);
        }
        ui.add_space(space::S);
        if next_button(ui, "Go on") {
            (state.step, state.is_ready) = (Step::Passphrase, false);
        }
    };
    gate::sheet(ui, ("place", 520.0), above, |ui| {
        gate::explain(
            ui,
            "The file is sealed before it is written. It leaves this computer only \
             if you copy it.",
        );
        back = back_button(ui);
    });
    asked.append(&mut wishes);
    if back || keys::escape(ui) {
        asked.push(GateCommand::GoBack);
    }
}

fn where_it_lives(ui: &mut Ui, facts: &CreateFacts<'_>, wishes: &mut Vec<GateCommand>) {
    ui.with_layout(egui::Layout::top_down(egui::Align::Min), |ui| {
        ui.spacing_mut().item_spacing.y = space::XS;
        let inset = Frame::new().inner_margin(Margin { left: 2, ..Margin::ZERO });
        inset.show(ui, |ui| look::label(ui, "Where it lives", gate::QUIET));
        let groove = Frame::new()
            .fill(look::ink(ui, Ink::Control))
            .corner_radius(CornerRadius::same(corner::FIELD))
            .inner_margin(Margin::symmetric(14, 9));
        groove.show(ui, |ui| {
            ui.set_width(ui.available_width());
            look::label(ui, facts.place, (Scale::Phrase, Face::Sans, Ink::Ink));
        });
        if let Some(service) = facts.synced_by {
            ui.add_space(space::XS);
            let words = format!(
                "{service} copies this folder to its own computers. The practice stays sealed \
                 there, but old copies are kept that you cannot delete, and two computers can \
                 get in each other’s way. A folder that is not copied is better."
            );
            gate::remark(ui, (Icon::Note, Ink::Alarm), &words);
        }
        if Button::quiet("Choose another place…").height(32.0).show(ui).clicked() {
            wishes.push(GateCommand::ChoosePlace);
        }
    });
}

fn passphrase_ui(
    ui: &mut Ui,
    state: &mut CreateState,
    facts: &CreateFacts<'_>,
    asked: &mut Vec<GateCommand>,
) {
    let mut is_chosen = false;
    let mut back = false;
    let chosen = &mut state.passphrase;
    // One cell, because both halves of the sheet write to the same words.
    let chosen = std::cell::RefCell::new(chosen);
    let above = |ui: &mut Ui| {
        let sentence = "It opens the practice, every day. Several words are best.";
        gate::heading(ui, "Choose a passphrase", sentence);
        is_chosen = {
            let words = (facts.advise, "Make the practice");
            gate_passphrase::fields_ui(ui, &mut chosen.borrow_mut(), words)
        };
        if let Some(problem) = facts.problem {
            gate::problem(ui, problem);
        }
    };
    let mut wishes = Vec::new();
    gate::sheet(ui, ("passphrase", 440.0), above, |ui| {
        let mut chosen = chosen.borrow_mut();
        let words = (facts.offered, facts.advise);
        back = gate_passphrase::offer_ui(ui, &mut chosen, words, &mut wishes);
    });
    asked.append(&mut wishes);
    if is_chosen {
        let name = state.name.trim().to_owned();
        let passphrase = state.passphrase.take();
        asked.push(GateCommand::MakePractice { name, passphrase });
    }
    if back || keys::escape(ui) {
        state.passphrase.clear();
        (state.step, state.is_ready) = (Step::Place, false);
    }
}

fn working_ui(ui: &mut Ui) {
    let above = |ui: &mut Ui| {
        gate::wordmark(ui, (166.0, Scale::Phrase), "Making the key, a few seconds");
    };
    gate::sheet(ui, ("working", 520.0), above, |ui| {
        gate::explain(
            ui,
            "It takes this long on purpose: whoever tries to guess your passphrase has to \
             wait as long for every guess.",
        );
    });
}

fn done_ui(ui: &mut Ui, facts: &CreateFacts<'_>, asked: &mut Vec<GateCommand>) {
    let above = |ui: &mut Ui| {
        gate::logo(ui, 166.0);
        ui.add_space(space::XL);
        gate::heading(
            ui,
            "Your practice is ready",
            "It is sealed, and it is yours alone",
        );
        if next_button(ui, "Open the practice") {
            asked.push(GateCommand::EnterPractice);
        }
    };
    gate::sheet(ui, ("done", 420.0), above, |ui| {
        gate::explain(ui, &format!("It lives in {}", facts.place));
        gate::explain(
            ui,
            "Keep the recovery sheet in a safe or with a lawyer,\n\
             never with the computer or the backup stick.",
        );
    });
}

/// The next step, with its key, over the full width. True when it is wanted.
pub fn next_button(ui: &mut Ui, label: &str) -> bool {
    let width = ui.available_width();
    let button = Button::primary(label).key("Enter").scale(Scale::Phrase);
    button.min_width(width).height(46.0).show(ui).clicked() || keys::enter(ui)
}

fn back_button(ui: &mut Ui) -> bool {
    ui.add_space(space::S);
    Button::quiet("Back").key("Esc").show(ui).clicked()
}
