//! What the strip under the map is about to keep: whose words, which layer, and the words.

use super::keys::Live;
use crate::edit::completion::folded;
use crate::edit::phrase::Signer;
use crate::edit::{Edit, EditError, MapEdit, cycle_map, phrase, seen, tidy, tray};
use crate::model::{
    CycleMap, Element, ElementId, Layer, Ownership, PartnerId, TrayPhrase,
};

/// The next phrase, as far as it is chosen and typed.
#[expect(clippy::struct_excessive_bools, reason = "each is a fact of its own")]
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Capture {
    pub partner: PartnerId,
    pub layer: Layer,
    /// The words go to the tray, and to a layer later.
    pub is_for_tray: bool,
    pub words: String,
    pub is_own_words: bool,
    pub is_shareable: bool,
    /// A key or a click has begun the next phrase, so the last one is done with.
    pub is_begun: bool,
    /// Which of the offered words the arrow keys stand on.
    pub offer: Option<usize>,
    /// Why the last phrase was not kept.
    pub fault: Option<String>,
}

impl Default for Capture {
    fn default() -> Self {
        Self {
            partner: PartnerId::A,
            layer: Layer::Behaviour,
            is_for_tray: false,
            words: String::new(),
            is_own_words: false,
            is_shareable: false,
            is_begun: false,
            offer: None,
            fault: None,
        }
    }
}

/// What a key outside the text box chose.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Chosen {
    Partner,
    /// Words are expected next.
    Layer,
    OwnWords,
    Shareable,
}

impl Capture {
    /// Does what a key outside the text box means; `left` is who stands on the left.
    pub fn choose(&mut self, live: Live, left: PartnerId) -> Option<Chosen> {
        match live {
            Live::Left => Some(self.choose_partner(left)),
            Live::Right => Some(self.choose_partner(left.other())),
            Live::OwnWords => {
                self.is_own_words = !self.is_own_words;
                Some(Chosen::OwnWords)
            }
            Live::Share => {
                self.is_shareable = !self.is_shareable;
                Some(Chosen::Shareable)
            }
            Live::ToTray => {
                self.choose_tray();
                Some(Chosen::Layer)
            }
            live => {
                self.choose_layer(live.layer()?);
                Some(Chosen::Layer)
            }
        }
    }

    pub fn choose_partner(&mut self, partner: PartnerId) -> Chosen {
        (self.partner, self.is_begun) = (partner, true);
        Chosen::Partner
    }

    pub fn choose_tray(&mut self) {
        (self.is_for_tray, self.is_begun) = (true, true);
    }

    fn choose_layer(&mut self, layer: Layer) {
        self.layer = layer;
        (self.is_for_tray, self.is_begun) = (false, true);
    }

    /// The change that keeps the phrase last in its layer or in the tray, and the phrase's id.
    ///
    /// # Errors
    /// No words, or too many. The words stay where they are.
    pub fn keep(
        &self,
        map: &CycleMap,
        signer: Signer<'_>,
    ) -> Result<(ElementId, Edit), EditError> {
        let words = tidy(&self.words, cycle_map::PHRASE_LETTERS)?;
        let (words, was_quoted) = unquoted(&words);
        if words.is_empty() {
            return Err(EditError::Empty);
        }
        let own_words = self.is_own_words || was_quoted;
        if self.is_for_tray {
            let caught = TrayPhrase { own_words, ..TrayPhrase::new(words) };
            return Ok((caught.id, tray::put(map, caught)));
        }
        let element = Element {
            own_words,
            ownership: if own_words { Ownership::Owned } else { Ownership::Guess },
            ..Element::new(self.layer, words)
        };
        let at = cycle_map::end_of_layer(map.side(self.partner), self.layer);
        let id = element.id;
        let add = Edit::Map(map.id, MapEdit::Add { partner: self.partner, at, element });
        if !self.is_shareable {
            return Ok((id, add));
        }
        let share = signer.share(id.0, signer.shareable());
        Ok((id, Edit::Several(vec![add, Edit::Map(map.id, share)])))
    }

