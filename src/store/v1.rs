//! Schema 1: the documents and the readable case as they were first written, for ever.
//!
//! Nothing here changes once it is released. When the model grows, `v2` is written beside this
//! file, and `From<v1::X> for v2::X` says what the old words mean in the new shape.

use crate::model::{
    self, CaseId, CaseStatus, ClientModel, CycleKind, CyclePattern, ElementId, Layer,
    MapId, MapStatus, Ownership, Pair, PartnerId, Position, SecretsPolicy, SessionId,
    SessionKind, Source, Visibility,
};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// A readable case: a file that people and other programs can write.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct CaseFile {
    pub schema: u16,
    pub case: Case,
}

/// A whole couple in one piece.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Case {
    #[serde(default)]
    pub id: CaseId,
    pub code_name: String,
    #[serde(default)]
    pub status: CaseStatus,
    #[serde(default)]
    pub client_model: Option<ClientModel>,
    #[serde(default)]
    pub secrets_policy: Option<SecretsPolicy>,
    pub partners: Two<Partner>,
    #[serde(default)]
    pub sessions: Vec<Session>,
    #[serde(default)]
    pub maps: Vec<CycleMap>,
}

/// The head of a case: everything but its sessions and maps, and their order.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct CaseHead {
    pub id: CaseId,
    pub code_name: String,
    pub status: CaseStatus,
    pub client_model: Option<ClientModel>,
    pub secrets_policy: Option<SecretsPolicy>,
    pub partners: Two<Partner>,
    pub sessions: Vec<SessionId>,
    pub maps: Vec<MapId>,
}

/// One value for each partner.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Two<T> {
    pub a: T,
    pub b: T,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Partner {
    pub name: String,
    #[serde(default)]
    pub surname: String,
    #[serde(default)]
    pub pronouns: String,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Session {
    #[serde(default)]
    pub id: SessionId,
    pub number: u16,
    #[serde(default)]
    pub kind: SessionKind,
    pub date: NaiveDate,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct CycleMap {
    #[serde(default)]
    pub id: MapId,
    #[serde(default)]
    pub kind: CycleKind,
    #[serde(default)]
    pub name: String,
    #[serde(default)]
    pub pattern: CyclePattern,
    #[serde(default)]
    pub status: MapStatus,
    #[serde(default = "partner_a")]
    pub left: PartnerId,
    pub sides: Two<Side>,
    #[serde(default)]
    pub centre: Centre,
}

fn partner_a() -> PartnerId {
    PartnerId::A
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Side {
    #[serde(default)]
    pub position: Position,
    #[serde(default)]
    pub elements: Vec<Element>,
}

#[derive(Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Centre {
    #[serde(default)]
    pub shared_emotion: String,
    #[serde(default)]
    pub shared_conviction: String,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Element {
    #[serde(default)]
    pub id: ElementId,
    pub layer: Layer,
    pub words: String,
    #[serde(default)]
    pub own_words: bool,
    #[serde(default)]
    pub ownership: Ownership,
    #[serde(default)]
    pub source: Source,
    #[serde(default)]
    pub visibility: Visibility,
    #[serde(default)]
    pub intensity: Option<u8>,
    #[serde(default)]
    pub first_seen: Option<SessionId>,
    #[serde(default)]
    pub last_seen: Option<SessionId>,
}

/// A map in the record, without the phrases of other compartments.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct MapRecord {
    pub map: CycleMap,
    /// All phrases of each side in their order, those of other compartments by their id alone.
    pub order: Two<Vec<ElementId>>,
}

/// The phrases of a map that belong to one other compartment.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct MapPart {
    pub a: Vec<Element>,
    pub b: Vec<Element>,
}

impl<T> Two<T> {
    pub fn from_pair<U: Into<T>>(Pair { a, b }: Pair<U>) -> Self {
        Self { a: a.into(), b: b.into() }
    }

    pub fn into_pair<U: From<T>>(self) -> Pair<U> {
        Pair { a: self.a.into(), b: self.b.into() }
    }
}

impl From<model::Partner> for Partner {
    fn from(model::Partner { name, surname, pronouns }: model::Partner) -> Self {
        Self { name, surname, pronouns }
    }
}

impl From<Partner> for model::Partner {
    fn from(Partner { name, surname, pronouns }: Partner) -> Self {
        Self { name, surname, pronouns }
    }
}

impl From<model::Session> for Session {
    fn from(model::Session { id, number, kind, date }: model::Session) -> Self {
        Self { id, number, kind, date }
    }
}

impl From<Session> for model::Session {
    fn from(Session { id, number, kind, date }: Session) -> Self {
        Self { id, number, kind, date }
    }
}

impl From<model::Centre> for Centre {
    fn from(model::Centre { shared_emotion, shared_conviction }: model::Centre) -> Self {
        Self { shared_emotion, shared_conviction }
    }
}

impl From<Centre> for model::Centre {
    fn from(Centre { shared_emotion, shared_conviction }: Centre) -> Self {
        Self { shared_emotion, shared_conviction }
    }
}

impl From<model::Side> for Side {
    fn from(model::Side { position, elements }: model::Side) -> Self {
        Self { position, elements: all(elements) }
    }
}

impl From<Side> for model::Side {
    fn from(Side { position, elements }: Side) -> Self {
        Self { position, elements: all(elements) }
    }
}

macro_rules! same_fields {
    ($from:path, $into:path, { $($field:ident),* }) => {
        impl From<$from> for $into {
            fn from(from: $from) -> Self {
                // Taken apart whole, so that a field added to the model cannot be forgotten.
                let $from { $($field),* } = from;
                Self { $($field),* }
            }
        }
    };
}

same_fields!(model::Element, Element, {
    id, layer, words, own_words, ownership, source, visibility, intensity, first_seen, last_seen
});
same_fields!(Element, model::Element, {
    id, layer, words, own_words, ownership, source, visibility, intensity, first_seen, last_seen
});

impl From<model::CycleMap> for CycleMap {
    fn from(map: model::CycleMap) -> Self {
        let model::CycleMap { id, kind, name, pattern, status, left, sides, centre } =
            map;
        let (sides, centre) = (Two::from_pair(sides), centre.into());
        Self { id, kind, name, pattern, status, left, sides, centre }
    }
}

impl From<CycleMap> for model::CycleMap {
    fn from(map: CycleMap) -> Self {
        let CycleMap { id, kind, name, pattern, status, left, sides, centre } = map;
        let (sides, centre) = (sides.into_pair(), centre.into());
        Self { id, kind, name, pattern, status, left, sides, centre }
    }
}

impl From<model::Case> for Case {
    fn from(case: model::Case) -> Self {
        let model::Case {
            id,
            code_name,
            status,
            client_model,
            secrets_policy,
            partners,
            sessions,
            maps,
        } = case;
        Self {
            id,
            code_name,
            status,
            client_model,
            secrets_policy,
            partners: Two::from_pair(partners),
            sessions: all(sessions),
            maps: all(maps),
        }
    }
}

impl From<Case> for model::Case {
    fn from(case: Case) -> Self {
        let Case {
            id,
            code_name,
            status,
            client_model,
            secrets_policy,
            partners,
            sessions,
            maps,
        } = case;
        Self {
            id,
            code_name,
            status,
            client_model,
            secrets_policy,
            partners: partners.into_pair(),
            sessions: all(sessions),
            maps: all(maps),
        }
    }
}

pub(super) fn all<T, U: From<T>>(from: Vec<T>) -> Vec<U> {
    from.into_iter().map(U::from).collect()
}
