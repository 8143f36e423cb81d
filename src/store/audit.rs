//! Who did what: a log that is only ever added to, chained like everything else, without a word.

use super::audit_words::{AuditLine, line};
use super::document::{self, Body, KeptNote};
use super::keep::Draft;
use super::revision::{NO_CASE, Name};
use super::state::State;
use super::{Practice, StoreError, Time};
use crate::model::{Case, CaseId, Compartment, MapId, NoteId, RequestId, SessionId};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use uuid::Uuid;

/// One entry, as it is kept: what was done to which thing, and never what stands in it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AuditEntry {
    /// Counted from 1 without a gap.
    pub number: u64,
    /// When it happened; it may have been kept later.
    pub at: Time,
    /// The therapist's name in the settings, empty until there is one.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub by: String,
    pub told: Told,
    /// The digest of the document's revision before it and of the one that it made.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub before: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub after: Option<String>,
}

/// What was done, and to what.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Told {
    pub what: AuditKind,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub case: Option<CaseId>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub thing: Option<Thing>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub object: Option<Uuid>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub compartment: Option<Compartment>,
    /// What it was printed from: the name of a template that ships, or `OWN_TEMPLATE`. Entries
    /// from before hold none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub template: Option<String>,
}

/// How the log calls every template that does not ship: its name is the practice's own words.
pub const OWN_TEMPLATE: &str = "own template";

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum AuditKind {
    /// The practice was opened with the passphrase.
    Unlocked,
    /// The practice was opened with the recovery key.
    Recovered,
    /// Somebody tried to open the practice with a passphrase that is not its own.
    FailedUnlocks {
        times: u32,
        first: Time,
    },
    Opened,
    /// Words were looked for; which ones is not written down.
    Searched,
    /// Private words were shown.
    Revealed,
    Added,
    /// The first change of a document in a sitting.
    Changed,
    Removed,
    Signed,
    /// A note that was signed elsewhere came from a file.
    BroughtIn,
    /// A version of a loop was confirmed.
    Confirmed,
    AddendumAdded,
    Printed,
    /// Printed though a consent was missing; the couple's file says why.
    PrintedWithoutConsent,
    Exported,
    /// An answer to a request for the file left the practice: how much of it, in numbers.
    Answered {
        included: usize,
        redacted: usize,
        withheld: usize,
    },
    BackedUp,
    /// This file was made from a backup.
    Restored,
    PassphraseChanged,
    RecoveryKeyMade,
}

/// What kind of thing it was done to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Thing {
    Couple,
    Loop,
    Session,
    Note,
    Event,
    Score,
    Episode,
    /// Readiness and signs.
    Assessment,
    /// A request for the file.
    Request,
    OwnLoop,
    /// What belongs to one partner alone.
    Private,
    Settings,
    /// The practice's own templates.
    Templates,
    AuditLog,
}

impl Told {
    /// Something about the practice as a whole.
    pub fn practice(what: AuditKind) -> Self {
        let (case, thing, object) = (None, None, None);
        Self { what, case, thing, object, compartment: None, template: None }
    }

    /// Something about a couple as a whole.
    pub fn couple(what: AuditKind, case: CaseId) -> Self {
        let (case, thing) = (Some(case), Some(Thing::Couple));
        Self { case, thing, ..Self::practice(what) }
    }

    pub fn map(what: AuditKind, case: CaseId, map: MapId) -> Self {
        let (thing, object) = (Some(Thing::Loop), Some(map.0));
        Self { thing, object, ..Self::couple(what, case) }
    }

    /// A note, with the compartment that keeps it.
    pub fn note(
        what: AuditKind,
        case: CaseId,
        (note, compartment): (NoteId, Option<Compartment>),
    ) -> Self {
        let (thing, object) = (Some(Thing::Note), Some(note.0));
        Self { thing, object, compartment, ..Self::couple(what, case) }
    }

    /// A session, with the compartment that keeps its sheet.
    pub fn session(
        what: AuditKind,
        case: CaseId,
        (session, compartment): (SessionId, Compartment),
    ) -> Self {
        let (thing, object) = (Some(Thing::Session), Some(session.0));
        let compartment = Some(compartment);
        Self { thing, object, compartment, ..Self::couple(what, case) }
    }

    /// A request for the file, by its id.
    pub fn request(what: AuditKind, case: CaseId, request: RequestId) -> Self {
        let (thing, object) = (Some(Thing::Request), Some(request.0));
        Self { thing, object, ..Self::couple(what, case) }
    }

    /// Words looked for in one couple, or in all of them.
    pub fn searched(case: Option<CaseId>) -> Self {
        let what = AuditKind::Searched;
        case.map_or_else(
            || Self::practice(what.clone()),
            |case| Self::couple(what.clone(), case),
        )
    }

    /// The same, with the template that it was printed from: its name if it ships, or none.
    #[must_use = "the entry is not kept yet"]
    pub fn printed_from(self, shipped: Option<&str>) -> Self {
        Self { template: Some(shipped.unwrap_or(OWN_TEMPLATE).to_owned()), ..self }
    }

    /// The whole log itself, as when it is written to a file.
    pub fn log(what: AuditKind) -> Self {
        Self { thing: Some(Thing::AuditLog), ..Self::practice(what) }
    }

