//! Journeys over the couple's own screen: what stands there, what never does, and how it goes away.

use crate::cpu_renderer::CpuRenderer;
use crate::window::{WORDS, command, noon, open_map, press, steps};
use chrono::NaiveDate;
use egui::{Key, Modifiers};
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use holdfast::app::{Desk, Keeper, Start, Worker};
use holdfast::drawing::{Drawing, Fonts, couple_screen};
use holdfast::model::reveal::Reveal;
use holdfast::model::{
    Case, ClientView, Element, Layer, Ownership, Pair, PartnerId, Visibility,
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
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("practice.holdfast");
    let cost = KeyCost::lowest_for_tests();
    let (mut practice, _) =
        Practice::create(&path, &Passphrase::new(WORDS), cost, noon()).unwrap();
    practice.add(&couple(), noon()).unwrap();
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
    let seen = |harness: &Harness<'_, Desk>, words: &str| {
        let image = egui::accesskit::Role::Image;
        harness.query_all_by_role(image).any(|node| {
            node.accesskit_node().label().is_some_and(|it| it.contains(words))
        })
    };
    assert!(seen(&harness, "asks again") && !seen(&harness, "band round"));
    harness.key_press_modifiers(Modifiers::SHIFT, Key::F10);
    steps(&mut harness);
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
