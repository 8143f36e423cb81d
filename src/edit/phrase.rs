//! Small changes to one phrase: whose words, how far it is owned, who may see it.

use super::completion::folded;
use super::cycle_map::drop_into;
use super::{Edit, MapEdit};
use crate::model::{
    CycleMap, Element, ElementId, Layer, Ownership, PartnerId, SessionId, Visibility,
};
use chrono::NaiveDate;
use strum::VariantArray as _;

/// What becomes of a wish to share a phrase.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Sharing {
    /// The change, ready to be made.
    Change(Edit),
    /// A partner said this alone: ask once more, then call [`share_for_certain`].
    AskAgain,
}

/// Who shares, and on which day: it is written down with the act.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Signer<'a> {
    pub on: NaiveDate,
    /// Empty while the practice has no name to sign with.
    pub by: &'a str,
}

impl Signer<'_> {
    /// The change that makes something shareable today, or private.
    pub fn share(self, what: uuid::Uuid, visibility: Visibility) -> MapEdit {
        MapEdit::Share { what, visibility, on: self.on, by: self.by.to_owned() }
    }

    /// Shareable from today.
    pub fn shareable(self) -> Visibility {
        Visibility::Shareable { on: self.on }
    }
}

fn changed(
    map: &CycleMap,
    id: ElementId,
    change: impl FnOnce(&mut Element),
) -> Option<Edit> {
    let (_, _, element) = map.find(id)?;
    let mut new = element.clone();
    change(&mut new);
    (new != *element).then_some(Edit::Map(map.id, MapEdit::Replace(new)))
}

/// Other words for a phrase; none if they are the same.
pub fn reword(map: &CycleMap, id: ElementId, words: &str) -> Option<Edit> {
    if words.trim().is_empty() {
        return remove(map, id);
    }
    changed(map, id, |element| words.clone_into(&mut element.words))
}

/// Marks the words as the client's own, or no longer. Own words are at least owned.
pub fn switch_own_words(map: &CycleMap, id: ElementId) -> Option<Edit> {
    changed(map, id, |element| {
        element.own_words = !element.own_words;
        if element.own_words {
            element.ownership = element.ownership.max(Ownership::Owned);
        }
    })
}

pub fn set_ownership(
    map: &CycleMap,
    id: ElementId,
    ownership: Ownership,
) -> Option<Edit> {
    changed(map, id, |element| element.ownership = ownership)
}

/// Guess, touched, owned, said to the partner, and round again.
pub fn next_ownership(map: &CycleMap, id: ElementId) -> Option<Edit> {
    let (_, _, element) = map.find(id)?;
    let mut round = Ownership::VARIANTS.iter().cycle().copied();
    round.find(|ownership| *ownership == element.ownership)?;
    set_ownership(map, id, round.next()?)
}

/// Makes a private phrase shareable, and a shareable one private; the act is written down.
///
/// What a partner said alone is never shared by one key: it asks again.
pub fn switch_sharing(
    map: &CycleMap,
    id: ElementId,
    signer: Signer<'_>,
) -> Option<Sharing> {
    let (_, _, element) = map.find(id)?;
    if element.is_shareable() {
        let private = signer.share(id.0, Visibility::Private);
        return Some(Sharing::Change(Edit::Map(map.id, private)));
    }
    if element.source.individual().is_some() {
        return Some(Sharing::AskAgain);
    }
    share_for_certain(map, id, signer).map(Sharing::Change)
}

/// Makes a phrase shareable, whoever said it where.
pub fn share_for_certain(
    map: &CycleMap,
    id: ElementId,
    signer: Signer<'_>,
) -> Option<Edit> {
    map.find(id)?;
    Some(Edit::Map(map.id, signer.share(id.0, signer.shareable())))
}

/// How strong it is, 0 to 10, or that nothing is said about it.
pub fn set_intensity(
    map: &CycleMap,
    id: ElementId,
    intensity: Option<u8>,
) -> Option<Edit> {
    changed(map, id, |element| element.intensity = intensity)
}

/// The first and the last session in which it was seen.
pub fn set_seen(
    map: &CycleMap,
    id: ElementId,
    (first, last): (Option<SessionId>, Option<SessionId>),
) -> Option<Edit> {
    changed(map, id, |element| (element.first_seen, element.last_seen) = (first, last))
}

/// Adds a short word of the therapist about it, or takes it off again.
pub fn switch_tag(map: &CycleMap, id: ElementId, tag: &str) -> Option<Edit> {
    let tag = tag.trim();
    if tag.is_empty() {
        return None;
    }
    changed(map, id, |element| {
        let is_same = |other: &String| folded(other) == folded(tag);
        match element.tags.iter().position(is_same) {
            Some(at) => drop(element.tags.remove(at)),
            None => element.tags.push(tag.to_owned()),
        }
    })
}

pub fn set_source(
    map: &CycleMap,
    id: ElementId,
    source: crate::model::Source,
) -> Option<Edit> {
    changed(map, id, |element| {
        element.source = source;
        // What a partner said alone starts private, also when this is only learned later.
        if source.individual().is_some() {
            element.visibility = Visibility::Private;
        }
    })
}

/// One stronger, from 1 up to 10.
pub fn stronger(map: &CycleMap, id: ElementId) -> Option<Edit> {
    changed(map, id, |element| {
        element.intensity = Some(element.intensity.map_or(1, |now| (now + 1).min(10)));
    })
}

/// One weaker, down to 0; below that nothing is said about it.
pub fn weaker(map: &CycleMap, id: ElementId) -> Option<Edit> {
    changed(map, id, |element| {
        element.intensity = element.intensity.and_then(|now| now.checked_sub(1));
    })
}

/// The change that gives a phrase to a partner and a layer, last there; none if it is there.
pub fn give(
    map: &CycleMap,
    id: ElementId,
    (partner, layer): (PartnerId, Layer),
) -> Option<Edit> {
    let (now, _, element) = map.find(id)?;
    if (now, element.layer) == (partner, layer) {
        return None;
    }
    drop_into(map, id, (partner, layer), None).map(|edit| Edit::Map(map.id, edit))
}

pub fn remove(map: &CycleMap, id: ElementId) -> Option<Edit> {
    map.find(id).map(|_| Edit::Map(map.id, MapEdit::Remove(id)))
}
