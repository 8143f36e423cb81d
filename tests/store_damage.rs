//! Damaged, cut, swapped and hostile practice files: reported, and never read as wrong words.

use crate::store_desk::{Desk, WORDS, linden, minute, passphrase, small};
use holdfast::model::Case;
use holdfast::store::{
    Computer, Damage, LockedPractice, Mode, OpenPractice, Passphrase, StoreError,
};
use rusqlite::types::Value;
use rusqlite::{Connection, OpenFlags};
use std::fs::{self, File};
use std::io::{Seek as _, SeekFrom, Write as _};
use std::path::Path;

/// What a reader gets from a file, whatever state it is in.
#[derive(PartialEq)]
struct Outcome {
    /// The case, if it was read.
    read: Option<Case>,
    /// How many cases and whole revisions there are.
    counted: (usize, usize),
    is_reported: bool,
    is_reported_at_opening: bool,
}

fn look_at(path: &Path) -> Outcome {
    let opened = LockedPractice::at(path)
        .map(|locked| locked.on(Computer::remembering_in(None)))
        .and_then(|locked| locked.unlock(&passphrase(), Mode::ReadOnly));
    let refused = Outcome {
        read: None,
        counted: (0, 0),
        is_reported: true,
        is_reported_at_opening: true,
    };
    opened.map_or(refused, read_all)
}

fn read_all(mut practice: OpenPractice) -> Outcome {
    let is_reported_at_opening = !practice.opening_damage().is_empty();
    let read = practice.load(small().id).ok();
    let report = practice.check();
    Outcome {
        is_reported: is_reported_at_opening
            || read.is_none()
            || !report.as_ref().is_ok_and(holdfast::store::Report::is_whole),
        read,
        counted: report.map_or((0, 0), |report| (report.cases, report.revisions)),
        is_reported_at_opening,
    }
}

/// Everything that SQLite reads from the file, if it finds nothing wrong with it. The store sees
/// the file through SQLite alone, so where this is the same, Holdfast reads the same.
fn as_sqlite_reads(path: &Path) -> Option<Vec<Value>> {
    let file =
        Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_ONLY).ok()?;
    let mut values = Vec::new();
    for sql in [
        "PRAGMA integrity_check",
        "PRAGMA application_id",
        "PRAGMA user_version",
        "PRAGMA page_count",
        "PRAGMA page_size",
        "PRAGMA journal_mode",
        "SELECT * FROM sqlite_schema",
        "SELECT * FROM practice",
        "SELECT * FROM compartment_key",
        "SELECT * FROM writer_head",
        "SELECT * FROM revision",
        "SELECT place FROM revision INDEXED BY revision_signed WHERE locked > 0",
    ] {
        let mut statement = file.prepare(sql).ok()?;
        let columns = statement.column_count();
        let mut rows = statement.query(()).ok()?;
        while let Some(row) = rows.next().ok()? {
            for column in 0..columns {
                values.push(row.get(column).ok()?);
            }
        }
    }
    Some(values)
}

/// Of the bytes that SQLite does not read, every so manieth is looked at by Holdfast all the same.
const SAMPLE: usize = 50;

/// Changes one byte after another in a copy of the practice and reads it each time.
fn flip_bytes(
    desk: &Desk,
    name: &str,
    bytes: &[u8],
    places: impl Iterator<Item = usize>,
) {
    let copy = desk.file(name);
    fs::write(&copy, bytes).unwrap();
    let keys = desk.file("practice.holdfast-keys");
    fs::copy(keys, desk.file(&format!("{name}-keys"))).unwrap();
    let mut file = File::options().write(true).open(&copy).unwrap();
    let mut put = |place: usize, byte: u8| {
        file.seek(SeekFrom::Start(place as u64)).unwrap();
        file.write_all(&[byte]).unwrap();
    };
    let whole = look_at(&copy);
    let values = as_sqlite_reads(&copy);
    assert!(!whole.is_reported && values.is_some());
    for (count, place) in places.enumerate() {
        // Another bit each time, and each of them often.
        put(place, bytes[place] ^ (1 << (place % 8)));
        let is_unread = as_sqlite_reads(&copy) == values;
        let outcome = (!is_unread || count % SAMPLE == 0).then(|| look_at(&copy));
        put(place, bytes[place]);
        let Some(outcome) = outcome.filter(|outcome| *outcome != whole) else { continue };
        assert!(!is_unread, "byte {place}: Holdfast read what SQLite did not");
        assert!(
            outcome.is_reported,
            "byte {place} changed what is read and was not reported"
        );
        // A case that still reads must read as it was, or opening has warned.
        let is_as_it_was = outcome.read.is_none() || outcome.read == whole.read;
        assert!(
            is_as_it_was || outcome.is_reported_at_opening,
            "byte {place}: other words"
        );
    }
    assert!(!look_at(&copy).is_reported);
}

