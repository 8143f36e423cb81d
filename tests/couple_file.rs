//! The couple's file through the whole window: intake, agreements, requests, goals, how long it is kept.

use crate::window::{
    WORDS, command, in_the_file, noon, press, steps, type_into, type_text, unlock,
    wait_secs, window,
};
use chrono::NaiveDate;
use egui::{Key, Modifiers, Theme};
use egui_kittest::Harness;
use egui_kittest::kittest::{AccessKitNode as Node, By, Queryable as _};
use holdfast::app::Desk;
use holdfast::model::agreement::{Consent, ConsentKind, Standing, standing};
use holdfast::model::keeping::Due;
use holdfast::model::plan::GoalStatus;
use holdfast::model::{
    Case, CaseStatus, ClientModel, NoteKind, Pair, PartnerId, SecretsPolicy,
};
use holdfast::store::{KeyCost, Passphrase, Practice};
use std::path::PathBuf;
use tempfile::TempDir;

/// Also what lies outside the part that is scrolled to, as a keyboard reaches it.
pub fn click(harness: &mut Harness<'_, Desk>, label: &str) {
    harness.get_by_label(label).click_accesskit();
    steps(harness);
}

/// The keyboard goes to something and presses it.
fn enter_on(harness: &mut Harness<'_, Desk>, label: &str) {
    harness.get_by_label(label).focus();
    steps(harness);
    press(harness, Key::Enter);
}

/// True if the words stand anywhere on the screen, also in a text box.
pub fn is_shown(harness: &Harness<'_, Desk>, words: &str) -> bool {
    let holds = |node: &Node<'_>| {
        let texts = [node.label(), node.value()];
        texts.into_iter().flatten().any(|text| text.contains(words))
    };
    harness.query_all(By::new().predicate(holds)).next().is_some()
}

pub fn with(case: &Case) -> (TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("practice.holdfast");
    let words = Passphrase::new(WORDS);
    let cost = KeyCost::lowest_for_tests();
    let (mut practice, _) = Practice::create(&path, &words, cost, noon()).unwrap();
    practice.save(case, noon()).unwrap();
    (folder, path)
}

fn linden() -> Case {
    let names = Pair { a: "Ana".to_owned(), b: "Rui".to_owned() };
    let mut case = Case::new("Linden", names);
    case.client_model = Some(ClientModel::Couple);
    case.secrets_policy = Some(SecretsPolicy::NoSecrets);
    case
}

pub fn open_file(harness: &mut Harness<'_, Desk>) {
    unlock(harness);
    click(harness, "Open the map");
    command(harness, Key::B);
}

pub fn page(harness: &mut Harness<'_, Desk>, title: &str) {
    harness.get_by_label_contains(&format!("{title}: ")).click_accesskit();
    steps(harness);
}

fn today() -> NaiveDate {
    noon().date_naive()
}

fn saved(harness: &mut Harness<'_, Desk>, path: &std::path::Path) -> Case {
    wait_secs(harness, 4);
    in_the_file(path)
}

