//! What belongs to one partner alone among what is decided about, item by item.

use super::access::{Item, ItemKind};
use super::access_items::{Draft, own_id};
use super::audience::{Shown, What};
use super::readiness::AttachmentEstimate;
use super::{Case, Compartment, PartnerId};

/// What belongs to one partner alone.
pub(super) fn alone(case: &Case, partner: PartnerId) -> Vec<Item> {
    let file = case.private.of(partner);
    let shown = |what| Shown::new(what, Compartment::private_to(partner));
    let id = (own_id(case, 16 + partner as u128), ItemKind::History);
    let history = Draft::new(id, "History told alone", shown(What::SessionFacts));
    let mut items = vec![history.of("history", &file.attachment_history, partner).0];
    for screening in &file.screenings {
        let id = (screening.id.0, ItemKind::Screening);
        let draft = Draft::new(id, "Questions about safety", shown(What::Screening));
        items.push(asked(draft.on(screening.date), screening, partner).0);
    }
    for (estimate, number) in file.estimates.iter().zip(32..) {
        let id = (own_id(case, number * 2 + partner as u128), ItemKind::Estimate);
        let draft = Draft::new(id, "Estimate of closeness", shown(What::Assessment));
        items.push(estimated(draft.on(estimate.on), estimate, partner).0);
    }
    for todo in &file.todos {
        let id = (todo.id.0, ItemKind::Todo);
        let draft = Draft::new(id, "What waits to be said", shown(What::Todo));
        let way = todo.way.map_or("", super::private_file::Disclosed::intent);
        let draft = draft
            .on(todo.opened)
            .of("what", &todo.words, partner)
            .of("what is meant to happen", way, partner)
            .of("why", &todo.reason, partner);
        let (how, reason) = todo
            .resolved
            .as_ref()
            .map_or(("", ""), |it| (it.how.outcome(), it.reason.as_str()));
        let draft = draft.of("what happened", how, partner);
        items.push(draft.of("how it ended", reason, partner).0);
    }
    items
}

/// The questions in their own words, with what was answered.
fn asked(
    mut draft: Draft,
    screening: &super::screening::Screening,
    partner: PartnerId,
) -> Draft {
    let questions = super::screening::questions();
    for (key, answer) in &screening.answers {
        let question = questions.iter().find(|it| it.key == *key);
        let label = question.map_or(key.as_str(), |it| &it.asks);
        let known =
            question.and_then(|it| it.answers.iter().find(|it| it.key == *answer));
        draft.put(label, known.map_or(answer.as_str(), |it| &it.says), Some(partner));
    }
    let asks = |key: &String| {
        let question = questions.iter().find(|it| it.key == *key);
        question.map_or_else(|| key.clone(), |it| it.asks.clone())
    };
    for (key, words) in &screening.words {
        draft.put(&asks(key), words, Some(partner));
    }
    for (key, plan) in &screening.plans {
        draft.put(&format!("{} The plan", asks(key)), plan, Some(partner));
    }
    if let Some(again) = screening.again {
        draft.put("to be asked again", &again.format("%-d %B %Y").to_string(), None);
    }
    draft
}

fn estimated(draft: Draft, estimate: &AttachmentEstimate, partner: PartnerId) -> Draft {
    let of_seven = |tenths: Option<u8>| {
        let points = tenths.map(|it| format!("{}.{} of 7", it / 10, it % 10));
        points.unwrap_or_default()
    };
    draft
        .of("afraid for the bond", &of_seven(estimate.anxiety), partner)
        .of("away from leaning", &of_seven(estimate.avoidance), partner)
        .of("rests on", estimate.basis.label(), partner)
        .of("note", &estimate.note, partner)
}
