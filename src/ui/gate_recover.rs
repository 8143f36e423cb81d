//! Opening a practice with its recovery key: four rows typed, then a new passphrase.

use super::gate::{self, Problem};
use super::gate_command::GateCommand;
use super::gate_create::next_button;
use super::gate_passphrase::{self, Advise, NewPassphrase};
use super::icon::Icon;
use super::keys;
use super::look::{self, space};
use super::secret::Secret;
use super::widget_button::Button;
use super::widget_field::{Field, Ground};
use crate::drawing::{Face, Ink};
use egui::{Sense, Ui, vec2};

/// What is being typed.
#[derive(Debug, Clone, Default)]
pub struct RecoverState {
    rows: [Secret; 4],
    /// True once the rows were handed in, so that an unfinished row is named too.
    is_handed_in: bool,
    pub passphrase: NewPassphrase,
    is_ready: bool,
}

/// What is thought of one row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RowCheck {
    /// Letters are missing.
    Unfinished,
    /// All letters are there, and the check letter does not agree.
    Mistyped,
    Right,
}

/// How far the recovery is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Recovering {
    Rows,
    /// The key is being tried, or the new passphrase is being set.
    Working,
    /// The key fits: a new passphrase is due.
    Open,
}

/// What the screen needs to know.
#[derive(Clone, Copy)]
pub struct RecoverFacts<'a> {
    pub stage: Recovering,
    /// Checks one row, counted from 0, as it is typed.
    pub check_row: &'a dyn Fn(usize, &str) -> RowCheck,
    pub advise: &'a Advise<'a>,
    pub offered: &'a str,
    /// For instance that the key belongs to another practice.
    pub problem: Option<&'a Problem>,
}

impl RecoverState {
    /// Forgets everything that was typed.
    pub fn clear(&mut self) {
        *self = Self::default();
    }
}

/// Shows the rows, or the new passphrase.
pub fn recover_ui(
    ui: &mut Ui,
    state: &mut RecoverState,
    facts: &RecoverFacts<'_>,
    asked: &mut Vec<GateCommand>,
) {
    match facts.stage {
        Recovering::Rows => rows_ui(ui, state, facts, asked),
        Recovering::Working => working_ui(ui),
        Recovering::Open => passphrase_ui(ui, state, facts, asked),
    }
}

fn rows_ui(
    ui: &mut Ui,
    state: &mut RecoverState,
    facts: &RecoverFacts<'_>,
    asked: &mut Vec<GateCommand>,
) {
    let mut back = false;
    let above = |ui: &mut Ui| {
        let sentence = "Type its four rows";
        gate::heading(ui, "Use the recovery sheet", sentence);
        let checks: Vec<RowCheck> =
            (0..state.rows.len()).map(|row| row_ui(ui, state, (row, facts))).collect();
        if let Some(problem) = facts.problem {
            gate::problem(ui, problem);
        }
        ui.add_space(space::S);
        if next_button(ui, "Open the practice") {
            state.is_handed_in = true;
            if checks.iter().all(|check| *check == RowCheck::Right) {
                asked.push(GateCommand::TryRecoveryKey(Box::new(state.rows.clone())));
            }
        }
    };
    gate::sheet(ui, ("recover", 520.0), above, |ui| {
        gate::explain(
            ui,
            "Digits 0 to 9 and letters without I, L, O and U. Capital or small makes no \
             difference. If a row has a slip, its check letter tells.",
        );
        back = Button::quiet("Back").key("Esc").show(ui).clicked();
    });
    if back || keys::escape(ui) {
        state.clear();
        asked.push(GateCommand::GoBack);
    }
}

fn row_ui(
    ui: &mut Ui,
    state: &mut RecoverState,
    (row, facts): (usize, &RecoverFacts<'_>),
) -> RowCheck {
    let is_first_look = row == 0 && !std::mem::replace(&mut state.is_ready, true);
    let Some(words) = state.rows.get_mut(row) else { return RowCheck::Unfinished };
    let label = format!("Row {}", row + 1);
    ui.horizontal(|ui| {
        let (rect, _) = ui.allocate_exact_size(vec2(64.0, 42.0), Sense::hover());
        let name = look::line(ui, &label, gate::QUIET, rect.width());
        let at = rect.left_center() - vec2(0.0, name.size().y / 2.0);
        ui.painter().galley(at, name, look::ink(ui, Ink::Ink2));
        let field = Field::new(&label)
            .hide_label()
            .hint("two groups, then the check letter")
            .face(Face::SansSemiBold)
            .on(Ground::Paper)
            .at_most(24);
        let typed = field.show_secret(ui, words);
        if is_first_look {
            typed.response.request_focus();
        }
    });
    let check = (facts.check_row)(row, words.reveal());
    let slip = match check {
        RowCheck::Mistyped => {
            Some(format!("{label} has a slip: its check letter does not agree"))
        }
        RowCheck::Unfinished if state.is_handed_in => {
            Some(format!("{label} is not complete: eight letters and the check letter"))
        }
        RowCheck::Unfinished | RowCheck::Right => None,
    };
    if let Some(slip) = slip {
        gate::remark(ui, (Icon::Note, Ink::Alarm), &slip);
    }
    check
}

fn working_ui(ui: &mut Ui) {
    let above = |ui: &mut Ui| {
        let sentence = "Trying the four rows, a few seconds";
        gate::wordmark(ui, (166.0, look::Scale::Phrase), sentence);
    };
    gate::sheet(ui, ("recovering", 520.0), above, |_| {});
}

fn passphrase_ui(
    ui: &mut Ui,
    state: &mut RecoverState,
    facts: &RecoverFacts<'_>,
    asked: &mut Vec<GateCommand>,
) {
    let (mut is_chosen, mut back) = (false, false);
    let mut wishes = Vec::new();
    let chosen = std::cell::RefCell::new(&mut state.passphrase);
    let above = |ui: &mut Ui| {
        let sentence =
            "The recovery sheet has opened the practice. The old passphrase ends here.";
        gate::heading(ui, "Choose a new passphrase", sentence);
        is_chosen = {
            let words = (facts.advise, "Set the passphrase");
            gate_passphrase::fields_ui(ui, &mut chosen.borrow_mut(), words)
        };
        if let Some(problem) = facts.problem {
            gate::problem(ui, problem);
        }
    };
    gate::sheet(ui, ("new passphrase", 440.0), above, |ui| {
        let mut chosen = chosen.borrow_mut();
        let words = (facts.offered, facts.advise);
        back = gate_passphrase::offer_ui(ui, &mut chosen, words, &mut wishes);
    });
    asked.append(&mut wishes);
    if back || keys::escape(ui) {
        state.clear();
        asked.push(GateCommand::GoBack);
        return;
    }
    if is_chosen {
        asked.push(GateCommand::SetPassphrase(state.passphrase.take()));
    }
}
