//! Small things with a word on them: key caps, pills and the switch between two views.

use super::look::{self, Scale, corner, space};
use super::widget_button::{focus_ring, hover};
use crate::drawing::{Face, Ink};
use egui::{
    CornerRadius, Id, Painter, Pos2, Rect, Response, Role, Sense, Stroke, StrokeKind, Ui,
    Vec2, WidgetInfo, vec2,
};
use std::sync::Arc;

/// How a key cap looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cap {
    /// Beside words in a field or on a coloured ground.
    Filled,
    /// Before a word that the key stands for.
    Outlined,
    /// The key of what is chosen now.
    Chosen,
}

/// Shows a key as a cap of its own.
pub fn key_cap(ui: &mut Ui, key: &str, cap: Cap) -> Rect {
    let (rect, _) = ui.allocate_exact_size(key_cap_size(ui, key), Sense::hover());
    paint_key_cap(ui, ui.painter(), rect.center(), (key, cap));
    rect
}

/// How large a key cap is.
pub fn key_cap_size(ui: &Ui, key: &str) -> Vec2 {
    let words = look::line(ui, key, (Scale::Tiny, Face::SansSemiBold, Ink::Ink2), 200.0);
    vec2((words.size().x + 10.0).max(18.0), 19.0)
}

/// Paints a key cap around a point.
pub fn paint_key_cap(ui: &Ui, painter: &Painter, centre: Pos2, (key, cap): (&str, Cap)) {
    let (fill, words_ink) = match cap {
        Cap::Filled => (Some(Ink::Control), Ink::Ink2),
        Cap::Outlined => (None, Ink::Ink2),
        Cap::Chosen => (Some(Ink::AccentFill), Ink::OnAccent),
    };
    let rect = Rect::from_center_size(centre, key_cap_size(ui, key));
    let radius = CornerRadius::same(corner::CAP);
    if let Some(fill) = fill {
        painter.rect_filled(rect, radius, look::ink(ui, fill));
    } else {
        let pen = Stroke::new(1.0, look::ink(ui, Ink::Hair));
        painter.rect_stroke(rect, radius, pen, StrokeKind::Inside);
    }
    let words = look::line(ui, key, (Scale::Tiny, Face::SansSemiBold, words_ink), 200.0);
    let at = rect.center() - words.size() / 2.0;
    painter.galley(at, words, look::ink(ui, words_ink));
}

/// A round-ended word on a ground, for what must not be overlooked.
pub fn pill(ui: &mut Ui, words: &str, (fill, words_ink): (Ink, Ink)) -> Response {
    let galley =
        look::line(ui, words, (Scale::Chip, Face::SansSemiBold, words_ink), 600.0);
    let size = vec2(galley.size().x + 2.0 * 14.0, 30.0);
    let (rect, response) = ui.allocate_exact_size(size, Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, words));
    ui.painter().rect_filled(rect, CornerRadius::same(15), look::ink(ui, fill));
    let at = rect.center() - galley.size() / 2.0;
    ui.painter().galley(at, galley, look::ink(ui, words_ink));
    response
}

/// Chooses one of a few by name, for instance "Quick" and "Full". True when it changed.
pub fn switch(ui: &mut Ui, name: &str, choices: &[&str], chosen: &mut usize) -> bool {
    let widths: Vec<f32> = choices
        .iter()
        .map(|choice| {
            let style = (Scale::Interface, Face::SansSemiBold, Ink::Ink);
            look::line(ui, choice, style, 300.0).size().x + 2.0 * space::M
        })
        .collect();
    let size = vec2(widths.iter().sum::<f32>() + 6.0, 34.0);
    let (groove, response) = ui.allocate_exact_size(size, Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::RadioGroup, ui.is_enabled(), name));
    let radius = CornerRadius::same(corner::ROW);
    ui.painter().rect_filled(groove, radius, look::ink(ui, Ink::Control));
    let mut left = groove.left() + 3.0;
    let mut changed = false;
    for (place, (choice, width)) in choices.iter().zip(widths).enumerate() {
        let top_left = Pos2::new(left, groove.top() + 3.0);
        let rect = Rect::from_min_size(top_left, vec2(width, groove.height() - 6.0));
        let id = response.id.with(place);
        if segment(ui, (rect, id), (choice, *chosen == place)).clicked()
            && *chosen != place
        {
            *chosen = place;
            changed = true;
        }
        left += width;
    }
    changed
}

fn segment(
    ui: &Ui,
    (rect, id): (Rect, Id),
    (words, is_chosen): (&str, bool),
) -> Response {
    let response = ui.interact(rect, id, Sense::click());
    response.widget_info(|| {
        WidgetInfo::selected(Role::RadioButton, ui.is_enabled(), is_chosen, words)
    });
    let radius = CornerRadius::same(corner::BUTTON);
    if is_chosen {
        ui.painter().rect_filled(rect, radius, look::ink(ui, Ink::Surface));
    } else {
        let fill = look::ink(ui, Ink::Hair).gamma_multiply(hover(ui, &response));
        ui.painter().rect_filled(rect, radius, fill);
    }
    focus_ring(ui, &response, corner::BUTTON);
    let (face, ink) =
        if is_chosen { (Face::SansSemiBold, Ink::Ink) } else { (Face::Sans, Ink::Ink2) };
    let galley = look::line(ui, words, (Scale::Interface, face, ink), rect.width());
    let at = rect.center() - galley.size() / 2.0;
    ui.painter().galley(at, Arc::clone(&galley), look::ink(ui, ink));
    response
}
