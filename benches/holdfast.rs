//! Benchmarks.

mod drawing;
mod paper;
mod store;

criterion::criterion_group!(benches, drawing::drawing, paper::paper, store::store);
criterion::criterion_main!(benches);
