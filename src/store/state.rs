//! What was last read of a practice file, and whether it fits what its sealed head says.

use super::keys::name_inside;
use super::known::Known;
use super::list::Line;
use super::revision::{self, Index, Name, Revision, Tip, head_bound, tips_from_bytes};
use super::seal::{self, Key};
use super::{Practice, StoreError};
use rusqlite::{Connection, OptionalExtension as _, params};
use std::cell::{Ref, RefCell};
use std::collections::BTreeMap;

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
    /// Each case's line of the list, and what may be found in it.
    pub lines: RefCell<BTreeMap<Name, Line>>,
    /// The documents of the couple that is open.
    pub known: RefCell<Known>,
    /// How many documents were unsealed.
    #[cfg(test)]
    pub opened: std::cell::Cell<usize>,
}

impl State {
    /// Nothing was read yet.
    pub fn unread() -> Self {
        Self { is_stale: true, ..Self::default() }
    }

    /// The next look reads the file anew.
    pub fn forget(&mut self) {
        self.is_stale = true;
    }
}

impl Practice {
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
        let named = name_inside(&reading);
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
        let named =
            (named != Some(self.id)).then(|| "the name of the practice".to_owned());
        let fault = named.or_else(|| fault_of(&tips, head.as_deref()));
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

    pub(super) fn key_bound(&self, (case, compartment): (Name, u8)) -> Vec<u8> {
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
}

fn read_keys(connection: &Connection) -> rusqlite::Result<BTreeMap<(Name, u8), Vec<u8>>> {
    let mut statement =
        connection.prepare("SELECT \"case\", compartment, sealed FROM compartment")?;
    statement
        .query_map([], |row| Ok(((row.get(0)?, row.get(1)?), row.get(2)?)))?
        .collect()
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
