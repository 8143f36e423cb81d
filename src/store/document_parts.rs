//! The documents beside the couple's and the maps': one a note, event, score or version, each in its compartment.

use super::document::KeptMap;
use crate::model::episode::Episode;
use crate::model::event::Event;
use crate::model::private_file::PrivateFile;
use crate::model::readiness::Assessment;
use crate::model::score::Answers;
use crate::model::session::Sheet;
use crate::model::{
    CaseId, Compartment, Dialogue, Element, EpisodeId, EventId, MapId, Note, NoteId,
    OwnLoop, Pair, PartnerId, Score, ScoreId, SessionId, TrayPhrase, VersionId,
};
use chrono::{DateTime, FixedOffset, NaiveDate};
use serde::{Deserialize, Serialize};

/// What was marked and written about a session, in the compartment of its kind.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeptSheet {
    pub session: SessionId,
    pub compartment: Compartment,
    pub sheet: Sheet,
}

/// A note, or that it was removed before it was signed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeptNote {
    pub id: NoteId,
    pub compartment: Compartment,
    pub note: Option<Box<Note>>,
    /// Of a signed note, the seal of this practice. Notes signed before there were seals have
    /// none.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub seal: String,
}

impl KeptNote {
    /// As it is before the practice seals it.
    pub fn unsealed(
        (id, compartment): (NoteId, Compartment),
        note: Option<Box<Note>>,
    ) -> Self {
        Self { id, compartment, note, seal: String::new() }
    }
}

/// An event, or that it was removed from this compartment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeptEvent {
    pub id: EventId,
    pub compartment: Compartment,
    pub event: Option<Box<Event>>,
}

/// A score without its answers, or that it was removed from this compartment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeptScore {
    pub id: ScoreId,
    pub compartment: Compartment,
    pub score: Option<Box<Score>>,
}

/// The answers behind a score, in the partner's own compartment; or that they were removed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeptAnswers {
    pub score: ScoreId,
    pub compartment: Compartment,
    pub answers: Option<Box<Answers>>,
}

/// A fight at home, or that it was removed from this compartment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeptEpisode {
    pub id: EpisodeId,
    pub compartment: Compartment,
    pub episode: Option<Box<Episode>>,
}

/// Readiness and signs, as the therapist sees them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeptAssessment {
    pub case: CaseId,
    pub assessment: Box<Assessment>,
}

/// What belongs to one partner alone.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeptPrivate {
    pub case: CaseId,
    pub partner: PartnerId,
    pub file: Box<PrivateFile>,
}

/// A confirmed version of a map, as far as the record knows it. All four of its documents are kept
/// at once and locked, words or no words, so that nothing can join them later.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeptVersion {
    pub id: VersionId,
    pub number: u16,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub session: Option<SessionId>,
    pub confirmed: DateTime<FixedOffset>,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub by: String,
    pub map: KeptMap,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub brought_in: Option<NaiveDate>,
}

/// The phrases of a version that another compartment keeps.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeptVersionPart {
    pub version: VersionId,
    /// The therapist's reason, among process material.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub why: String,
    pub part: KeptPhrases,
}

/// The therapist's own loop.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeptOwnLoop {
    pub case: CaseId,
    pub own_loop: Option<Box<OwnLoop>>,
}

/// The phrases of a map that another compartment keeps.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeptPhrases {
    pub map: MapId,
    pub compartment: Compartment,
    pub phrases: Pair<Vec<Placed>>,
    /// Phrases without a layer: the therapist's own until they are sorted, so process material.
    #[serde(default)]
    pub tray: Vec<TrayPhrase>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub dialogues: Vec<PlacedDialogue>,
}

/// A dialogue and its place among all of the map, so that the parts come together in order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlacedDialogue {
    pub place: usize,
    pub dialogue: Dialogue,
}

/// A phrase and its place in the whole list of its side. The record's phrases fill the places
/// that are left, so the record says nothing of how many others there are.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Placed {
    pub place: usize,
    pub phrase: Element,
}
