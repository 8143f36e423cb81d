//! Brings a table of scores in: what each column holds, what would come in, and what not.

use super::chip::Chip;
use super::command::Ask;
use super::look::{self, Scale, corner, space};
use super::measures::{BODY, MeasuresFacts, MeasuresState, SECOND, SMALL, Said, TITLE};
use super::measures_sheet::wrapped;
use super::when;
use super::widget_button::{Button, focus_ring, hover};
use super::widget_ground;
use crate::drawing::{Face, Ink};
use crate::edit::score_csv::{Incoming, bring_in, incoming};
use crate::edit::score_table::{Days, Mapping, Role, Table};
use crate::model::PartnerId;
use egui::{CornerRadius, Rect, Response, ScrollArea, Sense, Ui, WidgetInfo, pos2, vec2};
use strum::VariantArray as _;

/// A table on its way in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Importing {
    table: Table,
    mapping: Mapping,
    /// What it would bring, as the columns stand now.
    found: Option<Incoming>,
}

/// Rows that are shown of the table.
const PREVIEW: usize = 6;
/// Lines that are told of what stays out.
const TOLD: usize = 12;
const COLUMN: f32 = 140.0;
const CELL: f32 = 28.0;

impl Importing {
    pub fn new(table: Table) -> Self {
        let mapping = table.guess();
        Self { table, mapping, found: None }
    }

    fn change(&mut self, change: impl FnOnce(&mut Mapping)) {
        change(&mut self.mapping);
        self.found = None;
    }
}

pub(super) fn import_ui(
    ui: &mut Ui,
    state: &mut MeasuresState,
    facts: &MeasuresFacts<'_>,
    asked: &mut Vec<Ask>,
) {
    let Some(mut importing) = state.importing.take() else { return };
    let found = match importing.found.take() {
        Some(found) => found,
        None => {
            incoming(facts.case, facts.measures, (&importing.table, &importing.mapping))
        }
    };
    importing.found = Some(found.clone());
    look::label(ui, "Bring a table in", TITLE);
    let lines = when::count(importing.table.rows.len(), "line", "lines");
    let words = format!(
        "{lines}. Say what each column holds: click its name until it is right. Nothing comes in before you press the button."
    );
    wrapped(ui, &words, SECOND);
    columns_ui(ui, &mut importing);
    whole_table_ui(ui, &mut importing, facts);
    found_ui(ui, &found);
    let mut is_done = false;
    ui.horizontal(|ui| {
        let scores = when::count(found.scores.len(), "score", "scores");
        let words = format!("Bring {scores} in");
        let mut bring = Button::primary(&words);
        bring.enabled = !found.scores.is_empty() && facts.can_write();
        if bring.show(ui).clicked() {
            let first = found.scores.first().map(|score| score.measure.clone());
            asked.push(Ask::Change(bring_in(found.scores.clone())));
            state.chosen = first.or(state.chosen.take());
            state.said =
                Some(Said::Kept(format!("{scores} came in; Undo takes them out")));
            is_done = true;
        }
        is_done |= Button::quiet("Cancel").key("Esc").show(ui).clicked();
    });
    let escape = egui::Key::Escape;
    is_done |= facts.takes_keys
        && ui.input_mut(|input| input.consume_key(egui::Modifiers::NONE, escape));
    if !is_done {
        state.importing = Some(importing);
    }
}

/// The first rows under the name and the meaning of each column.
fn columns_ui(ui: &mut Ui, importing: &mut Importing) {
    let mut turned = None;
    widget_ground::card(ui, 12, |ui| {
        ui.set_width(ui.available_width());
        ScrollArea::horizontal().id_salt("table").show(ui, |ui| {
            let columns = importing.table.head.len().max(1);
            let rows = importing.table.rows.len().min(PREVIEW);
            let height = 2.0 * CELL + 8.0 + CELL * rows as f32;
            let size = vec2(COLUMN * columns as f32, height);
            let (rect, _) = ui.allocate_exact_size(size, Sense::hover());
            for at in 0..columns {
                let left = rect.left() + COLUMN * at as f32;
                let column = Rect::from_x_y_ranges(left..=left + COLUMN, rect.y_range());
                if column_ui(ui, column, (importing, at)).clicked() {
                    turned = Some(at);
                }
            }
        });
    });
    if let Some(at) = turned {
        let days = importing.table.days_of(at);
        importing.change(|mapping| {
            mapping.roles.resize(mapping.roles.len().max(at + 1), Role::Nothing);
            if let Some(role) = mapping.roles.get_mut(at) {
                *role = next(*role);
                if *role == Role::Date {
                    mapping.days = days.unwrap_or(mapping.days);
                }
            }
        });
    }
}

fn next(role: Role) -> Role {
    let at = Role::VARIANTS.iter().position(|it| *it == role).unwrap_or(0);
    Role::VARIANTS.get(at + 1).copied().unwrap_or_default()
}

