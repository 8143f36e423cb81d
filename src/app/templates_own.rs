//! What is done to the practice's own templates: copied, changed, renamed, thrown away, taken back.

use super::desk::{Desk, Screen};
use super::paths;
use super::templates::own_line;
use crate::edit::own_templates::TemplateHistory;
use crate::export::template::Fault;
use crate::export::template_files;
use crate::export::templates;
use crate::export::{Template, template_write};
use crate::model::own_template::{
    self, OwnTemplate, free_name, is_same_name, name_fault, readable,
};
use crate::ui::command::Command;
use crate::ui::notice::Tone;
use crate::ui::templates::Chosen;
use std::path::Path;

/// So many mistakes of a file are named; the others are counted.
const MOST_SAID: usize = 3;

impl Desk {
    pub(super) fn copy_template(&mut self, now: f64) {
        let Some(chosen) = self.templates.state.chosen.clone() else { return };
        let Some((text, good)) = self.text_and_good(&chosen) else { return };
        let from = match &chosen {
            Chosen::Shipped(name) => name.clone(),
            Chosen::Own(at) => self
                .own_templates()
                .get(*at)
                .map(|own| own.from.clone())
                .unwrap_or_default(),
            Chosen::File(_) => String::new(),
        };
        let mut new = OwnTemplate {
            name: "our_template".to_owned(),
            text: text.to_owned(),
            good: good.to_owned(),
            from,
        };
        if let Some(template) = Template::read_loosely(text) {
            let wanted = match &chosen {
                Chosen::Shipped(_) => format!("our_{}", template.name),
                Chosen::Own(_) | Chosen::File(_) => template.name.clone(),
            };
            new.name = self.free_template_name(&wanted);
            new.text = renamed(text, &template.name, &new.name)
                .unwrap_or_else(|| with_name(template, &new.name, text));
        }
        self.add_template(new, now);
    }

    fn free_template_name(&self, wanted: &str) -> String {
        let own = self.own_templates().iter().map(|own| own.name.clone());
        let files = self.templates.files.iter();
        let files = files.filter_map(|it| it.good.as_ref().map(|it| it.name.clone()));
        let shipped = templates::shipped().into_iter().map(|it| it.name);
        let taken: Vec<String> = own.chain(files).chain(shipped).collect();
        free_name(wanted, &taken)
    }

    fn add_template(&mut self, new: OwnTemplate, now: f64) {
        let name = readable(&new.name);
        let at = self.own_templates().len();
        let is_kept = self.with_own(now, |own, history| {
            history.add(own, new);
            true
        });
        if is_kept {
            self.ready_lines();
            self.choose_template(Chosen::Own(at));
            self.tell(Tone::Quiet, format!("“{name}” is one of your own now"));
        }
    }

    pub(super) fn change_template(&mut self, text: String, now: f64) {
        let Some(Chosen::Own(at)) = self.templates.state.chosen else { return };
        let Some(old) = self.own_templates().get(at) else { return };
        let mut new = OwnTemplate { text, ..old.clone() };
        if new.good.is_empty() {
            new.good.clone_from(&old.text);
        }
        if let Some(template) = Template::read_loosely(&new.text)
            && self.name_is_free(&template.name, at)
        {
            new.name = template.name;
        }
        self.replace_template((at, new), now);
    }

    fn replace_template(&mut self, (at, new): (usize, OwnTemplate), now: f64) {
        self.with_own(now, |own, history| {
            history.replace(own, (at, new), (now * 1000.0) as u64);
            true
        });
        self.ready_line(at);
    }

    /// One line of the list anew.
    pub(super) fn ready_line(&mut self, at: usize) {
        let Some(own) = self.own_templates().get(at) else { return };
        let new = own_line((at, own, self.templates.has_mistakes(at)));
        let mut lines = self.templates.lines.iter_mut();
        if let Some(line) = lines.find(|line| line.chosen == Chosen::Own(at)) {
            *line = new;
        }
    }

    /// True if a template at this place may have the name.
    fn name_is_free(&self, name: &str, at: usize) -> bool {
        let mut others = self.own_templates().iter().enumerate();
        let is_taken = others.any(|(it, own)| it != at && is_same_name(&own.name, name));
        let is_shipped =
            self.templates.shipped.iter().any(|it| is_same_name(&it.name, name));
        name_fault(name).is_none() && !is_taken && !is_shipped
    }

