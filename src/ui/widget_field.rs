//! Fields to type into: each has its name tied to it, and passphrases leave no trace.

use super::icon::Icon;
use super::look::{self, Scale, corner, space};
use super::secret::Secret;
use super::widget_button::IconButton;
use crate::drawing::{Face, Ink};
use egui::text::{LayoutJob, TextFormat};
use egui::text_edit::TextEditOutput;
use egui::{
    Color32, CornerRadius, EventFilter, Frame, Galley, Id, Key, Modifiers, Rect,
    Response, Role, Sense, Stroke, StrokeKind, TextBuffer, TextEdit, Ui, UiBuilder, Vec2,
    WidgetInfo, pos2, vec2,
};
use std::sync::Arc;

/// What the field lies on; it takes the other tone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ground {
    /// On the paper of the window: filled with `surface`.
    Paper,
    /// In a card, a strip or a floating panel: filled with `paper`.
    Card,
}

/// One line to type into, under its name.
#[must_use = "show it"]
pub struct Field<'a> {
    label: &'a str,
    hint: &'a str,
    ghost: Option<&'a str>,
    ground: Ground,
    height: f32,
    is_label_shown: bool,
    id: Option<Id>,
    left: f32,
    right: f32,
    letters: usize,
    scale: Scale,
    face: Face,
}

/// What happened in a field.
pub struct FieldOutput {
    pub response: Response,
    /// Enter was pressed in it.
    pub submitted: bool,
    /// Tab was pressed while a completion was shown.
    pub took_ghost: bool,
    /// The field itself, without its name.
    pub rect: Rect,
}

impl<'a> Field<'a> {
    pub fn new(label: &'a str) -> Self {
        Self {
            label,
            hint: "",
            ghost: None,
            ground: Ground::Card,
            height: 42.0,
            is_label_shown: true,
            id: None,
            left: 14.0,
            right: 14.0,
            letters: 2000,
            scale: Scale::Field,
            face: Face::Sans,
        }
    }

    /// What belongs here, shown while the field is empty.
    pub fn hint(mut self, hint: &'a str) -> Self {
        self.hint = hint;
        self
    }

    /// The whole word that Tab would complete.
    pub fn ghost(mut self, completion: Option<&'a str>) -> Self {
        self.ghost = completion;
        self
    }

    pub fn on(mut self, ground: Ground) -> Self {
        self.ground = ground;
        self
    }

    pub fn height(mut self, height: f32) -> Self {
        self.height = height;
        self
    }

    /// The name is only told to screen readers; something beside the field says it.
    pub fn hide_label(mut self) -> Self {
        self.is_label_shown = false;
        self
    }

    pub fn id(mut self, id: Id) -> Self {
        self.id = Some(id);
        self
    }

    /// Room at the left and right that stays free, for instance for an icon.
    pub fn room(mut self, left: f32, right: f32) -> Self {
        (self.left, self.right) = (left, right);
        self
    }

    /// Larger or smaller letters than usual.
    pub fn scale(mut self, scale: Scale) -> Self {
        self.scale = scale;
        self
    }

    pub fn face(mut self, face: Face) -> Self {
        self.face = face;
        self
    }

    pub fn at_most(mut self, letters: usize) -> Self {
        self.letters = letters;
        self
    }

    pub fn show(self, ui: &mut Ui, text: &mut String) -> FieldOutput {
        self.show_text(ui, text, None)
    }

    /// For words that open something but may be seen while they are typed; egui keeps none.
    pub fn show_secret(self, ui: &mut Ui, words: &mut Secret) -> FieldOutput {
        self.show_text(ui, words.buffer(), Some(Dots::Shown))
    }

