//! The one table of keys: what can be done with a key, the key that it has, and who else wants it.

use super::chord::{Chord, Script, Stroke};
use super::command::Command;
pub use super::presses::{cap, install, of, take, take_strokes};
use crate::model::Layer;
use egui::{Key, Modifiers, Ui};
use std::collections::BTreeMap;
use strum::VariantArray as _;

/// What is done on the map with one key, while the couple talks.
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
}

/// Something that has a key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Action {
    Live(Live),
    Do(Command),
}

impl Live {
    /// The key as it is shipped, and what it does.
    const fn shipped(self) -> (Chord, &'static str) {
        const fn alt(key: Key) -> Chord {
            Chord { alt: true, ..named(key) }
        }
        const fn named(key: Key) -> Chord {
            let cap = super::chord::Cap::Named(key);
            Chord { ctrl: false, shift: false, alt: false, cap }
        }
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
            Self::MoveUp => (alt(Key::ArrowUp), "Move the chosen phrase up"),
            Self::MoveDown => (alt(Key::ArrowDown), "Move the chosen phrase down"),
            Self::Reword => (named(Key::F2), "Reword the chosen phrase"),
            Self::Remove => (named(Key::Delete), "Remove the chosen phrase"),
            Self::KeyList => (Chord::sign('?'), "Show the keys"),
        }
    }

    pub fn label(self) -> &'static str {
        self.shipped().1
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
            _ => return None,
        })
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

impl Action {
    pub fn all() -> impl Iterator<Item = Self> {
        let live = Live::VARIANTS.iter().map(|live| Self::Live(*live));
        live.chain(Command::all().iter().map(|command| Self::Do(*command)))
    }

    pub fn label(self) -> &'static str {
        match self {
            Self::Live(live) => live.label(),
            Self::Do(command) => command.label(),
        }
    }

    fn shipped(self) -> Option<Chord> {
        match self {
            Self::Live(live) => Some(live.shipped().0),
            Self::Do(command) => {
                command.shortcut().map(|key| Chord::key(key.modifiers, key.logical_key))
            }
        }
    }

    /// As it is named in the practice.
    fn name(self) -> &'static str {
        match self {
            Self::Live(live) => live.into(),
            Self::Do(command) => command.into(),
        }
    }
}

impl From<Live> for Action {
    fn from(live: Live) -> Self {
        Self::Live(live)
    }
}

impl From<Command> for Action {
    fn from(command: Command) -> Self {
        Self::Do(command)
    }
}

/// What a stroke on the map means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Meant {
    Live(Live),
    /// The same, for the phrase that was just kept or is chosen.
    Correct(Live),
}

/// The keys of a practice: those that are shipped, and what its therapist changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Keys {
    bound: Vec<(Action, Option<Chord>)>,
}

impl Default for Keys {
    fn default() -> Self {
        Self { bound: Action::all().map(|action| (action, action.shipped())).collect() }
    }
}

/// What stands in the way of a key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Clash {
    /// It cannot be had, and why.
    Refused(String),
    /// Something else has it.
    Taken(Action),
}

impl Keys {
    /// The shipped keys with what a practice keeps. A name or a key that is not known is left out.
    pub fn read(kept: &BTreeMap<String, String>) -> Self {
        let mut keys = Self::default();
        for (action, chord) in &mut keys.bound {
            match kept.get(action.name()).map(String::as_str) {
                Some("") => *chord = None,
                Some(text) => *chord = Chord::read(text).or(*chord),
                None => {}
            }
        }
        keys
    }

    /// What differs from the shipped keys; nothing else is kept.
    pub fn kept(&self) -> BTreeMap<String, String> {
        let differs =
            |(action, chord): &&(Action, Option<Chord>)| *chord != action.shipped();
        let text = |chord: Option<Chord>| chord.map(Chord::kept).unwrap_or_default();
        let changed = self.bound.iter().filter(differs);
        changed.map(|(action, chord)| (action.name().to_owned(), text(*chord))).collect()
    }

    pub fn chord(&self, action: impl Into<Action>) -> Option<Chord> {
        let action = action.into();
        self.bound
            .iter()
            .find(|(bound, _)| *bound == action)
            .and_then(|(_, chord)| *chord)
    }

    /// The therapist has given it another key than the shipped one.
    pub fn is_changed(&self, action: Action) -> bool {
        self.chord(action) != action.shipped()
    }

    /// As it stands on a key cap; nothing for what has no key.
    pub fn cap(&self, action: impl Into<Action>) -> String {
        self.chord(action).map(|chord| chord.to_string()).unwrap_or_default()
    }

    fn with_chord(&self, chord: Chord) -> impl Iterator<Item = Action> {
        let has_it = move |(_, bound): &&(Action, Option<Chord>)| *bound == Some(chord);
        self.bound.iter().filter(has_it).map(|(action, _)| *action)
    }

