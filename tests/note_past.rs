//! Earlier versions of a note are opened to be read, from its own part of the file and no other.

use crate::window::{
    WORDS, command, in_the_file, noon, press, steps, type_into, unlock, wait_secs, window,
};
use chrono::TimeDelta;
use egui::{Key, Modifiers};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable as _;
use holdfast::app::Desk;
use holdfast::edit::note;
use holdfast::model::note_format::NoteFormat;
use holdfast::model::note_past::{PastNote, changes};
use holdfast::model::{
    Case, ClientModel, Compartment, Note, NoteId, Pair, SecretsPolicy, Session,
    SessionKind,
};
use holdfast::store::{Access, KeyCost, Passphrase, Practice};
use std::path::PathBuf;
use tempfile::TempDir;

fn click(harness: &mut Harness<'_, Desk>, label: &str) {
    harness.get_by_label_contains(label).click_accesskit();
    steps(harness);
}

fn shows(harness: &Harness<'_, Desk>, words: &str) -> bool {
    harness.query_all_by_label_contains(words).next().is_some()
}

fn couple(kind: SessionKind) -> Case {
    let names = Pair { a: "Ana".to_owned(), b: "Rui".to_owned() };
    let mut case = Case::new("Linden", names);
    case.client_model = Some(ClientModel::Couple);
    case.secrets_policy = Some(SecretsPolicy::NoSecrets);
    case.sessions.push(Session::new(8, kind, noon().date_naive()));
    let format = NoteFormat::shipped().into_iter().find(|it| it.name == "dap").unwrap();
    case.notes.push(note::begin(&case.sessions[0], &format, noon()));
    case
}

/// Two hours of writing: first "Rui wept", then "Rui wept quietly".
fn practice(kind: SessionKind) -> (TempDir, PathBuf, NoteId) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("practice.holdfast");
    let cost = KeyCost::lowest_for_tests();
    let (mut practice, _) =
        Practice::create(&path, &Passphrase::new(WORDS), cost, noon()).unwrap();
    let mut settings = practice.settings().unwrap();
    settings.therapist_name = "Dr. Weiss".to_owned();
    practice.save_settings(&settings, noon()).unwrap();
    let mut case = couple(kind);
    for (hours, words) in [(2, "Rui wept"), (1, "Rui wept quietly")] {
        case.notes[0].sections[0].words = words.to_owned();
        practice.save(&case, noon() - TimeDelta::hours(hours)).unwrap();
    }
    (folder, path, case.notes[0].id)
}

fn open_notes(harness: &mut Harness<'_, Desk>) {
    unlock(harness);
    click(harness, "Open the map");
    command(harness, Key::O);
}

#[test]
fn earlier_words_are_read_with_their_day_their_author_and_what_changed() {
    let (_folder, path, _) = practice(SessionKind::Joint);
    let mut harness = window(&path);
    open_notes(&mut harness);
    type_into(&mut harness, "Plan (needed)", "Weekly");
    click(&mut harness, "Earlier versions");
    assert!(shows(&harness, "To be read: nothing changes here"));
    // What was typed a moment ago is in the file, and the newest of three.
    assert!(shows(&harness, "22 November 2026, 14:24, Dr. Weiss: Plan"));
    assert!(shows(&harness, "22 November 2026, 13:24, Dr. Weiss: Data"));
    assert!(shows(&harness, "22 November 2026, 12:24, Dr. Weiss: Begun"));
    assert!(shows(&harness, "New: Weekly"));
    click(&mut harness, "13:24, Dr. Weiss");
    assert!(shows(&harness, "New: quietly"));
    // With the keys alone: down to the oldest, and back to the note.
    press(&mut harness, Key::ArrowDown);
    assert!(harness.query_by_label("Rui wept").is_some(), "its words as they were");
    assert!(!shows(&harness, "New: quietly"));
    press(&mut harness, Key::Escape);
    assert!(!shows(&harness, "To be read"));
    harness.get_by_label("Plan (needed)");
    assert_eq!(in_the_file(&path).notes[0].sections[0].words, "Rui wept quietly");
}

