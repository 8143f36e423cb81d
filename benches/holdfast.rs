//! Benchmarks.

mod compare;
mod completion;
mod course;
mod drawing;
mod notes;
mod paper;
mod peers;
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
    peers::peers,
    preview::preview,
    search::search,
    store::store
);

fn main() {
    if peers::written_once() {
        return;
    }
    benches();
    criterion::Criterion::default().configure_from_args().final_summary();
}
