//! The strip under the map: who, which layer, the words, and what the next key will do.

use super::capture;
use super::chip::Chip;
use super::command::Ask;
use super::keys::{self, Live};
use super::look::{self, Scale, space};
use super::map_state::{MapFacts, MapState, View};
use super::widget_button::Button;
use super::widget_field::{Field, Ground};
use super::widget_key_cap::{Cap, key_cap};
use super::{map_keys, notice, strip_choice, strip_last};
use crate::drawing::{Face, Ink};
use crate::edit::completion::{self, Place};
use crate::model::{CycleMap, ElementId, Layer};
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
        strip_choice::who_and_layer_ui(ui, state, (facts, map), asked);
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
    let shown = panel.show(ui, |ui| {
        let edge = ui.max_rect().expand2(egui::vec2(24.0, 0.0));
        let hair = egui::Stroke::new(1.0, look::ink(ui, Ink::Hair));
        ui.painter().hline(edge.x_range(), ui.max_rect().top() - 11.5, hair);
        if facts.place.is_read_only {
            read_only_ui(ui);
        } else {
            contents(ui);
        }
    });
    notice::stay_above(ui, shown.response.rect.top());
}

fn read_only_ui(ui: &mut Ui) {
    let words = "Open to read: another window is writing in this practice";
    ui.label(look::job(ui, words, (Scale::Interface, Face::Sans, Ink::Ink2)));
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
    take_mark_keys(ui, state, map);
    let was_for_tray = state.capture.is_for_tray;
    let is_dropped = takes_tray_key(ui);
    state.capture.is_for_tray |= is_dropped;
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = space::S;
        let is_submitted = field_ui(ui, state, map, &offers);
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            let keep = Button::primary("Keep").key("Enter").height(38.0).show(ui);
            ui.add_space(space::S);
            let last = state.just_kept(map).filter(|_| !state.is_typing);
            marks_ui(ui, state, (facts, map), (last, asked));
            if is_submitted || is_dropped || keep.clicked() {
                keep_phrase(state, facts, map, asked);
                state.capture.is_for_tray = was_for_tray;
            }
            ui.with_layout(Layout::left_to_right(Align::Center), |ui| match last {
                Some(id) => strip_last::last_ui(ui, state, (facts, map, id), asked),
                None => offers_or_fault_ui(ui, state, &offers),
            });
        });
    });
}

/// Own words and shareable: of the phrase that was just kept, or of the next one.
fn marks_ui(
    ui: &mut Ui,
    state: &mut MapState,
    (facts, map): (&MapFacts<'_>, &CycleMap),
    (last, asked): (Option<ElementId>, &mut Vec<Ask>),
) {
    let next = (state.capture.is_own_words, state.capture.is_shareable);
    let of_last = last.map(|id| strip_last::marks(map, id));
    let is_quoted = capture::unquoted(&state.capture.words).1;
    let (is_own, is_shareable) = of_last.unwrap_or((next.0 || is_quoted, next.1));
    let keys = keys::of(ui);
    let is_typing = state.is_typing;
    let chip = |live, label: &str, is_chosen, ui: &mut Ui| {
        // In the field the key alone would be one more letter.
        let typing = keys::while_typing(ui, live).filter(|_| is_typing);
        let key = typing.map_or_else(|| keys.cap(live), |chord| chord.to_string());
        Chip { is_chosen, ..Chip::new(&key, label) }.show(ui).clicked()
    };
    let pressed =
        [(Live::Share, "Shareable", is_shareable), (Live::OwnWords, "Own words", is_own)]
            .into_iter()
            .filter(|(live, label, is_chosen)| chip(*live, label, *is_chosen, ui))
            .map(|(live, ..)| live)
            .last();
    let Some(live) = pressed else { return };
    if last.is_some() {
        map_keys::on_the_last(state, (map, facts), live, asked);
    } else {
        state.capture.choose(live, map.left);
    }
}

/// Own words and shareable, said of the words while they are typed.
fn take_mark_keys(ui: &Ui, state: &mut MapState, map: &CycleMap) {
    if !ui.memory(|memory| memory.has_focus(egui::Id::unique("strip words"))) {
        return;
    }
    for live in [Live::OwnWords, Live::Share] {
        if keys::take_while_typing(ui, live) {
            state.capture.choose(live, map.left);
        }
    }
}

/// Control and Enter in the text box: these words go to the tray, the next ones to their layer.
fn takes_tray_key(ui: &Ui) -> bool {
    let id = egui::Id::unique("strip words");
    let is_pressed =
        ui.memory(|memory| memory.has_focus(id)) && keys::take(ui, Live::DropTyped);
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
    let width = (ui.available_width() * 0.33).clamp(260.0, 480.0);
    let is_own = state.capture.is_own_words || capture::unquoted(&state.capture.words).1;
    let face = if is_own { Face::SerifItalic } else { Face::Sans };
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
    // After the box: the click on a chip would take the keyboard from it again.
    if std::mem::take(&mut state.wants_strip) {
        output.response.request_focus();
    }
    state.is_typing |= output.response.has_focus();
    state.capture.is_begun |= output.response.has_focus();
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
    let alone = facts.case.running().and_then(|session| session.kind.alone());
    if let Some((id, edit)) = state.capture.keep_again(map, (facts.signer, alone)) {
        asked.push(Ask::Change(edit));
        state.kept_last = Some(id);
        state.capture.kept();
        return;
    }
    match state.capture.keep(map, facts.signer) {
        Ok((id, edit)) => {
            asked.push(Ask::Change(edit));
            state.kept_last = Some(id);
            // The next keys are about this phrase, not about one that was chosen before.
            state.select(None);
            if alone.is_some() && state.capture.is_shareable && !state.capture.is_for_tray
            {
                // It starts private; the second question stands at the phrase.
                state.select(Some(id));
                state.sharing = Some(id);
            }
            state.capture.kept();
        }
        Err(crate::edit::EditError::Empty) => state.wants_strip = true,
        Err(error) => {
            state.capture.fault = Some(error.to_string());
            state.wants_strip = true;
        }
    }
}
