//! What the fights tell together: how far apart, how strong, and warnings with their evidence.

use super::command::Ask;
use super::course::CourseFacts;
use super::course_field::{GROUP, QUIET};
use super::icon::Icon;
use super::look::{self, Scale, space};
use super::widget_button::Button;
use super::widget_field::{Field, Ground};
use super::{when, widget_ground};
use crate::drawing::{Face, Ink};
use crate::edit::{CaseEdit, Edit};
use crate::model::readiness::{Assessment, SetAside, Warning};
use crate::model::signs::{Sign, by_day, intervals};
use chrono::NaiveDate;
use egui::{Id, Sense, Ui, vec2};

/// The reason that is being typed for setting a warning aside.
#[derive(Debug, Clone, Default)]
pub struct TrendState {
    answering: Option<Answer>,
}

#[derive(Debug, Clone)]
struct Answer {
    what: Warning,
    evidence_until: NaiveDate,
    reason: String,
}

impl TrendState {
    /// A reason that was typed and not sent yet is an answer all the same.
    pub(super) fn take(&mut self, today: NaiveDate) -> Option<SetAside> {
        let Answer { what, evidence_until, reason } = self.answering.take()?;
        let reason = reason.trim().to_owned();
        (!reason.is_empty()).then_some(SetAside {
            what,
            on: today,
            evidence_until,
            reason,
        })
    }
}

/// As many fights are told; the time line shows them all.
const TOLD: usize = 8;

pub(super) fn trend_ui(
    ui: &mut Ui,
    state: &mut TrendState,
    facts: &CourseFacts<'_>,
    asked: &mut Vec<Ask>,
) {
    for sign in facts.warnings {
        warning_ui(ui, state, (sign, facts), asked);
    }
    aside_ui(ui, facts, asked);
    let fights = by_day(facts.case);
    let newest = fights.get(fights.len().saturating_sub(TOLD)..).unwrap_or_default();
    if newest.len() < 2 {
        return;
    }
    let apart = intervals(newest).iter().map(i64::to_string).collect::<Vec<_>>();
    let words = format!("Days from one fight to the next: {}", apart.join(", "));
    look::label(ui, &words, GROUP);
    for partner in facts.both() {
        let strong = newest.iter().map(|fight| {
            let strong = *fight.intensity.of(partner);
            strong.map_or_else(|| "–".to_owned(), |it| it.to_string())
        });
        let strong = strong.collect::<Vec<_>>().join(", ");
        let words = format!("How strong for {}: {strong}", facts.name(partner));
        look::label(ui, &words, QUIET);
    }
    ui.add_space(space::M);
}

/// Calm, with its evidence in words, and the way to set it aside.
fn warning_ui(
    ui: &mut Ui,
    state: &mut TrendState,
    (sign, facts): (&Sign, &CourseFacts<'_>),
    asked: &mut Vec<Ask>,
) {
    widget_ground::card(ui, 16, |ui| {
        ui.set_width(ui.available_width());
        ui.spacing_mut().item_spacing.y = space::XS;
        ui.horizontal(|ui| {
            let (at, _) = ui.allocate_exact_size(vec2(20.0, 24.0), Sense::hover());
            Icon::Eye.paint(ui.painter(), at.center(), 18.0, look::ink(ui, Ink::Accent));
            let title = (Scale::Row, Face::SerifSemiBold, Ink::Ink);
            look::label(ui, sign.what.label(), title);
        });
        for words in &sign.evidence {
            look::label(ui, words, (Scale::Interface, Face::Sans, Ink::Ink2));
        }
        let words = "For your eyes alone: a question, not a finding";
        look::label(ui, words, QUIET);
        if facts.can_write() {
            answer_ui(ui, state, (sign, facts), asked);
        }
    });
    ui.add_space(space::S);
}

fn answer_ui(
    ui: &mut Ui,
    state: &mut TrendState,
    (sign, facts): (&Sign, &CourseFacts<'_>),
    asked: &mut Vec<Ask>,
) {
    let own = state.answering.as_mut().filter(|own| own.what == sign.what);
    let Some(own) = own else {
        if Button::quiet("Set it aside…").show(ui).clicked() {
            let (what, evidence_until) = (sign.what, sign.until);
            state.answering =
                Some(Answer { what, evidence_until, reason: String::new() });
        }
        return;
    };
    let field = Field::new("Why you set it aside").on(Ground::Card);
    let field = field.id(Id::unique(("set aside", sign.what))).at_most(2_000);
    let output = field.hint("In a few words").show(ui, &mut own.reason);
    let is_written = !own.reason.trim().is_empty();
    let mut is_done = output.submitted;
    let mut is_left = false;
    ui.horizontal(|ui| {
        let mut button = Button::plain("Set it aside");
        button.enabled = is_written;
        is_done |= button.show(ui).clicked();
        is_left = Button::quiet("Leave it here").show(ui).clicked();
    });
    if is_done && let Some(aside) = state.take(facts.today) {
        let mut assessment = facts.case.assessment.clone();
        assessment.set_aside.push(aside);
        asked.push(changed(assessment));
    } else if is_left {
        state.answering = None;
    }
}

fn changed(assessment: Assessment) -> Ask {
    Ask::Change(Edit::Case(CaseEdit::Assessment(Box::new(assessment))))
}

/// What was set aside, each with its day and reason, and the way back.
fn aside_ui(ui: &mut Ui, facts: &CourseFacts<'_>, asked: &mut Vec<Ask>) {
    for (at, aside) in facts.case.assessment.set_aside.iter().enumerate() {
        ui.horizontal_wrapped(|ui| {
            let day = when::date(facts.today, aside.on);
            let words =
                format!("{}: set aside {day}, {}", aside.what.label(), aside.reason);
            look::label(ui, &words, QUIET);
            let back = Button::quiet("Bring it back").height(28.0).scale(Scale::Chip);
            if facts.can_write() && back.show(ui).clicked() {
                let mut assessment = facts.case.assessment.clone();
                assessment.set_aside.remove(at);
                asked.push(changed(assessment));
            }
        });
    }
}
