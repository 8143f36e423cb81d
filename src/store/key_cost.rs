//! How much work it takes to turn a passphrase into a key.

use super::StoreError;
use super::passphrase::Passphrase;
use super::seal::Key;
use argon2::{Algorithm, Argon2, Params, Version};
use std::time::{Duration, Instant};
use zeroize::Zeroizing;

/// The cost of one guess: the parameters of Argon2id.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct KeyCost {
    pub(super) memory_kib: u32,
    pub(super) passes: u32,
    pub(super) lanes: u32,
}

const MIB: u32 = 1024;
/// What a file may ask for at most; more would let a hostile file stop the computer.
const MOST: KeyCost = KeyCost { memory_kib: 1024 * MIB, passes: 64, lanes: 4 };
/// Passes over one MiB that a file may ask for at most: about half a minute.
const MOST_WORK: u64 = 16 * 1024;

impl KeyCost {
    /// The least that the programs ever use: 128 MiB, three passes, one lane.
    pub const SHIPPED: Self = Self { memory_kib: 128 * MIB, passes: 3, lanes: 1 };

    /// For the library's own tests only: no program offers it, and it protects nothing.
    ///
    /// A file made with it still opens, since the cost in a file protects the one who made it and
    /// not the one who reads it. A new passphrase gets the cost that the caller names.
    pub const fn lowest_for_tests() -> Self {
        Self { memory_kib: 8, passes: 1, lanes: 1 }
    }

    /// The shipped cost, with as many more passes as this computer makes in about half a second.
    pub fn calibrated() -> Self {
        let Ok(salt) = super::seal::random() else { return Self::SHIPPED };
        let start = Instant::now();
        if Self::SHIPPED.key_from(&Passphrase::from("calibration"), &salt).is_err() {
            return Self::SHIPPED;
        }
        Self::SHIPPED.for_time(start.elapsed(), Duration::from_millis(500))
    }

    fn for_time(self, taken: Duration, wanted: Duration) -> Self {
        let a_pass = taken.as_secs_f64() / f64::from(self.passes);
        let passes = (wanted.as_secs_f64() / a_pass.max(1e-9)).floor();
        let passes = passes.clamp(f64::from(self.passes), 12.0) as u32;
        Self { passes, ..self }
    }

    /// True for a cost below what the programs use, as only tests make it.
    pub fn is_below_shipped(self) -> bool {
        self.memory_kib < Self::SHIPPED.memory_kib || self.passes < Self::SHIPPED.passes
    }

    /// Refuses what no Holdfast writes: nothing at all, or enough to stop the computer.
    pub(super) fn checked(self) -> Result<Self, StoreError> {
        let work = u64::from(self.memory_kib / MIB) * u64::from(self.passes);
        let least = Self::lowest_for_tests();
        let fits = (least.memory_kib..=MOST.memory_kib).contains(&self.memory_kib)
            && (least.passes..=MOST.passes).contains(&self.passes)
            && (least.lanes..=MOST.lanes).contains(&self.lanes)
            && work <= MOST_WORK;
        if fits { Ok(self) } else { Err(StoreError::HostileCost) }
    }

    /// The key that a passphrase gives with this cost and salt.
    pub(super) fn key_from(
        self,
        passphrase: &Passphrase,
        salt: &[u8; 32],
    ) -> Result<Key, StoreError> {
        let Self { memory_kib, passes, lanes } = self.checked()?;
        let mut key = Zeroizing::new([0; 32]);
        let params = Params::new(memory_kib, passes, lanes, Some(key.len()));
        let params = params.map_err(|_out_of_range| StoreError::HostileCost)?;
        Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
            .hash_password_into(passphrase.bytes(), salt, key.as_mut())
            .map_err(|_too_long| StoreError::HostileCost)?;
        Key::from_bytes(key.as_ref()).ok_or(StoreError::HostileCost)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cost_that_would_stop_the_computer_is_refused() {
        for cost in [
            KeyCost { memory_kib: 4096 * MIB, ..KeyCost::SHIPPED },
            KeyCost { passes: 65, ..KeyCost::SHIPPED },
            KeyCost { passes: 0, ..KeyCost::SHIPPED },
            KeyCost { memory_kib: 1024 * MIB, passes: 17, lanes: 1 },
            KeyCost { memory_kib: 7, ..KeyCost::SHIPPED },
            KeyCost { lanes: 0, ..KeyCost::SHIPPED },
            KeyCost { lanes: 5, ..KeyCost::SHIPPED },
        ] {
            assert!(cost.checked().is_err(), "{cost:?}");
        }
        assert!(KeyCost::SHIPPED.checked().is_ok());
        assert!(KeyCost::lowest_for_tests().checked().is_ok());
    }

    #[test]
    fn calibration_only_ever_adds_work() {
        let cost = KeyCost::SHIPPED;
        let in_time = |millis| {
            cost.for_time(Duration::from_millis(millis), Duration::from_millis(500))
                .passes
        };
        assert_eq!(in_time(3000), 3);
        assert_eq!(in_time(300), 5);
        assert_eq!(in_time(0), 12);
    }
}
