//! What a partner scored on a measure on one day, and what its numbers say beside each other.

use super::measure::{Better, By, Measure, Missing, ScoredScale};
use super::points::Points;
use super::{Case, Compartment, PartnerId, ScoreId, SessionId};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// One time that a partner filled a measure in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Score {
    #[serde(default)]
    pub id: ScoreId,
    /// The key of the measure.
    pub measure: String,
    pub partner: PartnerId,
    pub date: NaiveDate,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub session: Option<SessionId>,
    /// By the key of the scale. Empty when too many items are missing.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub totals: BTreeMap<String, Points>,
    /// The measure was private when it was entered: the totals are the partner's own too.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub is_private: bool,
    /// A total that was typed and not entered yet.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub typed: String,
    /// The answers to the items; they are kept in the partner's own compartment.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub answers: Option<Answers>,
}

/// The answers as they were given, before any is turned round.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Answers {
    pub given: Vec<Option<u8>>,
    /// One of them asks the therapist to look after safety.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub asks_about_safety: bool,
}

/// What came of scoring one scale.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// The total, and how many items the others stand for.
    Known { points: Points, filled: usize },
    /// Too few were answered.
    Refused { answered: usize, of: usize },
}

/// From one score to the next of the same partner.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Change {
    pub by: Points,
    /// Not known for a measure without a reliable change.
    pub is_more_than_error: Option<bool>,
}

/// One score of a scale.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Scored {
    pub id: ScoreId,
    pub date: NaiveDate,
    pub points: Points,
}

/// The newest score of a partner on a scale, and the one before it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LastTwo {
    pub measure: String,
    pub scale: String,
    pub partner: PartnerId,
    pub last: Scored,
    pub before: Option<Scored>,
}

impl Score {
    pub fn new(measure: &Measure, partner: PartnerId, date: NaiveDate) -> Self {
        Self {
            id: ScoreId::new(),
            measure: measure.key.clone(),
            partner,
            date,
            session: None,
            totals: BTreeMap::new(),
            is_private: measure.is_private,
            typed: String::new(),
            answers: None,
        }
    }

    /// A score of a measure that is never shown to both is as private as its measure, whatever a
    /// file says of it.
    pub fn keep_private(&mut self, measures: &[Measure]) {
        let is_its = |measure: &&Measure| measure.key == self.measure;
        self.is_private |= measures.iter().find(is_its).is_some_and(|it| it.is_private);
    }

    /// The compartment that keeps its totals.
    pub fn compartment(&self) -> Compartment {
        if self.is_private { self.own_compartment() } else { Compartment::Record }
    }

    /// The compartment that keeps its answers.
    pub fn own_compartment(&self) -> Compartment {
        Compartment::private_to(self.partner)
    }

    /// The same without its answers.
    #[must_use]
    pub fn without_answers(&self) -> Self {
        Self { answers: None, ..self.clone() }
    }

    pub fn asks_about_safety(&self) -> bool {
        self.answers.as_ref().is_some_and(|answers| answers.asks_about_safety)
    }
}

impl Answers {
    /// With the flag that the measure's own item raises.
    pub fn of(measure: &Measure, given: Vec<Option<u8>>) -> Self {
        let risk = measure.risk.as_ref();
        let asks_about_safety = risk.is_some_and(|risk| {
            let place = usize::from(risk.item.saturating_sub(1));
            given.get(place).copied().flatten().is_some_and(|it| it > risk.above)
        });
        Self { given, asks_about_safety }
    }

    pub fn answered(&self) -> usize {
        self.given.iter().flatten().count()
    }
}

impl Measure {
    /// The numbers of the items of a scale.
    pub fn items_of(&self, scale: &ScoredScale) -> Vec<u8> {
        if scale.items.is_empty() {
            return (1..=self.items.count).collect();
        }
        scale.items.clone()
    }

