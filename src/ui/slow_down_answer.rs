//! Where one question of the slow-down is answered: the field, what is offered, and the keys.

use super::look::{self, Scale, corner, space};
use super::slow_down::{Pass, SlowDownState};
use super::slow_down_words as words;
use super::widget_button::{Button, focus_ring, hover};
use super::widget_field::{Field, Ground, rest_of};
use super::widget_key_cap::{Cap, key_cap, key_cap_size, paint_key_cap};
use crate::drawing::{Face, Ink};
use crate::edit::completion::{self, Place};
use crate::edit::slow_down::Answer;
use crate::model::{Element, ElementId, Layer};
use egui::{
    Align, CornerRadius, Event, Id, Layout, Role, Sense, Ui, WidgetInfo, pos2, vec2,
};

/// What field, offers and buttons need below a question.
pub const HEIGHT: f32 = 22.0 + 54.0 + 14.0 + 34.0 + 34.0 + 20.0 + 38.0;

/// Phrases of the map that one key picks.
const PICKS: usize = 9;

/// Where the answer leads.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    Keep,
    LeaveOpen,
    Back,
    ToTheEnd,
}

pub(super) fn answer_ui(
    ui: &mut Ui,
    state: &mut SlowDownState,
    pass: &Pass<'_>,
) -> Option<Step> {
    let layer = pass.walk.layer()?;
    let there: Vec<Element> = pass
        .walk
        .on_the_map(pass.map, layer)
        .into_iter()
        .take(PICKS)
        .map(|(_, element)| element.clone())
        .collect();
    take_empty_keys(ui, state, pass, &there);
    let offers = offers(pass, layer);
    ui.spacing_mut().item_spacing.y = 0.0;
    let is_submitted = field_ui(ui, state, pass, &offers);
    ui.add_space(14.0);
    picks_ui(ui, state, pass, &there);
    offers_ui(ui, state, pass, &offers);
    ui.add_space(20.0);
    let step = steps_ui(ui, pass);
    if is_submitted { Some(Step::Keep) } else { step }
}

fn field_id() -> Id {
    Id::unique("slow down words")
}

