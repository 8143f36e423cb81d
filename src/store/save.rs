//! Saving: what has changed becomes a revision, sealed, chained and on the disk before it counts.

use super::document::{self, Document};
use super::heads::{self, Head};
use super::open::{OpenPractice, text_hash};
use super::payload::{self, Payload};
use super::revision::{Clear, DocumentKey, Hash, Lock, NONE, Row};
use super::{Moment, StoreError, case_ron, schema, seal};
use crate::model::Case;

/// A save that is on the disk.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Saved {
    pub at: Moment,
    /// How many documents had changed; none if the case was saved as it is before.
    pub revisions: usize,
}

/// A document on its way into the file.
pub(super) struct Draft {
    pub document: Document,
    pub lock: Lock,
}

impl Draft {
    pub fn of(document: Document) -> Self {
        Self { document, lock: Lock::Open }
    }
}

impl OpenPractice {
    /// Saves what has changed in a case since it was last saved, all of it or nothing.
    ///
    /// When this returns, the words are on the disk; any error means that they are not.
    pub fn save(&mut self, case: &Case, now: Moment) -> Result<Saved, StoreError> {
        case_ron::judge_ids(case)?;
        if !case_ron::has_all_ids(case) {
            return Err(StoreError::Unfit("a part of it has no id yet"));
        }
        let drafts = document::split(case)?.into_iter().map(Draft::of).collect();
        self.append(drafts, now)
    }

    /// Adds a case that is not in the practice yet, for instance one that was imported.
    pub fn add(&mut self, case: &Case, now: Moment) -> Result<Saved, StoreError> {
        self.catch_up()?;
        if self.catalogue.documents_of(document::id(case.id.0)).next().is_some() {
            return Err(StoreError::CaseExists);
        }
        match self.find(&case.code_name) {
            Ok(_) => Err(StoreError::CodeNameTaken),
            Err(StoreError::NoSuchCase) => self.save(case, now),
            Err(other) => Err(other),
        }
    }

    pub(super) fn append(
        &mut self,
        drafts: Vec<Draft>,
        now: Moment,
    ) -> Result<Saved, StoreError> {
        if self.lock.is_none() {
            return Err(StoreError::ReadOnly);
        }
        let at = payload::kept(now);
        let rows = match self.append_in_one(drafts, at) {
            Ok(rows) => rows,
            Err(error) => {
                self.keys.forget_compartments();
                return Err(self.placed(error));
            }
        };
        let revisions = rows.len();
        for (row, hash) in rows {
            self.catalogue.add(self.keys.practice, row);
            self.known_texts.insert(row.clear.document, (row.place, hash));
        }
        if let (Some(link), true) = (self.catalogue.link(self.writer), revisions > 0) {
            let name = self.computer.name.clone();
            let head = Head { sequence: link.sequence, chain: link.chain, name };
            self.heads.known.insert(self.writer, head);
            self.remember();
        }
        Ok(Saved { at, revisions })
    }

    /// Writes all drafts that differ from what is kept, in one transaction.
    fn append_in_one(
        &mut self,
        drafts: Vec<Draft>,
        at: Moment,
    ) -> Result<Vec<(Row, Hash)>, StoreError> {
        self.file.execute_batch("BEGIN IMMEDIATE")?;
        let written = self.append_all(drafts, at).and_then(|rows| {
            self.file.execute_batch("COMMIT")?;
            Ok(rows)
        });
        if written.is_err() {
            // SQLite has already rolled back after the worst errors and says so by refusing.
            self.file.execute_batch("ROLLBACK").ok();
        }
        written
    }

    fn append_all(
        &mut self,
        drafts: Vec<Draft>,
        at: Moment,
    ) -> Result<Vec<(Row, Hash)>, StoreError> {
        self.catch_up()?;
        let mut rows: Vec<(Row, Hash)> = Vec::new();
        for draft in drafts {
            let hash = text_hash(&draft.document.text);
            if !self.is_kept(&draft, hash) {
                let row = self.write(draft, at, rows.last().map(|(row, _)| row))?;
                rows.push((row, hash));
            }
        }
        if let Some((last, _)) = rows.last() {
            self.write_head(last)?;
        }
        Ok(rows)
    }

    fn write_head(&self, last: &Row) -> Result<(), StoreError> {
        let head = Head {
            sequence: last.clear.sequence,
            chain: last.chain,
            name: self.computer.name.clone(),
        };
        heads::write(&self.file, &self.keys, self.writer, &head)
    }

