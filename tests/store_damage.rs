//! What a practice survives: a killed program, a full disk, a cut file, a changed byte.

use crate::store::{new_practice, now, open, passphrase, sample};
use holdfast::model::{Case, Pair};
use holdfast::store::{Access, KeyCost, Practice, StoreError};
use std::fs::{self, OpenOptions};
use std::io::{BufRead as _, BufReader, Read as _, Seek as _, SeekFrom, Write as _};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

const CHILD_PRACTICE: &str = "HOLDFAST_TEST_PRACTICE";

/// A child that saves as fast as it can, and says what it was told is saved.
#[test]
#[ignore = "run by other tests as a child process"]
fn child_that_saves_in_a_loop() {
    let Ok(path) = std::env::var(CHILD_PRACTICE) else { return };
    let mut practice = match open(Path::new(&path), Access::Write) {
        Ok(practice) => practice,
        Err(error) => return say(&format!("refused {error}")),
    };
    let mut case = first_case(&practice);
    let start: u64 = case.partners.a.pronouns.parse().unwrap_or(0);
    for count in start + 1.. {
        case.partners.a.pronouns = count.to_string();
        case.maps[0].sides.a.elements[0].words = format!("phrase {count} ").repeat(200);
        match practice.save(&case, now()) {
            Ok(_) => say(&format!("saved {count}")),
            Err(error) => {
                say(&format!("refused {error}"));
                let kept = practice.load(case.id).map(|case| case.partners.a.pronouns);
                return say(&format!("kept {}", kept.unwrap()));
            }
        }
    }
}

fn say(line: &str) {
    let mut out = std::io::stdout().lock();
    writeln!(out, "\n> {line}").unwrap();
    out.flush().unwrap();
}

fn first_case(practice: &Practice) -> Case {
    practice.load(practice.cases().unwrap()[0].id).unwrap()
}

fn child(path: &Path) -> Command {
    let mut command = Command::new(std::env::current_exe().unwrap());
    command.args(["--exact", "store_damage::child_that_saves_in_a_loop", "--ignored"]);
    command.args(["--nocapture", "--test-threads", "1"]);
    command.env(CHILD_PRACTICE, path).stdout(Stdio::piped()).stderr(Stdio::null());
    command
}

fn lines(out: impl std::io::Read) -> impl Iterator<Item = String> {
    let told = |line: String| line.strip_prefix("> ").map(str::to_owned);
    BufReader::new(out).lines().map_while(Result::ok).filter_map(told)
}

#[test]
fn no_acknowledged_save_is_lost_by_killing_the_program_200_times() {
    let (_folder, path, mut practice, _) = new_practice();
    practice.save(&sample("linden"), now()).unwrap();
    drop(practice);
    let mut saved_in_all = 0;
    let mut random: u32 = 0x1357_9bdf;
    for round in 0..200 {
        let mut running = child(&path).spawn().unwrap();
        let mut told = lines(running.stdout.take().unwrap());
        // It has opened the practice and saves.
        let mut last = told.next().expect("the child speaks");
        random = random.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        let until =
            Instant::now() + Duration::from_micros(u64::from(random >> 16) % 30_000);
        while Instant::now() < until {
            last = told.next().unwrap();
        }
        std::thread::sleep(Duration::from_micros(u64::from(random & 0xfff)));
        running.kill().unwrap();
        running.wait().unwrap();
        last = told.last().unwrap_or(last);
        let acknowledged: u64 =
            last.strip_prefix("saved ").expect(&last).parse().unwrap();
        let practice = open(&path, Access::Read).unwrap();
        let case = first_case(&practice);
        let kept: u64 = case.partners.a.pronouns.parse().unwrap();
        assert!(kept >= acknowledged, "round {round}: {kept} of {acknowledged}");
        assert!(kept <= acknowledged + 1, "round {round}: {kept} of {acknowledged}");
        // Both documents of the last save, or neither.
        let words = format!("phrase {kept} ").repeat(200);
        assert_eq!(case.maps[0].sides.a.elements[0].words, words);
        assert_eq!(practice.fault().unwrap(), None);
        saved_in_all = kept;
    }
    assert!(saved_in_all >= 200);
    let practice = open(&path, Access::Write).unwrap();
    assert!(practice.check().unwrap().is_whole());
}

