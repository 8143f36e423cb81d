//! Where one question of the slow-down is answered: the field, what is offered, and the keys.

use super::look::{self, Scale, space};
use super::slow_down::{Pass, SlowDownState};
use super::slow_down_picks::{There, pick_rows, picks_ui, there};
use super::slow_down_words as words;
use super::widget_button::Button;
use super::widget_field::{Field, Ground, rest_of};
use super::widget_key_cap::{Cap, key_cap, paint_key_cap};
use crate::drawing::{Face, Ink};
use crate::edit::completion::{self, Place};
use crate::edit::slow_down::Answer;
use crate::model::Layer;
use egui::{Align, Event, Id, Layout, Sense, Ui, UiBuilder, pos2, vec2};

pub(super) const ROW: f32 = 34.0;

/// A sentence under the phrases of the map.
const MORE: f32 = 26.0;

/// Words that are not shared stay off a screen that is read with the couple; that there are some
/// is said, and never how many or whose guess.
fn keeps_back(pass: &Pass<'_>) -> bool {
    pass.walk.layer().is_some_and(|layer| pass.walk.keeps_back(pass.map, layer))
}

/// Heights and the air between them; a low window has less of both.
#[derive(Debug, Clone, Copy)]
pub(super) struct Gaps {
    /// Between the question and the field.
    pub question: f32,
    field: f32,
    offers: f32,
    steps: f32,
    /// Rows of phrases that stand on the map; what does not fit is counted.
    pub pick_rows: usize,
}

impl Gaps {
    pub fn of(pass: &Pass<'_>) -> Self {
        if pass.is_low {
            return Self {
                question: 14.0,
                field: 48.0,
                offers: 10.0,
                steps: 12.0,
                pick_rows: 1,
            };
        }
        Self { question: 22.0, field: 54.0, offers: 14.0, steps: 20.0, pick_rows: 3 }
    }
}

/// Where the answer leads.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    Keep,
    LeaveOpen,
    Back,
}

/// What field, offers and buttons need below a question.
pub(super) fn height(ui: &Ui, pass: &Pass<'_>, width: f32) -> f32 {
    let gaps = Gaps::of(pass);
    let picks = pick_rows(ui, &there(pass), width).len().min(gaps.pick_rows) as f32;
    let more = if keeps_back(pass) { MORE } else { 0.0 };
    let rows = picks * ROW + more + ROW;
    gaps.question + gaps.field + gaps.offers + rows + gaps.steps + 38.0
}

pub(super) fn answer_ui(
    ui: &mut Ui,
    state: &mut SlowDownState,
    pass: &Pass<'_>,
) -> Option<Step> {
    let layer = pass.walk.layer()?;
    let there = there(pass);
    take_empty_keys(ui, state, pass, &there);
    let offers = offers(pass, layer);
    ui.spacing_mut().item_spacing.y = 0.0;
    let ghost = ghost(pass, layer);
    let is_submitted = field_ui(ui, state, pass, ghost.as_deref());
    ui.add_space(Gaps::of(pass).offers);
    picks_ui(ui, state, pass, &there);
    if keeps_back(pass) {
        let (rect, _) =
            ui.allocate_exact_size(vec2(ui.available_width(), MORE), Sense::hover());
        let place = UiBuilder::new().max_rect(rect);
        let mut line = ui.new_child(place.layout(Layout::left_to_right(Align::Center)));
        let style = (Scale::Label, Face::Sans, Ink::Ink3);
        look::label(&mut line, words::NOT_SHARED_YET, style);
    }
    offers_ui(ui, state, pass, &offers);
    ui.add_space(Gaps::of(pass).steps);
    let step = steps_ui(ui, pass);
    if is_submitted { Some(Step::Keep) } else { step }
}

fn field_id() -> Id {
    Id::unique("slow down words")
}

