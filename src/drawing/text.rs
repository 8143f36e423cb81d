//! Measures and breaks words with the fonts that ship, for screen and paper alike.

use super::direction::{self, Way};
use super::document_memory::Paragraphs;
use super::text_shaped::LoadedFace;
use std::collections::BTreeSet;
use std::rc::Rc;

pub use super::face::Face;
pub use super::text_shaped::{Glyph, Shaped, pieces};

/// A part of a line in one face that runs one way.
#[derive(Debug, Clone, PartialEq)]
pub struct Stretch<'a> {
    pub words: &'a str,
    pub face: Face,
    pub runs: Way,
    /// From the left end of the line, in ems.
    pub x: f32,
    pub width: f32,
}

/// The shipped fonts, with a memory of the words that they have set. Drop it to forget them.
pub struct Fonts {
    /// In the order of the faces.
    faces: Vec<Option<LoadedFace>>,
    /// Whole paragraphs, for when a text is set again.
    pub paragraphs: Paragraphs,
}

impl Default for Fonts {
    fn default() -> Self {
        Self::new()
    }
}

impl Fonts {
    pub fn new() -> Self {
        use strum::VariantArray as _;
        let load = |face: &Face| LoadedFace::new(face.data());
        let faces = Face::VARIANTS.iter().map(load).collect();
        Self { faces, paragraphs: Paragraphs::default() }
    }

    fn face(&self, face: Face) -> Option<&LoadedFace> {
        self.faces.get(face as usize)?.as_ref()
    }

    /// True if the face has a letter form for the character.
    pub fn covers(&self, face: Face, character: char) -> bool {
        self.face(face).is_some_and(|face| face.covers(character))
    }

    /// True if the face has a letter form for every character that is seen.
    pub fn covers_all(&self, face: Face, words: &str) -> bool {
        let Some(face) = self.face(face) else { return false };
        words.chars().all(|letter| is_unseen(letter) || face.covers(letter))
    }

    /// The wanted face, or another one that has letters which the wanted one lacks.
    pub fn face_for(&self, wanted: Face, words: &str) -> Face {
        if words.is_ascii() || self.covers_all(wanted, words) {
            return wanted;
        }
        let covering = |face: &&Face| self.covers_all(**face, words);
        Face::CHOSEN.iter().find(covering).copied().unwrap_or(wanted)
    }

    /// The parts of a line in the order in which they are read, each with its place.
    pub fn stretches<'a>(&self, face: Face, line: &'a str) -> Vec<Stretch<'a>> {
        let mut stretches = Vec::new();
        let mut x = 0.0;
        for part in direction::as_seen(line) {
            let words = line.get(part.range).unwrap_or_default();
            let mut faced = self.faced(face, words);
            if part.runs == Way::RightToLeft {
                faced.reverse();
            }
            for (face, words) in faced {
                let width = self.ems(face, words, part.runs);
                stretches.push(Stretch { words, face, runs: part.runs, x, width });
                x += width;
            }
        }
        stretches.sort_by_key(|stretch| stretch.words.as_ptr() as usize);
        stretches
    }

    /// Words cut where another face has to stand in.
    fn faced<'a>(&self, wanted: Face, words: &'a str) -> Vec<(Face, &'a str)> {
        if words.is_ascii() || self.covers_all(wanted, words) {
            return vec![(wanted, words)];
        }
        let mut cut: Vec<(Face, &str)> = Vec::new();
        let (mut start, mut face) = (0, wanted);
        for (at, letter) in words.char_indices() {
            let fits = self.fitting(wanted, face, letter);
            if fits != face {
                cut.push((face, words.get(start..at).unwrap_or_default()));
                (start, face) = (at, fits);
            }
        }
        cut.push((face, words.get(start..).unwrap_or_default()));
        cut.retain(|(_, words)| !words.is_empty());
        cut
    }

    /// The face for a letter that follows letters of another face.
    fn fitting(&self, wanted: Face, before: Face, letter: char) -> Face {
        use strum::VariantArray as _;
        let mut text = [0; 4];
        let text: &str = letter.encode_utf8(&mut text);
        // A space or a mark stays with the letters that it follows.
        if is_unseen(letter) || !letter.is_alphanumeric() && self.covers_all(before, text)
        {
            return before;
        }
        let covering = |face: &&Face| self.covers_all(**face, text);
        if self.covers_all(wanted, text) {
            return wanted;
        }
        Face::VARIANTS.iter().find(covering).copied().unwrap_or(wanted)
    }

    /// Width of words that run one way in one face.
    fn ems(&self, face: Face, words: &str, runs: Way) -> f32 {
        let units: i32 =
            pieces(words).map(|piece| self.shape_way(face, piece, runs).advance).sum();
        units as f32 / self.units_per_em(face)
    }

    /// The letters that no shipped face has, each once, in order. They would be printed as
    /// empty boxes.
    pub fn missing_letters(&self, words: &str) -> Vec<char> {
        use strum::VariantArray as _;
        let is_in_none = |letter: &char| {
            Face::VARIANTS.iter().all(|face| !self.covers(*face, *letter))
        };
        // All faces have the plain ones.
        let letters = words.chars().filter(|letter| !letter.is_ascii());
        let letters: BTreeSet<char> = letters.collect();
        let seen = letters.into_iter().filter(|letter| !is_unseen(*letter));
        seen.filter(is_in_none).collect()
    }

    /// Font units in one em.
    pub fn units_per_em(&self, face: Face) -> f32 {
        self.face(face).map_or(1000.0, |loaded| loaded.units_per_em)
    }

    /// One word (or one space) as the font sets it.
    pub fn shape(&self, face: Face, word: &str) -> Rc<Shaped> {
        self.face(face).map(|loaded| loaded.shape(word)).unwrap_or_default()
    }

    /// The same, for words whose way is known.
    pub fn shape_way(&self, face: Face, word: &str, runs: Way) -> Rc<Shaped> {
        let Some(loaded) = self.face(face) else { return Rc::default() };
        match runs {
            Way::LeftToRight => loaded.shape(word),
            Way::RightToLeft => loaded.shape_turned(word),
        }
    }

    /// Width of one line, in the unit of `size`.
    pub fn width(&self, face: Face, size: f32, line: &str) -> f32 {
        let Some(loaded) = self.face(face) else { return 0.0 };
        if let Some(ems) = loaded.lines.borrow().get(line) {
            return ems * size;
        }
        let ems = if line.is_ascii() || self.is_plain(face, line) {
            let units: i32 = pieces(line).map(|piece| loaded.shape(piece).advance).sum();
            units as f32 / loaded.units_per_em
        } else {
            self.stretches(face, line).iter().map(|stretch| stretch.width).sum()
        };
        loaded.remember(line, ems);
        ems * size
    }

    /// True if the face has all letters of the line, and all run from left to right.
    pub fn is_plain(&self, face: Face, line: &str) -> bool {
        line.is_ascii()
            || !direction::has_right_to_left(line) && self.covers_all(face, line)
    }
}

/// Controls, joiners and variation selectors, which have no form of their own.
fn is_unseen(letter: char) -> bool {
    letter.is_control()
        || matches!(letter, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'
            | '\u{fe00}'..='\u{fe0f}' | '\u{feff}')
}
