//! The record on paper: a note as it was signed, what was added, and the summary of a session.

use crate::document::faults_of_pages;
use crate::read_pdf::ReadPdf;
use chrono::{NaiveDate, NaiveTime};
use holdfast::drawing::{Fonts, Page, Paper, Shape};
use holdfast::edit::note;
use holdfast::export::{
    self, ForRecord, Known, PracticeWords, Printed, RecordChecks, templates,
};
use holdfast::model::audience::Audience;
use holdfast::model::homework::{Homework, Outcome};
use holdfast::model::note::{
    Addendum, AddendumKind, BroughtIn, Note, Risk, RiskLevel, Section,
};
use holdfast::model::session::{
    Encounter, Grade, Knows, MarkerMet, Received, Tango, TangoMove,
};
use holdfast::model::{
    Case, ClientModel, Element, HomeworkId, Layer, NoteId, Ownership, Pair, PartnerId,
    SecretsPolicy, SeenBy, Session, SessionKind, Source, Visibility,
};
use holdfast::store::{addendum_digest, sample, signature_of};
use std::path::PathBuf;

pub fn day(day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, day).unwrap()
}

fn moment(text: &str) -> chrono::DateTime<chrono::FixedOffset> {
    text.parse().unwrap()
}

const A: PartnerId = PartnerId::A;
const B: PartnerId = PartnerId::B;

fn phrase(layer: Layer, words: &str, ownership: Ownership) -> Element {
    let visibility = Visibility::Shareable { on: day(5) };
    Element { ownership, visibility, ..Element::new(layer, words) }
}

fn tango(number: Tango, partner: Option<PartnerId>, words: &str) -> TangoMove {
    TangoMove { number, partner, words: words.to_owned() }
}

/// The twelfth session of Ana and Rui, with everything that a session can hold.
#[expect(clippy::too_many_lines, reason = "one thing after another, as on a sheet")]
fn full_session() -> Session {
    let mut session = Session::new(12, SessionKind::Joint, day(19));
    session.start = Some(moment("2026-11-19T17:30:00+01:00"));
    session.stop = Some(moment("2026-11-19T18:45:00+01:00"));
    let sheet = &mut session.sheet;
    sheet.step = Some(4);
    sheet.steps = Pair { a: None, b: Some(5) };
    sheet.observed =
        "Talking about August, Ana’s voice rose and she asked three times for \
                      an answer. Rui looked at the floor. Slowed down there."
            .to_owned();
    sheet.interventions = vec!["evocative".to_owned(), "validation".to_owned()];
    sheet.tango = vec![
        tango(Tango::Mirroring, None, "17:52, when the loop was live in the room"),
        tango(Tango::Assembly, Some(B), "third message · band round the chest · get out"),
        tango(Tango::Encounter, Some(B), "turned to Ana, see below"),
        tango(Tango::Processing, None, "with both, five minutes each"),
        tango(Tango::Integrating, None, "both called it “garage door”"),
    ];
    sheet.encounters = vec![Encounter {
        sharer: B,
        words: "When I go quiet I have not left. I am afraid I have already failed you."
            .to_owned(),
        received: Some(Received::Green),
        answer: "was silent, then tearful: “I did not know you were still there.”"
            .to_owned(),
    }];
    sheet.knows = Knows {
        therapist: Some(Grade::Yes),
        couple: Pair { a: Some(Grade::Yes), b: Some(Grade::Partly) },
        felt: Pair { a: Some(Grade::Partly), b: Some(Grade::NotYet) },
    };
    sheet.markers = vec![
        MarkerMet {
            marker: "owns_move".to_owned(),
            partner: Some(A),
            words: "“there I go again”".to_owned(),
        },
        MarkerMet {
            marker: "catches_it".to_owned(),
            partner: None,
            words: "twice at home, once here".to_owned(),
        },
    ];
    sheet.homework = vec![Homework {
        id: HomeworkId::new(),
        title: "Say “garage door”".to_owned(),
        whose: None,
        steps: vec![
            "Whoever notices the loop first says so.".to_owned(),
            "Whoever needs ten minutes says when they will be back.".to_owned(),
        ],
        sixty_seconds: String::new(),
        outcome: Outcome::NotAsked,
        told: String::new(),
    }];
    sheet.take_away = "It is the garage door again, not you.".to_owned();
    sheet.plan =
        "Stay in stage 1. Deepen Ana’s panic at the moment the phone stays dark, \
                  and let Rui hear it."
            .to_owned();
    sheet.next = NaiveDate::from_ymd_opt(2026, 12, 3);
    sheet.next_at = NaiveTime::from_hms_opt(17, 30, 0);
    session
}

