//! The way into a practice: making one, unlocking it, and the recovery key.

use super::desk::{Desk, Screen};
use super::paths::Purpose;
use super::request::Request;
use crate::store::{self, Access, RecoveryFault, RecoveryKey, StoreError};
use crate::ui::gate::Problem;
use crate::ui::gate_command::GateCommand;
use crate::ui::gate_create::{CreateFacts, CreateState, Making};
use crate::ui::gate_first_start::{FirstStartFacts, first_start_ui};
use crate::ui::gate_lock::{LockFacts, LockState, Refusal, lock_ui};
use crate::ui::gate_passphrase::Advice;
use crate::ui::gate_recover::{
    RecoverFacts, RecoverState, Recovering, RowCheck, recover_ui,
};
use crate::ui::gate_recovery::{self, GroupPlace};
use crate::ui::secret::Secret;
use egui::Ui;

/// What is typed and known before a practice is open.
#[derive(Default)]
pub(super) struct GateFlow {
    pub create: CreateState,
    pub lock: LockState,
    pub recover: RecoverState,
    pub offered: String,
    pub lock_sentence: String,
    pub refusal: Option<Refusal>,
    pub problem: Option<Problem>,
    /// An answer of the worker is awaited.
    pub is_working: bool,
    /// The key that was just made: shown once, and never kept.
    pub made: Option<MadeKey>,
    pub is_recovered: bool,
}

/// A new recovery key, until two of its groups were typed.
pub(super) struct MadeKey {
    pub key: Box<RecoveryKey>,
    pub shown: gate_recovery::RecoveryKey,
    pub is_confirmed: bool,
}

impl MadeKey {
    /// `draw` chooses the two groups that have to be typed.
    pub fn new(key: Box<RecoveryKey>, draw: u32) -> Self {
        let rows = key.rows().map(|row| gate_recovery::RecoveryRow {
            groups: row.groups.map(|group| Secret::from(group.as_str())),
            check: Secret::from(row.check.to_string().as_str()),
        });
        let place = |number: u32| GroupPlace {
            row: (number / 2 % 4) as usize,
            group: (number % 2) as usize,
        };
        let first = draw % 8;
        // Another one of the eight: 1 to 7 further on.
        let asked = [place(first), place((first + 1 + draw / 8 % 7) % 8)];
        let shown =
            gate_recovery::RecoveryKey { rows, asked, wrong: [false; 2], tries: 0 };
        Self { key, shown, is_confirmed: false }
    }

    /// Takes the two groups that were typed.
    pub fn confirm(&mut self, typed: &[Secret; 2]) {
        let wrong = [0, 1].map(|at| {
            let (Some(place), Some(typed)) = (self.shown.asked.get(at), typed.get(at))
            else {
                return true;
            };
            let group = self
                .shown
                .rows
                .get(place.row)
                .and_then(|row| row.groups.get(place.group));
            group.is_none_or(|group| plain(group.reveal()) != plain(typed.reveal()))
        });
        self.is_confirmed = wrong == [false; 2];
        self.shown.wrong = wrong;
        self.shown.tries += 1;
    }
}

/// A group without what makes no difference.
fn plain(group: &str) -> String {
    let letters = group.chars().filter(char::is_ascii_alphanumeric);
    letters
        .map(|letter| match letter.to_ascii_uppercase() {
            'O' => '0',
            'I' | 'L' => '1',
            letter => letter,
        })
        .collect()
}

/// What is thought of a passphrase, in the words of the store.
pub(super) fn advise(words: &str) -> Advice {
    match store::judge_passphrase(words) {
        Ok(()) => Advice { is_enough: true, words: "That is strong enough".to_owned() },
        Err(weak) => Advice { is_enough: false, words: weak.advice },
    }
}

fn check_row(row: usize, typed: &str) -> RowCheck {
    match RecoveryKey::check_row(row, typed) {
        Ok(()) => RowCheck::Right,
        Err(RecoveryFault::Length { found: 0..=7, .. }) => RowCheck::Unfinished,
        Err(_) => RowCheck::Mistyped,
    }
}

impl Desk {
    pub(super) fn first_start(&mut self, ui: &mut Ui, asked: &mut Vec<GateCommand>) {
        let facts = FirstStartFacts { problem: self.gate.problem.as_ref() };
        first_start_ui(ui, facts, asked);
    }

