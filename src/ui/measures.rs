//! Measures: scores entered, and how they move for each partner.

use super::command::{Ask, Command, Place};
use super::icon::Icon;
use super::keys;
use super::look::{self, Scale, space};
use super::measures_csv::{self, Importing};
use super::measures_entry;
use super::measures_hand_over::{self, HandOver};
use super::measures_list;
use super::measures_paper::Paper;
use super::measures_sheet;
use super::notice::{self, Saved};
use super::widget_button::{Button, IconButton};
use crate::drawing::lobe::Hand;
use crate::drawing::{Face, Fonts, Ink};
use crate::edit::Edit;
use crate::edit::day::day_near;
use crate::edit::score::{self, Entry};
use crate::model::measure::Measure;
use crate::model::{Case, PartnerId, ScoreId};
use chrono::NaiveDate;
use egui::{Align, Layout, Margin, Rect, ScrollArea, Ui, UiBuilder, vec2};
use std::collections::{HashMap, HashSet};

/// What the screen remembers. It holds what is being typed: drop it at lock.
#[derive(Debug, Default)]
pub struct MeasuresState {
    /// The key of the measure on the sheet.
    pub(super) chosen: Option<String>,
    pub(super) partner: Option<PartnerId>,
    pub(super) typed: String,
    /// The day of the entry, while it is another one than today.
    pub(super) day: String,
    pub(super) changes_day: bool,
    /// What was just kept, or why it was not.
    pub(super) said: Option<Said>,
    pub(super) paper: Option<Paper>,
    pub(super) hand_over: Option<HandOver>,
    pub(super) importing: Option<Importing>,
    /// The point of each chart that the keyboard is on.
    pub(super) points: HashMap<String, Option<usize>>,
    pub(super) wants_field: bool,
    pub(super) whole_tables: HashSet<String>,
    /// The score in a table that something is done with.
    pub(super) chosen_score: Option<ScoreId>,
}

/// A sentence beside the field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Said {
    Kept(String),
    Fault(String),
}

/// What is asked of the program beside changes of the couple.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MeasuresAsk {
    /// Choose a table to bring in.
    ChooseTable,
    /// Choose a place for the table of scores.
    SaveTable,
    /// What this partner was asked about safety.
    ShowSafety(PartnerId),
}

/// What the screen is shown with.
pub struct MeasuresFacts<'a> {
    pub case: &'a Case,
    pub measures: &'a [Measure],
    pub fonts: &'a Fonts,
    pub today: NaiveDate,
    pub saved: &'a Saved,
    pub place: Place,
    /// False while something floats above the screen.
    pub takes_keys: bool,
}

/// Widest sheet, for lines that are good to read.
const SHEET: f32 = 1_150.0;

pub(super) const TITLE: (Scale, Face, Ink) =
    (Scale::Title, Face::SerifSemiBold, Ink::Ink);
pub(super) const NAME: (Scale, Face, Ink) = (Scale::Row, Face::SerifSemiBold, Ink::Ink);
pub(super) const BODY: (Scale, Face, Ink) = (Scale::Interface, Face::Sans, Ink::Ink);
pub(super) const SECOND: (Scale, Face, Ink) = (Scale::Interface, Face::Sans, Ink::Ink2);
pub(super) const SMALL: (Scale, Face, Ink) = (Scale::Chip, Face::Sans, Ink::Ink2);

impl MeasuresState {
    /// One partner has the screen, and nothing else may be on it.
    pub fn is_handed_over(&self) -> bool {
        self.hand_over.is_some()
    }

    /// The therapist pressed the key that takes the screen back.
    pub fn take_back(&mut self) {
        if let Some(over) = &mut self.hand_over {
            over.take_back();
        }
    }

    /// A table was chosen.
    pub fn begin_import(&mut self, importing: Importing) {
        self.importing = Some(importing);
    }

    /// The changes that keep whatever is begun and not kept.
    pub fn take_edits(
        &mut self,
        case: &Case,
        measures: &[Measure],
        today: NaiveDate,
    ) -> Vec<Edit> {
        let find = |key: &str| measures.iter().find(|it| it.key == key);
        let mut edits = Vec::new();
        let over = self.hand_over.take().map(|over| over.begun);
        let paper = self.paper.take();
        for paper in over.into_iter().chain(paper).filter(Paper::is_begun) {
            if let Some(measure) = find(&paper.measure) {
                let entry = Entry { measure, partner: paper.partner, date: paper.date };
                let given = (paper.score, paper.given);
                edits.push(score::enter_answers(case, entry, given).1);
            }
        }
        let measure = self.chosen.as_deref().and_then(find);
        let typed = std::mem::take(&mut self.typed);
        if let (Some(measure), Some(partner)) = (measure, self.partner) {
            let date = day_near(&self.day, today).unwrap_or(today);
            let entry = Entry { measure, partner, date };
            edits.extend(score::keep_typed(case, entry, &typed));
        }
        edits
    }

    /// The measure of a score on the sheet, with that score chosen in its table.
    pub fn show(&mut self, case: &Case, id: ScoreId) {
        if let Some(score) = case.scores.iter().find(|score| score.id == id) {
            self.choose(&score.measure);
            self.chosen_score = Some(id);
        }
    }

    pub(super) fn choose(&mut self, measure: &str) {
        if self.chosen.as_deref() != Some(measure) {
            self.chosen = Some(measure.to_owned());
            (self.said, self.paper) = (None, None);
            self.typed.clear();
        }
    }
}

