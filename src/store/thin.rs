//! Thins out the autosaves of one sitting: the only code that is allowed past the triggers.

use super::open::OpenPractice;
use super::payload::{self, DocumentKind, Payload};
use super::revision::{DocumentKey, Lock, Row};
use super::{Moment, StoreError, document, schema};
use chrono::TimeDelta;
use rusqlite::params;
use zeroize::Zeroizing;

/// Revisions that follow each other within this time belong to one sitting.
const SITTING: TimeDelta = TimeDelta::minutes(30);
/// What was written in this time stays as it is.
const RECENT: TimeDelta = TimeDelta::hours(24);

impl OpenPractice {
    /// Takes the words out of autosaves that were followed by another one in the same sitting,
    /// a day ago or earlier. Their rows stay, so that the chains still hold; the last revision
    /// of each sitting, the newest of each document and whatever is signed keep their words.
    ///
    /// Returns how many were thinned.
    pub fn thin(&mut self, now: Moment) -> Result<usize, StoreError> {
        if self.lock.is_none() {
            return Err(StoreError::ReadOnly);
        }
        self.catch_up()?;
        let documents: Vec<DocumentKey> = self.catalogue.documents().collect();
        let mut superseded = Vec::new();
        for key in documents {
            superseded.extend(self.superseded(key, now)?);
        }
        if superseded.is_empty() {
            return Ok(0);
        }
        self.file.execute_batch("BEGIN IMMEDIATE")?;
        let thinned = self.take_words_out(&superseded).and_then(|()| {
            self.file.execute_batch("COMMIT")?;
            Ok(superseded.len())
        });
        if thinned.is_err() {
            // SQLite has already rolled back after the worst errors and says so by refusing.
            self.file.execute_batch("ROLLBACK").ok();
        }
        thinned.map_err(|error| self.placed(error))
    }

    /// The revisions of a document that a later one of the same sitting stands for.
    fn superseded(
        &mut self,
        key: DocumentKey,
        now: Moment,
    ) -> Result<Vec<(Row, Moment)>, StoreError> {
        let rows: Vec<Row> = self.catalogue.revisions(key).copied().collect();
        let mut dated: Vec<(Row, Option<Payload>)> = Vec::new();
        for row in rows {
            match self.unsealed(&row) {
                Ok(payload) => dated.push((row, Some(payload))),
                Err(error) if error.is_damage() => dated.push((row, None)),
                Err(error) => return Err(error),
            }
        }
        let pairs = dated.iter().zip(dated.iter().skip(1));
        let superseded = pairs.filter_map(|((row, payload), (next, next_payload))| {
            let (payload, next_payload) = (payload.as_ref()?, next_payload.as_ref()?);
            let is_one_sitting = row.clear.writer == next.clear.writer
                && (TimeDelta::zero()..SITTING)
                    .contains(&(next_payload.when - payload.when));
            let may_go = row.clear.lock == Lock::Open
                && payload.kind != DocumentKind::Thinned
                && now - next_payload.when > RECENT;
            (is_one_sitting && may_go).then_some((*row, payload.when))
        });
        Ok(superseded.collect())
    }

    fn take_words_out(&mut self, superseded: &[(Row, Moment)]) -> Result<(), StoreError> {
        let trigger = schema::SCHEMA.iter().find(|(name, _)| *name == "revision_changed");
        let Some((_, trigger)) = trigger else { return Ok(()) };
        self.file.execute_batch("DROP TRIGGER revision_changed")?;
        for (row, when) in superseded {
            let payload = Payload {
                kind: DocumentKind::Thinned,
                schema: document::SCHEMA,
                count: 0,
                when: payload::kept(*when),
                text: Zeroizing::default(),
            };
            let sealed = self.keys.seal(&self.file, &row.clear, &payload.to_bytes()?)?;
            let mut statement = self
                .file
                .prepare_cached("UPDATE revision SET sealed = ?2 WHERE place = ?1")?;
            statement.execute(params![row.place, sealed])?;
        }
        self.file.execute_batch(trigger)?;
        Ok(())
    }
}
