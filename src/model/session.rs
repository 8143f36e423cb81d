//! A session: which, when and with whom, and what was marked while it ran.

use super::{PartnerId, SessionId};
use chrono::{DateTime, FixedOffset, NaiveDate};
use serde::{Deserialize, Serialize};

/// One meeting.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Session {
    #[serde(default)]
    pub id: SessionId,
    /// Counted from 1 within the case.
    pub number: u16,
    pub kind: SessionKind,
    pub date: NaiveDate,
    /// When it began, with the time zone of the room.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub start: Option<DateTime<FixedOffset>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stop: Option<DateTime<FixedOffset>>,
    /// What is known of it beside its time. It may be private, and is kept apart.
    #[serde(default, skip_serializing_if = "Sheet::is_empty")]
    pub sheet: Sheet,
}

/// What was marked and written about one session.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Sheet {
    /// The moments that were marked while it ran, in order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub moments: Vec<Moment>,
}

/// A moment that the therapist wanted to find again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Moment {
    pub at: DateTime<FixedOffset>,
    #[serde(default)]
    pub tag: MomentTag,
    #[serde(default)]
    pub words: String,
}

/// What a moment was; a mark without a look is only a mark.
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
pub enum MomentTag {
    #[default]
    Mark,
    LoopLive,
    SoftMoment,
    Encounter,
    CaughtIt,
}

impl MomentTag {
    pub fn label(self) -> &'static str {
        match self {
            Self::Mark => "a moment",
            Self::LoopLive => "the loop, live",
            Self::SoftMoment => "a soft moment",
            Self::Encounter => "an encounter",
            Self::CaughtIt => "they caught it themselves",
        }
    }
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
pub enum SessionKind {
    #[default]
    Joint,
    IndividualA,
    IndividualB,
    Family,
    Other,
}

impl SessionKind {
    /// The partner who was seen alone.
    pub fn alone(self) -> Option<PartnerId> {
        match self {
            Self::IndividualA => Some(PartnerId::A),
            Self::IndividualB => Some(PartnerId::B),
            Self::Joint | Self::Family | Self::Other => None,
        }
    }

    /// The compartment that keeps the sheet of such a session.
    pub fn compartment(self) -> super::Compartment {
        match self.alone() {
            Some(PartnerId::A) => super::Compartment::PrivateA,
            Some(PartnerId::B) => super::Compartment::PrivateB,
            None => super::Compartment::Record,
        }
    }

    /// Where what is said in such a session comes from.
    pub fn source(self) -> super::Source {
        match self {
            Self::IndividualA => super::Source::IndividualA,
            Self::IndividualB => super::Source::IndividualB,
            Self::Joint | Self::Family | Self::Other => super::Source::Joint,
        }
    }
}

impl Session {
    /// A session that has no time and no sheet yet.
    pub fn new(number: u16, kind: SessionKind, date: NaiveDate) -> Self {
        Self {
            id: SessionId::new(),
            number,
            kind,
            date,
            start: None,
            stop: None,
            sheet: Sheet::default(),
        }
    }

    /// True while it runs.
    pub fn is_running(&self) -> bool {
        self.start.is_some() && self.stop.is_none()
    }
}

impl Sheet {
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}
