//! Versions of a loop: what is confirmed stays for good, and two moments differ by what is listed.

use crate::edit::{Wish, wish};
use crate::random_case;
use chrono::{DateTime, FixedOffset};
use holdfast::edit::version::{self, Confirming};
use holdfast::edit::{Edit, EditError, MapEdit};
use holdfast::model::map_changes::{Differences, MapChange, between};
use holdfast::model::map_changes_apply::{apply, reversed};
use holdfast::model::map_changes_words::{Since, Telling, told, when};
use holdfast::model::version::{Stand, for_clients};
use holdfast::model::{
    Case, ClientView, CycleMap, Element, ElementId, Layer, MapVersion, Ownership, Pair,
    PartnerId, Session, SessionKind, Source, Visibility,
};
use holdfast::store::{Access, KeyCost, Passphrase, Practice, StoreError, case_ron};
use proptest::prelude::*;
use rusqlite::Connection;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use tempfile::TempDir;

const WORDS: &str = "orbit kettle";

fn at(minute: i64) -> DateTime<FixedOffset> {
    let start: DateTime<FixedOffset> = "2026-03-02T14:00:00+01:00".parse().unwrap();
    start + chrono::Duration::minutes(minute)
}

fn sharing_day() -> Visibility {
    Visibility::Shareable { on: at(0).date_naive() }
}

/// Ana and Rui with three sessions and a phrase that the couple may read.
fn linden() -> Case {
    let names = Pair { a: "Ana".to_owned(), b: "Rui".to_owned() };
    let mut case = Case::new("Linden", names);
    for number in 1..=3 {
        let date = at(i64::from(number) * 7 * 24 * 60).date_naive();
        case.sessions.push(Session::new(number, SessionKind::Joint, date));
    }
    let seen = Some(case.sessions[0].id);
    let element = Element {
        first_seen: seen,
        last_seen: seen,
        ownership: Ownership::Touched,
        visibility: sharing_day(),
        ..Element::new(Layer::Primary, "loneliness")
    };
    case.maps[0].sides.a.elements.push(element);
    case
}

/// As a practice keeps it: confirmed in the session with this number.
fn confirm(case: &mut Case, session: u16, why: &str) -> MapVersion {
    let of_number = case.sessions.iter().find(|it| it.number == session);
    let session = of_number.map(|session| session.id);
    let confirming = Confirming { session, why: why.to_owned() };
    let map = case.maps[0].id;
    let version = version::confirm(case, map, &confirming, ("Dr. Weiss", at(0))).unwrap();
    version::put(case, version.clone());
    version
}

fn practice(case: &Case) -> (TempDir, PathBuf, Practice) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("practice.holdfast");
    let cost = KeyCost::lowest_for_tests();
    let (mut practice, _) =
        Practice::create(&path, &Passphrase::new(WORDS), cost, at(0)).unwrap();
    practice.save(case, at(0)).unwrap();
    (folder, path, practice)
}

fn open(path: &Path) -> Practice {
    Practice::open(path, &Passphrase::new(WORDS), Access::Write, at(9)).unwrap()
}

fn changed(mut case: Case, wishes: &[Wish]) -> Case {
    for wish in wishes {
        if let Some(edit) = wish.edit(&case) {
            edit.apply(&mut case).ok();
        }
    }
    case
}

/// The same loop with the other's left: who is drawn where is no difference.
fn with_left(map: &CycleMap, of: &CycleMap) -> CycleMap {
    CycleMap { left: of.left, ..map.clone() }
}

