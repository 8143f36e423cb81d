//! Remembers how the paragraphs of a text were broken, for when it is set again: a little tighter,
//! or after a key.

use super::document::Rich;
use super::document_text::{Line, Style};
use super::{Face, Ink};
use std::cell::RefCell;
use std::collections::HashMap;

/// Of one text so many paragraphs are remembered: a long one is not set again.
const MOST_OF_A_TEXT: usize = 256;
/// Before a text is set with more than these in memory, all are forgotten.
const MOST: usize = 1_024;

/// How words were set; a line's height changes none of its words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
struct Setting {
    face: Face,
    ink: Ink,
    /// As the bits of the numbers: they are compared, not reckoned with.
    points: u32,
    width: u32,
}

#[derive(Default)]
pub struct Paragraphs(RefCell<Known>);

#[derive(Default)]
struct Known {
    lines: HashMap<Setting, HashMap<Rich, Vec<Line>>>,
    count: usize,
    of_this_text: usize,
}

impl Setting {
    fn new(style: Style, width: f32) -> Self {
        let Style { face, ink, points, .. } = style;
        Self { face, ink, points: points.to_bits(), width: width.to_bits() }
    }
}

impl Paragraphs {
    /// Begins with another text, or with the same again.
    pub fn begin(&self) {
        let mut known = self.0.borrow_mut();
        if known.count > MOST {
            *known = Known::default();
        }
        known.of_this_text = 0;
    }

    pub fn known(&self, words: &Rich, (style, width): (Style, f32)) -> Option<Vec<Line>> {
        let known = self.0.borrow();
        known.lines.get(&Setting::new(style, width))?.get(words).cloned()
    }

    pub fn remember(&self, words: &Rich, (style, width): (Style, f32), lines: &[Line]) {
        let mut known = self.0.borrow_mut();
        if known.of_this_text >= MOST_OF_A_TEXT {
            return;
        }
        known.of_this_text += 1;
        known.count += 1;
        let setting = Setting::new(style, width);
        known.lines.entry(setting).or_default().insert(words.clone(), lines.to_vec());
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::drawing::Fonts;
    use crate::drawing::document_text::lines;

    const STYLE: Style = Style::new(Face::Sans, 10.0, 14.0);

    fn words(number: usize) -> Rich {
        Rich::plain(format!(
            "paragraph {number} with some more words than one line takes"
        ))
    }

    #[test]
    fn what_is_set_again_is_set_as_before() {
        let (fonts, fresh) = (Fonts::new(), Fonts::new());
        for width in [30.0, 60.0, 30.0] {
            let again = lines(&fonts, &words(1), STYLE, width);
            assert_eq!(again, lines(&fresh, &words(1), STYLE, width));
            assert_eq!(again, lines(&Fonts::new(), &words(1), STYLE, width));
        }
        let tighter = Style::new(Face::Sans, 10.0, 12.0);
        assert!(fonts.paragraphs.known(&words(1), (tighter, 30.0)).is_some());
        let quiet = STYLE.quiet();
        assert!(fonts.paragraphs.known(&words(1), (quiet, 30.0)).is_none());
    }

    #[test]
    fn of_a_long_text_only_the_beginning_is_remembered() {
        let fonts = Fonts::new();
        for number in 0..2 * MOST_OF_A_TEXT {
            lines(&fonts, &words(number), STYLE, 60.0);
        }
        let is_known =
            |number| fonts.paragraphs.known(&words(number), (STYLE, 60.0)).is_some();
        assert!(is_known(0));
        assert!(!is_known(MOST_OF_A_TEXT));
        for _ in 0..5 {
            fonts.paragraphs.begin();
            lines(&fonts, &words(MOST_OF_A_TEXT), STYLE, 60.0);
        }
        assert!(is_known(MOST_OF_A_TEXT));
    }

    #[test]
    fn in_the_end_words_are_forgotten() {
        let fonts = Fonts::new();
        for number in 0..=MOST {
            fonts.paragraphs.begin();
            lines(&fonts, &words(number), STYLE, 60.0);
        }
        assert!(fonts.paragraphs.known(&words(0), (STYLE, 60.0)).is_some());
        fonts.paragraphs.begin();
        assert!(fonts.paragraphs.known(&words(0), (STYLE, 60.0)).is_none());
    }
}
