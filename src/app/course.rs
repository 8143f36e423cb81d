//! The course of a therapy on one time line.

use super::desk::Desk;
use crate::ui::command::Ask;
use crate::ui::course::{CourseAsk, CourseFacts, course_ui};
use egui::Ui;
use std::marker::PhantomData;

impl Desk {
    pub(super) fn course_screen(&mut self, ui: &mut Ui, asked: &mut Vec<Ask>) {
        let (place, today, takes_keys) =
            (self.place(), self.now().date_naive(), self.takes_keys());
        let Some(open) = &mut self.open else { return };
        let case = open.room.shown(&open.case);
        let facts = CourseFacts { case, today, place, takes_keys, known: PhantomData };
        course_ui(ui, &mut open.course, &facts, asked);
    }

    #[expect(clippy::unused_self, reason = "nothing can be asked yet")]
    pub(super) fn course_ask(&mut self, ask: CourseAsk, _now_secs: f64) {
        match ask {}
    }
}
