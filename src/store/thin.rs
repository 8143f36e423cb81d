//! Thins out the autosaves of one sitting: the only code that is allowed past the triggers.

use super::document::{self, Body, Kept};
use super::document_bytes;
use super::keep::{Draft, write_revision};
use super::revision::{NO_PARENT, Name, Revision};
use super::state::State;
use super::{Practice, StoreError, Time, schema};
use chrono::TimeDelta;
use rusqlite::{Transaction, TransactionBehavior};
use std::collections::BTreeMap;

/// Revisions that follow each other within this time belong to one sitting.
const SITTING: TimeDelta = TimeDelta::minutes(30);
/// What was written in this time stays as it is.
const RECENT: TimeDelta = TimeDelta::hours(24);

impl Practice {
    /// Takes the words out of autosaves that another one of the same sitting followed, a day ago
    /// or earlier. Their rows stay, so that every chain still holds. The last of each sitting,
    /// the newest of each document and whatever is signed keep their words.
    ///
    /// Returns how many were thinned.
    pub fn thin(&mut self, now: Time) -> Result<usize, StoreError> {
        self.may_write()?;
        let superseded = self.superseded(now)?;
        if !superseded.is_empty() {
            let thinned = self.take_words_out(&superseded);
            // What the file holds now must be read from it, not believed.
            self.state.borrow_mut().forget();
            thinned?;
        }
        Ok(superseded.len())
    }

    fn superseded(&self, now: Time) -> Result<Vec<(Revision, Time)>, StoreError> {
        let state = self.state()?;
        let by_id: BTreeMap<Name, &Revision> =
            state.index.revisions.iter().map(|it| (it.id, it)).collect();
        let mut superseded = Vec::new();
        // What has only one revision, such as every entry of the audit log, is not unsealed.
        let with_more = |newest: &&Revision| newest.parent != NO_PARENT;
        for newest in state.index.newest_of_all().filter(with_more) {
            superseded.extend(self.superseded_before(&state, &by_id, (newest, now)));
        }
        Ok(superseded)
    }

    /// True if this is not one more autosave of a sitting that the log knows of already.
    pub(super) fn begins_sitting(
        &self,
        draft: &Draft,
        now: Time,
    ) -> Result<bool, StoreError> {
        let writer = self.writer()?;
        let state = self.state()?;
        let before = state.index.newest((draft.entity, draft.compartment));
        let Some(before) = before.filter(|before| before.writer == writer) else {
            return Ok(true);
        };
        let before = self.known(&state, before)?.at;
        Ok(!(TimeDelta::zero()..SITTING).contains(&(now - before)))
    }

    /// Walks a document back, as far as it was not walked at an earlier thinning.
    fn superseded_before(
        &self,
        state: &State,
        by_id: &BTreeMap<Name, &Revision>,
        (newest, now): (&Revision, Time),
    ) -> Vec<(Revision, Time)> {
        let mut superseded = Vec::new();
        let mut after = newest;
        // What cannot be read is left as it is, and so is what lies behind it.
        let mut after_at = self.read(state, newest).ok().map(|kept| kept.at);
        while let (Some(later), Some(before)) = (after_at, by_id.get(&after.parent)) {
            let Ok(kept) = self.read(state, before) else { break };
            if kept.body == Body::Thinned {
                break;
            }
            let is_one_sitting = before.writer == after.writer
                && (TimeDelta::zero()..SITTING).contains(&(later - kept.at));
            if is_one_sitting && before.locked == 0 && now - later > RECENT {
                superseded.push(((*before).clone(), kept.at));
            }
            (after, after_at) = (before, Some(kept.at));
        }
        superseded
    }

    /// Removes the rows and puts them back in their places without their words: only removing
    /// gives pages back to the file, for what is saved next.
    fn take_words_out(&self, superseded: &[(Revision, Time)]) -> Result<(), StoreError> {
        let sql = |error| self.sql(&error);
        let transaction =
            Transaction::new_unchecked(&self.connection, TransactionBehavior::Immediate)
                .map_err(sql)?;
        for (name, _) in schema::THINNED_PAST {
            transaction.execute_batch(&format!("DROP TRIGGER {name}")).map_err(sql)?;
        }
        for (revision, _) in superseded {
            transaction
                .execute("DELETE FROM revision WHERE rowid = ?1", [revision.row])
                .map_err(sql)?;
        }
        for (revision, at) in superseded {
            let sealed = self.sealed_without_words(revision, *at)?;
            let place = Some(revision.row);
            write_revision(&transaction, (place, revision), &sealed).map_err(sql)?;
        }
        for (_, trigger) in schema::THINNED_PAST {
            transaction.execute_batch(trigger).map_err(sql)?;
        }
        transaction.commit().map_err(sql)
    }

