//! How the words of a couple's page are set: sizes, faces, and lines in their places.

use super::page::{MM_PER_PT, Type};
use super::{Face, Ink};

/// How the words of a page are set.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Setting {
    pub fullness: Fullness,
    /// Size of the words, in points.
    pub points: f32,
    /// How much larger the moves are.
    pub move_scale: f32,
    pub air: Air,
}

/// How much wider than usual the rows stand apart, above the line and below it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Air {
    pub above: f32,
    pub below: f32,
}

impl Air {
    pub const USUAL: Self = Self { above: 1.0, below: 1.0 };
    /// What is tried where height is left over, from the widest on.
    pub const WIDER: [Self; 7] = {
        const fn air(above: f32, below: f32) -> Air {
            Air { above, below }
        }
        [
            air(1.3, 1.3),
            air(1.2, 1.2),
            air(1.1, 1.2),
            air(1.2, 1.1),
            air(1.1, 1.1),
            air(1.0, 1.15),
            air(1.15, 1.0),
        ]
    };
}

/// The shape of the loop: the more words, the squarer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fullness {
    Round,
    Usual,
    Full,
}

impl Fullness {
    /// How far the shape is from round to square.
    pub fn amount(self) -> f32 {
        match self {
            Self::Round => 0.0,
            Self::Usual => 0.4,
            Self::Full => 1.0,
        }
    }
}

/// Where a line of words belongs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Part {
    /// The partner's name, where the ribbon has no room for it.
    Name,
    Move(usize),
    Label(Half, usize),
    Phrase(Half, usize, usize),
    Picture(usize),
    /// The dot between two phrases.
    Dot,
}

/// Above or below the line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Half {
    Above,
    Below,
}

/// A line of words in its place; `x` is its left end.
#[derive(Debug, Clone, PartialEq)]
pub struct SetLine {
    pub x: f32,
    pub y: f32,
    pub width: f32,
    pub words: String,
    pub set: Type,
    pub part: Part,
    pub is_new: bool,
}

/// The words of one half of a lobe, set.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Fitted {
    pub lines: Vec<SetLine>,
    /// Phrases that stand on more than one line, and how many of them are moves.
    pub broken: usize,
    pub broken_moves: usize,
    /// The lowest baseline.
    pub last: f32,
}

/// How the labels stand before the words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Labels {
    Wide,
    /// On two lines, where the words need the room.
    Narrow,
}

/// Where the partners' names stand, and how large, in points.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Names {
    /// In a gap of the ribbon.
    OnRibbon(f32),
    /// Over the words, because one of them is too long for the ribbon.
    Inside(f32),
}

impl Setting {
    pub fn em(self) -> f32 {
        self.points * MM_PER_PT
    }

    pub fn is_full(self) -> bool {
        self.fullness == Fullness::Full
    }

    pub fn label(self) -> Type {
        let b = self.points;
        let points = if b < 12.0 { (0.92 * b).max(9.5) } else { (0.84 * b).max(11.0) };
        Type::new(Face::Sans, points, Ink::Ink3)
    }

    pub fn moves(self) -> Type {
        Type::new(Face::SerifSemiBold, self.points * self.move_scale, Ink::Ink)
    }

    pub fn words(self, half: Half) -> Type {
        match half {
            Half::Above => Type::new(Face::Sans, self.points, Ink::Ink),
            Half::Below if self.is_full() => {
                Type::new(Face::SansSemiBold, self.points, Ink::Ink)
            }
            Half::Below => Type::new(Face::SansSemiBold, 1.1 * self.points, Ink::Ink),
        }
    }

    pub fn picture(self) -> Type {
        Type::new(Face::SansItalic, self.points, Ink::Ink)
    }
}

impl Fitted {
    pub fn push(
        &mut self,
        (x, width): (f32, f32),
        words: String,
        set: Type,
        (part, is_new): (Part, bool),
    ) {
        self.lines.push(SetLine { x, y: self.last, width, words, set, part, is_new });
    }
}
