//! A talk of the couple as it goes in the loop, and as it may go: turns, and what has changed.

use super::{Compartment, DialogueId, PartnerId, Source, Visibility};
use serde::{Deserialize, Serialize};

/// One talk, before and after.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Dialogue {
    #[serde(default)]
    pub id: DialogueId,
    /// What it is about, such as "Planning the holiday".
    pub title: String,
    #[serde(default)]
    pub before: Vec<Turn>,
    #[serde(default)]
    pub after: Vec<Turn>,
    /// What made the difference.
    #[serde(default)]
    pub what_changed: String,
    #[serde(default)]
    pub source: Source,
    #[serde(default)]
    pub visibility: Visibility,
}

/// What one of them says or does.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Turn {
    pub who: PartnerId,
    /// Empty for a silence.
    #[serde(default)]
    pub words: String,
    /// What is seen, such as "looks away".
    #[serde(default)]
    pub seen: String,
}

impl Dialogue {
    /// An empty talk: private, from a joint session.
    pub fn new(title: impl Into<String>) -> Self {
        Self {
            id: DialogueId::new(),
            title: title.into(),
            before: Vec::new(),
            after: Vec::new(),
            what_changed: String::new(),
            source: Source::Joint,
            visibility: Visibility::Private,
        }
    }

    pub fn is_shareable(&self) -> bool {
        self.visibility.is_shareable()
    }

    /// The compartment that keeps it.
    pub fn compartment(&self) -> Compartment {
        self.source.compartment(self.visibility)
    }
}
