//! What lies inside a seal: a document's words, compressed and padded, with when they were saved.

use super::bytes::Bytes;
use super::{Moment, StoreError};
use chrono::{DateTime, FixedOffset};
use zeroize::Zeroizing;

/// What kind of document it is; its number in the file stays for ever.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum DocumentKind {
    /// A superseded autosave whose words were thinned out.
    Thinned = 0,
    Settings = 1,
    Case = 2,
    Session = 3,
    Map = 4,
    /// The phrases of a map that belong to another compartment than the record.
    MapPart = 5,
}

/// A document as it goes into a seal and comes out of it.
pub(super) struct Payload {
    pub kind: DocumentKind,
    /// Of the RON text.
    pub schema: u16,
    /// How many phrases the document counts, so that a list needs not read all words.
    pub count: u32,
    pub when: Moment,
    pub text: Zeroizing<String>,
}

/// Why bytes that were sealed by someone with the key do not read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct NotAPayload;

const LEVEL: i32 = 9;
/// The shortest piece: short documents are all of one size.
const BLOCK: usize = 256;
/// The longest text that is written or read.
const MOST_TEXT: usize = 32 * 1024 * 1024;

impl DocumentKind {
    const ALL: [Self; 6] = [
        Self::Thinned,
        Self::Settings,
        Self::Case,
        Self::Session,
        Self::Map,
        Self::MapPart,
    ];

    fn from_number(number: u8) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| *kind as u8 == number)
    }

    /// What the history of a case calls it.
    pub fn label(self) -> &'static str {
        match self {
            Self::Thinned => "thinned",
            Self::Settings => "settings",
            Self::Case => "case",
            Self::Session => "session",
            Self::Map => "map",
            Self::MapPart => "map, own part",
        }
    }
}

impl Payload {
    pub fn to_bytes(&self) -> Result<Zeroizing<Vec<u8>>, StoreError> {
        let too_long = || StoreError::Unfit("a document is too long");
        if self.text.len() > MOST_TEXT {
            return Err(too_long());
        }
        let packed = zstd::bulk::compress(self.text.as_bytes(), LEVEL);
        let packed = Zeroizing::new(packed.map_err(|_no_memory| too_long())?);
        let mut bytes =
            Zeroizing::new(Vec::with_capacity(packed.len() * 9 / 8 + 2 * BLOCK));
        bytes.extend(self.schema.to_le_bytes());
        bytes.push(self.kind as u8);
        bytes.extend(self.count.to_le_bytes());
        bytes.extend(self.when.timestamp_millis().to_le_bytes());
        bytes.extend(self.when.offset().local_minus_utc().to_le_bytes());
        bytes.extend((self.text.len() as u32).to_le_bytes());
        bytes.extend((packed.len() as u32).to_le_bytes());
        bytes.extend_from_slice(&packed);
        let padded = padded_length(bytes.len());
        bytes.resize(padded, 0);
        Ok(bytes)
    }

    pub fn from_bytes(bytes: &[u8]) -> Result<Self, NotAPayload> {
        Self::read(Bytes(bytes)).ok_or(NotAPayload)
    }

    fn read(mut bytes: Bytes<'_>) -> Option<Self> {
        let schema = bytes.u16()?;
        let kind = DocumentKind::from_number(bytes.u8()?)?;
        let count = bytes.u32()?;
        let when = moment(bytes.i64()?, bytes.i32()?)?;
        let length = bytes.u32()? as usize;
        let packed_length = bytes.u32()? as usize;
        let packed = bytes.take(packed_length)?;
        if length > MOST_TEXT || bytes.0.iter().any(|byte| *byte != 0) {
            return None;
        }
        let text = Zeroizing::new(zstd::bulk::decompress(packed, length).ok()?);
        if text.len() != length {
            return None;
        }
        let text = Zeroizing::new(std::str::from_utf8(&text).ok()?.to_owned());
        Some(Self { kind, schema, count, when, text })
    }
}

fn moment(millis: i64, offset_secs: i32) -> Option<Moment> {
    let offset = FixedOffset::east_opt(offset_secs)?;
    Some(DateTime::from_timestamp_millis(millis)?.with_timezone(&offset))
}

/// A moment as the file keeps it: to the thousandth of a second.
pub(super) fn kept(now: Moment) -> Moment {
    moment(now.timestamp_millis(), now.offset().local_minus_utc()).unwrap_or(now)
}

/// The length rounded up as `PADMÉ` does, then to a whole block, so that the size of a sealed
/// document tells little of how much was written.
fn padded_length(length: usize) -> usize {
    let bits = usize::BITS - length.max(2).leading_zeros() - 1;
    let kept_bits = u32::BITS - bits.leading_zeros();
    let mask = (1usize << (bits - kept_bits.min(bits))) - 1;
    ((length + mask) & !mask).next_multiple_of(BLOCK)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn payload(text: &str) -> Payload {
        Payload {
            kind: DocumentKind::Map,
            schema: 1,
            count: 7,
            when: DateTime::parse_from_rfc3339("2026-11-22T14:03:09.250+01:00").unwrap(),
            text: Zeroizing::new(text.to_owned()),
        }
    }

    #[test]
    fn what_goes_in_comes_out() {
        for text in ["", "words", &"a long text of ąęł ".repeat(2000)] {
            let read = Payload::from_bytes(&payload(text).to_bytes().unwrap()).unwrap();
            assert_eq!((read.kind, read.schema, read.count), (DocumentKind::Map, 1, 7));
            assert_eq!(read.when, payload("").when);
            assert_eq!(read.when.offset().local_minus_utc(), 3600);
            assert_eq!(read.text.as_str(), text);
        }
    }

    #[test]
    fn lengths_tell_little() {
        assert_eq!(padded_length(0), 0);
        assert_eq!(padded_length(30), 256);
        assert_eq!(padded_length(257), 512);
        assert_eq!(padded_length(10_000), 10_240);
        assert_eq!(padded_length(1_000_001), 1_015_808);
        for length in 1..20_000 {
            let padded = padded_length(length);
            assert!(
                padded >= length && padded <= length + length / 8 + BLOCK,
                "{length}"
            );
        }
    }

    #[test]
    fn a_text_that_unpacks_to_more_than_it_says_is_refused() {
        let mut bytes = payload(&"x".repeat(100_000)).to_bytes().unwrap();
        bytes[19..23].copy_from_slice(&10u32.to_le_bytes());
        assert!(Payload::from_bytes(&bytes).is_err());
    }
}
