//! Changes to the dialogues of a map, before and after.

use super::cycle_map::{NAME_LETTERS, may_be_shareable};
use super::phrase::{Sharing, Signer};
use super::{Edit, EditError, MapEdit, tidy};
use crate::model::{CycleMap, Dialogue, DialogueId, Source, Turn, Visibility};

/// The most letters of what is said in one turn, and of what is seen beside it.
pub const TURN_LETTERS: usize = 400;
/// The most letters of what made the difference.
pub const CHANGE_LETTERS: usize = 1_000;
/// The most turns of one talk. The longest in use has a dozen.
pub const TURNS: usize = 60;

/// One change to the dialogues of a map.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DialogueEdit {
    /// Puts a dialogue at a place; past the end means last.
    Add {
        at: usize,
        dialogue: Dialogue,
    },
    Remove(DialogueId),
    /// Puts the dialogue in the place of the one with the same id.
    Replace(Dialogue),
}

impl DialogueEdit {
    pub(super) fn apply(self, map: &mut CycleMap) -> Result<Self, EditError> {
        match self {
            Self::Add { at, dialogue } => {
                let dialogue = checked(map, &dialogue)?;
                let id = dialogue.id;
                map.dialogues.insert(at.min(map.dialogues.len()), dialogue);
                Ok(Self::Remove(id))
            }
            Self::Remove(id) => {
                let at = place(map, id)?;
                Ok(Self::Add { at, dialogue: map.dialogues.remove(at) })
            }
            Self::Replace(dialogue) => {
                let dialogue = checked(map, &dialogue)?;
                let at = place(map, dialogue.id)?;
                let old = map.dialogues.get_mut(at).ok_or(EditError::NoSuchDialogue)?;
                Ok(Self::Replace(std::mem::replace(old, dialogue)))
            }
        }
    }
}

/// The change that puts a dialogue last.
pub fn put(map: &CycleMap, dialogue: Dialogue) -> Edit {
    let edit = DialogueEdit::Add { at: map.dialogues.len(), dialogue };
    Edit::Map(map.id, MapEdit::Dialogue(edit))
}

fn place(map: &CycleMap, id: DialogueId) -> Result<usize, EditError> {
    let place = map.dialogues.iter().position(|dialogue| dialogue.id == id);
    place.ok_or(EditError::NoSuchDialogue)
}

fn checked(map: &CycleMap, dialogue: &Dialogue) -> Result<Dialogue, EditError> {
    let Dialogue { id, source, visibility, .. } = *dialogue;
    may_be_shareable(map, (id.0, source, visibility))?;
    let title = tidy(&dialogue.title, NAME_LETTERS)?;
    if title.is_empty() {
        return Err(EditError::Empty);
    }
    Ok(Dialogue {
        id,
        title,
        before: turns(&dialogue.before)?,
        after: turns(&dialogue.after)?,
        what_changed: tidy(&dialogue.what_changed, CHANGE_LETTERS)?,
        source,
        visibility,
    })
}

fn turns(turns: &[Turn]) -> Result<Vec<Turn>, EditError> {
    if turns.len() > TURNS {
        return Err(EditError::TooManyTurns { most: TURNS, found: turns.len() });
    }
    let tidied = |turn: &Turn| {
        let words = tidy(&turn.words, TURN_LETTERS)?;
        Ok(Turn { who: turn.who, words, seen: tidy(&turn.seen, TURN_LETTERS)? })
    };
    turns.iter().map(tidied).collect()
}

/// The part of a talk that a turn stands in.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub enum Half {
    #[default]
    Before,
    After,
}

impl Half {
    #[must_use]
    pub fn other(self) -> Self {
        match self {
            Self::Before => Self::After,
            Self::After => Self::Before,
        }
    }

    pub fn turns(self, dialogue: &Dialogue) -> &[Turn] {
        match self {
            Self::Before => &dialogue.before,
            Self::After => &dialogue.after,
        }
    }

    fn turns_mut(self, dialogue: &mut Dialogue) -> &mut Vec<Turn> {
        match self {
            Self::Before => &mut dialogue.before,
            Self::After => &mut dialogue.after,
        }
    }
}

