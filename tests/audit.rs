//! Who did what: told with every save, in order, without a word, and never changed unseen.

use crate::random_case;
use crate::store::{at, new_practice, now, open, sample};
use crate::window;
use egui::{Key, Modifiers};
use egui_kittest::kittest::Queryable as _;
use holdfast::model::{Case, CaseId, Session, SessionKind};
use holdfast::store::{
    Access, AuditKind, Passphrase, Practice, Settings, StoreError, Told, audit_text,
    count_failed_unlock, restore,
};
use proptest::prelude::*;
use rusqlite::Connection;
use std::path::Path;

fn did(practice: &Practice) -> Vec<String> {
    practice.audit().unwrap().into_iter().map(|line| line.did).collect()
}

/// An invented couple before any version of its loop was confirmed.
fn unconfirmed() -> Case {
    let mut case = sample("linden");
    case.versions.clear();
    case
}

fn unlocked() -> Told {
    Told::practice(AuditKind::Unlocked)
}

#[test]
fn a_new_couple_is_told_once_and_each_document_once_a_sitting() {
    let (_folder, _, mut practice, _) = new_practice();
    let mut case = unconfirmed();
    practice.save(&case, now()).unwrap();
    assert_eq!(did(&practice), ["added the couple"]);
    for minute in 4..20 {
        case.maps[0].name = format!("named {minute}");
        practice.save(&case, at(&format!("2026-03-02T14:{minute:02}:00+01:00"))).unwrap();
    }
    assert_eq!(did(&practice).len(), 1, "autosaves of the sitting in which it was added");
    case.maps[0].name = "later".to_owned();
    case.code_name = "Linden II".to_owned();
    practice.save(&case, at("2026-03-02T15:00:00+01:00")).unwrap();
    case.maps[0].name = "a minute later".to_owned();
    practice.save(&case, at("2026-03-02T15:01:00+01:00")).unwrap();
    assert_eq!(
        did(&practice),
        ["added the couple", "changed the couple", "changed loop 1"]
    );
    let lines = practice.audit().unwrap();
    assert_eq!(lines[2].code_name.as_deref(), Some("Linden II"));
    assert_eq!(lines.iter().map(|line| line.number).collect::<Vec<_>>(), [1, 2, 3]);
    assert!(lines[0].by.starts_with("computer "));
    let named =
        Settings { therapist_name: "Dr. Weiss".to_owned(), ..Settings::default() };
    practice.save_settings(&named, now()).unwrap();
    practice.record(Told::couple(AuditKind::Opened, case.id), now()).unwrap();
    let newest = practice.audit_newest(2).unwrap();
    let newest: Vec<(&str, &str)> =
        newest.iter().map(|line| (line.by.as_str(), line.did.as_str())).collect();
    assert_eq!(newest[0], ("Dr. Weiss", "opened the couple"));
    assert_eq!(newest[1].1, "changed the settings");
}

#[test]
fn the_log_names_the_template_of_a_page_and_older_entries_without_one_are_read() {
    let (_folder, _, mut practice, _) = new_practice();
    let case = unconfirmed();
    practice.save(&case, now()).unwrap();
    let printed = || Told::couple(AuditKind::Printed, case.id);
    let older = ron::to_string(&printed()).unwrap();
    assert!(!older.contains("template"), "{older}");
    practice.record(ron::from_str(&older).unwrap(), now()).unwrap();
    practice.record(printed().printed_from(Some("discharge")), now()).unwrap();
    practice.record(printed().printed_from(None), now()).unwrap();
    assert_eq!(
        did(&practice)[1..],
        [
            "printed the couple",
            "printed the couple, from the template discharge",
            "printed the couple, from an own template"
        ]
    );
}

#[test]
fn the_log_is_read_again_by_the_next_program_and_nothing_of_it_can_be_replaced() {
    let (_folder, path, mut practice, _) = new_practice();
    let case = unconfirmed();
    practice.save(&case, now()).unwrap();
    practice.sign_map(case.id, case.maps[0].id, now()).unwrap();
    practice
        .record(Told::map(AuditKind::Printed, case.id, case.maps[0].id), now())
        .unwrap();
    let told = practice.audit().unwrap();
    drop(practice);
    let practice = open(&path, Access::Read).unwrap();
    assert_eq!(practice.audit().unwrap(), told);
    assert_eq!(did(&practice), ["added the couple", "signed loop 1", "printed loop 1"]);
    assert!(practice.check().unwrap().is_whole());
    drop(practice);
    let file = Connection::open(&path).unwrap();
    let own = "SELECT entity, compartment FROM revision WHERE compartment = 0 LIMIT 1";
    let copied = "INSERT INTO revision SELECT randomblob(16), entity, \"case\", compartment, id, \
         writer, 99, 0, digest, sealed FROM revision WHERE compartment = 0 LIMIT 1";
    assert!(file.query_row(own, [], |row| row.get::<_, Vec<u8>>(0)).is_ok());
    for change in [
        copied,
        "DELETE FROM revision WHERE compartment = 0",
        "UPDATE revision SET sealed = x'00' WHERE compartment = 0",
    ] {
        assert!(file.execute(change, []).is_err(), "{change}");
    }
}

