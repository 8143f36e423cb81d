//! A sheet of the readings as it is drawn: its places, what both share, and what is dragged.

use super::chip::Chip;
use super::command::Ask;
use super::drawing_painter::{self, POINTS_PER_MM, ScreenFromDrawing};
use super::icon::Icon;
use super::keys::{self, Live};
use super::map_canvas::Pass;
use super::map_drag::paint_lifted;
use super::map_state::MapFacts;
use super::readings::{DrawnFor, ReadingsState};
use super::readings_write::{self as write, Writing, Written};
use super::widget_button::focus_ring;
use super::{look, phrase_panel, readings_header as header};
use crate::drawing::readings::{self as picture, Readings, Sheet, Shown, Spot};
use crate::drawing::{Ink, Outline, Target, TargetId};
use crate::edit::cycle_map::drop_into;
use crate::edit::readings::switch_centre;
use crate::edit::{Edit, readings};
use crate::model::readings::{CentreField, Place, without_what_was_said_alone};
use crate::model::{CycleMap, ElementId, Pair, PartnerId};
use egui::{
    CursorIcon, Id, Key, Rect, Role, Sense, Ui, UiBuilder, Vec2, WidgetInfo, vec2,
};

/// The sheet, drawn anew if anything that shows on it has changed.
fn drawn(
    state: &mut ReadingsState,
    (facts, map): (&MapFacts<'_>, &CycleMap),
    size: Vec2,
) -> (DrawnFor, Readings) {
    let key = state.drawn_for(facts, size);
    if let Some(drawn) = state.drawn.take().filter(|(old, _)| *old == key) {
        return drawn;
    }
    let alone = facts.case.running().and_then(|session| session.kind.alone());
    let seen = if key.shows_alone {
        map.clone()
    } else {
        without_what_was_said_alone(map, alone)
    };
    let names = Pair::from_fn(|partner| facts.case.name_of(partner));
    let shown = Shown { map: &seen, names: &names, sheet: state.sheet, open: key.open };
    let sheet = picture::draw(shown, &key.look, facts.fonts);
    (key, sheet)
}

pub(super) fn sheet_ui(
    ui: &mut Ui,
    state: &mut ReadingsState,
    (facts, map): (&MapFacts<'_>, &CycleMap),
    (area, was_writing): (Rect, bool),
    asked: &mut Vec<Ask>,
) {
    let drawn = drawn(state, (facts, map), area.size());
    let Readings { drawing, spots } = &drawn.1;
    let size = vec2(area.width(), drawing.height * POINTS_PER_MM);
    let (rect, ground) = ui.allocate_exact_size(size, Sense::CLICK);
    ground
        .widget_info(|| WidgetInfo::labeled(Role::List, true, header::name(state.sheet)));
    let transform = ScreenFromDrawing::new(rect.min, 1.0);
    drawing_painter::paint(ui.painter(), drawing, look::theme(ui), &transform);
    let pass = Pass { map, transform, area, facts };
    (state.map.hovered, state.map.focused) = (None, None);
    for (number, (at, spot)) in spots.iter().enumerate() {
        spot_ui(ui, state, &pass, (number, *at, spot));
    }
    dragged_ui(ui, state, &pass, &drawn.1, asked);
    pass.editing_ui(ui, &mut state.map, drawing, asked);
    if state.writing.is_none() {
        phrase_panel::panels_ui(ui, &mut state.map, &pass, drawing, asked);
    }
    if state.sheet == Sheet::Centre {
        centre_share_ui(ui, state, (&pass, spots), asked);
    }
    if was_writing {
        write::writing_ui(ui, state, (&pass, spots), asked);
    }
    if ground.clicked() {
        state.map.select(None);
    }
    state.drawn = Some(drawn);
}

fn spot_ui(
    ui: &Ui,
    state: &mut ReadingsState,
    pass: &Pass<'_>,
    (number, at, spot): (usize, Outline, &Spot),
) {
    match spot {
        Spot::Phrase(id) => {
            let target = Target { at, id: TargetId::Element(*id) };
            pass.target_ui(ui, &mut state.map, &target);
        }
        Spot::Add(place) => add_ui(ui, state, pass, (at, *place)),
        Spot::Centre(field) => centre_ui(ui, state, pass, (at, *field)),
        Spot::Says(words) => {
            let id = Id::unique(("readings says", number));
            let response = ui.interact(pass.rect(at), id, Sense::hover());
            response.widget_info(|| WidgetInfo::labeled(Role::Label, true, words));
        }
    }
}

/// Room for a new phrase.
fn add_ui(
    ui: &Ui,
    state: &mut ReadingsState,
    pass: &Pass<'_>,
    (at, place): (Outline, Place),
) {
    let rect = pass.rect(at);
    let response = ui.interact(rect, Id::unique(("readings add", place)), Sense::CLICK);
    response
        .widget_info(|| WidgetInfo::labeled(Role::Button, true, add_label(pass, place)));
    let can_write = !pass.facts.place.is_read_only;
    focus_ring(ui, &response, 7);
    if can_write && (response.hovered() || response.has_focus()) {
        // The rows of the roots have their words at the left.
        let centre = if write::is_root(place.layer) {
            rect.right_top() + vec2(-14.0, 11.0)
        } else {
            rect.left_top() + vec2(14.0, 11.0)
        };
        ui.painter().circle_filled(centre, 9.0, look::ink(ui, Ink::Control));
        Icon::Plus.paint(ui.painter(), centre, 15.0, look::ink(ui, Ink::Ink2));
    }
    if response.clicked() && can_write {
        state.map.select(None);
        state.writing = Some(Writing::new(Written::Phrase(place)));
    }
    response.on_hover_cursor(CursorIcon::Text);
}

/// "Add to Ana, Takes Rui for: goes to the garage".
fn add_label(pass: &Pass<'_>, place: Place) -> String {
    let (name, other) = pass.names(place.partner);
    let answered = place.answers.and_then(|id| pass.map.find(id));
    let to = answered.map(|(_, _, element)| format!(": {}", element.quoted()));
    format!("Add to {name}, {}{}", place.layer.label(other), to.unwrap_or_default())
}

fn centre_ui(
    ui: &Ui,
    state: &mut ReadingsState,
    pass: &Pass<'_>,
    (at, field): (Outline, CentreField),
) {
    let rect = pass.rect(at);
    let response =
        ui.interact(rect, Id::unique(("readings centre", field)), Sense::CLICK);
    let words = field.words_of(&pass.map.centre);
    response.widget_info(|| {
        let label = format!("{}: {words}", write::centre_label(field, pass));
        WidgetInfo::labeled(Role::Button, true, label.trim_end_matches(": "))
    });
    focus_ring(ui, &response, 7);
    if response.clicked() && !pass.facts.place.is_read_only {
        state.writing = Some(Writing::centre(field, words));
    }
    response.on_hover_cursor(CursorIcon::Text);
}

/// Under what both share: whether the couple may see it.
fn centre_share_ui(
    ui: &mut Ui,
    state: &ReadingsState,
    (pass, spots): (&Pass<'_>, &[(Outline, Spot)]),
    asked: &mut Vec<Ask>,
) {
    let is_here =
        |(_, spot): &&(Outline, Spot)| *spot == Spot::Centre(CentreField::Conviction);
    let Some((at, _)) = spots.iter().find(is_here) else { return };
    let can_switch = switch_centre(pass.map, pass.facts.signer).is_some();
    if !can_switch || state.writing.is_some() || pass.facts.place.is_read_only {
        return;
    }
    let is_chosen = pass.map.centre.visibility.is_shareable();
    let label = if is_chosen { "The couple may see it" } else { "Let the couple see it" };
    let key = keys::cap(ui, Live::Share);
    let chip = Chip { is_chosen, ..Chip::new(&key, label) };
    let under = pass.rect(*at).center_bottom() + vec2(0.0, 34.0);
    let size = vec2(chip.width(ui), 30.0);
    let place = UiBuilder::new().max_rect(Rect::from_center_size(under, size));
    if chip.show(&mut ui.new_child(place)).clicked() {
        asked.extend(switch_centre(pass.map, pass.facts.signer).map(Ask::Change));
    }
}

/// A phrase that is dragged: to another place in its layer, or to another phrase that it is
/// to belong to.
fn dragged_ui(
    ui: &mut Ui,
    state: &mut ReadingsState,
    pass: &Pass<'_>,
    sheet: &Readings,
    asked: &mut Vec<Ask>,
) {
    if state.sheet == Sheet::Roots {
        pass.dragged_ui(ui, &mut state.map, &sheet.drawing, asked);
        return;
    }
    let Some((partner, _, element)) = state.map.dragging.and_then(|id| pass.map.find(id))
    else {
        return;
    };
    let Some(pointer) = ui.input(|input| input.pointer.latest_pos()) else { return };
    let under = sheet.spots.iter().find_map(|(at, spot)| {
        let is_here = pass.rect(*at).contains(pointer);
        is_here.then(|| dropped(pass.map, (partner, element.id), spot)).flatten()
    });
    if let Some((place, _)) = under.as_ref() {
        let spot = sheet.spots.iter().find(|(_, spot)| spot == place);
        if let Some((at, _)) = spot {
            let pen = egui::Stroke::new(2.0, look::ink(ui, Ink::Accent));
            let foot = pass.rect(*at);
            ui.painter().hline(foot.x_range(), foot.bottom(), pen);
        }
    }
    paint_lifted(ui, pointer, &element.quoted());
    if ui.input(|input| input.pointer.any_released()) {
        state.map.dragging = None;
        asked.extend(under.map(|(_, edit)| Ask::Change(edit)));
    } else if ui.input(|input| input.key_pressed(Key::Escape)) {
        state.map.dragging = None;
    }
}

/// What becomes of a phrase that is dropped on a place: nothing unless it belongs there.
fn dropped(
    map: &CycleMap,
    (partner, id): (PartnerId, ElementId),
    spot: &Spot,
) -> Option<(Spot, Edit)> {
    let (_, _, element) = map.find(id)?;
    let (before, answers) = match spot {
        Spot::Phrase(other) if *other != id => {
            let (whose, _, under) = map.find(*other)?;
            let is_same = whose == partner && under.layer == element.layer;
            (Some(*other), is_same.then_some(under.answers)?)
        }
        Spot::Add(place) => {
            let is_same = place.partner == partner && place.layer == element.layer;
            (None, is_same.then_some(place.answers)?)
        }
        _ => return None,
    };
    let moved = drop_into(map, id, (partner, element.layer), before);
    let moved = moved.map(|edit| Edit::Map(map.id, edit));
    let edits: Vec<Edit> =
        readings::link(map, id, answers).into_iter().chain(moved).collect();
    (!edits.is_empty()).then(|| (spot.clone(), Edit::Several(edits)))
}
