//! Finds the headings by which a reader jumps through a text; none of them holds a client's word.

use super::fields::{self, Piece, Values};
use super::template::{Block, Template, Words};
use crate::drawing::Page;
use crate::drawing::page::{Bookmark, Part, Reading, Role};
use std::collections::BTreeSet;

/// What may stand in a heading that anybody sees beside the pages.
const OPEN: [&str; 6] = [
    "case.code",
    "date",
    "template.name",
    "template.version",
    "sessions.last",
    "session.number",
];

/// Notes on each page which headings stand there.
pub fn mark(pages: &mut [Page], template: &Template, values: &Values) {
    let mut open = BTreeSet::new();
    gather(&template.blocks, values, &mut open);
    let mut known = BTreeSet::new();
    for page in pages {
        let parts = page.reading.iter().filter_map(|reading| match reading {
            Reading::Part(part) => Some(part),
            _ => None,
        });
        let mut found = Vec::new();
        for part in parts {
            of_part(page, part, &mut known, &mut found);
        }
        found.retain(|bookmark| open.contains(&bookmark.words));
        page.bookmarks = found;
    }
}

/// The words of headings that name nothing but what anybody may see.
fn gather(blocks: &[Block], values: &Values, open: &mut BTreeSet<String>) {
    for block in blocks {
        match block {
            Block::Title(words)
            | Block::TitleInTheMiddle(words)
            | Block::TitleWith { title: words, .. }
            | Block::Heading(words)
            | Block::HeadingWith { heading: words, .. }
            | Block::SubHeading(words) => {
                let tries = words.0.iter().filter(|words| is_open(words));
                let filled = |words: &String| Words(vec![words.clone()]).fill(values);
                open.extend(tries.map(|words| bare(&filled(words))));
            }
            _ => {}
        }
        for inner in block.inner().0 {
            gather(inner, values, open);
        }
    }
}

fn is_open(words: &str) -> bool {
    fields::pieces(words).iter().all(|piece| match piece {
        Piece::Field(name, _) => OPEN.contains(name),
        Piece::Words(_) | Piece::LoneBrace(_) => true,
    })
}

fn bare(words: &str) -> String {
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn of_part(
    page: &Page,
    part: &Part,
    known: &mut BTreeSet<u32>,
    found: &mut Vec<Bookmark>,
) {
    let level = match part.role {
        Role::Title => Some(1),
        Role::Section => Some(2),
        Role::SubSection => Some(3),
        _ => None,
    };
    if let Some(level) = level
        && known.insert(part.number)
    {
        let runs = || page.drawing.texts().filter(|run| run.group == part.number);
        let words: String = runs().map(|run| run.words.as_str()).collect();
        let top = runs().map(|run| run.at.y - run.size).fold(f32::MAX, f32::min);
        if runs().next().is_some() {
            found.push(Bookmark { level, words: bare(&words), top: top.max(0.0) });
        }
    }
    for part in &part.parts {
        of_part(page, part, known, found);
    }
}
