//! The middle of a map: the loop's name, its sentence, the line's two words, what both share.

use super::cycle_map::{Job, RIBBON, grown, target};
use super::cycle_map_changes::Came;
use super::cycle_map_slots::Slots;
use super::lobe::{Hand, Lobe};
use super::phrase::{self, Anchor};
use super::{Cubic, Drawing, Face, Fonts, Ink, Outline, Point, TargetId, Whole};
use crate::model::{CycleMap, Element, sentence};
use std::borrow::Cow;

pub(super) type Style = (Face, f32, Ink);

/// Below this height over the crossing the sentence would crowd the strands.
const ROOM_FOR_SENTENCE: f32 = 150.0;
pub(super) const SENTENCE: Style = (Face::Sans, 14.0, Ink::Ink2);
pub(super) const SENTENCE_LINE: f32 = 19.0;
const SHARED: Style = (Face::Sans, 14.5, Ink::Ink2);
const SHARED_LINE: f32 = 20.0;

pub(super) fn draw(drawing: &mut Drawing, job: &Job, slots: &Slots) {
    let lines = loop_name(drawing, job, &slots.lobe);
    sentence(drawing, job, &slots.lobe, under(lines));
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
        keep_whole_name(drawing, job, (&lines, style), place);
        target(drawing, TargetId::LoopName, grown(place, 6.0));
    }
    lines.len()
}

fn keep_whole_name(
    drawing: &mut Drawing,
    job: &Job,
    (lines, style): (&[String], Style),
    at: Outline,
) {
    let shown: usize = lines.iter().map(|line| line.split_whitespace().count()).sum();
    let name = format!("“{}”", job.map.name);
    let is_cut = shown < name.split_whitespace().count()
        || lines.last().is_some_and(|line| line.ends_with('…') && !name.ends_with("…”"));
    if is_cut && !job.map.name.is_empty() {
        let start = Point::new(at.x, at.y + 0.78 * style.1);
        let run = phrase::line_of(job.fonts, style, start, &name);
        drawing.wholes.push(Whole { at, run, more: String::new() });
    }
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
    let mut lines = fonts.wrap_evenly(Face::SerifItalic, 18.0, width, name);
    if lines.len() > 2 {
        let rest = lines.split_off(1).join(" ");
        lines.push(fonts.fit(Face::SerifItalic, 18.0, width, &rest));
    }
    (lines, style)
}

/// The loop without what is only shown because it was there before.
fn without_gone<'a>(job: &Job<'a>) -> Cow<'a, CycleMap> {
    let is_gone = |it: &Element| job.look.came.get(&it.id) == Some(&Came::Gone);
    if !job.map.elements().any(|(_, it)| is_gone(it)) {
        return Cow::Borrowed(job.map);
    }
    let mut map = job.map.clone();
    for side in [&mut map.sides.a, &mut map.sides.b] {
        side.elements.retain(|it| !is_gone(it));
    }
    Cow::Owned(map)
}

/// How far under the top of the loop the sentence begins, below a name of so many lines.
pub(super) fn under(name_lines: usize) -> f32 {
    48.0 + 23.0 * (name_lines.max(1) - 1) as f32
}

/// The sentence that the map says by itself, `down` below the top of the loop, as far as the
/// strands leave room: all of it, or how one move brings the other, or, behind the loop's name,
/// nothing that is seen at rest.
pub(super) fn sentence(drawing: &mut Drawing, job: &Job, lobe: &Lobe, down: f32) {
    let map = without_gone(job);
    let Some(said) = sentence::of_map(&map, job.names, job.look.first) else { return };
    let first = lobe.top + down;
    let has_room = lobe.crossing - lobe.top >= ROOM_FOR_SENTENCE;
    let in_full = said.on_screen();
    let set = [&in_full, &said.round]
        .into_iter()
        .filter(|_| has_room)
        .find_map(|words| Some((words, sentence_lines(job.fonts, lobe, first, words)?)));
    let style = SENTENCE;
    let Some((words, lines)) = set else {
        behind_the_name(drawing, job, lobe, in_full);
        return;
    };
    let group = phrase::next_group(drawing);
    let mut place: Option<Outline> = None;
    for (number, line) in lines.iter().enumerate() {
        let at = Point::new(lobe.centre_x, first + SENTENCE_LINE * number as f32);
        let at = (at, Anchor::Middle);
        let words = (line.as_str(), group);
        let here = phrase::write_in_group(drawing, job.fonts, style, at, words);
        place = Some(place.map_or(here, |before| around(before, here)));
    }
    let Some(place) = place else { return };
    if *words != in_full {
        let start = Point::new(place.x, first);
        let run = phrase::line_of(job.fonts, style, start, &in_full);
        drawing.wholes.push(Whole { at: place, run, more: String::new() });
    }
    target(drawing, TargetId::Sentence, place);
}

