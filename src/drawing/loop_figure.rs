//! Draws the loop with its words for a page of text: small with the moves alone, or whole.

use super::cycle_map_page_chords::Chords;
use super::document::{LayerRow, Shows};
use super::lobe::{Hand, Lobe};
pub use super::loop_figure_whole::whole;
use super::loop_figure_words::{CentredWords, Rows, Written};
use super::page::{Anchor, ORNAMENT, Type, line};
use super::{Drawing, Face, Fonts, Ink, Outline, Point, Shape, marks, paper_loop};
use crate::model::Ownership;

/// The words of a loop, partner by partner.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct LoopWords {
    pub left: LoopSide,
    pub right: LoopSide,
    /// What the ownership marks mean; without it no legend is drawn.
    pub legend: Option<MarkWords>,
}

/// One partner's words.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct LoopSide {
    pub name: String,
    /// What the partner does, the most told first.
    pub moves: Vec<String>,
    /// What is softer under it, likewise; none in a loop without a line.
    pub inside: Vec<String>,
    /// All words, layer by layer; only a whole loop shows them.
    pub rows: Vec<LayerRow>,
}

/// What each mark says.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct MarkWords {
    pub guess: String,
    pub touched: String,
    pub owned: String,
    pub shared: String,
    pub own_words: String,
}

/// How large a loop is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LoopSize {
    /// Beside other words: a move and what is under it.
    Small,
    /// Beside another loop: as small, with more height.
    Half,
    /// Over the whole width: the moves and what is under them.
    Medium,
}

/// What a size brings with it, in millimetres and points.
#[derive(Clone, Copy)]
struct Measures {
    width: f32,
    height: f32,
    ribbon: f32,
    name: f32,
    moves: &'static [f32],
    inside: &'static [f32],
    most: usize,
}

const SMALL: Measures = Measures {
    width: 76.0,
    height: 36.0,
    ribbon: 2.1,
    name: 10.0,
    moves: &[11.0, 10.0, 9.5, 9.0],
    inside: &[9.5, 9.0],
    most: 1,
};
const HALF: Measures = Measures {
    width: 82.0,
    height: 50.0,
    ribbon: 2.3,
    name: 11.0,
    moves: &[12.0, 11.0, 10.0, 9.5, 9.0],
    inside: &[10.5, 10.0, 9.5, 9.0],
    most: 1,
};
const MEDIUM: Measures = Measures {
    width: 174.0,
    height: 73.0,
    ribbon: 3.1,
    name: 14.0,
    moves: &[18.0, 17.0, 16.0, 15.0, 14.0, 13.0],
    inside: &[15.0, 14.0, 13.0, 12.0],
    most: 3,
};
/// A long name becomes so small before it is broken, in points.
const LEAST_NAME: f32 = 6.5;
/// More letters of one name have room in no gap.
const MOST_OF_NAME: usize = 60;
/// Height of a legend with the air over it.
pub(super) const LEGEND: f32 = 9.0;
/// The legend's letters.
const LEGEND_SET: Type = Type::new(Face::Sans, 9.5, Ink::Ink);

/// A name, or its first words that fit, or the beginning of its first word.
fn as_much_as_fits(name: &str, fits: impl Fn(&str) -> bool) -> String {
    if fits(name) {
        return name.to_owned();
    }
    let words: Vec<&str> = name.split_whitespace().collect();
    let first = (1..words.len()).rev().map(|count| words.iter().take(count));
    let mut first = first.map(|words| words.copied().collect::<Vec<_>>().join(" "));
    first.find(|part| fits(part)).unwrap_or_else(|| {
        let letters = name.char_indices().filter_map(|(at, _)| name.get(..at));
        let cut = letters.take(MOST_OF_NAME).map(|part| format!("{part}…"));
        cut.take_while(|part| fits(part)).last().unwrap_or_default()
    })
}

