//! A sheet of paper: what is drawn on it, and the order in which it is read aloud.

use super::{Drawing, Face, Fonts, Ink, Point, Shape, Stroke, TextRun, curve};
use std::ops::Range;

/// Millimetres in a point, the unit of letter sizes.
pub const MM_PER_PT: f32 = 25.4 / 72.0;

/// A sheet as the printer holds it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub enum Paper {
    #[default]
    A4,
    Letter,
}

impl Paper {
    /// Width and height of the upright sheet.
    pub fn portrait(self) -> (f32, f32) {
        match self {
            Self::A4 => (210.0, 297.0),
            Self::Letter => (215.9, 279.4),
        }
    }

    /// Width and height of the sheet on its side.
    pub fn landscape(self) -> (f32, f32) {
        let (width, height) = self.portrait();
        (height, width)
    }
}

/// One page.
///
/// Words of a group that [`Page::reading`] does not name are ornaments: they are printed, and
/// passed over by whoever listens to the page.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Page {
    pub drawing: Drawing,
    pub reading: Vec<Reading>,
    /// Headings to jump to, in their order.
    pub bookmarks: Vec<Bookmark>,
}

/// A heading to jump to.
#[derive(Debug, Clone, PartialEq)]
pub struct Bookmark {
    /// 1 for a title.
    pub level: u8,
    pub words: String,
    /// Height of its upper edge.
    pub top: f32,
}

/// One step in reading a page; numbers are groups of [`TextRun`]s.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reading {
    Title(u32),
    /// A heading under the title.
    Heading(u32),
    Paragraph(u32),
    /// The shapes in this range are one picture, and this is what it shows.
    Figure {
        shapes: Range<usize>,
        says: String,
    },
    /// Labels, each with the words that stand beside it.
    List(Vec<Item>),
    /// Columns side by side; the first row holds their headings.
    Table(Vec<TableRow>),
    /// A part of a text that may go on over several pages.
    Part(Part),
}

/// A part of a text, as it is read: its own words, then the parts that it holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    pub role: Role,
    /// The same number on a later page is the same part, going on there. It is also the group
    /// of its words.
    pub number: u32,
    pub has_words: bool,
    /// A picture: its shapes, and what it shows.
    pub figure: Option<(Range<usize>, String)>,
    pub parts: Vec<Self>,
}

/// What a part of a text is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    Title,
    Section,
    SubSection,
    Paragraph,
    List,
    Item,
    Label,
    Body,
    Table,
    Row,
    ColumnHead,
    RowHead,
    Cell,
    /// Parts that belong together, such as a column.
    Group,
    Figure,
}

impl Part {
    pub fn new(role: Role, number: u32) -> Self {
        Self { role, number, has_words: false, figure: None, parts: Vec::new() }
    }
}

/// A row of a table: its own heading, and the words in each column.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TableRow {
    pub head: Option<u32>,
    pub cells: Vec<Vec<u32>>,
}

/// A label and what it holds.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Item {
    pub label: Option<u32>,
    pub words: Vec<u32>,
}

/// The group of words that are passed over in reading.
pub const ORNAMENT: u32 = 0;

/// How words are set: face, size in points, ink.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Type {
    pub face: Face,
    pub points: f32,
    pub ink: Ink,
}

impl Type {
    pub const fn new(face: Face, points: f32, ink: Ink) -> Self {
        Self { face, points, ink }
    }

    /// Size in millimetres.
    pub fn size(self) -> f32 {
        self.points * MM_PER_PT
    }

    pub fn width(self, fonts: &Fonts, words: &str) -> f32 {
        fonts.width(self.face, self.size(), words)
    }

    /// The lines of a text in a column. A line that ends where the text has a space keeps that
    /// space, so that a screen reader does not join the words.
    pub fn lines(self, fonts: &Fonts, width: f32, text: &str) -> Vec<String> {
        let mut rest = text;
        let wrapped = fonts.wrap(self.face, self.size(), width, text);
        let last = wrapped.len().saturating_sub(1);
        let mut lines = Vec::with_capacity(wrapped.len());
        for (place, line) in wrapped.into_iter().enumerate() {
            rest = rest.strip_prefix(line.as_str()).unwrap_or(rest);
            let after = rest.trim_start();
            let is_soft = place < last && after.len() < rest.len();
            rest = after;
            lines.push(if is_soft { line + " " } else { line });
        }
        lines
    }
}

/// Where a line of words is held.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Anchor {
    Left,
    Middle,
    Right,
}

impl Page {
    pub fn new((width, height): (f32, f32)) -> Self {
        Self { drawing: Drawing::new(width, height), ..Self::default() }
    }

    /// The same page twice on a sheet on its side, with a line to cut along; it is read once.
    #[must_use]
    pub fn twice(mut self) -> Self {
        let (width, height) = (self.drawing.width, self.drawing.height);
        let by = Point::new(width, 0.0);
        let copy: Vec<Shape> =
            self.drawing.shapes.iter().map(|shape| shape.clone().moved(by)).collect();
        for mut shape in copy {
            if let Shape::Text(run) = &mut shape {
                run.group = ORNAMENT;
            }
            self.drawing.shapes.push(shape);
        }
        let ends = (Point::new(width, 5.0), Point::new(width, height - 5.0));
        self.add(straight_line(ends, Stroke::dashed(Ink::Edge, 0.3, 2.4, 3.4)));
        self.drawing.width = 2.0 * width;
        self
    }

    pub fn add(&mut self, shape: Shape) {
        self.drawing.shapes.push(shape);
    }

    /// Puts a line of words on the page, held at a place of its baseline.
    pub fn write(&mut self, run: TextRun) {
        self.add(Shape::Text(run));
    }
}

/// A line of words, held by its left end, its middle or its right end.
pub fn line(
    fonts: &Fonts,
    (set, group): (Type, u32),
    (at, anchor): (Point, Anchor),
    words: &str,
) -> TextRun {
    let set = Type { face: fonts.face_for(set.face, words), ..set };
    let width = set.width(fonts, words.trim_end());
    let left = match anchor {
        Anchor::Left => at.x,
        Anchor::Middle => at.x - width / 2.0,
        Anchor::Right => at.x - width,
    };
    TextRun {
        at: Point::new(left, at.y),
        words: words.to_owned(),
        face: set.face,
        size: set.size(),
        ink: set.ink,
        width,
        group,
    }
}

/// A page while it is being written, with the number of the next group.
pub struct Pen<'a> {
    pub fonts: &'a Fonts,
    pub page: Page,
    next: u32,
}

impl<'a> Pen<'a> {
    pub fn new(fonts: &'a Fonts, page: Page) -> Self {
        Self { fonts, page, next: ORNAMENT + 1 }
    }

    /// A number for words that belong together.
    pub fn group(&mut self) -> u32 {
        self.next += 1;
        self.next - 1
    }

    pub fn write(&mut self, set: (Type, u32), at: (Point, Anchor), words: &str) {
        self.page.write(line(self.fonts, set, at, words));
    }
}

pub fn straight_line((from, to): (Point, Point), stroke: Stroke) -> Shape {
    let curves = vec![curve::straight(from, to)];
    Shape::Path { curves, is_closed: false, fill: None, stroke: Some(stroke) }
}
