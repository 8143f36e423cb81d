//! Below an empty sheet of the readings: what belongs there, and the one action.

use super::keys::{self, Live};
use super::look::{self, Scale, space};
use super::map_state::MapFacts;
use super::readings::ReadingsState;
use super::widget_button::Button;
use crate::drawing::readings::Sheet;
use crate::drawing::{Face, Ink};
use crate::model::layer;
use crate::model::readings::{CentreField, may_be_seen};
use crate::model::{CycleMap, Element};
use egui::{Align, Frame, Layout, Margin, Ui};

/// True if the action was asked for.
pub(super) fn empty_ui(
    ui: &mut Ui,
    state: &ReadingsState,
    (facts, map): (&MapFacts<'_>, &CycleMap),
) -> bool {
    if facts.place.is_read_only || !is_empty(state, (facts, map)) {
        return false;
    }
    let frame = Frame::new().fill(look::ink(ui, Ink::Paper)).inner_margin(Margin {
        left: 24,
        right: 20,
        top: 8,
        bottom: 8,
    });
    let panel = egui::Panel::bottom("readings empty")
        .exact_size(54.0)
        .resizable(false)
        .show_separator_line(false)
        .frame(frame);
    let shown = panel.show(ui, |ui| {
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            let key = keys::cap(ui, Live::WriteNext);
            let write = Button::plain("Write the first words").key(&key).height(34.0);
            let is_wanted = write.show(ui).clicked();
            ui.add_space(space::L);
            ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                let style = (Scale::Interface, Face::Sans, Ink::Ink2);
                look::label(ui, what_belongs(state.sheet), style);
            });
            is_wanted
        })
        .inner
    });
    shown.inner
}

fn what_belongs(sheet: Sheet) -> &'static str {
    match sheet {
        Sheet::Between => {
            "What each takes the other’s move for belongs here, and what it really is"
        }
        Sheet::Centre => {
            "What both feel underneath belongs here, and how it turns in each"
        }
        Sheet::Roots => {
            "What lies behind each side belongs here: a wound, its rule, what is protected"
        }
        Sheet::Reframes => {
            "What is said in protest belongs here, and what could be said instead"
        }
    }
}

/// True while nothing of its own stands on the sheet, as far as it is shown.
fn is_empty(state: &ReadingsState, (facts, map): (&MapFacts<'_>, &CycleMap)) -> bool {
    if state.sheet == Sheet::Centre {
        return CentreField::all().all(|field| field.words_of(&map.centre).is_empty());
    }
    let alone = facts.case.running().and_then(|session| session.kind.alone());
    let is_shown =
        |element: &Element| state.shows_alone(facts) || may_be_seen(element, alone);
    let belongs = |element: &Element| match state.sheet {
        Sheet::Between => element.layer.sheet() == layer::Sheet::Readings,
        Sheet::Reframes => element.layer.sheet() == layer::Sheet::Reframes,
        Sheet::Roots => super::readings_write::is_root(element.layer),
        Sheet::Centre => false,
    };
    !map.elements().any(|(_, element)| belongs(element) && is_shown(element))
}
