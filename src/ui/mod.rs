//! The screen: one file a view; views read and ask, they never change, save or open.

pub mod icon;
mod icon_path;
pub mod look;
pub mod secret;
pub mod widget_button;
pub mod widget_field;
pub mod widget_ground;
pub mod widget_key_cap;
pub mod widget_row;
