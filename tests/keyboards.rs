//! Keyboards from elsewhere: what the window is told when a finger presses a key of each.

use crate::window::steps;
use egui::{Event, Key, Modifiers};
use egui_kittest::Harness;
use holdfast::app::Desk;

/// A keyboard whose keys carry other letters than a US one has in the same place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Keyboard {
    Us,
    Russian,
    French,
    German,
    Czech,
    Hebrew,
}

/// The rows of a US keyboard, by place.
const PLACES: &str = "1234567890-=qwertyuiop[]asdfghjkl;'zxcvbnm,./";

impl Keyboard {
    /// What the same places type elsewhere, without Shift and with it.
    fn rows(self) -> (&'static str, &'static str) {
        match self {
            Self::Us => (PLACES, "!@#$%^&*()_+QWERTYUIOP{}ASDFGHJKL:\"ZXCVBNM<>?"),
            Self::Russian => (
                "1234567890-=йцукенгшщзхъфывапролджэячсмитьбю.",
                "!\"№;%:?*()_+ЙЦУКЕНГШЩЗХЪФЫВАПРОЛДЖЭЯЧСМИТЬБЮ,",
            ),
            Self::French => (
                "&é\"'(-è_çà)=azertyuiop^$qsdfghjklmùwxcvbn,;:!",
                "1234567890°+AZERTYUIOP¨£QSDFGHJKLM%WXCVBN?./§",
            ),
            Self::German => (
                "1234567890ß´qwertzuiopü+asdfghjklöäyxcvbnm,.-",
                "!\"§$%&/()=?`QWERTZUIOPÜ*ASDFGHJKLÖÄYXCVBNM;:_",
            ),
            Self::Czech => (
                "+ěščřžýáíé=´qwertzuiopú)asdfghjklů§yxcvbnm,.-",
                "1234567890%ˇQWERTZUIOP/(ASDFGHJKL\"!YXCVBNM?:_",
            ),
            Self::Hebrew => (
                "1234567890-=/'קראטוןםפ][שדגכעיחלךף,זסבהנמצתץ.",
                "!@#$%^&*)(_+QWERTYUIOP}{ASDFGHJKL:\"ZXCVBNM><?",
            ),
        }
    }

    /// Presses the key in the place that types this sign on a US keyboard.
    pub fn press_place(self, harness: &mut Harness<'_, Desk>, place: char) {
        let at = PLACES.chars().position(|sign| sign == place).expect("a place");
        self.press_at(harness, (at, Modifiers::NONE));
    }

    pub fn press_place_with(
        self,
        harness: &mut Harness<'_, Desk>,
        (modifiers, place): (Modifiers, char),
    ) {
        let at = PLACES.chars().position(|sign| sign == place).expect("a place");
        self.press_at(harness, (at, modifiers));
    }

    /// Presses whichever key types this sign here.
    pub fn press_sign(self, harness: &mut Harness<'_, Desk>, sign: char) {
        let (plain, shifted) = self.rows();
        let at = |row: &str| row.chars().position(|typed| typed == sign);
        let shift = Modifiers::SHIFT;
        let found = at(plain).map(|at| (at, Modifiers::NONE));
        let found = found.or_else(|| at(shifted).map(|at| (at, shift)));
        self.press_at(harness, found.expect("this keyboard has the sign"));
    }

    fn press_at(self, harness: &mut Harness<'_, Desk>, (at, held): (usize, Modifiers)) {
        let (plain, shifted) = self.rows();
        let row = if held.shift { shifted } else { plain };
        let typed = row.chars().nth(at).expect("a full row");
        let place = PLACES.chars().nth(at).map(|place| place.to_string());
        let physical_key = place.and_then(|place| Key::from_name(&place));
        // As the window's own library does: the key by its letter, else by its place.
        let key = Key::from_name(&typed.to_string()).or(physical_key).expect("a key");
        let event = |pressed| Event::Key {
            key,
            physical_key,
            pressed,
            repeat: false,
            modifiers: held,
        };
        // In one frame, as a window is told.
        let typed = (!held.command).then(|| Event::Text(typed.to_string()));
        let input = harness.input_mut();
        input.events.push(Event::ModifiersChanged(held));
        input.events.push(event(true));
        input.events.extend(typed);
        input.events.extend([event(false), Event::ModifiersChanged(Modifiers::NONE)]);
        steps(harness);
    }
}

#[test]
fn every_keyboard_has_a_letter_in_every_place() {
    use Keyboard::{Czech, French, German, Hebrew, Russian, Us};
    for keyboard in [Us, Russian, French, German, Czech, Hebrew] {
        let (plain, shifted) = keyboard.rows();
        let count = PLACES.chars().count();
        assert_eq!(plain.chars().count(), count, "{keyboard:?}");
        assert_eq!(shifted.chars().count(), count, "{keyboard:?} with Shift");
    }
}
