//! Reads documents: each proved by its bytes, its seal and its place before a word is believed.

use super::document::{
    self, Body, Couple, Kept, KeptMap, KeptPhrases, KeptSheet, KeptVersion,
    KeptVersionPart,
};
use super::document_bytes::{self, Unreadable};
use super::document_map;
use super::keep::Draft;
use super::revision::{Document, NO_CASE, Name, Revision};
use super::state::State;
use super::{Practice, StoreError};
use crate::model::private_file::PrivateFile;
use crate::model::readiness::Assessment;
use crate::model::score::Answers;
use crate::model::{
    Case, CaseId, Compartment, CycleMap, Episode, MapId, MapVersion, Pair, Score,
    ScoreId, Session, VersionId,
};
use std::sync::Arc;
use zeroize::Zeroizing;

impl Practice {
    pub(super) fn case_name(&self, id: CaseId) -> Name {
        self.name("case", &[id.0.as_bytes()])
    }

    fn map_name(&self, case: &Name, map: MapId) -> Name {
        self.name("map", &[case, map.0.as_bytes()])
    }

    fn version_name(&self, case: &Name, version: VersionId) -> Name {
        self.name("version", &[case, version.0.as_bytes()])
    }

    /// The newest of each document of a case.
    pub(super) fn documents(
        &self,
        state: &State,
        case: &Name,
    ) -> Result<Vec<Kept>, StoreError> {
        state
            .index
            .documents_of(case)
            .map(|revision| self.known(state, revision).map(Arc::unwrap_or_clone))
            .collect()
    }

    /// One revision's document, proved: its bytes, its seal, and that it is where it belongs.
    pub(super) fn read(
        &self,
        state: &State,
        revision: &Revision,
    ) -> Result<Kept, StoreError> {
        let opened = self.opened(state, revision)?;
        let kept =
            document_bytes::unpack(&opened).map_err(|fault| self.unreadable(fault))?;
        if !self.belongs(revision, &kept.body) {
            return Err(StoreError::damaged(
                &self.path,
                "a document is in a wrong place",
            ));
        }
        if !self.is_sealed_here(&revision.case, &kept.body) {
            let what = "the seal of a signed note is not this practice’s";
            return Err(StoreError::damaged(&self.path, what));
        }
        Ok(kept)
    }

    pub(super) fn opened(
        &self,
        state: &State,
        revision: &Revision,
    ) -> Result<Zeroizing<Vec<u8>>, StoreError> {
        #[cfg(test)]
        state.opened.set(state.opened.get() + 1);
        let damaged = |what: &str| StoreError::damaged(&self.path, what);
        let sealed = self.read_sealed(revision)?;
        let is_as_written = *blake3::hash(&sealed).as_bytes() == revision.digest;
        let key = self.compartment_key(state, (revision.case, revision.compartment));
        let key = key.ok_or_else(|| damaged("the key of a compartment is missing"))?;
        let key = key.map_err(|_broken| damaged("the key of a compartment"))?;
        let opened = key.open(&sealed, &revision.bound(&self.id));
        if is_as_written {
            return opened.map_err(|_broken| damaged("the seal of a document is broken"));
        }
        // Only thinning seals anew; the digest in the chain stays that of the words.
        let is_thinned = |opened: &Zeroizing<Vec<u8>>| {
            document_bytes::unpack(opened).is_ok_and(|kept| kept.body == Body::Thinned)
        };
        opened
            .ok()
            .filter(is_thinned)
            .ok_or_else(|| damaged("the bytes of a document have changed"))
    }

    pub(super) fn unreadable(&self, fault: Unreadable) -> StoreError {
        match fault {
            Unreadable::Newer(found) => StoreError::TooNew { found: found.into() },
            Unreadable::Damaged => StoreError::damaged(&self.path, "a document"),
        }
    }

