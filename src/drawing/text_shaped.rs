//! Sets words letter by letter with one face, and remembers them.

use harfrust::{
    Direction, FontRef, Script, ShapeOptions, ShapePlan, Shaper, ShaperData,
    UnicodeBuffer, script,
};
use skrifa::charmap::Charmap;
use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;

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

/// A face with a memory of what it has set.
pub struct LoadedFace {
    font: FontRef<'static>,
    shaper: ShaperData,
    charmap: Charmap<'static>,
    /// How the letters of a script are set that run one way; few, and dear to make.
    plans: RefCell<Vec<Rc<ShapePlan>>>,
    pub units_per_em: f32,
    words: RefCell<HashMap<String, Rc<Shaped>>>,
    /// Words that are set from right to left.
    turned: RefCell<HashMap<String, Rc<Shaped>>>,
    /// Widths in ems of whole lines, which are asked for again and again while a page is fitted.
    pub lines: RefCell<HashMap<String, f32>>,
}

impl LoadedFace {
    pub fn new(data: &'static [u8]) -> Option<Self> {
        use skrifa::MetadataProvider as _;
        use skrifa::instance::{LocationRef, Size};
        let font = FontRef::new(data).ok()?;
        let read = skrifa::FontRef::new(data).ok()?;
        let metrics = read.metrics(Size::unscaled(), LocationRef::default());
        Some(Self {
            shaper: ShaperData::new(&font),
            font,
            charmap: read.charmap(),
            plans: RefCell::default(),
            units_per_em: f32::from(metrics.units_per_em),
            words: RefCell::default(),
            turned: RefCell::default(),
            lines: RefCell::default(),
        })
    }

    /// True if there is a letter form for the character.
    pub fn covers(&self, character: char) -> bool {
        self.charmap.map(character).is_some()
    }

    pub fn remember(&self, line: &str, ems: f32) {
        let mut lines = self.lines.borrow_mut();
        if lines.len() >= MOST_LINES {
            lines.clear();
        }
        lines.insert(line.to_owned(), ems);
    }

    pub fn shape_turned(&self, word: &str) -> Rc<Shaped> {
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

    pub fn shape(&self, word: &str) -> Rc<Shaped> {
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

    fn plan(
        &self,
        shaper: &Shaper<'_>,
        (direction, letters): (Direction, Script),
    ) -> Rc<ShapePlan> {
        let letters = Some(letters).filter(|letters| *letters != script::UNKNOWN);
        let fits = |plan: &&Rc<ShapePlan>| {
            plan.direction() == direction && plan.script() == letters
        };
        if let Some(known) = self.plans.borrow().iter().find(fits) {
            return Rc::clone(known);
        }
        let plan = Rc::new(ShapePlan::new(shaper, direction, letters, None, &[]));
        self.plans.borrow_mut().push(Rc::clone(&plan));
        plan
    }

    fn shape_buffer(&self, word: &str, buffer: UnicodeBuffer) -> Shaped {
        let shaper = self.shaper.shaper(&self.font).build();
        let plan = self.plan(&shaper, (buffer.direction(), buffer.script()));
        let set = shaper.shape(buffer, ShapeOptions::new().plan(Some(&plan)));
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