/// The loop with the moves of both and what is under them. What finds no room is left out of
/// the picture: the page says it in words.
pub fn draw(words: &LoopWords, size: LoopSize, width: f32, fonts: &Fonts) -> Drawing {
    let measures = match size {
        LoopSize::Small => SMALL,
        LoopSize::Half => HALF,
        LoopSize::Medium => MEDIUM,
    };
    let width = measures.width.min(width);
    let height = measures.height * (width / measures.width).max(0.6);
    let half = width / 2.0 - measures.ribbon / 2.0 - 0.2;
    let top = 0.4 * measures.name;
    let foot = height - measures.ribbon / 2.0 - 0.2;
    let lobe = Lobe {
        crossing: top + 0.44 * (foot - top),
        corner: 0.42 * half,
        cue_end: 0.44 * half,
        foot_end: 0.46 * half,
        ..Lobe::new(width / 2.0, half, top, foot)
    };
    let sides = [&words.left, &words.right];
    let has_line = sides.iter().any(|side| !side.inside.is_empty());
    let line_y = top + 0.52 * (foot - top);
    let mut draft = Draft::new((width, height), lobe, fonts);
    draft.ribbon = measures.ribbon;
    paper_loop::draw(&mut draft.drawing, &lobe, has_line.then_some(line_y), draft.ribbon);
    let (end, start) = if has_line { (line_y - 1.5, line_y + 1.5) } else { (foot, foot) };
    for (hand, side) in Hand::BOTH.into_iter().zip(sides) {
        draft.name(hand, &side.name, measures.name);
    }
    let moves = (Face::SerifSemiBold, (top + 0.2 * measures.name, end));
    draft.centred(&sides.map(|it| it.moves.clone()), &measures, moves);
    let inside = (Face::SansSemiBold, (start, foot));
    draft.centred(&sides.map(|it| named(&it.inside)), &measures, inside);
    draft.drawing
}

/// What is named of what stays inside; what was said of it, where nothing is named.
fn named(inside: &[String]) -> Vec<String> {
    let is_named = |phrase: &&String| !phrase.starts_with('“');
    let named: Vec<String> = inside.iter().filter(is_named).cloned().collect();
    if named.is_empty() { inside.to_vec() } else { named }
}

/// A loop while its words are put on it.
pub(super) struct Draft<'a> {
    pub(super) drawing: Drawing,
    lobe: Lobe,
    chords: Chords,
    fonts: &'a Fonts,
    pub(super) ribbon: f32,
    next: u32,
}

impl<'a> Draft<'a> {
    pub(super) fn new((width, height): (f32, f32), lobe: Lobe, fonts: &'a Fonts) -> Self {
        let drawing = Drawing::new(width, height);
        Self { drawing, lobe, chords: Chords::of(&lobe), fonts, ribbon: 0.0, next: 1 }
    }

    fn group(&mut self) -> u32 {
        self.next += 1;
        self.next - 1
    }

    fn middle(&self, hand: Hand) -> f32 {
        self.lobe.centre_x + hand.sign() * 0.545 * self.lobe.half_width
    }

    /// A partner's sign and name in a gap of the ribbon; a long name gets smaller letters, and
    /// of a very long one as much stands there as the gap is wide.
    pub(super) fn name(&mut self, hand: Hand, name: &str, largest: f32) {
        if name.trim().is_empty() {
            return;
        }
        let set = |points| Type::new(Face::SansSemiBold, points, marks::ink(hand));
        let room = 0.52 * self.lobe.half_width;
        let mut points = largest;
        let least = (0.6 * largest).min(LEAST_NAME);
        while points > least && set(points).width(self.fonts, name) > room {
            points -= 0.5;
        }
        let set = set(points);
        let name = as_much_as_fits(name, |part| set.width(self.fonts, part) <= room);
        let radius = 0.27 * set.size();
        let before = 3.4 * radius;
        let width = set.width(self.fonts, &name) + before;
        let (x, top) = (self.middle(hand) - width / 2.0, self.lobe.top);
        let high = (self.ribbon + 0.8).max(1.1 * set.size());
        paper_loop::gap(
            &mut self.drawing,
            Outline::new(x - 1.6, top - high / 2.0, width + 3.2, high),
        );
        paper_loop::sign(
            &mut self.drawing,
            hand,
            Point::new(x + 1.3 * radius, top),
            radius,
        );
        let at = (Point::new(x + before, top + 0.33 * set.size()), Anchor::Left);
        let run = line(self.fonts, (set, self.group()), at, &name);
        self.drawing.shapes.push(Shape::Text(run));
    }

    /// As many of both partners' phrases as fit, in the middle of their part of the lobe, and
    /// both in letters of one size: neither speaks louder.
    fn centred(
        &mut self,
        both: &[Vec<String>; 2],
        measures: &Measures,
        (face, bounds): (Face, (f32, f32)),
    ) {
        let sizes =
            if face == Face::SerifSemiBold { measures.moves } else { measures.inside };
        let fit = |hand, phrases: &[String], sizes: &[f32]| {
            self.airy(hand, phrases, (face, sizes, measures.most), bounds)
        };
        let sides = Hand::BOTH.into_iter().zip(both);
        let first: Vec<Vec<Written>> =
            sides.clone().map(|(hand, phrases)| fit(hand, phrases, sizes)).collect();
        let set = first.iter().filter_map(|written| written.first());
        let smallest = set.map(|one| one.set.points).fold(f32::MAX, f32::min);
        let again: Vec<Vec<Written>> =
            sides.map(|(hand, phrases)| fit(hand, phrases, &[smallest])).collect();
        for (first, again) in first.iter().zip(&again) {
            self.write(if again.is_empty() { first } else { again });
        }
    }

