//! Changes to a practice's own words: add one, write it anew, take it out, switch a pack off.

use super::tidy;
use crate::model::folding::folded;
use crate::model::practice_words::{PACKS, PracticeWords, TERM_LETTERS, TERMS, WordPack};
use crate::model::vocabulary::Pack;
use crate::model::vocabulary_shipped::ShippedWords;
use crate::model::{CycleKind, Element, Layer, Position};

/// The name of the pack that words are added to one by one.
pub const OWN_NAME: &str = "Your own words";

/// Why a word or a pack was not taken. Everything is then as it was.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum WordFault {
    #[error("Write a word first")]
    Empty,
    #[error("This is too long to choose from: at most 60 letters. Shorten it.")]
    TooLong,
    #[error("These words stand in this layer already")]
    Twice,
    #[error("A pack holds at most 2,000 words. Take some out, or add another pack.")]
    Full,
    #[error("A practice holds at most 20 packs. Remove one first.")]
    TooManyPacks,
    #[error("This was said alone: it stays with the couple")]
    SaidAlone,
    #[error("These are a client’s own words: they stay with the couple")]
    ClientsOwn,
    #[error("This word is no longer there")]
    Gone,
}

/// Where an own word is offered: in a layer, and perhaps for one position or kind of loop only.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct WordPlace {
    pub layer: Layer,
    pub position: Option<Position>,
    pub kind: Option<CycleKind>,
}

/// A word by its list in the pack and its place in that list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TermAt {
    pub list: usize,
    pub term: usize,
}

/// Puts a word last in its list.
pub fn add(pack: &mut WordPack, place: WordPlace, typed: &str) -> Result<(), WordFault> {
    let term = checked(pack, place.layer, typed)?;
    if pack.term_count() >= TERMS {
        return Err(WordFault::Full);
    }
    let WordPlace { layer, position, kind } = place;
    let is_it = |list: &&mut Pack| {
        (list.layer, list.position, list.kind) == (layer, position, kind)
    };
    match pack.lists.iter_mut().find(is_it) {
        Some(list) => list.terms.push(term),
        None => pack.lists.push(Pack { layer, position, kind, terms: vec![term] }),
    }
    Ok(())
}

/// Writes other words in the place of a word.
pub fn rewrite(pack: &mut WordPack, at: TermAt, typed: &str) -> Result<(), WordFault> {
    let mut without = pack.clone();
    let layer = without.lists.get(at.list).map(|list| list.layer);
    remove(&mut without, at)?;
    let term = checked(&without, layer.ok_or(WordFault::Gone)?, typed)?;
    let list = pack.lists.get_mut(at.list).ok_or(WordFault::Gone)?;
    let old = list.terms.get_mut(at.term).ok_or(WordFault::Gone)?;
    *old = term;
    Ok(())
}

/// Takes a word out, and its list when that was the last one.
pub fn remove(pack: &mut WordPack, at: TermAt) -> Result<(), WordFault> {
    let list = pack.lists.get_mut(at.list).ok_or(WordFault::Gone)?;
    if at.term >= list.terms.len() {
        return Err(WordFault::Gone);
    }
    list.terms.remove(at.term);
    pack.lists.retain(|list| !list.terms.is_empty());
    Ok(())
}

fn checked(pack: &WordPack, layer: Layer, typed: &str) -> Result<String, WordFault> {
    let term = tidy(typed, TERM_LETTERS).map_err(|_too_long| WordFault::TooLong)?;
    if term.is_empty() {
        return Err(WordFault::Empty);
    }
    let term: String = term.chars().filter(|letter| !letter.is_control()).collect();
    let same = folded(&term);
    let mut there = pack.lists.iter().filter(|list| list.layer == layer);
    if there.any(|list| list.terms.iter().any(|old| folded(old) == same)) {
        return Err(WordFault::Twice);
    }
    Ok(term)
}

/// Puts a pack last. One of the same name takes the other's place.
pub fn add_pack(words: &mut PracticeWords, pack: WordPack) -> Result<usize, WordFault> {
    if let Some(at) = words.packs.iter().position(|old| old.name == pack.name) {
        if let Some(old) = words.packs.get_mut(at) {
            *old = pack;
        }
        return Ok(at);
    }
    if words.packs.len() >= PACKS {
        return Err(WordFault::TooManyPacks);
    }
    words.packs.push(pack);
    Ok(words.packs.len() - 1)
}

/// The pack for words that are added one by one; it is made when there is none.
pub fn own_pack(words: &mut PracticeWords) -> Result<&mut WordPack, WordFault> {
    let is_own = |pack: &WordPack| pack.name == OWN_NAME;
    let at = match words.packs.iter().position(is_own) {
        Some(at) => at,
        None if words.packs.len() >= PACKS => return Err(WordFault::TooManyPacks),
        None => {
            let pack = WordPack { name: OWN_NAME.to_owned(), lists: Vec::new() };
            words.packs.insert(0, pack);
            0
        }
    };
    words.packs.get_mut(at).ok_or(WordFault::Gone)
}

