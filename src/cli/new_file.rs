//! Writes a file whole or not at all, and never over another one.

use super::CliError;
use std::fs::{self, File, OpenOptions};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

/// Refuses a name that is taken or whose folder is missing, before any work is done for it.
pub fn must_be_free(path: &Path) -> Result<(), CliError> {
    if path == Path::new("-") {
        return Err(CliError::NotToOutput);
    }
    if path.symlink_metadata().is_ok() {
        return Err(CliError::Exists(path.to_owned()));
    }
    let folder = folder_of(path);
    if folder.is_dir() { Ok(()) } else { Err(CliError::NoFolder(folder)) }
}

/// Writes a new file in its own place: a draft beside it would be left there, hidden, if the
/// program were ended meanwhile. What could not be written whole is taken away again.
pub fn write(path: &Path, bytes: &[u8]) -> Result<(), CliError> {
    must_be_free(path)?;
    let failed = |error: io::Error| match error.kind() {
        io::ErrorKind::AlreadyExists => CliError::Exists(path.to_owned()),
        _ => CliError::NotWritten { why: error, path: path.to_owned() },
    };
    let mut file = owner_only(path).map_err(failed)?;
    let written = file.write_all(bytes).and_then(|()| file.sync_all());
    if written.is_err() {
        drop(file);
        drop(fs::remove_file(path));
    }
    written.map_err(failed)
}

/// Writes a file that is ours to replace.
pub fn replace(path: &Path, bytes: &[u8]) -> Result<(), CliError> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => {
            Err(CliError::NotWritten { why: error, path: path.to_owned() })
        }
        _ => write(path, bytes),
    }
}

/// A new file that no other user of this computer may read.
fn owner_only(path: &Path) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt as _;
        options.mode(0o600);
    }
    options.open(path)
}

fn folder_of(path: &Path) -> PathBuf {
    match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder.to_owned(),
        _ => PathBuf::from("."),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(folder: &Path) -> Vec<String> {
        let entries = fs::read_dir(folder).unwrap();
        entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect()
    }

    #[test]
    fn a_new_file_is_whole_and_alone_in_its_folder() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("page.pdf");
        write(&path, b"whole").unwrap();
        assert_eq!(fs::read(&path).unwrap(), b"whole");
        assert_eq!(names(folder.path()), ["page.pdf"]);
    }

    #[test]
    fn an_existing_file_is_refused_and_left_alone() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("page.pdf");
        fs::write(&path, b"mine").unwrap();
        assert!(matches!(write(&path, b"theirs"), Err(CliError::Exists(_))));
        assert_eq!(fs::read(&path).unwrap(), b"mine");
        assert_eq!(names(folder.path()), ["page.pdf"]);
    }

    #[test]
    fn a_file_of_ours_is_replaced_and_nothing_is_left_beside_it() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("page.pdf");
        for words in [&b"the older and longer page"[..], b"the page"] {
            replace(&path, words).unwrap();
            assert_eq!(fs::read(&path).unwrap(), words);
            assert_eq!(names(folder.path()), ["page.pdf"]);
        }
    }

    #[test]
    fn a_missing_folder_is_named() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("nowhere/page.pdf");
        assert!(matches!(write(&path, b"x"), Err(CliError::NoFolder(_))));
    }

    #[cfg(unix)]
    #[test]
    fn others_on_this_computer_may_not_read_it() {
        use std::os::unix::fs::PermissionsExt as _;
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("case.ron");
        write(&path, b"words").unwrap();
        assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
    }
}
