//! Fights at home: when, about what, how they went through the four phases, and how they ended.

use super::{Compartment, EpisodeId, MapId, Pair, PartnerId, Source, Visibility};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// The strongest that a fight can be.
pub const STRONGEST: u8 = 10;

/// One time that the loop ran at home.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Episode {
    #[serde(default)]
    pub id: EpisodeId,
    pub date: NaiveDate,
    /// The loop that it was a round of.
    #[serde(default)]
    pub map: Option<MapId>,
    /// What set it off.
    #[serde(default)]
    pub stressor: String,
    /// What else was going on: late, tired, his parents there.
    #[serde(default)]
    pub context: String,
    #[serde(default)]
    pub phases: Phases,
    #[serde(default)]
    pub minutes: Option<u16>,
    /// How strong it was for each, 0 to 10.
    #[serde(default)]
    pub intensity: Pair<Option<u8>>,
    /// How much relief the coming together brought each, 0 to 10.
    #[serde(default)]
    pub relief: Pair<Option<u8>>,
    #[serde(default)]
    pub ended_by: Option<EndedBy>,
    #[serde(default)]
    pub ended_how: String,
    /// Minutes until they were well with each other again.
    #[serde(default)]
    pub repaired_after: Option<u32>,
    #[serde(default)]
    pub reported_by: ReportedBy,
    #[serde(default)]
    pub source: Source,
}

/// The four phases of a round, in the words of those who were in it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Phases {
    #[serde(default)]
    pub pursuit: String,
    #[serde(default)]
    pub withdrawal: String,
    #[serde(default)]
    pub reconnection: String,
    /// What came back, sooner or stronger.
    #[serde(default)]
    pub repetition: String,
}

impl Phases {
    /// Each phase with its name, in the order of a round.
    pub fn named(&self) -> [(&'static str, &str); 4] {
        [
            ("Pursuit", &self.pursuit),
            ("Withdrawal", &self.withdrawal),
            ("Reconnection", &self.reconnection),
            ("Repetition", &self.repetition),
        ]
    }

    pub fn each_mut(&mut self) -> [&mut String; 4] {
        [
            &mut self.pursuit,
            &mut self.withdrawal,
            &mut self.reconnection,
            &mut self.repetition,
        ]
    }
}

/// Who brought it to an end.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, strum::VariantArray,
)]
pub enum EndedBy {
    A,
    B,
    Both,
    /// Sleep, a child at the door, the hour.
    Nobody,
}

impl EndedBy {
    pub fn partner(self) -> Option<PartnerId> {
        match self {
            Self::A => Some(PartnerId::A),
            Self::B => Some(PartnerId::B),
            Self::Both | Self::Nobody => None,
        }
    }
}

/// Whose report it is.
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
pub enum ReportedBy {
    #[default]
    Both,
    A,
    B,
    /// The log that they keep at home.
    HomeLog,
}

impl ReportedBy {
    pub fn partner(self) -> Option<PartnerId> {
        match self {
            Self::A => Some(PartnerId::A),
            Self::B => Some(PartnerId::B),
            Self::Both | Self::HomeLog => None,
        }
    }
}

impl Episode {
    pub fn new(date: NaiveDate, stressor: impl Into<String>) -> Self {
        Self {
            id: EpisodeId::new(),
            date,
            map: None,
            stressor: stressor.into(),
            context: String::new(),
            phases: Phases::default(),
            minutes: None,
            intensity: Pair::default(),
            relief: Pair::default(),
            ended_by: None,
            ended_how: String::new(),
            repaired_after: None,
            reported_by: ReportedBy::default(),
            source: Source::Joint,
        }
    }

    /// The compartment that keeps it. What was told alone about it stays there.
    pub fn compartment(&self) -> Compartment {
        self.source.compartment(Visibility::Private)
    }

    /// The stronger of the two; never a mean of both.
    pub fn strongest(&self) -> Option<u8> {
        self.intensity.a.max(self.intensity.b)
    }
}
