//! Buttons: one primary a screen, plain ones beside it, quiet ones that are only words.

use super::icon::Icon;
use super::look::{self, Scale, corner, space};
use crate::drawing::{Face, Ink};
use egui::{
    Color32, CornerRadius, Galley, Painter, Pos2, Rect, Response, Role, Sense, Stroke,
    StrokeKind, Ui, Vec2, WidgetInfo, pos2, vec2,
};
use std::sync::Arc;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Weight {
    Primary,
    Plain,
    Quiet,
}

/// A button with words on it.
#[must_use = "show it"]
pub struct Button<'a> {
    weight: Weight,
    label: &'a str,
    key: Option<&'a str>,
    icon: Option<Icon>,
    scale: Scale,
    size: Vec2,
    /// False while it cannot be used now.
    pub enabled: bool,
}

impl<'a> Button<'a> {
    /// What the next step is; at most one a screen.
    pub fn primary(label: &'a str) -> Self {
        Self::new(Weight::Primary, label)
    }

    pub fn plain(label: &'a str) -> Self {
        Self::new(Weight::Plain, label)
    }

    /// Words that can be clicked.
    pub fn quiet(label: &'a str) -> Self {
        Self::new(Weight::Quiet, label)
    }

    fn new(weight: Weight, label: &'a str) -> Self {
        Self {
            weight,
            label,
            key: None,
            icon: None,
            scale: Scale::Interface,
            size: vec2(0.0, 38.0),
            enabled: true,
        }
    }

    /// The key that does the same, shown after the label.
    pub fn key(mut self, key: &'a str) -> Self {
        self.key = Some(key);
        self
    }

    pub fn icon(mut self, icon: Icon) -> Self {
        self.icon = Some(icon);
        self
    }

    pub fn scale(mut self, scale: Scale) -> Self {
        self.scale = scale;
        self
    }

    pub fn min_width(mut self, width: f32) -> Self {
        self.size.x = width;
        self
    }

    pub fn height(mut self, height: f32) -> Self {
        self.size.y = height;
        self
    }

    pub fn show(self, ui: &mut Ui) -> Response {
        let words = self.words(ui);
        let padding = if self.weight == Weight::Quiet { space::S } else { 14.0 };
        let size = vec2(words.width + 2.0 * padding, self.size.y).max(self.size);
        let sense = if self.enabled { Sense::click() } else { Sense::hover() };
        let (rect, response) = ui.allocate_exact_size(size, sense);
        response
            .widget_info(|| WidgetInfo::labeled(Role::Button, self.enabled, self.label));
        if ui.is_rect_visible(rect) {
            self.paint(ui, &response, &words);
        }
        response
    }

    fn paint(&self, ui: &Ui, response: &Response, words: &ButtonWords) {
        let (rect, painter) = (response.rect, ui.painter());
        if let Some(fill) = self.fill(ui, response) {
            painter.rect_filled(rect, CornerRadius::same(corner::BUTTON), fill);
        }
        focus_ring(ui, response, corner::BUTTON);
        let left = rect.center().x - words.width / 2.0;
        words.paint(painter, pos2(left, rect.center().y));
    }

    fn fill(&self, ui: &Ui, response: &Response) -> Option<Color32> {
        let (rest, over) = match self.weight {
            // Darker in both themes, so that the words on it stay as clear.
            Weight::Primary if self.enabled && ui.visuals().dark_mode => {
                (Ink::AccentFill, Ink::Deep)
            }
            Weight::Primary if self.enabled => (Ink::AccentFill, Ink::Ink),
            Weight::Quiet if self.enabled => return quiet_fill(ui, response),
            Weight::Quiet => return None,
            Weight::Primary | Weight::Plain if !self.enabled => {
                (Ink::Control, Ink::Control)
            }
            Weight::Primary | Weight::Plain => (Ink::Control, Ink::Hair),
        };
        let mut amount = hover(ui, response);
        if self.weight == Weight::Primary {
            amount *= 0.14;
        }
        Some(look::ink(ui, rest).lerp_to_gamma(look::ink(ui, over), amount))
    }

    fn words(&self, ui: &Ui) -> ButtonWords {
        let (face, words_ink) = match (self.weight, self.enabled) {
            (_, false) => (Face::Sans, Ink::Ghost),
            (Weight::Primary, _) => (Face::SansSemiBold, Ink::OnAccent),
            (Weight::Plain, _) => (Face::Sans, Ink::Ink),
            (Weight::Quiet, _) => (Face::Sans, Ink::Ink2),
        };
        let lay = |text, face| look::line(ui, text, (self.scale, face, words_ink), 900.0);
        let label = lay(self.label, face);
        let key = self.key.map(|key| lay(key, Face::Sans));
        let icon_width = if self.icon.is_some() { 20.0 + space::S } else { 0.0 };
        let key_width = key.as_ref().map_or(0.0, |key| key.size().x + space::S);
        ButtonWords {
            width: icon_width + label.size().x + key_width,
            icon: self.icon,
            icon_width,
            color: look::ink(ui, words_ink),
            label,
            key,
        }
    }
}

