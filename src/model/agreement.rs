//! What was agreed and asked for: consents with their dates, and requests for the file.

use super::{ConsentId, Pair, PartnerId, RequestId};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use strum::VariantArray as _;

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

/// Where a consent of one kind stands for one partner.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    Missing,
    Signed(NaiveDate),
    Expired(NaiveDate),
    Withdrawn(NaiveDate),
}

impl Standing {
    pub fn is_held(self) -> bool {
        matches!(self, Self::Signed(_))
    }
}

/// The newest that this partner signed decides.
pub fn standing(
    consents: &[Consent],
    kind: ConsentKind,
    partner: PartnerId,
    today: NaiveDate,
) -> Standing {
    let of_kind = consents.iter().filter(|consent| consent.kind == kind);
    let signed = of_kind.filter_map(|it| Some((it.signed.of(partner).as_ref()?, it)));
    let Some((on, newest)) = signed.max_by_key(|(on, _)| **on) else {
        return Standing::Missing;
    };
    match (newest.withdrawn.of(partner), newest.expires) {
        (Some(on), _) => Standing::Withdrawn(*on),
        (None, Some(end)) if today > end => Standing::Expired(end),
        _ => Standing::Signed(*on),
    }
}

/// What is not in order: a consent that therapy needs, or one that has run out.
pub fn lacking(
    consents: &[Consent],
    today: NaiveDate,
) -> Vec<(ConsentKind, PartnerId, Standing)> {
    let mut lacking = Vec::new();
    for kind in ConsentKind::VARIANTS {
        for partner in PartnerId::BOTH {
            let standing = standing(consents, *kind, partner, today);
            let is_lacking = match standing {
                Standing::Signed(_) => false,
                Standing::Expired(_) => true,
                Standing::Missing | Standing::Withdrawn(_) => kind.is_needed(),
            };
            if is_lacking {
                lacking.push((*kind, partner, standing));
            }
        }
    }
    lacking
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

impl Request {
    pub fn begin(received: NaiveDate, due: Option<NaiveDate>) -> Self {
        Self {
            id: RequestId::new(),
            received,
            by: Requester::Both,
            name: String::new(),
            words: String::new(),
            due,
            authorised: Pair::default(),
            decisions: Vec::new(),
            answered: None,
            answer: String::new(),
            process_authorised: Pair::default(),
            without_because: String::new(),
        }
    }
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

#[cfg(test)]
mod tests {
    use super::*;

    fn day(day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 3, day).unwrap()
    }

    #[test]
    fn the_newest_signature_decides_and_nothing_is_not_consent() {
        let kind = ConsentKind::Telehealth;
        let stands =
            |consents: &[Consent]| standing(consents, kind, PartnerId::A, day(20));
        assert_eq!(stands(&[]), Standing::Missing);
        let mut old = Consent::new(kind);
        old.signed.a = Some(day(1));
        assert_eq!(stands(&[old.clone()]), Standing::Signed(day(1)));
        old.expires = Some(day(10));
        assert_eq!(stands(&[old.clone()]), Standing::Expired(day(10)));
        let mut new = Consent::new(kind);
        new.signed.a = Some(day(12));
        assert_eq!(stands(&[new.clone(), old.clone()]), Standing::Signed(day(12)));
        new.withdrawn.a = Some(day(13));
        assert_eq!(stands(&[old, new]), Standing::Withdrawn(day(13)));
    }

    #[test]
    fn four_consents_of_two_people_are_needed_before_therapy() {
        assert_eq!(lacking(&[], day(20)).len(), 8);
        let mut research = Consent::new(ConsentKind::Research);
        research.signed.b = Some(day(1));
        research.expires = Some(day(2));
        assert_eq!(lacking(&[research], day(20)).len(), 9);
    }
}
