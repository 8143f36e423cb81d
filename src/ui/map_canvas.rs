//! The sheet with the loop on it: shows the drawing, and answers to clicks, drags and zoom.

use super::command::Ask;
use super::drawing_painter::ScreenFromDrawing;
use super::map_state::{
    Drawn, DrawnFrom, Edited, Editing, MapFacts, MapState, View, spoken,
};
use super::{map_motion, map_quick, map_whole, phrase_panel};
use crate::drawing::{Drawing, Outline, Target, TargetId};
use crate::model::sentence;
use crate::model::{CycleMap, Element, ElementId, Layer, Ownership, PartnerId};
use egui::{CursorIcon, Rect, Role, Sense, Ui, Vec2, WidgetInfo};

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
    let mut drawn = drawn_anew_if_needed(ui, state, (facts, map), area.size());
    let mut canvas = ui.new_child(egui::UiBuilder::new().max_rect(area));
    canvas.set_clip_rect(area.intersect(ui.clip_rect()));
    map_motion::paint(&canvas, &mut drawn, &transform);
    let pass = Pass { map, transform, area, facts };
    pass.targets_ui(&mut canvas, state, &drawn.drawing);
    if state.view == View::Quick {
        map_quick::fields_ui(&mut canvas, state, &pass, &drawn.fields, asked);
    }
    pass.dragged_ui(&mut canvas, state, &drawn.drawing, asked);
    pass.editing_ui(&mut canvas, state, &drawn.drawing, asked);
    map_whole::whole_ui(&canvas, state, &pass, &drawn.drawing);
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

/// The drawing of the last frame, or a new one if anything changed that it was made from.
pub(super) fn drawn_anew_if_needed(
    ui: &Ui,
    state: &mut MapState,
    (facts, map): (&MapFacts<'_>, &CycleMap),
    size: Vec2,
) -> Drawn {
    let before = state.drawn.take();
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
    match before {
        Some(drawn) if drawn.key == key => drawn,
        before => {
            let mut drawn = super::map_drawing::draw(map, facts, key);
            drawn.departure = map_motion::departure(ui, before, &drawn);
            drawn
        }
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
        for target in layers.into_iter().chain(rest) {
            self.target_ui(ui, state, target);
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
            TargetId::Echo(partner) => self.echo_ui(ui, state, target.at, partner),
            TargetId::Sentence => self.sentence_ui(ui, target.at),
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
        let response = ui.interact(self.rect(at), id, Sense::click());
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
            state.opened_in = ui.ctx().cumulative_frame_nr();
        }
        response.on_hover_cursor(CursorIcon::PointingHand);
    }

    /// What the other does, as this partner's cue: a click leads to where it stands.
    fn echo_ui(&self, ui: &Ui, state: &mut MapState, at: Outline, partner: PartnerId) {
        let id = ui.scope_id().with(("echo", partner));
        let response = ui.interact(self.rect(at), id, Sense::click());
        response.widget_info(|| {
            let (name, other) = self.names(partner);
            let moves: Vec<String> =
                self.map.cues_from_partner(partner).map(Element::quoted).collect();
            let label =
                format!("{name}’s cue is what {other} does: {}", moves.join(", "));
            WidgetInfo::labeled(Role::Button, true, label)
        });
        state.note(&response, TargetId::Echo(partner));
        if response.clicked() {
            let first = self.map.cues_from_partner(partner).next();
            state.select(first.map(|behaviour| behaviour.id));
        }
        response.on_hover_cursor(CursorIcon::PointingHand);
    }

    fn sentence_ui(&self, ui: &Ui, at: Outline) {
        let facts = self.facts;
        let said = sentence::for_therapist(facts.case, self.map, facts.touched_last);
        let Some(said) = said else { return };
        let id = ui.scope_id().with("sentence");
        let response = ui.interact(self.rect(at), id, Sense::hover());
        response.widget_info(|| WidgetInfo::labeled(Role::Label, true, said.in_full()));
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
        let response = ui.interact(self.rect(target.at), id, Sense::click());
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
        let response = ui.interact(self.rect(at), id, Sense::click());
        response.widget_info(|| {
            let label = format!("{}’s position in this loop", self.names(partner).0);
            WidgetInfo::labeled(Role::Button, true, label)
        });
        state.note(&response, TargetId::Head(partner));
        if response.clicked() && !self.facts.place.is_read_only {
            state.open_head = Some(partner);
            state.opened_in = ui.ctx().cumulative_frame_nr();
        }
        response.on_hover_cursor(CursorIcon::PointingHand);
    }

    /// This partner's name and the other's.
    pub fn names(&self, partner: PartnerId) -> (&str, &str) {
        (self.facts.case.name_of(partner), self.facts.case.name_of(partner.other()))
    }
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
