//! What the window asks of the worker, and what it gets back.

use super::search::Ticket;
use crate::model::note_past::PastNote;
use crate::model::own_template::OwnTemplate;
use crate::model::search::{Looker, Wanted};
use crate::model::{Case, CaseId, Compartment, NoteId};
use crate::store::{
    Access, AuditLine, CaseSummary, Found, RecoveryKey, Settings, StoreError, Time, Told,
    Within,
};
use crate::ui::secret::Secret;
use std::path::PathBuf;

/// One thing to do with the practice. All times come from the window.
#[derive(Debug)]
pub enum Request {
    Create {
        path: PathBuf,
        name: String,
        passphrase: Secret,
        now: Time,
    },
    Open {
        path: PathBuf,
        passphrase: Secret,
        access: Access,
        now: Time,
    },
    TryRecoveryKey {
        path: PathBuf,
        rows: Box<[Secret; 4]>,
        now: Time,
    },
    /// After a recovery key has opened the practice.
    SetPassphrase {
        new: Secret,
        now: Time,
    },
    /// The invented couples, in memory only.
    LookRound {
        now: Time,
    },
    Load {
        id: CaseId,
        now: Time,
    },
    Save {
        case: Box<Case>,
        now: Time,
    },
    /// Is this the passphrase of the practice that is still open?
    Verify {
        passphrase: Secret,
        now: Time,
    },
    Close,
    ChangePassphrase {
        current: Secret,
        new: Secret,
        now: Time,
    },
    NewRecoveryKey {
        current: Secret,
        now: Time,
    },
    KeepSettings {
        settings: Box<Settings>,
        now: Time,
    },
    /// All of the practice's own templates.
    KeepTemplates {
        templates: Vec<OwnTemplate>,
        now: Time,
    },
    Check,
    Backup {
        to: PathBuf,
        now: Time,
    },
    /// Something was done outside the practice that its log is to know of.
    Record {
        told: Told,
        now: Time,
    },
    /// Looks for words as long as the ticket is wanted.
    Search {
        ticket: Ticket,
        wanted: Wanted,
        looker: Looker,
        within: Within,
        now: Time,
    },
    /// What a note was at earlier times, from the compartment that keeps it.
    PastOfNote {
        case: CaseId,
        note: (NoteId, Compartment),
        now: Time,
    },
    /// The newest entries of the log.
    ReadAudit,
    /// The whole log as text.
    WriteAudit {
        now: Time,
    },
}

/// What came of it.
#[derive(Debug)]
pub enum Reply {
    Made {
        opened: Box<Opened>,
        key: Box<RecoveryKey>,
    },
    Opened(Box<Opened>),
    NotOpened(StoreError),
    Recovered(Box<Opened>),
    NotRecovered(StoreError),
    PassphraseSet,
    Loaded(Box<Case>),
    /// The case is in the file since then; the list is new.
    Saved {
        case: CaseId,
        at: Time,
        couples: Vec<CaseSummary>,
    },
    NotSaved {
        case: CaseId,
        error: StoreError,
    },
    Verified(bool),
    PassphraseChanged,
    NewRecoveryKey {
        key: Box<RecoveryKey>,
        sheet_number: u32,
    },
    SettingsKept,
    TemplatesKept(Time),
    TemplatesNotKept(StoreError),
    Checked {
        checked: usize,
        damage: Vec<String>,
    },
    BackedUp(PathBuf),
    /// The newest first.
    Audit(Vec<AuditLine>),
    AuditText(String),
    /// The oldest first.
    PastOfNote(NoteId, Vec<PastNote>),
    Found {
        ticket: Ticket,
        found: Found,
    },
    Recorded,
    /// Something else went wrong; the sentence says what to do.
    Failed(StoreError),
    Closed,
}

/// What is known of a practice once it is open.
#[derive(Debug, Clone, Default)]
pub struct Opened {
    /// None for the sample couples.
    pub path: Option<PathBuf>,
    pub id_short: String,
    pub sheet_number: u32,
    pub is_read_only: bool,
    pub couples: Vec<CaseSummary>,
    pub settings: Settings,
    /// The practice's own templates.
    pub templates: Vec<OwnTemplate>,
    /// Something to say first, such as that the file is older than what was seen here last.
    pub warning: Option<String>,
}
