//! Events through the whole window: injuries with their steps, ruptures, and what was told alone.

use crate::window::{
    WORDS, command, in_the_file, noon, press, steps, type_into, type_text, unlock,
    wait_secs, window,
};
use chrono::{Days, NaiveDate};
use egui::{Key, Modifiers, Theme};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable as _;
use holdfast::app::Desk;
use holdfast::edit::Edit;
use holdfast::edit::listed::ListEdit;
use holdfast::edit::{CaseEdit, History};
use holdfast::model::event::{Event, EventKind, EventStatus, EventStep};
use holdfast::model::lists::injury_steps;
use holdfast::model::{Case, Compartment, Pair, PartnerId, Session, SessionKind, Source};
use holdfast::store::{KeyCost, Passphrase, Practice};
use std::path::{Path, PathBuf};
use tempfile::TempDir;

fn today() -> NaiveDate {
    noon().date_naive()
}

pub fn linden() -> Case {
    let names = Pair { a: "Ana".to_owned(), b: "Rui".to_owned() };
    let mut case = Case::new("Linden", names);
    case.maps[0].name = "The garage door".to_owned();
    for number in 1..=3 {
        let back = Days::new(7 * (3 - u64::from(number)));
        let date = today().checked_sub_days(back).unwrap();
        case.sessions.push(Session::new(number, SessionKind::Joint, date));
    }
    case
}

pub fn with(case: &Case) -> (TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("practice.holdfast");
    let words = Passphrase::new(WORDS);
    let cost = KeyCost::lowest_for_tests();
    let (mut practice, _) = Practice::create(&path, &words, cost, noon()).unwrap();
    practice.save(case, noon()).unwrap();
    (folder, path)
}

/// Also what lies outside the part that is scrolled to, as a keyboard reaches it.
pub fn click(harness: &mut Harness<'_, Desk>, label: &str) {
    harness.get_by_label(label).click_accesskit();
    steps(harness);
}

pub fn is_shown(harness: &Harness<'_, Desk>, words: &str) -> bool {
    harness.query_all_by_label_contains(words).next().is_some()
}

/// The course of the first couple.
pub fn open_course(path: &Path) -> Harness<'static, Desk> {
    let mut harness = window(path);
    unlock(&mut harness);
    click(&mut harness, "Open the map");
    command(&mut harness, Key::H);
    harness
}

fn open_events(path: &Path) -> Harness<'static, Desk> {
    let mut harness = open_course(path);
    press(&mut harness, Key::Num2);
    harness
}

fn only_event(path: &Path) -> Event {
    let mut events = in_the_file(path).events;
    assert_eq!(events.len(), 1);
    events.remove(0)
}

/// Writes over what stands in a field.
fn rewrite(harness: &mut Harness<'_, Desk>, label: &str, text: &str) {
    harness.get_by_label(label).focus();
    steps(harness);
    command(harness, Key::A);
    type_text(harness, text);
}

#[test]
fn an_injury_is_written_down_by_keyboard_alone() {
    let (_folder, path) = with(&linden());
    let mut harness = open_events(&path);
    harness.get_by_label("What was it?");
    // The first kind is an injury; its title is written on at once.
    press(&mut harness, Key::Enter);
    command(&mut harness, Key::A);
    type_text(&mut harness, "The night in the hospital");
    type_into(&mut harness, "When, in their words", "the winter before");
    type_into(&mut harness, "How it was for Ana", "alone in the corridor");
    type_into(&mut harness, "How it was for Rui", "did not know what to say");
    type_into(
        &mut harness,
        "Where it still shows, one sign a line",
        "she stops asking\nno sleep",
    );
    wait_secs(&mut harness, 4);
    let event = only_event(&path);
    assert_eq!(event.title, "The night in the hospital");
    assert_eq!(event.kind, EventKind::AttachmentInjury);
    assert_eq!(event.on, Some(today()));
    assert_eq!(event.views.a, "alone in the corridor");
    assert_eq!(event.views.b, "did not know what to say");
    assert_eq!(event.impact, ["she stops asking", "no sleep"]);
    let titles: Vec<&str> = event.steps.iter().map(|step| step.title.as_str()).collect();
    assert_eq!(titles, injury_steps());
    assert_eq!(event.compartment(), Compartment::Record);
}

#[test]
fn a_step_gets_its_day_its_session_and_its_words() {
    let mut case = linden();
    let mut event = Event::new(EventKind::AttachmentInjury, "The night in the hospital");
    event.steps =
        vec![EventStep { title: "It comes up".into(), ..EventStep::default() }; 2];
    case.events.push(event);
    let (_folder, path) = with(&case);
    let mut harness = open_events(&path);
    harness.get_by_label("0 of 2 seen");
    type_into(&mut harness, "Step 1: what showed it", "he wept with her");
    harness.get_all_by_label("Session  ▾").next().unwrap().click_accesskit();
    steps(&mut harness);
    click(&mut harness, "Session 2, 15 November");
    harness.get_by_label("1 of 2 seen");
    type_into(&mut harness, "Step 2: day", "yesterday");
    harness.get_by_label("2 of 2 seen");
    click(&mut harness, "under way");
    wait_secs(&mut harness, 4);
    let event = only_event(&path);
    let session = in_the_file(&path).sessions[1].clone();
    assert_eq!(event.steps[0].session, Some(session.id));
    assert_eq!(event.steps[0].on, Some(session.date));
    assert_eq!(event.steps[0].words, "he wept with her");
    assert_eq!(event.steps[1].on, today().pred_opt());
    assert_eq!(event.status, EventStatus::UnderWay);
}

