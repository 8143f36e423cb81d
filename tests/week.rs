//! A therapist's week in one piece: from two names to a signed note, once with both and once with one alone.

use crate::couple_file::{is_shown, page};
use crate::sitting::{self, Clock};
use crate::window::{
    WORDS, command, in_the_file, noon, press, steps, type_into, type_text, unlock,
    wait_secs,
};
use chrono::Duration;
use egui::{Key, Modifiers};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable as _;
use holdfast::app::Desk;
use holdfast::model::agreement::{ConsentKind, standing};
use holdfast::model::session::{MomentTag, Received};
use holdfast::model::{
    Case, ClientModel, Compartment, Layer, Note, NoteKind, Ownership, PartnerId,
    Position, SecretsPolicy, SessionKind,
};
use holdfast::store::{Access, KeyCost, Passphrase, Practice, is_as_signed};
use std::path::{Path, PathBuf};
use tempfile::TempDir;

type Window = Harness<'static, Desk>;

/// A practice without any couple.
fn fresh() -> (TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("practice.holdfast");
    let (words, cost) = (Passphrase::new(WORDS), KeyCost::lowest_for_tests());
    drop(Practice::create(&path, &words, cost, noon()).unwrap());
    (folder, path)
}

/// A click of the mouse, after scrolling to it.
fn click(window: &mut Window, label: &str) {
    assert!(window.query_by_label(label).is_some(), "“{label}” is not on the screen");
    window.get_by_label(label).scroll_to_me();
    steps(window);
    window.get_by_label(label).click();
    steps(window);
}

fn click_nth(window: &mut Window, (label, nth): (&str, usize)) {
    let found = |window: &Window| window.query_all_by_label(label).count();
    assert!(found(window) > nth, "{label}, {nth}");
    window.get_all_by_label(label).nth(nth).unwrap().scroll_to_me();
    steps(window);
    window.get_all_by_label(label).nth(nth).unwrap().click();
    steps(window);
}

fn click_with(window: &mut Window, part: &str) {
    window.get_by_label_contains(part).scroll_to_me();
    steps(window);
    window.get_by_label_contains(part).click();
    steps(window);
}

/// The Tab key has brought the keyboard to something, and Enter presses it.
fn enter_on(window: &mut Window, label: &str) {
    window.get_by_label(label).focus();
    steps(window);
    press(window, Key::Enter);
}

/// The keyboard is in a group of choices, and one sign chooses.
fn choose(window: &mut Window, (group, sign): (&str, &str)) {
    window.get_by_label(group).focus();
    steps(window);
    type_text(window, sign);
}

/// Runs a command by some letters of its name.
fn run(window: &mut Window, letters: &str) {
    command(window, Key::K);
    type_text(window, letters);
    press(window, Key::Enter);
}

fn keep(window: &mut Window, keys: &str, words: &str) {
    for key in keys.chars() {
        type_text(window, &key.to_string());
    }
    type_text(window, words);
    press(window, Key::Enter);
}

fn shift(window: &mut Window, key: Key) {
    window.key_press_modifiers(Modifiers::SHIFT, key);
    steps(window);
}

fn command_shift(window: &mut Window, key: Key) {
    window.key_press_modifiers(Modifiers::COMMAND | Modifiers::SHIFT, key);
    steps(window);
}

fn saved(window: &mut Window, path: &Path) -> Case {
    wait_secs(window, 4);
    in_the_file(path)
}

fn progress(case: &Case) -> Vec<&Note> {
    case.notes.iter().filter(|note| note.kind == NoteKind::Progress).collect()
}

fn words_of(note: &Note) -> String {
    note.sections.iter().map(|section| section.words.as_str()).collect()
}

/// Everything that is shown of a couple that is locked out of sight.
fn lock_and_come_back(window: &mut Window, told: &[&str]) {
    command(window, Key::L);
    window.get_by_label("Passphrase");
    for words in told {
        assert!(!is_shown(window, words), "{words} is on the lock screen");
    }
    unlock(window);
}

