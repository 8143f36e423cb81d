//! Checks a case that comes from outside: it must be one that could have been typed here.

use super::case::NAME_LETTERS;
use super::cycle_map::PHRASE_LETTERS;
use super::dialogue::TURNS;
use super::incoming_map::check_map;
use super::incoming_words::{few, line, name, optional};
use super::listed::ListEdit;
use super::listed::{LINE_LETTERS, TEXT_LETTERS};
use super::note::SECTION_LETTERS;
use super::{CaseEdit, Edit, EditError};
use crate::model::passage::passages;
use crate::model::unseen::{closes_its_isolates, is_unseen};
use crate::model::{Case, ClientModel, Note, Pair, SecretsPolicy, SessionId};
use chrono::Datelike as _;
use std::collections::HashSet;
use uuid::Uuid;

/// The most maps, sessions or phrases of one kind that a case may bring with it.
pub const MOST: usize = 10_000;

/// What is wrong with a case from outside, and where. It never repeats the words.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Fault {
    #[error("{0} is empty.")]
    Empty(String),
    #[error("{place} has {found} letters; {most} fit.")]
    TooLong { place: String, found: usize, most: usize },
    #[error("{0} holds a line break or another sign that cannot be seen.")]
    Unseen(String),
    #[error(
        "{0} holds a sign that hides words or turns them round. Take it out of the file, \
         then bring it in again."
    )]
    Hidden(String),
    #[error("{0} has more than {TURNS} turns before or after.")]
    TooManyTurns(String),
    #[error("{0} does not fit: {1}")]
    Refused(String, EditError),
    #[error("It has no map; a couple has at least one.")]
    NoMap,
    #[error("It brings more than {MOST} {0}.")]
    TooMany(&'static str),
    #[error("{0} has an id that something else has too.")]
    SameId(String),
    #[error("{0} sessions are still running; only one runs at a time.")]
    SeveralRun(usize),
    #[error("{0} ends before it begins.")]
    EndsFirst(String),
    #[error("{0} names a session that is not in the file.")]
    NoSuchSession(String),
    #[error(
        "{0} was said alone and is shareable, but no act of sharing is written down."
    )]
    SharedWithoutAct(String),
    #[error("{0} has a day outside the years 1900 to 2200. Put it right in the file.")]
    NoDay(String),
    #[error("{0} holds a / or \\, or begins with a dot, and could not name a file.")]
    NoFileName(String),
    #[error("{0} has an intensity above 10.")]
    Intensity(String),
}

/// The first fault of a case, in reading order.
pub fn check(case: &Case) -> Result<(), Fault> {
    line("The code name", &case.code_name, NAME_LETTERS)?;
    name("The code name", &case.code_name, NAME_LETTERS)?;
    if case.code_name.contains(['/', '\\'])
        || case.code_name.trim_start().starts_with('.')
    {
        return Err(Fault::NoFileName("The code name".to_owned()));
    }
    check_partners(case)?;
    check_days(case)?;
    if case.maps.is_empty() {
        return Err(Fault::NoMap);
    }
    few(case.maps.len(), "maps")?;
    few(case.sessions.len(), "sessions")?;
    few(case.element_count(), "phrases")?;
    check_sessions(case)?;
    check_ids(case)?;
    check_file(case)?;
    let sessions: HashSet<SessionId> = case.sessions.iter().map(|s| s.id).collect();
    check_versions(case, &sessions)?;
    let mut maps = case.maps.iter().zip(1..);
    maps.try_for_each(|(map, number)| check_map(map, number, &sessions))?;
    check_seen(case)
}

fn check_partners(case: &Case) -> Result<(), Fault> {
    for (partner, person) in case.partners.iter() {
        let place = |what: &str| format!("Partner {partner:?}'s {what}");
        line(&place("name"), &person.name, NAME_LETTERS)?;
        for (what, words) in [
            ("name", &person.name),
            ("surname", &person.surname),
            ("pronouns", &person.pronouns),
        ] {
            name(&place(what), words, NAME_LETTERS)?;
        }
        let contact = &person.contact;
        for words in [&contact.phone, &contact.email] {
            name(&place("contact"), words, LINE_LETTERS)?;
        }
        for line in contact.address.lines().chain(contact.how.lines()) {
            name(&place("contact"), line, TEXT_LETTERS)?;
        }
    }
    Ok(())
}

