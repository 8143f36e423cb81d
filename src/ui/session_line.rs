//! The running session in the header: its number, since when, and what can be done with it.

use super::command::{Ask, Command};
use super::keys;
use super::look::{self, Scale, corner, space};
use super::map_state::MapFacts;
use super::when;
use super::widget_button::{focus_ring, hover};
use crate::drawing::{Face, Ink};
use crate::edit::session::next_number;
use crate::model::brief::{Brief, ConsentGap, Gap};
use crate::model::{Case, PartnerId, Session, SessionKind};
use chrono::{DateTime, FixedOffset};
use egui::containers::menu::MenuButton;
use egui::{CornerRadius, Response, Role, Sense, Ui, WidgetInfo, pos2, vec2};

/// What the screens know of the time and of what is kept out of sight.
#[derive(Debug, Clone, Copy, Default)]
pub struct Sitting<'a> {
    pub now: DateTime<FixedOffset>,
    /// How many phrases of this loop were said alone and are out of sight.
    pub kept_apart: usize,
    /// They are shown all the same, because it was asked for.
    pub shows_apart: bool,
    /// What the last key did, where nothing else on the screen says so.
    pub said: Option<&'a str>,
    /// What was not settled when the session began, until something else is done.
    pub still_open: &'a [String],
    /// When the couple was last changed before it was opened.
    pub last_change: Option<DateTime<FixedOffset>>,
}

/// What should be settled before a session and is not, in words that the couple may read too: no
/// answer, and nothing about what was or was not asked.
pub fn still_open(case: &Case, session: &Session) -> Vec<String> {
    let brief = Brief::of(case, session.date);
    let mut open = Vec::new();
    if case.client_model.is_none() {
        open.push("who the client is".to_owned());
    }
    if case.secrets_policy.is_none() {
        open.push("what is told alone".to_owned());
    }
    let lacks = |it: &&ConsentGap| !matches!(it.gap, Gap::EndsOn(_));
    let consents = brief.consents.iter().filter(lacks).count();
    if consents > 0 {
        open.push(when::count(consents, "consent", "consents"));
    }
    let waits = |who: &PartnerId| brief.screening.of(*who).is_due();
    let alone: Vec<PartnerId> = case.from_left().into_iter().filter(waits).collect();
    match alone.as_slice() {
        [] => {}
        [one] => open.push(format!("a talk with {} alone", case.name_of(*one))),
        _ => open.push("a talk with each alone".to_owned()),
    }
    open
}

/// Says once, at the beginning of a session, what is not settled yet.
pub fn still_open_ui(ui: &mut Ui, sitting: &Sitting<'_>) {
    if sitting.still_open.is_empty() {
        return;
    }
    let whole = format!("Still open: {}", sitting.still_open.join(", "));
    let count = sitting.still_open.len();
    let short = when::count(count, "thing is still open", "things are still open");
    ui.add_space(space::M);
    let lay = |words: &str| look::line(ui, words, STILL_OPEN, 900.0);
    let room = ui.available_width() - space::L;
    let galley = [lay(&whole), lay(&short)].into_iter().find(|it| it.size().x <= room);
    let galley = galley.unwrap_or_else(|| look::line(ui, &short, STILL_OPEN, room));
    let (rect, response) = ui.allocate_exact_size(galley.size(), Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::Status, true, &whole));
    ui.painter().galley(rect.min, galley, look::ink(ui, Ink::Ink3));
    response.on_hover_text(whole);
}

const STILL_OPEN: (Scale, Face, Ink) = (Scale::Label, Face::Sans, Ink::Ink3);

/// "Session 5, since 14:03, 21 min", and a menu behind it; true while that is open.
pub fn session_line_ui(ui: &mut Ui, facts: &MapFacts<'_>, asked: &mut Vec<Ask>) -> bool {
    let running = facts.case.running();
    let room = ui.available_width();
    let (words, ink) = fitting(ui, (facts.case, &facts.sitting), room);
    let job = look::job(ui, &format!("{words}  ▾"), (Scale::Interface, Face::Sans, ink));
    let button = egui::Button::new(job).frame(false);
    let (response, menu) = MenuButton::from_button(button).ui(ui, |ui| {
        ui.set_width(300.0);
        ui.spacing_mut().item_spacing.y = 0.0;
        match running {
            Some(_) => running_menu_ui(ui, facts, asked),
            None => start_menu_ui(ui, facts, asked),
        }
    });
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, &words));
    menu.is_some()
}

