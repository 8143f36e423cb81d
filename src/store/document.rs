//! Takes a case apart into the documents that are sealed, and puts it together again.

use super::payload::{DocumentKind, Payload};
use super::revision::{DocumentKey, Id};
use super::{StoreError, ron_text, v1};
use crate::model::{
    Case, CaseId, Centre, Compartment, CycleMap, Element, ElementId, MapId, Pair,
    PartnerId, Session, SessionId, Side,
};
use serde::Serialize;
use serde::de::DeserializeOwned;
use std::collections::{HashMap, HashSet};
use strum::VariantArray as _;
use zeroize::Zeroizing;

/// The schema of every document that is written.
pub(super) const SCHEMA: u16 = 1;
/// The levels that get lines of their own, so that two revisions differ by lines.
const LINES: usize = 5;

/// A document before it is sealed.
pub(super) struct Document {
    pub key: DocumentKey,
    pub kind: DocumentKind,
    pub count: u32,
    pub text: Zeroizing<String>,
    /// Nothing in it: it is kept only if there was something before.
    pub is_empty: bool,
}

/// The documents of a case: its head, its sessions, and each map in the compartments that its
/// phrases belong to.
pub(super) fn split(case: &Case) -> Result<Vec<Document>, StoreError> {
    let record = |entity: Id| DocumentKey {
        case: id(case.id.0),
        entity,
        compartment: Compartment::Record,
    };
    let mut documents = Vec::new();
    documents.push(document(record(id(case.id.0)), DocumentKind::Case, &head_of(case))?);
    for session in &case.sessions {
        let words = v1::Session::from(session.clone());
        documents.push(document(
            record(id(session.id.0)),
            DocumentKind::Session,
            &words,
        )?);
    }
    for map in &case.maps {
        let mut words =
            document(record(id(map.id.0)), DocumentKind::Map, &record_of(map))?;
        words.count = map.elements().count() as u32;
        documents.push(words);
        for compartment in other_compartments() {
            let key = DocumentKey { compartment, ..record(id(map.id.0)) };
            documents.push(part_document(key, map)?);
        }
    }
    Ok(documents)
}

fn other_compartments() -> impl Iterator<Item = Compartment> {
    Compartment::VARIANTS.iter().copied().filter(|one| *one != Compartment::Record)
}

fn document<T: Serialize>(
    key: DocumentKey,
    kind: DocumentKind,
    words: &T,
) -> Result<Document, StoreError> {
    let text = ron_text::write(words, LINES);
    let text = text.ok_or(StoreError::Unfit("a document is too deep"))?;
    Ok(Document { key, kind, count: 0, text, is_empty: false })
}

fn part_document(key: DocumentKey, map: &CycleMap) -> Result<Document, StoreError> {
    let elements = |partner| v1::all(belonging(map.side(partner), key.compartment));
    let part = v1::MapPart { a: elements(PartnerId::A), b: elements(PartnerId::B) };
    let count = part.a.len() + part.b.len();
    let mut document = document(key, DocumentKind::MapPart, &part)?;
    document.is_empty = count == 0;
    document.count = count as u32;
    Ok(document)
}

fn belonging(side: &Side, compartment: Compartment) -> Vec<Element> {
    side.elements.iter().filter(|e| e.compartment() == compartment).cloned().collect()
}

fn head_of(case: &Case) -> v1::CaseHead {
    v1::CaseHead {
        id: case.id,
        code_name: case.code_name.clone(),
        status: case.status,
        client_model: case.client_model,
        secrets_policy: case.secrets_policy,
        partners: v1::Two::from_pair(case.partners.clone()),
        sessions: case.sessions.iter().map(|session| session.id).collect(),
        maps: case.maps.iter().map(|map| map.id).collect(),
    }
}

fn record_of(map: &CycleMap) -> v1::MapRecord {
    let side = |partner| {
        let side = map.side(partner);
        let elements = belonging(side, Compartment::Record);
        Side { position: side.position, elements }
    };
    // Named one by one: a copy of the whole map would carry every compartment's words.
    let record = CycleMap {
        id: map.id,
        kind: map.kind,
        name: map.name.clone(),
        pattern: map.pattern,
        status: map.status,
        left: map.left,
        sides: Pair::from_fn(side),
        centre: Centre::clone(&map.centre),
    };
    let order = |partner| {
        map.side(partner).elements.iter().map(|e| e.id).collect::<Vec<ElementId>>()
    };
    let order = v1::Two { a: order(PartnerId::A), b: order(PartnerId::B) };
    v1::MapRecord { map: record.into(), order }
}

