//! How long it takes to print a couple's page.

#[path = "../tests/paper_couples.rs"]
pub mod paper_couples;

use criterion::Criterion;
use holdfast::drawing::{Fonts, Paper};
use holdfast::export::{print_cycle_map, templates};
use std::hint::black_box;

pub fn paper(criterion: &mut Criterion) {
    let Some(template) = templates::find("cycle_map") else { return };
    let couples = [
        ("sparse", paper_couples::sparse()),
        ("usual", paper_couples::usual()),
        ("full, two pages", paper_couples::full()),
    ];
    for (name, case) in couples {
        let view = paper_couples::view(&case);
        criterion.bench_function(&format!("print the page, {name}"), |bencher| {
            // New fonts each time, as in a fresh process.
            bencher.iter(|| {
                let fonts = Fonts::new();
                let day = paper_couples::day();
                black_box(print_cycle_map(&view, &template, Paper::A4, day, &fonts))
            });
        });
    }
}
