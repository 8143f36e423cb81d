//! One item of a request: its words, line by line, what becomes of it, and why.

use super::access::{AccessFacts, AccessState, BODY, Chosen, GROUP, SECOND, TITLE};
use super::access_decide::{decide, go_on};
use super::access_list::standing_words;
use super::chip::Chip;
use super::keys::{self, Live};
use super::look::{self, Scale, space};
use super::widget_button::Button;
use super::widget_field::Field;
use super::widget_row::Row;
use crate::drawing::{Face, Ink};
use crate::edit::access;
use crate::model::access::{Item, ItemLine, Standing, called};
use crate::model::agreement::{Choice, Decision, Request};
use egui::{Id, Ui, pos2};

/// The most letters of a reason.
const REASON_LETTERS: usize = 400;

pub(super) fn item_ui(
    ui: &mut Ui,
    state: &mut AccessState,
    (facts, request, item): (&AccessFacts<'_>, &Request, &Item),
    now: &mut Request,
) {
    ui.add_space(space::S);
    look::label(ui, &item.title, TITLE);
    let (standing, ink) = standing_words(item, request);
    let part = item
        .shown
        .compartment
        .teller()
        .map(|teller| format!("of {} alone", called(facts.case, teller)));
    let date = item.date.map(|date| date.format("%-d %B %Y").to_string());
    let about = [date, part, Some(standing.to_owned())];
    let about = about.into_iter().flatten().collect::<Vec<_>>().join(" · ");
    look::label(ui, &about, (Scale::Interface, Face::Sans, ink));
    if facts.can_change() {
        choices_ui(ui, state, (facts, request, item), now);
    }
    let decision = match item.standing(request) {
        Standing::Decided(decision) if decision.choice != Choice::Include => {
            Some(decision)
        }
        _ => None,
    };
    if let Some(decision) = decision {
        reason_ui(ui, state, (facts, request, item, decision), now);
    }
    ui.add_space(space::S);
    lines_ui(ui, (facts, item), decision, now);
}

fn choices_ui(
    ui: &mut Ui,
    state: &mut AccessState,
    (facts, request, item): (&AccessFacts<'_>, &Request, &Item),
    now: &mut Request,
) {
    let chosen = item.standing(request).choice();
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = space::M;
        for (live, choice, label) in [
            (Live::Include, Choice::Include, "Include"),
            (Live::Redact, Choice::Redact, "Redact"),
            (Live::Withhold, Choice::Withhold, "Withhold"),
        ] {
            let key = keys::cap(ui, live);
            let is_chosen = chosen == Some(choice);
            let chip = Chip { is_chosen, ..Chip::new(&key, label) };
            if chip.show(ui).clicked() && !is_chosen {
                let all: Vec<&Item> = facts.items.iter().collect();
                decide(state, (facts, &all), choice, now);
            }
        }
    });
}

