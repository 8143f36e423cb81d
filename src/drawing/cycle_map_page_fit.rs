//! Fits one partner's words into a lobe: every line asks the curve how wide it is.

use super::cycle_map_page_chords::Chords;
use super::cycle_map_page_setting::{
    Fitted, Fullness, Half, Labels, Names, Part, Setting,
};
use super::cycle_map_page_text::{Text, TextLine};
use super::cycle_map_page_words::{Phrase, Row, SideWords};
use super::lobe::Hand;
use super::page::Type;
use super::{Face, Fonts, Ink, marks};
use std::iter::{Enumerate, Peekable};

/// From the middle of the ribbon to the nearest letter; less in a full loop.
const CLEAR: f32 = 6.0;
const FULL_CLEAR: f32 = 5.2;
/// From the label to the words beside it.
const LABEL_GAP: f32 = 2.6;
const FULL_LABEL_GAP: f32 = 2.0;
/// Width of a narrow column of labels.
const NARROW_LABEL: f32 = 19.0;
/// How far the second line of a phrase stands in.
const INDENT: f32 = 3.2;
/// What the sign before a name takes.
pub const SIGN_ROOM: f32 = 5.0;
/// Part of the size that a capital rises.
pub const CAP: f32 = 0.66;

/// A lobe that is to be filled with words.
#[derive(Clone, Copy)]
pub struct Room<'a> {
    pub fonts: &'a Fonts,
    pub chords: &'a Chords,
    pub hand: Hand,
    pub centre_x: f32,
    /// Distance of the middle of the words from the centre axis.
    pub middle: f32,
    /// How far to the left of the middle the hanging words start.
    pub axis: f32,
    pub labels: Labels,
    pub setting: Setting,
    pub names: Names,
}

