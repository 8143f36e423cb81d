//! What was agreed with the couple: where they stand, who the client is, what is told alone, consents.

use super::command::Ask;
use super::couple_file::{
    FileAsk, FileFacts, FileState, GROUP, SECOND, SMALL, TITLE, Written,
};
use super::couple_file_consents::consents_ui;
use super::couple_file_pen::Pen;
use super::icon::Icon;
use super::look::{self, space};
use super::new_couple;
use super::widget_button::Button;
use super::{gate, widget_ground, widget_key_cap};
use crate::drawing::Ink;
use crate::edit::couple_file::{FileParts, set_status};
use crate::model::CaseStatus;
use egui::{Id, Ui};
use strum::VariantArray as _;

/// Shows the page.
pub(super) fn page_ui(
    ui: &mut Ui,
    state: &mut FileState,
    (pen, parts, facts): Written<'_, '_>,
    asked: &mut Vec<Ask>,
) {
    look::label(ui, "Agreements", TITLE);
    if !facts.case.is_agreed() {
        let words = "Choose who the client is and what happens to things told alone, before \
                     the first note";
        gate::remark(ui, (Icon::Note, Ink::Alarm), words);
    }
    status_ui(ui, pen, (parts, facts));
    widget_ground::card(ui, 20, |ui| {
        ui.set_width(ui.available_width());
        ui.spacing_mut().item_spacing = egui::vec2(space::L, space::S);
        let before = (parts.client_model, parts.secrets_policy);
        ui.columns_const(|[left, right]| {
            new_couple::client_ui(left, &mut parts.client_model);
            new_couple::secrets_ui(right, &mut parts.secrets_policy);
        });
        if before != (parts.client_model, parts.secrets_policy) {
            pen.chosen();
        }
        ui.add_space(space::S);
        wording_ui(ui, pen, (parts, facts), asked);
    });
    ui.add_space(space::S);
    consents_ui(ui, state, (pen, parts, facts));
}

fn status_ui(
    ui: &mut Ui,
    pen: &mut Pen<'_>,
    (parts, facts): (&mut FileParts, &FileFacts<'_>),
) {
    let names = status_names();
    let all = CaseStatus::VARIANTS;
    let mut chosen = all.iter().position(|it| *it == parts.status).unwrap_or_default();
    if widget_key_cap::switch(ui, "Where the therapy stands", &names, &mut chosen)
        && let Some(status) = all.get(chosen)
    {
        set_status(parts, *status, facts.today);
        pen.chosen();
    }
}

/// Every status by its name.
pub(super) fn status_names() -> Vec<&'static str> {
    CaseStatus::VARIANTS.iter().map(|status| status.label()).collect()
}

/// The words that the couple signs for things told alone.
fn wording_ui(
    ui: &mut Ui,
    pen: &mut Pen<'_>,
    (parts, facts): (&mut FileParts, &FileFacts<'_>),
    asked: &mut Vec<Ask>,
) {
    look::label(ui, "In the words that they sign", GROUP);
    let Some(policy) = parts.secrets_policy else {
        look::label(ui, "Choose first what happens with things told alone", SECOND);
        return;
    };
    let said = "The secrets policy in words";
    let hint = "What you tell the couple about things that one of them tells alone";
    let id = Id::unique("policy words");
    pen.text(ui, (("", said), hint, 3), (id, &mut parts.policy_words));
    let offered = facts.rules.wording(policy);
    ui.horizontal_wrapped(|ui| {
        let is_offered = parts.policy_words == offered;
        let label = if parts.policy_words.trim().is_empty() {
            "Begin with the practice’s words"
        } else {
            "Take the practice’s words instead"
        };
        if !is_offered && Button::plain(label).height(34.0).show(ui).clicked() {
            parts.policy_words.clone_from(&offered);
            pen.chosen();
        }
        let is_own = !is_offered && !parts.policy_words.trim().is_empty();
        let label = "Use these for every new couple";
        if is_own && Button::quiet(label).height(34.0).show(ui).clicked() {
            let words = parts.policy_words.trim().to_owned();
            asked.push(Ask::File(FileAsk::SetWording(policy, words)));
        }
        if is_offered {
            look::label(ui, "These are the practice’s words for this choice", SMALL);
        }
    });
}