/// Days that nobody lives to see come from a slip, and stretch every line of time.
fn check_days(case: &Case) -> Result<(), Fault> {
    let sessions = case.sessions.iter().map(|it| ("A session", it.date));
    let notes = case.notes.iter().map(|it| ("A note", it.about));
    let scores = case.scores.iter().map(|it| ("A score", it.date));
    let fights = case.episodes.iter().map(|it| ("A fight at home", it.date));
    let events = case.events.iter().filter_map(|it| Some(("An event", it.on?)));
    let mut all = sessions.chain(notes).chain(scores).chain(fights).chain(events);
    match all.find(|(_, day)| !(1900..=2200).contains(&day.year())) {
        Some((what, _)) => Err(Fault::NoDay(what.to_owned())),
        None => Ok(()),
    }
}

/// A version may name sessions that were removed since; all else is as on a map.
fn check_versions(case: &Case, sessions: &HashSet<SessionId>) -> Result<(), Fault> {
    few(case.versions.len(), "versions")?;
    for (version, number) in case.versions.iter().zip(1..) {
        let place = format!("Version {number} of the file");
        optional(&place, &version.why, PHRASE_LETTERS)?;
        optional(&place, &version.by, NAME_LETTERS)?;
        let phrases = version.map.elements();
        let seen = phrases.flat_map(|(_, it)| [it.first_seen, it.last_seen]);
        let tray = version.map.tray.iter().map(|phrase| phrase.first_seen);
        let mut known = sessions.clone();
        known.extend(seen.chain(tray).flatten());
        check_map(&version.map, number, &known)?;
    }
    Ok(())
}

fn check_sessions(case: &Case) -> Result<(), Fault> {
    let running = case.sessions.iter().filter(|it| it.is_running()).count();
    if running > 1 {
        return Err(Fault::SeveralRun(running));
    }
    for (session, number) in case.sessions.iter().zip(1..) {
        let times = session.start.zip(session.stop);
        if times.is_some_and(|(start, stop)| stop < start) {
            return Err(Fault::EndsFirst(format!("Session {number} of the file")));
        }
    }
    Ok(())
}

/// Agreements, plan, events, notes and sheets must be such as could have been written here.
fn check_file(case: &Case) -> Result<(), Fault> {
    let refused = |place: &str, error: EditError| Fault::Refused(place.to_owned(), error);
    let mut blank = Case::new("Import", Pair::default());
    blank.sessions.clone_from(&case.sessions);
    blank.client_model = case.client_model.or(Some(ClientModel::Couple));
    blank.secrets_policy = case.secrets_policy.or(Some(SecretsPolicy::NoSecrets));
    let mut tried = |place: &str, edit: CaseEdit| {
        let done = Edit::Case(edit).apply(&mut blank);
        done.map(drop).map_err(|error| refused(place, error))
    };
    for session in &case.sessions {
        tried("A session", CaseEdit::Session(Box::new(session.clone())))?;
    }
    tried("The policy", CaseEdit::PolicyWords(case.policy_words.clone()))?;
    for it in &case.keeping.without_consent {
        line("A reason to print", &it.because, LINE_LETTERS)?;
    }
    tried("The plan", CaseEdit::Plan(Box::new(case.plan.clone())))?;
    for consent in &case.consents {
        tried("A consent", CaseEdit::Consent(ListEdit::Add(Box::new(consent.clone()))))?;
    }
    for request in &case.requests {
        tried("A request", CaseEdit::Request(ListEdit::Add(Box::new(request.clone()))))?;
    }
    for event in &case.events {
        tried("An event", CaseEdit::Event(ListEdit::Add(Box::new(event.clone()))))?;
    }
    for episode in &case.episodes {
        let add = ListEdit::Add(Box::new(episode.clone()));
        tried("A fight at home", CaseEdit::Episode(add))?;
    }
    let assessment = Box::new(case.assessment.clone());
    tried("Readiness and signs", CaseEdit::Assessment(assessment))?;
    for note in &case.notes {
        check_signed(note)?;
        let bare = Note { signature: None, addenda: Vec::new(), ..note.clone() };
        tried("A note", CaseEdit::Note(ListEdit::Add(Box::new(bare))))?;
    }
    for score in &case.scores {
        tried("A score", CaseEdit::Score(ListEdit::Add(Box::new(score.clone()))))?;
    }
    for (partner, file) in case.private.iter() {
        tried("A private part", CaseEdit::Private(partner, Box::new(file.clone())))?;
    }
    Ok(())
}

