//! Starts, stops and marks sessions with the desk's clock, and knows what the room may see.

use super::desk::{Desk, Screen};
use super::dispatch::now_secs;
use super::open_case::OpenCase;
use crate::edit::{Edit, EditError, apart, session};
use crate::model::{Case, MapId, SessionId, SessionKind};
use crate::store::Time;
use crate::ui::command::{Ask, Command};
use crate::ui::notice::Tone;
use crate::ui::session_line::{self, Sitting};
use crate::ui::sessions::{SessionAsk, SessionsFacts, sessions_ui};
use crate::ui::today;
use chrono::Timelike as _;
use egui::{Context, Ui};
use std::time::Duration;

impl Desk {
    /// Only for the couple that is seen: on the list of couples another one may be chosen.
    fn case_in_the_room(&mut self) -> Option<&Case> {
        let open = self.open.as_ref()?;
        if self.screen == Screen::Couples && self.chosen != Some(open.case.id) {
            self.tell(Tone::Alarm, "This couple’s map is not open. Open it first.");
            return None;
        }
        self.open.as_ref().map(|open| &open.case)
    }

    fn sit(
        &mut self,
        ctx: &Context,
        edit: impl FnOnce(&Case, Time) -> Result<Edit, EditError>,
    ) {
        let now = self.now();
        let Some(case) = self.case_in_the_room() else { return };
        match edit(case, now) {
            Ok(edit) => self.change(edit, now_secs(ctx)),
            Err(error) => self.tell(Tone::Alarm, error.to_string()),
        }
    }

    pub(super) fn start_session(&mut self, ctx: &Context, kind: SessionKind) {
        self.forget_search();
        let was_running = self.is_sitting();
        self.sit(ctx, |case, now| session::start(case, kind, now));
        self.say_what_is_open(was_running);
        self.put_sheet_away();
    }

    fn is_sitting(&self) -> Option<SessionId> {
        self.open.as_ref().and_then(|open| open.case.running()).map(|session| session.id)
    }

    /// A session that has just begun says once what is not settled yet.
    fn say_what_is_open(&mut self, was_running: Option<SessionId>) {
        let Some(open) = &mut self.open else { return };
        let begun = open.case.running().filter(|it| Some(it.id) != was_running);
        let said = begun.map(|begun| session_line::still_open(&open.case, begun));
        if let Some(said) = said {
            open.room.still_open = Some((open.version, said));
        }
    }

    /// What was marked in it is gone through at once, while it is fresh.
    pub(super) fn stop_session(&mut self, ctx: &Context) {
        let running = self.is_sitting();
        self.sit(ctx, session::stop);
        let is_over = self.open.as_ref().is_some_and(|it| it.case.running().is_none());
        if let Some(stopped) = running.filter(|_| is_over) {
            self.show_sheet(stopped);
        }
    }

    /// Nothing moves and nothing takes the keyboard; the header counts the mark.
    pub(super) fn time_mark(&mut self, ctx: &Context) {
        let was_running = self.is_sitting();
        self.sit(ctx, session::mark);
        self.say_what_is_open(was_running);
        let Some(open) = &mut self.open else { return };
        if let Some(begun) = open.case.running().filter(|_| was_running.is_none()) {
            let said = format!("Session {} began with this mark", begun.number);
            open.room.said = Some((open.version, said));
        }
    }

    pub(super) fn session_ask(&mut self, ctx: &Context, ask: SessionAsk) {
        let secs = now_secs(ctx);
        let today = self.now().date_naive();
        if let SessionAsk::TakeHome(id) = ask {
            return self.open_take_away(ctx, id);
        }
        let Some(open) = &self.open else { return };
        let case = &open.case;
        let edit = match ask {
            SessionAsk::TakeHome(_) => return,
            SessionAsk::StopAt(at) => session::stop(case, at).map(Some),
            SessionAsk::Mark { session, at, moment } => {
                Ok(session::change_mark(case, session, at, moment))
            }
            SessionAsk::RemoveMark { session, at } => {
                Ok(session::remove_mark(case, session, at))
            }
            SessionAsk::Correct(new) => session::correct(case, &new).map(Some),
            SessionAsk::Remove(id) => Ok(session::remove(case, id)),
            SessionAsk::AddPast => {
                return self.add_past_session(session::add_past(case, today), secs);
            }
        };
        match edit {
            Ok(edit) => edit.into_iter().for_each(|edit| self.change(edit, secs)),
            Err(error) => self.tell(Tone::Alarm, error.to_string()),
        }
    }

    fn add_past_session(&mut self, (id, edit): (SessionId, Edit), secs: f64) {
        self.change(edit, secs);
        if let Some(open) = self.open.as_mut().filter(|it| it.case.session(id).is_some())
        {
            open.sessions.choose_new(id);
        }
    }

    /// A change from a screen, which may not have shown everything.
    pub(super) fn change_what_is_shown(&mut self, edit: Edit, now_secs: f64) {
        let Some(open) = &self.open else { return };
        let edit = match &open.room.shown {
            Some(shown) => apart::whole(edit, shown, &open.case),
            None => edit,
        };
        self.change(edit, now_secs);
    }

    pub(super) fn switch_what_was_said_alone(&mut self) {
        if let Some(open) = &mut self.open {
            open.room.shows_apart = !open.room.shows_apart;
            open.look_at_the_room();
        }
    }

