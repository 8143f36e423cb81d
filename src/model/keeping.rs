//! How long a couple's file is kept, how soon a request is answered, and which rule says so.

use super::SecretsPolicy;
use super::agreement::ConsentKind;
use chrono::{Days, Months, NaiveDate};
use serde::{Deserialize, Serialize};

/// What is decided about keeping one couple's file.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Keeping {
    /// The day of the last service, from which a rule counts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ended: Option<NaiveDate>,
    /// The last day on which the file is kept.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<NaiveDate>,
    /// The rule that the day comes from, as it was when it was chosen.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub rule: String,
    /// While it stands nothing is erased, whatever the day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hold: Option<Hold>,
    /// Pages that were saved though a consent for them was missing. Nothing takes one back.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub without_consent: Vec<WithoutConsent>,
}

/// A page was saved though a consent that it needs was missing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WithoutConsent {
    pub on: NaiveDate,
    pub kind: ConsentKind,
    pub because: String,
}

impl WithoutConsent {
    /// "Printed without “Use in supervision” on 3 March 2026".
    pub fn heading(&self) -> String {
        let on = self.on.format("%-d %B %Y");
        format!("Printed without “{}” on {on}", self.kind.label())
    }
}

/// True if a reason holds a letter or a digit: signs that nobody sees give none.
pub fn says_something(reason: &str) -> bool {
    reason.chars().any(char::is_alphanumeric)
}

/// A court, a complaint or a claim needs the file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Hold {
    pub since: NaiveDate,
    #[serde(default)]
    pub why: String,
}

/// Where a file stands between being kept and being erased.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Due {
    /// No day has been decided.
    Undecided,
    Held,
    KeptUntil(NaiveDate),
    /// The last day of keeping it has passed.
    Since(NaiveDate),
}

impl Keeping {
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    pub fn due(&self, today: NaiveDate) -> Due {
        match (&self.hold, self.until) {
            (Some(_), _) => Due::Held,
            (None, None) => Due::Undecided,
            (None, Some(until)) if today > until => Due::Since(until),
            (None, Some(until)) => Due::KeptUntil(until),
        }
    }
}

/// A length of time that a law, a licence or a contract sets. Holdfast has none of its own.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Term {
    pub length: u16,
    pub unit: Unit,
    /// Where it is written; it stands beside every day that comes from it.
    #[serde(default)]
    pub source: String,
}

#[derive(
    Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, strum::VariantArray,
)]
pub enum Unit {
    Days,
    Months,
    Years,
}

impl Unit {
    pub fn label(self) -> &'static str {
        match self {
            Self::Days => "days",
            Self::Months => "months",
            Self::Years => "years",
        }
    }

    fn one(self) -> &'static str {
        match self {
            Self::Days => "day",
            Self::Months => "month",
            Self::Years => "year",
        }
    }
}

impl Term {
    /// The last day of the term that begins on a day; none if there is no such day.
    pub fn last_day(&self, from: NaiveDate) -> Option<NaiveDate> {
        let length = u32::from(self.length);
        match self.unit {
            Unit::Days => from.checked_add_days(Days::new(length.into())),
            Unit::Months => from.checked_add_months(Months::new(length)),
            Unit::Years => from.checked_add_months(Months::new(length * 12)),
        }
    }

    /// "30 days", "1 month".
    pub fn words(&self) -> String {
        let unit = if self.length == 1 { self.unit.one() } else { self.unit.label() };
        format!("{} {unit}", self.length)
    }
}

/// The rules that a practice has chosen, for all of its couples.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Rules {
    /// How soon a request for the file is answered.
    pub answer: Option<Term>,
    /// How long a file is kept after the last service.
    pub keep: Option<Term>,
    /// The practice's own words for a secrets policy, instead of those that ship.
    pub policy_words: Vec<(SecretsPolicy, String)>,
}

impl Rules {
    pub fn is_default(&self) -> bool {
        *self == Self::default()
    }

    /// The wording to begin with: the practice's own, or the one that ships.
    pub fn wording(&self, policy: SecretsPolicy) -> String {
        let is_it = |(of, _): &&(SecretsPolicy, String)| *of == policy;
        let own = self.policy_words.iter().find(is_it).map(|(_, words)| words.clone());
        own.unwrap_or_else(|| shipped_wording(policy))
    }

    pub fn set_wording(&mut self, policy: SecretsPolicy, words: &str) {
        self.policy_words.retain(|(of, _)| *of != policy);
        if !words.trim().is_empty() && words != shipped_wording(policy) {
            self.policy_words.push((policy, words.to_owned()));
        }
    }
}

/// Rules to choose from, from `assets/lists/terms.ron`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Examples {
    pub answer: Vec<Term>,
    pub keep: Vec<Term>,
}

const TERMS: &str = include_str!("../../assets/lists/terms.ron");
const WORDINGS: &str = include_str!("../../assets/lists/policy_words.ron");

/// The rules that ship as examples. A test holds that the file reads.
pub fn examples() -> Examples {
    ron::from_str(TERMS).unwrap_or_default()
}

/// The words for a policy that ship. A test holds that the file reads.
pub fn shipped_wording(policy: SecretsPolicy) -> String {
    let all: Vec<(SecretsPolicy, String)> = ron::from_str(WORDINGS).unwrap_or_default();
    let words = all.into_iter().find(|(of, _)| *of == policy);
    words.map(|(_, words)| words).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use strum::VariantArray as _;

    fn day(year: i32, month: u32, day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(year, month, day).unwrap()
    }

    #[test]
    fn the_lists_read_and_every_example_says_where_it_is_written() {
        let examples: Examples = ron::from_str(TERMS).unwrap();
        let all = examples.answer.iter().chain(&examples.keep);
        assert!(all.clone().count() >= 4);
        assert!(all.into_iter().all(|term| term.source.len() > 20));
        for policy in SecretsPolicy::VARIANTS {
            assert!(shipped_wording(*policy).len() > 100, "{policy:?}");
        }
    }

    #[test]
    fn a_term_ends_on_the_day_that_people_expect() {
        let term = |length, unit| Term { length, unit, source: String::new() };
        let from = day(2026, 1, 31);
        assert_eq!(term(30, Unit::Days).last_day(from), Some(day(2026, 3, 2)));
        assert_eq!(term(1, Unit::Months).last_day(from), Some(day(2026, 2, 28)));
        assert_eq!(term(7, Unit::Years).last_day(from), Some(day(2033, 1, 31)));
        assert_eq!(term(1, Unit::Months).words(), "1 month");
    }

    #[test]
    fn a_hold_stands_before_every_day() {
        let mut keeping = Keeping::default();
        let today = day(2026, 11, 22);
        assert_eq!(keeping.due(today), Due::Undecided);
        keeping.until = Some(day(2026, 11, 21));
        assert_eq!(keeping.due(today), Due::Since(day(2026, 11, 21)));
        keeping.hold = Some(Hold { since: today, why: String::new() });
        assert_eq!(keeping.due(today), Due::Held);
    }
}
