//! The course of a therapy on the desk: its screen, and what is typed on it.

use super::desk::{Desk, Screen};
use crate::edit::Edit;
use crate::model::{lists, signs};
use crate::ui::command::Ask;
use crate::ui::course::{CourseAsk, CourseFacts, Zoom, course_ui};
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
        let warnings = signs::warnings(&open.case, &self.measures, today);
        let facts = CourseFacts {
            case: &open.case,
            measures: &self.measures,
            version: open.version,
            fonts: &self.fonts,
            today,
            warnings: &warnings,
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
            CourseAsk::OpenEvent(id) => {
                if let Some(open) = &mut self.open {
                    open.course.show_event(id);
                }
            }
            CourseAsk::OpenEpisode(id) => {
                if let Some(open) = &mut self.open {
                    open.course.show_episode(id);
                }
            }
            CourseAsk::OpenScore(id) => {
                if let Some(open) = &mut self.open {
                    open.measures.show(&open.case, id);
                    self.screen = Screen::Measures;
                }
            }
            CourseAsk::OpenSigns(part) => {
                if let Some(open) = &mut self.open {
                    open.course.show_signs(part);
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
        self.make_long_ago(edits.unwrap_or_default());
    }

    /// Brings what was begun there and not finished into the case, before it is put away.
    pub(super) fn keep_begun_course(&mut self) {
        self.keep_typed_course();
        let today = self.now().date_naive();
        if !self.is_read_only()
            && let Some(open) = &mut self.open
        {
            let edits = open.course.take_begun(&open.case, today);
            self.make_long_ago(edits);
        }
    }

    /// So that it is saved at once.
    fn make_long_ago(&mut self, edits: Vec<Edit>) {
        for edit in edits {
            self.change(edit, 0.0);
        }
    }

    /// The keys for zooming work on what is on the screen: the time line, or the map.
    pub(super) fn zoom(&mut self, zoom: Zoom) {
        let is_course = self.screen == Screen::Course;
        if let Some(open) = self.open.as_mut().filter(|_| is_course) {
            open.course.zoom(zoom);
            return;
        }
        self.with_map(|map| match zoom {
            Zoom::Closer => map.zoom_by(1.25),
            Zoom::Further => map.zoom_by(0.8),
            Zoom::All => map.zoom_to_fit(),
        });
    }
}
