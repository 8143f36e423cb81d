//! The practice's own words: kept in its settings, read from a file and written to one.

use super::desk::Desk;
use super::paths;
use crate::edit::own_words;
use crate::model::practice_words::{self, PracticeWords};
use crate::model::vocabulary::Vocabulary;
use crate::store::word_pack;
use crate::ui::notice::Tone;
use std::path::Path;

impl Desk {
    /// The words of the open practice.
    pub(super) fn own_words(&self) -> &PracticeWords {
        self.practice.as_ref().map_or(&practice_words::NONE, |it| &it.settings.words)
    }

    /// What is offered while typing, made anew after every change to the words.
    pub(super) fn ready_words(&mut self) {
        self.vocabulary = self.own_words().vocabulary();
    }

    /// The words of a practice that is closed are not for the next one.
    pub(super) fn forget_words(&mut self) {
        self.vocabulary = Vocabulary::shipped();
    }

    pub(super) fn keep_words(&mut self, words: PracticeWords) {
        if self.is_read_only() {
            return;
        }
        self.gate.problem = None;
        self.keep_settings(|settings| settings.words = words);
        self.ready_words();
    }

    /// Keeps the chosen phrase, or else the one kept last, for all couples.
    pub(super) fn keep_phrase_as_word(&mut self) {
        let Some(open) = &self.open else { return };
        let Some(map) = open.case.map(open.map.map) else { return };
        let phrase = open.map.selected.or(open.map.kept_last);
        let Some((_, _, phrase)) = phrase.and_then(|id| map.find(id)) else {
            self.tell(Tone::NotYet, "Choose a phrase first. Its words are then kept.");
            return;
        };
        let mut words = self.own_words().clone();
        match own_words::keep_phrase(&mut words, phrase) {
            Ok(()) => {
                self.keep_words(words);
                let what =
                    "Kept among your own words. They are offered with every couple.";
                self.tell(Tone::Quiet, what);
            }
            Err(fault) => self.tell(Tone::Alarm, fault.to_string()),
        }
    }

    /// Reads a pack from a file and puts it among the practice's words.
    pub(super) fn add_pack(&mut self, path: &Path) {
        let pack = match word_pack::open(path) {
            Ok(pack) => pack,
            Err(error) => return self.tell_problem(&error.to_string()),
        };
        let mut words = self.own_words().clone();
        match own_words::add_pack(&mut words, pack) {
            Ok(_) => {
                self.keep_words(words);
                self.tell(Tone::Quiet, "The words are there to choose from");
            }
            Err(fault) => self.tell_problem(&fault.to_string()),
        }
    }

    /// Writes a pack to a new file, for other practices.
    pub(super) fn save_pack(&mut self, at: usize, path: &Path) {
        let Some(pack) = self.own_words().packs.get(at) else { return };
        let text = match word_pack::write(pack) {
            Ok(text) => text,
            Err(error) => return self.tell_problem(&error.to_string()),
        };
        match paths::write_new(path, text.as_bytes()) {
            Ok(()) => self.tell(Tone::Quiet, "The pack is saved as a file"),
            Err(fault) => self.tell_problem(&fault),
        }
    }
}
