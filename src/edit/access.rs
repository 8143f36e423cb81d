//! Decisions about a request for the file: include, redact or withhold, each one a step back.

use super::listed::ListEdit;
use super::{CaseEdit, Edit};
use crate::model::access::{Item, Standing};
use crate::model::agreement::{Choice, Decision, Request};
use crate::model::{Case, PartnerId};
use chrono::NaiveDate;

/// Decides about an item. What was written as a reason stays, and redacting begins with the
/// gaps that suggest themselves.
pub fn decide(
    case: &Case,
    request: &Request,
    (item, choice): (&Item, Choice),
    on: NaiveDate,
) -> Edit {
    decide_all(case, request, (&[item], choice, ""), on)
}

/// Decides about several items in one step; a reason that is not empty becomes that of each.
pub fn decide_all(
    case: &Case,
    request: &Request,
    (items, choice, reason): (&[&Item], Choice, &str),
    on: NaiveDate,
) -> Edit {
    let mut new = request.clone();
    for item in items {
        let before = new.decisions.iter().position(|it| it.item == item.id);
        let old = before.map(|at| new.decisions.remove(at));
        let kept = old.as_ref().map(|old| old.reason.clone()).unwrap_or_default();
        let reason = if reason.is_empty() { kept } else { reason.to_owned() };
        let was_redacted = matches!(
            item.standing(request),
            Standing::Decided(decision) if decision.choice == Choice::Redact
        );
        let gaps = match (choice, old) {
            (Choice::Redact, Some(old)) if was_redacted => old.gaps,
            (Choice::Redact, _) => item.usual_gaps(case, request),
            _ => Vec::new(),
        };
        let seen = Some(item.seen());
        new.decisions.push(Decision { item: item.id, choice, reason, on, gaps, seen });
    }
    replaced(new)
}

/// Why an item is redacted or withheld.
pub fn give_reason(request: &Request, item: &Item, reason: &str) -> Option<Edit> {
    let mut new = request.clone();
    let decision = new.decisions.iter_mut().find(|it| it.item == item.id)?;
    if decision.reason == reason {
        return None;
    }
    reason.clone_into(&mut decision.reason);
    Some(replaced(new))
}

/// Makes a line of a redacted item a gap, or brings it back.
pub fn switch_gap(request: &Request, item: &Item, line: u16) -> Option<Edit> {
    let mut new = request.clone();
    let decision = new.decisions.iter_mut().find(|it| it.item == item.id)?;
    if decision.choice != Choice::Redact || usize::from(line) >= item.lines.len() {
        return None;
    }
    if decision.gaps.contains(&line) {
        decision.gaps.retain(|gap| *gap != line);
    } else {
        decision.gaps.push(line);
        decision.gaps.sort_unstable();
    }
    Some(replaced(new))
}

/// The day on which a partner signed for the release, or none.
pub fn authorise(request: &Request, partner: PartnerId, on: Option<NaiveDate>) -> Edit {
    let mut new = request.clone();
    *new.authorised.of_mut(partner) = on;
    replaced(new)
}

/// The day on which a partner signed for process notes, apart from everything else.
pub fn authorise_process(
    request: &Request,
    partner: PartnerId,
    on: Option<NaiveDate>,
) -> Edit {
    let mut new = request.clone();
    *new.process_authorised.of_mut(partner) = on;
    replaced(new)
}

/// Why it is answered though an authorisation is missing.
pub fn answer_all_the_same(request: &Request, because: &str) -> Option<Edit> {
    let changed = request.without_because != because;
    let new = Request { without_because: because.to_owned(), ..request.clone() };
    changed.then(|| replaced(new))
}

/// The pack has left: the register says when, and in numbers what.
pub fn answered(request: &Request, on: NaiveDate, counts: &str) -> Edit {
    let (answered, answer) = (Some(on), request.answer.trim());
    let answer =
        if answer.is_empty() { counts.to_owned() } else { format!("{answer}\n{counts}") };
    replaced(Request { answered, answer, ..request.clone() })
}

fn replaced(request: Request) -> Edit {
    Edit::Case(CaseEdit::Request(ListEdit::Replace(Box::new(request))))
}
