//! The sheet with the loop on it: shows the drawing, and answers to clicks, drags and zoom.

use super::command::Ask;
use super::drawing_painter::{self, ScreenFromDrawing};
use super::map_state::{
    Drawn, DrawnFrom, Edited, Editing, MapFacts, MapState, View, spoken,
};
use super::{look, map_quick, phrase_panel};
use crate::drawing::{Drawing, Face, Ink, Outline, Target, TargetId, cycle_map};
use crate::edit::cycle_map::drop_into;
use crate::edit::{Edit, MapEdit, phrase};
use crate::model::{Centre, CycleMap, ElementId, Layer, Ownership, PartnerId};
use std::collections::HashSet;

use egui::{CornerRadius, CursorIcon, Rect, Role, Sense, Ui, Vec2, WidgetInfo};

/// Shows the map in the room that is left.
pub fn map_canvas_ui(
    ui: &mut Ui,
    state: &mut MapState,
    facts: &MapFacts<'_>,
    asked: &mut Vec<Ask>,
) {
    let Some(map) = facts.case.map(state.map) else { return };
    let area = ui.available_rect_before_wrap();
    let ground = ui.allocate_rect(area, Sense::click_and_drag());
    ground.widget_info(|| WidgetInfo::labeled(Role::Pane, true, "The loop"));
    take_zoom_and_pan(ui, state, &ground);
    let transform = ScreenFromDrawing::new(area.min + state.pan, state.zoom);
    let drawn = state.drawn.take();
    let drawn = drawn_anew_if_needed(drawn, state, facts, map, area.size());
    let mut canvas = ui.new_child(egui::UiBuilder::new().max_rect(area));
    canvas.set_clip_rect(area.intersect(ui.clip_rect()));
    drawing_painter::paint(canvas.painter(), &drawn.drawing, look::theme(ui), &transform);
    let pass = Pass { map, transform, area, facts };
    pass.targets_ui(&mut canvas, state, &drawn.drawing);
    if state.view == View::Quick {
        map_quick::fields_ui(&mut canvas, state, &pass, &drawn.fields, asked);
    }
    pass.dragged_ui(&mut canvas, state, &drawn.drawing, asked);
    pass.editing_ui(&mut canvas, state, &drawn.drawing, asked);
    phrase_panel::panels_ui(&mut canvas, state, &pass, &drawn.drawing, asked);
    if ground.clicked() {
        state.select(None);
        state.open_fold = None;
    }
    state.drawn = Some(drawn);
}

/// What one frame of the canvas is made with.
pub(super) struct Pass<'a> {
    pub map: &'a CycleMap,
    pub transform: ScreenFromDrawing,
    pub area: Rect,
    pub facts: &'a MapFacts<'a>,
}

pub(super) fn take_zoom_and_pan(ui: &Ui, state: &mut MapState, ground: &egui::Response) {
    if ground.dragged() {
        state.pan += ground.drag_delta();
    }
    let Some(pointer) = ui.input(|input| input.pointer.hover_pos()) else { return };
    if !ground.rect.contains(pointer) || !ui.rect_contains_pointer(ground.rect) {
        return;
    }
    let (factor, scroll) =
        ui.input(|input| (input.zoom_delta(), input.smooth_scroll_delta()));
    if (factor - 1.0).abs() > f32::EPSILON {
        zoom_about(state, factor, pointer - ground.rect.min);
    } else if state.zoom > 1.0 || state.pan != Vec2::ZERO {
        state.pan += scroll;
    }
}

/// The place under the pointer stays where it is.
fn zoom_about(state: &mut MapState, factor: f32, pointer: Vec2) {
    let before = state.zoom;
    state.zoom_by(factor);
    if (state.zoom - 1.0).abs() > f32::EPSILON {
        state.pan = pointer - (pointer - state.pan) * (state.zoom / before);
    }
}

pub(super) fn drawn_anew_if_needed(
    drawn: Option<Drawn>,
    state: &MapState,
    facts: &MapFacts<'_>,
    map: &CycleMap,
    size: Vec2,
) -> Drawn {
    let key = DrawnFrom {
        version: facts.version,
        map: map.id,
        view: state.view,
        size,
        selected: state.selected,
        filter: state.asked_filter(),
        newest: state.kept_last,
        edited: state.editing.as_ref().and_then(|editing| match editing.what {
            Edited::Phrase(id) => Some(id),
            Edited::LoopName | Edited::Shared => None,
        }),
        lifted: state.dragging,
        drop_on: state.drop_on,
        hovered: state.hovered,
        focused: state.focused,
    };
    match drawn {
        Some(drawn) if drawn.key == key => drawn,
        _ => super::map_drawing::draw(map, facts, key),
    }
}

