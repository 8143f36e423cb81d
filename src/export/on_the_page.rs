//! Says beside a page what kinds of words it holds, read from the blocks and names of its template.

use super::fields::{self, Values};
use super::known::{ForPractice, Known, Lists};
use super::known_loop::WhichLoop;
use super::template::{Block, Template};
use super::template_block::{ChartsOf, Size, Which};
use super::topics::names_in;
use crate::drawing::document::LayerRow;
use crate::drawing::lobe::Hand;
use crate::model::SeenBy;
use crate::model::audience::Audience;

/// What a page for somebody holds, in numbers and kinds: "7 phrases of Ana", "3 goals",
/// "Their words: the loop in short, the sentence".
pub fn contents(known: &Known<'_>, template: &Template) -> Vec<String> {
    if let Known::Practice(whole) = known {
        // The page is made of the record, and so is what is said of it.
        let seen = SeenBy::of(whole.case, Audience::Record);
        let map = seen.case().map(whole.map.id).unwrap_or(whole.map);
        let of_the_record = ForPractice { case: seen.case(), map, ..**whole };
        return told(&Known::Practice(&of_the_record), template);
    }
    told(known, template)
}

fn told(known: &Known<'_>, template: &Template) -> Vec<String> {
    let (values, lists) = (known.values(), known.lists());
    let mut blocks = Vec::new();
    gather(&template.blocks, (&values, &lists), &mut blocks);
    let counted = Hand::BOTH.map(|hand| phrases_of(known, &blocks, hand));
    let is_counted = counted.iter().any(Option::is_some);
    let mut said: Vec<String> = counted.into_iter().flatten().collect();
    let mut kinds = Vec::new();
    for block in &blocks {
        kinds.extend(drawn(known, block));
        let names = names_in(block).into_iter();
        let named = names.filter(|name| has(name, (&values, &lists)));
        let named = named.filter(|name| !is_counted || !is_told(name));
        kinds.extend(named.filter_map(kind_of));
        match (list_of(block), list_of(block).and_then(|name| listed(&lists, name))) {
            (_, Some(line)) if !said.contains(&line) => said.push(line),
            (Some(name), None) if has(name, (&values, &lists)) => {
                kinds.extend(kind_of(name));
            }
            _ => {}
        }
    }
    said.extend(in_words(&kinds));
    said
}

/// The blocks that are on this page: a condition that does not hold leaves its blocks out.
fn gather<'a>(
    all: &'a [Block],
    (values, lists): (&Values, &Lists),
    found: &mut Vec<&'a Block>,
) {
    for block in all {
        let is_known = |name: &str| values.contains_key(name) || lists.contains_key(name);
        let is_out = match block {
            Block::When { has: name, .. } | Block::Each { list: name, .. } => {
                is_known(name) && !has(name, (values, lists))
            }
            Block::Unless { has: name, .. } => has(name, (values, lists)),
            _ => false,
        };
        if is_out {
            continue;
        }
        found.push(block);
        for inner in block.inner().0 {
            gather(inner, (values, lists), found);
        }
    }
}

fn has(name: &str, (values, lists): (&Values, &Lists)) -> bool {
    values.get(name).is_some_and(|value| !value.trim().is_empty())
        || lists.get(name).is_some_and(|entries| !entries.is_empty())
}

fn list_of(block: &Block) -> Option<&str> {
    match block {
        Block::Each { list, .. } | Block::TableOf { list, .. } | Block::Turns(list) => {
            Some(list)
        }
        _ => None,
    }
}

