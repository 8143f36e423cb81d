//! The mistakes of a template, under it; a click leads to the place of each.

use super::look::{self, Scale, space};
use super::templates::{ChosenFacts, TemplatesState, View};
use super::widget_row::Row;
use crate::drawing::{Face, Ink};
use crate::export::template::Fault;
use crate::export::template_place::block_at;
use egui::{CornerRadius, Frame, Margin, Panel, ScrollArea, Ui, vec2};

/// So many mistakes are seen at once; the others are scrolled to.
const FAULTS_SHOWN: f32 = 3.3;
const FAULT: f32 = 42.0;

pub fn faults_ui(ui: &mut Ui, state: &mut TemplatesState, chosen: &ChosenFacts<'_>) {
    if chosen.faults.is_empty() {
        return;
    }
    let frame = Frame::new()
        .fill(look::ink(ui, Ink::Surface))
        .corner_radius(CornerRadius::same(10))
        .inner_margin(Margin::same(8));
    let above = Frame::new().inner_margin(Margin { top: 8, bottom: 24, ..Margin::ZERO });
    let panel = Panel::bottom("mistakes").resizable(false).show_separator_line(false);
    panel.frame(above).show(ui, |ui| frame.show(ui, |ui| list_ui(ui, state, chosen)));
}

fn list_ui(ui: &mut Ui, state: &mut TemplatesState, chosen: &ChosenFacts<'_>) {
    ui.spacing_mut().item_spacing.y = 0.0;
    let count = chosen.faults.len();
    let said = super::when::count(count, "mistake", "mistakes");
    let said = format!("{said}. The last version without one is shown, and prints.");
    let style = (Scale::Label, Face::SansSemiBold, Ink::Alarm);
    ui.add(egui::Label::new(look::job(ui, &said, style)).wrap());
    let height = FAULT * FAULTS_SHOWN.min(count as f32);
    ScrollArea::vertical().id_salt("mistakes").max_height(height).show(ui, |ui| {
        for fault in chosen.faults {
            fault_ui(ui, state, (chosen.text, fault));
        }
    });
}

/// By its line where lines are shown, and by its block where blocks are.
fn said_of(fault: &Fault, (text, view): (&str, View)) -> String {
    if view == View::Text {
        return fault.to_string();
    }
    let says = match fault.says.split_once("; the same on line") {
        Some((says, _)) => format!("{says}; the same in other places"),
        None => fault.says.clone(),
    };
    match block_at(text, (fault.line, fault.column)) {
        Some(block) => format!("{block} · {says}"),
        None => says,
    }
}

fn fault_ui(ui: &mut Ui, state: &mut TemplatesState, (text, fault): (&str, &Fault)) {
    let said = said_of(fault, (text, state.view));
    let response = Row::new(&said, FAULT).show(ui);
    let style = (Scale::Label, Face::Sans, Ink::Ink);
    let mut job = look::job(ui, &said, style);
    job.wrap.max_width = response.rect.width() - 2.0 * space::S;
    job.wrap.max_rows = 2;
    let galley = ui.fonts_mut(|fonts| fonts.layout_job(job));
    let at = response.rect.left_center() + vec2(space::S, -galley.size().y / 2.0);
    ui.painter().galley(at, galley, look::ink(ui, Ink::Ink));
    if response.on_hover_text("Shows it in the text").clicked() {
        state.view = View::Text;
        state.caret = Some((fault.line, fault.column));
    }
}
