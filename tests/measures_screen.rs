//! Measures through the whole window: a total with one key, one partner alone, a table, a copy.

use crate::window::{
    WORDS, command, in_the_file, noon, open_map, press, steps, type_into, type_text,
    unlock, wait_secs, window,
};
use chrono::NaiveDate;
use egui::{Key, Theme};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable as _;
use holdfast::app::Desk;
use holdfast::edit::score::{Entry, enter_answers, enter_total};
use holdfast::model::event::{Event, EventKind};
use holdfast::model::measure::Measure;
use holdfast::model::{Case, Pair, PartnerId, Points, Session, SessionKind};
use holdfast::store::{Access, KeyCost, Passphrase, Practice};
use std::path::{Path, PathBuf};
use tempfile::TempDir;

fn linden() -> Case {
    let names = Pair { a: "Ana".to_owned(), b: "Rui".to_owned() };
    let mut case = Case::new("Linden", names);
    case.sessions.push(Session::new(8, SessionKind::Joint, noon().date_naive()));
    case
}

fn with(case: &Case) -> (TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("practice.holdfast");
    let cost = KeyCost::lowest_for_tests();
    let words = Passphrase::new(WORDS);
    let (mut practice, _) = Practice::create(&path, &words, cost, noon()).unwrap();
    practice.save(case, noon()).unwrap();
    (folder, path)
}

fn at_the_measures(path: &Path) -> Harness<'static, Desk> {
    let mut harness = window(path);
    open_map(&mut harness);
    command(&mut harness, Key::U);
    harness
}

/// Also what lies outside the part that is scrolled to, as a keyboard reaches it.
fn click(harness: &mut Harness<'_, Desk>, label: &str) {
    harness.get_by_label(label).click_accesskit();
    steps(harness);
}

fn choose(harness: &mut Harness<'_, Desk>, measure: &str) {
    harness.get_by_label_contains(&format!("{measure}, ")).click_accesskit();
    steps(harness);
}

fn shows(harness: &Harness<'_, Desk>, words: &str) -> bool {
    harness.query_all_by_label_contains(words).next().is_some()
}

fn kept(path: &Path, partner: PartnerId) -> Vec<(String, NaiveDate, Option<Points>)> {
    let case = in_the_file(path);
    let of = case.scores.iter().filter(|score| score.partner == partner);
    of.map(|it| (it.measure.clone(), it.date, it.totals.values().next().copied()))
        .collect()
}

#[test]
fn a_total_takes_a_number_and_enter_and_the_other_partner_follows() {
    let (_folder, path) = with(&linden());
    let mut harness = at_the_measures(&path);
    choose(&mut harness, "CSI-16");
    type_text(&mut harness, "2");
    type_text(&mut harness, "48");
    press(&mut harness, Key::Enter);
    assert!(shows(&harness, "Kept: Rui 48, in the distressed range"));
    type_text(&mut harness, "52");
    press(&mut harness, Key::Enter);
    assert!(shows(&harness, "Kept: Ana 52"));
    command(&mut harness, Key::S);
    let today = noon().date_naive();
    let csi = |points| ("csi-16".to_owned(), today, Some(Points::whole(points)));
    assert_eq!(kept(&path, PartnerId::A), [csi(52)]);
    assert_eq!(kept(&path, PartnerId::B), [csi(48)]);
    let session = in_the_file(&path).sessions[0].id;
    assert!(in_the_file(&path).scores.iter().all(|it| it.session == Some(session)));
    // The keyboard is free again: 1 is a partner and no number.
    type_text(&mut harness, "1");
    type_text(&mut harness, "90");
    press(&mut harness, Key::Enter);
    assert!(shows(&harness, "Satisfaction goes from 0 to 81"));
    command(&mut harness, Key::A);
    press(&mut harness, Key::Delete);
    harness.get_by_label("Satisfaction of Ana");
    press(&mut harness, Key::Escape);
    command(&mut harness, Key::Z);
    command(&mut harness, Key::S);
    assert_eq!(kept(&path, PartnerId::A), []);
    assert_eq!(kept(&path, PartnerId::B).len(), 1);
}

