//! The sessions of a couple: a list, and the chosen one with its marks.

use super::command::{Ask, Command, Place};
use super::icon::Icon;
use super::keys;
use super::look::{self, Scale, corner, space};
use super::screening_flag;
use super::session_card;
use super::session_line::{Sitting, kind_words};
use super::session_marks::{self, MarkState};
use super::when;
use super::widget_button::{Button, IconButton};
use super::widget_row::Row;
use crate::drawing::{Face, Ink};
use crate::edit::session::next_number;
use crate::model::{Case, Moment, Session, SessionId};
use chrono::{DateTime, FixedOffset};
use egui::{
    Align, CornerRadius, Key, Layout, Modifiers, Rect, Response, ScrollArea, Ui,
    UiBuilder, pos2, vec2,
};

/// What is done to the sessions of a couple.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SessionAsk {
    /// Stops the running one at this time.
    StopAt(DateTime<FixedOffset>),
    /// Writes one of a session's marks anew.
    Mark {
        session: SessionId,
        at: usize,
        moment: Moment,
    },
    RemoveMark {
        session: SessionId,
        at: usize,
    },
    /// Number, kind, date and times; its marks stay.
    Correct(Box<Session>),
    AddPast,
    /// Print what the couple takes home from it.
    TakeHome(SessionId),
    Remove(SessionId),
}

/// What the screen remembers. It holds words that are being typed: drop it at lock.
#[derive(Debug, Clone, Default)]
pub struct SessionsState {
    pub chosen: Option<SessionId>,
    pub(super) marks: MarkState,
    pub(super) card: session_card::CardState,
}

/// What the screen is shown with.
pub struct SessionsFacts<'a> {
    pub case: &'a Case,
    pub sitting: Sitting<'a>,
    pub place: Place,
    /// False while something floats above the screen.
    pub takes_keys: bool,
}

impl SessionsState {
    /// Another session comes to the card.
    pub fn choose(&mut self, session: Option<SessionId>) {
        if self.chosen != session {
            *self = Self { chosen: session, ..Self::default() };
        }
    }

    /// The session has just been written down, and its day is asked for first.
    pub fn choose_new(&mut self, session: SessionId) {
        self.choose(Some(session));
        self.card.wants_date = true;
    }
}

const HEADING: (Scale, Face, Ink) = (Scale::Heading, Face::SerifSemiBold, Ink::Ink);
const NAME: (Scale, Face, Ink) = (Scale::Row, Face::SerifSemiBold, Ink::Ink);
const LABEL: (Scale, Face, Ink) = (Scale::Label, Face::Sans, Ink::Ink2);

/// Shows the list and the chosen session; the running one, or the newest, if none was chosen.
pub fn sessions_ui(
    ui: &mut Ui,
    state: &mut SessionsState,
    facts: &SessionsFacts<'_>,
    asked: &mut Vec<Ask>,
) {
    let room = ui.available_rect_before_wrap();
    ui.painter().rect_filled(room, 0.0, look::ink(ui, Ink::Paper));
    let sorted = newest_first(facts.case);
    if state.chosen.is_none_or(|id| facts.case.session(id).is_none()) {
        let usual = facts.case.running().or(sorted.first().copied());
        state.choose(usual.map(|session| session.id));
    }
    if facts.takes_keys {
        take_keys(ui, state, (facts, &sorted), asked);
    }
    let (head, rest) = room.split_top_bottom_at_y(room.top() + 72.0);
    let rest = rest.shrink2(vec2(space::XL, 0.0)).with_max_y(rest.bottom() - space::XL);
    let head = head.shrink2(vec2(space::XL, space::L));
    header_ui(ui, head, (facts, state.chosen), asked);
    if sorted.is_empty() {
        empty_ui(ui, rest);
        return;
    }
    let width = (rest.width() * 0.37).clamp(280.0, 480.0);
    let list = rest.with_max_x(rest.left() + width);
    let card = rest.with_min_x(list.right() + space::XL);
    ui.scope_builder(UiBuilder::new().max_rect(list), |ui| {
        list_ui(ui, state, (facts, &sorted));
    });
    let chosen = state.chosen.and_then(|id| facts.case.session(id));
    if let Some(session) = chosen {
        card_ui(ui, card, (state, facts, session), asked);
    }
}

