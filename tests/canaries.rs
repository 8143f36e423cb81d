//! A word of its own in every field of a couple that can hold one, and what the walls know of it.

use crate::record_pages::day;
use crate::window::noon;
use holdfast::model::agreement::{
    Choice, Consent, ConsentKind, Decision, Request, Requester,
};
use holdfast::model::audience::{Shown, What};
use holdfast::model::event::EventStep;
use holdfast::model::homework::{Homework, Outcome};
use holdfast::model::note::{Addendum, AddendumKind, Note, NoteKind, Section};
use holdfast::model::passage::passages;
use holdfast::model::plan::Goal;
use holdfast::model::private_file::{Disclosed, Resolution, Todo};
use holdfast::model::readiness::{
    Assessment, AttachmentEstimate, Basis, Mastery, MasteryPoint, SetAside, Warning,
};
use holdfast::model::screening::Screening;
use holdfast::model::session::{
    Encounter, MarkerMet, Moment, MomentTag, Tango, TangoMove,
};
use holdfast::model::version::{still, visibility_now};
use holdfast::model::{
    Case, ClientModel, Compartment, CycleMap, Dialogue, Element, Episode, Event, EventId,
    GoalId, HomeworkId, MapVersion, NoteId, Pair, PartnerId, RequestId, Score,
    ScreeningId, SecretsPolicy, TodoId, Turn, Visibility,
};
use std::collections::BTreeMap;
use strum::VariantArray as _;

/// Words that stand nowhere else, each one once.
pub struct Canaries(usize);

impl Canaries {
    pub fn new() -> Self {
        Self(0)
    }

    fn next(&mut self) -> String {
        self.0 += 1;
        format!("canary{:05}x", self.0)
    }

    fn fill(&mut self, words: &mut String) {
        *words = self.next();
    }
}

/// Every field of a couple that can hold words gets one of its own.
pub fn filled(mut case: Case) -> Case {
    let mut words = Canaries(0);
    case.client_model = Some(ClientModel::Couple);
    case.secrets_policy = Some(SecretsPolicy::NoSecrets);
    for partner in PartnerId::BOTH {
        let one = case.partners.of_mut(partner);
        for field in [
            &mut one.name,
            &mut one.surname,
            &mut one.pronouns,
            &mut one.contact.phone,
            &mut one.contact.email,
            &mut one.contact.address,
            &mut one.contact.how,
        ] {
            words.fill(field);
        }
    }
    words.fill(&mut case.policy_words);
    words.fill(&mut case.keeping.rule);
    if let Some(hold) = &mut case.keeping.hold {
        words.fill(&mut hold.why);
    }
    for map in &mut case.maps {
        fill_map(map, &mut words);
    }
    for version in &mut case.versions {
        words.fill(&mut version.why);
        fill_map(&mut version.map, &mut words);
    }
    if let Some(own) = case.own_loop.as_deref_mut() {
        fill_map(&mut own.map, &mut words);
    }
    fill_plan(&mut case, &mut words);
    for session in &mut case.sessions {
        session.stop = session.start;
        fill_sheet(&mut session.sheet, &mut words);
    }
    fill_notes(&mut case, &mut words);
    for event in &mut case.events {
        fill_event(event, &mut words);
    }
    for episode in &mut case.episodes {
        fill_episode(episode, &mut words);
    }
    for score in &mut case.scores {
        fill_score(score, &mut words);
    }
    fill_assessment(&mut case.assessment, &mut words);
    for partner in PartnerId::BOTH {
        fill_private(&mut case, partner, &mut words);
    }
    case
}

fn fill_map(map: &mut CycleMap, words: &mut Canaries) {
    for field in [
        &mut map.name,
        &mut map.pattern_words,
        &mut map.new_loop_name,
        &mut map.centre.shared_emotion,
        &mut map.centre.shared_conviction,
        &mut map.centre.turns.a,
        &mut map.centre.turns.b,
    ] {
        words.fill(field);
    }
    map.links.iter_mut().for_each(|link| words.fill(&mut link.how));
    map.print_agreed = Pair { a: Some(day(2)), b: Some(day(2)) };
    for partner in PartnerId::BOTH {
        for element in &mut map.sides.of_mut(partner).elements {
            element.answers = None;
            words.fill(&mut element.words);
            element.tags = vec![words.next()];
        }
    }
    map.tray.iter_mut().for_each(|phrase| words.fill(&mut phrase.words));
    for talk in &mut map.dialogues {
        words.fill(&mut talk.title);
        words.fill(&mut talk.what_changed);
        let turn = |who, words: &mut Canaries| Turn {
            who,
            words: words.next(),
            seen: words.next(),
        };
        talk.before = vec![turn(PartnerId::A, words), turn(PartnerId::B, words)];
        talk.after = vec![turn(PartnerId::B, words)];
    }
}