#[test]
fn another_day_and_the_mouse_do_the_same() {
    let (_folder, path) = with(&linden());
    let mut harness = at_the_measures(&path);
    choose(&mut harness, "ORS");
    harness.get_by_label("Rui").click();
    steps(&mut harness);
    click(&mut harness, "Another day…");
    harness.get_by_label("Day of the score").focus();
    steps(&mut harness);
    command(&mut harness, Key::A);
    type_text(&mut harness, "2026-11-02");
    type_into(&mut harness, "Outcome of Rui", "23,4");
    harness.get_by_label("Keep").click();
    steps(&mut harness);
    command(&mut harness, Key::S);
    let found = kept(&path, PartnerId::B);
    assert_eq!(found[0].1, NaiveDate::from_ymd_opt(2026, 11, 2).unwrap());
    assert_eq!(found[0].2.unwrap().to_string(), "23.4");
    // Totals only: there is no way to its questions.
    assert!(harness.query_by_label("Answers from paper").is_none());
    assert!(!shows(&harness, "Hand the screen"));
}

#[test]
fn one_partner_answers_alone_and_only_the_therapists_key_comes_back() {
    let mut case = linden();
    let phq = Measure::shipped().into_iter().find(|it| it.key == "phq-9").unwrap();
    let entry = Entry { measure: &phq, partner: PartnerId::B, date: noon().date_naive() };
    enter_total(&case, entry, "17").unwrap().1.apply(&mut case).unwrap();
    let (_folder, path) = with(&case);
    let mut harness = at_the_measures(&path);
    choose(&mut harness, "PHQ-9");
    type_text(&mut harness, "1");
    press(&mut harness, Key::Escape);
    click(&mut harness, "Hand the screen to Ana…");
    assert!(shows(&harness, "takes the screen back"));
    press(&mut harness, Key::Enter);
    assert!(shows(&harness, "Little interest or pleasure"));
    for hidden in ["17", "Rui", "Couples", "Linden", "Undo", "Depression", "PHQ-9"] {
        assert!(!shows(&harness, hidden), "{hidden}");
    }
    // Nothing but the blank screen works: no palette, no list of couples, no list of keys.
    for key in [Key::K, Key::T, Key::M, Key::Z, Key::F] {
        command(&mut harness, key);
    }
    press(&mut harness, Key::F1);
    assert!(shows(&harness, "Little interest or pleasure"));
    assert!(!shows(&harness, "Lock") && !shows(&harness, "Find"));
    press(&mut harness, Key::F9);
    assert!(!shows(&harness, "Little interest"));
    press(&mut harness, Key::F9);
    type_text(&mut harness, "2");
    assert!(shows(&harness, "Feeling down"));
    harness.get_by_label("Several days").click();
    steps(&mut harness);
    press(&mut harness, Key::Escape);
    assert!(shows(&harness, "Stop here?"));
    press(&mut harness, Key::Enter);
    assert!(shows(&harness, "Trouble falling"));
    type_text(&mut harness, "222221");
    click(&mut harness, "Back");
    assert!(shows(&harness, "Moving or speaking"));
    type_text(&mut harness, "21");
    assert!(shows(&harness, "Thank you"));
    for key in [Key::Enter, Key::Escape, Key::Space, Key::Backspace] {
        press(&mut harness, key);
        assert!(shows(&harness, "Thank you"), "{key:?}");
    }
    command(&mut harness, Key::U);
    assert!(!shows(&harness, "Thank you"));
    assert!(shows(&harness, "Kept: Ana, Depression 16, moderately severe"));
    assert!(shows(&harness, "Item 9: ask about safety today"));
    command(&mut harness, Key::S);
    let ana =
        in_the_file(&path).scores.into_iter().find(|it| it.answers.is_some()).unwrap();
    assert_eq!(ana.partner, PartnerId::A);
    let given: Vec<u8> = ana.answers.unwrap().given.into_iter().flatten().collect();
    assert_eq!(given, [2, 1, 2, 2, 2, 2, 2, 2, 1]);
    click(&mut harness, "Open what Ana was asked about safety");
    assert!(!shows(&harness, "Item 9"));
}

