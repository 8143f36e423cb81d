//! A request for the file, from the register to the page: every item decided, nothing else leaves.

use crate::cli::{Bench, time};
use crate::document::faults_of_pages;
use crate::read_pdf::ReadPdf;
use crate::record_pages::signed_couple;
use crate::window::{
    WORDS, command, in_the_file, noon, press, steps, type_text, unlock, wait_secs, window,
};
use chrono::NaiveDate;
use egui::{Key, Modifiers, Theme};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable as _;
use holdfast::app::Desk;
use holdfast::drawing::{Fonts, Paper};
use holdfast::edit::access::{decide, give_reason, replaced, switch_gap};
use holdfast::edit::addendum_draft::{self, AddendumDraft};
use holdfast::edit::note;
use holdfast::export::{self, ForRecord, Known, PracticeWords, RecordChecks, templates};
use holdfast::model::access::{Item, ItemKind, Tally, Weight, checks, items};
use holdfast::model::access_pack::{GAP, Pack};
use holdfast::model::agreement::{Choice, Consent, ConsentKind, Request, Requester};
use holdfast::model::measure::Measure;
use holdfast::model::note::AddendumKind;
use holdfast::model::private_file::Todo;
use holdfast::model::readiness::{AttachmentEstimate, Basis};
use holdfast::model::release::{Needs, ReleaseRule};
use holdfast::model::score::{Answers, Score};
use holdfast::model::screening::Screening;
use holdfast::model::{
    Case, Compartment, Element, Episode, Layer, MapVersion, Ownership, Pair, PartnerId,
    Points, Position, RequestId, SeenBy, Session, SessionKind, Source, VersionId,
};
use holdfast::store::{Access, KeyCost, Passphrase, Practice, audit_text};
use std::path::PathBuf;
use strum::VariantArray as _;
use tempfile::TempDir;

fn today() -> NaiveDate {
    noon().date_naive()
}

fn request(by: Requester) -> Request {
    Request {
        id: RequestId::new(),
        received: NaiveDate::from_ymd_opt(2026, 11, 3).unwrap(),
        by,
        name: String::new(),
        words: "A copy of everything about me".to_owned(),
        due: NaiveDate::from_ymd_opt(2026, 12, 3),
        authorised: Pair::default(),
        decisions: Vec::new(),
        answered: None,
        answer: String::new(),
        process_authorised: Pair::default(),
        without_because: String::new(),
    }
}

/// Ana asks; Rui has told things alone, and the therapist keeps a note of the own.
fn couple(by: Requester) -> Case {
    let mut case = signed_couple();
    for (alone, words) in
        [(PartnerId::A, "ANASECRET her sister"), (PartnerId::B, "RUISECRET the loan")]
    {
        let (source, kind) = match alone {
            PartnerId::A => (Source::IndividualA, SessionKind::IndividualA),
            PartnerId::B => (Source::IndividualB, SessionKind::IndividualB),
        };
        let told = Element {
            source,
            ownership: Ownership::Owned,
            ..Element::new(Layer::Fear, words)
        };
        case.maps[0].sides.of_mut(alone).elements.push(told);
        let mut session = Session::new(13, kind, today());
        session.sheet.observed = words.to_owned();
        case.sessions.push(session);
        case.private.of_mut(alone).attachment_history = words.to_owned();
        case.partners.of_mut(alone).contact.phone = format!("{words} 0123");
    }
    let mut process = note::begin_process(None, noon());
    process.sections[0].words = "PROCESSWORD I was drawn in".to_owned();
    case.notes.push(process);
    let mut consent = Consent::new(ConsentKind::Records);
    consent.signed = Pair { a: Some(today()), b: Some(today()) };
    case.consents.push(consent);
    case.requests.push(request(by));
    case
}

fn shipped(case: &Case) -> ReleaseRule {
    ReleaseRule::shipped(case.client_model)
}

fn all(case: &Case) -> Vec<Item> {
    items(case, &case.requests[0])
}

fn words_of(items: &[Item]) -> String {
    items.iter().flat_map(|it| &it.lines).map(|it| it.words.clone() + "\n").collect()
}

fn decide_all(case: &mut Case, choose: impl Fn(&Item) -> Choice) {
    let all = all(case);
    let mut now = case.requests[0].clone();
    for item in &all {
        let choice = choose(item);
        decide(case, &mut now, (item, choice), today());
        if choice != Choice::Include {
            give_reason(&mut now, item, "it is about the other");
        }
    }
    replaced(now).apply(case).unwrap();
}

/// The same couple, with a request of both in which everything is decided: all of it leaves.
pub fn answered(case: &Case) -> Case {
    let mut case = case.clone();
    let mut consent = Consent::new(ConsentKind::Records);
    consent.signed = Pair { a: Some(today()), b: Some(today()) };
    case.consents.push(consent);
    case.requests = vec![request(Requester::Both)];
    sign_both(&mut case);
    decide_all(&mut case, |_| Choice::Include);
    case
}

fn sign_both(case: &mut Case) {
    case.requests[0].authorised = Pair { a: Some(today()), b: Some(today()) };
}

