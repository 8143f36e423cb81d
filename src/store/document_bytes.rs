//! A document as sealed bytes hold it: RON, compressed, in steps of a size that says little.

use super::document::{Body, Kept, SCHEMA};
use serde::Deserialize;
use zeroize::Zeroizing;

/// No document grows beyond this; a hostile one would.
pub const LARGEST_TEXT: usize = 16 * 1024 * 1024;
/// Sealed documents come in steps of this many bytes, so that their size says little.
const PADDING: usize = 512;
/// Those without words need no more, and small ones give their pages back to the file.
const PADDING_THINNED: usize = 128;
/// There are many of them, and all are about as long.
const PADDING_AUDIT: usize = 256;
const COMPRESSION: i32 = 9;

/// Why sealed bytes are no document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unreadable {
    /// Written by a later version.
    Newer(u16),
    Damaged,
}

/// A document as bytes: RON, compressed, its length before it, zeros after it.
pub fn pack(kept: &Kept) -> Result<Zeroizing<Vec<u8>>, String> {
    let text = Zeroizing::new(
        ron::ser::to_string_pretty(kept, pretty()).map_err(|error| error.to_string())?,
    );
    if text.len() > LARGEST_TEXT {
        return Err("one of the couple’s documents is too long".to_owned());
    }
    let packed = Zeroizing::new(
        zstd::bulk::compress(text.as_bytes(), COMPRESSION).map_err(|e| e.to_string())?,
    );
    let length = u32::try_from(packed.len()).map_err(|error| error.to_string())?;
    let step = match kept.body {
        Body::Thinned => PADDING_THINNED,
        Body::Audit(_) => PADDING_AUDIT,
        _ => PADDING,
    };
    let padded = (4 + packed.len()).next_multiple_of(step);
    let mut bytes = Zeroizing::new(Vec::with_capacity(padded));
    bytes.extend(length.to_le_bytes());
    bytes.extend(packed.iter());
    bytes.resize(padded, 0);
    Ok(bytes)
}

/// The text of a document.
pub fn unpack_text(bytes: &[u8]) -> Result<Zeroizing<String>, Unreadable> {
    let text = || {
        let (length, rest) = bytes.split_first_chunk()?;
        let packed = rest.get(..usize::try_from(u32::from_le_bytes(*length)).ok()?)?;
        let size = zstd::zstd_safe::get_frame_content_size(packed).ok()??;
        let size = usize::try_from(size).ok().filter(|size| *size <= LARGEST_TEXT)?;
        let text = zstd::bulk::decompress(packed, size).ok()?;
        String::from_utf8(text).ok()
    };
    text().map(Zeroizing::new).ok_or(Unreadable::Damaged)
}

pub fn unpack(bytes: &[u8]) -> Result<Kept, Unreadable> {
    #[derive(Deserialize)]
    struct Version {
        schema: u16,
    }
    let text = unpack_text(bytes)?;
    let kept = ron::from_str::<Kept>(&text).ok();
    if let Some(kept) = kept.filter(|kept| kept.schema <= SCHEMA) {
        return Ok(kept.brought_up_to_date());
    }
    // Only what does not read is looked at twice, to tell a later version from damage.
    match ron::from_str::<Version>(&text) {
        Ok(version) if version.schema > SCHEMA => Err(Unreadable::Newer(version.schema)),
        _ => Err(Unreadable::Damaged),
    }
}

fn pretty() -> ron::ser::PrettyConfig {
    ron::ser::PrettyConfig::new().new_line("\n").indentor(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::{Settings, Time};

    fn packed(text: &str) -> Vec<u8> {
        let packed = zstd::bulk::compress(text.as_bytes(), 3).unwrap();
        [&u32::try_from(packed.len()).unwrap().to_le_bytes(), &packed[..], &[0; 9]]
            .concat()
    }

    #[test]
    fn a_document_of_a_later_version_is_told_from_damage() {
        let newer =
            "(schema: 3, at: \"2026-03-02T14:03:00+01:00\", body: Dream((deep: 3)))";
        assert_eq!(unpack(&packed(newer)), Err(Unreadable::Newer(3)));
        let same_shape =
            "(schema: 9, at: \"2026-03-02T14:03:00+01:00\", body: Settings(()))";
        assert_eq!(unpack(&packed(same_shape)), Err(Unreadable::Newer(9)));
        let known = same_shape.replace('9', "1");
        assert!(matches!(
            unpack(&packed(&known)),
            Ok(Kept { body: Body::Settings(_), .. })
        ));
        for damaged in ["", "(schema: 1", "(schema: 1, at: 7, body: Settings(()))"] {
            assert_eq!(unpack(&packed(damaged)), Err(Unreadable::Damaged));
        }
        assert_eq!(unpack(&[]), Err(Unreadable::Damaged));
        assert_eq!(unpack(&[255; 512]), Err(Unreadable::Damaged));
    }

    #[test]
    fn a_short_text_and_a_longer_one_have_the_same_size() {
        let sizes = ["Ana", "Ana and a surname that is long"].map(|name| {
            let settings =
                Settings { practice_name: name.to_owned(), ..Settings::default() };
            let body = Body::Settings(settings);
            pack(&Kept { schema: SCHEMA, at: Time::default(), body }).unwrap().len()
        });
        assert_eq!(sizes, [PADDING, PADDING]);
    }
}
