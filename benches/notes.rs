//! What a note of 18,000 words costs when it is looked through for hints and spelling.

use criterion::Criterion;
use holdfast::edit::spelling::Speller;
use holdfast::edit::wording::{Known, Wording};
use holdfast::model::{NoteKind, Pair, Partner};
use std::hint::black_box;

pub fn notes(criterion: &mut Criterion) {
    let sentence = "Ana asked again, Rui looked at the floor and recieved it in silence; he \
                    said “I always get it wrong” and stayed. ";
    let text = sentence.repeat(18_000 / sentence.split(' ').count());
    let known = Known::of(&Pair::<Partner>::default(), "Dr. Weiss");
    let wording = Wording::shipped();
    criterion.bench_function("wording of 18,000 words", |bench| {
        bench.iter(|| wording.hints(black_box(&text), NoteKind::Progress, &known).len());
    });
    let speller = Speller::shipped();
    criterion.bench_function("spelling of 18,000 words", |bench| {
        bench.iter(|| speller.hints(black_box(&text), &known).len());
    });
}
