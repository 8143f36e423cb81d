//! Verified copies of a practice, and the way back from one.

use super::beside::{beside, place};
use super::computer::{Computer, Memory};
use super::create::{beside_journal, make_folder, remove_if_there};
use super::keyring::Keyring;
use super::locked::{LockedPractice, keyring_in};
use super::open::{Mode, OpenPractice};
use super::passphrase::Passphrase;
use super::{StoreError, spare_keys};
use rusqlite::backup::Backup;
use rusqlite::{Connection, OpenFlags};
use std::path::Path;
use std::time::Duration;

/// Pages a step; between two steps another window may save.
const PAGES: std::ffi::c_int = 256;

impl OpenPractice {
    /// Copies the practice while it may be open elsewhere, opens the copy and checks all of it,
    /// and only then gives it its name. Never over an existing file.
    pub fn backup(&self, out: &Path) -> Result<(), StoreError> {
        if out.exists() {
            return Err(StoreError::AlreadyThere(out.to_owned()));
        }
        make_folder(out)?;
        let new = beside(out, &format!("new-{}", std::process::id()));
        remove_if_there(&new)?;
        let made = self
            .copy_to(&new)
            .and_then(|()| self.verify(&new))
            .and_then(|()| place(&new, out));
        if made.is_err() {
            std::fs::remove_file(&new).ok();
            std::fs::remove_file(beside_journal(&new)).ok();
        }
        made
    }

    fn copy_to(&self, new: &Path) -> Result<(), StoreError> {
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE
            | OpenFlags::SQLITE_OPEN_CREATE
            | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let mut copy = Connection::open_with_flags(new, flags)
            .map_err(|_unwritable| StoreError::Unwritable(new.to_owned()))?;
        copy.pragma_update(None, "synchronous", "EXTRA")?;
        let backup = Backup::new(&self.file, &mut copy)?;
        backup.run_to_completion(PAGES, Duration::from_millis(5), None)?;
        drop(backup);
        copy.close().map_err(|(_, error)| error)?;
        Ok(())
    }

    fn verify(&self, copy: &Path) -> Result<(), StoreError> {
        let locked = LockedPractice::at(copy)?.on(Computer::remembering_in(None));
        let mut copy = locked.open(self.keys.practice_key().clone(), Mode::ReadOnly)?;
        let report = copy.check()?;
        if report.is_whole() {
            Ok(())
        } else {
            Err(StoreError::CopyNotWhole(report.damage.len()))
        }
    }

    fn keyring_of_file(&self) -> Result<Keyring, StoreError> {
        keyring_in(&self.file)
            .map_err(|_damaged| StoreError::Damaged("its key slots".to_owned()))
    }
}

/// Puts a backup in the place of a practice that is gone, whole and checked. Never over an
/// existing file; this computer goes on from the backup as from the newest state.
pub fn restore(
    backup: &Path,
    practice: &Path,
    passphrase: &Passphrase,
) -> Result<(), StoreError> {
    restore_on(&Computer::this(), backup, (practice, passphrase))
}

/// As [`restore`], on a computer that remembers elsewhere.
pub fn restore_on(
    computer: &Computer,
    backup: &Path,
    (practice, passphrase): (&Path, &Passphrase),
) -> Result<(), StoreError> {
    if practice.exists() {
        return Err(StoreError::AlreadyThere(practice.to_owned()));
    }
    let locked = LockedPractice::at(backup)?.on(computer.clone());
    let backup = locked.unlock(passphrase, Mode::ReadOnly)?;
    backup.backup(practice)?;
    // Without a writer: the next save takes a new number, since the old one may stand for newer
    // revisions in the file that was lost.
    let seen = backup.catalogue.links();
    computer.remember(backup.id(), &Memory { writer: None, seen });
    spare_keys::write_beside(practice, &backup.keyring_of_file()?)
}
