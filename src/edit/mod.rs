//! Everything that can be done to a case; each change gives back the change that undoes it.

pub mod access;
pub mod addendum_draft;
pub mod apart;
pub mod case;
pub mod closing;
mod closing_typed;
mod comma_table;
pub mod completion;
mod completion_loose;
pub mod couple_file;
pub mod course_log;
pub mod cycle_map;
pub mod day;
pub mod dialogue;
pub mod history;
pub mod homework;
pub mod incoming;
mod incoming_map;
mod incoming_words;
pub mod listed;
pub mod loop_links;
pub mod note;
pub mod note_draft;
pub mod note_map;
mod note_seen;
pub mod own_templates;
pub mod own_words;
pub mod phrase;
pub mod readings;
pub mod score;
pub mod score_csv;
pub mod score_table;
pub mod seen;
pub mod session;
pub mod slow_down;
pub mod spelling;
pub mod tray;
pub mod version;
pub mod wording;
mod wording_words;

pub use case::CaseEdit;
pub use cycle_map::MapEdit;
pub use history::History;
pub use tray::TrayEdit;

use crate::model::unseen::is_unseen;
use crate::model::{Case, MapId};

/// One change to a case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Edit {
    Case(CaseEdit),
    Map(MapId, MapEdit),
    /// Several changes that are one step.
    Several(Vec<Self>),
}

/// Why a change was not made. The case is then as it was.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum EditError {
    #[error("That loop is no longer here. Choose another one.")]
    NoSuchMap,
    #[error("That phrase is no longer here. Choose another one.")]
    NoSuchElement,
    #[error("That session is no longer here. Choose another one.")]
    NoSuchSession,
    #[error(
        "This holds up to {most} letters and these are {found}. Shorten them; nothing is lost."
    )]
    TooLong { most: usize, found: usize },
    #[error("There is nothing to keep yet. Type a word or two.")]
    Empty,
    #[error("Steps 5 to 7 belong to each partner, the others to the couple.")]
    Step,
    #[error("Intensity goes from 0 to 10. Choose a number between them.")]
    Intensity,
    #[error("An estimate goes from 1 to 7. Choose a number between them.")]
    Estimate,
    #[error("That dialogue is no longer here. Choose another one.")]
    NoSuchDialogue,
    #[error(
        "A dialogue holds up to {most} turns and this one has {found}. Make two of it."
    )]
    TooManyTurns { most: usize, found: usize },
    #[error("This was said alone. Share it with S and answer the second question first.")]
    SaidAlone,
    #[error("Session {0} is still running. Stop it first, then start the next one.")]
    SessionRuns(u16),
    #[error("No session is running. Start one first.")]
    NoSessionRuns,
    #[error("This session would end before it began. Correct one of the two times.")]
    StopBeforeStart,
    #[error("There cannot be another session {0}. Choose a number that is free.")]
    NumberTaken(u16),
    #[error("That is no longer here. Choose something else.")]
    NotThere,
    #[error("That is here already.")]
    IsThere,
    #[error("Up to {most} of these fit and there are {found}. Take some away.")]
    TooMany { most: usize, found: usize },
    #[error("This note is signed. Add an addendum; the signed words stay as they are.")]
    Signed,
    #[error("This note is not signed yet. Change it as it is.")]
    NotSigned,
    #[error(
        "Choose who the client is and what happens to things told alone, then write."
    )]
    NotAgreed,
    #[error(
        "Something told alone waits to be brought into the open. Resolve it, then share."
    )]
    WaitsToBeSaid,
    #[error(
        "The centre is what both share. Write it when both are here; put this in a layer."
    )]
    CentreAlone,
    #[error(
        "This loop still says what version {0} says. Change something, then confirm it."
    )]
    AsConfirmed(u16),
    #[error("A couple keeps at least one loop. Add another before you remove this one.")]
    LastMap,
}

impl Edit {
    /// Makes the change and gives back the one that undoes it.
    ///
    /// # Errors
    /// The case is unchanged if the change cannot be made.
    pub fn apply(self, case: &mut Case) -> Result<Self, EditError> {
        match self {
            Self::Case(edit) => edit.apply(case).map(Self::Case),
            Self::Map(id, edit) => {
                may_be_shared(case, id, &edit)?;
                let map = case.any_map_mut(id).ok_or(EditError::NoSuchMap)?;
                Ok(Self::Map(id, edit.apply(map)?))
            }
            Self::Several(edits) => apply_several(edits, case),
        }
    }
}