    pub(super) fn rename_template(&mut self, name: &str, now: f64) {
        let Some(Chosen::Own(at)) = self.templates.state.chosen else { return };
        let Some(old) = self.own_templates().get(at).cloned() else { return };
        let name = name.trim();
        if name == readable(&old.name) || name == old.name {
            return;
        }
        if let Some(fault) = name_fault(name) {
            return self.tell(Tone::Alarm, format!("It keeps its name: {fault}"));
        }
        if !self.name_is_free(name, at) {
            let what = "There is a template of this name. Choose another name.";
            return self.tell(Tone::Alarm, what);
        }
        let Some(template) = Template::read_loosely(&old.text) else { return };
        let text = renamed(&old.text, &template.name, name)
            .unwrap_or_else(|| with_name(template, name, &old.text));
        self.templates.history.pause();
        let new = OwnTemplate { name: name.to_owned(), text, ..old };
        self.replace_template((at, new), now);
        self.templates.history.pause();
    }

    pub(super) fn back_to_original(&mut self, now: f64) {
        let Some(chosen) = self.templates.state.chosen.clone() else { return };
        let Some((from, text)) = self.original_of(&chosen) else { return };
        let (Chosen::Own(at), from) = (chosen, from.to_owned()) else { return };
        let Some(old) = self.own_templates().get(at).cloned() else { return };
        let Some(template) = templates::find(&from) else { return };
        let text = renamed(text, &template.name, &old.name)
            .unwrap_or_else(|| with_name(template, &old.name, text));
        self.templates.history.pause();
        let new = OwnTemplate { text, good: String::new(), ..old };
        self.replace_template((at, new), now);
        self.templates.history.pause();
        self.templates.state.close_blocks();
        self.tell(Tone::Quiet, format!("It is as “{}” came", readable(&from)));
    }

    pub(super) fn throw_template_away(&mut self, now: f64) {
        let Some(Chosen::Own(at)) = self.templates.state.chosen else { return };
        let from = self.own_templates().get(at).map(|own| own.from.clone());
        let is_gone = self.with_own(now, |own, history| {
            history.remove(own, at);
            true
        });
        if is_gone {
            self.ready_lines();
            let next = from.filter(|from| templates::text_of(from).is_some());
            let next = next.unwrap_or_else(|| "pair_sheet".to_owned());
            self.choose_template(Chosen::Shipped(next));
            self.tell(Tone::Quiet, "It is thrown away; Undo brings it back");
        }
    }

    /// Takes the last change back, or makes it again.
    fn step_templates(
        &mut self,
        now: f64,
        step: fn(&mut TemplateHistory, &mut Vec<OwnTemplate>) -> Option<usize>,
    ) {
        let before = self.templates.read.as_ref().and_then(|(_, read)| read.clone());
        let mut at = None;
        self.with_own(now, |own, history| {
            at = step(history, own);
            at.is_some()
        });
        let Some(at) = at else { return };
        self.ready_lines();
        let after = self.own_templates().get(at);
        let after = after.and_then(|own| Template::read_loosely(&own.text));
        self.templates.state.keep_block(before.as_ref(), after.as_ref());
        let last = self.own_templates().len().checked_sub(1);
        match last {
            Some(last) => self.choose_template(Chosen::Own(at.min(last))),
            None => self.choose_template(Chosen::Shipped("pair_sheet".to_owned())),
        }
    }

    /// A template goes only when somebody throws it away, and never because a key was pressed
    /// once more.
    fn undo_templates(&mut self, now: f64) {
        if self.templates.history.would_remove() {
            let what =
                "Nothing more is to undo here; “Throw it away…” removes the template";
            return self.tell(Tone::NotYet, what);
        }
        self.step_templates(now, TemplateHistory::undo);
    }

    /// Undo and redo belong to what is on the screen: the templates, or the couple.
    pub(super) fn step_here(&mut self, command: Command, now: f64) {
        match (self.screen, command) {
            (Screen::Templates, Command::Undo) => self.undo_templates(now),
            (Screen::Templates, _) => self.step_templates(now, TemplateHistory::redo),
            (_, Command::Undo) => self.undo(now),
            _ => self.redo(now),
        }
    }