/// While nothing is typed a figure picks a phrase of the map, and ' marks own words.
fn take_empty_keys(ui: &Ui, state: &mut SlowDownState, pass: &Pass<'_>, there: &[There]) {
    let is_empty = pass.walk.answer().is_some_and(|answer| answer.words.is_empty());
    let is_here = ui.memory(|memory| memory.has_focus(field_id()));
    let Some(walk) = state.walk.as_mut() else { return };
    if !is_empty || !is_here || !pass.facts.takes_keys {
        return;
    }
    ui.input_mut(|input| {
        input.events.retain(|event| {
            let Event::Text(text) = event else { return true };
            let figure = text.parse::<usize>().ok().and_then(|at| at.checked_sub(1));
            if let Some(one) = figure.and_then(|at| there.get(at)) {
                walk.switch_pick(one.element.id);
                return false;
            }
            let is_mark = matches!(text.as_str(), "'" | "’" | "\"" | "“");
            if let Some(answer) = walk.answer_mut().filter(|_| is_mark) {
                answer.is_own_words = !answer.is_own_words;
            }
            !is_mark
        });
    });
}

/// The field with the words in it; true when Enter was pressed.
fn field_ui(
    ui: &mut Ui,
    state: &mut SlowDownState,
    pass: &Pass<'_>,
    ghost: Option<&str>,
) -> bool {
    let wants = std::mem::take(&mut state.wants_focus);
    let nobody = ui.memory(|memory| memory.focused().is_none());
    if pass.facts.takes_keys && (wants || nobody) {
        ui.memory_mut(|memory| memory.request_focus(field_id()));
    }
    let fault = state.fault.clone();
    let Some(answer) = state.walk.as_mut().and_then(|walk| walk.answer_mut()) else {
        return false;
    };
    let is_own = answer.is_own_words;
    let face = if is_own { Face::SerifItalic } else { Face::Sans };
    let hint = format!("As {} says it", pass.name());
    let opening = look::line(ui, "“", (Scale::Title, face, Ink::Ink), 40.0);
    let left = 15.0 + if is_own { opening.size().x } else { 0.0 };
    let output = Field::new(words::FIELD)
        .hint(&hint)
        .ghost(ghost)
        .on(Ground::Paper)
        .hide_label()
        .id(field_id())
        .height(Gaps::of(pass).field)
        .room(left, 58.0)
        .scale(Scale::Title)
        .face(face)
        .at_most(20_000)
        .show(ui, &mut answer.words);
    if output.response.changed() {
        answer.is_left_open = false;
        state.fault = None;
        mark_quoted(answer);
    }
    if ghost.is_some_and(|ghost| rest_of(ghost, &answer.words).is_some()) {
        let middle = output.rect.right_center() - vec2(30.0, 0.0);
        paint_key_cap(ui, ui.painter(), middle, ("Tab", Cap::Filled));
    }
    if is_own {
        let rest =
            ghost.and_then(|ghost| rest_of(ghost, &answer.words)).unwrap_or_default();
        quotes_ui(ui, output.rect, (left, &format!("{}{rest}", answer.words)));
    }
    if let Some(fault) = fault {
        look::label(ui, &fault, (Scale::Chip, Face::Sans, Ink::Alarm));
    }
    output.submitted
}

/// A quotation mark at the end of the words makes them the client's own.
fn mark_quoted(answer: &mut Answer) {
    let quotes = ['"', '”', '“'];
    if let Some(bare) = answer.words.strip_suffix(quotes) {
        answer.words = bare.trim_start_matches(quotes).to_owned();
        answer.is_own_words = true;
    }
}

fn quotes_ui(ui: &Ui, rect: egui::Rect, (left, words): (f32, &str)) {
    let style = (Scale::Title, Face::SerifItalic, Ink::Ink2);
    let color = look::ink(ui, Ink::Ink2);
    let line = |words: &str| look::line(ui, words, style, 4_000.0);
    let (opening, closing, said) = (line("“"), line("”"), line(words));
    let top = rect.center().y - opening.size().y / 2.0;
    let from = rect.left() + left;
    ui.painter().galley(pos2(from - opening.size().x, top), opening, color);
    let end = from + said.size().x;
    if !words.is_empty() && end + closing.size().x < rect.right() - 52.0 {
        ui.painter().galley(pos2(end, top), closing, color);
    }
}

/// What Tab would complete: also with the words that stand on the map.
fn ghost(pass: &Pass<'_>, layer: Layer) -> Option<String> {
    let typed = &pass.walk.answer()?.words;
    let there = pass.walk.offered(pass.map, layer);
    let there = there.iter().map(|(_, element)| element.words.as_str());
    let found = completed(pass, layer, there.collect()).into_iter();
    found.map(str::to_owned).find(|words| rest_of(words, typed).is_some())
}

