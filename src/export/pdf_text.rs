//! Sets lines of words letter by letter, and keeps of each font what the pages use.

use super::pdf::PdfError;
use super::pdf_shapes::{colour, points};
use crate::drawing::direction::Way;
use crate::drawing::text::{Glyph, Stretch, pieces};
use crate::drawing::{Face, Fonts, TextRun, Theme};
use printpdf::{
    Codepoint, FontId, FontMetrics, Op, ParsedFont, PdfFont, PdfFontHandle, Pt, TextItem,
    TextMatrix,
};
use skrifa::MetadataProvider as _;
use skrifa::instance::{LocationRef, Size};
use skrifa::metrics::GlyphMetrics;
use std::collections::{BTreeMap, BTreeSet};
use subsetter::GlyphRemapper;

/// Room for so many letters is made when the first is set.
const LETTERS_AT_ONCE: usize = 24;

/// Stands for a letter that no font has; the letter itself can still be copied and heard.
const UNKNOWN_LETTER: char = '□';

/// Sets words and remembers which letter forms of which face were used.
#[derive(Default)]
pub struct Typesetter {
    faces: BTreeMap<Face, UsedFace>,
}

struct UsedFace {
    glyphs: GlyphRemapper,
    /// What each letter form of the smaller font reads as, when it is not said otherwise.
    reads_as: BTreeMap<u16, String>,
    /// The letter forms that read as one letter, and that no other form reads as.
    letters: BTreeMap<char, u16>,
    /// By the form's number in the whole font: forms that were set before as one plain letter.
    plain: Vec<Option<PlainForm>>,
    font: skrifa::FontRef<'static>,
    metrics: GlyphMetrics<'static>,
}

/// A letter form that stands for one letter, which stands for this form.
#[derive(Debug, Clone, Copy)]
struct PlainForm {
    letter: char,
    /// In thousandths of the size, as the file tells it.
    width: f32,
}

/// A line of words as operators: how it starts, then its segments. The caller ends it.
pub struct SetRun {
    pub start: Vec<Op>,
    pub segments: Vec<Segment>,
}

/// Letters of one line.
#[derive(Default)]
pub struct Segment {
    pub ops: Vec<Op>,
    /// What the letters read as, if their forms do not tell it.
    pub says: Option<String>,
}

/// Letter forms that belong together: a letter with its marks, or a ligature.
struct Cluster<'a> {
    text: &'a str,
    glyphs: &'a [Glyph],
}

impl Typesetter {
    pub fn new() -> Self {
        Self::default()
    }

    /// Sets one line of words on a page of this height.
    pub fn set(
        &mut self,
        run: &TextRun,
        (height, theme, fonts): (f32, &Theme, &Fonts),
    ) -> SetRun {
        let (x, y) = (points(run.at.x).0, points(height - run.at.y).0);
        let size = points(run.size);
        let is_plain = fonts.is_plain(run.face, &run.words);
        let stretches =
            if is_plain { Vec::new() } else { fonts.stretches(run.face, &run.words) };
        let face = stretches.first().map_or(run.face, |stretch| stretch.face);
        let start = vec![
            Op::StartTextSection,
            Op::SetFillColor { col: colour(theme, run.ink) },
            Op::SetFont { font: PdfFontHandle::External(font_id(face)), size },
            Op::SetTextMatrix { matrix: TextMatrix::Raw([1.0, 0.0, 0.0, 1.0, x, y]) },
        ];
        let mut line = Line {
            segments: Vec::new(),
            items: Vec::new(),
            first: Vec::new(),
            size,
            lifted: 0.0,
        };
        if is_plain {
            self.set_words(run.face, &run.words, (Way::LeftToRight, fonts), &mut line);
        }
        for stretch in &stretches {
            self.set_stretch(stretch, (x, y), fonts, &mut line);
        }
        line.flush();
        SetRun { start, segments: line.segments }
    }

    /// Sets words that run one way, from where the pen is.
    fn set_words(
        &mut self,
        face: Face,
        words: &str,
        (runs, fonts): (Way, &Fonts),
        line: &mut Line,
    ) {
        let Some(used) = self.face(face) else { return };
        for piece in pieces(words) {
            let shaped = fonts.shape_way(face, piece, runs);
            for cluster in clusters(piece, &shaped.glyphs) {
                used.set(&cluster, fonts.units_per_em(face), line);
            }
        }
    }

