//! Writes a file whole or not at all, and never over another one.

use super::CliError;
use std::fs::{self, File, OpenOptions};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

/// Refuses a name that is taken or whose folder is missing, before any work is done for it.
pub fn must_be_free(path: &Path) -> Result<(), CliError> {
    if path.symlink_metadata().is_ok() {
        return Err(CliError::Exists(path.to_owned()));
    }
    let folder = folder_of(path);
    if folder.is_dir() { Ok(()) } else { Err(CliError::NoFolder(folder)) }
}

/// Writes a new file. Whoever reads its folder sees the whole file or none.
pub fn write(path: &Path, bytes: &[u8]) -> Result<(), CliError> {
    must_be_free(path)?;
    through_a_draft(path, bytes, |draft| {
        // A link is refused if the name was taken meanwhile; a rename would write over it.
        match fs::hard_link(draft, path) {
            Err(error) if error.kind() == io::ErrorKind::Unsupported => {
                fs::rename(draft, path)
            }
            linked => linked,
        }
    })
}

/// Writes a file that is ours to replace.
pub fn replace(path: &Path, bytes: &[u8]) -> Result<(), CliError> {
    through_a_draft(path, bytes, |draft| fs::rename(draft, path))
}

fn through_a_draft(
    path: &Path,
    bytes: &[u8],
    publish: impl FnOnce(&Path) -> io::Result<()>,
) -> Result<(), CliError> {
    let draft = draft_beside(path);
    let done = write_draft(&draft, bytes).and_then(|()| publish(&draft));
    // After a rename there is nothing left to remove.
    drop(fs::remove_file(&draft));
    done.map_err(|error| match error.kind() {
        io::ErrorKind::AlreadyExists => CliError::Exists(path.to_owned()),
        _ => CliError::NotWritten { why: error, path: path.to_owned() },
    })
}

fn write_draft(draft: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut file = owner_only(draft)?;
    file.write_all(bytes)?;
    file.sync_all()
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

fn draft_beside(path: &Path) -> PathBuf {
    let mark = uuid::Uuid::now_v7().simple();
    folder_of(path).join(format!(".holdfast-{mark}.part"))
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
    fn a_new_file_is_whole_and_leaves_no_draft() {
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
