//! What the log has still to be told: failed unlocks, and what was done while it could not be
//! written. It waits on this computer.

use super::audit::{AuditKind, Told};
use super::revision::Name;
use super::seen::{Memory, file_name};
use super::{Practice, StoreError, Time, file, keys, seal};
use crate::store::file::owner_only;
use serde::{Deserialize, Serialize};
use std::fs::{self, OpenOptions};
use std::io::Write as _;
use std::path::{Path, PathBuf};

/// A file of failed unlocks that grows beyond this is counted no further.
const MOST_BYTES: u64 = 64 * 1024;
const BOUND: &[u8] = b"holdfast waiting 1";

#[derive(Serialize, Deserialize)]
struct Waiting {
    told: Told,
    at: Time,
}

/// Remembers on this computer that somebody tried a wrong passphrase. No key is at hand then,
/// so the file holds moments and nothing else.
pub fn count_failed_unlock(practice: &Path, folder: &Path, now: Time) {
    let Some((id, _)) = keys::read(practice) else { return };
    let path = unlocks(&folder.join("seen"), &id);
    let is_full = fs::metadata(&path).is_ok_and(|it| it.len() > MOST_BYTES);
    if !is_full {
        append(&path, format!("{}\n", now.to_rfc3339()).as_bytes());
    }
}

impl Practice {
    /// Tells the log that the practice was opened, and what has waited for that on this
    /// computer. An older copy and a damaged file are left as they are.
    pub fn record_unlock(&mut self, by: AuditKind, now: Time) -> Result<(), StoreError> {
        if self.warning()?.is_some() {
            return Ok(());
        }
        if self.is_read_only() {
            return self.wait_with(&Told::practice(by), now);
        }
        let folder = self.memory.as_ref().and_then(Memory::folder);
        let taken = folder.map(|folder| self.taken(&folder)).unwrap_or_default();
        let mut told = taken.told;
        told.push((Told::practice(by), now));
        self.keep_told(Vec::new(), told, now)?;
        for path in taken.paths {
            drop(fs::remove_file(path));
        }
        Ok(())
    }

    /// Puts an entry aside until the practice is open to write.
    pub(super) fn wait_with(&self, told: &Told, at: Time) -> Result<(), StoreError> {
        let folder = self.memory.as_ref().and_then(Memory::folder);
        let folder = folder.ok_or(StoreError::ReadOnly)?;
        let waiting = Waiting { told: told.clone(), at };
        let text = ron::to_string(&waiting)
            .map_err(|error| StoreError::NotWritten { fault: error.to_string() })?;
        let sealed = self.waiting_key().seal(text.as_bytes(), BOUND)?;
        append(&waiting_file(&folder, &self.id), (hex(&sealed) + "\n").as_bytes());
        Ok(())
    }

    fn waiting_key(&self) -> seal::Key {
        self.key.derive("holdfast 1 waiting entries")
    }

    /// What has waited. The files are put aside first, so that nothing joins them meanwhile.
    fn taken(&self, folder: &Path) -> Taken {
        let mut taken = Taken::default();
        if let Some((text, path)) = take(&unlocks(folder, &self.id)) {
            taken.told.extend(failed_unlocks(&text));
            taken.paths.push(path);
        }
        if let Some((text, path)) = take(&waiting_file(folder, &self.id)) {
            let key = self.waiting_key();
            let entries = text.lines().filter_map(|line| {
                let opened = key.open(&from_hex(line)?, BOUND).ok()?;
                let text = std::str::from_utf8(&opened).ok()?;
                ron::from_str::<Waiting>(text).ok()
            });
            taken.told.extend(entries.map(|it| (it.told, it.at)));
            taken.paths.push(path);
        }
        taken
    }
}

#[derive(Default)]
struct Taken {
    told: Vec<(Told, Time)>,
    paths: Vec<PathBuf>,
}

fn failed_unlocks(text: &str) -> Option<(Told, Time)> {
    let moments: Vec<Time> =
        text.lines().filter_map(|line| Time::parse_from_rfc3339(line).ok()).collect();
    let (first, last) = (*moments.first()?, *moments.last()?);
    let times = u32::try_from(moments.len()).unwrap_or(u32::MAX);
    Some((Told::practice(AuditKind::FailedUnlocks { times, first }), last))
}

fn unlocks(folder: &Path, id: &Name) -> PathBuf {
    folder.join(file_name(id) + "-unlocks")
}

fn waiting_file(folder: &Path, id: &Name) -> PathBuf {
    folder.join(file_name(id) + "-waiting")
}

/// The file's text under another name; what an earlier try left there comes first.
fn take(path: &Path) -> Option<(String, PathBuf)> {
    let aside = file::beside(path, ".taken");
    if !aside.exists() {
        fs::rename(path, &aside).ok()?;
    }
    Some((fs::read_to_string(&aside).ok()?, aside))
}

/// That it cannot be remembered is no reason to refuse anything.
fn append(path: &Path, line: &[u8]) {
    if let Some(folder) = path.parent() {
        drop(fs::create_dir_all(folder));
    }
    let mut options = OpenOptions::new();
    options.append(true).create(true);
    drop(owner_only(&mut options).open(path).and_then(|mut file| file.write_all(line)));
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |text, byte| format!("{text}{byte:02x}"))
}

fn from_hex(text: &str) -> Option<Vec<u8>> {
    let digits = text.as_bytes().chunks(2);
    digits
        .map(|pair| u8::from_str_radix(std::str::from_utf8(pair).ok()?, 16).ok())
        .collect()
}