#[test]
fn everything_from_one_partner_is_listed_and_nothing_that_the_other_told_alone() {
    let case = couple(Requester::PartnerA);
    let all = all(&case);
    let said = words_of(&all);
    assert!(
        said.contains("ANASECRET her sister 0123"),
        "the contact of the one who asks"
    );
    assert_eq!(said.matches("ANASECRET").count(), 4, "{said}");
    assert!(!said.contains("RUISECRET") && !said.contains("PROCESSWORD"), "{said}");
    for kind in [ItemKind::Session, ItemKind::Note, ItemKind::Homework, ItemKind::Phrase]
    {
        assert!(all.iter().any(|item| item.kind == kind), "{kind:?}");
    }
    // Each contact is decided about apart.
    let mut of_both = items(&case, &request(Requester::Both));
    of_both.retain(|item| item.kind != ItemKind::Contact);
    let of_both = words_of(&of_both);
    assert!(!of_both.contains("SECRET"), "{of_both}");
    let of_court = words_of(&items(&case, &request(Requester::Court)));
    assert!(!of_court.contains("SECRET"), "{of_court}");
}

#[test]
fn fights_and_scores_are_listed_and_the_answers_of_the_other_are_not() {
    let mut case = couple(Requester::PartnerA);
    case.episodes.push(Episode::new(today(), "FIGHTWORD about the money"));
    let measures = Measure::shipped();
    let measure = measures.iter().find(|it| it.key == "phq-9").unwrap();
    for partner in PartnerId::BOTH {
        let mut score = Score::new(measure, partner, today());
        score.totals.insert("total".to_owned(), Points::whole(7));
        let given = vec![Some(if partner == PartnerId::A { 3 } else { 1 }); 9];
        score.answers = Some(Answers { given, ..Answers::default() });
        case.scores.push(score);
    }
    let listed = all(&case);
    assert!(words_of(&listed).contains("FIGHTWORD"));
    let scores = listed.iter().filter(|item| item.kind == ItemKind::Score);
    assert_eq!(scores.count(), 3, "both totals, and the answers of the one who asks");
    assert!(words_of(&listed).contains("3 3 3") && !words_of(&listed).contains("1 1 1"));
}

#[test]
fn process_notes_are_listed_only_when_each_signed_for_them_apart() {
    let mut case = couple(Requester::PartnerA);
    sign_both(&mut case);
    assert!(!words_of(&all(&case)).contains("PROCESSWORD"));
    case.requests[0].process_authorised.a = Some(today());
    assert!(!words_of(&all(&case)).contains("PROCESSWORD"));
    case.requests[0].process_authorised.b = Some(today());
    assert!(words_of(&all(&case)).contains("PROCESSWORD"));
}

#[test]
fn nothing_leaves_while_anything_waits_or_a_signature_is_missing() {
    let mut case = couple(Requester::PartnerA);
    let rule = shipped(&case);
    let told = |case: &Case| {
        let checks = Pack::of(case, &case.requests[0], &rule, today()).unwrap_err();
        checks.into_iter().map(|check| check.says).collect::<Vec<_>>().join("|")
    };
    assert!(told(&case).contains("items wait for a decision"));
    decide_all(&mut case, |_| Choice::Include);
    assert_eq!(told(&case), "Rui has not authorised this release");
    let own = ReleaseRule { needs: Needs::WhoAsks, ..rule.clone() };
    assert!(Pack::of(&case, &case.requests[0], &own, today()).is_ok());
    case.requests[0].authorised.b = Some(today());
    assert!(Pack::of(&case, &case.requests[0], &rule, today()).is_ok());
    case.consents[0].withdrawn.b = Some(today());
    assert!(told(&case).contains("is not signed by Rui, or no longer holds"));
    // The consent itself is an item, and its words have changed.
    decide_all(&mut case, |_| Choice::Include);
    case.requests[0].without_because = "Order 12/26 of 2 November".to_owned();
    assert!(Pack::of(&case, &case.requests[0], &rule, today()).is_ok());
    // No reason of the therapist's stands for a decision.
    case.requests[0].decisions.pop();
    assert_eq!(told(&case), "1 item waits for a decision");
}

#[test]
fn a_reason_is_needed_unless_an_item_is_included_and_a_redaction_has_a_gap() {
    let mut case = couple(Requester::Both);
    sign_both(&mut case);
    decide_all(&mut case, |_| Choice::Include);
    let all = all(&case);
    let mut now = case.requests[0].clone();
    decide(&case, &mut now, (&all[0], Choice::Withhold), today());
    decide(&case, &mut now, (&all[1], Choice::Redact), today());
    let says: Vec<String> = checks(&case, (&now, &all), &shipped(&case), today())
        .into_iter()
        .filter(|check| check.weight == Weight::Blocks)
        .map(|check| check.says)
        .collect();
    assert_eq!(
        says,
        [
            "2 redacted or withheld items have no reason",
            "1 redacted item has no gap: choose lines"
        ]
    );
    give_reason(&mut now, &all[0], "told in confidence");
    give_reason(&mut now, &all[1], "told in confidence");
    switch_gap(&mut now, &all[1], 0);
    assert!(Pack::of(&case, &now, &shipped(&case), today()).is_ok());
}

