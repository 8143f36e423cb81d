//! The couple that is open: changes, their history, and what is not saved yet.

use super::activity::Unsaved;
use super::couple_screen::CoupleScreen;
use super::desk::Desk;
use super::notes::KnownWords;
use super::request::Request;
use super::signing::Pending;
use super::sitting::Room;
use crate::edit::{CaseEdit, Edit, EditError, History, MapEdit};
use crate::model::{Case, CycleKind, CycleMap, MapId, PartnerId};
use crate::ui::access::AccessState;
use crate::ui::closing::ClosingState;
use crate::ui::compare::CompareState;
use crate::ui::couple_file::FileState;
use crate::ui::course::CourseState;
use crate::ui::map_state::MapState;
use crate::ui::measures::MeasuresState;
use crate::ui::new_loop::NewLoopState;
use crate::ui::notes::NotesState;
use crate::ui::notice::{Saved, Tone};
use crate::ui::readings::ReadingsState;
use crate::ui::sessions::SessionsState;
use crate::ui::slow_down::SlowDownState;
use crate::ui::talks::TalksState;

/// A couple on the desk.
pub(super) struct OpenCase {
    pub case: Case,
    pub history: History,
    pub unsaved: Unsaved,
    /// A save is on its way; `unsaved` holds what came after it.
    pub is_saving: bool,
    /// Time of day of the last save, such as "14:24".
    pub saved_at: Option<String>,
    pub failed: Option<String>,
    /// Grows with every change.
    pub version: u64,
    pub touched_last: PartnerId,
    pub map: MapState,
    pub new_loop: NewLoopState,
    pub talks: TalksState,
    pub slow_down: SlowDownState,
    pub sessions: SessionsState,
    pub room: Room,
    pub readings: ReadingsState,
    pub notes: NotesState,
    pub couple_file: FileState,
    pub access: AccessState,
    pub closing: ClosingState,
    pub course: CourseState,
    pub measures: MeasuresState,
    pub compare: CompareState,
    pub couple_screen: CoupleScreen,
    /// What is spelt right here.
    pub known: KnownWords,
    /// A note that was signed or added to, on its way to the file.
    pub pending: Option<Pending>,
}

impl OpenCase {
    pub fn new(case: Case) -> Self {
        let map = case.maps.first().map_or_else(MapId::default, |map| map.id);
        let mut open = Self {
            touched_last: PartnerId::A,
            case,
            history: History::default(),
            unsaved: Unsaved::default(),
            is_saving: false,
            saved_at: None,
            failed: None,
            version: 0,
            map: MapState::new(map),
            new_loop: NewLoopState::new(map),
            talks: TalksState::new(map),
            slow_down: SlowDownState::default(),
            sessions: SessionsState::default(),
            room: Room::default(),
            readings: ReadingsState::new(map),
            notes: NotesState::default(),
            couple_file: FileState::default(),
            access: AccessState::default(),
            closing: ClosingState::default(),
            course: CourseState::default(),
            measures: MeasuresState::default(),
            compare: CompareState::default(),
            couple_screen: CoupleScreen::default(),
            known: KnownWords::default(),
            pending: None,
        };
        open.look_at_the_room();
        open
    }

    /// What stands in the header about the file.
    pub fn saved(&self) -> Saved {
        match (&self.failed, &self.saved_at) {
            (Some(why), _) => Saved::Not(why.clone()),
            _ if self.is_saving || !self.unsaved.is_empty() => Saved::Soon,
            (None, Some(time)) => Saved::At(time.clone()),
            (None, None) => Saved::Untouched,
        }
    }

    pub fn is_in_the_file(&self) -> bool {
        self.unsaved.is_empty()
            && !self.is_saving
            && !self.is_signing()
            && self.failed.is_none()
    }

    pub(super) fn changed(&mut self, now_secs: f64) {
        self.unsaved.changed(now_secs);
        // An undone "new loop" may have been the one on the screen.
        let is_shown = self.case.any_map(self.map.map).is_some();
        if (!is_shown || self.shows_own_loop() && self.case.running().is_some())
            && let Some(map) = self.case.maps.first()
        {
            let id = map.id;
            self.map.show(id);
        }
        self.look_at_the_room();
    }
}