    /// With air over the words, unless that costs one of them.
    fn airy(
        &self,
        hand: Hand,
        phrases: &[String],
        (face, sizes, most): (Face, &[f32], usize),
        (top, foot): (f32, f32),
    ) -> Vec<Written> {
        let words = CentredWords {
            fonts: self.fonts,
            chords: &self.chords,
            lobe: &self.lobe,
            middle: self.middle(hand),
            clear: self.ribbon / 2.0 + 1.6,
        };
        let air = if face == Face::SerifSemiBold { 0.5 * self.ribbon } else { 0.0 };
        let in_bounds = |top| words.largest(phrases, (face, sizes, most), (top, foot));
        let (airy, tight) = (in_bounds(top + air), in_bounds(top));
        let letters = |all: &[Written]| -> usize {
            all.iter().map(|it| it.words.trim().len() + 1).sum()
        };
        if letters(&airy) + 1 >= letters(&tight) { airy } else { tight }
    }

    /// The layers over or under the line.
    pub(super) fn rows(
        &mut self,
        (hand, side): (Hand, &LoopSide),
        half: Shows,
        points: f32,
        bounds: (f32, f32),
    ) -> Option<()> {
        let is_shown = |row: &&LayerRow| row.side == half && !row.is_blank();
        let shown: Vec<&LayerRow> = side.rows.iter().filter(is_shown).collect();
        let rows = Rows {
            fonts: self.fonts,
            chords: &self.chords,
            centre_x: self.lobe.centre_x,
            hand,
            middle: self.middle(hand),
            points,
            moves: &side.moves,
        };
        let written = rows.fit(&shown, bounds)?;
        self.write(&written);
        Some(())
    }

    /// Puts fitted lines on the drawing, phrase by phrase.
    fn write(&mut self, written: &[Written]) {
        let mut group = (usize::MAX, ORNAMENT);
        for one in written {
            if let Some((owned, hand, at, radius)) = one.mark {
                marks::ownership(&mut self.drawing, hand, owned, (at, radius));
            }
            if one.words.is_empty() {
                continue;
            }
            if group.0 != one.part && !one.is_ornament {
                group = (one.part, self.group());
            }
            let number = if one.is_ornament { ORNAMENT } else { group.1 };
            let at = (one.at, Anchor::Left);
            let run = line(self.fonts, (one.set, number), at, &one.words);
            self.drawing.shapes.push(Shape::Text(run));
        }
    }

    /// What the marks mean, under the loop.
    pub(super) fn legend(&mut self, words: &MarkWords) {
        let set = LEGEND_SET;
        let y = self.drawing.height + 0.55 * LEGEND;
        self.drawing.height += LEGEND;
        let marked = [
            (Ownership::Guess, &words.guess),
            (Ownership::Touched, &words.touched),
            (Ownership::Owned, &words.owned),
            (Ownership::Shared, &words.shared),
        ];
        let (before, apart) = (5.0, 6.5);
        let own = format!("“ ” {}", words.own_words);
        let widths = marked.map(|(_, words)| before + set.width(self.fonts, words));
        let whole =
            widths.iter().sum::<f32>() + set.width(self.fonts, &own) + 4.0 * apart;
        let mut x = ((self.drawing.width - whole) / 2.0).max(0.0);
        for ((owned, words), width) in marked.into_iter().zip(widths) {
            let centre = Point::new(x + 1.6, y - 0.32 * set.size());
            marks::ownership(&mut self.drawing, Hand::Left, owned, (centre, 0.95));
            self.legend_word((x + before, y), words);
            x += width + apart;
        }
        self.legend_word((x, y), &own);
    }

    fn legend_word(&mut self, (x, y): (f32, f32), words: &str) {
        let group = self.group();
        let at = (Point::new(x, y), Anchor::Left);
        let run = line(self.fonts, (LEGEND_SET, group), at, words);
        self.drawing.shapes.push(Shape::Text(run));
    }
}

impl LoopWords {
    /// True if neither partner has a word on it.
    pub fn is_empty(&self) -> bool {
        [&self.left, &self.right].iter().all(|side| {
            side.moves.is_empty() && side.inside.is_empty() && side.rows.is_empty()
        })
    }
}

impl LayerRow {
    fn is_blank(&self) -> bool {
        self.phrases.iter().all(|phrase| phrase.words.trim().is_empty())
    }
}
