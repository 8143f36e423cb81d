//! Hints and misspelt words of a note as it is typed: a short text at once, a long one beside the window.

use super::notes::NotesFacts;
use crate::edit::spelling::Speller;
use crate::edit::wording::{Hint, Known, Wording};
use crate::model::NoteKind;
use crate::model::note::Section;
use egui::Context;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, TryRecvError, channel};

/// Texts up to this length are looked through at every key; longer ones after a pause, and never
/// in the frame that shows them.
const SHORT: usize = 2_000;

/// What was found in each section. It holds clients' words: drop it at lock.
#[derive(Debug, Default)]
pub(super) struct NoteHints {
    of: Vec<Found>,
    /// How many words the practice says are right, whether there was a dictionary, and whether a
    /// word was being typed, when those were made.
    looked_with: (usize, bool, bool),
    looking: Option<Looking>,
}

/// The hints of one section, and the words that they are about.
#[derive(Debug, Default)]
pub(super) struct Found {
    pub words: String,
    pub hints: Vec<Hint>,
    /// Words were typed since: what is new in them was not looked at.
    is_old: bool,
}

/// A long text that is being looked through.
#[derive(Debug)]
struct Looking {
    section: usize,
    words: String,
    found: Receiver<Vec<Hint>>,
}

/// What a text is looked through with.
#[derive(Clone)]
struct With {
    kind: NoteKind,
    wording: Arc<Wording>,
    speller: Option<&'static Speller>,
    known: Arc<Known>,
}

impl NoteHints {
    /// In the order of the sections.
    pub fn iter(&self) -> impl Iterator<Item = &Found> {
        self.of.iter()
    }

    /// Brings the hints up to the words, or begins to.
    pub fn look_through(
        &mut self,
        ctx: &Context,
        (sections, kind, is_typing): (&[Section], NoteKind, bool),
        facts: &NotesFacts<'_>,
    ) {
        self.take_found();
        let looked_with = (facts.known.own_words(), facts.speller.is_some(), is_typing);
        let before = std::mem::replace(&mut self.looked_with, looked_with);
        let is_done_typing = before.2 && !is_typing;
        let has_other_words = (before.0, before.1) != (looked_with.0, looked_with.1);
        if has_other_words {
            // What is being looked through is looked through with the old ones.
            self.looking = None;
        }
        self.of.resize_with(sections.len(), Found::default);
        let with = With {
            kind,
            wording: Arc::clone(facts.wording),
            speller: facts.speller,
            known: Arc::clone(facts.known),
        };
        for (at, (section, found)) in sections.iter().zip(&mut self.of).enumerate() {
            let is_short = section.words.len() <= SHORT;
            // The word that was being typed is looked at once it is finished.
            found.is_old |= has_other_words || (is_short && is_done_typing);
            if found.words != section.words {
                found.follow(&section.words);
            }
            if !found.is_old {
                continue;
            }
            if is_short {
                found.hints = with.look(&section.words, is_typing);
                found.is_old = false;
            } else if !is_typing && self.looking.is_none() {
                self.looking = Some(begin(ctx, (at, &section.words), with.clone()));
            }
        }
    }

    fn take_found(&mut self) {
        let Some(looking) = &self.looking else { return };
        let answer = looking.found.try_recv();
        if matches!(answer, Err(TryRecvError::Empty)) {
            return;
        }
        let Some(looking) = self.looking.take() else { return };
        let of = self.of.get_mut(looking.section);
        let same = of.filter(|found| found.words == looking.words);
        if let (Ok(hints), Some(found)) = (answer, same) {
            (found.hints, found.is_old) = (hints, false);
        }
    }
}

impl Found {
    /// Keeps the hints about what was not touched, where it stands now.
    fn follow(&mut self, words: &str) {
        let (old, new) = (self.words.as_bytes(), words.as_bytes());
        let before = old.iter().zip(new).take_while(|(old, new)| old == new).count();
        let most = old.len().min(new.len()) - before;
        let backwards = old.iter().rev().zip(new.iter().rev()).take(most);
        let after = backwards.take_while(|(old, new)| old == new).count();
        let (tail, end) = (old.len() - after, new.len());
        let old_end = old.len();
        self.hints.retain_mut(|hint| {
            if hint.at.start >= tail {
                let from_end = |at: usize| end - (old_end - at);
                hint.at = from_end(hint.at.start)..from_end(hint.at.end);
                return true;
            }
            hint.at.end <= before
        });
        words.clone_into(&mut self.words);
        self.is_old = true;
    }
}

fn begin(ctx: &Context, (section, words): (usize, &str), with: With) -> Looking {
    let (answer, found) = channel();
    let (ctx, text) = (ctx.clone(), words.to_owned());
    std::thread::spawn(move || {
        answer.send(with.look(&text, false)).ok();
        ctx.request_repaint();
    });
    Looking { section, words: words.to_owned(), found }
}

impl With {
    fn look(&self, words: &str, is_typing: bool) -> Vec<Hint> {
        let mut hints = self.wording.hints(words, self.kind, &self.known);
        self.add_spelling(&mut hints, (words, is_typing));
        hints
    }

    /// Misspelt words where nothing else is hinted at; not the one that is being typed.
    fn add_spelling(&self, hints: &mut Vec<Hint>, (words, is_typing): (&str, bool)) {
        let Some(speller) = self.speller else { return };
        let mut misspelt = speller.hints(words, &self.known);
        misspelt.retain(|it| {
            let is_unfinished = is_typing && it.at.end == words.len();
            let is_taken =
                |other: &Hint| other.at.start < it.at.end && it.at.start < other.at.end;
            !is_unfinished && !hints.iter().any(is_taken)
        });
        hints.extend(misspelt);
        hints.sort_by_key(|hint| hint.at.start);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::edit::wording::HintKind;

    fn hint(at: std::ops::Range<usize>) -> Hint {
        Hint { at, kind: HintKind::Label, reason: String::new() }
    }

    #[test]
    fn hints_stay_with_their_words_while_others_are_typed() {
        let words = "She never came. He never wrote.".to_owned();
        let never = [hint(4..9), hint(19..24)];
        let mut found = Found { words, hints: never.to_vec(), is_old: false };
        found.follow("She never came back. He never wrote.");
        let marked: Vec<&str> =
            found.hints.iter().map(|hint| &found.words[hint.at.clone()]).collect();
        assert_eq!(marked, ["never", "never"]);
        found.follow("She neither came back. He never wrote.");
        assert_eq!(found.hints.len(), 1, "{:?}", found.hints);
        assert_eq!(&found.words[found.hints[0].at.clone()], "never");
        found.follow("");
        assert_eq!(found.hints, []);
        assert!(found.is_old);
    }

    #[test]
    fn a_long_text_is_looked_through_beside_the_window() {
        let with = With {
            kind: NoteKind::Progress,
            wording: Arc::new(Wording::shipped()),
            speller: None,
            known: Arc::default(),
        };
        let words = "Rui is narcissistic. ".repeat(200);
        let looking = begin(&Context::default(), (0, &words), with.clone());
        let found = looking.found.recv().unwrap();
        assert_eq!(found.len(), 200);
        assert_eq!(found, with.look(&words, false));
    }
}
