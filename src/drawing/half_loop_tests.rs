//! What two half loops show of random words, in boxes of every size.

use super::super::cycle_map::Look;
use super::super::half_loop::{self, ABOVE, BELOW};
use super::super::{Fonts, Shape, curve};
use super::*;
use crate::model::{CycleKind, CycleMap, Ownership, Pair, PartnerId, Visibility};
use proptest::prelude::*;
use std::collections::BTreeMap;
use std::sync::Arc;

/// In a small window, a usual one and a large one.
const SIZES: [(f32, f32); 3] = [(470.0, 440.0), (596.0, 500.0), (916.0, 610.0)];
const NAMES: Pair<&str> = Pair { a: "Ana", b: "Rui" };

fn element(layer: Layer, words: &str) -> Element {
    Element { ownership: Ownership::Owned, ..Element::new(layer, words) }
}

/// So many phrases of so many words in each of these layers.
fn map(layers: &[Layer], count: usize, words: usize) -> CycleMap {
    let mut map = CycleMap::new(CycleKind::Emotional);
    for partner in PartnerId::BOTH {
        for layer in layers {
            for place in 0..count {
                let said = format!("{place} {}", "to be let in ".repeat(words));
                let element = element(*layer, said.trim());
                map.sides.of_mut(partner).elements.push(element);
            }
        }
    }
    map
}

fn look(map: &CycleMap, (width, height): (f32, f32), came: Came) -> Look {
    let came = map.elements().map(|(_, element)| (element.id, came));
    let came: BTreeMap<_, _> = came.collect();
    Look { came: Arc::new(came), ..Look::new(width, height) }
}

fn drawn((then, now): (&CycleMap, &CycleMap), size: (f32, f32)) -> [Drawing; 2] {
    let looks = [look(then, size, Came::Gone), look(now, size, Came::New)];
    let [old, new] = &looks;
    half_loop::draw([(then, old), (now, new)], &NAMES, &Fonts::new())
}

/// Where the labels of one partner stand, in order.
fn labels(drawing: &Drawing, partner: PartnerId) -> Vec<(String, i32)> {
    let middle = 0.5 * drawing.width;
    let known: Vec<&str> = KEPT.iter().map(|layer| label(*layer)).collect();
    let runs = drawing.texts().filter(|run| {
        known.contains(&run.words.as_str())
            && run.face == Face::Sans
            && run.ink == Ink::Ink3
            && (run.at.x < middle) == (partner == PartnerId::A)
    });
    runs.map(|run| (run.words.clone(), (run.at.y * 10.0).round() as i32)).collect()
}

fn more_lines(drawing: &Drawing) -> String {
    let runs = drawing.texts().filter(|run| run.ink == Ink::Ink2);
    runs.map(|run| run.words.as_str()).collect::<Vec<_>>().join(" ")
}

