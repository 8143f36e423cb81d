//! What kind of loop this is, its pattern, and how each of the two moves in it.

use super::command::{Ask, Command};
use super::icon::Icon;
use super::look::{self, Scale, space};
use super::map_confirm;
use super::map_loop_more;
use super::map_own_loop;
use super::map_state::{MapFacts, MapState};
use super::phrase_panel::{choice, heading, position_label};
use super::widget_button::IconButton;
use super::widget_field::Field;
use super::widget_ground::floating_frame;
use crate::drawing::{Face, Ink};
use crate::edit::cycle_map::NAME_LETTERS;
use crate::edit::{Edit, MapEdit};
use crate::model::pattern::suggested_position;
use crate::model::sentence;
use crate::model::{CycleKind, CycleMap, CyclePattern, PartnerId, Position};
use egui::{Align2, Area, Id, Layout, Margin, Order, Ui, vec2};
use strum::VariantArray as _;

const WIDTH: f32 = 548.0;

/// Shows the choices under the left end of the header while they are asked for.
pub(super) fn loop_panel_ui(
    ui: &Ui,
    state: &mut MapState,
    facts: &MapFacts<'_>,
    asked: &mut Vec<Ask>,
) {
    let Some(map) = facts.case.map(state.map) else { return };
    if !state.shown.this_loop {
        keep_words(state, map, asked);
        return;
    }
    let frame = floating_frame(ui).inner_margin(Margin::symmetric(18, 12));
    let left = ui.available_rect_before_wrap().left() + space::L;
    Area::new(Id::unique("this loop"))
        .order(Order::Foreground)
        .anchor(Align2::LEFT_TOP, vec2(left, 60.0 + space::XS))
        .show(ui.ctx(), |ui| {
            // A sexual loop has more to say than a small window can show at once.
            let most = (ui.ctx().content_rect().height() - 140.0).max(240.0);
            frame.show(ui, |ui| {
                let area = egui::ScrollArea::vertical().max_height(most);
                area.show(ui, |ui| panel_ui(ui, state, (facts, map), asked));
            });
        });
}

fn panel_ui(
    ui: &mut Ui,
    state: &mut MapState,
    (facts, map): (&MapFacts<'_>, &CycleMap),
    asked: &mut Vec<Ask>,
) {
    ui.spacing_mut().item_spacing.y = space::XS;
    ui.set_width(WIDTH);
    ui.horizontal(|ui| {
        let title = (Scale::Row, Face::SerifSemiBold, Ink::Ink);
        look::label(ui, "This loop", title);
        ui.with_layout(Layout::right_to_left(egui::Align::Center), |ui| {
            let close = IconButton::new(Icon::Close, "Put the choices away").key("Esc");
            if close.show(ui).clicked() {
                asked.push(Ask::Do(Command::ThisLoop));
            }
        });
    });
    if facts.own_loop.is_none() {
        map_confirm::standing_ui(ui, (facts, map), asked);
    }
    if let Some(own) = &facts.own_loop {
        map_own_loop::with_whom_ui(ui, (own, map), asked);
    } else {
        kind_ui(ui, map, &mut |edit| asked.push(of_map(map, edit)));
    }
    pattern_ui(ui, map, &mut |edit| asked.push(of_map(map, edit)));
    pattern_words_ui(ui, state, map, asked);
    sentence_ui(ui, facts, map);
    for partner in [map.left, map.left.other()] {
        position_ui(ui, (facts, map), partner, &mut |edit| asked.push(of_map(map, edit)));
    }
    map_loop_more::links_ui(ui, state, (facts, map), asked);
    map_loop_more::permission_ui(ui, (facts, map), asked);
    map_loop_more::factors_ui(ui, (facts, map), asked);
}

fn of_map(map: &CycleMap, edit: MapEdit) -> Ask {
    Ask::Change(Edit::Map(map.id, edit))
}

fn kind_ui(ui: &mut Ui, map: &CycleMap, change: &mut impl FnMut(MapEdit)) {
    heading(ui, "What is it about?");
    ui.horizontal_wrapped(|ui| {
        for kind in CycleKind::VARIANTS {
            if choice(ui, kind.label(), (kind, &map.kind)) {
                change(MapEdit::Kind(*kind));
            }
        }
    });
}

fn pattern_ui(ui: &mut Ui, map: &CycleMap, change: &mut impl FnMut(MapEdit)) {
    heading(ui, "How does it go?");
    ui.horizontal_wrapped(|ui| {
        for pattern in CyclePattern::VARIANTS {
            if choice(ui, pattern.label(), (pattern, &map.pattern)) {
                change(MapEdit::Pattern(*pattern));
            }
        }
    });
}

/// What no name of a pattern says: for the therapist alone.
fn pattern_words_ui(
    ui: &mut Ui,
    state: &mut MapState,
    map: &CycleMap,
    asked: &mut Vec<Ask>,
) {
    let typed = state.pattern_words.clone();
    let mut words = typed.unwrap_or_else(|| map.pattern_words.clone());
    ui.add_space(space::XS);
    let field = Field::new("The pattern in your own words")
        .hide_label()
        .hint("In your own words; no couple reads it")
        .height(36.0)
        .scale(Scale::Interface)
        .at_most(NAME_LETTERS);
    let typed = field.show(ui, &mut words);
    if typed.response.has_focus() {
        state.is_typing = true;
        state.pattern_words = Some(words);
    }
    if typed.submitted || !typed.response.has_focus() {
        keep_words(state, map, asked);
    }
}

fn keep_words(state: &mut MapState, map: &CycleMap, asked: &mut Vec<Ask>) {
    let words = state.pattern_words.take().filter(|words| *words != map.pattern_words);
    asked.extend(words.map(|words| of_map(map, MapEdit::PatternWords(words))));
}

/// The sentence in the shape of the pattern, as soon as there are moves to say it with.
fn sentence_ui(ui: &mut Ui, facts: &MapFacts<'_>, map: &CycleMap) {
    let said = sentence::for_therapist(facts.case, map, facts.touched_last);
    let words = said.map_or_else(
        || "The loop says its sentence as soon as both behaviours are known".to_owned(),
        |said| said.on_screen(),
    );
    ui.add_space(space::XS);
    ui.label(look::job(ui, &words, (Scale::Interface, Face::Sans, Ink::Ink)));
}

/// How a partner moves in this loop. What the pattern suggests is offered first, and nothing
/// more.
fn position_ui(
    ui: &mut Ui,
    (facts, map): (&MapFacts<'_>, &CycleMap),
    partner: PartnerId,
    change: &mut impl FnMut(MapEdit),
) {
    let name = facts.case.name_of(partner);
    let chosen = map.side(partner).position;
    heading(ui, &format!("How does {name} move in this loop?"));
    ui.horizontal_wrapped(|ui| {
        for position in Position::VARIANTS {
            if choice(ui, position_label(*position), (position, &chosen)) {
                change(MapEdit::Position(partner, *position));
            }
        }
    });
    let offered = suggested_position(map, partner, facts.vocabulary);
    let Some(offered) = offered.filter(|_| chosen == Position::Unclear) else { return };
    let words = format!("Perhaps: {name} {}", position_label(offered));
    ui.label(look::job(ui, &words, (Scale::Label, Face::Sans, Ink::Ink3)));
}