fn there_and_back(first: &CycleMap, second: &CycleMap) {
    let changes = between(first, second);
    let differences = Differences::between(first, second);
    assert!(changes.iter().all(|change| differences.holds(change)));
    assert_eq!(apply(first, &changes), with_left(second, first));
    assert_eq!(apply(second, &reversed(&changes)), with_left(first, second));
    assert!(between(first, first).is_empty());
    let swapped = CycleMap { left: first.left.other(), ..first.clone() };
    assert!(between(first, &swapped).is_empty());
    assert_eq!(between(&swapped, second), changes);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn the_listed_differences_lead_from_one_moment_to_the_other_and_back(
        case in random_case::case(),
        wishes in prop::collection::vec(wish(), 0..25),
    ) {
        let first = case.maps[0].clone();
        let after = changed(case, &wishes);
        if let Some(second) = after.map(first.id) {
            there_and_back(&first, second);
        }
    }

    #[test]
    fn any_two_loops_that_share_some_phrases_differ_by_what_is_listed(
        first in random_case::map(14),
        second in random_case::map(14),
        shared in prop::collection::vec((any::<usize>(), any::<usize>()), 0..10),
    ) {
        let mut second = CycleMap { id: first.id, ..second };
        let old: Vec<ElementId> = first.elements().map(|(_, it)| it.id).collect();
        let mut taken = Vec::new();
        for (from, to) in shared {
            let Some(id) = old.get(from % old.len().max(1)).copied() else { continue };
            let count = second.elements().count();
            let sides = [&mut second.sides.a, &mut second.sides.b];
            let mut elements = sides.into_iter().flat_map(|side| &mut side.elements);
            if count > 0 && !taken.contains(&id)
                && let Some(element) = elements.nth(to % count)
                && !old.contains(&element.id)
            {
                element.id = id;
                taken.push(id);
            }
        }
        there_and_back(&first, &second);
    }

    #[test]
    fn no_edit_reaches_a_confirmed_version(
        case in random_case::case(),
        wishes in prop::collection::vec(wish(), 0..25),
    ) {
        let versions = case.versions.clone();
        prop_assert_eq!(changed(case, &wishes).versions, versions);
    }

    #[test]
    fn a_loop_for_clients_of_any_moment_holds_what_they_may_see_then_and_now(
        case in random_case::case(),
        wishes in prop::collection::vec(wish(), 0..12),
    ) {
        let then = case.maps[0].clone();
        let case = changed(case, &wishes);
        let Some(now) = case.map(then.id) else { return Ok(()) };
        let shown = for_clients(&then, now);
        for (_, element) in shown.elements() {
            let (_, _, old) = then.find(element.id).unwrap();
            prop_assert!(old.is_shareable() && old.ownership >= Ownership::Touched);
            if let Some((_, _, new)) = now.find(element.id) {
                prop_assert!(new.is_shareable(), "taken back since");
            }
            prop_assert_eq!(element.source, Source::Joint);
            prop_assert!(element.tags.is_empty() && element.intensity.is_none());
        }
        prop_assert!(shown.tray.is_empty() && shown.sharing.is_empty());
        let view = ClientView::of(&case, &shown, None);
        for partner in PartnerId::BOTH {
            let words = view.side(partner).phrases.iter().map(|it| it.words.as_str());
            let drawn = shown.side(partner).elements.iter().map(|it| it.words.as_str());
            prop_assert!(words.eq(drawn));
        }
    }
}