#[test]
fn a_week_with_both_by_keyboard_alone() {
    let ((_folder, path), clock) = (fresh(), Clock::new());
    let mut window = sitting::window(&path, &clock);
    unlock(&mut window);
    intake_by_keyboard(&mut window);
    ask_each_apart_by_keyboard(&mut window);
    session_by_keyboard(&mut window, &clock);
    sheet_by_keyboard(&mut window);
    let case = saved(&mut window, &path);
    assert_joint_session(&case);
    note_by_keyboard(&mut window);
    addendum_by_keyboard(&mut window);
    late_entry_by_keyboard(&mut window);
    let before = saved(&mut window, &path);
    assert_notes_with_both(&before);
    lock_and_come_back(&mut window, &["Linden", "asks again", "failing her", "rang"]);
    press(&mut window, Key::Enter);
    assert!(is_shown(&window, "asks again") && is_shown(&window, "failing her"));
    command(&mut window, Key::O);
    for told in ["Signed by Dr. Weiss", "asks again", "Ana rang", "Addendum"] {
        press(&mut window, Key::Escape);
        assert!(is_shown(&window, told) || go_to_joint_note(&mut window, told), "{told}");
    }
    command_shift(&mut window, Key::J);
    assert!(is_shown(&window, "Closed. Everything can still be corrected."));
    command(&mut window, Key::B);
    press(&mut window, Key::ArrowDown);
    assert!(is_shown(&window, "signed 22 Nov 2026"));
    // Nothing of all this has changed the file, and a fresh program reads the same.
    let after = saved(&mut window, &path);
    assert_eq!(after, before);
}

/// The list of notes begins with another one: the arrows go to the joint one.
fn go_to_joint_note(window: &mut Window, told: &str) -> bool {
    (0..4).any(|_| {
        press(window, Key::ArrowDown);
        is_shown(window, told)
    })
}

fn intake_by_keyboard(window: &mut Window) {
    command(window, Key::N);
    type_text(window, "Linden");
    for words in ["Ana", "Rui", "she", "he"] {
        press(window, Key::Tab);
        type_text(window, words);
    }
    enter_on(window, "The couple, with single sessions");
    enter_on(window, "No secrets");
    enter_on(window, "Add the couple");
    // Without agreements a session says so once; it is not kept from beginning.
    press(window, Key::F6);
    let open = "Still open: 4 consents, a talk with each alone";
    window.get_by_label(open);
    shift(window, Key::F6);
    run(window, "undo");
    run(window, "undo");
    command(window, Key::B);
    press(window, Key::ArrowDown);
    enter_on(window, "Begin with the practice’s words");
    for kind in [
        ConsentKind::Treatment,
        ConsentKind::Confidentiality,
        ConsentKind::Records,
        ConsentKind::IndividualSessions,
    ] {
        let label = kind.label();
        window.get_by_label_contains(&format!("{label}: Ana, missing")).focus();
        steps(window);
        press(window, Key::Enter);
        enter_on(window, "Write it down");
        for name in ["Ana", "Rui"] {
            enter_on(window, &format!("{label}: {name} signed: today"));
        }
    }
}

fn ask_each_apart_by_keyboard(window: &mut Window) {
    for name in ["Ana", "Rui"] {
        press(window, Key::Escape);
        page(window, &format!("{name} alone"));
        enter_on(window, "Begin to ask");
        enter_on(window, "Violence between them: none");
        enter_on(window, "Free to speak: yes");
        type_into(window, "Free to speak: what was said", &format!("saffron {name}"));
    }
    wait_secs(window, 2);
    command(window, Key::M);
    assert!(!is_shown(window, "saffron"));
}

fn session_by_keyboard(window: &mut Window, clock: &Clock) {
    press(window, Key::F6);
    window.get_by_label("Session 1, since 14:24, 0 min");
    assert!(!is_shown(window, "Still open"), "all is settled");
    keep(window, "1v", "asks again");
    keep(window, "2b", "band round the chest");
    keep(window, "2f", "failing her");
    // Guess, touched, owned, said to the partner.
    window.get_by_label_contains("Rui, Fear: failing her").focus();
    steps(window);
    for _ in 0..3 {
        type_text(window, "g");
    }
    press(window, Key::Escape);
    clock.forward(Duration::minutes(12));
    press(window, Key::F8);
    clock.forward(Duration::minutes(20));
    press(window, Key::F8);
    // Nothing that was told apart is there while both are in the room.
    for key in [Key::O, Key::B, Key::H, Key::U] {
        command(window, key);
        assert!(!is_shown(window, "saffron"));
        window.get_by_label_contains("Session 1, since 14:24");
    }
    command(window, Key::J);
    window.get_by_label("12 min: a moment").focus();
    steps(window);
    press(window, Key::Enter);
    type_text(window, "l");
    press(window, Key::ArrowDown);
    type_text(window, "e");
    clock.forward(Duration::minutes(18));
    shift(window, Key::F6);
    window.get_by_label("Linden: session 1");
}

