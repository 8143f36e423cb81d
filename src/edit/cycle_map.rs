//! Changes to one cycle map: its phrases, their order and what is known about them.

use super::dialogue::DialogueEdit;
use super::tray::TrayEdit;
use super::{EditError, tidy};
use crate::model::{
    Centre, CycleKind, CycleMap, CyclePattern, Element, ElementId, Layer, MapLink,
    MapStatus, Pair, PartnerId, Position, SharingAct, SharingMade, Side, Source,
    Strategy, Visibility,
};
use chrono::NaiveDate;
use uuid::Uuid;

/// The most letters of one phrase. Two to five words are meant; a paragraph is a note.
pub const PHRASE_LETTERS: usize = 300;
/// The most letters of a loop's name and of the words at its centre.
pub const NAME_LETTERS: usize = 120;

/// One change to a map.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum MapEdit {
    /// Puts a phrase at a place in a side's list; past the end means last.
    Add {
        partner: PartnerId,
        at: usize,
        element: Element,
    },
    Remove(ElementId),
    /// Puts the phrase in the place of the one with the same id.
    Replace(Element),
    /// Takes a phrase to another place, layer or partner. `at` is the place in the side's list
    /// once the phrase has been taken out.
    Move {
        id: ElementId,
        partner: PartnerId,
        layer: Layer,
        at: usize,
    },
    Name(String),
    Kind(CycleKind),
    Pattern(CyclePattern),
    /// The therapist's own words for the pattern.
    PatternWords(String),
    Status(MapStatus),
    Position(PartnerId, Position),
    Strategy(PartnerId, Option<Strategy>),
    /// Who is drawn on the left.
    Left(PartnerId),
    Centre(Centre),
    /// A change to the phrases without a layer.
    Tray(TrayEdit),
    Dialogue(DialogueEdit),
    /// The couple's name for the loop that they build.
    NewLoopName(String),
    /// The loops that this one leads into.
    Links(Vec<MapLink>),
    /// The day on which a partner agreed that this loop may be printed, or none.
    PrintAgreed(PartnerId, Option<NaiveDate>),
    /// Makes a phrase, a dialogue or what both share shareable or private, and writes the act
    /// down. For what was said alone this is the answer to the second question.
    Share {
        what: Uuid,
        visibility: Visibility,
        by: String,
        on: NaiveDate,
    },
    /// Takes the last written act back, with the visibility that it gave.
    Unshare {
        visibility: Visibility,
    },
}

impl MapEdit {
    pub(super) fn apply(self, map: &mut CycleMap) -> Result<Self, EditError> {
        match self {
            Self::Add { partner, at, element } => add(map, partner, at, element),
            Self::Remove(id) => remove(map, id),
            Self::Replace(element) => replace(map, element),
            Self::Move { id, partner, layer, at } => {
                relocate(map, id, partner, layer, at)
            }
            Self::Name(name) => {
                let name = tidy(&name, NAME_LETTERS)?;
                Ok(Self::Name(std::mem::replace(&mut map.name, name)))
            }
            Self::Kind(kind) => Ok(Self::Kind(std::mem::replace(&mut map.kind, kind))),
            Self::Pattern(new) => {
                Ok(Self::Pattern(std::mem::replace(&mut map.pattern, new)))
            }
            Self::Status(new) => {
                Ok(Self::Status(std::mem::replace(&mut map.status, new)))
            }
            Self::Position(partner, new) => {
                let position = &mut map.sides.of_mut(partner).position;
                Ok(Self::Position(partner, std::mem::replace(position, new)))
            }
            Self::Left(new) => Ok(Self::Left(std::mem::replace(&mut map.left, new))),
            Self::Centre(new) => centre(map, &new),
            Self::Tray(edit) => edit.apply(map).map(Self::Tray),
            Self::Dialogue(edit) => edit.apply(map).map(Self::Dialogue),
            other => other.apply_beside(map),
        }
    }

