//! Finds the ready words, and the couple's earlier ones, that fit what is being typed.

use super::completion_loose::Loose;
use crate::model::audience::Room;
use crate::model::folding::{Folded, Letters};
use crate::model::vocabulary::{Pack, Term, Vocabulary, Whose};
use crate::model::{Case, CycleKind, Layer, Position};
use std::cmp::Reverse;
use std::collections::HashMap;

pub use crate::model::folding::folded;

/// Letters that may stand apart in a phrase are looked for only from this many on: fewer
/// would be found in nearly everything.
const LOOSE_FROM_LETTERS: usize = 3;

/// Where the words are to stand: in which layer, of whom, in which kind of loop.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place {
    pub layer: Layer,
    pub position: Position,
    pub kind: CycleKind,
}

/// The phrases that fit, best first, each once; all of them while nothing is typed.
///
/// Neither case nor accents matter. Phrases that begin with what was typed come first, then
/// those in which a word does, then those whose words begin so in any order, then those that
/// hold the letters in that order. Among equals `earlier`, the couple's own words, go first,
/// then the practice's own, then shipped words for this kind of loop, for this position, for
/// any, and last those for other positions.
pub fn complete<'a>(
    typed: &str,
    place: Place,
    vocabulary: &'a Vocabulary,
    earlier: &[&'a str],
) -> Vec<&'a str> {
    let mut search = Search::new(typed);
    let mut found = earlier_found(&mut search, vocabulary, earlier);
    for term in vocabulary.terms_of(place.layer) {
        let Some(how) = search.find(term.folded) else { continue };
        let rank = (how, Standing::of(&term, place));
        found.push(Found { rank, number: term.number, words: term.words });
    }
    // Stable, so that equals keep the order of their list.
    found.sort_by_key(|found| found.rank);
    let mut seen = vec![false; vocabulary.phrase_count() + earlier.len()];
    let is_new = |found: &Found<'a>| {
        seen.get_mut(found.number).is_some_and(|seen| !std::mem::replace(seen, true))
    };
    found.into_iter().filter(is_new).map(|found| found.words).collect()
}

/// The couple's words that fit, with the numbers that equal words have in the vocabulary.
fn earlier_found<'a>(
    search: &mut Search,
    vocabulary: &Vocabulary,
    earlier: &[&'a str],
) -> Vec<Found<'a>> {
    let mut others: HashMap<String, usize> = HashMap::new();
    let mut found = Vec::new();
    for words in earlier {
        let folded = Folded::new(words);
        let Some(how) = search.find(&folded) else { continue };
        let next = vocabulary.phrase_count() + others.len();
        let number = vocabulary
            .number(&folded)
            .unwrap_or_else(|| *others.entry(folded.text().to_owned()).or_insert(next));
        found.push(Found { rank: (how, Standing::Earlier), number, words });
    }
    found
}

/// The phrases that a couple already has in a layer, newest map last, for [`complete`].
///
/// What one partner said alone is left out until it is shared: the other may be looking on.
pub fn earlier_words(case: &Case, layer: Layer) -> Vec<&str> {
    let elements = case.maps.iter().flat_map(crate::model::CycleMap::elements);
    elements
        .map(|(_, element)| element)
        .filter(|element| element.layer == layer)
        .filter(|element| Room::Both.may_show_phrase(element))
        .map(|element| element.words.as_str())
        .collect()
}

/// How a phrase answers to what was typed; the lowest is the best.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Match {
    Beginning,
    WordBeginning,
    WordsInAnyOrder,
    Loose(Reverse<u32>),
}

/// Whose words a phrase is; the lowest is offered first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Standing {
    Earlier,
    Own,
    ThisKind,
    ThisPosition,
    AnyPlace,
    OwnElsewhere,
    OtherPlace,
}

impl Standing {
    fn of(term: &Term<'_>, place: Place) -> Self {
        match (Self::shipped(term.pack, place), term.whose) {
            (Self::OtherPlace, Whose::Own) => Self::OwnElsewhere,
            (_, Whose::Own) => Self::Own,
            (standing, Whose::Shipped) => standing,
        }
    }

    fn shipped(pack: &Pack, place: Place) -> Self {
        let open = matches!(place.position, Position::Unclear | Position::Mixed);
        let position = pack.position.filter(|_| !open);
        match (position, pack.kind) {
            (Some(position), _) if position != place.position => Self::OtherPlace,
            (_, Some(kind)) if kind != place.kind => Self::OtherPlace,
            (_, Some(_)) => Self::ThisKind,
            (Some(_), None) => Self::ThisPosition,
            (None, None) => Self::AnyPlace,
        }
    }
}

/// A phrase that answers, with what it is sorted by.
struct Found<'a> {
    rank: (Match, Standing),
    /// The same for phrases that differ in case and accents only.
    number: usize,
    words: &'a str,
}

