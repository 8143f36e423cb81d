//! What a practice is opened for: its couples, read, saved and looked back on.

use super::document::{self, Body, Couple, Kept, KeptMap, KeptPhrases, Unreadable};
use super::practice::{Draft, NO_CASE, State};
use super::revision::{Document, Name, Revision};
use super::{Practice, Settings, StoreError, Time};
use crate::model::{Case, CaseId, Compartment, CycleMap, MapId};

/// One line of the case list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CaseSummary {
    pub id: CaseId,
    pub code_name: String,
    pub maps: usize,
    pub elements: usize,
    pub last_change: Time,
    /// The couple's own names for their loops, as far as they have given any.
    pub loop_names: Vec<String>,
    /// A part of it cannot be read; the numbers are then unknown.
    pub is_damaged: bool,
}

/// What a save did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Saved {
    /// How many documents had changed.
    pub revisions: usize,
}

/// One step in the life of a case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RevisionInfo {
    pub at: Time,
    /// Which document, without any of its words.
    pub what: String,
    pub writer: String,
    /// Counted from 1 for each writer.
    pub sequence: u64,
}

impl Practice {
    /// All couples, by code name. One that cannot be read is in the list, and says so.
    pub fn cases(&self) -> Result<Vec<CaseSummary>, StoreError> {
        let state = self.state()?;
        let names = state.index.cases().filter(|(name, _)| **name != NO_CASE);
        let mut cases: Vec<CaseSummary> =
            names.map(|(name, count)| self.summary(&state, (name, count))).collect();
        cases.sort_by_cached_key(|case| (folded(&case.code_name), case.id));
        Ok(cases)
    }

    fn summary(&self, state: &State, (name, revisions): (&Name, usize)) -> CaseSummary {
        let known = state.summaries.borrow().get(name).cloned();
        if let Some((_, summary)) = known.filter(|(count, _)| *count == revisions) {
            return summary;
        }
        let summary = self
            .documents(state, name)
            .ok()
            .and_then(summarised)
            .unwrap_or_else(|| self.damaged_summary(state, name));
        state.summaries.borrow_mut().insert(*name, (revisions, summary.clone()));
        summary
    }

    fn damaged_summary(&self, state: &State, name: &Name) -> CaseSummary {
        let couple = self.couple(state, name).ok();
        CaseSummary {
            id: couple.as_ref().map(|couple| couple.id).unwrap_or_default(),
            code_name: couple.map_or_else(|| "?".to_owned(), |couple| couple.code_name),
            maps: 0,
            elements: 0,
            last_change: Time::default(),
            loop_names: Vec::new(),
            is_damaged: true,
        }
    }

    /// One couple, as last saved. If any part of it is missing or damaged, nothing is shown.
    pub fn load(&self, id: CaseId) -> Result<Case, StoreError> {
        let state = self.state()?;
        let documents = self.documents(&state, &self.case_name(id))?;
        if documents.is_empty() {
            return Err(StoreError::NoSuchCase);
        }
        assemble(documents).ok_or_else(|| {
            StoreError::damaged(&self.path, "a part of this couple is missing")
        })
    }

    /// Keeps what has changed of a couple. When this returns, it is on the disk.
    pub fn save(&mut self, case: &Case, now: Time) -> Result<Saved, StoreError> {
        self.may_write()?;
        self.code_name_is_free(case)?;
        let drafts = self.changed(case)?;
        Ok(Saved { revisions: self.keep(drafts, now)? })
    }

    /// Keeps a couple that is not in the practice yet, as an import brings it.
    pub fn add(&mut self, case: &Case, now: Time) -> Result<Saved, StoreError> {
        if self.state()?.index.documents_of(&self.case_name(case.id)).next().is_some() {
            return Err(StoreError::CaseExists);
        }
        self.save(case, now)
    }

    /// Signs a map: no later revision of it is taken, but addenda.
    pub fn sign_map(
        &mut self,
        case: CaseId,
        map: MapId,
        now: Time,
    ) -> Result<(), StoreError> {
        let drafts = {
            let state = self.state()?;
            let name = self.case_name(case);
            let entity = self.map_name(&name, map);
            let documents = state.index.documents_of(&name);
            let drafts = documents.filter(|it| it.entity == entity).map(|it| {
                let body = self.read(&state, it)?.body;
                Ok(Draft { locked: 1, ..self.draft(name, body) })
            });
            drafts.collect::<Result<Vec<_>, StoreError>>()?
        };
        if drafts.is_empty() {
            return Err(StoreError::NoSuchCase);
        }
        self.keep(drafts, now).map(drop)
    }

