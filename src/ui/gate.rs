//! What the screens before a practice share: the sheet with its line, the loop, the small print.

use super::drawing_painter::{self, ScreenFromDrawing};
use super::icon::Icon;
use super::look::{self, Scale, space};
use super::widget_ground;
use crate::drawing::{Face, Ink, small_loop};
use egui::{Align, Id, Layout, Rect, Response, ScrollArea, Ui, UiBuilder, pos2, vec2};

/// Where the line lies, as a share of the window's height.
const LINE: f32 = 0.7;

/// Room at the foot of the window for the small print.
const FOOT: f32 = 64.0;

/// What went wrong: what happened, then what to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    pub what: String,
    pub to_do: String,
}

impl Problem {
    pub fn new(what: impl Into<String>, to_do: impl Into<String>) -> Self {
        Self { what: what.into(), to_do: to_do.into() }
    }
}

/// A screen of two grounds: what is asked above the line, what lies behind it below.
///
/// Both columns are centred, the upper one `width` wide, the lower one at least 640; a window
/// too small for them scrolls.
pub fn sheet(
    ui: &mut Ui,
    (name, width): (&str, f32),
    above: impl FnOnce(&mut Ui),
    below: impl FnOnce(&mut Ui),
) {
    let room = ui.available_rect_before_wrap();
    ScrollArea::vertical().id_salt(name).auto_shrink(false).show(ui, |ui| {
        let id = Id::unique(("sheet", name));
        let known: Option<[f32; 2]> = ui.data(|data| data.get_temp(id));
        let [above_height, below_height] = known.unwrap_or_default();
        let line = (room.height() * LINE).max(above_height + 2.0 * space::XXL);
        let height = room.height().max(line + below_height + space::XL + FOOT);
        let (_, rect) = ui.allocate_space(vec2(room.width(), height));
        let line_y = rect.top() + line;
        ui.painter().extend(widget_ground::paint_grounds(ui, rect, line_y));

        let column = |top: f32, width: f32| {
            let width = width.min(rect.width() - 2.0 * space::XL);
            let left = rect.center().x - width / 2.0;
            Rect::from_min_size(pos2(left, top.round()), vec2(width, f32::INFINITY))
        };
        let top = rect.top() + (line - above_height) / 2.0 + space::XS;
        let measured = [
            stack(ui, column(top, width), above),
            stack(ui, column(line_y + 32.0, width.max(640.0)), below),
        ];
        small_print(ui, rect);
        remember(ui, id, (known, measured));
    });
}

/// Lays things under each other, centred. The height that they took.
fn stack(ui: &mut Ui, column: Rect, contents: impl FnOnce(&mut Ui)) -> f32 {
    let layout = Layout::top_down(Align::Center);
    let mut child = ui.new_child(UiBuilder::new().max_rect(column).layout(layout));
    child.set_width(column.width());
    contents(&mut child);
    child.min_rect().height()
}

fn remember(ui: &Ui, id: Id, (known, measured): (Option<[f32; 2]>, [f32; 2])) {
    if known != Some(measured) {
        ui.data_mut(|data| data.insert_temp(id, measured));
        ui.ctx().request_discard("the sheet took another height");
    }
}

fn small_print(ui: &Ui, rect: Rect) {
    let words = "For therapists who practise Emotionally Focused Therapy. \
                 Not affiliated with ICEEFT.";
    let galley = look::line(ui, words, SMALL, rect.width() - 2.0 * space::XL);
    let at = pos2(rect.center().x - galley.size().x / 2.0, rect.bottom() - 40.0);
    ui.painter().galley(at, galley, look::ink(ui, Ink::Ink2));
}

const SMALL: (Scale, Face, Ink) = (Scale::Label, Face::Sans, Ink::Ink2);
/// The sentence under a title.
pub const SENTENCE: (Scale, Face, Ink) = (Scale::Phrase, Face::Sans, Ink::Ink2);
/// Second words, such as explanations.
pub const QUIET: (Scale, Face, Ink) = (Scale::Interface, Face::Sans, Ink::Ink2);
const TITLE: (Scale, Face, Ink) = (Scale::Question, Face::SerifSemiBold, Ink::Ink);
const WORDMARK: (Scale, Face, Ink) = (Scale::Wordmark, Face::SerifSemiBold, Ink::Ink);

