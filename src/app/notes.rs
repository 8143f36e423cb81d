//! Notes on the desk: begun, drafted, and signed, which is no change that can be undone.

use super::desk::{Desk, Screen};
use super::dispatch::now_secs;
use super::open_case::OpenCase;
use super::request::Request;
use crate::edit::addendum_draft::{self, AddendumDraft};
use crate::edit::listed::ListEdit;
use crate::edit::note_draft::Draft;
use crate::edit::spelling::Speller;
use crate::edit::wording::Known;
use crate::edit::{CaseEdit, Edit, note, version};
use crate::model::note::Addendum;
use crate::model::note_format::NoteFormat;
use crate::model::note_past::PastNote;
use crate::model::{Case, MapVersion, Note, NoteId, Pair, Partner, SessionId};
use crate::store::{note_format_file, signature_of};
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

/// What has no way back and is not in the file yet, and so not in the case.
#[derive(Debug)]
pub(super) struct Pending {
    what: ForGood,
    /// It is on its way; before that, an earlier save is.
    is_sent: bool,
}

#[derive(Debug)]
pub(super) enum ForGood {
    /// A note with a signature or an addendum.
    Note(Box<Note>),
    Version(Box<MapVersion>),
}

impl Pending {
    pub fn new(what: ForGood) -> Self {
        Self { what, is_sent: false }
    }

    pub fn note(&self) -> Option<NoteId> {
        match &self.what {
            ForGood::Note(note) => Some(note.id),
            ForGood::Version(_) => None,
        }
    }
}

impl ForGood {
    fn put(&self, case: &mut Case) {
        match self {
            Self::Note(note) => {
                replace(&mut case.notes, note);
                // What was typed of it is signed now.
                let draft = addendum_draft::kept_in(case, note.id).map(|it| it.id);
                case.notes.retain(|it| Some(it.id) != draft);
            }
            Self::Version(new) => version::put(case, (**new).clone()),
        }
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
    fn keep_typed_addendum(&mut self) {
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

    /// Signs a copy; the note on the desk is signed once the copy is in the file.
    fn sign_note(&mut self, id: NoteId) {
        self.keep_typed_note();
        let signed = self.signed_copy(id);
        self.send_pending(signed);
    }

    fn signed_copy(&self, id: NoteId) -> Result<Note, String> {
        const GONE: &str = "That note is no longer here. Choose another one.";
        let (Some(open), Some(practice)) = (&self.open, &self.practice) else {
            return Err(GONE.to_owned());
        };
        let mut note = open.case.note(id).cloned().ok_or_else(|| GONE.to_owned())?;
        let settings = &practice.settings;
        let by = (settings.therapist_name.as_str(), settings.credentials.as_str());
        let signature =
            signature_of(&note, by, self.now()).map_err(|error| error.to_string())?;
        let format = self.formats.iter().find(|format| format.name == note.format);
        let names = Pair::from_fn(|partner| open.case.name_of(partner));
        note::sign(&mut note, signature, (format, &names))
            .map_err(|missing| missing.to_string())?;
        Ok(note)
    }

    fn add_to_note(&mut self, id: NoteId, addendum: Addendum) {
        self.keep_typed_addendum();
        let addendum = Addendum { at: self.now(), ..addendum };
        let note = self.open.as_ref().and_then(|open| open.case.note(id).cloned());
        let Some(mut note) = note else { return };
        let added = note::add(&mut note, addendum).map_err(|error| error.to_string());
        self.send_pending(added.map(|()| note));
    }

    fn send_pending(&mut self, note: Result<Note, String>) {
        let is_read_only = self.is_read_only();
        let Some(open) = &mut self.open else { return };
        if open.pending.is_some() || is_read_only {
            return;
        }
        match note {
            Ok(note) => {
                open.pending = Some(Pending::new(ForGood::Note(Box::new(note))));
                self.save_pending();
            }
            Err(why) => open.notes.problem = Some(why),
        }
    }

    /// Sends the copy to the file as soon as no other save is on its way.
    pub(super) fn save_pending(&mut self) {
        let now = self.now();
        let Some(open) = &mut self.open else { return };
        if open.is_saving {
            return;
        }
        let Some(pending) = open.pending.as_mut().filter(|pending| !pending.is_sent)
        else {
            return;
        };
        pending.is_sent = true;
        let mut case = open.case.clone();
        pending.what.put(&mut case);
        open.unsaved.take();
        open.is_saving = true;
        self.send(Request::Save { case: Box::new(case), now });
    }

    /// The file holds it: now the desk does.
    pub(super) fn pending_is_kept(&mut self) {
        let Some(open) = &mut self.open else { return };
        if !open.pending.as_ref().is_some_and(|pending| pending.is_sent) {
            return;
        }
        let Some(pending) = open.pending.take() else { return };
        let draft = pending.note().and_then(|it| addendum_draft::kept_in(&open.case, it));
        let draft = draft.map(|it| it.id);
        pending.what.put(&mut open.case);
        let note = match pending.what {
            ForGood::Note(note) => note,
            ForGood::Version(version) => return self.version_is_kept(&version),
        };
        // No way back to before it was signed.
        open.history.forget_note(note.id);
        if let Some(draft) = draft {
            open.history.forget_note(draft);
        }
        open.notes.kept();
        open.version += 1;
        let is_added = !note.addenda.is_empty();
        let what = if is_added { "Added and signed" } else { "Signed" };
        // On the notes' screen the note itself says so.
        if self.screen != Screen::Notes {
            self.tell(Tone::Quiet, what);
        }
    }

    /// The file refused it: the note is as it was.
    pub(super) fn pending_is_refused(&mut self, why: &str) {
        let Some(open) = &mut self.open else { return };
        // The alarm of the save itself says that a version was not kept.
        if open.pending.take().is_some_and(|pending| pending.note().is_some()) {
            open.notes.problem = Some(format!("NOT SIGNED: {why}"));
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

fn replace(notes: &mut [Note], new: &Note) {
    if let Some(old) = notes.iter_mut().find(|note| note.id == new.id) {
        old.clone_from(new);
    }
}

impl OpenCase {
    /// True while a signature waits for the file.
    pub fn is_signing(&self) -> bool {
        self.pending.is_some()
    }
}
