//! The parts that blocks are made of: columns, rows that face each other, sizes, sides and grounds.

use super::template::Words;
use super::template_block::Block;
use serde::{Deserialize, Serialize};

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ColumnHead {
    pub head: Words,
    /// How wide it is beside the others.
    #[serde(default, skip_serializing_if = "is_default")]
    pub share: f32,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ColumnOf {
    pub head: Words,
    pub words: Words,
    #[serde(default, skip_serializing_if = "is_default")]
    pub share: f32,
}

/// What both say to something.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FacingWords {
    pub label: Words,
    pub left: Words,
    pub right: Words,
    #[serde(default, skip_serializing_if = "is_default")]
    pub voice: FacingManner,
}

/// A column, and how wide it is beside the others.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SharedColumn {
    pub share: f32,
    pub blocks: Vec<Block>,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum FacingManner {
    #[default]
    Plain,
    Tender,
    Said,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Size {
    Small,
    #[default]
    Medium,
    /// With all words, layer by layer.
    Whole,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Which {
    #[default]
    Old,
    New,
    /// The old one as it was confirmed first, and last; for the couple.
    First,
    Last,
}

/// What charts are of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum ChartsOf {
    /// Every measure, with the rule behind it.
    Measures,
    /// How strong the fights at home were.
    Fights,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Side {
    Left,
    Right,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Ground {
    Gold,
    Rose,
    Green,
    Below,
    Frame,
    /// No colour: a bar at the left.
    Bar,
}

pub(super) fn is_default<T: Default + PartialEq>(value: &T) -> bool {
    *value == T::default()
}
