//! A picture that was made elsewhere, such as a practice's logo: pixels, or outlines in colours.

use super::Cubic;

/// What it looks like; its sizes are in a unit of its own.
#[derive(Debug, Clone, PartialEq)]
pub struct Picture {
    pub width: f32,
    pub height: f32,
    pub painted: Painted,
}

#[derive(Debug, Clone, PartialEq)]
pub enum Painted {
    /// Rows from the top, three bytes a pixel; nothing shines through.
    Pixels { columns: usize, rows: usize, rgb: Vec<u8> },
    /// In the order in which they are painted.
    Outlines(Vec<PaintedOutline>),
}

/// Closed or open lines of one colour.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct PaintedOutline {
    pub fill: Option<[u8; 3]>,
    /// Colour and width of the pen.
    pub pen: Option<([u8; 3], f32)>,
    /// What lies within an even number of lines is a hole.
    pub is_even_odd: bool,
    pub lines: Vec<OutlineLine>,
}

#[derive(Debug, Clone, Default, PartialEq)]
pub struct OutlineLine {
    pub curves: Vec<Cubic>,
    pub is_closed: bool,
}
