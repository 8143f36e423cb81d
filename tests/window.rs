//! Journeys through the whole window, on real practice files.

use crate::cpu_renderer::CpuRenderer;
use chrono::{DateTime, FixedOffset, TimeZone as _};
use egui::{Event, Key, Modifiers};
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use holdfast::app::{Desk, Keeper, Start, Worker};
use holdfast::model::{Case, Layer, Pair, PartnerId};
use holdfast::store::{Access, KeyCost, Passphrase, Practice, sample};
use std::path::{Path, PathBuf};
use tempfile::TempDir;

pub const WORDS: &str = "seven quiet herons cross the bay";

pub fn noon() -> DateTime<FixedOffset> {
    let zone = FixedOffset::east_opt(3600).unwrap();
    zone.with_ymd_and_hms(2026, 11, 22, 14, 24, 0).unwrap()
}

pub fn window(path: &Path) -> Harness<'static, Desk> {
    let keeper = Keeper::new(KeyCost::lowest_for_tests(), None, sample::couples);
    let worker = Worker::inline(keeper);
    let start = Start { path: path.to_owned(), clock: Box::new(noon), worker };
    let mut harness = Harness::builder()
        .with_size([1280.0, 800.0])
        .with_render_cursor(false)
        .with_step_dt(0.25)
        .renderer(CpuRenderer::default())
        .build_ui_state(|ui, desk: &mut Desk| desk.frame(ui), Desk::new(start));
    steps(&mut harness);
    harness
}

/// A second of frames: enough for every answer and every movement.
pub fn steps(harness: &mut Harness<'_, Desk>) {
    for _ in 0..4 {
        harness.step();
    }
}

pub fn wait_secs(harness: &mut Harness<'_, Desk>, secs: usize) {
    for _ in 0..secs * 4 {
        harness.step();
    }
}

pub fn click(harness: &mut Harness<'_, Desk>, label: &str) {
    harness.get_by_label(label).click();
    steps(harness);
}

pub fn type_text(harness: &mut Harness<'_, Desk>, text: &str) {
    harness.event(Event::Text(text.to_owned()));
    steps(harness);
}

/// True if the words stand anywhere on the screen; a behaviour is also the other's cue.
fn shows(harness: &Harness<'_, Desk>, words: &str) -> bool {
    harness.query_all_by_label_contains(words).next().is_some()
}

pub fn type_into(harness: &mut Harness<'_, Desk>, label: &str, text: &str) {
    harness.get_by_label(label).focus();
    steps(harness);
    type_text(harness, text);
}

pub fn press(harness: &mut Harness<'_, Desk>, key: Key) {
    harness.key_press(key);
    steps(harness);
}

pub fn command(harness: &mut Harness<'_, Desk>, key: Key) {
    harness.key_press_modifiers(Modifiers::COMMAND, key);
    steps(harness);
}

/// A practice with one couple, ready to be opened.
pub fn practice() -> (TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("practice.holdfast");
    let passphrase = Passphrase::new(WORDS);
    let cost = KeyCost::lowest_for_tests();
    let (mut practice, _) = Practice::create(&path, &passphrase, cost, noon()).unwrap();
    let names = Pair { a: "Ana".to_owned(), b: "Rui".to_owned() };
    practice.add(&Case::new("Linden", names), noon()).unwrap();
    (folder, path)
}

/// What is in the file, read by a fresh program.
pub fn in_the_file(path: &Path) -> Case {
    let passphrase = Passphrase::new(WORDS);
    let practice = Practice::open(path, &passphrase, Access::Read, noon()).unwrap();
    practice.load(practice.cases().unwrap()[0].id).unwrap()
}

pub fn unlock(harness: &mut Harness<'_, Desk>) {
    type_into(harness, "Passphrase", WORDS);
    press(harness, Key::Enter);
}

pub fn open_map(harness: &mut Harness<'_, Desk>) {
    unlock(harness);
    // A couple that sits here comes back at once.
    if harness.query_by_label("Open the map").is_some() {
        click(harness, "Open the map");
    }
}

