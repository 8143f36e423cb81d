//! The words of two half loops: a layer that either of them has stands on the same row of both.

use super::cycle_map::Job;
use super::cycle_map_changes::Came;
use super::half_loop_inside::{GROUND, Inside};
use super::lobe::Hand;
use super::phrase::{self, Anchor, Lines, Phrase, Setting};
use super::{Drawing, Face, Ink, Outline, Point, marks};
use crate::model::{Element, Layer};
use std::ops::AddAssign;

/// The most phrases of one layer; there are fewer where there is no room.
const MOST: usize = 7;
const SIZE: f32 = 16.0;
/// Tried where a word alone is wider than its room.
const SMALLER: [f32; 4] = [14.0, 12.5, 11.0, 10.0];
const LABEL: f32 = 12.5;
const MORE: (f32, f32) = (13.0, 18.0);
/// Before the next layer, and the most that it can become where room is left.
const GAP: (f32, f32) = (2.0, 18.0);
/// What stands last is given up first.
const KEPT: [Layer; 10] = [
    Layer::Behaviour,
    Layer::Primary,
    Layer::Need,
    Layer::Fear,
    Layer::Reactive,
    Layer::MeaningOther,
    Layer::MeaningSelf,
    Layer::Urge,
    Layer::Cue,
    Layer::Body,
];

/// What found no room: phrases that are only counted, and phrases without their end.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Lost {
    pub hidden: usize,
    pub cut: usize,
}

impl AddAssign for Lost {
    fn add_assign(&mut self, other: Self) {
        self.hidden += other.hidden;
        self.cut += other.cut;
    }
}

/// The room of one partner's words.
pub(super) struct Frame {
    hand: Hand,
    inside: Inside,
    /// From where a label begins to where its phrases begin.
    labels: f32,
}

/// One line of the lobe: the name of a layer, a phrase of it, or that there is none.
enum Row<'a> {
    Label(&'static str),
    Phrase(Phrase<'a>),
    Nothing,
    More(String),
}

/// A layer with its phrases in both moments, and how many of them are shown.
struct Shown<'a> {
    layer: Layer,
    elements: [Vec<&'a Element>; 2],
    most: usize,
    /// On how many lines its phrases may stand.
    lines: Lines,
}

/// The rows of both moments with their places, and where the last of them ends.
struct Laid<'a> {
    rows: [Vec<(Point, Row<'a>)>; 2],
    end: f32,
    lost: Lost,
}

/// Short enough to stand before its phrases.
pub fn label(layer: Layer) -> &'static str {
    match layer {
        Layer::Cue => "when",
        Layer::Body => "body",
        Layer::MeaningSelf => "about self",
        Layer::MeaningOther => "about other",
        Layer::Reactive => "reacts",
        Layer::Urge => "urge",
        Layer::Behaviour => "does",
        Layer::Primary => "underneath",
        Layer::Fear => "fear",
        Layer::Need => "longing",
        other => other.plain_label(),
    }
}

fn layers<'a>(jobs: &[Job<'a>; 2], hand: Hand, layers: &[Layer]) -> Vec<Shown<'a>> {
    let shown = layers.iter().map(|layer| Shown {
        layer: *layer,
        elements: jobs.each_ref().map(|job| job.layer(hand, *layer)),
        most: MOST,
        lines: Lines::One,
    });
    shown.filter(|it| it.elements.iter().any(|side| !side.is_empty())).collect()
}

