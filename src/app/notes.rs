//! Notes on the desk: begun, drafted, and signed, which is no change that can be undone.

use super::desk::{Desk, Screen};
use super::dispatch::now_secs;
use super::request::Request;
use super::signing::Pending;
use crate::edit::addendum_draft::{self, AddendumDraft};
use crate::edit::listed::ListEdit;
use crate::edit::note_draft::Draft;
use crate::edit::spelling::Speller;
use crate::edit::wording::Known;
use crate::edit::{CaseEdit, Edit, note};
use crate::model::note_format::NoteFormat;
use crate::model::note_past::PastNote;
use crate::model::{Note, NoteId, Pair, Partner, SessionId};
use crate::store::note_format_file;
use crate::ui::command::{Ask, Command};
use crate::ui::notes::{BeginFrom, NoteAsk, NoteWish, NotesFacts, notes_ui};
use crate::ui::notice::Tone;
use egui::{Context, Ui};
use std::path::Path;
use std::sync::Arc;

/// The most formats of one practice.
const FORMATS: usize = 20;

/// The words that are spelt right here, folded once and not in every frame.
#[derive(Debug, Default)]
pub(super) struct KnownWords {
    partners: Pair<Partner>,
    therapist: String,
    own: Vec<String>,
    known: Option<Arc<Known>>,
}

impl KnownWords {
    fn of(
        &mut self,
        partners: &Pair<Partner>,
        (therapist, own): (&str, &[String]),
    ) -> &Arc<Known> {
        if self.partners != *partners || self.therapist != therapist || self.own != own {
            self.partners.clone_from(partners);
            therapist.clone_into(&mut self.therapist);
            own.clone_into(&mut self.own);
            self.known = None;
        }
        self.known.get_or_insert_with(|| {
            Arc::new(Known::of(partners, therapist).with_words(own))
        })
    }
}

impl Desk {
    pub(super) fn notes_screen(&mut self, ui: &mut Ui, asked: &mut Vec<Ask>) {
        let (place, today, takes_keys) =
            (self.place(), self.now().date_naive(), self.takes_keys());
        let settings = self.practice.as_ref().map(|practice| &practice.settings);
        let signs_as = settings.map_or(("", ""), |settings| {
            (settings.therapist_name.as_str(), settings.credentials.as_str())
        });
        let own = settings.map(|settings| &settings.spelling);
        let speller = own.filter(|own| !own.is_off).and_then(|_| ready_speller(ui));
        let own_words = own.map_or(&[][..], |own| &own.words);
        let Some(open) = &mut self.open else { return };
        let saved = open.saved();
        let known = open.known.of(&open.case.partners, (signs_as.0, own_words));
        let facts = NotesFacts {
            case: &open.case,
            formats: &self.formats,
            wording: &self.wording,
            speller,
            known,
            today,
            signs_as,
            saved: &saved,
            place,
            takes_keys,
            pending: open.pending.as_ref().and_then(Pending::note),
        };
        notes_ui(ui, &mut open.notes, &facts, asked);
    }

    pub(super) fn open_notes(&mut self) {
        self.screen = Screen::Notes;
    }

    /// What the palette asks for is done where the note is shown.
    pub(super) fn work_on_note(&mut self, ctx: &Context, command: Command) {
        let wish = match command {
            Command::DraftNote => NoteWish::Draft,
            Command::AddToNote => NoteWish::Add,
            Command::SignNote => NoteWish::Sign,
            Command::PastNote => NoteWish::Past,
            _ => return self.open_process_note(now_secs(ctx)),
        };
        if let Some(open) = &mut self.open {
            open.notes.wish(wish);
        }
    }

    /// A new process note; a couple that has not agreed is asked about that first.
    fn open_process_note(&mut self, now_secs: f64) {
        self.open_notes();
        if self.open.as_ref().is_some_and(|open| open.case.is_agreed()) {
            self.begin_process_note(None, now_secs);
        }
    }

    pub(super) fn note_ask(&mut self, ask: NoteAsk, now_secs: f64) {
        match ask {
            NoteAsk::Begin { session, format, from } => {
                self.begin_note(session, (&format, from), now_secs);
            }
            NoteAsk::BeginProcess(session) => self.begin_process_note(session, now_secs),
            NoteAsk::Sign(id) => self.sign_note(id),
            NoteAsk::Add(id, addendum) => self.add_to_note(id, *addendum),
            NoteAsk::KeepAddendum(draft) => self.keep_addendum(&draft),
            NoteAsk::SignAs { name, credentials } => self.sign_as(&name, &credentials),
            NoteAsk::ReadPast(id) => self.read_past(id),
            NoteAsk::KeepSpelling(word) => {
                self.keep_settings(|settings| settings.spelling.keep(&word));
            }
        }
    }

    /// Asks the file what a note was; what is typed goes there first.
    fn read_past(&mut self, id: NoteId) {
        self.keep_typed_note();
        self.save_now();
        let now = self.now();
        let Some(open) = &self.open else { return };
        let Some(note) = open.case.note(id) else { return };
        let (case, compartment) = (open.case.id, note.compartment());
        self.send(Request::PastOfNote { case, note: (id, compartment), now });
    }

