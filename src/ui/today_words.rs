//! What the list of the day says, in few words.

use super::when;
use crate::drawing::Ink;
use crate::model::agreement::ConsentKind;
use crate::model::brief::{Asked, Brief, Gap, GivenHome, Home, Waits};
use crate::model::day::{CoupleDays, SessionLine, UnsignedNote, VisitState, Which};
use crate::model::screening::Means;
use crate::model::session::{Encounter, Grade, Knows, Received};
use crate::model::{Case, Pair, PartnerId, SessionKind};
use chrono::{NaiveDate, NaiveTime};

/// The one word behind a couple of the day, and how loud it is.
pub fn state(state: VisitState) -> (String, Ink) {
    match state {
        VisitState::Running => ("Running".to_owned(), Ink::Accent),
        VisitState::NoteNotSigned => ("Note not signed".to_owned(), Ink::Ink2),
        VisitState::NoNoteYet => ("No note yet".to_owned(), Ink::Ink2),
        VisitState::NoteSigned => ("Signed".to_owned(), Ink::Ink3),
        VisitState::Alone(PartnerId::A) => ("Partner A alone".to_owned(), Ink::Ink2),
        VisitState::Alone(PartnerId::B) => ("Partner B alone".to_owned(), Ink::Ink2),
        VisitState::Soon(0) => ("Now".to_owned(), Ink::Accent),
        VisitState::Soon(minutes) => {
            (format!("In {}", when::count_i64(minutes, "minute", "minutes")), Ink::Accent)
        }
        VisitState::NotBegun => ("Not begun".to_owned(), Ink::Ink3),
        VisitState::NoMapYet => ("No map yet".to_owned(), Ink::Ink2),
        VisitState::Nothing => (String::new(), Ink::Ink2),
    }
}

/// "15:10"; nothing for a day without an hour.
pub fn time(at: Option<NaiveTime>) -> String {
    at.map(|at| at.format("%H:%M").to_string()).unwrap_or_default()
}

/// "Session 7, joint".
pub fn which(which: Which) -> String {
    let number = which.number();
    match (which.kind(), number) {
        (None, 1) => "First session".to_owned(),
        (None, number) => format!("Session {number}"),
        (Some(kind), number) => format!("Session {number}, {}", kind_words(kind)),
    }
}

/// Without a name: the list of the day is not about one couple.
fn kind_words(kind: SessionKind) -> &'static str {
    match kind {
        SessionKind::Joint => "joint",
        SessionKind::IndividualA | SessionKind::IndividualB => "individual",
        SessionKind::Family => "family",
        SessionKind::Other => "with others",
    }
}

/// "session 6", or "a note" for one that belongs to no session.
pub fn note(note: &UnsignedNote) -> String {
    note.session.map_or_else(|| "a note".to_owned(), |number| format!("session {number}"))
}

/// "today", "1 day", "8 days".
pub fn age(today: NaiveDate, about: NaiveDate) -> String {
    match (today - about).num_days() {
        ..=0 => "today".to_owned(),
        days => when::count_i64(days, "day", "days"),
    }
}

/// When a couple that does not come today comes or came.
pub fn met(today: NaiveDate, days: &CoupleDays) -> String {
    if days.is_ended {
        return "ended".to_owned();
    }
    match (days.coming(today), days.last()) {
        (Some(next), _) => when::date(today, next.date),
        (None, Some(last)) => format!("last {}", when::date(today, last.date)),
        (None, None) => "no session yet".to_owned(),
    }
}

/// The last backup, in words; one that is long ago says how long.
pub fn backup(today: NaiveDate, last: Option<NaiveDate>) -> String {
    let Some(day) = last else { return "No backup yet".to_owned() };
    let said = match (today - day).num_days() {
        0 => "today".to_owned(),
        1 => "yesterday".to_owned(),
        _ => when::day(today, day),
    };
    format!("Last backup: {said}")
}

