//! The day: who comes, what waits for a signature, and the couple in brief.

use crate::random_case;
use crate::window::{
    WORDS, click, command, noon, press, steps, type_text, unlock, window,
};
use chrono::{Days, NaiveDate, NaiveTime};
use egui::{Key, Modifiers, Theme};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable as _;
use holdfast::app::Desk;
use holdfast::model::agreement::{Consent, ConsentKind};
use holdfast::model::brief::Brief;
use holdfast::model::homework::{Homework, Outcome};
use holdfast::model::note::{NoteKind, Section};
use holdfast::model::private_file::Todo;
use holdfast::model::screening::Screening;
use holdfast::model::session::{Encounter, Grade, Received};
use holdfast::model::{
    Case, CaseId, ClientModel, Note, NoteId, Pair, PartnerId, SecretsPolicy, Session,
    SessionKind, TodoId,
};
use holdfast::store::{KeyCost, Passphrase, Practice};
use proptest::prelude::*;
use std::path::PathBuf;
use tempfile::TempDir;

pub fn today() -> NaiveDate {
    noon().date_naive()
}

fn ago(days: u64) -> NaiveDate {
    today() - Days::new(days)
}

fn at(hour: u32, minute: u32) -> Option<NaiveTime> {
    NaiveTime::from_hms_opt(hour, minute, 0)
}

pub fn couple(code_name: &str) -> Case {
    let names = Pair { a: "Ana".to_owned(), b: "Rui".to_owned() };
    let mut case = Case::new(code_name, names);
    case.client_model = Some(ClientModel::Couple);
    case.secrets_policy = Some(SecretsPolicy::NoSecrets);
    case
}

fn unsigned(session: &Session) -> Note {
    Note {
        id: NoteId::new(),
        kind: NoteKind::Progress,
        session: Some(session.id),
        alone: session.kind.alone(),
        about: session.date,
        written: noon(),
        late_because: None,
        format: "dap".to_owned(),
        sections: vec![Section {
            key: "data".to_owned(),
            title: "Data".to_owned(),
            words: "The garage came up again.".to_owned(),
        }],
        risk: Pair::default(),
        signature: None,
        addenda: Vec::new(),
        brought_in: None,
    }
}

/// A couple that last met so many days ago, and has a note on that to sign.
fn with_note(code_name: &str, number: u16, days: u64) -> Case {
    let mut case = couple(code_name);
    let session = Session::new(number, SessionKind::Joint, ago(days));
    case.notes.push(unsigned(&session));
    case.sessions.push(session);
    case
}

/// Comes today at this hour, as was agreed a week ago.
fn comes(mut case: Case, at: Option<NaiveTime>) -> Case {
    if case.sessions.is_empty() {
        case.sessions.push(Session::new(1, SessionKind::Joint, ago(7)));
    }
    let last = case.sessions.iter_mut().max_by_key(|session| session.date).unwrap();
    (last.sheet.next, last.sheet.next_at) = (Some(today()), at);
    case
}

/// The invented couple in the middle of its therapy.
pub fn linden() -> Case {
    let mut case = crate::store::sample("linden");
    case.sessions.retain(|session| session.number <= 6);
    for (session, days) in case.sessions.iter_mut().zip([42, 35, 28, 21, 14, 7]) {
        session.set_date(ago(days));
    }
    let session = case.sessions.last_mut().unwrap();
    session.kind = SessionKind::Joint;
    let sheet = &mut session.sheet;
    sheet.encounters = vec![Encounter {
        sharer: PartnerId::A,
        words: "I got scared, are you with me?".to_owned(),
        received: Some(Received::Green),
        answer: "He stayed, and took her hand".to_owned(),
    }];
    let home = holdfast::model::practice_library::shipped();
    let mut given = Homework::from_practice(&home[0], None);
    given.outcome = Outcome::Partly;
    let second = Homework::from_practice(&home[12], Some(PartnerId::A));
    sheet.homework = vec![given, second];
    sheet.knows.therapist = Some(Grade::Yes);
    sheet.knows.couple = Pair { a: Some(Grade::Partly), b: Some(Grade::Partly) };
    sheet.knows.felt = Pair { a: Some(Grade::NotYet), b: Some(Grade::NotYet) };
    (sheet.next, sheet.next_at) = (Some(today()), at(14, 44));
    let note = unsigned(session);
    case.notes = vec![note];
    case.private = Pair::default();
    case.private.b.todos = vec![Todo {
        id: TodoId::new(),
        opened: ago(14),
        words: "saffron".to_owned(),
        due: Some(today() + Days::new(7)),
        phrase: None,
        question: None,
        way: None,
        reason: String::new(),
        resolved: None,
    }];
    let both = Pair { a: Some(ago(42)), b: Some(ago(42)) };
    let consent = |kind| Consent { signed: both, ..Consent::new(kind) };
    case.consents = vec![
        consent(ConsentKind::Treatment),
        consent(ConsentKind::Confidentiality),
        consent(ConsentKind::IndividualSessions),
    ];
    case.consents
        .push(Consent { expires: Some(ago(2)), ..consent(ConsentKind::Records) });
    case
}

