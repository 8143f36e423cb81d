//! What has a day beside the sessions: events, fights, versions, how far the loop is mastered, and
//! how each seeks closeness.

use super::course::{Opens, Point, PointKind, Row, Stretch};
use super::episode::Episode;
use super::event::Event;
use super::readiness::{AttachmentEstimate, Mastery, MasteryPoint};
use super::version::MapVersion;
use super::{Case, PartnerId};
use strum::VariantArray as _;

pub(super) fn points(case: &Case) -> impl Iterator<Item = Point> {
    let events = case.events.iter().flat_map(of_event);
    let fights = case.episodes.iter().map(of_episode);
    let versions = case.versions.iter().map(of_version);
    let mastery = case.assessment.mastery.iter().map(of_mastery);
    let estimates = case.private.iter().flat_map(|(partner, file)| {
        file.estimates.iter().map(move |estimate| of_estimate(estimate, partner))
    });
    events.chain(fights).chain(versions).chain(mastery).chain(estimates)
}

/// What the therapist found on a day; no number of a measure is among it.
fn of_mastery(point: &MasteryPoint) -> Point {
    Point {
        on: point.on,
        row: Row::Mastery(point.partner),
        kind: PointKind::Mastery(point.reached),
        title: format!("Catching the loop: {}", point.reached.label()),
        detail: point.words.clone(),
        who: point.partner,
        told_by: None,
        opens: Opens::Mastery,
    }
}

/// Where they stood with their loop, from each day to the next on which that was looked at.
pub(super) fn mastered(case: &Case) -> Vec<Stretch> {
    let mut points: Vec<&MasteryPoint> = case.assessment.mastery.iter().collect();
    points.sort_by_key(|point| point.on);
    let mut all: Vec<Stretch> = Vec::new();
    for point in points {
        let row = Row::Mastery(point.partner);
        let number = Mastery::VARIANTS.iter().position(|it| *it == point.reached);
        let number = number.and_then(|it| u8::try_from(it).ok()).unwrap_or_default();
        let last = all.iter_mut().rfind(|stretch| stretch.row == row);
        if let Some(last) = last {
            if last.number == number {
                continue;
            }
            last.to = Some(point.on);
        }
        all.push(Stretch { row, from: point.on, to: None, number });
    }
    all
}

fn of_estimate(estimate: &AttachmentEstimate, partner: PartnerId) -> Point {
    let number = |tenths: u8| f32::from(tenths) / 10.0;
    let fear = estimate.anxiety.map(|it| format!("afraid for the bond {}", number(it)));
    let away = estimate.avoidance.map(|it| format!("stays away {}", number(it)));
    let mut said: Vec<String> = fear.into_iter().chain(away).collect();
    if !said.is_empty() {
        said.push("of 1 to 7".to_owned());
    }
    let basis = format!("From {}", estimate.basis.label());
    let detail = [basis.as_str(), &estimate.note].into_iter();
    let detail: Vec<&str> = detail.filter(|it| !it.is_empty()).collect();
    Point {
        on: estimate.on,
        row: Row::Seeks(partner),
        kind: PointKind::Estimate {
            anxiety: estimate.anxiety,
            avoidance: estimate.avoidance,
        },
        title: match said.as_slice() {
            [] => "How closeness is sought".to_owned(),
            said => format!("How closeness is sought: {}", said.join(", ")),
        },
        detail: detail.join(". "),
        who: Some(partner),
        told_by: None,
        opens: Opens::Estimates,
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
