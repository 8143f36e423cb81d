//! The risk of each partner on a session's sheet: not asked, none found, or something to watch.

use super::closing_choice::{Choice, Picked, Takes, beside, group};
use super::closing_page::{LABEL, Page, Pen, name_ui, part};
use super::closing_text::{Text, short_ui};
use super::look;
use crate::model::PartnerId;
use crate::model::note::{Risk, RiskLevel};
use egui::Ui;

/// Whatever else can be said of it is said in the note.
const STATES: [(&str, Option<RiskLevel>); 3] = [
    ("Not asked", None),
    ("None found", Some(RiskLevel::NoneFound)),
    ("To watch", Some(RiskLevel::Watched)),
];

/// Shown once nobody looks on any more.
pub(super) fn risk_ui(ui: &mut Ui, page: &Page<'_>, pen: &mut Pen) {
    if page.session.is_running() || page.facts.place.is_in_session {
        return;
    }
    part(ui, "Risk", |ui| {
        look::label(ui, "For the note alone; the couple never sees it", LABEL);
        for partner in page.partners() {
            one_ui(ui, page, pen, partner);
        }
    });
}

fn one_ui(ui: &mut Ui, page: &Page<'_>, pen: &mut Pen, partner: PartnerId) {
    let name = page.name(partner);
    let risk = page.sheet().risk.of(partner);
    let column = page.name_column(ui);
    beside(ui, (|ui: &mut Ui| name_ui(ui, page, partner), column), |ui| {
        let choices: Vec<Choice<'_>> = ('1'..)
            .zip(STATES)
            .map(|(key, (label, level))| {
                Choice::new(label, (&level, &risk.level)).key(key)
            })
            .collect();
        let id = page.id(("risk", partner));
        let asked = format!("Risk of {name}");
        if let Some(picked) = group(ui, (&asked, id, Takes::One), &choices) {
            let level = match picked {
                Picked::At(at) => STATES.get(at).and_then(|(_, level)| *level),
                Picked::Nothing => None,
            };
            pen.sheet(page).risk.of_mut(partner).level = level;
        }
    });
    words_ui(ui, page, pen, (partner, risk));
}

/// Why it was not asked, or what was found.
fn words_ui(
    ui: &mut Ui,
    page: &Page<'_>,
    pen: &mut Pen,
    (partner, risk): (PartnerId, &Risk),
) {
    let name = page.name(partner);
    let (label, hint, words, what) = match risk.level {
        None => (
            format!("Why it was not asked of {name}"),
            "Why not; for instance: was not in the room",
            &risk.not_asked_because,
            "why",
        ),
        Some(_) => (
            format!("What was found about {name}, and done"),
            "What was found, and done; may stay empty",
            &risk.words,
            "found",
        ),
    };
    let text = Text::new(page.id(("risk", partner, what)), &label, hint);
    let Some(new) = short_ui(ui, &mut pen.typing, (&text, words)) else { return };
    let level = risk.level;
    let risk = pen.sheet(page).risk.of_mut(partner);
    match level {
        None => risk.not_asked_because = new,
        Some(_) => risk.words = new,
    }
}
