//! The chosen couple in brief, for the therapist alone: their loop, drawn small, and what to know
//! before they come in.

use super::case_brief_facts::{self, Fact, Line, Voice};
use super::case_list::CaseListFacts;
use super::drawing_painter::{self, ScreenFromDrawing};
use super::gate_command::GateCommand;
use super::icon::Icon;
use super::keys;
use super::look::{self, Scale, corner, space};
use super::when;
use super::widget_button::{Button, IconButton};
use crate::drawing::cycle_map::Look;
use crate::drawing::{Face, Ink, small_loop};
use crate::model::brief::Brief;
use crate::model::{Case, CycleMap, Pair, PartnerId};
use egui::text::LayoutJob;
use egui::{
    Align, CornerRadius, Galley, Layout, Rect, ScrollArea, Ui, UiBuilder, pos2, vec2,
};
use std::sync::Arc;

const TITLE: (Scale, Face, Ink) = (Scale::Title, Face::SerifSemiBold, Ink::Ink);
const SECOND: (Scale, Face, Ink) = (Scale::Interface, Face::Sans, Ink::Ink2);
const LABEL: (Scale, Face, Ink) = (Scale::Chip, Face::Sans, Ink::Ink3);

/// Room for the scroll bar, within the edge of the card.
const BAR: f32 = 20.0;

/// Shows the card of the chosen couple.
pub fn brief_ui(
    ui: &mut Ui,
    rect: Rect,
    facts: &CaseListFacts<'_>,
    asked: &mut Vec<GateCommand>,
) {
    let radius = CornerRadius::same(corner::BRIEF);
    ui.painter().rect_filled(rect, radius, look::ink(ui, Ink::Surface));
    let inner = rect.shrink2(vec2(28.0, 22.0));
    let Some(case) = facts.brief else {
        let words = if facts.chosen.is_some() { "One moment" } else { "Choose a couple" };
        middle_ui(ui, inner, words);
        return;
    };
    let (head, body) = inner.split_top_bottom_at_y(inner.top() + 38.0);
    let brief = Brief::of(case, facts.today());
    head_ui(ui, head, (case, &brief, facts), asked);
    if facts.is_in_session {
        middle_ui(ui, body, "Somebody may look on: the brief is back after the session");
        return;
    }
    // The bar of the scroll area has a place of its own beside the loop.
    let scrolled = body.with_max_x(body.right() + BAR);
    ui.scope_builder(UiBuilder::new().max_rect(scrolled), |ui| {
        ScrollArea::vertical().id_salt(case.id.0).auto_shrink(false).show(ui, |ui| {
            ui.set_max_width(body.width());
            ui.spacing_mut().item_spacing.y = 0.0;
            let told = case_brief_facts::of(case, &brief, facts.today());
            let close = Close::of(ui, &told, body.size());
            if let Some(map) = case.maps.first() {
                loop_ui(ui, (case, map), (facts, close));
            }
            ui.add_space(space::L);
            for fact in told {
                fact_ui(ui, &fact, close);
            }
        });
    });
}

/// How close the brief is set: all of it on one screen, as far as that goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Close {
    Wide,
    Tight,
}

impl Close {
    fn of(ui: &Ui, told: &[Fact], room: egui::Vec2) -> Self {
        let facts: f32 =
            told.iter().map(|fact| fact_height(ui, fact, room.x, Self::Wide)).sum();
        let whole = space::M + loop_height(room.x, Self::Wide) + space::L + facts;
        if whole > room.y { Self::Tight } else { Self::Wide }
    }

    /// Under the words of a label.
    const fn gap(self) -> f32 {
        match self {
            Self::Wide => 12.0,
            Self::Tight => 6.0,
        }
    }
}

fn middle_ui(ui: &mut Ui, rect: Rect, words: &str) {
    let galley = look::galley(ui, words, SECOND, rect.width().min(460.0));
    let rect = Rect::from_center_size(rect.center(), galley.size());
    ui.scope_builder(UiBuilder::new().max_rect(rect), |ui| {
        look::label(ui, words, SECOND);
    });
}

