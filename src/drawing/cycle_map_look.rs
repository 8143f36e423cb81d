//! How a map is looked at: its room, what is going on in it, and what it is drawn with.

use super::cycle_map_changes::Came;
use super::lobe::Hand;
use super::{Fonts, TargetId};
use crate::model::{CycleMap, Element, ElementId, Layer, Pair, PartnerId, SessionId};
use std::collections::BTreeMap;
use std::sync::Arc;

/// How a map is looked at: the room it has and what is going on in it.
#[derive(Debug, Clone, PartialEq)]
pub struct Look {
    pub width_px: f32,
    pub height_px: f32,
    /// The side that was touched last; the sentence begins with it.
    pub first: PartnerId,
    /// Words first seen in this session are marked as kept today.
    pub today: Option<SessionId>,
    pub selected: Option<ElementId>,
    /// The phrase that was kept last; it is never folded away.
    pub newest: Option<ElementId>,
    /// The phrase that is being written: its place is drawn as an empty field.
    pub edited: Option<ElementId>,
    /// The phrase that is being dragged: its place stays empty.
    pub lifted: Option<ElementId>,
    /// Where a dragged phrase would come down.
    pub drop_on: Option<(PartnerId, Layer)>,
    pub hovered: Option<TargetId>,
    /// What the keyboard is on.
    pub focused: Option<TargetId>,
    /// What became of phrases since an earlier moment; empty while nothing is compared.
    pub came: Arc<BTreeMap<ElementId, Came>>,
}

/// What is drawn, for whom, and with what.
#[derive(Clone, Copy)]
pub(super) struct Job<'a> {
    pub map: &'a CycleMap,
    pub names: &'a Pair<&'a str>,
    pub look: &'a Look,
    pub fonts: &'a Fonts,
    /// True if origin and intent get rows of their own.
    pub is_tall: bool,
}

impl Look {
    /// A map at rest in a box of this size, in pixels at 100 %.
    pub fn new(width_px: f32, height_px: f32) -> Self {
        Self {
            width_px,
            height_px,
            first: PartnerId::A,
            today: None,
            selected: None,
            newest: None,
            edited: None,
            lifted: None,
            drop_on: None,
            hovered: None,
            focused: None,
            came: Arc::default(),
        }
    }

    /// True for a phrase that must stay in sight.
    pub fn keeps(&self, id: ElementId) -> bool {
        self.came.contains_key(&id)
            || [self.selected, self.newest, self.edited, self.lifted].contains(&Some(id))
    }
}

impl<'a> Job<'a> {
    pub fn partner(&self, hand: Hand) -> PartnerId {
        match hand {
            Hand::Left => self.map.left,
            Hand::Right => self.map.left.other(),
        }
    }

    pub fn name(&self, hand: Hand) -> &'a str {
        self.names.of(self.partner(hand))
    }

    pub fn layer(&self, hand: Hand, layer: Layer) -> Vec<&'a Element> {
        self.map.layer(self.partner(hand), layer).collect()
    }

    /// The heading of a layer on one hand.
    pub fn label(&self, hand: Hand, layer: Layer) -> String {
        layer.label(self.name(hand.other()))
    }
}
