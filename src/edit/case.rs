//! Changes to the couple itself: names, agreements, sessions and its list of maps.

use super::listed::{ListEdit, few, line, text};
use super::{Edit, EditError, tidy};
use crate::model::agreement::{Consent, Request};
use crate::model::episode::Episode;
use crate::model::event::Event;
use crate::model::keeping::{Keeping, WithoutConsent, says_something};
use crate::model::plan::{Contact, Plan};
use crate::model::private_file::PrivateFile;
use crate::model::readiness::{Assessment, ESTIMATE_TENTHS};
use crate::model::session::Sheet;
use crate::model::{
    Case, CaseStatus, ClientModel, CycleMap, MapId, Note, OwnLoop, Pair, Partner,
    PartnerId, Score, SecretsPolicy, Session, SessionId,
};
use chrono::NaiveDate;
use std::collections::BTreeMap;

/// The most letters of a code name or of a person's name.
pub const NAME_LETTERS: usize = 80;

/// One change to a case outside its maps.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CaseEdit {
    CodeName(String),
    Status(CaseStatus),
    ClientModel(Option<ClientModel>),
    SecretsPolicy(Option<SecretsPolicy>),
    Partner(PartnerId, Box<Partner>),
    AddMap {
        at: usize,
        map: Box<CycleMap>,
    },
    RemoveMap(MapId),
    AddSession {
        at: usize,
        session: Box<Session>,
    },
    RemoveSession(SessionId),
    /// Puts the session in the place of the one with the same id.
    Session(Box<Session>),
    /// The therapist's own loop, or none.
    OwnLoop(Option<Box<OwnLoop>>),
    /// The therapist's words for the secrets policy.
    PolicyWords(String),
    Consent(ListEdit<Consent>),
    Request(ListEdit<Request>),
    Event(ListEdit<Event>),
    Episode(ListEdit<Episode>),
    /// Readiness, signs and what was set aside.
    Assessment(Box<Assessment>),
    Note(ListEdit<Note>),
    Score(ListEdit<Score>),
    /// The measures that the couple may be shown, since when.
    ShownMeasures(BTreeMap<String, NaiveDate>),
    Plan(Box<Plan>),
    Keeping(Box<Keeping>),
    /// One partner's own part.
    Private(PartnerId, Box<PrivateFile>),
}

/// The most letters of the words at a marked moment.
pub const MOMENT_LETTERS: usize = 300;

/// Writes down that a page was saved though a consent was missing. It is no edit: what left the
/// practice cannot be undone.
///
/// # Errors
/// There is no reason, or it is too long.
pub fn printed_without(case: &mut Case, new: &WithoutConsent) -> Result<(), EditError> {
    let because = needed(&new.because)?;
    if !says_something(&because) {
        return Err(EditError::Empty);
    }
    case.keeping.without_consent.push(WithoutConsent { because, ..new.clone() });
    Ok(())
}

/// Everything that differs between the couple and how it is written now, as one step.
pub fn rewritten(
    case: &Case,
    code_name: &str,
    partners: &Pair<Partner>,
    (model, policy): (Option<ClientModel>, Option<SecretsPolicy>),
) -> Option<Edit> {
    let mut edits = Vec::new();
    if code_name != case.code_name {
        edits.push(CaseEdit::CodeName(code_name.to_owned()));
    }
    for (partner, new) in partners.iter() {
        if new != case.partners.of(partner) {
            edits.push(CaseEdit::Partner(partner, Box::new(new.clone())));
        }
    }
    if model != case.client_model {
        edits.push(CaseEdit::ClientModel(model));
    }
    if policy != case.secrets_policy {
        edits.push(CaseEdit::SecretsPolicy(policy));
    }
    let edits: Vec<Edit> = edits.into_iter().map(Edit::Case).collect();
    (!edits.is_empty()).then_some(Edit::Several(edits))
}

impl CaseEdit {
    pub(super) fn apply(self, case: &mut Case) -> Result<Self, EditError> {
        match self {
            Self::CodeName(name) => {
                let name = needed(&name)?;
                Ok(Self::CodeName(std::mem::replace(&mut case.code_name, name)))
            }
            Self::Status(new) => {
                Ok(Self::Status(std::mem::replace(&mut case.status, new)))
            }
            Self::ClientModel(None) | Self::SecretsPolicy(None)
                if !case.notes.is_empty() =>
            {
                Err(EditError::NotAgreed)
            }
            Self::ClientModel(new) => {
                Ok(Self::ClientModel(std::mem::replace(&mut case.client_model, new)))
            }
            Self::SecretsPolicy(new) => {
                Ok(Self::SecretsPolicy(std::mem::replace(&mut case.secrets_policy, new)))
            }
            Self::Partner(partner, new) => set_partner(case, partner, &new),
            Self::AddMap { at, map } => {
                if map.shared_without_act().is_some() {
                    return Err(EditError::SaidAlone);
                }
                let id = map.id;
                case.maps.insert(at.min(case.maps.len()), *map);
                Ok(Self::RemoveMap(id))
            }
            Self::RemoveMap(id) => remove_map(case, id),
            Self::AddSession { at, session } => {
                may_be_kept(case, &session)?;
                let id = session.id;
                case.sessions.insert(at.min(case.sessions.len()), *session);
                Ok(Self::RemoveSession(id))
            }
            Self::RemoveSession(id) => remove_session(case, id),
            Self::Session(new) => replace_session(case, *new),
            Self::OwnLoop(new) => {
                Ok(Self::OwnLoop(std::mem::replace(&mut case.own_loop, new)))
            }
            other => other.apply_to_file(case),
        }
    }

