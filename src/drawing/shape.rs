//! The shapes that a drawing is made of.

use super::{Face, Ink, Picture};
use crate::model::{ElementId, Layer, PartnerId};
use std::sync::Arc;

/// A place on a drawing, in millimetres from the top left corner, y down.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Point {
    pub x: f32,
    pub y: f32,
}

/// A cubic Bézier: start, two handles, end.
pub type Cubic = [Point; 4];

/// A picture: shapes in the order in which they are painted, and the places that answer to a
/// click. All lengths are millimetres.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Drawing {
    pub width: f32,
    pub height: f32,
    pub shapes: Vec<Shape>,
    pub targets: Vec<Target>,
    /// What stands shortened, with all of its words.
    pub wholes: Vec<Whole>,
}

/// All the words of something that is shortened for want of room.
#[derive(Debug, Clone, PartialEq)]
pub struct Whole {
    /// The place of what is shown of it.
    pub at: Outline,
    /// The whole words on one line, however long, from where they begin.
    pub run: TextRun,
    /// What else belongs there and found no room at all; often empty.
    pub more: String,
}

#[derive(Debug, Clone, PartialEq)]
pub enum Shape {
    /// A line of curves. Filled outlines may be concave.
    Path {
        curves: Vec<Cubic>,
        is_closed: bool,
        fill: Option<Ink>,
        stroke: Option<Stroke>,
    },
    /// Straight edges; convex if filled.
    Polygon {
        points: Vec<Point>,
        fill: Option<Ink>,
        stroke: Option<Stroke>,
    },
    Rectangle {
        at: Outline,
        radius: f32,
        fill: Option<Ink>,
        stroke: Option<Stroke>,
    },
    Circle {
        centre: Point,
        radius: f32,
        fill: Option<Ink>,
        stroke: Option<Stroke>,
    },
    Text(TextRun),
    /// A picture that was made elsewhere, as large as its place.
    Picture {
        at: Outline,
        picture: Arc<Picture>,
    },
}

/// A pen.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Stroke {
    pub ink: Ink,
    pub width: f32,
    /// Length of a dash and of the gap after it. A dash of no length is a round dot, as wide
    /// as the pen; every other stroke has flat ends.
    pub dash: Option<(f32, f32)>,
}

/// One line of words, already measured and broken.
#[derive(Debug, Clone, PartialEq)]
pub struct TextRun {
    /// Left end of the baseline.
    pub at: Point,
    pub words: String,
    pub face: Face,
    /// Size of the letters in millimetres (1 pt is 0.3528 mm).
    pub size: f32,
    pub ink: Ink,
    /// As measured by [`super::Fonts::width`].
    pub width: f32,
    /// Lines of one phrase share a number; readers are led in the order of the numbers.
    pub group: u32,
}

/// A rectangle without paint.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Outline {
    pub x: f32,
    pub y: f32,
    pub width: f32,
    pub height: f32,
}

/// A place that answers to a click.
#[derive(Debug, Clone, PartialEq)]
pub struct Target {
    pub at: Outline,
    pub id: TargetId,
}

/// What stands at a place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum TargetId {
    /// One phrase.
    Element(ElementId),
    /// A whole layer of one side: its label and its free room.
    Layer(PartnerId, Layer),
    /// The count behind which phrases are folded.
    Folded(PartnerId, Layer),
    /// The couple's name for the loop.
    LoopName,
    /// A partner's name and position.
    Head(PartnerId),
    /// What both share, under the crossing.
    Shared,
    /// What the other does, shown again as this partner's first cue.
    Echo(PartnerId),
    /// The sentence that the loop says by itself.
    Sentence,
}

impl Point {
    pub const fn new(x: f32, y: f32) -> Self {
        Self { x, y }
    }

    #[must_use]
    pub fn scaled(self, factor: f32) -> Self {
        Self::new(self.x * factor, self.y * factor)
    }
}

impl Outline {
    pub const fn new(x: f32, y: f32, width: f32, height: f32) -> Self {
        Self { x, y, width, height }
    }

