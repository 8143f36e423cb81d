//! One talk on the sheet: two columns of turns, and under the line what made the difference.

use super::chip::paint_sign;
use super::command::Ask;
use super::look::{self, Scale, corner, space};
use super::map_state::MapFacts;
use super::talks::{TalksState, Writing, Written};
use super::talks_keys::{begin_turn, next_speaker, write_turn};
use super::talks_write::{text_box_ui, turn_box_ui};
use super::widget_button::{Button, focus_ring, hover};
use super::{talks_head, widget_ground};
use crate::drawing::lobe::Hand;
use crate::drawing::{Face, Ink};
use crate::edit::dialogue::Half;
use crate::model::{CycleMap, Dialogue, Turn};
use egui::{
    CornerRadius, CursorIcon, Frame, Margin, Rect, Role, ScrollArea, Sense, Ui,
    UiBuilder, WidgetInfo, pos2, vec2,
};

/// Lines of a talk longer than this are hard to read.
const WIDEST_COLUMN: f32 = 620.0;
/// How far the turns of the right partner stand in.
const STAND_IN: f32 = 30.0;
/// From the left end of a turn to its words.
const TO_WORDS: f32 = 22.0;

/// The talk that is open.
pub(super) fn sheet_ui(
    ui: &mut Ui,
    state: &mut TalksState,
    (map, facts): (&CycleMap, &MapFacts<'_>),
    asked: &mut Vec<Ask>,
) {
    let Some(talk) = state.talk(map) else { return };
    let area = ui.max_rect();
    let scroll = ScrollArea::vertical().id_salt(("talk", talk.id)).auto_shrink(false);
    scroll.show(ui, |ui| {
        ui.spacing_mut().item_spacing.y = 0.0;
        let margin = Margin { left: 20, right: 28, top: 4, bottom: 0 };
        Frame::new().inner_margin(margin).show(ui, |ui| {
            talks_head::head_ui(ui, state, (map, talk), facts, asked);
            ui.add_space(space::L);
            columns_ui(ui, state, (map, talk), facts, asked);
            ui.add_space(space::XL);
        });
        change_ui(ui, state, (map, talk), (facts, area), asked);
    });
}

fn columns_ui(
    ui: &mut Ui,
    state: &mut TalksState,
    (map, talk): (&CycleMap, &Dialogue),
    facts: &MapFacts<'_>,
    asked: &mut Vec<Ask>,
) {
    let room = ui.available_rect_before_wrap();
    let gap = space::XXL;
    let width = ((room.width() - gap) / 2.0).min(WIDEST_COLUMN);
    let mut foot = room.top();
    for (half, left) in
        [(Half::Before, room.left()), (Half::After, room.left() + width + gap)]
    {
        let column = Rect::from_min_size(pos2(left, room.top()), vec2(width, 9_000.0));
        let place = UiBuilder::new().max_rect(column).id_salt(("column", half));
        let shown = ui.scope_builder(place, |ui| {
            ui.set_width(width);
            column_ui(ui, state, (map, talk, half), facts, asked);
            ui.min_rect().bottom()
        });
        foot = foot.max(shown.inner);
    }
    let middle = room.left() + width + gap / 2.0;
    let dots = Rect::from_x_y_ranges(middle..=middle, room.top() + 6.0..=foot);
    upright_line(ui, dots);
    let used = Rect::from_min_max(room.min, pos2(room.left() + 2.0 * width + gap, foot));
    ui.advance_cursor_after_rect(used);
}

/// The dotted line stood upright, between how it goes and how it may go.
fn upright_line(ui: &Ui, at: Rect) {
    const EVERY: f32 = 5.4;
    let count = (at.height() / EVERY).floor() as usize;
    let color = look::ink(ui, Ink::Ink3);
    for dot in 0..count {
        let y = at.top() + EVERY * dot as f32;
        ui.painter().circle_filled(pos2(at.left(), y), 0.7, color);
    }
}

fn column_ui(
    ui: &mut Ui,
    state: &mut TalksState,
    (map, talk, half): (&CycleMap, &Dialogue, Half),
    facts: &MapFacts<'_>,
    asked: &mut Vec<Ask>,
) {
    column_head_ui(ui, state, half);
    ui.add_space(space::S);
    let turns = half.turns(talk);
    let is_here = state.half == half;
    let written = state.writing.as_ref().map(|writing| writing.what);
    for (at, turn) in turns.iter().enumerate() {
        let new_here =
            matches!(written, Some(Written::NewTurn { at: to, .. }) if to == at);
        if is_here && new_here {
            boxed(ui, |ui| turn_box_ui(ui, state, (map, facts), asked));
        }
        let is_written =
            matches!(written, Some(Written::Turn { at: to, .. }) if to == at);
        if is_here && is_written {
            boxed(ui, |ui| turn_box_ui(ui, state, (map, facts), asked));
        } else {
            turn_ui(ui, state, (map, talk, half), (facts, at, turn));
        }
    }
    let comes_last =
        matches!(written, Some(Written::NewTurn { at, .. }) if at >= turns.len());
    if is_here && comes_last {
        boxed(ui, |ui| turn_box_ui(ui, state, (map, facts), asked));
    } else if !facts.place.is_read_only {
        add_ui(ui, state, (map, talk, half));
    }
}

fn boxed(ui: &mut Ui, contents: impl FnOnce(&mut Ui)) {
    ui.add_space(space::XS);
    contents(ui);
    ui.add_space(space::XS);
}

fn column_head_ui(ui: &mut Ui, state: &mut TalksState, half: Half) {
    let (title, about) = match half {
        Half::Before => ("Before", "as it goes in the loop"),
        Half::After => ("After", "as it may go"),
    };
    let style = (Scale::Row, Face::SerifSemiBold, Ink::Ink);
    let words = look::line(ui, title, style, 200.0);
    let about = look::line(ui, about, (Scale::Chip, Face::Sans, Ink::Ink3), 300.0);
    let size = vec2(ui.available_width(), 30.0);
    let (rect, response) = ui.allocate_exact_size(size, Sense::click());
    let is_chosen = state.half == half;
    response.widget_info(|| WidgetInfo::selected(Role::Button, true, is_chosen, title));
    focus_ring(ui, &response, corner::BUTTON);
    let right = rect.left() + words.size().x;
    let base = rect.top() + look::baseline(&words);
    let second = pos2(right + space::M, base - look::baseline(&about));
    if is_chosen {
        let bar = Rect::from_min_max(
            pos2(rect.left(), rect.bottom() - 3.0),
            pos2(right, rect.bottom() - 0.5),
        );
        ui.painter().rect_filled(bar, 1.0, look::ink(ui, Ink::Accent));
    }
    ui.painter().galley(rect.min, words, look::ink(ui, Ink::Ink));
    ui.painter().galley(second, about, look::ink(ui, Ink::Ink3));
    if response.clicked() && !is_chosen && state.writing.is_none() {
        (state.half, state.chosen) = (half, None);
    }
}

/// One turn: who, the words, and standing in, what is seen.
fn turn_ui(
    ui: &mut Ui,
    state: &mut TalksState,
    (map, talk, half): (&CycleMap, &Dialogue, Half),
    (facts, at, turn): (&MapFacts<'_>, usize, &Turn),
) {
    let hand = if turn.who == map.left { Hand::Left } else { Hand::Right };
    let from = if hand == Hand::Left { 0.0 } else { STAND_IN };
    let laid = LaidTurn::lay(ui, (map, facts, turn), ui.available_width() - from);
    let size = vec2(ui.available_width(), laid.height() + 14.0);
    let (rect, response) = ui.allocate_exact_size(size, Sense::click());
    let rect = rect.with_min_x(rect.left() + from);
    let is_chosen = state.half == half && state.chosen == Some(at);
    response.widget_info(|| {
        WidgetInfo::selected(Role::ListItem, true, is_chosen, &laid.said)
    });
    ground_ui(ui, (rect, &response, is_chosen));
    laid.paint(ui, rect.min + vec2(8.0, 7.0), hand);
    if is_chosen && std::mem::take(&mut state.scrolls) {
        response.scroll_to_me(None);
    }
    if response.clicked() && state.writing.is_none() {
        (state.half, state.chosen) = (half, Some(at));
    }
    if response.double_clicked() && !facts.place.is_read_only {
        state.half = half;
        write_turn(state, talk, at);
    }
    response.on_hover_cursor(CursorIcon::PointingHand);
}

fn ground_ui(ui: &Ui, (rect, response, is_chosen): (Rect, &egui::Response, bool)) {
    let radius = CornerRadius::same(7);
    if is_chosen {
        ui.painter().rect_filled(rect, radius, look::ink(ui, Ink::AccentWash));
        let pen = egui::Stroke::new(1.6, look::ink(ui, Ink::Accent));
        ui.painter().rect_stroke(rect, radius, pen, egui::StrokeKind::Inside);
    } else {
        let fill = look::ink(ui, Ink::Control).gamma_multiply(hover(ui, response));
        ui.painter().rect_filled(rect, radius, fill);
    }
    if response.has_focus() {
        let pen = egui::Stroke::new(2.0, look::ink(ui, Ink::Accent));
        ui.painter().rect_stroke(rect, radius, pen, egui::StrokeKind::Inside);
    }
}

/// The words of a turn, broken into lines.
struct LaidTurn {
    name: std::sync::Arc<egui::Galley>,
    role: std::sync::Arc<egui::Galley>,
    words: Option<std::sync::Arc<egui::Galley>>,
    seen: Option<std::sync::Arc<egui::Galley>>,
    /// What a screen reader says.
    said: String,
}

impl LaidTurn {
    fn lay(
        ui: &Ui,
        (map, facts, turn): (&CycleMap, &MapFacts<'_>, &Turn),
        width: f32,
    ) -> Self {
        let ink = if turn.who == map.left { Ink::AInk } else { Ink::BInk };
        let name = facts.case.name_of(turn.who);
        let position = map.side(turn.who).position.label();
        let role = position.trim_end_matches(" in this loop");
        let room = width - TO_WORDS - 16.0;
        let label = |words: &str, face, ink| {
            look::line(ui, words, (Scale::Label, face, ink), room * 0.6)
        };
        let filled = |words: &str| !words.is_empty();
        let words = Some(turn.words.as_str()).filter(|words| filled(words));
        let seen = Some(turn.seen.as_str()).filter(|words| filled(words));
        let said = match (words, seen) {
            (Some(words), Some(seen)) => format!("{words} ({seen})"),
            (Some(words), None) => words.to_owned(),
            (None, seen) => format!("says nothing ({})", seen.unwrap_or_default()),
        };
        let who =
            if role.is_empty() { name.to_owned() } else { format!("{name}, {role}") };
        Self {
            name: label(name, Face::SansSemiBold, ink),
            role: label(role, Face::Sans, Ink::Ink3),
            words: words.map(|words| {
                look::galley(ui, words, (Scale::Phrase, Face::Sans, Ink::Ink), room)
            }),
            seen: seen.map(|seen| {
                let style = (Scale::Chip, Face::Sans, Ink::Ink3);
                look::galley(ui, seen, style, room - 14.0)
            }),
            said: format!("{who}: {said}"),
        }
    }

    fn height(&self) -> f32 {
        let lines = [&self.words, &self.seen].into_iter().flatten();
        self.name.size().y + lines.map(|galley| galley.size().y + 1.0).sum::<f32>()
    }

    fn paint(self, ui: &Ui, at: egui::Pos2, hand: Hand) {
        let painter = ui.painter();
        let middle = at.y + self.name.size().y / 2.0;
        paint_sign(ui, pos2(at.x + 6.0, middle), hand);
        let mut at = at + vec2(TO_WORDS, 0.0);
        let beside = at + vec2(self.name.size().x + space::S, 0.0);
        let below = self.name.size().y + 1.0;
        painter.galley(at, self.name, look::ink(ui, Ink::Ink));
        painter.galley(beside, self.role, look::ink(ui, Ink::Ink3));
        at.y += below;
        if let Some(words) = self.words {
            let below = words.size().y + 1.0;
            painter.galley(at, words, look::ink(ui, Ink::Ink));
            at.y += below;
        }
        if let Some(seen) = self.seen {
            let bar =
                Rect::from_min_size(at + vec2(1.0, 3.0), vec2(2.0, seen.size().y - 5.0));
            painter.rect_filled(bar, 1.0, look::ink(ui, Ink::Hair));
            painter.galley(at + vec2(14.0, 0.0), seen, look::ink(ui, Ink::Ink3));
        }
    }
}

/// The next turn, or how to begin.
fn add_ui(
    ui: &mut Ui,
    state: &mut TalksState,
    (map, talk, half): (&CycleMap, &Dialogue, Half),
) {
    let is_empty = half.turns(talk).is_empty();
    if is_empty {
        let words = match half {
            Half::Before => "How it goes now, turn by turn",
            Half::After => "The same talk once more, as it may go",
        };
        look::label(ui, words, (Scale::Interface, Face::Sans, Ink::Ink2));
    }
    ui.add_space(space::XS);
    let label = if is_empty { "Write the first turn" } else { "Add a turn" };
    if Button::quiet(label).height(32.0).show(ui).clicked() && state.writing.is_none() {
        (state.half, state.chosen) = (half, None);
        let who = next_speaker(state, (map, talk));
        begin_turn(state, talk, who);
    }
}

/// Below the line, on the deep ground: what made the difference.
fn change_ui(
    ui: &mut Ui,
    state: &mut TalksState,
    (map, talk): (&CycleMap, &Dialogue),
    (facts, area): (&MapFacts<'_>, Rect),
    asked: &mut Vec<Ask>,
) {
    let top = ui.cursor().top();
    let ground = ui.painter().add(egui::Shape::Noop);
    let margin = Margin { left: 20, right: 28, top: 16, bottom: 20 };
    Frame::new().inner_margin(margin).show(ui, |ui| {
        let width = ui.available_width().min(2.0 * WIDEST_COLUMN + space::XXL);
        ui.set_max_width(width);
        let label = (Scale::Label, Face::Sans, Ink::Ink3);
        look::label(ui, "What made the difference", label);
        ui.add_space(space::XS);
        let is_written =
            state.writing.as_ref().is_some_and(|it| it.what == Written::WhatChanged);
        if is_written {
            let what = ("What made the difference", Scale::Phrase);
            text_box_ui(ui, state, map, what, asked);
        } else {
            change_words_ui(ui, state, talk, facts);
        }
    });
    let bottom = ui.cursor().top().max(area.bottom());
    ui.allocate_space(vec2(1.0, (bottom - ui.cursor().top()).max(0.0)));
    let deep = Rect::from_min_max(pos2(area.left(), top), pos2(area.right(), bottom));
    let fill = egui::Shape::rect_filled(deep, 0.0, look::ink(ui, Ink::Deep));
    ui.painter().set(ground, fill);
    let color = look::ink(ui, Ink::Ink3);
    widget_ground::paint_line(ui.painter(), deep, top, color);
}

fn change_words_ui(
    ui: &mut Ui,
    state: &mut TalksState,
    talk: &Dialogue,
    facts: &MapFacts<'_>,
) {
    let (words, ink) = match talk.what_changed.as_str() {
        "" => ("What one of them did that made it easier for the other", Ink::Ink3),
        words => (words, Ink::Ink),
    };
    let width = ui.available_width();
    let galley = look::galley(ui, words, (Scale::Phrase, Face::Sans, ink), width);
    let (rect, response) =
        ui.allocate_exact_size(vec2(width, galley.size().y + 8.0), Sense::click());
    response.widget_info(|| {
        WidgetInfo::labeled(
            Role::Button,
            true,
            format!("What made the difference: {words}"),
        )
    });
    focus_ring(ui, &response, corner::BUTTON);
    ui.painter().galley(rect.min + vec2(0.0, 4.0), galley, look::ink(ui, ink));
    if response.clicked() && !facts.place.is_read_only && state.writing.is_none() {
        state.writing = Some(Writing::of(Written::WhatChanged, &talk.what_changed));
    }
}
