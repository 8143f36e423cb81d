//! Writes the foot of a page: what the page is, what its marks mean, which page of how many.

use super::page::{Anchor, ORNAMENT, Type, line, straight_line};
use super::{Face, Fonts, Ink, Page, Point, Stroke};

const POINTS: f32 = 8.5;
/// Between two marks.
const BETWEEN: f32 = 5.0;
/// The sample of an underline.
const SAMPLE: f32 = 9.0;
const GAP: f32 = 1.5;

/// What stands at the foot; what is empty is left out.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Footer {
    pub left: String,
    /// What quotation marks mean.
    pub own_words: String,
    /// What an underline means.
    pub new_today: String,
    pub right: String,
}

/// Adds the foot: `margins` are those at both sides, and from the lower edge of the sheet to
/// the baseline.
pub fn add(page: &mut Page, footer: &Footer, margins: (f32, f32), fonts: &Fonts) {
    let set = Type::new(Face::Sans, POINTS, Ink::Ink3);
    let (side, below) = margins;
    let y = page.drawing.height - below;
    let width = page.drawing.width;
    let mut write = |x: f32, anchor: Anchor, words: &str| {
        if !words.is_empty() {
            page.write(line(fonts, (set, ORNAMENT), (Point::new(x, y), anchor), words));
        }
    };
    write(side, Anchor::Left, &footer.left);
    write(width - side, Anchor::Right, &footer.right);

    let own = format!("“ ” {}", footer.own_words);
    let own_width =
        if footer.own_words.is_empty() { 0.0 } else { set.width(fonts, &own) };
    let new_width = match footer.new_today.as_str() {
        "" => 0.0,
        words => SAMPLE + GAP + set.width(fonts, words),
    };
    let between = if own_width > 0.0 && new_width > 0.0 { BETWEEN } else { 0.0 };
    let mut x = (width - own_width - between - new_width) / 2.0;
    if own_width > 0.0 {
        write(x, Anchor::Left, &own);
    }
    x += own_width + between;
    if new_width > 0.0 {
        write(x + SAMPLE + GAP, Anchor::Left, &footer.new_today);
        let y = y + 0.18 * set.size();
        let ends = (Point::new(x, y), Point::new(x + SAMPLE, y));
        page.add(straight_line(ends, Stroke::solid(Ink::New, 0.7)));
    }
}