fn fill_plan(case: &mut Case, words: &mut Canaries) {
    let plan = &mut case.plan;
    for field in [
        &mut plan.presenting,
        &mut plan.history,
        &mut plan.strengths.a,
        &mut plan.strengths.b,
        &mut plan.approach,
        &mut plan.referral,
    ] {
        words.fill(field);
    }
    plan.goals = vec![Goal {
        id: GoalId::new(),
        whose: Some(PartnerId::B),
        words: words.next(),
        status: holdfast::model::plan::GoalStatus::Open,
        set: None,
        tags: vec![words.next()],
    }];
    let mut consent = Consent::new(ConsentKind::Records);
    consent.signed = Pair { a: Some(day(2)), b: Some(day(2)) };
    (consent.version, consent.words) = (words.next(), words.next());
    case.consents = vec![consent];
    case.requests = vec![Request {
        id: RequestId::new(),
        received: day(3),
        by: Requester::PartnerA,
        name: words.next(),
        words: words.next(),
        due: None,
        authorised: Pair { a: Some(day(3)), b: Some(day(3)) },
        decisions: vec![Decision {
            item: uuid::Uuid::from_u128(99),
            choice: Choice::Withhold,
            reason: words.next(),
            on: day(3),
            gaps: Vec::new(),
            seen: None,
        }],
        answered: None,
        answer: words.next(),
        process_authorised: Pair::default(),
        without_because: words.next(),
    }];
}

fn fill_sheet(sheet: &mut holdfast::model::session::Sheet, words: &mut Canaries) {
    for field in [
        &mut sheet.others_present,
        &mut sheet.observed,
        &mut sheet.plan,
        &mut sheet.take_away,
    ] {
        words.fill(field);
    }
    for risk in [&mut sheet.risk.a, &mut sheet.risk.b] {
        words.fill(&mut risk.words);
        words.fill(&mut risk.not_asked_because);
    }
    sheet.interventions = vec![words.next()];
    let (at, tag) = (noon(), MomentTag::SoftMoment);
    sheet.moments = vec![Moment { at, tag, words: words.next() }];
    let number = Tango::Encounter;
    sheet.tango = vec![TangoMove { number, partner: None, words: words.next() }];
    sheet.encounters = vec![Encounter {
        sharer: PartnerId::A,
        words: words.next(),
        received: None,
        answer: words.next(),
    }];
    sheet.markers =
        vec![MarkerMet { marker: words.next(), partner: None, words: words.next() }];
    sheet.homework = vec![Homework {
        id: HomeworkId::new(),
        title: words.next(),
        whose: None,
        steps: vec![words.next()],
        sixty_seconds: words.next(),
        outcome: Outcome::Done,
        told: words.next(),
    }];
}

/// A note of each kind, for both and for each of them alone.
fn fill_notes(case: &mut Case, words: &mut Canaries) {
    case.notes.clear();
    let session = case.sessions.first().map(|session| session.id);
    for alone in [None, Some(PartnerId::A), Some(PartnerId::B)] {
        for kind in [NoteKind::Progress, NoteKind::Process] {
            let mut note = Note {
                id: NoteId::new(),
                kind,
                session,
                alone,
                about: day(2),
                written: noon(),
                late_because: Some(words.next()),
                format: "eft".to_owned(),
                sections: Vec::new(),
                risk: Pair::default(),
                signature: None,
                brought_in: None,
                addenda: vec![Addendum {
                    kind: AddendumKind::Addendum,
                    at: noon(),
                    about: day(2),
                    by: "Dr. Weiss".to_owned(),
                    credentials: String::new(),
                    reason: words.next(),
                    words: words.next(),
                }],
            };
            let (key, title) = ("focus".to_owned(), "Focus".to_owned());
            note.sections = vec![Section { key, title, words: words.next() }];
            for partner in PartnerId::BOTH {
                words.fill(&mut note.risk.of_mut(partner).words);
                words.fill(&mut note.risk.of_mut(partner).not_asked_because);
            }
            case.notes.push(note);
        }
    }
}

fn fill_event(event: &mut Event, words: &mut Canaries) {
    event.id = EventId::new();
    for field in [
        &mut event.title,
        &mut event.when,
        &mut event.moment_of_need,
        &mut event.meaning,
        &mut event.views.a,
        &mut event.views.b,
        &mut event.aftermath.a,
        &mut event.aftermath.b,
        &mut event.cycle_link,
        &mut event.outcome,
    ] {
        words.fill(field);
    }
    event.impact = vec![words.next()];
    let step = |words: &mut Canaries| EventStep {
        title: words.next(),
        words: words.next(),
        ..EventStep::default()
    };
    event.steps = vec![step(words), step(words)];
}

fn fill_episode(episode: &mut Episode, words: &mut Canaries) {
    for field in [&mut episode.stressor, &mut episode.context, &mut episode.ended_how] {
        words.fill(field);
    }
    episode.phases.each_mut().into_iter().for_each(|phase| words.fill(phase));
}