fn head_ui(
    ui: &mut Ui,
    rect: Rect,
    (case, brief, facts): (&Case, &Brief, &CaseListFacts<'_>),
    asked: &mut Vec<GateCommand>,
) {
    let layout = Layout::right_to_left(Align::Center);
    ui.scope_builder(UiBuilder::new().max_rect(rect).layout(layout), |ui| {
        ui.spacing_mut().item_spacing.x = space::M;
        let open = Button::primary("Open the map").key("Enter").show(ui);
        if open.clicked() || enter_in_list(ui) {
            asked.push(GateCommand::OpenCase(case.id));
        }
        let print = IconButton::new(Icon::Print, "Print…").filled(vec2(46.0, 34.0));
        if print.show(ui).clicked() {
            asked.push(GateCommand::PrintCase(case.id));
        }
        let room = ui.available_width() - space::M;
        let name = look::line(ui, &case.code_name, TITLE, room);
        let about = look::line(
            ui,
            &about(case, brief, facts),
            SECOND,
            (room - name.size().x - space::M).max(0.0),
        );
        let baseline = rect.center().y + 7.0;
        let top = |galley: &egui::Galley| baseline - look::baseline(galley);
        let second = pos2(rect.left() + name.size().x + space::M, top(&about));
        let first = pos2(rect.left(), top(&name));
        ui.painter().galley(first, name, look::ink(ui, Ink::Ink));
        ui.painter().galley(second, about, look::ink(ui, Ink::Ink2));
    });
}

/// Enter opens the chosen couple, also from the search.
fn enter_in_list(ui: &Ui) -> bool {
    keys::enter(ui)
}

/// "session 7, today, 15:10", or the names of both while nothing is agreed on.
fn about(case: &Case, brief: &Brief, facts: &CaseListFacts<'_>) -> String {
    let today = facts.today();
    if let Some(session) = case.sessions.iter().find(|it| it.date == today) {
        let at = session.start.map(|start| start.format(", %H:%M").to_string());
        let at = at.unwrap_or_default();
        return format!("session {}, today{at}", session.number);
    }
    let Some(next) = brief.next else { return names(case) };
    let at = next.at.map(|at| at.format(", %H:%M").to_string()).unwrap_or_default();
    format!("session {}, {}{at}", brief.number, when::date(today, next.date))
}

fn names(case: &Case) -> String {
    let both = case.from_left().map(|it| case.name_of(it));
    let both: Vec<&str> = both.into_iter().filter(|name| !name.is_empty()).collect();
    both.join(" and ")
}

/// Height of the small loop for its width.
const LOOP_SHAPE: f32 = 0.39;

fn loop_height(width: f32, close: Close) -> f32 {
    // Flatter than this, the ribbon would come to the words.
    let shape = match close {
        Close::Wide => LOOP_SHAPE,
        Close::Tight => 0.95 * LOOP_SHAPE,
    };
    (width * shape).clamp(232.0, 400.0)
}

fn loop_ui(
    ui: &mut Ui,
    (case, map): (&Case, &CycleMap),
    (facts, close): (&CaseListFacts<'_>, Close),
) {
    let width = ui.available_width();
    let height = loop_height(width, close);
    // On a large screen everything in the loop is larger, not only the loop.
    let zoom = (width / 652.0).clamp(1.0, 1.35);
    let names = Pair { a: case.name_of(PartnerId::A), b: case.name_of(PartnerId::B) };
    let drawing = small_loop::brief(
        map,
        &names,
        &Look::new(width / zoom, height / zoom),
        facts.fonts,
    );
    ui.add_space(space::M);
    let (rect, response) =
        ui.allocate_exact_size(vec2(width, height), egui::Sense::hover());
    response.widget_info(|| {
        let words = format!("The loop of {}, drawn small", case.code_name);
        egui::WidgetInfo::labeled(egui::Role::Image, true, words)
    });
    let to = ScreenFromDrawing::new(rect.min, zoom);
    drawing_painter::paint(ui.painter(), &drawing, look::theme(ui), &to);
}

/// Where the words stand beside their labels.
const COLUMN: f32 = 134.0;

fn column(width: f32) -> f32 {
    COLUMN.min(width * 0.3)
}

fn galleys(ui: &Ui, fact: &Fact, width: f32) -> Vec<Arc<Galley>> {
    let room = width - column(width);
    fact.lines.iter().map(|line| line_galley(ui, line, room)).collect()
}

fn fact_height(ui: &Ui, fact: &Fact, width: f32, close: Close) -> f32 {
    galleys(ui, fact, width).iter().map(|line| line.size().y).sum::<f32>() + close.gap()
}

fn fact_ui(ui: &mut Ui, fact: &Fact, close: Close) {
    let width = ui.available_width();
    let column = column(width);
    let label = look::line(ui, fact.label, LABEL, column);
    let lines = galleys(ui, fact, width);
    let size = vec2(width, fact_height(ui, fact, width, close));
    let (rect, response) = ui.allocate_exact_size(size, egui::Sense::hover());
    response.widget_info(|| {
        let words: Vec<String> = fact.lines.iter().map(Line::said).collect();
        let text = format!("{}: {}", fact.label, words.join(". "));
        egui::WidgetInfo::labeled(egui::Role::Label, true, text)
    });
    let painter = ui.painter();
    let drop =
        lines.first().map_or(0.0, |it| look::baseline(it)) - look::baseline(&label);
    painter.galley(rect.min + vec2(0.0, drop), label, look::ink(ui, Ink::Ink3));
    let mut at = rect.min + vec2(column, 0.0);
    for (line, galley) in fact.lines.iter().zip(lines) {
        let (height, end) = (galley.size().y, last_row_end(&galley));
        painter.galley(at, galley, look::ink(ui, Ink::Ink));
        if line.is_private {
            let eye = at + end + vec2(14.0, 1.0);
            Icon::Private.paint(painter, eye, 18.0, look::ink(ui, Ink::Ink3));
        }
        at.y += height;
    }
}

/// Where the last row of a text ends, at half its height.
fn last_row_end(galley: &Galley) -> egui::Vec2 {
    let last = galley.rows.last();
    last.map_or(egui::Vec2::ZERO, |row| {
        vec2(row.pos.x + row.size.x, row.pos.y + row.size.y / 2.0)
    })
}

fn line_galley(ui: &Ui, line: &Line, width: f32) -> Arc<Galley> {
    let mut job = LayoutJob::default();
    job.wrap.max_width = if line.is_private { width - 26.0 } else { width };
    for (words, voice) in &line.pieces {
        let (face, ink) = match voice {
            Voice::Plain => (Face::Sans, Ink::Ink),
            Voice::Quiet => (Face::Sans, Ink::Ink2),
            Voice::OwnWords => (Face::SerifItalic, Ink::Ink),
            Voice::Alarm => (Face::SansSemiBold, Ink::Alarm),
        };
        let words = with_its_number(words);
        job.append(&words, 0.0, look::format(ui, (Scale::Phrase, face, ink)));
    }
    ui.fonts_mut(|fonts| fonts.layout_job(job))
}

/// The number of a session never begins a line.
fn with_its_number(words: &str) -> String {
    let mut parts = words.split("session ");
    let mut together = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let is_number = part.starts_with(|first: char| first.is_ascii_digit());
        together += if is_number { "session\u{a0}" } else { "session " };
        together += part;
    }
    together
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn session_and_its_number_stay_on_one_line() {
        let words = "In session 9, as in the session before, session 10";
        let together = "In session\u{a0}9, as in the session before, session\u{a0}10";
        assert_eq!(with_its_number(words), together);
    }
}
