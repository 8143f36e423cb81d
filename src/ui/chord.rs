//! One key with what is held down beside it, and what a stroke on any keyboard may mean.

use egui::{Event, Key, Modifiers};
use std::fmt;

/// A key as a therapist reads it in a list: "V", "Shift+X", "Ctrl+Z", "F9".
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Chord {
    /// Control, or the command key of a Mac.
    pub ctrl: bool,
    pub shift: bool,
    pub alt: bool,
    pub cap: Cap,
}

/// What stands on the key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Cap {
    /// A small letter, a digit or a sign.
    Sign(char),
    /// A key that types nothing, such as F9.
    Named(Key),
}

impl Chord {
    pub const fn sign(sign: char) -> Self {
        Self { ctrl: false, shift: false, alt: false, cap: Cap::Sign(sign) }
    }

    pub fn key(modifiers: Modifiers, key: Key) -> Self {
        let cap = sign_on(key).map_or(Cap::Named(key), Cap::Sign);
        let Modifiers { shift, alt, command, .. } = modifiers;
        Self { ctrl: command, shift, alt, cap }
    }

    #[must_use]
    pub const fn with_shift(self) -> Self {
        Self { shift: true, ..self }
    }

    #[must_use]
    pub const fn without_shift(self) -> Self {
        Self { shift: false, ..self }
    }

    /// It would type something if a text box had the keyboard.
    pub fn types(self) -> bool {
        !self.ctrl && !self.alt && matches!(self.cap, Cap::Sign(_))
    }

    /// Reads what [`Chord::kept`] has written.
    pub fn read(text: &str) -> Option<Self> {
        let (mut ctrl, mut shift, mut alt, mut rest) = (false, false, false, text);
        loop {
            let held = [("Ctrl+", &mut ctrl), ("Shift+", &mut shift), ("Alt+", &mut alt)];
            let found = held.into_iter().find_map(|(name, is_held)| {
                rest.strip_prefix(name).filter(|rest| !rest.is_empty()).zip(Some(is_held))
            });
            let Some((after, is_held)) = found else { break };
            (*is_held, rest) = (true, after);
        }
        let mut letters = rest.chars();
        let cap = match (letters.next(), letters.next()) {
            (Some(sign), None) => Cap::Sign(small(sign)),
            _ => Cap::Named(Key::from_name(rest)?),
        };
        Some(Self { ctrl, shift, alt, cap })
    }

    /// As it is kept in the practice, the same on every computer.
    pub fn kept(self) -> String {
        let cap = match self.cap {
            Cap::Sign(sign) => sign.to_uppercase().collect(),
            Cap::Named(key) => key.name().to_owned(),
        };
        format!("{}{cap}", self.held("Ctrl+"))
    }

    fn held(self, ctrl: &str) -> String {
        let held = [(self.ctrl, ctrl), (self.alt, "Alt+"), (self.shift, "Shift+")];
        held.iter().filter(|(is_held, _)| *is_held).map(|(_, name)| *name).collect()
    }
}

/// As it stands on a key cap.
impl fmt::Display for Chord {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let ctrl = if cfg!(target_os = "macos") { "Cmd+" } else { "Ctrl+" };
        formatter.write_str(&self.held(ctrl))?;
        match self.cap {
            Cap::Sign('\'') => formatter.write_str("’"),
            Cap::Sign('-') => formatter.write_str("–"),
            Cap::Sign(sign) => {
                sign.to_uppercase().try_for_each(|c| write!(formatter, "{c}"))
            }
            Cap::Named(Key::ArrowUp) => formatter.write_str("↑"),
            Cap::Named(Key::ArrowDown) => formatter.write_str("↓"),
            Cap::Named(Key::ArrowLeft) => formatter.write_str("←"),
            Cap::Named(Key::ArrowRight) => formatter.write_str("→"),
            Cap::Named(Key::Delete) => formatter.write_str("Del"),
            Cap::Named(key) => formatter.write_str(key.name()),
        }
    }
}

