//! The answer to a request for the file: decided item by item, then one pack that leaves.

use super::desk::{Desk, Screen};
use crate::edit::access;
use crate::model::access::{checks, items};
use crate::model::access_pack::{Pack, told_alone};
use crate::model::agreement::Request;
use crate::model::release::ReleaseRule;
use crate::model::{Case, PartnerId, RequestId};
use crate::store::{AuditKind, Told};
use crate::ui::access::{AccessAsk, AccessFacts, access_ui, take_rule};
use crate::ui::command::Ask;
use egui::{Context, Ui};

const NO_REQUEST: &str = "No request is open. Write it down in the couple’s file first.";

impl Desk {
    /// The request that was looked at, or else the first that waits for its answer.
    pub(super) fn open_access(&mut self) {
        self.screen = Screen::Access;
        let Some(open) = &mut self.open else { return };
        let is_there = |id: RequestId| open.case.requests.iter().any(|it| it.id == id);
        let kept = open.access.request.filter(|id| is_there(*id));
        let mut requests = open.case.requests.iter();
        let waits = requests.find(|it| it.answered.is_none());
        let first = waits.or(open.case.requests.last()).map(|it| it.id);
        open.access.show(kept.or(first));
    }

    pub(super) fn access_screen(&mut self, ui: &mut Ui, asked: &mut Vec<Ask>) {
        let (place, today, takes_keys) =
            (self.place(), self.now().date_naive(), self.takes_keys());
        let rule = self.release_rule();
        let Some(open) = &mut self.open else { return };
        let saved = open.saved();
        let request = request(&open.case, open.access.request);
        let items = request.map(|it| items(&open.case, it)).unwrap_or_default();
        let checks = request.map(|it| checks(&open.case, (it, &items), &rule, today));
        let facts = AccessFacts {
            case: &open.case,
            request,
            items: &items,
            checks: &checks.unwrap_or_default(),
            rule: &rule,
            today,
            saved: &saved,
            place,
            takes_keys,
        };
        access_ui(ui, &mut open.access, &facts, asked);
    }

    pub(super) fn access_ask(&mut self, ctx: &Context, ask: AccessAsk) {
        match ask {
            AccessAsk::Choose(id) => {
                self.keep_typed_reason();
                if let Some(open) = &mut self.open {
                    open.access.show(Some(id));
                }
            }
            AccessAsk::SetRule(rule) => {
                self.keep_settings(|settings| settings.release = Some(*rule));
            }
            AccessAsk::Finish => self.open_print(ctx),
        }
    }

    /// The practice's own rule, or the shipped one for this couple.
    pub(super) fn release_rule(&self) -> ReleaseRule {
        let own = self.practice.as_ref().and_then(|it| it.settings.release.clone());
        let model = self.open.as_ref().and_then(|open| open.case.client_model);
        own.unwrap_or_else(|| ReleaseRule::shipped(model))
    }

    /// Brings what is typed on the screen of a request into the case.
    pub(super) fn keep_typed_reason(&mut self) {
        let rule = self.release_rule();
        let Some(open) = &mut self.open else { return };
        let new_rule = take_rule(&mut open.access, &rule);
        let request = request(&open.case, open.access.request);
        let items = request.map(|it| items(&open.case, it)).unwrap_or_default();
        if let Some(edit) = open.access.take_edit(&open.case, &items) {
            // Long ago, so that it is saved at once.
            self.change(edit, 0.0);
        }
        if let Some(rule) = new_rule {
            self.keep_settings(|settings| settings.release = Some(rule));
        }
    }

    /// What would leave now.
    pub(super) fn answer_pack(&self) -> Result<Pack, String> {
        let open = self.open.as_ref().ok_or(NO_REQUEST)?;
        let request = request(&open.case, open.access.request).ok_or(NO_REQUEST)?;
        let today = self.now().date_naive();
        let in_the_way = |checks: Vec<crate::model::access::Check>| {
            let first = checks.into_iter().next().map(|check| check.says);
            format!("{}. Nothing was made.", first.unwrap_or_default())
        };
        Pack::of(&open.case, request, &self.release_rule(), today).map_err(in_the_way)
    }

    /// What of it one of them told alone and shared since.
    pub(super) fn answer_told_alone(&self) -> Vec<(PartnerId, String)> {
        let Some(open) = &self.open else { return Vec::new() };
        let request = request(&open.case, open.access.request);
        request.map(|it| told_alone(&open.case, it)).unwrap_or_default()
    }

    /// The pack is where the therapist wanted it: the log and the register are told. `shipped` is
    /// the name of its template, if that ships.
    pub(super) fn pack_has_left(&mut self, shipped: Option<&str>) {
        let Ok(pack) = self.answer_pack() else { return };
        let today = self.now().date_naive();
        let Some(open) = &self.open else { return };
        let Some(request) = request(&open.case, open.access.request) else { return };
        let log = &pack.log;
        let (included, redacted, withheld) = (log.included, log.redacted, log.withheld);
        let what = AuditKind::Answered { included, redacted, withheld };
        let told = Told::request(what, open.case.id, request.id).printed_from(shipped);
        let mut request = request.clone();
        access::answered(&mut request, today, &pack.counts());
        self.record(told);
        self.change(access::replaced(request), 0.0);
    }
}

pub(super) fn request(case: &Case, id: Option<RequestId>) -> Option<&Request> {
    case.requests.iter().find(|request| Some(request.id) == id)
}
