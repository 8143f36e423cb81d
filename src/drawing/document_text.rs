//! Breaks words in several voices into lines.

use super::document::{Rich, Voice};
use super::page::{MM_PER_PT, Type};
use super::{Face, Fonts, Ink, Point, Shape, TextRun, direction};
use std::ops::Range;
use unicode_linebreak::BreakOpportunity;
use unicode_segmentation::UnicodeSegmentation as _;

/// How the words of a paragraph are set.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Style {
    pub face: Face,
    pub points: f32,
    /// From one baseline to the next, in points.
    pub lead: f32,
    pub ink: Ink,
    /// The letters beside which they stand on a line, in points: both have one baseline.
    beside: f32,
}

/// One line: runs of one face each, side by side.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Line {
    runs: Vec<Run>,
    /// Without the space at its end.
    pub width: f32,
}

#[derive(Debug, Clone, PartialEq)]
struct Run {
    x: f32,
    set: Type,
    words: String,
    width: f32,
}

impl Style {
    pub const fn new(face: Face, points: f32, lead: f32) -> Self {
        Self { face, points, lead, ink: Ink::Ink, beside: points }
    }

    pub const fn quiet(self) -> Self {
        Self { ink: Ink::Ink3, ..self }
    }

    pub const fn inked(self, ink: Ink) -> Self {
        Self { ink, ..self }
    }

    pub const fn faced(self, face: Face) -> Self {
        Self { face, ..self }
    }

    /// The same letters on the lines of another style.
    pub const fn on_lines_of(self, other: Self) -> Self {
        Self { lead: other.lead, beside: other.points, ..self }
    }

    /// Height of a line, in millimetres.
    pub fn height(self) -> f32 {
        self.lead * MM_PER_PT
    }

    /// From the top of a line to its baseline.
    pub fn baseline(self) -> f32 {
        (0.5 * self.lead + 0.33 * self.beside) * MM_PER_PT
    }

    /// The style as a voice speaks in it.
    fn voice(self, voice: Voice) -> Type {
        if voice == Voice::Outside {
            return Type::new(Face::Sans, self.points, Ink::Ink);
        }
        let (face, ink) = match voice {
            Voice::Plain | Voice::Outside => (self.face, self.ink),
            Voice::Strong => (strong(self.face), self.ink),
            Voice::Emphasis => (emphasised(self.face), self.ink),
            Voice::Aside => (emphasised(self.face), Ink::Ink3),
        };
        Type::new(face, self.points, ink)
    }
}

fn strong(face: Face) -> Face {
    match face {
        Face::Sans | Face::SansItalic | Face::SansSemiBold => Face::SansSemiBold,
        Face::Hebrew | Face::Arabic => face,
        Face::Serif | Face::SerifItalic | Face::SerifSemiBold => Face::SerifSemiBold,
    }
}

fn emphasised(face: Face) -> Face {
    match face {
        Face::Sans | Face::SansItalic | Face::SansSemiBold => Face::SansItalic,
        Face::Hebrew | Face::Arabic => face,
        Face::Serif | Face::SerifItalic | Face::SerifSemiBold => Face::SerifItalic,
    }
}

impl Line {
    /// The line as shapes, its left end at a place of its baseline.
    pub fn shapes(&self, at: Point, group: u32) -> impl Iterator<Item = Shape> {
        self.runs.iter().map(move |run| {
            Shape::Text(TextRun {
                at: Point::new(at.x + run.x, at.y),
                words: run.words.clone(),
                face: run.set.face,
                size: run.set.size(),
                ink: run.set.ink,
                width: run.width,
                group,
            })
        })
    }

    /// So that what is read aloud after it is no part of its last word.
    pub fn end_with_a_space(&mut self) {
        if let Some(run) = self.runs.last_mut().filter(|run| !run.words.ends_with(' ')) {
            run.words.push(' ');
        }
    }

    fn add(&mut self, fonts: &Fonts, atoms: Vec<Atom>) {
        for atom in atoms {
            match self.runs.last_mut() {
                Some(run) if run.set == atom.set => run.words.push_str(&atom.words),
                _ => self.runs.push(Run {
                    x: 0.0,
                    set: atom.set,
                    words: atom.words,
                    width: 0.0,
                }),
            }
        }
        if self.runs.len() > 1 && self.runs.iter().any(|run| is_turned(&run.words)) {
            self.runs = in_their_places(fonts, std::mem::take(&mut self.runs));
            let ends = self.runs.iter().map(|run| run.x + run.width);
            self.width = ends.fold(0.0, f32::max);
            return;
        }
        let mut x = 0.0;
        let last = self.runs.len().saturating_sub(1);
        for (place, run) in self.runs.iter_mut().enumerate() {
            run.x = x;
            run.width = run.set.width(fonts, run.words.trim_end());
            self.width = x + run.width;
            if place < last {
                x += run.set.width(fonts, &run.words);
            }
        }
    }
}

