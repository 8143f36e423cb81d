//! What comes after the last words are in the file: another couple, the lock, or the end.

use super::desk::{Desk, OpensMap, Screen};
use super::gate_flow::GateFlow;
use super::request::Request;
use crate::drawing::Fonts;
use crate::model::CaseId;
use crate::ui::case_list::CaseListState;
use crate::ui::library::LibraryState;
use crate::ui::settings::SettingsState;

/// A step that waits for a save.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Next {
    Load(CaseId, OpensMap),
    Lock,
    Quit,
}

impl Desk {
    /// Does the next thing at once if everything is saved, or else saves first.
    pub(super) fn leave_for(&mut self, next: Next) {
        if next == Next::Lock {
            self.cover();
        }
        self.keep_signature();
        self.keep_written_practice();
        self.keep_templates();
        self.keep_drafts();
        self.keep_slowed_moments();
        self.keep_typed_note();
        self.keep_typed_file();
        self.keep_too_long();
        self.keep_typed_sheet();
        self.keep_begun_scores();
        self.keep_begun_course();
        self.keep_typed_reason();
        self.keep_typed_why();
        self.next = Some(next);
        if self.open.as_ref().is_none_or(super::open_case::OpenCase::is_in_the_file) {
            self.take_next();
        } else {
            self.save_now();
        }
    }

    /// Called when everything is in the file.
    pub(super) fn take_next(&mut self) {
        match self.next.take() {
            Some(Next::Load(id, then)) => {
                self.open = None;
                self.opens_map = Some(then);
                let now = self.now();
                self.send(Request::Load { id, now });
            }
            Some(Next::Lock) => self.forget_everything(),
            Some(Next::Quit) => self.next = Some(Next::Quit),
            None => {}
        }
    }

    /// True once the window may close.
    pub(super) fn may_quit(&self) -> bool {
        self.next == Some(Next::Quit)
            && self.open.as_ref().is_none_or(super::open_case::OpenCase::is_in_the_file)
    }

    /// Shows nothing of any couple from this frame on.
    fn cover(&mut self) {
        self.screen = Screen::Lock;
        self.palette = None;
        self.rewriting = None;
        self.prompt = None;
        self.notice = None;
        self.shows_keys = false;
        self.held = super::held_keys::HeldKeys::default();
        self.printing = None;
        self.settings.audit = None;
        self.audit_goes_to = None;
        self.forget_search();
        self.gate.lock_sentence = "Saving what was written last…".to_owned();
    }

    /// Lets go of every word and key. Everything is in the file before this is called.
    fn forget_everything(&mut self) {
        let is_sample =
            self.practice.as_ref().is_some_and(|practice| practice.path.is_none());
        let time = self.now().format("%H:%M");
        self.gate = GateFlow {
            lock_sentence: format!("Locked at {time}, everything is saved"),
            ..GateFlow::default()
        };
        self.open = None;
        self.practice = None;
        self.brief = None;
        self.chosen = None;
        self.lines = Vec::new();
        self.list = CaseListState::default();
        self.settings = SettingsState::default();
        self.drawn_logo = super::letterhead::DrawnLogo::default();
        self.library = LibraryState::default();
        self.forget_templates();
        self.forget_words();
        self.practices = Vec::new();
        self.formats = crate::model::note_format::NoteFormat::shipped();
        self.measures = crate::model::Measure::shipped();
        self.found = None;
        self.opens_map = None;
        // The memory of set words goes with them.
        self.fonts = Fonts::new();
        self.clipboard.forget();
        self.forgets_screen = true;
        self.screen = if is_sample { Screen::FirstStart } else { Screen::Lock };
        self.send(Request::Close);
    }
}
