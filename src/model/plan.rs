//! What brought the couple, where they want to go, and how far they have come.

use super::{GoalId, Pair, PartnerId};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// The plan of a couple's therapy.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Plan {
    /// What they came with, in their words.
    #[serde(default)]
    pub presenting: String,
    /// How they met, what held and what broke.
    #[serde(default)]
    pub history: String,
    /// What each gives the other.
    #[serde(default)]
    pub strengths: Pair<String>,
    #[serde(default)]
    pub goals: Vec<Goal>,
    /// How the goals are to be reached.
    #[serde(default)]
    pub approach: String,
    /// Whom else they see or were sent to.
    #[serde(default)]
    pub referral: String,
    #[serde(default)]
    pub agreed: Pair<Option<NaiveDate>>,
    #[serde(default)]
    pub review: Option<NaiveDate>,
}

/// One goal, of one partner or of both.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Goal {
    #[serde(default)]
    pub id: GoalId,
    /// Whose it is; none for the couple's.
    #[serde(default)]
    pub whose: Option<PartnerId>,
    pub words: String,
    #[serde(default)]
    pub status: GoalStatus,
    #[serde(default)]
    pub set: Option<NaiveDate>,
    #[serde(default)]
    pub tags: Vec<String>,
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
pub enum GoalStatus {
    #[default]
    Open,
    UnderWay,
    Reached,
    SetAside,
}

impl GoalStatus {
    pub fn label(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::UnderWay => "under way",
            Self::Reached => "reached",
            Self::SetAside => "set aside",
        }
    }
}

impl Plan {
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

/// How one partner can be reached.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Contact {
    #[serde(default)]
    pub phone: String,
    #[serde(default)]
    pub email: String,
    #[serde(default)]
    pub address: String,
    /// How and when this partner may be reached safely.
    #[serde(default)]
    pub how: String,
}

impl Contact {
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}
