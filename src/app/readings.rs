//! Opens the screen of both readings, for the loop that is on the map.

use super::desk::{Desk, Screen};
use crate::edit::phrase::Signer;
use crate::model::ElementId;
use crate::ui::command::Ask;
use crate::ui::map_state::MapFacts;
use crate::ui::readings::readings_ui;
use egui::Ui;

impl Desk {
    pub(super) fn open_readings(&mut self) {
        let Some(open) = &mut self.open else { return };
        open.readings.open(open.map.map);
        self.screen = Screen::Readings;
    }

    /// Other words for a phrase, wherever it was chosen.
    pub(super) fn open_reframe(&mut self, id: ElementId) {
        self.open_readings();
        let Some(open) = &mut self.open else { return };
        if let Some(map) = open.room.shown(&open.case).map(open.map.map) {
            open.readings.reframe(map, id);
        }
    }

    pub(super) fn readings_screen(&mut self, ui: &mut Ui, asked: &mut Vec<Ask>) {
        let place = self.place();
        let now = self.now();
        let today = now.date_naive();
        let takes_keys = self.takes_keys();
        let practice = self.practice.as_ref();
        let by = practice.map_or("", |it| it.settings.therapist_name.as_str());
        let Some(open) = &mut self.open else { return };
        if open.readings.map.map != open.map.map {
            open.readings.open(open.map.map);
        }
        let saved = open.saved();
        let known = (&open.case, open.version);
        let facts = MapFacts {
            case: open.room.shown(&open.case),
            version: open.version,
            fonts: &self.fonts,
            vocabulary: &self.vocabulary,
            signer: Signer { on: today, by },
            touched_last: open.touched_last,
            session: open.case.session_of(today).map(|session| session.id),
            sitting: open.room.sitting(known, open.map.map, now),
            own_loop: None,
            saved: &saved,
            place,
            takes_keys,
        };
        readings_ui(ui, &mut open.readings, &facts, asked);
    }
}
