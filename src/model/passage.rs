//! Everything of a couple that holds words, one passage after another, with what the walls need.

use super::audience::{Shown, What};
use super::note::addendum_draft;
pub use super::passage_place::Place;
use super::readiness::Assessment;
use super::version::{still, visibility_now};
use super::{
    Case, Compartment, CycleMap, Dialogue, DialogueId, Element, ElementId, Episode,
    Event, Layer, Note, Pair, PartnerId, Session, Visibility,
};
use chrono::NaiveDate;
use std::collections::{BTreeMap, BTreeSet};

/// Some words of a couple, and where they stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Passage<'a> {
    pub place: Place,
    pub spot: Spot,
    pub date: Option<NaiveDate>,
    pub shown: Shown,
    pub words: &'a str,
}

/// Which part of a loop a passage is, in ids and kinds alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Spot {
    /// It is of no loop, or of a loop as a whole.
    Whole,
    Name,
    NewLoopName,
    Phrase(ElementId, PartnerId, Layer),
    /// Caught, and not on the loop yet.
    Tray,
    Talk(DialogueId),
}

impl Spot {
    fn phrase(partner: PartnerId, element: &Element) -> Self {
        Self::Phrase(element.id, partner, element.layer)
    }

    /// What it is, without a word of it; `name_of` for layers that are named after the other.
    pub fn title<'a>(self, name_of: impl Fn(PartnerId) -> &'a str) -> Option<String> {
        match self {
            Self::Whole => None,
            Self::Name => Some("Name".to_owned()),
            Self::NewLoopName => Some("New loop: name".to_owned()),
            Self::Phrase(_, partner, layer) => {
                let layer_said = layer.label(name_of(partner.other()));
                Some(format!("{}: {layer_said}", layer.sheet().label()))
            }
            Self::Tray => Some("Tray".to_owned()),
            Self::Talk(_) => Some("Talks".to_owned()),
        }
    }
}

/// What has words of its own and stands in one compartment.
struct Part {
    place: Place,
    spot: Spot,
    date: Option<NaiveDate>,
    shown: Shown,
}

impl Part {
    fn new(place: Place, what: What, compartment: Compartment) -> Self {
        Self::shown(place, Shown::new(what, compartment))
    }

    fn shown(place: Place, shown: Shown) -> Self {
        Self { place, spot: Spot::Whole, date: None, shown }
    }

    fn at(self, spot: Spot) -> Self {
        Self { spot, ..self }
    }

    fn on(self, date: NaiveDate) -> Self {
        Self { date: Some(date), ..self }
    }

    fn with<'a>(&self, words: &'a str) -> Passage<'a> {
        let Self { place, spot, date, shown } = *self;
        Passage { place, spot, date, shown, words }
    }

    fn all<'a>(&self, words: impl IntoIterator<Item = &'a str>) -> Vec<Passage<'a>> {
        let written = words.into_iter().filter(|words| !words.trim().is_empty());
        written.map(|words| self.with(words)).collect()
    }
}

/// Every passage of a couple, whoever may see it; ask the walls before showing one.
pub fn passages(case: &Case) -> Vec<Passage<'_>> {
    let mut all = couple(case);
    for (map, number) in case.maps.iter().zip(1..) {
        all.extend(of_map(map, Place::Loop(map.id, number), None));
    }
    for (map, number) in case.maps.iter().zip(1..) {
        all.extend(of_versions(case, map, number));
    }
    if let Some(own) = case.own_loop.as_deref() {
        let own_loop = (What::OwnLoop, Compartment::Process);
        all.extend(of_map(&own.map, Place::OwnLoop, Some(own_loop)));
    }
    all.extend(case.sessions.iter().flat_map(of_session));
    all.extend(case.notes.iter().flat_map(|note| of_note(case, note)));
    all.extend(case.events.iter().flat_map(of_event));
    all.extend(case.episodes.iter().flat_map(of_episode));
    all.extend(of_assessment(&case.assessment));
    for partner in PartnerId::BOTH {
        all.extend(alone(case, partner));
    }
    all
}

