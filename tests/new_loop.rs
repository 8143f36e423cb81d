//! Journeys on the screen of the new loop, in the whole window.

use crate::window::{
    WORDS, click, command, in_the_file, noon, open_map, press, steps, type_text, window,
};
use egui::{Key, Modifiers};
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use holdfast::app::Desk;
use holdfast::drawing::cycle_map::Look;
use holdfast::drawing::phrase::extent;
use holdfast::drawing::{Fonts, new_loop as drawing};
use holdfast::model::{
    Case, ClientNewLoop, Element, Layer, Pair, PartnerId, Source, new_loop,
};
use holdfast::store::{KeyCost, Passphrase, Practice, sample};
use std::path::PathBuf;
use tempfile::TempDir;

/// A practice with this couple, open on its map.
pub fn opened(case: &Case) -> (TempDir, PathBuf, Harness<'static, Desk>) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("practice.holdfast");
    let (passphrase, cost) = (Passphrase::new(WORDS), KeyCost::lowest_for_tests());
    let (mut practice, _) = Practice::create(&path, &passphrase, cost, noon()).unwrap();
    practice.add(case, noon()).unwrap();
    drop(practice);
    let mut harness = window(&path);
    open_map(&mut harness);
    (folder, path, harness)
}

pub fn saved(harness: &mut Harness<'_, Desk>, path: &std::path::Path) -> Case {
    command(harness, Key::S);
    in_the_file(path)
}

/// Ana asks again and Rui goes quiet, and that is all.
pub fn two_moves() -> Case {
    let names = Pair { a: "Ana".to_owned(), b: "Rui".to_owned() };
    let mut case = Case::new("Linden", names);
    let sides = &mut case.maps[0].sides;
    sides.a.elements = vec![Element::new(Layer::Behaviour, "asks again")];
    sides.b.elements = vec![Element::new(Layer::Behaviour, "goes quiet")];
    case
}

fn linden() -> Case {
    sample::couples().unwrap().remove(0)
}

fn new_loop_screen(harness: &mut Harness<'_, Desk>) {
    harness.key_press_modifiers(Modifiers::COMMAND | Modifiers::SHIFT, Key::R);
    steps(harness);
}

fn keep(harness: &mut Harness<'_, Desk>, keys: &str, words: &str) {
    for key in keys.chars() {
        type_text(harness, &key.to_string());
    }
    type_text(harness, words);
    press(harness, Key::Enter);
}

fn words_of(element: Option<&Element>) -> &str {
    element.map_or("", |element| element.words.as_str())
}

#[test]
fn a_new_loop_is_built_by_keyboard_alone_each_reach_beside_its_old_move() {
    let (_folder, path, mut harness) = opened(&two_moves());
    new_loop_screen(&mut harness);
    keep(&mut harness, "1r", "“I got scared, are you with me?”");
    keep(&mut harness, "2a", "stays and breathes");
    keep(&mut harness, "1f", "not alone");
    keep(&mut harness, "2r", "asks for ten minutes");
    keep(&mut harness, "1a", "waits");
    let case = saved(&mut harness, &path);
    let map = &case.maps[0];
    let ana = &new_loop::moves(map, PartnerId::A)[0];
    assert_eq!(words_of(ana.old), "asks again");
    assert_eq!(ana.reach.words, "I got scared, are you with me?");
    assert!(ana.reach.own_words);
    assert_eq!(words_of(ana.responses.first().copied()), "stays and breathes");
    assert_eq!(words_of(ana.felt.first().copied()), "not alone");
    let rui = &new_loop::moves(map, PartnerId::B)[0];
    assert_eq!(words_of(rui.old), "goes quiet");
    assert_eq!(words_of(rui.responses.first().copied()), "waits");
}

#[test]
fn undo_takes_the_reach_and_redo_brings_it_back_with_its_old_move() {
    let (_folder, path, mut harness) = opened(&two_moves());
    new_loop_screen(&mut harness);
    keep(&mut harness, "1r", "asks to be held");
    press(&mut harness, Key::Escape);
    command(&mut harness, Key::Z);
    let map = &saved(&mut harness, &path).maps[0];
    assert!(new_loop::is_empty(map));
    harness.key_press_modifiers(Modifiers::COMMAND | Modifiers::SHIFT, Key::Z);
    steps(&mut harness);
    let map = &saved(&mut harness, &path).maps[0];
    assert_eq!(words_of(new_loop::moves(map, PartnerId::A)[0].old), "asks again");
}

