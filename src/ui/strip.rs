//! The strip under the map: who, which layer, the words, and what the next key will do.

use super::capture::LAYER_KEYS;
use super::chip::{Chip, PartnerChip, divider, line_divider};
use super::command::Ask;
use super::look::{self, Scale, space};
use super::map_state::{MapFacts, MapState, View};
use super::widget_button::Button;
use super::widget_field::{Field, Ground};
use super::widget_key_cap::{Cap, key_cap};
use crate::drawing::lobe::Hand;
use crate::drawing::{Face, Ink};
use crate::edit::completion::{self, Place};
use crate::model::{CycleMap, Layer};
use egui::{Align, Frame, Key, Layout, Margin, Modifiers, Ui};

/// How many ready phrases are offered at once.
const OFFERS: usize = 3;

/// The strip as a panel at the foot of the window.
pub fn strip_ui(
    ui: &mut Ui,
    state: &mut MapState,
    facts: &MapFacts<'_>,
    asked: &mut Vec<Ask>,
) {
    let Some(map) = facts.case.map(state.map) else { return };
    strip_panel(ui, facts, |ui| {
        who_and_layer_ui(ui, state, facts, map);
        if state.view != View::Quick {
            ui.add_space(space::S);
            words_ui(ui, state, facts, map, asked);
        }
    });
}

/// The panel of a strip; where nothing may be written it says why.
pub(super) fn strip_panel(
    ui: &mut Ui,
    facts: &MapFacts<'_>,
    contents: impl FnOnce(&mut Ui),
) {
    let frame = Frame::new().fill(look::ink(ui, Ink::Surface)).inner_margin(Margin {
        left: 24,
        right: 20,
        top: 12,
        bottom: 14,
    });
    let panel = egui::Panel::bottom("strip")
        .resizable(false)
        .show_separator_line(false)
        .frame(frame);
    panel.show(ui, |ui| {
        let edge = ui.max_rect().expand2(egui::vec2(24.0, 0.0));
        let hair = egui::Stroke::new(1.0, look::ink(ui, Ink::Hair));
        ui.painter().hline(edge.x_range(), ui.max_rect().top() - 11.0, hair);
        if facts.place.is_read_only {
            read_only_ui(ui);
        } else {
            contents(ui);
        }
    });
}

fn read_only_ui(ui: &mut Ui) {
    let words = "Open to read: another window is writing in this practice";
    ui.label(look::job(ui, words, (Scale::Interface, Face::Sans, Ink::Ink2)));
}

fn who_and_layer_ui(
    ui: &mut Ui,
    state: &mut MapState,
    facts: &MapFacts<'_>,
    map: &CycleMap,
) {
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = space::XS;
        for (hand, partner) in [(Hand::Left, map.left), (Hand::Right, map.left.other())] {
            let name = facts.case.name_of(partner);
            let is_chosen = state.capture.partner == partner;
            if (PartnerChip { name, hand, is_chosen }).show(ui).clicked() {
                state.capture.partner = partner;
                state.wants_strip = state.view != View::Quick;
            }
        }
        divider(ui);
        layers_ui(ui, state, facts);
    });
}

fn layers_ui(ui: &mut Ui, state: &mut MapState, facts: &MapFacts<'_>) {
    let other = facts.case.name_of(state.capture.partner.other()).to_owned();
    let layers: Vec<(String, Layer)> = LAYER_KEYS
        .iter()
        .filter(|(_, layer)| shows_layer(*layer, state))
        .map(|(key, layer)| (key.to_uppercase().to_string(), *layer))
        .collect();
    let has_tray = state.view != View::Quick;
    let for_tray = state.capture.is_for_tray;
    let chosen = state.capture.layer;
    let labels: Vec<String> =
        layers.iter().map(|(_, l)| short_label(*l, state, &other)).collect();
    let widths = |is_short: bool| -> Vec<f32> {
        let width = |((key, layer), label): (&(String, Layer), &String)| {
            let is_chosen = chosen == *layer && !for_tray;
            let chip = Chip { is_chosen, is_short, ..Chip::new(key, label) };
            chip.width(ui) + space::XS
        };
        layers.iter().zip(&labels).map(width).collect()
    };
    let in_tray = Chip { is_chosen: for_tray, ..Chip::new("X", "Tray") };
    let key_alone = Chip { is_short: true, ..in_tray };
    let reserved = if has_tray { 17.0 + key_alone.width(ui) } else { 0.0 };
    let room = ui.available_width() - 18.0 - reserved;
    let spelled = spelled_out(&widths(false), &widths(true), room);
    let mut clicked = None;
    for (at, ((key, layer), label)) in layers.iter().zip(&labels).enumerate() {
        if *layer == Layer::Primary {
            line_divider(ui);
        }
        let (is_chosen, is_short) = (chosen == *layer && !for_tray, at >= spelled);
        let chip = Chip { is_chosen, is_short, ..Chip::new(key, label) };
        if chip.show(ui).clicked() {
            clicked = Some(*layer);
        }
    }
    if has_tray {
        divider(ui);
        let label = "Drop it in the tray, and sort it later";
        let fits = in_tray.width(ui) <= ui.available_width();
        let chip = if fits { in_tray } else { key_alone };
        let chip = chip.show(ui).on_hover_text(label);
        if chip.clicked() {
            state.capture.is_for_tray = true;
            state.wants_strip = true;
        }
    }
    if let Some(layer) = clicked {
        state.capture.is_for_tray = false;
        // A click on "Meaning" goes between its two layers, as its key does.
        let is_meaning = layer == Layer::MeaningSelf && state.capture.layer == layer;
        state.capture.layer = if is_meaning { Layer::MeaningOther } else { layer };
        state.wants_strip = true;
    }
}

