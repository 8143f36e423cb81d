//! A practice is made, opened, changed, looked back on and copied.

use crate::random_case;
use holdfast::model::{Case, Pair};
use holdfast::store::{
    Access, KeyCost, Passphrase, Practice, RecoveryKey, Seen, Settings, StoreError, Time,
    case_ron, restore,
};
use proptest::prelude::*;
use std::fs;
use std::path::{Path, PathBuf};
use tempfile::TempDir;

pub const WORDS: &str = "lantern plum orbit kettle";

pub fn at(text: &str) -> Time {
    Time::parse_from_rfc3339(text).unwrap()
}

pub fn now() -> Time {
    at("2026-03-02T14:03:00+01:00")
}

pub fn passphrase() -> Passphrase {
    Passphrase::new(WORDS)
}

pub fn sample(name: &str) -> Case {
    let path = format!("{}/assets/sample/{name}.ron", env!("CARGO_MANIFEST_DIR"));
    case_ron::read(&fs::read_to_string(path).unwrap()).unwrap()
}

pub fn new_practice() -> (TempDir, PathBuf, Practice, RecoveryKey) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("practice.holdfast");
    let cost = KeyCost::lowest_for_tests();
    let (practice, key) = Practice::create(&path, &passphrase(), cost, now()).unwrap();
    (folder, path, practice, key)
}

pub fn open(path: &Path, access: Access) -> Result<Practice, StoreError> {
    Practice::open(path, &passphrase(), access, now())
}

#[test]
fn what_was_saved_is_there_when_the_practice_is_opened_again() {
    let (_folder, path, mut practice, _) = new_practice();
    for name in ["linden", "heron", "rowan"] {
        practice.save(&sample(name), now()).unwrap();
    }
    drop(practice);
    let practice = open(&path, Access::Read).unwrap();
    let cases = practice.cases().unwrap();
    let codes: Vec<&str> = cases.iter().map(|case| case.code_name.as_str()).collect();
    assert_eq!(codes, ["Heron", "Linden", "Rowan"]);
    for case in &cases {
        let kept = practice.load(case.id).unwrap();
        assert_eq!(kept, sample(&case.code_name.to_lowercase()));
        assert_eq!((case.maps, case.elements), (kept.maps.len(), kept.element_count()));
        assert_eq!(case.last_change, now());
        assert!(!case.is_damaged);
    }
    assert!(cases[1].loop_names.contains(&"The garage door".to_owned()));
    assert!(practice.check().unwrap().is_whole());
    assert_eq!(practice.fault().unwrap(), None);
}