impl<'a> MeasuresFacts<'a> {
    pub(super) fn measure(&self, key: &str) -> Option<&'a Measure> {
        self.measures.iter().find(|it| it.key == key)
    }

    pub(super) fn can_write(&self) -> bool {
        !self.place.is_read_only
    }

    pub(super) fn left(&self) -> PartnerId {
        self.case.left()
    }

    pub(super) fn hand(&self, partner: PartnerId) -> Hand {
        if partner == self.left() { Hand::Left } else { Hand::Right }
    }

    /// The two from left to right, as everywhere.
    pub(super) fn both(&self) -> [PartnerId; 2] {
        self.case.from_left()
    }

    pub(super) fn name(&self, partner: PartnerId) -> &'a str {
        self.case.name_of(partner)
    }

    pub(super) fn score(&self, id: ScoreId) -> Option<&'a crate::model::Score> {
        self.case.scores.iter().find(|score| score.id == id)
    }
}

/// Shows the list and the chosen measure; or, handed over, one partner's questions alone.
pub fn measures_ui(
    ui: &mut Ui,
    state: &mut MeasuresState,
    facts: &MeasuresFacts<'_>,
    asked: &mut Vec<Ask>,
) {
    let room = ui.available_rect_before_wrap();
    ui.painter().rect_filled(room, 0.0, look::ink(ui, Ink::Paper));
    if state.hand_over.is_some() {
        measures_hand_over::hand_over_ui(ui, state, facts, asked);
        return;
    }
    first_choice(state, facts);
    header_ui(ui, facts, asked);
    let room = ui.available_rect_before_wrap();
    if state.importing.is_some() {
        let inner = room.shrink2(vec2(space::XL, 0.0));
        scrolled(ui, (inner, "import"), |ui| {
            measures_csv::import_ui(ui, state, facts, asked);
        });
        return;
    }
    measures_entry::take_keys(ui, state, facts);
    let width = (room.width() * 0.27).clamp(270.0, 400.0);
    let (list, sheet) = room.split_left_right_at_x(room.left() + space::XL + width);
    let list = list.with_min_x(room.left() + space::XL - space::S);
    scrolled(ui, (list, "measures"), |ui| measures_list::list_ui(ui, state, facts));
    let inner = sheet.with_min_x(sheet.left() + space::XL);
    let key = state.chosen.clone().unwrap_or_default();
    let Some(measure) = facts.measure(&key) else { return };
    scrolled(ui, (inner, &format!("sheet of {key}")), |ui| {
        ui.set_max_width((ui.available_width() - space::L).min(SHEET));
        measures_sheet::sheet_ui(ui, state, (measure, facts), asked);
    });
}

/// The one used last, or our own check-in.
fn first_choice(state: &mut MeasuresState, facts: &MeasuresFacts<'_>) {
    let is_there = |key: &String| facts.measure(key).is_some();
    if state.chosen.as_ref().is_some_and(is_there) {
        return;
    }
    let newest = facts.case.scores.iter().max_by_key(|score| score.id);
    let newest = newest.map(|score| score.measure.clone()).filter(is_there);
    let first = || facts.measures.first().map(|measure| measure.key.clone());
    if let Some(key) = newest.or_else(first) {
        state.choose(&key);
    }
}

fn scrolled(ui: &mut Ui, (rect, name): (Rect, &str), contents: impl FnOnce(&mut Ui)) {
    let layout = Layout::top_down(Align::Min);
    ui.scope_builder(UiBuilder::new().max_rect(rect).layout(layout), |ui| {
        ScrollArea::vertical().id_salt(name).auto_shrink(false).show(ui, |ui| {
            egui::Frame::new()
                .inner_margin(Margin { right: 8, bottom: 40, left: 4, top: 4 })
                .show(ui, |ui| {
                    ui.spacing_mut().item_spacing = vec2(space::S, space::S);
                    contents(ui);
                });
        });
    });
}

fn header_ui(ui: &mut Ui, facts: &MeasuresFacts<'_>, asked: &mut Vec<Ask>) {
    let margin = Margin { left: 24, right: 16, top: 11, bottom: 11 };
    let frame = egui::Frame::new().fill(look::ink(ui, Ink::Paper)).inner_margin(margin);
    let panel = egui::Panel::top("measures header")
        .exact_size(60.0)
        .resizable(false)
        .show_separator_line(false)
        .frame(frame);
    panel.show(ui, |ui| {
        ui.horizontal_centered(|ui| {
            ui.spacing_mut().item_spacing.x = space::M;
            look::label(ui, &format!("{}: measures", facts.case.code_name), TITLE);
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                ui.spacing_mut().item_spacing.x = 2.0;
                commands_ui(ui, facts, asked);
                ui.add_space(space::S);
                table_ui(ui, facts, asked);
                ui.add_space(space::S);
                notice::saved_ui(ui, facts.saved);
            });
        });
    });
}

fn commands_ui(ui: &mut Ui, facts: &MeasuresFacts<'_>, asked: &mut Vec<Ask>) {
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
}

fn table_ui(ui: &mut Ui, facts: &MeasuresFacts<'_>, asked: &mut Vec<Ask>) {
    let mut save = Button::quiet("Save as a table…");
    save.enabled = facts.case.scores.iter().any(|score| !score.is_private);
    if save.show(ui).clicked() {
        asked.push(Ask::Measures(MeasuresAsk::SaveTable));
    }
    let mut bring = Button::quiet("Bring a table in…");
    bring.enabled = facts.can_write();
    if bring.show(ui).clicked() {
        asked.push(Ask::Measures(MeasuresAsk::ChooseTable));
    }
}