/// A limit on the size of files stands in for a full disk: it needs no rights of the system.
#[cfg(unix)]
#[test]
fn a_full_disk_is_told_and_loses_nothing_that_was_acknowledged() {
    let (_folder, path, mut practice, _) = new_practice();
    practice.save(&sample("linden"), now()).unwrap();
    drop(practice);
    let blocks = fs::metadata(&path).unwrap().len() / 512 + 40;
    let command = child(&path);
    let mut limited = Command::new("sh");
    limited
        .args(["-c", &format!("trap '' XFSZ; ulimit -f {blocks}; exec \"$0\" \"$@\"")]);
    limited.arg(command.get_program()).args(command.get_args());
    limited.env(CHILD_PRACTICE, &path).stdout(Stdio::piped()).stderr(Stdio::null());
    let mut running = limited.spawn().unwrap();
    let told: Vec<String> = lines(running.stdout.take().unwrap()).collect();
    running.wait().unwrap();
    let [.., acknowledged, refused, kept] = &told[..] else { panic!("{told:?}") };
    let acknowledged = acknowledged.strip_prefix("saved ").unwrap();
    assert_eq!(kept.strip_prefix("kept "), Some(acknowledged));
    assert!(
        refused.contains("nothing was saved") && refused.contains("room"),
        "{refused}"
    );
    let mut practice = open(&path, Access::Write).unwrap();
    let mut case = first_case(&practice);
    assert_eq!(case.partners.a.pronouns, acknowledged);
    assert!(practice.check().unwrap().is_whole());
    case.partners.a.pronouns = "there is room again".to_owned();
    practice.save(&case, now()).unwrap();
    assert_eq!(first_case(&practice), case);
}

#[test]
fn a_folder_that_cannot_be_written_is_refused_with_a_sentence() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("file");
    fs::write(&file, "not a folder").unwrap();
    let (_other, _, practice, _) = new_practice();
    let inside = file.join("practice.holdfast");
    let made =
        Practice::create(&inside, &passphrase(), KeyCost::lowest_for_tests(), now());
    for error in [made.err().unwrap(), practice.backup(&inside).err().unwrap()] {
        assert!(error.to_string().contains("file/practice.holdfast"), "{error}");
    }
    assert_eq!(fs::read_to_string(&file).unwrap(), "not a folder");
}

/// Root may write everywhere, so this says something only for others.
#[cfg(unix)]
#[test]
fn a_folder_for_reading_only_is_refused_and_its_practice_still_read() {
    use std::os::unix::fs::PermissionsExt as _;
    let (folder, path, mut practice, _) = new_practice();
    practice.save(&sample("linden"), now()).unwrap();
    drop(practice);
    let set = |mode| fs::set_permissions(folder.path(), fs::Permissions::from_mode(mode));
    set(0o500).unwrap();
    let is_root = fs::write(folder.path().join("probe"), "").is_ok();
    if !is_root {
        fs::set_permissions(&path, fs::Permissions::from_mode(0o400)).unwrap();
        let copy = open(&path, Access::Read).unwrap().backup(&folder.path().join("copy"));
        assert!(matches!(copy, Err(StoreError::NoPermission { .. })));
        assert!(matches!(
            open(&path, Access::Write),
            Err(StoreError::NoPermission { .. })
        ));
        assert_eq!(first_case(&open(&path, Access::Read).unwrap()), sample("linden"));
    }
    set(0o700).unwrap();
}

