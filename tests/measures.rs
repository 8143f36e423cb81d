//! Measures: scored by their published rules, kept apart, and told by their own numbers.

use crate::cli::{Bench, time};
use crate::random_case;
use chrono::NaiveDate;
use holdfast::edit::score::{Entry, enter_answers, enter_total, refusal, show_measure};
use holdfast::edit::{CaseEdit, Edit};
use holdfast::model::audience::{Audience, Shown, What};
use holdfast::model::measure::{Measure, When};
use holdfast::model::score::{self, Outcome};
use holdfast::model::session::Session;
use holdfast::model::{
    Case, Compartment, Ownership, Pair, PartnerId, Points, SessionKind, Visibility,
};
use holdfast::store::{Access, case_ron};
use proptest::prelude::*;

fn measure(key: &str) -> Measure {
    Measure::shipped().into_iter().find(|it| it.key == key).unwrap()
}

fn day(day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, day).unwrap()
}

fn linden() -> Case {
    Case::new("Linden", Pair { a: "Ana".to_owned(), b: "Rui".to_owned() })
}

fn all(given: &[u8]) -> Vec<Option<u8>> {
    given.iter().map(|it| Some(*it)).collect()
}

/// The points of a scale, or nothing if they are refused.
fn points(key: &str, scale: &str, given: &[Option<u8>]) -> Option<String> {
    let measure = measure(key);
    match measure.score(measure.scale(scale).unwrap(), given) {
        Outcome::Known { points, .. } => Some(points.to_string()),
        Outcome::Refused { .. } => None,
    }
}

fn band(key: &str, scale: &str, value: &str) -> Option<String> {
    let points = Points::read(value).unwrap();
    measure(key).band(scale, points).map(|band| band.says.clone())
}

#[test]
fn csi_16_reaches_81_and_is_flagged_at_51_and_not_at_52() {
    let most: Vec<u8> = std::iter::once(6).chain([5; 15]).collect();
    assert_eq!(points("csi-16", "total", &all(&most)).unwrap(), "81");
    assert_eq!(points("csi-16", "total", &all(&[0; 16])).unwrap(), "0");
    assert_eq!(band("csi-16", "total", "51").unwrap(), "in the distressed range");
    assert_eq!(band("csi-16", "total", "52"), None);
    assert_eq!(band("csi-32", "total", "104").unwrap(), "in the distressed range");
    assert_eq!(band("csi-32", "total", "105"), None);
    let most: Vec<u8> = std::iter::once(6).chain([5; 31]).collect();
    assert_eq!(points("csi-32", "total", &all(&most)).unwrap(), "161");
    assert_eq!(points("csi-4", "total", &all(&[6, 5, 5, 5])).unwrap(), "21");
    assert_eq!(band("csi-4", "total", "13").unwrap(), "in the distressed range");
    assert_eq!(band("csi-4", "total", "14"), None);
}

#[test]
fn rdas_has_its_own_eleventh_item_and_turns_at_48() {
    let rdas = measure("rdas");
    assert_eq!(
        (rdas.range(10), rdas.range(11), rdas.range(12)),
        ((0, 5), (0, 4), (0, 5))
    );
    let mut most = [5; 14];
    most[10] = 4;
    assert_eq!(points("rdas", "total", &all(&most)).unwrap(), "69");
    assert_eq!(points("rdas", "consensus", &all(&most)).unwrap(), "30");
    assert_eq!(points("rdas", "satisfaction", &all(&most)).unwrap(), "20");
    assert_eq!(points("rdas", "cohesion", &all(&most)).unwrap(), "19");
    assert!(band("rdas", "total", "47").is_some());
    assert_eq!(band("rdas", "total", "48"), None);
    // Consensus 3 x 6, satisfaction 4 x 4, cohesion 2 + 3 x 4.
    let given = [3, 3, 3, 3, 3, 3, 4, 4, 4, 4, 2, 4, 4, 4];
    assert_eq!(points("rdas", "total", &all(&given)).unwrap(), "48");
}

