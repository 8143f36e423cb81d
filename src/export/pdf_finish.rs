//! Makes a bare PDF an archive file: language, structure, colours, outline, dates and id.

use super::pdf::PdfError;
use super::pdf_pack::Small;
use super::pdf_tags::Tags;
use super::{pdf_colour, pdf_outline};
use crate::drawing::page::Bookmark;
use chrono::NaiveDate;
use lopdf::{Dictionary, Document, Object, ObjectId, Stream, StringFormat, dictionary};

/// What a file says about itself. Nothing here names a client.
#[derive(Debug, Clone, Copy)]
pub struct About<'a> {
    pub title: &'a str,
    pub language: &'a str,
    pub printed_on: NaiveDate,
    /// Of each page, its height and its headings.
    pub headings: &'a [(f32, Vec<Bookmark>)],
}

const PROGRAM: &str = concat!("Holdfast ", env!("CARGO_PKG_VERSION"));

/// Adds all that the file says of its pages; gives back the structure, which is still to be
/// packed with it.
pub fn describe(
    file: &mut Document,
    tags: Tags,
    about: &About<'_>,
) -> Result<Small, PdfError> {
    "1.7".clone_into(&mut file.version);
    let pages: Vec<ObjectId> = file.get_pages().into_values().collect();
    for (number, page) in pages.iter().enumerate() {
        mend_page(file.get_object_mut(*page)?.as_dict_mut()?, number);
    }
    let (root, structure) = tags.write(file, &pages)?;
    let outline = pdf_outline::write(file, &pages, about);
    let described = dictionary! { "Type" => "Metadata", "Subtype" => "XML" };
    let described = file.add_object(
        Stream::new(described, xmp(about).into_bytes()).with_compression(false),
    );
    let intent = output_intent(file);
    let catalog = file.catalog_mut()?;
    catalog.set("PageMode", "UseNone");
    catalog.set("Lang", Object::string_literal(about.language));
    catalog.set("MarkInfo", dictionary! { "Marked" => true });
    catalog.set("ViewerPreferences", dictionary! { "DisplayDocTitle" => true });
    catalog.set("StructTreeRoot", root);
    catalog.set("Outlines", outline);
    catalog.set("Metadata", described);
    catalog.set("OutputIntents", vec![Object::Dictionary(intent)]);
    let info = file.trailer.get(b"Info")?.as_reference()?;
    file.set_object(info, info_dictionary(about));
    Ok(structure)
}

/// Letters of a text at most: PDF/A-2 allows 32,767 bytes, and a letter takes up to four.
const MOST_LETTERS: usize = 8_000;

/// True if a text is not too long to be kept in one piece.
pub fn has_room(words: &str) -> bool {
    words.chars().nth(MOST_LETTERS).is_none()
}

/// A text that may hold any letter; of a very long one, its beginning.
pub fn text(words: &str) -> Object {
    let mut bytes = vec![0xFE, 0xFF];
    let rest = if has_room(words) { "" } else { "…" };
    let kept = words.chars().take(MOST_LETTERS).chain(rest.chars()).collect::<String>();
    bytes.extend(kept.encode_utf16().flat_map(u16::to_be_bytes));
    Object::String(bytes, StringFormat::Hexadecimal)
}

/// A count as a file holds it.
pub fn integer(count: usize) -> Object {
    Object::Integer(i64::try_from(count).unwrap_or(i64::MAX))
}

/// A number that tells two files apart (FNV-1a, 64 bits). It guards nothing.
pub fn hash(bytes: &[u8]) -> u64 {
    hash_after(0xcbf2_9ce4_8422_2325, bytes)
}

/// The same, going on from a hash of what comes before.
pub fn hash_after(before: u64, bytes: &[u8]) -> u64 {
    let mix =
        |sum: u64, byte: &u8| (sum ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3);
    bytes.iter().fold(before, mix)
}

fn mend_page(page: &mut Dictionary, number: usize) {
    page.set("StructParents", integer(number));
    page.set("Tabs", "S");
    let has_notes =
        page.get(b"Annots").and_then(Object::as_array).is_ok_and(|a| !a.is_empty());
    if !has_notes {
        page.remove(b"Annots");
    }
}

fn output_intent(file: &mut Document) -> Dictionary {
    let profile = Stream::new(dictionary! { "N" => 3 }, pdf_colour::srgb());
    dictionary! {
        "Type" => "OutputIntent",
        "S" => "GTS_PDFA1",
        "OutputConditionIdentifier" => Object::string_literal("sRGB"),
        "Info" => Object::string_literal("sRGB IEC61966-2.1"),
        "DestOutputProfile" => file.add_object(profile),
    }
}

fn info_dictionary(about: &About<'_>) -> Dictionary {
    let date = about.printed_on.format("D:%Y%m%d000000Z").to_string();
    dictionary! {
        "Title" => text(about.title),
        "Creator" => text(PROGRAM),
        "Producer" => text(PROGRAM),
        "CreationDate" => Object::string_literal(date.as_str()),
        "ModDate" => Object::string_literal(date.as_str()),
    }
}

fn xmp(about: &About<'_>) -> String {
    let escape = |words: &str| {
        words.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
    };
    include_str!("../../assets/xmp.xml")
        .trim_end()
        .replace("{mark}", "\u{feff}")
        .replace("{date}", &about.printed_on.format("%Y-%m-%dT00:00:00Z").to_string())
        .replace("{program}", PROGRAM)
        .replace("{language}", &escape(about.language))
        .replace("{title}", &escape(about.title))
}
