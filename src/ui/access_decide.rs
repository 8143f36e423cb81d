//! Deciding by key: the arrows go through the list, a letter decides, and what waits comes next.

use super::access::{AccessFacts, AccessState, Chosen};
use super::access_open;
use super::keys::{self, Live};
use crate::edit::access;
use crate::model::access::{Item, ItemKind, Standing};
use crate::model::agreement::{Choice, Request};
use egui::{Key, Modifiers, Ui};

/// Arrows go through the list; a letter decides.
pub(super) fn take_keys(
    ui: &Ui,
    state: &mut AccessState,
    (facts, request, listed): (&AccessFacts<'_>, &Request, &[&Item]),
    now: &mut Request,
) {
    if !keys::is_listening(ui) || ui.memory(egui::Memory::focused).is_some() {
        return;
    }
    let pressed =
        |modifiers, key| ui.input_mut(|input| input.consume_key(modifiers, key));
    if facts.can_change() && pressed(Modifiers::SHIFT, Key::I) {
        if let Some((group, _)) = access_open::group_of(state, facts, now) {
            state.ask_about(group);
        }
        return;
    }
    for (live, choice) in [
        (Live::Include, Choice::Include),
        (Live::Redact, Choice::Redact),
        (Live::Withhold, Choice::Withhold),
    ] {
        if facts.can_change() && keys::take(ui, live) {
            return decide(state, (facts, listed), choice, now);
        }
    }
    let order = order(listed);
    let place = order.iter().position(|it| Some(*it) == state.chosen);
    let next = if pressed(Modifiers::NONE, Key::ArrowDown) {
        place.map_or(0, |place| place + 1)
    } else if pressed(Modifiers::NONE, Key::ArrowUp) {
        place.map_or(0, |place| place.saturating_sub(1))
    } else {
        return;
    };
    if let Some(next) = order.get(next).filter(|_| facts.request == Some(request)) {
        state.choose(*next, now, facts.items);
    }
}

fn order(listed: &[&Item]) -> Vec<Chosen> {
    let items = listed.iter().map(|item| Chosen::Item(item.id));
    std::iter::once(Chosen::Before).chain(items).collect()
}

/// Decides about the chosen item: what is included goes on to the next that waits, for the
/// others a reason is written first.
pub(super) fn decide(
    state: &mut AccessState,
    (facts, listed): (&AccessFacts<'_>, &[&Item]),
    choice: Choice,
    now: &mut Request,
) {
    let Some(Chosen::Item(id)) = state.chosen else { return };
    let Some(item) = facts.item(id) else { return };
    state.keep(now, facts.items);
    access::decide(facts.case, now, (item, choice), facts.today);
    if choice == Choice::Include {
        go_on(state, (facts, listed), now);
    } else {
        state.wants_reason = true;
    }
}

/// To the next item that waits, after the chosen one.
pub(super) fn go_on(
    state: &mut AccessState,
    (facts, listed): (&AccessFacts<'_>, &[&Item]),
    now: &mut Request,
) {
    let Some(Chosen::Item(id)) = state.chosen else { return };
    let place = listed.iter().position(|item| item.id == id).unwrap_or_default();
    let waits = |item: &&&Item| item.id != id && !item.standing(now).is_decided();
    let after = listed.iter().skip(place + 1).find(waits);
    let next = after.or_else(|| listed.iter().find(waits));
    let next = next.map_or(Chosen::Before, |item| Chosen::Item(item.id));
    state.choose(next, now, facts.items);
}

/// Includes what waits of one group, in one step, and goes on to what still waits.
pub(super) fn include_group(
    state: &mut AccessState,
    facts: &AccessFacts<'_>,
    group: ItemKind,
    now: &mut Request,
) {
    state.keep(now, facts.items);
    let is_open =
        |item: &&Item| item.kind == group && matches!(item.standing(now), Standing::Open);
    let open: Vec<&Item> = facts.items.iter().filter(is_open).collect();
    for item in open {
        access::decide(facts.case, now, (item, Choice::Include), facts.today);
    }
    let next = facts.items.iter().find(|item| !item.standing(now).is_decided());
    let next = next.map_or(Chosen::Before, |item| Chosen::Item(item.id));
    state.choose(next, now, facts.items);
    state.asks_about = None;
}