    /// Earlier versions of a note came from the file.
    pub(super) fn take_past(&mut self, note: NoteId, past: Vec<PastNote>) {
        // A slow answer that comes after the lock is not for the screen.
        let is_open = self.is_open();
        let Some(open) = self.open.as_mut().filter(|_| is_open) else { return };
        let names = Pair::from_fn(|partner| open.case.name_of(partner));
        open.notes.show_past(note, past, &names);
    }

    fn begin_note(
        &mut self,
        session: SessionId,
        (format, from): (&str, BeginFrom),
        now_secs: f64,
    ) {
        let now = self.now();
        let late_after =
            self.practice.as_ref().map_or(0, |it| it.settings.late_after_days);
        let Some(open) = &self.open else { return };
        let Some(session) = open.case.session(session) else { return };
        let Some(format) = self.formats.iter().find(|it| it.name == format) else {
            return;
        };
        let mut note = note::begin(session, format, now);
        if note::is_late(&note, late_after) {
            note.late_because = Some(String::new());
        }
        if from == BeginFrom::Session
            && let Some(draft) = Draft::of(&open.case, &note)
        {
            draft.fill(&mut note, format);
        }
        self.put_note(note, now_secs);
    }

    fn begin_process_note(&mut self, session: Option<SessionId>, now_secs: f64) {
        let now = self.now();
        let Some(open) = &self.open else { return };
        let session = session.and_then(|id| open.case.session(id));
        self.put_note(note::begin_process(session, now), now_secs);
    }

    fn put_note(&mut self, note: Note, now_secs: f64) {
        self.keep_typed_note();
        let id = note.id;
        let add = CaseEdit::Note(ListEdit::Add(Box::new(note)));
        self.change(Edit::Case(add), now_secs);
        if let Some(open) = self.open.as_mut().filter(|open| open.case.note(id).is_some())
        {
            open.notes.show(id);
        }
    }

    /// Brings what is typed on the notes' screen into the case.
    pub(super) fn keep_typed_note(&mut self) {
        self.keep_typed_reason();
        self.keep_typed_addendum();
        let edit = self.open.as_mut().and_then(|open| open.notes.take_edit());
        if let Some(edit) = edit {
            // Long ago, so that it is saved at once.
            self.change(edit, 0.0);
        }
    }

    /// An addendum that was typed and not signed stays a draft under its note.
    pub(super) fn keep_typed_addendum(&mut self) {
        let typed = self.open.as_mut().and_then(|open| open.notes.take_addendum());
        if let Some(draft) = typed {
            self.keep_addendum(&draft);
        }
    }

    fn keep_addendum(&mut self, draft: &AddendumDraft) {
        let now = self.now();
        let Some(open) = self.open.as_ref().filter(|open| !open.is_signing()) else {
            return;
        };
        if let Some(edit) = addendum_draft::keep(&open.case, draft, now) {
            // Long ago, so that it is saved at once.
            self.change(edit, 0.0);
        }
    }

    pub(super) fn sign_as(&mut self, name: &str, credentials: &str) {
        let (name, credentials) = (name.trim().to_owned(), credentials.trim().to_owned());
        self.keep_settings(|settings| {
            (settings.therapist_name, settings.credentials) = (name, credentials);
        });
    }

    /// Reads a format from a file; one of the same name takes the place of the older one.
    pub(super) fn add_format(&mut self, path: &Path) {
        let format = match note_format_file::open(path) {
            Ok(format) => format,
            Err(error) => return self.tell_problem(&error.to_string()),
        };
        self.gate.problem = None;
        self.keep_settings(|settings| {
            settings.formats.retain(|own| own.name != format.name);
            settings.formats.push(format);
            let surplus = settings.formats.len().saturating_sub(FORMATS);
            settings.formats.drain(..surplus);
        });
        self.ready_formats();
        self.tell(Tone::Quiet, "The format is there to begin notes with");
    }

    pub(super) fn remove_format(&mut self, at: usize) {
        self.keep_settings(|settings| {
            if at < settings.formats.len() {
                settings.formats.remove(at);
            }
        });
        self.ready_formats();
    }

    /// The practice's own formats, then those that ship.
    pub(super) fn ready_formats(&mut self) {
        let own = self.practice.as_ref().map(|it| it.settings.formats.as_slice());
        self.formats = own.unwrap_or_default().to_vec();
        self.formats.extend(NoteFormat::shipped());
    }
}

/// The dictionary takes a moment to read: it is read beside the window, once.
fn ready_speller(ui: &Ui) -> Option<&'static Speller> {
    static BEGUN: std::sync::Once = std::sync::Once::new();
    BEGUN.call_once(|| {
        let ctx = ui.ctx().clone();
        std::thread::spawn(move || {
            Speller::shipped();
            ctx.request_repaint();
        });
    });
    Speller::ready()
}
