//! The notes of a couple: what waits for a signature, what is signed, and process notes apart.

use super::command::{Ask, Command, NoteStands};
use super::icon::Icon;
use super::look::{self, Scale, space};
use super::note_editor::{self, Editor};
use super::note_past::{self, Past};
use super::notice::{self, Saved};
use super::widget_button::IconButton;
use super::{keys, note_begin, note_signed, notes_list};
use crate::drawing::lobe::Hand;
use crate::drawing::{Face, Ink};
use crate::edit::Edit;
use crate::edit::addendum_draft::{self, AddendumDraft};
use crate::edit::note::NotSignable;
use crate::edit::spelling::Speller;
use crate::edit::wording::{Known, Wording};
use crate::model::note::Addendum;
use crate::model::note_format::NoteFormat;
use crate::model::{
    Case, ClientModel, Note, NoteId, Pair, PartnerId, SecretsPolicy, Session, SessionId,
    SessionKind,
};
use chrono::NaiveDate;
use egui::{Align, CentralPanel, Frame, Layout, Margin, Rect, ScrollArea, Ui, UiBuilder};
use std::sync::Arc;

/// What is open and typed on the screen. It holds clients' words: drop it at lock.
#[derive(Debug, Default)]
pub struct NotesState {
    pub(super) chosen: Option<Chosen>,
    pub(super) editor: Option<Editor>,
    /// The question before the signature is on the screen.
    pub(super) is_confirming: bool,
    pub(super) adding: Option<Adding>,
    pub(super) agreement: (Option<ClientModel>, Option<SecretsPolicy>),
    /// The format that the next note begins in.
    pub(super) format: Option<String>,
    pub(super) signs_as: (String, String),
    /// Why the last signature was not written.
    pub problem: Option<String>,
    pub(super) wants_focus: bool,
    /// The keyboard goes to what has just opened at the foot of the note.
    pub(super) focus_at_foot: bool,
    /// What is missing in the note; the keyboard goes to its place.
    pub(super) goes_to: Option<NotSignable>,
    /// The foot of the note keeps the most room that it had.
    pub(super) foot_height: f32,
    /// Earlier versions of the chosen note, while they are looked at.
    pub(super) past: Option<Past>,
    wish: Option<NoteWish>,
}

/// What is to be done with the note on the screen, asked for by the palette.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NoteWish {
    Draft,
    Sign,
    Add,
    Past,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Chosen {
    /// A session to write about.
    Session(SessionId),
    Note(NoteId),
}

/// What is being added to a signed note.
#[derive(Debug)]
pub(super) struct Adding {
    pub typed: AddendumDraft,
    /// When it was first and last changed since it was kept.
    pub changed: Option<(f64, f64)>,
    pub is_confirming: bool,
    /// The second question has just come up.
    pub wants_focus: bool,
    pub fault: Option<String>,
}

/// What a new note begins with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BeginFrom {
    /// What was marked in the session.
    Session,
    Nothing,
}

/// What the screen asks of the program beside changes of the couple.
#[derive(Debug, Clone, PartialEq)]
pub enum NoteAsk {
    Begin {
        session: SessionId,
        format: String,
        from: BeginFrom,
    },
    BeginProcess(Option<SessionId>),
    Sign(NoteId),
    Add(NoteId, Box<Addendum>),
    /// What is typed of an addendum is kept until it is signed.
    KeepAddendum(Box<AddendumDraft>),
    SignAs {
        name: String,
        credentials: String,
    },
    /// What the note was at earlier times.
    ReadPast(NoteId),
    /// A word of the practice's own, spelt right.
    KeepSpelling(String),
}

/// What the screen is shown with.
pub struct NotesFacts<'a> {
    pub case: &'a Case,
    pub formats: &'a [NoteFormat],
    pub wording: &'a Arc<Wording>,
    /// None while its dictionary is read, and if it is not wanted.
    pub speller: Option<&'static Speller>,
    pub known: &'a Arc<Known>,
    pub today: NaiveDate,
    /// Name and credentials that the therapist signs with.
    pub signs_as: (&'a str, &'a str),
    pub saved: &'a Saved,
    pub place: super::command::Place,
    /// False while something floats above the screen.
    pub takes_keys: bool,
    /// The note whose signature or addendum is on its way to the file.
    pub pending: Option<NoteId>,
}

impl NotesState {
    /// Opens a note.
    pub fn show(&mut self, note: NoteId) {
        self.choose(Chosen::Note(note));
        self.wants_focus = true;
    }

    /// Shows a session to write about.
    pub fn show_session(&mut self, session: SessionId) {
        self.choose(Chosen::Session(session));
    }

