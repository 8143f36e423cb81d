//! What is offered for a misspelt word: other words, or to keep it as one of the practice's own.

use super::icon::Icon;
use super::look::{self, Scale, space};
use super::widget_button::Button;
use crate::drawing::{Face, Ink};
use crate::edit::spelling::Speller;
use egui::{Role, Sense, Ui, WidgetInfo, vec2};
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

const HEIGHT: f32 = 32.0;
const STYLE: (Scale, Face, Ink) = (Scale::Interface, Face::Sans, Ink::Ink2);

pub(super) fn misspelt_ui(
    ui: &mut Ui,
    word: &str,
    offered: &mut Offered,
) -> Option<Mended> {
    let mut mended = None;
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = space::S;
        // As high as the buttons, so that all words stand on one line.
        let (icon, _) = ui.allocate_exact_size(vec2(20.0, HEIGHT), Sense::hover());
        Icon::Pen.paint(ui.painter(), icon.center(), 18.0, look::ink(ui, Ink::Ink2));
        told_ui(ui, &format!("“{word}” is in no dictionary"));
        for other in offered.of(word) {
            if Button::quiet(other).height(HEIGHT).show(ui).clicked() {
                mended = Some(Mended::With(other.clone()));
            }
        }
        if Button::quiet("It is right").height(HEIGHT).show(ui).clicked() {
            mended = Some(Mended::Kept(word.to_owned()));
        }
    });
    mended
}

fn told_ui(ui: &mut Ui, words: &str) {
    let galley = look::line(ui, words, STYLE, ui.available_width());
    let size = vec2(galley.size().x, HEIGHT);
    let (rect, response) = ui.allocate_exact_size(size, Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, words));
    let at = rect.left_center() - vec2(0.0, galley.size().y / 2.0);
    ui.painter().galley(at, galley, look::ink(ui, Ink::Ink2));
}
