//! Measures and breaks words with the fonts that ship, for screen and paper alike.

use super::direction::{self, Way};
use harfrust::{Direction, FontRef, ShapeOptions, ShaperData, UnicodeBuffer};
use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;
use unicode_linebreak::BreakOpportunity;

/// One of the typefaces in `assets/fonts`.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, strum::VariantArray,
)]
pub enum Face {
    Sans,
    SansItalic,
    SansSemiBold,
    Serif,
    SerifItalic,
    SerifSemiBold,
    /// For names and words in Hebrew letters, whatever face was wanted.
    Hebrew,
    /// For names and words in Arabic letters, likewise.
    Arabic,
}

impl Face {
    /// The faces that are chosen; the others stand in where these have no letters.
    const CHOSEN: [Self; 6] = [
        Self::Sans,
        Self::SansItalic,
        Self::SansSemiBold,
        Self::Serif,
        Self::SerifItalic,
        Self::SerifSemiBold,
    ];

    /// The bytes of the font file.
    pub fn data(self) -> &'static [u8] {
        match self {
            Self::Sans => include_bytes!("../../assets/fonts/SourceSans3-Regular.ttf"),
            Self::SansItalic => {
                include_bytes!("../../assets/fonts/SourceSans3-Italic.ttf")
            }
            Self::SansSemiBold => {
                include_bytes!("../../assets/fonts/SourceSans3-SemiBold.ttf")
            }
            Self::Serif => include_bytes!("../../assets/fonts/SourceSerif4-Regular.ttf"),
            Self::SerifItalic => {
                include_bytes!("../../assets/fonts/SourceSerif4-Italic.ttf")
            }
            Self::SerifSemiBold => {
                include_bytes!("../../assets/fonts/SourceSerif4-SemiBold.ttf")
            }
            Self::Hebrew => {
                include_bytes!("../../assets/fonts/NotoSansHebrew-Regular.ttf")
            }
            Self::Arabic => {
                include_bytes!("../../assets/fonts/NotoSansArabic-Regular.ttf")
            }
        }
    }

    /// The PostScript name.
    pub fn name(self) -> &'static str {
        match self {
            Self::Sans => "SourceSans3-Regular",
            Self::SansItalic => "SourceSans3-It",
            Self::SansSemiBold => "SourceSans3-SemiBold",
            Self::Serif => "SourceSerif4-Regular",
            Self::SerifItalic => "SourceSerif4-It",
            Self::SerifSemiBold => "SourceSerif4-SemiBold",
            Self::Hebrew => "NotoSansHebrew-Regular",
            Self::Arabic => "NotoSansArabic-Regular",
        }
    }
}

/// A letter form in its place, in font units.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Glyph {
    pub id: u16,
    pub advance: i32,
    pub x_offset: i32,
    pub y_offset: i32,
    /// The characters it stands for; empty for the second and later glyphs of a cluster.
    pub text: String,
}

/// A word as the font sets it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Shaped {
    pub glyphs: Vec<Glyph>,
    /// Sum of the advances, in font units.
    pub advance: i32,
}

/// Remembered lines of a face; then all are forgotten.
const MOST_LINES: usize = 4096;
/// Remembered words of a face, likewise.
const MOST_WORDS: usize = 16_384;

struct LoadedFace {
    font: FontRef<'static>,
    shaper: ShaperData,
    units_per_em: f32,
    words: RefCell<HashMap<String, Rc<Shaped>>>,
    /// Words that are set from right to left.
    turned: RefCell<HashMap<String, Rc<Shaped>>>,
    /// Widths in ems of whole lines, which are asked for again and again while a page is fitted.
    lines: RefCell<HashMap<String, f32>>,
}

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
    faces: HashMap<Face, LoadedFace>,
}

impl Default for Fonts {
    fn default() -> Self {
        Self::new()
    }
}

impl Fonts {
    pub fn new() -> Self {
        use strum::VariantArray as _;
        let load = |face: &Face| Some((*face, LoadedFace::new(face.data())?));
        Self { faces: Face::VARIANTS.iter().filter_map(load).collect() }
    }

    /// True if the face has a letter form for the character.
    pub fn covers(&self, face: Face, character: char) -> bool {
        use skrifa::MetadataProvider as _;
        let Ok(font) = skrifa::FontRef::new(face.data()) else { return false };
        font.charmap().map(character).is_some()
    }

    /// True if the face has a letter form for every character that is seen.
    pub fn covers_all(&self, face: Face, words: &str) -> bool {
        use skrifa::MetadataProvider as _;
        let Ok(font) = skrifa::FontRef::new(face.data()) else { return false };
        let charmap = font.charmap();
        words.chars().all(|letter| is_unseen(letter) || charmap.map(letter).is_some())
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
        let mut missing: Vec<char> = words
            .chars()
            .filter(|letter| !is_unseen(*letter) && !self.covers(Face::Sans, *letter))
            .filter(is_in_none)
            .collect();
        missing.sort_unstable();
        missing.dedup();
        missing
    }

