//! The lists to choose from while a session is written up: markers, interventions, steps.

use super::readiness::{Sign, SignList};
use serde::{Deserialize, Serialize};

/// A marker of change, in our wording.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Marker {
    pub key: String,
    pub group: MarkerGroup,
    pub says: String,
    /// Seen in each partner apart.
    #[serde(default)]
    pub per_partner: bool,
}

/// The change that markers belong to.
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
pub enum MarkerGroup {
    DeEscalation,
    WithdrawerReEngagement,
    Softening,
    Consolidation,
}

impl MarkerGroup {
    pub fn label(self) -> &'static str {
        match self {
            Self::DeEscalation => "De-escalation",
            Self::WithdrawerReEngagement => "Withdrawer re-engagement",
            Self::Softening => "Softening",
            Self::Consolidation => "Consolidation",
        }
    }
}

/// An intervention, as a tag for the note.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Intervention {
    pub key: String,
    pub group: String,
    pub says: String,
}

/// One of the nine steps.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Step {
    pub number: u8,
    pub stage: u8,
    pub says: String,
    #[serde(default)]
    pub per_partner: bool,
}

const MARKERS: &str = include_str!("../../assets/lists/markers.ron");
const INTERVENTIONS: &str = include_str!("../../assets/lists/interventions.ron");
const STEPS: &str = include_str!("../../assets/lists/steps.ron");
const INJURY_STEPS: &str = include_str!("../../assets/lists/injury_steps.ron");

const READINESS: &str = include_str!("../../assets/lists/readiness.ron");
const INTAKE: &str = include_str!("../../assets/lists/signs_intake.ron");
const ESCALATION: &str = include_str!("../../assets/lists/signs_escalation.ron");
const SECURE: &str = include_str!("../../assets/lists/signs_secure.ron");
const STRESSORS: &str = include_str!("../../assets/lists/stressors.ron");

fn text_of(list: SignList) -> &'static str {
    match list {
        SignList::Readiness => READINESS,
        SignList::Intake => INTAKE,
        SignList::Escalation => ESCALATION,
        SignList::Secure => SECURE,
    }
}

/// The signs of a list.
pub fn signs(list: SignList) -> Vec<Sign> {
    ron::from_str(text_of(list)).unwrap_or_default()
}

/// What often sets a fight off.
pub fn stressors() -> Vec<String> {
    ron::from_str(STRESSORS).unwrap_or_default()
}

/// All markers that ship. A test holds that every list reads.
pub fn markers() -> Vec<Marker> {
    ron::from_str(MARKERS).unwrap_or_default()
}

pub fn interventions() -> Vec<Intervention> {
    ron::from_str(INTERVENTIONS).unwrap_or_default()
}

pub fn steps() -> Vec<Step> {
    ron::from_str(STEPS).unwrap_or_default()
}

/// The steps of mending an attachment injury, to begin a list with that can be edited.
pub fn injury_steps() -> Vec<String> {
    ron::from_str(INJURY_STEPS).unwrap_or_default()
}

/// The stage that a session was written down in: the furthest that the step of both or of one of
/// them belongs to.
pub fn stage_of_session(session: &super::Session) -> Option<u8> {
    let sheet = &session.sheet;
    let steps = [sheet.step, sheet.steps.a, sheet.steps.b].into_iter().flatten();
    steps.filter_map(stage_of).max()
}

/// The stage that a step belongs to.
pub fn stage_of(step: u8) -> Option<u8> {
    match step {
        1..=4 => Some(1),
        5..=7 => Some(2),
        8 | 9 => Some(3),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn every_list_reads_and_no_key_stands_twice() {
        let markers: Vec<Marker> = ron::from_str(MARKERS).unwrap();
        let interventions: Vec<Intervention> = ron::from_str(INTERVENTIONS).unwrap();
        let keys: HashSet<&str> = markers.iter().map(|it| it.key.as_str()).collect();
        assert_eq!(keys.len(), markers.len());
        let keys: HashSet<&str> =
            interventions.iter().map(|it| it.key.as_str()).collect();
        assert_eq!(keys.len(), interventions.len());
        assert_eq!(ron::from_str::<Vec<String>>(INJURY_STEPS).unwrap().len(), 8);
    }

    #[test]
    fn every_list_of_signs_reads_and_no_key_stands_twice() {
        use strum::VariantArray as _;
        let mut keys = HashSet::new();
        for list in SignList::VARIANTS {
            let signs: Vec<Sign> = ron::from_str(text_of(*list)).unwrap();
            assert!(signs.len() >= 3, "{list:?}");
            for sign in signs {
                assert!(keys.insert(sign.key.clone()), "{} stands twice", sign.key);
            }
        }
        assert!(signs(SignList::Readiness).iter().all(|sign| sign.per_partner));
        assert!(ron::from_str::<Vec<String>>(STRESSORS).unwrap().len() > 10);
    }

    #[test]
    fn there_are_nine_steps_and_five_to_seven_belong_to_each_partner() {
        let steps: Vec<Step> = ron::from_str(STEPS).unwrap();
        assert_eq!(steps.len(), 9);
        for step in steps {
            assert_eq!(stage_of(step.number), Some(step.stage));
            assert_eq!(step.per_partner, (5..=7).contains(&step.number));
        }
    }
}
