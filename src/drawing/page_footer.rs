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
    /// Stands between the two ends, where no marks are explained.
    pub middle: String,
}

/// Between two parts of the foot.
const APART: f32 = 5.0;
/// The most lines of one part; a longer one is cut.
const MOST_LINES: usize = 3;

/// The parts of a foot on the lines that they take, the lowest line last.
fn stacked(footer: &Footer, width: f32, fonts: &Fonts) -> Vec<[String; 3]> {
    let set = Type::new(Face::Sans, POINTS, Ink::Ink3);
    let parts = [&footer.left, &footer.middle, &footer.right];
    let widths = parts.map(|words| set.width(fonts, words));
    let [left, middle, right] = widths;
    let taken = if footer.middle.is_empty() {
        left + right
    } else {
        left + middle + right + APART
    };
    if taken + APART <= width {
        return vec![parts.map(Clone::clone)];
    }
    let mut lines = Vec::new();
    for (place, words) in [&footer.left, &footer.middle].into_iter().enumerate() {
        let mut wrapped = set.lines(fonts, width, words);
        if wrapped.len() > MOST_LINES {
            let rest: String = wrapped.split_off(MOST_LINES - 1).concat();
            wrapped.push(fonts.fit(set.face, set.size(), width, &rest));
        }
        for words in wrapped.into_iter().filter(|words| !words.is_empty()) {
            let mut line = <[String; 3]>::default();
            line.get_mut(place).into_iter().for_each(|part| part.clone_from(&words));
            lines.push(line);
        }
    }
    lines.push([String::new(), String::new(), footer.right.clone()]);
    lines
}

/// How much higher the foot is than one line.
pub fn extra_height(footer: &Footer, width: f32, fonts: &Fonts) -> f32 {
    let lines = stacked(footer, width, fonts).len();
    LEAD * lines.saturating_sub(1) as f32
}

/// From one line of the foot to the next.
const LEAD: f32 = 3.8;

/// Adds a foot without marks to a page of text.
pub fn add_lines(
    page: &mut Page,
    footer: &Footer,
    (left, right, below): (f32, f32, f32),
    fonts: &Fonts,
) {
    let set = Type::new(Face::Sans, POINTS, Ink::Ink3);
    let (start, end) = (left, page.drawing.width - right);
    let lines = stacked(footer, end - start, fonts);
    let middle = if lines.len() == 1 {
        middle(footer, (start, end), &set, fonts)
    } else {
        f32::midpoint(start, end)
    };
    let places = [(start, Anchor::Left), (middle, Anchor::Middle), (end, Anchor::Right)];
    for (up, line_of) in lines.iter().rev().enumerate() {
        let y = page.drawing.height - below - up as f32 * LEAD;
        for (words, (x, anchor)) in line_of.iter().zip(places) {
            if !words.is_empty() {
                let at = (Point::new(x, y), anchor);
                page.write(line(fonts, (set, ORNAMENT), at, words));
            }
        }
    }
}

/// Where the middle part stands: in the middle of the page if its neighbours leave it room, or
/// else in the middle of what they leave.
fn middle(footer: &Footer, (start, end): (f32, f32), set: &Type, fonts: &Fonts) -> f32 {
    let left = start + set.width(fonts, &footer.left) + APART;
    let right = end - set.width(fonts, &footer.right) - APART;
    let half = set.width(fonts, &footer.middle) / 2.0;
    let middle = f32::midpoint(start, end);
    if middle - half >= left && middle + half <= right {
        middle
    } else {
        f32::midpoint(left, right)
    }
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
