//! The window: one frame after another; it alone changes, saves and opens.

mod activity;
mod audit;
mod clipboard;
mod closing;
mod compare;
mod couple_file;
mod course;
mod desk;
mod dispatch;
mod drafts;
mod frame;
mod gate_flow;
mod keeper;
mod leaving;
mod library;
mod measures;
mod notes;
mod open_case;
mod own_loop;
mod paths;
mod practice;
mod preview;
mod printing;
mod readings;
mod replies;
mod request;
mod search;
mod sitting;
mod slow_down;
mod templates;
mod words;
mod worker;

pub use desk::{Clock, Desk, Start};
pub use keeper::Keeper;
pub use worker::Worker;