    /// How far the note is that is chosen; nothing for a process note.
    pub fn stands(&self, case: &Case) -> Option<NoteStands> {
        match self.chosen? {
            Chosen::Session(id) => case.session(id).map(|_| NoteStands::NotBegun),
            Chosen::Note(id) => match case.note(id)? {
                note if note.is_process() => None,
                note if note.is_signed() => Some(NoteStands::Signed),
                _ => Some(NoteStands::Draft),
            },
        }
    }

    /// An earlier version is on the screen, to be read.
    pub fn shows_past(&self) -> bool {
        self.past.is_some()
    }

    pub fn wish(&mut self, wish: NoteWish) {
        self.wish = Some(wish);
    }

    /// True once, if the keyboard goes there.
    pub(super) fn goes_to(&mut self, is_there: impl Fn(&NotSignable) -> bool) -> bool {
        self.goes_to.take_if(|it| is_there(it)).is_some()
    }

    /// True once, if this is wished for.
    pub(super) fn take_wish(&mut self, wish: NoteWish) -> bool {
        self.wish.take_if(|it| *it == wish).is_some()
    }

    /// The note that is chosen.
    pub fn note(&self) -> Option<NoteId> {
        match self.chosen {
            Some(Chosen::Note(id)) => Some(id),
            _ => None,
        }
    }

    pub(super) fn choose(&mut self, chosen: Chosen) {
        if self.chosen != Some(chosen) {
            self.chosen = Some(chosen);
            self.editor = None;
            self.is_confirming = false;
            self.problem = None;
            self.wish = None;
            (self.goes_to, self.foot_height, self.past) = (None, 0.0, None);
        }
    }

    /// The change that keeps what is typed, if anything is.
    pub fn take_edit(&mut self) -> Option<Edit> {
        self.editor.as_mut().and_then(Editor::take_edit)
    }

    /// The case has been changed from elsewhere: what it says is shown.
    pub fn reload(&mut self) {
        (self.editor, self.adding) = (None, None);
    }

    /// What is typed of an addendum and not kept yet; it stays on the screen.
    pub fn take_addendum(&mut self) -> Option<AddendumDraft> {
        let adding = self.adding.as_mut()?;
        adding.changed.take()?;
        Some(adding.typed.clone())
    }

    /// A draft of an addendum is written under its note.
    fn follow_draft(&mut self, case: &Case) {
        let Some(Chosen::Note(id)) = self.chosen else { return };
        let to = case.note(id).and_then(|note| addendum_draft::adds_to(case, note));
        if let Some(to) = to {
            self.choose(Chosen::Note(to));
        }
    }

    /// The addendum is in the file, or its note is.
    pub fn kept(&mut self) {
        self.adding = None;
        self.is_confirming = false;
        self.problem = None;
        self.editor = None;
    }
}

impl<'a> NotesFacts<'a> {
    pub(super) fn format(&self, name: &str) -> Option<&'a NoteFormat> {
        self.formats.iter().find(|format| format.name == name)
    }

    pub(super) fn can_write(&self) -> bool {
        !self.place.is_read_only
    }

    pub(super) fn name(&self, partner: PartnerId) -> &'a str {
        self.case.name_of(partner)
    }

    /// The side on which this partner stands in the couple’s first loop.
    pub(super) fn hand(&self, partner: PartnerId) -> Hand {
        if partner == self.case.left() { Hand::Left } else { Hand::Right }
    }

    pub(super) fn names(&self) -> Pair<&'a str> {
        Pair::from_fn(|partner| self.name(partner))
    }

    /// "Session 8, 11 November 2026", or the day alone.
    pub(super) fn title(&self, note: &Note) -> String {
        let day = note.about.format("%-d %B %Y");
        let session = note.session.and_then(|id| self.case.session(id));
        session
            .map_or_else(|| day.to_string(), |it| format!("Session {}, {day}", it.number))
    }

    /// "Joint", "Rui alone".
    pub(super) fn with_whom(&self, session: &Session) -> String {
        match session.kind {
            SessionKind::Joint => "Joint".to_owned(),
            SessionKind::Family => "Family".to_owned(),
            SessionKind::Other => "Other".to_owned(),
            SessionKind::IndividualA => format!("{} alone", self.name(PartnerId::A)),
            SessionKind::IndividualB => format!("{} alone", self.name(PartnerId::B)),
        }
    }
}

pub(super) const TITLE: (Scale, Face, Ink) =
    (Scale::Title, Face::SerifSemiBold, Ink::Ink);
pub(super) const SECOND: (Scale, Face, Ink) = (Scale::Interface, Face::Sans, Ink::Ink2);
pub(super) const GROUP: (Scale, Face, Ink) = (Scale::Chip, Face::SansSemiBold, Ink::Ink2);
pub(super) const BODY: (Scale, Face, Ink) = (Scale::Phrase, Face::Sans, Ink::Ink);

/// Widest page of a note, for lines that are good to read.
const PAGE: f32 = 860.0;

