//! A practice is made, opened, changed, looked back on and copied.

use crate::random_case;
use holdfast::model::{Case, CaseId, ElementId, Pair, PartnerId, Visibility};
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

#[test]
fn a_practice_is_never_made_over_an_existing_file() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("notes.txt");
    fs::write(&path, "something of value").unwrap();
    let made = Practice::create(&path, &passphrase(), KeyCost::lowest_for_tests(), now());
    assert!(matches!(made, Err(StoreError::Exists { .. })));
    assert_eq!(fs::read_to_string(&path).unwrap(), "something of value");
    let not_one = open(&path, Access::Read).err().unwrap();
    assert!(matches!(not_one, StoreError::NotAPractice { .. }), "{not_one}");
    let missing = open(&folder.path().join("none"), Access::Write).err().unwrap();
    assert!(matches!(missing, StoreError::Missing { .. }));
    assert!(!folder.path().join("none-lock").exists());
}

#[test]
fn a_wrong_passphrase_is_told_and_changes_no_byte() {
    let (_folder, path, mut practice, _) = new_practice();
    practice.save(&sample("linden"), now()).unwrap();
    drop(practice);
    let before = fs::read(&path).unwrap();
    for access in [Access::Read, Access::Write] {
        let wrong =
            Practice::open(&path, &Passphrase::new("lantern plum"), access, now());
        assert!(matches!(wrong, Err(StoreError::WrongPassphrase)));
    }
    assert_eq!(fs::read(&path).unwrap(), before);
    let right = open(&path, Access::Write).unwrap();
    assert!(right.verify(&passphrase()).unwrap());
    assert!(!right.verify(&Passphrase::new("")).unwrap());
}

#[test]
fn only_what_changed_becomes_a_revision() {
    let (_folder, _, mut practice, _) = new_practice();
    let mut case = sample("linden");
    let first = practice.save(&case, now()).unwrap().revisions;
    assert!(first > 2);
    assert_eq!(practice.save(&case, now()).unwrap().revisions, 0);
    case.maps[0].sides.a.elements[0].words.push_str(", and no call");
    assert_eq!(practice.save(&case, now()).unwrap().revisions, 1);
    case.partners.a.name = "Anna".to_owned();
    case.maps[1].name = "The light switch".to_owned();
    assert_eq!(practice.save(&case, now()).unwrap().revisions, 2);
    assert_eq!(practice.load(case.id).unwrap(), case);
    let history = practice.history(case.id).unwrap();
    assert_eq!(history.len(), first + 3);
    let sequences: Vec<u64> = history.iter().map(|info| info.sequence).collect();
    // That the couple was added, and each version confirmed, are revisions of the log.
    let (first_of_log, told) = (first as u64 + 1, 1 + case.versions.len() as u64);
    let of_the_log = first_of_log..first_of_log + told;
    let all = (1..=history.len() as u64 + told).filter(|it| !of_the_log.contains(it));
    assert_eq!(sequences, all.collect::<Vec<_>>());
    let last: Vec<&str> =
        history[first..].iter().map(|info| info.what.as_str()).collect();
    assert_eq!(last, ["loop 1", "the couple", "loop 2"]);
}

#[test]
fn a_removed_loop_stays_in_the_history_and_comes_back_by_undo() {
    let (_folder, path, mut practice, _) = new_practice();
    let whole = sample("rowan");
    practice.save(&whole, now()).unwrap();
    let mut less = whole.clone();
    less.maps.remove(1);
    assert_eq!(practice.save(&less, now()).unwrap().revisions, 1);
    drop(practice);
    let mut practice = open(&path, Access::Write).unwrap();
    assert_eq!(practice.load(whole.id).unwrap(), less);
    let history = practice.history(whole.id).unwrap();
    assert!(history.iter().any(|info| info.what.starts_with("a removed loop")));
    practice.save(&whole, now()).unwrap();
    assert_eq!(practice.load(whole.id).unwrap(), whole);
    assert!(practice.check().unwrap().is_whole());
}

#[test]
fn a_phrase_that_leaves_its_compartment_is_never_shown_twice() {
    let (_folder, path, mut practice, _) = new_practice();
    let mut case = sample("linden");
    practice.save(&case, now()).unwrap();
    let date = chrono::NaiveDate::from_ymd_opt(2026, 3, 2).unwrap();
    for map in &mut case.maps {
        for partner in PartnerId::BOTH {
            for element in &mut map.sides.of_mut(partner).elements {
                element.visibility = Visibility::Shareable { on: date };
            }
        }
    }
    practice.save(&case, now()).unwrap();
    drop(practice);
    assert_eq!(open(&path, Access::Read).unwrap().load(case.id).unwrap(), case);
}