/// Everything that fits what is typed, best first.
fn completed<'a>(
    pass: &'a Pass<'_>,
    layer: Layer,
    mut earlier: Vec<&'a str>,
) -> Vec<&'a str> {
    let place = Place {
        layer,
        position: pass.map.side(pass.walk.partner).position,
        kind: pass.map.kind,
    };
    let typed = pass.walk.answer().map_or("", |answer| answer.words.trim());
    earlier.extend(pass.walk.earlier_words(pass.facts.case, layer));
    completion::complete(typed, place, pass.facts.vocabulary, &earlier)
}

/// Ready words, and this partner's earlier ones, that do not stand on the map here.
fn offers(pass: &Pass<'_>, layer: Layer) -> Vec<String> {
    let typed = pass.walk.answer().map_or("", |answer| answer.words.trim());
    let there = pass.walk.offered(pass.map, layer);
    completed(pass, layer, Vec::new())
        .into_iter()
        .filter(|offer| {
            *offer != typed && there.iter().all(|(_, old)| old.words != *offer)
        })
        .take(8)
        .map(str::to_owned)
        .collect()
}

/// Ready words on one line, and the switch for own words at its end.
fn offers_ui(ui: &mut Ui, state: &mut SlowDownState, pass: &Pass<'_>, offers: &[String]) {
    let answer = pass.walk.answer();
    let is_own = answer.is_some_and(|answer| answer.is_own_words);
    let is_typed = answer.is_some_and(|answer| !answer.words.is_empty());
    let mut taken = None;
    let (row, _) =
        ui.allocate_exact_size(vec2(ui.available_width(), ROW), Sense::hover());
    let place = UiBuilder::new().max_rect(row);
    let mut end = ui.new_child(place.layout(Layout::right_to_left(Align::Center)));
    let mut chip = super::chip::Chip::new("’", words::OWN_WORDS);
    chip.is_chosen = is_own;
    if is_typed {
        // The key is a letter now; a quotation mark after the words does the same.
        chip.key = "”";
    }
    let switched_to = chip.show(&mut end).clicked();
    // The first words stand under the first letter of the field's.
    let left = row.with_min_x(row.left() - space::S);
    let left = left.with_max_x(end.min_rect().left() - space::L);
    let place = UiBuilder::new().max_rect(left);
    let mut line = ui.new_child(place.layout(Layout::left_to_right(Align::Center)));
    line.spacing_mut().item_spacing.x = space::XS;
    for offer in offers {
        let style = (Scale::Interface, Face::Sans, Ink::Ink2);
        let width = look::line(ui, offer, style, 300.0).size().x + 2.0 * space::S;
        if width > line.available_width() {
            break;
        }
        if Button::quiet(offer).height(32.0).show(&mut line).clicked() {
            taken = Some(offer.clone());
        }
    }
    let Some(answer) = state.walk.as_mut().and_then(|walk| walk.answer_mut()) else {
        return;
    };
    answer.is_own_words ^= switched_to;
    state.wants_focus |= switched_to || taken.is_some();
    if let Some(taken) = taken {
        answer.words = taken;
        answer.is_left_open = false;
    }
}

fn steps_ui(ui: &mut Ui, pass: &Pass<'_>) -> Option<Step> {
    let onward = words::onward(pass.walk.at, pass.other());
    let has_answer = pass.walk.answer().is_some_and(|answer| !answer.is_empty());
    let keep =
        if has_answer { words::kept(&onward) } else { words::capitalised(&onward) };
    let mut step = None;
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = space::S;
        if Button::primary(&keep).key("Enter").show(ui).clicked() {
            step = Some(Step::Keep);
        }
        if keyed(ui, words::LEAVE_OPEN, "↓") {
            step = Some(Step::LeaveOpen);
        }
        if pass.walk.at > 0 && keyed(ui, words::BACK, "↑") {
            step = Some(Step::Back);
        }
    });
    step
}

/// A quiet button with its key after it.
pub(super) fn keyed(ui: &mut Ui, label: &str, key: &str) -> bool {
    ui.scope(|ui| {
        ui.spacing_mut().item_spacing.x = 0.0;
        let is_clicked = Button::quiet(label).show(ui).clicked();
        key_cap(ui, key, Cap::Filled);
        is_clicked
    })
    .inner
}