/// A kind of thing on a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// What the couple said.
    Words(&'static str),
    Other(&'static str),
}

/// "Their words: the loop in short, the sentence", then a line for each other kind.
fn in_words(kinds: &[Kind]) -> Vec<String> {
    let (mut theirs, mut others) = (Vec::new(), Vec::new());
    for kind in kinds {
        match kind {
            Kind::Words(words) if !theirs.contains(words) => theirs.push(*words),
            Kind::Other(words) if !others.contains(words) => others.push(*words),
            _ => {}
        }
    }
    let theirs =
        (!theirs.is_empty()).then(|| format!("Their words: {}", theirs.join(", ")));
    theirs.into_iter().chain(others.into_iter().map(str::to_owned)).collect()
}

/// What a picture shows; phrases of a whole loop are counted instead.
fn drawn(known: &Known<'_>, block: &Block) -> Vec<Kind> {
    let shows = |which, words| {
        let is_there = !known.loop_words(which).is_empty();
        is_there.then_some(Kind::Words(words))
    };
    let if_any = |is_empty: bool, kind| (!is_empty).then_some(kind);
    let one = match block {
        Block::Loop { size: Size::Whole, which: Which::Old, .. } => None,
        Block::Loop { which: Which::Old, .. } => {
            shows(WhichLoop::Old, "the loop in short")
        }
        Block::Loop { which: Which::New, .. } => shows(WhichLoop::New, "the new loop"),
        Block::Loop { which: Which::First, .. } => {
            shows(WhichLoop::First, "the loop as it was first")
        }
        Block::Loop { which: Which::Last, .. } => {
            shows(WhichLoop::Last, "the loop as it was last")
        }
        Block::Pair { .. } => {
            let old = shows(WhichLoop::Old, "the loop in short");
            return old
                .into_iter()
                .chain(shows(WhichLoop::New, "the new loop"))
                .collect();
        }
        Block::StepsPath(_) => if_any(known.steps().is_empty(), ON_THE_WAY),
        Block::Plots => {
            if_any(known.plots().is_empty(), Kind::Other("How close, how safe"))
        }
        Block::Charts(ChartsOf::Measures) => if_any(known.charts().is_empty(), SCORES),
        Block::Charts(ChartsOf::Fights) => {
            if_any(known.fights_plot().is_empty(), Kind::Other("Fights at home"))
        }
        Block::CourseLine(_) => if_any(known.course().is_none(), COURSE),
        _ => None,
    };
    one.into_iter().collect()
}

const ON_THE_WAY: Kind = Kind::Other("Where they are on the way");
const SCORES: Kind = Kind::Other("Scores");
const COURSE: Kind = Kind::Other("The course, day by day");
const CHANGED: Kind = Kind::Words("what changed in the loop");
const STRENGTHS: Kind = Kind::Other("Strengths, and what was agreed");
const OF_SESSION: Kind = Kind::Other("What was written of the session");
const WHEN: Kind = Kind::Other("When and where the session was");
const KNOWN: Kind = Kind::Other("What each knows of the loop");
const SENTENCE: Kind = Kind::Words("the sentence");

/// The beginnings of names of fields and lists, and what such a one puts on a page: nothing of
/// the couple but names and days, or a kind of thing. The first that fits counts.
const KINDS: &[(&str, Option<Kind>)] = &[
    ("case.code", None),
    ("date", None),
    ("template.", None),
    ("page", None),
    ("practice.", None),
    ("therapist.", None),
    ("sheet.", None),
    ("previous.", None),
    ("client.", None),
    ("loop.kind", None),
    ("left.name", None),
    ("right.name", None),
    ("first.when", None),
    ("last.when", None),
    ("last.name", None),
    ("change.", None),
    ("today.sharer", None),
    ("today.listener", None),
    ("loop.name", Some(Kind::Words("the loop’s name"))),
    ("loop.sentence", Some(SENTENCE)),
    ("new_loop.name", Some(Kind::Words("the new loop’s name"))),
    ("new_loop.sentence", Some(Kind::Words("the new sentence"))),
    ("side.new_", Some(CHANGED)),
    ("side.gone", Some(CHANGED)),
    ("side.reworded", Some(CHANGED)),
    ("side.position", Some(Kind::Other("Their positions in the loop"))),
    ("side.strengths", Some(STRENGTHS)),
    ("side.agreed", Some(STRENGTHS)),
    ("side.risk", Some(Kind::Other("Risk and safety"))),
    ("side.knows", Some(KNOWN)),
    ("side.feels", Some(KNOWN)),
    ("side.step", Some(ON_THE_WAY)),
    ("knows", Some(KNOWN)),
    ("plan.", Some(Kind::Other("The plan"))),
    ("step.now", Some(ON_THE_WAY)),
    ("sessions.", Some(Kind::Other("How many sessions, and when"))),
    ("session.take_away", Some(Kind::Words("what they take home"))),
    ("session.number", Some(WHEN)),
    ("session.title", Some(WHEN)),
    ("session.day", Some(WHEN)),
    ("session.time", Some(WHEN)),
    ("session.place", Some(WHEN)),
    ("session.present", Some(WHEN)),
    ("session.stage", Some(ON_THE_WAY)),
    ("session.next", Some(WHEN)),
    ("session.", Some(OF_SESSION)),
    ("note.", Some(Kind::Other("The note"))),
    ("answer.", Some(Kind::Other("The answer to a request"))),
    ("today.day", Some(WHEN)),
    ("today.number", Some(WHEN)),
    ("next.", Some(WHEN)),
    ("today.", Some(Kind::Words("what was said in the session"))),
    ("scores", Some(SCORES)),
    ("fights", Some(Kind::Other("Fights at home"))),
    ("course", Some(COURSE)),
];

/// What a field or list of this name puts on a page. What nobody thought of here is still told.
fn kind_of(name: &str) -> Option<Kind> {
    if is_told(name) {
        return Some(Kind::Words("what each says in the loop"));
    }
    let of_side = name.strip_prefix("left.").or_else(|| name.strip_prefix("right."));
    let side = of_side.filter(|rest| *rest != "name").map(|rest| format!("side.{rest}"));
    let name = side.as_deref().unwrap_or(name);
    let found = KINDS.iter().find(|(start, _)| name.starts_with(start));
    found.map_or(Some(Kind::Other("Other things from their file")), |(_, kind)| *kind)
}

/// True for a field that tells phrases of one partner.
fn is_told(name: &str) -> bool {
    fields::all().any(|field| field.name == name && field.told.is_some())
}

/// How many phrases of one of them these blocks put on the page, where that is known.
fn phrases_of(known: &Known<'_>, blocks: &[&Block], hand: Hand) -> Option<String> {
    let lists_all = blocks.iter().any(|block| matches!(block, Block::Phrases(_)));
    let has_loop = blocks.iter().any(|block| {
        matches!(
            block,
            Block::CycleMap { .. }
                | Block::Loop { size: Size::Whole, which: Which::Old, .. }
        )
    });
    let in_rows = |rows: &[LayerRow]| rows.iter().map(|row| row.phrases.len()).sum();
    let count: usize = if lists_all {
        in_rows(&known.layers(hand))
    } else if has_loop {
        let words = known.loop_words(WhichLoop::Old);
        in_rows(if hand == Hand::Left { &words.left.rows } else { &words.right.rows })
    } else {
        let named: Vec<&str> = blocks.iter().flat_map(|block| names_in(block)).collect();
        let is_named = |field: &&fields::Field| named.contains(&field.name);
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