/// "Ana to Rui: “I got scared”", and how it was received.
pub fn encounter(case: &Case, encounter: &Encounter) -> (String, String, String) {
    let (sharer, other) = (encounter.sharer, encounter.sharer.other());
    let who = format!("{} to {}: ", case.name_of(sharer), case.name_of(other));
    let said = match encounter.words.trim() {
        "" => "no words were written down".to_owned(),
        words => format!("“{words}”"),
    };
    let received = match encounter.received {
        Some(Received::Green) => format!("{} let it in", case.name_of(other)),
        Some(Received::Orange) => {
            format!("{} answered, and did not trust it yet", case.name_of(other))
        }
        Some(Received::Red) => format!("{} could not let it in", case.name_of(other)),
        None => String::new(),
    };
    let answer = encounter.answer.trim();
    let answer = match (received.is_empty(), answer.is_empty()) {
        (_, true) => received,
        (true, false) => answer.to_owned(),
        (false, false) => format!("{received}: {answer}"),
    };
    (who, said, answer)
}

/// What was given and what came of it, a line each.
pub fn home(case: &Case, home: &Home) -> Vec<String> {
    let line = |given: &GivenHome| {
        let whose = given.whose.map(|partner| case.name_of(partner));
        let whose = whose.map(|name| format!("{name}: ")).unwrap_or_default();
        format!("{whose}{}, {}", given.title, given.outcome.label())
    };
    home.given.iter().map(line).collect()
}

/// What was given to one of them alone since then.
pub fn home_alone(home: &Home) -> Option<String> {
    match home.given_alone {
        0 => None,
        1 => Some("One practice was given alone".to_owned()),
        count => Some(format!("{count} practices were given alone")),
    }
}

/// "One thing told alone waits, due 29 November".
pub fn waits(brief: &Brief, today: NaiveDate) -> Option<String> {
    let waits = match brief.waiting() {
        0 => return None,
        1 => "One thing told alone waits".to_owned(),
        count => format!("{count} things told alone wait"),
    };
    let since = |waits: &Waits| waits.since;
    let since = brief.waits.iter().filter_map(|(_, it)| since(it)).min();
    Some(match (brief.due(), since) {
        (Some(due), _) if due < today => {
            format!("{waits}, overdue since {}", when::date(today, due))
        }
        (Some(due), _) => format!("{waits}, due {}", when::date(today, due)),
        (None, Some(since)) => format!("{waits} since {}", when::date(today, since)),
        (None, None) => waits,
    })
}

/// Whether the questions about safety are due, and never what was answered.
pub fn screening(case: &Case, screening: &Pair<Asked>) -> Option<String> {
    let due = |partner| screening.of(partner).is_due();
    let again = |partner| matches!(screening.of(partner), Asked::Due(_));
    match (due(PartnerId::A), due(PartnerId::B)) {
        (false, false) => None,
        (true, true) if again(PartnerId::A) || again(PartnerId::B) => {
            Some("Screening is due again, each partner apart".to_owned())
        }
        (true, true) => Some("Screening is due, each partner apart".to_owned()),
        (a, _) => {
            let partner = if a { PartnerId::A } else { PartnerId::B };
            let again = if again(partner) { "due again" } else { "due" };
            Some(format!("Screening of {} is {again}, alone", case.name_of(partner)))
        }
    }
}

/// A flag as a flag: it says neither what nor whose.
pub fn flag(flag: Means) -> Option<(&'static str, Ink)> {
    match flag {
        Means::Nothing | Means::Note => None,
        Means::PlanNeeded => Some(("A plan for safety is needed", Ink::Alarm)),
        Means::Amber => Some(("A flag is up: read the file first", Ink::Alarm)),
        Means::Red => {
            Some(("A red flag is up: read the file before you see both", Ink::Alarm))
        }
    }
}

