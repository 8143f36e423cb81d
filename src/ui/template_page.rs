//! The page of a template beside it, as it looks for an invented couple.

use super::look::{self, Scale, space};
use super::template_list::hint;
use super::templates::{ChosenFacts, HEAD, LABEL, TemplatesAsk, TemplatesFacts};
use super::widget_key_cap::switch;
use crate::drawing::{Face, Ink};
use egui::{
    CornerRadius, Rect, Role, ScrollArea, Sense, TextureHandle, Ui, WidgetInfo, vec2,
};

pub fn page_ui(ui: &mut Ui, facts: &TemplatesFacts<'_>, asked: &mut Vec<TemplatesAsk>) {
    let room = ui.max_rect();
    ui.painter().rect_filled(room, 0.0, look::ink(ui, Ink::Deep));
    let Some(chosen) = &facts.chosen else { return };
    let inner = room.shrink2(vec2(space::L, 0.0));
    let mut child = ui.new_child(egui::UiBuilder::new().max_rect(inner));
    let ui = &mut child;
    ui.spacing_mut().item_spacing.y = space::S;
    ui.add_space((HEAD - 34.0) / 2.0);
    ui.horizontal(|ui| {
        let mut paper = usize::from(chosen.is_letter);
        if switch(ui, "Paper", &["A4", "Letter"], &mut paper) {
            asked.push(if paper == 0 { TemplatesAsk::A4 } else { TemplatesAsk::Letter });
        }
        look::label(ui, "For an invented couple", LABEL);
    });
    if let Some(problem) = chosen.problem {
        let style = (Scale::Interface, Face::SansSemiBold, Ink::Alarm);
        ui.add(egui::Label::new(look::job(ui, problem, style)).wrap());
    }
    if chosen.pages.is_empty() {
        empty_ui(ui, chosen);
        return;
    }
    ScrollArea::vertical().id_salt("page of the template").auto_shrink(false).show(
        ui,
        |ui| {
            for (number, page) in (1..).zip(chosen.pages) {
                one_ui(ui, page, (number, chosen.page_count));
            }
            let more = chosen.page_count.saturating_sub(chosen.pages.len());
            if more > 0 {
                let words = super::when::count(more, "page more", "pages more");
                look::label(ui, &format!("And {words}"), LABEL);
            }
            ui.add_space(space::XL);
        },
    );
}

fn empty_ui(ui: &mut Ui, chosen: &ChosenFacts<'_>) {
    if !chosen.is_checked {
        hint(ui, "The page is being made…");
    } else if !chosen.faults.is_empty() {
        hint(ui, "The page is shown as soon as the mistakes are mended");
    }
}

fn one_ui(ui: &mut Ui, page: &TextureHandle, (number, count): (usize, usize)) {
    let size = page.size_vec2();
    let width = ui.available_width() - space::M;
    let shown = size * (width / size.x).max(0.05);
    let (rect, response) = ui.allocate_exact_size(shown, Sense::hover());
    let sheet = Rect::from_min_size(rect.min, shown);
    ui.painter().add(look::shadow(ui).as_shape(sheet, CornerRadius::ZERO));
    egui::Image::new(page).paint_at(ui, sheet);
    response.widget_info(|| {
        let label = format!("Page {number} of {count} of the template");
        WidgetInfo::labeled(Role::Image, true, label)
    });
    ui.add_space(space::L);
}
