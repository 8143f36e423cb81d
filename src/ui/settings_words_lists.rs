//! The lists of a pack of words: which layer, for whom, and the words themselves to pick one.

use super::look::{self, Scale, space};
use super::settings_words::{WordsState, offered_to};
use super::widget_button::{focus_ring, hover};
use super::widget_key_cap;
use crate::drawing::{Face, Ink};
use crate::edit::own_words::{TermAt, WordPlace};
use crate::model::practice_words::WordPack;
use crate::model::vocabulary::Pack;
use crate::model::{CycleKind, Layer, Position};
use egui::{CornerRadius, Response, Role, Sense, Ui, WidgetInfo, vec2};
use strum::VariantArray as _;

/// A word that was clicked.
pub struct Picked {
    pub at: TermAt,
    pub words: String,
}

const SMALL: (Scale, Face, Ink) = (Scale::Chip, Face::Sans, Ink::Ink2);
const POSITIONS: [Option<Position>; 4] = [
    None,
    Some(Position::Pursuer),
    Some(Position::Withdrawer),
    Some(Position::BurntOutPursuer),
];
const KINDS: [Option<CycleKind>; 4] = [
    None,
    Some(CycleKind::Emotional),
    Some(CycleKind::Sexual),
    Some(CycleKind::Caretaking),
];

/// The layers to choose from, each with how many words it has in the pack.
pub fn layers_ui(ui: &mut Ui, state: &mut WordsState, pack: &WordPack) {
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(space::XS, space::XS);
        for layer in Layer::VARIANTS {
            let of_layer = pack.lists.iter().filter(|list| list.layer == *layer);
            let count: usize = of_layer.map(|list| list.terms.len()).sum();
            let name = layer.label("the other");
            let label = match count {
                0 => name,
                count => format!("{name}  {count}"),
            };
            let is_chosen = state.place.layer == *layer;
            if choice(ui, (&label, is_chosen)).clicked() {
                state.place.layer = *layer;
                state.rewritten = None;
            }
        }
    });
}

/// For which position and which kind of loop a new word is.
pub fn where_ui(ui: &mut Ui, place: &mut WordPlace) {
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(space::M, space::XS);
        let names = ["Everybody", "Who pursues", "Who withdraws", "Who stopped reaching"];
        let mut chosen = POSITIONS.iter().position(|it| *it == place.position);
        let position = chosen.get_or_insert(0);
        if widget_key_cap::switch(ui, "For whom", &names, position) {
            place.position = POSITIONS.get(*position).copied().flatten();
        }
        let names = ["Any loop", "Emotional", "Sexual", "Caretaking"];
        let mut chosen = KINDS.iter().position(|it| *it == place.kind);
        let kind = chosen.get_or_insert(0);
        if widget_key_cap::switch(ui, "For which loop", &names, kind) {
            place.kind = KINDS.get(*kind).copied().flatten();
        }
    });
}

/// The words of the chosen layer; the one that was clicked.
pub fn words_ui(ui: &mut Ui, state: &WordsState, pack: &WordPack) -> Option<Picked> {
    let layer = state.place.layer;
    let of_layer = |(_, list): &(usize, &Pack)| list.layer == layer;
    let lists: Vec<(usize, &Pack)> =
        pack.lists.iter().enumerate().filter(of_layer).collect();
    if lists.is_empty() {
        look::label(ui, "No words of yours in this layer", SMALL);
    }
    let mut picked = None;
    for (number, list) in lists {
        let title = offered_to(list.position, list.kind);
        under(ui, &title, |ui| {
            for (term, words) in list.terms.iter().enumerate() {
                let at = TermAt { list: number, term };
                let is_chosen = state.rewritten == Some(at);
                if choice(ui, (words, is_chosen)).clicked() {
                    picked = Some(Picked { at, words: words.clone() });
                }
            }
        });
    }
    picked
}

/// The words of a shipped list, to read.
pub fn read_only_ui(ui: &mut Ui, list: &Pack) {
    let layer = list.layer.label("the other");
    let whom = offered_to(list.position, list.kind);
    let title = if whom.is_empty() { layer } else { format!("{layer}: {whom}") };
    under(ui, &title, |ui| {
        let words = list.terms.join("  ·  ");
        let style = (Scale::Interface, Face::Sans, Ink::Ink);
        ui.add(egui::Label::new(look::job(ui, &words, style)).wrap());
    });
}

/// Words close under their heading, if they have one.
fn under(ui: &mut Ui, title: &str, words: impl FnOnce(&mut Ui)) {
    ui.vertical(|ui| {
        ui.spacing_mut().item_spacing = vec2(space::XS, space::XS);
        if !title.is_empty() {
            look::label(ui, title, (Scale::Label, Face::SansSemiBold, Ink::Ink2));
        }
        ui.horizontal_wrapped(words);
    });
}

/// A word to click on; the chosen one stands on a wash.
fn choice(ui: &mut Ui, (words, is_chosen): (&str, bool)) -> Response {
    let (face, ink) = if is_chosen {
        (Face::SansSemiBold, Ink::Accent)
    } else {
        (Face::Sans, Ink::Ink)
    };
    let galley = look::line(ui, words, (Scale::Interface, face, ink), 460.0);
    let size = vec2(galley.size().x + 2.0 * 10.0, 30.0);
    let (rect, response) = ui.allocate_exact_size(size, Sense::click());
    response.widget_info(|| {
        WidgetInfo::selected(Role::Button, ui.is_enabled(), is_chosen, words)
    });
    let corner = CornerRadius::same(7);
    let (ground, strength) = if is_chosen {
        (Ink::AccentWash, 1.0)
    } else {
        (Ink::Control, 0.5 + 0.5 * hover(ui, &response))
    };
    let fill = look::ink(ui, ground).gamma_multiply(strength);
    ui.painter().rect_filled(rect, corner, fill);
    focus_ring(ui, &response, 7);
    let at = rect.center() - galley.size() / 2.0;
    ui.painter().galley(at, galley, look::ink(ui, ink));
    response
}
