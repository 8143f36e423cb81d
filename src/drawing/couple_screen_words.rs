//! Where words stand on the couple's screen: lines in a place, and pages of a place that is full.

use super::phrase::{self, Anchor};
use super::{Drawing, Face, Fonts, Ink, Point};
use crate::model::reveal::RevealPlace;

/// Words are never set smaller than the last of these.
pub const SIZES: [f32; 4] = [42.0, 38.0, 35.0, 32.0];
pub const SMALLEST: f32 = 32.0;
const LINE: f32 = 1.24;
/// Between two phrases, as a part of their size.
const GAP: f32 = 0.2;
/// A phrase that is longer than a whole place goes on behind this.
const GOES_ON: &str = " …";
const GOES_ON_FROM: &str = "… ";

/// A place for words on one half of the loop.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    Card,
    Above,
    Below,
}

impl Place {
    pub const ALL: [Self; 3] = [Self::Card, Self::Above, Self::Below];
}

/// A phrase, and how it is set.
#[derive(Debug, Clone, PartialEq)]
pub struct Word {
    pub place: RevealPlace,
    pub words: String,
    pub face: Face,
}

/// How the words of one place are set, from the first to the last of a walk.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Setting {
    pub size: f32,
    pub flow: Flow,
    /// Where the first line begins.
    pub top: f32,
    /// All words at once are too many: a page of them stands there at a time.
    pub is_paged: bool,
}

/// Where words go that find no room over the card.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Flow {
    Over,
    /// On beside it, on the outer side.
    Beside,
}

/// From where to where a line may reach, in a band of heights.
pub type Band<'a> = &'a dyn Fn(f32, f32) -> (f32, f32);

/// The room of one place.
pub struct Ground<'a> {
    pub foot: f32,
    pub over: Band<'a>,
    /// The room beside the card and where it ends, for a place that has it.
    pub beside: Option<(Band<'a>, f32)>,
}

/// One line of words; `y` is its upper edge.
#[derive(Debug, Clone, PartialEq)]
pub struct Line {
    /// Which of the words, from 0.
    pub word: usize,
    pub words: String,
    pub face: Face,
    pub x: f32,
    pub y: f32,
}

/// What stands in a place at one time.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Page {
    pub lines: Vec<Line>,
    /// A single word is wider than its line.
    pub is_cut: bool,
    end: f32,
}

impl Page {
    pub fn has(&self, word: usize) -> bool {
        self.lines.iter().any(|line| line.word == word)
    }

    /// Where the last line ends.
    pub fn end(&self) -> f32 {
        self.end
    }

    pub fn write(&self, drawing: &mut Drawing, fonts: &Fonts, size: f32) {
        for line in &self.lines {
            let y = line.y + size * (0.5 * LINE + 0.34);
            let at = (Point::new(line.x, y), Anchor::Start);
            phrase::write(drawing, fonts, (line.face, size, Ink::Ink), at, &line.words);
        }
    }
}

/// How lines are broken: evenly to be read, or just counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Breaks {
    Even,
    Counted,
}

/// Sets words in a place.
pub struct Setter<'a> {
    pub fonts: &'a Fonts,
    pub setting: Setting,
    pub ground: &'a Ground<'a>,
    pub breaks: Breaks,
}

impl Setter<'_> {
    /// All the words in their order, on as many pages as they need. What comes at the end moves
    /// nothing that stands before it.
    pub fn pages(&self, words: &[Word]) -> Vec<Page> {
        let mut pages = vec![self.new_page()];
        for (at, word) in words.iter().enumerate() {
            let mut rest = Some(word.words.clone());
            while let Some(words) = rest.take() {
                rest = self.add(&mut pages, (at, word.face), &words);
            }
        }
        pages
    }

    fn new_page(&self) -> Page {
        Page { end: self.setting.top, ..Page::default() }
    }

    /// Sets a phrase on the last page, or on a new one; gives back what finds no room on that.
    fn add(
        &self,
        pages: &mut Vec<Page>,
        (at, face): (usize, Face),
        words: &str,
    ) -> Option<String> {
        let is_set = |page: &mut Page, words: &str| {
            let block = self.block(page, face, words);
            block.is_some_and(|block| {
                page.take(at, face, block);
                true
            })
        };
        if pages.last_mut().is_some_and(|page| is_set(page, words)) {
            return None;
        }
        if pages.last().is_some_and(|page| !page.lines.is_empty()) {
            pages.push(self.new_page());
        }
        let page = pages.last_mut()?;
        if is_set(page, words) {
            return None;
        }
        let breaks: Vec<usize> = words.match_indices(' ').map(|(at, _)| at).collect();
        let split = breaks.into_iter().rev().find_map(|end| {
            let (head, tail) = words.split_at_checked(end)?;
            let is_more = head != GOES_ON_FROM.trim_end();
            let head = format!("{head}{GOES_ON}");
            (is_more && is_set(page, &head)).then(|| tail.trim_start().to_owned())
        });
        split.map(|tail| format!("{GOES_ON_FROM}{tail}"))
    }

    /// The lines of a phrase under what stands on the page; none if they do not fit.
    fn block(&self, page: &Page, face: Face, words: &str) -> Option<Block> {
        let top = if page.lines.is_empty() {
            page.end
        } else {
            page.end + GAP * self.setting.size
        };
        let over = self.lines(top, face, words, (self.ground.over, self.ground.foot));
        let beside = self.ground.beside.filter(|_| self.setting.flow == Flow::Beside);
        let beside = || self.lines(top, face, words, beside?);
        match over {
            Some(block) if !block.is_cut => Some(block),
            Some(block) => beside().filter(|it| !it.is_cut).or(Some(block)),
            None => beside(),
        }
    }

    /// The ribbon leans, so the lines are as wide as all their heights allow.
    fn lines(
        &self,
        top: f32,
        face: Face,
        words: &str,
        (band, foot): (Band<'_>, f32),
    ) -> Option<Block> {
        let (fonts, size) = (self.fonts, self.setting.size);
        let pitch = size * LINE;
        let most = ((foot - top) / pitch + 0.01).floor().max(0.0) as usize;
        let mut count = 1;
        while count <= most {
            let (x, end) = band(top, top + count as f32 * pitch);
            let width = end - x;
            if width < 2.0 * size {
                return None;
            }
            let lines = match self.breaks {
                Breaks::Even => fonts.wrap_evenly(face, size, width, words),
                Breaks::Counted => fonts.wrap(face, size, width, words),
            };
            if lines.len() <= count {
                let is_wide = |one: &str| fonts.width(face, size, one) > width;
                let is_cut = words.split_whitespace().any(is_wide);
                return Some(Block { lines, x, top, pitch, is_cut });
            }
            count = lines.len();
        }
        None
    }
}

/// A phrase in lines.
struct Block {
    lines: Vec<String>,
    x: f32,
    top: f32,
    pitch: f32,
    is_cut: bool,
}

impl Page {
    fn take(&mut self, word: usize, face: Face, block: Block) {
        let Block { lines, x, top, pitch, is_cut } = block;
        self.is_cut |= is_cut;
        self.end = top + lines.len() as f32 * pitch;
        let lines = lines.into_iter().enumerate().map(|(number, words)| {
            let y = top + number as f32 * pitch;
            Line { word, words, face, x, y }
        });
        self.lines.extend(lines);
    }
}
