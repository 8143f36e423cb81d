//! What the couple may see of a talk: a type that cannot hold anything private.

use super::{Dialogue, Turn};

/// A talk as clients may read it, made in one place from one that a person marked shareable.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ClientDialogue {
    title: String,
    before: Vec<Turn>,
    after: Vec<Turn>,
    what_changed: String,
}

impl ClientDialogue {
    /// The talk, unless it is private.
    pub fn of(dialogue: &Dialogue) -> Option<Self> {
        dialogue.is_shareable().then(|| Self {
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
