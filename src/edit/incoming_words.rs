//! How many words of one kind may come from outside, and how long each may be.

use super::incoming::{Fault, MOST};
use crate::model::unseen::is_unseen;

pub(super) fn few(count: usize, what: &'static str) -> Result<(), Fault> {
    if count <= MOST { Ok(()) } else { Err(Fault::TooMany(what)) }
}

pub(super) fn line(place: &str, words: &str, most: usize) -> Result<(), Fault> {
    if words.trim().is_empty() {
        return Err(Fault::Empty(place.to_owned()));
    }
    optional(place, words, most)
}

pub(super) fn optional(place: &str, words: &str, most: usize) -> Result<(), Fault> {
    let found = words.chars().count();
    if found > most {
        return Err(Fault::TooLong { place: place.to_owned(), found, most });
    }
    if words.chars().any(|it| it.is_control() || is_unseen(it)) {
        return Err(Fault::Unseen(place.to_owned()));
    }
    Ok(())
}

/// Names stand among other words on one line: they hold no sign of direction at all.
pub(super) fn name(place: &str, words: &str, most: usize) -> Result<(), Fault> {
    optional(place, words, most)?;
    let is_isolate = |letter| matches!(letter, '\u{2066}'..='\u{2069}');
    if words.chars().any(is_isolate) {
        return Err(Fault::Unseen(place.to_owned()));
    }
    Ok(())
}
