//! A box for words of any length, with hints marked under them.

use super::look::{self, Scale, corner};
use super::widget_field;
use crate::drawing::{Face, Ink};
use crate::edit::wording::Hint;
use egui::text::LayoutJob;
use egui::{
    CornerRadius, EventFilter, Frame, Galley, Id, Margin, Response, Shape, Stroke,
    StrokeKind, TextBuffer, TextEdit, Ui,
};
use std::sync::Arc;

/// Several lines to write in, under their name.
#[must_use = "show it"]
pub struct TextBox<'a> {
    label: &'a str,
    hint: &'a str,
    id: Id,
    rows: usize,
    letters: usize,
    marks: &'a [Hint],
    ground: Ink,
    is_label_shown: bool,
}

impl<'a> TextBox<'a> {
    pub fn new(label: &'a str, id: Id) -> Self {
        let (ground, letters) = (Ink::Paper, 20_000);
        Self {
            label,
            hint: "",
            id,
            rows: 2,
            letters,
            marks: &[],
            ground,
            is_label_shown: true,
        }
    }

    /// What belongs here, shown while the box is empty.
    pub fn hint(mut self, hint: &'a str) -> Self {
        self.hint = hint;
        self
    }

    /// The least number of lines.
    pub fn rows(mut self, rows: usize) -> Self {
        self.rows = rows;
        self
    }

    pub fn at_most(mut self, letters: usize) -> Self {
        self.letters = letters;
        self
    }

    /// Words with a line under them.
    pub fn marks(mut self, marks: &'a [Hint]) -> Self {
        self.marks = marks;
        self
    }

    /// The tone of the box; it differs from what it lies on.
    pub fn on(mut self, ground: Ink) -> Self {
        self.ground = ground;
        self
    }

    /// The name is only told to screen readers; something beside the box says it.
    pub fn hide_label(mut self) -> Self {
        self.is_label_shown = false;
        self
    }

    pub fn show(self, ui: &mut Ui, text: &mut String) -> Response {
        let label =
            self.is_label_shown.then(|| widget_field::label_above(ui, self.label));
        let ground = ui.painter().add(Shape::Noop);
        let marks = self.marks;
        // egui keeps what it has laid out, paragraph by paragraph: only what was changed is
        // measured again.
        let mut layouter = |ui: &Ui, words: &dyn TextBuffer, width: f32| -> Arc<Galley> {
            let job = job(ui, words.as_str(), marks, width);
            ui.fonts_mut(|fonts| fonts.layout_job(job))
        };
        let font = look::format(ui, STYLE);
        let hint_font = font.font_id.clone();
        let hint = egui::RichText::new(self.hint)
            .font(hint_font)
            .line_height(font.line_height)
            .color(look::ink(ui, Ink::Ink3));
        let output = TextEdit::multiline(text)
            .id(self.id)
            .frame(Frame::new().inner_margin(Margin::symmetric(14, 10)))
            .font(font.font_id)
            .hint_text(hint)
            .char_limit(self.letters)
            .desired_rows(self.rows)
            .desired_width(f32::INFINITY)
            .layouter(&mut layouter)
            .event_filter(EventFilter {
                horizontal_arrows: true,
                vertical_arrows: true,
                ..Default::default()
            })
            .show(ui);
        let response = output.response.response;
        let response = match label {
            Some(label) => response.labelled_by(label.id),
            None => response.accessible_name(self.label),
        };
        let radius = CornerRadius::same(corner::FIELD);
        let pen = if response.has_focus() {
            Stroke::new(2.0, look::ink(ui, Ink::Accent))
        } else {
            Stroke::NONE
        };
        let fill = look::ink(ui, self.ground);
        let shape = egui::epaint::RectShape::new(
            response.rect,
            radius,
            fill,
            pen,
            StrokeKind::Inside,
        );
        ui.painter().set(ground, shape);
        response
    }
}

const STYLE: (Scale, Face, Ink) = (Scale::Phrase, Face::Sans, Ink::Ink);

/// The words as egui lays them out, with a line under what is hinted at.
fn job(ui: &Ui, words: &str, marks: &[Hint], width: f32) -> LayoutJob {
    let plain = look::format(ui, STYLE);
    let pen = Stroke::new(1.5, look::ink(ui, Ink::Accent));
    let marked = egui::TextFormat { underline: pen, ..plain.clone() };
    let mut job = LayoutJob::default();
    job.wrap.max_width = width;
    let mut done = 0;
    for mark in marks {
        let (Some(before), Some(under)) =
            (words.get(done..mark.at.start), words.get(mark.at.clone()))
        else {
            continue;
        };
        job.append(before, 0.0, plain.clone());
        job.append(under, 0.0, marked.clone());
        done = mark.at.end;
    }
    job.append(words.get(done..).unwrap_or_default(), 0.0, plain);
    job
}
