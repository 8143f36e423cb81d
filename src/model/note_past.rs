//! What became of a note from one moment to the next: which parts, what was taken out, what is new.

use super::note::{Addendum, Note, Risk};
use super::{Pair, PartnerId};
use chrono::{DateTime, FixedOffset};

/// A note as it was kept at one moment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PastNote {
    pub at: DateTime<FixedOffset>,
    /// The name in the settings at that time; empty while there was none.
    pub by: String,
    pub note: Note,
}

/// One part of a note that another moment has in other words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NoteChange {
    /// The title of the part, or what was done.
    pub title: String,
    pub gone: String,
    pub new: String,
}

impl PastNote {
    /// Who wrote it and when, as far as this is known.
    pub fn heading(&self) -> String {
        let at = self.at.format("%-d %B %Y, %H:%M");
        if self.by.is_empty() { at.to_string() } else { format!("{at}, {}", self.by) }
    }
}

/// What differs from the moment before; of the first moment that it was begun.
pub fn changes(
    before: Option<&Note>,
    after: &Note,
    names: &Pair<&str>,
) -> Vec<NoteChange> {
    let Some(before) = before else { return vec![NoteChange::done("Begun")] };
    let mut changes = sections(before, after);
    for partner in PartnerId::BOTH {
        let title = format!("Risk and safety, {}", names.of(partner));
        let (then, now) = (before.risk.of(partner), after.risk.of(partner));
        changes.extend(change(&title, (&risk_words(then), &risk_words(now))));
    }
    let late = |note: &Note| note.late_because.clone().unwrap_or_default();
    changes.extend(change("Why it is late", (&late(before), &late(after))));
    if before.about != after.about {
        changes.push(NoteChange::done("The day that it is about"));
    }
    if let Some(signature) = after.signature.as_ref().filter(|_| !before.is_signed()) {
        changes.push(NoteChange::done(&format!("Signed by {}", signature.author())));
    }
    changes.extend(after.addenda.iter().skip(before.addenda.len()).map(added));
    if changes.is_empty() {
        changes.push(NoteChange::done("Kept again, with the same words"));
    }
    changes
}

/// A section that another format has no place for is gone, and one of its own is new.
fn sections(before: &Note, after: &Note) -> Vec<NoteChange> {
    let words = |note: &Note, key: &str| {
        note.section(key).map(|section| section.words.clone()).unwrap_or_default()
    };
    let is_gone = |key: &str| after.section(key).is_none();
    let gone = before.sections.iter().filter(|section| is_gone(&section.key));
    let all = after.sections.iter().chain(gone);
    all.filter_map(|section| {
        let (then, now) = (words(before, &section.key), words(after, &section.key));
        change(&section.title, (&then, &now))
    })
    .collect()
}

fn risk_words(risk: &Risk) -> String {
    let level = risk.level.map(super::note::RiskLevel::label).unwrap_or_default();
    let all = [level, risk.words.as_str(), risk.not_asked_because.as_str()];
    let all = all.into_iter().map(str::trim).filter(|words| !words.is_empty());
    all.collect::<Vec<_>>().join(". ")
}

fn added(addendum: &Addendum) -> NoteChange {
    NoteChange {
        title: format!("{} by {}", addendum.kind.label(), addendum.by),
        gone: String::new(),
        new: addendum.words.clone(),
    }
}

fn change(title: &str, (then, now): (&str, &str)) -> Option<NoteChange> {
    (then.trim() != now.trim()).then(|| {
        let (gone, new) = between(then, now);
        NoteChange { title: title.to_owned(), gone, new }
    })
}

/// The words that only the one and only the other has, between what both begin and end with.
fn between(then: &str, now: &str) -> (String, String) {
    let (then, now): (Vec<&str>, Vec<&str>) =
        (then.split_whitespace().collect(), now.split_whitespace().collect());
    let same = |pair: &(&&str, &&str)| pair.0 == pair.1;
    let head = then.iter().zip(&now).take_while(same).count();
    let (then, now) = (then.get(head..).unwrap_or(&[]), now.get(head..).unwrap_or(&[]));
    let tail = then.iter().rev().zip(now.iter().rev()).take_while(same).count();
    let middle =
        |words: &[&str]| words.get(..words.len() - tail).unwrap_or_default().join(" ");
    (middle(then), middle(now))
}

impl NoteChange {
    fn done(title: &str) -> Self {
        Self { title: title.to_owned(), gone: String::new(), new: String::new() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_words_that_differ_are_told() {
        let told = |then, now| between(then, now);
        let pair = |gone: &str, new: &str| (gone.to_owned(), new.to_owned());
        assert_eq!(told("he went out", "he went quietly out"), pair("", "quietly"));
        assert_eq!(told("he went out", "he came in"), pair("went out", "came in"));
        assert_eq!(told("", "all new"), pair("", "all new"));
        assert_eq!(told("a a", "a"), pair("a", ""));
        assert_eq!(told("same", "same"), pair("", ""));
    }
}