fn couple(case: &Case) -> Vec<Passage<'_>> {
    let record = Compartment::Record;
    let called = Part::new(Place::Couple, What::Name, record);
    let identity = Part::new(Place::Couple, What::Identity, record);
    let names = case.partners.iter().map(|(_, partner)| partner.name.as_str());
    let who = case.partners.iter().flat_map(|(_, partner)| {
        let contact = &partner.contact;
        [
            &partner.surname,
            &partner.pronouns,
            &contact.phone,
            &contact.email,
            &contact.address,
        ]
    });
    // How one may be reached safely says something about safety.
    let safely = case.partners.iter().flat_map(|(partner, one)| {
        let apart = Compartment::private_to(partner);
        let part = Part::new(Place::Couple, What::Screening, apart);
        part.all([one.contact.how.as_str()])
    });
    let safely: Vec<Passage<'_>> = safely.collect();
    let code = std::iter::once(case.code_name.as_str());
    let mut all = called.all(code.chain(names));
    all.extend(identity.all(who.map(String::as_str)));
    all.extend(safely);
    let plan = &case.plan;
    let strengths = both(&plan.strengths);
    let goals = plan.goals.iter().flat_map(|goal| {
        std::iter::once(goal.words.as_str()).chain(goal.tags.iter().map(String::as_str))
    });
    let whole = [&plan.presenting, &plan.history, &plan.approach, &plan.referral];
    let whole = whole.into_iter().map(String::as_str).chain(strengths).chain(goals);
    all.extend(Part::new(Place::Plan, What::Plan, record).all(whole));
    let agreement = Part::new(Place::Agreement, What::Consent, record);
    all.extend(agreement.all([case.policy_words.as_str()]));
    for consent in &case.consents {
        all.extend(agreement.all([consent.words.as_str(), consent.version.as_str()]));
    }
    let keeping = &case.keeping;
    let hold = keeping.hold.as_ref().map(|hold| hold.why.as_str());
    let without = keeping.without_consent.iter().map(|it| it.because.as_str());
    let hold = hold.into_iter().chain(without);
    all.extend(agreement.all(std::iter::once(keeping.rule.as_str()).chain(hold)));
    for request in &case.requests {
        let dated =
            Part::new(Place::Agreement, What::Request, record).on(request.received);
        let reasons = request.decisions.iter().map(|decision| decision.reason.as_str());
        let words =
            [&request.name, &request.words, &request.answer, &request.without_because];
        all.extend(dated.all(words.into_iter().map(String::as_str).chain(reasons)));
    }
    all
}

fn both(pair: &Pair<String>) -> impl Iterator<Item = &str> {
    pair.iter().map(|(_, words)| words.as_str())
}

/// The words of a loop; `wall` for one that stands behind a wall of its own as a whole.
fn of_map(
    map: &CycleMap,
    place: Place,
    wall: Option<(What, Compartment)>,
) -> Vec<Passage<'_>> {
    let part = |shown: Shown| {
        let (what, compartment) = wall.unwrap_or((shown.what, shown.compartment));
        Part::shown(place, Shown { what, compartment, ..shown })
    };
    let centre = &map.centre;
    let name = || part(Shown::new(What::LoopName, Compartment::Record));
    let mut all = name().at(Spot::Name).all([map.name.as_str()]);
    all.extend(name().at(Spot::NewLoopName).all([map.new_loop_name.as_str()]));
    let shared = [centre.shared_emotion.as_str(), centre.shared_conviction.as_str()];
    let shared = shared.into_iter().chain(both(&centre.turns));
    all.extend(part(Shown::centre(centre)).all(shared));
    // The therapist's own words about a loop.
    let about = Shown::new(What::Phrase, Compartment::Process);
    let links = map.links.iter().map(|link| link.how.as_str());
    all.extend(part(about).all(std::iter::once(map.pattern_words.as_str()).chain(links)));
    for (partner, element) in map.elements() {
        let (words, spot) = (Shown::phrase(element), Spot::phrase(partner, element));
        all.extend(part(words).at(spot).all([element.words.as_str()]));
        let compartment = beside(words.compartment);
        let tags = element.tags.iter().map(String::as_str);
        all.extend(part(Shown::new(What::Phrase, compartment)).at(spot).all(tags));
    }
    for phrase in &map.tray {
        let compartment = beside(phrase.source.compartment(Visibility::Private));
        let caught = Shown::new(What::Phrase, compartment);
        all.extend(part(caught).at(Spot::Tray).all([phrase.words.as_str()]));
    }
    for dialogue in &map.dialogues {
        let talk = part(Shown::talk(map, dialogue)).at(Spot::Talk(dialogue.id));
        all.extend(talk.all(of_dialogue(dialogue)));
    }
    all
}

