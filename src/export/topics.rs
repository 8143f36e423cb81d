//! What a template is about, read from the names and blocks in it; and what a page made of it holds.

use super::fields::{self, Piece};
use super::known::{Known, Lists};
use super::known_loop::WhichLoop;
use super::template::{Audience, Block, Template};
use super::template_block::{ChartsOf, Size, Which};
use crate::drawing::document::LayerRow;
use crate::drawing::lobe::Hand;
use crate::model::print_guard::Topic;
use std::collections::BTreeSet;

/// What must be chosen before a template can be printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Needs {
    /// Nothing but a loop of this couple, or not even that.
    Couple,
    /// A session, for a page to take home.
    TakeAway,
    /// One of the loop's talks.
    Talk,
    Session,
    Note,
    /// The answer to a request for the file.
    Answer,
}

/// Everything that a template is about.
pub fn of(template: &Template) -> BTreeSet<Topic> {
    let mut topics = BTreeSet::new();
    walk(&template.blocks, &mut |block| {
        topics.extend(of_block(block));
        topics.extend(block.asks_for().and_then(|name| of_name(name, template.audience)));
        let names = names_in(block).into_iter();
        topics.extend(names.filter_map(|name| of_name(name, template.audience)));
    });
    topics
}

/// What must be chosen for it.
pub fn needs(template: &Template, topics: &BTreeSet<Topic>) -> Needs {
    let has = |topic| topics.contains(&topic);
    match template.audience {
        Audience::Record if has(Topic::Answer) => Needs::Answer,
        Audience::Record if has(Topic::Note) => Needs::Note,
        Audience::Record => Needs::Session,
        Audience::Couple if has(Topic::Session) => Needs::TakeAway,
        Audience::Couple if has(Topic::Talks) => Needs::Talk,
        _ => Needs::Couple,
    }
}

/// True if it differs from loop to loop.
pub fn is_of_a_loop(topics: &BTreeSet<Topic>) -> bool {
    let of_loops =
        [Topic::Loop, Topic::Phrases, Topic::Readings, Topic::NewMoves, Topic::Talks];
    of_loops.iter().any(|topic| topics.contains(topic))
}

fn walk<'a>(blocks: &'a [Block], tell: &mut dyn FnMut(&'a Block)) {
    for block in blocks {
        tell(block);
        for inner in block.inner().0 {
            walk(inner, tell);
        }
    }
}

fn of_block(block: &Block) -> Option<Topic> {
    match block {
        Block::CycleMap { .. } | Block::Loop { .. } | Block::Phrases(_) => {
            Some(Topic::Phrases)
        }
        Block::Pair { .. } => Some(Topic::NewMoves),
        Block::Plots | Block::Charts(ChartsOf::Measures) => Some(Topic::Scores),
        Block::Charts(ChartsOf::Fights) => Some(Topic::Events),
        Block::StepsPath(_) | Block::CourseLine(_) => Some(Topic::Sessions),
        _ => None,
    }
}

/// The beginnings of names, and what a page with such a name is about.
const NAMES: &[(&str, Topic)] = &[
    ("note.", Topic::Note),
    ("section.", Topic::Note),
    ("answer.", Topic::Answer),
    ("item.", Topic::Answer),
    ("today.", Topic::Session),
    ("next.", Topic::Session),
    ("home", Topic::Session),
    ("session.", Topic::Session),
    ("dialogue", Topic::Talks),
    ("turn.", Topic::Talks),
    ("reading", Topic::Readings),
    ("new_moves", Topic::NewMoves),
    ("new_loop.", Topic::NewMoves),
    ("move.", Topic::NewMoves),
    ("plan.", Topic::Plan),
    ("goal", Topic::Plan),
    ("left.strengths", Topic::Plan),
    ("right.strengths", Topic::Plan),
    ("left.agreed", Topic::Plan),
    ("right.agreed", Topic::Plan),
    ("marker", Topic::Events),
    ("fight", Topic::Events),
    ("scores", Topic::Scores),
    ("course", Topic::Sessions),
    ("injur", Topic::Events),
    ("marked", Topic::Sessions),
    ("tango", Topic::Sessions),
    ("encounter", Topic::Sessions),
    ("sessions", Topic::Sessions),
    ("step.now", Topic::Sessions),
    ("knows", Topic::Sessions),
    ("loop.", Topic::Loop),
];

fn of_name(name: &str, audience: Audience) -> Option<Topic> {
    let is_told = fields::all().any(|field| field.name == name && field.told.is_some());
    if is_told {
        return Some(Topic::Phrases);
    }
    let found = NAMES.iter().find(|(start, _)| name.starts_with(start));
    match found.map(|(_, topic)| *topic) {
        // There it is a field of every session, and not of the one that is chosen.
        Some(Topic::Session) if is_of_all_sessions(audience) => Some(Topic::Sessions),
        topic => topic,
    }
}

fn is_of_all_sessions(audience: Audience) -> bool {
    matches!(audience, Audience::Practice | Audience::Supervisor)
}

/// What a page for somebody holds, in numbers: "7 phrases of Ana", "3 goals".
pub fn contents(known: &Known<'_>, template: &Template) -> Vec<String> {
    let mut said = Vec::new();
    let topics = of(template);
    if topics.contains(&Topic::Phrases) {
        said.extend(
            Hand::BOTH.iter().filter_map(|hand| phrases_of(known, template, *hand)),
        );
    }
    let lists = known.lists();
    let mut asked = Vec::new();
    walk(&template.blocks, &mut |block| {
        asked.extend(block.asks_for().filter(|name| !asked.contains(name)));
    });
    said.extend(asked.iter().filter_map(|name| listed(&lists, name)));
    said
}