fn sheet_by_keyboard(window: &mut Window) {
    // The keyboard is at the first choice: in the room, by video, by phone.
    type_text(window, "1");
    press(window, Key::Escape);
    type_text(window, "a");
    choose(window, ("Step of the couple", "4"));
    choose(window, ("What Ana did in this session", "1"));
    choose(window, ("What Rui did in this session", "2"));
    if window.query_by_label("How Ana received it, entry 1").is_none() {
        choose(window, ("Add an encounter", "2"));
    }
    choose(window, ("How Ana received it, entry 1", "1"));
    choose(window, ("How safe for Rui", "7"));
    enter_on(window, "Something of your own");
    type_text(window, "Name the loop aloud");
    type_into(window, "What I saw", "Rui turned to her and stayed.");
    type_into(window, "Plan", "Stay with the fear.");
    press(window, Key::Escape);
    press(window, Key::Enter);
    window.get_by_label("Closed. Everything can still be corrected.");
}

fn assert_joint_session(case: &Case) {
    assert_eq!(case.client_model, Some(ClientModel::Hybrid));
    assert_eq!(case.secrets_policy, Some(SecretsPolicy::NoSecrets));
    let pronouns = |partner| case.partners.of(partner).pronouns.as_str();
    assert_eq!((pronouns(PartnerId::A), pronouns(PartnerId::B)), ("she", "he"));
    let today = noon().date_naive();
    for partner in PartnerId::BOTH {
        let kind = ConsentKind::IndividualSessions;
        assert!(standing(&case.consents, kind, partner, today).is_held());
        let asked = &case.private.of(partner).screenings;
        assert_eq!(asked[0].answers["free_to_speak"], "yes");
        let name = case.name_of(partner);
        assert_eq!(asked[0].words["free_to_speak"], format!("saffron {name}"));
    }
    assert_eq!(case.sessions.len(), 1);
    let session = &case.sessions[0];
    assert_eq!((session.number, session.kind), (1, SessionKind::Joint));
    assert_eq!(session.minutes(noon()), Some(50));
    let sheet = &session.sheet;
    assert!(sheet.is_closed);
    assert_eq!(sheet.step, Some(4));
    assert_eq!(sheet.positions.a, Some(Position::Pursuer));
    assert_eq!(sheet.positions.b, Some(Position::Withdrawer));
    let tags: Vec<_> = sheet.moments.iter().map(|moment| moment.tag).collect();
    assert_eq!(tags, [MomentTag::LoopLive, MomentTag::Encounter]);
    assert!(!sheet.tango.is_empty());
    assert_eq!(sheet.encounters.len(), 1);
    assert_eq!(sheet.encounters[0].sharer, PartnerId::B);
    assert_eq!(sheet.encounters[0].received, Some(Received::Green));
    assert_eq!(sheet.safety.b, Some(7));
    assert_eq!(sheet.homework[0].title, "Name the loop aloud");
    assert_eq!(sheet.plan, "Stay with the fear.");
    let fear = case.maps[0].layer(PartnerId::B, Layer::Fear).next().unwrap();
    assert_eq!(fear.ownership, Ownership::Shared);
    assert_eq!(fear.first_seen, Some(session.id));
}

fn risk_by_keyboard(window: &mut Window, names: &[&str]) {
    for (nth, _) in names.iter().enumerate() {
        window.get_all_by_label("None found").nth(nth).unwrap().focus();
        steps(window);
        press(window, Key::Enter);
    }
}

fn note_by_keyboard(window: &mut Window) {
    press(window, Key::Enter);
    window.get_by_label_contains("Linden: notes");
    assert!(is_shown(window, "Before it can be signed"));
    run(window, "sign the note");
    assert!(window.query_by_label("Sign it for good").is_none(), "risk is not answered");
    // Enter goes to what is missing first, and there it is answered.
    press(window, Key::Enter);
    type_text(window, "was asked by phone");
    assert!(!is_shown(window, "safety of Ana, or"));
    assert!(is_shown(window, "safety of Rui, or"));
    risk_by_keyboard(window, &["Ana", "Rui"]);
    run(window, "sign the note");
    type_text(window, "Dr. Weiss");
    enter_on(window, "Keep the name");
    run(window, "sign the note");
    window.get_by_label_contains("can never be changed or removed");
    enter_on(window, "Sign it for good");
    window.get_by_label_contains("Signed by Dr. Weiss, 22 November 2026");
}

fn addendum_by_keyboard(window: &mut Window) {
    run(window, "add to this note");
    type_text(window, "Ana rang");
    type_into(window, "What is added", "She asked for an earlier hour.");
    enter_on(window, "Sign and add…");
    enter_on(window, "Sign it for good");
    window.get_by_label("Addendum");
}

/// What a note of a session without a sheet still lacks.
const NEEDED: [&str; 3] =
    ["Cycle in the room (needed)", "Stage, step and moves (needed)", "Plan (needed)"];

