//! A practice that is open: its file, its keys, and what was last seen of it.

use super::file::{beside, make_empty, make_folder, sync_folder};
use super::keys::{self, read_slots, slots_inside, unwrap_any, write_slots};
use super::lock::Lock;
use super::revision::{self, Name, head_bound};
use super::seal::{self, Key};
use super::seen::Memory;
use super::slot::{KeyCost, Opener, Slot, SlotKind};
use super::state::State;
use super::{Passphrase, RecoveryKey, StoreError, Time, schema};
use rusqlite::{Connection, TransactionBehavior, params};
use std::cell::RefCell;
use std::fs;
use std::path::{Path, PathBuf};

/// What an opened practice is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Access {
    Read,
    /// One program at a time.
    Write,
}

/// A practice file with its keys. Dropping it forgets them and gives the lock back.
pub struct Practice {
    pub(super) path: PathBuf,
    pub(super) connection: Connection,
    lock: Option<Lock>,
    pub(super) id: Name,
    pub(super) key: Key,
    pub(super) cost: KeyCost,
    sheet: u32,
    pub(super) names: Key,
    pub(super) compartments: Key,
    pub(super) state: RefCell<State>,
    /// What this computer remembers of the practice, once it was asked to.
    pub(super) memory: Option<Memory>,
}

impl Practice {
    /// Makes a new practice, never over an existing file, and the key for its recovery sheet.
    pub fn create(
        path: &Path,
        passphrase: &Passphrase,
        cost: KeyCost,
        now: Time,
    ) -> Result<(Self, RecoveryKey), StoreError> {
        make_folder(path)?;
        make_empty(path)?;
        let made = Self::fill(path, passphrase, cost, now);
        if made.is_err() {
            // Ours, and it never held anything.
            for path in [path.to_owned(), beside(path, "-keys")] {
                drop(fs::remove_file(path));
            }
        }
        made
    }

    fn fill(
        path: &Path,
        passphrase: &Passphrase,
        cost: KeyCost,
        now: Time,
    ) -> Result<(Self, RecoveryKey), StoreError> {
        let lock = Lock::take(path, now)?;
        let (id, key, recovery) =
            (seal::random()?, Key::random()?, RecoveryKey::random()?);
        let slots = [
            Slot::wrap(&key, &id, &Opener::Passphrase(passphrase), (0, cost))?,
            Slot::wrap(&key, &id, &Opener::Recovery(&recovery), (1, cost))?,
        ];
        let mut connection = schema::connect(path)?;
        let sql = |error| StoreError::from_sql(&error, path);
        let transaction = connection.transaction().map_err(sql)?;
        schema::create(&transaction).map_err(sql)?;
        transaction
            .execute("INSERT INTO practice VALUES (?1, ?2)", params![id, schema::FORMAT])
            .map_err(sql)?;
        write_slots(&transaction, &slots).map_err(sql)?;
        let head = revision::head_key(&key).seal(&[], &head_bound(&id))?;
        transaction.execute("INSERT INTO head VALUES (1, ?1)", [head]).map_err(sql)?;
        transaction.commit().map_err(sql)?;
        keys::write(path, &keys::bytes(&id, &slots))?;
        sync_folder(path);
        let practice =
            Self::with_key(path, (connection, Some(lock)), (id, key, slots.to_vec()))?;
        Ok((practice, recovery))
    }

    /// Opens with the passphrase. A wrong one changes no byte.
    pub fn open(
        path: &Path,
        passphrase: &Passphrase,
        access: Access,
        now: Time,
    ) -> Result<Self, StoreError> {
        Self::open_by(path, &Opener::Passphrase(passphrase), access, now)
    }

    /// Opens with the recovery key.
    pub fn recover(
        path: &Path,
        key: &RecoveryKey,
        access: Access,
        now: Time,
    ) -> Result<Self, StoreError> {
        Self::open_by(path, &Opener::Recovery(key), access, now)
    }

    fn open_by(
        path: &Path,
        opener: &Opener<'_>,
        access: Access,
        now: Time,
    ) -> Result<Self, StoreError> {
        exists(path)?;
        let lock = match access {
            Access::Write => Some(Lock::take(path, now)?),
            Access::Read => None,
        };
        let connection = schema::connect(path)?;
        schema::recognise(&connection, path)?;
        let (id, slots, key) = keys::unlock(&connection, path, opener)?;
        let practice = Self::with_key(path, (connection, lock), (id, key, slots))?;
        if access == Access::Write {
            practice.renew_sibling();
        }
        Ok(practice)
    }

    pub(super) fn with_key(
        path: &Path,
        (connection, lock): (Connection, Option<Lock>),
        (id, key, slots): (Name, Key, Vec<Slot>),
    ) -> Result<Self, StoreError> {
        let cost = slots.iter().find(|slot| slot.kind == SlotKind::Passphrase);
        if lock.is_none() {
            connection
                .pragma_update(None, "query_only", true)
                .map_err(|error| StoreError::from_sql(&error, path))?;
        }
        let practice = Self {
            path: path.to_owned(),
            connection,
            lock,
            id,
            cost: cost.map_or(KeyCost::shipped(), Slot::cost),
            sheet: slots.iter().map(|slot| slot.sheet).max().unwrap_or_default(),
            names: key.derive("holdfast 1 names"),
            compartments: key.derive("holdfast 1 compartment keys"),
            key,
            state: RefCell::new(State::unread()),
            memory: None,
        };
        practice.state()?;
        Ok(practice)
    }

