//! Templates that nobody should have written: refused with all their faults, soon, without panic.

use crate::paper_couples::{day, usual};
use holdfast::drawing::Fonts;
use holdfast::export::fields::Subject;
use holdfast::export::template::Audience;
use holdfast::export::{
    self, ExportError, ForCouple, ForPractice, ForSupervisor, Known, Paper,
    PracticeWords, Template, templates,
};
use holdfast::model::{Case, ClientView, Session, SessionKind};
use proptest::prelude::*;

fn text(audience: &str, blocks: &str) -> String {
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
fn try_print(case: &Case, template: &Template) -> Option<Result<usize, ExportError>> {
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
    assert!(told.len() <= 102, "{}", told.len());
    assert!(told.last().unwrap().contains("faults more"), "{:?}", told.last());
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

/// Bits of templates, in any order.
fn any_blocks() -> impl Strategy<Value = String> {
    let bits = [
        "Title(\"a\"),",
        "Heading(\"{loop.name}\"),",
        "Text(\"**a** {left.name}\\n\\n- b\"),",
        "Columns([",
        "Columns([[Rule],[Text(\"b\")]]),",
        "Beside([(share: 1, blocks: [",
        "Band(ground: Rose, blocks: [",
        "AtFoot([",
        "Together([",
        "])",
        "]),",
        ")",
        ",",
        "[",
        "]",
        "Loop(says: \"x\", size: Whole),",
        "Loop(says: \"\", which: New),",
        "Plots,",
        "Pair(says: \"a\", says_new: \"b\", feeds: \"c\", helps: \"d\"),",
        "StepsPath(\"x\"),",
        "DayBoxes(days: [\"Mo\"], rows: 3),",
        "PageBreak,",
        "Rule,",
        "Facing([(label: \"a\", left: \"{left.need}\", right: \"\", voice: Tender)]),",
        "Each(list: \"readings\", blocks: [",
        "Each(list: \"goals\", blocks: [",
        "TableOf(list: \"markers\", columns: [(head: \"a\", words: \"{marker.words}\")]),",
        "TableToFill(heads: [\"a\", \"b\"], rows: [\"c\"], height: 9),",
        "When(has: \"left.need\", blocks: [",
        "Phrases(Left),",
        "Turns(\"dialogue.before\"),",
        "Signature(name: \"x\"),",
        "Blanks([\"a\", \"b\"]),",
        "nan",
        "\"",
        "{",
        "}",
        "//",
        "/*",
        "r#\"",
        "\\u{0}",
        "🜁",
        "\u{202e}",
        "-9e99",
    ];
    prop::collection::vec(prop::sample::select(bits.to_vec()), 0..40)
        .prop_map(|bits| bits.concat())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn whatever_is_written_is_read_or_refused_and_never_panics(
        audience in prop::sample::select(vec!["Couple", "Practice", "Supervisor"]),
        blocks in any_blocks(),
    ) {
        match Template::read("any.ron", &text(audience, &blocks)) {
            Err(error) => prop_assert!(!error.faults.is_empty()),
            Ok(template) => {
                if let Some(Ok(pages)) = try_print(&usual(), &template) {
                    prop_assert!(pages <= 500);
                }
            }
        }
    }

    #[test]
    fn a_torn_shipped_template_is_read_or_refused(
        which in 0usize..17,
        (from, to) in (0.0f64..1.0, 0.0f64..0.2),
        filler in any_blocks(),
        repeats in 1usize..3,
    ) {
        let shipped = templates::shipped();
        let name = &shipped[which % shipped.len()].name;
        let path = format!("{}/templates/{name}.ron", env!("CARGO_MANIFEST_DIR"));
        let whole = std::fs::read_to_string(path).unwrap();
        let at = |part: f64| whole.floor_char_boundary((part * whole.len() as f64) as usize);
        let (start, end) = (at(from), at((from + to).min(1.0)));
        let torn = [&whole[..start], &filler.repeat(repeats), &whole[end..]].concat();
        match Template::read("torn.ron", &torn) {
            Err(error) => prop_assert!(!error.faults.is_empty()),
            Ok(template) => drop(try_print(&usual(), &template)),
        }
    }
}