#[test]
fn a_click_on_an_old_move_begins_the_reach_in_its_place() {
    let mut case = two_moves();
    let list = Element::new(Layer::Behaviour, "makes a list");
    case.maps[0].sides.a.elements.push(list);
    let (_folder, path, mut harness) = opened(&case);
    click(&mut harness, "New loop");
    click(&mut harness, "A reach for Ana, instead of makes a list");
    type_text(&mut harness, "asks for one thing");
    press(&mut harness, Key::Enter);
    let map = &saved(&mut harness, &path).maps[0];
    assert_eq!(words_of(new_loop::moves(map, PartnerId::A)[0].old), "makes a list");
    assert_eq!(new_loop::open_moves(map, PartnerId::A)[0].words, "asks again");
}

#[test]
fn i_gives_the_chosen_reach_to_the_next_old_move() {
    let mut case = two_moves();
    let list = Element::new(Layer::Behaviour, "makes a list");
    case.maps[0].sides.a.elements.push(list);
    let (_folder, path, mut harness) = opened(&case);
    new_loop_screen(&mut harness);
    keep(&mut harness, "1r", "asks for one thing");
    press(&mut harness, Key::Escape);
    click(&mut harness, "Ana, Reach: asks for one thing, a guess, private");
    type_text(&mut harness, "i");
    let map = &saved(&mut harness, &path).maps[0];
    assert_eq!(words_of(new_loop::moves(map, PartnerId::A)[0].old), "makes a list");
}

#[test]
fn the_new_loop_has_a_name_of_its_own() {
    let mut case = two_moves();
    case.maps[0].name = "The garage door".to_owned();
    let (_folder, path, mut harness) = opened(&case);
    new_loop_screen(&mut harness);
    click(&mut harness, "Give the loop a name");
    type_text(&mut harness, "Ten minutes");
    press(&mut harness, Key::Enter);
    let map = &saved(&mut harness, &path).maps[0];
    assert_eq!(map.new_loop_name, "Ten minutes");
    assert_eq!(map.name, "The garage door");
}

#[test]
fn a_reach_told_alone_is_shared_only_after_the_second_question() {
    let mut case = two_moves();
    let mut alone = Element::new(Layer::Reach, "asks to be held");
    alone.source = Source::IndividualA;
    alone.ownership = holdfast::model::Ownership::Owned;
    alone.answers = Some(case.maps[0].sides.a.elements[0].id);
    case.maps[0].sides.a.elements.push(alone);
    let (_folder, path, mut harness) = opened(&case);
    new_loop_screen(&mut harness);
    let said = "Ana, Reach: asks to be held, owned, private, from an individual session";
    click(&mut harness, said);
    type_text(&mut harness, "s");
    let case = saved(&mut harness, &path);
    assert!(ClientNewLoop::of(&case, &case.maps[0]).is_empty());
    click(&mut harness, "Yes, share it");
    let case = saved(&mut harness, &path);
    assert_eq!(ClientNewLoop::of(&case, &case.maps[0]).moves.a.len(), 1);
}

#[test]
fn words_typed_and_not_kept_are_in_the_tray_after_the_lock() {
    let (_folder, path, mut harness) = opened(&two_moves());
    new_loop_screen(&mut harness);
    type_text(&mut harness, "r");
    type_text(&mut harness, "takes his hand");
    command(&mut harness, Key::L);
    let tray = in_the_file(&path).maps[0].tray.clone();
    assert_eq!(tray[0].words, "takes his hand");
}

#[test]
fn without_an_old_move_the_screen_leads_to_the_map() {
    let names = Pair { a: "Ana".to_owned(), b: "Rui".to_owned() };
    let (_folder, _, mut harness) = opened(&Case::new("Linden", names));
    new_loop_screen(&mut harness);
    click(&mut harness, "Go to the map");
    assert!(harness.query_by_label("The loop").is_some());
}

#[test]
fn a_private_reach_is_never_in_the_couples_part_of_the_sample() {
    for case in sample::couples().unwrap() {
        for map in &case.maps {
            let seen = format!("{:?}", ClientNewLoop::of(&case, map));
            let private = map.elements().filter(|(_, it)| !it.is_shareable());
            for (_, element) in private {
                assert!(!seen.contains(&format!("\"{}\"", element.words)));
            }
        }
        let first = &case.maps[0];
        let seen = ClientNewLoop::of(&case, first);
        assert!(!seen.is_empty() && seen.sentence(PartnerId::A).is_some());
    }
}

