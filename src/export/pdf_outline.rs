//! Writes the outline of a file: its headings, one under another, or one entry a page.

use super::pdf_finish::{About, integer, text};
use super::pdf_shapes::points;
use lopdf::{Dictionary, Document, Object, ObjectId, dictionary};

/// An entry with its place among the others.
struct Entry {
    words: String,
    page: ObjectId,
    /// Which page it is, counted from 1.
    number: usize,
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
    let entries = grouped(entries);
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

/// The most entries side by side: some readers give up on a chain of more than 256.
const MOST_BESIDE: usize = 100;
/// How many of more than that stand in one group.
const GROUP: usize = 50;

/// The same entries; those of a list that is too long stand in groups, by their pages.
fn grouped(entries: Vec<Entry>) -> Vec<Entry> {
    let tree = Tree::of(&entries);
    let is_long = |list: &[usize]| list.len() > MOST_BESIDE;
    if !is_long(tree.under(None)) && !tree.inner.iter().any(|list| is_long(list)) {
        return entries;
    }
    let mut old: Vec<Option<Entry>> = entries.into_iter().map(Some).collect();
    let mut new = Vec::with_capacity(old.len() + old.len() / GROUP + 1);
    put(tree.under(None), None, (&tree, &mut old), &mut new);
    new
}

fn put(
    list: &[usize],
    under: Option<usize>,
    (tree, old): (&Tree, &mut Vec<Option<Entry>>),
    new: &mut Vec<Entry>,
) {
    if list.len() > MOST_BESIDE {
        let mut size = GROUP;
        while list.len().div_ceil(size) > MOST_BESIDE {
            size *= GROUP;
        }
        for part in list.chunks(size) {
            let Some(group) = group_of(part, under, old) else { continue };
            new.push(group);
            put(part, Some(new.len() - 1), (tree, old), new);
        }
        return;
    }
    for place in list {
        let Some(entry) = old.get_mut(*place).and_then(Option::take) else { continue };
        new.push(Entry { under, ..entry });
        put(tree.under(Some(*place)), Some(new.len() - 1), (tree, old), new);
    }
}

/// An entry for some others, at the place of the first of them.
fn group_of(
    part: &[usize],
    under: Option<usize>,
    old: &[Option<Entry>],
) -> Option<Entry> {
    let of = |place: &usize| old.get(*place).and_then(Option::as_ref);
    let (first, last) = (part.first().and_then(of)?, part.last().and_then(of)?);
    let words = if first.number == last.number {
        format!("Page {}", first.number)
    } else {
        format!("Pages {} to {}", first.number, last.number)
    };
    let (page, number, top) = (first.page, first.number, first.top);
    Some(Entry { words, page, number, top, under })
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
        number: place + 1,
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
    for (number, (page, (height, found))) in (1..).zip(pages.iter().zip(about.headings)) {
        for bookmark in found {
            let is_first = entries.is_empty();
            if is_first && bookmark.level > 1 {
                let Some(first) = pages.first() else { continue };
                let words = about.title.to_owned();
                let (page, number) = (*first, 1);
                let entry = Entry { words, page, number, top: None, under: None };
                open.push((1, 0));
                entries.push(entry);
            }
            let under = open.iter().rev().find(|(level, _)| *level < bookmark.level);
            let under = under.map(|(_, place)| *place);
            open.retain(|(level, _)| *level < bookmark.level);
            open.push((bookmark.level, entries.len()));
            let top = Some(points(height - bookmark.top).0);
            let words = bookmark.words.clone();
            let entry = Entry { words, page: *page, number, top, under };
            entries.push(entry);
        }
    }
    entries
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::drawing::page::Bookmark;
    use chrono::NaiveDate;

    /// The longest chain of entries side by side under one, and how many there are in all.
    fn longest(file: &Document, under: ObjectId) -> (usize, usize) {
        let (mut beside, mut most, mut all) = (0, 0, 0);
        let get = |id: ObjectId, key: &[u8]| {
            let entry = file.get_dictionary(id).unwrap();
            entry.get(key).and_then(Object::as_reference).ok()
        };
        let mut next = get(under, b"First");
        while let Some(id) = next {
            let (inner, count) = longest(file, id);
            (beside, most, all) = (beside + 1, most.max(inner), all + 1 + count);
            next = get(id, b"Next");
        }
        (most.max(beside), all)
    }

    fn outline(pages: usize, each: usize) -> (Document, ObjectId) {
        let mut file = Document::new();
        let ids: Vec<ObjectId> = (0..pages).map(|_| file.new_object_id()).collect();
        let bookmark = |place: usize| Bookmark {
            level: 2,
            words: format!("Heading {place}"),
            top: 20.0,
        };
        let headings: Vec<(f32, Vec<Bookmark>)> =
            ids.iter().map(|_| (297.0, (0..each).map(bookmark).collect())).collect();
        let about = About {
            title: "A title",
            language: "en-GB",
            printed_on: NaiveDate::from_ymd_opt(2026, 11, 22).unwrap(),
            headings: &headings,
        };
        let root = write(&mut file, &ids, &about);
        (file, root)
    }

    #[test]
    fn no_more_than_a_hundred_entries_stand_side_by_side_however_many_there_are() {
        for (pages, each, groups) in
            [(10, 10, 0), (20, 15, 6), (300, 0, 6), (60, 100, 123), (1, 300, 6)]
        {
            let (file, root) = outline(pages, each);
            let (most, all) = longest(&file, root);
            let entries = if each == 0 { pages } else { pages * each + 1 };
            assert!(most <= MOST_BESIDE, "{pages} pages of {each}: {most}");
            assert_eq!(all, entries + groups, "{pages} pages of {each}");
            let count = file.get_dictionary(root).unwrap().get(b"Count").unwrap();
            assert_eq!(count, &integer(all));
        }
    }

    #[test]
    fn a_long_outline_is_the_same_each_time_and_tells_its_pages() {
        let (file, _) = outline(300, 0);
        assert_eq!(file.objects, outline(300, 0).0.objects);
        let titles: Vec<&Object> = file
            .objects
            .values()
            .filter_map(|it| it.as_dict().ok()?.get(b"Title").ok())
            .collect();
        assert!(titles.contains(&&text("Pages 51 to 100")));
    }
}