fn keep(harness: &mut Harness<'_, Desk>, keys: &str, words: &str) {
    for key in keys.chars() {
        type_text(harness, &key.to_string());
    }
    type_text(harness, words);
    press(harness, Key::Enter);
}

#[test]
fn from_the_first_start_to_a_sealed_phrase_by_keyboard() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("no such folder yet/practice.holdfast");
    let mut harness = window(&path);
    press(&mut harness, Key::Enter);
    click(&mut harness, "Go on");
    type_into(&mut harness, "Passphrase", WORDS);
    type_into(&mut harness, "The same once more", WORDS);
    press(&mut harness, Key::Enter);
    harness.get_by_label("This is your recovery sheet");
    confirm_recovery_key(&mut harness);
    press(&mut harness, Key::Enter);
    command(&mut harness, Key::N);
    type_into(&mut harness, "Code name", "Linden");
    type_into(&mut harness, "One partner’s name", "Ana");
    type_into(&mut harness, "The other partner’s name", "Rui");
    click(&mut harness, "The couple");
    click(&mut harness, "No secrets");
    click(&mut harness, "Add the couple");
    keep(&mut harness, "2b", "band round the chest");
    wait_secs(&mut harness, 3);
    let case = in_the_file(&path);
    let kept: Vec<_> = case.maps[0].layer(PartnerId::B, Layer::Body).collect();
    assert_eq!(kept[0].words, "band round the chest");
    assert_eq!(case.code_name, "Linden");
}

/// Reads the groups off the screen and types the two that are asked for.
fn confirm_recovery_key(harness: &mut Harness<'_, Desk>) {
    let rows: Vec<Vec<String>> = (1..=4)
        .map(|row| {
            let label = format!("Row {row}: ");
            let node = harness.get_by_label_contains(&label);
            let node = node.accesskit_node();
            let said = node.label().or_else(|| node.value()).unwrap();
            let groups = said.split(": ").nth(1).unwrap().split(',').next().unwrap();
            groups.split(' ').map(str::to_owned).collect()
        })
        .collect();
    press(harness, Key::Enter);
    for (row, groups) in (1..).zip(&rows) {
        for (which, group) in ["first", "second"].into_iter().zip(groups) {
            let label = format!("Row {row}, {which} group");
            if harness.query_by_label(&label).is_some() {
                type_into(harness, &label, group);
            }
        }
    }
    press(harness, Key::Enter);
}

#[test]
fn words_are_in_the_file_two_seconds_after_the_last_key() {
    let (_folder, path) = practice();
    let mut harness = window(&path);
    open_map(&mut harness);
    keep(&mut harness, "v", "asks again");
    wait_secs(&mut harness, 3);
    harness.get_by_label_contains("Saved 14:24");
    assert_eq!(in_the_file(&path).element_count(), 1);
}

#[test]
fn lock_saves_first_and_then_shows_no_word() {
    let (_folder, path) = practice();
    let mut harness = window(&path);
    open_map(&mut harness);
    keep(&mut harness, "v", "asks again");
    command(&mut harness, Key::L);
    harness.get_by_label("Locked at 14:24, everything is saved");
    assert!(!shows(&harness, "asks again"));
    assert!(harness.query_by_label_contains("Linden").is_none());
    assert_eq!(in_the_file(&path).element_count(), 1);
    open_map(&mut harness);
    assert!(shows(&harness, "asks again"));
}

#[test]
fn five_untouched_minutes_lock_the_window() {
    let (_folder, path) = practice();
    let mut harness = window(&path);
    open_map(&mut harness);
    keep(&mut harness, "v", "asks again");
    wait_secs(&mut harness, 5 * 60 - 4);
    assert!(shows(&harness, "asks again"));
    wait_secs(&mut harness, 6);
    assert!(!shows(&harness, "asks again"));
    harness.get_by_label("Passphrase");
}

#[test]
fn a_wrong_passphrase_says_so_and_opens_nothing() {
    let (_folder, path) = practice();
    let before = std::fs::read(&path).unwrap();
    let mut harness = window(&path);
    type_into(&mut harness, "Passphrase", "seven loud herons");
    press(&mut harness, Key::Enter);
    harness.get_by_label("That is not the passphrase");
    assert!(harness.query_by_label_contains("Linden").is_none());
    drop(harness);
    assert_eq!(before, std::fs::read(&path).unwrap());
}

