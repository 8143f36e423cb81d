//! The key slots: each holds the practice key, locked by a passphrase or by the recovery key.

use super::bytes::{Bytes, hex};
use super::key_cost::KeyCost;
use super::passphrase::Passphrase;
use super::recovery::RecoveryKey;
use super::seal::{self, Key, SEAL_LEN};
use super::{FORMAT, StoreError};

const MAGIC: &[u8; 8] = b"HOLDFAST";
const COMMITMENT: &str = "Holdfast format 1: slot commitment";
const WRAPPING: &str = "Holdfast format 1: slot wrapping key";
const RECOVERY: &str = "Holdfast format 1: recovery key";
/// More slots than any practice has; a file with more is no practice.
const MOST_SLOTS: usize = 64;
const SEALED_KEY: usize = 32 + SEAL_LEN;

/// The random number that tells one practice from every other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct PracticeId(pub(super) [u8; 16]);

impl PracticeId {
    /// The first eight letters as they are printed: "8c1f 27d0".
    pub fn short(self) -> String {
        let all = hex(&self.0);
        let (first, rest) = all.split_at(4);
        format!("{first} {}", rest.get(..4).unwrap_or_default())
    }

    pub(super) fn hex(self) -> String {
        hex(&self.0)
    }
}

/// All slots of a practice, as they stand in the file and in the spare key file.
#[derive(Clone, PartialEq, Eq)]
pub(super) struct Keyring {
    pub practice: PracticeId,
    pub slots: Vec<Slot>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum SlotKind {
    Passphrase = 1,
    Recovery = 2,
}

#[derive(Clone, PartialEq, Eq)]
pub(super) struct Slot {
    pub kind: SlotKind,
    /// Zero for the recovery key, which is random enough without work.
    pub cost: KeyCost,
    salt: [u8; 32],
    /// Tells a wrong passphrase from a damaged slot.
    commitment: [u8; 32],
    sealed_key: [u8; SEALED_KEY],
}

/// Why bytes are no keyring.
pub(super) enum KeyringFault {
    Damaged,
    TooNew(u32),
}

impl Keyring {
    /// The key of the practice, from the slot that this passphrase opens.
    pub fn open(&self, passphrase: &Passphrase) -> Result<Key, StoreError> {
        let slots = || self.slots.iter().filter(|slot| slot.kind == SlotKind::Passphrase);
        // Before any work is done: one hostile slot among good ones would stop the computer too.
        slots().try_for_each(|slot| slot.cost.checked().map(|_| ()))?;
        for slot in slots() {
            let key = slot.cost.key_from(passphrase, &slot.salt)?;
            if let Some(key) = slot.open(self.practice, &key)? {
                return Ok(key);
            }
        }
        Err(StoreError::WrongPassphrase)
    }

    pub fn open_with_recovery(&self, recovery: &RecoveryKey) -> Result<Key, StoreError> {
        for slot in self.slots.iter().filter(|slot| slot.kind == SlotKind::Recovery) {
            let key = recovery_slot_key(recovery, &slot.salt);
            if let Some(key) = slot.open(self.practice, &key)? {
                return Ok(key);
            }
        }
        Err(StoreError::WrongRecoveryKey)
    }

    /// Puts a new passphrase in place of the old one; the practice key stays the same.
    pub fn set_passphrase(
        &mut self,
        practice_key: &Key,
        passphrase: &Passphrase,
        cost: KeyCost,
    ) -> Result<(), StoreError> {
        let salt = seal::random()?;
        let key = cost.key_from(passphrase, &salt)?;
        let made = Made { kind: SlotKind::Passphrase, cost, salt };
        let slot = Slot::lock(self.practice, made, (&key, practice_key))?;
        self.replace(slot);
        Ok(())
    }

