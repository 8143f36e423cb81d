//! The geometry of the loop: two mirrored lobes, each of six curves, in any unit.

use super::{Cubic, Point, curve};

/// A half of the map, as it is seen. Which partner stands there is the map's to say.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Hand {
    Left,
    Right,
}

/// One value for each hand.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Hands<T> {
    pub left: T,
    pub right: T,
}

/// The measures of a loop. Distances are taken from the centre axis and mirrored.
///
/// The left and the right lobe are equal, and nothing in them marks a beginning.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Lobe {
    /// The axis between the two lobes.
    pub centre_x: f32,
    /// From the axis to the outermost point.
    pub half_width: f32,
    pub top: f32,
    pub foot: f32,
    /// Height of the crossing; above the line.
    pub crossing: f32,
    /// Length of the outer corners, along the top and the foot.
    pub corner: f32,
    /// Where the cue strand reaches the top.
    pub cue_end: f32,
    /// Where the foot ends and the way up begins.
    pub foot_end: f32,
    /// How full the outer curve is, 0.55 a circle's quarter.
    pub fullness: f32,
    /// Length of the handle at the end of the way down to the foot.
    pub foot_handle: f32,
    /// How far the handles at the crossing reach from the axis.
    pub cross_handle: f32,
}

/// The curves of one lobe, from the crossing over the top, round the outside, along the foot
/// and back up.
pub type Curves = [Cubic; 6];

/// The nearest and the farthest that a line of curves comes to the axis at one height.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Reach {
    pub nearest: f32,
    pub farthest: f32,
}

impl Hand {
    pub const BOTH: [Self; 2] = [Self::Left, Self::Right];

    #[must_use]
    pub fn other(self) -> Self {
        match self {
            Self::Left => Self::Right,
            Self::Right => Self::Left,
        }
    }

    /// -1 to the left, 1 to the right.
    pub fn sign(self) -> f32 {
        match self {
            Self::Left => -1.0,
            Self::Right => 1.0,
        }
    }
}

impl<T> Hands<T> {
    pub fn from_fn(mut value: impl FnMut(Hand) -> T) -> Self {
        Self { left: value(Hand::Left), right: value(Hand::Right) }
    }

    pub fn of(&self, hand: Hand) -> &T {
        match hand {
            Hand::Left => &self.left,
            Hand::Right => &self.right,
        }
    }
}

impl Lobe {
    /// The usual loop in a box: `top` and `foot` are the middles of its ribbons.
    pub fn new(centre_x: f32, half_width: f32, top: f32, foot: f32) -> Self {
        Self {
            centre_x,
            half_width,
            top,
            foot,
            crossing: top + (foot - top) * 0.4,
            corner: 0.40 * half_width,
            cue_end: 0.50 * half_width,
            foot_end: 0.54 * half_width,
            fullness: 0.68,
            foot_handle: 0.22 * half_width,
            cross_handle: 0.20 * half_width,
        }
    }

    /// Height of the outermost points.
    pub fn middle(&self) -> f32 {
        f32::midpoint(self.top, self.foot)
    }

    pub fn curves(&self, hand: Hand) -> Curves {
        let at = |x: f32, y: f32| Point::new(self.centre_x + hand.sign() * x, y);
        let (a, rx, k) = (self.half_width, self.corner, self.fullness);
        let (top, foot, middle, cross) =
            (self.top, self.foot, self.middle(), self.crossing);
        // Both strands share one direction at the crossing, 0.8 down for 1 across; where the
        // loop is low the handles give way, so that no strand turns back on its way.
        let up = self.cross_handle.min((cross - top) / 0.8);
        let down = (1.05 * self.cross_handle).min((foot - cross) / 0.8);
        let high = 1.0 - k;
        [
            [
                at(0.0, cross),
                at(up, cross - 0.8 * up),
                at(self.cue_end - 0.22 * a, top),
                at(self.cue_end, top),
            ],
            curve::straight(at(self.cue_end, top), at(a - rx, top)),
            [
                at(a - rx, top),
                at(a - high * rx, top),
                at(a, middle - k * (middle - top)),
                at(a, middle),
            ],
            [
                at(a, middle),
                at(a, middle + k * (foot - middle)),
                at(a - high * rx, foot),
                at(a - rx, foot),
            ],
            curve::straight(at(a - rx, foot), at(self.foot_end, foot)),
            [
                at(self.foot_end, foot),
                at(self.foot_end - self.foot_handle, foot),
                at(down, cross + 0.8 * down),
                at(0.0, cross),
            ],
        ]
    }

    /// The whole way of what one partner does: from the own cue round the own lobe, through
    /// the crossing, up to the other's cue. `handover` is the part of the cue strand, from the
    /// crossing, that still belongs to the one who does.
    pub fn strand(&self, hand: Hand, handover: f32) -> Vec<Cubic> {
        let [cue, top, out, down, foot, up] = self.curves(hand);
        let [other_cue, ..] = self.curves(hand.other());
        let (_, own) = curve::split(&cue, handover);
        let (given, _) = curve::split(&other_cue, handover);
        vec![own, top, out, down, foot, up, given]
    }

    /// One lobe in two closed outlines: above and below the height of the line.
    pub fn cut_at(&self, hand: Hand, line_y: f32) -> (Vec<Cubic>, Vec<Cubic>) {
        let [cue, top, out, down, foot, up] = self.curves(hand);
        let Some(rises) = curve::passes_height(&up, line_y) else {
            return (vec![cue, top, out, down, foot, up], Vec::new());
        };
        let (low_up, high_up) = curve::split(&up, rises);
        let (mut above, mut below) = (vec![high_up, cue, top], Vec::new());
        if let Some(t) = curve::passes_height(&out, line_y) {
            let (high, low) = curve::split(&out, t);
            above.push(high);
            below.extend([low, down]);
        } else if let Some(t) = curve::passes_height(&down, line_y) {
            let (high, low) = curve::split(&down, t);
            above.extend([out, high]);
            below.push(low);
        }
        below.extend([foot, low_up]);
        (above, below)
    }

    /// How near and how far these curves come to the axis at a height; none if they do not
    /// come by.
    pub fn reach(&self, curves: &[Cubic], y: f32) -> Option<Reach> {
        const STEPS: u16 = 48;
        let mut found: Option<Reach> = None;
        for curve in curves {
            let points = curve::flatten(std::slice::from_ref(curve), STEPS);
            for (p, q) in points.iter().zip(points.iter().skip(1)) {
                if (p.y - y) * (q.y - y) > 0.0 {
                    continue;
                }
                let is_level = (q.y - p.y).abs() < f32::EPSILON;
                let part = if is_level { 0.0 } else { (y - p.y) / (q.y - p.y) };
                let away = (p.x + (q.x - p.x) * part - self.centre_x).abs();
                let so_far = found.unwrap_or(Reach { nearest: away, farthest: away });
                found = Some(Reach {
                    nearest: so_far.nearest.min(away),
                    farthest: so_far.farthest.max(away),
                });
            }
        }
        found
    }
}
