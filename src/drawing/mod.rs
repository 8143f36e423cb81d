//! Pictures as plain data in millimetres; they know neither screen nor paper.

pub mod curve;
pub mod cycle_map;
mod cycle_map_cells;
mod cycle_map_centre;
mod cycle_map_clearance;
mod cycle_map_columns;
mod cycle_map_look;
pub mod cycle_map_page;
mod cycle_map_page_chords;
mod cycle_map_page_draw;
mod cycle_map_page_fit;
mod cycle_map_page_frame;
mod cycle_map_page_sentence;
mod cycle_map_page_setting;
mod cycle_map_page_slow;
mod cycle_map_page_text;
mod cycle_map_page_words;
mod cycle_map_slots;
pub mod dim;
pub mod document;
mod document_blocks;
mod document_flow;
mod document_heads;
pub mod document_pages;
mod document_pen;
mod document_rows;
mod document_strip;
mod document_text;
pub mod legend;
pub mod list_view;
pub mod lobe;
pub mod marks;
pub mod motion;
pub mod page;
pub mod page_footer;
pub mod phrase;
pub mod quick_view;
pub mod recovery_sheet;
pub mod ribbon;
pub mod shape;
pub mod slow_down;
pub mod small_loop;
pub mod text;
pub mod theme;
pub mod worksheet_loop;

pub use page::{Page, Paper};
pub use shape::{
    Cubic, Drawing, Outline, Point, Shape, Stroke, Target, TargetId, TextRun, Whole,
};
pub use text::{Face, Fonts};
pub use theme::{Ink, Rgb, Theme};
