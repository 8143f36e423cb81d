//! Fights at home: two lines by keyboard, the log, what they tell, and who may not see it.

use crate::events::{click, is_shown, linden, open_course, with};
use crate::window::{
    command, in_the_file, noon, press, steps, type_into, type_text, wait_secs,
};
use chrono::{Days, NaiveDate};
use egui::{Key, Modifiers, Theme};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable as _;
use holdfast::app::Desk;
use holdfast::model::episode::{EndedBy, Episode, ReportedBy};
use holdfast::model::event::{Event, EventKind};
use holdfast::model::readiness::{Found, Mastery, SignList, Warning};
use holdfast::model::signs::{escalation, false_calm, warnings};
use holdfast::model::{
    Case, Compartment, Measure, Pair, PartnerId, Points, Position, Score, Session,
    SessionKind, Source,
};
use std::path::Path;

fn today() -> NaiveDate {
    noon().date_naive()
}

fn ago(days: u64) -> NaiveDate {
    today().checked_sub_days(Days::new(days)).unwrap()
}

fn fight(days: u64, a: u8, b: u8) -> Episode {
    let mut fight = Episode::new(ago(days), "money");
    fight.intensity = Pair { a: Some(a), b: Some(b) };
    fight
}

fn open_fights(path: &Path) -> Harness<'static, Desk> {
    let mut harness = open_course(path);
    press(&mut harness, Key::Num3);
    harness
}

#[test]
fn a_fight_is_written_down_in_two_lines_by_keyboard_alone() {
    let (_folder, path) = with(&linden());
    let mut harness = open_fights(&path);
    press(&mut harness, Key::N);
    command(&mut harness, Key::A);
    for part in ["yesterday", "money", "40", "6", "7"] {
        type_text(&mut harness, part);
        press(&mut harness, Key::Tab);
    }
    harness.get_by_label("How strong for Rui, 0 to 10").focus();
    steps(&mut harness);
    press(&mut harness, Key::Enter);
    wait_secs(&mut harness, 4);
    let case = in_the_file(&path);
    assert_eq!(case.episodes.len(), 1);
    let fight = &case.episodes[0];
    assert_eq!((fight.date, fight.stressor.as_str()), (ago(1), "money"));
    assert_eq!(
        (fight.minutes, fight.intensity),
        (Some(40), Pair { a: Some(6), b: Some(7) })
    );
    // The next one begins at once.
    command(&mut harness, Key::A);
    type_text(&mut harness, "3 days ago");
    press(&mut harness, Key::Tab);
    type_text(&mut harness, "late home");
    press(&mut harness, Key::Enter);
    wait_secs(&mut harness, 4);
    assert_eq!(in_the_file(&path).episodes.len(), 2);
}

#[test]
fn whoever_stands_left_on_the_loop_comes_first_with_their_fights_and_signs() {
    let mut case = with_fights(&[(9, 6, 4), (2, 5, 3)]);
    case.maps[0].left = PartnerId::B;
    let (_folder, path) = with(&case);
    let mut harness = open_fights(&path);
    let left = |harness: &Harness<'_, Desk>, label: &str| {
        harness.get_by_label(label).rect().left()
    };
    let of = |name: &str| format!("How strong for {name}, 0 to 10");
    assert!(left(&harness, &of("Rui")) < left(&harness, &of("Ana")));
    assert!(is_shown(&harness, "Rui 3, Ana 5"), "in the list as well");
    assert!(left(&harness, "How strong, Rui") < left(&harness, "How strong, Ana"));
    press(&mut harness, Key::Escape);
    press(&mut harness, Key::Num4);
    assert!(left(&harness, "Rui") < left(&harness, "Ana"));
}

#[test]
fn several_lines_of_the_log_become_fights_and_others_stay() {
    let (_folder, path) = with(&linden());
    let mut harness = open_fights(&path);
    click(&mut harness, "From their log…");
    type_into(
        &mut harness,
        "Lines of the log",
        "yesterday, money, 40 min, 6, 7\n3 Nov; late home; 2 h\nit was awful",
    );
    harness.get_by_label("2 fights read, 1 line without a day");
    harness.get_by_label("No day in: it was awful");
    click(&mut harness, "Keep 2 fights");
    wait_secs(&mut harness, 4);
    let case = in_the_file(&path);
    assert_eq!(case.episodes.len(), 2);
    assert!(case.episodes.iter().all(|it| it.reported_by == ReportedBy::HomeLog));
    command(&mut harness, Key::L);
    // Also the line that could not be read is kept.
    let case = in_the_file(&path);
    assert!(case.episodes.iter().any(|it| it.context == "it was awful"));
}

