//! The head of a talk: its title, where it comes from, and who may see it.

use super::command::Ask;
use super::keys::{self, Live};
use super::look::{self, Scale, corner, space};
use super::map_state::MapFacts;
use super::phrase_panel::waits_ui;
use super::talks::{TalksState, Writing, Written};
use super::talks_keys::share;
use super::talks_write::text_box_ui;
use super::widget_button::{Button, focus_ring};
use crate::drawing::{Face, Ink};
use crate::edit::dialogue;
use crate::model::{CycleMap, Dialogue, PartnerId, Source};
use egui::{Align, Frame, Layout, Margin, Role, Sense, Ui, WidgetInfo, vec2};
use strum::VariantArray as _;

pub(super) fn head_ui(
    ui: &mut Ui,
    state: &mut TalksState,
    (map, talk): (&CycleMap, &Dialogue),
    facts: &MapFacts<'_>,
    asked: &mut Vec<Ask>,
) {
    let is_written = state.writing.as_ref().is_some_and(|it| it.what == Written::Title);
    if is_written {
        text_box_ui(ui, state, map, ("Title of the talk", Scale::Title), asked);
        return;
    }
    ui.horizontal_top(|ui| {
        title_ui(ui, state, talk, facts);
        let line = vec2(ui.available_width(), 32.0);
        ui.allocate_ui_with_layout(line, Layout::right_to_left(Align::Center), |ui| {
            ui.spacing_mut().item_spacing.x = space::XS;
            if !facts.place.is_read_only {
                source_ui(ui, (map, talk), facts, asked);
                share_ui(ui, state, (map, talk), facts, asked);
            }
        });
    });
    if state.asks_again {
        ask_again_ui(ui, state, (map, talk), facts, asked);
    }
}

/// Width of what stands at the right of the title.
const ROOM_FOR_TOOLS: f32 = 330.0;

fn title_ui(ui: &mut Ui, state: &mut TalksState, talk: &Dialogue, facts: &MapFacts<'_>) {
    let style = (Scale::Title, Face::SerifSemiBold, Ink::Ink);
    let room = ui.available_width() - ROOM_FOR_TOOLS;
    let words = look::galley(ui, &talk.title, style, room);
    let (rect, response) = ui.allocate_exact_size(words.size(), Sense::click());
    response.widget_info(|| {
        let label = format!("Title of the talk: {}", talk.title);
        WidgetInfo::labeled(Role::Button, true, label)
    });
    focus_ring(ui, &response, corner::CAP);
    ui.painter().galley(rect.min, words, look::ink(ui, Ink::Ink));
    if response.clicked() && !facts.place.is_read_only {
        state.writing = Some(Writing::of(Written::Title, &talk.title));
    }
}

fn share_ui(
    ui: &mut Ui,
    state: &mut TalksState,
    (map, talk): (&CycleMap, &Dialogue),
    facts: &MapFacts<'_>,
    asked: &mut Vec<Ask>,
) {
    let label = if talk.is_shareable() { "Make private" } else { "Make shareable" };
    let key = keys::cap(ui, Live::Share);
    let button = Button::quiet(label).key(&key).height(32.0).scale(Scale::Chip);
    if button.show(ui).clicked() {
        share(state, (map, talk), facts, asked);
    }
}

/// Where the talk comes from, and at the end of the same list its removal.
fn source_ui(
    ui: &mut Ui,
    (map, talk): (&CycleMap, &Dialogue),
    facts: &MapFacts<'_>,
    asked: &mut Vec<Ask>,
) {
    let words = format!("{}  ▾", source_label(talk.source, facts));
    let style = (Scale::Chip, Face::Sans, Ink::Ink2);
    let button = egui::Button::new(look::job(ui, &words, style)).frame(false);
    let (response, _) =
        egui::containers::menu::MenuButton::from_button(button).ui(ui, |ui| {
            ui.set_min_width(200.0);
            for source in Source::VARIANTS {
                let label = source_label(*source, facts);
                if Button::quiet(&label).show(ui).clicked() {
                    let edit = dialogue::set_source(map, talk.id, *source);
                    asked.extend(edit.map(Ask::Change));
                    ui.close();
                }
            }
            if Button::quiet("Remove this talk").show(ui).clicked() {
                let edit = dialogue::remove(map, talk.id);
                asked.extend(edit.map(Ask::Change));
                ui.close();
            }
        });
    response.widget_info(|| {
        let label = format!("Where it comes from: {}", source_label(talk.source, facts));
        WidgetInfo::labeled(Role::Button, true, label)
    });
}

fn source_label(source: Source, facts: &MapFacts<'_>) -> String {
    let alone = |partner| format!("Told by {} alone", facts.case.name_of(partner));
    match source {
        Source::Joint => "From the two together".to_owned(),
        Source::IndividualA => alone(PartnerId::A),
        Source::IndividualB => alone(PartnerId::B),
        Source::Therapist => "Written by me".to_owned(),
        Source::Form => "From a form".to_owned(),
    }
}

/// A partner told this alone: a plain second question before the couple may see it.
fn ask_again_ui(
    ui: &mut Ui,
    state: &mut TalksState,
    (map, talk): (&CycleMap, &Dialogue),
    facts: &MapFacts<'_>,
    asked: &mut Vec<Ask>,
) {
    let teller = talk.source.individual().unwrap_or(PartnerId::A);
    let name = facts.case.name_of(teller);
    let question =
        format!("{name} told this alone. Has {name} agreed that the partner may see it?");
    let frame = Frame::new()
        .fill(look::ink(ui, Ink::Surface))
        .corner_radius(corner::FLOATING)
        .inner_margin(Margin::symmetric(16, 10));
    frame.show(ui, |ui| {
        if waits_ui(ui, (facts.case, teller), asked) {
            if Button::quiet("Keep it private").height(32.0).show(ui).clicked() {
                state.asks_again = false;
            }
            return;
        }
        look::label(ui, &question, (Scale::Interface, Face::Sans, Ink::Ink));
        ui.add_space(space::XS);
        ui.horizontal(|ui| {
            if Button::plain("Yes, share it").height(32.0).show(ui).clicked() {
                let edit = dialogue::share_for_certain(map, talk.id, facts.signer);
                asked.extend(edit.map(Ask::Change));
                state.asks_again = false;
            }
            if Button::quiet("Keep it private").height(32.0).show(ui).clicked() {
                state.asks_again = false;
            }
        });
    });
}
