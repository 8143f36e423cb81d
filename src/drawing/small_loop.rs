//! The loop in small: as the sign of Holdfast, and as a couple's brief with six phrases.

use super::cycle_map::{Job, Look, MM_PER_PX};
use super::lobe::{Hand, Lobe, Reach};
use super::phrase::{self, Anchor};
use super::ribbon::{self, Casing, Dots, Heads, LoopLook};
use super::{Drawing, Face, Fonts, Ink, Point, marks};
use crate::model::{CycleMap, Element, Layer, Ownership, Pair};

/// Height of the sign for a width of 1.
const SIGN_HEIGHT: f32 = 0.45;

/// The sign of Holdfast, `width_px` wide and 0.45 times as high, to stand on `ground`.
pub fn logo(width_px: f32, ground: Ink) -> Drawing {
    let mut drawing = Drawing::new(width_px, SIGN_HEIGHT * width_px);
    let ribbon = 0.046 * width_px;
    let edge = 0.5 * ribbon + 0.5;
    let (half, foot) = (0.5 * width_px - edge, drawing.height - edge);
    let lobe = Lobe {
        crossing: edge + 0.49 * (foot - edge),
        corner: 0.46 * half,
        cue_end: 0.46 * half,
        foot_end: 0.46 * half,
        foot_handle: 0.20 * half,
        fullness: 0.66,
        ..Lobe::new(0.5 * width_px, half, edge, foot)
    };
    let look = LoopLook {
        ground_below: None,
        lobe_above: None,
        lobe_below: None,
        line: None,
        between: ground,
        casing: Casing { ink: ground, width: 0.8 * ribbon, length: 1.0 },
        heads: Heads::Plain,
        chevron: None,
        handover: 0.52,
        ..LoopLook::screen(ribbon)
    };
    ribbon::draw(&mut drawing, &lobe, (Point::default(), 0.0), &look);
    drawing.scaled(MM_PER_PX)
}

/// A couple at a glance: the loop with behaviour, emotion and need of both, and its name.
pub fn brief(map: &CycleMap, names: &Pair<&str>, look: &Look, fonts: &Fonts) -> Drawing {
    let job = Job { map, names, look, fonts, is_tall: false };
    let (width, height) = (look.width_px, look.height_px);
    let mut drawing = Drawing::new(width, height);
    let name_room = if map.name.is_empty() { 0.0 } else { 24.0 };
    let (top, foot) = (8.0 + name_room, height - 5.0);
    let half = 0.5 * width - 5.0;
    let line_y = (top + 0.5 * (foot - top)).round();
    let lobe = Lobe {
        crossing: top + 0.39 * (foot - top),
        corner: 0.33 * half,
        cue_end: 0.42 * half,
        foot_end: 0.42 * half,
        ..Lobe::new(0.5 * width, half, top, foot)
    };
    let loop_look = LoopLook {
        ground_below: None,
        lobe_above: Some(Ink::Paper),
        lobe_below: Some(Ink::Deep),
        line: Some(Dots { ink: Ink::Ink3, width: 1.3, step: 4.6 }),
        casing: Casing { ink: Ink::Surface, width: 6.0, length: 1.0 },
        chevron: None,
        ..LoopLook::screen(6.5)
    };
    let line = (Point::new(5.0, line_y), width - 10.0);
    ribbon::draw(&mut drawing, &lobe, line, &loop_look);
    if !map.name.is_empty() {
        let style = (Face::SerifItalic, 18.0, Ink::Ink);
        let name = format!("“{}”", map.name);
        let name = phrase::fit_quoted(fonts, (style.0, style.1), 0.62 * width, &name);
        let at = Point::new(0.5 * width, 16.0);
        phrase::write(&mut drawing, fonts, style, (at, Anchor::Middle), &name);
    }
    for hand in Hand::BOTH {
        side(&mut drawing, &job, (&lobe, line_y), hand);
    }
    drawing.scaled(MM_PER_PX)
}

/// One partner: the name, what shows over the line, what is hidden under it.
fn side(drawing: &mut Drawing, job: &Job, (lobe, line_y): (&Lobe, f32), hand: Hand) {
    let (half, centre) = (lobe.half_width, lobe.centre_x);
    // From the outer ribbon, or from where the inner strand is at the height of the name.
    let x = match hand {
        Hand::Left => centre - half + 0.095 * half,
        Hand::Right => centre + 0.31 * half,
    };
    let above = line_y - lobe.top;
    let style = (Face::SerifSemiBold, 18.0, marks::ink(hand));
    let name = job.fonts.fit(style.0, style.1, 0.5 * half, job.name(hand));
    let at = Point::new(x, lobe.top + 0.36 * above);
    phrase::write(drawing, job.fonts, style, (at, Anchor::Start), &name);
    let rows = [
        (Layer::Behaviour, lobe.top + 0.63 * above),
        (Layer::Primary, line_y + 40.0),
        (Layer::Need, line_y + 70.0),
    ];
    for (layer, baseline) in rows {
        let Some(element) = most_owned(&job.layer(hand, layer)) else { continue };
        let face = match (element.own_words, layer) {
            (true, _) => Face::SerifItalic,
            (false, Layer::Behaviour) => Face::SansSemiBold,
            (false, _) => Face::Sans,
        };
        let ink =
            if element.ownership == Ownership::Guess { Ink::Ink2 } else { Ink::Ink };
        marks::ownership(
            drawing,
            hand,
            element.ownership,
            (Point::new(x, baseline - 5.0), 4.3),
        );
        let room = room_at(lobe, hand, (x + 15.0, baseline));
        let words = phrase::words(element);
        let words = phrase::fit_quoted(job.fonts, (face, 16.0), room, &words);
        let at = Point::new(x + 15.0, baseline);
        phrase::write(drawing, job.fonts, (face, 16.0, ink), (at, Anchor::Start), &words);
    }
}

/// From `x` to the ribbon on its right, at the height of a line of words.
fn room_at(lobe: &Lobe, hand: Hand, (x, baseline): (f32, f32)) -> f32 {
    const AIR: f32 = 9.0;
    let curves = lobe.curves(hand);
    let reach = |y: f32| lobe.reach(&curves, y);
    let ends = [baseline - 12.0, baseline + 4.0].into_iter().filter_map(reach);
    let end = |reach: Reach| match hand {
        Hand::Left => lobe.centre_x - reach.nearest,
        Hand::Right => lobe.centre_x + reach.farthest,
    };
    ends.map(end).fold(f32::MAX, f32::min) - AIR - x
}

/// The phrase that the client owns most; of equals the first, and what is told before what is
/// said, so that it reads after a name.
fn most_owned<'a>(elements: &[&'a Element]) -> Option<&'a Element> {
    let rank = |element: &Element| (element.ownership, !element.own_words);
    elements.iter().rev().max_by_key(|element| rank(element)).copied()
}
