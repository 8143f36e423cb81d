//! The upper row of the strip: whose the next phrase is, and in which layer it goes.

use super::chip::{Chip, PartnerChip, divider, line_divider};
use super::command::Ask;
use super::keys::{self, Live};
use super::look::space;
use super::map_keys;
use super::map_state::{MapFacts, MapState, View};
use crate::drawing::lobe::Hand;
use crate::model::{CycleMap, Layer};
use egui::Ui;

/// In the order of the strip.
const LAYERS: [Layer; 12] = [
    Layer::Cue,
    Layer::Body,
    Layer::MeaningSelf,
    Layer::MeaningOther,
    Layer::Reactive,
    Layer::Urge,
    Layer::Behaviour,
    Layer::Primary,
    Layer::Fear,
    Layer::Need,
    Layer::Origin,
    Layer::Intent,
];

/// The two partners, the layers and the tray; what is chosen stands out.
pub(super) fn who_and_layer_ui(
    ui: &mut Ui,
    state: &mut MapState,
    (facts, map): (&MapFacts<'_>, &CycleMap),
    asked: &mut Vec<Ask>,
) {
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = space::XS;
        for (hand, partner) in [(Hand::Left, map.left), (Hand::Right, map.left.other())] {
            let name = facts.case.name_of(partner);
            let is_chosen = state.capture.partner == partner;
            if (PartnerChip { name, hand, is_chosen }).show(ui).clicked() {
                let live = if hand == Hand::Left { Live::Left } else { Live::Right };
                if is_correction(ui) {
                    map_keys::correct(state, map, live, asked);
                } else {
                    state.capture.choose_partner(partner);
                    state.wants_strip = state.view != View::Quick;
                }
            }
        }
        divider(ui);
        layers_ui(ui, state, (facts, map), asked);
    });
}

/// With Shift a click corrects the last phrase, as the key does.
fn is_correction(ui: &Ui) -> bool {
    ui.input(|input| input.modifiers.shift)
}

/// A layer to choose, with its key and its words.
struct Choice {
    layer: Layer,
    key: String,
    label: String,
    is_chosen: bool,
}

/// How much of the chips there is room for.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Fit {
    is_tight: bool,
    /// Those that show their key alone.
    are_short: Vec<bool>,
}

impl Choice {
    fn chip(&self) -> Chip<'_> {
        Chip { is_chosen: self.is_chosen, ..Chip::new(&self.key, &self.label) }
    }

    /// As it stands where there is little room.
    fn tight_chip(&self) -> Chip<'_> {
        Chip { is_tight: true, words: self.tight_words(), ..self.chip() }
    }

    /// The two meanings say less where there is little room.
    fn tight_words(&self) -> Option<&'static str> {
        match self.layer {
            Layer::MeaningSelf => Some("Self"),
            Layer::MeaningOther => Some("Other"),
            _ => None,
        }
    }
}

fn choices(ui: &Ui, state: &MapState, facts: &MapFacts<'_>) -> Vec<Choice> {
    let keys = keys::of(ui);
    let other = facts.case.name_of(state.capture.partner.other());
    let choice = |layer| Choice {
        layer,
        key: Live::of_layer(layer).map(|live| keys.cap(live)).unwrap_or_default(),
        label: short_label(layer, state, other),
        is_chosen: state.capture.layer == layer && !state.capture.is_for_tray,
    };
    let is_shown = |layer: &Layer| shows_layer(*layer, state.view);
    LAYERS.into_iter().filter(is_shown).map(choice).collect()
}