    fn belongs(&self, revision: &Revision, body: &Body) -> bool {
        let case_fits = match body {
            // It has nothing left that could be in a wrong place, and is never a newest one.
            Body::Thinned => return true,
            Body::Settings(_) | Body::Logo(_) | Body::Templates(_) | Body::Audit(_) => {
                revision.case == NO_CASE
            }
            Body::Couple(couple) => revision.case == self.case_name(couple.id),
            Body::OwnLoop(own) => revision.case == self.case_name(own.case),
            Body::Private(kept) => revision.case == self.case_name(kept.case),
            Body::Assessment(kept) => revision.case == self.case_name(kept.case),
            // An open revision of a version was never written by us.
            Body::Version(_) | Body::VersionPart(_) => {
                revision.case != NO_CASE && revision.locked == 1
            }
            Body::Map(_)
            | Body::Phrases(_)
            | Body::Sheet(_)
            | Body::Note(_)
            | Body::Event(_)
            | Body::Episode(_)
            | Body::Score(_)
            | Body::Answers(_) => revision.case != NO_CASE,
        };
        case_fits && self.place_of(&revision.case, body) == revision.document()
    }

    fn place_of(&self, case: &Name, body: &Body) -> Document {
        let record = document::number(Compartment::Record);
        match body {
            Body::Settings(_) | Body::Thinned => {
                (self.name("settings", &[]), document::PRACTICE)
            }
            Body::Logo(_) => (self.name("logo", &[]), document::PRACTICE),
            Body::Templates(_) => (self.name("templates", &[]), document::PRACTICE),
            Body::Audit(entry) => (self.audit_name(entry.number), document::PRACTICE),
            Body::Couple(_) => (self.name("couple", &[case]), record),
            Body::Map(map) => (self.map_name(case, map.id), record),
            Body::Phrases(part) => {
                (self.map_name(case, part.map), document::number(part.compartment))
            }
            Body::Sheet(part) => {
                let entity = self.name("session", &[case, part.session.0.as_bytes()]);
                (entity, document::number(part.compartment))
            }
            Body::Note(kept) => {
                let entity = self.name("note", &[case, kept.id.0.as_bytes()]);
                (entity, document::number(kept.compartment))
            }
            Body::Event(kept) => {
                let entity = self.name("event", &[case, kept.id.0.as_bytes()]);
                (entity, document::number(kept.compartment))
            }
            Body::Score(kept) => {
                let entity = self.name("score", &[case, kept.id.0.as_bytes()]);
                (entity, document::number(kept.compartment))
            }
            Body::Answers(kept) => {
                let entity = self.name("answers", &[case, kept.score.0.as_bytes()]);
                (entity, document::number(kept.compartment))
            }
            Body::Episode(kept) => {
                let entity = self.name("episode", &[case, kept.id.0.as_bytes()]);
                (entity, document::number(kept.compartment))
            }
            Body::Assessment(_) => {
                let process = document::number(Compartment::Process);
                (self.name("assessment", &[case]), process)
            }
            Body::Version(kept) => (self.version_name(case, kept.id), record),
            Body::VersionPart(kept) => {
                let compartment = document::number(kept.part.compartment);
                (self.version_name(case, kept.version), compartment)
            }
            Body::Private(kept) => {
                let compartment = document::private_to(kept.partner);
                (self.name("private", &[case]), document::number(compartment))
            }
            Body::OwnLoop(_) => {
                let process = document::number(Compartment::Process);
                (self.name("own loop", &[case]), process)
            }
        }
    }

    pub(super) fn draft(&self, case: Name, body: Body) -> Draft {
        let (entity, compartment) = self.place_of(&case, &body);
        Draft { entity, case, compartment, locked: 0, body, told: None }
    }

    /// The couple's own document of a case.
    pub(super) fn couple(
        &self,
        state: &State,
        case: &Name,
    ) -> Result<Couple, StoreError> {
        let document =
            (self.name("couple", &[case]), document::number(Compartment::Record));
        let missing =
            || StoreError::damaged(&self.path, "a couple’s document is missing");
        let revision = state.index.newest(document).ok_or_else(missing)?;
        match self.read(state, revision)?.body {
            Body::Couple(couple) => Ok(*couple),
            _ => Err(missing()),
        }
    }
}

/// The scores in order, each with the answers that another compartment keeps.
fn with_answers(mut scores: Vec<Score>, answers: Vec<(ScoreId, Answers)>) -> Vec<Score> {
    scores.sort_by_key(|score| score.id);
    for (id, given) in answers {
        if let Some(score) = scores.iter_mut().find(|score| score.id == id) {
            score.answers = Some(given);
        }
    }
    scores
}

