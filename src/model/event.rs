//! Events that the loop turns about: injuries, ruptures, a pursuer who stopped, reversed roles.

use super::{
    Compartment, EventId, MapId, Pair, PartnerId, SessionId, Source, Visibility,
};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// One event, with each partner's view of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Event {
    #[serde(default)]
    pub id: EventId,
    pub kind: EventKind,
    pub title: String,
    /// When it happened, as exactly as they know, such as "the winter before".
    #[serde(default)]
    pub when: String,
    /// The day of it, or of when it came up, for the time line.
    #[serde(default)]
    pub on: Option<NaiveDate>,
    /// Who was hurt by an attachment injury. It says nothing of guilt.
    #[serde(default)]
    pub injured: Option<PartnerId>,
    /// Whose softening changed the round; the other's may have come after.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub softened_first: Option<PartnerId>,
    #[serde(default)]
    pub moment_of_need: String,
    #[serde(default)]
    pub meaning: String,
    #[serde(default)]
    pub impact: Vec<String>,
    #[serde(default)]
    pub views: Pair<String>,
    #[serde(default)]
    pub aftermath: Pair<String>,
    /// How it plays into the loop.
    #[serde(default)]
    pub cycle_link: String,
    #[serde(default)]
    pub outcome: String,
    #[serde(default)]
    pub steps: Vec<EventStep>,
    #[serde(default)]
    pub status: EventStatus,
    #[serde(default)]
    pub maps: Vec<MapId>,
    #[serde(default)]
    pub sessions: Vec<SessionId>,
    #[serde(default)]
    pub source: Source,
}

#[derive(
    Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, strum::VariantArray,
)]
pub enum EventKind {
    AttachmentInjury,
    Rupture,
    PursuerStopped,
    RoleReversal,
    CaughtTheLoop,
    /// The good time that may not hold; the views say what each gives the other in it.
    GoodTime,
    Other,
}

impl EventKind {
    pub fn label(self) -> &'static str {
        match self {
            Self::AttachmentInjury => "Attachment injury",
            Self::Rupture => "Rupture",
            Self::PursuerStopped => "The pursuer stopped",
            Self::RoleReversal => "The roles turned round",
            Self::CaughtTheLoop => "They caught the loop",
            Self::GoodTime => "A good time",
            Self::Other => "Another event",
        }
    }
}

/// One step of mending, from an editable list.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EventStep {
    pub title: String,
    #[serde(default)]
    pub on: Option<NaiveDate>,
    #[serde(default)]
    pub session: Option<SessionId>,
    #[serde(default)]
    pub words: String,
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
pub enum EventStatus {
    #[default]
    Open,
    UnderWay,
    Mended,
    SetAside,
}

impl EventStatus {
    pub fn label(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::UnderWay => "under way",
            Self::Mended => "mended",
            Self::SetAside => "set aside",
        }
    }
}

impl EventKind {
    /// What belongs under this kind, in one sentence.
    pub fn says(self) -> &'static str {
        match self {
            Self::AttachmentInjury => {
                "One was not there at a moment of great need, and it was never the same since"
            }
            Self::Rupture => "A peak that the two of them could not carry",
            Self::PursuerStopped => {
                "The one who reached has given up reaching; calm that is no calm"
            }
            Self::RoleReversal => {
                "The one who withdrew now reaches, the other steps back"
            }
            Self::CaughtTheLoop => "They saw the loop while it ran, and came out of it",
            Self::GoodTime => {
                "Close and steady for a while: what each gives the other in it"
            }
            Self::Other => "Anything else that the loop turns about",
        }
    }
}

impl Event {
    /// How many of its steps have a day.
    pub fn steps_done(&self) -> usize {
        self.steps.iter().filter(|step| step.on.is_some()).count()
    }

    pub fn new(kind: EventKind, title: impl Into<String>) -> Self {
        Self {
            id: EventId::new(),
            kind,
            title: title.into(),
            when: String::new(),
            on: None,
            injured: None,
            softened_first: None,
            moment_of_need: String::new(),
            meaning: String::new(),
            impact: Vec::new(),
            views: Pair::default(),
            aftermath: Pair::default(),
            cycle_link: String::new(),
            outcome: String::new(),
            steps: Vec::new(),
            status: EventStatus::default(),
            maps: Vec::new(),
            sessions: Vec::new(),
            source: Source::Joint,
        }
    }

    /// The compartment that keeps it. What was told alone about it stays there.
    pub fn compartment(&self) -> Compartment {
        self.source.compartment(Visibility::Private)
    }
}
