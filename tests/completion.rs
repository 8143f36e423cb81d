//! Completion finds, in the same order, what a search finds that folds and weighs every phrase at every key.

use holdfast::edit::completion::{Place, complete, folded};
use holdfast::model::vocabulary::{Pack, Vocabulary, Whose};
use holdfast::model::{CycleKind, Layer, Position};
use nucleo_matcher::pattern::{AtomKind, CaseMatching, Normalization, Pattern};
use nucleo_matcher::{Config, Matcher, Utf32Str};
use proptest::prelude::*;
use std::collections::HashSet;

const PLACE: Place = Place {
    layer: Layer::Behaviour,
    position: Position::Withdrawer,
    kind: CycleKind::Sexual,
};

/// Everything at every key, as plainly as it can be said.
fn naive(typed: &str, packs: &[(Whose, Pack)], earlier: &[String]) -> Vec<String> {
    let typed = folded(typed.trim());
    let own = earlier.iter().map(|words| (0, words));
    let here = packs.iter().filter(|(_, pack)| pack.layer == PLACE.layer);
    let ready = here.flat_map(|(whose, pack)| {
        pack.terms.iter().map(|term| (standing(*whose, pack), term))
    });
    let mut found: Vec<_> = own
        .chain(ready)
        .filter_map(|(standing, words)| Some((rank(&typed, words)?, standing, words)))
        .collect();
    found.sort_by_key(|(rank, standing, _)| (*rank, *standing));
    let mut seen = HashSet::new();
    found.retain(|(_, _, words)| seen.insert(folded(words)));
    found.into_iter().map(|(_, _, words)| words.clone()).collect()
}

fn standing(whose: Whose, pack: &Pack) -> u8 {
    let elsewhere = pack.position.is_some_and(|position| position != PLACE.position)
        || pack.kind.is_some_and(|kind| kind != PLACE.kind);
    match (whose, elsewhere, pack.kind.is_some(), pack.position.is_some()) {
        (Whose::Own, false, ..) => 1,
        (Whose::Shipped, false, true, _) => 2,
        (Whose::Shipped, false, false, true) => 3,
        (Whose::Shipped, false, false, false) => 4,
        (Whose::Own, true, ..) => 5,
        (Whose::Shipped, true, ..) => 6,
    }
}

fn rank(typed: &str, words: &str) -> Option<(u8, std::cmp::Reverse<u32>)> {
    let words = folded(words);
    let starts: Vec<&str> = words
        .char_indices()
        .filter(|(at, letter)| {
            let before = words[..*at].chars().next_back().unwrap_or(' ');
            letter.is_alphanumeric() && !before.is_alphanumeric() && before != '\''
        })
        .map(|(at, _)| &words[at..])
        .collect();
    let begins = |typed: &str| starts.iter().any(|word| word.starts_with(typed));
    let plainly = |rank| Some((rank, std::cmp::Reverse(0)));
    if words.starts_with(typed) {
        return plainly(0);
    }
    if begins(typed) {
        return plainly(1);
    }
    if typed.split_whitespace().all(begins) {
        return plainly(2);
    }
    if typed.chars().count() < 3 {
        return None;
    }
    let (case, accents) = (CaseMatching::Ignore, Normalization::Smart);
    let pattern = Pattern::new(typed, case, accents, AtomKind::Fuzzy);
    let mut letters = Vec::new();
    let words = Utf32Str::new(&words, &mut letters);
    let weight = pattern.score(words, &mut Matcher::new(Config::DEFAULT))?;
    Some((3, std::cmp::Reverse(weight)))
}

fn phrase() -> impl Strategy<Value = String> {
    prop_oneof![
        6 => "[a-eAÉ]{1,3}( [a-e]{1,4}){0,4}",
        2 => "[ab’'\"“ (,/1-3é@-]{1,20}",
        1 => "[a-c ]{60,80}",
        1 => "[a-cłđΩω日 ]{1,9}",
    ]
}

fn typed() -> impl Strategy<Value = String> {
    prop_oneof![
        5 => "[a-e]{0,5}",
        3 => "[a-e]{1,3} [a-e]{1,3}",
        2 => "[abé1’@\\\\ '/(Ωł-]{1,6}",
        1 => "[a-c]{6,40}",
    ]
}

fn pack() -> impl Strategy<Value = (Whose, Pack)> {
    let whose = prop_oneof![Just(Whose::Own), Just(Whose::Shipped)];
    let layer = prop_oneof![4 => Just(Layer::Behaviour), 1 => Just(Layer::Cue)];
    let position = prop_oneof![
        Just(None),
        Just(Some(Position::Withdrawer)),
        Just(Some(Position::Pursuer)),
    ];
    let kind = prop_oneof![
        Just(None),
        Just(Some(CycleKind::Sexual)),
        Just(Some(CycleKind::Emotional)),
    ];
    let terms = prop::collection::vec(phrase(), 1..12);
    (whose, layer, position, kind, terms).prop_map(
        |(whose, layer, position, kind, terms)| {
            (whose, Pack { layer, position, kind, terms })
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn the_search_finds_what_a_naive_one_finds_in_the_same_order(
        typed in typed(),
        packs in prop::collection::vec(pack(), 0..6),
        earlier in prop::collection::vec(phrase(), 0..6),
    ) {
        let expected = naive(&typed, &packs, &earlier);
        let vocabulary = Vocabulary::new(packs);
        let earlier: Vec<&str> = earlier.iter().map(String::as_str).collect();
        prop_assert_eq!(complete(&typed, PLACE, &vocabulary, &earlier), expected);
    }
}
