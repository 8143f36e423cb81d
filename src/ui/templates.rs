//! The templates: those that ship and the practice's own, with the page that each makes beside it.

use super::command::{Ask, Place};
use super::gate;
use super::look::{self, Scale, space};
use super::template_blocks::blocks_ui;
use super::template_faults::faults_ui;
use super::template_head::head_ui;
use super::template_list::list_ui;
use super::template_page::page_ui;
use super::template_pick::{Picker, picker_ui};
use super::template_text::{put_caret, text_ui};
use crate::drawing::{Face, Ink};
use crate::export::Template;
use crate::export::template::{Audience, Fault};
use crate::export::template_edit::{self, BlockPath};
use egui::{Rect, TextureHandle, Ui, UiBuilder, vec2};
use std::collections::BTreeMap;

/// Which template is looked at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Chosen {
    /// By its name.
    Shipped(String),
    /// By its place among the practice's own.
    Own(usize),
    /// By the name of its file.
    File(String),
}

/// How a template is shown.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum View {
    #[default]
    Blocks,
    Text,
}

/// What is asked once more before it is done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sure {
    Original,
    ThrowAway,
}

/// What is chosen and typed on the screen.
#[derive(Debug, Clone, Default)]
pub struct TemplatesState {
    /// What the list is searched for.
    pub(super) filter: String,
    pub chosen: Option<Chosen>,
    pub(super) view: View,
    /// The block whose words are shown.
    pub(super) open: Option<BlockPath>,
    /// Paper, audience and the like are shown.
    pub(super) shows_sheet: bool,
    pub(super) picker: Option<Picker>,
    /// The name while it is written anew.
    pub(super) renaming: Option<String>,
    pub(super) sure: Option<Sure>,
    /// What was written in when the last frame ended: Esc leaves that first.
    pub(super) typed_in: Option<egui::Id>,
    /// Where the caret goes in the text: line and column, from 1.
    pub(super) caret: Option<(usize, usize)>,
    /// Where writing goes on once the list of fields is gone: the box, and the letters before.
    pub(super) goes_on: Option<(egui::Id, usize)>,
    pub(super) scrolls_to_chosen: bool,
    pub(super) scrolls_to_open: bool,
}

impl TemplatesState {
    /// Looks at another template.
    pub fn choose(&mut self, chosen: Chosen) {
        if self.chosen.as_ref() != Some(&chosen) {
            let (view, filter) = (self.view, std::mem::take(&mut self.filter));
            *self = Self { chosen: Some(chosen), view, filter, ..Self::default() };
            self.scrolls_to_chosen = true;
        }
    }

    /// Opens a block that stands somewhere else now.
    pub(super) fn follow(&mut self, block: Option<BlockPath>) {
        self.scrolls_to_open = block.is_some();
        self.open = block;
    }

    /// Writing goes on there.
    pub(super) fn go_on_at(&mut self, ui: &Ui, place: (egui::Id, usize)) {
        self.goes_on = Some(place);
        ui.ctx().request_repaint();
    }

    /// For a text that has other blocks: they may stand elsewhere.
    pub fn close_blocks(&mut self) {
        (self.open, self.picker, self.renaming) = (None, None, None);
    }

    /// After a step back or forth: the open block stays open while the blocks are the same ones.
    pub fn keep_block(&mut self, before: Option<&Template>, after: Option<&Template>) {
        let kinds = |template: &Template| {
            let rows = template_edit::rows(template).into_iter();
            rows.map(|row| (row.path, row.block.name())).collect::<Vec<_>>()
        };
        let open = self.open.take();
        self.close_blocks();
        if before.map(kinds) == after.map(kinds) {
            self.open = open;
        }
    }
}

/// What the screen asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TemplatesAsk {
    Choose(Chosen),
    /// The chosen one becomes one of the practice's own.
    Copy,
    /// Another text for the chosen one.
    Change(String),
    Rename(String),
    /// Back to the template that it was copied from.
    Original,
    ThrowAway,
    Share,
    TakeIn,
    ShowFolder,
    A4,
    Letter,
    /// A page of it for the couple on the desk.
    Print,
    Back,
}

/// A template on the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TemplateLine {
    pub chosen: Chosen,
    /// The name of the file, as people read it.
    pub name: String,
    /// What it is called where it is printed.
    pub title: String,
    /// None if it cannot be told, since the file is broken.
    pub audience: Option<Audience>,
    pub has_mistakes: bool,
}

/// What the screen is shown with.
pub struct TemplatesFacts<'a> {
    pub place: Place,
    pub takes_keys: bool,
    pub lines: &'a [TemplateLine],
    pub chosen: Option<ChosenFacts<'a>>,
    /// The code name of the couple on the desk that a page can be printed for.
    pub prints_for: Option<&'a str>,
    /// The screen that Esc leads back to, if it is another one than usual.
    pub leads_back: bool,
    pub problem: Option<&'a gate::Problem>,
    /// None if the practice is in no file.
    pub folder: Option<&'a str>,
}

