//! What one partner told alone and the other does not know yet: how it is to come into the open.

use super::couple_file::{FileFacts, FileState, GROUP, SECOND, SMALL};
use super::couple_file_pen::{DAY, Pen, cell};
use super::icon::Icon;
use super::look::{self, Scale, space};
use super::phrase_panel::choice;
use super::widget_button::Button;
use super::{gate, new_couple, widget_ground};
use crate::drawing::{Face, Ink};
use crate::edit::couple_file::resolve;
use crate::model::TodoId;
use crate::model::private_file::{Disclosed, PrivateFile, Todo};
use chrono::NaiveDate;
use egui::{Id, Ui, vec2};
use strum::VariantArray as _;

/// Shows what waits, and under it what has been resolved.
pub(super) fn todos_ui(
    ui: &mut Ui,
    state: &mut FileState,
    (pen, file, facts): (&mut Pen<'_>, &mut PrivateFile, &FileFacts<'_>),
) {
    if file.todos.is_empty() {
        return;
    }
    let mut resolved: Option<(TodoId, Disclosed)> = None;
    if file.open_todos().next().is_some() {
        look::label(ui, "Waits to be brought into the open", GROUP);
        let words =
            "While anything waits here, nothing that was told alone can be shared";
        look::label(ui, words, SECOND);
        policy_ui(ui, facts);
    }
    let open = file.todos.iter_mut().filter(|todo| todo.resolved.is_none());
    for (todo, number) in open.zip(1..) {
        widget_ground::card(ui, 20, |ui| {
            ui.set_width(ui.available_width());
            ui.spacing_mut().item_spacing.y = space::S;
            let is_resolving = state.resolving == Some(todo.id);
            let stage = if is_resolving { Stage::Resolving } else { Stage::Waiting };
            open_ui(ui, pen, (todo, number), stage);
            if is_resolving {
                let how = resolve_ui(ui, state, todo);
                resolved = resolved.or(how.map(|how| (todo.id, how)));
            } else if Button::plain("Resolve it…").height(34.0).show(ui).clicked() {
                state.resolving = Some(todo.id);
            }
        });
    }
    if let Some((id, how)) = resolved
        && resolve(file, id, how, pen.today)
    {
        state.resolving = None;
        pen.chosen();
    }
    for todo in &file.todos {
        resolved_ui(ui, todo);
    }
}

/// What was agreed about things told alone.
fn policy_ui(ui: &mut Ui, facts: &FileFacts<'_>) {
    let Some(policy) = facts.case.secrets_policy else { return };
    let (name, words) = new_couple::secrets_words(policy);
    look::label(ui, &format!("You agreed: {}. {words}.", name.to_lowercase()), SMALL);
}

/// What is being done about it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Stage {
    Waiting,
    Resolving,
}

fn open_ui(
    ui: &mut Ui,
    pen: &mut Pen<'_>,
    (todo, number): (&mut Todo, usize),
    stage: Stage,
) {
    let opened = format!("Since {}", day(todo.opened));
    look::label(ui, &opened, SMALL);
    let id = Id::unique(("todo", todo.id.0));
    let said = format!("What waits to be said, {number}");
    let asks = (("", said.as_str()), "In a word: only you see it", 1);
    pen.text(ui, asks, (id, &mut todo.words));
    if stage == Stage::Waiting {
        ways_ui(ui, pen, todo);
    }
    let label = if stage == Stage::Resolving {
        "How it went, and why"
    } else {
        "Why so, or what was agreed"
    };
    let id = Id::unique(("todo reason", todo.id.0));
    let said = format!("{label}, {number}");
    pen.text(ui, ((label, &said), "", 1), (id, &mut todo.reason));
    if stage == Stage::Waiting {
        let said = format!("Not later than, {number}");
        cell(ui, DAY, |ui| pen.day(ui, (&said, "Not later than"), &mut todo.due));
    }
}

fn ways_ui(ui: &mut Ui, pen: &mut Pen<'_>, todo: &mut Todo) {
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(space::XS, space::XS);
        for way in Disclosed::VARIANTS {
            let which = (&Some(*way), &todo.way);
            if choice(ui, way.intent(), which) {
                todo.way = Some(*way);
                pen.chosen();
            }
        }
    });
}

/// Asks how, once there is a why.
fn resolve_ui(ui: &mut Ui, state: &mut FileState, todo: &Todo) -> Option<Disclosed> {
    let mut how = None;
    let has_reason = !todo.reason.trim().is_empty();
    if !has_reason {
        gate::remark(ui, (Icon::Note, Ink::Alarm), "Say how it went or why, then choose");
    }
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(space::S, space::XS);
        for outcome in Disclosed::VARIANTS {
            let mut button = Button::plain(outcome.outcome()).height(34.0);
            button.enabled = has_reason;
            if button.show(ui).clicked() && has_reason {
                how = Some(*outcome);
            }
        }
        if Button::quiet("Not yet").height(34.0).show(ui).clicked() {
            state.resolving = None;
        }
    });
    how
}

fn resolved_ui(ui: &mut Ui, todo: &Todo) {
    let Some(resolved) = &todo.resolved else { return };
    let title = format!("{}. {}", todo.words, resolved.how.outcome());
    look::label(ui, &title, (Scale::Interface, Face::Sans, Ink::Ink));
    let dates =
        format!("{} to {}: {}", day(todo.opened), day(resolved.on), resolved.reason);
    look::label(ui, &dates, SMALL);
}

fn day(day: NaiveDate) -> String {
    day.format("%-d %B %Y").to_string()
}