#[test]
fn a_code_name_belongs_to_one_couple() {
    let (_folder, _, mut practice, _) = new_practice();
    let names = || Pair { a: "Ana".to_owned(), b: "Rui".to_owned() };
    practice.save(&Case::new("Linden", names()), now()).unwrap();
    for taken in ["Linden", " linden ", "LINDEN"] {
        let refused = practice.save(&Case::new(taken, names()), now());
        assert!(matches!(refused, Err(StoreError::DuplicateCode)), "{taken}");
    }
    let nameless = practice.save(&Case::new("  ", names()), now());
    assert!(matches!(nameless, Err(StoreError::NoCodeName)));
    assert_eq!(practice.cases().unwrap().len(), 1);
    assert!(matches!(practice.load(CaseId::new()), Err(StoreError::NoSuchCase)));
}

#[test]
fn an_import_never_writes_over_a_couple_that_is_there() {
    let (_folder, _, mut practice, _) = new_practice();
    let case = sample("linden");
    practice.add(&case, now()).unwrap();
    let brought_in = practice.load(case.id).unwrap();
    let other = Case { code_name: "Birch".to_owned(), ..case.clone() };
    assert!(matches!(practice.add(&other, now()), Err(StoreError::CaseExists)));
    assert_eq!(practice.load(case.id).unwrap(), brought_in);
    assert_eq!(brought_in.maps, case.maps);
}

#[test]
fn a_new_passphrase_opens_and_the_old_one_no_more() {
    let (_folder, path, mut practice, _) = new_practice();
    practice.save(&sample("linden"), now()).unwrap();
    practice.set_passphrase(&Passphrase::new("another six good words here")).unwrap();
    drop(practice);
    assert!(matches!(open(&path, Access::Write), Err(StoreError::WrongPassphrase)));
    let new = Passphrase::new("another six good words here");
    let practice = Practice::open(&path, &new, Access::Write, now()).unwrap();
    assert_eq!(practice.load(sample("linden").id).unwrap(), sample("linden"));
    assert!(practice.check().unwrap().is_whole());
}

#[test]
fn the_sheet_opens_the_practice_and_sets_a_new_passphrase() {
    let (_folder, path, mut practice, key) = new_practice();
    practice.save(&sample("linden"), now()).unwrap();
    assert_eq!(practice.sheet_number(), 1);
    drop(practice);
    let typed = key.rows().map(|row| row.groups.concat().to_lowercase());
    let typed = RecoveryKey::read(&typed.each_ref().map(String::as_str)).unwrap();
    let mut practice = Practice::recover(&path, &typed, Access::Write, now()).unwrap();
    assert_eq!(practice.load(sample("linden").id).unwrap(), sample("linden"));
    practice.set_passphrase(&Passphrase::new("orbit")).unwrap();
    let (new_key, sheet) = practice.new_recovery_key().unwrap();
    assert_eq!((sheet, practice.sheet_number()), (2, 2));
    drop(practice);
    let old = Practice::recover(&path, &key, Access::Read, now());
    assert!(matches!(old, Err(StoreError::WrongRecoveryKey)));
    let practice = Practice::recover(&path, &new_key, Access::Read, now()).unwrap();
    assert_eq!(practice.sheet_number(), 2);
    assert!(practice.verify(&Passphrase::new("orbit")).unwrap());
}

#[test]
fn a_second_program_is_told_who_writes_and_may_read() {
    let (_folder, path, mut practice, _) = new_practice();
    let Err(StoreError::InUse { by }) = open(&path, Access::Write) else {
        panic!("two programs write")
    };
    let process = format!("process {} ", std::process::id());
    assert!(by.contains(&process) && by.contains("since 2026-03-02 14:03"), "{by}");
    let mut reader = open(&path, Access::Read).unwrap();
    practice.save(&sample("linden"), now()).unwrap();
    assert_eq!(reader.cases().unwrap().len(), 1);
    assert_eq!(reader.load(sample("linden").id).unwrap(), sample("linden"));
    let refused = reader.save(&sample("heron"), now());
    assert!(matches!(refused, Err(StoreError::ReadOnly)));
    assert!(matches!(reader.set_passphrase(&passphrase()), Err(StoreError::ReadOnly)));
    drop(practice);
    open(&path, Access::Write).unwrap();
}