#[test]
fn whoever_has_the_screen_sees_nothing_of_the_others_answers_whatever_they_press() {
    let mut case = linden();
    let phq = Measure::shipped().into_iter().find(|it| it.key == "phq-9").unwrap();
    let entry = Entry { measure: &phq, partner: PartnerId::B, date: noon().date_naive() };
    let given = vec![Some(3); 9];
    enter_answers(&case, entry, (None, given)).1.apply(&mut case).unwrap();
    let (_folder, path) = with(&case);
    let mut harness = at_the_measures(&path);
    choose(&mut harness, "PHQ-9");
    type_text(&mut harness, "1");
    press(&mut harness, Key::Escape);
    assert!(shows(&harness, "27"), "the therapist sees it before");
    click(&mut harness, "Hand the screen to Ana…");
    press(&mut harness, Key::Enter);
    let hides = |harness: &Harness<'_, Desk>, when: &str| {
        for hidden in ["27", "Rui", "severe", "PHQ", "Linden", "Item 9"] {
            assert!(!shows(harness, hidden), "{when}: {hidden}");
        }
    };
    hides(&harness, "the first question");
    type_text(&mut harness, "1");
    for key in [Key::Backspace, Key::ArrowLeft, Key::ArrowLeft, Key::Home, Key::Tab] {
        press(&mut harness, key);
        hides(&harness, "going back");
        assert!(shows(&harness, "Little interest"), "{key:?}");
    }
    press(&mut harness, Key::Escape);
    hides(&harness, "Esc");
    press(&mut harness, Key::Escape);
    hides(&harness, "Esc once more");
    press(&mut harness, Key::Escape);
    click(&mut harness, "Stop");
    assert!(shows(&harness, "Thank you"));
    hides(&harness, "stopped");
    command(&mut harness, Key::L);
    harness.get_by_label("Passphrase");
    hides(&harness, "locked");
    unlock(&mut harness);
    click(&mut harness, "Open the map");
    command(&mut harness, Key::U);
    assert!(shows(&harness, "Ana, today: 1 of 9 answered, no total"));
    let case = in_the_file(&path);
    let of = |partner| case.scores.iter().filter(move |it| it.partner == partner);
    assert_eq!(of(PartnerId::A).count(), 1);
    let rui = of(PartnerId::B).next().unwrap().answers.clone().unwrap();
    assert_eq!(rui.given, vec![Some(3); 9], "Rui’s own are as they were");
}

#[test]
fn one_up_and_one_down_is_said_with_what_is_not_confirmed() {
    let mut case = linden();
    let measures = Measure::shipped();
    let today = noon().date_naive();
    for (days, a, b) in [(30, "40", "52"), (2, "53", "39")] {
        for (partner, typed) in [(PartnerId::A, a), (PartnerId::B, b)] {
            for key in ["rdas", "csi-16"] {
                let measure = measures.iter().find(|it| it.key == key).unwrap();
                let date = today - chrono::Duration::days(days);
                let entry = Entry { measure, partner, date };
                enter_total(&case, entry, typed).unwrap().1.apply(&mut case).unwrap();
            }
        }
    }
    let (_folder, path) = with(&case);
    let mut harness = at_the_measures(&path);
    choose(&mut harness, "CSI-16");
    assert!(shows(&harness, "They move apart: Ana up 13, Rui down 13"));
    assert!(shows(&harness, "Not confirmed: the cut-off 51.5"));
    choose(&mut harness, "RDAS");
    assert!(shows(&harness, "They move apart: Ana up 13, Rui down 13"));
    harness.get_by_label("Adjustment of RDAS").focus();
    steps(&mut harness);
    press(&mut harness, Key::End);
    assert!(shows(&harness, "down 13, more than the measure’s error since"));
}

