//! Pictures as plain data in millimetres; they know neither screen nor paper.

pub mod shape;
pub mod text;
pub mod theme;

pub use shape::{
    Cubic, Drawing, Outline, Point, Shape, Stroke, Target, TargetId, TextRun,
};
pub use text::{Face, Fonts};
pub use theme::{Ink, Rgb, Theme};
