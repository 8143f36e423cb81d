//! The slider through the moments of a loop: ticks for sessions, beads for versions, two handles.

use super::compare::{CompareState, Which};
use super::compare_pair::Moments;
use super::look::{self, Scale};
use super::widget_button::focus_ring;
use crate::drawing::{Face, Ink};
use crate::model::version::Stand;
use egui::{Color32, Pos2, Rect, Role, Sense, Stroke, Ui, WidgetInfo, pos2, vec2};

/// From an end of the line to the first or last moment.
const END: f32 = 18.0;
/// Closer marks than this are left out.
const LEAST_BETWEEN_MARKS: f32 = 24.0;
/// How near the pointer takes the handle of the first moment.
const REACH: f32 = 14.0;

/// Shows the slider; clicks, drags and Shift-clicks choose the two moments.
pub(super) fn slider_ui(
    ui: &mut Ui,
    state: &mut CompareState,
    (moments, (from, to)): (&Moments, (usize, usize)),
) {
    let size = vec2(ui.available_width(), 56.0);
    let (rect, _) = ui.allocate_exact_size(size, Sense::hover());
    let track = Track { rect, count: moments.all.len() };
    let id = ui.scope_id().with("moments");
    let grip = ui.interact(rect, id, Sense::click_and_drag());
    grip.widget_info(|| {
        let titles = moments.all.get(to).map_or("", |moment| moment.title.as_str());
        WidgetInfo::labeled(Role::Slider, true, format!("Moments of the loop: {titles}"))
    });
    focus_ring(ui, &grip, 10);
    take_pointer(ui, state, (&track, &grip), (from, to));
    paint_line(ui, &track, (from, to));
    let mut last_mark = f32::MIN;
    for (place, moment) in moments.all.iter().enumerate() {
        let at = track.at(place);
        stop_ui(ui, state, (&track, moments), place);
        let is_chosen = place == to || place == from;
        let ink = if is_chosen { Ink::Accent } else { Ink::Ink3 };
        paint_stop(ui, (at, moment.stand), ink);
        if at.x - last_mark >= LEAST_BETWEEN_MARKS || is_chosen {
            if at.x - last_mark >= LEAST_BETWEEN_MARKS {
                paint_mark(ui, at, (&moment.mark, is_chosen));
            }
            last_mark = at.x;
        }
    }
    paint_handles(ui, &track, (from, to));
}

struct Track {
    rect: Rect,
    count: usize,
}

impl Track {
    fn at(&self, place: usize) -> Pos2 {
        let steps = self.count.saturating_sub(1).max(1) as f32;
        let along = place as f32 / steps;
        let (left, right) = (self.rect.left() + END, self.rect.right() - END);
        pos2(left + along * (right - left), self.rect.top() + 20.0)
    }

    fn nearest(&self, x: f32) -> usize {
        let away = |place: &usize| (self.at(*place).x - x).abs();
        let all = 0..self.count;
        all.min_by(|one, two| away(one).total_cmp(&away(two))).unwrap_or(0)
    }

    /// Half of the room of one stop.
    fn half(&self) -> f32 {
        let steps = self.count.saturating_sub(1).max(1) as f32;
        (0.5 * (self.rect.width() - 2.0 * END) / steps).clamp(3.0, 20.0)
    }
}

fn take_pointer(
    ui: &Ui,
    state: &mut CompareState,
    (track, grip): (&Track, &egui::Response),
    (from, to): (usize, usize),
) {
    let Some(pointer) = grip.interact_pointer_pos() else {
        state.drags = Which::Second;
        return;
    };
    if grip.drag_started() {
        let away = |place| (track.at(place).x - pointer.x).abs();
        let is_near = away(from) < REACH && away(from) < away(to);
        state.drags = if is_near { Which::First } else { pointed(ui) };
    }
    if grip.dragged() {
        let place = track.nearest(pointer.x);
        state.choose(place, state.drags);
    }
}

/// With Shift it is the first of the two.
fn pointed(ui: &Ui) -> Which {
    if ui.input(|input| input.modifiers.shift) { Which::First } else { Which::Second }
}

fn stop_ui(
    ui: &Ui,
    state: &mut CompareState,
    (track, moments): (&Track, &Moments),
    place: usize,
) {
    let Some(moment) = moments.all.get(place) else { return };
    let (at, half) = (track.at(place), track.half());
    let room = Rect::from_center_size(at + vec2(0.0, 8.0), vec2(2.0 * half, 50.0));
    let id = ui.scope_id().with(("moment", place));
    let response = ui.interact(room, id, Sense::click());
    let label = match moment.detail.as_str() {
        "" => moment.title.clone(),
        detail => format!("{}, {detail}", moment.title),
    };
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, &label));
    if response.clicked() {
        state.choose(place, pointed(ui));
    }
    if response.hovered() {
        let ring = look::ink(ui, Ink::Hair);
        ui.painter().circle_filled(at, 10.0, ring);
    }
    response.on_hover_text(label);
}

fn paint_line(ui: &Ui, track: &Track, (from, to): (usize, usize)) {
    let (start, end) = (track.at(0), track.at(track.count.saturating_sub(1)));
    let painter = ui.painter();
    painter.line_segment([start, end], Stroke::new(2.0, look::ink(ui, Ink::Hair)));
    let chosen = [track.at(from.min(to)), track.at(from.max(to))];
    painter.line_segment(chosen, Stroke::new(3.0, look::ink(ui, Ink::Accent)));
}

fn paint_stop(ui: &Ui, (at, stand): (Pos2, Stand), ink: Ink) {
    let painter = ui.painter();
    let color = look::ink(ui, ink);
    match stand {
        Stand::Version(_) => {
            painter.circle_filled(at, 5.5, color);
        }
        Stand::AfterSession(_) => {
            let (top, foot) = (at - vec2(0.0, 5.0), at + vec2(0.0, 5.0));
            painter.line_segment([top, foot], Stroke::new(1.6, color));
        }
        Stand::Now => {
            painter.circle(at, 5.0, ground(ui), Stroke::new(1.8, color));
        }
    }
}

fn ground(ui: &Ui) -> Color32 {
    look::ink(ui, Ink::Surface)
}

fn paint_mark(ui: &Ui, at: Pos2, (words, is_chosen): (&str, bool)) {
    let (face, ink) = if is_chosen {
        (Face::SansSemiBold, Ink::Accent)
    } else {
        (Face::Sans, Ink::Ink3)
    };
    let galley = look::line(ui, words, (Scale::Tiny, face, ink), 60.0);
    let start = at + vec2(-0.5 * galley.size().x, 16.0);
    ui.painter().galley(start, galley, look::ink(ui, ink));
}

/// The second moment is held by a full handle, the first by an open one.
fn paint_handles(ui: &Ui, track: &Track, (from, to): (usize, usize)) {
    let accent = look::ink(ui, Ink::Accent);
    let painter = ui.painter();
    if from != to {
        painter.circle(track.at(from), 8.0, ground(ui), Stroke::new(2.4, accent));
    }
    painter.circle_filled(track.at(to), 10.0, accent);
    painter.circle_filled(track.at(to), 3.5, ground(ui));
}