    /// Scores one scale by the measure's own rule.
    pub fn score(&self, scale: &ScoredScale, given: &[Option<u8>]) -> Outcome {
        let items = self.items_of(scale);
        let of = items.len();
        let counted: Vec<i32> =
            items.iter().filter_map(|item| self.counted(*item, given)).collect();
        let answered = counted.len();
        let missing = of - answered;
        let is_enough = match self.missing {
            _ if missing == 0 => true,
            Missing::Refused => false,
            Missing::ProRated { up_to_percent } => {
                missing * 100 <= usize::from(up_to_percent) * of && answered > 0
            }
        };
        let (Ok(whole), Ok(part)) = (i32::try_from(of), i32::try_from(answered)) else {
            return Outcome::Refused { answered, of };
        };
        if !is_enough || of == 0 {
            return Outcome::Refused { answered, of };
        }
        let sum: i32 = counted.iter().sum();
        let points = match scale.by {
            By::Sum => Points::of_share(sum * whole, part),
            By::Mean => Points::of_share(sum, part),
        };
        Outcome::Known { points, filled: missing }
    }

    /// An answer as it counts: turned round where the item is, none if it was not given.
    fn counted(&self, item: u8, given: &[Option<u8>]) -> Option<i32> {
        let answer = given.get(usize::from(item).checked_sub(1)?).copied().flatten()?;
        let (low, high) = self.range(item);
        let answer = i32::from(answer);
        let is_turned = self.items.reversed.contains(&item);
        Some(if is_turned { i32::from(low) + i32::from(high) - answer } else { answer })
    }

    /// The totals that the answers give; those that are refused are left out.
    pub fn totals(&self, given: &[Option<u8>]) -> BTreeMap<String, Points> {
        let known = |scale: &ScoredScale| match self.score(scale, given) {
            Outcome::Known { points, .. } => Some((scale.key.clone(), points)),
            Outcome::Refused { .. } => None,
        };
        self.scales.iter().filter_map(known).collect()
    }

    /// What lies between two scores.
    pub fn change(&self, scale: &str, from: Points, to: Points) -> Change {
        let by = to.minus(from);
        let reliable = self.reliable(scale);
        let is_more = reliable.map(|it| by.size() >= it.at_least);
        Change { by, is_more_than_error: is_more }
    }
}

impl Change {
    /// "up 6", "down 3", "no change".
    pub fn words(self) -> String {
        match self.by {
            by if by > Points::default() => format!("up {}", by.size()),
            by if by < Points::default() => format!("down {}", by.size()),
            _ => "no change".to_owned(),
        }
    }

    /// "up 6, more than the measure's error".
    pub fn whole_words(self) -> String {
        let words = self.words();
        match self.is_more_than_error {
            Some(true) => format!("{words}, more than the measure’s error"),
            Some(false) if self.by != Points::default() => {
                format!("{words}, within the measure’s error")
            }
            _ => words,
        }
    }
}

impl Case {
    /// The scores of one partner on one scale, the oldest first.
    pub fn scored(&self, measure: &str, scale: &str, partner: PartnerId) -> Vec<Scored> {
        let of = |score: &Score| {
            let is_it = score.measure == measure && score.partner == partner;
            let points = score.totals.get(scale).filter(|_| is_it)?;
            Some(Scored { id: score.id, date: score.date, points: *points })
        };
        let mut scored: Vec<Scored> = self.scores.iter().filter_map(of).collect();
        scored.sort_by_key(|scored| (scored.date, scored.id));
        scored
    }

    /// The measure may be shown to the couple since a day, by the therapist's own act.
    pub fn shows_measure(&self, measure: &str) -> Option<NaiveDate> {
        self.shown_measures.get(measure).copied()
    }
}

/// One partner's newest score went up and the other's down.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Apart {
    pub changes: super::Pair<Change>,
}

/// Newest scores that lie further apart are not of the same time.
const SAME_TIME_DAYS: i64 = 28;