    /// Sets a part of a line at its place. Letters from right to left are set in the order in
    /// which they are read, each at the left of the one before, so that they are copied and
    /// heard in that order. (A text said instead of a whole word is turned round by readers that
    /// expect letters in the order in which they are seen.)
    fn set_stretch(
        &mut self,
        stretch: &Stretch<'_>,
        (x, y): (f32, f32),
        fonts: &Fonts,
        line: &mut Line,
    ) {
        let em = line.size.0;
        let font = PdfFontHandle::External(font_id(stretch.face));
        let size = line.size;
        let place = |x: f32| {
            let matrix = TextMatrix::Raw([1.0, 0.0, 0.0, 1.0, x, y]);
            [Op::SetFont { font: font.clone(), size }, Op::SetTextMatrix { matrix }]
        };
        if stretch.runs == Way::LeftToRight {
            line.begin(place(x + stretch.x * em));
            self.set_words(stretch.face, stretch.words, (stretch.runs, fonts), line);
            return;
        }
        let mut right = x + (stretch.x + stretch.width) * em;
        for piece in pieces(stretch.words) {
            let shaped = fonts.shape_way(stretch.face, piece, stretch.runs);
            let units = fonts.units_per_em(stretch.face);
            right -= shaped.advance as f32 / units * em;
            let mut left = right;
            let mut clusters = Vec::new();
            for glyphs in shaped.glyphs.chunk_by(|_, next| next.text.is_empty()) {
                clusters.push((left, glyphs));
                let advance: i32 = glyphs.iter().map(|glyph| glyph.advance).sum();
                left += advance as f32 / units * em;
            }
            let Some(used) = self.face(stretch.face) else { return };
            for (left, glyphs) in clusters.into_iter().rev() {
                let text = glyphs.first().map_or("", |glyph| &glyph.text);
                line.begin(place(left));
                used.set(&Cluster { text, glyphs }, units, line);
            }
        }
    }

    fn face(&mut self, face: Face) -> Option<&mut UsedFace> {
        use std::collections::btree_map::Entry;
        match self.faces.entry(face) {
            Entry::Occupied(known) => Some(known.into_mut()),
            Entry::Vacant(free) => {
                let font = skrifa::FontRef::new(face.data()).ok()?;
                Some(free.insert(UsedFace::new(font)))
            }
        }
    }

    /// What the letters are called in each face so far; later letters change none of it. The
    /// fonts themselves are made at the end, of [`Self::subset_fonts`].
    pub fn names_of_letters(&self) -> BTreeMap<FontId, PdfFont> {
        let metrics = || FontMetrics { ascent: 0, descent: 0 };
        let stand_in = |used: &UsedFace| {
            let (names, widths) = (used.names_of_letters(), BTreeMap::new());
            let face = ParsedFont::with_glyph_data(
                vec![0],
                0,
                None,
                names,
                widths,
                1000,
                metrics(),
            );
            PdfFont::new(face)
        };
        self.faces.iter().map(|(face, used)| (font_id(*face), stand_in(used))).collect()
    }

    /// Operators that show each letter form of each face once.
    pub fn every_letter(&self) -> Vec<Op> {
        let mut ops = vec![Op::StartTextSection];
        for (face, used) in &self.faces {
            let font = PdfFontHandle::External(font_id(*face));
            ops.push(Op::SetFont { font, size: Pt(1.0) });
            ops.push(Op::ShowText { items: used.every_letter() });
        }
        ops.push(Op::EndTextSection);
        ops
    }

    /// The used faces, each with only the letter forms that were set.
    pub fn subset_fonts(&self) -> Result<Vec<(FontId, PdfFont)>, PdfError> {
        self.faces
            .iter()
            .map(|(face, used)| Ok((font_id(*face), used.subset(*face)?)))
            .collect()
    }
}

impl UsedFace {
    fn new(font: skrifa::FontRef<'static>) -> Self {
        Self {
            glyphs: GlyphRemapper::new(),
            reads_as: BTreeMap::new(),
            letters: BTreeMap::new(),
            plain: Vec::new(),
            metrics: font.glyph_metrics(Size::unscaled(), LocationRef::default()),
            font,
        }
    }

    fn set(&mut self, cluster: &Cluster<'_>, units: f32, line: &mut Line) {
        if !self.set_again(cluster, units, line) {
            self.set_anew(cluster, units, line);
        }
    }

