//! Sorts the words of a couple's map into the rows of its page.

use super::Fonts;
use super::cycle_map_page_text::Text;
use super::lobe::Hand;
use crate::model::client_view::ClientPhrase;
use crate::model::{ClientView, Layer, PartnerId};

/// One partner's words, as they stand on the page.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct SideWords {
    pub name: Text,
    /// What the partner does.
    pub moves: Vec<Phrase>,
    /// What else shows, from the cue to the urge.
    pub above: Vec<Row>,
    /// What stays inside.
    pub below: Vec<Row>,
    /// A picture for what is underneath, in the client's words.
    pub pictures: Vec<Phrase>,
}

/// A layer with words in it.
#[derive(Debug, Clone, PartialEq)]
pub struct Row {
    pub layer: Layer,
    pub label: &'static str,
    pub phrases: Vec<Phrase>,
}

/// Words that belong together.
#[derive(Debug, Clone, PartialEq)]
pub struct Phrase {
    pub layer: Layer,
    /// As they are read, in quotation marks if the client said them.
    pub text: Text,
    pub is_own: bool,
    pub is_new: bool,
    /// Told by the other side of the loop, and so not stored here.
    pub is_echo: bool,
}

/// How much of the words the page with the loop carries; the next page has them all.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Share {
    All,
    /// Without the echo of the other's move, which can be read on the other side.
    WithoutEcho,
    /// Without body, urge and pictures.
    Short,
    /// Short, and at most so many phrases of each layer.
    First(usize),
}

const ABOVE: [(Layer, &[Layer]); 5] = [
    (Layer::Cue, &[Layer::Cue]),
    (Layer::MeaningSelf, &[Layer::MeaningSelf, Layer::MeaningOther]),
    (Layer::Body, &[Layer::Body]),
    (Layer::Reactive, &[Layer::Reactive]),
    (Layer::Urge, &[Layer::Urge]),
];
const BELOW: [Layer; 3] = [Layer::Primary, Layer::Fear, Layer::Need];

impl SideWords {
    /// The words of the partner on this hand.
    pub fn of(view: &ClientView, hand: Hand, fonts: &Fonts) -> Self {
        let partner = partner_on(view, hand);
        let side = view.side(partner);
        let layer = |layer| {
            side.layer(layer).map(|phrase| Phrase::new(phrase, fonts)).collect::<Vec<_>>()
        };
        let row = |layer: Layer, phrases: Vec<Phrase>| {
            let label = layer.plain_label();
            (!phrases.is_empty()).then_some(Row { layer, label, phrases })
        };
        let (pictures, primary) = pictures(layer(Layer::Primary));
        let mut words = Self {
            name: Text::new(fonts, &side.name),
            moves: layer(Layer::Behaviour),
            above: ABOVE
                .iter()
                .filter_map(|(first, layers)| {
                    row(*first, layers.iter().flat_map(|each| layer(*each)).collect())
                })
                .collect(),
            below: BELOW
                .iter()
                .filter_map(|each| match each {
                    Layer::Primary => row(*each, primary.clone()),
                    _ => row(*each, layer(*each)),
                })
                .collect(),
            pictures,
        };
        words.add_echo(view, partner, fonts);
        words
    }

    /// The other's move is this partner's first cue.
    fn add_echo(&mut self, view: &ClientView, partner: PartnerId, fonts: &Fonts) {
        let Some(words) = view.move_of(partner.other()) else { return };
        let text = Text::new(fonts, &words);
        let folded = text.as_str().to_lowercase();
        let same = |phrase: &Phrase| phrase.text.as_str().to_lowercase() == folded;
        let layer = Layer::Cue;
        let echo = Phrase { layer, text, is_own: false, is_new: false, is_echo: true };
        let has_cue = self.above.iter().any(|row| row.layer == layer);
        if !has_cue && !self.above.is_empty() {
            let (label, phrases) = (layer.plain_label(), Vec::new());
            self.above.insert(0, Row { layer, label, phrases });
        }
        if let Some(row) = self.above.iter_mut().find(|row| row.layer == layer)
            && !row.phrases.iter().any(same)
        {
            row.phrases.insert(0, echo);
        }
    }

    pub fn is_empty(&self) -> bool {
        self.phrases().next().is_none()
    }

    pub fn phrases(&self) -> impl Iterator<Item = &Phrase> {
        let rows = self.above.iter().chain(&self.below).flat_map(|row| &row.phrases);
        self.moves.iter().chain(rows).chain(&self.pictures)
    }

    /// The words that go on the page with the loop.
    pub fn share(&self, share: Share) -> Self {
        let mut words = self.clone();
        if share == Share::All {
            return words;
        }
        words
            .above
            .iter_mut()
            .for_each(|row| row.phrases.retain(|phrase| !phrase.is_echo));
        if share != Share::WithoutEcho {
            words.above.retain(|row| !matches!(row.layer, Layer::Body | Layer::Urge));
            words.pictures.clear();
        }
        if let Share::First(most) = share {
            words.moves.truncate(most);
            let rows = words.above.iter_mut().chain(&mut words.below);
            for row in rows {
                truncate_layers(row, most);
            }
        }
        let (above, below) = (&mut words.above, &mut words.below);
        above.retain(|row| !row.phrases.is_empty());
        below.retain(|row| !row.phrases.is_empty());
        words
    }
}

/// Who stands on this hand.
pub fn partner_on(view: &ClientView, hand: Hand) -> PartnerId {
    match hand {
        Hand::Left => view.left(),
        Hand::Right => view.left().other(),
    }
}

/// At most so many phrases of each layer; two layers stand in the row of thoughts.
fn truncate_layers(row: &mut Row, most: usize) {
    let mut kept: Vec<Layer> = Vec::new();
    row.phrases.retain(|phrase| {
        kept.push(phrase.layer);
        kept.iter().filter(|layer| **layer == phrase.layer).count() <= most
    });
}

/// The client's own words underneath are a picture beside what is named.
fn pictures(primary: Vec<Phrase>) -> (Vec<Phrase>, Vec<Phrase>) {
    let (own, told): (Vec<_>, Vec<_>) =
        primary.into_iter().partition(|phrase| phrase.is_own);
    if told.is_empty() { (Vec::new(), own) } else { (own, told) }
}

impl Phrase {
    fn new(phrase: &ClientPhrase, fonts: &Fonts) -> Self {
        Self {
            layer: phrase.layer,
            text: Text::new(fonts, &phrase.quoted()),
            is_own: phrase.own_words,
            is_new: phrase.new_today,
            is_echo: false,
        }
    }
}
