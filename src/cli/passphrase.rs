//! Takes the passphrase from a file, from a prompt that does not show it, or from a pipe.

use super::CliError;
use super::arguments::Key;
use crate::store::{self, Passphrase, StoreError};
use std::fs;
use std::io::{self, IsTerminal as _, Read as _};
use std::path::Path;
use zeroize::Zeroizing;

/// A passphrase file longer than this is some other file.
const MOST_BYTES: usize = 16 * 1024;

pub type Words = Zeroizing<String>;

/// The passphrase of a practice that exists.
pub fn ask(key: &Key) -> Result<Passphrase, CliError> {
    Ok(Passphrase::new(&words(key)?))
}

/// The passphrase for a new practice: strong enough, and at a prompt typed twice.
pub fn ask_for_new(key: &Key) -> Result<Passphrase, CliError> {
    let first = words(key)?;
    if let Err(weak) = store::judge_passphrase(&first) {
        let offer = store::offer_passphrase();
        return Err(CliError::Weak { advice: weak.advice, offer });
    }
    if key.passphrase_file.is_none() && io::stdin().is_terminal() {
        let again = prompt("The same passphrase again: ")?;
        if first != again {
            return Err(CliError::PassphrasesDiffer);
        }
    }
    Ok(Passphrase::new(&first))
}

/// What locks a page: the first line of a file, or of standard input for `-`.
pub fn for_page(path: &Path) -> Result<Words, CliError> {
    if path != Path::new("-") {
        return from_file(path);
    }
    if io::stdin().is_terminal() {
        return prompt("Password for the page: ");
    }
    first_line(&read_all(io::stdin()).map_err(CliError::NoPrompt)?)
        .ok_or(CliError::NoPassphrase)
}

fn words(key: &Key) -> Result<Words, CliError> {
    match &key.passphrase_file {
        Some(path) => from_file(path),
        None if io::stdin().is_terminal() => prompt("Passphrase: "),
        None => first_line(&read_all(io::stdin()).map_err(CliError::NoPrompt)?)
            .ok_or(CliError::NoPassphrase),
    }
}

fn prompt(words: &str) -> Result<Words, CliError> {
    let typed = rpassword::prompt_password(words).map_err(CliError::NoPrompt)?;
    first_line(&Zeroizing::new(typed)).ok_or(CliError::NoPassphrase)
}

fn from_file(path: &Path) -> Result<Words, CliError> {
    let unread = |why| CliError::PassphraseFile { why, path: path.to_owned() };
    // What another program hands over beside the command line has somebody who writes it.
    let handed = ["/dev/fd", "/dev/stdin", "/proc/self/fd"];
    let is_file = fs::metadata(path).map_err(unread)?.is_file();
    if !is_file && !handed.iter().any(|it| path.starts_with(it)) {
        return Err(StoreError::NotAFile { path: path.to_owned() }.into());
    }
    let file = fs::File::open(path).map_err(unread)?;
    let text = read_all(file).map_err(unread)?;
    first_line(&text).ok_or_else(|| CliError::EmptyPassphraseFile(path.to_owned()))
}

fn read_all(source: impl io::Read) -> io::Result<Words> {
    // Reserved beforehand, so that growing leaves no copy behind.
    let mut text = Zeroizing::new(String::with_capacity(MOST_BYTES + 1));
    source.take(MOST_BYTES as u64).read_to_string(&mut text)?;
    Ok(text)
}

/// The first line, without its end.
fn first_line(text: &str) -> Option<Words> {
    let line = text.lines().next().filter(|line| !line.is_empty())?;
    Some(Zeroizing::new(line.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Option<String> {
        first_line(text).map(|words| words.to_string())
    }

    #[test]
    fn the_first_line_counts_with_all_its_spaces() {
        assert_eq!(
            read("six quiet words \r\nmore\n").as_deref(),
            Some("six quiet words ")
        );
        assert_eq!(read("no line end").as_deref(), Some("no line end"));
        assert_eq!(read("\n"), None);
        assert_eq!(read(""), None);
    }
}