#[test]
fn redacting_begins_with_the_words_of_the_other_and_with_what_names_them() {
    let mut case = couple(Requester::PartnerA);
    sign_both(&mut case);
    decide_all(&mut case, |item| match item.title.as_str() {
        "Note on session 12" | "Session 12" => Choice::Redact,
        _ => Choice::Include,
    });
    let pack = Pack::of(&case, &case.requests[0], &shipped(&case), today()).unwrap();
    let of = |title: &str| pack.items.iter().find(|it| it.title == title).unwrap();
    let note = of("Note on session 12");
    assert!(note.is_redacted);
    let text = format!("{note:?}");
    assert!(text.contains(GAP) && !text.contains("Rui shame"), "{text}");
    assert!(!text.contains("Sleeps badly"), "the other's risk: {text}");
    assert!(text.contains("Homework reviewed"), "{text}");
    let session = format!("{:?}", of("Session 12"));
    assert!(!session.contains("I am afraid I have already failed you"), "{session}");
}

#[test]
fn words_that_changed_since_wait_for_a_new_decision() {
    let mut case = couple(Requester::PartnerA);
    sign_both(&mut case);
    decide_all(&mut case, |_| Choice::Include);
    assert_eq!(Tally::of(&all(&case), &case.requests[0]).open(), 0);
    case.plan.presenting = "A new sentence".to_owned();
    case.maps[0].sides.a.elements[0].words = "asks a third time".to_owned();
    assert_eq!(Tally::of(&all(&case), &case.requests[0]).open(), 2);
}

#[test]
fn what_is_withheld_is_in_no_pack_whatever_its_form() {
    let mut case = couple(Requester::PartnerA);
    sign_both(&mut case);
    decide_all(&mut case, |item| match item.kind {
        ItemKind::Note => Choice::Withhold,
        ItemKind::Talk | ItemKind::Event => Choice::Redact,
        _ => Choice::Include,
    });
    let pack = Pack::of(&case, &case.requests[0], &shipped(&case), today()).unwrap();
    let ron = holdfast::store::case_ron::write_pack(&pack).unwrap();
    let printed = print(&case, &pack);
    let page = ReadPdf::new(&printed.bytes).everything();
    for text in [pack.text(), ron, page] {
        assert!(text.contains("asks again"), "{text}");
        for hidden in ["RUISECRET", "PROCESSWORD", "Homework reviewed", "appointment"] {
            assert!(!text.contains(hidden), "{hidden} in {text}");
        }
    }
    assert_eq!(pack.log.withheld, 1);
    let held_back: Vec<_> =
        pack.log.decisions.iter().filter(|it| it.decided == "withheld").collect();
    assert_eq!(held_back.len(), 1);
    assert!(held_back[0].what.starts_with("Note on session 12, "), "{held_back:?}");
    assert_eq!(held_back[0].reason, "it is about the other");
}

fn print(case: &Case, pack: &Pack) -> export::Printed {
    with_known(case, pack, |known| {
        let template = templates::find("access_pack").unwrap();
        export::print_text(known, &template, Paper::A4, today(), &Fonts::new()).unwrap()
    })
}

/// A pack for the pictures of all pages.
pub fn picture_pack() -> Vec<u8> {
    let (case, pack) = invented_pack();
    print(&case, &pack).bytes
}

#[test]
fn a_pack_looks_as_it_did() {
    let (case, pack) = invented_pack();
    let template = templates::find("access_pack").unwrap();
    let pages = with_known(&case, &pack, |known| {
        export::text_pages(known, &template, Paper::A4, today(), &Fonts::new()).unwrap()
    });
    crate::client_page::look_as_they_did("text_access_pack", &pages);
}

fn invented_pack() -> (Case, Pack) {
    let mut case = couple(Requester::PartnerA);
    sign_both(&mut case);
    "555 0123".clone_into(&mut case.partners.a.contact.phone);
    decide_all(&mut case, |item| match item.kind {
        ItemKind::Note => Choice::Redact,
        _ => Choice::Include,
    });
    let pack = Pack::of(&case, &case.requests[0], &shipped(&case), today()).unwrap();
    (case, pack)
}

