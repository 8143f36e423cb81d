//! A small choice with its key: what the next key will do.

use super::keys::{self, Live};
use super::look::{self, Scale, space};
use super::widget_button::{focus_ring, hover};
use super::widget_key_cap::{Cap, key_cap_size, paint_key_cap};
use crate::drawing::lobe::Hand;
use crate::drawing::{Face, Ink};
use egui::{CornerRadius, Pos2, Response, Role, Sense, Ui, Vec2, WidgetInfo, pos2, vec2};

/// A key cap with its words; pressing the key does the same as a click. With an empty key it is
/// a choice for the mouse and the Tab key alone.
#[derive(Debug, Clone, Copy)]
#[must_use = "show it"]
pub struct Chip<'a> {
    pub key: &'a str,
    pub label: &'a str,
    pub is_chosen: bool,
    /// Only the key is shown; the label is still said and shown on hover.
    pub is_short: bool,
    /// Smaller letters and less air, where many stand in a row.
    pub is_tight: bool,
    /// What stands there instead of the label, which is still said.
    pub words: Option<&'a str>,
}

const HEIGHT: f32 = 30.0;

impl<'a> Chip<'a> {
    pub fn new(key: &'a str, label: &'a str) -> Self {
        Self {
            key,
            label,
            is_chosen: false,
            is_short: false,
            is_tight: false,
            words: None,
        }
    }

    pub fn width(&self, ui: &Ui) -> f32 {
        let cap = if self.key.is_empty() { 0.0 } else { key_cap_size(ui, self.key).x };
        let words = if self.is_short && !self.is_chosen {
            0.0
        } else {
            self.words(ui).size().x + self.gap()
        };
        cap + words + 2.0 * self.edge()
    }

    /// Between the key and the words.
    fn gap(&self) -> f32 {
        if self.is_tight { 5.0 } else { space::S }
    }

    /// Left of the key and right of the words.
    fn edge(&self) -> f32 {
        if self.is_tight { 4.0 } else { 6.0 }
    }

    fn words(&self, ui: &Ui) -> std::sync::Arc<egui::Galley> {
        let (face, ink) = if self.is_chosen {
            (Face::SansSemiBold, Ink::Accent)
        } else {
            (Face::Sans, Ink::Ink2)
        };
        let scale = if self.is_tight { Scale::Label } else { Scale::Chip };
        look::line(ui, self.words.unwrap_or(self.label), (scale, face, ink), 300.0)
    }

    pub fn show(self, ui: &mut Ui) -> Response {
        let size = vec2(self.width(ui), HEIGHT);
        let (rect, response) = ui.allocate_exact_size(size, Sense::click());
        response.widget_info(|| {
            WidgetInfo::selected(
                Role::Button,
                ui.is_enabled(),
                self.is_chosen,
                self.label,
            )
        });
        let corner = CornerRadius::same(7);
        if self.is_chosen {
            ui.painter().rect_filled(rect, corner, look::ink(ui, Ink::AccentWash));
        } else {
            // Without a key cap it must look like something to press.
            let least = if self.key.is_empty() { 0.6 } else { 0.0 };
            let strength = hover(ui, &response).max(least);
            let fill = look::ink(ui, Ink::Control).gamma_multiply(strength);
            ui.painter().rect_filled(rect, corner, fill);
        }
        focus_ring(ui, &response, 7);
        if self.key.is_empty() {
            let words = self.words(ui);
            let at = rect.center() - words.size() / 2.0;
            ui.painter().galley(at, words, look::ink(ui, Ink::Ink2));
            return response;
        }
        let cap = if self.is_chosen { Cap::Chosen } else { Cap::Outlined };
        let cap_width = key_cap_size(ui, self.key).x;
        let middle = pos2(rect.left() + self.edge() + cap_width / 2.0, rect.center().y);
        paint_key_cap(ui, ui.painter(), middle, (self.key, cap));
        if self.is_short && !self.is_chosen {
            return response.on_hover_text(self.label);
        }
        let words = self.words(ui);
        let left = middle.x + cap_width / 2.0 + self.gap();
        let at = pos2(left, middle.y - words.size().y / 2.0);
        ui.painter().galley(at, words, look::ink(ui, Ink::Ink2));
        response
    }
}

