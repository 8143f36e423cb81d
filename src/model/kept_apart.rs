//! What stays out of sight while a session runs: what a partner said alone and has not shared.

use super::session::Sheet;
use super::{Case, CycleMap, Session, Source, Visibility};

impl Case {
    /// True for what somebody in the room must not see now.
    ///
    /// With both in the room that is whatever either of them said alone; with one of them, what
    /// the other did. While no session runs the therapist sees everything.
    pub fn keeps_apart(&self, source: Source, visibility: Visibility) -> bool {
        let (Some(running), Some(teller)) = (self.running(), source.individual()) else {
            return false;
        };
        visibility == Visibility::Private && running.kind.alone() != Some(teller)
    }

    /// How many phrases, caught words and dialogues of a map stay out of sight now.
    pub fn kept_apart(&self, map: &CycleMap) -> usize {
        let phrases = map.elements().map(|(_, it)| (it.source, it.visibility));
        let tray = map.tray.iter().map(|it| (it.source, Visibility::Private));
        let dialogues = map.dialogues.iter().map(|it| (it.source, it.visibility));
        let all = phrases.chain(tray).chain(dialogues);
        all.filter(|(source, visibility)| self.keeps_apart(*source, *visibility)).count()
    }

    /// The case with its loops and sessions as they may stand on a screen in the room. What is
    /// kept apart is not in them, so that nothing which draws, lists, counts or completes can
    /// reach it, and of the scores only those of measures that are shown. Notes and private files are as they are: no screen for the room shows any.
    #[must_use]
    pub fn in_the_room(&self) -> Self {
        let mut shown = self.clone();
        for map in &mut shown.maps {
            for side in [&mut map.sides.a, &mut map.sides.b] {
                side.elements.retain(|it| !self.keeps_apart(it.source, it.visibility));
            }
            map.tray.retain(|it| !self.keeps_apart(it.source, Visibility::Private));
            map.dialogues.retain(|it| !self.keeps_apart(it.source, it.visibility));
        }
        // Scores are shown by a decision; the answers to single questions never are.
        shown.scores.retain(|score| !score.is_private);
        shown.scores.retain(|score| self.shows_measure(&score.measure).is_some());
        for score in &mut shown.scores {
            score.answers = None;
        }
        for session in &mut shown.sessions {
            if self.keeps_sheet_apart(session) {
                session.sheet = Sheet::default();
            }
        }
        shown
    }

    /// True if the marks and words of that session stay out of sight now.
    pub fn keeps_sheet_apart(&self, session: &Session) -> bool {
        self.keeps_apart(session.kind.source(), Visibility::Private)
    }
}
