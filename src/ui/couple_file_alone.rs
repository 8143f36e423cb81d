//! What belongs to one partner alone: safety, what waits to be said, and where closeness was learned.

use super::couple_file::{FileFacts, FileState, GROUP, SECOND, SMALL};
use super::couple_file_list::name_ui;
use super::couple_file_pen::Pen;
use super::icon::Icon;
use super::look::{self, Scale, space};
use super::screening::screening_ui;
use super::screening_flag::warning_ui;
use super::widget_button::Button;
use super::{couple_file_todos, notice, when, widget_ground};
use crate::drawing::{Face, Ink};
use crate::edit::couple_file::waits;
use crate::model::private_file::{PrivateFile, Todo};
use crate::model::{Element, PartnerId};
use egui::{Id, Ui};

/// One partner’s own page and what it is written with.
pub(super) type Page<'a, 'b> =
    (&'a mut Pen<'b>, PartnerId, &'a mut PrivateFile, &'a FileFacts<'a>);

/// Shows the page. It reads nothing of the other partner’s.
pub(super) fn page_ui(
    ui: &mut Ui,
    state: &mut FileState,
    (pen, partner, file, facts): Page<'_, '_>,
) {
    let name = facts.name(partner);
    let title = format!("{} ALONE", name.to_uppercase());
    let words = "For your eyes: nothing of this page is shown, printed or shared";
    notice::band_ui(ui, Icon::Private, (&title, words));
    name_ui(ui, partner, facts);
    warning_ui(ui, facts.case, partner);
    couple_file_todos::todos_ui(ui, state, (pen, file, facts));
    told_ui(ui, state, (pen, partner, file, facts));
    ui.add_space(space::S);
    screening_ui(ui, state, (pen, partner, file, facts));
    ui.add_space(space::S);
    look::label(ui, "Attachment history", GROUP);
    let said = format!("Attachment history of {name}");
    let hint = "With whom this partner learned what closeness is: who came, who went, who \
                was safe, and what helped";
    let id = Id::unique(("attachment history", partner));
    widget_ground::card(ui, 16, |ui| {
        let words = (id, &mut file.attachment_history);
        pen.text(ui, (("", &said), hint, 3), words);
    });
}

/// What this partner told alone and has not shared, each to be marked as mattering to both.
fn told_ui(
    ui: &mut Ui,
    state: &mut FileState,
    (pen, partner, file, facts): Page<'_, '_>,
) {
    let maps = facts.case.maps.iter();
    let told: Vec<&Element> = maps
        .flat_map(|map| map.elements().map(|(_, element)| element))
        .filter(|it| it.source.individual() == Some(partner) && !it.is_shareable())
        .collect();
    if told.is_empty() {
        return;
    }
    let words = when::count(told.len(), "phrase told alone", "phrases told alone");
    let label = if state.shows_told { "Put away" } else { "Show" };
    if Button::quiet(&format!("{label} {words}")).height(34.0).show(ui).clicked() {
        state.shows_told = !state.shows_told;
    }
    for element in told.into_iter().filter(|_| state.shows_told) {
        widget_ground::card(ui, 10, |ui| {
            ui.set_width(ui.available_width());
            ui.horizontal_wrapped(|ui| told_row_ui(ui, pen, file, element));
        });
    }
}

fn told_row_ui(
    ui: &mut Ui,
    pen: &mut Pen<'_>,
    file: &mut PrivateFile,
    element: &Element,
) {
    let face = if element.own_words { Face::SerifItalic } else { Face::Sans };
    look::label(ui, &element.quoted(), (Scale::Phrase, face, Ink::Ink));
    if waits(file, element.id) {
        look::label(ui, "waits to be brought into the open", SMALL);
        return;
    }
    let short: String = element.words.chars().take(40).collect();
    let button = Button::quiet("Matters to both").height(30.0).show(ui);
    let said = format!("{short}: matters to both");
    button.widget_info(|| {
        egui::WidgetInfo::labeled(egui::Role::Button, ui.is_enabled(), &said)
    });
    if button.clicked() {
        let phrase = Some(element.id);
        file.todos.push(Todo { phrase, ..Todo::new(pen.today, &element.words) });
        pen.chosen();
    }
}

/// Under a title, what has nothing in it yet.
pub(super) fn nothing_ui(ui: &mut Ui, words: &str) {
    look::label(ui, words, SECOND);
}
