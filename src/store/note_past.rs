//! What a note was at earlier moments, as far as its revisions still hold their words.

use super::audit::AuditEntry;
use super::document::{Body, KeptNote};
use super::{Practice, StoreError, document};
use crate::model::note_past::PastNote;
use crate::model::{CaseId, Compartment, NoteId};

impl Practice {
    /// Every moment of a note, the oldest first, from the compartment that keeps it and from no
    /// other. Autosaves that were thinned out are not among them, and neither is what is damaged.
    pub fn past_of_note(
        &self,
        case: CaseId,
        (note, compartment): (NoteId, Compartment),
    ) -> Result<Vec<PastNote>, StoreError> {
        let authors = self.authors_in(case)?;
        let state = self.state()?;
        let empty = Body::Note(KeptNote::unsealed((note, compartment), None));
        let draft = self.draft(self.case_name(case), empty);
        let of_note = state
            .index
            .revisions
            .iter()
            .filter(|it| it.document() == (draft.entity, draft.compartment));
        let mut past: Vec<PastNote> = of_note
            .filter_map(|revision| {
                let kept = self.read(&state, revision).ok()?;
                let Body::Note(KeptNote { note, .. }) = kept.body else { return None };
                let told = authors.iter().rev().find(|entry| entry.at <= kept.at);
                let by = told.map(|entry| entry.by.clone()).unwrap_or_default();
                Some(PastNote { at: kept.at, by, note: *note? })
            })
            .collect();
        past.sort_by_key(|it| it.at);
        Ok(past)
    }

    /// What the log says of a couple, the oldest first: who worked on it when.
    fn authors_in(&self, case: CaseId) -> Result<Vec<AuditEntry>, StoreError> {
        let state = self.state()?;
        let count = self.audit_count(&state);
        let entry = |number| {
            let document = (self.audit_name(number), document::PRACTICE);
            match self.read(&state, state.index.newest(document)?).ok()?.body {
                Body::Audit(entry) => Some(*entry),
                _ => None,
            }
        };
        let is_of_case =
            |entry: &AuditEntry| entry.told.case == Some(case) && !entry.by.is_empty();
        Ok((1..=count).filter_map(entry).filter(is_of_case).collect())
    }
}
