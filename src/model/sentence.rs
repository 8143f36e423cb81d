//! The sentence that a map says by itself, in the shape of its pattern, without a culprit.

use super::{Case, CycleMap, CyclePattern, Element, Layer, Pair, PartnerId};

/// A partner's part of the sentence: the name, and what this partner does, so far as it is told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Move {
    pub name: String,
    /// What fits after the name.
    pub does: String,
    /// Another thing that this partner does in the same loop.
    pub also: Option<String>,
}

/// What a loop says by itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LoopSentence {
    /// How one move brings the other, without a full stop.
    pub round: String,
    /// What the two moves make together, without a full stop; not every pattern needs it.
    pub together: Option<&'static str>,
}

impl LoopSentence {
    /// As it stands on the screen, where one sentence has no full stop and two have.
    pub fn on_screen(&self) -> String {
        match self.together {
            Some(_) => self.in_full(),
            None => self.round.clone(),
        }
    }

    /// With its full stops, as it is printed.
    pub fn in_full(&self) -> String {
        match self.together {
            Some(together) => format!("{}. {together}.", self.round),
            None => format!("{}.", self.round),
        }
    }
}

/// The sentence for a pattern. `first` only chooses which partner is read first: whoever it is,
/// each move is said to bring the other.
pub fn say(pattern: CyclePattern, moves: &Pair<Move>, first: PartnerId) -> LoopSentence {
    let (one, two) = (moves.of(first), moves.of(first.other()));
    let (a, b) = (one.told(), two.told());
    match pattern {
        CyclePattern::PursueWithdraw => LoopSentence {
            round: format!("The more {a}, the more {b}; and the more {b}, the more {a}"),
            together: None,
        },
        CyclePattern::WithdrawWithdraw => LoopSentence {
            round: format!("When {a}, {b}; and when {b}, {a}"),
            together: Some("Both step back, and the space between them grows"),
        },
        CyclePattern::AttackAttack => LoopSentence {
            round: format!("When {a}, {b}; and when {b}, {a}"),
            together: Some(
                "Both come closer and louder, and it gets harder to hear each other",
            ),
        },
        CyclePattern::Complex => LoopSentence {
            round: format!(
                "Sometimes {}; sometimes {}",
                one.told_twice(),
                two.told_twice()
            ),
            together: Some(
                "Each move brings the next, and who reaches and who steps back keeps changing",
            ),
        },
        CyclePattern::Reactive => LoopSentence {
            round: format!(
                "Since what happened, the moves have changed sides: the more {a}, \
                 the more {b}; and the more {b}, the more {a}"
            ),
            together: None,
        },
    }
}

impl Move {
    fn told(&self) -> String {
        format!("{} {}", self.name, self.does)
    }

    /// "Ana asks again, sometimes Ana goes cold".
    fn told_twice(&self) -> String {
        match &self.also {
            Some(also) => format!("{}, sometimes {} {also}", self.told(), self.name),
            None => self.told(),
        }
    }
}

/// The sentence for a map as the therapist sees it; none until both have a behaviour.
pub fn for_therapist(
    case: &Case,
    map: &CycleMap,
    first: PartnerId,
) -> Option<LoopSentence> {
    of_map(map, &Pair::from_fn(|partner| case.name_of(partner)), first)
}

/// The same, for partners who are called so.
pub fn of_map(
    map: &CycleMap,
    names: &Pair<&str>,
    first: PartnerId,
) -> Option<LoopSentence> {
    let half = |partner| {
        let [does, also] = predicates(map.layer(partner, Layer::Behaviour));
        Some(Move { name: (*names.of(partner)).to_owned(), does: does?, also })
    };
    let moves = Pair { a: half(PartnerId::A)?, b: half(PartnerId::B)? };
    Some(say(map.pattern, &moves, first))
}