    /// Seals the practice key for another passphrase; the old one opens this file no more.
    pub fn set_passphrase(&mut self, new: &Passphrase) -> Result<(), StoreError> {
        let opener = Opener::Passphrase(new);
        self.replace_slot(Slot::wrap(&self.key, &self.id, &opener, (0, self.cost))?)
    }

    /// Makes a new recovery key, with the number of its sheet; older sheets open no more.
    pub fn new_recovery_key(&mut self) -> Result<(RecoveryKey, u32), StoreError> {
        let (key, sheet) = (RecoveryKey::random()?, self.sheet.saturating_add(1));
        let opener = Opener::Recovery(&key);
        self.replace_slot(Slot::wrap(&self.key, &self.id, &opener, (sheet, self.cost))?)?;
        self.sheet = sheet;
        Ok((key, sheet))
    }

    fn replace_slot(&mut self, slot: Slot) -> Result<(), StoreError> {
        self.may_write()?;
        let mut slots = read_slots(&self.connection, &self.path, &self.id)?;
        slots.retain(|old| old.kind != slot.kind);
        slots.push(slot);
        slots.sort_by_key(|slot| slot.kind == SlotKind::Recovery);
        let sql = |error| StoreError::from_sql(&error, &self.path);
        let transaction = self
            .connection
            .transaction_with_behavior(TransactionBehavior::Immediate)
            .map_err(sql)?;
        write_slots(&transaction, &slots).map_err(sql)?;
        transaction.commit().map_err(sql)?;
        keys::write(&self.path, &keys::bytes(&self.id, &slots)).map_err(|_why| {
            StoreError::KeysNotRenewed { path: beside(&self.path, "-keys") }
        })
    }

    /// True if this is the passphrase of the practice, as an idle lock asks.
    pub fn verify(&self, passphrase: &Passphrase) -> Result<bool, StoreError> {
        let slots = read_slots(&self.connection, &self.path, &self.id)?;
        match unwrap_any(&slots, &self.id, &Opener::Passphrase(passphrase), &self.path) {
            Ok(_) => Ok(true),
            Err(StoreError::WrongPassphrase) => Ok(false),
            Err(other) => Err(other),
        }
    }

    /// A few letters that tell this practice from another, for its recovery sheet.
    pub fn id_short(&self) -> String {
        let [a, b, c, d, ..] = self.id;
        format!("{a:02x}{b:02x}-{c:02x}{d:02x}")
    }

    pub fn path(&self) -> &Path {
        &self.path
    }

    /// The number of the recovery sheet that opens this practice.
    pub fn sheet_number(&self) -> u32 {
        self.sheet
    }

    pub fn access(&self) -> Access {
        if self.lock.is_some() { Access::Write } else { Access::Read }
    }

    pub fn is_read_only(&self) -> bool {
        self.lock.is_none()
    }

    /// What has to be said before anything else of this practice, in a sentence or two.
    pub fn warning(&self) -> Result<Option<String>, StoreError> {
        if let Some(fault) = self.fault()? {
            let error = StoreError::damaged(&self.path, fault);
            return Ok(Some(error.to_string()));
        }
        Ok(self.memory.as_ref().and_then(Memory::warning))
    }

    pub(super) fn may_write(&self) -> Result<(), StoreError> {
        if self.lock.is_none() {
            return Err(StoreError::ReadOnly);
        }
        match &self.state()?.fault {
            Some(fault) => Err(StoreError::damaged(&self.path, fault.clone())),
            None => Ok(()),
        }
    }

    pub(super) fn sql(&self, error: &rusqlite::Error) -> StoreError {
        StoreError::from_sql(error, &self.path)
    }

    /// A name for the clear columns that says nothing to who lacks the practice key.
    pub(super) fn name(&self, kind: &str, ids: &[&[u8; 16]]) -> Name {
        let mut parts = vec![kind.as_bytes()];
        parts.extend(ids.iter().map(|id| id.as_slice()));
        self.names.blind(&parts)
    }

    /// What the file says of itself and cannot prove; while this is so, nothing is written.
    pub fn fault(&self) -> Result<Option<String>, StoreError> {
        Ok(self.state()?.fault.clone())
    }

    /// The sibling file is mended whenever it is not what the practice itself holds.
    fn renew_sibling(&self) {
        let Some(slots) = slots_inside(&self.connection) else { return };
        let bytes = keys::bytes(&self.id, &slots);
        if keys::read_bytes(&self.path).as_ref() != Some(&bytes) {
            // The practice opens without it; the next opening tries again.
            drop(keys::write(&self.path, &bytes));
        }
    }
}

fn exists(path: &Path) -> Result<(), StoreError> {
    let found = fs::metadata(path).map_err(|error| StoreError::from_io(&error, path))?;
    if !found.is_file() || found.len() == 0 {
        return Err(StoreError::NotAPractice { path: path.to_owned() });
    }
    Ok(())
}
