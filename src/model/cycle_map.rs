//! A cycle map: one loop with two sides, not two lists.

use super::{Element, ElementId, Layer, MapId, Pair, PartnerId};
use serde::{Deserialize, Serialize};

/// One loop of a couple.
///
/// A's behaviour *is* B's cue: it is stored once, on A's side, and shown on both
/// ([`CycleMap::cues_from_partner`]). Nothing here marks who starts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CycleMap {
    #[serde(default)]
    pub id: MapId,
    #[serde(default)]
    pub kind: CycleKind,
    /// The couple's own name for the loop; empty until they give it one.
    #[serde(default)]
    pub name: String,
    #[serde(default)]
    pub pattern: CyclePattern,
    #[serde(default)]
    pub status: MapStatus,
    /// Who is drawn on the left. It changes the drawing only.
    #[serde(default = "partner_a")]
    pub left: PartnerId,
    pub sides: Pair<Side>,
    #[serde(default)]
    pub centre: Centre,
    /// Phrases that were caught in passing and have no layer yet.
    #[serde(default)]
    pub tray: Vec<TrayPhrase>,
}

/// A phrase without a layer or a partner. Nothing that clients see is made from it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct TrayPhrase {
    #[serde(default)]
    pub id: ElementId,
    pub words: String,
    /// Said by a client in these words.
    #[serde(default)]
    pub own_words: bool,
}

impl TrayPhrase {
    pub fn new(words: impl Into<String>) -> Self {
        Self { id: ElementId::new(), words: words.into(), own_words: false }
    }

    /// The words as they are read: in curly quotes if a client said them.
    pub fn quoted(&self) -> String {
        if self.own_words { format!("“{}”", self.words) } else { self.words.clone() }
    }
}

fn partner_a() -> PartnerId {
    PartnerId::A
}

/// One partner's side of the loop.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Side {
    /// The position in this loop, never of the person.
    #[serde(default)]
    pub position: Position,
    /// All phrases of this side; within a layer they keep this order.
    #[serde(default)]
    pub elements: Vec<Element>,
}

/// What both share, in the middle of the loop.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Centre {
    #[serde(default)]
    pub shared_emotion: String,
    #[serde(default)]
    pub shared_conviction: String,
}

/// What the loop is about.
#[derive(
    Debug,
    Clone,
    Copy,
    Default,
    PartialEq,
    Eq,
    Hash,
    Serialize,
    Deserialize,
    strum::VariantArray,
)]
pub enum CycleKind {
    #[default]
    Emotional,
    Sexual,
    Caretaking,
    Other,
}

impl CycleKind {
    pub fn label(self) -> &'static str {
        match self {
            Self::Emotional => "Emotional loop",
            Self::Sexual => "Sexual loop",
            Self::Caretaking => "Caretaking loop",
            Self::Other => "Another loop",
        }
    }
}

/// The shape of the dance between the two.
#[derive(
    Debug,
    Clone,
    Copy,
    Default,
    PartialEq,
    Eq,
    Hash,
    Serialize,
    Deserialize,
    strum::VariantArray,
)]
pub enum CyclePattern {
    #[default]
    PursueWithdraw,
    WithdrawWithdraw,
    AttackAttack,
    Complex,
    Reactive,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum MapStatus {
    #[default]
    Draft,
    Working,
    Confirmed,
    Archived,
}

/// How a partner moves in this loop.
#[derive(
    Debug,
    Clone,
    Copy,
    Default,
    PartialEq,
    Eq,
    Hash,
    Serialize,
    Deserialize,
    strum::VariantArray,
)]
pub enum Position {
    Pursuer,
    Withdrawer,
    Mixed,
    BurntOutPursuer,
    #[default]
    Unclear,
}

impl Position {
    /// What stands beside the partner's name; empty while it is unclear.
    pub fn label(self) -> &'static str {
        match self {
            Self::Pursuer => "pursues in this loop",
            Self::Withdrawer => "withdraws in this loop",
            Self::Mixed => "does both in this loop",
            Self::BurntOutPursuer => "has stopped reaching in this loop",
            Self::Unclear => "",
        }
    }
}

impl CycleMap {
    /// An empty loop of one kind.
    pub fn new(kind: CycleKind) -> Self {
        Self {
            id: MapId::new(),
            kind,
            name: String::new(),
            pattern: CyclePattern::default(),
            status: MapStatus::default(),
            left: PartnerId::A,
            sides: Pair::default(),
            centre: Centre::default(),
            tray: Vec::new(),
        }
    }

    pub fn side(&self, partner: PartnerId) -> &Side {
        self.sides.of(partner)
    }

    /// The phrases of one layer on one side, in order.
    pub fn layer(
        &self,
        partner: PartnerId,
        layer: Layer,
    ) -> impl Iterator<Item = &Element> {
        self.side(partner).elements.iter().filter(move |element| element.layer == layer)
    }

    /// The other partner's behaviours, which are this partner's first cue.
    pub fn cues_from_partner(
        &self,
        partner: PartnerId,
    ) -> impl Iterator<Item = &Element> {
        self.layer(partner.other(), Layer::Behaviour)
    }

    /// All phrases with the partner whose side they are on.
    pub fn elements(&self) -> impl Iterator<Item = (PartnerId, &Element)> {
        self.sides
            .iter()
            .flat_map(|(partner, side)| side.elements.iter().map(move |e| (partner, e)))
    }

    /// One phrase with its partner and its place in that side's list.
    pub fn find(&self, id: ElementId) -> Option<(PartnerId, usize, &Element)> {
        self.sides.iter().find_map(|(partner, side)| {
            let place = side.elements.iter().position(|element| element.id == id)?;
            Some((partner, place, side.elements.get(place)?))
        })
    }

    /// The couple's name for the loop, or its kind while it has none.
    pub fn title(&self) -> &str {
        if self.name.is_empty() { self.kind.label() } else { &self.name }
    }
}
