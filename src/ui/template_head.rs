//! Over a template: its name, and what can be done with it as a whole.

use super::gate;
use super::icon::Icon;
use super::look::{self, Scale, space};
use super::template_list::{hint, whom};
use super::templates::{
    Chosen, ChosenFacts, LABEL, Sure, TemplatesAsk, TemplatesFacts, TemplatesState, View,
};
use super::widget_button::{Button, IconButton};
use super::widget_field::{Field, Ground};
use super::widget_key_cap::switch;
use crate::drawing::{Face, Ink};
use crate::export::Template;
use crate::export::fields::Subject;
use crate::model::own_template::NAME_LETTERS;
use egui::{Id, Ui, vec2};

const TITLE: (Scale, Face, Ink) = (Scale::Title, Face::SerifSemiBold, Ink::Ink);

type Facts<'a, 'b> = (&'a TemplatesFacts<'b>, &'a ChosenFacts<'b>);

pub fn head_ui(
    ui: &mut Ui,
    state: &mut TemplatesState,
    (facts, chosen): Facts<'_, '_>,
    asked: &mut Vec<TemplatesAsk>,
) {
    ui.add_space(space::L);
    name_ui(ui, state, (facts, chosen), asked);
    if let Some(problem) = facts.problem {
        gate::problem(ui, problem);
    }
    if let Some(sure) = state.sure {
        sure_ui(ui, state, (sure, chosen), asked);
    } else {
        acts_ui(ui, state, (facts, chosen), asked);
    }
    ui.horizontal(|ui| {
        let mut view = usize::from(state.view == View::Text);
        if switch(ui, "How it is shown", &["Blocks", "Text"], &mut view) {
            state.view = if view == 0 { View::Blocks } else { View::Text };
        }
        if facts.can_change() {
            let ink = if chosen.is_unsaved { Ink::Ink2 } else { Ink::Ink3 };
            look::label(ui, chosen.saved, (Scale::Label, Face::Sans, ink));
        }
    });
    ui.add_space(space::XS);
}

fn name_ui(
    ui: &mut Ui,
    state: &mut TemplatesState,
    (facts, chosen): Facts<'_, '_>,
    asked: &mut Vec<TemplatesAsk>,
) {
    if let Some(mut name) = state.renaming.take() {
        let id = Id::unique("name of the template");
        let field = Field::new("Name of the template").hide_label().on(Ground::Paper);
        let output = field.id(id).at_most(NAME_LETTERS).show(ui, &mut name);
        let is_left = output.response.lost_focus();
        if !output.response.has_focus() && !is_left {
            output.response.request_focus();
        }
        if is_left {
            if !ui.input(|input| input.key_pressed(egui::Key::Escape)) {
                asked.push(TemplatesAsk::Rename(name));
            }
        } else {
            state.renaming = Some(name);
        }
        return;
    }
    ui.horizontal(|ui| {
        let can_rename = facts.can_change();
        let room = ui.available_width() - if can_rename { 44.0 } else { 0.0 };
        let title = look::line(ui, &chosen.line.title, TITLE, room);
        ui.add(egui::Label::new(title));
        if can_rename {
            let mut rename = IconButton::new(Icon::Pen, "Rename it");
            rename.enabled = chosen.template.is_some();
            if rename.show(ui).clicked() {
                state.renaming = Some(chosen.line.name.clone());
            }
        }
    });
    let from = match &chosen.line.chosen {
        Chosen::Shipped(_) => "with Holdfast".to_owned(),
        Chosen::File(file) => format!("the file {file}"),
        Chosen::Own(_) => match &chosen.original {
            Some(original) => format!("your copy of {original}"),
            None => "your own".to_owned(),
        },
    };
    let whom = capital(&whom(chosen.line));
    look::label(ui, &format!("{} · {whom} · {from}", chosen.line.name), LABEL);
}

/// With a large first letter.
pub(super) fn capital(words: &str) -> String {
    let mut letters = words.chars();
    let first: String = letters.next().into_iter().flat_map(char::to_uppercase).collect();
    first + letters.as_str()
}

fn acts_ui(
    ui: &mut Ui,
    state: &mut TemplatesState,
    (facts, chosen): Facts<'_, '_>,
    asked: &mut Vec<TemplatesAsk>,
) {
    let is_own = matches!(chosen.line.chosen, Chosen::Own(_));
    let can_copy = facts.can_write() && !is_of_the_key(chosen);
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(space::XS, space::XS);
        if !is_own {
            let mut copy = Button::primary("Make it your own");
            copy.enabled = can_copy;
            if copy.show(ui).clicked() {
                asked.push(TemplatesAsk::Copy);
            }
        }
        if let Some(code) = facts.prints_for {
            let words = format!("Print it for {code}…");
            if Button::plain(&words).height(32.0).show(ui).clicked() {
                asked.push(TemplatesAsk::Print);
            }
        }
        if small("Share as a file…").show(ui).clicked() {
            asked.push(TemplatesAsk::Share);
        }
        if !facts.can_change() {
            return;
        }
        if small("Copy it").show(ui).clicked() {
            asked.push(TemplatesAsk::Copy);
        }
        if chosen.original.is_some() && small("Back to the original…").show(ui).clicked()
        {
            state.sure = Some(Sure::Original);
        }
        if small("Throw it away…").show(ui).clicked() {
            state.sure = Some(Sure::ThrowAway);
        }
    });
    match &chosen.line.chosen {
        Chosen::Shipped(_) if is_of_the_key(chosen) => {
            hint(
                ui,
                "It is printed when a practice or a new sheet is made, and stays as it is.",
            );
        }
        Chosen::Shipped(_) if facts.can_write() => {
            hint(ui, "It stays as it is. Make it your own to change what it says.");
        }
        Chosen::File(_) => {
            hint(
                ui,
                "It is edited in its folder, by hand; what is saved there is seen here.",
            );
        }
        _ => {}
    }
}

fn small(words: &str) -> Button<'_> {
    Button::quiet(words).scale(Scale::Chip).height(32.0)
}

/// The recovery sheet is for no couple.
fn is_of_the_key(chosen: &ChosenFacts<'_>) -> bool {
    let subject = chosen.template.map(Template::subject);
    subject == Some(Subject::RecoverySheet)
}

fn sure_ui(
    ui: &mut Ui,
    state: &mut TemplatesState,
    (sure, chosen): (Sure, &ChosenFacts<'_>),
    asked: &mut Vec<TemplatesAsk>,
) {
    let original = chosen.original.clone().unwrap_or_default();
    let (question, yes, ask) = match sure {
        Sure::Original => (
            format!(
                "Go back to {original} as it came? What you wrote here goes; Undo brings it back."
            ),
            "Yes, go back to it",
            TemplatesAsk::Original,
        ),
        Sure::ThrowAway => (
            "Throw this template away? Undo brings it back.".to_owned(),
            "Yes, throw it away",
            TemplatesAsk::ThrowAway,
        ),
    };
    let style = (Scale::Interface, Face::Sans, Ink::Ink);
    ui.add(egui::Label::new(look::job(ui, &question, style)).wrap());
    ui.horizontal(|ui| {
        if Button::primary(yes).show(ui).clicked() {
            state.sure = None;
            asked.push(ask);
        }
        if Button::quiet("Leave it").show(ui).clicked() {
            state.sure = None;
        }
    });
}
