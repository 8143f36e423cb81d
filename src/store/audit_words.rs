//! The log of who did what in the words of a reader: code names and numbers, and nothing that was said.

use super::Time;
use super::audit::{AuditEntry, AuditKind, OWN_TEMPLATE, Thing, Told};
use super::history::{short, title};
use super::revision::Revision;
use crate::model::{Case, Compartment, MapId, SessionId};
use chrono::SecondsFormat;
use std::fmt;

/// One line of the log for a reader: code name and number of a thing, but none of its words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AuditLine {
    pub number: u64,
    pub at: Time,
    /// The therapist, or else the computer; not known for a wrong passphrase.
    pub by: String,
    pub code_name: Option<String>,
    /// Such as "changed session 3, private to B".
    pub did: String,
}

pub(super) fn line(
    entry: &AuditEntry,
    (revision, of_case): (&Revision, Option<&Case>),
) -> AuditLine {
    let is_stranger = matches!(entry.told.what, AuditKind::FailedUnlocks { .. });
    let by = match entry.by.as_str() {
        _ if is_stranger => "not known".to_owned(),
        "" => format!("computer {}", short(&revision.writer)),
        name => name.to_owned(),
    };
    AuditLine {
        number: entry.number,
        at: entry.at,
        by,
        code_name: of_case
            .map(|case| case.code_name.clone())
            .filter(|name| !name.is_empty()),
        did: did(&entry.told, of_case),
    }
}

fn did(told: &Told, case: Option<&Case>) -> String {
    let done = done(told, case);
    match &told.template {
        Some(name) if name == OWN_TEMPLATE => format!("{done}, from an {name}"),
        Some(name) => format!("{done}, from the template {name}"),
        None => done,
    }
}

fn done(told: &Told, case: Option<&Case>) -> String {
    let verb = verb(told);
    let Some(thing) = told.thing else { return verb };
    let thing = match thing {
        Thing::Couple => "the couple".to_owned(),
        Thing::Loop => {
            let id = told.object.map(MapId);
            let place = case
                .zip(id)
                .and_then(|(case, id)| case.maps.iter().position(|map| map.id == id));
            place.map_or("a loop".to_owned(), |place| format!("loop {}", place + 1))
        }
        Thing::Session => {
            let id = told.object.map(SessionId);
            let session = case.zip(id).and_then(|(case, id)| case.session(id));
            session.map_or("a session".to_owned(), |it| format!("session {}", it.number))
        }
        Thing::Note => "a note".to_owned(),
        Thing::Event => "an event".to_owned(),
        Thing::Score => "a score".to_owned(),
        Thing::Episode => "a fight at home".to_owned(),
        Thing::Assessment => "readiness and signs".to_owned(),
        Thing::Request => "a request for the file".to_owned(),
        Thing::OwnLoop => "the therapist’s own loop".to_owned(),
        Thing::Private => "the part of one partner alone".to_owned(),
        Thing::Settings => "the settings".to_owned(),
        Thing::Templates => "the practice’s own templates".to_owned(),
        Thing::AuditLog => "this log".to_owned(),
    };
    if matches!(told.what, AuditKind::Answered { .. }) {
        return verb.replacen("answered", &format!("answered {thing}"), 1);
    }
    let part = told.compartment.filter(|it| *it != Compartment::Record);
    let part = part.map_or_else(String::new, |part| format!(", {}", title(part)));
    format!("{verb} {thing}{part}")
}

fn verb(told: &Told) -> String {
    let verb = match &told.what {
        AuditKind::FailedUnlocks { times: 1, .. } => {
            return "a wrong passphrase".to_owned();
        }
        AuditKind::FailedUnlocks { times, first } => {
            let since = first.format("%-d %B %Y, %H:%M");
            return format!("{times} wrong passphrases since {since}");
        }
        AuditKind::Unlocked => "opened the practice",
        AuditKind::Recovered => "opened the practice with the recovery sheet",
        AuditKind::Opened => "opened",
        AuditKind::Searched if told.thing.is_none() => "searched all couples",
        AuditKind::Searched => "searched",
        AuditKind::Revealed if told.thing.is_none() => "showed what was told alone",
        AuditKind::Revealed => "showed",
        AuditKind::Added => "added",
        AuditKind::Changed => "changed",
        AuditKind::Removed => "removed",
        AuditKind::Signed => "signed",
        AuditKind::BroughtIn if told.thing == Some(Thing::Loop) => {
            "brought in, confirmed elsewhere and not checked, a version of"
        }
        AuditKind::BroughtIn => "brought in, signed elsewhere and not checked,",
        AuditKind::Confirmed => "confirmed a version of",
        AuditKind::AddendumAdded => "added to",
        AuditKind::Printed => "printed",
        AuditKind::PrintedWithoutConsent => "printed, without a consent that it needs,",
        AuditKind::Exported => "exported",
        AuditKind::Answered { included, redacted, withheld } => {
            return format!(
                "answered with {included} included, {redacted} redacted, {withheld} withheld"
            );
        }
        AuditKind::BackedUp => "backed up the practice",
        AuditKind::Restored => "made this practice from a backup",
        AuditKind::PassphraseChanged => "changed the passphrase",
        AuditKind::RecoveryKeyMade => "made a new recovery sheet",
    };
    verb.to_owned()
}

fn moment(at: Time) -> String {
    at.to_rfc3339_opts(SecondsFormat::Secs, false)
}

/// The log as the text of a file.
pub fn audit_text(lines: &[AuditLine]) -> String {
    lines.iter().fold(String::new(), |text, line| text + &line.to_string() + "\n")
}

/// Number, moment, who, which couple and what, separated by tabs.
impl fmt::Display for AuditLine {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let code_name = self.code_name.as_deref().unwrap_or("");
        let (number, by) = (self.number, &self.by);
        write!(f, "{number}\t{}\t{by}\t{code_name}\t{}", moment(self.at), self.did)
    }
}
