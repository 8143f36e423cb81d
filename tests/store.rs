//! A practice file from its creation to its restoration, as a therapist lives through it.

use crate::random_case;
use crate::store_desk::{Desk, WORDS, linden, minute, passphrase, small};
use holdfast::model::{
    Case, Compartment, CycleKind, CycleMap, Element, Layer, Pair, PartnerId, Session,
    SessionId, SessionKind,
};
use holdfast::store::{
    DocumentKind, KeyCost, LockedPractice, Mode, Passphrase, RecoveryKey, Settings,
    StoreError, restore_on,
};
use proptest::prelude::*;
use std::fs;

#[test]
fn a_case_is_saved_and_comes_back_word_for_word() {
    let desk = Desk::new();
    let case = linden();
    let saved = desk.create().0.save(&case, minute(1)).unwrap();
    assert_eq!(saved.at, minute(1));
    let mut practice = desk.open();
    assert_eq!(practice.load(case.id).unwrap(), case);
    let cases = practice.cases().unwrap();
    assert_eq!(cases.len(), 1);
    assert_eq!((cases[0].code_name.as_str(), cases[0].maps), ("Linden", 1));
    assert_eq!(cases[0].elements, case.element_count());
    assert_eq!(cases[0].last_change, minute(1));
    assert!(practice.opening_damage().is_empty());
    let report = practice.check().unwrap();
    assert!(report.is_whole(), "{:?}", report.damage);
    assert_eq!(report.cases, 1);
}

#[test]
fn only_what_changed_becomes_a_revision() {
    let desk = Desk::new();
    let mut case = linden();
    let (mut practice, _) = desk.create();
    let first = practice.save(&case, minute(1)).unwrap().revisions;
    // The head, and the map in each compartment that has words.
    assert_eq!(first, 4);
    assert_eq!(practice.save(&case, minute(2)).unwrap().revisions, 0);
    "The quiet garage".clone_into(&mut case.maps[0].name);
    assert_eq!(practice.save(&case, minute(3)).unwrap().revisions, 1);
    drop(practice);
    let mut practice = desk.open();
    assert_eq!(practice.save(&case, minute(4)).unwrap().revisions, 0);
    case.maps.push(CycleMap::new(CycleKind::Sexual));
    assert_eq!(practice.save(&case, minute(5)).unwrap().revisions, 2);
    assert_eq!(practice.load(case.id).unwrap(), case);
}

#[test]
fn a_removed_map_comes_back_with_undo_and_its_history_stays() {
    let desk = Desk::new();
    let case = linden();
    let (mut practice, _) = desk.create();
    practice.save(&case, minute(1)).unwrap();
    let without = Case { maps: Vec::new(), ..case.clone() };
    practice.save(&without, minute(2)).unwrap();
    assert_eq!(practice.load(case.id).unwrap(), without);
    practice.save(&case, minute(3)).unwrap();
    assert_eq!(practice.load(case.id).unwrap(), case);
    assert!(practice.check().unwrap().is_whole());
}

#[test]
fn sharing_a_phrase_moves_it_out_of_its_private_compartment() {
    let desk = Desk::new();
    let mut case = small();
    let (mut practice, _) = desk.create();
    practice.save(&case, minute(1)).unwrap();
    let phrase = &mut case.maps[0].sides.b.elements[0];
    assert_eq!(phrase.compartment(), Compartment::PrivateB);
    let on = chrono::NaiveDate::from_ymd_opt(2026, 11, 22).unwrap();
    phrase.visibility = holdfast::model::Visibility::Shareable { on };
    assert_eq!(practice.save(&case, minute(2)).unwrap().revisions, 2);
    assert_eq!(practice.load(case.id).unwrap(), case);
}

