//! Tells which passwords open a locked page in every reader, and what is wrong with the others.

use super::pdf_lock;
use unicode_normalization::{UnicodeNormalization as _, is_nfc};

/// Bytes of a password at most: a reader takes no more of what is typed.
pub const MOST_BYTES: usize = 127;

/// Why a password is not taken. It never tells what was typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("{}", self.says())]
pub enum PasswordFault {
    Long,
    /// A sign without a form, such as a tab or a soft hyphen.
    Unseen,
    /// A space that is not the plain one.
    Space,
    /// An accent that stands apart from its letter.
    Accent,
    /// A sign that readers take for another one, such as ² for 2.
    Form,
    /// Letters from right to left beside others.
    Direction,
    /// A sign that the rules for passwords do not know, such as an emoji.
    Sign,
}

impl PasswordFault {
    pub fn says(self) -> &'static str {
        match self {
            Self::Long => {
                "This password is too long for a PDF. Take at most 127 plain letters; an \
                 accent or another script leaves room for fewer."
            }
            Self::Unseen => {
                "There is a sign in this password that nobody sees, such as a tab. Type it \
                 again without."
            }
            Self::Space => {
                "There is a special space in this password. Type it again with plain spaces."
            }
            Self::Accent => {
                "There is an accent in this password that stands apart from its letter. Type \
                 it again, or take a letter without an accent."
            }
            Self::Form => {
                "There is a sign in this password that some programs take for another one, \
                 such as ² or ½. Take plain letters and digits."
            }
            Self::Direction => {
                "Letters from right to left cannot be mixed with other signs in this \
                 password. Take one kind."
            }
            Self::Sign => {
                "There is a sign in this password that a PDF cannot take, such as an emoji. \
                 Take letters and digits."
            }
        }
    }
}

/// What is wrong with a password; nothing if every reader opens the page with it as it is typed.
pub fn judge(password: &str) -> Option<PasswordFault> {
    let has = |is_it: fn(char) -> bool| password.contains(is_it);
    if password.len() > MOST_BYTES {
        Some(PasswordFault::Long)
    } else if has(is_unseen) {
        Some(PasswordFault::Unseen)
    } else if has(|letter| letter.is_whitespace() && letter != ' ') {
        Some(PasswordFault::Space)
    } else if !is_nfc(password) {
        Some(PasswordFault::Accent)
    } else if !password.nfkc().eq(password.chars()) {
        Some(PasswordFault::Form)
    } else if password.is_ascii() || pdf_lock::takes(password) {
        None
    } else if has(is_from_right) {
        Some(PasswordFault::Direction)
    } else {
        Some(PasswordFault::Sign)
    }
}

/// Signs without a form: those that are refused, and those that a reader passes over (RFC 3454,
/// table B.1).
fn is_unseen(letter: char) -> bool {
    letter.is_control()
        || matches!(
            letter,
            '\u{ad}'
                | '\u{34f}'
                | '\u{1806}'
                | '\u{180b}'..='\u{180d}'
                | '\u{200b}'..='\u{200f}'
                | '\u{2028}'..='\u{202e}'
                | '\u{2060}'..='\u{206f}'
                | '\u{fe00}'..='\u{fe0f}'
                | '\u{feff}'
        )
}

fn is_from_right(letter: char) -> bool {
    use unicode_bidi::{BidiClass, bidi_class};
    matches!(bidi_class(letter), BidiClass::R | BidiClass::AL)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_password_that_not_every_reader_takes_is_told_by_its_kind_of_sign() {
        let long = "a".repeat(MOST_BYTES + 1);
        for (password, fault) in [
            (long.as_str(), PasswordFault::Long),
            (&"ż".repeat(64), PasswordFault::Long),
            ("quiet\tdoor", PasswordFault::Unseen),
            ("quiet\u{ad}door", PasswordFault::Unseen),
            ("quiet\u{200b}door", PasswordFault::Unseen),
            ("quiet\u{a0}door", PasswordFault::Space),
            ("quiet\u{3000}door", PasswordFault::Space),
            ("cafe\u{301} noir", PasswordFault::Accent),
            ("quiet door ²", PasswordFault::Form),
            ("quiet door 🙂", PasswordFault::Sign),
            ("שלום door", PasswordFault::Direction),
        ] {
            assert_eq!(judge(password), Some(fault), "{password:?}");
        }
    }

    #[test]
    fn plain_passwords_of_many_scripts_are_taken() {
        let longest = "a".repeat(MOST_BYTES);
        for password in [
            longest.as_str(),
            "quiet door 12",
            "żółć door 12",
            "тихая дверь 12",
            "静かな扉",
        ] {
            assert_eq!(judge(password), None, "{password}");
        }
    }

    #[test]
    fn what_is_said_of_a_password_repeats_nothing_of_it() {
        let said = PasswordFault::Sign.to_string();
        assert!(!said.contains('🙂') && said.ends_with('.'), "{said}");
    }
}