    /// Sets one plain letter that was set before; false if it is none.
    fn set_again(&self, cluster: &Cluster<'_>, units: f32, line: &mut Line) -> bool {
        let [glyph] = cluster.glyphs else { return false };
        let Some(Some(form)) = self.plain.get(usize::from(glyph.id)) else {
            return false;
        };
        let mut letters = cluster.text.chars();
        if (letters.next(), letters.next()) != (Some(form.letter), None) {
            return false;
        }
        let per_mille = 1000.0 / units;
        line.rise(glyph.y_offset as f32 / units);
        line.shift(-(glyph.x_offset as f32) * per_mille);
        line.letter(form.letter);
        let rest = (glyph.advance - glyph.x_offset) as f32 * per_mille - form.width;
        line.shift(-rest);
        line.rise(0.0);
        true
    }

    /// Remembers a form that stands for one letter, which stands for this form.
    fn remember(&mut self, (id, used): (u16, u16), per_mille: f32) {
        let Some(letter) = self.letter(used) else { return };
        let place = usize::from(id);
        if self.plain.len() <= place {
            self.plain.resize(place + 1, None);
        }
        let width = self.written_width(id, per_mille);
        if let Some(form) = self.plain.get_mut(place) {
            *form = Some(PlainForm { letter, width });
        }
    }

    fn set_anew(&mut self, cluster: &Cluster<'_>, units: f32, line: &mut Line) {
        let is_known = cluster.glyphs.iter().all(|glyph| glyph.id != 0);
        let unknown = if is_known { 0 } else { self.unknown_letter() };
        let forms: Vec<(u16, u16)> = cluster
            .glyphs
            .iter()
            .map(|glyph| if glyph.id == 0 { unknown } else { glyph.id })
            .map(|id| (id, self.glyphs.remap(id)))
            .collect();
        let is_plain = is_known && self.learn(cluster, &forms);
        for (_, used) in &forms {
            let unknown = || UNKNOWN_LETTER.to_string();
            self.reads_as.entry(*used).or_insert_with(unknown);
        }
        if !is_plain {
            line.say(cluster.text);
        }
        let per_mille = 1000.0 / units;
        for (glyph, (id, used)) in cluster.glyphs.iter().zip(forms.iter().copied()) {
            line.rise(glyph.y_offset as f32 / units);
            line.shift(-(glyph.x_offset as f32) * per_mille);
            if let Some(letter) = self.letter(used) {
                line.letter(letter);
            } else {
                let text = self.reads_as.get(&used).cloned().unwrap_or_default();
                let form = Codepoint::with_cid(used, 0.0, text);
                line.items.push(TextItem::GlyphIds(vec![form]));
            }
            let rest = (glyph.advance - glyph.x_offset) as f32 * per_mille
                - self.written_width(id, per_mille);
            line.shift(-rest);
        }
        line.rise(0.0);
        if !is_plain {
            line.say_no_more();
        } else if let [form] = forms.as_slice() {
            self.remember(*form, per_mille);
        }
    }

    /// The letter that is written for a letter form, where one can be.
    fn letter(&mut self, used: u16) -> Option<char> {
        let mut letters = self.reads_as.get(&used)?.chars();
        let (Some(letter), None) = (letters.next(), letters.next()) else { return None };
        (*self.letters.entry(letter).or_insert(used) == used).then_some(letter)
    }

    /// Notes what these letter forms read as; false if one of them already reads as something
    /// else, or if it takes several forms to write the text.
    fn learn(&mut self, cluster: &Cluster<'_>, forms: &[(u16, u16)]) -> bool {
        if let [(_, used)] = forms {
            let known =
                self.reads_as.entry(*used).or_insert_with(|| cluster.text.to_owned());
            return known == cluster.text;
        }
        for ((_, used), letter) in forms.iter().zip(cluster.text.chars()) {
            self.reads_as.entry(*used).or_insert_with(|| letter.to_string());
        }
        false
    }

    fn unknown_letter(&self) -> u16 {
        let charmap = self.font.charmap();
        let form = charmap.map(UNKNOWN_LETTER).or_else(|| charmap.map('?'));
        form.map_or(0, |form| form.to_u32() as u16)
    }

    /// The width that the file tells for a letter form: whole thousandths, cut off.
    fn written_width(&self, id: u16, per_mille: f32) -> f32 {
        let width = self.metrics.advance_width(skrifa::GlyphId::new(u32::from(id)));
        (width.unwrap_or_default() * per_mille).trunc()
    }

    fn names_of_letters(&self) -> BTreeMap<u32, u16> {
        self.letters.iter().map(|(letter, used)| (u32::from(*letter), *used)).collect()
    }

