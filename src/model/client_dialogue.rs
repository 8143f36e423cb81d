//! What the couple may see of a talk: a type that cannot hold anything private.

use super::{CycleMap, Dialogue, Turn};

/// A talk as clients may read it, made in one place from one that a person marked shareable.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ClientDialogue {
    title: String,
    before: Vec<Turn>,
    after: Vec<Turn>,
    what_changed: String,
}

impl ClientDialogue {
    /// A talk of this loop, unless it is private. What was told alone needs its own recorded
    /// act too.
    pub fn of(map: &CycleMap, dialogue: &Dialogue) -> Option<Self> {
        let is_alone = dialogue.source.individual().is_some();
        let is_certain = !is_alone || map.is_shared_for_certain(dialogue.id.0);
        (dialogue.is_shareable() && is_certain).then(|| Self {
            title: dialogue.title.clone(),
            before: dialogue.before.clone(),
            after: dialogue.after.clone(),
            what_changed: dialogue.what_changed.clone(),
        })
    }

    pub fn title(&self) -> &str {
        &self.title
    }

    pub fn before(&self) -> &[Turn] {
        &self.before
    }

    pub fn after(&self) -> &[Turn] {
        &self.after
    }

    pub fn what_changed(&self) -> &str {
        &self.what_changed
    }
}
