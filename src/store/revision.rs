//! The clear columns of revisions, the chain that binds them, and which of them is the newest.

use super::seal::Key;
use rusqlite::{Connection, Row};
use std::collections::{BTreeMap, BTreeSet};

/// A name of 16 bytes that tells a reader of the file nothing.
pub type Name = [u8; 16];
/// A document: what it is about, and in which compartment.
pub type Document = (Name, u8);

/// The case of what belongs to no case.
pub const NO_CASE: Name = [0; 16];
/// No earlier revision.
pub const NO_PARENT: Name = [0; 16];

/// Everything about a revision but its sealed words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Revision {
    /// Its place in the table.
    pub row: i64,
    pub id: Name,
    pub entity: Name,
    pub case: Name,
    pub compartment: u8,
    pub parent: Name,
    pub writer: Name,
    pub sequence: u64,
    /// 0 open, 1 signed, 2 an addendum to something signed.
    pub locked: u8,
    pub digest: [u8; 32],
}

/// The last revision of one writer, and the hash over all of that writer's revisions.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Tip {
    pub writer: Name,
    pub sequence: u64,
    pub link: [u8; 32],
}

/// All revisions of a practice, without their words.
#[derive(Debug, Default)]
pub struct Index {
    pub revisions: Vec<Revision>,
    newest: BTreeMap<Document, usize>,
    cases: BTreeMap<Name, OfCase>,
}

#[derive(Debug, Default)]
struct OfCase {
    documents: BTreeSet<Document>,
    stand: Stand,
}

/// How far a case has come: what is remembered of it holds only for the very same stand.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Stand {
    pub revisions: usize,
    /// A hash over all its revisions, the newest last.
    pub print: [u8; 32],
}

const COLUMNS: &str = "rowid, id, entity, \"case\", compartment, parent, writer, sequence, \
                       locked, digest";
const HEAD_PURPOSE: &str = "holdfast 1 head";

impl Revision {
    pub fn document(&self) -> Document {
        (self.entity, self.compartment)
    }

    /// What the seal of this revision's words is bound to.
    pub fn bound(&self, practice: &Name) -> Vec<u8> {
        let mut bytes = b"holdfast revision 1".to_vec();
        bytes.extend(practice);
        for name in [&self.id, &self.entity, &self.case] {
            bytes.extend(name);
        }
        bytes.push(self.compartment);
        bytes.extend(self.parent);
        bytes.extend(self.writer);
        bytes.extend(self.sequence.to_le_bytes());
        bytes.push(self.locked);
        bytes
    }

    /// The hash of this writer's revisions up to this one.
    pub fn link(&self, practice: &Name, previous: &[u8; 32]) -> [u8; 32] {
        let mut hasher = blake3::Hasher::new();
        hasher.update(previous).update(&self.bound(practice)).update(&self.digest);
        *hasher.finalize().as_bytes()
    }

    fn from_row(row: &Row<'_>) -> rusqlite::Result<Self> {
        Ok(Self {
            row: row.get(0)?,
            id: row.get(1)?,
            entity: row.get(2)?,
            case: row.get(3)?,
            compartment: row.get(4)?,
            parent: row.get(5)?,
            writer: row.get(6)?,
            // A negative number is damage, and no writer counts so far.
            sequence: row.get::<_, i64>(7)?.cast_unsigned(),
            locked: row.get(8)?,
            digest: row.get(9)?,
        })
    }
}

/// Where a writer's chain begins.
pub fn first_link(practice: &Name, writer: &Name) -> [u8; 32] {
    *blake3::hash(&[b"holdfast chain 1".as_slice(), practice, writer].concat()).as_bytes()
}

impl Index {
    /// Reads the table itself, never an index of it: damage there could hide a revision.
    pub fn read(connection: &Connection) -> rusqlite::Result<Self> {
        let sql = format!("SELECT {COLUMNS} FROM revision NOT INDEXED ORDER BY rowid");
        let mut statement = connection.prepare(&sql)?;
        let revisions: Vec<Revision> = statement
            .query_map([], Revision::from_row)?
            .collect::<rusqlite::Result<_>>()?;
        Ok(Self::of(revisions))
    }

