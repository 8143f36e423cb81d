//! What the sessions say on the line of time: marks, steps, what was felt, the three questions.

use super::course::{Opens, Point, PointKind, Row, Stretch};
use super::lists::{self, Marker};
use super::session::{Grade, Knows};
use super::{Case, Pair, PartnerId, Session, SessionKind};
use std::collections::HashMap;

/// Every point of the sessions, which come in their order.
pub(super) fn points(sessions: &[&Session], case: &Case) -> Vec<Point> {
    let markers = lists::markers();
    let known: HashMap<&str, &Marker> =
        markers.iter().map(|it| (it.key.as_str(), it)).collect();
    let mut points = Vec::new();
    for session in sessions {
        points.push(of_session(session, case));
        points.extend(of_markers(session, &known));
        points.extend(felt(session));
    }
    points.extend(steps(sessions));
    points.extend(checks(sessions, case));
    points
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
        let knows = session.sheet.knows;
        if knows.is_empty() {
            continue;
        }
        let fell = fell(last, knows, case);
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
        last = newest(last, knows);
    }
    points
}

/// The five answers with their questions.
fn answers(knows: Knows, case: &Case) -> [(String, Option<Grade>); 5] {
    let (a, b) = (case.name_of(PartnerId::A), case.name_of(PartnerId::B));
    [
        ("you know it".to_owned(), knows.therapist),
        (format!("{a} knows it"), knows.couple.a),
        (format!("{b} knows it"), knows.couple.b),
        (format!("{a} feels it"), knows.felt.a),
        (format!("{b} feels it"), knows.felt.b),
    ]
}

fn said(knows: Knows, case: &Case) -> String {
    let all = answers(knows, case).into_iter();
    let said = all.filter_map(|(what, it)| Some(format!("{what}: {}", it?.label())));
    said.collect::<Vec<_>>().join("; ")
}

fn fell(last: Knows, now: Knows, case: &Case) -> Vec<String> {
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
fn newest(last: Knows, now: Knows) -> Knows {
    let both = |now: &Pair<Option<Grade>>, last: &Pair<Option<Grade>>| {
        Pair::from_fn(|partner| now.of(partner).or(*last.of(partner)))
    };
    Knows {
        therapist: now.therapist.or(last.therapist),
        couple: both(&now.couple, &last.couple),
        felt: both(&now.felt, &last.felt),
    }
}

/// The stage of both and the step of each, from the session that set it to the one that changed it.
pub(super) fn stretches(sessions: &[&Session]) -> Vec<Stretch> {
    let mut all = run(sessions, Row::Sessions, lists::stage_of_session);
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