fn with_known<T>(case: &Case, pack: &Pack, make: impl FnOnce(&Known<'_>) -> T) -> T {
    let practice = PracticeWords {
        name: "Practice on the Upper River".to_owned(),
        therapist: "Marta Leal".to_owned(),
        credentials: "couple therapist".to_owned(),
        ..PracticeWords::default()
    };
    let known = ForRecord {
        seen: &SeenBy::of(case, case.requests[0].by.audience()),
        session: None,
        note: None,
        pack: Some(pack),
        checks: &RecordChecks::default(),
        practice: &practice,
    };
    make(&Known::Record(&known))
}

#[test]
fn nothing_overlaps_in_a_pack_and_its_last_page_is_the_log() {
    let mut case = couple(Requester::PartnerA);
    sign_both(&mut case);
    let long = "A sentence about what was seen and said, in the order in which it came. ";
    case.plan.history = long.repeat(40);
    for empty in [false, true] {
        decide_all(&mut case, |item| match item.kind {
            _ if empty => Choice::Withhold,
            ItemKind::Note => Choice::Redact,
            _ => Choice::Include,
        });
        let pack = Pack::of(&case, &case.requests[0], &shipped(&case), today()).unwrap();
        let template = templates::find("access_pack").unwrap();
        let pages = with_known(&case, &pack, |known| {
            export::text_pages(known, &template, Paper::A4, today(), &Fonts::new())
        });
        let pages = pages.unwrap();
        assert!(faults_of_pages(&pages).is_empty(), "{:?}", faults_of_pages(&pages));
        let last = pages.last().unwrap().drawing.texts();
        let words: Vec<&str> = last.map(|run| run.words.as_str()).collect();
        let words = words.join(" ");
        assert!(words.contains("How it was decided"), "{words}");
        assert!(words.contains("Ana authorised it on"), "{words}");
    }
}

fn bench(case: &Case) -> Bench {
    let bench = Bench::empty();
    bench.opened(Access::Write).add(case, time()).unwrap();
    bench
}

#[test]
fn the_command_line_lists_what_is_open_and_writes_the_answer_once_nothing_is() {
    let case = couple(Requester::PartnerA);
    let bench = bench(&case);
    let listed = bench.run("access --case linden --list");
    assert_eq!((listed.code, listed.err.as_str()), (0, ""));
    assert!(listed.out.contains("in the way\tRui has not authorised this release"));
    assert!(
        listed.out.contains("open\t2026-11-19\tNote on session 12"),
        "{}",
        listed.out
    );
    for word in ["SECRET", "asks again", "garage"] {
        assert!(!listed.out.contains(word), "{}", listed.out);
    }
    let refused = bench.run("access --case linden --out pack.pdf");
    assert_eq!((refused.code, refused.out.as_str()), (1, ""));
    assert!(refused.err.contains("wait for a decision"), "{}", refused.err);
    assert!(!bench.path("pack.pdf").exists());
    let mut practice = bench.opened(Access::Write);
    let mut kept = practice.load(case.id).unwrap();
    sign_both(&mut kept);
    decide_all(&mut kept, |item| match item.kind {
        ItemKind::Note => Choice::Withhold,
        _ => Choice::Include,
    });
    practice.save(&kept, time()).unwrap();
    drop(practice);
    for name in ["pack.pdf", "pack.ron", "pack.txt"] {
        let line = format!("access --case linden --request 1 --out {name}");
        let said = bench.run(&line);
        assert_eq!(said.code, 0, "{}", said.err);
        assert!(said.out.contains("0 redacted, 1 withheld"), "{}", said.out);
    }
    assert!(bench.text("pack.ron").contains("code_name: \"Linden\""));
    assert!(
        bench.text("pack.txt").contains(": withheld on 22 November 2026, it is about")
    );
    let practice = bench.opened(Access::Read);
    let answered = &practice.load(case.id).unwrap().requests[0];
    assert!(answered.answered.is_some() && answered.answer.contains("1 withheld"));
    let log = audit_text(&practice.audit().unwrap());
    let told = "answered a request for the file with";
    assert_eq!(log.matches(told).count(), 3, "{log}");
    assert!(!log.contains("SECRET") && !log.contains("about the other"), "{log}");
}

#[test]
fn the_record_is_printed_from_the_command_line_and_what_was_told_alone_only_on_request() {
    let bench = bench(&couple(Requester::PartnerA));
    let line = "print --case linden --template progress_note --session 12 --out note.pdf";
    assert_eq!(bench.run(line).code, 0);
    let line =
        "print --case linden --template session_summary --session 12 --out sum.pdf";
    assert_eq!(bench.run(line).code, 0);
    let told = |line: &str| {
        let said = bench.run(line);
        assert_eq!((said.code, said.out.as_str()), (1, ""), "{line}");
        said.err
    };
    let which = told("print --case linden --template progress_note --out which.pdf");
    assert_eq!(which, "This page is about one session. Say which with --session N.\n");
    let alone = "print --case linden --template session_summary --session 13 --out a.pdf";
    assert!(told(alone).contains("--private"));
    assert!(
        told("print --case linden --template access_pack --out p.pdf").contains("access")
    );
    assert_eq!(bench.run(&format!("{alone} --private")).code, 0);
    // What was told while it was open to read is kept at the next opening to write.
    assert_eq!(bench.run("note --case linden --session 12").code, 0);
    let log = bench.run("audit").out;
    assert!(log.contains("printed a note"), "{log}");
    assert!(log.contains("printed session 12") && log.contains("private to A"), "{log}");
}

fn practice(case: &Case) -> (TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("practice.holdfast");
    let (words, cost) = (Passphrase::new(WORDS), KeyCost::lowest_for_tests());
    let (mut practice, _) = Practice::create(&path, &words, cost, noon()).unwrap();
    practice.save(case, noon()).unwrap();
    (folder, path)
}

fn click(harness: &mut Harness<'_, Desk>, label: &str) {
    harness.get_by_label(label).click_accesskit();
    steps(harness);
}

fn open_access(harness: &mut Harness<'_, Desk>) {
    unlock(harness);
    click(harness, "Open the map");
    command(harness, Key::K);
    type_text(harness, "answer a request");
    press(harness, Key::Enter);
}

fn shift(harness: &mut Harness<'_, Desk>, key: Key) {
    harness.key_press_modifiers(Modifiers::SHIFT, key);
    steps(harness);
}

/// One group after another, each after its second question.
fn include_the_groups(harness: &mut Harness<'_, Desk>) {
    for _ in ItemKind::VARIANTS {
        shift(harness, Key::I);
        let Some(yes) = harness.query_by_label_contains("Yes, include ") else { return };
        yes.focus();
        steps(harness);
        press(harness, Key::Enter);
    }
}

#[test]
fn a_group_is_included_after_a_second_question_and_the_other_groups_wait() {
    let case = couple(Requester::PartnerA);
    let items = all(&case);
    let phrases = items.iter().filter(|item| item.kind == ItemKind::Phrase).count();
    let (_folder, path) = practice(&case);
    let mut harness = window(&path);
    open_access(&mut harness);
    harness.get_by_label("1 contact, to decide");
    // The first row is the contact: what is in it is said, and one key alone decides nothing.
    shift(&mut harness, Key::I);
    harness.get_by_label("1 contact goes out as it stands, with every word");
    harness.get_by_label("The name, phone, e-mail and address are in it");
    shift(&mut harness, Key::I);
    press(&mut harness, Key::Escape);
    assert!(harness.query_by_label_contains("goes out as it stands").is_none());
    harness.get_by_label(&format!("0 of {} decided", items.len()));
    let first = items.iter().position(|item| item.kind == ItemKind::Phrase).unwrap();
    for _ in 0..first {
        press(&mut harness, Key::ArrowDown);
    }
    shift(&mut harness, Key::I);
    click(&mut harness, &format!("Yes, include {phrases}"));
    harness.get_by_label(&format!("{phrases} of {} decided", items.len()));
    wait_secs(&mut harness, 3);
    let kept = in_the_file(&path);
    let decided = &kept.requests[0].decisions;
    let is_phrase =
        |id| items.iter().any(|it| it.id == id && it.kind == ItemKind::Phrase);
    assert!(decided.iter().all(|it| is_phrase(it.item)), "only phrases");
}

#[test]
fn from_the_request_to_the_page_by_keyboard() {
    let case = couple(Requester::PartnerA);
    let count = all(&case).len();
    let (folder, path) = practice(&case);
    let mut harness = window(&path);
    open_access(&mut harness);
    harness.get_by_label(&format!("0 of {count} decided"));
    type_text(&mut harness, "i");
    harness.get_by_label(&format!("1 of {count} decided"));
    type_text(&mut harness, "w");
    type_text(&mut harness, "agreed with both");
    press(&mut harness, Key::Enter);
    harness.get_by_label(&format!("2 of {count} decided"));
    shift(&mut harness, Key::I);
    press(&mut harness, Key::Enter);
    harness.get_by_label(&format!("2 of {count} decided"));
    include_the_groups(&mut harness);
    harness.get_by_label(&format!("{count} of {count} decided"));
    harness.get_by_label_contains("1 thing stands in the way");
    click(&mut harness, "Rui signed today");
    harness.get_by_label_contains("Before it leaves: Nothing stands in the way");
    command(&mut harness, Key::P);
    harness.get_by_label_contains("Preview of page 1 of");
    click(&mut harness, "Save the PDF…");
    let out = folder.path().join("answer.pdf");
    harness.get_by_label("File").focus();
    steps(&mut harness);
    command(&mut harness, Key::A);
    type_text(&mut harness, &out.display().to_string());
    press(&mut harness, Key::Enter);
    let page = ReadPdf::new(&std::fs::read(&out).unwrap()).everything();
    assert!(page.contains("ANASECRET") && !page.contains("RUISECRET"));
    press(&mut harness, Key::Escape);
    wait_secs(&mut harness, 3);
    let kept = in_the_file(&path);
    assert_eq!(kept.requests[0].answered, Some(today()));
    assert!(kept.requests[0].answer.contains("1 withheld"));
    assert_eq!(kept.requests[0].decisions[1].reason, "agreed with both");
    drop(harness);
    let words = Passphrase::new(WORDS);
    let practice = Practice::open(&path, &words, Access::Read, noon()).unwrap();
    let log = audit_text(&practice.audit().unwrap());
    assert!(log.contains("answered a request for the file with"), "{log}");
}

#[test]
fn a_decision_can_be_undone_and_a_reason_survives_lock_and_another_row() {
    let case = couple(Requester::PartnerA);
    let (_folder, path) = practice(&case);
    let mut harness = window(&path);
    open_access(&mut harness);
    type_text(&mut harness, "w");
    type_text(&mut harness, "half a rea");
    click(&mut harness, "Before it leaves: 3 things stand in the way");
    wait_secs(&mut harness, 3);
    assert_eq!(in_the_file(&path).requests[0].decisions[0].reason, "half a rea");
    command(&mut harness, Key::Z);
    command(&mut harness, Key::Z);
    harness.get_by_label_contains("0 of ");
    press(&mut harness, Key::ArrowDown);
    type_text(&mut harness, "r");
    type_text(&mut harness, "before the lock");
    command(&mut harness, Key::L);
    harness.get_by_label("Passphrase");
    let decisions = &in_the_file(&path).requests[0].decisions;
    assert_eq!(decisions[0].reason, "before the lock");
    assert_eq!(decisions[0].choice, Choice::Redact);
}

#[test]
fn the_screen_is_put_away_while_a_session_runs() {
    let (_folder, path) = practice(&couple(Requester::PartnerA));
    let mut harness = window(&path);
    open_access(&mut harness);
    press(&mut harness, Key::F6);
    assert!(harness.query_by_label_contains("decided").is_none());
    assert!(harness.query_by_label_contains("SECRET").is_none());
}

#[test]
fn notes_and_sessions_have_their_own_pages_and_one_told_alone_is_asked_about_twice() {
    let (_folder, path) = practice(&couple(Requester::PartnerA));
    let mut harness = window(&path);
    unlock(&mut harness);
    click(&mut harness, "Open the map");
    command(&mut harness, Key::O);
    click(
        &mut harness,
        "Session 12, 19 November 2026: EFT · signed 20 November · 2 additions",
    );
    command(&mut harness, Key::P);
    harness.get_by_label_contains("Preview of page 1 of");
    press(&mut harness, Key::Escape);
    harness.get_by_label("Linden: notes");
    command(&mut harness, Key::J);
    command(&mut harness, Key::P);
    harness.get_by_label_contains("Preview of page 1 of");
    harness.get_by_label_contains("told alone. Save it all the same?");
    harness.get_by_label("Yes, save it…");
    assert!(harness.query_by_label("Save the PDF…").is_none());
}

#[test]
fn every_item_has_an_id_of_its_own() {
    let case = couple(Requester::PartnerB);
    let all = all(&case);
    let ids: std::collections::BTreeSet<_> = all.iter().map(|item| item.id).collect();
    assert_eq!(ids.len(), all.len());
    assert!(all.iter().all(|it| it.shown.compartment != Compartment::PrivateA));
}

#[test]
#[ignore = "writes pictures to look at into the folder HOLDFAST_PICTURES"]
fn pictures_of_access() {
    let Ok(folder) = std::env::var("HOLDFAST_PICTURES") else { return };
    let mut case = couple(Requester::PartnerA);
    sign_both(&mut case);
    decide_all(&mut case, |item| match item.kind {
        ItemKind::Note => Choice::Redact,
        ItemKind::Homework => Choice::Withhold,
        _ => Choice::Include,
    });
    let pack = Pack::of(&case, &case.requests[0], &shipped(&case), today()).unwrap();
    std::fs::write(format!("{folder}/pack.pdf"), print(&case, &pack).bytes).unwrap();
    for (light, size) in [
        (Theme::Light, [1280.0, 800.0]),
        (Theme::Dark, [1280.0, 800.0]),
        (Theme::Light, [1920.0, 1080.0]),
        (Theme::Dark, [1024.0, 700.0]),
    ] {
        let name = format!("{light:?}-{}", size[0]).to_lowercase();
        let (_folder, path) = practice(&couple(Requester::PartnerA));
        let mut harness = window(&path);
        harness.set_size(size.into());
        open_access(&mut harness);
        if light == Theme::Dark {
            harness.key_press_modifiers(Modifiers::COMMAND | Modifiers::SHIFT, Key::D);
        }
        let picture = |harness: &mut Harness<'_, Desk>, what: &str| {
            steps(harness);
            let image = harness.render().unwrap();
            image.save(format!("{folder}/access-{what}-{name}.png")).unwrap();
        };
        picture(&mut harness, "1-first");
        type_text(&mut harness, "i");
        click(&mut harness, "Note on session 12: open · 19 November 2026");
        type_text(&mut harness, "r");
        picture(&mut harness, "2-redact");
        type_text(&mut harness, "about Rui’s health");
        press(&mut harness, Key::Enter);
        shift(&mut harness, Key::I);
        picture(&mut harness, "3-question");
        include_the_groups(&mut harness);
        picture(&mut harness, "3-before");
        click(&mut harness, "Rui signed today");
        command(&mut harness, Key::P);
        picture(&mut harness, "4-pack");
    }
}

