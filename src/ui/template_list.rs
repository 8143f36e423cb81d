//! The list of templates: the practice's own, those of its folder, and those that ship.

use super::keys;
use super::look::{self, Scale, space};
use super::templates::{
    Chosen, HEAD, LABEL, TemplateLine, TemplatesAsk, TemplatesFacts, TemplatesState,
};
use super::widget_button::Button;
use super::widget_field::Field;
use super::widget_row::Row;
use crate::drawing::{Face, Ink};
use egui::{Key, Response, ScrollArea, Ui, pos2, vec2};

const HEADING: (Scale, Face, Ink) = (Scale::Heading, Face::SerifSemiBold, Ink::Ink);
const GROUP: (Scale, Face, Ink) = (Scale::Chip, Face::SansSemiBold, Ink::Ink2);
const NAME: (Scale, Face, Ink) = (Scale::Interface, Face::Sans, Ink::Ink);
const ROW: f32 = 52.0;

/// A heading, and what stands under it.
type Group = (&'static str, fn(&Chosen) -> bool);

pub fn list_ui(
    ui: &mut Ui,
    state: &mut TemplatesState,
    facts: &TemplatesFacts<'_>,
    asked: &mut Vec<TemplatesAsk>,
) {
    let room = ui.max_rect();
    let title = look::line(ui, "Templates", HEADING, room.width());
    let at =
        pos2(room.left() + space::XL, room.top() + HEAD / 2.0 - title.size().y / 2.0);
    ui.painter().galley(at, title, look::ink(ui, Ink::Ink));
    ui.add_space(HEAD);
    filter_ui(ui, state);
    if facts.takes_keys && state.picker.is_none() {
        step(ui, state, facts, asked);
    }
    let foot = 100.0;
    let height = (room.bottom() - ui.cursor().top() - foot).max(80.0);
    ScrollArea::vertical()
        .id_salt("templates")
        .auto_shrink(false)
        .max_height(height)
        .show(ui, |ui| rows_ui(ui, state, facts, asked));
    ui.add_space(space::S);
    ui.spacing_mut().item_spacing.y = space::XS;
    ui.horizontal(|ui| {
        ui.add_space(space::L);
        ui.vertical(|ui| {
            let mut take_in = Button::quiet("Take in a file…");
            take_in.enabled = facts.can_write();
            if take_in.show(ui).clicked() {
                asked.push(TemplatesAsk::TakeIn);
            }
            if let Some(folder) = facts.folder
                && Button::quiet("The folder of files")
                    .show(ui)
                    .on_hover_text(folder)
                    .clicked()
            {
                asked.push(TemplatesAsk::ShowFolder);
            }
        });
    });
}

fn filter_ui(ui: &mut Ui, state: &mut TemplatesState) {
    let frame = egui::Frame::new().inner_margin(egui::Margin::symmetric(20, 0));
    frame.show(ui, |ui| {
        let field = Field::new("Find a template").hide_label().hint("Find a template");
        field.height(38.0).at_most(60).show(ui, &mut state.filter);
    });
    ui.add_space(space::S);
}

/// True for what is searched for, or while nothing is.
fn is_found(state: &TemplatesState, line: &TemplateLine) -> bool {
    let all = format!("{} {} {}", line.title, line.name, whom(line)).to_lowercase();
    let wanted = state.filter.to_lowercase();
    wanted.split_whitespace().all(|word| all.contains(word))
}

fn rows_ui(
    ui: &mut Ui,
    state: &mut TemplatesState,
    facts: &TemplatesFacts<'_>,
    asked: &mut Vec<TemplatesAsk>,
) {
    ui.spacing_mut().item_spacing.y = 0.0;
    let groups: [Group; 3] = [
        ("Your own", |it| matches!(it, Chosen::Own(_))),
        ("From your folder", |it| matches!(it, Chosen::File(_))),
        ("With Holdfast", |it| matches!(it, Chosen::Shipped(_))),
    ];
    for (title, is_in) in groups {
        let rows = facts.lines.iter().filter(|line| is_in(&line.chosen));
        let rows: Vec<_> = rows.filter(|line| is_found(state, line)).collect();
        if rows.is_empty() {
            continue;
        }
        let size = vec2(ui.available_width(), 36.0);
        let (rect, _) = ui.allocate_exact_size(size, egui::Sense::hover());
        let at = rect.left_top() + vec2(space::XL, space::M);
        look::label_at(ui, at, (title, GROUP));
        for line in rows {
            let is_chosen = state.chosen.as_ref() == Some(&line.chosen);
            let row = row_ui(ui, (line, is_chosen));
            if is_chosen && std::mem::take(&mut state.scrolls_to_chosen) {
                row.scroll_to_me(None);
            }
            if row.clicked() {
                asked.push(TemplatesAsk::Choose(line.chosen.clone()));
            }
        }
        ui.add_space(space::S);
    }
}

/// "for the couple", or that the file is broken.
pub fn whom(line: &TemplateLine) -> String {
    match line.audience {
        Some(audience) => format!("for {}", audience.label()),
        None => "cannot be read yet".to_owned(),
    }
}

fn row_ui(ui: &mut Ui, (line, is_chosen): (&TemplateLine, bool)) -> Response {
    let mut said = if line.title == line.name {
        format!("{}, {}", line.name, whom(line))
    } else {
        format!("{} · {}, {}", line.title, line.name, whom(line))
    };
    if line.has_mistakes {
        said.push_str(", with mistakes");
    }
    let response = Row { is_chosen, ..Row::new(&said, ROW) }.show(ui);
    if !ui.is_rect_visible(response.rect) {
        return response;
    }
    let inner = response.rect.shrink2(vec2(space::XL, 6.0));
    let width = inner.width() + space::M;
    let title = look::line(ui, &line.title, NAME, width);
    let below = inner.top() + title.size().y - 1.0;
    ui.painter().galley(inner.left_top(), title, look::ink(ui, Ink::Ink));
    let (words, ink) = match (line.has_mistakes, line.title == line.name) {
        (true, _) => (format!("{} · has mistakes", line.name), Ink::Alarm),
        (false, true) => (whom(line), Ink::Ink3),
        (false, false) => (format!("{} · {}", line.name, whom(line)), Ink::Ink3),
    };
    let style = (Scale::Label, Face::Sans, ink);
    let words = look::line(ui, &words, style, width);
    ui.painter().galley(pos2(inner.left(), below), words, look::ink(ui, ink));
    response
}

/// The arrow keys go through the list while nothing is typed.
fn step(
    ui: &Ui,
    state: &TemplatesState,
    facts: &TemplatesFacts<'_>,
    asked: &mut Vec<TemplatesAsk>,
) {
    let is_typing = ui.memory(egui::Memory::focused).is_some();
    if is_typing || !keys::is_listening(ui) {
        return;
    }
    let pressed = |key| ui.input(|input| input.key_pressed(key));
    let chosen = |line: &&TemplateLine| Some(&line.chosen) == state.chosen.as_ref();
    let lines = facts.lines.iter().filter(|line| is_found(state, line));
    let lines: Vec<&TemplateLine> = lines.collect();
    let at = lines.iter().position(chosen);
    let next = if pressed(Key::ArrowDown) {
        at.map_or(0, |at| at + 1)
    } else if pressed(Key::ArrowUp) {
        at.map_or(0, |at| at.saturating_sub(1))
    } else {
        return;
    };
    if let Some(line) = lines.get(next) {
        asked.push(TemplatesAsk::Choose(line.chosen.clone()));
    }
}

/// A quiet sentence.
pub fn hint(ui: &mut Ui, words: &str) {
    ui.add(egui::Label::new(look::job(ui, words, LABEL)).wrap());
}
