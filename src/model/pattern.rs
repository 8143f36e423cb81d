//! The patterns of a loop: what a therapist calls them, and which positions they suggest.

use super::vocabulary::Vocabulary;
use super::{CycleMap, CyclePattern, Layer, PartnerId, Position};

impl CyclePattern {
    /// What a therapist calls it. Couples read the loop's sentence instead.
    pub fn label(self) -> &'static str {
        match self {
            Self::PursueWithdraw => "Pursue and withdraw",
            Self::WithdrawWithdraw => "Both withdraw",
            Self::AttackAttack => "Both press and attack",
            Self::Complex => "Moves that change as it goes on",
            Self::Reactive => "Turned round by an event",
        }
    }

    /// What both do in a pattern that is the same on both sides.
    fn of_both(self) -> Option<Position> {
        match self {
            Self::WithdrawWithdraw => Some(Position::Withdrawer),
            Self::AttackAttack => Some(Position::Pursuer),
            Self::Complex => Some(Position::Mixed),
            Self::PursueWithdraw | Self::Reactive => None,
        }
    }
}

/// A position to offer for a partner, from the pattern and from what both do. It is an offer:
/// nobody but the therapist chooses a position.
pub fn suggested_position(
    map: &CycleMap,
    partner: PartnerId,
    vocabulary: &Vocabulary,
) -> Option<Position> {
    let seen = |partner| position_seen(map, partner, vocabulary);
    let across = || match seen(partner.other())? {
        Position::Pursuer => Some(Position::Withdrawer),
        Position::Withdrawer => Some(Position::Pursuer),
        _ => None,
    };
    let is_opposed = map.pattern == CyclePattern::PursueWithdraw;
    let own = map.pattern.of_both().or_else(|| seen(partner));
    own.or_else(|| across().filter(|_| is_opposed))
}

/// The position whose ready words this partner's behaviours are; none if they are of several.
fn position_seen(
    map: &CycleMap,
    partner: PartnerId,
    vocabulary: &Vocabulary,
) -> Option<Position> {
    let mut seen = map
        .layer(partner, Layer::Behaviour)
        .filter_map(|behaviour| vocabulary.position_of(&behaviour.words));
    let first = seen.next()?;
    seen.all(|position| position == first).then_some(first)
}

impl Vocabulary {
    /// The only position whose ready behaviours hold these words.
    fn position_of(&self, words: &str) -> Option<Position> {
        let holds = |term: &String| term.to_lowercase() == words.to_lowercase();
        let mut positions = self
            .packs()
            .filter(|pack| pack.layer == Layer::Behaviour && pack.terms.iter().any(holds))
            .filter_map(|pack| pack.position);
        let first = positions.next()?;
        positions.all(|position| position == first).then_some(first)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{CycleKind, Element};

    fn map_where(a: &[&str], b: &[&str]) -> CycleMap {
        let mut map = CycleMap::new(CycleKind::Emotional);
        for (partner, does) in [(PartnerId::A, a), (PartnerId::B, b)] {
            let moves = does.iter().map(|words| Element::new(Layer::Behaviour, *words));
            map.sides.of_mut(partner).elements.extend(moves);
        }
        map
    }

    fn offered(map: &CycleMap) -> [Option<Position>; 2] {
        let words = Vocabulary::shipped();
        PartnerId::BOTH.map(|partner| suggested_position(map, partner, &words))
    }

    #[test]
    fn what_one_does_suggests_both_positions_where_they_are_opposed() {
        let (pursues, withdraws) = (Some(Position::Pursuer), Some(Position::Withdrawer));
        assert_eq!(offered(&map_where(&["Asks again"], &[])), [pursues, withdraws]);
        assert_eq!(offered(&map_where(&[], &["asks again"])), [withdraws, pursues]);
        let mut turned = map_where(&["goes quiet"], &[]);
        turned.pattern = CyclePattern::Reactive;
        assert_eq!(offered(&turned), [withdraws, None]);
    }

    #[test]
    fn nothing_is_suggested_where_the_words_say_nothing() {
        assert_eq!(offered(&map_where(&["hums a tune"], &[])), [None, None]);
        let both = map_where(&["asks again", "goes quiet"], &[]);
        assert_eq!(offered(&both), [None, None]);
    }

    #[test]
    fn a_pattern_that_is_the_same_on_both_sides_suggests_the_same_for_both() {
        let mut map = map_where(&["asks again"], &["goes quiet"]);
        for (pattern, position) in [
            (CyclePattern::WithdrawWithdraw, Position::Withdrawer),
            (CyclePattern::AttackAttack, Position::Pursuer),
            (CyclePattern::Complex, Position::Mixed),
        ] {
            map.pattern = pattern;
            assert_eq!(offered(&map), [Some(position); 2]);
        }
    }
}
