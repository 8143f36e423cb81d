//! The panel that asks for the passphrase: to change it, or to make a new recovery sheet.

use super::gate;
use super::gate_command::GateCommand;
use super::gate_passphrase::{Advice, NewPassphrase};
use super::icon::Icon;
use super::keys;
use super::look::{self, Scale, space};
use super::settings::SettingsFacts;
use super::widget_button::Button;
use super::widget_field::{Field, PassphraseBox};
use super::widget_ground;
use crate::drawing::{Face, Ink};
use egui::Ui;

/// What is being typed.
#[derive(Debug, Clone)]
pub struct PassphraseState {
    purpose: Purpose,
    current: PassphraseBox,
    new: NewPassphrase,
    missing: Option<String>,
    is_ready: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Purpose {
    Change,
    NewSheet,
}

impl PassphraseState {
    /// For a new passphrase.
    pub fn changing() -> Self {
        Self::new(Purpose::Change)
    }

    /// For a new recovery sheet.
    pub fn for_new_sheet() -> Self {
        Self::new(Purpose::NewSheet)
    }

    fn new(purpose: Purpose) -> Self {
        Self {
            purpose,
            current: PassphraseBox::default(),
            new: NewPassphrase::default(),
            missing: None,
            is_ready: false,
        }
    }
}

/// What became of the panel.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answer {
    Done(GateCommand),
    Dismissed,
}

/// Shows the panel. `None` while it is open.
pub fn passphrase_ui(
    ui: &Ui,
    state: &mut PassphraseState,
    facts: &SettingsFacts<'_>,
) -> Option<Answer> {
    let shown = widget_ground::floating_panel(ui, ("passphrase panel", 440.0), |ui| {
        ui.spacing_mut().item_spacing.y = space::S;
        let (title, words, next) = words(state.purpose);
        look::label(ui, title, (Scale::Title, Face::SerifSemiBold, Ink::Ink));
        look::label(ui, words, gate::QUIET);
        ui.add_space(space::XS);
        let current = state.current.show(ui, Field::new("The passphrase as it is now"));
        if !std::mem::replace(&mut state.is_ready, true) {
            current.response.request_focus();
        }
        if state.purpose == Purpose::Change {
            new_ui(ui, state, facts);
        }
        if let Some(missing) = &state.missing {
            gate::remark(ui, (Icon::Note, Ink::Alarm), missing);
        }
        ui.add_space(space::XS);
        foot_ui(ui, (state, next), facts)
    });
    match shown.inner {
        None if shown.dismissed => Some(Answer::Dismissed),
        answer => answer,
    }
}

fn words(purpose: Purpose) -> (&'static str, &'static str, &'static str) {
    match purpose {
        Purpose::Change => {
            ("Change the passphrase", "The recovery sheet stays as it is", "Change it")
        }
        Purpose::NewSheet => (
            "Make a new recovery sheet",
            "The sheet that you have now opens nothing any more. Tear it up.",
            "Go on",
        ),
    }
}

fn new_ui(ui: &mut Ui, state: &mut PassphraseState, facts: &SettingsFacts<'_>) {
    let first = state.new.first.show(ui, Field::new("The new one"));
    if first.response.changed() {
        state.missing = None;
        state.new.weigh(facts.advise);
    }
    if let Some(Advice { is_enough, words }) = state.new.advice() {
        let style =
            if *is_enough { (Icon::Check, Ink::Ok) } else { (Icon::Pen, Ink::Ink2) };
        gate::remark(ui, style, words);
    }
    let again = state.new.again.show(ui, Field::new("The new one once more"));
    if again.response.changed() {
        state.missing = None;
    }
}

fn foot_ui(
    ui: &mut Ui,
    (state, next): (&mut PassphraseState, &str),
    facts: &SettingsFacts<'_>,
) -> Option<Answer> {
    let mut answer = None;
    ui.horizontal(|ui| {
        let wanted =
            Button::primary(next).key("Enter").show(ui).clicked() || keys::enter(ui);
        if wanted {
            state.missing = missing(state, facts);
            if state.missing.is_none() {
                answer = Some(Answer::Done(finished(state)));
            }
        }
        if Button::quiet("Leave it").key("Esc").show(ui).clicked() {
            answer = Some(Answer::Dismissed);
        }
    });
    answer
}

fn missing(state: &PassphraseState, facts: &SettingsFacts<'_>) -> Option<String> {
    if state.current.words.is_empty() {
        return Some("Type the passphrase as it is now".to_owned());
    }
    if state.purpose == Purpose::NewSheet {
        return None;
    }
    let advice = (facts.advise)(state.new.first.words.reveal());
    if !advice.is_enough {
        return Some(advice.words);
    }
    (state.new.first.words != state.new.again.words)
        .then(|| "The two new ones are not the same. Type them again.".to_owned())
}

fn finished(state: &mut PassphraseState) -> GateCommand {
    let current = state.current.take();
    match state.purpose {
        Purpose::Change => {
            GateCommand::ChangePassphrase { current, new: state.new.take() }
        }
        Purpose::NewSheet => GateCommand::NewRecoverySheet(current),
    }
}
