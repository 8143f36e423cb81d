//! Is work with both together right for them: questions to each partner apart, read from a list.

use super::{Case, Pair, PartnerId, ScreeningId};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// One time that a partner was asked. A question without an answer was not asked; it is not "no".
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Screening {
    #[serde(default)]
    pub id: ScreeningId,
    pub date: NaiveDate,
    /// By the key of the question, the key of the answer.
    #[serde(default)]
    pub answers: BTreeMap<String, String>,
    /// By the key of the question, what was said.
    #[serde(default)]
    pub words: BTreeMap<String, String>,
    /// By the key of the question, what was planned where an answer asks for a plan.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub plans: BTreeMap<String, String>,
    /// The day on which it is to be asked again.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub again: Option<NaiveDate>,
}

/// One question, from `assets/lists/screening.ron`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Question {
    pub key: String,
    /// What it is about in two or three words, for a list of reasons.
    pub about: String,
    pub asks: String,
    pub answers: Vec<PossibleAnswer>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PossibleAnswer {
    pub key: String,
    pub says: String,
    #[serde(default)]
    pub means: Means,
    /// What one partner told and the other does not know: it opens a to-do.
    #[serde(default)]
    pub is_undisclosed: bool,
}

/// What an answer asks of the therapist. It is a reminder, not an instrument.
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
pub enum Means {
    #[default]
    Nothing,
    Note,
    PlanNeeded,
    Amber,
    /// Conjoint work is contraindicated.
    Red,
}

/// A reason to look again, for the therapist's eyes. It names no answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Flag {
    pub partner: PartnerId,
    pub question: String,
    pub means: Means,
}

const FILE: &str = include_str!("../../assets/lists/screening.ron");
/// The question whose answers are compared between the two.
const AGENDA: &str = "agenda";

/// The questions that ship. A test holds that the file reads.
pub fn questions() -> Vec<Question> {
    ron::from_str(FILE).unwrap_or_default()
}

/// The newest answer to each question.
pub fn newest(screenings: &[Screening]) -> BTreeMap<&str, &str> {
    let mut newest = BTreeMap::new();
    let mut sorted: Vec<&Screening> = screenings.iter().collect();
    sorted.sort_by_key(|screening| screening.date);
    for screening in sorted {
        let answers = screening.answers.iter();
        newest.extend(answers.map(|(key, answer)| (key.as_str(), answer.as_str())));
    }
    newest
}

/// What the newest answers ask for, the gravest first.
pub fn flags(
    questions: &[Question],
    screenings: &Pair<impl AsRef<[Screening]>>,
) -> Vec<Flag> {
    let mut flags = Vec::new();
    for (partner, screenings) in screenings.iter() {
        let newest = newest(screenings.as_ref());
        for question in questions {
            let Some(given) = newest.get(question.key.as_str()) else { continue };
            let answer = question.answers.iter().find(|answer| answer.key == *given);
            let means = answer.map_or(Means::Amber, |answer| answer.means);
            if means > Means::Nothing {
                flags.push(Flag { partner, question: question.key.clone(), means });
            }
        }
    }
    let agenda = |partner| {
        let newest = newest(screenings.of(partner).as_ref());
        newest.get(AGENDA).map(|answer| (*answer).to_owned())
    };
    if let (Some(a), Some(b)) = (agenda(PartnerId::A), agenda(PartnerId::B))
        && a != b
    {
        let both = PartnerId::BOTH.map(|partner| Flag {
            partner,
            question: AGENDA.to_owned(),
            means: Means::Amber,
        });
        flags.retain(|flag| flag.question != AGENDA || flag.means > Means::Amber);
        flags.extend(both);
    }
    flags.sort_by_key(|flag| std::cmp::Reverse(flag.means));
    flags
}

impl Screening {
    /// A new day of asking: nothing is answered yet.
    pub fn begin(date: NaiveDate) -> Self {
        Self { id: ScreeningId::new(), date, ..Self::default() }
    }
}

impl Question {
    pub fn answer(&self, key: &str) -> Option<&PossibleAnswer> {
        self.answers.iter().find(|answer| answer.key == key)
    }
}

/// What stands in the therapist's header: that there is something, and which questions. It holds
/// no answer, and does not say whose.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Headline {
    pub means: Means,
    /// What the questions are about, the gravest first, each once.
    pub reasons: Vec<String>,
}

