//! The screen: one file a view; views read and ask, they never change, save or open.

mod case_brief;
pub mod case_list;
pub mod drawing_painter;
pub mod gate;
pub mod gate_command;
pub mod gate_create;
pub mod gate_first_start;
pub mod gate_lock;
pub mod gate_passphrase;
pub mod gate_recover;
pub mod gate_recovery;
pub mod icon;
mod icon_path;
pub mod keys;
pub mod look;
pub mod new_couple;
mod outline_fill;
pub mod secret;
pub mod when;
pub mod widget_button;
pub mod widget_field;
pub mod widget_ground;
pub mod widget_key_cap;
pub mod widget_row;
