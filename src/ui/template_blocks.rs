//! A template as its blocks, one under the other; the one that is open shows its words.

use super::icon::Icon;
use super::look::{self, Scale, corner, space};
use super::template_list::hint;
use super::template_pick::{Picker, Target};
use super::template_sheet::sheet_ui;
use super::template_slots::slots_ui;
use super::templates::{ChosenFacts, TemplatesAsk, TemplatesFacts, TemplatesState, View};
use super::widget_button::{Button, IconButton};
use super::widget_row::Row as RowWidget;
use crate::drawing::{Face, Ink};
use crate::export::Template;
use crate::export::template_edit::{self, BlockPath, Row, Way};
use crate::export::{template_form, template_kinds, template_write};
use egui::{CornerRadius, Frame, Margin, ScrollArea, Ui, pos2, vec2};

const ROW: f32 = 36.0;
/// More blocks than a person writes; the text still shows them.
const MOST: usize = 1_000;

pub(super) type Facts<'a, 'b> = (&'a TemplatesFacts<'b>, &'a ChosenFacts<'b>);

pub fn blocks_ui(
    ui: &mut Ui,
    state: &mut TemplatesState,
    (facts, chosen): Facts<'_, '_>,
    asked: &mut Vec<TemplatesAsk>,
) {
    let Some(template) = chosen.template else {
        hint(
            ui,
            "It cannot be shown as blocks while its form has a mistake. Mend it in the text.",
        );
        if Button::plain("Show the text").show(ui).clicked() {
            state.view = View::Text;
            let first = chosen.faults.first();
            state.caret = first.map(|fault| (fault.line, fault.column));
        }
        return;
    };
    let rows = template_edit::rows(template);
    if rows.len() > MOST {
        hint(ui, "There are too many blocks to show them here. The text has them all.");
        return;
    }
    let room = ui.available_height() - space::XL;
    ScrollArea::vertical().id_salt("blocks").auto_shrink(false).max_height(room).show(
        ui,
        |ui| {
            ui.spacing_mut().item_spacing.y = 2.0;
            sheet_ui(ui, state, (facts, chosen, template), asked);
            for row in &rows {
                row_ui(ui, state, (facts, chosen, template), (row, asked));
            }
            ui.add_space(space::S);
            if facts.can_change()
                && Button::plain("Add a block…").icon(Icon::Plus).show(ui).clicked()
            {
                state.picker = Some(Picker::new(Target::BlockAfter(state.open.clone())));
            }
            ui.add_space(space::XL);
        },
    );
}

