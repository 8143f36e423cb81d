//! How the couple's screen is divided: where the loop, its cards and the words have their room.

use super::Outline;
use super::couple_screen_words::Place;
use super::lobe::{Curves, Hand, Lobe};

/// The width of the ribbons.
pub const RIBBON: f32 = 16.0;
/// Between words and a ribbon or a card.
pub const AIR: f32 = 26.0;

/// Heights as a part of the screen's.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Parts {
    pub crossing: f32,
    pub line: f32,
}

/// The usual loop; then for couples with many moves, with much to say over the line, and under it.
pub const PARTS: [Parts; 5] = [
    Parts { crossing: 0.366, line: 0.593 },
    Parts { crossing: 0.335, line: 0.612 },
    Parts { crossing: 0.400, line: 0.640 },
    Parts { crossing: 0.340, line: 0.560 },
    Parts { crossing: 0.335, line: 0.655 },
];

/// The screen in its own units, divided.
#[derive(Debug, Clone, Copy)]
pub struct Room {
    pub width: f32,
    pub height: f32,
    pub lobe: Lobe,
    pub line_y: f32,
    /// Where the cards with the moves begin.
    card_y: f32,
}

impl Room {
    pub fn new((width, height): (f32, f32), parts: Parts) -> Self {
        let (top, foot) = (0.041 * height, 0.95 * height);
        let lobe = Lobe {
            crossing: parts.crossing * height,
            ..Lobe::new(0.5 * width, 0.48 * width, top, foot)
        };
        let (line_y, card_y) = (parts.line * height, (parts.crossing + 0.01) * height);
        Self { width, height, lobe, line_y, card_y }
    }

    pub fn top(&self, place: Place) -> f32 {
        match place {
            Place::Card => self.card_y + 10.0,
            Place::Above => 0.185 * self.height,
            Place::Below => self.line_y + 30.0,
        }
    }

    pub fn foot(&self, place: Place) -> f32 {
        match place {
            Place::Card => self.line_y - 54.0,
            Place::Above => self.card_y - 10.0,
            Place::Below => 0.905 * self.height,
        }
    }

    pub fn start_x(&self, hand: Hand) -> f32 {
        match hand {
            Hand::Left => self.lobe.centre_x - 0.80 * self.lobe.half_width,
            Hand::Right => self.lobe.centre_x + 0.37 * self.lobe.half_width,
        }
    }

    pub fn card_at(&self, hand: Hand) -> Outline {
        let (width, gap) = (0.247 * self.width, 0.026 * self.width);
        let (top, foot) = (self.card_y, self.line_y - 44.0);
        let x = match hand {
            Hand::Left => self.lobe.centre_x - gap - width,
            Hand::Right => self.lobe.centre_x + gap,
        };
        Outline::new(x, top, width, foot - top)
    }

    pub fn inside_card(&self, hand: Hand) -> Outline {
        let at = self.card_at(hand);
        Outline::new(at.x + 34.0, at.y + 10.0, at.width - 60.0, at.height - 20.0)
    }

    /// From `x` to the ribbon at its right.
    pub fn band(&self, hand: Hand, x: f32, heights: (f32, f32)) -> (f32, f32) {
        (x, x + self.room(hand, x, heights) - AIR)
    }

    /// Between the card and the outer ribbon.
    pub fn beside_card(&self, hand: Hand, (from, to): (f32, f32)) -> (f32, f32) {
        let card = self.card_at(hand);
        match hand {
            Hand::Left => {
                let start =
                    self.low_x_at(hand, card.y).max(self.low_x_at(hand, self.line_y));
                (start, card.x - AIR)
            }
            Hand::Right => self.band(hand, card.x + card.width + AIR, (from, to)),
        }
    }

    /// Where words begin under the line, so that the last of them is clear of the ribbon too.
    pub fn low_x(&self, hand: Hand, foot: f32) -> f32 {
        self.start_x(hand).max(self.low_x_at(hand, foot))
    }

    /// Where words may begin at a height, clear of the ribbon at their left.
    pub fn low_x_at(&self, hand: Hand, y: f32) -> f32 {
        let Some(reach) = self.lobe.reach(&self.lobe.curves(hand), y) else {
            return self.start_x(hand);
        };
        let ribbon = match hand {
            Hand::Left => self.lobe.centre_x - reach.farthest,
            Hand::Right => self.lobe.centre_x + reach.nearest,
        };
        ribbon + RIBBON / 2.0 + AIR
    }

    /// From `x` to the ribbon at its right, over a band of heights.
    pub fn room(&self, hand: Hand, x: f32, (from, to): (f32, f32)) -> f32 {
        let curves: Curves = self.lobe.curves(hand);
        let end = |y: f32| match (self.lobe.reach(&curves, y), hand) {
            (Some(reach), Hand::Left) => self.lobe.centre_x - reach.nearest,
            (Some(reach), Hand::Right) => self.lobe.centre_x + reach.farthest,
            (None, _) => x,
        };
        end(from).min(end(to)) - RIBBON / 2.0 - x
    }
}
