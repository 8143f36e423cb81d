//! The risk of each partner in a note: what was found, or why it was not asked.

use super::chip;
use super::look::{self, Scale, space};
use super::note_editor;
use super::notes::NotesFacts;
use super::widget_button::Button;
use super::widget_field::{Field, Ground};
use super::widget_ground;
use super::widget_key_cap;
use crate::drawing::lobe::Hand;
use crate::drawing::{Face, Ink};
use crate::edit::note::risk_of_sheet;
use crate::model::Note;
use crate::model::PartnerId;
use crate::model::note::{Risk, RiskLevel};
use egui::{Id, Ui, vec2};
use strum::VariantArray as _;

/// Shows the risk of everybody whom the note is about; true when something was changed.
pub(super) fn risk_ui(
    ui: &mut Ui,
    (note, goes_to): (&mut Note, Option<PartnerId>),
    facts: &NotesFacts<'_>,
) -> bool {
    let alone = note.alone;
    let id = note.id;
    let mut is_changed = false;
    let about = facts
        .case
        .from_left()
        .into_iter()
        .filter(|it| alone.is_none_or(|alone| alone == *it));
    for partner in about {
        widget_ground::card(ui, 16, |ui| {
            ui.set_width(ui.available_width());
            ui.spacing_mut().item_spacing.y = space::S;
            let of_sheet = risk_of_sheet(facts.case, note, partner);
            let risk = note.risk.of_mut(partner);
            is_changed |=
                one_ui(ui, risk, (facts, partner, Id::unique(("risk", id.0))), goes_to);
            if let Some(of_sheet) = of_sheet
                && of_sheet_ui(ui, of_sheet, facts.name(partner))
            {
                risk.clone_from(of_sheet);
                is_changed = true;
            }
        });
    }
    is_changed
}

fn one_ui(
    ui: &mut Ui,
    risk: &mut Risk,
    (facts, partner, id): (&NotesFacts<'_>, PartnerId, Id),
    goes_to: Option<PartnerId>,
) -> bool {
    let name = facts.name(partner);
    name_ui(ui, (name, facts.hand(partner)));
    let mut names: Vec<&str> = vec!["Not asked"];
    names.extend(RiskLevel::VARIANTS.iter().map(|level| short(*level)));
    let place = |level: RiskLevel| RiskLevel::VARIANTS.iter().position(|it| *it == level);
    let mut chosen = risk.level.and_then(place).map_or(0, |place| place + 1);
    let asked = format!("Risk of {name}");
    let mut is_changed = widget_key_cap::switch(ui, &asked, &names, &mut chosen);
    if is_changed {
        risk.level =
            chosen.checked_sub(1).and_then(|at| RiskLevel::VARIANTS.get(at)).copied();
    }
    let id = id.with(partner);
    let output = match risk.level {
        None => Field::new(&format!("Why it was not asked of {name}"))
            .hint("For instance: was not in the room")
            .id(id.with("why"))
            .on(Ground::Card)
            .show(ui, &mut risk.not_asked_because),
        Some(_) => Field::new(&format!("What was found about {name}, and done"))
            .hint("In a few words; may stay empty")
            .id(id.with("found"))
            .on(Ground::Card)
            .show(ui, &mut risk.words),
    };
    if goes_to == Some(partner) {
        note_editor::go_to(&output.response);
    }
    is_changed |= output.response.changed();
    is_changed
}

/// What the sheet of the session says, where the note says something else; true when it is taken.
fn of_sheet_ui(ui: &mut Ui, risk: &Risk, name: &str) -> bool {
    let level = risk.level.map_or("Not asked", short);
    let more = if risk.level.is_some() { &risk.words } else { &risk.not_asked_because };
    let more = if more.trim().is_empty() { String::new() } else { format!(", {more}") };
    ui.horizontal_wrapped(|ui| {
        let words = format!("The session’s sheet says of {name}: {level}{more}");
        look::label(ui, &words, (Scale::Chip, Face::Sans, Ink::Ink2));
        Button::plain("Take that").height(30.0).show(ui).clicked()
    })
    .inner
}

fn name_ui(ui: &mut Ui, (name, hand): (&str, Hand)) {
    let ink = if hand == Hand::Left { Ink::AInk } else { Ink::BInk };
    ui.horizontal(|ui| {
        let (rect, _) = ui.allocate_exact_size(vec2(16.0, 24.0), egui::Sense::hover());
        chip::paint_sign(ui, rect.center(), hand);
        look::label(ui, name, (Scale::Row, Face::SerifSemiBold, ink));
    });
}

fn short(level: RiskLevel) -> &'static str {
    match level {
        RiskLevel::NoneFound => "None found",
        RiskLevel::Watched => "To watch",
        RiskLevel::PlanMade => "Plan made",
        RiskLevel::Acute => "Acute",
    }
}