    /// What belongs to the map but not to one of its phrases.
    fn apply_beside(self, map: &mut CycleMap) -> Result<Self, EditError> {
        match self {
            Self::PatternWords(words) => {
                let words = tidy(&words, NAME_LETTERS)?;
                let old = std::mem::replace(&mut map.pattern_words, words);
                Ok(Self::PatternWords(old))
            }
            Self::NewLoopName(name) => {
                let name = tidy(&name, NAME_LETTERS)?;
                let old = std::mem::replace(&mut map.new_loop_name, name);
                Ok(Self::NewLoopName(old))
            }
            Self::Strategy(partner, new) => {
                let strategy = &mut map.sides.of_mut(partner).strategy;
                Ok(Self::Strategy(partner, std::mem::replace(strategy, new)))
            }
            Self::PrintAgreed(partner, new) => {
                let agreed = map.print_agreed.of_mut(partner);
                Ok(Self::PrintAgreed(partner, std::mem::replace(agreed, new)))
            }
            Self::Links(new) => links(map, &new),
            Self::Share { what, visibility, by, on } => {
                let (shown, source) =
                    shown_mut(map, what).ok_or(EditError::NoSuchElement)?;
                let old = std::mem::replace(shown, visibility);
                let made = SharingMade::of(source, visibility);
                map.sharing.push(SharingAct { what, made, on, by });
                Ok(Self::Unshare { visibility: old })
            }
            Self::Unshare { visibility } => {
                let act = map.sharing.pop().ok_or(EditError::NoSuchElement)?;
                let SharingAct { what, on, by, .. } = act;
                let (shown, _) = shown_mut(map, what).ok_or(EditError::NoSuchElement)?;
                let visibility = std::mem::replace(shown, visibility);
                Ok(Self::Share { what, visibility, by, on })
            }
            _ => Err(EditError::NoSuchElement),
        }
    }
}

/// What a phrase or a dialogue shows, or what both share, and where it comes from.
fn shown_mut(map: &mut CycleMap, what: Uuid) -> Option<(&mut Visibility, Source)> {
    if what == map.id.0 {
        // What both share has no teller: it is said of both.
        return Some((&mut map.centre.visibility, Source::Joint));
    }
    let sides = [&mut map.sides.a, &mut map.sides.b];
    let phrases = sides.into_iter().flat_map(|side| &mut side.elements);
    let phrases = phrases.map(|it| (it.id.0, &mut it.visibility, it.source));
    let dialogues = map.dialogues.iter_mut();
    let dialogues = dialogues.map(|it| (it.id.0, &mut it.visibility, it.source));
    let mut all = phrases.chain(dialogues);
    all.find(|(id, ..)| *id == what).map(|(_, shown, source)| (shown, source))
}

fn links(map: &mut CycleMap, new: &[MapLink]) -> Result<MapEdit, EditError> {
    let tidied =
        |link: &MapLink| Ok(MapLink { to: link.to, how: tidy(&link.how, NAME_LETTERS)? });
    let new: Result<Vec<MapLink>, EditError> = new.iter().map(tidied).collect();
    Ok(MapEdit::Links(std::mem::replace(&mut map.links, new?)))
}

/// Refuses to make shareable what a partner said alone, unless the act is on the map's list.
pub(super) fn may_be_shareable(
    map: &CycleMap,
    (what, source, visibility): (Uuid, Source, Visibility),
) -> Result<(), EditError> {
    let is_alone = source.individual().is_some() && visibility.is_shareable();
    if is_alone && !map.is_shared_for_certain(what) {
        return Err(EditError::SaidAlone);
    }
    Ok(())
}

fn add(
    map: &mut CycleMap,
    partner: PartnerId,
    at: usize,
    element: Element,
) -> Result<MapEdit, EditError> {
    let element = checked(map, element)?;
    let id = element.id;
    let elements = &mut map.sides.of_mut(partner).elements;
    elements.insert(at.min(elements.len()), element);
    Ok(MapEdit::Remove(id))
}

fn remove(map: &mut CycleMap, id: ElementId) -> Result<MapEdit, EditError> {
    let (partner, at, _) = map.find(id).ok_or(EditError::NoSuchElement)?;
    let element = map.sides.of_mut(partner).elements.remove(at);
    Ok(MapEdit::Add { partner, at, element })
}