    /// What a stroke means on the map.
    pub fn meant(&self, stroke: &Stroke, script: Script) -> Option<Meant> {
        stroke.meanings(script).into_iter().find_map(|chord| {
            self.live(chord).map(Meant::Live).or_else(|| {
                let plain = chord.shift.then(|| self.live(chord.without_shift()));
                plain.flatten().filter(|live| live.corrects()).map(Meant::Correct)
            })
        })
    }

    fn live(&self, chord: Chord) -> Option<Live> {
        self.with_chord(chord).find_map(|action| match action {
            Action::Live(live) => Some(live),
            Action::Do(_) => None,
        })
    }

    /// What a stroke means everywhere.
    pub fn command(&self, stroke: &Stroke, script: Script) -> Option<Command> {
        stroke.meanings(script).into_iter().find_map(|chord| {
            self.with_chord(chord).find_map(|action| match action {
                Action::Do(command) => Some(command),
                Action::Live(_) => None,
            })
        })
    }

    /// What stands in the way of giving this key to this action.
    pub fn clash(&self, action: Action, chord: Chord) -> Option<Clash> {
        if let Some(why) = refusal(action, chord) {
            return Some(Clash::Refused(why));
        }
        if let Some(other) = self.with_chord(chord).find(|other| *other != action) {
            return Some(Clash::Taken(other));
        }
        self.shift_clash(action, chord).map(Clash::Refused)
    }

    /// Shift with a partner's or a layer's key corrects the last phrase, so it is not free.
    fn shift_clash(&self, action: Action, chord: Chord) -> Option<String> {
        let other = if chord.shift && !chord.ctrl && !chord.alt {
            let plain =
                self.live(chord.without_shift()).filter(|live| live.corrects())?;
            Action::Live(plain)
        } else if matches!(action, Action::Live(live) if live.corrects()) {
            self.with_chord(chord.with_shift()).find(|other| *other != action)?
        } else {
            return None;
        };
        Some(format!(
            "With Shift the keys of partners and layers correct the last phrase, and that \
             would meet “{}”. Choose another key.",
            other.label()
        ))
    }

    /// Gives the key to the action; whoever had it gets the action's old one, if it may.
    #[must_use]
    pub fn with(&self, action: Action, chord: Chord) -> Self {
        let old = self.chord(action);
        let mut keys = self.clone();
        for (bound, had) in &mut keys.bound {
            if *bound == action {
                *had = Some(chord);
            } else if *had == Some(chord) {
                *had = old.filter(|old| refusal(*bound, *old).is_none());
            }
        }
        keys
    }
}

/// Keys that no action may have, in a sentence.
fn refusal(action: Action, chord: Chord) -> Option<String> {
    use super::chord::Cap;
    let is_bare = !chord.ctrl && !chord.alt;
    let keeps_its_meaning = matches!(
        chord.cap,
        Cap::Named(
            Key::Enter
                | Key::Escape
                | Key::Tab
                | Key::Space
                | Key::Backspace
                | Key::Home
                | Key::End
                | Key::ArrowUp
                | Key::ArrowDown
                | Key::ArrowLeft
                | Key::ArrowRight
        )
    );
    let edits = chord.ctrl
        && !chord.alt
        && !chord.shift
        && matches!(chord.cap, Cap::Sign('a' | 'c' | 'v' | 'x'));
    if keeps_its_meaning && is_bare || edits {
        return Some(format!("“{chord}” keeps its meaning. Choose another key."));
    }
    let types = matches!(action, Action::Do(_)) && chord.types();
    let deletes = matches!(action, Action::Do(_))
        && is_bare
        && matches!(chord.cap, Cap::Named(Key::Delete | Key::Insert));
    (types || deletes).then(|| {
        format!(
            "“{}” also works while you type, so it needs Ctrl, Alt or an F key. Choose \
             another key.",
            action.label().trim_end_matches('…')
        )
    })
}

/// Enter was pressed, and neither a button nor a panel on top wants it.
pub fn enter(ui: &Ui) -> bool {
    is_listening(ui)
        && ui.memory(|memory| memory.focused().is_none())
        && take_key(ui, Key::Enter)
}

/// Esc was pressed, and no panel on top wants it.
pub fn escape(ui: &Ui) -> bool {
    is_listening(ui) && take_key(ui, Key::Escape)
}

/// False while a panel lies over this part of the screen.
pub fn is_listening(ui: &Ui) -> bool {
    let layer = ui.layer_id();
    ui.memory(|memory| memory.is_above_modal_layer(layer))
}

fn take_key(ui: &Ui, key: Key) -> bool {
    ui.input_mut(|input| input.consume_key(Modifiers::NONE, key))
}
