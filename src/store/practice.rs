//! A practice that is open: its file, its keys, and what was last seen of it.

use super::document::{self, Body, Kept};
use super::lock::Lock;
use super::revision::{
    self, Document, Index, NO_PARENT, Name, Revision, Tip, first_link, tips_from_bytes,
    tips_to_bytes,
};
use super::seal::{self, Key};
use super::seen::Memory;
use super::slot::{KeyCost, Opener, Slot, SlotFault, SlotKind};
use super::{CaseSummary, Passphrase, RecoveryKey, StoreError, Time, keys, schema};
use rusqlite::{Connection, OptionalExtension as _, TransactionBehavior, params};
use std::cell::{Ref, RefCell};
use std::collections::BTreeMap;
use std::fs::{self, OpenOptions};
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
    names: Key,
    compartments: Key,
    pub(super) state: RefCell<State>,
    /// What this computer remembers of the practice, once it was asked to.
    pub(super) memory: Option<Memory>,
}

/// What was last read of the file.
#[derive(Default)]
pub struct State {
    /// The count of changes by others.
    version: i64,
    is_stale: bool,
    pub index: Index,
    pub tips: Vec<Tip>,
    /// What the rows say of themselves is not what the sealed head says.
    pub fault: Option<String>,
    /// Each compartment's key, still sealed.
    pub keys: BTreeMap<(Name, u8), Vec<u8>>,
    /// Each case's line of the list, with the number of revisions that it was made from.
    pub summaries: RefCell<BTreeMap<Name, (usize, CaseSummary)>>,
}

impl State {
    /// The next look reads the file anew.
    pub fn forget(&mut self) {
        self.is_stale = true;
    }
}

/// A document to keep.
pub struct Draft {
    pub entity: Name,
    pub case: Name,
    pub compartment: u8,
    pub locked: u8,
    pub body: Body,
}

/// The case column of what belongs to no case.
pub const NO_CASE: Name = [0; 16];

impl Practice {
    /// Makes a new practice, never over an existing file, and the key for its recovery sheet.
    pub fn create(
        path: &Path,
        passphrase: &Passphrase,
        cost: KeyCost,
        now: Time,
    ) -> Result<(Self, RecoveryKey), StoreError> {
        make_empty(path)?;
        let made = Self::fill(path, passphrase, cost, now);
        if made.is_err() {
            // Ours, and it never held anything.
            for path in [path.to_owned(), keys::beside(path, "-keys")] {
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
        keys::sync_folder(path);
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
        let (id, slots) = read_slots(&connection, path)?;
        let key = unwrap_any(&slots, &id, opener, path)?;
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
            state: RefCell::new(State { is_stale: true, ..State::default() }),
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
        let mut slots = read_slots(&self.connection, &self.path)?.1;
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
            StoreError::KeysNotRenewed { path: keys::beside(&self.path, "-keys") }
        })
    }

    /// True if this is the passphrase of the practice, as an idle lock asks.
    pub fn verify(&self, passphrase: &Passphrase) -> Result<bool, StoreError> {
        let slots = read_slots(&self.connection, &self.path)?.1;
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

    /// What the file holds, read anew if another program has written.
    pub(super) fn state(&self) -> Result<Ref<'_, State>, StoreError> {
        let version: i64 = self
            .connection
            .pragma_query_value(None, "data_version", |row| row.get(0))
            .map_err(|error| self.sql(&error))?;
        let is_current = {
            let state = self.state.borrow();
            !state.is_stale && state.version == version
        };
        if !is_current {
            let fresh = self.read_state()?;
            *self.state.borrow_mut() = State { version, ..fresh };
        }
        Ok(self.state.borrow())
    }

    fn read_state(&self) -> Result<State, StoreError> {
        let sql = |error| self.sql(&error);
        // One moment for all three tables, whatever another program writes meanwhile.
        let reading = self.connection.unchecked_transaction().map_err(sql)?;
        let index = Index::read(&reading).map_err(sql)?;
        let keys = read_keys(&reading).map_err(sql)?;
        let head: Option<Vec<u8>> = reading
            .query_row("SELECT sealed FROM head", [], |row| row.get(0))
            .optional()
            .map_err(sql)?;
        drop(reading);
        let head = head.and_then(|sealed| {
            let head = revision::head_key(&self.key);
            tips_from_bytes(&head.open(&sealed, &head_bound(&self.id)).ok()?)
        });
        let tips = index.tips(&self.id);
        let fault = fault_of(&tips, head.as_deref());
        Ok(State { index, tips, fault, keys, ..State::default() })
    }

    /// The key of a compartment, if there is one yet.
    pub(super) fn compartment_key(
        &self,
        state: &State,
        of: (Name, u8),
    ) -> Option<Result<Key, seal::Broken>> {
        let sealed = state.keys.get(&of)?;
        let opened = self.compartments.open(sealed, &self.key_bound(of));
        Some(opened.and_then(|bytes| Key::from_slice(&bytes).ok_or(seal::Broken)))
    }

