//! One phrase on a map, and what is known about it: whose words, how sure, who may see.

use super::{Compartment, ElementId, Layer, PartnerId, SessionId};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

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
    /// The phrase that this one belongs to: a fear to the other's move that confirms it, a
    /// corrected reading to the misreading, a reframe or a reach to the old move, an answer to
    /// the reach. That phrase may have been removed since.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub answers: Option<ElementId>,
    /// Short words of the therapist about it, such as "protest".
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub tags: Vec<String>,
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
    pub fn is_joint(&self) -> bool {
        *self == Self::Joint
    }

    /// The partner who said it alone with the therapist.
    pub fn individual(self) -> Option<PartnerId> {
        match self {
            Self::IndividualA => Some(PartnerId::A),
            Self::IndividualB => Some(PartnerId::B),
            Self::Joint | Self::Therapist | Self::Form => None,
        }
    }

    /// The compartment for something from here: under the partner's own key until it is shared.
    pub fn compartment(self, visibility: Visibility) -> Compartment {
        match (visibility, self.individual()) {
            (Visibility::Private, Some(partner)) => Compartment::private_to(partner),
            _ => Compartment::Record,
        }
    }
}

/// Who may see a phrase. Only a dated act of a person makes it shareable.
///
/// For what a partner said alone that act is also on the map's list, see [`SharingAct`].
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Visibility {
    #[default]
    Private,
    Shareable {
        on: NaiveDate,
    },
}

impl Visibility {
    pub fn is_private(&self) -> bool {
        *self == Self::Private
    }

    pub fn is_shareable(self) -> bool {
        self != Self::Private
    }
}

/// That something was made shareable or private again: what, when and by whom. It holds no
/// words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SharingAct {
    /// The phrase or dialogue; the map itself stands for what both share.
    pub what: Uuid,
    pub made: SharingMade,
    pub on: NaiveDate,
    /// The name that the therapist signs with; empty while the practice has none.
    #[serde(default)]
    pub by: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum SharingMade {
    Shareable,
    /// Shareable though a partner said it alone: the second question was answered with yes.
    ShareableForCertain,
    Private,
}

impl SharingMade {
    /// What it means to give this visibility to something from there.
    pub fn of(source: Source, visibility: Visibility) -> Self {
        match (visibility, source.individual()) {
            (Visibility::Private, _) => Self::Private,
            (Visibility::Shareable { .. }, None) => Self::Shareable,
            (Visibility::Shareable { .. }, Some(_)) => Self::ShareableForCertain,
        }
    }
}

/// What a record puts behind words that only the therapist supposes.
pub const IMPRESSION: &str = " (therapist’s impression)";

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
            answers: None,
            tags: Vec::new(),
        }
    }

    pub fn is_shareable(&self) -> bool {
        self.visibility.is_shareable()
    }

    /// True for what only the therapist supposes. No record says it as if the client had.
    pub fn is_guess(&self) -> bool {
        self.ownership == Ownership::Guess
    }

    /// The words as they are read: in curly quotes if the client said them.
    pub fn quoted(&self) -> String {
        if self.own_words { format!("“{}”", self.words) } else { self.words.clone() }
    }

    /// The words as a record tells them: what only the therapist supposes is never in quotation
    /// marks, and says whose impression it is.
    pub fn on_record(&self) -> String {
        if self.is_guess() {
            format!("{}{IMPRESSION}", self.words)
        } else {
            self.quoted()
        }
    }

    /// The compartment that keeps this phrase.
    ///
    /// What a partner said alone stays under that partner's own key until it is shared; the
    /// therapist's guess about a client is process material until the client owns it.
    pub fn compartment(&self) -> Compartment {
        let is_guess = self.source == Source::Therapist && self.is_guess();
        match self.source.compartment(self.visibility) {
            Compartment::Record if is_guess && !self.is_shareable() => {
                Compartment::Process
            }
            other => other,
        }
    }
}
