//! Holdfast maps, follows and prints the negative cycles of couples in Emotionally
//! Focused Therapy: the floors, in reading order.

pub mod model;

pub mod drawing;
pub mod edit;
pub mod store;

pub mod export;

pub mod cli;

#[cfg(feature = "gui")]
pub mod app;
#[cfg(feature = "gui")]
pub mod ui;
