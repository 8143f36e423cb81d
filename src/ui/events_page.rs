//! One event in full: when, both views of it in equal halves, its meaning, and how it is mended.

use super::command::Ask;
use super::course::CourseFacts;
use super::course_field::{
    Named, QUIET, choice_ui, day_ui, group_ui, halves_ui, line_ui, picks_ui,
};
use super::course_typed::Typed;
use super::events::{EventsState, name_ui, replace, source_name};
use super::events_steps::steps_ui;
use super::look::{self, Scale, space};
use super::note_begin::alone_band;
use super::widget_button::Button;
use super::widget_text::TextBox;
use crate::drawing::{Face, Ink};
use crate::edit::listed::ListEdit;
use crate::edit::{CaseEdit, Edit};
use crate::model::event::{Event, EventKind, EventStatus};
use crate::model::{MapId, SessionId, Source};
use egui::{Id, Ui, vec2};
use strum::VariantArray as _;

/// What is written on, and what else is known.
pub(super) type On<'a, 'b> = (&'a mut Event, &'a CourseFacts<'b>);

pub(super) fn page_ui(
    ui: &mut Ui,
    state: &mut EventsState,
    (event, facts): (&Event, &CourseFacts<'_>),
    asked: &mut Vec<Ask>,
) {
    let is_same = |it: &Typed<Event>| it.now.id == event.id;
    let mut typed =
        state.typed.take().filter(is_same).unwrap_or_else(|| Typed::of(event));
    typed.follow(event);
    ui.add_enabled_ui(facts.can_write(), |ui| {
        ui.spacing_mut().item_spacing = vec2(space::S, space::S);
        let on = &mut typed.now;
        let is_changed = head_ui(ui, state, (on, facts))
            | views_ui(ui, (on, facts))
            | heart_ui(ui, (on, facts))
            | links_ui(ui, (on, facts))
            | steps_ui(ui, state, (on, facts), asked)
            | end_ui(ui, (on, facts));
        if is_changed {
            typed.touch(ui.input(|input| input.time));
        }
    });
    if facts.can_write() && remove_ui(ui, state) {
        // First what is typed goes into the case, so that undo brings that back as well.
        asked.extend(typed.take().map(replace).map(Ask::Change));
        let remove = CaseEdit::Event(ListEdit::Remove(event.id));
        asked.push(Ask::Change(Edit::Case(remove)));
        return;
    }
    asked.extend(typed.due(ui).map(replace).map(Ask::Change));
    state.typed = Some(typed);
}

fn id(event: &Event, part: &str) -> Id {
    Id::unique(("event", event.id.0, part))
}

fn head_ui(ui: &mut Ui, state: &mut EventsState, (event, facts): On<'_, '_>) -> bool {
    let alone = event.source.individual().map(|teller| facts.name(teller));
    alone_band(ui, alone);
    let title = Named::new("What it is called", id(event, "title"));
    let mut is_changed = line_ui(ui, title, &mut event.title);
    if std::mem::take(&mut state.wants_focus) {
        ui.memory_mut(|memory| memory.request_focus(title.id));
    }
    let kinds = (&mut event.kind, EventKind::VARIANTS);
    is_changed |= choice_ui(ui, kinds, |kind| kind.label().to_owned());
    let (day, when) = (id(event, "on"), id(event, "when"));
    ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing.x = space::M;
        ui.allocate_ui(vec2(170.0, 64.0), |ui| {
            ui.set_width(170.0);
            let hint = super::when::written(facts.today);
            let named = Named::new("Day, for the time line", day).hint(&hint);
            let on = (&mut state.writing, &mut event.on, facts.today);
            ui.vertical(|ui| is_changed |= day_ui(ui, named, on));
        });
        ui.vertical(|ui| {
            let named =
                Named::new("When, in their words", when).hint("the winter before");
            is_changed |= line_ui(ui, named, &mut event.when);
        });
    });
    is_changed | source_ui(ui, (event, facts))
}

/// Told together, or by one alone; then it stays in that partner's own part.
fn source_ui(ui: &mut Ui, (event, facts): On<'_, '_>) -> bool {
    let all = [Source::Joint, Source::IndividualA, Source::IndividualB];
    let teller = event.source.individual();
    let waits = teller.is_some_and(|teller| {
        facts.case.private.of(teller).open_todos().next().is_some()
    });
    if waits {
        let words = "Something that was told alone waits to be brought into the open. Until \
                     then this stays where it is.";
        look::label(ui, words, QUIET);
        return false;
    }
    choice_ui(ui, (&mut event.source, &all), |source| source_name(source, facts))
}

/// How it was for each, and what came after: the same room for both.
fn views_ui(ui: &mut Ui, (event, facts): On<'_, '_>) -> bool {
    let mut is_changed = false;
    ui.add_space(space::S);
    let event_id = event.id.0;
    halves_ui(ui, facts.both(), |ui, partner| {
        let name = facts.name(partner);
        name_ui(ui, (name, facts.hand(partner)));
        for (part, label, words) in [
            ("view", format!("How it was for {name}"), event.views.of_mut(partner)),
            (
                "after",
                format!("What came after, for {name}"),
                event.aftermath.of_mut(partner),
            ),
        ] {
            let id = Id::unique(("event", event_id, part, partner));
            let words = TextBox::new(&label, id).rows(3).on(Ink::Surface).show(ui, words);
            is_changed |= words.changed();
        }
    });
    is_changed
}

