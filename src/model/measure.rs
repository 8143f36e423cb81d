//! A measure: what it asks, how it is scored and what its numbers mean, read from a file.

use super::points::Points;
use serde::{Deserialize, Serialize};
use std::sync::LazyLock;

/// One measure. Every number in it has its source in the file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Measure {
    /// Short and in small letters, such as "csi-16". It is never changed: scores name it.
    pub key: String,
    pub name: String,
    /// What it is about, and what to do with the paper.
    #[serde(default)]
    pub about: String,
    /// What stands above every question.
    #[serde(default)]
    pub instruction: String,
    #[serde(default)]
    pub items: Items,
    /// The one that is entered as "the total" comes first.
    pub scales: Vec<ScoredScale>,
    #[serde(default)]
    pub missing: Missing,
    /// From the mildest to the gravest: the last one that holds is said.
    #[serde(default)]
    pub cut_offs: Vec<CutOff>,
    #[serde(default)]
    pub reliable: Vec<Reliable>,
    pub cadence: Cadence,
    pub source: String,
    pub licence: String,
    /// What could not be confirmed, said wherever the measure is used.
    #[serde(default)]
    pub unconfirmed: Vec<String>,
    /// Even its totals belong to the partner alone.
    #[serde(default)]
    pub is_private: bool,
    /// Only totals are entered; its questions are never asked here.
    #[serde(default)]
    pub totals_only: bool,
    #[serde(default)]
    pub risk: Option<RiskItem>,
}

/// The questions, with or without their words.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Items {
    #[serde(default)]
    pub count: u8,
    #[serde(default)]
    pub low: u8,
    #[serde(default)]
    pub high: u8,
    /// Items with a range of their own.
    #[serde(default)]
    pub ranges: Vec<ItemRange>,
    /// Numbers of the items that count the other way round.
    #[serde(default)]
    pub reversed: Vec<u8>,
    /// Empty if the words may not be shipped.
    #[serde(default)]
    pub texts: Vec<String>,
    /// What each answer says, from the lowest; or only what both ends say.
    #[serde(default)]
    pub answers: Vec<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ItemRange {
    pub item: u8,
    pub low: u8,
    pub high: u8,
}

/// A total or a subscale.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ScoredScale {
    pub key: String,
    pub name: String,
    /// Numbers of its items; all of them if none is named.
    #[serde(default)]
    pub items: Vec<u8>,
    #[serde(default)]
    pub by: By,
    pub low: Points,
    pub high: Points,
    #[serde(default)]
    pub better: Better,
}

#[derive(
    Debug,
    Clone,
    Copy,
    Default,
    PartialEq,
    Eq,
    Serialize,
    Deserialize,
    strum::VariantArray,
)]
pub enum By {
    #[default]
    Sum,
    Mean,
}

#[derive(
    Debug,
    Clone,
    Copy,
    Default,
    PartialEq,
    Eq,
    Serialize,
    Deserialize,
    strum::VariantArray,
)]
pub enum Better {
    Higher,
    Lower,
    #[default]
    Neither,
}

/// What is done when an item was not answered.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Missing {
    /// There is no total.
    #[default]
    Refused,
    /// The others stand for it, while no more than this share of a scale is missing.
    ProRated { up_to_percent: u8 },
}

/// A number from which a score means something else.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CutOff {
    /// Key of the scale.
    pub scale: String,
    pub when: When,
    /// What is said of a score there, such as "in the distressed range".
    pub says: String,
    pub source: String,
    /// Shaded on the chart; the others are a line.
    #[serde(default)]
    pub is_shaded: bool,
    /// Not seen in print by those who wrote the file; said wherever the cut-off is named.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub is_unconfirmed: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum When {
    Below(Points),
    AtMost(Points),
    AtLeast(Points),
    Above(Points),
}

/// From how many points on a change is more than the measure's own error.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Reliable {
    pub scale: String,
    pub at_least: Points,
    pub source: String,
}

