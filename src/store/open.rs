//! An open practice: cases are listed, read and followed through their history.

use super::catalogue::{Catalogue, Fault};
use super::computer::{Computer, Memory};
use super::document::{self, Head};
use super::heads::{self, Heads};
use super::keyring::{Keyring, PracticeId};
use super::keys::Keys;
use super::payload::Payload;
use super::revision::{DocumentKey, Hash, Id, NONE, Row};
use super::seal::{self, Key};
use super::writer_lock::WriterLock;
use super::{Damage, Moment, StoreError, schema, spare_keys};
use crate::model::{Case, CaseId, Compartment, CycleMap, MapId, SessionId};
use rusqlite::Connection;
use std::collections::HashMap;
use std::path::{Path, PathBuf};
use strum::VariantArray as _;

/// What an open practice may do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mode {
    Write,
    /// Beside another window that writes: its saves are seen as they come.
    ReadOnly,
}

/// A practice with its keys in memory, which are wiped when it is dropped.
pub struct OpenPractice {
    pub(super) path: PathBuf,
    pub(super) file: Connection,
    pub(super) keys: Keys,
    pub(super) catalogue: Catalogue,
    pub(super) heads: Heads,
    pub(super) computer: Computer,
    pub(super) memory: Memory,
    pub(super) writer: Id,
    /// The hash of the newest text of a document, and the place where it lies.
    pub(super) known_texts: HashMap<DocumentKey, (i64, Hash)>,
    /// Opened with the recovery key.
    pub(super) may_set_passphrase: bool,
    is_older_copy: bool,
    opening_damage: Vec<Damage>,
    /// Dropped last, after the file is closed.
    pub(super) lock: Option<WriterLock>,
}

/// One couple in the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CaseSummary {
    pub id: CaseId,
    /// "Damaged case" and a number, if the case cannot be read.
    pub code_name: String,
    pub maps: usize,
    pub elements: usize,
    pub last_change: Moment,
    pub is_damaged: bool,
}

pub(super) struct Opening<'a> {
    pub path: &'a Path,
    pub keyring: &'a Keyring,
    pub key: Key,
    pub computer: Computer,
    pub mode: Mode,
    pub damage: Vec<Damage>,
}

impl OpenPractice {
    pub(super) fn open(opening: Opening<'_>) -> Result<Self, StoreError> {
        let Opening { path, keyring, key, computer, mode, mut damage } = opening;
        let (lock, file) = match mode {
            Mode::Write => {
                let lock = WriterLock::take(path, &computer.name)?;
                (Some(lock), schema::open_to_write(path)?)
            }
            Mode::ReadOnly => (None, schema::open_to_read(path)?),
        };
        let keys = Keys::new(keyring.practice, key);
        if !schema::is_ours(&file)? {
            damage.push(Damage::Tables);
        }
        let mut catalogue = Catalogue::read(&file, keys.practice)?;
        let heads = heads::read(&file, &keys)?;
        catalogue.check_heads(&heads);
        if mode == Mode::Write {
            refuse_to_write_into_ruins(&catalogue, &damage)?;
            spare_keys::mend(path, &file, keyring, &mut damage);
        }
        let memory = computer.recall(keys.practice);
        let is_older_copy = memory
            .seen
            .iter()
            .any(|(writer, link)| !catalogue.has_passed(*writer, *link));
        let mut practice = Self {
            path: path.to_owned(),
            file,
            keys,
            catalogue,
            heads,
            computer,
            writer: NONE,
            memory,
            known_texts: HashMap::new(),
            may_set_passphrase: false,
            is_older_copy,
            opening_damage: damage,
            lock,
        };
        practice.writer = practice.choose_writer()?;
        let noticed = practice.noticed();
        practice.opening_damage.extend(noticed);
        practice.remember();
        Ok(practice)
    }

    /// This computer's number as a writer. It takes a new one wherever its old one could stand
    /// for two different revisions: in an older copy, or where its last revisions are lost.
    fn choose_writer(&self) -> Result<Id, StoreError> {
        let is_broken = |writer: Id| {
            self.catalogue.faults.iter().any(|fault| match fault {
                Fault::Head { writer: faulty } => *faulty == writer,
                Fault::Chain { row } => row.clear.writer == writer,
                Fault::Unreadable { .. } | Fault::Numbers { .. } => false,
            })
        };
        match self.memory.writer {
            Some(writer) if !self.is_older_copy && !is_broken(writer) => Ok(writer),
            _ => seal::random(),
        }
    }

