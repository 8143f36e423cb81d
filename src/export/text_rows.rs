//! Fills the blocks of a template that hold no other blocks: running words, lists, tables.

use super::known::Entry;
use super::template::{Block, Words};
use super::template_block::{ColumnHead, ColumnOf, FacingManner, FacingWords};
use super::text_scope::Scope;
use crate::drawing::document::{
    self as text, Check, Column, FacingRow, FacingVoice, Fact, FirstColumn, Level,
    Manner, Marker, Rich, Span, Table, Ticked, Turn, Voice,
};

/// A worksheet has this many lines at most.
const MOST_WRITING_LINES: usize = 200;

/// Blocks of running words.
pub fn words_block(block: &Block, scope: &Scope<'_>) -> Option<text::Block> {
    let heading = |level, words: &Words, beside| text::Block::Heading {
        level,
        words: scope.label(words),
        beside,
    };
    let said = |words: &Words, manner| text::Block::Paragraph(scope.rich(words), manner);
    Some(match block {
        Block::Title(words) => {
            text::Block::Title { words: scope.fill(words), beside: String::new() }
        }
        Block::TitleWith { title, beside } => {
            text::Block::Title { words: scope.fill(title), beside: scope.fill(beside) }
        }
        Block::TitleInTheMiddle(words) => text::Block::MiddleTitle(scope.fill(words)),
        Block::Line(words) => text::Block::Line(scope.rich(words)),
        Block::Heading(words) => heading(Level::Section, words, String::new()),
        Block::HeadingWith { heading: words, beside } => {
            heading(Level::Section, words, scope.fill(beside))
        }
        Block::SubHeading(words) => heading(Level::Part, words, String::new()),
        Block::Said(words) => said(words, Manner::Said),
        Block::SaidInTheMiddle(words) => said(words, Manner::SaidInTheMiddle),
        Block::InTheMiddle(words) => said(words, Manner::Centred),
        Block::Small(words) => said(words, Manner::Small),
        Block::Blanks(parts) => text::Block::Blanks(parts_of(parts, scope), Manner::Said),
        Block::TitleBlanks(parts) => {
            text::Block::Blanks(parts_of(parts, scope), Manner::Title)
        }
        Block::Rule => text::Block::Rule,
        Block::PageBreak => text::Block::PageBreak,
        _ => return None,
    })
}

/// Blocks that stand in rows.
pub fn rows_block(block: &Block, scope: &Scope<'_>) -> Option<text::Block> {
    let all = |words: &[Words]| words.iter().map(|words| scope.rich(words)).collect();
    Some(match block {
        Block::Points(points) => text::Block::List(Marker::Dot, all(points)),
        Block::Numbers(points) => text::Block::List(Marker::Number, all(points)),
        Block::Checks(points) => {
            let check = |words| Check { words: scope.rich(words), state: Ticked::Blank };
            text::Block::Checks(points.iter().map(check).collect())
        }
        Block::Facts { abreast, facts } => {
            let fact = |(label, value): &(Words, Words)| Fact {
                label: scope.label(label),
                value: scope.rich(value),
            };
            let facts = facts.iter().map(fact).collect();
            text::Block::Facts { facts, abreast: (*abreast).clamp(1, 4) }
        }
        Block::Table { columns, rows } => fixed_table((columns, rows), scope),
        Block::TableToFill { .. } => table_to_fill(block, scope),
        Block::TableOf { list, columns } => table_of((list, columns), scope),
        Block::Facing(rows) => {
            text::Block::Facing(rows.iter().map(|row| facing(row, scope)).collect())
        }
        Block::Turns(list) => text::Block::Turns(turns(list, scope)),
        Block::WritingLines { label, count } => text::Block::WritingLines {
            label: scope.label(label),
            count: (*count).min(MOST_WRITING_LINES),
        },
        Block::Signature { name, lines, record } => {
            text::Block::Signature(text::Signature {
                name: scope.fill(name),
                lines: scope.fill_all(lines),
                record: scope.fill_all(record),
            })
        }
        _ => return None,
    })
}

fn facing(row: &FacingWords, scope: &Scope<'_>) -> FacingRow {
    let voice = match row.voice {
        FacingManner::Plain => FacingVoice::Plain,
        FacingManner::Tender => FacingVoice::Tender,
        FacingManner::Said => FacingVoice::Said,
    };
    let words = [&row.left, &row.right].map(|words| scope.rich(words));
    FacingRow { label: scope.rich(&row.label), words, voice }
}

/// The words between blanks: an empty one means that a blank comes first or last.
fn parts_of(parts: &[Words], scope: &Scope<'_>) -> Vec<String> {
    parts.iter().map(|words| scope.fill(words)).collect()
}

fn fixed_table(
    (columns, rows): (&[ColumnHead], &[Vec<Words>]),
    scope: &Scope<'_>,
) -> text::Block {
    let column = |column: &ColumnHead| Column {
        head: scope.label(&column.head),
        share: column.share,
    };
    let row = |row: &Vec<Words>| row.iter().map(|words| scope.rich(words)).collect();
    text::Block::Table(Table {
        columns: columns.iter().map(column).collect(),
        rows: rows.iter().map(row).collect(),
        first: FirstColumn::NamesTheRow,
        to_fill: 0.0,
    })
}

/// Rows to write in by hand.
fn table_to_fill(block: &Block, scope: &Scope<'_>) -> text::Block {
    let Block::TableToFill { heads, shares, rows, height } = block else {
        return text::Block::Rule;
    };
    let shares = shares.iter().copied().chain(std::iter::repeat(1.0));
    let columns = heads.iter().zip(shares);
    let column = |(head, share): (&Words, f32)| Column { head: scope.label(head), share };
    text::Block::Table(Table {
        columns: columns.map(column).collect(),
        rows: rows.iter().map(|words| vec![scope.rich(words)]).collect(),
        first: FirstColumn::NamesTheRow,
        to_fill: if height.is_finite() { height.clamp(5.0, 100.0) } else { 12.0 },
    })
}

fn table_of((list, columns): (&str, &[ColumnOf]), scope: &Scope<'_>) -> text::Block {
    let column = |column: &ColumnOf| Column {
        head: scope.label(&column.head),
        share: column.share,
    };
    let row = |entry: &Entry| {
        let scope = scope.with(entry);
        columns.iter().map(|column| scope.rich(&column.words)).collect()
    };
    text::Block::Table(Table {
        columns: columns.iter().map(column).collect(),
        rows: scope.entries(list).iter().map(row).collect(),
        first: FirstColumn::NamesTheRow,
        to_fill: 0.0,
    })
}

/// What was said, and in round brackets what was seen before it.
fn turns(list: &str, scope: &Scope<'_>) -> Vec<Turn> {
    let who = Words(vec!["{turn.who}".to_owned()]);
    let turn = |entry: &Entry| {
        let scope = scope.with(entry);
        let value =
            |name: &str| scope.values.get(name).map(|v| v.trim()).unwrap_or_default();
        let (said, seen) = (value("turn.words"), value("turn.seen"));
        let mut words = Rich::default();
        if !seen.is_empty() {
            let space = if said.is_empty() { "" } else { " " };
            let aside = format!("({seen}){space}");
            words.0.push(Span { words: aside, voice: Voice::Aside });
        }
        words.0.push(Span { words: said.to_owned(), voice: Voice::Plain });
        Turn { who: scope.label(&who), words }
    };
    scope.entries(list).iter().map(turn).collect()
}
