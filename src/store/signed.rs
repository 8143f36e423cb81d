//! Signed notes and confirmed versions: the rule that their words never change again.

use super::document::{Body, KeptNote};
use super::revision::Name;
use super::{Practice, StoreError, Time};
use crate::model::note::{Addendum, BroughtIn, Signature};
use crate::model::{Case, Note};
use chrono::NaiveDate;
use zeroize::Zeroizing;

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
    let signature = Some(signature);
    let (addenda, brought_in) = (Vec::new(), None);
    let bare = Note { signature, addenda, brought_in, ..note.clone() };
    let text = text_of(&bare)?;
    Ok(blake3::hash(text.as_bytes()).to_hex().to_string())
}

fn text_of<T: serde::Serialize>(it: &T) -> Result<Zeroizing<String>, StoreError> {
    let text = ron::to_string(it).map(Zeroizing::new);
    text.map_err(|error| StoreError::NotWritten { fault: error.to_string() })
}

/// The couple of a file: each signed note in it was signed elsewhere, and each version of a loop
/// confirmed elsewhere, whatever it says.
pub fn brought_in(case: &Case, on: NaiveDate) -> Case {
    let mut case = case.clone();
    for note in &mut case.notes {
        let addenda = note.addenda.len();
        note.brought_in = note.signature.as_ref().map(|_| BroughtIn { on, addenda });
    }
    case.versions.iter_mut().for_each(|version| version.brought_in = Some(on));
    case
}

/// True for a note that was signed elsewhere, and for a version that was confirmed elsewhere.
pub fn is_brought_in(body: &Body) -> bool {
    if let Body::Version(version) = body {
        return version.brought_in.is_some();
    }
    note_of(body).is_some_and(|note| note.brought_in.is_some())
}

impl Practice {
    /// The document as it is kept: a signed note bears the seal of this practice, which nobody
    /// can make who lacks its key. The digest alone anybody can make.
    pub(super) fn sealed(&self, case: &Name, body: Body) -> Result<Body, StoreError> {
        let Body::Note(kept) = body else { return Ok(body) };
        let signed = kept.note.as_deref().filter(|note| note.is_signed());
        let seal = signed.map(|note| self.seal_of(case, note)).transpose()?;
        let seal = seal.map(|seal| seal.to_hex().to_string()).unwrap_or_default();
        Ok(Body::Note(KeptNote { seal, ..kept }))
    }

    /// False for a signed note whose seal is not that of its words, its signature, where it
    /// came from and all that joined it, in this place of this practice.
    pub(super) fn is_sealed_here(&self, case: &Name, body: &Body) -> bool {
        let Body::Note(kept) = body else { return true };
        let Some(note) = kept.note.as_deref().filter(|note| note.is_signed()) else {
            return kept.seal.is_empty();
        };
        if kept.seal.is_empty() {
            // From before there were seals, when nothing was marked as brought in either.
            return note.brought_in.is_none();
        }
        let Ok(found) = blake3::Hash::from_hex(&kept.seal) else { return false };
        self.seal_of(case, note).is_ok_and(|seal| seal == found)
    }

    fn seal_of(&self, case: &Name, note: &Note) -> Result<blake3::Hash, StoreError> {
        let key = self.key.derive("holdfast 1 seals of signed notes");
        let text = text_of(note)?;
        Ok(key.proof(&[&self.id, case, note.id.0.as_bytes(), text.as_bytes()]))
    }
}

