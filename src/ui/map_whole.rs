//! Opens words that stand shortened on the loop, in their place, under the pointer or the keyboard.

use super::drawing_painter::font;
use super::look;
use super::map_canvas::Pass;
use super::map_state::MapState;
use crate::drawing::{Drawing, Face, Ink, TargetId, Whole};
use egui::text::{LayoutJob, TextFormat};
use egui::{CornerRadius, Galley, Id, LayerId, Order, Rect, Ui, Vec2, vec2};
use std::sync::Arc;

/// No wider than a reader likes.
const WIDEST: f32 = 380.0;
const LEAST_WIDTH: f32 = 240.0;
/// Opened words are never small.
const LEAST_SIZE: f32 = 15.0;
const PADDING: Vec2 = vec2(6.0, 4.0);

/// Shows the whole words over what is shown of them. It answers to nothing itself, so that a
/// click still reaches the phrase below.
pub(super) fn whole_ui(ui: &Ui, state: &MapState, pass: &Pass<'_>, drawing: &Drawing) {
    let is_busy = state.editing.is_some()
        || state.dragging.is_some()
        || state.open_fold.is_some()
        || state.quick.is_some();
    let Some(whole) = asked_for(ui, state, pass, drawing).filter(|_| !is_busy) else {
        return;
    };
    let size = pass.transform.length(whole.run.size).max(LEAST_SIZE);
    let room = pass.area.shrink(look::space::XS);
    let start = pass.transform.point(whole.run.at);
    // It stays where the words begin, as long as it can be read there.
    let beside = room.right() - start.x - PADDING.x;
    let width = WIDEST.min(beside.max(LEAST_WIDTH)).min(room.width() - 2.0 * PADDING.x);
    let words = galley(ui, (whole.run.face, size, Ink::Ink), &whole.run.words, width);
    let more = (!whole.more.is_empty())
        .then(|| galley(ui, (Face::Sans, 14.0, Ink::Ink2), &whole.more, width));
    let mut lower = vec2(0.0, 0.0);
    if let Some(more) = &more {
        lower = vec2(more.size().x, more.size().y + look::space::XS);
    }
    let letters = vec2(words.size().x.max(lower.x), words.size().y + lower.y);
    let start = start - vec2(0.0, look::baseline(&words));
    let rect = Rect::from_min_size(start, letters).expand2(PADDING);
    let rect = moved_inside(rect, room);
    let layer = LayerId::new(Order::Tooltip, Id::unique("whole words"));
    let painter = ui.ctx().layer_painter(layer);
    let corner = CornerRadius::same(look::corner::BUTTON);
    painter.add(look::shadow(ui).as_shape(rect, corner));
    painter.rect_filled(rect, corner, look::ink(ui, Ink::Surface));
    let at = rect.min + PADDING;
    let below = at + vec2(0.0, words.size().y + look::space::XS);
    painter.galley(at, words, look::ink(ui, Ink::Ink));
    if let Some(more) = more {
        painter.galley(below, more, look::ink(ui, Ink::Ink2));
    }
}

/// What is shortened where the pointer or the keyboard is.
fn asked_for<'a>(
    ui: &Ui,
    state: &MapState,
    pass: &Pass<'_>,
    drawing: &'a Drawing,
) -> Option<&'a Whole> {
    let pointer = ui.input(|input| input.pointer.hover_pos());
    let pointer = pointer.filter(|_| ui.rect_contains_pointer(pass.area));
    let under = pointer.and_then(|pointer| {
        drawing.wholes.iter().find(|whole| pass.rect(whole.at).contains(pointer))
    });
    let of_target = |id: TargetId| {
        let mut targets = drawing.targets.iter();
        let target = targets.find(|target| target.id == id)?;
        let is_inside = |whole: &&Whole| {
            target.at.overlaps(&whole.at) && target.at.contains(whole.run.at)
        };
        drawing.wholes.iter().find(is_inside)
    };
    // A layer holds several phrases: none of them is meant by it.
    let one = |id: &TargetId| !matches!(id, TargetId::Layer(..));
    under
        .or_else(|| state.hovered.filter(one).and_then(of_target))
        .or_else(|| state.focused.filter(one).and_then(of_target))
}

fn galley(
    ui: &Ui,
    (face, size, ink): (Face, f32, Ink),
    words: &str,
    width: f32,
) -> Arc<Galley> {
    let format = TextFormat {
        font_id: font(face, size),
        color: look::ink(ui, ink),
        line_height: Some((1.38 * size).round()),
        ..TextFormat::default()
    };
    let mut job = LayoutJob::single_section(words.to_owned(), format);
    job.wrap.max_width = width;
    ui.fonts_mut(|fonts| fonts.layout_job(job))
}

fn moved_inside(rect: Rect, room: Rect) -> Rect {
    let left = rect.left().min(room.right() - rect.width()).max(room.left());
    let top = rect.top().min(room.bottom() - rect.height()).max(room.top());
    Rect::from_min_size(egui::pos2(left, top), rect.size())
}
