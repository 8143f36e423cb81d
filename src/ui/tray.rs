//! The tray over the strip: phrases caught in passing, each sorted with one key.

use super::command::Ask;
use super::keys::{self, Live, Meant};
use super::look::{self, Scale, space};
use super::map_state::{MapFacts, MapState, View};
use super::widget_button::{focus_ring, hover};
use super::widget_key_cap::{Cap, key_cap_size, paint_key_cap};
use crate::drawing::{Face, Ink};
use crate::edit::tray;
use crate::model::{CycleMap, ElementId, Layer, TrayPhrase};
use egui::{
    CornerRadius, Frame, Margin, Role, ScrollArea, Sense, Ui, WidgetInfo, pos2, vec2,
};

/// No chip is wider; longer words are shown whole on hover and heard whole.
const WIDEST_CHIP: f32 = 300.0;
/// Height of a chip.
const CHIP: f32 = 28.0;

/// The tray as a panel above the strip, while there is something in it.
pub fn tray_ui(ui: &mut Ui, state: &mut MapState, facts: &MapFacts<'_>) {
    let Some(map) = facts.case.map(state.map) else { return };
    if map.tray.is_empty() || state.view == View::Quick {
        return;
    }
    let margin = Margin { left: 24, right: 20, top: 8, bottom: 8 };
    let frame = Frame::new().fill(look::ink(ui, Ink::Sunk)).inner_margin(margin);
    let panel = egui::Panel::bottom("tray")
        .resizable(false)
        .show_separator_line(false)
        .frame(frame);
    panel.show(ui, |ui| {
        ScrollArea::vertical().max_height(68.0).show(ui, |ui| {
            ui.horizontal_wrapped(|ui| {
                ui.spacing_mut().item_spacing = vec2(space::XS, space::XS);
                ui.spacing_mut().interact_size.y = CHIP;
                chips_ui(ui, state, facts, map);
            });
        });
    });
}

fn chips_ui(ui: &mut Ui, state: &mut MapState, facts: &MapFacts<'_>, map: &CycleMap) {
    let title = format!("Unsorted, {}", map.tray.len());
    word_ui(ui, &title, Ink::Ink3);
    ui.add_space(space::XS);
    let can_change = !facts.place.is_read_only;
    if map.tray.iter().any(|phrase| state.tray_chosen == Some(phrase.id)) {
        cap_ui(ui, &keys::cap(ui, Live::Left));
        cap_ui(ui, &keys::cap(ui, Live::Right));
        word_ui(ui, "whose, then the layer’s key", Ink::Ink2);
    } else if can_change {
        cap_ui(ui, &keys::cap(ui, Live::SortTray));
        word_ui(ui, "to sort", Ink::Ink2);
    }
    ui.add_space(space::S);
    for phrase in &map.tray {
        let is_chosen = state.tray_chosen == Some(phrase.id);
        let chip = chip_ui(ui, (phrase, is_chosen));
        if is_chosen && state.tray_seen != state.tray_chosen {
            chip.scroll_to_me(None);
            state.tray_seen = state.tray_chosen;
        }
        if chip.clicked() && can_change {
            state.choose_in_tray((!is_chosen).then_some(phrase.id));
        }
    }
}

/// A word in the middle of a row of chips.
fn word_ui(ui: &mut Ui, words: &str, ink: Ink) {
    let galley = look::line(ui, words, (Scale::Label, Face::Sans, ink), 400.0);
    let size = vec2(galley.size().x, CHIP);
    let (rect, response) = ui.allocate_exact_size(size, Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, words));
    let at = pos2(rect.left(), rect.center().y - galley.size().y / 2.0);
    ui.painter().galley(at, galley, look::ink(ui, ink));
}

fn cap_ui(ui: &mut Ui, key: &str) {
    let size = vec2(key_cap_size(ui, key).x, CHIP);
    let (rect, _) = ui.allocate_exact_size(size, Sense::hover());
    paint_key_cap(ui, ui.painter(), rect.center(), (key, Cap::Outlined));
}

