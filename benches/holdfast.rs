//! Benchmarks.

mod completion;
mod drawing;
mod paper;
mod store;

criterion::criterion_group!(
    benches,
    completion::completion,
    drawing::drawing,
    paper::paper,
    store::store
);
criterion::criterion_main!(benches);
