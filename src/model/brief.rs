//! What a therapist wants to know of a couple in the ten minutes before they come in.

use super::agreement::{Consent, ConsentKind};
use super::day::{Appointment, CoupleDays, Noted, SessionLine, UnsignedNote};
use super::homework::{Homework, Outcome};
use super::private_file::Todo;
use super::score::{LastTwo, last_two};
use super::screening::{self, Means};
use super::session::{Encounter, Knows};
use super::{Case, Pair, PartnerId, Session};
use chrono::{Days, NaiveDate};
use strum::VariantArray as _;

/// Months go by and things change: after so many days the questions about safety are due again,
/// unless another day was written down. It is a reminder of ours; no rule gives the number.
pub const SCREEN_AGAIN_DAYS: u64 = 180;
/// A consent that ends within so many days is named before it has ended.
const ENDS_SOON_DAYS: i64 = 14;

/// One couple in brief, for the therapist alone.
///
/// It counts what one partner told alone and what waits to be said, and quotes none of it: no
/// answer about safety, no to-do, no process note and nothing of an individual session.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Brief {
    pub next: Option<Appointment>,
    /// The number that the next session will have, or the running one has.
    pub number: u16,
    pub encounter: Option<LastEncounter>,
    pub home: Home,
    /// What waits to come into the open, counted.
    pub waits: Pair<Waits>,
    pub screening: Pair<Asked>,
    /// The gravest thing that the answers about safety ask for, and not whose they are.
    pub flag: Option<Means>,
    /// The check of three questions, from the last session in which it was answered.
    pub knows: Option<(u16, Knows)>,
    pub unsigned: Vec<UnsignedNote>,
    /// The sessions that are over and have no note, the newest first.
    pub without_note: Vec<SessionLine>,
    pub consents: Vec<ConsentGap>,
    /// The last two scores on each scale, for each partner apart; private measures are left out.
    pub scores: Vec<LastTwo>,
}

/// The last time that one told the other something new.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LastEncounter {
    pub session: u16,
    pub encounter: Encounter,
}

/// What they took home.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Home {
    /// The session in which it was given.
    pub session: Option<u16>,
    pub given: Vec<GivenHome>,
    /// Given to one of them alone since then, counted.
    pub given_alone: usize,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GivenHome {
    pub title: String,
    pub whose: Option<PartnerId>,
    pub outcome: Outcome,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Waits {
    pub count: usize,
    /// The day by which the first of them is due, or else the day on which it was opened.
    pub since: Option<NaiveDate>,
    pub due: Option<NaiveDate>,
}

/// When one partner was last asked about safety.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Asked {
    Never,
    /// Long ago: it is due again.
    Due(NaiveDate),
    On(NaiveDate),
}

impl Asked {
    pub fn is_due(self) -> bool {
        !matches!(self, Self::On(_))
    }
}

/// A consent that does not hold for at least one of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ConsentGap {
    pub kind: ConsentKind,
    pub gap: Gap,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Gap {
    Missing,
    /// One of them has not signed, or has taken it back.
    MissingFor(PartnerId),
    Expired(NaiveDate),
    EndsOn(NaiveDate),
}

impl Brief {
    pub fn of(case: &Case, today: NaiveDate) -> Self {
        let days = CoupleDays::of(case);
        let mut sessions: Vec<&Session> = case.sessions.iter().collect();
        sessions.sort_by_key(|session| std::cmp::Reverse(session.when()));
        let together: Vec<&Session> =
            sessions.iter().copied().filter(|it| it.kind.alone().is_none()).collect();
        let knows = |session: &&Session| {
            let knows = session.sheet.knows;
            (!knows.is_empty()).then_some((session.number, knows))
        };
        let screened = Pair::from_fn(|it| &case.private.of(it).screenings);
        let flags = screening::flags(&screening::questions(), &screened);
        let lines = sessions.iter().map(|session| SessionLine::of(case, session));
        let is_unwritten =
            |line: &SessionLine| !line.is_running && line.note == Noted::NotBegun;
        let running = case.running().map(|session| session.number);
        Self {
            next: days.coming(today),
            number: running.unwrap_or(days.next_number),
            encounter: together.iter().find_map(|it| last_encounter(it)),
            home: home(&sessions),
            waits: Pair::from_fn(|it| waits(case.private.of(it).open_todos())),
            screening: Pair::from_fn(|it| asked(case, it, today)),
            flag: flags.first().map(|flag| flag.means),
            knows: together.iter().find_map(knows),
            unsigned: days.unsigned,
            without_note: lines.filter(is_unwritten).collect(),
            consents: gaps(&case.consents, today),
            scores: last_two(case),
        }
    }

