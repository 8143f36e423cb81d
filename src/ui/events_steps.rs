//! The steps in which an injury is mended: each with its day, its session and some words.

use super::command::Ask;
use super::course::{CourseAsk, CourseFacts};
use super::course_field::{Named, QUIET, day_ui, line_ui};
use super::events::EventsState;
use super::events_page::{On, session_menu};
use super::icon::Icon;
use super::look::{self, Scale, space};
use super::widget_button::{Button, IconButton};
use super::widget_ground;
use super::widget_text::TextBox;
use crate::drawing::{Face, Ink};
use crate::model::event::{Event, EventKind, EventStep};
use egui::{Id, Sense, Stroke, Ui, vec2};

/// Shows the steps; true when one was changed.
pub(super) fn steps_ui(
    ui: &mut Ui,
    state: &mut EventsState,
    (event, facts): On<'_, '_>,
    asked: &mut Vec<Ask>,
) -> bool {
    if event.kind != EventKind::AttachmentInjury && event.steps.is_empty() {
        return false;
    }
    ui.add_space(space::M);
    ui.horizontal(|ui| {
        look::label(ui, "Step by step", (Scale::Row, Face::SerifSemiBold, Ink::Ink));
        let words = format!("{} of {} seen", event.steps_done(), event.steps.len());
        look::label(ui, &words, QUIET);
    });
    let mut is_changed = false;
    let mut removed = None;
    let id = event.id.0;
    for (at, step) in event.steps.iter_mut().enumerate() {
        let id = Id::unique(("event step", id, at));
        let shown = step_ui(ui, (step, &mut state.writing), (at, id, facts));
        is_changed |= shown.is_changed;
        removed = removed.or(shown.is_removed.then_some(at));
    }
    if let Some(at) = removed {
        event.steps.remove(at);
        is_changed = true;
    }
    is_changed | list_ui(ui, (event, facts), asked)
}

#[derive(Default)]
struct Shown {
    is_changed: bool,
    is_removed: bool,
}

fn step_ui(
    ui: &mut Ui,
    (step, writing): (&mut EventStep, &mut super::course_field::Writing),
    (at, id, facts): (usize, Id, &CourseFacts<'_>),
) -> Shown {
    let mut shown = Shown::default();
    let name = format!("Step {}", at + 1);
    widget_ground::card(ui, 12, |ui| {
        ui.set_width(ui.available_width());
        ui.spacing_mut().item_spacing = vec2(space::S, space::S);
        ui.horizontal(|ui| {
            mark_ui(ui, (at, step.on.is_some()));
            let width = (ui.available_width() - 150.0 - 36.0 - 2.0 * space::S).max(80.0);
            ui.allocate_ui(vec2(width, 38.0), |ui| {
                let named = Named::new(&name, id.with("title")).unnamed().on_card();
                shown.is_changed |= line_ui(ui, named, &mut step.title);
            });
            ui.allocate_ui(vec2(150.0, 38.0), |ui| {
                let label = format!("{name}: day");
                let named =
                    Named::new(&label, id.with("on")).hint("not yet").unnamed().on_card();
                let on = (writing, &mut step.on, facts.today);
                shown.is_changed |= day_ui(ui, named, on);
            });
            let remove = format!("Remove step {}", at + 1);
            shown.is_removed = IconButton::new(Icon::Close, &remove).show(ui).clicked();
        });
        shown.is_changed |= under_ui(ui, step, (&name, id, facts));
    });
    shown
}

/// Its words, and the session in which it came.
fn under_ui(
    ui: &mut Ui,
    step: &mut EventStep,
    (name, id, facts): (&str, Id, &CourseFacts<'_>),
) -> bool {
    let mut is_changed = false;
    ui.horizontal_top(|ui| {
        ui.add_space(30.0);
        let width = (ui.available_width() - 150.0 - 36.0 - 2.0 * space::S).max(80.0);
        ui.allocate_ui(vec2(width, 42.0), |ui| {
            ui.set_width(width);
            let label = format!("{name}: what showed it");
            let text = TextBox::new(&label, id.with("words")).rows(1).hide_label();
            let text = text.hint("What showed it").show(ui, &mut step.words);
            is_changed |= text.changed();
        });
        let session = step.session.and_then(|id| facts.case.session(id));
        let words = session.map_or_else(
            || "Session".to_owned(),
            |session| format!("Session {}", session.number),
        );
        if let Some(session) = session_menu(ui, &words, facts) {
            step.session = Some(session);
            step.on = step.on.or_else(|| Some(facts.case.session(session)?.date));
            is_changed = true;
        }
        if step.session.is_some()
            && IconButton::new(Icon::Close, &format!("{name}: no session"))
                .show(ui)
                .clicked()
        {
            step.session = None;
            is_changed = true;
        }
    });
    is_changed
}

/// Its number: on a full disc once it has a day, on an open ring before. Never red.
fn mark_ui(ui: &mut Ui, (at, is_done): (usize, bool)) {
    let (rect, response) = ui.allocate_exact_size(vec2(22.0, 38.0), Sense::hover());
    let said = format!("Step {}, {}", at + 1, if is_done { "seen" } else { "not yet" });
    response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Label, true, &said));
    let painter = ui.painter();
    let ink = if is_done { Ink::OnAccent } else { Ink::Ink2 };
    if is_done {
        painter.circle_filled(rect.center(), 11.0, look::ink(ui, Ink::AccentFill));
    } else {
        let pen = Stroke::new(1.5, look::ink(ui, Ink::Ink3));
        painter.circle_stroke(rect.center(), 10.5, pen);
    }
    let style = (Scale::Tiny, Face::SansSemiBold, ink);
    let words = look::line(ui, &(at + 1).to_string(), style, 40.0);
    let top_left = rect.center() - words.size() / 2.0;
    painter.galley(top_left, words, look::ink(ui, ink));
}

/// One more step, and what the next injury begins with.
fn list_ui(ui: &mut Ui, (event, facts): On<'_, '_>, asked: &mut Vec<Ask>) -> bool {
    let mut is_changed = false;
    ui.horizontal(|ui| {
        if Button::quiet("One more step").icon(Icon::Plus).show(ui).clicked() {
            event.steps.push(EventStep::default());
            is_changed = true;
        }
        let titles = titles(event);
        let differs = titles != facts.injury_steps && !titles.is_empty();
        if differs
            && Button::quiet("Begin new injuries with these steps").show(ui).clicked()
        {
            asked.push(Ask::Course(CourseAsk::KeepInjurySteps(titles)));
        }
        let shipped = crate::model::lists::injury_steps();
        let is_own = facts.injury_steps != shipped;
        if is_own && Button::quiet("Begin them with the shipped steps").show(ui).clicked()
        {
            asked.push(Ask::Course(CourseAsk::KeepInjurySteps(Vec::new())));
        }
    });
    is_changed
}

fn titles(event: &Event) -> Vec<String> {
    let titles = event.steps.iter().map(|step| step.title.trim().to_owned());
    titles.filter(|title| !title.is_empty()).collect()
}
