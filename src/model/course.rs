//! The course of a therapy on one line of time: every dated thing of a couple, in its own row.

use super::episode::Episode;
use super::event::Event;
use super::lists::{self, Marker, MarkerGroup};
use super::session::{Grade, Knows};
use super::signs::{self, Series};
use super::version::MapVersion;
use super::{Case, EpisodeId, EventId, Pair, PartnerId, Session, SessionId, SessionKind};
use chrono::NaiveDate;
use std::collections::HashMap;

/// Everything that has a day.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Course {
    /// By day, then by row.
    pub points: Vec<Point>,
    /// Where the couple and each partner stood, from one session to the next.
    pub stretches: Vec<Stretch>,
    /// One line for each partner and thing, never one for both.
    pub curves: Vec<Series>,
}

/// A row of the line. The couple's stand between those of the partners.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Row {
    /// Steps 5 to 7 of one partner.
    Steps(PartnerId),
    /// Signs of change in one partner.
    Markers(PartnerId),
    /// Closeness, safety, scores.
    Felt(PartnerId),
    Sessions,
    /// Signs of change in both.
    Change,
    Events,
    Fights,
    /// The check of three questions.
    Check,
    Loops,
}

impl Row {
    /// The couple's own.
    pub const BOTH: [Self; 6] = [
        Self::Sessions,
        Self::Change,
        Self::Events,
        Self::Fights,
        Self::Check,
        Self::Loops,
    ];

    pub fn of(partner: PartnerId) -> [Self; 3] {
        [Self::Steps(partner), Self::Markers(partner), Self::Felt(partner)]
    }

    /// How far down it stands, with one partner on top.
    pub fn place(self, top: PartnerId) -> usize {
        let rows =
            Self::of(top).into_iter().chain(Self::BOTH).chain(Self::of(top.other()));
        rows.take_while(|row| *row != self).count()
    }

    pub fn partner(self) -> Option<PartnerId> {
        match self {
            Self::Steps(partner) | Self::Markers(partner) | Self::Felt(partner) => {
                Some(partner)
            }
            _ => None,
        }
    }

    pub fn label(self) -> &'static str {
        match self {
            Self::Steps(_) => "Steps 5 to 7",
            Self::Markers(_) => "Signs of change",
            Self::Felt(_) => "Closeness, safety",
            Self::Sessions => "Sessions",
            Self::Change => "Signs of change",
            Self::Events => "Events",
            Self::Fights => "Fights at home",
            Self::Check => "Three questions",
            Self::Loops => "The loop",
        }
    }
}

/// One dated thing.
#[derive(Debug, Clone, PartialEq)]
pub struct Point {
    pub on: NaiveDate,
    pub row: Row,
    pub kind: PointKind,
    pub title: String,
    /// More of it, in a sentence or two; may be empty.
    pub detail: String,
    /// Whose it is; none for both.
    pub who: Option<PartnerId>,
    /// Who told it alone.
    pub told_by: Option<PartnerId>,
    pub opens: Opens,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PointKind {
    Session(SessionKind),
    Marker(MarkerGroup),
    Step(u8),
    Event,
    EventStep,
    /// How close and how safe it was for one partner.
    Felt,
    Fight(Pair<Option<u8>>),
    /// The check was made; true if an answer fell.
    Check {
        has_fallen: bool,
    },
    Version,
}

/// What a point leads to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Opens {
    Session(SessionId),
    Event(EventId),
    Episode(EpisodeId),
    /// The comparison of versions.
    Versions,
}

/// The time from one session to the next in which somebody stood somewhere.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stretch {
    pub row: Row,
    pub from: NaiveDate,
    /// None while it goes on.
    pub to: Option<NaiveDate>,
    /// The stage for both, the step for one.
    pub number: u8,
}

impl Course {
    pub fn of(case: &Case) -> Self {
        let mut sessions: Vec<&Session> = case.sessions.iter().collect();
        sessions.sort_by_key(|session| session.when());
        let markers = lists::markers();
        let known: HashMap<&str, &Marker> =
            markers.iter().map(|it| (it.key.as_str(), it)).collect();
        let mut points = Vec::new();
        for session in &sessions {
            points.push(of_session(session, case));
            points.extend(of_markers(session, &known));
            points.extend(felt(session));
        }
        points.extend(steps(&sessions));
        points.extend(checks(&sessions, case));
        points.extend(case.events.iter().flat_map(of_event));
        points.extend(case.episodes.iter().map(of_episode));
        points.extend(case.versions.iter().map(of_version));
        points.sort_by_key(|point| (point.on, point.row));
        let stretches = stretches(&sessions);
        Self { points, stretches, curves: signs::series(case) }
    }

