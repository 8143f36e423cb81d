//! Two versions of a loop beside each other.

use super::desk::Desk;
use crate::ui::command::Ask;
use crate::ui::compare::{CompareAsk, CompareFacts, compare_ui};
use egui::Ui;
use std::marker::PhantomData;

impl Desk {
    pub(super) fn compare_screen(&mut self, ui: &mut Ui, asked: &mut Vec<Ask>) {
        let (place, today, takes_keys) =
            (self.place(), self.now().date_naive(), self.takes_keys());
        let Some(open) = &mut self.open else { return };
        let case = open.room.shown(&open.case);
        let facts = CompareFacts { case, today, place, takes_keys, known: PhantomData };
        compare_ui(ui, &mut open.compare, &facts, asked);
    }

    #[expect(clippy::unused_self, reason = "nothing can be asked yet")]
    pub(super) fn compare_ask(&mut self, ask: CompareAsk, _now_secs: f64) {
        match ask {}
    }
}