/// What is known of the chosen template.
pub struct ChosenFacts<'a> {
    pub text: &'a str,
    /// As far as the text can be read; mistakes of fields and lists do not matter.
    pub template: Option<&'a Template>,
    /// What it says, or what it said before its form had a mistake.
    pub read_last: Option<&'a Template>,
    pub line: &'a TemplateLine,
    /// The shipped template that it can go back to.
    pub original: Option<String>,
    pub faults: &'a [Fault],
    /// None while it was not checked yet.
    pub is_checked: bool,
    pub is_letter: bool,
    pub pages: &'a [TextureHandle],
    pub page_count: usize,
    pub problem: Option<&'a str>,
    /// What each field gives for the invented couple.
    pub samples: &'a BTreeMap<&'static str, String>,
    /// "Saved 14:24".
    pub saved: &'a str,
    pub is_unsaved: bool,
}

impl TemplatesFacts<'_> {
    pub(super) fn can_write(&self) -> bool {
        !self.place.is_read_only
    }

    /// True if the chosen template can be changed here.
    pub(super) fn can_change(&self) -> bool {
        let is_own =
            |chosen: &ChosenFacts<'_>| matches!(chosen.line.chosen, Chosen::Own(_));
        self.can_write() && self.chosen.as_ref().is_some_and(is_own)
    }
}

pub(super) const LABEL: (Scale, Face, Ink) = (Scale::Label, Face::Sans, Ink::Ink2);
pub(super) const HEAD: f32 = 72.0;

/// Shows the list, the template and its page.
pub fn templates_ui(
    ui: &mut Ui,
    state: &mut TemplatesState,
    facts: &TemplatesFacts<'_>,
    asked: &mut Vec<Ask>,
) {
    let room = ui.available_rect_before_wrap();
    ui.painter().rect_filled(room, 0.0, look::ink(ui, Ink::Paper));
    let mut wishes = Vec::new();
    go_on(ui, state);
    let is_renamed = state.renaming.is_some();
    let list = (room.width() * 0.215).clamp(200.0, 290.0);
    let page = (room.width() * 0.37).clamp(300.0, 760.0);
    let list = room.with_max_x(room.left() + list);
    let page = room.with_min_x(room.right() - page);
    let middle = Rect::from_x_y_ranges(list.right()..=page.left(), room.y_range());
    inside(ui, list, |ui| list_ui(ui, state, facts, &mut wishes));
    inside(ui, page, |ui| page_ui(ui, facts, &mut wishes));
    inside(ui, middle.shrink2(vec2(space::L, 0.0)), |ui| {
        middle_ui(ui, state, facts, &mut wishes);
    });
    picker_ui(ui, state, facts, &mut wishes);
    if facts.takes_keys && state.picker.is_none() && super::keys::escape(ui) {
        // One step back: out of a question, out of what is written in, off the screen.
        let was_asked = state.sure.take().is_some();
        let is_elsewhere = was_asked || is_renamed || state.typed_in.is_some();
        wishes.extend(
            Some(TemplatesAsk::Back).filter(|_| facts.leads_back && !is_elsewhere),
        );
    }
    let focused = ui.memory(egui::Memory::focused);
    state.typed_in = focused.filter(|_| ui.ctx().text_edit_focused());
    asked.extend(wishes.into_iter().map(Ask::Templates));
}

/// The caret behind the field that was picked. A list over the screen takes the keyboard from
/// everything below as long as it is there.
fn go_on(ui: &Ui, state: &mut TemplatesState) {
    let is_covered = ui.memory(egui::Memory::top_modal_layer).is_some();
    if state.picker.is_some() || is_covered {
        return;
    }
    if let Some((id, at)) = state.goes_on.take() {
        put_caret(ui, id, at);
        ui.memory_mut(|memory| memory.request_focus(id));
    }
}

fn inside(ui: &mut Ui, rect: Rect, show: impl FnOnce(&mut Ui)) {
    let mut child = ui.new_child(UiBuilder::new().max_rect(rect));
    child.set_clip_rect(rect.intersect(ui.clip_rect()));
    show(&mut child);
}

fn middle_ui(
    ui: &mut Ui,
    state: &mut TemplatesState,
    facts: &TemplatesFacts<'_>,
    asked: &mut Vec<TemplatesAsk>,
) {
    let Some(chosen) = &facts.chosen else {
        ui.add_space(HEAD);
        look::label(ui, "Choose a template at the left", LABEL);
        return;
    };
    ui.spacing_mut().item_spacing.y = space::S;
    head_ui(ui, state, (facts, chosen), asked);
    // At the foot, so that what is being written stays where it is.
    faults_ui(ui, state, chosen);
    match state.view {
        View::Blocks => blocks_ui(ui, state, (facts, chosen), asked),
        View::Text => text_ui(ui, state, (facts, chosen), asked),
    }
}
