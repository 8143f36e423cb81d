//! How soon a changed word is seen on the page: making three pages, and drawing the one in view.

use crate::paper::paper_couples;
use criterion::Criterion;
use hayro::hayro_interpret::InterpreterSettings;
use hayro::hayro_syntax::Pdf;
use hayro::vello_cpu::color::palette::css::WHITE;
use hayro::{PixmapSettings, RenderCache, RenderSettings, render};
use holdfast::drawing::{Fonts, Paper};
use holdfast::export::{ForRecord, Known, PracticeWords, RecordChecks};
use holdfast::export::{print_text, templates};
use holdfast::model::audience::Audience;
use holdfast::model::{Case, SeenBy, Session, SessionKind};
use std::hint::black_box;

/// A session with so much written about it that its summary has three pages.
fn three_pages() -> Case {
    let mut case = paper_couples::usual();
    let mut session = Session::new(12, SessionKind::Joint, paper_couples::day());
    let sentence = "Ana asked again, Rui looked at the floor and said “I always get it \
                    wrong”, and stayed. ";
    session.sheet.observed = format!("{}\n\n", sentence.repeat(8)).repeat(11);
    case.sessions = vec![session];
    case
}

pub fn preview(criterion: &mut Criterion) {
    let case = three_pages();
    let Some(template) = templates::find("session_summary") else { return };
    let (practice, checks) = (PracticeWords::default(), RecordChecks::default());
    // As in the program: the thread keeps its fonts from one change to the next.
    let fonts = Fonts::new();
    let make = || {
        let known = ForRecord {
            seen: &SeenBy::of(&case, Audience::Record),
            session: case.sessions.first().map(|session| session.id),
            note: None,
            pack: None,
            checks: &checks,
            practice: &practice,
        };
        let known = Known::Record(&known);
        print_text(&known, &template, Paper::A4, paper_couples::day(), &fonts)
    };
    criterion.bench_function("a changed word: make three pages, draw one", |bencher| {
        bencher.iter(|| {
            let Ok(printed) = make() else { return };
            let Ok(pdf) = Pdf::new(printed.bytes) else { return };
            let Some(page) = pdf.pages().first() else { return };
            let size = PixmapSettings { x_scale: 1.25, y_scale: 1.25, bg_color: WHITE };
            let (cache, settings) = (RenderCache::new(), InterpreterSettings::default());
            let looks = RenderSettings::default();
            black_box(render(page, &cache, &settings, &looks, &size));
        });
    });
}
