//! Each writer's sealed head: how far it wrote, so that a lost last revision is noticed.

use super::StoreError;
use super::bytes::Bytes;
use super::keys::Keys;
use super::revision::{Hash, Id};
use rusqlite::{Connection, params};
use std::collections::BTreeMap;

/// How far a writer has written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Head {
    pub sequence: u64,
    pub chain: Hash,
    /// The name of the computer.
    pub name: String,
}

/// All heads of a file, and the writers whose head is damaged.
#[derive(Debug, Default)]
pub(super) struct Heads {
    pub known: BTreeMap<Id, Head>,
    pub damaged: usize,
}

/// A head is always of this size, whatever the computer is called.
const HEAD_BYTES: usize = 128;
const MOST_NAME: usize = 64;

pub(super) fn read(file: &Connection, keys: &Keys) -> Result<Heads, StoreError> {
    let mut statement = file.prepare_cached("SELECT writer, sealed FROM writer_head")?;
    let mut rows = statement.query(())?;
    let mut heads = Heads::default();
    loop {
        match rows.next() {
            Ok(Some(row)) => match head_from(row, keys) {
                Some((writer, head)) => {
                    heads.known.insert(writer, head);
                }
                None => heads.damaged += 1,
            },
            Ok(None) => return Ok(heads),
            Err(error) => match StoreError::from(error) {
                StoreError::Damaged(_) => {
                    heads.damaged += 1;
                    return Ok(heads);
                }
                other => return Err(other),
            },
        }
    }
}

fn head_from(row: &rusqlite::Row<'_>, keys: &Keys) -> Option<(Id, Head)> {
    let writer: Id = row.get(0).ok()?;
    let sealed: Vec<u8> = row.get(1).ok()?;
    let opened = keys.unseal_head(&bound(keys, writer), &sealed)?;
    let mut bytes = Bytes(&opened);
    let (sequence, chain) = (bytes.u64()?, bytes.array()?);
    let length = usize::from(bytes.u16()?);
    let name = std::str::from_utf8(bytes.take(length)?).ok()?.to_owned();
    Some((writer, Head { sequence, chain, name }))
}

pub(super) fn write(
    file: &Connection,
    keys: &Keys,
    writer: Id,
    head: &Head,
) -> Result<(), StoreError> {
    let name = shortened(&head.name);
    let mut bytes = Vec::with_capacity(HEAD_BYTES);
    bytes.extend(head.sequence.to_le_bytes());
    bytes.extend(head.chain);
    bytes.extend((name.len() as u16).to_le_bytes());
    bytes.extend(name.as_bytes());
    bytes.resize(HEAD_BYTES, 0);
    let sealed = keys.seal_head(&bound(keys, writer), &bytes)?;
    let mut statement = file.prepare_cached(
        "INSERT INTO writer_head (writer, sealed) VALUES (?1, ?2) \
         ON CONFLICT (writer) DO UPDATE SET sealed = excluded.sealed",
    )?;
    statement.execute(params![writer, sealed])?;
    Ok(())
}

fn bound(keys: &Keys, writer: Id) -> Vec<u8> {
    let mut bytes = b"holdfast head 1".to_vec();
    bytes.extend(keys.practice.0);
    bytes.extend(writer);
    bytes
}

fn shortened(name: &str) -> &str {
    let end = (0..=MOST_NAME).rev().find(|end| name.is_char_boundary(*end)).unwrap_or(0);
    name.get(..end.min(name.len())).unwrap_or(name)
}
