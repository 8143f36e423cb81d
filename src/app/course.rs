//! The course of a therapy on the desk: its screen, and what is typed on it.

use super::desk::{Desk, Screen};
use crate::model::lists;
use crate::ui::command::Ask;
use crate::ui::course::{CourseAsk, CourseFacts, course_ui};
use egui::Ui;

impl Desk {
    pub(super) fn course_screen(&mut self, ui: &mut Ui, asked: &mut Vec<Ask>) {
        let (place, today, takes_keys) =
            (self.place(), self.now().date_naive(), self.takes_keys());
        let own = self.practice.as_ref().map(|it| it.settings.injury_steps.clone());
        let own = own.filter(|steps| !steps.is_empty());
        let injury_steps = own.unwrap_or_else(lists::injury_steps);
        let Some(open) = &mut self.open else { return };
        let saved = open.saved();
        let facts = CourseFacts {
            case: &open.case,
            version: open.version,
            fonts: &self.fonts,
            today,
            injury_steps: &injury_steps,
            saved: &saved,
            place,
            takes_keys,
        };
        course_ui(ui, &mut open.course, &facts, asked);
    }

    pub(super) fn course_ask(&mut self, ask: CourseAsk, _now_secs: f64) {
        match ask {
            CourseAsk::OpenSession(id) => {
                if let Some(open) = &mut self.open {
                    open.sessions.choose(Some(id));
                    self.screen = Screen::Sessions;
                }
            }
            CourseAsk::KeepInjurySteps(steps) => {
                self.keep_settings(|settings| settings.injury_steps = steps);
            }
        }
    }

    /// Brings what is typed on the course's screen into the case.
    pub(super) fn keep_typed_course(&mut self) {
        if self.is_read_only() {
            return;
        }
        let edits = self.open.as_mut().map(|open| open.course.take_edits());
        for edit in edits.unwrap_or_default() {
            // Long ago, so that it is saved at once.
            self.change(edit, 0.0);
        }
    }
}