#[test]
fn a_name_that_looks_like_a_formula_is_guarded_in_the_table() {
    let mut case = charted(1);
    case.partners.a.name = "=HYPERLINK(1)".to_owned();
    let (folder, path) = with(&case);
    let table = folder.path().join("scores.csv");
    let mut harness = at_the_measures(&path);
    click(&mut harness, "Save as a table…");
    command(&mut harness, Key::A);
    type_text(&mut harness, table.to_str().unwrap());
    press(&mut harness, Key::Enter);
    wait_secs(&mut harness, 1);
    let text = std::fs::read_to_string(&table).unwrap();
    assert!(text.contains("'=HYPERLINK(1)"), "{text}");
    assert!(!text.contains(",=HYPERLINK") && !text.contains("\n=HYPERLINK"));
}

#[test]
fn what_was_answered_before_the_lock_is_kept_and_gone_on_with() {
    let (_folder, path) = with(&linden());
    let mut harness = at_the_measures(&path);
    choose(&mut harness, "GAD-7");
    type_text(&mut harness, "2");
    press(&mut harness, Key::Escape);
    click(&mut harness, "Hand the screen to Rui…");
    press(&mut harness, Key::Enter);
    type_text(&mut harness, "3");
    type_text(&mut harness, "1");
    command(&mut harness, Key::L);
    harness.get_by_label("Passphrase");
    unlock(&mut harness);
    click(&mut harness, "Open the map");
    command(&mut harness, Key::U);
    assert!(shows(&harness, "Rui, today: 2 of 7 answered, no total"));
    click(&mut harness, "Go on");
    for _ in 0..5 {
        type_text(&mut harness, "1");
    }
    press(&mut harness, Key::Enter);
    assert!(shows(&harness, "Kept: Rui, Anxiety 9, mild"));
    command(&mut harness, Key::S);
    assert_eq!(in_the_file(&path).scores.len(), 1);
}

#[test]
fn a_number_that_was_typed_and_not_entered_survives_the_lock_and_is_no_score() {
    let (_folder, path) = with(&linden());
    let mut harness = at_the_measures(&path);
    choose(&mut harness, "CSI-16");
    type_text(&mut harness, "1");
    type_text(&mut harness, "4");
    command(&mut harness, Key::L);
    assert_eq!(kept(&path, PartnerId::A)[0].2, None);
    unlock(&mut harness);
    click(&mut harness, "Open the map");
    command(&mut harness, Key::U);
    assert!(shows(&harness, "Ana, today: “4” typed, not entered"));
    click(&mut harness, "Go on");
    type_text(&mut harness, "8");
    press(&mut harness, Key::Enter);
    command(&mut harness, Key::S);
    let found = kept(&path, PartnerId::A);
    assert_eq!((found.len(), found[0].2), (1, Some(Points::whole(48))));
}

#[test]
fn paper_answers_take_a_key_each_and_missing_ones_are_told() {
    let (_folder, path) = with(&linden());
    let mut harness = at_the_measures(&path);
    choose(&mut harness, "RDAS");
    type_text(&mut harness, "1");
    press(&mut harness, Key::Escape);
    click(&mut harness, "Answers from paper");
    type_text(&mut harness, "3333334444");
    type_text(&mut harness, "5");
    assert!(shows(&harness, "Item 11 goes from 0 to 4"));
    type_text(&mut harness, "2-44");
    assert!(shows(&harness, "13 of 14 answered"));
    assert!(shows(&harness, "no total"));
    click(&mut harness, "Item 12: no answer");
    type_text(&mut harness, "4");
    assert!(shows(&harness, "Adjustment 48"));
    press(&mut harness, Key::Enter);
    command(&mut harness, Key::S);
    let score = in_the_file(&path).scores.remove(0);
    assert_eq!(score.totals["total"], Points::whole(48));
    assert_eq!(score.totals["cohesion"], Points::whole(14));
}