#[test]
fn ecr_r_turns_its_reversed_items_round_and_gives_two_means() {
    // All sevens: 2 of 18 anxiety items and 12 of 18 avoidance items count as one.
    let sevens = all(&[7; 36]);
    assert_eq!(points("ecr-r", "anxiety", &sevens).unwrap(), "6.33");
    assert_eq!(points("ecr-r", "avoidance", &sevens).unwrap(), "3");
    let mut anxious = [4; 36];
    for item in &mut anxious[..18] {
        *item = 7;
    }
    (anxious[8], anxious[10]) = (1, 1);
    assert_eq!(points("ecr-r", "anxiety", &all(&anxious)).unwrap(), "7");
    assert_eq!(points("ecr-r", "avoidance", &all(&anxious)).unwrap(), "4");
}

#[test]
fn a_fifth_of_ecr_r_may_be_missing_and_more_may_not() {
    let mut given = all(&[4; 36]);
    for item in [0, 1, 2] {
        given[item] = None;
    }
    // 3 of 18 are 17 in 100.
    assert_eq!(points("ecr-r", "anxiety", &given).unwrap(), "4");
    given[3] = None;
    // 4 of 18 are 22 in 100.
    assert_eq!(points("ecr-r", "anxiety", &given), None);
    assert_eq!(points("ecr-r", "avoidance", &given).unwrap(), "4");
}

#[test]
fn the_short_attachment_scales_turn_round_what_they_must() {
    let ones = all(&[1; 9]);
    assert_eq!(points("ecr-rs", "anxiety", &ones).unwrap(), "1");
    // Four of six count as 7: 30 in 6 items.
    assert_eq!(points("ecr-rs", "avoidance", &ones).unwrap(), "5");
    let ones = all(&[1; 12]);
    assert_eq!(points("ecr-s", "anxiety", &ones).unwrap(), "2");
    assert_eq!(points("ecr-s", "avoidance", &ones).unwrap(), "4");
}

#[test]
fn ecr_s_is_scored_as_its_article_orders_it() {
    // Anxiety 2, 4, 6, 8, 10, 12 with 8 reversed; avoidance the odd ones with 1, 5 and 9.
    let given = all(&[2, 6, 5, 7, 1, 4, 6, 3, 2, 5, 4, 7]);
    // 6 + 7 + 4 + (8 - 3) + 5 + 7 = 34 in 6 items.
    assert_eq!(points("ecr-s", "anxiety", &given).unwrap(), "5.67");
    // (8 - 2) + 5 + (8 - 1) + 6 + (8 - 2) + 4 = 34 in 6 items.
    assert_eq!(points("ecr-s", "avoidance", &given).unwrap(), "5.67");
    let mut missing = given;
    missing[7] = None;
    assert_eq!(points("ecr-s", "anxiety", &missing), None, "its article has no rule");
    assert_eq!(points("ecr-s", "avoidance", &missing).unwrap(), "5.67");
}

/// With one answer missing, the scales that need it have no points, and all others have theirs.
#[test]
fn a_missing_answer_is_made_up_by_no_key_but_that_of_ecr_r() {
    let mut keys = 0;
    for measure in Measure::shipped().iter().filter(|it| it.has_items()) {
        keys += 1;
        let least: Vec<Option<u8>> =
            (1..=measure.items.count).map(|item| Some(measure.range(item).0)).collect();
        for item in 1..=measure.items.count {
            let mut given = least.clone();
            given[usize::from(item) - 1] = None;
            for scale in &measure.scales {
                let is_needed = measure.items_of(scale).contains(&item);
                let is_known = points(&measure.key, &scale.key, &given).is_some();
                let is_made_up = measure.key == "ecr-r";
                assert_eq!(is_known, !is_needed || is_made_up, "{} {item}", measure.key);
            }
            assert!(refusal(measure, &given).is_some() || measure.key == "ecr-r");
        }
        let none = vec![None; usize::from(measure.items.count)];
        for scale in &measure.scales {
            assert_eq!(points(&measure.key, &scale.key, &none), None, "{}", measure.key);
        }
    }
    assert_eq!(keys, 13);
}

