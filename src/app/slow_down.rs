//! Opens the slow-down screen, and brings what was said there into the loop before the window is left.

use super::desk::{Desk, Screen};
use crate::edit::slow_down::Walk;
use crate::model::{ElementId, Layer};
use crate::ui::command::Ask;
use crate::ui::slow_down::{SlowDownFacts, slow_down_ui};
use egui::Ui;

impl Desk {
    /// From the chosen behaviour if there is one, else where a moment was left.
    pub(super) fn open_slow_down(&mut self) {
        let Some(open) = &mut self.open else { return };
        if let Some(map) = open.case.map(open.map.map)
            && let Some(id) = open.map.selected
        {
            let is_move = |id: ElementId| {
                map.find(id).is_some_and(|(_, _, e)| e.layer == Layer::Behaviour)
            };
            if is_move(id) {
                open.slow_down.begin(map, id);
            }
        }
        self.screen = Screen::SlowDown;
    }

    pub(super) fn slow_down_screen(&mut self, ui: &mut Ui, asked: &mut Vec<Ask>) {
        let takes_keys = self.takes_keys();
        let Some(open) = &mut self.open else { return };
        let saved = open.saved();
        let facts = SlowDownFacts {
            case: &open.case,
            map: open.map.map,
            fonts: &self.fonts,
            vocabulary: &self.vocabulary,
            saved: &saved,
            takes_keys,
        };
        slow_down_ui(ui, &mut open.slow_down, &facts, asked);
    }

    /// A couple may talk until the window locks itself: what was kept so far is not lost.
    pub(super) fn keep_slowed_moments(&mut self) {
        let Some(open) = &mut self.open else { return };
        let walks: Vec<Walk> = open.slow_down.take_all();
        for walk in walks {
            let map = self.open.as_ref().and_then(|open| open.case.map(walk.map));
            if let Some(edit) = map.and_then(|map| walk.merge(map)) {
                // Long ago, so that it is saved at once.
                self.change(edit, 0.0);
            }
        }
    }
}
