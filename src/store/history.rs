//! The history of a case: every revision, who wrote it and when, and its words.

use super::open::OpenPractice;
use super::payload::DocumentKind;
use super::revision::{Lock, Row};
use super::{Moment, StoreError, document};
use crate::model::{CaseId, Compartment};
use uuid::Uuid;
use zeroize::Zeroizing;

/// The number of one revision, for ever.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct RevisionId(pub Uuid);

/// One revision, without its words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RevisionInfo {
    pub id: RevisionId,
    /// None if the revision is damaged.
    pub when: Option<Moment>,
    /// None if the revision is damaged.
    pub kind: Option<DocumentKind>,
    /// The case, session or map that it belongs to.
    pub entity: Uuid,
    pub compartment: Compartment,
    /// Counted from 1 within its document.
    pub number: u32,
    /// The computer that wrote it, and the first letters of its number.
    pub writer: String,
    /// Counted from 1 within the writer.
    pub sequence: u64,
    /// Bytes in the file.
    pub size: usize,
    pub is_signed: bool,
    /// Its words were thinned out.
    pub is_thinned: bool,
}

impl RevisionInfo {
    /// "map, private A", for a list.
    pub fn what(&self) -> String {
        let kind = match self.kind {
            None => "damaged",
            // The part says which one it is by itself.
            Some(DocumentKind::MapPart) => "map",
            Some(kind) => kind.label(),
        };
        match self.compartment {
            Compartment::Record => kind.to_owned(),
            Compartment::Process => format!("{kind}, process"),
            Compartment::PrivateA => format!("{kind}, private A"),
            Compartment::PrivateB => format!("{kind}, private B"),
        }
    }
}

impl OpenPractice {
    /// All revisions of a case, oldest first.
    pub fn history(&mut self, id: CaseId) -> Result<Vec<RevisionInfo>, StoreError> {
        self.catch_up()?;
        let case = document::id(id.0);
        let of_case = |row: &&Row| row.clear.document.case == case;
        let rows: Vec<Row> =
            self.catalogue.rows().iter().filter(of_case).copied().collect();
        if rows.is_empty() {
            return Err(StoreError::NoSuchCase);
        }
        rows.iter().map(|row| self.info(row)).collect()
    }

    fn info(&mut self, row: &Row) -> Result<RevisionInfo, StoreError> {
        let payload = match self.unsealed(row) {
            Ok(payload) => Some(payload),
            Err(error) if error.is_damage() => None,
            Err(error) => return Err(error),
        };
        let clear = row.clear;
        let kind = payload.as_ref().map(|payload| payload.kind);
        let computer = self.heads.known.get(&clear.writer).map(|head| head.name.as_str());
        let number = super::catalogue::short(clear.writer);
        Ok(RevisionInfo {
            id: RevisionId(Uuid::from_bytes(clear.id)),
            when: payload.map(|payload| payload.when),
            kind,
            entity: Uuid::from_bytes(clear.document.entity),
            compartment: clear.document.compartment,
            number: clear.number,
            writer: format!("{} ({number})", computer.unwrap_or("unknown computer")),
            sequence: clear.sequence,
            size: super::schema::sealed_at(&self.file, row.place)
                .map_or(0, |bytes| bytes.len()),
            is_signed: clear.lock != Lock::Open,
            is_thinned: kind == Some(DocumentKind::Thinned),
        })
    }

    /// The words of a revision as RON.
    pub fn revision(&mut self, id: RevisionId) -> Result<Zeroizing<String>, StoreError> {
        self.catch_up()?;
        let wanted = id.0.into_bytes();
        let mut rows = self.catalogue.rows().iter();
        let row = rows.find(|row| row.clear.id == wanted).copied();
        let row = row.ok_or(StoreError::NoSuchRevision)?;
        Ok(self.unsealed(&row)?.text)
    }
}
