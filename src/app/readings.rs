//! Opens the screen of both readings, for the loop that is on the map.

use super::desk::{Desk, Screen};
use crate::model::ElementId;

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
}