#[test]
fn what_was_begun_in_the_two_lines_survives_the_lock_and_undo_adds_nothing() {
    let (_folder, path) = with(&linden());
    let mut harness = open_fights(&path);
    type_into(&mut harness, "What set it off", "saffron");
    command(&mut harness, Key::M);
    wait_secs(&mut harness, 4);
    assert!(in_the_file(&path).episodes.is_empty(), "it is not finished");
    command(&mut harness, Key::H);
    command(&mut harness, Key::L);
    assert!(!is_shown(&harness, "saffron"));
    assert_eq!(in_the_file(&path).episodes[0].stressor, "saffron");
}

#[test]
fn a_fight_gets_its_phases_its_end_and_its_repair() {
    let mut case = linden();
    case.episodes.push(fight(2, 6, 7));
    let (_folder, path) = with(&case);
    let mut harness = open_fights(&path);
    type_into(&mut harness, "Pursuit", "three messages");
    type_into(&mut harness, "Withdrawal", "the garage");
    type_into(&mut harness, "Reconnection", "tea at the door");
    type_into(&mut harness, "Repetition", "again at breakfast");
    type_into(&mut harness, "Well again after", "2 h");
    click(&mut harness, "nobody: sleep, the hour");
    click(&mut harness, "told by Ana alone");
    wait_secs(&mut harness, 4);
    let kept = in_the_file(&path).episodes.remove(0);
    assert_eq!(kept.phases.withdrawal, "the garage");
    assert_eq!(kept.phases.repetition, "again at breakfast");
    assert_eq!(kept.repaired_after, Some(120));
    assert_eq!(kept.ended_by, Some(EndedBy::Nobody));
    assert_eq!(kept.compartment(), Compartment::PrivateA);
    click(&mut harness, "Remove this fight");
    click(&mut harness, "Remove it");
    assert!(!is_shown(&harness, "three messages"));
    command(&mut harness, Key::Z);
    wait_secs(&mut harness, 4);
    assert_eq!(in_the_file(&path).episodes, [kept]);
}

fn with_fights(fights: &[(u64, u8, u8)]) -> Case {
    let mut case = linden();
    case.episodes = fights.iter().map(|(days, a, b)| fight(*days, *a, *b)).collect();
    case
}

#[test]
fn fights_that_come_sooner_and_stronger_are_a_sign_of_three_or_more() {
    for (fights, is_sign) in [
        (&[(40, 4, 4), (20, 5, 4), (10, 7, 4)][..], true),
        // Stronger for the other alone.
        (&[(40, 4, 4), (20, 4, 6), (10, 3, 7)][..], true),
        (&[(40, 4, 4), (20, 5, 4)][..], false),
        // Sooner and not stronger; stronger and not sooner.
        (&[(40, 7, 4), (20, 5, 4), (10, 4, 4)][..], false),
        (&[(40, 4, 4), (30, 5, 4), (10, 7, 4)][..], false),
        (&[(40, 5, 5), (20, 5, 5), (10, 5, 5)][..], false),
        // Long ago.
        (&[(340, 4, 4), (320, 5, 4), (310, 7, 4)][..], false),
    ] {
        let case = with_fights(fights);
        assert_eq!(escalation(&case, today()).is_some(), is_sign, "{fights:?}");
    }
    let case = with_fights(&[(90, 9, 9), (40, 4, 4), (20, 5, 4), (10, 7, 4)]);
    let sign = escalation(&case, today()).unwrap();
    assert_eq!(
        sign.evidence,
        ["3 fights, apart: 20 days, 10 days.", "How strong, for Ana: 4, 5, 7."]
    );
}

/// The roles turned five weeks ago; there were three fights before and one since.
fn calm() -> Case {
    let mut case = with_fights(&[(60, 5, 5), (50, 5, 5), (40, 5, 5), (20, 2, 2)]);
    case.sessions.clear();
    for (number, days, position, close) in [
        (1, 49, Position::Pursuer, 6),
        (2, 35, Position::BurntOutPursuer, 6),
        (3, 7, Position::BurntOutPursuer, 3),
    ] {
        let mut session = Session::new(number, SessionKind::Joint, ago(days));
        session.sheet.positions.a = Some(position);
        session.sheet.closeness = Pair { a: Some(close), b: Some(6) };
        case.sessions.push(session);
    }
    case
}

