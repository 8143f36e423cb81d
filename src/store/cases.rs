//! What a practice is opened for: its couples, read, saved and looked back on.

use super::audit::{AuditKind, Told};
use super::case_bodies::map_bodies;
use super::document::{self, Kept};
use super::document_bytes;
use super::keep::Draft;
use super::list::Line;
use super::reading::assemble;
use super::revision::{NO_CASE, Name, Revision, Stand};
use super::search::Sieve;
use super::signed;
use super::state::State;
use super::{Practice, StoreError, Time};
use crate::model::day::CoupleDays;
use crate::model::{Case, CaseId, MapId, Measure};
use serde::{Deserialize, Serialize};

/// One line of the case list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CaseSummary {
    pub id: CaseId,
    pub code_name: String,
    pub maps: usize,
    pub elements: usize,
    pub last_change: Time,
    /// The couple's own names for their loops, as far as they have given any.
    pub loop_names: Vec<String>,
    /// When they came and come, and what waits for a signature.
    pub days: CoupleDays,
    /// A part of it cannot be read; the numbers are then unknown.
    pub is_damaged: bool,
}

/// What a save did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Saved {
    /// How many documents had changed.
    pub revisions: usize,
}

impl Practice {
    /// All couples, by code name. One that cannot be read is in the list, and says so.
    pub fn cases(&self) -> Result<Vec<CaseSummary>, StoreError> {
        let state = self.state()?;
        let names = state.index.cases().filter(|(name, _)| **name != NO_CASE);
        let mut cases: Vec<CaseSummary> =
            names.map(|(name, stand)| self.summary(&state, (name, stand))).collect();
        cases.sort_by_cached_key(|case| (folded(&case.code_name), case.id));
        Ok(cases)
    }

    fn summary(&self, state: &State, (name, stand): (&Name, Stand)) -> CaseSummary {
        if let Some(summary) = state.line(name, stand) {
            return summary;
        }
        let line = self.kept_line(name, stand).unwrap_or_else(|| {
            let read = self.documents(state, name).ok().and_then(summarised);
            let (summary, sieve) = read.unwrap_or_else(|| {
                (self.damaged_summary(state, name), Sieve::that_lets_all_through())
            });
            Line { stand, summary, sieve, is_kept: false }
        });
        let summary = line.summary.clone();
        state.lines.borrow_mut().insert(*name, line);
        summary
    }

    fn damaged_summary(&self, state: &State, name: &Name) -> CaseSummary {
        let couple = self.couple(state, name).ok();
        CaseSummary {
            id: couple.as_ref().map(|couple| couple.id).unwrap_or_default(),
            code_name: couple.map_or_else(|| "?".to_owned(), |couple| couple.code_name),
            maps: 0,
            elements: 0,
            last_change: Time::default(),
            loop_names: Vec::new(),
            days: CoupleDays::default(),
            is_damaged: true,
        }
    }

    /// One couple, as last saved. If any part of it is missing or damaged, nothing is shown.
    pub fn load(&self, id: CaseId) -> Result<Case, StoreError> {
        let state = self.state()?;
        let name = self.case_name(id);
        state.known.borrow_mut().turn_to(name);
        let documents = self.documents(&state, &name)?;
        if documents.is_empty() {
            return Err(StoreError::NoSuchCase);
        }
        let case = assemble(documents).ok_or_else(|| {
            StoreError::damaged(&self.path, "a part of this couple is missing")
        });
        drop(state);
        self.with_private_scores(case?)
    }

    /// A measure may have been made private after its scores were kept: from then on they are as
    /// private, everywhere, and the next save moves them.
    fn with_private_scores(&self, mut case: Case) -> Result<Case, StoreError> {
        if !case.scores.is_empty() {
            let measures = Measure::all(&self.settings()?.measures);
            case.scores.iter_mut().for_each(|score| score.keep_private(&measures));
        }
        Ok(case)
    }

