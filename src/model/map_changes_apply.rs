//! Leads a loop through differences to another one, and back again.

use super::map_changes::{Facts, MapChange, Placed, Spot, Turn};
use super::{CycleMap, Element, ElementId};

/// The loop after these differences. Those of [`between`](super::map_changes::between) lead to its second loop.
#[must_use]
pub fn apply(map: &CycleMap, changes: &[MapChange]) -> CycleMap {
    let mut map = map.clone();
    let mut coming: Vec<Placed> = Vec::new();
    for change in changes {
        match change {
            MapChange::Gone(placed) => drop(take(&mut map, placed.element.id)),
            MapChange::Added(placed) => coming.push(placed.clone()),
            MapChange::Moved { id, turn } => {
                let Spot { partner, layer, at } = turn.to;
                let taken = take(&mut map, *id);
                coming.extend(taken.map(|element| {
                    let element = Box::new(Element { layer, ..element });
                    Placed { partner, at, element }
                }));
            }
            _ => {}
        }
    }
    for change in changes {
        change_one(&mut map, &mut coming, change);
    }
    coming.sort_by_key(|placed| (placed.partner, placed.at));
    for Placed { partner, at, element } in coming {
        let elements = &mut map.sides.of_mut(partner).elements;
        elements.insert(at.min(elements.len()), *element);
    }
    map
}

fn take(map: &mut CycleMap, id: ElementId) -> Option<Element> {
    let (partner, at, _) = map.find(id)?;
    Some(map.sides.of_mut(partner).elements.remove(at))
}

fn change_one(map: &mut CycleMap, coming: &mut [Placed], change: &MapChange) {
    match change {
        MapChange::Order { partner, turn } => {
            let place = |element: &Element| {
                turn.to.iter().position(|id| *id == element.id).unwrap_or(usize::MAX)
            };
            map.sides.of_mut(*partner).elements.sort_by_key(place);
        }
        MapChange::Position { partner, turn } => {
            map.sides.of_mut(*partner).position = turn.to;
        }
        MapChange::Name(turn) => map.name.clone_from(&turn.to),
        MapChange::Centre(turn) => map.centre = (*turn.to).clone(),
        MapChange::Beside(turn) => (*turn.to).clone().put(map),
        MapChange::Reworded { id, .. }
        | MapChange::Ownership { id, .. }
        | MapChange::Intensity { id, .. }
        | MapChange::Sharing { id, .. }
        | MapChange::Facts { id, .. } => {
            let on_map = [&mut map.sides.a, &mut map.sides.b].into_iter();
            let on_map = on_map.flat_map(|side| &mut side.elements);
            let coming = coming.iter_mut().map(|placed| &mut *placed.element);
            let mut all = on_map.chain(coming);
            if let Some(element) = all.find(|element| element.id == *id) {
                change_phrase(element, change);
            }
        }
        MapChange::Gone(_) | MapChange::Added(_) | MapChange::Moved { .. } => {}
    }
}

fn change_phrase(element: &mut Element, change: &MapChange) {
    match change {
        MapChange::Reworded { turn, .. } => {
            element.words.clone_from(&turn.to.words);
            element.own_words = turn.to.own_words;
        }
        MapChange::Ownership { turn, .. } => element.ownership = turn.to,
        MapChange::Intensity { turn, .. } => element.intensity = turn.to,
        MapChange::Sharing { turn, .. } => element.visibility = turn.to,
        MapChange::Facts { turn, .. } => {
            let Facts { source, first_seen, last_seen, answers, tags } =
                (*turn.to).clone();
            element.source = source;
            element.first_seen = first_seen;
            element.last_seen = last_seen;
            element.answers = answers;
            element.tags = tags;
        }
        _ => {}
    }
}

/// The way back: what leads from the second loop to the first.
#[must_use]
pub fn reversed(changes: &[MapChange]) -> Vec<MapChange> {
    changes.iter().cloned().map(MapChange::back).collect()
}

impl<T> Turn<T> {
    fn back(self) -> Self {
        Self { from: self.to, to: self.from }
    }
}

impl MapChange {
    fn back(self) -> Self {
        match self {
            Self::Gone(placed) => Self::Added(placed),
            Self::Added(placed) => Self::Gone(placed),
            Self::Moved { id, turn } => Self::Moved { id, turn: turn.back() },
            Self::Reworded { id, turn } => Self::Reworded { id, turn: turn.back() },
            Self::Ownership { id, turn } => Self::Ownership { id, turn: turn.back() },
            Self::Intensity { id, turn } => Self::Intensity { id, turn: turn.back() },
            Self::Sharing { id, turn } => Self::Sharing { id, turn: turn.back() },
            Self::Facts { id, turn } => Self::Facts { id, turn: turn.back() },
            Self::Order { partner, turn } => Self::Order { partner, turn: turn.back() },
            Self::Position { partner, turn } => {
                Self::Position { partner, turn: turn.back() }
            }
            Self::Name(turn) => Self::Name(turn.back()),
            Self::Centre(turn) => Self::Centre(turn.back()),
            Self::Beside(turn) => Self::Beside(turn.back()),
        }
    }
}
