//! How long the file is kept: the rule, the day that comes from it, and what holds it back.

use super::command::Ask;
use super::couple_file::{
    FileFacts, FileState, GROUP, Rule, SECOND, SMALL, TITLE, Written,
};
use super::couple_file_pen::{DAY, Pen, cell, days_row};
use super::couple_file_rules::rule_ui;
use super::icon::Icon;
use super::look::{self, space};
use super::widget_button::Button;
use super::{gate, widget_ground};
use crate::drawing::Ink;
use crate::model::CaseStatus;
use crate::model::keeping::{Due, Hold, Keeping};
use egui::{Id, Ui};

/// Shows the page.
pub(super) fn page_ui(
    ui: &mut Ui,
    state: &mut FileState,
    (pen, parts, facts): Written<'_, '_>,
    asked: &mut Vec<Ask>,
) {
    look::label(ui, "Keeping", TITLE);
    let keeping = &mut parts.keeping;
    due_ui(ui, (keeping, facts));
    rule_ui(ui, state, (Rule::Keep, facts), asked);
    widget_ground::card(ui, 20, |ui| {
        ui.set_width(ui.available_width());
        ui.spacing_mut().item_spacing.y = space::S;
        if parts.status != CaseStatus::Ended {
            let words = "The time counts from the last service. It is ended on the page Agreements.";
            look::label(ui, words, SECOND);
        }
        days_row(ui, |ui| {
            cell(ui, DAY, |ui| {
                pen.day(
                    ui,
                    ("The day of the last service", "Last service"),
                    &mut keeping.ended,
                );
            });
            cell(ui, DAY, |ui| {
                pen.day(ui, ("The file is kept until", "Kept until"), &mut keeping.until);
            });
        });
        from_rule_ui(ui, pen, (keeping, facts));
    });
    ui.add_space(space::S);
    hold_ui(ui, pen, (keeping, facts));
}

/// Where it stands, in a sentence.
fn due_ui(ui: &mut Ui, (keeping, facts): (&Keeping, &FileFacts<'_>)) {
    let day = |day: chrono::NaiveDate| day.format("%-d %B %Y").to_string();
    let (ink, words) = match keeping.due(facts.today) {
        Due::Undecided => {
            (Ink::Ink2, "No day has been decided; the file is kept".to_owned())
        }
        Due::Held => {
            (Ink::Ink, "Held: nothing is erased while the hold stands".to_owned())
        }
        Due::KeptUntil(until) => (Ink::Ink, format!("Kept until {}", day(until))),
        Due::Since(until) => (
            Ink::Alarm,
            format!("Its time ended on {}: look whether it may go", day(until)),
        ),
    };
    gate::remark(ui, (Icon::Sheet, ink), &words);
}

/// The day that the practice’s rule gives.
fn from_rule_ui(
    ui: &mut Ui,
    pen: &mut Pen<'_>,
    (keeping, facts): (&mut Keeping, &FileFacts<'_>),
) {
    if !keeping.rule.is_empty() && keeping.until.is_some() {
        look::label(ui, &format!("By the rule: {}", keeping.rule), SMALL);
    }
    let (Some(term), Some(ended)) = (&facts.rules.keep, keeping.ended) else { return };
    let Some(until) = term.last_day(ended).filter(|day| keeping.until != Some(*day))
    else {
        return;
    };
    let label = format!("By the rule: keep until {}", until.format("%-d %B %Y"));
    if Button::plain(&label).show(ui).clicked() {
        keeping.until = Some(until);
        keeping.rule = format!("{}. {}", term.words(), term.source);
        pen.chosen();
    }
}

fn hold_ui(
    ui: &mut Ui,
    pen: &mut Pen<'_>,
    (keeping, facts): (&mut Keeping, &FileFacts<'_>),
) {
    look::label(ui, "Legal hold", GROUP);
    let Some(hold) = &mut keeping.hold else {
        let words =
            "A court, a complaint or a claim needs the file: then nothing is erased";
        look::label(ui, words, SECOND);
        if Button::plain("Hold the file").show(ui).clicked() {
            keeping.hold = Some(Hold { since: facts.today, why: String::new() });
            pen.next_focus = Some(Id::unique("hold"));
            pen.chosen();
        }
        return;
    };
    let mut is_lifted = false;
    widget_ground::card(ui, 20, |ui| {
        ui.set_width(ui.available_width());
        ui.spacing_mut().item_spacing.y = space::S;
        let mut since = Some(hold.since);
        cell(ui, DAY, |ui| {
            pen.day(ui, ("The file is held since", "Held since"), &mut since);
        });
        hold.since = since.unwrap_or(hold.since);
        let asks = (("Why", "Why the file is held"), "Who asked, and by which letter", 1);
        pen.text(ui, asks, (Id::unique("hold"), &mut hold.why));
        is_lifted = Button::plain("Lift the hold").show(ui).clicked();
    });
    if is_lifted {
        keeping.hold = None;
        pen.chosen();
    }
}
