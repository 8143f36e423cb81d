//! Words looked for in all couples, or in one.

use super::desk::Desk;
use crate::ui::command::Ask;
use crate::ui::search_screen::{SearchAsk, SearchFacts, search_screen_ui};
use egui::Ui;
use std::marker::PhantomData;

impl Desk {
    pub(super) fn search_screen(&mut self, ui: &mut Ui, asked: &mut Vec<Ask>) {
        let (place, today, takes_keys) =
            (self.place(), self.now().date_naive(), self.takes_keys());
        let facts = SearchFacts { today, place, takes_keys, known: PhantomData };
        search_screen_ui(ui, &mut self.search, &facts, asked);
    }

    #[expect(clippy::unused_self, reason = "nothing can be asked yet")]
    pub(super) fn search_ask(&mut self, ask: SearchAsk, _now_secs: f64) {
        match ask {}
    }
}
