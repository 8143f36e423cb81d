//! Pages of text: nothing lost, nothing on top of another, the same bytes for the same words.

use crate::client_page::page_faults;
use crate::document_random::{any_document, words as random_words};
use crate::document_samples::{dialogue, document, heading, long_table, plain, record};
use crate::paper_couples::day;
use crate::read_pdf::{ReadPdf, Spoken};
use holdfast::drawing::document::{
    Block, Column, Document, FacingRow, LayerRow, Letterhead, Manner, Marker, Rich,
    Table, Ticked,
};
use holdfast::drawing::page::{Reading, Role};
use holdfast::drawing::{Fonts, Page, Theme, document_pages};
use holdfast::export::pdf;
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

pub fn pages(document: &Document) -> Vec<Page> {
    document_pages::lay_out(document, &Fonts::new())
}

fn bytes(pages: &[Page]) -> Vec<u8> {
    let document =
        pdf::Document { title: "Linden", language: "en-GB", printed_on: day(), pages };
    pdf::write(&document, &Theme::paper(), &Fonts::new()).unwrap()
}

fn spoken(document: &Document) -> Vec<Spoken> {
    ReadPdf::new(&bytes(&pages(document))).spoken()
}

#[test]
#[ignore = "writes pages to look at into the folder HOLDFAST_PICTURES"]
fn write_pages() {
    let Some(folder) = std::env::var_os("HOLDFAST_PICTURES") else { return };
    let folder = std::path::PathBuf::from(folder);
    for (name, document) in
        [("dialogue", dialogue()), ("record", record()), ("table", long_table(90))]
    {
        let pages = pages(&document);
        for (place, page) in pages.iter().enumerate() {
            let faults = page_faults(page);
            assert!(faults.is_empty(), "{name} {place}: {faults:?}");
        }
        std::fs::write(folder.join(format!("{name}.pdf")), bytes(&pages)).unwrap();
    }
}

#[test]
fn a_table_that_breaks_is_one_table_and_its_heads_are_read_once() {
    let document = long_table(90);
    assert!(pages(&document).len() > 2);
    let spoken = spoken(&document);
    let heads = spoken.iter().filter(|part| part.text == "what happened").count();
    assert_eq!(heads, 1);
    let days: Vec<&str> = spoken
        .iter()
        .filter(|part| part.role == "TH" && part.text.starts_with("day "))
        .map(|part| part.text.as_str())
        .collect();
    assert_eq!(days.len(), 90);
    assert_eq!(days[89], "day 90");
}

/// What is wrong with where words stand: outside the text's part of the sheet, or on others.
fn faults(document: &Document, pages: &[Page]) -> Vec<String> {
    let sheet = &document.sheet;
    let lowest = sheet.height - sheet.foot - sheet.foot_room + 0.01;
    let (left, right) = (sheet.left - 0.01, sheet.width - sheet.right + 0.3);
    let mut faults: Vec<String> = pages.iter().flat_map(page_faults).collect();
    for run in pages.iter().flat_map(|page| page.drawing.texts()) {
        let is_in = run.at.x >= left
            && run.at.x + run.width <= right
            && run.at.y + 0.2 * run.size <= lowest
            && run.at.y - 0.7 * run.size >= sheet.top - 0.01;
        if !is_in {
            faults.push(format!("{:?} leaves the margins: {:?}", run.words, run.at));
        }
    }
    faults
}

/// Everything without white space, to be compared whatever the lines.
fn bare(words: &str) -> String {
    words.chars().filter(|letter| !letter.is_whitespace()).collect()
}

fn source(blocks: &[Block], all: &mut String) {
    for block in blocks {
        source_of(block, all);
    }
}

fn source_of(block: &Block, all: &mut String) {
    let shown = |words: &Rich| !words.is_blank();
    match block {
        Block::Title { words, beside } => *all += &[words.as_str(), beside].concat(),
        Block::Line(words) | Block::Paragraph(words, _) => *all += &words.text(),
        Block::Heading { words, beside, .. } => {
            if !words.is_blank() {
                *all += &[words.words.as_str(), beside].concat();
            }
        }
        Block::List(marker, points) => {
            for (place, point) in points.iter().filter(|p| shown(p)).enumerate() {
                match marker {
                    Marker::Dot => *all += "•",
                    Marker::Number => *all += &(place + 1).to_string(),
                }
                *all += &point.text();
            }
        }
        Block::Checks(checks) => {
            for check in checks.iter().filter(|check| shown(&check.words)) {
                if check.state != Ticked::Blank {
                    *all += "mark";
                }
                *all += &check.words.text();
            }
        }
        Block::Facts { facts, .. } => {
            for fact in facts.iter().filter(|fact| shown(&fact.value)) {
                *all += &[fact.label.words.clone(), fact.value.text()].concat();
            }
        }
        Block::Table(table) if !table.rows.is_empty() => {
            table.columns.iter().for_each(|column| *all += &column.head.words);
            table.rows.iter().flatten().for_each(|cell| *all += &cell.text());
        }
        Block::Turns(turns) => {
            for turn in turns {
                *all += &[turn.who.words.clone(), turn.words.text()].concat();
            }
        }
        Block::Layers(rows) => rows.iter().for_each(|row| source_of_layer(row, all)),
        Block::Columns(columns) => columns.iter().for_each(|blocks| source(blocks, all)),
        Block::Beside(columns) => columns.iter().for_each(|(_, it)| source(it, all)),
        Block::MiddleTitle(words) => *all += words,
        Block::Facing(rows) => {
            for row in rows {
                source_of_facing(row, all);
            }
        }
        Block::Signature(signature) => {
            *all += &[signature.name.clone(), signature.lines.concat()].concat();
        }
        Block::Blanks(parts, _) => *all += &parts.concat(),
        Block::WritingLines { label, .. } => *all += &label.words,
        Block::Band(_, blocks) | Block::Together(blocks) | Block::AtFoot(blocks) => {
            source(blocks, all);
        }
        Block::Table(_) | Block::Figure(_) | Block::Rule | Block::PageBreak => {}
    }
}

