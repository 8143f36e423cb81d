//! The blocks that a template may list, each with the words that it asks for.

use super::fields::Subject;
use super::template::Words;
use super::template_parts::is_default;
pub use super::template_parts::{
    ChartsOf, ColumnHead, ColumnOf, FacingManner, FacingWords, Ground, SharedColumn,
    Side, Size, Which,
};
use serde::{Deserialize, Serialize};
use strum::VariantNames as _;

/// One part of a page.
#[derive(
    Debug,
    Clone,
    PartialEq,
    Serialize,
    Deserialize,
    strum::VariantNames,
    strum::IntoStaticStr,
)]
#[serde(deny_unknown_fields)]
pub enum Block {
    Title(Words),
    /// One line under the title, or the last one of the page.
    Line(Words),
    Paragraph(Words),
    /// The loop with the words of both.
    CycleMap {
        /// What the picture shows, for those who listen to the page.
        says: Words,
        above: Words,
        below: Words,
        /// The line under the title of the second page.
        slowed_down: Words,
        in_own_words: Words,
        /// What stands in a loop that has no words yet.
        to_fill: Words,
    },
    /// What the loop says by itself.
    Sentence(Words),
    /// The rows of a recovery sheet.
    RecoveryRows {
        fold: Words,
        check: Words,
        note: Words,
    },
    Steps {
        heading: Words,
        steps: Vec<Words>,
    },
    Notes {
        heading: Words,
        paragraphs: Vec<Words>,
    },
    /// Labels with room to write behind each.
    FillIn(Vec<Words>),
    Footer {
        left: Words,
        #[serde(default, skip_serializing_if = "Words::is_empty")]
        own_words: Words,
        #[serde(default, skip_serializing_if = "Words::is_empty")]
        new_today: Words,
        #[serde(default, skip_serializing_if = "Words::is_empty")]
        middle: Words,
        right: Words,
        /// Instead of `right`, on a page that another page follows.
        #[serde(default, skip_serializing_if = "Words::is_empty")]
        right_if_more: Words,
    },

    /// Whose paper it is, over the title of the first page.
    Letterhead {
        name: Words,
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        lines: Vec<Words>,
    },
    /// What stands at the head of every page after the first.
    Running {
        left: Words,
        #[serde(default, skip_serializing_if = "Words::is_empty")]
        right: Words,
    },
    /// A title with small words at its right.
    TitleWith {
        title: Words,
        beside: Words,
    },
    /// A title in the middle of the line.
    TitleInTheMiddle(Words),
    Heading(Words),
    HeadingWith {
        heading: Words,
        beside: Words,
    },
    SubHeading(Words),
    /// Paragraphs and lists in Markdown.
    Text(Words),
    /// Something said aloud, or to be said.
    Said(Words),
    SaidInTheMiddle(Words),
    InTheMiddle(Words),
    /// A notice in small print.
    Small(Words),
    Points(Vec<Words>),
    Numbers(Vec<Words>),
    Checks(Vec<Words>),
    Facts {
        #[serde(default = "one", skip_serializing_if = "is_one")]
        abreast: usize,
        facts: Vec<(Words, Words)>,
    },
    /// Rows that are the same on every print.
    Table {
        columns: Vec<ColumnHead>,
        rows: Vec<Vec<Words>>,
    },
    /// Rows to write in by hand.
    TableToFill {
        heads: Vec<Words>,
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        shares: Vec<f32>,
        /// What stands first in each row.
        rows: Vec<Words>,
        /// Of a row, in millimetres.
        #[serde(default = "twelve", skip_serializing_if = "is_twelve")]
        height: f32,
    },
    /// A row for each entry of a list.
    TableOf {
        list: String,
        columns: Vec<ColumnOf>,
    },
    /// The turns of a list, with names and stage directions.
    Turns(String),
    /// One side's phrases, layer by layer.
    Phrases(Side),
    /// The couple's loop with its words.
    Loop {
        /// What the picture shows, for those who listen to the page.
        says: Words,
        #[serde(default, skip_serializing_if = "is_default")]
        size: Size,
        #[serde(default, skip_serializing_if = "is_default")]
        which: Which,
    },
    /// The old loop beside the new one.
    Pair {
        says: Words,
        says_new: Words,
        feeds: Words,
        helps: Words,
    },
    /// What both say to the same thing, face to face.
    Facing(Vec<FacingWords>),
    /// The nine steps, with where they are.
    StepsPath(Words),
    /// The numbers of both over time, each with its trend and its table.
    Plots,
    /// Charts over time, each with its numbers.
    Charts(ChartsOf),
    /// Everything that has a day, on one line of time.
    CourseLine(Words),
    /// Boxes to tick, a column a day.
    DayBoxes {
        days: Vec<Words>,
        rows: usize,
    },
    Columns(Vec<Vec<Self>>),
    /// Columns of unequal width.
    Beside(Vec<SharedColumn>),
    Band {
        ground: Ground,
        blocks: Vec<Self>,
    },
    Together(Vec<Self>),
    AtFoot(Vec<Self>),
    /// Blocks once for each entry of a list.
    Each {
        list: String,
        blocks: Vec<Self>,
    },
    /// Blocks that stand only if a field has a value, or a list an entry.
    When {
        has: String,
        blocks: Vec<Self>,
    },
    Unless {
        has: String,
        blocks: Vec<Self>,
    },
    /// A loop to be filled in by hand.
    LoopToFill {
        says: Words,
        name: Words,
        shows: Words,
        inside: Words,
        above: Vec<Words>,
        below: Vec<Words>,
    },
    WritingLines {
        #[serde(default, skip_serializing_if = "Words::is_empty")]
        label: Words,
        count: usize,
    },
    /// Words with a blank between every two.
    Blanks(Vec<Words>),
    TitleBlanks(Vec<Words>),
    Signature {
        name: Words,
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        lines: Vec<Words>,
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        record: Vec<Words>,
    },
    Rule,
    PageBreak,
}

