//! Keeps a practice in one sealed file: keys, revisions, history, backup. `docs/format.md` says
//! what the file looks like.
//!
//! A [`LockedPractice`] opens into an [`OpenPractice`]; that one lists, loads and saves cases.
//! Nothing here reads a clock: every moment comes from the caller.

mod backup;
mod beside;
mod bytes;
pub mod case_ron;
mod catalogue;
mod check;
mod computer;
mod create;
mod document;
mod error;
mod heads;
mod history;
mod key_cost;
mod keyring;
mod keys;
mod locked;
mod open;
mod passphrase;
mod payload;
pub mod place;
mod recovery;
mod rekey;
mod revision;
mod ron_text;
mod save;
mod schema;
mod seal;
mod settings;
mod spare_keys;
mod thin;
mod v1;
mod writer_lock;

pub use backup::{restore, restore_on};
pub use case_ron::CaseRonError;
pub use check::{Damage, Report};
pub use computer::Computer;
pub use error::StoreError;
pub use history::{RevisionId, RevisionInfo};
pub use key_cost::KeyCost;
pub use keyring::PracticeId;
pub use locked::LockedPractice;
pub use open::{CaseSummary, Mode, OpenPractice};
pub use passphrase::{Passphrase, WeakPassphrase, judge_passphrase, offer_passphrase};
pub use payload::DocumentKind;
pub use place::default_practice as default_practice_path;
pub use recovery::{RecoveryKey, RecoveryKeyError, Row};
pub use save::Saved;
pub use settings::{RecoverySheetMade, Settings};
pub use writer_lock::Holder;

/// When something was done, with the distance from Greenwich of the place where it was.
pub type Moment = chrono::DateTime<chrono::FixedOffset>;

/// The format that is written. A file of another one is refused, or read by its own code.
const FORMAT: u16 = 1;

/// Why a practice in this folder could be copied elsewhere, if some service does that.
pub fn synced_folder_warning(practice: &std::path::Path) -> Option<String> {
    place::synced_by(practice).map(place::sync_warning)
}
