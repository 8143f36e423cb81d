//! The phrase that was just kept, and the keys that correct it, where the next words will be offered.

use super::chip::Chip;
use super::command::Ask;
use super::keys::{self, Live};
use super::look::{self, Scale, space};
use super::map_keys;
use super::map_state::{MapFacts, MapState};
use super::phrase_panel::intensity_ui;
use super::widget_key_cap::{Cap, key_cap, key_cap_size};
use crate::drawing::{Face, Ink};
use crate::model::{CycleMap, ElementId};
use egui::{Role, Sense, Ui, WidgetInfo};

/// Own words and shareable, of a phrase on the loop or in the tray.
pub(super) fn marks(map: &CycleMap, id: ElementId) -> (bool, bool) {
    if let Some((_, _, element)) = map.find(id) {
        return (element.own_words, element.is_shareable());
    }
    let unsorted = map.tray.iter().find(|phrase| phrase.id == id);
    (unsorted.is_some_and(|phrase| phrase.own_words), false)
}

/// What was kept last, and what the next key makes of it.
pub(super) fn last_ui(
    ui: &mut Ui,
    state: &mut MapState,
    (facts, map, id): (&MapFacts<'_>, &CycleMap, ElementId),
    asked: &mut Vec<Ask>,
) {
    ui.spacing_mut().item_spacing.x = space::XS;
    words_ui(ui, map, id);
    let keys = keys::of(ui);
    if let Some((partner, _, element)) = map.find(id) {
        let whose = format!("{}’s", facts.case.name_of(partner.other()));
        let key = keys.cap(Live::OtherPartner);
        let chip = Chip::new(&key, &whose);
        if chip.width(ui) <= ui.available_width() && chip.show(ui).clicked() {
            map_keys::other_partner(state, map, id, asked);
        }
        if ui.available_width() >= 150.0 {
            asked.extend(intensity_ui(ui, map, element).map(Ask::Change));
        }
    }
    shift_ui(ui);
}

/// In many words where there is room, in few where there is little.
fn shift_ui(ui: &mut Ui) {
    let style = (Scale::Chip, Face::Sans, Ink::Ink2);
    let cap = key_cap_size(ui, "Shift").x;
    let fits = |words: &&str| {
        let words = look::line(ui, words, style, 240.0);
        words.size().x + cap + 2.0 * space::S <= ui.available_width()
    };
    if let Some(words) = ["and a layer’s key moves it", "+ layer"].into_iter().find(fits)
    {
        key_cap(ui, "Shift", Cap::Outlined);
        look::label(ui, words, style);
    }
}

fn words_ui(ui: &mut Ui, map: &CycleMap, id: ElementId) {
    let found = map.find(id).map(|(_, _, element)| (element.quoted(), element.own_words));
    let unsorted = || map.tray.iter().find(|phrase| phrase.id == id);
    let found = found.or_else(|| unsorted().map(|it| (it.quoted(), it.own_words)));
    let Some((words, is_own)) = found else { return };
    let face = if is_own { Face::SerifItalic } else { Face::Sans };
    let room = (ui.available_width() * 0.45).clamp(60.0, 240.0);
    let style = (Scale::Interface, face, Ink::Ink2);
    let galley = look::line(ui, &words, style, room);
    let (rect, response) = ui.allocate_exact_size(galley.size(), Sense::hover());
    // The words themselves are heard on the loop.
    response
        .widget_info(|| WidgetInfo::labeled(Role::Label, true, "The phrase kept last"));
    ui.painter().galley(rect.min, galley, look::ink(ui, Ink::Ink2));
    ui.add_space(space::XS);
}