fn late_entry_by_keyboard(window: &mut Window) {
    command(window, Key::J);
    enter_on(window, "Write a past one down");
    window.get_by_label("Day").focus();
    steps(window);
    command(window, Key::A);
    type_text(window, "2026-11-09");
    press(window, Key::Enter);
    command(window, Key::O);
    window.get_by_label_contains("9 November 2026: Joint").focus();
    steps(window);
    press(window, Key::Enter);
    run(window, "draft a note");
    type_into(window, "Late entry: why it was not written in time", "Was ill");
    for needed in NEEDED {
        type_into(window, needed, "See them weekly");
    }
    risk_by_keyboard(window, &["Ana", "Rui"]);
    run(window, "sign the note");
    assert!(
        window.query_by_label("Sign it for good").is_some(),
        "something is missing: {}",
        is_shown(window, "Before it can be signed")
    );
    enter_on(window, "Sign it for good");
    window.get_by_label_contains("Late entry, written 22 November 2026: Was ill");
}

fn assert_notes_with_both(case: &Case) {
    let notes = progress(case);
    assert_eq!(notes.len(), 2);
    assert!(notes.iter().all(|note| note.is_signed() && is_as_signed(note)));
    assert!(notes.iter().all(|note| note.compartment() == Compartment::Record));
    let joint = notes.iter().find(|it| it.late_because.is_none()).unwrap();
    let words = words_of(joint);
    for told in ["Ana: asks again", "Rui turned to her", "Stay with the fear", "50 min"] {
        assert!(words.contains(told), "{told}: {words}");
    }
    assert!(!words.contains("saffron"));
    assert_eq!(joint.addenda.len(), 1);
    assert_eq!(
        (&*joint.addenda[0].reason, &*joint.addenda[0].by),
        ("Ana rang", "Dr. Weiss")
    );
    let late = notes.iter().find(|it| it.late_because.is_some()).unwrap();
    assert_eq!(late.late_because.as_deref(), Some("Was ill"));
}

#[test]
fn a_week_with_one_alone_by_mouse_stays_in_that_partners_compartment() {
    let ((_folder, path), clock) = (fresh(), Clock::new());
    let mut window = sitting::window(&path, &clock);
    type_into(&mut window, "Passphrase", WORDS);
    click(&mut window, "Unlock");
    intake_by_mouse(&mut window);
    let told = session_alone_by_mouse(&mut window, &clock);
    sheet_alone_by_mouse(&mut window);
    note_alone_by_mouse(&mut window);
    late_entry_alone_by_mouse(&mut window);
    let before = saved(&mut window, &path);
    assert_alone(&before, &path);
    click(&mut window, "Lock");
    for words in told {
        assert!(!is_shown(&window, words), "{words} is on the lock screen");
    }
    unlock(&mut window);
    // The list and its brief say none of it; the map does, while nobody else is there.
    for words in told {
        assert!(!is_shown(&window, words), "{words} is in the brief");
    }
    click(&mut window, "Open the map");
    assert!(is_shown(&window, told[0]));
    click(&mut window, "Notes");
    assert!(is_shown(&window, "INDIVIDUAL, RUI"));
    assert!(is_shown(&window, "Signed by Dr. Weiss"));
    assert_eq!(saved(&mut window, &path), before);
    // Both are in the room: not a word of it on any screen that they may see.
    click(&mut window, "Map");
    click_with(&mut window, "No session");
    click_with(&mut window, "with both");
    assert_eq!(in_the_room(&mut window, told), Vec::<String>::new());
}

/// What of these words is on a screen that can be opened while a session runs.
fn in_the_room(window: &mut Window, told: [&str; 4]) -> Vec<String> {
    let mut seen = Vec::new();
    for place in ["Map", "New loop", "Talks", "Readings", "Sessions", "Library", "Today"]
    {
        click(window, place);
        let shown = told.iter().filter(|words| is_shown(window, words));
        seen.extend(shown.map(|words| format!("{words} on {place}")));
    }
    click(window, "Map");
    command_shift(window, Key::J);
    seen.extend(told.iter().filter(|it| is_shown(window, it)).map(|it| (*it).to_owned()));
    seen
}

fn intake_by_mouse(window: &mut Window) {
    click(window, "New couple…");
    for (field, words) in [
        ("Code name", "Linden"),
        ("One partner’s name", "Ana"),
        ("The other partner’s name", "Rui"),
    ] {
        click_field(window, field);
        type_text(window, words);
    }
    click(window, "Each of the two");
    click(window, "Kept in confidence");
    click(window, "Add the couple");
}