/// The change that does something to a dialogue; none if it leaves it as it was.
pub fn changed(
    map: &CycleMap,
    id: DialogueId,
    change: impl FnOnce(&mut Dialogue),
) -> Option<Edit> {
    let old = map.dialogues.iter().find(|dialogue| dialogue.id == id)?;
    let mut new = old.clone();
    change(&mut new);
    let edit = || MapEdit::Dialogue(DialogueEdit::Replace(new.clone()));
    (new != *old).then(|| Edit::Map(map.id, edit()))
}

/// The change that puts a turn at a place; past the end means last. An empty turn is not kept.
pub fn put_turn(
    map: &CycleMap,
    id: DialogueId,
    (half, at): (Half, usize),
    turn: Turn,
) -> Option<Edit> {
    if is_blank(&turn) {
        return None;
    }
    changed(map, id, |dialogue| {
        let turns = half.turns_mut(dialogue);
        turns.insert(at.min(turns.len()), turn);
    })
}

/// The change that writes a turn anew; an emptied one goes.
pub fn rewrite_turn(
    map: &CycleMap,
    id: DialogueId,
    (half, at): (Half, usize),
    turn: Turn,
) -> Option<Edit> {
    if is_blank(&turn) {
        return remove_turn(map, id, (half, at));
    }
    changed(map, id, |dialogue| {
        if let Some(old) = half.turns_mut(dialogue).get_mut(at) {
            *old = turn;
        }
    })
}

pub fn remove_turn(
    map: &CycleMap,
    id: DialogueId,
    (half, at): (Half, usize),
) -> Option<Edit> {
    changed(map, id, |dialogue| {
        let turns = half.turns_mut(dialogue);
        if at < turns.len() {
            turns.remove(at);
        }
    })
}

/// The change that moves a turn one place up or down.
pub fn step_turn(
    map: &CycleMap,
    id: DialogueId,
    (half, at): (Half, usize),
    direction: super::cycle_map::Direction,
) -> Option<Edit> {
    let to = match direction {
        super::cycle_map::Direction::Up => at.checked_sub(1)?,
        super::cycle_map::Direction::Down => at + 1,
    };
    changed(map, id, |dialogue| {
        let turns = half.turns_mut(dialogue);
        if at < turns.len() && to < turns.len() {
            turns.swap(at, to);
        }
    })
}

fn is_blank(turn: &Turn) -> bool {
    turn.words.trim().is_empty() && turn.seen.trim().is_empty()
}

/// Makes a private dialogue shareable and a shareable one private. What a partner said alone is
/// never shared by one key: it asks again.
pub fn switch_sharing(
    map: &CycleMap,
    id: DialogueId,
    signer: Signer<'_>,
) -> Option<Sharing> {
    let dialogue = map.dialogues.iter().find(|dialogue| dialogue.id == id)?;
    if dialogue.is_shareable() {
        let private = signer.share(id.0, Visibility::Private);
        return Some(Sharing::Change(Edit::Map(map.id, private)));
    }
    if dialogue.source.individual().is_some() {
        return Some(Sharing::AskAgain);
    }
    share_for_certain(map, id, signer).map(Sharing::Change)
}

/// Makes a dialogue shareable, whoever told it where.
pub fn share_for_certain(
    map: &CycleMap,
    id: DialogueId,
    signer: Signer<'_>,
) -> Option<Edit> {
    map.dialogues.iter().find(|dialogue| dialogue.id == id)?;
    Some(Edit::Map(map.id, signer.share(id.0, signer.shareable())))
}

/// Where a dialogue comes from. What a partner told alone is private, also if this is only
/// learned later.
pub fn set_source(map: &CycleMap, id: DialogueId, source: Source) -> Option<Edit> {
    changed(map, id, |dialogue| {
        dialogue.source = source;
        if source.individual().is_some() {
            dialogue.visibility = Visibility::Private;
        }
    })
}

pub fn remove(map: &CycleMap, id: DialogueId) -> Option<Edit> {
    place(map, id).ok()?;
    Some(Edit::Map(map.id, MapEdit::Dialogue(DialogueEdit::Remove(id))))
}