#[test]
fn a_second_window_is_told_and_may_read() {
    let (_folder, path) = practice();
    let mut first = window(&path);
    unlock(&mut first);
    let mut second = window(&path);
    unlock(&mut second);
    second.get_by_label_contains("This practice is open already");
    type_into(&mut second, "Passphrase", WORDS);
    click(&mut second, "Open to read");
    click(&mut second, "Open the map");
    second.get_by_label_contains("Open to read");
    type_text(&mut second, "v");
    type_text(&mut second, "asks again");
    press(&mut second, Key::Enter);
    wait_secs(&mut second, 3);
    assert_eq!(in_the_file(&path).element_count(), 0);
}

#[test]
fn looking_round_shows_the_sample_and_leaves_no_file() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("practice.holdfast");
    let mut harness = window(&path);
    click(&mut harness, "Look round first");
    harness.get_by_label_contains("Linden");
    click(&mut harness, "Open the map");
    keep(&mut harness, "v", "asks again");
    wait_secs(&mut harness, 3);
    command(&mut harness, Key::L);
    harness.get_by_label("Start a practice…");
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0);
}

#[test]
fn the_page_is_shown_before_it_is_saved_and_holds_no_private_word() {
    let folder = tempfile::tempdir().unwrap();
    let mut harness = window(&folder.path().join("practice.holdfast"));
    click(&mut harness, "Look round first");
    click(&mut harness, "Open the map");
    command(&mut harness, Key::P);
    harness.get_by_label("Preview of page 1 of 1");
    assert!(shows(&harness, "private: nobody has shared it"));
    // The sample holds something that was told alone and shared since.
    click(&mut harness, "Yes, save it…");
    let page = folder.path().join("page.pdf");
    command(&mut harness, Key::A);
    type_text(&mut harness, &page.display().to_string());
    press(&mut harness, Key::Enter);
    harness.get_by_label_contains("Saved as");
    assert!(std::fs::read(&page).unwrap().starts_with(b"%PDF-1.7"));
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        let mode = std::fs::metadata(&page).unwrap().permissions().mode();
        assert_eq!(mode & 0o077, 0, "nobody else may read a page");
    }
}

#[test]
fn a_blank_screen_holds_not_a_word_until_the_key_is_pressed_again() {
    let (_folder, path) = practice();
    let mut harness = window(&path);
    open_map(&mut harness);
    keep(&mut harness, "v", "asks again");
    press(&mut harness, Key::F9);
    assert!(!shows(&harness, "asks again"));
    assert!(harness.query_by_label_contains("Linden").is_none());
    press(&mut harness, Key::F9);
    assert!(shows(&harness, "asks again"));
}

#[test]
fn the_palette_finds_and_runs_a_command() {
    let (_folder, path) = practice();
    let mut harness = window(&path);
    open_map(&mut harness);
    command(&mut harness, Key::K);
    type_text(&mut harness, "swap");
    press(&mut harness, Key::Enter);
    wait_secs(&mut harness, 3);
    assert_eq!(in_the_file(&path).maps[0].left, PartnerId::B);
}

#[test]
fn a_save_that_fails_says_so_and_locking_loses_nothing() {
    let (folder, path) = practice();
    let mut harness = window(&path);
    open_map(&mut harness);
    keep(&mut harness, "v", "asks again");
    // Another program holds the file for writing, as a stuck backup program might.
    let blocker = rusqlite::Connection::open(&path).unwrap();
    blocker.execute_batch("BEGIN EXCLUSIVE").unwrap();
    command(&mut harness, Key::L);
    wait_secs(&mut harness, 1);
    harness.get_by_label_contains("NOT SAVED");
    assert!(!shows(&harness, "asks again"));
    blocker.execute_batch("ROLLBACK").unwrap();
    drop(blocker);
    unlock(&mut harness);
    assert!(shows(&harness, "asks again"));
    command(&mut harness, Key::S);
    assert_eq!(in_the_file(&path).element_count(), 1);
    drop(folder);
}

