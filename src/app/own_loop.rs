//! The therapist's own loop on the map screen: process material, never while others look on.

use super::desk::Desk;
use super::open_case::OpenCase;
use crate::edit::{CaseEdit, Edit};
use crate::model::OwnLoop;
use crate::ui::map_own_loop::OwnFacts;

impl OpenCase {
    pub fn shows_own_loop(&self) -> bool {
        self.case.own_loop.as_deref().is_some_and(|own| own.map.id == self.map.map)
    }

    /// What the map screen needs to know of it; none while a couple's loop is shown.
    pub fn own_facts(&self) -> Option<OwnFacts> {
        let own = self.case.own_loop.as_deref().filter(|_| self.shows_own_loop())?;
        let names = self.case.partners.iter();
        let names = names.map(|(partner, person)| (partner, person.name.clone()));
        Some(OwnFacts { with: own.with, names: names.collect() })
    }
}

impl Desk {
    /// To the therapist's own loop, which is begun if there is none, and back.
    pub(super) fn switch_own_loop(&mut self, now_secs: f64) {
        let Some(open) = &self.open else { return };
        let first = open.case.maps.first().map(|map| map.id);
        if open.shows_own_loop() {
            if let Some(first) = first {
                self.show_map(first);
            }
            return;
        }
        if open.case.own_loop.is_none() {
            let own = Some(Box::new(OwnLoop::new()));
            self.change(Edit::Case(CaseEdit::OwnLoop(own)), now_secs);
        }
        let open = self.open.as_ref();
        let own = open.and_then(|open| open.case.own_loop.as_deref());
        if let Some(id) = own.map(|own| own.map.id) {
            self.show_map(id);
            self.screen = super::desk::Screen::Map;
        }
    }
}