/// Whose side an edit touches.
fn partner_of(edit: &Edit, case: &Case) -> Option<PartnerId> {
    let Edit::Map(map, edit) = edit else { return None };
    match edit {
        MapEdit::Add { partner, .. }
        | MapEdit::Move { partner, .. }
        | MapEdit::Position(partner, _) => Some(*partner),
        MapEdit::Replace(element) => Some(case.any_map(*map)?.find(element.id)?.0),
        _ => None,
    }
}

impl Desk {
    /// Makes a change to the open couple, and remembers how to undo it.
    pub(super) fn change(&mut self, edit: Edit, now_secs: f64) {
        if self.is_read_only() {
            self.tell(
                Tone::Alarm,
                "This practice is open to read. Close it where it is written.",
            );
            return;
        }
        let Some(open) = &mut self.open else { return };
        let partner = partner_of(&edit, &open.case);
        let now_ms = (now_secs * 1000.0) as u64;
        match open.history.make(edit, &mut open.case, now_ms) {
            Ok(()) => {
                open.touched_last = partner.unwrap_or(open.touched_last);
                open.changed(now_secs);
            }
            Err(error) => self.tell(Tone::Alarm, error.to_string()),
        }
    }

    pub(super) fn undo(&mut self, now_secs: f64) {
        self.step_back_or_forth(now_secs, History::undo);
    }

    pub(super) fn redo(&mut self, now_secs: f64) {
        self.step_back_or_forth(now_secs, History::redo);
    }

    fn step_back_or_forth(
        &mut self,
        now_secs: f64,
        step: impl FnOnce(&mut History, &mut Case) -> Result<bool, EditError>,
    ) {
        let Some(open) = &mut self.open else { return };
        match step(&mut open.history, &mut open.case) {
            Ok(true) => {
                open.changed(now_secs);
                open.notes.reload();
                open.course.reload();
                open.couple_file.reload();
            }
            Ok(false) => {}
            Err(error) => self.tell(Tone::Alarm, error.to_string()),
        }
    }

    /// A loop of a kind that the couple has none of yet.
    pub(super) fn add_next_loop(&mut self, now_secs: f64) {
        let Some(open) = &self.open else { return };
        let is_used =
            |kind: &CycleKind| open.case.maps.iter().any(|map| map.kind == *kind);
        let kinds = [CycleKind::Sexual, CycleKind::Caretaking];
        let kind =
            kinds.into_iter().find(|kind| !is_used(kind)).unwrap_or(CycleKind::Other);
        self.add_loop(kind, now_secs);
    }

    pub(super) fn add_loop(&mut self, kind: CycleKind, now_secs: f64) {
        let Some(open) = &self.open else { return };
        let map = Box::new(CycleMap::new(kind));
        let id = map.id;
        let at = open.case.maps.len();
        self.change(Edit::Case(CaseEdit::AddMap { at, map }), now_secs);
        self.show_map(id);
    }

    pub(super) fn remove_loop(&mut self, now_secs: f64) {
        let Some(open) = &self.open else { return };
        let edit = if open.shows_own_loop() {
            CaseEdit::OwnLoop(None)
        } else {
            CaseEdit::RemoveMap(open.map.map)
        };
        self.change(Edit::Case(edit), now_secs);
    }

    pub(super) fn swap_sides(&mut self, now_secs: f64) {
        let Some(open) = &self.open else { return };
        let Some(map) = open.case.any_map(open.map.map) else { return };
        let edit = Edit::Map(map.id, MapEdit::Left(map.left.other()));
        self.change(edit, now_secs);
    }

    /// Sends what is not saved to the file, if there is anything and nothing is on its way.
    pub(super) fn save_now(&mut self) {
        let now = self.now();
        let Some(open) = &mut self.open else { return };
        if open.is_saving || (open.unsaved.is_empty() && open.failed.is_none()) {
            return;
        }
        open.unsaved.take();
        open.is_saving = true;
        let case = Box::new(open.case.clone());
        self.send(Request::Save { case, now });
    }
}
