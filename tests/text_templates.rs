//! Templates of flowing text: what they may name, what they make, and the pages that ship.

use crate::client_page::look_as_they_did;
use crate::document::{faults_of_pages, heard};
use crate::paper_couples::{day, usual};
use holdfast::drawing::{Fonts, Page, Paper};
use holdfast::export::fields::Subject;
use holdfast::export::{
    self, ExportError, ForCouple, ForPractice, Known, PracticeWords, Printed, Template,
    templates,
};
use holdfast::model::{
    Case, ClientView, Dialogue, Element, Layer, PartnerId, Session, SessionKind, Source,
    Turn, Visibility,
};
use proptest::prelude::*;

fn turn(who: PartnerId, words: &str, seen: &str) -> Turn {
    Turn { who, words: words.to_owned(), seen: seen.to_owned() }
}

fn august() -> Dialogue {
    let (a, b) = (PartnerId::A, PartnerId::B);
    let mut talk = Dialogue::new("August, twice");
    talk.visibility = Visibility::Shareable { on: day() };
    talk.before = vec![
        turn(a, "Have you looked at the dates in August?", ""),
        turn(b, "Not yet.", "eyes on the phone"),
        turn(a, "That’s the third time I’ve asked. You don’t want to go, do you?", ""),
        turn(b, "Of course I do. Whatever you like.", ""),
        turn(a, "Whatever I like. So I plan it alone again.", ""),
        turn(b, "I can’t do anything right.", "sighs, looks away"),
        turn(a, "You never talk to me!", "louder"),
        turn(b, "", "goes to the garage"),
    ];
    talk.after = vec![
        turn(a, "I’d like to talk about August. Is now good, or after dinner?", ""),
        turn(
            b,
            "My chest went tight when you said August. After dinner, and I’ll come and \
             find you.",
            "",
        ),
        turn(a, "Thank you for telling me. I can wait.", ""),
        turn(
            b,
            "It’s the money. I’m scared I’ll promise something and let you down.",
            "",
        ),
        turn(a, "I didn’t know. When you go quiet I think you are leaving.", ""),
        turn(b, "I’m here. I want to go with you.", ""),
        turn(a, "Then only the week tonight?", ""),
        turn(b, "The week, yes. The prices on Saturday, together.", ""),
    ];
    talk.what_changed =
        "Ana asks whether it is a good time, and waits without letting go. \
                         Rui says what happens inside, asks for time, and comes back."
            .to_owned();
    talk
}

/// The usual couple with a talk that both may read and one that is private.
fn talking() -> Case {
    let mut case = usual();
    let mut secret = Dialogue::new("CANARYTALK");
    secret.before = vec![turn(PartnerId::A, "CANARYTURN", "")];
    case.maps[0].dialogues = vec![august(), secret];
    case
}

fn print_for_couple(case: &Case, template: &Template, paper: Paper) -> Printed {
    let view = ClientView::of(case, &case.maps[0], None);
    let practice = PracticeWords::default();
    let known = ForCouple::new(&view, &case.maps[0], &practice);
    let known = Known::Couple(&known);
    export::print_text(&known, template, paper, day(), &Fonts::new()).unwrap()
}

/// A page for the pictures of all pages.
pub fn picture_page(template: &Template) -> Vec<u8> {
    print_for_couple(&talking(), template, Paper::A4).bytes
}

fn pages_for_couple(case: &Case, template: &Template, paper: Paper) -> Vec<Page> {
    let view = ClientView::of(case, &case.maps[0], None);
    let practice = PracticeWords::default();
    let known = ForCouple::new(&view, &case.maps[0], &practice);
    let known = Known::Couple(&known);
    export::text_pages(&known, template, paper, day(), &Fonts::new()).unwrap()
}

fn print_for_practice(case: &Case, template: &Template) -> Result<Printed, ExportError> {
    let practice = PracticeWords {
        name: "Practice on the Upper River".to_owned(),
        therapist: "Marta Leal".to_owned(),
        credentials: "couple therapist".to_owned(),
        ..PracticeWords::default()
    };
    let known = ForPractice { case, map: &case.maps[0], practice: &practice };
    let known = Known::Practice(&known);
    export::print_text(&known, template, Paper::A4, day(), &Fonts::new())
}

