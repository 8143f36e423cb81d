//! Warnings for the therapist's eyes, each with its evidence in words: fights that come sooner
//! and stronger, and a calm that may be a false one. They advance nothing and decide nothing.

use super::episode::Episode;
use super::event::EventKind;
use super::measure::{Better, Measure, ScoredScale};
use super::readiness::Warning;
use super::{Case, PartnerId, Position};
use chrono::{Days, NaiveDate};

/// A sign needs as many fights in a row.
const FEWEST_FIGHTS: usize = 3;
/// What ended so long ago is history, not a warning.
const RECENT_DAYS: i64 = 120;
/// How long before and after a reversal fights are counted, in days.
const CALM_DAYS: i64 = 56;
/// Less time than this says nothing about calm.
const CALM_AT_LEAST_DAYS: i64 = 14;
/// So much lower, of 10, counts as a fall.
const FALL: f64 = 2.0;
/// The same share of a measure's range, where the measure itself knows no reliable change.
const FALL_SHARE: f64 = 0.2;

/// A warning with what it rests on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sign {
    pub what: Warning,
    /// Sentences that name what was seen.
    pub evidence: Vec<String>,
    /// The newest day of it.
    pub until: NaiveDate,
}

/// Values of one partner over time.
#[derive(Debug, Clone, PartialEq)]
pub struct Series {
    pub partner: PartnerId,
    pub name: String,
    /// Whether more or less of it is better for them.
    pub better: Better,
    /// So much worse counts as a fall.
    pub fall: f64,
    /// The fall is the measure's own reliable change, and no share of its range.
    pub is_fall_reliable: bool,
    /// The ends of its scale.
    pub range: (f64, f64),
    /// By day.
    pub values: Vec<(NaiveDate, f64)>,
}

/// Every warning that was not set aside. Never show them while the couple is in the room.
pub fn warnings(case: &Case, measures: &[Measure], today: NaiveDate) -> Vec<Sign> {
    let calm = false_calm(case, measures, today);
    let found = escalation(case, today).into_iter().chain(calm);
    found.filter(|sign| !case.assessment.has_set_aside(sign.what, sign.until)).collect()
}

/// The fights by day.
pub fn by_day(case: &Case) -> Vec<&Episode> {
    let mut sorted: Vec<&Episode> = case.episodes.iter().collect();
    sorted.sort_by_key(|episode| (episode.date, episode.id));
    sorted
}

/// Days from each fight to the next one.
pub fn intervals(episodes: &[&Episode]) -> Vec<i64> {
    let pairs = episodes.iter().zip(episodes.iter().skip(1));
    pairs.map(|(one, next)| (next.date - one.date).num_days()).collect()
}

/// Over the last three fights or more the time between them shrinks while it gets stronger for
/// one of them (article 001). It looks at each partner apart, never at a mean of both.
pub fn escalation(case: &Case, today: NaiveDate) -> Option<Sign> {
    let fights = by_day(case);
    let newest = fights.last()?;
    if (today - newest.date).num_days() > RECENT_DAYS {
        return None;
    }
    let of = |partner| longest_rise(&fights, partner).map(|run| (partner, run));
    let found: Vec<(PartnerId, &[&Episode])> =
        PartnerId::BOTH.into_iter().filter_map(of).collect();
    let (_, run) = found.iter().max_by_key(|(_, run)| run.len())?;
    let days = list(intervals(run).iter().map(|days| match days {
        0 => "the same day".to_owned(),
        1 => "1 day".to_owned(),
        days => format!("{days} days"),
    }));
    let mut evidence = vec![format!("{} fights, apart: {days}.", run.len())];
    for (partner, run) in &found {
        let strong = run.iter().filter_map(|it| *it.intensity.of(*partner));
        let strong = list(strong.map(|it| it.to_string()));
        evidence.push(format!("How strong, for {}: {strong}.", case.name_of(*partner)));
    }
    Some(Sign { what: Warning::Escalation, evidence, until: newest.date })
}