fn card_ui(
    ui: &mut Ui,
    rect: Rect,
    (state, facts, session): (&mut SessionsState, &SessionsFacts<'_>, &Session),
    asked: &mut Vec<Ask>,
) {
    let radius = CornerRadius::same(corner::BRIEF);
    ui.painter().rect_filled(rect, radius, look::ink(ui, Ink::Surface));
    let inner = rect.shrink2(vec2(28.0, 20.0));
    ui.scope_builder(UiBuilder::new().max_rect(inner), |ui| {
        let scroll = ScrollArea::vertical().id_salt(session.id.0).auto_shrink(false);
        scroll.show(ui, |ui| {
            session_card::session_card_ui(ui, state, (facts, session), asked);
        });
    });
}

fn newest_first(case: &Case) -> Vec<&Session> {
    let mut sorted: Vec<&Session> = case.sessions.iter().collect();
    sorted.sort_by_key(|session| std::cmp::Reverse(session.when()));
    sorted
}

/// The arrow keys go through the marks if one is chosen, else through the sessions.
fn take_keys(
    ui: &Ui,
    state: &mut SessionsState,
    (facts, sorted): (&SessionsFacts<'_>, &[&Session]),
    asked: &mut Vec<Ask>,
) {
    let is_writing = ui.memory(egui::Memory::focused).is_some();
    if !keys::is_listening(ui) || is_writing {
        return;
    }
    let session = state.chosen.and_then(|id| facts.case.session(id));
    if !facts.place.is_read_only
        && let Some(session) = session
    {
        if session_marks::take_keys(ui, &mut state.marks, session, asked) {
            return;
        }
        session_card::take_keys(ui, (facts.case, session), asked);
    }
    let pressed = |key| ui.input_mut(|input| input.consume_key(Modifiers::NONE, key));
    let place = sorted.iter().position(|session| Some(session.id) == state.chosen);
    let next = if pressed(Key::ArrowDown) {
        place.map_or(0, |place| place + 1)
    } else if pressed(Key::ArrowUp) {
        place.map_or(0, |place| place.saturating_sub(1))
    } else {
        return;
    };
    if let Some(session) = sorted.get(next) {
        state.choose(Some(session.id));
    }
}

fn header_ui(
    ui: &mut Ui,
    rect: Rect,
    (facts, chosen): (&SessionsFacts<'_>, Option<SessionId>),
    asked: &mut Vec<Ask>,
) {
    let title = format!("Sessions of {}", facts.case.code_name);
    let words = look::line(ui, &title, HEADING, rect.width() - 460.0);
    let at = pos2(rect.left(), rect.center().y - words.size().y / 2.0);
    let rest = rect.with_min_x(rect.left() + words.size().x + space::L);
    let named = Rect::from_min_size(at, words.size());
    let heading = ui.interact(named, egui::Id::unique("title"), egui::Sense::hover());
    heading.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Heading, true, &title));
    ui.painter().galley(at, words, look::ink(ui, Ink::Ink));
    let layout = Layout::right_to_left(Align::Center);
    ui.scope_builder(UiBuilder::new().max_rect(rest).layout(layout), |ui| {
        ui.spacing_mut().item_spacing.x = space::M;
        let (words, command) = match facts.case.running() {
            Some(session) => {
                (format!("Stop session {}", session.number), Command::StopSession)
            }
            None => (
                format!("Start session {}", next_number(facts.case)),
                Command::StartSession,
            ),
        };
        let key = keys::cap(ui, command);
        let mut button = Button::primary(&words).key(&key);
        button.enabled = command.is_enabled(facts.place);
        if button.show(ui).clicked() {
            asked.push(Ask::Do(command));
        }
        let print = IconButton::new(Icon::Print, "Print what they take home…");
        if !facts.case.sessions.is_empty() && print.show(ui).clicked() {
            asked.extend(chosen.map(|id| Ask::Session(SessionAsk::TakeHome(id))));
        }
        let mut past = Button::plain("Write a past one down");
        past.enabled = !facts.place.is_read_only;
        if past.show(ui).clicked() {
            asked.push(Ask::Session(SessionAsk::AddPast));
        }
        screening_flag::header_ui(ui, facts.case, asked);
    });
}

fn empty_ui(ui: &mut Ui, rect: Rect) {
    let words =
        "The sessions of this couple will stand here, with what was marked in them";
    let style = (Scale::Phrase, Face::Sans, Ink::Ink2);
    let galley = look::galley(ui, words, style, 460.0);
    let middle = Rect::from_center_size(rect.center(), galley.size());
    ui.scope_builder(UiBuilder::new().max_rect(middle), |ui| {
        look::label(ui, words, style);
    });
}

fn list_ui(
    ui: &mut Ui,
    state: &mut SessionsState,
    (facts, sorted): (&SessionsFacts<'_>, &[&Session]),
) {
    ScrollArea::vertical().id_salt("sessions").auto_shrink(false).show(ui, |ui| {
        ui.spacing_mut().item_spacing.y = 0.0;
        for session in sorted {
            if row_ui(ui, (session, facts, state.chosen == Some(session.id))).clicked() {
                state.choose(Some(session.id));
            }
        }
    });
}

fn row_ui(
    ui: &mut Ui,
    (session, facts, is_chosen): (&Session, &SessionsFacts<'_>, bool),
) -> Response {
    let name = format!("Session {}", session.number);
    let about = about(session, facts);
    let now = &facts.sitting.now;
    let (day, ink) = if session.was_left_running(*now) {
        ("never stopped".to_owned(), Ink::Alarm)
    } else if session.is_running() {
        ("running".to_owned(), Ink::Accent)
    } else {
        (when::date(now.date_naive(), session.date), Ink::Ink2)
    };
    let said = format!("{name}, {day}, {about}");
    let row = Row { is_chosen, ..Row::new(&said, 62.0) };
    let response = row.show(ui);
    let inner = response.rect.shrink2(vec2(space::L, 0.0));
    let painter = ui.painter();
    let day = look::line(ui, &day, (Scale::Label, Face::Sans, ink), inner.width());
    let width = inner.width() - day.size().x - space::L;
    let name = look::line(ui, &name, NAME, width);
    let about = look::line(ui, &about, LABEL, width);
    painter.galley(inner.left_top() + vec2(0.0, 10.0), name, look::ink(ui, Ink::Ink));
    painter.galley(inner.left_top() + vec2(0.0, 34.0), about, look::ink(ui, Ink::Ink2));
    let at = pos2(inner.right() - day.size().x, inner.center().y - day.size().y / 2.0);
    painter.galley(at, day, look::ink(ui, ink));
    response
}

/// "Rui alone, 52 min, 3 marks".
fn about(session: &Session, facts: &SessionsFacts<'_>) -> String {
    let mut about = kind_words(session.kind, facts.case);
    let is_old = session.was_left_running(facts.sitting.now);
    if let Some(minutes) = session.minutes(facts.sitting.now).filter(|_| !is_old) {
        about = format!("{about}, {minutes} min");
    }
    match session.sheet.moments.len() {
        0 => about,
        count => format!("{about}, {}", when::count(count, "mark", "marks")),
    }
}
