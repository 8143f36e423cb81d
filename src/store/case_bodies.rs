//! A couple taken apart into the documents that keep it, each in its own compartment.

use super::document::{
    Body, Couple, KeptAnswers, KeptAssessment, KeptEpisode, KeptEvent, KeptNote,
    KeptOwnLoop, KeptPrivate, KeptScore, KeptSheet,
};
use super::document_map;
use crate::model::session::Sheet;
use crate::model::{Case, Compartment, CycleMap, Score, Session};
use strum::VariantArray as _;

/// Every document of a case, as it would be kept.
pub fn bodies(case: &Case) -> impl Iterator<Item = Body> {
    let couple = std::iter::once(Body::Couple(Box::new(Couple::of(case))));
    let own = KeptOwnLoop { case: case.id, own_loop: case.own_loop.clone() };
    couple
        .chain(case.maps.iter().flat_map(map_bodies))
        .chain(case.sessions.iter().flat_map(sheet_bodies))
        .chain(std::iter::once(Body::OwnLoop(own)))
        .chain(file_bodies(case))
}

/// Notes, events, what belongs to one partner alone, and confirmed versions.
fn file_bodies(case: &Case) -> impl Iterator<Item = Body> {
    let notes = case.notes.iter().map(|note| {
        let of = (note.id, note.compartment());
        Body::Note(KeptNote::unsealed(of, Some(Box::new(note.clone()))))
    });
    let events = case.events.iter().map(|event| {
        let (id, compartment) = (event.id, event.compartment());
        Body::Event(KeptEvent { id, compartment, event: Some(Box::new(event.clone())) })
    });
    let episodes = case.episodes.iter().map(|episode| {
        let (id, compartment) = (episode.id, episode.compartment());
        let episode = Some(Box::new(episode.clone()));
        Body::Episode(KeptEpisode { id, compartment, episode })
    });
    let assessment = Box::new(case.assessment.clone());
    let assessment = Body::Assessment(KeptAssessment { case: case.id, assessment });
    let events = events.chain(episodes).chain(std::iter::once(assessment));
    let private = case.private.iter().map(|(partner, file)| {
        let file = Box::new(file.clone());
        Body::Private(KeptPrivate { case: case.id, partner, file })
    });
    let versions = case.versions.iter().flat_map(document_map::split_version);
    let scores = case.scores.iter().flat_map(score_bodies);
    notes.chain(events).chain(scores).chain(private).chain(versions)
}

/// The totals, and apart from them the answers if there are any.
fn score_bodies(score: &Score) -> impl Iterator<Item = Body> {
    let totals = KeptScore {
        id: score.id,
        compartment: score.compartment(),
        score: Some(Box::new(score.without_answers())),
    };
    let answers = score.answers.clone().map(|answers| KeptAnswers {
        score: score.id,
        compartment: score.own_compartment(),
        answers: Some(Box::new(answers)),
    });
    std::iter::once(Body::Score(totals)).chain(answers.map(Body::Answers))
}

/// The sheet in the compartment of its session's kind, and an empty one in the others.
fn sheet_bodies(session: &Session) -> impl Iterator<Item = Body> {
    Compartment::VARIANTS.iter().map(|compartment| {
        let is_here = *compartment == session.kind.compartment();
        let sheet = if is_here { session.sheet.clone() } else { Sheet::default() };
        let (session, compartment) = (session.id, *compartment);
        Body::Sheet(KeptSheet { session, compartment, sheet })
    })
}

pub fn map_bodies(map: &CycleMap) -> impl Iterator<Item = Body> + use<> {
    let (record, others) = document_map::split(map);
    std::iter::once(Body::Map(record)).chain(others.into_iter().map(Body::Phrases))
}
