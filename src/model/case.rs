//! A case: one couple, two equal partners, never one "identified patient".

use super::agreement::{Consent, Request};
use super::episode::Episode;
use super::event::Event;
use super::keeping::Keeping;
use super::note::Note;
use super::plan::{Contact, Plan};
use super::private_file::PrivateFile;
use super::readiness::Assessment;
use super::score::Score;
use super::version::MapVersion;
use super::{
    CaseId, CycleMap, DialogueId, ElementId, MapId, NoteId, OwnLoop, Pair, PartnerId,
    ScoreId, Session, SessionId,
};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Everything that is known of one couple.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Case {
    #[serde(default)]
    pub id: CaseId,
    /// The only name that leaves the sealed file without being asked for.
    pub code_name: String,
    #[serde(default)]
    pub status: CaseStatus,
    /// Chosen before the first note.
    #[serde(default)]
    pub client_model: Option<ClientModel>,
    /// Chosen before the first note.
    #[serde(default)]
    pub secrets_policy: Option<SecretsPolicy>,
    pub partners: Pair<Partner>,
    #[serde(default)]
    pub sessions: Vec<Session>,
    #[serde(default)]
    pub maps: Vec<CycleMap>,
    /// The therapist's own words for the policy, as the couple signed them.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub policy_words: String,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub consents: Vec<Consent>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub requests: Vec<Request>,
    #[serde(default, skip_serializing_if = "Plan::is_empty")]
    pub plan: Plan,
    #[serde(default, skip_serializing_if = "Keeping::is_empty")]
    pub keeping: Keeping,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub events: Vec<Event>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub episodes: Vec<Episode>,
    /// Process material: a couple's readable text is written without it.
    #[serde(default, skip_serializing_if = "Assessment::is_empty")]
    pub assessment: Assessment,
    /// Notes of every kind. A couple's readable text is written without process notes.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub notes: Vec<Note>,
    /// What each partner scored on measures.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub scores: Vec<Score>,
    /// The measures that the therapist shows to the couple, since when.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub shown_measures: BTreeMap<String, NaiveDate>,
    /// Each partner's own part, under that partner's key.
    #[serde(default, skip_serializing_if = "Pair::is_default")]
    pub private: Pair<PrivateFile>,
    /// The loops as they were confirmed, in the order of their ids, which is that of time.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub versions: Vec<MapVersion>,
    /// The therapist's own part. It is not among the maps, and a couple's readable text is
    /// written without it.
    #[serde(skip)]
    pub own_loop: Option<Box<OwnLoop>>,
}

/// One of the two.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Partner {
    /// What this partner is called in the room and on client pages.
    pub name: String,
    #[serde(default)]
    pub surname: String,
    #[serde(default)]
    pub pronouns: String,
    #[serde(default, skip_serializing_if = "Contact::is_empty")]
    pub contact: Contact,
}

/// Who the client is.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, strum::VariantArray,
)]
pub enum ClientModel {
    Couple,
    Individuals,
    Hybrid,
}

/// What the therapist does with something that one partner tells alone.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, strum::VariantArray,
)]
pub enum SecretsPolicy {
    NoSecrets,
    LimitedSecrets,
    Confidential,
}

#[derive(
    Debug,
    Clone,
    Copy,
    Default,
    PartialEq,
    Eq,
    Hash,
    Serialize,
    Deserialize,
    strum::VariantArray,
)]
pub enum CaseStatus {
    Enquiry,
    Assessment,
    #[default]
    Active,
    Paused,
    Ended,
}

impl CaseStatus {
    pub fn label(self) -> &'static str {
        match self {
            Self::Enquiry => "Enquiry",
            Self::Assessment => "Assessment",
            Self::Active => "In therapy",
            Self::Paused => "Paused",
            Self::Ended => "Ended",
        }
    }
}

/// A part of the record with a key of its own.
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    Hash,
    PartialOrd,
    Ord,
    Serialize,
    Deserialize,
    strum::VariantArray,
)]
pub enum Compartment {
    Record,
    /// Psychotherapy notes and what the therapist only guesses.
    Process,
    PrivateA,
    PrivateB,
}

