//! A key slot: the practice key, wrapped for whoever knows the passphrase or holds the sheet.

use super::seal::{self, Key};
use super::{Passphrase, RecoveryKey, StoreError};
use argon2::{Algorithm, Argon2, Params, Version};
use std::time::{Duration, Instant};
use zeroize::Zeroizing;

/// How much work one guess at a passphrase takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct KeyCost {
    memory_kib: u32,
    passes: u32,
    lanes: u32,
}

/// What unwraps a slot.
pub enum Opener<'a> {
    Passphrase(&'a Passphrase),
    Recovery(&'a RecoveryKey),
}

/// One slot, as it is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Slot {
    pub kind: SlotKind,
    /// Which recovery sheet this is, from 1; 0 for a passphrase.
    pub sheet: u32,
    cost: KeyCost,
    salt: [u8; SALT_BYTES],
    /// Tells a wrong passphrase from a damaged slot.
    commitment: [u8; 32],
    sealed: Vec<u8>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SlotKind {
    Passphrase,
    Recovery,
}

/// Why a slot did not open.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SlotFault {
    /// Another passphrase or recovery key.
    Wrong,
    Damaged,
    NoMemory,
}

/// How long an unlock may take on the computer that the practice is made on.
const WANTED: Duration = Duration::from_millis(750);
/// More would make another, slower computer wait too long.
const MOST_PASSES: u32 = 10;

const SALT_BYTES: usize = 16;
const SEALED_BYTES: usize = 24 + 32 + 16;
const CHECKSUM_BYTES: usize = 32;
const CLEAR_BYTES: usize = 1 + 4 * 4 + SALT_BYTES + 32;
pub const SLOT_BYTES: usize = CLEAR_BYTES + SEALED_BYTES + CHECKSUM_BYTES;

const BOUND: &[u8] = b"holdfast slot 1";
const RECOVERY_PURPOSE: &str = "holdfast 1 recovery key";
const COMMITMENT_PURPOSE: &str = "holdfast 1 slot commitment";

impl KeyCost {
    /// 128 MiB and three passes: a third of a second here, and the same for every guess.
    pub const fn shipped() -> Self {
        Self { memory_kib: 128 * 1024, passes: 3, lanes: 1 }
    }

    /// Almost nothing, so that tests can open practices by the thousand. No program offers it.
    pub const fn lowest_for_tests() -> Self {
        Self { memory_kib: 8, passes: 1, lanes: 1 }
    }

    /// The same, with more passes where this computer is so fast that a guess would be cheap: an
    /// unlock then takes it most of a second. Never less, and the cost of tests stays as it is.
    #[must_use]
    pub fn raised_for_this_computer(self) -> Self {
        if self.memory_kib < Self::shipped().memory_kib {
            return self;
        }
        let began = Instant::now();
        let slot = Slot {
            kind: SlotKind::Passphrase,
            sheet: 0,
            cost: self,
            salt: [0; SALT_BYTES],
            commitment: [0; 32],
            sealed: Vec::new(),
        };
        let tried = slot.keys_of(&Opener::Passphrase(&Passphrase::new("how long")));
        if tried.is_ok() { self.raised_after(began.elapsed()) } else { self }
    }

    /// As many passes as the wanted time has room for, when those of now took so long.
    fn raised_after(self, taken: Duration) -> Self {
        let one = taken.as_secs_f64() / f64::from(self.passes);
        let passes = (WANTED.as_secs_f64() / one.max(f64::EPSILON)).floor() as u32;
        Self { passes: passes.clamp(self.passes, MOST_PASSES.max(self.passes)), ..self }
    }

    /// A file may not make this computer work for hours or use up its memory.
    fn is_sane(self) -> bool {
        (8..=1024 * 1024).contains(&self.memory_kib)
            && (1..=16).contains(&self.passes)
            && (1..=4).contains(&self.lanes)
            && self.memory_kib >= 8 * self.lanes
    }
}

