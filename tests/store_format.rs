//! Practices of every released format are read for ever.

use crate::store::{now, sample};
use holdfast::model::{Case, Pair, Source};
use holdfast::store::{
    Access, KeyCost, Passphrase, Practice, RecoveryKey, Settings, case_ron,
};
use std::fs;
use std::path::{Path, PathBuf};

/// The passphrase of the golden practice; its recovery key lies beside it.
const PASSPHRASE: &str = "golden lantern plum orbit";

fn fixture(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures").join(name)
}

/// The couples that are in the golden practice, from the texts beside it.
fn golden_cases() -> Vec<Case> {
    let read = |name| fs::read_to_string(fixture(name)).unwrap();
    ["format-1.alder.ron", "format-1.linden.ron"]
        .map(|name| case_ron::read(&read(name)).unwrap())
        .into()
}

/// A few phrases in every compartment.
fn new_cases() -> Vec<Case> {
    let mut linden = sample("linden");
    linden.maps.truncate(1);
    linden.maps[0].sides.a.elements.truncate(5);
    linden.maps[0].sides.b.elements.truncate(5);
    let [one, two, three, ..] = &mut linden.maps[0].sides.b.elements[..] else {
        panic!()
    };
    for (element, source) in [
        (one, Source::IndividualA),
        (two, Source::IndividualB),
        (three, Source::Therapist),
    ] {
        element.visibility = holdfast::model::Visibility::Private;
        element.ownership = holdfast::model::Ownership::Guess;
        element.source = source;
    }
    let mut alder = Case::new("Alder", Pair { a: "Zoë".into(), b: "Đặng".into() });
    alder.id = holdfast::model::CaseId(uuid::Uuid::from_u128(7));
    alder.maps[0].id = holdfast::model::MapId(uuid::Uuid::from_u128(8));
    vec![alder, linden]
}

/// Makes the golden practice. It was run once; a released fixture is never made again.
#[test]
#[ignore = "makes the fixture of a new format; run by hand, once"]
fn make_the_golden_practice() {
    let path = fixture("format-1.holdfast");
    let cost = KeyCost::lowest_for_tests();
    let (mut practice, key) =
        Practice::create(&path, &Passphrase::new(PASSPHRASE), cost, now()).unwrap();
    let settings =
        Settings { practice_name: "Quiet Harbour".to_owned(), ..Settings::default() };
    practice.save_settings(&settings, now()).unwrap();
    for case in new_cases() {
        let mut before = case.clone();
        before.partners.a.pronouns = "they/them".to_owned();
        practice.save(&before, now()).unwrap();
        practice.save(&case, now()).unwrap();
        let name = format!("format-1.{}.ron", case.code_name.to_lowercase());
        fs::write(fixture(&name), case_ron::write(&case).unwrap()).unwrap();
    }
    let rows = key.rows().map(|row| format!("{} {}", row.groups.join(" "), row.check));
    fs::write(fixture("format-1.recovery.txt"), rows.join("\n") + "\n").unwrap();
    fs::write(fixture("format-1.passphrase.txt"), format!("{PASSPHRASE}\n")).unwrap();
    fs::write(fixture("format-1.ron"), texts(&practice)).unwrap();
}

/// What `docs/read_practice.py` prints.
fn texts(practice: &Practice) -> String {
    let cases = practice.cases().unwrap();
    let texts = cases.iter().flat_map(|case| practice.texts(case.id).unwrap());
    texts.map(|text| text.to_string() + "\n").collect()
}

#[test]
fn the_golden_practice_of_format_1_is_read() {
    let passphrase = Passphrase::new(PASSPHRASE);
    let path = fixture("format-1.holdfast");
    let practice = Practice::open(&path, &passphrase, Access::Read, now()).unwrap();
    let report = practice.check().unwrap();
    assert!(report.is_whole(), "{:?}", report.damage);
    assert_eq!((report.cases, report.checked), (2, 10));
    assert_eq!(practice.settings().unwrap().practice_name, "Quiet Harbour");
    for case in golden_cases() {
        assert_eq!(practice.load(case.id).unwrap(), case);
    }
    let expected = fs::read_to_string(fixture("format-1.ron")).unwrap();
    assert_eq!(texts(&practice), expected);
}

#[test]
fn the_sheet_of_the_golden_practice_opens_it() {
    let typed = fs::read_to_string(fixture("format-1.recovery.txt")).unwrap();
    let rows: Vec<&str> = typed.lines().collect();
    let key = RecoveryKey::read(&rows.try_into().unwrap()).unwrap();
    let path = fixture("format-1.holdfast");
    let practice = Practice::recover(&path, &key, Access::Read, now()).unwrap();
    assert_eq!(practice.cases().unwrap().len(), 2);
}

#[test]
fn a_practice_of_format_1_is_written_on_in_a_copy() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("practice");
    fs::copy(fixture("format-1.holdfast"), &path).unwrap();
    let passphrase = Passphrase::new(PASSPHRASE);
    let mut practice = Practice::open(&path, &passphrase, Access::Write, now()).unwrap();
    let mut case = golden_cases().remove(1);
    case.partners.b.pronouns = "he/they".to_owned();
    assert_eq!(practice.save(&case, now()).unwrap().revisions, 1);
    assert_eq!(practice.load(case.id).unwrap(), case);
    assert!(practice.check().unwrap().is_whole());
}
