//! Sets the sentence that a loop says by itself, under the loop.

use super::cycle_map_page::{MARGIN, Sheet};
use super::cycle_map_page_chords::RISE;
use super::cycle_map_page_setting::Fullness;
use super::page::{MM_PER_PT, Type};
use super::{Face, Ink};

/// The generated sentence, broken into lines.
#[derive(Debug, Clone)]
pub struct Sentence {
    pub set: Type,
    pub lines: Vec<String>,
    /// The first baseline, and from one to the next.
    pub first: f32,
    pub lead: f32,
}

const SIZES: [f32; 5] = [15.0, 14.0, 13.0, 12.0, 11.0];
/// Under a full loop it stands on one line if it can.
const ONE_LINE_SIZES: [f32; 4] = [13.5, 13.0, 12.5, 12.0];
const FULL_SIZES: [f32; 4] = [12.5, 12.0, 11.5, 11.0];

impl Sentence {
    /// The sentence as large as the width allows.
    pub fn new(sheet: &Sheet<'_>, fullness: Fullness) -> Self {
        let is_full = fullness == Fullness::Full;
        let text = &sheet.words.sentence;
        if text.is_empty() {
            return Self::nothing_said(sheet);
        }
        let one = ONE_LINE_SIZES.map(set).into_iter().find(|set| {
            is_full && set.width(sheet.fonts, text) <= sheet.size.0 - 2.0 * MARGIN
        });
        if let Some(set) = one {
            let first = sheet.size.1 - 17.0;
            return Self { set, lines: vec![text.clone()], first, lead: 0.0 };
        }
        let sizes: &[f32] = if is_full { &FULL_SIZES } else { &SIZES };
        let mut found = (set(11.0), Vec::new());
        for points in sizes {
            found = (set(*points), halves(sheet, text, set(*points)));
            if found.1.len() <= 2 {
                break;
            }
        }
        let (set, lines) = found;
        let lead = 1.29 * set.size();
        let last = sheet.size.1 - 16.7;
        let first = last - lead * lines.len().saturating_sub(1) as f32;
        Self { set, lines, first, lead }
    }

    /// A quiet line while the loop has no words to make a sentence of.
    fn nothing_said(sheet: &Sheet<'_>) -> Self {
        let set = Type::new(Face::SansItalic, 13.0, Ink::Ink3);
        let first = sheet.size.1 - 20.0;
        Self { set, lines: Vec::new(), first, lead: 1.3 * 13.0 * MM_PER_PT }
    }

    /// The highest that its letters reach.
    pub fn top(&self) -> f32 {
        self.first - RISE * self.set.size()
    }
}

fn set(points: f32) -> Type {
    Type::new(Face::SerifSemiBold, points, Ink::Ink)
}

/// The two halves of the sentence, each on its own line if it fits there.
fn halves(sheet: &Sheet<'_>, text: &str, set: Type) -> Vec<String> {
    let width = sheet.size.0 - 2.0 * MARGIN;
    let fits = |words: &str| set.width(sheet.fonts, words.trim_end()) <= width;
    match text.find("; ").map(|at| text.split_at(at + 2)) {
        Some((one, two)) if fits(one) && fits(two) => {
            vec![one.to_owned(), two.to_owned()]
        }
        _ => set.lines(sheet.fonts, width, text),
    }
}
