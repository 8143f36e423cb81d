//! What the therapist looks for with time: readiness, signs, how far the loop is mastered.

use super::{CheckId, PartnerId};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// The therapist's own view of where the couple stands: process material, never on a page for
/// clients.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Assessment {
    /// Every time that a sign was looked at, in the order in which it was written down.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub checks: Vec<Check>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub mastery: Vec<MasteryPoint>,
    /// Warnings that were read and set aside.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub set_aside: Vec<SetAside>,
}

/// A list of signs to look for.
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
pub enum SignList {
    /// What each partner needs for the loop to change.
    Readiness,
    /// What brings couples of this kind.
    Intake,
    /// The loop is getting worse.
    Escalation,
    /// What a secure bond looks like, for the third stage.
    Secure,
}

impl SignList {
    pub fn label(self) -> &'static str {
        match self {
            Self::Readiness => "Readiness",
            Self::Intake => "At intake",
            Self::Escalation => "Getting worse",
            Self::Secure => "A secure bond",
        }
    }

    pub fn says(self) -> &'static str {
        match self {
            Self::Readiness => "What each of them needs for the loop to change",
            Self::Intake => "What tells that this loop is what brings them",
            Self::Escalation => "What tells that the loop is getting stronger",
            Self::Secure => "What the third stage looks for",
        }
    }
}

/// One sign to look for, in our wording.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Sign {
    pub key: String,
    pub says: String,
    /// Looked for in each partner apart.
    #[serde(default)]
    pub per_partner: bool,
}

/// One time that a sign was looked at.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Check {
    #[serde(default)]
    pub id: CheckId,
    pub list: SignList,
    /// A key of the list.
    pub sign: String,
    #[serde(default)]
    pub partner: Option<PartnerId>,
    pub on: NaiveDate,
    pub found: Found,
    /// What showed it.
    #[serde(default)]
    pub words: String,
}

/// What was found when it was looked at. What was never looked at has no check at all.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, strum::VariantArray,
)]
pub enum Found {
    NotYet,
    Seen,
}

impl Found {
    pub fn label(self) -> &'static str {
        match self {
            Self::NotYet => "not yet",
            Self::Seen => "seen",
        }
    }
}

/// How far they are with their loop on a day, as the couple or one of them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MasteryPoint {
    pub on: NaiveDate,
    /// None for the two of them together.
    #[serde(default)]
    pub partner: Option<PartnerId>,
    pub reached: Mastery,
    #[serde(default)]
    pub words: String,
}

/// Naming the loop is not yet stopping it.
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
pub enum Mastery {
    NotYet,
    Named,
    Paused,
    Exited,
}

impl Mastery {
    pub fn label(self) -> &'static str {
        match self {
            Self::NotYet => "not yet",
            Self::Named => "named",
            Self::Paused => "paused",
            Self::Exited => "exited",
        }
    }
}

/// A warning that the program offers to the therapist alone.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, strum::VariantArray,
)]
pub enum Warning {
    /// Fights come sooner and stronger.
    Escalation,
    /// Fewer fights, and one of the two fares worse.
    FalseCalm,
}

impl Warning {
    pub fn label(self) -> &'static str {
        match self {
            Self::Escalation => "The fights come sooner and stronger",
            Self::FalseCalm => "This calm may be a false one",
        }
    }
}

/// A warning that was read and answered. It comes back only with newer evidence.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SetAside {
    pub what: Warning,
    pub on: NaiveDate,
    /// The newest day of the evidence that was read.
    pub evidence_until: NaiveDate,
    pub reason: String,
}

/// An estimate of how one partner seeks closeness on a day: a point on a field, never a name for
/// a person. It is kept in that partner's private part.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AttachmentEstimate {
    pub on: NaiveDate,
    /// Tenths of a point, 10 to 70: the model of self. Higher is more afraid for the bond.
    #[serde(default)]
    pub anxiety: Option<u8>,
    /// Tenths of a point, 10 to 70: the model of the other. Higher is further from leaning.
    #[serde(default)]
    pub avoidance: Option<u8>,
    pub basis: Basis,
    #[serde(default)]
    pub note: String,
}

/// What an estimate rests on.
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
pub enum Basis {
    #[default]
    Clinician,
    Measure,
    Client,
}

impl Basis {
    pub fn label(self) -> &'static str {
        match self {
            Self::Clinician => "what you see",
            Self::Measure => "a measure",
            Self::Client => "what the client says",
        }
    }
}

/// The ends of the scale on which an estimate stands, in tenths.
pub const ESTIMATE_TENTHS: std::ops::RangeInclusive<u8> = 10..=70;

impl Assessment {
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// The last time that a sign was looked at; of one day the one that was written last.
    pub fn newest(
        &self,
        list: SignList,
        sign: &str,
        partner: Option<PartnerId>,
    ) -> Option<&Check> {
        let of =
            |it: &&Check| it.list == list && it.sign == sign && it.partner == partner;
        self.checks.iter().filter(of).max_by_key(|check| check.on)
    }

    /// The latest point of the couple or of one partner.
    pub fn mastery_of(&self, partner: Option<PartnerId>) -> Option<&MasteryPoint> {
        let points = self.mastery.iter().filter(|point| point.partner == partner);
        points.max_by_key(|point| point.on)
    }

    /// True if the warning was set aside after all of this evidence was there.
    pub fn has_set_aside(&self, what: Warning, evidence_until: NaiveDate) -> bool {
        let mut aside = self.set_aside.iter().filter(|it| it.what == what);
        aside.any(|it| it.evidence_until >= evidence_until)
    }
}
