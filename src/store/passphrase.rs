//! Passphrases: kept from every log, judged before they are taken, and offered if wanted.

use super::StoreError;
use secrecy::{ExposeSecret as _, SecretString};
use unicode_normalization::UnicodeNormalization as _;
use zeroize::Zeroizing;
use zxcvbn::feedback::{Suggestion, Warning};

/// The words that open a practice. They are wiped when let go and never printed.
pub struct Passphrase(SecretString);

/// Why a passphrase is not taken, and what would make it better.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{advice}")]
pub struct WeakPassphrase {
    pub advice: String,
}

/// The EFF's long list: 7776 plain words, so that six of them make 77 bits.
const WORDS: &str = include_str!("../../assets/wordlist.txt");
const OFFERED_WORDS: usize = 6;
/// The judge takes ever longer for long words, and looks no further than this.
const JUDGED_LETTERS: usize = 100;

impl From<&str> for Passphrase {
    /// Spaces around the words do not count, since they cannot be seen; and a letter with an
    /// accent is the same however a keyboard puts it together (Unicode NFC).
    fn from(words: &str) -> Self {
        let mut same = Zeroizing::new(String::with_capacity(words.len() * 3));
        same.extend(words.trim().nfc());
        Self(SecretString::from(same.as_str()))
    }
}

impl Passphrase {
    pub(super) fn bytes(&self) -> &[u8] {
        self.0.expose_secret().as_bytes()
    }
}

impl std::fmt::Debug for Passphrase {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("Passphrase")
    }
}

/// Refuses a passphrase that someone with a stolen computer would soon guess.
pub fn judge_passphrase(words: &str) -> Result<(), WeakPassphrase> {
    let words = words.trim();
    if words.is_empty() {
        return Err(weak("Type a passphrase"));
    }
    let judged: Zeroizing<String> =
        Zeroizing::new(words.chars().take(JUDGED_LETTERS).collect());
    let judgement =
        zxcvbn::zxcvbn(&judged, &["holdfast", "practice", "therapy", "couple"]);
    if judgement.score() >= zxcvbn::Score::Four {
        return Ok(());
    }
    let feedback = judgement.feedback();
    let why = feedback.and_then(zxcvbn::feedback::Feedback::warning).map(why);
    let how = feedback
        .and_then(|feedback| feedback.suggestions().iter().copied().find_map(how));
    let why = why.unwrap_or("This could be guessed by someone with time.");
    let how = how.unwrap_or("Add one or two words that do not belong together.");
    Err(weak(&format!("{why} {how}")))
}

fn weak(advice: &str) -> WeakPassphrase {
    WeakPassphrase { advice: advice.to_owned() }
}

fn why(warning: Warning) -> &'static str {
    match warning {
        Warning::StraightRowsOfKeysAreEasyToGuess
        | Warning::ShortKeyboardPatternsAreEasyToGuess => {
            "Rows of keys are easy to guess."
        }
        Warning::RepeatsLikeAaaAreEasyToGuess
        | Warning::RepeatsLikeAbcAbcAreOnlySlightlyHarderToGuess => {
            "Repeated letters and words add little."
        }
        Warning::ThisIsATop10Password
        | Warning::ThisIsATop100Password
        | Warning::ThisIsACommonPassword
        | Warning::ThisIsSimilarToACommonlyUsedPassword => {
            "This is among the passphrases that are tried first."
        }
        Warning::SequencesLikeAbcAreEasyToGuess => {
            "Sequences like abc are easy to guess."
        }
        Warning::RecentYearsAreEasyToGuess | Warning::DatesAreOftenEasyToGuess => {
            "Years and dates are easy to guess."
        }
        Warning::AWordByItselfIsEasyToGuess => "One word alone is easy to guess.",
        Warning::NamesAndSurnamesByThemselvesAreEasyToGuess
        | Warning::CommonNamesAndSurnamesAreEasyToGuess => "Names are easy to guess.",
    }
}

fn how(suggestion: Suggestion) -> Option<&'static str> {
    match suggestion {
        Suggestion::AvoidRepeatedWordsAndCharacters => Some("Use words that differ."),
        Suggestion::AvoidDatesAndYearsThatAreAssociatedWithYou
        | Suggestion::AvoidRecentYears
        | Suggestion::AvoidYearsThatAreAssociatedWithYou => {
            Some("Leave out dates, and add words that do not belong together.")
        }
        Suggestion::CapitalizationDoesntHelpVeryMuch
        | Suggestion::AllUppercaseIsAlmostAsEasyToGuessAsAllLowercase
        | Suggestion::PredictableSubstitutionsDontHelpVeryMuch
        | Suggestion::ReversedWordsArentMuchHarderToGuess => {
            Some("Capitals and digits in place of letters help little; more words do.")
        }
        _ => None,
    }
}

/// Six words by chance, which nobody guesses and most people can learn.
pub fn offer_passphrase() -> Result<Zeroizing<String>, StoreError> {
    let words: Vec<&str> = WORDS.lines().collect();
    let mut offered = Zeroizing::new(String::with_capacity(OFFERED_WORDS * 12));
    for place in 0..OFFERED_WORDS {
        if place > 0 {
            offered.push(' ');
        }
        offered.push_str(words.get(below(words.len())?).copied().unwrap_or_default());
    }
    Ok(offered)
}

/// A random number below `limit`, each as likely as the others.
fn below(limit: usize) -> Result<usize, StoreError> {
    let limit = limit.max(1) as u64;
    let fair = u64::MAX - u64::MAX % limit;
    loop {
        let number = getrandom::u64()?;
        if number < fair {
            return Ok((number % limit) as usize);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn weak_passphrases_are_refused_with_advice() {
        for weak in
            ["", "  ", "password", "linden2026", "qwertyuiop", "Passw0rd!", "aaaaaaaa"]
        {
            let advice = judge_passphrase(weak).unwrap_err().advice;
            assert!(advice.len() > 10 && !advice.contains("linden"), "{advice}");
        }
    }

    #[test]
    fn the_offered_words_are_strong_and_never_the_same() {
        let (one, two) = (offer_passphrase().unwrap(), offer_passphrase().unwrap());
        assert_eq!(one.split(' ').count(), OFFERED_WORDS);
        assert_ne!(*one, *two);
        assert_eq!(judge_passphrase(&one), Ok(()));
    }

    #[test]
    fn the_list_has_enough_different_words() {
        let words: std::collections::HashSet<&str> = WORDS.lines().collect();
        assert_eq!(words.len(), WORDS.lines().count());
        assert!((words.len() as f64).log2() * OFFERED_WORDS as f64 >= 64.0);
        assert!(words.iter().all(|word| word.len() >= 3 && word.len() <= 9));
    }

    #[test]
    fn accents_and_spaces_around_do_not_lock_anyone_out() {
        let typed = Passphrase::from("  cafe\u{301} au lait ");
        assert_eq!(typed.bytes(), Passphrase::from("caf\u{e9} au lait").bytes());
        assert_ne!(typed.bytes(), Passphrase::from("cafe au lait").bytes());
    }

    #[test]
    fn a_passphrase_is_never_printed() {
        assert!(!format!("{:?}", Passphrase::from("six plain words")).contains("plain"));
    }
}
