//! What differs on the map screen while it shows the therapist's own loop.

use super::command::{Ask, Command};
use super::icon::Icon;
use super::look::{self, Scale, space};
use super::map_state::MapFacts;
use super::phrase_panel::{choice, heading};
use super::widget_button::Button;
use crate::drawing::{Face, Ink};
use crate::edit::{CaseEdit, Edit};
use crate::model::{CycleMap, OwnLoop, PartnerId};
use egui::{Align, Frame, Layout, Margin, Sense, Ui, Vec2};

/// With whom the therapist is caught, and the partners' names to choose from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OwnFacts {
    pub with: Option<PartnerId>,
    pub names: Vec<(PartnerId, String)>,
}

/// What is always seen over the strip: this is nobody else's.
pub(super) fn band_ui(ui: &mut Ui, facts: &MapFacts<'_>, asked: &mut Vec<Ask>) {
    if facts.own_loop.is_none() {
        return;
    }
    let frame = Frame::new().fill(look::ink(ui, Ink::Control)).inner_margin(Margin {
        left: 24,
        right: 20,
        top: 5,
        bottom: 5,
    });
    let panel = egui::Panel::bottom("own loop")
        .exact_size(46.0)
        .resizable(false)
        .show_separator_line(false)
        .frame(frame);
    panel.show(ui, |ui| ui.horizontal_centered(|ui| row_ui(ui, asked)));
}

fn row_ui(ui: &mut Ui, asked: &mut Vec<Ask>) {
    ui.spacing_mut().item_spacing.x = space::M;
    let (rect, _) = ui.allocate_exact_size(Vec2::splat(22.0), Sense::hover());
    Icon::Individual.paint(ui.painter(), rect.center(), 22.0, look::ink(ui, Ink::Ink));
    let title = (Scale::Interface, Face::SansSemiBold, Ink::Ink);
    look::label(ui, "YOUR OWN PART", title);
    ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
        let back = Button::plain("Back to the couple\u{2019}s loop").height(34.0);
        if back.show(ui).clicked() {
            asked.push(Ask::Do(Command::OwnLoop));
        }
        ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
            let words = "Kept with your process notes; no page and no export holds it";
            look::label(ui, words, (Scale::Chip, Face::Sans, Ink::Ink2));
        });
    });
}

/// Who the therapist is caught with, in the panel of the loop.
pub(super) fn with_whom_ui(
    ui: &mut Ui,
    (own, map): (&OwnFacts, &CycleMap),
    asked: &mut Vec<Ask>,
) {
    heading(ui, "Whom are you caught with?");
    ui.horizontal_wrapped(|ui| {
        let both = (None, "both of them".to_owned());
        let each = own.names.iter().map(|(partner, name)| (Some(*partner), name.clone()));
        for (with, name) in std::iter::once(both).chain(each) {
            if choice(ui, &name, (&with, &own.with)) {
                let new = Box::new(OwnLoop { with, map: map.clone() });
                asked.push(Ask::Change(Edit::Case(CaseEdit::OwnLoop(Some(new)))));
            }
        }
    });
}