#[test]
fn the_register_leads_to_the_decisions_and_going_back_keeps_them() {
    let (_folder, path) = practice(&couple(Requester::PartnerA));
    let mut harness = window(&path);
    unlock(&mut harness);
    click(&mut harness, "Open the map");
    command(&mut harness, Key::B);
    let nodes: Vec<_> = harness.query_all_by_label_contains("Requests").collect();
    nodes.first().unwrap().click_accesskit();
    drop(nodes);
    steps(&mut harness);
    harness.get_by_label_contains("Ana, received").click_accesskit();
    steps(&mut harness);
    click(&mut harness, "Decide what goes out…");
    type_text(&mut harness, "i");
    harness.get_by_label_contains("1 of ");
    command(&mut harness, Key::B);
    steps(&mut harness);
    command(&mut harness, Key::S);
    wait_secs(&mut harness, 3);
    assert_eq!(in_the_file(&path).requests[0].decisions.len(), 1);
}

#[test]
fn versions_points_steps_positions_and_interventions_are_decided_about() {
    let mut case = couple(Requester::PartnerA);
    let session = case.sessions.iter().position(|it| it.number == 12).unwrap();
    let sheet = &mut case.sessions[session].sheet;
    sheet.step = Some(4);
    sheet.steps.b = Some(6);
    sheet.positions.b = Some(Position::Withdrawer);
    sheet.safety = Pair { a: Some(7), b: Some(3) };
    sheet.closeness.a = Some(5);
    sheet.interventions = vec!["heightening".to_owned(), "drew a circle".to_owned()];
    let mut then = case.maps[0].clone();
    then.sides.b.position = Position::BurntOutPursuer;
    then.sides.a.elements[0].words = "THENWORD asked louder".to_owned();
    case.versions.push(MapVersion {
        brought_in: None,
        id: VersionId::new(),
        number: 2,
        session: None,
        confirmed: noon(),
        by: "Marta Leal".to_owned(),
        why: "PROCESSWORD because".to_owned(),
        map: then,
    });
    let listed = all(&case);
    let of = |title: &str| {
        let item = listed.iter().find(|it| it.title == title).unwrap();
        let lines = item.lines.iter().map(|it| [&*it.label, ": ", &it.words, "\n"]);
        lines.flatten().collect()
    };
    let sheet: String = of("Session 12");
    for line in [
        "step: 4\n",
        "step, Rui: 6\n",
        "position, Rui: withdraws in this loop\n",
        "how safe it was to speak, Ana: 7 of 10\n",
        "how safe it was to speak, Rui: 3 of 10\n",
        "how close, Ana: 5 of 10\n",
        "interventions: heightening, drew a circle\n",
    ] {
        assert!(sheet.contains(line), "{line} {sheet}");
    }
    let versions: Vec<&Item> =
        listed.iter().filter(|it| it.kind == ItemKind::Version).collect();
    let titles: Vec<&str> = versions.iter().map(|it| it.title.as_str()).collect();
    // What both said, and what Ana told alone: each for a decision of its own.
    assert_eq!(titles, ["Loop 1, version 2"; 2]);
    let words = words_of(&versions.into_iter().cloned().collect::<Vec<_>>());
    assert!(words.contains("THENWORD") && words.contains("has stopped reaching"));
    assert!(words.contains("ANASECRET") && !words.contains("RUISECRET"), "{words}");
    assert!(!words_of(&listed).contains("PROCESSWORD"));
    // A version of a loop that was removed is still a part of the file.
    let removed = case.maps.remove(0);
    assert!(words_of(&all(&case)).contains("THENWORD"));
    assert!(!words_of(&all(&case)).contains("RUISECRET"));
    case.maps.push(removed);
}

