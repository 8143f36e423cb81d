//! Scores on the line of time: the two partners' lines of one scale, never one for both.

use super::course::{Opens, Point, PointKind, Row};
use super::measure::{Better, CutOff, Measure, ScoredScale};
use super::score::Scored;
use super::{Case, Pair, PartnerId, Points, ScoreId};
use chrono::NaiveDate;
use std::collections::HashSet;

/// One scale of one measure over time.
#[derive(Debug, Clone, PartialEq)]
pub struct ScaleOverTime {
    /// The keys of the measure and of its scale.
    pub measure: String,
    pub scale: String,
    /// "CSI-16", or "RDAS, Cohesion" where there are several.
    pub name: String,
    pub range: (f32, f32),
    pub better: Better,
    /// From where to where scores mean something else, and what.
    pub shade: Option<(f32, f32, String)>,
    pub lines: Pair<Vec<(NaiveDate, f32)>>,
}

impl ScaleOverTime {
    pub fn count(&self) -> usize {
        self.lines.a.len() + self.lines.b.len()
    }
}

type OnScale<'a> = (&'a Measure, &'a ScoredScale);

/// Every scale of these measures that somebody has a score on.
pub(super) fn scales(case: &Case, measures: &[Measure]) -> Vec<ScaleOverTime> {
    let mut scales: Vec<ScaleOverTime> = used(case, measures)
        .map(|on| {
            let line = |partner| {
                let scored = scored(case, on, partner).into_iter();
                scored.map(|it| (it.date, it.points.value())).collect()
            };
            ScaleOverTime { lines: Pair::from_fn(line), ..without_scores(on) }
        })
        .collect();
    scales.retain(|scale| scale.count() > 0);
    scales
}

fn used<'a>(
    case: &Case,
    measures: &'a [Measure],
) -> impl Iterator<Item = OnScale<'a>> + use<'a> {
    let keys: HashSet<String> =
        case.scores.iter().map(|score| score.measure.clone()).collect();
    let used = measures.iter().filter(move |measure| keys.contains(&measure.key));
    used.flat_map(|measure| measure.scales.iter().map(move |scale| (measure, scale)))
}

fn scored(case: &Case, (measure, scale): OnScale<'_>, partner: PartnerId) -> Vec<Scored> {
    case.scored(&measure.key, &scale.key, partner)
}

fn without_scores((measure, scale): OnScale<'_>) -> ScaleOverTime {
    let shaded = measure.cut_offs.iter().find(|it| it.is_shaded && it.scale == scale.key);
    let range = (scale.low.value(), scale.high.value());
    ScaleOverTime {
        measure: measure.key.clone(),
        scale: scale.key.clone(),
        name: measure.name_of(scale),
        range,
        better: scale.better,
        shade: shaded.map(|cut| shade(cut, range)),
        lines: Pair::default(),
    }
}

fn shade(cut: &CutOff, (low, high): (f32, f32)) -> (f32, f32, String) {
    let at = cut.when.at().value();
    let says = cut.named();
    if cut.when.is_low() { (low, at, says) } else { (at, high, says) }
}

/// A point for each score, with what its number means and how it differs from the one before.
pub(super) fn points(
    case: &Case,
    measures: &[Measure],
    scales: &[ScaleOverTime],
) -> Vec<Point> {
    let place = |(measure, scale): OnScale<'_>| {
        let is_it =
            |it: &ScaleOverTime| it.measure == measure.key && it.scale == scale.key;
        scales.iter().position(is_it)
    };
    let private = case.scores.iter().filter(|score| score.is_private);
    let private: HashSet<ScoreId> = private.map(|score| score.id).collect();
    let mut points = Vec::new();
    for on in used(case, measures) {
        let Some(place) = place(on) else { continue };
        for partner in PartnerId::BOTH {
            let mut before: Option<Scored> = None;
            for scored in scored(case, on, partner) {
                let is_private = on.0.is_private || private.contains(&scored.id);
                let told_by = is_private.then_some(partner);
                let point = of_score((on, place), (partner, scored, before));
                points.push(Point { told_by, ..point });
                before = Some(scored);
            }
        }
    }
    points
}

fn of_score(
    ((measure, scale), place): (OnScale<'_>, usize),
    (partner, scored, before): (PartnerId, Scored, Option<Scored>),
) -> Point {
    let band = measure.band(&scale.key, scored.points);
    let band = band.map_or_else(String::new, |band| format!(", {}", band.says));
    Point {
        on: scored.date,
        row: Row::Scores,
        kind: PointKind::Score { scale: place, points: scored.points.value() },
        title: format!("{}: {}{band}", measure.name_of(scale), scored.points),
        detail: before.map_or_else(String::new, |before| {
            said_since((measure, scale), before, scored.points)
        }),
        who: Some(partner),
        told_by: None,
        opens: Opens::Score(scored.id),
    }
}

/// "Up 6, more than the measure’s error, since 9 September 2026".
fn said_since((measure, scale): OnScale<'_>, before: Scored, now: Points) -> String {
    let change = measure.change(&scale.key, before.points, now).whole_words();
    let mut letters = change.chars();
    let first = letters.next().map(|it| it.to_uppercase().to_string());
    let change = format!("{}{}", first.unwrap_or_default(), letters.as_str());
    format!("{change}, since {}", before.date.format("%-d %B %Y"))
}
