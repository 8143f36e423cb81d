//! Requests for the file: from whom, what for, until when, who has authorised it, and the answer.

use super::access::AccessAsk;
use super::command::{Ask, Command};
use super::couple_file::{FileFacts, FileState, Rule, SECOND, SMALL, TITLE, Written};
use super::couple_file_pen::{DAY, Pen, cell, days_row};
use super::couple_file_rules::rule_ui;
use super::icon::Icon;
use super::look::{self, Scale, space};
use super::phrase_panel::choice;
use super::when;
use super::widget_button::Button;
use super::widget_ground;
use super::widget_row::Row;
use crate::drawing::{Face, Ink};
use crate::edit::listed::LINE_LETTERS;
use crate::model::PartnerId;
use crate::model::agreement::{Request, Requester};
use egui::{Id, Ui, pos2, vec2};
use strum::VariantArray as _;

/// Shows the register, the newest first.
pub(super) fn page_ui(
    ui: &mut Ui,
    state: &mut FileState,
    (pen, parts, facts): Written<'_, '_>,
    asked: &mut Vec<Ask>,
) {
    look::label(ui, "Requests for the file", TITLE);
    look::label(
        ui,
        "Whoever asks to see or to have it, each with its day and its answer",
        SECOND,
    );
    rule_ui(ui, state, (Rule::Answer, facts), asked);
    let due = facts.rules.answer.as_ref().and_then(|term| term.last_day(facts.today));
    if Button::plain("Write a request down").icon(Icon::Plus).show(ui).clicked() {
        let request = Request::begin(facts.today, due);
        state.open_request = Some(request.id);
        pen.next_focus = Some(Id::unique(("request words", request.id.0)));
        parts.requests.push(request);
        pen.chosen();
    }
    ui.add_space(space::XS);
    let mut removed = None;
    for request in parts.requests.iter_mut().rev() {
        let is_open = state.open_request == Some(request.id);
        if row_ui(ui, (request, is_open), facts) {
            state.open_request = (!is_open).then_some(request.id);
        }
        if state.open_request == Some(request.id) {
            widget_ground::card(ui, 20, |ui| {
                ui.set_width(ui.available_width());
                ui.spacing_mut().item_spacing.y = space::S;
                one_ui(ui, pen, (request, facts));
                if Button::plain("Decide what goes out…").show(ui).clicked() {
                    asked.push(Ask::Access(AccessAsk::Choose(request.id)));
                    asked.push(Ask::Do(Command::Access));
                }
                if Button::quiet("Remove this request").height(34.0).show(ui).clicked() {
                    removed = Some(request.id);
                }
            });
        }
    }
    if let Some(removed) = removed {
        parts.requests.retain(|it| it.id != removed);
        pen.chosen();
    }
}

fn row_ui(
    ui: &mut Ui,
    (request, is_open): (&Request, bool),
    facts: &FileFacts<'_>,
) -> bool {
    let by = by(request, facts);
    let received = when::date(facts.today, request.received);
    let (state, ink) = stands(request, facts);
    let title = format!("{by}, received {received}");
    let said = format!("{title}: {state}");
    let mut row = Row::new(&said, 56.0);
    row.is_chosen = is_open;
    let response = row.show(ui);
    let inner = response.rect.shrink2(vec2(14.0, 0.0));
    let width = inner.width() - 26.0;
    let style = (Scale::Phrase, Face::SansSemiBold, Ink::Ink);
    let title = look::line(ui, &title, style, width);
    let state = look::line(ui, &state, (Scale::Chip, Face::Sans, ink), width);
    let painter = ui.painter();
    painter.galley(pos2(inner.left(), inner.top() + 7.0), title, look::ink(ui, Ink::Ink));
    painter.galley(pos2(inner.left(), inner.top() + 30.0), state, look::ink(ui, ink));
    let icon = if is_open { Icon::Up } else { Icon::Down };
    let at = pos2(inner.right() - 6.0, inner.center().y);
    icon.paint(painter, at, 16.0, look::ink(ui, Ink::Ink3));
    response.clicked()
}

