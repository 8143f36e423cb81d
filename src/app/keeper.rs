//! Holds the open practice and answers the window's requests one after another.

use super::request::{Opened, Reply, Request};
use super::search::Ticket;
use crate::model::day::CoupleDays;
use crate::model::search::{Hit, Looker, Wanted, hits};
use crate::model::{Case, CaseId};
use crate::store::{
    self, Access, AuditKind, CaseSummary, Found, KeyCost, Passphrase, Practice,
    RecoveryKey, StoreError, Time, Told, Within,
};
use crate::ui::secret::Secret;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// How many entries of the log a screen shows.
const SHOWN: u64 = 500;
/// Words looked for within this time of others in the same place are one search.
const SITTING_MINUTES: i64 = 30;

/// The practice, as far as one is open.
pub struct Keeper {
    open: Held,
    /// The couples that the log knows to have been opened since the practice was.
    looked_at: BTreeSet<CaseId>,
    /// The search that the log was told of last; every key begins another one.
    searched: Option<Searched>,
    cost: KeyCost,
    /// Where this computer remembers what it last saw of a practice.
    memory: Option<PathBuf>,
    /// Made anew for each look round.
    sample: fn() -> Result<Vec<Case>, StoreError>,
}

/// Where words were looked for, and when.
struct Searched {
    case: Option<CaseId>,
    at: Time,
}

impl Searched {
    /// True if the other one belongs to the same sitting.
    fn goes_on(&self, next: &Self) -> bool {
        let gap = next.at - self.at;
        self.case == next.case && gap < chrono::Duration::minutes(SITTING_MINUTES)
    }
}

enum Held {
    Nothing,
    Practice(Box<Practice>),
    Sample(Vec<(Case, Time)>),
}

impl Keeper {
    /// Tests take the lowest cost; the program takes [`KeyCost::shipped`].
    pub fn new(
        cost: KeyCost,
        memory: Option<PathBuf>,
        sample: fn() -> Result<Vec<Case>, StoreError>,
    ) -> Self {
        let (open, looked_at) = (Held::Nothing, BTreeSet::new());
        Self { open, looked_at, searched: None, cost, memory, sample }
    }

    /// Does what is asked and says what came of it.
    pub fn answer(&mut self, request: Request) -> Reply {
        match request {
            Request::Create { path, name, passphrase, now } => self
                .create(&path, name, &passphrase, now)
                .unwrap_or_else(Reply::NotOpened),
            Request::Open { path, passphrase, access, now } => self
                .open(&path, &passphrase, access, now)
                .unwrap_or_else(Reply::NotOpened),
            Request::TryRecoveryKey { path, rows, now } => {
                self.recover(&path, &rows, now).unwrap_or_else(Reply::NotRecovered)
            }
            Request::SetPassphrase { new, now } => self.with(|practice| {
                practice.set_passphrase(&words(&new))?;
                practice.record(Told::practice(AuditKind::PassphraseChanged), now)?;
                Ok(Reply::PassphraseSet)
            }),
            Request::LookRound { now } => {
                self.look_round(now).unwrap_or_else(Reply::NotOpened)
            }
            Request::Load { id, now } => self.load(id, now).unwrap_or_else(Reply::Failed),
            Request::Save { case, now } => self.save(&case, now),
            Request::Verify { passphrase, now } => self.verify(&passphrase, now),
            Request::Close => {
                self.close();
                Reply::Closed
            }
            Request::ChangePassphrase { current, new, now } => self.with(|practice| {
                check_current(practice, &current)?;
                practice.set_passphrase(&words(&new))?;
                practice.record(Told::practice(AuditKind::PassphraseChanged), now)?;
                Ok(Reply::PassphraseChanged)
            }),
            Request::NewRecoveryKey { current, now } => self.with(|practice| {
                check_current(practice, &current)?;
                let (key, sheet_number) = practice.new_recovery_key()?;
                practice.record(Told::practice(AuditKind::RecoveryKeyMade), now)?;
                Ok(Reply::NewRecoveryKey { key: Box::new(key), sheet_number })
            }),
            Request::KeepSettings { settings, now } => self.with(|practice| {
                practice.save_settings(&settings, now)?;
                Ok(Reply::SettingsKept)
            }),
            other => self.look_after(other),
        }
    }