    /// True if the newest revision of the document has these very words.
    fn is_kept(&mut self, draft: &Draft, hash: Hash) -> bool {
        let Document { key, is_empty, .. } = draft.document;
        let Some(newest) = self.catalogue.newest(key).copied() else {
            return is_empty;
        };
        if draft.lock == Lock::Open {
            match self.known_texts.get(&key) {
                Some((place, known)) if *place == newest.place => {
                    return *known == hash;
                }
                _ => {}
            }
            // One that cannot be read is followed by one that can.
            if let Ok(payload) = self.unsealed(&newest)
                && payload.kind == draft.document.kind
                && payload.text == draft.document.text
            {
                return true;
            }
        }
        false
    }

    fn write(
        &mut self,
        draft: Draft,
        at: Moment,
        before: Option<&Row>,
    ) -> Result<Row, StoreError> {
        let Draft { document, lock } = draft;
        let Document { key, kind, count, text, .. } = document;
        self.refuse_after_signed(key, lock)?;
        if self.catalogue.documents_of(key.case).next().is_none() {
            self.keys.make(&self.file, key.case)?;
        }
        let newest = self.catalogue.newest(key);
        let link = before.map(|row| (row.clear.sequence, row.chain)).or_else(|| {
            self.catalogue.link(self.writer).map(|link| (link.sequence, link.chain))
        });
        let (sequence, chain) = link.unwrap_or((0, [0; 32]));
        let clear = Clear {
            id: seal::random()?,
            document: key,
            parent: newest.map_or(NONE, |row| row.clear.id),
            number: newest.map_or(0, |row| row.clear.number) + 1,
            writer: self.writer,
            sequence: sequence + 1,
            lock,
        };
        let payload = Payload { kind, schema: document::SCHEMA, count, when: at, text };
        let sealed = self.keys.seal(&self.file, &clear, &payload.to_bytes()?)?;
        let seal_hash = blake3::hash(&sealed).into();
        let chain = clear.chain(self.keys.practice, &chain, &seal_hash);
        let last = before.map_or_else(|| self.catalogue.last_place(), |row| row.place);
        let row = Row { place: last + 1, clear, seal_hash, chain };
        schema::add_row(&self.file, &row, &sealed)?;
        Ok(row)
    }

    /// The table refuses this too; here it is said in words.
    fn refuse_after_signed(
        &self,
        key: DocumentKey,
        lock: Lock,
    ) -> Result<(), StoreError> {
        let is_signed =
            self.catalogue.revisions(key).any(|row| row.clear.lock != Lock::Open);
        match (is_signed, lock) {
            (true, Lock::Open | Lock::Signed) => Err(StoreError::Signed),
            (false, Lock::Addendum) => Err(StoreError::NothingSigned),
            _ => Ok(()),
        }
    }