/// The longest run of fights up to the newest one that comes sooner and stronger.
fn longest_rise<'a, 'b>(
    fights: &'b [&'a Episode],
    partner: PartnerId,
) -> Option<&'b [&'a Episode]> {
    let from_longest = 0..fights.len().saturating_sub(FEWEST_FIGHTS - 1);
    let mut runs = from_longest.filter_map(|from| fights.get(from..));
    runs.find(|run| {
        let strong: Vec<u8> =
            run.iter().filter_map(|it| *it.intensity.of(partner)).collect();
        let strong: Vec<i64> = strong.into_iter().map(i64::from).collect();
        let apart: Vec<i64> = intervals(run).into_iter().map(|days| -days).collect();
        strong.len() == run.len() && rises(&strong) && rises(&apart)
    })
}

/// Never lower than before, and higher at the end.
fn rises(values: &[i64]) -> bool {
    let (Some(first), Some(last)) = (values.first(), values.last()) else { return false };
    values.is_sorted() && first < last
}

/// The roles have turned, there are fewer fights, and one of the two fares worse: in closeness, in
/// safety, or on a measure.
pub fn false_calm(case: &Case, measures: &[Measure], today: NaiveDate) -> Option<Sign> {
    let (turned, turning) = reversal(case, today)?;
    let length = (today - turned).num_days().min(CALM_DAYS);
    if length < CALM_AT_LEAST_DAYS {
        return None;
    }
    let span = Days::new(u64::try_from(length).ok()?);
    let count = |from: Option<NaiveDate>, to: Option<NaiveDate>| {
        let is_in = |it: &&Episode| Some(it.date) > from && Some(it.date) <= to;
        case.episodes.iter().filter(is_in).count()
    };
    let before = count(turned.checked_sub_days(span), Some(turned));
    let after = count(Some(turned), turned.checked_add_days(span));
    if before < 2 || after >= before {
        return None;
    }
    let fallen: Vec<(NaiveDate, String)> =
        series(case, measures).iter().filter_map(|it| fallen(it, turned, case)).collect();
    let until = fallen.iter().map(|(on, _)| *on).max()?;
    let weeks = (length + 3) / 7;
    let mut evidence = vec![turning];
    evidence.push(format!(
        "Fights: {before} in the {weeks} weeks before, {after} in the {weeks} weeks after."
    ));
    evidence.extend(fallen.into_iter().map(|(_, words)| words));
    Some(Sign { what: Warning::FalseCalm, evidence, until: until.max(turned) })
}

/// The newest day on which the roles had turned, and how it is known.
fn reversal(case: &Case, today: NaiveDate) -> Option<(NaiveDate, String)> {
    let told = case.events.iter().filter_map(|event| {
        let is_turn =
            matches!(event.kind, EventKind::RoleReversal | EventKind::PursuerStopped);
        let on = event.on.filter(|on| is_turn && *on <= today)?;
        Some((on, format!("{}: {}.", day(on), event.kind.label())))
    });
    let seen = PartnerId::BOTH.into_iter().filter_map(|it| turned(case, it, today));
    told.chain(seen)
        .filter(|(on, _)| (today - *on).num_days() <= RECENT_DAYS)
        .max_by_key(|(on, _)| *on)
}

/// The last session in which a partner stood on the other side than before.
fn turned(
    case: &Case,
    partner: PartnerId,
    today: NaiveDate,
) -> Option<(NaiveDate, String)> {
    let mut stood: Vec<(NaiveDate, Position)> = case
        .sessions
        .iter()
        .filter(|session| session.date <= today)
        .filter_map(|it| Some((it.date, (*it.sheet.positions.of(partner))?)))
        .filter(|(_, position)| side(*position).is_some())
        .collect();
    stood.sort_by_key(|(on, _)| *on);
    let pairs = stood.iter().zip(stood.iter().skip(1));
    let (before, after) = pairs.rev().find(|(one, next)| side(one.1) != side(next.1))?;
    let name = case.name_of(partner);
    let words = format!(
        "{name}: {} on {}, {} on {}.",
        moves(before.1),
        day(before.0),
        moves(after.1),
        day(after.0)
    );
    Some((after.0, words))
}