#[test]
fn a_partners_own_answers_plans_estimates_and_what_waits_are_theirs_alone() {
    let mut case = couple(Requester::PartnerA);
    for (partner, who) in [(PartnerId::A, "ANASAFE"), (PartnerId::B, "RUISAFE")] {
        let said = |what: &str| [("violence".to_owned(), format!("{who} {what}"))].into();
        let mut screening = Screening::begin(today());
        (screening.words, screening.plans) = (said("words"), said("plan"));
        let mut todo = Todo::new(today(), format!("{who} todo"));
        todo.reason = format!("{who} why");
        let own = case.private.of_mut(partner);
        (own.screenings, own.todos) = (vec![screening], vec![todo]);
        own.estimates = vec![AttachmentEstimate {
            on: today(),
            anxiety: Some(45),
            avoidance: None,
            basis: Basis::Client,
            note: format!("{who} estimate"),
        }];
    }
    let words = words_of(&all(&case));
    for what in ["words", "plan", "todo", "why", "estimate"] {
        assert!(words.contains(&format!("ANASAFE {what}")), "{what}");
    }
    assert!(words.contains("4.5 of 7"));
    for by in Requester::VARIANTS {
        let listed = words_of(&items(&case, &request(*by)));
        assert_eq!(listed.contains("RUISAFE"), *by == Requester::PartnerB, "{by:?}");
        assert_eq!(listed.contains("ANASAFE"), *by == Requester::PartnerA, "{by:?}");
    }
}

