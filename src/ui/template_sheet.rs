//! What is true of a whole template: its paper, whom it is for, its margins and the title of its file.

use super::look::{self, Scale, corner, space};
use super::template_blocks::Facts;
use super::template_list::hint;
use super::template_pick::{Picker, Target};
use super::template_slots::choice_ui;
use super::templates::{ChosenFacts, TemplatesAsk, TemplatesFacts, TemplatesState};
use super::widget_button::Button;
use super::widget_field::{Field, Ground};
use super::widget_row::Row;
use crate::drawing::{Face, Ink};
use crate::export::template::{Audience, Margins, Orientation};
use crate::export::{Template, template_write};
use egui::{CornerRadius, Frame, Margin, Ui, pos2, vec2};

const PAPERS: [(Orientation, &str); 4] = [
    (Orientation::Portrait, "Upright"),
    (Orientation::Landscape, "On its side"),
    (Orientation::HalfSheet, "Half a sheet"),
    (Orientation::TwoUp, "Twice on a sheet"),
];
const AUDIENCES: [(Audience, &str); 4] = [
    (Audience::Couple, "The couple"),
    (Audience::Practice, "The practice"),
    (Audience::Record, "The record"),
    (Audience::Supervisor, "A supervisor"),
];
/// Narrow, usual and wide.
const MARGINS: [(Option<[f32; 4]>, &str); 4] = [
    (None, "As usual"),
    (Some([15.0, 15.0, 14.0, 10.0]), "Narrow"),
    (Some([25.0, 25.0, 22.0, 14.0]), "Wide"),
    (Some([30.0, 20.0, 20.0, 14.0]), "To be bound"),
];

pub fn sheet_ui(
    ui: &mut Ui,
    state: &mut TemplatesState,
    (facts, chosen, template): (&TemplatesFacts<'_>, &ChosenFacts<'_>, &Template),
    asked: &mut Vec<TemplatesAsk>,
) {
    let paper = PAPERS.iter().find(|(it, _)| *it == template.paper);
    let paper = paper.map_or("", |(_, label)| *label).to_lowercase();
    let about = format!("{paper}, for {}", template.audience.label());
    let said = format!("The page: {about}");
    let row = Row { is_chosen: state.shows_sheet, ..Row::new(&said, 36.0) }.show(ui);
    let left = row.rect.left() + space::M;
    let style = (Scale::Interface, Face::SansSemiBold, Ink::Ink);
    let label = look::line(ui, "The page", style, 200.0);
    let top = row.rect.center().y - label.size().y / 2.0;
    let after = left + label.size().x + space::M;
    ui.painter().galley(pos2(left, top), label, look::ink(ui, Ink::Ink));
    let style = (Scale::Label, Face::Sans, Ink::Ink3);
    let words = look::line(ui, &about, style, row.rect.right() - after);
    let top = row.rect.center().y - words.size().y / 2.0 + 0.5;
    ui.painter().galley(pos2(after, top), words, look::ink(ui, Ink::Ink3));
    if row.clicked() {
        state.shows_sheet = !state.shows_sheet;
    }
    if state.shows_sheet {
        open_ui(ui, state, (facts, chosen), (template, asked));
    }
}

fn open_ui(
    ui: &mut Ui,
    state: &mut TemplatesState,
    (facts, chosen): Facts<'_, '_>,
    (template, asked): (&Template, &mut Vec<TemplatesAsk>),
) {
    let frame = Frame::new()
        .fill(look::ink(ui, Ink::Surface))
        .corner_radius(CornerRadius::same(corner::FLOATING))
        .inner_margin(Margin::same(12));
    let mut new = template.clone();
    frame.show(ui, |ui| {
        ui.set_width(ui.available_width());
        ui.spacing_mut().item_spacing = vec2(space::S, space::S);
        ui.add_enabled_ui(facts.can_change(), |ui| {
            choice_ui(ui, "How the sheet lies", (&mut new.paper, &PAPERS));
            choice_ui(ui, "Whom the page is for", (&mut new.audience, &AUDIENCES));
            margins_ui(ui, &mut new);
            title_ui(ui, state, &mut new);
            let field = Field::new("Language, as en-GB").on(Ground::Card).at_most(20);
            field.show(ui, &mut new.language);
        });
        hint(ui, "What a page may name follows from whom it is for. Its head and foot are blocks.");
    });
    ui.add_space(space::S);
    if new != *template {
        asked.push(TemplatesAsk::Change(template_write::write(&new, chosen.text)));
    }
}

fn margins_ui(ui: &mut Ui, template: &mut Template) {
    let sides = |it: Margins| [it.left, it.right, it.top, it.foot];
    let before = template.margins.map(sides);
    let mut margins = before;
    let mut choices = MARGINS.to_vec();
    if !choices.iter().any(|(it, _)| *it == before) {
        choices.push((before, "As it says"));
    }
    choice_ui(ui, "Margins", (&mut margins, &choices));
    if margins != before {
        template.margins =
            margins.map(|[left, right, top, foot]| Margins { left, right, top, foot });
    }
}

fn title_ui(ui: &mut Ui, state: &mut TemplatesState, template: &mut Template) {
    let mut title = template.title.0.first().cloned().unwrap_or_default();
    let field = Field::new("Title of the file; anybody sees it").on(Ground::Card);
    if field.at_most(200).show(ui, &mut title).response.changed() {
        match template.title.0.first_mut() {
            Some(old) => *old = title,
            None => template.title.0.push(title),
        }
    }
    let put = Button::quiet("Put a field in…").scale(Scale::Label).height(26.0);
    if ui.is_enabled() && put.show(ui).clicked() {
        state.picker = Some(Picker::new(Target::FieldInTitle));
    }
}