    /// Remembers how far the practice has come, unless it fell behind what was seen.
    pub(super) fn remember(&mut self) {
        if self.lock.is_none() || self.is_older_copy {
            return;
        }
        let memory = Memory { writer: Some(self.writer), seen: self.catalogue.links() };
        if memory != self.memory {
            self.computer.remember(self.keys.practice, &memory);
            self.memory = memory;
        }
    }

    pub fn id(&self) -> PracticeId {
        self.keys.practice
    }

    pub fn path(&self) -> &Path {
        &self.path
    }

    pub fn mode(&self) -> Mode {
        if self.lock.is_some() { Mode::Write } else { Mode::ReadOnly }
    }

    /// What was noticed while opening, without looking into every document as `check` does.
    pub fn opening_damage(&self) -> &[Damage] {
        &self.opening_damage
    }

    /// True if this computer has seen a newer state of this practice than the file holds.
    ///
    /// A first opening on another computer cannot notice that.
    pub fn is_older_copy(&self) -> bool {
        self.is_older_copy
    }

    /// After the therapist has said that the older copy is the one to go on with.
    pub fn accept_older_copy(&mut self) {
        self.is_older_copy = false;
        self.remember();
    }

    /// Sees what another window has saved meanwhile.
    pub(super) fn catch_up(&mut self) -> Result<(), StoreError> {
        if schema::last_place(&self.file)? > self.catalogue.last_place() {
            self.catalogue.catch_up(&self.file, self.keys.practice)?;
            self.heads = heads::read(&self.file, &self.keys)?;
            self.catalogue.check_heads(&self.heads);
        }
        Ok(())
    }

    /// The words of one revision.
    pub(super) fn unsealed(&mut self, row: &Row) -> Result<Payload, StoreError> {
        let broken = || StoreError::Damaged("the seal of a revision".to_owned());
        let sealed = schema::sealed_at(&self.file, row.place)?;
        let bytes =
            self.keys.unseal(&self.file, &row.clear, &sealed)?.ok_or_else(broken)?;
        Payload::from_bytes(&bytes).map_err(|_unreadable| broken())
    }

    fn newest(&mut self, document: DocumentKey) -> Result<Option<Payload>, StoreError> {
        let Some(row) = self.catalogue.newest(document).copied() else { return Ok(None) };
        let payload = self.unsealed(&row)?;
        self.known_texts.insert(document, (row.place, text_hash(&payload.text)));
        Ok(Some(payload))
    }

    /// All cases in the order of their code names.
    pub fn cases(&mut self) -> Result<Vec<CaseSummary>, StoreError> {
        self.catch_up()?;
        let cases = self.catalogue.cases();
        let mut cases: Vec<CaseSummary> =
            cases.into_iter().map(|case| self.summary(case)).collect::<Result<_, _>>()?;
        cases.sort_by_cached_key(|case| (case.code_name.to_lowercase(), case.id));
        Ok(cases)
    }

    /// The case with this code name, in any spelling of capitals.
    pub fn find(&mut self, code_name: &str) -> Result<CaseSummary, StoreError> {
        let wanted = code_name.trim().to_lowercase();
        let mut cases = self.cases()?.into_iter();
        let found = cases.find(|case| case.code_name.trim().to_lowercase() == wanted);
        found.ok_or(StoreError::NoSuchCase)
    }

    fn summary(&mut self, case: Id) -> Result<CaseSummary, StoreError> {
        let documents: Vec<DocumentKey> = self.catalogue.documents_of(case).collect();
        let newest =
            documents.iter().filter_map(|key| self.catalogue.newest(*key)).copied();
        let last = newest.max_by_key(|row| row.place);
        let changed =
            last.and_then(|row| self.unsealed(&row).ok()).map(|payload| payload.when);
        let summary = CaseSummary {
            id: document::case_id(case),
            code_name: format!("Damaged case {}", super::catalogue::short(case)),
            maps: 0,
            elements: 0,
            last_change: changed.unwrap_or_default(),
            is_damaged: true,
        };
        match self.counted(case) {
            Ok((code_name, maps, elements)) => {
                let is_damaged = changed.is_none();
                Ok(CaseSummary { code_name, maps, elements, is_damaged, ..summary })
            }
            Err(error) if error.is_damage() => Ok(summary),
            Err(error) => Err(error),
        }
    }