/// The ends of every scale are reached by answers, and nothing beyond them.
#[test]
fn the_lowest_and_the_highest_answers_reach_the_ends_of_every_scale() {
    for measure in Measure::shipped().iter().filter(|it| it.has_items()) {
        let ends = |is_high: bool| -> Vec<Option<u8>> {
            let answer = |item: u8| {
                let (low, high) = measure.range(item);
                let is_turned = measure.items.reversed.contains(&item);
                if is_high == is_turned { low } else { high }
            };
            (1..=measure.items.count).map(|item| Some(answer(item))).collect()
        };
        for scale in &measure.scales {
            let of = |given: &[Option<u8>]| points(&measure.key, &scale.key, given);
            assert_eq!(of(&ends(false)), Some(scale.low.to_string()), "{}", measure.key);
            assert_eq!(of(&ends(true)), Some(scale.high.to_string()), "{}", measure.key);
        }
    }
}

#[test]
fn every_cut_off_holds_at_its_number_and_not_beside_it() {
    let tenth = |points: Points, by: f32| (points.value() + by).to_string();
    for measure in Measure::shipped() {
        for cut in &measure.cut_offs {
            let at = cut.when.at();
            let (inside, outside) = match cut.when {
                When::Below(_) => (tenth(at, -0.1), at.to_string()),
                When::AtMost(_) => (at.to_string(), tenth(at, 0.1)),
                When::AtLeast(_) => (at.to_string(), tenth(at, -0.1)),
                When::Above(_) => (tenth(at, 0.1), at.to_string()),
            };
            let says = |value: &str| band(&measure.key, &cut.scale, value);
            assert_eq!(says(&inside).as_ref(), Some(&cut.says), "{}", measure.key);
            assert_ne!(says(&outside).as_ref(), Some(&cut.says), "{}", measure.key);
        }
    }
}

#[test]
fn what_could_not_be_confirmed_is_said_in_the_file_of_its_measure() {
    for (key, what) in [
        ("bare", "which items are reversed"),
        ("csi-32", "range"),
        ("csi-16", "cut-off 51.5"),
        ("csi-4", "cut-off 13.5"),
        ("csi-4", "range"),
        ("das", "range"),
        ("das", "cut-off"),
        ("crs", "range"),
        ("ecr-r", "permission"),
        ("ecr-s", "reversed"),
        ("hits", "licence"),
        ("wai-sr", "permission"),
        ("phq-9", "item 9"),
    ] {
        let measure = measure(key);
        assert!(measure.unconfirmed.iter().any(|it| it.contains(what)), "{key}: {what}");
    }
}

#[test]
fn ecr_r_ecr_rs_and_bare_are_scored_item_by_item() {
    // Every item by itself: the one answer that counts highest, all others lowest.
    let reversed: [(&str, &[usize]); 3] = [
        ("ecr-rs", &[1, 2, 3, 4]),
        ("ecr-r", &[9, 11, 20, 22, 26, 27, 28, 29, 30, 31, 33, 34, 35, 36]),
        ("bare", &[1, 2, 5, 6, 7, 8, 11, 12]),
    ];
    for (key, turned) in reversed {
        let measure = measure(key);
        let (low, high) = measure.range(1);
        let count = usize::from(measure.items.count);
        let least = |item| if turned.contains(&item) { high } else { low };
        let lowest: Vec<u8> = (1..=count).map(least).collect();
        for scale in &measure.scales {
            let lowest = all(&lowest);
            assert_eq!(points(key, &scale.key, &lowest).unwrap(), low.to_string());
        }
        for item in 1..=count {
            let mut one = lowest.clone();
            one[item - 1] = if turned.contains(&item) { low } else { high };
            for scale in &measure.scales {
                let items = measure.items_of(scale);
                let is_in = items.contains(&u8::try_from(item).unwrap());
                let rise =
                    if is_in { f64::from(high - low) / items.len() as f64 } else { 0.0 };
                let wanted = f64::from(low) + rise;
                let found = points(key, &scale.key, &all(&one)).unwrap();
                let found: f64 = found.parse().unwrap();
                assert!(
                    (found - wanted).abs() < 0.006,
                    "{key} {} item {item}",
                    scale.key
                );
            }
        }
    }
}

