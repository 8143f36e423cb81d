//! A session: which, when and with whom, and what was marked while it ran.

use super::{PartnerId, SessionId};
use chrono::{DateTime, FixedOffset, NaiveDate};
use serde::{Deserialize, Serialize};

/// A session that seems to last longer was not stopped.
const LONGEST_HOURS: i64 = 12;

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

    /// True if it was never stopped: no session lasts half a day.
    pub fn was_left_running(&self, now: DateTime<FixedOffset>) -> bool {
        let since = self.start.map(|start| now - start);
        self.is_running() && since.is_some_and(|since| since.num_hours() >= LONGEST_HOURS)
    }

    /// Whole minutes from its start to its end, or to now while it runs.
    pub fn minutes(&self, now: DateTime<FixedOffset>) -> Option<i64> {
        let end = self.stop.unwrap_or(now);
        self.start.map(|start| (end - start).num_minutes().max(0))
    }

    /// Moves it to another day; its times keep their hours.
    pub fn set_date(&mut self, date: NaiveDate) {
        let days = date - self.date;
        self.date = date;
        self.start = self.start.and_then(|at| at.checked_add_signed(days));
        self.stop = self.stop.and_then(|at| at.checked_add_signed(days));
    }

    /// Where it stands among the others: by its day, then by when it began.
    pub fn when(&self) -> (NaiveDate, Option<DateTime<FixedOffset>>, u16) {
        (self.date, self.start, self.number)
    }
}

impl Sheet {
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}
