//! The loop that takes the place of the old one: which reach answers which old move, and what it says.

use super::{CycleMap, Element, ElementId, Layer, Pair, PartnerId};

/// A new move with all that belongs to it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewMove<'a> {
    pub partner: PartnerId,
    /// The move of the old loop in whose place it comes; it may have been removed since.
    pub old: Option<&'a Element>,
    pub reach: &'a Element,
    /// How the other answers it.
    pub responses: Vec<&'a Element>,
    /// What the answer does inside the one who reached.
    pub felt: Vec<&'a Element>,
}

/// The phrases that one in this layer may belong to: a reach to an own old move, an answer to the
/// other's reach, what is felt to the other's answer.
pub fn may_answer(map: &CycleMap, partner: PartnerId, layer: Layer) -> Vec<&Element> {
    match layer {
        Layer::Reach => map.layer(partner, Layer::Behaviour).collect(),
        Layer::Response => map.layer(partner.other(), Layer::Reach).collect(),
        Layer::Felt => map.layer(partner.other(), Layer::Response).collect(),
        _ => Vec::new(),
    }
}

/// What a phrase of the new loop belongs to, while that is still there and of the right kind.
pub fn answered<'a>(
    map: &'a CycleMap,
    partner: PartnerId,
    element: &Element,
) -> Option<&'a Element> {
    let id = element.answers?;
    may_answer(map, partner, element.layer).into_iter().find(|old| old.id == id)
}

/// The old moves of a partner that no reach takes the place of yet.
pub fn open_moves(map: &CycleMap, partner: PartnerId) -> Vec<&Element> {
    without_answer(map, partner, Layer::Reach)
}

fn without_answer(map: &CycleMap, partner: PartnerId, layer: Layer) -> Vec<&Element> {
    let is_open = |old: &&Element| {
        !map.layer(partner, layer).any(|new| new.answers == Some(old.id))
    };
    may_answer(map, partner, layer).into_iter().filter(is_open).collect()
}

/// What the next phrase of a layer most likely belongs to: the first that nothing answers yet,
/// or else the last one.
pub fn next_answered(
    map: &CycleMap,
    partner: PartnerId,
    layer: Layer,
) -> Option<ElementId> {
    let open = without_answer(map, partner, layer);
    let all = || may_answer(map, partner, layer).last().map(|last| last.id);
    open.first().map(|first| first.id).or_else(all)
}

/// The one after this in turn; after the last comes none.
pub fn answered_after(
    map: &CycleMap,
    (partner, layer): (PartnerId, Layer),
    now: Option<ElementId>,
) -> Option<ElementId> {
    let all = may_answer(map, partner, layer);
    let place = now.and_then(|now| all.iter().position(|old| old.id == now));
    all.get(place.map_or(0, |place| place + 1)).map(|old| old.id)
}

/// A partner's new moves, each with its old one, the other's answers and what they do inside.
pub fn moves<'a>(map: &'a CycleMap, partner: PartnerId) -> Vec<NewMove<'a>> {
    let to = |id: ElementId, (whose, layer): (PartnerId, Layer)| {
        map.layer(whose, layer).filter(move |it| it.answers == Some(id))
    };
    let whole = |reach: &'a Element| {
        let responses: Vec<&Element> =
            to(reach.id, (partner.other(), Layer::Response)).collect();
        let felt =
            responses.iter().flat_map(|it| to(it.id, (partner, Layer::Felt))).collect();
        let old = answered(map, partner, reach);
        NewMove { partner, old, reach, responses, felt }
    };
    map.layer(partner, Layer::Reach).map(whole).collect()
}

/// True if nothing of the new loop is there yet.
pub fn is_empty(map: &CycleMap) -> bool {
    map.elements()
        .all(|(_, element)| element.layer.sheet() != super::layer::Sheet::NewLoop)
}

/// One phrase as a sentence needs it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Words<'a> {
    pub words: &'a str,
    pub own_words: bool,
}

impl<'a> From<&'a Element> for Words<'a> {
    fn from(element: &'a Element) -> Self {
        Self { words: &element.words, own_words: element.own_words }
    }
}

