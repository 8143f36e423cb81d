//! Which documents of a couple a save keeps anew, and what the log is told of each.

use super::audit::{AuditKind, Told};
use super::case_bodies::bodies;
use super::document::{self, Body};
use super::keep::Draft;
use super::{Practice, StoreError, Time, signed};
use crate::model::{Case, CaseId};
use std::collections::BTreeSet;

impl Practice {
    /// The documents of a case that are not as they were last kept.
    pub(super) fn changed(
        &self,
        case: &Case,
        now: Time,
    ) -> Result<Vec<Draft>, StoreError> {
        let state = self.state()?;
        let name = self.case_name(case.id);
        state.known.borrow_mut().turn_to(name);
        let mut drafts = Vec::new();
        let mut present = BTreeSet::new();
        for body in bodies(case) {
            let mut draft = self.draft(name, body);
            present.insert((draft.entity, draft.compartment));
            let before = state.index.newest((draft.entity, draft.compartment));
            let Some(before) = before else {
                // A compartment without a phrase is kept only to say that its last one left.
                if !draft.body.says_nothing() {
                    draft.locked = signed::lock_of(&draft.body, None)?;
                    draft.body = self.sealed(&name, draft.body)?;
                    drafts.push(draft);
                }
                continue;
            };
            let kept = self.known(&state, before)?;
            let plain = kept.body.plain();
            if *plain != draft.body {
                let before = (plain.as_ref(), before.locked > 0);
                draft.locked = signed::lock_of(&draft.body, Some(before))?;
                draft.body = self.sealed(&name, draft.body)?;
                drafts.push(draft);
            }
        }
        for before in state.index.documents_of(&name) {
            let is_gone = !present.contains(&before.document());
            let kept = if is_gone { Some(self.known(&state, before)?) } else { None };
            let kept = kept.map(|kept| kept.body.clone());
            if kept.as_ref().is_some_and(Body::is_confirmed) {
                return Err(StoreError::Confirmed);
            }
            let Some(removed) = kept.and_then(document::Body::removed) else { continue };
            if before.locked > 0 {
                return Err(StoreError::Signed);
            }
            let told = Told::document(AuditKind::Removed, case.id, &removed);
            drafts.push(Draft { told: Some(told), ..self.draft(name, removed) });
        }
        drop(state);
        self.tell(case.id, &mut drafts, now)?;
        Ok(drafts)
    }

    /// Says what the log is told of each draft: of a new couple once, of a change once a sitting.
    fn tell(
        &self,
        case: CaseId,
        drafts: &mut [Draft],
        now: Time,
    ) -> Result<(), StoreError> {
        let name = self.case_name(case);
        let is_new = self.state()?.index.documents_of(&name).next().is_none();
        for draft in drafts {
            let what = match draft.locked {
                _ if draft.told.is_some() => continue,
                // One entry for the four parts of a version.
                _ if matches!(draft.body, Body::VersionPart(_)) => continue,
                1 if signed::is_brought_in(&draft.body) => AuditKind::BroughtIn,
                1 if draft.body.is_confirmed() => AuditKind::Confirmed,
                1 => AuditKind::Signed,
                2 => AuditKind::AddendumAdded,
                _ if is_new && matches!(draft.body, Body::Couple(_)) => AuditKind::Added,
                _ if is_new || !self.begins_sitting(draft, now)? => continue,
                _ if self.is_added(draft)? => AuditKind::Added,
                _ => AuditKind::Changed,
            };
            draft.told = Some(Told::document(what, case, &draft.body));
        }
        Ok(())
    }

    /// True for a new loop, note or event; the other documents only come with their first word.
    fn is_added(&self, draft: &Draft) -> Result<bool, StoreError> {
        let is_thing = matches!(
            draft.body,
            Body::Map(_)
                | Body::Note(_)
                | Body::Event(_)
                | Body::Episode(_)
                | Body::Score(_)
        );
        let before = (draft.entity, draft.compartment);
        Ok(is_thing && self.state()?.index.newest(before).is_none())
    }
}