#[test]
fn the_practice_may_have_steps_of_its_own() {
    let mut case = linden();
    let mut event = Event::new(EventKind::AttachmentInjury, "The night in the hospital");
    event.steps = vec![EventStep { title: "It is said".into(), ..EventStep::default() }];
    case.events.push(event);
    let (_folder, path) = with(&case);
    let mut harness = open_events(&path);
    click(&mut harness, "Begin new injuries with these steps");
    press(&mut harness, Key::N);
    press(&mut harness, Key::Enter);
    harness.get_by_label("0 of 1 seen");
    click(&mut harness, "Begin them with the shipped steps");
    wait_secs(&mut harness, 4);
    command(&mut harness, Key::S);
    let events = in_the_file(&path).events;
    assert_eq!(events[1].steps.len(), 1);
    assert_eq!(events[1].steps[0].title, "It is said");
}

#[test]
fn what_one_told_alone_moves_to_that_ones_part_and_says_so() {
    let mut case = linden();
    case.events.push(Event::new(EventKind::Rupture, "saffron"));
    let (_folder, path) = with(&case);
    let mut harness = open_events(&path);
    assert!(!is_shown(&harness, "INDIVIDUAL"));
    click(&mut harness, "told by Rui alone");
    wait_secs(&mut harness, 4);
    harness.get_by_label("INDIVIDUAL, RUI");
    assert_eq!(only_event(&path).compartment(), Compartment::PrivateB);
    let practice = Practice::open(
        &path,
        &Passphrase::new(WORDS),
        holdfast::store::Access::Read,
        noon(),
    );
    let practice = practice.unwrap();
    let texts = practice.texts(case.id).unwrap();
    let holding: Vec<_> = texts.iter().filter(|text| text.contains("saffron")).collect();
    assert_eq!(holding.len(), 1, "no other document of the couple holds it");
    assert!(holding[0].contains("PrivateB"));
}

#[test]
fn an_event_is_removed_and_undo_brings_every_word_back() {
    let mut case = linden();
    let mut event = Event::new(EventKind::PursuerStopped, "She has stopped asking");
    event.views.b = "first relief, then nothing".to_owned();
    case.events.push(event.clone());
    let (_folder, path) = with(&case);
    let mut harness = open_events(&path);
    click(&mut harness, "Remove this event");
    click(&mut harness, "Remove it");
    wait_secs(&mut harness, 4);
    assert!(in_the_file(&path).events.is_empty());
    assert!(!is_shown(&harness, "She has stopped asking"));
    command(&mut harness, Key::Z);
    wait_secs(&mut harness, 4);
    assert_eq!(in_the_file(&path).events, [event]);
}

#[test]
fn words_typed_in_the_same_moment_survive_the_lock_and_a_click_elsewhere() {
    let mut case = linden();
    case.events.push(Event::new(EventKind::Rupture, "The drive home"));
    let (_folder, path) = with(&case);
    let mut harness = open_events(&path);
    harness.get_by_label("What came of it").focus();
    steps(&mut harness);
    harness.event(egui::Event::Text("they slept apart".to_owned()));
    harness.step();
    click(&mut harness, "Map");
    wait_secs(&mut harness, 4);
    assert_eq!(only_event(&path).outcome, "they slept apart");
    command(&mut harness, Key::H);
    harness.get_by_label("What it came to mean").focus();
    steps(&mut harness);
    harness.event(egui::Event::Text("saffron".to_owned()));
    harness.step();
    command(&mut harness, Key::L);
    assert!(!is_shown(&harness, "saffron"));
    assert_eq!(only_event(&path).meaning, "saffron");
}

#[test]
fn an_event_without_a_title_has_that_of_its_kind() {
    let mut case = linden();
    case.events.push(Event::new(EventKind::CaughtTheLoop, "On the stairs"));
    let (_folder, path) = with(&case);
    let mut harness = open_events(&path);
    harness.get_by_label("What it is called").focus();
    steps(&mut harness);
    command(&mut harness, Key::A);
    press(&mut harness, Key::Backspace);
    wait_secs(&mut harness, 4);
    assert_eq!(only_event(&path).title, "They caught the loop");
}

#[test]
fn a_word_that_is_no_day_stays_and_is_explained() {
    let mut case = linden();
    let mut event = Event::new(EventKind::Other, "The letter");
    event.on = Some(today());
    case.events.push(event);
    let (_folder, path) = with(&case);
    let mut harness = open_events(&path);
    rewrite(&mut harness, "Day, for the time line", "the winter before");
    press(&mut harness, Key::Escape);
    harness.get_by_label_contains("A day such as");
    wait_secs(&mut harness, 4);
    assert_eq!(only_event(&path).on, Some(today()), "nothing is guessed");
    rewrite(&mut harness, "Day, for the time line", "3 Nov");
    press(&mut harness, Key::Escape);
    wait_secs(&mut harness, 4);
    assert_eq!(only_event(&path).on, NaiveDate::from_ymd_opt(2026, 11, 3));
    assert!(!is_shown(&harness, "A day such as"));
}

