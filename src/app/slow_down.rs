//! Opens the slow-down screen, and brings what was said there into the loop before the window is left.

use super::desk::{Desk, Screen};
use crate::edit::slow_down::Walk;
use crate::model::{ElementId, Layer};
use crate::ui::command::Ask;
use crate::ui::session_band::session_band_ui;
use crate::ui::slow_down::{SlowDownFacts, slow_down_ui};
use egui::Ui;

impl Desk {
    /// From the chosen behaviour if there is one, else where a moment was left.
    pub(super) fn open_slow_down(&mut self) {
        let Some(open) = &mut self.open else { return };
        let shown = open.room.shown(&open.case);
        if let Some(map) = shown.map(open.map.map)
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
        let now = self.now();
        let Some(open) = &mut self.open else { return };
        let alone = open.case.running().and_then(|session| session.kind.alone());
        open.slow_down.walk.iter_mut().for_each(|walk| walk.alone = alone);
        let known = (&open.case, open.version);
        let sitting = open.room.sitting(known, open.map.map, now);
        session_band_ui(ui, (open.shown(), &sitting), asked);
        let saved = open.saved();
        let facts = SlowDownFacts {
            case: open.room.shown(&open.case),
            map: open.map.map,
            fonts: &self.fonts,
            vocabulary: &self.vocabulary,
            saved: &saved,
            sitting,
            takes_keys,
        };
        slow_down_ui(ui, &mut open.slow_down, &facts, asked);
    }

    /// A couple may talk until the window locks itself: what was kept so far is not lost.
    pub(super) fn keep_slowed_moments(&mut self) {
        let Some(open) = &mut self.open else { return };
        let alone = open.case.running().and_then(|session| session.kind.alone());
        let walks: Vec<Walk> = open.slow_down.take_all();
        for mut walk in walks {
            walk.alone = alone;
            let map = self.open.as_ref().and_then(|open| open.case.map(walk.map));
            if let Some(edit) = map.and_then(|map| walk.into_loop(map)) {
                // Long ago, so that it is saved at once.
                self.change(edit, 0.0);
            }
        }
    }
}