/// Does to the file what the program's own triggers would refuse.
fn against_the_triggers(path: &Path, change: &str) {
    let file = Connection::open(path).unwrap();
    let trigger = |name: &str| -> String {
        let sql = "SELECT sql FROM sqlite_schema WHERE name = ?1";
        file.query_row(sql, [name], |row| row.get(0)).unwrap()
    };
    let names = ["revision_stays", "revision_is_kept"];
    let triggers = names.map(trigger);
    for name in names {
        file.execute_batch(&format!("DROP TRIGGER {name}")).unwrap();
    }
    assert_eq!(file.execute(change, []).unwrap(), 1, "{change}");
    for sql in triggers {
        file.execute_batch(&sql).unwrap();
    }
}

/// The rows of the log, in their order: entry 1 is the first.
const ROW_OF_SECOND: &str = "(SELECT rowid FROM revision WHERE compartment = 0 \
                             ORDER BY rowid LIMIT 1 OFFSET 1)";

#[test]
fn a_changed_byte_is_found_and_the_entry_is_named() {
    for (change, fault) in [
        (
            "UPDATE revision SET sealed = CAST(substr(sealed, 1, 99) || \
             (CASE substr(sealed, 100, 1) WHEN x'07' THEN x'08' ELSE x'07' END) || \
             substr(sealed, 101) AS BLOB)",
            "the bytes of a document have changed",
        ),
        ("UPDATE revision SET digest = randomblob(32)", "the bytes of a document"),
        ("UPDATE revision SET entity = randomblob(16)", "it is missing"),
        ("DELETE FROM revision", "it is missing"),
    ] {
        let (_folder, path, mut practice, _) = new_practice();
        practice.save(&unconfirmed(), now()).unwrap();
        for _ in 0..3 {
            practice.record(unlocked(), now()).unwrap();
        }
        drop(practice);
        against_the_triggers(&path, &format!("{change} WHERE rowid = {ROW_OF_SECOND}"));
        let practice = open(&path, Access::Read).unwrap();
        let report = practice.check().unwrap();
        let named = report.damage.iter().map(ToString::to_string);
        let named: Vec<String> =
            named.filter(|line| line.starts_with("audit entry 2")).collect();
        assert_eq!(named.len(), 1, "{change}: {:?}", report.damage);
        assert!(named[0].contains(fault), "{named:?}");
    }
}

#[test]
fn what_is_done_while_the_file_is_open_to_read_is_told_when_it_is_open_to_write() {
    let (folder, path, mut practice, _) = new_practice();
    let case = unconfirmed();
    practice.save(&case, now()).unwrap();
    let memory = folder.path().join("local");
    practice.watch(&memory).unwrap();
    drop(practice);
    let wrong = Passphrase::new("lantern plum");
    for minute in [10, 12] {
        let tried = at(&format!("2026-03-02T14:{minute}:00+01:00"));
        let opened = Practice::open(&path, &wrong, Access::Read, tried);
        assert!(matches!(opened, Err(StoreError::WrongPassphrase)));
        count_failed_unlock(&path, &memory, tried);
    }
    let mut reading = open(&path, Access::Read).unwrap();
    assert!(
        matches!(reading.record(unlocked(), now()), Err(StoreError::ReadOnly)),
        "without a memory there is no place to wait in"
    );
    reading.watch(&memory).unwrap();
    reading.record_unlock(AuditKind::Unlocked, at("2026-03-02T14:20:00+01:00")).unwrap();
    reading
        .record(
            Told::couple(AuditKind::Exported, case.id),
            at("2026-03-02T14:21:00+01:00"),
        )
        .unwrap();
    assert_eq!(did(&reading).len(), 1);
    drop(reading);
    for waits in std::fs::read_dir(memory.join("seen")).unwrap() {
        let bytes = std::fs::read(waits.unwrap().path()).unwrap();
        for clear in ["Exported", "Linden", &case.id.0.to_string()] {
            assert!(!bytes.windows(clear.len()).any(|it| it == clear.as_bytes()));
        }
    }
    let mut writing = open(&path, Access::Write).unwrap();
    writing.watch(&memory).unwrap();
    writing.record_unlock(AuditKind::Unlocked, at("2026-03-02T15:00:00+01:00")).unwrap();
    let lines = writing.audit().unwrap();
    let told: Vec<(String, &str)> = lines
        .iter()
        .map(|it| (it.at.format("%H:%M").to_string(), it.did.as_str()))
        .collect();
    let told: Vec<(&str, &str)> =
        told.iter().map(|(time, did)| (time.as_str(), *did)).collect();
    assert_eq!(
        told,
        [
            ("14:03", "added the couple"),
            ("14:12", "2 wrong passphrases since 2 March 2026, 14:10"),
            ("14:20", "opened the practice"),
            ("14:21", "exported the couple"),
            ("15:00", "opened the practice"),
        ]
    );
    drop(writing);
    let mut again = open(&path, Access::Write).unwrap();
    again.watch(&memory).unwrap();
    again.record_unlock(AuditKind::Unlocked, now()).unwrap();
    assert_eq!(again.audit().unwrap().len(), 6, "nothing is told twice");
    assert!(again.check().unwrap().is_whole());
}

