//! The list of what is decided about: what waits first, with a filter over it.

use super::access::{AccessFacts, AccessState, Chosen, Filter, GROUP, include_open};
use super::look::{self, Scale, space};
use super::phrase_panel::choice as chip;
use super::widget_button::Button;
use super::widget_row::Row;
use crate::drawing::{Face, Ink};
use crate::model::access::{Item, Standing, Tally, Weight};
use crate::model::agreement::{Choice, Request};
use egui::{Frame, Margin, ScrollArea, Ui, pos2, vec2};
use strum::VariantArray as _;

const ROW: f32 = 50.0;

pub(super) fn list_ui(
    ui: &mut Ui,
    state: &mut AccessState,
    (facts, request, listed): (&AccessFacts<'_>, &Request, &[&Item]),
    now: &mut Request,
) {
    ui.spacing_mut().item_spacing.y = space::XS;
    before_row(ui, state, facts, now);
    ui.add_space(space::S);
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(space::XS, space::XS);
        for filter in Filter::VARIANTS {
            if chip(ui, filter.label(), (filter, &state.filter)) {
                state.filter = *filter;
            }
        }
    });
    let open = Tally::of(facts.items, request).open();
    if open > 0 && facts.can_change() {
        let words = format!("Include all {open} that are open");
        if Button::quiet(&words).key("Shift I").show(ui).clicked() {
            include_open(state, facts, now);
        }
    }
    if listed.is_empty() {
        let inset = Frame::new().inner_margin(Margin::symmetric(14, 8));
        inset.show(ui, |ui| look::label(ui, "None", GROUP));
        return;
    }
    let chosen = listed.iter().position(|it| state.chosen == Some(Chosen::Item(it.id)));
    ui.spacing_mut().item_spacing.y = 0.0;
    let mut area = ScrollArea::vertical().id_salt("items").auto_shrink(false);
    if let Some(place) = chosen.filter(|_| std::mem::take(&mut state.has_moved)) {
        let room = ui.available_height();
        let middle = ROW.mul_add(place as f32, ROW / 2.0 - room / 2.0);
        area = area.vertical_scroll_offset(middle.max(0.0));
    }
    area.show_rows(ui, ROW, listed.len(), |ui, range| {
        // The bar has a place of its own beside the rows.
        ui.set_max_width(ui.available_width() - space::M);
        for item in listed.get(range).unwrap_or_default() {
            let is_chosen = state.chosen == Some(Chosen::Item(item.id));
            if item_row(ui, (item, request, is_chosen)) {
                state.choose(Chosen::Item(item.id), now, facts.items);
                state.has_moved = false;
            }
        }
    });
}

/// The row above all items: whether anything stands in the way.
fn before_row(
    ui: &mut Ui,
    state: &mut AccessState,
    facts: &AccessFacts<'_>,
    now: &mut Request,
) {
    let in_the_way = facts.checks.iter().filter(|it| it.weight != Weight::Remark).count();
    let (about, ink) = match in_the_way {
        0 => ("Nothing stands in the way".to_owned(), Ink::Ok),
        1 => ("1 thing stands in the way".to_owned(), Ink::Alarm),
        count => (format!("{count} things stand in the way"), Ink::Alarm),
    };
    let name = format!("Before it leaves: {about}");
    let is_chosen = state.chosen == Some(Chosen::Before);
    let row = Row { is_chosen, ..Row::new(&name, 56.0) };
    let response = row.show(ui);
    words_in(ui, response.rect, ("Before it leaves", &about), ink);
    if response.clicked() {
        state.choose(Chosen::Before, now, facts.items);
    }
}

fn words_in(ui: &Ui, rect: egui::Rect, (title, about): (&str, &str), ink: Ink) {
    let inner = rect.shrink2(vec2(14.0, 0.0));
    let style = (Scale::Phrase, Face::SansSemiBold, Ink::Ink);
    let title = look::line(ui, title, style, inner.width());
    let about = look::line(ui, about, (Scale::Chip, Face::Sans, ink), inner.width());
    let top = inner.center().y - f32::midpoint(title.size().y, about.size().y);
    let second = top + title.size().y;
    let painter = ui.painter();
    painter.galley(pos2(inner.left(), top), title, look::ink(ui, Ink::Ink));
    painter.galley(pos2(inner.left(), second), about, look::ink(ui, ink));
}

/// How an item stands, in one word and its ink.
pub(super) fn standing_words(item: &Item, request: &Request) -> (&'static str, Ink) {
    match item.standing(request) {
        Standing::Open => ("open", Ink::Accent),
        Standing::Changed => ("changed since, decide again", Ink::Alarm),
        Standing::Decided(decision) => match decision.choice {
            Choice::Include => ("included", Ink::Ok),
            Choice::Redact => ("redacted", Ink::Ink2),
            Choice::Withhold => ("withheld", Ink::Ink2),
        },
    }
}

fn item_row(ui: &mut Ui, (item, request, is_chosen): (&Item, &Request, bool)) -> bool {
    let (standing, ink) = standing_words(item, request);
    let date = item.date.map(|date| date.format("%-d %B %Y").to_string());
    let about = [Some(standing.to_owned()), date];
    let about = about.into_iter().flatten().collect::<Vec<_>>().join(" · ");
    let name = format!("{}: {about}", item.title);
    let row = Row { is_chosen, ..Row::new(&name, ROW) };
    let response = row.show(ui);
    let inner = response.rect.shrink2(vec2(14.0, 0.0));
    let style = (Scale::Interface, Face::Sans, Ink::Ink);
    let title = look::line(ui, &item.title, style, inner.width());
    let about = look::line(ui, &about, (Scale::Label, Face::Sans, ink), inner.width());
    let painter = ui.painter();
    let (left, top) = (inner.left(), inner.top());
    painter.galley(pos2(left, top + 5.0), title, look::ink(ui, Ink::Ink));
    painter.galley(pos2(left, top + 26.0), about, look::ink(ui, ink));
    response.clicked()
}
