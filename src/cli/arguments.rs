//! What may be typed after `holdfast-cli`.

use clap::{Args, Parser, Subcommand, ValueEnum};
use std::path::PathBuf;

/// Holdfast without a window: for scripts, and for the day when there is no screen.
///
/// For couple therapists who practise Emotionally Focused Therapy.
#[derive(Debug, Parser)]
#[command(name = "holdfast-cli", version)]
#[command(after_help = "Lists are separated by tabs. It ends with 0, or with another \
                        number and one sentence on what went wrong.")]
pub struct Arguments {
    #[command(subcommand)]
    pub command: Command,
}

#[derive(Debug, Subcommand)]
pub enum Command {
    /// Make a practice holding the invented sample couples
    Sample(Practice),
    /// Make an empty practice and its recovery sheet
    Create(Create),
    /// List the couples: code name, maps, phrases, last change
    List(Practice),
    /// Add a couple from readable RON
    Import(Import),
    /// Write a couple as readable RON; it holds everything, private words too
    Export(Export),
    /// Print the page of a map for the couple, or a note or a summary for the record
    Print(Print),
    /// List the templates, check one, or list what may stand in braces
    #[command(subcommand)]
    Templates(Templates),
    /// Answer a request for the file from what was decided in Holdfast
    Access(Access),
    /// Show the note of a session; begin it from the session if there is none
    Note(Note),
    /// Sign the note of a session, for good
    Sign(Sign),
    /// List the confirmed versions of a loop: number, day, session, phrases, by whom
    Versions(Versions),
    /// List what differs between two moments of a loop: whose side, what became of it
    Compare(Compare),
    /// Find words in everything that is kept: code name, day, compartment, what, some words
    Search(Search),
    /// List what each partner scored: measure, partner, day, points, what they say, change
    Score(Score),
    /// List who did what: number, moment, who, which couple, what
    Audit(Practice),
    /// List the course of a couple: date, what, who
    Course(Course),
    /// List the revisions of a couple: when, what, by which writer
    History(OneCase),
    /// Verify every seal and chain, and name what is damaged
    Check(Practice),
    /// Make a verified copy; the practice may be open
    Backup(Backup),
    /// Make a practice from a backup, never over an existing file
    Restore(Restore),
}

/// Which practice, and how it is opened.
#[derive(Debug, Args)]
pub struct Practice {
    /// The practice file; without it, the one in your local data folder
    #[arg(long, value_name = "FILE")]
    pub practice: Option<PathBuf>,
    #[command(flatten)]
    pub key: Key,
}

