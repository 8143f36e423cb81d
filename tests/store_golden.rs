//! A practice file of every released format opens for ever and says the same words.

use crate::store_desk::{linden, minute};
use holdfast::model::{
    Case, CycleKind, CycleMap, MapId, Pair, Session, SessionId, SessionKind,
};
use holdfast::store::{
    Computer, DocumentKind, KeyCost, LockedPractice, Mode, OpenPractice, Passphrase,
    RecoveryKey, RevisionInfo, Row, case_ron,
};
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use uuid::Uuid;

/// It stands in the fixture's README too.
const PASSPHRASE: &str = "unmixable ravioli subtotal blanching deeply saga";

fn fixture(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/format-1").join(name)
}

/// The golden practice in a folder of its own, so that the fixture stays as it is.
fn copied(folder: &Path) -> LockedPractice {
    let copy = folder.join("practice.holdfast");
    fs::copy(fixture("practice.holdfast"), &copy).unwrap();
    LockedPractice::at(&copy).unwrap().on(Computer::remembering_in(None))
}

#[test]
fn the_practice_of_format_1_opens_and_says_the_same_words() {
    let folder = tempfile::tempdir().unwrap();
    let locked = copied(folder.path());
    let mut practice = locked.unlock(&Passphrase::from(PASSPHRASE), Mode::Write).unwrap();
    assert_eq!(practice.opening_damage(), []);
    let id = practice.find("Linden").unwrap().id;
    let case = practice.load(id).unwrap();
    assert_eq!(
        case_ron::write(&case),
        fs::read_to_string(fixture("linden.ron")).unwrap()
    );
    assert_eq!(
        documents(&mut practice),
        fs::read_to_string(fixture("documents.txt")).unwrap()
    );
    assert_eq!(practice.settings().unwrap().practice_name, "Marta Leal");
    let report = practice.check().unwrap();
    assert!(report.is_whole(), "{:?}", report.damage);
    // An old file is not only read: it is gone on with.
    practice.save(&Case { code_name: "Willow".to_owned(), ..case }, minute(900)).unwrap();
    assert!(practice.check().unwrap().is_whole());
}

#[test]
fn the_recovery_sheet_of_format_1_opens_it_too() {
    let folder = tempfile::tempdir().unwrap();
    let sheet = fs::read_to_string(fixture("recovery-key.txt")).unwrap();
    let recovery = RecoveryKey::parse(&sheet).unwrap();
    let opened = copied(folder.path()).unlock_with_recovery(&recovery, Mode::ReadOnly);
    assert_eq!(opened.unwrap().cases().unwrap().len(), 1);
}

/// The newest words of every document, as `docs/read_practice.py` prints them.
fn documents(practice: &mut OpenPractice) -> String {
    let mut text = String::new();
    for case in practice.cases().unwrap() {
        let mut newest: Vec<RevisionInfo> = Vec::new();
        for revision in practice.history(case.id).unwrap() {
            newest.retain(|old| {
                (old.entity, old.compartment) != (revision.entity, revision.compartment)
            });
            newest.push(revision);
        }
        newest.sort_by_key(|revision| (revision.entity, revision.compartment));
        for revision in newest {
            let words = practice.revision(revision.id).unwrap();
            let (kind, when) = (revision.what(), revision.when.unwrap().to_rfc3339());
            let (entity, number) = (revision.entity, revision.number);
            writeln!(text, "== {entity}, {kind}, revision {number}, {when}").unwrap();
            writeln!(text, "{}", *words).unwrap();
        }
    }
    text
}

/// Ana and Rui with what a course of some weeks leaves in a file.
fn course() -> Case {
    let mut case = linden();
    case.partners = Pair::from_fn(|partner| holdfast::model::Partner {
        name: case.name_of(partner).to_owned(),
        surname: "Łuczak Đặng".to_owned(),
        pronouns: String::new(),
    });
    case.sessions = (1u16..=3)
        .map(|number| Session {
            id: SessionId(Uuid::from_u128(100 + u128::from(number))),
            number,
            kind: SessionKind::Joint,
            date: chrono::NaiveDate::from_ymd_opt(2026, 11, u32::from(number)).unwrap(),
        })
        .collect();
    let mut second = CycleMap::new(CycleKind::Sexual);
    second.id = MapId(Uuid::from_u128(3));
    second.name = "Lights out; \"later\" \\ a line\nbelow".to_owned();
    case.maps.push(second);
    case
}

/// Run by hand once for a format, and never again: the files are for ever.
#[test]
#[ignore = "writes the fixtures of the format, once"]
fn writes_the_golden_practice() {
    let path = fixture("practice.holdfast");
    let passphrase = Passphrase::from(PASSPHRASE);
    let computer = Computer { name: "studio".to_owned(), memory: None };
    let (mut practice, recovery) = computer
        .create_practice(&path, &passphrase, (KeyCost::SHIPPED, minute(0)))
        .expect("the fixtures are there already");
    let case = course();
    for (minutes, name) in [(1, ""), (2, "The garage"), (3, "The garage door")] {
        let mut case = case.clone();
        name.clone_into(&mut case.maps[0].name);
        practice.save(&case, minute(minutes)).unwrap();
    }
    let mut settings = practice.settings().unwrap();
    "Marta Leal".clone_into(&mut settings.practice_name);
    practice.save_settings(&settings, minute(4)).unwrap();
    assert_eq!(practice.thin(minute(3 * 24 * 60)).unwrap(), 3);
    let thinned = practice.history(case.id).unwrap();
    assert!(thinned.iter().any(|one| one.kind == Some(DocumentKind::Thinned)));
    let row = |row: &Row| format!("{} {} {}\n", row.groups[0], row.groups[1], row.check);
    let sheet: String = recovery.rows().iter().map(row).collect();
    fs::write(fixture("recovery-key.txt"), sheet).unwrap();
    fs::write(fixture("linden.ron"), case_ron::write(&case)).unwrap();
    fs::write(fixture("documents.txt"), documents(&mut practice)).unwrap();
    for litter in ["practice.holdfast-keys", "practice.holdfast-lock"] {
        fs::remove_file(fixture(litter)).unwrap();
    }
}