/// While something that a partner told alone waits to be said, nothing that this partner told
/// alone is shared.
fn may_be_shared(case: &Case, id: MapId, edit: &MapEdit) -> Result<(), EditError> {
    let MapEdit::Share { what, visibility, .. } = edit else { return Ok(()) };
    let Some(map) = case.any_map(id).filter(|_| visibility.is_shareable()) else {
        return Ok(());
    };
    let phrases = map.elements().map(|(_, it)| (it.id.0, it.source));
    let dialogues = map.dialogues.iter().map(|it| (it.id.0, it.source));
    let mut all = phrases.chain(dialogues);
    let teller = all.find(|(id, _)| id == what).and_then(|(_, it)| it.individual());
    let waits = |partner| case.private.of(partner).open_todos().next().is_some();
    if teller.is_some_and(waits) { Err(EditError::WaitsToBeSaid) } else { Ok(()) }
}

/// What one partner says alone must not stand at the centre: it has no teller, so nothing would
/// ask again before it is shared.
fn may_be_said_now(case: &Case, edit: &Edit) -> Result<(), EditError> {
    let is_alone = case.running().is_some_and(|session| session.kind.alone().is_some());
    match edit {
        Edit::Several(edits) => {
            edits.iter().try_for_each(|edit| may_be_said_now(case, edit))
        }
        Edit::Map(id, MapEdit::Centre(_)) if is_alone && case.map(*id).is_some() => {
            Err(EditError::CentreAlone)
        }
        _ => Ok(()),
    }
}

fn apply_several(edits: Vec<Edit>, case: &mut Case) -> Result<Edit, EditError> {
    let mut undo = Vec::with_capacity(edits.len());
    for edit in edits {
        match edit.apply(case) {
            Ok(inverse) => undo.push(inverse),
            Err(error) => {
                roll_back(undo, case)?;
                return Err(error);
            }
        }
    }
    undo.reverse();
    Ok(Edit::Several(undo))
}

fn roll_back(undo: Vec<Edit>, case: &mut Case) -> Result<(), EditError> {
    undo.into_iter().rev().try_for_each(|edit| edit.apply(case).map(drop))
}

/// Words with single spaces and typographic apostrophes, as they are kept; too many are refused.
pub fn tidy(words: &str, most: usize) -> Result<String, EditError> {
    let found = words.chars().count();
    if found > most {
        return Err(EditError::TooLong { most, found });
    }
    let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
    Ok(with_apostrophes(&seen(&words)))
}

/// A text with its paragraphs, without blanks at the ends of lines and signs that cannot be
/// seen; too many letters are refused.
pub fn tidy_text(words: &str, most: usize) -> Result<String, EditError> {
    let found = words.chars().count();
    if found > most {
        return Err(EditError::TooLong { most, found });
    }
    let words = seen(&words.replace("\r\n", "\n").replace('\t', " "));
    let lines: Vec<&str> = words.lines().map(str::trim_end).collect();
    Ok(with_apostrophes(lines.join("\n").trim_matches('\n')))
}

/// Without signs that hide words or turn them round, as a paste may bring them.
fn seen(words: &str) -> String {
    words.chars().filter(|letter| !is_unseen(*letter)).collect()
}

/// The apostrophe of the keyboard between two letters is the one of the page: I’m.
fn with_apostrophes(words: &str) -> String {
    let mut before = ' ';
    let mut letters = words.chars().peekable();
    let mut tidied = String::with_capacity(words.len() + 8);
    while let Some(letter) = letters.next() {
        let is_inside = before.is_alphabetic()
            && letters.peek().is_some_and(|after| after.is_alphabetic());
        tidied.push(if letter == '\'' && is_inside { '’' } else { letter });
        before = letter;
    }
    tidied
}

#[cfg(test)]
mod tests {
    use super::{tidy, tidy_text};

    #[test]
    fn an_apostrophe_inside_a_word_is_the_one_of_the_page() {
        assert_eq!(tidy(" I'm  fine ", 20).unwrap(), "I’m fine");
        assert_eq!(tidy("the 'wall'", 20).unwrap(), "the 'wall'");
    }

    #[test]
    fn signs_that_hide_or_turn_words_are_left_out_of_what_is_pasted() {
        assert_eq!(tidy("R\u{202E}ui\u{200B} left\u{7}", 40).unwrap(), "Rui left");
        let pasted = "one\r\ntwo\u{202D}\tthree\u{FEFF}";
        assert_eq!(tidy_text(pasted, 40).unwrap(), "one\ntwo three");
        let hebrew = "\u{2067}\u{5E9}\u{5DC}\u{5D5}\u{5DD}\u{2069}";
        assert_eq!(tidy_text(hebrew, 40).unwrap(), hebrew);
    }
}
