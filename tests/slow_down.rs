//! One moment slowed down: journeys through the whole window, and what must always hold.

use crate::window::{
    WORDS, click, command, in_the_file, noon, open_map, press, steps, type_text,
    wait_secs, window,
};
use crate::{invented_couple, random_case};
use egui::{Key, Modifiers};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable as _;
use holdfast::app::Desk;
use holdfast::edit::History;
use holdfast::edit::slow_down::{STEPS, Walk};
use holdfast::model::{
    Case, CycleMap, Element, Layer, Ownership, Pair, PartnerId, Source, Visibility,
};
use holdfast::store::{KeyCost, Passphrase, Practice};
use proptest::prelude::*;
use std::path::PathBuf;
use tempfile::TempDir;

fn practice(map: Option<CycleMap>) -> (TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("practice.holdfast");
    let passphrase = Passphrase::new(WORDS);
    let cost = KeyCost::lowest_for_tests();
    let (mut practice, _) = Practice::create(&path, &passphrase, cost, noon()).unwrap();
    let names = Pair { a: "Ana".to_owned(), b: "Rui".to_owned() };
    let mut case = Case::new("Linden", names);
    case.maps.extend(map);
    if case.maps.len() > 1 {
        case.maps.remove(0);
    }
    practice.add(&case, noon()).unwrap();
    (folder, path)
}

fn desk(map: CycleMap) -> (TempDir, PathBuf, Harness<'static, Desk>) {
    let (folder, path) = practice(Some(map));
    let mut harness = window(&path);
    open_map(&mut harness);
    (folder, path, harness)
}

/// Rui's way to the garage, and nothing else of the loop but what Ana does before it.
fn garage() -> CycleMap {
    let full = invented_couple::full();
    let mut map = CycleMap { sides: Pair::default(), ..full.clone() };
    for (partner, element) in full.elements() {
        if element.layer == Layer::Behaviour {
            map.sides.of_mut(partner).elements.push(element.clone());
        }
    }
    map
}

fn choose_garage(harness: &mut Harness<'_, Desk>) {
    harness.get_by_label_contains("Rui, Behaviour: goes to the garage").click();
    steps(harness);
}

fn answer(harness: &mut Harness<'_, Desk>, words: &str) {
    type_text(harness, words);
    press(harness, Key::Enter);
}

fn question(harness: &Harness<'_, Desk>, words: &str) {
    assert!(harness.query_by_label_contains(words).is_some(), "is not asked: {words}");
}

fn words(case: &Case, layer: Layer) -> Vec<&str> {
    case.maps[0].layer(PartnerId::B, layer).map(|e| e.words.as_str()).collect()
}

#[test]
fn a_moment_is_walked_from_the_cue_to_the_need_by_keyboard_alone() {
    let (_folder, path, mut harness) = desk(garage());
    let before = in_the_file(&path);
    choose_garage(&mut harness);
    type_text(&mut harness, "w");
    question(&harness, "Rui, go back to the second before");
    type_text(&mut harness, "2");
    press(&mut harness, Key::Enter);
    question(&harness, "when you hear “you never talk to me”: what happens in your body");
    answer(&mut harness, "band round the chest");
    question(&harness, "say about you");
    type_text(&mut harness, "'");
    answer(&mut harness, "I always get it wrong");
    question(&harness, "say about Ana, Rui?");
    answer(&mut harness, "nothing will please her");
    answer(&mut harness, "numb");
    question(&harness, "With numb there");
    answer(&mut harness, "get out");
    question(&harness, "What would Ana see?");
    press(&mut harness, Key::Enter);
    question(&harness, "and all that shows is numb: what is it like in there?");
    answer(&mut harness, "\"drowning and smiling\"");
    question(&harness, "when it is “drowning and smiling”");
    press(&mut harness, Key::ArrowDown);
    answer(&mut harness, "to be enough");
    question(&harness, "7 new phrases go into the loop");
    press(&mut harness, Key::Enter);
    wait_secs(&mut harness, 3);
    let case = in_the_file(&path);
    assert_eq!(case.element_count(), before.element_count() + 7);
    assert_eq!(words(&case, Layer::Cue), Vec::<&str>::new());
    assert_eq!(words(&case, Layer::Body), ["band round the chest"]);
    assert_eq!(words(&case, Layer::Fear), Vec::<&str>::new());
    assert_eq!(words(&case, Layer::Behaviour), ["I’m fine", "goes to the garage"]);
    let own: Vec<&Element> = case.maps[0]
        .layer(PartnerId::B, Layer::MeaningSelf)
        .chain(case.maps[0].layer(PartnerId::B, Layer::Primary))
        .collect();
    for element in own {
        assert!(element.own_words, "{}", element.words);
        assert_eq!(element.ownership, Ownership::Owned);
    }
    command(&mut harness, Key::Z);
    wait_secs(&mut harness, 3);
    assert_eq!(in_the_file(&path), before);
}

