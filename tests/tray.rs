//! Journeys through the tray: caught in passing, sorted with one key each, never lost or shown.

use crate::map_screen::{Desk, couple, empty_couple, harness, press, type_text, words};
use crate::random_case;
use egui::{Key, Modifiers};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable as _;
use holdfast::edit::incoming;
use holdfast::model::{
    Case, ClientView, Layer, Ownership, PartnerId, TrayPhrase, Visibility,
};
use holdfast::store::case_ron;
use proptest::prelude::*;

fn tray(desk: &Desk) -> Vec<String> {
    desk.case.maps[0].tray.iter().map(TrayPhrase::quoted).collect()
}

fn drop_in(harness: &mut Harness<'_, Desk>, text: &str) {
    type_text(harness, "x");
    type_text(harness, text);
    press(harness, Key::Enter);
}

#[test]
fn phrases_drop_into_the_tray_and_are_sorted_with_one_key_each() {
    let mut harness = harness(empty_couple(), [1280.0, 800.0]);
    drop_in(&mut harness, "slams the door");
    drop_in(&mut harness, "“I can’t breathe”");
    drop_in(&mut harness, "scared of his face");
    let all = ["slams the door", "“I can’t breathe”", "scared of his face"];
    assert_eq!(tray(harness.state()), all);
    assert_eq!(harness.state().case.element_count(), 0);
    harness.get_by_label("Unsorted, 3");

    harness.get_by_label("Unsorted: slams the door").click();
    harness.run();
    type_text(&mut harness, "v");
    // The next chip is chosen by itself.
    type_text(&mut harness, "2");
    type_text(&mut harness, "b");
    type_text(&mut harness, "f");
    let desk = harness.state();
    assert_eq!(words(desk, PartnerId::A, Layer::Behaviour), ["slams the door"]);
    assert_eq!(words(desk, PartnerId::B, Layer::Body), ["I can’t breathe"]);
    assert_eq!(words(desk, PartnerId::B, Layer::Fear), ["scared of his face"]);
    assert!(desk.case.maps[0].tray.is_empty());
    let said = desk.case.maps[0].layer(PartnerId::B, Layer::Body).next().unwrap();
    assert_eq!((said.own_words, said.ownership), (true, Ownership::Owned));
    assert_eq!(said.visibility, Visibility::Private);
    assert!(harness.query_by_label_contains("Unsorted").is_none());
    // The letters open the strip again.
    type_text(&mut harness, "n");
    type_text(&mut harness, "to be safe");
    press(&mut harness, Key::Enter);
    assert_eq!(words(harness.state(), PartnerId::B, Layer::Need), ["to be safe"]);
}

#[test]
fn sorting_is_one_step_back_and_one_step_forward() {
    let mut harness = harness(empty_couple(), [1280.0, 800.0]);
    drop_in(&mut harness, "slams the door");
    type_text(&mut harness, "X");
    type_text(&mut harness, "M");
    let about_rui = |desk: &Desk| words(desk, PartnerId::A, Layer::MeaningOther);
    assert_eq!(about_rui(harness.state()), ["slams the door"]);
    harness.key_press_modifiers(Modifiers::COMMAND, Key::Z);
    harness.run();
    assert_eq!(tray(harness.state()), ["slams the door"]);
    assert!(about_rui(harness.state()).is_empty());
    harness.key_press_modifiers(Modifiers::COMMAND | Modifiers::SHIFT, Key::Z);
    harness.run();
    assert_eq!(about_rui(harness.state()), ["slams the door"]);
    assert!(tray(harness.state()).is_empty());
}

#[test]
fn words_typed_for_a_layer_go_to_the_tray_with_control_enter() {
    let mut harness = harness(empty_couple(), [1280.0, 800.0]);
    type_text(&mut harness, "c");
    type_text(&mut harness, "something about Sunday");
    harness.key_press_modifiers(Modifiers::COMMAND, Key::Enter);
    harness.run();
    assert_eq!(tray(harness.state()), ["something about Sunday"]);
    assert_eq!(harness.state().case.element_count(), 0);
    // The next words go where they were meant to go.
    type_text(&mut harness, "c");
    type_text(&mut harness, "her sharp tone");
    press(&mut harness, Key::Enter);
    assert_eq!(words(harness.state(), PartnerId::A, Layer::Cue), ["her sharp tone"]);
}