/// How often it is meant to be given.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Cadence {
    EverySession,
    EveryWeeks(u8),
    /// At intake, in the middle and at the end: it measures what changes slowly.
    StartMiddleEnd,
    Once,
    AsNeeded,
}

/// An item whose answer asks the therapist to look after safety today.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RiskItem {
    pub item: u8,
    /// Answers above this.
    pub above: u8,
    pub says: String,
}

/// One file a measure.
const FILES: [&str; 17] = [
    include_str!("../../assets/measures/check_in.ron"),
    include_str!("../../assets/measures/csi_16.ron"),
    include_str!("../../assets/measures/csi_4.ron"),
    include_str!("../../assets/measures/csi_32.ron"),
    include_str!("../../assets/measures/rdas.ron"),
    include_str!("../../assets/measures/das.ron"),
    include_str!("../../assets/measures/crs.ron"),
    include_str!("../../assets/measures/bare.ron"),
    include_str!("../../assets/measures/ecr_r.ron"),
    include_str!("../../assets/measures/ecr_rs.ron"),
    include_str!("../../assets/measures/ecr_s.ron"),
    include_str!("../../assets/measures/ors.ron"),
    include_str!("../../assets/measures/srs.ron"),
    include_str!("../../assets/measures/wai_sr.ron"),
    include_str!("../../assets/measures/phq_9.ron"),
    include_str!("../../assets/measures/gad_7.ron"),
    include_str!("../../assets/measures/hits.ron"),
];

impl Measure {
    /// The measures that ship. A test holds that every file reads.
    pub fn shipped() -> Vec<Self> {
        FILES.iter().filter_map(|text| ron::from_str(text).ok()).collect()
    }

    /// What a scale is called by the file that ships; by its keys if it is of a practice's own file.
    pub fn shipped_name(measure: &str, scale: &str) -> String {
        static SHIPPED: LazyLock<Vec<Measure>> = LazyLock::new(Measure::shipped);
        let known = SHIPPED.iter().find(|it| it.key == measure);
        let named = known.and_then(|it| Some(it.name_of(it.scale(scale)?)));
        named.unwrap_or_else(|| match scale {
            "total" => measure.to_uppercase(),
            scale => format!("{} {scale}", measure.to_uppercase()),
        })
    }

    /// A practice's own measures, then those that ship; an own one takes the place of the
    /// shipped one with its key.
    pub fn all(own: &[Self]) -> Vec<Self> {
        let is_own = |key: &str| own.iter().any(|own| own.key == key);
        let shipped = Self::shipped().into_iter().filter(|it| !is_own(&it.key));
        own.iter().cloned().chain(shipped).collect()
    }

    /// The texts as they ship, to test and to copy.
    pub fn files() -> &'static [&'static str] {
        &FILES
    }

    pub fn scale(&self, key: &str) -> Option<&ScoredScale> {
        self.scales.iter().find(|scale| scale.key == key)
    }

    /// "CSI-16", or "RDAS, Cohesion" where it has several scales.
    pub fn name_of(&self, scale: &ScoredScale) -> String {
        match self.scales.as_slice() {
            [_] => self.name.clone(),
            _ => format!("{}, {}", self.name, scale.name),
        }
    }

    /// The range of an item, counted from 1.
    pub fn range(&self, item: u8) -> (u8, u8) {
        let own = self.items.ranges.iter().find(|range| range.item == item);
        own.map_or((self.items.low, self.items.high), |own| (own.low, own.high))
    }

    /// The questions can be asked here: their words are known.
    pub fn has_texts(&self) -> bool {
        !self.totals_only
            && self.items.count > 0
            && self.items.texts.len() == usize::from(self.items.count)
    }

    /// The answers to its items can be entered, from paper or here.
    pub fn has_items(&self) -> bool {
        !self.totals_only && self.items.count > 0
    }

    /// What is said of a score: the gravest cut-off that holds.
    pub fn band(&self, scale: &str, points: Points) -> Option<&CutOff> {
        let holds = |cut: &&CutOff| cut.scale == scale && cut.when.holds(points);
        self.cut_offs.iter().rfind(holds)
    }

    pub fn reliable(&self, scale: &str) -> Option<&Reliable> {
        self.reliable.iter().find(|it| it.scale == scale)
    }

    /// What an answer says, if the file says it.
    pub fn answer_says(&self, item: u8, answer: u8) -> Option<&str> {
        let (low, high) = self.range(item);
        let says = &self.items.answers;
        let place = answer.checked_sub(low)?;
        if says.len() == usize::from(high - low) + 1 {
            return says.get(usize::from(place)).map(String::as_str);
        }
        match says.as_slice() {
            [first, _] if answer == low => Some(first),
            [_, last] if answer == high => Some(last),
            _ => None,
        }
    }
}

