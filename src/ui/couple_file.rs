//! The couple’s file: who they are, what was agreed, the plan, and what belongs to one alone.

use super::command::{Ask, Command, Place};
use super::couple_file_draft::Draft;
use super::couple_file_pen::Pen;
use super::icon::Icon;
use super::look::{self, Scale, space};
use super::map_screen::header_panel;
use super::notice::{self, Saved};
use super::widget_button::IconButton;
use super::{
    couple_file_agreements, couple_file_alone, couple_file_keeping, couple_file_list,
    couple_file_partners, couple_file_plan, couple_file_requests, gate, keys,
    screening_flag,
};
use crate::drawing::lobe::Hand;
use crate::drawing::{Face, Ink};
use crate::edit::Edit;
use crate::edit::couple_file::{FileParts, Part};
use crate::model::agreement::ConsentKind;
use crate::model::keeping::{Rules, Term};
use crate::model::{Case, ElementId, PartnerId, RequestId, SecretsPolicy, TodoId};
use chrono::NaiveDate;
use egui::{Align, CentralPanel, Frame, Layout, Margin, Rect, ScrollArea, Ui, UiBuilder};
use std::collections::BTreeMap;

/// A page of the file.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub enum Page {
    #[default]
    Partners,
    Agreements,
    Requests,
    Plan,
    Alone(PartnerId),
    Keeping,
}

/// What the screen remembers. It holds words that are being typed: drop it at lock.
#[derive(Debug, Clone, Default)]
pub struct FileState {
    pub page: Page,
    pub(super) draft: Option<Draft>,
    /// Days that are being typed, by the name of their field.
    pub(super) dates: BTreeMap<String, String>,
    pub(super) open_consent: Option<ConsentKind>,
    pub(super) open_request: Option<RequestId>,
    /// Earlier askings are shown, because it was asked for.
    pub(super) shows_earlier: bool,
    /// So are the phrases that were told alone.
    pub(super) shows_told: bool,
    pub(super) resolving: Option<TodoId>,
    /// A rule of the practice’s own, while it is written.
    pub(super) rule: Option<(Rule, RuleDraft)>,
    /// The field that the keyboard goes to next.
    pub(super) wants_focus: Option<egui::Id>,
}

/// A rule as it is typed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct RuleDraft {
    pub length: String,
    pub unit: usize,
    pub source: String,
}

/// Which of the practice’s rules.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Rule {
    Answer,
    Keep,
}

/// What is asked of the program beside changes of the couple.
#[derive(Debug, Clone, PartialEq)]
pub enum FileAsk {
    /// A change of what this screen showed, which was everything.
    Keep(Edit),
    SetRule(Rule, Option<Term>),
    /// The practice’s own words for a policy from now on.
    SetWording(SecretsPolicy, String),
    /// Something told alone matters to both.
    MattersToBoth(ElementId),
    /// Shows one partner’s own page.
    Show(Page),
}

/// What the screen is shown with.
pub struct FileFacts<'a> {
    pub case: &'a Case,
    pub today: NaiveDate,
    pub rules: &'a Rules,
    pub saved: &'a Saved,
    pub place: Place,
    /// False while something floats above the screen.
    pub takes_keys: bool,
}

impl FileState {
    /// The change that keeps what is typed, if anything is and it can be kept.
    pub fn take_edit(&mut self, case: &Case) -> Option<Edit> {
        self.draft.as_mut().and_then(|draft| draft.take_edit(case))
    }

    /// Words that are too long to be kept where they stand, and whose alone they are.
    pub fn take_too_long(&mut self) -> Vec<(Option<PartnerId>, String)> {
        self.draft.take().map(|draft| draft.too_long()).unwrap_or_default()
    }

    /// The case has been changed from elsewhere: what it says is shown.
    pub fn reload(&mut self) {
        if let Some(draft) = &mut self.draft {
            draft.reload();
        }
    }

    pub fn show(&mut self, page: Page) {
        self.page = page;
        (self.shows_earlier, self.shows_told) = (false, false);
        self.resolving = None;
        self.rule = None;
        self.wants_focus = None;
    }
}

impl<'a> FileFacts<'a> {
    pub(super) fn can_write(&self) -> bool {
        !self.place.is_read_only
    }

    pub(super) fn name(&self, partner: PartnerId) -> &'a str {
        self.case.name_of(partner)
    }

    /// The side on which this partner stands in the couple’s first loop.
    pub(super) fn hand(&self, partner: PartnerId) -> Hand {
        if partner == self.case.left() { Hand::Left } else { Hand::Right }
    }

    /// Both, the one at the left first.
    pub(super) fn both(&self) -> [PartnerId; 2] {
        self.case.from_left()
    }
}

pub(super) const TITLE: (Scale, Face, Ink) =
    (Scale::Title, Face::SerifSemiBold, Ink::Ink);
pub(super) const SECOND: (Scale, Face, Ink) = (Scale::Interface, Face::Sans, Ink::Ink2);
pub(super) const SMALL: (Scale, Face, Ink) = (Scale::Chip, Face::Sans, Ink::Ink2);
pub(super) const GROUP: (Scale, Face, Ink) = (Scale::Row, Face::SerifSemiBold, Ink::Ink);

/// Widest page, for lines that are good to read.
const PAGE: f32 = 1040.0;

