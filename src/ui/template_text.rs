//! A template as its text, for who wants to write it by hand.

use super::look::{self, Scale, corner, space};
use super::template_pick::{Picker, Target};
use super::templates::{ChosenFacts, TemplatesAsk, TemplatesFacts, TemplatesState};
use super::widget_button::Button;
use crate::drawing::{Face, Ink};
use crate::export::template::MAX_BYTES;
use egui::text::{CCursor, CCursorRange, LayoutJob};
use egui::text_edit::TextEditState;
use egui::{
    Align2, CornerRadius, Frame, Galley, Id, Margin, ScrollArea, Shape, Stroke,
    StrokeKind, TextBuffer, TextEdit, Ui, pos2,
};
use std::sync::Arc;

const STYLE: (Scale, Face, Ink) = (Scale::Interface, Face::Sans, Ink::Ink);
/// Room for the numbers of the lines.
const NUMBERS: i8 = 40;

/// Where the text of a template is typed.
pub fn text_id() -> Id {
    Id::unique("text of the template")
}

pub fn text_ui(
    ui: &mut Ui,
    state: &mut TemplatesState,
    (facts, chosen): (&TemplatesFacts<'_>, &ChosenFacts<'_>),
    asked: &mut Vec<TemplatesAsk>,
) {
    if facts.can_change() {
        let mut put = Button::quiet("Put a field in…");
        put.enabled = chosen.read_last.is_some();
        if put.show(ui).clicked() {
            state.picker = Some(Picker::new(Target::FieldInText));
        }
    }
    let target = state.caret.take().map(|place| letters_before(chosen.text, place));
    let room = ui.available_height() - space::XL;
    let mut text = chosen.text.to_owned();
    let can_change = facts.can_change();
    let area = ScrollArea::vertical().id_salt("text").auto_shrink(false).max_height(room);
    let shown = area.show(ui, |ui| {
        if editor_ui(ui, &mut text, (can_change, target)) {
            asked.push(TemplatesAsk::Change(text));
        }
    });
    // Around what is seen of it, since the whole is longer than the screen.
    if ui.memory(|memory| memory.has_focus(text_id())) {
        let pen = Stroke::new(2.0, look::ink(ui, Ink::Accent));
        let radius = CornerRadius::same(corner::FIELD);
        ui.painter().rect_stroke(shown.inner_rect, radius, pen, StrokeKind::Inside);
    }
}

fn editor_ui(
    ui: &mut Ui,
    text: &mut String,
    (can_change, caret): (bool, Option<usize>),
) -> bool {
    if let Some(at) = caret {
        put_caret(ui, text_id(), at);
        ui.memory_mut(|memory| memory.request_focus(text_id()));
    }
    let ground = ui.painter().add(Shape::Noop);
    let mut layouter = |ui: &Ui, words: &dyn TextBuffer, width: f32| -> Arc<Galley> {
        let job = job(ui, words.as_str(), width);
        ui.fonts_mut(|fonts| fonts.layout_job(job))
    };
    let mut read_only = text.as_str();
    let edit = if can_change {
        TextEdit::multiline(text)
    } else {
        TextEdit::multiline(&mut read_only)
    };
    let margin = Margin { left: NUMBERS + 8, right: 12, top: 10, bottom: 10 };
    let output = edit
        .id(text_id())
        .frame(Frame::new().inner_margin(margin))
        .font(look::format(ui, STYLE).font_id)
        .char_limit(MAX_BYTES)
        .lock_focus(can_change)
        .desired_rows(12)
        .desired_width(f32::INFINITY)
        .layouter(&mut layouter)
        .show(ui);
    let response = output.response.response;
    numbers_ui(ui, &output.galley, output.galley_pos);
    if let Some(at) = caret {
        let place = output.galley.pos_from_cursor(CCursor::new(at));
        let place = place.translate(output.galley_pos.to_vec2()).expand(60.0);
        ui.scroll_to_rect(place, None);
    }
    let fill = look::ink(ui, Ink::Surface);
    let radius = CornerRadius::same(corner::FIELD);
    ui.painter().set(ground, Shape::rect_filled(response.rect, radius, fill));
    let response = response.accessible_name("Text of the template");
    can_change && response.changed()
}

