//! Holdfast without a window: one file a group of commands.

mod access;
mod arguments;
mod care;
mod compare;
mod couple;
mod course;
mod error;
mod look;
mod nearest;
mod new_file;
mod note;
mod page;
mod passphrase;
mod practice;
mod print_guard;
mod record;
pub mod sample;
mod score;
mod templates;
mod usage;

pub use arguments::Arguments;
pub use error::CliError;

use crate::store::{Practice, Time};
use arguments::Command;
use clap::Parser as _;
use std::ffi::OsString;
use std::io::{self, Write};
use std::path::PathBuf;
use std::process::ExitCode;
use usage::Usage;

/// Where answers and warnings go, what time it is, and what is remembered.
pub struct Scene<'a> {
    pub out: &'a mut dyn Write,
    pub err: &'a mut dyn Write,
    pub now: Time,
    /// Where this computer remembers what it last saw of a practice.
    pub memory: Option<PathBuf>,
}

/// Does what the arguments ask. Everything that is said holds code names only.
pub fn run(
    arguments: impl IntoIterator<Item = OsString>,
    mut scene: Scene<'_>,
) -> ExitCode {
    let arguments = match Arguments::try_parse_from(arguments).map_err(Usage::from) {
        Ok(arguments) => arguments,
        Err(Usage::Asked(text)) => return scene.end(Ok(text.trim_end())),
        Err(Usage::Mistake(error)) => {
            scene.complain(&error);
            return ExitCode::from(2);
        }
    };
    match dispatch(arguments.command, &mut scene) {
        Ok(answer) => scene.end(Ok(&answer)),
        Err(error) => scene.end(Err(error)),
    }
}

fn dispatch(command: Command, scene: &mut Scene<'_>) -> Result<String, CliError> {
    match command {
        Command::Sample(asked) => sample::practice(&asked, scene),
        Command::Create(asked) => practice::create(&asked, scene),
        Command::List(asked) => practice::list(&asked, scene),
        Command::Import(asked) => couple::import(&asked, scene),
        Command::Export(asked) => couple::export(&asked, scene),
        Command::Print(asked) => couple::print(&asked, scene),
        Command::Course(asked) => course::course(&asked, scene),
        Command::Templates(asked) => templates::answer(&asked),
        Command::Access(asked) => access::access(&asked, scene),
        Command::History(asked) => couple::history(&asked, scene),
        Command::Check(asked) => care::check(&asked, scene),
        Command::Note(asked) => note::note(&asked, scene),
        Command::Sign(asked) => note::sign(&asked, scene),
        Command::Score(asked) => score::score(&asked, scene),
        Command::Versions(asked) => compare::versions(&asked, scene),
        Command::Compare(asked) => compare::compare(&asked, scene),
        Command::Search(asked) => look::search(&asked, scene),
        Command::Audit(asked) => look::audit(&asked, scene),
        Command::Backup(asked) => care::backup(&asked, scene),
        Command::Restore(asked) => care::restore(&asked, scene),
    }
}

impl Scene<'_> {
    fn end(&mut self, ended: Result<&str, CliError>) -> ExitCode {
        match ended.and_then(|answer| self.say(answer)) {
            Ok(()) => ExitCode::SUCCESS,
            Err(error) => {
                self.complain(&error);
                ExitCode::FAILURE
            }
        }
    }

    /// Shows an answer; an empty list is no line at all.
    fn say(&mut self, answer: &str) -> Result<(), CliError> {
        if answer.is_empty() {
            return Ok(());
        }
        match writeln!(self.out, "{answer}").and_then(|()| self.out.flush()) {
            // Whoever read the answer had seen enough of it.
            Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
            shown => shown.map_err(CliError::NotShown),
        }
    }

    /// Compares a practice with what this computer last saw of it, and remembers it from now on.
    fn watch(&self, practice: &mut Practice) -> Result<(), CliError> {
        if let Some(folder) = &self.memory {
            practice.watch(folder)?;
        }
        Ok(())
    }

    fn complain(&mut self, error: &CliError) {
        self.warn(&error.to_string());
    }

    fn warn(&mut self, words: &str) {
        // There is nowhere left to say that this could not be said.
        drop(writeln!(self.err, "{words}"));
    }
}
