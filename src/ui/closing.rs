//! The sheet of one session: gone through when it ends, and open to correct afterwards.

use super::closing_body::body_ui;
use super::closing_foot::foot_ui;
use super::closing_page::{Page, Pen};
use super::command::{Ask, Command, Place};
use super::icon::Icon;
use super::look::{self, Scale, space};
use super::notice::{self, Saved};
use super::session_line::kind_words;
use super::widget_button::{Button, IconButton};
use super::{closing_moves, closing_today, keys, when};
use crate::drawing::{Face, Ink};
use crate::edit::Edit;
use crate::edit::closing::{self, Suggestions};
use crate::edit::session::next_number;
use crate::model::homework::Practice;
use crate::model::{Case, Session, SessionId};
use chrono::{DateTime, FixedOffset, NaiveDate};
use egui::{Align, CentralPanel, Frame, Layout, Margin, Panel, Ui};

/// What the screen remembers. It holds words that are being typed: drop it at lock.
#[derive(Debug, Clone, Default)]
pub struct ClosingState {
    session: Option<SessionId>,
    /// What can be offered, made once after every change of the couple.
    known: Option<(u64, SessionId, Suggestions)>,
    pen: Pen,
    /// The keyboard goes to the first choice.
    begins: bool,
}

/// What is asked of the program beside changes of the couple.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ClosingAsk {
    /// Shows the sheet of this session.
    Show(SessionId),
    /// It is gone through.
    Close(SessionId),
    /// Begins its note, or opens the one that it has.
    WriteNote(SessionId),
    NextCouple,
}

/// What the screen is shown with.
pub struct ClosingFacts<'a> {
    pub case: &'a Case,
    /// Grows with every change of the couple.
    pub version: u64,
    pub now: DateTime<FixedOffset>,
    pub today: NaiveDate,
    /// The practices that can be given as homework.
    pub practices: &'a [Practice],
    pub saved: &'a Saved,
    pub place: Place,
    /// False while something floats above the screen.
    pub takes_keys: bool,
}

impl ClosingState {
    /// Whose sheet is shown.
    pub fn session(&self) -> Option<SessionId> {
        self.session
    }

    /// Another session comes on the screen, with the keyboard at its first choice.
    pub fn show(&mut self, session: SessionId) {
        let opened = std::mem::take(&mut self.pen.opened);
        let pen = Pen { opened, ..Pen::default() };
        *self = Self { session: Some(session), known: None, pen, begins: true };
    }

    /// The change that keeps what was typed and is in no field of the couple yet.
    pub fn take_edit(&mut self, case: &Case) -> Option<Edit> {
        let tag = std::mem::take(&mut self.pen.tag);
        let mut session = case.session(self.session?)?.clone();
        let tag = closing_moves::new_tag(&session.sheet.interventions, &tag)?;
        session.sheet.interventions.push(tag);
        closing::write(case, session)
    }

    fn suggestions(
        &mut self,
        case: &Case,
        version: u64,
        session: &Session,
    ) -> Suggestions {
        match self.known.take() {
            Some((known, id, it)) if (known, id) == (version, session.id) => it,
            _ => closing::suggest(case, session),
        }
    }
}

const TITLE: (Scale, Face, Ink) = (Scale::Title, Face::SerifSemiBold, Ink::Ink);
const SECOND: (Scale, Face, Ink) = (Scale::Interface, Face::Sans, Ink::Ink2);

/// Shows the sheet of the chosen session; of the running one or the newest, if none was chosen.
pub fn closing_ui(
    ui: &mut Ui,
    state: &mut ClosingState,
    facts: &ClosingFacts<'_>,
    asked: &mut Vec<Ask>,
) {
    let case = facts.case;
    let sorted = in_order(case);
    let chosen = state.session.and_then(|id| case.session(id));
    let usual = || case.running().or(sorted.last().copied());
    let Some(session) = chosen.or_else(usual) else {
        return empty_ui(ui, facts, asked);
    };
    if state.session != Some(session.id) {
        state.show(session.id);
    }
    let known = state.suggestions(case, facts.version, session);
    let can_write = !facts.place.is_read_only;
    let page = Page {
        facts,
        session,
        known: &known,
        offers: can_write && !session.sheet.is_closed,
    };
    header_ui(ui, (&page, &sorted), asked);
    let is_apart = case.keeps_sheet_apart(session);
    if !is_apart {
        foot_ui(ui, &page, &mut state.pen, asked);
    }
    let frame = Frame::new().fill(look::ink(ui, Ink::Paper));
    CentralPanel::default().frame(frame).show(ui, |ui| {
        if is_apart {
            out_of_sight_ui(ui);
        } else {
            ui.add_enabled_ui(can_write, |ui| body_ui(ui, &page, &mut state.pen));
        }
    });
    if std::mem::take(&mut state.begins) {
        let first = closing_today::first_stop(&page);
        ui.memory_mut(|memory| memory.request_focus(first));
    }
    asked.extend(written(&mut state.pen).map(Ask::Change));
    state.known = Some((facts.version, session.id, known));
}

