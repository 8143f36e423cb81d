//! Draws a cycle map as a list: the layers from the cue to the need, both partners face to face.

use super::cycle_map::{
    Job, Look, MM_PER_PX, draw_cell, focus_ring, grown, layer_ground, target,
};
use super::cycle_map_cells::Cell;
use super::cycle_map_centre::line_words;
use super::list_view_echoes::{ECHO_LINE, LaidEcho};
use super::lobe::Hand;
use super::marks;
use super::phrase::{self, Anchor, Lines, Phrase, Setting};
use super::{Drawing, Face, Fonts, Ink, Outline, Point, Shape, Stroke, TargetId};
use crate::model::sentence;
use crate::model::{CycleMap, Element, Layer, Pair};

/// From this width on everything is shown larger.
const GROWS_FROM: f32 = 1400.0;
/// A line of words is never longer than a reader likes.
const WIDEST: f32 = 1064.0;
/// The column of the layers' names, in the middle.
const LABELS: f32 = 136.0;
const PADDING: f32 = 24.0;
const HEAD: f32 = 58.0;
const ROW_GAP: f32 = 14.0;
/// The ground of a phrase begins so far before its mark.
const BEFORE_MARK: f32 = 8.0;
/// Between the last row above the line and the first one below it.
const ROUND_LINE: f32 = 78.0;
/// Room for the number that says how strong a phrase is.
const INTENSITY: f32 = 30.0;

/// A map as a list. It is as wide as asked, and as tall as its words need.
#[derive(Debug, Clone, PartialEq)]
pub struct ListView {
    pub drawing: Drawing,
    pub echoes: Vec<Echo>,
}

/// Words that are shown again: a behaviour where it is the other's cue, a reframe under the
/// phrase that it answers.
#[derive(Debug, Clone, PartialEq)]
pub struct Echo {
    pub at: Outline,
    /// For instance "Rui goes quiet, Rui’s behaviour".
    pub words: String,
}

/// Left ends and width of the two columns of phrases.
pub(super) struct Columns {
    left: f32,
    right: f32,
    pub width: f32,
}

/// The whole map, every phrase with all its words, down to at least the foot of the room.
pub fn draw(map: &CycleMap, names: &Pair<&str>, look: &Look, fonts: &Fonts) -> ListView {
    draw_rows((map, names), look, fonts, Rows::All)
}

/// As [`draw`], without the layers that are empty on both sides.
pub fn draw_filled(
    map: &CycleMap,
    names: &Pair<&str>,
    look: &Look,
    fonts: &Fonts,
) -> ListView {
    draw_rows((map, names), look, fonts, Rows::Filled)
}

/// What lies behind both sides: what shows of it, the line, and what was learned.
pub fn draw_roots(
    map: &CycleMap,
    names: &Pair<&str>,
    look: &Look,
    fonts: &Fonts,
) -> ListView {
    let roots = (&ROOTS[..], Layer::Origin);
    draw_layers((map, names), look, fonts, (roots, Rows::All))
}

/// The pictures, the parts and what they protect show; the wound and its rule are below.
const ROOTS: [Layer; 6] = [
    Layer::Image,
    Layer::Part,
    Layer::Intent,
    Layer::Origin,
    Layer::Rule,
    Layer::GrowthEdge,
];

/// Which layers have a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Rows {
    All,
    Filled,
}

fn draw_rows(
    (map, names): (&CycleMap, &Pair<&str>),
    look: &Look,
    fonts: &Fonts,
    rows: Rows,
) -> ListView {
    let whole = (&Layer::LOOP[..], Layer::Primary);
    draw_layers((map, names), look, fonts, (whole, rows))
}

/// These layers, with the line over one of them.
fn draw_layers(
    (map, names): (&CycleMap, &Pair<&str>),
    look: &Look,
    fonts: &Fonts,
    ((layers, below), rows): ((&[Layer], Layer), Rows),
) -> ListView {
    let grow = (look.width_px / GROWS_FROM).clamp(1.0, 1.3);
    let small = Look {
        width_px: look.width_px / grow,
        height_px: look.height_px / grow,
        ..look.clone()
    };
    let job = Job { map, names, look: &small, fonts, is_tall: true };
    let mut list = List::new(&job);
    list.title();
    list.heads();
    for layer in layers.iter().copied() {
        if layer == below {
            list.line();
        }
        let is_empty =
            || Hand::BOTH.iter().all(|hand| job.layer(*hand, layer).is_empty());
        if rows == Rows::All || !is_empty() {
            list.row(layer);
        }
    }
    list.finished(grow * MM_PER_PX)
}

pub(super) struct List<'a> {
    pub job: &'a Job<'a>,
    pub columns: Columns,
    pub drawing: Drawing,
    pub echoes: Vec<Echo>,
    /// Top of the next row.
    y: f32,
    line_y: f32,
}

