//! Journeys over the couple's own screen: what stands there, what never does, and how it goes away.

use crate::cpu_renderer::CpuRenderer;
use crate::window::{
    WORDS, click, command, noon, open_map, press, steps, type_text, wait_secs,
};
use chrono::NaiveDate;
use egui::{Key, Modifiers};
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use holdfast::app::{Desk, Keeper, Start, Worker};
use holdfast::drawing::{Drawing, Fonts, couple_screen};
use holdfast::model::reveal::Reveal;
use holdfast::model::{
    Case, ClientView, CycleKind, Element, Layer, Ownership, Pair, PartnerId, Source,
    Visibility,
};
use holdfast::store::{KeyCost, Passphrase, Practice, sample};
use std::path::PathBuf;
use tempfile::TempDir;

fn shared(layer: Layer, words: &str) -> Element {
    let on = NaiveDate::from_ymd_opt(2026, 11, 22).unwrap();
    Element {
        ownership: Ownership::Owned,
        visibility: Visibility::Shareable { on },
        ..Element::new(layer, words)
    }
}

fn couple() -> Case {
    let names = Pair { a: "Ana".to_owned(), b: "Rui".to_owned() };
    let mut case = Case::new("Linden", names);
    let map = &mut case.maps[0];
    map.name = "The garage door".to_owned();
    map.sides.a.elements = vec![
        shared(Layer::Behaviour, "asks again"),
        Element::new(Layer::Fear, "kept to the therapist"),
        shared(Layer::Need, "to know he is there"),
    ];
    map.sides.b.elements = vec![
        shared(Layer::Body, "band round the chest"),
        shared(Layer::Behaviour, "goes quiet"),
    ];
    case
}

fn practice() -> (TempDir, PathBuf) {
    practice_of(&couple())
}

fn practice_of(case: &Case) -> (TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("practice.holdfast");
    let cost = KeyCost::lowest_for_tests();
    let (mut practice, _) =
        Practice::create(&path, &Passphrase::new(WORDS), cost, noon()).unwrap();
    practice.add(case, noon()).unwrap();
    (folder, path)
}

fn window(path: PathBuf) -> Harness<'static, Desk> {
    let keeper = Keeper::new(KeyCost::lowest_for_tests(), None, sample::couples);
    let start = Start { path, clock: Box::new(noon), worker: Worker::inline(keeper) };
    let mut harness = Harness::builder()
        .with_size([1280.0, 800.0])
        .with_render_cursor(false)
        .with_step_dt(0.25)
        .renderer(CpuRenderer::default())
        .build_ui_state(|ui, desk: &mut Desk| desk.frame(ui), Desk::new(start));
    steps(&mut harness);
    harness
}

fn words(drawing: &Drawing) -> String {
    let words: Vec<&str> = drawing.texts().map(|run| run.words.as_str()).collect();
    words.join(" ")
}

fn drawn(case: &Case, reveal: &Reveal, size: (f32, f32)) -> Drawing {
    let view = ClientView::of(case, &case.maps[0], None);
    couple_screen::draw(&view, reveal, size, &Fonts::new())
}

#[test]
fn the_loop_stands_without_words_and_they_come_one_by_one() {
    let case = couple();
    let view = ClientView::of(&case, &case.maps[0], None);
    let mut reveal = Reveal::default();
    let size = (1920.0, 1080.0);
    let first = words(&drawn(&case, &reveal, size));
    assert!(
        first.contains("The garage door") && !first.contains("asks again"),
        "{first}"
    );
    reveal.step(&view, PartnerId::A);
    let second = words(&drawn(&case, &reveal, size));
    assert!(second.contains("asks again") && !second.contains("band"), "{second}");
    reveal.show_all(&view, PartnerId::A);
    let all = words(&drawn(&case, &reveal, size));
    for phrase in ["asks again", "band round the chest", "goes quiet", "he is there"] {
        assert!(all.contains(phrase), "{phrase}: {all}");
    }
    assert!(!all.contains("kept to the therapist"), "{all}");
}

