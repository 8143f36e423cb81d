//! What stands at the head of a practice's papers beside its name: lines of words, and a logo.

use serde::{Deserialize, Serialize};

/// Set once in the settings, printed by every template that asks for a letterhead.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Letterhead {
    /// Address, phone, registration: a line each.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub lines: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub logo: Option<Logo>,
}

/// A logo as its file was; it is read and checked again whenever it is printed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Logo {
    /// What it shows, for those who listen to the page.
    pub says: String,
    /// The bytes of the file, two letters each.
    #[serde(with = "pairs_of_letters")]
    pub file: Vec<u8>,
}

/// A practice without a letterhead.
pub static NONE: Letterhead = Letterhead { lines: Vec::new(), logo: None };

/// More lines than these are no letterhead.
pub const MOST_LINES: usize = 8;
/// The most letters of a line.
pub const LINE_LETTERS: usize = 120;

impl Letterhead {
    pub fn is_default(&self) -> bool {
        *self == Self::default()
    }

    /// The lines as they are typed in one box; the empty ones and those too many are left out.
    pub fn set_lines(&mut self, typed: &str) {
        let short = |line: &str| line.trim().chars().take(LINE_LETTERS).collect();
        let lines = typed.lines().filter(|line| !line.trim().is_empty());
        self.lines = lines.take(MOST_LINES).map(short).collect();
    }
}

/// Bytes as hexadecimal letters: RON would write a list of numbers, four times as long.
mod pairs_of_letters {
    use serde::{Deserialize as _, Deserializer, Serializer, de::Error as _};
    use std::fmt::Write as _;

    pub fn serialize<S: Serializer>(bytes: &[u8], to: S) -> Result<S::Ok, S::Error> {
        let mut text = String::with_capacity(2 * bytes.len());
        for byte in bytes {
            // Writing to a text cannot fail.
            write!(text, "{byte:02x}").ok();
        }
        to.serialize_str(&text)
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Vec<u8>, D::Error> {
        let text = String::deserialize(from)?;
        let pairs = text.as_bytes().chunks(2);
        let byte = |pair: &[u8]| {
            let pair = std::str::from_utf8(pair).ok()?;
            u8::from_str_radix(pair, 16).ok()
        };
        let bytes: Option<Vec<u8>> = pairs.map(byte).collect();
        bytes.ok_or_else(|| D::Error::custom("pairs of the letters 0 to 9 and a to f"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_letterhead_comes_back_from_its_text_as_it_was() {
        let mut head = Letterhead::default();
        head.set_lines("Mill Lane 3\n\n  +351 21 000 000  \n");
        assert_eq!(head.lines, ["Mill Lane 3", "+351 21 000 000"]);
        let file: Vec<u8> = (0..=255).collect();
        head.logo = Some(Logo { says: "A mill".to_owned(), file });
        let text = ron::to_string(&head).unwrap();
        assert_eq!(ron::from_str::<Letterhead>(&text).unwrap(), head);
        assert!(ron::from_str::<Logo>("(says: \"\", file: \"0g\")").is_err());
    }

    #[test]
    fn a_letterhead_of_very_many_and_very_long_lines_is_cut() {
        let mut head = Letterhead::default();
        head.set_lines(&format!("{}\n", "ä".repeat(500)).repeat(40));
        assert_eq!(head.lines.len(), MOST_LINES);
        assert!(head.lines.iter().all(|line| line.chars().count() == LINE_LETTERS));
    }
}
