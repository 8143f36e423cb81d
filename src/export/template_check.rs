//! Finds everything that is wrong with a template at once, each fault with its place.

use super::fields::{self, Piece, Scope, Subject};
use super::template::{Audience, Block, Fault, MAX_BYTES, Template};
use super::template_columns::nested_columns;
use super::template_faults::{MOST_FAULTS, fault, is_name, told, told_once, unknown};
use super::template_language;
use super::template_quoted::{names, quoted, without_words};

const MAX_BLOCKS: usize = 10_000;

/// The template, or all its faults in the order of their places.
pub fn read(text: &str) -> Result<Template, Vec<Fault>> {
    // Some editors put a mark before the first letter.
    let text = text.trim_start_matches('\u{feff}');
    if text.len() > MAX_BYTES {
        let says = format!("the file is longer than {} KB", MAX_BYTES / 1024);
        return Err(vec![Fault { line: 1, column: 1, says }]);
    }
    let read = ron::from_str::<Template>(text);
    if let Some(error) = read.as_ref().err().filter(|_| !is_meant_as_one(text)) {
        let (line, column) = (error.span.start.line.max(1), error.span.start.col.max(1));
        let says = "this is no template: one begins with (name: \"...\", version: 1, \
                    audience: ..., and lists its blocks";
        return Err(vec![Fault { line, column, says: says.to_owned() }]);
    }
    let template = read.as_ref().ok();
    let scope = Scope {
        subject: template.map(Template::subject),
        audience: template.map(|t| t.audience).or_else(|| written_audience(text)),
    };
    let mut faults = field_faults(text, scope);
    faults.extend(name_faults(text));
    faults.extend(word_faults(text));
    match read {
        Ok(template) => {
            faults.extend(block_faults(text, &template, scope));
            faults.extend(title_faults(text, &template));
            faults.extend(template_language::faults(text, &template.language));
            if faults.is_empty() { Ok(template) } else { Err(told_once(faults)) }
        }
        Err(error) => {
            let at = error.span.start;
            let (line, column) = (at.line.max(1), at.col.max(1));
            // Unknown names were all found above, the first one among them.
            let is_known = matches!(error.code, ron::Error::NoSuchEnumVariant { .. })
                && faults.iter().any(|it| it.line == line);
            if !is_known {
                faults.push(Fault { line, column, says: told(&error.code) });
            }
            Err(told_once(faults))
        }
    }
}

/// A longer word is no word.
const MOST_LETTERS_OF_A_WORD: usize = 1_000;

/// Words so long that only a machine can have meant them: to break them takes too long.
fn word_faults(text: &str) -> Vec<Fault> {
    let mut faults = Vec::new();
    for (start, words) in quoted(text) {
        let is_long = |word: &&str| word.len() > MOST_LETTERS_OF_A_WORD;
        if words.split_whitespace().any(|word| is_long(&word)) {
            let says = format!("a word is longer than {MOST_LETTERS_OF_A_WORD} letters");
            faults.push(fault(text, start, says));
        }
    }
    faults.truncate(MOST_FAULTS);
    faults
}

/// Names before a bracket that no block has, wherever they stand.
fn name_faults(text: &str) -> Vec<Fault> {
    let bare = without_words(text);
    let mut faults = Vec::new();
    for (start, word, is_called) in names(&bare) {
        if is_called && !Block::names().contains(&word) && word != "Some" {
            faults.push(fault(text, start, unknown(word, Block::names(), "")));
        }
        if faults.len() > MOST_FAULTS {
            break;
        }
    }
    faults
}

/// What a file that cannot be read as a whole says of its audience.
fn written_audience(text: &str) -> Option<Audience> {
    let (_, after) = text.split_once("audience:")?;
    match after.trim_start() {
        after if after.starts_with("Couple") => Some(Audience::Couple),
        after if after.starts_with("Practice") => Some(Audience::Practice),
        after if after.starts_with("Supervisor") => Some(Audience::Supervisor),
        after if after.starts_with("Record") => Some(Audience::Record),
        _ => None,
    }
}

