//! The couple’s file: who they are, what was agreed, the plan, and what belongs to one alone.

use super::desk::{Desk, Screen};
use crate::edit::couple_file::matters_to_both;
use crate::edit::listed::ListEdit;
use crate::edit::{CaseEdit, Edit, note};
use crate::model::ElementId;
use crate::model::keeping::{Rules, Term};
use crate::ui::command::Ask;
use crate::ui::couple_file::{FileAsk, FileFacts, Page, Rule, couple_file_ui};
use crate::ui::notice::Tone;
use egui::Ui;

impl Desk {
    pub(super) fn couple_file_screen(&mut self, ui: &mut Ui, asked: &mut Vec<Ask>) {
        let (place, today, takes_keys) =
            (self.place(), self.now().date_naive(), self.takes_keys());
        let none = Rules::default();
        let practice = self.practice.as_ref();
        let rules = practice.map_or(&none, |practice| &practice.settings.rules);
        let Some(open) = &mut self.open else { return };
        let saved = open.saved();
        // No session runs: this screen is shown the whole couple.
        let case = &open.case;
        let facts = FileFacts { case, today, rules, saved: &saved, place, takes_keys };
        couple_file_ui(ui, &mut open.couple_file, &facts, asked);
    }

    /// What is not decided is asked first.
    pub(super) fn open_couple_file(&mut self) {
        self.screen = Screen::File;
        if let Some(open) = self.open.as_mut().filter(|open| !open.case.is_agreed()) {
            open.couple_file.show(Page::Agreements);
        }
    }

    pub(super) fn couple_file_ask(&mut self, ask: FileAsk, now_secs: f64) {
        match ask {
            FileAsk::Keep(edit) => self.change(edit, now_secs),
            FileAsk::SetRule(rule, term) => self.set_rule(rule, term),
            FileAsk::SetWording(policy, words) => {
                self.keep_settings(|it| it.rules.set_wording(policy, &words));
                self.tell(Tone::Quiet, "New couples begin with these words");
            }
            FileAsk::MattersToBoth(phrase) => self.matters_to_both(phrase, now_secs),
            FileAsk::Show(page) => {
                self.screen = Screen::File;
                if let Some(open) = &mut self.open {
                    open.couple_file.show(page);
                }
            }
        }
    }

    fn set_rule(&mut self, rule: Rule, term: Option<Term>) {
        self.keep_settings(|settings| match rule {
            Rule::Answer => settings.rules.answer = term,
            Rule::Keep => settings.rules.keep = term,
        });
    }

    fn matters_to_both(&mut self, phrase: ElementId, now_secs: f64) {
        let today = self.now().date_naive();
        let Some(open) = &self.open else { return };
        let edit = matters_to_both(&open.case, phrase, today);
        match edit {
            Some(edit) => {
                self.change(edit, now_secs);
                self.tell(
                    Tone::Quiet,
                    "It waits in the file. Nothing told alone is shared until then.",
                );
            }
            None => self.tell(Tone::NotYet, "It waits in the file already"),
        }
    }

    /// Brings what is typed on the file's screen into the case.
    pub(super) fn keep_typed_file(&mut self) {
        let Some(open) = &mut self.open else { return };
        if let Some(edit) = open.couple_file.take_edit(&open.case) {
            // Long ago, so that it is saved at once.
            self.change(edit, 0.0);
        }
    }

    /// Words that are too long for their place wait among the process notes, which nobody else
    /// sees.
    pub(super) fn keep_too_long(&mut self) {
        let now = self.now();
        let Some(open) = &mut self.open else { return };
        let is_agreed = open.case.is_agreed();
        let texts = open.couple_file.take_too_long();
        for (alone, words) in texts.into_iter().filter(|_| is_agreed) {
            let mut note = note::begin_process(None, now);
            note.alone = alone;
            if let Some(section) = note.sections.first_mut() {
                section.words = format!(
                    "From the file, too long to be kept where it stood:\n{words}"
                );
            }
            let add = CaseEdit::Note(ListEdit::Add(Box::new(note)));
            self.change(Edit::Case(add), 0.0);
        }
    }
}
