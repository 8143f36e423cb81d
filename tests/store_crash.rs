//! Killed processes, full disks and folders that cannot be written: nothing that was
//! acknowledged is lost.

use crate::store_desk::{Desk, linden, minute, passphrase, small};
use holdfast::model::Case;
use holdfast::store::{Computer, LockedPractice, Mode, OpenPractice, StoreError};
use std::fs;
use std::io::{BufRead as _, BufReader, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Duration;

/// Where the process that saves finds its practice.
const PRACTICE: &str = "HOLDFAST_TEST_CRASH_PRACTICE";
const SAVER: &str = "store_crash::saves_until_it_is_killed";
const KILLS: usize = 200;

/// Not a test by itself: the process that the tests below start and kill.
#[test]
#[ignore = "runs in a process of its own, started by the other tests"]
fn saves_until_it_is_killed() {
    let Ok(path) = std::env::var(PRACTICE) else { return };
    let mut practice = open(Path::new(&path)).unwrap();
    let mut case = practice.load(small().id).unwrap();
    let mut number = number_in(&case);
    loop {
        number += 1;
        case.maps[0].name = format!("save {number}");
        // The words of another document change in the same save.
        case.partners.a.surname = format!("save {number}");
        match practice.save(&case, minute(number)) {
            Ok(_) => println!("\nsaved {number}"),
            Err(error) => {
                println!("\nrefused {error}");
                return;
            }
        }
        std::io::stdout().flush().unwrap();
    }
}

fn number_in(case: &Case) -> i64 {
    let number =
        |words: &str| words.strip_prefix("save ").map_or(0, |n| n.parse().unwrap());
    let (map, head) = (number(&case.maps[0].name), number(&case.partners.a.surname));
    assert_eq!(map, head, "half a save");
    map
}

fn open(path: &Path) -> Result<OpenPractice, StoreError> {
    let memory = path.parent().map(|folder| folder.join("seen"));
    LockedPractice::at(path)?
        .on(Computer { name: "studio".to_owned(), memory })
        .unlock(&passphrase(), Mode::Write)
}

fn saver(path: &Path) -> Command {
    let mut command = Command::new(std::env::current_exe().unwrap());
    command.args([SAVER, "--exact", "--ignored", "--nocapture", "--test-threads=1"]);
    command.env(PRACTICE, path).stdout(Stdio::piped()).stderr(Stdio::null());
    command
}

/// The numbers that a process acknowledged, and why it stopped if it said so.
fn acknowledged(output: impl std::io::Read) -> (i64, Option<String>) {
    let mut last = 0;
    let mut refusal = None;
    for line in BufReader::new(output).lines() {
        // A process that was killed may leave half a line.
        let Ok(line) = line else { break };
        if let Some(number) = line.strip_prefix("saved ") {
            last = number.parse().unwrap_or(last);
        }
        if let Some(why) = line.strip_prefix("refused ") {
            refusal = Some(why.to_owned());
        }
    }
    (last, refusal)
}

#[test]
fn a_process_killed_at_any_moment_loses_no_acknowledged_save() {
    let desk = Desk::new();
    desk.with(&small());
    let mut most = 0;
    let mut killed_while_saving = 0;
    for kill in 0..KILLS {
        let mut child = saver(&desk.path()).spawn().unwrap();
        let output = child.stdout.take().unwrap();
        let reader = std::thread::spawn(move || acknowledged(output));
        std::thread::sleep(Duration::from_micros(random_below(60_000)));
        child.kill().unwrap();
        child.wait().unwrap();
        let (acknowledged, refusal) = reader.join().unwrap();
        assert_eq!(refusal, None);
        // The lock of the killed process is gone with it, and its last save is whole or absent.
        let mut practice = open(&desk.path()).unwrap();
        assert_eq!(practice.opening_damage(), [], "after kill {kill}");
        assert!(!practice.is_older_copy(), "after kill {kill}");
        let kept = number_in(&practice.load(small().id).unwrap());
        assert!(
            kept >= acknowledged,
            "kill {kill}: {acknowledged} was said, {kept} is kept"
        );
        assert!(kept >= most, "kill {kill}: an older save came back");
        killed_while_saving += usize::from(kept > most);
        most = kept;
    }
    assert!(
        killed_while_saving > KILLS / 4,
        "only {killed_while_saving} kills met a save"
    );
    let report = open(&desk.path()).unwrap().check().unwrap();
    assert!(report.is_whole(), "{:?}", report.damage);
}

fn random_below(limit: u64) -> u64 {
    getrandom::u64().unwrap() % limit
}

/// A limit of the operating system on the size of files stands for the full disk.
#[cfg(unix)]
#[test]
fn a_full_disk_is_said_and_costs_no_acknowledged_save() {
    let desk = Desk::new();
    desk.with(&small());
    let kib = fs::metadata(desk.path()).unwrap().len() / 1024;
    for more_kib in [0, 4, 40, 200] {
        let saver = saver(&desk.path());
        let words: Vec<String> = std::iter::once(saver.get_program())
            .chain(saver.get_args())
            .map(|word| format!("'{}'", word.to_string_lossy()))
            .collect();
        // Without the trap the process would be killed instead of told.
        let script = format!(
            "trap '' XFSZ; ulimit -f {}; exec {}",
            (kib + more_kib) * 2,
            words.join(" ")
        );
        let mut child = Command::new("sh")
            .args(["-c", &script])
            .env(PRACTICE, desk.path())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let (acknowledged, refusal) = acknowledged(child.stdout.take().unwrap());
        child.wait().unwrap();
        let refusal = refusal.expect("it saved without end on a full disk");
        assert!(refusal.contains("disk"), "{refusal}");
        let mut practice = open(&desk.path()).unwrap();
        assert_eq!(practice.opening_damage(), []);
        let kept = number_in(&practice.load(small().id).unwrap());
        assert!(kept >= acknowledged, "{acknowledged} was said, {kept} is kept");
        assert!(practice.check().unwrap().is_whole());
    }
}

/// The journal's place is taken, as it is for everyone where nothing may be written.
#[test]
fn a_save_into_an_unwritable_folder_is_refused_and_can_be_repeated() {
    let desk = Desk::new();
    desk.with(&small());
    let mut practice = desk.open();
    let before = fs::read(desk.path()).unwrap();
    let journal = desk.file("practice.holdfast-journal");
    fs::create_dir(&journal).unwrap();
    let mut case = linden();
    "The quiet garage".clone_into(&mut case.maps[0].name);
    let refused = practice.save(&case, minute(2));
    let is_clear =
        matches!(refused, Err(StoreError::Unwritable(_) | StoreError::Disk { .. }));
    assert!(is_clear, "{refused:?}");
    assert_eq!(fs::read(desk.path()).unwrap(), before);
    fs::remove_dir(&journal).unwrap();
    practice.save(&case, minute(3)).unwrap();
    assert_eq!(practice.load(case.id).unwrap(), case);
    assert!(practice.check().unwrap().is_whole());
}

#[test]
fn a_practice_cannot_be_made_where_nothing_can_be_written() {
    let desk = Desk::new();
    let file = desk.file("a file");
    fs::write(&file, "").unwrap();
    let mut places: Vec<PathBuf> = vec![file.join("practice.holdfast")];
    if let Some(folder) = unwritable_folder(&desk) {
        places.push(folder.join("practice.holdfast"));
    }
    for place in places {
        let cost = (holdfast::store::KeyCost::lowest_for_tests(), minute(0));
        let refused = desk.computer().create_practice(&place, &passphrase(), cost);
        let Err(error) = refused else { panic!("made in {}", place.display()) };
        assert!(matches!(error, StoreError::Unwritable(_)), "{error}");
        assert!(!place.exists());
    }
}

/// A folder that not even an administrator can write into, or one without the right to.
fn unwritable_folder(desk: &Desk) -> Option<PathBuf> {
    let folder = desk.file("read only");
    fs::create_dir(&folder).unwrap();
    let mut rights = fs::metadata(&folder).unwrap().permissions();
    rights.set_readonly(true);
    fs::set_permissions(&folder, rights).unwrap();
    let system = PathBuf::from("/sys");
    let can_write = |folder: &Path| {
        let probe = folder.join("probe");
        let written = fs::write(&probe, "").is_ok();
        fs::remove_file(probe).ok();
        written
    };
    [folder, system].into_iter().find(|folder| folder.is_dir() && !can_write(folder))
}