fn any_map() -> impl Strategy<Value = CycleMap> {
    let phrase = (0..10_usize, 0..2_usize, 1..6_usize);
    proptest::collection::vec(phrase, 0..28).prop_map(|phrases| {
        let mut map = CycleMap::new(CycleKind::Emotional);
        for (layer, partner, words) in phrases {
            let partner = PartnerId::BOTH.get(partner).copied().unwrap_or(PartnerId::A);
            if let Some(layer) = KEPT.get(layer) {
                let said = "to be let in ".repeat(words);
                let element = element(*layer, said.trim());
                map.sides.of_mut(partner).elements.push(element);
            }
        }
        map
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    #[test]
    fn every_layer_of_either_moment_is_on_both_or_is_named(
        then in any_map(),
        now in any_map(),
        place in 0..SIZES.len(),
    ) {
        let size = SIZES.get(place).copied().unwrap_or_default();
        let drawings = drawn((&then, &now), size);
        let [left, right] = &drawings;
        for partner in PartnerId::BOTH {
            let rows = labels(left, partner);
            prop_assert_eq!(&rows, &labels(right, partner), "the rows are level");
            for (map, drawing) in [(&then, left), (&now, right)] {
                let more = more_lines(drawing);
                for layer in ABOVE.iter().chain(&BELOW) {
                    let is_there = map.layer(partner, *layer).next().is_some();
                    let has_row = rows.iter().any(|(words, _)| words == label(*layer));
                    let is_named = more.contains(label(*layer));
                    prop_assert!(!is_there || has_row || is_named, "{layer:?} {more}");
                }
            }
            prop_assert!(!left.texts().any(|run| run.words.starts_with('+')));
        }
    }
}

#[test]
fn what_one_moment_alone_has_leaves_its_row_free_in_the_other() {
    let mut then = map(&[Layer::Behaviour, Layer::Need], 1, 1);
    let now = then.clone();
    then.sides.a.elements.push(element(Layer::Reactive, "anger"));
    for size in SIZES {
        let [left, right] = drawn((&then, &now), size);
        assert!(left.texts().any(|run| run.words == "anger"), "{size:?}");
        let has_label = |it: &Drawing| it.texts().any(|run| run.words == "reacts");
        assert!(has_label(&left) && has_label(&right), "{size:?}");
        assert_eq!(right.texts().filter(|run| run.words == "–").count(), 1, "{size:?}");
    }
}

#[test]
fn no_phrase_is_lost_while_the_window_has_height_for_it() {
    let layers = [ABOVE.as_slice(), BELOW.as_slice()].concat();
    let map = map(&layers, 2, 2);
    let low = (916.0, 610.0);
    let looks = [look(&map, low, Came::Gone), look(&map, low, Came::New)];
    let [old, new] = &looks;
    let shown = [(&map, old), (&map, new)];
    let fonts = Fonts::new();
    let lost = half_loop::draw(shown, &NAMES, &fonts);
    let whole = half_loop::draw_up_to(shown, &NAMES, &fonts, 900.0);
    assert!(lost.iter().all(|it| more_lines(it).contains("more:")));
    for drawing in whole {
        assert!(!more_lines(&drawing).contains("more:"));
        assert!(drawing.wholes.is_empty());
    }
}

#[test]
fn words_are_whole_while_there_is_room_for_another_line() {
    for size in SIZES {
        let map = map(&[Layer::Behaviour, Layer::Need], 1, 3);
        for drawing in drawn((&map, &map), size) {
            assert!(drawing.wholes.is_empty(), "{size:?}");
            assert!(!more_lines(&drawing).contains("more:"), "{size:?}");
        }
    }
}

#[test]
fn no_line_ends_inside_a_word() {
    let words = "disappointed, and misunderstood again";
    let mut map = map(&[], 0, 0);
    for partner in PartnerId::BOTH {
        let elements = KEPT.iter().map(|layer| element(*layer, words));
        map.sides.of_mut(partner).elements.extend(elements);
    }
    // In the smallest window a word of twelve letters may be wider than its room.
    for size in SIZES.into_iter().skip(1) {
        for drawing in drawn((&map, &map), size) {
            let pieces = drawing.texts().filter(|run| run.words.contains("dis"));
            for run in pieces {
                let is_whole = |piece: &str| {
                    let bare = piece.trim_end_matches([',', '…']);
                    bare.is_empty() || words.split([' ', ',']).any(|word| word == bare)
                };
                let mut pieces = run.words.split_whitespace();
                assert!(pieces.all(is_whole), "{size:?} {}", run.words);
            }
        }
    }
}

#[test]
fn neither_words_nor_their_ground_stand_on_a_ribbon() {
    for size in SIZES {
        for (count, words) in [(1, 1), (2, 3), (6, 2), (9, 1)] {
            let map = map(&KEPT, count, words);
            let [_, drawing] = drawn((&map, &map), size);
            let ribbons = ribbon_points(&drawing);
            for ground in grounds(&drawing) {
                let on = ribbons.iter().find(|point| ground.contains(**point));
                assert_eq!(on, None, "{size:?} {count} {words} {ground:?}");
            }
        }
    }
}

fn grounds(drawing: &Drawing) -> Vec<Outline> {
    let found = drawing.shapes.iter().filter_map(|shape| match shape {
        Shape::Rectangle { at, fill: Some(Ink::AccentWash), .. } => Some(*at),
        _ => None,
    });
    found.collect()
}

fn ribbon_points(drawing: &Drawing) -> Vec<Point> {
    let found = drawing.shapes.iter().filter_map(|shape| match shape {
        Shape::Path { curves, stroke: Some(stroke), .. }
            if [Ink::A, Ink::B].contains(&stroke.ink) =>
        {
            Some(curve::flatten(curves, 200))
        }
        _ => None,
    });
    found.flatten().collect()
}

#[test]
fn what_only_the_therapist_may_see_has_its_closed_eye() {
    let layers = [Layer::Behaviour, Layer::Primary, Layer::Fear, Layer::Need];
    let strokes = |map: &CycleMap| {
        let [_, now] = drawn((map, map), SIZES[2]);
        let is_path = |shape: &&Shape| matches!(shape, Shape::Path { .. });
        now.shapes.iter().filter(is_path).count()
    };
    let mut open = map(&layers, 1, 1);
    for partner in PartnerId::BOTH {
        for element in &mut open.sides.of_mut(partner).elements {
            let on = chrono::NaiveDate::default();
            element.visibility = Visibility::Shareable { on };
        }
    }
    // A lid and three lashes for each of the eight phrases.
    assert_eq!(strokes(&map(&layers, 1, 1)), strokes(&open) + 8 * 4);
}
