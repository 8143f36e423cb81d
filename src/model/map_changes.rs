//! What differs between two moments of a loop, as data that leads from one to the other and back.

use super::{
    Centre, CycleKind, CycleMap, CyclePattern, Dialogue, Element, ElementId, Layer,
    MapLink, MapStatus, Ownership, Pair, PartnerId, Position, SessionId, SharingAct,
    Side, Source, Strategy, TrayPhrase, Visibility,
};
use chrono::NaiveDate;
use std::collections::BTreeMap;

/// One difference. Who is drawn on the left is none.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum MapChange {
    Gone(Placed),
    Added(Placed),
    /// To another layer, or to the other's side.
    Moved {
        id: ElementId,
        turn: Turn<Spot>,
    },
    /// The same phrase in other words.
    Reworded {
        id: ElementId,
        turn: Turn<Wording>,
    },
    Ownership {
        id: ElementId,
        turn: Turn<Ownership>,
    },
    Intensity {
        id: ElementId,
        turn: Turn<Option<u8>>,
    },
    Sharing {
        id: ElementId,
        turn: Turn<Visibility>,
    },
    /// What is known of a phrase beside its words.
    Facts {
        id: ElementId,
        turn: Turn<Box<Facts>>,
    },
    /// The phrases that stayed where they were follow each other in another order.
    Order {
        partner: PartnerId,
        turn: Turn<Vec<ElementId>>,
    },
    Position {
        partner: PartnerId,
        turn: Turn<Position>,
    },
    Name(Turn<String>),
    Centre(Turn<Box<Centre>>),
    Beside(Turn<Box<Beside>>),
}

/// What something was, and what it became.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Turn<T> {
    pub from: T,
    pub to: T,
}

/// A phrase and its place in the whole list of its side.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Placed {
    pub partner: PartnerId,
    pub at: usize,
    pub element: Box<Element>,
}

/// Where a phrase stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Spot {
    pub partner: PartnerId,
    pub layer: Layer,
    pub at: usize,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wording {
    pub words: String,
    pub own_words: bool,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Facts {
    pub source: Source,
    pub first_seen: Option<SessionId>,
    pub last_seen: Option<SessionId>,
    pub answers: Option<ElementId>,
    pub tags: Vec<String>,
}

/// Everything of a loop that is neither a phrase nor drawn on it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Beside {
    pub kind: CycleKind,
    pub pattern: CyclePattern,
    pub pattern_words: String,
    pub status: MapStatus,
    pub strategies: Pair<Option<Strategy>>,
    pub tray: Vec<TrayPhrase>,
    pub new_loop_name: String,
    pub dialogues: Vec<Dialogue>,
    pub links: Vec<MapLink>,
    pub print_agreed: Pair<Option<NaiveDate>>,
    pub sharing: Vec<SharingAct>,
}

impl Wording {
    fn of(element: &Element) -> Self {
        Self { words: element.words.clone(), own_words: element.own_words }
    }

    /// In curly quotes if a client said them, in single ones if not.
    pub fn quoted(&self) -> String {
        let words = &self.words;
        if self.own_words {
            format!("\u{201c}{words}\u{201d}")
        } else {
            format!("\u{2018}{words}\u{2019}")
        }
    }
}

impl Facts {
    /// The fields that have a difference of their own are named: one that comes to a phrase later
    /// cannot be forgotten here.
    fn of(element: &Element) -> Self {
        let Element {
            id: _,
            layer: _,
            words: _,
            own_words: _,
            ownership: _,
            visibility: _,
            intensity: _,
            source,
            first_seen,
            last_seen,
            answers,
            tags,
        } = element;
        Self {
            source: *source,
            first_seen: *first_seen,
            last_seen: *last_seen,
            answers: *answers,
            tags: tags.clone(),
        }
    }
}

impl Beside {
    /// As with [`Facts`], no field that comes to a loop later can be forgotten here.
    fn of(map: &CycleMap) -> Self {
        let CycleMap {
            id: _,
            name: _,
            left: _,
            centre: _,
            kind,
            pattern,
            pattern_words,
            status,
            sides,
            tray,
            new_loop_name,
            dialogues,
            links,
            print_agreed,
            sharing,
        } = map;
        let strategy = |partner| {
            let Side { position: _, elements: _, strategy } = sides.of(partner);
            *strategy
        };
        Self {
            kind: *kind,
            pattern: *pattern,
            pattern_words: pattern_words.clone(),
            status: *status,
            strategies: Pair::from_fn(strategy),
            tray: tray.clone(),
            new_loop_name: new_loop_name.clone(),
            dialogues: dialogues.clone(),
            links: links.clone(),
            print_agreed: *print_agreed,
            sharing: sharing.clone(),
        }
    }

    pub(super) fn put(self, map: &mut CycleMap) {
        for partner in PartnerId::BOTH {
            map.sides.of_mut(partner).strategy = *self.strategies.of(partner);
        }
        map.kind = self.kind;
        map.pattern = self.pattern;
        map.pattern_words = self.pattern_words;
        map.status = self.status;
        map.tray = self.tray;
        map.new_loop_name = self.new_loop_name;
        map.dialogues = self.dialogues;
        map.links = self.links;
        map.print_agreed = self.print_agreed;
        map.sharing = self.sharing;
    }
}

impl<T: PartialEq> Turn<T> {
    /// None if nothing changed.
    fn of(from: T, to: T) -> Option<Self> {
        (from != to).then_some(Self { from, to })
    }
}

