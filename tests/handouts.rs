//! Handouts for the couple: one page each, whole without a loop, warm to both and blaming nobody.

use crate::across_sessions::grown;
use crate::client_page::look_as_they_did;
use crate::document::{faults_of_pages, heard};
use crate::paper_couples::{couple, sparse};
use crate::paper_templates::{pages, print};
use holdfast::drawing::Paper;
use holdfast::export::template::Audience;
use holdfast::export::{Template, templates};
use holdfast::model::Case;

pub const NAMES: [&str; 7] = [
    "handout_harbour",
    "handout_helps",
    "handout_inside",
    "handout_loop",
    "handout_repair",
    "handout_sessions",
    "handout_why",
];

fn mine() -> impl Iterator<Item = Template> {
    NAMES.into_iter().map(|name| templates::find(name).expect(name))
}

fn nobody() -> Case {
    couple("Linden", "", "", "")
}

#[test]
fn every_handout_is_one_page_for_the_couple() {
    for template in mine() {
        assert_eq!(template.audience, Audience::Couple, "{}", template.name);
        for case in [grown(), sparse(), nobody()] {
            for paper in [Paper::A4, Paper::Letter] {
                let pages = pages(&case, &template, paper);
                assert_eq!(pages.len(), 1, "{} {paper:?}", template.name);
                let faults = faults_of_pages(&pages);
                assert!(faults.is_empty(), "{} {paper:?}: {faults:#?}", template.name);
            }
        }
    }
}

#[test]
fn the_handouts_look_as_they_did() {
    for template in mine() {
        let full = pages(&grown(), &template, Paper::A4);
        look_as_they_did(&format!("text_{}", template.name), &full);
    }
}

/// The fridge is a public place, and nobody is told who they are.
#[test]
fn no_handout_names_a_trade_a_gender_or_a_kind_of_person() {
    let refused = [
        "therap",
        "counsel",
        "anxious",
        "avoidant",
        "pursuer",
        "withdrawer",
        "he",
        "she",
        "him",
        "her",
        "his",
        "hers",
        "husband",
        "wife",
        "toxic",
        "your fault",
    ];
    for template in mine() {
        let told = heard(&print(&nobody(), &template, Paper::A4)).to_lowercase();
        let words: Vec<&str> = told.split(|it: char| !it.is_alphabetic()).collect();
        for refused in refused {
            let is_whole = refused.len() < 5;
            let stands = words.contains(&refused) || !is_whole && told.contains(refused);
            assert!(!stands, "{refused} stands on {}", template.name);
        }
    }
}

#[test]
fn a_handout_shows_the_couple_s_own_loop_where_there_is_one() {
    let own =
        heard(&print(&grown(), &templates::find("handout_loop").unwrap(), Paper::A4));
    assert!(own.contains("The more Ana"), "{own}");
    let plain =
        heard(&print(&nobody(), &templates::find("handout_loop").unwrap(), Paper::A4));
    assert!(
        !plain.contains("The more Ana") && plain.contains("Ours, as far as"),
        "{plain}"
    );
}
