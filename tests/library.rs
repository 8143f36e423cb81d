//! The library: practices given with one key, and the practice's own ones kept, read and written.

use crate::today::{each_frame, keep, kept, shows, week};
use crate::window::{
    WORDS, click, command, in_the_file, noon, practice, press, steps, type_into,
    type_text, unlock, wait_secs, window,
};
use egui::Key;
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable as _;
use holdfast::app::Desk;
use holdfast::model::PartnerId;
use holdfast::store::{Access, Passphrase, Practice, Settings};
use std::path::Path;

fn open(harness: &mut Harness<'_, Desk>) {
    unlock(harness);
    command(harness, Key::Y);
}

/// Also what lies outside the part that is scrolled to.
fn choose(harness: &mut Harness<'_, Desk>, label: &str) {
    harness.get_all_by_label(label).next().unwrap().click_accesskit();
    steps(harness);
}

fn settings(path: &Path) -> Settings {
    let words = Passphrase::new(WORDS);
    let practice = Practice::open(path, &words, Access::Read, noon()).unwrap();
    practice.settings().unwrap()
}

#[test]
fn the_library_is_there_without_a_couple_and_gives_to_nobody() {
    let (_folder, path) = practice();
    let mut harness = window(&path);
    open(&mut harness);
    choose(&mut harness, "Name the loop aloud");
    harness.get_by_label("Whoever notices it first says the name, and nothing else.");
    harness.get_by_label_contains("Open a couple to give it");
    assert!(harness.query_by_label("Give to both").is_none());
    press(&mut harness, Key::Num3);
}

#[test]
fn a_practice_is_given_with_one_key_to_both_or_to_one() {
    let (_folder, path) = keep(&week());
    let mut harness = window(&path);
    unlock(&mut harness);
    press(&mut harness, Key::Enter);
    command(&mut harness, Key::Y);
    choose(&mut harness, "Coming and going");
    press(&mut harness, Key::Num3);
    harness.get_by_label_contains("For both, on the sheet of session 6");
    choose(&mut harness, "One sentence more");
    press(&mut harness, Key::Num2);
    harness.get_by_label_contains("For Rui, on the sheet of session 6");
    press(&mut harness, Key::Num2);
    harness.get_by_label_contains("It is on the sheet of session 6 for Rui already");
    wait_secs(&mut harness, 3);
    let home = kept(&path, "Linden").sessions.last().unwrap().sheet.homework.clone();
    let given: Vec<_> = home.iter().skip(2).map(|it| (&*it.title, it.whose)).collect();
    assert_eq!(
        given,
        [("Coming and going", None), ("One sentence more", Some(PartnerId::B))]
    );
    assert!(!home[2].steps.is_empty() && !home[2].sixty_seconds.is_empty());
    command(&mut harness, Key::Z);
    wait_secs(&mut harness, 3);
    let sheet = kept(&path, "Linden").sessions.last().unwrap().sheet.clone();
    assert_eq!(sheet.homework.len(), 3);
}

#[test]
fn a_talk_is_copied_to_the_couple_and_stays_private() {
    let (_folder, path) = practice();
    let mut harness = window(&path);
    unlock(&mut harness);
    press(&mut harness, Key::Enter);
    command(&mut harness, Key::Y);
    choose(&mut harness, "Planning the holiday");
    choose(&mut harness, "Copy it to their talks");
    wait_secs(&mut harness, 3);
    let talks = in_the_file(&path).maps[0].dialogues.clone();
    assert_eq!(talks.len(), 1);
    assert!(!talks[0].is_shareable());
}

#[test]
fn a_practice_of_ones_own_is_written_changed_and_removed() {
    let (_folder, path) = practice();
    let mut harness = window(&path);
    open(&mut harness);
    choose(&mut harness, "Write a practice…");
    choose(&mut harness, "Keep it");
    harness.get_by_label_contains("It cannot be kept yet: the title is empty");
    type_into(&mut harness, "Title", "Tea at four");
    type_into(
        &mut harness,
        "What to do, a line for each step",
        "Put the kettle on.\nSit.",
    );
    choose(&mut harness, "Keep it");
    assert!(shows(&harness, "Tea at four"));
    let own = settings(&path).practices;
    assert_eq!((own.len(), own[0].steps.len()), (1, 2));
    choose(&mut harness, "Change it");
    type_into(&mut harness, "A line to read aloud (optional)", "Warm hands.");
    choose(&mut harness, "Keep it");
    assert_eq!(settings(&path).practices[0].sixty_seconds, "Warm hands.");
    choose(&mut harness, "Remove it…");
    choose(&mut harness, "Remove it for good");
    assert!(settings(&path).practices.is_empty());
    assert!(!shows(&harness, "Tea at four"));
}

#[test]
fn what_is_being_written_survives_a_lock_and_a_click_elsewhere() {
    let (_folder, path) = practice();
    let mut harness = window(&path);
    open(&mut harness);
    choose(&mut harness, "Write a practice…");
    type_into(&mut harness, "Title", "Tea at four");
    choose(&mut harness, "Name the loop aloud");
    assert_eq!(settings(&path).practices[0].title, "Tea at four");
    choose(&mut harness, "Write a practice…");
    type_into(&mut harness, "What to do, a line for each step", "Open the window.");
    command(&mut harness, Key::L);
    let own = settings(&path).practices;
    assert_eq!(own[1].steps, ["Open the window."]);
    assert!(!shows(&harness, "Tea at four"));
}

#[test]
fn practices_come_from_a_file_and_go_to_one() {
    let (folder, path) = practice();
    let file = folder.path().join("ours.ron");
    let bad = "[\n  (title: \"Tea\", steps: []),\n]\n";
    std::fs::write(&file, bad).unwrap();
    let mut harness = window(&path);
    open(&mut harness);
    let import = |harness: &mut Harness<'_, Desk>| {
        choose(harness, "From a file…");
        command(harness, Key::A);
        type_text(harness, &file.display().to_string());
        press(harness, Key::Enter);
    };
    import(&mut harness);
    assert!(shows(&harness, "Line 2"));
    assert!(shows(&harness, "no step to do"));
    assert!(settings(&path).practices.is_empty());
    std::fs::write(&file, bad.replace("[]", "[\"Boil water.\"]")).unwrap();
    import(&mut harness);
    harness.get_by_label_contains("1 practice of your own came from the file");
    assert_eq!(settings(&path).practices[0].title, "Tea");
    let out = folder.path().join("out.ron");
    choose(&mut harness, "Your own to a file…");
    command(&mut harness, Key::A);
    type_text(&mut harness, &out.display().to_string());
    press(&mut harness, Key::Enter);
    let written = std::fs::read_to_string(&out).unwrap();
    let again = holdfast::store::practice_file::read(&written).unwrap();
    assert_eq!(again, settings(&path).practices);
}

#[test]
#[ignore = "writes pictures to look at into the folder HOLDFAST_PICTURES"]
fn pictures_of_the_library() {
    each_frame(&week(), "library", |harness| {
        press(harness, Key::Enter);
        command(harness, Key::Y);
        choose(harness, "I need ten minutes, and I come back");
    });
    each_frame(&week(), "library-talk", |harness| {
        press(harness, Key::Enter);
        command(harness, Key::Y);
        choose(harness, "Planning the holiday");
    });
    each_frame(&week(), "library-write", |harness| {
        command(harness, Key::Y);
        click(harness, "Write a practice…");
        type_into(harness, "Title", "Tea at four");
    });
}
