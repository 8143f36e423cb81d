//! What the couple may see of a map: a type that cannot hold anything private.

use super::audience::Audience;
use super::client_readings::{self, ClientCentre, ClientMisreading, ClientReframe};
use super::held_back::HeldBack;
use super::layer::Sheet;
use super::sentence::{self, Move};
use super::version::Stand;
use super::{
    Case, ClientChange, ClientScore, CycleKind, CycleMap, CyclePattern, ElementId, Layer,
    MapId, Pair, PartnerId, SessionId,
};

/// A map as clients may see it, on their screen and on paper.
///
/// It is made in one place, [`ClientView::of`], from phrases that a person marked shareable and
/// that the client has at least touched; it has no field for a source, an owner or a note.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClientView {
    code_name: String,
    may_be_printed: bool,
    kind: CycleKind,
    /// It shapes the sentence, and is named nowhere.
    pattern: CyclePattern,
    loop_name: String,
    left: PartnerId,
    sides: Pair<ClientSide>,
    misreadings: Vec<ClientMisreading>,
    reframes: Vec<ClientReframe>,
    centre: Option<ClientCentre>,
    change: Option<ClientChange>,
    scores: Vec<ClientScore>,
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
    /// It says nothing of anybody, and stays while the words are changed.
    pub id: ElementId,
    pub layer: Layer,
    pub words: String,
    pub own_words: bool,
    /// First said in the session that the page is made for.
    pub new_today: bool,
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
                .filter(|e| client_readings::is_for_clients(e))
                // Half of a pair would betray the other: these are shown in pairs alone.
                .filter(|e| !matches!(e.layer.sheet(), Sheet::Readings | Sheet::Reframes))
                .map(|e| client_readings::phrase(e, today))
                .collect(),
        };
        Self {
            code_name: case.code_name.clone(),
            may_be_printed: map.may_be_printed(),
            kind: map.kind,
            pattern: map.pattern,
            loop_name: map.name.clone(),
            left: map.left,
            sides: Pair::from_fn(side),
            misreadings: client_readings::misreadings(map, today),
            reframes: client_readings::reframes(map, today),
            centre: client_readings::centre(&map.centre),
            change: ClientChange::of(case, map),
            scores: ClientScore::all_of(case),
        }
    }

    /// The same, with these two moments of the loop beside each other, if they can be.
    #[must_use]
    pub fn with_moments(self, case: &Case, map: &CycleMap, stands: [Stand; 2]) -> Self {
        let change = ClientChange::between(case, map, stands).or(self.change);
        Self { change, ..self }
    }

    /// What [`ClientView::of`] leaves out of this map.
    pub fn held_back(map: &CycleMap) -> HeldBack {
        // What is written beside the loop is on pages of its own.
        let on_the_loop = map.elements().filter(|(_, it)| it.layer.is_on_the_loop());
        HeldBack::of(on_the_loop.map(|(_, element)| element), Audience::Couple)
    }

    pub fn code_name(&self) -> &str {
        &self.code_name
    }

    pub fn kind(&self) -> CycleKind {
        self.kind
    }

    /// True if a loop that asks for a permission of its own has it.
    pub fn may_be_printed(&self) -> bool {
        self.may_be_printed
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

    /// How each takes the other's moves, with what is really going on there.
    pub fn misreadings(&self) -> &[ClientMisreading] {
        &self.misreadings
    }

    /// Other words for a move.
    pub fn reframes(&self) -> &[ClientReframe] {
        &self.reframes
    }

    /// What both share; none until it was made shareable.
    pub fn centre(&self) -> Option<&ClientCentre> {
        self.centre.as_ref()
    }

    /// The first and the last confirmed picture of the loop; none until there are two.
    pub fn change(&self) -> Option<&ClientChange> {
        self.change.as_ref()
    }

    /// The scores that the therapist shows to both.
    pub fn scores(&self) -> &[ClientScore] {
        &self.scores
    }

    /// What one partner does, with the name: the first cue of the other.
    pub fn move_of(&self, partner: PartnerId) -> Option<String> {
        let side = self.side(partner);
        let [does, _] = moves_of(side);
        Some(format!("{} {}", side.name, does?))
    }

    /// The generated sentence, from shareable behaviours alone, left partner first.
    pub fn sentence(&self) -> Option<String> {
        let half = |partner| {
            let side = self.side(partner);
            let [does, also] = moves_of(side);
            Some(Move { name: side.name.clone(), does: does?, also })
        };
        let moves = Pair { a: half(PartnerId::A)?, b: half(PartnerId::B)? };
        Some(sentence::say(self.pattern, &moves, self.left).in_full())
    }
}

fn moves_of(side: &ClientSide) -> [Option<String>; 2] {
    let behaviours = side.layer(Layer::Behaviour);
    sentence::told_before_said(
        behaviours.map(|phrase| (phrase.own_words, &*phrase.words)),
    )
}

impl MapId {
    /// The first eight letters, enough to tell two maps of a couple apart on a page.
    pub fn short(self) -> String {
        self.0.simple().to_string().chars().take(8).collect()
    }
}
