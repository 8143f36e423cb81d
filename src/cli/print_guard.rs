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
use crate::model::keeping::says_something;
use crate::model::print_guard::{
    About, Leaves, cannot_know, checks, needed_consent, told_alone,
};
use crate::model::{Case, CycleMap, PartnerId, SessionId};
use crate::store::{AuditKind, Told};
use chrono::NaiveDate;

/// A page that is about to be printed.
pub struct Page<'a> {
    pub case: &'a Case,
    pub map: &'a CycleMap,
    pub template: &'a Template,
    pub session: Option<&'a ClientSession>,
}

impl Page<'_> {
    /// What stands against this page, if anything does, in words that name nobody.
    pub fn question(&self, asked: &Print, today: NaiveDate) -> Option<CliError> {
        let topics = topics::of(self.template);
        let audience = self.audience();
        let session = self.session_id();
        let about = About { topics: &topics, map: Some(self.map), session, audience };
        let shared = told_alone(self.map, &about, &topics::carried(self.template));
        let shared: usize = PartnerId::BOTH.iter().map(|it| *shared.of(*it)).sum();
        if shared > 0 && !asked.confirmed {
            let things = count(shared, "thing");
            return Some(CliError::SharedSince { things });
        }
        self.missing_consent(today)?;
        match asked.because.as_deref() {
            None => Some(CliError::NotConsented),
            Some(reason) if !says_something(reason) => Some(CliError::EmptyReason),
            Some(_) => None,
        }
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