/// How many chips from the left show their words; the others show their key alone.
fn spelled_out(long: &[f32], short: &[f32], room: f32) -> usize {
    let needed = |count: usize| -> f32 {
        long.iter().take(count).chain(short.iter().skip(count)).sum()
    };
    (0..=long.len()).rev().find(|count| needed(*count) <= room).unwrap_or(0)
}

/// The quick view has three layers; the full one shows one of the two meanings at a time.
fn shows_layer(layer: Layer, state: &MapState) -> bool {
    match (state.view, layer) {
        (View::Quick, layer) => Layer::QUICK.contains(&layer),
        (View::Full | View::List, Layer::MeaningOther) => {
            state.capture.layer == Layer::MeaningOther
        }
        (View::Full | View::List, Layer::MeaningSelf) => {
            state.capture.layer != Layer::MeaningOther
        }
        (View::Full | View::List, _) => true,
    }
}

fn short_label(layer: Layer, state: &MapState, other: &str) -> String {
    let is_chosen = state.capture.layer == layer;
    match (layer, state.view) {
        (Layer::MeaningSelf, _) if !is_chosen => "Meaning".to_owned(),
        (Layer::Reactive, _) => "Reacts".to_owned(),
        (Layer::Primary, View::Quick) => "Emotion".to_owned(),
        _ => layer.label(other),
    }
}

pub(super) fn words_ui(
    ui: &mut Ui,
    state: &mut MapState,
    facts: &MapFacts<'_>,
    map: &CycleMap,
    asked: &mut Vec<Ask>,
) {
    let offers = offers(state, facts, map);
    take_offer_keys(ui, state, &offers);
    let was_for_tray = state.capture.is_for_tray;
    let is_dropped = takes_tray_key(ui);
    state.capture.is_for_tray |= is_dropped;
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = space::S;
        let is_submitted = field_ui(ui, state, map, &offers);
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            let keep = Button::primary("Keep").key("Enter").height(38.0).show(ui);
            ui.add_space(space::S);
            let is_chosen = state.capture.is_shareable;
            let share = Chip { is_chosen, ..Chip::new("S", "Shareable") }.show(ui);
            let is_chosen = state.capture.is_own_words;
            let own = Chip { is_chosen, ..Chip::new("’", "Own words") }.show(ui);
            state.capture.is_shareable ^= share.clicked();
            state.capture.is_own_words ^= own.clicked();
            if is_submitted || is_dropped || keep.clicked() {
                keep_phrase(state, facts, map, asked);
                state.capture.is_for_tray = was_for_tray;
            }
            ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                offers_or_fault_ui(ui, state, &offers);
            });
        });
    });
}

/// Control and Enter in the text box: these words go to the tray, the next ones to their layer.
fn takes_tray_key(ui: &Ui) -> bool {
    let id = egui::Id::unique("strip words");
    let is_pressed = ui.memory(|memory| memory.has_focus(id))
        && ui.input_mut(|input| input.consume_key(Modifiers::COMMAND, Key::Enter));
    if is_pressed {
        ui.memory_mut(|memory| memory.surrender_focus(id));
    }
    is_pressed
}

