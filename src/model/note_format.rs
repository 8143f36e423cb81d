//! The formats of progress notes, read from `assets/formats` or made by the practice.

use serde::{Deserialize, Serialize};

/// One format: its sections in order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NoteFormat {
    /// Short and in small letters, such as "soap".
    pub name: String,
    pub title: String,
    /// When it fits.
    #[serde(default)]
    pub about: String,
    pub sections: Vec<FormatSection>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FormatSection {
    pub key: String,
    pub title: String,
    #[serde(default)]
    pub hint: String,
    /// The note cannot be signed while it is empty.
    #[serde(default)]
    pub required: bool,
    /// What of a session is drafted into it, in this order.
    #[serde(default)]
    pub takes: Vec<Part>,
}

/// A kind of content that every format has a place for; it carries words from one to another.
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
pub enum Part {
    Present,
    Focus,
    Observed,
    Cycle,
    BelowTheLine,
    StageAndMoves,
    Encounters,
    Responses,
    Risk,
    Progress,
    Homework,
    Plan,
}

/// One file a format.
const FILES: [&str; 6] = [
    include_str!("../../assets/formats/eft.ron"),
    include_str!("../../assets/formats/soap.ron"),
    include_str!("../../assets/formats/dap.ron"),
    include_str!("../../assets/formats/birp.ron"),
    include_str!("../../assets/formats/girp.ron"),
    include_str!("../../assets/formats/narrative.ron"),
];

impl NoteFormat {
    /// The formats that ship, our own first. A test holds that every file reads.
    pub fn shipped() -> Vec<Self> {
        FILES.iter().filter_map(|text| ron::from_str(text).ok()).collect()
    }

    pub fn section(&self, key: &str) -> Option<&FormatSection> {
        self.sections.iter().find(|section| section.key == key)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;
    use strum::VariantArray as _;

    #[test]
    fn every_file_reads_and_has_a_place_for_every_part() {
        for text in FILES {
            let format: NoteFormat = ron::from_str(text).unwrap();
            let keys: HashSet<&str> =
                format.sections.iter().map(|section| section.key.as_str()).collect();
            assert_eq!(keys.len(), format.sections.len(), "{}", format.name);
            for part in Part::VARIANTS {
                let places =
                    format.sections.iter().filter(|it| it.takes.contains(part)).count();
                // Risk has fields of its own beside the sections.
                let wanted = usize::from(*part != Part::Risk);
                assert_eq!(places, wanted, "{} {part:?}", format.name);
            }
        }
    }
}