#[test]
fn a_table_comes_in_after_it_was_looked_at_and_bad_lines_stay_out() {
    let (folder, path) = with(&linden());
    let table = folder.path().join("old.csv");
    let text = "When;Who;Points\n3.9.2026;Ana;40\n3.9.2026;Rui;44\n4.9.2026;Eva;3\n";
    std::fs::write(&table, text).unwrap();
    let mut harness = at_the_measures(&path);
    click(&mut harness, "Bring a table in…");
    command(&mut harness, Key::A);
    type_text(&mut harness, table.to_str().unwrap());
    press(&mut harness, Key::Enter);
    assert!(shows(&harness, "0 scores can come in"));
    assert!(shows(&harness, "Line 2: it names no measure that is known here"));
    click(&mut harness, "CSI-16");
    assert!(shows(&harness, "2 scores can come in"));
    assert!(shows(&harness, "Line 4: it names neither of the two"));
    assert_eq!(in_the_file(&path).scores.len(), 0);
    click(&mut harness, "Column 3 Points: Total");
    assert!(shows(&harness, "0 scores can come in"));
    for now in ["Item", "left out", "Date", "Partner", "Measure", "Scale"] {
        click(&mut harness, &format!("Column 3 Points: {now}"));
    }
    click(&mut harness, "Bring 2 scores in");
    command(&mut harness, Key::S);
    assert_eq!(kept(&path, PartnerId::A)[0].2, Some(Points::whole(40)));
    command(&mut harness, Key::Z);
    command(&mut harness, Key::S);
    assert!(in_the_file(&path).scores.is_empty());
}

#[test]
fn the_chart_is_read_out_from_the_keyboard() {
    let (_folder, path) = with(&charted(5));
    let mut harness = at_the_measures(&path);
    let chart = |harness: &Harness<'_, Desk>| shows(harness, "Satisfaction of CSI-16: ");
    assert!(!chart(&harness));
    harness.get_by_label("Satisfaction of CSI-16").focus();
    steps(&mut harness);
    press(&mut harness, Key::ArrowRight);
    assert!(shows(
        &harness,
        "Satisfaction of CSI-16: Ana, 1 March 2026: 38, in the distressed range"
    ));
    press(&mut harness, Key::ArrowRight);
    assert!(shows(&harness, "Satisfaction of CSI-16: Rui, 1 March 2026"));
    press(&mut harness, Key::End);
    assert!(shows(&harness, "since"));
    press(&mut harness, Key::Escape);
    assert!(!chart(&harness));
}

#[test]
fn a_measure_of_ones_own_is_added_without_code_and_a_faulty_file_says_where() {
    let (folder, path) = with(&linden());
    let own = folder.path().join("ras.ron");
    let text = include_str!("../assets/measures/rdas.ron")
        .replace("\"rdas\"", "\"ours\"")
        .replace("\"RDAS\"", "\"Our scale\"");
    std::fs::write(&own, text.replace("AtMost(47)", "Under(47)")).unwrap();
    let mut harness = window(&path);
    open_map(&mut harness);
    command(&mut harness, Key::Comma);
    let add = |harness: &mut Harness<'_, Desk>| {
        click(harness, "Add a measure…");
        command(harness, Key::A);
        type_text(harness, own.to_str().unwrap());
        press(harness, Key::Enter);
    };
    add(&mut harness);
    assert!(shows(&harness, "ras.ron") && shows(&harness, "Line 14"));
    std::fs::write(&own, text).unwrap();
    add(&mut harness);
    command(&mut harness, Key::U);
    choose(&mut harness, "Our scale");
    type_text(&mut harness, "1");
    type_text(&mut harness, "47");
    press(&mut harness, Key::Enter);
    assert!(shows(&harness, "Kept: Ana 47, in the distressed range"));
}

#[test]
fn a_table_of_scores_is_saved_and_the_log_is_told() {
    let (folder, path) = with(&charted(2));
    let table = folder.path().join("scores.csv");
    let mut harness = at_the_measures(&path);
    click(&mut harness, "Save as a table…");
    command(&mut harness, Key::A);
    type_text(&mut harness, table.to_str().unwrap());
    press(&mut harness, Key::Enter);
    wait_secs(&mut harness, 1);
    let text = std::fs::read_to_string(&table).unwrap();
    assert!(
        text.contains("2026-03-01,Ana,CSI-16,Satisfaction,38,in the distressed range")
    );
    let words = Passphrase::new(WORDS);
    let practice = Practice::open(&path, &words, Access::Read, noon()).unwrap();
    let log = practice.audit().unwrap();
    assert!(
        log.iter().any(|line| line.did.contains("wrote") || line.did.contains("export")),
        "{log:?}"
    );
}

