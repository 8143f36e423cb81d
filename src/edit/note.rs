//! Notes: begun before they are drafted, signed once, and only added to after that.

use super::listed::{ListEdit, few, line, text};
use super::{CaseEdit, Edit, EditError, tidy_text};
use crate::model::note::{Addendum, Risk, Section, Signature};
use crate::model::note_format::NoteFormat;
use crate::model::{Case, Note, NoteId, NoteKind, Pair, PartnerId, Session};
use chrono::{DateTime, FixedOffset};

/// The most letters of one section; the longest notes seen have 18,000 words.
pub const SECTION_LETTERS: usize = 200_000;

/// Why a note cannot be signed yet, in reading order.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NotSignable {
    #[error("\u{201c}{0}\u{201d} is needed and still empty.")]
    Section(String),
    #[error("Say what was found about the safety of {0}, or why it was not asked.")]
    Risk(String),
    #[error("Say why this late entry was not written in time.")]
    LateReason,
    #[error("Write your name in Settings first: a note is signed with it.")]
    NoName,
    #[error("This note is signed. Add an addendum; the signed words stay as they are.")]
    Signed,
    #[error("A process note is not signed; it is not part of the record.")]
    Process,
}

/// An empty note about a session, in a format.
pub fn begin(session: &Session, format: &NoteFormat, now: DateTime<FixedOffset>) -> Note {
    let section = |section: &crate::model::note_format::FormatSection| Section {
        key: section.key.clone(),
        title: section.title.clone(),
        words: String::new(),
    };
    Note {
        id: NoteId::new(),
        kind: NoteKind::Progress,
        session: Some(session.id),
        alone: session.kind.alone(),
        about: session.date,
        written: now,
        late_because: None,
        format: format.name.clone(),
        sections: format.sections.iter().map(section).collect(),
        risk: session.sheet.risk.clone(),
        signature: None,
        addenda: Vec::new(),
        brought_in: None,
    }
}

/// True if it was begun more than so many days after the day that it is about.
pub fn is_late(note: &Note, after_days: u16) -> bool {
    (note.written.date_naive() - note.about).num_days() > i64::from(after_days)
}

/// An empty process note; it may belong to a session or stand alone.
pub fn begin_process(session: Option<&Session>, now: DateTime<FixedOffset>) -> Note {
    let about = session.map_or_else(|| now.date_naive(), |session| session.date);
    let words = Section {
        key: "process".to_owned(),
        title: "Process note".to_owned(),
        words: String::new(),
    };
    Note {
        id: NoteId::new(),
        kind: NoteKind::Process,
        session: session.map(|session| session.id),
        alone: session.and_then(|session| session.kind.alone()),
        about,
        written: now,
        late_because: None,
        format: String::new(),
        sections: vec![words],
        risk: Pair::default(),
        signature: None,
        addenda: Vec::new(),
        brought_in: None,
    }
}

/// What is missing before the note can be signed; empty when nothing is.
pub fn missing(
    note: &Note,
    format: Option<&NoteFormat>,
    names: &Pair<&str>,
) -> Vec<NotSignable> {
    if note.is_process() {
        return vec![NotSignable::Process];
    }
    if note.is_signed() {
        return vec![NotSignable::Signed];
    }
    let mut missing = Vec::new();
    let required = format.into_iter().flat_map(|format| &format.sections);
    for section in required.filter(|section| section.required) {
        let written = note.section(&section.key);
        if written.is_none_or(|section| section.words.trim().is_empty()) {
            missing.push(NotSignable::Section(section.title.clone()));
        }
    }
    for partner in PartnerId::BOTH {
        let is_about = note.alone.is_none_or(|alone| alone == partner);
        if is_about && !note.risk.of(partner).is_answered() {
            missing.push(NotSignable::Risk((*names.of(partner)).to_owned()));
        }
    }
    if note.late_because.as_ref().is_some_and(|why| why.trim().is_empty()) {
        missing.push(NotSignable::LateReason);
    }
    missing
}

/// Signs a note. There is no way back, so this is no change that can be undone.
///
/// # Errors
/// The first thing that is missing; the note is as it was.
pub fn sign(
    note: &mut Note,
    signature: Signature,
    (format, names): (Option<&NoteFormat>, &Pair<&str>),
) -> Result<(), NotSignable> {
    if let Some(first) = missing(note, format, names).into_iter().next() {
        return Err(first);
    }
    if signature.by.trim().is_empty() {
        return Err(NotSignable::NoName);
    }
    note.signature = Some(signature);
    Ok(())
}

/// Adds to a signed note. There is no way back.
///
/// # Errors
/// The note is not signed, or the addendum lacks its author, reason or words.
pub fn add(note: &mut Note, mut addendum: Addendum) -> Result<(), EditError> {
    if !note.is_signed() {
        return Err(EditError::NotSigned);
    }
    few(note.addenda.len() + 1)?;
    addendum.by = line(&addendum.by)?;
    addendum.reason = text(&addendum.reason)?;
    addendum.words = text(&addendum.words)?;
    if [&addendum.by, &addendum.reason, &addendum.words].iter().any(|it| it.is_empty()) {
        return Err(EditError::Empty);
    }
    note.addenda.push(addendum);
    Ok(())
}

/// As it will be kept: within its limits, unsigned, and about a couple that has agreed on
/// who the client is.
pub(super) fn checked(mut note: Note, case: &Case) -> Result<Note, EditError> {
    if !case.is_agreed() {
        return Err(EditError::NotAgreed);
    }
    if note.is_signed() || !note.addenda.is_empty() {
        return Err(EditError::Signed);
    }
    few(note.sections.len())?;
    for section in &mut note.sections {
        section.words = tidy_text(&section.words, SECTION_LETTERS)?;
    }
    for risk in [&mut note.risk.a, &mut note.risk.b] {
        risk.words = text(&risk.words)?;
        risk.not_asked_because = text(&risk.not_asked_because)?;
    }
    note.late_because = note.late_because.as_deref().map(text).transpose()?;
    Ok(note)
}
/// The risk that the sheet of the session says of a partner, where a draft says something else.
pub fn risk_of_sheet<'a>(
    case: &'a Case,
    note: &Note,
    partner: PartnerId,
) -> Option<&'a Risk> {
    let is_about = note.alone.is_none_or(|alone| alone == partner);
    let session = case.session(note.session?)?;
    let of_sheet = session.sheet.risk.of(partner);
    let differs = of_sheet.is_answered() && of_sheet != note.risk.of(partner);
    (is_about && differs && !note.is_signed() && !note.is_process()).then_some(of_sheet)
}

/// Brings the risk that was noted on the sheet since into a draft that says nothing there yet.
pub fn take_risk(case: &Case, id: NoteId) -> Option<Edit> {
    let note = case.note(id)?;
    let mut new = note.clone();
    for partner in [PartnerId::A, PartnerId::B] {
        let said_nothing = *note.risk.of(partner) == Risk::default();
        if let Some(risk) = risk_of_sheet(case, note, partner).filter(|_| said_nothing) {
            new.risk.of_mut(partner).clone_from(risk);
        }
    }
    (new != *note).then(|| Edit::Case(CaseEdit::Note(ListEdit::Replace(Box::new(new)))))
}