    /// Everything that was kept of a couple, the oldest first.
    pub fn history(&self, id: CaseId) -> Result<Vec<RevisionInfo>, StoreError> {
        let state = self.state()?;
        let case = self.load(id)?;
        let name = self.case_name(id);
        let of_case = state.index.revisions.iter().filter(|it| it.case == name);
        let mut history = of_case
            .map(|revision| {
                let kept = self.read(&state, revision)?;
                Ok(RevisionInfo {
                    at: kept.at,
                    what: what(&kept.body, &case),
                    writer: short(&revision.writer),
                    sequence: revision.sequence,
                })
            })
            .collect::<Result<Vec<_>, StoreError>>()?;
        history.sort_by_key(|info| (info.at, info.sequence));
        Ok(history)
    }

    pub fn settings(&self) -> Result<Settings, StoreError> {
        let state = self.state()?;
        let found = state.index.documents_of(&NO_CASE).next();
        let Some(revision) = found else { return Ok(Settings::default()) };
        match self.read(&state, revision)?.body {
            Body::Settings(settings) => Ok(settings),
            _ => Err(StoreError::damaged(&self.path, "the settings")),
        }
    }

    pub fn save_settings(&mut self, new: &Settings, now: Time) -> Result<(), StoreError> {
        if self.settings()? == *new {
            return self.may_write();
        }
        let draft = self.draft(NO_CASE, Body::Settings(new.clone()));
        self.keep(vec![draft], now).map(drop)
    }

    /// The newest text of every document of a couple, as it is kept, in the order of the file.
    pub fn texts(
        &self,
        id: CaseId,
    ) -> Result<Vec<zeroize::Zeroizing<String>>, StoreError> {
        let state = self.state()?;
        let mut revisions: Vec<&Revision> =
            state.index.documents_of(&self.case_name(id)).collect();
        revisions.sort_by_key(|revision| revision.row);
        let text = |revision: &&Revision| {
            let bytes = self.opened(&state, revision)?;
            document::unpack_text(&bytes).map_err(|fault| self.unreadable(fault))
        };
        revisions.iter().map(text).collect()
    }

    pub(super) fn case_name(&self, id: CaseId) -> Name {
        self.name("case", &[id.0.as_bytes()])
    }

    fn map_name(&self, case: &Name, map: MapId) -> Name {
        self.name("map", &[case, map.0.as_bytes()])
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
            .map(|revision| self.read(state, revision))
            .collect()
    }

    /// One revision's document, proved: its bytes, its seal, and that it is where it belongs.
    pub(super) fn read(
        &self,
        state: &State,
        revision: &Revision,
    ) -> Result<Kept, StoreError> {
        let opened = self.opened(state, revision)?;
        let kept = document::unpack(&opened).map_err(|fault| self.unreadable(fault))?;
        if !self.belongs(revision, &kept.body) {
            return Err(StoreError::damaged(
                &self.path,
                "a document is in a wrong place",
            ));
        }
        Ok(kept)
    }

    fn opened(
        &self,
        state: &State,
        revision: &Revision,
    ) -> Result<zeroize::Zeroizing<Vec<u8>>, StoreError> {
        let damaged = |what: &str| StoreError::damaged(&self.path, what);
        let sealed = self.read_sealed(revision)?;
        if *blake3::hash(&sealed).as_bytes() != revision.digest {
            return Err(damaged("the bytes of a document have changed"));
        }
        let key = self.compartment_key(state, (revision.case, revision.compartment));
        let key = key.ok_or_else(|| damaged("the key of a compartment is missing"))?;
        let key = key.map_err(|_broken| damaged("the key of a compartment"))?;
        key.open(&sealed, &revision.bound(&self.id))
            .map_err(|_broken| damaged("the seal of a document is broken"))
    }

    fn unreadable(&self, fault: Unreadable) -> StoreError {
        match fault {
            Unreadable::Newer(found) => StoreError::TooNew { found: found.into() },
            Unreadable::Damaged => StoreError::damaged(&self.path, "a document"),
        }
    }

    fn belongs(&self, revision: &Revision, body: &Body) -> bool {
        let case_fits = match body {
            Body::Settings(_) => revision.case == NO_CASE,
            Body::Couple(couple) => revision.case == self.case_name(couple.id),
            Body::Map(_) | Body::Phrases(_) => revision.case != NO_CASE,
        };
        case_fits && self.place_of(&revision.case, body) == revision.document()
    }