/// The longest way to say it that the header has room for.
fn fitting(ui: &Ui, (case, sitting): (&Case, &Sitting<'_>), room: f32) -> (String, Ink) {
    let Some(session) = case.running() else {
        return ("No session".to_owned(), Ink::Ink3);
    };
    let was_left = session.was_left_running(sitting.now);
    let ink = if was_left { Ink::Alarm } else { Ink::Ink2 };
    let fits = |words: &String| {
        let style = (Scale::Interface, Face::Sans, ink);
        look::line(ui, &format!("{words}  ▾"), style, 900.0).size().x < room
    };
    let ways = match sitting.said {
        Some(said) => vec![said.to_owned()],
        None if was_left => left_running(session, sitting),
        None => ways(session, sitting),
    };
    let shortest = ways.last().cloned().unwrap_or_default();
    (ways.into_iter().find(fits).unwrap_or(shortest), ink)
}

fn ways(session: &Session, sitting: &Sitting<'_>) -> Vec<String> {
    let number = session.number;
    let start = session.start.map(|it| it.format("%H:%M").to_string());
    let since = format!("Session {number}, since {}", start.unwrap_or_default());
    let minutes = session.minutes(sitting.now).unwrap_or_default();
    let marks = match session.sheet.moments.len() {
        0 => String::new(),
        count => format!(", {}", when::count(count, "mark", "marks")),
    };
    vec![
        format!("{since}, {minutes} min{marks}"),
        format!("{since}{marks}"),
        since,
        format!("Session {number}"),
    ]
}

fn left_running(session: &Session, sitting: &Sitting<'_>) -> Vec<String> {
    let day = when::day(sitting.now.date_naive(), session.date);
    let short = format!("Session {} still runs", session.number);
    vec![format!("Session {} of {day} still runs", session.number), short]
}

fn running_menu_ui(ui: &mut Ui, facts: &MapFacts<'_>, asked: &mut Vec<Ask>) {
    let mut commands = vec![Command::TimeMark, Command::StopSession, Command::Sessions];
    if facts.sitting.kept_apart > 0 {
        commands.push(Command::ShowAlone);
    }
    for command in commands {
        item_ui(ui, facts, (command, &label(command, facts)), asked);
    }
}

fn start_menu_ui(ui: &mut Ui, facts: &MapFacts<'_>, asked: &mut Vec<Ask>) {
    let number = next_number(facts.case);
    let both = format!("Start session {number} with both");
    item_ui(ui, facts, (Command::StartSession, &both), asked);
    for partner in facts.case.from_left() {
        let command = match partner {
            PartnerId::A => Command::StartAloneA,
            PartnerId::B => Command::StartAloneB,
        };
        let alone = format!("Start it with {} alone", facts.case.name_of(partner));
        item_ui(ui, facts, (command, &alone), asked);
    }
    item_ui(ui, facts, (Command::Sessions, "All sessions"), asked);
}

fn label(command: Command, facts: &MapFacts<'_>) -> String {
    match command {
        Command::Sessions => "Marks and sessions".to_owned(),
        Command::ShowAlone if facts.sitting.shows_apart => {
            "Put away what was said alone".to_owned()
        }
        Command::ShowAlone => "Show what was said alone".to_owned(),
        other => other.label().to_owned(),
    }
}

fn item_ui(
    ui: &mut Ui,
    facts: &MapFacts<'_>,
    (command, words): (Command, &str),
    asked: &mut Vec<Ask>,
) {
    let key = keys::cap(ui, command);
    let can = command.is_enabled(facts.place);
    if menu_row(ui, (words, &key, can)).clicked() && can {
        asked.push(Ask::Do(command));
        ui.close();
    }
}

/// Words at the left, and the key that does the same at the right.
fn menu_row(ui: &mut Ui, (words, key, can): (&str, &str, bool)) -> Response {
    let sense = if can { Sense::click() } else { Sense::hover() };
    let (rect, response) =
        ui.allocate_exact_size(vec2(ui.available_width(), 36.0), sense);
    response.widget_info(|| WidgetInfo::labeled(Role::Button, can, words));
    let over = look::ink(ui, Ink::Control).gamma_multiply(hover(ui, &response));
    ui.painter().rect_filled(rect, CornerRadius::same(corner::BUTTON), over);
    focus_ring(ui, &response, corner::BUTTON);
    let ink = if can { Ink::Ink } else { Ink::Ghost };
    let inner = rect.shrink2(vec2(space::M, 0.0));
    let words = look::line(ui, words, (Scale::Interface, Face::Sans, ink), 240.0);
    let key = look::line(ui, key, (Scale::Label, Face::Sans, Ink::Ink3), 120.0);
    let top = |galley: &egui::Galley| inner.center().y - galley.size().y / 2.0;
    let left = pos2(inner.left(), top(&words));
    let right = pos2(inner.right() - key.size().x, top(&key));
    ui.painter().galley(left, words, look::ink(ui, ink));
    ui.painter().galley(right, key, look::ink(ui, Ink::Ink3));
    response
}

/// "Together", "Rui alone".
pub fn kind_words(kind: SessionKind, case: &Case) -> String {
    match (kind, kind.alone()) {
        (_, Some(partner)) => format!("{} alone", case.name_of(partner)),
        (SessionKind::Family, _) => "With the family".to_owned(),
        (SessionKind::Other, _) => "Something else".to_owned(),
        _ => "Together".to_owned(),
    }
}