impl Case {
    /// A new couple with one empty loop.
    pub fn new(code_name: impl Into<String>, names: Pair<String>) -> Self {
        let Pair { a, b } = names;
        let partner = |name| Partner { name, ..Partner::default() };
        Self {
            id: CaseId::new(),
            code_name: code_name.into(),
            status: CaseStatus::default(),
            client_model: None,
            secrets_policy: None,
            partners: Pair { a: partner(a), b: partner(b) },
            sessions: Vec::new(),
            maps: vec![CycleMap::new(super::CycleKind::Emotional)],
            policy_words: String::new(),
            consents: Vec::new(),
            requests: Vec::new(),
            plan: Plan::default(),
            keeping: Keeping::default(),
            events: Vec::new(),
            episodes: Vec::new(),
            assessment: Assessment::default(),
            notes: Vec::new(),
            scores: Vec::new(),
            shown_measures: BTreeMap::new(),
            private: Pair::default(),
            versions: Vec::new(),
            own_loop: None,
        }
    }

    pub fn map(&self, id: MapId) -> Option<&CycleMap> {
        self.maps.iter().find(|map| map.id == id)
    }

    pub fn map_mut(&mut self, id: MapId) -> Option<&mut CycleMap> {
        self.maps.iter_mut().find(|map| map.id == id)
    }

    /// One of the couple's maps, or the therapist's own.
    pub fn any_map(&self, id: MapId) -> Option<&CycleMap> {
        let own = self.own_loop.as_deref().map(|own| &own.map);
        self.map(id).or_else(|| own.filter(|map| map.id == id))
    }

    pub fn any_map_mut(&mut self, id: MapId) -> Option<&mut CycleMap> {
        let own = self.own_loop.as_deref_mut().map(|own| &mut own.map);
        let mut maps = self.maps.iter_mut().chain(own);
        maps.find(|map| map.id == id)
    }

    /// The session that runs now.
    pub fn running(&self) -> Option<&Session> {
        self.sessions.iter().find(|session| session.is_running())
    }

    /// The session whose words are today's: the one that runs, or else the last one of the day.
    pub fn session_of(&self, day: chrono::NaiveDate) -> Option<&Session> {
        let of_day = self.sessions.iter().filter(|session| session.date == day);
        self.running().or_else(|| of_day.max_by_key(|session| session.when()))
    }

    pub fn session(&self, id: SessionId) -> Option<&Session> {
        self.sessions.iter().find(|session| session.id == id)
    }

    pub fn note(&self, id: NoteId) -> Option<&Note> {
        self.notes.iter().find(|note| note.id == id)
    }

    /// Notes that wait for a signature, the oldest first.
    pub fn unsigned(&self) -> impl Iterator<Item = &Note> {
        self.notes.iter().filter(|note| !note.is_signed() && !note.is_process())
    }

    /// A note can be written: who the client is and what is told alone were agreed.
    pub fn is_agreed(&self) -> bool {
        self.client_model.is_some() && self.secrets_policy.is_some()
    }

    pub fn name_of(&self, partner: PartnerId) -> &str {
        &self.partners.of(partner).name
    }

    /// The one who stands at the left of the couple’s first loop.
    pub fn left(&self) -> PartnerId {
        self.maps.first().map_or(PartnerId::A, |map| map.left)
    }

    /// Both, the one at the left first, as on the map.
    pub fn from_left(&self) -> [PartnerId; 2] {
        [self.left(), self.left().other()]
    }

    pub fn element_count(&self) -> usize {
        self.maps.iter().map(|map| map.elements().count()).sum()
    }

    /// Gives an id to everything that was read from a file without one.
    pub fn fill_missing_ids(&mut self) {
        if self.id.is_missing() {
            self.id = CaseId::new();
        }
        for session in self.sessions.iter_mut().filter(|s| s.id.is_missing()) {
            session.id = SessionId::new();
        }
        for score in self.scores.iter_mut().filter(|score| score.id.is_missing()) {
            score.id = ScoreId::new();
        }
        for event in self.events.iter_mut().filter(|it| it.id.is_missing()) {
            event.id = super::EventId::new();
        }
        for episode in self.episodes.iter_mut().filter(|it| it.id.is_missing()) {
            episode.id = super::EpisodeId::new();
        }
        for version in self.versions.iter_mut().filter(|v| v.id.is_missing()) {
            version.id = super::VersionId::new();
        }
        for map in &mut self.maps {
            if map.id.is_missing() {
                map.id = MapId::new();
            }
            for partner in PartnerId::BOTH {
                let elements = &mut map.sides.of_mut(partner).elements;
                for element in elements.iter_mut().filter(|e| e.id.is_missing()) {
                    element.id = ElementId::new();
                }
            }
            for phrase in map.tray.iter_mut().filter(|p| p.id.is_missing()) {
                phrase.id = ElementId::new();
            }
            for dialogue in map.dialogues.iter_mut().filter(|d| d.id.is_missing()) {
                dialogue.id = DialogueId::new();
            }
        }
    }
}
