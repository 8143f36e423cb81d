//! Keeps a practice in one sealed file: couples, their maps, every revision of them, and the keys.

mod audit;
mod backup;
pub mod case_ron;
mod cases;
mod check;
mod document;
mod error;
mod file;
mod keep;
mod keys;
mod known;
mod list;
mod lock;
pub mod measure_file;
pub mod note_format_file;
mod note_past;
mod passphrase;
pub mod place;
mod practice;
pub mod practice_file;
mod reading;
mod recovery_key;
mod revision;
pub mod sample;
mod schema;
mod seal;
mod search;
mod seen;
mod settings;
mod signed;
mod slot;
mod state;
mod templates;
mod thin;
mod waiting;
pub mod word_pack;

pub use audit::{AuditEntry, AuditKind, AuditLine, Thing, Told, audit_text};
pub use backup::restore;
pub use cases::{CaseSummary, RevisionInfo, Saved};
pub use check::{Damage, Report};
pub use error::{StoreError, plain_fault};
pub use file::open_to_read;
pub use passphrase::{Passphrase, WeakPassphrase, judge_passphrase, offer_passphrase};
pub use practice::{Access, Practice};
pub use recovery_key::{RecoveryFault, RecoveryKey, RecoveryRow};
pub use seal::random as random_bytes;
pub use search::{Found, Within};
pub use seen::Seen;
pub use settings::Settings;
pub use signed::{addendum_digest, is_as_signed, signature_of};
pub use slot::KeyCost;
pub use waiting::count_failed_unlock;

/// A moment as the caller's clock gave it. The store has no clock.
pub type Time = chrono::DateTime<chrono::FixedOffset>;