impl Headline {
    pub fn words(&self) -> &'static str {
        match self.means {
            Means::Red => "Work with both together is advised against",
            Means::PlanNeeded => "A plan for safety is needed",
            _ => "Look again before work with both together",
        }
    }
}

/// What the therapist sees beside the code name, alone; nothing while a session runs.
pub fn headline(case: &Case) -> Option<Headline> {
    if case.running().is_some() {
        return None;
    }
    let questions = questions();
    let asked = Pair::from_fn(|partner| case.private.of(partner).screenings.as_slice());
    let flags = flags(&questions, &asked);
    headline_of(&questions, &flags, plans_missing(case, &flags))
}

/// The flags of one partner alone, as if the other had not been asked.
pub fn flags_of(case: &Case, partner: PartnerId) -> Vec<Flag> {
    let asked = |of| {
        let screenings = case.private.of(of).screenings.as_slice();
        if of == partner { screenings } else { &[] }
    };
    flags(&questions(), &Pair::from_fn(asked))
}

fn headline_of(
    questions: &[Question],
    flags: &[Flag],
    plans_missing: Vec<&Flag>,
) -> Option<Headline> {
    let grave: Vec<&Flag> =
        flags.iter().filter(|it| it.means > Means::PlanNeeded).collect();
    let all = grave.into_iter().chain(plans_missing);
    let mut means = None;
    let mut reasons: Vec<String> = Vec::new();
    for flag in all {
        means = means.max(Some(flag.means));
        let about = questions.iter().find(|it| it.key == flag.question);
        let about = about.map_or(flag.question.as_str(), |it| it.about.as_str());
        if !reasons.iter().any(|reason| reason == about) {
            reasons.push(about.to_owned());
        }
    }
    means.map(|means| Headline { means, reasons })
}

/// The answers that ask for a plan, as long as none is written.
fn plans_missing<'a>(case: &Case, flags: &'a [Flag]) -> Vec<&'a Flag> {
    let has_plan = |flag: &Flag| {
        let screenings = &case.private.of(flag.partner).screenings;
        let plans = screenings.iter().filter_map(|it| it.plans.get(&flag.question));
        plans.into_iter().any(|plan| !plan.trim().is_empty())
    };
    let asks = flags.iter().filter(|flag| flag.means == Means::PlanNeeded);
    asks.filter(|flag| !has_plan(flag)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked(day: u32, key: &str, answer: &str) -> Screening {
        let date = NaiveDate::from_ymd_opt(2026, 3, day).unwrap();
        let answers = BTreeMap::from([(key.to_owned(), answer.to_owned())]);
        Screening { answers, ..Screening::begin(date) }
    }

    #[test]
    fn the_list_reads_and_every_key_is_there_once() {
        let questions: Vec<Question> = ron::from_str(FILE).unwrap();
        assert!(questions.len() >= 9);
        let mut keys: Vec<&str> = questions.iter().map(|it| it.key.as_str()).collect();
        keys.sort_unstable();
        keys.dedup();
        assert_eq!(keys.len(), questions.len());
        assert!(questions.iter().any(|question| question.key == AGENDA));
    }

    #[test]
    fn what_was_not_asked_is_no_answer() {
        let nobody = Pair { a: Vec::<Screening>::new(), b: Vec::new() };
        assert!(flags(&questions(), &nobody).is_empty());
    }

    #[test]
    fn severe_violence_is_red_and_a_later_answer_takes_the_place_of_an_earlier_one() {
        let severe = asked(1, "violence", "severe");
        let stopped = asked(9, "violence", "stopped");
        let first = Pair { a: vec![severe.clone()], b: Vec::new() };
        assert_eq!(flags(&questions(), &first)[0].means, Means::Red);
        let both = Pair { a: vec![stopped, severe], b: Vec::new() };
        assert!(flags(&questions(), &both).iter().all(|flag| flag.means < Means::Red));
    }

    #[test]
    fn different_agendas_are_amber_for_both() {
        let pair = Pair {
            a: vec![asked(1, "agenda", "work")],
            b: vec![asked(1, "agenda", "unsure")],
        };
        let flags = flags(&questions(), &pair);
        let agendas = flags.iter().filter(|flag| flag.question == "agenda");
        assert_eq!(agendas.count(), 2);
    }
}
