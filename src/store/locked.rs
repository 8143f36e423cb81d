//! A practice that is still locked: what can be known of it without a key, and how it opens.

use super::beside::beside;
use super::computer::Computer;
use super::keyring::{Keyring, KeyringFault, PracticeId};
use super::open::{Mode, OpenPractice, Opening};
use super::passphrase::Passphrase;
use super::recovery::RecoveryKey;
use super::seal::Key;
use super::{Damage, FORMAT, StoreError, schema};
use rusqlite::Connection;
use std::io::Read as _;
use std::path::{Path, PathBuf};

/// A practice file that was found and is locked.
pub struct LockedPractice {
    path: PathBuf,
    keyring: Keyring,
    computer: Computer,
    /// What was noticed about the key slots.
    damage: Vec<Damage>,
}

/// A spare key file is small; a larger one is none.
const MOST_SPARE_BYTES: u64 = 64 * 1024;

impl LockedPractice {
    /// Looks at a file without changing it. Only a save that was cut off before is undone.
    pub fn at(path: &Path) -> Result<Self, StoreError> {
        if !path.is_file() {
            return Err(StoreError::NotThere(path.to_owned()));
        }
        let looked = schema::open_to_read(path).and_then(|file| {
            judge_file(path, &file)?;
            Ok(keyring_in(&file))
        });
        let in_file = looked.map_err(|error| explained(path, error))?;
        let (keyring, damage) = match in_file {
            Ok(keyring) => (keyring, Vec::new()),
            Err(KeyringFault::TooNew(found)) => return Err(StoreError::TooNew { found }),
            Err(KeyringFault::Damaged) => (spare(path)?, vec![Damage::KeySlots]),
        };
        let computer = Computer::this();
        Ok(Self { path: path.to_owned(), keyring, computer, damage })
    }

    /// The same practice on another computer, for tests and for programs that remember elsewhere.
    #[must_use]
    pub fn on(self, computer: Computer) -> Self {
        Self { computer, ..self }
    }

    pub fn id(&self) -> PracticeId {
        self.keyring.practice
    }

    pub fn path(&self) -> &Path {
        &self.path
    }

    /// The number of the format that the file is written in.
    pub fn format(&self) -> u16 {
        FORMAT
    }

    /// Opens with the passphrase. A wrong one changes nothing, not even the time of the file.
    pub fn unlock(
        &self,
        passphrase: &Passphrase,
        mode: Mode,
    ) -> Result<OpenPractice, StoreError> {
        let key = self.keyring.open(passphrase)?;
        self.open(key, mode)
    }

    /// Opens with the recovery key; a new passphrase can be set then without the old one.
    pub fn unlock_with_recovery(
        &self,
        recovery: &RecoveryKey,
        mode: Mode,
    ) -> Result<OpenPractice, StoreError> {
        let key = self.keyring.open_with_recovery(recovery)?;
        let mut practice = self.open(key, mode)?;
        practice.may_set_passphrase = true;
        Ok(practice)
    }

    pub(super) fn open(&self, key: Key, mode: Mode) -> Result<OpenPractice, StoreError> {
        let opened = OpenPractice::open(Opening {
            path: &self.path,
            keyring: &self.keyring,
            key,
            computer: self.computer.clone(),
            mode,
            damage: self.damage.clone(),
        });
        opened.map_err(|error| explained(&self.path, error))
    }
}

/// Refuses a file that is no practice, is too new, or is shorter than it says.
fn judge_file(path: &Path, file: &Connection) -> Result<(), StoreError> {
    let promised = schema::promised_bytes(file)?;
    let length =
        std::fs::metadata(path).map_err(|error| StoreError::at(path, &error))?.len();
    if length < promised {
        return Err(StoreError::CutShort(path.to_owned()));
    }
    if schema::integer_setting(file, "application_id")?
        != i64::from(schema::APPLICATION_ID)
    {
        return Err(StoreError::NotAPractice(path.to_owned()));
    }
    match schema::integer_setting(file, "user_version")? {
        format if format == i64::from(FORMAT) => Ok(()),
        format if format > i64::from(FORMAT) => {
            Err(StoreError::TooNew { found: u32::try_from(format).unwrap_or(u32::MAX) })
        }
        _ => Err(StoreError::Damaged("its format number".to_owned())),
    }
}

pub(super) fn keyring_in(file: &Connection) -> Result<Keyring, KeyringFault> {
    let bytes =
        file.query_row("SELECT keyring FROM practice WHERE id = 1", (), |row| row.get(0));
    let bytes: Vec<u8> = bytes.map_err(|_unreadable| KeyringFault::Damaged)?;
    Keyring::from_bytes(&bytes)
}

/// The slots in the small file beside the practice.
fn spare(path: &Path) -> Result<Keyring, StoreError> {
    let damaged =
        || StoreError::Damaged("its key slots, and there are no spare ones".to_owned());
    let bytes = spare_bytes(path).ok_or_else(damaged)?;
    match Keyring::from_bytes(&bytes) {
        Ok(keyring) => Ok(keyring),
        Err(KeyringFault::TooNew(found)) => Err(StoreError::TooNew { found }),
        Err(KeyringFault::Damaged) => Err(damaged()),
    }
}

pub(super) fn spare_bytes(path: &Path) -> Option<Vec<u8>> {
    let mut bytes = Vec::new();
    let file = std::fs::File::open(beside(path, "keys")).ok()?;
    file.take(MOST_SPARE_BYTES).read_to_end(&mut bytes).ok()?;
    Some(bytes)
}

/// Says more exactly what is wrong with a file that `SQLite` could not read.
fn explained(path: &Path, error: StoreError) -> StoreError {
    match error {
        StoreError::Damaged(_) => {}
        StoreError::Unwritable(_) => return StoreError::Unwritable(path.to_owned()),
        other => return other,
    }
    // Only now, since closing a file that SQLite has open would take its locks away.
    let mut start = Vec::new();
    let file = std::fs::File::open(path);
    let read = file.and_then(|file| file.take(100).read_to_end(&mut start));
    if read.is_err() {
        return error;
    }
    if !start.starts_with(b"SQLite format 3\0") && spare_bytes(path).is_none() {
        return StoreError::NotAPractice(path.to_owned());
    }
    let promised = start.get(28..32).and_then(|bytes| bytes.try_into().ok());
    let promised = u64::from(promised.map_or(0, u32::from_be_bytes));
    let length = std::fs::metadata(path).map_or(0, |facts| facts.len());
    if length < 100 || length < u64::from(schema::PAGE_BYTES) * promised {
        return StoreError::CutShort(path.to_owned());
    }
    error
}
