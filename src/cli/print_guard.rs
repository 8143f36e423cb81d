//! Asks before a page is printed what the window asks a second time.

use super::CliError;
use super::arguments::Print;
use super::couple::count;
use crate::export::template::Audience as For;
use crate::export::topics::Needs;
use crate::export::{Template, templates, topics};
use crate::model::access::Weight;
use crate::model::agreement::ConsentKind;
use crate::model::audience::Audience;
use crate::model::client_session::ClientSession;
use crate::model::held_back::HeldBack;
use crate::model::keeping::says_something;
use crate::model::print_guard::{About, Leaves, cannot_know, checks, needed_consent};
use crate::model::told_alone::words_told_alone;
use crate::model::version::Stand;
use crate::model::{Case, CycleMap, SessionId};
use crate::store::{AuditKind, Told};
use chrono::NaiveDate;

/// A page that is about to be printed.
pub struct Page<'a> {
    pub case: &'a Case,
    pub map: &'a CycleMap,
    pub template: &'a Template,
    pub moments: Option<[Stand; 2]>,
    pub session: Option<&'a ClientSession>,
}

/// What one of them told alone is printed after a second confirmation, whoever reads it.
pub fn asked_twice(told_alone: usize) -> Option<CliError> {
    let things = || count(told_alone, "thing");
    (told_alone > 0).then(|| CliError::SharedSince { things: things() })
}

impl Page<'_> {
    /// What stands against this page, if anything does, in words that name nobody.
    pub fn question(&self, asked: &Print, today: NaiveDate) -> Option<CliError> {
        let shared = self.about(|about| words_told_alone(self.case, about));
        if let Some(question) = asked_twice(shared.len()).filter(|_| !asked.confirmed) {
            return Some(question);
        }
        self.missing_consent(today)?;
        match asked.because.as_deref() {
            None => Some(CliError::NotConsented),
            Some(reason) if !says_something(reason) => Some(CliError::EmptyReason),
            Some(_) => None,
        }
    }

    /// What stays out of it, of the phrases that it would have shown.
    pub fn held_back(&self) -> HeldBack {
        self.about(|about| HeldBack::from_page(self.case, about))
    }

    fn about<T>(&self, tell: impl FnOnce(&About<'_>) -> T) -> T {
        let topics = topics::of(self.template);
        let carried = topics::carried(self.template);
        let tells_of_session = topics::needs(self.template, &topics) == Needs::TakeAway;
        tell(&About {
            topics: &topics,
            carried: &carried,
            map: Some(self.map.id),
            moments: self.moments,
            session: self.session_id().filter(|_| tells_of_session),
            audience: self.audience(),
        })
    }

    /// The consent that the page needs and that not both hold.
    pub fn missing_consent(&self, today: NaiveDate) -> Option<ConsentKind> {
        let (audience, stays) = (self.audience(), Leaves::Stays);
        let checks = checks(self.case, (audience, stays), today);
        let is_missing = checks.iter().any(|it| it.weight == Weight::NeedsReason);
        is_missing.then(|| needed_consent(audience, stays)).flatten()
    }

    /// What nobody but a reader can judge.
    pub fn cannot_know(&self) -> &'static str {
        cannot_know(self.audience())
    }

    /// What the log says of it.
    pub fn told(&self, today: NaiveDate) -> Told {
        let shipped = templates::shipped_name(self.template);
        self.told_of_what(today).printed_from(shipped.as_deref())
    }

    fn told_of_what(&self, today: NaiveDate) -> Told {
        let kind = match self.missing_consent(today) {
            Some(_) => AuditKind::PrintedWithoutConsent,
            None => AuditKind::Printed,
        };
        let case = self.case.id;
        let topics = topics::of(self.template);
        let session = self.session_id().and_then(|id| self.case.session(id));
        match session.filter(|_| topics::needs(self.template, &topics) == Needs::TakeAway)
        {
            Some(session) => {
                Told::session(kind, case, (session.id, session.kind.compartment()))
            }
            None if self.template.audience == For::Couple
                && topics::is_of_a_loop(&topics) =>
            {
                Told::map(kind, case, self.map.id)
            }
            None => Told::couple(kind, case),
        }
    }

    fn audience(&self) -> Audience {
        match self.template.audience {
            For::Couple => Audience::Couple,
            For::Supervisor => Audience::Supervisor,
            For::Practice | For::Record => Audience::Record,
        }
    }

    fn session_id(&self) -> Option<SessionId> {
        let number = self.session?.number();
        let mut all = self.case.sessions.iter();
        all.find(|it| it.number == number).map(|it| it.id)
    }
}