/// What was typed, made ready once for all phrases.
struct Search {
    typed: String,
    letters: Letters,
    loose: Option<Loose>,
}

impl Search {
    fn new(typed: &str) -> Self {
        let typed = folded(typed.trim());
        let is_long_enough = typed.chars().count() >= LOOSE_FROM_LETTERS;
        let loose = is_long_enough.then(|| Loose::new(&typed));
        Self { letters: Letters::of(&typed), typed, loose }
    }

    fn find(&mut self, phrase: &Folded) -> Option<Match> {
        if !phrase.may_hold(self.letters) {
            return None;
        }
        if phrase.begins_with(&self.typed) {
            return Some(Match::Beginning);
        }
        if phrase.has_word(&self.typed) {
            return Some(Match::WordBeginning);
        }
        if self.typed.split_whitespace().all(|word| phrase.has_word(word)) {
            return Some(Match::WordsInAnyOrder);
        }
        let weight = self.loose.as_mut()?.weigh(phrase)?;
        Some(Match::Loose(Reverse(weight)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Element;

    const MOVES: Place = Place {
        layer: Layer::Behaviour,
        position: Position::Withdrawer,
        kind: CycleKind::Emotional,
    };

    fn vocabulary(terms: &[&str]) -> Vocabulary {
        let terms = terms.iter().map(|term| (*term).to_owned()).collect();
        let pack = Pack { layer: Layer::Behaviour, position: None, kind: None, terms };
        Vocabulary::new([(Whose::Shipped, pack)])
    }

    #[test]
    fn a_phrase_that_begins_so_comes_before_a_word_that_does() {
        let words =
            vocabulary(&["looks quietly away", "quotes rules", "quiet, then goes"]);
        assert_eq!(
            complete("quiet", MOVES, &words, &[]),
            ["quiet, then goes", "looks quietly away"]
        );
    }

    #[test]
    fn words_may_be_typed_in_any_order_and_letters_may_be_missed() {
        let words = vocabulary(&["leaves the room", "stays late at work"]);
        assert_eq!(complete("room lea", MOVES, &words, &[]), ["leaves the room"]);
        assert_eq!(complete("lvsrm", MOVES, &words, &[]), ["leaves the room"]);
        assert!(complete("zz", MOVES, &words, &[]).is_empty());
    }

    #[test]
    fn case_accents_and_curly_marks_do_not_matter() {
        let words =
            vocabulary(&["Złości się", "μένει σιωπηλός", "I’m fine", "đi ra ngoài"]);
        for (typed, phrase) in [
            ("zlosci", "Złości się"),
            ("ΜΕΝΕΙ", "μένει σιωπηλός"),
            ("i'm", "I’m fine"),
            ("di ra ngoai", "đi ra ngoài"),
        ] {
            assert_eq!(complete(typed, MOVES, &words, &[]).first(), Some(&phrase));
        }
    }

    #[test]
    fn the_couples_own_words_come_first_and_no_phrase_comes_twice() {
        let words = vocabulary(&["goes quiet", "goes still"]);
        let earlier = ["goes to the garage", "Goes quiet"];
        assert_eq!(
            complete("go", MOVES, &words, &earlier),
            ["goes to the garage", "Goes quiet", "goes still"]
        );
    }

    #[test]
    fn the_words_of_this_position_come_before_those_of_others() {
        let words = Vocabulary::shipped();
        let withdrawing = complete("s", MOVES, &words, &[]);
        assert_eq!(withdrawing.first(), Some(&"shrugs"));
        let burnt_out = Place { position: Position::BurntOutPursuer, ..MOVES };
        assert_eq!(complete("s", burnt_out, &words, &[]).first(), Some(&"stops asking"));
    }

    #[test]
    fn a_sexual_loop_is_offered_its_own_words_first() {
        let words = Vocabulary::shipped();
        let sexual = Place { kind: CycleKind::Sexual, ..MOVES };
        assert_eq!(
            complete("avoids", sexual, &words, &[]),
            ["avoids bedtime", "avoids touch"]
        );
        assert_eq!(
            complete("avoids", MOVES, &words, &[]),
            ["avoids touch", "avoids bedtime"]
        );
    }

    #[test]
    fn what_was_said_alone_is_not_offered_while_the_other_looks_on() {
        let names = crate::model::Pair { a: "Ana".to_owned(), b: "Rui".to_owned() };
        let mut case = Case::new("Linden", names);
        let mut alone = Element::new(Layer::Behaviour, "hides a letter");
        alone.source = crate::model::Source::IndividualB;
        let open = Element::new(Layer::Behaviour, "goes quiet");
        case.maps[0].sides.b.elements = vec![alone, open];
        assert_eq!(earlier_words(&case, Layer::Behaviour), ["goes quiet"]);
    }
}
