//! What a couple takes home from a session, on half a sheet.

use crate::read_pdf::ReadPdf;
use crate::today::{keep, linden, shows, today};
use crate::window::{click, command, press, steps, unlock, window};
use egui::Key;
use egui_kittest::kittest::Queryable as _;
use holdfast::drawing::Fonts;
use holdfast::export::{
    self, ForCouple, Known, Paper, PracticeWords, Printed, Template, templates,
};
use holdfast::model::client_session::ClientSession;
use holdfast::model::homework::Homework;
use holdfast::model::practice_library::shipped;
use holdfast::model::session::Encounter;
use holdfast::model::{
    Case, ClientView, Element, Layer, Ownership, PartnerId, Visibility,
};

/// Linden after its sixth session, with new words and something that was said.
pub fn case() -> Case {
    let mut case = linden();
    let session = case.sessions.last_mut().unwrap();
    let id = session.id;
    session.sheet.encounters = vec![Encounter {
        sharer: PartnerId::B,
        words: "When I go quiet I have not left. I am afraid I have already failed you"
            .to_owned(),
        received: None,
        answer: "I did not know you were still there".to_owned(),
    }];
    let mut home = Homework::from_practice(&shipped()[0], None);
    home.steps.truncate(3);
    session.sheet.homework = vec![home];
    session.sheet.next = chrono::NaiveDate::from_ymd_opt(2026, 12, 3);
    session.sheet.next_at = chrono::NaiveTime::from_hms_opt(17, 30, 0);
    // Nothing else is new.
    for partner in PartnerId::BOTH {
        for element in &mut case.maps[0].sides.of_mut(partner).elements {
            element.first_seen = element.first_seen.filter(|seen| *seen != id);
        }
    }
    let said = |layer, words: &str| Element {
        own_words: true,
        ownership: Ownership::Shared,
        visibility: Visibility::Shareable { on: today() },
        first_seen: Some(id),
        ..Element::new(layer, words)
    };
    let [a, b] = [
        said(Layer::Image, "like a door with no handle"),
        said(Layer::Image, "drowning and smiling"),
    ];
    let reach = Element {
        first_seen: None,
        ..said(
            Layer::Reach,
            "When I go quiet I have not left. I am afraid I have already failed you",
        )
    };
    let answer = Element {
        first_seen: None,
        ..said(Layer::Response, "I did not know you were still there")
    };
    case.maps[0].sides.a.elements.extend([a, answer]);
    case.maps[0].sides.b.elements.extend([b, reach]);
    case
}

