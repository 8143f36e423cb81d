//! Printed pages are balanced: both partners alike, lines even, no sheet left mostly white.

use crate::document::pages as laid_out;
use crate::document_samples::{document, plain};
use crate::paper_couples::{day, sparse, view};
use crate::paper_templates::pages;
use holdfast::drawing::document::{Block, Document, FacingRow, Manner};
use holdfast::drawing::loop_figure::{self, LoopSide, LoopSize, LoopWords};
use holdfast::drawing::page::MM_PER_PT;
use holdfast::drawing::{Face, Fonts, Page, Paper, TextRun};
use holdfast::export::{self, templates};
use holdfast::model::{Case, ClientView, Pair};
use holdfast::store::case_ron;

/// The words of a page, line by line.
fn said(page: &Page) -> Vec<&str> {
    page.drawing.texts().map(|run| run.words.trim()).collect()
}

fn facing(left: &str, right: &str) -> Document {
    let words = [plain(left), plain(right)];
    let row =
        FacingRow { label: plain("what stays inside"), words, ..FacingRow::default() };
    document(vec![Block::Facing(vec![row])])
}

#[test]
fn the_phrases_of_both_stand_by_one_rule() {
    let long = "panic · loneliness and dread · “like a door with no handle”";
    let pages = laid_out(&facing(long, "shame · dread"));
    for phrase in ["panic", "loneliness and dread", "shame", "dread"] {
        assert!(said(&pages[0]).contains(&phrase), "{phrase}: {:?}", said(&pages[0]));
    }
    let pages = laid_out(&facing("panic · loneliness", "shame · dread"));
    assert!(said(&pages[0]).contains(&"panic · loneliness"));
    assert!(said(&pages[0]).contains(&"shame · dread"));
}

#[test]
fn a_sentence_of_two_halves_is_cut_between_them() {
    let words = "The more Ana asks again, the more Rui goes quiet; and the more Rui goes \
                 quiet, the more Ana asks again.";
    let said_aloud = Block::Paragraph(plain(words), Manner::SaidInTheMiddle);
    let pages = laid_out(&document(vec![said_aloud]));
    let lines = said(&pages[0]);
    assert!(lines.iter().any(|line| line.ends_with("goes quiet;")), "{lines:?}");
}

#[test]
fn what_is_said_aloud_leaves_no_word_alone_on_its_last_line() {
    let words = "When the door closes I think that you are gone for good, and then I ask, and \
                 I ask once more, and I follow.";
    let said_aloud = Block::Paragraph(plain(words), Manner::Said);
    let pages = laid_out(&document(vec![said_aloud]));
    let widths = pages[0].drawing.texts().map(|run| run.width);
    let (least, most) =
        widths.fold((f32::MAX, 0.0_f32), |(a, b), w| (a.min(w), b.max(w)));
    assert!(least > 0.6 * most, "{least} {most}");
}

#[test]
fn a_heading_kept_together_with_nothing_is_not_set() {
    let template = templates::find("certification").unwrap();
    let empty = Case::new("Linden", Pair::default());
    for page in pages(&empty, &template, Paper::A4) {
        assert!(!said(&page).contains(&"The cycle"));
    }
}

fn side(moves: &[&str], inside: &[&str]) -> LoopSide {
    let all = |words: &[&str]| words.iter().map(|it| (*it).to_owned()).collect();
    let (moves, inside) = (all(moves), all(inside));
    LoopSide { name: "Ana".to_owned(), moves, inside, rows: Vec::new() }
}

#[test]
fn in_a_loop_neither_partner_is_set_larger_and_a_picture_gives_way_to_what_is_named() {
    let left = side(&["asks again"], &["panic"]);
    let right = side(
        &["goes quiet and looks down at the plate for the rest of the evening"],
        &["shame", "“drowning and smiling at everybody there”"],
    );
    let words = LoopWords { left, right, legend: None };
    for size in [LoopSize::Half, LoopSize::Medium] {
        let drawing = loop_figure::draw(&words, size, 174.0, &Fonts::new());
        for face in [Face::SerifSemiBold, Face::SansSemiBold] {
            let is_word = |run: &&TextRun| run.face == face && run.words != "Ana";
            let mut sizes: Vec<f32> =
                drawing.texts().filter(is_word).map(|run| run.size).collect();
            sizes.dedup();
            assert_eq!(sizes.len(), 1, "{size:?} {face:?}");
        }
        assert!(drawing.texts().all(|run| !run.words.contains("drowning")));
    }
}

/// How far down a page its letters and lines reach, over the footer, in parts of its height.
fn reach(page: &Page) -> f32 {
    let height = page.drawing.height;
    let texts = page.drawing.texts().map(|run| run.at.y);
    texts.filter(|y| *y < height - 12.0).fold(0.0, f32::max) / height
}

#[test]
fn a_few_words_are_set_larger_until_they_fill_their_sheet() {
    let empty = Case::new("Linden", Pair::default());
    for (name, least) in [("take_away", 14.0), ("handout_why", 13.5)] {
        let template = templates::find(name).unwrap();
        let pages = pages(&empty, &template, Paper::A4);
        assert_eq!(pages.len(), 1, "{name}");
        let body = pages[0].drawing.texts().filter(|run| run.face == Face::Sans);
        let largest = body.map(|run| run.size).fold(0.0, f32::max) / MM_PER_PT;
        assert!(largest >= least, "{name}: {largest} pt");
        assert!(reach(&pages[0]) > 0.8, "{name}: {}", reach(&pages[0]));
    }
}

fn sample_couples() -> [Case; 3] {
    let read = |text| case_ron::read(text).unwrap();
    [
        read(include_str!("../assets/sample/linden.ron")),
        read(include_str!("../assets/sample/heron.ron")),
        read(include_str!("../assets/sample/rowan.ron")),
    ]
}

#[test]
fn the_words_of_every_invented_couple_stand_on_their_loop_at_thirteen_points() {
    let template = templates::find("cycle_map").unwrap();
    for case in sample_couples() {
        let view = ClientView::of(&case, &case.maps[0], None);
        for paper in [Paper::A4, Paper::Letter] {
            let pages =
                export::cycle_map_pages(&view, &template, paper, day(), &Fonts::new());
            let pages = pages.unwrap();
            assert_eq!(pages.len(), 1, "{}", case.code_name);
            let line = "The loop is the problem, not either of you.";
            let sizes = pages[0].drawing.texts().filter(|run| run.words != line);
            let sizes = sizes.filter(|run| run.face == Face::Sans);
            let largest = sizes.map(|run| run.size).fold(0.0, f32::max) / MM_PER_PT;
            assert!(largest > 12.4, "{} {paper:?}: {largest} pt", case.code_name);
        }
    }
}

#[test]
fn who_has_no_name_yet_leaves_no_empty_words_on_the_loop() {
    let mut case = sparse();
    case.partners.a.name.clear();
    case.partners.b.name.clear();
    let template = templates::find("cycle_map").unwrap();
    let view = view(&case);
    let pages =
        export::cycle_map_pages(&view, &template, Paper::A4, day(), &Fonts::new());
    let pages = pages.unwrap();
    assert!(pages[0].drawing.texts().all(|run| !run.words.is_empty()));
}

#[test]
fn no_page_of_the_formulation_ends_half_empty_before_another() {
    let template = templates::find("formulation").unwrap();
    for case in sample_couples() {
        let pages = pages(&case, &template, Paper::A4);
        for page in pages.iter().rev().skip(1) {
            assert!(reach(page) > 0.6, "{}: {}", case.code_name, reach(page));
        }
    }
}