#[test]
fn a_lock_that_a_lost_program_left_does_not_block() {
    let (folder, path, practice, _) = new_practice();
    drop(practice);
    fs::write(folder.path().join("practice.holdfast-lock"), "process 1 on old since")
        .unwrap();
    open(&path, Access::Write).unwrap();
}

#[test]
fn settings_are_kept_sealed_and_start_with_five_minutes() {
    let (_folder, path, mut practice, _) = new_practice();
    let start = practice.settings().unwrap();
    assert_eq!((start.idle_minutes, start.motion), (5, true));
    let changed = Settings {
        practice_name: "Quiet Harbour".to_owned(),
        last_backup: Some(now()),
        ..start
    };
    practice.save_settings(&changed, now()).unwrap();
    practice.save_settings(&changed, now()).unwrap();
    drop(practice);
    let practice = open(&path, Access::Read).unwrap();
    assert_eq!(practice.settings().unwrap(), changed);
    assert_eq!(
        practice.check().unwrap().checked,
        2,
        "the settings, and who changed them"
    );
    assert!(practice.cases().unwrap().is_empty());
    assert!(!holds(&fs::read(&path).unwrap(), "Harbour"));
}

#[test]
fn no_word_of_a_couple_is_in_any_byte_of_any_file() {
    let (folder, path, mut practice, _) = new_practice();
    practice.watch(&folder.path().join("data")).unwrap();
    let cases = ["linden", "heron", "rowan"].map(sample);
    for case in &cases {
        practice.save(case, now()).unwrap();
    }
    practice.backup(&folder.path().join("copy")).unwrap();
    // Some words stand in the tables of every practice, such as "never".
    let (_empty_folder, _, empty, _) = new_practice();
    let tables = fs::read(empty.path()).unwrap();
    // While it is open, and after it was closed.
    for _ in 0..2 {
        let files = files_in(folder.path());
        assert!(files.len() >= 5, "{files:?}");
        for case in &cases {
            for word in words_of(case).iter().filter(|word| !holds(&tables, word)) {
                for (name, bytes) in &files {
                    assert!(!holds(bytes, word), "“{word}” is in {name}");
                    assert!(!name.contains(word), "“{word}” is in the name {name}");
                }
            }
        }
        drop(open(&path, Access::Read).unwrap());
    }
}

#[cfg(unix)]
#[test]
fn every_file_of_a_practice_is_for_its_owner_alone() {
    use std::os::unix::fs::PermissionsExt as _;
    let (folder, _, mut practice, _) = new_practice();
    practice.watch(&folder.path().join("data")).unwrap();
    practice.save(&sample("linden"), now()).unwrap();
    practice.backup(&folder.path().join("copy")).unwrap();
    for file in paths_in(folder.path()) {
        let mode = fs::metadata(&file).unwrap().permissions().mode();
        assert_eq!(mode & 0o077, 0, "{}", file.display());
    }
}

#[test]
fn a_backup_is_the_practice_as_it_was_and_comes_back_only_to_a_free_name() {
    let (folder, path, mut practice, _) = new_practice();
    practice.save(&sample("linden"), now()).unwrap();
    let copy = folder.path().join("copy");
    assert!(practice.backup(&copy).unwrap().is_whole());
    practice.save(&sample("heron"), now()).unwrap();
    assert!(matches!(practice.backup(&copy), Err(StoreError::Exists { .. })));
    assert!(matches!(
        restore(&copy, &path, &passphrase(), now()),
        Err(StoreError::Exists { .. })
    ));
    let back = folder.path().join("back");
    let wrong = restore(&copy, &back, &Passphrase::new("wrong"), now());
    assert!(matches!(wrong, Err(StoreError::WrongPassphrase)) && !back.exists());
    assert!(restore(&copy, &back, &passphrase(), now()).unwrap().is_whole());
    let mut back = open(&back, Access::Write).unwrap();
    assert_eq!(back.cases().unwrap().len(), 1);
    back.save(&sample("rowan"), now()).unwrap();
    assert!(back.check().unwrap().is_whole());
}