/// Shows the list of pages and the chosen one.
pub fn couple_file_ui(
    ui: &mut Ui,
    state: &mut FileState,
    facts: &FileFacts<'_>,
    asked: &mut Vec<Ask>,
) {
    header_ui(ui, facts, asked);
    let frame = Frame::new().fill(look::ink(ui, Ink::Paper));
    CentralPanel::default().frame(frame).show(ui, |ui| {
        let room = ui.max_rect();
        let width = (room.width() * 0.2).clamp(210.0, 290.0);
        let (list, page) = room.split_left_right_at_x(room.left() + space::XL + width);
        let list = list.with_min_x(room.left() + space::L);
        let mut draft = state.draft.take().unwrap_or_else(|| Draft::of(facts.case));
        draft.follow(facts.case);
        scrolled(ui, (list, "pages"), |ui| couple_file_list::list_ui(ui, state, facts));
        let inner = page.shrink2(egui::vec2(space::XL, 0.0));
        let inner = inner.with_max_x(inner.right().min(inner.left() + PAGE));
        let name = format!("{:?}", state.page);
        scrolled(ui, (inner, name.as_str()), |ui| {
            faults_ui(ui, &draft);
            page_ui(ui, state, (&mut draft, facts), asked);
        });
        state.draft = Some(draft);
    });
}

fn scrolled(ui: &mut Ui, (rect, name): (Rect, &str), contents: impl FnOnce(&mut Ui)) {
    let layout = Layout::top_down(Align::Min);
    ui.scope_builder(UiBuilder::new().max_rect(rect).layout(layout), |ui| {
        ScrollArea::vertical().id_salt(name).auto_shrink(false).show(ui, |ui| {
            let inset = Margin { right: 8, bottom: 40, top: 4, left: 4 };
            Frame::new().inner_margin(inset).show(ui, |ui| {
                ui.spacing_mut().item_spacing = egui::vec2(space::S, space::S);
                contents(ui);
            });
        });
    });
}

fn page_ui(
    ui: &mut Ui,
    state: &mut FileState,
    (draft, facts): (&mut Draft, &FileFacts<'_>),
    asked: &mut Vec<Ask>,
) {
    let mut dates = std::mem::take(&mut state.dates);
    let mut pen = Pen::new(&mut dates, facts.today, state.wants_focus.take());
    let parts = &mut draft.typed;
    ui.add_enabled_ui(facts.can_write(), |ui| match state.page {
        Page::Partners => couple_file_partners::page_ui(ui, &mut pen, (parts, facts)),
        Page::Agreements => {
            couple_file_agreements::page_ui(ui, state, (&mut pen, parts, facts), asked);
        }
        Page::Requests => {
            couple_file_requests::page_ui(ui, state, (&mut pen, parts, facts), asked);
        }
        Page::Plan => couple_file_plan::page_ui(ui, &mut pen, (parts, facts)),
        Page::Alone(partner) => {
            let file = parts.private.of_mut(partner);
            let page = (&mut pen, partner, file, facts);
            couple_file_alone::page_ui(ui, state, page);
        }
        Page::Keeping => {
            couple_file_keeping::page_ui(ui, state, (&mut pen, parts, facts), asked);
        }
    });
    let written = pen.finish();
    state.wants_focus = written.focus;
    state.dates = dates;
    if let Some(edit) = draft.keep_when_due(ui, facts.case, written.how) {
        asked.push(Ask::File(FileAsk::Keep(edit)));
    }
}

/// What could not be kept, and what to do about it.
fn faults_ui(ui: &mut Ui, draft: &Draft) {
    for (part, fault) in draft.faults() {
        let words = format!("NOT KEPT, {}: {fault}", said(*part));
        gate::remark(ui, (Icon::Note, Ink::Alarm), &words);
    }
}

fn said(part: Part) -> &'static str {
    match part {
        Part::Partner(_) => "partners",
        Part::Status | Part::ClientModel | Part::SecretsPolicy | Part::PolicyWords => {
            "agreements"
        }
        Part::Consents => "consents",
        Part::Requests => "requests",
        Part::Plan => "plan and goals",
        Part::Keeping => "keeping",
        Part::Private(_) => "kept apart",
    }
}

fn header_ui(ui: &mut Ui, facts: &FileFacts<'_>, asked: &mut Vec<Ask>) {
    header_panel(ui, |ui| {
        look::label(ui, &format!("{}: file", facts.case.code_name), TITLE);
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            ui.spacing_mut().item_spacing.x = 2.0;
            for (icon, command) in [
                (Icon::More, Command::Palette),
                (Icon::Redo, Command::Redo),
                (Icon::Undo, Command::Undo),
            ] {
                let key = keys::cap(ui, command);
                let mut button = IconButton::new(icon, command.label()).key(&key);
                button.enabled = command.is_enabled(facts.place);
                if button.show(ui).clicked() {
                    asked.push(Ask::Do(command));
                }
            }
            ui.add_space(space::S);
            notice::saved_ui(ui, facts.saved);
            ui.add_space(space::S);
            screening_flag::chip_ui(ui, facts.case);
        });
    });
}

/// The parts that a page is written on, with what it is shown with.
pub(super) type Written<'a, 'b> = (&'a mut Pen<'b>, &'a mut FileParts, &'a FileFacts<'a>);
