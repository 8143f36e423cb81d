//! The practice's own small document: its name and how the program behaves in it.

use super::open::OpenPractice;
use super::payload::{DocumentKind, Payload};
use super::revision::{DocumentKey, NONE};
use super::save::{Draft, Saved};
use super::{Moment, StoreError, document, ron_text};
use crate::model::Compartment;
use serde::{Deserialize, Serialize};

/// What a practice remembers about itself. It is sealed like every document.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Settings {
    /// Printed on the recovery sheet; may be empty.
    #[serde(default)]
    pub practice_name: String,
    /// Minutes without a touch until the practice locks itself.
    pub idle_lock_minutes: u32,
    /// The name of a theme; empty to follow the computer.
    #[serde(default)]
    pub theme: String,
    #[serde(default)]
    pub last_backup: Option<Moment>,
    /// The recovery sheets that were made, oldest first; only the last one opens anything.
    #[serde(default)]
    pub recovery_sheets: Vec<RecoverySheetMade>,
}

/// One recovery key that was made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RecoverySheetMade {
    /// Counted from 1.
    pub number: u32,
    pub at: Moment,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            practice_name: String::new(),
            idle_lock_minutes: 5,
            theme: String::new(),
            last_backup: None,
            recovery_sheets: Vec::new(),
        }
    }
}

impl Settings {
    pub(super) fn add_recovery_sheet(&mut self, at: Moment) {
        let number = self.recovery_sheets.last().map_or(1, |last| last.number + 1);
        self.recovery_sheets.push(RecoverySheetMade { number, at });
    }
}

pub(super) fn read(payload: &Payload) -> Result<Settings, StoreError> {
    document::words(payload, DocumentKind::Settings)
}

fn key(practice: &OpenPractice) -> DocumentKey {
    DocumentKey { case: NONE, entity: practice.id().0, compartment: Compartment::Record }
}

impl OpenPractice {
    /// The newest settings, or the usual ones if none were ever saved.
    pub fn settings(&mut self) -> Result<Settings, StoreError> {
        self.catch_up()?;
        let Some(row) = self.catalogue.newest(key(self)).copied() else {
            return Ok(Settings::default());
        };
        read(&self.unsealed(&row)?)
    }

    pub fn save_settings(
        &mut self,
        settings: &Settings,
        now: Moment,
    ) -> Result<Saved, StoreError> {
        let text = ron_text::write(settings, 3);
        let text = text.ok_or(StoreError::Unfit("the settings are too deep"))?;
        let draft = Draft::of(document::Document {
            key: key(self),
            kind: DocumentKind::Settings,
            count: 0,
            text,
            is_empty: false,
        });
        self.append(vec![draft], now)
    }
}