type Touch = (&'static str, fn(&mut CycleMap));

/// Each field of a loop and of a phrase, changed alone.
fn every_field() -> Vec<Touch> {
    fn first(map: &mut CycleMap) -> &mut Element {
        &mut map.sides.a.elements[0]
    }
    use holdfast::model as it;
    vec![
        ("kind", |map| map.kind = it::CycleKind::Sexual),
        ("name", |map| map.name = "The Garage".to_owned()),
        ("pattern", |map| map.pattern = it::CyclePattern::Complex),
        ("pattern words", |map| map.pattern_words = "a chase".to_owned()),
        ("status", |map| map.status = it::MapStatus::Working),
        ("position", |map| map.sides.b.position = it::Position::Withdrawer),
        ("strategy", |map| map.sides.b.strategy = Some(it::Strategy::Deactivating)),
        ("centre", |map| map.centre.shared_conviction = "out of reach".to_owned()),
        ("tray", |map| map.tray.push(it::TrayPhrase::new("unsorted"))),
        ("new loop", |map| map.new_loop_name = "Ten minutes".to_owned()),
        ("talk", |map| map.dialogues.push(it::Dialogue::new("the message"))),
        ("link", |map| {
            let link = it::MapLink { to: it::MapId::new(), how: "at night".to_owned() };
            map.links.push(link);
        }),
        ("print", |map| map.print_agreed.a = Some(at(0).date_naive())),
        ("sharing", |map| {
            map.sharing.push(it::SharingAct {
                what: map.sides.a.elements[0].id.0,
                made: it::SharingMade::Private,
                on: at(0).date_naive(),
                by: String::new(),
            });
        }),
        ("layer", |map| first(map).layer = Layer::Fear),
        ("words", |map| first(map).words = "alone".to_owned()),
        ("own words", |map| first(map).own_words ^= true),
        ("owned", |map| first(map).ownership = Ownership::Shared),
        ("source", |map| first(map).source = Source::Form),
        ("who may see", |map| first(map).visibility = Visibility::Private),
        ("strength", |map| first(map).intensity = Some(9)),
        ("first seen", |map| first(map).first_seen = None),
        ("last seen", |map| first(map).last_seen = None),
        ("answers", |map| first(map).answers = Some(ElementId::new())),
        ("tags", |map| first(map).tags.push("protest".to_owned())),
        ("order", |map| map.sides.a.elements.swap(0, 1)),
        ("gone", |map| drop(map.sides.a.elements.remove(0))),
        ("other side", |map| {
            let element = map.sides.a.elements.remove(0);
            map.sides.b.elements.push(element);
        }),
    ]
}

#[test]
fn no_field_of_a_loop_changes_without_a_difference() {
    let mut map = linden().maps.remove(0);
    map.sides.a.elements.push(Element::new(Layer::Primary, "grief"));
    for (name, touch) in every_field() {
        let mut after = map.clone();
        touch(&mut after);
        assert_ne!(after, map, "{name}");
        assert!(!between(&map, &after).is_empty(), "{name}");
        there_and_back(&map, &after);
    }
}

#[test]
fn each_difference_is_one_plain_sentence_with_its_session() {
    let mut case = linden();
    confirm(&mut case, 1, "");
    let second = case.sessions[1].id;
    let map = &mut case.maps[0];
    let element = &mut map.sides.a.elements[0];
    (element.ownership, element.last_seen) = (Ownership::Owned, Some(second));
    element.intensity = Some(8);
    map.sides.b.elements.push(Element {
        first_seen: Some(second),
        ..Element::new(Layer::MeaningOther, "nothing will please her")
    });
    "The Garage".clone_into(&mut map.name);
    map.centre.shared_emotion = "alone".to_owned();
    map.sides.b.position = holdfast::model::Position::Withdrawer;
    confirm(&mut case, 3, "");
    let stands = case.stands(case.maps[0].id);
    let [from, to] = [0, 2].map(|place| stands[place]);
    let id = case.maps[0].id;
    let (first, second) = (case.map_at(id, from).unwrap(), case.map_at(id, to).unwrap());
    let names = Pair { a: "Ana", b: "Rui" };
    let telling = Telling { first: &first, second: &second, names };
    let changes = between(&first, &second);
    let told: Vec<String> =
        told(&changes, &telling).into_iter().map(|it| it.words).collect();
    assert_eq!(
        told,
        [
            "‘loneliness’ went from touched to owned",
            "‘loneliness’ is 8 of 10 in strength",
            "‘nothing will please her’ (about Ana) is new",
            "now withdraws in this loop",
            "The loop is called “The Garage”",
            "What both feel: ‘alone’",
        ]
    );
    let added = changes.iter().find(|it| matches!(it, MapChange::Added(_))).unwrap();
    let since = |stand, map| {
        let differences = Arc::new(Differences::between(&first, map));
        Since { stand, map, differences }
    };
    let later = [since(to, &second)];
    let said = |change| when(&case, &later, change, |_| true);
    assert_eq!(said(added), " in session 2");
    let owned = changes.iter().find(|it| matches!(it, MapChange::Ownership { .. }));
    assert_eq!(said(owned.unwrap()), " in session 3");
    let between = case.map_at(id, stands[1]).unwrap();
    let later = [since(stands[1], &between), since(to, &second)];
    assert_eq!(when(&case, &later, owned.unwrap(), |_| true), " by session 3");
    assert_eq!(when(&case, &later, added, |_| false), "", "not for these readers");
}

#[test]
fn the_moments_are_sessions_versions_and_now_in_the_order_of_time() {
    let mut case = linden();
    let version = confirm(&mut case, 2, "");
    let (id, sessions) = (case.maps[0].id, case.sessions.clone());
    let fear = Element {
        first_seen: Some(sessions[2].id),
        last_seen: Some(sessions[2].id),
        ..Element::new(Layer::Fear, "being left")
    };
    case.maps[0].sides.a.elements.push(fear);
    let stands = case.stands(id);
    assert_eq!(
        stands,
        [
            Stand::AfterSession(sessions[0].id),
            Stand::Version(version.id),
            Stand::AfterSession(sessions[2].id),
            Stand::Now,
        ]
    );
    let count = |stand| case.map_at(id, stand).unwrap().elements().count();
    assert_eq!(stands.map_count(count), [1, 1, 2, 2]);
    let title = |stand: &Stand| case.stand_title(*stand);
    let titles: Vec<String> = stands.iter().map(title).collect();
    assert_eq!(titles, ["After session 1", "Version 1", "After session 3", "Now"]);
}

trait MapCount {
    fn map_count(&self, count: impl Fn(Stand) -> usize) -> Vec<usize>;
}

impl MapCount for Vec<Stand> {
    fn map_count(&self, count: impl Fn(Stand) -> usize) -> Vec<usize> {
        self.iter().map(|stand| count(*stand)).collect()
    }
}

#[test]
fn the_status_is_said_in_words_and_follows_the_loop() {
    let mut case = linden();
    assert!(case.standing(&case.maps[0]).is_none());
    confirm(&mut case, 2, "they named it themselves");
    let words = |case: &Case| case.standing(&case.maps[0]).unwrap().words(case);
    assert_eq!(words(&case), "Confirmed in session 2");
    let map = case.maps[0].id;
    let name = Edit::Map(map, MapEdit::Name("The Garage".to_owned()));
    let back = name.apply(&mut case).unwrap();
    assert_eq!(words(&case), "Confirmed in session 2, changed since");
    back.apply(&mut case).unwrap();
    assert_eq!(words(&case), "Confirmed in session 2");
    // Left and right are no change.
    Edit::Map(map, MapEdit::Left(PartnerId::B)).apply(&mut case).unwrap();
    assert_eq!(words(&case), "Confirmed in session 2");
}

#[test]
fn nothing_is_confirmed_twice_or_empty() {
    let mut case = linden();
    confirm(&mut case, 2, "");
    let again = |case: &Case, session: usize| {
        let session = case.sessions.get(session).map(|it| it.id);
        let confirming = Confirming { session, why: String::new() };
        version::confirm(case, case.maps[0].id, &confirming, ("", at(0)))
    };
    assert_eq!(again(&case, 1), Err(EditError::AsConfirmed(1)));
    assert_eq!(again(&case, 2).unwrap().number, 2, "it still holds a session later");
    case.maps[0].sides.a.elements.clear();
    assert_eq!(again(&case, 2), Err(EditError::Empty));
}

#[test]
fn a_version_comes_back_from_the_file_as_it_was_confirmed() {
    let mut case = linden();
    let (_folder, path, mut practice) = practice(&case);
    confirm(&mut case, 1, "they said it in one breath");
    practice.save(&case, at(1)).unwrap();
    "The Garage".clone_into(&mut case.maps[0].name);
    practice.save(&case, at(2)).unwrap();
    assert_eq!(practice.save(&case, at(3)).unwrap().revisions, 0);
    assert_eq!(practice.load(case.id).unwrap(), case);
    drop(practice);
    let practice = open(&path);
    assert_eq!(practice.load(case.id).unwrap(), case);
    assert!(practice.check().unwrap().is_whole());
    let history = practice.history(case.id).unwrap();
    assert_eq!(history.iter().filter(|it| it.what == "version 1 of loop 1").count(), 1);
    let log = practice.audit().unwrap();
    let confirmed = log.iter().filter(|line| line.did.starts_with("confirmed"));
    let did: Vec<&str> = confirmed.map(|line| line.did.as_str()).collect();
    assert_eq!(did, ["confirmed a version of loop 1"]);
}

#[test]
fn a_confirmed_version_is_never_saved_over_removed_or_joined_by_a_part() {
    let mut case = linden();
    confirm(&mut case, 1, "");
    let (_folder, _path, mut practice) = practice(&case);
    let before = case.clone();
    let attacks: [fn(&mut MapVersion); 7] = [
        |it| it.map.name = "another".to_owned(),
        |it| it.map.sides.a.elements[0].words = "anger".to_owned(),
        |it| it.map.sides.b.elements.push(Element::new(Layer::Fear, "added later")),
        |it| {
            let source = Source::IndividualA;
            let alone = Element { source, ..Element::new(Layer::Fear, "added alone") };
            it.map.sides.a.elements.push(alone);
        },
        |it| it.why = "another reason".to_owned(),
        |it| it.number = 7,
        |it| it.session = None,
    ];
    for attack in attacks {
        let mut case = before.clone();
        attack(&mut case.versions[0]);
        let refused = practice.save(&case, at(5));
        assert!(matches!(refused, Err(StoreError::Confirmed)), "{refused:?}");
        assert_eq!(practice.load(before.id).unwrap(), before);
    }
    let gone = Case { versions: Vec::new(), ..before.clone() };
    assert!(matches!(practice.save(&gone, at(5)), Err(StoreError::Confirmed)));
    // Bringing the couple in once more does not overwrite it either.
    let mut imported = case_ron::read(&case_ron::write(&before).unwrap()).unwrap();
    imported.versions[0].map.name = "another".to_owned();
    assert!(matches!(practice.add(&imported, at(6)), Err(StoreError::CaseExists)));
    assert_eq!(practice.load(before.id).unwrap(), before);
}

#[test]
fn the_file_itself_refuses_to_change_a_version() {
    let mut case = linden();
    confirm(&mut case, 1, "");
    let (_folder, path, practice) = practice(&case);
    drop(practice);
    let sql = Connection::open(&path).unwrap();
    let locked: i64 = sql
        .query_row(
            "SELECT count(*) FROM revision WHERE locked = 1 AND \"case\" IN \
            (SELECT \"case\" FROM revision GROUP BY \"case\" HAVING count(*) > 5)",
            [],
            |row| row.get(0),
        )
        .unwrap();
    assert_eq!(locked, 4, "one for each compartment, words or none");
    for statement in [
        "UPDATE revision SET sealed = x'00' WHERE locked = 1",
        "UPDATE revision SET locked = 0",
        "DELETE FROM revision WHERE locked = 1",
        "INSERT INTO revision SELECT randomblob(16), entity, \"case\", compartment, id, writer, \
         sequence + 900, 0, digest, sealed FROM revision WHERE locked = 1",
    ] {
        assert!(sql.execute(statement, []).is_err(), "{statement}");
    }
    drop(sql);
    assert_eq!(open(&path).load(case.id).unwrap(), case);
}

#[test]
fn a_second_program_that_knows_nothing_of_a_version_cannot_save_it_away() {
    let mut case = linden();
    let (_folder, path, practice) = practice(&case);
    drop(practice);
    let mut first = open(&path);
    let stale = first.load(case.id).unwrap();
    confirm(&mut case, 1, "");
    first.save(&case, at(1)).unwrap();
    let second =
        Practice::open(&path, &Passphrase::new(WORDS), Access::Write, at(2)).err();
    assert!(second.is_some(), "one program writes at a time");
    drop(first);
    let mut second = open(&path);
    assert!(matches!(second.save(&stale, at(3)), Err(StoreError::Confirmed)));
    assert_eq!(second.load(case.id).unwrap(), case);
}

#[test]
fn thinning_and_backup_leave_versions_as_they_are() {
    let mut case = linden();
    let (folder, _path, mut practice) = practice(&case);
    for minute in 1..6 {
        case.maps[0].name = format!("named at {minute}");
        confirm(&mut case, 1, "");
        practice.save(&case, at(minute)).unwrap();
    }
    assert!(practice.thin(at(9 * 24 * 60)).unwrap() > 0, "the loop's own autosaves");
    assert_eq!(practice.load(case.id).unwrap(), case);
    assert!(practice.check().unwrap().is_whole());
    let copy = folder.path().join("copy.holdfast");
    practice.backup(&copy).unwrap();
    drop(practice);
    assert_eq!(open(&copy).load(case.id).unwrap().versions, case.versions);
}

#[test]
fn no_private_word_of_a_version_is_in_the_record_or_in_what_clients_see() {
    let mut case = linden();
    let canary = |words: &str, source, ownership| Element {
        source,
        ownership,
        ..Element::new(Layer::Fear, format!("saffron {words}"))
    };
    let map = &mut case.maps[0];
    let elements = &mut map.sides.a.elements;
    elements.insert(0, canary("alone", Source::IndividualA, Ownership::Owned));
    elements.push(canary("guessed", Source::Therapist, Ownership::Guess));
    map.sides.b.elements.push(canary("alone", Source::IndividualB, Ownership::Touched));
    map.tray.push(holdfast::model::TrayPhrase::new("saffron unsorted"));
    confirm(&mut case, 1, "saffron why");
    let (_folder, _path, practice) = practice(&case);
    let texts = practice.texts(case.id).unwrap();
    let record =
        texts.iter().filter(|it| it.contains("Version(") && it.contains("Record"));
    assert_eq!(record.count(), 0, "no part is of the record");
    let of_kind = |kind: &str| -> Vec<&str> {
        let marked = format!("body: {kind}(");
        texts.iter().filter(|it| it.contains(&marked)).map(|it| it.as_str()).collect()
    };
    let records = of_kind("Version");
    assert_eq!(records.len(), 1);
    assert!(!records[0].contains("saffron"));
    let parts = of_kind("VersionPart");
    let with = |part: &&&str| part.contains("saffron");
    assert_eq!((parts.len(), parts.iter().filter(with).count()), (3, 3));
    for (compartment, words) in
        [("Process", "alone"), ("PrivateA", "why"), ("PrivateB", "why")]
    {
        let marked = format!("compartment: {compartment}");
        let part = parts.iter().find(|part| part.contains(&marked)).unwrap();
        assert!(!part.contains(&format!("saffron {words}")));
    }
    // Nobody in the room reads it, neither on the version nor beside it.
    case.sessions[2].start = Some(at(0));
    let shown = case.in_the_room();
    let words = format!("{:?}", shown.versions);
    assert!(!words.contains("saffron alone") && !words.contains("saffron why"));
    let client = for_clients(&shown.versions[0].map, &shown.maps[0]);
    assert!(!format!("{client:?}").contains("saffron"));
    assert_eq!(client.elements().count(), 1);
}

#[test]
fn what_was_taken_back_since_is_in_no_version_that_the_couple_sees() {
    let mut case = linden();
    confirm(&mut case, 1, "");
    let (map, id) = (case.maps[0].id, case.maps[0].sides.a.elements[0].id);
    let count = |case: &Case| {
        for_clients(&case.versions[0].map, &case.maps[0]).elements().count()
    };
    assert_eq!(count(&case), 1);
    let back = MapEdit::Share {
        what: id.0,
        visibility: Visibility::Private,
        by: String::new(),
        on: at(5).date_naive(),
    };
    Edit::Map(map, back).apply(&mut case).unwrap();
    assert_eq!(count(&case), 0);
    // Nor once it is gone from the loop.
    Edit::Map(map, MapEdit::Remove(id)).apply(&mut case).unwrap();
    assert_eq!(count(&case), 0);
}

#[test]
fn a_version_of_thirty_five_phrases_adds_a_few_kilobytes() {
    let mut case = linden();
    case.maps[0].sides = crate::invented_couple::full().sides;
    assert!(case.element_count() >= 35, "{}", case.element_count());
    let (_folder, path, mut practice) = practice(&case);
    let size = || std::fs::metadata(&path).unwrap().len();
    let before = size();
    for number in 0..30 {
        case.maps[0].name = format!("version {number}");
        confirm(&mut case, 1, "");
        practice.save(&case, at(number)).unwrap();
    }
    let each = (size() - before) / 30;
    println!("{each} bytes for a version and the loop's own revision");
    assert!(each < 20_000, "{each}");
}

#[test]
fn the_command_line_lists_versions_and_what_differs_between_them() {
    let mut case = linden();
    confirm(&mut case, 1, "");
    let second = case.sessions[1].id;
    let element = &mut case.maps[0].sides.a.elements[0];
    (element.ownership, element.last_seen) = (Ownership::Owned, Some(second));
    let alone = Element {
        source: Source::IndividualB,
        ..Element::new(Layer::Fear, "saffron alone")
    };
    case.maps[0].sides.b.elements.push(alone);
    confirm(&mut case, 2, "");
    let bench = crate::cli::Bench::empty();
    bench.opened(Access::Write).add(&case, at(0)).unwrap();
    let listed = bench.run("versions --case linden");
    assert_eq!(
        listed.out,
        "1\t2026-03-02\tsession 1\t1 phrase\tbrought in on 2 March 2026 from a file; \
         confirmed there by Dr. Weiss, not checked here\n\
         2\t2026-03-02\tsession 2\t2 phrases\tbrought in on 2 March 2026 from a file; \
         confirmed there by Dr. Weiss, not checked here\n"
    );
    let kept = bench.opened(Access::Read).load(case.id).unwrap();
    let standing = kept.standing(&kept.maps[0]).unwrap();
    assert_eq!(standing.words(&kept), "Confirmed in session 2, brought in from a file");
    // A file does not say itself where its versions come from, or that it is from here.
    let read = case_ron::read(&case_ron::write(&kept).unwrap()).unwrap();
    assert!(read.versions.iter().all(|version| version.brought_in.is_none()));
    let log = bench.opened(Access::Read).audit().unwrap();
    let brought = "brought in, confirmed elsewhere and not checked, a version of loop 1";
    assert!(log.iter().any(|line| line.did == brought), "{log:?}");
    let told = bench.run("compare --case linden --from 1 --to last");
    assert_eq!(
        told.out, "Ana\t‘loneliness’ went from touched to owned in session 2\n",
        "{}",
        told.err
    );
    let private = bench.run("compare --case linden --from 1 --to 2 --private");
    assert!(private.out.contains("Rui\t‘saffron alone’ (fear) is new"));
    let back = bench.run("compare --case linden --from last --to session-3");
    assert_eq!((back.code, back.out.as_str()), (0, ""));
    let wrong = bench.run("compare --case linden --from 9 --to now");
    assert_eq!(
        (wrong.code, wrong.err.as_str()),
        (
            1,
            "There is no such moment. Look at it again. Say a number from 1 to 2, first, \
             last, now or session-N.\n"
        )
    );
    let log = bench.opened(Access::Read).audit().unwrap();
    assert!(log.iter().any(|line| line.did == "showed loop 1"), "what was told alone");
    bench.opened(Access::Write).add(&new_couple("Elm"), at(0)).unwrap();
    let none = bench.run("compare --case elm --from 1 --to now");
    assert_eq!(
        none.err,
        "There is no such moment. Look at it again. No version was confirmed yet: say now or \
         session-N.\n"
    );
}

fn new_couple(code_name: &str) -> Case {
    Case::new(code_name, Pair { a: "Ana".to_owned(), b: "Rui".to_owned() })
}
