//! Rows that light up over their full width, and the places at the left edge of the window.

use super::icon::Icon;
use super::look::{self, Scale, corner};
use super::widget_button::{focus_ring, hover};
use crate::drawing::{Face, Ink};
use egui::{
    CornerRadius, Frame, Id, Rect, Response, Role, Sense, Ui, WidgetInfo, pos2, vec2,
};

/// One line of a list, to be painted on by the caller.
#[must_use = "show it"]
pub struct Row<'a> {
    pub name: &'a str,
    pub height: f32,
    pub is_chosen: bool,
}

impl<'a> Row<'a> {
    /// `name` is what a screen reader says.
    pub fn new(name: &'a str, height: f32) -> Self {
        Self { name, height, is_chosen: false }
    }

    /// The row with its ground painted; words go on top of `response.rect`.
    pub fn show(self, ui: &mut Ui) -> Response {
        let size = vec2(ui.available_width(), self.height);
        let (rect, response) = ui.allocate_exact_size(size, Sense::click());
        response.widget_info(|| {
            WidgetInfo::selected(
                Role::ListItem,
                ui.is_enabled(),
                self.is_chosen,
                self.name,
            )
        });
        if !ui.is_rect_visible(rect) {
            return response;
        }
        let radius = CornerRadius::same(corner::ROW);
        let painter = ui.painter();
        if self.is_chosen {
            painter.rect_filled(rect, radius, look::ink(ui, Ink::Surface));
            bar(ui, rect.left_center() + vec2(1.5, 0.0), rect.height() - 32.0);
        } else {
            let fill = look::ink(ui, Ink::Control).gamma_multiply(hover(ui, &response));
            painter.rect_filled(rect, radius, fill);
        }
        focus_ring_inside(ui, &response);
        response
    }
}

/// The upright accent bar of what is chosen.
fn bar(ui: &Ui, centre: egui::Pos2, height: f32) {
    let bar = Rect::from_center_size(centre, vec2(3.0, height.max(12.0)));
    ui.painter().rect_filled(bar, CornerRadius::same(2), look::ink(ui, Ink::Accent));
}

/// Inside the row, because lists cut what lies outside.
fn focus_ring_inside(ui: &Ui, response: &Response) {
    if response.has_focus() {
        let pen = egui::Stroke::new(2.0, look::ink(ui, Ink::Accent));
        let radius = CornerRadius::same(corner::ROW);
        ui.painter().rect_stroke(response.rect, radius, pen, egui::StrokeKind::Inside);
    }
}

/// A place that the navigation at the left leads to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place<'a> {
    pub icon: Icon,
    pub name: &'a str,
    /// The key that leads there, shown in the tooltip.
    pub key: Option<&'a str>,
}

/// Width of the navigation.
pub const NAVIGATION: f32 = 72.0;

/// The navigation at the left edge: some places at the top, some at the foot.
///
/// `chosen` counts through both; the place that was clicked is returned the same way.
pub fn navigation(
    ui: &mut Ui,
    (top, foot): (&[Place<'_>], &[Place<'_>]),
    chosen: Option<usize>,
) -> Option<usize> {
    let panel = egui::Panel::left("navigation")
        .exact_size(NAVIGATION)
        .resizable(false)
        .show_separator_line(false)
        .frame(Frame::new().fill(look::ink(ui, Ink::Sunk)));
    panel.show(ui, |ui| places(ui, (top, foot), chosen)).inner
}

fn places(
    ui: &Ui,
    (top, foot): (&[Place<'_>], &[Place<'_>]),
    chosen: Option<usize>,
) -> Option<usize> {
    const PITCH: f32 = 56.0;
    let area = ui.max_rect();
    let foot_top = area.bottom() - 6.0 - PITCH * foot.len() as f32;
    // In a low window the places at the top move closer together.
    let room = (foot_top - area.top() - 14.0) / top.len().max(1) as f32;
    let pitch = PITCH.min(room);
    let tops = (0..top.len()).map(|place| area.top() + 10.0 + pitch * place as f32);
    let foots = (0..foot.len()).map(|place| foot_top + PITCH * place as f32);
    let mut clicked = None;
    for (number, (place, y)) in top.iter().chain(foot).zip(tops.chain(foots)).enumerate()
    {
        let pitch = if number < top.len() { pitch } else { PITCH };
        let size = vec2(NAVIGATION - 8.0, pitch - 2.0);
        let rect = Rect::from_min_size(pos2(area.left() + 4.0, y), size);
        if navigation_item(ui, rect, (place, chosen == Some(number))).clicked() {
            clicked = Some(number);
        }
    }
    clicked
}

fn navigation_item(
    ui: &Ui,
    rect: Rect,
    (place, is_chosen): (&Place<'_>, bool),
) -> Response {
    let id = Id::unique(("navigation", place.name));
    let response = ui.interact(rect, id, Sense::click());
    response.widget_info(|| {
        WidgetInfo::selected(Role::Button, ui.is_enabled(), is_chosen, place.name)
    });
    let painter = ui.painter();
    let radius = CornerRadius::same(corner::ROW);
    if is_chosen {
        painter.rect_filled(rect, radius, look::ink(ui, Ink::Surface));
        let edge = pos2(rect.left() - 2.5, rect.center().y);
        bar(ui, edge, 26.0);
    } else {
        let fill = look::ink(ui, Ink::Hair).gamma_multiply(hover(ui, &response) * 0.7);
        painter.rect_filled(rect, radius, fill);
    }
    focus_ring(ui, &response, corner::BUTTON);
    let (face, ink) = if is_chosen {
        (Face::SansSemiBold, Ink::Accent)
    } else {
        (Face::Sans, Ink::Ink2)
    };
    let color = look::ink(ui, ink);
    place.icon.paint(painter, rect.center_top() + vec2(0.0, 19.0), 20.0, color);
    let galley = look::line(ui, place.name, (Scale::Tiny, face, ink), rect.width());
    let at = pos2(rect.center().x - galley.size().x / 2.0, rect.top() + 31.0);
    painter.galley(at, galley, color);
    match place.key {
        Some(key) => response.on_hover_text(format!("{}  {key}", place.name)),
        None => response,
    }
}
