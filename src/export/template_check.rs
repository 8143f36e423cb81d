//! Finds everything that is wrong with a template at once, each fault with its place.

use super::fields::{self, Piece, Subject};
use super::template::{Block, Fault, MAX_BYTES, Template};

const MAX_BLOCKS: usize = 10_000;

/// The template, or all its faults in the order of their places.
pub fn read(text: &str) -> Result<Template, Vec<Fault>> {
    if text.len() > MAX_BYTES {
        let says = format!("the file is longer than {} KB", MAX_BYTES / 1024);
        return Err(vec![Fault { line: 1, column: 1, says }]);
    }
    let read = ron::from_str::<Template>(text);
    let subject = read.as_ref().ok().and_then(Template::subject);
    let mut faults = field_faults(text, subject);
    match read {
        Ok(template) => {
            faults.extend(block_faults(text, &template));
            faults.extend(title_faults(text, &template));
            faults.sort();
            if faults.is_empty() { Ok(template) } else { Err(faults) }
        }
        Err(error) => {
            let at = error.span.start;
            let says = error.code.to_string();
            faults.push(Fault { line: at.line.max(1), column: at.col.max(1), says });
            faults.sort();
            Err(faults)
        }
    }
}

/// Braces that name no field, in every text of the file, even if the file itself is broken.
fn field_faults(text: &str, subject: Option<Subject>) -> Vec<Fault> {
    let mut faults = Vec::new();
    for (start, words) in quoted(text) {
        for piece in fields::pieces(words) {
            match piece {
                // A letter written by its number, such as \u{e9}.
                Piece::Field(_, at)
                    if words.get(..at).is_some_and(|w| w.ends_with("\\u")) => {}
                Piece::Field(name, at)
                    if !fields::known(subject).any(|f| f.name == name) =>
                {
                    let near = fields::nearest(name, subject);
                    let says =
                        format!("there is no field {{{name}}}; did you mean {{{near}}}?");
                    faults.push(fault(text, start + at, says));
                }
                Piece::LoneBrace(at) => {
                    let says = "this brace has no partner; write it twice to print it";
                    faults.push(fault(text, start + at, says.to_owned()));
                }
                Piece::Field(..) | Piece::Words(_) => {}
            }
        }
    }
    faults
}

fn block_faults(text: &str, template: &Template) -> Vec<Fault> {
    let at = |word: &str| text.find(word).unwrap_or_default();
    let mut faults = Vec::new();
    if template.blocks.len() > MAX_BLOCKS {
        let says = format!("there are more than {MAX_BLOCKS} blocks");
        faults.push(fault(text, at("blocks"), says));
    }
    let holds = |name: &str| template.blocks.iter().any(|block| block.name() == name);
    let subject = match (holds("CycleMap"), holds("RecoveryRows")) {
        (true, false) => Subject::CycleMap,
        (false, true) => Subject::RecoverySheet,
        _ => {
            let says =
                "a template has either a CycleMap or RecoveryRows among its blocks";
            faults.push(fault(text, at("blocks"), says.to_owned()));
            return faults;
        }
    };
    for block in &template.blocks {
        if block.subject().is_some_and(|of| of != subject) {
            let says = format!("{} does not go on this page", block.name());
            faults.push(fault(text, at(block.name()), says));
        }
    }
    faults.extend(once_faults(text, &template.blocks));
    faults
}

/// Blocks that stand twice where there is room for one.
fn once_faults(text: &str, blocks: &[Block]) -> Vec<Fault> {
    const ONCE: [&str; 7] =
        ["Title", "CycleMap", "Sentence", "RecoveryRows", "Steps", "Notes", "Footer"];
    let mut faults = Vec::new();
    for name in ONCE {
        if blocks.iter().filter(|block| block.name() == name).count() > 1 {
            let says = format!("{name} stands twice; there is room for one");
            let second = text.match_indices(name).nth(1).map_or(0, |(at, _)| at);
            faults.push(fault(text, second, says));
        }
    }
    faults
}

/// Fields in the file's title that would show a client's word to anybody.
fn title_faults(text: &str, template: &Template) -> Vec<Fault> {
    let closed =
        |name: &str| fields::FIELDS.iter().any(|f| f.name == name && !f.in_title);
    let mut faults = Vec::new();
    for words in &template.title.0 {
        for piece in fields::pieces(words) {
            if let Piece::Field(name, _) = piece
                && closed(name)
            {
                let says = format!(
                    "the title of the file is seen by anybody: {{{name}}} may not stand in \
                     it, but {{case.code}} and {{date}} may"
                );
                faults.push(fault(text, text.find(words).unwrap_or_default(), says));
            }
        }
    }
    faults
}

fn fault(text: &str, at: usize, says: String) -> Fault {
    let before = text.get(..at).unwrap_or_default();
    let line = before.matches('\n').count() + 1;
    let column = before.rsplit('\n').next().unwrap_or_default().chars().count() + 1;
    Fault { line, column, says }
}

/// The texts in quotation marks, as they are written, with the places where they start.
fn quoted(text: &str) -> Vec<(usize, &str)> {
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
