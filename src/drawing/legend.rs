//! Draws the legend: every mark that a map can show, with what it means.

use super::cycle_map::MM_PER_PX;
use super::lobe::Hand;
use super::marks::{self, SHAPE};
use super::phrase::{self, Anchor};
use super::{Drawing, Face, Fonts, Ink, Outline, Point};
use crate::model::Ownership;

/// The card's inner width in pixels.
const WIDTH: f32 = 332.0;
const ROW: f32 = 25.0;
/// From the left edge to the words.
const WORDS: f32 = 62.0;

/// The legend, and its sentences with their places for a screen reader.
#[derive(Debug, Clone, PartialEq)]
pub struct Legend {
    pub drawing: Drawing,
    pub lines: Vec<(Outline, String)>,
}

struct Draft<'a> {
    fonts: &'a Fonts,
    drawing: Drawing,
    lines: Vec<(Outline, String)>,
    y: f32,
}

/// All marks; `names` are those of the left and of the right partner.
pub fn draw((left, right): (&str, &str), fonts: &Fonts) -> Legend {
    let drawing = Drawing::new(WIDTH, 0.0);
    let mut draft = Draft { fonts, drawing, lines: Vec::new(), y: 0.0 };
    draft.sides((left, right));
    draft.heading("How far it is theirs");
    for (owned, words) in [
        (Ownership::Guess, "A guess, asked with a question mark"),
        (Ownership::Touched, "Touched: felt for a moment"),
        (Ownership::Owned, "Owned: they say it of themselves"),
        (Ownership::Shared, "Said to the partner"),
    ] {
        draft.row(words, |drawing, y| {
            let at = |x| (Point::new(x, y), SHAPE + 0.6);
            marks::ownership(drawing, Hand::Left, owned, at(12.0));
            marks::ownership(drawing, Hand::Right, owned, at(38.0));
        });
    }
    draft.heading("Whose words");
    draft.sample((Face::SerifItalic, "“abc”"), "Their own words, as they said them");
    draft.sample((Face::Sans, "abc"), "Told, or put into words together");
    draft.heading("Where from, and who may see it");
    draft.row("Private: the couple does not see it", |drawing, y| {
        marks::closed_eye(drawing, Point::new(25.0, y), 1.15);
    });
    draft.row("From a session with one of them alone", |drawing, y| {
        marks::figure(drawing, Point::new(25.0, y), 1.15);
    });
    draft.row("From a form that they filled in", |drawing, y| {
        marks::sheet(drawing, Point::new(25.0, y), 1.15);
    });
    draft.row("Kept in this session", |drawing, y| {
        marks::kept_today(drawing, Outline::new(7.0, y - 9.5, 38.0, 19.0));
    });
    draft.finished()
}

impl Draft<'_> {
    /// Whose shape is whose, on one line.
    fn sides(&mut self, (left, right): (&str, &str)) {
        let middle = 0.5 * ROW;
        let mut x = 0.0;
        for (hand, name) in [(Hand::Left, left), (Hand::Right, right)] {
            marks::partner(&mut self.drawing, hand, Point::new(x + 12.0, middle), 5.0);
            let style = (Face::SansSemiBold, 15.0, marks::ink(hand));
            let name = self.fonts.fit(style.0, style.1, 0.5 * WIDTH - 40.0, name);
            let at = (Point::new(x + 26.0, middle + 5.0), Anchor::Start);
            let place = phrase::write(&mut self.drawing, self.fonts, style, at, &name);
            x = place.right() + 24.0;
        }
        let place = Outline::new(0.0, 0.0, WIDTH, ROW);
        let said = format!("A circle is {left}, a diamond is {right}");
        self.lines.push((place, said));
        self.y = ROW;
    }

    fn heading(&mut self, words: &str) {
        let at = (Point::new(0.0, self.y + 24.0), Anchor::Start);
        let style = (Face::Sans, 13.0, Ink::Ink3);
        phrase::write(&mut self.drawing, self.fonts, style, at, words);
        self.lines.push((Outline::new(0.0, self.y + 8.0, WIDTH, 20.0), words.to_owned()));
        self.y += 33.0;
    }

    /// One mark, drawn around a height, and what it means.
    fn row(&mut self, words: &str, draw_mark: impl FnOnce(&mut Drawing, f32)) {
        let middle = self.y + 0.5 * ROW;
        draw_mark(&mut self.drawing, middle);
        let at = (Point::new(WORDS, middle + 5.0), Anchor::Start);
        let style = (Face::Sans, 15.0, Ink::Ink);
        phrase::write(&mut self.drawing, self.fonts, style, at, words);
        self.lines.push((Outline::new(0.0, self.y, WIDTH, ROW), words.to_owned()));
        self.y += ROW;
    }

    fn sample(&mut self, (face, letters): (Face, &str), words: &str) {
        let fonts = self.fonts;
        self.row(words, |drawing, y| {
            let at = (Point::new(25.0, y + 5.0), Anchor::Middle);
            phrase::write(drawing, fonts, (face, 15.5, Ink::Ink), at, letters);
        });
    }

    fn finished(mut self) -> Legend {
        self.drawing.height = self.y;
        let lines = self.lines.into_iter();
        Legend {
            drawing: self.drawing.scaled(MM_PER_PX),
            lines: lines.map(|(at, words)| (at.scaled(MM_PER_PX), words)).collect(),
        }
    }
}
