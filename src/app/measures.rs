//! Measures: scores entered, and how they move for each partner.

use super::desk::Desk;
use crate::ui::command::Ask;
use crate::ui::measures::{MeasuresAsk, MeasuresFacts, measures_ui};
use egui::Ui;
use std::marker::PhantomData;

impl Desk {
    pub(super) fn measures_screen(&mut self, ui: &mut Ui, asked: &mut Vec<Ask>) {
        let (place, today, takes_keys) =
            (self.place(), self.now().date_naive(), self.takes_keys());
        let Some(open) = &mut self.open else { return };
        let case = open.room.shown(&open.case);
        let facts = MeasuresFacts { case, today, place, takes_keys, known: PhantomData };
        measures_ui(ui, &mut open.measures, &facts, asked);
    }

    #[expect(clippy::unused_self, reason = "nothing can be asked yet")]
    pub(super) fn measures_ask(&mut self, ask: MeasuresAsk, _now_secs: f64) {
        match ask {}
    }
}
