//! The practice’s library: kept in its settings, given to couples, read from a file and written.

use super::desk::{Desk, Screen};
use super::paths::{self, Purpose};
use crate::edit::dialogue;
use crate::edit::homework::{Given, give};
use crate::model::homework::Practice;
use crate::model::practice_library::{OWN, shipped};
use crate::model::{ExampleDialogue, Pair, PartnerId};
use crate::store::practice_file;
use crate::ui::command::Ask;
use crate::ui::library::{LibraryAsk, LibraryFacts, library_ui, own_count};
use crate::ui::notice::Tone;
use egui::Ui;
use std::path::Path;

impl Desk {
    /// Every practice to choose from: the practice's own, then those that ship.
    pub(super) fn practices(&self) -> &[Practice] {
        &self.practices
    }

    fn own_practices(&self) -> &[Practice] {
        self.practice.as_ref().map_or(&[], |it| &it.settings.practices)
    }

    /// Made anew after every change to the practice's own.
    pub(super) fn ready_practices(&mut self) {
        self.practices = self.own_practices().to_vec();
        self.practices.extend(shipped());
    }

    pub(super) fn library_screen(&mut self, ui: &mut Ui, asked: &mut Vec<Ask>) {
        let (place, takes_keys) = (self.place(), self.takes_keys());
        let mut state = std::mem::take(&mut self.library);
        let facts = LibraryFacts {
            place,
            takes_keys,
            practices: self.practices(),
            own: self.own_practices().len(),
            talks: &self.talks,
            case: self.open.as_ref().map(super::open_case::OpenCase::shown),
            problem: self.gate.problem.as_ref(),
        };
        library_ui(ui, &mut state, &facts, asked);
        self.library = state;
    }

    pub(super) fn open_library(&mut self) {
        self.gate.problem = None;
        if self.talks.is_empty() {
            self.talks = ExampleDialogue::shipped();
        }
        self.screen = Screen::Library;
    }

    pub(super) fn library_ask(&mut self, ask: LibraryAsk, now_secs: f64) {
        match ask {
            LibraryAsk::Give { at, whose } => self.give_practice(at, whose, now_secs),
            LibraryAsk::CopyTalk(at) => self.copy_talk(at, now_secs),
            LibraryAsk::Keep(at, practice) => self.keep_practice(at, *practice),
            LibraryAsk::Remove(at) => self.keep_practices(|own| {
                if at < own.len() {
                    own.remove(at);
                }
            }),
            LibraryAsk::Import => self.ask_for_path(Purpose::AddPractices),
            LibraryAsk::Export => self.ask_for_path(Purpose::SavePractices),
        }
    }

    fn give_practice(&mut self, at: usize, whose: Option<PartnerId>, now_secs: f64) {
        let (Some(open), Some(practice)) = (&self.open, self.practices.get(at)) else {
            return;
        };
        let to = whose.map_or("both", |partner| open.case.name_of(partner)).to_owned();
        match give(&open.case, practice, whose) {
            Given::On(number, edit) => {
                self.change(edit, now_secs);
                self.tell(
                    Tone::Quiet,
                    format!("For {to}, on the sheet of session {number}"),
                );
            }
            Given::IsThere(number) => {
                let what =
                    format!("It is on the sheet of session {number} for {to} already");
                self.tell(Tone::NotYet, what);
            }
            Given::NotInTheRoom => {
                let what = "Only one of them is here. Give it to the other, or to both, once \
                            both are here.";
                self.tell(Tone::Alarm, what);
            }
            Given::NoSession => {
                let what = "There is no session yet. Start one, and give it then.";
                self.tell(Tone::Alarm, what);
            }
        }
    }

    /// An example becomes a talk of the couple's first loop, private until it is shared.
    fn copy_talk(&mut self, at: usize, now_secs: f64) {
        let (Some(open), Some(example)) = (&self.open, self.talks.get(at)) else {
            return;
        };
        let map = open.case.map(open.map.map).or(open.case.maps.first());
        let Some(map) = map else { return };
        let names = Pair::from_fn(|partner| open.case.name_of(partner));
        let talk = example.for_couple(map, &names);
        let (map, id, edit) = (map.id, talk.id, dialogue::put(map, talk));
        self.change(edit, now_secs);
        self.show_map(map);
        if let Some(open) = &mut self.open {
            open.talks.follow(map);
            open.talks.show(id);
            self.screen = Screen::Talks;
        }
    }

    fn keep_practice(&mut self, at: Option<usize>, practice: Practice) {
        self.keep_practices(|own| match at.and_then(|at| own.get_mut(at)) {
            Some(old) => *old = practice,
            None => own.push(practice),
        });
    }

    fn keep_practices(&mut self, change: impl FnOnce(&mut Vec<Practice>)) {
        if self.is_read_only() {
            return;
        }
        self.gate.problem = None;
        self.keep_settings(|settings| {
            change(&mut settings.practices);
            settings.practices.truncate(OWN);
        });
        self.ready_practices();
    }

    /// What is being written of a practice is kept before the lock and the end.
    pub(super) fn keep_written_practice(&mut self) {
        if let Some((at, practice)) = self.library.take_written() {
            self.keep_practice(at, practice);
        }
    }

    /// Reads practices from a file; one of the same title takes the place of the older one.
    pub(super) fn add_practices(&mut self, path: &Path) {
        let new = match practice_file::open(path) {
            Ok(new) => new,
            Err(error) => return self.library_problem(&error.to_string()),
        };
        let title = |it: &Practice| it.title.to_lowercase();
        let own = self.own_practices();
        let is_new = |it: &&Practice| !own.iter().any(|old| title(old) == title(it));
        if own.len() + new.iter().filter(is_new).count() > OWN {
            let what = "A practice holds 500 practices of its own. Remove some first.";
            return self.library_problem(what);
        }
        let said = format!("{} came from the file", own_count(new.len()));
        self.keep_practices(|own| {
            for practice in new {
                match own.iter_mut().find(|old| title(old) == title(&practice)) {
                    Some(old) => *old = practice,
                    None => own.push(practice),
                }
            }
        });
        self.tell(Tone::Quiet, said);
    }

    /// Writes the practice's own to a new file, for other practices.
    pub(super) fn save_practices(&mut self, path: &Path) {
        let text = match practice_file::write(self.own_practices()) {
            Ok(text) => text,
            Err(error) => return self.library_problem(&error.to_string()),
        };
        match paths::write_new(path, text.as_bytes()) {
            Ok(()) => self.tell(Tone::Quiet, "Your practices are saved as a file"),
            Err(fault) => self.library_problem(&fault),
        }
    }

    fn library_problem(&mut self, message: &str) {
        self.gate.problem = Some(super::gate_flow::problem(message));
    }
}
