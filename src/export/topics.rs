//! What a template is about, read from the names and blocks in it.

use super::fields::{self, Piece};
use super::fields_loop::Told;
use super::known_loop::ON_THE_LOOP;
use super::template::{Audience, Block, Template};
use super::template_block::{ChartsOf, Size, Which};
use crate::model::Layer;
use crate::model::layer::Sheet;
use crate::model::print_guard::{Carried, Topic};
use std::collections::BTreeSet;
use strum::VariantArray as _;

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

/// True for a page for the couple that shows nothing but scores.
pub fn is_of_scores_alone(template: &Template) -> bool {
    template.audience == Audience::Couple && of(template).into_iter().eq([Topic::Scores])
}

/// Which phrases a page can hold, by the blocks and names in it.
pub fn carried(template: &Template) -> Carried {
    let mut carried = Carried::default();
    carry(&template.blocks, &mut carried);
    carried
}

fn carry(blocks: &[Block], carried: &mut Carried) {
    for block in blocks {
        match block {
            // It is there only as long as there are no two moments to set beside each other.
            Block::Unless { has, blocks } if TWO_MOMENTS.contains(&has.as_str()) => {
                let mut without = Carried::default();
                carry(blocks, &mut without);
                carried.without_then.append(&mut without.layers);
                carried.has_talks |= without.has_talks;
                carried.has_new_words |= without.has_new_words;
            }
            _ => {
                carry_block(block, carried);
                for inner in block.inner().0 {
                    carry(inner, carried);
                }
            }
        }
    }
}

/// What a page has only where there are two moments, and then always.
const TWO_MOMENTS: [&str; 3] = ["first.when", "last.when", "last.name"];

fn carry_block(block: &Block, carried: &mut Carried) {
    carried.layers.extend(layers_of_block(block));
    for name in names_in(block) {
        carried.layers.extend(layers_of_name(name));
        carried.has_changes |= is_of_two_moments(name);
    }
    match block {
        Block::Loop { which: Which::First | Which::Last, .. } => {
            carried.then.extend(IN_SHORT);
        }
        Block::Each { list, .. } | Block::TableOf { list, .. } | Block::Turns(list) => {
            carried.layers.extend(layers_of_name(list));
            carried.has_talks |= list.starts_with("dialogue");
            carried.has_new_words |= list == "today.words";
        }
        _ => {}
    }
}

/// In its short form a loop has what each does and the softer feeling under it.
const IN_SHORT: [Layer; 2] = [Layer::Behaviour, Layer::Primary];

fn layers_of_block(block: &Block) -> Vec<Layer> {
    match block {
        Block::CycleMap { .. }
        | Block::Loop { size: Size::Whole, which: Which::Old, .. } => {
            ON_THE_LOOP.to_vec()
        }
        Block::Phrases(_) => Layer::VARIANTS.to_vec(),
        Block::Loop { which: Which::First | Which::Last, .. } => Vec::new(),
        Block::Sentence(_) => vec![Layer::Behaviour],
        Block::Loop { which: Which::New, .. } => vec![Layer::Reach],
        Block::Loop { .. } => IN_SHORT.to_vec(),
        Block::Pair { .. } => IN_SHORT.into_iter().chain([Layer::Reach]).collect(),
        _ => Vec::new(),
    }
}

fn layers_of_name(name: &str) -> Vec<Layer> {
    let mut fields = fields::all().filter(|field| field.name == name);
    if let Some((_, told)) = fields.find_map(|field| field.told) {
        return layers_of_told(told);
    }
    match name {
        "loop.sentence" => vec![Layer::Behaviour],
        "new_loop.sentence" => vec![Layer::Reach],
        "readings" => with_moves(&[Sheet::Readings, Sheet::Reframes]),
        "new_moves" => with_moves(&[Sheet::NewLoop]),
        _ => Vec::new(),
    }
}

/// True for what came between two moments of the loop.
fn is_of_two_moments(name: &str) -> bool {
    let changed = ["new_outside", "new_inside", "gone", "reworded"];
    name.split_once('.').is_some_and(|(_, rest)| changed.contains(&rest))
}

fn layers_of_told(told: Told) -> Vec<Layer> {
    match told {
        Told::Layers(layers) => layers.to_vec(),
        Told::SeenAs | Told::Lands => vec![Layer::SeenAs],
        Told::Really => vec![Layer::Corrected],
        Told::Old => vec![Layer::Behaviour],
        Told::Reach => vec![Layer::Reach],
        Told::Answer => vec![Layer::Response],
        Told::Felt => vec![Layer::Felt],
    }
}

/// Both lists name the move that they answer.
fn with_moves(sheets: &[Sheet]) -> Vec<Layer> {
    on_sheets(sheets).into_iter().chain([Layer::Behaviour]).collect()
}

fn on_sheets(sheets: &[Sheet]) -> Vec<Layer> {
    let all = Layer::VARIANTS.iter().copied();
    all.filter(|layer| sheets.contains(&layer.sheet())).collect()
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

/// The fields that a block names in its words.
pub(super) fn names_in(block: &Block) -> Vec<&str> {
    let words = block.words();
    let pieces =
        words.iter().flat_map(|words| &words.0).flat_map(|it| fields::pieces(it));
    let names = pieces.filter_map(|piece| match piece {
        Piece::Field(name, _) => Some(name),
        _ => None,
    });
    names.collect()
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
    fn a_page_carries_the_phrases_that_its_blocks_and_names_print() {
        let layers = |name: &str| carried(&templates::find(name).unwrap()).layers;
        assert!(layers("cycle_map").contains(&Layer::Fear));
        assert_eq!(layers("handout_loop"), BTreeSet::from(IN_SHORT));
        assert!(layers("pair_sheet").contains(&Layer::Reach));
        let two = carried(&templates::find("first_and_last").unwrap());
        assert_eq!(two.then, BTreeSet::from(IN_SHORT));
        assert_eq!(two.without_then, BTreeSet::from(IN_SHORT));
        assert!(two.has_changes);
        assert_eq!(layers("first_and_last"), BTreeSet::new());
        assert!(layers("reading_each_other").contains(&Layer::SeenAs));
        for name in ["worksheet_loop", "handout_sessions", "home_log", "dialogue"] {
            assert_eq!(layers(name), BTreeSet::new(), "{name}");
        }
        assert!(carried(&templates::find("dialogue").unwrap()).has_talks);
        assert!(carried(&templates::find("take_away").unwrap()).has_new_words);
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
