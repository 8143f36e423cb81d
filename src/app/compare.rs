//! Keeps versions of a loop, which is no change that can be undone, and compares its moments.

use super::desk::{Desk, Screen};
use super::signing::{ForGood, Pending};
use crate::edit::tray;
use crate::edit::version::{self, Confirming};
use crate::model::{MapId, MapVersion, TrayPhrase};
use crate::ui::command::Ask;
use crate::ui::compare::{CompareAsk, CompareFacts, compare_ui};
use crate::ui::notice::Tone;
use egui::Ui;

impl Desk {
    pub(super) fn compare_screen(&mut self, ui: &mut Ui, asked: &mut Vec<Ask>) {
        let (place, today, takes_keys) =
            (self.place(), self.now().date_naive(), self.takes_keys());
        let Some(open) = &mut self.open else { return };
        let saved = open.saved();
        let facts = CompareFacts {
            case: open.room.shown(&open.case),
            version: open.version,
            map: open.map.map,
            fonts: &self.fonts,
            touched_last: open.touched_last,
            saved: &saved,
            today,
            place,
            takes_keys,
        };
        compare_ui(ui, &mut open.compare, &facts, asked);
    }

    pub(super) fn compare_ask(&mut self, ask: CompareAsk, _now_secs: f64) {
        match ask {
            CompareAsk::Confirm(map, confirming) => self.confirm_loop(map, &confirming),
        }
    }

    /// The panel that asks, on the screen of the map.
    pub(super) fn ask_to_confirm(&mut self) {
        self.screen = Screen::Map;
        if let Some(open) = &mut self.open {
            open.map.ask_to_confirm();
        }
    }

    /// Makes a version of the whole loop, what was said alone as well, and sends it to the file.
    fn confirm_loop(&mut self, map: MapId, confirming: &Confirming) {
        let (now, is_read_only) = (self.now(), self.is_read_only());
        let practice = self.practice.as_ref();
        let by = practice.map_or("", |it| it.settings.therapist_name.as_str());
        let Some(open) = &mut self.open else { return };
        if open.pending.is_some() || is_read_only {
            return;
        }
        match version::confirm(&open.case, map, confirming, (by, now)) {
            Ok(version) => {
                let version = ForGood::Version(Box::new(version));
                open.pending = Some(Pending::new(version));
                self.save_pending();
            }
            Err(error) => self.tell(Tone::Alarm, error.to_string()),
        }
    }

    /// The file holds it: now the desk says so.
    pub(super) fn version_is_kept(&mut self, version: &MapVersion) {
        let Some(open) = &mut self.open else { return };
        open.map.confirm.clear();
        open.look_at_the_room();
        let session = version.session.and_then(|id| open.case.session(id));
        let number = version.number;
        let words = match session {
            Some(it) => format!("Version {number} is confirmed, session {}", it.number),
            None => format!("Version {number} is confirmed"),
        };
        self.tell(Tone::Quiet, words);
    }

    /// A reason that was typed and not confirmed waits in the tray, which nobody else sees.
    pub(super) fn keep_typed_why(&mut self) {
        if self.is_read_only() {
            return;
        }
        let Some(open) = &mut self.open else { return };
        let why = std::mem::take(&mut open.map.confirm).why;
        let Some(map) = open.case.map(open.map.map).filter(|_| !why.trim().is_empty())
        else {
            return;
        };
        let edit = tray::put(map, TrayPhrase::new(why));
        self.change(edit, 0.0);
    }
}