/// One press, as the keyboard reported it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Stroke {
    /// What it typed; of several letters the last.
    pub typed: Option<char>,
    /// The key as its layout names it.
    pub logical: Option<Key>,
    /// The key by its place, as a US keyboard names it.
    pub physical: Option<Key>,
    pub modifiers: Modifiers,
}

/// Whether the letters on this keyboard are Latin ones. It is learnt from what is typed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Script {
    #[default]
    Latin,
    Other,
}

impl Stroke {
    /// A press of a key, with the text that it typed if it typed any.
    pub fn of(event: &Event, typed: Option<&str>) -> Option<Self> {
        let Event::Key { key, physical_key, pressed: true, modifiers, .. } = event else {
            return None;
        };
        // A dead key before it comes with this one, as the first of two.
        let typed = typed.and_then(|typed| typed.chars().last());
        // Some systems report the letter beside Alt as typed.
        let typed =
            typed.filter(|typed| !(modifiers.alt && typed.is_ascii_alphanumeric()));
        Some(Self {
            typed,
            logical: Some(*key),
            physical: *physical_key,
            modifiers: *modifiers,
        })
    }

    /// Text without a key, as some on-screen keyboards send it: a capital means Shift.
    pub fn text(typed: char) -> Self {
        let shift = typed.is_uppercase();
        let modifiers = Modifiers { shift, ..Modifiers::NONE };
        Self { typed: Some(typed), modifiers, ..Self::default() }
    }

    /// What this stroke tells about the keyboard, if it tells anything.
    pub fn script(&self) -> Option<Script> {
        let letter = self.typed.filter(|typed| typed.is_alphabetic())?;
        Some(if is_latin(letter) { Script::Latin } else { Script::Other })
    }

    /// The keys that may be meant, the likeliest first.
    ///
    /// What is typed counts, so that a letter is where its layout has it. The place of the key
    /// counts where typing tells nothing: on the row of digits, which many layouts reach only
    /// with Shift, and for every key of a script that is not Latin.
    pub fn meanings(&self, script: Script) -> Vec<Chord> {
        let placed = self.physical.and_then(sign_on).map(|sign| self.chord(sign));
        let digit = placed.filter(|_| self.is_digit_by_place());
        let other = placed.filter(|_| script == Script::Other);
        let mut meanings: Vec<Chord> = Vec::new();
        meanings.extend(digit.filter(|_| !self.modifiers.shift));
        meanings.extend(other);
        match self.typed {
            Some(typed) => meanings.extend(self.typed_meanings(typed)),
            None => {
                meanings.extend(self.logical.into_iter().flat_map(|key| self.named(key)));
            }
        }
        meanings.extend(digit);
        let is_ascii = self.typed.is_some_and(|typed| typed.is_ascii());
        meanings.extend(placed.filter(|_| !is_ascii && self.is_bare()));
        meanings
    }

    /// Shift and its like alone, on the way to the key that is meant.
    pub fn is_held(&self) -> bool {
        let held = [
            Key::ShiftLeft,
            Key::ShiftRight,
            Key::ControlLeft,
            Key::ControlRight,
            Key::AltLeft,
            Key::AltRight,
            Key::SuperLeft,
            Key::SuperRight,
            Key::CapsLock,
            Key::NumLock,
        ];
        self.logical.is_some_and(|key| held.contains(&key))
    }

    /// A sign that has typed nothing yet: a dead key, whose sign comes with the next letter.
    pub fn is_silent_sign(&self) -> bool {
        self.typed.is_none() && self.is_bare() && self.logical.and_then(sign_on).is_some()
    }

    fn is_bare(&self) -> bool {
        !self.modifiers.command && !self.modifiers.alt
    }

    fn is_digit_by_place(&self) -> bool {
        let sign = self.physical.and_then(sign_on);
        self.is_bare() && sign.is_some_and(|sign| sign.is_ascii_digit())
    }