#[test]
fn every_flipped_byte_is_harmless_or_reported_and_never_other_words() {
    let desk = Desk::new();
    desk.with(&small());
    let bytes = fs::read(desk.path()).unwrap();
    let (desk, bytes) = (&desk, &bytes);
    std::thread::scope(|scope| {
        for worker in 0..2 {
            let places = (worker..bytes.len()).step_by(2);
            let name = format!("copy{worker}.holdfast");
            scope.spawn(move || flip_bytes(desk, &name, bytes, places));
        }
    });
}

#[test]
fn a_file_cut_short_is_refused_and_left_alone() {
    let desk = Desk::new();
    desk.with(&small());
    let whole = fs::read(desk.path()).unwrap();
    for length in (0..whole.len()).step_by(64) {
        fs::write(desk.path(), &whole[..length]).unwrap();
        let opened = LockedPractice::at(&desk.path()).and_then(|locked| {
            locked.on(desk.computer()).unlock(&passphrase(), Mode::Write)
        });
        let Err(error) = opened else { panic!("cut at {length}: it opened") };
        let is_clear =
            matches!(error, StoreError::CutShort(_) | StoreError::NotAPractice(_));
        assert!(is_clear, "cut at {length}: {error}");
        assert_eq!(fs::read(desk.path()).unwrap(), whole[..length], "cut at {length}");
    }
    fs::write(desk.path(), &whole).unwrap();
    assert_eq!(desk.open().load(small().id).unwrap(), small());
}

#[test]
fn files_that_are_no_practice_are_refused() {
    let desk = Desk::new();
    assert!(matches!(LockedPractice::at(&desk.path()), Err(StoreError::NotThere(_))));
    assert!(matches!(LockedPractice::at(desk.folder()), Err(StoreError::NotThere(_))));
    for other in [&b""[..], b"a letter to the landlord", &[0; 5000], b"SQLite format 3\0"]
    {
        fs::write(desk.path(), other).unwrap();
        let refused = LockedPractice::at(&desk.path());
        let is_refused =
            matches!(refused, Err(StoreError::NotAPractice(_) | StoreError::CutShort(_)));
        assert!(is_refused, "{} bytes", other.len());
        assert_eq!(fs::read(desk.path()).unwrap(), other);
    }
    fs::remove_file(desk.path()).unwrap();
    let foreign = Connection::open(desk.path()).unwrap();
    foreign.execute_batch("CREATE TABLE songs (title TEXT)").unwrap();
    foreign.close().unwrap();
    assert!(matches!(LockedPractice::at(&desk.path()), Err(StoreError::NotAPractice(_))));
}

/// Changes the file as someone could who has SQLite but no key.
fn tamper(desk: &Desk, sql: &str) {
    let file = Connection::open(desk.path()).unwrap();
    let triggers = "DROP TRIGGER IF EXISTS revision_added; DROP TRIGGER IF EXISTS \
                    revision_changed; DROP TRIGGER IF EXISTS revision_deleted;";
    let saved: Vec<String> = file
        .prepare("SELECT sql FROM sqlite_schema WHERE type = 'trigger'")
        .unwrap()
        .query_map((), |row| row.get(0))
        .unwrap()
        .collect::<Result<_, _>>()
        .unwrap();
    file.execute_batch(triggers).unwrap();
    file.execute_batch(sql).unwrap();
    for trigger in saved {
        file.execute_batch(&trigger).unwrap();
    }
    file.close().unwrap();
}

fn desk_with_two_names() -> Desk {
    let desk = Desk::new();
    let mut case = linden();
    let (mut practice, _) = desk.create();
    practice.save(&case, minute(1)).unwrap();
    "The quiet garage".clone_into(&mut case.maps[0].name);
    practice.save(&case, minute(2)).unwrap();
    drop(practice);
    desk
}

#[test]
fn a_lost_last_revision_is_noticed_on_opening() {
    let desk = desk_with_two_names();
    tamper(&desk, "DELETE FROM revision WHERE place = (SELECT max(place) FROM revision)");
    fs::remove_dir_all(desk.file("seen")).unwrap();
    let mut practice = desk.open();
    let damage = practice.opening_damage().to_vec();
    assert!(matches!(damage.as_slice(), [Damage::Last { .. }]), "{damage:?}");
    // The words before it are still there, and saving goes on beside the gap.
    assert_eq!(practice.load(linden().id).unwrap(), linden());
    let mut case = linden();
    "The open door".clone_into(&mut case.maps[0].name);
    practice.save(&case, minute(3)).unwrap();
    drop(practice);
    let mut practice = desk.open();
    assert_eq!(practice.load(case.id).unwrap(), case);
    let damage = practice.check().unwrap().damage;
    assert!(matches!(damage.as_slice(), [Damage::Last { .. }]), "{damage:?}");
}

