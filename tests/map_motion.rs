//! What moves on the map, and that nothing moves while nobody does anything.

use crate::invented_couple::{self, NAMES};
use crate::map_screen::{couple, harness, press, type_text};
use crate::window;
use egui::Key;
use egui_kittest::kittest::Queryable as _;
use holdfast::drawing::cycle_map::{self, Look};
use holdfast::drawing::motion::{self, Progress};
use holdfast::drawing::{Drawing, Fonts, TargetId};
use holdfast::model::{CycleMap, Element, ElementId, Layer, PartnerId};
use holdfast::ui::look::{self, Motion};
use uuid::Uuid;

fn drawn(map: &CycleMap) -> Drawing {
    cycle_map::draw(map, &NAMES, &Look::new(1208.0, 630.0), &Fonts::new())
}

/// The couple, and the couple with one more body sensation.
fn before_and_after() -> (Drawing, Drawing) {
    let map = invented_couple::full();
    let mut more = map.clone();
    let element = Element {
        id: ElementId(Uuid::from_u128(900)),
        ..Element::new(Layer::Body, "lump in the throat")
    };
    more.sides.of_mut(PartnerId::B).elements.push(element);
    (drawn(&map), drawn(&more))
}

fn y_of(drawing: &Drawing, words: &str) -> f32 {
    drawing.texts().find(|run| run.words == words).unwrap().at.y
}

#[test]
fn rows_slide_and_the_new_phrase_appears_in_its_place() {
    let (before, after) = before_and_after();
    assert!(motion::is_needed(&before, &after));
    let half = Progress { rows: 0.5, line: 0.5 };
    let moving = motion::between(&before, &after, half);
    let words = "to be enough";
    let middle = f32::midpoint(y_of(&before, words), y_of(&after, words));
    assert!((y_of(&before, words) - y_of(&after, words)).abs() > 1.0);
    assert!((y_of(&moving.drawing, words) - middle).abs() < 0.05);
    let new: Vec<&str> = moving.new.texts().map(|run| run.words.as_str()).collect();
    assert_eq!(new, ["lump in the throat\u{a0}?"]);
    let place = y_of(&after, "lump in the throat\u{a0}?");
    assert!((y_of(&moving.new, "lump in the throat\u{a0}?") - place).abs() < 1e-4);
}

#[test]
fn at_the_end_of_the_way_the_drawing_is_the_new_one() {
    let (before, after) = before_and_after();
    let moving = motion::between(&before, &after, Progress { rows: 1.0, line: 1.0 });
    let count = moving.drawing.shapes.len() + moving.new.shapes.len();
    assert_eq!(count, after.shapes.len());
    for run in moving.drawing.texts().chain(moving.new.texts()) {
        let same = after.texts().any(|there| {
            there.words == run.words
                && (there.at.x - run.at.x).abs() + (there.at.y - run.at.y).abs() < 1e-3
        });
        assert!(same, "{}", run.words);
    }
}

#[test]
fn a_state_such_as_hover_moves_nothing() {
    let map = invented_couple::full();
    let id = map.sides.a.elements[0].id;
    let look = Look::new(1208.0, 630.0);
    let hovered = Look { hovered: Some(TargetId::Element(id)), ..look.clone() };
    let [one, two] =
        [look, hovered].map(|look| cycle_map::draw(&map, &NAMES, &look, &Fonts::new()));
    assert!(!motion::is_needed(&one, &two));
}

#[test]
fn the_way_eases_out_and_takes_no_time_without_motion() {
    assert_eq!(Progress::after(0.0, 0.0), None);
    assert_eq!(Progress::after(0.2, 1.0), None);
    let early = Progress::after(0.04, 1.0).unwrap();
    let late = Progress::after(0.14, 1.0).unwrap();
    assert!(early.rows > 0.25 && early.rows < late.rows);
    assert!(late.line < late.rows && late.rows < 1.0);
}

#[test]
fn an_idle_map_asks_for_no_repaint_and_a_kept_phrase_asks_only_until_it_stands() {
    let mut harness = harness(couple(), [1280.0, 800.0]);
    look::set_styles(&harness.ctx, Motion::Short);
    harness.run();
    harness.step();
    assert!(!harness.ctx.has_requested_repaint());
    type_text(&mut harness, "2");
    type_text(&mut harness, "b");
    type_text(&mut harness, "lump in the throat");
    harness.key_press(Key::Enter);
    harness.step();
    harness.step();
    assert!(harness.ctx.has_requested_repaint(), "it moves");
    harness.run();
    harness.step();
    assert!(!harness.ctx.has_requested_repaint(), "it stands");
}

#[test]
fn an_idle_window_sleeps_until_it_has_to_lock() {
    let folder = tempfile::tempdir().unwrap();
    let mut harness = window::window(&folder.path().join("practice.holdfast"));
    window::click(&mut harness, "Look round first");
    window::click(&mut harness, "Open the map");
    window::wait_secs(&mut harness, 12);
    let output = harness.output();
    let soonest = output.viewport_output.values().map(|view| view.repaint_delay).min();
    assert!(soonest.unwrap().as_secs() > 30, "{soonest:?}");
}

#[test]
fn the_command_list_opens_the_choices_of_the_loop() {
    let folder = tempfile::tempdir().unwrap();
    let mut harness = window::window(&folder.path().join("practice.holdfast"));
    window::click(&mut harness, "Look round first");
    window::click(&mut harness, "Open the map");
    window::command(&mut harness, Key::K);
    window::type_text(&mut harness, "pattern");
    window::press(&mut harness, Key::Enter);
    harness.get_by_label("Turned round by an event");
    window::press(&mut harness, Key::Escape);
    assert!(harness.query_by_label("Turned round by an event").is_none());
}

#[test]
fn without_motion_a_kept_phrase_is_there_in_the_same_frame() {
    let mut harness = harness(couple(), [1280.0, 800.0]);
    type_text(&mut harness, "2");
    type_text(&mut harness, "b");
    type_text(&mut harness, "lump in the throat");
    press(&mut harness, Key::Enter);
    let once = harness.render().unwrap();
    harness.step();
    assert_eq!(once, harness.render().unwrap());
}

#[test]
fn a_moving_phrase_answers_where_it_will_stand() {
    let mut harness = harness(couple(), [1280.0, 800.0]);
    look::set_styles(&harness.ctx, Motion::Short);
    harness.run();
    type_text(&mut harness, "2");
    type_text(&mut harness, "b");
    type_text(&mut harness, "lump in the throat");
    harness.key_press(Key::Enter);
    harness.step();
    harness.step();
    let name = "Rui, Need: to be enough";
    let moving = harness.get_by_label_contains(name).rect();
    harness.run();
    assert_eq!(moving, harness.get_by_label_contains(name).rect());
}
