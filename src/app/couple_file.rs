//! The couple’s file: who they are, what was agreed, the plan, and what belongs to one alone.

use super::desk::Desk;
use crate::ui::command::Ask;
use crate::ui::couple_file::{FileAsk, FileFacts, couple_file_ui};
use egui::Ui;
use std::marker::PhantomData;

impl Desk {
    pub(super) fn couple_file_screen(&mut self, ui: &mut Ui, asked: &mut Vec<Ask>) {
        let (place, today, takes_keys) =
            (self.place(), self.now().date_naive(), self.takes_keys());
        let Some(open) = &mut self.open else { return };
        let case = open.room.shown(&open.case);
        let facts = FileFacts { case, today, place, takes_keys, known: PhantomData };
        couple_file_ui(ui, &mut open.couple_file, &facts, asked);
    }

    #[expect(clippy::unused_self, reason = "nothing can be asked yet")]
    pub(super) fn couple_file_ask(&mut self, ask: FileAsk, _now_secs: f64) {
        match ask {}
    }
}
