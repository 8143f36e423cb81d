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
use holdfast::drawing::couple_screen::Stage;
use holdfast::drawing::{Drawing, Fonts, Shape, TextRun, couple_screen};
use holdfast::model::reveal::Reveal;
use holdfast::model::{
    Case, ClientView, CycleKind, Element, Layer, Ownership, Pair, PartnerId, Source,
    Visibility,
};
use holdfast::store::{KeyCost, Passphrase, Practice, sample};
use holdfast::ui::couple_screen::couple_screen_ui;
use holdfast::ui::look::{self, Motion};
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
    window_of(path, [1280.0, 800.0])
}

fn window_of(path: PathBuf, size: [f32; 2]) -> Harness<'static, Desk> {
    let keeper = Keeper::new(KeyCost::lowest_for_tests(), None, sample::couples);
    let start = Start { path, clock: Box::new(noon), worker: Worker::inline(keeper) };
    let mut harness = Harness::builder()
        .with_size(size)
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

const SIZES: [(f32, f32); 4] =
    [(1280.0, 720.0), (1280.0, 800.0), (1920.0, 1080.0), (1024.0, 768.0)];

/// Thirty words, as many as a couple has after a year.
fn full_couple() -> Case {
    const LAYERS: [(Layer, &[&str]); 9] = [
        (Layer::Behaviour, &["asks again", "raises the voice", "follows to the door"]),
        (Layer::Cue, &["the garage door"]),
        (Layer::Body, &["heat in the face", "stomach drops"]),
        (Layer::MeaningSelf, &["I don’t matter to anybody here"]),
        (Layer::MeaningOther, &["he has stopped caring", "he would rather be alone"]),
        (Layer::Reactive, &["angry", "frustrated"]),
        (Layer::Urge, &["to get an answer"]),
        (Layer::Primary, &["lonely"]),
        (Layer::Need, &["to know he is there", "to be reached for first"]),
    ];
    let mut case = couple();
    let both = LAYERS
        .into_iter()
        .flat_map(|(layer, all)| all.iter().map(move |words| shared(layer, words)));
    let all: Vec<Element> = both.collect();
    case.maps[0].sides.a.elements.clone_from(&all);
    case.maps[0].sides.b.elements = all;
    case
}

#[test]
fn every_word_of_a_full_loop_finds_room() {
    let case = full_couple();
    let view = ClientView::of(&case, &case.maps[0], None);
    let mut reveal = Reveal::default();
    reveal.show_all(&view, PartnerId::A);
    for size in SIZES {
        let mut stage = Stage::default();
        let drawing = stage.draw(&view, &reveal, size, &Fonts::new());
        assert_eq!(stage.standing(), (30, 30), "{size:?}");
        assert!(!stage.turn(), "{size:?}");
        let read = words(&drawing);
        for (_, element) in case.maps[0].elements() {
            assert!(read.contains(&element.words), "{} at {size:?}", element.words);
        }
    }
}

#[test]
fn a_word_without_end_is_read_to_its_end_on_further_pages() {
    let mut case = couple();
    let long: Vec<String> = (0..120).map(|at| format!("word{at}")).collect();
    let long = Element { own_words: true, ..shared(Layer::Fear, &long.join(" ")) };
    case.maps[0].sides.b.elements.push(long);
    let moves = case.maps[0].sides.b.elements.len();
    let view = ClientView::of(&case, &case.maps[0], None);
    let mut reveal = Reveal::default();
    reveal.show_all(&view, PartnerId::A);
    let (mut stage, fonts) = (Stage::default(), Fonts::new());
    let size = (1280.0, 720.0);
    let first = words(&stage.draw(&view, &reveal, size, &fonts));
    assert!(first.contains("“word0 ") && first.contains('…'), "{first}");
    assert!(first.contains("goes quiet") && moves == 3, "{first}");
    let (stand, came) = stage.standing();
    assert!(stand < came, "{stand} of {came}");
    let mut seen = first;
    for _ in 0..9 {
        assert!(stage.turn());
        let page = words(&stage.draw(&view, &reveal, size, &fonts));
        assert!(page.contains("goes quiet"), "{page}");
        seen += &page;
    }
    for at in 0..119 {
        assert!(seen.contains(&format!("word{at} ")), "word{at}");
    }
    assert!(seen.contains("word119”"), "{seen}");
}

