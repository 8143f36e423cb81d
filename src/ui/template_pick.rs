//! Lists to pick from: kinds of blocks, fields that the audience may name, and conditions.

use super::look::{self, Scale, space};
use super::template_head::capital;
use super::template_text::{caret_of, put_in, text_id};
use super::templates::{ChosenFacts, TemplatesAsk, TemplatesFacts, TemplatesState};
use super::widget_button::Button;
use super::widget_field::Field;
use super::widget_ground;
use super::widget_row::Row;
use crate::drawing::{Face, Ink};
use crate::export::template::{Block, Template};
use crate::export::template_edit::{self, BlockPath};
use crate::export::template_form::{self, SlotKind};
use crate::export::template_kinds;
use crate::export::template_sample::{Choice, conditions_at, fields_at};
use crate::export::template_write;
use egui::{Id, Key, Modifiers, ScrollArea, Ui, pos2, vec2};

/// What is picked for which place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Target {
    /// A block behind this one, or at the end.
    BlockAfter(Option<BlockPath>),
    BlockInside(BlockPath, usize),
    /// A field in the words of a block: which slot, and which of its tries.
    Field(BlockPath, usize, usize),
    FieldInText,
    /// A field in the title of the file.
    FieldInTitle,
    /// What a condition, a list or a talk asks for.
    Name(BlockPath, usize),
    /// Puts a block under a condition.
    OnlyIf(BlockPath),
}

/// A list that is open to pick from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Picker {
    target: Target,
    search: String,
    at: usize,
    is_ready: bool,
}

/// A row to pick.
struct PickRow {
    /// As it is picked.
    name: &'static str,
    label: String,
    says: String,
}

impl Picker {
    pub fn new(target: Target) -> Self {
        Self { target, search: String::new(), at: 0, is_ready: false }
    }

    fn title(&self) -> &'static str {
        match self.target {
            Target::BlockAfter(_) | Target::BlockInside(..) => "Add a block",
            Target::Field(..) | Target::FieldInText | Target::FieldInTitle => {
                "Put a field in"
            }
            Target::Name(..) => "Which one",
            Target::OnlyIf(_) => "Only if there is",
        }
    }
}

const ROW: f32 = 50.0;

/// Shows the open list over the screen, and does what was picked.
pub fn picker_ui(
    ui: &Ui,
    state: &mut TemplatesState,
    facts: &TemplatesFacts<'_>,
    asked: &mut Vec<TemplatesAsk>,
) {
    let Some(mut picker) = state.picker.take() else { return };
    let Some(chosen) = facts.chosen.as_ref().filter(|_| facts.can_change()) else {
        return;
    };
    let read = match picker.target {
        // What may be named follows from what was read last: a text is mended that way too.
        Target::FieldInText => chosen.read_last,
        _ => chosen.template,
    };
    let Some(template) = read else { return };
    let rows = rows_of(&picker.target, template, chosen);
    let shown = widget_ground::floating_panel(ui, ("pick", 560.0), |ui| {
        panel_ui(ui, &mut picker, &rows)
    });
    match shown.inner {
        Picked::Row(name) => picked(ui, state, (&picker.target, name), chosen, asked),
        Picked::None if !shown.dismissed => state.picker = Some(picker),
        Picked::None | Picked::Leave => {}
    }
}

