//! What a practice remembers about itself, sealed like everything else.

use super::audit::Told;
use super::document::{self, Body};
use super::revision::NO_CASE;
use super::{StoreError, Time};
use crate::model::homework::Practice;
use crate::model::keeping::Rules;
use crate::model::letterhead::{Letterhead, Logo};
use crate::model::measure::Measure;
use crate::model::note_format::NoteFormat;
use crate::model::own_spelling::OwnSpelling;
use crate::model::practice_words::PracticeWords;
use crate::model::release::ReleaseRule;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The therapist's own choices and dates.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Settings {
    pub practice_name: String,
    /// The name that the therapist signs with, and what stands behind it, such as a licence.
    pub therapist_name: String,
    pub credentials: String,
    /// Minutes without a key or a click until the practice locks itself.
    pub idle_minutes: u8,
    /// "light", "dark" or "system".
    pub theme: String,
    pub motion: bool,
    pub zoom_percent: u16,
    /// What the therapist does with other keys than the shipped ones: "Undo" with "Ctrl+U".
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub keys: BTreeMap<String, String>,
    pub last_backup: Option<Time>,
    pub last_check: Option<Time>,
    /// The practice's own words, and the shipped ones that it does without.
    #[serde(skip_serializing_if = "PracticeWords::is_default")]
    pub words: PracticeWords,
    /// The practice's own formats of notes.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub formats: Vec<NoteFormat>,
    /// The practice's own measures.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub measures: Vec<Measure>,
    #[serde(skip_serializing_if = "OwnSpelling::is_default")]
    pub spelling: OwnSpelling,
    /// The practice's own practices to give.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub practices: Vec<Practice>,
    /// Days after a session from which a note is a late entry. Rules differ by place: the
    /// therapist sets it.
    pub late_after_days: u16,
    /// Who must authorise a release, as this practice has it; none for the shipped rule.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub release: Option<ReleaseRule>,
    /// The practice's own steps of mending an injury; none for those that ship.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub injury_steps: Vec<String>,
    /// How soon a request is answered, how long a file is kept, and words for the secrets policy.
    #[serde(skip_serializing_if = "Rules::is_default")]
    pub rules: Rules,
    /// What stands at the head of the practice's papers.
    #[serde(skip_serializing_if = "Letterhead::is_default")]
    pub letterhead: Letterhead,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            practice_name: String::new(),
            therapist_name: String::new(),
            credentials: String::new(),
            idle_minutes: 5,
            theme: "system".to_owned(),
            motion: true,
            zoom_percent: 100,
            keys: BTreeMap::new(),
            last_backup: None,
            last_check: None,
            words: PracticeWords::default(),
            formats: Vec::new(),
            measures: Vec::new(),
            spelling: OwnSpelling::default(),
            practices: Vec::new(),
            late_after_days: 3,
            release: None,
            injury_steps: Vec::new(),
            rules: Rules::default(),
            letterhead: Letterhead::default(),
        }
    }
}

impl super::Practice {
    pub fn settings(&self) -> Result<Settings, StoreError> {
        let mut settings = self.bare_settings()?;
        let before = settings.letterhead.logo.take();
        settings.letterhead.logo = self.kept_logo(before)?;
        Ok(settings)
    }

    /// Keeps what was changed. The logo is a document of its own, so that a large picture is not
    /// written once more with every other choice.
    pub fn save_settings(&mut self, new: &Settings, now: Time) -> Result<(), StoreError> {
        let mut bare = new.clone();
        let logo = bare.letterhead.logo.take();
        let mut changed = Vec::new();
        if self.bare_settings()? != bare {
            changed.push(Body::Settings(bare));
        }
        if self.kept_logo(None)? != logo {
            changed.push(Body::Logo(logo));
        }
        let mut drafts = Vec::new();
        for body in changed {
            let mut draft = self.draft(NO_CASE, body);
            if drafts.is_empty() && self.begins_sitting(&draft, now)? {
                draft.told = Some(Told::settings());
            }
            drafts.push(draft);
        }
        if drafts.is_empty() {
            return self.may_write();
        }
        self.keep(drafts, now).map(drop)
    }

    /// The settings as their document has them: without the logo, unless it was kept in them
    /// before it had a document of its own.
    pub(super) fn bare_settings(&self) -> Result<Settings, StoreError> {
        match self.of_practice("settings")? {
            None => Ok(Settings::default()),
            Some(Body::Settings(settings)) => Ok(settings),
            Some(_) => Err(StoreError::damaged(&self.path, "the settings")),
        }
    }

    /// The logo; the one from before it had a document of its own holds while there is none.
    fn kept_logo(&self, before: Option<Logo>) -> Result<Option<Logo>, StoreError> {
        match self.of_practice("logo")? {
            None => Ok(before),
            Some(Body::Logo(logo)) => Ok(logo),
            Some(_) => Err(StoreError::damaged(&self.path, "the logo")),
        }
    }

    /// The newest of a document that belongs to no couple.
    fn of_practice(&self, name: &str) -> Result<Option<Body>, StoreError> {
        let state = self.state()?;
        let document = (self.name(name, &[]), document::PRACTICE);
        let Some(revision) = state.index.newest(document) else { return Ok(None) };
        Ok(Some(self.read(&state, revision)?.body))
    }
}
