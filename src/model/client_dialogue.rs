//! What the couple may see of a talk: a type that cannot hold anything private.

use super::audience::{Audience, Shown};
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
        Audience::Couple.may_see(Shown::talk(map, dialogue)).then(|| Self {
            title: dialogue.title.clone(),
            before: dialogue.before.clone(),
            after: dialogue.after.clone(),
            what_changed: dialogue.what_changed.clone(),
        })
    }

    /// All talks of a loop that clients may read, in their order.
    pub fn all_of(map: &CycleMap) -> Vec<Self> {
        map.dialogues.iter().filter_map(|it| Self::of(map, it)).collect()
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{CycleKind, PartnerId, Source, Visibility};

    fn talk() -> Dialogue {
        let mut talk = Dialogue::new("The holiday");
        let words = "Later.".to_owned();
        talk.before = vec![Turn { who: PartnerId::B, words, seen: String::new() }];
        talk
    }

    #[test]
    fn a_private_talk_has_no_counterpart_for_clients() {
        let mut map = CycleMap::new(CycleKind::Emotional);
        let mut talk = talk();
        assert_eq!(ClientDialogue::of(&map, &talk), None);
        talk.visibility = Visibility::Shareable { on: chrono::NaiveDate::MAX };
        let shown = ClientDialogue::of(&map, &talk).unwrap();
        assert_eq!((shown.title(), shown.before()), ("The holiday", &*talk.before));
        map.dialogues = vec![talk, Dialogue::new("Another")];
        assert_eq!(ClientDialogue::all_of(&map), [shown]);
        let alone = Dialogue { source: Source::IndividualA, ..Dialogue::new("A third") };
        map.dialogues.push(alone);
        assert_eq!(ClientDialogue::all_of(&map).len(), 1);
    }

    #[test]
    fn what_one_told_alone_needs_its_own_recorded_act() {
        let map = CycleMap::new(CycleKind::Emotional);
        let visibility = Visibility::Shareable { on: chrono::NaiveDate::MAX };
        let talk = Dialogue { source: Source::IndividualB, visibility, ..talk() };
        assert_eq!(ClientDialogue::of(&map, &talk), None);
    }
}
