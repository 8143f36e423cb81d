//! Draws what the couple sees on their own screen: the whole loop, and the words that have come.

use super::cycle_map::MM_PER_PX;
use super::lobe::{Curves, Hand, Lobe};
use super::marks::ink;
use super::phrase::{self, Anchor};
use super::ribbon::{self, Dots, LoopLook};
use super::{Drawing, Face, Fonts, Ink, Outline, Point, Shape, Stroke, curve};
use crate::model::reveal::{Reveal, RevealPlace};
use crate::model::{ClientView, Layer, PartnerId};

/// The screen that all lengths are for; another one shows everything larger or smaller.
const HIGH: f32 = 1080.0;
/// A narrower screen than this shows everything smaller.
const NARROWEST: f32 = 1640.0;

/// Words are never set smaller than the last of these.
const SIZES: [f32; 4] = [42.0, 38.0, 35.0, 32.0];
const LINE: f32 = 1.36;
const RIBBON: f32 = 16.0;
const AIR: f32 = 26.0;

/// What stands under the crossing.
const NOT_YOU: [&str; 2] = ["The loop is the problem,", "not either of you"];

/// The loop in a window of this size in pixels. It is whole from the first moment; words come
/// with the walk, and where not all of them find room, those that came last stay.
pub fn draw(
    view: &ClientView,
    reveal: &Reveal,
    (width_px, height_px): (f32, f32),
    fonts: &Fonts,
) -> Drawing {
    let scale = (height_px / HIGH).min(width_px / NARROWEST).max(0.05);
    let sheet = Sheet::new(view, reveal, (width_px / scale, height_px / scale), fonts);
    sheet.drawing().scaled(scale * MM_PER_PX)
}

struct Sheet<'a> {
    view: &'a ClientView,
    reveal: &'a Reveal,
    fonts: &'a Fonts,
    width: f32,
    height: f32,
    lobe: Lobe,
    line_y: f32,
    /// Where the cards with the moves begin.
    card_y: f32,
}

/// Heights as a part of the screen's.
#[derive(Clone, Copy)]
struct Parts {
    crossing: f32,
    line: f32,
}

const USUAL: Parts = Parts { crossing: 0.366, line: 0.593 };
/// For couples with many moves.
const HIGH_CARDS: Parts = Parts { crossing: 0.335, line: 0.612 };

/// A phrase that has come, and how it is set.
struct Word {
    place: RevealPlace,
    words: String,
    face: Face,
}

impl<'a> Sheet<'a> {
    fn new(
        view: &'a ClientView,
        reveal: &'a Reveal,
        (width, height): (f32, f32),
        fonts: &'a Fonts,
    ) -> Self {
        let usual = Self::with(view, reveal, (width, height), fonts, USUAL);
        let moves = |hand| usual.all_moves(hand);
        let has_room =
            Hand::BOTH.into_iter().all(|hand| usual.card_holds(hand, &moves(hand)));
        // The same cards for the whole walk, so that nothing moves while words come.
        if has_room {
            usual
        } else {
            Self::with(view, reveal, (width, height), fonts, HIGH_CARDS)
        }
    }

    fn with(
        view: &'a ClientView,
        reveal: &'a Reveal,
        (width, height): (f32, f32),
        fonts: &'a Fonts,
        parts: Parts,
    ) -> Self {
        let (top, foot) = (0.041 * height, 0.95 * height);
        let lobe = Lobe {
            crossing: parts.crossing * height,
            ..Lobe::new(0.5 * width, 0.48 * width, top, foot)
        };
        let (line_y, card_y) = (parts.line * height, (parts.crossing + 0.01) * height);
        Self { view, reveal, fonts, width, height, lobe, line_y, card_y }
    }

    /// Every move of one of them, whether it has come or not.
    fn all_moves(&self, hand: Hand) -> Vec<Word> {
        let partner = self.partner(hand);
        let moves = RevealPlace::all(self.view, partner, &[Layer::Behaviour]);
        moves.into_iter().filter_map(|place| self.word(place)).collect()
    }

    fn card_holds(&self, hand: Hand, moves: &[Word]) -> bool {
        let inner = self.inside_card(hand);
        let moves: Vec<&Word> = moves.iter().collect();
        let set = self.lay(&moves, 32.0, (&|_, _| inner.width, inner.y));
        set.lines.len() as f32 * set.height <= inner.height
    }

    fn partner(&self, hand: Hand) -> PartnerId {
        match hand {
            Hand::Left => self.view.left(),
            Hand::Right => self.view.left().other(),
        }
    }

    fn drawing(&self) -> Drawing {
        let mut drawing = Drawing::new(self.width, self.height);
        let line = (Point::new(0.0, self.line_y), self.width);
        let look = LoopLook {
            line: Some(Dots { ink: Ink::Ink3, width: 2.2, step: 8.0 }),
            ..LoopLook::screen(RIBBON)
        };
        ribbon::draw(&mut drawing, &self.lobe, line, &look);
        self.centre(&mut drawing);
        for hand in Hand::BOTH {
            self.name(&mut drawing, hand);
            self.card(&mut drawing, hand);
            self.rows(&mut drawing, hand);
        }
        self.bead(&mut drawing);
        drawing
    }

