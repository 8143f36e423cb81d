//! The fields and lists that tell how a therapy went: fights at home, and what stands on the line
//! of time.

use super::fields::{Field, List, field, written};
use super::known::{Entry, ForPractice, Known, Lists, may_stand, on_hand};
use super::known_course::course;
use super::known_measures::lower;
use crate::drawing::lobe::Hand;
use crate::model::audience::{Shown, What};
use crate::model::course::{Point, PointKind, Row};
use crate::model::episode::{EndedBy, ReportedBy};
use crate::model::signs::{by_day, intervals};
use crate::model::{Case, Episode, Measure, PartnerId, Score, Session};
use chrono::NaiveDate;
use std::collections::BTreeMap;

pub const FIELDS: [Field; 4] = [
    field("scores.count", "how many charts of measures this page may show")
        .couple(|known| count(Known::Couple(known).charts().len()))
        .practice(|known| count(Known::Practice(known).charts().len())),
    field("fights.count", "how many fights at home were told")
        .practice(|known| count(fights_of(known).len())),
    field("fights.apart", "how many days lie between each fight and the next one")
        .practice(|known| apart(&fights_of(known))),
    field("course.count", "says so if anything stands on the line of time")
        .practice(|known| count(course(known).points.len())),
];

pub const LISTS: [List; 2] = [
    List {
        name: "fights",
        says: "the fights at home, the first one first",
        inside: None,
        fields: &[
            ("fight.day", "its day"),
            ("fight.after", "the session before it, such as after session 5"),
            ("fight.number", "which one it is, counted from 1"),
            ("fight.since", "how many days after the one before"),
            ("fight.stressor", "what set it off"),
            ("fight.context", "what else was going on"),
            ("fight.pursuit", "the first phase, in their words"),
            ("fight.withdrawal", "the second phase, in their words"),
            ("fight.reconnection", "the third phase, in their words"),
            ("fight.repetition", "the fourth phase, in their words"),
            ("fight.minutes", "how long it was"),
            ("fight.left", "how strong it was for the left partner, of 10"),
            ("fight.right", "how strong it was for the right partner, of 10"),
            ("fight.left_relief", "the relief afterwards for the left partner, of 10"),
            ("fight.right_relief", "the relief afterwards for the right partner, of 10"),
            ("fight.ended", "who ended it, and how"),
            ("fight.repaired", "how long until they were well with each other again"),
            ("fight.reported", "whose report it is"),
        ],
        couple: None,
        practice: Some(fights),
        record: None,
    },
    List {
        name: "course",
        says: "what stands on the line of time, the first thing first",
        inside: None,
        fields: &[
            ("point.day", "its day"),
            ("point.after", "its session, or the one before it"),
            ("point.what", "what it is"),
            ("point.who", "whose it is"),
            ("point.words", "what showed it"),
        ],
        couple: None,
        practice: Some(points),
        record: None,
    },
];

fn count(number: usize) -> String {
    if number == 0 { String::new() } else { number.to_string() }
}

/// The fights by day, without what one of them told alone.
pub(super) fn fights_of<'a>(known: &ForPractice<'a>) -> Vec<&'a Episode> {
    let open = |it: &&Episode| may_stand(Shown::new(What::Episode, it.compartment()));
    by_day(known.case).into_iter().filter(open).collect()
}

fn apart(fights: &[&Episode]) -> String {
    intervals(fights).iter().map(i64::to_string).collect::<Vec<_>>().join(", ")
}

/// "in session 5", "after session 5", "before session 1".
fn after(case: &Case, day: NaiveDate) -> String {
    let mut sessions: Vec<&Session> = case.sessions.iter().collect();
    sessions.sort_by_key(|session| session.when());
    let before = sessions.iter().rev().find(|session| session.date <= day);
    match (before, sessions.first()) {
        (Some(session), _) if session.date == day => {
            format!("in session {}", session.number)
        }
        (Some(session), _) => format!("after session {}", session.number),
        (None, Some(first)) => format!("before session {}", first.number),
        (None, None) => String::new(),
    }
}

fn fights(known: &ForPractice<'_>) -> Vec<Entry> {
    let fights = fights_of(known);
    let days = std::iter::once(None).chain(intervals(&fights).into_iter().map(Some));
    let numbered = fights.iter().zip(days).zip(1_usize..);
    numbered
        .map(|((fight, since), number)| fight_entry(known, fight, (since, number)))
        .collect()
}

fn fight_entry(
    known: &ForPractice<'_>,
    fight: &Episode,
    (since, number): (Option<i64>, usize),
) -> Entry {
    let of = |pair: &crate::model::Pair<Option<u8>>, hand| {
        let rated = *pair.of(on_hand(known.map.left, hand));
        rated.map(|it| it.to_string()).unwrap_or_default()
    };
    let [pursuit, withdrawal, reconnection, repetition] =
        fight.phases.named().map(|(_, words)| words.to_owned());
    let minutes = fight.minutes.map(|it| lasted(u32::from(it)));
    let values = [
        ("fight.day", written(fight.date)),
        ("fight.after", after(known.case, fight.date)),
        ("fight.number", number.to_string()),
        ("fight.since", since.map(since_words).unwrap_or_default()),
        ("fight.stressor", fight.stressor.clone()),
        ("fight.context", fight.context.clone()),
        ("fight.pursuit", pursuit),
        ("fight.withdrawal", withdrawal),
        ("fight.reconnection", reconnection),
        ("fight.repetition", repetition),
        ("fight.minutes", minutes.unwrap_or_default()),
        ("fight.left", of(&fight.intensity, Hand::Left)),
        ("fight.right", of(&fight.intensity, Hand::Right)),
        ("fight.left_relief", of(&fight.relief, Hand::Left)),
        ("fight.right_relief", of(&fight.relief, Hand::Right)),
        ("fight.ended", ended(known.case, fight)),
        ("fight.repaired", fight.repaired_after.map(lasted).unwrap_or_default()),
        ("fight.reported", reported(known.case, fight.reported_by)),
    ];
    Entry { values: values.into(), lists: Lists::new() }
}