    /// Puts a new recovery key in place of the old one, which opens nothing any more.
    pub fn set_recovery(
        &mut self,
        practice_key: &Key,
        recovery: &RecoveryKey,
    ) -> Result<(), StoreError> {
        let salt = seal::random()?;
        let key = recovery_slot_key(recovery, &salt);
        let cost = KeyCost { memory_kib: 0, passes: 0, lanes: 0 };
        let made = Made { kind: SlotKind::Recovery, cost, salt };
        let slot = Slot::lock(self.practice, made, (&key, practice_key))?;
        self.replace(slot);
        Ok(())
    }

    fn replace(&mut self, slot: Slot) {
        self.slots.retain(|old| old.kind != slot.kind);
        self.slots.push(slot);
        self.slots.sort_by_key(|slot| slot.kind as u8);
    }

    pub fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = MAGIC.to_vec();
        bytes.extend(FORMAT.to_le_bytes());
        bytes.extend(self.practice.0);
        bytes.push(self.slots.len() as u8);
        for slot in &self.slots {
            bytes.extend(
                slot.clear(self.practice).get(SLOT_LABEL.len() + 16..).unwrap_or(&[]),
            );
            bytes.extend(slot.sealed_key);
        }
        bytes.extend(blake3::hash(&bytes).as_bytes());
        bytes
    }

    pub fn from_bytes(bytes: &[u8]) -> Result<Self, KeyringFault> {
        let damaged = || KeyringFault::Damaged;
        let (body, hash) = bytes.split_last_chunk::<32>().ok_or_else(damaged)?;
        if blake3::hash(body) != *hash {
            return Err(damaged());
        }
        let mut bytes = Bytes(body);
        if bytes.array() != Some(*MAGIC) {
            return Err(damaged());
        }
        match bytes.u16() {
            Some(FORMAT) => {}
            Some(newer) if newer > FORMAT => {
                return Err(KeyringFault::TooNew(newer.into()));
            }
            _ => return Err(damaged()),
        }
        let practice = PracticeId(bytes.array().ok_or_else(damaged)?);
        let count = usize::from(bytes.u8().ok_or_else(damaged)?).min(MOST_SLOTS);
        let slots =
            (0..count).map(|_| Slot::read(&mut bytes)).collect::<Option<Vec<Slot>>>();
        let slots = slots.ok_or_else(damaged)?;
        if bytes.is_empty() { Ok(Self { practice, slots }) } else { Err(damaged()) }
    }
}

fn recovery_slot_key(recovery: &RecoveryKey, salt: &[u8; 32]) -> Key {
    let mut material = recovery.material();
    material.extend_from_slice(salt);
    Key::derive(RECOVERY, &material)
}

const SLOT_LABEL: &[u8] = b"holdfast slot 1";

/// What is known of a slot before it is locked.
#[derive(Clone, Copy)]
struct Made {
    kind: SlotKind,
    cost: KeyCost,
    salt: [u8; 32],
}

impl Slot {
    /// Locks the practice key (second) with a slot's key (first).
    fn lock(
        practice: PracticeId,
        made: Made,
        (key, practice_key): (&Key, &Key),
    ) -> Result<Self, StoreError> {
        let Made { kind, cost, salt } = made;
        let commitment = *Key::derive(COMMITMENT, key.bytes()).bytes();
        let mut slot = Self { kind, cost, salt, commitment, sealed_key: [0; SEALED_KEY] };
        let wrapping = Key::derive(WRAPPING, key.bytes());
        let sealed = wrapping.seal(&slot.clear(practice), practice_key.bytes())?;
        slot.sealed_key = sealed
            .try_into()
            .map_err(|_other_length| StoreError::Unfit("a key has a wrong length"))?;
        Ok(slot)
    }

    /// None if the key is not the one that locked the slot.
    fn open(&self, practice: PracticeId, key: &Key) -> Result<Option<Key>, StoreError> {
        let commitment = Key::derive(COMMITMENT, key.bytes());
        if !seal::are_equal(commitment.bytes(), &self.commitment) {
            return Ok(None);
        }
        let wrapping = Key::derive(WRAPPING, key.bytes());
        let opened = wrapping.unseal(&self.clear(practice), &self.sealed_key);
        let practice_key = opened.and_then(|bytes| Key::from_bytes(&bytes));
        let damaged = || StoreError::Damaged("a key slot".to_owned());
        practice_key.map(Some).ok_or_else(damaged)
    }