fn column_ui(ui: &Ui, column: Rect, (importing, at): (&Importing, usize)) -> Response {
    let role = importing.mapping.roles.get(at).copied().unwrap_or_default();
    let name = importing.table.head.get(at).map_or("", String::as_str);
    let button = column.with_max_y(column.top() + CELL).shrink2(vec2(3.0, 1.0));
    let id = egui::Id::unique(("column", at));
    let response = ui.interact(button, id, Sense::click());
    let said = format!("Column {} {name}: {}", at + 1, role.label());
    response
        .widget_info(|| WidgetInfo::labeled(egui::Role::Button, ui.is_enabled(), &said));
    let is_used = role != Role::Nothing;
    let rest = if is_used { Ink::AccentWash } else { Ink::Control };
    let fill =
        look::ink(ui, rest).lerp_to_gamma(look::ink(ui, Ink::Hair), hover(ui, &response));
    ui.painter().rect_filled(button, CornerRadius::same(corner::CAP), fill);
    focus_ring(ui, &response, corner::CAP);
    let face = if is_used { Face::SansSemiBold } else { Face::Sans };
    let ink = if is_used { Ink::Accent } else { Ink::Ink2 };
    cell(ui, button, (role.label(), (Scale::Chip, face, ink)));
    let row = |number: usize| {
        let top = column.top() + CELL * (number + 1) as f32 + 4.0;
        column.with_min_y(top).with_max_y(top + CELL)
    };
    cell(ui, row(0), (name, (Scale::Chip, Face::SansSemiBold, Ink::Ink)));
    for (number, (_, cells)) in (1..).zip(importing.table.rows.iter().take(PREVIEW)) {
        let words = cells.get(at).map_or("", String::as_str);
        let ink = if is_used { Ink::Ink } else { Ink::Ink3 };
        cell(ui, row(number), (words, (Scale::Chip, Face::Sans, ink)));
    }
    response
}

fn cell(ui: &Ui, rect: Rect, (words, style): (&str, (Scale, Face, Ink))) {
    let galley = look::line(ui, words, style, rect.width() - 2.0 * space::S);
    let at = pos2(rect.left() + space::S, rect.center().y - galley.size().y / 2.0);
    ui.painter().galley(at, galley, look::ink(ui, style.2));
}

/// What is the same for every line: how days are written, and whatever no column says.
fn whole_table_ui(ui: &mut Ui, importing: &mut Importing, facts: &MeasuresFacts<'_>) {
    ui.horizontal(|ui| {
        look::label(ui, "Days are written", BODY);
        for days in Days::VARIANTS {
            let is_chosen = importing.mapping.days == *days;
            if (Chip { is_chosen, ..Chip::new("", days.label()) }).show(ui).clicked() {
                importing.change(|mapping| mapping.days = *days);
            }
        }
    });
    let has = |role| importing.mapping.roles.contains(&role);
    let (has_partner, has_measure) = (has(Role::Partner), has(Role::Measure));
    if !has_partner {
        ui.horizontal(|ui| {
            look::label(ui, "All lines are of", BODY);
            for partner in facts.both() {
                let chosen = Some(partner);
                let is_chosen = importing.mapping.partner == chosen;
                let chip = Chip { is_chosen, ..Chip::new("", facts.name(partner)) };
                if chip.show(ui).clicked() {
                    importing.change(|mapping| mapping.partner = chosen);
                }
            }
        });
    }
    if !has_measure {
        look::label(ui, "All lines are of the measure", BODY);
        ui.horizontal_wrapped(|ui| {
            for measure in facts.measures {
                let is_chosen = importing.mapping.measure.as_ref() == Some(&measure.key);
                let chip = Chip { is_chosen, ..Chip::new("", &measure.name) };
                if chip.show(ui).clicked() {
                    let key = Some(measure.key.clone());
                    importing.change(|mapping| mapping.measure = key);
                }
            }
        });
    }
}

fn found_ui(ui: &mut Ui, found: &Incoming) {
    let of = |partner| found.scores.iter().filter(|it| it.partner == partner).count();
    let scores = when::count(found.scores.len(), "score", "scores");
    let words = format!("{scores} can come in");
    look::label(ui, &words, BODY);
    let is_lopsided = found.scores.len() > 1
        && PartnerId::BOTH.into_iter().any(|partner| of(partner) == 0);
    if is_lopsided {
        look::label(ui, "All of them are of one partner; is that right?", SMALL);
    }
    if found.left_out.is_empty() {
        return;
    }
    let lines = when::count(found.left_out.len(), "line stays out", "lines stay out");
    look::label(ui, &lines, (Scale::Interface, Face::SansSemiBold, Ink::Alarm));
    for (line, why) in found.left_out.iter().take(TOLD) {
        look::label(ui, &format!("Line {line}: {why}"), SMALL);
    }
    if found.left_out.len() > TOLD {
        look::label(ui, &format!("and {} more", found.left_out.len() - TOLD), SMALL);
    }
}