/// A couple with so many pairs of scores, stages and a rupture.
fn charted(count: i64) -> Case {
    let mut case = linden();
    case.sessions.clear();
    let measures = Measure::shipped();
    let first = NaiveDate::from_ymd_opt(2026, 3, 1).unwrap();
    let gap = if count > 20 { 4 } else { 14 };
    for number in 0..count {
        let date = first + chrono::Duration::days(number * gap);
        let wave = (number as f64 * 0.7).sin();
        let a = (38.0 + 20.0 * number as f64 / count as f64 + 5.0 * wave).round();
        let b = (47.0 - 3.0 * wave + 6.0 * number as f64 / count as f64).round();
        for (key, a, b) in [
            ("ors", a / 2.5, b / 2.5),
            ("phq-9", (60.0 - a) / 3.0, (60.0 - b) / 3.0),
            ("csi-16", a, b),
        ] {
            let measure = measures.iter().find(|it| it.key == key).unwrap();
            for (partner, points) in [(PartnerId::A, a), (PartnerId::B, b)] {
                let entry = Entry { measure, partner, date };
                let typed = format!("{:.0}", points.max(0.0));
                enter_total(&case, entry, &typed).unwrap().1.apply(&mut case).unwrap();
            }
        }
        if [0, count / 3, 2 * count / 3].contains(&number) {
            let mut session = Session::new(number as u16 + 1, SessionKind::Joint, date);
            session.sheet.step = Some(2);
            if number > 0 {
                session.sheet.steps.a = Some(5);
            }
            if number > count / 3 {
                (session.sheet.step, session.sheet.steps.a) = (Some(8), None);
            }
            case.sessions.push(session);
        }
    }
    if count > 2 {
        let mut rupture = Event::new(EventKind::Rupture, "the party");
        rupture.on = Some(first + chrono::Duration::days(count * gap / 2));
        case.events.push(rupture);
    }
    case
}

#[test]
fn sixty_scores_of_both_make_one_chart_and_a_table_that_can_be_opened() {
    let (_folder, path) = with(&charted(60));
    let mut harness = at_the_measures(&path);
    click(&mut harness, "Show all 60 days");
    assert!(harness.query_by_label("Show all 60 days").is_none());
    harness.get_by_label("Satisfaction of CSI-16").focus();
    steps(&mut harness);
    for _ in 0..3 {
        press(&mut harness, Key::ArrowLeft);
    }
    assert!(shows(&harness, "Satisfaction of CSI-16: "));
}

fn handed_over() -> Vec<Scene> {
    vec![
        ("before", linden(), |harness| {
            choose(harness, "PHQ-9");
            click(harness, "Hand the screen to Ana…");
        }),
        ("question", linden(), |harness| {
            choose(harness, "PHQ-9");
            click(harness, "Hand the screen to Ana…");
            press(harness, Key::Enter);
            type_text(harness, "1222222");
        }),
        ("slider", linden(), |harness| {
            choose(harness, "Check-in");
            click(harness, "Hand the screen to Ana…");
            press(harness, Key::Enter);
        }),
        ("thanks", linden(), |harness| {
            choose(harness, "GAD-7");
            click(harness, "Hand the screen to Ana…");
            press(harness, Key::Enter);
            type_text(harness, "1111111");
        }),
    ]
}

fn others() -> Vec<Scene> {
    vec![
        ("table", linden(), |harness| {
            let file = std::env::temp_dir().join("holdfast-scores.csv");
            let text = "Date,Client,Session,Total,Comment\n2026-09-03,Ana,1,40,\n2026-09-03,Rui,1,44,\n2026-09-17,Ana,2,43,came late\n2026-09-17,Eva,2,43,\n2026-10-01,Ana,3,431,\n2026-10-01,Rui,3,46,\n";
            std::fs::write(&file, text).unwrap();
            click(harness, "Bring a table in…");
            command(harness, Key::A);
            type_text(harness, file.to_str().unwrap());
            press(harness, Key::Enter);
            click(harness, "CSI-16");
            std::fs::remove_file(&file).unwrap();
        }),
        ("settings", linden(), |harness| {
            command(harness, Key::Comma);
            click(harness, "Copy one to change it…");
        }),
    ]
}

