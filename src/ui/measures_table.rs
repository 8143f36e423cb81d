//! The numbers under a chart: a row a day, a column a partner, and no column for both.

use super::command::Ask;
use super::look::{self, Scale, corner, space};
use super::measures::{MeasuresFacts, MeasuresState, SMALL};
use super::measures_paper::Paper;
use super::widget_button::{Button, focus_ring, hover};
use crate::drawing::{Face, Ink};
use crate::edit::score::remove;
use crate::model::ScoreId;
use crate::model::measure::{Measure, ScoredScale};
use crate::model::score::Scored;
use chrono::NaiveDate;
use egui::text::TextWrapping;
use egui::{
    CornerRadius, Galley, Rect, Response, Role, Sense, Ui, WidgetInfo, pos2, vec2,
};
use std::collections::BTreeMap;
use std::sync::Arc;

const ROW: f32 = 32.0;
/// Rows until all are asked for.
const FIRST: usize = 8;
const HEAD: (Scale, Face, Ink) = (Scale::Chip, Face::SansSemiBold, Ink::Ink2);
const CELL: (Scale, Face, Ink) = (Scale::Interface, Face::Sans, Ink::Ink);

/// One score in the table.
#[derive(Debug, Clone)]
struct Cell {
    id: ScoreId,
    words: String,
}

/// By day, and by place if a partner has several on one: a cell for the left and the right.
type Rows = BTreeMap<(NaiveDate, usize), [Option<Cell>; 2]>;