    /// How many things wait to be said, of both.
    pub fn waiting(&self) -> usize {
        self.waits.a.count + self.waits.b.count
    }

    /// The first day by which one of them is due.
    pub fn due(&self) -> Option<NaiveDate> {
        self.waits.iter().filter_map(|(_, waits)| waits.due).min()
    }
}

fn last_encounter(session: &Session) -> Option<LastEncounter> {
    let encounter = session.sheet.encounters.last()?.clone();
    Some(LastEncounter { session: session.number, encounter })
}

/// From the last session with both that gave any; what one of them was given alone since then
/// is only counted.
fn home(newest_first: &[&Session]) -> Home {
    let gives = |session: &&&Session| {
        session.kind.alone().is_none() && !session.sheet.homework.is_empty()
    };
    let from = newest_first.iter().position(|session| gives(&session));
    let since = newest_first.iter().take(from.unwrap_or(newest_first.len()));
    let alone = since.filter(|session| session.kind.alone().is_some());
    let given_alone = alone.map(|session| session.sheet.homework.len()).sum();
    let Some(session) = from.and_then(|at| newest_first.get(at)) else {
        return Home { given_alone, ..Home::default() };
    };
    let given = session.sheet.homework.iter().map(|home: &Homework| GivenHome {
        title: home.title.clone(),
        whose: home.whose,
        outcome: home.outcome,
    });
    Home { session: Some(session.number), given: given.collect(), given_alone }
}

fn waits<'a>(todos: impl Iterator<Item = &'a Todo>) -> Waits {
    todos.fold(Waits::default(), |waits, todo| Waits {
        count: waits.count + 1,
        since: Some(waits.since.map_or(todo.opened, |since| since.min(todo.opened))),
        due: waits.due.into_iter().chain(todo.due).min(),
    })
}

fn asked(case: &Case, partner: PartnerId, today: NaiveDate) -> Asked {
    let screenings = &case.private.of(partner).screenings;
    let Some(last) = screenings.iter().max_by_key(|screening| screening.date) else {
        return Asked::Never;
    };
    let usual = last.date + Days::new(SCREEN_AGAIN_DAYS);
    let again = last.again.unwrap_or(usual);
    if again <= today { Asked::Due(last.date) } else { Asked::On(last.date) }
}

/// The consents without which no therapy goes on, and every other one that has run out.
fn gaps(consents: &[Consent], today: NaiveDate) -> Vec<ConsentGap> {
    let gap = |kind: &ConsentKind| {
        let of_kind: Vec<&Consent> =
            consents.iter().filter(|consent| consent.kind == *kind).collect();
        let gap = gap_of(&of_kind, today)?;
        let is_told = kind.is_needed() || !of_kind.is_empty();
        is_told.then_some(ConsentGap { kind: *kind, gap })
    };
    ConsentKind::VARIANTS.iter().filter_map(gap).collect()
}

fn gap_of(of_kind: &[&Consent], today: NaiveDate) -> Option<Gap> {
    let holds = |partner| of_kind.iter().any(|it| it.holds_for(partner, today));
    match (holds(PartnerId::A), holds(PartnerId::B)) {
        (true, true) => ends_soon(of_kind, today).map(Gap::EndsOn),
        (true, false) => Some(Gap::MissingFor(PartnerId::B)),
        (false, true) => Some(Gap::MissingFor(PartnerId::A)),
        (false, false) => {
            let ended = of_kind.iter().filter_map(|it| it.expires);
            let ended = ended.filter(|end| *end < today).max();
            Some(ended.map_or(Gap::Missing, Gap::Expired))
        }
    }
}

