//! What a phrase belongs to, and what answers it: the part of the bar for links.

use super::chip::Chip;
use super::command::Ask;
use super::keys::{self, Live};
use super::look::{self, Scale};
use super::map_canvas::Pass;
use super::map_state::MapState;
use super::phrase_panel::heading;
use super::widget_button::Button;
use super::widget_key_cap::{Cap, paint_key_cap};
use super::widget_row::Row;
use crate::drawing::{Face, Ink};
use crate::edit::readings::{link, may_answer};
use crate::model::readings::{self, may_be_seen};
use crate::model::{CycleMap, Element, ElementId, Layer, PartnerId};
use egui::{Ui, vec2};

/// One key each.
const MOST: usize = 9;

/// True if the phrase may belong to another one.
fn is_offered(pass: &Pass<'_>, element: &Element) -> bool {
    element.answers.is_some() || !may_answer(pass.map, element.id).is_empty()
}

/// The width that they need in the bar.
pub(super) fn chips_width(pass: &Pass<'_>, element: &Element) -> f32 {
    let link = if is_offered(pass, element) { 100.0 } else { 0.0 };
    let reframes = if reframes_of(pass, element) > 0 { 110.0 } else { 0.0 };
    link + reframes
}

/// The room that the phrases to choose from need, while they are open.
pub(super) fn links_height(state: &MapState, pass: &Pass<'_>, element: &Element) -> f32 {
    let links = choices(pass.map, element.id).len() as f32;
    if state.linking == Some(element.id) { 62.0 + 32.0 * links } else { 0.0 }
}

/// What the phrase may belong to, as far as the couple may look on.
fn choices(map: &CycleMap, id: ElementId) -> Vec<(PartnerId, &Element)> {
    let mut found = may_answer(map, id);
    found.retain(|(_, element)| may_be_seen(element, None));
    found.truncate(MOST);
    found
}

/// The chips for the link and for the reframes.
pub(super) fn chips_ui(
    ui: &mut Ui,
    state: &mut MapState,
    pass: &Pass<'_>,
    element: &Element,
    asked: &mut Vec<Ask>,
) {
    if is_offered(pass, element) {
        let is_linked = readings::answered(pass.map, element).is_some();
        let label = if is_linked { "Linked" } else { "Link" };
        let key = keys::cap(ui, Live::Link);
        let chip = Chip { is_chosen: state.linking.is_some(), ..Chip::new(&key, label) };
        if chip.show(ui).clicked() {
            let is_open = state.linking.take().is_some();
            state.linking = (!is_open).then_some(element.id);
        }
    }
    let words = match reframes_of(pass, element) {
        0 => return,
        1 => "1 reframe".to_owned(),
        count => format!("{count} reframes"),
    };
    if Button::quiet(&words).height(30.0).scale(Scale::Chip).show(ui).clicked() {
        asked.push(Ask::Reframe(element.id));
    }
}

fn reframes_of(pass: &Pass<'_>, element: &Element) -> usize {
    let all = readings::reframes(pass.map);
    let answers = |reframe: &&readings::Reframe<'_>| {
        reframe.answers.is_some_and(|(_, answered)| answered.id == element.id)
    };
    all.iter().filter(answers).count()
}

/// The phrases that this one may belong to, each with its key.
pub(super) fn links_ui(
    ui: &mut Ui,
    state: &mut MapState,
    pass: &Pass<'_>,
    element: &Element,
    asked: &mut Vec<Ask>,
) {
    let Some((partner, _, _)) = pass.map.find(element.id) else { return };
    let other = pass.names(partner).1;
    heading(ui, &question(element.layer, other));
    ui.spacing_mut().item_spacing.y = 2.0;
    let choices = choices(pass.map, element.id);
    let mut wanted = None;
    for (number, (whose, choice)) in choices.iter().enumerate() {
        let words = format!("{}: {}", pass.names(*whose).0, choice.quoted());
        let is_linked = element.answers == Some(choice.id);
        if choice_ui(ui, (number + 1, &words, is_linked)) {
            wanted = Some((!is_linked).then_some(choice.id));
        }
    }
    if choices.is_empty() {
        let words = "There is nothing on the map to link it to yet";
        look::label(ui, words, (Scale::Chip, Face::Sans, Ink::Ink2));
    }
    if element.answers.is_some()
        && Button::quiet("Unlink").height(30.0).scale(Scale::Chip).show(ui).clicked()
    {
        wanted = Some(None);
    }
    if let Some(to) = wanted {
        asked.extend(link(pass.map, element.id, to).map(Ask::Change));
        state.linking = None;
    }
}

fn choice_ui(ui: &mut Ui, (number, words, is_linked): (usize, &str, bool)) -> bool {
    ui.set_width(500.0);
    let row = Row { is_chosen: is_linked, ..Row::new(words, 30.0) }.show(ui);
    let middle = row.rect.left_center() + vec2(18.0, 0.0);
    let cap = if is_linked { Cap::Chosen } else { Cap::Outlined };
    paint_key_cap(ui, ui.painter(), middle, (&number.to_string(), cap));
    let room = row.rect.width() - 48.0;
    let galley = look::line(ui, words, (Scale::Chip, Face::Sans, Ink::Ink), room);
    let at = middle + vec2(18.0, -galley.size().y / 2.0);
    ui.painter().galley(at, galley, look::ink(ui, Ink::Ink));
    row.clicked()
}

fn question(layer: Layer, other: &str) -> String {
    match layer {
        Layer::Fear => format!("Which move of {other} confirms it?"),
        Layer::SeenAs => format!("Which move of {other} is taken for it?"),
        Layer::Corrected => format!("Which reading of {other} does it answer?"),
        _ => "What is it other words for?".to_owned(),
    }
}

/// Opens or closes what the chosen phrase may belong to; false if it may belong to nothing.
pub(super) fn switch(state: &mut MapState, map: &CycleMap) -> bool {
    let Some((_, _, element)) = state.selected.and_then(|id| map.find(id)) else {
        return false;
    };
    let can_link = element.answers.is_some() || !may_answer(map, element.id).is_empty();
    let is_open = state.linking.take().is_some();
    state.linking = (can_link && !is_open).then_some(element.id);
    can_link
}

/// While it is open a figure chooses one of them. True if the figure was meant so.
pub(super) fn take_figure(
    state: &mut MapState,
    map: &CycleMap,
    figure: Option<usize>,
    asked: &mut Vec<Ask>,
) -> bool {
    let Some(figure) = figure.filter(|_| state.linking.is_some()) else { return false };
    let Some((_, _, element)) = state.selected.and_then(|id| map.find(id)) else {
        return false;
    };
    let choices = choices(map, element.id);
    let chosen = figure.checked_sub(1).and_then(|at| choices.get(at));
    if let Some((_, chosen)) = chosen {
        let to = (element.answers != Some(chosen.id)).then_some(chosen.id);
        asked.extend(link(map, element.id, to).map(Ask::Change));
        state.linking = None;
    }
    true
}
