//! What is to be known before an answer leaves: what stands in the way, who signed, by which rule.

use super::access::{AccessAsk, AccessFacts, AccessState, GROUP, SECOND, TITLE};
use super::command::Ask;
use super::icon::Icon;
use super::look::{self, Scale, space};
use super::phrase_panel::choice as chip;
use super::widget_button::Button;
use super::widget_field::{Field, Ground};
use crate::drawing::{Face, Ink};
use crate::model::PartnerId;
use crate::model::access::{Tally, Weight, asker, called};
use crate::model::agreement::Request;
use crate::model::release::{Needs, ReleaseRule};
use egui::{Id, Ui};
use strum::VariantArray as _;

pub(super) fn before_ui(
    ui: &mut Ui,
    state: &mut AccessState,
    (facts, request, now): (&AccessFacts<'_>, &Request, &mut Request),
    asked: &mut Vec<Ask>,
) {
    ui.add_space(space::S);
    look::label(ui, "Before it leaves", TITLE);
    if !request.words.trim().is_empty() {
        let style = (Scale::Phrase, Face::Sans, Ink::Ink);
        ui.add(egui::Label::new(look::job(ui, &request.words, style)).wrap());
    }
    checks_ui(ui, facts);
    others_ui(ui, (facts, request), asked);
    group(ui, "Authorisations");
    for partner in facts.case.from_left() {
        authorised_ui(ui, (facts, request, partner), now);
    }
    because_ui(ui, state, (facts, request), now);
    group(ui, "The rule for papers about both");
    rule_ui(ui, state, facts, asked);
    group(ui, "Process notes");
    process_ui(ui, (facts, request), now);
    tally_ui(ui, (facts, request));
}

fn group(ui: &mut Ui, words: &str) {
    ui.add_space(space::M);
    look::label(ui, words, GROUP);
}

fn checks_ui(ui: &mut Ui, facts: &AccessFacts<'_>) {
    ui.add_space(space::XS);
    for check in facts.checks {
        let (icon, ink) = match check.weight {
            Weight::Remark => (Icon::Note, Ink::Ink2),
            Weight::NeedsReason | Weight::Blocks => (Icon::Close, Ink::Alarm),
        };
        super::gate::remark(ui, (icon, ink), &check.says);
    }
    if facts.is_ready() {
        super::gate::remark(ui, (Icon::Check, Ink::Ok), "Nothing stands in the way");
    }
}

/// The other requests of the register.
fn others_ui(
    ui: &mut Ui,
    (facts, request): (&AccessFacts<'_>, &Request),
    asked: &mut Vec<Ask>,
) {
    if facts.case.requests.len() < 2 {
        return;
    }
    group(ui, "Requests");
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = egui::vec2(space::XS, space::XS);
        for other in &facts.case.requests {
            let day = other.received.format("%-d %B %Y");
            let state = if other.answered.is_some() { ", answered" } else { "" };
            let words = format!("{}, {day}{state}", asker(facts.case, other));
            if chip(ui, &words, (&other.id, &request.id)) {
                asked.push(Ask::Access(AccessAsk::Choose(other.id)));
            }
        }
    });
}

