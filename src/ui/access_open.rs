//! Including a whole group at once: which one the chosen row stands in, and the question before it.

use super::access::{AccessFacts, AccessState, Chosen, GROUP, SECOND};
use super::access_decide::include_group;
use super::look::{self, space};
use super::widget_button::Button;
use super::{keys, note_sign, widget_ground};
use crate::model::access::{Item, ItemKind, Standing};
use crate::model::agreement::Request;
use egui::Ui;

/// What is undecided in the group of the chosen row, or else in the first that waits.
pub(super) fn group_of(
    state: &AccessState,
    facts: &AccessFacts<'_>,
    request: &Request,
) -> Option<(ItemKind, usize)> {
    let is_open = |item: &&Item| matches!(item.standing(request), Standing::Open);
    let open = || facts.items.iter().filter(is_open);
    let chosen = match state.chosen {
        Some(Chosen::Item(id)) => facts.item(id).map(|item| item.kind),
        _ => None,
    };
    let waits = |kind: &ItemKind| open().any(|item| item.kind == *kind);
    let kind = chosen.filter(waits).or_else(|| open().next().map(|item| item.kind))?;
    Some((kind, open().filter(|item| item.kind == kind).count()))
}

/// The button of the group, or the question that it led to.
pub(super) fn group_ui(
    ui: &mut Ui,
    state: &mut AccessState,
    (facts, request): (&AccessFacts<'_>, &Request),
    now: &mut Request,
) {
    let Some((kind, count)) = group_of(state, facts, request) else {
        state.asks_about = None;
        return;
    };
    if !facts.can_change() {
        return;
    }
    if state.asks_about != Some(kind) {
        state.asks_about = None;
        let words = format!("Include {}\u{2026}", kind.counted(count));
        if Button::quiet(&words).key("Shift I").show(ui).clicked() {
            state.ask_about(kind);
        }
        return;
    }
    widget_ground::card(ui, 14, |ui| {
        ui.set_width(ui.available_width());
        ui.spacing_mut().item_spacing.y = space::S;
        let goes =
            if count == 1 { "goes out as it stands" } else { "go out as they stand" };
        let words = format!("{} {goes}, with every word", kind.counted(count));
        look::label(ui, &words, GROUP);
        if kind == ItemKind::Contact {
            look::label(ui, "The name, phone, e-mail and address are in it", SECOND);
        }
        ui.horizontal(|ui| {
            let not_yet = Button::quiet("Not yet").key("Esc").show(ui);
            if std::mem::take(&mut state.wants_not_yet) {
                not_yet.request_focus();
            }
            if not_yet.clicked() || (facts.takes_keys && keys::escape(ui)) {
                state.asks_about = None;
            }
            let words = format!("Yes, include {count}");
            let button = Button::primary(&words);
            if note_sign::at_the_far_end(ui, |ui| button.show(ui)).clicked() {
                include_group(state, facts, kind, now);
            }
        });
    });
}