#[test]
fn a_calm_with_turned_roles_and_one_who_fares_worse_may_be_false() {
    let sign = false_calm(&calm(), &[], today()).unwrap();
    let evidence = sign.evidence.join(" ");
    for words in [
        "Ana: reaching on 4 October 2026, reaching no more on 18 October 2026.",
        "3 in the 5 weeks before, 1 in the 5 weeks after",
        "Closeness of Ana: 6, and 3 on 15 November 2026.",
    ] {
        assert!(evidence.contains(words), "{words} is not in {evidence}");
    }
    let mut as_before = calm();
    for session in &mut as_before.sessions {
        session.sheet.positions.a = Some(Position::Pursuer);
    }
    assert_eq!(false_calm(&as_before, &[], today()), None);
    let mut told = Event::new(EventKind::RoleReversal, "He reaches now");
    told.on = Some(ago(35));
    as_before.events.push(told);
    assert!(false_calm(&as_before, &[], today()).is_some());
    let mut well = calm();
    well.sessions[2].sheet.closeness.a = Some(7);
    assert_eq!(false_calm(&well, &[], today()), None);
    let mut loud = calm();
    loud.episodes.extend([fight(5, 2, 2), fight(6, 2, 2)]);
    assert_eq!(false_calm(&loud, &[], today()), None);
}

#[test]
fn scores_that_fell_are_evidence_of_a_false_calm_and_say_so() {
    let measures = Measure::shipped();
    let mut well = calm();
    well.sessions[2].sheet.closeness.a = Some(7);
    assert_eq!(false_calm(&well, &measures, today()), None);
    let enter = |case: &mut Case, key: &str, partner, days, points| {
        let measure = measures.iter().find(|it| it.key == key).unwrap();
        let mut score = Score::new(measure, partner, ago(days));
        score.totals = [("total".to_owned(), Points::whole(points))].into();
        case.scores.push(score);
    };
    let evidence = |case: &Case| {
        false_calm(case, &measures, today()).map(|sign| sign.evidence.join(" "))
    };
    // Within the error of the measure, or better: no evidence.
    enter(&mut well, "ors", PartnerId::B, 40, 24);
    enter(&mut well, "ors", PartnerId::B, 5, 20);
    enter(&mut well, "phq-9", PartnerId::B, 40, 15);
    enter(&mut well, "phq-9", PartnerId::B, 5, 6);
    enter(&mut well, "ecr-r", PartnerId::B, 40, 6);
    assert_eq!(evidence(&well), None);
    let mut fell = well.clone();
    enter(&mut fell, "ors", PartnerId::B, 4, 18);
    let said = evidence(&fell).unwrap();
    let words =
        "ORS of Rui: 24, and 18 on 18 November 2026, more than the measure’s error.";
    assert!(said.contains(words), "{said}");
    assert!(!said.contains("of Ana: 6"), "each apart: {said}");
    // Of a measure on which less is better, a rise is the fall.
    let mut rose = well.clone();
    enter(&mut rose, "phq-9", PartnerId::B, 3, 22);
    let said = evidence(&rose).unwrap();
    assert!(said.contains("PHQ-9 of Rui: 15, and 22 on"), "{said}");
    assert!(said.contains("lower is better"), "{said}");
    // A measure without a known error: a fifth of its range.
    let mut csi = well.clone();
    enter(&mut csi, "csi-16", PartnerId::A, 40, 50);
    enter(&mut csi, "csi-16", PartnerId::A, 5, 34);
    assert_eq!(evidence(&csi), None, "16 of 81");
    enter(&mut csi, "csi-16", PartnerId::A, 4, 33);
    assert!(evidence(&csi).unwrap().contains("CSI-16 of Ana: 50, and 33"));
    // What belongs to a partner alone is no evidence on the couple's line.
    let mut private = well;
    enter(&mut private, "hits", PartnerId::A, 40, 4);
    enter(&mut private, "hits", PartnerId::A, 4, 16);
    assert_eq!(evidence(&private), None);
}