fn since_words(days: i64) -> String {
    match days {
        0 => "on the same day as the one before".to_owned(),
        1 => "1 day after the one before".to_owned(),
        days => format!("{days} days after the one before"),
    }
}

/// "40 minutes", "3 hours", "2 days".
fn lasted(minutes: u32) -> String {
    let told = |number: u32, what: &str| {
        let plural = if number == 1 { "" } else { "s" };
        format!("{number} {what}{plural}")
    };
    match minutes {
        0..=119 => told(minutes, "minute"),
        120..=2_879 => told((minutes + 30) / 60, "hour"),
        _ => told((minutes + 720) / 1_440, "day"),
    }
}

fn ended(case: &Case, fight: &Episode) -> String {
    let who = fight.ended_by.map(|by| match by {
        EndedBy::A => case.name_of(PartnerId::A).to_owned(),
        EndedBy::B => case.name_of(PartnerId::B).to_owned(),
        EndedBy::Both => "both".to_owned(),
        EndedBy::Nobody => "neither of them".to_owned(),
    });
    let parts = [who.unwrap_or_default(), fight.ended_how.trim().to_owned()];
    let parts: Vec<String> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    parts.join(": ")
}

fn reported(case: &Case, by: ReportedBy) -> String {
    match by {
        ReportedBy::Both => "both".to_owned(),
        ReportedBy::A => case.name_of(PartnerId::A).to_owned(),
        ReportedBy::B => case.name_of(PartnerId::B).to_owned(),
        ReportedBy::HomeLog => "the log at home".to_owned(),
    }
}

/// What is worth a line of its own: sessions and what was felt in them stand on the picture.
fn points(known: &ForPractice<'_>) -> Vec<Entry> {
    let course = course(known);
    let is_told = |point: &&Point| {
        !matches!(
            point.kind,
            PointKind::Session(_)
                | PointKind::Felt
                | PointKind::Check { has_fallen: false }
        )
    };
    let mut told: Vec<(NaiveDate, Row, [String; 3])> = course
        .points
        .iter()
        .filter(is_told)
        .map(|point| (point.on, point.row, words(known.case, point)))
        .collect();
    told.extend(scores(known));
    told.sort_by_key(|(on, row, _)| (*on, *row));
    told.into_iter().map(|(on, _, words)| point_entry(known.case, on, words)).collect()
}

fn words(case: &Case, point: &Point) -> [String; 3] {
    let who = point.who.map_or("both", |who| case.name_of(who));
    [point.title.clone(), who.to_owned(), point.detail.clone()]
}

fn point_entry(case: &Case, on: NaiveDate, [what, who, words]: [String; 3]) -> Entry {
    let values = [
        ("point.day", written(on)),
        ("point.after", after(case, on)),
        ("point.what", what),
        ("point.who", who),
        ("point.words", words),
    ];
    Entry { values: values.into(), lists: Lists::new() }
}

/// One line for each day on which a measure was filled in: what each scored, never both as one.
fn scores(known: &ForPractice<'_>) -> Vec<(NaiveDate, Row, [String; 3])> {
    if known.case.scores.is_empty() {
        return Vec::new();
    }
    let measures = Measure::all(&known.practice.measures);
    let open = |score: &&Score| may_stand(Shown::new(What::Score, score.compartment()));
    let mut days: BTreeMap<(NaiveDate, &str), Vec<String>> = BTreeMap::new();
    for score in known.case.scores.iter().filter(open) {
        let measure =
            measures.iter().find(|it| it.key == score.measure && !it.is_private);
        let said = measure.and_then(|measure| scored(known.case, measure, score));
        if let (Some(measure), Some(said)) = (measure, said) {
            days.entry((score.date, measure.name.as_str())).or_default().push(said);
        }
    }
    let line = |((on, name), mut said): ((NaiveDate, &str), Vec<String>)| {
        said.sort();
        (
            on,
            Row::Felt(PartnerId::B),
            [name.to_owned(), "both".to_owned(), said.join(" · ")],
        )
    };
    days.into_iter().map(line).collect()
}

/// "Ana: Satisfaction 38"; a measure of many scales has its page.
fn scored(case: &Case, measure: &Measure, score: &Score) -> Option<String> {
    let scales = measure.scales.iter().filter_map(|scale| {
        Some(format!("{} {}", lower(&scale.name), score.totals.get(&scale.key)?))
    });
    let scales: Vec<String> = scales.collect();
    let name = case.name_of(score.partner);
    (!scales.is_empty()).then(|| format!("{name}: {}", scales.join(", ")))
}
