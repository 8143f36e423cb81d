//! Fits the words of a loop on a page of text: every line asks the curve how wide it is.

use super::cycle_map_page_chords::Chords;
use super::cycle_map_page_text::Text;
use super::document::{LayerRow, OwnedPhrase, Shows};
use super::lobe::{Hand, Lobe};
use super::page::{MM_PER_PT, Type};
use super::{Face, Fonts, Ink, Point};
use crate::model::Ownership;

/// A line of words in its place, or a mark.
#[derive(Debug, Clone, PartialEq)]
pub struct Written {
    pub at: Point,
    pub words: String,
    pub set: Type,
    /// Lines of one phrase share a number.
    pub part: usize,
    pub is_ornament: bool,
    pub mark: Option<(Ownership, Hand, Point, f32)>,
}

/// Words in the middle of a lobe.
pub struct CentredWords<'a> {
    pub fonts: &'a Fonts,
    pub chords: &'a Chords,
    pub lobe: &'a Lobe,
    pub middle: f32,
    pub clear: f32,
}

/// Part of the size that a capital rises.
const CAP: f32 = 0.66;
/// Between a label and the words.
const LABEL_GAP: f32 = 2.4;
/// White between the middle of the ribbon and the nearest letter.
const CLEAR: f32 = 4.2;
/// How far to the left of the middle the words of a layer may start.
const AXES: [f32; 7] = [15.0, 12.0, 18.0, 9.0, 21.0, 6.0, 24.0];

impl CentredWords<'_> {
    /// As many of the phrases as fit, as large as they fit; nothing if none does. Several stand
    /// on one line, or one under the other; only a phrase by itself is broken.
    pub fn largest(
        &self,
        phrases: &[String],
        (face, sizes, most): (Face, &[f32], usize),
        bounds: (f32, f32),
    ) -> Vec<Written> {
        for count in (1..=most.min(phrases.len())).rev() {
            let phrases = phrases.get(..count).unwrap_or_default();
            let together = [Text::new(self.fonts, &phrases.join(" · "))];
            let apart: Vec<Text> =
                phrases.iter().map(|phrase| Text::new(self.fonts, phrase)).collect();
            // The first of many does not get small letters for the sake of the others.
            let sizes = if count > 1 { sizes.get(..4).unwrap_or(sizes) } else { sizes };
            let most_lines = if count > 1 { 1 } else { 5 };
            for points in sizes {
                let set = Type::new(face, *points, Ink::Ink);
                let written = self
                    .fit(&together, (set, most_lines), bounds)
                    .or_else(|| self.fit(&apart, (set, 1), bounds));
                if let Some(written) = written {
                    return written;
                }
            }
        }
        // None of the first ones fits: the first that does, by itself.
        let alone = |phrase: &String| {
            let words = [Text::new(self.fonts, phrase)];
            let points = sizes.last()?;
            self.fit(&words, (Type::new(face, *points, Ink::Ink), 4), bounds)
        };
        phrases.iter().find_map(alone).unwrap_or_default()
    }

    /// Texts one under the other, each on so many lines at most, in the middle of the bounds.
    fn fit(
        &self,
        texts: &[Text],
        (set, most_lines): (Type, usize),
        (top, foot): (f32, f32),
    ) -> Option<Vec<Written>> {
        let lead = 1.18 * set.size();
        let (least, most) = (top + 0.4 * self.clear, foot - 0.4 * self.clear);
        for count in texts.len()..=texts.len() * most_lines {
            let high = CAP * set.size() + lead * count.saturating_sub(1) as f32;
            if high > most - least {
                return None;
            }
            let first = f32::midpoint(least, most) - high / 2.0 + CAP * set.size();
            let y = |line: usize| first + line as f32 * lead;
            let mut written: Vec<Written> = Vec::new();
            for (part, text) in texts.iter().enumerate() {
                let before = written.len();
                let lines =
                    text.lines(set, |line| self.room(y(before + line), set.size()));
                for line in lines.unwrap_or_default() {
                    written.push(Written {
                        at: Point::new(self.middle - line.width / 2.0, y(written.len())),
                        words: line.words,
                        set,
                        part,
                        is_ornament: false,
                        mark: None,
                    });
                }
                if written.len() == before {
                    written.clear();
                    break;
                }
            }
            if !written.is_empty() && written.len() <= count {
                return Some(written);
            }
        }
        None
    }

    /// The width of a line in the middle of the lobe.
    fn room(&self, baseline: f32, size: f32) -> f32 {
        let (near, far) = self.chords.beside(baseline, size);
        let away = (self.middle - self.lobe.centre_x).abs();
        2.0 * (away - near).min(far - away) - 2.0 * self.clear
    }
}

/// Layers under one another, each with its label.
pub struct Rows<'a> {
    pub fonts: &'a Fonts,
    pub chords: &'a Chords,
    pub centre_x: f32,
    pub hand: Hand,
    pub middle: f32,
    pub points: f32,
    /// What the partner does: it stands in other letters.
    pub moves: &'a [String],
}

