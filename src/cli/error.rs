//! What can go wrong on the command line, each in one sentence that says what to do.

use crate::edit::EditError;
use crate::edit::incoming::Fault;
use crate::export::{ExportError, PasswordFault};
use crate::store::{StoreError, plain_fault};
use std::io;
use std::path::PathBuf;

/// Why a command did not do what was asked. No message holds a client's name or words.
#[derive(Debug, thiserror::Error)]
pub enum CliError {
    #[error("{0}")]
    Arguments(String),
    #[error(transparent)]
    Store(#[from] StoreError),
    #[error(transparent)]
    Export(#[from] ExportError),
    #[error(transparent)]
    Password(#[from] PasswordFault),
    #[error("There is already a file of this name. Choose another name: {}", .0.display())]
    Exists(PathBuf),
    #[error("This folder does not exist. Make it first, or choose another: {}", .0.display())]
    NoFolder(PathBuf),
    #[error("This file could not be written: {}. Choose another place: {}", plain_fault(why.kind()), path.display())]
    NotWritten { why: io::Error, path: PathBuf },
    #[error("This file could not be read: {}. Choose another one: {}", plain_fault(why.kind()), path.display())]
    NotRead { why: io::Error, path: PathBuf },
    #[error("This file is too large to be a couple; at most {most} MB are read: {}", path.display())]
    TooLarge { most: usize, path: PathBuf },
    #[error("This couple cannot be taken in. {fault} The file: {}", path.display())]
    NotSound { fault: Fault, path: PathBuf },
    #[error("{fault} The file: {}", path.display())]
    NotACase { fault: StoreError, path: PathBuf },
    #[error("The passphrase file could not be read: {}. Choose another one: {}", plain_fault(why.kind()), path.display())]
    PassphraseFile { why: io::Error, path: PathBuf },
    #[error("The passphrase file has an empty first line: {}", .0.display())]
    EmptyPassphraseFile(PathBuf),
    #[error("No passphrase was given. Type it, or use --passphrase-file FILE.")]
    NoPassphrase,
    #[error("The passphrase could not be asked for: {}. Use --passphrase-file FILE.", plain_fault(.0.kind()))]
    NoPrompt(io::Error),
    #[error("The two passphrases differ. Nothing was made; try again.")]
    PassphrasesDiffer,
    #[error("{advice} Nothing was made. A strong one, drawn just now: {offer}")]
    Weak { advice: String, offer: String },
    #[error(
        "The practice was made, but not its recovery sheet: {why} Open the practice in \
         Holdfast and make a new sheet."
    )]
    NoSheet { why: Box<Self> },
    #[error("There is no couple of this code name. {}", did_you_mean(meant.as_deref()))]
    NoCase { meant: Option<String> },
    #[error("There is no template of this name. {} There are: {known}.", did_you_mean(meant.as_deref()))]
    NoTemplate { meant: Option<String>, known: String },
    #[error("There is no format of this name. {} There are: {known}.", did_you_mean(meant.as_deref()))]
    NoFormat { meant: Option<String>, known: String },
    #[error("There is no version of this number. The loop has {count}.")]
    NoVersion { count: usize },
    #[error("There is no session of this number. The couple has {count}.")]
    NoSession { count: usize },
    #[error(
        "Only one of them was in session {number}: nothing of it goes on a page for both. Choose \
         another one."
    )]
    SessionAlone { number: u16 },
    #[error("This page is about one session. Say which with --session N.")]
    WhichSession,
    #[error("Only one partner was there, so this is private. Print it with --private.")]
    ToldAlone,
    #[error("Only one partner was there, so this is private. Show it with --private.")]
    NoteAlone,
    #[error(
        "The practice has no format {name} any more, so nobody can say what this note must hold. \
         Sign it in Holdfast, or bring the format back in its settings."
    )]
    FormatGone { name: String },
    #[error(
        "Use in supervision is not signed by both partners, or no longer holds. Print it all the \
         same with --because REASON, which is kept in the couple's file."
    )]
    NotConsented,
    #[error(
        "On this page: {things} that one partner told alone and shared since. Print it all the \
         same with --confirmed."
    )]
    SharedSince { things: String },
    #[error("The answer to a request is written by `access`.")]
    UseAccess,
    #[error(
        "A recovery sheet holds a key, so it is printed only where a key is made: by `create`, \
         or in the window after a recovery."
    )]
    UseCreate,
    #[error(
        "There is no such request. The couple has {count}; write it down in Holdfast."
    )]
    NoRequest { count: usize },
    #[error(
        "There is no word in this reason. Say in a few words why it is printed all the same; \
         that is kept in the couple's file."
    )]
    EmptyReason,
    #[error("The reason could not be kept, so nothing was printed. {0}")]
    ReasonNotKept(EditError),
    #[error(
        "The practice is open in another window, so {what}. Close it there, then try again."
    )]
    OpenElsewhere { what: &'static str },
    #[error("There is no room on the disk, so {what}. Make room, then try again.")]
    NoRoom { what: &'static str },
    #[error(
        "Holdfast may not write to this practice, so {what}. Ask for the right to write, then \
         try again."
    )]
    MayNotWrite { what: &'static str },
    #[error(
        "A file is written, and never standard output. Give a file name in place of the dash."
    )]
    NotToOutput,
    #[error("The answer was written, but the register does not say so. {0}")]
    NotTold(EditError),
    #[error("Nothing was written. {}.", .0.join(". "))]
    InTheWay(Vec<String>),
    #[error("A note is signed with a name. Say whose with --by NAME.")]
    NoSigner,
    #[error("There is no note for this session yet. Begin one with `note`.")]
    NoNote,
    #[error("The note could not be begun. {0}")]
    NotBegun(EditError),
    #[error("This note cannot be signed yet. {gaps}")]
    NotReady { gaps: String },
    #[error("Say at least one word to look for.")]
    NothingToFind,
    #[error("No map of this couple is called so. Give a number from 1 to {count}.")]
    NoMap { count: usize },
    #[error(
        "Several maps of this couple are called so. Give a number from 1 to {count}."
    )]
    SameMapName { count: usize },
    #[error(
        "There is no such moment. {} {}",
        did_you_mean(meant.as_deref()),
        moments(*versions)
    )]
    NoMoment { meant: Option<String>, versions: usize },
    #[error("{} damaged. Restore the newest backup, and keep this file.", things(*count))]
    Damage { count: usize },
    #[error("This computer’s user has no home folder. Say where with --practice FILE.")]
    NoHome,
    #[error("Something that is not the sample practice lies here. Move it away: {}", .0.display())]
    NotTheSample(PathBuf),
    #[error("The answer could not be shown: {}. Ask again.", plain_fault(.0.kind()))]
    NotShown(io::Error),
}

fn did_you_mean(meant: Option<&str>) -> String {
    let check = || "Look at it again.".to_owned();
    meant.map_or_else(check, |name| format!("Did you mean {name}?"))
}

/// Which moments of a loop can be named.
fn moments(versions: usize) -> String {
    match versions {
        0 => "No version was confirmed yet: say now or session-N.".to_owned(),
        1 => "Say 1, now or session-N.".to_owned(),
        _ => format!("Say a number from 1 to {versions}, first, last, now or session-N."),
    }
}

fn things(count: usize) -> String {
    if count == 1 { "1 thing is".to_owned() } else { format!("{count} things are") }
}
