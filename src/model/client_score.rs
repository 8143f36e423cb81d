//! The scores that the therapist shows to both: of marked measures alone, and never a private one.

use super::audience::{Audience, Shown, What};
use super::{Case, PartnerId, Points, Score, Visibility};
use chrono::NaiveDate;

/// One number that both may see.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClientScore {
    /// Keys of the measure and of its scale.
    pub measure: String,
    pub scale: String,
    pub partner: PartnerId,
    pub date: NaiveDate,
    pub points: Points,
}

impl ClientScore {
    /// All of them, the oldest first.
    pub fn all_of(case: &Case) -> Vec<Self> {
        let shown = case.scores.iter().filter(|score| is_shown(case, score));
        let of_score = |score: &Score| {
            let of_scale = |(scale, points): (&String, &Points)| Self {
                measure: score.measure.clone(),
                scale: scale.clone(),
                partner: score.partner,
                date: score.date,
                points: *points,
            };
            score.totals.iter().map(of_scale).collect::<Vec<_>>()
        };
        let mut all: Vec<Self> = shown.flat_map(of_score).collect();
        all.sort_by_key(|score| score.date);
        all
    }
}

fn is_shown(case: &Case, score: &Score) -> bool {
    let Some(on) = case.shows_measure(&score.measure) else { return false };
    let visibility = Visibility::Shareable { on };
    let shown = Shown::new(What::Score, score.compartment());
    Audience::Couple.may_see(Shown { visibility, ..shown })
}
