//! Benchmarks.

mod compare;
mod completion;
mod course;
mod drawing;
mod paper;
mod search;
mod store;

criterion::criterion_group!(
    benches,
    compare::compare,
    completion::completion,
    course::course,
    drawing::drawing,
    paper::paper,
    search::search,
    store::store
);
criterion::criterion_main!(benches);
