//! What may stand in braces in a template, and what it is filled with.

use std::collections::BTreeMap;

/// What a page is about; it says which fields are known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Subject {
    CycleMap,
    RecoverySheet,
}

/// A name that may stand in braces.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Field {
    pub name: &'static str,
    pub says: &'static str,
    /// `None` if every page knows it.
    pub of: Option<Subject>,
    /// True if it may stand in the file's title, which anybody can see without opening it.
    pub in_title: bool,
}

const fn field(name: &'static str, says: &'static str, of: Option<Subject>) -> Field {
    Field { name, says, of, in_title: false }
}

const fn open_field(
    name: &'static str,
    says: &'static str,
    of: Option<Subject>,
) -> Field {
    Field { name, says, of, in_title: true }
}

const MAP: Option<Subject> = Some(Subject::CycleMap);
const SHEET: Option<Subject> = Some(Subject::RecoverySheet);

/// The one table of fields.
pub const FIELDS: [Field; 17] = [
    open_field("case.code", "the code name of the case", MAP),
    open_field("date", "the day of printing", None),
    open_field("template.name", "the name of the template", None),
    open_field("template.version", "the version of the template", None),
    field("page", "the number of this page", None),
    field("page.next", "the number of the next page", None),
    field("pages", "how many pages there are", None),
    field("loop.name", "the couple's own name for the loop", MAP),
    field("loop.kind", "the kind of loop, such as Emotional loop", MAP),
    field("loop.sentence", "how one move brings the other, as the pattern has it", MAP),
    field("left.name", "the first name of the partner on the left", MAP),
    field("right.name", "the first name of the partner on the right", MAP),
    field("practice.name", "the name of the practice", SHEET),
    open_field("practice.id", "the first letters of the practice's number", SHEET),
    open_field("sheet.number", "the number of this recovery sheet", SHEET),
    field("previous.number", "the number of the sheet before", SHEET),
    field("previous.date", "the day on which the sheet before was made", SHEET),
];

/// A value for each field that has one.
pub type Values = BTreeMap<&'static str, String>;

/// The fields that pages of this subject know.
pub fn known(subject: Option<Subject>) -> impl Iterator<Item = &'static Field> {
    FIELDS.iter().filter(move |field| {
        field.of.is_none() || subject.is_none() || field.of == subject
    })
}

/// The known field that is most like this one.
pub fn nearest(name: &str, subject: Option<Subject>) -> &'static str {
    let distance = |field: &&Field| strsim::damerau_levenshtein(field.name, name);
    known(subject).min_by_key(distance).map_or("date", |field| field.name)
}

/// A piece of a template's words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Piece<'a> {
    Words(&'a str),
    /// The name of a field, and how many bytes before it its brace stands.
    Field(&'a str, usize),
    /// A brace without its partner, and where it stands.
    LoneBrace(usize),
}

/// Words cut at their fields. Two braces stand for one that is printed.
pub fn pieces(words: &str) -> Vec<Piece<'_>> {
    let mut pieces = Vec::new();
    let (mut rest, mut at) = (words, 0);
    while let Some(brace) = rest.find(['{', '}']) {
        let (before, after) = rest.split_at(brace);
        pieces.push(Piece::Words(before));
        let place = at + brace;
        let (piece, length) = piece_at_brace(after, place);
        pieces.push(piece);
        rest = after.get(length..).unwrap_or_default();
        at = place + length;
    }
    pieces.push(Piece::Words(rest));
    pieces.retain(|piece| *piece != Piece::Words(""));
    pieces
}

fn piece_at_brace(after: &str, place: usize) -> (Piece<'_>, usize) {
    if let Some(brace) = after.get(..2).filter(|two| *two == "{{" || *two == "}}") {
        return (Piece::Words(brace.get(..1).unwrap_or_default()), 2);
    }
    let inside = after.strip_prefix('{').and_then(|inside| inside.split_once('}'));
    match inside {
        Some((name, _)) if !name.contains('{') => {
            (Piece::Field(name, place), name.len() + 2)
        }
        _ => (Piece::LoneBrace(place), 1),
    }
}

/// Words with their fields filled in; none if one of the fields is empty. A value is text:
/// braces in it stay as they are.
pub fn fill(words: &str, values: &Values) -> Option<String> {
    let mut filled = String::with_capacity(words.len());
    for piece in pieces(words) {
        match piece {
            Piece::Words(words) => filled.push_str(words),
            Piece::Field(name, _) => {
                filled.push_str(values.get(name).filter(|value| !value.is_empty())?);
            }
            Piece::LoneBrace(_) => return None,
        }
    }
    Some(filled)
}
