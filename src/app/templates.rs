//! The practice's own templates: copied, changed, shared and kept; and the page that each makes.

use super::desk::{Desk, Screen};
use super::paths::Purpose;
use super::template_studio::{Looked, Samples, Studio, Wanted};
use crate::edit::own_templates::TemplateHistory;
use crate::export::Template;
use crate::export::template::Audience;
use crate::export::template_files::{self, TemplateFile};
use crate::export::templates::{self, Offered};
use crate::export::topics;
use crate::model::own_template::{OwnTemplate, readable};
use crate::store::Time;
use crate::ui::command::Ask;
use crate::ui::notice::Tone;
use crate::ui::templates::{
    Chosen, ChosenFacts, TemplateLine, TemplatesAsk, TemplatesFacts, TemplatesState,
    templates_ui,
};
use egui::{Context, TextureHandle, Ui};

/// The templates on the desk.
#[derive(Default)]
pub(super) struct TemplateBench {
    pub(super) state: TemplatesState,
    pub(super) history: TemplateHistory,
    pub(super) files: Vec<TemplateFile>,
    pub(super) shipped: Vec<Template>,
    pub(super) studio: Option<Studio>,
    pub(super) folder_looked_secs: Option<f64>,
    pub(super) wanted: Option<Wanted>,
    pub(super) looked: Option<Looked>,
    pub(super) pages: Vec<TextureHandle>,
    /// The text that was read last, and what it says.
    pub(super) read: Option<(String, Option<Template>)>,
    /// What the text said when it could be read last.
    pub(super) read_last: Option<Template>,
    pub(super) lines: Vec<TemplateLine>,
    pub(super) samples: Vec<(Audience, Samples)>,
    pub(super) is_letter: bool,
    pub(super) changed_secs: Option<f64>,
    pub(super) saved_at: Option<Time>,
    pub(super) failed: bool,
    pub(super) back: Option<Screen>,
}

impl Desk {
    /// Every template that can be printed: those that ship, the practice's own, those of its
    /// folder. The name of each is unique.
    pub(super) fn all_templates(&self) -> Vec<Offered> {
        templates::all(self.own_templates(), &self.templates.files)
    }

    pub(super) fn own_templates(&self) -> &[OwnTemplate] {
        self.practice.as_ref().map_or(&[], |practice| &practice.templates)
    }

    pub(super) fn open_templates(&mut self) {
        self.gate.problem = None;
        let printed = self.printed_template();
        let back = Some(self.screen).filter(|it| *it != Screen::Templates);
        self.templates.back = back.or(self.templates.back);
        self.screen = Screen::Templates;
        self.ready_lines();
        if let Some(printed) = printed {
            self.choose_template(printed);
        }
    }

    /// The template of the page that is looked at.
    fn printed_template(&self) -> Option<Chosen> {
        let printing = self.printing.as_ref().filter(|_| self.screen == Screen::Print)?;
        let name = &printing.paperwork()?.template.name;
        let own = self.own_templates().iter().position(|own| own.name == *name);
        let is_it = |file: &&TemplateFile| {
            file.good.as_ref().is_some_and(|good| good.name == *name)
        };
        let file = self.templates.files.iter().find(is_it);
        let file = file.map(|file| Chosen::File(file.file.clone()));
        let shipped = || templates::text_of(name).map(|_| Chosen::Shipped(name.clone()));
        own.map(Chosen::Own).or(file).or_else(shipped)
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
        let read_last = template.or(bench.read_last.as_ref());
        let audience = read_last.map(|it| it.audience);
        let mut samples = samples.filter(|(it, _)| Some(*it) == audience);
        Some(ChosenFacts {
            text,
            template,
            read_last,
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
    pub(super) fn text_and_good(&self, chosen: &Chosen) -> Option<(&str, &str)> {
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
    pub(super) fn original_of(&self, chosen: &Chosen) -> Option<(&str, &'static str)> {
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

    pub(super) fn choose_template(&mut self, chosen: Chosen) {
        let bench = &mut self.templates;
        if bench.state.chosen.as_ref() != Some(&chosen) {
            (bench.looked, bench.pages) = (None, Vec::new());
            (bench.read, bench.read_last) = (None, None);
        }
        bench.history.pause();
        bench.state.choose(chosen);
    }

    pub(super) fn template_folder(&self) -> Option<std::path::PathBuf> {
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
    pub(super) fn ready_lines(&mut self) {
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
        let mut shipped: Vec<TemplateLine> = shipped.collect();
        shipped.sort_by_cached_key(|it| it.title.to_lowercase());
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
}

static NO_SAMPLES: Samples = Samples::new();

impl TemplateBench {
    /// True if mistakes were found in the own template at this place when it was looked at.
    pub(super) fn has_mistakes(&self, at: usize) -> bool {
        self.state.chosen == Some(Chosen::Own(at))
            && self.looked.as_ref().is_some_and(|it| !it.faults.is_empty())
    }

    pub(super) fn is_waiting(&self) -> bool {
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

pub(super) fn own_line(
    (at, own, has_mistakes): (usize, &OwnTemplate, bool),
) -> TemplateLine {
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
        title: template.map_or_else(|| readable(name), topics::title),
        audience: template.map(|it| it.audience),
        has_mistakes,
    }
}