    /// The couple's name for the loop, the line's two words, and whose fault it is not.
    fn centre(&self, drawing: &mut Drawing) {
        let middle = 0.5 * self.width;
        let write = |drawing: &mut Drawing, style: (Face, f32, Ink), y, words: &str| {
            let at = (Point::new(middle, y), Anchor::Middle);
            phrase::write(drawing, self.fonts, style, at, words);
        };
        let name = self.view.loop_name();
        if !name.is_empty() {
            let (face, room) = (Face::SerifItalic, 0.34 * self.width);
            let name = format!("“{name}”");
            let name = phrase::fit_quoted(self.fonts, (face, 50.0), room, &name);
            write(drawing, (face, 50.0, Ink::Ink), 0.102 * self.height, &name);
        }
        let label = (Face::Sans, 27.0, Ink::Ink3);
        write(drawing, label, self.line_y - 18.0, "shows");
        write(drawing, label, self.line_y + 42.0, "stays hidden");
        let style = (Face::Sans, 36.0, Ink::Ink2);
        for (line, words) in NOT_YOU.into_iter().enumerate() {
            write(drawing, style, 0.825 * self.height + 46.0 * line as f32, words);
        }
    }

    fn start_x(&self, hand: Hand) -> f32 {
        match hand {
            Hand::Left => self.lobe.centre_x - 0.80 * self.lobe.half_width,
            Hand::Right => self.lobe.centre_x + 0.37 * self.lobe.half_width,
        }
    }

    fn name(&self, drawing: &mut Drawing, hand: Hand) {
        let name = &self.view.side(self.partner(hand)).name;
        let at = Point::new(self.start_x(hand), 0.161 * self.height);
        let room = self.room(hand, at.x, (at.y - 44.0, at.y + 8.0)) - AIR;
        let style = (Face::SerifSemiBold, 58.0, ink(hand));
        let at = (at, Anchor::Start, room);
        phrase::write_fitted(drawing, self.fonts, style, at, name);
    }

    /// What has come on a side: on the card, above the line or under it.
    fn words(&self, hand: Hand, is_there: impl Fn(&RevealPlace) -> bool) -> Vec<Word> {
        let places = self.reveal.shown(self.view, self.partner(hand));
        places.into_iter().filter(is_there).filter_map(|place| self.word(place)).collect()
    }

    fn word(&self, place: RevealPlace) -> Option<Word> {
        let phrase = place.phrase(self.view)?;
        let face = match (phrase.own_words, place.layer) {
            (true, _) => Face::SerifItalic,
            (false, Layer::Behaviour) => Face::SansSemiBold,
            (false, _) => Face::Sans,
        };
        Some(Word { place, words: phrase.quoted(), face })
    }

    fn card_at(&self, hand: Hand) -> Outline {
        let (width, gap) = (0.247 * self.width, 0.026 * self.width);
        let (top, foot) = (self.card_y, self.line_y - 44.0);
        let x = match hand {
            Hand::Left => self.lobe.centre_x - gap - width,
            Hand::Right => self.lobe.centre_x + gap,
        };
        Outline::new(x, top, width, foot - top)
    }

    fn inside_card(&self, hand: Hand) -> Outline {
        let at = self.card_at(hand);
        Outline::new(at.x + 34.0, at.y + 10.0, at.width - 60.0, at.height - 20.0)
    }

    /// The move: it sits on the strands, so that the crossing carries it to the other.
    fn card(&self, drawing: &mut Drawing, hand: Hand) {
        let at = self.card_at(hand);
        let words = self.words(hand, |place| place.layer == Layer::Behaviour);
        let edge = if hand == Hand::Left { Ink::A } else { Ink::B };
        drawing.shapes.push(Shape::Rectangle {
            at,
            radius: 22.0,
            fill: Some(Ink::Surface),
            stroke: Some(Stroke::solid(edge, 4.0)),
        });
        let inner = self.inside_card(hand);
        let set = self.set(&words, |_, _| inner.width, (inner.y, inner.height));
        let Some(set) = set else { return };
        let used = set.lines.len() as f32 * set.height;
        let top = inner.y + 0.5 * (inner.height - used);
        set.write(drawing, self.fonts, |_| inner.x, top);
    }

