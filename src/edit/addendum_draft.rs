//! What is being added to a signed note, kept as a draft until it is signed or left.

use super::listed::ListEdit;
use super::{CaseEdit, Edit, note};
use crate::model::note::addendum_draft::{ABOUT, KIND, REASON, TO, WORDS};
use crate::model::note::{AddendumKind, Section};
use crate::model::{Case, Note, NoteId};
use chrono::{DateTime, FixedOffset};

/// What was typed so far; the day may be half written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AddendumDraft {
    pub note: NoteId,
    pub kind: AddendumKind,
    pub about: String,
    pub reason: String,
    pub words: String,
}

/// The signed note that this one is a draft for; nothing for a note that stands for itself.
pub fn adds_to(case: &Case, note: &Note) -> Option<NoteId> {
    case.adds_to(note).map(|it| it.id)
}

/// The note that keeps the draft for this one.
pub fn kept_in(case: &Case, note: NoteId) -> Option<&Note> {
    case.notes.iter().find(|it| adds_to(case, it) == Some(note))
}

/// The draft for a signed note, if something was typed.
pub fn of(case: &Case, note: NoteId) -> Option<AddendumDraft> {
    let kept = kept_in(case, note)?;
    let words = |key| kept.section(key).map(|it| it.words.clone()).unwrap_or_default();
    let is_amendment = words(KIND) == AddendumKind::Amendment.label();
    let kind =
        if is_amendment { AddendumKind::Amendment } else { AddendumKind::Addendum };
    let (about, reason) = (words(ABOUT), words(REASON));
    Some(AddendumDraft { note, kind, about, reason, words: words(WORDS) })
}

/// The change that keeps what is typed; one without any words is taken away.
pub fn keep(
    case: &Case,
    draft: &AddendumDraft,
    now: DateTime<FixedOffset>,
) -> Option<Edit> {
    let about = case.note(draft.note).filter(|it| it.is_signed())?;
    let kept = kept_in(case, draft.note);
    let is_empty = draft.reason.trim().is_empty() && draft.words.trim().is_empty();
    let change = match kept {
        Some(kept) if is_empty => ListEdit::Remove(kept.id),
        None if is_empty => return None,
        Some(kept) => {
            let new = Note { sections: sections(draft), ..kept.clone() };
            ListEdit::Replace(Box::new(new))
        }
        None => {
            let new = note::begin_process(None, now);
            let sections = sections(draft);
            let (session, alone, about) = (about.session, about.alone, about.about);
            ListEdit::Add(Box::new(Note { session, alone, about, sections, ..new }))
        }
    };
    Some(Edit::Case(CaseEdit::Note(change)))
}

/// The change that takes the draft for a note away.
pub fn leave(case: &Case, note: NoteId) -> Option<Edit> {
    let kept = kept_in(case, note)?;
    Some(Edit::Case(CaseEdit::Note(ListEdit::Remove(kept.id))))
}

fn sections(draft: &AddendumDraft) -> Vec<Section> {
    let section = |(key, title, words): (&str, &str, &str)| Section {
        key: key.to_owned(),
        title: title.to_owned(),
        words: words.to_owned(),
    };
    let to = draft.note.0.to_string();
    [
        (WORDS, "An addendum that was not signed yet", draft.words.as_str()),
        (REASON, "Why it is added", &draft.reason),
        (ABOUT, "The day that it speaks of", &draft.about),
        (KIND, "Addendum or amendment", draft.kind.label()),
        (TO, "The note that it is for", &to),
    ]
    .map(section)
    .into()
}