fn row_ui(
    ui: &mut Ui,
    state: &mut TemplatesState,
    (facts, chosen, template): (&TemplatesFacts<'_>, &ChosenFacts<'_>, &Template),
    (row, asked): (&Row<'_>, &mut Vec<TemplatesAsk>),
) {
    if let Some(column) = row.column {
        let (rect, _) = ui
            .allocate_exact_size(vec2(ui.available_width(), 22.0), egui::Sense::hover());
        let at = rect.left_top() + vec2(space::M + indent(row), 4.0);
        let style = (Scale::Tiny, Face::SansSemiBold, Ink::Ink3);
        look::label_at(ui, at, (&format!("column {column}"), style));
    }
    let is_open = state.open.as_ref() == Some(&row.path);
    let kind = template_kinds::of(row.block.name());
    let label = kind.map_or(row.block.name(), |kind| kind.label);
    let excerpt = template_form::excerpt(row.block);
    let excerpt: String = excerpt.split_whitespace().collect::<Vec<_>>().join(" ");
    let said = format!("{label}: {excerpt}");
    let response =
        RowWidget { is_chosen: is_open, ..RowWidget::new(&said, ROW) }.show(ui);
    if ui.is_rect_visible(response.rect) {
        paint_row(ui, response.rect, (row, label, &excerpt));
    }
    if response.clicked() {
        state.open = if is_open { None } else { Some(row.path.clone()) };
    }
    if is_open {
        open_ui(ui, state, (facts, chosen, template), (row, asked));
    }
}

fn indent(row: &Row<'_>) -> f32 {
    18.0 * row.depth as f32
}

fn paint_row(ui: &Ui, rect: egui::Rect, (row, label, excerpt): (&Row<'_>, &str, &str)) {
    let left = rect.left() + space::M + indent(row);
    let style = (Scale::Interface, Face::Sans, Ink::Ink);
    let room = rect.right() - left - space::M;
    let label = look::line(ui, label, style, room);
    let top = rect.center().y - label.size().y / 2.0;
    let after = left + label.size().x + space::M;
    ui.painter().galley(pos2(left, top), label, look::ink(ui, Ink::Ink));
    let room = rect.right() - after - space::M;
    if room > 30.0 {
        let style = (Scale::Label, Face::Sans, Ink::Ink3);
        let words = look::line(ui, excerpt, style, room);
        let top = rect.center().y - words.size().y / 2.0 + 0.5;
        ui.painter().galley(pos2(after, top), words, look::ink(ui, Ink::Ink3));
    }
}

/// What can be filled in on a block, and what can be done with it.
fn open_ui(
    ui: &mut Ui,
    state: &mut TemplatesState,
    (facts, chosen, template): (&TemplatesFacts<'_>, &ChosenFacts<'_>, &Template),
    (row, asked): (&Row<'_>, &mut Vec<TemplatesAsk>),
) {
    let frame = Frame::new()
        .fill(look::ink(ui, Ink::Surface))
        .corner_radius(CornerRadius::same(corner::FLOATING))
        .inner_margin(Margin::same(12));
    let shown = frame.show(ui, |ui| {
        ui.set_width(ui.available_width());
        ui.spacing_mut().item_spacing.y = space::S;
        if let Some(kind) = template_kinds::of(row.block.name()) {
            hint(ui, kind.says);
        }
        if facts.can_change() {
            acts_ui(ui, state, (chosen, template), (row, asked));
        }
        let mut block = row.block.clone();
        let can_change = facts.can_change();
        if slots_ui(ui, state, (&row.path, can_change), &mut block)
            && let Some(new) = replaced(template, (&row.path, block))
        {
            asked.push(TemplatesAsk::Change(template_write::write(&new, chosen.text)));
        }
    });
    if std::mem::take(&mut state.scrolls_to_open) {
        shown.response.scroll_to_me(None);
    }
    ui.add_space(space::S);
}

fn replaced(
    template: &Template,
    (path, block): (&BlockPath, crate::export::template::Block),
) -> Option<Template> {
    let mut new = template.clone();
    *template_edit::block_mut(&mut new, path)? = block;
    Some(new)
}

fn acts_ui(
    ui: &mut Ui,
    state: &mut TemplatesState,
    (chosen, template): (&ChosenFacts<'_>, &Template),
    (row, asked): (&Row<'_>, &mut Vec<TemplatesAsk>),
) {
    let mut new = template.clone();
    let mut done = None;
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(space::XS, space::XS);
        for (icon, name, way) in
            [(Icon::Up, "Move it up", Way::Up), (Icon::Down, "Move it down", Way::Down)]
        {
            if IconButton::new(icon, name).show(ui).clicked() {
                done = template_edit::shift(&mut new, &row.path, way).map(Some);
            }
        }
        if Button::quiet("Only if…").height(34.0).show(ui).clicked() {
            state.picker = Some(Picker::new(Target::OnlyIf(row.path.clone())));
        }
        let parts = row.block.inner().0.len();
        for part in 0..parts {
            let words = match parts {
                1 => "Add inside…".to_owned(),
                _ => format!("Add to column {}…", part + 1),
            };
            if Button::quiet(&words).height(34.0).show(ui).clicked() {
                let target = Target::BlockInside(row.path.clone(), part);
                state.picker = Some(Picker::new(target));
            }
        }
        if parts == 1
            && Button::quiet("Leave only what is inside").height(34.0).show(ui).clicked()
        {
            done = template_edit::dissolve(&mut new, &row.path).map(|()| None);
        }
        if Button::quiet("Remove it").height(34.0).show(ui).clicked() {
            done = template_edit::remove(&mut new, &row.path).map(|_| None);
        }
    });
    if let Some(open) = done {
        state.follow(open);
        asked.push(TemplatesAsk::Change(template_write::write(&new, chosen.text)));
    }
}
