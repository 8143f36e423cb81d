//! One of several, or some of many, as one stop of the Tab key: arrows and figures choose.

use super::look::{self, Scale, space};
use super::widget_button::{focus_ring, hover};
use crate::drawing::{Face, Ink};
use egui::{
    CornerRadius, Event, EventFilter, Galley, Id, Key, Modifiers, Pos2, Rect, Response,
    Role, Sense, Stroke, StrokeKind, Ui, WidgetInfo, pos2, vec2,
};
use std::sync::Arc;

/// Something to choose.
#[derive(Debug, Clone, Copy)]
pub(super) struct Choice<'a> {
    pub label: &'a str,
    /// Shown under the pointer, where the label is short.
    pub whole: &'a str,
    /// What chooses it while the group has the keyboard.
    pub key: Option<char>,
    pub is_chosen: bool,
}

impl<'a> Choice<'a> {
    /// Chosen if what it stands for is what is chosen.
    pub fn new<T: PartialEq>(label: &'a str, (value, chosen): (&T, &T)) -> Self {
        Self { is_chosen: value == chosen, ..Self::plain(label) }
    }

    /// Something that is done, and never chosen.
    pub fn plain(label: &'a str) -> Self {
        Self { label, whole: "", key: None, is_chosen: false }
    }

    pub fn key(self, key: char) -> Self {
        Self { key: Some(key), ..self }
    }

    /// The key as it is shown before the words; a label that begins with it shows it already.
    fn small_key(&self) -> Option<char> {
        self.key.filter(|key| !self.label.starts_with(*key))
    }
}

/// How a group takes its keys.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Takes {
    /// One: the arrows choose at once.
    One,
    /// One of a row of figures from 0 to 10.
    Figure,
    /// Any: the arrows go from one to the next, Space switches it.
    Any,
}

/// What was done in a group.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Picked {
    At(usize),
    /// What was chosen is taken back.
    Nothing,
}

const HEIGHT: f32 = 30.0;
const PADDING: f32 = 9.0;
/// With room for the key's small figure before the words.
const WITH_KEY: f32 = 14.0;
const GAP: f32 = 5.0;

