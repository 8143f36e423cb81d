//! How long it takes to find a word in a practice of many years: each couple with 100 sessions.

use criterion::Criterion;
use holdfast::model::audience::Audience;
use holdfast::model::search::{Looker, ToldAlone, Wanted};
use holdfast::model::{Case, CaseId, MapId, Pair, Session, SessionKind};
use holdfast::store::{Access, AuditKind, KeyCost, Passphrase, Practice, Time, Told};
use std::path::PathBuf;
use tempfile::TempDir;

const SESSIONS: u16 = 100;
const COUPLES: usize = 500;
const ENTRIES: usize = 100_000;

/// With `HOLDFAST_BENCH_COUPLES=5000` as many couples as a large practice sees in its life.
pub fn search(criterion: &mut Criterion) {
    let asked = std::env::var("HOLDFAST_BENCH_COUPLES");
    let couples = asked.ok().and_then(|it| it.parse().ok()).unwrap_or(COUPLES);
    let (_folder, path) = practice(couples);
    let practice = open(&path);
    let mut group = criterion.benchmark_group(format!("{couples} couples, 100 sessions"));
    group.sample_size(10);
    group.bench_function("open and list, without Argon2id", |bench| {
        bench.iter(|| open(&path).cases().map_or(0, |cases| cases.len()));
    });
    let looker = Looker { audience: Audience::Therapist, told_alone: ToldAlone::Covered };
    // The list of couples is read when a practice is opened, and so before any search.
    let listed = practice.cases().map(|cases| cases.len()).unwrap_or_default();
    for (name, words) in
        [("a rare word", "saffron"), ("a common word", "door"), ("no word", "zebra")]
    {
        let wanted = Wanted::new(words);
        group.bench_function(format!("search for {name}"), |bench| {
            bench.iter(|| practice.search(&wanted, looker, 200).map(|it| it.hits.len()));
        });
    }
    let first = practice.cases().unwrap_or_default().first().map(|case| case.id);
    group.bench_function("open one couple", |bench| {
        bench
            .iter(|| first.and_then(|id| practice.load(id).ok()).map(|it| it.maps.len()));
    });
    group.finish();
    drop(practice);
    if listed > 0 {
        with_log(criterion);
    }
}

/// A practice with a long log opens as fast as one with none: no entry is unsealed for it.
fn with_log(criterion: &mut Criterion) {
    let (_folder, path) = practice(1);
    let mut practice = match Practice::open(&path, &passphrase(), Access::Write, now()) {
        Ok(practice) => practice,
        Err(error) => fail(&error),
    };
    for _ in 0..ENTRIES / 100 {
        let told = (0..100).map(|_| (Told::practice(AuditKind::Unlocked), now()));
        if let Err(error) = practice.record_all(told.collect(), now()) {
            fail(&error);
        }
    }
    drop(practice);
    let mut group = criterion.benchmark_group("a log of 100,000 entries");
    group.sample_size(10);
    group.bench_function("open and list, without Argon2id", |bench| {
        bench.iter(|| open(&path).cases().map_or(0, |cases| cases.len()));
    });
    group.bench_function("read the newest 500", |bench| {
        let practice = open(&path);
        bench.iter(|| practice.audit_newest(500).map_or(0, |lines| lines.len()));
    });
    group.finish();
}

fn now() -> Time {
    Time::default()
}

fn passphrase() -> Passphrase {
    Passphrase::new("lantern plum orbit kettle")
}

fn open(path: &std::path::Path) -> Practice {
    match Practice::open(path, &passphrase(), Access::Read, now()) {
        Ok(practice) => practice,
        Err(error) => fail(&error),
    }
}

#[expect(clippy::panic, reason = "a benchmark that cannot begin has no other way out")]
fn fail(error: &dyn std::error::Error) -> ! {
    panic!("{error}")
}

fn practice(couples: usize) -> (TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap_or_else(|error| fail(&error));
    let path = folder.path().join("practice");
    let made = Practice::create(&path, &passphrase(), KeyCost::lowest_for_tests(), now());
    let mut practice = made.map_or_else(|e| fail(&e), |(practice, _)| practice);
    for number in 0..couples {
        let mut case = couple(number);
        if number == couples / 2 {
            "saffron".clone_into(&mut case.plan.presenting);
        }
        if let Err(error) = practice.save(&case, now()) {
            fail(&error);
        }
    }
    if let Err(error) = practice.keep_list() {
        fail(&error);
    }
    (folder, path)
}

/// A couple whose sessions have some sixty words each, another mixture in each.
fn couple(number: usize) -> Case {
    const WORDS: [&str; 24] = [
        "door", "quiet", "kitchen", "alone", "reach", "turned", "winter", "asked",
        "shame", "careful", "answer", "distant", "soften", "garage", "evening", "tears",
        "breath", "hand", "message", "waiting", "afraid", "together", "holding", "far",
    ];
    let names = Pair { a: "Ana".to_owned(), b: "Rui".to_owned() };
    let mut case = Case::new(format!("Couple {number}"), names);
    case.id = CaseId::new();
    case.maps.iter_mut().for_each(|map| map.id = MapId::new());
    for session in 1..=SESSIONS {
        let mut added = Session::new(session, SessionKind::Joint, now().date_naive());
        let seed = number * 31 + usize::from(session) * 17;
        let word = |at: &usize| WORDS.get((seed + at * at * 7) % WORDS.len());
        let all = (0..60).collect::<Vec<usize>>();
        let words: Vec<&str> = all.iter().filter_map(word).copied().collect();
        added.sheet.observed = format!("{} w{seed}", words.join(" "));
        case.sessions.push(added);
    }
    case
}
