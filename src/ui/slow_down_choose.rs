//! Where a moment begins: the moves of both, to choose one that is slowed down.

use super::command::{Ask, Command};
use super::look::{self, Scale, space};
use super::slow_down::{SlowDownFacts, SlowDownState};
use super::slow_down_question::top_ui;
use super::slow_down_words as words;
use super::widget_button::Button;
use super::widget_row::Row;
use crate::drawing::lobe::Hand;
use crate::drawing::{Face, Ink};
use crate::model::audience::Room;
use crate::model::{CycleMap, Element, Layer, PartnerId};
use egui::{Rect, Response, ScrollArea, Ui, UiBuilder, vec2};

pub(super) fn choose_ui(
    ui: &mut Ui,
    state: &mut SlowDownState,
    facts: &SlowDownFacts<'_>,
    asked: &mut Vec<Ask>,
) {
    let sheet = ui.max_rect();
    top_ui(ui, (sheet, facts), (None, None), asked);
    let Some(map) = facts.case.map(facts.map) else { return };
    let width = (sheet.width() - 2.0 * space::XXL).min(620.0);
    let top = sheet.top() + (0.18 * sheet.height()).min(190.0);
    let left = sheet.left() + (0.16 * sheet.width()).max(space::XXL);
    let place = Rect::from_min_max(egui::pos2(left, top), sheet.max);
    let place = Rect::from_min_size(place.min, vec2(width, place.height() - space::XL));
    let mut child = ui.new_child(UiBuilder::new().max_rect(place));
    let moves = map.elements().map(|(_, element)| element);
    let moves = moves.filter(|element| element.layer == Layer::Behaviour);
    let (read, kept): (Vec<&Element>, Vec<&Element>) =
        moves.partition(|element| may_be_seen(element));
    // Of what was told alone not even that it is there is said.
    let is_kept = kept.into_iter().any(|element| Room::Both.may_show_phrase(element));
    match (read.is_empty(), is_kept) {
        (true, false) => {
            nothing_ui(&mut child, (words::NO_MOVE, words::NO_MOVE_YET), asked);
        }
        (true, true) => {
            nothing_ui(&mut child, (words::NO_OPEN_MOVE, words::FROM_THE_MAP), asked);
        }
        (false, _) => {
            moves_ui(&mut child, state, (facts, map));
            if is_kept {
                child.add_space(space::L);
                let style = (Scale::Interface, Face::Sans, Ink::Ink2);
                look::label(&mut child, words::FROM_THE_MAP, style);
            }
        }
    }
}

/// What the couple may not see stays away: the screen is read with them.
fn may_be_seen(element: &Element) -> bool {
    Room::Both.may_read_phrase(element)
}

fn nothing_ui(ui: &mut Ui, (title, about): (&str, &str), asked: &mut Vec<Ask>) {
    ui.spacing_mut().item_spacing.y = space::M;
    look::label(ui, title, (Scale::Heading, Face::Serif, Ink::Ink));
    look::label(ui, about, (Scale::Phrase, Face::Sans, Ink::Ink2));
    ui.add_space(space::S);
    if Button::primary(words::TO_THE_MAP).show(ui).clicked() {
        asked.push(Ask::Do(Command::Map));
    }
}

fn moves_ui(
    ui: &mut Ui,
    state: &mut SlowDownState,
    (facts, map): (&SlowDownFacts<'_>, &CycleMap),
) {
    look::label(ui, words::CHOOSE, (Scale::Question, Face::Serif, Ink::Ink));
    ui.add_space(space::L);
    ScrollArea::vertical().show(ui, |ui| {
        ui.spacing_mut().item_spacing.y = space::XS;
        for partner in [map.left, map.left.other()] {
            for element in map.layer(partner, Layer::Behaviour).filter(|e| may_be_seen(e))
            {
                let mut waiting = state.waiting.iter();
                let begun = waiting.any(|walk| walk.from == element.id);
                let begun = begun.then_some(words::GO_ON);
                let row = move_ui(ui, (facts, map), (partner, element), begun);
                // The first row has the keyboard: Enter is enough.
                let nobody = ui.memory(|memory| memory.focused().is_none());
                if nobody && facts.takes_keys {
                    row.request_focus();
                }
                if row.clicked() {
                    state.begin(map, element.id);
                }
            }
        }
    });
}

fn move_ui(
    ui: &mut Ui,
    (facts, map): (&SlowDownFacts<'_>, &CycleMap),
    (partner, element): (PartnerId, &Element),
    begun: Option<&str>,
) -> Response {
    let name = facts.case.name_of(partner);
    let said = element.quoted();
    let row = match begun {
        Some(begun) => Row::new(&format!("{name}: {said}, {begun}"), 46.0).show(ui),
        None => Row::new(&format!("{name}: {said}"), 46.0).show(ui),
    };
    let hand = if partner == map.left { Hand::Left } else { Hand::Right };
    let middle = row.rect.left_center() + vec2(20.0, 0.0);
    super::chip::paint_sign(ui, middle, hand);
    let put = |x: f32, words: &str, style: (Scale, Face, Ink)| {
        let room = (row.rect.width() - x - 80.0).max(40.0);
        let galley = look::line(ui, words, style, room);
        let at = middle + vec2(x, -galley.size().y / 2.0);
        let end = x + galley.size().x + space::M;
        ui.painter().galley(at, galley, look::ink(ui, style.2));
        end
    };
    let name_ink = crate::drawing::marks::ink(hand);
    let after = put(20.0, name, (Scale::Phrase, Face::SerifSemiBold, name_ink));
    let face = if element.own_words { Face::SerifItalic } else { Face::Sans };
    let after = put(after, &said, (Scale::Phrase, face, Ink::Ink));
    if let Some(begun) = begun {
        put(after, begun, (Scale::Label, Face::Sans, Ink::Ink3));
    }
    row
}