/// Seven couples, four of them today.
pub fn week() -> Vec<Case> {
    let mut juniper = with_note("Juniper", 12, 0);
    juniper.sessions[0].start = "2026-11-22T09:00:00+01:00".parse().ok();
    juniper.sessions[0].stop = "2026-11-22T09:58:00+01:00".parse().ok();
    let mut heron = couple("Heron");
    heron.sessions.push(Session::new(2, SessionKind::Joint, ago(7)));
    heron.sessions.push(Session::new(3, SessionKind::IndividualA, today()));
    let alder = comes(couple("Alder"), at(16, 30));
    let birch = with_note("Birch", 9, 8);
    let mut kestrel = couple("Kestrel");
    kestrel.sessions.push(Session::new(5, SessionKind::Joint, ago(3)));
    kestrel.sessions[0].sheet.next = Some(today() + Days::new(4));
    vec![juniper, heron, linden(), alder, birch, kestrel, couple("Marram")]
}

pub fn keep(cases: &[Case]) -> (TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("practice.holdfast");
    let words = Passphrase::new(WORDS);
    let cost = KeyCost::lowest_for_tests();
    let (mut practice, _) = Practice::create(&path, &words, cost, noon()).unwrap();
    for case in cases {
        practice.save(case, noon()).unwrap();
    }
    (folder, path)
}

pub fn shows(harness: &Harness<'_, Desk>, words: &str) -> bool {
    harness.query_all_by_label_contains(words).next().is_some()
}

pub fn kept(path: &std::path::Path, code_name: &str) -> Case {
    let words = Passphrase::new(WORDS);
    let access = holdfast::store::Access::Read;
    let practice = Practice::open(path, &words, access, noon()).unwrap();
    let cases = practice.cases().unwrap();
    let id: CaseId = cases.iter().find(|it| it.code_name == code_name).unwrap().id;
    practice.load(id).unwrap()
}

#[test]
fn the_day_says_who_comes_when_and_what_waits() {
    let (_folder, path) = keep(&week());
    let mut harness = window(&path);
    unlock(&mut harness);
    for row in [
        "Juniper, 09:00, Session 12, joint, Note not signed",
        "Heron, Session 3, individual, Partner A alone",
        "Linden, 14:44, Session 7, In 20 minutes",
        "Alder, 16:30, Session 2, No map yet",
        "Birch, session 9, 8 days",
        "Linden, session 6, 7 days",
        "Juniper, session 12, today",
        "Kestrel",
        "Marram",
    ] {
        harness.get_by_label(row);
    }
    let top = |harness: &Harness<'_, Desk>, label: &str| {
        harness.get_by_label(label).rect().top()
    };
    let oldest = top(&harness, "Birch, session 9, 8 days");
    assert!(oldest < top(&harness, "Juniper, session 12, today"));
    // The next one of the day is in brief.
    harness.get_by_label_contains("Last encounter: Ana to Rui: “I got scared");
    harness.get_by_label_contains("One thing told alone waits, due");
    harness
        .get_by_label_contains("I do, they nearly do, they do not feel it in the room");
    harness.get_by_label_contains("Records and their release: ended Friday");
    assert!(!shows(&harness, "saffron"));
}

