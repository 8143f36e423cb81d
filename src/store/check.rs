//! Verifies every page, seal and chain of a practice, and names what is damaged.

use super::catalogue::Catalogue;
use super::locked::{keyring_in, spare_bytes};
use super::open::OpenPractice;
use super::payload::{DocumentKind, Payload};
use super::revision::{DocumentKey, Id, NONE, Row};
use super::{StoreError, document, heads, schema};
use crate::model::Compartment;
use std::collections::HashMap;

/// What `check` found.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Report {
    /// How many revisions were unsealed and read.
    pub revisions: usize,
    pub cases: usize,
    pub damage: Vec<Damage>,
}

impl Report {
    pub fn is_whole(&self) -> bool {
        self.damage.is_empty()
    }
}

/// One damaged place. It names a case by its code name alone, and never repeats words.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Damage {
    #[error("The pages of the file do not fit together")]
    Pages,
    #[error("The tables of the file are not those of a practice")]
    Tables,
    #[error("The key slots in the file are damaged; the spare ones beside it were used")]
    KeySlots,
    #[error("The key slots in the file are damaged and could not be mended")]
    KeySlotsNotMended,
    #[error("The spare key slots beside the practice are missing or differ")]
    NoSpareKeys,
    #[error("The head of a writer is damaged; its last revisions could be missing")]
    Head,
    #[error("The last revisions of writer {writer} are missing")]
    Last { writer: String },
    #[error("Revision {place} of the file cannot be read")]
    Row { place: i64 },
    #[error("{}: a revision before number {place} of the file was lost or changed", of(.case.as_ref()))]
    Chain { case: Option<String>, place: i64 },
    #[error("{}: a revision of a document is missing", of(.case.as_ref()))]
    Missing { case: Option<String> },
    #[error("{}: the {document}, revision {number}, is damaged", of(.case.as_ref()))]
    Revision { case: Option<String>, document: String, number: u32 },
    #[error("Case {case} cannot be put together: {what}")]
    Case { case: String, what: String },
}

fn of(case: Option<&String>) -> String {
    case.map_or_else(|| "The practice itself".to_owned(), |case| format!("Case {case}"))
}

impl OpenPractice {
    /// Reads everything there is and says what is damaged.
    pub fn check(&mut self) -> Result<Report, StoreError> {
        let mut report = Report::default();
        report.damage.extend(self.check_pages()?);
        report.damage.extend(self.check_key_slots());
        // Read anew, so that nothing is believed because it was whole when it was opened.
        self.catalogue = Catalogue::read(&self.file, self.keys.practice)?;
        self.known_texts.clear();
        self.keys.forget_compartments();
        self.heads = heads::read(&self.file, &self.keys)?;
        self.catalogue.check_heads(&self.heads);
        report.damage.extend(self.noticed());
        let names = self.code_names();
        let rows: Vec<Row> = self.catalogue.rows().to_vec();
        let kinds = self.check_revisions(&rows, &names, &mut report)?;
        self.check_cases(&names, &kinds, &mut report)?;
        Ok(report)
    }

    fn check_pages(&self) -> Result<Vec<Damage>, StoreError> {
        let mut damage = Vec::new();
        let checked: Result<Vec<String>, rusqlite::Error> = self
            .file
            .prepare("PRAGMA integrity_check")
            .and_then(|mut check| check.query_map((), |row| row.get(0))?.collect());
        match checked.map_err(StoreError::from) {
            Ok(lines) if lines == ["ok"] => {}
            Ok(_) | Err(StoreError::Damaged(_)) => damage.push(Damage::Pages),
            Err(other) => return Err(other),
        }
        match schema::is_ours(&self.file) {
            Ok(true) => {}
            Ok(false) | Err(StoreError::Damaged(_)) => damage.push(Damage::Tables),
            Err(other) => return Err(other),
        }
        Ok(damage)
    }