#[test]
fn words_that_are_read_from_three_metres_are_never_small() {
    let mut case = couple();
    let long = "a very long phrase that somebody has said about the evening at home";
    let many = (0..9).map(|at| shared(Layer::Body, &format!("{long} {at}")));
    case.maps[0].sides.b.elements.extend(many);
    let view = ClientView::of(&case, &case.maps[0], None);
    let mut reveal = Reveal::default();
    reveal.show_all(&view, PartnerId::A);
    for (wide, high) in [(1920.0, 1080.0), (1280.0, 720.0), (1024.0, 768.0)] {
        let drawing = drawn(&case, &reveal, (wide, high));
        // 24 pt on a screen of full size, and in proportion on a smaller one.
        let least = 32.0 * (high / 1080.0_f32).min(wide / 1640.0) * 25.4 / 96.0;
        let phrases = drawing.texts().filter(|run| run.words.contains("evening"));
        for run in phrases {
            assert!(run.size >= least - 0.01, "{} at {wide}", run.size);
            assert!(run.at.x + run.width < drawing.width, "{} at {wide}", run.words);
        }
    }
}

#[test]
fn one_key_opens_it_and_the_same_puts_it_away() {
    let (_folder, path) = practice();
    let mut harness = window(path);
    open_map(&mut harness);
    press(&mut harness, Key::F10);
    harness.get_by_label("CLIENTS CAN SEE THIS");
    harness.get_by_label("Next, 1 of 4: Ana, behaviour: asks again");
    press(&mut harness, Key::PageDown);
    harness.get_by_label_contains("Next, 2 of 4: Rui, body: band");
    press(&mut harness, Key::PageUp);
    harness.get_by_label_contains("Next, 1 of 4");
    press(&mut harness, Key::F10);
    assert!(harness.query_by_label("CLIENTS CAN SEE THIS").is_none());
}

/// True if the words stand on the couple's screen.
fn seen(harness: &Harness<'_, Desk>, words: &str) -> bool {
    let image = egui::accesskit::Role::Image;
    harness
        .query_all_by_role(image)
        .any(|node| node.accesskit_node().label().is_some_and(|it| it.contains(words)))
}

/// Something that Rui told alone, and shared since.
fn with_told_alone() -> Case {
    let mut case = couple();
    case.maps[0].sides.b.elements[0].source = Source::IndividualB;
    case
}

#[test]
fn what_was_told_alone_is_asked_about_once_before_both_read_it() {
    let (_folder, path) = practice_of(&with_told_alone());
    let mut harness = window(path);
    open_map(&mut harness);
    press(&mut harness, Key::F10);
    press(&mut harness, Key::PageDown);
    harness.get_by_label_contains("Rui, told alone, body: band");
    press(&mut harness, Key::PageDown);
    assert!(!seen(&harness, "band round"));
    harness.get_by_label_contains("What comes next Rui told alone");
    press(&mut harness, Key::PageDown);
    assert!(seen(&harness, "band round"));
    assert!(harness.query_by_label_contains("What comes next Rui").is_none());
    press(&mut harness, Key::PageUp);
    press(&mut harness, Key::PageDown);
    assert!(seen(&harness, "band round"), "asked once");
}

#[test]
fn all_words_at_once_ask_the_same_and_another_key_is_no_yes() {
    let (_folder, path) = practice_of(&with_told_alone());
    let mut harness = window(path);
    open_map(&mut harness);
    press(&mut harness, Key::F10);
    let all = |harness: &mut Harness<'_, Desk>| {
        harness.key_press_modifiers(Modifiers::SHIFT, Key::PageDown);
        steps(harness);
    };
    all(&mut harness);
    assert!(!seen(&harness, "asks again"));
    harness.get_by_label_contains("Some of these words Rui told alone");
    press(&mut harness, Key::PageDown);
    assert!(seen(&harness, "asks again") && !seen(&harness, "band round"));
    all(&mut harness);
    assert!(!seen(&harness, "band round"));
    all(&mut harness);
    assert!(seen(&harness, "band round") && seen(&harness, "goes quiet"));
}

