//! One session in full: when and with whom, its marks, and how to correct or remove it.

use super::chip::Chip;
use super::closing::ClosingAsk;
use super::command::{Ask, Command};
use super::gate;
use super::icon::Icon;
use super::keys;
use super::look::{self, Scale, space};
use super::session_band::last_sign;
use super::session_line::kind_words;
use super::session_marks::marks_ui;
use super::sessions::{SessionAsk, SessionsFacts, SessionsState};
use super::when;
use super::widget_button::Button;
use super::widget_field::Field;
use crate::drawing::{Face, Ink};
use crate::edit::closing;
use crate::edit::day::day_near;
use crate::edit::session::phrases_of;
use crate::model::session::Modality;
use crate::model::{Case, Session, SessionKind};
use chrono::{DateTime, FixedOffset, NaiveDate, NaiveTime, TimeDelta, TimeZone as _};
use egui::{Event, Id, Key, Ui, vec2};
use strum::VariantArray as _;

/// What is being corrected.
#[derive(Debug, Clone, Default)]
pub struct CardState {
    writing: Option<(Part, String)>,
    fault: Option<String>,
    is_removing: bool,
    /// The day of a session that was just written down is asked for first.
    pub wants_date: bool,
}

/// A part of a session that is typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Part {
    Number,
    Date,
    Start,
    Stop,
}

const TITLE: (Scale, Face, Ink) = (Scale::Title, Face::SerifSemiBold, Ink::Ink);
const SECOND: (Scale, Face, Ink) = (Scale::Interface, Face::Sans, Ink::Ink2);
const HEADING: (Scale, Face, Ink) = (Scale::Label, Face::SansSemiBold, Ink::Ink2);

pub(super) fn session_card_ui(
    ui: &mut Ui,
    state: &mut SessionsState,
    (facts, session): (&SessionsFacts<'_>, &Session),
    asked: &mut Vec<Ask>,
) {
    let can_change = !facts.place.is_read_only;
    ui.spacing_mut().item_spacing.y = space::S;
    head_ui(ui, (facts, session), asked);
    if facts.case.keeps_sheet_apart(session) {
        ui.add_space(space::M);
        heading(ui, "Marks");
        look::label(ui, "Out of sight while this session runs", SECOND);
    } else {
        sheet_ui(ui, (facts, session), asked);
        ui.add_space(space::M);
        heading(ui, "Marks");
        all_marks_ui(ui, state, (facts, session), asked);
    }
    ui.add_space(space::M);
    if can_change {
        heading(ui, "Correct it");
        kinds_ui(ui, (facts, session), asked);
        parts_ui(ui, &mut state.card, (facts, session), asked);
        ui.add_space(space::M);
        remove_ui(ui, &mut state.card, (facts, session), asked);
    }
}

/// The way to its sheet, and what is asked most often of it.
fn sheet_ui(
    ui: &mut Ui,
    (facts, session): (&SessionsFacts<'_>, &Session),
    asked: &mut Vec<Ask>,
) {
    ui.add_space(space::XS);
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(space::XS, space::XS);
        let key = keys::cap(ui, Command::Closing);
        if Button::plain("Open its sheet").key(&key).show(ui).clicked() {
            asked.push(Ask::Closing(ClosingAsk::Show(session.id)));
        }
        ui.add_space(space::M);
        for modality in Modality::VARIANTS {
            let letter = modality_key(*modality).to_uppercase().to_string();
            let is_chosen = session.sheet.modality == *modality;
            let chip = Chip { is_chosen, ..Chip::new(&letter, modality.label()) };
            ui.add_enabled_ui(!facts.place.is_read_only, |ui| {
                if chip.show(ui).clicked() && !is_chosen {
                    asked.extend(met(facts.case, session, *modality));
                }
            });
        }
    });
}

/// The key of a way to meet, while no mark is chosen.
fn modality_key(modality: Modality) -> char {
    match modality {
        Modality::Room => 'r',
        Modality::Video => 'v',
        Modality::Phone => 'p',
    }
}

fn met(case: &Case, session: &Session, modality: Modality) -> Option<Ask> {
    let mut session = session.clone();
    session.sheet.modality = modality;
    closing::write(case, session).map(Ask::Change)
}

/// Takes the keys that say where they met.
pub(super) fn take_keys(
    ui: &Ui,
    (case, session): (&Case, &Session),
    asked: &mut Vec<Ask>,
) {
    for modality in Modality::VARIANTS {
        let key = modality_key(*modality);
        let is_it = |event: &Event| match event {
            Event::Text(text) => text.to_lowercase() == key.to_string(),
            _ => false,
        };
        let is_typed = ui.input_mut(|input| {
            let before = input.events.len();
            input.events.retain(|event| !is_it(event));
            input.events.len() < before
        });
        if is_typed && !case.keeps_sheet_apart(session) {
            asked.extend(met(case, session, *modality));
        }
    }
}