/// Into the box and not on its name above it.
fn click_field(window: &mut Window, field: &str) {
    use egui::accesskit::Role::{MultilineTextInput, TextInput};
    use egui_kittest::kittest::{AccessKitNode as Node, By};
    let is_box = |node: &Node<'_>| matches!(node.role(), MultilineTextInput | TextInput);
    let box_of = || By::new().label(field).predicate(is_box);
    window.get(box_of()).scroll_to_me();
    steps(window);
    window.get(box_of()).click();
    steps(window);
}

/// Gives the words that are his alone.
fn session_alone_by_mouse(window: &mut Window, clock: &Clock) -> [&'static str; 4] {
    click_with(window, "No session");
    click(window, "Start it with Rui alone");
    window.get_by_label("INDIVIDUAL, RUI");
    keep(window, "2p", "ashamed of his father");
    keep(window, "x", "a letter in the drawer");
    clock.forward(Duration::minutes(45));
    press(window, Key::F8);
    click_with(window, "Session 1, since 14:24");
    click(window, "Stop the session");
    ["ashamed of his father", "a letter in the drawer", "his father’s belt", "he wept"]
}

fn sheet_alone_by_mouse(window: &mut Window) {
    window.get_by_label("INDIVIDUAL, RUI");
    assert!(window.query_by_label("Step of the couple").is_none());
    click_field(window, "What I saw");
    type_text(window, "he wept");
    click_field(window, "Plan");
    type_text(window, "his father’s belt");
    click(window, "Step of Rui: 5");
    click(window, "Close the session");
    click(window, "Write the note");
}

fn sign_by_mouse(window: &mut Window) {
    if window.query_by_label("Your name").is_some() {
        click_field(window, "Your name");
        type_text(window, "Dr. Weiss");
        click(window, "Keep the name");
    }
    click(window, "Sign the note…");
    click(window, "Sign it for good");
}

fn note_alone_by_mouse(window: &mut Window) {
    window.get_by_label("INDIVIDUAL, RUI");
    assert!(!is_shown(window, "safety of Ana"));
    click_nth(window, ("None found", 0));
    sign_by_mouse(window);
    click(window, "Add to this note…");
    click_field(window, "Why it is added");
    type_text(window, "He rang");
    click_field(window, "What is added");
    type_text(window, "It was his father’s belt.");
    click(window, "Sign and add…");
    click(window, "Sign it for good");
    window.get_by_label("Addendum");
}

fn late_entry_alone_by_mouse(window: &mut Window) {
    click(window, "Sessions");
    click(window, "Write a past one down");
    click_field(window, "Day");
    command(window, Key::A);
    type_text(window, "2026-11-09");
    press(window, Key::Enter);
    click(window, "Rui alone");
    click(window, "Notes");
    click_with(window, "9 November 2026: Rui alone");
    click(window, "Draft from the session");
    click_field(window, "Late entry: why it was not written in time");
    type_text(window, "Was ill");
    for needed in NEEDED {
        click_field(window, needed);
        type_text(window, "he wept");
    }
    click_nth(window, ("None found", 0));
    sign_by_mouse(window);
    window.get_by_label_contains("Late entry, written 22 November 2026: Was ill");
}

fn assert_alone(case: &Case, path: &Path) {
    assert_eq!(case.client_model, Some(ClientModel::Individuals));
    assert_eq!(case.secrets_policy, Some(SecretsPolicy::Confidential));
    let notes = progress(case);
    assert_eq!(notes.len(), 2);
    for note in &notes {
        assert!(note.is_signed() && is_as_signed(note));
        assert_eq!(note.alone, Some(PartnerId::B));
        assert_eq!(note.compartment(), Compartment::PrivateB);
    }
    assert!(notes.iter().any(|note| !note.addenda.is_empty()));
    assert!(case.sessions.iter().all(|it| it.kind == SessionKind::IndividualB));
    let words = Passphrase::new(WORDS);
    let practice = Practice::open(path, &words, Access::Read, noon()).unwrap();
    let texts = practice.texts(case.id).unwrap();
    // What is not sorted yet is among the therapist's own process material.
    for (told, part) in [
        ("ashamed of his father", "PrivateB"),
        ("in the drawer", "Process"),
        ("father’s belt", "PrivateB"),
        ("he wept", "PrivateB"),
    ] {
        let holders: Vec<&str> =
            texts.iter().map(|it| it.as_str()).filter(|it| it.contains(told)).collect();
        assert!(!holders.is_empty(), "{told}");
        for text in holders {
            assert!(text.contains(&format!("compartment: {part}")), "{told}: {text}");
        }
    }
}