/// Shows the list and what is chosen in it.
pub fn notes_ui(
    ui: &mut Ui,
    state: &mut NotesState,
    facts: &NotesFacts<'_>,
    asked: &mut Vec<Ask>,
) {
    header_ui(ui, facts, asked);
    let frame = Frame::new().fill(look::ink(ui, Ink::Paper));
    CentralPanel::default().frame(frame).show(ui, |ui| {
        let room = ui.max_rect();
        let width = (room.width() * 0.27).clamp(290.0, 420.0);
        let (list, page) = room.split_left_right_at_x(room.left() + space::XL + width);
        let list = list.with_min_x(room.left() + space::XL);
        state.follow_draft(facts.case);
        notes_list::first_choice(state, facts);
        scrolled(ui, (list, "list of notes"), |ui| {
            notes_list::list_ui(ui, state, facts, asked);
        });
        let is_process = chosen_note(state, facts).is_some_and(Note::is_process);
        if is_process {
            // Another ground: this is not the record.
            ui.painter().rect_filled(page, 0.0, look::ink(ui, Ink::Deep));
        }
        let inner = page.shrink2(egui::vec2(space::XL, 0.0));
        let inner = inner.with_max_x(inner.right().min(inner.left() + PAGE));
        scrolled(ui, (inner, "note"), |ui| page_ui(ui, state, facts, asked));
    });
}

fn scrolled(ui: &mut Ui, (rect, name): (Rect, &str), contents: impl FnOnce(&mut Ui)) {
    let layout = Layout::top_down(Align::Min);
    ui.scope_builder(UiBuilder::new().max_rect(rect).layout(layout), |ui| {
        ScrollArea::vertical().id_salt(name).auto_shrink(false).show(ui, |ui| {
            Frame::new()
                .inner_margin(Margin { right: 8, bottom: 40, ..Margin::ZERO })
                .show(ui, |ui| {
                    ui.spacing_mut().item_spacing = egui::vec2(space::S, space::S);
                    contents(ui);
                });
        });
    });
}

pub(super) fn chosen_note<'a>(
    state: &NotesState,
    facts: &NotesFacts<'a>,
) -> Option<&'a Note> {
    match state.chosen {
        Some(Chosen::Note(id)) => facts.case.note(id),
        _ => None,
    }
}

fn page_ui(
    ui: &mut Ui,
    state: &mut NotesState,
    facts: &NotesFacts<'_>,
    asked: &mut Vec<Ask>,
) {
    if !facts.case.is_agreed() && facts.case.notes.is_empty() {
        note_begin::agreement_ui(ui, state, facts, asked);
        return;
    }
    match state.chosen {
        Some(Chosen::Note(id)) => match facts.case.note(id) {
            Some(note) if note_past::past_ui(ui, state, (note, facts)) => {}
            Some(note) if note.is_signed() => {
                note_signed::signed_ui(ui, state, (note, facts), asked);
            }
            Some(note) => note_editor::editor_ui(ui, state, (note, facts), asked),
            None => nothing_ui(ui),
        },
        Some(Chosen::Session(id)) => match facts.case.session(id) {
            Some(session) => note_begin::begin_ui(ui, state, (session, facts), asked),
            None => nothing_ui(ui),
        },
        None => nothing_ui(ui),
    }
}

fn nothing_ui(ui: &mut Ui) {
    ui.add_space(space::XXL);
    look::label(ui, "No session yet", TITLE);
    look::label(
        ui,
        "A note is begun from its session, and drafted from what was marked in it",
        SECOND,
    );
}

fn header_ui(ui: &mut Ui, facts: &NotesFacts<'_>, asked: &mut Vec<Ask>) {
    let margin = Margin { left: 24, right: 16, top: 11, bottom: 11 };
    let frame = Frame::new().fill(look::ink(ui, Ink::Paper)).inner_margin(margin);
    let panel = egui::Panel::top("notes header")
        .exact_size(60.0)
        .resizable(false)
        .show_separator_line(false)
        .frame(frame);
    panel.show(ui, |ui| {
        ui.horizontal_centered(|ui| {
            ui.spacing_mut().item_spacing.x = space::M;
            look::label(ui, &format!("{}: notes", facts.case.code_name), TITLE);
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                ui.spacing_mut().item_spacing.x = 2.0;
                for (icon, command) in [
                    (Icon::More, Command::Palette),
                    (Icon::Redo, Command::Redo),
                    (Icon::Undo, Command::Undo),
                ] {
                    let key = keys::cap(ui, command);
                    let mut button = IconButton::new(icon, command.label()).key(&key);
                    button.enabled = command.is_enabled(facts.place);
                    if button.show(ui).clicked() {
                        asked.push(Ask::Do(command));
                    }
                }
                ui.add_space(space::S);
                notice::saved_ui(ui, facts.saved);
            });
        });
    });
}