#[test]
fn the_course_is_put_away_while_the_couple_is_in_the_room() {
    let mut case = linden();
    case.events.push(Event::new(EventKind::Rupture, "The drive home"));
    let (_folder, path) = with(&case);
    let mut harness = open_events(&path);
    assert!(is_shown(&harness, "The drive home"));
    press(&mut harness, Key::F6);
    assert!(!is_shown(&harness, "The drive home"));
    command(&mut harness, Key::H);
    assert!(!is_shown(&harness, "The drive home"));
}

#[test]
fn what_one_told_alone_is_not_in_the_case_that_the_room_is_shown() {
    for (source, kind, is_there) in [
        (Source::Joint, SessionKind::Joint, true),
        (Source::IndividualB, SessionKind::Joint, false),
        (Source::IndividualB, SessionKind::IndividualB, true),
        (Source::IndividualB, SessionKind::IndividualA, false),
    ] {
        let mut case = linden();
        let mut event = Event::new(EventKind::Rupture, "saffron");
        event.source = source;
        case.events.push(event);
        let mut running = Session::new(4, kind, today());
        running.start = Some(noon());
        case.sessions.push(running);
        let shown = case.in_the_room();
        assert_eq!(!shown.events.is_empty(), is_there, "{source:?} {kind:?}");
    }
}

#[test]
fn every_change_of_events_can_be_undone_to_the_end() {
    let mut case = linden();
    let before = case.clone();
    let mut history = History::default();
    let mut event = Event::new(EventKind::RoleReversal, "He reaches now");
    let edit = |edit| Edit::Case(CaseEdit::Event(edit));
    history.make(edit(ListEdit::Add(Box::new(event.clone()))), &mut case, 0).unwrap();
    event.views = Pair { a: "strange".into(), b: "afraid".into() };
    event.injured = Some(PartnerId::A);
    history
        .make(edit(ListEdit::Replace(Box::new(event.clone()))), &mut case, 9_000)
        .unwrap();
    history.make(edit(ListEdit::Remove(event.id)), &mut case, 19_000).unwrap();
    assert!(case.events.is_empty());
    while history.undo(&mut case).unwrap() {}
    assert_eq!(case, before);
    while history.redo(&mut case).unwrap() {}
    assert!(case.events.is_empty());
}

/// Draws the screen in both lights and sizes, to be looked at.
#[test]
#[ignore = "writes pictures to look at into the folder HOLDFAST_PICTURES"]
fn pictures_of_events() {
    let folder =
        std::env::var("HOLDFAST_PICTURES").unwrap_or_else(|_| "/tmp/look".to_owned());
    std::fs::create_dir_all(&folder).unwrap();
    for (light, size) in [
        (Theme::Light, [1280.0, 800.0]),
        (Theme::Dark, [1920.0, 1080.0]),
        (Theme::Light, [1024.0, 700.0]),
    ] {
        let name = format!("{light:?}-{}", size[0]).to_lowercase();
        let mut case = linden();
        let mut injury =
            Event::new(EventKind::AttachmentInjury, "The night in the hospital");
        injury.on = NaiveDate::from_ymd_opt(2026, 11, 3);
        injury.when = "the winter before".to_owned();
        injury.views.a =
            "I sat in the corridor for six hours, and he was at work.".to_owned();
        injury.views.b = "I did not know what to say, so I stayed away.".to_owned();
        injury.injured = Some(PartnerId::A);
        injury.steps = injury_steps()
            .into_iter()
            .map(|title| EventStep { title, ..EventStep::default() })
            .collect();
        injury.steps[0].on = NaiveDate::from_ymd_opt(2026, 11, 8);
        injury.steps[0].session = Some(case.sessions[0].id);
        injury.maps = vec![case.maps[0].id];
        let mut alone = Event::new(
            EventKind::Rupture,
            "The drive home from her mother’s, in which nobody spoke",
        );
        alone.source = Source::IndividualB;
        case.events = vec![injury, alone];
        let (_folder, path) = with(&case);
        let mut harness = open_events(&path);
        harness.set_size(size.into());
        if light == Theme::Dark {
            harness.key_press_modifiers(Modifiers::COMMAND | Modifiers::SHIFT, Key::D);
        }
        let picture = |harness: &mut Harness<'_, Desk>, what: &str| {
            steps(harness);
            let image = harness.render().unwrap();
            image.save(format!("{folder}/events-{what}-{name}.png")).unwrap();
        };
        picture(&mut harness, "1-page");
        harness.get_by_label("What came of it").scroll_to_me();
        picture(&mut harness, "2-steps");
        press(&mut harness, Key::ArrowDown);
        picture(&mut harness, "3-alone");
        press(&mut harness, Key::N);
        picture(&mut harness, "4-kinds");
    }
}