/// True for a file that names what a template has. Of any other not a word is told: it may be a
/// couple's, given by mistake.
fn is_meant_as_one(text: &str) -> bool {
    let bare = without_words(text);
    let names =
        ["version:", "audience:", "paper:", "language:", "title:", "block:", "blocks:"];
    names.iter().filter(|name| bare.contains(**name)).count() > 2
}

/// Braces that name no field, in every text of the file, even if the file itself is broken.
fn field_faults(text: &str, scope: Scope) -> Vec<Fault> {
    let names = scope.names();
    let mut faults = Vec::new();
    for (start, words) in quoted(text) {
        for piece in fields::pieces(words) {
            match piece {
                // A letter written by its number, such as \u{e9}.
                Piece::Field(_, at)
                    if words.get(..at).is_some_and(|w| w.ends_with("\\u")) => {}
                Piece::Field(name, at) if !names.contains(&name) => {
                    faults.push(fault(text, start + at, no_field(name, scope)));
                }
                Piece::LoneBrace(at) => {
                    let says = "this brace has no partner; write it twice to print it";
                    faults.push(fault(text, start + at, says.to_owned()));
                }
                Piece::Field(..) | Piece::Words(_) => {}
            }
            if faults.len() > MOST_FAULTS {
                return faults;
            }
        }
    }
    faults
}

/// Why a field may not be named, and which one may be.
fn no_field(name: &str, scope: Scope) -> String {
    if !is_name(name) {
        return "there is no such field".to_owned();
    }
    let anywhere = Scope { subject: scope.subject, audience: None };
    let audience = scope.audience.filter(|it| *it != Audience::Practice);
    if let Some(audience) = audience.filter(|_| anywhere.names().contains(&name)) {
        let page = audience.label();
        let whose = match audience {
            Audience::Couple => "is for the practice alone",
            Audience::Supervisor => "could tell who they are",
            Audience::Practice | Audience::Record => "is of another page",
        };
        return format!("{{{name}}} {whose}; a page for {page} may not name it");
    }
    format!(
        "there is no field {{{name}}}; did you mean {{{}}}?",
        fields::nearest(name, scope.names())
    )
}

fn block_faults(text: &str, template: &Template, scope: Scope) -> Vec<Fault> {
    let at = |word: &str| text.find(word).unwrap_or_default();
    let mut faults = Vec::new();
    let mut count = 0;
    let subject = template.subject();
    faults.extend(nested_columns(text, &template.blocks));
    each_block(&template.blocks, &mut Vec::new(), &mut |block, lists| {
        count += 1;
        if faults.len() > MOST_FAULTS {
            return;
        }
        if block.subject().is_some_and(|of| of != subject) {
            let says = format!("{} does not go on this page", block.name());
            faults.push(fault(text, at(block.name()), says));
        }
        faults.extend(list_faults(text, block, (scope, lists)));
        faults.extend(scope_faults(text, block, (scope, lists)));
    });
    if count > MAX_BLOCKS {
        let says = format!("there are more than {MAX_BLOCKS} blocks");
        faults.push(fault(text, at("blocks"), says));
    }
    if template.blocks.is_empty() {
        let says = "a template has at least one block";
        faults.push(fault(text, at("blocks"), says.to_owned()));
    }
    if let Some(margins) = template.margins {
        let all = [margins.left, margins.right, margins.top, margins.foot];
        if !all.iter().all(|margin| (5.0..=60.0).contains(margin)) {
            let says = "a margin is between 5 and 60 millimetres";
            faults.push(fault(text, at("margins"), says.to_owned()));
        }
    }
    if subject == Subject::Text {
        faults.extend(once_faults(
            text,
            &template.blocks,
            &["Letterhead", "Running", "Footer"],
        ));
    } else {
        faults.extend(once_faults(text, &template.blocks, &ONCE));
    }
    faults
}

/// Every block, with the lists in whose blocks it stands.
fn each_block<'a>(
    blocks: &'a [Block],
    lists: &mut Vec<&'a str>,
    tell: &mut dyn FnMut(&'a Block, &[&'a str]),
) {
    for block in blocks {
        tell(block, lists);
        let (inner, list) = block.inner();
        lists.extend(list);
        for blocks in inner {
            each_block(blocks, lists, tell);
        }
        if list.is_some() {
            lists.pop();
        }
    }
}

