//! A couple as one audience may see it: a type that holds nothing else.

use super::audience::{Audience, Shown, What};
use super::keeping::Keeping;
use super::plan::{Contact, Plan};
use super::private_file::PrivateFile;
use super::readiness::Assessment;
use super::score::Score;
use super::session::Sheet;
use super::version::{still, visibility_now};
use super::{
    Case, Centre, Compartment, CycleMap, Dialogue, PartnerId, Session, Visibility,
};

/// What is left of a couple once the walls were asked about every part of it.
///
/// It is made in one place, [`SeenBy::of`]; pages of the record take nothing else.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SeenBy {
    audience: Audience,
    case: Case,
}

impl SeenBy {
    pub fn of(case: &Case, audience: Audience) -> Self {
        let may_see = |shown| audience.may_see(shown);
        let mut case = case.clone();
        who_they_are(&mut case, &may_see);
        for map in &mut case.maps {
            on_map(map, &may_see);
        }
        case.own_loop.take_if(|_| !may_see(process(What::OwnLoop)));
        for session in &mut case.sessions {
            on_sheet(session, &may_see);
        }
        case.notes.retain(|note| may_see(Shown::note(note)));
        case.events.retain(|event| may_see(Shown::event(event)));
        case.episodes.retain(|it| may_see(Shown::new(What::Event, it.compartment())));
        let since = case.shown_measures.clone();
        let since = |it: &Score| since.get(&it.measure).copied();
        case.scores.retain(|it| may_see(Shown::score(it, since(it))));
        for score in &mut case.scores {
            if !may_see(Shown::new(What::Score, score.own_compartment())) {
                score.answers = None;
            }
        }
        if !may_see(process(What::ProcessNote)) {
            case.assessment = Assessment::default();
        }
        on_versions(&mut case, &may_see);
        if !may_see(record(What::Plan)) {
            case.plan = Plan::default();
        }
        if !may_see(record(What::Consent)) {
            case.consents.clear();
            case.policy_words.clear();
            case.keeping = Keeping::default();
        }
        if !may_see(record(What::Request)) {
            case.requests.clear();
        }
        for partner in PartnerId::BOTH {
            let own = case.private.of_mut(partner);
            alone(own, Compartment::private_to(partner), &may_see);
        }
        Self { audience, case }
    }

    pub fn audience(&self) -> Audience {
        self.audience
    }

    pub fn case(&self) -> &Case {
        &self.case
    }
}

fn record(what: What) -> Shown {
    Shown::new(what, Compartment::Record)
}

fn process(what: What) -> Shown {
    Shown::new(what, Compartment::Process)
}

fn who_they_are(case: &mut Case, may_see: &dyn Fn(Shown) -> bool) {
    for partner in PartnerId::BOTH {
        let one = case.partners.of_mut(partner);
        // How one may be reached safely says something about safety.
        let safely = Shown::new(What::Screening, Compartment::private_to(partner));
        let how = std::mem::take(&mut one.contact.how);
        let how = if may_see(safely) { how } else { String::new() };
        if !may_see(record(What::Name)) {
            one.name.clear();
        }
        if !may_see(record(What::Identity)) {
            one.surname.clear();
            one.pronouns.clear();
            one.contact = Contact::default();
        }
        one.contact.how = how;
    }
}

fn on_map(map: &mut CycleMap, may_see: &dyn Fn(Shown) -> bool) {
    if !may_see(record(What::LoopName)) {
        map.name.clear();
        map.new_loop_name.clear();
    }
    if !may_see(Shown::centre(&map.centre)) {
        map.centre = Centre::default();
    }
    let may_see_process = may_see(process(What::Phrase));
    if !may_see_process {
        map.pattern_words.clear();
        map.links.iter_mut().for_each(|link| link.how.clear());
    }
    for partner in PartnerId::BOTH {
        let elements = &mut map.sides.of_mut(partner).elements;
        elements.retain(|element| may_see(Shown::phrase(element)));
        if !may_see_process {
            for element in elements {
                element.tags.clear();
            }
        }
    }
    map.tray.retain(|phrase| {
        let told = phrase.source.compartment(Visibility::Private);
        let is_alone = told.teller().is_some();
        let kept = if is_alone { told } else { Compartment::Process };
        may_see(Shown::new(What::Phrase, kept))
    });
    let (mut talks, whole) = (std::mem::take(&mut map.dialogues), &*map);
    talks.retain(|talk| may_see(Shown::talk(whole, talk)));
    map.dialogues = talks;
}