impl Columns {
    fn new(width_px: f32) -> Self {
        let whole = (width_px - 2.0 * PADDING).min(WIDEST);
        let width = 0.5 * (whole - LABELS);
        let left = 0.5 * (width_px - whole);
        Self { left, right: left + width + LABELS, width }
    }

    pub fn x(&self, hand: Hand) -> f32 {
        match hand {
            Hand::Left => self.left,
            Hand::Right => self.right,
        }
    }
}

impl<'a> List<'a> {
    fn new(job: &'a Job<'a>) -> Self {
        Self {
            job,
            columns: Columns::new(job.look.width_px),
            drawing: Drawing::new(job.look.width_px, job.look.height_px),
            echoes: Vec::new(),
            y: 0.0,
            line_y: HEAD,
        }
    }

    fn centre(&self) -> f32 {
        0.5 * self.job.look.width_px
    }

    fn heads(&mut self) {
        for hand in Hand::BOTH {
            let partner = self.job.partner(hand);
            let at = Point::new(self.columns.x(hand) + 20.0, self.y + 36.0);
            let room = self.columns.width - 20.0;
            let style = (Face::SerifSemiBold, 22.0, marks::ink(hand));
            let centre = Point::new(at.x - 13.0, at.y - 7.0);
            marks::partner(&mut self.drawing, hand, centre, 5.0);
            let start = (at, Anchor::Start, room);
            let (fonts, name) = (self.job.fonts, self.job.name(hand));
            let mut place =
                phrase::write_fitted(&mut self.drawing, fonts, style, start, name);
            let position = self.job.map.side(partner).position.label();
            let beside = (Point::new(place.right() + 10.0, at.y), Anchor::Start);
            let style = (Face::Sans, 13.5, Ink::Ink3);
            let wide = self.job.fonts.width(style.0, style.1, position);
            if !position.is_empty() && place.width + 10.0 + wide < room {
                let fonts = self.job.fonts;
                let words =
                    phrase::write(&mut self.drawing, fonts, style, beside, position);
                place.width = words.right() - place.x;
            }
            target(&mut self.drawing, TargetId::Head(partner), grown(place, 4.0));
        }
        self.y += HEAD;
    }

    /// The loop's name, if it has one, and the sentence that it says by itself.
    fn title(&mut self) {
        let Job { map, names, look, .. } = *self.job;
        if !map.name.is_empty() {
            let name = format!("“{}”", map.name);
            self.centred((Face::SerifItalic, 21.0, Ink::Ink), &name, TargetId::LoopName);
        }
        if let Some(said) = sentence::of_map(map, names, look.first) {
            let words = said.on_screen();
            self.centred((Face::Sans, 15.0, Ink::Ink2), &words, TargetId::Sentence);
        }
        if self.y > 0.0 {
            self.y += 8.0;
        }
    }

    /// Even lines in the middle of the page, as many as they take.
    fn centred(&mut self, style: (Face, f32, Ink), words: &str, id: TargetId) {
        let fonts = self.job.fonts;
        let room = (self.job.look.width_px - 2.0 * PADDING).min(0.72 * WIDEST);
        let lines = fonts.wrap_evenly(style.0, style.1, room, words);
        let group = phrase::next_group(&self.drawing);
        self.y += if self.y > 0.0 { 8.0 } else { 14.0 };
        let top = self.y;
        let mut widest = 0.0_f32;
        for line in lines {
            let lead = 1.35 * style.1;
            let at = (Point::new(self.centre(), self.y + style.1), Anchor::Middle);
            let words = (line.as_str(), group);
            let place =
                phrase::write_in_group(&mut self.drawing, fonts, style, at, words);
            widest = widest.max(place.width);
            self.y += lead;
        }
        let x = self.centre() - 0.5 * widest;
        let at = Outline::new(x, top, widest, self.y - top);
        target(&mut self.drawing, id, grown(at, 2.0));
    }

    /// The line between what shows and what stays hidden.
    fn line(&mut self) {
        self.line_y = self.y - ROW_GAP + 0.5 * ROUND_LINE;
        self.y += ROUND_LINE - ROW_GAP;
    }

    fn row(&mut self, layer: Layer) {
        let cells = Hand::BOTH.map(|hand| (hand, self.cell(hand, layer)));
        let echoes = Hand::BOTH.map(|hand| self.laid_echoes(hand, layer));
        let setting = setting(layer);
        let reframes = Hand::BOTH.map(|hand| self.laid_reframes(hand, layer));
        let heights = cells.iter().zip(&echoes).zip(&reframes).map(
            |(((_, cell), echoes), reframes)| {
                let lines = echoes.iter().chain(reframes).map(|echo| echo.lines.len());
                let words: f32 = cell.phrases.iter().map(Phrase::height).sum();
                words + ECHO_LINE * lines.sum::<usize>() as f32
            },
        );
        let height = heights.fold(setting.line_height, f32::max);
        self.label(layer, &setting);
        for (((hand, cell), echoes), reframes) in cells.iter().zip(echoes).zip(reframes) {
            self.draw_side(*hand, layer, (cell, echoes, height));
            let words: f32 = cell.phrases.iter().map(Phrase::height).sum();
            let mut at = Point::new(self.columns.x(*hand), self.y + words);
            for reframe in reframes {
                at.y += self.draw_echo(*hand, at, reframe);
            }
        }
        self.y += height + ROW_GAP;
    }