fn is_turned(words: &str) -> bool {
    direction::has_right_to_left(words)
}

/// Runs of which some go from right to left: cut where the way changes, each where it is seen,
/// in the order in which they are read.
fn in_their_places(fonts: &Fonts, runs: Vec<Run>) -> Vec<Run> {
    let whole: String = runs.iter().map(|run| run.words.as_str()).collect();
    let mut starts = Vec::new();
    let mut start = 0;
    for run in runs {
        let end = start + run.words.len();
        starts.push((start..end, run.set));
        start = end;
    }
    let (mut placed, mut x): (Vec<(usize, Run)>, f32) = (Vec::new(), 0.0);
    for part in direction::as_seen(&whole) {
        let overlaps = |range: &Range<usize>| {
            range.start.max(part.range.start)..range.end.min(part.range.end)
        };
        let mut cut: Vec<(Range<usize>, Type)> = starts
            .iter()
            .map(|(range, set)| (overlaps(range), *set))
            .filter(|(range, _)| !range.is_empty())
            .collect();
        if part.runs == direction::Way::RightToLeft {
            cut.reverse();
        }
        for (range, set) in cut {
            let words = whole.get(range.clone()).unwrap_or_default().to_owned();
            let whole_width = set.width(fonts, &words);
            let width = set.width(fonts, words.trim_end());
            placed.push((range.start, Run { x, set, words, width }));
            x += whole_width;
        }
    }
    placed.sort_by_key(|(start, _)| *start);
    placed.into_iter().map(|(_, run)| run).collect()
}

/// Words of one face within a piece.
#[derive(Debug, Clone)]
struct Atom {
    set: Type,
    words: String,
}

/// What ends with a piece.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) enum End {
    #[default]
    Word,
    /// The line too, however much room is left.
    Line,
}

/// What stays together on a line, with the space after it.
#[derive(Debug, Clone, Default)]
pub(super) struct Piece {
    atoms: Vec<Atom>,
    /// With the space after it, and without.
    pub(super) full: f32,
    pub(super) bare: f32,
    pub(super) end: End,
}

impl Piece {
    fn new(fonts: &Fonts, atoms: Vec<Atom>, end: End) -> Self {
        let (mut full, mut bare) = (0.0, 0.0);
        for atom in &atoms {
            let (own, own_bare) = atom.widths(fonts);
            bare = full + own_bare;
            full += own;
        }
        Self { atoms, full, bare, end }
    }

    /// True where one half of a sentence ends and the other begins.
    pub(super) fn ends_a_half(&self) -> bool {
        self.ends_with(&[';'])
    }

    /// The same, or the end of a sentence.
    pub(super) fn ends_a_sentence(&self) -> bool {
        self.ends_with(&[';', '.', '?', '!'])
    }

    fn ends_with(&self, marks: &[char]) -> bool {
        let words = self.atoms.last().map_or("", |atom| atom.words.trim_end());
        words.trim_end_matches(['”', '’', '"']).ends_with(marks)
    }
}

impl Atom {
    /// With the spaces after it, and without.
    fn widths(&self, fonts: &Fonts) -> (f32, f32) {
        let bare = self.set.width(fonts, self.words.trim_end());
        let words = self.words.trim_end_matches(' ');
        let spaces = self.words.len() - words.len();
        let full = if spaces == 0 || !fonts.is_plain(self.set.face, words) {
            // The space may be of another face, or stand elsewhere.
            self.set.width(fonts, &self.words)
        } else {
            bare + spaces as f32 * self.set.width(fonts, " ")
        };
        (full, bare)
    }
}

/// The lines of these words in a column. A line that ends where the text has a space keeps it,
/// so that whoever listens does not hear two words as one; a word that is wider than the
/// column is broken between letters.
pub fn lines(fonts: &Fonts, words: &Rich, style: Style, width: f32) -> Vec<Line> {
    if let Some(known) = fonts.paragraphs.known(words, (style, width)) {
        return known;
    }
    let mut rows = rows(fitting_pieces(fonts, (words, style), width), width);
    fill_last(&mut rows, width);
    let lines: Vec<Line> = rows.into_iter().map(|row| set(fonts, row)).collect();
    fonts.paragraphs.remember(words, (style, width), &lines);
    lines
}

/// The pieces of these words, none of them wider than the column.
pub(super) fn fitting_pieces(
    fonts: &Fonts,
    (words, style): (&Rich, Style),
    width: f32,
) -> Vec<Piece> {
    let all = pieces(fonts, words, style).into_iter();
    all.flat_map(|piece| broken(fonts, piece, width)).collect()
}