    fn sealed_without_words(
        &self,
        revision: &Revision,
        at: Time,
    ) -> Result<Vec<u8>, StoreError> {
        let damaged = || StoreError::damaged(&self.path, "the key of a compartment");
        let state = self.state()?;
        let key = self.compartment_key(&state, (revision.case, revision.compartment));
        let key = key.ok_or_else(damaged)?.map_err(|_broken| damaged())?;
        let kept = Kept { schema: document::SCHEMA, at, body: Body::Thinned };
        let packed = document_bytes::pack(&kept)
            .map_err(|fault| StoreError::NotWritten { fault })?;
        key.seal(&packed, &revision.bound(&self.id))
    }
}

#[cfg(test)]
mod tests {
    use crate::store::{Access, KeyCost, Passphrase, Practice, Time, case_ron};
    use chrono::TimeDelta;

    fn minute(minutes: i64) -> Time {
        Time::parse_from_rfc3339("2026-03-02T14:00:00+01:00").unwrap()
            + TimeDelta::minutes(minutes)
    }

    #[test]
    fn autosaves_of_one_sitting_are_thinned_and_all_else_stays() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("practice");
        let words = Passphrase::new("orbit kettle");
        let cost = KeyCost::lowest_for_tests();
        let (mut practice, _) = Practice::create(&path, &words, cost, minute(0)).unwrap();
        let mut case =
            case_ron::read(include_str!("../../assets/sample/linden.ron")).unwrap();
        for at in [1, 2, 3, 60, 61, 3 * 24 * 60] {
            case.maps[0].name = format!("named at {at}");
            practice.save(&case, minute(at)).unwrap();
        }
        assert_eq!(practice.thin(minute(4)).unwrap(), 0, "today's work stays");
        let later = minute(3 * 24 * 60 + 1);
        assert_eq!(practice.thin(later).unwrap(), 3, "those of minute 1, 2 and 60");
        assert_eq!(practice.thin(later).unwrap(), 0, "once");
        assert_eq!(practice.load(case.id).unwrap(), case);
        let history = practice.history(case.id).unwrap();
        let thinned = history.iter().filter(|info| info.what == "thinned out");
        let times: Vec<Time> = thinned.filter_map(|info| info.at).collect();
        assert_eq!(times, [minute(1), minute(2), minute(60)]);
        assert!(practice.check().unwrap().is_whole());
        drop(practice);
        let mut practice =
            Practice::open(&path, &words, Access::Write, minute(0)).unwrap();
        assert_eq!(practice.warning().unwrap(), None);
        case.maps[0].name = "named later".to_owned();
        practice.save(&case, later).unwrap();
        practice.backup(&folder.path().join("copy")).unwrap();
        let changed = practice.connection.execute("DELETE FROM revision", []);
        assert!(changed.is_err(), "the triggers are back");
        drop(practice);
        let reading = Practice::open(&path, &words, Access::Read, minute(0)).unwrap();
        assert!(reading.check().unwrap().is_whole());
    }

    #[test]
    fn what_is_signed_is_never_thinned() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("practice");
        let words = Passphrase::new("orbit kettle");
        let cost = KeyCost::lowest_for_tests();
        let (mut practice, _) = Practice::create(&path, &words, cost, minute(0)).unwrap();
        let mut case =
            case_ron::read(include_str!("../../assets/sample/linden.ron")).unwrap();
        // They are locked as well, and have a test of their own.
        case.versions.clear();
        practice.save(&case, minute(1)).unwrap();
        practice.sign_map(case.id, case.maps[0].id, minute(2)).unwrap();
        let thinned = practice.thin(minute(9 * 24 * 60)).unwrap();
        let history = practice.history(case.id).unwrap();
        let signed = history.iter().filter(|info| info.at == Some(minute(2)));
        assert!(signed.clone().count() > 0);
        assert!(signed.clone().all(|info| info.what != "thinned out"));
        assert_eq!(thinned, signed.count() - empty_parts(&practice));
        assert_eq!(practice.load(case.id).unwrap(), case);
        assert!(practice.check().unwrap().is_whole());
    }

    /// Parts that were signed without ever having been saved before.
    fn empty_parts(practice: &Practice) -> usize {
        let state = practice.state().unwrap();
        let signed =
            state.index.revisions.iter().filter(|it| {
                it.locked == 1 && it.case != crate::store::revision::NO_CASE
            });
        signed.filter(|it| it.parent == crate::store::revision::NO_PARENT).count()
    }
}
