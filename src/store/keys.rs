//! The slots beside the practice: a small file that opens it when their page in it is damaged.

use super::StoreError;
use super::slot::{SLOT_BYTES, Slot};
use std::fs::{self, OpenOptions};
use std::io::Write as _;
use std::path::{Path, PathBuf};

const MAGIC: &[u8; 16] = b"holdfast keys 1\n";

/// The file beside a practice whose name ends with `end`.
pub fn beside(practice: &Path, end: &str) -> PathBuf {
    let mut name = practice.file_name().unwrap_or_default().to_owned();
    name.push(end);
    practice.with_file_name(name)
}

/// What the sibling file holds, each slot proved; none if there is no readable one.
pub fn read(practice: &Path) -> Option<([u8; 16], Vec<Slot>)> {
    let bytes = read_bytes(practice)?;
    let (magic, bytes) = bytes.split_first_chunk::<16>()?;
    let (id, slots) = bytes.split_first_chunk::<16>()?;
    let slots = slots.chunks(SLOT_BYTES).filter_map(Slot::from_bytes).collect();
    (magic == MAGIC).then_some((*id, slots))
}

/// The sibling's bytes as they are.
pub fn read_bytes(practice: &Path) -> Option<Vec<u8>> {
    fs::read(beside(practice, "-keys")).ok()
}

/// The bytes that the sibling should hold.
pub fn bytes(id: &[u8; 16], slots: &[Slot]) -> Vec<u8> {
    let mut bytes = [MAGIC.as_slice(), id].concat();
    bytes.extend(slots.iter().flat_map(Slot::to_bytes));
    bytes
}

/// Writes the sibling anew, whole or not at all.
pub fn write(practice: &Path, bytes: &[u8]) -> Result<(), StoreError> {
    write_whole(&beside(practice, "-keys"), bytes)
}

/// Puts a new file in the place of an old one, so that a crash leaves either.
pub fn write_whole(path: &Path, bytes: &[u8]) -> Result<(), StoreError> {
    let fresh = beside(path, ".new");
    let failed = |error| StoreError::from_io(&error, path);
    let mut file = owner_only(OpenOptions::new().write(true).create(true).truncate(true))
        .open(&fresh)
        .map_err(failed)?;
    let written = file.write_all(bytes).and_then(|()| file.sync_all());
    drop(file);
    let placed = written.and_then(|()| fs::rename(&fresh, path));
    if placed.is_err() {
        drop(fs::remove_file(&fresh));
    }
    placed.map_err(failed)?;
    sync_folder(path);
    Ok(())
}

/// Makes a name in a folder last. Where folders cannot be synced, nothing is lost by that.
pub fn sync_folder(path: &Path) {
    if let Some(folder) = path.parent() {
        drop(fs::File::open(folder).and_then(|folder| folder.sync_all()));
    }
}

/// Only this computer's user may read what is made.
#[cfg(unix)]
pub fn owner_only(options: &mut OpenOptions) -> &mut OpenOptions {
    use std::os::unix::fs::OpenOptionsExt as _;
    options.mode(0o600)
}

/// Only this computer's user may read what is made: so it is in a user's folders anyway.
#[cfg(not(unix))]
pub fn owner_only(options: &mut OpenOptions) -> &mut OpenOptions {
    options
}