type Scene = (&'static str, Case, fn(&mut Harness<'_, Desk>));

fn scenes() -> Vec<Scene> {
    let mut answered = charted(5);
    let phq = Measure::shipped().into_iter().find(|it| it.key == "phq-9").unwrap();
    let date = noon().date_naive();
    let entry = Entry { measure: &phq, partner: PartnerId::A, date };
    let given = vec![
        Some(2),
        Some(1),
        Some(2),
        Some(1),
        Some(0),
        Some(1),
        Some(2),
        Some(0),
        Some(1),
    ];
    enter_answers(&answered, entry, (None, given)).1.apply(&mut answered).unwrap();
    vec![
        ("none", linden(), |_| {}),
        ("one", charted(1), |_| {}),
        ("five", charted(5), |harness| {
            harness.get_by_label("Satisfaction of CSI-16").focus();
            steps(harness);
            press(harness, Key::End);
        }),
        ("sixty", charted(60), |_| {}),
        ("ors", charted(5), |harness| choose(harness, "ORS")),
        ("phq", answered, |harness| choose(harness, "PHQ-9")),
        ("paper", linden(), |harness| {
            choose(harness, "ECR-R");
            click(harness, "Answers from paper");
            type_text(harness, "3344556271-4");
        }),
    ]
}

/// Writes pictures into the folder that `HOLDFAST_PICTURES` names.
#[test]
#[ignore = "writes pictures to look at"]
fn every_state_as_pictures() {
    let Some(folder) = std::env::var_os("HOLDFAST_PICTURES") else { return };
    let only = std::env::var("HOLDFAST_ONLY").unwrap_or_default();
    let sizes = [(1280.0, 800.0), (1920.0, 1080.0), (1024.0, 700.0)];
    for (name, case, act) in scenes().into_iter().chain(handed_over()).chain(others()) {
        if !only.is_empty() && !only.split(',').any(|it| it == name) {
            continue;
        }
        let (_folder, path) = with(&case);
        let mut harness = at_the_measures(&path);
        act(&mut harness);
        for theme in [Theme::Light, Theme::Dark] {
            harness.ctx.set_theme(theme);
            for (width, height) in sizes {
                harness.set_size(egui::vec2(width, height));
                steps(&mut harness);
                let file = format!("{name}-{theme:?}-{width}.png");
                let picture = harness.render().unwrap();
                picture.save(PathBuf::from(&folder).join(file)).unwrap();
            }
        }
    }
}

#[test]
fn what_a_score_means_and_how_it_moved_stands_whole_under_its_chart() {
    let (_folder, path) = with(&charted(5));
    let mut harness = at_the_measures(&path);
    harness.set_size(egui::vec2(1024.0, 700.0));
    choose(&mut harness, "ORS");
    let long = harness.get_all_by_label_contains("up 1, within the measure’s error");
    let heights: Vec<f32> = long.map(|node| node.rect().height()).collect();
    assert!(!heights.is_empty());
    // On two lines, and not cut after the first.
    assert!(heights.iter().all(|height| *height > 50.0), "{heights:?}");
}

#[test]
fn nothing_runs_out_of_the_smallest_window() {
    let mut case = linden();
    case.partners.a.name = "Anastasia Alexandra".to_owned();
    let folder = with(&case);
    let mut harness = at_the_measures(&folder.1);
    harness.set_size(egui::vec2(1024.0, 700.0));
    steps(&mut harness);
    let mut seen = 0;
    for measure in Measure::shipped() {
        let row = format!("{}, ", measure.name);
        let Some(found) = harness.query_all_by_label_contains(&row).next() else {
            continue;
        };
        found.click_accesskit();
        steps(&mut harness);
        for part in ["Hand the screen to", "Answers from paper", "Keep", "Another day"] {
            for node in harness.query_all_by_label_contains(part) {
                assert!(node.rect().right() <= 1024.0, "{part} of {}", measure.name);
                seen += 1;
            }
        }
    }
    assert!(seen > 6, "{seen}");
}