fn all_marks_ui(
    ui: &mut Ui,
    state: &mut SessionsState,
    (facts, session): (&SessionsFacts<'_>, &Session),
    asked: &mut Vec<Ask>,
) {
    let can_change = !facts.place.is_read_only;
    if session.sheet.moments.is_empty() {
        let key = keys::cap(ui, Command::TimeMark);
        let words = format!("None. {key} marks a moment while a session runs.");
        look::label(ui, &words, SECOND);
    } else {
        marks_ui(ui, &mut state.marks, (session, can_change), asked);
    }
}

fn head_ui(
    ui: &mut Ui,
    (facts, session): (&SessionsFacts<'_>, &Session),
    asked: &mut Vec<Ask>,
) {
    look::label(ui, &format!("Session {}", session.number), TITLE);
    look::label(ui, &about(facts, session), SECOND);
    let now = facts.sitting.now;
    if session.was_left_running(now) {
        let last = last_sign(session, facts.sitting.last_change);
        gate::remark(ui, (Icon::Note, Ink::Alarm), "It was never stopped");
        if let Some(at) = last {
            let words = format!("Stop it at its last change, {}", at.format("%H:%M"));
            if Button::plain(&words).show(ui).clicked() {
                asked.push(Ask::Session(SessionAsk::StopAt(at)));
            }
        }
    } else if session.is_running()
        && Button::plain("Mark this moment")
            .key(&keys::cap(ui, Command::TimeMark))
            .show(ui)
            .clicked()
    {
        asked.push(Ask::Do(Command::TimeMark));
    }
}

/// "Thursday, 19 November, together, 14:03 to 14:55, 52 min".
fn about(facts: &SessionsFacts<'_>, session: &Session) -> String {
    let now = facts.sitting.now;
    let day = when::day(now.date_naive(), session.date);
    let kind = kind_words(session.kind, facts.case);
    let clock = |at: DateTime<FixedOffset>| at.format("%H:%M").to_string();
    let minutes = session.minutes(now).unwrap_or_default();
    match (session.start.map(clock), session.stop.map(clock)) {
        (Some(start), Some(stop)) => {
            format!("{day}: {kind}, {start} to {stop}, {minutes} min")
        }
        (Some(start), None) if session.was_left_running(now) => {
            format!("{day}: {kind}, since {start}")
        }
        (Some(start), None) => format!("{day}: {kind}, since {start}, {minutes} min"),
        (None, _) => format!("{day}: {kind}"),
    }
}

fn heading(ui: &mut Ui, words: &str) {
    look::label(ui, words, HEADING);
}

fn kinds_ui(
    ui: &mut Ui,
    (facts, session): (&SessionsFacts<'_>, &Session),
    asked: &mut Vec<Ask>,
) {
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(space::XS, space::XS);
        for kind in SessionKind::VARIANTS {
            let words = kind_words(*kind, facts.case);
            if super::phrase_panel::choice(ui, &words, (kind, &session.kind)) {
                correct(Session { kind: *kind, ..session.clone() }, asked);
            }
        }
    });
    if session.kind.alone().is_some() {
        let words = "What was kept in it stays private to that partner, whatever is chosen \
                     here; its marks go where the kind says.";
        look::label(ui, words, (Scale::Chip, Face::Sans, Ink::Ink2));
    }
}

fn parts_ui(
    ui: &mut Ui,
    state: &mut CardState,
    (facts, session): (&SessionsFacts<'_>, &Session),
    asked: &mut Vec<Ask>,
) {
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = space::M;
        for (part, label, width) in [
            (Part::Number, "Number", 84.0),
            (Part::Date, "Day", 132.0),
            (Part::Start, "Began", 92.0),
            (Part::Stop, "Ended", 92.0),
        ] {
            ui.allocate_ui(vec2(width, 68.0), |ui| {
                ui.set_width(width);
                ui.vertical(|ui| {
                    part_ui(ui, state, ((part, label), (facts, session)), asked);
                });
            });
        }
    });
    if let Some(fault) = &state.fault {
        gate::remark(ui, (Icon::Note, Ink::Alarm), fault);
    }
}

