//! The room for words between the ribbons of a half loop.

use super::curve;
use super::lobe::{Hand, Lobe};

/// From the middle of a ribbon to the ground of a phrase.
const AIR: f32 = 12.0;
/// The ground begins so far before the mark, and ends so far behind the words.
pub(super) const GROUND: f32 = 6.0;
/// Between two heights at which the room between the ribbons is known.
const STEP: f32 = 4.0;

/// The room between the ribbons of one lobe, at every height.
#[derive(Clone)]
pub(super) struct Inside {
    top: f32,
    /// Left and right end, a step of height after the other.
    ends: Vec<(f32, f32)>,
    /// Where words begin while there is room for it.
    left: f32,
}

impl Inside {
    pub fn new(lobe: &Lobe, hand: Hand) -> Self {
        let steps = ((lobe.foot - lobe.top) / STEP).ceil().max(1.0) as usize;
        let mut ends = vec![(f32::MAX, f32::MIN); steps + 1];
        let points = curve::flatten(&lobe.curves(hand), 48);
        for (from, to) in points.iter().zip(points.iter().skip(1)) {
            let (high, low) = if from.y < to.y { (from, to) } else { (to, from) };
            let first = ((high.y - lobe.top) / STEP).ceil().max(0.0) as usize;
            let last = ((low.y - lobe.top) / STEP).floor().max(0.0) as usize;
            let passed = ends.iter_mut().enumerate().take(last + 1).skip(first);
            for (step, (left, right)) in passed {
                let tall = (low.y - high.y).max(f32::EPSILON);
                let part = (lobe.top + STEP * step as f32 - high.y) / tall;
                let x = high.x + (low.x - high.x) * part.clamp(0.0, 1.0);
                (*left, *right) = (left.min(x), right.max(x));
            }
        }
        let left = match hand {
            Hand::Left => lobe.centre_x - 0.95 * lobe.half_width,
            Hand::Right => lobe.centre_x + 0.16 * lobe.half_width,
        };
        Self { top: lobe.top, ends, left }
    }

    /// The same room, with no word farther left than this.
    #[must_use]
    pub fn moved_to(self, left: f32) -> Self {
        Self { left, ..self }
    }

    /// Where words between two heights begin, and how wide they may be.
    pub fn room(&self, from: f32, to: f32) -> (f32, f32) {
        let step = |y: f32| ((y - self.top) / STEP).max(0.0);
        let (first, last) = (step(from).floor() as usize, step(to).ceil() as usize);
        let there = self.ends.iter().skip(first).take(last + 1 - first.min(last));
        let (left, right) = there.fold((self.left, f32::MAX), |(left, right), end| {
            (left.max(end.0 + AIR + GROUND), right.min(end.1 - AIR - GROUND))
        });
        (left, (right - left).max(0.0))
    }
}
