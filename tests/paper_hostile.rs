//! Templates that nobody should have written: refused with all their faults, soon, without panic.

use crate::paper_couples::{day, usual};
use holdfast::drawing::Fonts;
use holdfast::export::fields::Subject;
use holdfast::export::template::Audience;
use holdfast::export::{
    self, ExportError, ForCouple, ForPractice, ForSupervisor, Known, Paper,
    PracticeWords, Template,
};
use holdfast::model::{Case, ClientView, Session, SessionKind};

pub fn text(audience: &str, blocks: &str) -> String {
    format!(
        "(name: \"mine\", version: 1, audience: {audience}, paper: Portrait, language: \
         \"en-GB\", title: \"{{case.code}}\",\nblocks: [\n{blocks}\n])"
    )
}

fn faults(text: &str) -> Vec<String> {
    let faults = Template::read("mine.ron", text).unwrap_err().faults;
    faults.into_iter().map(|fault| fault.says).collect()
}

/// Prints a template with whatever its audience may know, however that ends.
pub fn try_print(case: &Case, template: &Template) -> Option<Result<usize, ExportError>> {
    let map = &case.maps[0];
    let practice = PracticeWords::default();
    let view = ClientView::of(case, map, None);
    let for_couple = ForCouple::new(&view, map, &practice);
    let for_practice = ForPractice { case, map, practice: &practice };
    let names = ForSupervisor::plain_names();
    let supervised = ForSupervisor::of(&for_practice, &names);
    let known = match template.audience {
        Audience::Couple => Known::Couple(&for_couple),
        Audience::Practice => Known::Practice(&for_practice),
        Audience::Supervisor => Known::Supervisor(&supervised),
        Audience::Record => return None,
    };
    let fonts = Fonts::new();
    if template.subject() != Subject::Text {
        return None;
    }
    let pages = export::text_pages(&known, template, Paper::A4, day(), &fonts);
    Some(pages.map(|pages| pages.len()))
}

#[test]
fn every_unknown_block_and_field_is_named_with_the_nearest_known_one() {
    let told = faults(&text(
        "Couple",
        "Tabel(columns: [], rows: []),\nHeadng(\"{loop.nam}\"),\nLine(\"{left.nmae}\"),",
    ));
    assert_eq!(
        told,
        [
            "there is no Tabel; did you mean Table?",
            "there is no Headng; did you mean Heading?",
            "there is no field {loop.nam}; did you mean {loop.name}?",
            "there is no field {left.nmae}; did you mean {left.name}?",
        ]
    );
}

#[test]
fn a_flood_of_faults_is_told_in_part() {
    let told = faults(&text("Couple", &"Line(\"{nothing}\"),".repeat(9_000)));
    assert!(told.len() <= 102, "{}", told.len());
    let told = faults(&text("Couple", &"Nothing(\"\"),".repeat(12_000)));
    assert_eq!(told.len(), 1, "{told:?}");
    let many: Vec<String> =
        (0..300).map(|number| format!("Nothing{number}(\"\"),")).collect();
    let told = faults(&text("Couple", &many.concat()));
    assert!(told.len() <= 102, "{}", told.len());
    assert!(told.last().unwrap().contains("faults more"), "{:?}", told.last());
}

#[test]
fn a_fault_that_stands_again_is_told_once_with_its_other_lines() {
    let told = faults(&text("Couple", &"Line(\"{nothing}\"),\n".repeat(3)));
    let [only] = told.as_slice() else { panic!("{told:?}") };
    assert!(only.contains("the same on lines "), "{only}");
}

#[test]
fn blocks_too_deep_in_blocks_are_told_in_plain_words() {
    let deep = format!("{}{}", "Together([".repeat(300), "]),".repeat(300));
    let told = faults(&text("Couple", &deep));
    assert_eq!(told.len(), 1, "{told:?}");
    assert!(told[0].contains("too deeply"), "{told:?}");
}

#[test]
fn brackets_without_end_are_refused() {
    for opening in
        ["Together([", "Columns([[", "[", "(", "\"", "Each(list: \"sessions\", blocks: ["]
    {
        let many = opening.repeat(250_000 / opening.len());
        assert!(
            Template::read("deep.ron", &text("Practice", &many)).is_err(),
            "{opening}"
        );
    }
}

#[test]
fn rounds_in_rounds_that_make_nothing_come_to_an_end() {
    let mut case = usual();
    case.sessions =
        (1..=200).map(|number| Session::new(number, SessionKind::Joint, day())).collect();
    let mut blocks = String::new();
    for _ in 0..20 {
        blocks = format!("Each(list: \"sessions\", blocks: [{blocks}]),");
    }
    let template = Template::read("mine.ron", &text("Practice", &blocks)).unwrap();
    let printed = try_print(&case, &template).unwrap();
    assert!(matches!(printed, Err(ExportError::TooLong { .. })));
}

#[test]
fn a_long_text_in_many_rounds_is_refused_before_it_is_set() {
    let mut case = usual();
    case.sessions =
        (1..=200).map(|number| Session::new(number, SessionKind::Joint, day())).collect();
    let words = "word ".repeat(40_000);
    let blocks = format!("Each(list: \"sessions\", blocks: [Text(\"{words}\")]),");
    let template = Template::read("mine.ron", &text("Practice", &blocks)).unwrap();
    let printed = try_print(&case, &template).unwrap();
    assert!(matches!(printed, Err(ExportError::TooLong { .. })));
}

#[test]
fn huge_words_and_numbers_print_or_are_refused() {
    let long = "abcdefghij".repeat(20_000);
    let told = faults(&text("Couple", &format!("Title(\"{long}\"),")));
    assert_eq!(told, ["a word is longer than 1000 letters"]);
    let long = "abcdefghij".repeat(99);
    for blocks in [
        format!("Title(\"{long}\"),"),
        format!("Facing([(label: \"{long}\", left: \"x\", right: \"y\")]),"),
        "WritingLines(count: 18446744073709551615),".to_owned(),
        "DayBoxes(days: [\"Mo\"], rows: 18446744073709551615),".to_owned(),
        "Facts(abreast: 18446744073709551615, facts: [(\"a\", \"b\")]),".to_owned(),
        "TableToFill(heads: [\"a\"], shares: [nan], rows: [\"b\"], height: inf),"
            .to_owned(),
        "Beside([(share: inf, blocks: [Rule]), (share: -1, blocks: [Text(\"x\")])]),"
            .to_owned(),
        "Table(columns: [(head: \"a\", share: 1e38)], rows: [[\"b\", \"c\"], []]),"
            .to_owned(),
    ] {
        if let Ok(template) = Template::read("mine.ron", &text("Couple", &blocks)) {
            let pages = try_print(&usual(), &template).unwrap();
            assert!(pages.is_ok_and(|pages| pages <= 500), "{}", &blocks[..20]);
        }
    }
}
