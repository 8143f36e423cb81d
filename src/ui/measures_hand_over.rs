//! One partner answers alone: the questions in large letters, and nothing else on the screen.

use super::command::{Ask, Command};
use super::keys;
use super::look::{self, Scale, corner, space};
use super::measures::{MeasuresFacts, MeasuresState, Said};
use super::measures_paper::{Paper, stands};
use super::widget_button::{Button, focus_ring, hover};
use super::widget_key_cap::{Cap, key_cap_size, paint_key_cap};
use crate::drawing::{Face, Ink};
use crate::edit::score::{self, Entry};
use crate::model::measure::Measure;
use egui::{
    Align, CornerRadius, Event, Key, Layout, Modifiers, Rect, Response, Role, Sense, Ui,
    UiBuilder, WidgetInfo, pos2, vec2,
};

/// Who has the screen, and how far they are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HandOver {
    pub begun: Paper,
    page: Page,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Page {
    /// What happens next, for the therapist.
    Before,
    Question,
    /// Esc was pressed.
    Stop,
    ThankYou,
    /// The therapist has the screen again.
    Back,
}

const QUESTION: (Scale, Face, Ink) = (Scale::Question, Face::Serif, Ink::Ink);
const LARGE_QUESTION: (Scale, Face, Ink) = (Scale::Wordmark, Face::Serif, Ink::Ink);
const SAID: (Scale, Face, Ink) = (Scale::Title, Face::Sans, Ink::Ink2);
const LARGE_SAID: (Scale, Face, Ink) = (Scale::Heading, Face::Sans, Ink::Ink2);
const ANSWER: (Scale, Face, Ink) = (Scale::Title, Face::Sans, Ink::Ink);
const SMALL: (Scale, Face, Ink) = (Scale::Phrase, Face::Sans, Ink::Ink3);
/// Widest column, for lines that are good to read.
const PAGE: f32 = 820.0;
const LARGE_PAGE: f32 = 1_120.0;
/// From this height on letters are larger.
const LARGE: f32 = 900.0;

impl HandOver {
    pub fn new(begun: Paper) -> Self {
        Self { begun, page: Page::Before }
    }

    /// The therapist's key: from the last page back, before it a question first.
    pub fn take_back(&mut self) {
        self.page = match self.page {
            Page::Question | Page::Stop => Page::Stop,
            Page::Before | Page::ThankYou | Page::Back => Page::Back,
        };
    }
}

/// Shows one page over the whole window.
pub(super) fn hand_over_ui(
    ui: &mut Ui,
    state: &mut MeasuresState,
    facts: &MeasuresFacts<'_>,
    asked: &mut Vec<Ask>,
) {
    let Some(mut over) = state.hand_over.take() else { return };
    let Some(measure) = facts.measure(&over.begun.measure) else { return };
    let room = ui.available_rect_before_wrap();
    let page = if room.height() > LARGE { LARGE_PAGE } else { PAGE };
    let width = page.min(room.width() - 2.0 * space::XXL);
    let inner = Rect::from_center_size(room.center(), vec2(width, room.height() - 96.0));
    let layout = Layout::top_down(Align::Min);
    ui.scope_builder(UiBuilder::new().max_rect(inner).layout(layout), |ui| {
        ui.spacing_mut().item_spacing = vec2(space::M, space::M);
        match over.page {
            Page::Before => before_ui(ui, &mut over, (measure, facts)),
            Page::Question => question_ui(ui, &mut over, measure),
            Page::Stop => stop_ui(ui, &mut over),
            Page::ThankYou => thank_you_ui(ui),
            Page::Back => {}
        }
    });
    if over.page == Page::Back {
        keep(state, (measure, facts, over.begun), asked);
    } else {
        state.hand_over = Some(over);
    }
}

