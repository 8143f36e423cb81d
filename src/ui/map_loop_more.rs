//! What a loop is bound up with: other loops, what else bears on a sexual one, and its permission.

use super::chip::Chip;
use super::command::Ask;
use super::look::{self, Scale};
use super::map_state::{MapFacts, MapState};
use super::phrase_panel::heading;
use super::widget_field::Field;
use crate::drawing::{Face, Ink};
use crate::edit::cycle_map::NAME_LETTERS;
use crate::edit::loop_links;
use crate::edit::{Edit, MapEdit};
use crate::model::{CycleKind, CycleMap, MapId, PartnerId, Source};
use egui::{Ui, vec2};

const SECOND: (Scale, Face, Ink) = (Scale::Label, Face::Sans, Ink::Ink3);
const WORDS: (Scale, Face, Ink) = (Scale::Chip, Face::Sans, Ink::Ink2);
/// Room for the name of a factor, beside a chip for each partner.
const FACTOR_WIDTH: f32 = 250.0;

/// How another loop is led into, as it is being typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LinkWords {
    pub to: MapId,
    pub words: String,
}

/// Links to the couple's other loops.
pub(super) fn links_ui(
    ui: &mut Ui,
    state: &mut MapState,
    (facts, map): (&MapFacts<'_>, &CycleMap),
    asked: &mut Vec<Ask>,
) {
    let others: Vec<&CycleMap> =
        facts.case.maps.iter().filter(|other| other.id != map.id).collect();
    if others.is_empty() {
        return;
    }
    heading(ui, "Does it lead into another loop?");
    for other in others {
        let link = map.links.iter().find(|link| link.to == other.id);
        ui.horizontal(|ui| {
            let is_chosen = link.is_some();
            if (Chip { is_chosen, ..Chip::new("", other.title()) }).show(ui).clicked() {
                asked.push(of_map(map, loop_links::switch(map, other.id)));
            }
            if let Some(link) = link {
                how_ui(ui, state, (map, other, &link.how), asked);
            }
        });
        let is_led_into = other.links.iter().any(|link| link.to == map.id);
        if is_led_into {
            let words = format!("\u{201c}{}\u{201d} leads into this one", other.title());
            look::label(ui, &words, SECOND);
        }
    }
}

fn how_ui(
    ui: &mut Ui,
    state: &mut MapState,
    (map, other, how): (&CycleMap, &CycleMap, &str),
    asked: &mut Vec<Ask>,
) {
    let typed = state.link_words.take().filter(|typed| typed.to == other.id);
    let mut words = typed.map_or_else(|| how.to_owned(), |typed| typed.words);
    let label = format!("How it leads into {}", other.title());
    let width = ui.available_width();
    let output = ui
        .allocate_ui(vec2(width, 36.0), |ui| {
            Field::new(&label)
                .hide_label()
                .hint("How? A few words")
                .height(34.0)
                .scale(Scale::Interface)
                .at_most(NAME_LETTERS)
                .show(ui, &mut words)
        })
        .inner;
    let has_focus = output.response.has_focus();
    state.is_typing |= has_focus;
    if has_focus && !output.submitted {
        state.link_words = Some(LinkWords { to: other.id, words });
    } else if words != how {
        asked.push(of_map(map, loop_links::say_how(map, other.id, &words)));
    }
}

/// What else bears on a sexual loop: a list to go through, for each partner.
pub(super) fn factors_ui(
    ui: &mut Ui,
    (facts, map): (&MapFacts<'_>, &CycleMap),
    asked: &mut Vec<Ask>,
) {
    if map.kind != CycleKind::Sexual {
        return;
    }
    heading(ui, "What else bears on it? Some difference is ordinary");
    for factor in loop_links::factors(map, facts.vocabulary) {
        ui.horizontal(|ui| {
            ui.allocate_ui(vec2(FACTOR_WIDTH, 28.0), |ui| {
                ui.set_width(FACTOR_WIDTH);
                look::label(ui, &factor, WORDS);
            });
            for partner in [map.left, map.left.other()] {
                let is_chosen = loop_links::factor_of(map, partner, &factor).is_some();
                let name = facts.case.name_of(partner);
                let chip = Chip { is_chosen, ..Chip::new("", name) };
                let response = chip.show(ui);
                response.widget_info(|| {
                    let words = format!("{factor}, {name}");
                    egui::WidgetInfo::selected(
                        egui::Role::CheckBox,
                        true,
                        is_chosen,
                        words,
                    )
                });
                if response.clicked() {
                    let running = facts.case.running();
                    let source = running.map_or(Source::Joint, |it| it.kind.source());
                    let edit = loop_links::switch_factor(map, (partner, &factor), source);
                    asked.push(Ask::Change(edit));
                }
            }
        });
    }
}

/// A sexual loop is printed only when both have said so.
pub(super) fn permission_ui(
    ui: &mut Ui,
    (facts, map): (&MapFacts<'_>, &CycleMap),
    asked: &mut Vec<Ask>,
) {
    if map.kind != CycleKind::Sexual {
        return;
    }
    heading(ui, "May this loop be printed for them?");
    ui.horizontal_wrapped(|ui| {
        for partner in [map.left, map.left.other()] {
            permission_of_ui(ui, (facts, map), partner, asked);
        }
    });
    if !map.may_be_printed() {
        look::label(ui, "Until both have agreed, no page of it is made", SECOND);
    }
}

fn permission_of_ui(
    ui: &mut Ui,
    (facts, map): (&MapFacts<'_>, &CycleMap),
    partner: PartnerId,
    asked: &mut Vec<Ask>,
) {
    let name = facts.case.name_of(partner);
    let agreed = *map.print_agreed.of(partner);
    let words = match agreed {
        Some(day) => format!("{name} agreed on {}", day.format("%-d %B %Y")),
        None => format!("{name} has agreed"),
    };
    let is_chosen = agreed.is_some();
    if (Chip { is_chosen, ..Chip::new("", &words) }).show(ui).clicked() {
        let new = if is_chosen { None } else { Some(facts.signer.on) };
        asked.push(of_map(map, MapEdit::PrintAgreed(partner, new)));
    }
}

fn of_map(map: &CycleMap, edit: MapEdit) -> Ask {
    Ask::Change(Edit::Map(map.id, edit))
}