    /// Keeps what has changed of a couple. When this returns, it is on the disk.
    pub fn save(&mut self, case: &Case, now: Time) -> Result<Saved, StoreError> {
        self.may_write()?;
        if document::has_one_id_twice(case) {
            return Err(StoreError::SameId);
        }
        self.code_name_is_free(case)?;
        let drafts = self.changed(case, now)?;
        let kept = |draft: &Draft| {
            let kept =
                Kept { schema: document::SCHEMA, at: now, body: draft.body.clone() };
            ((draft.entity, draft.compartment), kept)
        };
        let known = drafts.iter().map(kept).collect();
        let revisions = self.keep(drafts, now)?;
        self.know(known);
        Ok(Saved { revisions })
    }

    /// Keeps a couple that is not in the practice yet, as an import brings it. Whoever signed
    /// its notes did not do so here, and that is written down with each.
    pub fn add(&mut self, case: &Case, now: Time) -> Result<Saved, StoreError> {
        if self.state()?.index.documents_of(&self.case_name(case.id)).next().is_some() {
            return Err(StoreError::CaseExists);
        }
        let case = signed::brought_in(case, now.date_naive());
        let case = self.with_private_scores(case)?;
        self.save(&case, now)
    }

    /// Signs a map: no later revision of it is taken in any compartment, but addenda.
    pub fn sign_map(
        &mut self,
        case: CaseId,
        map: MapId,
        now: Time,
    ) -> Result<(), StoreError> {
        self.may_write()?;
        let name = self.case_name(case);
        let case = self.load(case)?;
        let map = case.map(map).ok_or(StoreError::NoSuchCase)?;
        let told = Told::map(AuditKind::Signed, case.id, map.id);
        let drafts =
            map_bodies(map).map(|body| Draft { locked: 1, ..self.draft(name, body) });
        self.keep_told(drafts.collect(), vec![(told, now)], now).map(drop)
    }

    /// The newest text of every document of a couple, as it is kept, in the order of the file.
    pub fn texts(
        &self,
        id: CaseId,
    ) -> Result<Vec<zeroize::Zeroizing<String>>, StoreError> {
        let state = self.state()?;
        let mut revisions: Vec<&Revision> =
            state.index.documents_of(&self.case_name(id)).collect();
        revisions.sort_by_key(|revision| revision.row);
        let text = |revision: &&Revision| {
            let bytes = self.opened(&state, revision)?;
            document_bytes::unpack_text(&bytes).map_err(|fault| self.unreadable(fault))
        };
        revisions.iter().map(text).collect()
    }

    fn code_name_is_free(&self, case: &Case) -> Result<(), StoreError> {
        let wanted = folded(&case.code_name);
        if wanted.is_empty() {
            return Err(StoreError::NoCodeName);
        }
        let (state, own) = (self.state()?, self.case_name(case.id));
        let others = state.index.cases();
        let mut others = others.filter(|(name, _)| **name != NO_CASE && **name != own);
        if others.any(|other| folded(&self.summary(&state, other).code_name) == wanted) {
            return Err(StoreError::DuplicateCode);
        }
        Ok(())
    }
}

/// The line of the list, and what may be found in the case while it is unsealed anyway.
fn summarised(documents: Vec<Kept>) -> Option<(CaseSummary, Sieve)> {
    let last_change = documents.iter().map(|kept| kept.at).max()?;
    let case = assemble(documents)?;
    let named = case.maps.iter().filter(|map| !map.name.is_empty());
    let sieve = Sieve::of(&case);
    let summary = CaseSummary {
        id: case.id,
        maps: case.maps.len(),
        elements: case.element_count(),
        last_change,
        loop_names: named.map(|map| map.name.clone()).collect(),
        days: CoupleDays::of(&case),
        code_name: case.code_name,
        is_damaged: false,
    };
    Some((summary, sieve))
}

