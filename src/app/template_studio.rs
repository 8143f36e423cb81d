//! Checks templates, makes their pages for the invented couple and looks at the folder, apart from the window.

use super::worker::Manner;
use crate::drawing::{Fonts, Paper};
use crate::export::template::{Audience, Fault};
use crate::export::template_files::{self, TemplateFile};
use crate::export::template_sample::Sample;
use crate::export::{Template, fields};
use crate::store::sample;
use chrono::NaiveDate;
use egui::ColorImage;
use hayro::hayro_interpret::InterpreterSettings;
use hayro::hayro_syntax::Pdf;
use hayro::vello_cpu::color::palette::css::WHITE;
use hayro::{PixmapSettings, RenderCache, RenderSettings, render};
use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::mpsc::{Receiver, Sender, channel};

/// Pixels of a picture in a point of the page.
const SCALE: f32 = 1.7;
/// So many pages are shown; the others are counted.
const SHOWN: usize = 6;

/// Something to do.
pub(super) enum Job {
    Look(Wanted),
    /// The folder, and the files as they were seen last.
    Folder(PathBuf, Vec<TemplateFile>),
}

/// A template that is looked at.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Wanted {
    pub text: String,
    /// The last version without a mistake; empty if there is none.
    pub good: String,
    pub paper: Paper,
    pub on: NaiveDate,
}

/// What came of it.
pub(super) enum Found {
    Look(Box<Looked>),
    Folder(Vec<TemplateFile>),
    /// The folder is as it was.
    SameFolder,
}

/// A template that was looked at.
pub(super) struct Looked {
    pub of: Wanted,
    pub faults: Vec<Fault>,
    pub pages: Vec<ColorImage>,
    pub page_count: usize,
    /// Why there is no page though there is no mistake.
    pub problem: Option<String>,
}

/// What the fields of an audience give for the invented couple.
pub(super) type Samples = BTreeMap<&'static str, String>;

/// Does the jobs, on a thread of its own or at once.
pub(super) struct Studio {
    line: Line,
    waiting: usize,
}

enum Line {
    Thread {
        jobs: Sender<Job>,
        found: Receiver<Found>,
    },
    /// At once, for tests.
    Inline {
        bench: Box<Bench>,
        found: Vec<Found>,
    },
}

impl Studio {
    pub fn new(manner: Manner, ctx: &egui::Context) -> Self {
        let line = match manner {
            Manner::Inline => {
                Line::Inline { bench: Box::new(Bench::new()), found: Vec::new() }
            }
            Manner::Thread => {
                let (jobs, from_window) = channel();
                let (to_window, found) = channel();
                let ctx = ctx.clone();
                std::thread::spawn(move || {
                    work(&from_window, &to_window, &|| ctx.request_repaint());
                });
                Line::Thread { jobs, found }
            }
        };
        Self { line, waiting: 0 }
    }

    pub fn send(&mut self, job: Job) {
        self.waiting += 1;
        match &mut self.line {
            // The thread ends only after the window has let go of it.
            Line::Thread { jobs, .. } => {
                jobs.send(job).ok();
            }
            Line::Inline { bench, found } => found.push(bench.answer(job)),
        }
    }

    pub fn found(&mut self) -> Vec<Found> {
        let come: Vec<Found> = match &mut self.line {
            Line::Inline { found, .. } => std::mem::take(found),
            Line::Thread { found, .. } => found.try_iter().collect(),
        };
        self.waiting = self.waiting.saturating_sub(come.len());
        come
    }

    pub fn is_busy(&self) -> bool {
        self.waiting > 0
    }
}

/// One job after another until the window lets go.
fn work(jobs: &Receiver<Job>, to_window: &Sender<Found>, wake: &dyn Fn()) {
    let mut bench = Bench::new();
    for job in jobs {
        if to_window.send(bench.answer(job)).is_err() {
            return;
        }
        wake();
    }
}

/// What the work is done with.
struct Bench {
    fonts: Fonts,
    sample: Option<Sample>,
}

impl Bench {
    fn new() -> Self {
        Self { fonts: Fonts::new(), sample: invented() }
    }

    fn answer(&mut self, job: Job) -> Found {
        match job {
            Job::Look(wanted) => Found::Look(Box::new(self.look(wanted))),
            Job::Folder(folder, known) => template_files::look(&folder, &known)
                .map_or(Found::SameFolder, Found::Folder),
        }
    }

    fn look(&self, of: Wanted) -> Looked {
        let read = Template::read("", &of.text);
        let faults = read.as_ref().err().map(|error| error.faults.clone());
        let shown = read.ok().or_else(|| Template::read("", &of.good).ok());
        let mut looked = Looked {
            of,
            faults: faults.unwrap_or_default(),
            pages: Vec::new(),
            page_count: 0,
            problem: None,
        };
        if let (Some(template), Some(sample)) = (shown, &self.sample) {
            let on = (looked.of.on, &self.fonts);
            match sample.print(&template, looked.of.paper, on) {
                Ok(Some(printed)) => {
                    looked.page_count = printed.pages;
                    looked.pages = first_pages(printed.bytes).unwrap_or_default();
                }
                Ok(None) => {}
                Err(error) => looked.problem = Some(error.to_string()),
            }
        }
        looked
    }
}

/// The couple of the sample that most is known of.
fn invented() -> Option<Sample> {
    sample::couples().ok()?.into_iter().next().map(Sample::of)
}

/// What each audience's fields give for the invented couple.
pub(super) fn samples(on: NaiveDate) -> Vec<(Audience, Samples)> {
    let Some(sample) = invented() else { return Vec::new() };
    let templates = crate::export::templates::shipped();
    let of_audience = |audience: Audience| {
        let mut values = Samples::from([("date", fields::written(on))]);
        for template in templates.iter().filter(|it| it.audience == audience) {
            values.extend(sample.values(template));
        }
        (audience, values)
    };
    Audience::ALL.into_iter().map(of_audience).collect()
}

fn first_pages(bytes: Vec<u8>) -> Option<Vec<ColorImage>> {
    let pdf = Pdf::new(bytes).ok()?;
    let cache = RenderCache::new();
    let settings = InterpreterSettings::default();
    let size = PixmapSettings { x_scale: SCALE, y_scale: SCALE, bg_color: WHITE };
    let picture = |page| {
        let pixels = render(page, &cache, &settings, &RenderSettings::default(), &size);
        let (width, height) = (usize::from(pixels.width()), usize::from(pixels.height()));
        let bytes = pixels.data_as_u8_slice();
        ColorImage::from_rgba_premultiplied([width, height], bytes)
    };
    Some(pdf.pages().iter().take(SHOWN).map(picture).collect())
}