    /// Something about a document of a couple.
    pub(super) fn document(what: AuditKind, case: CaseId, body: &Body) -> Self {
        let (thing, object, compartment) = match body {
            Body::Couple(_) => (Thing::Couple, None, None),
            Body::Map(map) => (Thing::Loop, Some(map.id.0), Some(Compartment::Record)),
            Body::Phrases(part) => {
                (Thing::Loop, Some(part.map.0), Some(part.compartment))
            }
            Body::Sheet(part) => {
                (Thing::Session, Some(part.session.0), Some(part.compartment))
            }
            Body::OwnLoop(_) => (Thing::OwnLoop, None, Some(Compartment::Process)),
            Body::Note(KeptNote { id, compartment, .. }) => {
                (Thing::Note, Some(id.0), Some(*compartment))
            }
            Body::Event(kept) => (Thing::Event, Some(kept.id.0), Some(kept.compartment)),
            Body::Score(kept) => (Thing::Score, Some(kept.id.0), Some(kept.compartment)),
            Body::Answers(kept) => {
                (Thing::Score, Some(kept.score.0), Some(kept.compartment))
            }
            Body::Episode(kept) => {
                (Thing::Episode, Some(kept.id.0), Some(kept.compartment))
            }
            Body::Assessment(_) => (Thing::Assessment, None, Some(Compartment::Process)),
            Body::Version(kept) => {
                (Thing::Loop, Some(kept.map.id.0), Some(Compartment::Record))
            }
            Body::VersionPart(kept) => {
                (Thing::Loop, Some(kept.part.map.0), Some(kept.part.compartment))
            }
            Body::Private(kept) => {
                let compartment = document::private_to(kept.partner);
                (Thing::Private, None, Some(compartment))
            }
            Body::Settings(_)
            | Body::Logo(_)
            | Body::Templates(_)
            | Body::Audit(_)
            | Body::Thinned => {
                let thing = Some(Thing::Settings);
                return Self { thing, ..Self::practice(what) };
            }
        };
        Self { thing: Some(thing), object, compartment, ..Self::couple(what, case) }
    }

    pub(super) fn settings() -> Self {
        let thing = Some(Thing::Settings);
        Self { thing, ..Self::practice(AuditKind::Changed) }
    }
}

impl Practice {
    /// Adds an entry to the log. A practice that is open to read keeps it on this computer
    /// until the next time that it is open to write.
    pub fn record(&mut self, told: Told, now: Time) -> Result<(), StoreError> {
        if self.is_read_only() {
            return self.wait_with(&told, now);
        }
        self.keep_told(Vec::new(), vec![(told, now)], now).map(drop)
    }

    /// Adds several entries at once, each with the moment at which it happened.
    pub fn record_all(
        &mut self,
        told: Vec<(Told, Time)>,
        now: Time,
    ) -> Result<(), StoreError> {
        self.keep_told(Vec::new(), told, now).map(drop)
    }

    /// The whole log, the oldest entry first.
    pub fn audit(&self) -> Result<Vec<AuditLine>, StoreError> {
        let count = self.audit_count(&*self.state()?);
        self.audit_lines(1..=count)
    }

    /// The newest entries, the newest first, and no more than this many.
    pub fn audit_newest(&self, most: u64) -> Result<Vec<AuditLine>, StoreError> {
        let count = self.audit_count(&*self.state()?);
        let first = count.saturating_sub(most) + 1;
        let mut lines = self.audit_lines(first..=count)?;
        lines.reverse();
        Ok(lines)
    }

    fn audit_lines(
        &self,
        numbers: std::ops::RangeInclusive<u64>,
    ) -> Result<Vec<AuditLine>, StoreError> {
        let state = self.state()?;
        let mut shapes = BTreeMap::new();
        let mut lines = Vec::new();
        for number in numbers {
            let document = (self.audit_name(number), document::PRACTICE);
            let missing =
                || StoreError::damaged(&self.path, format!("audit entry {number}"));
            let revision = state.index.newest(document).ok_or_else(missing)?;
            let Body::Audit(entry) = self.read(&state, revision)?.body else {
                return Err(missing());
            };
            let of_case = entry
                .told
                .case
                .map(|id| &*shapes.entry(id).or_insert_with(|| self.named(&state, id)));
            lines.push(line(&entry, (revision, of_case)));
        }
        Ok(lines)
    }

    /// A couple with the places of its loops and sessions, as far as it can be read.
    fn named(&self, state: &State, id: CaseId) -> Case {
        self.shape(state, &self.case_name(id))
    }

    /// The name of an entry in the clear columns.
    pub(super) fn audit_name(&self, number: u64) -> Name {
        self.name("audit", &[&u128::from(number).to_le_bytes()])
    }

    /// How many entries there are. They are numbered without a gap, so none is unsealed and
    /// few are looked for.
    pub(super) fn audit_count(&self, state: &State) -> u64 {
        let is_there = |number: u64| {
            state.index.newest((self.audit_name(number), document::PRACTICE)).is_some()
        };
        let mut beyond = 1;
        while is_there(beyond) {
            beyond *= 2;
        }
        let mut there = beyond / 2;
        while beyond - there > 1 {
            let middle = there + (beyond - there) / 2;
            if is_there(middle) { there = middle } else { beyond = middle }
        }
        there
    }

    /// An entry as a document; it counts as signed, so that the file itself refuses a second
    /// revision of it.
    pub(super) fn audit_draft(&self, entry: AuditEntry) -> Draft {
        let body = Body::Audit(Box::new(entry));
        Draft { locked: 1, ..self.draft(NO_CASE, body) }
    }
}