#[test]
fn their_window_has_a_title_of_its_own_without_a_name() {
    let (_folder, path) = practice();
    let mut harness = window(path);
    open_map(&mut harness);
    press(&mut harness, Key::F10);
    harness.get_by_label("Holdfast, for the couple");
}

#[test]
fn the_end_of_the_session_takes_the_couples_screen_away() {
    let (_folder, path) = practice();
    let mut harness = window(path);
    open_map(&mut harness);
    press(&mut harness, Key::F10);
    press(&mut harness, Key::F6);
    press(&mut harness, Key::PageDown);
    assert!(seen(&harness, "asks again"), "a session that begins leaves it");
    harness.key_press_modifiers(Modifiers::SHIFT, Key::F6);
    steps(&mut harness);
    assert!(!seen(&harness, "asks again"));
    assert!(harness.query_by_label("CLIENTS CAN SEE THIS").is_none());
}

#[test]
fn a_yes_that_is_taken_back_takes_the_couples_screen_away() {
    let mut case = couple();
    let agreed = NaiveDate::from_ymd_opt(2026, 11, 1);
    case.maps[0].kind = CycleKind::Sexual;
    case.maps[0].print_agreed = Pair { a: agreed, b: agreed };
    let (_folder, path) = practice_of(&case);
    let mut harness = window(path);
    open_map(&mut harness);
    press(&mut harness, Key::F10);
    press(&mut harness, Key::PageDown);
    assert!(seen(&harness, "asks again"));
    command(&mut harness, Key::K);
    type_text(&mut harness, "Kind, pattern");
    press(&mut harness, Key::Enter);
    click(&mut harness, "Rui agreed on 1 November 2026");
    assert!(!seen(&harness, "asks again") && !seen(&harness, "The garage door"));
    harness.get_by_label_contains("This loop waits for a yes of both");
}

#[test]
fn who_sits_here_is_not_locked_out_after_five_minutes_of_listening() {
    let (_folder, path) = practice();
    let mut harness = window(path);
    open_map(&mut harness);
    press(&mut harness, Key::F10);
    press(&mut harness, Key::PageDown);
    wait_secs(&mut harness, 6 * 60);
    assert!(seen(&harness, "asks again"), "their screen is up");
    press(&mut harness, Key::F10);
    press(&mut harness, Key::F6);
    wait_secs(&mut harness, 6 * 60);
    harness.get_by_label_contains("Session 1, since");
    harness.key_press_modifiers(Modifiers::SHIFT, Key::F6);
    wait_secs(&mut harness, 6 * 60);
    harness.get_by_label("Passphrase");
}

#[test]
fn a_frozen_screen_keeps_its_words_while_the_loop_changes() {
    let (_folder, path) = practice();
    let mut harness = window(path);
    open_map(&mut harness);
    press(&mut harness, Key::F10);
    press(&mut harness, Key::PageDown);
    harness.key_press_modifiers(Modifiers::SHIFT, Key::F10);
    steps(&mut harness);
    press(&mut harness, Key::PageDown);
    harness.get_by_label_contains("Their screen stands still");
    assert!(seen(&harness, "asks again") && !seen(&harness, "band round"));
    harness.key_press_modifiers(Modifiers::SHIFT, Key::F10);
    steps(&mut harness);
    assert!(!seen(&harness, "band round"), "nothing waited behind it");
    press(&mut harness, Key::PageDown);
    assert!(seen(&harness, "band round"));
}

#[test]
fn the_lock_takes_the_couples_screen_with_it() {
    let (_folder, path) = practice();
    let mut harness = window(path);
    open_map(&mut harness);
    press(&mut harness, Key::F10);
    press(&mut harness, Key::PageDown);
    command(&mut harness, Key::L);
    assert!(harness.query_by_label("CLIENTS CAN SEE THIS").is_none());
    assert!(harness.query_by_label_contains("asks again").is_none());
}
