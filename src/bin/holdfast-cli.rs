//! Runs the command line of Holdfast.

use holdfast::cli::{self, Scene};
use holdfast::store::place;
use std::io;
use std::process::ExitCode;

fn main() -> ExitCode {
    #[expect(clippy::disallowed_methods, reason = "the one clock of this program")]
    let now = chrono::Local::now().fixed_offset();
    let (mut out, mut err) = (io::stdout().lock(), io::stderr().lock());
    let memory = place::local_data_folder().map(|folder| folder.join("holdfast"));
    let scene = Scene { out: &mut out, err: &mut err, now, memory };
    cli::run(std::env::args_os(), scene)
}