struct ButtonWords {
    width: f32,
    icon: Option<Icon>,
    icon_width: f32,
    color: Color32,
    label: Arc<Galley>,
    key: Option<Arc<Galley>>,
}

impl ButtonWords {
    fn paint(&self, painter: &Painter, left_centre: Pos2) {
        let Pos2 { mut x, y } = left_centre;
        if let Some(icon) = self.icon {
            icon.paint(painter, pos2(x + 10.0, y), 20.0, self.color);
            x += self.icon_width;
        }
        let top = y - self.label.size().y / 2.0;
        painter.galley(pos2(x, top), Arc::clone(&self.label), self.color);
        if let Some(key) = &self.key {
            x += self.label.size().x + space::S;
            painter.galley(pos2(x, top), Arc::clone(key), self.color);
        }
    }
}

/// A button that is only a picture. Its name is its tooltip and what a screen reader says.
#[must_use = "show it"]
pub struct IconButton<'a> {
    pub icon: Icon,
    pub name: &'a str,
    /// The key that does the same, shown in the tooltip.
    pub key: Option<&'a str>,
    pub size: Vec2,
    pub is_filled: bool,
    pub enabled: bool,
    /// The Tab key passes it by: a key does the same.
    pub is_passed_by: bool,
}

impl<'a> IconButton<'a> {
    pub fn new(icon: Icon, name: &'a str) -> Self {
        let size = Vec2::splat(36.0);
        Self {
            icon,
            name,
            key: None,
            size,
            is_filled: false,
            enabled: true,
            is_passed_by: false,
        }
    }

    pub fn key(mut self, key: &'a str) -> Self {
        self.key = Some(key);
        self
    }

    /// With the ground of a plain button, for a place among other buttons.
    pub fn filled(mut self, size: Vec2) -> Self {
        (self.is_filled, self.size) = (true, size);
        self
    }

    pub fn show(self, ui: &mut Ui) -> Response {
        let (rect, _) = ui.allocate_exact_size(self.size, Sense::hover());
        let id = ui.next_auto_id();
        ui.skip_ahead_auto_ids(1);
        self.show_at(ui, rect, id)
    }

    /// In a place of its own, for instance inside a field.
    pub fn show_at(self, ui: &Ui, rect: Rect, id: egui::Id) -> Response {
        let sense = match (self.enabled, self.is_passed_by) {
            (true, false) => Sense::click(),
            (true, true) => Sense::CLICK,
            (false, _) => Sense::hover(),
        };
        let response = ui.interact(rect, id, sense);
        response
            .widget_info(|| WidgetInfo::labeled(Role::Button, self.enabled, self.name));
        let rest = if self.is_filled { Some(look::ink(ui, Ink::Control)) } else { None };
        let over = if self.is_filled { Ink::Hair } else { Ink::Control };
        let amount = if self.enabled { hover(ui, &response) } else { 0.0 };
        let over = look::ink(ui, over);
        let fill =
            rest.map_or(over.gamma_multiply(amount), |c| c.lerp_to_gamma(over, amount));
        let painter = ui.painter();
        painter.rect_filled(rect, CornerRadius::same(corner::BUTTON), fill);
        focus_ring(ui, &response, corner::BUTTON);
        let ink = if self.enabled { Ink::Ink2 } else { Ink::Ghost };
        self.icon.paint(painter, rect.center(), 20.0, look::ink(ui, ink));
        match self.key {
            Some(key) => response.on_hover_text(format!("{}  {key}", self.name)),
            None => response.on_hover_text(self.name),
        }
    }
}

/// The 2 px ring that shows where the keyboard is.
pub fn focus_ring(ui: &Ui, response: &Response, radius: u8) {
    if response.has_focus() {
        let pen = Stroke::new(2.0, look::ink(ui, Ink::Accent));
        let radius = CornerRadius::same(radius.saturating_add(3));
        ui.painter().rect_stroke(
            response.rect.expand(3.0),
            radius,
            pen,
            StrokeKind::Inside,
        );
    }
}

/// 0 at rest, 1 under the pointer, in between for the short while that it takes.
pub fn hover(ui: &Ui, response: &Response) -> f32 {
    let is_over = response.hovered() || response.is_pointer_button_down_on();
    ui.ctx().animate_bool_responsive(response.id.with("hover"), is_over)
}

fn quiet_fill(ui: &Ui, response: &Response) -> Option<Color32> {
    let amount = hover(ui, response);
    // On the deep ground a plain `control` would hardly show.
    (amount > 0.0).then(|| look::ink(ui, Ink::Hair).gamma_multiply(amount * 0.8))
}
