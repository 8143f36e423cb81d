//! The sheet of one session: gone through when it ends, and open to correct afterwards.

use super::desk::Desk;
use crate::ui::closing::{ClosingAsk, ClosingFacts, closing_ui};
use crate::ui::command::Ask;
use egui::Ui;
use std::marker::PhantomData;

impl Desk {
    pub(super) fn closing_screen(&mut self, ui: &mut Ui, asked: &mut Vec<Ask>) {
        let (place, today, takes_keys) =
            (self.place(), self.now().date_naive(), self.takes_keys());
        let Some(open) = &mut self.open else { return };
        let case = open.room.shown(&open.case);
        let facts = ClosingFacts { case, today, place, takes_keys, known: PhantomData };
        closing_ui(ui, &mut open.closing, &facts, asked);
    }

    #[expect(clippy::unused_self, reason = "nothing can be asked yet")]
    pub(super) fn closing_ask(&mut self, ask: ClosingAsk, _now_secs: f64) {
        match ask {}
    }
}
