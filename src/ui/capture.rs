//! What the strip under the map is about to keep: whose words, which layer, and the words.

use crate::edit::phrase::Signer;
use crate::edit::{Edit, EditError, MapEdit, cycle_map, tidy, tray};
use crate::model::{
    CycleMap, Element, ElementId, Layer, Ownership, PartnerId, TrayPhrase,
};

/// The next phrase, as far as it is chosen and typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Capture {
    pub partner: PartnerId,
    pub layer: Layer,
    /// The words go to the tray, and to a layer later.
    pub is_for_tray: bool,
    pub words: String,
    pub is_own_words: bool,
    pub is_shareable: bool,
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
            offer: None,
            fault: None,
        }
    }
}

/// The key of each layer, in the order of the strip. Meaning has two layers on one key.
pub const LAYER_KEYS: [(char, Layer); 12] = [
    ('c', Layer::Cue),
    ('b', Layer::Body),
    ('m', Layer::MeaningSelf),
    ('m', Layer::MeaningOther),
    ('r', Layer::Reactive),
    ('u', Layer::Urge),
    ('v', Layer::Behaviour),
    ('p', Layer::Primary),
    ('f', Layer::Fear),
    ('n', Layer::Need),
    ('o', Layer::Origin),
    ('i', Layer::Intent),
];

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
    /// Takes a key that was typed outside the text box; `left` stands on key 1.
    pub fn take_key(&mut self, key: char, left: PartnerId) -> Option<Chosen> {
        match key.to_ascii_lowercase() {
            '1' => Some(self.choose_partner(left)),
            '2' => Some(self.choose_partner(left.other())),
            '\'' | '’' => {
                self.is_own_words = !self.is_own_words;
                Some(Chosen::OwnWords)
            }
            's' => {
                self.is_shareable = !self.is_shareable;
                Some(Chosen::Shareable)
            }
            'x' => {
                self.is_for_tray = true;
                Some(Chosen::Layer)
            }
            letter => self.choose_layer(letter),
        }
    }

    fn choose_partner(&mut self, partner: PartnerId) -> Chosen {
        self.partner = partner;
        Chosen::Partner
    }

    /// A second press of M goes from "about self" to "about the other", and back.
    fn choose_layer(&mut self, letter: char) -> Option<Chosen> {
        let mut layers =
            LAYER_KEYS.iter().filter(|(key, _)| *key == letter).map(|(_, layer)| *layer);
        let first = layers.next()?;
        let second = layers.next().filter(|_| self.layer == first);
        self.layer = second.unwrap_or(first);
        self.is_for_tray = false;
        Some(Chosen::Layer)
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
            let phrase = TrayPhrase { own_words, ..TrayPhrase::new(words) };
            return Ok((phrase.id, tray::put(map, phrase)));
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

    /// Ready for the next phrase: same partner, same layer.
    pub fn kept(&mut self) {
        self.words.clear();
        self.is_own_words = false;
        self.is_shareable = false;
        self.offer = None;
        self.fault = None;
    }
}

/// Words typed in quotation marks are the client's own.
fn unquoted(words: &str) -> (&str, bool) {
    let quotes = [('"', '"'), ('“', '”'), ('„', '”'), ('«', '»')];
    let inner = quotes
        .iter()
        .find_map(|(open, close)| words.strip_prefix(*open)?.strip_suffix(*close));
    (inner.unwrap_or(words).trim(), inner.is_some())
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
        assert_eq!(capture.take_key('2', PartnerId::A), Some(Chosen::Partner));
        assert_eq!(capture.take_key('B', PartnerId::A), Some(Chosen::Layer));
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
        capture.take_key('1', PartnerId::B);
        assert_eq!(capture.partner, PartnerId::B);
    }

    #[test]
    fn m_goes_between_the_two_meanings() {
        let mut capture = Capture::default();
        let mut press = || {
            capture.take_key('m', PartnerId::A);
            capture.layer
        };
        assert_eq!(press(), Layer::MeaningSelf);
        assert_eq!(press(), Layer::MeaningOther);
        assert_eq!(press(), Layer::MeaningSelf);
    }

    #[test]
    fn words_in_quotation_marks_are_the_clients_own() {
        let words = "“I’m fine”".to_owned();
        let capture = Capture { words, ..Capture::default() };
        let map = CycleMap::new(CycleKind::Emotional);
        let (_, edit) = capture.keep(&map, today()).unwrap();
        let Edit::Map(_, MapEdit::Add { element, .. }) = edit else {
            panic!("a phrase is added");
        };
        assert_eq!((element.words.as_str(), element.own_words), ("I’m fine", true));
        assert_eq!(element.ownership, Ownership::Owned);
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