/// The names of scales stand for the points on them.
fn fill_score(score: &mut Score, words: &mut Canaries) {
    let totals = std::mem::take(&mut score.totals);
    score.totals = totals.into_values().map(|points| (words.next(), points)).collect();
    score.typed = words.next();
}

fn fill_assessment(assessment: &mut Assessment, words: &mut Canaries) {
    assessment.checks.iter_mut().for_each(|check| words.fill(&mut check.words));
    let point = |words: &mut Canaries| MasteryPoint {
        on: day(2),
        partner: Some(PartnerId::A),
        reached: Mastery::VARIANTS[0],
        words: words.next(),
    };
    assessment.mastery = vec![point(words)];
    assessment.set_aside = vec![SetAside {
        what: Warning::VARIANTS[0],
        on: day(2),
        evidence_until: day(2),
        reason: words.next(),
    }];
}

pub fn fill_private(case: &mut Case, partner: PartnerId, words: &mut Canaries) {
    let file = case.private.of_mut(partner);
    words.fill(&mut file.attachment_history);
    file.screenings = vec![Screening {
        id: ScreeningId::new(),
        date: day(2),
        answers: [("violence".to_owned(), words.next())].into(),
        words: [("violence".to_owned(), words.next())].into(),
        plans: [("violence".to_owned(), words.next())].into(),
        ..Screening::default()
    }];
    let (on, how) = (day(3), Disclosed::NotShared);
    let todo = |words: &mut Canaries| Todo {
        id: TodoId::new(),
        opened: day(2),
        words: words.next(),
        due: Some(day(20)),
        phrase: None,
        question: Some(words.next()),
        way: None,
        reason: words.next(),
        resolved: None,
    };
    let done = Todo {
        resolved: Some(Resolution { on, how, reason: words.next() }),
        ..todo(words)
    };
    file.todos = vec![done, todo(words)];
    file.estimates = vec![AttachmentEstimate {
        on: day(2),
        anxiety: Some(37),
        avoidance: Some(52),
        basis: Basis::Clinician,
        note: words.next(),
    }];
}

/// The canaries of a case, each with what the walls know of it.
pub fn canaries(case: &Case) -> Vec<(String, Shown)> {
    let is_canary = |words: &str| words.starts_with("canary");
    let all = passages(case).into_iter().filter(|passage| is_canary(passage.words));
    let mut all: BTreeMap<String, Shown> =
        all.map(|passage| (passage.words.to_owned(), passage.shown)).collect();
    // Search shows less of a version than a page may: what counts there is how it stands today.
    all.extend(case.versions.iter().flat_map(|version| of_version(case, version)));
    all.extend(no_passages(case));
    all.into_iter().collect()
}

/// A version's words as the walls see them today.
fn of_version(case: &Case, version: &MapVersion) -> Vec<(String, Shown)> {
    let (then, now) = (&version.map, case.map(version.map.id));
    let mut all = Vec::new();
    for (_, element) in then.elements() {
        let visibility = visibility_now(element, now);
        let element = Element { visibility, ..element.clone() };
        all.push((element.words.clone(), Shown::phrase(&element)));
    }
    for talk in &then.dialogues {
        let visibility = still(talk.visibility, talk.id.0, now);
        let shown = Shown::talk(then, &Dialogue { visibility, ..talk.clone() });
        let turns = talk.before.iter().chain(&talk.after);
        let turns = turns.flat_map(|turn| [&turn.words, &turn.seen]);
        let words = [&talk.title, &talk.what_changed].into_iter().chain(turns);
        all.extend(words.map(|words| (words.clone(), shown)));
    }
    let is_shared = now.is_none_or(|now| now.centre.visibility.is_shareable());
    let mut shown = Shown::centre(&then.centre);
    if !is_shared {
        shown.visibility = Visibility::Private;
    }
    let centre = &then.centre;
    for words in [
        &centre.shared_emotion,
        &centre.shared_conviction,
        &centre.turns.a,
        &centre.turns.b,
    ] {
        all.push((words.clone(), shown));
    }
    let named = Shown::new(What::LoopName, Compartment::Record);
    all.extend([&then.name, &then.new_loop_name].map(|words| (words.clone(), named)));
    all
}

/// Canaries in what is no text, and so no passage: names of scales, keys of answers.
fn no_passages(case: &Case) -> Vec<(String, Shown)> {
    let mut all = Vec::new();
    for score in &case.scores {
        let shown = Shown::score(score, case.shows_measure(&score.measure));
        let words = score.totals.keys().chain([&score.typed]).filter(|it| !it.is_empty());
        all.extend(words.map(|words| (words.clone(), shown)));
    }
    for (partner, file) in case.private.iter() {
        let shown = |what| Shown::new(what, Compartment::private_to(partner));
        let answers = file.screenings.iter().flat_map(|it| it.answers.values());
        all.extend(answers.map(|words| (words.clone(), shown(What::Screening))));
        let questions = file.todos.iter().filter_map(|todo| todo.question.clone());
        all.extend(questions.map(|words| (words, shown(What::Todo))));
    }
    all
}
