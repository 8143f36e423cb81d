//! Journeys through a session: start, marks, what is said alone, stop, and what the file holds.

use crate::cpu_renderer::CpuRenderer;
use crate::window::{WORDS, click, command, in_the_file, noon, open_map, press, steps};
use crate::window::{type_text, wait_secs};
use chrono::{DateTime, Duration, FixedOffset};
use egui::{Key, Modifiers};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable as _;
use holdfast::app::{Desk, Keeper, Start, Worker};
use holdfast::model::{
    Case, Element, Layer, MomentTag, Pair, PartnerId, SessionKind, Source, Visibility,
};
use holdfast::store::{Access, KeyCost, Passphrase, Practice, sample};
use std::cell::Cell;
use std::path::{Path, PathBuf};
use std::rc::Rc;
use tempfile::TempDir;

/// A clock that is set by hand.
#[derive(Clone)]
pub struct Clock(Rc<Cell<DateTime<FixedOffset>>>);

impl Clock {
    pub fn new() -> Self {
        Self(Rc::new(Cell::new(noon())))
    }

    pub fn forward(&self, by: Duration) {
        self.0.set(self.0.get() + by);
    }
}

fn practice() -> (TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("practice.holdfast");
    let cost = KeyCost::lowest_for_tests();
    let (mut practice, _) =
        Practice::create(&path, &Passphrase::new(WORDS), cost, noon()).unwrap();
    let names = Pair { a: "Ana".to_owned(), b: "Rui".to_owned() };
    practice.add(&Case::new("Linden", names), noon()).unwrap();
    (folder, path)
}

pub fn window(path: &Path, clock: &Clock) -> Harness<'static, Desk> {
    sized(path, clock, [1280.0, 800.0])
}

fn sized(path: &Path, clock: &Clock, size: [f32; 2]) -> Harness<'static, Desk> {
    let keeper = Keeper::new(KeyCost::lowest_for_tests(), None, sample::couples);
    let now = clock.0.clone();
    let clock = Box::new(move || now.get());
    let start = Start { path: path.to_owned(), clock, worker: Worker::inline(keeper) };
    let mut harness = Harness::builder()
        .with_size(size)
        .with_render_cursor(false)
        .with_step_dt(0.25)
        .renderer(CpuRenderer::default())
        .build_ui_state(|ui, desk: &mut Desk| desk.frame(ui), Desk::new(start));
    steps(&mut harness);
    harness
}

/// Stops the session, and goes back from its sheet to the map.
fn stop(harness: &mut Harness<'_, Desk>) {
    harness.key_press_modifiers(Modifiers::SHIFT, Key::F6);
    steps(harness);
    command(harness, Key::M);
}

fn keep(harness: &mut Harness<'_, Desk>, keys: &str, words: &str) {
    for key in keys.chars() {
        type_text(harness, &key.to_string());
    }
    type_text(harness, words);
    press(harness, Key::Enter);
}

fn run(harness: &mut Harness<'_, Desk>, name: &str) {
    command(harness, Key::K);
    type_text(harness, name);
    press(harness, Key::Enter);
}

fn saved(harness: &mut Harness<'_, Desk>, path: &Path) -> Case {
    wait_secs(harness, 3);
    in_the_file(path)
}

fn phrase<'a>(case: &'a Case, words: &str) -> &'a Element {
    let mut phrases = case.maps[0].elements().map(|(_, element)| element);
    phrases.find(|element| element.words == words).unwrap()
}

#[test]
fn one_key_starts_a_session_and_one_stops_it() {
    let ((_folder, path), clock) = (practice(), Clock::new());
    let mut harness = window(&path, &clock);
    open_map(&mut harness);
    harness.get_by_label("No session");
    press(&mut harness, Key::F6);
    harness.get_by_label("Session 1, since 14:24, 0 min");
    keep(&mut harness, "1v", "asks again");
    clock.forward(Duration::minutes(52));
    press(&mut harness, Key::Escape);
    harness.get_by_label("Session 1, since 14:24, 52 min");
    stop(&mut harness);
    harness.get_by_label("No session");
    let case = saved(&mut harness, &path);
    let session = &case.sessions[0];
    assert_eq!((session.number, session.kind), (1, SessionKind::Joint));
    assert_eq!(session.minutes(noon()), Some(52));
    assert_eq!(session.start.unwrap().offset(), noon().offset());
    let asks = phrase(&case, "asks again");
    assert_eq!((asks.first_seen, asks.last_seen), (Some(session.id), Some(session.id)));
    command(&mut harness, Key::Z);
    harness.get_by_label("Session 1, since 14:24, 52 min");
}

