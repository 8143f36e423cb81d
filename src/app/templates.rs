//! The practice's own templates: copied, changed, shared and kept; and the page that each makes.

use super::desk::{Desk, Screen};
use super::paths::{self, Purpose};
use super::request::Request;
use super::template_studio::{Found, Job, Looked, Samples, Studio, Wanted, samples};
use crate::drawing::Paper;
use crate::edit::own_templates::TemplateHistory;
use crate::export::template::{Audience, Fault};
use crate::export::template_files::{self, TemplateFile};
use crate::export::templates::{self, Offered};
use crate::export::{Template, template_write};
use crate::model::own_template::{
    self, OwnTemplate, free_name, is_same_name, name_fault, readable,
};
use crate::store::{StoreError, Time};
use crate::ui::command::{Ask, Command};
use crate::ui::notice::Tone;
use crate::ui::templates::{
    Chosen, ChosenFacts, TemplateLine, TemplatesAsk, TemplatesFacts, TemplatesState,
    templates_ui,
};
use egui::{Context, TextureHandle, TextureOptions, Ui};
use std::path::Path;
use std::time::Duration;

/// The page follows so long after the last key.
const PAUSE_SECS: f64 = 0.12;
/// The practice file follows so long after it.
const SAVE_SECS: f64 = 2.0;
/// How often the folder is looked at while its templates matter.
const FOLDER_SECS: f64 = 1.0;
const MOST_SAID: usize = 3;

/// The templates on the desk.
#[derive(Default)]
pub(super) struct TemplateBench {
    state: TemplatesState,
    history: TemplateHistory,
    files: Vec<TemplateFile>,
    shipped: Vec<Template>,
    studio: Option<Studio>,
    folder_looked_secs: Option<f64>,
    wanted: Option<Wanted>,
    looked: Option<Looked>,
    pages: Vec<TextureHandle>,
    /// The text that was read last, and what it says.
    read: Option<(String, Option<Template>)>,
    lines: Vec<TemplateLine>,
    samples: Vec<(Audience, Samples)>,
    is_letter: bool,
    changed_secs: Option<f64>,
    saved_at: Option<Time>,
    failed: bool,
    back: Option<Screen>,
}

impl Desk {
    /// Every template that can be printed: those that ship, the practice's own, those of its
    /// folder. The name of each is unique.
    pub(super) fn all_templates(&self) -> Vec<Offered> {
        templates::all(self.own_templates(), &self.templates.files)
    }

    fn own_templates(&self) -> &[OwnTemplate] {
        self.practice.as_ref().map_or(&[], |practice| &practice.templates)
    }

    pub(super) fn open_templates(&mut self) {
        self.gate.problem = None;
        let back = Some(self.screen).filter(|it| *it != Screen::Templates);
        self.templates.back = back.or(self.templates.back);
        self.screen = Screen::Templates;
        self.ready_lines();
    }

    /// Puts the templates away, as at a lock.
    pub(super) fn forget_templates(&mut self) {
        self.templates = TemplateBench::default();
    }

    pub(super) fn templates_screen(&mut self, ui: &mut Ui, asked: &mut Vec<Ask>) {
        self.watch_page(ui.ctx());
        let prints_for = self.prints_for();
        let (place, takes_keys) = (self.place(), self.takes_keys());
        let mut state = std::mem::take(&mut self.templates.state);
        let folder = self.template_folder().map(|it| it.display().to_string());
        let saved = self.templates.saved();
        let facts = TemplatesFacts {
            place,
            takes_keys,
            lines: &self.templates.lines,
            chosen: self.chosen_facts(&state, &saved),
            prints_for: prints_for.as_deref(),
            leads_back: self.templates.back.is_some(),
            problem: self.gate.problem.as_ref(),
            folder: folder.as_deref(),
        };
        templates_ui(ui, &mut state, &facts, asked);
        self.templates.state = state;
    }

    /// The couple on the desk, if a page of the chosen template can be theirs.
    fn prints_for(&self) -> Option<String> {
        let open = self.open.as_ref().filter(|open| open.case.running().is_none())?;
        let read = self.templates.read.as_ref().and_then(|(_, read)| read.as_ref());
        let can_print = read.is_none_or(|template| self.can_print_with(template));
        can_print.then(|| open.case.code_name.clone())
    }

    /// What the chosen template prints now.
    pub(super) fn chosen_printable(&self) -> Option<Template> {
        match self.templates.state.chosen.as_ref()? {
            Chosen::Shipped(name) => templates::find(name),
            Chosen::Own(at) => {
                let own = self.own_templates().get(*at)?;
                let template = templates::last_good(own)?;
                Some(Template { name: own.name.clone(), ..template })
            }
            Chosen::File(file) => {
                let mut files = self.templates.files.iter();
                files.find(|it| it.file == *file)?.good.clone()
            }
        }
    }

