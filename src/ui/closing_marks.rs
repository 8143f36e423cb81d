//! What was marked with one key while the session ran: here each mark gets its kind and its words.

use super::closing_choice::{Choice, Picked, Takes, group};
use super::closing_moves::headed;
use super::closing_page::{Page, Pen, part};
use super::closing_text::{self, Text};
use super::session_marks;
use crate::model::{Moment, MomentTag};
use egui::Ui;
use strum::VariantArray as _;

pub(super) fn marks_ui(ui: &mut Ui, page: &Page<'_>, pen: &mut Pen) {
    let marks = &page.sheet().moments;
    if marks.is_empty() {
        return;
    }
    part(ui, "Your marks", |ui| {
        for (at, mark) in marks.iter().enumerate() {
            mark_ui(ui, page, pen, (at, mark));
        }
    });
}

fn mark_ui(ui: &mut Ui, page: &Page<'_>, pen: &mut Pen, (at, mark): (usize, &Moment)) {
    let hour = mark.at.format("%H:%M").to_string();
    let name = format!("mark {}, {hour}", at + 1);
    let is_removed = headed(ui, (&hour, &format!("Remove {name}")), |_| {});
    let choices: Vec<Choice<'_>> = MomentTag::VARIANTS
        .iter()
        .map(|tag| {
            Choice::new(tag.label(), (tag, &mark.tag)).key(session_marks::key(*tag))
        })
        .collect();
    let id = page.id(("mark", at));
    let what = format!("What it was, {name}");
    if let Some(Picked::At(picked)) = group(ui, (&what, id, Takes::One), &choices)
        && let Some(tag) = MomentTag::VARIANTS.get(picked)
        && let Some(mark) = pen.sheet(page).moments.get_mut(at)
    {
        mark.tag = *tag;
    }
    let label = format!("In a few words, {name}");
    let text = Text::new(page.id(("words of a mark", at)), &label, "In a few words");
    if let Some(words) = closing_text::mark_ui(ui, &mut pen.typing, (&text, &mark.words))
        && let Some(mark) = pen.sheet(page).moments.get_mut(at)
    {
        mark.words = words;
    }
    if is_removed {
        pen.sheet(page).moments.remove(at);
    }
}
