//! Carries a note from one format to another without losing a word.

use super::note_draft::Draft;
use crate::model::Note;
use crate::model::note::Section;
use crate::model::note_format::{NoteFormat, Part};

/// The sections of a note in another format.
///
/// What is still as it was drafted goes where its parts belong. What was typed goes as a whole
/// to the section of the same name or that takes most of its parts, under a line with its old title, and comes
/// home from there when the note is carried back. What has no home goes to the first section.
pub fn mapped(
    note: &Note,
    (from, to): (Option<&NoteFormat>, &NoteFormat),
    draft: Option<&Draft<'_>>,
) -> Vec<Section> {
    let mut pieces = Vec::new();
    for section in &note.sections {
        let takes = from.and_then(|from| from.section(&section.key));
        let takes = takes.map_or(&[][..], |section| &section.takes);
        if section.words.trim().is_empty() {
            continue;
        }
        match draft.filter(|draft| draft.parts(takes) == section.words) {
            Some(draft) => pieces.extend(drafted(draft, takes, to)),
            None => pieces.extend(typed(section, takes, to)),
        }
    }
    // Drafted parts first, in the order of the format; then what was typed, as it stood.
    pieces.sort_by_key(|piece| piece.rank);
    let sections = to.sections.iter().enumerate().map(|(home, section)| Section {
        key: section.key.clone(),
        title: section.title.clone(),
        words: joined(pieces.iter().filter(|piece| piece.home == home), &section.title),
    });
    sections.collect()
}

struct Piece {
    /// The place of its section in the new format.
    home: usize,
    rank: usize,
    /// The title that it had; none for what was drafted.
    title: Option<String>,
    words: String,
}

fn drafted(draft: &Draft<'_>, takes: &[Part], to: &NoteFormat) -> Vec<Piece> {
    let piece = |part: &Part| {
        let words = draft.part(*part);
        let (home, rank) = place(*part, to);
        (!words.is_empty()).then_some(Piece { home, rank, title: None, words })
    };
    takes.iter().filter_map(piece).collect()
}

/// The section that takes a part, and where in it.
fn place(part: Part, to: &NoteFormat) -> (usize, usize) {
    let places = to.sections.iter().enumerate().find_map(|(home, section)| {
        let rank = section.takes.iter().position(|it| *it == part)?;
        Some((home, rank))
    });
    places.unwrap_or((0, TYPED - 1))
}

/// Behind all parts.
const TYPED: usize = 1_000;

/// What was typed, parted at the lines that are titles of the new format.
fn typed(section: &Section, takes: &[Part], to: &NoteFormat) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut here = (home(section, takes, to), section.title.clone(), Vec::new());
    for line in section.words.lines() {
        let titled = |section: &&crate::model::note_format::FormatSection| {
            line.trim().strip_suffix(':') == Some(section.title.as_str())
        };
        if let Some(found) = to.sections.iter().find(titled) {
            let place = to.sections.iter().position(|it| it.key == found.key);
            let next = (place.unwrap_or(0), found.title.clone(), Vec::new());
            pieces.push(std::mem::replace(&mut here, next));
        } else {
            here.2.push(line);
        }
    }
    pieces.push(here);
    let piece = |(home, title, lines): (usize, String, Vec<&str>)| {
        let words = lines.join("\n").trim_matches('\n').to_owned();
        (!words.is_empty()).then_some(Piece {
            home,
            rank: TYPED,
            title: Some(title),
            words,
        })
    };
    pieces.into_iter().filter_map(piece).collect()
}

/// The section with the same name, so that the words come home from there; else the one that
/// takes most of the same parts; else the first.
fn home(section: &Section, takes: &[Part], to: &NoteFormat) -> usize {
    let common = |other: &crate::model::note_format::FormatSection| {
        let parts = takes.iter().filter(|part| other.takes.contains(part)).count();
        (usize::from(other.key == section.key), parts)
    };
    let best = to.sections.iter().map(common).max().filter(|best| *best != (0, 0));
    let place =
        best.and_then(|best| to.sections.iter().position(|it| common(it) == best));
    place.unwrap_or(0)
}

/// The pieces of one section; a typed one has its old title over it, unless it is the only
/// one and the title is the same.
fn joined<'a>(pieces: impl Iterator<Item = &'a Piece>, title: &str) -> String {
    let mut words = String::new();
    for piece in pieces {
        let old = piece.title.as_deref();
        let heading = old.filter(|old| !words.is_empty() || *old != title);
        if !words.is_empty() {
            words.push('\n');
        }
        if let Some(heading) = heading {
            words.push_str(heading);
            words.push_str(":\n");
        }
        words.push_str(&piece.words);
    }
    words
}
