//! What the couple may see of a talk, before and after: only one that was made shareable.

use super::{Case, CycleMap, Dialogue, Pair, PartnerId, Position};

/// A talk for paper, with names and with the positions in plain words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClientDialogue {
    pub title: String,
    pub names: Pair<String>,
    /// What each does in this loop, such as "reaches out"; empty while that is unclear.
    pub roles: Pair<String>,
    pub before: Vec<ClientTurn>,
    pub after: Vec<ClientTurn>,
    pub what_changed: String,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClientTurn {
    pub who: PartnerId,
    /// Empty for a silence.
    pub words: String,
    pub seen: String,
}

impl ClientDialogue {
    /// The talk if a person made it shareable.
    pub fn of(case: &Case, map: &CycleMap, dialogue: &Dialogue) -> Option<Self> {
        dialogue.is_shareable().then(|| Self {
            title: dialogue.title.clone(),
            names: Pair::from_fn(|partner| case.name_of(partner).to_owned()),
            roles: Pair::from_fn(|it| plain_role(map.side(it).position).to_owned()),
            before: dialogue.before.iter().map(ClientTurn::of).collect(),
            after: dialogue.after.iter().map(ClientTurn::of).collect(),
            what_changed: dialogue.what_changed.clone(),
        })
    }

    /// All talks of a map that clients may see, in their order.
    pub fn all_of(case: &Case, map: &CycleMap) -> Vec<Self> {
        map.dialogues.iter().filter_map(|it| Self::of(case, map, it)).collect()
    }
}

impl ClientTurn {
    fn of(turn: &super::Turn) -> Self {
        Self { who: turn.who, words: turn.words.clone(), seen: turn.seen.clone() }
    }
}

/// A position as a couple reads it: what one does here, never what one is.
pub fn plain_role(position: Position) -> &'static str {
    match position {
        Position::Pursuer => "reaches out",
        Position::Withdrawer => "pulls back",
        Position::Mixed => "does both",
        Position::BurntOutPursuer => "has stopped reaching out",
        Position::Unclear => "",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Turn, Visibility};

    #[test]
    fn a_private_talk_has_no_counterpart_for_clients() {
        let names = Pair { a: "Ana".to_owned(), b: "Rui".to_owned() };
        let case = Case::new("Linden", names);
        let mut map = case.maps[0].clone();
        map.sides.b.position = Position::Withdrawer;
        let mut talk = Dialogue::new("The holiday");
        let words = "Later.".to_owned();
        talk.before = vec![Turn { who: PartnerId::B, words, seen: String::new() }];
        assert_eq!(ClientDialogue::of(&case, &map, &talk), None);
        talk.visibility = Visibility::Shareable { on: chrono::NaiveDate::MAX };
        map.dialogues = vec![talk];
        let all = ClientDialogue::all_of(&case, &map);
        assert_eq!(all[0].before[0].words, "Later.");
        assert_eq!(
            (all[0].names.b.as_str(), all[0].roles.b.as_str()),
            ("Rui", "pulls back")
        );
        assert_eq!(all[0].roles.a, "");
    }
}
