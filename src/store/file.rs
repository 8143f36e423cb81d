//! Files: beside others, never over others, whole or not at all, for their owner alone.

use super::StoreError;
use std::fs::{self, OpenOptions};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

/// The file beside a practice whose name ends with `end`.
pub fn beside(practice: &Path, end: &str) -> PathBuf {
    let mut name = practice.file_name().unwrap_or_default().to_owned();
    name.push(end);
    practice.with_file_name(name)
}

/// Opens a file that somebody named. A pipe or a device could be waited for without an end, so
/// it is not even opened.
pub fn open_to_read(path: &Path) -> Result<fs::File, StoreError> {
    let io = |error: io::Error| StoreError::from_io(&error, path);
    if !fs::metadata(path).map_err(io)?.is_file() {
        return Err(StoreError::NotAFile { path: path.to_owned() });
    }
    fs::File::open(path).map_err(io)
}

/// Fails if there is a file already; otherwise there is one of ours, empty.
pub fn make_empty(path: &Path) -> Result<(), StoreError> {
    let mut options = OpenOptions::new();
    owner_only(options.write(true).create_new(true))
        .open(path)
        .map(drop)
        .map_err(|error| StoreError::from_io(&error, path))
}

/// Makes the folder of a file, for this computer's user alone.
pub fn make_folder(path: &Path) -> Result<(), StoreError> {
    let Some(folder) = path.parent().filter(|folder| !folder.as_os_str().is_empty())
    else {
        return Ok(());
    };
    let mut builder = fs::DirBuilder::new();
    owner_only_folder(builder.recursive(true))
        .create(folder)
        .map_err(|error| StoreError::from_io(&error, path))
}

/// Puts a new file in the place of an old one, so that a crash leaves either.
pub fn write_whole(path: &Path, bytes: &[u8]) -> Result<(), StoreError> {
    replace(path, bytes, fs::File::sync_all)?;
    sync_folder(path);
    Ok(())
}

/// The same, whole or not at all if the program ends, but not waiting for the disk.
pub fn write_quickly(path: &Path, bytes: &[u8]) -> Result<(), StoreError> {
    replace(path, bytes, |_| Ok(()))
}

fn replace(
    path: &Path,
    bytes: &[u8],
    settle: fn(&fs::File) -> io::Result<()>,
) -> Result<(), StoreError> {
    let fresh = beside(path, ".new");
    let failed = |error| StoreError::from_io(&error, path);
    let mut options = OpenOptions::new();
    let mut file = owner_only(options.write(true).create(true).truncate(true))
        .open(&fresh)
        .map_err(failed)?;
    let written = file.write_all(bytes).and_then(|()| settle(&file));
    drop(file);
    let placed = written.and_then(|()| fs::rename(&fresh, path));
    if placed.is_err() {
        drop(fs::remove_file(&fresh));
    }
    placed.map_err(failed)
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

#[cfg(unix)]
fn owner_only_folder(builder: &mut fs::DirBuilder) -> &mut fs::DirBuilder {
    use std::os::unix::fs::DirBuilderExt as _;
    builder.mode(0o700)
}

#[cfg(not(unix))]
fn owner_only_folder(builder: &mut fs::DirBuilder) -> &mut fs::DirBuilder {
    builder
}
