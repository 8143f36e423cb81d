//! Only one window writes: the lock that says so, and the note of who holds it.

use super::StoreError;
use super::beside::beside;
use std::fs::{File, OpenOptions, TryLockError};
use std::io::{Read as _, Write as _};
use std::path::Path;

/// Held while a practice is open to write.
///
/// It is a lock of the operating system on a small file beside the practice: it ends with the
/// process, however that ends, so that it never has to be broken. The practice's own pages are
/// guarded by `SQLite` besides, so even without this lock no save is ever torn.
pub(super) struct WriterLock {
    file: File,
}

/// Who has a practice open to write.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Holder {
    pub computer: String,
    pub process: u32,
}

impl std::fmt::Display for Holder {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "on {} (process {})", self.computer, self.process)
    }
}

/// The note is short; a longer one is none of ours.
const MOST_NOTE: u64 = 512;

impl WriterLock {
    pub fn take(practice: &Path, computer: &str) -> Result<Self, StoreError> {
        let path = beside(practice, "lock");
        let mut options = OpenOptions::new();
        options.read(true).write(true).create(true).truncate(false);
        let mut file =
            options.open(&path).map_err(|error| StoreError::at(&path, &error))?;
        match file.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => {
                return Err(StoreError::InUse { by: holder(&mut file) });
            }
            // Some network folders know no locks; SQLite still keeps every save whole there.
            Err(TryLockError::Error(error))
                if error.kind() == std::io::ErrorKind::Unsupported => {}
            Err(TryLockError::Error(error)) => return Err(StoreError::at(&path, &error)),
        }
        // The note is for people; the lock holds without it.
        let note = format!("{computer}\n{}\n", std::process::id());
        file.set_len(0).and_then(|()| file.write_all(note.as_bytes())).ok();
        Ok(Self { file })
    }
}

impl Drop for WriterLock {
    fn drop(&mut self) {
        // The file stays: one who removed it could take away the lock of the next holder.
        self.file.set_len(0).ok();
        self.file.unlock().ok();
    }
}

/// Who wrote the note. Where a locked file cannot be read, nobody knows.
fn holder(file: &mut File) -> Option<Holder> {
    let mut note = String::new();
    file.take(MOST_NOTE).read_to_string(&mut note).ok()?;
    let (computer, process) = note.trim_end().rsplit_once('\n')?;
    let computer = computer.chars().filter(|letter| !letter.is_control()).collect();
    Some(Holder { computer, process: process.parse().ok()? })
}
