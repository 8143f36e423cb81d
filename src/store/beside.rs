//! The small files beside a practice, and how a file gets its place without writing over another.

use super::StoreError;
use std::fs::{self, File};
use std::io::Write as _;
use std::path::{Path, PathBuf};

/// `NAME.holdfast` has `NAME.holdfast-keys` beside it, and any other name gets `.holdfast-keys`.
pub(super) fn beside(practice: &Path, what: &str) -> PathBuf {
    let mut name = practice.file_name().unwrap_or_default().to_owned();
    if practice.extension().is_none_or(|extension| extension != "holdfast") {
        name.push(".holdfast");
    }
    name.push("-");
    name.push(what);
    practice.with_file_name(name)
}

/// Gives a finished file its name. Fails if the name is taken, even by a file made meanwhile.
pub(super) fn place(finished: &Path, name: &Path) -> Result<(), StoreError> {
    match fs::hard_link(finished, name) {
        Ok(()) => {
            // The second name is litter, and no reason to say that the file was not made.
            fs::remove_file(finished).ok();
        }
        Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => {
            return Err(StoreError::AlreadyThere(name.to_owned()));
        }
        // Some sticks and network folders know no links.
        Err(_) if !name.exists() => {
            fs::rename(finished, name).map_err(|error| StoreError::at(name, &error))?;
        }
        Err(error) => return Err(StoreError::at(name, &error)),
    }
    sync_folder(name);
    Ok(())
}

/// Writes a small file whole or not at all, in place of an older one.
pub(super) fn write_whole(path: &Path, bytes: &[u8]) -> std::io::Result<()> {
    let mut name = path.file_name().unwrap_or_default().to_owned();
    name.push(format!(".{}.new", std::process::id()));
    let new = path.with_file_name(name);
    let written = File::create(&new)
        .and_then(|mut file| file.write_all(bytes).and_then(|()| file.sync_all()))
        .and_then(|()| fs::rename(&new, path));
    if written.is_err() {
        // What could not be written is of no use to anyone.
        fs::remove_file(&new).ok();
    }
    sync_folder(path);
    written
}

/// Names are on the disk only after their folder is; where folders cannot be synced they need not.
fn sync_folder(file: &Path) {
    if cfg!(unix)
        && let Some(folder) = file.parent()
    {
        let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
        File::open(folder).and_then(|folder| folder.sync_all()).ok();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_files_beside_a_practice_carry_its_name() {
        let of = |name| beside(Path::new(name), "keys").to_string_lossy().into_owned();
        assert_eq!(of("/a/practice.holdfast"), "/a/practice.holdfast-keys");
        assert_eq!(of("/a/b.c/mine"), "/a/b.c/mine.holdfast-keys");
        assert_eq!(of("mine.backup"), "mine.backup.holdfast-keys");
    }

    #[test]
    fn a_file_never_takes_the_place_of_another() {
        let folder = tempfile::tempdir().unwrap();
        let (new, old) = (folder.path().join("new"), folder.path().join("old"));
        fs::write(&new, "new").unwrap();
        fs::write(&old, "old").unwrap();
        assert!(matches!(place(&new, &old), Err(StoreError::AlreadyThere(_))));
        assert_eq!(fs::read(&old).unwrap(), b"old");
        place(&new, &folder.path().join("free")).unwrap();
        assert_eq!(fs::read(folder.path().join("free")).unwrap(), b"new");
        assert!(!new.exists());
    }
}
