//! What is done with one key while no text box has the keyboard, and on which screens.

use super::chord::{Cap, Chord};
use crate::drawing::readings::Sheet;
use crate::model::Layer;
use egui::Key;
use strum::VariantArray as _;

/// What is done with one key, while the couple talks.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, Hash, strum::VariantArray, strum::IntoStaticStr,
)]
pub enum Live {
    Left,
    Right,
    Cue,
    Body,
    Meaning,
    AboutOther,
    Reactive,
    Urge,
    Behaviour,
    Primary,
    Fear,
    Need,
    Origin,
    Intent,
    ToTray,
    OwnWords,
    Share,
    OtherPartner,
    Stronger,
    Weaker,
    Owned,
    Slower,
    SortTray,
    Mark,
    DropTyped,
    MoveUp,
    MoveDown,
    Reword,
    Remove,
    KeyList,
    Link,
    SheetBetween,
    SheetCentre,
    SheetRoots,
    SheetReframes,
    WriteNext,
    Reach,
    Response,
    Felt,
    BelongsTo,
    OtherSays,
    Difference,
    Title,
    NewTalk,
    Examples,
    Include,
    Redact,
    Withhold,
}

/// A screen where single keys do something.
#[derive(Debug, Clone, Copy, PartialEq, Eq, strum::VariantArray)]
pub enum Where {
    Map,
    NewLoop,
    Talks,
    Readings,
    Access,
}

const fn named(key: Key) -> Chord {
    Chord { ctrl: false, shift: false, alt: false, cap: Cap::Named(key) }
}

const fn alt(key: Key) -> Chord {
    Chord { alt: true, ..named(key) }
}

impl Live {
    /// The key as it is shipped, and what it does.
    pub(super) const fn shipped(self) -> (Chord, &'static str) {
        match self {
            Self::Left => (Chord::sign('1'), "The partner on the left"),
            Self::Right => (Chord::sign('2'), "The partner on the right"),
            Self::Cue => (Chord::sign('c'), "Cue"),
            Self::Body => (Chord::sign('b'), "Body"),
            Self::Meaning => (Chord::sign('m'), "Meaning about oneself"),
            Self::AboutOther => (Chord::sign('a'), "Meaning about the other"),
            Self::Reactive => (Chord::sign('r'), "Reacts with"),
            Self::Urge => (Chord::sign('u'), "Urge"),
            Self::Behaviour => (Chord::sign('v'), "Behaviour"),
            Self::Primary => (Chord::sign('p'), "Underneath"),
            Self::Fear => (Chord::sign('f'), "Fear"),
            Self::Need => (Chord::sign('n'), "Need"),
            Self::Origin => (Chord::sign('o'), "Origin"),
            Self::Intent => (Chord::sign('i'), "What it protects"),
            Self::ToTray => (Chord::sign('x'), "Drop it in the tray, to sort later"),
            Self::OwnWords => (Chord::sign('\''), "The client’s own words"),
            Self::Share => (Chord::sign('s'), "Shareable"),
            Self::OtherPartner => (Chord::sign('e'), "It is the other partner’s"),
            Self::Stronger => (Chord::sign('+'), "Stronger, up to 10"),
            Self::Weaker => (Chord::sign('-'), "Weaker"),
            Self::Owned => {
                (Chord::sign('g'), "Guess, touched, owned, said to the partner")
            }
            Self::Slower => (Chord::sign('w'), "Slow the chosen behaviour down"),
            Self::SortTray => {
                (Chord::sign('x').with_shift(), "Sort the tray: whose, then the layer")
            }
            Self::Mark => (Chord::sign('t'), "Time mark"),
            Self::DropTyped => {
                let chord = Chord { ctrl: true, ..named(Key::Enter) };
                (chord, "Drop what is typed in the tray")
            }
            Self::MoveUp => (alt(Key::ArrowUp), "Move what is chosen up"),
            Self::MoveDown => (alt(Key::ArrowDown), "Move what is chosen down"),
            Self::Reword => (named(Key::F2), "Reword what is chosen"),
            Self::Remove => (named(Key::Delete), "Remove what is chosen"),
            other => other.shipped_elsewhere(),
        }
    }

