//! All keys of an open practice: made when needed, kept sealed, wiped when it is closed.

use super::keyring::PracticeId;
use super::revision::{Clear, compartment_number};
use super::seal::Key;
use super::{StoreError, revision};
use crate::model::Compartment;
use rusqlite::{Connection, OptionalExtension as _, params};
use std::collections::HashMap;
use strum::VariantArray as _;
use zeroize::Zeroizing;

/// The practice key and what it opens.
pub(super) struct Keys {
    pub practice: PracticeId,
    practice_key: Key,
    wrapping: Key,
    heads: Key,
    compartments: HashMap<(revision::Id, Compartment), Key>,
}

impl Keys {
    pub fn new(practice: PracticeId, practice_key: Key) -> Self {
        let derived = |context| Key::derive(context, practice_key.bytes());
        Self {
            practice,
            wrapping: derived("Holdfast format 1: compartment wrapping key"),
            heads: derived("Holdfast format 1: writer head key"),
            practice_key,
            compartments: HashMap::new(),
        }
    }

    pub fn practice_key(&self) -> &Key {
        &self.practice_key
    }

    /// The key of a compartment of a case, unwrapped from the file once.
    fn compartment(
        &mut self,
        file: &Connection,
        case: revision::Id,
        compartment: Compartment,
    ) -> Result<&Key, StoreError> {
        use std::collections::hash_map::Entry;
        let bound = bound(self.practice, case, compartment);
        match self.compartments.entry((case, compartment)) {
            Entry::Occupied(known) => Ok(known.into_mut()),
            Entry::Vacant(place) => {
                let key = unwrapped(file, (case, compartment), (&self.wrapping, &bound))?;
                Ok(place.insert(key))
            }
        }
    }

    /// Makes the four keys of a new case, if it has none yet.
    pub fn make(
        &mut self,
        file: &Connection,
        case: revision::Id,
    ) -> Result<(), StoreError> {
        let mut statement = file.prepare_cached(
            "INSERT INTO compartment_key (case_id, compartment, sealed) VALUES (?1, ?2, ?3) \
             ON CONFLICT DO NOTHING",
        )?;
        for compartment in Compartment::VARIANTS.iter().copied() {
            let bound = bound(self.practice, case, compartment);
            let sealed = self.wrapping.seal(&bound, Key::random()?.bytes())?;
            statement.execute(params![case, compartment_number(compartment), sealed])?;
        }
        Ok(())
    }

    pub fn seal(
        &mut self,
        file: &Connection,
        clear: &Clear,
        words: &[u8],
    ) -> Result<Vec<u8>, StoreError> {
        let bound = clear.bound(self.practice);
        self.compartment(file, clear.document.case, clear.document.compartment)?
            .seal(&bound, words)
    }

    /// None if the seal is broken.
    pub fn unseal(
        &mut self,
        file: &Connection,
        clear: &Clear,
        sealed: &[u8],
    ) -> Result<Option<Zeroizing<Vec<u8>>>, StoreError> {
        let bound = clear.bound(self.practice);
        let document = clear.document;
        let key = self.compartment(file, document.case, document.compartment)?;
        Ok(key.unseal(&bound, sealed))
    }

    /// What the key of one compartment makes of any revision, to show that it opens no other.
    #[cfg(test)]
    pub fn unseal_with(
        &mut self,
        file: &Connection,
        (case, compartment): (revision::Id, Compartment),
        (clear, sealed): (&Clear, &[u8]),
    ) -> Result<Option<Zeroizing<Vec<u8>>>, StoreError> {
        let bound = clear.bound(self.practice);
        Ok(self.compartment(file, case, compartment)?.unseal(&bound, sealed))
    }

    pub fn seal_head(&self, bound: &[u8], words: &[u8]) -> Result<Vec<u8>, StoreError> {
        self.heads.seal(bound, words)
    }

    pub fn unseal_head(&self, bound: &[u8], sealed: &[u8]) -> Option<Zeroizing<Vec<u8>>> {
        self.heads.unseal(bound, sealed)
    }

    /// After a save that failed, since its new keys are not in the file.
    pub fn forget_compartments(&mut self) {
        self.compartments.clear();
    }
}

fn unwrapped(
    file: &Connection,
    (case, compartment): (revision::Id, Compartment),
    (wrapping, bound): (&Key, &[u8]),
) -> Result<Key, StoreError> {
    let damaged = || StoreError::Damaged("the key of a case".to_owned());
    let mut statement = file.prepare_cached(
        "SELECT sealed FROM compartment_key WHERE case_id = ?1 AND compartment = ?2",
    )?;
    let sealed: Option<Vec<u8>> = statement
        .query_row(params![case, compartment_number(compartment)], |row| row.get(0))
        .optional()?;
    let opened = sealed.and_then(|sealed| wrapping.unseal(bound, &sealed));
    opened.and_then(|bytes| Key::from_bytes(&bytes)).ok_or_else(damaged)
}

fn bound(practice: PracticeId, case: revision::Id, compartment: Compartment) -> Vec<u8> {
    let mut bytes = b"holdfast compartment 1".to_vec();
    bytes.extend(practice.0);
    bytes.extend(case);
    bytes.push(compartment_number(compartment));
    bytes
}
