//! What is offered for a misspelt word: other words, or to keep it as one of the practice's own.

use super::icon::Icon;
use super::look::{self, Scale, space};
use super::widget_button::Button;
use crate::drawing::{Face, Ink};
use crate::edit::spelling::Speller;
use egui::Ui;
use std::collections::BTreeMap;

/// What is done with a misspelt word.
pub(super) enum Mended {
    With(String),
    /// It is right, now and in every other note.
    Kept(String),
}

/// What was offered for each word so far: looking for it takes a moment. It holds clients' words: drop it at lock.
#[derive(Debug, Default)]
pub(super) struct Offered(BTreeMap<String, Vec<String>>);

impl Offered {
    fn of(&mut self, word: &str) -> &[String] {
        self.0.entry(word.to_owned()).or_insert_with(|| {
            Speller::ready().map(|it| it.instead_of(word)).unwrap_or_default()
        })
    }
}

const STYLE: (Scale, Face, Ink) = (Scale::Interface, Face::Sans, Ink::Ink2);

pub(super) fn misspelt_ui(
    ui: &mut Ui,
    word: &str,
    offered: &mut Offered,
) -> Option<Mended> {
    let mut mended = None;
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = space::S;
        let (icon, _) =
            ui.allocate_exact_size(egui::vec2(20.0, 22.0), egui::Sense::hover());
        Icon::Pen.paint(ui.painter(), icon.center(), 18.0, look::ink(ui, Ink::Ink2));
        look::label(ui, &format!("“{word}” is in no dictionary"), STYLE);
        for other in offered.of(word) {
            if Button::quiet(other).show(ui).clicked() {
                mended = Some(Mended::With(other.clone()));
            }
        }
        if Button::quiet("It is right").show(ui).clicked() {
            mended = Some(Mended::Kept(word.to_owned()));
        }
    });
    mended
}