    /// Everything of the slot that is bound to the sealed key.
    fn clear(&self, practice: PracticeId) -> Vec<u8> {
        let mut clear = SLOT_LABEL.to_vec();
        clear.extend(practice.0);
        clear.push(self.kind as u8);
        for number in [self.cost.memory_kib, self.cost.passes, self.cost.lanes] {
            clear.extend(number.to_le_bytes());
        }
        clear.extend(self.salt);
        clear.extend(self.commitment);
        clear
    }

    fn read(bytes: &mut Bytes<'_>) -> Option<Self> {
        let kind = match bytes.u8()? {
            1 => SlotKind::Passphrase,
            2 => SlotKind::Recovery,
            _ => return None,
        };
        let (memory_kib, passes, lanes) = (bytes.u32()?, bytes.u32()?, bytes.u32()?);
        let cost = KeyCost { memory_kib, passes, lanes };
        let (salt, commitment) = (bytes.array()?, bytes.array()?);
        Some(Self { kind, cost, salt, commitment, sealed_key: bytes.array()? })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn keyring() -> (Keyring, Key, RecoveryKey) {
        let key = Key::random().unwrap();
        let practice = PracticeId([7; 16]);
        let mut keyring = Keyring { practice, slots: Vec::new() };
        let cost = KeyCost::lowest_for_tests();
        keyring.set_passphrase(&key, &Passphrase::from("six plain words"), cost).unwrap();
        let recovery = RecoveryKey::random().unwrap();
        keyring.set_recovery(&key, &recovery).unwrap();
        (keyring, key, recovery)
    }

    #[test]
    fn both_slots_open_to_the_same_key_and_nothing_else_does() {
        let (keyring, key, recovery) = keyring();
        let bytes = keyring.to_bytes();
        let Ok(keyring) = Keyring::from_bytes(&bytes) else {
            panic!("a keyring that reads")
        };
        let opened = keyring.open(&Passphrase::from(" six plain words ")).unwrap();
        assert_eq!(opened.bytes(), key.bytes());
        let opened = keyring.open_with_recovery(&recovery).unwrap();
        assert_eq!(opened.bytes(), key.bytes());
        let wrong = keyring.open(&Passphrase::from("six plain word"));
        assert!(matches!(wrong, Err(StoreError::WrongPassphrase)));
        let other = keyring.open_with_recovery(&RecoveryKey::random().unwrap());
        assert!(matches!(other, Err(StoreError::WrongRecoveryKey)));
    }

    #[test]
    fn every_changed_byte_is_noticed_without_a_passphrase() {
        let (keyring, ..) = keyring();
        let bytes = keyring.to_bytes();
        for place in 0..bytes.len() {
            let mut changed = bytes.clone();
            changed[place] ^= 0x10;
            assert!(Keyring::from_bytes(&changed).is_err(), "byte {place}");
            assert!(Keyring::from_bytes(&bytes[..place]).is_err(), "cut at {place}");
        }
    }

    #[test]
    fn a_slot_that_asks_for_too_much_is_refused_before_any_work() {
        let (mut keyring, ..) = keyring();
        keyring.slots[0].cost.memory_kib = u32::MAX;
        let Ok(keyring) = Keyring::from_bytes(&keyring.to_bytes()) else { panic!() };
        let refused = keyring.open(&Passphrase::from("six plain words"));
        assert!(matches!(refused, Err(StoreError::HostileCost)));
    }

    #[test]
    fn a_keyring_of_a_newer_format_says_so() {
        let (keyring, ..) = keyring();
        let mut bytes = keyring.to_bytes();
        bytes[8] = 2;
        let body = bytes.len() - 32;
        let hash = blake3::hash(&bytes[..body]);
        bytes[body..].copy_from_slice(hash.as_bytes());
        assert!(matches!(Keyring::from_bytes(&bytes), Err(KeyringFault::TooNew(2))));
    }
}