    /// While a session is on the screen, its minutes are; nothing else moves.
    pub(super) fn watch_session(&self, ctx: &Context) {
        let is_seen =
            matches!(self.screen, Screen::Map | Screen::Sessions | Screen::SlowDown);
        let running = self.open.as_ref().and_then(|open| open.case.running());
        let start = running.filter(|_| is_seen && !self.is_blank).and_then(|it| it.start);
        if let Some(start) = start {
            let secs = (self.now() - start).num_seconds().rem_euclid(60);
            let left = u64::try_from(60 - secs).unwrap_or(60);
            ctx.request_repaint_after(Duration::from_secs(left));
        }
    }

    /// While somebody is expected, the list of the day counts whole minutes.
    pub(super) fn watch_day(&self, ctx: &Context) {
        let is_seen = self.screen == Screen::Couples && self.is_open() && !self.is_blank;
        if is_seen && today::counts_minutes(&self.lines, self.now()) {
            let left = 60 - self.now().second().min(59);
            ctx.request_repaint_after(Duration::from_secs(left.into()));
        }
    }

    pub(super) fn sessions_screen(&mut self, ui: &mut Ui, asked: &mut Vec<Ask>) {
        let (place, takes_keys, now) = (self.place(), self.takes_keys(), self.now());
        let Some(open) = &mut self.open else { return };
        let known = (&open.case, open.version);
        let sitting = open.room.sitting(known, open.map.map, now);
        let case = open.room.shown(&open.case);
        let facts = SessionsFacts { case, sitting, place, takes_keys };
        sessions_ui(ui, &mut open.sessions, &facts, asked);
    }

    /// As the palette names it: with the partner's name where there is one.
    pub(super) fn label_of(&self, command: Command) -> String {
        let alone = match command {
            Command::StartAloneA => SessionKind::IndividualA.alone(),
            Command::StartAloneB => SessionKind::IndividualB.alone(),
            _ => None,
        };
        match (alone, &self.open) {
            (Some(partner), Some(open)) => {
                format!("Start a session with {} alone", open.case.name_of(partner))
            }
            _ => command.label().to_owned(),
        }
    }
}

/// What is known of the room, and what may be seen in it.
#[derive(Debug, Default)]
pub(super) struct Room {
    /// What stands on the screens instead of the case while a session runs.
    shown: Option<Box<Case>>,
    /// The session that ran when that was made.
    running: Option<SessionId>,
    /// What was said alone is shown all the same.
    shows_apart: bool,
    /// What the last key did, as long as nothing else is done.
    said: Option<(u64, String)>,
    /// What was not settled when the session began, as long as nothing else is done.
    still_open: Option<(u64, Vec<String>)>,
    /// When the couple was last changed before it was opened.
    pub last_change: Option<Time>,
}

impl Room {
    /// What may stand on a screen now.
    pub fn shown<'a>(&'a self, case: &'a Case) -> &'a Case {
        self.shown.as_deref().unwrap_or(case)
    }

    /// Looks at the case anew, after a change or because it was asked for.
    fn look_at(&mut self, case: &Case, map: MapId) {
        let running = case.running().map(|session| session.id);
        if running != self.running {
            (self.running, self.shows_apart) = (running, false);
        }
        let hides = running.is_some() && !self.shows_apart;
        let own = case.own_loop.as_deref().filter(|own| own.map.id == map);
        self.shown = match own {
            Some(own) if running.is_none() => Some(Box::new(own.as_case(case))),
            _ => hides.then(|| Box::new(case.in_the_room())),
        };
    }

    pub fn sitting(
        &self,
        (case, version): (&Case, u64),
        map: MapId,
        now: Time,
    ) -> Sitting<'_> {
        let said = self.said.as_ref().filter(|(at, _)| *at == version);
        let still_open = self.still_open.as_ref().filter(|(at, _)| *at == version);
        Sitting {
            now,
            kept_apart: case.map(map).map_or(0, |map| case.kept_apart(map)),
            shows_apart: self.shows_apart,
            said: said.map(|(_, said)| said.as_str()),
            still_open: still_open.map_or(&[], |(_, open)| open.as_slice()),
            last_change: self.last_change,
        }
    }
}

impl OpenCase {
    /// What may stand on a screen now.
    pub fn shown(&self) -> &Case {
        self.room.shown(&self.case)
    }

    /// The couple as others in the room may read of it; the whole of it while nobody is there,
    /// whichever loop is on the screen.
    pub fn in_the_room(&self) -> &Case {
        if self.case.running().is_some() { self.shown() } else { &self.case }
    }

    /// Makes what is shown anew; what is no longer shown is put down.
    pub fn look_at_the_room(&mut self) {
        self.version += 1;
        let was_running = self.room.running;
        self.room.look_at(&self.case, self.map.map);
        if was_running.is_some() && was_running != self.room.running {
            // Whoever comes next does not see theirs.
            self.couple_screen.put_away();
        }
        let shown = self.room.shown(&self.case);
        let is_gone = |map, id| shown.map(map).is_none_or(|map| map.find(id).is_none());
        if self.map.selected.is_some_and(|id| is_gone(self.map.map, id)) {
            self.map.select(None);
        }
        if self.readings.map.selected.is_some_and(|id| is_gone(self.map.map, id)) {
            self.readings.map.select(None);
        }
        if self.new_loop.map.selected.is_some_and(|id| is_gone(self.map.map, id)) {
            self.new_loop.map.select(None);
        }
        let walk = self.slow_down.walk.as_ref();
        if walk.is_some_and(|walk| is_gone(walk.map, walk.from)) {
            self.slow_down.leave();
        }
    }
}