#[test]
fn the_window_shows_a_file_that_is_no_practice_without_harm() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("practice.holdfast");
    std::fs::write(&path, "a shopping list").unwrap();
    let mut harness = window(&path);
    unlock(&mut harness);
    harness.get_by_label_contains("This file is not a Holdfast practice");
    assert_eq!(std::fs::read(&path).unwrap(), b"a shopping list");
}

#[test]
fn the_tray_is_kept_in_the_file_and_what_was_open_beside_the_map_is_not() {
    let (_folder, path) = practice();
    let mut harness = window(&path);
    open_map(&mut harness);
    keep(&mut harness, "x", "slams the door");
    harness.key_press_modifiers(Modifiers::COMMAND | Modifiers::SHIFT, Key::E);
    steps(&mut harness);
    harness.get_by_label("The loop as a list");
    command(&mut harness, Key::I);
    harness.get_by_label("Said to the partner");
    command(&mut harness, Key::L);
    assert!(harness.query_by_label("Said to the partner").is_none());
    assert!(harness.query_by_label_contains("slams the door").is_none());
    let tray = &in_the_file(&path).maps[0].tray;
    assert_eq!(tray.len(), 1);
    assert_eq!(tray[0].words, "slams the door");
    open_map(&mut harness);
    harness.get_by_label("Unsorted: slams the door");
    assert!(harness.query_by_label("Said to the partner").is_none());
    type_text(&mut harness, "X");
    type_text(&mut harness, "v");
    command(&mut harness, Key::G);
    harness.get_by_label("1 guess");
    command(&mut harness, Key::S);
    let kept = in_the_file(&path);
    assert!(kept.maps[0].tray.is_empty());
    assert_eq!(kept.maps[0].layer(PartnerId::A, Layer::Behaviour).count(), 1);
}

#[test]
fn names_and_agreements_are_changed_in_one_step_that_can_be_undone() {
    let (_folder, path) = practice();
    let mut harness = window(&path);
    open_map(&mut harness);
    click(&mut harness, "Linden: names and agreements");
    harness.get_by_label("One partner’s name").focus();
    steps(&mut harness);
    command(&mut harness, Key::A);
    type_text(&mut harness, "Anna");
    click(&mut harness, "The couple");
    click(&mut harness, "No secrets");
    click(&mut harness, "Keep the changes");
    wait_secs(&mut harness, 3);
    let case = in_the_file(&path);
    assert_eq!((case.name_of(PartnerId::A), case.name_of(PartnerId::B)), ("Anna", "Rui"));
    command(&mut harness, Key::Z);
    wait_secs(&mut harness, 3);
    assert_eq!(in_the_file(&path).name_of(PartnerId::A), "Ana");
}

#[test]
fn the_lock_works_while_a_panel_is_open() {
    let (_folder, path) = practice();
    let mut harness = window(&path);
    open_map(&mut harness);
    click(&mut harness, "Linden: names and agreements");
    command(&mut harness, Key::L);
    harness.get_by_label("Passphrase");
    assert!(harness.query_by_label_contains("partner’s name").is_none());
}

#[test]
fn words_that_were_typed_and_not_kept_wait_in_the_tray_after_a_lock() {
    let (_folder, path) = practice();
    let mut harness = window(&path);
    open_map(&mut harness);
    type_text(&mut harness, "n");
    type_text(&mut harness, "to know he is there");
    command(&mut harness, Key::L);
    harness.get_by_label("Passphrase");
    let case = in_the_file(&path);
    assert_eq!(case.maps[0].tray[0].words, "to know he is there");
}

#[test]
fn keys_and_words_in_one_breath_lose_no_letter() {
    let (_folder, path) = practice();
    let mut harness = window(&path);
    open_map(&mut harness);
    for letter in "2nto be enough".chars() {
        harness.event(Event::Text(letter.to_string()));
    }
    steps(&mut harness);
    press(&mut harness, Key::Enter);
    wait_secs(&mut harness, 3);
    let case = in_the_file(&path);
    let kept: Vec<_> = case.maps[0].layer(PartnerId::B, Layer::Need).collect();
    assert_eq!(kept[0].words, "to be enough");
}
