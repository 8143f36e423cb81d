//! Lays out one phrase with its marks, and draws it.

use super::cycle_map_changes::{self, Came};
use super::lobe::Hand;
use super::marks::{self, Trail};
use super::{Drawing, Face, Fonts, Ink, Outline, Point, Shape, TextRun, Whole};
use crate::model::{Element, Ownership};

/// From the left end of a phrase's slot to its words, for words of 15 px.
const BULLET: f32 = 20.0;
/// Before the count behind a phrase, and after it.
const ROUND_COUNT: (f32, f32) = (6.0, 4.0);
const COUNT: (Face, f32) = (Face::SansSemiBold, 13.0);

/// How phrases are set. Lengths are pixels at 100 %.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Setting {
    pub size: f32,
    pub line_height: f32,
    pub voice: Voice,
    pub lines: Lines,
    /// What became of this phrase, while two moments are compared.
    pub came: Option<Came>,
}

/// Behaviours are set strong, all else plain.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Voice {
    Plain,
    Strong,
}

/// What happens to a phrase that is wider than its slot.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lines {
    Wrapped,
    /// One line, cut at a word, with an ellipsis.
    One,
    /// As `One`, but on up to two lines.
    Two,
}

/// One phrase, broken into lines.
#[derive(Debug, Clone)]
pub struct Phrase<'a> {
    pub element: &'a Element,
    pub lines: Vec<String>,
    pub setting: Setting,
    /// How many more of the layer are folded behind it.
    pub folded: usize,
}

impl Setting {
    pub fn new(size: f32, lines: Lines) -> Self {
        let line_height = (size * 1.38).round();
        Self { size, line_height, voice: Voice::Plain, lines, came: None }
    }

    /// The setting of a behaviour card beside rows in this setting.
    #[must_use]
    pub fn strong(self) -> Self {
        let (size, line_height) = (self.size + 0.5, self.line_height + 1.0);
        Self { size, line_height, voice: Voice::Strong, ..self }
    }

    /// How much larger than at 15 px the marks are.
    pub fn mark_scale(&self) -> f32 {
        (self.size / 15.0).sqrt()
    }

    /// From the left end of the slot to the words.
    pub fn words_from(&self) -> f32 {
        BULLET * self.mark_scale()
    }

    /// From the top of a line to its baseline.
    pub fn baseline(&self) -> f32 {
        0.5 * self.line_height + 0.34 * self.size
    }

    /// The room that the marks behind the last word take.
    fn behind(&self, element: &Element) -> f32 {
        let turn = if self.turned().is_some() { cycle_map_changes::TURN } else { 0.0 };
        (Trail::of(element).width() + turn) * self.mark_scale()
    }

    /// How far it was owned before.
    fn turned(&self) -> Option<Ownership> {
        match self.came {
            Some(Came::Owned(from)) => Some(from),
            _ => None,
        }
    }

    fn is_gone(&self) -> bool {
        self.came == Some(Came::Gone)
    }

    fn face_and_size(&self, element: &Element) -> (Face, f32) {
        match (element.own_words, self.voice) {
            (true, Voice::Plain) => (Face::SerifItalic, self.size + 0.3),
            (true, Voice::Strong) => (Face::SerifItalic, self.size + 0.5),
            (false, Voice::Plain) => (Face::Sans, self.size),
            (false, Voice::Strong) => (Face::SansSemiBold, self.size),
        }
    }
}

/// The words as they stand on the therapist's map: a guess is asked.
pub fn words(element: &Element) -> String {
    // A no-break space, so that the question mark never stands on a line alone.
    let asked = if element.ownership == Ownership::Guess { "\u{a0}?" } else { "" };
    format!("{}{asked}", element.quoted())
}

/// In one line; where the end is cut, the closing mark of a quotation stands behind the dots.
pub fn fit_quoted(
    fonts: &Fonts,
    (face, size): (Face, f32),
    room: f32,
    words: &str,
) -> String {
    const CLOSING: &str = "”";
    if fonts.width(face, size, words) <= room || !words.starts_with('“') {
        return fonts.fit(face, size, room, words);
    }
    let room = room - fonts.width(face, size, CLOSING);
    let cut = fonts.fit(face, size, room, words);
    if cut.contains(CLOSING) { cut } else { format!("{cut}{CLOSING}") }
}

impl<'a> Phrase<'a> {
    /// Lays out a phrase in a slot of this width; `folded` more are counted behind it.
    pub fn lay(
        element: &'a Element,
        slot_width: f32,
        folded: usize,
        setting: &Setting,
        fonts: &Fonts,
    ) -> Self {
        let (face, size) = setting.face_and_size(element);
        let text = words(element);
        let full = slot_width - setting.words_from();
        let count = if folded > 0 { count_room(fonts, folded) } else { 0.0 };
        let behind = setting.behind(element) + count;
        let lines = match setting.lines {
            Lines::One => vec![fonts.fit(face, size, full - behind, &text)],
            Lines::Two => two_lines(fonts, (face, size), (full, behind), &text),
            Lines::Wrapped => wrap_before(fonts, (face, size), (full, behind), &text),
        };
        Self { element, lines, setting: *setting, folded }
    }