    fn key_bound(&self, (case, compartment): (Name, u8)) -> Vec<u8> {
        [b"holdfast compartment 1".as_slice(), &self.id, &case, &[compartment]].concat()
    }

    /// The words of one revision, as they were sealed.
    pub(super) fn read_sealed(&self, revision: &Revision) -> Result<Vec<u8>, StoreError> {
        self.connection
            .query_row(
                "SELECT sealed FROM revision WHERE rowid = ?1 AND id = ?2",
                params![revision.row, revision.id],
                |row| row.get(0),
            )
            .map_err(|error| self.sql(&error))
    }

    /// Keeps the drafts as new revisions, all or none.
    pub(super) fn keep(
        &mut self,
        drafts: Vec<Draft>,
        now: Time,
    ) -> Result<usize, StoreError> {
        self.may_write()?;
        let count = drafts.len();
        if count == 0 {
            return Ok(0);
        }
        let kept = self.insert(drafts, now);
        match &kept {
            Ok(tip) => self.remember(*tip),
            // What the file holds now must be read from it, not believed.
            Err(_) => self.state.borrow_mut().forget(),
        }
        kept.map(|_| count)
    }

    fn insert(&mut self, drafts: Vec<Draft>, now: Time) -> Result<Tip, StoreError> {
        let writer = self.writer()?;
        let sql = |error| StoreError::from_sql(&error, &self.path);
        let state = self.state.borrow();
        let mut tip = state
            .tips
            .iter()
            .find(|tip| tip.writer == writer)
            .copied()
            .unwrap_or(Tip { writer, sequence: 0, link: first_link(&self.id, &writer) });
        let transaction = rusqlite::Transaction::new_unchecked(
            &self.connection,
            TransactionBehavior::Immediate,
        )
        .map_err(sql)?;
        let mut new_keys = BTreeMap::new();
        let mut revisions = Vec::new();
        for draft in drafts {
            let of = (draft.case, draft.compartment);
            let key = match (new_keys.get(&of), self.compartment_key(&state, of)) {
                (Some((key, _)), _) => Key::clone(key),
                (None, Some(key)) => key.map_err(|_broken| {
                    StoreError::damaged(&self.path, "a compartment's key")
                })?,
                (None, None) => {
                    let key = Key::random()?;
                    let sealed =
                        self.compartments.seal(key.bytes(), &self.key_bound(of))?;
                    transaction
                        .execute(
                            "INSERT INTO compartment VALUES (?1, ?2, ?3)",
                            params![of.0, of.1, sealed],
                        )
                        .map_err(sql)?;
                    new_keys.insert(of, (key.clone(), sealed));
                    key
                }
            };
            let revision = self.seal_revision(&state, draft, (&mut tip, now), &key)?;
            let row =
                write_revision(&transaction, &revision.0, &revision.1).map_err(sql)?;
            revisions.push(Revision { row, ..revision.0 });
        }
        let mut tips: Vec<Tip> =
            state.tips.iter().filter(|it| it.writer != writer).copied().collect();
        tips.push(tip);
        let head = revision::head_key(&self.key)
            .seal(&tips_to_bytes(&tips), &head_bound(&self.id))?;
        transaction.execute("UPDATE head SET sealed = ?1", [head]).map_err(sql)?;
        transaction.commit().map_err(sql)?;
        drop(state);
        let mut state = self.state.borrow_mut();
        state.tips = tips;
        state.keys.extend(new_keys.into_iter().map(|(of, (_, sealed))| (of, sealed)));
        for revision in revisions {
            state.index.push(revision);
        }
        Ok(tip)
    }

    /// A draft as the next revision in its writer's chain.
    fn seal_revision(
        &self,
        state: &State,
        draft: Draft,
        (tip, now): (&mut Tip, Time),
        key: &Key,
    ) -> Result<(Revision, Vec<u8>), StoreError> {
        let document: Document = (draft.entity, draft.compartment);
        let parent = state.index.newest(document);
        if parent.is_some_and(|parent| parent.locked > 0) && draft.locked != 2 {
            return Err(StoreError::Signed);
        }
        let mut revision = Revision {
            row: 0,
            id: seal::random()?,
            entity: draft.entity,
            case: draft.case,
            compartment: draft.compartment,
            parent: parent.map_or(NO_PARENT, |parent| parent.id),
            writer: tip.writer,
            sequence: tip.sequence + 1,
            locked: draft.locked,
            digest: [0; 32],
        };
        let kept = Kept { schema: document::SCHEMA, at: now, body: draft.body };
        let packed =
            document::pack(&kept).map_err(|fault| StoreError::NotWritten { fault })?;
        let sealed = key.seal(&packed, &revision.bound(&self.id))?;
        revision.digest = *blake3::hash(&sealed).as_bytes();
        tip.link = revision.link(&self.id, &tip.link);
        tip.sequence = revision.sequence;
        Ok((revision, sealed))
    }