/// Differences that are asked for one by one.
#[derive(Debug, Clone, Default)]
pub struct Differences {
    pub list: Vec<MapChange>,
    of_phrases: BTreeMap<ElementId, Vec<usize>>,
}

impl Differences {
    pub fn between(first: &CycleMap, second: &CycleMap) -> Self {
        let list = between(first, second);
        let mut of_phrases: BTreeMap<ElementId, Vec<usize>> = BTreeMap::new();
        for (place, change) in list.iter().enumerate() {
            if let Some(id) = change.phrase() {
                of_phrases.entry(id).or_default().push(place);
            }
        }
        Self { list, of_phrases }
    }

    /// True if this very difference is among them.
    pub fn holds(&self, change: &MapChange) -> bool {
        let Some(id) = change.phrase() else { return self.list.contains(change) };
        let places = self.of_phrases.get(&id).into_iter().flatten();
        places.filter_map(|place| self.list.get(*place)).any(|known| known == change)
    }
}

type Places<'a> = BTreeMap<ElementId, (PartnerId, usize, &'a Element)>;

/// Everything that leads from the first loop to the second.
pub fn between(first: &CycleMap, second: &CycleMap) -> Vec<MapChange> {
    let (old, new) = (places(first), places(second));
    let mut changes = Vec::new();
    for (id, place) in in_order(first) {
        match new.get(&id) {
            None => changes.push(MapChange::Gone(placed(place))),
            Some(now) => changes.extend(of_phrase(id, place, *now)),
        }
    }
    let added = in_order(second).filter(|(id, _)| !old.contains_key(id));
    changes.extend(added.map(|(_, place)| MapChange::Added(placed(place))));
    for partner in PartnerId::BOTH {
        let order = |map, other| stayers(map, other, partner);
        let turn = Turn::of(order(first, &new), order(second, &old));
        changes.extend(turn.map(|turn| MapChange::Order { partner, turn }));
        let position = |map: &CycleMap| map.side(partner).position;
        let turn = Turn::of(position(first), position(second));
        changes.extend(turn.map(|turn| MapChange::Position { partner, turn }));
    }
    let name = Turn::of(first.name.clone(), second.name.clone());
    changes.extend(name.map(MapChange::Name));
    let centre =
        Turn::of(Box::new(first.centre.clone()), Box::new(second.centre.clone()));
    changes.extend(centre.map(MapChange::Centre));
    let beside = Turn::of(Box::new(Beside::of(first)), Box::new(Beside::of(second)));
    changes.extend(beside.map(MapChange::Beside));
    changes
}

fn places(map: &CycleMap) -> Places<'_> {
    in_order(map).collect()
}

fn in_order(
    map: &CycleMap,
) -> impl Iterator<Item = (ElementId, (PartnerId, usize, &Element))> {
    map.sides.iter().flat_map(|(partner, side)| {
        let elements = side.elements.iter().enumerate();
        elements.map(move |(at, element)| (element.id, (partner, at, element)))
    })
}

fn placed((partner, at, element): (PartnerId, usize, &Element)) -> Placed {
    Placed { partner, at, element: Box::new(element.clone()) }
}

fn of_phrase(
    id: ElementId,
    (old_side, old_at, old): (PartnerId, usize, &Element),
    (new_side, new_at, new): (PartnerId, usize, &Element),
) -> Vec<MapChange> {
    if old_side == new_side && old == new {
        return Vec::new();
    }
    let is_moved = (old_side, old.layer) != (new_side, new.layer);
    let from = Spot { partner: old_side, layer: old.layer, at: old_at };
    let to = Spot { partner: new_side, layer: new.layer, at: new_at };
    let moved = is_moved.then_some(MapChange::Moved { id, turn: Turn { from, to } });
    let reworded = Turn::of(Wording::of(old), Wording::of(new));
    let ownership = Turn::of(old.ownership, new.ownership);
    let intensity = Turn::of(old.intensity, new.intensity);
    let sharing = Turn::of(old.visibility, new.visibility);
    let facts = Turn::of(Box::new(Facts::of(old)), Box::new(Facts::of(new)));
    let changes = [
        moved,
        reworded.map(|turn| MapChange::Reworded { id, turn }),
        ownership.map(|turn| MapChange::Ownership { id, turn }),
        intensity.map(|turn| MapChange::Intensity { id, turn }),
        sharing.map(|turn| MapChange::Sharing { id, turn }),
        facts.map(|turn| MapChange::Facts { id, turn }),
    ];
    changes.into_iter().flatten().collect()
}

/// The phrases of a side that stand in the same layer of it in the other loop as well.
fn stayers(map: &CycleMap, other: &Places<'_>, partner: PartnerId) -> Vec<ElementId> {
    let elements = map.side(partner).elements.iter();
    let stays = |element: &&Element| {
        let there = other.get(&element.id);
        there.is_some_and(|(side, _, it)| *side == partner && it.layer == element.layer)
    };
    elements.filter(stays).map(|element| element.id).collect()
}

impl MapChange {
    /// The phrase that it is about.
    pub fn phrase(&self) -> Option<ElementId> {
        match self {
            Self::Gone(placed) | Self::Added(placed) => Some(placed.element.id),
            Self::Moved { id, .. }
            | Self::Reworded { id, .. }
            | Self::Ownership { id, .. }
            | Self::Intensity { id, .. }
            | Self::Sharing { id, .. }
            | Self::Facts { id, .. } => Some(*id),
            _ => None,
        }
    }
}
