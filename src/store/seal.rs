//! Keys that wipe themselves, and the seal that nothing leaves the store without.

use super::StoreError;
use chacha20poly1305::aead::AeadInOut as _;
use chacha20poly1305::{KeyInit as _, Tag, XChaCha20Poly1305, XNonce};
use zeroize::Zeroizing;

pub(super) const NONCE_LEN: usize = 24;
pub(super) const TAG_LEN: usize = 16;
/// What a seal adds to the words: its nonce before them and its tag behind.
pub(super) const SEAL_LEN: usize = NONCE_LEN + TAG_LEN;

/// A key of 32 random or derived bytes.
#[derive(Clone)]
pub(super) struct Key(Zeroizing<[u8; 32]>);

/// Fills an array with random bytes.
pub(super) fn random<const N: usize>() -> Result<[u8; N], StoreError> {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes)?;
    Ok(bytes)
}

impl Key {
    pub fn random() -> Result<Self, StoreError> {
        let mut key = Zeroizing::new([0; 32]);
        getrandom::fill(key.as_mut())?;
        Ok(Self(key))
    }

    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let mut key = Zeroizing::new([0; 32]);
        if bytes.len() != key.len() {
            return None;
        }
        key.copy_from_slice(bytes);
        Some(Self(key))
    }

    /// A key for one purpose out of secret material; `context` names the purpose.
    pub fn derive(context: &str, material: &[u8]) -> Self {
        let mut hasher = blake3::Hasher::new_derive_key(context);
        hasher.update(material);
        let mut key = Zeroizing::new([0; 32]);
        hasher.finalize_xof().fill(key.as_mut());
        zeroize::Zeroize::zeroize(&mut hasher);
        Self(key)
    }

    pub fn bytes(&self) -> &[u8; 32] {
        &self.0
    }

    /// Nonce, ciphertext and tag, in this order; `bound` is checked but not kept.
    pub fn seal(&self, bound: &[u8], words: &[u8]) -> Result<Vec<u8>, StoreError> {
        let nonce: [u8; NONCE_LEN] = random()?;
        let mut sealed = Vec::with_capacity(words.len() + SEAL_LEN);
        sealed.extend_from_slice(&nonce);
        sealed.extend_from_slice(words);
        let (_, room) = sealed.split_at_mut(NONCE_LEN);
        let tag = self
            .cipher()
            .encrypt_inout_detached(&XNonce::from(nonce), bound, room.into())
            .map_err(|_too_long| StoreError::Unfit("a document is too long"))?;
        sealed.extend_from_slice(&tag);
        Ok(sealed)
    }

    /// What was sealed, if neither it nor what is bound to it has changed.
    pub fn unseal(&self, bound: &[u8], sealed: &[u8]) -> Option<Zeroizing<Vec<u8>>> {
        let (nonce, rest) = sealed.split_first_chunk::<NONCE_LEN>()?;
        let (words, tag) = rest.split_last_chunk::<TAG_LEN>()?;
        let mut words = Zeroizing::new(words.to_vec());
        self.cipher()
            .decrypt_inout_detached(
                &XNonce::from(*nonce),
                bound,
                words.as_mut_slice().into(),
                &Tag::from(*tag),
            )
            .ok()?;
        Some(words)
    }

    fn cipher(&self) -> XChaCha20Poly1305 {
        XChaCha20Poly1305::new(&(*self.0).into())
    }
}

/// Equal or not, in a time that tells nothing of where they differ.
pub(super) fn are_equal(a: &[u8; 32], b: &[u8; 32]) -> bool {
    // blake3's own comparison takes the same time for any two hashes.
    blake3::Hash::from(*a) == blake3::Hash::from(*b)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_sealed_comes_back_and_any_change_is_refused() {
        let key = Key::random().unwrap();
        let sealed = key.seal(b"bound", b"a few words").unwrap();
        assert_eq!(key.unseal(b"bound", &sealed).unwrap().as_slice(), b"a few words");
        assert!(key.unseal(b"other", &sealed).is_none());
        assert!(Key::random().unwrap().unseal(b"bound", &sealed).is_none());
        for place in 0..sealed.len() {
            let mut changed = sealed.clone();
            changed[place] ^= 1;
            assert!(key.unseal(b"bound", &changed).is_none(), "byte {place}");
        }
    }

    #[test]
    fn the_same_words_are_never_sealed_alike() {
        let key = Key::random().unwrap();
        assert_ne!(key.seal(b"", b"words").unwrap(), key.seal(b"", b"words").unwrap());
    }
}
