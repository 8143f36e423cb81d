//! How long it takes to save one change, and to open and list a practice of 500 couples.

use criterion::{BatchSize, Criterion};
use holdfast::model::{Case, CaseId, MapId};
use holdfast::store::{Access, KeyCost, Passphrase, Practice, Time, case_ron};
use std::path::Path;
use tempfile::TempDir;

const COUPLES: usize = 500;

pub fn store(criterion: &mut Criterion) {
    let (_folder, path) = practice(1, KeyCost::lowest_for_tests());
    let mut one = open(&path, Access::Write);
    let id =
        one.cases().unwrap_or_default().first().map(|case| case.id).unwrap_or_default();
    let mut case = load(&one, id);
    let mut count = 0;
    criterion.bench_function("save one change", |bench| {
        bench.iter(|| {
            count += 1;
            change(&mut case, count);
            one.save(&case, now()).map(|saved| saved.revisions).unwrap_or_default()
        });
    });
    many(criterion);
}

fn many(criterion: &mut Criterion) {
    let (_folder, path) = practice(COUPLES, KeyCost::lowest_for_tests());
    let mut group = criterion.benchmark_group("500 couples");
    group.sample_size(10);
    group.bench_function("open and list, without Argon2id", |bench| {
        bench.iter(|| open(&path, Access::Read).cases().map_or(0, |cases| cases.len()));
    });
    let mut practice = open(&path, Access::Write);
    let id = practice.cases().unwrap_or_default().first().map(|case| case.id);
    let mut case = load(&practice, id.unwrap_or_default());
    let mut count = 0;
    group.bench_function("save one change", |bench| {
        bench.iter(|| {
            count += 1;
            change(&mut case, count);
            practice.save(&case, now()).map(|saved| saved.revisions).unwrap_or_default()
        });
    });
    group.bench_function("check everything", |bench| {
        bench.iter(|| practice.check().map(|report| report.checked).unwrap_or_default());
    });
    group.bench_function("unlock, as shipped", |bench| {
        let (_folder, path) = self::practice(1, KeyCost::shipped());
        bench.iter_batched(
            || (),
            |()| open(&path, Access::Read).id_short(),
            BatchSize::PerIteration,
        );
    });
    group.finish();
}

fn now() -> Time {
    Time::default()
}

fn passphrase() -> Passphrase {
    Passphrase::new("lantern plum orbit kettle")
}

fn open(path: &Path, access: Access) -> Practice {
    match Practice::open(path, &passphrase(), access, now()) {
        Ok(practice) => practice,
        Err(error) => fail(&error),
    }
}

fn load(practice: &Practice, id: CaseId) -> Case {
    practice.load(id).unwrap_or_else(|error| fail(&error))
}

#[expect(clippy::panic, reason = "a benchmark that cannot begin has no other way out")]
fn fail(error: &dyn std::error::Error) -> ! {
    panic!("{error}")
}

/// One letter more in one phrase.
fn change(case: &mut Case, count: u64) {
    let sides = case.maps.iter_mut().map(|map| &mut map.sides.a);
    if let Some(element) = sides.flat_map(|side| side.elements.iter_mut()).next() {
        element.words = format!("no reply for {count} hours");
    }
}

/// A practice that holds the sample couple so many times, each under a name of its own.
fn practice(couples: usize, cost: KeyCost) -> (TempDir, std::path::PathBuf) {
    let folder = tempfile::tempdir().unwrap_or_else(|error| fail(&error));
    let path = folder.path().join("practice");
    let made = Practice::create(&path, &passphrase(), cost, now());
    let mut practice = made.map_or_else(|e| fail(&e), |(practice, _)| practice);
    let text = include_str!("../assets/sample/linden.ron");
    let sample = case_ron::read(text).unwrap_or_else(|error| fail(&error));
    for number in 0..couples {
        let mut case = sample.clone();
        case.id = CaseId::new();
        case.code_name = format!("Couple {number}");
        case.maps.iter_mut().for_each(|map| map.id = MapId::new());
        if let Err(error) = practice.save(&case, now()) {
            fail(&error);
        }
    }
    (folder, path)
}