    fn place_of(&self, case: &Name, body: &Body) -> Document {
        let record = document::number(Compartment::Record);
        match body {
            Body::Settings(_) => (self.name("settings", &[]), document::PRACTICE),
            Body::Couple(_) => (self.name("couple", &[case]), record),
            Body::Map(map) => (self.map_name(case, map.id), record),
            Body::Phrases(part) => {
                (self.map_name(case, part.map), document::number(part.compartment))
            }
        }
    }

    fn draft(&self, case: Name, body: Body) -> Draft {
        let (entity, compartment) = self.place_of(&case, &body);
        Draft { entity, case, compartment, locked: 0, body }
    }

    /// The documents of a case that are not as they were last kept.
    fn changed(&self, case: &Case) -> Result<Vec<Draft>, StoreError> {
        let state = self.state()?;
        let mut drafts = Vec::new();
        for body in bodies(case) {
            let draft = self.draft(self.case_name(case.id), body);
            let before = state.index.newest((draft.entity, draft.compartment));
            let is_kept = match before {
                // A compartment without a phrase is kept only to say that its last one left.
                None => matches!(&draft.body, Body::Phrases(part) if part.is_empty()),
                Some(before) => self.read(&state, before)?.body == draft.body,
            };
            if !is_kept {
                drafts.push(draft);
            }
        }
        Ok(drafts)
    }

    fn code_name_is_free(&self, case: &Case) -> Result<(), StoreError> {
        let wanted = folded(&case.code_name);
        if wanted.is_empty() {
            return Err(StoreError::NoCodeName);
        }
        let is_taken = |other: &CaseSummary| {
            other.id != case.id && folded(&other.code_name) == wanted
        };
        if self.cases()?.iter().any(is_taken) {
            return Err(StoreError::DuplicateCode);
        }
        Ok(())
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
            || StoreError::damaged(&self.path, "a couple's document is missing");
        let revision = state.index.newest(document).ok_or_else(missing)?;
        match self.read(state, revision)?.body {
            Body::Couple(couple) => Ok(couple),
            _ => Err(missing()),
        }
    }
}

fn summarised(documents: Vec<Kept>) -> Option<CaseSummary> {
    let last_change = documents.iter().map(|kept| kept.at).max()?;
    let case = assemble(documents)?;
    let named = case.maps.iter().filter(|map| !map.name.is_empty());
    Some(CaseSummary {
        id: case.id,
        maps: case.maps.len(),
        elements: case.element_count(),
        last_change,
        loop_names: named.map(|map| map.name.clone()).collect(),
        code_name: case.code_name,
        is_damaged: false,
    })
}

/// Every document of a case, as it would be kept.
fn bodies(case: &Case) -> Vec<Body> {
    let mut bodies = vec![Body::Couple(Couple::of(case))];
    for map in &case.maps {
        let (record, others) = document::split(map);
        bodies.push(Body::Map(record));
        bodies.extend(others.into_iter().map(Body::Phrases));
    }
    bodies
}

/// The case from its documents; none if one that it names is missing.
pub(super) fn assemble(documents: Vec<Kept>) -> Option<Case> {
    let mut couple = None;
    let mut maps: Vec<KeptMap> = Vec::new();
    let mut parts: Vec<KeptPhrases> = Vec::new();
    for kept in documents {
        match kept.body {
            Body::Couple(found) => couple = Some(found),
            Body::Map(map) => maps.push(map),
            Body::Phrases(part) => parts.push(part),
            Body::Settings(_) => return None,
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
            Some(document::join(record, &parts))
        })
        .collect();
    Some(couple.with_maps(joined?))
}

/// A code name as it is compared: spaces around it and its case do not matter.
pub(super) fn folded(code_name: &str) -> String {
    code_name.trim().to_lowercase()
}

/// What a document is about, without its words.
pub(super) fn what(body: &Body, case: &Case) -> String {
    let loop_of = |id: MapId| {
        let place = case.maps.iter().position(|map| map.id == id);
        place.map_or("a removed loop".to_owned(), |place| format!("loop {}", place + 1))
    };
    match body {
        Body::Settings(_) => "settings".to_owned(),
        Body::Couple(_) => "the couple".to_owned(),
        Body::Map(map) => loop_of(map.id),
        Body::Phrases(part) => {
            format!("{}, {}", loop_of(part.map), title(part.compartment))
        }
    }
}

pub(super) fn title(compartment: Compartment) -> &'static str {
    match compartment {
        Compartment::Record => "record",
        Compartment::Process => "process notes",
        Compartment::PrivateA => "private to A",
        Compartment::PrivateB => "private to B",
    }
}

pub(super) fn short(name: &Name) -> String {
    let [a, b, c, d, ..] = name;
    format!("{a:02x}{b:02x}{c:02x}{d:02x}")
}
