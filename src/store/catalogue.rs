//! What is known of all revisions without unsealing one: which is the newest, and whether the
//! chains hold.

use super::heads::Heads;
use super::keyring::PracticeId;
use super::revision::{DocumentKey, Hash, Id, NONE, Row};
use super::schema::{self, Scanned};
use super::{Damage, StoreError};
use rusqlite::Connection;
use std::collections::{BTreeMap, HashMap};

/// All rows of the file in the order in which they were written.
///
/// It is read from the table itself from its first row to its last, so that no damaged index
/// can hide a revision.
#[derive(Default)]
pub(super) struct Catalogue {
    rows: Vec<Row>,
    documents: BTreeMap<DocumentKey, Vec<usize>>,
    writers: HashMap<Id, Link>,
    /// The last place that was read, whether its row was whole or not.
    last_place: i64,
    pub faults: Vec<Fault>,
    pub is_complete: bool,
}

/// Where a writer's chain stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Link {
    pub sequence: u64,
    pub chain: Hash,
}

/// Something that does not fit, and the row at which it was noticed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Fault {
    Unreadable {
        place: i64,
    },
    /// The chain does not lead to this row.
    Chain {
        row: Row,
    },
    /// The revisions of a document are not counted 1, 2, 3.
    Numbers {
        document: DocumentKey,
    },
    /// The file ends before the writer's head, or after it.
    Head {
        writer: Id,
    },
}

impl Catalogue {
    pub fn read(file: &Connection, practice: PracticeId) -> Result<Self, StoreError> {
        let mut catalogue = Self::default();
        catalogue.catch_up(file, practice)?;
        Ok(catalogue)
    }

    /// Reads what others have added since.
    pub fn catch_up(
        &mut self,
        file: &Connection,
        practice: PracticeId,
    ) -> Result<(), StoreError> {
        let Scanned { rows, unreadable, is_complete } =
            schema::rows_behind(file, self.last_place)?;
        for row in rows {
            self.add(practice, row);
        }
        for place in unreadable {
            self.last_place = self.last_place.max(place);
            self.faults.push(Fault::Unreadable { place });
        }
        self.is_complete = is_complete;
        Ok(())
    }

    /// Adds the next row and checks that it continues its writer's chain.
    pub fn add(&mut self, practice: PracticeId, row: Row) {
        let before = self.writers.get(&row.clear.writer).copied();
        let before = before.unwrap_or(Link { sequence: 0, chain: [0; 32] });
        let chain = row.clear.chain(practice, &before.chain, &row.seal_hash);
        let follows = row.place == self.last_place + 1;
        if !follows || chain != row.chain || row.clear.sequence != before.sequence + 1 {
            self.faults.push(Fault::Chain { row });
        }
        let link = Link { sequence: row.clear.sequence, chain: row.chain };
        self.writers.insert(row.clear.writer, link);
        self.last_place = self.last_place.max(row.place);
        let document = self.documents.entry(row.clear.document).or_default();
        let last = document.last().and_then(|last| self.rows.get(*last));
        let (number, parent) =
            last.map_or((0, NONE), |row| (row.clear.number, row.clear.id));
        if row.clear.number != number + 1 || row.clear.parent != parent {
            self.faults.push(Fault::Numbers { document: row.clear.document });
        }
        document.push(self.rows.len());
        self.rows.push(row);
    }

    pub fn check_heads(&mut self, heads: &Heads) {
        self.faults.retain(|fault| !matches!(fault, Fault::Head { .. }));
        for (writer, head) in &heads.known {
            let link = self.writers.get(writer);
            let fits = link.is_some_and(|link| {
                link.sequence == head.sequence && link.chain == head.chain
            });
            if !fits {
                self.faults.push(Fault::Head { writer: *writer });
            }
        }
        // A writer without a head: the head is what was lost.
        let mut headless: Vec<Id> = self.writers.keys().copied().collect();
        headless.retain(|writer| !heads.known.contains_key(writer));
        headless.sort_unstable();
        self.faults.extend(headless.into_iter().map(|writer| Fault::Head { writer }));
    }

    pub fn rows(&self) -> &[Row] {
        &self.rows
    }

    pub fn last_place(&self) -> i64 {
        self.last_place
    }

    pub fn link(&self, writer: Id) -> Option<Link> {
        self.writers.get(&writer).copied()
    }

    pub fn links(&self) -> BTreeMap<Id, Link> {
        self.writers.iter().map(|(writer, link)| (*writer, *link)).collect()
    }

    /// True if the chain of a writer passed through this link.
    pub fn has_passed(&self, writer: Id, link: Link) -> bool {
        self.rows.iter().any(|row| {
            row.clear.writer == writer
                && row.clear.sequence == link.sequence
                && row.chain == link.chain
        })
    }

    /// The revisions of a document, oldest first.
    pub fn revisions(
        &self,
        document: DocumentKey,
    ) -> impl DoubleEndedIterator<Item = &Row> {
        let places = self.documents.get(&document).map(Vec::as_slice).unwrap_or_default();
        places.iter().filter_map(|place| self.rows.get(*place))
    }

    pub fn newest(&self, document: DocumentKey) -> Option<&Row> {
        self.revisions(document).next_back()
    }

    /// All documents of a case.
    pub fn documents_of(&self, case: Id) -> impl Iterator<Item = DocumentKey> + '_ {
        let first = DocumentKey {
            case,
            entity: [0; 16],
            compartment: crate::model::Compartment::Record,
        };
        self.documents
            .range(first..)
            .map(|(document, _)| *document)
            .take_while(move |document| document.case == case)
    }

    pub fn documents(&self) -> impl Iterator<Item = DocumentKey> + '_ {
        self.documents.keys().copied()
    }

    /// All cases that have at least one revision.
    pub fn cases(&self) -> Vec<Id> {
        let mut cases: Vec<Id> =
            self.documents.keys().map(|document| document.case).collect();
        cases.dedup();
        cases.retain(|case| *case != NONE);
        cases
    }
}

impl Fault {
    /// The damage as a person reads it; `name_of` tells the code name of a case.
    pub fn damage(self, name_of: impl Fn(Id) -> Option<String>) -> Damage {
        match self {
            Self::Unreadable { place } => Damage::Row { place },
            Self::Chain { row } => {
                let case = name_of(row.clear.document.case);
                Damage::Chain { case, place: row.place }
            }
            Self::Numbers { document } => {
                Damage::Missing { case: name_of(document.case) }
            }
            Self::Head { writer } => Damage::Last { writer: short(writer) },
        }
    }
}

/// The first letters of a writer's number.
pub(super) fn short(writer: Id) -> String {
    super::bytes::hex(writer.first_chunk::<4>().unwrap_or(&[0; 4]))
}
