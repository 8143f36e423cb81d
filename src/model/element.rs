//! One phrase on a map, and what is known about it: whose words, how sure, who may see.

use super::{Compartment, ElementId, Layer, PartnerId, SessionId};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// One phrase in one layer of one partner's side.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Element {
    #[serde(default)]
    pub id: ElementId,
    pub layer: Layer,
    pub words: String,
    /// Said by the client in these words; printed in quotation marks.
    #[serde(default)]
    pub own_words: bool,
    #[serde(default)]
    pub ownership: Ownership,
    #[serde(default)]
    pub source: Source,
    #[serde(default)]
    pub visibility: Visibility,
    /// How strong, 0 to 10, as the client rates it.
    #[serde(default)]
    pub intensity: Option<u8>,
    #[serde(default)]
    pub first_seen: Option<SessionId>,
    #[serde(default)]
    pub last_seen: Option<SessionId>,
}

/// How far a phrase is the client's own.
#[derive(
    Debug,
    Clone,
    Copy,
    Default,
    PartialEq,
    Eq,
    Hash,
    PartialOrd,
    Ord,
    Serialize,
    Deserialize,
    strum::VariantArray,
)]
pub enum Ownership {
    /// The therapist's guess.
    #[default]
    Guess,
    /// The client has felt it for a moment.
    Touched,
    /// The client says it of themselves.
    Owned,
    /// The client has said it to the partner.
    Shared,
}

/// Where a phrase comes from.
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
pub enum Source {
    #[default]
    Joint,
    IndividualA,
    IndividualB,
    Therapist,
    Form,
}

impl Source {
    /// The partner who said it alone with the therapist.
    pub fn individual(self) -> Option<PartnerId> {
        match self {
            Self::IndividualA => Some(PartnerId::A),
            Self::IndividualB => Some(PartnerId::B),
            Self::Joint | Self::Therapist | Self::Form => None,
        }
    }
}

/// Who may see a phrase. Only a dated act of a person makes it shareable.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Visibility {
    #[default]
    Private,
    Shareable {
        on: NaiveDate,
    },
}

impl Element {
    /// A new phrase: a private guess from a joint session.
    pub fn new(layer: Layer, words: impl Into<String>) -> Self {
        Self {
            id: ElementId::new(),
            layer,
            words: words.into(),
            own_words: false,
            ownership: Ownership::Guess,
            source: Source::Joint,
            visibility: Visibility::Private,
            intensity: None,
            first_seen: None,
            last_seen: None,
        }
    }

    pub fn is_shareable(&self) -> bool {
        matches!(self.visibility, Visibility::Shareable { .. })
    }

    /// The words as they are read: in curly quotes if the client said them.
    pub fn quoted(&self) -> String {
        if self.own_words { format!("“{}”", self.words) } else { self.words.clone() }
    }

    /// The compartment that keeps this phrase.
    ///
    /// What a partner said alone stays under that partner's own key until it is shared; the
    /// therapist's guess about a client is process material until the client owns it.
    pub fn compartment(&self) -> Compartment {
        match (self.visibility, self.source, self.ownership) {
            (Visibility::Shareable { .. }, ..) => Compartment::Record,
            (_, Source::IndividualA, _) => Compartment::PrivateA,
            (_, Source::IndividualB, _) => Compartment::PrivateB,
            (_, Source::Therapist, Ownership::Guess) => Compartment::Process,
            _ => Compartment::Record,
        }
    }
}
