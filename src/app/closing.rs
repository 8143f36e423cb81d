//! The sheet of one session: gone through when it ends, and open to correct afterwards.

use super::desk::{Desk, Screen};
use crate::edit::closing;
use crate::model::{Case, Session, SessionId};
use crate::ui::closing::{ClosingAsk, ClosingFacts, closing_ui};
use crate::ui::command::Ask;
use crate::ui::notes::{BeginFrom, NoteAsk};
use egui::Ui;

impl Desk {
    pub(super) fn closing_screen(&mut self, ui: &mut Ui, asked: &mut Vec<Ask>) {
        let (place, now, takes_keys) = (self.place(), self.now(), self.takes_keys());
        let Some(open) = &mut self.open else { return };
        let saved = open.saved();
        let facts = ClosingFacts {
            case: open.room.shown(&open.case),
            version: open.version,
            now,
            today: now.date_naive(),
            practices: &self.practices,
            saved: &saved,
            place,
            takes_keys,
        };
        closing_ui(ui, &mut open.closing, &facts, asked);
    }

    pub(super) fn closing_ask(&mut self, ask: ClosingAsk, now_secs: f64) {
        match ask {
            ClosingAsk::Show(session) => self.show_sheet(session),
            ClosingAsk::Close(session) => self.close_session(session, now_secs),
            ClosingAsk::WriteNote(session) => self.write_note_of(session, now_secs),
            ClosingAsk::NextCouple => self.open_brief(),
        }
    }

    /// The sheet of the running session, of the one chosen among the sessions, or the newest.
    pub(super) fn open_sheet(&mut self) {
        let is_choosing = self.screen == Screen::Sessions;
        let Some(open) = &self.open else { return };
        let chosen = open.sessions.chosen.filter(|_| is_choosing);
        let running = open.case.running().map(|session| session.id);
        match running.or(chosen).or_else(|| newest(&open.case)) {
            Some(session) => self.show_sheet(session),
            None => self.screen = Screen::Closing,
        }
    }

    pub(super) fn show_sheet(&mut self, session: SessionId) {
        self.keep_typed_sheet();
        let Some(open) = &mut self.open else { return };
        open.closing.show(session);
        open.sessions.choose(Some(session));
        self.screen = Screen::Closing;
    }

    /// A session began: what was written of others is put away.
    pub(super) fn put_sheet_away(&mut self) {
        let runs = self.open.as_ref().is_some_and(|open| open.case.running().is_some());
        if runs && self.screen == Screen::Closing {
            self.screen = Screen::Map;
        }
    }

    /// Brings what is typed on the sheet and stands in no field yet into the case.
    pub(super) fn keep_typed_sheet(&mut self) {
        if self.is_read_only() {
            return;
        }
        let Some(open) = &mut self.open else { return };
        if let Some(edit) = open.closing.take_edit(&open.case) {
            // Long ago, so that it is saved at once.
            self.change(edit, 0.0);
        }
    }

    fn close_session(&mut self, session: SessionId, now_secs: f64) {
        self.keep_typed_sheet();
        let Some(open) = &self.open else { return };
        if let Some(edit) = closing::close(&open.case, session) {
            self.change(edit, now_secs);
        }
    }

    /// Its note is opened; without one, it is drafted from the sheet as soon as the couple's
    /// agreement is there.
    fn write_note_of(&mut self, session: SessionId, now_secs: f64) {
        let Some(open) = &mut self.open else { return };
        let case = &open.case;
        let mut notes = case.notes.iter().rev().filter(|note| !note.is_process());
        let format = notes.clone().next().map(|note| note.format.clone());
        if let Some(note) = notes.find(|note| note.session == Some(session)) {
            let id = note.id;
            let since = crate::edit::note::take_risk(case, id);
            open.notes.show(id);
            if let Some(edit) = since {
                self.change(edit, now_secs);
            }
        } else if case.is_agreed() {
            let is_known = |name: &String| self.formats.iter().any(|it| it.name == *name);
            let first = || self.formats.first().map(|it| it.name.clone());
            let format = format.filter(is_known).or_else(first).unwrap_or_default();
            let from = BeginFrom::Session;
            self.note_ask(NoteAsk::Begin { session, format, from }, now_secs);
        } else {
            open.notes.show_session(session);
        }
        self.screen = Screen::Notes;
    }
}

fn newest(case: &Case) -> Option<SessionId> {
    let newest = case.sessions.iter().max_by_key(|session| session.when());
    newest.map(|session: &Session| session.id)
}