    /// The same for what is done on other screens than the map.
    const fn shipped_elsewhere(self) -> (Chord, &'static str) {
        match self {
            Self::Link => {
                (Chord::sign('l'), "Say which phrase the chosen one belongs to")
            }
            Self::SheetBetween => (Chord::sign('1'), "The sheet of misreadings"),
            Self::SheetCentre => (Chord::sign('2'), "The sheet of what both share"),
            Self::SheetRoots => (Chord::sign('3'), "The sheet of the roots"),
            Self::SheetReframes => (Chord::sign('4'), "The sheet of reframes"),
            Self::WriteNext => (Chord::sign('a'), "Write at the next place of the sheet"),
            Self::Reach => (Chord::sign('r'), "Reach"),
            Self::Response => (Chord::sign('a'), "Response"),
            Self::Felt => (Chord::sign('f'), "What it does"),
            Self::BelongsTo => (Chord::sign('i'), "What it belongs to: the next one"),
            Self::OtherSays => (Chord::sign('o'), "The other says the chosen turn"),
            Self::Difference => (Chord::sign('d'), "What made the difference"),
            Self::Title => (Chord::sign('t'), "Title of the talk"),
            Self::NewTalk => (Chord::sign('n'), "New talk"),
            Self::Examples => (Chord::sign('e'), "Start from an example"),
            Self::Include => (Chord::sign('i'), "Include it in the answer"),
            Self::Redact => (Chord::sign('r'), "Redact lines of it"),
            Self::Withhold => (Chord::sign('w'), "Withhold it"),
            _ => (Chord::sign('?'), "Show the keys"),
        }
    }

    pub fn label(self) -> &'static str {
        self.shipped().1
    }

    /// Screens share the keys of what they share; else one letter means one thing on each.
    pub fn works_on(self, place: Where) -> bool {
        match self {
            Self::KeyList => true,
            Self::Include | Self::Redact | Self::Withhold => place == Where::Access,
            _ if place == Where::Access => false,
            Self::Left | Self::Right => place != Where::Readings,
            Self::Share | Self::MoveUp | Self::MoveDown | Self::Reword | Self::Remove => {
                true
            }
            Self::OwnWords | Self::Stronger | Self::Weaker | Self::Owned => {
                place != Where::Talks
            }
            Self::OtherPartner | Self::DropTyped => {
                matches!(place, Where::Map | Where::NewLoop)
            }
            Self::Slower | Self::Link => matches!(place, Where::Map | Where::Readings),
            live => live.home() == place,
        }
    }

    /// The screen under which it stands in lists.
    pub fn home(self) -> Where {
        match self {
            Self::Reach | Self::Response | Self::Felt | Self::BelongsTo => Where::NewLoop,
            Self::OtherSays
            | Self::Difference
            | Self::Title
            | Self::NewTalk
            | Self::Examples => Where::Talks,
            Self::SheetBetween
            | Self::SheetCentre
            | Self::SheetRoots
            | Self::SheetReframes
            | Self::WriteNext => Where::Readings,
            Self::Include | Self::Redact | Self::Withhold => Where::Access,
            _ => Where::Map,
        }
    }

    /// The layer that it stands for.
    pub fn layer(self) -> Option<Layer> {
        Some(match self {
            Self::Cue => Layer::Cue,
            Self::Body => Layer::Body,
            Self::Meaning => Layer::MeaningSelf,
            Self::AboutOther => Layer::MeaningOther,
            Self::Reactive => Layer::Reactive,
            Self::Urge => Layer::Urge,
            Self::Behaviour => Layer::Behaviour,
            Self::Primary => Layer::Primary,
            Self::Fear => Layer::Fear,
            Self::Need => Layer::Need,
            Self::Origin => Layer::Origin,
            Self::Intent => Layer::Intent,
            Self::Reach => Layer::Reach,
            Self::Response => Layer::Response,
            Self::Felt => Layer::Felt,
            _ => return None,
        })
    }

    /// The sheet of the readings that it opens.
    pub fn sheet(self) -> Option<Sheet> {
        Some(match self {
            Self::SheetBetween => Sheet::Between,
            Self::SheetCentre => Sheet::Centre,
            Self::SheetRoots => Sheet::Roots,
            Self::SheetReframes => Sheet::Reframes,
            _ => return None,
        })
    }

    /// What opens this sheet.
    pub fn of_sheet(sheet: Sheet) -> Option<Self> {
        Self::VARIANTS.iter().copied().find(|live| live.sheet() == Some(sheet))
    }

    /// What chooses this layer.
    pub fn of_layer(layer: Layer) -> Option<Self> {
        Self::VARIANTS.iter().copied().find(|live| live.layer() == Some(layer))
    }

    /// With Shift the same key corrects the phrase that was just kept.
    pub fn corrects(self) -> bool {
        matches!(self, Self::Left | Self::Right) || self.layer().is_some()
    }
}
