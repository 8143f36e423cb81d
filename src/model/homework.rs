//! What the couple does between sessions: practices to choose from, given and looked back on.

use super::{HomeworkId, PartnerId, Position};
use serde::{Deserialize, Serialize};

/// A practice that can be given, from the library.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Practice {
    pub title: String,
    /// For the one in this position; none for both.
    #[serde(default)]
    pub role: Option<Position>,
    /// What to do, a line each.
    pub steps: Vec<String>,
    /// A line that is read aloud in a minute; may be empty.
    #[serde(default)]
    pub sixty_seconds: String,
    #[serde(default)]
    pub tags: Vec<String>,
}

/// A practice as it was given to this couple, in words of their own.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Homework {
    #[serde(default)]
    pub id: HomeworkId,
    pub title: String,
    /// Who takes it home; none for both.
    #[serde(default)]
    pub whose: Option<PartnerId>,
    #[serde(default)]
    pub steps: Vec<String>,
    #[serde(default)]
    pub sixty_seconds: String,
    #[serde(default)]
    pub outcome: Outcome,
    /// What they told of it.
    #[serde(default)]
    pub told: String,
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
pub enum Outcome {
    #[default]
    NotAsked,
    Done,
    Partly,
    NotDone,
}

impl Outcome {
    pub fn label(self) -> &'static str {
        match self {
            Self::NotAsked => "not asked yet",
            Self::Done => "done",
            Self::Partly => "partly done",
            Self::NotDone => "not done",
        }
    }
}

impl Homework {
    pub fn from_practice(practice: &Practice, whose: Option<PartnerId>) -> Self {
        Self {
            id: HomeworkId::new(),
            title: practice.title.clone(),
            whose,
            steps: practice.steps.clone(),
            sixty_seconds: practice.sixty_seconds.clone(),
            outcome: Outcome::default(),
            told: String::new(),
        }
    }
}
