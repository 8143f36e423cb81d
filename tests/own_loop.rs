//! The therapist's own loop: filled like any map, kept as process material, out of everything else.

use crate::cpu_renderer::CpuRenderer;
use crate::window::{WORDS, click, command, in_the_file, noon, open_map, press, steps};
use crate::window::{type_text, wait_secs};
use egui::Key;
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable as _;
use holdfast::app::{Desk, Keeper, Start, Worker};
use holdfast::model::{Case, Pair, PartnerId};
use holdfast::store::{Access, KeyCost, Passphrase, Practice, case_ron, sample};
use std::path::{Path, PathBuf};
use tempfile::TempDir;

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

fn window(path: &Path, size: [f32; 2]) -> Harness<'static, Desk> {
    let keeper = Keeper::new(KeyCost::lowest_for_tests(), None, sample::couples);
    let start = Start {
        path: path.to_owned(),
        clock: Box::new(noon),
        worker: Worker::inline(keeper),
    };
    let mut harness = Harness::builder()
        .with_size(size)
        .with_render_cursor(false)
        .with_step_dt(0.25)
        .renderer(CpuRenderer::default())
        .build_ui_state(|ui, desk: &mut Desk| desk.frame(ui), Desk::new(start));
    steps(&mut harness);
    open_map(&mut harness);
    harness
}

fn run(harness: &mut Harness<'_, Desk>, name: &str) {
    command(harness, Key::K);
    type_text(harness, name);
    press(harness, Key::Enter);
}

fn keep(harness: &mut Harness<'_, Desk>, keys: &str, words: &str) {
    for key in keys.chars() {
        type_text(harness, &key.to_string());
    }
    type_text(harness, words);
    press(harness, Key::Enter);
}

/// Begun, filled by key, and saved.
fn filled(path: &Path, size: [f32; 2]) -> Harness<'static, Desk> {
    let mut harness = window(path, size);
    run(&mut harness, "own part");
    harness.get_by_label_contains("YOUR OWN PART");
    keep(&mut harness, "1v", "explains the saffron cycle");
    keep(&mut harness, "2v", "goes quiet");
    keep(&mut harness, "1f", "failing this couple");
    wait_secs(&mut harness, 3);
    harness
}

#[test]
fn the_own_loop_is_filled_by_key_and_is_process_material_alone() {
    let (_folder, path) = practice();
    drop(filled(&path, [1280.0, 800.0]));
    let case = in_the_file(&path);
    let own = case.own_loop.as_deref().unwrap();
    assert_eq!(own.map.elements().count(), 3);
    assert_eq!(case.maps[0].elements().count(), 0);
    assert!(!case_ron::write(&case).unwrap().contains("saffron"));
    let practice =
        Practice::open(&path, &Passphrase::new(WORDS), Access::Read, noon()).unwrap();
    let texts = practice.texts(case.id).unwrap();
    let with: Vec<_> = texts.iter().filter(|text| text.contains("saffron")).collect();
    assert_eq!(with.len(), 1);
    assert!(with[0].contains("OwnLoop("));
}

#[test]
fn no_page_is_made_of_it_and_a_session_puts_it_away() {
    let (_folder, path) = practice();
    let mut harness = filled(&path, [1280.0, 800.0]);
    press(&mut harness, Key::Escape);
    command(&mut harness, Key::P);
    harness.get_by_label_contains("YOUR OWN PART");
    press(&mut harness, Key::F6);
    assert!(harness.query_by_label_contains("YOUR OWN PART").is_none());
    assert!(harness.query_by_label_contains("saffron").is_none());
    run(&mut harness, "own part");
    assert!(harness.query_by_label_contains("saffron").is_none());
}

#[test]
fn it_goes_back_to_the_couple_and_is_undone_like_any_change() {
    let (_folder, path) = practice();
    let mut harness = filled(&path, [1280.0, 800.0]);
    press(&mut harness, Key::Escape);
    run(&mut harness, "positions of this loop");
    click(&mut harness, "Rui");
    click(&mut harness, "Back to the couple’s loop");
    assert!(harness.query_by_label_contains("saffron").is_none());
    wait_secs(&mut harness, 3);
    assert_eq!(in_the_file(&path).own_loop.unwrap().with, Some(PartnerId::B));
    for _ in 0..6 {
        command(&mut harness, Key::Z);
    }
    wait_secs(&mut harness, 3);
    assert_eq!(in_the_file(&path).own_loop, None);
}

#[test]
#[ignore = "writes pictures to look at into the folder HOLDFAST_PICTURES"]
fn look_at_the_own_loop() {
    let Some(folder) = std::env::var_os("HOLDFAST_PICTURES") else { return };
    let (_folder, path) = practice();
    let mut harness = filled(&path, [1280.0, 800.0]);
    press(&mut harness, Key::Escape);
    let save = |harness: &mut Harness<'_, Desk>, name: &str| {
        let picture = harness.render().unwrap();
        picture.save(Path::new(&folder).join(format!("{name}.png"))).unwrap();
    };
    save(&mut harness, "own-loop");
    run(&mut harness, "positions of this loop");
    save(&mut harness, "own-loop-panel");
    click(&mut harness, "Back to the couple’s loop");
    save(&mut harness, "own-loop-back");
}
