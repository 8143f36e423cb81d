//! Benchmarks.

mod drawing;

criterion::criterion_group!(benches, drawing::drawing);
criterion::criterion_main!(benches);
