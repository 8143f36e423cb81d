//! What can be filled in on a block: its words, numbers and choices, each with a name.

use super::template::{Block, Words};
use super::template_block::{ChartsOf, FacingManner, Ground, Side, Size, Which};

/// One thing to fill in.
pub struct Slot<'a> {
    pub label: &'static str,
    /// The row that it belongs to, counted from 0.
    pub row: Option<usize>,
    pub kind: SlotKind<'a>,
}

/// What it is, and where it goes.
pub enum SlotKind<'a> {
    Words(&'a mut Words),
    /// Words of several lines.
    Paragraphs(&'a mut Words),
    Count(&'a mut usize),
    /// How wide it is beside the others; 0 is as wide as the rest.
    Share(&'a mut f32),
    Millimetres(&'a mut f32),
    /// The name of a list that repeats blocks or rows.
    List(&'a mut String),
    /// The name of a list of turns.
    Turns(&'a mut String),
    /// The name of a list or a field that a condition asks for.
    Has(&'a mut String),
    Size(&'a mut Size),
    Which(&'a mut Which),
    Side(&'a mut Side),
    Charts(&'a mut ChartsOf),
    Ground(&'a mut Ground),
    Voice(&'a mut FacingManner),
}

pub const SIZES: [(Size, &str); 3] =
    [(Size::Small, "Small"), (Size::Medium, "Medium"), (Size::Whole, "All words")];
pub const WHICH: [(Which, &str); 4] = [
    (Which::Old, "The old loop"),
    (Which::New, "The new loop"),
    (Which::First, "As it was first"),
    (Which::Last, "As it was last"),
];
pub const CHARTS: [(ChartsOf, &str); 2] =
    [(ChartsOf::Measures, "Measures"), (ChartsOf::Fights, "Fights at home")];
pub const SIDES: [(Side, &str); 2] =
    [(Side::Left, "Left partner"), (Side::Right, "Right partner")];
pub const GROUNDS: [(Ground, &str); 6] = [
    (Ground::Gold, "Gold"),
    (Ground::Rose, "Rose"),
    (Ground::Green, "Green"),
    (Ground::Below, "Sand"),
    (Ground::Frame, "Frame"),
    (Ground::Bar, "Bar"),
];
pub const VOICES: [(FacingManner, &str); 3] = [
    (FacingManner::Plain, "Plain"),
    (FacingManner::Tender, "Tender"),
    (FacingManner::Said, "Said"),
];

fn slot<'a>(label: &'static str, kind: SlotKind<'a>) -> Slot<'a> {
    Slot { label, row: None, kind }
}

fn words<'a>(label: &'static str, words: &'a mut Words) -> Slot<'a> {
    slot(label, SlotKind::Words(words))
}

fn paragraphs<'a>(label: &'static str, words: &'a mut Words) -> Slot<'a> {
    slot(label, SlotKind::Paragraphs(words))
}

fn lines<'a>(
    label: &'static str,
    all: &'a mut [Words],
) -> impl Iterator<Item = Slot<'a>> {
    let numbered = all.iter_mut().enumerate();
    numbered.map(move |(row, it)| Slot { row: Some(row), ..words(label, it) })
}

const LISTENER: &str = "What a listener hears";

/// Everything that can be filled in on a block, in the order in which it is shown.
pub fn slots(block: &mut Block) -> Vec<Slot<'_>> {
    match block {
        Block::Title(one)
        | Block::Line(one)
        | Block::Heading(one)
        | Block::SubHeading(one)
        | Block::TitleInTheMiddle(one)
        | Block::Sentence(one) => vec![words("Words", one)],
        Block::Text(one)
        | Block::Paragraph(one)
        | Block::Said(one)
        | Block::SaidInTheMiddle(one)
        | Block::InTheMiddle(one)
        | Block::Small(one) => vec![paragraphs("Words", one)],
        Block::StepsPath(one) | Block::CourseLine(one) => vec![paragraphs(LISTENER, one)],
        Block::TitleWith { title, beside } => {
            vec![words("Title", title), words("Beside it", beside)]
        }
        Block::HeadingWith { heading, beside } => {
            vec![words("Heading", heading), words("Beside it", beside)]
        }
        Block::Running { left, right } => {
            vec![words("At the left", left), words("At the right", right)]
        }
        Block::Points(all) | Block::Numbers(all) | Block::Checks(all) => {
            lines("Point", all).collect()
        }
        Block::FillIn(all) => lines("Label", all).collect(),
        Block::Blanks(all) | Block::TitleBlanks(all) => lines("Words", all).collect(),
        Block::Letterhead { name, lines: all } => {
            let name = words("Name", name);
            std::iter::once(name).chain(lines("Line", all)).collect()
        }
        Block::WritingLines { label, count } => {
            vec![words("Label", label), slot("Lines", SlotKind::Count(count))]
        }
        Block::DayBoxes { days, rows } => {
            let rows = slot("Rows of boxes", SlotKind::Count(rows));
            std::iter::once(rows).chain(lines("Day", days)).collect()
        }
        Block::Signature { name, lines: all, record } => {
            let record = record.iter_mut().map(|it| words("Beside the line", it));
            let name = words("Name", name);
            std::iter::once(name).chain(record).chain(lines("Line", all)).collect()
        }
        other => more_slots(other),
    }
}

/// The blocks that hold pictures, tables or other blocks.
fn more_slots(block: &mut Block) -> Vec<Slot<'_>> {
    match block {
        Block::Loop { says, size, which } => vec![
            slot("How large", SlotKind::Size(size)),
            slot("Which one", SlotKind::Which(which)),
            paragraphs(LISTENER, says),
        ],
        Block::Pair { says, says_new, feeds, helps } => vec![
            words("Over the old loop", feeds),
            words("Over the new loop", helps),
            paragraphs("What a listener hears of the old loop", says),
            paragraphs("What a listener hears of the new loop", says_new),
        ],
        Block::Phrases(side) => vec![slot("Whose", SlotKind::Side(side))],
        Block::Charts(of) => vec![slot("What of", SlotKind::Charts(of))],
        Block::Turns(list) => vec![slot("Which talk", SlotKind::Turns(list))],
        Block::Each { list, .. } => vec![slot("For each of", SlotKind::List(list))],
        Block::When { has, .. } => vec![slot("Only if there is", SlotKind::Has(has))],
        Block::Unless { has, .. } => {
            vec![slot("Only if there is no", SlotKind::Has(has))]
        }
        Block::Band { ground, .. } => vec![slot("Ground", SlotKind::Ground(ground))],
        Block::Beside(columns) => {
            let shares = columns.iter_mut().enumerate().map(|(row, column)| Slot {
                row: Some(row),
                ..slot("How wide", SlotKind::Share(&mut column.share))
            });
            shares.collect()
        }
        Block::Footer { left, own_words, new_today, middle, right, right_if_more } => {
            vec![
                words("At the left", left),
                words("In the middle", middle),
                words("At the right", right),
                words("At the right, if another page follows", right_if_more),
                words("If a phrase is in their own words", own_words),
                words("If a phrase is new today", new_today),
            ]
        }
        Block::CycleMap { says, above, below, slowed_down, in_own_words, to_fill } => {
            vec![
                paragraphs(LISTENER, says),
                words("Above the line", above),
                words("Below the line", below),
                words("Under the title of the second page", slowed_down),
                words("Where words are their own", in_own_words),
                words("In a loop without words", to_fill),
            ]
        }
        Block::Steps { heading, steps: all }
        | Block::Notes { heading, paragraphs: all } => {
            let heading = words("Heading", heading);
            std::iter::once(heading).chain(lines("Paragraph", all)).collect()
        }
        Block::RecoveryRows { fold, check, note } => {
            vec![words("Fold", fold), words("Check", check), words("Note", note)]
        }
        other => table_slots(other),
    }
}

fn table_slots(block: &mut Block) -> Vec<Slot<'_>> {
    let in_row = |row: usize, slot| Slot { row: Some(row), ..slot };
    match block {
        Block::Facts { abreast, facts } => {
            let abreast = slot("How many abreast", SlotKind::Count(abreast));
            let rows = facts.iter_mut().enumerate().flat_map(|(row, (label, value))| {
                [in_row(row, words("Label", label)), in_row(row, words("Value", value))]
            });
            std::iter::once(abreast).chain(rows).collect()
        }
        Block::TableOf { list, columns } => {
            let list = slot("A row for each of", SlotKind::List(list));
            let columns = columns.iter_mut().enumerate().flat_map(|(row, column)| {
                let share = slot("How wide", SlotKind::Share(&mut column.share));
                [
                    in_row(row, words("Head", &mut column.head)),
                    in_row(row, words("Words", &mut column.words)),
                    in_row(row, share),
                ]
            });
            std::iter::once(list).chain(columns).collect()
        }
        Block::Table { columns, rows } => {
            let heads = columns.iter_mut().map(|column| words("Head", &mut column.head));
            let cells = rows.iter_mut().enumerate().flat_map(|(row, cells)| {
                cells.iter_mut().map(move |cell| in_row(row, words("Cell", cell)))
            });
            heads.chain(cells).collect()
        }
        Block::TableToFill { heads, rows, height, .. } => {
            let height = slot("Height of a row", SlotKind::Millimetres(height));
            let heads = heads.iter_mut().map(|head| words("Head", head));
            std::iter::once(height)
                .chain(heads)
                .chain(lines("First cell", rows))
                .collect()
        }
        Block::Facing(rows) => {
            let rows = rows.iter_mut().enumerate().flat_map(|(row, facing)| {
                [
                    in_row(row, words("Label", &mut facing.label)),
                    in_row(row, words("Left partner", &mut facing.left)),
                    in_row(row, words("Right partner", &mut facing.right)),
                    in_row(row, slot("Voice", SlotKind::Voice(&mut facing.voice))),
                ]
            });
            rows.collect()
        }
        Block::LoopToFill { says, name, shows, inside, above, below } => {
            let said = paragraphs(LISTENER, says);
            let fixed = [said, words("For the name", name), words("Shows", shows)];
            let inside = words("Stays inside", inside);
            let above = above.iter_mut().map(|it| words("Above the line", it));
            let below = below.iter_mut().map(|it| words("Below the line", it));
            fixed.into_iter().chain([inside]).chain(above).chain(below).collect()
        }
        _ => Vec::new(),
    }
}

/// The words with which a block begins, for the line that stands for it.
pub fn excerpt(block: &Block) -> String {
    let first = |words: &Words| words.0.first().cloned().unwrap_or_default();
    match block {
        Block::When { has: name, .. }
        | Block::Unless { has: name, .. }
        | Block::Each { list: name, .. }
        | Block::TableOf { list: name, .. }
        | Block::Turns(name) => name.clone(),
        Block::Phrases(side) => {
            let side = SIDES.iter().find(|(it, _)| it == side);
            side.map_or("", |(_, label)| label).to_owned()
        }
        Block::Pair { feeds, .. } => first(feeds),
        Block::Loop { which, .. } => {
            let which = WHICH.iter().find(|(it, _)| it == which);
            which.map_or("", |(_, label)| label).to_owned()
        }
        Block::StepsPath(_) | Block::CourseLine(_) => String::new(),
        other => {
            let all = other.words();
            let mut texts = all.iter().map(|words| first(words));
            texts.find(|text| !text.trim().is_empty()).unwrap_or_default()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::export::template_edit;
    use crate::export::templates;
    use std::collections::BTreeSet;

    /// The words that can be reached on a form, beside those of conditions.
    fn reached(block: &mut Block) -> BTreeSet<String> {
        let mut found = BTreeSet::new();
        for slot in slots(block) {
            if let SlotKind::Words(words) | SlotKind::Paragraphs(words) = slot.kind {
                found.extend(words.0.iter().cloned());
            }
        }
        found
    }

    #[test]
    fn every_word_of_every_shipped_block_can_be_filled_in() {
        for template in templates::shipped() {
            for row in template_edit::rows(&template) {
                let mut block = row.block.clone();
                let reached = reached(&mut block);
                for words in row.block.words().iter().flat_map(|words| &words.0) {
                    assert!(reached.contains(words), "{}: {words}", row.block.name());
                }
            }
        }
    }
}