    pub(super) fn create(&mut self, ui: &mut Ui, asked: &mut Vec<GateCommand>) {
        if self.gate.offered.is_empty() {
            self.gate.offered = store::offer_passphrase();
        }
        let place = self.path.display().to_string();
        let synced = store::place::synced_by(&self.path);
        let making = match &self.gate.made {
            Some(made) if made.is_confirmed => Making::Confirmed,
            Some(made) => Making::Made(&made.shown),
            None if self.gate.is_working => Making::Working,
            None => Making::NotBegun,
        };
        let facts = CreateFacts {
            place: &place,
            synced_by: synced.as_ref().map(|service| service.name),
            offered: &self.gate.offered,
            advise: &advise,
            making,
            problem: self.gate.problem.as_ref(),
        };
        crate::ui::gate_create::create_ui(ui, &mut self.gate.create, &facts, asked);
    }

    pub(super) fn lock_screen(&mut self, ui: &mut Ui, asked: &mut Vec<GateCommand>) {
        let facts = LockFacts {
            sentence: &self.gate.lock_sentence,
            refusal: self.gate.refusal.as_ref(),
            is_opening: self.gate.is_working,
        };
        lock_ui(ui, &mut self.gate.lock, facts, asked);
    }

    pub(super) fn recover(&mut self, ui: &mut Ui, asked: &mut Vec<GateCommand>) {
        if self.gate.offered.is_empty() {
            self.gate.offered = store::offer_passphrase();
        }
        let stage = match (self.gate.is_working, self.gate.is_recovered) {
            (true, _) => Recovering::Working,
            (false, true) => Recovering::Open,
            (false, false) => Recovering::Rows,
        };
        let facts = RecoverFacts {
            stage,
            check_row: &check_row,
            advise: &advise,
            offered: &self.gate.offered,
            problem: self.gate.problem.as_ref(),
        };
        recover_ui(ui, &mut self.gate.recover, &facts, asked);
    }

    pub(super) fn go_back(&mut self) {
        let is_there = self.path.exists();
        self.gate = GateFlow {
            lock_sentence: std::mem::take(&mut self.gate.lock_sentence),
            ..GateFlow::default()
        };
        self.screen = if is_there { Screen::Lock } else { Screen::FirstStart };
    }

    pub(super) fn start_practice(&mut self) {
        self.gate = GateFlow::default();
        if self.path.exists() {
            self.path = free_place(&self.path);
        }
        self.screen = Screen::Create;
    }

    pub(super) fn make_practice(&mut self, name: String, passphrase: Secret) {
        self.gate.problem = None;
        self.gate.is_working = true;
        let (path, now) = (self.path.clone(), self.now());
        self.send(Request::Create { path, name, passphrase, now });
    }

    pub(super) fn unlock(&mut self, passphrase: Secret, access: Access) {
        self.gate.refusal = None;
        self.gate.is_working = true;
        if self.open.is_some() {
            // The last save failed when the screen was locked: the words are still here.
            let now = self.now();
            self.send(Request::Verify { passphrase, now });
            return;
        }
        let (path, now) = (self.path.clone(), self.now());
        self.send(Request::Open { path, passphrase, access, now });
    }

    pub(super) fn try_recovery_key(&mut self, rows: Box<[Secret; 4]>) {
        self.gate.problem = None;
        self.gate.is_working = true;
        let (path, now) = (self.path.clone(), self.now());
        self.send(Request::TryRecoveryKey { path, rows, now });
    }

    pub(super) fn set_passphrase(&mut self, new: Secret) {
        self.gate.is_working = true;
        let now = self.now();
        self.send(Request::SetPassphrase { new, now });
    }

    pub(super) fn confirm_recovery(&mut self, typed: &[Secret; 2]) {
        if let Some(made) = &mut self.gate.made {
            made.confirm(typed);
        }
    }

    pub(super) fn enter_practice(&mut self) {
        self.gate = GateFlow::default();
        self.screen = Screen::Couples;
    }

    pub(super) fn print_recovery_sheet(&mut self) {
        self.ask_for_path(Purpose::RecoverySheet);
    }
}

/// The first free name beside a file that is there already.
fn free_place(path: &std::path::Path) -> std::path::PathBuf {
    let stem = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    let mut names =
        (2..).map(|number| path.with_file_name(format!("{stem}-{number}.holdfast")));
    names.find(|name| !name.exists()).unwrap_or_else(|| path.to_owned())
}

/// Why a practice is not open, as the lock screen says it.
pub(super) fn refusal(error: &StoreError) -> Refusal {
    match error {
        StoreError::WrongPassphrase => Refusal::WrongPassphrase,
        StoreError::InUse { by, .. } => Refusal::InUse { by: by.clone() },
        other => Refusal::Other(problem(&other.to_string())),
    }
}

pub(super) fn problem(message: &str) -> Problem {
    let (what, to_do) = super::desk::in_two(message);
    Problem::new(what, to_do)
}