#[test]
fn the_history_tells_what_changed_when_and_where() {
    let desk = Desk::new();
    let mut case = linden();
    let (mut practice, _) = desk.create();
    practice.save(&case, minute(1)).unwrap();
    "The quiet garage".clone_into(&mut case.maps[0].name);
    practice.save(&case, minute(7)).unwrap();
    let history = practice.history(case.id).unwrap();
    assert_eq!(history.len(), 5);
    let last = history.last().unwrap();
    assert_eq!((last.when, last.kind), (Some(minute(7)), Some(DocumentKind::Map)));
    assert_eq!((last.number, last.what().as_str()), (2, "map"));
    assert!(last.writer.starts_with("studio ("), "{}", last.writer);
    assert!(history.iter().any(|revision| revision.what() == "map, private B"));
    let (before, now) = (&history[1], last);
    assert_eq!(before.entity, now.entity);
    assert!(practice.revision(before.id).unwrap().contains("\"The garage door\""));
    assert!(practice.revision(now.id).unwrap().contains("\"The quiet garage\""));
}

#[test]
fn nothing_is_created_over_a_file_that_is_there() {
    let desk = Desk::new();
    fs::write(desk.path(), "a letter").unwrap();
    let cost = (KeyCost::lowest_for_tests(), minute(0));
    let refused = desk.computer().create_practice(&desk.path(), &passphrase(), cost);
    assert!(matches!(refused, Err(StoreError::AlreadyThere(_))));
    assert_eq!(fs::read(desk.path()).unwrap(), b"a letter");
    assert_eq!(fs::read_dir(desk.folder()).unwrap().count(), 1);
}

#[test]
fn a_wrong_passphrase_changes_not_a_byte() {
    let desk = Desk::new();
    desk.with(&linden());
    let before = fs::read(desk.path()).unwrap();
    let changed = fs::metadata(desk.path()).unwrap().modified().unwrap();
    let files = fs::read_dir(desk.folder()).unwrap().count();
    for wrong in ["", "six plain words for tests onlx", "Six plain words for tests only"]
    {
        let refused = desk.locked().unlock(&Passphrase::from(wrong), Mode::Write);
        assert!(matches!(refused, Err(StoreError::WrongPassphrase)), "{wrong}");
    }
    assert_eq!(fs::read(desk.path()).unwrap(), before);
    assert_eq!(fs::metadata(desk.path()).unwrap().modified().unwrap(), changed);
    assert_eq!(fs::read_dir(desk.folder()).unwrap().count(), files);
}

#[test]
fn a_changed_passphrase_opens_and_the_old_one_does_not() {
    let desk = Desk::new();
    desk.with(&linden());
    let new = Passphrase::from("another six words that nobody says");
    let cost = KeyCost::lowest_for_tests();
    let mut practice = desk.open();
    let refused = practice.change_passphrase(&new, &new, cost);
    assert!(matches!(refused, Err(StoreError::WrongPassphrase)));
    practice.change_passphrase(&passphrase(), &new, cost).unwrap();
    drop(practice);
    let refused = desk.locked().unlock(&passphrase(), Mode::Write);
    assert!(matches!(refused, Err(StoreError::WrongPassphrase)));
    let mut practice = desk.locked().unlock(&new, Mode::Write).unwrap();
    assert_eq!(practice.load(linden().id).unwrap(), linden());
    // The spare slots beside the file do not keep the old passphrase alive.
    assert!(practice.check().unwrap().is_whole());
}

#[test]
fn the_recovery_key_opens_and_sets_a_new_passphrase() {
    let desk = Desk::new();
    let (mut practice, recovery) = desk.create();
    practice.save(&linden(), minute(1)).unwrap();
    let new = Passphrase::from("another six words that nobody says");
    let cost = KeyCost::lowest_for_tests();
    let refused = practice.set_passphrase_after_recovery(&new, cost);
    assert!(matches!(refused, Err(StoreError::WrongPassphrase)));
    drop(practice);
    let row = |row: &holdfast::store::Row| {
        format!("{}-{}-{}", row.groups[0], row.groups[1], row.check).to_lowercase()
    };
    let typed: Vec<String> = recovery.rows().iter().map(row).collect();
    let typed = RecoveryKey::parse(&typed.join("\n")).unwrap();
    let mut practice = desk.locked().unlock_with_recovery(&typed, Mode::Write).unwrap();
    practice.set_passphrase_after_recovery(&new, cost).unwrap();
    drop(practice);
    let mut practice = desk.locked().unlock(&new, Mode::Write).unwrap();
    assert_eq!(practice.load(linden().id).unwrap(), linden());
}

