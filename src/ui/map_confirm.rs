//! Confirming a loop: which session it belongs to, why in a line, and that it is for good.

use super::chip::Chip;
use super::command::{Ask, Command};
use super::compare::CompareAsk;
use super::icon::Icon;
use super::keys;
use super::look::{self, Scale, space};
use super::map_state::{MapFacts, MapState};
use super::phrase_panel::heading;
use super::widget_button::{Button, IconButton};
use super::widget_field::Field;
use super::widget_ground::floating_frame;
use crate::drawing::{Face, Ink};
use crate::edit::cycle_map::PHRASE_LETTERS;
use crate::edit::version::Confirming;
use crate::model::{Case, CycleMap, Session, SessionId};
use egui::{Align, Align2, Area, Id, Layout, Margin, Order, Ui, vec2};

const WIDTH: f32 = 468.0;
/// So many sessions can be chosen from.
const SESSIONS: usize = 4;
const SECOND: (Scale, Face, Ink) = (Scale::Chip, Face::Sans, Ink::Ink2);

/// What is being typed about a version. It holds the therapist's words: drop it at lock.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ConfirmState {
    pub is_open: bool,
    pub why: String,
    /// None until one was chosen: then it is today's.
    session: Option<SessionId>,
    wants_focus: bool,
}

impl ConfirmState {
    pub fn open(&mut self) {
        (self.is_open, self.wants_focus) = (true, true);
    }

    /// Once it is in the file, or was put elsewhere.
    pub fn clear(&mut self) {
        *self = Self::default();
    }
}

/// The line in the loop's panel that says whether it was confirmed, with the way to it.
pub(super) fn standing_ui(
    ui: &mut Ui,
    (facts, map): (&MapFacts<'_>, &CycleMap),
    asked: &mut Vec<Ask>,
) {
    heading(ui, "Is it how they see it?");
    ui.horizontal(|ui| {
        look::label(ui, &standing(facts.case, map), SECOND);
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            let key = keys::of(ui).chord(Command::Confirm).map(|it| it.to_string());
            let mut button = Button::plain("Confirm this loop\u{2026}").height(32.0);
            button.enabled = Command::Confirm.is_enabled(facts.place);
            if let Some(key) = &key {
                button = button.key(key);
            }
            if button.show(ui).clicked() {
                asked.push(Ask::Do(Command::Confirm));
            }
        });
    });
}

/// "Confirmed in session 6, changed since".
pub(super) fn standing(case: &Case, map: &CycleMap) -> String {
    case.standing(map).map_or("Not confirmed yet".to_owned(), |it| it.words(case))
}

/// Asks before a version is kept, under the left end of the header.
pub(super) fn confirm_ui(
    ui: &Ui,
    state: &mut MapState,
    facts: &MapFacts<'_>,
    asked: &mut Vec<Ask>,
) {
    let Some(map) = facts.case.map(state.map).filter(|_| state.confirm.is_open) else {
        return;
    };
    let frame = floating_frame(ui).inner_margin(Margin::symmetric(18, 14));
    let left = ui.available_rect_before_wrap().left() + space::L;
    Area::new(Id::unique("confirm the loop"))
        .order(Order::Foreground)
        .anchor(Align2::LEFT_TOP, vec2(left, 60.0 + space::XS))
        .show(ui.ctx(), |ui| {
            frame.show(ui, |ui| panel_ui(ui, state, (facts, map), asked));
        });
}

fn panel_ui(
    ui: &mut Ui,
    state: &mut MapState,
    (facts, map): (&MapFacts<'_>, &CycleMap),
    asked: &mut Vec<Ask>,
) {
    ui.spacing_mut().item_spacing.y = space::S;
    ui.set_width(WIDTH);
    ui.horizontal(|ui| {
        look::label(ui, "Confirm this loop", (Scale::Row, Face::SerifSemiBold, Ink::Ink));
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            let close = IconButton::new(Icon::Close, "Not now").key("Esc");
            if close.show(ui).clicked() {
                state.confirm.is_open = false;
            }
        });
    });
    let number = facts.case.next_version_number(map.id);
    let words = format!(
        "Version {number} stays as the loop is now, for good. The loop itself goes on."
    );
    look::label(ui, &words, SECOND);
    sessions_ui(ui, state, facts);
    let field = Field::new("Why now (optional; only you read it)")
        .height(40.0)
        .at_most(PHRASE_LETTERS);
    let output = field.show(ui, &mut state.confirm.why);
    if std::mem::take(&mut state.confirm.wants_focus) {
        output.response.request_focus();
    }
    state.is_typing |= output.response.has_focus();
    ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
        let confirm = Button::primary("Confirm it for good").key("Enter").show(ui);
        if confirm.clicked() || output.submitted {
            let session = chosen(state, facts);
            let why = state.confirm.why.clone();
            let confirming = Confirming { session, why };
            asked.push(Ask::Compare(CompareAsk::Confirm(map.id, confirming)));
        }
        ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
            look::label(ui, &standing(facts.case, map), SECOND);
        });
    });
}

/// The last sessions to choose from, the newest first.
fn sessions_ui(ui: &mut Ui, state: &mut MapState, facts: &MapFacts<'_>) {
    let sessions = newest(facts.case);
    if sessions.is_empty() {
        return;
    }
    let now = chosen(state, facts);
    ui.horizontal_wrapped(|ui| {
        for session in sessions.into_iter().take(SESSIONS) {
            let is_chosen = now == Some(session.id);
            let words = format!("Session {}", session.number);
            if (Chip { is_chosen, ..Chip::new("", &words) }).show(ui).clicked() {
                state.confirm.session = Some(session.id);
            }
        }
    });
}

fn newest(case: &Case) -> Vec<&Session> {
    let mut sessions: Vec<&Session> = case.sessions.iter().collect();
    sessions.sort_by_key(|session| std::cmp::Reverse(session.when()));
    sessions
}

/// Today's session, or the newest one, until another one is chosen.
fn chosen(state: &MapState, facts: &MapFacts<'_>) -> Option<SessionId> {
    let known = |id: &SessionId| facts.case.session(*id).is_some();
    let newest = || newest(facts.case).first().map(|session| session.id);
    state.confirm.session.filter(known).or(facts.session).or_else(newest)
}