fn twelve() -> f32 {
    12.0
}

fn one() -> usize {
    1
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands a reference over")]
fn is_twelve(height: &f32) -> bool {
    (height - 12.0).abs() < f32::EPSILON
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands a reference over")]
fn is_one(count: &usize) -> bool {
    *count == 1
}

impl Block {
    /// The name as it is written in a template.
    pub fn name(&self) -> &'static str {
        self.into()
    }

    /// All names that blocks have.
    pub fn names() -> &'static [&'static str] {
        Self::VARIANTS
    }

    /// What a page with this block is about; none if several may have it.
    pub fn subject(&self) -> Option<Subject> {
        match self {
            Self::CycleMap { .. } | Self::Sentence(_) => Some(Subject::CycleMap),
            Self::Paragraph(_)
            | Self::RecoveryRows { .. }
            | Self::Steps { .. }
            | Self::Notes { .. }
            | Self::FillIn(_) => Some(Subject::RecoverySheet),
            Self::Title(_) | Self::Line(_) | Self::Footer { .. } => None,
            _ => Some(Subject::Text),
        }
    }

    /// The blocks inside this one, and the list whose fields they may name.
    pub fn inner(&self) -> (Vec<&[Self]>, Option<&str>) {
        match self {
            Self::Columns(columns) => (columns.iter().map(Vec::as_slice).collect(), None),
            Self::Beside(columns) => {
                (columns.iter().map(|column| column.blocks.as_slice()).collect(), None)
            }
            Self::Band { blocks, .. }
            | Self::Together(blocks)
            | Self::AtFoot(blocks)
            | Self::When { blocks, .. }
            | Self::Unless { blocks, .. } => (vec![blocks], None),
            Self::Each { list, blocks } => (vec![blocks], Some(list)),
            _ => (Vec::new(), None),
        }
    }

    /// The list or field that decides about this block.
    pub fn asks_for(&self) -> Option<&str> {
        match self {
            Self::Each { list, .. } | Self::TableOf { list, .. } | Self::Turns(list) => {
                Some(list)
            }
            Self::When { has, .. } | Self::Unless { has, .. } => Some(has),
            _ => None,
        }
    }

    /// All words that stand in this block itself.
    pub fn words(&self) -> Vec<&Words> {
        match self {
            Self::Title(one)
            | Self::Line(one)
            | Self::Paragraph(one)
            | Self::Sentence(one)
            | Self::Heading(one)
            | Self::SubHeading(one)
            | Self::Text(one)
            | Self::Said(one)
            | Self::SaidInTheMiddle(one)
            | Self::InTheMiddle(one)
            | Self::Small(one)
            | Self::TitleInTheMiddle(one)
            | Self::StepsPath(one)
            | Self::CourseLine(one)
            | Self::Loop { says: one, .. }
            | Self::WritingLines { label: one, .. } => vec![one],
            Self::TitleWith { title: one, beside: two }
            | Self::HeadingWith { heading: one, beside: two }
            | Self::Running { left: one, right: two } => vec![one, two],
            Self::FillIn(all)
            | Self::Points(all)
            | Self::Numbers(all)
            | Self::Checks(all)
            | Self::Blanks(all)
            | Self::DayBoxes { days: all, .. }
            | Self::TitleBlanks(all) => all.iter().collect(),
            Self::Pair { says, says_new, feeds, helps } => {
                vec![says, says_new, feeds, helps]
            }
            Self::TableToFill { heads, rows, .. } => heads.iter().chain(rows).collect(),
            Self::Facing(rows) => {
                rows.iter().flat_map(|row| [&row.label, &row.left, &row.right]).collect()
            }
            Self::Letterhead { name: one, lines: all }
            | Self::Steps { heading: one, steps: all }
            | Self::Notes { heading: one, paragraphs: all } => {
                std::iter::once(one).chain(all).collect()
            }
            Self::Facts { facts, .. } => facts.iter().flat_map(|(a, b)| [a, b]).collect(),
            Self::Table { columns, rows } => {
                let heads = columns.iter().map(|column| &column.head);
                heads.chain(rows.iter().flatten()).collect()
            }
            Self::Signature { name, lines, record } => {
                std::iter::once(name).chain(lines).chain(record).collect()
            }
            Self::LoopToFill { says, name, shows, inside, above, below } => {
                let one = [says, name, shows, inside];
                one.into_iter().chain(above).chain(below).collect()
            }
            _ => Vec::new(),
        }
    }
}
