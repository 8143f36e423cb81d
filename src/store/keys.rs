//! The key slots of a practice: in it, and in a small file beside it for when their page is damaged.

use super::file::{beside, write_whole};
use super::revision::Name;
use super::seal::Key;
use super::slot::{Opener, SLOT_BYTES, Slot, SlotFault, SlotKind};
use super::{StoreError, schema};
use rusqlite::{Connection, params};
use std::fs;
use std::path::Path;

const MAGIC: &[u8; 16] = b"holdfast keys 1\n";

/// What the sibling file holds, each slot proved; none if there is no readable one.
pub fn read(practice: &Path) -> Option<([u8; 16], Vec<Slot>)> {
    let bytes = read_bytes(practice)?;
    let (magic, bytes) = bytes.split_first_chunk::<16>()?;
    let (id, slots) = bytes.split_first_chunk::<16>()?;
    let slots = slots.chunks(SLOT_BYTES).filter_map(Slot::from_bytes).collect();
    (magic == MAGIC).then_some((*id, slots))
}

/// The sibling's bytes as they are.
pub fn read_bytes(practice: &Path) -> Option<Vec<u8>> {
    fs::read(beside(practice, "-keys")).ok()
}

/// The bytes that the sibling should hold.
pub fn bytes(id: &[u8; 16], slots: &[Slot]) -> Vec<u8> {
    let mut bytes = [MAGIC.as_slice(), id].concat();
    bytes.extend(slots.iter().flat_map(Slot::to_bytes));
    bytes
}

/// Writes the sibling anew, whole or not at all.
pub fn write(practice: &Path, bytes: &[u8]) -> Result<(), StoreError> {
    write_whole(&beside(practice, "-keys"), bytes)
}

/// Puts the slots in the place of those in the practice.
pub fn write_slots(connection: &Connection, slots: &[Slot]) -> rusqlite::Result<()> {
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
pub fn slots_inside(connection: &Connection) -> Option<Vec<Slot>> {
    let mut statement =
        connection.prepare("SELECT bytes FROM slot ORDER BY number").ok()?;
    let rows = statement.query_map([], |row| row.get::<_, Vec<u8>>(0)).ok()?;
    let slots: Vec<Slot> =
        rows.map(|bytes| Slot::from_bytes(&bytes.ok()?)).collect::<Option<_>>()?;
    let kinds: Vec<SlotKind> = slots.iter().map(|slot| slot.kind).collect();
    (kinds == [SlotKind::Passphrase, SlotKind::Recovery]).then_some(slots)
}

/// The name that the practice gives itself.
pub fn name_inside(connection: &Connection) -> Option<Name> {
    let sql = "SELECT id FROM practice WHERE format = ?1";
    connection.query_row(sql, [schema::FORMAT], |row| row.get(0)).ok()
}

/// The names of the practice and their slots: what the practice itself holds, then what the
/// sibling file holds, for when a page of the practice is damaged.
fn candidates(connection: &Connection, path: &Path) -> Vec<(Name, Vec<Slot>)> {
    let beside = read(path).filter(|(_, slots)| !slots.is_empty());
    let inside = name_inside(connection).and_then(|id| {
        let spare = || beside.clone().filter(|(name, _)| *name == id);
        let slots = slots_inside(connection).or_else(|| Some(spare()?.1))?;
        Some((id, slots))
    });
    inside.into_iter().chain(beside).collect()
}

/// The slots of the practice of this name.
pub fn read_slots(
    connection: &Connection,
    path: &Path,
    id: &Name,
) -> Result<Vec<Slot>, StoreError> {
    let found = candidates(connection, path).into_iter().find(|(name, _)| name == id);
    found
        .map(|(_, slots)| slots)
        .ok_or_else(|| StoreError::damaged(path, "its key slots"))
}

/// The name of the practice, its slots, and its key.
pub fn unlock(
    connection: &Connection,
    path: &Path,
    opener: &Opener<'_>,
) -> Result<(Name, Vec<Slot>, Key), StoreError> {
    let mut refused = StoreError::damaged(path, "its key slots");
    for (id, slots) in candidates(connection, path) {
        match unwrap_any(&slots, &id, opener, path) {
            Ok(key) => return Ok((id, slots, key)),
            // The sibling may be whole.
            Err(damaged @ StoreError::Damaged { .. }) => refused = damaged,
            Err(other) => return Err(other),
        }
    }
    Err(refused)
}

/// The practice key, from the slot that the opener is for.
pub fn unwrap_any(
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
