//! No page holds a foot, a signature or one row alone, whatever a couple has said.

use crate::document::pages as laid_out;
use crate::document_samples::{document, heading, long_table, plain};
use crate::paper_templates::{pages, with_known};
use holdfast::drawing::document::{Block, Manner, Signature};
use holdfast::drawing::{Page, Paper};
use holdfast::export::fields::Subject;
use holdfast::export::template::Audience;
use holdfast::export::{Known, Template, templates};
use holdfast::model::Case;
use holdfast::store::case_ron;

/// Fewer lines are no page.
const LEAST_LINES: usize = 5;

fn sample_couples() -> [(&'static str, Case); 3] {
    let read = |text| case_ron::read(text).unwrap();
    [
        ("Linden", read(include_str!("../assets/sample/linden.ron"))),
        ("Rowan", read(include_str!("../assets/sample/rowan.ron"))),
        ("Heron", read(include_str!("../assets/sample/heron.ron"))),
    ]
}

/// The lines of a page between its running head and its footer: how many heights have words.
fn lines(page: &Page) -> usize {
    let (top, foot) = (22.0, page.drawing.height - 14.0);
    let heights = page.drawing.texts().map(|run| run.at.y);
    let mut heights: Vec<f32> = heights.filter(|y| (top..foot).contains(y)).collect();
    heights.sort_by(f32::total_cmp);
    heights.dedup_by(|one, two| (*one - *two).abs() < 1.0);
    heights.len()
}

fn texts() -> impl Iterator<Item = Template> {
    let is_text =
        |it: &Template| it.subject() == Subject::Text && it.audience != Audience::Record;
    templates::shipped().into_iter().filter(is_text)
}

#[test]
fn every_page_of_every_couple_is_worth_a_page() {
    for (name, case) in sample_couples() {
        for template in texts() {
            let scores = |known: &Known<'_>| known.charts().len();
            let is_of_scores = template.name == "measures_together";
            if is_of_scores && with_known(&case, &template, scores) == 0 {
                continue;
            }
            for (place, page) in
                pages(&case, &template, Paper::A4).iter().enumerate().skip(1)
            {
                // A writing line is a line too: worksheets have few words.
                let ruled = page.drawing.shapes.len();
                let is_worth = lines(page) >= LEAST_LINES || ruled > 40;
                assert!(is_worth, "{name}, {}, page {}", template.name, place + 1);
            }
        }
    }
}

#[test]
fn what_goes_on_the_fridge_has_as_many_pages_as_it_was_made_for() {
    for (name, case) in sample_couples() {
        for (template, count) in
            [("pair_sheet", 2), ("new_loop", 1), ("first_and_last", 1)]
        {
            let template = templates::find(template).unwrap();
            let made = pages(&case, &template, Paper::A4).len();
            assert_eq!(made, count, "{name}, {}", template.name);
        }
    }
}

#[test]
fn no_row_of_a_table_and_no_signature_stands_alone() {
    for rows in 1..75 {
        let mut text = long_table(rows);
        text.blocks.push(Block::Signature(Signature {
            name: "Marta Leal".to_owned(),
            ..Signature::default()
        }));
        let made = laid_out(&text);
        for page in made.iter().skip(1) {
            assert!(lines(page) >= LEAST_LINES, "{rows} rows, {} lines", lines(page));
        }
    }
}

#[test]
fn a_foot_that_would_go_over_is_brought_back_by_tighter_lines() {
    let text = |paragraphs: usize| {
        let paragraph =
            Block::Paragraph(plain("It turns, and both are in it."), Manner::Usual);
        let mut blocks = vec![heading("What feeds it")];
        blocks.extend(std::iter::repeat_n(paragraph, paragraphs));
        let foot =
            Block::Paragraph(plain("The loop is the problem."), Manner::SaidInTheMiddle);
        blocks.push(Block::AtFoot(vec![foot]));
        document(blocks)
    };
    let fits = (1..60).take_while(|count| laid_out(&text(*count)).len() == 1).count();
    let lines_of_usual_size = (297.0 - 35.0) / (17.0 * 0.3528 * 1.55);
    assert!(fits as f32 > lines_of_usual_size, "{fits} paragraphs");
    let over = laid_out(&text(fits + 1));
    assert_eq!(over.len(), 2);
    assert!(lines(&over[1]) >= LEAST_LINES, "{} lines", lines(&over[1]));
}