#[test]
fn bare_and_the_alliance_have_their_parts() {
    let fives = all(&[5; 12]);
    assert_eq!(points("bare", "self", &fives).unwrap(), "2.33");
    assert_eq!(points("bare", "partner", &fives).unwrap(), "2.33");
    let given: Vec<u8> = vec![1, 2, 5, 4, 5, 4, 5, 4, 5, 2, 4, 1];
    assert_eq!(points("wai-sr", "task", &all(&given)).unwrap(), "6");
    assert_eq!(points("wai-sr", "bond", &all(&given)).unwrap(), "20");
    assert_eq!(points("wai-sr", "goal", &all(&given)).unwrap(), "16");
    assert_eq!(points("wai-sr", "total", &all(&given)).unwrap(), "42");
    assert_eq!(points("wai-sr", "total", &all(&[5; 12])).unwrap(), "60");
}

#[test]
fn phq_9_and_gad_7_change_their_word_at_their_cut_offs() {
    assert_eq!(points("phq-9", "total", &all(&[3; 9])).unwrap(), "27");
    assert_eq!(points("gad-7", "total", &all(&[3; 7])).unwrap(), "21");
    for (value, says) in [
        ("4", None),
        ("5", Some("mild")),
        ("9", Some("mild")),
        ("10", Some("moderate")),
        ("15", Some("moderately severe")),
        ("20", Some("severe")),
    ] {
        assert_eq!(band("phq-9", "total", value).as_deref(), says, "{value}");
    }
    for (value, says) in [
        ("4", None),
        ("9", Some("mild")),
        ("10", Some("moderate")),
        ("15", Some("severe")),
    ] {
        assert_eq!(band("gad-7", "total", value).as_deref(), says, "{value}");
    }
}

#[test]
fn totals_alone_have_their_own_boundaries() {
    for (key, inside, outside) in [
        ("ors", "24.9", "25"),
        ("srs", "35.9", "36"),
        ("das", "97", "97.5"),
        ("crs", "70.8", "70.9"),
        ("hits", "11", "10"),
    ] {
        assert!(band(key, "total", inside).is_some(), "{key}");
        assert_eq!(band(key, "total", outside), None, "{key}");
    }
    let change = |key: &str, from, to| {
        measure(key).change("total", Points::whole(from), Points::whole(to))
    };
    assert_eq!(change("ors", 20, 25).is_more_than_error, Some(true));
    assert_eq!(change("ors", 20, 24).is_more_than_error, Some(false));
    assert_eq!(change("crs", 60, 76).is_more_than_error, Some(true));
    assert_eq!(change("crs", 76, 61).is_more_than_error, Some(false));
    // 11.58 points, so 12 or more (Anderson and others 2014).
    assert_eq!(change("rdas", 40, 52).is_more_than_error, Some(true));
    assert_eq!(change("rdas", 40, 51).is_more_than_error, Some(false));
    assert_eq!(change("csi-16", 40, 60).is_more_than_error, None);
    assert_eq!(change("csi-16", 60, 40).words(), "down 20");
}

#[test]
fn a_refused_total_says_how_many_were_answered() {
    let mut given = all(&[3; 16]);
    for item in [1, 4, 9, 15] {
        given[item] = None;
    }
    assert_eq!(points("csi-16", "total", &given), None);
    assert_eq!(refusal(&measure("csi-16"), &given).unwrap(), "12 of 16 answered");
    let mut case = linden();
    let csi = measure("csi-16");
    let entry = Entry { measure: &csi, partner: PartnerId::A, date: day(22) };
    let (id, edit) = enter_answers(&case, entry, (None, given.clone()));
    edit.apply(&mut case).unwrap();
    assert!(case.scores[0].totals.is_empty());
    given[1] = Some(5);
    let (again, edit) = enter_answers(&case, entry, (Some(id), given));
    edit.apply(&mut case).unwrap();
    assert_eq!((again, case.scores.len()), (id, 1));
}

