//! The command list: a few letters, the arrows, Enter.

use super::look::{self, Scale, corner, space};
use super::widget_field::Field;
use super::widget_ground;
use super::widget_key_cap::{self, Cap};
use super::widget_row::Row;
use crate::drawing::{Face, Ink};
use egui::{Key, Modifiers, ScrollArea, Ui, vec2};

/// One thing that can be done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PaletteEntry {
    pub label: String,
    /// The key that does the same, such as "Ctrl Z".
    pub shortcut: Option<String>,
    pub is_enabled: bool,
}

/// What is being looked for.
#[derive(Debug, Clone, Default)]
pub struct PaletteState {
    pub search: String,
    place: usize,
    is_ready: bool,
}

/// What became of the palette.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PaletteAnswer {
    /// The place of an entry in the list that was handed in.
    Chosen(usize),
    Dismissed,
}

const ROW: f32 = 40.0;

/// Shows the palette over the screen. Entries that cannot be used now are left out.
pub fn palette_ui(
    ui: &Ui,
    state: &mut PaletteState,
    entries: &[PaletteEntry],
) -> Option<PaletteAnswer> {
    let shown = widget_ground::floating_panel(ui, ("palette", 520.0), |ui| {
        ui.spacing_mut().item_spacing.y = space::S;
        let stepped = steps(ui);
        let field =
            Field::new("Find a command").hide_label().hint("What would you like to do?");
        let typed = field.show(ui, &mut state.search);
        if !std::mem::replace(&mut state.is_ready, true) {
            typed.response.request_focus();
        }
        if typed.response.changed() {
            state.place = 0;
        }
        let found = found(&state.search, entries);
        let last = found.len().saturating_sub(1);
        state.place = state.place.saturating_add_signed(stepped).min(last);
        let clicked = rows_ui(ui, (&found, entries), (state.place, stepped != 0));
        let entered = typed.submitted.then(|| found.get(state.place).copied()).flatten();
        clicked.or(entered)
    });
    match shown.inner {
        Some(place) => Some(PaletteAnswer::Chosen(place)),
        None if shown.dismissed => Some(PaletteAnswer::Dismissed),
        None => None,
    }
}

/// How far the arrows went. Before the field, which would move its caret.
fn steps(ui: &Ui) -> isize {
    let pressed = |key| ui.input_mut(|input| input.consume_key(Modifiers::NONE, key));
    isize::from(pressed(Key::ArrowDown)) - isize::from(pressed(Key::ArrowUp))
}

/// The usable entries that hold every word typed; those that begin with it first.
fn found(search: &str, entries: &[PaletteEntry]) -> Vec<usize> {
    let wanted = search.trim().to_lowercase();
    let holds = |label: &str| wanted.split_whitespace().all(|word| label.contains(word));
    let mut found: Vec<(bool, usize)> = entries
        .iter()
        .enumerate()
        .filter(|(_, entry)| entry.is_enabled)
        .map(|(place, entry)| (place, entry.label.to_lowercase()))
        .filter(|(_, label)| holds(label))
        .map(|(place, label)| (!label.starts_with(&wanted), place))
        .collect();
    found.sort_unstable();
    found.into_iter().map(|(_, place)| place).collect()
}

fn rows_ui(
    ui: &mut Ui,
    (found, entries): (&[usize], &[PaletteEntry]),
    (chosen, has_moved): (usize, bool),
) -> Option<usize> {
    if found.is_empty() {
        look::label(
            ui,
            "Nothing by that name",
            (Scale::Interface, Face::Sans, Ink::Ink2),
        );
        return None;
    }
    let mut clicked = None;
    let list = ScrollArea::vertical().max_height(9.5 * ROW).auto_shrink([false, true]);
    list.show(ui, |ui| {
        ui.spacing_mut().item_spacing.y = 0.0;
        for (number, place) in found.iter().enumerate() {
            let Some(entry) = entries.get(*place) else { continue };
            let response = row_ui(ui, (entry, number == chosen));
            if number == chosen && has_moved {
                response.scroll_to_me(None);
            }
            if response.clicked() {
                clicked = Some(*place);
            }
        }
    });
    clicked
}

fn row_ui(ui: &mut Ui, (entry, is_chosen): (&PaletteEntry, bool)) -> egui::Response {
    let response = Row::new(&entry.label, ROW).show(ui);
    let (rect, painter) = (response.rect, ui.painter());
    if is_chosen {
        painter.rect_filled(rect, corner::ROW, look::ink(ui, Ink::AccentWash));
    }
    let style = (Scale::Phrase, Face::Sans, Ink::Ink);
    let words = look::line(ui, &entry.label, style, rect.width() - 120.0);
    let at = rect.left_center() + vec2(14.0, -words.size().y / 2.0);
    painter.galley(at, words, look::ink(ui, Ink::Ink));
    if let Some(key) = &entry.shortcut {
        let width = widget_key_cap::key_cap_size(ui, key).x;
        let centre = rect.right_center() - vec2(14.0 + width / 2.0, 0.0);
        widget_key_cap::paint_key_cap(ui, painter, centre, (key, Cap::Outlined));
    }
    response
}