    /// The first and the last day of anything.
    pub fn span(&self) -> Option<(NaiveDate, NaiveDate)> {
        let values = self.curves.iter().flat_map(|series| &series.values);
        let days = values.map(|(on, _)| *on).chain(self.points.iter().map(|it| it.on));
        let (first, last) = (days.clone().min()?, days.max()?);
        Some((first, last))
    }
}

fn of_session(session: &Session, case: &Case) -> Point {
    let with = match session.kind.alone() {
        Some(partner) => format!("{} alone", case.name_of(partner)),
        None => match session.kind {
            SessionKind::Family => "with family".to_owned(),
            SessionKind::Other => "another kind".to_owned(),
            _ => "together".to_owned(),
        },
    };
    let mut detail = vec![with];
    let sheet = &session.sheet;
    detail.extend(sheet.step.map(|step| format!("step {step}")));
    for (partner, step) in sheet.steps.iter() {
        detail
            .extend(step.map(|step| format!("{} at step {step}", case.name_of(partner))));
    }
    let mut detail = detail.join(", ");
    if !sheet.take_away.is_empty() {
        detail = format!("{detail}. {}", sheet.take_away);
    }
    Point {
        on: session.date,
        row: Row::Sessions,
        kind: PointKind::Session(session.kind),
        title: format!("Session {}", session.number),
        detail,
        who: session.kind.alone(),
        told_by: session.kind.alone(),
        opens: Opens::Session(session.id),
    }
}

fn of_markers(session: &Session, known: &HashMap<&str, &Marker>) -> Vec<Point> {
    let of = |met: &super::session::MarkerMet| {
        let marker = known.get(met.marker.as_str())?;
        Some(Point {
            on: session.date,
            row: met.partner.map_or(Row::Change, Row::Markers),
            kind: PointKind::Marker(marker.group),
            title: format!("{}: {}", marker.group.label(), marker.says),
            detail: met.words.clone(),
            who: met.partner,
            told_by: session.kind.alone(),
            opens: Opens::Session(session.id),
        })
    };
    session.sheet.markers.iter().filter_map(of).collect()
}

fn felt(session: &Session) -> Vec<Point> {
    let sheet = &session.sheet;
    let of = |partner| {
        let close = sheet.closeness.of(partner).map(|it| format!("closeness {it}"));
        let safe = sheet.safety.of(partner).map(|it| format!("safe to speak {it}"));
        let said: Vec<String> = close.into_iter().chain(safe).collect();
        (!said.is_empty()).then(|| Point {
            on: session.date,
            row: Row::Felt(partner),
            kind: PointKind::Felt,
            title: format!("Session {}: {}, of 10", session.number, said.join(", ")),
            detail: String::new(),
            who: Some(partner),
            told_by: session.kind.alone(),
            opens: Opens::Session(session.id),
        })
    };
    PartnerId::BOTH.into_iter().filter_map(of).collect()
}

/// Each partner's steps, where they change; a person set every one of them.
fn steps(sessions: &[&Session]) -> Vec<Point> {
    let mut points = Vec::new();
    for partner in PartnerId::BOTH {
        let mut before = None;
        for session in sessions {
            let Some(step) = *session.sheet.steps.of(partner) else { continue };
            if before.replace(step) == Some(step) {
                continue;
            }
            let says = lists::steps().into_iter().find(|it| it.number == step);
            points.push(Point {
                on: session.date,
                row: Row::Steps(partner),
                kind: PointKind::Step(step),
                title: format!("Step {step}"),
                detail: says.map(|it| it.says).unwrap_or_default(),
                who: Some(partner),
                told_by: session.kind.alone(),
                opens: Opens::Session(session.id),
            });
        }
    }
    points
}

fn checks(sessions: &[&Session], case: &Case) -> Vec<Point> {
    let mut last = Knows::default();
    let mut points = Vec::new();
    for session in sessions {
        let knows = &session.sheet.knows;
        if knows.is_empty() {
            continue;
        }
        let fell = fell(&last, knows, case);
        points.push(Point {
            on: session.date,
            row: Row::Check,
            kind: PointKind::Check { has_fallen: !fell.is_empty() },
            title: if fell.is_empty() {
                "The three questions".to_owned()
            } else {
                "The three questions: something fell".to_owned()
            },
            detail: if fell.is_empty() { said(knows, case) } else { fell.join("; ") },
            who: None,
            told_by: session.kind.alone(),
            opens: Opens::Session(session.id),
        });
        last = newest(&last, knows);
    }
    points
}

