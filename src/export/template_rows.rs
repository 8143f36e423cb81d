//! The rows of a block: what one is called, and how it is added and taken away.

use super::template::{Block, Words};
use super::template_block::{ColumnOf, FacingManner, FacingWords, SharedColumn};

/// The rows of a block, to add one and to take one away.
enum Rows<'a> {
    Words(&'a mut Vec<Words>),
    Facts(&'a mut Vec<(Words, Words)>),
    ColumnsOf(&'a mut Vec<ColumnOf>),
    /// With how many cells there are in a row.
    Cells(usize, &'a mut Vec<Vec<Words>>),
    Facing(&'a mut Vec<FacingWords>),
    Columns(&'a mut Vec<Vec<Block>>),
    Beside(&'a mut Vec<SharedColumn>),
}

/// What a row of a block is called, and its rows, if it has some.
fn rows(block: &mut Block) -> Option<(&'static str, Rows<'_>)> {
    Some(match block {
        Block::Points(all) | Block::Numbers(all) | Block::Checks(all) => {
            ("point", Rows::Words(all))
        }
        Block::FillIn(all) => ("label", Rows::Words(all)),
        Block::Blanks(all) | Block::TitleBlanks(all) => ("part", Rows::Words(all)),
        Block::Letterhead { lines: all, .. } | Block::Signature { lines: all, .. } => {
            ("line", Rows::Words(all))
        }
        Block::DayBoxes { days: all, .. } => ("day", Rows::Words(all)),
        Block::Steps { steps: all, .. } | Block::Notes { paragraphs: all, .. } => {
            ("paragraph", Rows::Words(all))
        }
        Block::TableToFill { rows: all, .. } => ("row", Rows::Words(all)),
        Block::Facts { facts, .. } => ("fact", Rows::Facts(facts)),
        Block::TableOf { columns, .. } => ("column", Rows::ColumnsOf(columns)),
        Block::Table { columns, rows } => ("row", Rows::Cells(columns.len(), rows)),
        Block::Facing(all) => ("row", Rows::Facing(all)),
        Block::Columns(all) => ("column", Rows::Columns(all)),
        Block::Beside(all) => ("column", Rows::Beside(all)),
        _ => return None,
    })
}

impl Rows<'_> {
    fn add(self) {
        let new = || Words::one("");
        match self {
            Self::Words(all) => all.push(new()),
            Self::Facts(all) => all.push((new(), new())),
            Self::ColumnsOf(all) => {
                all.push(ColumnOf { head: new(), words: new(), share: 0.0 });
            }
            Self::Cells(count, all) => all.push(vec![new(); count]),
            Self::Facing(all) => all.push(FacingWords {
                label: new(),
                left: new(),
                right: new(),
                voice: FacingManner::Plain,
            }),
            Self::Columns(all) => all.push(Vec::new()),
            Self::Beside(all) => {
                all.push(SharedColumn { share: 1.0, blocks: Vec::new() });
            }
        }
    }

    fn remove(self, at: usize) {
        fn take<T>(all: &mut Vec<T>, at: usize) {
            if at < all.len() {
                all.remove(at);
            }
        }
        match self {
            Self::Words(all) => take(all, at),
            Self::Facts(all) => take(all, at),
            Self::ColumnsOf(all) => take(all, at),
            Self::Cells(_, all) => take(all, at),
            Self::Facing(all) => take(all, at),
            Self::Columns(all) => take(all, at),
            Self::Beside(all) => take(all, at),
        }
    }
}

/// What a row of a block is called, if it has rows to add and remove.
pub fn row_noun(block: &mut Block) -> Option<&'static str> {
    rows(block).map(|(noun, _)| noun)
}

/// Adds a row at the end.
pub fn add_row(block: &mut Block) {
    if let Some((_, rows)) = rows(block) {
        rows.add();
    }
}

/// Takes a row away.
pub fn remove_row(block: &mut Block, at: usize) {
    if let Some((_, rows)) = rows(block) {
        rows.remove(at);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::export::template_edit;
    use crate::export::template_form::slots;
    use crate::export::{Template, templates};

    #[test]
    fn a_row_is_added_at_the_end_and_taken_away() {
        let template: Template = templates::find("pair_sheet").unwrap();
        let rows = template_edit::rows(&template);
        let with_rows =
            rows.iter().filter(|row| row_noun(&mut row.block.clone()).is_some());
        for row in with_rows {
            let mut block = row.block.clone();
            let count = slots(&mut block).len().max(block.inner().0.len());
            add_row(&mut block);
            assert!(slots(&mut block).len().max(block.inner().0.len()) > count);
        }
        let mut points = Block::Points(vec![Words::one("a"), Words::one("b")]);
        remove_row(&mut points, 0);
        remove_row(&mut points, 7);
        assert_eq!(points, Block::Points(vec![Words::one("b")]));
    }
}
