//! Opens the window of Holdfast.

use eframe::egui;
use holdfast::app::{Desk, Keeper, Start, Worker};
use holdfast::store::KeyCost;
use std::path::PathBuf;

fn main() -> eframe::Result {
    let path = std::env::args()
        .nth(1)
        .map(PathBuf::from)
        .unwrap_or_else(|| "/tmp/none.holdfast".into());
    let viewport = egui::ViewportBuilder::default()
        .with_title("Holdfast")
        .with_app_id("holdfast")
        .with_inner_size([1280.0, 800.0])
        .with_min_inner_size([1024.0, 700.0]);
    let options = eframe::NativeOptions { viewport, ..Default::default() };
    eframe::run_native(
        "Holdfast",
        options,
        Box::new(move |creation| {
            let ctx = creation.egui_ctx.clone();
            let keeper = Keeper::new(KeyCost::shipped(), None, sample);
            let worker = Worker::on_thread(keeper, move || ctx.request_repaint());
            let clock = Box::new(|| chrono::Local::now().fixed_offset());
            Ok(Box::new(Desk::new(Start { path, clock, worker })))
        }),
    )
}

fn sample() -> Result<Vec<holdfast::model::Case>, holdfast::store::StoreError> {
    #[derive(serde::Deserialize)]
    struct F {
        #[allow(dead_code)]
        schema: u32,
        case: holdfast::model::Case,
    }
    Ok(std::fs::read_dir("assets/sample")
        .unwrap()
        .flatten()
        .filter(|f| f.path().extension().is_some_and(|e| e == "ron"))
        .map(|f| {
            let mut c = ron::Options::default()
                .with_default_extension(ron::extensions::Extensions::IMPLICIT_SOME)
                .from_str::<F>(&std::fs::read_to_string(f.path()).unwrap())
                .unwrap()
                .case;
            c.fill_missing_ids();
            c
        })
        .collect())
}
