//! How wide a lobe is inside, at every height.

use super::curve;
use super::lobe::{Hand, Lobe};

/// How near to the axis and how far from it a lobe's ribbon is, at every height.
#[derive(Debug, Clone)]
pub struct Chords {
    top: f32,
    near: Vec<f32>,
    far: Vec<f32>,
}

const STEPS_PER_MM: f32 = 4.0;
/// Part of the size that a letter rises and hangs, with a little air.
pub const RISE: f32 = 0.72;
pub const HANG: f32 = 0.22;

impl Chords {
    pub fn of(lobe: &Lobe) -> Self {
        let rows = ((lobe.foot - lobe.top) * STEPS_PER_MM).ceil().max(0.0) as usize + 1;
        let mut chords =
            Self { top: lobe.top, near: vec![f32::MAX; rows], far: vec![0.0; rows] };
        let points = curve::flatten(&lobe.curves(Hand::Right), 48);
        for (p, q) in points.iter().zip(points.iter().skip(1)) {
            let (high, low) = if p.y <= q.y { (p, q) } else { (q, p) };
            let first = ((high.y - lobe.top) * STEPS_PER_MM).ceil().max(0.0) as usize;
            let last = ((low.y - lobe.top) * STEPS_PER_MM).floor().max(0.0) as usize;
            for row in first..=last {
                let y = lobe.top + row as f32 / STEPS_PER_MM;
                let fall = q.y - p.y;
                let part = if fall.abs() < f32::EPSILON { 0.0 } else { (y - p.y) / fall };
                chords.note(row, p.x + (q.x - p.x) * part - lobe.centre_x);
            }
        }
        chords
    }

    fn note(&mut self, row: usize, away: f32) {
        if let Some(near) = self.near.get_mut(row) {
            *near = near.min(away);
        }
        if let Some(far) = self.far.get_mut(row) {
            *far = far.max(away);
        }
    }

    /// The ribbon's distances from the axis at a height.
    pub fn at(&self, y: f32) -> (f32, f32) {
        let row = ((y - self.top) * STEPS_PER_MM).round().max(0.0) as usize;
        let near = self.near.get(row).copied().unwrap_or(f32::MAX);
        (near, self.far.get(row).copied().unwrap_or_default())
    }

    /// The narrowest place that a line of letters passes.
    pub fn beside(&self, baseline: f32, size: f32) -> (f32, f32) {
        let top = self.at(baseline - RISE * size);
        let foot = self.at(baseline + HANG * size);
        (top.0.max(foot.0), top.1.min(foot.1))
    }
}