#[test]
fn a_false_calm_is_told_in_the_window_with_its_evidence_and_set_aside() {
    let mut case = calm();
    case.sessions[2].sheet.closeness.a = Some(7);
    let ors = Measure::shipped().into_iter().find(|it| it.key == "ors").unwrap();
    for (days, points) in [(40, 24), (4, 18)] {
        let mut score = Score::new(&ors, PartnerId::B, ago(days));
        score.totals = [("total".to_owned(), Points::whole(points))].into();
        case.scores.push(score);
    }
    let (_folder, path) = with(&case);
    let mut harness = open_course(&path);
    click(&mut harness, "1 thing to look at…");
    harness.get_by_label("This calm may be a false one");
    assert!(is_shown(&harness, "ORS of Rui: 24, and 18 on 18 November 2026"));
    click(&mut harness, "Set it aside…");
    type_into(&mut harness, "Why you set it aside", "he had the flu");
    press(&mut harness, Key::Enter);
    assert!(!is_shown(&harness, "ORS of Rui"));
    wait_secs(&mut harness, 4);
    let kept = in_the_file(&path);
    assert_eq!(kept.assessment.set_aside[0].what, Warning::FalseCalm);
    assert_eq!(kept.sessions, case.sessions, "nothing else was changed by it");
}

#[test]
fn a_warning_is_set_aside_with_a_reason_and_undo_brings_it_back() {
    let case = with_fights(&[(40, 4, 4), (20, 5, 4), (10, 7, 4)]);
    let (_folder, path) = with(&case);
    let mut harness = open_fights(&path);
    harness.get_by_label("The fights come sooner and stronger");
    click(&mut harness, "Set it aside…");
    type_into(&mut harness, "Why you set it aside", "her mother was dying");
    press(&mut harness, Key::Enter);
    assert!(!is_shown(&harness, "3 fights, apart"));
    wait_secs(&mut harness, 4);
    let case = in_the_file(&path);
    let aside = &case.assessment.set_aside[0];
    assert_eq!((aside.what, aside.on), (Warning::Escalation, today()));
    assert_eq!(aside.reason, "her mother was dying");
    assert!(warnings(&case, &[], today()).is_empty());
    // Newer evidence brings it back by itself.
    let mut later = case.clone();
    later.episodes.push(fight(5, 8, 4));
    assert_eq!(warnings(&later, &[], today()).len(), 1);
    command(&mut harness, Key::Z);
    harness.get_by_label("The fights come sooner and stronger");
}

#[test]
fn no_warning_is_on_any_screen_while_the_couple_is_in_the_room() {
    let case = with_fights(&[(40, 4, 4), (20, 5, 4), (10, 7, 4)]);
    let (_folder, path) = with(&case);
    let mut harness = open_fights(&path);
    assert!(is_shown(&harness, "sooner and stronger"));
    press(&mut harness, Key::F6);
    for key in [Key::H, Key::M, Key::J, Key::R, Key::T] {
        command(&mut harness, key);
        assert!(!is_shown(&harness, "sooner and stronger"), "{key:?}");
        assert!(!is_shown(&harness, "to look at"), "{key:?}");
    }
}

#[test]
fn in_the_room_there_is_neither_a_fight_told_alone_nor_an_assessment() {
    let mut case = with_fights(&[(3, 4, 4)]);
    case.episodes[0].source = Source::IndividualA;
    case.assessment.mastery.push(holdfast::model::readiness::MasteryPoint {
        on: today(),
        partner: None,
        reached: Mastery::Named,
        words: String::new(),
    });
    assert_eq!(case.in_the_room(), case);
    let mut running = Session::new(4, SessionKind::Joint, today());
    running.start = Some(noon());
    case.sessions.push(running);
    let shown = case.in_the_room();
    assert!(shown.episodes.is_empty() && shown.assessment.is_empty());
}

