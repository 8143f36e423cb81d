//! Makes a new practice, with its keys and its recovery key, where no file is yet.

use super::beside::{beside, place};
use super::computer::Computer;
use super::key_cost::KeyCost;
use super::keyring::{Keyring, PracticeId};
use super::locked::LockedPractice;
use super::open::{Mode, OpenPractice};
use super::passphrase::Passphrase;
use super::recovery::RecoveryKey;
use super::seal::{self, Key};
use super::settings::Settings;
use super::{Moment, StoreError, schema, spare_keys};
use std::path::Path;

impl OpenPractice {
    /// A new practice, open to write, and the recovery key that is shown this once.
    pub fn create(
        path: &Path,
        passphrase: &Passphrase,
        cost: KeyCost,
        now: Moment,
    ) -> Result<(Self, RecoveryKey), StoreError> {
        Computer::this().create_practice(path, passphrase, (cost, now))
    }
}

impl Computer {
    /// As [`OpenPractice::create`], on a computer that remembers elsewhere.
    pub fn create_practice(
        self,
        path: &Path,
        passphrase: &Passphrase,
        (cost, now): (KeyCost, Moment),
    ) -> Result<(OpenPractice, RecoveryKey), StoreError> {
        if path.exists() {
            return Err(StoreError::AlreadyThere(path.to_owned()));
        }
        make_folder(path)?;
        let practice_key = Key::random()?;
        let mut keyring =
            Keyring { practice: PracticeId(seal::random()?), slots: Vec::new() };
        keyring.set_passphrase(&practice_key, passphrase, cost)?;
        let recovery = RecoveryKey::random()?;
        keyring.set_recovery(&practice_key, &recovery)?;
        make_file(path, &keyring)?;
        let mut practice =
            LockedPractice::at(path)?.on(self).open(practice_key, Mode::Write)?;
        let mut settings = Settings::default();
        settings.add_recovery_sheet(now);
        practice.save_settings(&settings, now)?;
        Ok((practice, recovery))
    }
}

/// The file is finished under another name first, so that it is there whole or not at all.
fn make_file(path: &Path, keyring: &Keyring) -> Result<(), StoreError> {
    let new = beside(path, &format!("new-{}", std::process::id()));
    remove_if_there(&new)?;
    let made = fill(&new, keyring).and_then(|()| place(&new, path));
    if made.is_err() {
        std::fs::remove_file(&new).ok();
        std::fs::remove_file(beside_journal(&new)).ok();
    }
    made
}

fn fill(new: &Path, keyring: &Keyring) -> Result<(), StoreError> {
    let unwritable = |error: StoreError| match error {
        StoreError::Disk { .. } | StoreError::ReadOnly => {
            StoreError::Unwritable(new.to_owned())
        }
        other => other,
    };
    let file = schema::create(new).map_err(unwritable)?;
    spare_keys::write_slots(&file, keyring)?;
    file.execute_batch("COMMIT")?;
    file.close().map_err(|(_, error)| error)?;
    Ok(())
}

pub(super) fn make_folder(path: &Path) -> Result<(), StoreError> {
    let Some(folder) = path.parent().filter(|folder| !folder.as_os_str().is_empty())
    else {
        return Ok(());
    };
    std::fs::create_dir_all(folder).map_err(|error| {
        match StoreError::at(folder, &error) {
            StoreError::DiskFull => StoreError::DiskFull,
            _ => StoreError::Unwritable(folder.to_owned()),
        }
    })
}

pub(super) fn remove_if_there(path: &Path) -> Result<(), StoreError> {
    match std::fs::remove_file(path) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
            Err(StoreError::at(path, &error))
        }
        _ => Ok(()),
    }
}

pub(super) fn beside_journal(path: &Path) -> std::path::PathBuf {
    let mut name = path.file_name().unwrap_or_default().to_owned();
    name.push("-journal");
    path.with_file_name(name)
}
