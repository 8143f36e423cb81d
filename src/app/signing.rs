//! What has no way back: a signed copy goes to the file first, and is on the desk once it is there.

use super::desk::{Desk, Screen};
use super::open_case::OpenCase;
use super::request::Request;
use crate::edit::{addendum_draft, note, version};
use crate::model::note::Addendum;
use crate::model::{Case, MapVersion, Note, NoteId, Pair};
use crate::store::signature_of;
use crate::ui::notice::Tone;

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
    /// Signs a copy; the note on the desk is signed once the copy is in the file.
    pub(super) fn sign_note(&mut self, id: NoteId) {
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

    pub(super) fn add_to_note(&mut self, id: NoteId, addendum: Addendum) {
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
