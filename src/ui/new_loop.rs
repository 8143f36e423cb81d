//! The screen of the new loop: what each reaches with instead, how it is answered, what it does.

use super::command::{Ask, Command};
use super::drawing_painter::{self, ScreenFromDrawing};
use super::icon::Icon;
use super::look::{self, Scale, space};
use super::map_canvas::{Pass, take_zoom_and_pan};
use super::map_screen::Tool;
use super::map_state::{Edited, MapFacts, MapState};
use super::widget_button::{Button, focus_ring};
use super::{legend, map_screen, new_loop_keys, new_loop_strip, phrase_panel};
use crate::drawing::cycle_map::Look;
use crate::drawing::new_loop::{self as drawing, OpenMove};
use crate::drawing::{Face, Ink, TargetId};
use crate::edit::{Edit, MapEdit};
use crate::model::layer::Sheet;
use crate::model::{
    CycleMap, ElementId, Layer, MapId, Pair, PartnerId, new_loop as pairs,
};
use egui::{
    Align, CursorIcon, Frame, Layout, Rect, Role, Sense, Ui, UiBuilder, Vec2, WidgetInfo,
    vec2,
};

/// The new loop has no page of its own yet, so nothing here prints.
const TOOLS: [Tool; 5] = [
    (Icon::More, Command::Palette),
    (Icon::Legend, Command::Legend),
    (Icon::Filter, Command::Ownership),
    (Icon::Redo, Command::Redo),
    (Icon::Undo, Command::Undo),
];

/// What the screen remembers between frames. It holds words that are being typed.
pub struct NewLoopState {
    pub map: MapState,
    /// What the next phrase belongs to.
    pub link: Link,
    drawn: Option<(DrawnFrom, drawing::NewLoop)>,
}

/// What the next phrase belongs to: the likeliest, or what the therapist chose.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Link {
    #[default]
    Likely,
    Chosen(Option<ElementId>),
}

/// Everything that a drawing is made from.
#[derive(Debug, Clone, Copy, PartialEq)]
struct DrawnFrom {
    version: u64,
    map: MapId,
    size: Vec2,
    phrases: [Option<ElementId>; 4],
    drop_on: Option<(PartnerId, Layer)>,
    hovered: Option<TargetId>,
    focused: Option<TargetId>,
}

impl NewLoopState {
    pub fn new(map: MapId) -> Self {
        let mut map = MapState::new(map);
        map.capture.layer = Layer::Reach;
        Self { map, link: Link::Likely, drawn: None }
    }

    /// The same screen for another loop of the couple, if that is chosen now.
    pub fn follow(&mut self, map: MapId) {
        if self.map.map != map {
            *self = Self::new(map);
        }
    }

    /// What the next phrase will belong to.
    pub fn next_link(&self, map: &CycleMap) -> Option<ElementId> {
        let (partner, layer) = self.place();
        match self.link {
            Link::Likely => pairs::next_answered(map, partner, layer),
            Link::Chosen(id) => id,
        }
    }

    pub(super) fn place(&self) -> (PartnerId, Layer) {
        (self.map.capture.partner, self.map.capture.layer)
    }

    /// The next phrase is this partner's, in this layer.
    pub(super) fn choose(&mut self, partner: PartnerId, layer: Layer) {
        if self.place() != (partner, layer) {
            self.link = Link::Likely;
        }
        let capture = &mut self.map.capture;
        (capture.partner, capture.layer, capture.is_begun) = (partner, layer, true);
    }
}

/// Shows the new loop of the open map and takes what is done to it.
pub fn new_loop_ui(
    ui: &mut Ui,
    state: &mut NewLoopState,
    facts: &MapFacts<'_>,
    asked: &mut Vec<Ask>,
) {
    let Some(map) = facts.case.map(state.map.map) else { return };
    new_loop_keys::take_keys(ui, state, (map, facts), asked);
    state.map.is_typing = false;
    header_ui(ui, state, facts, asked);
    legend::legend_ui(ui, &state.map, facts, asked);
    let is_bare = pairs::is_empty(map) && !has_moves(map);
    if !is_bare {
        new_loop_strip::strip_ui(ui, state, (map, facts), asked);
    }
    let frame = Frame::new().fill(look::ink(ui, Ink::Paper));
    egui::CentralPanel::default().frame(frame).show(ui, |ui| {
        if is_bare {
            bare_ui(ui, asked);
        } else {
            canvas_ui(ui, state, (map, facts), asked);
        }
    });
}

fn has_moves(map: &CycleMap) -> bool {
    map.elements().any(|(_, element)| element.layer == Layer::Behaviour)
}

fn header_ui(
    ui: &mut Ui,
    state: &mut NewLoopState,
    facts: &MapFacts<'_>,
    asked: &mut Vec<Ask>,
) {
    map_screen::header_panel(ui, |ui| {
        map_screen::code_name_ui(ui, facts, asked);
        map_screen::loops_ui(ui, &mut state.map, facts, asked);
        look::label(ui, "New loop", (Scale::Row, Face::SerifSemiBold, Ink::Ink));
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            ui.spacing_mut().item_spacing.x = 2.0;
            map_screen::tools_ui(ui, &TOOLS, facts, asked);
            ui.add_space(space::S);
            super::notice::saved_ui(ui, facts.saved);
        });
    });
}

