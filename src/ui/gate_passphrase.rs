//! Choosing a passphrase: typed twice, with advice while it grows, or six words drawn by lot.

use super::gate;
use super::gate_command::GateCommand;
use super::gate_create::next_button;
use super::icon::Icon;
use super::look::{self, Scale, space};
use super::secret::Secret;
use super::widget_button::Button;
use super::widget_field::{Field, Ground, PassphraseBox};
use crate::drawing::{Face, Ink};
use egui::Ui;

/// What is thought of a passphrase.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Advice {
    pub is_enough: bool,
    /// One or two sentences: how it is, and what would make it better.
    pub words: String,
}

/// Weighs a passphrase; the program lends it to the views.
pub type Advise<'a> = dyn Fn(&str) -> Advice + 'a;

/// A passphrase that is being chosen.
#[derive(Debug, Clone, Default)]
pub struct NewPassphrase {
    pub first: PassphraseBox,
    pub again: PassphraseBox,
    advice: Option<Advice>,
    refusal: Option<Refusal>,
    is_offered: bool,
    is_ready: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Refusal {
    Weak,
    Different,
}

impl NewPassphrase {
    /// Forgets what was typed.
    pub fn clear(&mut self) {
        *self = Self::default();
    }

    /// Hands the passphrase over and forgets it.
    #[must_use = "the words are gone from here"]
    pub fn take(&mut self) -> Secret {
        let words = self.first.take();
        self.clear();
        words
    }

    /// What was thought of the words when they last changed; nothing while there are none.
    pub fn advice(&self) -> Option<&Advice> {
        self.advice.as_ref()
    }

    /// Thinks about the words anew.
    pub fn weigh(&mut self, advise: &Advise<'_>) {
        let words = self.first.words.reveal();
        self.advice = (!words.is_empty()).then(|| advise(words));
        self.refusal = None;
    }

    /// Takes the words that were offered, and shows them so that they can be written down.
    fn take_offer(&mut self, offered: &str, advise: &Advise<'_>) {
        for field in [&mut self.first, &mut self.again] {
            *field = PassphraseBox { words: Secret::from(offered), is_shown: true };
        }
        self.weigh(advise);
        self.is_offered = true;
    }

    fn refuse(&self) -> Option<Refusal> {
        let is_enough = self.advice.as_ref().is_some_and(|advice| advice.is_enough);
        let is_same = self.first.words == self.again.words;
        match (is_enough, is_same) {
            (false, _) => Some(Refusal::Weak),
            (true, false) => Some(Refusal::Different),
            (true, true) => None,
        }
    }
}

/// The two fields and the button. True when a good passphrase stands in both.
pub fn fields_ui(
    ui: &mut Ui,
    state: &mut NewPassphrase,
    (advise, next): (&Advise<'_>, &str),
) -> bool {
    let field = |label| Field::new(label).on(Ground::Paper).height(46.0);
    let first = state.first.show(ui, field("Passphrase"));
    if !std::mem::replace(&mut state.is_ready, true) {
        first.response.request_focus();
    }
    if first.response.changed() {
        state.is_offered = false;
        state.weigh(advise);
    }
    advice_ui(ui, state);
    ui.add_space(space::XS);
    let again = state.again.show(ui, field("The same once more"));
    if again.response.changed() {
        state.refusal = None;
    }
    if state.refusal == Some(Refusal::Different) {
        gate::remark(
            ui,
            (Icon::Note, Ink::Alarm),
            "The two are not the same. Type them again.",
        );
    }
    ui.add_space(space::S);
    if !next_button(ui, next) {
        return false;
    }
    state.refusal = state.refuse();
    match state.refusal {
        None => return true,
        Some(Refusal::Weak) => first.response.request_focus(),
        Some(Refusal::Different) => {
            // Enter in the first field leads to the second one; that is no mistake yet.
            if state.again.words.is_empty() {
                state.refusal = None;
            }
            again.response.request_focus();
        }
    }
    false
}

fn advice_ui(ui: &mut Ui, state: &NewPassphrase) {
    let (icon, ink) = match (&state.advice, state.refusal) {
        (Some(advice), _) if advice.is_enough => (Icon::Check, Ink::Ok),
        (_, Some(Refusal::Weak)) => (Icon::Note, Ink::Alarm),
        _ => (Icon::Pen, Ink::Ink2),
    };
    let words = match (&state.advice, state.refusal) {
        _ if state.is_offered => "Write these six words on paper now, before you go on",
        (Some(advice), _) => &advice.words,
        (None, Some(_)) => "A practice needs a passphrase",
        (None, None) => "Four words or more that do not belong together",
    };
    gate::remark(ui, (icon, ink), words);
}

/// Below the line: six words drawn by lot. True when the step before is wanted.
pub fn offer_ui(
    ui: &mut Ui,
    state: &mut NewPassphrase,
    (offered, advise): (&str, &Advise<'_>),
    asked: &mut Vec<GateCommand>,
) -> bool {
    let mut back = false;
    gate::explain(ui, "Or take these six words, drawn by lot on this computer");
    look::label(ui, offered, (Scale::Title, Face::Serif, Ink::Ink));
    ui.add_space(space::XS);
    gate::side_by_side(ui, "offer", |ui| {
        if Button::plain("Take these words").show(ui).clicked() {
            state.take_offer(offered, advise);
        }
        if Button::quiet("Other words").show(ui).clicked() {
            asked.push(GateCommand::OfferOtherWords);
        }
        back = Button::quiet("Back").key("Esc").show(ui).clicked();
    });
    back
}