#[test]
fn a_phrase_of_the_map_is_picked_and_not_doubled() {
    let (_folder, path, mut harness) = desk(invented_couple::full());
    let before = in_the_file(&path);
    choose_garage(&mut harness);
    // The navigation has the same words; the chip comes last.
    harness.get_all_by_label("Slow down").last().unwrap().click();
    steps(&mut harness);
    press(&mut harness, Key::ArrowDown);
    click(&mut harness, "band round the chest, this moment’s");
    press(&mut harness, Key::Enter);
    // Typed once more, it is still the same phrase.
    answer(&mut harness, "i always get it wrong");
    harness.key_press_modifiers(Modifiers::COMMAND, Key::Enter);
    steps(&mut harness);
    question(&harness, "All of it is on the map already");
    press(&mut harness, Key::Enter);
    wait_secs(&mut harness, 3);
    assert_eq!(in_the_file(&path), before);
}

#[test]
fn what_was_said_alone_is_not_shown_while_the_moment_is_slowed_down() {
    let mut map = garage();
    let mut alone = Element::new(Layer::Cue, "a letter from the bank");
    alone.source = Source::IndividualB;
    map.sides.b.elements.push(alone);
    let (_folder, _path, mut harness) = desk(map);
    choose_garage(&mut harness);
    type_text(&mut harness, "w");
    question(&harness, "Rui, go back to the second before");
    assert!(harness.query_by_label_contains("a letter from the bank").is_none());
}

#[test]
fn a_private_guess_is_not_offered_as_if_it_had_been_said() {
    let mut map = garage();
    let guess = Element::new(Layer::Body, "cold hands");
    let open = Element {
        ownership: Ownership::Owned,
        visibility: Visibility::Shareable { on: noon().date_naive() },
        ..Element::new(Layer::Body, "band round the chest")
    };
    let mine = Element::new(Layer::Behaviour, "hides behind the paper");
    map.sides.b.elements.extend([guess, open, mine]);
    let (_folder, _path, mut harness) = desk(map);
    command(&mut harness, Key::D);
    question(&harness, "A move that is not shared is slowed down from the map");
    assert!(harness.query_by_label_contains("hides behind the paper").is_none());
    press(&mut harness, Key::Escape);
    choose_garage(&mut harness);
    type_text(&mut harness, "w");
    press(&mut harness, Key::ArrowDown);
    question(&harness, "what happens in your body first?");
    question(&harness, "band round the chest, this moment’s");
    assert!(harness.query_by_label_contains("cold hands").is_none());
    question(&harness, "More stands on the map; it comes here once it is shared");
    // Tab completes what is shown, and no guess is among it.
    type_text(&mut harness, "cold h");
    press(&mut harness, Key::Tab);
    assert!(harness.query_by_label_contains("cold hands").is_none());
}

#[test]
fn escape_leaves_and_the_moment_waits() {
    let (_folder, path, mut harness) = desk(garage());
    choose_garage(&mut harness);
    type_text(&mut harness, "w");
    answer(&mut harness, "her sharp tone");
    press(&mut harness, Key::Escape);
    assert!(harness.query_by_label_contains("Rui, after her sharp tone").is_none());
    assert_eq!(in_the_file(&path).element_count(), garage().elements().count());
    command(&mut harness, Key::D);
    question(&harness, "Rui, after her sharp tone: what happens in your body first?");
    press(&mut harness, Key::ArrowUp);
    question(&harness, "Rui, go back to the second before");
}

#[test]
fn the_lock_keeps_what_was_said_and_shows_none_of_it() {
    let (_folder, path, mut harness) = desk(garage());
    choose_garage(&mut harness);
    type_text(&mut harness, "w");
    answer(&mut harness, "her sharp tone");
    command(&mut harness, Key::L);
    assert!(harness.query_by_label_contains("her sharp tone").is_none());
    assert_eq!(words(&in_the_file(&path), Layer::Cue), ["her sharp tone"]);
    open_map(&mut harness);
    command(&mut harness, Key::D);
    question(&harness, "Which move shall we slow down?");
    assert!(harness.query_by_label_contains("her sharp tone").is_none());
}

