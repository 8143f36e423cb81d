//! Finds the fields in the words of a template and fills them in.

use super::fields::Values;

/// Of these names the one that is most like this one.
pub fn nearest<'a>(name: &str, names: impl IntoIterator<Item = &'a str>) -> &'a str {
    let distance = |known: &&str| strsim::damerau_levenshtein(known, name);
    names.into_iter().min_by_key(distance).unwrap_or("date")
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
