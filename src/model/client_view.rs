//! What the couple may see of a map: a type that cannot hold anything private.

use super::sentence::{self, Move};
use super::{
    Case, CycleKind, CycleMap, Layer, MapId, Ownership, Pair, PartnerId, SessionId,
};

/// A map as clients may see it, on their screen and on paper.
///
/// It is made in one place, [`ClientView::of`], from phrases that a person marked shareable and
/// that the client has at least touched; it has no field for a source, an owner or a note.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClientView {
    code_name: String,
    kind: CycleKind,
    loop_name: String,
    left: PartnerId,
    sides: Pair<ClientSide>,
}

/// One partner's side, in the words the couple may read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClientSide {
    pub name: String,
    pub phrases: Vec<ClientPhrase>,
}

/// One phrase for the couple.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClientPhrase {
    pub layer: Layer,
    pub words: String,
    pub own_words: bool,
    /// First said in the session that the page is made for.
    pub new_today: bool,
}

/// How many phrases stay out of a client view, and why. It holds no words.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct HeldBack {
    pub private: usize,
    pub individual: usize,
    pub guesses: usize,
}

impl ClientPhrase {
    /// The words as they are read: in curly quotes if the client said them.
    pub fn quoted(&self) -> String {
        if self.own_words { format!("“{}”", self.words) } else { self.words.clone() }
    }
}

impl ClientSide {
    pub fn layer(&self, layer: Layer) -> impl Iterator<Item = &ClientPhrase> {
        self.phrases.iter().filter(move |phrase| phrase.layer == layer)
    }
}

impl ClientView {
    /// The part of a map that clients may see; `today` marks that session's new words.
    pub fn of(case: &Case, map: &CycleMap, today: Option<SessionId>) -> Self {
        let side = |partner| ClientSide {
            name: case.name_of(partner).to_owned(),
            phrases: map
                .side(partner)
                .elements
                .iter()
                .filter(|e| e.is_shareable() && e.ownership >= Ownership::Touched)
                .map(|e| ClientPhrase {
                    layer: e.layer,
                    words: e.words.clone(),
                    own_words: e.own_words,
                    new_today: today.is_some() && e.first_seen == today,
                })
                .collect(),
        };
        Self {
            code_name: case.code_name.clone(),
            kind: map.kind,
            loop_name: map.name.clone(),
            left: map.left,
            sides: Pair::from_fn(side),
        }
    }

    /// What [`ClientView::of`] leaves out of this map.
    pub fn held_back(map: &CycleMap) -> HeldBack {
        let mut held = HeldBack::default();
        // What is written beside the loop is on pages of its own.
        let on_the_loop = map.elements().filter(|(_, it)| it.layer.is_on_the_loop());
        for (_, element) in on_the_loop {
            match (element.is_shareable(), element.source.individual()) {
                (false, Some(_)) => held.individual += 1,
                (false, None) => held.private += 1,
                (true, _) if element.ownership < Ownership::Touched => held.guesses += 1,
                (true, _) => {}
            }
        }
        held
    }

    pub fn code_name(&self) -> &str {
        &self.code_name
    }

    pub fn kind(&self) -> CycleKind {
        self.kind
    }

    /// The couple's own name for the loop; empty until they give it one.
    pub fn loop_name(&self) -> &str {
        &self.loop_name
    }

    pub fn left(&self) -> PartnerId {
        self.left
    }

    pub fn side(&self, partner: PartnerId) -> &ClientSide {
        self.sides.of(partner)
    }

    /// What one partner does, with the name: the first cue of the other.
    pub fn move_of(&self, partner: PartnerId) -> Option<String> {
        let side = self.side(partner);
        Some(format!("{} {}", side.name, told_or_said(side)?))
    }

    /// The generated sentence, from shareable behaviours alone, left partner first.
    pub fn sentence(&self) -> Option<String> {
        let half = |partner| {
            let side = self.side(partner);
            Some(Move { name: side.name.clone(), does: told_or_said(side)? })
        };
        let moves = Pair { a: half(PartnerId::A)?, b: half(PartnerId::B)? };
        Some(sentence::the_more(&moves, self.left))
    }
}

fn told_or_said(side: &ClientSide) -> Option<String> {
    let told = side.layer(Layer::Behaviour).find(|phrase| !phrase.own_words);
    let said =
        || side.layer(Layer::Behaviour).next().map(|p| format!("says {}", p.quoted()));
    told.map(|phrase| phrase.words.clone()).or_else(said)
}

impl MapId {
    /// The first eight letters, enough to tell two maps of a couple apart on a page.
    pub fn short(self) -> String {
        self.0.simple().to_string().chars().take(8).collect()
    }
}