fn by(request: &Request, facts: &FileFacts<'_>) -> String {
    let name = request.name.trim();
    match request.by.partner() {
        Some(partner) => facts.name(partner).to_owned(),
        None if !name.is_empty() => name.to_owned(),
        None => kind(request.by, facts),
    }
}

/// Everybody who may ask, the partner at the left first.
fn requesters(facts: &FileFacts<'_>) -> Vec<Requester> {
    let both = facts.both().map(|partner| match partner {
        PartnerId::A => Requester::PartnerA,
        PartnerId::B => Requester::PartnerB,
    });
    let others = Requester::VARIANTS.iter().filter(|by| by.partner().is_none());
    both.into_iter().chain(others.copied()).collect()
}

fn kind(by: Requester, facts: &FileFacts<'_>) -> String {
    match (by, by.partner()) {
        (_, Some(partner)) => facts.name(partner).to_owned(),
        (Requester::Both, _) => "Both".to_owned(),
        (Requester::Court, _) => "A court".to_owned(),
        (Requester::Insurer, _) => "An insurer".to_owned(),
        _ => "Somebody else".to_owned(),
    }
}

/// Where it stands, and what is missing before it can be answered.
fn stands(request: &Request, facts: &FileFacts<'_>) -> (String, Ink) {
    if let Some(on) = request.answered {
        return (format!("answered {}", when::date(facts.today, on)), Ink::Ink2);
    }
    let missing: Vec<&str> = facts
        .both()
        .into_iter()
        .filter(|partner| request.authorised.of(*partner).is_none())
        .map(|partner| facts.name(partner))
        .collect();
    let missing = match missing.as_slice() {
        [] => "authorised by both".to_owned(),
        some => format!("not authorised by {}", some.join(" and ")),
    };
    let Some(due) = request.due else {
        return (format!("no day to answer by; {missing}"), Ink::Ink2);
    };
    let days = (due - facts.today).num_days();
    let count =
        |days: i64| when::count(usize::try_from(days).unwrap_or(0), "day", "days");
    match days {
        ..0 => (format!("{} late; {missing}", count(-days)), Ink::Alarm),
        0 => (format!("due today; {missing}"), Ink::Alarm),
        _ => (format!("due in {}; {missing}", count(days)), Ink::Ink2),
    }
}

fn one_ui(
    ui: &mut Ui,
    pen: &mut Pen<'_>,
    (request, facts): (&mut Request, &FileFacts<'_>),
) {
    look::label(ui, "Who asks", SMALL);
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(space::XS, space::XS);
        for by in &requesters(facts) {
            if choice(ui, &kind(*by, facts), (by, &request.by)) {
                request.by = *by;
                pen.chosen();
            }
        }
    });
    if request.by.partner().is_none() && request.by != Requester::Both {
        let id = Id::unique(("request name", request.id.0));
        let asks =
            (("Name of the office or person", "Who asks, by name"), "", LINE_LETTERS);
        pen.line(ui, asks, (id, &mut request.name));
    }
    let id = Id::unique(("request words", request.id.0));
    let asks =
        (("What is asked for", "What is asked for"), "As it stands in the letter", 2);
    pen.text(ui, asks, (id, &mut request.words));
    days_row(ui, |ui| {
        let mut received = Some(request.received);
        cell(ui, DAY, |ui| pen.day(ui, ("Request received", "Received"), &mut received));
        request.received = received.unwrap_or(request.received);
        cell(ui, DAY, |ui| {
            pen.day(ui, ("To be answered by", "Answer by"), &mut request.due);
        });
        for partner in facts.both() {
            let name = facts.name(partner);
            let (said, shown) = (
                format!("{name} authorised the answer"),
                format!("{name} authorised it"),
            );
            cell(ui, DAY, |ui| {
                pen.day(ui, (&said, &shown), request.authorised.of_mut(partner));
            });
        }
    });
    let id = Id::unique(("request answer", request.id.0));
    let asks = (("What was answered, and why", "What was answered, and why"), "", 2);
    pen.text(ui, asks, (id, &mut request.answer));
    cell(ui, DAY, |ui| {
        pen.day(ui, ("Request answered", "Answered"), &mut request.answered);
    });
}