    /// As dots, unless the eye was opened.
    fn show_text(
        self,
        ui: &mut Ui,
        text: &mut String,
        dots: Option<Dots>,
    ) -> FieldOutput {
        let label = self.is_label_shown.then(|| label_above(ui, self.label));
        let size = vec2(ui.available_width(), self.height);
        let (_, rect) = ui.allocate_space(size);
        let ground = ui.painter().add(egui::Shape::Noop);
        let output = self.edit(ui, text, (rect, dots));
        let response = match label {
            Some(label) => output.response.response.clone().labelled_by(label.id),
            None => output.response.response.clone().accessible_name(self.label),
        };
        ui.painter().set(ground, self.box_shape(ui, (rect, &response)));
        let took_ghost = self.ghost_keys(ui, text, &output);
        let submitted = response.lost_focus() && ui.input(|i| i.key_pressed(Key::Enter));
        if dots == Some(Dots::Hidden) {
            paint_dots(ui, &output);
        }
        if dots.is_some() {
            // egui keeps what was typed for its own undo; of a passphrase it must keep nothing.
            let mut state = output.state;
            state.clear_undoer();
            state.store(ui.ctx(), response.id);
        }
        FieldOutput { response, submitted, took_ghost, rect }
    }

    fn edit(
        &self,
        ui: &mut Ui,
        text: &mut String,
        (rect, dots): (Rect, Option<Dots>),
    ) -> TextEditOutput {
        let font = look::format(ui, (self.scale, self.face, Ink::Ink));
        let hint_font = look::format(ui, (self.scale, Face::Sans, Ink::Ink3)).font_id;
        let hint = egui::RichText::new(self.hint).font(hint_font);
        let mut edit = TextEdit::singleline(text)
            .frame(Frame::NONE)
            .font(font.font_id)
            .text_color(font.color)
            .hint_text(hint)
            .password(dots == Some(Dots::Hidden))
            .char_limit(self.letters)
            .desired_width(f32::INFINITY)
            .event_filter(EventFilter {
                horizontal_arrows: true,
                vertical_arrows: true,
                tab: self.ghost.is_some(),
                ..Default::default()
            });
        if let Some(id) = self.id {
            edit = edit.id(id);
        }
        let mut as_dots = as_dots;
        if dots == Some(Dots::Hidden) {
            edit = edit.layouter(&mut as_dots);
        }
        let line = 24.0;
        let inner = Rect::from_min_max(
            pos2(rect.left() + self.left, rect.center().y - line / 2.0),
            pos2(rect.right() - self.right, rect.center().y + line / 2.0),
        );
        let mut child = ui.new_child(UiBuilder::new().max_rect(inner));
        child.spacing_mut().interact_size = Vec2::ZERO;
        edit.align(egui::Align2::LEFT_CENTER).min_size(inner.size()).show(&mut child)
    }

    fn box_shape(&self, ui: &Ui, (rect, response): (Rect, &Response)) -> egui::Shape {
        let fill = match self.ground {
            Ground::Card => Ink::Paper,
            Ground::Paper => Ink::Surface,
        };
        let radius = CornerRadius::same(corner::FIELD);
        let pen = if response.has_focus() {
            Stroke::new(2.0, look::ink(ui, Ink::Accent))
        } else {
            Stroke::NONE
        };
        let fill = look::ink(ui, fill);
        egui::epaint::RectShape::new(rect, radius, fill, pen, StrokeKind::Inside).into()
    }

    /// Paints the rest of the completion, and takes it on Tab.
    fn ghost_keys(&self, ui: &Ui, text: &mut String, output: &TextEditOutput) -> bool {
        let Some(completion) = self.ghost else { return false };
        let Some(rest) = rest_of(completion, text) else { return false };
        if !output.response.response.has_focus() {
            return false;
        }
        let style = (self.scale, self.face, Ink::Ink3);
        let at = output.galley_pos + vec2(output.galley.size().x, 0.0);
        let room = ui.max_rect().right() - self.right - at.x;
        let galley = look::line(ui, rest, style, room.max(0.0));
        let lowered = (output.galley.size().y - galley.size().y) / 2.0;
        ui.painter().galley(at + vec2(0.0, lowered), galley, Color32::PLACEHOLDER);
        if !ui.input_mut(|input| input.consume_key(egui::Modifiers::NONE, Key::Tab)) {
            return false;
        }
        completion.clone_into(text);
        let mut state = output.state.clone();
        let end = egui::text::CCursor::new(text.chars().count());
        state.cursor.set_char_range(Some(egui::text::CCursorRange::one(end)));
        state.store(ui.ctx(), output.response.response.id);
        true
    }
}