impl Rows<'_> {
    /// All rows between two heights; none if they do not fit.
    pub fn fit(
        &self,
        rows: &[&LayerRow],
        (top, foot): (f32, f32),
    ) -> Option<Vec<Written>> {
        let foot_of = |all: &[Written]| all.iter().map(|it| it.at.y).fold(top, f32::max);
        // Where the words break the least, they are the least high.
        let mut best: Option<(f32, f32, Vec<Written>)> = None;
        for axis in AXES {
            let x = self.middle - axis;
            let Some(written) = self.hang(rows, x, (top, foot)) else { continue };
            let last = foot_of(&written);
            if best.as_ref().is_none_or(|(lowest, ..)| last < *lowest) {
                best = Some((last, x, written));
            }
        }
        let (last, x, written) = best?;
        // What is left over is shared between the air above and below.
        let moved = self.hang(rows, x, (top + 0.4 * (foot - last), foot));
        moved.or(Some(written))
    }

    fn em(&self) -> f32 {
        self.points * MM_PER_PT
    }

    fn label(&self) -> Type {
        Type::new(Face::Sans, (0.86 * self.points).max(8.5), Ink::Ink3)
    }

    fn words(&self, row: &LayerRow) -> Type {
        let face = match row.side {
            Shows::Inside => Face::SansSemiBold,
            Shows::Outside
                if row.phrases.iter().any(|it| self.moves.contains(&it.words)) =>
            {
                Face::SerifSemiBold
            }
            Shows::Outside => Face::Sans,
        };
        Type::new(face, self.points, Ink::Ink)
    }

    /// Left and right end of what may be written on at this height.
    fn span(&self, baseline: f32, size: f32) -> (f32, f32) {
        let (near, far) = self.chords.beside(baseline, size);
        let (near, far) = (near + CLEAR, far - CLEAR);
        match self.hand {
            Hand::Left => (self.centre_x - far, self.centre_x - near),
            Hand::Right => (self.centre_x + near, self.centre_x + far),
        }
    }

    fn hang(
        &self,
        rows: &[&LayerRow],
        axis: f32,
        (top, foot): (f32, f32),
    ) -> Option<Vec<Written>> {
        let em = self.em();
        let mut all = Vec::new();
        let mut y = top + CAP * em;
        for (place, row) in rows.iter().enumerate() {
            if place > 0 {
                y += 1.46 * em;
            }
            self.hang_label(row, (axis, y), place, &mut all)?;
            y = self.hang_phrases(row, (axis, y), place, &mut all)?;
        }
        (y <= foot || rows.is_empty()).then_some(all)
    }

    fn hang_label(
        &self,
        row: &LayerRow,
        (axis, y): (f32, f32),
        place: usize,
        all: &mut Vec<Written>,
    ) -> Option<()> {
        let set = self.label();
        let width = set.width(self.fonts, &row.label);
        let x = axis - LABEL_GAP - width;
        if x < self.span(y, set.size()).0 {
            return None;
        }
        all.push(Written {
            at: Point::new(x, y),
            words: row.label.clone(),
            set,
            part: 1000 * place,
            is_ornament: false,
            mark: None,
        });
        Some(())
    }

    /// The phrases of a layer, several on a line while they fit; gives back the last baseline.
    fn hang_phrases(
        &self,
        row: &LayerRow,
        (axis, first): (f32, f32),
        place: usize,
        all: &mut Vec<Written>,
    ) -> Option<f32> {
        let set = self.words(row);
        let mut y = first;
        let mut x = axis;
        let shown = row.phrases.iter().filter(|it| !it.words.trim().is_empty());
        for (number, phrase) in shown.enumerate() {
            let text = Text::new(self.fonts, &phrase.words);
            let before = mark_room(phrase, set);
            let right = self.span(y, set.size()).1;
            let dot = 2.4 * 0.42 * set.size();
            let together = x + dot + before + text.width(set);
            if number > 0 && together <= right {
                all.push(self.dot((x + 0.35 * dot, y)));
                x += dot;
            } else if number > 0 {
                y += 1.2 * set.size();
                x = axis;
            }
            let part = 1000 * place + number + 1;
            (x, y) = self.phrase((phrase, &text), set, (x, y, part), all)?;
        }
        Some(y)
    }

    fn dot(&self, (x, y): (f32, f32)) -> Written {
        Written {
            at: Point::new(x, y),
            words: "·".to_owned(),
            set: Type::new(Face::Sans, self.points, Ink::Ink3),
            part: 0,
            is_ornament: true,
            mark: None,
        }
    }

    /// One phrase with its mark; gives back where its last line ends.
    fn phrase(
        &self,
        (phrase, text): (&OwnedPhrase, &Text),
        set: Type,
        (start, first, part): (f32, f32, usize),
        all: &mut Vec<Written>,
    ) -> Option<(f32, f32)> {
        let x = start + mark_room(phrase, set);
        let lead = 1.14 * set.size();
        let width = |line: usize| self.span(first + line as f32 * lead, set.size()).1 - x;
        let lines = text.lines(set, width)?;
        let mut end = (x, first);
        for (place, line) in lines.into_iter().enumerate() {
            let y = first + place as f32 * lead;
            let centre = Point::new(start + 0.36 * set.size(), y - 0.30 * set.size());
            let mark = phrase.mark.as_ref().filter(|_| place == 0);
            end = (x + line.width, y);
            all.push(Written {
                at: Point::new(x, y),
                words: line.words,
                set,
                part,
                is_ornament: false,
                mark: mark.map(|it| (it.owned, it.hand, centre, 0.26 * set.size())),
            });
        }
        Some(end)
    }
}

/// What a mark takes before its phrase.
fn mark_room(phrase: &OwnedPhrase, set: Type) -> f32 {
    if phrase.mark.is_some() { 1.15 * set.size() } else { 0.0 }
}
