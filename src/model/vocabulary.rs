//! Ready words for each layer and position, to choose from while typing.

use super::{CycleKind, Layer, Position};
use serde::{Deserialize, Serialize};

/// Words for one layer, from one file of `assets/vocabulary`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pack {
    pub layer: Layer,
    /// Words that fit one position only.
    #[serde(default)]
    pub position: Option<Position>,
    /// Words that fit one kind of loop only.
    #[serde(default)]
    pub kind: Option<CycleKind>,
    pub terms: Vec<String>,
}

/// All packs that a practice has.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Vocabulary {
    pub packs: Vec<Pack>,
}

impl Vocabulary {
    /// The terms for a layer: those for the position first, then those for any.
    pub fn terms(&self, layer: Layer, position: Position) -> impl Iterator<Item = &str> {
        let fits = move |pack: &&Pack, exact: bool| {
            pack.layer == layer && (pack.position == Some(position)) == exact
        };
        let first = self.packs.iter().filter(move |pack| fits(pack, true));
        let rest = self.packs.iter().filter(move |pack| fits(pack, false));
        first.chain(rest).flat_map(|pack| pack.terms.iter().map(String::as_str))
    }
}
