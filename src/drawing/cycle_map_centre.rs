//! The middle of a map: the loop's name, its sentence, the line's two words, what both share.

use super::cycle_map::{Job, RIBBON, grown, target};
use super::cycle_map_slots::Slots;
use super::lobe::{Hand, Lobe};
use super::phrase::{self, Anchor};
use super::{Cubic, Drawing, Face, Fonts, Ink, Outline, Point, TargetId};
use crate::model::sentence::{self, Move};
use crate::model::{Layer, Pair};

pub(super) type Style = (Face, f32, Ink);

/// Below this height over the crossing the sentence would crowd the strands.
const ROOM_FOR_SENTENCE: f32 = 190.0;
pub(super) const SENTENCE: Style = (Face::Sans, 14.0, Ink::Ink2);
pub(super) const SENTENCE_LINE: f32 = 19.0;
const SHARED: Style = (Face::Sans, 14.5, Ink::Ink2);
const SHARED_LINE: f32 = 20.0;

pub(super) fn draw(drawing: &mut Drawing, job: &Job, slots: &Slots) {
    let lines = loop_name(drawing, job, &slots.lobe);
    sentence(drawing, job, slots, lines);
    line_words(drawing, job.fonts, Point::new(slots.lobe.centre_x, slots.line_y));
    shared(drawing, job, slots);
}

/// The two words at the line.
pub(super) fn line_words(drawing: &mut Drawing, fonts: &Fonts, at: Point) {
    let style = (Face::Sans, 13.0, Ink::Ink3);
    for (words, down) in [("shows", -8.0), ("stays hidden", 19.0)] {
        let place = (Point::new(at.x, at.y + down), Anchor::Middle);
        phrase::write(drawing, fonts, style, place, words);
    }
}

/// The couple's own name for the loop, as large as the strands leave room; gives back the
/// number of its lines.
pub(super) fn loop_name(drawing: &mut Drawing, job: &Job, lobe: &Lobe) -> usize {
    let top = lobe.top;
    let (lines, style) = if job.map.name.is_empty() {
        let style = (Face::Sans, 15.0, Ink::Ink3);
        (vec!["No name for the loop yet".to_owned()], style)
    } else {
        let quoted = format!("“{}”", job.map.name);
        name_lines(job.fonts, lobe, &quoted)
    };
    let group = phrase::next_group(drawing);
    let mut place: Option<Outline> = None;
    for (number, line) in lines.iter().enumerate() {
        let at = Point::new(lobe.centre_x, top + 22.0 + 23.0 * number as f32);
        let words = (line.as_str(), group);
        let here = phrase::write_in_group(
            drawing,
            job.fonts,
            style,
            (at, Anchor::Middle),
            words,
        );
        place = Some(place.map_or(here, |before| around(before, here)));
    }
    if let Some(place) = place {
        target(drawing, TargetId::LoopName, grown(place, 6.0));
    }
    lines.len()
}

fn name_lines(fonts: &Fonts, lobe: &Lobe, name: &str) -> (Vec<String>, Style) {
    let [strand, ..] = lobe.curves(Hand::Right);
    let room =
        |line: f32| between(lobe, &strand, (lobe.top + line, lobe.top + line + 24.0));
    for size in [21.0, 19.5, 18.0] {
        if fonts.width(Face::SerifItalic, size, name) <= room(4.0) {
            return (vec![name.to_owned()], (Face::SerifItalic, size, Ink::Ink));
        }
    }
    let style = (Face::SerifItalic, 18.0, Ink::Ink);
    let width = room(27.0);
    let mut lines = fonts.wrap(Face::SerifItalic, 18.0, width, name);
    if lines.len() > 2 {
        let rest = lines.split_off(1).join(" ");
        lines.push(fonts.fit(Face::SerifItalic, 18.0, width, &rest));
    }
    (lines, style)
}

/// The sentence that the map says by itself, if the strands leave room for all of it.
fn sentence(drawing: &mut Drawing, job: &Job, slots: &Slots, name_lines: usize) {
    let lobe = &slots.lobe;
    let Some(words) =
        words_of(job).filter(|_| lobe.crossing - lobe.top >= ROOM_FOR_SENTENCE)
    else {
        return;
    };
    let below_name = 23.0 * (name_lines.max(1) - 1) as f32;
    let first = lobe.top + 48.0 + below_name;
    let Some(lines) = sentence_lines(job.fonts, lobe, first, &words) else { return };
    let group = phrase::next_group(drawing);
    for (number, line) in lines.iter().enumerate() {
        let at = Point::new(lobe.centre_x, first + SENTENCE_LINE * number as f32);
        let words = (line.as_str(), group);
        phrase::write_in_group(drawing, job.fonts, SENTENCE, (at, Anchor::Middle), words);
    }
}

fn words_of(job: &Job) -> Option<String> {
    let half = |partner| {
        let does = sentence::predicate(job.map.layer(partner, Layer::Behaviour))?;
        Some(Move { name: (*job.names.of(partner)).to_owned(), does })
    };
    let moves = Pair {
        a: half(crate::model::PartnerId::A)?,
        b: half(crate::model::PartnerId::B)?,
    };
    let words = sentence::the_more(&moves, job.look.first);
    Some(words.trim_end_matches('.').to_owned())
}