#[test]
fn a_new_recovery_sheet_replaces_the_old_one() {
    let desk = Desk::new();
    let (mut practice, old) = desk.create();
    let new = practice.new_recovery_key(minute(9)).unwrap();
    let sheets = practice.settings().unwrap().recovery_sheets;
    assert_eq!(sheets.iter().map(|sheet| sheet.number).collect::<Vec<u32>>(), [1, 2]);
    assert_eq!((sheets[0].at, sheets[1].at), (minute(0), minute(9)));
    drop(practice);
    let refused = desk.locked().unlock_with_recovery(&old, Mode::Write);
    assert!(matches!(refused, Err(StoreError::WrongRecoveryKey)));
    assert!(desk.locked().unlock_with_recovery(&new, Mode::Write).is_ok());
    assert!(desk.locked().unlock(&passphrase(), Mode::Write).is_ok());
}

#[test]
fn a_second_window_is_told_who_writes_and_may_read() {
    let desk = Desk::new();
    desk.with(&linden());
    let mut writing = desk.open();
    let refused = desk.locked().unlock(&passphrase(), Mode::Write);
    let Err(error @ StoreError::InUse { .. }) = refused else { panic!("two writers") };
    let sentence = error.to_string();
    assert!(sentence.contains("studio"), "{sentence}");
    assert!(sentence.contains(&std::process::id().to_string()), "{sentence}");
    let mut reading = desk.read();
    assert_eq!(reading.load(linden().id).unwrap(), linden());
    assert!(matches!(reading.save(&linden(), minute(2)), Err(StoreError::ReadOnly)));
    let mut case = linden();
    "The quiet garage".clone_into(&mut case.maps[0].name);
    writing.save(&case, minute(3)).unwrap();
    assert_eq!(reading.load(case.id).unwrap(), case);
    assert!(reading.check().unwrap().is_whole());
    drop(writing);
    desk.open();
}

#[test]
fn settings_are_sealed_and_come_back() {
    let desk = Desk::new();
    let (mut practice, _) = desk.create();
    let mut settings = practice.settings().unwrap();
    assert_eq!(settings.idle_lock_minutes, 5);
    settings = Settings {
        practice_name: "Marta Leal".to_owned(),
        theme: "dark".to_owned(),
        idle_lock_minutes: 12,
        last_backup: Some(minute(4)),
        ..settings
    };
    practice.save_settings(&settings, minute(5)).unwrap();
    drop(practice);
    assert_eq!(desk.open().settings().unwrap(), settings);
    assert!(!holds(&desk, "Marta"));
}

#[test]
fn a_case_is_added_once() {
    let desk = Desk::new();
    let (mut practice, _) = desk.create();
    practice.add(&linden(), minute(1)).unwrap();
    let again = practice.add(&linden(), minute(2));
    assert!(matches!(again, Err(StoreError::CaseExists)));
    let other = Case::new("linden ", Pair { a: "Kim".to_owned(), b: "Sam".to_owned() });
    assert!(matches!(practice.add(&other, minute(3)), Err(StoreError::CodeNameTaken)));
    assert_eq!(practice.find("LINDEN").unwrap().id, linden().id);
    assert!(matches!(practice.find("Heron"), Err(StoreError::NoSuchCase)));
    assert!(matches!(practice.load(other.id), Err(StoreError::NoSuchCase)));
    assert!(matches!(practice.history(other.id), Err(StoreError::NoSuchCase)));
}

#[test]
fn a_case_whose_parts_cannot_be_told_apart_is_refused() {
    let desk = Desk::new();
    let (mut practice, _) = desk.create();
    let mut case = small();
    let twin = case.maps[0].sides.a.elements[0].clone();
    case.maps[0].sides.b.elements.push(twin);
    assert!(practice.save(&case, minute(1)).is_err());
    let mut case = small();
    case.maps[0].id = holdfast::model::MapId::default();
    assert!(matches!(practice.save(&case, minute(1)), Err(StoreError::Unfit(_))));
    assert!(practice.cases().unwrap().is_empty());
}