/// A code name as it is compared: spaces around it and its case do not matter.
pub(super) fn folded(code_name: &str) -> String {
    code_name.trim().to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::super::document::Body;
    use super::*;
    use crate::model::Element;
    use crate::store::{KeyCost, Passphrase, case_ron, document_map};

    fn now() -> Time {
        Time::parse_from_rfc3339("2026-03-02T14:03:00+01:00").unwrap()
    }

    fn linden() -> (tempfile::TempDir, Practice, Case) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("practice");
        let words = Passphrase::new("orbit kettle");
        let cost = KeyCost::lowest_for_tests();
        let (mut practice, _) = Practice::create(&path, &words, cost, now()).unwrap();
        let mut case =
            case_ron::read(include_str!("../../assets/sample/linden.ron")).unwrap();
        // One phrase in every compartment, whatever the sample holds.
        let mut alone = Element::new(crate::model::Layer::Origin, "saffron alone");
        alone.source = crate::model::Source::IndividualA;
        let mut guess = Element::new(crate::model::Layer::Fear, "saffron guess");
        guess.source = crate::model::Source::Therapist;
        case.maps[0].sides.a.elements.insert(2, alone);
        case.maps[0].sides.b.elements.insert(0, guess);
        practice.save(&case, now()).unwrap();
        (folder, practice, case)
    }

    #[test]
    fn a_compartment_is_closed_to_who_holds_the_key_of_another() {
        let (_folder, practice, case) = linden();
        let state = practice.state().unwrap();
        let name = practice.case_name(case.id);
        let key =
            |number| practice.compartment_key(&state, (name, number)).unwrap().unwrap();
        let keys: Vec<(u8, crate::store::seal::Key)> =
            [1, 2, 3].map(|number| (number, key(number))).into();
        let mut opened = 0;
        for revision in &state.index.revisions {
            let sealed = practice.read_sealed(revision).unwrap();
            for (number, key) in &keys {
                let words = key.open(&sealed, &revision.bound(&practice.id));
                assert_eq!(words.is_ok(), *number == revision.compartment);
                opened += usize::from(words.is_ok());
            }
        }
        assert!(opened >= 5);
    }

    #[test]
    fn the_record_says_nothing_of_what_was_told_alone_or_guessed() {
        let (_folder, practice, case) = linden();
        let (record, others) = document_map::split(&case.maps[0]);
        let count = |kept: &Body| {
            let kept = Kept { schema: 1, at: now(), body: kept.clone() };
            ron::to_string(&kept).unwrap().matches("saffron").count()
        };
        assert_eq!(count(&Body::Map(record)), 0);
        let others: Vec<usize> =
            others.into_iter().map(|part| count(&Body::Phrases(part))).collect();
        assert_eq!(others, [1, 1, 0]);
        let texts = practice.texts(case.id).unwrap();
        let with_them = texts.iter().filter(|text| text.contains("saffron"));
        assert!(with_them.clone().count() == 2);
        assert!(with_them.clone().all(|text| text.contains("Phrases(")));
    }

    #[test]
    fn a_revision_moved_to_another_place_is_not_read() {
        let (_folder, practice, _) = linden();
        let state = practice.state().unwrap();
        let revision = state.index.revisions[1].clone();
        assert!(practice.read(&state, &revision).is_ok());
        let changes: [fn(&mut Revision); 6] = [
            |it| it.entity[0] ^= 1,
            |it| it.parent[0] ^= 1,
            |it| it.writer[0] ^= 1,
            |it| it.sequence += 1,
            |it| it.locked = 1,
            |it| it.id[0] ^= 1,
        ];
        for change in changes {
            let mut moved = revision.clone();
            change(&mut moved);
            assert!(practice.read(&state, &moved).is_err(), "{moved:?}");
        }
    }

    #[test]
    fn a_full_file_refuses_the_save_and_keeps_what_was_saved() {
        let (_folder, mut practice, mut case) = linden();
        let before = case.clone();
        let pages: i64 = practice
            .connection
            .pragma_query_value(None, "page_count", |row| row.get(0))
            .unwrap();
        practice.connection.pragma_update(None, "max_page_count", pages).unwrap();
        let long: Vec<String> = (0..9_000).map(|number| number.to_string()).collect();
        case.maps[0].sides.a.elements[0].words = long.concat();
        case.partners.a.surname = "Meireles".to_owned();
        let full = practice.save(&case, now());
        assert!(matches!(full, Err(StoreError::Full { .. })), "{full:?}");
        assert_eq!(practice.load(case.id).unwrap(), before);
        practice.connection.pragma_update(None, "max_page_count", 100_000).unwrap();
        practice.save(&case, now()).unwrap();
        assert_eq!(practice.load(case.id).unwrap(), case);
        assert!(practice.check().unwrap().is_whole());
    }

    #[test]
    fn a_practice_can_be_given_to_another_thread() {
        fn can_be_sent<T: Send>() {}
        can_be_sent::<Practice>();
    }
}