/// Where each run of words stands.
fn places(drawing: &Drawing) -> Vec<TextRun> {
    let still = |run: &&TextRun| !["shows", "stays hidden"].contains(&&*run.words);
    drawing.texts().filter(still).map(|run| TextRun { group: 0, ..run.clone() }).collect()
}

#[test]
fn what_stands_does_not_move_while_words_come() {
    for case in [couple(), full_couple()] {
        let view = ClientView::of(&case, &case.maps[0], None);
        let (mut stage, mut reveal, fonts) =
            (Stage::default(), Reveal::default(), Fonts::new());
        let mut before = Vec::new();
        while reveal.step(&view, PartnerId::A) {
            let now = places(&stage.draw(&view, &reveal, (1280.0, 720.0), &fonts));
            for run in &before {
                assert!(now.contains(run), "{run:?}");
            }
            before = now;
        }
    }
}

#[test]
fn a_word_that_may_come_later_moves_nothing_before_it_comes() {
    let mut case = couple();
    let (mut stage, mut reveal, fonts) =
        (Stage::default(), Reveal::default(), Fonts::new());
    let size = (1920.0, 1080.0);
    let before = {
        let view = ClientView::of(&case, &case.maps[0], None);
        reveal.step(&view, PartnerId::A);
        reveal.step(&view, PartnerId::A);
        stage.draw(&view, &reveal, size, &fonts)
    };
    let long = "says that it would be better to sleep over it and to talk tomorrow";
    case.maps[0].sides.b.elements.push(shared(Layer::Behaviour, long));
    let view = ClientView::of(&case, &case.maps[0], None);
    let after = stage.draw(&view, &reveal, size, &fonts);
    assert_eq!(before, after);
    reveal.show_all(&view, PartnerId::A);
    stage.draw(&view, &reveal, size, &fonts);
    assert_eq!(stage.standing(), (5, 5));
}

#[test]
fn the_bead_covers_no_word_and_no_card() {
    for (case, size) in
        [couple(), full_couple()].iter().flat_map(|it| SIZES.map(|s| (it, s)))
    {
        let view = ClientView::of(case, &case.maps[0], None);
        let (mut stage, mut reveal, fonts) =
            (Stage::default(), Reveal::default(), Fonts::new());
        while reveal.step(&view, PartnerId::A) {
            let drawing = stage.draw(&view, &reveal, size, &fonts);
            let Some(Shape::Circle { centre, radius, .. }) = drawing.shapes.last() else {
                panic!("no bead at {size:?}");
            };
            let is_clear = |left: f32, top: f32, right: f32, foot: f32| {
                let across = centre.x - centre.x.clamp(left, right);
                let down = centre.y - centre.y.clamp(top, foot);
                across.hypot(down) > *radius
            };
            for run in drawing.texts() {
                let (top, foot) = (run.at.y - 0.75 * run.size, run.at.y + 0.2 * run.size);
                let right = run.at.x + run.width;
                assert!(is_clear(run.at.x, top, right, foot), "{} {size:?}", run.words);
            }
            for shape in &drawing.shapes {
                // The cards alone have an edge.
                let Shape::Rectangle { at, stroke: Some(_), .. } = shape else {
                    continue;
                };
                let (right, foot) = (at.x + at.width, at.y + at.height);
                assert!(is_clear(at.x, at.y, right, foot), "{size:?}");
            }
        }
    }
}