/// A practice of one page a table: two couples, a change, settings, a key that was renewed.
fn small_practice(path: &Path) -> Vec<Case> {
    let cost = KeyCost::lowest_for_tests();
    let mut practice = Practice::create(path, &passphrase(), cost, now()).unwrap().0;
    let mut case = Case::new("Linden", Pair { a: "Ana".into(), b: "Rui".into() });
    practice.save(&case, now()).unwrap();
    let elements = sample("linden").maps[0].sides.clone();
    case.maps[0].sides.a.elements = elements.a.elements.into_iter().take(6).collect();
    case.maps[0].sides.b.elements =
        elements.b.elements.into_iter().rev().take(4).collect();
    practice.save(&case, now()).unwrap();
    let other = Case::new("Alder", Pair::default());
    practice.save(&other, now()).unwrap();
    vec![other, case]
}

/// What a practice says of itself.
enum Told {
    Refused(StoreError),
    /// It opens, and says that something is wrong with it.
    Reported,
    /// Nothing is wrong, and these are the couples.
    Read(Vec<Result<Case, StoreError>>),
}

fn look(path: &Path) -> Told {
    let practice = match open(path, Access::Read) {
        Ok(practice) => practice,
        Err(error) => return Told::Refused(error),
    };
    let report = practice.check();
    let is_reported = report.is_err() || report.is_ok_and(|report| !report.is_whole());
    if is_reported {
        return Told::Reported;
    }
    let listed = practice.cases().unwrap_or_default();
    let cases = listed.iter().map(|case| practice.load(case.id)).collect();
    Told::Read(cases)
}

/// True if nothing was reported; fails if that was wrong.
fn is_whole(told: &Told, saved: &[Case], place: &str) -> bool {
    let Told::Read(cases) = told else { return false };
    assert_eq!(
        cases.len(),
        saved.len(),
        "{place}: a couple is missing, and nobody says so"
    );
    for case in cases {
        let same = case.as_ref().is_ok_and(|case| saved.contains(case));
        assert!(same, "{place}: wrong words, and nobody says so");
    }
    true
}

#[test]
fn every_flipped_byte_is_harmless_or_told() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("small");
    let saved = small_practice(&path);
    let bytes = fs::read(&path).unwrap();
    assert!(is_whole(&look(&path), &saved, "as it was written"));
    let rows_before = rows(&path).unwrap();
    let threads = std::thread::available_parallelism().map_or(2, std::num::NonZero::get);
    let share = bytes.len().div_ceil(threads);
    let harmless: usize = std::thread::scope(|scope| {
        let parts = (0..threads).map(|part| {
            let copy = folder.path().join(format!("copy-{part}"));
            fs::copy(&path, &copy).unwrap();
            let (before, saved) = ((&bytes[..], &rows_before[..]), &saved);
            let range = part * share..bytes.len().min((part + 1) * share);
            scope
                .spawn(move || range.filter(|at| flip(&copy, before, *at, saved)).count())
        });
        let parts: Vec<_> = parts.collect();
        parts.into_iter().map(|part| part.join().unwrap()).sum()
    });
    // Free space and a few counters are harmless; everything else is told.
    let told = bytes.len() - harmless;
    println!("{} bytes: {told} told, {harmless} harmless", bytes.len());
    assert!(told > 6_000, "{told} of {}", bytes.len());
}

fn flip(
    copy: &Path,
    (bytes, rows_before): (&[u8], &[rusqlite::types::Value]),
    at: usize,
    saved: &[Case],
) -> bool {
    // Another pattern for each byte: one bit, several, all.
    let change = [0x01, 0x80, 0x55, 0xff][at % 4];
    put(copy, at, bytes[at] ^ change);
    // Where every row and number reads as before, Holdfast has nothing else to go by.
    let is_sampled = at.is_multiple_of(61);
    let is_unread = !is_sampled && rows(copy).is_ok_and(|found| found == *rows_before);
    let is_harmless = is_unread || is_whole(&look(copy), saved, &format!("byte {at}"));
    put(copy, at, bytes[at]);
    is_harmless
}

