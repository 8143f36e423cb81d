//! What differs between two moments of a loop, as sentences under each partner's name.

use super::chip::paint_sign;
use super::compare::CompareFacts;
use super::look::{self, Scale, space};
use crate::drawing::lobe::Hand;
use crate::drawing::{Face, Ink, marks};
use crate::model::map_changes_words::Told;
use crate::model::{CycleMap, PartnerId};
use egui::{Rect, ScrollArea, Ui, UiBuilder, pos2, vec2};

const SENTENCE: (Scale, Face, Ink) = (Scale::Phrase, Face::Sans, Ink::Ink);

/// Both partners beside each other, the left one left, and below them the loop as a whole.
pub(super) fn words_ui(
    ui: &mut Ui,
    facts: &CompareFacts<'_>,
    (map, told): (&CycleMap, &[Told]),
) {
    let area = ui.available_rect_before_wrap().shrink2(vec2(space::XXL, 0.0));
    let width = area.width().min(1080.0);
    let left = area.center().x - 0.5 * width;
    let room = Rect::from_min_max(
        pos2(left, area.top() + space::S),
        pos2(left + width, area.bottom()),
    );
    ui.scope_builder(UiBuilder::new().max_rect(room), |ui| {
        ScrollArea::vertical().auto_shrink(false).show(ui, |ui| {
            ui.columns(2, |columns| {
                let hands = [Hand::Left, Hand::Right];
                let partners = [map.left, map.left.other()];
                for ((column, hand), partner) in
                    columns.iter_mut().zip(hands).zip(partners)
                {
                    partner_ui(column, facts, (hand, partner), told);
                }
            });
            whole_ui(ui, told);
        });
    });
}

fn partner_ui(
    ui: &mut Ui,
    facts: &CompareFacts<'_>,
    (hand, partner): (Hand, PartnerId),
    told: &[Told],
) {
    ui.spacing_mut().item_spacing.y = space::S;
    let of_partner: Vec<&Told> =
        told.iter().filter(|it| it.partner == Some(partner)).collect();
    ui.horizontal(|ui| {
        let (rect, _) = ui.allocate_exact_size(vec2(16.0, 28.0), egui::Sense::hover());
        paint_sign(ui, rect.center(), hand);
        let name = (Scale::Title, Face::SerifSemiBold, marks::ink(hand));
        look::label(ui, facts.case.name_of(partner), name);
    });
    if of_partner.is_empty() {
        look::label(
            ui,
            "Nothing differs here",
            (Scale::Interface, Face::Sans, Ink::Ink3),
        );
    }
    for told in of_partner {
        sentence_ui(ui, &capital(&told.words));
    }
}

fn whole_ui(ui: &mut Ui, told: &[Told]) {
    let of_both: Vec<&Told> = told.iter().filter(|it| it.partner.is_none()).collect();
    if of_both.is_empty() {
        return;
    }
    ui.add_space(space::XL);
    ui.spacing_mut().item_spacing.y = space::S;
    look::label(ui, "The loop", (Scale::Title, Face::SerifSemiBold, Ink::Ink));
    for told in of_both {
        sentence_ui(ui, &told.words);
    }
    ui.add_space(space::XL);
}

/// One sentence with a bar before it, wrapped under its own beginning.
fn sentence_ui(ui: &mut Ui, words: &str) {
    let width = (ui.available_width() - 2.0 * space::L).max(120.0);
    let mut job = look::job(ui, words, SENTENCE);
    job.wrap.max_width = width;
    job.wrap.max_rows = usize::MAX;
    let galley = ui.painter().layout_job(job);
    let size = vec2(ui.available_width(), galley.size().y + space::XS);
    let (rect, response) = ui.allocate_exact_size(size, egui::Sense::hover());
    response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Label, true, words));
    let bar = Rect::from_min_size(
        rect.min + vec2(0.0, 4.0),
        vec2(2.5, (rect.height() - 10.0).max(4.0)),
    );
    ui.painter().rect_filled(bar, 1.2, look::ink(ui, Ink::Accent));
    let at = rect.min + vec2(space::M, 0.0);
    ui.painter().galley(at, galley, look::ink(ui, Ink::Ink));
}

fn capital(words: &str) -> String {
    let mut letters = words.chars();
    letters
        .next()
        .map_or(String::new(), |first| first.to_uppercase().chain(letters).collect())
}