#[test]
fn removed_swapped_renumbered_and_replayed_revisions_are_noticed() {
    let last = "(SELECT max(place) FROM revision)";
    for (what, sql) in [
        ("a middle one removed", "DELETE FROM revision WHERE place = 3".to_owned()),
        (
            "one moved to another case",
            format!("UPDATE revision SET case_id = randomblob(16) WHERE place = {last}"),
        ),
        (
            "one renumbered",
            format!("UPDATE revision SET number = 1 WHERE place = {last}"),
        ),
        (
            "the words of an older one put in",
            format!(
                "UPDATE revision SET sealed = (SELECT sealed FROM revision WHERE place = 3), \
             seal_hash = (SELECT seal_hash FROM revision WHERE place = 3) WHERE place = {last}"
            ),
        ),
        (
            "one signed afterwards",
            format!("UPDATE revision SET locked = 1 WHERE place = {last}"),
        ),
        (
            "one given to another compartment",
            format!("UPDATE revision SET compartment = 1 WHERE place = {last}"),
        ),
        ("a head removed", "DELETE FROM writer_head".to_owned()),
        ("a writer renamed", "UPDATE revision SET writer = randomblob(16)".to_owned()),
    ] {
        let desk = desk_with_two_names();
        fs::remove_dir_all(desk.file("seen")).unwrap();
        tamper(&desk, &sql);
        let mut practice = desk.read();
        assert!(!practice.opening_damage().is_empty(), "{what}: not noticed on opening");
        let report = practice.check().unwrap();
        assert!(!report.is_whole(), "{what}: not noticed by check");
    }
}

#[test]
fn keys_and_seals_that_changed_are_named_by_check() {
    for (sql, named) in [
        (
            "UPDATE revision SET sealed = randomblob(300) WHERE place = 3",
            "Case Linden: the map",
        ),
        ("DELETE FROM compartment_key WHERE compartment = 3", "Case Linden"),
        ("UPDATE revision SET sealed = zeroblob(0) WHERE place = 2", "damaged"),
    ] {
        let desk = Desk::new();
        desk.with(&linden());
        tamper(&desk, sql);
        let mut practice = desk.open();
        let report = practice.check().unwrap();
        let sentences: Vec<String> =
            report.damage.iter().map(std::string::ToString::to_string).collect();
        assert!(sentences.iter().any(|one| one.contains(named)), "{sql}: {sentences:?}");
        assert!(matches!(
            practice.load(linden().id),
            Err(StoreError::CaseDamaged { .. })
        ));
        assert_eq!(practice.cases().unwrap().len(), 1, "the list shows what is damaged");
    }
}

#[test]
fn a_damaged_map_is_followed_by_the_next_save() {
    let desk = Desk::new();
    desk.with(&linden());
    tamper(&desk, "UPDATE revision SET sealed = randomblob(300) WHERE place = 3");
    let mut practice = desk.open();
    assert!(practice.load(linden().id).is_err());
    practice.save(&linden(), minute(5)).unwrap();
    assert_eq!(practice.load(linden().id).unwrap(), linden());
}

#[test]
fn a_schema_with_something_added_is_opened_to_read_only() {
    let desk = Desk::new();
    desk.with(&linden());
    let file = Connection::open(desk.path()).unwrap();
    file.execute_batch("CREATE TABLE more (x)").unwrap();
    file.close().unwrap();
    let refused = desk.locked().unlock(&passphrase(), Mode::Write);
    assert!(matches!(refused, Err(StoreError::Damaged(_))));
    let mut practice = desk.read();
    assert_eq!(practice.opening_damage(), [Damage::Tables]);
    assert_eq!(practice.load(linden().id).unwrap(), linden());
}

#[test]
fn a_file_of_a_newer_format_says_so() {
    let desk = Desk::new();
    desk.with(&linden());
    let file = Connection::open(desk.path()).unwrap();
    file.pragma_update(None, "user_version", 2).unwrap();
    file.close().unwrap();
    let refused = LockedPractice::at(&desk.path());
    assert!(matches!(refused, Err(StoreError::TooNew { found: 2 })));
}

#[test]
fn slots_of_another_practice_open_nothing() {
    let (mine, other) = (Desk::new(), Desk::new());
    mine.with(&linden());
    other.with(&small());
    let slots: Vec<u8> = Connection::open(other.path())
        .unwrap()
        .query_row("SELECT keyring FROM practice", (), |row| row.get(0))
        .unwrap();
    let file = Connection::open(mine.path()).unwrap();
    file.execute("UPDATE practice SET keyring = ?1", [slots]).unwrap();
    file.close().unwrap();
    let mut practice =
        mine.locked().unlock(&Passphrase::from(WORDS), Mode::ReadOnly).unwrap();
    assert!(!practice.opening_damage().is_empty());
    assert!(practice.load(linden().id).is_err());
}