/// Tells when the two move in opposite directions between their last two scores, if the newest
/// ones are of the same time.
pub fn apart(case: &Case, measure: &Measure, scale: &str) -> Option<Apart> {
    let last = |partner| {
        let scored = case.scored(&measure.key, scale, partner);
        match scored.as_slice() {
            [.., before, last] => {
                Some((last.date, measure.change(scale, before.points, last.points)))
            }
            _ => None,
        }
    };
    let ((day, a), (other_day, b)) = (last(PartnerId::A)?, last(PartnerId::B)?);
    if (day - other_day).num_days().abs() > SAME_TIME_DAYS {
        return None;
    }
    let none = Points::default();
    let is_apart = (a.by > none && b.by < none) || (a.by < none && b.by > none);
    is_apart.then_some(Apart { changes: super::Pair { a, b } })
}

/// For every scale that a partner has a score on: the newest, and the one before. Private
/// measures are left out: a brief may be on the screen while the door opens.
pub fn last_two(case: &Case) -> Vec<LastTwo> {
    let mut known: BTreeMap<(String, String, PartnerId), Vec<Scored>> = BTreeMap::new();
    for score in case.scores.iter().filter(|score| !score.is_private) {
        for (scale, points) in &score.totals {
            let key = (score.measure.clone(), scale.clone(), score.partner);
            let scored = Scored { id: score.id, date: score.date, points: *points };
            known.entry(key).or_default().push(scored);
        }
    }
    let newest = |((measure, scale, partner), mut scored): (_, Vec<Scored>)| {
        scored.sort_by_key(|scored| std::cmp::Reverse((scored.date, scored.id)));
        let mut scored = scored.into_iter();
        let last = scored.next()?;
        Some(LastTwo { measure, scale, partner, last, before: scored.next() })
    };
    known.into_iter().filter_map(newest).collect()
}

/// A partner whose newest answers to a measure ask the therapist to look after safety.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SafetyAsked {
    pub partner: PartnerId,
    pub measure: String,
    pub date: NaiveDate,
}

/// For the therapist's eyes alone: the answers themselves are not told.
pub fn asks_about_safety(case: &Case) -> Vec<SafetyAsked> {
    let answered = case.scores.iter().filter(|score| score.answers.is_some());
    let mut newest: BTreeMap<(PartnerId, &str), &Score> = BTreeMap::new();
    for score in answered {
        let key = (score.partner, score.measure.as_str());
        let kept = newest.entry(key).or_insert(score);
        if (kept.date, kept.id) < (score.date, score.id) {
            *kept = score;
        }
    }
    let asks = newest.into_values().filter(|score| score.asks_about_safety());
    asks.map(|score| SafetyAsked {
        partner: score.partner,
        measure: score.measure.clone(),
        date: score.date,
    })
    .collect()
}

/// Something else that happened on a day, as a tick on the axis of time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TimeMark {
    pub on: NaiveDate,
    pub says: String,
}

/// Stages that changed, injuries and ruptures, in order.
pub fn time_marks(case: &Case) -> Vec<TimeMark> {
    use super::event::EventKind;
    let events = case.events.iter().filter_map(|event| {
        let says = match event.kind {
            EventKind::AttachmentInjury => "Injury",
            EventKind::Rupture => "Rupture",
            _ => return None,
        };
        Some(TimeMark { on: event.on?, says: says.to_owned() })
    });
    let mut marks: Vec<TimeMark> = events.chain(stages(case)).collect();
    marks.sort_by_key(|mark| mark.on);
    marks
}

/// The sessions in which the therapist first put the couple in another stage.
fn stages(case: &Case) -> Vec<TimeMark> {
    let mut sessions: Vec<&super::Session> = case.sessions.iter().collect();
    sessions.sort_by_key(|session| session.when());
    let mut now = None;
    let mut marks = Vec::new();
    for session in sessions {
        let stage = super::lists::stage_of_session(session);
        if stage.is_some() && stage != now {
            let says = stage.map_or_else(String::new, |stage| format!("Stage {stage}"));
            marks.push(TimeMark { on: session.date, says });
            now = stage;
        }
    }
    marks
}

impl Better {
    /// Said under a chart, so that nobody has to guess.
    pub fn words(self) -> Option<&'static str> {
        match self {
            Self::Higher => Some("Higher is better"),
            Self::Lower => Some("Lower is better"),
            Self::Neither => None,
        }
    }
}
