//! What is done with each answer of the worker.

use super::desk::{Desk, OpensMap, Screen};
use super::gate_flow::{MadeKey, problem, refusal};
use super::open_case::OpenCase;
use super::request::{Opened, Reply};
use crate::model::{Case, CaseId};
use crate::store::{CaseSummary, StoreError, Time};
use crate::ui::gate_lock::Refusal;
use crate::ui::notice::Tone;
use crate::ui::settings::CheckFound;
use egui::Context;

impl Desk {
    pub(super) fn take_replies(&mut self, ctx: &Context) {
        for reply in self.worker.replies() {
            self.take_reply(ctx, reply);
        }
    }

    fn take_reply(&mut self, ctx: &Context, reply: Reply) {
        match reply {
            Reply::Made { opened, key } => self.made(ctx, *opened, key),
            Reply::Opened(opened) => self.opened(ctx, *opened),
            Reply::NotOpened(error) => self.not_opened(&error),
            Reply::Recovered(opened) => self.recovered(ctx, *opened),
            Reply::NotRecovered(error) => self.not_recovered(&error),
            Reply::PassphraseSet => self.enter_practice(),
            Reply::Loaded(case) => self.loaded(ctx, case),
            Reply::Saved { case, at, couples } => self.saved(case, at, &couples),
            Reply::NotSaved { case, error } => self.not_saved(case, &error),
            Reply::Verified(true) => self.let_in_again(),
            Reply::Verified(false) => self.not_opened(&StoreError::WrongPassphrase),
            Reply::PassphraseChanged => {
                self.tell(Tone::Quiet, "The passphrase is changed");
            }
            Reply::NewRecoveryKey { key, sheet_number } => {
                self.show_new_key(key, sheet_number);
            }
            Reply::TemplatesKept(at) => self.templates_kept(at),
            Reply::TemplatesNotKept(error) => self.templates_not_kept(&error),
            Reply::SettingsKept | Reply::Closed | Reply::Recorded => {}
            Reply::Audit(lines) => self.take_audit(lines),
            Reply::Found { ticket, found } => self.take_found(&ticket, found),
            Reply::PastOfNote(note, past) => self.take_past(note, past),
            Reply::AuditText(text) => self.take_audit_text(&text),
            Reply::Checked { checked, damage } => self.checked(checked, damage),
            Reply::BackedUp(path) => self.backed_up(&path),
            Reply::Failed(error) => self.tell_problem(&error.to_string()),
        }
    }

    fn made(
        &mut self,
        ctx: &Context,
        opened: Opened,
        key: Box<crate::store::RecoveryKey>,
    ) {
        self.gate.is_working = false;
        self.gate.create.clear();
        self.gate.made = Some(MadeKey::new(key, self.draw()));
        self.take_practice(ctx, opened);
        self.choose_first();
    }

    /// A number that decides which groups are asked; it guards nothing.
    fn draw(&self) -> u32 {
        self.now().timestamp_subsec_nanos() / 1_000 + self.now().timestamp() as u32 % 56
    }

    fn opened(&mut self, ctx: &Context, opened: Opened) {
        self.gate.is_working = false;
        self.gate.lock.clear();
        self.take_practice(ctx, opened);
        self.screen = Screen::Couples;
        // After a lock in a session the therapist goes on where the couple sits.
        match self.couple_in_session() {
            Some(here) => self.open_case(ctx, here, OpensMap::Show),
            None => self.choose_first(),
        }
    }

    fn not_opened(&mut self, error: &StoreError) {
        self.gate.is_working = false;
        match self.screen {
            Screen::Lock => self.gate.refusal = Some(refusal(error)),
            _ => self.gate.problem = Some(problem(&error.to_string())),
        }
    }

    fn recovered(&mut self, ctx: &Context, opened: Opened) {
        self.gate.is_working = false;
        self.gate.is_recovered = true;
        self.take_practice(ctx, opened);
        self.choose_first();
    }

