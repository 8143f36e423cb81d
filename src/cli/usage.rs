//! Turns clap's answer to a mistyped command into one sentence.

use super::CliError;
use clap::error::ErrorKind;

/// What parsing gave back instead of arguments: a text that was asked for, or a mistake.
pub enum Usage {
    Asked(String),
    Mistake(CliError),
}

impl From<clap::Error> for Usage {
    fn from(error: clap::Error) -> Self {
        let text = error.render().to_string();
        match error.kind() {
            ErrorKind::DisplayHelp | ErrorKind::DisplayVersion => Self::Asked(text),
            ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand
            | ErrorKind::MissingSubcommand => Self::Mistake(CliError::Arguments(
                "Say what to do; `holdfast-cli --help` lists the commands.".to_owned(),
            )),
            _ => Self::Mistake(CliError::Arguments(sentence(&text))),
        }
    }
}

/// "error: a\n  b\n\n  tip: c\n\nUsage: ..." as "A b (tip: c); `holdfast-cli --help` ...".
fn sentence(text: &str) -> String {
    let one_line = |part: &str| part.split_whitespace().collect::<Vec<_>>().join(" ");
    let mut parts = text
        .split("\n\n")
        .map(one_line)
        .filter(|part| !part.starts_with("Usage:") && !part.starts_with("For more"));
    let first = parts.next().unwrap_or_default();
    let told = first.strip_prefix("error: ").unwrap_or(&first);
    let mut letters = told.chars();
    let capital = letters.next().map(|letter| letter.to_uppercase().to_string());
    let tips: Vec<String> =
        parts.filter(|part| !part.is_empty()).map(|tip| format!(" ({tip})")).collect();
    let tips = tips.concat();
    format!(
        "{}{}{tips}. See `holdfast-cli --help`.",
        capital.unwrap_or_default(),
        letters.as_str()
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::Arguments;
    use clap::Parser as _;

    fn mistake(line: &str) -> String {
        let error = Arguments::try_parse_from(line.split(' ')).unwrap_err();
        match Usage::from(error) {
            Usage::Asked(text) => panic!("{text}"),
            Usage::Mistake(error) => error.to_string(),
        }
    }

    #[test]
    fn every_mistake_is_one_line() {
        assert_eq!(
            mistake("holdfast-cli"),
            "Say what to do; `holdfast-cli --help` lists the commands."
        );
        assert_eq!(
            mistake("holdfast-cli lst"),
            "Unrecognized subcommand 'lst' (tip: a similar subcommand exists: 'list'). \
             See `holdfast-cli --help`."
        );
        assert_eq!(
            mistake("holdfast-cli export --case Linden"),
            "The following required arguments were not provided: --out <CASE.ron>. \
             See `holdfast-cli --help`."
        );
    }

    #[test]
    fn a_passphrase_that_was_typed_as_an_argument_is_not_repeated() {
        let told = mistake("holdfast-cli list --passphrase hunter2");
        assert!(!told.contains("hunter2"), "{told}");
    }
}