/// Loops of an older moment: what was taken back since stays out.
fn on_versions(case: &mut Case, may_see: &dyn Fn(Shown) -> bool) {
    let mut versions = std::mem::take(&mut case.versions);
    for version in &mut versions {
        if !may_see(process(What::ProcessNote)) {
            version.why.clear();
        }
        let now = case.map(version.map.id);
        if now.is_some_and(|now| now.centre.visibility.is_private()) {
            version.map.centre.visibility = Visibility::Private;
        }
        for partner in PartnerId::BOTH {
            for element in &mut version.map.sides.of_mut(partner).elements {
                element.visibility = visibility_now(element, now);
            }
        }
        let talks = std::mem::take(&mut version.map.dialogues);
        on_map(&mut version.map, may_see);
        version.map.dialogues = talks;
        let map = &version.map;
        let may_see_talk = |talk: &Dialogue| {
            let visibility = still(talk.visibility, talk.id.0, now);
            may_see(Shown { visibility, ..Shown::talk(map, talk) })
        };
        let kept = map.dialogues.iter().filter(|it| may_see_talk(it)).cloned().collect();
        version.map.dialogues = kept;
    }
    case.versions = versions;
}

/// What is taken home is of one kind, what the therapist wrote of the session of another.
fn on_sheet(session: &mut Session, may_see: &dyn Fn(Shown) -> bool) {
    let compartment = session.kind.compartment();
    let takes_home = may_see(Shown::new(What::TakeAway, compartment));
    let whole = std::mem::take(&mut session.sheet);
    let (take_away, homework) = if takes_home {
        (whole.take_away.clone(), whole.homework.clone())
    } else {
        Default::default()
    };
    let facts = if may_see(Shown::session(session)) { whole } else { Sheet::default() };
    session.sheet = Sheet { homework, take_away, ..facts };
}

fn alone(
    own: &mut PrivateFile,
    compartment: Compartment,
    may_see: &dyn Fn(Shown) -> bool,
) {
    let may_see = |what| may_see(Shown::new(what, compartment));
    if !may_see(What::SessionFacts) {
        own.attachment_history.clear();
    }
    if !may_see(What::Assessment) {
        own.estimates.clear();
    }
    if !may_see(What::Screening) {
        own.screenings.clear();
    }
    if !may_see(What::Todo) {
        own.todos.clear();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::passage::passages;
    use crate::model::{Element, Layer, Ownership, Pair, SessionKind, Source};
    use strum::VariantArray as _;

    #[test]
    fn what_is_left_is_what_may_be_seen() {
        let names = Pair { a: "Ana".to_owned(), b: "Rui".to_owned() };
        let mut case = Case::new("Linden", names);
        let told = Element {
            ownership: Ownership::Owned,
            source: Source::IndividualB,
            ..Element::new(Layer::Fear, "told alone")
        };
        let said = Element {
            ownership: Ownership::Owned,
            ..Element::new(Layer::Fear, "said together")
        };
        case.maps[0].sides.b.elements = vec![told, said];
        let mut session =
            Session::new(1, SessionKind::IndividualB, chrono::NaiveDate::MIN);
        session.sheet.plan = "a private plan".to_owned();
        case.sessions.push(session);
        for audience in Audience::VARIANTS {
            let seen = SeenBy::of(&case, *audience);
            let may_see = |shown| audience.may_see(shown);
            assert!(passages(seen.case()).iter().all(|it| {
                // The code name is on every paper.
                may_see(it.shown) || it.words == "Linden"
            }));
            let here = passages(seen.case());
            for passage in passages(&case).iter().filter(|it| may_see(it.shown)) {
                assert!(here.iter().any(|it| it.words == passage.words), "{audience:?}");
            }
        }
    }
}
