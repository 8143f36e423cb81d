//! Changes to a practice's own templates, each of which can be taken back.

use crate::model::own_template::OwnTemplate;

/// Of typing without a longer pause each word is a step.
const PAUSE_MS: u64 = 1_500;
/// So many steps can be taken back.
const STEPS: usize = 200;
/// And so many bytes they take.
const BYTES: usize = 16 * 1024 * 1024;

/// What stood at a place before and after a change; none if there was no template.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Step {
    at: usize,
    before: Option<OwnTemplate>,
    after: Option<OwnTemplate>,
    at_ms: u64,
}

/// What was done to the templates.
#[derive(Debug, Clone, Default)]
pub struct TemplateHistory {
    done: Vec<Step>,
    undone: Vec<Step>,
}

impl TemplateHistory {
    /// Puts a template in the place of another one; typing goes on in the same step.
    pub fn replace(
        &mut self,
        own: &mut [OwnTemplate],
        (at, new): (usize, OwnTemplate),
        at_ms: u64,
    ) {
        let Some(place) = own.get_mut(at).filter(|old| **old != new) else { return };
        let before = std::mem::replace(place, new.clone());
        self.undone.clear();
        let last = self.done.last_mut();
        let goes_on = |step: &&mut Step| {
            step.at == at
                && step.before.is_some()
                && step.after.as_ref().is_some_and(|it| it.text == before.text)
                && at_ms.saturating_sub(step.at_ms) < PAUSE_MS
                && !begins_a_word(&before.text, &new.text)
        };
        if let Some(step) = last.filter(goes_on) {
            (step.after, step.at_ms) = (Some(new), at_ms);
            return;
        }
        self.keep(Step { at, before: Some(before), after: Some(new), at_ms });
    }

    /// What comes next is a step of its own, however soon it comes.
    pub fn pause(&mut self) {
        if let Some(step) = self.done.last_mut() {
            step.at_ms = 0;
        }
    }

    pub fn add(&mut self, own: &mut Vec<OwnTemplate>, new: OwnTemplate) {
        let at = own.len();
        own.push(new.clone());
        self.undone.clear();
        self.keep(Step { at, before: None, after: Some(new), at_ms: 0 });
    }

    pub fn remove(&mut self, own: &mut Vec<OwnTemplate>, at: usize) {
        if at >= own.len() {
            return;
        }
        let before = own.remove(at);
        self.undone.clear();
        self.keep(Step { at, before: Some(before), after: None, at_ms: 0 });
    }

    /// Takes the last change back; returns the place that it was at.
    pub fn undo(&mut self, own: &mut Vec<OwnTemplate>) -> Option<usize> {
        let step = self.done.pop()?;
        put(own, step.at, (step.after.is_some(), step.before.clone()));
        let at = step.at;
        self.undone.push(step);
        Some(at)
    }

    /// Makes the change again that was taken back last.
    pub fn redo(&mut self, own: &mut Vec<OwnTemplate>) -> Option<usize> {
        let step = self.undone.pop()?;
        put(own, step.at, (step.before.is_some(), step.after.clone()));
        let at = step.at;
        self.done.push(step);
        self.pause();
        Some(at)
    }

    pub fn can_undo(&self) -> bool {
        !self.done.is_empty()
    }

    /// True if to take the last change back would be to remove a template.
    pub fn would_remove(&self) -> bool {
        self.done.last().is_some_and(|step| step.before.is_none())
    }

    pub fn can_redo(&self) -> bool {
        !self.undone.is_empty()
    }

    fn keep(&mut self, step: Step) {
        self.done.push(step);
        let bytes = |step: &Step| {
            let both = [&step.before, &step.after].into_iter().flatten();
            both.map(|it| it.text.len() + it.good.len()).sum::<usize>()
        };
        let mut all: usize = self.done.iter().map(bytes).sum();
        while self.done.len() > STEPS || (all > BYTES && self.done.len() > 1) {
            all -= bytes(&self.done.remove(0));
        }
    }
}

/// True if what came to the text is a letter behind white space, or a first letter of words.
fn begins_a_word(before: &str, after: &str) -> bool {
    let mut at = 0;
    for (old, new) in before.chars().zip(after.chars()) {
        if old != new {
            break;
        }
        at += new.len_utf8();
    }
    let grown = after.chars().count() > before.chars().count();
    let (stays, rest) = after.split_at_checked(at).unwrap_or((after, ""));
    let is_space = |letter: Option<char>| letter.is_some_and(char::is_whitespace);
    grown && is_space(stays.chars().next_back()) && !is_space(rest.chars().next())
}

/// Brings back what stood at a place; `is_there` tells whether something stands there now.
fn put(
    own: &mut Vec<OwnTemplate>,
    at: usize,
    (is_there, old): (bool, Option<OwnTemplate>),
) {
    match (is_there, old) {
        (true, Some(old)) => {
            if let Some(place) = own.get_mut(at) {
                *place = old;
            }
        }
        (true, None) => {
            if at < own.len() {
                own.remove(at);
            }
        }
        (false, Some(old)) => own.insert(at.min(own.len()), old),
        (false, None) => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn template(text: &str) -> OwnTemplate {
        OwnTemplate { text: text.to_owned(), ..OwnTemplate::default() }
    }

    #[test]
    fn typing_without_a_pause_is_one_step() {
        let (mut own, mut history) = (vec![template("a")], TemplateHistory::default());
        for (text, at_ms) in [("ab", 10_000), ("abc", 10_400), ("abcd", 20_000)] {
            history.replace(&mut own, (0, template(text)), at_ms);
        }
        assert_eq!(history.undo(&mut own), Some(0));
        assert_eq!(own[0].text, "abc");
        history.undo(&mut own);
        assert_eq!(own[0].text, "a");
        assert!(!history.can_undo() && history.can_redo());
    }

    #[test]
    fn of_words_that_are_typed_in_one_go_the_last_is_taken_back_first() {
        let (mut own, mut history) = (vec![template("a")], TemplateHistory::default());
        let typed = "a soft é start";
        for (place, (at, letter)) in typed.char_indices().enumerate().skip(1) {
            let text = &typed[..at + letter.len_utf8()];
            history.replace(&mut own, (0, template(text)), 10_000 + 50 * place as u64);
        }
        for before in ["a soft é ", "a soft ", "a ", "a"] {
            history.undo(&mut own);
            assert_eq!(own[0].text, before);
        }
        assert!(!history.can_undo());
    }

    proptest! {
        #[test]
        fn changes_that_are_all_taken_back_leave_everything_as_it_was(
            steps in proptest::collection::vec((0..3_u8, 0..4_usize, "[a-z]{0,4}"), 0..40)
        ) {
            let first = vec![template("one"), template("two")];
            let (mut own, mut history) = (first.clone(), TemplateHistory::default());
            for (number, (what, at, text)) in steps.into_iter().enumerate() {
                let new = template(&text);
                match what {
                    0 => history.add(&mut own, new),
                    1 => history.remove(&mut own, at),
                    _ => history.replace(&mut own, (at, new), number as u64 * 1_000),
                }
            }
            let last = own.clone();
            while history.undo(&mut own).is_some() {}
            prop_assert_eq!(&own, &first);
            while history.redo(&mut own).is_some() {}
            prop_assert_eq!(own, last);
        }
    }
}
