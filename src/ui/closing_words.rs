//! The therapist's own words at the end of a sheet: what was seen, the plan, the next session.

use super::closing_offer::offers_ui;
use super::closing_page::{Page, Pen, part};
use super::closing_text::{Text, text_ui};
use super::icon::Icon;
use super::look::Scale;
use super::session_card::{BAD_TIME, read_clock};
use super::widget_field::{Field, Ground};
use super::{gate, when};
use crate::drawing::Ink;
use crate::edit::closing::Suggested;
use crate::edit::day::day_near;
use crate::model::session::Sheet;
use chrono::{Days, NaiveDate, NaiveTime};
use egui::{Ui, vec2};

pub(super) fn words_ui(ui: &mut Ui, page: &Page<'_>, pen: &mut Pen) {
    part(ui, "In your words", |ui| {
        let hint = "What you saw and heard; a draft for the note";
        let text = Text::new(page.id("observed"), "What I saw", hint).with_label();
        let sheet = page.sheet();
        if let Some(words) = text_ui(ui, &mut pen.typing, (&text, &sheet.observed)) {
            pen.sheet(page).observed = words;
        }
        let hint = "What to stay with next time";
        let text = Text::new(page.id("plan"), "Plan", hint).with_label();
        if let Some(words) = text_ui(ui, &mut pen.typing, (&text, &sheet.plan)) {
            pen.sheet(page).plan = words;
        }
    });
}

pub(super) fn next_ui(ui: &mut Ui, page: &Page<'_>, pen: &mut Pen) {
    part(ui, "Next session", |ui| {
        let sheet = page.sheet();
        let day = sheet.next.map(when::written).unwrap_or_default();
        let at = sheet.next_at.map(|at| at.format("%H:%M").to_string());
        let mut fault = None;
        ui.horizontal(|ui| {
            ui.allocate_ui(vec2(170.0, 62.0), |ui| {
                ui.vertical(|ui| {
                    fault = typed_ui(ui, page, pen, (Part::Day, &day));
                });
            });
            ui.allocate_ui(vec2(110.0, 62.0), |ui| {
                ui.vertical(|ui| {
                    let kept = at.unwrap_or_default();
                    let of_time = typed_ui(ui, page, pen, (Part::Time, &kept));
                    fault = fault.take().or(of_time);
                });
            });
        });
        if let Some(fault) = fault {
            gate::remark(ui, (Icon::Note, Ink::Alarm), &fault);
        } else if let Some(words) = sheet.next.map(|day| when::day(page.facts.today, day))
        {
            gate::remark(ui, (Icon::Session, Ink::Ink2), &words);
        }
        offers_ui(ui, page, pen, |what| match what {
            Suggested::Next(day, at) => Some(told(page, *day, *at)),
            _ => None,
        });
    });
}

/// "Wednesday, 18 November, 14:00".
fn told(page: &Page<'_>, day: NaiveDate, at: Option<NaiveTime>) -> String {
    let day = when::day(page.facts.today, day);
    at.map_or_else(|| day.clone(), |at| format!("{day}, {}", at.format("%H:%M")))
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Part {
    Day,
    Time,
}

impl Part {
    /// Puts what is typed on the sheet, as soon as it can be read.
    fn write(
        self,
        words: &str,
        (sheet, today): (&mut Sheet, NaiveDate),
    ) -> Result<(), String> {
        let words = words.trim();
        match self {
            Self::Day if words.is_empty() => sheet.next = None,
            Self::Day => {
                let next = today + Days::new(7);
                let day = day_near(words, today).ok_or_else(|| when::such_as(next))?;
                sheet.next = Some(day);
            }
            Self::Time if words.is_empty() => sheet.next_at = None,
            Self::Time => {
                let at = read_clock(words).ok_or_else(|| BAD_TIME.to_owned())?;
                sheet.next_at = Some(at);
            }
        }
        Ok(())
    }
}

/// A day or an hour, kept while it is typed; what is wrong with it once the field was left.
fn typed_ui(
    ui: &mut Ui,
    page: &Page<'_>,
    pen: &mut Pen,
    (which, kept): (Part, &str),
) -> Option<String> {
    let (label, hint) = match which {
        Part::Day => ("Day", when::written(page.facts.today + Days::new(7))),
        Part::Time => ("Time", "14:00".to_owned()),
    };
    let id = page.id(("next", which));
    let mut words = match &pen.next {
        Some((typed, words)) if *typed == id => words.clone(),
        _ => kept.to_owned(),
    };
    let output = Field::new(label)
        .hint(&hint)
        .height(36.0)
        .scale(Scale::Interface)
        .on(Ground::Card)
        .at_most(20)
        .id(id)
        .show(ui, &mut words);
    if output.response.gained_focus() {
        output.response.scroll_to_me(None);
    }
    let mut read = page.sheet().clone();
    let fault = which.write(&words, (&mut read, page.facts.today)).err();
    let has_focus = output.response.has_focus();
    if output.response.changed() && fault.is_none() {
        *pen.sheet(page) = read;
    }
    let is_here = pen.next.as_ref().is_some_and(|(typed, _)| *typed == id);
    if has_focus || output.response.changed() {
        pen.next = Some((id, words));
    } else if is_here && fault.is_none() {
        pen.next = None;
    }
    fault.filter(|_| !has_focus)
}
