//! What belongs to one partner alone: the answers about safety, and what waits to be said.

use super::readiness::AttachmentEstimate;
use super::screening::Screening;
use super::{ElementId, TodoId};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// One partner's own part of the file, under that partner's key.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PrivateFile {
    /// Where and with whom this partner learned what closeness is.
    #[serde(default)]
    pub attachment_history: String,
    /// The oldest first; each is a new day of asking.
    #[serde(default)]
    pub screenings: Vec<Screening>,
    #[serde(default)]
    pub todos: Vec<Todo>,
    /// How this partner seeks closeness, each a day's estimate.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub estimates: Vec<AttachmentEstimate>,
}

/// Something told alone that matters to the work and is not known to the other yet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Todo {
    #[serde(default)]
    pub id: TodoId,
    pub opened: NaiveDate,
    pub words: String,
    #[serde(default)]
    pub due: Option<NaiveDate>,
    /// The phrase that it is about, if it is one.
    #[serde(default)]
    pub phrase: Option<ElementId>,
    /// The key of the question whose answer opened it, if it was one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub question: Option<String>,
    /// How it is meant to come into the open, as far as that is decided.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub way: Option<Disclosed>,
    /// Why it is meant so, and later how it went.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub reason: String,
    #[serde(default)]
    pub resolved: Option<Resolution>,
}

/// How it came into the open, or why it did not.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Resolution {
    pub on: NaiveDate,
    pub how: Disclosed,
    #[serde(default)]
    pub reason: String,
}

#[derive(
    Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, strum::VariantArray,
)]
pub enum Disclosed {
    ClientBroughtIt,
    TherapistRaisedIt,
    NotShared,
}

impl Disclosed {
    /// What is meant to happen.
    pub fn intent(self) -> &'static str {
        match self {
            Self::ClientBroughtIt => "The client is to bring it",
            Self::TherapistRaisedIt => "I am to raise it",
            Self::NotShared => "It is not to be shared",
        }
    }

    /// What has happened.
    pub fn outcome(self) -> &'static str {
        match self {
            Self::ClientBroughtIt => "The client brought it",
            Self::TherapistRaisedIt => "I raised it",
            Self::NotShared => "It is not shared",
        }
    }
}

impl Todo {
    pub fn new(opened: NaiveDate, words: impl Into<String>) -> Self {
        Self {
            id: TodoId::new(),
            opened,
            words: words.into(),
            due: None,
            phrase: None,
            question: None,
            way: None,
            reason: String::new(),
            resolved: None,
        }
    }
}

impl PrivateFile {
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// What waits: while there is any, nothing that this partner said alone can be shared.
    pub fn open_todos(&self) -> impl Iterator<Item = &Todo> {
        self.todos.iter().filter(|todo| todo.resolved.is_none())
    }
}