    /// Names the file in an error that means "cannot be written".
    pub(super) fn placed(&self, error: StoreError) -> StoreError {
        match error {
            StoreError::ReadOnly | StoreError::Unwritable(_) => {
                StoreError::Unwritable(self.path.clone())
            }
            other => other,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Compartment, CycleMap, Element, Layer, Ownership, Pair, Source};
    use crate::store::payload::DocumentKind;
    use crate::store::{Computer, KeyCost, Passphrase};
    use strum::VariantArray as _;

    fn now() -> Moment {
        chrono::DateTime::parse_from_rfc3339("2026-11-22T09:00:00+01:00").unwrap()
    }

    fn practice(folder: &tempfile::TempDir) -> OpenPractice {
        let path = folder.path().join("practice.holdfast");
        let cost = (KeyCost::lowest_for_tests(), now());
        let passphrase = Passphrase::from("six plain words");
        let computer = Computer::remembering_in(None);
        computer.create_practice(&path, &passphrase, cost).unwrap().0
    }

    /// One phrase in each compartment, each with a word of its own.
    fn case() -> Case {
        let mut case = Case::new("Linden", Pair { a: "Ana".into(), b: "Rui".into() });
        let phrase = |words: &str, source, ownership| Element {
            source,
            ownership,
            ..Element::new(Layer::Origin, words)
        };
        case.maps = vec![CycleMap::new(crate::model::CycleKind::Emotional)];
        case.maps[0].sides.a.elements = vec![
            phrase("recordword", Source::Joint, Ownership::Owned),
            phrase("processword", Source::Therapist, Ownership::Guess),
            phrase("privateaword", Source::IndividualA, Ownership::Owned),
            phrase("privatebword", Source::IndividualB, Ownership::Owned),
        ];
        case
    }

    #[test]
    fn the_key_of_one_compartment_opens_no_word_of_another() {
        let folder = tempfile::tempdir().unwrap();
        let mut practice = practice(&folder);
        let case = case();
        practice.save(&case, now()).unwrap();
        let words = ["recordword", "processword", "privateaword", "privatebword"];
        let rows: Vec<Row> = practice.catalogue.rows().to_vec();
        let id = document::id(case.id.0);
        for (compartment, own) in Compartment::VARIANTS.iter().zip(words) {
            // Everything that this one key opens, whatever row it stands in.
            let mut opened = String::new();
            for row in rows.iter().filter(|row| row.clear.document.case == id) {
                let sealed = schema::sealed_at(&practice.file, row.place).unwrap();
                let of_this_key = practice.keys.unseal_with(
                    &practice.file,
                    (id, *compartment),
                    (&row.clear, &sealed),
                );
                if let Some(bytes) = of_this_key.unwrap() {
                    opened.push_str(&Payload::from_bytes(&bytes).unwrap().text);
                }
            }
            for word in words {
                assert_eq!(opened.contains(word), word == own, "{compartment:?}: {word}");
            }
        }
    }

    #[test]
    fn a_disk_that_is_full_loses_nothing_and_says_so() {
        let folder = tempfile::tempdir().unwrap();
        let mut practice = practice(&folder);
        let mut case = case();
        practice.save(&case, now()).unwrap();
        let pages = schema::integer_setting(&practice.file, "page_count").unwrap();
        let limit = |practice: &OpenPractice, pages: i64| {
            practice
                .file
                .pragma_update_and_check(None, "max_page_count", pages, |_| Ok(()))
                .unwrap();
        };
        limit(&practice, pages);
        let mut last = case.clone();
        let refused = loop {
            case.maps[0].name.push_str("another word that fills the disk; ");
            match practice.save(&case, now()) {
                Ok(_) => last = case.clone(),
                Err(error) => break error,
            }
        };
        assert!(matches!(refused, StoreError::DiskFull), "{refused}");
        assert_eq!(practice.load(case.id).unwrap(), last);
        limit(&practice, 100_000);
        practice.save(&case, now()).unwrap();
        assert_eq!(practice.load(case.id).unwrap(), case);
        assert!(practice.check().unwrap().is_whole());
    }

    #[test]
    fn a_new_case_that_could_not_be_saved_is_saved_with_new_keys() {
        let folder = tempfile::tempdir().unwrap();
        let mut practice = practice(&folder);
        practice.file.execute_batch("PRAGMA query_only = 1").unwrap();
        assert!(practice.save(&case(), now()).is_err());
        practice.file.execute_batch("PRAGMA query_only = 0").unwrap();
        let case = case();
        practice.save(&case, now()).unwrap();
        assert_eq!(practice.load(case.id).unwrap(), case);
    }

    #[test]
    fn a_signed_document_takes_addenda_alone() {
        let folder = tempfile::tempdir().unwrap();
        let mut practice = practice(&folder);
        let case = case();
        practice.save(&case, now()).unwrap();
        let draft = |words: &str, lock| Draft {
            document: Document {
                key: crate::store::open::record(document::id(case.id.0), [9; 16]),
                kind: DocumentKind::Settings,
                count: 0,
                text: zeroize::Zeroizing::new(format!("(idle_lock_minutes: {words})")),
                is_empty: false,
            },
            lock,
        };
        let early = practice.append(vec![draft("1", Lock::Addendum)], now());
        assert!(matches!(early, Err(StoreError::NothingSigned)));
        practice.append(vec![draft("1", Lock::Open)], now()).unwrap();
        practice.append(vec![draft("2", Lock::Signed)], now()).unwrap();
        for lock in [Lock::Open, Lock::Signed] {
            let refused = practice.append(vec![draft("3", lock)], now());
            assert!(matches!(refused, Err(StoreError::Signed)));
        }
        practice.append(vec![draft("4", Lock::Addendum)], now()).unwrap();
        let history = practice.history(case.id).unwrap();
        assert_eq!(history.iter().filter(|revision| revision.is_signed).count(), 2);
        assert!(practice.check().unwrap().is_whole());
    }
}