    #[must_use]
    pub fn scaled(self, factor: f32) -> Self {
        Self::new(
            self.x * factor,
            self.y * factor,
            self.width * factor,
            self.height * factor,
        )
    }

    pub fn right(&self) -> f32 {
        self.x + self.width
    }

    pub fn bottom(&self) -> f32 {
        self.y + self.height
    }

    pub fn contains(&self, point: Point) -> bool {
        (self.x..=self.right()).contains(&point.x)
            && (self.y..=self.bottom()).contains(&point.y)
    }

    pub fn overlaps(&self, other: &Self) -> bool {
        self.x < other.right()
            && other.x < self.right()
            && self.y < other.bottom()
            && other.y < self.bottom()
    }
}

impl Stroke {
    pub const fn solid(ink: Ink, width: f32) -> Self {
        Self { ink, width, dash: None }
    }

    pub const fn dashed(ink: Ink, width: f32, dash: f32, gap: f32) -> Self {
        Self { ink, width, dash: Some((dash, gap)) }
    }

    /// Round dots, `step` from the middle of one to the middle of the next.
    pub const fn dotted(ink: Ink, width: f32, step: f32) -> Self {
        Self { ink, width, dash: Some((0.0, step)) }
    }
}

impl TextRun {
    fn scale(&mut self, factor: f32) {
        self.at = self.at.scaled(factor);
        self.size *= factor;
        self.width *= factor;
    }
}

impl Shape {
    /// The same shape, so far to the right and down.
    #[must_use]
    pub fn moved(mut self, by: Point) -> Self {
        let move_point = |point: &mut Point| {
            point.x += by.x;
            point.y += by.y;
        };
        match &mut self {
            Self::Path { curves, .. } => {
                curves.iter_mut().flatten().for_each(move_point);
            }
            Self::Polygon { points, .. } => points.iter_mut().for_each(move_point),
            Self::Rectangle { at, .. } | Self::Picture { at, .. } => {
                at.x += by.x;
                at.y += by.y;
            }
            Self::Circle { centre, .. } => move_point(centre),
            Self::Text(run) => move_point(&mut run.at),
        }
        self
    }

    fn scale(&mut self, factor: f32) {
        let pen = match self {
            Self::Path { curves, stroke, .. } => {
                for point in curves.iter_mut().flatten() {
                    *point = point.scaled(factor);
                }
                stroke
            }
            Self::Polygon { points, stroke, .. } => {
                for point in points {
                    *point = point.scaled(factor);
                }
                stroke
            }
            Self::Rectangle { at, radius, stroke, .. } => {
                *at = at.scaled(factor);
                *radius *= factor;
                stroke
            }
            Self::Circle { centre, radius, stroke, .. } => {
                *centre = centre.scaled(factor);
                *radius *= factor;
                stroke
            }
            Self::Text(run) => return run.scale(factor),
            Self::Picture { at, .. } => {
                *at = at.scaled(factor);
                return;
            }
        };
        if let Some(pen) = pen {
            pen.width *= factor;
            pen.dash = pen.dash.map(|(dash, gap)| (dash * factor, gap * factor));
        }
    }
}

impl Drawing {
    pub fn new(width: f32, height: f32) -> Self {
        Self { width, height, ..Self::default() }
    }

    /// The same picture in another unit: every length times `factor`.
    #[must_use]
    pub fn scaled(mut self, factor: f32) -> Self {
        self.width *= factor;
        self.height *= factor;
        for shape in &mut self.shapes {
            shape.scale(factor);
        }
        for target in &mut self.targets {
            target.at = target.at.scaled(factor);
        }
        for whole in &mut self.wholes {
            whole.at = whole.at.scaled(factor);
            whole.run.scale(factor);
        }
        self
    }

    /// Every line of words, in paint order.
    pub fn texts(&self) -> impl Iterator<Item = &TextRun> {
        self.shapes.iter().filter_map(|shape| match shape {
            Shape::Text(run) => Some(run),
            _ => None,
        })
    }

    /// What stands at a place; the last painted wins.
    pub fn target_at(&self, point: Point) -> Option<&Target> {
        self.targets.iter().rev().find(|target| target.at.contains(point))
    }
}
