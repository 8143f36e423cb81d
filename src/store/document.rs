//! The documents that a case is kept as: one about the couple, and one a map and compartment.

use super::audit::AuditEntry;
pub use super::document_parts::{
    KeptAnswers, KeptAssessment, KeptEpisode, KeptEvent, KeptNote, KeptOwnLoop,
    KeptPhrases, KeptPrivate, KeptScore, KeptSheet, KeptVersion, KeptVersionPart, Placed,
    PlacedDialogue,
};
use super::{Settings, Time};
use crate::model::agreement::{Consent, Request};
use crate::model::cycle_map::older_acts;
use crate::model::keeping::Keeping;
use crate::model::letterhead::Logo;
use crate::model::own_template::OwnTemplate;
use crate::model::plan::Plan;
use crate::model::readiness::Assessment;
use crate::model::{
    Case, CaseId, CaseStatus, Centre, ClientModel, Compartment, CycleKind, CycleMap,
    CyclePattern, Element, MapId, MapLink, MapStatus, Pair, Partner, PartnerId, Position,
    SecretsPolicy, Session, SharingAct, Strategy, session::Sheet,
};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use strum::VariantArray as _;
use uuid::Uuid;

/// The version of the documents that this program writes.
pub const SCHEMA: u16 = 2;
/// What is sealed: a document and when it was kept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Kept {
    pub schema: u16,
    pub at: Time,
    pub body: Body,
}

impl Kept {
    /// The same in the words of this program's schema. Up to 1, the day of an act of sharing
    /// stood on the phrase alone.
    pub(super) fn brought_up_to_date(mut self) -> Self {
        if self.schema < 2
            && let Body::Map(map) = &mut self.body
        {
            let phrases = [&map.phrases.a, &map.phrases.b].into_iter().flatten();
            map.sharing = older_acts(phrases);
        }
        self
    }
}

/// One document.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Body {
    /// Without the logo of the letterhead.
    Settings(Settings),
    /// The logo of the letterhead, or that there is none any more.
    Logo(Option<Logo>),
    /// The practice's own templates, all of them.
    Templates(Vec<OwnTemplate>),
    Couple(Box<Couple>),
    Map(KeptMap),
    Phrases(KeptPhrases),
    Sheet(KeptSheet),
    /// The therapist's own loop of a case, or that there is none any more.
    OwnLoop(KeptOwnLoop),
    Note(KeptNote),
    Event(KeptEvent),
    Score(KeptScore),
    Answers(KeptAnswers),
    Episode(KeptEpisode),
    Assessment(KeptAssessment),
    Private(KeptPrivate),
    /// A confirmed version of a map: the record's part of it.
    Version(Box<KeptVersion>),
    /// Another compartment's part of a version, with or without words.
    VersionPart(Box<KeptVersionPart>),
    /// One entry of the audit log.
    Audit(Box<AuditEntry>),
    /// An autosave whose words were taken out, since a later one of its sitting stands for it.
    Thinned,
}

/// A case without its maps, but with their order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Couple {
    pub id: CaseId,
    pub code_name: String,
    pub status: CaseStatus,
    pub client_model: Option<ClientModel>,
    pub secrets_policy: Option<SecretsPolicy>,
    pub partners: Pair<Partner>,
    pub sessions: Vec<Session>,
    pub maps: Vec<MapId>,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub policy_words: String,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub consents: Vec<Consent>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub requests: Vec<Request>,
    #[serde(default, skip_serializing_if = "Plan::is_empty")]
    pub plan: Plan,
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub shown_measures: BTreeMap<String, NaiveDate>,
    #[serde(default, skip_serializing_if = "Keeping::is_empty")]
    pub keeping: Keeping,
}

/// A map with the phrases of the record alone.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeptMap {
    pub id: MapId,
    pub kind: CycleKind,
    pub name: String,
    pub pattern: CyclePattern,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub pattern_words: String,
    pub status: MapStatus,
    pub left: PartnerId,
    pub positions: Pair<Position>,
    #[serde(default, skip_serializing_if = "Pair::is_default")]
    pub strategies: Pair<Option<Strategy>>,
    pub centre: Centre,
    pub phrases: Pair<Vec<Element>>,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub new_loop_name: String,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub dialogues: Vec<PlacedDialogue>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub links: Vec<MapLink>,
    #[serde(default, skip_serializing_if = "Pair::is_default")]
    pub print_agreed: Pair<Option<NaiveDate>>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sharing: Vec<SharingAct>,
}

/// The compartments beside the record.
pub fn others() -> impl Iterator<Item = Compartment> {
    Compartment::VARIANTS.iter().copied().filter(|it| *it != Compartment::Record)
}

/// How a compartment is written in the clear columns; 0 is the practice itself.
pub fn number(compartment: Compartment) -> u8 {
    match compartment {
        Compartment::Record => 1,
        Compartment::Process => 2,
        Compartment::PrivateA => 3,
        Compartment::PrivateB => 4,
    }
}

/// The compartment of what belongs to one partner alone.
pub fn private_to(partner: PartnerId) -> Compartment {
    Compartment::private_to(partner)
}

/// The number of what belongs to the practice and to no case.
pub const PRACTICE: u8 = 0;

impl Couple {
    pub fn of(case: &Case) -> Self {
        Self {
            id: case.id,
            code_name: case.code_name.trim().to_owned(),
            status: case.status,
            client_model: case.client_model,
            secrets_policy: case.secrets_policy,
            partners: case.partners.clone(),
            sessions: case.sessions.iter().map(without_sheet).collect(),
            maps: case.maps.iter().map(|map| map.id).collect(),
            policy_words: case.policy_words.clone(),
            consents: case.consents.clone(),
            requests: case.requests.clone(),
            plan: case.plan.clone(),
            shown_measures: case.shown_measures.clone(),
            keeping: case.keeping.clone(),
        }
    }