#[test]
fn own_words_are_marked_while_they_are_typed_and_an_apostrophe_stays_one() {
    let ((_folder, path), clock) = (practice(), Clock::new());
    let mut harness = window(&path, &clock);
    open_map(&mut harness);
    for key in "1v".chars() {
        type_text(&mut harness, &key.to_string());
    }
    type_text(&mut harness, "doesn't answer");
    harness.key_press_modifiers(Modifiers::ALT, Key::Quote);
    harness.key_press_modifiers(Modifiers::ALT, Key::S);
    steps(&mut harness);
    press(&mut harness, Key::Enter);
    let case = saved(&mut harness, &path);
    let (_, said) = case.maps[0].elements().next().unwrap();
    assert_eq!(said.words.replace('’', "'"), "doesn't answer");
    assert!(said.own_words && said.is_shareable());
}

#[test]
fn a_running_session_is_marked_and_stopped_with_the_mouse() {
    let ((_folder, path), clock) = (practice(), Clock::new());
    let mut harness = window(&path, &clock);
    open_map(&mut harness);
    press(&mut harness, Key::F6);
    click(&mut harness, "Mark it now");
    harness.get_by_label("Session 1, since 14:24, 0 min, 1 mark");
    click(&mut harness, "Stop session 1");
    command(&mut harness, Key::M);
    harness.get_by_label("No session");
}

#[test]
fn escape_closes_the_menu_first_and_a_session_that_begins_closes_it_as_well() {
    let ((_folder, path), clock) = (practice(), Clock::new());
    let mut harness = window(&path, &clock);
    open_map(&mut harness);
    let menu = |harness: &Harness<'_, Desk>| {
        harness.query_by_label("All sessions").is_some()
            || harness.query_by_label("Marks and sessions").is_some()
    };
    click(&mut harness, "No session");
    assert!(menu(&harness));
    press(&mut harness, Key::Escape);
    assert!(!menu(&harness), "Esc closes it");
    click(&mut harness, "No session");
    press(&mut harness, Key::F6);
    assert!(!menu(&harness), "a session began");
    click(&mut harness, "Session 1, since 14:24, 0 min");
    assert!(menu(&harness));
    press(&mut harness, Key::F8);
    assert!(!menu(&harness), "a mark was set");
}

#[test]
fn what_is_done_leaves_the_screen_by_itself_and_an_alarm_stays() {
    let ((_folder, path), clock) = (practice(), Clock::new());
    let mut harness = window(&path, &clock);
    open_map(&mut harness);
    run(&mut harness, "add the phrase to your own words");
    let said = "Choose a phrase first";
    assert!(harness.query_by_label_contains(said).is_some());
    wait_secs(&mut harness, 8);
    assert!(harness.query_by_label_contains(said).is_none());
    press(&mut harness, Key::F6);
    run(&mut harness, "Rui alone");
    wait_secs(&mut harness, 8);
    harness.get_by_label_contains("Session 1 is still running");
}

#[test]
fn a_second_session_stops_nothing_and_says_so() {
    let ((_folder, path), clock) = (practice(), Clock::new());
    let mut harness = window(&path, &clock);
    open_map(&mut harness);
    press(&mut harness, Key::F6);
    run(&mut harness, "Rui alone");
    harness.get_by_label_contains("Session 1 is still running");
    let case = saved(&mut harness, &path);
    assert_eq!(case.sessions.len(), 1);
    assert!(case.sessions[0].is_running());
}