fn replace(map: &mut CycleMap, element: Element) -> Result<MapEdit, EditError> {
    let element = checked(map, element)?;
    let (partner, at, _) = map.find(element.id).ok_or(EditError::NoSuchElement)?;
    let place = map.sides.of_mut(partner).elements.get_mut(at);
    let place = place.ok_or(EditError::NoSuchElement)?;
    Ok(MapEdit::Replace(std::mem::replace(place, element)))
}

fn relocate(
    map: &mut CycleMap,
    id: ElementId,
    partner: PartnerId,
    layer: Layer,
    at: usize,
) -> Result<MapEdit, EditError> {
    let (from, was_at, element) = map.find(id).ok_or(EditError::NoSuchElement)?;
    let was_layer = element.layer;
    let mut element = map.sides.of_mut(from).elements.remove(was_at);
    element.layer = layer;
    let elements = &mut map.sides.of_mut(partner).elements;
    elements.insert(at.min(elements.len()), element);
    Ok(MapEdit::Move { id, partner: from, layer: was_layer, at: was_at })
}

fn centre(map: &mut CycleMap, new: &Centre) -> Result<MapEdit, EditError> {
    let new = Centre {
        shared_emotion: tidy(&new.shared_emotion, NAME_LETTERS)?,
        shared_conviction: tidy(&new.shared_conviction, NAME_LETTERS)?,
        turns: Pair {
            a: tidy(&new.turns.a, NAME_LETTERS)?,
            b: tidy(&new.turns.b, NAME_LETTERS)?,
        },
        visibility: new.visibility,
    };
    Ok(MapEdit::Centre(std::mem::replace(&mut map.centre, new)))
}

fn checked(map: &CycleMap, mut element: Element) -> Result<Element, EditError> {
    may_be_shareable(map, (element.id.0, element.source, element.visibility))?;
    element.words = tidy(&element.words, PHRASE_LETTERS)?;
    if element.words.is_empty() {
        return Err(EditError::Empty);
    }
    if element.intensity.is_some_and(|intensity| intensity > 10) {
        return Err(EditError::Intensity);
    }
    let tags = element.tags.iter().map(|tag| tidy(tag, NAME_LETTERS));
    let tags: Result<Vec<String>, EditError> = tags.collect();
    element.tags = tags?;
    element.tags.retain(|tag| !tag.is_empty());
    Ok(element)
}

/// Where in a side's list a phrase comes last within its layer, or last of all.
pub fn end_of_layer(side: &Side, layer: Layer) -> usize {
    let last = side.elements.iter().rposition(|element| element.layer == layer);
    last.map_or(side.elements.len(), |last| last + 1)
}

/// One place up or down within the layer: the change, if there is such a place.
pub fn step(map: &CycleMap, id: ElementId, direction: Direction) -> Option<MapEdit> {
    let (partner, at, element) = map.find(id)?;
    let elements = &map.side(partner).elements;
    let is_same = |other: &&Element| other.layer == element.layer;
    let neighbour = match direction {
        Direction::Up => elements.iter().take(at).rev().find(is_same),
        Direction::Down => elements.iter().skip(at + 1).find(is_same),
    }?;
    let (_, to, _) = map.find(neighbour.id)?;
    Some(MapEdit::Move { id, partner, layer: element.layer, at: to })
}

/// The change that drops a phrase into a layer, before another phrase or at the layer's end.
pub fn drop_into(
    map: &CycleMap,
    id: ElementId,
    (partner, layer): (PartnerId, Layer),
    before: Option<ElementId>,
) -> Option<MapEdit> {
    let (from, was_at, element) = map.find(id)?;
    if before == Some(id) {
        return None;
    }
    let mut side = map.side(partner).clone();
    side.elements.retain(|element| element.id != id);
    let place = |id| side.elements.iter().position(|element| element.id == id);
    let at = before.and_then(place).unwrap_or_else(|| end_of_layer(&side, layer));
    let is_same = from == partner && element.layer == layer && at == was_at;
    (!is_same).then_some(MapEdit::Move { id, partner, layer, at })
}

/// A step within a layer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Direction {
    Up,
    Down,
}
