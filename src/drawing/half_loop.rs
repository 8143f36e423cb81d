//! A loop in half the width of a screen, so that two moments of it stand beside each other.

use super::cycle_map::{Job, Look, MM_PER_PX};
use super::lobe::{Hand, Lobe, Reach};
use super::phrase::{self, Anchor};
use super::ribbon::{self, Casing, LoopLook};
use super::{Drawing, Face, Fonts, Ink, Outline, Point, TextRun, Whole, marks};
use crate::model::{CycleMap, Element, Layer, Ownership, Pair};

const ABOVE: [Layer; 1] = [Layer::Behaviour];
const BELOW: [Layer; 3] = [Layer::Primary, Layer::Fear, Layer::Need];
/// The most phrases of one layer; there are fewer where there is no room.
const MOST: usize = 4;
const SIZE: f32 = 16.0;
const LINE: f32 = 23.0;
const LABEL: f32 = 20.0;
/// From the mark to the words.
const WORDS_FROM: f32 = 17.0;
const AIR: f32 = 12.0;
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
    let x = left_of(lobe, hand);
    let above = line_y - lobe.top;
    let style = (Face::SerifSemiBold, 20.0, marks::ink(hand));
    let at = Point::new(x, lobe.top + 0.27 * above);
    let room = room_at(lobe, hand, (x, at.y));
    phrase::write_fitted(
        drawing,
        job.fonts,
        style,
        (at, Anchor::Start, room),
        job.name(hand),
    );
    let start = lobe.top + 0.27 * above + 14.0;
    rows(drawing, job, (lobe, hand), (&ABOVE, start, line_y - 12.0));
    rows(drawing, job, (lobe, hand), (&BELOW, line_y + 14.0, lobe.foot - 24.0));
}

/// Where the words of a hand begin.
fn left_of(lobe: &Lobe, hand: Hand) -> f32 {
    match hand {
        Hand::Left => lobe.centre_x - 0.875 * lobe.half_width,
        Hand::Right => lobe.centre_x + 0.31 * lobe.half_width,
    }
}

/// The layers between two heights, with as many phrases each as find room.
fn rows(
    drawing: &mut Drawing,
    job: &Job,
    (lobe, hand): (&Lobe, Hand),
    (layers, top, foot): (&[Layer], f32, f32),
) {
    let filled: Vec<(Layer, Vec<&Element>)> = layers
        .iter()
        .map(|layer| (*layer, job.layer(hand, *layer)))
        .filter(|(_, elements)| !elements.is_empty())
        .collect();
    let height = |most: usize| -> f32 {
        let lines = |(_, elements): &(Layer, Vec<&Element>)| elements.len().min(most);
        filled.iter().map(|layer| LABEL + LINE * lines(layer) as f32).sum()
    };
    let fits = |most: &usize| height(*most) <= foot - top;
    let most = (1..=MOST).rev().find(fits).unwrap_or(1);
    let mut y = top;
    for (layer, elements) in &filled {
        if y + LABEL + LINE > foot + 2.0 {
            return;
        }
        let at = Point::new(left_of(lobe, hand), y + 14.0);
        let style = (Face::Sans, 13.0, Ink::Ink3);
        phrase::write(
            drawing,
            job.fonts,
            style,
            (at, Anchor::Start),
            layer.plain_label(),
        );
        y += LABEL;
        let shown = in_sight(job, elements, most);
        let folded = elements.len() - shown.len();
        let last = shown.len().saturating_sub(1);
        for (place, element) in shown.into_iter().enumerate() {
            let behind = if place == last { folded } else { 0 };
            row(drawing, job, (lobe, hand, y), (element, behind));
            y += LINE;
        }
    }
}

/// What is new comes first into sight, then what is owned most; all in their order.
fn in_sight<'a>(job: &Job, elements: &[&'a Element], most: usize) -> Vec<&'a Element> {
    let is_new = |element: &Element| {
        job.look.came.get(&element.id).is_some_and(|came| came.glows())
    };
    let mut ranked: Vec<(usize, &Element)> =
        elements.iter().copied().enumerate().collect();
    ranked.sort_by_key(|(place, it)| {
        (!is_new(it), std::cmp::Reverse(it.ownership), *place)
    });
    ranked.truncate(most);
    ranked.sort_by_key(|(place, _)| *place);
    ranked.into_iter().map(|(_, element)| element).collect()
}

fn row(
    drawing: &mut Drawing,
    job: &Job,
    (lobe, hand, y): (&Lobe, Hand, f32),
    (element, folded): (&Element, usize),
) {
    let x = left_of(lobe, hand);
    let baseline = y + 16.0;
    let face = match (element.own_words, element.layer) {
        (true, _) => Face::SerifItalic,
        (false, Layer::Behaviour) => Face::SansSemiBold,
        (false, _) => Face::Sans,
    };
    let ink = if element.ownership == Ownership::Guess { Ink::Ink2 } else { Ink::Ink };
    let count = if folded > 0 { format!("+{folded}") } else { String::new() };
    let behind = if folded > 0 { 30.0 } else { 0.0 };
    let room = room_at(lobe, hand, (x + WORDS_FROM, baseline)) - behind;
    let whole = phrase::words(element);
    let words = job.fonts.fit(face, SIZE, room, &whole);
    let width = job.fonts.width(face, SIZE, &words);
    if job.look.came.get(&element.id).is_some_and(|came| came.glows()) {
        let at = Outline::new(x - 8.0, y - 1.0, width + WORDS_FROM + 16.0, LINE);
        marks::kept_today(drawing, at);
    }
    let mark = (Point::new(x + 5.0, baseline - 5.0), 4.3);
    marks::ownership(drawing, hand, element.ownership, mark);
    let at = Point::new(x + WORDS_FROM, baseline);
    let style = (face, SIZE, ink);
    if words != whole {
        let run: TextRun = phrase::line_of(job.fonts, style, at, &whole);
        let at = Outline::new(x, y, width + WORDS_FROM, LINE);
        drawing.wholes.push(Whole { at, run, more: String::new() });
    }
    let place = phrase::write(drawing, job.fonts, style, (at, Anchor::Start), &words);
    if folded > 0 {
        let style = (Face::SansSemiBold, 13.0, Ink::Ink2);
        let at = (Point::new(place.right() + 7.0, baseline), Anchor::Start);
        phrase::write(drawing, job.fonts, style, at, &count);
    }
}

/// From `x` to the ribbon on its right, at the height of a line of words.
fn room_at(lobe: &Lobe, hand: Hand, (x, baseline): (f32, f32)) -> f32 {
    let curves = lobe.curves(hand);
    let reach = |y: f32| lobe.reach(&curves, y);
    let ends = [baseline - 12.0, baseline + 4.0].into_iter().filter_map(reach);
    let end = |reach: Reach| match hand {
        Hand::Left => lobe.centre_x - reach.nearest,
        Hand::Right => lobe.centre_x + reach.farthest,
    };
    ends.map(end).fold(f32::MAX, f32::min) - AIR - x
}
