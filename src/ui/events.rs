//! Events of a couple: what hurt, what turned, what was caught; a list, and the chosen one.

use super::command::Ask;
use super::course::{CourseFacts, two_columns};
use super::course_field::{GROUP, SECOND, Writing};
use super::course_typed::Typed;
use super::look::{self, Scale, space};
use super::widget_button::Button;
use super::widget_row::Row;
use super::{chip, events_page, icon::Icon, keys, when};
use crate::drawing::lobe::Hand;
use crate::drawing::{Face, Ink};
use crate::edit::listed::ListEdit;
use crate::edit::{CaseEdit, Edit};
use crate::model::event::{Event, EventKind, EventStep};
use crate::model::{EventId, Source};
use egui::{Key, Modifiers, Rect, Ui, pos2, vec2};
use strum::VariantArray as _;

/// What is open and typed. It holds clients' words: drop it at lock.
#[derive(Debug, Clone, Default)]
pub struct EventsState {
    pub(super) chosen: Option<EventId>,
    pub(super) typed: Option<Typed<Event>>,
    pub(super) writing: Writing,
    pub(super) is_removing: bool,
    pub(super) wants_focus: bool,
    /// A kind is being chosen for a new one; the place of the key among the kinds.
    adding: Option<usize>,
}

impl EventsState {
    pub(super) fn choose(&mut self, chosen: Option<EventId>) {
        if self.chosen != chosen || self.adding.is_some() {
            *self = Self { chosen, ..Self::default() };
        }
    }

    /// The change that keeps what is typed, if anything is.
    pub(super) fn take_edit(&mut self) -> Option<Edit> {
        self.typed.as_mut().and_then(Typed::take).map(replace)
    }

    /// The case has been changed from elsewhere: what it says is shown.
    pub(super) fn reload(&mut self) {
        self.typed = None;
        self.writing = Writing::default();
    }
}

/// The change that puts a typed event in its place. An event without a title has that of its kind.
pub(super) fn replace(mut event: Event) -> Edit {
    if event.title.trim().is_empty() {
        event.title = event.kind.label().to_owned();
    }
    Edit::Case(CaseEdit::Event(ListEdit::Replace(Box::new(event))))
}

pub(super) fn events_ui(
    ui: &mut Ui,
    rect: Rect,
    (state, facts): (&mut EventsState, &CourseFacts<'_>),
    asked: &mut Vec<Ask>,
) {
    let sorted = newest_first(facts);
    let is_there = state.chosen.is_some_and(|id| sorted.iter().any(|it| it.id == id));
    if !is_there {
        state.choose(sorted.first().map(|event| event.id));
    }
    if sorted.is_empty() && state.adding.is_none() && facts.can_write() {
        state.adding = Some(0);
    }
    take_keys(ui, state, (facts, &sorted), asked);
    let (list, page) = two_columns(rect);
    super::course::scrolled(ui, (list, "list of events"), |ui| {
        list_ui(ui, state, (facts, &sorted), asked);
    });
    let name =
        state.chosen.map_or_else(|| "event".to_owned(), |id| format!("event {}", id.0));
    super::course::scrolled(ui, (page, &name), |ui| {
        let chosen = sorted.iter().find(|event| Some(event.id) == state.chosen);
        match (state.adding, chosen) {
            (Some(_), _) => kinds_ui(ui, state, facts, asked),
            (None, Some(event)) => events_page::page_ui(ui, state, (event, facts), asked),
            (None, None) => {
                look::label(ui, "Nothing has been written down here yet", SECOND);
            }
        }
    });
}

fn newest_first<'a>(facts: &CourseFacts<'a>) -> Vec<&'a Event> {
    let mut sorted: Vec<&Event> = facts.case.events.iter().collect();
    sorted.sort_by_key(|event| std::cmp::Reverse((event.on, event.id)));
    sorted
}