fn in_order(case: &Case) -> Vec<&Session> {
    let mut sorted: Vec<&Session> = case.sessions.iter().collect();
    sorted.sort_by_key(|session| session.when());
    sorted
}

/// What was changed in this frame, as one step.
fn written(pen: &mut Pen) -> Option<Edit> {
    use crate::edit::CaseEdit;
    let new = [pen.session.take(), pen.earlier.take()];
    let put = |session| Edit::Case(CaseEdit::Session(Box::new(session)));
    let mut edits: Vec<Edit> = new.into_iter().flatten().map(put).collect();
    match edits.len() {
        0 | 1 => edits.pop(),
        _ => Some(Edit::Several(edits)),
    }
}

fn empty_ui(ui: &mut Ui, facts: &ClosingFacts<'_>, asked: &mut Vec<Ask>) {
    let frame =
        Frame::new().fill(look::ink(ui, Ink::Paper)).inner_margin(Margin::same(24));
    CentralPanel::default().frame(frame).show(ui, |ui| {
        ui.add_space(space::XXL);
        look::label(ui, "No session yet", TITLE);
        look::label(ui, "Each session has a sheet here, ready when it ends", SECOND);
        ui.add_space(space::M);
        let words = format!("Start session {}", next_number(facts.case));
        let key = keys::cap(ui, Command::StartSession);
        let mut start = Button::primary(&words).key(&key);
        start.enabled = Command::StartSession.is_enabled(facts.place);
        if start.show(ui).clicked() {
            asked.push(Ask::Do(Command::StartSession));
        }
    });
}

fn out_of_sight_ui(ui: &mut Ui) {
    Frame::new().inner_margin(Margin::same(24)).show(ui, |ui| {
        look::label(ui, "Out of sight while this session runs", SECOND);
    });
}

fn header_ui(
    ui: &mut Ui,
    (page, sorted): (&Page<'_>, &[&Session]),
    asked: &mut Vec<Ask>,
) {
    let margin = Margin { left: 24, right: 16, top: 11, bottom: 11 };
    let frame = Frame::new().fill(look::ink(ui, Ink::Paper)).inner_margin(margin);
    let panel = Panel::top("closing header")
        .exact_size(60.0)
        .resizable(false)
        .show_separator_line(false)
        .frame(frame);
    panel.show(ui, |ui| {
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            ui.spacing_mut().item_spacing.x = 2.0;
            for (icon, command) in [
                (Icon::More, Command::Palette),
                (Icon::Redo, Command::Redo),
                (Icon::Undo, Command::Undo),
            ] {
                let key = keys::cap(ui, command);
                let mut button = IconButton::new(icon, command.label()).key(&key);
                button.enabled = command.is_enabled(page.facts.place);
                if button.show(ui).clicked() {
                    asked.push(Ask::Do(command));
                }
            }
            let at = sorted.iter().position(|it| it.id == page.session.id);
            let later = at.and_then(|at| sorted.get(at + 1));
            let earlier = at.and_then(|at| sorted.get(at.checked_sub(1)?));
            for (icon, name, to) in [
                (Icon::Right, "The sheet of the next session", later),
                (Icon::Left, "The sheet of the session before", earlier),
            ] {
                let mut button = IconButton::new(icon, name);
                button.enabled = to.is_some();
                if button.show(ui).clicked()
                    && let Some(to) = to
                {
                    asked.push(Ask::Closing(ClosingAsk::Show(to.id)));
                }
            }
            ui.add_space(space::S);
            notice::saved_ui(ui, page.facts.saved);
            ui.with_layout(Layout::left_to_right(Align::Center), |ui| title_ui(ui, page));
        });
    });
}

fn title_ui(ui: &mut Ui, page: &Page<'_>) {
    ui.spacing_mut().item_spacing.x = space::M;
    let (session, case) = (page.session, page.facts.case);
    let title = format!("{}: session {}", case.code_name, session.number);
    look::label(ui, &title, TITLE);
    let about = about(page);
    let galley = look::line(ui, &about, SECOND, ui.available_width());
    let (rect, response) = ui.allocate_exact_size(galley.size(), egui::Sense::hover());
    response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Label, true, &about));
    ui.painter().galley(rect.min, galley, look::ink(ui, Ink::Ink2));
}

/// "Together, Sunday, 22 November, 14:03 to 14:55, 52 min".
fn about(page: &Page<'_>) -> String {
    let (session, facts) = (page.session, page.facts);
    let kind = kind_words(session.kind, facts.case);
    let day = when::day(facts.today, session.date);
    let clock = |at: DateTime<FixedOffset>| at.format("%H:%M").to_string();
    let minutes = session.minutes(facts.now).unwrap_or_default();
    match (session.start.map(clock), session.stop.map(clock)) {
        (Some(start), Some(stop)) => {
            format!("{kind}, {day}, {start} to {stop}, {minutes} min")
        }
        (Some(start), None) => format!("{kind}, {day}, since {start}"),
        (None, _) => format!("{kind}, {day}"),
    }
}
