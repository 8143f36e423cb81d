//! What narrows a search down: chips with keys of their own, beside Alt.

use super::chip::{self, Chip};
use super::chord::Chord;
use super::command::Ask;
use super::keys;
use super::look::{self, Scale, space};
use super::search_screen::{Part, SearchAsk, SearchFacts, SearchState, WhereTo};
use crate::drawing::{Face, Ink};
use crate::model::search::{Kind, ToldAlone};
use egui::{Ui, pos2, vec2};
use strum::VariantArray as _;

/// Shows the chips; an ask to look again where the couples or what was told alone change.
pub(super) fn chips_ui(
    ui: &mut Ui,
    state: &mut SearchState,
    facts: &SearchFacts<'_>,
    asked: &mut Vec<Ask>,
) {
    let pressed = facts.takes_keys.then(|| pressed(ui)).flatten();
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(space::S, space::S);
        let mut looks_again = false;
        alt_ui(ui);
        let mut caps = CAPS.iter();
        let mut cap = || {
            let cap = caps.next().copied().unwrap_or_default();
            (cap, pressed.is_some() && cap.chars().next() == pressed)
        };
        if let Some((_, name)) = facts.open {
            let only = format!("Only {name}");
            let choices = [("All couples", WhereTo::All), (&*only, WhereTo::OpenCouple)];
            for (cap, (label, where_to)) in ["a", "o"].into_iter().zip(choices) {
                let key = (cap, pressed.is_some() && cap.chars().next() == pressed);
                looks_again |= choice(ui, (key, label), where_to, &mut state.where_to);
            }
            chip::divider(ui);
        }
        let mut narrowed = choice(ui, (cap(), "Everything"), None, &mut state.kind);
        for kind in Kind::VARIANTS {
            narrowed |= choice(ui, (cap(), kind.label()), Some(*kind), &mut state.kind);
        }
        chip::divider(ui);
        for part in Part::VARIANTS {
            narrowed |= part_ui(ui, (cap(), *part), &mut state.part);
        }
        chip::divider(ui);
        looks_again |= alone_ui(ui, cap(), state);
        if narrowed || looks_again {
            state.chosen = 0;
        }
        if looks_again {
            asked.push(Ask::Search(SearchAsk::Look));
        }
    });
}

/// The keys of the chips, beside Alt, from the left.
const CAPS: [&str; 10] = ["1", "2", "3", "4", "5", "6", "7", "8", "9", "0"];

/// The key of a chip, and whether it was pressed in this frame.
type CapKey = (&'static str, bool);

/// True if it was clicked or its key was pressed.
fn chip_ui(
    ui: &mut Ui,
    ((key, is_pressed), label, is_chosen): (CapKey, &str, bool),
) -> bool {
    let cap = key.to_uppercase();
    let chip = Chip { is_chosen, ..Chip::new(&cap, label) };
    chip.show(ui).clicked() || is_pressed
}

/// What was pressed beside Alt; the words that are typed do not get it.
fn pressed(ui: &Ui) -> Option<char> {
    if !keys::is_listening(ui) {
        return None;
    }
    let mut pressed = None;
    keys::take_strokes(ui, |stroke, script| {
        let with_alt = |cap: &&&str| {
            let sign = cap.chars().next().unwrap_or_default();
            let chord = Chord { alt: true, ..Chord::sign(sign) };
            stroke.meanings(script).contains(&chord)
        };
        let found = CAPS.iter().chain(&["a", "o"]).find(with_alt);
        pressed = found.and_then(|cap| cap.chars().next()).or(pressed);
        found.is_some()
    });
    pressed
}

/// Says what is held down beside the figures of the chips, on their middle line.
fn alt_ui(ui: &mut Ui) {
    let words = look::line(
        ui,
        "Alt with",
        (Scale::Chip, Face::Sans, Ink::Ink3),
        ui.max_rect().width(),
    );
    let size = vec2(words.size().x, 30.0);
    let (rect, response) = ui.allocate_exact_size(size, egui::Sense::hover());
    response.widget_info(|| {
        egui::WidgetInfo::labeled(egui::Role::Label, true, "Alt with a figure")
    });
    let at = pos2(rect.left(), rect.center().y - words.size().y / 2.0);
    ui.painter().galley(at, words, look::ink(ui, Ink::Ink3));
}

/// One part of the record; a second click lets all of them through again.
fn part_ui(ui: &mut Ui, (key, part): (CapKey, Part), chosen: &mut Option<Part>) -> bool {
    let is_chosen = *chosen == Some(part);
    let clicked = chip_ui(ui, (key, part.label(), is_chosen));
    if clicked {
        *chosen = (!is_chosen).then_some(part);
    }
    clicked
}

/// Whether the words that one of them told alone are read here.
fn alone_ui(ui: &mut Ui, key: CapKey, state: &mut SearchState) -> bool {
    let is_open = state.told_alone == ToldAlone::Open;
    let clicked = chip_ui(ui, (key, "Show what was told alone", is_open));
    if clicked {
        state.told_alone = if is_open { ToldAlone::Covered } else { ToldAlone::Open };
    }
    clicked
}

fn choice<T: PartialEq>(
    ui: &mut Ui,
    (key, label): (CapKey, &str),
    value: T,
    chosen: &mut T,
) -> bool {
    let is_new = chip_ui(ui, (key, label, *chosen == value)) && *chosen != value;
    if is_new {
        *chosen = value;
    }
    is_new
}