/// Ana and Rui with one session, a loop, and a note that is not signed.
pub fn couple() -> Case {
    let names = Pair { a: "Ana".to_owned(), b: "Rui".to_owned() };
    let mut case = Case::new("Linden", names);
    case.client_model = Some(ClientModel::Couple);
    case.secrets_policy = Some(SecretsPolicy::NoSecrets);
    let session = full_session();
    let map = &mut case.maps[0];
    map.name = "The Garage Door".to_owned();
    map.sides.a.elements = vec![
        phrase(Layer::Behaviour, "asks again", Ownership::Shared),
        phrase(Layer::Primary, "panic, loneliness", Ownership::Touched),
        phrase(Layer::Fear, "not worth staying for", Ownership::Touched),
    ];
    map.sides.b.elements = vec![
        phrase(Layer::Behaviour, "goes quiet", Ownership::Owned),
        phrase(Layer::Primary, "shame", Ownership::Shared),
        phrase(Layer::Fear, "failing her", Ownership::Owned),
    ];
    for element in map.sides.a.elements.iter_mut().chain(&mut map.sides.b.elements) {
        element.last_seen = Some(session.id);
    }
    case.notes.push(draft(&session));
    case.sessions.push(session);
    case
}

fn section(key: &str, title: &str, words: &str) -> Section {
    Section { key: key.to_owned(), title: title.to_owned(), words: words.to_owned() }
}

fn draft(session: &Session) -> Note {
    Note {
        id: NoteId::new(),
        kind: holdfast::model::NoteKind::Progress,
        session: Some(session.id),
        alone: None,
        about: session.date,
        written: moment("2026-11-19T18:55:00+01:00"),
        late_because: None,
        format: "eft".to_owned(),
        sections: vec![
            section(
                "focus",
                "Present and focus",
                "Joint session with Ana and Rui.\nHomework reviewed: the loop was named \
                 aloud twice in two weeks.",
            ),
            section("cycle", "Cycle in the room", "Ana asked again, Rui went quiet."),
            section("below", "Below the line", "Ana: panic. Rui: shame, said to Ana."),
            section("progress", "Progress", "They caught it twice at home."),
            section("plan", "Plan", "Stay in stage 1. Next session on 3 December."),
        ],
        risk: Pair {
            a: Risk { level: Some(RiskLevel::NoneFound), ..Risk::default() },
            b: Risk {
                level: Some(RiskLevel::Watched),
                words: "Sleeps badly; sees his doctor on 2 December.".to_owned(),
                ..Risk::default()
            },
        },
        signature: None,
        addenda: Vec::new(),
        brought_in: None,
    }
}

/// The same with a signed note and two additions.
pub fn signed_couple() -> Case {
    let mut case = couple();
    let note = &mut case.notes[0];
    let at = moment("2026-11-20T08:14:00+01:00");
    note.signature =
        Some(signature_of(note, ("Marta Leal", "couple therapist"), at).unwrap());
    for (kind, words) in [
        (
            AddendumKind::Addendum,
            "At the door Rui said that his appointment about his sleep has moved.",
        ),
        (AddendumKind::Amendment, "It was 50 minutes, not 75: Ana came late."),
    ] {
        let added = Addendum {
            kind,
            at: moment("2026-11-23T09:05:00+01:00"),
            about: day(19),
            by: "Marta Leal".to_owned(),
            credentials: "couple therapist".to_owned(),
            reason: "left out by oversight".to_owned(),
            words: words.to_owned(),
        };
        note::add(note, added).unwrap();
    }
    case
}

