//! The sheet between header and slider: one loop, the sentences, or two loops.

use super::compare::{CompareFacts, CompareState, Settling, View, caption};
use super::compare_pair::Moments;
use super::compare_words;
use super::drawing_painter::{self, ScreenFromDrawing};
use super::look::{self, Scale, space};
use super::map_motion;
use crate::drawing::motion::{self, Progress};
use crate::drawing::{Drawing, Face, Ink, Shape, TargetId, half_loop};
use crate::model::map_changes_words::Told;
use egui::{Rect, Role, Sense, Ui, WidgetInfo, pos2, vec2};
use std::sync::Arc;

const CAPTION: f32 = 42.0;
const LEGEND: f32 = 28.0;
/// Two loops beside each other are at least so high, if there is room.
const UPRIGHT: f32 = 540.0;

pub(super) fn sheet_ui(
    ui: &mut Ui,
    state: &mut CompareState,
    facts: &CompareFacts<'_>,
    moments: &mut Moments,
) {
    egui::CentralPanel::default().frame(egui::Frame::new()).show(ui, |ui| {
        let pair = state.pair(moments);
        let area = ui.available_rect_before_wrap();
        let told = moments.words(facts, pair);
        match state.view {
            View::SideBySide => halves_ui(ui, (facts, moments), pair),
            View::OneLoop => {
                caption_ui(ui, (moments, View::OneLoop), pair);
                let room = area.with_min_y(area.top() + CAPTION);
                one_loop_ui(ui, state, (facts, moments), (pair, room));
            }
            View::Words => {
                caption_ui(ui, (moments, View::Words), pair);
                let room = area.with_min_y(area.top() + CAPTION);
                let Some(map) = moments.all.get(pair.1).map(|it| it.map.clone()) else {
                    return;
                };
                ui.scope_builder(egui::UiBuilder::new().max_rect(room), |ui| {
                    compare_words::words_ui(ui, facts, (&map, &told));
                });
            }
        }
        spoken_ui(ui, state.view, (area, &told));
    });
}

/// Which two moments these are, and what the signs mean.
fn caption_ui(ui: &Ui, (moments, view): (&Moments, View), (from, to): (usize, usize)) {
    let area = ui.available_rect_before_wrap();
    let middle = area.top() + 0.5 * CAPTION;
    let (first, first_more) = caption(moments.all.get(from));
    let (second, second_more) = caption(moments.all.get(to));
    let strong = (Scale::Row, Face::SerifSemiBold, Ink::Ink);
    let plain = (Scale::Chip, Face::Sans, Ink::Ink2);
    let mut x = area.left() + space::XL;
    let more =
        |words: String| if words.is_empty() { words } else { format!("  {words}") };
    let pieces = [
        (first, strong),
        (more(first_more), plain),
        ("   \u{2192}   ".to_owned(), (Scale::Row, Face::Sans, Ink::Accent)),
        (second, strong),
        (more(second_more), plain),
    ];
    for (words, style) in pieces {
        let galley = look::line(ui, &words, style, 320.0);
        let at = pos2(x, middle - 0.5 * galley.size().y);
        x += galley.size().x;
        ui.painter().galley(at, galley, look::ink(ui, style.2));
    }
    let why = moments.all.get(to).map_or("", |moment| moment.why.as_str());
    let right = area.right() - space::XL;
    let legend = if view == View::OneLoop { legend_ui(ui, right, middle) } else { right };
    let room = legend - x - 2.0 * space::XL;
    if !why.is_empty() && room > 80.0 {
        let words = format!("\u{2018}{why}\u{2019}");
        let galley = cut(ui, &words, (Scale::Chip, Face::Sans, Ink::Ink3), room);
        let at = pos2(x + space::XL, middle - 0.5 * galley.size().y);
        ui.painter().galley(at, galley, look::ink(ui, Ink::Ink3));
    }
}

/// Words on one line, with an ellipsis where there is no room.
fn cut(ui: &Ui, words: &str, style: (Scale, Face, Ink), width: f32) -> Arc<egui::Galley> {
    let mut job = look::job(ui, words, style);
    job.wrap = egui::text::TextWrapping::truncate_at_width(width);
    ui.painter().layout_job(job)
}