#[test]
fn a_mark_takes_one_key_while_words_are_typed_and_one_step_back() {
    let ((_folder, path), clock) = (practice(), Clock::new());
    let mut harness = window(&path, &clock);
    open_map(&mut harness);
    type_text(&mut harness, "b");
    type_text(&mut harness, "tight ");
    press(&mut harness, Key::F8);
    harness.get_by_label("Session 1 began with this mark");
    // The keyboard is where it was.
    type_text(&mut harness, "stomach");
    clock.forward(Duration::minutes(12));
    press(&mut harness, Key::F8);
    harness.get_by_label("Session 1, since 14:24, 12 min, 2 marks");
    press(&mut harness, Key::Enter);
    let case = saved(&mut harness, &path);
    assert_eq!(phrase(&case, "tight stomach").layer, Layer::Body);
    assert_eq!(case.sessions[0].sheet.moments.len(), 2);
    for _ in 0..3 {
        command(&mut harness, Key::Z);
    }
    harness.get_by_label("No session");
    assert!(saved(&mut harness, &path).sessions.is_empty());
}

#[test]
fn what_is_said_alone_starts_private_and_is_out_of_sight_when_both_are_there() {
    let ((_folder, path), clock) = (practice(), Clock::new());
    let mut harness = window(&path, &clock);
    open_map(&mut harness);
    click(&mut harness, "No session");
    click(&mut harness, "Start it with Rui alone");
    harness.get_by_label("INDIVIDUAL, RUI");
    keep(&mut harness, "2v", "goes to the garage");
    keep(&mut harness, "2p", "ashamed of his father");
    keep(&mut harness, "x", "a letter in the drawer");
    let case = saved(&mut harness, &path);
    for words in ["goes to the garage", "ashamed of his father"] {
        let said = phrase(&case, words);
        assert_eq!(said.source, Source::IndividualB);
        assert_eq!(said.visibility, Visibility::Private);
    }
    assert_eq!(case.maps[0].tray[0].source, Source::IndividualB);
    stop(&mut harness);
    // Alone, the therapist sees everything.
    harness.get_by_label_contains("ashamed of his father");
    press(&mut harness, Key::F6);
    for words in ["ashamed", "garage", "drawer", "INDIVIDUAL"] {
        assert!(harness.query_by_label_contains(words).is_none(), "{words} is shown");
    }
    command(&mut harness, Key::G);
    harness.get_by_label("3 kept apart");
    run(&mut harness, "said alone");
    harness.get_by_label_contains("ashamed of his father");
    harness.get_by_label("WHAT WAS SAID ALONE IS SHOWN");
    stop(&mut harness);
    press(&mut harness, Key::F6);
    assert!(harness.query_by_label_contains("ashamed of his father").is_none());
    // And with Ana alone, what Rui said alone is nobody's business either.
    stop(&mut harness);
    run(&mut harness, "Ana alone");
    harness.get_by_label("INDIVIDUAL, ANA");
    assert!(harness.query_by_label_contains("ashamed of his father").is_none());
}

#[test]
fn neither_lists_nor_moments_nor_completions_show_what_was_said_alone() {
    let ((_folder, path), clock) = (practice(), Clock::new());
    let mut harness = window(&path, &clock);
    open_map(&mut harness);
    run(&mut harness, "Rui alone");
    keep(&mut harness, "2v", "hides a letter");
    press(&mut harness, Key::F8);
    stop(&mut harness);
    press(&mut harness, Key::F6);
    harness.key_press_modifiers(Modifiers::COMMAND | Modifiers::SHIFT, Key::E);
    steps(&mut harness);
    assert!(harness.query_by_label_contains("hides a letter").is_none());
    type_text(&mut harness, "2");
    type_text(&mut harness, "v");
    type_text(&mut harness, "hid");
    assert!(harness.query_by_label_contains("hides a letter").is_none());
    command(&mut harness, Key::D);
    assert!(harness.query_by_label_contains("hides a letter").is_none());
    command(&mut harness, Key::J);
    click(&mut harness, "Session 1, today, Rui alone, 0 min");
    harness.get_by_label("Out of sight while this session runs");
    // Its marks are still there once the other session is over.
    stop(&mut harness);
    let case = saved(&mut harness, &path);
    assert_eq!(case.sessions[0].sheet.moments.len(), 1);
}