/// What was answered is kept in one step, so that one undo takes it back.
fn keep(
    state: &mut MeasuresState,
    (measure, facts, begun): (&Measure, &MeasuresFacts<'_>, Paper),
    asked: &mut Vec<Ask>,
) {
    if !begun.is_begun() {
        return;
    }
    let entry = Entry { measure, partner: begun.partner, date: begun.date };
    let said = stands(measure, &begun.given);
    let name = facts.name(begun.partner);
    let (_, edit) = score::enter_answers(facts.case, entry, (begun.score, begun.given));
    asked.push(Ask::Change(edit));
    state.said = Some(Said::Kept(format!("Kept: {name}, {said}")));
    state.partner = Some(begun.partner.other());
}

fn said_ui(ui: &mut Ui, words: &str, style: (Scale, Face, Ink)) {
    ui.add(egui::Label::new(look::job(ui, words, style)).wrap());
}

fn pressed(ui: &Ui, key: Key) -> bool {
    ui.input_mut(|input| input.consume_key(Modifiers::NONE, key))
}

fn before_ui(
    ui: &mut Ui,
    over: &mut HandOver,
    (measure, facts): (&Measure, &MeasuresFacts<'_>),
) {
    let name = facts.name(over.begun.partner);
    let key = keys::cap(ui, Command::Measures);
    ui.add_space(ui.available_height() * 0.16);
    said_ui(ui, &format!("Hand the screen to {name}"), QUESTION);
    let words = format!(
        "{name} sees the questions of {} one by one and nothing else. At the end stands a thank-you.",
        measure.name
    );
    said_ui(ui, &words, SAID);
    let words = format!(
        "{key} takes the screen back. Remember it: nothing on the next pages tells it. Esc asks first; {} blanks the screen.",
        keys::cap(ui, Command::Blank)
    );
    said_ui(ui, &words, SAID);
    ui.add_space(space::L);
    let words = format!("{name} begins");
    ui.horizontal(|ui| {
        let begin = Button::primary(&words).key("Enter").height(50.0).scale(Scale::Row);
        if begin.show(ui).clicked() {
            over.page = Page::Question;
        }
        let not_now = Button::quiet("Not now").key("Esc").height(50.0);
        if not_now.scale(Scale::Row).show(ui).clicked() {
            over.page = Page::Back;
        }
    });
    if pressed(ui, Key::Enter) {
        over.page = Page::Question;
    } else if pressed(ui, Key::Escape) {
        over.page = Page::Back;
    }
}

fn question_ui(ui: &mut Ui, over: &mut HandOver, measure: &Measure) {
    take_keys(ui, &mut over.begun, measure);
    let paper = &mut over.begun;
    let Some(text) = measure.items.texts.get(paper.at) else {
        over.page = Page::ThankYou;
        return;
    };
    let place = format!("{} of {}", paper.at + 1, measure.items.count);
    look::label(ui, &place, SMALL);
    let is_large = ui.available_height() > LARGE - 120.0;
    let (said, question) =
        if is_large { (LARGE_SAID, LARGE_QUESTION) } else { (SAID, QUESTION) };
    ui.add_space(ui.available_height() * if is_large { 0.12 } else { 0.05 });
    if !measure.instruction.is_empty() {
        said_ui(ui, &measure.instruction, said);
    }
    said_ui(ui, text, question);
    ui.add_space(space::M);
    answers_ui(ui, paper, measure);
    ui.add_space(space::L);
    ui.horizontal(|ui| {
        let mut back = Button::quiet("Back").height(44.0).scale(Scale::Row);
        back.enabled = paper.at > 0;
        if back.show(ui).clicked() {
            paper.back();
        }
        let skip = Button::quiet("I would rather not answer this one");
        if skip.height(44.0).scale(Scale::Row).show(ui).clicked() {
            paper.answer(None);
        }
    });
    if pressed(ui, Key::Escape) {
        over.page = Page::Stop;
    } else if over.begun.at >= over.begun.given.len() {
        over.page = Page::ThankYou;
    }
}

/// A row for each answer that has words; or one row of numbers between two ends.
fn answers_ui(ui: &mut Ui, paper: &mut Paper, measure: &Measure) {
    let Ok(item) = u8::try_from(paper.at + 1) else { return };
    let (low, high) = measure.range(item);
    let now = paper.given.get(paper.at).copied().flatten();
    let is_named = measure.items.answers.len() == usize::from(high - low) + 1;
    let mut given = None;
    if is_named {
        ui.spacing_mut().item_spacing.y = space::S;
        for answer in low..=high {
            let says = measure.answer_says(item, answer).unwrap_or_default();
            let size = vec2(ui.available_width().min(560.0), 56.0);
            if answer_ui(ui, size, (answer, says, now == Some(answer))).clicked() {
                given = Some(answer);
            }
        }
    } else {
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing = vec2(space::S, space::S);
            for answer in low..=high {
                let size = vec2(62.0, 62.0);
                if answer_ui(ui, size, (answer, "", now == Some(answer))).clicked() {
                    given = Some(answer);
                }
            }
        });
        let ends =
            [low, high].map(|end| measure.answer_says(item, end).unwrap_or_default());
        let [first, last] = ends;
        look::label(ui, &format!("{low} {first}, {high} {last}"), SAID);
    }
    if let Some(given) = given {
        paper.answer(Some(given));
    }
}

