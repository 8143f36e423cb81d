//! The list of what is decided about: what waits first, with a filter over it.

use super::access::{AccessFacts, AccessState, Chosen, Filter, GROUP};
use super::access_open::group_ui;
use super::look::{self, Scale, space};
use super::phrase_panel::choice as chip;
use super::widget_row::Row;
use crate::drawing::{Face, Ink};
use crate::model::access::{Item, Standing, Weight};
use crate::model::agreement::{Choice, Request};
use egui::{Frame, Margin, Role, ScrollArea, Sense, Ui, WidgetInfo, pos2, vec2};
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
    group_ui(ui, state, (facts, request), now);
    if listed.is_empty() {
        let inset = Frame::new().inner_margin(Margin::symmetric(14, 8));
        inset.show(ui, |ui| look::label(ui, "None", GROUP));
        return;
    }
    let lines = lines(listed, request);
    let is_chosen = |line: &Line<'_>| match line {
        Line::Item(item) => state.chosen == Some(Chosen::Item(item.id)),
        Line::Group(..) => false,
    };
    let chosen = lines.iter().position(is_chosen);
    ui.spacing_mut().item_spacing.y = 0.0;
    let mut area = ScrollArea::vertical().id_salt("items").auto_shrink(false);
    if let Some(place) = chosen.filter(|_| std::mem::take(&mut state.has_moved)) {
        let room = ui.available_height();
        let middle = ROW.mul_add(place as f32, ROW / 2.0 - room / 2.0);
        area = area.vertical_scroll_offset(middle.max(0.0));
    }
    area.show_rows(ui, ROW, lines.len(), |ui, range| {
        // The bar has a place of its own beside the rows.
        ui.set_max_width(ui.available_width() - space::M);
        for line in lines.get(range).unwrap_or_default() {
            let item = match line {
                Line::Group(words) => {
                    group_row(ui, words);
                    continue;
                }
                Line::Item(item) => *item,
            };
            let is_chosen = state.chosen == Some(Chosen::Item(item.id));
            if item_row(ui, (item, request, is_chosen)) {
                state.choose(Chosen::Item(item.id), now, facts.items);
                state.has_moved = false;
            }
        }
    });
}

/// A line of the list.
enum Line<'a> {
    /// What the items below it are, and how many.
    Group(String),
    Item(&'a Item),
}

/// The items under the headings of their groups; what waits is a group apart from what is
/// decided.
fn lines<'a>(listed: &[&'a Item], request: &Request) -> Vec<Line<'a>> {
    let group = |item: &Item| (item.standing(request).choice().is_none(), item.kind);
    let mut lines = Vec::with_capacity(listed.len());
    for items in listed.chunk_by(|one, next| group(one) == group(next)) {
        let Some(first) = items.first() else { continue };
        let (waits, kind) = group(first);
        let stands = if waits { "to decide" } else { "decided" };
        lines.push(Line::Group(format!("{}, {stands}", kind.counted(items.len()))));
        lines.extend(items.iter().map(|item| Line::Item(item)));
    }
    lines
}

fn group_row(ui: &mut Ui, words: &str) {
    let size = vec2(ui.available_width(), ROW);
    let (rect, response) = ui.allocate_exact_size(size, Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, words));
    let galley = look::line(ui, words, GROUP, rect.width() - 28.0);
    let at = pos2(rect.left() + 14.0, rect.bottom() - galley.size().y - 7.0);
    ui.painter().galley(at, galley, look::ink(ui, GROUP.2));
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