    /// True if the phrase ends with an ellipsis of ours.
    pub fn is_cut(&self) -> bool {
        let is_marked = self.lines.last().is_some_and(|line| line.ends_with('…'));
        let bare = |words: &str| words.split_whitespace().collect::<String>();
        is_marked && bare(&self.lines.concat()) != bare(&words(self.element))
    }

    pub fn height(&self) -> f32 {
        self.lines.len() as f32 * self.setting.line_height
    }

    /// Draws the phrase with the top left corner of its slot at `at`; gives back the place of
    /// the count of what is folded.
    pub fn draw(
        &self,
        drawing: &mut Drawing,
        hand: Hand,
        at: Point,
        fonts: &Fonts,
    ) -> Option<Outline> {
        self.draw_mark(drawing, hand, at);
        let (face, size) = self.setting.face_and_size(self.element);
        let ink = match self.element.ownership {
            _ if self.setting.is_gone() => Ink::Ink3,
            Ownership::Guess => Ink::Ink2,
            _ => Ink::Ink,
        };
        let group = next_group(drawing);
        let (mut end, mut y) = (at.x, at.y);
        if self.is_cut() {
            let start =
                Point::new(at.x + self.setting.words_from(), y + self.setting.baseline());
            let run = line_of(fonts, (face, size, ink), start, &words(self.element));
            let at = Outline::new(at.x, at.y, self.width(fonts), self.height());
            drawing.wholes.push(Whole { at, run, more: String::new() });
        }
        for line in &self.lines {
            let start =
                Point::new(at.x + self.setting.words_from(), y + self.setting.baseline());
            let run = line_of(fonts, (face, size, ink), start, line);
            end = run.at.x + run.width;
            let struck = self.setting.is_gone().then(|| cycle_map_changes::strike(&run));
            drawing.shapes.push(Shape::Text(TextRun { group, ..run }));
            drawing.shapes.extend(struck);
            y += self.setting.line_height;
        }
        let end = Point::new(end, y - self.setting.line_height);
        self.draw_behind(drawing, (hand, end), fonts)
    }

    /// While the words are being edited: the mark, and an empty line where they start.
    pub fn draw_field(&self, drawing: &mut Drawing, hand: Hand, at: Point) {
        self.draw_mark(drawing, hand, at);
        let (face, size) = self.setting.face_and_size(self.element);
        let start =
            Point::new(at.x + self.setting.words_from(), at.y + self.setting.baseline());
        drawing.shapes.push(Shape::Text(TextRun {
            at: start,
            words: String::new(),
            face,
            size,
            ink: Ink::Ink,
            width: 0.0,
            group: next_group(drawing),
        }));
    }

    fn draw_mark(&self, drawing: &mut Drawing, hand: Hand, at: Point) {
        let centre = Point::new(at.x + 6.0, at.y + 0.5 * self.setting.line_height);
        let radius = marks::SHAPE * self.setting.mark_scale();
        if self.setting.is_gone() {
            return marks::gone(drawing, hand, (centre, radius));
        }
        marks::ownership(drawing, hand, self.element.ownership, (centre, radius));
    }

    /// The marks and the count behind the last word, which ends at `end` on a line's top.
    fn draw_behind(
        &self,
        drawing: &mut Drawing,
        (hand, end): (Hand, Point),
        fonts: &Fonts,
    ) -> Option<Outline> {
        let scale = self.setting.mark_scale();
        let trail = Trail::of(self.element);
        trail.draw(
            drawing,
            Point::new(end.x, end.y + 0.5 * self.setting.line_height),
            scale,
        );
        if let Some(from) = self.setting.turned() {
            let x = end.x + trail.width() * scale;
            let at = Point::new(x, end.y + 0.5 * self.setting.line_height);
            let turn = (from, self.element.ownership);
            cycle_map_changes::draw_turn(drawing, hand, turn, (at, scale));
        }
        if self.folded == 0 {
            return None;
        }
        let x = end.x + self.setting.behind(self.element) + ROUND_COUNT.0;
        let start = Point::new(x, end.y + self.setting.baseline());
        let count = format!("+{}", self.folded);
        let run = line_of(fonts, (COUNT.0, COUNT.1, Ink::Ink2), start, &count);
        let at = Outline::new(
            x - 4.0,
            end.y,
            (run.width + 8.0).max(24.0),
            self.setting.line_height,
        );
        let group = next_group(drawing);
        drawing.shapes.push(Shape::Text(TextRun { group, ..run }));
        Some(at)
    }

