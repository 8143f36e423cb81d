//! Keys, and the seals made with them.

use super::StoreError;
use chacha20poly1305::aead::{Aead as _, KeyInit as _, Payload};
use chacha20poly1305::{XChaCha20Poly1305, XNonce};
use zeroize::{Zeroize as _, Zeroizing};

/// 32 secret bytes, wiped when they are let go.
#[derive(Clone)]
pub struct Key(Zeroizing<[u8; 32]>);

/// Why a seal does not open: the key is another one, or a byte has changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Broken;

const NONCE_BYTES: usize = 24;

impl Key {
    pub fn random() -> Result<Self, StoreError> {
        let mut bytes = random::<32>()?;
        let key = Self(Zeroizing::new(bytes));
        bytes.zeroize();
        Ok(key)
    }

    pub fn from_slice(bytes: &[u8]) -> Option<Self> {
        Some(Self(Zeroizing::new(bytes.try_into().ok()?)))
    }

    pub fn bytes(&self) -> &[u8; 32] {
        &self.0
    }

    /// Another key, for one purpose, from which this one cannot be found again.
    pub fn derive(&self, purpose: &str) -> Self {
        Self(Zeroizing::new(blake3::derive_key(purpose, &*self.0)))
    }

    /// A name that says nothing to who lacks the key.
    pub fn blind(&self, parts: &[&[u8]]) -> [u8; 16] {
        let mut hasher = blake3::Hasher::new_keyed(&self.0);
        for part in parts {
            hasher.update(part);
        }
        let mut name = [0; 16];
        hasher.finalize_xof().fill(&mut name);
        name
    }

    /// A proof that who made it held this key and these parts.
    pub fn proof(&self, parts: &[&[u8]]) -> blake3::Hash {
        let mut hasher = blake3::Hasher::new_keyed(&self.0);
        for part in parts {
            hasher.update(part);
        }
        hasher.finalize()
    }

    /// The sealed words: a fresh nonce, the words in cipher, their tag.
    pub fn seal(&self, words: &[u8], bound: &[u8]) -> Result<Vec<u8>, StoreError> {
        let nonce = random::<NONCE_BYTES>()?;
        let payload = Payload { msg: words, aad: bound };
        let cipher = XChaCha20Poly1305::new((&*self.0).into());
        let sealed = cipher
            .encrypt(&XNonce::from(nonce), payload)
            .map_err(|_too_long| StoreError::NoMemory)?;
        Ok([nonce.as_slice(), &sealed].concat())
    }

    /// The words, if this key sealed exactly these bytes bound to exactly `bound`.
    pub fn open(
        &self,
        sealed: &[u8],
        bound: &[u8],
    ) -> Result<Zeroizing<Vec<u8>>, Broken> {
        let (nonce, sealed) = sealed.split_first_chunk::<NONCE_BYTES>().ok_or(Broken)?;
        let payload = Payload { msg: sealed, aad: bound };
        let cipher = XChaCha20Poly1305::new((&*self.0).into());
        let words =
            cipher.decrypt(&XNonce::from(*nonce), payload).map_err(|_tag| Broken)?;
        Ok(Zeroizing::new(words))
    }
}

/// Random bytes from the system.
pub fn random<const N: usize>() -> Result<[u8; N], StoreError> {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes).map_err(|_fault| StoreError::NoRandomness)?;
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_seal_opens_only_with_its_key_its_bytes_and_what_it_is_bound_to() {
        let key = Key::random().unwrap();
        let sealed = key.seal(b"words", b"row 1").unwrap();
        assert_eq!(key.open(&sealed, b"row 1").unwrap().as_slice(), b"words");
        assert_eq!(key.open(&sealed, b"row 2"), Err(Broken));
        assert_eq!(Key::random().unwrap().open(&sealed, b"row 1"), Err(Broken));
        for at in 0..sealed.len() {
            let mut changed = sealed.clone();
            changed[at] ^= 1;
            assert_eq!(key.open(&changed, b"row 1"), Err(Broken));
            assert_eq!(key.open(&sealed[..at], b"row 1"), Err(Broken));
        }
    }

    #[test]
    fn no_seal_looks_like_another() {
        let key = Key::random().unwrap();
        assert_ne!(key.seal(b"words", b"").unwrap(), key.seal(b"words", b"").unwrap());
    }
}