fn chip_ui(ui: &mut Ui, (phrase, is_chosen): (&TrayPhrase, bool)) -> egui::Response {
    let face = if phrase.own_words { Face::SerifItalic } else { Face::Sans };
    let ink = if is_chosen { Ink::Accent } else { Ink::Ink };
    let words = phrase.quoted();
    let galley = look::line(ui, &words, (Scale::Interface, face, ink), WIDEST_CHIP);
    let is_cut = galley.elided;
    let size = vec2(galley.size().x + 2.0 * space::M, CHIP);
    let (rect, response) = ui.allocate_exact_size(size, Sense::click());
    response.widget_info(|| {
        let said = format!("Unsorted: {words}");
        WidgetInfo::selected(Role::ListItem, true, is_chosen, said)
    });
    let ground = if is_chosen { Ink::AccentWash } else { Ink::Surface };
    let corner = CornerRadius::same(14);
    ui.painter().rect_filled(rect, corner, look::ink(ui, ground));
    let over = look::ink(ui, Ink::Control).gamma_multiply(hover(ui, &response));
    ui.painter().rect_filled(rect, corner, over);
    focus_ring(ui, &response, 14);
    let at = rect.center() - galley.size() / 2.0;
    ui.painter().galley(at, galley, look::ink(ui, ink));
    if is_cut { response.on_hover_text(words) } else { response }
}

/// A key that means something to the tray: true if it did.
///
/// One key goes from chip to chip. While one is chosen, the partners' keys say whose it is, and a
/// layer's key sorts it; Meaning is about the self, and with Shift about the other.
pub(super) fn take_key(
    state: &mut MapState,
    map: &CycleMap,
    meant: Meant,
    asked: &mut Vec<Ask>,
) -> bool {
    if meant == Meant::Live(Live::SortTray) {
        state.choose_in_tray(after(map, state.tray_chosen));
        return true;
    }
    // An undone step may have taken the chosen chip away.
    let is_there = |id: &ElementId| map.tray.iter().any(|phrase| phrase.id == *id);
    let Some(id) = state.tray_chosen.filter(is_there) else { return false };
    match meant {
        Meant::Live(Live::Left) => state.capture.partner = map.left,
        Meant::Live(Live::Right) => state.capture.partner = map.left.other(),
        Meant::Live(Live::OwnWords) => {
            asked.extend(tray::switch_own_words(map, id).map(Ask::Change));
        }
        Meant::Live(Live::Remove) => {
            asked.extend(tray::remove(map, id).map(Ask::Change));
            state.choose_in_tray(None);
        }
        Meant::Correct(Live::Meaning) => {
            sort(state, (map, id), Layer::MeaningOther, asked);
        }
        Meant::Live(live) | Meant::Correct(live) => {
            let Some(layer) = live.layer() else { return false };
            sort(state, (map, id), layer, asked);
        }
    }
    true
}

fn sort(
    state: &mut MapState,
    (map, id): (&CycleMap, ElementId),
    layer: Layer,
    asked: &mut Vec<Ask>,
) {
    let Some(edit) = tray::sort(map, id, (state.capture.partner, layer)) else { return };
    let next = after(map, Some(id)).filter(|next| *next != id);
    asked.push(Ask::Change(edit));
    state.kept_last = Some(id);
    state.capture.is_begun = false;
    state.choose_in_tray(next);
}

/// The chip after this one, and after the last the first.
fn after(map: &CycleMap, chosen: Option<ElementId>) -> Option<ElementId> {
    let place = map.tray.iter().position(|phrase| Some(phrase.id) == chosen);
    let next = place.and_then(|place| map.tray.get(place + 1));
    next.or(map.tray.first()).map(|phrase| phrase.id)
}

impl MapState {
    /// A phrase of the tray is chosen instead of one on the loop.
    pub fn choose_in_tray(&mut self, phrase: Option<ElementId>) {
        if phrase.is_some() {
            self.select(None);
        }
        self.tray_chosen = phrase;
    }
}