#[test]
fn the_ninth_answer_raises_a_flag_until_a_newer_one_does_not() {
    let phq = measure("phq-9");
    let mut case = linden();
    let answer = |case: &mut Case, date, ninth| {
        let entry = Entry { measure: &phq, partner: PartnerId::B, date };
        let mut given = all(&[0; 9]);
        given[8] = ninth;
        let (_, edit) = enter_answers(case, entry, (None, given));
        edit.apply(case).unwrap();
        score::asks_about_safety(case).len()
    };
    assert_eq!(answer(&mut case, day(1), Some(0)), 0);
    assert_eq!(answer(&mut case, day(8), Some(1)), 1);
    assert_eq!(score::asks_about_safety(&case)[0].partner, PartnerId::B);
    // One that was written down late does not take it away, nor does one without the answer
    // before it.
    assert_eq!(answer(&mut case, day(2), Some(0)), 1);
    assert_eq!(answer(&mut case, day(22), Some(0)), 0);
}

#[test]
fn one_up_and_the_other_down_is_told_and_both_up_is_not() {
    let csi = measure("csi-16");
    let mut case = linden();
    let enter = |case: &mut Case, partner, date, typed| {
        let entry = Entry { measure: &csi, partner, date };
        enter_total(case, entry, typed).unwrap().1.apply(case).unwrap();
    };
    enter(&mut case, PartnerId::A, day(1), "40");
    enter(&mut case, PartnerId::B, day(1), "50");
    assert_eq!(score::apart(&case, &csi, "total"), None);
    enter(&mut case, PartnerId::A, day(22), "46");
    enter(&mut case, PartnerId::B, day(22), "46");
    let apart = score::apart(&case, &csi, "total").unwrap();
    assert_eq!(
        (apart.changes.a.words(), apart.changes.b.words()),
        ("up 6".into(), "down 4".into())
    );
    let two = score::last_two(&case);
    assert_eq!(two.len(), 2);
    assert_eq!(two[0].before.unwrap().points, Points::whole(40));
    enter(&mut case, PartnerId::B, day(22), "52");
    assert_eq!(score::apart(&case, &csi, "total"), None);
}

#[test]
fn a_score_of_a_private_measure_stays_private_whatever_a_file_says_of_it() {
    let hits = measure("hits");
    let bench = Bench::empty();
    let mut case = linden();
    let entry = Entry { measure: &hits, partner: PartnerId::A, date: day(22) };
    enter_total(&case, entry, "19").unwrap().1.apply(&mut case).unwrap();
    case.scores.iter_mut().for_each(|score| score.is_private = false);
    let read = case_ron::read(&case_ron::write(&case).unwrap()).unwrap();
    assert!(read.scores.iter().all(|score| score.is_private));
    bench.opened(Access::Write).add(&case, time()).unwrap();
    let practice = bench.opened(Access::Read);
    let kept = practice.load(case.id).unwrap();
    assert!(kept.scores.iter().all(|score| score.is_private));
    let course = holdfast::model::course::Course::with_scores(&case, &[hits]);
    assert!(course.points.iter().all(|point| point.told_by.is_some()));
}