/// While nothing is typed a figure picks a phrase of the map, and ' marks own words.
fn take_empty_keys(
    ui: &Ui,
    state: &mut SlowDownState,
    pass: &Pass<'_>,
    there: &[Element],
) {
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
            if let Some(element) = figure.and_then(|at| there.get(at)) {
                walk.switch_pick(element.id);
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
    offers: &[String],
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
    let ghost = offers.first().map(String::as_str).filter(|_| !answer.words.is_empty());
    let hint = format!("As {} says it", pass.name());
    let opening = look::line(ui, "“", (Scale::Title, face, Ink::Ink), 40.0);
    let left = 15.0 + if is_own { opening.size().x } else { 0.0 };
    let output = Field::new(words::FIELD)
        .hint(&hint)
        .ghost(ghost)
        .on(Ground::Paper)
        .hide_label()
        .id(field_id())
        .height(54.0)
        .room(left, 20.0)
        .scale(Scale::Title)
        .face(face)
        .at_most(20_000)
        .show(ui, &mut answer.words);
    if output.response.changed() {
        answer.is_left_open = false;
        state.fault = None;
        mark_quoted(answer);
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
    if !words.is_empty() && end + closing.size().x < rect.right() - 6.0 {
        ui.painter().galley(pos2(end, top), closing, color);
    }
}

/// Ready words, and the couple's earlier ones, that do not stand on the map here.
fn offers(pass: &Pass<'_>, layer: Layer) -> Vec<String> {
    let place = Place {
        layer,
        position: pass.map.side(pass.walk.partner).position,
        kind: pass.map.kind,
    };
    let typed = pass.walk.answer().map_or("", |answer| answer.words.trim());
    let there = pass.walk.on_the_map(pass.map, layer);
    let earlier = completion::earlier_words(pass.facts.case, layer);
    completion::complete(typed, place, pass.facts.vocabulary, &earlier)
        .into_iter()
        .filter(|offer| {
            *offer != typed && there.iter().all(|(_, old)| old.words != *offer)
        })
        .take(8)
        .map(str::to_owned)
        .collect()
}

/// What is on the map for this layer; a click or its figure makes it this moment's.
fn picks_ui(ui: &mut Ui, state: &mut SlowDownState, pass: &Pass<'_>, there: &[Element]) {
    if there.is_empty() {
        return;
    }
    let answer = pass.walk.answer();
    let is_picked =
        |id: ElementId| answer.is_some_and(|a| !a.is_left_open && a.picked.contains(&id));
    let can_type = answer.is_some_and(|answer| answer.words.is_empty());
    ui.horizontal(|ui| {
        ui.set_min_height(34.0);
        ui.spacing_mut().item_spacing.x = space::XS;
        look::label(ui, words::ON_THE_MAP, (Scale::Label, Face::Sans, Ink::Ink3));
        for (at, element) in there.iter().enumerate() {
            let key = (at + 1).to_string();
            let look = PickLook { is_picked: is_picked(element.id), can_type };
            if pick_ui(ui, (&key, element), look)
                && let Some(walk) = state.walk.as_mut()
            {
                walk.switch_pick(element.id);
                state.wants_focus = true;
            }
        }
    });
}

#[derive(Clone, Copy)]
struct PickLook {
    is_picked: bool,
    /// The figure works as a key now.
    can_type: bool,
}

/// One phrase of the map; nothing is shown once there is no room for it.
fn pick_ui(ui: &mut Ui, (key, element): (&str, &Element), look: PickLook) -> bool {
    let said = element.quoted();
    let face = match (element.own_words, look.is_picked) {
        (true, _) => Face::SerifItalic,
        (false, true) => Face::SansSemiBold,
        (false, false) => Face::Sans,
    };
    let ink = if look.is_picked { Ink::Accent } else { Ink::Ink2 };
    let room = ui.available_width();
    let words =
        look::line(ui, &said, (Scale::Interface, face, ink), room.min(300.0) - 44.0);
    let cap = key_cap_size(ui, key);
    let size = vec2(words.size().x + cap.x + 6.0 + space::S + 10.0, 30.0);
    if room < 90.0 || size.x > room + 1.0 {
        return false;
    }
    let (rect, response) = ui.allocate_exact_size(size, Sense::click());
    response.widget_info(|| {
        let label = format!("{said}, this moment’s");
        WidgetInfo::selected(Role::CheckBox, true, look.is_picked, label)
    });
    let fill = match look.is_picked {
        true => look::ink(ui, Ink::AccentWash),
        false => look::ink(ui, Ink::Hair).gamma_multiply(0.7 * hover(ui, &response)),
    };
    ui.painter().rect_filled(rect, CornerRadius::same(corner::BUTTON), fill);
    focus_ring(ui, &response, corner::BUTTON);
    let middle = pos2(rect.left() + 6.0 + cap.x / 2.0, rect.center().y);
    let shows_key = if look.is_picked { Cap::Chosen } else { Cap::Filled };
    if look.can_type || look.is_picked {
        paint_key_cap(ui, ui.painter(), middle, (key, shows_key));
    }
    let at = pos2(middle.x + cap.x / 2.0 + space::S, middle.y - words.size().y / 2.0);
    ui.painter().galley(at, words, look::ink(ui, ink));
    response.clicked()
}

/// Ready words on one line, and the switch for own words at its end.
fn offers_ui(ui: &mut Ui, state: &mut SlowDownState, pass: &Pass<'_>, offers: &[String]) {
    let answer = pass.walk.answer();
    let is_own = answer.is_some_and(|answer| answer.is_own_words);
    let is_typed = answer.is_some_and(|answer| !answer.words.is_empty());
    let mut taken = None;
    let mut switched = false;
    let size = vec2(ui.available_width(), 34.0);
    ui.allocate_ui_with_layout(size, Layout::right_to_left(Align::Center), |ui| {
        ui.spacing_mut().item_spacing.x = space::XS;
        switched =
            super::chip::Chip::new("’", words::OWN_WORDS, is_own).show(ui).clicked();
        ui.add_space(space::S);
        ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
            ui.add_space(-space::S);
            for (at, offer) in offers.iter().enumerate() {
                let style = (Scale::Interface, Face::Sans, Ink::Ink2);
                let width = look::line(ui, offer, style, 300.0).size().x + 2.0 * space::S;
                let has_tab = at == 0
                    && is_typed
                    && answer.is_some_and(|a| rest_of(offer, &a.words).is_some());
                if width + if has_tab { 44.0 } else { 0.0 } > ui.available_width() {
                    break;
                }
                if Button::quiet(offer).height(32.0).show(ui).clicked() {
                    taken = Some(offer.clone());
                }
                if has_tab {
                    key_cap(ui, "Tab", Cap::Filled);
                }
            }
        });
    });
    let Some(answer) = state.walk.as_mut().and_then(|walk| walk.answer_mut()) else {
        return;
    };
    answer.is_own_words ^= switched;
    if let Some(taken) = taken {
        answer.words = taken;
        answer.is_left_open = false;
        switched = true;
    }
    state.wants_focus |= switched;
}

fn steps_ui(ui: &mut Ui, pass: &Pass<'_>) -> Option<Step> {
    let has_answer = pass.walk.answer().is_some_and(|answer| !answer.is_empty());
    let keep = words::keep_label(pass.walk.at, pass.other(), has_answer);
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
        let end = "Ctrl Enter";
        if ui.available_width() > 190.0 && keyed(ui, words::TO_THE_END, end) {
            step = Some(Step::ToTheEnd);
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