#[test]
fn a_moment_may_begin_in_the_palette_and_with_a_move_from_the_list() {
    let (_folder, _path, mut harness) = desk(garage());
    command(&mut harness, Key::K);
    type_text(&mut harness, "slow");
    press(&mut harness, Key::Enter);
    question(&harness, "Which move shall we slow down?");
    click(&mut harness, "Ana: asks again");
    question(&harness, "Ana, go back to the second before");
}

#[test]
fn without_a_move_on_the_map_the_screen_says_what_it_needs() {
    let (_folder, path) = practice(None);
    let mut harness = window(&path);
    open_map(&mut harness);
    click(&mut harness, "Slow down");
    question(&harness, "A moment is slowed down from something that one of them does");
}

#[test]
fn too_many_letters_are_refused_in_one_sentence_and_stay() {
    let (_folder, _path, mut harness) = desk(garage());
    choose_garage(&mut harness);
    type_text(&mut harness, "w");
    answer(&mut harness, &"word ".repeat(100));
    question(&harness, "This holds up to 300 letters");
    question(&harness, "Rui, go back to the second before");
}

/// What is answered at one step of a random walk.
type Wish = (Option<String>, bool, bool, Vec<usize>);

fn wish() -> impl Strategy<Value = Wish> {
    (
        prop::option::of(random_case::words()),
        any::<bool>(),
        prop::bool::weighted(0.2),
        prop::collection::vec(0usize..6, 0..3),
    )
}

fn walked(map: &CycleMap, from: &Element, wishes: &[Wish]) -> Walk {
    let mut walk = Walk::from_behaviour(map, from.id).unwrap();
    for (layer, (said, is_own_words, is_left_open, picks)) in STEPS.iter().zip(wishes) {
        let there = walk.on_the_map(map, *layer);
        let picks: Vec<_> =
            picks.iter().filter_map(|at| there.get(*at)).map(|(_, e)| e.id).collect();
        for id in picks {
            walk.switch_pick(id);
        }
        let answer = walk.answer_mut().unwrap();
        answer.words = said.clone().unwrap_or_default();
        answer.is_own_words = *is_own_words;
        if *is_left_open { walk.leave_open() } else { walk.keep(map).unwrap() }
    }
    walk
}

proptest! {
    #[test]
    fn merging_twice_adds_nothing_twice_and_undo_gives_back_the_loop(
        case in random_case::case(),
        partner in random_case::partner(),
        wishes in prop::collection::vec(wish(), 10),
    ) {
        let mut case = case;
        let from = Element::new(Layer::Behaviour, "goes quiet");
        case.maps[0].sides.of_mut(partner).elements.push(from.clone());
        let before = case.clone();
        let mut walk = walked(&case.maps[0], &from, &wishes);
        walk.alone = case.running().and_then(|session| session.kind.alone());
        let comes_from = case.running().map_or(Source::Joint, |it| it.kind.source());
        let said = wishes.iter().filter(|(words, _, open, _)| words.is_some() && !open);
        let new = walk.new_phrases(&case.maps[0]);
        prop_assert!(new.len() <= said.count());
        let mut history = History::default();
        if let Some(edit) = walk.merge(&case.maps[0]) {
            history.make(edit, &mut case, 0).unwrap();
        }
        prop_assert_eq!(case.element_count(), before.element_count() + new.len());
        prop_assert_eq!(walk.merge(&case.maps[0]), None);
        prop_assert_eq!(walk.new_phrases(&case.maps[0]).len(), 0);
        let is_old = |id| before.maps[0].find(id).is_some();
        let mut old = case.maps[0].clone();
        for (side, element) in case.maps[0].elements().filter(|(_, e)| !is_old(e.id)) {
            prop_assert_eq!(side, partner);
            prop_assert_eq!(element.source, comes_from);
            prop_assert_eq!(element.visibility, Visibility::Private);
            let owned =
                if element.own_words { Ownership::Owned } else { Ownership::Guess };
            prop_assert_eq!(element.ownership, owned);
        }
        old.sides.of_mut(partner).elements.retain(|element| is_old(element.id));
        prop_assert_eq!(&old, &before.maps[0]);
        if history.can_undo() {
            history.undo(&mut case).unwrap();
        }
        prop_assert_eq!(case, before);
    }
}