    fn of(revisions: Vec<Revision>) -> Self {
        let mut index = Self::default();
        let parents: BTreeSet<Name> = revisions.iter().map(|it| it.parent).collect();
        for (place, revision) in revisions.iter().enumerate() {
            index.count(revision);
            // The row's place in the table is not sealed, so age is told by parents alone.
            if !parents.contains(&revision.id) {
                index.newest.insert(revision.document(), place);
            }
        }
        index.revisions = revisions;
        index
    }

    pub fn push(&mut self, revision: Revision) {
        self.count(&revision);
        self.newest.insert(revision.document(), self.revisions.len());
        self.revisions.push(revision);
    }

    fn count(&mut self, revision: &Revision) {
        let of_case = self.cases.entry(revision.case).or_default();
        of_case.documents.insert(revision.document());
        let Stand { revisions, print } = &mut of_case.stand;
        *revisions += 1;
        // The digest is that of the words as they were written, so thinning changes nothing.
        let mut hasher = blake3::Hasher::new();
        hasher.update(print).update(&revision.id).update(&revision.digest);
        *print = *hasher.finalize().as_bytes();
    }

    pub fn newest(&self, document: Document) -> Option<&Revision> {
        self.revisions.get(*self.newest.get(&document)?)
    }

    /// The newest revision of every document.
    pub fn newest_of_all(&self) -> impl Iterator<Item = &Revision> {
        self.newest.values().filter_map(|place| self.revisions.get(*place))
    }

    /// The newest revision of each document of a case.
    pub fn documents_of(&self, case: &Name) -> impl Iterator<Item = &Revision> {
        let of_case = self.cases.get(case).into_iter();
        of_case
            .flat_map(|of_case| &of_case.documents)
            .filter_map(|document| self.newest(*document))
    }

    /// Every case and how far it has come.
    pub fn cases(&self) -> impl Iterator<Item = (&Name, Stand)> {
        self.cases.iter().map(|(name, of_case)| (name, of_case.stand))
    }

    /// How far one case has come.
    pub fn stand(&self, case: &Name) -> Option<Stand> {
        self.cases.get(case).map(|of_case| of_case.stand)
    }

    /// Each writer's last revision and hash, as the rows have it.
    pub fn tips(&self, practice: &Name) -> Vec<Tip> {
        let mut rows: BTreeMap<Name, Vec<&Revision>> = BTreeMap::new();
        for revision in &self.revisions {
            rows.entry(revision.writer).or_default().push(revision);
        }
        rows.into_iter()
            .map(|(writer, mut rows)| {
                rows.sort_by_key(|revision| revision.sequence);
                let link = rows.iter().fold(first_link(practice, &writer), |link, it| {
                    it.link(practice, &link)
                });
                let sequence = rows.last().map_or(0, |last| last.sequence);
                Tip { writer, sequence, link }
            })
            .collect()
    }

    /// The hash of one writer's revisions up to `sequence`.
    pub fn link_at(&self, practice: &Name, (writer, sequence): (Name, u64)) -> [u8; 32] {
        let mut rows: Vec<&Revision> = self
            .revisions
            .iter()
            .filter(|it| it.writer == writer && it.sequence <= sequence)
            .collect();
        rows.sort_by_key(|revision| revision.sequence);
        rows.iter()
            .fold(first_link(practice, &writer), |link, it| it.link(practice, &link))
    }
}

/// Seals the tips of all writers, so that none of their last revisions can vanish unseen.
pub fn tips_to_bytes(tips: &[Tip]) -> Vec<u8> {
    tips.iter()
        .flat_map(|tip| {
            [tip.writer.as_slice(), &tip.sequence.to_le_bytes(), &tip.link].concat()
        })
        .collect()
}

pub fn tips_from_bytes(bytes: &[u8]) -> Option<Vec<Tip>> {
    let mut tips = Vec::new();
    let mut rest = bytes;
    while let Some((writer, after)) = rest.split_first_chunk() {
        let (sequence, after) = after.split_first_chunk()?;
        let (link, after) = after.split_first_chunk()?;
        let sequence = u64::from_le_bytes(*sequence);
        tips.push(Tip { writer: *writer, sequence, link: *link });
        rest = after;
    }
    rest.is_empty().then_some(tips)
}

/// The key that seals the tips.
pub fn head_key(practice_key: &Key) -> Key {
    practice_key.derive(HEAD_PURPOSE)
}

/// What the sealed head is bound to.
pub fn head_bound(id: &Name) -> Vec<u8> {
    [b"holdfast head 1".as_slice(), id].concat()
}