impl Slot {
    pub fn wrap(
        practice_key: &Key,
        practice: &[u8; 16],
        opener: &Opener<'_>,
        (sheet, cost): (u32, KeyCost),
    ) -> Result<Self, StoreError> {
        let kind = match opener {
            Opener::Passphrase(_) => SlotKind::Passphrase,
            Opener::Recovery(_) => SlotKind::Recovery,
        };
        let salt = seal::random()?;
        let mut slot =
            Self { kind, sheet, cost, salt, commitment: [0; 32], sealed: Vec::new() };
        let (wrapping, commitment) =
            slot.keys_of(opener).map_err(|_fault| StoreError::NoMemory)?;
        slot.commitment = commitment;
        slot.sealed = wrapping.seal(practice_key.bytes(), &slot.bound(practice))?;
        Ok(slot)
    }

    pub fn unwrap(
        &self,
        practice: &[u8; 16],
        opener: &Opener<'_>,
    ) -> Result<Key, SlotFault> {
        let (wrapping, commitment) = self.keys_of(opener)?;
        if commitment != self.commitment {
            return Err(SlotFault::Wrong);
        }
        let bytes = wrapping
            .open(&self.sealed, &self.bound(practice))
            .map_err(|_broken| SlotFault::Damaged)?;
        Key::from_slice(&bytes).ok_or(SlotFault::Damaged)
    }

    pub fn cost(&self) -> KeyCost {
        self.cost
    }

    /// The slot as bytes that prove themselves, so that damage is not taken for a wrong passphrase.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = self.clear_bytes();
        bytes.extend(&self.sealed);
        bytes.extend(blake3::hash(&bytes).as_bytes());
        bytes
    }

    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let (bytes, checksum) = bytes.split_last_chunk::<CHECKSUM_BYTES>()?;
        if blake3::hash(bytes) != *checksum {
            return None;
        }
        let (kind, bytes) = bytes.split_first()?;
        let kind = match kind {
            1 => SlotKind::Passphrase,
            2 => SlotKind::Recovery,
            _ => return None,
        };
        let (sheet, bytes) = bytes.split_first_chunk()?;
        let (memory, bytes) = bytes.split_first_chunk()?;
        let (passes, bytes) = bytes.split_first_chunk()?;
        let (lanes, bytes) = bytes.split_first_chunk()?;
        let (salt, bytes) = bytes.split_first_chunk()?;
        let (commitment, sealed) = bytes.split_first_chunk()?;
        let cost = KeyCost {
            memory_kib: u32::from_le_bytes(*memory),
            passes: u32::from_le_bytes(*passes),
            lanes: u32::from_le_bytes(*lanes),
        };
        (cost.is_sane() && sealed.len() == SEALED_BYTES).then(|| Self {
            kind,
            sheet: u32::from_le_bytes(*sheet),
            cost,
            salt: *salt,
            commitment: *commitment,
            sealed: sealed.to_vec(),
        })
    }

    fn clear_bytes(&self) -> Vec<u8> {
        let kind: u8 = match self.kind {
            SlotKind::Passphrase => 1,
            SlotKind::Recovery => 2,
        };
        let KeyCost { memory_kib, passes, lanes } = self.cost;
        let mut bytes = vec![kind];
        bytes.extend(self.sheet.to_le_bytes());
        for number in [memory_kib, passes, lanes] {
            bytes.extend(number.to_le_bytes());
        }
        bytes.extend(self.salt);
        bytes.extend(self.commitment);
        bytes
    }

    fn bound(&self, practice: &[u8; 16]) -> Vec<u8> {
        [BOUND, practice, &self.clear_bytes()].concat()
    }

    /// The wrapping key, and what is kept to recognise it.
    fn keys_of(&self, opener: &Opener<'_>) -> Result<(Key, [u8; 32]), SlotFault> {
        let mut made = Zeroizing::new([0; 64]);
        match opener {
            Opener::Passphrase(passphrase) => {
                stretch(passphrase, &self.salt, self.cost, &mut *made)?;
            }
            // Already 160 random bits: no work would make them harder to guess.
            Opener::Recovery(key) => {
                blake3::Hasher::new_derive_key(RECOVERY_PURPOSE)
                    .update(key.bytes())
                    .update(&self.salt)
                    .finalize_xof()
                    .fill(&mut *made);
            }
        }
        let (wrapping, other) = made.split_at(32);
        let wrapping = Key::from_slice(wrapping).ok_or(SlotFault::Damaged)?;
        Ok((wrapping, blake3::derive_key(COMMITMENT_PURPOSE, other)))
    }
}

