//! What a page of the record is made from: a couple from which everything else was taken out.

use super::known::{PracticeWords, on_hand};
use crate::drawing::lobe::Hand;
use crate::model::access_pack::Pack;
use crate::model::{
    Case, CycleMap, Element, Layer, Note, NoteId, PartnerId, SeenBy, Session, SessionId,
};

/// All that a page of the record can be made from. What its audience may not see is not in it.
#[derive(Debug, Clone, Copy)]
pub struct ForRecord<'a> {
    pub seen: &'a SeenBy,
    pub session: Option<SessionId>,
    pub note: Option<NoteId>,
    pub pack: Option<&'a Pack>,
    pub checks: &'a RecordChecks,
    pub practice: &'a PracticeWords,
}

/// Digests of what was added to a note, one an addition; the store makes them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct RecordChecks {
    pub addenda: Vec<String>,
}

impl<'a> ForRecord<'a> {
    pub fn case(&self) -> &'a Case {
        self.seen.case()
    }

    pub fn note(&self) -> Option<&'a Note> {
        self.case().note(self.note?)
    }

    /// The session that the page is about, or that its note is about.
    pub fn session(&self) -> Option<&'a Session> {
        let of_note = || self.note().and_then(|note| note.session);
        self.case().session(self.session.or_else(of_note)?)
    }

    /// The loop of which most was seen in the session, or else the first one.
    pub fn map(&self) -> Option<&'a CycleMap> {
        let seen = |map: &&CycleMap| {
            map.elements().filter(|(_, it)| self.is_seen_today(it)).count()
        };
        // Of several with equally much the first.
        self.case().maps.iter().rev().max_by_key(seen)
    }

    pub fn partner(&self, hand: Hand) -> PartnerId {
        let left = self.map().map_or(PartnerId::A, |map| map.left);
        on_hand(left, hand)
    }

    pub fn name(&self, hand: Hand) -> String {
        self.case().name_of(self.partner(hand)).to_owned()
    }

    /// True if anything of the loop was seen in the session of the page.
    pub fn sees_the_loop(&self) -> bool {
        self.map().is_some_and(|map| map.elements().any(|(_, it)| self.is_seen_today(it)))
    }

    /// True for a phrase that was first or last seen in the session of the page.
    pub fn is_seen_today(&self, element: &Element) -> bool {
        let session = self.session().map(|session| session.id);
        session.is_some()
            && (element.first_seen == session || element.last_seen == session)
    }
}

/// The phrases of one layer that were seen in the session.
pub(super) fn in_the_room<'a>(
    known: &ForRecord<'a>,
    (hand, layer): (Hand, Layer),
) -> Vec<&'a Element> {
    let Some(map) = known.map() else { return Vec::new() };
    let elements = map.layer(known.partner(hand), layer);
    let mut here: Vec<&Element> =
        elements.filter(|element| known.is_seen_today(element)).collect();
    // What was said comes first, what the therapist supposes apart and last.
    here.sort_by_key(|element| element.is_guess());
    here
}