#[test]
fn a_reader_makes_a_backup_while_another_writes() {
    let (folder, path, mut practice, _) = new_practice();
    practice.save(&sample("linden"), now()).unwrap();
    let copy = folder.path().join("copy");
    open(&path, Access::Read).unwrap().backup(&copy).unwrap();
    assert_eq!(open(&copy, Access::Read).unwrap().cases().unwrap().len(), 1);
}

#[test]
fn an_older_copy_in_the_place_of_the_practice_is_noticed() {
    let (folder, path, mut practice, _) = new_practice();
    let data = folder.path().join("data");
    assert_eq!(practice.watch(&data).unwrap(), Seen::FirstTime);
    practice.save(&sample("linden"), now()).unwrap();
    let older = fs::read(&path).unwrap();
    practice.save(&sample("heron"), now()).unwrap();
    drop(practice);
    let mut practice = open(&path, Access::Write).unwrap();
    assert_eq!(practice.watch(&data).unwrap(), Seen::AsExpected);
    assert_eq!(practice.warning().unwrap(), None);
    drop(practice);
    fs::write(&path, older).unwrap();
    for _ in 0..2 {
        let mut practice = open(&path, Access::Write).unwrap();
        assert_eq!(practice.watch(&data).unwrap(), Seen::OlderCopy);
        assert!(practice.warning().unwrap().unwrap().contains("older"));
    }
    let mut practice = open(&path, Access::Write).unwrap();
    practice.watch(&data).unwrap();
    practice.accept_older_copy();
    assert_eq!(practice.warning().unwrap(), None);
    practice.save(&sample("rowan"), now()).unwrap();
    drop(practice);
    let mut practice = open(&path, Access::Write).unwrap();
    assert_eq!(practice.watch(&data).unwrap(), Seen::AsExpected);
    assert!(practice.check().unwrap().is_whole());
    let history = practice.history(sample("rowan").id).unwrap();
    assert_ne!(
        history[0].writer,
        practice.history(sample("linden").id).unwrap()[0].writer
    );
}

#[test]
fn two_computers_write_in_turn_each_in_its_own_chain() {
    let (folder, path, mut practice, _) = new_practice();
    let (one, two) = (folder.path().join("one"), folder.path().join("two"));
    practice.watch(&one).unwrap();
    let mut case = sample("linden");
    practice.save(&case, now()).unwrap();
    drop(practice);
    for (turn, data) in [&two, &one, &two, &one].into_iter().enumerate() {
        let mut practice = open(&path, Access::Write).unwrap();
        let seen = practice.watch(data).unwrap();
        assert_eq!(seen == Seen::FirstTime, turn == 0);
        case.partners.a.pronouns = format!("turn {turn}");
        practice.save(&case, now()).unwrap();
    }
    let practice = open(&path, Access::Read).unwrap();
    assert_eq!(practice.load(case.id).unwrap(), case);
    assert!(practice.check().unwrap().is_whole());
    let writers: std::collections::BTreeSet<String> =
        practice.history(case.id).unwrap().into_iter().map(|info| info.writer).collect();
    assert_eq!(writers.len(), 2);
}

#[test]
fn a_signed_loop_takes_no_further_revision_not_even_by_sql() {
    let (_folder, path, mut practice, _) = new_practice();
    let mut case = sample("linden");
    practice.save(&case, now()).unwrap();
    practice.sign_map(case.id, case.maps[0].id, now()).unwrap();
    assert_eq!(practice.save(&case, now()).unwrap().revisions, 0);
    case.maps[0].sides.a.elements[0].words.push('!');
    assert!(matches!(practice.save(&case, now()), Err(StoreError::Signed)));
    let again = practice.sign_map(case.id, case.maps[0].id, now());
    assert!(matches!(again, Err(StoreError::Signed)));
    // Nothing else is held up by it, and nothing of the refused save was kept.
    case.maps[0] = practice.load(case.id).unwrap().maps[0].clone();
    case.maps[1].name = "Lights on".to_owned();
    assert_eq!(practice.save(&case, now()).unwrap().revisions, 1);
    assert!(practice.check().unwrap().is_whole());
    drop(practice);
    let sql = rusqlite::Connection::open(&path).unwrap();
    let copy = |locked: u8| {
        sql.execute(
            "INSERT INTO revision SELECT id, entity, \"case\", compartment, parent, writer, \
             sequence, ?1, digest, sealed FROM revision WHERE locked = 1",
            [locked],
        )
    };
    assert!(copy(0).unwrap_err().to_string().contains("signed"));
    assert!(copy(1).unwrap_err().to_string().contains("signed"));
    for change in [
        "UPDATE revision SET locked = 0",
        "UPDATE revision SET sealed = x'00' WHERE rowid = 1",
        "DELETE FROM revision",
        "REPLACE INTO revision (rowid, id, entity, \"case\", compartment, parent, writer, \
         sequence, locked, digest, sealed) SELECT rowid, id, entity, \"case\", compartment, \
         parent, writer, sequence, 0, digest, x'00' FROM revision WHERE locked = 0",
        "REPLACE INTO compartment (rowid, \"case\", compartment, sealed) \
         SELECT rowid, \"case\", compartment, x'00' FROM compartment",
        "DELETE FROM compartment",
        "UPDATE compartment SET sealed = x'00'",
        "UPDATE practice SET id = x'00'",
        "DELETE FROM head",
    ] {
        assert!(sql.execute(change, []).is_err(), "{change}");
    }
    assert!(copy(2).unwrap() > 0);
}

