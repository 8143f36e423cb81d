//! Undo and redo: two stacks, where typing or dragging is one step until a pause.

use super::listed::ListEdit;
use super::{CaseEdit, Edit, EditError, MapEdit, closing_typed, seen};
use crate::model::{Case, Element, NoteId};

/// Changes of one kind to one thing within this time are one step.
pub const PAUSE_MS: u64 = 1_000;
/// The most steps that can be undone.
pub const STEPS: usize = 1_000;

/// What can be undone and redone. It holds clients' words: drop it at lock.
#[derive(Debug, Default)]
pub struct History {
    undo: Vec<Step>,
    redo: Vec<Edit>,
}

#[derive(Debug)]
struct Step {
    inverse: Edit,
    subject: Option<Subject>,
    last_ms: u64,
}

/// What repeated changes have in common when they make one step.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Subject {
    Words(crate::model::ElementId),
    Intensity(crate::model::ElementId),
    Name(crate::model::MapId),
    /// One text of a session's sheet, counted through it.
    Sheet(crate::model::SessionId, usize),
}

impl History {
    /// Makes a change and remembers how to undo it. `now_ms` is any steady clock. While a session
    /// runs, what is kept or touched says so, as part of the same step.
    ///
    /// # Errors
    /// The case and the history are unchanged if the change cannot be made.
    pub fn make(
        &mut self,
        edit: Edit,
        case: &mut Case,
        now_ms: u64,
    ) -> Result<(), EditError> {
        super::may_be_said_now(case, &edit)?;
        let subject = subject(&edit, case);
        let edit = seen::stamped(edit, case);
        if seen::is_nothing(&edit, case) {
            return Ok(());
        }
        let inverse = edit.apply(case)?;
        self.redo.clear();
        if let Some(last) = self.undo.last_mut().filter(|last| {
            subject.is_some()
                && last.subject == subject
                && now_ms.saturating_sub(last.last_ms) < PAUSE_MS
        }) {
            // The oldest inverse takes the whole step back.
            last.last_ms = now_ms;
            return Ok(());
        }
        self.undo.push(Step { inverse, subject, last_ms: now_ms });
        let surplus = self.undo.len().saturating_sub(STEPS);
        self.undo.drain(..surplus);
        Ok(())
    }

    /// Takes the last step back; false if there is none.
    ///
    /// # Errors
    /// As [`Edit::apply`]; the step stays.
    pub fn undo(&mut self, case: &mut Case) -> Result<bool, EditError> {
        let Some(step) = self.undo.last() else { return Ok(false) };
        let redo = step.inverse.clone().apply(case)?;
        self.undo.pop();
        self.redo.push(redo);
        Ok(true)
    }

    /// Makes the last undone step again; false if there is none.
    ///
    /// # Errors
    /// As [`Edit::apply`]; the step stays.
    pub fn redo(&mut self, case: &mut Case) -> Result<bool, EditError> {
        let Some(edit) = self.redo.last() else { return Ok(false) };
        let inverse = edit.clone().apply(case)?;
        self.redo.pop();
        self.undo.push(Step { inverse, subject: None, last_ms: 0 });
        Ok(true)
    }

    /// Takes every step out that concerns a note which is signed now: nothing leads back to
    /// before that. Other steps do not depend on it.
    pub fn forget_note(&mut self, note: NoteId) {
        self.undo.retain(|step| !concerns(&step.inverse, note));
        self.redo.retain(|edit| !concerns(edit, note));
    }

    pub fn can_undo(&self) -> bool {
        !self.undo.is_empty()
    }

    pub fn can_redo(&self) -> bool {
        !self.redo.is_empty()
    }
}

fn concerns(edit: &Edit, note: NoteId) -> bool {
    match edit {
        Edit::Case(CaseEdit::Note(ListEdit::Add(it) | ListEdit::Replace(it))) => {
            it.id == note
        }
        Edit::Case(CaseEdit::Note(ListEdit::Remove(id))) => *id == note,
        // What was agreed before a signed note is not undone either.
        Edit::Case(CaseEdit::ClientModel(None) | CaseEdit::SecretsPolicy(None)) => true,
        Edit::Several(edits) => edits.iter().any(|edit| concerns(edit, note)),
        _ => false,
    }
}

/// Typing in one phrase, name or text of a session's sheet, and going up and down in one's intensity; everything else is a
/// step of its own.
fn subject(edit: &Edit, case: &Case) -> Option<Subject> {
    if let Edit::Case(CaseEdit::Session(new)) = edit {
        let place = closing_typed::typed_text(case.session(new.id)?, new);
        return place.map(|place| Subject::Sheet(new.id, place));
    }
    let Edit::Map(map, edit) = edit else { return None };
    match edit {
        MapEdit::Name(_) => Some(Subject::Name(*map)),
        MapEdit::Replace(new) => {
            let (_, _, old) = case.any_map(*map)?.find(new.id)?;
            let only_words = Element { words: new.words.clone(), ..old.clone() };
            let only_intensity = Element { intensity: new.intensity, ..old.clone() };
            if only_words == *new {
                return Some(Subject::Words(new.id));
            }
            (only_intensity == *new).then_some(Subject::Intensity(new.id))
        }
        _ => None,
    }
}