#[test]
#[ignore = "writes pictures to look at"]
fn look_at_a_moment() {
    let folder = std::env::var("PICTURES").unwrap_or_else(|_| "target".to_owned());
    for (size, dark) in [
        ([1280.0, 800.0], false),
        ([1280.0, 800.0], true),
        ([1920.0, 1080.0], false),
        ([1920.0, 1080.0], true),
        ([1024.0, 700.0], false),
    ] {
        let only = std::env::var("ONLY").unwrap_or_else(|_| size[0].to_string());
        if only != size[0].to_string() {
            continue;
        }
        let (_folder, _path, mut harness) = desk(invented_couple::full());
        harness.set_size(size.into());
        steps(&mut harness);
        if dark {
            harness.key_press_modifiers(Modifiers::COMMAND | Modifiers::SHIFT, Key::D);
            steps(&mut harness);
        }
        let save = |harness: &mut Harness<'_, Desk>, name: &str| {
            let theme = if dark { "dark" } else { "light" };
            let path = format!("{folder}/slow-{name}-{}-{theme}.png", size[0]);
            harness.render().unwrap().save(path).unwrap();
        };
        command(&mut harness, Key::D);
        save(&mut harness, "choose");
        press(&mut harness, Key::Escape);
        choose_garage(&mut harness);
        save(&mut harness, "bar");
        type_text(&mut harness, "w");
        save(&mut harness, "cue");
        type_text(&mut harness, "2");
        press(&mut harness, Key::Enter);
        answer(&mut harness, "band round the chest");
        type_text(&mut harness, "'");
        answer(&mut harness, "I always get it wrong");
        answer(&mut harness, "nothing will please her");
        answer(&mut harness, "numb");
        type_text(&mut harness, "get");
        save(&mut harness, "urge");
        answer(&mut harness, " out");
        save(&mut harness, "move");
        press(&mut harness, Key::Enter);
        type_text(&mut harness, "'");
        type_text(&mut harness, "drowning and smi");
        save(&mut harness, "underneath");
        answer(&mut harness, "ling");
        answer(&mut harness, "being found lacking");
        answer(&mut harness, "to be enough");
        save(&mut harness, "whole");
    }
}

#[test]
#[ignore = "writes a picture to look at"]
fn look_at_a_dense_moment() {
    let folder = std::env::var("PICTURES").unwrap_or_else(|_| "target".to_owned());
    let (_folder, _path, mut harness) = desk(invented_couple::dense());
    harness.get_by_label_contains("Ana, Behaviour: asks again").click();
    steps(&mut harness);
    type_text(&mut harness, "w");
    for _ in 0..4 {
        type_text(&mut harness, "1");
        type_text(&mut harness, "2");
        type_text(&mut harness, "3");
        press(&mut harness, Key::Enter);
    }
    harness.render().unwrap().save(format!("{folder}/slow-dense.png")).unwrap();
}

#[test]
fn a_long_name_stays_inside_the_loop_and_a_label_keeps_its_beginning() {
    use holdfast::drawing::slow_down::{Look, Moment, Row, draw};
    use holdfast::drawing::{Face, Fonts, Shape, lobe::Hand};
    let fonts = Fonts::new();
    let about = |other: &str, name: &str| {
        let about = Layer::MeaningOther.label(other);
        let row = Row {
            layer: Layer::MeaningOther,
            label: about,
            phrases: Vec::new(),
            is_asked: false,
        };
        let rows = vec![row];
        let moment = Moment { partner: PartnerId::A, hand: Hand::Left, name, rows };
        let look = Look { width_px: 1208.0, height_px: 800.0, line_px: 560.0 };
        let shapes = draw(&moment, look, &fonts).shapes;
        let words = |shape: Shape| match shape {
            Shape::Text(run) => Some(run.words),
            _ => None,
        };
        shapes.into_iter().filter_map(words).collect::<Vec<String>>()
    };
    let words = |name: &str| about("Wołodymyr-Krzysztof", name);
    let short = about("Łukasz", "Ana");
    assert!(short.iter().any(|it| it == "About Łukasz"), "{short:?}");
    assert!(words("Ana").iter().any(|it| it == "this moment"));
    let long = words("Nguyễn Thị Phương-Thảo");
    assert!(long.iter().all(|it| it != "this moment"), "{long:?}");
    assert!(long.iter().any(|it| it.starts_with("About W")), "{long:?}");
    assert!(fonts.width(Face::SerifSemiBold, 24.0, &long[0]) < 330.0);
}
