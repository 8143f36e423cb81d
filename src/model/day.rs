//! The therapist's day: who comes when, and which notes wait for a signature.

use super::session::LONGEST_HOURS;
use super::{Case, CaseId, CaseStatus, Note, NoteId, PartnerId, Session, SessionKind};
use chrono::{DateTime, FixedOffset, NaiveDate, NaiveTime};
use serde::{Deserialize, Serialize};

/// The newest sessions that the list of a day looks at.
const NEWEST: usize = 4;
/// An hour before, the list begins to count the minutes.
const SOON_MINUTES: i64 = 60;

/// What of a couple the day's list needs to know. It holds no word of anybody.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct CoupleDays {
    /// The newest sessions, the last one first.
    pub sessions: Vec<SessionLine>,
    /// What was agreed on when they last met.
    pub next: Option<Appointment>,
    /// The oldest first.
    pub unsigned: Vec<UnsignedNote>,
    /// The number that the next session will have.
    pub next_number: u16,
    pub is_ended: bool,
}

/// One session, in numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct SessionLine {
    pub number: u16,
    pub kind: SessionKind,
    pub date: NaiveDate,
    pub began: Option<NaiveTime>,
    pub is_running: bool,
    pub note: Noted,
}

/// How far the note on a session is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Noted {
    NotBegun,
    Unsigned(NoteId),
    Signed,
}

/// When they come again; the time of day is not always written down.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Appointment {
    pub date: NaiveDate,
    pub at: Option<NaiveTime>,
}

/// A note that waits for a signature.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct UnsignedNote {
    pub id: NoteId,
    /// The number of its session.
    pub session: Option<u16>,
    /// The day that it is about.
    pub about: NaiveDate,
}

impl CoupleDays {
    pub fn of(case: &Case) -> Self {
        let mut sorted: Vec<&Session> = case.sessions.iter().collect();
        sorted.sort_by_key(|session| std::cmp::Reverse(session.when()));
        let last = sorted.first().map(|session| session.date);
        let highest = case.sessions.iter().map(|session| session.number).max();
        let newest = sorted.iter().take(NEWEST);
        Self {
            sessions: newest.map(|session| SessionLine::of(case, session)).collect(),
            next: sorted.iter().find_map(|it| appointment(it, last)),
            unsigned: unsigned(case),
            next_number: highest.unwrap_or_default().saturating_add(1),
            is_ended: case.status == CaseStatus::Ended,
        }
    }

    /// The last session that was held or is running.
    pub fn last(&self) -> Option<&SessionLine> {
        self.sessions.first()
    }

    /// When they come next, if that is known and not over.
    pub fn coming(&self, today: NaiveDate) -> Option<Appointment> {
        self.next.filter(|next| next.date >= today)
    }

    /// True while they sit with the therapist. A session that nobody stopped is over after half
    /// a day.
    pub fn are_here(&self, now: DateTime<FixedOffset>) -> bool {
        let lasts = |line: &SessionLine| {
            let began = line.began.map(|began| line.date.and_time(began));
            let hours = began.map(|began| (now.naive_local() - began).num_hours());
            line.is_running && hours.is_some_and(|hours| hours < LONGEST_HOURS)
        };
        self.sessions.iter().any(lasts)
    }

    /// Their place in this day, if they have one.
    fn visit(&self, now: DateTime<FixedOffset>) -> Option<(Option<NaiveTime>, Which)> {
        let today = now.date_naive();
        if let Some(line) = self.sessions.iter().find(|line| line.date == today) {
            return Some((line.began, Which::Session(*line)));
        }
        let next = self.next.filter(|next| next.date == today && !self.is_ended)?;
        Some((next.at, Which::Expected(self.next_number)))
    }
}

/// What was agreed on in this session, unless they have met since.
fn appointment(session: &Session, last: Option<NaiveDate>) -> Option<Appointment> {
    let date = session.sheet.next?;
    let is_ahead = last.is_none_or(|last| date > last);
    is_ahead.then_some(Appointment { date, at: session.sheet.next_at })
}

fn unsigned(case: &Case) -> Vec<UnsignedNote> {
    let mut notes: Vec<UnsignedNote> =
        case.unsigned().map(|note| UnsignedNote::of(case, note)).collect();
    notes.sort_by_key(|note| (note.about, note.session));
    notes
}

impl UnsignedNote {
    fn of(case: &Case, note: &Note) -> Self {
        let session = note.session.and_then(|id| case.session(id));
        let session = session.map(|session| session.number);
        Self { id: note.id, session, about: note.about }
    }
}