/// Pieces, as many on a line as it has room for.
pub(super) fn rows(pieces: Vec<Piece>, width: f32) -> Vec<Vec<Piece>> {
    let mut rows: Vec<Vec<Piece>> = vec![Vec::new()];
    let mut used = 0.0;
    for piece in pieces {
        let is_new = rows.last().is_none_or(Vec::is_empty);
        if !is_new && used + piece.bare > width {
            rows.push(Vec::new());
            used = 0.0;
        }
        used += piece.full;
        let end = piece.end;
        if let Some(row) = rows.last_mut() {
            row.push(piece);
        }
        if end == End::Line {
            rows.push(Vec::new());
            used = 0.0;
        }
    }
    rows.retain(|row| !row.is_empty());
    rows
}

/// The width that the words would take on one line, and that of the widest piece.
pub fn natural_widths(fonts: &Fonts, words: &Rich, style: Style) -> (f32, f32) {
    let pieces = pieces(fonts, words, style);
    let all = pieces.iter().map(|piece| piece.full).sum();
    (all, pieces.iter().map(|piece| piece.bare).fold(0.0, f32::max))
}

/// A last line of one short word takes a second one with it.
fn fill_last(rows: &mut [Vec<Piece>], width: f32) {
    let [.., before, last] = rows else { return };
    let ([only], true) = (last.as_slice(), before.len() > 2) else { return };
    let ends_line = before.last().is_some_and(|piece| piece.end == End::Line);
    let joined = before.last().map_or(0.0, |piece| piece.full) + only.bare;
    if only.bare < 0.25 * width && joined < 0.6 * width && !ends_line {
        last.splice(0..0, before.pop());
    }
}

pub(super) fn set(fonts: &Fonts, row: Vec<Piece>) -> Line {
    let mut line = Line::default();
    line.add(fonts, row.into_iter().flat_map(|piece| piece.atoms).collect());
    line
}

/// The words cut wherever a line may end.
fn pieces(fonts: &Fonts, words: &Rich, style: Style) -> Vec<Piece> {
    let (text, voices) = joined(words, style);
    let mut pieces = Vec::new();
    let (mut start, mut voice) = (0, 0);
    for (end, opportunity) in unicode_linebreak::linebreaks(&text) {
        let mut atoms = Vec::new();
        while start < end {
            let Some((to, set)) = voices.get(voice).copied() else { break };
            let part = text.get(start..end.min(to)).unwrap_or_default();
            atoms.extend(atom(fonts, set, part));
            start = end.min(to);
            if to <= end {
                voice += 1;
            }
        }
        let is_last = end >= text.trim_end().len();
        let ends = match opportunity {
            BreakOpportunity::Mandatory if !is_last => End::Line,
            _ => End::Word,
        };
        // A dot between two phrases never begins a line.
        let is_dot = atoms.iter().all(|atom: &Atom| atom.words.trim_end() == "·");
        let before: Option<Piece> = if is_dot { pieces.pop() } else { None };
        let before = before.map(|piece| piece.atoms).unwrap_or_default();
        let atoms = before.into_iter().chain(atoms).collect();
        pieces.push(Piece::new(fonts, atoms, ends));
    }
    pieces.retain(|piece| !piece.atoms.is_empty());
    pieces
}

/// All words as one text, without double spaces and unprintable letters, and where each voice
/// ends.
fn joined(words: &Rich, style: Style) -> (String, Vec<(usize, Type)>) {
    let (mut text, mut voices) = (String::new(), Vec::new());
    for span in &words.0 {
        for letter in span.words.chars() {
            let is_space = letter == ' ' || letter == '\t';
            match letter {
                '\n' => text.push('\n'),
                _ if is_space && text.ends_with([' ', '\n']) => {}
                _ if is_space && text.is_empty() => {}
                _ if is_space => text.push(' '),
                _ if letter.is_control() => {}
                _ => text.push(letter),
            }
        }
        voices.push((text.len(), style.voice(span.voice)));
    }
    text.truncate(text.trim_end().len());
    (text, voices)
}

fn atom(fonts: &Fonts, set: Type, part: &str) -> Option<Atom> {
    if part.is_empty() {
        return None;
    }
    let face = fonts.face_for(set.face, part.trim_end());
    Some(Atom { set: Type { face, ..set }, words: part.replace('\n', " ") })
}

/// A piece that is wider than the column, cut between letters.
fn broken(fonts: &Fonts, piece: Piece, width: f32) -> Vec<Piece> {
    if piece.bare <= width {
        return vec![piece];
    }
    let mut parts: Vec<Piece> = Vec::new();
    let (mut row, mut used) = (Vec::<Atom>::new(), 0.0);
    for atom in piece.atoms {
        for letter in atom.words.graphemes(true) {
            let wide = atom.set.width(fonts, letter);
            if used + wide > 0.99 * width && !row.is_empty() && letter != " " {
                parts.push(Piece::new(fonts, std::mem::take(&mut row), End::Word));
                used = 0.0;
            }
            used += wide;
            match row.last_mut() {
                Some(last) if last.set == atom.set => last.words.push_str(letter),
                _ => row.push(Atom { set: atom.set, words: letter.to_owned() }),
            }
        }
    }
    parts.push(Piece::new(fonts, row, piece.end));
    parts
}
