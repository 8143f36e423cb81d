//! Draws the loop that the couple builds: each reach beside its old move, and what answers it.

use super::cycle_map::{Job, Look, MM_PER_PX, RIBBON, draw_cell, layer_ground, target};
use super::cycle_map_cells::Cell;
use super::cycle_map_centre::{self, SENTENCE, SENTENCE_LINE};
use super::lobe::Hand;
use super::marks;
use super::new_loop_places::{self as places, Item, Places};
use super::phrase::{self, Anchor};
use super::ribbon::{self, LoopLook};
use super::{Drawing, Face, Fonts, Ink, Outline, Point, Shape, Stroke, TargetId};
use crate::model::{CycleMap, Element, ElementId, Layer, Pair, PartnerId, new_loop};

/// A larger box than this shows everything larger, as long as nothing has to give way.
const GROWS_FROM: (f32, f32) = (1010.0, 540.0);
const GROWS_TO: f32 = 1.7;

/// The new loop as it is drawn.
#[derive(Debug, Clone, PartialEq)]
pub struct NewLoop {
    pub drawing: Drawing,
    /// The old moves that wait for a reach, each with its place.
    pub open_moves: Vec<OpenMove>,
}

/// An old move without a reach: a click on it begins one.
#[derive(Debug, Clone, PartialEq)]
pub struct OpenMove {
    pub at: Outline,
    pub partner: PartnerId,
    pub old: ElementId,
    pub words: String,
}

/// The new loop in the room of `look`; `map.name` is read as the new loop's name.
pub fn draw(map: &CycleMap, names: &Pair<&str>, look: &Look, fonts: &Fonts) -> NewLoop {
    let most = (look.width_px / GROWS_FROM.0)
        .min(look.height_px / GROWS_FROM.1)
        .clamp(1.0, GROWS_TO);
    let sizes = [1.0, 0.75, 0.5, 0.25].map(|part| 1.0 + part * (most - 1.0));
    for grow in sizes.into_iter().filter(|grow| *grow > 1.01) {
        let smaller = Look {
            width_px: look.width_px / grow,
            height_px: look.height_px / grow,
            ..look.clone()
        };
        let job = Job { map, names, look: &smaller, fonts, is_tall: false };
        if let Some(places) = places::place_in_full(&job) {
            return Sheet::draw(&job, &places).scaled(grow * MM_PER_PX);
        }
    }
    let job = Job { map, names, look, fonts, is_tall: false };
    Sheet::draw(&job, &places::place(&job)).scaled(MM_PER_PX)
}

/// The drawing while it is made, in pixels.
struct Sheet<'a> {
    job: &'a Job<'a>,
    places: &'a Places<'a>,
    drawing: Drawing,
    open_moves: Vec<OpenMove>,
}

impl<'a> Sheet<'a> {
    fn draw(job: &'a Job<'a>, places: &'a Places<'a>) -> NewLoop {
        let drawing = Drawing::new(job.look.width_px, job.look.height_px);
        let mut sheet = Self { job, places, drawing, open_moves: Vec::new() };
        let line = (Point::new(0.0, places.line_y), job.look.width_px);
        ribbon::draw(&mut sheet.drawing, &places.lobe, line, &LoopLook::screen(RIBBON));
        let lines = cycle_map_centre::loop_name(&mut sheet.drawing, job, &places.lobe);
        sheet.sentence(lines);
        sheet.line_words();
        for hand in Hand::BOTH {
            sheet.head(hand);
            sheet.when(hand);
            sheet.layer(hand, Layer::Response);
            sheet.card(hand);
            sheet.layer(hand, Layer::Felt);
        }
        NewLoop { drawing: sheet.drawing, open_moves: sheet.open_moves }
    }

    /// The sentence over the crossing, or else under it; all of it, or the half that fits.
    fn sentence(&mut self, name_lines: usize) {
        let Job { map, names, look, fonts, .. } = *self.job;
        let places = self.places;
        let lobe = &places.lobe;
        let over = lobe.top + 50.0 + 23.0 * (name_lines.max(1) - 1) as f32;
        let under = places.line_y + 56.0;
        let whole = new_loop::sentence(map, names, look.first);
        let half = new_loop::half_sentence(map, names, look.first);
        let found = [whole, half].into_iter().flatten().find_map(|words| {
            let words = words.trim_end_matches('.');
            let above = cycle_map_centre::sentence_lines(fonts, lobe, over, words);
            let below =
                || places.lines_under(fonts, under, (SENTENCE, SENTENCE_LINE), words);
            above.map(|lines| (over, lines)).or_else(|| Some((under, below()?)))
        });
        if let Some((first, lines)) = found {
            let first = Point::new(lobe.centre_x, first);
            self.lines(SENTENCE, (first, Anchor::Middle, SENTENCE_LINE), &lines);
        }
    }

