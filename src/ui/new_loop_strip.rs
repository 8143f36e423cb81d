//! The strip under the new loop: whose, which layer, what it belongs to, and the words.

use super::chip::{Chip, PartnerChip, divider, line_divider};
use super::command::Ask;
use super::keys::{self, Live};
use super::look::space;
use super::map_state::MapFacts;
use super::new_loop::{Link, NewLoopState, is_here};
use super::new_loop_keys::{LAYERS, link_next, linked};
use super::strip;
use crate::drawing::lobe::Hand;
use crate::model::{CycleMap, Element, Layer, PartnerId, new_loop as pairs};
use egui::Ui;

/// The strip as a panel at the foot of the window.
pub(super) fn strip_ui(
    ui: &mut Ui,
    state: &mut NewLoopState,
    (map, facts): (&CycleMap, &MapFacts<'_>),
    asked: &mut Vec<Ask>,
) {
    let (partner, layer) = state.place();
    if !is_here(layer) {
        state.choose(partner, Layer::Reach);
    }
    strip::strip_panel(ui, facts, |ui| {
        ui.horizontal(|ui| {
            ui.spacing_mut().item_spacing.x = space::XS;
            who_ui(ui, state, (map, facts));
            divider(ui);
            layers_ui(ui, state, facts);
            divider(ui);
            link_ui(ui, state, map, asked);
        });
        ui.add_space(space::S);
        let answers = state.next_link(map);
        let mut wishes = Vec::new();
        strip::words_ui(ui, &mut state.map, facts, map, &mut wishes);
        if wishes.iter().any(|ask| matches!(ask, Ask::Change(_))) {
            state.link = Link::Likely;
        }
        asked.extend(wishes.into_iter().map(|ask| match ask {
            Ask::Change(edit) => Ask::Change(linked(edit, answers)),
            other => other,
        }));
    });
}

fn who_ui(
    ui: &mut Ui,
    state: &mut NewLoopState,
    (map, facts): (&CycleMap, &MapFacts<'_>),
) {
    let (chosen, layer) = state.place();
    for (hand, partner) in [(Hand::Left, map.left), (Hand::Right, map.left.other())] {
        let name = facts.case.name_of(partner);
        let is_chosen = chosen == partner;
        if (PartnerChip { name, hand, is_chosen }).show(ui).clicked() {
            state.choose(partner, layer);
            state.map.wants_strip = true;
        }
    }
}

fn layers_ui(ui: &mut Ui, state: &mut NewLoopState, facts: &MapFacts<'_>) {
    let (partner, chosen) = state.place();
    let keys = keys::of(ui);
    for live in LAYERS {
        let Some(layer) = live.layer() else { continue };
        if layer == Layer::Felt {
            line_divider(ui);
        }
        let label = layer.label(facts.case.name_of(partner.other()));
        let key = keys.cap(live);
        let is_chosen = chosen == layer;
        if (Chip { is_chosen, ..Chip::new(&key, &label) }).show(ui).clicked() {
            state.choose(partner, layer);
            state.map.select(None);
            state.map.wants_strip = true;
        }
    }
}

/// What the chosen phrase, or else the next one, belongs to; each click takes the next.
fn link_ui(ui: &mut Ui, state: &mut NewLoopState, map: &CycleMap, asked: &mut Vec<Ask>) {
    let chosen = state.map.selected.and_then(|id| map.find(id));
    let (partner, layer, old) = if let Some((partner, _, element)) = chosen {
        (partner, element.layer, pairs::answered(map, partner, element))
    } else {
        let (partner, layer) = state.place();
        (partner, layer, state.next_link(map).and_then(|id| Some(map.find(id)?.2)))
    };
    let key = keys::cap(ui, Live::BelongsTo);
    if let Some(label) = link_label(map, (partner, layer), old)
        && Chip::new(&key, &label).show(ui).clicked()
    {
        link_next(state, map, asked);
    }
}

/// "instead of asks again"; none where there is nothing to belong to.
fn link_label(
    map: &CycleMap,
    (partner, layer): (PartnerId, Layer),
    old: Option<&Element>,
) -> Option<String> {
    if pairs::may_answer(map, partner, layer).is_empty() {
        return None;
    }
    let (some, none) = match layer {
        Layer::Reach => ("instead of", "in place of no old move"),
        _ => ("to", "to none of them"),
    };
    let words = old.map(|old| format!("{some} {}", old.quoted()));
    Some(words.unwrap_or_else(|| none.to_owned()))
}
