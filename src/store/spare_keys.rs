//! The key slots once more, in a small file beside the practice.

use super::beside::{beside, write_whole};
use super::keyring::Keyring;
use super::locked::{keyring_in, spare_bytes};
use super::{Damage, StoreError};
use rusqlite::{Connection, params};
use std::path::Path;

/// Makes the slots in the file and those beside it alike again.
pub(super) fn mend(
    path: &Path,
    file: &Connection,
    keyring: &Keyring,
    damage: &mut Vec<Damage>,
) {
    if keyring_in(file).is_err() && write_slots(file, keyring).is_err() {
        damage.push(Damage::KeySlotsNotMended);
    }
    let bytes = keyring.to_bytes();
    if spare_bytes(path).is_none_or(|spare| spare != bytes)
        && write_whole(&beside(path, "keys"), &bytes).is_err()
    {
        damage.push(Damage::NoSpareKeys);
    }
}

/// Writes the slots into the practice.
pub(super) fn write_slots(
    file: &Connection,
    keyring: &Keyring,
) -> Result<(), StoreError> {
    file.execute(
        "INSERT INTO practice (id, keyring) VALUES (1, ?1) \
         ON CONFLICT (id) DO UPDATE SET keyring = excluded.keyring",
        params![keyring.to_bytes()],
    )?;
    Ok(())
}

/// Writes the slots beside the practice.
pub(super) fn write_beside(path: &Path, keyring: &Keyring) -> Result<(), StoreError> {
    let spare = beside(path, "keys");
    let written = write_whole(&spare, &keyring.to_bytes());
    written.map_err(|_unwritten| StoreError::SpareKeysNotWritten(spare))
}
