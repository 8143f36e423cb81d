//! What was kept of a couple, step by step, without a word of it.

use super::document::Body;
use super::revision::Name;
use super::state::State;
use super::{Practice, StoreError, Time};
use crate::model::{Case, CaseId, Compartment, CycleKind, CycleMap, MapId, Pair};

/// One step in the life of a case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RevisionInfo {
    /// None if it is damaged.
    pub at: Option<Time>,
    /// Which document, without any of its words.
    pub what: String,
    pub writer: String,
    /// Counted from 1 for each writer.
    pub sequence: u64,
}

impl Practice {
    /// Everything that was kept of a couple, the oldest first. What is damaged is in the list
    /// and says so: this is where one looks for what is still whole.
    pub fn history(&self, id: CaseId) -> Result<Vec<RevisionInfo>, StoreError> {
        let state = self.state()?;
        let name = self.case_name(id);
        let shape = self.shape(&state, &name);
        let of_case = state.index.revisions.iter().filter(|it| it.case == name);
        let mut history: Vec<RevisionInfo> = of_case
            .map(|revision| {
                let kept = self.read(&state, revision).ok();
                let damaged = || "a damaged document".to_owned();
                RevisionInfo {
                    at: kept.as_ref().map(|kept| kept.at),
                    what: kept.map_or_else(damaged, |kept| what(&kept.body, &shape)),
                    writer: short(&revision.writer),
                    sequence: revision.sequence,
                }
            })
            .collect();
        if history.is_empty() {
            return Err(StoreError::NoSuchCase);
        }
        // Stable: a revision without a time stays behind the one that it was written after.
        let mut last = None;
        history.sort_by_cached_key(|info| {
            last = info.at.or(last);
            (last, info.sequence)
        });
        Ok(history)
    }

    /// The couple with its maps in their order, as far as it can be read, to name documents by.
    pub(super) fn shape(&self, state: &State, name: &Name) -> Case {
        let Ok(couple) = self.couple(state, name) else {
            return Case::new("", Pair::default());
        };
        let maps = couple.maps.iter().map(|id| {
            let map = CycleMap::new(CycleKind::default());
            CycleMap { id: *id, ..map }
        });
        let maps = maps.collect();
        couple.with_maps(maps)
    }
}

/// What a document is about, without its words.
pub(super) fn what(body: &Body, case: &Case) -> String {
    let loop_of = |id: MapId| {
        let place = case.maps.iter().position(|map| map.id == id);
        place.map_or("a removed loop".to_owned(), |place| format!("loop {}", place + 1))
    };
    let version_title =
        |number: u16, map| format!("version {number} of {}", loop_of(map));
    match body {
        Body::Thinned => "thinned out".to_owned(),
        Body::Settings(_) => "settings".to_owned(),
        Body::Logo(_) => "logo".to_owned(),
        Body::Templates(_) => "templates".to_owned(),
        Body::Audit(entry) => format!("audit entry {}", entry.number),
        Body::Couple(_) => "the couple".to_owned(),
        Body::Map(map) => loop_of(map.id),
        Body::Sheet(part) => {
            let session = case.session(part.session);
            session.map_or("a removed session".to_owned(), |session| {
                format!("session {}", session.number)
            })
        }
        Body::OwnLoop(_) => "the therapist’s own loop".to_owned(),
        Body::Note(part) => format!("a note, {}", title(part.compartment)),
        Body::Event(part) => format!("an event, {}", title(part.compartment)),
        Body::Score(part) => format!("a score, {}", title(part.compartment)),
        Body::Answers(part) => {
            format!("the answers of a score, {}", title(part.compartment))
        }
        Body::Episode(part) => {
            format!("a fight at home, {}", title(part.compartment))
        }
        Body::Assessment(_) => "readiness and signs".to_owned(),
        Body::Version(version) => version_title(version.number, version.map.id),
        Body::VersionPart(kept) => {
            let of = loop_of(kept.part.map);
            format!("a version of {of}, {}", title(kept.part.compartment))
        }
        Body::Private(part) => format!("the part of partner {:?} alone", part.partner),
        Body::Phrases(part) => {
            format!("{}, {}", loop_of(part.map), title(part.compartment))
        }
    }
}

pub(super) fn title(compartment: Compartment) -> &'static str {
    compartment.label()
}

pub(super) fn short(name: &Name) -> String {
    let [a, b, c, d, ..] = name;
    format!("{a:02x}{b:02x}{c:02x}{d:02x}")
}