    fn line_words(&mut self) {
        let style = (Face::Sans, 13.0, Ink::Ink3);
        for (words, down) in [("shows", -8.0), ("is felt", 19.0)] {
            let at = Point::new(self.places.lobe.centre_x, self.places.line_y + down);
            self.write(style, (at, Anchor::Middle), words);
        }
    }

    fn head(&mut self, hand: Hand) {
        let room = self.places.phrase_width;
        let name =
            self.job.fonts.fit(Face::SerifSemiBold, 22.0, room, self.job.name(hand));
        let at = Point::new(*self.places.phrase_x.of(hand), self.places.name_baseline());
        let style = (Face::SerifSemiBold, 22.0, marks::ink(hand));
        self.write(style, (at, Anchor::Start), &name);
    }

    fn label(&mut self, (hand, y): (Hand, f32), words: &str) {
        let room = self.places.phrase_width;
        let words = self.job.fonts.fit(Face::Sans, SMALL_LABEL, room, words);
        let at = Point::new(*self.places.phrase_x.of(hand), y + 13.0);
        let style = (Face::Sans, SMALL_LABEL, Ink::Ink3);
        self.write(style, (at, Anchor::Start), &words);
    }

    /// The other's reach is this partner's cue: stored once, seen twice.
    fn when(&mut self, hand: Hand) {
        let y = self.places.when_y;
        let heading = format!("When {} reaches", self.job.name(hand.other()));
        self.label((hand, y), &heading);
        let setting = self.places.setting;
        let mut at = self.places.words_at(hand, y);
        let lines = self.places.sides.of(hand).when.clone();
        if lines.is_empty() {
            self.ghost(Point::new(at.x + 22.0, at.y + 11.0));
            return;
        }
        let radius = 3.3 * setting.mark_scale();
        let style = (Face::Sans, setting.size - 1.5, Ink::Ink3);
        for reach in lines {
            let centre = Point::new(at.x + 6.0, at.y + 0.5 * setting.line_height);
            marks::partner(&mut self.drawing, hand.other(), centre, radius);
            let x = at.x + setting.words_from();
            let first = Point::new(x, at.y + setting.baseline());
            let step = setting.line_height;
            self.lines(style, (first, Anchor::Start, step), &reach);
            at.y += step * reach.len() as f32;
        }
    }

    /// The other's answer above the line, or below it what it does inside.
    fn layer(&mut self, hand: Hand, layer: Layer) {
        let side = self.places.sides.of(hand);
        let (y, height, items) = match layer {
            Layer::Felt => (self.places.felt_y, self.places.felt_height, &side.felt),
            _ => (self.places.answer_y, self.places.answer_height, &side.answers),
        };
        let block = self.places.block(hand, y, height);
        let place = (self.job.partner(hand), layer);
        layer_ground(&mut self.drawing, self.job, place, (hand, block));
        target(&mut self.drawing, TargetId::Layer(place.0, layer), block);
        self.label((hand, y), &self.job.label(hand, layer));
        self.items((hand, layer), (self.places.words_at(hand, y), block), items);
    }

    fn card(&mut self, hand: Hand) {
        let (at, side) = (*self.places.cards.of(hand), self.places.sides.of(hand));
        let ink = if hand == Hand::Left { Ink::A } else { Ink::B };
        self.drawing.shapes.push(Shape::Rectangle {
            at,
            radius: 10.0,
            fill: Some(Ink::Surface),
            stroke: Some(Stroke::solid(ink, 2.0)),
        });
        let place = (self.job.partner(hand), Layer::Reach);
        let top = places::CARD_HEAD;
        let inside = Outline::new(
            at.x + 6.0,
            at.y + top - 2.0,
            at.width - 12.0,
            at.height - top - 4.0,
        );
        layer_ground(&mut self.drawing, self.job, place, (hand, inside));
        target(&mut self.drawing, TargetId::Layer(place.0, place.1), at);
        let heading = format!("{}’s reach", self.job.name(hand));
        let room = at.width - 28.0;
        let heading = self.job.fonts.fit(Face::SansSemiBold, 13.0, room, &heading);
        let start = (Point::new(at.x + 14.0, at.y + 22.0), Anchor::Start);
        self.write((Face::SansSemiBold, 13.0, Ink::Ink2), start, &heading);
        let start = Point::new(at.x + 13.0, at.y + top);
        let shows_dot = side.open.is_empty();
        let mut y = start.y;
        if !side.reaches.is_empty() || shows_dot {
            y = self.items((hand, Layer::Reach), (start, inside), &side.reaches);
        }
        self.open_moves(hand, Point::new(start.x, y));
    }