    /// How far the words and marks reach to the right of the slot's left end.
    pub fn width(&self, fonts: &Fonts) -> f32 {
        let (face, size) = self.setting.face_and_size(self.element);
        let line = |line: &String| fonts.width(face, size, line);
        let widest = self.lines.iter().map(line).fold(0.0, f32::max);
        let last =
            self.lines.last().map_or(0.0, line) + self.setting.behind(self.element);
        self.setting.words_from() + widest.max(last)
    }
}

/// Room for "+7" behind a phrase.
fn count_room(fonts: &Fonts, folded: usize) -> f32 {
    let words = fonts.width(COUNT.0, COUNT.1, &format!("+{folded}"));
    ROUND_COUNT.0 + words + ROUND_COUNT.1
}

/// Wraps a text that must leave room behind its last word.
fn wrap_before(
    fonts: &Fonts,
    (face, size): (Face, f32),
    (full, behind): (f32, f32),
    text: &str,
) -> Vec<String> {
    let mut lines = fonts.wrap(face, size, full, text);
    let last = lines.last().map_or(0.0, |line| fonts.width(face, size, line));
    if last + behind <= full {
        return lines;
    }
    // The last line gives its last word to a line of its own, where the marks find room.
    let taken = lines.pop().unwrap_or_default();
    match taken.rsplit_once(' ') {
        Some((kept, moved)) if !kept.trim().is_empty() => {
            lines.push(kept.trim_end().to_owned());
            lines.extend(fonts.wrap(face, size, full - behind, moved));
        }
        _ => lines.extend(fonts.wrap(face, size, full - behind, &taken)),
    }
    lines
}

fn two_lines(
    fonts: &Fonts,
    (face, size): (Face, f32),
    (full, behind): (f32, f32),
    text: &str,
) -> Vec<String> {
    let mut lines = wrap_before(fonts, (face, size), (full, behind), text);
    if lines.len() > 2 {
        let first = lines.remove(0);
        let rest = text.get(first.len()..).unwrap_or_default().trim_start();
        lines = vec![fonts.fit(face, size, full - behind, rest)];
        lines.insert(0, first);
    }
    lines
}

/// A line of words that starts at `start`.
pub fn line_of(
    fonts: &Fonts,
    (face, size, ink): (Face, f32, Ink),
    start: Point,
    words: &str,
) -> TextRun {
    let width = fonts.width(face, size, words);
    TextRun { at: start, words: words.to_owned(), face, size, ink, width, group: 0 }
}

/// Where a line is anchored.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Anchor {
    Start,
    Middle,
    End,
}

/// Draws one line in a group of its own.
pub fn write(
    drawing: &mut Drawing,
    fonts: &Fonts,
    style: (Face, f32, Ink),
    (at, anchor): (Point, Anchor),
    words: &str,
) -> Outline {
    let group = next_group(drawing);
    write_in_group(drawing, fonts, style, (at, anchor), (words, group))
}

/// Draws words on one line, cut at a word if they are wider than the room; what is cut is kept
/// whole beside the drawing.
pub fn write_fitted(
    drawing: &mut Drawing,
    fonts: &Fonts,
    style: (Face, f32, Ink),
    (at, anchor, room): (Point, Anchor, f32),
    words: &str,
) -> Outline {
    let fitted = fonts.fit_label(style.0, style.1, room, words);
    let place = write(drawing, fonts, style, (at, anchor), &fitted);
    if fitted != words {
        let run = line_of(fonts, style, Point::new(place.x, at.y), words);
        drawing.wholes.push(Whole { at: place, run, more: String::new() });
    }
    place
}

/// Draws one line of a group.
pub fn write_in_group(
    drawing: &mut Drawing,
    fonts: &Fonts,
    style: (Face, f32, Ink),
    (at, anchor): (Point, Anchor),
    (words, group): (&str, u32),
) -> Outline {
    let mut run = line_of(fonts, style, at, words);
    run.at.x -= match anchor {
        Anchor::Start => 0.0,
        Anchor::Middle => 0.5 * run.width,
        Anchor::End => run.width,
    };
    let outline = extent(&run);
    drawing.shapes.push(Shape::Text(TextRun { group, ..run }));
    outline
}

/// The room that a line of words takes, from its tallest letter to its lowest.
pub fn extent(run: &TextRun) -> Outline {
    Outline::new(run.at.x, run.at.y - 0.78 * run.size, run.width, run.size)
}

/// The number of the next phrase that a reader is led to.
pub fn next_group(drawing: &Drawing) -> u32 {
    let last = drawing.shapes.iter().rev().find_map(|shape| match shape {
        Shape::Text(run) => Some(run.group),
        _ => None,
    });
    last.map_or(1, |group| group + 1)
}
