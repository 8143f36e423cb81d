//! Two moments of a loop beside each other: the same rows on both, so that nothing seems gone that is there.

use super::cycle_map::{Job, Look, MM_PER_PX};
use super::half_loop_inside::Inside;
use super::half_loop_rows::{self, Frame, Lost};
use super::lobe::{Hand, Lobe};
use super::phrase::{self, Anchor};
use super::ribbon::{self, Casing, LoopLook};
use super::{Drawing, Face, Fonts, Ink, Point, marks};
use crate::model::{CycleMap, Layer, Pair};

/// In the order of the loop.
pub(super) const ABOVE: [Layer; 7] = [
    Layer::Cue,
    Layer::Body,
    Layer::MeaningSelf,
    Layer::MeaningOther,
    Layer::Reactive,
    Layer::Urge,
    Layer::Behaviour,
];
pub(super) const BELOW: [Layer; 3] = [Layer::Primary, Layer::Fear, Layer::Need];
/// As wide as it is high, so many times, while there is room to choose.
pub const PROPORTION: f32 = 1.5;
/// A larger box than this shows everything larger, as long as all of it finds room.
const GROWS_FROM: (f32, f32) = (620.0, 410.0);
const GROWS_TO: f32 = 1.7;
/// In a box as small as in the smallest window, letters are this much smaller.
const LEAST: f32 = 0.82;
const SMALL: f32 = 760.0;
/// Where a name stands under the top, and the first row under that.
const NAME: f32 = 40.0;
const FIRST_ROW: f32 = 50.0;
/// At the foot a lobe is narrow: what stands there may begin farther in.
const CORNER: f32 = 16.0;
/// What the heads and ends above and below the line take beside the rows, in rows.
const HEADS: (f32, f32) = (2.6, 1.4);

/// A moment, and how it is to look.
pub type Shown<'a> = (&'a CycleMap, &'a Look);

/// Two moments, in boxes of the size of the first look; what came and went has its marks.
pub fn draw(moments: [Shown<'_>; 2], names: &Pair<&str>, fonts: &Fonts) -> [Drawing; 2] {
    let [(_, look), _] = moments;
    draw_up_to(moments, names, fonts, look.height_px)
}

/// The same, in boxes that are higher where words would be lost otherwise, up to a height.
pub fn draw_up_to(
    moments: [Shown<'_>; 2],
    names: &Pair<&str>,
    fonts: &Fonts,
    most_height: f32,
) -> [Drawing; 2] {
    let [(_, look), _] = moments;
    let (width, height) = (look.width_px, look.height_px);
    let highest = most_height.max(height);
    let heights = [height, f32::midpoint(height, highest), highest];
    // On a large screen it is read from farther away.
    let most = (width / GROWS_FROM.0).min(height / GROWS_FROM.1).clamp(1.0, GROWS_TO);
    let least = if width < SMALL { LEAST } else { 1.0 };
    let mut tried = Vec::new();
    for grow in [most, f32::midpoint(1.0, most), 1.0, least] {
        for height in heights {
            if tried.contains(&(grow, height)) {
                continue;
            }
            tried.push((grow, height));
            let looks =
                moments.map(|(_, look)| Look { height_px: height, ..look.clone() });
            let [(then, _), (now, _)] = moments;
            let [first, second] = &looks;
            let (drawings, lost) =
                draw_px([(then, first), (now, second)], names, (fonts, grow));
            let is_last = grow <= least && height >= highest;
            if lost == Lost::default() || is_last {
                return drawings.map(|drawing| drawing.scaled(grow * MM_PER_PX));
            }
        }
    }
    Default::default()
}

fn draw_px(
    moments: [Shown<'_>; 2],
    names: &Pair<&str>,
    (fonts, grow): (&Fonts, f32),
) -> ([Drawing; 2], Lost) {
    let looks = moments.map(|(_, look)| Look {
        width_px: look.width_px / grow,
        height_px: look.height_px / grow,
        ..look.clone()
    });
    let [first, second] = &looks;
    let [(then, _), (now, _)] = moments;
    let job = |map, look| Job { map, names, look, fonts, is_tall: false };
    let jobs = [job(then, first), job(now, second)];
    let (width, height) = (first.width_px, first.height_px);
    let (lobe, line_y) = lobe(&jobs, (width, height));
    let mut drawings = jobs.each_ref().map(|job| {
        let mut drawing = Drawing::new(width, height);
        let loop_look = LoopLook {
            ground_below: None,
            casing: Casing { ink: Ink::Paper, width: 7.0, length: 1.0 },
            ..LoopLook::screen(8.0)
        };
        let line = (Point::new(14.0, line_y), width - 28.0);
        ribbon::draw(&mut drawing, &lobe, line, &loop_look);
        loop_name(&mut drawing, job);
        drawing
    });
    let mut lost = Lost::default();
    for hand in Hand::BOTH {
        lost += side(&mut drawings, &jobs, (&lobe, line_y), hand);
    }
    (drawings, lost)
}

/// The loop in its box, and the line through it: as far down as the rows above it ask for.
fn lobe(jobs: &[Job<'_>; 2], (width, height): (f32, f32)) -> (Lobe, f32) {
    let (top, foot) = (46.0, height - 14.0);
    let half = 0.5 * width - 14.0;
    let rows = |layers: &[Layer]| {
        let of = |hand| half_loop_rows::count(jobs, hand, layers);
        of(Hand::Left).max(of(Hand::Right)) as f32
    };
    let (above, below) = (rows(&ABOVE) + HEADS.0, rows(&BELOW) + HEADS.1);
    let part = (above / (above + below)).clamp(0.5, 0.68);
    let lobe = Lobe {
        crossing: top + 0.37 * (foot - top),
        corner: 0.30 * half,
        cue_end: 0.33 * half,
        foot_end: 0.16 * half,
        fullness: 0.80,
        ..Lobe::new(0.5 * width, half, top, foot)
    };
    (lobe, (top + part * (foot - top)).round())
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

fn side(
    drawings: &mut [Drawing; 2],
    jobs: &[Job<'_>; 2],
    (lobe, line_y): (&Lobe, f32),
    hand: Hand,
) -> Lost {
    let groups = [
        (&ABOVE[..], lobe.top + FIRST_ROW, line_y - 10.0),
        (&BELOW[..], line_y + 12.0, lobe.foot - 24.0),
    ];
    // Everything begins under each other.
    let inside = groups.iter().fold(Inside::new(lobe, hand), |inside, (_, top, foot)| {
        let left = inside.room(*top, *foot - CORNER).0;
        inside.moved_to(left)
    });
    let baseline = lobe.top + NAME;
    let style = (Face::SerifSemiBold, 20.0, marks::ink(hand));
    let (x, room) = inside.room(baseline - 14.0, baseline + 4.0);
    for (drawing, job) in drawings.iter_mut().zip(jobs) {
        let at = (Point::new(x, baseline), Anchor::Start, room);
        phrase::write_fitted(drawing, job.fonts, style, at, job.name(hand));
    }
    let frame = Frame::new(jobs, hand, inside);
    let mut lost = Lost::default();
    for group in groups {
        lost += half_loop_rows::draw(drawings, jobs, &frame, group);
    }
    lost
}
