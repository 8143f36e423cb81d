//! Words found in all couples through the window, and the way to each place.

use crate::today::{each_frame, keep, shows, week};
use crate::window::{
    WORDS, click, command, noon, press, steps, type_text, unlock, window,
};
use egui::{Key, Modifiers};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable as _;
use holdfast::app::Desk;
use holdfast::model::{Case, Element, Layer, Source};

/// What a screen reader says of the whole window.
fn everything_said(harness: &Harness<'_, Desk>) -> String {
    crate::walls::said(harness)
}

fn open_search(harness: &mut Harness<'_, Desk>) {
    harness.key_press_modifiers(Modifiers::COMMAND | Modifiers::SHIFT, Key::F);
    steps(harness);
}

/// Something that Ana said alone stands on the loop.
fn cases() -> Vec<Case> {
    let mut cases = week();
    let linden = cases.iter_mut().find(|case| case.code_name == "Linden").unwrap();
    let alone = Element {
        source: Source::IndividualA,
        ..Element::new(Layer::Fear, "the saffron garage")
    };
    linden.maps[0].sides.a.elements.push(alone);
    cases
}

#[test]
fn a_word_is_found_in_every_couple_and_enter_opens_its_place() {
    let (_folder, path) = keep(&cases());
    let mut harness = window(&path);
    unlock(&mut harness);
    open_search(&mut harness);
    type_text(&mut harness, "garage ca");
    harness.get_by_label_contains("3 places, 3 couples");
    harness.get_by_label_contains("Note on session 9, 14 November: The garage came up");
    press(&mut harness, Key::Enter);
    harness.get_by_label_contains(": notes");
    assert!(shows(&harness, "Session 9, 14 November 2026"));
}

#[test]
fn what_was_told_alone_is_covered_until_it_is_asked_for() {
    let (_folder, path) = keep(&cases());
    let mut harness = window(&path);
    unlock(&mut harness);
    open_search(&mut harness);
    type_text(&mut harness, "saffron gar");
    harness.get_by_label_contains("Nothing that you may read here");
    let covered = everything_said(&harness);
    // A word that nobody said looks just the same.
    harness.get_by_label("Words to look for").focus();
    command(&mut harness, Key::A);
    type_text(&mut harness, "velveteen gar");
    let missing = everything_said(&harness).replace("velveteen gar", "saffron gar");
    assert_eq!(missing, covered);
    command(&mut harness, Key::A);
    type_text(&mut harness, "saffron gar");
    click(&mut harness, "Show what was told alone");
    harness.get_by_label_contains("Loop: Fear: the saffron garage");
    // The to-do holds one of the words only.
    assert!(!shows(&harness, "Kept apart"));
    click(&mut harness, "Notes");
    harness.get_by_label_contains("Nothing of this kind holds the words");
    click(&mut harness, "Everything");
    press(&mut harness, Key::Enter);
    assert!(shows(&harness, "the saffron garage"), "the phrase is on the map");
}

#[test]
fn a_phrase_of_the_new_loop_is_a_place_of_its_own_and_is_opened_there() {
    let mut cases = cases();
    let linden = cases.iter_mut().find(|case| case.code_name == "Linden").unwrap();
    let side = &mut linden.maps[0].sides.b;
    side.elements.push(Element::new(Layer::Cue, "a velour coat"));
    side.elements.push(Element::new(Layer::Reach, "velour, held out"));
    let (_folder, path) = keep(&cases);
    let mut harness = window(&path);
    unlock(&mut harness);
    open_search(&mut harness);
    type_text(&mut harness, "velour");
    harness.get_by_label_contains("2 places, 1 couple");
    harness.get_by_label_contains("Loop: Cue: a velour coat");
    harness.get_by_label_contains("New loop: Reach: velour, held out");
    press(&mut harness, Key::ArrowDown);
    press(&mut harness, Key::Enter);
    harness.get_by_label_contains("velour, held out");
    assert!(!shows(&harness, "a velour coat"), "the new loop is open");
}

#[test]
fn the_log_is_told_of_a_search_once_and_never_of_its_words() {
    let (_folder, path) = keep(&cases());
    let mut harness = window(&path);
    unlock(&mut harness);
    open_search(&mut harness);
    for typed in ["saf", "fron", " zebra"] {
        type_text(&mut harness, typed);
    }
    drop(harness);
    let words = holdfast::store::Passphrase::new(WORDS);
    let access = holdfast::store::Access::Read;
    let practice =
        holdfast::store::Practice::open(&path, &words, access, noon()).unwrap();
    let log = holdfast::store::audit_text(&practice.audit().unwrap());
    assert_eq!(log.matches("searched all couples").count(), 1, "{log}");
    assert!(!log.contains("saf") && !log.contains("zebra"), "{log}");
}

#[test]
fn only_the_open_couple_is_looked_through_if_that_is_asked_for() {
    let (_folder, path) = keep(&cases());
    let mut harness = window(&path);
    unlock(&mut harness);
    press(&mut harness, Key::Enter);
    open_search(&mut harness);
    type_text(&mut harness, "garage came");
    harness.get_by_label_contains("3 places, 3 couples");
    click(&mut harness, "Only Linden");
    harness.get_by_label_contains("1 place, 1 couple");
}

#[test]
fn words_that_were_just_typed_are_found_and_a_lock_forgets_the_search() {
    let (_folder, path) = keep(&cases());
    let mut harness = window(&path);
    unlock(&mut harness);
    press(&mut harness, Key::Enter);
    for typed in ["v", "hums a velour tune"] {
        type_text(&mut harness, typed);
    }
    press(&mut harness, Key::Enter);
    open_search(&mut harness);
    type_text(&mut harness, "velour");
    harness.get_by_label_contains("hums a velour tune");
    command(&mut harness, Key::L);
    unlock(&mut harness);
    open_search(&mut harness);
    assert!(!shows(&harness, "velour"));
}

#[test]
#[ignore = "writes pictures to look at into the folder HOLDFAST_PICTURES"]
fn pictures_of_the_search() {
    each_frame(&cases(), "search", |harness| {
        open_search(harness);
        type_text(harness, "gar");
    });
    each_frame(&cases(), "search-alone", |harness| {
        press(harness, Key::Enter);
        open_search(harness);
        type_text(harness, "s");
        click(harness, "Show what was told alone");
    });
    each_frame(&cases(), "search-none", |harness| {
        open_search(harness);
        type_text(harness, "xylophone");
    });
}
