//! The screen: one file a view; views read and ask, they never change, save or open.

pub mod capture;
mod chip;
pub mod command;
pub mod drawing_painter;
pub mod icon;
mod icon_path;
pub mod look;
mod map_canvas;
mod map_drawing;
mod map_keys;
mod map_quick;
pub mod map_screen;
pub mod map_state;
mod outline_fill;
mod phrase_panel;
pub mod print_screen;
pub mod secret;
mod strip;
pub mod widget_button;
pub mod widget_field;
pub mod widget_ground;
pub mod widget_key_cap;
pub mod widget_row;
