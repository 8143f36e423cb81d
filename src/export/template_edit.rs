//! Changes to the blocks of a template: found by their path, added, removed, moved, put under a condition.

use super::template::{Block, Template};

/// Where a block stands: its place, then the part of it that holds the next block, its place
/// there, and so on; so the number of numbers is odd.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct BlockPath(pub Vec<usize>);

/// Which way a block moves.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Way {
    Up,
    Down,
}

/// One line of a template's blocks.
#[derive(Debug, Clone)]
pub struct Row<'a> {
    pub path: BlockPath,
    pub block: &'a Block,
    pub depth: usize,
    /// The column that begins with this block, counted from 1.
    pub column: Option<usize>,
}

impl BlockPath {
    /// The path of the list that the block stands in, and its place there.
    fn split(&self) -> Option<(&[usize], usize)> {
        let (at, list) = self.0.split_last()?;
        Some((list, *at))
    }

    fn in_list(list: &[usize], at: usize) -> Self {
        Self([list, &[at]].concat())
    }

    /// The path of the block that holds this one.
    pub fn holder(&self) -> Option<Self> {
        let (list, _) = self.split()?;
        let (_, holder) = list.split_last()?;
        Some(Self(holder.to_vec()))
    }

    pub fn depth(&self) -> usize {
        self.0.len() / 2
    }
}

/// All blocks, from the first to the last, those inside others under them.
pub fn rows(template: &Template) -> Vec<Row<'_>> {
    let mut found = Vec::new();
    gather(&template.blocks, &[], (0, None), &mut found);
    found
}

fn gather<'a>(
    blocks: &'a [Block],
    list: &[usize],
    (depth, column): (usize, Option<usize>),
    found: &mut Vec<Row<'a>>,
) {
    for (at, block) in blocks.iter().enumerate() {
        let path = BlockPath::in_list(list, at);
        let column = column.filter(|_| at == 0);
        let parts = block.inner().0;
        let is_parted = parts.len() > 1;
        found.push(Row { path: path.clone(), block, depth, column });
        for (part, inner) in parts.into_iter().enumerate() {
            let list = [path.0.as_slice(), &[part]].concat();
            let column = is_parted.then_some(part + 1);
            gather(inner, &list, (depth + 1, column), found);
        }
    }
}

/// The lists of blocks that a block holds.
pub fn parts_mut(block: &mut Block) -> Vec<&mut Vec<Block>> {
    match block {
        Block::Columns(columns) => columns.iter_mut().collect(),
        Block::Beside(columns) => columns.iter_mut().map(|it| &mut it.blocks).collect(),
        Block::Band { blocks, .. }
        | Block::Together(blocks)
        | Block::AtFoot(blocks)
        | Block::Each { blocks, .. }
        | Block::When { blocks, .. }
        | Block::Unless { blocks, .. } => vec![blocks],
        _ => Vec::new(),
    }
}

fn list_mut<'a>(
    template: &'a mut Template,
    list: &[usize],
) -> Option<&'a mut Vec<Block>> {
    let mut blocks = &mut template.blocks;
    for step in list.chunks(2) {
        let [at, part] = step else { return None };
        let parts = parts_mut(blocks.get_mut(*at)?);
        blocks = parts.into_iter().nth(*part)?;
    }
    Some(blocks)
}

fn list<'a>(template: &'a Template, list: &[usize]) -> Option<&'a [Block]> {
    let mut blocks = template.blocks.as_slice();
    for step in list.chunks(2) {
        let [at, part] = step else { return None };
        blocks = blocks.get(*at)?.inner().0.get(*part)?;
    }
    Some(blocks)
}

pub fn block<'a>(template: &'a Template, path: &BlockPath) -> Option<&'a Block> {
    let (of, at) = path.split()?;
    list(template, of)?.get(at)
}

pub fn block_mut<'a>(
    template: &'a mut Template,
    path: &BlockPath,
) -> Option<&'a mut Block> {
    let (of, at) = path.split()?;
    list_mut(template, of)?.get_mut(at)
}

/// The lists that the blocks around this place are repeated for.
pub fn lists_around<'a>(template: &'a Template, path: &BlockPath) -> Vec<&'a str> {
    let mut found = Vec::new();
    let mut holder = path.holder();
    while let Some(path) = holder {
        found.extend(block(template, &path).and_then(|it| it.inner().1));
        holder = path.holder();
    }
    found
}

/// Puts a block behind another one, or at the end; returns where it stands.
pub fn add(
    template: &mut Template,
    after: Option<&BlockPath>,
    new: Block,
) -> Option<BlockPath> {
    let end = BlockPath(vec![template.blocks.len()]);
    let place = match after.and_then(BlockPath::split) {
        Some((of, at)) => BlockPath::in_list(of, at + 1),
        None => before_the_foot(template).unwrap_or(end),
    };
    let (of, at) = place.split()?;
    let blocks = list_mut(template, of)?;
    blocks.insert(at.min(blocks.len()), new);
    Some(place)
}

