//! What a practice is opened for: its couples, read, saved and looked back on.

use super::audit::{AuditKind, Told};
use super::document::{
    self, Body, Couple, Kept, KeptAnswers, KeptAssessment, KeptEpisode, KeptEvent,
    KeptNote, KeptOwnLoop, KeptPrivate, KeptScore, KeptSheet,
};
use super::keep::Draft;
use super::list::Line;
use super::reading::assemble;
use super::revision::{NO_CASE, Name, Revision, Stand};
use super::search::Sieve;
use super::signed;
use super::state::State;
use super::{Practice, StoreError, Time};
use crate::model::Measure;
use crate::model::day::CoupleDays;
use crate::model::session::Sheet;
use crate::model::{
    Case, CaseId, Compartment, CycleKind, CycleMap, MapId, Pair, Score, Session,
};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use strum::VariantArray as _;

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

/// One step in the life of a case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RevisionInfo {
    /// None if it is damaged.
    pub at: Option<Time>,
    /// Which document, without any of its words.
    pub what: String,
    pub writer: String,
    /// Counted from 1 for each writer.
    pub sequence: u64,
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

    /// Everything that was kept of a couple, the oldest first. What is damaged is in the list
    /// and says so: this is where one looks for what is still whole.
    pub fn history(&self, id: CaseId) -> Result<Vec<RevisionInfo>, StoreError> {
        let state = self.state()?;
        let name = self.case_name(id);
        let shape = self.shape(&state, &name);
        let of_case = state.index.revisions.iter().filter(|it| it.case == name);
        let mut history: Vec<RevisionInfo> = of_case
            .map(|revision| {
                let kept = self.read(&state, revision).ok();
                let damaged = || "a damaged document".to_owned();
                RevisionInfo {
                    at: kept.as_ref().map(|kept| kept.at),
                    what: kept.map_or_else(damaged, |kept| what(&kept.body, &shape)),
                    writer: short(&revision.writer),
                    sequence: revision.sequence,
                }
            })
            .collect();
        if history.is_empty() {
            return Err(StoreError::NoSuchCase);
        }
        // Stable: a revision without a time stays behind the one that it was written after.
        let mut last = None;
        history.sort_by_cached_key(|info| {
            last = info.at.or(last);
            (last, info.sequence)
        });
        Ok(history)
    }

    /// The couple with its maps in their order, as far as it can be read, to name documents by.
    pub(super) fn shape(&self, state: &State, name: &Name) -> Case {
        let Ok(couple) = self.couple(state, name) else {
            return Case::new("", Pair::default());
        };
        let maps = couple.maps.iter().map(|id| {
            let map = CycleMap::new(CycleKind::default());
            CycleMap { id: *id, ..map }
        });
        let maps = maps.collect();
        couple.with_maps(maps)
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
            document::unpack_text(&bytes).map_err(|fault| self.unreadable(fault))
        };
        revisions.iter().map(text).collect()
    }

    /// The documents of a case that are not as they were last kept.
    fn changed(&self, case: &Case, now: Time) -> Result<Vec<Draft>, StoreError> {
        let state = self.state()?;
        let name = self.case_name(case.id);
        state.known.borrow_mut().turn_to(name);
        let mut drafts = Vec::new();
        let mut present = BTreeSet::new();
        for body in bodies(case) {
            let mut draft = self.draft(name, body);
            present.insert((draft.entity, draft.compartment));
            let before = state.index.newest((draft.entity, draft.compartment));
            let Some(before) = before else {
                // A compartment without a phrase is kept only to say that its last one left.
                if !draft.body.says_nothing() {
                    draft.locked = signed::lock_of(&draft.body, None)?;
                    draft.body = self.sealed(&name, draft.body)?;
                    drafts.push(draft);
                }
                continue;
            };
            let kept = self.known(&state, before)?;
            let plain = kept.body.plain();
            if *plain != draft.body {
                let before = (plain.as_ref(), before.locked > 0);
                draft.locked = signed::lock_of(&draft.body, Some(before))?;
                draft.body = self.sealed(&name, draft.body)?;
                drafts.push(draft);
            }
        }
        for before in state.index.documents_of(&name) {
            let is_gone = !present.contains(&before.document());
            let kept = if is_gone { Some(self.known(&state, before)?) } else { None };
            let kept = kept.map(|kept| kept.body.clone());
            if kept.as_ref().is_some_and(Body::is_confirmed) {
                return Err(StoreError::Confirmed);
            }
            let Some(removed) = kept.and_then(document::Body::removed) else { continue };
            if before.locked > 0 {
                return Err(StoreError::Signed);
            }
            let told = Told::document(AuditKind::Removed, case.id, &removed);
            drafts.push(Draft { told: Some(told), ..self.draft(name, removed) });
        }
        drop(state);
        self.tell(case.id, &mut drafts, now)?;
        Ok(drafts)
    }

    /// Says what the log is told of each draft: of a new couple once, of a change once a sitting.
    fn tell(
        &self,
        case: CaseId,
        drafts: &mut [Draft],
        now: Time,
    ) -> Result<(), StoreError> {
        let name = self.case_name(case);
        let is_new = self.state()?.index.documents_of(&name).next().is_none();
        for draft in drafts {
            let what = match draft.locked {
                _ if draft.told.is_some() => continue,
                // One entry for the four parts of a version.
                _ if matches!(draft.body, Body::VersionPart(_)) => continue,
                1 if signed::is_brought_in(&draft.body) => AuditKind::BroughtIn,
                1 if draft.body.is_confirmed() => AuditKind::Confirmed,
                1 => AuditKind::Signed,
                2 => AuditKind::AddendumAdded,
                _ if is_new && matches!(draft.body, Body::Couple(_)) => AuditKind::Added,
                _ if is_new || !self.begins_sitting(draft, now)? => continue,
                _ if self.is_added(draft)? => AuditKind::Added,
                _ => AuditKind::Changed,
            };
            draft.told = Some(Told::document(what, case, &draft.body));
        }
        Ok(())
    }

    /// True for a new loop, note or event; the other documents only come with their first word.
    fn is_added(&self, draft: &Draft) -> Result<bool, StoreError> {
        let is_thing = matches!(
            draft.body,
            Body::Map(_)
                | Body::Note(_)
                | Body::Event(_)
                | Body::Episode(_)
                | Body::Score(_)
        );
        let before = (draft.entity, draft.compartment);
        Ok(is_thing && self.state()?.index.newest(before).is_none())
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

/// Every document of a case, as it would be kept.
fn bodies(case: &Case) -> impl Iterator<Item = Body> {
    let couple = std::iter::once(Body::Couple(Box::new(Couple::of(case))));
    let own = KeptOwnLoop { case: case.id, own_loop: case.own_loop.clone() };
    couple
        .chain(case.maps.iter().flat_map(map_bodies))
        .chain(case.sessions.iter().flat_map(sheet_bodies))
        .chain(std::iter::once(Body::OwnLoop(own)))
        .chain(file_bodies(case))
}

/// Notes, events, what belongs to one partner alone, and confirmed versions.
fn file_bodies(case: &Case) -> impl Iterator<Item = Body> {
    let notes = case.notes.iter().map(|note| {
        let of = (note.id, note.compartment());
        Body::Note(KeptNote::unsealed(of, Some(Box::new(note.clone()))))
    });
    let events = case.events.iter().map(|event| {
        let (id, compartment) = (event.id, event.compartment());
        Body::Event(KeptEvent { id, compartment, event: Some(Box::new(event.clone())) })
    });
    let episodes = case.episodes.iter().map(|episode| {
        let (id, compartment) = (episode.id, episode.compartment());
        let episode = Some(Box::new(episode.clone()));
        Body::Episode(KeptEpisode { id, compartment, episode })
    });
    let assessment = Box::new(case.assessment.clone());
    let assessment = Body::Assessment(KeptAssessment { case: case.id, assessment });
    let events = events.chain(episodes).chain(std::iter::once(assessment));
    let private = case.private.iter().map(|(partner, file)| {
        let file = Box::new(file.clone());
        Body::Private(KeptPrivate { case: case.id, partner, file })
    });
    let versions = case.versions.iter().flat_map(document::split_version);
    let scores = case.scores.iter().flat_map(score_bodies);
    notes.chain(events).chain(scores).chain(private).chain(versions)
}

/// The totals, and apart from them the answers if there are any.
fn score_bodies(score: &Score) -> impl Iterator<Item = Body> {
    let totals = KeptScore {
        id: score.id,
        compartment: score.compartment(),
        score: Some(Box::new(score.without_answers())),
    };
    let answers = score.answers.clone().map(|answers| KeptAnswers {
        score: score.id,
        compartment: score.own_compartment(),
        answers: Some(Box::new(answers)),
    });
    std::iter::once(Body::Score(totals)).chain(answers.map(Body::Answers))
}

/// The sheet in the compartment of its session's kind, and an empty one in the others.
fn sheet_bodies(session: &Session) -> impl Iterator<Item = Body> {
    Compartment::VARIANTS.iter().map(|compartment| {
        let is_here = *compartment == session.kind.compartment();
        let sheet = if is_here { session.sheet.clone() } else { Sheet::default() };
        let (session, compartment) = (session.id, *compartment);
        Body::Sheet(KeptSheet { session, compartment, sheet })
    })
}

fn map_bodies(map: &CycleMap) -> impl Iterator<Item = Body> + use<> {
    let (record, others) = document::split(map);
    std::iter::once(Body::Map(record)).chain(others.into_iter().map(Body::Phrases))
}

/// A code name as it is compared: spaces around it and its case do not matter.
pub(super) fn folded(code_name: &str) -> String {
    code_name.trim().to_lowercase()
}

/// What a document is about, without its words.
pub(super) fn what(body: &Body, case: &Case) -> String {
    let loop_of = |id: MapId| {
        let place = case.maps.iter().position(|map| map.id == id);
        place.map_or("a removed loop".to_owned(), |place| format!("loop {}", place + 1))
    };
    let version_title =
        |number: u16, map| format!("version {number} of {}", loop_of(map));
    match body {
        Body::Thinned => "thinned out".to_owned(),
        Body::Settings(_) => "settings".to_owned(),
        Body::Logo(_) => "logo".to_owned(),
        Body::Templates(_) => "templates".to_owned(),
        Body::Audit(entry) => format!("audit entry {}", entry.number),
        Body::Couple(_) => "the couple".to_owned(),
        Body::Map(map) => loop_of(map.id),
        Body::Sheet(part) => {
            let session = case.session(part.session);
            session.map_or("a removed session".to_owned(), |session| {
                format!("session {}", session.number)
            })
        }
        Body::OwnLoop(_) => "the therapist’s own loop".to_owned(),
        Body::Note(part) => format!("a note, {}", title(part.compartment)),
        Body::Event(part) => format!("an event, {}", title(part.compartment)),
        Body::Score(part) => format!("a score, {}", title(part.compartment)),
        Body::Answers(part) => {
            format!("the answers of a score, {}", title(part.compartment))
        }
        Body::Episode(part) => {
            format!("a fight at home, {}", title(part.compartment))
        }
        Body::Assessment(_) => "readiness and signs".to_owned(),
        Body::Version(version) => version_title(version.number, version.map.id),
        Body::VersionPart(kept) => {
            let of = loop_of(kept.part.map);
            format!("a version of {of}, {}", title(kept.part.compartment))
        }
        Body::Private(part) => format!("the part of partner {:?} alone", part.partner),
        Body::Phrases(part) => {
            format!("{}, {}", loop_of(part.map), title(part.compartment))
        }
    }
}

pub(super) fn title(compartment: Compartment) -> &'static str {
    compartment.label()
}

pub(super) fn short(name: &Name) -> String {
    let [a, b, c, d, ..] = name;
    format!("{a:02x}{b:02x}{c:02x}{d:02x}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Element;
    use crate::store::{KeyCost, Passphrase, case_ron};

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
        let (record, others) = document::split(&case.maps[0]);
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
