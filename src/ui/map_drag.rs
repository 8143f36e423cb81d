//! A phrase that is dragged to another place, layer or partner.

use super::command::Ask;
use super::look;
use super::map_canvas::Pass;
use super::map_state::MapState;
use crate::drawing::{Drawing, Face, Ink, Target, TargetId};
use crate::edit::Edit;
use crate::edit::cycle_map::drop_into;
use crate::model::{ElementId, Layer, PartnerId};
use egui::{CornerRadius, Rect, Ui, Vec2};

impl Pass<'_> {
    pub fn dragged_ui(
        &self,
        ui: &mut Ui,
        state: &mut MapState,
        drawing: &Drawing,
        asked: &mut Vec<Ask>,
    ) {
        let Some(id) = state.dragging else { return };
        let Some((_, _, element)) = self.map.find(id) else { return };
        let Some(pointer) = ui.input(|input| input.pointer.latest_pos()) else { return };
        let under = self.drop_place(drawing, pointer, id);
        state.drop_on = under.map(|(partner, layer, _)| (partner, layer));
        let words = look::line(
            ui,
            &element.quoted(),
            (look::Scale::Phrase, Face::Sans, Ink::Ink),
            320.0,
        );
        let rect = Rect::from_min_size(pointer, words.size() + Vec2::new(28.0, 12.0));
        let corner = CornerRadius::same(8);
        ui.painter().add(look::shadow(ui).as_shape(rect, corner));
        ui.painter().rect_filled(rect, corner, look::ink(ui, Ink::Surface));
        let at = rect.min + Vec2::new(14.0, 6.0);
        ui.painter().galley(at, words, look::ink(ui, Ink::Ink));
        if ui.input(|input| input.pointer.any_released()) {
            (state.dragging, state.drop_on) = (None, None);
            let edit = under.and_then(|(partner, layer, before)| {
                drop_into(self.map, id, (partner, layer), before)
            });
            asked.extend(edit.map(|edit| Ask::Change(Edit::Map(self.map.id, edit))));
        } else if ui.input(|input| input.key_pressed(egui::Key::Escape)) {
            (state.dragging, state.drop_on) = (None, None);
        }
    }

    /// The layer under the pointer, and the phrase that the dragged one would come before.
    fn drop_place(
        &self,
        drawing: &Drawing,
        pointer: egui::Pos2,
        dragged: ElementId,
    ) -> Option<(PartnerId, Layer, Option<ElementId>)> {
        let is_under = |target: &&Target| self.rect(target.at).contains(pointer);
        let under: Vec<_> = drawing.targets.iter().filter(is_under).collect();
        let phrase = under.iter().rev().find_map(|target| match target.id {
            TargetId::Element(id) if id != dragged => Some((id, target.at)),
            _ => None,
        });
        if let Some((id, at)) = phrase {
            let (partner, _, element) = self.map.find(id)?;
            // The upper half drops before the phrase, the lower half after it.
            let is_after = pointer.y > self.rect(at).center().y;
            let before =
                if is_after { self.next_in_layer(partner, id) } else { Some(id) };
            return Some((partner, element.layer, before));
        }
        under.iter().find_map(|target| match target.id {
            TargetId::Layer(partner, layer) => Some((partner, layer, None)),
            _ => None,
        })
    }

    fn next_in_layer(&self, partner: PartnerId, id: ElementId) -> Option<ElementId> {
        let (_, _, element) = self.map.find(id)?;
        let mut rest = self.map.layer(partner, element.layer).skip_while(|e| e.id != id);
        rest.nth(1).map(|element| element.id)
    }
}