impl CutOff {
    /// "below 51.5: in the distressed range, not confirmed".
    pub fn named(&self) -> String {
        let more = if self.is_unconfirmed { ", not confirmed" } else { "" };
        format!("{}: {}{more}", self.when.words(), self.says)
    }
}

impl When {
    pub fn holds(self, points: Points) -> bool {
        match self {
            Self::Below(at) => points < at,
            Self::AtMost(at) => points <= at,
            Self::AtLeast(at) => points >= at,
            Self::Above(at) => points > at,
        }
    }

    pub fn at(self) -> Points {
        match self {
            Self::Below(at) | Self::AtMost(at) | Self::AtLeast(at) | Self::Above(at) => {
                at
            }
        }
    }

    /// It holds for small numbers.
    pub fn is_low(self) -> bool {
        matches!(self, Self::Below(_) | Self::AtMost(_))
    }

    /// "below 51.5", "10 or more".
    pub fn words(self) -> String {
        match self {
            Self::Below(at) => format!("below {at}"),
            Self::AtMost(at) => format!("{at} or less"),
            Self::AtLeast(at) => format!("{at} or more"),
            Self::Above(at) => format!("above {at}"),
        }
    }
}

impl Cadence {
    pub fn words(self) -> String {
        match self {
            Self::EverySession => "every session".to_owned(),
            Self::EveryWeeks(1) => "every week".to_owned(),
            Self::EveryWeeks(weeks) => format!("every {weeks} weeks"),
            Self::StartMiddleEnd => "at intake, in the middle and at the end".to_owned(),
            Self::Once => "once".to_owned(),
            Self::AsNeeded => "when it is needed".to_owned(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn every_file_reads_and_agrees_with_itself() {
        let mut keys = BTreeSet::new();
        for text in FILES {
            let measure: Measure = ron::from_str(text).unwrap();
            assert_eq!(measure.fault(), None, "{}", measure.name);
            assert!(keys.insert(measure.key.clone()), "{}", measure.key);
            assert!(!measure.source.is_empty() && !measure.licence.is_empty());
        }
    }

    #[test]
    fn a_scale_is_called_by_its_name_and_not_by_its_key() {
        let named = Measure::shipped_name;
        assert_eq!(named("check-in", "back"), "Check-in, Came back");
        assert_eq!(named("csi-16", "total"), "CSI-16");
        assert_eq!(named("mine", "total"), "MINE");
        assert_eq!(named("mine", "one"), "MINE one");
    }

    #[test]
    fn only_what_may_be_shipped_has_its_words() {
        let with_words: Vec<String> = Measure::shipped()
            .into_iter()
            .filter(Measure::has_texts)
            .map(|measure| measure.key)
            .collect();
        assert_eq!(with_words, ["check-in", "phq-9", "gad-7"]);
        for key in ["ors", "srs", "das", "hits"] {
            let all = Measure::shipped();
            let measure = all.iter().find(|it| it.key == key).unwrap();
            assert!(measure.totals_only && !measure.has_items(), "{key}");
        }
    }

    #[test]
    fn an_own_measure_takes_the_place_of_the_shipped_one() {
        let mut own = Measure::shipped().remove(1);
        own.name = "CSI-16 as we use it".to_owned();
        let all = Measure::all(std::slice::from_ref(&own));
        assert_eq!(all.iter().filter(|it| it.key == own.key).count(), 1);
        assert_eq!(all[0], own);
    }
}
