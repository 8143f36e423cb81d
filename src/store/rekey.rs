//! Changes what opens a practice: its passphrase and its recovery key.

use super::keyring::Keyring;
use super::locked::keyring_in;
use super::open::OpenPractice;
use super::passphrase::Passphrase;
use super::recovery::RecoveryKey;
use super::{KeyCost, Moment, StoreError, spare_keys};

impl OpenPractice {
    /// Changes the passphrase if the old one is right. Only one slot is rewritten; backups and
    /// copies made before still open with the old passphrase.
    pub fn change_passphrase(
        &mut self,
        old: &Passphrase,
        new: &Passphrase,
        cost: KeyCost,
    ) -> Result<(), StoreError> {
        self.keyring()?.open(old)?;
        self.put_passphrase(new, cost)
    }

    /// Sets a passphrase in a practice that was opened with its recovery key.
    pub fn set_passphrase_after_recovery(
        &mut self,
        new: &Passphrase,
        cost: KeyCost,
    ) -> Result<(), StoreError> {
        if !self.may_set_passphrase {
            return Err(StoreError::WrongPassphrase);
        }
        self.put_passphrase(new, cost)
    }

    /// True if this passphrase opens the practice, for a question before something grave.
    pub fn is_passphrase(&self, passphrase: &Passphrase) -> Result<bool, StoreError> {
        match self.keyring()?.open(passphrase) {
            Ok(_) => Ok(true),
            Err(StoreError::WrongPassphrase) => Ok(false),
            Err(other) => Err(other),
        }
    }

    /// A new recovery key; the sheets printed before open this file no longer.
    pub fn new_recovery_key(&mut self, now: Moment) -> Result<RecoveryKey, StoreError> {
        // Before the slot: a sheet that is counted and opens nothing harms less than the reverse.
        let mut settings = self.settings()?;
        settings.add_recovery_sheet(now);
        self.save_settings(&settings, now)?;
        let recovery = RecoveryKey::random()?;
        let mut keyring = self.keyring()?;
        keyring.set_recovery(self.keys.practice_key(), &recovery)?;
        self.put_keyring(&keyring)?;
        Ok(recovery)
    }

    fn put_passphrase(
        &mut self,
        new: &Passphrase,
        cost: KeyCost,
    ) -> Result<(), StoreError> {
        let mut keyring = self.keyring()?;
        keyring.set_passphrase(self.keys.practice_key(), new, cost)?;
        self.put_keyring(&keyring)
    }

    fn keyring(&self) -> Result<Keyring, StoreError> {
        keyring_in(&self.file)
            .map_err(|_damaged| StoreError::Damaged("its key slots".to_owned()))
    }

    fn put_keyring(&mut self, keyring: &Keyring) -> Result<(), StoreError> {
        if self.lock.is_none() {
            return Err(StoreError::ReadOnly);
        }
        let written = spare_keys::write_slots(&self.file, keyring);
        written.map_err(|error| self.placed(error))?;
        spare_keys::write_beside(&self.path, keyring)
    }
}