fn answer_ui(
    ui: &mut Ui,
    size: egui::Vec2,
    (answer, says, is_chosen): (u8, &str, bool),
) -> Response {
    let (rect, response) = ui.allocate_exact_size(size, Sense::click());
    let number = answer.to_string();
    let said = if says.is_empty() { number.clone() } else { says.to_owned() };
    response.widget_info(|| {
        WidgetInfo::selected(Role::RadioButton, ui.is_enabled(), is_chosen, &said)
    });
    let radius = CornerRadius::same(corner::ROW);
    let (rest, over) = (look::ink(ui, Ink::Surface), look::ink(ui, Ink::Control));
    let fill = rest.lerp_to_gamma(over, hover(ui, &response));
    let painter = ui.painter();
    painter.rect_filled(rect, radius, fill);
    if is_chosen {
        let pen = egui::Stroke::new(2.5, look::ink(ui, Ink::Accent));
        painter.rect_stroke(rect, radius, pen, egui::StrokeKind::Inside);
    }
    focus_ring(ui, &response, corner::ROW);
    if says.is_empty() {
        let words = look::line(ui, &number, ANSWER, rect.width());
        let at = rect.center() - words.size() / 2.0;
        painter.galley(at, words, look::ink(ui, Ink::Ink));
        return response;
    }
    let cap = key_cap_size(ui, &number).x;
    let at = pos2(rect.left() + space::L + cap / 2.0, rect.center().y);
    paint_key_cap(ui, painter, at, (&number, Cap::Filled));
    let left = rect.left() + space::L + cap + space::L;
    let words = look::line(ui, says, ANSWER, rect.right() - left - space::S);
    let at = pos2(left, rect.center().y - words.size().y / 2.0);
    painter.galley(at, words, look::ink(ui, Ink::Ink));
    response
}

fn take_keys(ui: &Ui, paper: &mut Paper, measure: &Measure) {
    let texts: Vec<char> = ui.input(|input| {
        let texts = input.events.iter().filter_map(|event| match event {
            Event::Text(text) => Some(text.chars()),
            _ => None,
        });
        texts.flatten().collect()
    });
    for digit in texts.into_iter().filter_map(|letter| letter.to_digit(10)) {
        if let Ok(digit) = u8::try_from(digit) {
            paper.digit(measure, digit);
        }
    }
    if pressed(ui, Key::Backspace) || pressed(ui, Key::ArrowLeft) {
        paper.back();
    }
    let is_answered = paper.given.get(paper.at).copied().flatten().is_some();
    let is_settled = pressed(ui, Key::Enter) && paper.settle();
    if !is_settled && is_answered && pressed(ui, Key::ArrowRight) {
        paper.at += 1;
    }
}

fn stop_ui(ui: &mut Ui, over: &mut HandOver) {
    ui.add_space(ui.available_height() * 0.2);
    said_ui(ui, "Stop here?", QUESTION);
    said_ui(ui, "What you have answered is kept.", SAID);
    ui.add_space(space::L);
    ui.horizontal(|ui| {
        if Button::primary("Go on answering").key("Enter").height(50.0).show(ui).clicked()
        {
            over.page = Page::Question;
        }
        if Button::plain("Stop").height(50.0).show(ui).clicked() {
            over.page = Page::ThankYou;
        }
    });
    if pressed(ui, Key::Enter) || pressed(ui, Key::Escape) {
        over.page = Page::Question;
    }
}

fn thank_you_ui(ui: &mut Ui) {
    ui.add_space(ui.available_height() * 0.3);
    said_ui(ui, "Thank you", (Scale::Wordmark, Face::SerifSemiBold, Ink::Ink));
    said_ui(ui, "Please give the screen back.", SAID);
}
