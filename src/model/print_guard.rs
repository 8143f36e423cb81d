//! What a page is about, what nobody but its reader can judge, and what stands in the way of printing.

use super::access::{Check, Weight, called};
use super::agreement::{ConsentKind, standing};
use super::audience::Audience;
use super::held_back::{Held, NEVER, NOT_FOR_THIS_READER};
use super::version::Stand;
use super::{Case, DialogueId, Layer, MapId, PartnerId, Session, SessionId};
use chrono::NaiveDate;
use std::collections::BTreeSet;

/// What a page is about. Only what belongs to it is named as held back.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Topic {
    /// The loop's name or its sentence.
    Loop,
    /// Phrases of the loop.
    Phrases,
    /// What each takes the other's move for, and other words for a move.
    Readings,
    NewMoves,
    Talks,
    /// One session: its sheet, or what is taken home from it.
    Session,
    Note,
    Plan,
    /// Markers and injuries.
    Events,
    Scores,
    /// All sessions.
    Sessions,
    /// A request for the file.
    Answer,
}

/// What a page is printed from.
#[derive(Debug, Clone, Copy)]
pub struct About<'a> {
    pub topics: &'a BTreeSet<Topic>,
    pub carried: &'a Carried,
    pub map: Option<MapId>,
    /// The moments of the loop that stand beside each other; else the first and the last version.
    pub moments: Option<[Stand; 2]>,
    /// The session that the page tells of, if it tells of one.
    pub session: Option<SessionId>,
    pub audience: Audience,
}

/// What a page can hold that one of them may have told alone.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Carried {
    pub layers: BTreeSet<Layer>,
    /// What its two pictures draw of the loop as it stood at two moments.
    pub then: BTreeSet<Layer>,
    /// True if it tells what came between the two moments, of whatever layer.
    pub has_changes: bool,
    /// What it draws of the loop as it is only where there are no two moments.
    pub without_then: BTreeSet<Layer>,
    pub has_talks: bool,
    /// The one talk that was chosen; all of them without.
    pub talk: Option<DialogueId>,
    /// True if it tells the words that were new in its session, of whatever layer.
    pub has_new_words: bool,
}

/// What the guard cannot know, in a line beside every page of this kind.
pub fn cannot_know(audience: Audience) -> &'static str {
    match audience {
        Audience::Couple => {
            "Holdfast knows what is private and what was told alone. What you typed as something both \
             know, it cannot judge: read the page before you give it away."
        }
        Audience::Supervisor => {
            "Holdfast replaces names, places and days that it knows. A nickname, another person or a \
             story that only they could tell, it cannot know: read the page before you show it."
        }
        _ => {
            "Holdfast knows what is private and what was told alone. What you typed for the record of \
             both, it cannot judge: read the page before it leaves."
        }
    }
}

/// What no page of this kind ever holds, whoever the couple is.
pub fn never(audience: Audience) -> Vec<Held> {
    let lines: &[(&str, &str)] = match audience {
        Audience::Couple => &[
            ("Process notes", NOT_FOR_THIS_READER),
            ("Your estimates", NOT_FOR_THIS_READER),
            ("Surnames and contact", NOT_FOR_THIS_READER),
            ("Screening", NEVER),
            ("Your own part in the loop", NEVER),
        ],
        Audience::Supervisor => &[
            ("Their names, places and contact", "other words stand for them"),
            ("Days", "numbers of sessions stand for them"),
            ("Process notes", NOT_FOR_THIS_READER),
            ("Screening", NEVER),
            ("Your own part in the loop", NEVER),
        ],
        _ => &[
            ("Process notes", NOT_FOR_THIS_READER),
            ("Your guesses below the line that nobody shared", NOT_FOR_THIS_READER),
            ("Screening", NEVER),
            ("Your own part in the loop", NEVER),
        ],
    };
    lines.iter().map(|(what, why)| Held::new(*what, why)).collect()
}

/// What a therapist answers for before a page leaves: the gravest first.
pub fn checks(
    case: &Case,
    (audience, leaves): (Audience, Leaves),
    today: NaiveDate,
) -> Vec<Check> {
    let mut checks = Vec::new();
    let mut say = |weight, says: String| checks.push(Check { says, weight });
    let needed = needed_consent(audience, leaves);
    if leaves == Leaves::ForSomebodyElse {
        let says = "What leaves the practice is decided item by item: write the request into \
                    the couple’s file, then answer it there";
        say(Weight::Blocks, says.to_owned());
    }
    if let Some(kind) = needed {
        let holds = |of: &PartnerId| standing(&case.consents, kind, *of, today).is_held();
        let missing = PartnerId::BOTH.into_iter().filter(|partner| !holds(partner));
        let names: Vec<&str> = missing.map(|partner| called(case, partner)).collect();
        if !names.is_empty() {
            let (what, names) = (kind.label(), names.join(" or "));
            let says = format!("“{what}” is not signed by {names}, or no longer holds");
            say(Weight::NeedsReason, says);
        }
    }
    if case.secrets_policy.is_none() && audience != Audience::Couple {
        let says = "What happens to what is told alone was not agreed with them yet";
        say(Weight::Remark, says.to_owned());
    }
    checks
}

/// The consent that a page for this reader needs.
pub fn needed_consent(audience: Audience, leaves: Leaves) -> Option<ConsentKind> {
    match (audience, leaves) {
        (Audience::Supervisor, _) => Some(ConsentKind::Supervision),
        (_, Leaves::ForSomebodyElse) => Some(ConsentKind::Records),
        _ => None,
    }
}

/// Where a paper of the record goes.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub enum Leaves {
    /// It stays with the couple's file.
    #[default]
    Stays,
    ForSomebodyElse,
}

/// A session in a few words, such as "Session 12 · 3 March 2026".
pub fn session_title(session: &Session) -> String {
    format!("Session {} · {}", session.number, session.date.format("%-d %B %Y"))
}

#[cfg(test)]
mod tests {
    use super::super::Pair;
    use super::*;

    #[test]
    fn a_supervisors_page_waits_for_both_signatures() {
        let day = NaiveDate::from_ymd_opt(2026, 3, 2).unwrap();
        let names = Pair { a: "Ana".to_owned(), b: "Rui".to_owned() };
        let case = Case::new("Linden", names);
        let asked = (Audience::Supervisor, Leaves::Stays);
        let told = checks(&case, asked, day);
        let needed = told.iter().filter(|it| it.weight == Weight::NeedsReason);
        assert_eq!(needed.count(), 1);
        let elsewhere = checks(&case, (Audience::Record, Leaves::ForSomebodyElse), day);
        assert_eq!(elsewhere[0].weight, Weight::Blocks);
        assert_eq!(checks(&case, (Audience::Couple, Leaves::Stays), day), []);
    }
}