/// The sentence that found no room opens with the loop's name.
fn behind_the_name(drawing: &mut Drawing, job: &Job, lobe: &Lobe, sentence: String) {
    let first = drawing.texts().find(|run| run.at.y <= lobe.top + 70.0).cloned();
    let Some(mut name) = first else { return };
    let at = phrase::extent(&name);
    if !job.map.name.is_empty() {
        name.words = format!("“{}”", job.map.name);
    }
    target(drawing, TargetId::Sentence, at);
    match drawing.wholes.first_mut() {
        Some(whole) => whole.more = sentence,
        None => drawing.wholes.push(Whole { at, run: name, more: sentence }),
    }
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
    let (mut lines, width) = shared_lines(job, room, most);
    let all: Vec<String> = lines.iter().map(|(_, line)| line.clone()).collect();
    let is_cut = lines.len() > most;
    if is_cut {
        let rest: Vec<String> =
            lines.split_off(most - 1).into_iter().map(|(_, line)| line).collect();
        let fitted = job.fonts.fit(face, size, width, &format!("{} …", rest.join(" ")));
        lines.push((1, fitted));
    }
    let at = Outline::new(lobe.centre_x - 0.5 * width, first - 20.0, width, 54.0);
    // Feeling and conviction are two sentences: a little air tells them apart.
    let has_both = lines.iter().any(|(text, _)| *text == 1) && lines.len() < most;
    let air =
        if has_both && lines.iter().any(|(text, _)| *text == 0) { 9.0 } else { 0.0 };
    let height = 30.0 + air + SHARED_LINE * lines.len().max(1) as f32;
    let at = Outline { height, ..at };
    target(drawing, TargetId::Shared, at);
    if is_cut {
        let start = Point::new(at.x, first);
        let run = phrase::line_of(job.fonts, SHARED, start, &all.join(" "));
        drawing.wholes.push(Whole { at, run, more: String::new() });
    }
    let group = phrase::next_group(drawing);
    for (number, (text, line)) in lines.iter().enumerate() {
        let drop = air * *text as f32 + SHARED_LINE * number as f32;
        let at = Point::new(lobe.centre_x, first + drop);
        let words = (line.as_str(), group + *text as u32);
        phrase::write_in_group(drawing, job.fonts, SHARED, (at, Anchor::Middle), words);
    }
}

/// The shared words in even lines, each with the number of its text, in the narrowest of the
/// usual widths that holds them; and that width.
fn shared_lines(job: &Job, room: f32, most: usize) -> (Vec<(usize, String)>, f32) {
    let (face, size, _) = SHARED;
    let texts = [&job.map.centre.shared_emotion, &job.map.centre.shared_conviction];
    let wrapped = |width: f32| -> Vec<(usize, String)> {
        let filled = texts.iter().enumerate().filter(|(_, text)| !text.is_empty());
        let lines = |(number, text): (usize, &&String)| {
            let lines = job.fonts.wrap_evenly(face, size, width, text);
            lines.into_iter().map(move |line| (number, line))
        };
        filled.flat_map(lines).collect()
    };
    let widths = [180.0, 220.0, 260.0, 300.0].map(|width: f32| width.min(room));
    let fits = |width: &f32| wrapped(*width).len() <= most;
    let width = widths.into_iter().find(fits).unwrap_or(room).max(60.0);
    (wrapped(width), width)
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