/// A partner's sign: a disc for the left one, a diamond for the right one.
pub fn paint_sign(ui: &Ui, centre: Pos2, hand: Hand) {
    let radius = 5.5;
    if hand == Hand::Left {
        ui.painter().circle_filled(centre, radius, look::ink(ui, Ink::AInk));
        return;
    }
    let half = radius * 1.22;
    let points = [vec2(0.0, -half), vec2(half, 0.0), vec2(0.0, half), vec2(-half, 0.0)];
    let points = points.iter().map(|offset| centre + *offset).collect();
    let fill = look::ink(ui, Ink::BInk);
    ui.painter().add(egui::Shape::convex_polygon(points, fill, egui::Stroke::NONE));
}

/// A partner to choose: sign, name and key; the chosen one stands on a wash of their colour.
#[derive(Debug, Clone, Copy)]
#[must_use = "show it"]
pub struct PartnerChip<'a> {
    pub name: &'a str,
    pub hand: Hand,
    pub is_chosen: bool,
}

impl PartnerChip<'_> {
    /// The key that chooses whoever stands on this side.
    fn key(self, ui: &Ui) -> String {
        match self.hand {
            Hand::Left => keys::cap(ui, Live::Left),
            Hand::Right => keys::cap(ui, Live::Right),
        }
    }

    fn inks(self) -> (Ink, Ink) {
        match self.hand {
            Hand::Left => (Ink::AInk, Ink::AWash),
            Hand::Right => (Ink::BInk, Ink::BWash),
        }
    }

    pub fn show(self, ui: &mut Ui) -> Response {
        let (name_ink, wash) = self.inks();
        let (face, ink) = if self.is_chosen {
            (Face::SansSemiBold, name_ink)
        } else {
            (Face::Sans, Ink::Ink2)
        };
        let words = look::line(ui, self.name, (Scale::Phrase, face, ink), 160.0);
        let key = self.key(ui);
        let cap = key_cap_size(ui, &key);
        let size = vec2(words.size().x + cap.x + 53.0, 32.0);
        let (rect, response) = ui.allocate_exact_size(size, Sense::click());
        response.widget_info(|| {
            let enabled = ui.is_enabled();
            WidgetInfo::selected(Role::RadioButton, enabled, self.is_chosen, self.name)
        });
        let corner = CornerRadius::same(16);
        if self.is_chosen {
            ui.painter().rect_filled(rect, corner, look::ink(ui, wash));
        } else {
            let fill = look::ink(ui, Ink::Control).gamma_multiply(hover(ui, &response));
            ui.painter().rect_filled(rect, corner, fill);
        }
        focus_ring(ui, &response, 16);
        let middle = rect.center().y;
        paint_sign(ui, pos2(rect.left() + 19.0, middle), self.hand);
        let at = pos2(rect.left() + 35.0, middle - words.size().y / 2.0);
        let after = at.x + words.size().x + space::S;
        ui.painter().galley(at, words, look::ink(ui, ink));
        let cap_centre = pos2(after + cap.x / 2.0, middle);
        paint_key_cap(ui, ui.painter(), cap_centre, (&key, Cap::Filled));
        response
    }
}

/// A short upright hairline between groups of chips.
pub fn divider(ui: &mut Ui) {
    let (rect, _) = ui.allocate_exact_size(Vec2::new(9.0, 22.0), Sense::hover());
    let pen = egui::Stroke::new(1.0, look::ink(ui, Ink::Hair));
    ui.painter().vline(rect.center().x, rect.y_range(), pen);
}

/// The line between what shows and what stays hidden, stood upright.
pub fn line_divider(ui: &mut Ui) {
    let (rect, _) = ui.allocate_exact_size(Vec2::new(11.0, 24.0), Sense::hover());
    let dots = (0..6).map(|dot| rect.top() + 2.0 + 4.0 * dot as f32);
    let color = look::ink(ui, Ink::Ink3);
    for y in dots {
        ui.painter().circle_filled(pos2(rect.center().x, y), 0.9, color);
    }
}
