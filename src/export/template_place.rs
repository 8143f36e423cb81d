//! Says in which block of a template a place of its text lies, for who does not look at the text.

use super::template_kinds;

/// So much of a block's first words says which one it is.
const LETTERS: usize = 30;

/// A bracket that is open: the name before it, and the first words behind it.
#[derive(Default)]
struct Open {
    name: String,
    words: Option<String>,
}

/// The innermost block around a line and column, which count from 1, as people call it: “Heading:
/// What feeds it”. None for what stands in no block.
pub fn block_at(text: &str, (line, column): (usize, usize)) -> Option<String> {
    let mut open: Vec<Open> = Vec::new();
    let mut found: Option<usize> = None;
    let mut name = String::new();
    let (mut at_line, mut at_column) = (1, 1);
    let mut letters = text.chars().peekable();
    let is_block = |open: &Open| template_kinds::of(&open.name).is_some();
    while let Some(letter) = letters.next() {
        if found.is_none() && (at_line, at_column) >= (line, column) {
            found = Some(open.iter().rposition(is_block)?);
        }
        at_column += 1;
        match letter {
            '\n' => (at_line, at_column) = (at_line + 1, 1),
            '/' if letters.peek() == Some(&'/') => {
                while letters.peek().is_some_and(|it| *it != '\n') {
                    letters.next();
                }
            }
            '"' => {
                let mut words = String::new();
                while let Some(letter) = letters.next() {
                    at_column += 1;
                    match letter {
                        '"' => break,
                        '\\' => at_column += usize::from(letters.next().is_some()),
                        '\n' => (at_line, at_column) = (at_line + 1, 1),
                        _ => words.push(letter),
                    }
                }
                for around in &mut open {
                    around.words.get_or_insert_with(|| words.clone());
                }
            }
            '(' | '[' | '{' => open.push(Open { name: name.clone(), words: None }),
            ')' | ']' | '}' => {
                let closed = open.pop()?;
                if found == Some(open.len()) {
                    return called(&closed);
                }
            }
            _ => {}
        }
        match letter {
            letter if letter.is_ascii_alphanumeric() || letter == '_' => {
                name.push(letter);
            }
            _ => name.clear(),
        }
    }
    called(open.get(found?)?)
}

fn called(block: &Open) -> Option<String> {
    let label = template_kinds::of(&block.name)?.label;
    let words = block.words.as_deref().unwrap_or_default().trim();
    let short: String = words.chars().take(LETTERS).collect();
    let more = if short.len() < words.len() { "…" } else { "" };
    Some(match short.as_str() {
        "" => label.to_owned(),
        short => format!("{label}: {short}{more}"),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_is_called_by_the_block_around_it() {
        let text = "(\n title: \"a (b\", // c (\n blocks: [\n  Heading(\"Feeds \\\" it\"),\n  \
                    When(has: \"goals\", blocks: [\n   Paragraph(\"one {x} and so on, and on, \
                    and much more\"),\n  ]),\n ],\n)";
        let at = |needle: &str| {
            let before = text.split(needle).next().unwrap();
            let line = before.matches('\n').count() + 1;
            let column = before.rsplit('\n').next().unwrap().chars().count() + 1;
            block_at(text, (line, column))
        };
        let label = |name: &str| template_kinds::of(name).unwrap().label;
        assert_eq!(at("title"), None);
        let feeds = format!("{}: Feeds  it", label("Heading"));
        assert_eq!(at("\"Feeds"), Some(feeds));
        let goals = format!("{}: goals", label("When"));
        assert_eq!(at("has"), Some(goals));
        let one = format!("{}: one {{x}} and so on, and on, and…", label("Paragraph"));
        assert_eq!(at("\"one"), Some(one));
        assert_eq!(block_at("(((", (1, 4)), None);
    }
}