/// True for reaching, false for stepping back.
fn side(position: Position) -> Option<bool> {
    match position {
        Position::Pursuer => Some(true),
        Position::Withdrawer | Position::BurntOutPursuer => Some(false),
        Position::Mixed | Position::Unclear => None,
    }
}

fn moves(position: Position) -> &'static str {
    match position {
        Position::Pursuer => "reaching",
        Position::BurntOutPursuer => "reaching no more",
        _ => "stepping back",
    }
}

/// What is known of each partner's own course, each apart: what was felt, and every scale of a
/// measure on which more or less is better. Private measures are no evidence here.
pub fn series(case: &Case, measures: &[Measure]) -> Vec<Series> {
    let is_scored = |measure: &&Measure| {
        let mut of = case.scores.iter().filter(|score| score.measure == measure.key);
        of.any(|score| !score.is_private)
    };
    let scales = measures.iter().filter(is_scored).flat_map(|measure| {
        let scales = measure.scales.iter().filter(|it| it.better != Better::Neither);
        scales.map(move |scale| (measure, scale))
    });
    let scored = scales.flat_map(|on| {
        PartnerId::BOTH.into_iter().map(move |partner| scores(case, on, partner))
    });
    let mut all = felt(case);
    all.extend(scored.filter(|series| !series.values.is_empty()));
    all
}

fn scores(
    case: &Case,
    (measure, scale): (&Measure, &ScoredScale),
    partner: PartnerId,
) -> Series {
    let (low, high) = (f64::from(scale.low), f64::from(scale.high));
    let reliable = measure.reliable(&scale.key);
    let scored = case.scored(&measure.key, &scale.key, partner).into_iter();
    Series {
        partner,
        name: measure.name_of(scale),
        better: scale.better,
        fall: reliable
            .map_or((high - low) * FALL_SHARE, |reliable| f64::from(reliable.at_least)),
        is_fall_reliable: reliable.is_some(),
        range: (low, high),
        values: scored.map(|it| (it.date, f64::from(it.points))).collect(),
    }
}

/// Closeness and safety of each, as they were said in sessions.
pub fn felt(case: &Case) -> Vec<Series> {
    let mut sessions: Vec<_> = case.sessions.iter().collect();
    sessions.sort_by_key(|session| session.when());
    let of = |partner, name: &str, values: Vec<(NaiveDate, f64)>| Series {
        partner,
        name: name.to_owned(),
        better: Better::Higher,
        fall: FALL,
        is_fall_reliable: false,
        range: (0.0, 10.0),
        values,
    };
    PartnerId::BOTH
        .into_iter()
        .flat_map(|partner| {
            let close = sessions.iter().filter_map(|it| {
                Some((it.date, f64::from((*it.sheet.closeness.of(partner))?)))
            });
            let safe = sessions.iter().filter_map(|it| {
                Some((it.date, f64::from((*it.sheet.safety.of(partner))?)))
            });
            [
                of(partner, "Closeness", close.collect()),
                of(partner, "Safe to speak", safe.collect()),
            ]
        })
        .filter(|series| !series.values.is_empty())
        .collect()
}

/// What it was when the roles turned, and that it is worse now.
fn fallen(
    series: &Series,
    turned: NaiveDate,
    case: &Case,
) -> Option<(NaiveDate, String)> {
    let (_, before) = series.values.iter().rfind(|(on, _)| *on <= turned)?;
    let (on, now) = series.values.last().filter(|(on, _)| *on > turned)?;
    let worse = match series.better {
        Better::Higher => before - now,
        Better::Lower => now - before,
        Better::Neither => return None,
    };
    let lower = if series.better == Better::Lower { ", lower is better" } else { "" };
    let error =
        if series.is_fall_reliable { ", more than the measure’s error" } else { "" };
    let words = format!(
        "{} of {}: {before}, and {now} on {}{lower}{error}.",
        series.name,
        case.name_of(series.partner),
        day(*on)
    );
    (worse >= series.fall - 1e-9).then_some((*on, words))
}

fn day(on: NaiveDate) -> String {
    on.format("%-d %B %Y").to_string()
}

fn list(words: impl Iterator<Item = String>) -> String {
    words.collect::<Vec<_>>().join(", ")
}