#[test]
fn every_phrase_of_a_full_new_loop_is_there_for_a_screen_reader() {
    let case = linden();
    let (_folder, _, mut harness) = opened(&case);
    new_loop_screen(&mut harness);
    let on_screen = |layer: Layer| {
        let list: Vec<String> = harness
            .query_all_by_role(egui::accesskit::Role::ListItem)
            .filter_map(|node| node.accesskit_node().label())
            .collect();
        let wanted = case.maps[0].elements().filter(|(_, it)| it.layer == layer);
        wanted.map(|(_, it)| it.quoted()).all(|it| list.iter().any(|l| l.contains(&it)))
    };
    for layer in [Layer::Reach, Layer::Response, Layer::Felt] {
        assert!(on_screen(layer), "{layer:?}");
    }
}

/// Words that lie on other words or leave the sheet, at this size of the window.
fn collisions(case: &Case, (width, height): (f32, f32)) -> Vec<String> {
    let map = &case.maps[0];
    let names = Pair::from_fn(|partner| case.name_of(partner));
    let look = Look::new(width, height);
    let drawn = drawing::draw(map, &names, &look, &Fonts::new()).drawing;
    let runs: Vec<_> = drawn.texts().filter(|run| !run.words.is_empty()).collect();
    let mut found = Vec::new();
    for (number, run) in runs.iter().enumerate() {
        let at = extent(run);
        let is_inside = at.x >= 0.0 && at.right() <= drawn.width;
        if !is_inside || at.y < 0.0 || at.bottom() > drawn.height {
            found.push(format!("{:?} leaves the sheet", run.words));
        }
        for other in &runs[number + 1..] {
            let beside = extent(other);
            let apart = at.right() <= beside.x
                || beside.right() <= at.x
                || at.bottom() <= beside.y
                || beside.bottom() <= at.y;
            if !apart {
                found.push(format!("{:?} on {:?}", run.words, other.words));
            }
        }
    }
    found
}

#[test]
fn no_words_lie_on_others_or_leave_the_sheet_from_none_to_many_and_long() {
    let mut cases = sample::couples().unwrap();
    cases.extend([two_moves(), long_and_many()]);
    for case in cases {
        for size in [(936.0, 500.0), (1208.0, 630.0), (1848.0, 910.0)] {
            let found = collisions(&case, size);
            assert!(found.is_empty(), "{} at {size:?}: {found:?}", case.code_name);
        }
    }
}

/// Long words in every place, and ten old moves on each side.
fn long_and_many() -> Case {
    let mut case = linden();
    let sides = &mut case.maps[0].sides;
    for side in [&mut sides.a, &mut sides.b] {
        for element in &mut side.elements {
            if element.layer.sheet() == holdfast::model::layer::Sheet::NewLoop {
                element.words.push_str(", and says so before the door is closed again");
            }
        }
        let more: Vec<Element> = (0..8)
            .map(|n| Element::new(Layer::Behaviour, format!("an older move number {n}")))
            .collect();
        side.elements.extend(more);
    }
    case
}

/// Writes pictures into the folder that `HOLDFAST_PICTURES` names.
#[test]
#[ignore = "writes pictures to look at"]
fn pictures() {
    let folder = PathBuf::from(std::env::var("HOLDFAST_PICTURES").unwrap());
    let names = Pair { a: "Ana".to_owned(), b: "Rui".to_owned() };
    let cases = [
        ("full", linden()),
        ("two", two_moves()),
        ("long", long_and_many()),
        ("bare", Case::new("Linden", names)),
    ];
    for (name, case) in cases {
        let (_folder, _, mut harness) = opened(&case);
        new_loop_screen(&mut harness);
        for size in [[1024.0, 700.0], [1280.0, 800.0], [1920.0, 1080.0]] {
            harness.set_size(size.into());
            for theme in [egui::Theme::Light, egui::Theme::Dark] {
                harness.ctx.set_theme(theme);
                steps(&mut harness);
                let file = format!("new_loop_{name}_{}_{theme:?}.png", size[0]);
                harness.render().unwrap().save(folder.join(file)).unwrap();
            }
        }
    }
}