    /// What belongs to the couple's file: agreements, plan, events, notes.
    fn apply_to_file(self, case: &mut Case) -> Result<Self, EditError> {
        match self {
            Self::PolicyWords(words) => {
                let words = text(&words)?;
                Ok(Self::PolicyWords(std::mem::replace(&mut case.policy_words, words)))
            }
            Self::Consent(edit) => edit.apply(case).map(Self::Consent),
            Self::Request(edit) => edit.apply(case).map(Self::Request),
            Self::Event(edit) => edit.apply(case).map(Self::Event),
            Self::Episode(edit) => edit.apply(case).map(Self::Episode),
            Self::Assessment(new) => {
                let new = checked_assessment(*new)?;
                let old = std::mem::replace(&mut case.assessment, new);
                Ok(Self::Assessment(Box::new(old)))
            }
            Self::Note(edit) => edit.apply(case).map(Self::Note),
            Self::Score(edit) => edit.apply(case).map(Self::Score),
            Self::ShownMeasures(new) => {
                Ok(Self::ShownMeasures(std::mem::replace(&mut case.shown_measures, new)))
            }
            Self::Plan(new) => {
                let new = checked_plan(*new)?;
                Ok(Self::Plan(Box::new(std::mem::replace(&mut case.plan, new))))
            }
            Self::Keeping(mut new) => {
                new.rule = text(&new.rule)?;
                if let Some(hold) = &mut new.hold {
                    hold.why = text(&hold.why)?;
                }
                // What was printed without a consent is a fact, and no wish to take back.
                new.without_consent.clone_from(&case.keeping.without_consent);
                let old = std::mem::replace(&mut case.keeping, *new);
                Ok(Self::Keeping(Box::new(old)))
            }
            Self::Private(partner, new) => {
                let new = checked_private(*new)?;
                let old = std::mem::replace(case.private.of_mut(partner), new);
                Ok(Self::Private(partner, Box::new(old)))
            }
            _ => Err(EditError::NotThere),
        }
    }
}

fn set_partner(
    case: &mut Case,
    partner: PartnerId,
    new: &Partner,
) -> Result<CaseEdit, EditError> {
    let new = Partner {
        name: needed(&new.name)?,
        surname: tidy(&new.surname, NAME_LETTERS)?,
        pronouns: tidy(&new.pronouns, NAME_LETTERS)?,
        contact: Contact {
            phone: line(&new.contact.phone)?,
            email: line(&new.contact.email)?,
            address: text(&new.contact.address)?,
            how: text(&new.contact.how)?,
        },
    };
    let old = std::mem::replace(case.partners.of_mut(partner), new);
    Ok(CaseEdit::Partner(partner, Box::new(old)))
}

fn remove_map(case: &mut Case, id: MapId) -> Result<CaseEdit, EditError> {
    let at = case.maps.iter().position(|map| map.id == id);
    let at = at.ok_or(EditError::NoSuchMap)?;
    if case.maps.len() == 1 {
        return Err(EditError::LastMap);
    }
    Ok(CaseEdit::AddMap { at, map: Box::new(case.maps.remove(at)) })
}

fn remove_session(case: &mut Case, id: SessionId) -> Result<CaseEdit, EditError> {
    let at = case.sessions.iter().position(|session| session.id == id);
    let at = at.ok_or(EditError::NoSuchSession)?;
    Ok(CaseEdit::AddSession { at, session: Box::new(case.sessions.remove(at)) })
}

fn replace_session(case: &mut Case, mut new: Session) -> Result<CaseEdit, EditError> {
    checked_sheet(&mut new.sheet)?;
    may_be_kept(case, &new)?;
    let old = case.sessions.iter_mut().find(|session| session.id == new.id);
    let old = old.ok_or(EditError::NoSuchSession)?;
    Ok(CaseEdit::Session(Box::new(std::mem::replace(old, new))))
}

