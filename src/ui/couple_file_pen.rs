//! What the pages of a file are written with: lines, texts and days, each with its name and its limit.

use super::gate;
use super::icon::Icon;
use super::look::{self, Scale, space};
use super::when;
use super::widget_button::IconButton;
use super::widget_field::{Field, Ground, label_above};
use super::widget_text::TextBox;
use crate::drawing::{Face, Ink};
use crate::edit::day::day_near;
use crate::edit::listed::TEXT_LETTERS;
use chrono::NaiveDate;
use egui::{Id, Rect, Role, Sense, Ui, Vec2, WidgetInfo, pos2, vec2};
use std::collections::BTreeMap;

/// How something was changed: words wait for a pause, a choice is kept at once.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum How {
    Typed,
    Chosen,
}

/// Notes what is changed on a page while it is shown.
pub struct Pen<'a> {
    pub how: Option<How>,
    dates: &'a mut BTreeMap<String, String>,
    pub today: NaiveDate,
    /// The field that takes the keyboard now.
    focus: Option<Id>,
    /// The field that is to take it in the next frame.
    pub next_focus: Option<Id>,
}

/// What a page has done.
pub struct Finished {
    pub how: Option<How>,
    pub focus: Option<Id>,
}

/// Longer than everything that fits, so that nothing is cut without a word.
const NEVER_CUT: usize = 100_000;

impl<'a> Pen<'a> {
    pub fn new(
        dates: &'a mut BTreeMap<String, String>,
        today: NaiveDate,
        focus: Option<Id>,
    ) -> Self {
        Self { how: None, dates, today, focus, next_focus: None }
    }

    pub fn finish(self) -> Finished {
        Finished { how: self.how, focus: self.next_focus.or(self.focus) }
    }

    pub fn chosen(&mut self) {
        self.how = Some(How::Chosen);
    }

    fn typed(&mut self) {
        self.how = self.how.or(Some(How::Typed));
    }

    /// One line. The name over it is short; what a screen reader says tells it from all others.
    pub fn line(
        &mut self,
        ui: &mut Ui,
        ((shown, said), hint, most): ((&str, &str), &str, usize),
        (id, words): (Id, &mut String),
    ) {
        let mut field = Field::new(said).hint(hint).id(id).height(38.0);
        if shown != said {
            label_above(ui, shown);
            field = field.hide_label();
        }
        let field = field.scale(Scale::Phrase).at_most(NEVER_CUT).on(Ground::Card);
        let response = field.show(ui, words).response;
        if response.changed() {
            self.typed();
        }
        self.focus_on(&response);
        too_long_ui(ui, words, most);
    }

    /// Several lines.
    pub fn text(
        &mut self,
        ui: &mut Ui,
        ((shown, said), hint, rows): ((&str, &str), &str, usize),
        (id, words): (Id, &mut String),
    ) {
        let mut area = TextBox::new(said, id).hint(hint).rows(rows);
        if shown != said {
            if !shown.is_empty() {
                label_above(ui, shown);
            }
            area = area.hide_label();
        }
        let area = area.at_most(NEVER_CUT);
        let response = area.show(ui, words);
        if response.changed() {
            self.typed();
        }
        self.focus_on(&response);
        too_long_ui(ui, words, TEXT_LETTERS);
    }

    fn focus_on(&mut self, response: &egui::Response) {
        if self.focus == Some(response.id) {
            self.focus = None;
            response.request_focus();
        }
    }

    /// A day, in the ways that people write one; `label` is its name on the whole page.
    pub fn day(
        &mut self,
        ui: &mut Ui,
        (label, short): (&str, &str),
        day: &mut Option<NaiveDate>,
    ) {
        let id = Id::unique(("day", label));
        let shown = day.map(when::written);
        let mut words = self.dates.get(label).cloned().or(shown).unwrap_or_default();
        let before = words.clone();
        let is_empty = day.is_none() && words.is_empty();
        let hint = when::written(self.today);
        label_above(ui, short);
        let field = Field::new(label).hide_label().hint(&hint).id(id).height(38.0);
        let field = field.scale(Scale::Interface).at_most(40).room(12.0, 36.0);
        let output = field.show(ui, &mut words);
        let right = pos2(output.rect.right() - 20.0, output.rect.center().y);
        let place = Rect::from_center_size(right, Vec2::splat(28.0));
        let name = format!("{label}: today");
        if is_empty
            && ui.is_enabled()
            && IconButton::new(Icon::Check, &name)
                .show_at(ui, place, id.with("today"))
                .clicked()
        {
            *day = Some(self.today);
            self.chosen();
            return;
        }
        if output.response.changed() || words != before {
            self.dates.insert(label.to_owned(), words.clone());
            if let Ok(read) = read_day(&words, self.today) {
                *day = read;
                self.typed();
            }
        }
        let is_read = read_day(&words, self.today).is_ok();
        if !output.response.has_focus() && is_read {
            self.dates.remove(label);
        }
        if !output.response.has_focus() && !is_read {
            gate::remark(ui, (Icon::Note, Ink::Alarm), &when::such_as(self.today));
        }
    }
}

/// A day as it is written, or none where nothing is; an error if that is no day.
fn read_day(words: &str, today: NaiveDate) -> Result<Option<NaiveDate>, ()> {
    if words.trim().is_empty() {
        Ok(None)
    } else {
        day_near(words, today).map(Some).ok_or(())
    }
}

fn too_long_ui(ui: &mut Ui, words: &str, most: usize) {
    // Bytes first: counting letters of a long text at every frame would be waste.
    if words.len() <= most {
        return;
    }
    let found = words.chars().count();
    if found > most {
        let told = format!(
            "This holds up to {most} letters and these are {found}. Shorten them; nothing is lost."
        );
        gate::remark(ui, (Icon::Note, Ink::Alarm), &told);
    }
}

/// Days side by side, as many as fit.
pub fn days_row(ui: &mut Ui, contents: impl FnOnce(&mut Ui)) {
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(space::M, space::S);
        contents(ui);
    });
}

/// One place of a row, as wide as a day is written.
pub fn cell(ui: &mut Ui, width: f32, contents: impl FnOnce(&mut Ui)) {
    ui.allocate_ui(vec2(width, CELL), |ui| {
        ui.set_width(width);
        ui.set_min_height(CELL);
        ui.vertical(|ui| {
            ui.spacing_mut().item_spacing.y = space::XS;
            contents(ui);
        });
    });
}

/// A word in a row of choices, at their height.
pub fn beside(ui: &mut Ui, words: &str, style: (Scale, Face, Ink)) {
    let galley = look::line(ui, words, style, ui.available_width().max(120.0));
    let height = ui.spacing().interact_size.y.max(28.0);
    let size = vec2(galley.size().x + space::S, height);
    let (rect, response) = ui.allocate_exact_size(size, Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, words));
    let at = pos2(rect.left() + space::XS, rect.center().y - galley.size().y / 2.0);
    ui.painter().galley(at, galley, look::ink(ui, style.2));
}

/// A name and its field: the same for all of a row, so that they stand on one line.
const CELL: f32 = 64.0;

/// How wide a day is.
pub const DAY: f32 = 164.0;