impl Room<'_> {
    /// What shows, from `top` (of the first capital) to `foot` (the last baseline); none if the
    /// words do not fit.
    pub fn above(&self, words: &SideWords, (top, foot): (f32, f32)) -> Option<Fitted> {
        let mut fitted = Fitted { last: top, ..Fitted::default() };
        let em = self.setting.em();
        if let Names::Inside(points) = self.names {
            self.name(&mut fitted, &words.name, points)?;
        }
        self.moves(&mut fitted, words)?;
        fitted.broken_moves = fitted.broken;
        let (first, drop) =
            if self.setting.is_full() { (1.75, 1.36) } else { (2.0, 1.46) };
        let first = if fitted.lines.is_empty() { CAP } else { first };
        for (place, row) in words.above.iter().enumerate() {
            let wider = self.setting.air.above;
            fitted.last += if place == 0 { first } else { wider * drop } * em;
            self.hang(&mut fitted, (row, place), Half::Above)?;
        }
        (fitted.last <= foot || fitted.lines.is_empty()).then_some(fitted)
    }

    /// The height that words take at the least, were every line as wide as the lobe: cheaper
    /// to ask than to fit them.
    pub fn least_heights(&self, words: &SideWords, widest: f32) -> (f32, f32) {
        let em = self.setting.em();
        let rows = |rows: &[Row], half| -> f32 {
            let set = self.setting.words(half);
            let lines: f32 = rows
                .iter()
                .map(|row| {
                    let wide = row.phrases.iter().map(|p| p.text.width(set));
                    (wide.sum::<f32>() / widest).ceil().max(1.0)
                })
                .sum();
            lines * 1.12 * em
        };
        let moves = words.moves.len() as f32 * 1.12 * self.setting.moves().size();
        (moves + rows(&words.above, Half::Above), rows(&words.below, Half::Below))
    }

    /// What stays inside, likewise.
    pub fn below(&self, words: &SideWords, (top, foot): (f32, f32)) -> Option<Fitted> {
        let mut fitted = Fitted { last: top, ..Fitted::default() };
        let em = self.setting.em();
        let wide = self.setting.air.below * em;
        for (place, row) in words.below.iter().enumerate() {
            let is_first = place == 0;
            if self.setting.is_full() {
                fitted.last += if is_first { CAP * em } else { 1.4 * wide };
                self.hang(&mut fitted, (row, place), Half::Below)?;
            } else {
                let label = self.setting.label();
                fitted.last += if is_first { CAP * label.size() } else { 1.85 * wide };
                self.centre_row(&mut fitted, (row, place))?;
            }
        }
        for (place, picture) in words.pictures.iter().enumerate() {
            fitted.last += if fitted.lines.is_empty() { CAP * em } else { 2.0 * wide };
            let set = self.setting.picture();
            if self.setting.is_full() {
                self.hang_phrase(&mut fitted, (picture, Part::Picture(place)), set)?;
            } else {
                self.centre(&mut fitted, (picture, Part::Picture(place)), set)?;
            }
        }
        (fitted.last <= foot || fitted.lines.is_empty()).then_some(fitted)
    }

    /// The middle of the words, on the page.
    fn middle_x(&self) -> f32 {
        self.centre_x + self.hand.sign() * self.middle
    }

    fn axis_x(&self) -> f32 {
        self.middle_x() - self.axis
    }

    /// What the partner does, centred: each move on its own line; many share lines in a loop
    /// that is not round.
    fn moves(&self, fitted: &mut Fitted, words: &SideWords) -> Option<()> {
        let set = self.setting.moves();
        let may_share = self.setting.fullness != Fullness::Round && words.moves.len() > 2;
        let mut moves = words.moves.iter().enumerate().peekable();
        let mut was_broken = false;
        let start = fitted.lines.len();
        while moves.peek().is_some() {
            let lines = fitted.lines.len();
            fitted.last += match was_broken {
                _ if lines == 0 => CAP * set.size(),
                _ if lines == start => 1.5 * set.size(),
                true => 1.36 * set.size(),
                false => 1.2 * set.size(),
            };
            let room =
                if may_share { self.centred(fitted.last, set.size()) } else { 0.0 };
            let (taken, together) = self.take(&mut moves, set, room);
            if let [(place, phrase)] = taken.as_slice() {
                self.centre(fitted, (phrase, Part::Move(*place)), set)?;
                was_broken = fitted.lines.len() > lines + 1;
            } else {
                let start = self.middle_x() - together / 2.0;
                self.together(fitted, (&taken, start), Part::Move, set);
                was_broken = false;
            }
        }
        Some(())
    }

    /// A name that is too long for a tab on the ribbon.
    fn name(&self, fitted: &mut Fitted, name: &Text, points: f32) -> Option<()> {
        let set = Type::new(Face::SansSemiBold, points, marks::ink(self.hand));
        let start = fitted.last + CAP * set.size();
        for (place, line) in self.name_lines(set, name, start)?.into_iter().enumerate() {
            fitted.last = start + place as f32 * 1.12 * set.size();
            let x = self.middle_x() + (SIGN_ROOM - line.width) / 2.0;
            fitted.push((x, line.width), line.words, set, (Part::Name, false));
        }
        Some(())
    }

    fn name_lines(&self, set: Type, name: &Text, start: f32) -> Option<Vec<TextLine>> {
        let width = |line: usize| {
            self.centred(start + line as f32 * 1.12 * set.size(), set.size()) - SIGN_ROOM
        };
        name.lines(set, width)
    }

    /// The largest size at which a name stands in the lobe on the fewest lines.
    pub fn name_points(&self, name: &Text, top: f32) -> f32 {
        let mut best: Option<(usize, f32)> = None;
        for points in [15.0, 14.0, 13.0, 12.0, 11.0] {
            let set = Type::new(Face::SansSemiBold, points, marks::ink(self.hand));
            let lines = self.name_lines(set, name, top + CAP * set.size());
            let count = lines.map_or(usize::MAX, |lines| lines.len());
            if best.is_none_or(|(fewest, _)| count < fewest) {
                best = Some((count, points));
            }
        }
        best.map_or(11.0, |(_, points)| points)
    }

    fn label_gap(&self) -> f32 {
        if self.setting.is_full() { FULL_LABEL_GAP } else { LABEL_GAP }
    }

    /// Left and right end of what may be written on at this height.
    fn span(&self, baseline: f32, size: f32) -> (f32, f32) {
        let clear = if self.setting.is_full() { FULL_CLEAR } else { CLEAR };
        let (near, far) = self.chords.beside(baseline, size);
        let (near, far) = (near + clear, far - clear);
        match self.hand {
            Hand::Left => (self.centre_x - far, self.centre_x - near),
            Hand::Right => (self.centre_x + near, self.centre_x + far),
        }
    }

    /// Width of a line that is centred on the middle of the words.
    fn centred(&self, baseline: f32, size: f32) -> f32 {
        let (left, right) = self.span(baseline, size);
        2.0 * (self.middle_x() - left).min(right - self.middle_x())
    }

    /// Width of a line that starts at the axis.
    fn hanging(&self, baseline: f32, size: f32) -> f32 {
        self.span(baseline, size).1 - self.axis_x()
    }

    /// One phrase, centred, on as many lines as it takes.
    fn centre(
        &self,
        fitted: &mut Fitted,
        (phrase, part): (&Phrase, Part),
        set: Type,
    ) -> Option<()> {
        let lead = 1.12 * set.size();
        let start = fitted.last;
        let width = |line: usize| self.centred(start + line as f32 * lead, set.size());
        let lines = phrase.text.lines(set, width)?;
        fitted.broken += usize::from(lines.len() > 1);
        for (place, line) in lines.into_iter().enumerate() {
            fitted.last = start + place as f32 * lead;
            let x = self.middle_x() - line.width / 2.0;
            fitted.push((x, line.width), line.words, set, (part, phrase.is_new));
        }
        Some(())
    }

    /// A label, and under it the phrases of its layer, all centred.
    fn centre_row(&self, fitted: &mut Fitted, (row, place): (&Row, usize)) -> Option<()> {
        let label = self.setting.label();
        let width = label.width(self.fonts, row.label);
        if width > self.centred(fitted.last, label.size()) {
            return None;
        }
        let x = self.middle_x() - width / 2.0;
        let part = Part::Label(Half::Below, place);
        fitted.push((x, width), row.label.to_owned(), label, (part, false));
        let set = self.setting.words(Half::Below);
        let mut phrases = row.phrases.iter().enumerate().peekable();
        fitted.last += 1.2 * set.size();
        while phrases.peek().is_some() {
            let room = self.centred(fitted.last, set.size());
            let (taken, together) = self.take(&mut phrases, set, room);
            if let [(number, phrase)] = taken.as_slice() {
                let part = Part::Phrase(Half::Below, place, *number);
                self.centre(fitted, (phrase, part), set)?;
            } else {
                let start = self.middle_x() - together / 2.0;
                let part = |number| Part::Phrase(Half::Below, place, number);
                self.together(fitted, (&taken, start), part, set);
            }
            if phrases.peek().is_some() {
                fitted.last += 1.22 * set.size();
            }
        }
        Some(())
    }

    /// A label at the left of the axis, and the phrases of its layer at the right.
    fn hang(
        &self,
        fitted: &mut Fitted,
        (row, place): (&Row, usize),
        half: Half,
    ) -> Option<()> {
        let set = self.setting.words(half);
        let top = fitted.last;
        self.hang_label(fitted, row.label, Part::Label(half, place))?;
        let label_foot = std::mem::replace(&mut fitted.last, top);
        let lead = if self.setting.is_full() { 1.17 } else { 1.22 } * set.size();
        let mut phrases = row.phrases.iter().enumerate().peekable();
        while phrases.peek().is_some() {
            let room = self.hanging(fitted.last, set.size());
            let (taken, _) = self.take(&mut phrases, set, room);
            if let [(number, phrase)] = taken.as_slice() {
                let part = Part::Phrase(half, place, *number);
                self.hang_phrase(fitted, (phrase, part), set)?;
            } else {
                let part = |number| Part::Phrase(half, place, number);
                self.together(fitted, (&taken, self.axis_x()), part, set);
            }
            if phrases.peek().is_some() {
                fitted.last += lead;
            }
        }
        fitted.last = fitted.last.max(label_foot);
        Some(())
    }

    /// A label that ends at the axis, on two lines if its column is narrow.
    fn hang_label(&self, fitted: &mut Fitted, words: &str, part: Part) -> Option<()> {
        let set = self.setting.label();
        let lines = match self.labels {
            Labels::Wide => vec![words.to_owned()],
            Labels::Narrow => set.lines(self.fonts, NARROW_LABEL, words),
        };
        let start = fitted.last;
        for (place, words) in lines.into_iter().enumerate() {
            fitted.last = start + place as f32 * 1.17 * self.setting.em();
            let width = set.width(self.fonts, words.trim_end());
            let x = self.axis_x() - self.label_gap() - width;
            if x < self.span(fitted.last, set.size()).0 {
                return None;
            }
            fitted.push((x, width), words, set, (part, false));
        }
        Some(())
    }

    /// One phrase from the axis on, its later lines a little in.
    fn hang_phrase(
        &self,
        fitted: &mut Fitted,
        (phrase, part): (&Phrase, Part),
        set: Type,
    ) -> Option<()> {
        let lead = 1.12 * set.size();
        let start = fitted.last;
        let indent = |line: usize| if line == 0 { 0.0 } else { INDENT };
        let width = |line: usize| {
            self.hanging(start + line as f32 * lead, set.size()) - indent(line)
        };
        let lines = phrase.text.lines(set, width)?;
        fitted.broken += usize::from(lines.len() > 1);
        for (place, line) in lines.into_iter().enumerate() {
            fitted.last = start + place as f32 * lead;
            let x = self.axis_x() + indent(place);
            fitted.push((x, line.width), line.words, set, (part, phrase.is_new));
        }
        Some(())
    }

    /// Phrases that share a line, with a dot between each two.
    fn together(
        &self,
        fitted: &mut Fitted,
        (phrases, start): (&[(usize, &Phrase)], f32),
        part: impl Fn(usize) -> Part,
        set: Type,
    ) {
        let mut x = start;
        let dot = Type { ink: Ink::Ink3, face: Face::Sans, ..set };
        for (place, (number, phrase)) in phrases.iter().enumerate() {
            if place > 0 {
                let width = dot.width(self.fonts, DOT);
                let gap = (self.dot_room(set) - width) / 2.0;
                fitted.push((x + gap, width), DOT.to_owned(), dot, (Part::Dot, false));
                x += self.dot_room(set);
            }
            let width = phrase.text.width(set);
            let part = part(*number);
            fitted.push(
                (x, width),
                phrase.text.as_str().to_owned(),
                set,
                (part, phrase.is_new),
            );
            x += width;
        }
    }

    /// The next phrases that fit on one line, at least one, and how wide they are together.
    fn take<'p>(
        &self,
        phrases: &mut Numbered<'p>,
        set: Type,
        room: f32,
    ) -> (Vec<(usize, &'p Phrase)>, f32) {
        let (mut together, mut taken) = (0.0, Vec::new());
        while let Some((_, phrase)) = phrases.peek() {
            let gap = if taken.is_empty() { 0.0 } else { self.dot_room(set) };
            let wider = together + gap + phrase.text.width(set);
            if wider > room && !taken.is_empty() {
                break;
            }
            together = wider;
            taken.extend(phrases.next());
        }
        (taken, together)
    }

    fn dot_room(&self, set: Type) -> f32 {
        2.0 * 0.42 * set.size() + set.width(self.fonts, DOT)
    }
}

type Numbered<'p> = Peekable<Enumerate<std::slice::Iter<'p, Phrase>>>;

const DOT: &str = "·";