    pub(super) fn templates_can_undo(&self) -> (bool, bool) {
        let can = self.screen == Screen::Templates;
        let history = &self.templates.history;
        (can && history.can_undo(), can && history.can_redo())
    }

    /// Changes the practice's own templates; they go to the file a little later.
    fn with_own(
        &mut self,
        now: f64,
        change: impl FnOnce(&mut Vec<OwnTemplate>, &mut TemplateHistory) -> bool,
    ) -> bool {
        if self.is_read_only() {
            let what = "This practice is open to read. Close it where it is written.";
            self.tell(Tone::Alarm, what);
            return false;
        }
        let Some(practice) = &mut self.practice else { return false };
        let history = &mut self.templates.history;
        if !change(&mut practice.templates, history) {
            return false;
        }
        if let Some(fault) = own_template::fault(&practice.templates) {
            history.undo(&mut practice.templates);
            self.tell(Tone::Alarm, format!("It was not kept: {fault}"));
            return false;
        }
        self.templates.changed_secs = Some(now);
        true
    }

    /// Takes a template from a file; the fault says what is wrong with it.
    pub(super) fn take_template(&mut self, path: &Path, now: f64) -> Result<(), String> {
        let text = template_files::read(path)?;
        let file = path.file_name().unwrap_or_default().to_string_lossy();
        let template = Template::read(&file, &text).map_err(|error| {
            let more = error.faults.len().saturating_sub(MOST_SAID);
            let first = error.faults.iter().take(MOST_SAID).map(ToString::to_string);
            let said = first.collect::<Vec<_>>().join("\n");
            if more > 0 { format!("{said}\nand {more} more") } else { said }
        })?;
        if let Some(fault) = name_fault(&template.name) {
            return Err(fault.to_owned());
        }
        let name = self.free_template_name(&template.name);
        let text = if name == template.name {
            text
        } else {
            renamed(&text, &template.name, &name)
                .unwrap_or_else(|| with_name(template, &name, &text))
        };
        let new = OwnTemplate { name, text, ..OwnTemplate::default() };
        self.add_template(new, now);
        Ok(())
    }

    /// Writes the chosen template to a new file, for another practice.
    pub(super) fn share_template(&mut self, path: &Path) {
        let Some(chosen) = self.templates.state.chosen.clone() else { return };
        let Some((text, _)) = self.text_and_good(&chosen) else { return };
        match paths::write_new(path, text.as_bytes()) {
            Ok(()) => self.tell(Tone::Quiet, "The template is saved as a file"),
            Err(fault) => self.tell(Tone::Alarm, fault),
        }
    }

    /// What a file of the chosen template is called.
    pub(super) fn template_file_name(&self) -> String {
        let printable = self.chosen_printable();
        let name = printable.map_or_else(|| "template".to_owned(), |it| it.name);
        format!("{}.ron", paths::plain_name(&name.replace(' ', "_")).replace('-', "_"))
    }

    /// A name that another template has already.
    pub(super) fn name_faults(&self, at: usize, text: &str) -> Vec<Fault> {
        let Some(template) = Template::read_loosely(text) else { return Vec::new() };
        if self.name_is_free(&template.name, at) {
            return Vec::new();
        }
        let before = text.split("name:").next().unwrap_or_default();
        let line = before.matches('\n').count() + 1;
        let column = before.rsplit('\n').next().unwrap_or_default().chars().count() + 1;
        let says = match name_fault(&template.name) {
            Some(fault) => fault.to_owned(),
            None => "another template has this name".to_owned(),
        };
        vec![Fault { line, column, says }]
    }
}

/// The text with another name in the place of the first one, if that is all that changes.
fn renamed(text: &str, old: &str, new: &str) -> Option<String> {
    let (from, to) = (format!("name: \"{old}\""), format!("name: \"{new}\""));
    let renamed = text.replacen(&from, &to, 1);
    let wanted = Template { name: new.to_owned(), ..Template::read_loosely(text)? };
    (Template::read_loosely(&renamed)? == wanted).then_some(renamed)
}

fn with_name(template: Template, name: &str, old: &str) -> String {
    template_write::write(&Template { name: name.to_owned(), ..template }, old)
}
