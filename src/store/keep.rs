//! Keeps documents as new revisions: sealed, chained, all of a save or none of it.

use super::audit::{AuditEntry, Told};
use super::document::{self, Body, Kept};
use super::document_bytes;
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
    /// What the log is told of it, in the same transaction.
    pub told: Option<Told>,
}

/// A save under way.
struct Work<'a> {
    transaction: Transaction<'a>,
    tip: Tip,
    new_keys: BTreeMap<(Name, u8), (Key, Vec<u8>)>,
    revisions: Vec<Revision>,
    now: Time,
}

/// A save that is on the disk.
struct Done {
    tip: Tip,
    keys: Vec<((Name, u8), Vec<u8>)>,
    revisions: Vec<Revision>,
}

/// What a revision followed and what it is, as the log names them.
#[derive(Default)]
struct Digests {
    before: Option<String>,
    after: Option<String>,
}

impl Practice {
    /// Keeps the drafts as new revisions, all or none.
    pub(super) fn keep(
        &mut self,
        drafts: Vec<Draft>,
        now: Time,
    ) -> Result<usize, StoreError> {
        self.keep_told(drafts, Vec::new(), now)
    }

    /// The same, and tells the log of it and of what else was done. Returns how many drafts
    /// were kept.
    pub(super) fn keep_told(
        &mut self,
        drafts: Vec<Draft>,
        told: Vec<(Told, Time)>,
        now: Time,
    ) -> Result<usize, StoreError> {
        self.may_write()?;
        let count = drafts.len();
        if count == 0 && told.is_empty() {
            return Ok(0);
        }
        let kept =
            self.writer().and_then(|writer| self.insert(writer, drafts, told, now));
        match &kept {
            Ok(tip) => self.remember(*tip),
            // What the file holds now must be read from it, not believed.
            Err(_) => self.state.borrow_mut().forget(),
        }
        kept.map(|_| count)
    }

    pub(super) fn insert(
        &self,
        writer: Name,
        drafts: Vec<Draft>,
        told: Vec<(Told, Time)>,
        now: Time,
    ) -> Result<Tip, StoreError> {
        let by = self.bare_settings().unwrap_or_default().therapist_name;
        let state = self.state.borrow();
        let mut work = self.begin(&state, writer, now)?;
        let mut entries = Vec::new();
        for mut draft in drafts {
            let told = draft.told.take();
            let digests = self.write(&state, &mut work, draft)?;
            entries.extend(told.map(|told| (told, now, digests)));
        }
        entries.extend(told.into_iter().map(|(told, at)| (told, at, Digests::default())));
        let first = self.audit_count(&state) + 1;
        for ((told, at, digests), number) in entries.into_iter().zip(first..) {
            let Digests { before, after } = digests;
            let by = by.clone();
            let entry = AuditEntry { number, at, by, told, before, after };
            let draft = self.audit_draft(entry);
            self.write(&state, &mut work, draft)?;
        }
        let done = self.finish(&state, work)?;
        drop(state);
        let tip = done.tip;
        let mut state = self.state.borrow_mut();
        state.tips.retain(|it| it.writer != writer);
        state.tips.push(tip);
        state.keys.extend(done.keys);
        for revision in done.revisions {
            state.index.push(revision);
        }
        Ok(tip)
    }

    fn begin<'a>(
        &'a self,
        state: &State,
        writer: Name,
        now: Time,
    ) -> Result<Work<'a>, StoreError> {
        let known = state.tips.iter().find(|tip| tip.writer == writer).copied();
        let first = || Tip { writer, sequence: 0, link: first_link(&self.id, &writer) };
        let transaction =
            Transaction::new_unchecked(&self.connection, TransactionBehavior::Immediate)
                .map_err(|error| self.sql(&error))?;
        Ok(Work {
            transaction,
            tip: known.unwrap_or_else(first),
            new_keys: BTreeMap::new(),
            revisions: Vec::new(),
            now,
        })
    }

    /// Writes one draft as the next revision.
    fn write(
        &self,
        state: &State,
        work: &mut Work<'_>,
        draft: Draft,
    ) -> Result<Digests, StoreError> {
        let key = self.key_for(state, work, (draft.case, draft.compartment))?;
        let before = state.index.newest((draft.entity, draft.compartment));
        let before = before.map(|it| hex(&it.digest));
        let now = work.now;
        let (revision, sealed) =
            self.seal_revision(state, draft, (&mut work.tip, now), &key)?;
        let row = write_revision(&work.transaction, (None, &revision), &sealed)
            .map_err(|error| self.sql(&error))?;
        let after = Some(hex(&revision.digest));
        work.revisions.push(Revision { row, ..revision });
        Ok(Digests { before, after })
    }

    /// The key of a compartment, made with its first document.
    fn key_for(
        &self,
        state: &State,
        work: &mut Work<'_>,
        of: (Name, u8),
    ) -> Result<Key, StoreError> {
        if let Some((key, _)) = work.new_keys.get(&of) {
            return Ok(key.clone());
        }
        if let Some(key) = self.compartment_key(state, of) {
            let broken = |_| StoreError::damaged(&self.path, "a compartment’s key");
            return key.map_err(broken);
        }
        let key = Key::random()?;
        let sealed = self.compartments.seal(key.bytes(), &self.key_bound(of))?;
        work.transaction
            .execute(
                "INSERT INTO compartment VALUES (?1, ?2, ?3)",
                params![of.0, of.1, sealed],
            )
            .map_err(|error| self.sql(&error))?;
        work.new_keys.insert(of, (key.clone(), sealed));
        Ok(key)
    }

    /// Seals the new tips, and has all of it on the disk.
    fn finish(&self, state: &State, work: Work<'_>) -> Result<Done, StoreError> {
        let sql = |error: rusqlite::Error| self.sql(&error);
        let writer = work.tip.writer;
        let mut tips: Vec<Tip> =
            state.tips.iter().filter(|it| it.writer != writer).copied().collect();
        tips.push(work.tip);
        let head = revision::head_key(&self.key)
            .seal(&tips_to_bytes(&tips), &head_bound(&self.id))?;
        work.transaction.execute("UPDATE head SET sealed = ?1", [head]).map_err(sql)?;
        work.transaction.commit().map_err(sql)?;
        let keys = work.new_keys.into_iter().map(|(of, (_, sealed))| (of, sealed));
        Ok(Done { tip: work.tip, keys: keys.collect(), revisions: work.revisions })
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
        let packed = document_bytes::pack(&kept)
            .map_err(|fault| StoreError::NotWritten { fault })?;
        let sealed = key.seal(&packed, &revision.bound(&self.id))?;
        revision.digest = *blake3::hash(&sealed).as_bytes();
        tip.link = revision.link(&self.id, &tip.link);
        tip.sequence = revision.sequence;
        Ok((revision, sealed))
    }

    /// Whose chain new revisions join: this computer's, or else the one that is there.
    pub(super) fn writer(&self) -> Result<Name, StoreError> {
        let remembered = self.memory.as_ref().map(|memory| memory.writer);
        let found = || self.state.borrow().index.revisions.first().map(|it| it.writer);
        remembered.or_else(found).map_or_else(seal::random, Ok)
    }
}

fn hex(digest: &[u8; 32]) -> String {
    blake3::Hash::from_bytes(*digest).to_hex().to_string()
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
