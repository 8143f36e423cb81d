//! What the screens ask for: those before a practice is open, the list of couples, the settings.

use super::look::Motion;
use super::secret::Secret;
use crate::model::own_spelling::OwnSpelling;
use crate::model::practice_words::PracticeWords;
use crate::model::{
    CaseId, CaseStatus, ClientModel, NoteId, Pair, Partner, SecretsPolicy,
};
use serde::{Deserialize, Serialize};

/// A wish. The program fulfils it and comes back with new facts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum GateCommand {
    /// Show the steps that make a practice.
    StartPractice,
    /// Choose a practice file to open.
    ChoosePractice,
    /// Open the sample couples; nothing is kept.
    LookRound,
    /// Leave what was begun and show the first screen.
    GoBack,

    /// Choose where the new practice lives.
    ChoosePlace,
    /// Offer six other words.
    OfferOtherWords,
    MakePractice {
        name: String,
        passphrase: Secret,
    },
    PrintRecoverySheet,
    /// The two groups that were asked for, as they were typed.
    ConfirmRecovery([Secret; 2]),
    /// The practice is made; show it.
    EnterPractice,

    Unlock(Secret),
    /// Somebody else has the practice open; open it without changing anything.
    OpenToRead(Secret),
    /// Show the screen for the recovery key.
    UseRecoveryKey,
    TryRecoveryKey(Box<[Secret; 4]>),
    /// After the recovery key has opened the practice.
    SetPassphrase(Secret),

    ShowCouples,
    SelectCase(CaseId),
    OpenCase(CaseId),
    PrintCase(CaseId),
    NewCase(Box<NewCouple>),
    /// One of the notes that wait for a signature.
    OpenNote(CaseId, NoteId),
    /// Words to look for in everything that is written.
    SearchFor(String),

    ShowSettings,
    Lock,
    SetTheme(ThemeChoice),
    SetMotion(Motion),
    SetKeys(Box<super::keys::Keys>),
    SetIdleMinutes(u8),
    SetZoomPercent(u16),
    /// The name and credentials that the therapist signs with, as far as they are written.
    Sign {
        name: String,
        credentials: String,
    },
    ChangePassphrase {
        current: Secret,
        new: Secret,
    },
    NewRecoverySheet(Secret),
    Backup,
    Check,
    /// The practice's words as they are now.
    KeepWords(Box<PracticeWords>),
    /// Choose a file of words to add.
    AddPack,
    /// Choose a place for one of the packs.
    SavePack(usize),
    ShowPlace,
    /// Days after which a note is a late entry.
    SetLateAfter(u16),
    KeepSpelling(Box<OwnSpelling>),
    /// Choose a file with a format of notes.
    AddFormat,
    /// The letterhead, as far as it is written.
    SetLetterhead(Box<super::settings_letterhead::LetterheadTyped>),
    /// Choose a file with a logo.
    AddLogo,
    RemoveLogo,
    RemoveFormat(usize),
    /// Choose a file with a measure.
    AddMeasure,
    /// Choose a place for a copy of a measure.
    SaveMeasure(usize),
    RemoveMeasure(usize),
    /// Show who did what.
    ShowAudit,
    /// Choose a file for it.
    SaveAudit,
}

/// A couple as it is first written down.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewCouple {
    pub code_name: String,
    pub status: CaseStatus,
    pub partners: Pair<Partner>,
    pub client_model: Option<ClientModel>,
    pub secrets_policy: Option<SecretsPolicy>,
}

/// Light or dark, or as the computer says.
#[derive(
    Debug,
    Clone,
    Copy,
    Default,
    PartialEq,
    Eq,
    Hash,
    Serialize,
    Deserialize,
    strum::VariantArray,
)]
pub enum ThemeChoice {
    #[default]
    Follow,
    Light,
    Dark,
}

impl ThemeChoice {
    pub fn label(self) -> &'static str {
        match self {
            Self::Follow => "As the computer",
            Self::Light => "Light",
            Self::Dark => "Dark",
        }
    }

    /// Tells egui.
    pub fn preference(self) -> egui::ThemePreference {
        match self {
            Self::Follow => egui::ThemePreference::System,
            Self::Light => egui::ThemePreference::Light,
            Self::Dark => egui::ThemePreference::Dark,
        }
    }
}