#[test]
fn a_backup_opens_elsewhere_and_restores_a_lost_practice() {
    let desk = Desk::new();
    desk.with(&linden());
    let writing = desk.open();
    let backup = desk.file("friday.holdfast");
    desk.read().backup(&backup).unwrap();
    assert!(matches!(desk.read().backup(&backup), Err(StoreError::AlreadyThere(_))));
    drop(writing);
    let refused = restore_on(&desk.computer(), &backup, (&desk.path(), &passphrase()));
    assert!(matches!(refused, Err(StoreError::AlreadyThere(_))));
    fs::remove_file(desk.path()).unwrap();
    let wrong = Passphrase::from("something else");
    assert!(restore_on(&desk.computer(), &backup, (&desk.path(), &wrong)).is_err());
    assert!(!desk.path().exists());
    restore_on(&desk.computer(), &backup, (&desk.path(), &passphrase())).unwrap();
    let mut practice = desk.open();
    assert!(!practice.is_older_copy());
    assert_eq!(practice.load(linden().id).unwrap(), linden());
    assert!(practice.check().unwrap().is_whole());
}

#[test]
fn a_file_swapped_for_an_older_copy_is_noticed() {
    let desk = Desk::new();
    desk.with(&linden());
    let old = fs::read(desk.path()).unwrap();
    let mut case = linden();
    "The quiet garage".clone_into(&mut case.maps[0].name);
    desk.open().save(&case, minute(2)).unwrap();
    fs::write(desk.path(), &old).unwrap();
    let mut practice = desk.open();
    assert!(practice.is_older_copy());
    assert_eq!(practice.load(case.id).unwrap(), linden());
    drop(practice);
    assert!(desk.open().is_older_copy(), "asked again until it is accepted");
    let mut practice = desk.open();
    practice.accept_older_copy();
    practice.save(&case, minute(3)).unwrap();
    drop(practice);
    assert!(!desk.open().is_older_copy());
    // A computer that never saw the newer state cannot know.
    fs::write(desk.path(), &old).unwrap();
    fs::remove_dir_all(desk.file("seen")).unwrap();
    assert!(!desk.open().is_older_copy());
}

#[test]
fn autosaves_of_one_sitting_are_thinned_and_all_else_stays() {
    let desk = Desk::new();
    let mut case = linden();
    let (mut practice, _) = desk.create();
    for at in [1, 2, 3, 60, 61, 3 * 24 * 60] {
        case.maps[0].name = format!("name at {at}");
        practice.save(&case, minute(at)).unwrap();
    }
    assert_eq!(practice.thin(minute(5)).unwrap(), 0, "today's work stays");
    let thinned = practice.thin(minute(3 * 24 * 60 + 1)).unwrap();
    assert_eq!(thinned, 3, "1, 2 and 60 were followed within their sitting");
    assert_eq!(practice.thin(minute(3 * 24 * 60 + 1)).unwrap(), 0);
    let history = practice.history(case.id).unwrap();
    let kept: Vec<String> = history
        .iter()
        .filter(|revision| revision.kind == Some(DocumentKind::Map))
        .map(|revision| practice.revision(revision.id).unwrap().to_string())
        .collect();
    for (kept, name) in kept.iter().zip(["name at 3", "name at 61", "name at 4320"]) {
        assert!(kept.contains(name));
    }
    assert_eq!(kept.len(), 3);
    assert_eq!(history.iter().filter(|revision| revision.is_thinned).count(), 3);
    assert_eq!(practice.load(case.id).unwrap(), case);
    drop(practice);
    let mut practice = desk.open();
    assert!(practice.opening_damage().is_empty());
    let report = practice.check().unwrap();
    assert!(report.is_whole(), "{:?}", report.damage);
}

