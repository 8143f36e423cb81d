//! What was agreed and asked for: consents with their dates, and requests for the file.

use super::{ConsentId, Pair, PartnerId, RequestId};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// One consent, signed by each partner apart.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Consent {
    #[serde(default)]
    pub id: ConsentId,
    pub kind: ConsentKind,
    /// Which version of the text was signed.
    #[serde(default)]
    pub version: String,
    #[serde(default)]
    pub signed: Pair<Option<NaiveDate>>,
    #[serde(default)]
    pub expires: Option<NaiveDate>,
    #[serde(default)]
    pub withdrawn: Pair<Option<NaiveDate>>,
    #[serde(default)]
    pub words: String,
}

#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    Hash,
    PartialOrd,
    Ord,
    Serialize,
    Deserialize,
    strum::VariantArray,
)]
pub enum ConsentKind {
    Treatment,
    Confidentiality,
    Records,
    IndividualSessions,
    Telehealth,
    Recording,
    Supervision,
    Research,
    Contact,
}

impl ConsentKind {
    pub fn label(self) -> &'static str {
        match self {
            Self::Treatment => "Treatment",
            Self::Confidentiality => "Limits of confidentiality",
            Self::Records => "Records and their release",
            Self::IndividualSessions => "What is told alone",
            Self::Telehealth => "Video or phone",
            Self::Recording => "Recording",
            Self::Supervision => "Use in supervision",
            Self::Research => "Research",
            Self::Contact => "How to be reached",
        }
    }

    /// Without these no therapy begins.
    pub fn is_needed(self) -> bool {
        matches!(
            self,
            Self::Treatment
                | Self::Confidentiality
                | Self::Records
                | Self::IndividualSessions
        )
    }
}

impl Consent {
    pub fn new(kind: ConsentKind) -> Self {
        Self {
            id: ConsentId::new(),
            kind,
            version: String::new(),
            signed: Pair::default(),
            expires: None,
            withdrawn: Pair::default(),
            words: String::new(),
        }
    }

    /// True if this partner has signed, has not withdrawn, and the day is not past its end.
    pub fn holds_for(&self, partner: PartnerId, today: NaiveDate) -> bool {
        self.signed.of(partner).is_some()
            && self.withdrawn.of(partner).is_none()
            && self.expires.is_none_or(|end| today <= end)
    }
}

/// Somebody has asked for the file, or for a part of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Request {
    #[serde(default)]
    pub id: RequestId,
    pub received: NaiveDate,
    pub by: Requester,
    /// Name of the office or person, if it is neither partner.
    #[serde(default)]
    pub name: String,
    /// What was asked for.
    #[serde(default)]
    pub words: String,
    #[serde(default)]
    pub due: Option<NaiveDate>,
    /// The day on which each partner authorised the answer.
    #[serde(default)]
    pub authorised: Pair<Option<NaiveDate>>,
    #[serde(default)]
    pub decisions: Vec<Decision>,
    #[serde(default)]
    pub answered: Option<NaiveDate>,
    /// What was answered, and why.
    #[serde(default)]
    pub answer: String,
    /// The day on which each partner authorised the therapist's process notes, which go out
    /// only with an authorisation of their own.
    #[serde(default, skip_serializing_if = "Pair::is_default")]
    pub process_authorised: Pair<Option<NaiveDate>>,
    /// Why it is answered though an authorisation is missing, such as a court's order.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub without_because: String,
}

#[derive(
    Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, strum::VariantArray,
)]
pub enum Requester {
    PartnerA,
    PartnerB,
    Both,
    Court,
    Insurer,
    Other,
}

impl Requester {
    pub fn partner(self) -> Option<PartnerId> {
        match self {
            Self::PartnerA => Some(PartnerId::A),
            Self::PartnerB => Some(PartnerId::B),
            _ => None,
        }
    }
}

/// What becomes of one item in the answer to a request.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Decision {
    /// The id of the note, session, map, phrase or event.
    pub item: uuid::Uuid,
    pub choice: Choice,
    /// Needed unless the item is included.
    #[serde(default)]
    pub reason: String,
    pub on: NaiveDate,
    /// Of a redacted item, the lines that become a gap, counted from 0.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub gaps: Vec<u16>,
    /// What the item said when this was decided, as a number: another one means that it has
    /// changed since and waits for a new decision.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub seen: Option<u64>,
}

#[derive(
    Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, strum::VariantArray,
)]
pub enum Choice {
    Include,
    Redact,
    Withhold,
}
