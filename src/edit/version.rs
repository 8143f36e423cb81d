//! Makes a version of a loop. It is no change that can be undone: once kept, it stays for good.

use super::cycle_map::PHRASE_LETTERS;
use super::{EditError, tidy};
use crate::model::{Case, MapId, MapVersion, SessionId, VersionId};
use chrono::{DateTime, FixedOffset};

/// What a therapist says when confirming a loop.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Confirming {
    /// The session that the version belongs to.
    pub session: Option<SessionId>,
    /// Why now; may be empty.
    pub why: String,
}

/// A loop as it is now, to be kept for good.
///
/// # Errors
/// The loop or session is gone, has no words yet, or says what its last version of the same
/// session says.
pub fn confirm(
    case: &Case,
    map: MapId,
    confirming: &Confirming,
    (by, now): (&str, DateTime<FixedOffset>),
) -> Result<MapVersion, EditError> {
    let map = case.map(map).ok_or(EditError::NoSuchMap)?;
    let session = confirming.session;
    if session.is_some_and(|id| case.session(id).is_none()) {
        return Err(EditError::NoSuchSession);
    }
    if map.elements().next().is_none() {
        return Err(EditError::Empty);
    }
    let last = case.standing(map).filter(|standing| !standing.is_changed);
    if let Some(same) = last.filter(|last| last.version.session == session) {
        return Err(EditError::AsConfirmed(same.version.number));
    }
    Ok(MapVersion {
        id: VersionId::new(),
        number: case.next_version_number(map.id),
        session,
        confirmed: now,
        by: by.to_owned(),
        why: tidy(&confirming.why, PHRASE_LETTERS)?,
        map: map.clone(),
        brought_in: None,
    })
}

/// Puts a version that is in the file among the others.
pub fn put(case: &mut Case, version: MapVersion) {
    let at = case.versions.partition_point(|other| other.id < version.id);
    case.versions.insert(at, version);
}
