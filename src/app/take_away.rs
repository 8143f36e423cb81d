//! The page that a couple takes home from a session.

use super::desk::{Desk, Screen};
use super::printing::{Made, NOTHING, shipped};
use crate::drawing::Paper;
use crate::export::{self, ForCouple, Known, PracticeWords};
use crate::model::client_session::ClientSession;
use crate::model::{ClientView, SessionId};
use crate::store::{AuditKind, Told};
use crate::ui::print_screen::About;
use egui::Context;

const NO_SESSION: &str = "There is no session with both yet. Start one first.";
const ALONE: &str =
    "Only one of them was in this session: nothing of it goes on a page for both";

impl Desk {
    /// The page of this session; the way back leads to the screen that it is asked for on.
    pub(super) fn open_take_away(&mut self, ctx: &Context, session: SessionId) {
        self.take_home = Some((session, self.screen));
        self.prepare(ctx, (About::TakeAway, Paper::A4));
    }

    /// What is printed, as a file name says it.
    pub(super) fn printed_what(&self) -> &'static str {
        match self.printed_about() {
            About::Loop => "loop",
            About::Talk => "talk",
            About::Note => "note",
            About::Summary => "session",
            About::Answer => "answer",
            About::TakeAway => "take-away",
            About::Own => "page",
        }
    }

    /// Where one comes back to from it.
    pub(super) fn back_from_take_away(&mut self) -> Screen {
        let back = self.take_home.take().map(|(_, screen)| screen);
        back.filter(|screen| *screen != Screen::Print).unwrap_or(Screen::Closing)
    }

    /// The session that was asked for, or the one that runs, or the newest with both.
    fn session_to_take_home(&self) -> Option<SessionId> {
        let open = self.open.as_ref()?;
        let asked = self.take_home.map(|(session, _)| session);
        let on_screen = open.closing.session().filter(|_| self.screen == Screen::Closing);
        let asked = asked.or(on_screen);
        let running = open.case.running().map(|session| session.id);
        let together = open.case.sessions.iter().filter(|it| it.kind.alone().is_none());
        let newest = together.max_by_key(|session| session.when());
        asked.or(running).or(newest.map(|session| session.id))
    }

    pub(super) fn take_away_page(&self, paper: Paper) -> Result<Made, String> {
        let open = self.open.as_ref().ok_or(NOTHING)?;
        let map = open.case.maps.first().ok_or(NOTHING)?;
        let session = self.session_to_take_home().and_then(|id| open.case.session(id));
        let session = session.ok_or(NO_SESSION)?;
        let taken = ClientSession::of(&open.case, session).ok_or(ALONE)?;
        let shown = taken.count();
        // Not even the number of what was said alone stands on a screen in the room.
        let held_back = ClientSession::held_back(open.shown(), session);
        let view = ClientView::of(&open.case, map, Some(session.id));
        let practice = PracticeWords::default();
        let known = ForCouple::new(&view, map, &practice);
        let known = ForCouple { session: Some(taken), ..known };
        let template = shipped("take_away")?;
        let today = self.now().date_naive();
        let known = Known::Couple(&known);
        let printed = export::print_text(&known, &template, paper, today, &self.fonts)
            .map_err(|error| error.to_string())?;
        Ok(Made { printed, held_back, shown, told_alone: None })
    }

    /// What the log says of it.
    pub(super) fn told_of_take_away(&self) -> Option<Told> {
        let open = self.open.as_ref()?;
        let session = self.session_to_take_home()?;
        let session = open.case.session(session)?;
        let kept = (session.id, session.kind.compartment());
        Some(Told::session(AuditKind::Printed, open.case.id, kept))
    }
}
