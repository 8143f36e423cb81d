//! The loop with few and very many phrases, in small and large windows, and whoever is read first.

use crate::cycle_map_drawing::{
    any_map, any_names, assert_words_are_free, drawn, picture,
};
use crate::drawing_text::assert_golden_words;
use crate::invented_couple::{self, NAMES};
use crate::random_case::pattern;
use holdfast::drawing::cycle_map::Look;
use holdfast::drawing::{Drawing, Theme};
use holdfast::model::{CycleMap, CyclePattern, Layer, Pair, PartnerId};
use proptest::prelude::*;
use strum::VariantArray as _;

/// The map in windows of 1024 x 700, 1280 x 800 and 1920 x 1080.
const BOXES: [(f32, f32); 3] = [(952.0, 530.0), (1208.0, 630.0), (1848.0, 910.0)];
const COUNTS: [usize; 4] = [3, 30, 90, 200];

fn maps() -> impl Iterator<Item = (String, CycleMap)> {
    let words = [("short", invented_couple::full()), ("long", invented_couple::dense())];
    words.into_iter().flat_map(|(length, words)| {
        COUNTS.map(|count| {
            (format!("{length}_{count}"), invented_couple::spread(count, &words))
        })
    })
}

fn each_drawing(mut look_at: impl FnMut(String, &Drawing)) {
    for (name, map) in maps() {
        for (width, height) in BOXES {
            let look = Look::new(width, height);
            look_at(format!("{name}_{width}"), &drawn(&map, &NAMES, &look));
        }
    }
}

#[test]
fn few_and_many_phrases_stand_where_they_stood_in_every_window() {
    each_drawing(|name, drawing| {
        assert_words_are_free(drawing);
        assert_golden_words(&format!("loop_sizes/{name}"), drawing);
    });
}

#[test]
fn more_room_never_folds_more_phrases_away() {
    let shown = |map: &CycleMap, (width, height)| {
        let drawing = drawn(map, &NAMES, &Look::new(width, height));
        let is_phrase = |id| matches!(id, holdfast::drawing::TargetId::Element(_));
        drawing.targets.iter().filter(|target| is_phrase(target.id)).count()
    };
    for (name, map) in maps() {
        let counts = BOXES.map(|size| shown(&map, size));
        assert!(counts.is_sorted(), "{name}: {counts:?}");
    }
}

/// Any box from the one in a window of 1024 x 700 up.
fn any_box() -> impl Strategy<Value = (f32, f32)> {
    (952.0_f32..2488.0, 530.0_f32..1270.0)
}

/// The phrases as the drawing gives them, apart from the sentence, and their places in order.
fn phrases(drawing: &Drawing) -> Vec<String> {
    let mut words: Vec<String> = drawing.texts().map(|run| run.words.clone()).collect();
    words.sort();
    words
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn in_every_pattern_no_word_overlaps_another_or_leaves_the_sheet(
        map in any_map(), pattern in pattern(), (a, b) in any_names(), size in any_box()
    ) {
        let map = CycleMap { pattern, ..map };
        let drawing = drawn(&map, &Pair { a: &a, b: &b }, &Look::new(size.0, size.1));
        assert_words_are_free(&drawing);
    }

    #[test]
    fn rotating_the_loop_changes_no_word_of_the_couple(
        map in any_map(), pattern in pattern(), size in any_box()
    ) {
        let map = CycleMap { pattern, ..map };
        let without_moves = |map: &CycleMap| {
            let mut map = map.clone();
            for side in [&mut map.sides.a, &mut map.sides.b] {
                side.elements.retain(|element| element.layer != Layer::Behaviour);
            }
            map
        };
        let turns = [(PartnerId::A, PartnerId::A), (PartnerId::A, PartnerId::B),
            (PartnerId::B, PartnerId::A), (PartnerId::B, PartnerId::B)];
        // Without moves there is no sentence, and every word on the sheet is the couple's.
        let seen = turns.map(|(left, first)| {
            let map = CycleMap { left, ..without_moves(&map) };
            let look = Look { first, ..Look::new(size.0, size.1) };
            phrases(&drawn(&map, &NAMES, &look))
        });
        prop_assert!(seen.iter().all(|one| *one == seen[0]));
        // With moves the drawing is another one, and the data is what it was.
        let turned = CycleMap { left: map.left.other(), ..map.clone() };
        let before = turned.clone();
        let look = Look { first: PartnerId::B, ..Look::new(size.0, size.1) };
        let targets = [&map, &turned].map(|map| {
            let mut ids: Vec<String> = drawn(map, &NAMES, &look)
                .targets.iter().map(|target| format!("{:?}", target.id)).collect();
            ids.sort();
            ids
        });
        prop_assert_eq!(&targets[0], &targets[1]);
        prop_assert_eq!(turned, before);
    }
}

#[test]
#[ignore = "writes pictures to look at into the folder HOLDFAST_PICTURES"]
fn pictures_of_few_and_many_phrases_to_look_at() {
    let Some(folder) = std::env::var_os("HOLDFAST_PICTURES") else { return };
    let folder = std::path::PathBuf::from(folder);
    each_drawing(|name, drawing| {
        let path = folder.join(format!("sizes_{name}.png"));
        picture(drawing, &Theme::light(), 1.0).save(path).unwrap();
        if name.ends_with("1208") {
            let path = folder.join(format!("sizes_{name}_dark.png"));
            picture(drawing, &Theme::dark(), 1.0).save(path).unwrap();
        }
    });
    for pattern in CyclePattern::VARIANTS {
        let map = CycleMap { pattern: *pattern, ..invented_couple::full() };
        for (width, height) in BOXES {
            let drawing = drawn(&map, &NAMES, &Look::new(width, height));
            let path = folder.join(format!("pattern_{pattern:?}_{width}.png"));
            picture(&drawing, &Theme::light(), 1.0).save(path).unwrap();
        }
    }
}