impl Pass<'_> {
    pub fn rect(&self, at: Outline) -> Rect {
        self.transform.rect(at)
    }

    pub fn targets_ui(&self, ui: &mut Ui, state: &mut MapState, drawing: &Drawing) {
        (state.hovered, state.focused) = (None, None);
        // The layers lie under the phrases.
        let is_ground = |target: &&Target| matches!(target.id, TargetId::Layer(..));
        let (layers, rest): (Vec<_>, Vec<_>) =
            drawing.targets.iter().partition(is_ground);
        let mut seen = HashSet::new();
        for target in layers.into_iter().chain(rest) {
            // A behaviour is shown a second time, as the other's cue.
            let is_layer = matches!(target.id, TargetId::Layer(..));
            if !is_layer || seen.insert(target.id) {
                self.target_ui(ui, state, target);
            }
        }
    }

    pub fn target_ui(&self, ui: &Ui, state: &mut MapState, target: &Target) {
        match target.id {
            TargetId::Layer(partner, layer) => {
                self.layer_ui(ui, state, target.at, (partner, layer));
            }
            TargetId::Element(id) => self.phrase_ui(ui, state, target.at, id),
            TargetId::Head(partner) => self.head_ui(ui, state, target.at, partner),
            TargetId::Folded(partner, layer) => {
                self.fold_ui(ui, state, target.at, (partner, layer));
            }
            TargetId::LoopName => {
                let label = match self.map.name.as_str() {
                    "" => "Give the loop a name".to_owned(),
                    name => format!("The couple’s name for the loop: {name}"),
                };
                let editing = (Edited::LoopName, self.map.name.as_str());
                self.centre_ui(ui, state, target, (&label, editing));
            }
            TargetId::Shared => {
                let words = self.map.centre.shared_emotion.as_str();
                let label = format!("What both share: {words}");
                self.centre_ui(ui, state, target, (&label, (Edited::Shared, words)));
            }
        }
    }

    fn layer_ui(
        &self,
        ui: &Ui,
        state: &mut MapState,
        at: Outline,
        place: (PartnerId, Layer),
    ) {
        let (partner, layer) = place;
        let id = ui.scope_id().with(("layer", place));
        let response = ui.interact(self.rect(at), id, Sense::CLICK);
        response.widget_info(|| {
            let (name, other) = self.names(partner);
            let label = format!("Add to {name}, {}", layer.label(other));
            WidgetInfo::labeled(Role::Button, true, label)
        });
        if response.has_focus() {
            state.focused = Some(TargetId::Layer(partner, layer));
        }
        if response.clicked() && !self.facts.place.is_read_only {
            state.select(None);
            (state.capture.partner, state.capture.layer) = (partner, layer);
            state.wants_strip = true;
        }
    }

    fn phrase_ui(&self, ui: &Ui, state: &mut MapState, at: Outline, id: ElementId) {
        let Some((partner, _, element)) = self.map.find(id) else { return };
        let rect = self.rect(at);
        let response = ui.interact(rect, ui.scope_id().with(id), Sense::click_and_drag());
        let is_selected = state.selected == Some(id);
        response.widget_info(|| {
            let said = spoken(self.facts.case, partner, element);
            WidgetInfo::selected(Role::ListItem, true, is_selected, said)
        });
        if response.gained_focus() || response.clicked() {
            state.select(Some(id));
        }
        let can_edit = !self.facts.place.is_read_only;
        if response.double_clicked() && can_edit {
            state.edit_selected(self.map);
        }
        if response.drag_started() && can_edit {
            state.dragging = Some(id);
            state.editing = None;
        }
        state.note(&response, TargetId::Element(id));
        response.on_hover_cursor(CursorIcon::PointingHand);
    }

    fn fold_ui(
        &self,
        ui: &Ui,
        state: &mut MapState,
        at: Outline,
        (partner, layer): (PartnerId, Layer),
    ) {
        let id = ui.scope_id().with(("fold", partner, layer));
        let response = ui.interact(self.rect(at), id, Sense::CLICK);
        let count = self.map.layer(partner, layer).count();
        response.widget_info(|| {
            let (name, other) = self.names(partner);
            let label =
                format!("Show all {count} phrases of {name}, {}", layer.label(other));
            WidgetInfo::labeled(Role::Button, true, label)
        });
        state.note(&response, TargetId::Folded(partner, layer));
        if response.clicked() {
            state.open_fold = Some((partner, layer));
        }
        response.on_hover_cursor(CursorIcon::PointingHand);
    }

    /// Words at the centre of the loop that a click opens for writing.
    fn centre_ui(
        &self,
        ui: &Ui,
        state: &mut MapState,
        target: &Target,
        (label, (what, words)): (&str, (Edited, &str)),
    ) {
        let id = ui.scope_id().with(("centre", target.id));
        let response = ui.interact(self.rect(target.at), id, Sense::CLICK);
        response.widget_info(|| WidgetInfo::labeled(Role::Button, true, label));
        state.note(&response, target.id);
        if response.clicked() && !self.facts.place.is_read_only {
            let words = words.to_owned();
            state.editing = Some(Editing { what, words, wants_focus: true });
        }
        response.on_hover_cursor(CursorIcon::Text);
    }

    fn head_ui(&self, ui: &Ui, state: &mut MapState, at: Outline, partner: PartnerId) {
        let id = ui.scope_id().with(("head", partner));
        let response = ui.interact(self.rect(at), id, Sense::CLICK);
        response.widget_info(|| {
            let label = format!("{}’s position in this loop", self.names(partner).0);
            WidgetInfo::labeled(Role::Button, true, label)
        });
        state.note(&response, TargetId::Head(partner));
        if response.clicked() && !self.facts.place.is_read_only {
            state.open_head = Some(partner);
        }
        response.on_hover_cursor(CursorIcon::PointingHand);
    }

    /// This partner's name and the other's.
    pub fn names(&self, partner: PartnerId) -> (&str, &str) {
        (self.facts.case.name_of(partner), self.facts.case.name_of(partner.other()))
    }

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

/// What stands beside a phrase for the three ways in which it can be less than owned.
pub(super) fn ownership_label(ownership: Ownership) -> &'static str {
    match ownership {
        Ownership::Guess => "Guess",
        Ownership::Touched => "Touched",
        Ownership::Owned => "Owned",
        Ownership::Shared => "Said to the partner",
    }
}
