//! A loop in half the width of a screen, so that two moments of it stand beside each other.

use super::cycle_map::{Job, Look, MM_PER_PX};
use super::half_loop_rows::{self, Inside};
use super::lobe::{Hand, Lobe};
use super::phrase::{self, Anchor};
use super::ribbon::{self, Casing, LoopLook};
use super::{Drawing, Face, Fonts, Ink, Point, marks};
use crate::model::{CycleMap, Layer, Pair};

/// In the order of the loop. What one does and what lies below the line come into sight first.
const ABOVE: [Layer; 7] = [
    Layer::Cue,
    Layer::Body,
    Layer::MeaningSelf,
    Layer::MeaningOther,
    Layer::Reactive,
    Layer::Urge,
    Layer::Behaviour,
];
const BELOW: [Layer; 3] = [Layer::Primary, Layer::Fear, Layer::Need];
/// A larger box than this, either way, shows everything larger.
const GROWS_FROM: f32 = 600.0;
const GROWS_TO: f32 = 1.7;

/// What one does, feels and longs for, on a loop of the look's size; what came new glows.
pub fn draw(map: &CycleMap, names: &Pair<&str>, look: &Look, fonts: &Fonts) -> Drawing {
    // On a large screen it is read from farther away.
    let grow = (look.width_px / GROWS_FROM).min(look.height_px / GROWS_FROM);
    let grow = grow.clamp(1.0, GROWS_TO);
    let (width_px, height_px) = (look.width_px / grow, look.height_px / grow);
    let look = Look { width_px, height_px, ..look.clone() };
    draw_px(map, names, &look, fonts).scaled(grow * MM_PER_PX)
}

fn draw_px(map: &CycleMap, names: &Pair<&str>, look: &Look, fonts: &Fonts) -> Drawing {
    let job = Job { map, names, look, fonts, is_tall: false };
    let (width, height) = (look.width_px, look.height_px);
    let mut drawing = Drawing::new(width, height);
    let (top, foot) = (46.0, height - 14.0);
    let half = 0.5 * width - 14.0;
    let line_y = (top + 0.47 * (foot - top)).round();
    let lobe = Lobe {
        crossing: top + 0.37 * (foot - top),
        corner: 0.36 * half,
        cue_end: 0.42 * half,
        foot_end: 0.27 * half,
        ..Lobe::new(0.5 * width, half, top, foot)
    };
    let loop_look = LoopLook {
        ground_below: None,
        casing: Casing { ink: Ink::Paper, width: 7.0, length: 1.0 },
        ..LoopLook::screen(8.0)
    };
    let line = (Point::new(14.0, line_y), width - 28.0);
    ribbon::draw(&mut drawing, &lobe, line, &loop_look);
    loop_name(&mut drawing, &job);
    for hand in Hand::BOTH {
        side(&mut drawing, &job, (&lobe, line_y), hand);
    }
    drawing
}

fn loop_name(drawing: &mut Drawing, job: &Job) {
    if job.map.name.is_empty() {
        return;
    }
    let style = (Face::SerifItalic, 20.0, Ink::Ink);
    let at = Point::new(0.5 * drawing.width, 24.0);
    let room = drawing.width - 40.0;
    let name = format!("“{}”", job.map.name);
    phrase::write_fitted(drawing, job.fonts, style, (at, Anchor::Middle, room), &name);
}

fn side(drawing: &mut Drawing, job: &Job, (lobe, line_y): (&Lobe, f32), hand: Hand) {
    let inside = Inside::new(lobe, hand);
    let above = line_y - lobe.top;
    let baseline = lobe.top + 0.27 * above;
    let style = (Face::SerifSemiBold, 20.0, marks::ink(hand));
    let (x, room) = inside.room(baseline - 14.0, baseline + 4.0);
    let at = (Point::new(x, baseline), Anchor::Start, room);
    phrase::write_fitted(drawing, job.fonts, style, at, job.name(hand));
    let groups = [
        (&ABOVE[..], baseline + 14.0, line_y - 12.0),
        (&BELOW[..], line_y + 14.0, lobe.foot - 14.0),
    ];
    for (layers, top, foot) in groups {
        half_loop_rows::draw(drawing, job, (&inside, hand), (layers, top, foot));
    }
}