/// The number of each line, beside where it begins.
fn numbers_ui(ui: &Ui, galley: &Galley, at: egui::Pos2) {
    let color = look::ink(ui, Ink::Ink3);
    let font = look::format(ui, (Scale::Tiny, Face::Sans, Ink::Ink3)).font_id;
    let (mut number, mut begins) = (0, true);
    for row in &galley.rows {
        if begins {
            number += 1;
            let place = pos2(at.x - 14.0, at.y + row.pos.y + row.size.y / 2.0);
            if ui.clip_rect().expand(20.0).y_range().contains(place.y) {
                let words = number.to_string();
                ui.painter().text(
                    place,
                    Align2::RIGHT_CENTER,
                    words,
                    font.clone(),
                    color,
                );
            }
        }
        begins = row.ends_with_newline;
    }
}

/// Words in quotation marks stand out; remarks stand back.
fn job(ui: &Ui, text: &str, width: f32) -> LayoutJob {
    let words = look::format(ui, STYLE);
    let names = look::format(ui, (STYLE.0, STYLE.1, Ink::Accent));
    let remarks = look::format(ui, (STYLE.0, STYLE.1, Ink::Ink3));
    let mut job = LayoutJob::default();
    job.wrap.max_width = width;
    let mut rest = text;
    while !rest.is_empty() {
        let (length, format) = if rest.starts_with("//") {
            (rest.find('\n').unwrap_or(rest.len()), &remarks)
        } else if let Some(after) = rest.strip_prefix('"') {
            (closing(after) + 1, &words)
        } else {
            let end = rest.find('"').into_iter().chain(rest.find("//")).min();
            (end.unwrap_or(rest.len()), &names)
        };
        let (part, after) = rest.split_at_checked(length.max(1)).unwrap_or((rest, ""));
        job.append(part, 0.0, format.clone());
        rest = after;
    }
    job
}

/// Length of quoted words with the quotation mark that ends them.
fn closing(after: &str) -> usize {
    let mut is_escaped = false;
    for (at, letter) in after.char_indices() {
        match letter {
            '"' if !is_escaped => return at + 1,
            '\\' => is_escaped = !is_escaped,
            _ => is_escaped = false,
        }
    }
    after.len()
}

/// How many letters stand before a line and column, which count from 1.
fn letters_before(text: &str, (line, column): (usize, usize)) -> usize {
    let lines = text.split('\n').take(line.saturating_sub(1));
    let before: usize = lines.map(|line| line.chars().count() + 1).sum();
    (before + column.saturating_sub(1)).min(text.chars().count())
}

/// Puts the caret of a text box behind so many letters.
pub fn put_caret(ui: &Ui, id: Id, at: usize) {
    let mut state = TextEditState::load(ui.ctx(), id).unwrap_or_default();
    state.cursor.set_char_range(Some(CCursorRange::one(CCursor::new(at))));
    state.store(ui.ctx(), id);
}

/// Where the caret of a text box stands; at the end if it was never there.
pub fn caret_of(ui: &Ui, id: Id, text: &str) -> usize {
    let count = text.chars().count();
    let state = TextEditState::load(ui.ctx(), id);
    let range = state.and_then(|state| state.cursor.char_range());
    range.map_or(count, |range| range.primary.index.into()).min(count)
}

/// The text with a piece put in behind so many letters.
pub fn put_in(text: &str, at: usize, piece: &str) -> String {
    let before: String = text.chars().take(at).collect();
    let after: String = text.chars().skip(at).collect();
    before + piece + &after
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_is_found_by_line_and_column() {
        let text = "é(\n  name: 1\n)";
        assert_eq!(letters_before(text, (1, 1)), 0);
        assert_eq!(letters_before(text, (2, 3)), 5);
        assert_eq!(letters_before(text, (9, 9)), text.chars().count());
        assert_eq!(put_in("né", 2, "{x}"), "né{x}");
    }
}
