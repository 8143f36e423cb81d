//! The two equal partners, and anything that there are two of.

use serde::{Deserialize, Serialize};

/// One of the two partners. The letter is a label, never a rank.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize,
)]
pub enum PartnerId {
    A,
    B,
}

impl PartnerId {
    pub const BOTH: [Self; 2] = [Self::A, Self::B];

    #[must_use]
    pub fn other(self) -> Self {
        match self {
            Self::A => Self::B,
            Self::B => Self::A,
        }
    }
}

/// One value for each partner.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Pair<T> {
    #[serde(default)]
    pub a: T,
    #[serde(default)]
    pub b: T,
}

impl<T: Default + PartialEq> Pair<T> {
    /// True if there is nothing in it.
    pub fn is_default(&self) -> bool {
        *self == Self::default()
    }
}

impl<T> Pair<T> {
    pub fn of(&self, partner: PartnerId) -> &T {
        match partner {
            PartnerId::A => &self.a,
            PartnerId::B => &self.b,
        }
    }

    pub fn of_mut(&mut self, partner: PartnerId) -> &mut T {
        match partner {
            PartnerId::A => &mut self.a,
            PartnerId::B => &mut self.b,
        }
    }

    /// Both values, each with its partner, A first.
    pub fn iter(&self) -> impl Iterator<Item = (PartnerId, &T)> {
        [(PartnerId::A, &self.a), (PartnerId::B, &self.b)].into_iter()
    }

    /// The pair made by asking for each partner in turn.
    pub fn from_fn(mut value: impl FnMut(PartnerId) -> T) -> Self {
        Self { a: value(PartnerId::A), b: value(PartnerId::B) }
    }
}