#[test]
fn behind_an_earlier_version_nothing_is_undone_unseen() {
    let (_folder, path, _) = practice(SessionKind::Joint);
    let mut harness = window(&path);
    open_notes(&mut harness);
    type_into(&mut harness, "Plan (needed)", "Weekly");
    click(&mut harness, "Earlier versions");
    command(&mut harness, Key::Z);
    assert!(shows(&harness, "Nothing changes here: Esc leads back to the note"));
    wait_secs(&mut harness, 3);
    assert!(in_the_file(&path).notes[0].sections.iter().any(|it| it.words == "Weekly"));
    press(&mut harness, Key::Escape);
    command(&mut harness, Key::Z);
    wait_secs(&mut harness, 3);
    assert!(!in_the_file(&path).notes[0].sections.iter().any(|it| it.words == "Weekly"));
}

#[test]
fn the_palette_leads_to_earlier_versions_and_lock_takes_them_away() {
    let (_folder, path, _) = practice(SessionKind::Joint);
    let mut harness = window(&path);
    open_notes(&mut harness);
    command(&mut harness, Key::K);
    type_into(&mut harness, "Find a command", "earlier versions");
    press(&mut harness, Key::Enter);
    assert!(shows(&harness, "13:24, Dr. Weiss"));
    command(&mut harness, Key::L);
    assert!(!shows(&harness, "Rui wept"));
    open_notes(&mut harness);
    assert!(!shows(&harness, "To be read"));
}

#[test]
fn earlier_versions_come_from_the_compartment_of_the_note_alone() {
    let (_folder, path, id) = practice(SessionKind::IndividualB);
    let practice =
        Practice::open(&path, &Passphrase::new(WORDS), Access::Write, noon()).unwrap();
    let case = practice.cases().unwrap()[0].id;
    let past = |compartment| practice.past_of_note(case, (id, compartment)).unwrap();
    let words = |past: Vec<PastNote>| -> Vec<String> {
        past.into_iter().map(|it| it.note.sections[0].words.clone()).collect()
    };
    assert_eq!(words(past(Compartment::PrivateB)), ["Rui wept", "Rui wept quietly"]);
    for other in [Compartment::Record, Compartment::Process, Compartment::PrivateA] {
        assert!(past(other).is_empty(), "{other:?}");
    }
    drop(practice);
    let mut harness = window(&path);
    open_notes(&mut harness);
    click(&mut harness, "Earlier versions");
    harness.get_by_label("INDIVIDUAL, RUI");
}

#[test]
fn on_a_signed_note_nothing_unseen_is_undone() {
    let (_folder, path, id) = practice(SessionKind::Joint);
    let mut harness = window(&path);
    open_notes(&mut harness);
    for partner in 0..2 {
        harness.get_all_by_label("None found").nth(partner).unwrap().click_accesskit();
        steps(&mut harness);
    }
    for section in ["Assessment", "Assessment (needed)", "Plan (needed)"] {
        let field = harness.query_by_label(section).is_some();
        if field {
            type_into(&mut harness, section, "Weekly");
        }
    }
    // A new loop, made elsewhere, is the newest change; then the note is signed.
    harness.key_press_modifiers(Modifiers::COMMAND | Modifiers::SHIFT, Key::N);
    steps(&mut harness);
    command(&mut harness, Key::O);
    click(&mut harness, "Sign the note…");
    click(&mut harness, "Sign it for good");
    let signed = |path: &PathBuf| -> (Note, usize) {
        let case = in_the_file(path);
        (case.note(id).unwrap().clone(), case.maps.len())
    };
    let before = signed(&path);
    assert!(before.0.is_signed() && before.1 == 2, "{before:?}");
    command(&mut harness, Key::Z);
    harness.key_press_modifiers(Modifiers::COMMAND | Modifiers::SHIFT, Key::Z);
    steps(&mut harness);
    wait_secs(&mut harness, 3);
    command(&mut harness, Key::S);
    assert_eq!(signed(&path), before);
    click(&mut harness, "Earlier versions");
    assert!(shows(&harness, "Signed by Dr. Weiss"));
    // On the map, where it is seen, it can be undone.
    command(&mut harness, Key::M);
    command(&mut harness, Key::Z);
    command(&mut harness, Key::S);
    assert_eq!(signed(&path), (before.0, 1));
}

#[test]
fn a_risk_that_was_answered_is_told_by_its_part() {
    let case = couple(SessionKind::Joint);
    let before = case.notes[0].clone();
    let mut after = before.clone();
    after.risk.b.not_asked_because = "He left early".to_owned();
    let names = Pair { a: "Ana", b: "Rui" };
    let told = changes(Some(&before), &after, &names);
    assert_eq!(told.len(), 1);
    assert_eq!(
        (&*told[0].title, &*told[0].new),
        ("Risk and safety, Rui", "He left early")
    );
}