    fn check_key_slots(&self) -> Option<Damage> {
        let Ok(keyring) = keyring_in(&self.file) else { return Some(Damage::KeySlots) };
        let spare = spare_bytes(&self.path);
        // A backup has none until it is opened to write.
        let differs = spare.is_some_and(|spare| spare != keyring.to_bytes());
        differs.then_some(Damage::NoSpareKeys)
    }

    fn check_revisions(
        &mut self,
        rows: &[Row],
        names: &HashMap<Id, String>,
        report: &mut Report,
    ) -> Result<HashMap<DocumentKey, DocumentKind>, StoreError> {
        let mut kinds = HashMap::new();
        let mut broken = Vec::new();
        for row in rows {
            match self.checked(row) {
                Ok(payload) => {
                    report.revisions += 1;
                    if payload.kind != DocumentKind::Thinned {
                        kinds.insert(row.clear.document, payload.kind);
                    }
                }
                Err(error) if error.is_damage() => broken.push(*row),
                Err(error) => return Err(error),
            }
        }
        for row in broken {
            let document = row.clear.document;
            let known =
                kinds.get(&document).copied().or_else(|| self.kind_by_place(document));
            let kind = known.map_or("document", DocumentKind::label);
            report.damage.push(Damage::Revision {
                case: case_name(names, document.case),
                document: kind.to_owned(),
                number: row.clear.number,
            });
        }
        Ok(kinds)
    }

    /// What a document must be, by where the head of its case names it.
    fn kind_by_place(&mut self, key: DocumentKey) -> Option<DocumentKind> {
        if key.entity == key.case {
            return Some(DocumentKind::Case);
        }
        if key.compartment != Compartment::Record {
            return Some(DocumentKind::MapPart);
        }
        let head = self.head(key.case).ok()?;
        let is_map = head.maps.iter().any(|map| document::id(map.0) == key.entity);
        let is_session =
            head.sessions.iter().any(|one| document::id(one.0) == key.entity);
        match (is_map, is_session) {
            (true, _) => Some(DocumentKind::Map),
            (_, true) => Some(DocumentKind::Session),
            _ => None,
        }
    }

    /// One revision: the hash in the chain, the seal, and the words.
    fn checked(&mut self, row: &Row) -> Result<Payload, StoreError> {
        let payload = self.unsealed(row)?;
        document::judge(&payload)?;
        let sealed = schema::sealed_at(&self.file, row.place)?;
        let is_as_written = blake3::hash(&sealed) == row.seal_hash;
        // A thinned revision was sealed anew; the chain keeps the hash of what it was.
        if is_as_written || payload.kind == DocumentKind::Thinned {
            Ok(payload)
        } else {
            Err(StoreError::Damaged(
                "a revision is not the one that was written".to_owned(),
            ))
        }
    }

    fn check_cases(
        &mut self,
        names: &HashMap<Id, String>,
        kinds: &HashMap<DocumentKey, DocumentKind>,
        report: &mut Report,
    ) -> Result<(), StoreError> {
        for case in self.catalogue.cases() {
            report.cases += 1;
            let has_words = |key: &DocumentKey| {
                self.catalogue.newest(*key).is_some() && kinds.contains_key(key)
            };
            let is_unreadable =
                self.catalogue.documents_of(case).any(|key| !has_words(&key));
            let whole = match self.load(document::case_id(case)) {
                Ok(_) if is_unreadable => Err("a document cannot be read".to_owned()),
                Ok(_) => Ok(()),
                Err(StoreError::CaseDamaged { what, .. } | StoreError::Damaged(what)) => {
                    Err(what)
                }
                Err(StoreError::NoSuchCase) => Err("its head is missing".to_owned()),
                Err(other) => return Err(other),
            };
            if let Err(what) = whole {
                let case = case_name(names, case).unwrap_or_else(|| short(case));
                report.damage.push(Damage::Case { case, what });
            }
        }
        Ok(())
    }
}

fn case_name(names: &HashMap<Id, String>, case: Id) -> Option<String> {
    if case == NONE {
        return None;
    }
    Some(names.get(&case).cloned().unwrap_or_else(|| short(case)))
}

fn short(case: Id) -> String {
    super::catalogue::short(case)
}