/// Every shipped template of flowing text for the couple.
fn shipped() -> Vec<Template> {
    let names = ["dialogue", "slow_it_down", "worksheet_loop"];
    names.into_iter().map(|name| templates::find(name).unwrap()).collect()
}

fn template(audience: &str, blocks: &str) -> Result<Template, export::TemplateError> {
    let text = format!(
        "(name: \"mine\", version: 1, audience: {audience}, paper: Portrait, language: \
         \"en-GB\", title: \"{{case.code}}\",\nblocks: [\n{blocks}\n])"
    );
    Template::read("mine.ron", &text)
}

fn told(audience: &str, blocks: &str) -> String {
    template(audience, blocks).unwrap_err().to_string()
}

#[test]
#[ignore = "writes pages to look at into the folder HOLDFAST_PICTURES"]
fn write_shipped_pages() {
    let Some(folder) = std::env::var_os("HOLDFAST_PICTURES") else { return };
    let folder = std::path::PathBuf::from(folder);
    for template in shipped() {
        for (paper, name) in [(Paper::A4, "a4"), (Paper::Letter, "letter")] {
            let printed = print_for_couple(&talking(), &template, paper);
            let file = format!("{}-{name}.pdf", template.name);
            std::fs::write(folder.join(file), printed.bytes).unwrap();
        }
    }
}

#[test]
fn nothing_overlaps_on_the_pages_that_ship() {
    for template in shipped() {
        for paper in [Paper::A4, Paper::Letter] {
            let pages = pages_for_couple(&talking(), &template, paper);
            let faults = faults_of_pages(&pages);
            assert!(faults.is_empty(), "{} {paper:?}: {faults:?}", template.name);
        }
    }
}

#[test]
fn the_pages_that_ship_look_as_they_did() {
    for template in shipped() {
        let pages = pages_for_couple(&talking(), &template, Paper::A4);
        look_as_they_did(&format!("text_{}", template.name), &pages);
    }
}

#[test]
fn what_was_told_alone_is_on_no_page_of_both_without_its_own_act() {
    let mut case = talking();
    let blocks = "Phrases(Left), Each(list: \"dialogues\", blocks: [\
                  Title(\"{dialogue.title}\"), Turns(\"dialogue.before\")]),";
    for (talk, visibility) in
        [(0, Visibility::Shareable { on: day() }), (1, Visibility::Private)]
    {
        let alone = &mut case.maps[0].dialogues[talk];
        alone.title = "CANARYTALK".to_owned();
        alone.source = Source::IndividualB;
        alone.visibility = visibility;
    }
    let mut phrase = Element::new(Layer::Need, "CANARYNEED");
    phrase.source = Source::IndividualA;
    case.maps[0].sides.a.elements.push(phrase);
    let couple = template("Couple", blocks).unwrap();
    let told = heard(&print_for_couple(&case, &couple, Paper::A4).bytes);
    assert!(told.contains("asks again") && !told.contains("CANARY"), "{told}");
    case.maps[0].dialogues.remove(0);
    let practice = template("Practice", blocks).unwrap();
    let told = heard(&print_for_practice(&case, &practice).unwrap().bytes);
    assert!(told.contains("asks again") && !told.contains("CANARY"), "{told}");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn a_torn_template_is_read_or_refused_and_prints_what_it_says(
        (from, to) in (0usize..2200, 0usize..2200),
        filler in prop::sample::select(vec!["", "(", "]", "\"", "{left.name}", "Each(", "9e9,"]),
        which in 0usize..3,
    ) {
        let names = ["dialogue", "slow_it_down", "worksheet_loop"];
        let path = format!("{}/templates/{}.ron", env!("CARGO_MANIFEST_DIR"), names[which]);
        let text = std::fs::read_to_string(path).unwrap();
        let (from, to) = (from.min(to), from.max(to));
        let cut = |at: usize| text.floor_char_boundary(at.min(text.len()));
        let torn = [&text[..cut(from)], filler, &text[cut(to)..]].concat();
        match Template::read("torn.ron", &torn) {
            Err(error) => prop_assert!(!error.faults.is_empty()),
            Ok(template) if template.subject() == Subject::Text => {
                pages_for_couple(&talking(), &template, Paper::A4);
            }
            Ok(_) => {}
        }
    }
}