    /// Whose chain new revisions join: this computer's, or else the one that is there.
    fn writer(&self) -> Result<Name, StoreError> {
        let remembered = self.memory.as_ref().map(|memory| memory.writer);
        let found = || self.state.borrow().index.revisions.first().map(|it| it.writer);
        remembered.or_else(found).map_or_else(seal::random, Ok)
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

/// Fails if there is a file already; otherwise there is one of ours, empty.
pub(super) fn make_empty(path: &Path) -> Result<(), StoreError> {
    let mut options = OpenOptions::new();
    keys::owner_only(options.write(true).create_new(true))
        .open(path)
        .map(drop)
        .map_err(|error| StoreError::from_io(&error, path))
}

fn exists(path: &Path) -> Result<(), StoreError> {
    let found = fs::metadata(path).map_err(|error| StoreError::from_io(&error, path))?;
    if !found.is_file() || found.len() == 0 {
        return Err(StoreError::NotAPractice { path: path.to_owned() });
    }
    Ok(())
}

fn write_slots(connection: &Connection, slots: &[Slot]) -> rusqlite::Result<()> {
    connection.execute("DELETE FROM slot", [])?;
    for slot in slots {
        let number = 1 + i64::from(slot.kind == SlotKind::Recovery);
        connection.execute(
            "INSERT INTO slot VALUES (?1, ?2)",
            params![number, slot.to_bytes()],
        )?;
    }
    Ok(())
}

/// The slots in the practice; none if any of them is damaged.
pub(super) fn slots_inside(connection: &Connection) -> Option<Vec<Slot>> {
    let mut statement =
        connection.prepare("SELECT bytes FROM slot ORDER BY number").ok()?;
    let rows = statement.query_map([], |row| row.get::<_, Vec<u8>>(0)).ok()?;
    let slots: Vec<Slot> =
        rows.map(|bytes| Slot::from_bytes(&bytes.ok()?)).collect::<Option<_>>()?;
    let kinds: Vec<SlotKind> = slots.iter().map(|slot| slot.kind).collect();
    (kinds == [SlotKind::Passphrase, SlotKind::Recovery]).then_some(slots)
}

/// The name of the practice and its slots, from the sibling file where they are damaged inside.
fn read_slots(
    connection: &Connection,
    path: &Path,
) -> Result<(Name, Vec<Slot>), StoreError> {
    let id: Name = connection
        .query_row("SELECT id FROM practice WHERE format = ?1", [schema::FORMAT], |row| {
            row.get(0)
        })
        .map_err(|_fault| StoreError::damaged(path, "the name of the practice"))?;
    let beside = || {
        let (beside, slots) = keys::read(path)?;
        (beside == id && !slots.is_empty()).then_some(slots)
    };
    let slots = slots_inside(connection).or_else(beside);
    Ok((id, slots.ok_or_else(|| StoreError::damaged(path, "its key slots"))?))
}

fn unwrap_any(
    slots: &[Slot],
    id: &Name,
    opener: &Opener<'_>,
    path: &Path,
) -> Result<Key, StoreError> {
    let (kind, wrong) = match opener {
        Opener::Passphrase(_) => (SlotKind::Passphrase, StoreError::WrongPassphrase),
        Opener::Recovery(_) => (SlotKind::Recovery, StoreError::WrongRecoveryKey),
    };
    let slot = slots.iter().find(|slot| slot.kind == kind);
    let slot = slot.ok_or_else(|| StoreError::damaged(path, "a key slot is missing"))?;
    slot.unwrap(id, opener).map_err(|fault| match fault {
        SlotFault::Wrong => wrong,
        SlotFault::Damaged => StoreError::damaged(path, "a key slot"),
        SlotFault::NoMemory => StoreError::NoMemory,
    })
}

fn read_keys(connection: &Connection) -> rusqlite::Result<BTreeMap<(Name, u8), Vec<u8>>> {
    let mut statement =
        connection.prepare("SELECT \"case\", compartment, sealed FROM compartment")?;
    statement
        .query_map([], |row| Ok(((row.get(0)?, row.get(1)?), row.get(2)?)))?
        .collect()
}

fn write_revision(
    connection: &Connection,
    revision: &Revision,
    sealed: &[u8],
) -> rusqlite::Result<i64> {
    let sequence = revision.sequence.cast_signed();
    let mut statement = connection.prepare_cached(
        "INSERT INTO revision VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
    )?;
    statement.insert(params![
        revision.id,
        revision.entity,
        revision.case,
        revision.compartment,
        revision.parent,
        revision.writer,
        sequence,
        revision.locked,
        revision.digest,
        sealed
    ])
}

pub(super) fn head_bound(id: &Name) -> Vec<u8> {
    [b"holdfast head 1".as_slice(), id].concat()
}

/// How the rows differ from what the sealed head says of them.
fn fault_of(tips: &[Tip], head: Option<&[Tip]>) -> Option<String> {
    let Some(head) = head else { return Some("its sealed head".to_owned()) };
    let sorted = |tips: &[Tip]| {
        let mut tips = tips.to_vec();
        tips.sort_by_key(|tip| tip.writer);
        tips
    };
    (sorted(tips) != sorted(head)).then(|| "revisions are missing or changed".to_owned())
}