/// How a practice is opened.
#[derive(Debug, Args)]
pub struct Key {
    /// A file whose first line is the passphrase; without it, you are asked
    #[arg(long, value_name = "FILE")]
    pub passphrase_file: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub struct Create {
    #[command(flatten)]
    pub practice: Practice,
    /// Where the recovery sheet goes: a page if the name ends in .pdf, else text
    #[arg(long, value_name = "FILE")]
    pub recovery_out: PathBuf,
}

#[derive(Debug, Args)]
pub struct Import {
    #[command(flatten)]
    pub practice: Practice,
    /// The couple as readable RON
    #[arg(value_name = "CASE.ron")]
    pub file: PathBuf,
}

/// Which couple of which practice.
#[derive(Debug, Args)]
pub struct OneCase {
    #[command(flatten)]
    pub practice: Practice,
    /// The couple's code name
    #[arg(long, value_name = "CODE")]
    pub case: String,
}

#[derive(Debug, Args)]
pub struct Export {
    #[command(flatten)]
    pub case: OneCase,
    /// Where the file goes; it must not exist yet
    #[arg(long, value_name = "CASE.ron")]
    pub out: PathBuf,
}

#[derive(Debug, Args)]
pub struct Print {
    #[command(flatten)]
    pub case: OneCase,
    /// What to print
    #[arg(long, value_name = "TEMPLATE", default_value = "cycle_map")]
    pub template: String,
    /// The loop's name or its number; without it, the first one
    #[arg(long, value_name = "NAME")]
    pub map: Option<String>,
    /// The number of the session that the page is about; a page to take home is of the newest
    /// one with both if none is asked for
    #[arg(long, value_name = "N")]
    pub session: Option<u16>,
    /// The version of the loop to begin with, for a page with two of them; else the first
    #[arg(long, value_name = "VERSION", requires = "to")]
    pub from: Option<u16>,
    /// The version to end with
    #[arg(long, value_name = "VERSION", requires = "from")]
    pub to: Option<u16>,
    /// Print the note or summary of a session with one partner alone; the log is told of it
    #[arg(long)]
    pub private: bool,
    /// Print with what was told alone and shared since
    #[arg(long)]
    pub confirmed: bool,
    /// Why it is printed although a consent is not signed; kept in the couple's file
    #[arg(long, value_name = "REASON")]
    pub because: Option<String>,
    /// The size of the sheet
    #[arg(long, value_enum, default_value_t = Paper::A4)]
    pub paper: Paper,
    /// A file whose first line locks the page, or - to take it from standard input
    #[arg(long, value_name = "FILE")]
    pub password_from: Option<PathBuf>,
    /// Where the page goes; it must not exist yet
    #[arg(long, value_name = "PAGE.pdf")]
    pub out: PathBuf,
}

#[derive(Debug, Subcommand)]
pub enum Templates {
    /// Name, audience and title of every template that ships
    List,
    /// Name every fault of a template, each with its place
    Check(CheckTemplate),
    /// Name, audience and meaning of everything that may stand in braces
    Fields,
}

#[derive(Debug, Args)]
pub struct CheckTemplate {
    /// The template as RON
    #[arg(value_name = "FILE")]
    pub file: PathBuf,
}

#[derive(Debug, Args)]
pub struct Course {
    #[command(flatten)]
    pub case: OneCase,
    /// Show what one partner told alone too; the log is told of it
    #[arg(long)]
    pub private: bool,
}

#[derive(Debug, Args)]
pub struct Access {
    #[command(flatten)]
    pub case: OneCase,
    /// The number of the request; without it, the first that is not answered
    #[arg(long, value_name = "N")]
    pub request: Option<usize>,
    /// Answer with what was told alone and shared since
    #[arg(long)]
    pub confirmed: bool,
    /// List what waits for a decision, and what stands in the way
    #[arg(long, conflicts_with = "out")]
    pub list: bool,
    /// The size of the sheet
    #[arg(long, value_enum, default_value_t = Paper::A4)]
    pub paper: Paper,
    /// Where the answer goes: pages if the name ends in .pdf, RON in .ron, else text
    #[arg(long, value_name = "FILE", required_unless_present = "list")]
    pub out: Option<PathBuf>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Paper {
    A4,
    Letter,
}

/// Which session of which couple.
#[derive(Debug, Args)]
pub struct OneSession {
    #[command(flatten)]
    pub case: OneCase,
    /// The number of the session
    #[arg(long, value_name = "N")]
    pub session: u16,
}

#[derive(Debug, Args)]
pub struct Note {
    #[command(flatten)]
    pub session: OneSession,
    /// How a note that is begun now is laid out
    #[arg(long, value_name = "FORMAT", default_value = "eft")]
    pub format: String,
    /// Show a note about only one partner; the log is told of it
    #[arg(long)]
    pub private: bool,
}

#[derive(Debug, Args)]
pub struct Sign {
    #[command(flatten)]
    pub session: OneSession,
    /// Who signs
    #[arg(long, value_name = "NAME")]
    pub by: String,
    /// What stands behind the name, such as a licence
    #[arg(long, value_name = "WORDS", default_value = "")]
    pub credentials: String,
}

#[derive(Debug, Args)]
pub struct Versions {
    #[command(flatten)]
    pub case: OneCase,
    /// The loop's name or its number; without it, the first one
    #[arg(long, value_name = "NAME")]
    pub map: Option<String>,
}

#[derive(Debug, Args)]
pub struct Compare {
    #[command(flatten)]
    pub case: OneCase,
    /// The loop's name or its number; without it, the first one
    #[arg(long, value_name = "NAME")]
    pub map: Option<String>,
    /// A version's number, first, last, now, or session-N for how it stood after a session
    #[arg(long, value_name = "MOMENT", default_value = "first")]
    pub from: String,
    /// The same for the moment that it is compared with
    #[arg(long, value_name = "MOMENT", default_value = "now")]
    pub to: String,
    /// Show what was told alone as well; the log is told of it
    #[arg(long)]
    pub private: bool,
}

#[derive(Debug, Args)]
pub struct Search {
    #[command(flatten)]
    pub practice: Practice,
    /// Show what was told alone as well; the log is told of it
    #[arg(long)]
    pub private: bool,
    /// Words that must all begin a word of one passage
    #[arg(value_name = "WORDS", required = true)]
    pub words: Vec<String>,
}

#[derive(Debug, Args)]
pub struct Score {
    #[command(flatten)]
    pub case: OneCase,
    /// List private measures as well; the log is told of it
    #[arg(long)]
    pub private: bool,
}

#[derive(Debug, Args)]
pub struct Backup {
    #[command(flatten)]
    pub practice: Practice,
    /// Where the copy goes; it must not exist yet
    #[arg(long, value_name = "FILE")]
    pub out: PathBuf,
}

#[derive(Debug, Args)]
pub struct Restore {
    /// The copy that `backup` made
    #[arg(long, value_name = "FILE")]
    pub backup: PathBuf,
    #[command(flatten)]
    pub practice: Practice,
}
