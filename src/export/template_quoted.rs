//! Finds what stands in quotation marks and comments of a template's file.

/// The texts in quotation marks, as they are written, with the places where they start.
pub fn quoted(text: &str) -> Vec<(usize, &str)> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(rest) = text.get(at..).filter(|rest| !rest.is_empty()) {
        if rest.starts_with("//") {
            at += rest.find('\n').unwrap_or(rest.len());
        } else if rest.starts_with("/*") {
            at += rest.find("*/").map_or(rest.len(), |end| end + 2);
        } else if let Some((opening, length)) = raw(rest) {
            let inside = rest.get(opening..length).unwrap_or_default();
            let closing = opening - 1;
            found.push((at + opening, inside));
            at += length + closing;
        } else if let Some(after) = rest.strip_prefix('"') {
            let length = plain(after);
            found.push((at + 1, after.get(..length).unwrap_or(after)));
            at += length + 2;
        } else {
            at += rest.chars().next().map_or(1, char::len_utf8);
        }
    }
    found
}

/// Length of a text up to the quotation mark that ends it.
fn plain(text: &str) -> usize {
    let mut is_escaped = false;
    for (at, letter) in text.char_indices() {
        match letter {
            '"' if !is_escaped => return at,
            '\\' => is_escaped = !is_escaped,
            _ => is_escaped = false,
        }
    }
    text.len()
}

/// Of a raw text such as `r#"..."#`: where its inside starts, and where it ends.
fn raw(rest: &str) -> Option<(usize, usize)> {
    let after = rest.strip_prefix('r')?;
    let hashes = after.len() - after.trim_start_matches('#').len();
    after.get(hashes..)?.strip_prefix('"')?;
    let opening = hashes + 2;
    let closing = format!("\"{}", "#".repeat(hashes));
    let length = rest.get(opening..)?.find(&closing)?;
    Some((opening, opening + length))
}

/// The file with blanks in place of what stands in quotation marks and comments, so that all
/// else keeps its place.
pub fn without_words(text: &str) -> String {
    let mut bare = text.to_owned();
    for (start, words) in quoted(text) {
        bare.replace_range(start..start + words.len(), &" ".repeat(words.len()));
    }
    for (opening, closing) in [("//", "\n"), ("/*", "*/")] {
        let mut at = 0;
        while let Some(found) = bare.get(at..).and_then(|rest| rest.find(opening)) {
            let start = at + found;
            let rest = bare.get(start..).unwrap_or_default();
            let length = rest.find(closing).map_or(rest.len(), |end| end + closing.len());
            bare.replace_range(start..start + length, &" ".repeat(length));
            at = start + length;
        }
    }
    bare
}

/// The names that begin with a capital, in what [`without_words`] left: where each starts, and
/// whether it is called with a bracket.
pub fn names(bare: &str) -> impl Iterator<Item = (usize, &str, bool)> {
    let is_between = |letter: char| !letter.is_alphanumeric() && letter != '_';
    let mut at = 0;
    bare.split_inclusive(is_between).filter_map(move |word| {
        let start = at;
        at += word.len();
        let name = word.trim_end_matches(is_between);
        let is_name = name.starts_with(char::is_uppercase);
        is_name.then(|| (start, name, word.ends_with('(')))
    })
}