/// One session runs at a time, and none ends before it begins.
fn may_be_kept(case: &Case, new: &Session) -> Result<(), EditError> {
    let running = case.running().filter(|running| running.id != new.id);
    if let Some(running) = running.filter(|_| new.is_running()) {
        return Err(EditError::SessionRuns(running.number));
    }
    let is_backwards = new.start.zip(new.stop).is_some_and(|(start, stop)| stop < start);
    if is_backwards { Err(EditError::StopBeforeStart) } else { Ok(()) }
}

fn checked_sheet(sheet: &mut Sheet) -> Result<(), EditError> {
    for moment in &mut sheet.moments {
        moment.words = tidy(&moment.words, MOMENT_LETTERS)?;
    }
    let lists = [sheet.moments.len(), sheet.tango.len(), sheet.encounters.len()];
    let more = [sheet.markers.len(), sheet.homework.len(), sheet.interventions.len()];
    lists.into_iter().chain(more).try_for_each(few)?;
    for words in [
        &mut sheet.others_present,
        &mut sheet.take_away,
        &mut sheet.observed,
        &mut sheet.plan,
    ] {
        *words = text(words)?;
    }
    for risk in [&mut sheet.risk.a, &mut sheet.risk.b] {
        risk.words = text(&risk.words)?;
        risk.not_asked_because = text(&risk.not_asked_because)?;
    }
    for marked in &mut sheet.tango {
        marked.words = text(&marked.words)?;
    }
    for encounter in &mut sheet.encounters {
        encounter.words = text(&encounter.words)?;
        encounter.answer = text(&encounter.answer)?;
    }
    for marker in &mut sheet.markers {
        marker.words = text(&marker.words)?;
    }
    for tag in &mut sheet.interventions {
        *tag = line(tag)?;
    }
    for homework in &mut sheet.homework {
        homework.title = line(&homework.title)?;
        homework.sixty_seconds = text(&homework.sixty_seconds)?;
        homework.told = text(&homework.told)?;
        few(homework.steps.len())?;
        for step in &mut homework.steps {
            *step = text(step)?;
        }
    }
    let rated =
        [&sheet.safety.a, &sheet.safety.b, &sheet.closeness.a, &sheet.closeness.b];
    if rated.into_iter().flatten().any(|rating| *rating > 10) {
        return Err(EditError::Intensity);
    }
    let couple = sheet.step.is_none_or(|step| matches!(step, 1..=4 | 8 | 9));
    let mut each = [sheet.steps.a, sheet.steps.b].into_iter().flatten();
    if couple && each.all(|step| (5..=7).contains(&step)) {
        Ok(())
    } else {
        Err(EditError::Step)
    }
}

fn checked_plan(mut plan: Plan) -> Result<Plan, EditError> {
    few(plan.goals.len())?;
    for goal in &mut plan.goals {
        goal.words = text(&goal.words)?;
        for tag in &mut goal.tags {
            *tag = line(tag)?;
        }
    }
    for words in [
        &mut plan.presenting,
        &mut plan.history,
        &mut plan.strengths.a,
        &mut plan.strengths.b,
        &mut plan.approach,
        &mut plan.referral,
    ] {
        *words = text(words)?;
    }
    Ok(plan)
}

fn checked_assessment(mut new: Assessment) -> Result<Assessment, EditError> {
    few(new.checks.len().max(new.mastery.len()).max(new.set_aside.len()))?;
    for check in &mut new.checks {
        check.sign = line(&check.sign)?;
        check.words = text(&check.words)?;
    }
    for point in &mut new.mastery {
        point.words = text(&point.words)?;
    }
    for aside in &mut new.set_aside {
        aside.reason = text(&aside.reason)?;
    }
    Ok(new)
}

fn checked_private(mut file: PrivateFile) -> Result<PrivateFile, EditError> {
    file.attachment_history = text(&file.attachment_history)?;
    few(file.screenings.len().max(file.todos.len()).max(file.estimates.len()))?;
    for estimate in &mut file.estimates {
        estimate.note = text(&estimate.note)?;
        let rated = [estimate.anxiety, estimate.avoidance].into_iter().flatten();
        if rated.into_iter().any(|it| !ESTIMATE_TENTHS.contains(&it)) {
            return Err(EditError::Estimate);
        }
    }
    for screening in &mut file.screenings {
        few(screening.answers.len().max(screening.words.len()))?;
        let plans = screening.plans.values_mut();
        for words in screening.words.values_mut().chain(plans) {
            *words = text(words)?;
        }
    }
    for todo in &mut file.todos {
        todo.words = text(&todo.words)?;
        todo.reason = text(&todo.reason)?;
        if let Some(resolved) = &mut todo.resolved {
            resolved.reason = text(&resolved.reason)?;
        }
    }
    Ok(file)
}

fn needed(name: &str) -> Result<String, EditError> {
    let name = tidy(name, NAME_LETTERS)?;
    if name.is_empty() { Err(EditError::Empty) } else { Ok(name) }
}