#[test]
fn two_who_ask_have_each_signed_and_each_contact_is_decided_apart() {
    let mut case = couple(Requester::Both);
    case.partners.b.contact.how = "HOWWORD not at home".to_owned();
    case.partners.b.contact.phone = "555 0199".to_owned();
    case.partners.a.contact.phone = "555 0123".to_owned();
    let contacts: Vec<Item> =
        all(&case).into_iter().filter(|it| it.kind == ItemKind::Contact).collect();
    let titles: Vec<&str> = contacts.iter().map(|it| it.title.as_str()).collect();
    assert_eq!(titles, ["Name and contact of Ana", "Name and contact of Rui"]);
    assert!(words_of(&contacts).contains("555 0199"));
    assert!(!words_of(&contacts).contains("HOWWORD"));
    decide_all(&mut case, |_| Choice::Include);
    let says = |case: &Case| -> Vec<String> {
        let checks = Pack::of(case, &case.requests[0], &shipped(case), today());
        checks.unwrap_err().into_iter().map(|check| check.says).collect()
    };
    assert_eq!(
        says(&case),
        ["Ana has not authorised this release", "Rui has not authorised this release"]
    );
    case.requests[0].authorised.a = Some(today());
    assert_eq!(says(&case), ["Rui has not authorised this release"]);
    case.requests[0].authorised.b = Some(today());
    let pack = Pack::of(&case, &case.requests[0], &shipped(&case), today()).unwrap();
    let signed = pack.log.authorisations;
    assert!(signed.iter().all(|it| it.contains("authorised it on")), "{signed:?}");
}