/// Why: needed, and printed on the log page without the words of the item.
fn reason_ui(
    ui: &mut Ui,
    state: &mut AccessState,
    (facts, request, item, decision): (&AccessFacts<'_>, &Request, &Item, &Decision),
    now: &mut Request,
) {
    let is_same = state.reason.as_ref().is_some_and(|(id, _)| *id == item.id);
    if !is_same {
        state.reason = Some((item.id, decision.reason.clone()));
    }
    let Some((_, words)) = &mut state.reason else { return };
    let field = Field::new("Why")
        .hint("It stands on the log page, so say it without the words themselves")
        .id(Id::unique(("reason", item.id)))
        .at_most(REASON_LETTERS);
    let output = field.show(ui, words);
    if std::mem::take(&mut state.wants_reason) {
        output.response.request_focus();
    }
    let is_done = output.submitted || output.response.lost_focus();
    if is_done && facts.can_change() {
        access::give_reason(now, item, words);
    }
    if output.submitted {
        let all: Vec<&Item> = facts.items.iter().collect();
        output.response.surrender_focus();
        go_on(state, (facts, &all), now);
    }
    let words = state.reason.as_ref().map_or(decision.reason.as_str(), |(_, it)| it);
    if words.trim().is_empty() && state.chosen == Some(Chosen::Item(item.id)) {
        let style = (Scale::Label, Face::Sans, Ink::Alarm);
        look::label(ui, "A reason is needed. Enter goes on to the next.", style);
    }
    earlier_reasons_ui(ui, state, (facts, request, item), now);
}

/// A reason that was given before, for one click.
fn earlier_reasons_ui(
    ui: &mut Ui,
    state: &mut AccessState,
    (facts, request, item): (&AccessFacts<'_>, &Request, &Item),
    now: &mut Request,
) {
    let own = request.decisions.iter().find(|it| it.item == item.id);
    let own = own.map_or("", |decision| decision.reason.as_str());
    let mut earlier: Vec<&str> = Vec::new();
    for decision in request.decisions.iter().rev() {
        let reason = decision.reason.as_str();
        if !reason.is_empty() && reason != own && !earlier.contains(&reason) {
            earlier.push(reason);
        }
    }
    if earlier.is_empty() || !own.is_empty() || !facts.can_change() {
        return;
    }
    for reason in earlier.into_iter().take(3) {
        if Button::quiet(reason).show(ui).clicked() {
            access::give_reason(now, item, reason);
            state.reason = None;
        }
    }
}

fn lines_ui(
    ui: &mut Ui,
    (facts, item): (&AccessFacts<'_>, &Item),
    decision: Option<&Decision>,
    now: &mut Request,
) {
    let redacts = decision.filter(|it| it.choice == Choice::Redact);
    if redacts.is_some() {
        look::label(ui, "Click a line to take it out, or to bring it back", SECOND);
    }
    let mut label = "";
    for (number, line) in (0u16..).zip(&item.lines) {
        if line.label != label {
            label = &line.label;
            ui.add_space(space::XS);
            look::label(ui, label, GROUP);
        }
        match redacts {
            Some(decision) => {
                let is_gap = decision.gaps.contains(&number);
                if line_row(ui, line, is_gap.then_some("taken out")) && facts.can_change()
                {
                    access::switch_gap(now, item, number);
                }
            }
            None => {
                ui.add(egui::Label::new(look::job(ui, &line.words, BODY)).wrap());
            }
        }
    }
}

/// A line that can be taken out: then it is struck through.
fn line_row(ui: &mut Ui, line: &ItemLine, gap: Option<&str>) -> bool {
    let is_gap = gap.is_some();
    let ink = if is_gap { Ink::Alarm } else { Ink::Ink };
    let mark = gap.unwrap_or_default();
    let room = ui.available_width() - 28.0 - 90.0;
    let words = look::galley(ui, &line.words, (Scale::Phrase, Face::Sans, ink), room);
    let height = (words.size().y + 10.0).max(34.0);
    let name = if is_gap {
        format!("Taken out: {}", line.words)
    } else {
        format!("Stays: {}", line.words)
    };
    let response = Row::new(&name, height).show(ui);
    let rect = response.rect;
    let at = pos2(rect.left() + 14.0, rect.center().y - words.size().y / 2.0);
    let painter = ui.painter();
    if is_gap {
        for row in &words.rows {
            let y = at.y + row.pos.y + row.size.y * 0.55;
            let x = at.x + row.pos.x..=at.x + row.pos.x + row.size.x;
            painter.hline(x, y, egui::Stroke::new(1.2, look::ink(ui, Ink::Alarm)));
        }
    }
    painter.galley(at, words, look::ink(ui, ink));
    let mark = look::line(ui, mark, (Scale::Label, Face::Sans, Ink::Alarm), 90.0);
    let right = rect.right() - mark.size().x - 8.0;
    let top = rect.center().y - mark.size().y / 2.0;
    painter.galley(pos2(right, top), mark, look::ink(ui, Ink::Alarm));
    response.clicked()
}