/// How many phrases of one of them the template puts on the page.
fn phrases_of(known: &Known<'_>, template: &Template, hand: Hand) -> Option<String> {
    let (mut lists_all, mut has_loop, mut fields_told) = (false, false, Vec::new());
    walk(&template.blocks, &mut |block| {
        lists_all |= matches!(block, Block::Phrases(_));
        has_loop |= matches!(
            block,
            Block::CycleMap { .. }
                | Block::Loop { size: Size::Whole, which: Which::Old, .. }
        );
        fields_told.extend(names_in(block));
    });
    let in_rows = |rows: &[LayerRow]| rows.iter().map(|row| row.phrases.len()).sum();
    let count: usize = if lists_all {
        in_rows(&known.layers(hand))
    } else if has_loop {
        let words = known.loop_words(WhichLoop::Old);
        in_rows(if hand == Hand::Left { &words.left.rows } else { &words.right.rows })
    } else {
        let is_named = |field: &&fields::Field| fields_told.contains(&field.name);
        let told = fields::all().filter(is_named).filter_map(|field| field.told);
        told.filter(|(of, _)| *of == hand).map(|told| known.told(told).len()).sum()
    };
    let name = known.name(hand);
    let of = if name.is_empty() { String::new() } else { format!(" of {name}") };
    match count {
        0 => None,
        1 => Some(format!("1 phrase{of}")),
        _ => Some(format!("{count} phrases{of}")),
    }
}

/// The fields that a block names in its words.
fn names_in(block: &Block) -> Vec<&str> {
    let words = block.words();
    let pieces =
        words.iter().flat_map(|words| &words.0).flat_map(|it| fields::pieces(it));
    let names = pieces.filter_map(|piece| match piece {
        Piece::Field(name, _) => Some(name),
        _ => None,
    });
    names.collect()
}

/// Lists of which a page says how much it holds, one and several.
const LISTED: &[(&str, &str, &str)] = &[
    ("dialogues", "talk", "talks"),
    ("readings", "reading that was put right", "readings that were put right"),
    ("new_moves", "new move", "new moves"),
    ("goals", "goal", "goals"),
    ("markers", "sign of change", "signs of change"),
    ("injuries", "injury", "injuries"),
    ("marked_moments", "marked moment", "marked moments"),
    ("tango_moves", "move of the Tango", "moves of the Tango"),
    ("encounters", "encounter", "encounters"),
    ("sessions", "session", "sessions"),
    ("fights", "fight at home", "fights at home"),
    ("today.words", "new word", "new words"),
    ("home", "practice for home", "practices for home"),
    ("answer.items", "paper", "papers"),
];

fn listed(lists: &Lists, name: &str) -> Option<String> {
    let count = lists.get(name).map_or(0, Vec::len);
    let (_, one, many) = LISTED.iter().find(|(known, ..)| *known == name)?;
    match count {
        0 => None,
        1 => Some(format!("1 {one}")),
        _ => Some(format!("{count} {many}")),
    }
}

/// What a template is called in the program: its title without what differs from couple to
/// couple.
pub fn title(template: &Template) -> String {
    let plain = |words: &String| {
        let pieces = fields::pieces(words);
        let words = pieces.iter().filter_map(|piece| match piece {
            Piece::Words(words) => Some(words.trim_matches([' ', ',', '·', '.', ':'])),
            _ => None,
        });
        words.filter(|words| !words.is_empty()).collect::<Vec<_>>().join(" ")
    };
    // Of several wordings the last asks for least.
    let said = template.title.0.last().map(plain).unwrap_or_default();
    let said = if said.is_empty() { template.name.replace('_', " ") } else { said };
    let mut letters = said.chars();
    let first: String = letters.next().into_iter().flat_map(char::to_uppercase).collect();
    first + letters.as_str()
}

#[cfg(test)]
mod tests {
    use super::super::templates;
    use super::*;

    fn asks(name: &str) -> Needs {
        let template = templates::find(name).unwrap();
        needs(&template, &of(&template))
    }

    #[test]
    fn what_a_template_asks_for_is_read_from_its_words() {
        for (name, asked) in [
            ("cycle_map", Needs::Couple),
            ("worksheet_loop", Needs::Couple),
            ("formulation", Needs::Couple),
            ("take_away", Needs::TakeAway),
            ("dialogue", Needs::Talk),
            ("session_summary", Needs::Session),
            ("progress_note", Needs::Note),
            ("access_pack", Needs::Answer),
        ] {
            assert_eq!(asks(name), asked, "{name}");
        }
        let topics = |name: &str| of(&templates::find(name).unwrap());
        assert!(topics("cycle_map").contains(&Topic::Phrases));
        assert!(topics("pair_sheet").contains(&Topic::NewMoves));
        assert!(topics("treatment_plan").contains(&Topic::Plan));
        assert!(!topics("treatment_plan").contains(&Topic::Session));
        assert!(!is_of_a_loop(&topics("progress_note")));
    }

    #[test]
    fn every_template_has_a_title_of_its_own() {
        let titles: Vec<String> = templates::shipped().iter().map(title).collect();
        let all: BTreeSet<&String> = titles.iter().collect();
        assert_eq!(all.len(), titles.len(), "{titles:?}");
        assert!(
            titles.iter().all(|title| !title.contains(['{', '}', '_'])),
            "{titles:?}"
        );
        assert!(titles.contains(&"Progress note".to_owned()), "{titles:?}");
    }
}
