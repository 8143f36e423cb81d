//! Words that open things: wiped from memory when they are let go, and never printed.

use zeroize::Zeroizing;

/// Room for the longest passphrase, so that typing never leaves a copy behind by growing.
const ROOM: usize = 512;

/// A passphrase or a row of a recovery key while it is typed.
pub struct Secret(Zeroizing<String>);

impl Secret {
    pub fn new() -> Self {
        Self(Zeroizing::new(String::with_capacity(ROOM)))
    }

    /// The words themselves, for the one who opens with them.
    pub fn reveal(&self) -> &str {
        &self.0
    }

    /// For the field that it is typed into.
    pub fn buffer(&mut self) -> &mut String {
        &mut self.0
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Hands the words over and keeps none.
    #[must_use = "the words are gone from here"]
    pub fn take(&mut self) -> Self {
        std::mem::take(self)
    }

    /// Forgets the words.
    pub fn wipe(&mut self) {
        *self = Self::new();
    }
}

impl Default for Secret {
    fn default() -> Self {
        Self::new()
    }
}

impl From<&str> for Secret {
    fn from(words: &str) -> Self {
        let mut secret = Self::new();
        secret.0.push_str(words);
        secret
    }
}

impl Clone for Secret {
    fn clone(&self) -> Self {
        Self::from(self.reveal())
    }
}

impl PartialEq for Secret {
    fn eq(&self, other: &Self) -> bool {
        self.reveal() == other.reveal()
    }
}

impl Eq for Secret {}

impl std::fmt::Debug for Secret {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("Secret")
    }
}
