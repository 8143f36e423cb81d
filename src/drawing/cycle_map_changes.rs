//! Draws two moments of a loop on one loop: what is new glows, what is gone is struck through.

use super::cycle_map::{self, Look};
use super::lobe::Hand;
use super::ribbon;
use super::{
    Drawing, Fonts, Ink, Outline, Point, Shape, Stroke, TargetId, TextRun, curve, marks,
};
use crate::model::map_changes::MapChange;
use crate::model::{CycleMap, ElementId, Ownership, Pair, PartnerId};
use std::collections::BTreeMap;
use std::sync::Arc;

/// What became of a phrase between the two moments.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Came {
    /// It was not there, or stood in another layer.
    New,
    /// It has other words now.
    Reworded,
    Gone,
    /// It was owned this far, and is owned otherwise now.
    Owned(Ownership),
}

impl Came {
    /// True for words that were not there before.
    pub fn glows(self) -> bool {
        matches!(self, Self::New | Self::Reworded)
    }
}

/// Two moments as one loop: the second, with what is gone still at its place.
#[derive(Debug, Clone)]
pub struct Compared {
    pub map: CycleMap,
    pub came: Arc<BTreeMap<ElementId, Came>>,
    /// Whose move in the loop is another one now.
    moved: Pair<bool>,
    is_renamed: bool,
}

/// The room of two marks and an arrow between them, at 15 px.
pub(super) const TURN: f32 = 58.0;

impl Compared {
    /// Puts both moments on one loop.
    pub fn new(first: &CycleMap, second: &CycleMap, changes: &[MapChange]) -> Self {
        let mut map = second.clone();
        let mut came = BTreeMap::new();
        let mut moved = Pair { a: false, b: false };
        for change in changes {
            let Some((id, new)) = came_of(change) else {
                if let MapChange::Position { partner, .. } = change {
                    *moved.of_mut(*partner) = true;
                }
                continue;
            };
            // What is in other words glows, whatever else became of it.
            let known: Option<&Came> = came.get(&id);
            if known.is_none_or(|known| !known.glows()) {
                came.insert(id, new);
            }
        }
        for partner in PartnerId::BOTH {
            put_back(&mut map, first, partner);
        }
        let is_renamed = changes.iter().any(|it| matches!(it, MapChange::Name(_)));
        Self { map, came: Arc::new(came), moved, is_renamed }
    }
}

fn came_of(change: &MapChange) -> Option<(ElementId, Came)> {
    match change {
        MapChange::Added(placed) => Some((placed.element.id, Came::New)),
        MapChange::Gone(placed) => Some((placed.element.id, Came::Gone)),
        MapChange::Moved { id, .. } => Some((*id, Came::New)),
        MapChange::Reworded { id, .. } => Some((*id, Came::Reworded)),
        MapChange::Ownership { id, turn } => Some((*id, Came::Owned(turn.from))),
        _ => None,
    }
}

/// What is gone comes back behind the phrase that it stood behind.
fn put_back(map: &mut CycleMap, first: &CycleMap, partner: PartnerId) {
    let mut before: Option<ElementId> = None;
    for element in &first.side(partner).elements {
        if map.find(element.id).is_none() {
            let elements = &mut map.sides.of_mut(partner).elements;
            let place = before.and_then(|id| elements.iter().position(|it| it.id == id));
            elements.insert(place.map_or(0, |place| place + 1), element.clone());
        }
        before = Some(element.id);
    }
}

/// Both moments on one loop, in a box of the look's size.
pub fn draw(
    compared: &Compared,
    names: &Pair<&str>,
    look: &Look,
    fonts: &Fonts,
) -> Drawing {
    let look = Look { came: Arc::clone(&compared.came), ..look.clone() };
    let mut drawing = cycle_map::draw(&compared.map, names, &look, fonts);
    if compared.is_renamed {
        glow(&mut drawing, TargetId::LoopName, 0);
    }
    for partner in PartnerId::BOTH {
        if *compared.moved.of(partner) {
            // The name stands first, and has not changed.
            glow(&mut drawing, TargetId::Head(partner), 1);
        }
    }
    drawing
}

/// Lets the words of a place glow, but for its first so many lines.
fn glow(drawing: &mut Drawing, id: TargetId, but: usize) {
    let target = drawing.targets.iter().find(|target| target.id == id);
    let Some(at) = target.map(|target| target.at) else { return };
    let inside = drawing.shapes.iter().enumerate().filter_map(|(place, shape)| {
        let Shape::Text(run) = shape else { return None };
        let middle = Point::new(run.at.x + 0.5 * run.width, run.at.y - 0.3 * run.size);
        at.contains(middle).then_some((place, run))
    });
    let runs: Vec<(usize, Outline)> = inside
        .skip(but)
        .map(|(place, run)| {
            let mm = cycle_map::MM_PER_PX;
            let (x, y) = (run.at.x - 7.0 * mm, run.at.y - 1.0 * run.size);
            let width = run.width + 12.0 * mm;
            (place, Outline::new(x, y, width, 1.36 * run.size))
        })
        .collect();
    for (place, outline) in runs.into_iter().rev() {
        let mut ground = Drawing::new(0.0, 0.0);
        let px = outline_in_px(outline);
        marks::kept_today(&mut ground, px);
        let ground = ground.scaled(cycle_map::MM_PER_PX);
        drawing.shapes.splice(place..place, ground.shapes);
    }
}

fn outline_in_px(at: Outline) -> Outline {
    at.scaled(1.0 / cycle_map::MM_PER_PX)
}

/// The line through words that are no longer there.
pub(super) fn strike(run: &TextRun) -> Shape {
    let y = run.at.y - 0.29 * run.size;
    let line = curve::straight(
        Point::new(run.at.x - 1.0, y),
        Point::new(run.at.x + run.width + 1.0, y),
    );
    let stroke = Some(Stroke::solid(Ink::Ink3, (0.075 * run.size).max(1.0)));
    Shape::Path { curves: vec![line], is_closed: false, fill: None, stroke }
}

/// How far it was owned, an arrow, and how far it is owned now.
pub(super) fn draw_turn(
    drawing: &mut Drawing,
    hand: Hand,
    (from, to): (Ownership, Ownership),
    (start, scale): (Point, f32),
) {
    let at = |x: f32| Point::new(start.x + x * scale, start.y);
    let radius = 0.86 * marks::SHAPE * scale;
    let tint = Outline::new(
        start.x + 6.0 * scale,
        start.y - 8.5 * scale,
        46.0 * scale,
        17.0 * scale,
    );
    drawing.shapes.push(marks::filled(tint, 8.5 * scale, Ink::AccentWash));
    marks::ownership(drawing, hand, from, (at(14.5), radius));
    let pen = Stroke::solid(Ink::Accent, 1.4 * scale);
    let tip = at(30.0);
    drawing.shapes.push(ribbon::chevron(tip, Point::new(1.0, 0.0), 3.2 * scale, pen));
    marks::ownership(drawing, hand, to, (at(40.5), radius));
}