/// What fits after a name: the first behaviours that are told, or else those that were said.
fn predicates<'a>(behaviours: impl Iterator<Item = &'a Element>) -> [Option<String>; 2] {
    told_before_said(behaviours.map(|behaviour| (behaviour.own_words, &*behaviour.words)))
}

/// The first two of some behaviours, each with whether it is in the client's own words: what
/// is told comes before what was said.
pub fn told_before_said<'a>(
    behaviours: impl Iterator<Item = (bool, &'a str)>,
) -> [Option<String>; 2] {
    let (said, told): (Vec<_>, Vec<_>) = behaviours.partition(|(is_said, _)| *is_said);
    let mut all = told.into_iter().chain(said).map(|(is_said, words)| {
        if is_said { format!("says “{words}”") } else { words.to_owned() }
    });
    [all.next(), all.next()]
}

#[cfg(test)]
mod tests {
    use super::*;
    use strum::VariantArray as _;

    fn ana_and_rui() -> Pair<Move> {
        let part = |name: &str, does: &str, also: &str| Move {
            name: name.to_owned(),
            does: does.to_owned(),
            also: Some(also.to_owned()),
        };
        Pair {
            a: part("Ana", "goes quiet", "asks again"),
            b: part("Rui", "stays late at work", "says “I’m fine”"),
        }
    }

    fn said(pattern: CyclePattern) -> String {
        say(pattern, &ana_and_rui(), PartnerId::A).in_full()
    }

    #[test]
    fn each_pattern_says_its_own_sentence() {
        use CyclePattern::{
            AttackAttack, Complex, PursueWithdraw, Reactive, WithdrawWithdraw,
        };
        assert_eq!(
            said(PursueWithdraw),
            "The more Ana goes quiet, the more Rui stays late at work; and the more Rui \
             stays late at work, the more Ana goes quiet."
        );
        assert_eq!(
            said(WithdrawWithdraw),
            "When Ana goes quiet, Rui stays late at work; and when Rui stays late at work, \
             Ana goes quiet. Both step back, and the space between them grows."
        );
        assert_eq!(
            said(AttackAttack),
            "When Ana goes quiet, Rui stays late at work; and when Rui stays late at work, \
             Ana goes quiet. Both come closer and louder, and it gets harder to hear each \
             other."
        );
        assert_eq!(
            said(Complex),
            "Sometimes Ana goes quiet, sometimes Ana asks again; sometimes Rui stays late at \
             work, sometimes Rui says “I’m fine”. Each move brings the next, and who reaches \
             and who steps back keeps changing."
        );
        assert_eq!(
            said(Reactive),
            "Since what happened, the moves have changed sides: the more Ana goes quiet, the \
             more Rui stays late at work; and the more Rui stays late at work, the more Ana \
             goes quiet."
        );
    }

    #[test]
    fn no_pattern_names_one_partner_more_often_than_the_other() {
        for pattern in CyclePattern::VARIANTS {
            let words = said(*pattern);
            let count = |name: &str| words.matches(name).count();
            assert_eq!(count("Ana"), count("Rui"), "{words}");
        }
    }

    #[test]
    fn whoever_is_read_first_the_words_are_the_same() {
        for pattern in CyclePattern::VARIANTS {
            let words = PartnerId::BOTH.map(|first| {
                let sentence = say(*pattern, &ana_and_rui(), first).in_full();
                let mut words: Vec<String> = sentence
                    .split([' ', ',', ';', '.', ':'])
                    .map(str::to_lowercase)
                    .collect();
                words.sort();
                words
            });
            assert_eq!(words[0], words[1]);
        }
    }

    #[test]
    fn one_sentence_has_no_full_stop_on_the_screen_and_two_have() {
        let moves = ana_and_rui();
        let shown = |pattern| say(pattern, &moves, PartnerId::A).on_screen();
        assert!(shown(CyclePattern::PursueWithdraw).ends_with("goes quiet"));
        assert!(shown(CyclePattern::WithdrawWithdraw).ends_with("grows."));
    }
}
