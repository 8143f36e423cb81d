//! Pictures as plain data in millimetres; they know neither screen nor paper.

pub mod curve;
pub mod cycle_map;
mod cycle_map_centre;
mod cycle_map_clearance;
mod cycle_map_columns;
mod cycle_map_slots;
pub mod lobe;
pub mod marks;
pub mod phrase;
pub mod quick_view;
pub mod ribbon;
pub mod shape;
pub mod small_loop;
pub mod text;
pub mod theme;

pub use shape::{
    Cubic, Drawing, Outline, Point, Shape, Stroke, Target, TargetId, TextRun,
};
pub use text::{Face, Fonts};
pub use theme::{Ink, Rgb, Theme};