#[test]
fn the_oldest_note_opens_with_one_key() {
    let (_folder, path) = keep(&week());
    let mut harness = window(&path);
    unlock(&mut harness);
    press(&mut harness, Key::Num1);
    harness.get_by_label_contains("Birch: notes");
    assert!(shows(&harness, "Session 9, 14 November 2026"));
    command(&mut harness, Key::T);
    click(&mut harness, "Linden, session 6, 7 days");
    harness.get_by_label_contains("Linden: notes");
}

#[test]
fn the_next_couple_is_in_brief_with_one_key_from_anywhere() {
    let (_folder, path) = keep(&week());
    let mut harness = window(&path);
    unlock(&mut harness);
    click(&mut harness, "Marram");
    press(&mut harness, Key::Enter);
    assert!(!shows(&harness, "Last encounter"));
    press(&mut harness, Key::F7);
    harness.get_by_label_contains("Last encounter: Ana to Rui");
}

#[test]
fn no_brief_and_no_search_while_somebody_is_in_the_room() {
    let (_folder, path) = keep(&week());
    let mut harness = window(&path);
    unlock(&mut harness);
    press(&mut harness, Key::Enter);
    press(&mut harness, Key::F6);
    press(&mut harness, Key::F7);
    assert!(!shows(&harness, "Last encounter"));
    command(&mut harness, Key::T);
    harness.get_by_label_contains("Somebody may look on");
    assert!(!shows(&harness, "Last encounter"));
    assert!(!shows(&harness, "told alone waits"));
    harness.key_press_modifiers(Modifiers::COMMAND | Modifiers::SHIFT, Key::F);
    steps(&mut harness);
    assert!(harness.query_by_label("Words to look for").is_none());
}

#[test]
fn a_lock_in_a_session_leads_back_to_the_couple_that_sits_here() {
    let (_folder, path) = keep(&week());
    let mut harness = window(&path);
    unlock(&mut harness);
    click(&mut harness, "Marram");
    press(&mut harness, Key::Enter);
    press(&mut harness, Key::F6);
    command(&mut harness, Key::L);
    unlock(&mut harness);
    assert!(!shows(&harness, "Last encounter"), "Linden comes next, and is not in brief");
    harness.get_by_label_contains("Session 1, since 14:24");
}

#[test]
fn no_couple_is_in_brief_while_another_one_sits_here() {
    let (_folder, path) = keep(&week());
    let mut harness = window(&path);
    unlock(&mut harness);
    click(&mut harness, "Marram");
    press(&mut harness, Key::Enter);
    press(&mut harness, Key::F6);
    command(&mut harness, Key::T);
    click(&mut harness, "Kestrel");
    press(&mut harness, Key::Enter);
    press(&mut harness, Key::F7);
    command(&mut harness, Key::T);
    harness.get_by_label_contains("Somebody may look on");
    harness.key_press_modifiers(Modifiers::COMMAND | Modifiers::SHIFT, Key::F);
    steps(&mut harness);
    assert!(harness.query_by_label("Words to look for").is_none());
}

#[test]
fn couples_are_found_by_their_code_names_and_what_is_no_name_is_looked_for() {
    let (_folder, path) = keep(&week());
    let mut harness = window(&path);
    unlock(&mut harness);
    command(&mut harness, Key::F);
    type_text(&mut harness, "kest");
    harness.get_by_label("1 of 7");
    harness.get_by_label("Kestrel");
    harness.get_by_label("Look for “kest” in all that is written");
    type_text(&mut harness, "x");
    press(&mut harness, Key::Enter);
    harness.get_by_label("Words to look for");
    harness.get_by_label_contains("holds “kestx”");
}