fn layers_ui(
    ui: &mut Ui,
    state: &mut MapState,
    (facts, map): (&MapFacts<'_>, &CycleMap),
    asked: &mut Vec<Ask>,
) {
    let choices = choices(ui, state, facts);
    let tray_key = keys::cap(ui, Live::ToTray);
    let is_chosen = state.capture.is_for_tray;
    let in_tray = Chip { is_chosen, ..Chip::new(&tray_key, "Tray") };
    let has_tray = state.view != View::Quick;
    let tray_room = |is_tight| {
        let chip = Chip { is_tight, ..in_tray };
        if has_tray { chip.width(ui) + space::XS } else { 0.0 }
    };
    let room = ui.available_width() - 18.0;
    let fit = fit(ui, &choices, |is_tight| room - tray_room(is_tight));
    let chip = if fit.is_tight { Choice::tight_chip } else { Choice::chip };
    let mut clicked = None;
    for (choice, is_short) in choices.iter().zip(fit.are_short) {
        if choice.layer == Layer::Primary {
            line_divider(ui);
        }
        if (Chip { is_short, ..chip(choice) }).show(ui).clicked() {
            clicked = Live::of_layer(choice.layer);
        }
    }
    if has_tray && tray_ui(ui, Chip { is_tight: fit.is_tight, ..in_tray }) {
        clicked = Some(Live::ToTray);
    }
    match clicked {
        Some(live) if is_correction(ui) => map_keys::correct(state, map, live, asked),
        Some(live) => {
            state.capture.choose(live, map.left);
            state.wants_strip = true;
        }
        None => {}
    }
}

fn tray_ui(ui: &mut Ui, chip: Chip<'_>) -> bool {
    let is_short = chip.width(ui) > ui.available_width();
    let chip = Chip { is_short, ..chip };
    chip.show(ui).on_hover_text("Drop it in the tray, and sort it later").clicked()
}

/// Everything in words if there is room, then closer together, and at last some with their key
/// alone: first the second of the two meanings, then from the right.
fn fit(ui: &Ui, choices: &[Choice], room: impl Fn(bool) -> f32) -> Fit {
    let width = |is_tight, are_short: &[bool]| -> f32 {
        let all = choices.iter().zip(are_short);
        let one = |(it, is_short): (&Choice, &bool)| {
            let chip = Chip {
                is_short: *is_short,
                ..if is_tight { it.tight_chip() } else { it.chip() }
            };
            chip.width(ui) + space::XS
        };
        all.map(one).sum()
    };
    let mut are_short = vec![false; choices.len()];
    if width(false, &are_short) <= room(false) {
        return Fit { is_tight: false, are_short };
    }
    let is_other = |choice: &Choice| choice.layer == Layer::MeaningOther;
    let first = choices.iter().position(is_other);
    for at in first.into_iter().chain((0..choices.len()).rev()) {
        if width(true, &are_short) <= room(true) {
            break;
        }
        if let Some(is_short) = are_short.get_mut(at) {
            *is_short = true;
        }
    }
    Fit { is_tight: true, are_short }
}

/// The quick view has three layers.
fn shows_layer(layer: Layer, view: View) -> bool {
    view != View::Quick || Layer::QUICK.contains(&layer)
}

fn short_label(layer: Layer, state: &MapState, other: &str) -> String {
    let is_chosen = state.capture.layer == layer;
    match (layer, state.view) {
        (Layer::MeaningSelf, _) if !is_chosen => "Meaning".to_owned(),
        (Layer::MeaningOther, _) if !is_chosen => format!("About {other}"),
        (Layer::Reactive, _) => "Reacts".to_owned(),
        (Layer::Primary, View::Quick) => "Emotion".to_owned(),
        _ => layer.label(other),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ui::look::{self, Motion};
    use egui::{Context, RawInput};

    fn labelled(room: f32) -> Fit {
        let ctx = Context::default();
        look::install(&ctx, Motion::Off);
        let mut found = None;
        // Fonts are there from the second frame on.
        for _ in 0..2 {
            let mut output = ctx.run_ui(RawInput::default(), |ui| {
                let labels = LAYERS.map(|layer| match layer {
                    Layer::Reactive => "Reacts".to_owned(),
                    layer => layer.label("Łukasz"),
                });
                let choices: Vec<Choice> = LAYERS
                    .into_iter()
                    .zip(labels)
                    .map(|(layer, label)| {
                        let is_chosen = layer == Layer::Behaviour;
                        let key = Live::of_layer(layer).map(|live| keys::cap(ui, live));
                        let key = key.unwrap_or_default();
                        Choice { layer, key, label, is_chosen }
                    })
                    .collect();
                found = Some(fit(ui, &choices, |_| room));
            });
            output.textures_delta.clear();
        }
        found.unwrap()
    }

    /// What the two partners and the tray leave of a window that is 1280 wide.
    const AT_1280: f32 = 835.0;

    #[test]
    fn at_1280_every_key_of_the_strip_says_what_it_does() {
        let fit = labelled(AT_1280);
        assert!(fit.is_tight && fit.are_short.iter().all(|is_short| !is_short));
    }

    #[test]
    fn in_a_wide_window_the_strip_is_not_crowded() {
        assert!(!labelled(1500.0).is_tight);
        assert!(labelled(500.0).are_short.iter().any(|is_short| *is_short));
    }
}