    fn chord(&self, sign: char) -> Chord {
        let Modifiers { shift, alt, command, .. } = self.modifiers;
        Chord { ctrl: command, shift, alt, cap: Cap::Sign(sign) }
    }

    /// A sign is the same with Shift and without: layouts differ in where they put it.
    fn typed_meanings(&self, typed: char) -> impl Iterator<Item = Chord> {
        let sign = usual(typed);
        let chord = Chord { ctrl: false, alt: false, ..self.chord(small(sign)) };
        let chord = if sign.is_alphabetic() { chord } else { chord.without_shift() };
        [Some(chord), (sign == '=').then_some(Chord::sign('+'))].into_iter().flatten()
    }

    fn named(&self, key: Key) -> impl Iterator<Item = Chord> {
        let chord = Chord::key(self.modifiers, key);
        // Plus is Shift and = on many keyboards, and Ctrl with = alone is meant for it.
        let plus = (key == Key::Equals && chord.ctrl)
            .then(|| Chord { cap: Cap::Sign('+'), ..chord.without_shift() });
        let is_sign = matches!(chord.cap, Cap::Sign(sign) if !sign.is_alphanumeric());
        let unshifted = (is_sign && chord.shift).then(|| chord.without_shift());
        [Some(chord), unshifted, plus].into_iter().flatten()
    }

    /// The key as it is written down when somebody chooses it for something.
    ///
    /// A letter that is not Latin is written as the key's place, so that it works in both scripts
    /// of a keyboard that has two.
    pub fn chosen(&self) -> Option<Chord> {
        if self.is_digit_by_place() && !self.modifiers.shift {
            return self.physical.and_then(sign_on).map(|sign| self.chord(sign));
        }
        match self.typed {
            Some(typed) if typed.is_ascii() || is_latin(typed) => {
                self.typed_meanings(typed).next()
            }
            Some(_) => self.physical.and_then(sign_on).map(|sign| self.chord(sign)),
            None => self.logical.and_then(|key| self.named(key).last()),
        }
    }
}

fn only(text: &str) -> Option<char> {
    let mut letters = text.chars();
    letters.next().filter(|_| letters.next().is_none())
}

fn small(sign: char) -> char {
    sign.to_lowercase().next().unwrap_or(sign)
}

/// The apostrophe has three shapes and one meaning.
fn usual(sign: char) -> char {
    match sign {
        '’' | 'ʼ' | '´' => '\'',
        '−' | '–' => '-',
        sign => sign,
    }
}

fn is_latin(letter: char) -> bool {
    letter.is_ascii_alphabetic() || ('\u{c0}'..='\u{24f}').contains(&letter)
}

