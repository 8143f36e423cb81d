//! Shows the note of a session, begins it if there is none, and signs it.

use super::arguments::{Note as Asked, OneSession, Sign};
use super::couple::find;
use super::nearest::nearest;
use super::practice::{OnlyRead, open_as_it_goes, record};
use super::{CliError, Scene};
use crate::edit::listed::ListEdit;
use crate::edit::note::{self, missing};
use crate::edit::note_draft::Draft;
use crate::edit::{CaseEdit, Edit};
use crate::model::note::{Addendum, CAME_WITH_IT};
use crate::model::note_format::NoteFormat;
use crate::model::{Case, Compartment, Note, NoteId, Pair, PartnerId, Session};
use crate::store::{AuditKind, Practice, StoreError, Told, signature_of};

/// Shows the progress note of a session; begins one from what the session holds if there is none.
pub fn note(asked: &Asked, scene: &mut Scene<'_>) -> Result<String, CliError> {
    let (mut practice, mut case, only_read) = load(&asked.session, scene)?;
    let format = format(&asked.format, &formats(&practice)?)?;
    let session = session(&case, asked.session.session)?;
    if session.kind.compartment() != Compartment::Record && !asked.private {
        return Err(CliError::NoteAlone);
    }
    let kept = newest(&case, session).map(|note| note.id);
    let id = match (kept, only_read) {
        (Some(id), _) => id,
        (None, Some(why)) => return Err(why.so("the note cannot be begun")),
        (None, None) => {
            begin(&mut practice, &mut case, (asked.session.session, &format), scene)?
        }
    };
    record(&mut practice, told(AuditKind::Revealed, &case, id), scene);
    let note = case.note(id).ok_or(CliError::NoNote)?;
    if note.format != format.name && !note.format.is_empty() {
        scene.warn(&format!("This note is kept as {}, and shown so.", note.format));
    }
    Ok(text(&case, note))
}

/// Signs the progress note of a session, for good.
pub fn sign(asked: &Sign, scene: &mut Scene<'_>) -> Result<String, CliError> {
    if asked.by.trim().is_empty() {
        return Err(CliError::NoSigner);
    }
    let (mut practice, mut case, only_read) = load(&asked.session, scene)?;
    let session = session(&case, asked.session.session)?;
    let id = newest(&case, session).ok_or(CliError::NoNote)?.id;
    let (now, formats) = (scene.now, formats(&practice)?);
    let note = case.notes.iter_mut().find(|note| note.id == id);
    let note = note.ok_or(CliError::NoNote)?;
    let format = formats.iter().find(|format| format.name == note.format);
    if format.is_none() && !note.format.is_empty() {
        return Err(CliError::FormatGone { name: note.format.clone() });
    }
    // No client's name stands in what is said.
    let names = Pair { a: "partner A", b: "partner B" };
    if note.is_signed() {
        return Err(StoreError::Signed.into());
    }
    if let Some(why) = only_read {
        return Err(why.so("the note cannot be signed"));
    }
    let gaps: Vec<String> =
        missing(note, format, &names).iter().map(ToString::to_string).collect();
    if !gaps.is_empty() {
        return Err(CliError::NotReady { gaps: gaps.join(" ") });
    }
    let signature = signature_of(note, (asked.by.trim(), asked.credentials.trim()), now)?;
    let not_ready = |gap: note::NotSignable| CliError::NotReady { gaps: gap.to_string() };
    note::sign(note, signature, (format, &names)).map_err(not_ready)?;
    practice.save(&case, now)?;
    let number = asked.session.session;
    Ok(format!("Signed the note on session {number} of {}", case.code_name))
}

/// The practice's own formats, then those that ship.
fn formats(practice: &Practice) -> Result<Vec<NoteFormat>, CliError> {
    let mut formats = practice.settings()?.formats;
    formats.extend(NoteFormat::shipped());
    Ok(formats)
}

fn format(name: &str, formats: &[NoteFormat]) -> Result<NoteFormat, CliError> {
    let known: Vec<&str> = formats.iter().map(|it| it.name.as_str()).collect();
    let wanted = name.trim().to_lowercase();
    let unknown = || CliError::NoFormat {
        meant: nearest(name, known.iter().copied()).map(str::to_owned),
        known: known.join(", "),
    };
    formats.iter().find(|it| it.name == wanted).cloned().ok_or_else(unknown)
}