    /// The change that says a phrase again which stands there already, so that it is not written
    /// twice, and the phrase's id. `alone` is the partner with whom a session runs now: what is
    /// said alone is not put together with what was said together.
    pub fn keep_again(
        &self,
        map: &CycleMap,
        (signer, alone): (Signer<'_>, Option<PartnerId>),
    ) -> Option<(ElementId, Edit)> {
        let words = tidy(&self.words, cycle_map::PHRASE_LETTERS).ok()?;
        let (words, was_quoted) = unquoted(&words);
        if self.is_for_tray || words.is_empty() {
            return None;
        }
        let is_same = |it: &&Element| {
            let is_apart = it.source.individual().is_some() && !it.is_shareable();
            let is_of_this_room = match alone {
                Some(_) => is_apart && it.source.individual() == alone,
                None => !is_apart,
            };
            is_of_this_room && folded(&it.words) == folded(words)
        };
        let element = map.layer(self.partner, self.layer).find(is_same)?;
        let own_words = element.own_words || self.is_own_words || was_quoted;
        let is_own = own_words && !element.own_words;
        let again = is_own.then(|| phrase::switch_own_words(map, element.id)).flatten();
        let mut edits = vec![again.or_else(|| seen::touch(map, element.id))?];
        if self.is_shareable && alone.is_none() && !element.is_shareable() {
            let share = signer.share(element.id.0, signer.shareable());
            edits.push(Edit::Map(map.id, share));
        }
        Some((element.id, Edit::Several(edits)))
    }

    /// Ready for the next phrase: same partner, same layer.
    pub fn kept(&mut self) {
        self.words.clear();
        self.is_own_words = false;
        self.is_shareable = false;
        self.is_begun = false;
        self.offer = None;
        self.fault = None;
    }
}

/// Words after a quotation mark are the client's own; it need not be closed.
pub(super) fn unquoted(words: &str) -> (&str, bool) {
    let words = words.trim();
    let quotes = [('"', '"'), ('“', '”'), ('„', '”'), ('„', '“'), ('«', '»'), ('”', '”')];
    let opened = quotes.iter().find_map(|(open, _)| words.strip_prefix(*open));
    let Some(inner) = opened else { return (words, false) };
    let close = quotes.iter().find_map(|(open, close)| {
        inner.strip_suffix(*close).filter(|_| words.starts_with(*open))
    });
    (close.unwrap_or(inner).trim(), true)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{CycleKind, Visibility};

    fn today() -> Signer<'static> {
        Signer { on: chrono::NaiveDate::from_ymd_opt(2026, 11, 22).unwrap(), by: "" }
    }

    #[test]
    fn two_keys_and_words_make_a_phrase_in_its_layer() {
        let mut capture = Capture::default();
        assert_eq!(capture.choose(Live::Right, PartnerId::A), Some(Chosen::Partner));
        assert_eq!(capture.choose(Live::Body, PartnerId::A), Some(Chosen::Layer));
        capture.words = "  band round   the chest ".to_owned();
        let map = CycleMap::new(CycleKind::Emotional);
        let (_, edit) = capture.keep(&map, today()).unwrap();
        let Edit::Map(_, MapEdit::Add { partner, element, .. }) = edit else {
            panic!("a phrase is added");
        };
        assert_eq!((partner, element.layer), (PartnerId::B, Layer::Body));
        assert_eq!(element.words, "band round the chest");
        assert_eq!(element.visibility, Visibility::Private);
        assert_eq!(element.ownership, Ownership::Guess);
    }

    #[test]
    fn key_one_is_whoever_stands_on_the_left() {
        let mut capture = Capture::default();
        capture.choose(Live::Left, PartnerId::B);
        assert_eq!(capture.partner, PartnerId::B);
    }

    #[test]
    fn both_meanings_have_a_key_of_their_own() {
        let mut capture = Capture::default();
        capture.choose(Live::Meaning, PartnerId::A);
        assert_eq!(capture.layer, Layer::MeaningSelf);
        capture.choose(Live::AboutOther, PartnerId::A);
        assert_eq!(capture.layer, Layer::MeaningOther);
    }

    #[test]
    fn words_in_quotation_marks_are_the_clients_own() {
        for typed in ["“I’m fine”", "\"I’m fine", "„I’m fine“", " « I’m fine » "]
        {
            let capture = Capture { words: typed.to_owned(), ..Capture::default() };
            let map = CycleMap::new(CycleKind::Emotional);
            let (_, edit) = capture.keep(&map, today()).unwrap();
            let Edit::Map(_, MapEdit::Add { element, .. }) = edit else {
                panic!("a phrase is added");
            };
            assert_eq!((element.words.as_str(), element.own_words), ("I’m fine", true));
            assert_eq!(element.ownership, Ownership::Owned);
        }
    }

    #[test]
    fn too_many_letters_are_refused_and_stay_in_the_box() {
        let words = "a ".repeat(5_000);
        let capture = Capture { words: words.clone(), ..Capture::default() };
        let refused = capture.keep(&CycleMap::new(CycleKind::Emotional), today());
        assert!(matches!(refused, Err(EditError::TooLong { .. })));
        assert_eq!(capture.words, words);
    }
}