/// No text may hold signs that hide its words or turn them round. What is said of the place
/// names no word of it.
fn check_seen(case: &Case) -> Result<(), Fault> {
    let is_whole =
        |words: &str| !words.chars().any(is_unseen) && closes_its_isolates(words);
    let passages = passages(case);
    let hidden = passages.iter().find(|passage| !is_whole(passage.words));
    if let Some(passage) = hidden {
        return Err(Fault::Hidden(passage.place.title()));
    }
    // Everything else that is text: keys, titles, who signed, ids of formats.
    let pretty = ron::ser::PrettyConfig::new().new_line("\n").escape_strings(false);
    let text = ron::ser::to_string_pretty(case, pretty);
    if text.is_ok_and(|text| !text.chars().any(is_unseen)) {
        return Ok(());
    }
    Err(Fault::Hidden("A text in the file".to_owned()))
}

/// What signed a note, and what joined it since, as it could have been written here.
fn check_signed(note: &Note) -> Result<(), Fault> {
    let by = "The signature of a note";
    if let Some(signature) = &note.signature {
        line(by, &signature.by, LINE_LETTERS)?;
        optional(by, &signature.credentials, LINE_LETTERS)?;
    }
    few(note.addenda.len(), "addenda")?;
    for added in &note.addenda {
        let place = "An addition to a note";
        line(place, &added.by, LINE_LETTERS)?;
        optional(place, &added.credentials, LINE_LETTERS)?;
        for words in [&added.reason, &added.words] {
            let found = words.chars().count();
            if found > SECTION_LETTERS {
                let (place, most) = (place.to_owned(), SECTION_LETTERS);
                return Err(Fault::TooLong { place, found, most });
            }
        }
    }
    if !note.is_signed() && !note.addenda.is_empty() {
        return Err(Fault::Refused("A note".to_owned(), EditError::NotSigned));
    }
    Ok(())
}

