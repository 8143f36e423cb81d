//! The practice's own templates: one document for all of them, sealed like everything else.

use super::audit::{AuditKind, Thing, Told};
use super::document::{self, Body};
use super::revision::NO_CASE;
use super::{Practice, StoreError, Time};
use crate::model::own_template::{self, OwnTemplate};

impl Practice {
    /// The practice's own templates, in the order in which they came.
    pub fn templates(&self) -> Result<Vec<OwnTemplate>, StoreError> {
        let state = self.state()?;
        let document = (self.name("templates", &[]), document::PRACTICE);
        let found = state.index.newest(document);
        let Some(revision) = found else { return Ok(Vec::new()) };
        match self.read(&state, revision)?.body {
            Body::Templates(own) => Ok(own),
            _ => Err(StoreError::damaged(&self.path, "the templates")),
        }
    }

    /// Keeps the practice's own templates; what they were before stays in the file as well.
    pub fn save_templates(
        &mut self,
        own: &[OwnTemplate],
        now: Time,
    ) -> Result<(), StoreError> {
        if let Some(fault) = own_template::fault(own) {
            return Err(StoreError::NotWritten { fault: fault.to_owned() });
        }
        if self.templates()? == own {
            return self.may_write();
        }
        let mut draft = self.draft(NO_CASE, Body::Templates(own.to_vec()));
        if self.begins_sitting(&draft, now)? {
            let thing = Some(Thing::Templates);
            draft.told = Some(Told { thing, ..Told::practice(AuditKind::Changed) });
        }
        self.keep(vec![draft], now).map(drop)
    }
}