    pub fn with_maps(self, maps: Vec<CycleMap>) -> Case {
        Case {
            id: self.id,
            code_name: self.code_name,
            status: self.status,
            client_model: self.client_model,
            secrets_policy: self.secrets_policy,
            partners: self.partners,
            sessions: self.sessions,
            maps,
            policy_words: self.policy_words,
            consents: self.consents,
            requests: self.requests,
            plan: self.plan,
            shown_measures: self.shown_measures,
            keeping: self.keeping,
            events: Vec::new(),
            episodes: Vec::new(),
            assessment: Assessment::default(),
            notes: Vec::new(),
            scores: Vec::new(),
            private: Pair::default(),
            versions: Vec::new(),
            own_loop: None,
        }
    }
}

fn without_sheet(session: &Session) -> Session {
    Session { sheet: Sheet::default(), ..session.clone() }
}

impl Body {
    /// True for a document that is kept only once there was something to say.
    pub fn says_nothing(&self) -> bool {
        match self {
            Self::Phrases(part) => part.is_empty(),
            Self::Sheet(part) => part.sheet.is_empty(),
            Self::OwnLoop(own) => own.own_loop.is_none(),
            Self::Note(kept) => kept.note.is_none(),
            Self::Event(kept) => kept.event.is_none(),
            Self::Score(kept) => kept.score.is_none(),
            Self::Answers(kept) => kept.answers.is_none(),
            Self::Episode(kept) => kept.episode.is_none(),
            Self::Assessment(kept) => kept.assessment.is_empty(),
            Self::Private(kept) => kept.file.is_empty(),
            Self::Settings(_)
            | Self::Logo(_)
            | Self::Couple(_)
            | Self::Map(_)
            | Self::Version(_)
            | Self::VersionPart(_)
            | Self::Audit(_)
            | Self::Templates(_)
            | Self::Thinned => false,
        }
    }
}

impl Body {
    /// The same as it was before the practice sealed it.
    #[must_use]
    pub fn without_seal(self) -> Self {
        match self {
            Self::Note(kept) => Self::Note(KeptNote { seal: String::new(), ..kept }),
            other => other,
        }
    }

    /// The same without a seal, to be compared with what has none yet.
    pub fn plain(&self) -> Cow<'_, Self> {
        match self {
            Self::Note(_) => Cow::Owned(self.clone().without_seal()),
            other => Cow::Borrowed(other),
        }
    }

    /// A part of a confirmed version, which is never changed or removed.
    pub fn is_confirmed(&self) -> bool {
        matches!(self, Self::Version(_) | Self::VersionPart(_))
    }

    /// What says that this was removed; none for what is removed with its case or map.
    pub fn removed(self) -> Option<Self> {
        match self {
            Self::Note(KeptNote { id, compartment, note: Some(_), .. }) => {
                Some(Self::Note(KeptNote::unsealed((id, compartment), None)))
            }
            Self::Event(KeptEvent { id, compartment, event: Some(_) }) => {
                Some(Self::Event(KeptEvent { id, compartment, event: None }))
            }
            Self::Score(KeptScore { id, compartment, score: Some(_) }) => {
                Some(Self::Score(KeptScore { id, compartment, score: None }))
            }
            Self::Answers(KeptAnswers { score, compartment, answers: Some(_) }) => {
                Some(Self::Answers(KeptAnswers { score, compartment, answers: None }))
            }
            Self::Episode(KeptEpisode { id, compartment, episode: Some(_) }) => {
                Some(Self::Episode(KeptEpisode { id, compartment, episode: None }))
            }
            _ => None,
        }
    }
}

impl KeptPhrases {
    pub fn is_empty(&self) -> bool {
        self.phrases.a.is_empty()
            && self.phrases.b.is_empty()
            && self.tray.is_empty()
            && self.dialogues.is_empty()
    }
}

/// True if two loops, sessions or phrases cannot be told apart.
pub fn has_one_id_twice(case: &Case) -> bool {
    let mut seen: BTreeSet<Uuid> = BTreeSet::new();
    let sessions = case.sessions.iter().map(|session| session.id.0);
    let own = case.own_loop.as_deref().map(|own| &own.map);
    let maps = case.maps.iter().chain(own).flat_map(|map| {
        let of_side = |partner| map.side(partner).elements.iter().map(|it| it.id.0);
        let elements = PartnerId::BOTH.into_iter().flat_map(of_side);
        let tray = map.tray.iter().map(|phrase| phrase.id.0);
        let dialogues = map.dialogues.iter().map(|dialogue| dialogue.id.0);
        std::iter::once(map.id.0).chain(elements).chain(tray).chain(dialogues)
    });
    let notes = case.notes.iter().map(|note| note.id.0);
    let events = case.events.iter().map(|event| event.id.0);
    let events = events.chain(case.episodes.iter().map(|episode| episode.id.0));
    let consents = case.consents.iter().map(|consent| consent.id.0);
    let requests = case.requests.iter().map(|request| request.id.0);
    let versions = case.versions.iter().map(|version| version.id.0);
    let scores = case.scores.iter().map(|score| score.id.0);
    let files = notes.chain(events).chain(versions).chain(consents).chain(requests);
    let files = files.chain(scores);
    sessions.chain(maps).chain(files).any(|id| !seen.insert(id))
}