/// Shows a group under a name that only screen readers say, and what was picked in it.
pub(super) fn group(
    ui: &mut Ui,
    (name, id, takes): (&str, Id, Takes),
    choices: &[Choice<'_>],
) -> Option<Picked> {
    let placed = placed(ui, takes, choices);
    let height = placed.last().map_or(HEIGHT, |(rect, _)| rect.bottom());
    let width = placed.iter().map(|(rect, _)| rect.right()).fold(0.0, f32::max);
    let (rect, _) = ui.allocate_exact_size(vec2(width, height), Sense::hover());
    let sense = if ui.is_enabled() { Sense::FOCUSABLE } else { Sense::hover() };
    let response = ui.interact(rect, id, sense);
    response.widget_info(|| WidgetInfo::labeled(Role::RadioGroup, ui.is_enabled(), name));
    if response.gained_focus() {
        response.scroll_to_me(None);
    }
    focus_ring(ui, &response, 7);
    if response.has_focus() && takes != Takes::Any {
        ui.data_mut(|data| data.insert_temp(leaves_enter_id(), id));
    }
    let mut picked = take_keys(ui, (&response, takes), choices);
    let cursor = response.has_focus().then(|| cursor(ui, id));
    for (at, (choice, (place, words))) in choices.iter().zip(placed).enumerate() {
        let place = place.translate(rect.min.to_vec2());
        let chip = ui.interact(place, id.with(at), Sense::CLICK);
        chip.widget_info(|| {
            let said = format!("{name}: {}", choice.label);
            let role =
                if takes == Takes::Any { Role::CheckBox } else { Role::RadioButton };
            WidgetInfo::selected(role, ui.is_enabled(), choice.is_chosen, said)
        });
        let is_at_cursor = takes == Takes::Any && cursor == Some(at);
        paint(ui, (&chip, &words), (choice, is_at_cursor, response.has_focus()));
        if chip.clicked() {
            let again = choice.is_chosen && takes != Takes::Any;
            picked = Some(if again { Picked::Nothing } else { Picked::At(at) });
        }
        if !choice.whole.is_empty() {
            chip.on_hover_text(choice.whole);
        }
    }
    picked
}

fn leaves_enter_id() -> Id {
    Id::unique("a choice that leaves Enter to the screen")
}

/// True for a group of which Enter means nothing: then it means the next step.
pub(super) fn leaves_enter(ui: &Ui, focused: Id) -> bool {
    ui.data(|data| data.get_temp(leaves_enter_id())) == Some(focused)
}

type Placed = (Rect, Arc<Galley>);

/// Where each choice stands, from the left, in as many lines as it takes.
fn placed(ui: &Ui, takes: Takes, choices: &[Choice<'_>]) -> Vec<Placed> {
    let room = ui.available_width();
    let mut at = Pos2::ZERO;
    let mut placed = Vec::with_capacity(choices.len());
    for choice in choices {
        let (face, ink) = if choice.is_chosen {
            (Face::SansSemiBold, Ink::Accent)
        } else {
            (Face::Sans, Ink::Ink2)
        };
        let least = match takes {
            // A scale stays in one row.
            Takes::Figure => ((room + 1.9) / choices.len() as f32 - 2.0).min(27.0),
            _ => 32.0,
        };
        let padding = match takes {
            Takes::Figure => 2.0,
            _ if choice.small_key().is_some() => WITH_KEY,
            _ => PADDING,
        };
        let for_words = (room - 2.0 * padding).max(0.0);
        let words = look::line(ui, choice.label, (Scale::Chip, face, ink), for_words);
        // As wide as when it is chosen, so that nothing moves.
        let bold = (Scale::Chip, Face::SansSemiBold, ink);
        let widest = look::line(ui, choice.label, bold, for_words).size().x;
        let width = (widest + 2.0 * padding).max(least);
        if at.x > 0.0 && at.x + width > room {
            at = pos2(0.0, at.y + HEIGHT + GAP);
        }
        placed.push((Rect::from_min_size(at, vec2(width, HEIGHT)), words));
        at.x += width + if takes == Takes::Figure { 2.0 } else { GAP };
    }
    placed
}

fn paint(
    ui: &Ui,
    (chip, words): (&Response, &Arc<Galley>),
    (choice, is_at_cursor, shows_keys): (&Choice<'_>, bool, bool),
) {
    let (rect, painter) = (chip.rect, ui.painter());
    let corner = CornerRadius::same(7);
    let fill = if choice.is_chosen {
        look::ink(ui, Ink::AccentWash)
    } else {
        let rest = look::ink(ui, Ink::Control);
        rest.lerp_to_gamma(look::ink(ui, Ink::Hair), hover(ui, chip))
    };
    painter.rect_filled(rect, corner, fill);
    if choice.is_chosen || is_at_cursor {
        let pen = Stroke::new(1.6, look::ink(ui, Ink::Accent));
        painter.rect_stroke(rect, corner, pen, StrokeKind::Inside);
    }
    let at = rect.center() - words.size() / 2.0;
    painter.galley(at, Arc::clone(words), look::ink(ui, Ink::Ink2));
    if let Some(key) = choice.small_key().filter(|_| shows_keys) {
        let style = (Scale::Tiny, Face::SansSemiBold, Ink::Accent);
        let key = look::line(ui, &key.to_string(), style, 20.0);
        let at = pos2(rect.left() + 4.5, rect.center().y - key.size().y / 2.0);
        painter.galley(at, key, look::ink(ui, Ink::Accent));
    }
}

fn cursor_id(id: Id) -> Id {
    id.with("cursor")
}

fn cursor(ui: &Ui, id: Id) -> usize {
    ui.data(|data| data.get_temp(cursor_id(id))).unwrap_or_default()
}

fn take_keys(
    ui: &Ui,
    (response, takes): (&Response, Takes),
    choices: &[Choice<'_>],
) -> Option<Picked> {
    if !response.has_focus() {
        return None;
    }
    let (horizontal_arrows, vertical_arrows) = (true, true);
    let filter =
        EventFilter { horizontal_arrows, vertical_arrows, ..EventFilter::default() };
    ui.memory_mut(|memory| memory.set_focus_lock_filter(response.id, filter));
    let pressed = |key| ui.input_mut(|input| input.consume_key(Modifiers::NONE, key));
    let step = if pressed(Key::ArrowRight) || pressed(Key::ArrowDown) {
        1
    } else if pressed(Key::ArrowLeft) || pressed(Key::ArrowUp) {
        -1
    } else {
        0
    };
    if step != 0 {
        return stepped(ui, (response.id, takes), (step, choices));
    }
    if takes == Takes::Any && (pressed(Key::Space) || pressed(Key::Enter)) {
        return Some(Picked::At(cursor(ui, response.id)));
    }
    if takes != Takes::Any && (pressed(Key::Delete) || pressed(Key::Backspace)) {
        return Some(Picked::Nothing);
    }
    let chosen = choices.iter().position(|choice| choice.is_chosen);
    let typed = typed(ui, |sign| {
        let is_ten = takes == Takes::Figure && sign == '0' && chosen == Some(1);
        let at = choices.iter().position(|choice| choice.key == Some(sign));
        if is_ten { Some(10) } else { at }
    });
    typed.map(Picked::At)
}

/// The arrows never go past the ends.
fn stepped(
    ui: &Ui,
    (id, takes): (Id, Takes),
    (step, choices): (isize, &[Choice<'_>]),
) -> Option<Picked> {
    let last = choices.len().checked_sub(1)?;
    let from = match takes {
        Takes::Any => Some(cursor(ui, id)),
        Takes::One | Takes::Figure => choices.iter().position(|choice| choice.is_chosen),
    };
    let to = match (from, step) {
        (Some(from), _) => from.saturating_add_signed(step).min(last),
        (None, 1) => 0,
        (None, _) => last,
    };
    if takes == Takes::Any {
        ui.data_mut(|data| data.insert_temp(cursor_id(id), to));
        return None;
    }
    (from != Some(to)).then_some(Picked::At(to))
}

/// The first typed sign that means something here; it is taken.
fn typed(ui: &Ui, mut means: impl FnMut(char) -> Option<usize>) -> Option<usize> {
    ui.input_mut(|input| {
        let mut found = None;
        input.events.retain(|event| match event {
            Event::Text(text) if found.is_none() => {
                found = text.chars().next().and_then(&mut means);
                found.is_none()
            }
            _ => true,
        });
        found
    })
}

/// A label in a column of its own, and what belongs to it at its right.
pub(super) fn beside<R>(
    ui: &mut Ui,
    (label, column): (impl FnOnce(&mut Ui), f32),
    contents: impl FnOnce(&mut Ui) -> R,
) -> R {
    let layout = egui::Layout::left_to_right(egui::Align::Min);
    ui.with_layout(layout, |ui| {
        ui.spacing_mut().item_spacing.x = space::S;
        let size = vec2(column, HEIGHT);
        let (place, _) = ui.allocate_exact_size(size, Sense::hover());
        let inner = egui::UiBuilder::new()
            .max_rect(place)
            .layout(egui::Layout::left_to_right(egui::Align::Center));
        // In a child of its own, so that the column stays as wide as it is.
        label(&mut ui.new_child(inner));
        ui.vertical(contents).inner
    })
    .inner
}