fn with_known<T>(case: &Case, make: impl FnOnce(&Known<'_>, &Template) -> T) -> T {
    let session = case.sessions.last().unwrap();
    let view = ClientView::of(case, &case.maps[0], Some(session.id));
    let practice = PracticeWords::default();
    let known = ForCouple::new(&view, &case.maps[0], &practice);
    let known = ForCouple { session: ClientSession::of(case, session), ..known };
    make(&Known::Couple(&known), &templates::find("take_away").unwrap())
}

fn print(case: &Case, paper: Paper) -> Printed {
    with_known(case, |known, template| {
        export::print_text(known, template, paper, today(), &Fonts::new()).unwrap()
    })
}

#[test]
fn the_page_looks_as_it_did() {
    let pages = with_known(&case(), |known, template| {
        export::text_pages(known, template, Paper::A4, today(), &Fonts::new()).unwrap()
    });
    crate::client_page::look_as_they_did("text_take_away", &pages);
}

/// A page for the pictures of all pages.
pub fn picture_page() -> Vec<u8> {
    print(&case(), Paper::A4).bytes
}

fn text(printed: &Printed) -> String {
    let pdf = ReadPdf::new(&printed.bytes);
    let pages = pdf.pages();
    let pieces = pages.iter().flat_map(|page| pdf.pieces(*page));
    pieces.map(|piece| piece.text).collect::<Vec<_>>().join(" ")
}

#[test]
fn the_page_says_what_was_new_what_was_said_and_what_to_do() {
    let printed = print(&case(), Paper::A4);
    let text = text(&printed);
    for words in [
        "From today",
        "drowning and smiling",
        "what Rui said to Ana",
        "I have already failed you",
        "what Ana said back",
        "Name the loop aloud",
        "we meet again",
        "Thursday 3 December, 17:30",
        "The loop is the problem",
    ] {
        assert!(text.contains(words), "{words}: {text}");
    }
    assert_eq!(printed.pages, 1);
}

#[test]
fn new_words_of_a_sexual_loop_stand_on_no_page_of_another_loop() {
    use holdfast::model::{CycleKind, CycleMap, Pair};
    let mut case = case();
    let id = case.sessions.last().unwrap().id;
    let mut sexual = CycleMap::new(CycleKind::Sexual);
    sexual.print_agreed = Pair::from_fn(|_| Some(today()));
    let said = |place: u8| Element {
        ownership: Ownership::Shared,
        visibility: Visibility::Shareable { on: today() },
        first_seen: Some(id),
        ..Element::new(Layer::Need, format!("canary {place}"))
    };
    sexual.sides.a.elements = (1..=6).map(said).collect();
    case.maps.push(sexual);
    let said = text(&print(&case, Paper::A4));
    assert!(said.contains("drowning and smiling"), "{said}");
    assert!(!said.contains("canary") && !said.contains("more new words"), "{said}");
    // For a page of that very loop it was chosen.
    case.maps.swap(0, 1);
    assert!(text(&print(&case, Paper::A4)).contains("canary"));
}

#[test]
fn of_many_new_words_a_few_of_one_loop_are_chosen_the_tender_ones_first() {
    let mut case = case();
    let id = case.sessions.last().unwrap().id;
    let said = |layer, words: String| Element {
        ownership: Ownership::Shared,
        visibility: Visibility::Shareable { on: today() },
        first_seen: Some(id),
        ..Element::new(layer, words)
    };
    let elements = &mut case.maps[0].sides.a.elements;
    elements.retain(|it| it.first_seen != Some(id));
    elements.extend((1..=5).map(|it| said(Layer::Cue, format!("cue {it}"))));
    elements.push(said(Layer::Need, "to be held".to_owned()));
    elements.push(said(Layer::Fear, "being alone".to_owned()));
    let mut other = case.maps[0].clone();
    other.id = holdfast::model::MapId::new();
    other.sides.b.elements.clear();
    other.sides.a.elements = vec![said(Layer::Need, "of another loop".to_owned())];
    case.maps.push(other);
    let text = text(&print(&case, Paper::A4));
    for words in ["to be held", "being alone", "cue 1", "more new words"] {
        assert!(text.contains(words), "{words}: {text}");
    }
    for words in ["cue 2", "cue 5", "of another loop"] {
        assert!(!text.contains(words), "{words}: {text}");
    }
}

#[test]
fn a_session_of_which_nothing_may_be_seen_leaves_lines_to_write_on() {
    let mut case = case();
    for partner in PartnerId::BOTH {
        for element in &mut case.maps[0].sides.of_mut(partner).elements {
            element.visibility = Visibility::Private;
        }
    }
    let sheet = &mut case.sessions.last_mut().unwrap().sheet;
    sheet.homework.clear();
    sheet.take_away.clear();
    let text = text(&print(&case, Paper::A4));
    assert!(text.contains("in our own words"), "{text}");
    assert!(text.contains("Ana") && text.contains("Rui"), "{text}");
}

#[test]
fn what_is_private_again_leaves_the_page() {
    let mut case = case();
    for element in &mut case.maps[0].sides.b.elements {
        element.visibility = Visibility::Private;
    }
    let text = text(&print(&case, Paper::A4));
    assert!(!text.contains("failed you") && !text.contains("drowning"), "{text}");
    assert!(!text.contains("said back"), "{text}");
    assert!(text.contains("Name the loop aloud"), "{text}");
}

#[test]
fn the_page_is_printed_from_the_session_and_the_way_back_leads_there() {
    let (_folder, path) = keep(&[case()]);
    let mut harness = window(&path);
    unlock(&mut harness);
    press(&mut harness, Key::Enter);
    command(&mut harness, Key::J);
    click(&mut harness, "Print what they take home…");
    harness.get_by_label("Preview of page 1 of 1");
    click(&mut harness, "Letter");
    harness.get_by_label_contains("Preview of page 1 of");
    press(&mut harness, Key::Escape);
    harness.get_by_label("Sessions of Linden");
    // A session with one of them alone has no page for both.
    harness.get_by_label_contains("Session 3, ").click_accesskit();
    steps(&mut harness);
    click(&mut harness, "Print what they take home…");
    harness.get_by_label_contains("Only one of them was in this session");
    assert!(!shows(&harness, "Preview of page"));
}

#[test]
#[ignore = "writes pages to look at into the folder HOLDFAST_PICTURES"]
fn pages_to_take_home() {
    let folder =
        std::env::var("HOLDFAST_PICTURES").unwrap_or_else(|_| "/tmp/look".to_owned());
    std::fs::create_dir_all(&folder).unwrap();
    let mut full = case();
    let all = shipped();
    let sheet = &mut full.sessions.last_mut().unwrap().sheet;
    sheet.take_away =
        "When it goes quiet we say the name, and wait for each other.".into();
    sheet.homework = vec![
        Homework::from_practice(&all[1], None),
        Homework::from_practice(&all[12], Some(PartnerId::A)),
        Homework::from_practice(&all[20], Some(PartnerId::B)),
    ];
    let mut bare = linden();
    bare.maps[0].sides.a.elements.clear();
    let sheet = &mut bare.sessions.last_mut().unwrap().sheet;
    (sheet.next, sheet.homework) = (None, Vec::new());
    for (name, case) in
        [("take-away", case()), ("take-away-full", full), ("take-away-bare", bare)]
    {
        for (paper, size) in [(Paper::A4, "a4"), (Paper::Letter, "letter")] {
            let printed = print(&case, paper);
            std::fs::write(format!("{folder}/{name}-{size}.pdf"), &printed.bytes)
                .unwrap();
        }
    }
}