/// Everything that any statement could read of a practice.
fn rows(path: &Path) -> rusqlite::Result<Vec<rusqlite::types::Value>> {
    let sql = rusqlite::Connection::open(path)?;
    let mut found = Vec::new();
    for statement in [
        "PRAGMA application_id",
        "PRAGMA user_version",
        "PRAGMA journal_mode",
        "PRAGMA page_count",
        "SELECT * FROM sqlite_schema",
        "SELECT rowid, * FROM practice",
        "SELECT rowid, * FROM slot",
        "SELECT rowid, * FROM head",
        "SELECT rowid, * FROM compartment",
        "SELECT rowid, * FROM revision",
    ] {
        let mut statement = sql.prepare(statement)?;
        let columns = statement.column_count();
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            for column in 0..columns {
                found.push(row.get(column)?);
            }
        }
    }
    Ok(found)
}

fn put(path: &Path, at: usize, byte: u8) {
    let mut file = OpenOptions::new().write(true).open(path).unwrap();
    file.seek(SeekFrom::Start(at as u64)).unwrap();
    file.write_all(&[byte]).unwrap();
}

#[test]
fn a_file_cut_short_anywhere_is_refused_or_told_and_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("small");
    let saved = small_practice(&path);
    let bytes = fs::read(&path).unwrap();
    let copy = folder.path().join("copy");
    for length in (0..bytes.len()).step_by(64) {
        fs::write(&copy, &bytes[..length]).unwrap();
        let told = look(&copy);
        assert!(!is_whole(&told, &saved, &format!("{length} bytes")), "{length}");
        if let Told::Refused(error) = &told {
            let kind = matches!(
                error,
                StoreError::NotAPractice { .. } | StoreError::Damaged { .. }
            );
            assert!(kind, "{length}: {error}");
        }
        let refused = open(&copy, Access::Write).and_then(|mut practice| {
            practice.save(&Case::new("Birch", Pair::default()), now())
        });
        assert!(refused.is_err(), "{length}");
        assert_eq!(fs::read(&copy).unwrap(), &bytes[..length], "{length}");
    }
}

#[test]
fn a_damaged_page_of_slots_does_not_lock_the_practice_out() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("small");
    let saved = small_practice(&path);
    let mut bytes = fs::read(&path).unwrap();
    // Find the page by the sibling's words in it.
    let keys = fs::read(folder.path().join("small-keys")).unwrap();
    let slot = &keys[32..64];
    let at = bytes.windows(slot.len()).position(|window| window == slot).unwrap();
    let page = at / 4096 * 4096;
    bytes[page..page + 4096].fill(0);
    fs::write(&path, &bytes).unwrap();
    let practice = open(&path, Access::Read).unwrap();
    assert_eq!(practice.load(saved[1].id).unwrap(), saved[1]);
    let damage = practice.check().unwrap().damage;
    assert!(damage.iter().any(|it| it.to_string().contains("slot")), "{damage:?}");
    let wrong = Practice::open(
        &path,
        &holdfast::store::Passphrase::new("wrong"),
        Access::Read,
        now(),
    );
    assert!(matches!(wrong, Err(StoreError::WrongPassphrase)));
    fs::remove_file(folder.path().join("small-keys")).unwrap();
    assert!(matches!(open(&path, Access::Read), Err(StoreError::Damaged { .. })));
}

#[test]
fn a_lost_file_of_keys_is_made_anew() {
    let (folder, path, practice, _) = new_practice();
    drop(practice);
    let keys = folder.path().join("practice.holdfast-keys");
    let before = fs::read(&keys).unwrap();
    for content in [None, Some(&before[..50]), Some(&[0_u8; 400][..])] {
        match content {
            Some(bytes) => fs::write(&keys, bytes).unwrap(),
            None => fs::remove_file(&keys).unwrap(),
        }
        drop(open(&path, Access::Write).unwrap());
        assert_eq!(fs::read(&keys).unwrap(), before);
    }
}