#[test]
fn a_template_of_very_many_or_very_deep_blocks_is_refused() {
    let deep = format!("{}Rule{}", "Together([".repeat(300), "])".repeat(300));
    assert!(template("Couple", &deep).is_err());
    let many = "Rule,".repeat(20_000);
    let told = told("Couple", &many);
    assert!(told.contains("there are more than 10000 blocks"), "{told}");
    let long = format!("Text(\"{}\"),", "word ".repeat(60_000));
    assert!(template("Couple", &long).is_err());
}

#[test]
fn a_private_talk_is_on_no_page_for_the_couple() {
    for template in shipped() {
        let printed = print_for_couple(&talking(), &template, Paper::A4);
        let everything = crate::read_pdf::ReadPdf::new(&printed.bytes).everything();
        assert!(!everything.contains("CANARY"), "{}", template.name);
    }
}

#[test]
fn a_talk_is_read_one_column_after_the_other() {
    let template = templates::find("dialogue").unwrap();
    let heard = heard(&print_for_couple(&talking(), &template, Paper::A4).bytes);
    let at =
        |words: &str| heard.find(words).unwrap_or_else(|| panic!("{words}: {heard}"));
    let order = [
        "August, twice",
        "Inside the loop",
        "(eyes on the phone) Not yet.",
        "(goes to the garage)",
        "Out of the loop",
        "Is now good, or after dinner?",
        "The prices on Saturday, together.",
        "What is different",
        "Our version",
    ];
    let places: Vec<usize> = order.iter().map(|words| at(words)).collect();
    assert!(places.is_sorted(), "{places:?}");
}

#[test]
fn a_page_for_the_couple_may_not_name_what_is_private() {
    assert_eq!(
        told("Couple", "Line(\"{left.position}\"),"),
        "mine.ron, line 3, column 7: {left.position} is for the practice alone; a page for \
         the couple may not name it"
    );
    assert_eq!(
        told("Couple", "Each(list: \"sessions\", blocks: []),"),
        "mine.ron, line 3, column 12: sessions are for the practice alone; a page for the \
         couple may not name them"
    );
    assert!(template("Practice", "Line(\"{left.position}\"),").is_ok());
}

#[test]
fn a_field_of_a_list_stands_only_where_the_list_is_repeated() {
    let inside = "Each(list: \"sessions\", blocks: [Line(\"{session.date}\")]),";
    assert!(template("Practice", inside).is_ok());
    assert_eq!(
        told("Practice", "Line(\"{session.date}\"),"),
        "mine.ron, line 3, column 7: {session.date} is known only in Each(list: \
         \"sessions\", ...)"
    );
    let outside = "Each(list: \"session.moments\", blocks: []),";
    assert!(told("Practice", outside).contains("known only in Each(list: \"sessions\""));
}

#[test]
fn a_misspelled_block_list_or_field_is_answered_with_the_nearest() {
    for (blocks, says) in [
        ("Tabel(columns: [], rows: []),", "there is no Tabel; did you mean Table?"),
        ("Each(list: \"dialoges\", blocks: []),", "did you mean dialogues?"),
        ("Turns(\"dialogue.befor\"),", "did you mean dialogues?"),
        ("When(has: \"loop.nam\", blocks: []),", "did you mean loop.name?"),
        ("Each(lst: \"dialogues\", blocks: []),", "did you mean list?"),
    ] {
        let told = told("Couple", blocks);
        let is_told = told.contains(says) || blocks.starts_with("Turns");
        assert!(is_told, "{blocks}: {told}");
        assert!(told.starts_with("mine.ron, line 3, column "), "{told}");
    }
}

#[test]
fn a_template_is_refused_for_another_audience() {
    let template = template("Couple", "Line(\"{loop.name}\"),").unwrap();
    let printed = print_for_practice(&usual(), &template);
    assert!(matches!(printed, Err(ExportError::WrongAudience { .. })));
}