/// One half of the sentence: what one partner reaches with, and how the other answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Half<'a> {
    pub reach: Words<'a>,
    pub answer: Words<'a>,
}

/// "When Ana says “I got scared, are you with me?”, Rui stays and breathes; and when ..."
///
/// `first` only chooses which half is read first. With one half only that half is said; none
/// while nobody's reach is answered.
pub fn sentence(map: &CycleMap, names: &Pair<&str>, first: PartnerId) -> Option<String> {
    say(&Pair::from_fn(|partner| half_of(map, partner)), names, first)
}

/// The half of the sentence in which one partner reaches, for where there is no room for both.
pub fn half_sentence(
    map: &CycleMap,
    names: &Pair<&str>,
    first: PartnerId,
) -> Option<String> {
    let only = |partner| (partner == first).then(|| half_of(map, partner)).flatten();
    say(&Pair::from_fn(only), names, first)
}

fn half_of(map: &CycleMap, partner: PartnerId) -> Option<Half<'_>> {
    let moves = moves(map, partner);
    let complete = moves.iter().find(|it| !it.responses.is_empty());
    let told = complete.or_else(|| moves.first())?;
    let other = partner.other();
    // Without an answer of its own, the other's reach is how it is answered.
    let linked = told.responses.first().copied();
    let answer = linked.or_else(|| map.layer(other, Layer::Reach).next())?;
    Some(Half { reach: told.reach.into(), answer: answer.into() })
}

/// The sentence from its halves, each by the partner who reaches.
pub fn say(
    halves: &Pair<Option<Half<'_>>>,
    names: &Pair<&str>,
    first: PartnerId,
) -> Option<String> {
    let clause = |partner: PartnerId| {
        let half = halves.of(partner).as_ref()?;
        let reaches = does(names.of(partner), half.reach);
        let answers = does(names.of(partner.other()), half.answer);
        Some(format!("hen {reaches}, {answers}"))
    };
    match (clause(first), clause(first.other())) {
        (Some(one), Some(two)) => Some(format!("W{one}; and w{two}.")),
        (Some(one), None) | (None, Some(one)) => Some(format!("W{one}.")),
        (None, None) => None,
    }
}

/// "Ana asks to be held", or "Ana says “are you with me?”".
fn does(name: &str, said: Words<'_>) -> String {
    let words = said.words.trim_end_matches(['.', ',']);
    if said.own_words || is_spoken(words) {
        format!("{name} says “{words}”")
    } else {
        format!("{name} {words}")
    }
}

