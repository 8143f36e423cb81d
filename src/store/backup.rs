//! A verified copy of a practice, and the way back from it.

use super::audit::{AuditKind, Told};
use super::file::{beside, make_empty, make_folder, sync_folder};
use super::keys::{self, slots_inside};
use super::lock::Lock;
use super::practice::Access;
use super::slot::Slot;
use super::{Passphrase, Practice, Report, StoreError, Time, schema, seal};
use rusqlite::backup::{Backup, StepResult};
use std::fs;
use std::path::Path;

impl Practice {
    /// Copies the practice as it is at one moment, while it may be open and in use, and checks
    /// every seal of the copy. Never over an existing file.
    pub fn backup(&self, to: &Path) -> Result<Report, StoreError> {
        make_empty(to)?;
        let copied = self.copy(to);
        if copied.is_err() {
            // Ours, and not a copy anyone may trust.
            drop(fs::remove_file(to));
        }
        copied
    }

    fn copy(&self, to: &Path) -> Result<Report, StoreError> {
        let sql = |error| StoreError::from_sql(&error, to);
        let mut copy = schema::connect(to)?;
        let all_pages = i32::MAX;
        let copied = Backup::new(&self.connection, &mut copy)
            .and_then(|backup| backup.step(all_pages))
            .map_err(sql)?;
        if copied != StepResult::Done {
            return Err(StoreError::InUse { by: "another program".to_owned() });
        }
        sync_folder(to);
        schema::recognise(&copy, to)?;
        let slots = slots_inside(&copy)
            .ok_or_else(|| StoreError::damaged(&self.path, "its key slots"))?;
        let copy = Self::with_key(to, (copy, None), (self.id, self.key.clone(), slots))?;
        let report = copy.check()?;
        match report.first_loss() {
            None => Ok(report),
            Some(damage) => Err(StoreError::damaged(&self.path, damage.to_string())),
        }
    }
}

impl Practice {
    /// The new practice's own log says that it came from a backup, in a chain of its own: the
    /// numbers of the old chains may be in use in the file that was copied.
    fn tell_restored(
        &self,
        practice: &Path,
        slots: Vec<Slot>,
        now: Time,
    ) -> Result<(), StoreError> {
        let lock = Lock::take(practice, now)?;
        let connection = schema::connect(practice)?;
        let with_key = (self.id, self.key.clone(), slots);
        let restored = Self::with_key(practice, (connection, Some(lock)), with_key)?;
        let told = (Told::practice(AuditKind::Restored), now);
        restored.insert(seal::random()?, Vec::new(), vec![told], now).map(drop)
    }
}

/// Makes a practice from a backup, once every seal of it was checked. Never over an existing file.
pub fn restore(
    backup: &Path,
    practice: &Path,
    passphrase: &Passphrase,
    now: Time,
) -> Result<Report, StoreError> {
    let opened = Practice::open(backup, passphrase, Access::Read, now)?;
    make_folder(practice)?;
    let report = opened.backup(practice)?;
    let slots = slots_inside(&opened.connection)
        .ok_or_else(|| StoreError::damaged(backup, "its key slots"))?;
    let written = keys::write(practice, &keys::bytes(&opened.id, &slots))
        .and_then(|()| opened.tell_restored(practice, slots, now));
    if written.is_err() {
        for path in [practice.to_owned(), beside(practice, "-keys")] {
            drop(fs::remove_file(path));
        }
    }
    written.map(|()| report)
}
