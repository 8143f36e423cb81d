//! What things lie on: the line with paper above and deep ground below, cards, floating panels.

use super::look::{self, corner, space};
use crate::drawing::Ink;
use egui::{
    Color32, CornerRadius, Frame, Id, InnerResponse, Margin, Modal, Painter, Rect, Ui,
};

/// Distance of the dots of the line, and their radius.
const DOT_EVERY: f32 = 5.4;
const DOT: f32 = 0.7;

/// Paints paper above `line_y`, the deep ground below it, and the dotted line between.
pub fn paint_grounds(ui: &Ui, rect: Rect, line_y: f32) -> Vec<egui::Shape> {
    let (above, below) = rect.split_top_bottom_at_y(line_y);
    let flat = |rect, ink| egui::Shape::rect_filled(rect, 0.0, look::ink(ui, ink));
    let mut shapes = vec![flat(above, Ink::Paper), flat(below, Ink::Deep)];
    shapes.extend(dots(rect, line_y, look::ink(ui, Ink::Ink3)));
    shapes
}

/// Paints the dotted line alone.
pub fn paint_line(painter: &Painter, rect: Rect, line_y: f32, color: Color32) {
    painter.extend(dots(rect, line_y, color));
}

fn dots(rect: Rect, y: f32, color: Color32) -> impl Iterator<Item = egui::Shape> {
    let count = (rect.width() / DOT_EVERY).ceil() as usize;
    (0..count).map(move |place| {
        let x = rect.left() + DOT_EVERY * (place as f32 + 0.3);
        egui::Shape::circle_filled(egui::pos2(x, y), DOT, color)
    })
}

/// A sheet of `surface` to lay things on, without a shadow.
pub fn card<R>(
    ui: &mut Ui,
    padding: i8,
    contents: impl FnOnce(&mut Ui) -> R,
) -> InnerResponse<R> {
    Frame::new()
        .fill(look::ink(ui, Ink::Surface))
        .corner_radius(CornerRadius::same(corner::FLOATING))
        .inner_margin(Margin::same(padding))
        .show(ui, contents)
}

/// The frame of everything that floats: `surface`, round corners, the one shadow.
pub fn floating_frame(ui: &Ui) -> Frame {
    Frame::new()
        .fill(look::ink(ui, Ink::Surface))
        .corner_radius(CornerRadius::same(corner::FLOATING))
        .shadow(look::shadow(ui))
        .inner_margin(Margin::same(space::XL as i8))
}

/// What became of a floating panel.
pub struct Floated<R> {
    pub inner: R,
    /// Esc was pressed, or the ground beside it was clicked.
    pub dismissed: bool,
}

/// A panel over the screen, as wide as asked; what lies below is dimmed and does not answer.
pub fn floating_panel<R>(
    ui: &Ui,
    (name, width): (&str, f32),
    contents: impl FnOnce(&mut Ui) -> R,
) -> Floated<R> {
    let veil = look::ink(ui, Ink::Deep).gamma_multiply(0.6);
    let frame = floating_frame(ui);
    let room = ui.ctx().content_rect().shrink(space::XL);
    let modal = Modal::new(Id::unique(name)).frame(frame).backdrop_color(veil);
    let shown = modal.show(ui.ctx(), |ui| {
        ui.set_width(width.min(room.width() - 2.0 * space::XL));
        // An area keeps the height that it had; what is said late needs more.
        let height = room.height() - 2.0 * space::XL;
        ui.set_max_height(height);
        egui::ScrollArea::vertical().max_height(height).show(ui, contents).inner
    });
    let dismissed = shown.should_close();
    Floated { inner: shown.inner, dismissed }
}