/// Missing ids are given later; those that are there must differ.
fn check_ids(case: &Case) -> Result<(), Fault> {
    let mut seen = HashSet::new();
    let mut new = |id: Uuid, place: String| {
        let is_new = id.is_nil() || seen.insert(id);
        if is_new { Ok(()) } else { Err(Fault::SameId(place)) }
    };
    new(case.id.0, "The couple".to_owned())?;
    for (session, number) in case.sessions.iter().zip(1..) {
        new(session.id.0, format!("Session {number} of the file"))?;
    }
    for (version, number) in case.versions.iter().zip(1..) {
        new(version.id.0, format!("Version {number} of the file"))?;
    }
    for (map, number) in case.maps.iter().zip(1..) {
        new(map.id.0, format!("Map {number}"))?;
        for (partner, element) in map.elements() {
            new(element.id.0, format!("A phrase of map {number}, side {partner:?},"))?;
        }
        for phrase in &map.tray {
            new(phrase.id.0, format!("An unsorted phrase of map {number}"))?;
        }
        for dialogue in &map.dialogues {
            new(dialogue.id.0, format!("A dialogue of map {number}"))?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Element, Layer, Pair, Session, SessionKind};

    fn case() -> Case {
        let names = Pair { a: "Ana".to_owned(), b: "Rui".to_owned() };
        let mut case = Case::new("Linden", names);
        let date = chrono::NaiveDate::from_ymd_opt(2026, 9, 9).unwrap();
        case.sessions.push(Session::new(1, SessionKind::Joint, date));
        case.maps[0].sides.b.elements.push(Element::new(Layer::Behaviour, "goes quiet"));
        case
    }

    fn phrase(case: &mut Case) -> &mut Element {
        &mut case.maps[0].sides.b.elements[0]
    }

    fn told(change: impl FnOnce(&mut Case)) -> String {
        let mut case = case();
        change(&mut case);
        check(&case).unwrap_err().to_string()
    }

    #[test]
    fn a_case_that_could_have_been_typed_is_taken() {
        assert_eq!(check(&case()), Ok(()));
    }

    #[test]
    fn each_fault_says_where_it_is_and_never_what_was_said() {
        assert_eq!(told(|c| c.code_name.clear()), "The code name is empty.");
        assert_eq!(told(|c| c.maps.clear()), "It has no map; a couple has at least one.");
        assert_eq!(
            told(|c| phrase(c).words = "quiet".repeat(70)),
            "Map 1, side B, phrase 1 has 350 letters; 300 fit."
        );
        assert_eq!(
            told(|c| phrase(c).words = "goes\nquiet".to_owned()),
            "Map 1, side B, phrase 1 holds a line break or another sign that cannot be seen."
        );
        assert_eq!(
            told(|c| phrase(c).intensity = Some(11)),
            "Map 1, side B, phrase 1 has an intensity above 10."
        );
        assert_eq!(
            told(|c| phrase(c).first_seen = Some(SessionId::new())),
            "Map 1, side B, phrase 1 names a session that is not in the file."
        );
        assert_eq!(
            told(|c| {
                let again = phrase(c).clone();
                c.maps[0].sides.a.elements.push(again);
            }),
            "A phrase of map 1, side B, has an id that something else has too."
        );
    }

    #[test]
    fn a_text_that_hides_or_turns_its_words_is_refused_and_its_place_is_named() {
        let tail = " holds a sign that hides words or turns them round. Take it out of the \
                    file, then bring it in again.";
        for sign in ["\u{202E}", "\u{1B}[2J", "\u{0}", "\u{200B}", "\r", "\u{2067}open"] {
            let words = format!("what they\n{sign} said");
            let told_plan = told(|c| c.plan.history.clone_from(&words));
            assert_eq!(told_plan, format!("Treatment plan{tail}"), "{sign:?}");
            let told_sheet = told(|c| c.sessions[0].sheet.observed.clone_from(&words));
            assert_eq!(told_sheet, format!("Session 1{tail}"), "{sign:?}");
            let told_alone = told(|c| c.private.b.attachment_history.clone_from(&words));
            assert_eq!(told_alone, format!("Kept apart{tail}"), "{sign:?}");
        }
        let key =
            told(|c| c.sessions[0].sheet.interventions = vec!["a\u{202E}".to_owned()]);
        assert_eq!(key, format!("Session 1{tail}"));
        let nowhere = told(|c| {
            c.shown_measures.insert("a\u{202E}b".to_owned(), chrono::NaiveDate::MIN);
        });
        assert_eq!(nowhere, format!("A text in the file{tail}"));
    }

    #[test]
    fn words_that_are_written_from_the_right_may_come_in_and_names_hold_no_direction() {
        let hebrew = "she said \u{2067}\u{5E9}\u{5DC}\u{5D5}\u{5DD}\u{2069} to him";
        let mut case = case();
        case.plan.history = hebrew.to_owned();
        hebrew.clone_into(&mut phrase(&mut case).words);
        assert_eq!(check(&case), Ok(()));
        for name in ["\u{2067}Rui\u{2069}", "R\u{202E}ui"] {
            let told = told(|c| name.clone_into(&mut c.partners.b.name));
            assert!(told.starts_with("Partner B's name holds"), "{told}");
        }
    }
}