#[test]
fn answers_lie_with_the_partner_totals_in_the_record_and_a_private_measure_whole_with_the_partner()
 {
    let (phq, hits) = (measure("phq-9"), measure("hits"));
    let bench = Bench::empty();
    let mut case = linden();
    let entry = Entry { measure: &phq, partner: PartnerId::A, date: day(22) };
    enter_answers(&case, entry, (None, all(&[2, 2, 2, 2, 2, 2, 2, 2, 1])))
        .1
        .apply(&mut case)
        .unwrap();
    let entry = Entry { measure: &hits, partner: PartnerId::B, date: day(22) };
    enter_total(&case, entry, "12").unwrap().1.apply(&mut case).unwrap();
    let mut practice = bench.opened(Access::Write);
    practice.add(&case, time()).unwrap();
    let texts = practice.texts(case.id).unwrap();
    let of = |kind: &str| -> Vec<&str> {
        let of = texts.iter().filter(|text| text.contains(&format!("body: {kind}(")));
        of.map(|text| text.as_str()).collect()
    };
    let (scores, answers) = (of("Score"), of("Answers"));
    assert_eq!((scores.len(), answers.len()), (2, 1));
    assert!(scores.iter().all(|text| !text.contains("given")));
    let of_phq = scores.iter().find(|text| text.contains("phq-9")).unwrap();
    assert!(of_phq.contains("compartment: Record") && !of_phq.contains("safety"));
    let of_hits = scores.iter().find(|text| text.contains("hits")).unwrap();
    assert!(of_hits.contains("compartment: PrivateB"));
    assert!(answers[0].contains("compartment: PrivateA"));
    assert!(answers[0].contains("asks_about_safety: true"));
    assert_eq!(practice.load(case.id).unwrap(), case);
    // Without answers the next day: the old ones are gone from the newest state.
    case.scores[0].answers = None;
    practice.save(&case, time()).unwrap();
    assert_eq!(practice.load(case.id).unwrap(), case);
    case.scores.clear();
    practice.save(&case, time()).unwrap();
    assert_eq!(practice.load(case.id).unwrap(), case);
    assert!(practice.check().unwrap().is_whole());
}

#[test]
fn in_the_room_stand_only_scores_of_measures_that_are_shown_and_never_answers() {
    let mut case = linden();
    for key in ["gad-7", "csi-16", "hits"] {
        let measure = measure(key);
        let entry = Entry { measure: &measure, partner: PartnerId::A, date: day(22) };
        if measure.has_texts() {
            let edit = enter_answers(&case, entry, (None, all(&[1; 7]))).1;
            edit.apply(&mut case).unwrap();
        } else {
            enter_total(&case, entry, "11").unwrap().1.apply(&mut case).unwrap();
        }
    }
    let mut session = Session::new(1, SessionKind::Joint, day(22));
    session.start = Some(time());
    case.sessions.push(session);
    assert!(case.in_the_room().scores.is_empty());
    for key in ["gad-7", "hits"] {
        let undo = show_measure(&case, key, Some(day(22))).apply(&mut case).unwrap();
        assert!(matches!(undo, Edit::Case(CaseEdit::ShownMeasures(_))));
    }
    let shown = case.in_the_room().scores;
    assert_eq!(shown.len(), 1);
    assert_eq!((shown[0].measure.as_str(), &shown[0].answers), ("gad-7", &None));
}

#[test]
fn the_couple_sees_a_score_only_after_a_decision_and_a_private_one_never() {
    let shown = |compartment, visibility| Shown {
        what: What::Score,
        compartment,
        visibility,
        ownership: Ownership::Guess,
    };
    let decided = Visibility::Shareable { on: day(22) };
    assert!(Audience::Couple.may_see(shown(Compartment::Record, decided)));
    assert!(!Audience::Couple.may_see(shown(Compartment::Record, Visibility::Private)));
    assert!(!Audience::Couple.may_see(shown(Compartment::PrivateA, decided)));
    assert!(
        Audience::PartnerA.may_see(shown(Compartment::PrivateA, Visibility::Private))
    );
    assert!(!Audience::PartnerB.may_see(shown(Compartment::PrivateA, decided)));
}

