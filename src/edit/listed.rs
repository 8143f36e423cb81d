//! Changes to the lists of a case: consents, requests, events and notes, one like the other.

use super::{EditError, note, tidy, tidy_text};
use crate::model::agreement::{Consent, Request};
use crate::model::episode::{Episode, STRONGEST};
use crate::model::event::Event;
use crate::model::{Case, ConsentId, EpisodeId, EventId, Note, NoteId, Pair, RequestId};

/// The most letters of a title, a name or another single line.
pub const LINE_LETTERS: usize = 200;
/// The most letters of a text that may have paragraphs.
pub const TEXT_LETTERS: usize = 20_000;
/// The most steps of an event, decisions of a request or lines of homework.
pub const ENTRIES: usize = 2_000;

/// One change to a list. What it holds stays in the order of its ids, which is that of time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ListEdit<T: Listed> {
    Add(Box<T>),
    Remove(T::Id),
    /// Puts it in the place of the one with the same id.
    Replace(Box<T>),
}

/// What stands in a list of a case.
pub trait Listed: Sized {
    type Id: Copy + Ord + std::fmt::Debug;
    fn id(&self) -> Self::Id;
    fn list(case: &mut Case) -> &mut Vec<Self>;
    /// As it will be kept, or why it is not.
    fn checked(self, case: &Case) -> Result<Self, EditError>;
    /// Refuses to change or remove what may not be.
    fn may_change(&self) -> Result<(), EditError> {
        Ok(())
    }
}

impl<T: Listed> ListEdit<T> {
    pub(super) fn apply(self, case: &mut Case) -> Result<Self, EditError> {
        match self {
            Self::Add(item) => {
                let item = item.checked(case)?;
                let id = item.id();
                let list = T::list(case);
                let at = list.partition_point(|other| other.id() < id);
                if list.get(at).is_some_and(|other| other.id() == id) {
                    return Err(EditError::IsThere);
                }
                list.insert(at, item);
                Ok(Self::Remove(id))
            }
            Self::Remove(id) => {
                let list = T::list(case);
                let at = place(list, id)?;
                list.get(at).ok_or(EditError::NotThere)?.may_change()?;
                Ok(Self::Add(Box::new(list.remove(at))))
            }
            Self::Replace(item) => {
                let item = item.checked(case)?;
                let list = T::list(case);
                let at = place(list, item.id())?;
                let old = list.get_mut(at).ok_or(EditError::NotThere)?;
                old.may_change()?;
                Ok(Self::Replace(Box::new(std::mem::replace(old, item))))
            }
        }
    }
}

fn place<T: Listed>(list: &[T], id: T::Id) -> Result<usize, EditError> {
    list.iter().position(|item| item.id() == id).ok_or(EditError::NotThere)
}

pub(super) fn line(words: &str) -> Result<String, EditError> {
    tidy(words, LINE_LETTERS)
}

pub(super) fn text(words: &str) -> Result<String, EditError> {
    tidy_text(words, TEXT_LETTERS)
}

pub(super) fn few(found: usize) -> Result<(), EditError> {
    if found > ENTRIES {
        Err(EditError::TooMany { most: ENTRIES, found })
    } else {
        Ok(())
    }
}

impl Listed for Consent {
    type Id = ConsentId;

    fn id(&self) -> ConsentId {
        self.id
    }

    fn list(case: &mut Case) -> &mut Vec<Self> {
        &mut case.consents
    }

    fn checked(self, _case: &Case) -> Result<Self, EditError> {
        Ok(Self { version: line(&self.version)?, words: text(&self.words)?, ..self })
    }
}

impl Listed for Request {
    type Id = RequestId;

    fn id(&self) -> RequestId {
        self.id
    }

    fn list(case: &mut Case) -> &mut Vec<Self> {
        &mut case.requests
    }

    fn checked(mut self, _case: &Case) -> Result<Self, EditError> {
        few(self.decisions.len())?;
        for decision in &mut self.decisions {
            decision.reason = text(&decision.reason)?;
        }
        let (name, words) = (line(&self.name)?, text(&self.words)?);
        Ok(Self { name, words, answer: text(&self.answer)?, ..self })
    }
}

impl Listed for Event {
    type Id = EventId;

    fn id(&self) -> EventId {
        self.id
    }

    fn list(case: &mut Case) -> &mut Vec<Self> {
        &mut case.events
    }

    fn checked(mut self, _case: &Case) -> Result<Self, EditError> {
        self.title = line(&self.title)?;
        if self.title.is_empty() {
            return Err(EditError::Empty);
        }
        self.when = line(&self.when)?;
        few(self.steps.len().max(self.impact.len()))?;
        for sign in &mut self.impact {
            *sign = line(sign)?;
        }
        for step in &mut self.steps {
            step.title = line(&step.title)?;
            step.words = text(&step.words)?;
        }
        for words in [
            &mut self.moment_of_need,
            &mut self.meaning,
            &mut self.views.a,
            &mut self.views.b,
            &mut self.aftermath.a,
            &mut self.aftermath.b,
            &mut self.cycle_link,
            &mut self.outcome,
        ] {
            *words = text(words)?;
        }
        Ok(self)
    }
}

impl Listed for Episode {
    type Id = EpisodeId;

    fn id(&self) -> EpisodeId {
        self.id
    }

    fn list(case: &mut Case) -> &mut Vec<Self> {
        &mut case.episodes
    }

    fn checked(mut self, _case: &Case) -> Result<Self, EditError> {
        let Pair { a, b } = self.intensity;
        let rated = [a, b, self.relief.a, self.relief.b];
        if rated.into_iter().flatten().any(|it| it > STRONGEST) {
            return Err(EditError::Intensity);
        }
        self.stressor = line(&self.stressor)?;
        self.context = text(&self.context)?;
        self.ended_how = text(&self.ended_how)?;
        for phase in self.phases.each_mut() {
            *phase = text(phase)?;
        }
        Ok(self)
    }
}

impl Listed for Note {
    type Id = NoteId;

    fn id(&self) -> NoteId {
        self.id
    }

    fn list(case: &mut Case) -> &mut Vec<Self> {
        &mut case.notes
    }

    fn checked(self, case: &Case) -> Result<Self, EditError> {
        note::checked(self, case)
    }

    fn may_change(&self) -> Result<(), EditError> {
        if self.is_signed() { Err(EditError::Signed) } else { Ok(()) }
    }
}
