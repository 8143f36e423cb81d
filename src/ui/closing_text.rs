//! The texts of a session's sheet: every key goes into the couple, so that nothing waits to be kept.

use super::look::Scale;
use super::widget_field::{Field, Ground};
use super::widget_text::TextBox;
use crate::edit::case::MOMENT_LETTERS;
use crate::edit::listed::{LINE_LETTERS, TEXT_LETTERS};
use crate::edit::{tidy, tidy_text};
use egui::{Id, Ui};

/// The words of the box that has the keyboard, as they are typed: the couple holds them tidied,
/// without the blank that the next word needs. It holds clients' words: drop it at lock.
#[derive(Debug, Clone, Default)]
pub struct Typing {
    here: Option<(Id, String)>,
    /// The box that was just made and is to be written in.
    pub(super) wanted: Option<Id>,
}

/// A text to write.
pub(super) struct Text<'a> {
    pub id: Id,
    pub label: &'a str,
    pub hint: &'a str,
    /// Its name stands over it; otherwise it is only said.
    pub shows_label: bool,
}

impl<'a> Text<'a> {
    pub fn new(id: Id, label: &'a str, hint: &'a str) -> Self {
        Self { id, label, hint, shows_label: false }
    }

    pub fn with_label(self) -> Self {
        Self { shows_label: true, ..self }
    }
}

impl Typing {
    /// What stands in the box: what is typed, as long as the couple holds the same.
    fn shown(&self, id: Id, kept: &str, tidied: fn(&str) -> String) -> String {
        match &self.here {
            Some((here, words)) if *here == id && tidied(words) == kept => words.clone(),
            _ => kept.to_owned(),
        }
    }

    fn follow(&mut self, response: &egui::Response, words: String) -> Option<String> {
        if self.wanted == Some(response.id) {
            self.wanted = None;
            response.request_focus();
        }
        if response.gained_focus() {
            response.scroll_to_me(None);
        }
        let changed = response.changed().then(|| words.clone());
        if response.has_focus() || response.changed() {
            self.here = Some((response.id, words));
        }
        changed
    }
}

fn as_line(words: &str) -> String {
    tidy(words, LINE_LETTERS).unwrap_or_default()
}

fn as_text(words: &str) -> String {
    tidy_text(words, TEXT_LETTERS).unwrap_or_default()
}

/// A text as it was typed into steps, a line each.
pub(super) fn as_steps(words: &str) -> Vec<String> {
    let lines = words.lines().map(str::trim).filter(|line| !line.is_empty());
    lines.map(|line| tidy(line, TEXT_LETTERS).unwrap_or_default()).collect()
}

fn as_lines(words: &str) -> String {
    as_steps(words).join("\n")
}

fn as_mark(words: &str) -> String {
    tidy(words, MOMENT_LETTERS).unwrap_or_default()
}

/// One line; the new words if they were changed.
pub(super) fn line_ui(
    ui: &mut Ui,
    typing: &mut Typing,
    (text, kept): (&Text<'_>, &str),
) -> Option<String> {
    field_ui(ui, typing, (text, kept), (LINE_LETTERS, as_line))
}

/// The words of a mark, as long as they may be where it was made.
pub(super) fn mark_ui(
    ui: &mut Ui,
    typing: &mut Typing,
    (text, kept): (&Text<'_>, &str),
) -> Option<String> {
    field_ui(ui, typing, (text, kept), (MOMENT_LETTERS, as_mark))
}

fn field_ui(
    ui: &mut Ui,
    typing: &mut Typing,
    (text, kept): (&Text<'_>, &str),
    (most, tidied): (usize, fn(&str) -> String),
) -> Option<String> {
    let mut words = typing.shown(text.id, kept, tidied);
    let field = Field::new(text.label)
        .hint(text.hint)
        .height(36.0)
        .scale(Scale::Interface)
        .on(Ground::Card)
        .at_most(most)
        .id(text.id);
    let field = if text.shows_label { field } else { field.hide_label() };
    let output = field.show(ui, &mut words);
    typing.follow(&output.response, words)
}

/// Several lines; the new words if they were changed.
pub(super) fn text_ui(
    ui: &mut Ui,
    typing: &mut Typing,
    (text, kept): (&Text<'_>, &str),
) -> Option<String> {
    box_ui(ui, typing, (text, kept), (2, as_text))
}

/// A text that begins with one line and grows.
pub(super) fn short_ui(
    ui: &mut Ui,
    typing: &mut Typing,
    (text, kept): (&Text<'_>, &str),
) -> Option<String> {
    box_ui(ui, typing, (text, kept), (1, as_text))
}

/// Steps, a line each.
pub(super) fn steps_ui(
    ui: &mut Ui,
    typing: &mut Typing,
    (text, kept): (&Text<'_>, &[String]),
) -> Option<Vec<String>> {
    let kept = kept.join("\n");
    let changed = box_ui(ui, typing, (text, &kept), (1, as_lines));
    changed.map(|words| as_steps(&words))
}

fn box_ui(
    ui: &mut Ui,
    typing: &mut Typing,
    (text, kept): (&Text<'_>, &str),
    (rows, tidied): (usize, fn(&str) -> String),
) -> Option<String> {
    let mut words = typing.shown(text.id, kept, tidied);
    let text_box = TextBox::new(text.label, text.id).hint(text.hint).rows(rows);
    let text_box = text_box.at_most(TEXT_LETTERS);
    let text_box = if text.shows_label { text_box } else { text_box.hide_label() };
    let response = text_box.show(ui, &mut words);
    typing.follow(&response, words)
}
