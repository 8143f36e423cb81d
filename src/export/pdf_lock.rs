//! Locks a finished file with a password: AES-256, as PDF 2.0 has it (revision 6).

use super::pdf::PdfError;
use super::pdf_finish::integer;
use super::pdf_password;
use lopdf::encryption::crypt_filters::{Aes256CryptFilter, CryptFilter};
use lopdf::xref::XrefType;
use lopdf::{
    Dictionary, Document, EncryptionState, EncryptionVersion, Object, Permissions,
    dictionary,
};
use std::collections::BTreeMap;
use std::sync::Arc;

/// The name of the one filter.
const FILTER: &[u8] = b"StdCF";
/// The same pages, opened by this password alone. A locked file is no archive file and does not
/// claim to be one; look at its pages before it is locked.
///
/// `key` is 32 random bytes, made for this file.
pub fn lock(bytes: &[u8], password: &str, key: &[u8; 32]) -> Result<Vec<u8>, PdfError> {
    if let Some(fault) = pdf_password::judge(password) {
        return Err(fault.into());
    }
    let mut file = Document::load_mem(bytes)?;
    unpack(&mut file);
    claim_no_archive(&mut file)?;
    file.encrypt(&state(password, key)?)?;
    tell_lengths(&mut file)?;
    let mut locked = Vec::with_capacity(bytes.len() + 4096);
    file.save_to(&mut locked)?;
    Ok(locked)
}

/// True if the rules for passwords know all its signs.
pub(super) fn takes(password: &str) -> bool {
    state(password, &[0; 32]).is_ok()
}

fn state(password: &str, key: &[u8; 32]) -> Result<EncryptionState, lopdf::Error> {
    let filter: Arc<dyn CryptFilter> = Arc::new(Aes256CryptFilter);
    let version = EncryptionVersion::V5 {
        encrypt_metadata: true,
        crypt_filters: BTreeMap::from([(FILTER.to_vec(), filter)]),
        file_encryption_key: key,
        stream_filter: FILTER.to_vec(),
        string_filter: FILTER.to_vec(),
        owner_password: password,
        user_password: password,
        permissions: Permissions::all(),
    };
    EncryptionState::try_from(version)
}

/// Every object for itself, as each is locked for itself; the table of places is made anew.
fn unpack(file: &mut Document) {
    file.reference_table.cross_reference_type = XrefType::CrossReferenceTable;
    for key in ["Type", "W", "Index", "Filter", "DecodeParms", "Length"] {
        file.trailer.remove(key.as_bytes());
    }
    let is_pack = |object: &Object| matches!(object.type_name(), Ok(b"ObjStm" | b"XRef"));
    file.objects.retain(|_, object| !is_pack(object));
}

/// Without these lengths some readers show rubbish after the right password.
fn tell_lengths(file: &mut Document) -> Result<(), PdfError> {
    let encrypted = file.trailer.get(b"Encrypt")?.as_reference()?;
    let encrypted = file.get_object_mut(encrypted)?.as_dict_mut()?;
    encrypted.set("Length", integer(256));
    let filters = encrypted.get_mut(b"CF")?.as_dict_mut()?;
    let filter = filters.get_mut(FILTER)?.as_dict_mut()?;
    filter.set("Length", integer(32));
    filter.set("AuthEvent", Object::Name(b"DocOpen".to_vec()));
    Ok(())
}

fn claim_no_archive(file: &mut Document) -> Result<(), PdfError> {
    let extension = dictionary! {
        "ADBE" => dictionary! {
            "BaseVersion" => Object::Name(b"1.7".to_vec()),
            "ExtensionLevel" => integer(8),
        },
    };
    let catalog: &mut Dictionary = file.catalog_mut()?;
    catalog.remove(b"OutputIntents");
    catalog.set("Extensions", extension);
    let described = catalog.get(b"Metadata")?.as_reference()?;
    let stream = file.get_object_mut(described)?.as_stream_mut()?;
    let text = String::from_utf8_lossy(&stream.content).into_owned();
    let claims = |line: &&str| line.starts_with("<pdfaid:");
    let kept: Vec<&str> = text.lines().filter(|line| !claims(line)).collect();
    stream.set_plain_content(kept.join("\n").into_bytes());
    Ok(())
}
