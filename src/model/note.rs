//! Notes: what happened in a session, risk for each partner, who signed, and what was added since.

use super::{Compartment, NoteId, Pair, PartnerId, SessionId};
use chrono::{DateTime, FixedOffset, NaiveDate};
use serde::{Deserialize, Serialize};

/// One note. Once it is signed its words never change; only addenda join it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Note {
    #[serde(default)]
    pub id: NoteId,
    #[serde(default)]
    pub kind: NoteKind,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub session: Option<SessionId>,
    /// The partner who was seen alone; it decides who may ever see the note, for good.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub alone: Option<PartnerId>,
    /// The day that the note is about.
    pub about: NaiveDate,
    /// When it was begun.
    pub written: DateTime<FixedOffset>,
    /// Why it was not written in time; none for a note in time.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub late_because: Option<String>,
    /// The name of its format; empty for a process note.
    #[serde(default)]
    pub format: String,
    #[serde(default)]
    pub sections: Vec<Section>,
    #[serde(default)]
    pub risk: Pair<Risk>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub signature: Option<Signature>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub addenda: Vec<Addendum>,
    /// That it was signed elsewhere. The store alone writes this down; what a file says of
    /// itself here is left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub brought_in: Option<BroughtIn>,
}

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
pub enum NoteKind {
    /// Belongs to the record.
    #[default]
    Progress,
    /// A psychotherapy note: the therapist's own analysis, kept apart.
    Process,
}

/// One part of a note. Key and title are those of the format when it was written.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Section {
    pub key: String,
    pub title: String,
    #[serde(default)]
    pub words: String,
}

/// What was asked and found about one partner's safety. Not asked is not "none".
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Risk {
    #[serde(default)]
    pub level: Option<RiskLevel>,
    /// What was found and done.
    #[serde(default)]
    pub words: String,
    /// Why it was not asked, such as "was not in the room".
    #[serde(default)]
    pub not_asked_because: String,
}

#[derive(
    Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, strum::VariantArray,
)]
pub enum RiskLevel {
    NoneFound,
    Watched,
    PlanMade,
    Acute,
}

impl RiskLevel {
    pub fn label(self) -> &'static str {
        match self {
            Self::NoneFound => "asked, none found",
            Self::Watched => "something to watch",
            Self::PlanMade => "a plan was made",
            Self::Acute => "acute, acted at once",
        }
    }
}

/// Who signed, when, and the digest of the words at that moment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Signature {
    pub by: String,
    #[serde(default)]
    pub credentials: String,
    pub at: DateTime<FixedOffset>,
    /// In hexadecimal digits, as `store::signature_of` makes it.
    pub digest: String,
}

/// A signed note came from a file: who really signed it there, nobody can check here.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BroughtIn {
    pub on: NaiveDate,
    /// How many additions came with it.
    #[serde(default, skip_serializing_if = "is_none")]
    pub addenda: usize,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde asks for a reference")]
fn is_none(count: &usize) -> bool {
    *count == 0
}

/// What joined a signed note later. It carries its own day, author and reason.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Addendum {
    pub kind: AddendumKind,
    pub at: DateTime<FixedOffset>,
    /// The day that it speaks of.
    pub about: NaiveDate,
    pub by: String,
    #[serde(default)]
    pub credentials: String,
    pub reason: String,
    pub words: String,
}

#[derive(
    Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, strum::VariantArray,
)]
pub enum AddendumKind {
    /// Adds to a note that is right.
    Addendum,
    /// Puts something right.
    Amendment,
}

impl AddendumKind {
    pub fn label(self) -> &'static str {
        match self {
            Self::Addendum => "Addendum",
            Self::Amendment => "Amendment",
        }
    }
}

impl BroughtIn {
    fn words(&self, signature: &Signature) -> String {
        let (on, by) = (self.on.format("%-d %B %Y"), signature.author());
        format!("Brought in on {on} from a file; signed there by {by}, not checked here")
    }
}

impl Risk {
    /// True if it says something: a level, or why there is none.
    pub fn is_answered(&self) -> bool {
        self.level.is_some() || !self.not_asked_because.trim().is_empty()
    }
}

/// What is said of an addition that nobody can vouch for here.
pub const CAME_WITH_IT: &str = "came with the note, not checked here";

impl Signature {
    /// The name, and what stands behind it.
    pub fn author(&self) -> String {
        match self.credentials.trim() {
            "" => self.by.clone(),
            credentials => format!("{}, {credentials}", self.by),
        }
    }
}

/// The sections of a draft of an addendum. A signed note takes nothing but signed addenda, so the
/// draft is a note of its own; it lies with the process notes, which nobody else sees.
pub mod addendum_draft {
    pub const TO: &str = "addendum_to";
    pub const KIND: &str = "addendum_kind";
    pub const ABOUT: &str = "addendum_about";
    pub const REASON: &str = "addendum_reason";
    pub const WORDS: &str = "process";
}

impl super::Case {
    /// The signed note that this one is a draft of an addendum for; nothing for a note that
    /// stands for itself.
    pub fn adds_to(&self, note: &Note) -> Option<&Note> {
        let to = note.section(addendum_draft::TO).filter(|_| note.is_process())?;
        let mut signed = self.notes.iter().filter(|it| it.is_signed());
        signed.find(|it| it.id.0.to_string() == to.words)
    }
}

impl Note {
    /// Who signed it and when; of a note from a file, that this was not checked here.
    pub fn signed_words(&self) -> Option<String> {
        let signature = self.signature.as_ref()?;
        let at = signature.at.format("%-d %B %Y, %H:%M");
        Some(match &self.brought_in {
            Some(brought) => brought.words(signature),
            None => format!("Signed by {}, {at}", signature.author()),
        })
    }

    /// True for an addition that was signed elsewhere, as the note was.
    pub fn came_with_it(&self, addendum: usize) -> bool {
        self.brought_in.as_ref().is_some_and(|it| addendum < it.addenda)
    }

    pub fn is_signed(&self) -> bool {
        self.signature.is_some()
    }

    pub fn is_process(&self) -> bool {
        self.kind == NoteKind::Process
    }

    /// The compartment that keeps it, from its first word to its last addendum.
    pub fn compartment(&self) -> Compartment {
        match (self.kind, self.alone) {
            (NoteKind::Process, _) => Compartment::Process,
            (NoteKind::Progress, Some(partner)) => Compartment::private_to(partner),
            (NoteKind::Progress, None) => Compartment::Record,
        }
    }

    pub fn section(&self, key: &str) -> Option<&Section> {
        self.sections.iter().find(|section| section.key == key)
    }

    /// True if the other is this note with the same signed words, and at most more addenda.
    pub fn continues(&self, before: &Self) -> bool {
        let bare = |note: &Self| Self { addenda: Vec::new(), ..note.clone() };
        bare(self) == bare(before) && self.addenda.starts_with(&before.addenda)
    }
}
