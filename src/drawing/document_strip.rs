//! The strips that a text is cut into: a line, a row, a picture, each with its place in the reading.

use super::document_text::{Line, Style};
use super::page::{Part, Role};
use super::{Point, Shape};
use std::ops::Range;
use std::rc::Rc;

/// A part of a page that is never cut. Heights are measured from the strip's own top; widths
/// from the left edge of the sheet.
#[derive(Debug, Clone, Default)]
pub struct Strip {
    pub height: f32,
    /// Air above it, except at the head of a page.
    pub gap: f32,
    pub after: After,
    pub shapes: Vec<Shape>,
    pub reads: Vec<Read>,
    /// What stands above it if it comes first on a page.
    pub repeats: Option<Rc<Self>>,
}

/// Whether a page may end after a strip.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum After {
    #[default]
    MayEnd,
    Stays,
    Ends,
}

/// A part of the reading that stands in a strip: its way from the whole text down.
#[derive(Debug, Clone)]
pub struct Read {
    pub path: Path,
    pub what: What,
}

#[derive(Debug, Clone)]
pub enum What {
    /// The words whose group is the number of the last part.
    Words,
    /// Nothing yet, such as an empty cell.
    Nothing,
    Figure {
        shapes: Range<usize>,
        says: String,
    },
}

/// The parts that hold a part, from the outermost to itself. The same number is the same part,
/// on whatever page.
#[derive(Debug, Clone, Default)]
pub struct Path(Rc<[(Role, u32)]>);

/// What is put on pages one below the other.
#[derive(Debug, Clone)]
pub enum Item {
    Strip(Strip),
    /// Columns, each of which goes on at the same place of the next page.
    Side(Side),
    /// Stands at the foot of a page.
    Foot(Vec<Self>),
}

#[derive(Debug, Clone, Default)]
pub struct Side {
    pub gap: f32,
    pub after: After,
    /// The columns in their order, though one of them may begin on a later page.
    pub reads: Vec<Read>,
    pub columns: Vec<Vec<Item>>,
}

impl Path {
    /// A part of this part.
    #[must_use]
    pub fn part(&self, role: Role, number: u32) -> Self {
        Self(self.0.iter().copied().chain([(role, number)]).collect())
    }

    /// The number of the part itself: the group of its words.
    pub fn group(&self) -> u32 {
        self.0.last().map_or(0, |(_, number)| *number)
    }

    pub fn words(&self) -> Read {
        Read { path: self.clone(), what: What::Words }
    }

    pub fn nothing(&self) -> Read {
        Read { path: self.clone(), what: What::Nothing }
    }

    pub fn steps(&self) -> &[(Role, u32)] {
        &self.0
    }
}

impl Strip {
    /// One line of words.
    pub fn line(line: &Line, style: Style, (x, path): (f32, &Path)) -> Self {
        let at = Point::new(x, style.baseline());
        Self {
            height: style.height(),
            shapes: line.shapes(at, path.group()).collect(),
            reads: vec![path.words()],
            ..Self::default()
        }
    }

    /// Puts another strip beside this one, `down` from its top.
    pub fn lay_beside(&mut self, other: Self, down: f32) {
        self.height = self.height.max(other.height + down);
        let before = self.shapes.len();
        let by = Point::new(0.0, down);
        self.shapes.extend(other.shapes.into_iter().map(|shape| shape.moved(by)));
        for read in other.reads {
            let what = match read.what {
                What::Figure { shapes, says } => {
                    let shapes = shapes.start + before..shapes.end + before;
                    What::Figure { shapes, says }
                }
                what => what,
            };
            self.reads.push(Read { path: read.path, what });
        }
    }

    /// White above and below, inside the strip.
    #[must_use]
    pub fn padded(mut self, above: f32, below: f32) -> Self {
        self.height += above + below;
        self.move_shapes(Point::new(0.0, above));
        self
    }

    pub fn move_shapes(&mut self, by: Point) {
        let shapes = std::mem::take(&mut self.shapes);
        self.shapes = shapes.into_iter().map(|shape| shape.moved(by)).collect();
    }

    /// The same to look at, passed over in reading.
    #[must_use]
    pub fn unread(&self) -> Self {
        let mut copy = Self { reads: Vec::new(), repeats: None, ..self.clone() };
        for shape in &mut copy.shapes {
            if let Shape::Text(run) = shape {
                run.group = super::page::ORNAMENT;
            }
        }
        copy
    }
}

impl Item {
    pub fn after(&self) -> After {
        match self {
            Self::Strip(strip) => strip.after,
            Self::Side(side) => side.after,
            Self::Foot(_) => After::Ends,
        }
    }

    pub fn set_after(&mut self, after: After) {
        match self {
            Self::Strip(strip) => strip.after = after,
            Self::Side(side) => side.after = after,
            Self::Foot(_) => {}
        }
    }

    pub fn gap(&self) -> f32 {
        match self {
            Self::Strip(strip) => strip.gap,
            Self::Side(side) => side.gap,
            Self::Foot(items) => items.first().map_or(0.0, Self::gap),
        }
    }

    pub fn set_gap(&mut self, gap: f32) {
        match self {
            Self::Strip(strip) => strip.gap = gap,
            Self::Side(side) => side.gap = gap,
            Self::Foot(items) => {
                if let Some(first) = items.first_mut() {
                    first.set_gap(gap);
                }
            }
        }
    }
}

/// Strips of which a page takes at least two and leaves at least two, as the lines of a
/// paragraph; three or fewer stay together.
pub fn keep_two(strips: &mut [Strip]) {
    let count = strips.len();
    for (place, strip) in strips.iter_mut().enumerate() {
        let is_near_an_end = place == 0 || place + 2 == count;
        if place + 1 < count && (count < 4 || is_near_an_end) {
            strip.after = After::Stays;
        }
    }
}

/// Everything stays with what follows it, except the last.
pub fn keep_together(items: &mut [Item]) {
    if let [before @ .., _] = items {
        for item in before {
            item.set_after(After::Stays);
        }
    }
}

/// Puts a read part, in its place, among the parts of a page.
pub fn insert(parts: &mut Vec<Part>, steps: &[(Role, u32)], what: What) {
    let Some(((role, number), deeper)) = steps.split_first() else { return };
    let known = parts.iter().rposition(|part| part.number == *number);
    let place = known.unwrap_or_else(|| {
        parts.push(Part::new(*role, *number));
        parts.len() - 1
    });
    let Some(part) = parts.get_mut(place) else { return };
    if !deeper.is_empty() {
        insert(&mut part.parts, deeper, what);
        return;
    }
    match what {
        What::Words => part.has_words = true,
        What::Nothing => {}
        What::Figure { shapes, says } => part.figure = Some((shapes, says)),
    }
}