    /// Phrases, each with the small words of what it belongs to; gives back where they end.
    fn items(
        &mut self,
        (hand, layer): (Hand, Layer),
        (start, slot): (Point, Outline),
        items: &[Item],
    ) -> f32 {
        let mut at = start;
        if items.is_empty() {
            let none = Cell::default();
            draw_cell(&mut self.drawing, self.job, (hand, layer), (at, slot, &none));
        }
        for item in items {
            let phrases = vec![item.phrase.clone()];
            let cell = Cell { has_echo: false, phrases };
            draw_cell(&mut self.drawing, self.job, (hand, layer), (at, slot, &cell));
            let below = at.y + item.phrase.height();
            let x = at.x + item.phrase.setting.words_from();
            let first = (Point::new(x, below + 13.0), Anchor::Start, places::NOTE_LINE);
            self.lines((Face::Sans, places::SMALL, Ink::Ink3), first, &item.note);
            at.y += item.height();
        }
        at.y
    }

    /// The old moves that nothing takes the place of yet, small and quiet.
    fn open_moves(&mut self, hand: Hand, mut at: Point) {
        let side = self.places.sides.of(hand);
        for old in &side.open {
            self.open_move(hand, at, (old, &places::instead_of(old)));
            at.y += places::SMALL_LINE;
        }
        let partner = self.job.partner(hand);
        let next = new_loop::open_moves(self.job.map, partner);
        if let Some(next) = next.get(side.open.len()).filter(|_| side.more_open > 0) {
            let words = format!("and {} more old moves", side.more_open);
            self.open_move(hand, at, (next, &words));
        }
    }

    fn open_move(&mut self, hand: Hand, at: Point, (old, words): (&Element, &str)) {
        let card = self.places.cards.of(hand);
        let line = places::SMALL_LINE;
        self.ghost(Point::new(at.x + 6.0, at.y + 0.5 * line));
        let from = self.places.setting.words_from();
        let room = card.right() - 12.0 - at.x - from;
        let fitted = self.job.fonts.fit(Face::Sans, places::SMALL, room, words);
        let start = (Point::new(at.x + from, at.y + 14.5), Anchor::Start);
        self.write((Face::Sans, places::SMALL, Ink::Ink3), start, &fitted);
        self.open_moves.push(OpenMove {
            at: Outline::new(card.x + 6.0, at.y, card.width - 12.0, line),
            partner: self.job.partner(hand),
            old: old.id,
            words: words.to_owned(),
        });
    }

    /// Lines of one text, one under the other.
    fn lines(
        &mut self,
        style: (Face, f32, Ink),
        (first, anchor, step): (Point, Anchor, f32),
        lines: &[String],
    ) {
        let group = phrase::next_group(&self.drawing);
        for (number, line) in lines.iter().enumerate() {
            let at = (Point::new(first.x, first.y + step * number as f32), anchor);
            let words = (line.as_str(), group);
            phrase::write_in_group(&mut self.drawing, self.job.fonts, style, at, words);
        }
    }

    fn ghost(&mut self, centre: Point) {
        let fill = Some(Ink::Ghost);
        let dot = Shape::Circle { centre, radius: 1.4, fill, stroke: None };
        self.drawing.shapes.push(dot);
    }

    fn write(&mut self, style: (Face, f32, Ink), at: (Point, Anchor), words: &str) {
        phrase::write(&mut self.drawing, self.job.fonts, style, at, words);
    }
}

/// The headings over the words.
const SMALL_LABEL: f32 = 13.5;

impl NewLoop {
    fn scaled(mut self, factor: f32) -> Self {
        for open in &mut self.open_moves {
            open.at = open.at.scaled(factor);
        }
        Self { drawing: self.drawing.scaled(factor), ..self }
    }
}