#[test]
fn intake_by_keyboard_from_a_new_couple_to_a_goal_of_each() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("practice.holdfast");
    let words = Passphrase::new(WORDS);
    let cost = KeyCost::lowest_for_tests();
    drop(Practice::create(&path, &words, cost, noon()).unwrap());
    let mut harness = window(&path);
    unlock(&mut harness);
    command(&mut harness, Key::N);
    type_text(&mut harness, "Linden");
    type_into(&mut harness, "One partner’s name", "Ana");
    type_into(&mut harness, "The other partner’s name", "Rui");
    enter_on(&mut harness, "Assessment");
    enter_on(&mut harness, "The couple, with single sessions");
    enter_on(&mut harness, "No secrets");
    enter_on(&mut harness, "Add the couple");
    command(&mut harness, Key::B);
    press(&mut harness, Key::ArrowDown);
    enter_on(&mut harness, "Begin with the practice’s words");
    for kind in [ConsentKind::Treatment, ConsentKind::Records] {
        let label = kind.label();
        harness.get_by_label_contains(&format!("{label}: Ana, missing")).focus();
        steps(&mut harness);
        press(&mut harness, Key::Enter);
        enter_on(&mut harness, "Write it down");
        type_into(&mut harness, &format!("{label}: Ana signed"), "2026-11-20");
        enter_on(&mut harness, &format!("{label}: Rui signed: today"));
    }
    // Nothing is typed: the arrows go through the pages again.
    press(&mut harness, Key::Escape);
    page(&mut harness, "Plan and goals");
    for (name, words) in [("Ana", "to be answered"), ("Rui", "to stay in the room")] {
        enter_on(&mut harness, &format!("Add a goal of {name}"));
        type_text(&mut harness, words);
    }
    let case = saved(&mut harness, &path);
    assert_eq!(case.status, CaseStatus::Assessment);
    assert_eq!(case.client_model, Some(ClientModel::Hybrid));
    assert_eq!(case.secrets_policy, Some(SecretsPolicy::NoSecrets));
    assert!(case.policy_words.contains("will not be kept from the other"));
    let stands = |kind, partner| standing(&case.consents, kind, partner, today());
    let on = |day| NaiveDate::from_ymd_opt(2026, 11, day).unwrap();
    let treatment = ConsentKind::Treatment;
    assert_eq!(stands(treatment, PartnerId::A), Standing::Signed(on(20)));
    assert_eq!(stands(treatment, PartnerId::B), Standing::Signed(on(22)));
    assert!(stands(ConsentKind::Records, PartnerId::B).is_held());
    let goals: Vec<_> =
        case.plan.goals.iter().map(|goal| (goal.whose, goal.words.as_str())).collect();
    assert_eq!(
        goals,
        [
            (Some(PartnerId::A), "to be answered"),
            (Some(PartnerId::B), "to stay in the room")
        ]
    );
}

#[test]
fn an_undecided_couple_is_led_to_the_decisions_in_one_step() {
    let mut case = linden();
    (case.client_model, case.secrets_policy) = (None, None);
    let (_folder, path) = with(&case);
    let mut harness = window(&path);
    open_file(&mut harness);
    harness.get_by_label_contains("before the first note");
    click(&mut harness, "The couple");
    click(&mut harness, "Kept in confidence");
    assert!(!is_shown(&harness, "before the first note"));
    let case = saved(&mut harness, &path);
    assert!(case.is_agreed());
    command(&mut harness, Key::O);
    assert!(!is_shown(&harness, "Two things before"));
}

#[test]
fn what_is_typed_survives_another_page_another_screen_and_the_lock() {
    let (_folder, path) = with(&linden());
    let mut harness = window(&path);
    open_file(&mut harness);
    type_into(&mut harness, "Surname of Rui", "Meireles ");
    page(&mut harness, "Plan and goals");
    type_into(&mut harness, "History", "They met on a boat");
    command(&mut harness, Key::M);
    command(&mut harness, Key::B);
    let how = "How and when Ana may be reached safely";
    page(&mut harness, "Partners");
    type_into(&mut harness, how, "never at home");
    command(&mut harness, Key::L);
    let case = in_the_file(&path);
    assert_eq!(case.partners.b.surname, "Meireles");
    assert_eq!(case.plan.history, "They met on a boat");
    assert_eq!(case.partners.a.contact.how, "never at home");
    assert!(!is_shown(&harness, "boat") && !is_shown(&harness, "Meireles"));
}

#[test]
fn a_change_can_be_undone_and_done_again() {
    let (_folder, path) = with(&linden());
    let mut harness = window(&path);
    open_file(&mut harness);
    page(&mut harness, "Agreements");
    click(&mut harness, "Paused");
    type_into(&mut harness, "The secrets policy in words", "as we said");
    command(&mut harness, Key::Z);
    let case = saved(&mut harness, &path);
    assert_eq!((case.policy_words.as_str(), case.status), ("", CaseStatus::Paused));
    command(&mut harness, Key::Z);
    assert_eq!(saved(&mut harness, &path).status, CaseStatus::Active);
    harness.key_press_modifiers(Modifiers::COMMAND | Modifiers::SHIFT, Key::Z);
    assert_eq!(saved(&mut harness, &path).status, CaseStatus::Paused);
    // The screen says what the file says.
    type_into(&mut harness, "The secrets policy in words", "anew");
    assert_eq!(saved(&mut harness, &path).policy_words, "anew");
}

