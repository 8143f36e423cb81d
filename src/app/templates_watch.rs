//! What goes on beside the templates: the page that follows, the folder, and the way to the file.

use super::desk::{Desk, Screen};
use super::request::Request;
use super::template_studio::{Found, Job, Looked, Studio, Wanted, samples};
use crate::drawing::Paper;
use crate::export::Template;
use crate::store::{StoreError, Time};
use crate::ui::notice::Tone;
use crate::ui::templates::Chosen;
use egui::{Context, TextureOptions};
use std::time::Duration;

/// The page follows so long after the last key.
const PAUSE_SECS: f64 = 0.12;
/// The practice file follows so long after it.
const SAVE_SECS: f64 = 2.0;
/// How often the folder is looked at while its templates matter.
const FOLDER_SECS: f64 = 1.0;

impl Desk {
    /// Follows what is typed with the page and the mistakes, a moment later.
    pub(super) fn watch_page(&mut self, ctx: &Context) {
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
        let before = read
            .as_ref()
            .and_then(|(_, read)| read.clone().or_else(|| Template::read_loosely(good)));
        let bench = &mut self.templates;
        bench.read_last = before.or(bench.read_last.take());
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
