//! Writes the outline of a file: its headings, one under another, or one entry a page.

use super::pdf_finish::{About, integer, text};
use super::pdf_shapes::points;
use lopdf::{Dictionary, Document, Object, ObjectId, dictionary};

/// An entry with its place among the others.
struct Entry {
    words: String,
    page: ObjectId,
    /// From the foot of the page, in points; none for the whole page.
    top: Option<f32>,
    /// The entry that it stands under.
    under: Option<usize>,
}

/// Writes the outline and gives back its root.
pub fn write(file: &mut Document, pages: &[ObjectId], about: &About<'_>) -> ObjectId {
    let has_headings = about.headings.iter().any(|(_, found)| !found.is_empty());
    let entries =
        if has_headings { by_headings(pages, about) } else { by_pages(pages, about) };
    let root = file.new_object_id();
    let ids: Vec<ObjectId> = entries.iter().map(|_| file.new_object_id()).collect();
    let tree = Tree::of(&entries);
    let id = |place: Option<usize>| place.and_then(|place| ids.get(place)).copied();
    for (place, entry) in entries.iter().enumerate() {
        let mut written = entry.dictionary(id(entry.under).unwrap_or(root));
        let [before, after] = tree.beside(place, entry.under);
        for (key, other) in [("Prev", id(before)), ("Next", id(after))] {
            if let Some(other) = other {
                written.set(key, other);
            }
        }
        let inner = tree.under(Some(place));
        if !inner.is_empty() {
            written.set("Count", integer(tree.count(place)));
            set_ends(
                &mut written,
                [id(inner.first().copied()), id(inner.last().copied())],
            );
        }
        if let Some(own) = id(Some(place)) {
            file.set_object(own, written);
        }
    }
    let mut written = dictionary! { "Type" => "Outlines" };
    written.set("Count", integer(entries.len()));
    let top = tree.under(None);
    set_ends(&mut written, [id(top.first().copied()), id(top.last().copied())]);
    file.set_object(root, written);
    root
}

fn set_ends(written: &mut Dictionary, ends: [Option<ObjectId>; 2]) {
    if let [Some(first), Some(last)] = ends {
        written.set("First", first);
        written.set("Last", last);
    }
}

/// Which entries stand under which.
struct Tree {
    top: Vec<usize>,
    inner: Vec<Vec<usize>>,
    /// The place of each entry among those beside it.
    places: Vec<usize>,
    /// How many entries stand under each, however deep.
    counts: Vec<usize>,
}

impl Tree {
    fn of(entries: &[Entry]) -> Self {
        let mut tree = Self {
            top: Vec::new(),
            inner: vec![Vec::new(); entries.len()],
            places: Vec::with_capacity(entries.len()),
            counts: vec![0; entries.len()],
        };
        for (place, entry) in entries.iter().enumerate() {
            let list = match entry.under.and_then(|under| tree.inner.get_mut(under)) {
                Some(list) => list,
                None => &mut tree.top,
            };
            tree.places.push(list.len());
            list.push(place);
        }
        // What stands under an entry comes after it.
        for (place, entry) in entries.iter().enumerate().rev() {
            let own = tree.counts.get(place).copied().unwrap_or_default() + 1;
            if let Some(outer) = entry.under.and_then(|under| tree.counts.get_mut(under))
            {
                *outer += own;
            }
        }
        tree
    }

    fn under(&self, place: Option<usize>) -> &[usize] {
        match place {
            None => &self.top,
            Some(place) => self.inner.get(place).map(Vec::as_slice).unwrap_or_default(),
        }
    }

    fn count(&self, place: usize) -> usize {
        self.counts.get(place).copied().unwrap_or_default()
    }

    /// The entries before and after this one.
    fn beside(&self, place: usize, outer: Option<usize>) -> [Option<usize>; 2] {
        let list = self.under(outer);
        let here = self.places.get(place).copied().unwrap_or_default();
        let before = here.checked_sub(1).and_then(|at| list.get(at));
        [before.copied(), list.get(here + 1).copied()]
    }
}

impl Entry {
    fn dictionary(&self, parent: ObjectId) -> Dictionary {
        let to = match self.top {
            None => vec![Object::Reference(self.page), Object::Name(b"Fit".to_vec())],
            Some(top) => vec![
                Object::Reference(self.page),
                Object::Name(b"XYZ".to_vec()),
                Object::Null,
                Object::Real(top),
                Object::Null,
            ],
        };
        dictionary! { "Title" => text(&self.words), "Parent" => parent, "Dest" => to }
    }
}

/// One entry a page, without a word of the page itself.
fn by_pages(pages: &[ObjectId], about: &About<'_>) -> Vec<Entry> {
    let entry = |(place, page): (usize, &ObjectId)| Entry {
        words: match place {
            0 => about.title.to_owned(),
            _ => format!("{}, page {}", about.title, place + 1),
        },
        page: *page,
        top: None,
        under: None,
    };
    pages.iter().enumerate().map(entry).collect()
}

/// The headings under their titles; the file's own title comes first where the pages have none
/// that may be told.
fn by_headings(pages: &[ObjectId], about: &About<'_>) -> Vec<Entry> {
    let mut entries: Vec<Entry> = Vec::new();
    // The headings that the next one may stand under.
    let mut open: Vec<(u8, usize)> = Vec::new();
    for (page, (height, found)) in pages.iter().zip(about.headings) {
        for bookmark in found {
            let is_first = entries.is_empty();
            if is_first && bookmark.level > 1 {
                let Some(first) = pages.first() else { continue };
                let words = about.title.to_owned();
                let entry = Entry { words, page: *first, top: None, under: None };
                open.push((1, 0));
                entries.push(entry);
            }
            let under = open.iter().rev().find(|(level, _)| *level < bookmark.level);
            let under = under.map(|(_, place)| *place);
            open.retain(|(level, _)| *level < bookmark.level);
            open.push((bookmark.level, entries.len()));
            let top = Some(points(height - bookmark.top).0);
            let words = bookmark.words.clone();
            let entry = Entry { words, page: *page, top, under };
            entries.push(entry);
        }
    }
    entries
}