#[test]
fn ten_thousand_letters_in_a_name_are_refused_in_a_sentence_and_are_not_lost() {
    let (_folder, path) = with(&linden());
    let mut harness = window(&path);
    open_file(&mut harness);
    let long = "saffron ".repeat(1_250);
    type_into(&mut harness, "Surname of Ana", &long);
    wait_secs(&mut harness, 2);
    harness.get_by_label_contains("NOT KEPT, partners: This holds up to 80 letters");
    // The other partner is kept all the same.
    type_into(&mut harness, "Phone of Rui", "555 0100");
    assert_eq!(saved(&mut harness, &path).partners.b.contact.phone, "555 0100");
    command(&mut harness, Key::M);
    command(&mut harness, Key::B);
    assert!(is_shown(&harness, "letters and these are 10000. Shorten them"));
    command(&mut harness, Key::L);
    let notes = in_the_file(&path).notes;
    assert_eq!(notes.len(), 1);
    assert_eq!(notes[0].kind, NoteKind::Process);
    assert_eq!(notes[0].sections[0].words.matches("saffron").count(), 1_250);
}

#[test]
fn ten_thousand_letters_of_a_history_are_kept() {
    let (_folder, path) = with(&linden());
    let mut harness = window(&path);
    open_file(&mut harness);
    page(&mut harness, "Plan and goals");
    let long = "a".repeat(10_000);
    type_into(&mut harness, "History", &long);
    assert_eq!(saved(&mut harness, &path).plan.history, long);
}

#[test]
fn a_request_is_due_by_the_rule_that_was_chosen_and_by_none_before() {
    let (_folder, path) = with(&linden());
    let mut harness = window(&path);
    open_file(&mut harness);
    page(&mut harness, "Requests");
    click(&mut harness, "Write a request down");
    assert_eq!(saved(&mut harness, &path).requests[0].due, None);
    click(&mut harness, "Choose a rule…");
    click(&mut harness, "30 days");
    harness.get_by_label("To be answered within 30 days");
    harness.get_by_label_contains("HIPAA");
    click(&mut harness, "Write a request down");
    type_text(&mut harness, "the whole file");
    click(&mut harness, "Rui authorised the answer: today");
    let requests = saved(&mut harness, &path).requests;
    let due = NaiveDate::from_ymd_opt(2026, 12, 22);
    assert_eq!((requests.len(), requests[1].due), (2, due));
    assert_eq!(requests[1].words, "the whole file");
    assert_eq!(requests[1].authorised, Pair { a: None, b: Some(today()) });
    harness.get_by_label_contains("due in 30 days; not authorised by Ana");
    // The rule is the practice's, and is there after the lock.
    command(&mut harness, Key::L);
    open_file(&mut harness);
    page(&mut harness, "Requests");
    harness.get_by_label("To be answered within 30 days");
}

#[test]
fn an_ended_couple_is_kept_by_the_rule_and_a_hold_stands_before_it() {
    let (_folder, path) = with(&linden());
    let mut harness = window(&path);
    open_file(&mut harness);
    page(&mut harness, "Agreements");
    click(&mut harness, "Ended");
    page(&mut harness, "Keeping");
    click(&mut harness, "Choose a rule…");
    type_into(&mut harness, "How long", "8");
    click(&mut harness, "years");
    type_into(&mut harness, "Where it is written", "The rules of our chamber, section 4");
    click(&mut harness, "Use this rule");
    click(&mut harness, "By the rule: keep until 22 November 2034");
    let keeping = saved(&mut harness, &path).keeping;
    assert_eq!(keeping.ended, Some(today()));
    let until = NaiveDate::from_ymd_opt(2034, 11, 22).unwrap();
    assert_eq!(keeping.due(today()), Due::KeptUntil(until));
    assert!(keeping.rule.contains("our chamber"));
    harness.get_by_label("Kept until 22 November 2034");
    click(&mut harness, "Hold the file");
    type_text(&mut harness, "a claim");
    let keeping = saved(&mut harness, &path).keeping;
    assert_eq!(keeping.due(today()), Due::Held);
    assert_eq!(keeping.hold.unwrap().why, "a claim");
}