/// True for words that someone says rather than does: they would not read on from a name.
fn is_spoken(words: &str) -> bool {
    const SPOKEN: [&str; 16] = [
        "i", "i’m", "i’ll", "i’d", "i’ve", "i'm", "my", "me", "we", "let’s", "you",
        "your", "can", "could", "are", "please",
    ];
    let first = words.split_whitespace().next().unwrap_or_default().to_lowercase();
    let first = first.trim_end_matches([',', '.', '!', '?']);
    SPOKEN.contains(&first) || words.ends_with('?')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::CycleKind;

    fn put(
        map: &mut CycleMap,
        (partner, layer): (PartnerId, Layer),
        words: &str,
        answers: Option<ElementId>,
    ) -> ElementId {
        let own_words = words.starts_with('“');
        let words = words.trim_matches(['“', '”']);
        let element = Element { own_words, answers, ..Element::new(layer, words) };
        let id = element.id;
        map.sides.of_mut(partner).elements.push(element);
        id
    }

    /// Both ask again and go quiet; Ana has a reach for it, and Rui an answer to that.
    fn half_built() -> (CycleMap, [ElementId; 4]) {
        let mut map = CycleMap::new(CycleKind::Emotional);
        let asks = put(&mut map, (PartnerId::A, Layer::Behaviour), "asks again", None);
        let quiet = put(&mut map, (PartnerId::B, Layer::Behaviour), "goes quiet", None);
        let reach = put(
            &mut map,
            (PartnerId::A, Layer::Reach),
            "“I got scared, are you with me?”",
            Some(asks),
        );
        let stays = put(
            &mut map,
            (PartnerId::B, Layer::Response),
            "stays and breathes",
            Some(reach),
        );
        (map, [asks, quiet, reach, stays])
    }

    const NAMES: Pair<&str> = Pair { a: "Ana", b: "Rui" };

    #[test]
    fn an_old_move_is_open_until_a_reach_takes_its_place() {
        let (map, [_, quiet, ..]) = half_built();
        assert!(open_moves(&map, PartnerId::A).is_empty());
        let open: Vec<_> =
            open_moves(&map, PartnerId::B).iter().map(|old| old.id).collect();
        assert_eq!(open, [quiet]);
        assert_eq!(next_answered(&map, PartnerId::B, Layer::Reach), Some(quiet));
    }

    #[test]
    fn a_removed_old_move_leaves_its_reach_without_one() {
        let (mut map, [asks, ..]) = half_built();
        map.sides.a.elements.retain(|element| element.id != asks);
        let moves = moves(&map, PartnerId::A);
        assert_eq!((moves.len(), moves[0].old), (1, None));
    }

    #[test]
    fn a_reach_knows_its_old_move_its_answer_and_what_that_does_inside() {
        let (mut map, [asks, _, reach, stays]) = half_built();
        let calm = put(&mut map, (PartnerId::A, Layer::Felt), "calm", Some(stays));
        let moves = moves(&map, PartnerId::A);
        assert_eq!(moves[0].old.unwrap().id, asks);
        assert_eq!(moves[0].reach.id, reach);
        assert_eq!(moves[0].responses[0].id, stays);
        assert_eq!(moves[0].felt[0].id, calm);
    }

    #[test]
    fn a_reach_never_answers_the_others_old_move() {
        let (mut map, [_, quiet, ..]) = half_built();
        let wrong = put(&mut map, (PartnerId::A, Layer::Reach), "asks once", Some(quiet));
        let (partner, _, element) = map.find(wrong).unwrap();
        assert_eq!(answered(&map, partner, element), None);
    }

    #[test]
    fn what_is_answered_goes_round_and_past_the_last_to_none() {
        let (mut map, [asks, ..]) = half_built();
        let lists = put(&mut map, (PartnerId::A, Layer::Behaviour), "makes a list", None);
        let place = (PartnerId::A, Layer::Reach);
        assert_eq!(answered_after(&map, place, None), Some(asks));
        assert_eq!(answered_after(&map, place, Some(asks)), Some(lists));
        assert_eq!(answered_after(&map, place, Some(lists)), None);
    }

    #[test]
    fn one_answered_reach_makes_half_a_sentence_and_two_make_the_loop() {
        let (mut map, [_, quiet, ..]) = half_built();
        let half =
            "When Ana says “I got scared, are you with me?”, Rui stays and breathes.";
        assert_eq!(sentence(&map, &NAMES, PartnerId::A).unwrap(), half);
        put(&mut map, (PartnerId::B, Layer::Reach), "asks for ten minutes", Some(quiet));
        assert_eq!(
            sentence(&map, &NAMES, PartnerId::B).unwrap(),
            "When Rui asks for ten minutes, Ana says “I got scared, are you with me?”; \
             and when Ana says “I got scared, are you with me?”, Rui stays and breathes."
        );
    }

    #[test]
    fn words_that_are_spoken_are_said_even_without_quotation_marks() {
        let words = |words| Words { words, own_words: false };
        assert_eq!(does("Rui", words("I need a minute.")), "Rui says “I need a minute”");
        assert_eq!(does("Rui", words("takes the hand")), "Rui takes the hand");
        assert_eq!(does("Rui", words("what happened for you?")).matches('“').count(), 1);
    }

    #[test]
    fn an_empty_new_loop_says_nothing() {
        let mut map = CycleMap::new(CycleKind::Emotional);
        assert!(is_empty(&map) && sentence(&map, &NAMES, PartnerId::A).is_none());
        put(&mut map, (PartnerId::A, Layer::Reach), "asks to be held", None);
        assert!(!is_empty(&map) && sentence(&map, &NAMES, PartnerId::A).is_none());
    }
}
