//! Benchmarks.

mod completion;
mod drawing;
mod store;

criterion::criterion_group!(
    benches,
    completion::completion,
    drawing::drawing,
    store::store
);
criterion::criterion_main!(benches);
