//! The one table of keys: what can be done with a key, the key that it has, and who else wants it.

use super::chord::{Chord, Script, Stroke};
use super::command::Command;
pub use super::live::{Live, Where};
pub use super::presses::{
    cap, install, of, take, take_after, take_strokes, take_while_typing, while_typing,
};
use egui::{Key, Modifiers, Ui};
use std::collections::BTreeMap;
use strum::VariantArray as _;

/// Something that has a key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Action {
    Live(Live),
    Do(Command),
}

impl Action {
    /// True if one stroke could mean both.
    fn meets(self, other: Self) -> bool {
        let (Self::Live(one), Self::Live(two)) = (self, other) else { return true };
        Where::VARIANTS.iter().any(|place| one.works_on(*place) && two.works_on(*place))
    }

    pub fn all() -> impl Iterator<Item = Self> {
        let live = Live::VARIANTS.iter().map(|live| Self::Live(*live));
        live.chain(Command::all().iter().map(|command| Self::Do(*command)))
    }

    fn corrects(self) -> bool {
        matches!(self, Self::Live(live) if live.corrects())
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

/// What a stroke means on a screen with keys of its own.
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

    /// What a stroke means on a screen.
    pub fn meant(&self, place: Where, stroke: &Stroke, script: Script) -> Option<Meant> {
        let live = |chord| self.live(chord).find(|live| live.works_on(place));
        stroke.meanings(script).into_iter().find_map(|chord| {
            live(chord).map(Meant::Live).or_else(|| {
                let plain = chord.shift.then(|| live(chord.without_shift()));
                plain.flatten().filter(|live| live.corrects()).map(Meant::Correct)
            })
        })
    }

    /// True if a stroke means this on one of its screens.
    pub fn means(&self, live: Live, stroke: &Stroke, script: Script) -> bool {
        let mut places = Where::VARIANTS.iter().filter(|place| live.works_on(**place));
        places.any(|place| self.meant(*place, stroke, script) == Some(Meant::Live(live)))
    }

    fn live(&self, chord: Chord) -> impl Iterator<Item = Live> {
        self.with_chord(chord).filter_map(|action| match action {
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
        let is_in_the_way = |other: &Action| *other != action && other.meets(action);
        if let Some(other) = self.with_chord(chord).find(is_in_the_way) {
            return Some(Clash::Taken(other));
        }
        self.shift_clash(action, chord).map(Clash::Refused)
    }

    /// Shift with a partner's or a layer's key corrects the last phrase, so it is not free.
    fn shift_clash(&self, action: Action, chord: Chord) -> Option<String> {
        let other = if chord.shift && !chord.ctrl && !chord.alt {
            let mut plain = self.live(chord.without_shift()).map(Action::Live);
            plain.find(|other| other.corrects() && other.meets(action))?
        } else if action.corrects() {
            let mut shifted = self.with_chord(chord.with_shift());
            shifted.find(|other| *other != action && other.meets(action))?
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
            } else if *had == Some(chord) && bound.meets(action) {
                *had = old.filter(|old| self.may_pass_on((action, *old), *bound));
            }
        }
        keys
    }

    /// True if the key that an action gives up is one that another may have.
    fn may_pass_on(&self, (from, chord): (Action, Chord), to: Action) -> bool {
        let is_free = |other: Action| other == from || other == to || !other.meets(to);
        refusal(to, chord).is_none() && self.with_chord(chord).all(is_free)
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
    is_listening(ui) && escape_under(ui)
}

/// Esc was pressed, and no menu is open that it closes first.
pub fn escape_under(ui: &Ui) -> bool {
    !egui::Popup::is_any_open(ui.ctx()) && take_key(ui, Key::Escape)
}

/// False while a panel lies over this part of the screen.
pub fn is_listening(ui: &Ui) -> bool {
    let layer = ui.layer_id();
    ui.memory(|memory| memory.is_above_modal_layer(layer))
}

/// The place, from 0, that one of the keys 1 to 9 means; a text that is typed keeps its digits.
pub fn number(ui: &Ui, count: usize) -> Option<usize> {
    if !is_listening(ui) || ui.ctx().text_edit_focused() {
        return None;
    }
    NUMBERS.iter().take(count).position(|key| take_key(ui, *key))
}

/// The keys that choose by number.
pub const NUMBERS: [Key; 9] = [
    Key::Num1,
    Key::Num2,
    Key::Num3,
    Key::Num4,
    Key::Num5,
    Key::Num6,
    Key::Num7,
    Key::Num8,
    Key::Num9,
];

fn take_key(ui: &Ui, key: Key) -> bool {
    ui.input_mut(|input| input.consume_key(Modifiers::NONE, key))
}