    /// The words of the lobe: over the card, and under the line.
    fn rows(&self, drawing: &mut Drawing, hand: Hand) {
        let card = self.card_at(hand);
        let above = (0.185 * self.height, card.y - 10.0);
        let below = (self.line_y + 30.0, 0.89 * self.height);
        for (is_above, (top, foot)) in [(true, above), (false, below)] {
            let words = self.words(hand, |place| {
                place.is_above() == is_above && place.layer != Layer::Behaviour
            });
            let start =
                if is_above { self.start_x(hand) } else { self.low_x(hand, foot) };
            let room = |from: f32, to: f32| self.room(hand, start, (from, to)) - AIR;
            if let Some(set) = self.set(&words, room, (top, foot - top)) {
                set.write(drawing, self.fonts, |_| start, top);
            }
        }
    }

    /// Where words begin under the line, so that the last of them is clear of the ribbon too.
    fn low_x(&self, hand: Hand, foot: f32) -> f32 {
        let start = self.start_x(hand);
        let Some(reach) = self.lobe.reach(&self.lobe.curves(hand), foot) else {
            return start;
        };
        let ribbon = match hand {
            Hand::Left => self.lobe.centre_x - reach.farthest,
            Hand::Right => self.lobe.centre_x + reach.nearest,
        };
        start.max(ribbon + RIBBON / 2.0 + AIR)
    }

    /// From `x` to the ribbon at its right, over a band of heights.
    fn room(&self, hand: Hand, x: f32, (from, to): (f32, f32)) -> f32 {
        let curves: Curves = self.lobe.curves(hand);
        let end = |y: f32| match (self.lobe.reach(&curves, y), hand) {
            (Some(reach), Hand::Left) => self.lobe.centre_x - reach.nearest,
            (Some(reach), Hand::Right) => self.lobe.centre_x + reach.farthest,
            (None, _) => x,
        };
        end(from).min(end(to)) - RIBBON / 2.0 - x
    }

    /// The largest size at which the words fit. Where they fit at none, the oldest go.
    fn set(
        &self,
        words: &[Word],
        room: impl Fn(f32, f32) -> f32,
        (top, height): (f32, f32),
    ) -> Option<Set> {
        let mut words: Vec<&Word> = words.iter().collect();
        while !words.is_empty() {
            let tries = SIZES.iter().map(|size| self.lay(&words, *size, (&room, top)));
            let mut fits = tries.filter(|set| {
                set.lines.len() as f32 * set.height <= height && !set.is_cut
            });
            if let Some(set) = fits.next() {
                return Some(set);
            }
            if words.len() == 1 {
                let mut last = self.lay(&words, 32.0, (&room, top));
                let most = (height / last.height).floor().max(1.0) as usize;
                last.lines.truncate(most);
                return Some(last);
            }
            let came = |word: &&&Word| self.reveal.came(word.place);
            let oldest = words.iter().min_by_key(came).map(|word| word.place);
            words.retain(|word| Some(word.place) != oldest);
        }
        None
    }

    fn lay(
        &self,
        words: &[&Word],
        size: f32,
        (room, top): (&impl Fn(f32, f32) -> f32, f32),
    ) -> Set {
        let height = size * LINE;
        let mut set = Set { lines: Vec::new(), size, height, is_cut: false };
        for word in words {
            // The ribbon leans, so each line is as wide as its own height allows.
            let from = top + set.lines.len() as f32 * height;
            let width = room(from, from + 2.0 * height).min(room(from, from + height));
            let lines = self.fonts.wrap_evenly(word.face, size, width, &word.words);
            let is_wide = |one: &str| self.fonts.width(word.face, size, one) > width;
            set.is_cut |= word.words.split_whitespace().any(is_wide);
            set.lines.extend(lines.into_iter().map(|line| (word.face, line)));
        }
        set
    }

    /// Where we are: on the strand that leads to what came last.
    fn bead(&self, drawing: &mut Drawing) {
        let Some(last) = self.reveal.last() else { return };
        let hand =
            if last.partner == self.view.left() { Hand::Left } else { Hand::Right };
        let [cue, _, _, down, _, up] = self.lobe.curves(hand);
        let centre = match last.layer {
            Layer::Behaviour => curve::point_at(&up, 0.86),
            _ if last.is_above() => curve::point_at(&cue, 0.42),
            _ => curve::point_at(&down, 0.45),
        };
        let air = Some(Stroke::solid(Ink::Paper, 5.0));
        let fill = Some(Ink::Accent);
        drawing.shapes.push(Shape::Circle { centre, radius: 21.0, fill, stroke: air });
    }
}

/// Words, broken into lines of one size.
struct Set {
    lines: Vec<(Face, String)>,
    size: f32,
    height: f32,
    /// A single word is wider than its line.
    is_cut: bool,
}

impl Set {
    fn write(
        &self,
        drawing: &mut Drawing,
        fonts: &Fonts,
        x: impl Fn(usize) -> f32,
        top: f32,
    ) {
        for (number, (face, words)) in self.lines.iter().enumerate() {
            let y = top + self.height * (number as f32 + 0.5) + 0.34 * self.size;
            let at = (Point::new(x(number), y), Anchor::Start);
            phrase::write(drawing, fonts, (*face, self.size, Ink::Ink), at, words);
        }
    }
}
