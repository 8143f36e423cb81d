//! What may be named at one place of a template, and words filled with it.

use super::fields::{self, Values};
use super::known::{Entry, Lists};
use super::markdown;
use super::template::Words;
use crate::drawing::document::{Label, Rich};
use crate::drawing::lobe::Hand;
use std::cell::Cell;
use std::rc::Rc;

/// After this many bytes of words a text is broken off: five hundred pages hold less.
const MOST_LETTERS: usize = 4_000_000;

/// What may be named at one place of a template.
#[derive(Clone)]
pub struct Scope<'l> {
    pub values: Values,
    /// The innermost last.
    pub lists: Vec<&'l Lists>,
    /// How many letters were made so far, everywhere.
    pub letters: Rc<Cell<usize>>,
}

impl<'l> Scope<'l> {
    pub fn with(&self, entry: &'l Entry) -> Self {
        let mut scope = self.clone();
        scope.values.extend(entry.values.iter().map(|(name, it)| (*name, it.clone())));
        scope.lists.push(&entry.lists);
        scope
    }

    pub fn count(&self, words: &str) {
        self.letters.set(self.letters.get().saturating_add(words.len()));
    }

    pub fn is_too_long(&self) -> bool {
        self.letters.get() > MOST_LETTERS
    }

    pub fn has(&self, name: &str) -> bool {
        let value = self.values.get(name).is_some_and(|value| !value.trim().is_empty());
        value || !self.entries(name).is_empty()
    }

    pub fn entries(&self, name: &str) -> &'l [Entry] {
        let lists = self.lists.iter().rev();
        lists.copied().find_map(|lists| lists.get(name)).map_or(&[], Vec::as_slice)
    }

    pub fn fill(&self, words: &Words) -> String {
        let filled = words.fill(&self.values);
        self.count(&filled);
        filled
    }

    pub fn fill_all(&self, words: &[Words]) -> Vec<String> {
        let filled = words.iter().map(|words| self.fill(words));
        filled.filter(|words| !words.trim().is_empty()).collect()
    }

    pub fn rich(&self, words: &Words) -> Rich {
        let chosen = words.choose(&self.values);
        let rich = chosen.map(|words| markdown::rich(words, &self.values));
        let rich = rich.unwrap_or_default();
        rich.0.iter().for_each(|span| self.count(&span.words));
        rich
    }

    /// Words that begin with a partner's name get that partner's sign.
    pub fn label(&self, words: &Words) -> Label {
        let Some(chosen) = words.choose(&self.values) else { return Label::default() };
        let hand = match self.values.get("turn.side").map(String::as_str) {
            _ if chosen.starts_with("{left.name}") => Some(Hand::Left),
            _ if chosen.starts_with("{right.name}") => Some(Hand::Right),
            Some("left") if chosen.starts_with("{turn.who}") => Some(Hand::Left),
            Some("right") if chosen.starts_with("{turn.who}") => Some(Hand::Right),
            _ => None,
        };
        let fill = |words: &str| {
            let filled = fields::fill(words, &self.values).unwrap_or_default();
            self.count(&filled);
            filled
        };
        match (hand, chosen.find('}')) {
            (Some(hand), Some(end)) => {
                let (name, then) = chosen.split_at(end + 1);
                let then = fill(then).trim_start().to_owned();
                Label { then, ..Label::of(hand, fill(name)) }
            }
            _ => Label::new(fill(chosen)),
        }
    }
}
