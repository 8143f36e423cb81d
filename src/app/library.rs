//! The practice’s library: homework and practices to give, talks to read aloud.

use super::desk::Desk;
use crate::ui::command::Ask;
use crate::ui::library::{LibraryAsk, LibraryFacts, library_ui};
use egui::Ui;
use std::marker::PhantomData;

impl Desk {
    pub(super) fn library_screen(&mut self, ui: &mut Ui, asked: &mut Vec<Ask>) {
        let (place, today, takes_keys) =
            (self.place(), self.now().date_naive(), self.takes_keys());
        let facts = LibraryFacts { today, place, takes_keys, known: PhantomData };
        library_ui(ui, &mut self.library, &facts, asked);
    }

    #[expect(clippy::unused_self, reason = "nothing can be asked yet")]
    pub(super) fn library_ask(&mut self, ask: LibraryAsk, _now_secs: f64) {
        match ask {}
    }
}
