//! How much air stands between the blocks of a text, and how tightly it is set.

use super::document::{Block, Level, Manner};

/// How tightly a text is set, in parts of what is usual.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Fit {
    pub figures: f32,
    pub air: f32,
    pub lead: f32,
    /// What is said aloud, beside the body.
    pub said: f32,
    pub letters: f32,
}

impl Default for Fit {
    fn default() -> Self {
        Self { figures: 1.0, air: 1.0, lead: 1.0, said: 1.15, letters: 1.0 }
    }
}

impl Fit {
    /// What is tried, from the largest on, so that a few words fill the sheet they are given.
    pub const LOOSER: [Self; 5] = [
        Self { figures: 1.0, air: 1.7, lead: 1.02, said: 1.2, letters: 1.16 },
        Self { figures: 1.0, air: 1.55, lead: 1.02, said: 1.2, letters: 1.1 },
        Self { figures: 1.0, air: 1.4, lead: 1.02, said: 1.18, letters: 1.06 },
        Self { figures: 1.0, air: 1.3, lead: 1.0, said: 1.15, letters: 1.03 },
        Self { figures: 1.0, air: 1.18, lead: 1.0, said: 1.15, letters: 1.0 },
    ];
    /// So many of the tighter ones are only a little tighter.
    pub const A_LITTLE_TIGHTER: usize = 3;
    /// What is tried, one after the other, so that a page holds no foot or row alone.
    pub const TIGHTER: [Self; 5] = [
        Self { figures: 0.97, air: 0.92, lead: 0.99, said: 1.1, letters: 1.0 },
        Self { figures: 0.94, air: 0.85, lead: 0.98, said: 1.08, letters: 1.0 },
        Self { figures: 0.9, air: 0.75, lead: 0.96, said: 1.0, letters: 1.0 },
        Self { figures: 0.85, air: 0.65, lead: 0.94, said: 1.0, letters: 1.0 },
        Self { figures: 0.8, air: 0.55, lead: 0.92, said: 1.0, letters: 1.0 },
    ];
}

/// The block itself, or the first of those that it only keeps together.
fn first_in(block: &Block) -> &Block {
    match block {
        Block::Together(blocks) => blocks.first().map_or(block, first_in),
        _ => block,
    }
}

/// The air over a block, in leads of the body.
pub fn gap_between(before: Option<&Block>, block: &Block) -> f32 {
    match (before, first_in(block)) {
        (None, _) => 0.0,
        (Some(Block::WritingLines { .. }), Block::WritingLines { label, .. }) => {
            if label.sign.is_some() { 0.0 } else { 0.15 }
        }
        // Small words over what is said are its label.
        (Some(Block::Paragraph(_, Manner::Small)), Block::Paragraph(_, Manner::Said)) => {
            0.12
        }
        (_, Block::Line(_)) => 0.25,
        (Some(Block::Heading { level: Level::Part, .. }), _) => 0.05,
        (Some(Block::Heading { .. }), _) => 0.3,
        (Some(Block::Rule), Block::Heading { level: Level::Part, .. }) => 0.2,
        (Some(Block::Title { .. } | Block::Line(_)), Block::Heading { .. }) => 1.3,
        (Some(Block::Paragraph(_, Manner::Said)), Block::Paragraph(_, Manner::Small))
        | (Some(Block::Title { .. } | Block::Line(_)), _) => 1.0,
        (_, Block::Heading { level: Level::Section, .. }) => 1.35,
        (_, Block::Signature(_)) => 1.5,
        (_, Block::Title { .. } | Block::Band(..) | Block::Rule) => 1.1,
        (
            _,
            Block::Heading { .. }
            | Block::Figure(_)
            | Block::Columns(_)
            | Block::Beside(_)
            | Block::AtFoot(_),
        ) => 0.9,
        (
            _,
            Block::Facts { .. } | Block::Table(_) | Block::Layers(_) | Block::Facing(_),
        ) => 0.7,
        (_, Block::Paragraph(_, Manner::Said | Manner::SaidInTheMiddle)) => 0.8,
        _ => 0.55,
    }
}