/// Words that stand wherever nobody else may look.
fn with_canaries(mut case: Case) -> Case {
    const CANARY: &str = "saffron velour";
    for partner in PartnerId::BOTH {
        let file = case.private.of_mut(partner);
        file.attachment_history = CANARY.to_owned();
        for todo in &mut file.todos {
            todo.words = CANARY.to_owned();
        }
        let words = [("violence".to_owned(), CANARY.to_owned())].into();
        let answers = [("violence".to_owned(), CANARY.to_owned())].into();
        let screening =
            Screening { date: ago(3), answers, words, ..Screening::default() };
        file.screenings.push(screening);
    }
    for note in &mut case.notes {
        for section in &mut note.sections {
            section.words = CANARY.to_owned();
        }
    }
    for session in case.sessions.iter_mut().filter(|it| it.kind.alone().is_some()) {
        let sheet = &mut session.sheet;
        sheet.take_away = CANARY.to_owned();
        sheet.observed = CANARY.to_owned();
        sheet.encounters.push(Encounter {
            sharer: PartnerId::A,
            words: CANARY.to_owned(),
            received: None,
            answer: CANARY.to_owned(),
        });
        let practice = &holdfast::model::practice_library::shipped()[0];
        let home = Homework::from_practice(practice, None);
        sheet.homework.push(Homework { title: CANARY.to_owned(), ..home });
    }
    if let Some(own) = &mut case.own_loop {
        own.map.name = CANARY.to_owned();
    }
    case
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn a_brief_quotes_nothing_that_was_told_alone_and_no_note(
        case in random_case::case()
    ) {
        let case = with_canaries(case);
        let brief = Brief::of(&case, today());
        let said = format!("{brief:?}");
        prop_assert!(!said.contains("saffron"));
    }

    #[test]
    fn what_is_taken_home_holds_nothing_that_was_told_alone(case in random_case::case()) {
        use holdfast::model::client_session::ClientSession;
        let case = with_canaries(case);
        for session in &case.sessions {
            let taken = ClientSession::of(&case, session);
            prop_assert_eq!(taken.is_none(), session.kind.alone().is_some());
            let said = format!("{taken:?}");
            prop_assert!(!said.contains("saffron"));
        }
    }
}

pub const FRAMES: [(Theme, [f32; 2]); 5] = [
    (Theme::Light, [1280.0, 800.0]),
    (Theme::Dark, [1280.0, 800.0]),
    (Theme::Light, [1920.0, 1080.0]),
    (Theme::Dark, [1920.0, 1080.0]),
    (Theme::Light, [1024.0, 700.0]),
];

/// Opens a practice in a light and size, and saves pictures of it under a name.
pub fn each_frame(cases: &[Case], name: &str, go: impl Fn(&mut Harness<'_, Desk>)) {
    let folder =
        std::env::var("HOLDFAST_PICTURES").unwrap_or_else(|_| "/tmp/look".to_owned());
    std::fs::create_dir_all(&folder).unwrap();
    for (light, size) in FRAMES {
        let (_folder, path) = keep(cases);
        let mut harness = window(&path);
        harness.set_size(size.into());
        unlock(&mut harness);
        if light == Theme::Dark {
            harness.key_press_modifiers(Modifiers::COMMAND | Modifiers::SHIFT, Key::D);
        }
        steps(&mut harness);
        go(&mut harness);
        steps(&mut harness);
        let file = format!("{folder}/{name}-{}-{light:?}.png", size[0]).to_lowercase();
        harness.render().unwrap().save(file).unwrap();
    }
}

/// Sixty couples, twelve of them today, some with long code names.
fn sixty() -> Vec<Case> {
    (0..60_u32)
        .map(|number| {
            let name = match number % 5 {
                0 => format!(
                    "The couple of the long bend in the river above the mill {number}"
                ),
                _ => format!("Couple {number}"),
            };
            let case = match number % 7 {
                0 => with_note(&name, 4, u64::from(number)),
                _ => couple(&name),
            };
            if number < 12 { comes(case, at(8 + number, 15)) } else { case }
        })
        .collect()
}

#[test]
#[ignore = "writes pictures to look at into the folder HOLDFAST_PICTURES"]
fn pictures_of_the_day() {
    each_frame(&week(), "today", |_| {});
    each_frame(&sixty(), "today-sixty", |_| {});
    each_frame(&week(), "today-search", |harness| {
        command(harness, Key::F);
        type_text(harness, "li");
    });
}

#[test]
fn a_key_that_needs_a_couple_says_so_where_none_is_open() {
    let (_folder, path) = crate::window::practice();
    let mut harness = window(&path);
    unlock(&mut harness);
    command(&mut harness, Key::U);
    harness.get_by_label_contains("That needs a couple");
}