/// How many rows there are at least.
pub(super) fn count(jobs: &[Job<'_>; 2], hand: Hand, of: &[Layer]) -> usize {
    layers(jobs, hand, of).len()
}

impl Frame {
    pub fn new(jobs: &[Job<'_>; 2], hand: Hand, inside: Inside) -> Self {
        let [job, _] = jobs;
        let width = |layer: &Layer| job.fonts.width(Face::Sans, LABEL, label(*layer));
        let there = KEPT.iter().filter(|layer| count(jobs, hand, &[**layer]) > 0);
        let labels = there.map(width).fold(0.0, f32::max) + 8.0;
        Self { hand, inside, labels }
    }
}

/// The layers between two heights, on both; what found no room.
pub(super) fn draw(
    drawings: &mut [Drawing; 2],
    jobs: &[Job<'_>; 2],
    frame: &Frame,
    (of, top, foot): (&[Layer], f32, f32),
) -> Lost {
    let mut shown = layers(jobs, frame.hand, of);
    let lay = |shown: &[Shown<'_>]| laid(jobs, frame, (shown, top), GAP.0).end;
    choose(&mut shown, &|shown| lay(shown) <= foot);
    let close = laid(jobs, frame, (&shown, top), GAP.0);
    let gaps = shown.iter().filter(|it| it.most > 0).count().saturating_sub(1);
    let spare = (foot - close.end) / gaps.max(1) as f32;
    let gap = (GAP.0 + spare).clamp(GAP.0, GAP.1);
    let airy = laid(jobs, frame, (&shown, top), gap);
    let is_good = airy.end <= foot + 0.5 && airy.lost.cut <= close.lost.cut;
    let laid = if is_good { airy } else { close };
    for ((drawing, job), rows) in drawings.iter_mut().zip(jobs).zip(laid.rows) {
        for (at, row) in rows {
            row.draw(drawing, job, (frame.hand, at));
        }
    }
    laid.lost
}

/// Everything if it finds room; else a phrase of each layer, then whole words, then more.
fn choose<'a>(shown: &mut [Shown<'a>], fits: &impl Fn(&[Shown<'a>]) -> bool) {
    if !fits(shown) {
        for one in shown.iter_mut() {
            one.most = 1;
        }
        for layer in KEPT.iter().rev() {
            if fits(shown) {
                break;
            }
            for one in shown.iter_mut().filter(|one| one.layer == *layer) {
                one.most = 0;
            }
        }
    }
    break_lines(shown, fits);
    let mut growing = KEPT.to_vec();
    while !growing.is_empty() {
        // What has no room for one more now will not have it later.
        growing.retain(|layer| grow(shown, *layer, fits));
    }
}

/// As many lines for all as fit; where that is one, a layer after the other gets more.
fn break_lines<'a>(shown: &mut [Shown<'a>], fits: &impl Fn(&[Shown<'a>]) -> bool) {
    for lines in [Lines::Wrapped, Lines::Two, Lines::One] {
        for one in shown.iter_mut() {
            one.lines = lines;
        }
        match (fits(shown), lines) {
            (true, Lines::Wrapped) => return,
            (true, _) => break,
            (false, _) => {}
        }
    }
    for place in 0..shown.len() {
        for lines in [Lines::Wrapped, Lines::Two] {
            let set = |shown: &mut [Shown<'_>], lines| {
                shown.get_mut(place).map(|it| std::mem::replace(&mut it.lines, lines))
            };
            let Some(before) = set(shown, lines) else { return };
            if fits(shown) {
                break;
            }
            set(shown, before);
        }
    }
}

/// Shows one phrase more of a layer, if it fits.
fn grow<'a>(
    shown: &mut [Shown<'a>],
    layer: Layer,
    fits: &impl Fn(&[Shown<'a>]) -> bool,
) -> bool {
    let Some(place) = shown.iter().position(|shown| shown.layer == layer) else {
        return false;
    };
    let add = |shown: &mut [Shown<'a>], by: isize| {
        if let Some(one) = shown.get_mut(place) {
            one.most = one.most.saturating_add_signed(by);
        }
    };
    let has_more = shown.get(place).is_some_and(|one| {
        let all = one.elements.iter().map(Vec::len).max().unwrap_or(0);
        one.most < all.min(MOST)
    });
    if !has_more {
        return false;
    }
    add(shown, 1);
    let is_fit = fits(shown);
    if !is_fit {
        add(shown, -1);
    }
    is_fit
}

fn laid<'a>(
    jobs: &[Job<'a>; 2],
    frame: &Frame,
    (shown, top): (&[Shown<'a>], f32),
    gap: f32,
) -> Laid<'a> {
    let mut laid =
        Laid { rows: [Vec::new(), Vec::new()], end: top, lost: Lost::default() };
    for of_layer in shown.iter().filter(|shown| shown.most > 0) {
        if laid.end > top {
            laid.end += gap;
        }
        let from = laid.end;
        let sides = jobs.iter().zip(&of_layer.elements).zip(&mut laid.rows);
        for ((job, elements), rows) in sides {
            let (left, _) = frame.inside.room(from, from + SIZE);
            let mut y = from;
            rows.push((Point::new(left, y), Row::Label(label(of_layer.layer))));
            for element in in_sight(job, elements, of_layer.most) {
                let (x, phrase) = one(job, frame, element, (y, of_layer.lines));
                let height = phrase.height();
                laid.lost.cut += usize::from(phrase.is_cut());
                rows.push((Point::new(x, y), Row::Phrase(phrase)));
                y += height;
            }
            if elements.is_empty() {
                let at = Point::new(left + frame.labels, y);
                rows.push((at, Row::Nothing));
                y += Setting::new(SIZE, Lines::One).line_height;
            }
            laid.end = laid.end.max(y);
        }
    }
    let from = laid.end;
    for (side, (job, rows)) in jobs.iter().zip(&mut laid.rows).enumerate() {
        let (hidden, words) = more(shown, side);
        laid.lost.hidden += hidden;
        if hidden == 0 {
            continue;
        }
        let (x, room) = frame.inside.room(from, from + 2.0 * MORE.1);
        let mut y = from + 2.0;
        for line in job.fonts.wrap(Face::Sans, MORE.0, room, &words) {
            rows.push((Point::new(x, y), Row::More(line)));
            y += MORE.1;
        }
        laid.end = laid.end.max(y);
    }
    laid
}

/// How many phrases of one moment are not in sight, and of which layers: "2 more: urge, body".
fn more(shown: &[Shown<'_>], side: usize) -> (usize, String) {
    let hidden = shown.iter().filter_map(|shown| {
        let all = shown.elements.get(side)?.len();
        let count = all.saturating_sub(shown.most);
        (count > 0).then(|| (count, label(shown.layer)))
    });
    let (counts, names): (Vec<usize>, Vec<&str>) = hidden.unzip();
    let count = counts.iter().sum();
    (count, format!("{count} more: {}", names.join(", ")))
}

/// A phrase in the room that its lines have, however many they come to be.
fn one<'a>(
    job: &Job<'a>,
    frame: &Frame,
    element: &'a Element,
    (y, lines): (f32, Lines),
) -> (f32, Phrase<'a>) {
    let came = came(job, element);
    let sizes = std::iter::once(SIZE).chain(SMALLER);
    let mut laid = sized(job, frame, element, (y, lines), (SIZE, came));
    for size in sizes.skip(1) {
        if !has_broken_word(&laid.1) {
            break;
        }
        laid = sized(job, frame, element, (y, lines), (size, came));
    }
    laid
}

fn sized<'a>(
    job: &Job<'a>,
    frame: &Frame,
    element: &'a Element,
    (y, lines): (f32, Lines),
    (size, came): (f32, Option<Came>),
) -> (f32, Phrase<'a>) {
    let setting = Setting { came, ..Setting::new(size, lines) };
    let setting = match element.layer {
        Layer::Behaviour => Setting { size, ..setting.strong() },
        _ => setting,
    };
    let lay = |count: usize| {
        let (x, room) = frame.inside.room(y, y + count as f32 * setting.line_height);
        let room = room - frame.labels;
        (x + frame.labels, Phrase::lay(element, room, 0, &setting, job.fonts))
    };
    // A lobe grows narrow: what has two lines may have less room than one line has.
    let mut laid = lay(1);
    for count in 2..=4 {
        if laid.1.lines.len() < count {
            break;
        }
        laid = lay(count);
    }
    laid
}

/// True if a line ends, or goes on, inside a word.
fn has_broken_word(phrase: &Phrase<'_>) -> bool {
    let whole = phrase::words(phrase.element);
    let words: Vec<&str> = whole.split_whitespace().collect();
    let is_word = |piece: &str| {
        let bare = piece.trim_end_matches(['…', ',', '.', ';', '”']);
        bare.is_empty()
            || words.iter().any(|word| {
                word.trim_end_matches(['…', ',', '.', ';', '”']) == bare
                    || word.split('-').any(|part| part == bare.trim_end_matches('-'))
            })
    };
    phrase.lines.iter().any(|line| !line.split_whitespace().all(is_word))
}

fn came(job: &Job, element: &Element) -> Option<Came> {
    let came = job.look.came.get(&element.id).copied();
    came.filter(|came| came.glows() || *came == Came::Gone)
}

/// What is new or gone comes first into sight, then what is owned most; all in their order.
fn in_sight<'a>(job: &Job, elements: &[&'a Element], most: usize) -> Vec<&'a Element> {
    let mut ranked: Vec<(usize, &Element)> =
        elements.iter().copied().enumerate().collect();
    ranked.sort_by_key(|(place, it)| {
        (came(job, it).is_none(), std::cmp::Reverse(it.ownership), *place)
    });
    ranked.truncate(most);
    ranked.sort_by_key(|(place, _)| *place);
    ranked.into_iter().map(|(_, element)| element).collect()
}

impl Row<'_> {
    fn draw(&self, drawing: &mut Drawing, job: &Job, (hand, at): (Hand, Point)) {
        let write =
            |drawing: &mut Drawing, (size, ink): (f32, Ink), down: f32, words: &str| {
                let at = (Point::new(at.x, at.y + down), Anchor::Start);
                phrase::write(drawing, job.fonts, (Face::Sans, size, ink), at, words);
            };
        match self {
            Self::Label(label) => write(drawing, (LABEL, Ink::Ink3), 16.0, label),
            Self::Nothing => write(drawing, (SIZE, Ink::Ink3), 16.5, "–"),
            Self::More(words) => write(drawing, (MORE.0, Ink::Ink2), 14.0, words),
            Self::Phrase(phrase) => {
                if phrase.setting.came.is_some_and(Came::glows) {
                    let width = phrase.width(job.fonts) + 2.0 * GROUND;
                    let ground =
                        Outline::new(at.x - GROUND, at.y, width, phrase.height());
                    marks::kept_today(drawing, ground);
                }
                phrase.draw(drawing, hand, at, job.fonts);
            }
        }
    }
}

#[cfg(test)]
#[path = "half_loop_tests.rs"]
mod tests;
