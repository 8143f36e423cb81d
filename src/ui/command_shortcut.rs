//! The keys of the commands as they are shipped.

use super::command::Command;
use egui::{Key, KeyboardShortcut, Modifiers};

impl Command {
    /// The key as it is shipped; `keys` knows what a practice has made of it.
    pub fn shortcut(self) -> Option<KeyboardShortcut> {
        match self {
            Self::Palette => command(Key::K),
            Self::Keys => plain(Key::F1),
            Self::Undo => command(Key::Z),
            Self::Redo => command_shift(Key::Z),
            Self::Save => command(Key::S),
            Self::Print => command(Key::P),
            Self::Couples => command(Key::T),
            Self::Brief => plain(Key::F7),
            Self::Find => command(Key::F),
            Self::Map => command(Key::M),
            Self::Reaches => command_shift(Key::R),
            Self::Talks => command_shift(Key::T),
            Self::SlowDown => command(Key::D),
            Self::CoupleScreen => plain(Key::F10),
            Self::RevealNext => plain(Key::PageDown),
            Self::RevealBack => plain(Key::PageUp),
            Self::RevealAll => {
                Some(KeyboardShortcut::new(Modifiers::SHIFT, Key::PageDown))
            }
            Self::FreezeCouple => Some(KeyboardShortcut::new(Modifiers::SHIFT, Key::F10)),
            Self::Readings => command(Key::R),
            Self::Notes => command(Key::O),
            Self::File => command(Key::B),
            Self::Closing => command_shift(Key::J),
            Self::Library => command(Key::Y),
            Self::Templates => command_shift(Key::P),
            Self::Search => command_shift(Key::F),
            Self::Course => command(Key::H),
            Self::Measures => command(Key::U),
            Self::Compare => command_shift(Key::H),
            Self::Confirm => command_shift(Key::M),
            Self::NewCouple => command(Key::N),
            Self::NewLoop => command_shift(Key::N),
            Self::SwitchView => command(Key::E),
            Self::ShowList => command_shift(Key::E),
            Self::Legend => command(Key::I),
            Self::Ownership => command(Key::G),
            Self::ZoomIn => command(Key::Plus),
            Self::ZoomOut => command(Key::Minus),
            Self::ZoomToFit => command(Key::Num0),
            Self::Settings => command(Key::Comma),
            Self::SwitchTheme => command_shift(Key::D),
            Self::StartSession => plain(Key::F6),
            Self::StopSession => Some(KeyboardShortcut::new(Modifiers::SHIFT, Key::F6)),
            Self::Sessions => command(Key::J),
            Self::TimeMark => plain(Key::F8),
            Self::Blank => plain(Key::F9),
            Self::Lock => command(Key::L),
            _ => None,
        }
    }
}

/// A key that types nothing.
#[expect(clippy::unnecessary_wraps, reason = "it stands beside commands without a key")]
fn plain(key: Key) -> Option<KeyboardShortcut> {
    Some(KeyboardShortcut::new(Modifiers::NONE, key))
}

/// A key with Ctrl, or with Cmd where that is usual.
#[expect(clippy::unnecessary_wraps, reason = "it stands beside commands without a key")]
fn command(key: Key) -> Option<KeyboardShortcut> {
    Some(KeyboardShortcut::new(Modifiers::COMMAND, key))
}

#[expect(clippy::unnecessary_wraps, reason = "it stands beside commands without a key")]
fn command_shift(key: Key) -> Option<KeyboardShortcut> {
    Some(KeyboardShortcut::new(Modifiers::COMMAND | Modifiers::SHIFT, key))
}