type PartOf<'a> = ((Part, &'a str), (&'a SessionsFacts<'a>, &'a Session));

fn part_ui(
    ui: &mut Ui,
    state: &mut CardState,
    ((part, label), (facts, session)): PartOf<'_>,
    asked: &mut Vec<Ask>,
) {
    let mut words = match &state.writing {
        Some((writing, words)) if *writing == part => words.clone(),
        _ => part.shown(session),
    };
    let output = Field::new(label)
        .hint(part.hint())
        .height(38.0)
        .scale(Scale::Interface)
        .at_most(20)
        .id(Id::unique(("session", session.id, part)))
        .show(ui, &mut words);
    if part == Part::Date && std::mem::take(&mut state.wants_date) {
        output.response.request_focus();
    }
    if output.response.has_focus() || output.response.changed() {
        state.writing = Some((part, words));
    } else if output.response.lost_focus()
        && state.writing.take_if(|(writing, _)| *writing == part).is_some()
    {
        let is_left = ui.input(|input| input.key_pressed(Key::Escape));
        if is_left || words.trim() == part.shown(session) {
            state.fault = None;
            return;
        }
        match part.read(&words, session, facts.sitting.now) {
            Ok(new) => {
                state.fault = None;
                correct(new, asked);
            }
            Err(fault) => state.fault = Some(fault),
        }
    }
}

fn correct(new: Session, asked: &mut Vec<Ask>) {
    asked.push(Ask::Session(SessionAsk::Correct(Box::new(new))));
}

impl Part {
    fn hint(self) -> &'static str {
        match self {
            Self::Number => "5",
            Self::Date => "day and month",
            Self::Start => "14:00",
            Self::Stop => "14:50",
        }
    }

    fn shown(self, session: &Session) -> String {
        let clock = |at: Option<DateTime<FixedOffset>>| {
            at.map(|at| at.format("%H:%M").to_string()).unwrap_or_default()
        };
        match self {
            Self::Number => session.number.to_string(),
            Self::Date => when::written(session.date),
            Self::Start => clock(session.start),
            Self::Stop => clock(session.stop),
        }
    }

    /// The session with this part as it was typed.
    fn read(
        self,
        words: &str,
        session: &Session,
        now: DateTime<FixedOffset>,
    ) -> Result<Session, String> {
        let words = words.trim();
        let mut new = session.clone();
        match self {
            Self::Number => {
                new.number =
                    words.parse().ok().ok_or_else(|| "A number from 1 on".to_owned())?;
            }
            Self::Date => {
                let today = now.date_naive();
                let day = day_near(words, today).ok_or_else(|| when::such_as(today))?;
                new.set_date(day);
            }
            Self::Start => new.start = read_time(words, session.date, now)?,
            Self::Stop => new.stop = read_time(words, session.date, now)?,
        }
        if !session.is_running() {
            new = over(new, self);
        }
        let is_backwards = new.start.zip(new.stop).is_some_and(|(a, b)| b < a);
        if is_backwards {
            Err("It would end before it began".to_owned())
        } else {
            Ok(new)
        }
    }
}

/// A session that is over has both times or none: the usual length stands in for the other.
fn over(mut session: Session, written: Part) -> Session {
    let usual = TimeDelta::minutes(USUAL_MINUTES);
    match (session.start, session.stop, written) {
        (Some(start), None, Part::Start) => session.stop = Some(start + usual),
        (None, Some(stop), Part::Stop) => session.start = Some(stop - usual),
        (Some(_), Some(_), _) => {}
        _ => (session.start, session.stop) = (None, None),
    }
    session
}

const USUAL_MINUTES: i64 = 50;
pub(super) const BAD_TIME: &str = "A time such as 14:03";

fn bad_time() -> String {
    BAD_TIME.to_owned()
}

pub(super) fn read_clock(words: &str) -> Option<NaiveTime> {
    let ways = ["%H:%M", "%H.%M", "%H%M"];
    ways.iter().find_map(|way| NaiveTime::parse_from_str(words, way).ok())
}

/// A time on the day of the session, in the time zone of now; none if nothing is written.
fn read_time(
    words: &str,
    date: NaiveDate,
    now: DateTime<FixedOffset>,
) -> Result<Option<DateTime<FixedOffset>>, String> {
    if words.is_empty() {
        return Ok(None);
    }
    let time = read_clock(words).ok_or_else(bad_time)?;
    let zone = *now.offset();
    zone.from_local_datetime(&date.and_time(time)).single().map(Some).ok_or_else(bad_time)
}

/// Asks where it stands: nothing floats over the screen.
fn remove_ui(
    ui: &mut Ui,
    state: &mut CardState,
    (facts, session): (&SessionsFacts<'_>, &Session),
    asked: &mut Vec<Ask>,
) {
    if !state.is_removing {
        state.is_removing = Button::quiet("Remove this session").show(ui).clicked();
        return;
    }
    let phrases = phrases_of(facts.case, session.id);
    let phrases = when::count(phrases, "phrase of it stays", "phrases of it stay");
    let marks = session.sheet.moments.len();
    let marks = match when::count(marks, "mark goes", "marks go") {
        _ if marks == 0 => String::new(),
        marks => format!("Its {marks} with it, and "),
    };
    let words = format!("Remove session {}? {marks}{phrases}.", session.number);
    look::label(ui, &words, (Scale::Interface, Face::Sans, Ink::Ink));
    ui.horizontal(|ui| {
        if Button::plain("Remove it").height(34.0).show(ui).clicked() {
            state.is_removing = false;
            asked.push(Ask::Session(SessionAsk::Remove(session.id)));
        }
        if Button::quiet("Keep it").height(34.0).show(ui).clicked() {
            state.is_removing = false;
        }
    });
}
