//! Breaks what is said aloud, and what stands in the middle, into lines about equally long.

use super::Fonts;
use super::document::Rich;
use super::document_text::{End, Line, Piece, Style, fitting_pieces, rows, set};

/// Longer words are running text: their lines are filled.
const MOST_LINES: usize = 6;
/// How often the width of the lines is halved in search of the narrowest.
const TRIES: usize = 8;

/// The lines of these words: none is left with one word, and where it takes no more of them, a
/// line ends where a sentence does, or its first half.
pub fn even_lines(fonts: &Fonts, words: &Rich, style: Style, width: f32) -> Vec<Line> {
    let pieces = fitting_pieces(fonts, (words, style), width);
    let most = count(&pieces, width);
    let parts = parts(&pieces, most, width);
    let narrowest: Vec<f32> = match most {
        2..=MOST_LINES => parts.iter().map(|part| evened(part, width)).collect(),
        _ => vec![width; parts.len()],
    };
    let cut = parts.iter().zip(narrowest);
    let cut = cut.flat_map(|(part, width)| rows(part.to_vec(), width));
    cut.map(|row| set(fonts, row)).collect()
}

/// What begins on a line of its own.
fn parts(pieces: &[Piece], most: usize, width: f32) -> Vec<&[Piece]> {
    // Two halves of two lines each read better than three lines that are cut anywhere.
    let most_of_halves = if most == 3 { 4 } else { most };
    let sentences = pieces.split_inclusive(Piece::ends_a_sentence).collect();
    let halves = pieces.split_inclusive(Piece::ends_a_half).collect();
    let found = [(sentences, most), (halves, most_of_halves)];
    let lines = |parts: &Vec<&[Piece]>| -> usize {
        parts.iter().map(|part| count(part, width)).sum()
    };
    let fits =
        |(parts, most): &(Vec<&[Piece]>, usize)| parts.len() > 1 && lines(parts) <= *most;
    found.into_iter().find(fits).map_or(vec![pieces], |(parts, _)| parts)
}

/// The least width at which the pieces take no more lines.
fn evened(pieces: &[Piece], width: f32) -> f32 {
    let lines = count(pieces, width);
    let widest = pieces.iter().map(|piece| piece.bare).fold(0.0, f32::max);
    let (mut narrow, mut wide) = (widest.min(width), width);
    for _ in 0..TRIES {
        let middle = f32::midpoint(narrow, wide);
        let is_enough = count(pieces, middle) <= lines;
        if is_enough { wide = middle } else { narrow = middle }
    }
    wide
}

/// How many lines of this width the pieces take.
fn count(pieces: &[Piece], width: f32) -> usize {
    let (mut count, mut used, mut is_new) = (0, 0.0, true);
    for piece in pieces {
        if is_new || used + piece.bare > width {
            count += 1;
            used = 0.0;
        }
        used += piece.full;
        is_new = piece.end == End::Line;
    }
    count
}