/// What a key types on a US keyboard.
pub(super) fn sign_on(key: Key) -> Option<char> {
    match key {
        Key::Minus => Some('-'),
        Key::Quote => Some('\''),
        key => only(key.symbol_or_name())
            .filter(char::is_ascii_graphic)
            .map(|sign| sign.to_ascii_lowercase()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stroke(physical: Key, typed: &str, modifiers: Modifiers) -> Stroke {
        let logical = Key::from_name(typed).unwrap_or(physical);
        let event = Event::Key {
            key: logical,
            physical_key: Some(physical),
            pressed: true,
            repeat: false,
            modifiers,
        };
        Stroke::of(&event, Some(typed)).unwrap()
    }

    fn means(stroke: Stroke, chord: &str) -> bool {
        let chord = Chord::read(chord).unwrap();
        stroke.meanings(stroke.script().unwrap_or_default()).contains(&chord)
    }

    #[test]
    fn a_chord_is_read_as_it_was_written() {
        for text in ["V", "Shift+X", "Ctrl+Shift+Z", "Ctrl++", "+", "'", "F9", "Alt+Up"] {
            assert_eq!(Chord::read(text).map(Chord::kept).as_deref(), Some(text));
        }
        assert_eq!(Chord::read("Ctrl+Nonsense"), None);
        assert_eq!(Chord::read(""), None);
    }

    #[test]
    fn a_letter_of_another_script_is_the_key_under_the_finger() {
        assert!(means(stroke(Key::V, "м", Modifiers::NONE), "V"), "Cyrillic");
        assert!(means(stroke(Key::V, "ω", Modifiers::NONE), "V"), "Greek");
        assert!(means(stroke(Key::N, "מ", Modifiers::NONE), "N"), "Hebrew");
        assert!(
            means(stroke(Key::B, "لا", Modifiers::NONE), "B"),
            "Arabic, two letters on a key"
        );
        assert!(means(stroke(Key::X, "Ч", Modifiers::SHIFT), "Shift+X"));
        let hebrew_w = stroke(Key::W, "'", Modifiers::NONE);
        let first = hebrew_w.meanings(Script::Other).first().copied();
        assert_eq!(first, Chord::read("W"));
    }

    #[test]
    fn digits_are_where_they_are_printed() {
        for (typed, key) in [("&", Key::Num1), ("+", Key::Num1), ("١", Key::Num1)] {
            let first = stroke(key, typed, Modifiers::NONE).meanings(Script::Latin)[0];
            assert_eq!(first, Chord::sign('1'), "{typed}");
        }
        assert_eq!(
            stroke(Key::Num2, "é", Modifiers::NONE).meanings(Script::Latin)[0].kept(),
            "2"
        );
        assert_eq!(
            stroke(Key::Num1, "1", Modifiers::SHIFT).meanings(Script::Latin)[0].kept(),
            "1"
        );
        assert!(means(stroke(Key::Num1, "!", Modifiers::SHIFT), "Shift+1"));
    }

    #[test]
    fn a_letter_is_where_its_layout_has_it() {
        let german_z = stroke(Key::Y, "z", Modifiers::NONE);
        assert_eq!(german_z.meanings(Script::Latin), [Chord::sign('z')]);
        let french_m = stroke(Key::Semicolon, "m", Modifiers::NONE);
        assert_eq!(french_m.meanings(Script::Latin), [Chord::sign('m')]);
    }

    #[test]
    fn caps_lock_is_not_shift() {
        assert_eq!(
            stroke(Key::V, "V", Modifiers::NONE).meanings(Script::Latin),
            [Chord::sign('v')]
        );
        let both = stroke(Key::V, "v", Modifiers::SHIFT).meanings(Script::Latin);
        assert_eq!(both, [Chord::sign('v').with_shift()]);
    }

    #[test]
    fn undo_on_a_german_keyboard_is_where_its_z_is() {
        let press = |logical, physical| Stroke {
            logical: Some(logical),
            physical: Some(physical),
            modifiers: Modifiers::COMMAND,
            ..Stroke::default()
        };
        let ctrl_y = press(Key::Y, Key::Z).meanings(Script::Latin);
        assert!(!ctrl_y.contains(&Chord::read("Ctrl+Z").unwrap()));
        let ctrl_z = press(Key::Z, Key::Y).meanings(Script::Latin);
        assert!(ctrl_z.contains(&Chord::read("Ctrl+Z").unwrap()));
        let zoom = press(Key::Equals, Key::Equals).meanings(Script::Latin);
        assert!(zoom.contains(&Chord::read("Ctrl++").unwrap()));
    }

    #[test]
    fn a_chosen_key_is_written_so_that_both_scripts_find_it() {
        let written = |stroke: Stroke| stroke.chosen().map(Chord::kept).unwrap();
        assert_eq!(written(stroke(Key::H, "р", Modifiers::NONE)), "H");
        assert_eq!(written(stroke(Key::Semicolon, "ö", Modifiers::NONE)), "Ö");
        assert_eq!(written(stroke(Key::Num2, "é", Modifiers::NONE)), "2");
        assert_eq!(written(stroke(Key::Equals, "+", Modifiers::SHIFT)), "+");
        assert_eq!(written(stroke(Key::H, "H", Modifiers::SHIFT)), "Shift+H");
    }
}
