//! Finds where words that run from right to left stand on a line.

use std::ops::Range;
use unicode_bidi::{BidiClass, BidiInfo, Level, bidi_class};

/// A part of a line that runs one way.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OneWay {
    /// Its bytes in the line.
    pub range: Range<usize>,
    pub runs: Way,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Way {
    LeftToRight,
    RightToLeft,
}

/// True if some of the letters run from right to left.
pub fn has_right_to_left(words: &str) -> bool {
    !words.is_ascii() && words.chars().any(is_right_to_left)
}

fn is_right_to_left(letter: char) -> bool {
    matches!(bidi_class(letter), BidiClass::R | BidiClass::AL)
}

/// The parts of a line as they stand from left to right.
///
/// A line runs from right to left only if by far the most of its letters do, so that a name in
/// other letters does not turn the sentence round it.
pub fn as_seen(line: &str) -> Vec<OneWay> {
    if !has_right_to_left(line) {
        return vec![OneWay { range: 0..line.len(), runs: Way::LeftToRight }];
    }
    let info = BidiInfo::new(line, Some(level_of(line)));
    let mut seen = Vec::new();
    for paragraph in &info.paragraphs {
        let (levels, runs) = info.visual_runs(paragraph, paragraph.range.clone());
        for range in runs {
            let level = levels.get(range.start).copied().unwrap_or(Level::ltr());
            let runs = if level.is_rtl() { Way::RightToLeft } else { Way::LeftToRight };
            seen.push(OneWay { range, runs });
        }
    }
    seen
}

/// So many letters from the right stand against one from the left.
const MANY: usize = 3;

fn level_of(line: &str) -> Level {
    let count = |is: fn(BidiClass) -> bool| {
        line.chars().filter(|letter| is(bidi_class(*letter))).count()
    };
    let right = count(|class| matches!(class, BidiClass::R | BidiClass::AL));
    let left = count(|class| class == BidiClass::L);
    if right > MANY * left { Level::rtl() } else { Level::ltr() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seen(line: &str) -> Vec<&str> {
        as_seen(line).into_iter().map(|part| &line[part.range]).collect()
    }

    #[test]
    fn a_name_from_the_right_does_not_turn_the_sentence() {
        assert_eq!(seen("Rui waits"), ["Rui waits"]);
        assert_eq!(seen("רות goes quiet"), ["רות", " goes quiet"]);
        assert_eq!(seen("Ana and רות כהן talk"), ["Ana and ", "רות כהן", " talk"]);
    }

    #[test]
    fn a_sentence_from_the_right_keeps_a_foreign_name_and_a_number_in_their_places() {
        assert_eq!(seen("אני מחכה ל Ana כאן"), [" כאן", "Ana", "אני מחכה ל "]);
        assert_eq!(seen("חיכיתי 12 שעות"), [" שעות", "12", "חיכיתי "]);
    }

    #[test]
    fn nothing_of_a_line_is_lost() {
        for line in ["", "()", "ر", "(רות)", "a\u{200f}b", "صمت 3 (Ana)"] {
            let mut parts = as_seen(line);
            parts.sort_by_key(|part| part.range.start);
            let whole: String = parts.into_iter().map(|it| &line[it.range]).collect();
            assert_eq!(whole, line);
        }
    }
}
