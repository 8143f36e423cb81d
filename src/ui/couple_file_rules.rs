//! The practice’s rules for days: how soon a request is answered, how long a file is kept.

use super::command::Ask;
use super::couple_file::{FileAsk, FileFacts, FileState, Rule, RuleDraft, SMALL};
use super::look::{self, Scale, space};
use super::new_couple;
use super::widget_button::Button;
use super::widget_field::{Field, Ground};
use super::{widget_ground, widget_key_cap};
use crate::drawing::{Face, Ink};
use crate::model::keeping::{Term, Unit, examples};
use egui::{Id, Ui};
use strum::VariantArray as _;

/// Says the rule with its source, and lets another one be chosen. It is the practice’s, for all
/// couples.
pub(super) fn rule_ui(
    ui: &mut Ui,
    state: &mut FileState,
    (rule, facts): (Rule, &FileFacts<'_>),
    asked: &mut Vec<Ask>,
) {
    let chosen = match rule {
        Rule::Answer => facts.rules.answer.as_ref(),
        Rule::Keep => facts.rules.keep.as_ref(),
    };
    let is_open = state.rule.as_ref().is_some_and(|(open, _)| *open == rule);
    widget_ground::card(ui, 16, |ui| {
        ui.set_width(ui.available_width());
        ui.spacing_mut().item_spacing.y = space::XS;
        let (words, source) = told(rule, chosen);
        ui.horizontal(|ui| {
            look::label(ui, &words, (Scale::Phrase, Face::SansSemiBold, Ink::Ink));
            let label = match (is_open, chosen.is_some()) {
                (true, _) => "Leave it",
                (false, true) => "Another rule…",
                (false, false) => "Choose a rule…",
            };
            if Button::quiet(label).height(30.0).show(ui).clicked() {
                state.rule = (!is_open).then(|| (rule, RuleDraft::of(chosen)));
            }
        });
        look::label(ui, &source, SMALL);
        if let Some((_, draft)) = state.rule.as_mut().filter(|(open, _)| *open == rule)
            && let Some(term) = choose_ui(ui, (rule, chosen), draft)
        {
            asked.push(Ask::File(FileAsk::SetRule(rule, Some(term))));
            state.rule = None;
        }
    });
}

fn told(rule: Rule, chosen: Option<&Term>) -> (String, String) {
    match (rule, chosen) {
        (Rule::Answer, Some(term)) => {
            (format!("To be answered within {}", term.words()), term.source.clone())
        }
        (Rule::Keep, Some(term)) => {
            let words = format!("Kept for {} after the last service", term.words());
            (words, term.source.clone())
        }
        (_, None) => {
            let words =
                "Holdfast knows no law: choose the rule of your place, for all couples";
            ("No rule chosen yet".to_owned(), words.to_owned())
        }
    }
}

impl RuleDraft {
    fn of(term: Option<&Term>) -> Self {
        let Some(term) = term else { return Self::default() };
        let unit = Unit::VARIANTS.iter().position(|unit| *unit == term.unit);
        let (length, source) = (term.length.to_string(), term.source.clone());
        Self { length, unit: unit.unwrap_or_default(), source }
    }

    fn term(&self) -> Option<Term> {
        let length =
            self.length.trim().parse().ok().filter(|it| (1..=999).contains(it))?;
        let unit = *Unit::VARIANTS.get(self.unit)?;
        let source = self.source.trim().to_owned();
        (!source.is_empty()).then_some(Term { length, unit, source })
    }
}

fn choose_ui(
    ui: &mut Ui,
    (rule, chosen): (Rule, Option<&Term>),
    draft: &mut RuleDraft,
) -> Option<Term> {
    ui.add_space(space::S);
    let examples = examples();
    let offered = match rule {
        Rule::Answer => examples.answer,
        Rule::Keep => examples.keep,
    };
    for term in offered {
        let (words, is_chosen) = (term.words(), chosen == Some(&term));
        let clicked =
            new_couple::choice(ui, ((&words, &term.source), is_chosen)).clicked();
        if clicked {
            return Some(term);
        }
    }
    ui.add_space(space::S);
    look::label(ui, "Or one of your own", SMALL);
    let mut kept = None;
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = space::M;
        ui.allocate_ui(egui::vec2(80.0, 34.0), |ui| {
            ui.set_width(80.0);
            let field = Field::new("How long").hide_label().hint("30").height(34.0);
            let field = field.id(Id::unique(("rule length", rule))).at_most(3);
            field.on(Ground::Card).show(ui, &mut draft.length);
        });
        let units: Vec<&str> = Unit::VARIANTS.iter().map(|unit| unit.label()).collect();
        widget_key_cap::switch(ui, "Days, months or years", &units, &mut draft.unit);
    });
    let field = Field::new("Where it is written").hint("The law, licence or contract");
    let field = field.id(Id::unique(("rule source", rule))).on(Ground::Card);
    field.height(36.0).at_most(300).show(ui, &mut draft.source);
    let term = draft.term();
    let mut keep = Button::plain("Use this rule").height(34.0);
    keep.enabled = term.is_some();
    if keep.show(ui).clicked() {
        kept = term;
    }
    kept
}
