//! The lock: one passphrase opens a practice, and nothing of it shows before.

use super::gate::{self, Problem};
use super::gate_command::GateCommand;
use super::keys;
use super::look::{Scale, space};
use super::widget_button::Button;
use super::widget_field::{Field, Ground, PassphraseBox};
use egui::Ui;

/// What is being typed.
#[derive(Debug, Clone, Default)]
pub struct LockState {
    pub passphrase: PassphraseBox,
    is_ready: bool,
}

/// What the lock screen needs to know.
#[derive(Debug, Clone, Copy)]
pub struct LockFacts<'a> {
    /// The sentence under the name, such as "Locked at 14:52, everything is saved".
    pub sentence: &'a str,
    pub refusal: Option<&'a Refusal>,
    /// The key is being made from the passphrase.
    pub is_opening: bool,
}

/// Why the practice is not open.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refusal {
    WrongPassphrase,
    /// Somebody has it open, for instance "this computer, since 14:03".
    InUse {
        by: String,
    },
    Damaged {
        what: String,
    },
    TooNew {
        version: String,
    },
    Other(Problem),
}

impl Refusal {
    /// What happened, then what to do.
    pub fn problem(&self) -> Problem {
        match self {
            Self::WrongPassphrase => Problem::new(
                "That is not the passphrase",
                "Nothing is lost. Try again; the eye shows what you type.",
            ),
            Self::InUse { by } => Problem::new(
                format!("This practice is open already: {by}"),
                "You can open it to read. To change it, close it there first.",
            ),
            Self::Damaged { what } => Problem::new(
                format!("This practice is damaged: {what}"),
                "Leave the file as it is, and open your last backup.",
            ),
            Self::TooNew { version } => Problem::new(
                format!("This practice was made by a newer Holdfast ({version})"),
                "Update Holdfast, then open it again.",
            ),
            Self::Other(problem) => problem.clone(),
        }
    }
}

impl LockState {
    /// Forgets what was typed, for instance when the practice opens.
    pub fn clear(&mut self) {
        *self = Self::default();
    }
}

/// Shows the lock.
pub fn lock_ui(
    ui: &mut Ui,
    state: &mut LockState,
    facts: LockFacts<'_>,
    asked: &mut Vec<GateCommand>,
) {
    let mut wishes = Vec::new();
    let above = |ui: &mut Ui| {
        gate::wordmark(ui, (186.0, Scale::Phrase), facts.sentence);
        passphrase_ui(ui, state, facts, asked);
    };
    gate::sheet(ui, ("lock", 380.0), above, |ui| other_ways(ui, &mut wishes));
    asked.extend(wishes);
}

fn passphrase_ui(
    ui: &mut Ui,
    state: &mut LockState,
    facts: LockFacts<'_>,
    asked: &mut Vec<GateCommand>,
) {
    let field = Field::new("Passphrase").on(Ground::Paper).height(50.0);
    let typed = state.passphrase.show(ui, field);
    if !std::mem::replace(&mut state.is_ready, true) {
        typed.response.request_focus();
    }
    if let Some(refusal) = facts.refusal {
        gate::problem(ui, &refusal.problem());
    }
    ui.add_space(space::XS);
    let to_read = matches!(facts.refusal, Some(Refusal::InUse { .. }));
    let label = match (facts.is_opening, to_read) {
        (true, _) => "Opening, one moment",
        (false, true) => "Open to read",
        (false, false) => "Unlock",
    };
    let mut button = Button::primary(label)
        .scale(Scale::Phrase)
        .min_width(ui.available_width())
        .height(46.0);
    if facts.is_opening {
        button.enabled = false;
    } else {
        button = button.key("Enter");
    }
    let wanted = button.show(ui).clicked() || keys::enter(ui);
    if wanted && !facts.is_opening {
        submit(state, to_read.then_some(GateCommand::OpenToRead), asked);
        typed.response.request_focus();
    }
    if ui.memory(|memory| memory.focused().is_none()) && keys::is_listening(ui) {
        // Esc means nothing here, and must not take the keyboard away.
        typed.response.request_focus();
    }
}

fn submit(
    state: &mut LockState,
    to_read: Option<fn(super::secret::Secret) -> GateCommand>,
    asked: &mut Vec<GateCommand>,
) {
    if !state.passphrase.words.is_empty() {
        let command = to_read.unwrap_or(GateCommand::Unlock);
        asked.push(command(state.passphrase.take()));
    }
}

fn other_ways(ui: &mut Ui, asked: &mut Vec<GateCommand>) {
    gate::side_by_side(ui, "ways", |ui| {
        ui.spacing_mut().item_spacing.x = space::L;
        if Button::quiet("Use the recovery sheet…").show(ui).clicked() {
            asked.push(GateCommand::UseRecoveryKey);
        }
        if Button::quiet("Open another practice…").show(ui).clicked() {
            asked.push(GateCommand::ChoosePractice);
        }
    });
}
