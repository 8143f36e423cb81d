//! Changes to the sessions of a couple: start, stop, mark, correct, remove.

use super::{CaseEdit, Edit, EditError, MapEdit, TrayEdit};
use crate::model::{
    Case, CycleMap, Element, Moment, MomentTag, Session, SessionId, SessionKind, Source,
    TrayPhrase,
};
use chrono::{DateTime, FixedOffset, NaiveDate, SubsecRound as _};

/// Starts a session now. Only one runs, and none is stopped silently.
///
/// # Errors
/// Another one still runs.
pub fn start(
    case: &Case,
    kind: SessionKind,
    now: DateTime<FixedOffset>,
) -> Result<Edit, EditError> {
    if let Some(running) = case.running() {
        return Err(EditError::SessionRuns(running.number));
    }
    Ok(add(case, begun(case, kind, now)))
}

/// Stops the running session at a time, which is never before it began.
///
/// # Errors
/// None runs.
pub fn stop(case: &Case, at: DateTime<FixedOffset>) -> Result<Edit, EditError> {
    let mut session = case.running().ok_or(EditError::NoSessionRuns)?.clone();
    let at = at.trunc_subsecs(0);
    session.stop = session.start.map(|start| start.max(at));
    Ok(put(session))
}

/// Marks this moment. Without a running session one starts with both, as part of the same step.
///
/// # Errors
/// The running session was left running on another day.
pub fn mark(case: &Case, now: DateTime<FixedOffset>) -> Result<Edit, EditError> {
    let moment =
        Moment { at: now.trunc_subsecs(0), tag: MomentTag::Mark, words: String::new() };
    let Some(running) = case.running() else {
        let mut session = begun(case, SessionKind::Joint, now);
        session.sheet.moments.push(moment);
        return Ok(add(case, session));
    };
    if running.was_left_running(now) {
        return Err(EditError::SessionRuns(running.number));
    }
    let mut session = running.clone();
    session.sheet.moments.push(moment);
    Ok(put(session))
}

/// Writes a mark anew; none if it is the same or gone.
pub fn change_mark(case: &Case, id: SessionId, at: usize, new: Moment) -> Option<Edit> {
    let mut session = case.session(id)?.clone();
    let moment = session.sheet.moments.get_mut(at)?;
    if *moment == new {
        return None;
    }
    *moment = new;
    Some(put(session))
}

pub fn remove_mark(case: &Case, id: SessionId, at: usize) -> Option<Edit> {
    let mut session = case.session(id)?.clone();
    (at < session.sheet.moments.len()).then(|| session.sheet.moments.remove(at))?;
    Some(put(session))
}

/// Writes down a session of another day, with the next number.
pub fn add_past(case: &Case, date: NaiveDate) -> (SessionId, Edit) {
    let session = Session::new(next_number(case), SessionKind::Joint, date);
    (session.id, add(case, session))
}

/// Corrects number, kind, date and times; the marks stay. What was kept in a session with one of
/// them alone is that partner's: once the kind says so, private phrases from it follow. They do
/// not come back by themselves.
///
/// # Errors
/// The session is gone, its number is another one's, or it would end before it began.
pub fn correct(case: &Case, new: &Session) -> Result<Edit, EditError> {
    let old = case.session(new.id).ok_or(EditError::NoSuchSession)?;
    let is_taken = |other: &Session| other.id != new.id && other.number == new.number;
    if new.number == 0 || case.sessions.iter().any(is_taken) {
        return Err(EditError::NumberTaken(new.number));
    }
    let mut edits = Vec::new();
    if old.kind != new.kind && new.kind.alone().is_some() {
        let source = new.kind.source();
        edits.extend(case.maps.iter().flat_map(|map| moved_apart(map, new.id, source)));
    }
    let sheet = old.sheet.clone();
    edits.push(put(Session { sheet, ..new.clone() }));
    Ok(Edit::Several(edits))
}

fn moved_apart(map: &CycleMap, id: SessionId, source: Source) -> Vec<Edit> {
    let is_from_it = |source: Source, first: Option<SessionId>| {
        first == Some(id) && matches!(source, Source::Joint)
    };
    let phrases = map.elements().map(|(_, element)| element);
    let phrases = phrases
        .filter(|it| is_from_it(it.source, it.first_seen) && !it.is_shareable())
        .map(|it| MapEdit::Replace(Element { source, ..it.clone() }));
    let caught = map.tray.iter().enumerate();
    let caught = caught.filter(|(_, it)| is_from_it(it.source, it.first_seen)).flat_map(
        |(at, it)| {
            let phrase = TrayPhrase { source, ..it.clone() };
            [TrayEdit::Remove(it.id), TrayEdit::Add { at, phrase }].map(MapEdit::Tray)
        },
    );
    phrases.chain(caught).map(|edit| Edit::Map(map.id, edit)).collect()
}

/// Removes a session with its marks. The phrases that were kept in it stay, and no longer name it.
pub fn remove(case: &Case, id: SessionId) -> Option<Edit> {
    case.session(id)?;
    let own = case.own_loop.as_deref().map(|own| &own.map);
    let maps = case.maps.iter().chain(own);
    let mut edits: Vec<Edit> = maps.flat_map(|map| forgotten(map, id)).collect();
    edits.push(Edit::Case(CaseEdit::RemoveSession(id)));
    Some(Edit::Several(edits))
}

/// How many phrases name a session as their first or last one.
pub fn phrases_of(case: &Case, id: SessionId) -> usize {
    let maps = case.maps.iter();
    maps.map(|map| map.elements().filter(|(_, it)| names(it, id)).count()).sum()
}

fn names(element: &Element, id: SessionId) -> bool {
    element.first_seen == Some(id) || element.last_seen == Some(id)
}

fn forgotten(map: &CycleMap, id: SessionId) -> Vec<Edit> {
    let other = |seen: Option<SessionId>| seen.filter(|seen| *seen != id);
    let phrases = map.elements().filter(|(_, it)| names(it, id)).map(|(_, it)| {
        let (first_seen, last_seen) = (other(it.first_seen), other(it.last_seen));
        MapEdit::Replace(Element { first_seen, last_seen, ..it.clone() })
    });
    let caught = map.tray.iter().enumerate();
    let caught =
        caught.filter(|(_, it)| it.first_seen == Some(id)).flat_map(|(at, it)| {
            let phrase = TrayPhrase { first_seen: None, ..it.clone() };
            [TrayEdit::Remove(it.id), TrayEdit::Add { at, phrase }].map(MapEdit::Tray)
        });
    phrases.chain(caught).map(|edit| Edit::Map(map.id, edit)).collect()
}

/// The number after the highest.
pub fn next_number(case: &Case) -> u16 {
    let numbers = case.sessions.iter().map(|session| session.number);
    numbers.max().unwrap_or_default().saturating_add(1)
}

fn begun(case: &Case, kind: SessionKind, now: DateTime<FixedOffset>) -> Session {
    let start = Some(now.trunc_subsecs(0));
    Session { start, ..Session::new(next_number(case), kind, now.date_naive()) }
}

fn add(case: &Case, session: Session) -> Edit {
    Edit::Case(CaseEdit::AddSession {
        at: case.sessions.len(),
        session: Box::new(session),
    })
}

fn put(session: Session) -> Edit {
    Edit::Case(CaseEdit::Session(Box::new(session)))
}