/// The sentence in a few lines, none of them on a strand.
pub(super) fn sentence_lines(
    fonts: &Fonts,
    lobe: &Lobe,
    first: f32,
    words: &str,
) -> Option<Vec<String>> {
    let wrapped = |widest: f32| funnel(fonts, lobe, (first, widest), words);
    let widths = [205.0, 240.0, 280.0, 320.0, 360.0];
    let fitting: Vec<(f32, usize)> =
        widths.into_iter().filter_map(|w| Some((w, wrapped(w)?.len()))).collect();
    let few = |most: usize| fitting.iter().find(|(_, lines)| *lines <= most);
    let (width, lines) = *few(4).or_else(|| few(5)).or_else(|| few(6))?;
    // The narrowest setting with as many lines is the most even one.
    let narrower = (0..12).filter_map(|by| wrapped(width - 8.0 * by as f32));
    narrower.take_while(|narrow| narrow.len() == lines).last()
}

/// Words between the two strands, which come closer from line to line; none if they would not
/// fit above the crossing.
fn funnel(
    fonts: &Fonts,
    lobe: &Lobe,
    (first, widest): (f32, f32),
    words: &str,
) -> Option<Vec<String>> {
    let (face, size, _) = SENTENCE;
    let [strand, ..] = lobe.curves(Hand::Right);
    let room = |line: usize| {
        let baseline = first + SENTENCE_LINE * line as f32;
        let is_above = baseline + 30.0 < lobe.crossing;
        let free = between(lobe, &strand, (baseline - 12.0, baseline + 5.0));
        if is_above { free.min(widest) } else { 0.0 }
    };
    let mut lines = vec![String::new()];
    for word in words.split_whitespace() {
        let number = lines.len();
        let line = lines.last_mut()?;
        let longer =
            if line.is_empty() { word.to_owned() } else { format!("{line} {word}") };
        if fonts.width(face, size, &longer) <= room(number - 1) {
            *line = longer;
        } else if !line.is_empty() && fonts.width(face, size, word) <= room(number) {
            lines.push(word.to_owned());
        } else {
            return None;
        }
    }
    Some(lines)
}

/// What both share, under the crossing, where the two lobes leave room.
fn shared(drawing: &mut Drawing, job: &Job, slots: &Slots) {
    let lobe = &slots.lobe;
    let (face, size, _) = SHARED;
    let [.., strand] = lobe.curves(Hand::Right);
    let first = slots.line_y + 84.0;
    let room = between(lobe, &strand, (first - 14.0, first + 5.0));
    let most = ((lobe.foot - 16.0 - first) / SHARED_LINE).floor().max(0.0) as usize + 1;
    let texts = [&job.map.centre.shared_emotion, &job.map.centre.shared_conviction];
    let wrapped = |width: f32| -> Vec<(usize, String)> {
        let wrap = |(number, text): (usize, &&String)| {
            job.fonts
                .wrap(face, size, width, text)
                .into_iter()
                .map(move |line| (number, line))
        };
        texts
            .iter()
            .enumerate()
            .filter(|(_, text)| !text.is_empty())
            .flat_map(wrap)
            .collect()
    };
    let widths = [180.0, 220.0, 260.0, 300.0].map(|width: f32| width.min(room));
    let Some(width) =
        widths.into_iter().find(|w| wrapped(*w).len() <= most).or(Some(room))
    else {
        return;
    };
    let mut lines = wrapped(width.max(60.0));
    if lines.len() > most {
        let rest: Vec<String> =
            lines.split_off(most - 1).into_iter().map(|(_, line)| line).collect();
        let fitted = job.fonts.fit(face, size, width, &format!("{} …", rest.join(" ")));
        lines.push((1, fitted));
    }
    let at = Outline::new(lobe.centre_x - 0.5 * width, first - 20.0, width, 54.0);
    let height = 30.0 + SHARED_LINE * lines.len().max(1) as f32;
    target(drawing, TargetId::Shared, Outline { height, ..at });
    let group = phrase::next_group(drawing);
    for (number, (text, line)) in lines.iter().enumerate() {
        let at = Point::new(lobe.centre_x, first + SHARED_LINE * number as f32);
        let words = (line.as_str(), group + *text as u32);
        phrase::write_in_group(drawing, job.fonts, SHARED, (at, Anchor::Middle), words);
    }
}

/// The free width between both strands over a range of heights.
fn between(lobe: &Lobe, strand: &Cubic, (top, bottom): (f32, f32)) -> f32 {
    let near = |y: f32| lobe.reach(&[*strand], y).map_or(f32::MAX, |reach| reach.nearest);
    let nearest = near(top).min(near(bottom)).min(lobe.half_width);
    (2.0 * nearest - RIBBON - 24.0).max(0.0)
}

fn around(one: Outline, two: Outline) -> Outline {
    let (x, y) = (one.x.min(two.x), one.y.min(two.y));
    let (right, bottom) = (one.right().max(two.right()), one.bottom().max(two.bottom()));
    Outline::new(x, y, right - x, bottom - y)
}