/// Offers shipped words no longer, or again.
pub fn switch(words: &mut PracticeWords, shipped: &ShippedWords) {
    if words.offers(shipped) {
        words.off.push(shipped.key.to_owned());
    } else {
        words.off.retain(|key| key != shipped.key);
    }
}

/// Keeps the words of a phrase for all couples. What a client said stays with the couple.
pub fn keep_phrase(words: &mut PracticeWords, phrase: &Element) -> Result<(), WordFault> {
    if phrase.source.individual().is_some() {
        return Err(WordFault::SaidAlone);
    }
    if phrase.own_words {
        return Err(WordFault::ClientsOwn);
    }
    let place = WordPlace { layer: phrase.layer, position: None, kind: None };
    let mut new = words.clone();
    add(own_pack(&mut new)?, place, &phrase.words)?;
    *words = new;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Source;

    const MOVES: WordPlace =
        WordPlace { layer: Layer::Behaviour, position: None, kind: None };

    fn pack() -> WordPack {
        WordPack { name: "Mine".to_owned(), lists: Vec::new() }
    }

    #[test]
    fn words_stand_in_the_list_of_their_place_and_only_once() {
        let mut pack = pack();
        add(&mut pack, MOVES, "  hums   a song ").unwrap();
        let pursuing = WordPlace { position: Some(Position::Pursuer), ..MOVES };
        assert_eq!(add(&mut pack, pursuing, "Hums a Song"), Err(WordFault::Twice));
        add(&mut pack, pursuing, "knocks").unwrap();
        assert_eq!(pack.lists.len(), 2);
        assert_eq!(pack.lists[0].terms, ["hums a song"]);
        assert_eq!(add(&mut pack, MOVES, " "), Err(WordFault::Empty));
        assert_eq!(add(&mut pack, MOVES, &"a".repeat(61)), Err(WordFault::TooLong));
    }

    #[test]
    fn a_word_is_rewritten_in_its_place_and_the_last_one_takes_its_list_along() {
        let mut pack = pack();
        add(&mut pack, MOVES, "hums").unwrap();
        add(&mut pack, MOVES, "knocks").unwrap();
        let first = TermAt { list: 0, term: 0 };
        rewrite(&mut pack, first, "Hums").unwrap();
        assert_eq!(rewrite(&mut pack, first, "knocks"), Err(WordFault::Twice));
        assert_eq!(pack.lists[0].terms, ["Hums", "knocks"]);
        remove(&mut pack, first).unwrap();
        remove(&mut pack, first).unwrap();
        assert!(pack.lists.is_empty());
        assert_eq!(remove(&mut pack, first), Err(WordFault::Gone));
    }

    #[test]
    fn two_thousand_words_fill_a_pack() {
        let mut pack = pack();
        let terms = (0..TERMS).map(|number| number.to_string()).collect();
        let layer = Layer::Behaviour;
        pack.lists = vec![Pack { layer, position: None, kind: None, terms }];
        assert_eq!(add(&mut pack, MOVES, "one more"), Err(WordFault::Full));
    }

    #[test]
    fn a_phrase_is_kept_unless_a_client_said_it() {
        let mut words = PracticeWords::default();
        let phrase = Element::new(Layer::Behaviour, "hums");
        keep_phrase(&mut words, &phrase).unwrap();
        assert_eq!(words.packs[0].name, OWN_NAME);
        assert_eq!(words.packs[0].lists[0].terms, ["hums"]);
        let alone = Element { source: Source::IndividualA, ..phrase.clone() };
        assert_eq!(keep_phrase(&mut words, &alone), Err(WordFault::SaidAlone));
        let quoted = Element { own_words: true, ..phrase };
        assert_eq!(keep_phrase(&mut words, &quoted), Err(WordFault::ClientsOwn));
        assert_eq!(words.packs[0].term_count(), 1);
    }

    #[test]
    fn a_pack_of_the_same_name_takes_the_others_place() {
        let mut words = PracticeWords::default();
        add_pack(&mut words, pack()).unwrap();
        let mut newer = pack();
        add(&mut newer, MOVES, "hums").unwrap();
        assert_eq!(add_pack(&mut words, newer.clone()), Ok(0));
        assert_eq!(words.packs, [newer]);
        for number in 1..PACKS {
            let name = number.to_string();
            add_pack(&mut words, WordPack { name, lists: Vec::new() }).unwrap();
        }
        let more = WordPack { name: "more".to_owned(), lists: Vec::new() };
        assert_eq!(add_pack(&mut words, more), Err(WordFault::TooManyPacks));
    }
}