    /// What is asked about the practice as a whole.
    fn look_after(&mut self, request: Request) -> Reply {
        match request {
            Request::KeepTemplates { templates, now } => {
                let kept = self.with(|practice| {
                    practice.save_templates(&templates, now)?;
                    Ok(Reply::TemplatesKept(now))
                });
                match kept {
                    Reply::Failed(error) => Reply::TemplatesNotKept(error),
                    kept => kept,
                }
            }
            Request::Check => self.with(|practice| {
                let report = practice.check()?;
                let damage = report.damage.iter().map(ToString::to_string).collect();
                Ok(Reply::Checked { checked: report.checked, damage })
            }),
            Request::Backup { to, now } => self.with(|practice| {
                practice.backup(&to)?;
                note(practice, Told::practice(AuditKind::BackedUp), now);
                Ok(Reply::BackedUp(to))
            }),
            Request::Record { told, now } => {
                if let Held::Practice(practice) = &mut self.open {
                    note(practice, told, now);
                }
                Reply::Recorded
            }
            Request::Search { ticket, wanted, looker, within, now } => {
                let found = self.search(&ticket, (&wanted, looker, within), now);
                found.map_or_else(Reply::Failed, |found| Reply::Found { ticket, found })
            }
            Request::PastOfNote { case, note: of, now } => {
                if matches!(self.open, Held::Sample(_)) {
                    return Reply::PastOfNote(of.0, Vec::new());
                }
                self.with(|practice| {
                    let past = practice.past_of_note(case, of)?;
                    let seen = (of.0, Some(of.1));
                    note(practice, Told::note(AuditKind::Revealed, case, seen), now);
                    Ok(Reply::PastOfNote(of.0, past))
                })
            }
            Request::ReadAudit => {
                self.with(|practice| Ok(Reply::Audit(practice.audit_newest(SHOWN)?)))
            }
            Request::WriteAudit { now } => self.with(|practice| {
                note(practice, Told::log(AuditKind::Exported), now);
                Ok(Reply::AuditText(store::audit_text(&practice.audit()?)))
            }),
            // Everything else was answered before.
            _ => Reply::Recorded,
        }
    }

    fn search(
        &mut self,
        ticket: &Ticket,
        (wanted, looker, within): (&Wanted, Looker, Within),
        now: Time,
    ) -> Result<Found, StoreError> {
        match &mut self.open {
            Held::Practice(practice) => {
                let searched = Searched { case: within.case, at: now };
                if !self.searched.as_ref().is_some_and(|it| it.goes_on(&searched)) {
                    note(practice, Told::searched(within.case), now);
                }
                self.searched = Some(searched);
                let found = practice
                    .search_while(wanted, looker, within, &|| ticket.is_wanted())?;
                if ticket.is_wanted() && found.hits.iter().any(Hit::is_told_alone) {
                    note(practice, Told::practice(AuditKind::Revealed), now);
                }
                Ok(found)
            }
            Held::Sample(cases) => {
                let here =
                    |case: &&(Case, Time)| within.case.is_none_or(|id| case.0.id == id);
                let cases = cases.iter().filter(here);
                let hits = cases.flat_map(|(case, _)| hits(case, wanted, looker));
                let hits = hits.collect();
                let mut found = Found { hits, is_all: true, unread: 0 };
                found.cut(within.most);
                Ok(found)
            }
            Held::Nothing => Err(StoreError::NothingOpen),
        }
    }

    fn close(&mut self) {
        if let Held::Practice(practice) = &mut self.open {
            // Only a memory: the next opening makes anew what is not in it.
            drop(practice.keep_list());
        }
        self.open = Held::Nothing;
        self.looked_at.clear();
        self.searched = None;
    }

    fn verify(&mut self, passphrase: &Secret, now: Time) -> Reply {
        self.with(|practice| {
            let is_right = practice.verify(&words(passphrase))?;
            if !is_right {
                let what = AuditKind::FailedUnlocks { times: 1, first: now };
                note(practice, Told::practice(what), now);
            }
            Ok(Reply::Verified(is_right))
        })
    }

    fn with(
        &mut self,
        act: impl FnOnce(&mut Practice) -> Result<Reply, StoreError>,
    ) -> Reply {
        match &mut self.open {
            Held::Practice(practice) => act(practice).unwrap_or_else(Reply::Failed),
            Held::Nothing | Held::Sample(_) => Reply::Failed(StoreError::NothingOpen),
        }
    }

    fn create(
        &mut self,
        path: &Path,
        name: String,
        passphrase: &Secret,
        now: Time,
    ) -> Result<Reply, StoreError> {
        let cost = self.cost.raised_for_this_computer();
        let (mut practice, key) = Practice::create(path, &words(passphrase), cost, now)?;
        let settings =
            store::Settings { practice_name: name, ..store::Settings::default() };
        practice.save_settings(&settings, now)?;
        let opened = self.watched(practice, (AuditKind::Unlocked, now))?;
        Ok(Reply::Made { opened, key: Box::new(key) })
    }