/// What a case is put together from.
pub(super) struct Head {
    pub case: Case,
    pub sessions: Vec<SessionId>,
    pub maps: Vec<MapId>,
}

/// The head of a case, which has no sessions and maps yet.
pub(super) fn head(payload: &Payload) -> Result<Head, StoreError> {
    let head: v1::CaseHead = words(payload, DocumentKind::Case)?;
    let v1::CaseHead {
        id,
        code_name,
        status,
        client_model,
        secrets_policy,
        partners,
        sessions,
        maps,
    } = head;
    let case = Case {
        id,
        code_name,
        status,
        client_model,
        secrets_policy,
        partners: partners.into_pair(),
        sessions: Vec::new(),
        maps: Vec::new(),
    };
    Ok(Head { case, sessions, maps })
}

pub(super) fn session(payload: &Payload) -> Result<Session, StoreError> {
    words::<v1::Session>(payload, DocumentKind::Session).map(Session::from)
}

/// A map and the order of all its phrases, to be filled by its parts.
pub(super) struct MapFrame {
    map: CycleMap,
    order: Pair<Vec<ElementId>>,
}

pub(super) fn map_frame(payload: &Payload) -> Result<MapFrame, StoreError> {
    let v1::MapRecord { map, order } = words(payload, DocumentKind::Map)?;
    Ok(MapFrame { map: map.into(), order: Pair { a: order.a, b: order.b } })
}

impl MapFrame {
    /// Adds the phrases of another compartment.
    pub fn add_part(&mut self, payload: &Payload) -> Result<(), StoreError> {
        let v1::MapPart { a, b } = words(payload, DocumentKind::MapPart)?;
        self.map.sides.a.elements.extend(v1::all::<_, Element>(a));
        self.map.sides.b.elements.extend(v1::all::<_, Element>(b));
        Ok(())
    }

    /// The map with its phrases in their order, and how many of them are missing.
    pub fn joined(self) -> (CycleMap, usize) {
        let Self { mut map, order } = self;
        let mut missing = 0;
        for partner in PartnerId::BOTH {
            let elements = &mut map.sides.of_mut(partner).elements;
            let places: HashMap<ElementId, usize> =
                order.of(partner).iter().enumerate().map(|(at, id)| (*id, at)).collect();
            let found: HashSet<ElementId> = elements.iter().map(|e| e.id).collect();
            missing += places.keys().filter(|id| !found.contains(*id)).count();
            elements.sort_by_key(|e| places.get(&e.id).copied().unwrap_or(usize::MAX));
        }
        (map, missing)
    }
}

/// The typed words of a document, in today's shape whatever its schema was.
pub(super) fn words<T: DeserializeOwned>(
    payload: &Payload,
    kind: DocumentKind,
) -> Result<T, StoreError> {
    let damaged = || StoreError::Damaged("a document holds something else".to_owned());
    if payload.kind != kind {
        return Err(damaged());
    }
    match payload.schema {
        1 => ron_text::read(&payload.text).map_err(|_fault| damaged()),
        found if found > SCHEMA => Err(StoreError::DocumentTooNew { found }),
        _ => Err(damaged()),
    }
}

/// Reads the words of a document to see whether they are whole.
pub(super) fn judge(payload: &Payload) -> Result<(), StoreError> {
    match payload.kind {
        DocumentKind::Thinned => Ok(()),
        DocumentKind::Settings => super::settings::read(payload).map(|_| ()),
        DocumentKind::Case => head(payload).map(|_| ()),
        DocumentKind::Session => session(payload).map(|_| ()),
        DocumentKind::Map => map_frame(payload).map(|_| ()),
        DocumentKind::MapPart => words::<v1::MapPart>(payload, payload.kind).map(|_| ()),
    }
}

pub(super) fn id(uuid: uuid::Uuid) -> Id {
    uuid.into_bytes()
}

pub(super) fn case_id(id: Id) -> CaseId {
    CaseId(uuid::Uuid::from_bytes(id))
}