    fn cell(&self, hand: Hand, layer: Layer) -> Cell<'a> {
        let setting = setting(layer);
        let lay = |element: &'a Element| {
            let beside = if element.intensity.is_some() { INTENSITY } else { 0.0 };
            let room = self.columns.width - 8.0 - beside;
            Phrase::lay(element, room, 0, &setting, self.job.fonts)
        };
        let phrases: Vec<Phrase> =
            self.job.layer(hand, layer).into_iter().map(lay).collect();
        let has_echo = layer == Layer::Cue
            && !self.job.layer(hand.other(), Layer::Behaviour).is_empty();
        Cell { has_echo, phrases }
    }

    fn label(&mut self, layer: Layer, setting: &Setting) {
        let (face, ink) = match layer {
            Layer::Primary | Layer::Need => (Face::SansSemiBold, Ink::Ink2),
            _ => (Face::Sans, Ink::Ink3),
        };
        let at = Point::new(self.centre(), self.y + setting.baseline());
        let label = layer.label("the other");
        let place = (at, Anchor::Middle);
        let fonts = self.job.fonts;
        phrase::write(&mut self.drawing, fonts, (face, 14.0, ink), place, &label);
    }

    fn draw_side(
        &mut self,
        hand: Hand,
        layer: Layer,
        (cell, echoes, height): (&Cell, Vec<LaidEcho>, f32),
    ) {
        let partner = self.job.partner(hand);
        let x = self.columns.x(hand);
        let width = BEFORE_MARK + self.columns.width;
        let slot = Outline::new(x - BEFORE_MARK, self.y, width, height);
        layer_ground(&mut self.drawing, self.job, (partner, layer), (hand, slot));
        // The room between two rows belongs to the upper one, so that no click is lost.
        let place = Outline { height: height + ROW_GAP, ..slot };
        target(&mut self.drawing, TargetId::Layer(partner, layer), place);
        let mut at = Point::new(x, self.y);
        for echo in echoes {
            at.y += self.draw_echo(hand.other(), at, echo);
        }
        draw_cell(&mut self.drawing, self.job, (hand, layer), (at, slot, cell));
        self.intensities(at, cell, &setting(layer));
    }

    /// How strong a phrase is, as a number at its right end.
    fn intensities(&mut self, mut at: Point, cell: &Cell, setting: &Setting) {
        let right = at.x + self.columns.width - BEFORE_MARK - 4.0;
        let style = (Face::Sans, 14.0, Ink::Ink2);
        for phrase in &cell.phrases {
            let is_shown = self.job.look.edited != Some(phrase.element.id);
            if let Some(number) = phrase.element.intensity.filter(|_| is_shown) {
                let place = (Point::new(right, at.y + setting.baseline()), Anchor::End);
                let (drawing, fonts) = (&mut self.drawing, self.job.fonts);
                phrase::write(drawing, fonts, style, place, &number.to_string());
            }
            at.y += phrase.height();
        }
    }

    /// The list with its grounds behind it, in millimetres.
    fn finished(mut self, scale: f32) -> ListView {
        focus_ring(&mut self.drawing, self.job.look);
        let (width, centre) = (self.job.look.width_px, self.centre());
        self.drawing.height = (self.y + PADDING).max(self.job.look.height_px);
        let below =
            Outline::new(0.0, self.line_y, width, self.drawing.height - self.line_y);
        let mut grounds = Drawing::new(width, self.drawing.height);
        grounds.shapes.push(marks::filled(below, 0.0, Ink::Deep));
        let line = super::curve::straight(
            Point::new(0.0, self.line_y),
            Point::new(width, self.line_y),
        );
        grounds.shapes.push(Shape::Path {
            curves: vec![line],
            is_closed: false,
            fill: None,
            stroke: Some(Stroke::dotted(Ink::Ink3, 1.4, 5.4)),
        });
        line_words(&mut grounds, self.job.fonts, Point::new(centre, self.line_y));
        self.drawing.shapes.splice(0..0, grounds.shapes);
        for echo in &mut self.echoes {
            echo.at = echo.at.scaled(scale);
        }
        ListView { drawing: self.drawing.scaled(scale), echoes: self.echoes }
    }
}

fn setting(layer: Layer) -> Setting {
    let plain = Setting::new(16.0, Lines::Wrapped);
    if layer == Layer::Behaviour { plain.strong() } else { plain }
}