    fn chosen_facts<'a>(
        &'a self,
        state: &TemplatesState,
        saved: &'a str,
    ) -> Option<ChosenFacts<'a>> {
        let bench = &self.templates;
        let chosen = state.chosen.as_ref()?;
        let line = bench.lines.iter().find(|line| line.chosen == *chosen)?;
        let (text, _) = self.text_and_good(chosen)?;
        let template = bench.read.as_ref().and_then(|(_, read)| read.as_ref());
        let looked = bench.looked.as_ref().filter(|it| it.of.text == text);
        let samples = bench.samples.iter();
        let audience = template.map(|it| it.audience);
        let mut samples = samples.filter(|(it, _)| Some(*it) == audience);
        Some(ChosenFacts {
            text,
            template,
            line,
            original: self.original_of(chosen).map(|(name, _)| readable(name)),
            faults: bench.looked.as_ref().map_or(&[], |it| &it.faults),
            is_checked: looked.is_some(),
            is_letter: bench.is_letter,
            pages: &bench.pages,
            page_count: bench.looked.as_ref().map_or(0, |it| it.page_count),
            problem: bench.looked.as_ref().and_then(|it| it.problem.as_deref()),
            samples: samples.next().map_or(&NO_SAMPLES, |(_, samples)| samples),
            saved,
            is_unsaved: bench.changed_secs.is_some(),
        })
    }

    /// The text of a template, and the last version without a mistake while it has one.
    fn text_and_good(&self, chosen: &Chosen) -> Option<(&str, &str)> {
        match chosen {
            Chosen::Shipped(name) => Some((templates::text_of(name)?, "")),
            Chosen::Own(at) => {
                let own = self.own_templates().get(*at)?;
                Some((&own.text, &own.good))
            }
            Chosen::File(file) => {
                let mut files = self.templates.files.iter();
                Some((&files.find(|it| it.file == *file)?.text, ""))
            }
        }
    }

    /// The shipped template that an own one was copied from, with its text.
    fn original_of(&self, chosen: &Chosen) -> Option<(&str, &'static str)> {
        let Chosen::Own(at) = chosen else { return None };
        let from = &self.own_templates().get(*at)?.from;
        Some((from, templates::text_of(from)?))
    }

    pub(super) fn templates_ask(&mut self, ctx: &Context, ask: TemplatesAsk) {
        self.gate.problem = None;
        let now = super::dispatch::now_secs(ctx);
        match ask {
            TemplatesAsk::Choose(chosen) => self.choose_template(chosen),
            TemplatesAsk::Copy => self.copy_template(now),
            TemplatesAsk::Change(text) => self.change_template(text, now),
            TemplatesAsk::Rename(name) => self.rename_template(&name, now),
            TemplatesAsk::Original => self.back_to_original(now),
            TemplatesAsk::ThrowAway => self.throw_template_away(now),
            TemplatesAsk::Share => self.ask_for_path(Purpose::SaveTemplate),
            TemplatesAsk::TakeIn => self.ask_for_path(Purpose::TakeTemplate),
            TemplatesAsk::ShowFolder => self.show_template_folder(),
            TemplatesAsk::A4 => self.templates.is_letter = false,
            TemplatesAsk::Letter => self.templates.is_letter = true,
            TemplatesAsk::Print => self.print_chosen_template(ctx),
            TemplatesAsk::Back => {
                let back = self.templates.back.take().unwrap_or(Screen::Couples);
                let is_gone = back == Screen::Print && self.printing.is_none();
                self.screen = if is_gone { Screen::Map } else { back };
            }
        }
    }

    fn choose_template(&mut self, chosen: Chosen) {
        let bench = &mut self.templates;
        if bench.state.chosen.as_ref() != Some(&chosen) {
            (bench.looked, bench.pages) = (None, Vec::new());
        }
        bench.history.pause();
        bench.state.choose(chosen);
    }

    fn copy_template(&mut self, now: f64) {
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

    fn change_template(&mut self, text: String, now: f64) {
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
    fn ready_line(&mut self, at: usize) {
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

    fn rename_template(&mut self, name: &str, now: f64) {
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

    fn back_to_original(&mut self, now: f64) {
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

    fn throw_template_away(&mut self, now: f64) {
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
        let mut at = None;
        self.with_own(now, |own, history| {
            at = step(history, own);
            at.is_some()
        });
        let Some(at) = at else { return };
        self.ready_lines();
        self.templates.state.close_blocks();
        let last = self.own_templates().len().checked_sub(1);
        match last {
            Some(last) => self.choose_template(Chosen::Own(at.min(last))),
            None => self.choose_template(Chosen::Shipped("pair_sheet".to_owned())),
        }
    }

    /// Undo and redo belong to what is on the screen: the templates, or the couple.
    pub(super) fn step_here(&mut self, command: Command, now: f64) {
        match (self.screen, command) {
            (Screen::Templates, Command::Undo) => {
                self.step_templates(now, TemplateHistory::undo);
            }
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

    fn template_folder(&self) -> Option<std::path::PathBuf> {
        let path = self.practice.as_ref()?.path.as_deref()?;
        Some(template_files::beside(path))
    }

    fn show_template_folder(&mut self) {
        let Some(folder) = self.template_folder() else { return };
        let made = std::fs::create_dir_all(&folder);
        if made.is_err() || opener::open(&folder).is_err() {
            let what =
                format!("The folder could not be opened. It is {}.", folder.display());
            self.tell(Tone::Alarm, what);
        }
    }

    /// The list anew, after every change.
    fn ready_lines(&mut self) {
        if self.templates.shipped.is_empty() {
            self.templates.shipped = templates::shipped();
        }
        let own = self.own_templates().iter().enumerate().map(|(at, own)| {
            own_line((at, own, self.templates.has_mistakes(at) || !own.good.is_empty()))
        });
        let files = self.templates.files.iter().map(|it| {
            let read = Template::read_loosely(&it.text).or_else(|| it.good.clone());
            let name = read.as_ref().map_or(it.file.as_str(), |it| it.name.as_str());
            let chosen = Chosen::File(it.file.clone());
            line(chosen, name, (read.as_ref(), !it.faults.is_empty()))
        });
        let shipped = self.templates.shipped.iter().map(|it| {
            line(Chosen::Shipped(it.name.clone()), &it.name, (Some(it), false))
        });
        let lines: Vec<TemplateLine> = own.chain(files).chain(shipped).collect();
        let bench = &mut self.templates;
        let is_there = |chosen: &Chosen| lines.iter().any(|line| line.chosen == *chosen);
        if !bench.state.chosen.as_ref().is_some_and(is_there)
            && let Some(first) = lines.first()
        {
            bench.state.choose(first.chosen.clone());
        }
        bench.lines = lines;
    }

    /// Follows what is typed with the page and the mistakes, a moment later.
    fn watch_page(&mut self, ctx: &Context) {
        self.take_from_studio(ctx);
        let now = super::dispatch::now_secs(ctx);
        if self.templates.samples.is_empty() {
            self.templates.samples = samples(self.now().date_naive());
        }
        let Some(chosen) = self.templates.state.chosen.clone() else { return };
        let Some((text, good)) = self.text_and_good(&chosen) else { return };
        let is_read = |(read, _): &(String, _)| read == text;
        let read = (!self.templates.read.as_ref().is_some_and(is_read))
            .then(|| (text.to_owned(), Template::read_loosely(text)));
        let paper = if self.templates.is_letter { Paper::Letter } else { Paper::A4 };
        let on = self.now().date_naive();
        let is_same = |it: &Wanted| {
            it.text == text && it.good == good && it.paper == paper && it.on == on
        };
        let is_wanted = self.templates.wanted.as_ref().is_some_and(is_same)
            && (self.templates.looked.is_some() || self.templates.is_waiting());
        let wanted = (!is_wanted).then(|| Wanted {
            text: text.to_owned(),
            good: good.to_owned(),
            paper,
            on,
        });
        let bench = &mut self.templates;
        bench.read = read.or(bench.read.take());
        let Some(wanted) = wanted else { return };
        let since = bench.changed_secs.map_or(PAUSE_SECS, |changed| now - changed);
        if since < PAUSE_SECS && bench.looked.is_some() {
            let rest = Duration::from_secs_f64(PAUSE_SECS - since + 0.01);
            ctx.request_repaint_after(rest);
        } else if !bench.is_waiting() {
            bench.wanted = Some(wanted.clone());
            self.send_to_studio(ctx, Job::Look(wanted));
            self.take_from_studio(ctx);
        }
    }

    fn send_to_studio(&mut self, ctx: &Context, job: Job) {
        let manner = self.worker.manner();
        let studio = &mut self.templates.studio;
        studio.get_or_insert_with(|| Studio::new(manner, ctx)).send(job);
    }

    fn take_from_studio(&mut self, ctx: &Context) {
        let found = self.templates.studio.as_mut().map(Studio::found);
        for found in found.unwrap_or_default() {
            match found {
                Found::Look(looked) => self.take_look(ctx, *looked),
                Found::Folder(files) => {
                    self.templates.files = files;
                    self.ready_lines();
                }
                Found::SameFolder => {}
            }
        }
    }

    fn take_look(&mut self, ctx: &Context, mut looked: Looked) {
        let Some(chosen) = self.templates.state.chosen.clone() else { return };
        let is_now = |(text, _): (&str, &str)| text == looked.of.text;
        let is_now = self.text_and_good(&chosen).is_some_and(is_now);
        if is_now && let &Chosen::Own(at) = &chosen {
            looked.faults.extend(self.name_faults(at, &looked.of.text));
            if looked.faults.is_empty()
                && let Some(practice) = &mut self.practice
                && let Some(own) = practice.templates.get_mut(at)
            {
                own.good.clear();
            }
        }
        if let (true, Some(wanted)) = (is_now, &mut self.templates.wanted)
            && looked.faults.is_empty()
        {
            wanted.good.clear();
        }
        if !is_now {
            return;
        }
        let pictures = std::mem::take(&mut looked.pages).into_iter();
        let load =
            |picture| ctx.load_texture("template", picture, TextureOptions::LINEAR);
        self.templates.pages = pictures.map(load).collect();
        self.templates.looked = Some(looked);
        if let Chosen::Own(at) = chosen {
            self.ready_line(at);
        }
    }

    /// A name that another template has already.
    fn name_faults(&self, at: usize, text: &str) -> Vec<Fault> {
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

    /// Each frame: what the studio found, the folder, and the way to the file.
    pub(super) fn watch_templates(&mut self, ctx: &Context) {
        self.take_from_studio(ctx);
        let now = super::dispatch::now_secs(ctx);
        if let Some(changed) = self.templates.changed_secs {
            let due = changed + SAVE_SECS - now;
            if due <= 0.0 {
                self.keep_templates();
            } else {
                ctx.request_repaint_after(Duration::from_secs_f64(due + 0.02));
            }
        }
        if matches!(self.screen, Screen::Templates | Screen::Print) {
            self.watch_folder(ctx, now);
        }
    }

    fn watch_folder(&mut self, ctx: &Context, now: f64) {
        let Some(folder) = self.template_folder() else { return };
        let bench = &self.templates;
        let due = bench.folder_looked_secs.map_or(0.0, |it| it + FOLDER_SECS - now);
        if due > 0.0 {
            ctx.request_repaint_after(Duration::from_secs_f64(due + 0.02));
            return;
        }
        ctx.request_repaint_after(Duration::from_secs_f64(FOLDER_SECS));
        if !bench.is_waiting() {
            let known = bench.files.clone();
            self.templates.folder_looked_secs = Some(now);
            self.send_to_studio(ctx, Job::Folder(folder, known));
            self.take_from_studio(ctx);
        }
    }

    /// Sends the practice's own templates to the file, if they are not there yet.
    pub(super) fn keep_templates(&mut self) {
        // What could not be written once is tried again.
        let is_kept = self.templates.changed_secs.take().is_none();
        if is_kept && !self.templates.failed {
            return;
        }
        let now = self.now();
        let Some(practice) = &self.practice else { return };
        if practice.path.is_some() && !practice.is_read_only {
            let templates = practice.templates.clone();
            self.send(Request::KeepTemplates { templates, now });
        }
    }

    pub(super) fn templates_kept(&mut self, at: Time) {
        (self.templates.saved_at, self.templates.failed) = (Some(at), false);
    }

    pub(super) fn templates_not_kept(&mut self, error: &StoreError) {
        self.templates.failed = true;
        self.tell(Tone::Alarm, format!("NOT SAVED: {error}"));
    }
}

static NO_SAMPLES: Samples = Samples::new();

impl TemplateBench {
    /// True if mistakes were found in the own template at this place when it was looked at.
    fn has_mistakes(&self, at: usize) -> bool {
        self.state.chosen == Some(Chosen::Own(at))
            && self.looked.as_ref().is_some_and(|it| !it.faults.is_empty())
    }

    fn is_waiting(&self) -> bool {
        self.studio.as_ref().is_some_and(Studio::is_busy)
    }

    fn saved(&self) -> String {
        match (self.failed, self.changed_secs, self.saved_at) {
            (true, ..) => "NOT SAVED".to_owned(),
            (_, Some(_), _) => "Saving…".to_owned(),
            (.., Some(at)) => format!("Saved {}", at.format("%H:%M")),
            _ => String::new(),
        }
    }
}

fn own_line((at, own, has_mistakes): (usize, &OwnTemplate, bool)) -> TemplateLine {
    let read = Template::read_loosely(&own.text).or_else(|| templates::last_good(own));
    line(Chosen::Own(at), &own.name, (read.as_ref(), has_mistakes))
}

fn line(
    chosen: Chosen,
    name: &str,
    (template, has_mistakes): (Option<&Template>, bool),
) -> TemplateLine {
    TemplateLine {
        chosen,
        name: readable(name),
        title: template.map(Template::plain_title).unwrap_or_default(),
        audience: template.map(|it| it.audience),
        has_mistakes,
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