/// "I do, they nearly do, they do not feel it in the room yet".
pub fn knows(case: &Case, knows: Knows) -> Option<String> {
    let me = knows.therapist.map(|grade| match grade {
        Grade::Yes => "I do",
        Grade::Partly => "I nearly do",
        Grade::NotYet => "I do not yet",
    });
    let know = pair(case, knows.couple, |grade, who| match (grade, who) {
        (Grade::Yes, Who::One) => "does",
        (Grade::Yes, Who::They) => "do",
        (Grade::Partly, Who::One) => "nearly does",
        (Grade::Partly, Who::They) => "nearly do",
        (Grade::NotYet, Who::One) => "does not yet",
        (Grade::NotYet, Who::They) => "do not yet",
    });
    let feel = pair(case, knows.felt, |grade, who| match (grade, who) {
        (Grade::Yes, Who::One) => "feels it in the room",
        (Grade::Yes, Who::They) => "feel it in the room",
        (Grade::Partly, Who::One) => "nearly feels it in the room",
        (Grade::Partly, Who::They) => "nearly feel it in the room",
        (Grade::NotYet, Who::One) => "does not feel it in the room yet",
        (Grade::NotYet, Who::They) => "do not feel it in the room yet",
    });
    let all: Vec<String> =
        me.map(str::to_owned).into_iter().chain(know).chain(feel).collect();
    (!all.is_empty()).then(|| all.join(", "))
}

/// One clause for both if they are alike, or else one for each.
fn pair(
    case: &Case,
    grades: Pair<Option<Grade>>,
    says: fn(Grade, Who) -> &'static str,
) -> Vec<String> {
    if let (Some(a), Some(b)) = (grades.a, grades.b)
        && a == b
    {
        return vec![format!("they {}", says(a, Who::They))];
    }
    let one = |(partner, grade): (PartnerId, &Option<Grade>)| {
        let name = case.name_of(partner);
        grade.map(|grade| format!("{name} {}", says(grade, Who::One)))
    };
    grades.iter().filter_map(one).collect()
}

/// Whom a clause is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Who {
    One,
    They,
}

/// What is missing, a line for each kind of gap.
pub fn consents(case: &Case, brief: &Brief, today: NaiveDate) -> Vec<String> {
    let missing: Vec<ConsentKind> = brief
        .consents
        .iter()
        .filter(|it| it.gap == Gap::Missing)
        .map(|it| it.kind)
        .collect();
    let mut lines = Vec::new();
    match missing.as_slice() {
        [] => {}
        [one] => lines.push(format!("{}: not signed", one.label())),
        several => {
            let labels: Vec<&str> = several.iter().map(|kind| kind.label()).collect();
            lines.push(format!("Not signed: {}", labels.join(", ").to_lowercase()));
        }
    }
    for gap in brief.consents.iter().filter(|it| it.gap != Gap::Missing) {
        let label = gap.kind.label();
        lines.push(match gap.gap {
            Gap::Missing => continue,
            Gap::MissingFor(partner) => {
                format!("{label}: not signed by {}", case.name_of(partner))
            }
            Gap::Expired(on) => format!("{label}: ended {}", when::date(today, on)),
            Gap::EndsOn(on) => format!("{label}: ends {}", when::date(today, on)),
        });
    }
    lines
}

/// "Session 6, 7 days; session 5, 14 days".
pub fn unsigned(notes: &[UnsignedNote], today: NaiveDate) -> Option<String> {
    let line = |it: &UnsignedNote| format!("{}, {}", note(it), age(today, it.about));
    let all: Vec<String> = notes.iter().map(line).collect();
    (!all.is_empty()).then(|| all.join("; "))
}

/// So many sessions without a note are named; the others are counted.
const NAMED: usize = 2;