/// Before there is an old move there is nothing to build beside.
fn bare_ui(ui: &mut Ui, asked: &mut Vec<Ask>) {
    let area = ui.max_rect();
    let middle =
        Rect::from_center_size(area.center(), vec2(area.width().min(480.0), 150.0));
    let layout = Layout::top_down(Align::Center);
    ui.scope_builder(UiBuilder::new().max_rect(middle).layout(layout), |ui| {
        let words = "Each move of the old loop gets a reach beside it";
        look::label(ui, words, (Scale::Phrase, Face::Sans, Ink::Ink2));
        ui.add_space(space::L);
        if Button::primary("Go to the map").height(44.0).show(ui).clicked() {
            asked.push(Ask::Do(Command::Map));
        }
    });
}

fn canvas_ui(
    ui: &mut Ui,
    state: &mut NewLoopState,
    (map, facts): (&CycleMap, &MapFacts<'_>),
    asked: &mut Vec<Ask>,
) {
    // The canvas of the map shows and edits a name: here it is the new loop's.
    let shown = CycleMap { name: map.new_loop_name.clone(), ..map.clone() };
    let area = ui.available_rect_before_wrap();
    let ground = ui.allocate_rect(area, Sense::click_and_drag());
    ground.widget_info(|| WidgetInfo::labeled(Role::Pane, true, "The new loop"));
    take_zoom_and_pan(ui, &mut state.map, &ground);
    let transform = ScreenFromDrawing::new(area.min + state.map.pan, state.map.zoom);
    let (key, drawn) = drawn_anew_if_needed(state, (&shown, facts), area.size());
    let mut canvas = ui.new_child(UiBuilder::new().max_rect(area));
    canvas.set_clip_rect(area.intersect(ui.clip_rect()));
    drawing_painter::paint(canvas.painter(), &drawn.drawing, look::theme(ui), &transform);
    let pass = Pass { map: &shown, transform, area, facts };
    let mut wishes = Vec::new();
    pass.targets_ui(&mut canvas, &mut state.map, &drawn.drawing);
    open_moves_ui(&canvas, state, (&pass, &drawn.open_moves));
    pass.dragged_ui(&mut canvas, &mut state.map, &drawn.drawing, &mut wishes);
    pass.editing_ui(&mut canvas, &mut state.map, &drawn.drawing, &mut wishes);
    let map = &mut state.map;
    phrase_panel::panels_ui(&mut canvas, map, &pass, &drawn.drawing, &mut wishes);
    if ground.clicked() {
        state.map.select(None);
        state.map.open_fold = None;
    }
    asked.extend(wishes.into_iter().map(|ask| match ask {
        Ask::Change(edit) => Ask::Change(of_new_loop(edit)),
        other => other,
    }));
    state.drawn = Some((key, drawn));
}

/// A name that was written on this screen is the new loop's.
pub fn of_new_loop(edit: Edit) -> Edit {
    match edit {
        Edit::Map(map, MapEdit::Name(name)) => Edit::Map(map, MapEdit::NewLoopName(name)),
        other => other,
    }
}

fn drawn_anew_if_needed(
    state: &mut NewLoopState,
    (map, facts): (&CycleMap, &MapFacts<'_>),
    size: Vec2,
) -> (DrawnFrom, drawing::NewLoop) {
    let now = &state.map;
    let edited = now.editing.as_ref().and_then(|editing| match editing.what {
        Edited::Phrase(id) => Some(id),
        Edited::LoopName | Edited::Shared => None,
    });
    let key = DrawnFrom {
        version: facts.version,
        map: map.id,
        size,
        phrases: [now.selected, now.kept_last, edited, now.dragging],
        drop_on: now.drop_on,
        hovered: now.hovered,
        focused: now.focused,
    };
    let kept = state.drawn.take().filter(|(made_from, _)| *made_from == key);
    kept.unwrap_or_else(|| (key, draw(map, facts, key)))
}

fn draw(map: &CycleMap, facts: &MapFacts<'_>, key: DrawnFrom) -> drawing::NewLoop {
    let names = Pair::from_fn(|partner| facts.case.name_of(partner));
    let [selected, newest, edited, lifted] = key.phrases;
    let look = Look {
        first: facts.touched_last,
        today: facts.session,
        selected,
        newest,
        edited,
        lifted,
        drop_on: key.drop_on,
        hovered: key.hovered,
        focused: key.focused,
        ..Look::new(key.size.x, key.size.y)
    };
    drawing::draw(map, &names, &look, facts.fonts)
}

/// An old move that waits: a click begins the reach that takes its place.
fn open_moves_ui(
    ui: &Ui,
    state: &mut NewLoopState,
    (pass, open_moves): (&Pass<'_>, &[OpenMove]),
) {
    for open in open_moves {
        let rect = pass.rect(open.at);
        let id = ui.scope_id().with(("open move", open.old));
        let response = ui.interact(rect, id, Sense::CLICK);
        response.widget_info(|| {
            let name = pass.names(open.partner).0;
            let label = format!("A reach for {name}, {}", open.words);
            WidgetInfo::labeled(Role::Button, true, label)
        });
        focus_ring(ui, &response, 5);
        if response.hovered() {
            let pen = egui::Stroke::new(1.0, look::ink(ui, Ink::Hair));
            let inside = egui::StrokeKind::Inside;
            ui.painter().rect_stroke(rect, 7.0, pen, inside);
        }
        if response.clicked() && !pass.facts.place.is_read_only {
            state.map.select(None);
            state.choose(open.partner, Layer::Reach);
            state.link = Link::Chosen(Some(open.old));
            state.map.wants_strip = true;
        }
        response.on_hover_cursor(CursorIcon::PointingHand);
    }
}

/// True for the layers of this screen.
pub(super) fn is_here(layer: Layer) -> bool {
    layer.sheet() == Sheet::NewLoop
}
