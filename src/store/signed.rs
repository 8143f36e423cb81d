//! Signed notes and confirmed versions: the rule that their words never change again.

use super::document::Body;
use super::{StoreError, Time};
use crate::model::Note;
use crate::model::note::{Addendum, Signature};

/// The lock of a revision: open, signed, or an addendum to what is signed.
const OPEN: u8 = 0;
const SIGNED: u8 = 1;
const ADDENDUM: u8 = 2;

/// A signature of the note as it is: its digest holds for the words, the name, what stands behind
/// it and the time.
pub fn signature_of(
    note: &Note,
    (by, credentials): (&str, &str),
    at: Time,
) -> Result<Signature, StoreError> {
    let (by, credentials) = (by.to_owned(), credentials.to_owned());
    let unsealed = Signature { by, credentials, at, digest: String::new() };
    let digest = digest_of(note, &unsealed)?;
    Ok(Signature { digest, ..unsealed })
}

/// The digest of a note as it is signed, in hexadecimal digits: BLAKE3 over its RON text with an
/// empty digest and without its addenda.
fn digest_of(note: &Note, signature: &Signature) -> Result<String, StoreError> {
    let signature = Signature { digest: String::new(), ..signature.clone() };
    let bare = Note { signature: Some(signature), addenda: Vec::new(), ..note.clone() };
    let text = zeroize::Zeroizing::new(
        ron::to_string(&bare)
            .map_err(|error| StoreError::NotWritten { fault: error.to_string() })?,
    );
    Ok(blake3::hash(text.as_bytes()).to_hex().to_string())
}

/// The digest of what joined a signed note, in hexadecimal digits.
pub fn addendum_digest(addendum: &Addendum) -> Result<String, StoreError> {
    let text = zeroize::Zeroizing::new(
        ron::to_string(addendum)
            .map_err(|error| StoreError::NotWritten { fault: error.to_string() })?,
    );
    Ok(blake3::hash(text.as_bytes()).to_hex().to_string())
}

/// True for a note that is not signed, or whose words are those that were signed.
pub fn is_as_signed(note: &Note) -> bool {
    let Some(signature) = &note.signature else { return true };
    digest_of(note, signature).is_ok_and(|digest| digest == signature.digest)
}

/// How a new revision of a document is locked, given the one before and whether it is locked.
///
/// # Errors
/// It would change signed words, or is signed with a digest that is not its own.
pub fn lock_of(body: &Body, before: Option<(&Body, bool)>) -> Result<u8, StoreError> {
    let was_locked = before.is_some_and(|(_, is_locked)| is_locked);
    if body.is_confirmed() {
        return if before.is_some() { Err(StoreError::Confirmed) } else { Ok(SIGNED) };
    }
    let Some(note) = note_of(body) else {
        return if was_locked { Err(StoreError::Signed) } else { Ok(OPEN) };
    };
    if !is_as_signed(note) {
        return Err(StoreError::Signed);
    }
    match before.and_then(|(body, _)| note_of(body)) {
        Some(before) if was_locked => {
            let is_more = note.addenda.len() > before.addenda.len();
            let continues = note.continues(before) && is_more;
            if continues { Ok(ADDENDUM) } else { Err(StoreError::Signed) }
        }
        _ if was_locked => Err(StoreError::Signed),
        _ if note.is_signed() => Ok(SIGNED),
        _ => Ok(OPEN),
    }
}

fn note_of(body: &Body) -> Option<&Note> {
    match body {
        Body::Note(kept) => kept.note.as_deref(),
        _ => None,
    }
}
