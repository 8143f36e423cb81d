//! The question of a moment on its side of the line, and the bar over it.

use super::command::{Ask, Command};
use super::look::{self, Scale, space};
use super::session_line::session_here_ui;
use super::slow_down::{
    HEADER, LOW, Pass, Places, SlowDownFacts, SlowDownState, TALL, leave_open,
};
use super::slow_down_answer as answer;
use super::slow_down_back::say_back_ui;
use super::slow_down_words as words;
use super::widget_button::Button;
use crate::drawing::{Face, Ink};
use crate::edit::slow_down::STEPS;
use crate::model::{Element, Layer};
use egui::text::LayoutJob;
use egui::{
    Align, Galley, Id, Layout, Rect, Role, Sense, Ui, UiBuilder, WidgetInfo, pos2, vec2,
};
use std::sync::Arc;

pub(super) fn header_ui(
    ui: &mut Ui,
    state: &mut SlowDownState,
    (sheet, pass): (Rect, &Pass<'_>),
    asked: &mut Vec<Ask>,
) {
    let from = pass.map.find(pass.walk.from).map(|(_, _, element)| element);
    let ends = pass.walk.layer().map(|_| state);
    top_ui(ui, (sheet, pass.facts), (from, ends), asked);
}

/// Code name, what is slowed down, and the way back.
pub(super) fn top_ui(
    ui: &mut Ui,
    (sheet, facts): (Rect, &SlowDownFacts<'_>),
    (from, ends): (Option<&Element>, Option<&mut SlowDownState>),
    asked: &mut Vec<Ask>,
) {
    let bar = Rect::from_min_size(sheet.min, vec2(sheet.width(), HEADER));
    let bar = bar.shrink2(vec2(20.0, 11.0));
    let inner = UiBuilder::new()
        .max_rect(bar.with_min_x(bar.left() + 4.0))
        .layout(Layout::right_to_left(Align::Center));
    ui.scope_builder(inner, |ui| {
        ui.spacing_mut().item_spacing.x = space::M;
        if Button::plain(words::TO_THE_MAP).key("Esc").height(34.0).show(ui).clicked() {
            asked.push(Ask::Do(Command::Map));
        }
        if let Some(state) = ends {
            let end = Button::quiet(words::TO_THE_END).key("Ctrl Enter").height(34.0);
            if end.show(ui).clicked() {
                state.step(|walk| walk.go_to(STEPS.len()));
            }
        }
        super::notice::saved_ui(ui, facts.saved);
        session_here_ui(ui, (facts.case, &facts.sitting), asked);
        ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
            let title = (Scale::Title, Face::SerifSemiBold, Ink::Ink);
            ui.label(look::job(ui, &facts.case.code_name, title));
            ui.style_mut().wrap_mode = Some(egui::TextWrapMode::Truncate);
            let style = (Scale::Interface, Face::Sans, Ink::Ink2);
            let mut job = look::job(ui, words::TITLE, style);
            if let Some(element) = from {
                append(ui, &mut job, ", from ", style);
                let strong = (Scale::Interface, Face::SansSemiBold, Ink::Ink2);
                append(ui, &mut job, &element.quoted(), strong);
            }
            ui.label(job);
        });
    });
}

fn append(ui: &Ui, job: &mut LayoutJob, words: &str, style: (Scale, Face, Ink)) {
    job.append(words, 0.0, look::format(ui, style));
}

/// The question on its side of the line; above it what can be said back, if there is room.
pub(super) fn question_ui(
    ui: &mut Ui,
    state: &mut SlowDownState,
    pass: &Pass<'_>,
    (places, question): (&Places, &str),
) {
    let column = places.column;
    let galley = question_galley(ui, question, column.width(), Ink::Ink);
    let needed = galley.size().y + answer::height(ui, pass, column.width());
    let is_above = pass.walk.layer().is_some_and(Layer::is_above_the_line);
    let top_of_paper = places.sheet.top() + HEADER + space::XL;
    let (from, back_room) = if is_above {
        let from = (places.line_y - 56.0 - needed).max(top_of_paper);
        (from, from - top_of_paper - space::L)
    } else {
        let room = places.sheet.bottom() - needed - 16.0;
        let from = room.min(places.line_y + 50.0);
        (from, places.line_y - 40.0 - top_of_paper)
    };
    line_words_ui(ui, places);
    let back = Rect::from_min_size(
        pos2(column.left(), top_of_paper),
        vec2(column.width(), back_room),
    );
    // Only what was said before: the words in the field are still being found.
    let before = |layer: Layer| {
        layer.is_above_the_line() && pass.walk.layer().is_none_or(|asked| layer < asked)
    };
    say_back_ui(ui, (back, words::SAY_BACK), &pass.said(before));
    let at = pos2(column.left(), from);
    let place = Rect::from_min_size(at, vec2(column.width(), galley.size().y));
    let said = ui.interact(place, Id::unique("slow down question"), Sense::HOVER);
    said.widget_info(|| WidgetInfo::labeled(Role::Label, true, question));
    ui.painter().galley(at, galley, look::ink(ui, Ink::Ink));
    let below = Rect::from_min_max(
        pos2(column.left(), place.bottom() + answer::Gaps::of(pass).question),
        pos2(column.right(), places.sheet.bottom()),
    );
    let mut child = ui.new_child(UiBuilder::new().max_rect(below));
    match answer::answer_ui(&mut child, state, pass) {
        Some(answer::Step::Keep) => state.step(|walk| walk.keep(pass.map)),
        Some(answer::Step::LeaveOpen) => leave_open(state),
        Some(answer::Step::Back) => {
            let back = pass.walk.at.saturating_sub(1);
            state.step(|walk| walk.go_to(back));
        }
        None => {}
    }
}

/// Below the line the words of the couple, quoted, are set in italics.
pub(super) fn question_galley(
    ui: &Ui,
    question: &str,
    width: f32,
    ink: Ink,
) -> Arc<Galley> {
    let scale = match ui.max_rect().height() {
        height if height < LOW => Scale::Heading,
        height if height > TALL => Scale::Name,
        _ => Scale::Question,
    };
    let mut job = LayoutJob::default();
    for (at, part) in question.split_inclusive(['“', '”']).enumerate() {
        // Whatever lies between the quotation marks, and the marks themselves.
        let (plain, opening) = match part.strip_suffix('“') {
            Some(before) => (before, "“"),
            None => (part, ""),
        };
        let is_quoted = at > 0 && part.ends_with('”');
        let face = if is_quoted { Face::SerifItalic } else { Face::Serif };
        append(ui, &mut job, plain, (scale, face, ink));
        append(ui, &mut job, opening, (scale, Face::SerifItalic, ink));
    }
    job.wrap.max_width = width;
    ui.fonts_mut(|fonts| fonts.layout_job(job))
}

/// "shows" over the line and "stays hidden" under it.
pub(super) fn line_words_ui(ui: &Ui, places: &Places) {
    let style = (Scale::Label, Face::Sans, Ink::Ink3);
    let at = |above: f32| pos2(places.column.left(), places.line_y + above);
    let shows = look::line(ui, words::SHOWS, style, 200.0);
    ui.painter().galley(at(-28.0), shows, look::ink(ui, Ink::Ink3));
    let hidden = look::line(ui, words::STAYS_HIDDEN, style, 200.0);
    ui.painter().galley(at(10.0), hidden, look::ink(ui, Ink::Ink3));
}
