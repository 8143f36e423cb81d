//! A couple's words, cut where a line may end and measured once, since fitting asks often.

use super::page::Type;
use super::{Face, Fonts};

/// The faces in which a couple's words are set.
const FACES: [Face; 4] =
    [Face::Sans, Face::SansSemiBold, Face::SansItalic, Face::SerifSemiBold];

/// Words with their measures.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Text {
    words: String,
    /// For each of the faces, the pieces between which a line may end.
    pieces: [Vec<Piece>; 4],
}

#[derive(Debug, Clone, Copy, PartialEq)]
struct Piece {
    /// Where the piece ends in the words.
    end: usize,
    /// Width in ems, with the space that follows and without it.
    advance: f32,
    ink: f32,
}

/// Some of the words on one line. A line that ends at a space keeps it, so that a screen
/// reader does not join the words.
#[derive(Debug, Clone, PartialEq)]
pub struct TextLine {
    pub words: String,
    pub width: f32,
}

/// No line is shorter than this.
const SHORTEST: f32 = 18.0;
const MOST_LINES: usize = 12;

impl Text {
    /// Measures words; runs of white space become single spaces.
    pub fn new(fonts: &Fonts, words: &str) -> Self {
        let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
        let ends: Vec<usize> =
            unicode_linebreak::linebreaks(&words).map(|(end, _)| end).collect();
        let pieces = FACES.map(|face| {
            let face = fonts.face_for(face, &words);
            let mut start = 0;
            let measure = |end: &usize| {
                let piece = words.get(start..*end).unwrap_or_default();
                start = *end;
                let width = |words| fonts.width(face, 1.0, words);
                Piece { end: *end, advance: width(piece), ink: width(piece.trim_end()) }
            };
            ends.iter().map(measure).collect()
        });
        Self { words, pieces }
    }

    pub fn as_str(&self) -> &str {
        &self.words
    }

    fn pieces(&self, face: Face) -> &[Piece] {
        let place = FACES.iter().position(|known| *known == face).unwrap_or_default();
        self.pieces.get(place).map(Vec::as_slice).unwrap_or_default()
    }

    /// Width on one line.
    pub fn width(&self, set: Type) -> f32 {
        let pieces = self.pieces(set.face);
        let last = pieces.last().map_or(0.0, |piece| piece.ink - piece.advance);
        (pieces.iter().map(|piece| piece.advance).sum::<f32>() + last) * set.size()
    }

    /// The text on as few lines as it takes, all about equally long; `width` tells the room of
    /// each line. None if a word is wider than its line.
    pub fn lines(
        &self,
        set: Type,
        width: impl Fn(usize) -> f32,
    ) -> Option<Vec<TextLine>> {
        let mut room = f32::MAX;
        for count in 1..=MOST_LINES {
            room = room.min(width(count - 1));
            if room < SHORTEST {
                return None;
            }
            let ems = room / set.size();
            if self.count(set.face, ems) <= count {
                return Some(self.cut(set, self.evened(set.face, ems, count)));
            }
        }
        None
    }

    /// The least width, in ems, that takes no more lines.
    fn evened(&self, face: Face, room: f32, count: usize) -> f32 {
        if count == 1 {
            return room;
        }
        let (mut narrow, mut wide) = (0.0, room);
        for _ in 0..8 {
            let middle = f32::midpoint(narrow, wide);
            let is_enough = self.count(face, middle) <= count;
            if is_enough { wide = middle } else { narrow = middle }
        }
        wide
    }

    /// How many lines of this width, in ems, the text takes; too many to count if a word is
    /// wider.
    fn count(&self, face: Face, room: f32) -> usize {
        let (mut count, mut along) = (1, 0.0);
        for piece in self.pieces(face) {
            if piece.ink > room {
                return usize::MAX;
            }
            if along + piece.ink > room {
                count += 1;
                along = 0.0;
            }
            along += piece.advance;
        }
        count
    }

    fn cut(&self, set: Type, room: f32) -> Vec<TextLine> {
        let mut lines: Vec<TextLine> = Vec::new();
        let (mut start, mut along, mut ink) = (0, 0.0, 0.0);
        let mut end = 0;
        let words =
            |start, end| self.words.get(start..end).unwrap_or_default().to_owned();
        for piece in self.pieces(set.face) {
            if along + piece.ink > room && end > start {
                lines
                    .push(TextLine { words: words(start, end), width: ink * set.size() });
                (start, along) = (end, 0.0);
            }
            ink = along + piece.ink;
            along += piece.advance;
            end = piece.end;
        }
        lines.push(TextLine { words: words(start, end), width: ink * set.size() });
        lines
    }
}
