//! One revision: its clear columns, and how they are bound to the seal and to the chain.

use super::keyring::PracticeId;
use crate::model::Compartment;
use strum::VariantArray as _;

pub(super) type Hash = [u8; 32];
pub(super) type Id = [u8; 16];
/// No parent, no case.
pub(super) const NONE: Id = [0; 16];

/// Which document, in which part of the record.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) struct DocumentKey {
    /// All zero for what belongs to the practice and not to a case.
    pub case: Id,
    pub entity: Id,
    pub compartment: Compartment,
}

/// Whether anything may follow.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Lock {
    /// The next revision may replace it.
    Open = 0,
    /// Signed: only addenda may follow.
    Signed = 1,
    /// Added to a signed document, and as fixed as that.
    Addendum = 2,
}

/// The clear columns of a revision.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Clear {
    pub id: Id,
    pub document: DocumentKey,
    /// The revision before this one of the same document, or [`NONE`].
    pub parent: Id,
    /// Counted from 1 within the document.
    pub number: u32,
    pub writer: Id,
    /// Counted from 1 within the writer.
    pub sequence: u64,
    pub lock: Lock,
}

/// A row of the table without what is sealed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Row {
    /// Counted from 1 within the file.
    pub place: i64,
    pub clear: Clear,
    pub seal_hash: Hash,
    pub chain: Hash,
}

impl Lock {
    pub fn from_number(number: i64) -> Option<Self> {
        [Self::Open, Self::Signed, Self::Addendum]
            .into_iter()
            .find(|lock| *lock as i64 == number)
    }
}

impl Clear {
    /// The bytes that are bound to the seal: a revision cannot be moved, renumbered or
    /// given to another document without breaking it.
    pub fn bound(&self, practice: PracticeId) -> Vec<u8> {
        let mut bytes = b"holdfast revision 1".to_vec();
        bytes.extend(practice.0);
        bytes.extend(self.id);
        bytes.extend(self.document.entity);
        bytes.extend(self.document.case);
        bytes.push(compartment_number(self.document.compartment));
        bytes.extend(self.parent);
        bytes.extend(self.number.to_le_bytes());
        bytes.extend(self.writer);
        bytes.extend(self.sequence.to_le_bytes());
        bytes.push(self.lock as u8);
        bytes
    }

    /// The next link of the writer's chain after `previous` (all zero before the first).
    pub fn chain(&self, practice: PracticeId, previous: &Hash, seal_hash: &Hash) -> Hash {
        let mut hasher = blake3::Hasher::new();
        hasher.update(b"holdfast chain 1");
        hasher.update(previous);
        hasher.update(&self.bound(practice));
        hasher.update(seal_hash);
        hasher.finalize().into()
    }
}

/// The number of a compartment in the file, for ever.
pub(super) fn compartment_number(compartment: Compartment) -> u8 {
    match compartment {
        Compartment::Record => 0,
        Compartment::Process => 1,
        Compartment::PrivateA => 2,
        Compartment::PrivateB => 3,
    }
}

pub(super) fn compartment_from(number: i64) -> Option<Compartment> {
    let is_it = |known: &&Compartment| i64::from(compartment_number(**known)) == number;
    Compartment::VARIANTS.iter().find(is_it).copied()
}
