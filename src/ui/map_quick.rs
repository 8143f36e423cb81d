//! The quick view's six text fields: behaviour, emotion and need of each partner.

use super::command::Ask;
use super::drawing_painter::font;
use super::look;
use super::map_canvas::Pass;
use super::map_state::{MapState, QuickEdit};
use crate::drawing::quick_view::Field;
use crate::drawing::{Face, Ink, TargetId};
use crate::edit::{Edit, EditError, phrase};
use crate::model::{Element, Layer};
use egui::{
    Align2, Frame, Id, Key, Margin, Rect, Role, TextEdit, Ui, WidgetInfo, pos2, vec2,
};

pub(super) fn fields_ui(
    ui: &mut Ui,
    state: &mut MapState,
    pass: &Pass<'_>,
    fields: &[Field],
    asked: &mut Vec<Ask>,
) {
    for field in fields {
        field_ui(ui, state, pass, field, asked);
    }
}

fn field_ui(
    ui: &mut Ui,
    state: &mut MapState,
    pass: &Pass<'_>,
    field: &Field,
    asked: &mut Vec<Ask>,
) {
    let place = (field.partner, field.layer);
    let first = pass.map.layer(field.partner, field.layer).next();
    let kept = first.map(|element| element.words.clone()).unwrap_or_default();
    let is_active = state.quick.as_ref().is_some_and(|quick| quick.place == place);
    let mut words = match &state.quick {
        Some(quick) if is_active => quick.words.clone(),
        _ => kept.clone(),
    };
    let response = text_box(ui, pass, field, first, &mut words);
    if response.has_focus() {
        state.is_typing = true;
        state.focused = Some(TargetId::Layer(field.partner, field.layer));
        (state.capture.partner, state.capture.layer) = place;
    }
    if response.has_focus() || response.changed() {
        state.quick = Some(QuickEdit { place, words });
        return;
    }
    if is_active && response.lost_focus() {
        state.quick = None;
        // Escape leaves the field as it was.
        if !ui.input(|input| input.key_pressed(Key::Escape)) && words != kept {
            keep(state, pass, (field, first), words, asked);
        }
    }
}

fn keep(
    state: &mut MapState,
    pass: &Pass<'_>,
    (field, first): (&Field, Option<&Element>),
    words: String,
    asked: &mut Vec<Ask>,
) {
    let edit = match first {
        Some(element) => Ok(phrase::reword(pass.map, element.id, &words)),
        None => new_phrase(state, pass, field, words),
    };
    match edit {
        Ok(edit) => asked.extend(edit.map(Ask::Change)),
        Err(EditError::Empty) => {}
        Err(error) => asked.push(Ask::Tell(error.to_string())),
    }
}

fn new_phrase(
    state: &MapState,
    pass: &Pass<'_>,
    field: &Field,
    words: String,
) -> Result<Option<Edit>, EditError> {
    let capture = super::capture::Capture {
        partner: field.partner,
        layer: field.layer,
        words,
        is_own_words: state.capture.is_own_words,
        is_shareable: state.capture.is_shareable,
        ..Default::default()
    };
    capture.keep(pass.map, pass.facts.signer).map(|(_, edit)| Some(edit))
}

/// True if the answer is wider than its field.
fn is_cut(pass: &Pass<'_>, words: &str, (face, field): (Face, &Field)) -> bool {
    pass.facts.fonts.width(face, field.size, words) > field.words_width
}

/// The answer goes on: it is whole under the pointer, and while it is written.
fn mark_cut(ui: &Ui, inner: Rect, (size, field): (f32, &Field)) {
    let end = Rect::from_min_max(pos2(inner.right() - size, inner.top()), inner.max);
    let behaviour = field.layer == Layer::Behaviour;
    let ground = if behaviour { Ink::Paper } else { Ink::Surface };
    ui.painter().rect_filled(end.shrink2(vec2(0.0, 4.0)), 0.0, look::ink(ui, ground));
    let ink = look::ink(ui, Ink::Ink);
    let at = end.left_center() + vec2(2.0, 0.0);
    ui.painter().text(at, Align2::LEFT_CENTER, "…", font(Face::Sans, size), ink);
}

/// A text box without a ground of its own: the drawing has painted it.
fn text_box(
    ui: &mut Ui,
    pass: &Pass<'_>,
    field: &Field,
    first: Option<&Element>,
    words: &mut String,
) -> egui::Response {
    let rect = pass.rect(field.at);
    let left = pass.transform.point(crate::drawing::Point::new(field.words_x, 0.0)).x;
    let size = pass.transform.length(field.size);
    let face = match first {
        Some(element) if element.own_words => Face::SerifItalic,
        _ => Face::Sans,
    };
    let hint = egui::RichText::new(field.hint)
        .font(font(Face::Sans, size * 0.85))
        .color(look::ink(ui, Ink::Ink3));
    let right = left + pass.transform.length(field.words_width);
    let inner = Rect::from_min_max(pos2(left, rect.top()), pos2(right, rect.bottom()));
    let edit = TextEdit::singleline(words)
        .id(Id::unique(("quick", field.partner, field.layer)))
        .frame(Frame::NONE)
        .margin(Margin::ZERO)
        .align(Align2::LEFT_CENTER)
        .font(font(face, size))
        .text_color(look::ink(ui, Ink::Ink))
        .hint_text(hint)
        .interactive(!pass.facts.place.is_read_only);
    let response = ui.put(inner, edit);
    if !response.has_focus() && is_cut(pass, words, (face, field)) {
        mark_cut(ui, inner, (size, field));
    }
    response.widget_info(|| {
        let mut info = WidgetInfo::labeled(Role::TextInput, true, &field.question);
        info.current_text_value = Some(words.clone());
        info
    });
    response
}
