//! What a page may be made from: for the couple only what the couple may see.

use super::fields::{self, Values};
use super::fields_loop;
use super::for_supervisor::ForSupervisor;
use super::known_record::{self, ForRecord};
use super::logo;
use crate::drawing::Picture;
use crate::drawing::document::{LayerRow, OwnedPhrase, OwnershipMark, Shows};
use crate::drawing::lobe::Hand;
use crate::model::audience::{Audience, Shown};
use crate::model::client_session::ClientSession;
use crate::model::letterhead::Letterhead;
use crate::model::{
    Case, ClientDialogue, ClientNewLoop, ClientView, CycleMap, Element, Layer, Measure,
    Ownership, Pair, PartnerId, Turn,
};
use std::collections::BTreeMap;
use std::sync::Arc;
use strum::VariantArray as _;

/// What the page of one audience is made from.
#[derive(Debug, Clone, Copy)]
pub enum Known<'a> {
    Couple(&'a ForCouple<'a>),
    Practice(&'a ForPractice<'a>),
    Supervisor(&'a ForSupervisor),
    Record(&'a ForRecord<'a>),
}

/// All that a page for the couple can be made from. It has no field for anything private.
#[derive(Debug, Clone)]
pub struct ForCouple<'a> {
    pub view: &'a ClientView,
    pub dialogues: Vec<ClientDialogue>,
    /// The session that the page is printed for.
    pub session: Option<ClientSession>,
    pub new_loop: ClientNewLoop,
    pub practice: &'a PracticeWords,
}

/// What a page that stays in the practice is made from.
#[derive(Debug, Clone, Copy)]
pub struct ForPractice<'a> {
    pub case: &'a Case,
    pub map: &'a CycleMap,
    pub practice: &'a PracticeWords,
}

/// What a practice says of itself; all of it may be empty.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct PracticeWords {
    pub name: String,
    pub therapist: String,
    /// What stands behind the therapist's name, such as a licence.
    pub credentials: String,
    /// Address, phone, registration: what stands under the name on a letterhead.
    pub lines: Vec<String>,
    /// The logo on a letterhead, with what it shows.
    pub logo: Option<(Arc<Picture>, String)>,
    /// Measures of its own.
    pub measures: Vec<Measure>,
}

impl PracticeWords {
    /// Lines and logo of a letterhead. A logo that cannot be read is left out.
    #[must_use]
    pub fn with_letterhead(self, head: &Letterhead) -> Self {
        let logo = head.logo.as_ref().and_then(|logo| {
            let picture = logo::read(&logo.file).ok()?;
            let shows = logo.says.trim();
            let says = match (shows, self.name.trim()) {
                ("", "") => "The logo of the practice".to_owned(),
                ("", name) => format!("The logo of {name}"),
                (shows, _) => shows.to_owned(),
            };
            Some((Arc::new(picture), says))
        });
        Self { lines: head.lines.clone(), logo, ..self }
    }
}

/// One of several things that a template repeats its blocks for.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Entry {
    pub values: Values,
    pub lists: Lists,
}

/// Entries by the name of their list.
pub type Lists = BTreeMap<&'static str, Vec<Entry>>;

impl Known<'_> {
    /// What the practice says of itself; nothing on a page without names.
    pub fn practice(&self) -> Option<&PracticeWords> {
        match self {
            Self::Couple(known) => Some(known.practice),
            Self::Practice(known) => Some(known.practice),
            Self::Record(known) => Some(known.practice),
            Self::Supervisor(_) => None,
        }
    }

    /// True for a page for the couple from a loop that they have not agreed to see printed.
    pub fn needs_permission(&self) -> bool {
        matches!(self, Self::Couple(known) if !known.view.may_be_printed())
    }
}

impl<'a> ForCouple<'a> {
    /// What of a loop the couple may see.
    pub fn new(
        view: &'a ClientView,
        map: &CycleMap,
        practice: &'a PracticeWords,
    ) -> Self {
        let names = Pair::from_fn(|partner| view.side(partner).name.as_str());
        let new_loop = ClientNewLoop::with_names(map, &names);
        let dialogues = ClientDialogue::all_of(map);
        Self { view, dialogues, session: None, new_loop, practice }
    }

    /// The first name of the partner on one hand.
    pub fn name(&self, hand: Hand) -> String {
        self.view.side(on_hand(self.view.left(), hand)).name.clone()
    }
}

impl ForPractice<'_> {
    pub fn name(&self, hand: Hand) -> String {
        self.case.name_of(on_hand(self.map.left, hand)).to_owned()
    }
}

pub(super) fn on_hand(left: PartnerId, hand: Hand) -> PartnerId {
    match hand {
        Hand::Left => left,
        Hand::Right => left.other(),
    }
}