    /// Font units in one em.
    pub fn units_per_em(&self, face: Face) -> f32 {
        self.faces.get(&face).map_or(1000.0, |loaded| loaded.units_per_em)
    }

    /// One word (or one space) as the font sets it.
    pub fn shape(&self, face: Face, word: &str) -> Rc<Shaped> {
        self.faces.get(&face).map(|loaded| loaded.shape(word)).unwrap_or_default()
    }

    /// The same, for words whose way is known.
    pub fn shape_way(&self, face: Face, word: &str, runs: Way) -> Rc<Shaped> {
        let Some(loaded) = self.faces.get(&face) else { return Rc::default() };
        match runs {
            Way::LeftToRight => loaded.shape(word),
            Way::RightToLeft => loaded.shape_turned(word),
        }
    }

    /// Width of one line, in the unit of `size`.
    pub fn width(&self, face: Face, size: f32, line: &str) -> f32 {
        let Some(loaded) = self.faces.get(&face) else { return 0.0 };
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

    /// The lines of a text that is at most `width` wide; a single word that is wider is broken
    /// between letters. No line is empty unless the text is.
    pub fn wrap(&self, face: Face, size: f32, width: f32, text: &str) -> Vec<String> {
        let mut lines = vec![String::new()];
        let mut start = 0;
        for (end, opportunity) in unicode_linebreak::linebreaks(text) {
            let piece = text.get(start..end).unwrap_or_default();
            start = end;
            add_piece(&mut lines, piece, |line| self.width(face, size, line) <= width);
            if opportunity == BreakOpportunity::Mandatory && end < text.len() {
                lines.push(String::new());
            }
        }
        for line in &mut lines {
            line.truncate(line.trim_end().len());
        }
        lines.retain(|line| !line.is_empty());
        if lines.is_empty() { vec![String::new()] } else { lines }
    }

    /// As [`Fonts::wrap`], with lines that are about equally long: none is left with one word
    /// while the others are full.
    pub fn wrap_evenly(
        &self,
        face: Face,
        size: f32,
        width: f32,
        text: &str,
    ) -> Vec<String> {
        let lines = self.wrap(face, size, width, text);
        if lines.len() < 2 {
            return lines;
        }
        let narrower = (1..20)
            .map(|step| self.wrap(face, size, width * (1.0 - 0.025 * step as f32), text));
        narrower
            .take_while(|narrow| narrow.len() == lines.len())
            .filter(|narrow| narrow.iter().all(|line| !is_broken_word(line, text)))
            .last()
            .unwrap_or(lines)
    }

    /// The text on one line, cut at a word and ended with an ellipsis if it is too wide.
    pub fn fit(&self, face: Face, size: f32, width: f32, text: &str) -> String {
        if self.width(face, size, text) <= width {
            return text.to_owned();
        }
        let fits = |line: &str| self.width(face, size, line) <= width;
        let mut words: Vec<&str> = text.split_whitespace().collect();
        while words.len() > 1 {
            words.pop();
            let line = format!("{} …", words.join(" ").trim_end_matches([',', '.', ';']));
            if fits(&line) {
                return line;
            }
        }
        let mut letters: Vec<char> =
            words.first().map(|word| word.chars().collect()).unwrap_or_default();
        while letters.len() > 1 && !fits(&format!("{}…", String::from_iter(&letters))) {
            letters.pop();
        }
        format!("{}…", String::from_iter(&letters))
    }

    /// The same for a label such as "About Leonor": a long name is cut, and never left out.
    pub fn fit_label(&self, face: Face, size: f32, width: f32, text: &str) -> String {
        let at_a_word = self.fit(face, size, width, text);
        let Some((about, name)) = text.split_once(' ') else { return at_a_word };
        if at_a_word != format!("{about} …") {
            return at_a_word;
        }
        let cut = |letters: usize| {
            let part: String = name.chars().take(letters).collect();
            format!("{about} {part}…")
        };
        let fits = |line: &String| self.width(face, size, line) <= width;
        let mut cuts = (1..name.chars().count()).rev().map(cut);
        cuts.find(fits).unwrap_or(at_a_word)
    }
}

/// Controls, joiners and variation selectors, which have no form of their own.
fn is_unseen(letter: char) -> bool {
    letter.is_control()
        || matches!(letter, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'
            | '\u{fe00}'..='\u{fe0f}' | '\u{feff}')
}

/// True if a line ends inside a word, which only a very narrow setting does.
fn is_broken_word(line: &str, text: &str) -> bool {
    let after = text.find(line).and_then(|start| text.get(start + line.len()..));
    let is_letter = |c: char| c.is_alphanumeric();
    line.ends_with(is_letter) && after.is_some_and(|rest| rest.starts_with(is_letter))
}

/// Puts a piece at the end of the last line, or on a new one if it does not fit there.
fn add_piece(lines: &mut Vec<String>, piece: &str, fits: impl Fn(&str) -> bool) {
    let Some(line) = lines.last_mut() else { return };
    let longer = format!("{line}{piece}");
    if fits(longer.trim_end()) {
        *line = longer;
    } else if fits(piece.trim_end()) {
        lines.push(piece.to_owned());
    } else {
        break_word(lines, piece, fits);
    }
}

/// Puts a word that is wider than a line on as many lines as it takes.
fn break_word(lines: &mut Vec<String>, word: &str, fits: impl Fn(&str) -> bool) {
    use unicode_segmentation::UnicodeSegmentation as _;
    if lines.last().is_some_and(|line| !line.is_empty()) {
        lines.push(String::new());
    }
    let letters: Vec<&str> = word.graphemes(true).collect();
    let of = |from: usize, count: usize| -> String {
        letters.iter().skip(from).take(count).copied().collect()
    };
    // Lines of one word hold about equally many letters: the next one is tried with as many.
    let (mut from, mut count) = (0, 1);
    while from < letters.len() {
        let left = letters.len() - from;
        count = count.clamp(1, left);
        while count > 1 && !fits(of(from, count).trim_end()) {
            count -= 1;
        }
        while count < left && fits(of(from, count + 1).trim_end()) {
            count += 1;
        }
        match lines.last_mut() {
            Some(line) if line.is_empty() => *line = of(from, count),
            _ => lines.push(of(from, count)),
        }
        from += count;
    }
}

impl LoadedFace {
    fn new(data: &'static [u8]) -> Option<Self> {
        use skrifa::MetadataProvider as _;
        use skrifa::instance::{LocationRef, Size};
        let font = FontRef::new(data).ok()?;
        let metrics = skrifa::FontRef::new(data)
            .ok()?
            .metrics(Size::unscaled(), LocationRef::default());
        Some(Self {
            shaper: ShaperData::new(&font),
            font,
            units_per_em: f32::from(metrics.units_per_em),
            words: RefCell::default(),
            turned: RefCell::default(),
            lines: RefCell::default(),
        })
    }

