//! The example talks that ship with Holdfast, read from `assets/dialogues`.

use super::{CycleMap, Dialogue, DialogueId, PartnerId, Position, Turn};
use serde::Deserialize;

/// One file a talk, by name.
const FILES: [(&str, &str); 2] = [
    ("holiday.ron", include_str!("../../assets/dialogues/holiday.ron")),
    ("evening.ron", include_str!("../../assets/dialogues/evening.ron")),
];

/// A talk between two positions of the loop, before anybody's name stands in it.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ExampleDialogue {
    pub title: String,
    /// What it is about, in one line.
    pub about: String,
    pub before: Vec<ExampleTurn>,
    pub after: Vec<ExampleTurn>,
    pub what_changed: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ExampleTurn {
    pub who: Position,
    #[serde(default)]
    pub words: String,
    #[serde(default)]
    pub seen: String,
}

impl ExampleDialogue {
    /// The talks that ship with the program. A file that does not read is left out; a test holds
    /// that every file reads.
    pub fn shipped() -> Vec<Self> {
        FILES.iter().filter_map(|(_, text)| ron::from_str(text).ok()).collect()
    }

    /// A private copy for a couple: who pursues in this loop says what the pursuer says. In both
    /// texts `{pursuer}` and `{withdrawer}` are their names.
    pub fn for_couple(&self, map: &CycleMap, names: &super::Pair<&str>) -> Dialogue {
        let pursuer = pursuer_of(map);
        let named = |text: &str| {
            let text = text.replace("{pursuer}", names.of(pursuer));
            text.replace("{withdrawer}", names.of(pursuer.other()))
        };
        let turn = |turn: &ExampleTurn| Turn {
            who: match turn.who {
                Position::Withdrawer => pursuer.other(),
                _ => pursuer,
            },
            words: named(&turn.words),
            seen: named(&turn.seen),
        };
        Dialogue {
            id: DialogueId::new(),
            before: self.before.iter().map(turn).collect(),
            after: self.after.iter().map(turn).collect(),
            what_changed: named(&self.what_changed),
            ..Dialogue::new(self.title.clone())
        }
    }
}

/// Who pursues in this loop; while that is unclear, whoever stands on the left.
fn pursuer_of(map: &CycleMap) -> PartnerId {
    let reaches = |partner: &PartnerId| {
        let position = map.side(*partner).position;
        matches!(position, Position::Pursuer | Position::BurntOutPursuer)
    };
    let withdraws =
        |partner: &PartnerId| map.side(*partner).position == Position::Withdrawer;
    let pursues = PartnerId::BOTH.into_iter().find(reaches);
    let withdrawer = PartnerId::BOTH.into_iter().find(withdraws);
    pursues.or(withdrawer.map(PartnerId::other)).unwrap_or(map.left)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::edit::dialogue::{CHANGE_LETTERS, TURN_LETTERS};
    use crate::model::{CycleKind, Pair};

    #[test]
    fn every_file_reads_and_is_a_whole_talk() {
        for (name, text) in FILES {
            let talk: ExampleDialogue =
                ron::from_str(text).unwrap_or_else(|e| panic!("{name}: {e}"));
            assert!(talk.before.len() >= 6 && talk.after.len() >= 6, "{name} is short");
            assert!(!talk.what_changed.is_empty() && !talk.about.is_empty(), "{name}");
            assert!(talk.what_changed.len() <= CHANGE_LETTERS, "{name}");
            for turn in talk.before.iter().chain(&talk.after) {
                let known = [Position::Pursuer, Position::Withdrawer];
                assert!(known.contains(&turn.who), "{name}: {:?}", turn.who);
                assert!(!(turn.words.is_empty() && turn.seen.is_empty()), "{name}");
                assert!(turn.words.len() <= TURN_LETTERS, "{name}: {}", turn.words);
            }
        }
    }

    #[test]
    fn a_copy_has_the_couples_names_and_follows_their_positions() {
        let mut map = CycleMap::new(CycleKind::Emotional);
        map.sides.a.position = Position::Withdrawer;
        let names = Pair { a: "Ana", b: "Rui" };
        for example in ExampleDialogue::shipped() {
            let copy = example.for_couple(&map, &names);
            let says = |turn: &ExampleTurn| match turn.who {
                Position::Withdrawer => PartnerId::A,
                _ => PartnerId::B,
            };
            let wanted: Vec<_> = example.before.iter().map(says).collect();
            let found: Vec<_> = copy.before.iter().map(|turn| turn.who).collect();
            assert_eq!(found, wanted);
            let all = copy.before.iter().chain(&copy.after);
            let texts = all.flat_map(|turn| [&turn.words, &turn.seen]);
            assert!(texts.chain([&copy.what_changed]).all(|text| !text.contains('{')));
            assert!(!copy.is_shareable());
        }
    }
}