#[test]
fn stages_injuries_and_ruptures_stand_on_the_axis_of_time() {
    use holdfast::model::event::{Event, EventKind};
    let mut case = linden();
    for (number, step) in [(1, 2), (2, 3), (3, 6), (4, 8)] {
        let mut session =
            Session::new(number, SessionKind::Joint, day(u32::from(number)));
        if step == 6 {
            session.sheet.steps.b = Some(step);
        } else {
            session.sheet.step = Some(step);
        }
        case.sessions.push(session);
    }
    let mut rupture = Event::new(EventKind::Rupture, "the party");
    rupture.on = Some(day(2));
    case.events.push(rupture);
    let says: Vec<String> =
        score::time_marks(&case).into_iter().map(|it| it.says).collect();
    assert_eq!(says, ["Stage 1", "Rupture", "Stage 2", "Stage 3"]);
}

#[test]
fn the_command_line_lists_scores_and_no_name() {
    let bench = Bench::empty();
    let mut case = linden();
    for (key, partner, date, typed) in [
        ("csi-16", PartnerId::A, day(1), "40"),
        ("csi-16", PartnerId::A, day(22), "52"),
        ("ors", PartnerId::B, day(1), "20"),
        ("ors", PartnerId::B, day(22), "26.5"),
        ("hits", PartnerId::B, day(22), "12"),
    ] {
        let measure = measure(key);
        let entry = Entry { measure: &measure, partner, date };
        enter_total(&case, entry, typed).unwrap().1.apply(&mut case).unwrap();
    }
    bench.opened(Access::Write).add(&case, time()).unwrap();
    let run = bench.run("score --case linden");
    assert_eq!(run.code, 0, "{}", run.err);
    let lines: Vec<&str> = run.out.lines().collect();
    assert_eq!(
        lines,
        [
            "CSI-16\tA\t2026-11-01\t40\tin the distressed range\t",
            "CSI-16\tA\t2026-11-22\t52\t\tup 12",
            "ORS\tB\t2026-11-01\t20\tin the clinical range\t",
            "ORS\tB\t2026-11-22\t26.5\t\tup 6.5, more than the measure’s error",
        ]
    );
    let run = bench.run("score --case linden --private");
    assert!(run.out.contains("HITS\tB\t2026-11-22\t12\tpositive"), "{}", run.out);
}

#[test]
fn a_couple_with_scores_goes_out_and_comes_in_as_text() {
    let sample = case_ron::read(include_str!("../assets/sample/linden.ron")).unwrap();
    assert!(sample.scores.len() >= 10);
    let again = case_ron::read(&case_ron::write(&sample).unwrap()).unwrap();
    // Readiness, signs and why a version was confirmed are the therapist's own.
    assert!(!sample.assessment.is_empty() && again.assessment.is_empty());
    let mut sample = Case { assessment: again.assessment.clone(), ..sample };
    sample.versions.iter_mut().for_each(|version| version.why.clear());
    assert_eq!(again, sample);
    holdfast::edit::incoming::check(&sample).unwrap();
    for score in &sample.scores {
        let measure = measure(&score.measure);
        for (scale, points) in &score.totals {
            let scale = measure.scale(scale).unwrap();
            assert!((scale.low..=scale.high).contains(points));
        }
    }
}

proptest! {
    #[test]
    fn no_sum_leaves_the_range_of_its_scale(seed in prop::collection::vec(prop::option::of(any::<u8>()), 36)) {
        for measure in Measure::shipped() {
            let count = measure.items.count;
            let fit = |(item, answer): (u8, &Option<u8>)| {
                let (low, high) = measure.range(item);
                answer.map(|it| low + it % (high - low + 1))
            };
            let given: Vec<Option<u8>> =
                (1..=count).zip(&seed).map(fit).collect();
            for (key, points) in measure.totals(&given) {
                let scale = measure.scale(&key).unwrap();
                prop_assert!((scale.low..=scale.high).contains(&points), "{} {key}", measure.key);
            }
        }
    }

    #[test]
    fn whatever_is_scored_is_kept_and_read_again(case in random_case::case()) {
        let text = case_ron::write(&case).unwrap();
        let again = case_ron::read(&text).unwrap();
        prop_assert_eq!(&again.scores, &case.scores);
        prop_assert_eq!(&again.shown_measures, &case.shown_measures);
    }
}