/// What a completion adds to the words typed so far, whatever their capitals.
pub fn rest_of<'a>(completion: &'a str, typed: &str) -> Option<&'a str> {
    let (start, rest) = completion.split_at_checked(typed.len())?;
    let matches = !typed.is_empty() && start.to_lowercase() == typed.to_lowercase();
    (matches && !rest.is_empty()).then_some(rest)
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Dots {
    Hidden,
    Shown,
}

/// A passphrase while it is typed: hidden until the eye is opened.
#[derive(Debug, Clone, Default)]
pub struct PassphraseBox {
    pub words: Secret,
    pub is_shown: bool,
}

impl PassphraseBox {
    /// Shows the field with its eye at the right.
    pub fn show(&mut self, ui: &mut Ui, field: Field<'_>) -> FieldOutput {
        let dots = if self.is_shown { Dots::Shown } else { Dots::Hidden };
        let output =
            field.room(14.0, 44.0).show_text(ui, self.words.buffer(), Some(dots));
        let eye = Rect::from_center_size(
            pos2(output.rect.right() - 24.0, output.rect.center().y),
            Vec2::splat(32.0),
        );
        let (icon, name) = match dots {
            Dots::Hidden => (Icon::Blank, "Show the passphrase"),
            Dots::Shown => (Icon::Eye, "Hide the passphrase"),
        };
        let id = output.response.id.with("eye");
        let eye_button = IconButton { is_passed_by: true, ..IconButton::new(icon, name) };
        let by_key = output.response.has_focus()
            && ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::F2));
        if eye_button.key("F2").show_at(ui, eye, id).clicked() || by_key {
            self.is_shown = !self.is_shown;
            output.response.request_focus();
        }
        output
    }

    /// Hands the words over, and hides the field again.
    pub fn take(&mut self) -> Secret {
        self.is_shown = false;
        self.words.take()
    }
}

/// Lays a passphrase out as places for dots. They are painted by [`paint_dots`], because the
/// caret would touch the last one otherwise.
fn as_dots(ui: &Ui, words: &dyn TextBuffer, _width: f32) -> Arc<Galley> {
    let dots = "●".repeat(words.as_str().chars().count());
    let format = TextFormat {
        color: Color32::TRANSPARENT,
        ..look::format(ui, (Scale::Field, Face::Sans, Ink::Ink))
    };
    let job = LayoutJob::single_section(dots, format);
    ui.fonts_mut(|fonts| fonts.layout_job(job))
}

fn paint_dots(ui: &Ui, output: &TextEditOutput) {
    let painter = ui.painter().with_clip_rect(output.text_clip_rect);
    let color = look::ink(ui, Ink::Ink);
    for row in &output.galley.rows {
        for glyph in &row.glyphs {
            let left = output.galley_pos.x + row.pos.x + glyph.pos.x;
            let middle = output.text_clip_rect.center().y;
            painter.circle_filled(pos2(left + 3.0, middle), 2.5, color);
        }
    }
}

/// The name over a field, at its left whatever the layout.
pub(super) fn label_above(ui: &mut Ui, label: &str) -> Response {
    let galley = look::line(
        ui,
        label,
        (Scale::Interface, Face::Sans, Ink::Ink2),
        ui.available_width() - 2.0,
    );
    let size = vec2(ui.available_width(), galley.size().y);
    let spacing = std::mem::replace(&mut ui.spacing_mut().item_spacing.y, space::XS);
    let (rect, response) = ui.allocate_exact_size(size, Sense::hover());
    ui.spacing_mut().item_spacing.y = spacing;
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, label));
    ui.painter().galley(rect.min + vec2(2.0, 0.0), galley, look::ink(ui, Ink::Ink2));
    response
}