/// Where the therapist's words about something stand: with the one who told it alone, or else
/// in the process.
fn beside(compartment: Compartment) -> Compartment {
    if compartment.teller().is_some() { compartment } else { Compartment::Process }
}

/// Why each was confirmed, and words that stood on it and no longer stand on the loop. Whoever
/// may see the loop today finds its words there, so what only a version holds is not shareable.
fn of_versions<'a>(case: &'a Case, map: &'a CycleMap, number: usize) -> Vec<Passage<'a>> {
    let place = Place::Loop(map.id, number);
    let now = of_map(map, place, None);
    let mut known: BTreeSet<&str> = now.iter().map(|passage| passage.words).collect();
    let mut all = Vec::new();
    for version in case.versions_of(map.id) {
        let place = Place::Version(map.id, number, version.number);
        let day = version.confirmed.date_naive();
        let why = Part::new(place, What::ProcessNote, Compartment::Process).on(day);
        all.extend(why.all([version.why.as_str()]));
        // What was told alone and shared then, and taken back since, is that partner's again.
        let mut taken_back: BTreeMap<&str, Compartment> = version
            .map
            .elements()
            .filter(|(_, it)| !visibility_now(it, Some(map)).is_shareable())
            .filter(|(_, it)| it.source.individual().is_some())
            .map(|(_, it)| {
                (it.words.as_str(), it.source.compartment(Visibility::Private))
            })
            .collect();
        let talks = version.map.dialogues.iter().filter(|it| {
            it.source.individual().is_some()
                && !still(it.visibility, it.id.0, Some(map)).is_shareable()
        });
        for talk in talks {
            let apart = talk.source.compartment(Visibility::Private);
            taken_back.extend(of_dialogue(talk).map(|words| (words, apart)));
        }
        for mut passage in of_map(&version.map, place, None) {
            if known.insert(passage.words) {
                passage.shown.visibility = Visibility::Private;
                let apart = taken_back.get(passage.words).copied();
                passage.shown.compartment = apart.unwrap_or(passage.shown.compartment);
                passage.date = Some(day);
                all.push(passage);
            }
        }
    }
    all
}

fn of_dialogue(dialogue: &Dialogue) -> impl Iterator<Item = &str> {
    let turns = dialogue.before.iter().chain(&dialogue.after);
    let turns = turns.flat_map(|turn| [turn.words.as_str(), turn.seen.as_str()]);
    [dialogue.title.as_str(), dialogue.what_changed.as_str()].into_iter().chain(turns)
}

fn of_session(session: &Session) -> Vec<Passage<'_>> {
    let compartment = session.kind.compartment();
    let part = |what| {
        Part::new(Place::Session(session.number), what, compartment).on(session.date)
    };
    let sheet = &session.sheet;
    let moments = sheet.moments.iter().map(|moment| moment.words.as_str());
    let tango = sheet.tango.iter().map(|it| it.words.as_str());
    let encounters =
        sheet.encounters.iter().flat_map(|it| [it.words.as_str(), it.answer.as_str()]);
    let markers =
        sheet.markers.iter().flat_map(|it| [it.words.as_str(), it.marker.as_str()]);
    let facts = [&sheet.others_present, &sheet.observed, &sheet.plan];
    let facts = facts.into_iter().chain(&sheet.interventions).map(String::as_str);
    let risk = sheet.risk.iter();
    let risk =
        risk.flat_map(|(_, risk)| [risk.words.as_str(), risk.not_asked_because.as_str()]);
    let facts =
        facts.chain(risk).chain(moments).chain(tango).chain(encounters).chain(markers);
    let mut all = part(What::SessionFacts).all(facts);
    let home = sheet.homework.iter().flat_map(|homework| {
        let words = [&homework.title, &homework.sixty_seconds, &homework.told];
        words.into_iter().chain(&homework.steps).map(String::as_str)
    });
    let take_away = std::iter::once(sheet.take_away.as_str()).chain(home);
    all.extend(part(What::TakeAway).all(take_away));
    all
}

