//! How fast ready words are found while typing.

use criterion::Criterion;
use holdfast::edit::completion::{Place, complete};
use holdfast::model::vocabulary::{Pack, Vocabulary, Whose};
use holdfast::model::{CycleKind, Layer, Position};
use std::hint::black_box;

/// One keystroke among 5,000 phrases: must stay under 2 ms.
pub fn completion(c: &mut Criterion) {
    let terms = (0..5_000)
        .map(|n| format!("goes quiet and looks away from the table, way {n}"))
        .collect();
    let layer = Layer::Behaviour;
    let pack = Pack { layer, position: None, kind: None, terms };
    let vocabulary = Vocabulary::new([(Whose::Shipped, pack)]);
    let place = Place { layer, position: Position::Unclear, kind: CycleKind::Emotional };
    for (name, typed) in [
        ("start", "goes"),
        ("a word in it", "table"),
        ("words in any order", "table quiet"),
        ("letters apart", "lks tbl"),
        ("many letters apart", "gosqetlokawy"),
        ("rare", "4999"),
        ("none", "zz"),
    ] {
        c.bench_function(&format!("completion over 5,000 phrases, {name}"), |bencher| {
            bencher.iter(|| complete(black_box(typed), place, &vocabulary, &[]).len());
        });
    }
}