fn take_keys(
    ui: &Ui,
    state: &mut EventsState,
    (facts, sorted): (&CourseFacts<'_>, &[&Event]),
    asked: &mut Vec<Ask>,
) {
    if !facts.listens(ui) {
        return;
    }
    let pressed = |key| ui.input_mut(|input| input.consume_key(Modifiers::NONE, key));
    if let Some(at) = state.adding {
        let most = EventKind::VARIANTS.len() - 1;
        if pressed(Key::ArrowDown) {
            state.adding = Some((at + 1).min(most));
        } else if pressed(Key::ArrowUp) {
            state.adding = Some(at.saturating_sub(1));
        } else if pressed(Key::Escape) && !sorted.is_empty() {
            state.adding = None;
        } else if keys::enter(ui)
            && let Some(kind) = EventKind::VARIANTS.get(at)
        {
            add(state, (*kind, facts), asked);
        }
        return;
    }
    if pressed(Key::N) && facts.can_write() {
        begin(state, asked);
        return;
    }
    let place = sorted.iter().position(|event| Some(event.id) == state.chosen);
    let next = if pressed(Key::ArrowDown) {
        place.map_or(0, |place| place + 1)
    } else if pressed(Key::ArrowUp) {
        place.map_or(0, |place| place.saturating_sub(1))
    } else if pressed(Key::Enter) {
        state.wants_focus = true;
        return;
    } else {
        return;
    };
    if let Some(event) = sorted.get(next) {
        choose(state, event.id, asked);
    }
}

/// What was typed is kept before another one takes its place.
fn choose(state: &mut EventsState, id: EventId, asked: &mut Vec<Ask>) {
    asked.extend(state.take_edit().map(Ask::Change));
    state.choose(Some(id));
}

fn begin(state: &mut EventsState, asked: &mut Vec<Ask>) {
    asked.extend(state.take_edit().map(Ask::Change));
    state.adding = Some(0);
}

fn add(
    state: &mut EventsState,
    (kind, facts): (EventKind, &CourseFacts<'_>),
    asked: &mut Vec<Ask>,
) {
    let mut event = Event::new(kind, kind.label());
    event.on = Some(facts.today);
    if kind == EventKind::AttachmentInjury {
        let step =
            |title: &String| EventStep { title: title.clone(), ..EventStep::default() };
        event.steps = facts.injury_steps.iter().map(step).collect();
    }
    state.choose(Some(event.id));
    state.wants_focus = true;
    asked.push(Ask::Change(Edit::Case(CaseEdit::Event(ListEdit::Add(Box::new(event))))));
}

fn kinds_ui(
    ui: &mut Ui,
    state: &mut EventsState,
    facts: &CourseFacts<'_>,
    asked: &mut Vec<Ask>,
) {
    ui.spacing_mut().item_spacing.y = 2.0;
    let title = (Scale::Title, Face::SerifSemiBold, Ink::Ink);
    look::label(ui, "What was it?", title);
    let words = "An event is kept with both views of it, side by side. It is nobody’s fault \
                 on paper.";
    look::label(ui, words, SECOND);
    ui.add_space(space::M);
    let mut chosen = None;
    for (at, kind) in EventKind::VARIANTS.iter().enumerate() {
        let name = format!("{}: {}", kind.label(), kind.says());
        let row = Row { is_chosen: state.adding == Some(at), ..Row::new(&name, 58.0) };
        let response = row.show(ui);
        two_lines(ui, response.rect, (kind.label(), kind.says(), None));
        if response.clicked() {
            chosen = Some(*kind);
        }
    }
    if let Some(kind) = chosen.filter(|_| facts.can_write()) {
        add(state, (kind, facts), asked);
    }
}

fn list_ui(
    ui: &mut Ui,
    state: &mut EventsState,
    (facts, sorted): (&CourseFacts<'_>, &[&Event]),
    asked: &mut Vec<Ask>,
) {
    ui.spacing_mut().item_spacing.y = 2.0;
    let mut button = Button::plain("Write an event down").key("N").icon(Icon::Plus);
    button.enabled = facts.can_write();
    if button.show(ui).clicked() {
        begin(state, asked);
    }
    ui.add_space(space::S);
    if !sorted.is_empty() {
        look::label(ui, &when::count(sorted.len(), "event", "events"), GROUP);
    }
    for event in sorted {
        let is_chosen = state.adding.is_none() && state.chosen == Some(event.id);
        if row_ui(ui, (event, facts, is_chosen)) {
            choose(state, event.id, asked);
        }
    }
}

fn row_ui(
    ui: &mut Ui,
    (event, facts, is_chosen): (&Event, &CourseFacts<'_>, bool),
) -> bool {
    let about = about(event, facts);
    let name = format!("{}: {about}", event.title);
    let row = Row { is_chosen, ..Row::new(&name, 58.0) };
    let response = row.show(ui);
    let alone = event.source.individual().map(|_| Icon::Private);
    two_lines(ui, response.rect, (&event.title, &about, alone));
    response.clicked()
}

/// "Attachment injury · 3 November · 2 of 8 steps · Rui alone".
fn about(event: &Event, facts: &CourseFacts<'_>) -> String {
    let mut about = Vec::new();
    if event.title != event.kind.label() {
        about.push(event.kind.label().to_owned());
    }
    match event.on {
        Some(day) => about.push(when::date(facts.today, day)),
        None if !event.when.is_empty() => about.push(event.when.clone()),
        None => {}
    }
    if !event.steps.is_empty() {
        about.push(format!("{} of {} steps", event.steps_done(), event.steps.len()));
    }
    if let Some(teller) = event.source.individual() {
        about.push(format!("{} alone", facts.name(teller)));
    }
    about.join(" · ")
}

/// A title with a line under it, on a row.
pub(super) fn two_lines(
    ui: &Ui,
    rect: Rect,
    (title, about, icon): (&str, &str, Option<Icon>),
) {
    let inner = rect.shrink2(vec2(14.0, 0.0));
    let width = inner.width() - if icon.is_some() { 26.0 } else { 0.0 };
    let style = (Scale::Phrase, Face::SansSemiBold, Ink::Ink);
    let title = look::line(ui, title, style, width);
    let about = look::line(ui, about, (Scale::Chip, Face::Sans, Ink::Ink2), width);
    let painter = ui.painter();
    painter.galley(pos2(inner.left(), inner.top() + 8.0), title, look::ink(ui, Ink::Ink));
    let under = pos2(inner.left(), inner.top() + 31.0);
    painter.galley(under, about, look::ink(ui, Ink::Ink2));
    if let Some(icon) = icon {
        let at = pos2(inner.right() - 9.0, inner.center().y);
        icon.paint(painter, at, 18.0, look::ink(ui, Ink::Ink3));
    }
}

/// A partner's sign and name, over their half.
pub(super) fn name_ui(ui: &mut Ui, (name, hand): (&str, Hand)) {
    let ink = if hand == Hand::Left { Ink::AInk } else { Ink::BInk };
    ui.horizontal(|ui| {
        let (rect, _) = ui.allocate_exact_size(vec2(14.0, 24.0), egui::Sense::hover());
        chip::paint_sign(ui, rect.center(), hand);
        look::label(ui, name, (Scale::Row, Face::SerifSemiBold, ink));
    });
}

/// Who told it: both, or one alone.
pub(super) fn source_name(source: Source, facts: &CourseFacts<'_>) -> String {
    match source.individual() {
        Some(teller) => format!("told by {} alone", facts.name(teller)),
        None => "told together".to_owned(),
    }
}