/// The case from its documents; none if one that it names is missing.
pub fn assemble(documents: Vec<Kept>) -> Option<Case> {
    let mut couple = None;
    let mut maps: Vec<KeptMap> = Vec::new();
    let mut parts: Vec<KeptPhrases> = Vec::new();
    let mut sheets: Vec<KeptSheet> = Vec::new();
    let mut own_loop = None;
    let (mut notes, mut events) = (Vec::new(), Vec::new());
    let (mut scores, mut answers) = (Vec::new(), Vec::new());
    let (mut episodes, mut assessment) = (Vec::new(), Assessment::default());
    let mut versions: Vec<KeptVersion> = Vec::new();
    let mut version_parts: Vec<KeptVersionPart> = Vec::new();
    let mut private = Pair::<PrivateFile>::default();
    for kept in documents {
        match kept.body {
            Body::Couple(found) => couple = Some(found),
            Body::Map(map) => maps.push(map),
            Body::Phrases(part) => parts.push(part),
            Body::Sheet(sheet) => sheets.push(sheet),
            Body::OwnLoop(own) => own_loop = own.own_loop,
            Body::Note(kept) => notes.extend(kept.note.map(|note| *note)),
            Body::Event(kept) => events.extend(kept.event.map(|event| *event)),
            Body::Score(kept) => scores.extend(kept.score.map(|score| *score)),
            Body::Answers(kept) => {
                answers.extend(kept.answers.map(|given| (kept.score, *given)));
            }
            Body::Episode(kept) => episodes.extend(kept.episode.map(|it| *it)),
            Body::Assessment(kept) => assessment = *kept.assessment,
            Body::Private(kept) => *private.of_mut(kept.partner) = *kept.file,
            Body::Version(kept) => versions.push(*kept),
            Body::VersionPart(kept) => version_parts.push(*kept),
            Body::Settings(_)
            | Body::Logo(_)
            | Body::Templates(_)
            | Body::Audit(_)
            | Body::Thinned => {
                return None;
            }
        }
    }
    let couple = couple?;
    let joined: Option<Vec<CycleMap>> = couple
        .maps
        .iter()
        .map(|id| {
            let record = maps.iter().find(|map| map.id == *id)?.clone();
            let of_map = |part: &&KeptPhrases| part.map == *id;
            let parts: Vec<KeptPhrases> = parts.iter().filter(of_map).cloned().collect();
            Some(document_map::join(record, &parts))
        })
        .collect();
    let mut case = couple.with_maps(joined?);
    case.own_loop = own_loop;
    notes.sort_by_key(|note| note.id);
    events.sort_by_key(|event| event.id);
    episodes.sort_by_key(|episode: &Episode| episode.id);
    (case.episodes, case.assessment) = (episodes, assessment);
    (case.notes, case.events, case.private) = (notes, events, private);
    case.scores = with_answers(scores, answers);
    case.versions = joined_versions(versions, &version_parts)?;
    put_sheets(&mut case.sessions, &sheets);
    Some(case)
}

/// A sheet stands in the compartment of the session's kind; one that was left behind when the
/// kind was changed is empty.
fn put_sheets(sessions: &mut [Session], sheets: &[KeptSheet]) {
    for session in sessions {
        let mut of_session = sheets.iter().filter(|part| part.session == session.id);
        let written = of_session.find(|part| !part.sheet.is_empty());
        session.sheet = written.map(|part| part.sheet.clone()).unwrap_or_default();
    }
}

/// The versions in the order of their ids; none if a part of one is missing, or one too many.
fn joined_versions(
    records: Vec<KeptVersion>,
    parts: &[KeptVersionPart],
) -> Option<Vec<MapVersion>> {
    let others = document::others().count();
    if parts.len() != records.len() * others {
        return None;
    }
    let join = |record| document_map::join_version(record, parts);
    let mut versions: Vec<MapVersion> =
        records.into_iter().map(join).collect::<Option<_>>()?;
    versions.sort_by_key(|version| version.id);
    Some(versions)
}