#[test]
fn a_chosen_chip_is_put_down_by_escape_and_thrown_away_by_delete() {
    let mut harness = harness(couple(), [1280.0, 800.0]);
    drop_in(&mut harness, "one");
    drop_in(&mut harness, "two");
    type_text(&mut harness, "X");
    type_text(&mut harness, "X");
    press(&mut harness, Key::Escape);
    assert_eq!(harness.state().state.tray_chosen, None);
    assert_eq!(tray(harness.state()).len(), 2);
    type_text(&mut harness, "X");
    press(&mut harness, Key::Delete);
    assert_eq!(tray(harness.state()), ["two"]);
    // Choosing a phrase on the loop leaves the tray, so that Delete means that phrase.
    type_text(&mut harness, "X");
    harness.get_by_label_contains("Ana, Urge: grab hold").click();
    harness.run();
    press(&mut harness, Key::Delete);
    assert_eq!(tray(harness.state()), ["two"]);
    assert!(words(harness.state(), PartnerId::A, Layer::Urge).is_empty());
}

#[test]
fn a_key_is_not_lost_after_the_chosen_chip_was_undone() {
    let mut harness = harness(empty_couple(), [1280.0, 800.0]);
    drop_in(&mut harness, "one");
    type_text(&mut harness, "X");
    harness.key_press_modifiers(Modifiers::COMMAND, Key::Z);
    harness.run();
    assert!(tray(harness.state()).is_empty());
    type_text(&mut harness, "c");
    type_text(&mut harness, "her sharp tone");
    press(&mut harness, Key::Enter);
    assert_eq!(words(harness.state(), PartnerId::A, Layer::Cue), ["her sharp tone"]);
}

#[test]
fn too_many_letters_are_refused_by_the_tray_too() {
    let mut harness = harness(empty_couple(), [1280.0, 800.0]);
    drop_in(&mut harness, &"word ".repeat(200));
    assert!(tray(harness.state()).is_empty());
    assert_eq!(harness.state().state.capture.words.len(), 1_000);
}

#[test]
fn an_unsorted_phrase_from_outside_is_checked_like_any_other() {
    let mut case = empty_couple();
    case.maps[0].tray.push(TrayPhrase::new("goes\nquiet"));
    let told = incoming::check(&case).unwrap_err().to_string();
    assert!(told.starts_with("Map 1, unsorted phrase 1 holds a line break"), "{told}");
}

proptest! {
    #[test]
    fn nothing_of_the_tray_is_in_a_client_view(case in random_case::case()) {
        for map in &case.maps {
            let with = ClientView::of(&case, map, None);
            let mut emptied = map.clone();
            emptied.tray.clear();
            prop_assert_eq!(with, ClientView::of(&case, &emptied, None));
        }
    }

    #[test]
    fn a_couple_written_as_text_keeps_its_tray(case in random_case::case()) {
        let text = case_ron::write(&case).unwrap();
        let read: Case = case_ron::read(&text).unwrap();
        prop_assert_eq!(&read.maps, &case.maps);
    }
}

#[test]
#[ignore = "writes pictures to look at"]
fn look_at_the_tray() {
    for (name, count, size) in [
        ("few", 3, [1280.0, 800.0]),
        ("many", 24, [1280.0, 800.0]),
        ("large", 8, [1920.0, 1080.0]),
    ] {
        for theme in [egui::Theme::Light, egui::Theme::Dark] {
            let mut case = couple();
            let said = ["slams the door", "scared of his face", "“why do I bother”"];
            case.maps[0].tray = said
                .iter()
                .cycle()
                .take(count)
                .map(|words| TrayPhrase {
                    own_words: words.starts_with('“'),
                    ..TrayPhrase::new(words.trim_matches(['“', '”']))
                })
                .collect();
            let mut harness = harness(case, size);
            harness.ctx.set_theme(theme);
            if name != "few" {
                type_text(&mut harness, "X");
            }
            harness.run();
            let path = format!("/tmp/tray-{name}-{theme:?}.png");
            harness.render().unwrap().save(path).unwrap();
        }
    }
}
