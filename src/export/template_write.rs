//! Writes a template as RON, in the manner of those that ship: a block a line.

use super::template::{Block, Template};
use ron::ser::PrettyConfig;
use serde::Serialize;

/// The text of a template. The remarks over the first bracket of the old text stay.
pub fn write(template: &Template, old: &str) -> String {
    let mut text = remarks(old);
    let margins = template.margins.as_ref().map(|margins| ("margins", value(margins)));
    let lines = [
        ("name", value(&template.name)),
        ("version", template.version.to_string()),
        ("audience", value(&template.audience)),
        ("paper", value(&template.paper)),
        ("language", value(&template.language)),
        ("title", value(&template.title)),
    ];
    text.push_str("(\n");
    for (name, written) in lines.into_iter().chain(margins) {
        put(&mut text, &["    ", name, ": ", &written, ",\n"]);
    }
    text.push_str("    blocks: [\n");
    blocks(&mut text, &template.blocks, 2);
    text.push_str("    ],\n)\n");
    text
}

fn put(text: &mut String, pieces: &[&str]) {
    text.extend(pieces.iter().copied());
}

/// Lines of remarks that stand before everything else.
fn remarks(text: &str) -> String {
    let is_remark = |line: &&str| line.trim_start().starts_with("//");
    text.lines().take_while(is_remark).flat_map(|line| [line, "\n"]).collect()
}

/// A value on one line; what is in quotation marks keeps its own lines.
fn value<T: Serialize>(value: &T) -> String {
    let config = PrettyConfig::new().depth_limit(0).new_line("\n").escape_strings(false);
    ron::ser::to_string_pretty(value, config).unwrap_or_default()
}

fn indent(depth: usize) -> String {
    "    ".repeat(depth)
}

fn blocks(text: &mut String, all: &[Block], depth: usize) {
    for block in all {
        text.push_str(&indent(depth));
        one(text, block, depth);
        text.push_str(",\n");
    }
}

/// What stands around the blocks of one that holds others, before and behind them.
fn holding(block: &Block) -> Option<(String, &'static str)> {
    Some(match block {
        Block::Together(_) | Block::AtFoot(_) => (format!("{}([", block.name()), "])"),
        Block::Band { ground, .. } => {
            (format!("Band(ground: {}, blocks: [", value(ground)), "])")
        }
        Block::Each { list, .. } => {
            (format!("Each(list: {}, blocks: [", value(list)), "])")
        }
        Block::When { has, .. } | Block::Unless { has, .. } => {
            (format!("{}(has: {}, blocks: [", block.name(), value(has)), "])")
        }
        _ => return None,
    })
}

fn one(text: &mut String, block: &Block, depth: usize) {
    let (inner, deeper) = (block.inner().0, depth + 1);
    if let Some((before, behind)) = holding(block) {
        text.push_str(&before);
        text.push('\n');
        for all in inner {
            blocks(text, all, deeper);
        }
        put(text, &[&indent(depth), behind]);
        return;
    }
    match block {
        Block::Columns(columns) => {
            let columns = columns.iter().map(|all| ("[".to_owned(), all.as_slice()));
            columns_of(text, "Columns([", (columns.collect(), "]"), depth);
        }
        Block::Beside(columns) => {
            let before = |share: f32| format!("(share: {}, blocks: [", value(&share));
            let columns =
                columns.iter().map(|it| (before(it.share), it.blocks.as_slice()));
            columns_of(text, "Beside([", (columns.collect(), "])"), depth);
        }
        Block::Facts { abreast, facts } => {
            let start = match abreast {
                1 => "Facts(facts: [".to_owned(),
                more => format!("Facts(abreast: {more}, facts: ["),
            };
            rows(text, (&start, "])"), facts, depth);
        }
        Block::TableOf { list, columns } => {
            let start = format!("TableOf(list: {}, columns: [", value(list));
            rows(text, (&start, "])"), columns, depth);
        }
        Block::Facing(facing) => rows(text, ("Facing([", "])"), facing, depth),
        Block::Points(all) | Block::Numbers(all) | Block::Checks(all) => {
            rows(text, (&format!("{}([", block.name()), "])"), all, depth);
        }
        other => text.push_str(&value(other)),
    }
}

/// A row of each column's blocks, in brackets of their own.
fn columns_of(
    text: &mut String,
    start: &str,
    (columns, behind): (Vec<(String, &[Block])>, &str),
    depth: usize,
) {
    text.push_str(start);
    text.push('\n');
    for (before, all) in columns {
        put(text, &[&indent(depth + 1), &before, "\n"]);
        blocks(text, all, depth + 2);
        put(text, &[&indent(depth + 1), behind, ",\n"]);
    }
    put(text, &[&indent(depth), "])"]);
}

fn rows<T: Serialize>(
    text: &mut String,
    (start, end): (&str, &str),
    all: &[T],
    depth: usize,
) {
    text.push_str(start);
    text.push('\n');
    for row in all {
        put(text, &[&indent(depth + 1), &value(row), ",\n"]);
    }
    put(text, &[&indent(depth), end]);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::export::templates;

    #[test]
    fn every_shipped_template_is_written_so_that_it_reads_the_same() {
        for (file, text) in templates::texts() {
            let template = Template::read(file, text).unwrap();
            let written = write(&template, text);
            assert_eq!(
                Template::read(file, &written).as_ref(),
                Ok(&template),
                "{written}"
            );
            assert!(written.starts_with(text.lines().next().unwrap()), "{file}");
            assert_eq!(write(&template, &written), written, "{file}");
        }
    }

    #[test]
    fn quotation_marks_lines_and_braces_come_back() {
        let (file, text) = templates::texts().next().unwrap();
        let mut template = Template::read(file, text).unwrap();
        for words in [
            "She said “no”, he said \"yes\"",
            "one\ntwo\n\n- [ ] three",
            "a \\ and {{braces}} and r#\"raw\"# // no remark",
            "é \u{301} \u{5d0} \u{1f600} '",
        ] {
            let block = Block::Text(crate::export::template::Words::one(words));
            template.blocks = vec![Block::Together(vec![block])];
            let written = write(&template, text);
            assert_eq!(
                Template::read(file, &written).as_ref(),
                Ok(&template),
                "{written}"
            );
        }
    }
}