fn stretch(
    passphrase: &Passphrase,
    salt: &[u8; SALT_BYTES],
    cost: KeyCost,
    made: &mut [u8],
) -> Result<(), SlotFault> {
    let KeyCost { memory_kib, passes, lanes } = cost;
    let params = Params::new(memory_kib, passes, lanes, Some(made.len()))
        .map_err(|_fault| SlotFault::Damaged)?;
    Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
        .hash_password_into(passphrase.normal_form().as_bytes(), salt, made)
        .map_err(|_fault| SlotFault::NoMemory)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wrapped() -> (Key, Slot) {
        let key = Key::random().unwrap();
        let passphrase = Passphrase::new("orbit kettle");
        let opener = Opener::Passphrase(&passphrase);
        let slot = Slot::wrap(&key, &[1; 16], &opener, (0, KeyCost::lowest_for_tests()))
            .unwrap();
        (key, slot)
    }

    #[test]
    fn the_cost_grows_with_the_speed_of_the_computer_and_never_shrinks() {
        let shipped = KeyCost::shipped();
        let after = |millis| shipped.raised_after(Duration::from_millis(millis)).passes;
        assert_eq!((after(0), after(150), after(300)), (MOST_PASSES, MOST_PASSES, 7));
        assert_eq!((after(750), after(5_000)), (shipped.passes, shipped.passes));
        assert!(shipped.raised_after(Duration::ZERO).is_sane());
        let lowest = KeyCost::lowest_for_tests();
        assert_eq!(lowest.raised_for_this_computer(), lowest);
    }

    #[test]
    fn the_right_passphrase_opens_a_slot_and_another_is_told_from_damage() {
        let (key, mut slot) = wrapped();
        let right = Passphrase::new("orbit kettle");
        let right = Opener::Passphrase(&right);
        assert_eq!(slot.unwrap(&[1; 16], &right).unwrap().bytes(), key.bytes());
        let wrong = Passphrase::new("orbit kettles");
        let wrong = slot.unwrap(&[1; 16], &Opener::Passphrase(&wrong));
        assert_eq!(wrong.err(), Some(SlotFault::Wrong));
        assert_eq!(slot.unwrap(&[2; 16], &right).err(), Some(SlotFault::Damaged));
        slot.sealed[30] ^= 1;
        assert_eq!(slot.unwrap(&[1; 16], &right).err(), Some(SlotFault::Damaged));
    }

    #[test]
    fn a_slot_with_any_changed_or_missing_byte_is_not_read() {
        let bytes = wrapped().1.to_bytes();
        assert_eq!(bytes.len(), SLOT_BYTES);
        assert_eq!(Slot::from_bytes(&bytes).unwrap().to_bytes(), bytes);
        for at in 0..bytes.len() {
            let mut changed = bytes.clone();
            changed[at] ^= 4;
            assert_eq!(Slot::from_bytes(&changed), None);
            assert_eq!(Slot::from_bytes(&bytes[..at]), None);
        }
    }

    #[test]
    fn a_hostile_cost_is_refused_before_any_work() {
        for cost in [
            KeyCost { memory_kib: 1 << 30, ..KeyCost::shipped() },
            KeyCost { passes: 5_000_000, ..KeyCost::shipped() },
            KeyCost { lanes: 0, ..KeyCost::shipped() },
            KeyCost { memory_kib: 0, ..KeyCost::shipped() },
        ] {
            let slot = Slot { cost, ..wrapped().1 };
            assert_eq!(Slot::from_bytes(&slot.to_bytes()), None);
        }
        let shipped = Slot { cost: KeyCost::shipped(), ..wrapped().1 };
        assert!(Slot::from_bytes(&shipped.to_bytes()).is_some());
    }
}