/// The digest of what joined a signed note, in hexadecimal digits.
pub fn addendum_digest(addendum: &Addendum) -> Result<String, StoreError> {
    let text = text_of(addendum)?;
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{ClientModel, NoteId, NoteKind, Pair, SecretsPolicy};
    use crate::store::{KeyCost, Passphrase};

    fn now() -> Time {
        Time::parse_from_rfc3339("2026-03-02T14:03:00+01:00").unwrap()
    }

    fn signed_couple() -> Case {
        let names = Pair { a: "Ana".to_owned(), b: "Rui".to_owned() };
        let mut case = Case::new("Linden", names);
        case.client_model = Some(ClientModel::Couple);
        case.secrets_policy = Some(SecretsPolicy::NoSecrets);
        let mut note = Note {
            id: NoteId::new(),
            kind: NoteKind::Progress,
            session: None,
            alone: None,
            about: now().date_naive(),
            written: now(),
            late_because: None,
            format: "dap".to_owned(),
            sections: Vec::new(),
            risk: Pair::default(),
            signature: None,
            addenda: Vec::new(),
            brought_in: None,
        };
        note.signature = Some(signature_of(&note, ("Dr. Weiss", ""), now()).unwrap());
        case.notes.push(note);
        case
    }

    fn practice() -> (tempfile::TempDir, Practice) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("practice");
        let words = Passphrase::new("orbit kettle");
        let cost = KeyCost::lowest_for_tests();
        let practice = Practice::create(&path, &words, cost, now()).unwrap().0;
        (folder, practice)
    }

    /// A case whose signed note is kept with this seal, past every check of a save.
    fn kept_with(
        seal: impl Fn(&Practice, &Name, &Note) -> String,
        change: impl Fn(&mut Note),
    ) -> (tempfile::TempDir, Practice, Case) {
        let (folder, mut practice) = practice();
        let mut case = signed_couple();
        let notes = std::mem::take(&mut case.notes);
        practice.save(&case, now()).unwrap();
        let name = practice.case_name(case.id);
        let mut note = notes[0].clone();
        let seal = seal(&practice, &name, &note);
        change(&mut note);
        case.notes = vec![note.clone()];
        let (id, compartment) = (note.id, note.compartment());
        let body =
            Body::Note(KeptNote { id, compartment, note: Some(note.into()), seal });
        let draft = practice.draft(name, body);
        practice
            .keep(vec![crate::store::keep::Draft { locked: 1, ..draft }], now())
            .unwrap();
        (folder, practice, case)
    }

    fn own_seal(practice: &Practice, case: &Name, note: &Note) -> String {
        practice.seal_of(case, note).unwrap().to_hex().to_string()
    }

    #[test]
    fn a_note_from_before_there_were_seals_is_still_read() {
        let (_folder, practice, case) = kept_with(|_, _, _| String::new(), |_| {});
        assert_eq!(practice.load(case.id).unwrap(), case);
        assert!(practice.check().unwrap().is_whole());
    }

    #[test]
    fn a_signed_note_with_its_own_seal_is_read() {
        let (_folder, practice, case) = kept_with(own_seal, |_| {});
        assert_eq!(practice.load(case.id).unwrap(), case);
        assert!(practice.check().unwrap().is_whole());
    }

    #[test]
    fn a_seal_of_other_words_of_another_practice_or_without_its_mark_is_named() {
        type Change = fn(&mut Note);
        let of_another = |_: &Practice, case: &Name, note: &Note| {
            let (_folder, other) = practice();
            own_seal(&other, case, note)
        };
        let digest_alone =
            |_: &Practice, _: &Name, note: &Note| note.signature.clone().unwrap().digest;
        let marked: Change = |note| {
            let on = now().date_naive();
            note.brought_in = Some(BroughtIn { on, addenda: 0 });
        };
        let reworded: Change = |note| note.late_because = Some("other words".to_owned());
        let as_it_is: Change = |_| {};
        let kept = [
            kept_with(of_another, as_it_is),
            kept_with(digest_alone, as_it_is),
            kept_with(own_seal, reworded),
            kept_with(own_seal, marked),
            kept_with(|_, _, _| String::new(), marked),
        ];
        for (_folder, practice, case) in kept {
            assert!(practice.load(case.id).is_err());
            let report = practice.check().unwrap();
            let told: Vec<String> =
                report.damage.iter().map(ToString::to_string).collect();
            assert!(
                told.iter().any(|it| it.starts_with("Linden, ")
                    && it.ends_with("the seal of a signed note is not this practice’s")),
                "{told:?}"
            );
        }
    }

    #[test]
    fn the_line_of_the_list_never_makes_a_signed_note_an_open_one() {
        let (_folder, mut practice) = practice();
        let mut case = signed_couple();
        let signed = case.notes[0].clone();
        case.notes[0].signature = None;
        practice.save(&case, now()).unwrap();
        assert_eq!(practice.cases().unwrap()[0].days.unsigned.len(), 1);
        practice.keep_list().unwrap();
        case.notes[0] = signed;
        practice.save(&case, now()).unwrap();
        // The line that is kept is that of the draft; what is shown is not.
        practice.state.borrow_mut().forget();
        assert_eq!(practice.cases().unwrap()[0].days.unsigned.len(), 0);
        let mut draft = practice.load(case.id).unwrap();
        draft.notes[0].signature = None;
        assert!(matches!(practice.save(&draft, now()), Err(StoreError::Signed)));
    }
}