#[test]
fn sharing_what_is_just_being_said_alone_asks_a_second_time() {
    let ((_folder, path), clock) = (practice(), Clock::new());
    let mut harness = window(&path, &clock);
    open_map(&mut harness);
    run(&mut harness, "Rui alone");
    type_text(&mut harness, "s");
    keep(&mut harness, "2f", "failing her");
    let case = saved(&mut harness, &path);
    assert_eq!(phrase(&case, "failing her").visibility, Visibility::Private);
    assert!(case.maps[0].sharing.is_empty());
    click(&mut harness, "Yes, share it");
    let case = saved(&mut harness, &path);
    assert!(phrase(&case, "failing her").is_shareable());
    assert_eq!(case.maps[0].shared_without_act(), None);
}

#[test]
fn a_phrase_kept_among_hidden_ones_comes_last_in_its_layer() {
    let ((_folder, path), clock) = (practice(), Clock::new());
    let mut harness = window(&path, &clock);
    open_map(&mut harness);
    keep(&mut harness, "2b", "tight chest");
    run(&mut harness, "Rui alone");
    keep(&mut harness, "2b", "shaking hands");
    keep(&mut harness, "2c", "the letter");
    stop(&mut harness);
    press(&mut harness, Key::F6);
    keep(&mut harness, "2b", "cold feet");
    let case = saved(&mut harness, &path);
    let body: Vec<&str> =
        case.maps[0].layer(PartnerId::B, Layer::Body).map(|e| e.words.as_str()).collect();
    assert_eq!(body, ["tight chest", "cold feet", "shaking hands"]);
}

#[test]
fn a_phrase_that_is_said_again_is_not_written_twice() {
    let ((_folder, path), clock) = (practice(), Clock::new());
    let mut harness = window(&path, &clock);
    open_map(&mut harness);
    keep(&mut harness, "1v", "asks again");
    press(&mut harness, Key::F6);
    keep(&mut harness, "1v", "Asks again");
    let case = saved(&mut harness, &path);
    assert_eq!(case.element_count(), 1);
    let asks = phrase(&case, "asks again");
    assert_eq!((asks.first_seen, asks.last_seen), (None, Some(case.sessions[0].id)));
}

#[test]
fn neither_lock_nor_end_stops_a_session_and_the_next_day_offers_to() {
    let ((_folder, path), clock) = (practice(), Clock::new());
    let mut harness = window(&path, &clock);
    open_map(&mut harness);
    press(&mut harness, Key::F6);
    clock.forward(Duration::minutes(48));
    keep(&mut harness, "1v", "asks again");
    command(&mut harness, Key::L);
    assert!(in_the_file(&path).sessions[0].is_running());
    drop(harness);
    clock.forward(Duration::hours(22));
    let mut harness = window(&path, &clock);
    open_map(&mut harness);
    harness.get_by_label("Session 1 of Sunday, 22 November was never stopped");
    // A mark of today does not belong there.
    press(&mut harness, Key::F8);
    harness.get_by_label_contains("Session 1 is still running");
    click(&mut harness, "Stop it at its last change, 15:12");
    harness.get_by_label("No session");
    let case = saved(&mut harness, &path);
    assert_eq!(case.sessions[0].minutes(noon()), Some(48));
    assert!(case.sessions[0].sheet.moments.is_empty());
}

