//! The running session in the header: its number, since when, and what can be done with it.

use super::command::{Ask, Command};
use super::keys;
use super::look::{self, Scale, corner, space};
use super::map_state::MapFacts;
use super::session_pill::{self, Stands, Told};
use super::when;
use super::widget_button::{focus_ring, hover};
use crate::drawing::{Face, Ink};
use crate::edit::session::next_number;
use crate::model::brief::{Brief, ConsentGap, Gap};
use crate::model::{Case, PartnerId, Session, SessionKind};
use chrono::{DateTime, FixedOffset};
use egui::containers::menu::MenuButton;
use egui::{CornerRadius, Popup, Response, Role, Sense, Ui, WidgetInfo, pos2, vec2};

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
    let shortest = format!("{count} still open");
    ui.add_space(space::M);
    let lay = |words: &str| look::line(ui, words, STILL_OPEN, 900.0);
    let room = ui.available_width() - space::L;
    let ways = [lay(&whole), lay(&short), lay(&shortest)];
    let galley = ways.into_iter().find(|it| it.size().x <= room);
    let galley = galley.unwrap_or_else(|| look::line(ui, &shortest, STILL_OPEN, room));
    let (rect, response) = ui.allocate_exact_size(galley.size(), Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::Status, true, &whole));
    ui.painter().galley(rect.min, galley, look::ink(ui, Ink::Ink3));
    response.on_hover_text(whole);
}

const STILL_OPEN: (Scale, Face, Ink) = (Scale::Label, Face::Sans, Ink::Ink3);

/// The running session as a pill with what is done with it, or that there is none; behind it a
/// menu. True while that is open.
pub fn session_line_ui(ui: &mut Ui, facts: &MapFacts<'_>, asked: &mut Vec<Ask>) -> bool {
    let Some(session) = facts.case.running() else {
        return no_session_ui(ui, facts, asked);
    };
    let said = told(session, facts.case, &facts.sitting);
    let pressed =
        session_pill::pill_ui(ui, (&said, facts.place.is_read_only), Stands::InTheMiddle);
    for command in pressed.commands {
        asked.push(Ask::Do(command));
    }
    let menu = Popup::menu(&pressed.response).show(|ui| {
        set_menu(ui);
        running_menu_ui(ui, facts, asked);
    });
    menu.is_some()
}

/// The running session on a screen that has no room for a menu: its words lead to its marks.
pub(super) fn session_here_ui(
    ui: &mut Ui,
    (case, sitting): (&Case, &Sitting<'_>),
    asked: &mut Vec<Ask>,
) {
    let Some(session) = case.running() else { return };
    let said = told(session, case, sitting);
    let pressed = session_pill::pill_ui(ui, (&said, false), Stands::Here);
    if pressed.response.clicked() {
        asked.push(Ask::Do(Command::Sessions));
    }
    asked.extend(pressed.commands.into_iter().map(Ask::Do));
}

fn no_session_ui(ui: &mut Ui, facts: &MapFacts<'_>, asked: &mut Vec<Ask>) -> bool {
    let words = "No session";
    let style = (Scale::Interface, Face::Sans, Ink::Ink3);
    let width = look::line(ui, &format!("{words}  ▾"), style, 300.0).size().x;
    session_pill::go_to_the_middle(ui, width);
    let button = egui::Button::new(look::job(ui, &format!("{words}  ▾"), style));
    let (response, menu) = MenuButton::from_button(button.frame(false)).ui(ui, |ui| {
        set_menu(ui);
        start_menu_ui(ui, facts, asked);
    });
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, words));
    menu.is_some()
}

fn set_menu(ui: &mut Ui) {
    ui.set_width(300.0);
    ui.spacing_mut().item_spacing.y = 0.0;
}

/// What the pill says of a session, heard whole and seen as far as there is room.
fn told(session: &Session, case: &Case, sitting: &Sitting<'_>) -> Told {
    let alone = |words: String, ink| Told {
        ways: vec![(words.clone(), String::new())],
        ink,
        heard: words,
        number: session.number,
    };
    match sitting.said {
        Some(said) => alone(said.to_owned(), Ink::Ink),
        None if session.was_left_running(sitting.now) => {
            let ways = left_running(session, sitting);
            let heard = ways.first().cloned().unwrap_or_default();
            let ways = ways.into_iter().map(|words| (words, String::new())).collect();
            Told { ways, ..alone(heard, Ink::Alarm) }
        }
        None => running(session, case, sitting),
    }
}

/// "21 min", and "Session 5, together, 2 marks".
fn running(session: &Session, case: &Case, sitting: &Sitting<'_>) -> Told {
    let number = session.number;
    let start = session.start.map(|it| it.format("%H:%M").to_string());
    let minutes = session.minutes(sitting.now).unwrap_or_default();
    let marks = match session.sheet.moments.len() {
        0 => String::new(),
        count => format!(", {}", when::count(count, "mark", "marks")),
    };
    let kind = kind_words(session.kind, case);
    let kind = if session.kind.alone().is_some() { kind } else { kind.to_lowercase() };
    let ways = [
        format!("Session {number}, {kind}{marks}"),
        format!("Session {number}{marks}"),
        format!("Session {number}"),
        String::new(),
    ];
    let since = start.unwrap_or_default();
    Told {
        ways: ways.map(|words| (format!("{minutes} min"), words)).into(),
        ink: Ink::Ink,
        heard: format!("Session {number}, since {since}, {minutes} min{marks}"),
        number,
    }
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
