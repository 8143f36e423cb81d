//! A cycle map: one loop with two sides, not two lists.

use super::{
    Dialogue, Element, ElementId, Layer, MapId, Pair, PartnerId, SessionId, SharingAct,
    SharingMade, Source, Visibility,
};
use chrono::NaiveDate;
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
    /// The therapist's own words for the pattern; authors use different names.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub pattern_words: String,
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
    /// The couple's name for the loop that they build in its place.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub new_loop_name: String,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub dialogues: Vec<Dialogue>,
    /// The couple's other loops that this one sets off or feeds.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub links: Vec<MapLink>,
    /// The day on which each partner agreed that this loop may be printed for them. Only a
    /// sexual loop asks for it ([`CycleMap::may_be_printed`]).
    #[serde(default, skip_serializing_if = "Pair::is_default")]
    pub print_agreed: Pair<Option<NaiveDate>>,
    /// What was made shareable or private again, the oldest first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sharing: Vec<SharingAct>,
}

/// That one loop leads into another.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MapLink {
    pub to: MapId,
    /// How, in a few words; may be empty.
    #[serde(default)]
    pub how: String,
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
    #[serde(default, skip_serializing_if = "Source::is_joint")]
    pub source: Source,
    /// The session in which it was caught.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub first_seen: Option<SessionId>,
}

impl TrayPhrase {
    pub fn new(words: impl Into<String>) -> Self {
        Self { id: ElementId::new(), words: words.into(), ..Self::default() }
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
    /// What this partner's moves in this loop do with the alarm.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub strategy: Option<Strategy>,
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
    /// How the shared emotion turns in each, such as "to oneself".
    #[serde(default, skip_serializing_if = "Pair::is_default")]
    pub turns: Pair<String>,
    #[serde(default, skip_serializing_if = "Visibility::is_private")]
    pub visibility: Visibility,
}

/// What a move does with the alarm of the bond (Mikulincer and Shaver 2007).
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, strum::VariantArray,
)]
pub enum Strategy {
    /// Turns it up.
    Hyperactivating,
    /// Turns it down.
    Deactivating,
    Mixed,
}

impl Strategy {
    pub fn label(self) -> &'static str {
        match self {
            Self::Hyperactivating => "turns the alarm up",
            Self::Deactivating => "turns the alarm down",
            Self::Mixed => "does both with the alarm",
        }
    }
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
    /// The same in one or two words, where there is little room.
    pub fn short_label(self) -> &'static str {
        self.label().trim_end_matches(" in this loop")
    }

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
            pattern_words: String::new(),
            status: MapStatus::default(),
            left: PartnerId::A,
            sides: Pair::default(),
            centre: Centre::default(),
            tray: Vec::new(),
            new_loop_name: String::new(),
            dialogues: Vec::new(),
            links: Vec::new(),
            print_agreed: Pair::default(),
            sharing: Vec::new(),
        }
    }

    /// True if this loop's own permission, if it needs one, allows a page for clients.
    pub fn may_be_printed(&self) -> bool {
        let agreed = &self.print_agreed;
        self.kind != CycleKind::Sexual || agreed.a.is_some() && agreed.b.is_some()
    }

    /// The phrases that belong to another one, such as the reframes of a move.
    pub fn answers_to(
        &self,
        id: ElementId,
    ) -> impl Iterator<Item = (PartnerId, &Element)> {
        self.elements().filter(move |(_, element)| element.answers == Some(id))
    }

    /// True if the list of acts says so: what was said alone is shareable no other way.
    pub fn is_shared_for_certain(&self, what: uuid::Uuid) -> bool {
        let last = self.sharing.iter().rfind(|act| act.what == what);
        last.is_some_and(|act| act.made == SharingMade::ShareableForCertain)
    }

    /// The first thing that a partner said alone and that is shareable without a recorded act.
    pub fn shared_without_act(&self) -> Option<uuid::Uuid> {
        let phrases = self.elements().map(|(_, it)| (it.id.0, it.source, it.visibility));
        let dialogues =
            self.dialogues.iter().map(|it| (it.id.0, it.source, it.visibility));
        let alone = phrases.chain(dialogues).filter(|(_, source, visibility)| {
            source.individual().is_some() && visibility.is_shareable()
        });
        alone.map(|(id, ..)| id).find(|id| !self.is_shared_for_certain(*id))
    }

    /// Puts the acts on the list that older texts hold as a date on the phrase alone.
    pub fn record_older_acts(&mut self) {
        let phrases = self.elements().map(|(_, element)| element);
        self.sharing = older_acts(phrases);
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

    /// The map with only what was said or touched, for sentences.
    #[must_use]
    pub fn without_guesses(&self) -> Self {
        let mut map = self.clone();
        for partner in PartnerId::BOTH {
            map.sides.of_mut(partner).elements.retain(|it| !it.is_guess());
        }
        map
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

/// The acts of sharing of phrases that were written before acts had a list of their own.
pub fn older_acts<'a>(phrases: impl Iterator<Item = &'a Element>) -> Vec<SharingAct> {
    let shared = phrases.filter_map(|phrase| {
        let Visibility::Shareable { on } = phrase.visibility else { return None };
        let made = SharingMade::of(phrase.source, phrase.visibility);
        Some(SharingAct { what: phrase.id.0, made, on, by: String::new() })
    });
    shared.collect()
}
