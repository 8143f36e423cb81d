//! Lists what each partner scored on each measure, one line a number.

use super::arguments::Score as Asked;
use super::couple::find;
use super::practice::{open_if_free, record};
use super::{CliError, Scene};
use crate::model::measure::{Measure, ScoredScale};
use crate::model::{Case, PartnerId};
use crate::store::{AuditKind, Told};

/// One line a number: measure, partner, day, points, what they say, change. No name is said.
pub fn score(asked: &Asked, scene: &mut Scene<'_>) -> Result<String, CliError> {
    let mut practice = open_if_free(&asked.case.practice, scene)?;
    let case = practice.load(find(&practice, &asked.case.case)?)?;
    // A score that was entered as private stays so, whatever the measure says now.
    let mut case = case;
    let has_private = case.scores.iter().any(|score| score.is_private);
    case.scores.retain(|score| asked.private || !score.is_private);
    let measures = Measure::all(&practice.settings()?.measures);
    let shown = measures.iter().filter(|it| asked.private || !it.is_private);
    let lines: Vec<String> =
        shown.flat_map(|measure| of_measure(&case, measure)).collect();
    if asked.private && has_private {
        record(&mut practice, Told::couple(AuditKind::Revealed, case.id), scene);
    }
    Ok(lines.join("\n"))
}

fn of_measure(case: &Case, measure: &Measure) -> Vec<String> {
    let of_scale = |scale: &ScoredScale| {
        let both = PartnerId::BOTH.into_iter();
        both.flat_map(|partner| of_partner(case, (measure, scale), partner))
            .collect::<Vec<_>>()
    };
    measure.scales.iter().flat_map(of_scale).collect()
}

fn of_partner(
    case: &Case,
    (measure, scale): (&Measure, &ScoredScale),
    partner: PartnerId,
) -> Vec<String> {
    let scored = case.scored(&measure.key, &scale.key, partner);
    let name = if measure.scales.len() == 1 {
        measure.name.clone()
    } else {
        format!("{}: {}", measure.name, scale.name)
    };
    let before = std::iter::once(None).chain(scored.iter().map(Some));
    let line = |(here, before): (&crate::model::score::Scored, Option<_>)| {
        let before: Option<&crate::model::score::Scored> = before;
        let band = measure.band(&scale.key, here.points);
        let band = band.map_or("", |band| band.says.as_str());
        let change = before.map(|it| measure.change(&scale.key, it.points, here.points));
        let change =
            change.map_or_else(String::new, crate::model::score::Change::whole_words);
        format!("{name}\t{partner:?}\t{}\t{}\t{band}\t{change}", here.date, here.points)
    };
    scored.iter().zip(before).map(line).collect()
}