    fn every_letter(&self) -> Vec<TextItem> {
        let letters: String = self.letters.keys().collect();
        let plain: BTreeSet<u16> = self.letters.values().copied().collect();
        let others = self.reads_as.iter().filter(|(used, _)| !plain.contains(used));
        let form =
            |(used, text): (&u16, &String)| Codepoint::with_cid(*used, 0.0, text.clone());
        vec![TextItem::Text(letters), TextItem::GlyphIds(others.map(form).collect())]
    }

    fn subset(&self, face: Face) -> Result<PdfFont, PdfError> {
        let bytes = subsetter::subset(face.data(), 0, &self.glyphs)
            .map_err(|_unreadable| PdfError::Font)?;
        let mut warnings = Vec::new();
        let mut font =
            ParsedFont::from_bytes(&bytes, 0, &mut warnings).ok_or(PdfError::Font)?;
        font.codepoint_to_glyph = self.names_of_letters();
        font.font_name = Some(format!("{}+{}", subset_tag(&bytes), face.name()));
        let attributes = self.font.attributes();
        font.pdf_font_metrics.us_weight_class = attributes.weight.value() as u16;
        Ok(PdfFont::new(font))
    }
}

/// A line while it is being set: finished segments, and letters still to be shown.
struct Line {
    segments: Vec<Segment>,
    items: Vec<TextItem>,
    /// What comes before the next letters.
    first: Vec<Op>,
    size: Pt,
    lifted: f32,
}

impl Line {
    /// Moves on, in thousandths of the size; to the left if positive.
    fn shift(&mut self, per_mille: f32) {
        if per_mille != 0.0 {
            self.items.push(TextItem::Offset(per_mille));
        }
    }

    /// Shows a letter after those before it.
    fn letter(&mut self, letter: char) {
        if let Some(TextItem::Text(text)) = self.items.last_mut() {
            text.push(letter);
        } else {
            let mut text = String::with_capacity(LETTERS_AT_ONCE);
            text.push(letter);
            self.items.push(TextItem::Text(text));
        }
    }

    /// Lifts what follows over the baseline, as a part of the size.
    fn rise(&mut self, part: f32) {
        if (part - self.lifted).abs() > f32::EPSILON {
            self.lifted = part;
            self.flush();
            let multiplier = part * self.size.0;
            self.add(Op::SetLineOffset { multiplier });
        }
    }

    /// What follows is read as this text.
    fn say(&mut self, text: &str) {
        self.flush();
        let says = Some(text.to_owned());
        self.segments.push(Segment { ops: Vec::new(), says });
    }

    /// What follows is read as its letter forms tell.
    fn say_no_more(&mut self) {
        self.flush();
        self.segments.push(Segment::default());
    }

    fn flush(&mut self) {
        if !self.items.is_empty() {
            let items = std::mem::take(&mut self.items);
            self.add(Op::ShowText { items });
        }
    }

    /// Goes on elsewhere, or in another face.
    fn begin(&mut self, ops: [Op; 2]) {
        self.flush();
        self.first = ops.into();
    }

    fn add(&mut self, op: Op) {
        let ops = self.first.drain(..).chain([op]);
        match self.segments.last_mut() {
            Some(segment) => segment.ops.extend(ops),
            None => self.segments.push(Segment { ops: ops.collect(), says: None }),
        }
    }
}

fn clusters<'a>(piece: &'a str, glyphs: &'a [Glyph]) -> Vec<Cluster<'a>> {
    let mut texts = glyphs.iter().map(|glyph| glyph.text.as_str());
    let rest = texts.try_fold(piece, |rest, text| rest.strip_prefix(text));
    if rest != Some("") {
        // Letters that run from right to left stand in the order of the page, not of the word.
        return vec![Cluster { text: piece, glyphs }];
    }
    let clusters = glyphs.chunk_by(|_, next| next.text.is_empty());
    let text = |glyphs: &'a [Glyph]| glyphs.first().map_or("", |glyph| &glyph.text);
    clusters.map(|glyphs| Cluster { text: text(glyphs), glyphs }).collect()
}

fn font_id(face: Face) -> FontId {
    FontId(face.name().replace('-', ""))
}

/// Six capitals that say which letters a font was cut down to.
fn subset_tag(bytes: &[u8]) -> String {
    let hash = super::pdf_finish::hash(bytes);
    (0..6).map(|i| char::from(b'A' + ((hash >> (i * 8)) as u8) % 26)).collect()
}