/// New and gone as they look on the loop, right-aligned; gives back where it begins.
fn legend_ui(ui: &Ui, right: f32, middle: f32) -> f32 {
    let label = (Scale::Label, Face::Sans, Ink::Ink2);
    let mut x = right;
    let painter = ui.painter();
    let gone = look::line(ui, "gone", (Scale::Label, Face::Sans, Ink::Ink3), 80.0);
    x -= gone.size().x;
    let at = pos2(x, middle - 0.5 * gone.size().y);
    let end = pos2(x + gone.size().x, middle);
    painter.galley(at, gone, look::ink(ui, Ink::Ink3));
    let pen = egui::Stroke::new(1.0, look::ink(ui, Ink::Ink3));
    painter.line_segment([pos2(x, middle), end], pen);
    let new = look::line(ui, "new, or in other words", label, 200.0);
    x -= new.size().x + space::XL;
    let ground = Rect::from_min_size(
        pos2(x - space::S, middle - 11.0),
        vec2(new.size().x + 2.0 * space::S, 22.0),
    );
    painter.rect_filled(ground, 5.0, look::ink(ui, Ink::AccentWash));
    let bar = Rect::from_min_size(ground.min + vec2(0.0, 3.0), vec2(2.5, 16.0));
    painter.rect_filled(bar, 1.2, look::ink(ui, Ink::Accent));
    let at = pos2(x, middle - 0.5 * new.size().y);
    painter.galley(at, new, look::ink(ui, Ink::Ink2));
    ground.left()
}

fn one_loop_ui(
    ui: &mut Ui,
    state: &mut CompareState,
    (facts, moments): (&CompareFacts<'_>, &mut Moments),
    (pair, room): ((usize, usize), Rect),
) {
    let drawing = moments.drawing(facts, pair, room.size());
    let to = ScreenFromDrawing::new(room.min, 1.0);
    let time = ui.input(|input| input.time);
    let settling = match state.settling.take() {
        Some(settling) if Arc::ptr_eq(&settling.shown, &drawing) => settling,
        Some(before) if map_motion::pace(ui) > 0.0 => {
            let from = (as_it_stands(ui, &before, time), time);
            Settling { shown: Arc::clone(&drawing), from: Some(from) }
        }
        _ => Settling { shown: Arc::clone(&drawing), from: None },
    };
    state.settling = Some(paint(ui, settling, &to));
    for target in &drawing.targets {
        if let TargetId::Element(id) = target.id {
            let rect = to.rect(target.at);
            let response = ui.interact(rect, ui.scope_id().with(id), Sense::hover());
            let words = words_in(&drawing, target.at);
            response.widget_info(|| WidgetInfo::labeled(Role::Label, true, &words));
        }
    }
    for whole in &drawing.wholes {
        let id = ui.scope_id().with(("whole", &whole.run.words));
        let response = ui.interact(to.rect(whole.at), id, Sense::hover());
        response.on_hover_text(&whole.run.words);
    }
}

/// What is seen of a drawing that has not come to rest.
fn as_it_stands(ui: &Ui, settling: &Settling, time: f64) -> Drawing {
    match along(ui, settling, time) {
        Some((from, along)) => motion::between(from, &settling.shown, along).drawing,
        None => (*settling.shown).clone(),
    }
}

fn along<'a>(
    ui: &Ui,
    settling: &'a Settling,
    time: f64,
) -> Option<(&'a Drawing, Progress)> {
    let (from, started) = settling.from.as_ref()?;
    let progress = Progress::after((time - started) as f32, map_motion::pace(ui))?;
    Some((from, progress))
}

