//! Changes to the dialogues of a map, before and after.

use super::cycle_map::{NAME_LETTERS, may_be_shareable};
use super::{Edit, EditError, MapEdit, tidy};
use crate::model::{CycleMap, Dialogue, DialogueId, Turn};

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
