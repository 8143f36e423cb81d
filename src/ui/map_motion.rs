//! Shows a drawing on its way to its place; at rest, and with motion off, nothing is asked for.

use super::drawing_painter::{self, ScreenFromDrawing};
use super::look;
use super::map_state::{Departure, Drawn};
use crate::drawing::motion::{self, Progress};
use egui::Ui;

/// From where a new drawing of the same map comes into its place; none if it is there at once.
pub(super) fn departure(
    ui: &Ui,
    before: Option<Drawn>,
    now: &Drawn,
) -> Option<Departure> {
    let before = before.filter(|before| {
        let (was, is) = (&before.key, &now.key);
        (was.map, was.view) == (is.map, is.view) && was.size == is.size
    })?;
    let is_needed = pace(ui) > 0.0 && motion::is_needed(&before.drawing, &now.drawing);
    if !is_needed {
        // Only a state changed, such as what the pointer is on: what moves goes on moving.
        return before.departure;
    }
    let from = match &before.departure {
        Some(departure) => match progress(ui, departure) {
            Some(along) => {
                motion::between(&departure.from, &before.drawing, along).drawing
            }
            None => before.drawing,
        },
        None => before.drawing,
    };
    Some(Departure { from, started: time(ui) })
}

/// Paints the drawing as far as it has come.
pub(super) fn paint(ui: &Ui, drawn: &mut Drawn, transform: &ScreenFromDrawing) {
    let theme = look::theme(ui);
    let along = drawn.departure.as_ref().and_then(|departure| {
        let along = progress(ui, departure)?;
        Some((motion::between(&departure.from, &drawn.drawing, along), along))
    });
    let Some((moving, along)) = along else {
        drawn.departure = None;
        drawing_painter::paint(ui.painter(), &drawn.drawing, theme, transform);
        return;
    };
    drawing_painter::paint(ui.painter(), &moving.drawing, theme, transform);
    let mut faint = ui.painter().clone();
    faint.multiply_opacity(along.rows);
    drawing_painter::paint(&faint, &moving.new, theme, transform);
    ui.ctx().request_repaint();
}

fn progress(ui: &Ui, departure: &Departure) -> Option<Progress> {
    Progress::after((time(ui) - departure.started) as f32, pace(ui))
}

fn time(ui: &Ui) -> f64 {
    ui.input(|input| input.time)
}

/// 1 as the look has it, 0 where motion is turned off.
pub(super) fn pace(ui: &Ui) -> f32 {
    ui.style().animation_time / look::seconds(look::Motion::Short)
}
