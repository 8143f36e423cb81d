//! What can go wrong with a practice file: what happened, then what to do.

use std::io;
use std::path::{Path, PathBuf};
use thiserror::Error;

/// Why something could not be done. It holds no client's word; a path comes last.
#[derive(Debug, Error)]
pub enum StoreError {
    #[error(
        "That is not the passphrase of this practice. Try again, or use the recovery sheet."
    )]
    WrongPassphrase,
    #[error(
        "These rows do not open this practice. Compare them with its newest recovery sheet."
    )]
    WrongRecoveryKey,
    #[error(
        "This practice file is damaged ({what}). Restore the newest backup; what can still be \
         read opens for reading only: {path}"
    )]
    Damaged { what: String, path: PathBuf },
    #[error(
        "This was made by a newer Holdfast (format {found}). Update Holdfast, then open it again."
    )]
    TooNew { found: u32 },
    #[error(
        "This practice is already open, in {by}. Close it there, or open it here for reading \
         only."
    )]
    InUse { by: String },
    #[error("There is already a file with this name. Choose another name: {path}")]
    Exists { path: PathBuf },
    #[error("There is nothing by this name. Check the name and the folder: {path}")]
    Missing { path: PathBuf },
    #[error(
        "This is a folder, a pipe or a device, and not a file. Choose another one: {path}"
    )]
    NotAFile { path: PathBuf },
    #[error("This practice is open for reading only. Open it for writing to change it.")]
    ReadOnly,
    #[error("The disk is full, nothing was saved. Make room, then save again: {path}")]
    Full { path: PathBuf },
    #[error(
        "Holdfast may not write here, nothing was saved. Choose another folder or ask for the \
         right to write: {path}"
    )]
    NoPermission { path: PathBuf },
    #[error(
        "The disk did not take or give the data ({fault}), nothing was saved. See that it is \
         there and has room, then try again: {path}"
    )]
    Disk { fault: String, path: PathBuf },
    #[error("Another couple already has this code name. Choose another one.")]
    DuplicateCode,
    #[error("This couple is already in the practice. Open it there.")]
    CaseExists,
    #[error("A couple needs a code name. Give it one, then save.")]
    NoCodeName,
    #[error("No practice is open. Open one first.")]
    NothingOpen,
    #[error(transparent)]
    RecoveryKey(#[from] super::RecoveryFault),
    #[error("This practice holds no such couple.")]
    NoSuchCase,
    #[error("This was signed and can no longer be changed. Add an addendum instead.")]
    Signed,
    #[error(
        "A confirmed version of a loop is never changed or removed. Change the loop, then confirm \
         it anew."
    )]
    Confirmed,
    #[error(
        "Line {line}, column {column}: {fault}. Correct it, then import the file again."
    )]
    BadRon { line: usize, column: usize, fault: String },
    #[error("This file cannot be imported: {fault}.")]
    BadCase { fault: String },
    #[error("Two things of this couple have the same id. Remove one of them.")]
    SameId,
    #[error("This file is not a Holdfast practice: {path}")]
    NotAPractice { path: PathBuf },
    #[error(
        "The new passphrase holds, but the file of keys beside the practice could not be \
         renewed. Make room, then set the passphrase again: {path}"
    )]
    KeysNotRenewed { path: PathBuf },
    #[error("The computer gave no random numbers. Start it anew, then try again.")]
    NoRandomness,
    #[error(
        "There is not enough free memory to open the practice. Close other programs."
    )]
    NoMemory,
    #[error("The words could not be put into a file: {fault}.")]
    NotWritten { fault: String },
}

/// What a system's error means, in words for people.
pub fn plain_fault(kind: io::ErrorKind) -> &'static str {
    use io::ErrorKind as Kind;
    match kind {
        Kind::NotFound => "nothing of this name is there",
        Kind::AlreadyExists => "something of this name is there already",
        Kind::PermissionDenied => "Holdfast has no right to it",
        Kind::ReadOnlyFilesystem => "this place can only be read",
        Kind::StorageFull | Kind::QuotaExceeded | Kind::FileTooLarge => {
            "there is no room"
        }
        Kind::IsADirectory => "it is a folder",
        Kind::NotADirectory => "a part of its path is no folder",
        Kind::InvalidFilename => "the name is too long or holds a sign that it may not",
        Kind::InvalidData => "it is not a text",
        Kind::UnexpectedEof => "it ends too early",
        Kind::TimedOut | Kind::Interrupted | Kind::WouldBlock => "it took too long",
        Kind::BrokenPipe | Kind::ConnectionAborted | Kind::ConnectionReset => {
            "nobody took the answer"
        }
        Kind::ResourceBusy => "another program holds it",
        _ => "the disk or the system refused",
    }
}

impl StoreError {
    pub(super) fn damaged(path: &Path, what: impl Into<String>) -> Self {
        Self::Damaged { what: what.into(), path: path.to_owned() }
    }

    pub(super) fn from_io(error: &io::Error, path: &Path) -> Self {
        let path = path.to_owned();
        match error.kind() {
            io::ErrorKind::NotFound => Self::Missing { path },
            io::ErrorKind::AlreadyExists => Self::Exists { path },
            io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem => {
                Self::NoPermission { path }
            }
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => {
                Self::Full { path }
            }
            kind => Self::Disk { fault: plain_fault(kind).to_owned(), path },
        }
    }

    pub(super) fn from_sql(error: &rusqlite::Error, path: &Path) -> Self {
        use rusqlite::ErrorCode as Code;
        let path = path.to_owned();
        let Some(code) = error.sqlite_error_code() else {
            return Self::Damaged { what: "a row has another shape".to_owned(), path };
        };
        match code {
            Code::DiskFull => Self::Full { path },
            Code::ReadOnly | Code::PermissionDenied | Code::CannotOpen => {
                Self::NoPermission { path }
            }
            Code::DatabaseBusy | Code::DatabaseLocked => {
                Self::InUse { by: "another program".to_owned() }
            }
            Code::NotADatabase => Self::NotAPractice { path },
            Code::OutOfMemory => Self::NoMemory,
            Code::SystemIoFailure | Code::FileLockingProtocolFailed => {
                Self::Disk { fault: "reading or writing failed".to_owned(), path }
            }
            Code::ConstraintViolation => Self::Signed,
            _ => Self::Damaged { what: "its tables cannot be read".to_owned(), path },
        }
    }
}