/// The loop, the name, and one sentence.
pub fn wordmark(ui: &mut Ui, (loop_width, scale): (f32, Scale), sentence: &str) {
    ui.spacing_mut().item_spacing.y = 0.0;
    logo(ui, loop_width);
    ui.add_space(space::XL);
    look::label(ui, "Holdfast", WORDMARK);
    look::label(ui, sentence, (scale, Face::Sans, Ink::Ink2));
    ui.add_space(space::XXL);
    ui.spacing_mut().item_spacing.y = space::S;
}

/// The sign of Holdfast alone.
pub fn logo(ui: &mut Ui, width: f32) {
    let sign = small_loop::logo(width, Ink::Paper);
    let to = ScreenFromDrawing::new(egui::Pos2::ZERO, 1.0);
    let size = vec2(to.length(sign.width), to.length(sign.height));
    let (_, rect) = ui.allocate_space(size);
    let to = ScreenFromDrawing::new(rect.min, 1.0);
    drawing_painter::paint(ui.painter(), &sign, look::theme(ui), &to);
}

/// A step's title and the one sentence under it.
pub fn heading(ui: &mut Ui, title: &str, sentence: &str) {
    ui.spacing_mut().item_spacing.y = space::XS;
    look::label(ui, title, TITLE);
    if !sentence.is_empty() {
        look::label(ui, sentence, SENTENCE);
    }
    ui.add_space(space::L);
    ui.spacing_mut().item_spacing.y = space::S;
}

/// Words below the line, wrapped and centred.
pub fn explain(ui: &mut Ui, words: &str) -> Response {
    let width = ui.available_width().min(560.0);
    let mut job = look::job(ui, words, (Scale::Interface, Face::Sans, Ink::Ink2));
    job.wrap.max_width = width;
    job.halign = Align::Center;
    for section in &mut job.sections {
        section.format.line_height = Some(23.0);
    }
    let galley = ui.fonts_mut(|fonts| fonts.layout_job(job));
    let (rect, response) =
        ui.allocate_exact_size(vec2(width, galley.size().y), egui::Sense::hover());
    response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Label, true, words));
    ui.painter().galley(rect.center_top(), galley, look::ink(ui, Ink::Ink2));
    response
}

/// A line with its icon, for what was found out about something typed.
pub fn remark(ui: &mut Ui, (icon, ink): (Icon, Ink), words: &str) -> Response {
    let width = ui.available_width() - 30.0;
    let galley = look::galley(ui, words, (Scale::Interface, Face::Sans, ink), width);
    let size = vec2(ui.available_width(), galley.size().y.max(22.0));
    let (rect, response) = ui.allocate_exact_size(size, egui::Sense::hover());
    response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Label, true, words));
    let color = look::ink(ui, ink);
    icon.paint(ui.painter(), rect.left_top() + vec2(11.0, 11.0), 18.0, color);
    ui.painter().galley(rect.left_top() + vec2(28.0, 0.0), galley, color);
    response
}

/// A problem in full: what happened, then what to do.
pub fn problem(ui: &mut Ui, problem: &Problem) {
    let spacing = std::mem::replace(&mut ui.spacing_mut().item_spacing.y, 0.0);
    remark(ui, (Icon::Note, Ink::Alarm), &problem.what);
    if !problem.to_do.is_empty() {
        let inset = egui::Frame::new()
            .inner_margin(egui::Margin { left: 28, ..Default::default() });
        inset.show(ui, |ui| {
            ui.with_layout(Layout::top_down(Align::Min), |ui| {
                look::label(ui, &problem.to_do, QUIET)
            })
        });
    }
    ui.spacing_mut().item_spacing.y = spacing;
}

/// Puts things side by side in the middle of a column, whatever their widths.
pub fn side_by_side(ui: &mut Ui, name: &str, contents: impl FnOnce(&mut Ui)) {
    let id = ui.scope_id().with(("side by side", name));
    let known: Option<f32> = ui.data(|data| data.get_temp(id));
    let free = (ui.available_width() - known.unwrap_or_default()).max(0.0);
    let row = ui.horizontal(|ui| {
        ui.add_space((free / 2.0).round());
        let start = ui.cursor().left();
        contents(ui);
        ui.min_rect().right() - start
    });
    if known != Some(row.inner) {
        ui.data_mut(|data| data.insert_temp(id, row.inner));
        ui.ctx().request_discard("the row took another width");
    }
}
