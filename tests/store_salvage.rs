//! What is left of a damaged practice can still be read, and nothing is lost on the way in.

use crate::store::{new_practice, now, open, sample};
use chrono::TimeDelta;
use holdfast::store::{Access, Practice, case_ron};
use rusqlite::Connection;
use std::fs;
use std::path::Path;

/// Runs SQL as a failing disk would write: past every trigger, which are put back afterwards.
fn damage(path: &Path, sql: &str) {
    let file = Connection::open(path).unwrap();
    let mut triggers = file
        .prepare("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'")
        .unwrap();
    let triggers: Vec<(String, String)> = triggers
        .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))
        .unwrap()
        .collect::<Result<_, _>>()
        .unwrap();
    for (name, _) in &triggers {
        file.execute_batch(&format!("DROP TRIGGER {name}")).unwrap();
    }
    assert!(file.execute(sql, []).unwrap() > 0, "{sql}");
    for (_, create) in &triggers {
        file.execute_batch(create).unwrap();
    }
}

#[test]
fn the_spare_slots_open_a_practice_that_forgot_its_own_name() {
    for sql in [
        "UPDATE practice SET id = randomblob(16)",
        "UPDATE practice SET id = x'00'",
        "DELETE FROM practice",
    ] {
        let (_folder, path, mut practice, _) = new_practice();
        practice.save(&sample("linden"), now()).unwrap();
        drop(practice);
        damage(&path, sql);
        let practice = open(&path, Access::Read).unwrap_or_else(|error| {
            panic!("{sql}: nothing can be read any more: {error}")
        });
        assert_eq!(practice.load(sample("linden").id).unwrap(), sample("linden"));
        assert!(!practice.check().unwrap().is_whole(), "{sql}: check does not say it");
    }
}

#[test]
fn the_history_of_a_damaged_couple_is_still_listed() {
    let (_folder, path, mut practice, _) = new_practice();
    let mut case = sample("linden");
    let first = practice.save(&case, now()).unwrap().revisions;
    case.maps[0].name = "The quiet garage".to_owned();
    practice.save(&case, now()).unwrap();
    drop(practice);
    damage(
        &path,
        "UPDATE revision SET sealed = randomblob(600) WHERE rowid = \
         (SELECT max(rowid) FROM revision)",
    );
    let practice = open(&path, Access::Read).unwrap();
    assert!(practice.load(case.id).is_err());
    let history = practice.history(case.id).unwrap();
    assert_eq!(history.len(), first + 1);
    assert_eq!(history.iter().filter(|info| info.what.contains("damaged")).count(), 1);
}

#[test]
fn a_misspelled_field_is_refused_and_not_dropped() {
    let good = case_ron::write(&sample("linden")).unwrap();
    for (right, wrong) in [
        // Dropped, this would move what was told alone into the joint record.
        ("source: IndividualB", "souce: IndividualB"),
        ("own_words: true", "own_wrods: true"),
        ("surname:", "surnames:"),
        ("shared_emotion:", "shared_emotions:"),
        ("position:", "positon:"),
        ("number: 1", "no: 1"),
        ("secrets_policy:", "secret_policy:"),
    ] {
        assert!(good.contains(right), "{right}");
        let error =
            case_ron::read(&good.replacen(right, wrong, 1)).unwrap_err().to_string();
        assert!(error.contains("expected one of"), "{wrong}: {error}");
    }
    let outside = good.replacen("schema: 2,", "schema: 2, more: 2,", 1);
    assert!(case_ron::read(&outside).is_err());
}

#[test]
fn an_intensity_beyond_ten_is_refused() {
    let good = case_ron::write(&sample("linden")).unwrap();
    assert!(good.contains("intensity: Some(7)"));
    let error =
        case_ron::read(&good.replacen("intensity: Some(7)", "intensity: Some(11)", 1))
            .unwrap_err();
    assert!(error.to_string().contains("0 to 10"), "{error}");
}

/// An hour of typing leaves hundreds of autosaves; a therapist has twenty such hours a week.
#[test]
fn what_was_thinned_makes_room_for_what_comes() {
    let (_folder, path, mut practice, _) = new_practice();
    let mut case = sample("linden");
    let mut autosaves = |practice: &mut Practice, day: i64| {
        for count in 0..60 {
            case.maps[0].sides.a.elements[0].words =
                format!("phrase {count} of day {day}");
            let at = now() + TimeDelta::days(day) + TimeDelta::seconds(10 * count);
            practice.save(&case, at).unwrap();
        }
    };
    let size = || fs::metadata(&path).unwrap().len();
    autosaves(&mut practice, 0);
    let of_a_day = size();
    assert_eq!(practice.thin(now() + TimeDelta::days(3)).unwrap(), 59);
    autosaves(&mut practice, 4);
    let of_two_days = size();
    assert!(of_two_days < of_a_day * 3 / 2, "{of_a_day} bytes, then {of_two_days}");
    assert!(practice.check().unwrap().is_whole());
}