/// The foot of the pages stands last.
fn before_the_foot(template: &Template) -> Option<BlockPath> {
    let last = template.blocks.len().checked_sub(1)?;
    let is_foot = template.blocks.last().is_some_and(|it| it.name() == "Footer");
    is_foot.then(|| BlockPath(vec![last]))
}

/// Puts a block inside another one, at the end of one of its parts.
pub fn add_inside(
    template: &mut Template,
    (holder, part): (&BlockPath, usize),
    new: Block,
) -> Option<BlockPath> {
    let of = [holder.0.as_slice(), &[part]].concat();
    let blocks = list_mut(template, &of)?;
    blocks.push(new);
    Some(BlockPath::in_list(&of, blocks.len() - 1))
}

pub fn remove(template: &mut Template, path: &BlockPath) -> Option<Block> {
    let (of, at) = path.split()?;
    let blocks = list_mut(template, of)?;
    (at < blocks.len()).then(|| blocks.remove(at))
}

/// Moves a block over its neighbour; the first one of those in a block moves out before that
/// block, the last one behind it. Returns where it stands then.
pub fn shift(template: &mut Template, path: &BlockPath, way: Way) -> Option<BlockPath> {
    let (of, at) = path.split()?;
    let blocks = list_mut(template, of)?;
    let neighbour = match way {
        Way::Up => at.checked_sub(1),
        Way::Down => (at + 1 < blocks.len()).then_some(at + 1),
    };
    if let Some(neighbour) = neighbour {
        blocks.swap(at, neighbour);
        return Some(BlockPath::in_list(of, neighbour));
    }
    let holder = path.holder()?;
    let (outer, holder_at) = holder.split()?;
    let block = remove(template, path)?;
    let at = match way {
        Way::Up => holder_at,
        Way::Down => holder_at + 1,
    };
    list_mut(template, outer)?.insert(at, block);
    Some(BlockPath::in_list(outer, at))
}

/// Puts a block under a condition: it stands only if there is something of this name.
pub fn only_if(template: &mut Template, path: &BlockPath, has: &str) -> Option<()> {
    let place = block_mut(template, path)?;
    let bare = std::mem::replace(place, Block::Rule);
    *place = Block::When { has: has.to_owned(), blocks: vec![bare] };
    Some(())
}

/// Takes away a block that holds others in one part, and leaves what it holds.
pub fn dissolve(template: &mut Template, path: &BlockPath) -> Option<()> {
    let (of, at) = path.split()?;
    let blocks = list_mut(template, of)?;
    if parts_mut(blocks.get_mut(at)?).len() != 1 {
        return None;
    }
    let mut holder = blocks.remove(at);
    let inner = parts_mut(&mut holder).pop().map(std::mem::take)?;
    blocks.splice(at..at, inner);
    Some(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::export::templates;

    fn pair_sheet() -> Template {
        templates::find("pair_sheet").unwrap()
    }

    #[test]
    fn a_block_is_found_by_the_path_of_its_row() {
        let template = pair_sheet();
        let all = rows(&template);
        for row in &all {
            assert_eq!(block(&template, &row.path), Some(row.block));
            assert_eq!(row.path.depth(), row.depth);
        }
        let columns: Vec<_> = all.iter().filter_map(|row| row.column).collect();
        assert_eq!(columns, [1, 2, 1, 2, 1, 2]);
    }

    #[test]
    fn a_block_moves_over_its_neighbour_and_out_of_the_one_that_holds_it() {
        let mut template = pair_sheet();
        let first = BlockPath(vec![0, 0, 0]);
        let moved = block(&template, &first).unwrap().clone();
        let out = shift(&mut template, &first, Way::Up).unwrap();
        assert_eq!(out, BlockPath(vec![0]));
        assert_eq!(block(&template, &out), Some(&moved));
        let below = shift(&mut template, &out, Way::Down).unwrap();
        assert_eq!(below, BlockPath(vec![1]));
        assert_eq!(shift(&mut template, &BlockPath(vec![0]), Way::Up), None);
    }

    #[test]
    fn a_condition_is_put_around_a_block_and_taken_away_again() {
        let mut template = pair_sheet();
        let before = template.clone();
        let path = BlockPath(vec![1]);
        only_if(&mut template, &path, "new_moves").unwrap();
        assert_eq!(block(&template, &path).unwrap().name(), "When");
        dissolve(&mut template, &path).unwrap();
        assert_eq!(template, before);
    }

    #[test]
    fn what_is_added_at_the_end_stands_before_the_foot() {
        let mut template = pair_sheet();
        let count = template.blocks.len();
        let path = add(&mut template, None, Block::Rule).unwrap();
        assert_eq!(path, BlockPath(vec![count - 1]));
        assert_eq!(template.blocks.last().unwrap().name(), "Footer");
        assert_eq!(remove(&mut template, &path), Some(Block::Rule));
        let path = add(&mut template, Some(&BlockPath(vec![0, 0, 1])), Block::Rule);
        assert_eq!(path, Some(BlockPath(vec![0, 0, 2])));
    }
}
