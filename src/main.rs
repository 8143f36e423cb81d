//! Opens the window of Holdfast; `holdfast sample` makes the sample practice first.

use eframe::egui;
use holdfast::app::{Desk, Keeper, Start, Worker};
use holdfast::cli::sample::{self as sample_practice, Sample};
use holdfast::store::{KeyCost, Time, place, sample};
use std::io::Write as _;
use std::path::PathBuf;
use std::process::ExitCode;

/// Maps, follows and prints couples' negative cycles in Emotionally Focused Therapy
#[derive(clap::Parser)]
#[command(version)]
struct Arguments {
    /// The practice to open; the usual one unless named
    #[arg(long, value_name = "FILE", global = true)]
    practice: Option<PathBuf>,
    #[command(subcommand)]
    job: Option<Job>,
}

#[derive(clap::Subcommand)]
enum Job {
    /// Make a practice with three invented couples, print their pages and open it
    Sample {
        /// Where practice and pages go
        #[arg(long, value_name = "FOLDER")]
        folder: Option<PathBuf>,
    },
}

fn main() -> ExitCode {
    let arguments = <Arguments as clap::Parser>::parse();
    match arguments.job {
        None => open_window(usual(arguments.practice)),
        Some(Job::Sample { folder }) => make_sample(folder),
    }
}

fn usual(practice: Option<PathBuf>) -> PathBuf {
    practice
        .or_else(place::default_practice)
        .unwrap_or_else(|| "practice.holdfast".into())
}

/// The README's main job: it is done with a display or without one.
fn make_sample(folder: Option<PathBuf>) -> ExitCode {
    let folder = folder.unwrap_or_else(sample_practice::folder);
    match sample_practice::make(&folder, KeyCost::shipped(), now()) {
        Ok(Sample { practice, told, .. }) => {
            say(&told);
            open_window(practice)
        }
        Err(error) => {
            say(&error.to_string());
            ExitCode::FAILURE
        }
    }
}

fn open_window(practice: PathBuf) -> ExitCode {
    if !has_display() {
        say("There is no display here, so no window was opened.");
        return ExitCode::SUCCESS;
    }
    match run(practice) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            say(&format!(
                "The window could not be opened: {error}. Start Holdfast in a desktop session."
            ));
            ExitCode::FAILURE
        }
    }
}

fn has_display() -> bool {
    let is_set = |name| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    cfg!(any(windows, target_os = "macos"))
        || is_set("DISPLAY")
        || is_set("WAYLAND_DISPLAY")
}

fn run(path: PathBuf) -> eframe::Result {
    let viewport = egui::ViewportBuilder::default()
        .with_title("Holdfast")
        .with_app_id("holdfast")
        .with_icon(icon())
        .with_inner_size([1280.0, 800.0])
        .with_min_inner_size([1024.0, 700.0]);
    let options = eframe::NativeOptions { viewport, ..Default::default() };
    let memory = place::local_data_folder().map(|folder| folder.join("holdfast"));
    let begin = move |creation: &eframe::CreationContext<'_>| {
        let ctx = creation.egui_ctx.clone();
        let keeper = Keeper::new(KeyCost::shipped(), memory, sample::couples);
        let worker = Worker::on_thread(keeper, move || ctx.request_repaint());
        let start = Start { path, clock: Box::new(now), worker };
        let desk: Box<dyn eframe::App> = Box::new(Desk::new(start));
        Ok(desk)
    };
    eframe::run_native("Holdfast", options, Box::new(begin))
}

/// The one place where the window asks what time it is.
#[expect(clippy::disallowed_methods, reason = "everything else is given the time")]
fn now() -> Time {
    chrono::Local::now().fixed_offset()
}

fn say(words: &str) {
    // Without an output there is nobody to tell.
    writeln!(std::io::stdout(), "{words}").ok();
}

fn icon() -> egui::IconData {
    let png = include_bytes!("../assets/icon/holdfast.png");
    eframe::icon_data::from_png_bytes(png).unwrap_or_default()
}
