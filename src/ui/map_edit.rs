//! The text box that opens over words on the loop, just where the drawing has them.

use super::command::Ask;
use super::drawing_painter;
use super::look;
use super::map_canvas::Pass;
use super::map_state::{Edited, Editing, MapState};
use crate::drawing::{Drawing, Face, Ink, TargetId, cycle_map};
use crate::edit::{Edit, MapEdit, phrase};
use crate::model::Centre;
use egui::{CornerRadius, Rect, Role, Ui, Vec2, WidgetInfo};

impl Pass<'_> {
    pub fn editing_ui(
        &self,
        ui: &mut Ui,
        state: &mut MapState,
        drawing: &Drawing,
        asked: &mut Vec<Ask>,
    ) {
        let Some(mut editing) = state.editing.take() else { return };
        let wanted = match editing.what {
            Edited::Phrase(id) => TargetId::Element(id),
            Edited::LoopName => TargetId::LoopName,
            Edited::Shared => TargetId::Shared,
        };
        let Some(target) = drawing.targets.iter().find(|target| target.id == wanted)
        else {
            return;
        };
        let mut rect = self.rect(target.at);
        let is_name = !matches!(editing.what, Edited::Phrase(_));
        if is_name {
            rect = rect.expand2(Vec2::new(4.0, 3.0));
        }
        rect.max.x = rect.max.x.max(rect.min.x + 220.0).min(self.area.right() - 8.0);
        let place = self.field_place(drawing, rect);
        let label = match editing.what {
            Edited::Phrase(_) => "Words of the phrase",
            Edited::LoopName => "The couple’s name for the loop",
            Edited::Shared => "What both share",
        };
        let response = look_field(ui, place, label, &mut editing);
        let is_done = ui.input(|input| input.key_pressed(egui::Key::Enter));
        let is_left = ui.input(|input| input.key_pressed(egui::Key::Escape));
        if response.lost_focus() && !is_left || is_done {
            asked.extend(self.reworded(&editing).map(Ask::Change));
        } else if !is_left {
            state.is_typing |= response.has_focus();
            state.editing = Some(editing);
        }
    }

    /// Where the words of the field start, and their size: just where the drawing has them.
    fn field_place(&self, drawing: &Drawing, rect: Rect) -> FieldPlace {
        match cycle_map::edited_words(drawing) {
            Some(run) => FieldPlace {
                rect,
                inset: self.transform.point(run.at).x - rect.left(),
                size: self.transform.length(run.size),
            },
            None => FieldPlace {
                rect,
                inset: 10.0,
                size: 16.0 * self.transform.length(0.2646),
            },
        }
    }

    fn reworded(&self, editing: &Editing) -> Option<Edit> {
        match editing.what {
            Edited::Phrase(id) => phrase::reword(self.map, id, &editing.words),
            Edited::LoopName if editing.words == self.map.name => None,
            Edited::LoopName => {
                Some(Edit::Map(self.map.id, MapEdit::Name(editing.words.clone())))
            }
            Edited::Shared => {
                let shared_emotion = editing.words.clone();
                let centre = Centre { shared_emotion, ..self.map.centre.clone() };
                let edit = Edit::Map(self.map.id, MapEdit::Centre(centre.clone()));
                (centre != self.map.centre).then_some(edit)
            }
        }
    }
}

/// A field over the loop, in points of the screen.
struct FieldPlace {
    rect: Rect,
    /// From the left edge to the first letter.
    inset: f32,
    size: f32,
}

/// A text box in the place of what it edits: paper, with a border in the accent.
fn look_field(
    ui: &mut Ui,
    FieldPlace { rect, inset, size }: FieldPlace,
    label: &str,
    editing: &mut Editing,
) -> egui::Response {
    let corner = CornerRadius::same(7);
    ui.painter().rect_filled(rect, corner, look::ink(ui, Ink::Paper));
    let border = egui::Stroke::new(2.0, look::ink(ui, Ink::Accent));
    ui.painter().rect_stroke(rect, corner, border, egui::StrokeKind::Inside);
    let field = egui::TextEdit::singleline(&mut editing.words)
        .id(ui.scope_id().with("editing"))
        .frame(egui::Frame::NONE)
        .margin(egui::Margin { left: inset as i8, right: 8, top: 0, bottom: 0 })
        .align(egui::Align2::LEFT_CENTER)
        .font(drawing_painter::font(Face::Sans, size));
    let response = ui.put(rect, field);
    response.widget_info(|| {
        let mut info = WidgetInfo::labeled(Role::TextInput, true, label);
        info.current_text_value = Some(editing.words.clone());
        info
    });
    if std::mem::take(&mut editing.wants_focus) {
        response.request_focus();
    }
    response
}