    fn remember(&self, line: &str, ems: f32) {
        let mut lines = self.lines.borrow_mut();
        if lines.len() >= MOST_LINES {
            lines.clear();
        }
        lines.insert(line.to_owned(), ems);
    }

    fn shape_turned(&self, word: &str) -> Rc<Shaped> {
        if let Some(known) = self.turned.borrow().get(word) {
            return Rc::clone(known);
        }
        let mut buffer = UnicodeBuffer::new();
        buffer.push_str(word);
        buffer.set_direction(Direction::RightToLeft);
        buffer.guess_segment_properties();
        let shaped = Rc::new(self.shape_buffer(word, buffer));
        remember_word(&self.turned, word, &shaped);
        shaped
    }

    fn shape(&self, word: &str) -> Rc<Shaped> {
        if let Some(known) = self.words.borrow().get(word) {
            return Rc::clone(known);
        }
        let shaped = Rc::new(self.shape_anew(word));
        remember_word(&self.words, word, &shaped);
        shaped
    }

    fn shape_anew(&self, word: &str) -> Shaped {
        let mut buffer = UnicodeBuffer::new();
        buffer.push_str(word);
        buffer.guess_segment_properties();
        self.shape_buffer(word, buffer)
    }

    fn shape_buffer(&self, word: &str, buffer: UnicodeBuffer) -> Shaped {
        let set =
            self.shaper.shaper(&self.font).build().shape(buffer, ShapeOptions::new());
        let (infos, positions) = (set.glyph_infos(), set.glyph_positions());
        let mut starts: Vec<usize> =
            infos.iter().map(|info| info.cluster as usize).collect();
        starts.sort_unstable();
        let mut last = None;
        let glyphs: Vec<Glyph> = infos
            .iter()
            .zip(positions)
            .map(|(info, position)| {
                let start = info.cluster as usize;
                let after = starts.partition_point(|other| *other <= start);
                let end = starts.get(after).copied();
                let text = match last.replace(start) {
                    Some(before) if before == start => "",
                    _ => word.get(start..end.unwrap_or(word.len())).unwrap_or_default(),
                };
                Glyph {
                    id: info.glyph_id as u16,
                    advance: position.x_advance,
                    x_offset: position.x_offset,
                    y_offset: position.y_offset,
                    text: text.to_owned(),
                }
            })
            .collect();
        Shaped { advance: glyphs.iter().map(|glyph| glyph.advance).sum(), glyphs }
    }
}

fn remember_word(
    words: &RefCell<HashMap<String, Rc<Shaped>>>,
    word: &str,
    shaped: &Rc<Shaped>,
) {
    let mut words = words.borrow_mut();
    if words.len() >= MOST_WORDS {
        words.clear();
    }
    words.insert(word.to_owned(), Rc::clone(shaped));
}

/// A line as its words and single spaces.
pub fn pieces(line: &str) -> impl Iterator<Item = &str> {
    let mut rest = line;
    std::iter::from_fn(move || {
        if rest.is_empty() {
            return None;
        }
        let length =
            if rest.starts_with(' ') { 1 } else { rest.find(' ').unwrap_or(rest.len()) };
        let (piece, after) = rest.split_at_checked(length)?;
        rest = after;
        Some(piece)
    })
}
