//! Prints a page of the record: the note of a session, or its summary.

use super::arguments::Print;
use super::practice::record as tell;
use super::print_guard::asked_twice;
use super::{CliError, Scene, couple, new_file, note, page};
use crate::drawing::Fonts;
use crate::export::{
    self, ForRecord, Known, PracticeWords, RecordChecks, Template, templates, topics,
};
use crate::model::audience::Audience;
use crate::model::print_guard::{About, cannot_know};
use crate::model::told_alone::words_told_alone;
use crate::model::{Case, Note, SeenBy, Session};
use crate::store::{AuditKind, Practice, Told, addendum_digest};

/// Prints the note or the summary of the session that was asked for.
pub fn print(
    asked: &Print,
    template: &Template,
    scene: &mut Scene<'_>,
) -> Result<String, CliError> {
    if template.names_any("answer.") {
        return Err(CliError::UseAccess);
    }
    asked.session.ok_or(CliError::WhichSession)?;
    let loaded = couple::load(&asked.case, scene)?;
    print_loaded(asked, template, loaded, scene)
}

/// The same with a practice that is open and the couple of it.
pub fn print_loaded(
    asked: &Print,
    template: &Template,
    (mut practice, case): (Practice, Case),
    scene: &mut Scene<'_>,
) -> Result<String, CliError> {
    if template.names_any("answer.") {
        return Err(CliError::UseAccess);
    }
    let number = asked.session.ok_or(CliError::WhichSession)?;
    let password = page::password(asked)?;
    let session = note::session(&case, number)?;
    let is_note = template.names_any("note.");
    let written = is_note.then(|| note::newest(&case, session).ok_or(CliError::NoNote));
    let written = written.transpose()?;
    let alone = written.map_or(session.kind.alone(), |note| note.alone);
    let audience = match alone {
        Some(_) if !asked.private => return Err(CliError::ToldAlone),
        Some(partner) => Audience::of_partner(partner),
        None => Audience::Record,
    };
    let shared_since = told_alone(&case, template, (session, audience));
    if let Some(question) = asked_twice(shared_since).filter(|_| !asked.confirmed) {
        return Err(question);
    }
    let known = ForRecord {
        seen: &SeenBy::of(&case, audience),
        session: Some(session.id),
        note: written.map(|note| note.id),
        pack: None,
        checks: &checks(written)?,
        practice: &words(&practice)?,
    };
    let (paper, today) = (couple::paper(asked.paper), scene.now.date_naive());
    let (known, fonts) = (Known::Record(&known), Fonts::new());
    let printed = export::print_text(&known, template, paper, today, &fonts)?;
    new_file::write(&asked.out, &page::bytes(&printed, password.as_ref())?)?;
    let shipped = templates::shipped_name(template);
    let told = told(&case, (session, written)).printed_from(shipped.as_deref());
    tell(&mut practice, told, scene);
    scene.warn(cannot_know(Audience::Record));
    let pages = couple::count(printed.pages, "page");
    Ok(format!("Printed {} ({pages}): {}", case.code_name, asked.out.display()))
}

/// How much of the page one of them told alone and shared since.
fn told_alone(
    case: &Case,
    template: &Template,
    (session, audience): (&Session, Audience),
) -> usize {
    let (topics, carried) = (&topics::of(template), &topics::carried(template));
    let (map, moments, session) = (None, None, Some(session.id));
    let about = About { topics, carried, map, moments, session, audience };
    words_told_alone(case, &about).len()
}

fn told(case: &Case, (session, note): (&Session, Option<&Note>)) -> Told {
    if let Some(note) = note {
        let kept = Some(note.compartment());
        Told::note(AuditKind::Printed, case.id, (note.id, kept))
    } else {
        let kept = session.kind.compartment();
        Told::session(AuditKind::Printed, case.id, (session.id, kept))
    }
}

/// A check of everything that joined the note.
pub fn checks(note: Option<&Note>) -> Result<RecordChecks, CliError> {
    let addenda = note.map(|note| note.addenda.as_slice()).unwrap_or_default();
    let addenda: Result<Vec<String>, _> = addenda.iter().map(addendum_digest).collect();
    Ok(RecordChecks { addenda: addenda? })
}

/// What the practice says of itself on its papers.
pub fn words(practice: &Practice) -> Result<PracticeWords, CliError> {
    let settings = practice.settings()?;
    let words = PracticeWords {
        name: settings.practice_name,
        therapist: settings.therapist_name,
        credentials: settings.credentials,
        measures: settings.measures,
        ..PracticeWords::default()
    };
    Ok(words.with_letterhead(&settings.letterhead))
}