/// The five answers with their questions.
fn answers(knows: &Knows, case: &Case) -> [(String, Option<Grade>); 5] {
    let (a, b) = (case.name_of(PartnerId::A), case.name_of(PartnerId::B));
    [
        ("you know it".to_owned(), knows.therapist),
        (format!("{a} knows it"), knows.couple.a),
        (format!("{b} knows it"), knows.couple.b),
        (format!("{a} feels it"), knows.felt.a),
        (format!("{b} feels it"), knows.felt.b),
    ]
}

fn said(knows: &Knows, case: &Case) -> String {
    let all = answers(knows, case).into_iter();
    let said = all.filter_map(|(what, it)| Some(format!("{what}: {}", it?.label())));
    said.collect::<Vec<_>>().join("; ")
}

fn fell(last: &Knows, now: &Knows, case: &Case) -> Vec<String> {
    let pairs = answers(last, case).into_iter().zip(answers(now, case));
    pairs
        .filter_map(|((_, before), (what, now))| {
            let (before, now) = (before?, now?);
            let words = || format!("{what}: {}, before {}", now.label(), before.label());
            (now < before).then(words)
        })
        .collect()
}

/// An answer that was not asked for keeps its last value.
fn newest(last: &Knows, now: &Knows) -> Knows {
    let both = |now: &Pair<Option<Grade>>, last: &Pair<Option<Grade>>| {
        Pair::from_fn(|partner| now.of(partner).or(*last.of(partner)))
    };
    Knows {
        therapist: now.therapist.or(last.therapist),
        couple: both(&now.couple, &last.couple),
        felt: both(&now.felt, &last.felt),
    }
}

fn of_event(event: &Event) -> Vec<Point> {
    let point = |on, kind, title: String, detail: String| Point {
        on,
        row: Row::Events,
        kind,
        title,
        detail,
        who: None,
        told_by: event.source.individual(),
        opens: Opens::Event(event.id),
    };
    let itself = event.on.map(|on| {
        let kind =
            if event.title == event.kind.label() { "" } else { event.kind.label() };
        let detail = [kind, &event.when, &event.meaning].into_iter();
        let detail: Vec<&str> = detail.filter(|it| !it.is_empty()).collect();
        point(on, PointKind::Event, event.title.clone(), detail.join(". "))
    });
    let steps = event.steps.iter().filter_map(|step| {
        let title = format!("{}: {}", event.title, step.title);
        Some(point(step.on?, PointKind::EventStep, title, step.words.clone()))
    });
    itself.into_iter().chain(steps).collect()
}

/// A loop that was confirmed. Why it was is the therapist's own, and not told here.
fn of_version(version: &MapVersion) -> Point {
    let named = match version.map.name.as_str() {
        "" => "the loop".to_owned(),
        name => name.to_owned(),
    };
    Point {
        on: version.confirmed.date_naive(),
        row: Row::Loops,
        kind: PointKind::Version,
        title: format!("Version {} of {named}", version.number),
        detail: String::new(),
        who: None,
        told_by: None,
        opens: Opens::Versions,
    }
}

fn of_episode(episode: &Episode) -> Point {
    let title = match episode.stressor.as_str() {
        "" => "A fight at home".to_owned(),
        stressor => format!("A fight at home: {stressor}"),
    };
    let minutes = episode.minutes.map(|minutes| format!("{minutes} min"));
    let parts = [minutes.unwrap_or_default(), episode.ended_how.clone()];
    let detail: Vec<String> = parts.into_iter().filter(|it| !it.is_empty()).collect();
    Point {
        on: episode.date,
        row: Row::Fights,
        kind: PointKind::Fight(episode.intensity),
        title,
        detail: detail.join(". "),
        who: None,
        told_by: episode.source.individual(),
        opens: Opens::Episode(episode.id),
    }
}

/// The stage of both and the step of each, from the session that set it to the one that changed it.
fn stretches(sessions: &[&Session]) -> Vec<Stretch> {
    let stage = |session: &Session| {
        let both = session.sheet.step.and_then(lists::stage_of);
        let each = session.sheet.steps.a.or(session.sheet.steps.b);
        both.or_else(|| each.and_then(lists::stage_of))
    };
    let mut all = run(sessions, Row::Sessions, stage);
    for partner in PartnerId::BOTH {
        let step = |session: &Session| *session.sheet.steps.of(partner);
        all.extend(run(sessions, Row::Steps(partner), step));
    }
    all
}

fn run(
    sessions: &[&Session],
    row: Row,
    number: impl Fn(&Session) -> Option<u8>,
) -> Vec<Stretch> {
    let mut all: Vec<Stretch> = Vec::new();
    for session in sessions {
        let Some(number) = number(session) else { continue };
        if let Some(last) = all.last_mut() {
            if last.number == number {
                continue;
            }
            last.to = Some(session.date);
        }
        all.push(Stretch { row, from: session.date, to: None, number });
    }
    all
}