fn field_ui(
    ui: &mut Ui,
    state: &mut MapState,
    map: &CycleMap,
    offers: &[String],
) -> bool {
    let id = egui::Id::unique("strip words");
    if std::mem::take(&mut state.wants_strip) {
        ui.memory_mut(|memory| memory.request_focus(id));
    }
    let width = (ui.available_width() * 0.33).clamp(260.0, 480.0);
    let face = if state.capture.is_own_words { Face::SerifItalic } else { Face::Sans };
    let ghost = offers.first().map(String::as_str);
    let output = ui
        .allocate_ui(egui::vec2(width, 42.0), |ui| {
            Field::new("Words of the next phrase")
                .hint(if state.capture.is_for_tray {
                    "Anything, to sort later"
                } else {
                    hint(state.capture.layer, map)
                })
                .ghost(ghost.filter(|_| !state.capture.words.is_empty()))
                .on(Ground::Card)
                .hide_label()
                .id(id)
                .face(face)
                .at_most(20_000)
                .show(ui, &mut state.capture.words)
        })
        .inner;
    state.is_typing |= output.response.has_focus();
    if output.response.changed() {
        state.capture.fault = None;
        state.capture.offer = None;
    }
    output.submitted
}

fn hint(layer: Layer, map: &CycleMap) -> &'static str {
    match layer {
        _ if map.elements().next().is_none() => "Two to five words, as they say it",
        Layer::Behaviour => "What it looks like",
        Layer::Cue => "What sets it off",
        Layer::Primary => "The softer emotion",
        Layer::Need => "What is longed for",
        _ => "Two to five words",
    }
}

fn offers(state: &MapState, facts: &MapFacts<'_>, map: &CycleMap) -> Vec<String> {
    let capture = &state.capture;
    if capture.is_for_tray {
        return Vec::new();
    }
    let place = Place {
        layer: capture.layer,
        position: map.side(capture.partner).position,
        kind: map.kind,
    };
    let typed = capture.words.trim();
    // Unasked, only ready words are offered: the other partner's are not this one's.
    let earlier = match typed {
        "" => Vec::new(),
        _ => completion::earlier_words(facts.case, capture.layer),
    };
    let here: Vec<&str> =
        map.layer(capture.partner, capture.layer).map(|e| e.words.as_str()).collect();
    completion::complete(typed, place, facts.vocabulary, &earlier)
        .into_iter()
        .filter(|phrase| !here.contains(phrase) && *phrase != typed)
        .take(OFFERS)
        .map(str::to_owned)
        .collect()
}

/// The arrow down steps through what is offered and writes it into the box.
fn take_offer_keys(ui: &Ui, state: &mut MapState, offers: &[String]) {
    let is_here = ui.memory(|memory| memory.has_focus(egui::Id::unique("strip words")));
    let pressed = is_here
        && !offers.is_empty()
        && ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::ArrowDown));
    if !pressed {
        return;
    }
    let is_typed = !state.capture.words.is_empty();
    let first = usize::from(is_typed && offers.len() > 1);
    let next = state.capture.offer.map_or(first, |offer| (offer + 1) % offers.len());
    if let Some(offer) = offers.get(next) {
        offer.clone_into(&mut state.capture.words);
        state.capture.offer = Some(next);
    }
}

fn offers_or_fault_ui(ui: &mut Ui, state: &mut MapState, offers: &[String]) {
    if let Some(fault) = &state.capture.fault {
        let job = look::job(ui, fault, (Scale::Chip, Face::Sans, Ink::Alarm));
        ui.add(egui::Label::new(job).wrap());
        return;
    }
    ui.spacing_mut().item_spacing.x = space::S;
    let mut taken = None;
    for (place, offer) in offers.iter().enumerate() {
        let key = match place {
            0 if !state.capture.words.is_empty() => Some("Tab"),
            1 => Some("↓"),
            _ => None,
        };
        let style = (Scale::Interface, Face::Sans, Ink::Ink2);
        let words = look::line(ui, offer, style, 200.0);
        let needed = words.size().x + 60.0;
        if needed > ui.available_width() {
            break;
        }
        if let Some(key) = key {
            key_cap(ui, key, Cap::Outlined);
        }
        if Button::quiet(offer).height(32.0).show(ui).clicked() {
            taken = Some(offer.clone());
        }
    }
    if let Some(offer) = taken {
        state.capture.words = offer;
        state.wants_strip = true;
    }
}

fn keep_phrase(
    state: &mut MapState,
    facts: &MapFacts<'_>,
    map: &CycleMap,
    asked: &mut Vec<Ask>,
) {
    match state.capture.keep(map, facts.signer) {
        Ok((id, edit)) => {
            asked.push(Ask::Change(edit));
            state.kept_last = Some(id);
            state.capture.kept();
        }
        Err(crate::edit::EditError::Empty) => state.wants_strip = true,
        Err(error) => {
            state.capture.fault = Some(error.to_string());
            state.wants_strip = true;
        }
    }
}