fn authorised_ui(
    ui: &mut Ui,
    (facts, request, partner): (&AccessFacts<'_>, &Request, PartnerId),
    now: &mut Request,
) {
    let name = called(facts.case, partner);
    let on = *request.authorised.of(partner);
    let words = match on {
        Some(on) => format!("{name} signed on {}", on.format("%-d %B %Y")),
        None if request.is_authorised_by(partner) => format!("{name} asks for it"),
        None if request.needs(partner, facts.rule) => format!("{name} has not signed"),
        None => format!("{name} has not signed, and need not by this rule"),
    };
    ui.horizontal(|ui| {
        look::label(ui, &words, SECOND);
        if !facts.can_change() {
            return;
        }
        let (words, new) = match on {
            Some(_) => (format!("{name} has not signed"), None),
            None => (format!("{name} signed today"), Some(facts.today)),
        };
        if Button::plain(&words).height(34.0).show(ui).clicked() {
            *now.authorised.of_mut(partner) = new;
        }
    });
}

/// A court's order, or a right that needs nobody's leave.
fn because_ui(
    ui: &mut Ui,
    state: &mut AccessState,
    (facts, request): (&AccessFacts<'_>, &Request),
    now: &mut Request,
) {
    let waits = facts.checks.iter().any(|check| check.weight == Weight::NeedsReason);
    if !waits && request.without_because.is_empty() {
        return;
    }
    let words = state.because.get_or_insert_with(|| request.without_because.clone());
    let field = Field::new("Answered all the same, because")
        .hint("Such as a court’s order, with its date and number")
        .on(Ground::Paper)
        .id(Id::unique("because"))
        .at_most(400);
    let output = field.show(ui, words);
    if (output.submitted || output.response.lost_focus()) && facts.can_change() {
        words.trim().clone_into(&mut now.without_because);
        state.because = None;
    }
}

fn rule_ui(
    ui: &mut Ui,
    state: &mut AccessState,
    facts: &AccessFacts<'_>,
    asked: &mut Vec<Ask>,
) {
    let rule = facts.rule;
    ui.horizontal(|ui| {
        look::label(ui, "Authorised by", SECOND);
        for needs in Needs::VARIANTS {
            if chip(ui, needs.label(), (needs, &rule.needs)) {
                let new = ReleaseRule { needs: *needs, ..rule.clone() };
                asked.push(Ask::Access(AccessAsk::SetRule(Box::new(new))));
            }
        }
    });
    let words = state.source.get_or_insert_with(|| rule.source.clone());
    let field = Field::new("Where the rule comes from")
        .on(Ground::Paper)
        .id(Id::unique("rule source"))
        .at_most(300);
    let output = field.show(ui, words);
    if output.submitted || output.response.lost_focus() {
        let new = state.source.take().and_then(|words| with_source(rule, &words));
        asked.extend(new.map(|new| Ask::Access(AccessAsk::SetRule(Box::new(new)))));
    }
    let words = "Rules differ by place and licence: set your own, for all your couples";
    look::label(ui, words, (Scale::Label, Face::Sans, Ink::Ink2));
}

/// The rule with another source; none if it is the same.
pub(super) fn with_source(rule: &ReleaseRule, source: &str) -> Option<ReleaseRule> {
    let source = source.trim();
    let new = ReleaseRule { source: source.to_owned(), ..rule.clone() };
    (source != rule.source && !source.is_empty()).then_some(new)
}

fn process_ui(
    ui: &mut Ui,
    (facts, request): (&AccessFacts<'_>, &Request),
    now: &mut Request,
) {
    let words = if request.has_process_notes() {
        "Both have signed for them, apart from everything else: they are in the list"
    } else {
        "They are not in the list. They go out only if both sign for them, apart from \
         everything else."
    };
    ui.add(egui::Label::new(look::job(ui, words, SECOND)).wrap());
    if !facts.can_change() {
        return;
    }
    ui.horizontal(|ui| {
        for partner in facts.case.from_left() {
            let name = called(facts.case, partner);
            let on = *request.process_authorised.of(partner);
            let (words, new) = match on {
                Some(on) => (
                    format!("{name} signed on {}, take it back", on.format("%-d %B %Y")),
                    None,
                ),
                None => {
                    (format!("{name} signed for process notes today"), Some(facts.today))
                }
            };
            if Button::plain(&words).height(34.0).show(ui).clicked() {
                *now.process_authorised.of_mut(partner) = new;
            }
        }
    });
}

fn tally_ui(ui: &mut Ui, (facts, request): (&AccessFacts<'_>, &Request)) {
    let tally = Tally::of(facts.items, request);
    group(ui, "So far");
    let words = format!(
        "{} included, {} redacted, {} withheld, {} open",
        tally.included,
        tally.redacted,
        tally.withheld,
        tally.open()
    );
    look::label(ui, &words, SECOND);
    if let Some(on) = request.answered {
        let words = format!("Answered on {}: {}", on.format("%-d %B %Y"), request.answer);
        ui.add(egui::Label::new(look::job(ui, &words, SECOND)).wrap());
    }
}
