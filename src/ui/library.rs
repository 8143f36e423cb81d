//! The practice’s library: homework and practices to give, talks to read aloud.

use super::command::{Ask, Place};
use super::look::{self, Scale};
use crate::drawing::{Face, Ink};
use chrono::NaiveDate;
use egui::Ui;
use std::marker::PhantomData;

/// What the screen remembers. It holds words that are being typed: drop it at lock.
#[derive(Debug, Clone, Default)]
pub struct LibraryState {}

/// What is asked of the program beside changes of the couple.
#[derive(Debug, Clone, PartialEq)]
pub enum LibraryAsk {}

/// What the screen is shown with.
pub struct LibraryFacts<'a> {
    pub today: NaiveDate,
    pub place: Place,
    /// False while something floats above the screen.
    pub takes_keys: bool,
    pub known: PhantomData<&'a ()>,
}

const HEADING: (Scale, Face, Ink) = (Scale::Heading, Face::SerifSemiBold, Ink::Ink);

pub fn library_ui(
    ui: &mut Ui,
    _state: &mut LibraryState,
    _facts: &LibraryFacts<'_>,
    _asked: &mut Vec<Ask>,
) {
    look::label(ui, "Library", HEADING);
}