fn source_of_facing(row: &FacingRow, all: &mut String) {
    if row.words.iter().any(|words| !words.is_blank()) {
        *all += &row.label.text();
        for words in &row.words {
            *all += &words.text();
        }
    }
}

fn source_of_layer(row: &LayerRow, all: &mut String) {
    if row.phrases.is_empty() {
        return;
    }
    *all += &row.label;
    for phrase in &row.phrases {
        if phrase.mark.is_some() && !phrase.words.trim().is_empty() {
            *all += "mark";
        }
        *all += &phrase.words;
    }
}

/// What is heard of a file, part by part.
pub fn heard(bytes: &[u8]) -> String {
    let parts: Vec<String> =
        ReadPdf::new(bytes).spoken().into_iter().map(|part| part.text).collect();
    parts.join("|")
}

pub fn faults_of_pages(pages: &[Page]) -> Vec<String> {
    pages.iter().flat_map(page_faults).collect()
}

fn assert_whole(document: &Document) {
    let pages = pages(document);
    let faults = faults(document, &pages);
    assert!(faults.is_empty(), "{}", faults.join("\n"));
    let bytes = bytes(&pages);
    let heard: String =
        ReadPdf::new(&bytes).spoken().into_iter().map(|part| part.text).collect();
    let mut written = String::new();
    source(&document.blocks, &mut written);
    assert_eq!(bare(&heard), bare(&written));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn no_word_of_a_text_is_lost_or_leaves_its_place(document in any_document()) {
        assert_whole(&document);
    }
}

/// How many lines of a group of words stand on a page.
fn lines_on(page: &Page, group: u32) -> usize {
    let runs = page.drawing.texts().filter(|run| run.group == group);
    runs.map(|run| (run.at.y * 100.0) as i64).collect::<BTreeSet<_>>().len()
}

/// Paragraphs of running text, with the parts in which they stand.
fn prose() -> impl Strategy<Value = Document> {
    let paragraph = random_words(160)
        .prop_map(|words| Block::Paragraph(plain(&words), Manner::Usual));
    let head = random_words(3).prop_map(|words| heading(&words));
    let block = prop_oneof![3 => paragraph, 2 => head];
    prop::collection::vec(block, 4..40).prop_map(document)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn no_heading_ends_a_page_and_no_line_stands_alone(document in prose()) {
        let pages = pages(&document);
        let mut lines: BTreeMap<u32, Vec<usize>> = BTreeMap::new();
        for (place, page) in pages.iter().enumerate() {
            let Some(Reading::Part(last)) = page.reading.last() else { continue };
            prop_assert!(place + 1 == pages.len() || last.role == Role::Paragraph);
            for part in &page.reading {
                let Reading::Part(part) = part else { continue };
                lines.entry(part.number).or_default().push(lines_on(page, part.number));
            }
        }
        for on_pages in lines.values().filter(|on_pages| on_pages.len() > 1) {
            prop_assert!(on_pages.iter().all(|count| *count > 1), "{on_pages:?}");
        }
    }
}

#[test]
fn the_invented_texts_are_whole() {
    for document in [dialogue(), record(), long_table(200)] {
        let document = Document { letterhead: Letterhead::default(), ..document };
        let pages = pages(&document);
        let faults = faults(&document, &pages);
        assert!(faults.is_empty(), "{}", faults.join("\n"));
    }
    assert_whole(&dialogue());
    assert_whole(&long_table(200));
}

#[test]
fn a_word_of_ten_thousand_letters_is_broken_and_whole() {
    let word = "abcdefghij".repeat(1000);
    let cell = Rich::plain(word.as_str());
    let blocks = vec![
        Block::Title { words: word.clone(), beside: word.clone() },
        heading(&word),
        Block::Paragraph(cell.clone(), Manner::Said),
        Block::Table(Table {
            columns: vec![Column::default(), Column::default()],
            rows: vec![vec![cell.clone(), cell]],
            ..Table::default()
        }),
        Block::Columns(vec![vec![heading(&word)], vec![heading("short")]]),
    ];
    assert_whole(&document(blocks));
}

#[test]
fn the_same_text_gives_the_same_bytes() {
    let print = || bytes(&pages(&record()));
    assert!(print() == print());
}