pub(super) fn table_ui(
    ui: &mut Ui,
    state: &mut MeasuresState,
    (measure, scale, facts): (&Measure, &ScoredScale, &MeasuresFacts<'_>),
    asked: &mut Vec<Ask>,
) {
    let rows = rows((measure, scale, facts));
    let key = format!("{} {}", measure.key, scale.key);
    let is_whole = state.whole_tables.contains(&key) || rows.len() <= FIRST + 1;
    ui.add_space(space::S);
    ui.spacing_mut().item_spacing.y = 0.0;
    head_ui(ui, facts);
    let shown = if is_whole { rows.len() } else { FIRST };
    for ((day, _), cells) in rows.iter().rev().take(shown) {
        row_ui(ui, state, (*day, cells, &key));
        actions_ui(ui, state, (measure, cells, facts), asked);
    }
    if !is_whole {
        let words = format!("Show all {} days", rows.len());
        if Button::quiet(&words).show(ui).clicked() {
            state.whole_tables.insert(key);
        }
    }
}

fn rows((measure, scale, facts): (&Measure, &ScoredScale, &MeasuresFacts<'_>)) -> Rows {
    let mut rows = Rows::new();
    for (column, partner) in facts.both().into_iter().enumerate() {
        let scored = facts.case.scored(&measure.key, &scale.key, partner);
        let mut before: Option<&Scored> = None;
        let mut place = 0;
        for here in &scored {
            place =
                if before.is_some_and(|it| it.date == here.date) { place + 1 } else { 0 };
            let change =
                before.map(|it| measure.change(&scale.key, it.points, here.points));
            let band = super::measures_sheet::band_words(measure, scale, here.points);
            let change =
                change.map_or_else(String::new, |it| format!(" · {}", it.whole_words()));
            let words = format!("{}{band}{change}", here.points);
            let cells = rows.entry((here.date, place)).or_default();
            if let Some(cell) = cells.get_mut(column) {
                *cell = Some(Cell { id: here.id, words });
            }
            before = Some(here);
        }
    }
    rows
}

/// Where the columns begin: the day, the left one, the right one.
fn columns(rect: Rect) -> [Rect; 3] {
    let day = rect.left() + 132.0;
    let middle = day + (rect.right() - day) / 2.0;
    let part = |from, to| Rect::from_x_y_ranges(from..=to - space::S, rect.y_range());
    [part(rect.left(), day), part(day, middle), part(middle, rect.right())]
}

fn head_ui(ui: &mut Ui, facts: &MeasuresFacts<'_>) {
    let size = vec2(ui.available_width(), 28.0);
    let (rect, _) = ui.allocate_exact_size(size, Sense::hover());
    let [left, right] = facts.both().map(|partner| facts.name(partner));
    for (part, words) in columns(rect).into_iter().zip(["Day", left, right]) {
        let galley = look::line(ui, words, HEAD, part.width());
        let at = pos2(part.left() + space::S, part.center().y - galley.size().y / 2.0);
        ui.painter().galley(at, galley, look::ink(ui, Ink::Ink2));
    }
    let pen = egui::Stroke::new(1.0, look::ink(ui, Ink::Hair));
    ui.painter().hline(rect.x_range(), rect.bottom() - 0.5, pen);
}

fn row_ui(
    ui: &mut Ui,
    state: &mut MeasuresState,
    (day, cells, key): (NaiveDate, &[Option<Cell>; 2], &str),
) {
    let width = ui.available_width();
    let wide = columns(Rect::from_min_size(ui.cursor().min, vec2(width, ROW)));
    let [_, left, right] = wide.map(|part| part.width() - 2.0 * space::S);
    let words_of = |cell: &Option<Cell>| {
        cell.as_ref().map(|cell| cell.words.clone()).unwrap_or_default()
    };
    let [one, other] = cells;
    let [one, other] = [(one, left), (other, right)]
        .map(|(cell, width)| two_lines(ui, &words_of(cell), width));
    let tall = one.size().y.max(other.size().y) + 2.0 * space::S;
    let (rect, _) = ui.allocate_exact_size(vec2(width, tall.max(ROW)), Sense::hover());
    let [at_day, left, right] = columns(rect);
    let words = day.format("%-d %b %Y").to_string();
    let galley = look::line(ui, &words, SMALL, at_day.width());
    let at = pos2(at_day.left() + space::S, rect.center().y - galley.size().y / 2.0);
    ui.painter().galley(at, galley, look::ink(ui, Ink::Ink2));
    for ((part, galley), cell) in [(left, one), (right, other)].into_iter().zip(cells) {
        let Some(cell) = cell else { continue };
        let said = format!("{words}: {}", cell.words);
        let is_chosen = state.chosen_score == Some(cell.id);
        let id = egui::Id::unique(("score", key, cell.id.0));
        let response = cell_ui(ui, (part, id), (&said, galley, is_chosen));
        if response.clicked() {
            state.chosen_score = if is_chosen { None } else { Some(cell.id) };
        }
    }
}

fn cell_ui(
    ui: &Ui,
    (part, id): (Rect, egui::Id),
    (said, galley, is_chosen): (&str, Arc<Galley>, bool),
) -> Response {
    let response = ui.interact(part, id, Sense::click());
    response.widget_info(|| {
        WidgetInfo::selected(Role::Button, ui.is_enabled(), is_chosen, said)
    });
    let radius = CornerRadius::same(corner::CAP);
    let fill = if is_chosen {
        look::ink(ui, Ink::AccentWash)
    } else {
        look::ink(ui, Ink::Control).gamma_multiply(hover(ui, &response))
    };
    ui.painter().rect_filled(part.shrink2(vec2(0.0, 2.0)), radius, fill);
    focus_ring(ui, &response, corner::CAP);
    let at = pos2(part.left() + space::S, part.center().y - galley.size().y / 2.0);
    let is_cut = galley.elided;
    ui.painter().galley(at, galley, look::ink(ui, Ink::Ink));
    if is_cut { response.on_hover_text(said) } else { response }
}

/// What a score means and how it moved, whole on one line or two.
fn two_lines(ui: &Ui, words: &str, width: f32) -> Arc<Galley> {
    let mut job = look::job(ui, words, CELL);
    job.wrap = TextWrapping { max_width: width, max_rows: 2, ..TextWrapping::default() };
    ui.painter().layout_job(job)
}

/// Under the chosen score: what can be done with it.
fn actions_ui(
    ui: &mut Ui,
    state: &mut MeasuresState,
    (measure, cells, facts): (&Measure, &[Option<Cell>; 2], &MeasuresFacts<'_>),
    asked: &mut Vec<Ask>,
) {
    let here = cells.iter().flatten().find(|cell| Some(cell.id) == state.chosen_score);
    let score = here.and_then(|cell| facts.score(cell.id));
    let Some(score) = score.filter(|_| facts.can_write()) else { return };
    ui.horizontal(|ui| {
        ui.add_space(132.0);
        let name = facts.name(score.partner);
        let has_answers = score.answers.is_some();
        let answers = Button::plain("Look at the answers");
        if has_answers && answers.show(ui).clicked() {
            state.paper = Some(Paper::go_on(measure, score));
            state.chosen_score = None;
        }
        let session = score.session.and_then(|id| facts.case.session(id));
        if let Some(session) = session {
            look::label(ui, &format!("Session {}", session.number), SMALL);
        }
        if Button::quiet(&format!("Remove this score of {name}")).show(ui).clicked() {
            asked.push(Ask::Change(remove(score.id)));
            state.chosen_score = None;
        }
    });
}