fn practice() -> PracticeWords {
    PracticeWords {
        name: "Practice on the Upper River".to_owned(),
        therapist: "Marta Leal".to_owned(),
        credentials: "couple therapist".to_owned(),
        ..PracticeWords::default()
    }
}

/// What is known for a page about the first session and its first note.
fn with_known<T>(case: &Case, make: impl FnOnce(&Known<'_>) -> T) -> T {
    let alone = case.notes.first().and_then(|note| note.alone);
    let audience = alone.map_or(Audience::Record, Audience::of_partner);
    let seen = SeenBy::of(case, audience);
    let note = case.notes.first();
    let addenda = note.map(|note| note.addenda.as_slice()).unwrap_or_default();
    let addenda = addenda.iter().map(|it| addendum_digest(it).unwrap()).collect();
    let known = ForRecord {
        seen: &seen,
        session: case.sessions.first().map(|session| session.id),
        note: note.map(|note| note.id),
        pack: None,
        checks: &RecordChecks { addenda },
        practice: &practice(),
    };
    make(&Known::Record(&known))
}

fn print(case: &Case, template: &str, paper: Paper) -> Printed {
    let template = templates::find(template).unwrap();
    with_known(case, |known| {
        export::print_text(known, &template, paper, day(23), &Fonts::new()).unwrap()
    })
}

/// A page for the pictures of all pages.
pub fn picture_page(template: &str) -> Vec<u8> {
    print(&signed_couple(), template, Paper::A4).bytes
}

fn pages(case: &Case, template: &str, paper: Paper) -> Vec<Page> {
    let template = templates::find(template).unwrap();
    with_known(case, |known| {
        export::text_pages(known, &template, paper, day(23), &Fonts::new()).unwrap()
    })
}

#[test]
fn pages_for_the_record_look_as_they_did() {
    for template in ["progress_note", "session_summary"] {
        let mut pages = pages(&signed_couple(), template, Paper::A4);
        for page in &mut pages {
            for shape in &mut page.drawing.shapes {
                without_check(shape);
            }
        }
        crate::client_page::look_as_they_did(&format!("text_{template}"), &pages);
    }
}

/// The check of a signed text is another one with every new note.
fn without_check(shape: &mut Shape) {
    if let Shape::Text(run) = shape
        && let Some((before, _)) = run.words.split_once("Check")
    {
        run.words = format!("{before}Check");
    }
}

fn spoken(case: &Case, template: &str) -> String {
    let printed = print(case, template, Paper::A4);
    let spoken = ReadPdf::new(&printed.bytes).spoken();
    spoken.iter().map(|part| part.text.as_str()).collect::<Vec<_>>().join("\n")
}

/// The same as another practice has it, which took it from a file.
pub fn brought_in() -> Case {
    let mut case = signed_couple();
    let mark = BroughtIn { on: day(23), addenda: 1 };
    case.notes[0].brought_in = Some(mark);
    case
}

#[test]
fn a_note_from_a_file_says_on_paper_that_its_signature_was_not_checked() {
    let page = spoken(&brought_in(), "progress_note");
    let told = "Brought in on 23 November 2026 from a file; signed there by Marta Leal, \
                couple therapist, not checked here.";
    assert!(page.contains(told), "{page}");
    assert!(!page.contains("Signed and locked") && !page.contains("Check of the text"));
    // One addition came with it, the other is from here.
    let unchecked = "couple therapist (came with the note, not checked here)";
    assert_eq!(page.matches(unchecked).count(), 1, "{page}");
    assert!(!page.contains("Draft, not signed"));
    assert!(!spoken(&signed_couple(), "progress_note").contains("not checked"));
}

/// A session and a note as long as somebody may write one.
fn long() -> Case {
    let mut case = signed_couple();
    case.notes[0].signature = None;
    let long = "A sentence about what was seen and said, in the order in which it came. ";
    for section in &mut case.notes[0].sections {
        section.words = format!("{}\n{}", long.repeat(18), long.repeat(9));
    }
    let at = moment("2026-11-20T08:14:00+01:00");
    let by = (
        "Maximiliane-Friederike Wolfeschlegelsteinhausen",
        "licensed marriage and family therapist, number 000000",
    );
    case.notes[0].signature = Some(signature_of(&case.notes[0], by, at).unwrap());
    for added in &mut case.notes[0].addenda {
        added.words = long.repeat(60);
    }
    let sheet = &mut case.sessions[0].sheet;
    sheet.observed = long.repeat(20);
    for moved in &mut sheet.tango {
        moved.words = long.repeat(4);
    }
    let encounter = sheet.encounters[0].clone();
    sheet.encounters = vec![encounter; 5];
    let homework = sheet.homework[0].clone();
    sheet.homework = vec![homework; 6];
    for partner in PartnerId::BOTH {
        case.partners.of_mut(partner).name =
            "Bartholomew Maximilian Alexander".to_owned();
    }
    case
}

/// A session of which only the day is known, and a note without a word.
fn empty() -> Case {
    let mut case = couple();
    let session = Session::new(1, SessionKind::Joint, day(19));
    let mut note = draft(&session);
    note.sections.iter_mut().for_each(|section| section.words.clear());
    note.risk = Pair::default();
    (case.sessions, case.notes) = (vec![session], vec![note]);
    case
}

#[test]
#[ignore = "writes pages to look at into the folder HOLDFAST_PICTURES"]
fn write_record_pages() {
    let Some(folder) = std::env::var_os("HOLDFAST_PICTURES") else { return };
    let folder = PathBuf::from(folder);
    let couples = [
        ("draft", couple()),
        ("signed", signed_couple()),
        ("brought-in", brought_in()),
        ("long", long()),
        ("empty", empty()),
    ];
    for (name, case) in couples {
        for template in ["progress_note", "session_summary"] {
            let bytes = print(&case, template, Paper::A4).bytes;
            std::fs::write(folder.join(format!("{template}-{name}.pdf")), bytes).unwrap();
        }
    }
}

#[test]
fn nothing_overlaps_on_the_pages_of_the_record() {
    for case in [couple(), signed_couple(), brought_in(), long(), empty()] {
        for template in ["progress_note", "session_summary"] {
            for paper in [Paper::A4, Paper::Letter] {
                let faults = faults_of_pages(&pages(&case, template, paper));
                assert!(faults.is_empty(), "{template}: {faults:?}");
            }
        }
    }
}

#[test]
fn a_note_is_read_in_its_order_with_the_risk_of_each_in_one_line() {
    let said = spoken(&signed_couple(), "progress_note");
    let order = [
        "Progress note",
        "Ana, Rui, therapist",
        "17:30 to 18:45, 75 minutes",
        "Present and focus",
        "Cycle in the room",
        "Below the line",
        "Risk and safety",
        "asked, none found",
        "something to watch: Sleeps badly",
        "Progress",
        "Plan",
        "Signed and locked 20 November 2026, 08:14.",
        "Addendum 1",
        "Amendment 2",
    ];
    let mut from = 0;
    for words in order {
        let at = said[from..].find(words);
        from +=
            at.unwrap_or_else(|| panic!("{words:?} is missing or too early:\n{said}"));
    }
    assert!(said.contains("Refers to 19 November 2026. Reason: left out by oversight"));
    assert_eq!(said.matches("Check").count(), 3, "{said}");
}

#[test]
fn a_note_that_is_not_signed_says_so_on_every_page() {
    let mut case = long();
    case.notes[0].signature = None;
    case.notes[0].addenda.clear();
    let pages = pages(&case, "progress_note", Paper::A4);
    assert!(pages.len() > 1);
    for page in &pages {
        let words = page.drawing.texts().map(|run| run.words.as_str());
        let words = words.collect::<Vec<_>>().join(" ");
        assert!(words.contains("Draft, not signed"), "{words}");
    }
    let signed = spoken(&signed_couple(), "progress_note");
    assert!(!signed.contains("Draft"), "{signed}");
}

#[test]
fn a_late_entry_says_why() {
    let mut case = couple();
    case.notes[0].late_because = Some("was ill".to_owned());
    let said = spoken(&case, "progress_note");
    assert!(said.contains("late entry\nwas ill"), "{said}");
}

#[test]
fn a_summary_holds_facts_loop_moves_and_what_comes_next() {
    let said = spoken(&signed_couple(), "session_summary");
    for words in [
        "joint session 12",
        "stage 1, step 4 (couple)",
        "The more Ana asks again, the more Rui goes quiet",
        "panic, loneliness",
        "3 Choreographing an encounter",
        "Rui to Ana",
        "“When I go quiet I have not left.",
        "knows the loop",
        "evocative questions, validation",
        "names and owns the usual move",
        "Say “garage door”",
        "Thursday 3 December 2026, 17:30",
    ] {
        assert!(said.contains(words), "{words:?} is missing:\n{said}");
    }
}

#[test]
fn nothing_of_process_or_of_one_alone_is_on_the_page() {
    let plain = signed_couple();
    let mut case = plain.clone();
    let guess = Element {
        source: Source::Therapist,
        last_seen: Some(case.sessions[0].id),
        ..Element::new(Layer::Fear, "CANARYGUESS")
    };
    let told = Element {
        source: Source::IndividualB,
        last_seen: Some(case.sessions[0].id),
        ownership: Ownership::Owned,
        ..Element::new(Layer::Primary, "CANARYTOLD")
    };
    case.maps[0].sides.b.elements.extend([guess, told]);
    let mut process =
        note::begin_process(Some(&case.sessions[0]), moment("2026-11-20T08:14:00+01:00"));
    process.sections[0].words = "CANARYPROCESS".to_owned();
    case.notes.push(process);
    case.private.b.attachment_history = "CANARYHISTORY".to_owned();
    for template in ["progress_note", "session_summary"] {
        let printed = print(&case, template, Paper::A4);
        assert!(!ReadPdf::new(&printed.bytes).everything().contains("CANARY"));
        assert_eq!(printed.bytes, print(&plain, template, Paper::A4).bytes);
    }
}

#[test]
fn a_note_about_one_alone_says_that_it_is_no_part_of_the_record_of_both() {
    let mut case = couple();
    case.sessions[0].kind = SessionKind::IndividualB;
    case.notes[0].alone = Some(B);
    case.private.a.attachment_history = "CANARYHISTORY".to_owned();
    let said = spoken(&case, "progress_note");
    assert!(said.contains("Told by Rui alone."), "{said}");
    assert!(said.contains("session 12 with Rui alone"), "{said}");
    assert!(!said.contains("CANARY") && !said.contains("asked, none found"), "{said}");
}

#[test]
fn the_sample_couples_have_pages_too() {
    for case in sample::couples().unwrap() {
        for session in &case.sessions {
            if session.kind != SessionKind::Joint {
                continue;
            }
            let mut only = case.clone();
            only.sessions = vec![session.clone()];
            only.notes.clear();
            assert!(print(&only, "session_summary", Paper::A4).pages > 0);
        }
    }
}

#[test]
fn a_shareable_guess_stands_in_the_record_as_an_impression_and_apart() {
    let mut case = signed_couple();
    let seen = Some(case.sessions[0].id);
    let visibility = Visibility::Shareable { on: day(20) };
    for layer in [Layer::Behaviour, Layer::Fear] {
        let guess = Element {
            last_seen: seen,
            visibility,
            ..Element::new(layer, format!("supposed {layer:?}"))
        };
        case.maps[0].sides.b.elements.insert(0, guess);
    }
    let said = spoken(&case, "session_summary");
    assert!(said.contains("supposed Fear (therapist’s impression)"), "{said}");
    assert!(!said.contains("the more Rui supposed"), "{said}");
    let (quiet, guess) = (said.find("goes quiet"), said.find("supposed Behaviour"));
    assert!(quiet < guess && quiet.is_some(), "what was said comes first: {said}");
}