    fn counted(&mut self, case: Id) -> Result<(String, usize, usize), StoreError> {
        let Head { case: head, maps, .. } = self.head(case)?;
        let mut elements = 0;
        for map in &maps {
            let frame = self.newest(record(case, document::id(map.0)))?;
            let frame =
                frame.ok_or_else(|| damaged(&head.code_name, "a map is missing"))?;
            elements += frame.count as usize;
        }
        Ok((head.code_name, maps.len(), elements))
    }

    pub(super) fn head(&mut self, case: Id) -> Result<Head, StoreError> {
        let head = self.newest(record(case, case))?.ok_or(StoreError::NoSuchCase)?;
        document::head(&head)
    }

    /// A whole case, or what of it is damaged.
    pub fn load(&mut self, id: CaseId) -> Result<Case, StoreError> {
        self.catch_up()?;
        let case = document::id(id.0);
        if self.catalogue.documents_of(case).next().is_none() {
            return Err(StoreError::NoSuchCase);
        }
        let code = format!("case {}", super::catalogue::short(case));
        let Head { case: mut loaded, sessions, maps } =
            self.head(case).map_err(|error| of_case(&code, error, "its head"))?;
        let code = loaded.code_name.clone();
        for session in sessions {
            let session = self.session(case, session);
            loaded.sessions.push(session.map_err(|e| of_case(&code, e, "a session"))?);
        }
        for map in maps {
            let map = self.map(case, map);
            loaded.maps.push(map.map_err(|error| of_case(&code, error, "a map"))?);
        }
        Ok(loaded)
    }

    fn session(
        &mut self,
        case: Id,
        id: SessionId,
    ) -> Result<crate::model::Session, StoreError> {
        let payload = self.newest(record(case, document::id(id.0)))?;
        document::session(&payload.ok_or_else(missing)?)
    }

    fn map(&mut self, case: Id, id: MapId) -> Result<CycleMap, StoreError> {
        let record = record(case, document::id(id.0));
        let mut frame = document::map_frame(&self.newest(record)?.ok_or_else(missing)?)?;
        for compartment in Compartment::VARIANTS.iter().skip(1).copied() {
            if let Some(part) = self.newest(DocumentKey { compartment, ..record })? {
                frame.add_part(&part)?;
            }
        }
        match frame.joined() {
            (map, 0) => Ok(map),
            _ => Err(missing()),
        }
    }

    /// What the chains and heads say, with the code names of the cases concerned.
    pub(super) fn noticed(&mut self) -> Vec<Damage> {
        if self.catalogue.faults.is_empty() && self.heads.damaged == 0 {
            return Vec::new();
        }
        let names = self.code_names();
        let faults = self.catalogue.faults.iter();
        let mut damage: Vec<Damage> =
            faults.map(|fault| fault.damage(|case| names.get(&case).cloned())).collect();
        damage.extend((0..self.heads.damaged).map(|_| Damage::Head));
        damage
    }

    /// The code name of every case whose head can be read.
    pub(super) fn code_names(&mut self) -> HashMap<Id, String> {
        let cases = self.catalogue.cases();
        let named = cases.into_iter().filter_map(|case| {
            let head = self.head(case).ok()?;
            Some((case, head.case.code_name))
        });
        named.collect()
    }
}

/// Adding to a file that cannot be read to its end could cost what is still whole.
fn refuse_to_write_into_ruins(
    catalogue: &Catalogue,
    damage: &[Damage],
) -> Result<(), StoreError> {
    if damage.contains(&Damage::Tables) {
        return Err(StoreError::Damaged(
            "its tables are not those of a practice".to_owned(),
        ));
    }
    if !catalogue.is_complete {
        return Err(StoreError::Damaged("its pages do not fit together".to_owned()));
    }
    Ok(())
}

pub(super) fn record(case: Id, entity: Id) -> DocumentKey {
    DocumentKey { case, entity, compartment: Compartment::Record }
}

pub(super) fn text_hash(text: &str) -> Hash {
    blake3::hash(text.as_bytes()).into()
}

fn missing() -> StoreError {
    StoreError::Damaged("a document is missing".to_owned())
}

fn damaged(case: &str, what: &str) -> StoreError {
    StoreError::CaseDamaged { case: case.to_owned(), what: what.to_owned() }
}

/// Names the case in an error about one of its documents.
fn of_case(case: &str, error: StoreError, part: &str) -> StoreError {
    match error {
        StoreError::Damaged(what) => damaged(case, &format!("{part}: {what}")),
        other => other,
    }
}