impl Known<'_> {
    /// A value for each field that this page may name.
    pub fn values(&self) -> Values {
        if let Self::Supervisor(known) = self {
            return known.values().clone();
        }
        let value = |field: &fields::Field| {
            let of_all = !matches!(self, Self::Record(_));
            let told = field.told.filter(|_| of_all);
            let told = told.map(|told| fields_loop::joined(self.told(told)));
            let value = match self {
                Self::Couple(known) => field.couple.map(|get| get(known)),
                Self::Practice(known) => field.practice.map(|get| get(known)),
                Self::Supervisor(_) => None,
                Self::Record(known) => field.record.map(|get| get(known)),
            };
            Some((field.name, value.or(told)?))
        };
        fields::all().filter_map(value).collect()
    }

    pub fn lists(&self) -> Lists {
        if let Self::Supervisor(known) = self {
            return known.lists().clone();
        }
        let entries = |list: &fields::List| {
            let entries = match self {
                Self::Couple(known) => list.couple.map(|get| get(known)),
                Self::Practice(known) => list.practice.map(|get| get(known)),
                Self::Supervisor(_) => None,
                Self::Record(known) => list.record.map(|get| get(known)),
            };
            Some((list.name, entries?))
        };
        fields::lists().filter_map(entries).collect()
    }

    /// One side's phrases, layer by layer; with what is known of each if the page may say so.
    pub fn layers(&self, hand: Hand) -> Vec<LayerRow> {
        if let Self::Supervisor(known) = self {
            return known.layers(hand).to_vec();
        }
        let rows = Layer::VARIANTS.iter().map(|layer| LayerRow {
            label: self.layer_label(*layer, hand),
            phrases: self.phrases(*layer, hand),
            side: if layer.is_above_the_line() { Shows::Outside } else { Shows::Inside },
        });
        rows.filter(|row| !row.phrases.is_empty()).collect()
    }

    fn layer_label(&self, layer: Layer, hand: Hand) -> String {
        let name = match self {
            Self::Practice(known) => known.name(hand.other()),
            Self::Record(known) => known.name(hand.other()),
            Self::Couple(_) | Self::Supervisor(_) => {
                return layer.plain_label().to_owned();
            }
        };
        layer.label_in_line(&name)
    }

    pub fn phrases(&self, layer: Layer, hand: Hand) -> Vec<OwnedPhrase> {
        match self {
            Self::Couple(known) => {
                let side = known.view.side(on_hand(known.view.left(), hand));
                let plain = |words| OwnedPhrase { words, mark: None };
                side.layer(layer).map(|phrase| plain(phrase.quoted())).collect()
            }
            Self::Practice(known) => {
                let partner = on_hand(known.map.left, hand);
                let elements = known.map.layer(partner, layer);
                let seen = elements.filter(|it| may_stand(Shown::phrase(it)));
                seen.map(|element| marked(element, hand)).collect()
            }
            Self::Record(known) => {
                let in_the_room = known_record::in_the_room(known, (hand, layer));
                in_the_room.into_iter().map(|it| on_record(it, hand)).collect()
            }
            Self::Supervisor(_) => Vec::new(),
        }
    }
}

/// True for what may stand on a page that stays in the practice: as much as a supervisor may
/// see. What is one partner's alone stays off every page of both.
pub fn may_stand(shown: Shown) -> bool {
    Audience::Supervisor.may_see(shown)
}

fn marked(element: &Element, hand: Hand) -> OwnedPhrase {
    let owned = element.ownership;
    let says = match owned {
        Ownership::Guess => "a guess",
        Ownership::Touched => "touched",
        Ownership::Owned => "owned",
        Ownership::Shared => "owned and said to the partner",
    };
    let mark = OwnershipMark { hand, owned, says: says.to_owned() };
    // The mark says that it is a guess; nobody has said it, so it has no quotation marks.
    let words = if element.is_guess() { element.words.clone() } else { element.quoted() };
    OwnedPhrase { words, mark: Some(mark) }
}

/// As a record tells it: what nobody has said is called the therapist’s impression.
fn on_record(element: &Element, hand: Hand) -> OwnedPhrase {
    OwnedPhrase { words: element.on_record(), ..marked(element, hand) }
}

/// A talk, with its turns under the names of those who speak.
pub fn dialogue(
    (title, changed): (&str, &str),
    (before, after): (&[Turn], &[Turn]),
    names: &dyn Fn(PartnerId) -> (Hand, String),
) -> Entry {
    let turns = |turns: &[Turn]| turns.iter().map(|turn| entry(turn, names)).collect();
    let values = [("dialogue.title", title), ("dialogue.changed", changed)];
    Entry {
        values: values.map(|(name, value)| (name, value.to_owned())).into(),
        lists: [("dialogue.before", turns(before)), ("dialogue.after", turns(after))]
            .into(),
    }
}

fn entry(turn: &Turn, names: &dyn Fn(PartnerId) -> (Hand, String)) -> Entry {
    let (hand, name) = names(turn.who);
    let side = match hand {
        Hand::Left => "left",
        Hand::Right => "right",
    };
    let values = [
        ("turn.who", name),
        ("turn.side", side.to_owned()),
        ("turn.words", turn.words.clone()),
        ("turn.seen", turn.seen.clone()),
    ];
    Entry { values: values.into(), lists: Lists::new() }
}

/// The hand on which a partner is drawn.
pub fn hand_of(left: PartnerId, partner: PartnerId) -> Hand {
    if partner == left { Hand::Left } else { Hand::Right }
}
