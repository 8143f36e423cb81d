//! A chart on the screen: points are read out under the pointer and with the arrow keys.

use super::drawing_painter::{self, POINTS_PER_MM, ScreenFromDrawing};
use super::look::{self, Scale, corner, space};
use super::widget_button::focus_ring;
use crate::drawing::chart::{Chart, Drawn, Spot};
use crate::drawing::{Face, Fonts, Ink};
use crate::model::PartnerId;
use egui::{
    CornerRadius, EventFilter, Id, Key, Modifiers, Pos2, Rect, Response, Role, Sense, Ui,
    WidgetInfo, pos2, vec2,
};

/// What is said of a point: whose, and which of the line.
pub type Says<'a> = dyn Fn(PartnerId, usize) -> String + 'a;

/// How close the pointer must come.
const REACH: f32 = 26.0;
const READ_OUT: (Scale, Face, Ink) = (Scale::Interface, Face::Sans, Ink::Ink);
const HINT: (Scale, Face, Ink) = (Scale::Label, Face::Sans, Ink::Ink3);

/// Shows a chart as wide as there is room; `chosen` is the point that the keyboard is on.
pub fn chart_ui(
    ui: &mut Ui,
    (name, id): (&str, Id),
    (chart, fonts): (&Chart, &Fonts),
    chosen: &mut Option<usize>,
    says: &Says<'_>,
) -> Response {
    let drawn = chart.draw(fonts);
    let line = ui.available_width();
    let (line, _) =
        ui.allocate_exact_size(vec2(line, READ_OUT.0.size().1), Sense::hover());
    let size = vec2(drawn.drawing.width, drawn.drawing.height) * POINTS_PER_MM;
    let (rect, _) = ui.allocate_exact_size(size, Sense::hover());
    let response = ui.interact(rect, id, Sense::click());
    let to = ScreenFromDrawing::new(rect.min, 1.0);
    take_keys(ui, (&response, drawn.spots.len()), chosen);
    let under = response.hover_pos().and_then(|at| nearest(&drawn, &to, at));
    if response.clicked() {
        *chosen = under.or(*chosen);
        response.request_focus();
    }
    let by_key = chosen.filter(|_| response.has_focus());
    let shown = under.or(by_key).and_then(|at| drawn.spots.get(at).copied());
    let read = shown.map(|spot| says(spot.partner, spot.index));
    tell(ui, &response, (name, read.as_deref()));
    drawing_painter::paint(ui.painter(), &drawn.drawing, look::theme(ui), &to);
    focus_ring(ui, &response, corner::BUTTON);
    if let Some(spot) = shown {
        paint_chosen(ui, (&drawn, &to), spot);
    }
    paint_read_out(ui, line, (&response, read.as_deref(), drawn.spots.len()));
    response
}

/// Left and right go through the points, Home and End to the first and the last.
fn take_keys(ui: &Ui, (response, count): (&Response, usize), chosen: &mut Option<usize>) {
    if !response.has_focus() || count == 0 {
        return;
    }
    let filter = EventFilter { horizontal_arrows: true, ..EventFilter::default() };
    ui.memory_mut(|memory| memory.set_focus_lock_filter(response.id, filter));
    let pressed = |key| ui.input_mut(|input| input.consume_key(Modifiers::NONE, key));
    let last = count - 1;
    if pressed(Key::ArrowRight) {
        *chosen = Some(chosen.map_or(0, |at| (at + 1).min(last)));
    } else if pressed(Key::ArrowLeft) {
        *chosen = Some(chosen.map_or(last, |at| at.min(last).saturating_sub(1)));
    } else if pressed(Key::Home) {
        *chosen = Some(0);
    } else if pressed(Key::End) {
        *chosen = Some(last);
    } else if pressed(Key::Escape) {
        *chosen = None;
    }
}

fn nearest(drawn: &Drawn, to: &ScreenFromDrawing, at: Pos2) -> Option<usize> {
    let away = |spot: &Spot| to.point(spot.at).distance(at);
    let spots = drawn.spots.iter().enumerate();
    let (index, spot) = spots.min_by(|one, two| away(one.1).total_cmp(&away(two.1)))?;
    (away(spot) <= REACH).then_some(index)
}

fn tell(ui: &Ui, response: &Response, (name, read): (&str, Option<&str>)) {
    let said = match read {
        Some(read) => format!("{name}: {read}"),
        None => name.to_owned(),
    };
    response.widget_info(|| WidgetInfo::labeled(Role::Button, ui.is_enabled(), &said));
}

fn paint_chosen(ui: &Ui, (drawn, to): (&Drawn, &ScreenFromDrawing), spot: Spot) {
    let (at, plot) = (to.point(spot.at), to.rect(drawn.plot));
    let pen = egui::Stroke::new(1.0, look::ink(ui, Ink::Accent));
    ui.painter().vline(at.x, plot.y_range(), pen);
    let ring = egui::Stroke::new(2.0, look::ink(ui, Ink::Accent));
    ui.painter().circle_stroke(at, 11.0, ring);
}

/// In a place of its own above the chart, so that nothing moves.
fn paint_read_out(
    ui: &Ui,
    line: Rect,
    (response, read, count): (&Response, Option<&str>, usize),
) {
    let (words, style) = match read {
        Some(read) => (read, READ_OUT),
        None if count == 0 => ("", HINT),
        None if response.has_focus() => ("Left and right go from point to point", HINT),
        None => {
            ("Point at a mark, or click and go from point to point with the arrows", HINT)
        }
    };
    let galley = look::line(ui, words, style, line.width() - 2.0 * space::S);
    if read.is_some() {
        let size = vec2(galley.size().x + 2.0 * space::S, line.height() + 4.0);
        let ground = Rect::from_min_size(pos2(line.left(), line.top() - 2.0), size);
        let radius = CornerRadius::same(corner::CAP);
        ui.painter().rect_filled(ground, radius, look::ink(ui, Ink::AccentWash));
    }
    let at = pos2(line.left() + space::S, line.center().y - galley.size().y / 2.0);
    ui.painter().galley(at, galley, look::ink(ui, Ink::Ink));
}
