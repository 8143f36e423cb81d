//! A therapist's desk for the tests of the store: a folder, a computer, a practice.

use crate::invented_couple;
use chrono::DateTime;
use holdfast::model::{Case, CaseId, MapId, Pair};
use holdfast::store::{
    Computer, KeyCost, LockedPractice, Mode, Moment, OpenPractice, Passphrase,
    RecoveryKey,
};
use std::path::{Path, PathBuf};
use tempfile::TempDir;
use uuid::Uuid;

pub const WORDS: &str = "six plain words for tests only";

/// A folder with a practice in it, on a computer that remembers in the same folder.
pub struct Desk {
    folder: TempDir,
}

impl Desk {
    pub fn new() -> Self {
        Self { folder: tempfile::tempdir().unwrap() }
    }

    pub fn path(&self) -> PathBuf {
        self.file("practice.holdfast")
    }

    pub fn file(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    pub fn computer(&self) -> Computer {
        Computer { name: "studio".to_owned(), memory: Some(self.file("seen")) }
    }

    pub fn create(&self) -> (OpenPractice, RecoveryKey) {
        let cost = (KeyCost::lowest_for_tests(), minute(0));
        self.computer().create_practice(&self.path(), &passphrase(), cost).unwrap()
    }

    /// A practice with one couple in it, closed again.
    pub fn with(&self, case: &Case) -> &Self {
        let (mut practice, _) = self.create();
        practice.save(case, minute(1)).unwrap();
        self
    }

    pub fn locked(&self) -> LockedPractice {
        LockedPractice::at(&self.path()).unwrap().on(self.computer())
    }

    pub fn open(&self) -> OpenPractice {
        self.locked().unlock(&passphrase(), Mode::Write).unwrap()
    }

    pub fn read(&self) -> OpenPractice {
        self.locked().unlock(&passphrase(), Mode::ReadOnly).unwrap()
    }
}

pub fn passphrase() -> Passphrase {
    Passphrase::from(WORDS)
}

/// Minutes after a Sunday morning in November.
pub fn minute(minutes: i64) -> Moment {
    let start = DateTime::parse_from_rfc3339("2026-11-22T09:00:00+01:00").unwrap();
    start + chrono::TimeDelta::minutes(minutes)
}

/// Ana and Rui with their full map, always with the same ids.
pub fn linden() -> Case {
    let mut case = Case::new("Linden", Pair { a: "Ana".to_owned(), b: "Rui".to_owned() });
    case.id = CaseId(Uuid::from_u128(1));
    case.maps = vec![invented_couple::full()];
    case.maps[0].id = MapId(Uuid::from_u128(2));
    case
}

/// Two phrases, one of them said alone: a small case for tests that look at every byte.
pub fn small() -> Case {
    let mut case = linden();
    case.maps[0].sides.b.elements.retain(|e| e.words.starts_with("home where"));
    case.maps[0].sides.a.elements.truncate(1);
    case
}
