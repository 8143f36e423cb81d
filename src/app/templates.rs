//! The templates of pages: looked at, copied, changed.

use super::desk::Desk;
use crate::ui::command::Ask;
use crate::ui::templates::{TemplatesAsk, TemplatesFacts, templates_ui};
use egui::Ui;
use std::marker::PhantomData;

impl Desk {
    pub(super) fn templates_screen(&mut self, ui: &mut Ui, asked: &mut Vec<Ask>) {
        let (place, today, takes_keys) =
            (self.place(), self.now().date_naive(), self.takes_keys());
        let facts = TemplatesFacts { today, place, takes_keys, known: PhantomData };
        templates_ui(ui, &mut self.templates, &facts, asked);
    }

    #[expect(clippy::unused_self, reason = "nothing can be asked yet")]
    pub(super) fn templates_ask(&mut self, ask: TemplatesAsk, _now_secs: f64) {
        match ask {}
    }
}