/// "Session 9, today; session 8, 7 days; and 3 before".
pub fn without_note(sessions: &[SessionLine], today: NaiveDate) -> Option<String> {
    let line =
        |it: &SessionLine| format!("session {}, {}", it.number, age(today, it.date));
    let more = sessions.len().saturating_sub(NAMED);
    let more = (more > 0).then(|| format!("and {more} before"));
    let all: Vec<String> = sessions.iter().take(NAMED).map(line).chain(more).collect();
    (!all.is_empty()).then(|| all.join("; "))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::edit::note;
    use crate::model::Session;
    use crate::model::note_format::NoteFormat;

    fn case() -> Case {
        Case::new("Linden", Pair { a: "Ana".to_owned(), b: "Rui".to_owned() })
    }

    fn both(grade: Grade) -> Pair<Option<Grade>> {
        Pair { a: Some(grade), b: Some(grade) }
    }

    #[test]
    fn the_three_questions_are_answered_in_words() {
        let check = Knows {
            therapist: Some(Grade::Yes),
            couple: both(Grade::Partly),
            felt: both(Grade::NotYet),
        };
        assert_eq!(
            knows(&case(), check).unwrap(),
            "I do, they nearly do, they do not feel it in the room yet"
        );
        let apart = Pair { a: Some(Grade::Yes), b: Some(Grade::NotYet) };
        let check = Knows { couple: apart, ..Knows::default() };
        assert_eq!(knows(&case(), check).unwrap(), "Ana does, Rui does not yet");
        assert_eq!(knows(&case(), Knows::default()), None);
    }

    #[test]
    fn what_is_to_do_says_how_much_and_when_and_never_what() {
        let today = NaiveDate::from_ymd_opt(2026, 11, 22).unwrap();
        let mut brief = Brief::of(&case(), today);
        assert_eq!(waits(&brief, today), None);
        brief.waits.b = Waits { count: 1, since: Some(today), due: None };
        assert_eq!(
            waits(&brief, today).unwrap(),
            "One thing told alone waits since today"
        );
        let asked = Pair { a: Asked::Never, b: Asked::On(today) };
        assert_eq!(screening(&case(), &asked).unwrap(), "Screening of Ana is due, alone");
        let missing = consents(&case(), &brief, today);
        assert_eq!(
            missing,
            [
                "Not signed: treatment, limits of confidentiality, records and their release, \
              what is told alone"
            ]
        );
    }

    #[test]
    fn a_session_that_is_over_and_has_no_note_is_told() {
        let today = NaiveDate::from_ymd_opt(2026, 11, 22).unwrap();
        let mut case = case();
        for number in 1..=4_u16 {
            let ago = chrono::Days::new(7 * u64::from(4 - number));
            case.sessions.push(Session::new(number, SessionKind::Joint, today - ago));
        }
        let now = today.and_hms_opt(9, 0, 0).unwrap().and_utc().fixed_offset();
        let format = &NoteFormat::shipped()[0];
        case.notes.push(note::begin(&case.sessions[1], format, now));
        let brief = Brief::of(&case, today);
        assert_eq!(
            without_note(&brief.without_note, today).unwrap(),
            "session 4, today; session 3, 7 days; and 1 before"
        );
        assert_eq!(without_note(&[], today), None);
        case.sessions[3].start =
            Some(today.and_hms_opt(9, 0, 0).unwrap().and_utc().fixed_offset());
        assert!(case.sessions[3].is_running());
        assert_eq!(Brief::of(&case, today).without_note.len(), 2);
    }

    #[test]
    fn an_age_is_whole_days_and_a_time_is_the_clocks() {
        let today = NaiveDate::from_ymd_opt(2026, 11, 22).unwrap();
        assert_eq!(age(today, today), "today");
        assert_eq!(age(today, today - chrono::Days::new(1)), "1 day");
        assert_eq!(time(NaiveTime::from_hms_opt(9, 5, 0)), "09:05");
        assert_eq!(state(VisitState::Soon(20)).0, "In 20 minutes");
        assert_eq!(state(VisitState::Soon(1)).0, "In 1 minute");
        assert_eq!(backup(today, None), "No backup yet");
    }
}