#[test]
fn a_sign_is_not_looked_at_then_not_yet_then_seen_each_with_its_day() {
    let (_folder, path) = with(&linden());
    let mut harness = open_course(&path);
    press(&mut harness, Key::Num4);
    harness.get_all_by_label("not yet").next().unwrap().click_accesskit();
    steps(&mut harness);
    let words = "What showed it: sees the loop as the problem, not the other’s character";
    type_into(&mut harness, words, "says “there it is again”");
    harness.get_all_by_label("seen").last().unwrap().click_accesskit();
    steps(&mut harness);
    wait_secs(&mut harness, 4);
    let checks = in_the_file(&path).assessment.checks;
    assert_eq!(checks.len(), 2, "nothing else was looked at");
    assert_eq!(checks[0].list, SignList::Readiness);
    assert_eq!(checks[0].partner, Some(PartnerId::A));
    assert_eq!((checks[0].found, checks[0].on), (Found::NotYet, today()));
    assert_eq!(checks[0].words, "says “there it is again”");
    assert_eq!((checks[1].partner, checks[1].found), (Some(PartnerId::B), Found::Seen));
    // A dash takes the answer back.
    harness.get_all_by_label("–").next().unwrap().click_accesskit();
    steps(&mut harness);
    wait_secs(&mut harness, 4);
    assert_eq!(in_the_file(&path).assessment.checks.len(), 1);
}

#[test]
fn the_scale_and_the_estimates_are_kept_where_they_belong() {
    let (_folder, path) = with(&linden());
    let mut harness = open_course(&path);
    press(&mut harness, Key::Num4);
    for _ in 0..4 {
        press(&mut harness, Key::ArrowDown);
    }
    harness.get_all_by_label("paused").next().unwrap().click_accesskit();
    steps(&mut harness);
    wait_secs(&mut harness, 1);
    press(&mut harness, Key::ArrowDown);
    type_into(&mut harness, "Afraid for the bond, Rui", "3.5");
    type_into(&mut harness, "Stays away, Rui", "5");
    type_into(&mut harness, "What you noticed in Rui", "warmer lately");
    click(&mut harness, "Add today’s for Rui");
    type_into(&mut harness, "What you noticed in Ana", "begun and not added");
    command(&mut harness, Key::L);
    let case = in_the_file(&path);
    assert_eq!(case.assessment.mastery[0].reached, Mastery::Paused);
    let estimate = &case.private.b.estimates[0];
    assert_eq!((estimate.anxiety, estimate.avoidance), (Some(35), Some(50)));
    assert_eq!(case.private.a.estimates[0].note, "begun and not added");
}

/// Draws the screens in both lights and sizes, to be looked at.
#[test]
#[ignore = "writes pictures to look at into the folder HOLDFAST_PICTURES"]
fn pictures_of_fights_and_signs() {
    let folder =
        std::env::var("HOLDFAST_PICTURES").unwrap_or_else(|_| "/tmp/look".to_owned());
    std::fs::create_dir_all(&folder).unwrap();
    for (light, size) in [
        (Theme::Light, [1280.0, 800.0]),
        (Theme::Dark, [1920.0, 1080.0]),
        (Theme::Light, [1024.0, 700.0]),
    ] {
        let name = format!("{light:?}-{}", size[0]).to_lowercase();
        let mut case = with_fights(&[(60, 3, 5), (40, 4, 4), (20, 5, 4), (10, 7, 4)]);
        case.episodes[3].phases.pursuit = "three messages, rising".to_owned();
        case.episodes[2].source = Source::IndividualB;
        let (_folder, path) = with(&case);
        let mut harness = open_fights(&path);
        harness.set_size(size.into());
        if light == Theme::Dark {
            harness.key_press_modifiers(Modifiers::COMMAND | Modifiers::SHIFT, Key::D);
        }
        let picture = |harness: &mut Harness<'_, Desk>, what: &str| {
            steps(harness);
            let image = harness.render().unwrap();
            image.save(format!("{folder}/fights-{what}-{name}.png")).unwrap();
        };
        picture(&mut harness, "1-page");
        harness.get_by_label("How it ended").scroll_to_me();
        picture(&mut harness, "2-end");
        click(&mut harness, "From their log…");
        type_into(
            &mut harness,
            "Lines of the log",
            "yesterday, money, 40 min, 6, 7\nawful",
        );
        picture(&mut harness, "3-log");
        press(&mut harness, Key::Escape);
        press(&mut harness, Key::Num4);
        picture(&mut harness, "4-signs");
        for _ in 0..5 {
            press(&mut harness, Key::ArrowDown);
        }
        type_into(&mut harness, "Afraid for the bond, Rui", "3.5");
        type_into(&mut harness, "Stays away, Rui", "5");
        click(&mut harness, "Add today’s for Rui");
        picture(&mut harness, "5-estimates");
    }
}