enum Picked {
    None,
    Row(&'static str),
    Leave,
}

fn rows_of(
    target: &Target,
    template: &Template,
    chosen: &ChosenFacts<'_>,
) -> Vec<PickRow> {
    let field = |choice: Choice| {
        let sample = chosen.samples.get(choice.name);
        let sample = sample.map(|it| it.split_whitespace().collect::<Vec<_>>().join(" "));
        let name = if choice.is_list {
            choice.name.to_owned()
        } else {
            format!("{{{}}}", choice.name)
        };
        let says = match sample {
            Some(sample) => format!("such as “{sample}” · {name}"),
            None => name,
        };
        PickRow { name: choice.name, label: capital(choice.says), says }
    };
    let fields = |all: Vec<Choice>| all.into_iter().map(field).collect();
    match target {
        Target::BlockAfter(path) => kinds(template, path.as_ref(), &[]),
        Target::BlockInside(path, _) => {
            let list = template_edit::block(template, path).and_then(|it| it.inner().1);
            kinds(template, Some(path), list.as_slice())
        }
        Target::Field(path, ..) => fields(fields_at(template, Some(path))),
        Target::FieldInText => fields(every_field(template)),
        Target::FieldInTitle => {
            let all = fields_at(template, None).into_iter();
            let known = |name: &str| {
                let mut all = crate::export::fields::all();
                all.any(|field| field.name == name && field.in_title)
            };
            fields(all.filter(|choice| known(choice.name)).collect())
        }
        Target::OnlyIf(path) => fields(conditions_at(template, path)),
        Target::Name(path, slot) => fields(names_at(template, (path, *slot))),
    }
}

/// Also those of lists, whose place in the text nobody knows.
fn every_field(template: &Template) -> Vec<Choice> {
    let scope = template.scope();
    let names = scope.names();
    let mut all = fields_at(template, None);
    let lists = crate::export::fields::lists().filter(|list| scope.has(list));
    for (name, says) in lists.flat_map(|list| list.fields.iter().copied()) {
        if names.contains(&name) && !all.iter().any(|it| it.name == name) {
            all.push(Choice { name, says, is_list: false });
        }
    }
    all
}

/// What the name in a slot may be: a list, a talk, or what a condition asks for.
fn names_at(template: &Template, (path, slot): (&BlockPath, usize)) -> Vec<Choice> {
    let Some(mut block) = template_edit::block(template, path).cloned() else {
        return Vec::new();
    };
    let slots = template_form::slots(&mut block);
    let around = template_edit::lists_around(template, path);
    let lists = |only_turns: &dyn Fn(&crate::export::fields::List) -> bool| {
        let lists = template_kinds::lists(template.scope(), &around).into_iter();
        let lists = lists.filter(|list| only_turns(list));
        lists.map(|it| Choice { name: it.name, says: it.says, is_list: true }).collect()
    };
    match slots.get(slot).map(|slot| &slot.kind) {
        Some(SlotKind::List(_)) => lists(&|_| true),
        Some(SlotKind::Turns(_)) => lists(&template_kinds::has_turns),
        Some(SlotKind::Has(_)) => conditions_at(template, path),
        _ => Vec::new(),
    }
}

fn kinds(template: &Template, path: Option<&BlockPath>, list: &[&str]) -> Vec<PickRow> {
    let around = path.map(|path| template_edit::lists_around(template, path));
    let around = [around.unwrap_or_default().as_slice(), list].concat();
    let offered = template_kinds::offered(template.scope(), &around).into_iter();
    let row = |kind: &'static template_kinds::Kind| PickRow {
        name: kind.name,
        label: kind.label.to_owned(),
        says: kind.says.to_owned(),
    };
    offered.map(row).collect()
}

fn panel_ui(ui: &mut Ui, picker: &mut Picker, rows: &[PickRow]) -> Picked {
    ui.spacing_mut().item_spacing.y = space::S;
    let pressed = |key| ui.input_mut(|input| input.consume_key(Modifiers::NONE, key));
    let stepped =
        isize::from(pressed(Key::ArrowDown)) - isize::from(pressed(Key::ArrowUp));
    look::label(ui, picker.title(), (Scale::Title, Face::SerifSemiBold, Ink::Ink));
    let field = Field::new("Search").hide_label().hint("Search").at_most(60);
    let typed = field.show(ui, &mut picker.search);
    if !std::mem::replace(&mut picker.is_ready, true) {
        typed.response.request_focus();
    }
    if typed.response.changed() {
        picker.at = 0;
    }
    let wanted = picker.search.trim().to_lowercase();
    let holds = |row: &&PickRow| {
        let all = format!("{} {} {}", row.name, row.label, row.says).to_lowercase();
        wanted.split_whitespace().all(|word| all.contains(word))
    };
    let found: Vec<&PickRow> = rows.iter().filter(holds).collect();
    let last = found.len().saturating_sub(1);
    picker.at = picker.at.saturating_add_signed(stepped).min(last);
    let mut picked = Picked::None;
    if found.is_empty() {
        look::label(ui, "Nothing by that name", super::templates::LABEL);
    }
    let list = ScrollArea::vertical().max_height(8.5 * ROW).auto_shrink([false, true]);
    list.show(ui, |ui| {
        ui.spacing_mut().item_spacing.y = 0.0;
        for (number, row) in found.iter().enumerate() {
            let response = row_ui(ui, (row, number == picker.at));
            if number == picker.at && stepped != 0 {
                response.scroll_to_me(None);
            }
            if response.clicked() {
                picked = Picked::Row(row.name);
            }
        }
    });
    if typed.submitted
        && let Some(row) = found.get(picker.at)
    {
        picked = Picked::Row(row.name);
    }
    if Button::quiet("Close").key("Esc").show(ui).clicked() {
        picked = Picked::Leave;
    }
    picked
}

fn row_ui(ui: &mut Ui, (row, is_at): (&PickRow, bool)) -> egui::Response {
    let said = format!("{}: {}", row.label, row.says);
    let response = Row::new(&said, ROW).show(ui).on_hover_text(&said);
    if !ui.is_rect_visible(response.rect) {
        return response;
    }
    if is_at {
        let radius = egui::CornerRadius::same(look::corner::ROW);
        ui.painter().rect_filled(response.rect, radius, look::ink(ui, Ink::AccentWash));
    }
    let inner = response.rect.shrink2(vec2(14.0, 6.0));
    let style = (Scale::Interface, Face::Sans, Ink::Ink);
    let label = look::line(ui, &row.label, style, inner.width());
    let below = inner.top() + label.size().y - 1.0;
    ui.painter().galley(inner.left_top(), label, look::ink(ui, Ink::Ink));
    let style = (Scale::Label, Face::Sans, Ink::Ink3);
    let says = look::line(ui, &row.says, style, inner.width());
    ui.painter().galley(pos2(inner.left(), below), says, look::ink(ui, Ink::Ink3));
    response
}

