//! Keeps documents as new revisions: sealed, chained, all of a save or none of it.

use super::document::{self, Body, Kept};
use super::revision::{
    self, Document, NO_PARENT, Name, Revision, Tip, first_link, head_bound, tips_to_bytes,
};
use super::seal::{self, Key};
use super::state::State;
use super::{Practice, StoreError, Time};
use rusqlite::{Connection, Transaction, TransactionBehavior, params};
use std::collections::BTreeMap;

/// A document to keep.
pub struct Draft {
    pub entity: Name,
    pub case: Name,
    pub compartment: u8,
    pub locked: u8,
    pub body: Body,
}

impl Practice {
    /// Keeps the drafts as new revisions, all or none.
    pub(super) fn keep(
        &mut self,
        drafts: Vec<Draft>,
        now: Time,
    ) -> Result<usize, StoreError> {
        self.may_write()?;
        let count = drafts.len();
        if count == 0 {
            return Ok(0);
        }
        let kept = self.insert(drafts, now);
        match &kept {
            Ok(tip) => self.remember(*tip),
            // What the file holds now must be read from it, not believed.
            Err(_) => self.state.borrow_mut().forget(),
        }
        kept.map(|_| count)
    }

    fn insert(&mut self, drafts: Vec<Draft>, now: Time) -> Result<Tip, StoreError> {
        let writer = self.writer()?;
        let sql = |error| StoreError::from_sql(&error, &self.path);
        let state = self.state.borrow();
        let mut tip = state
            .tips
            .iter()
            .find(|tip| tip.writer == writer)
            .copied()
            .unwrap_or(Tip { writer, sequence: 0, link: first_link(&self.id, &writer) });
        let transaction =
            Transaction::new_unchecked(&self.connection, TransactionBehavior::Immediate)
                .map_err(sql)?;
        let mut new_keys = BTreeMap::new();
        let mut revisions = Vec::new();
        for draft in drafts {
            let of = (draft.case, draft.compartment);
            let key = match (new_keys.get(&of), self.compartment_key(&state, of)) {
                (Some((key, _)), _) => Key::clone(key),
                (None, Some(key)) => key.map_err(|_broken| {
                    StoreError::damaged(&self.path, "a compartment's key")
                })?,
                (None, None) => {
                    let key = Key::random()?;
                    let sealed =
                        self.compartments.seal(key.bytes(), &self.key_bound(of))?;
                    transaction
                        .execute(
                            "INSERT INTO compartment VALUES (?1, ?2, ?3)",
                            params![of.0, of.1, sealed],
                        )
                        .map_err(sql)?;
                    new_keys.insert(of, (key.clone(), sealed));
                    key
                }
            };
            let revision = self.seal_revision(&state, draft, (&mut tip, now), &key)?;
            let row = write_revision(&transaction, (None, &revision.0), &revision.1)
                .map_err(sql)?;
            revisions.push(Revision { row, ..revision.0 });
        }
        let mut tips: Vec<Tip> =
            state.tips.iter().filter(|it| it.writer != writer).copied().collect();
        tips.push(tip);
        let head = revision::head_key(&self.key)
            .seal(&tips_to_bytes(&tips), &head_bound(&self.id))?;
        transaction.execute("UPDATE head SET sealed = ?1", [head]).map_err(sql)?;
        transaction.commit().map_err(sql)?;
        drop(state);
        let mut state = self.state.borrow_mut();
        state.tips = tips;
        state.keys.extend(new_keys.into_iter().map(|(of, (_, sealed))| (of, sealed)));
        for revision in revisions {
            state.index.push(revision);
        }
        Ok(tip)
    }

    /// A draft as the next revision in its writer's chain.
    fn seal_revision(
        &self,
        state: &State,
        draft: Draft,
        (tip, now): (&mut Tip, Time),
        key: &Key,
    ) -> Result<(Revision, Vec<u8>), StoreError> {
        let document: Document = (draft.entity, draft.compartment);
        let parent = state.index.newest(document);
        if parent.is_some_and(|parent| parent.locked > 0) && draft.locked != 2 {
            return Err(StoreError::Signed);
        }
        let mut revision = Revision {
            row: 0,
            id: seal::random()?,
            entity: draft.entity,
            case: draft.case,
            compartment: draft.compartment,
            parent: parent.map_or(NO_PARENT, |parent| parent.id),
            writer: tip.writer,
            sequence: tip.sequence + 1,
            locked: draft.locked,
            digest: [0; 32],
        };
        let kept = Kept { schema: document::SCHEMA, at: now, body: draft.body };
        let packed =
            document::pack(&kept).map_err(|fault| StoreError::NotWritten { fault })?;
        let sealed = key.seal(&packed, &revision.bound(&self.id))?;
        revision.digest = *blake3::hash(&sealed).as_bytes();
        tip.link = revision.link(&self.id, &tip.link);
        tip.sequence = revision.sequence;
        Ok((revision, sealed))
    }

    /// Whose chain new revisions join: this computer's, or else the one that is there.
    fn writer(&self) -> Result<Name, StoreError> {
        let remembered = self.memory.as_ref().map(|memory| memory.writer);
        let found = || self.state.borrow().index.revisions.first().map(|it| it.writer);
        remembered.or_else(found).map_or_else(seal::random, Ok)
    }
}

/// Writes a revision at the end of the table, or at a place that it had before.
pub fn write_revision(
    connection: &Connection,
    (place, revision): (Option<i64>, &Revision),
    sealed: &[u8],
) -> rusqlite::Result<i64> {
    let sequence = revision.sequence.cast_signed();
    let mut statement = connection.prepare_cached(
        "INSERT INTO revision (rowid, id, entity, \"case\", compartment, parent, writer, \
         sequence, locked, digest, sealed) \
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)",
    )?;
    statement.insert(params![
        place,
        revision.id,
        revision.entity,
        revision.case,
        revision.compartment,
        revision.parent,
        revision.writer,
        sequence,
        revision.locked,
        revision.digest,
        sealed
    ])
}