#[test]
fn nothing_private_joins_a_loop_after_it_was_signed() {
    let (_folder, _, mut practice, _) = new_practice();
    let mut case = Case::new("Linden", Pair { a: "Ana".into(), b: "Rui".into() });
    practice.save(&case, now()).unwrap();
    practice.sign_map(case.id, case.maps[0].id, now()).unwrap();
    let mut alone = holdfast::model::Element::new(holdfast::model::Layer::Fear, "alone");
    alone.source = holdfast::model::Source::IndividualB;
    case.maps[0].sides.b.elements.push(alone);
    assert!(matches!(practice.save(&case, now()), Err(StoreError::Signed)));
}

#[test]
fn two_loops_with_one_id_are_refused_and_not_mixed_up() {
    let (_folder, _, mut practice, _) = new_practice();
    let mut case = sample("linden");
    practice.save(&case, now()).unwrap();
    case.maps.push(case.maps[0].clone());
    assert!(matches!(practice.save(&case, now()), Err(StoreError::SameId)));
    assert!(practice.check().unwrap().is_whole());
}

#[test]
fn a_practice_makes_its_folder_and_nobody_else_may_look_into_it() {
    let home = tempfile::tempdir().unwrap();
    let path = home.path().join("data/holdfast/practice.holdfast");
    let cost = KeyCost::lowest_for_tests();
    let (practice, _) = Practice::create(&path, &passphrase(), cost, now()).unwrap();
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        let folder = fs::metadata(path.parent().unwrap()).unwrap();
        assert_eq!(folder.permissions().mode() & 0o077, 0);
    }
    let copy = home.path().join("no such folder/copy");
    assert!(matches!(practice.backup(&copy), Err(StoreError::Missing { .. })));
}

#[test]
fn text_that_is_no_couple_is_refused_with_its_place_and_without_its_words() {
    let good = case_ron::write(&sample("linden")).unwrap();
    let cases = [
        ("", "Line 1"),
        ("(schema: 1, case: (code_name: \"Alder\"))", "`partners` is missing"),
        ("(schema: 1, case: (secretname: 3", "Line 1"),
        (&good.replace("Emotional", "Sorrowful"), "expected one of Emotional"),
        (&good.replace("words: \"", "words: 7, old: \""), "Line "),
    ];
    for (text, told) in cases {
        let error = case_ron::read(text).unwrap_err().to_string();
        assert!(error.contains(told), "{error}");
        for word in ["Alder", "secretname", "Sorrowful", "reply", "Ana"] {
            assert!(!error.contains(word), "{error}");
        }
    }
    let newer = case_ron::read("(schema: 3, case: (soul: \"new\"))");
    assert!(matches!(newer, Err(StoreError::TooNew { found: 3 })));
    let deep = format!("(schema: 1, case: {}{})", "[".repeat(9000), "]".repeat(9000));
    assert!(matches!(case_ron::read(&deep), Err(StoreError::BadRon { .. })));
    let huge = " ".repeat(case_ron::LARGEST + 1);
    assert!(matches!(case_ron::read(&huge), Err(StoreError::BadCase { .. })));
}