/// Writes what the couple sees into the folder that `HOLDFAST_PICTURES` names.
#[test]
#[ignore = "writes pictures to look at"]
fn pictures_of_the_couples_screen() {
    let folder = PathBuf::from(std::env::var("HOLDFAST_PICTURES").unwrap());
    let mut long = full_couple();
    let said = "I wait and wait until the whole house is quiet and then I think that I will \
                never again be the one who goes first, and I lie there";
    let said = Element { own_words: true, ..shared(Layer::MeaningSelf, said) };
    long.maps[0].sides.b.elements.push(said);
    let moves =
        "walks out of the room without a word and stays away for the whole evening";
    long.maps[0].sides.a.elements.push(shared(Layer::Behaviour, moves));
    for (name, case) in [("few", couple()), ("full", full_couple()), ("long", long)] {
        for (at, size) in SIZES.into_iter().enumerate() {
            for theme in [egui::Theme::Light, egui::Theme::Dark] {
                let view = ClientView::of(&case, &case.maps[0], None);
                let mut reveal = Reveal::default();
                if at == 2 && name == "few" {
                    reveal.step(&view, PartnerId::A);
                } else {
                    reveal.show_all(&view, PartnerId::A);
                }
                let mut stage = Stage::default();
                let drawing = stage.draw(&view, &reveal, size, &Fonts::new());
                println!("{name} {size:?} {:?}", stage.standing());
                let mut harness = Harness::builder()
                    .with_size([size.0, size.1])
                    .renderer(CpuRenderer::default())
                    .build_ui(|ui| {
                        if ui.ctx().cumulative_pass_nr() == 0 {
                            look::install(ui.ctx(), Motion::Off);
                            ui.ctx().set_theme(theme);
                        }
                        couple_screen_ui(ui, Some(&drawing));
                    });
                harness.run_steps(3);
                let file = format!(
                    "couple-{name}-{}-{theme:?}.png",
                    size.0 as u32 + size.1 as u32
                );
                harness.render().unwrap().save(folder.join(file)).unwrap();
            }
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
fn the_therapist_reads_why_a_shareable_word_does_not_come() {
    let mut case = couple();
    let guess = Element { ownership: Ownership::Guess, ..shared(Layer::Fear, "a guess") };
    case.maps[0].sides.a.elements.push(guess);
    let (_folder, path) = practice_of(&case);
    let mut harness = window(path);
    open_map(&mut harness);
    press(&mut harness, Key::F10);
    harness.get_by_label(
        "1 shareable word is still your guess: choose it, G makes it theirs",
    );
}

#[test]
fn what_comes_next_is_read_whole_in_a_narrow_window() {
    let mut case = couple();
    let long =
        "asks once more where he has been and why he has not called before the night";
    case.maps[0].sides.a.elements[0].words = long.to_owned();
    let (_folder, path) = practice_of(&case);
    let mut harness = window_of(path, [1024.0, 700.0]);
    open_map(&mut harness);
    press(&mut harness, Key::F10);
    let words = format!("Next, 1 of 4: Ana, behaviour: {long}");
    let next = harness.get_by_label(&words).rect();
    let chip =
        harness.get_by_role_and_label(egui::accesskit::Role::Button, "Next").rect();
    assert!(next.right() < chip.left() && next.width() > 200.0, "{next} {chip}");
    // Two lines at the least, and so many that every letter has its room.
    assert!(next.area() > 7.0 * 20.0 * words.len() as f32 * 0.8, "{next}");
    save_picture("band-1024", &mut harness);
    harness.get_by_label("What the couple sees now").hover();
    steps(&mut harness);
    let large = harness.get_by_label("What the couple sees now, larger").rect();
    assert!(large.width() > 500.0 && large.bottom() < next.top(), "{large}");
    save_picture("band-1024-large", &mut harness);
}

#[test]
fn a_notice_stands_over_the_band_and_print_says_that_they_can_see() {
    let (_folder, path) = practice();
    let mut harness = window(path);
    open_map(&mut harness);
    press(&mut harness, Key::F10);
    command(&mut harness, Key::P);
    let pill = harness.get_by_label("CLIENTS CAN SEE THIS").rect();
    let notice = harness.get_by_label_contains("Move it to the couple’s display").rect();
    assert!(notice.bottom() < pill.top(), "{notice} {pill}");
    // Nothing that is asked at the right of the pages is covered.
    assert!(notice.right() + 60.0 < 1280.0 - 344.0, "{notice}");
    save_picture("notice-print", &mut harness);
    command(&mut harness, Key::Comma);
    let pill = harness.get_by_label("CLIENTS CAN SEE THIS").rect();
    let notice = harness.get_by_label_contains("Move it to the couple’s display").rect();
    assert!(notice.bottom() < pill.top(), "{notice} {pill}");
    save_picture("notice-settings", &mut harness);
}

/// Into the folder that `HOLDFAST_PICTURES` names, if it names one.
fn save_picture(name: &str, harness: &mut Harness<'_, Desk>) {
    if let Ok(folder) = std::env::var("HOLDFAST_PICTURES") {
        let file = PathBuf::from(folder).join(format!("{name}.png"));
        harness.render().unwrap().save(file).unwrap();
    }
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