#[test]
fn a_consent_that_ran_out_is_said_in_words() {
    let mut case = linden();
    let mut consent = Consent::new(ConsentKind::Telehealth);
    let day = |month| NaiveDate::from_ymd_opt(2026, month, 1);
    consent.signed = Pair { a: day(1), b: day(1) };
    consent.expires = day(6);
    case.consents.push(consent);
    let (_folder, path) = with(&case);
    let mut harness = window(&path);
    open_file(&mut harness);
    harness.get_by_label_contains("Agreements: In therapy, 10 consents missing");
    page(&mut harness, "Agreements");
    harness
        .get_by_label_contains("Video or phone: Ana, ran out 1 Jun 2026; Rui, ran out");
    harness.get_by_label_contains("Research: Ana, not asked; Rui, not asked");
}

#[test]
fn a_goal_goes_its_way_and_an_empty_one_is_none() {
    let (_folder, path) = with(&linden());
    let mut harness = window(&path);
    open_file(&mut harness);
    page(&mut harness, "Plan and goals");
    click(&mut harness, "Add a goal of both");
    type_text(&mut harness, "to catch it early");
    click(&mut harness, "Add a goal of both");
    click(&mut harness, "Goal 1 of both: open");
    click(&mut harness, "under way");
    click(&mut harness, "Ana agreed to the plan: today");
    let plan = saved(&mut harness, &path).plan;
    assert_eq!(plan.goals.len(), 1);
    assert_eq!(plan.goals[0].status, GoalStatus::UnderWay);
    assert_eq!(plan.agreed.a, Some(today()));
}

/// Draws the pages in both lights and sizes, to be looked at.
#[test]
#[ignore = "writes pictures to look at into the folder HOLDFAST_PICTURES"]
fn pictures_of_the_file() {
    let folder =
        std::env::var("HOLDFAST_PICTURES").unwrap_or_else(|_| "/tmp/look".to_owned());
    std::fs::create_dir_all(&folder).unwrap();
    for (light, size) in [
        (Theme::Light, [1280.0, 800.0]),
        (Theme::Dark, [1280.0, 800.0]),
        (Theme::Light, [1920.0, 1080.0]),
        (Theme::Dark, [1920.0, 1080.0]),
        (Theme::Light, [1024.0, 700.0]),
    ] {
        let name = format!("{light:?}-{}", size[0]).to_lowercase();
        let (_folder, path) = with(&crate::screening::full_case());
        let mut harness = window(&path);
        harness.set_size(size.into());
        open_file(&mut harness);
        if light == Theme::Dark {
            harness.key_press_modifiers(Modifiers::COMMAND | Modifiers::SHIFT, Key::D);
        }
        let picture = |harness: &mut Harness<'_, Desk>, what: &str| {
            steps(harness);
            let image = harness.render().unwrap();
            image.save(format!("{folder}/file-{what}-{name}.png")).unwrap();
        };
        picture(&mut harness, "1-partners");
        page(&mut harness, "Agreements");
        picture(&mut harness, "2-agreements");
        harness.get_by_label_contains("Treatment: ").click_accesskit();
        steps(&mut harness);
        harness.get_by_label_contains("Recording: ").scroll_to_me();
        picture(&mut harness, "3-consents");
        page(&mut harness, "Requests");
        harness.get_by_label_contains("An insurer, received").click_accesskit();
        picture(&mut harness, "4-requests");
        page(&mut harness, "Plan and goals");
        picture(&mut harness, "5-plan");
        page(&mut harness, "Ana alone");
        picture(&mut harness, "6-alone");
        harness.get_by_label_contains("Suicide or self-harm: the plan").scroll_to_me();
        picture(&mut harness, "7-screening");
        page(&mut harness, "Keeping");
        click(&mut harness, "Choose a rule…");
        picture(&mut harness, "8-keeping");
        command(&mut harness, Key::M);
        picture(&mut harness, "9-map");
        command(&mut harness, Key::J);
        picture(&mut harness, "10-sessions");
        command(&mut harness, Key::N);
        picture(&mut harness, "11-new");
    }
}
