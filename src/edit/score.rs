//! Scores entered: a total that was typed, or the answers to the items.

use super::listed::{ListEdit, few, line};
use super::{CaseEdit, Edit, EditError};
use crate::model::measure::Measure;
use crate::model::score::{Answers, Outcome, Score};
use crate::model::{Case, PartnerId, Points, ScoreId, SessionId};
use chrono::NaiveDate;
use std::collections::BTreeMap;

/// Why a total was not taken. It repeats nothing that was typed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ScoreFault {
    #[error("Type the total, a number.")]
    NoNumber,
    #[error("{scale} goes from {low} to {high}. Look at the number again.")]
    Outside { scale: String, low: Points, high: Points },
    #[error("This measure has {most} numbers and these are {found}. Type fewer.")]
    TooMany { most: usize, found: usize },
}

/// Whose, on which measure, and when.
#[derive(Debug, Clone, Copy)]
pub struct Entry<'a> {
    pub measure: &'a Measure,
    pub partner: PartnerId,
    pub date: NaiveDate,
}

/// The totals in what was typed: one for the first scale, more for those after it.
pub fn read_totals(
    measure: &Measure,
    typed: &str,
) -> Result<BTreeMap<String, Points>, ScoreFault> {
    let numbers: Vec<&str> =
        typed.split([' ', ';', '/']).filter(|it| !it.is_empty()).collect();
    if numbers.is_empty() {
        return Err(ScoreFault::NoNumber);
    }
    let most = measure.scales.len();
    if numbers.len() > most {
        return Err(ScoreFault::TooMany { most, found: numbers.len() });
    }
    let mut totals = BTreeMap::new();
    for (typed, scale) in numbers.into_iter().zip(&measure.scales) {
        let points = Points::read(typed).ok_or(ScoreFault::NoNumber)?;
        if !(scale.low..=scale.high).contains(&points) {
            let (low, high) = (scale.low, scale.high);
            return Err(ScoreFault::Outside { scale: scale.name.clone(), low, high });
        }
        totals.insert(scale.key.clone(), points);
    }
    Ok(totals)
}

/// The session of a day, to which what is filled in on that day belongs.
fn session_of(case: &Case, date: NaiveDate) -> Option<SessionId> {
    let of_day = case.sessions.iter().filter(|session| session.date == date);
    of_day.max_by_key(|session| session.when()).map(|session| session.id)
}

/// The change that keeps a typed total.
pub fn enter_total(
    case: &Case,
    entry: Entry<'_>,
    typed: &str,
) -> Result<(ScoreId, Edit), ScoreFault> {
    let totals = read_totals(entry.measure, typed)?;
    Ok(add(Score { totals, ..new(case, entry) }))
}

/// The change that keeps answers; it takes the place of a score that was begun.
pub fn enter_answers(
    case: &Case,
    entry: Entry<'_>,
    (begun, given): (Option<ScoreId>, Vec<Option<u8>>),
) -> (ScoreId, Edit) {
    let answers = Answers::of(entry.measure, given);
    let totals = entry.measure.totals(&answers.given);
    let kept = begun.and_then(|id| case.scores.iter().find(|score| score.id == id));
    match kept {
        Some(kept) => {
            let score = Score { totals, answers: Some(answers), ..kept.clone() };
            (score.id, replace(score))
        }
        None => add(Score { totals, answers: Some(answers), ..new(case, entry) }),
    }
}

/// The change that keeps what stands in the field, to go on with later.
pub fn keep_typed(case: &Case, entry: Entry<'_>, typed: &str) -> Option<Edit> {
    let typed = typed.trim();
    let kept = || Score { typed: typed.to_owned(), ..new(case, entry) };
    (!typed.is_empty()).then(|| add(kept()).1)
}

fn new(case: &Case, entry: Entry<'_>) -> Score {
    let session = session_of(case, entry.date);
    Score { session, ..Score::new(entry.measure, entry.partner, entry.date) }
}

fn add(score: Score) -> (ScoreId, Edit) {
    (score.id, Edit::Case(CaseEdit::Score(ListEdit::Add(Box::new(score)))))
}

pub fn replace(score: Score) -> Edit {
    Edit::Case(CaseEdit::Score(ListEdit::Replace(Box::new(score))))
}

pub fn remove(id: ScoreId) -> Edit {
    Edit::Case(CaseEdit::Score(ListEdit::Remove(id)))
}

/// Marks a measure as one that the couple may be shown, or takes that back.
pub fn show_measure(case: &Case, measure: &str, since: Option<NaiveDate>) -> Edit {
    let mut shown = case.shown_measures.clone();
    match since {
        Some(day) => shown.insert(measure.to_owned(), day),
        None => shown.remove(measure),
    };
    Edit::Case(CaseEdit::ShownMeasures(shown))
}

/// "12 of 16 answered" where a total was refused.
pub fn refusal(measure: &Measure, given: &[Option<u8>]) -> Option<String> {
    let refused = |scale| match measure.score(scale, given) {
        Outcome::Refused { answered, of } => Some((answered, of)),
        Outcome::Known { .. } => None,
    };
    let (answered, of) = measure.scales.iter().find_map(refused)?;
    Some(format!("{answered} of {of} answered"))
}

/// "2 items stand at the mean of the others", where the rule allows it.
pub fn filled(measure: &Measure, given: &[Option<u8>]) -> Option<String> {
    let filled = |scale| match measure.score(scale, given) {
        Outcome::Known { filled, .. } if filled > 0 => Some(filled),
        _ => None,
    };
    match measure.scales.iter().filter_map(filled).sum() {
        0 => None,
        1 => Some("1 missing item stands at the mean of the others".to_owned()),
        count => Some(format!("{count} missing items stand at the mean of the others")),
    }
}

impl super::listed::Listed for Score {
    type Id = ScoreId;

    fn id(&self) -> ScoreId {
        self.id
    }

    fn list(case: &mut Case) -> &mut Vec<Self> {
        &mut case.scores
    }

    fn checked(self, _case: &Case) -> Result<Self, EditError> {
        few(self.totals.len())?;
        few(self.answers.as_ref().map_or(0, |answers| answers.given.len()))?;
        Ok(Self { measure: line(&self.measure)?, typed: line(&self.typed)?, ..self })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn measure(key: &str) -> Measure {
        Measure::shipped().into_iter().find(|it| it.key == key).unwrap()
    }

    #[test]
    fn a_typed_total_is_read_in_the_order_of_the_scales() {
        let rdas = measure("rdas");
        let read = |typed| read_totals(&rdas, typed);
        assert_eq!(read("47").unwrap().len(), 1);
        let all = read("41 20 11 10").unwrap();
        assert_eq!(all["cohesion"], Points::whole(10));
        assert_eq!(read(" "), Err(ScoreFault::NoNumber));
        assert_eq!(read("forty"), Err(ScoreFault::NoNumber));
        assert!(matches!(read("70"), Err(ScoreFault::Outside { .. })));
        assert!(matches!(
            read("1 2 3 4 5"),
            Err(ScoreFault::TooMany { most: 4, found: 5 })
        ));
        assert_eq!(
            read_totals(&measure("ors"), "23,4").unwrap()["total"].to_string(),
            "23.4"
        );
    }
}