fn paint(ui: &Ui, settling: Settling, to: &ScreenFromDrawing) -> Settling {
    let theme = look::theme(ui);
    let time = ui.input(|input| input.time);
    let Some((from, along)) = along(ui, &settling, time) else {
        drawing_painter::paint(ui.painter(), &settling.shown, theme, to);
        return Settling { from: None, ..settling };
    };
    let moving = motion::between(from, &settling.shown, along);
    drawing_painter::paint(ui.painter(), &moving.drawing, theme, to);
    let mut faint = ui.painter().clone();
    faint.multiply_opacity(along.rows);
    drawing_painter::paint(&faint, &moving.new, theme, to);
    ui.ctx().request_repaint();
    settling
}

/// The words on a place of a drawing, for those who listen.
fn words_in(drawing: &Drawing, at: crate::drawing::Outline) -> String {
    let inside = drawing.shapes.iter().filter_map(|shape| match shape {
        Shape::Text(run) => {
            let middle = crate::drawing::Point::new(
                run.at.x + 0.5 * run.width,
                run.at.y - 0.3 * run.size,
            );
            at.contains(middle).then_some(run.words.as_str())
        }
        _ => None,
    });
    inside.collect::<Vec<_>>().join(" ")
}

/// Two loops: the first moment left, the second right.
fn halves_ui(
    ui: &mut Ui,
    (facts, moments): (&CompareFacts<'_>, &mut Moments),
    (from, to): (usize, usize),
) {
    let whole = ui.available_rect_before_wrap().shrink2(vec2(space::L, 0.0));
    legend_ui(ui, whole.right(), whole.bottom() - 0.5 * LEGEND);
    let area = whole.with_max_y(whole.bottom() - LEGEND);
    let middle = area.center().x;
    let halves = [
        area.with_max_x(middle - 0.5 * space::L),
        area.with_min_x(middle + 0.5 * space::L),
    ];
    let size =
        halves.first().map_or(area.size(), Rect::size) - vec2(0.0, CAPTION + space::S);
    // A loop lies; where there is little room its words need more of the height.
    let lying = (size.x / half_loop::PROPORTION).max(UPRIGHT);
    let lies = vec2(size.x, size.y.min(lying));
    let drawings = moments.halves(facts, (from, to), (lies, size.y));
    let [first, _] = &drawings;
    let height = first.height * drawing_painter::POINTS_PER_MM;
    let moment_of = [from, to];
    for ((half, drawing), place) in halves.into_iter().zip(drawings).zip(moment_of) {
        let (title, more) = caption(moments.all.get(place));
        let free = half.height() - CAPTION - height;
        let top = half.top() + (0.3 * free).max(0.0);
        let strong = (Scale::Title, Face::SerifSemiBold, Ink::Ink);
        let title = look::line(ui, &title, strong, 0.6 * half.width());
        let plain = (Scale::Chip, Face::Sans, Ink::Ink2);
        let more = look::line(ui, &more, plain, 0.5 * half.width());
        let width = title.size().x + space::M + more.size().x;
        let at = pos2(half.center().x - 0.5 * width, top + 8.0);
        let beside = at
            + vec2(
                title.size().x + space::M,
                0.5 * (title.size().y - more.size().y) + 2.0,
            );
        ui.painter().galley(at, title, look::ink(ui, Ink::Ink));
        ui.painter().galley(beside, more, look::ink(ui, Ink::Ink2));
        let to = ScreenFromDrawing::new(pos2(half.left(), top + CAPTION), 1.0);
        drawing_painter::paint(ui.painter(), &drawing, look::theme(ui), &to);
        for whole in &drawing.wholes {
            let id = ui.scope_id().with((place, &whole.run.words));
            let response = ui.interact(to.rect(whole.at), id, Sense::hover());
            response.on_hover_text(&whole.run.words);
        }
    }
}

/// The sentences, for those who listen to the screen while a picture is shown.
fn spoken_ui(ui: &Ui, view: View, (area, told): (Rect, &[Told])) {
    if view == View::Words {
        return;
    }
    let words: Vec<&str> = told.iter().map(|told| told.words.as_str()).collect();
    let words = if words.is_empty() {
        "Nothing differs between the two".to_owned()
    } else {
        words.join(". ")
    };
    let corner = Rect::from_min_size(area.min, vec2(1.0, 1.0));
    let response = ui.interact(corner, ui.scope_id().with("told"), Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, &words));
}