impl SessionLine {
    pub(super) fn of(case: &Case, session: &Session) -> Self {
        let of_session = |note: &&Note| note.session == Some(session.id);
        let mut notes = case.notes.iter().filter(|note| !note.is_process());
        let noted = notes.clone().filter(of_session).find(|note| !note.is_signed());
        let note = match (noted, notes.find(|note| of_session(note))) {
            (Some(note), _) => Noted::Unsigned(note.id),
            (None, Some(_)) => Noted::Signed,
            (None, None) => Noted::NotBegun,
        };
        Self {
            number: session.number,
            kind: session.kind,
            date: session.date,
            began: session.start.map(|start| start.time()),
            is_running: session.is_running(),
            note,
        }
    }
}

/// A couple of this day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Visit {
    pub couple: CaseId,
    pub at: Option<NaiveTime>,
    pub which: Which,
    pub state: VisitState,
}

/// Which session it is or will be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Which {
    Session(SessionLine),
    /// Not begun; this will be its number.
    Expected(u16),
}

impl Which {
    pub fn number(self) -> u16 {
        match self {
            Self::Session(line) => line.number,
            Self::Expected(number) => number,
        }
    }

    pub fn kind(self) -> Option<SessionKind> {
        match self {
            Self::Session(line) => Some(line.kind),
            Self::Expected(_) => None,
        }
    }
}

/// The one word that stands behind a couple of the day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum VisitState {
    Running,
    NoteNotSigned,
    NoNoteYet,
    NoteSigned,
    Alone(PartnerId),
    /// In so many whole minutes.
    Soon(i64),
    NoMapYet,
    /// Its hour is over and it was not begun.
    NotBegun,
    Nothing,
}

/// One couple, as the day sees it.
#[derive(Debug, Clone, Copy)]
pub struct OfTheDay<'a> {
    pub couple: CaseId,
    pub days: &'a CoupleDays,
    /// Something stands on a map.
    pub has_words: bool,
}

/// The couples of today by their time; those without one come last.
pub fn visits<'a>(
    couples: impl IntoIterator<Item = OfTheDay<'a>>,
    now: DateTime<FixedOffset>,
) -> Vec<Visit> {
    let visit = |one: OfTheDay<'_>| {
        let (at, which) = one.days.visit(now)?;
        let state = state((at, which), one, now);
        Some(Visit { couple: one.couple, at, which, state })
    };
    let mut visits: Vec<Visit> = couples.into_iter().filter_map(visit).collect();
    visits.sort_by_key(|visit| (visit.at.is_none(), visit.at));
    visits
}

/// The couple to prepare for: the first one whose hour is still to come, or else the first that
/// has not begun.
pub fn next_visit(visits: &[Visit]) -> Option<&Visit> {
    let is_ahead = |visit: &&Visit| {
        use VisitState::{Alone, NoMapYet, Nothing, Soon};
        matches!(visit.state, Alone(_) | NoMapYet | Nothing | Soon(_))
    };
    let not_begun = |visit: &&Visit| visit.state == VisitState::NotBegun;
    visits.iter().find(is_ahead).or_else(|| visits.iter().find(not_begun))
}

/// What waits for a signature in all couples, the oldest first.
pub fn to_sign<'a>(
    couples: impl IntoIterator<Item = (CaseId, &'a CoupleDays)>,
) -> Vec<(CaseId, UnsignedNote)> {
    let notes = couples
        .into_iter()
        .flat_map(|(couple, days)| days.unsigned.iter().map(move |note| (couple, *note)));
    let mut notes: Vec<_> = notes.collect();
    notes.sort_by_key(|(_, note)| note.about);
    notes
}

fn state(
    (at, which): (Option<NaiveTime>, Which),
    one: OfTheDay<'_>,
    now: DateTime<FixedOffset>,
) -> VisitState {
    if let Which::Session(line) = which {
        match (line.is_running, line.note) {
            (true, _) => return VisitState::Running,
            (_, Noted::Unsigned(_)) => return VisitState::NoteNotSigned,
            (_, Noted::Signed) => return VisitState::NoteSigned,
            (_, Noted::NotBegun) if line.began.is_some() => {
                return VisitState::NoNoteYet;
            }
            (_, Noted::NotBegun) => {}
        }
    }
    let minutes = at.map(|at| whole_minutes(now, at));
    match (minutes, which.kind().and_then(SessionKind::alone)) {
        (Some(minutes @ 0..=SOON_MINUTES), _) => VisitState::Soon(minutes),
        (Some(..0), _) => VisitState::NotBegun,
        (_, Some(partner)) => VisitState::Alone(partner),
        _ if !one.has_words => VisitState::NoMapYet,
        _ => VisitState::Nothing,
    }
}

