//! Changes to the tray: phrases that were caught in passing and find their layer later.

use super::cycle_map::{PHRASE_LETTERS, end_of_layer};
use super::{Edit, EditError, MapEdit, tidy};
use crate::model::{
    CycleMap, Element, ElementId, Layer, Ownership, PartnerId, TrayPhrase,
};

/// One change to the tray of a map.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TrayEdit {
    /// Puts a phrase at a place in the tray; past the end means last.
    Add {
        at: usize,
        phrase: TrayPhrase,
    },
    Remove(ElementId),
}

impl TrayEdit {
    pub(super) fn apply(self, map: &mut CycleMap) -> Result<Self, EditError> {
        match self {
            Self::Add { at, mut phrase } => {
                phrase.words = tidy(&phrase.words, PHRASE_LETTERS)?;
                if phrase.words.is_empty() {
                    return Err(EditError::Empty);
                }
                let id = phrase.id;
                map.tray.insert(at.min(map.tray.len()), phrase);
                Ok(Self::Remove(id))
            }
            Self::Remove(id) => {
                let at = map.tray.iter().position(|phrase| phrase.id == id);
                let at = at.ok_or(EditError::NoSuchElement)?;
                Ok(Self::Add { at, phrase: map.tray.remove(at) })
            }
        }
    }
}

/// The change that puts a phrase last in the tray.
pub fn put(map: &CycleMap, phrase: TrayPhrase) -> Edit {
    Edit::Map(map.id, MapEdit::Tray(TrayEdit::Add { at: map.tray.len(), phrase }))
}

/// The change that takes a phrase out of the tray for good.
pub fn remove(map: &CycleMap, id: ElementId) -> Option<Edit> {
    map.tray.iter().any(|phrase| phrase.id == id).then(|| take_out(map, id))
}

/// The change, one step to undo, that takes a phrase from the tray to the end of a layer: a
/// private guess, or the client's own if it was caught as such, from where it was caught.
pub fn sort(
    map: &CycleMap,
    id: ElementId,
    (partner, layer): (PartnerId, Layer),
) -> Option<Edit> {
    let phrase = map.tray.iter().find(|phrase| phrase.id == id)?;
    let ownership = if phrase.own_words { Ownership::Owned } else { Ownership::Guess };
    let element = Element {
        id,
        own_words: phrase.own_words,
        ownership,
        source: phrase.source,
        first_seen: phrase.first_seen,
        last_seen: phrase.first_seen,
        ..Element::new(layer, phrase.words.clone())
    };
    let at = end_of_layer(map.side(partner), layer);
    let add = Edit::Map(map.id, MapEdit::Add { partner, at, element });
    Some(Edit::Several(vec![take_out(map, id), add]))
}

/// The change that marks an unsorted phrase as the client's own words, or no longer.
pub fn switch_own_words(map: &CycleMap, id: ElementId) -> Option<Edit> {
    let at = map.tray.iter().position(|phrase| phrase.id == id)?;
    let mut phrase = map.tray.get(at)?.clone();
    phrase.own_words = !phrase.own_words;
    let put = Edit::Map(map.id, MapEdit::Tray(TrayEdit::Add { at, phrase }));
    Some(Edit::Several(vec![take_out(map, id), put]))
}

fn take_out(map: &CycleMap, id: ElementId) -> Edit {
    Edit::Map(map.id, MapEdit::Tray(TrayEdit::Remove(id)))
}