fn picked(
    ui: &Ui,
    state: &mut TemplatesState,
    (target, name): (&Target, &'static str),
    chosen: &ChosenFacts<'_>,
    asked: &mut Vec<TemplatesAsk>,
) {
    if *target == Target::FieldInText {
        let at = put_field_in_text(ui, name, chosen, asked);
        return state.go_on_at(ui, (text_id(), at));
    }
    let Some(mut template) = chosen.template.cloned() else { return };
    let done = match target {
        Target::FieldInText => None,
        Target::FieldInTitle => {
            let words = template.title.0.first_mut();
            words.map(|words| words.extend(["{", name, "}"]))
        }
        Target::BlockAfter(path) => {
            let new = new_block(name, &template, (path.as_ref(), &[]));
            let place =
                new.and_then(|new| template_edit::add(&mut template, path.as_ref(), new));
            place.map(|place| state.follow(Some(place)))
        }
        Target::BlockInside(path, part) => {
            let list = template_edit::block(&template, path).and_then(|it| it.inner().1);
            let list: Vec<String> = list.into_iter().map(str::to_owned).collect();
            let list: Vec<&str> = list.iter().map(String::as_str).collect();
            let new = new_block(name, &template, (Some(path), &list));
            let place = new.and_then(|new| {
                template_edit::add_inside(&mut template, (path, *part), new)
            });
            place.map(|place| state.follow(Some(place)))
        }
        Target::Field(path, slot, turn) => {
            let at = put_field(ui, &mut template, (path, *slot, *turn), name);
            at.map(|at| state.go_on_at(ui, (words_id(path, *slot, *turn), at)))
        }
        Target::OnlyIf(path) => {
            let put = template_edit::only_if(&mut template, path, name);
            put.map(|()| state.follow(Some(path.clone())))
        }
        Target::Name(path, slot) => put_name(&mut template, (path, *slot), name),
    };
    if done.is_some() {
        asked.push(TemplatesAsk::Change(template_write::write(&template, chosen.text)));
    }
}

/// Gives back how many letters stand before what comes behind the field.
fn put_field_in_text(
    ui: &Ui,
    name: &str,
    chosen: &ChosenFacts<'_>,
    asked: &mut Vec<TemplatesAsk>,
) -> usize {
    let at = caret_of(ui, text_id(), chosen.text);
    let piece = format!("{{{name}}}");
    asked.push(TemplatesAsk::Change(put_in(chosen.text, at, &piece)));
    at + piece.chars().count()
}

fn new_block(
    name: &str,
    template: &Template,
    (path, list): (Option<&BlockPath>, &[&str]),
) -> Option<Block> {
    let around = path.map(|path| template_edit::lists_around(template, path));
    let around = [around.unwrap_or_default().as_slice(), list].concat();
    template_kinds::new(template_kinds::of(name)?, template.scope(), &around)
}

/// The box in which some words of a block are typed.
pub fn words_id(path: &BlockPath, slot: usize, turn: usize) -> Id {
    Id::unique(("words of the template", &path.0, slot, turn))
}

/// Gives back how many letters stand before what comes behind the field.
fn put_field(
    ui: &Ui,
    template: &mut Template,
    (path, slot, turn): (&BlockPath, usize, usize),
    name: &str,
) -> Option<usize> {
    let id = words_id(path, slot, turn);
    let block = template_edit::block_mut(template, path)?;
    let slot = template_form::slots(block).into_iter().nth(slot)?;
    let (SlotKind::Words(words) | SlotKind::Paragraphs(words)) = slot.kind else {
        return None;
    };
    if words.0.is_empty() {
        words.0.push(String::new());
    }
    let text = words.0.get_mut(turn)?;
    let at = caret_of(ui, id, text);
    let piece = format!("{{{name}}}");
    *text = put_in(text, at, &piece);
    Some(at + piece.chars().count())
}

fn put_name(
    template: &mut Template,
    (path, slot): (&BlockPath, usize),
    name: &str,
) -> Option<()> {
    let scope = template.scope();
    let block = template_edit::block_mut(template, path)?;
    let slot = template_form::slots(block).into_iter().nth(slot)?;
    match slot.kind {
        SlotKind::List(to) | SlotKind::Turns(to) | SlotKind::Has(to) => {
            name.clone_into(to);
        }
        _ => return None,
    }
    // The columns of another list would name nothing.
    if let Block::TableOf { list, columns } = block {
        *columns = template_kinds::columns_of(list, scope);
    }
    Some(())
}
