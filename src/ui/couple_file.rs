//! The couple’s file: who they are, what was agreed, the plan, and what belongs to one alone.

use super::command::{Ask, Place};
use super::look::{self, Scale};
use crate::drawing::{Face, Ink};
use crate::model::Case;
use chrono::NaiveDate;
use egui::Ui;
use std::marker::PhantomData;

/// What the screen remembers. It holds words that are being typed: drop it at lock.
#[derive(Debug, Clone, Default)]
pub struct FileState {}

/// What is asked of the program beside changes of the couple.
#[derive(Debug, Clone, PartialEq)]
pub enum FileAsk {}

/// What the screen is shown with.
pub struct FileFacts<'a> {
    pub case: &'a Case,
    pub today: NaiveDate,
    pub place: Place,
    /// False while something floats above the screen.
    pub takes_keys: bool,
    pub known: PhantomData<&'a ()>,
}

const HEADING: (Scale, Face, Ink) = (Scale::Heading, Face::SerifSemiBold, Ink::Ink);

pub fn couple_file_ui(
    ui: &mut Ui,
    _state: &mut FileState,
    facts: &FileFacts<'_>,
    _asked: &mut Vec<Ask>,
) {
    look::label(ui, facts.case.code_name.as_str(), HEADING);
}
