//! Names in seven scripts: every letter is printed, copied and heard in the order of the source.

use crate::document::{heard, pages};
use crate::document_samples::{document, plain};
use crate::paper_couples::{day, usual};
use crate::read_pdf::ReadPdf;
use holdfast::drawing::document::{Block, Manner, Rich, Span, Voice};
use holdfast::drawing::{Face, Fonts, Page, Shape, TextRun, Theme};
use holdfast::export::{self, ForCouple, Known, Paper, PracticeWords, pdf, templates};
use holdfast::model::ClientView;

/// Polish, Czech, Vietnamese, Greek, Russian, Hebrew, Arabic.
const NAMES: [&str; 7] = [
    "Zażółć Gęślą",
    "Žofie Říhová",
    "Nguyễn Thị Hằng",
    "Ελένη Παπαδοπούλου",
    "Алёна Щербакова",
    "רות בן־דוד",
    "مريم الزهراء",
];

fn printed(pages: &[Page]) -> Vec<u8> {
    let document =
        pdf::Document { title: "Linden", language: "en-GB", printed_on: day(), pages };
    pdf::write(&document, &Theme::paper(), &Fonts::new()).unwrap()
}

fn said(words: &str) -> String {
    let blocks = vec![Block::Paragraph(plain(words), Manner::Usual)];
    heard(&printed(&pages(&document(blocks))))
}

#[test]
#[ignore = "writes a page to look at into the folder HOLDFAST_PICTURES"]
fn write_letters() {
    let Some(folder) = std::env::var_os("HOLDFAST_PICTURES") else { return };
    let mut blocks: Vec<Block> = NAMES
        .iter()
        .map(|name| {
            Block::Paragraph(
                plain(&format!("{name} waits, and ({name}) too.")),
                Manner::Usual,
            )
        })
        .collect();
    for words in
        ["אני מחכה ל Ana כבר 12 שעות (כן).", "أنتظر Rui منذ ١٢ ساعة (نعم).", "“שקט”"]
    {
        blocks.push(Block::Paragraph(plain(words), Manner::Said));
    }
    let file = std::path::PathBuf::from(folder).join("letters.pdf");
    std::fs::write(file, printed(&pages(&document(blocks)))).unwrap();
}

#[test]
fn every_name_is_heard_as_it_is_written() {
    for name in NAMES {
        assert_eq!(said(name), name);
        let sentence = format!("{name} waits for Rui (and {name} says so).");
        assert_eq!(said(&sentence), sentence);
    }
    let sentence = "אני מחכה ל Ana כבר 12 שעות (כן).";
    assert_eq!(said(sentence), sentence);
}

#[test]
fn no_letter_of_the_seven_scripts_is_missing() {
    let fonts = Fonts::new();
    for name in NAMES {
        assert_eq!(fonts.missing_letters(name), Vec::<char>::new(), "{name}");
    }
    assert_eq!(fonts.missing_letters("门 רות"), vec!['门']);
}

#[test]
fn a_long_text_from_the_right_is_heard_in_order_over_all_its_lines() {
    let text = ["דלת", "שקט", "רות", "מחכה", "שעות", "ארוכות"].repeat(40).join(" ");
    assert_eq!(said(&text), text);
    let text = ["صمت", "باب", "مريم", "تنتظر"].repeat(50).join(" ");
    assert_eq!(said(&text), text);
}

/// Where each part of a line stands, from left to right.
fn from_left(line: &str) -> Vec<String> {
    let fonts = Fonts::new();
    let mut stretches = fonts.stretches(Face::Sans, line);
    stretches.sort_by(|one, two| one.x.total_cmp(&two.x));
    stretches.into_iter().map(|stretch| stretch.words.to_owned()).collect()
}

#[test]
fn a_name_from_the_right_stands_where_its_sentence_has_it() {
    assert_eq!(from_left("Ana and רות talk"), ["Ana and ", "רות", " talk"]);
    let line = from_left("אני מחכה לך כאן Ana");
    assert_eq!(line.first().map(String::as_str), Some("Ana"));
}

/// The letter forms of a word, by number.
fn forms(word: &str, way: holdfast::drawing::direction::Way) -> Vec<u16> {
    let shaped = Fonts::new().shape_way(Face::Sans, word, way);
    shaped.glyphs.iter().map(|glyph| glyph.id).collect()
}

#[test]
fn brackets_round_a_word_from_the_right_are_mirrored() {
    use holdfast::drawing::direction::Way::{LeftToRight, RightToLeft};
    assert_eq!(forms("(", RightToLeft), forms(")", LeftToRight));
    assert_eq!(forms(")", RightToLeft), forms("(", LeftToRight));
}

#[test]
fn arabic_letters_are_joined() {
    let fonts = Fonts::new();
    let joined = fonts.shape(Face::Arabic, "سسس");
    let forms: std::collections::BTreeSet<u16> =
        joined.glyphs.iter().map(|glyph| glyph.id).collect();
    assert!(forms.len() > 1, "{forms:?}");
}

#[test]
fn emphasis_within_words_from_the_right_keeps_their_places() {
    let span = |words: &str, voice| Span { words: words.to_owned(), voice };
    let words = Rich(vec![
        span("אני ", Voice::Plain),
        span("מחכה ", Voice::Strong),
        span("לך", Voice::Plain),
    ]);
    let blocks = vec![Block::Paragraph(words, Manner::Usual)];
    let pages = pages(&document(blocks));
    let runs: Vec<&TextRun> = pages[0]
        .drawing
        .shapes
        .iter()
        .filter_map(|shape| match shape {
            Shape::Text(run) => Some(run),
            _ => None,
        })
        .collect();
    assert_eq!(runs.len(), 3);
    assert!(runs[0].at.x > runs[1].at.x && runs[1].at.x > runs[2].at.x);
    assert_eq!(heard(&printed(&pages)), "אני מחכה לך");
}

#[test]
fn a_couple_with_names_from_the_right_gets_every_page() {
    for (a, b) in [(NAMES[5], NAMES[6]), (NAMES[2], NAMES[5]), (NAMES[4], NAMES[3])] {
        let mut case = usual();
        a.clone_into(&mut case.partners.a.name);
        b.clone_into(&mut case.partners.b.name);
        let map = &case.maps[0];
        let view = ClientView::of(&case, map, None);
        let practice = PracticeWords::default();
        let known = ForCouple::new(&view, map, &practice);
        let fonts = Fonts::new();
        let template = templates::find("cycle_map").unwrap();
        let page =
            export::print_cycle_map(&view, &template, Paper::A4, day(), &fonts).unwrap();
        assert!(page.missing_letters.is_empty());
        let words = heard(&page.bytes);
        assert!(words.contains(a) && words.contains(b), "{words}");
        let template = templates::find("pair_sheet").unwrap();
        let known = Known::Couple(&known);
        let sheet =
            export::print_text(&known, &template, Paper::A4, day(), &fonts).unwrap();
        let words = heard(&sheet.bytes);
        assert!(words.contains(a) && words.contains(b), "{words}");
    }
}

#[test]
fn fonts_of_other_scripts_are_embedded_only_where_they_are_used() {
    let fonts = |words: &str| {
        let blocks = vec![Block::Paragraph(plain(words), Manner::Usual)];
        let file = ReadPdf::new(&printed(&pages(&document(blocks))));
        let page = file.pages()[0];
        file.font_dictionaries(page).len()
    };
    assert_eq!(fonts("Ana"), 1);
    assert_eq!(fonts("Ana and רות"), 2);
    assert_eq!(fonts("רות"), 1);
}