#[test]
fn a_lost_key_page_is_replaced_by_the_spare_slots() {
    let desk = Desk::new();
    desk.with(&linden());
    let mut bytes = fs::read(desk.path()).unwrap();
    let slots = find(&bytes, b"HOLDFAST\x01\x00").unwrap();
    bytes[slots + 60..slots + 90].fill(0);
    fs::write(desk.path(), &bytes).unwrap();
    let mut practice = desk.read();
    assert_eq!(practice.opening_damage().len(), 1);
    assert_eq!(practice.load(linden().id).unwrap(), linden());
    assert!(!practice.check().unwrap().is_whole());
    drop(practice);
    assert_eq!(desk.open().opening_damage().len(), 1);
    // Opening to write has mended the slots.
    assert!(desk.open().check().unwrap().is_whole());
    fs::write(desk.path(), &bytes).unwrap();
    fs::remove_file(desk.file("practice.holdfast-keys")).unwrap();
    assert!(matches!(LockedPractice::at(&desk.path()), Err(StoreError::Damaged(_))));
}

#[test]
fn no_file_holds_a_word_of_the_case() {
    let desk = Desk::new();
    let case = linden();
    let (mut practice, _) = desk.create();
    practice.save(&case, minute(1)).unwrap();
    desk.read().backup(&desk.file("copy")).unwrap();
    for (_, element) in case.maps[0].elements() {
        assert!(!holds(&desk, &element.words), "{}", element.words);
        // The names of the tables are plain English too.
        let words =
            element.words.split(' ').filter(|word| word.len() > 4 && *word != "where");
        for word in words {
            assert!(!holds(&desk, word), "{word}");
        }
    }
    for word in ["Linden", "Rui", "garage", "shared_emotion", "Behaviour", WORDS] {
        assert!(!holds(&desk, word), "{word}");
    }
    // The search itself finds what is there.
    assert!(holds(&desk, "CREATE TABLE revision"));
}

/// True if any file on the desk holds the word, in capitals or small letters.
fn holds(desk: &Desk, word: &str) -> bool {
    let word = word.to_lowercase();
    let mut folders = vec![desk.folder().to_owned()];
    while let Some(folder) = folders.pop() {
        for path in fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
            if path.is_dir() {
                folders.push(path);
            } else if find(
                &fs::read(&path).unwrap().to_ascii_lowercase(),
                word.as_bytes(),
            )
            .is_some()
            {
                return true;
            }
        }
    }
    false
}

fn find(bytes: &[u8], wanted: &[u8]) -> Option<usize> {
    bytes.windows(wanted.len()).position(|window| window == wanted)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]
    #[test]
    fn any_case_comes_back_from_its_documents(
        first in random_case::case(),
        second in random_case::case(),
    ) {
        let desk = Desk::new();
        let (mut practice, _) = desk.create();
        practice.save(&first, minute(1)).unwrap();
        prop_assert_eq!(&practice.load(first.id).unwrap(), &first);
        // The same couple some sessions later: everything else about it has changed.
        let later = Case { id: first.id, ..second };
        practice.save(&later, minute(2)).unwrap();
        drop(practice);
        let mut practice = desk.open();
        prop_assert_eq!(&practice.load(first.id).unwrap(), &later);
        prop_assert!(practice.check().unwrap().is_whole());
    }
}

#[test]
fn phrases_of_all_compartments_keep_their_order() {
    let desk = Desk::new();
    let mut case = linden();
    let side = case.maps[0].sides.of_mut(PartnerId::B);
    side.elements.reverse();
    side.elements.insert(0, Element::new(Layer::Cue, "something new"));
    case.sessions.push(Session {
        id: SessionId::new(),
        number: 1,
        kind: SessionKind::IndividualB,
        date: chrono::NaiveDate::from_ymd_opt(2026, 11, 20).unwrap(),
    });
    let (mut practice, _) = desk.create();
    practice.save(&case, minute(1)).unwrap();
    assert_eq!(practice.load(case.id).unwrap(), case);
    case.maps[0].sides.b.elements.rotate_left(3);
    // The order belongs to the record: no private document is touched.
    assert_eq!(practice.save(&case, minute(2)).unwrap().revisions, 1);
    assert_eq!(practice.load(case.id).unwrap(), case);
}
