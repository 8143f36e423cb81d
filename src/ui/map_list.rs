//! The map as a list: the same phrases, marks and keys as on the loop, in the order of slow-down.

use super::command::Ask;
use super::drawing_painter::{POINTS_PER_MM, ScreenFromDrawing};
use super::map_canvas::{Pass, drawn_anew_if_needed};
use super::map_state::{Drawn, MapFacts, MapState};
use super::{map_motion, map_whole, phrase_panel};
use crate::drawing::TargetId;
use crate::drawing::list_view::Echo;
use crate::model::CycleMap;
use egui::{Id, Rect, Role, ScrollArea, Sense, Ui, WidgetInfo, vec2};

/// Shows the list in the room that is left; it scrolls when it is longer.
pub fn map_list_ui(
    ui: &mut Ui,
    state: &mut MapState,
    facts: &MapFacts<'_>,
    asked: &mut Vec<Ask>,
) {
    let Some(map) = facts.case.map(state.map) else { return };
    let area = ui.available_rect_before_wrap();
    let mut drawn = drawn_anew_if_needed(ui, state, (facts, map), area.size());
    let scroll = ScrollArea::vertical().id_salt(("map list", map.id)).auto_shrink(false);
    scroll.show(ui, |ui| list_ui(ui, state, (facts, map), (&mut drawn, area), asked));
    state.drawn = Some(drawn);
}

fn list_ui(
    ui: &mut Ui,
    state: &mut MapState,
    (facts, map): (&MapFacts<'_>, &CycleMap),
    (drawn, area): (&mut Drawn, Rect),
    asked: &mut Vec<Ask>,
) {
    let size = vec2(area.width(), drawn.drawing.height * POINTS_PER_MM);
    let (sheet, ground) = ui.allocate_exact_size(size, Sense::CLICK);
    ground.widget_info(|| WidgetInfo::labeled(Role::List, true, "The loop as a list"));
    let transform = ScreenFromDrawing::new(sheet.min, 1.0);
    map_motion::paint(ui, drawn, &transform);
    let drawing = &drawn.drawing;
    let pass = Pass { map, transform, area, facts };
    (state.hovered, state.focused) = (None, None);
    // In the order of the drawing, so that Tab reads from the cue down, side by side.
    for target in &drawing.targets {
        pass.target_ui(ui, state, target);
    }
    for (number, echo) in drawn.echoes.iter().enumerate() {
        echo_ui(ui, &pass, (number, echo));
    }
    pass.dragged_ui(ui, state, drawing, asked);
    pass.editing_ui(ui, state, drawing, asked);
    map_whole::whole_ui(ui, state, &pass, drawing);
    phrase_panel::panels_ui(ui, state, &pass, drawing, asked);
    follow_ui(ui, state, &pass, drawn);
    if ground.clicked() {
        state.select(None);
    }
}

/// What the other does, where it is a cue: it is read here, and changed where it stands.
fn echo_ui(ui: &Ui, pass: &Pass<'_>, (number, echo): (usize, &Echo)) {
    let id = Id::unique(("echo", pass.map.id, number));
    let response = ui.interact(pass.rect(echo.at), id, Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, &echo.words));
}

/// Brings the chosen phrase, or else the newest one, into sight after it or the map changed.
fn follow_ui(ui: &Ui, state: &mut MapState, pass: &Pass<'_>, drawn: &Drawn) {
    let Some(wanted) = state.selected.or(state.kept_last) else { return };
    let now = Some((wanted, pass.facts.version));
    if state.scrolled_to == now {
        return;
    }
    let mut targets = drawn.drawing.targets.iter();
    let target = targets.find(|target| target.id == TargetId::Element(wanted));
    if let Some(target) = target {
        // Room for the bar that floats below it.
        ui.scroll_to_rect(pass.rect(target.at).expand2(vec2(0.0, 64.0)), None);
        state.scrolled_to = now;
    }
}
