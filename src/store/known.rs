//! What was last read or kept of the couple that is open, so that a save opens only what changed.

use super::document::Kept;
use super::revision::{Document, Name, Revision};
use super::state::State;
use super::{Practice, StoreError};
use std::collections::BTreeMap;
use std::sync::Arc;

/// The newest documents of one couple. They are forgotten with the practice, and whenever another
/// program has written to the file.
#[derive(Default)]
pub struct Known {
    case: Option<Name>,
    kept: BTreeMap<Document, (Name, Arc<Kept>)>,
}

impl Known {
    /// From now on it is this couple whose documents are remembered.
    pub fn turn_to(&mut self, case: Name) {
        if self.case != Some(case) {
            *self = Self { case: Some(case), kept: BTreeMap::new() };
        }
    }

    fn find(&self, revision: &Revision) -> Option<Arc<Kept>> {
        let (id, kept) = self.kept.get(&revision.document())?;
        (*id == revision.id).then(|| Arc::clone(kept))
    }

    fn put(&mut self, revision: &Revision, kept: &Arc<Kept>) {
        if self.case == Some(revision.case) {
            self.kept.insert(revision.document(), (revision.id, Arc::clone(kept)));
        }
    }
}

impl Practice {
    /// A revision's document as it was read or kept before, or else read and proved now.
    pub(super) fn known(
        &self,
        state: &State,
        revision: &Revision,
    ) -> Result<Arc<Kept>, StoreError> {
        if let Some(kept) = state.known.borrow().find(revision) {
            return Ok(kept);
        }
        let kept = Arc::new(self.read(state, revision)?);
        state.known.borrow_mut().put(revision, &kept);
        Ok(kept)
    }

    /// Remembers documents that are on the disk now as the newest of their kind.
    pub(super) fn know(&self, kept: Vec<(Document, Kept)>) {
        let state = self.state.borrow();
        let mut known = state.known.borrow_mut();
        for (document, kept) in kept {
            if let Some(revision) = state.index.newest(document) {
                known.put(revision, &Arc::new(kept));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::model::{Case, Element, Layer, MapVersion, SessionKind, VersionId};
    use crate::store::{Access, KeyCost, Passphrase, Practice, Time, case_ron};
    use std::path::Path;

    fn now() -> Time {
        Time::parse_from_rfc3339("2026-03-02T14:03:00+01:00").unwrap()
    }

    /// The sample couple with so many confirmed versions.
    fn with_versions(count: u16) -> Case {
        let mut case =
            case_ron::read(include_str!("../../assets/sample/linden.ron")).unwrap();
        let first = u16::try_from(case.versions.len()).unwrap();
        for number in first + 1..=first + count {
            case.versions.push(MapVersion {
                brought_in: None,
                // After those of the sample, as they are kept in the order of their ids.
                id: VersionId(uuid::Uuid::from_u128((0xff << 120) + u128::from(number))),
                number,
                session: None,
                confirmed: now(),
                by: String::new(),
                why: String::new(),
                map: case.maps[0].clone(),
            });
        }
        case
    }

    fn kept(case: &Case) -> (tempfile::TempDir, std::path::PathBuf, Practice) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("practice");
        let words = Passphrase::new("orbit kettle");
        let cost = KeyCost::lowest_for_tests();
        let (mut practice, _) = Practice::create(&path, &words, cost, now()).unwrap();
        practice.save(case, now()).unwrap();
        (folder, path, practice)
    }

    fn open(path: &Path) -> Practice {
        let words = Passphrase::new("orbit kettle");
        Practice::open(path, &words, Access::Write, now()).unwrap()
    }

    /// How many documents were unsealed meanwhile.
    fn opened(practice: &mut Practice, act: impl FnOnce(&mut Practice)) -> usize {
        let count = |practice: &Practice| practice.state.borrow().opened.get();
        let before = count(practice);
        act(practice);
        count(practice) - before
    }

    #[test]
    fn a_save_opens_as_few_documents_with_sixty_versions_as_with_none() {
        let mut counts = Vec::new();
        for versions in [0, 60] {
            let case = with_versions(versions);
            let (_folder, path, practice) = kept(&case);
            drop(practice);
            let mut practice = open(&path);
            let mut case = practice.load(case.id).unwrap();
            practice.cases().unwrap();
            case.maps[0].sides.a.elements[0].words = "no reply".to_owned();
            let all = case.versions.len() * 4;
            let first = opened(&mut practice, |it| {
                assert_eq!(it.save(&case, now()).unwrap().revisions, 1);
                it.cases().unwrap();
            });
            assert!(first <= 3, "{first} of {all}");
            case.maps[0].sides.a.elements[0].words = "no reply for hours".to_owned();
            let second = opened(&mut practice, |it| {
                assert_eq!(it.save(&case, now()).unwrap().revisions, 1);
            });
            let nothing = opened(&mut practice, |it| {
                assert_eq!(it.save(&case, now()).unwrap().revisions, 0);
            });
            counts.push((first, second, nothing));
            assert_eq!(nothing, 0);
            assert_eq!(practice.load(case.id).unwrap(), case);
            drop(practice);
            assert_eq!(open(&path).load(case.id).unwrap(), case, "what is on the disk");
        }
        assert_eq!(counts[0], counts[1]);
    }

    #[test]
    fn what_another_program_wrote_is_read_and_not_remembered() {
        let case = with_versions(1);
        let (_folder, path, practice) = kept(&case);
        drop(practice);
        let looking =
            Practice::open(&path, &Passphrase::new("orbit kettle"), Access::Read, now())
                .unwrap();
        assert_eq!(looking.load(case.id).unwrap(), case);
        let mut changed = case.clone();
        let fear = Element::new(Layer::Fear, "being left");
        changed.maps[0].sides.a.elements.push(fear);
        let mut session =
            crate::model::Session::new(40, SessionKind::Joint, now().date_naive());
        session.sheet.take_away = "ten minutes".to_owned();
        changed.sessions.push(session);
        open(&path).save(&changed, now()).unwrap();
        assert_eq!(looking.load(case.id).unwrap(), changed);
    }

    #[test]
    fn another_couple_takes_the_place_of_the_one_that_was_open() {
        let one = with_versions(2);
        let (_folder, _path, mut practice) = kept(&one);
        let text = include_str!("../../assets/sample/rowan.ron");
        let other = case_ron::read(text).unwrap();
        practice.save(&other, now()).unwrap();
        assert_eq!(practice.load(one.id).unwrap(), one);
        assert_eq!(practice.load(other.id).unwrap(), other);
        let state = practice.state.borrow();
        let known = state.known.borrow();
        assert_eq!(known.case, Some(practice.case_name(other.id)));
        let names = state.index.documents_of(&practice.case_name(other.id)).count();
        assert_eq!(known.kept.len(), names);
    }
}
