//! The course of a therapy on one time line.

use super::command::{Ask, Place};
use super::look::{self, Scale};
use crate::drawing::{Face, Ink};
use crate::model::Case;
use chrono::NaiveDate;
use egui::Ui;
use std::marker::PhantomData;

/// What the screen remembers. It holds words that are being typed: drop it at lock.
#[derive(Debug, Clone, Default)]
pub struct CourseState {}

/// What is asked of the program beside changes of the couple.
#[derive(Debug, Clone, PartialEq)]
pub enum CourseAsk {}

/// What the screen is shown with.
pub struct CourseFacts<'a> {
    pub case: &'a Case,
    pub today: NaiveDate,
    pub place: Place,
    /// False while something floats above the screen.
    pub takes_keys: bool,
    pub known: PhantomData<&'a ()>,
}

const HEADING: (Scale, Face, Ink) = (Scale::Heading, Face::SerifSemiBold, Ink::Ink);

pub fn course_ui(
    ui: &mut Ui,
    _state: &mut CourseState,
    facts: &CourseFacts<'_>,
    _asked: &mut Vec<Ask>,
) {
    look::label(ui, facts.case.code_name.as_str(), HEADING);
}
