//! What stays out of sight while a session runs: what a partner said alone and has not shared.

use super::audience::Room;
use super::session::Sheet;
use super::version::still;
use super::{Case, CycleMap, MapVersion, Pair, Score, Session, Source, Visibility};

impl Case {
    /// True for what somebody in the room must not see now.
    ///
    /// With both in the room that is whatever either of them said alone; with one of them, what
    /// the other did. While no session runs the therapist sees everything.
    pub fn keeps_apart(&self, source: Source, visibility: Visibility) -> bool {
        self.room().is_some_and(|room| !room.may_show(source, visibility))
    }

    /// Who is in the room; none while no session runs.
    pub fn room(&self) -> Option<Room> {
        self.running().map(|session| Room::of(session.kind))
    }

    /// How many phrases, caught words and dialogues of a map stay out of sight now.
    pub fn kept_apart(&self, map: &CycleMap) -> usize {
        let phrases = map.elements().map(|(_, it)| (it.source, it.visibility));
        let tray = map.tray.iter().map(|it| (it.source, Visibility::Private));
        let dialogues = map.dialogues.iter().map(|it| (it.source, it.visibility));
        let all = phrases.chain(tray).chain(dialogues);
        all.filter(|(source, visibility)| self.keeps_apart(*source, *visibility)).count()
    }

    /// The case as it may stand on a screen in the room. What is kept apart is not in it, so that
    /// nothing which draws, lists, counts or completes can reach it; nor are notes, requests, the
    /// therapist's own loop and the private files of both.
    #[must_use]
    pub fn in_the_room(&self) -> Self {
        let mut shown = self.clone();
        if self.room().is_some() {
            shown.notes.clear();
            shown.requests.clear();
            shown.own_loop = None;
            shown.private = Pair::default();
            for partner in super::PartnerId::BOTH {
                shown.partners.of_mut(partner).contact.how.clear();
            }
            self.put_scores_apart(&mut shown);
        }
        for map in &mut shown.maps {
            for side in [&mut map.sides.a, &mut map.sides.b] {
                side.elements.retain(|it| !self.keeps_apart(it.source, it.visibility));
            }
            map.tray.retain(|it| !self.keeps_apart(it.source, Visibility::Private));
            map.dialogues.retain(|it| !self.keeps_apart(it.source, it.visibility));
        }
        for version in &mut shown.versions {
            self.put_apart(version);
        }
        for session in &mut shown.sessions {
            if self.keeps_sheet_apart(session) {
                session.sheet = Sheet::default();
            }
        }
        shown.events.retain(|it| !self.keeps_apart(it.source, Visibility::Private));
        shown.episodes.retain(|it| !self.keeps_apart(it.source, Visibility::Private));
        if self.running().is_some() {
            shown.assessment = super::readiness::Assessment::default();
        }
        shown
    }

    /// Scores are shown by a decision, and the answers to single questions never.
    fn put_scores_apart(&self, shown: &mut Self) {
        let is_shown = |score: &Score| {
            self.shows_measure(&score.measure).is_some() && !score.is_private
        };
        shown.scores.retain(is_shown);
        for score in &mut shown.scores {
            score.answers = None;
        }
    }

    /// What was shareable when a version was confirmed and was taken back since stays out too, and
    /// the therapist's reasons are for no one in the room.
    fn put_apart(&self, version: &mut MapVersion) {
        let now = self.map(version.map.id);
        let is_apart = |source, then, id| self.keeps_apart(source, still(then, id, now));
        for side in [&mut version.map.sides.a, &mut version.map.sides.b] {
            side.elements.retain(|it| !is_apart(it.source, it.visibility, it.id.0));
        }
        version.map.tray.retain(|it| !self.keeps_apart(it.source, Visibility::Private));
        version.map.dialogues.retain(|it| !is_apart(it.source, it.visibility, it.id.0));
        if self.running().is_some() {
            version.why.clear();
        }
    }

    /// True if the marks and words of that session stay out of sight now.
    pub fn keeps_sheet_apart(&self, session: &Session) -> bool {
        self.keeps_apart(session.kind.source(), Visibility::Private)
    }
}