#[test]
fn the_log_page_names_each_decision_and_no_word_of_what_stays() {
    let mut case = couple(Requester::PartnerA);
    sign_both(&mut case);
    decide_all(&mut case, |item| match item.kind {
        ItemKind::Phrase => Choice::Withhold,
        _ => Choice::Include,
    });
    let items = all(&case);
    let pack = Pack::of(&case, &case.requests[0], &shipped(&case), today()).unwrap();
    assert_eq!(pack.log.decisions.len(), items.len());
    let held_back: Vec<&str> = pack
        .log
        .decisions
        .iter()
        .filter(|it| it.decided == "withheld")
        .map(|it| it.what.as_str())
        .collect();
    assert!(held_back.len() > 1);
    assert!(held_back.iter().all(|what| *what == "Loop 1, a phrase"), "{held_back:?}");
    let printed = print(&case, &pack);
    let page = ReadPdf::new(&printed.bytes).everything();
    let page = page.split_whitespace().collect::<Vec<_>>().join(" ");
    for words in ["Each decision", "Loop 1, a phrase", "Session 12,"] {
        assert!(page.contains(words), "{words} in {page}");
    }
    let day = today().format("%-d %B %Y");
    let line = format!("Loop 1, a phrase: withheld on {day}, it is about the other");
    assert!(pack.text().contains(&line), "{}", pack.text());
}

#[test]
fn what_only_the_therapist_supposes_is_called_so_in_the_answer() {
    let mut case = couple(Requester::PartnerA);
    let guess = Element::new(Layer::SeenAs, "SUPPOSED a wall");
    case.maps[0].sides.a.elements.push(guess);
    let all = all(&case);
    let item = all.iter().find(|it| it.lines.iter().any(|it| it.words.contains("SUPP")));
    let item = item.unwrap();
    assert_eq!(item.title, "Loop 1, Ana: takes Rui for");
    assert_eq!(item.lines[0].label, "takes Rui for, therapist’s impression");
}

#[test]
fn an_addendum_that_is_not_signed_is_listed_with_its_note_and_as_no_process_note() {
    let mut case = couple(Requester::PartnerA);
    sign_both(&mut case);
    let signed = case.notes.iter().find(|note| note.is_signed()).unwrap();
    let typed = AddendumDraft {
        note: signed.id,
        kind: AddendumKind::Addendum,
        about: "2026-11-19".to_owned(),
        reason: "it was left out".to_owned(),
        words: "ADDENDUMWORD".to_owned(),
    };
    let keep = addendum_draft::keep(&case, &typed, noon()).unwrap();
    keep.apply(&mut case).unwrap();
    let listed = all(&case);
    let holds = |it: &&Item| it.lines.iter().any(|it| it.words == "ADDENDUMWORD");
    let item = listed.iter().find(holds).unwrap();
    assert_eq!(item.kind, ItemKind::Note);
    assert_eq!(item.title, "Addendum not signed yet, session 12");
    assert_eq!(item.lines.len(), 2, "neither its ids nor its kind are anybody's words");
    case.requests[0].process_authorised = Pair { a: Some(today()), b: Some(today()) };
    let all = all(&case);
    let process = all.iter().filter(|it| it.kind == ItemKind::ProcessNote);
    assert!(!words_of(&process.cloned().collect::<Vec<_>>()).contains("ADDENDUM"));
}

#[test]
fn a_measure_that_was_made_private_later_takes_its_older_scores_along() {
    let mut case = couple(Requester::PartnerA);
    let mut measure = Measure::shipped().into_iter().find(|it| it.key == "csi-16");
    let measure = measure.as_mut().unwrap();
    (measure.key, measure.is_private) = ("our-own".to_owned(), false);
    let mut score = Score::new(measure, PartnerId::B, today());
    score.totals.insert("total".to_owned(), Points::whole(7));
    case.scores.push(score);
    let bench = Bench::empty();
    let mut practice = bench.opened(Access::Write);
    let mut settings = practice.settings().unwrap();
    settings.measures.push(measure.clone());
    practice.save_settings(&settings, noon()).unwrap();
    practice.add(&case, noon()).unwrap();
    let scores = |practice: &Practice| {
        let case = practice.load(case.id).unwrap();
        all(&case).into_iter().filter(|it| it.kind == ItemKind::Score).count()
    };
    assert_eq!(scores(&practice), 1);
    settings.measures[0].is_private = true;
    practice.save_settings(&settings, noon()).unwrap();
    assert_eq!(scores(&practice), 0);
    // The next save moves them to the partner's own part of the file.
    let kept = practice.load(case.id).unwrap();
    practice.save(&kept, noon()).unwrap();
    let texts = practice.texts(case.id).unwrap();
    let record = texts.iter().filter(|it| it.contains("our-own"));
    assert!(record.clone().all(|it| it.contains("PrivateB")), "it left the record");
    assert_eq!(record.count(), 1);
}
