//! What can go wrong with a practice file, said so that a therapist knows what to do.

use super::case_ron::CaseRonError;
use super::recovery::RecoveryKeyError;
use super::writer_lock::Holder;
use std::path::{Path, PathBuf};

/// Everything that the store can refuse or fail at. No message holds a client's words.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    #[error("A file with this name is already there, and Holdfast writes over nothing. Choose another name: {}", .0.display())]
    AlreadyThere(PathBuf),
    #[error("There is no practice with this name. Look for it in another folder, or create it: {}", .0.display())]
    NotThere(PathBuf),
    #[error("This file is not a Holdfast practice. Choose another file: {}", .0.display())]
    NotAPractice(PathBuf),
    #[error(
        "This file was made by a newer Holdfast (format {found}). Update Holdfast, then open it again."
    )]
    TooNew { found: u32 },
    #[error(
        "The passphrase does not open this practice. Nothing was changed; try again, or use the recovery sheet."
    )]
    WrongPassphrase,
    #[error(
        "This recovery key does not open this practice. A newer sheet may have replaced it; look for the newest one."
    )]
    WrongRecoveryKey,
    #[error(transparent)]
    RecoveryKey(#[from] RecoveryKeyError),
    #[error("{}", in_use(.by.as_ref()))]
    InUse { by: Option<Holder> },
    #[error(
        "The practice is open to read only, so nothing can be changed. Close it where it is open to write, then open it again."
    )]
    ReadOnly,
    #[error("The disk is full, so this was not saved. Make room on it, then save again.")]
    DiskFull,
    #[error("This folder or file cannot be written, so nothing was saved. Choose another folder, or ask for the right to write there: {}", .0.display())]
    Unwritable(PathBuf),
    #[error(
        "Another program holds the practice file and did not let go of it. Wait a moment, then try again."
    )]
    Busy,
    #[error("The file has been cut short: a part of it is missing. It was left as it is; restore a backup: {}", .0.display())]
    CutShort(PathBuf),
    #[error(
        "The practice file is damaged ({0}). It was left as it is; open it to read only, or restore a backup."
    )]
    Damaged(String),
    #[error(
        "The case {case} is damaged ({what}). Its other documents and older revisions may be whole: see its history, or restore a backup."
    )]
    CaseDamaged { case: String, what: String },
    #[error(
        "This file asks for more memory or time than any Holdfast does to open it, so it was not tried. Restore a backup."
    )]
    HostileCost,
    #[error("This case is not in the practice. Look at the list of cases.")]
    NoSuchCase,
    #[error("This revision is not in the practice. Look at the history of the case.")]
    NoSuchRevision,
    #[error("This case is already in the practice. Change its id to add it once more.")]
    CaseExists,
    #[error(
        "A case with this code name is already in the practice. Give one of them another code name."
    )]
    CodeNameTaken,
    #[error("This case cannot be saved: {0}.")]
    Unfit(&'static str),
    #[error("This document is signed and stays as it is. Write an addendum instead.")]
    Signed,
    #[error(
        "There is no signed document that this addendum could belong to. Sign the document first."
    )]
    NothingSigned,
    #[error(
        "A document was written by a newer Holdfast (schema {found}). Update Holdfast, then open it again."
    )]
    DocumentTooNew { found: u16 },
    #[error(
        "The copy is not whole, so it was thrown away ({0} damaged places). Check the practice, then try again."
    )]
    CopyNotWhole(usize),
    #[error("The passphrase was changed, but the spare key file beside the practice could not be written. Free the folder, then open the practice once more: {}", .0.display())]
    SpareKeysNotWritten(PathBuf),
    #[error(transparent)]
    CaseRon(#[from] CaseRonError),
    #[error(
        "This computer gave no random numbers, so nothing can be sealed. Restart the computer, then try again."
    )]
    NoRandomNumbers,
    #[error(
        "The disk could not be read or written ({what}). Look at its connection, then try again."
    )]
    Disk { what: String },
}

fn in_use(by: Option<&Holder>) -> String {
    let who = by.map_or_else(|| "in another window".to_owned(), Holder::to_string);
    format!("The practice is open {who}. Close it there, or open it here to read only.")
}

impl StoreError {
    /// An error of the file system at a path.
    pub(super) fn at(path: &Path, error: &std::io::Error) -> Self {
        use std::io::ErrorKind;
        match error.kind() {
            ErrorKind::NotFound => Self::NotThere(path.to_owned()),
            ErrorKind::AlreadyExists => Self::AlreadyThere(path.to_owned()),
            ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem => {
                Self::Unwritable(path.to_owned())
            }
            ErrorKind::StorageFull
            | ErrorKind::QuotaExceeded
            | ErrorKind::FileTooLarge => Self::DiskFull,
            kind => Self::Disk { what: kind.to_string() },
        }
    }

    /// True if the file itself is at fault and not the disk, the key or the caller.
    pub fn is_damage(&self) -> bool {
        matches!(self, Self::Damaged(_) | Self::CaseDamaged { .. } | Self::CutShort(_))
    }
}

impl From<rusqlite::Error> for StoreError {
    fn from(error: rusqlite::Error) -> Self {
        use rusqlite::ErrorCode;
        let Some(code) = error.sqlite_error_code() else {
            // What is left are values of another type than Holdfast writes.
            return Self::Damaged(
                "a table holds something else than it should".to_owned(),
            );
        };
        match code {
            ErrorCode::DiskFull => Self::DiskFull,
            ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked => Self::Busy,
            ErrorCode::ReadOnly => Self::ReadOnly,
            ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase => {
                Self::Damaged("its pages do not fit together".to_owned())
            }
            ErrorCode::ConstraintViolation => {
                Self::Damaged("a table refuses what belongs into it".to_owned())
            }
            ErrorCode::Unknown | ErrorCode::TypeMismatch | ErrorCode::SchemaChanged => {
                Self::Damaged("its tables are not those of a practice".to_owned())
            }
            ErrorCode::CannotOpen | ErrorCode::PermissionDenied => {
                // The caller knows the path and names it.
                Self::Unwritable(PathBuf::new())
            }
            other => Self::Disk { what: format!("{other:?}") },
        }
    }
}

impl From<getrandom::Error> for StoreError {
    fn from(_: getrandom::Error) -> Self {
        Self::NoRandomNumbers
    }
}
