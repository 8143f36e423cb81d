//! Finds columns that stand in columns, each at its place in the file.

use super::template::{Block, Fault};
use super::template_faults::fault;
use super::template_quoted::{names, without_words};
use std::collections::{BTreeMap, VecDeque};

/// Columns in columns: they could become too narrow for a letter.
pub(super) fn nested_columns(text: &str, blocks: &[Block]) -> Vec<Fault> {
    let mut walk = Columns { places: Places::of(text), depth: 0, nested: Vec::new() };
    walk.blocks(blocks);
    let says = "columns stand in columns here; they would be too narrow, so put them one \
                under the other";
    let faults = walk.nested.into_iter().map(|at| fault(text, at, says.to_owned()));
    faults.collect()
}

/// A walk through the blocks in the order in which they are written.
struct Columns {
    places: Places,
    depth: usize,
    nested: Vec<usize>,
}

impl Columns {
    fn blocks(&mut self, blocks: &[Block]) {
        for block in blocks {
            let is_columns = match block {
                Block::Columns(columns) => columns.len() > 1,
                Block::Beside(columns) => columns.len() > 1,
                Block::Pair { .. } => true,
                _ => false,
            };
            let place = self.places.next(block.name());
            if is_columns && self.depth > 0 {
                self.nested.push(place);
            }
            self.depth += usize::from(is_columns);
            for inner in block.inner().0 {
                self.blocks(inner);
            }
            self.depth -= usize::from(is_columns);
        }
    }
}

/// Where each name stands in the file, outside quotation marks and comments.
struct Places(BTreeMap<String, VecDeque<usize>>);

impl Places {
    fn of(text: &str) -> Self {
        let mut places: BTreeMap<String, VecDeque<usize>> = BTreeMap::new();
        let bare = without_words(text);
        for (start, word, _) in names(&bare) {
            places.entry(word.to_owned()).or_default().push_back(start);
        }
        Self(places)
    }

    /// The next place of a name.
    fn next(&mut self, name: &str) -> usize {
        let places = self.0.get_mut(name);
        places.and_then(VecDeque::pop_front).unwrap_or_default()
    }
}
