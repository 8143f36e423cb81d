//! The two partners, each asked the same: what they are called, and how they may be reached.

use super::couple_file::{FileFacts, SECOND, TITLE};
use super::couple_file_list::name_ui;
use super::couple_file_pen::Pen;
use super::look::{self, space};
use super::widget_ground;
use crate::edit::case::NAME_LETTERS;
use crate::edit::couple_file::FileParts;
use crate::edit::listed::LINE_LETTERS;
use crate::model::{Partner, PartnerId};
use egui::{Id, Ui};

/// Shows both halves side by side.
pub(super) fn page_ui(
    ui: &mut Ui,
    pen: &mut Pen<'_>,
    (parts, facts): (&mut FileParts, &FileFacts<'_>),
) {
    look::label(ui, "Partners", TITLE);
    look::label(ui, "Only the code name is ever shown outside the file", SECOND);
    ui.add_space(space::XS);
    ui.spacing_mut().item_spacing.x = space::L;
    ui.columns_const(|columns: &mut [Ui; 2]| {
        for (ui, partner) in columns.iter_mut().zip(facts.both()) {
            widget_ground::card(ui, 20, |ui| {
                ui.set_width(ui.available_width());
                ui.spacing_mut().item_spacing.y = space::S;
                name_ui(ui, partner, facts);
                let half = (parts.partners.of_mut(partner), partner, facts.name(partner));
                half_ui(ui, pen, half);
            });
        }
    });
}

fn half_ui(
    ui: &mut Ui,
    pen: &mut Pen<'_>,
    (partner, who, name): (&mut Partner, PartnerId, &str),
) {
    let id = |field: &str| Id::unique(("partner", who, field));
    let contact = &mut partner.contact;
    for (label, hint, most, words) in [
        ("Name", "As said in the room", NAME_LETTERS, &mut partner.name),
        ("Surname", "", NAME_LETTERS, &mut partner.surname),
        ("Pronouns", "she, he, they…", NAME_LETTERS, &mut partner.pronouns),
        ("Phone", "", LINE_LETTERS, &mut contact.phone),
        ("Email", "", LINE_LETTERS, &mut contact.email),
    ] {
        let said = format!("{label} of {name}");
        pen.line(ui, ((label, &said), hint, most), (id(label), words));
    }
    let said = format!("Address of {name}");
    pen.text(ui, (("Address", &said), "", 2), (id("address"), &mut contact.address));
    let hint = "When, by which way, under which name, and what never: no message on the \
                shared phone, no letter home";
    let said = format!("How and when {name} may be reached safely");
    let shown = "How and when to be reached safely";
    pen.text(ui, ((shown, &said), hint, 3), (id("how"), &mut contact.how));
}