#[test]
fn blocks_are_repeated_left_out_and_filled() {
    let mut case = usual();
    for number in 1..=3 {
        let date = day() + chrono::Days::new(number);
        case.sessions.push(Session::new(number as u16, SessionKind::Joint, date));
    }
    case.sessions.remove(0);
    let blocks = r#"
        Letterhead(name: "{practice.name}", lines: ["{therapist.name}, {therapist.credentials}"]),
        TitleWith(title: "Record", beside: "{case.code}"),
        When(has: "loop.name", blocks: [Text("The loop is called **{loop.name}**.\n\n- one\n- two")]),
        Unless(has: "loop.name", blocks: [Text("The loop has no name.")]),
        TableOf(list: "sessions", columns: [
            (head: "no", words: "{session.number}", share: 1),
            (head: "day", words: "{session.date}", share: 4),
            (head: "who", words: "{session.kind}", share: 4),
        ]),
        Each(list: "sessions", blocks: [SubHeading("Session {session.number}")]),
        Columns([[Heading("{left.name}"), Phrases(Left)], [Heading("{right.name}"), Phrases(Right)]]),
        Signature(name: "{therapist.name}"),
    "#;
    let template = template("Practice", blocks).unwrap();
    let heard = heard(&print_for_practice(&case, &template).unwrap().bytes);
    assert!(heard.starts_with(
        "Practice on the Upper River|Marta Leal, couple therapist|Record|Linden|The loop is \
         called The Garage Door.|•|one|•|two|no|day|who|1|20 November 2026|both|2|"
    ), "{heard}");
    assert!(heard.contains("|Session 1|Session 2|Session 3|Ana|"), "{heard}");
    assert!(heard.contains("|owned|asks again|"), "{heard}");
    assert!(!heard.contains("has no name"));
}

#[test]
fn a_value_is_text_and_never_markdown() {
    let mut case = usual();
    case.maps[0].name = "**{date}** <b> - [ ] # x".to_owned();
    let template = template("Couple", "Text(\"So: *{loop.name}*\"),").unwrap();
    let heard = heard(&print_for_couple(&case, &template, Paper::A4).bytes);
    assert_eq!(heard, "So: **{date}** <b> - [ ] # x");
}

#[test]
fn a_template_that_repeats_without_end_is_refused() {
    let mut case = usual();
    case.sessions =
        (1..=200).map(|number| Session::new(number, SessionKind::Joint, day())).collect();
    let inner = "Each(list: \"sessions\", blocks: [Text(\"{session.date}\")]),";
    let blocks = format!("Each(list: \"sessions\", blocks: [{inner}]),");
    let printed = print_for_practice(&case, &template("Practice", &blocks).unwrap());
    assert!(matches!(printed, Err(ExportError::TooLong { .. })));
}

#[test]
fn the_headings_of_a_page_without_a_title_begin_at_the_first_level() {
    let text = "(name: \"ours\", version: 1, audience: Couple, paper: Portrait, \
                language: \"en-GB\", title: \"Ours\", blocks: [Heading(\"First\"), \
                Line(\"Words\"), SubHeading(\"Under it\"), Line(\"Words\"), \
                Heading(\"Second\"), Line(\"Words\")])";
    let template = Template::read("ours.ron", text).unwrap();
    let case = usual();
    let view = ClientView::of(&case, &case.maps[0], None);
    let practice = PracticeWords::default();
    let known = ForCouple::new(&view, &case.maps[0], &practice);
    let known = Known::Couple(&known);
    let printed =
        export::print_text(&known, &template, Paper::A4, day(), &Fonts::new()).unwrap();
    let spoken = crate::read_pdf::ReadPdf::new(&printed.bytes).spoken();
    let headings: Vec<(&str, &str)> = spoken
        .iter()
        .filter(|it| it.role.starts_with('H'))
        .map(|it| (it.role.as_str(), it.text.trim()))
        .collect();
    assert_eq!(headings, [("H1", "First"), ("H2", "Under it"), ("H1", "Second")]);
}
