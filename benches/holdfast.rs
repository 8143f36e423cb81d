//! Benchmarks.

mod drawing;
mod store;

criterion::criterion_group!(benches, drawing::drawing, store::store);
criterion::criterion_main!(benches);