#[test]
fn marks_are_filled_afterwards_with_one_key_each() {
    let ((_folder, path), clock) = (practice(), Clock::new());
    let mut harness = window(&path, &clock);
    open_map(&mut harness);
    press(&mut harness, Key::F6);
    for _ in 0..3 {
        clock.forward(Duration::minutes(7));
        press(&mut harness, Key::F8);
    }
    stop(&mut harness);
    command(&mut harness, Key::J);
    click(&mut harness, "7 min: a moment");
    type_text(&mut harness, "s");
    press(&mut harness, Key::ArrowDown);
    type_text(&mut harness, "e");
    press(&mut harness, Key::ArrowDown);
    press(&mut harness, Key::Delete);
    harness.get_by_label("Words for the mark at 14:31").focus();
    steps(&mut harness);
    for letters in ["he ", "turned ", "to her"] {
        type_text(&mut harness, letters);
    }
    let case = saved(&mut harness, &path);
    let moments = &case.sessions[0].sheet.moments;
    let tags: Vec<MomentTag> = moments.iter().map(|moment| moment.tag).collect();
    assert_eq!(tags, [MomentTag::SoftMoment, MomentTag::Encounter]);
    assert_eq!(moments[0].words, "he turned to her");
}

fn write(harness: &mut Harness<'_, Desk>, field: &str, words: &str) {
    harness.get_by_label(field).focus();
    steps(harness);
    command(harness, Key::A);
    type_text(harness, words);
    press(harness, Key::Enter);
}

#[test]
fn a_past_session_is_written_down_corrected_and_removed() {
    let ((_folder, path), clock) = (practice(), Clock::new());
    let mut harness = window(&path, &clock);
    open_map(&mut harness);
    press(&mut harness, Key::F6);
    keep(&mut harness, "1v", "asks again");
    stop(&mut harness);
    command(&mut harness, Key::J);
    click(&mut harness, "Write a past one down");
    write(&mut harness, "Day", "2026-11-19");
    write(&mut harness, "Began", "18:00");
    harness.get_by_label("Session 2, Thursday, Together, 50 min");
    write(&mut harness, "Ended", "17:00");
    harness.get_by_label("It would end before it began");
    write(&mut harness, "Ended", "18:45");
    write(&mut harness, "Number", "1");
    harness.get_by_label_contains("There cannot be another session 1");
    click(&mut harness, "Rui alone");
    let case = saved(&mut harness, &path);
    let past = &case.sessions[1];
    assert_eq!(past.date.to_string(), "2026-11-19");
    assert_eq!((past.number, past.minutes(noon())), (2, Some(45)));
    assert_eq!(past.kind, SessionKind::IndividualB);
    harness.get_by_label("Session 2, Thursday, Rui alone, 45 min");
    click(&mut harness, "Session 1, today, Together, 0 min");
    click(&mut harness, "Remove this session");
    harness.get_by_label("Remove session 1? 1 phrase of it stays.");
    click(&mut harness, "Remove it");
    let case = saved(&mut harness, &path);
    assert_eq!(case.sessions.len(), 1);
    let asks = phrase(&case, "asks again");
    assert_eq!((asks.first_seen, asks.last_seen), (None, None));
    command(&mut harness, Key::Z);
    let case = saved(&mut harness, &path);
    assert_eq!(case.sessions.len(), 2);
    assert!(phrase(&case, "asks again").first_seen.is_some());
}

#[test]
fn everything_that_is_known_of_a_phrase_is_changed_in_its_panel() {
    let ((_folder, path), clock) = (practice(), Clock::new());
    let mut harness = window(&path, &clock);
    open_map(&mut harness);
    press(&mut harness, Key::F6);
    keep(&mut harness, "1f", "being left");
    stop(&mut harness);
    harness.get_by_label_contains("Ana, Fear: being left").click();
    steps(&mut harness);
    click(&mut harness, "More");
    click(&mut harness, "Intensity 8 of 10");
    click(&mut harness, "Seen first: Session 1, today");
    click(&mut harness, "Not known");
    harness.get_by_label("A new tag").focus();
    steps(&mut harness);
    type_text(&mut harness, "protest");
    press(&mut harness, Key::Enter);
    let case = saved(&mut harness, &path);
    let fear = phrase(&case, "being left");
    assert_eq!(
        (fear.intensity, fear.tags.as_slice()),
        (Some(8), &["protest".to_owned()][..])
    );
    assert_eq!((fear.first_seen, fear.last_seen), (None, Some(case.sessions[0].id)));
    click(&mut harness, "Intensity 8 of 10");
    click(&mut harness, "Take the tag protest off");
    let case = saved(&mut harness, &path);
    let fear = phrase(&case, "being left");
    assert_eq!((fear.intensity, fear.tags.len()), (None, 0));
}