    fn not_recovered(&mut self, error: &StoreError) {
        self.gate.is_working = false;
        self.gate.problem = Some(problem(&error.to_string()));
    }

    fn loaded(&mut self, ctx: &Context, case: Box<Case>) {
        // A slow answer that comes after the lock is not for the screen.
        if self.practice.is_none() {
            return;
        }
        match self.opens_map.take() {
            Some(then) => {
                let mut open = OpenCase::new(*case);
                open.room.last_change = self.changed_last(open.case.id);
                self.open = Some(open);
                self.screen = Screen::Map;
                self.arrive(ctx, then);
            }
            None => self.brief = Some(case),
        }
    }

    fn changed_last(&self, case: CaseId) -> Option<Time> {
        let couples = self.practice.as_ref().map(|practice| &practice.couples)?;
        couples.iter().find(|couple| couple.id == case).map(|couple| couple.last_change)
    }

    fn saved(&mut self, case: CaseId, at: Time, couples: &[CaseSummary]) {
        self.list_couples(couples);
        if let Some(practice) = &mut self.practice {
            practice.couples = couples.to_vec();
        }
        if let Some(open) = self.open.as_mut().filter(|open| open.case.id == case) {
            open.is_saving = false;
            open.failed = None;
            open.saved_at = Some(at.format("%H:%M").to_string());
            self.pending_is_kept();
            self.save_pending();
        }
        self.go_on_with_waiting_page();
        match &self.open {
            Some(open) if !open.is_in_the_file() => self.save_before_next(),
            _ => self.take_next(),
        }
    }

    /// A page waits until its reason is in the file, also if another save was on its way.
    fn go_on_with_waiting_page(&mut self) {
        let is_in_the_file = |open: &OpenCase| open.is_in_the_file();
        if self.open.as_ref().is_some_and(is_in_the_file) {
            self.save_waiting_page();
        } else if self.has_waiting_page() {
            self.save_now();
        }
    }

    /// Words that came while the last save was on its way go to the file before the next step.
    fn save_before_next(&mut self) {
        if self.next.is_some() {
            self.save_now();
        }
    }

    fn not_saved(&mut self, case: CaseId, error: &StoreError) {
        let sentence = error.to_string();
        let Some(open) = self.open.as_mut().filter(|open| open.case.id == case) else {
            self.tell(Tone::Alarm, sentence);
            return;
        };
        open.is_saving = false;
        open.failed = Some(sentence.clone());
        self.pending_is_refused(&sentence);
        self.drop_waiting_page(&sentence);
        let was_locking = self.screen == Screen::Lock;
        self.next = None;
        if was_locking {
            self.gate.lock_sentence =
                "NOT SAVED. Unlock to go on; what was written is still here".to_owned();
            self.gate.refusal = Some(Refusal::Other(problem(&sentence)));
        } else {
            self.tell(Tone::Alarm, format!("NOT SAVED: {sentence}"));
        }
    }

    /// The words that could not be saved at lock are shown again.
    fn let_in_again(&mut self) {
        self.gate.is_working = false;
        self.gate.lock.clear();
        self.gate.refusal = None;
        self.screen = Screen::Map;
    }

    fn show_new_key(&mut self, key: Box<crate::store::RecoveryKey>, sheet_number: u32) {
        if let Some(practice) = &mut self.practice {
            practice.sheet_number = sheet_number;
        }
        self.settings = crate::ui::settings::SettingsState::default();
        self.gate.made = Some(MadeKey::new(key, self.draw()));
        self.screen = Screen::Create;
    }

    fn checked(&mut self, checked: usize, damage: Vec<String>) {
        let found = if damage.is_empty() {
            CheckFound::Whole { revisions: checked }
        } else {
            CheckFound::Damaged(damage)
        };
        self.found = Some(found);
    }

    fn backed_up(&mut self, path: &std::path::Path) {
        let now = self.now();
        self.keep_settings(|settings| settings.last_backup = Some(now));
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        self.tell(Tone::Quiet, format!("The backup is made and was read back: {name}"));
    }
}
