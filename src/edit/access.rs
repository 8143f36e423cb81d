//! Decisions about a request for the file: include, redact or withhold, each one a step back.

use super::listed::ListEdit;
use super::{CaseEdit, Edit};
use crate::model::Case;
use crate::model::access::{Item, Standing};
use crate::model::agreement::{Choice, Decision, Request};
use chrono::NaiveDate;

/// Decides about an item. What was written as a reason stays, and redacting begins with the
/// gaps that suggest themselves.
pub fn decide(
    case: &Case,
    request: &mut Request,
    (item, choice): (&Item, Choice),
    on: NaiveDate,
) {
    let place = request.decisions.iter().position(|it| it.item == item.id);
    let was_redacted = matches!(
        item.standing(request),
        Standing::Decided(decision) if decision.choice == Choice::Redact
    );
    let old = place.map(|at| request.decisions.remove(at));
    let reason = old.as_ref().map(|old| old.reason.clone()).unwrap_or_default();
    let gaps = match (choice, old) {
        (Choice::Redact, Some(old)) if was_redacted => old.gaps,
        (Choice::Redact, _) => item.usual_gaps(case, request),
        _ => Vec::new(),
    };
    let seen = Some(item.seen());
    request.decisions.push(Decision { item: item.id, choice, reason, on, gaps, seen });
}

/// Why an item is redacted or withheld.
pub fn give_reason(request: &mut Request, item: &Item, reason: &str) {
    let decision = request.decisions.iter_mut().find(|it| it.item == item.id);
    if let Some(decision) = decision {
        reason.trim().clone_into(&mut decision.reason);
    }
}

/// Makes a line of a redacted item a gap, or brings it back.
pub fn switch_gap(request: &mut Request, item: &Item, line: u16) {
    let decision = request.decisions.iter_mut().find(|it| it.item == item.id);
    let Some(decision) = decision.filter(|it| it.choice == Choice::Redact) else {
        return;
    };
    if decision.gaps.contains(&line) {
        decision.gaps.retain(|gap| *gap != line);
    } else if usize::from(line) < item.lines.len() {
        decision.gaps.push(line);
        decision.gaps.sort_unstable();
    }
}

/// The pack has left: the register says when, and in numbers what.
pub fn answered(request: &mut Request, on: NaiveDate, counts: &str) {
    request.answered = Some(on);
    let before = request.answer.trim();
    request.answer =
        if before.is_empty() { counts.to_owned() } else { format!("{before}\n{counts}") };
}

/// The request as it is now, as one step.
pub fn replaced(request: Request) -> Edit {
    Edit::Case(CaseEdit::Request(ListEdit::Replace(Box::new(request))))
}
