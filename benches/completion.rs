//! How fast ready words are found while typing.

use criterion::Criterion;
use holdfast::edit::completion::{Place, complete};
use holdfast::model::vocabulary::{Pack, Vocabulary};
use holdfast::model::{CycleKind, Layer, Position};
use std::hint::black_box;

/// One keystroke among 5,000 phrases: must stay under 2 ms.
pub fn completion(c: &mut Criterion) {
    let terms = (0..5_000)
        .map(|n| format!("goes quiet and looks away from the table, way {n}"))
        .collect();
    let layer = Layer::Behaviour;
    let vocabulary =
        Vocabulary { packs: vec![Pack { layer, position: None, kind: None, terms }] };
    let place = Place { layer, position: Position::Unclear, kind: CycleKind::Emotional };
    for (name, typed) in
        [("start", "goes"), ("letters apart", "lks tbl"), ("rare", "4999")]
    {
        c.bench_function(&format!("completion over 5,000 phrases, {name}"), |bencher| {
            bencher.iter(|| complete(black_box(typed), place, &vocabulary, &[]).len());
        });
    }
}