/// Need, meaning, and where it still shows.
fn heart_ui(ui: &mut Ui, (event, facts): On<'_, '_>) -> bool {
    let mut is_changed = false;
    if event.kind == EventKind::AttachmentInjury {
        group_ui(ui, "Whom it hurt; it says nothing of guilt");
        let [left, right] = facts.case.from_left();
        let all = [None, Some(left), Some(right)];
        is_changed |= choice_ui(ui, (&mut event.injured, &all), |who| match who {
            Some(who) => facts.name(who).to_owned(),
            None => "not said yet".to_owned(),
        });
    }
    if [EventKind::CaughtTheLoop, EventKind::Rupture].contains(&event.kind) {
        group_ui(ui, "Whose softening changed it; the other’s may come later");
        let [left, right] = facts.case.from_left();
        let all = [None, Some(left), Some(right)];
        is_changed |= choice_ui(ui, (&mut event.softened_first, &all), |who| match who {
            Some(who) => facts.name(who).to_owned(),
            None => "not said".to_owned(),
        });
    }
    let (need, meaning, link) =
        (id(event, "need"), id(event, "meaning"), id(event, "link"));
    for (label, id, words) in [
        ("The moment of need", need, &mut event.moment_of_need),
        ("What it came to mean", meaning, &mut event.meaning),
        ("How it plays into the loop", link, &mut event.cycle_link),
    ] {
        let text = TextBox::new(label, id).rows(2).on(Ink::Surface);
        is_changed |= text.show(ui, words).changed();
    }
    is_changed | impact_ui(ui, event)
}

/// One sign a line. An empty line is kept while it is typed on.
fn impact_ui(ui: &mut Ui, event: &mut Event) -> bool {
    let id = id(event, "impact");
    let mut words = event.impact.join("\n");
    let label = "Where it still shows, one sign a line";
    let text = TextBox::new(label, id).rows(2).on(Ink::Surface).at_most(4_000);
    if !text.show(ui, &mut words).changed() {
        return false;
    }
    let line = |line: &str| line.chars().take(200).collect();
    event.impact = words.split('\n').map(line).collect();
    true
}

/// The loops and sessions that it belongs to.
fn links_ui(ui: &mut Ui, (event, facts): On<'_, '_>) -> bool {
    group_ui(ui, "It belongs to");
    let loops: Vec<(MapId, String)> = facts.loops();
    let mut is_changed = false;
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(space::XS, space::XS);
        is_changed |= picks_ui(ui, (&mut event.maps, &loops));
        let picked: Vec<(SessionId, String)> = facts.sessions(&event.sessions);
        is_changed |= picks_ui(ui, (&mut event.sessions, &picked));
        if let Some(session) = session_menu(ui, "Add a session", facts) {
            if !event.sessions.contains(&session) {
                event.sessions.push(session);
            }
            is_changed = true;
        }
    });
    is_changed
}

/// The sessions of the couple, the newest first.
pub(super) fn session_menu(
    ui: &mut Ui,
    label: &str,
    facts: &CourseFacts<'_>,
) -> Option<SessionId> {
    let words =
        look::job(ui, &format!("{label}  ▾"), (Scale::Chip, Face::Sans, Ink::Ink2));
    let button = egui::Button::new(words).min_size(vec2(0.0, 34.0)).corner_radius(7);
    let mut chosen = None;
    egui::containers::menu::MenuButton::from_button(button).ui(ui, |ui| {
        ui.set_min_width(220.0);
        egui::ScrollArea::vertical().max_height(320.0).show(ui, |ui| {
            let mut sorted: Vec<_> = facts.case.sessions.iter().collect();
            sorted.sort_by_key(|session| std::cmp::Reverse(session.when()));
            if sorted.is_empty() {
                look::label(ui, "No session yet", QUIET);
            }
            for session in sorted {
                if Button::quiet(&facts.session_name(session)).show(ui).clicked() {
                    chosen = Some(session.id);
                    ui.close();
                }
            }
        });
    });
    chosen
}

/// Where it stands, and what came of it.
fn end_ui(ui: &mut Ui, (event, _): On<'_, '_>) -> bool {
    group_ui(ui, "It is");
    let all = (&mut event.status, EventStatus::VARIANTS);
    let is_changed = choice_ui(ui, all, |status| status.label().to_owned());
    let text = TextBox::new("What came of it", id(event, "outcome"));
    is_changed | text.rows(2).on(Ink::Surface).show(ui, &mut event.outcome).changed()
}

/// Asks where it stands: nothing floats over the screen. True once it shall go.
fn remove_ui(ui: &mut Ui, state: &mut EventsState) -> bool {
    ui.add_space(space::M);
    if !state.is_removing {
        state.is_removing = Button::quiet("Remove this event").show(ui).clicked();
        return false;
    }
    let mut is_removed = false;
    ui.horizontal(|ui| {
        let words = "Remove it with all of its words? Undo brings it back.";
        look::label(ui, words, (Scale::Interface, Face::Sans, Ink::Ink));
        is_removed = Button::plain("Remove it").height(34.0).show(ui).clicked();
        if is_removed || Button::quiet("Keep it").height(34.0).show(ui).clicked() {
            state.is_removing = false;
        }
    });
    is_removed
}