/// The day on which the last one of a kind ends, if that is near.
fn ends_soon(of_kind: &[&Consent], today: NaiveDate) -> Option<NaiveDate> {
    let holding = of_kind.iter().filter(|consent| {
        PartnerId::BOTH.iter().all(|partner| consent.holds_for(*partner, today))
    });
    let ends: Option<Vec<NaiveDate>> = holding.map(|consent| consent.expires).collect();
    let last = ends?.into_iter().max()?;
    ((last - today).num_days() <= ENDS_SOON_DAYS).then_some(last)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::session::{Grade, Received};
    use crate::model::{HomeworkId, SessionKind};

    fn day(day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 11, day).unwrap()
    }

    fn linden() -> Case {
        Case::new("Linden", Pair { a: "Ana".to_owned(), b: "Rui".to_owned() })
    }

    fn given(title: &str) -> Homework {
        Homework {
            id: HomeworkId::new(),
            title: title.to_owned(),
            whose: None,
            steps: Vec::new(),
            sixty_seconds: String::new(),
            outcome: Outcome::Partly,
            told: String::new(),
        }
    }

    #[test]
    fn the_last_encounter_and_homework_are_those_of_both_together() {
        let mut case = linden();
        let mut together = Session::new(6, SessionKind::Joint, day(11));
        together.sheet.encounters = vec![Encounter {
            sharer: PartnerId::A,
            words: "I got scared".to_owned(),
            received: Some(Received::Green),
            answer: "took her hand".to_owned(),
        }];
        together.sheet.homework = vec![given("Name the loop aloud")];
        together.sheet.knows.therapist = Some(Grade::Yes);
        let mut alone = Session::new(7, SessionKind::IndividualB, day(15));
        alone.sheet.encounters = together.sheet.encounters.clone();
        alone.sheet.encounters[0].words = "saffron".to_owned();
        alone.sheet.homework = vec![given("saffron")];
        alone.sheet.knows.therapist = Some(Grade::NotYet);
        case.sessions = vec![alone, together];
        let brief = Brief::of(&case, day(22));
        let last = brief.encounter.as_ref().unwrap();
        assert_eq!((last.session, last.encounter.words.as_str()), (6, "I got scared"));
        assert_eq!(brief.home.given[0].title, "Name the loop aloud");
        assert_eq!((brief.home.session, brief.home.given_alone), (Some(6), 1));
        assert_eq!(brief.knows.unwrap().1.therapist, Some(Grade::Yes));
        assert_eq!(brief.number, 8);
        assert!(!format!("{brief:?}").contains("saffron"));
    }

    #[test]
    fn what_waits_to_be_said_is_a_count_and_a_day() {
        let mut case = linden();
        let todo = |opened, due| Todo { due, ..Todo::new(day(opened), "saffron") };
        case.private.b.todos = vec![todo(9, None), todo(4, Some(day(29)))];
        let brief = Brief::of(&case, day(22));
        assert_eq!((brief.waiting(), brief.due()), (2, Some(day(29))));
        assert_eq!(brief.waits.b.since, Some(day(4)));
        assert!(!format!("{brief:?}").contains("saffron"));
    }

    #[test]
    fn the_questions_about_safety_fall_due_and_a_flag_names_nobody() {
        let mut case = linden();
        let severe = [("violence".to_owned(), "severe".to_owned())].into();
        let screening = |date, answers| screening::Screening {
            date,
            answers,
            ..screening::Screening::default()
        };
        case.private.a.screenings = vec![screening(day(1), severe)];
        let long_ago = NaiveDate::from_ymd_opt(2026, 3, 1).unwrap();
        let brief = Brief::of(&case, day(22));
        assert_eq!(brief.screening, Pair { a: Asked::On(day(1)), b: Asked::Never });
        assert_eq!(brief.flag, Some(Means::Red));
        case.private.b.screenings =
            vec![screening(long_ago, std::collections::BTreeMap::new())];
        assert_eq!(Brief::of(&case, day(22)).screening.b, Asked::Due(long_ago));
    }

    #[test]
    fn consents_that_do_not_hold_for_both_are_named() {
        let mut case = linden();
        let both = Pair { a: Some(day(1)), b: Some(day(1)) };
        let consent =
            |kind, signed, expires| Consent { signed, expires, ..Consent::new(kind) };
        case.consents = vec![
            consent(ConsentKind::Treatment, both, None),
            consent(ConsentKind::Records, both, Some(day(20))),
            consent(ConsentKind::Supervision, both, Some(day(30))),
            consent(ConsentKind::IndividualSessions, Pair { b: None, ..both }, None),
        ];
        let gaps = Brief::of(&case, day(22)).consents;
        let gap = |kind, gap| ConsentGap { kind, gap };
        assert_eq!(
            gaps,
            [
                gap(ConsentKind::Confidentiality, Gap::Missing),
                gap(ConsentKind::Records, Gap::Expired(day(20))),
                gap(ConsentKind::IndividualSessions, Gap::MissingFor(PartnerId::B)),
                gap(ConsentKind::Supervision, Gap::EndsOn(day(30))),
            ]
        );
    }
}