#[test]
fn a_restored_practice_says_so_in_a_chain_of_its_own() {
    let (folder, path, mut practice, _) = new_practice();
    practice.save(&unconfirmed(), now()).unwrap();
    let copy = folder.path().join("copy");
    practice.backup(&copy).unwrap();
    practice.record(Told::practice(AuditKind::BackedUp), now()).unwrap();
    drop(practice);
    let restored = folder.path().join("restored");
    restore(&copy, &restored, &crate::store::passphrase(), now()).unwrap();
    let restored = open(&restored, Access::Write).unwrap();
    assert_eq!(did(&restored), ["added the couple", "made this practice from a backup"]);
    let lines = restored.audit().unwrap();
    assert_ne!(lines[0].by, lines[1].by);
    assert!(restored.check().unwrap().is_whole());
    assert_eq!(did(&open(&path, Access::Read).unwrap()).len(), 2);
}

#[test]
fn a_session_with_one_partner_is_told_by_its_number_and_compartment() {
    let (_folder, _, mut practice, _) = new_practice();
    let mut case: Case = unconfirmed();
    case.id = CaseId::new();
    let day = now().date_naive();
    case.sessions = vec![Session::new(7, SessionKind::IndividualB, day)];
    practice.save(&case, now()).unwrap();
    case.sessions[0].sheet.others_present = "saffron".to_owned();
    practice.save(&case, at("2026-03-03T10:00:00+01:00")).unwrap();
    assert_eq!(did(&practice)[1..], ["changed session 7, private to B"]);
}

#[test]
fn the_window_tells_what_was_done_shows_it_and_writes_it_out() {
    let (folder, path) = window::practice();
    let mut harness = window::window(&path);
    window::open_map(&mut harness);
    window::command(&mut harness, Key::Comma);
    window::click(&mut harness, "Show it");
    for did in ["opened the practice", "Linden opened the couple"] {
        assert!(harness.query_by_label_contains(did).is_some(), "{did}");
    }
    window::click(&mut harness, "Save as a text…");
    harness.key_press_modifiers(Modifiers::COMMAND, Key::A);
    let file = folder.path().join("log.txt");
    window::type_text(&mut harness, &file.display().to_string());
    window::press(&mut harness, Key::Enter);
    let text = std::fs::read_to_string(&file).unwrap();
    let did: Vec<&str> =
        text.lines().map(|line| line.rsplit('\t').next().unwrap()).collect();
    assert_eq!(
        did,
        [
            "added the couple",
            "opened the practice",
            "opened the couple",
            "exported this log"
        ]
    );
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(8))]

    #[test]
    fn no_word_of_any_couple_stands_in_the_log(
        case in random_case::case(),
        other in random_case::case(),
    ) {
        let (_folder, _, mut practice, _) = new_practice();
        let mut first = case;
        first.code_name = "Linden".to_owned();
        practice.save(&first, now()).unwrap();
        let mut changed = other;
        changed.id = first.id;
        changed.code_name = "Linden".to_owned();
        // What was confirmed stays: a couple is never saved without it.
        changed.versions.clone_from(&first.versions);
        practice.save(&changed, at("2026-03-05T14:03:00+01:00")).unwrap();
        let text = audit_text(&practice.audit().unwrap()).to_lowercase();
        for line in text.lines() {
            let did = line.rsplit('\t').next().unwrap();
            for word in did.split(|letter: char| !letter.is_alphanumeric()) {
                prop_assert!(is_ours(word), "{line}");
            }
        }
    }
}

/// A word that the log has of its own: everything else could only have come from a couple.
fn is_ours(word: &str) -> bool {
    let ours = "added and at changed confirmed removed request signed to a an of the alone b \
                couple event fight file for from home log loop note notes one own part partner \
                private process readiness s score session settings signs therapist this \
                version";
    word.chars().all(|letter| letter.is_ascii_digit())
        || ours.split_whitespace().any(|known| known == word)
}

#[test]
fn an_export_is_in_the_practice_s_own_log_at_once() {
    let bench = crate::cli::Bench::full();
    let done = bench.run("export --case Linden --out linden.ron");
    assert_eq!(done.code, 0, "{}", done.err);
    // The file itself says so, whatever this computer remembers beside it.
    let log = bench.opened(holdfast::store::Access::Read).audit().unwrap();
    let last = log.last().unwrap();
    assert!(last.did.starts_with("exported"), "{}", last.did);
}