#[test]
fn ids_are_filled_in_and_never_shared() {
    let short = "(schema: 1, case: (code_name: \"Alder\", partners: (a: (name: \"Ana\"), \
                 b: (name: \"Rui\")), maps: [(sides: (a: (elements: [(layer: Cue, words: \"x\"), \
                 (layer: Need, words: \"y\")])))]))";
    let case = case_ron::read(short).unwrap();
    assert!(!case.id.is_missing() && !case.maps[0].id.is_missing());
    let [x, y] = &case.maps[0].sides.a.elements[..] else { panic!() };
    assert!(!x.id.is_missing() && x.id != y.id);
    let mut twice = case.clone();
    twice.maps[0].sides.a.elements[0].id = y.id;
    let refused = case_ron::read(&case_ron::write(&twice).unwrap());
    assert!(matches!(refused, Err(StoreError::SameId)));
    let mut nil = case;
    nil.maps[0].sides.a.elements[0].id = ElementId::default();
    case_ron::read(&case_ron::write(&nil).unwrap()).unwrap();
}

/// Readiness, signs and why a version was confirmed are the therapist's own, and go out with no
/// couple.
fn without_own_view(mut case: Case) -> Case {
    assert!(!case.assessment.is_empty());
    case.assessment = holdfast::model::readiness::Assessment::default();
    case.versions.iter_mut().for_each(|version| version.why.clear());
    case
}

#[test]
fn the_samples_come_back_from_text_as_they_were() {
    for case in ["linden", "heron", "rowan"].map(sample) {
        let text = case_ron::write(&case).unwrap();
        assert_eq!(case_ron::read(&text).unwrap(), without_own_view(case));
        assert_eq!(case_ron::write(&case_ron::read(&text).unwrap()).unwrap(), text);
    }
}

fn any_letters() -> impl Strategy<Value = String> {
    prop_oneof![".{0,40}", "[\"'#\\\\\n\r\t\u{0}\u{7f}\u{200b}\u{301}a]{0,20}"]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn any_couple_is_loaded_as_it_was_saved(
        first in random_case::case(),
        second in random_case::case(),
        letters in any_letters(),
    ) {
        let (_folder, path, mut practice, _) = new_practice();
        // What was confirmed goes along; without it the second would be refused.
        let versions = first.versions.clone();
        let mut second = Case { id: first.id, versions, ..second };
        if let Some(element) = second.maps[0].sides.a.elements.first_mut() {
            element.words = letters;
        }
        practice.save(&first, now()).unwrap();
        prop_assert_eq!(practice.load(first.id).unwrap(), first);
        practice.save(&second, now()).unwrap();
        drop(practice);
        let practice = open(&path, Access::Read).unwrap();
        prop_assert_eq!(practice.load(second.id).unwrap(), second);
        prop_assert!(practice.check().unwrap().is_whole());
    }

    #[test]
    fn any_couple_comes_back_from_text_as_it_was(
        mut case in random_case::case(),
        letters in any_letters(),
    ) {
        case.partners.b.name = letters;
        // It stays in the practice: an export is for others to read.
        case.own_loop = None;
        case.versions.iter_mut().for_each(|version| version.why.clear());
        case.notes.retain(|note| !note.is_process());
        case.assessment = holdfast::model::readiness::Assessment::default();
        let text = case_ron::write(&case).unwrap();
        prop_assert_eq!(&case_ron::read(&text).unwrap(), &case);
        prop_assert_eq!(case_ron::write(&case_ron::read(&text).unwrap()).unwrap(), text);
    }
}

pub fn holds(bytes: &[u8], word: &str) -> bool {
    bytes.windows(word.len()).any(|window| window == word.as_bytes())
}

/// Every word of five letters or more that a couple or a therapist wrote.
fn words_of(case: &Case) -> Vec<String> {
    let mut text = vec![case.code_name.clone()];
    for (_, partner) in case.partners.iter() {
        text.extend([partner.name.clone(), partner.surname.clone()]);
    }
    for map in &case.maps {
        text.push(map.name.clone());
        text.extend(map.elements().map(|(_, element)| element.words.clone()));
    }
    let words = text.iter().flat_map(|text| text.split(' '));
    words.filter(|word| word.len() >= 5).map(str::to_owned).collect()
}

fn paths_in(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for path in fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
        if path.is_dir() { found.extend(paths_in(&path)) } else { found.push(path) }
    }
    found
}

fn files_in(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let read = |path: PathBuf| (path.display().to_string(), fs::read(&path).unwrap());
    paths_in(folder).into_iter().map(read).collect()
}