/// From the beginning of this minute, so that it changes with the clock on the wall.
fn whole_minutes(now: DateTime<FixedOffset>, at: NaiveTime) -> i64 {
    let minute = |time: NaiveTime| {
        use chrono::Timelike as _;
        i64::from(time.hour() * 60 + time.minute())
    };
    minute(at) - minute(now.time())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Pair;

    fn now() -> DateTime<FixedOffset> {
        "2026-11-22T14:50:40+01:00".parse().unwrap()
    }

    fn day(day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 11, day).unwrap()
    }

    fn at(hour: u32, minute: u32) -> Option<NaiveTime> {
        NaiveTime::from_hms_opt(hour, minute, 0)
    }

    /// A couple that last met on a day, and agreed on when to meet again.
    fn case(met: u32, next: Option<u32>, next_at: Option<NaiveTime>) -> Case {
        let names = Pair { a: "Ana".to_owned(), b: "Rui".to_owned() };
        let mut case = Case::new("Linden", names);
        let mut session = Session::new(6, SessionKind::Joint, day(met));
        session.sheet.next = next.map(day);
        session.sheet.next_at = next_at;
        case.sessions.push(session);
        case
    }

    fn visits_of(cases: &[Case]) -> Vec<Visit> {
        let days: Vec<CoupleDays> = cases.iter().map(CoupleDays::of).collect();
        let all = cases.iter().zip(&days);
        let all =
            all.map(|(case, days)| OfTheDay { couple: case.id, days, has_words: true });
        visits(all, now())
    }

    #[test]
    fn who_agreed_on_today_comes_today_in_the_order_of_the_hours() {
        let missed = case(11, Some(22), at(9, 0));
        let late = case(11, Some(22), at(16, 30));
        let soon = case(15, Some(22), at(15, 10));
        let some_time = case(15, Some(22), None);
        let tomorrow = case(15, Some(23), at(9, 0));
        let over = case(1, Some(8), at(9, 0));
        let cases = [some_time, late, soon, tomorrow, over, missed];
        let visits = visits_of(&cases);
        let who: Vec<CaseId> = visits.iter().map(|visit| visit.couple).collect();
        assert_eq!(who, [cases[5].id, cases[2].id, cases[1].id, cases[0].id]);
        assert_eq!(visits[0].state, VisitState::NotBegun);
        assert_eq!(visits[1].state, VisitState::Soon(20));
        assert_eq!(visits[2].state, VisitState::Nothing);
        assert_eq!(visits[1].which, Which::Expected(7));
        assert_eq!(next_visit(&visits).unwrap().couple, cases[2].id);
    }

    #[test]
    fn a_session_of_today_takes_the_place_of_what_was_agreed() {
        let mut met = case(8, Some(22), at(9, 0));
        let mut session = Session::new(7, SessionKind::Joint, day(22));
        session.start = "2026-11-22T09:04:00+01:00".parse().ok();
        session.stop = "2026-11-22T09:59:00+01:00".parse().ok();
        let id = session.id;
        met.sessions.push(session);
        let visits = visits_of(std::slice::from_ref(&met));
        assert_eq!((visits.len(), visits[0].at), (1, at(9, 4)));
        assert_eq!(visits[0].state, VisitState::NoNoteYet);
        assert_eq!(next_visit(&visits), None);
        assert_eq!(CoupleDays::of(&met).next, None);
        met.sessions.last_mut().unwrap().stop = None;
        assert_eq!(visits_of(&[met.clone()])[0].state, VisitState::Running);
        met.sessions.last_mut().unwrap().sheet.next = Some(day(29));
        assert_eq!(CoupleDays::of(&met).coming(day(22)).unwrap().date, day(29));
        assert!(met.session(id).is_some());
    }

    #[test]
    fn who_is_expected_alone_says_so_until_it_is_soon() {
        let mut alone = case(8, None, None);
        alone.sessions.push(Session::new(7, SessionKind::IndividualB, day(22)));
        let visits = visits_of(&[alone]);
        assert_eq!(visits[0].state, VisitState::Alone(PartnerId::B));
        assert!(next_visit(&visits).is_some());
    }

    #[test]
    fn the_oldest_unsigned_note_stands_first_and_process_notes_never_do() {
        let mut cases = [case(15, None, None), case(8, None, None)];
        for case in &mut cases {
            let session = case.sessions[0].clone();
            let mut note = Note {
                id: NoteId::new(),
                kind: crate::model::NoteKind::Progress,
                session: Some(session.id),
                alone: None,
                about: session.date,
                written: now(),
                late_because: None,
                format: "dap".to_owned(),
                sections: Vec::new(),
                risk: Pair::default(),
                signature: None,
                addenda: Vec::new(),
                brought_in: None,
            };
            case.notes.push(note.clone());
            (note.id, note.kind) = (NoteId::new(), crate::model::NoteKind::Process);
            case.notes.push(note);
        }
        let days: Vec<_> = cases.iter().map(CoupleDays::of).collect();
        let all = cases.iter().map(|case| case.id).zip(&days);
        let notes = to_sign(all);
        let abouts: Vec<NaiveDate> = notes.iter().map(|(_, note)| note.about).collect();
        assert_eq!(abouts, [day(8), day(15)]);
        assert_eq!(notes[0].1.session, Some(6));
        assert!(matches!(days[0].sessions[0].note, Noted::Unsigned(_)));
    }
}