#[test]
fn damage_is_named_by_code_name_document_and_sequence() {
    let (_folder, path, mut practice, _) = new_practice();
    let case = sample("linden");
    practice.save(&case, now()).unwrap();
    practice.save(&sample("heron"), now()).unwrap();
    drop(practice);
    let sealed: Vec<u8> = rusqlite::Connection::open(&path)
        .unwrap()
        .query_row("SELECT sealed FROM revision WHERE sequence = 2", [], |row| row.get(0))
        .unwrap();
    let bytes = fs::read(&path).unwrap();
    let part = &sealed[40..72];
    let at = bytes.windows(32).position(|window| window == part).unwrap();
    put(&path, at, bytes[at] ^ 1);
    let practice = open(&path, Access::Read).unwrap();
    let damage: Vec<String> =
        practice.check().unwrap().damage.iter().map(ToString::to_string).collect();
    assert_eq!(damage.len(), 1, "{damage:?}");
    assert!(damage[0].starts_with("Linden, "), "{damage:?}");
    assert!(damage[0].contains(", revision 2: "), "{damage:?}");
    assert!(matches!(practice.load(case.id), Err(StoreError::Damaged { .. })));
    let listed = practice.cases().unwrap();
    let damaged: Vec<bool> = listed.iter().map(|case| case.is_damaged).collect();
    assert_eq!(damaged, [false, true]);
    assert_eq!(practice.load(listed[0].id).unwrap(), sample("heron"));
}

#[test]
fn a_revision_cut_from_the_end_is_told_at_opening_and_nothing_is_written_over_it() {
    let (_folder, path, mut practice, _) = new_practice();
    let mut case = sample("linden");
    practice.save(&case, now()).unwrap();
    case.partners.a.name = "Anna".to_owned();
    practice.save(&case, now()).unwrap();
    drop(practice);
    let sql = rusqlite::Connection::open(&path).unwrap();
    let trigger: String = sql
        .query_row(
            "SELECT sql FROM sqlite_schema WHERE name = 'revision_is_kept'",
            [],
            |row| row.get(0),
        )
        .unwrap();
    sql.execute_batch("DROP TRIGGER revision_is_kept").unwrap();
    sql.execute(
        "DELETE FROM revision WHERE sequence = (SELECT max(sequence) FROM revision)",
        [],
    )
    .unwrap();
    let changed_tables = open(&path, Access::Read).err().unwrap();
    assert!(matches!(changed_tables, StoreError::Damaged { .. }));
    drop(sql);
    // With the trigger back, only the sealed head can tell.
    let sql = rusqlite::Connection::open(&path).unwrap();
    sql.execute_batch(&trigger).unwrap();
    drop(sql);
    if let Ok(mut practice) = open(&path, Access::Write) {
        assert!(practice.warning().unwrap().unwrap().contains("missing"));
        assert!(!practice.check().unwrap().is_whole());
        assert!(matches!(practice.save(&case, now()), Err(StoreError::Damaged { .. })));
    }
}

#[test]
fn a_practice_of_a_later_format_is_left_alone_with_advice() {
    let (_folder, path, practice, _) = new_practice();
    drop(practice);
    let sql = rusqlite::Connection::open(&path).unwrap();
    sql.pragma_update(None, "user_version", 2).unwrap();
    drop(sql);
    let before = fs::read(&path).unwrap();
    let error = open(&path, Access::Write).err().unwrap();
    assert!(matches!(error, StoreError::TooNew { found: 2 }));
    assert!(error.to_string().contains("Update Holdfast"));
    let mut after = Vec::new();
    fs::File::open(&path).unwrap().read_to_end(&mut after).unwrap();
    assert_eq!(after, before);
}
