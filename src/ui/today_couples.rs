//! The couples that do not come today, or that the search finds.

use super::case_list::{CaseListFacts, CoupleLine};
use super::command::Command;
use super::gate_command::GateCommand;
use super::icon::Icon;
use super::look::{self, space};
use super::today::{LABEL, NAME, SMALL, Shown, TIME, group, take};
use super::when;
use super::widget_key_cap::{self, Cap};
use super::widget_row::Row;
use super::{keys, today_words as words};
use crate::drawing::Ink;
use crate::model::CaseId;
use egui::{Align, Layout, Response, Ui, pos2, vec2};

pub(super) fn others_ui(
    ui: &mut Ui,
    (shown, facts, stepped): (&Shown<'_>, &CaseListFacts<'_>, Option<CaseId>),
    search: &str,
    asked: &mut Vec<GateCommand>,
) {
    let is_day = !shown.visits.is_empty();
    let title = match search.trim() {
        "" if is_day => "Other couples".to_owned(),
        "" => when::count(shown.others.len(), "couple", "couples"),
        _ => format!("{} of {}", shown.others.len(), facts.couples.len()),
    };
    if !(is_day && shown.others.is_empty()) {
        group(ui, &title);
    }
    if !search.trim().is_empty() {
        if shown.others.is_empty() {
            let words = format!("No code name holds “{}”", search.trim());
            inset(ui, |ui| look::label(ui, &words, TIME));
        }
        everywhere_ui(ui, search, facts, asked);
    }
    for couple in &shown.others {
        let row = if is_day {
            short_ui(ui, couple, facts)
        } else {
            couple_ui(ui, couple, facts)
        };
        take(&row, couple.id, stepped, asked);
    }
}

fn inset(ui: &mut Ui, contents: impl FnOnce(&mut Ui) -> Response) {
    let layout = Layout::left_to_right(Align::Min);
    ui.add_space(space::S);
    ui.with_layout(layout, |ui| {
        ui.add_space(space::M);
        contents(ui);
    });
    ui.add_space(space::S);
}

/// The way from the names to every word of every couple.
fn everywhere_ui(
    ui: &mut Ui,
    search: &str,
    facts: &CaseListFacts<'_>,
    asked: &mut Vec<GateCommand>,
) {
    if facts.is_in_session {
        return;
    }
    let words = format!("Look for “{}” in all that is written", search.trim());
    let response = Row::new(&words, 42.0).show(ui);
    let inner = response.rect.shrink2(vec2(space::M, 0.0));
    let glass = pos2(inner.left() + 9.0, inner.center().y);
    Icon::Search.paint(ui.painter(), glass, 18.0, look::ink(ui, Ink::Ink2));
    let cap = keys::cap(ui, Command::Search);
    let cap_width = widget_key_cap::key_cap_size(ui, &cap).x;
    let room = inner.width() - 30.0 - cap_width - space::M;
    let galley = look::line(ui, &words, SMALL, room);
    let at = pos2(inner.left() + 30.0, inner.center().y - galley.size().y / 2.0);
    ui.painter().galley(at, galley, look::ink(ui, Ink::Ink));
    if !cap.is_empty() {
        let centre = pos2(inner.right() - cap_width / 2.0, inner.center().y);
        widget_key_cap::paint_key_cap(ui, ui.painter(), centre, (&cap, Cap::Filled));
    }
    if response.clicked() {
        asked.push(GateCommand::SearchFor(search.trim().to_owned()));
    }
}

/// A couple that does not come today: one line.
fn short_ui(ui: &mut Ui, couple: &CoupleLine, facts: &CaseListFacts<'_>) -> Response {
    let mut row = Row::new(&couple.code_name, 36.0);
    row.is_chosen = facts.chosen == Some(couple.id);
    let response = row.show(ui);
    if !ui.is_rect_visible(response.rect) {
        return response;
    }
    let inner = response.rect.shrink2(vec2(space::M, 0.0));
    let next = words::met(facts.today(), &couple.days);
    let next = look::line(ui, &next, LABEL, inner.width() * 0.5);
    let room = inner.width() - next.size().x - space::M;
    let name = look::line(ui, &couple.code_name, SMALL, room);
    let middle = inner.center().y;
    let painter = ui.painter();
    let at = pos2(inner.right() - next.size().x, middle - next.size().y / 2.0);
    painter.galley(at, next, look::ink(ui, Ink::Ink2));
    let at = pos2(inner.left(), middle - name.size().y / 2.0);
    painter.galley(at, name, look::ink(ui, Ink::Ink));
    response
}

/// A couple in a list without a day: what is on its maps, and when it was changed.
fn couple_ui(ui: &mut Ui, couple: &CoupleLine, facts: &CaseListFacts<'_>) -> Response {
    let mut row = Row::new(&couple.code_name, 62.0);
    row.is_chosen = facts.chosen == Some(couple.id);
    let response = row.show(ui);
    if !ui.is_rect_visible(response.rect) {
        return response;
    }
    let inner = response.rect.shrink2(vec2(space::L, 0.0));
    let painter = ui.painter();
    let changed = when::last_change(facts.today(), couple.last_change);
    let changed = look::line(ui, &changed, LABEL, inner.width());
    let name_width = inner.width() - changed.size().x - space::L;
    let name = look::line(ui, &couple.code_name, NAME, name_width);
    let loops = when::count(couple.loops, "loop", "loops");
    let about = match couple.phrases {
        0 => "Nothing on the map yet".to_owned(),
        number => format!("{loops}, {}", when::count(number, "phrase", "phrases")),
    };
    let about = look::line(ui, &about, LABEL, name_width);
    let top = inner.left_top();
    painter.galley(top + vec2(0.0, 10.0), name, look::ink(ui, Ink::Ink));
    painter.galley(top + vec2(0.0, 34.0), about, look::ink(ui, Ink::Ink2));
    let at =
        pos2(inner.right() - changed.size().x, inner.center().y - changed.size().y / 2.0);
    painter.galley(at, changed, look::ink(ui, Ink::Ink2));
    response
}
