//! The words that open a practice: what is too weak, and an offer of six good ones.

use super::{StoreError, seal};
use std::fmt;
use unicode_normalization::UnicodeNormalization as _;
use zeroize::Zeroizing;

/// A passphrase, wiped when it is let go. It is never shown, not even to a debugger's log.
#[derive(Clone)]
pub struct Passphrase(Zeroizing<String>);

/// A passphrase that a thief would guess, and what would make it better.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{advice}")]
pub struct WeakPassphrase {
    pub advice: String,
}

const FEWEST_LETTERS: usize = 10;
const OFFERED_WORDS: usize = 6;

/// 2048 plain English words, one a line: each adds eleven bits.
const WORDS: &str = include_str!("../../assets/wordlist.txt");

impl Passphrase {
    pub fn new(words: &str) -> Self {
        Self(Zeroizing::new(words.to_owned()))
    }

    /// The bytes that keys are made of: an accent counts the same however a keyboard builds it.
    pub(super) fn normal_form(&self) -> Zeroizing<String> {
        // Reserved beforehand, so that growing leaves no copy behind.
        let mut normal = Zeroizing::new(String::with_capacity(self.0.len() * 4));
        normal.extend(self.0.nfkc());
        normal
    }
}

impl From<String> for Passphrase {
    fn from(words: String) -> Self {
        Self(Zeroizing::new(words))
    }
}

impl fmt::Debug for Passphrase {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Passphrase(..)")
    }
}

/// Refuses what a thief would guess, with advice.
pub fn judge_passphrase(words: &str) -> Result<(), WeakPassphrase> {
    if words.chars().count() < FEWEST_LETTERS {
        return Err(weak(&format!("Use at least {FEWEST_LETTERS} letters.")));
    }
    let judged = zxcvbn::zxcvbn(words, &["holdfast", "practice", "therapy", "couple"]);
    if judged.score() >= zxcvbn::Score::Three {
        return Ok(());
    }
    let feedback = judged.feedback();
    let warning = feedback.and_then(zxcvbn::feedback::Feedback::warning);
    let suggestions = feedback.map(zxcvbn::feedback::Feedback::suggestions);
    let mut advice: Vec<String> = warning.iter().map(ToString::to_string).collect();
    advice.extend(suggestions.unwrap_or_default().iter().map(ToString::to_string));
    if advice.is_empty() {
        advice.push("Add another word or two. Uncommon words are better.".to_owned());
    }
    Err(weak(&advice.join(" ")))
}

fn weak(advice: &str) -> WeakPassphrase {
    WeakPassphrase { advice: format!("This passphrase is easy to guess. {advice}") }
}

/// Six words drawn at random, 66 bits; nothing if the computer gives no random numbers.
pub fn offer_passphrase() -> String {
    draw_words().map(|mut words| std::mem::take(&mut *words)).unwrap_or_default()
}

fn draw_words() -> Result<Zeroizing<String>, StoreError> {
    let words: Vec<&str> = WORDS.lines().collect();
    let mut offer = Zeroizing::new(String::with_capacity(OFFERED_WORDS * 16));
    for number in 0..OFFERED_WORDS {
        // 2048 divides 65536: every word is as likely as any other.
        let draw = usize::from(u16::from_le_bytes(seal::random()?)) % words.len().max(1);
        if number > 0 {
            offer.push(' ');
        }
        offer.push_str(words.get(draw).copied().unwrap_or_default());
    }
    Ok(offer)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn the_list_holds_2048_different_plain_words() {
        let words: HashSet<&str> = WORDS.lines().collect();
        assert_eq!(words.len(), 2048);
        assert_eq!(WORDS.lines().count(), 2048);
        assert!(words.iter().all(|word| {
            word.len() >= 3 && word.bytes().all(|letter| letter.is_ascii_lowercase())
        }));
    }

    #[test]
    fn an_offered_passphrase_has_six_words_and_is_strong() {
        for _ in 0..50 {
            let offer = offer_passphrase();
            assert_eq!(offer.split(' ').count(), 6);
            judge_passphrase(&offer).unwrap();
        }
        assert_ne!(offer_passphrase(), offer_passphrase());
    }

    #[test]
    fn a_weak_passphrase_is_refused_with_advice() {
        for words in
            ["", "short", "password123", "holdfastholdfast", "qwertyuiop", "1234567890"]
        {
            let weak = judge_passphrase(words).unwrap_err();
            assert!(weak.advice.len() > 45, "{}", weak.advice);
            assert!(words.is_empty() || !weak.advice.contains(words));
        }
        judge_passphrase("lantern plum orbit kettle").unwrap();
    }

    #[test]
    fn an_accent_counts_the_same_however_it_was_typed() {
        let composed = Passphrase::new("caf\u{e9} tr\u{e8}s fort");
        let decomposed = Passphrase::new("cafe\u{301} tre\u{300}s fort");
        assert_eq!(composed.normal_form(), decomposed.normal_form());
    }

    #[test]
    fn a_passphrase_is_never_shown() {
        assert_eq!(format!("{:?}", Passphrase::new("orbit kettle")), "Passphrase(..)");
    }
}
