//! The columns of a map: labels outside, phrases facing the crossing, cards on the strands.

use super::cycle_map::Job;
use super::lobe::Hand;
use super::phrase::{Anchor, Setting};
use super::{Face, Outline};
use crate::model::Layer;

/// From the edge of the map to the middle of its ribbons.
pub(super) const PADDING: f32 = 18.0;

/// The narrowest and the widest card. In the smallest window the rows need the room more, and
/// a behaviour may take a second line.
const CARD: (f32, f32) = (168.0, 340.0);

/// The columns of both hands, mirrored, but every text starts at its left.
#[derive(Debug, Clone, Copy)]
pub(super) struct Columns {
    map_width: f32,
    /// Outer end of the labels, from the edge.
    pub label_edge: f32,
    pub label_width: f32,
    pub phrase_width: f32,
    /// From the axis to the inner end of the phrases.
    pub inner: f32,
    half_gap: f32,
    card_width: f32,
}

/// How far the words have moved in, from the outer curve and from the strands.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct MovedIn {
    pub outer: f32,
    pub inner: f32,
}

impl Columns {
    pub fn new(job: &Job, setting: &Setting, moved: MovedIn) -> Self {
        let map_width = job.look.width_px;
        let card_width = (0.16 * map_width).clamp(CARD.0, CARD.1);
        let half_gap = 0.025 * map_width;
        let label_edge = PADDING + half_gap.max(24.0) + moved.outer;
        let label_width = label_width(job, setting);
        let inner = half_gap + card_width + 14.0 + moved.inner;
        let phrase_width = 0.5 * map_width - inner - label_edge - label_width - 13.0;
        Self {
            map_width,
            label_edge,
            label_width,
            phrase_width,
            inner,
            half_gap,
            card_width,
        }
    }

    /// Left end of the phrases' slots.
    pub fn phrase_x(&self, hand: Hand) -> f32 {
        match hand {
            Hand::Left => 0.5 * self.map_width - self.inner - self.phrase_width,
            Hand::Right => 0.5 * self.map_width + self.inner,
        }
    }

    /// Labels stand outside, phrases face the crossing.
    pub fn label_anchor(&self, hand: Hand) -> (f32, Anchor) {
        let from_edge = self.label_edge + self.label_width;
        match hand {
            Hand::Left => (from_edge, Anchor::End),
            Hand::Right => (self.map_width - from_edge, Anchor::Start),
        }
    }

    /// The room of a phrase that answers to a click.
    pub fn slot(&self, hand: Hand, y: f32, height: f32) -> Outline {
        Outline::new(self.phrase_x(hand) - 6.0, y, self.phrase_width + 12.0, height)
    }

    /// The room of a phrase with its label.
    pub fn with_label(&self, hand: Hand, slot: Outline) -> Outline {
        let more = self.label_width + 7.0;
        let x = match hand {
            Hand::Left => slot.x - more,
            Hand::Right => slot.x,
        };
        Outline::new(x, slot.y, slot.width + more, slot.height)
    }

    pub fn card_width(&self) -> f32 {
        self.card_width
    }

    pub fn card(&self, hand: Hand, y: f32, height: f32) -> Outline {
        let axis = 0.5 * self.map_width;
        let x = match hand {
            Hand::Left => axis - self.half_gap - self.card_width,
            Hand::Right => axis + self.half_gap,
        };
        Outline::new(x, y, self.card_width, height)
    }
}

/// Wide enough for the labels, but a long name is cut rather than crowd the phrases.
fn label_width(job: &Job, setting: &Setting) -> f32 {
    let scale = setting.size / 15.0;
    let size = (setting.size - 2.0).max(13.0);
    let width = |hand| {
        let label = job.label(hand, Layer::MeaningOther);
        job.fonts.width(Face::Sans, size, &label)
    };
    let widest = width(Hand::Left).max(width(Hand::Right));
    widest.clamp((73.0 * scale).round(), (108.0 * scale).round())
}
