//! Benchmarks.

mod compare;
mod completion;
mod course;
mod drawing;
mod notes;
mod paper;
mod preview;
mod search;
mod store;

criterion::criterion_group!(
    benches,
    compare::compare,
    completion::completion,
    course::course,
    drawing::drawing,
    notes::notes,
    paper::paper,
    preview::preview,
    search::search,
    store::store
);
criterion::criterion_main!(benches);
