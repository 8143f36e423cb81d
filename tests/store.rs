//! A practice file from its creation to its restoration, as a therapist lives through it.

use crate::invented_couple;
use chrono::DateTime;
use holdfast::model::{Case, Compartment, Element, Layer, Pair, Source};
use holdfast::store::{
    Computer, KeyCost, LockedPractice, Mode, Moment, OpenPractice, Passphrase,
    RecoveryKey, StoreError, case_ron, restore_on,
};
use std::fs;
use std::path::{Path, PathBuf};
use tempfile::TempDir;

const WORDS: &str = "six plain words for tests only";

/// A folder with a practice in it, on a computer that remembers in the same folder.
struct Desk {
    folder: TempDir,
}

impl Desk {
    fn new() -> Self {
        Self { folder: tempfile::tempdir().unwrap() }
    }

    fn path(&self) -> PathBuf {
        self.file("practice.holdfast")
    }

    fn file(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn computer(&self) -> Computer {
        let memory = Some(self.file("seen"));
        Computer { name: "studio".to_owned(), memory }
    }

    fn create(&self) -> (OpenPractice, RecoveryKey) {
        let cost = (KeyCost::lowest_for_tests(), minute(0));
        self.computer()
            .create_practice(&self.path(), &Passphrase::from(WORDS), cost)
            .unwrap()
    }

    fn locked(&self) -> LockedPractice {
        LockedPractice::at(&self.path()).unwrap().on(self.computer())
    }

    fn open(&self) -> OpenPractice {
        self.locked().unlock(&Passphrase::from(WORDS), Mode::Write).unwrap()
    }

    fn read(&self) -> OpenPractice {
        self.locked().unlock(&Passphrase::from(WORDS), Mode::ReadOnly).unwrap()
    }
}

fn minute(minutes: i64) -> Moment {
    let start = DateTime::parse_from_rfc3339("2026-11-22T09:00:00+01:00").unwrap();
    start + chrono::TimeDelta::minutes(minutes)
}

fn linden() -> Case {
    let mut case = Case::new("Linden", Pair { a: "Ana".to_owned(), b: "Rui".to_owned() });
    case.maps = vec![invented_couple::full()];
    case
}

#[test]
fn a_case_is_saved_and_comes_back_word_for_word() {
    let desk = Desk::new();
    let case = linden();
    let (mut practice, _) = desk.create();
    let saved = practice.save(&case, minute(1)).unwrap();
    assert_eq!(saved.at, minute(1));
    drop(practice);
    let mut practice = desk.open();
    assert_eq!(practice.load(case.id).unwrap(), case);
    let cases = practice.cases().unwrap();
    assert_eq!(cases.len(), 1);
    assert_eq!((cases[0].code_name.as_str(), cases[0].maps), ("Linden", 1));
    assert_eq!(cases[0].elements, case.element_count());
    assert_eq!(cases[0].last_change, minute(1));
    assert!(practice.opening_damage().is_empty());
    assert!(practice.check().unwrap().is_whole());
}
