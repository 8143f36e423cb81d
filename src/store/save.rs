//! Saving: what has changed becomes a revision, sealed, chained and on the disk before it counts.

use super::document::{self, Document};
use super::heads::{self, Head};
use super::open::{OpenPractice, text_hash};
use super::payload::{self, Payload};
use super::revision::{Clear, DocumentKey, Hash, Lock, NONE, Row};
use super::{Moment, StoreError, case_ron, schema, seal};
use crate::model::Case;

/// A save that is on the disk.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Saved {
    pub at: Moment,
    /// How many documents had changed; none if the case was saved as it is before.
    pub revisions: usize,
}

/// A document on its way into the file.
pub(super) struct Draft {
    pub document: Document,
    pub lock: Lock,
}

impl Draft {
    pub fn of(document: Document) -> Self {
        Self { document, lock: Lock::Open }
    }
}

impl OpenPractice {
    /// Saves what has changed in a case since it was last saved, all of it or nothing.
    ///
    /// When this returns, the words are on the disk; any error means that they are not.
    pub fn save(&mut self, case: &Case, now: Moment) -> Result<Saved, StoreError> {
        case_ron::judge_ids(case)?;
        if !case_ron::has_all_ids(case) {
            return Err(StoreError::Unfit("a part of it has no id yet"));
        }
        let drafts = document::split(case)?.into_iter().map(Draft::of).collect();
        self.append(drafts, now)
    }

    /// Adds a case that is not in the practice yet, for instance one that was imported.
    pub fn add(&mut self, case: &Case, now: Moment) -> Result<Saved, StoreError> {
        self.catch_up()?;
        if self.catalogue.documents_of(document::id(case.id.0)).next().is_some() {
            return Err(StoreError::CaseExists);
        }
        match self.find(&case.code_name) {
            Ok(_) => Err(StoreError::CodeNameTaken),
            Err(StoreError::NoSuchCase) => self.save(case, now),
            Err(other) => Err(other),
        }
    }

    pub(super) fn append(
        &mut self,
        drafts: Vec<Draft>,
        now: Moment,
    ) -> Result<Saved, StoreError> {
        if self.lock.is_none() {
            return Err(StoreError::ReadOnly);
        }
        let at = payload::kept(now);
        let rows = match self.append_in_one(drafts, at) {
            Ok(rows) => rows,
            Err(error) => {
                self.keys.forget_compartments();
                return Err(self.placed(error));
            }
        };
        let revisions = rows.len();
        for (row, hash) in rows {
            self.catalogue.add(self.keys.practice, row);
            self.known_texts.insert(row.clear.document, (row.place, hash));
        }
        if let (Some(link), true) = (self.catalogue.link(self.writer), revisions > 0) {
            let name = self.computer.name.clone();
            let head = Head { sequence: link.sequence, chain: link.chain, name };
            self.heads.known.insert(self.writer, head);
            self.remember();
        }
        Ok(Saved { at, revisions })
    }

    /// Writes all drafts that differ from what is kept, in one transaction.
    fn append_in_one(
        &mut self,
        drafts: Vec<Draft>,
        at: Moment,
    ) -> Result<Vec<(Row, Hash)>, StoreError> {
        self.file.execute_batch("BEGIN IMMEDIATE")?;
        let written = self.append_all(drafts, at).and_then(|rows| {
            self.file.execute_batch("COMMIT")?;
            Ok(rows)
        });
        if written.is_err() {
            // SQLite has already rolled back after the worst errors and says so by refusing.
            self.file.execute_batch("ROLLBACK").ok();
        }
        written
    }

    fn append_all(
        &mut self,
        drafts: Vec<Draft>,
        at: Moment,
    ) -> Result<Vec<(Row, Hash)>, StoreError> {
        self.catch_up()?;
        let mut rows: Vec<(Row, Hash)> = Vec::new();
        for draft in drafts {
            let hash = text_hash(&draft.document.text);
            if !self.is_kept(&draft, hash) {
                let row = self.write(draft, at, rows.last().map(|(row, _)| row))?;
                rows.push((row, hash));
            }
        }
        if let Some((last, _)) = rows.last() {
            self.write_head(last)?;
        }
        Ok(rows)
    }

    fn write_head(&self, last: &Row) -> Result<(), StoreError> {
        let head = Head {
            sequence: last.clear.sequence,
            chain: last.chain,
            name: self.computer.name.clone(),
        };
        heads::write(&self.file, &self.keys, self.writer, &head)
    }

    /// True if the newest revision of the document has these very words.
    fn is_kept(&mut self, draft: &Draft, hash: Hash) -> bool {
        let Document { key, is_empty, .. } = draft.document;
        let Some(newest) = self.catalogue.newest(key).copied() else {
            return is_empty;
        };
        if draft.lock == Lock::Open {
            match self.known_texts.get(&key) {
                Some((place, known)) if *place == newest.place => {
                    return *known == hash;
                }
                _ => {}
            }
            // One that cannot be read is followed by one that can.
            if let Ok(payload) = self.unsealed(&newest)
                && payload.kind == draft.document.kind
                && payload.text == draft.document.text
            {
                return true;
            }
        }
        false
    }

    fn write(
        &mut self,
        draft: Draft,
        at: Moment,
        before: Option<&Row>,
    ) -> Result<Row, StoreError> {
        let Draft { document, lock } = draft;
        let Document { key, kind, count, text, .. } = document;
        self.refuse_after_signed(key, lock)?;
        if self.catalogue.documents_of(key.case).next().is_none() {
            self.keys.make(&self.file, key.case)?;
        }
        let newest = self.catalogue.newest(key);
        let link = before.map(|row| (row.clear.sequence, row.chain)).or_else(|| {
            self.catalogue.link(self.writer).map(|link| (link.sequence, link.chain))
        });
        let (sequence, chain) = link.unwrap_or((0, [0; 32]));
        let clear = Clear {
            id: seal::random()?,
            document: key,
            parent: newest.map_or(NONE, |row| row.clear.id),
            number: newest.map_or(0, |row| row.clear.number) + 1,
            writer: self.writer,
            sequence: sequence + 1,
            lock,
        };
        let payload = Payload { kind, schema: document::SCHEMA, count, when: at, text };
        let sealed = self.keys.seal(&self.file, &clear, &payload.to_bytes()?)?;
        let seal_hash = blake3::hash(&sealed).into();
        let chain = clear.chain(self.keys.practice, &chain, &seal_hash);
        let last = before.map_or_else(|| self.catalogue.last_place(), |row| row.place);
        let row = Row { place: last + 1, clear, seal_hash, chain };
        schema::add_row(&self.file, &row, &sealed)?;
        Ok(row)
    }

    /// The table refuses this too; here it is said in words.
    fn refuse_after_signed(
        &self,
        key: DocumentKey,
        lock: Lock,
    ) -> Result<(), StoreError> {
        let is_signed =
            self.catalogue.revisions(key).any(|row| row.clear.lock != Lock::Open);
        match (is_signed, lock) {
            (true, Lock::Open | Lock::Signed) => Err(StoreError::Signed),
            (false, Lock::Addendum) => Err(StoreError::NothingSigned),
            _ => Ok(()),
        }
    }

    /// Names the file in an error that means "cannot be written".
    pub(super) fn placed(&self, error: StoreError) -> StoreError {
        match error {
            StoreError::ReadOnly | StoreError::Unwritable(_) => {
                StoreError::Unwritable(self.path.clone())
            }
            other => other,
        }
    }
}