/// A list or a field that a block asks for and that this page does not have.
fn list_faults(
    text: &str,
    block: &Block,
    (scope, lists): (Scope, &[&str]),
) -> Vec<Fault> {
    let Some(asked) = block.asks_for() else { return Vec::new() };
    let here = |list: &&fields::List| {
        scope.has(list) && list.inside.is_none_or(|outer| lists.contains(&outer))
    };
    let mut names: Vec<&str> =
        fields::lists().filter(here).map(|list| list.name).collect();
    if matches!(block, Block::When { .. } | Block::Unless { .. }) {
        names.extend(scope.names());
    }
    let has_turns = |name: &str| {
        let list = fields::lists().find(|list| list.name == name);
        list.is_some_and(|list| list.fields.iter().any(|(name, _)| *name == "turn.words"))
    };
    if matches!(block, Block::Turns(_)) {
        names.retain(|name| has_turns(name));
    }
    if names.contains(&asked) {
        return Vec::new();
    }
    let place = text.find(&format!("\"{asked}\"")).unwrap_or_default();
    let known = fields::lists().find(|list| list.name == asked);
    let says = match known {
        Some(list) if !scope.has(list) => match scope.audience {
            Some(Audience::Record) => {
                format!("{asked} are of another page; a page for the record has none")
            }
            Some(Audience::Supervisor) => format!(
                "{asked} could tell who they are; a page for a supervisor may not name them"
            ),
            _ => format!(
                "{asked} are for the practice alone; a page for the couple may not name \
                 them"
            ),
        },
        Some(fields::List { inside: Some(outer), .. }) if !lists.contains(outer) => {
            format!("{asked} is known only in Each(list: \"{outer}\", ...)")
        }
        _ if !is_name(asked) => "there is nothing of that name".to_owned(),
        _ if names.is_empty() => format!("there is nothing of that name here: {asked}"),
        _ => {
            let near = fields::nearest(asked, names.iter().copied());
            format!("there is nothing of that name: {asked}; did you mean {near}?")
        }
    };
    vec![fault(text, place, says)]
}

/// Fields of a list that are named outside it.
fn scope_faults(
    text: &str,
    block: &Block,
    (scope, lists): (Scope, &[&str]),
) -> Vec<Fault> {
    let is_plain =
        |name: &str| fields::all().any(|it| it.name == name && scope.knows(it));
    let home = |name: &str| {
        let of_name = |list: &&fields::List| list.fields.iter().any(|(f, _)| *f == name);
        let homes = || fields::lists().filter(of_name);
        let is_here = homes().any(|list| lists.contains(&list.name));
        if is_here || is_plain(name) { None } else { homes().next() }
    };
    let mut faults = Vec::new();
    for words in block.words().iter().flat_map(|words| &words.0) {
        for piece in fields::pieces(words) {
            let Piece::Field(name, _) = piece else { continue };
            if let Some(list) = home(name) {
                let place = text.find(&format!("{{{name}}}")).unwrap_or_default();
                let says = format!(
                    "{{{name}}} is known only in Each(list: \"{}\", ...)",
                    list.name
                );
                faults.push(fault(text, place, says));
            }
        }
    }
    faults
}

/// Blocks for which a page of one kind has one place.
const ONCE: [&str; 7] =
    ["Title", "CycleMap", "Sentence", "RecoveryRows", "Steps", "Notes", "Footer"];

/// Blocks that stand twice where there is room for one.
fn once_faults(text: &str, blocks: &[Block], once: &[&str]) -> Vec<Fault> {
    let mut faults = Vec::new();
    for name in once {
        if blocks.iter().filter(|block| block.name() == *name).count() > 1 {
            let says = format!("{name} stands twice; there is room for one");
            let second = text.match_indices(name).nth(1).map_or(0, |(at, _)| at);
            faults.push(fault(text, second, says));
        }
    }
    faults
}

/// Fields in the file's title that would show a client's word to anybody.
fn title_faults(text: &str, template: &Template) -> Vec<Fault> {
    let closed = |name: &str| fields::all().any(|f| f.name == name && !f.in_title);
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