fn of_note<'a>(case: &Case, note: &'a Note) -> Vec<Passage<'a>> {
    let session = note.session.and_then(|id| case.session(id));
    let number = session.map(|session| session.number);
    let (place, what) = if note.is_process() {
        (Place::ProcessNote(number), What::ProcessNote)
    } else {
        (Place::Note(number), What::ProgressNote)
    };
    if case.adds_to(note).is_some() {
        // Its other sections say which note it is for, and are nobody's words.
        let place = Place::AddendumDraft(number);
        let typed = [addendum_draft::WORDS, addendum_draft::REASON];
        let typed = typed.into_iter().filter_map(|key| note.section(key));
        let part = Part::new(place, what, note.compartment()).on(note.about);
        return part.all(typed.map(|section| section.words.as_str()));
    }
    let part = Part::new(place, what, note.compartment()).on(note.about);
    let sections = note.sections.iter().map(|section| section.words.as_str());
    let risk = note
        .risk
        .iter()
        .flat_map(|(_, risk)| [risk.words.as_str(), risk.not_asked_because.as_str()]);
    let addenda = note
        .addenda
        .iter()
        .flat_map(|addendum| [addendum.reason.as_str(), addendum.words.as_str()]);
    let late = note.late_because.as_deref();
    part.all(sections.chain(risk).chain(addenda).chain(late))
}

fn of_event(event: &Event) -> Vec<Passage<'_>> {
    let mut part = Part::new(Place::Event, What::Event, event.compartment());
    part.date = event.on;
    let words = [
        &event.title,
        &event.when,
        &event.moment_of_need,
        &event.meaning,
        &event.cycle_link,
        &event.outcome,
    ];
    let steps =
        event.steps.iter().flat_map(|step| [step.title.as_str(), step.words.as_str()]);
    let words = words.into_iter().chain(&event.impact).map(String::as_str);
    part.all(words.chain(both(&event.views)).chain(both(&event.aftermath)).chain(steps))
}

fn of_episode(episode: &Episode) -> Vec<Passage<'_>> {
    let part = Part::new(Place::Episode, What::Episode, episode.compartment());
    let words = [&episode.stressor, &episode.context, &episode.ended_how];
    let phases = episode.phases.named().map(|(_, words)| words);
    part.on(episode.date).all(words.into_iter().map(String::as_str).chain(phases))
}

fn of_assessment(assessment: &Assessment) -> Vec<Passage<'_>> {
    let checks = assessment.checks.iter().map(|it| (it.on, it.words.as_str()));
    let mastery = assessment.mastery.iter().map(|it| (it.on, it.words.as_str()));
    let aside = assessment.set_aside.iter().map(|it| (it.on, it.reason.as_str()));
    let dated = checks.chain(mastery).chain(aside);
    let part = || Part::new(Place::Assessment, What::Assessment, Compartment::Process);
    dated.flat_map(|(on, words)| part().on(on).all([words])).collect()
}

fn alone(case: &Case, partner: PartnerId) -> Vec<Passage<'_>> {
    let file = case.private.of(partner);
    let compartment = Compartment::private_to(partner);
    let part = |what| Part::new(Place::Alone(partner), what, compartment);
    let mut all = part(What::SessionFacts).all([file.attachment_history.as_str()]);
    for screening in &file.screenings {
        let words = screening.words.values().chain(screening.plans.values());
        let words = words.map(String::as_str);
        all.extend(part(What::Screening).on(screening.date).all(words));
    }
    for estimate in &file.estimates {
        let dated = part(What::Assessment).on(estimate.on);
        all.extend(dated.all([estimate.note.as_str()]));
    }
    for todo in &file.todos {
        let reason = todo.resolved.as_ref().map(|resolved| resolved.reason.as_str());
        let words = [todo.words.as_str(), todo.reason.as_str()];
        let words = words.into_iter().chain(reason);
        all.extend(part(What::Todo).on(todo.opened).all(words));
    }
    all
}