/// The practice, the couple, and why they are only open to read.
fn load(
    asked: &OneSession,
    scene: &mut Scene<'_>,
) -> Result<(Practice, Case, Option<OnlyRead>), CliError> {
    let (practice, only_read) = open_as_it_goes(&asked.case.practice, scene)?;
    let case = practice.load(find(&practice, &asked.case.case)?)?;
    Ok((practice, case, only_read))
}

pub fn session(case: &Case, number: u16) -> Result<&Session, CliError> {
    let of_number = case.sessions.iter().find(|session| session.number == number);
    of_number.ok_or(CliError::NoSession { count: case.sessions.len() })
}

/// The note that is not signed yet, or else the one that was.
pub fn newest<'a>(case: &'a Case, session: &Session) -> Option<&'a Note> {
    let of_session =
        case.notes.iter().filter(|it| it.session == Some(session.id) && !it.is_process());
    of_session.max_by_key(|note| (!note.is_signed(), note.written))
}

fn begin(
    practice: &mut Practice,
    case: &mut Case,
    (number, format): (u16, &NoteFormat),
    scene: &mut Scene<'_>,
) -> Result<NoteId, CliError> {
    let mut note = note::begin(session(case, number)?, format, scene.now);
    if let Some(draft) = Draft::of(case, &note) {
        draft.fill(&mut note, format);
    }
    let id = note.id;
    let add = CaseEdit::Note(ListEdit::Add(Box::new(note)));
    Edit::Case(add).apply(case).map_err(CliError::NotBegun)?;
    practice.save(case, scene.now)?;
    scene.warn("Begun from what the session holds. Read it, and finish it in Holdfast.");
    Ok(id)
}

fn told(what: AuditKind, case: &Case, id: NoteId) -> Told {
    let compartment = case.note(id).map(Note::compartment);
    Told::note(what, case.id, (id, compartment))
}

/// The note as it reads: its head, its sections, risk, signature and what was added.
fn text(case: &Case, note: &Note) -> String {
    let session = note.session.and_then(|id| case.session(id));
    let number = session.map_or(String::new(), |it| format!(", session {}", it.number));
    let mut lines = vec![format!("{}{number}, {}", case.code_name, note.about)];
    for section in &note.sections {
        lines.push(format!("\n{}", section.title.to_uppercase()));
        lines.extend(filled(&section.words));
    }
    lines.push("\nRISK".to_owned());
    for partner in PartnerId::BOTH {
        if note.alone.is_none_or(|alone| alone == partner) {
            lines.push(format!("{}: {}", case.name_of(partner), risk(note, partner)));
        }
    }
    lines.push(match &note.signature {
        Some(signed) if note.brought_in.is_none() => {
            let credentials = comma(&signed.credentials);
            format!("\nSigned by {}{credentials}, {}", signed.by, signed.at)
        }
        Some(_) => format!("\n{}", note.signed_words().unwrap_or_default()),
        None => "\nNot signed".to_owned(),
    });
    for (place, addendum) in note.addenda.iter().enumerate() {
        let Addendum { kind, at, about, by, credentials, reason, .. } = addendum;
        let by = format!("{by}{}", comma(credentials));
        let kind = kind.label();
        lines.push(format!("\n{kind} of {at} by {by}, about {about}: {reason}"));
        lines.extend(note.came_with_it(place).then(|| format!("({CAME_WITH_IT})")));
        lines.push(addendum.words.clone());
    }
    lines.join("\n")
}

fn filled(words: &str) -> Option<String> {
    (!words.trim().is_empty()).then(|| words.trim_end().to_owned())
}

fn comma(words: &str) -> String {
    if words.is_empty() { String::new() } else { format!(", {words}") }
}

fn risk(note: &Note, partner: PartnerId) -> String {
    let risk = note.risk.of(partner);
    let level = risk.level.map(|level| level.label().to_owned());
    let words = [level, filled(&risk.words), filled(&risk.not_asked_because)];
    let said: Vec<String> = words.into_iter().flatten().collect();
    if said.is_empty() { "not asked yet".to_owned() } else { said.join("; ") }
}