#[test]
fn the_questions_ask_for_session_intensity_source_and_tag_too() {
    let ((_folder, path), clock) = (practice(), Clock::new());
    let mut harness = window(&path, &clock);
    open_map(&mut harness);
    keep(&mut harness, "1v", "asks again");
    press(&mut harness, Key::F6);
    keep(&mut harness, "1f", "being left");
    harness.get_by_label_contains("Ana, Fear: being left").click();
    steps(&mut harness);
    click(&mut harness, "More");
    click(&mut harness, "Intensity 7 of 10");
    harness.get_by_label("A new tag").focus();
    steps(&mut harness);
    type_text(&mut harness, "protest");
    press(&mut harness, Key::Enter);
    click(&mut harness, "My own thought");
    press(&mut harness, Key::Escape);
    // The newest phrase is never hidden, whatever is asked.
    keep(&mut harness, "1n", "to be held");
    harness.key_press_modifiers(Modifiers::COMMAND | Modifiers::SHIFT, Key::E);
    steps(&mut harness);
    for (question, shown) in [
        ("2 new today", "being left"),
        ("1 at 7 or more", "being left"),
        ("1 thought of my own", "being left"),
        ("1 “protest”", "being left"),
        ("2 said together", "asks again"),
    ] {
        click(&mut harness, question);
        for words in ["being left", "asks again"] {
            let said = format!(": {words}, a guess");
            let is_there = harness.query_by_label_contains(&said).is_some();
            assert_eq!(is_there, words == shown, "{question}: {words}");
        }
        click(&mut harness, question);
    }
}

#[test]
fn sharing_is_signed_with_the_name_from_the_settings() {
    let ((_folder, path), clock) = (practice(), Clock::new());
    let mut harness = window(&path, &clock);
    open_map(&mut harness);
    command(&mut harness, Key::Comma);
    harness.get_by_label("The name that you sign with").focus();
    steps(&mut harness);
    type_text(&mut harness, "Dr. R. Weiss");
    harness.get_by_label("Credentials").focus();
    steps(&mut harness);
    type_text(&mut harness, "Licence 4711");
    command(&mut harness, Key::M);
    keep(&mut harness, "1f", "being left");
    harness.get_by_label_contains("Ana, Fear: being left").click();
    steps(&mut harness);
    type_text(&mut harness, "s");
    click(&mut harness, "More");
    harness.get_by_label("today: made shareable, by Dr. R. Weiss");
    command(&mut harness, Key::L);
    let passphrase = Passphrase::new(WORDS);
    let practice = Practice::open(&path, &passphrase, Access::Read, noon()).unwrap();
    let settings = practice.settings().unwrap();
    assert_eq!(settings.therapist_name, "Dr. R. Weiss");
    assert_eq!(settings.credentials, "Licence 4711");
    assert_eq!(in_the_file(&path).maps[0].sharing[0].by, "Dr. R. Weiss");
}

#[test]
fn what_is_kept_with_one_alone_lies_under_that_partners_key_only() {
    let ((_folder, path), clock) = (practice(), Clock::new());
    let mut harness = window(&path, &clock);
    open_map(&mut harness);
    run(&mut harness, "Rui alone");
    keep(&mut harness, "2p", "ashamed of his father");
    press(&mut harness, Key::F8);
    command(&mut harness, Key::J);
    harness.get_by_label("Words for the mark at 14:24").focus();
    steps(&mut harness);
    type_text(&mut harness, "he wept");
    let case = saved(&mut harness, &path);
    drop(harness);
    let practice =
        Practice::open(&path, &Passphrase::new(WORDS), Access::Read, noon()).unwrap();
    let texts = practice.texts(case.id).unwrap();
    for (words, document) in [("ashamed of his father", "Phrases"), ("he wept", "Sheet")]
    {
        let holders: Vec<&str> =
            texts.iter().map(|it| it.as_str()).filter(|it| it.contains(words)).collect();
        assert!(!holders.is_empty());
        for text in holders {
            assert!(text.contains(&format!("body: {document}(")), "{text}");
            assert!(text.contains("compartment: PrivateB"), "{text}");
        }
    }
}