    fn open(
        &mut self,
        path: &Path,
        passphrase: &Secret,
        access: Access,
        now: Time,
    ) -> Result<Reply, StoreError> {
        // The old one first, so that the same file can be opened again.
        self.close();
        let practice = Practice::open(path, &words(passphrase), access, now);
        if let (Err(StoreError::WrongPassphrase), Some(folder)) =
            (&practice, &self.memory)
        {
            store::count_failed_unlock(path, folder, now);
        }
        let opened = self.watched(practice?, (AuditKind::Unlocked, now))?;
        if access == Access::Write && opened.warning.is_none() {
            self.tidy(now);
        }
        Ok(Reply::Opened(opened))
    }

    /// Thins out old autosaves. That it could not be done is no reason not to open.
    fn tidy(&mut self, now: Time) {
        if let Held::Practice(practice) = &mut self.open {
            drop(practice.thin(now));
        }
    }

    fn recover(
        &mut self,
        path: &Path,
        rows: &[Secret; 4],
        now: Time,
    ) -> Result<Reply, StoreError> {
        let rows = [0, 1, 2, 3].map(|row| rows.get(row).map_or("", Secret::reveal));
        let key = RecoveryKey::read(&rows).map_err(StoreError::from)?;
        self.close();
        let practice = Practice::recover(path, &key, Access::Write, now)?;
        let opened = self.watched(practice, (AuditKind::Recovered, now))?;
        Ok(Reply::Recovered(opened))
    }

    /// Compares the practice with what was last seen of it here, and holds it.
    fn watched(
        &mut self,
        mut practice: Practice,
        (by, now): (AuditKind, Time),
    ) -> Result<Box<Opened>, StoreError> {
        if let Some(folder) = &self.memory {
            practice.watch(folder)?;
        }
        // That the log cannot be written is no reason not to open what can still be read.
        drop(practice.record_unlock(by, now));
        let opened = Box::new(facts(&practice)?);
        self.open = Held::Practice(Box::new(practice));
        Ok(opened)
    }

    fn look_round(&mut self, now: Time) -> Result<Reply, StoreError> {
        let cases = (self.sample)()?;
        let cases: Vec<_> = cases.into_iter().map(|case| (case, now)).collect();
        let couples = cases.iter().map(|(case, at)| summary(case, *at)).collect();
        self.open = Held::Sample(cases);
        let opened = Opened { couples, ..Opened::default() };
        Ok(Reply::Opened(Box::new(opened)))
    }

    fn load(&mut self, id: CaseId, now: Time) -> Result<Reply, StoreError> {
        let case = match &mut self.open {
            Held::Practice(practice) => {
                let case = practice.load(id)?;
                if self.looked_at.insert(id) {
                    note(practice, Told::couple(AuditKind::Opened, id), now);
                }
                case
            }
            Held::Sample(cases) => {
                let found = cases.iter().find(|(case, _)| case.id == id);
                found.ok_or(StoreError::NoSuchCase)?.0.clone()
            }
            Held::Nothing => return Err(StoreError::NothingOpen),
        };
        Ok(Reply::Loaded(Box::new(case)))
    }

    fn save(&mut self, case: &Case, now: Time) -> Reply {
        let id = case.id;
        let saved = match &mut self.open {
            Held::Practice(practice) => {
                practice.save(case, now).and_then(|_| practice.cases())
            }
            Held::Sample(cases) => {
                cases.retain(|(kept, _)| kept.id != id);
                cases.push((case.clone(), now));
                Ok(cases.iter().map(|(case, at)| summary(case, *at)).collect())
            }
            Held::Nothing => Err(StoreError::NothingOpen),
        };
        match saved {
            Ok(couples) => Reply::Saved { case: id, at: now, couples },
            Err(error) => Reply::NotSaved { case: id, error },
        }
    }
}

/// Tells the log. That it cannot be written, as in a damaged practice, stops nothing.
fn note(practice: &mut Practice, told: Told, now: Time) {
    drop(practice.record(told, now));
}

fn check_current(practice: &Practice, current: &Secret) -> Result<(), StoreError> {
    if practice.verify(&words(current))? {
        Ok(())
    } else {
        Err(StoreError::WrongPassphrase)
    }
}

fn words(secret: &Secret) -> Passphrase {
    Passphrase::new(secret.reveal())
}

fn facts(practice: &Practice) -> Result<Opened, StoreError> {
    Ok(Opened {
        path: Some(practice.path().to_owned()),
        id_short: practice.id_short(),
        sheet_number: practice.sheet_number(),
        is_read_only: practice.is_read_only(),
        couples: practice.cases()?,
        settings: practice.settings()?,
        templates: practice.templates()?,
        warning: practice.warning()?,
    })
}

fn summary(case: &Case, at: Time) -> CaseSummary {
    CaseSummary {
        id: case.id,
        code_name: case.code_name.clone(),
        maps: case.maps.len(),
        elements: case.element_count(),
        last_change: at,
        loop_names: case.maps.iter().map(|map| map.name.clone()).collect(),
        days: CoupleDays::of(case),
        is_damaged: false,
    }
}