#[test]
#[ignore = "writes pictures to look at"]
fn look_at_a_session() {
    let Ok(folder) = std::env::var("PICTURES") else { return };
    let wanted = std::env::var("SIZE").unwrap_or_default();
    for (size, name) in
        [([1280.0, 800.0], "s"), ([1920.0, 1080.0], "l"), ([1024.0, 700.0], "n")]
    {
        if !wanted.is_empty() && wanted != name {
            continue;
        }
        for theme in [egui::Theme::Light, egui::Theme::Dark] {
            let here = tempfile::tempdir().unwrap();
            let clock = Clock::new();
            let mut harness = sized(&here.path().join("practice.holdfast"), &clock, size);
            let (folder, name) = (folder.as_str(), name);
            let save = move |harness: &mut Harness<'_, Desk>, what: &str| {
                let name = format!("{folder}/{what}-{name}-{theme:?}.png");
                harness.render().unwrap().save(name).unwrap();
            };
            click(&mut harness, "Look round first");
            click(&mut harness, "Open the map");
            if theme == egui::Theme::Dark {
                harness
                    .key_press_modifiers(Modifiers::COMMAND | Modifiers::SHIFT, Key::D);
                steps(&mut harness);
            }
            save(&mut harness, "none");
            look_at_a_joint_session(&mut harness, &clock, &save);
            stop(&mut harness);
            command(&mut harness, Key::M);
            run(&mut harness, "Łukasz alone");
            save(&mut harness, "alone");
            command(&mut harness, Key::D);
            save(&mut harness, "slow");
            command(&mut harness, Key::M);
            clock.forward(Duration::hours(20));
            press(&mut harness, Key::Escape);
            save(&mut harness, "old");
            command(&mut harness, Key::Comma);
            save(&mut harness, "settings");
        }
    }
}

fn look_at_a_joint_session(
    harness: &mut Harness<'_, Desk>,
    clock: &Clock,
    save: &dyn Fn(&mut Harness<'_, Desk>, &str),
) {
    press(harness, Key::F6);
    for minutes in [7, 5, 9] {
        clock.forward(Duration::minutes(minutes));
        press(harness, Key::F8);
    }
    keep(harness, "2b", "cold hands");
    click_starting(harness, "Session");
    save(harness, "menu");
    press(harness, Key::Escape);
    command(harness, Key::G);
    save(harness, "joint");
    press(harness, Key::Escape);
    harness.get_by_label_contains("cold hands").click();
    steps(harness);
    type_text(harness, "s");
    click(harness, "More");
    save(harness, "known");
    press(harness, Key::Escape);
    command(harness, Key::J);
    save(harness, "sessions");
    click(harness, "7 min: a moment");
    type_text(harness, "s");
    click(harness, "Remove this session");
    save(harness, "session");
}

fn click_starting(harness: &mut Harness<'_, Desk>, label: &str) {
    let label = format!("{label} ");
    harness.get_by_label_contains(&format!("{label}8")).click();
    steps(harness);
}

#[test]
#[ignore = "makes docs/picture.png of the README; run by hand when the screen changes"]
fn make_the_picture_of_the_readme() {
    let here = tempfile::tempdir().unwrap();
    let mut harness = window(&here.path().join("practice.holdfast"), &Clock::new());
    click(&mut harness, "Look round first");
    harness.query_all_by_label_contains("Linden").next().unwrap().click();
    steps(&mut harness);
    click(&mut harness, "Open the map");
    press(&mut harness, Key::F6);
    keep(&mut harness, "2b", "cold hands");
    press(&mut harness, Key::Escape);
    // Without the margin that the test puts round the window.
    let picture = harness.render().unwrap();
    let window = image::imageops::crop_imm(&picture, 8, 8, 1264, 784).to_image();
    window.save("docs/picture.png").unwrap();
}
