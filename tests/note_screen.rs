//! Notes through the whole window: from the agreement to a signature that nothing undoes.

use crate::window::{
    WORDS, command, in_the_file, noon, press, steps, type_into, type_text, unlock,
    wait_secs, window,
};
use chrono::NaiveDate;
use egui::{Key, Modifiers, Theme};
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use holdfast::app::Desk;
use holdfast::model::note::AddendumKind;
use holdfast::model::session::{Moment, MomentTag};
use holdfast::model::{
    Case, ClientModel, Compartment, Element, Layer, Note, Ownership, Pair, PartnerId,
    SecretsPolicy, Session, SessionKind,
};
use holdfast::store::{KeyCost, Passphrase, Practice, is_as_signed};
use std::path::PathBuf;
use tempfile::TempDir;

/// Also what lies outside the part that is scrolled to, as a keyboard reaches it.
fn click(harness: &mut Harness<'_, Desk>, label: &str) {
    harness.get_by_label(label).click_accesskit();
    steps(harness);
}

/// A couple with one session of a kind, so many days ago.
fn practice(kind: SessionKind, days_ago: i64) -> (TempDir, PathBuf) {
    let names = Pair { a: "Ana".to_owned(), b: "Rui".to_owned() };
    let mut case = Case::new("Linden", names);
    let date = noon().date_naive() - chrono::Duration::days(days_ago);
    let mut session = Session::new(8, kind, date);
    session.sheet.observed = "Rui looked at the floor while Ana spoke.".to_owned();
    session.sheet.step = Some(4);
    session.sheet.plan = "Stay with Rui’s fear.".to_owned();
    let moment = Moment {
        at: noon(),
        tag: MomentTag::SoftMoment,
        words: "he reached for her hand".to_owned(),
    };
    session.sheet.moments.push(moment);
    let seen = Some(session.id);
    let element =
        Element { first_seen: seen, ..Element::new(Layer::Behaviour, "asks again") };
    case.maps[0].sides.a.elements.push(element);
    let fear = Element {
        first_seen: seen,
        ownership: Ownership::Touched,
        ..Element::new(Layer::Fear, "failing her")
    };
    case.maps[0].sides.b.elements.push(fear);
    case.sessions.push(session);
    with(&case)
}

fn with(case: &Case) -> (TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("practice.holdfast");
    let words = Passphrase::new(WORDS);
    let cost = KeyCost::lowest_for_tests();
    let (mut practice, _) = Practice::create(&path, &words, cost, noon()).unwrap();
    practice.save(case, noon()).unwrap();
    (folder, path)
}

fn open_notes(harness: &mut Harness<'_, Desk>) {
    unlock(harness);
    click(harness, "Open the map");
    command(harness, Key::O);
}

fn agree(harness: &mut Harness<'_, Desk>) {
    click(harness, "The couple");
    click(harness, "No secrets");
    click(harness, "Keep this and go on");
}

fn none_found(harness: &mut Harness<'_, Desk>, partners: usize) {
    for partner in 0..partners {
        let level = harness.get_all_by_label("None found").nth(partner).unwrap();
        level.click_accesskit();
        steps(harness);
    }
}

fn sign(harness: &mut Harness<'_, Desk>) {
    type_into(harness, "Your name", "Dr. Weiss");
    type_into(harness, "What stands behind it (optional)", "LMFT");
    click(harness, "Keep the name");
    click(harness, "Sign the note…");
    harness.get_by_label_contains("can never be changed or removed");
    click(harness, "Sign it for good");
}

fn only_note(path: &std::path::Path) -> Note {
    let mut notes = in_the_file(path).notes;
    assert_eq!(notes.len(), 1);
    notes.remove(0)
}

fn is_shown(harness: &Harness<'_, Desk>, words: &str) -> bool {
    harness.query_all_by_label_contains(words).next().is_some()
}

#[test]
fn from_the_agreement_to_a_signed_joint_note() {
    let (_folder, path) = practice(SessionKind::Joint, 0);
    let mut harness = window(&path);
    open_notes(&mut harness);
    harness.get_by_label("Two things before the first note");
    agree(&mut harness);
    press(&mut harness, Key::Enter);
    harness.get_by_label_contains("safety of Ana");
    harness.get_by_label_contains("safety of Rui");
    assert!(harness.query_by_label("Sign the note…").is_none());
    none_found(&mut harness, 2);
    assert!(!is_shown(&harness, "Before it can be signed"));
    sign(&mut harness);
    harness.get_by_label_contains("Signed by Dr. Weiss, LMFT, 22 November 2026");
    let note = only_note(&path);
    assert!(note.is_signed() && is_as_signed(&note));
    let words: String = note.sections.iter().map(|it| it.words.as_str()).collect();
    for told in [
        "Joint session 8",
        "impression of Ana: asks again",
        "Rui touched: failing her (fear)",
        "reached for her hand",
    ] {
        assert!(words.contains(told), "{told}: {words}");
    }
    assert_eq!(note.compartment(), Compartment::Record);
    // Nothing leads back, and no text box is left.
    command(&mut harness, Key::Z);
    command(&mut harness, Key::Z);
    wait_secs(&mut harness, 3);
    assert_eq!(only_note(&path), note);
    assert!(harness.query_by_label("Plan (needed)").is_none());
}

#[test]
fn what_is_typed_is_kept_by_itself_and_can_be_undone() {
    let (_folder, path) = practice(SessionKind::Joint, 0);
    let mut harness = window(&path);
    open_notes(&mut harness);
    agree(&mut harness);
    click(&mut harness, "Begin with empty sections");
    type_into(&mut harness, "Plan (needed)", "See them weekly ");
    wait_secs(&mut harness, 4);
    let plan = |path| only_note(path).section("plan").unwrap().words.clone();
    assert_eq!(plan(&path), "See them weekly");
    // The blank at the end is still there to go on from.
    type_text(&mut harness, "for now");
    command(&mut harness, Key::L);
    assert_eq!(plan(&path), "See them weekly for now");
    unlock(&mut harness);
    click(&mut harness, "Open the map");
    command(&mut harness, Key::O);
    type_into(&mut harness, "Below the line", "Rui wept");
    command(&mut harness, Key::Z);
    command(&mut harness, Key::S);
    assert_eq!(only_note(&path).section("below").unwrap().words, "");
}

#[test]
fn another_format_takes_every_word_along() {
    let (_folder, path) = practice(SessionKind::Joint, 0);
    let mut harness = window(&path);
    open_notes(&mut harness);
    agree(&mut harness);
    click(&mut harness, "Begin with empty sections");
    type_into(&mut harness, "Below the line", "Rui wept");
    click(&mut harness, "Format EFT: choose another");
    click(&mut harness, "DAP");
    command(&mut harness, Key::S);
    let note = only_note(&path);
    assert_eq!(note.format, "dap");
    assert_eq!(note.sections[0].words, "Below the line:\nRui wept");
    click(&mut harness, "Format DAP: choose another");
    click(&mut harness, "EFT");
    command(&mut harness, Key::S);
    assert_eq!(only_note(&path).section("below").unwrap().words, "Rui wept");
}

#[test]
fn an_individual_note_is_the_partners_own_and_says_so() {
    let (_folder, path) = practice(SessionKind::IndividualB, 0);
    let mut harness = window(&path);
    open_notes(&mut harness);
    agree(&mut harness);
    harness.get_by_label("INDIVIDUAL, RUI");
    press(&mut harness, Key::Enter);
    assert!(!is_shown(&harness, "safety of Ana"));
    none_found(&mut harness, 1);
    sign(&mut harness);
    let note = only_note(&path);
    assert_eq!((note.alone, note.is_signed()), (Some(PartnerId::B), true));
    assert_eq!(note.compartment(), Compartment::PrivateB);
}

#[test]
fn a_late_entry_waits_for_its_reason() {
    let (_folder, path) = practice(SessionKind::Joint, 9);
    let mut harness = window(&path);
    open_notes(&mut harness);
    agree(&mut harness);
    press(&mut harness, Key::Enter);
    none_found(&mut harness, 2);
    harness.get_by_label_contains("this late entry was not written in time");
    type_into(&mut harness, "Late entry: why it was not written in time", "Was ill");
    sign(&mut harness);
    harness.get_by_label_contains("Late entry, written 22 November 2026: Was ill");
    assert_eq!(only_note(&path).late_because.as_deref(), Some("Was ill"));
}

#[test]
fn an_addendum_joins_a_signed_note_with_its_own_day_and_reason() {
    let (_folder, path) = practice(SessionKind::Joint, 0);
    let mut harness = window(&path);
    open_notes(&mut harness);
    agree(&mut harness);
    press(&mut harness, Key::Enter);
    none_found(&mut harness, 2);
    sign(&mut harness);
    click(&mut harness, "Add to this note…");
    click(&mut harness, "Sign and add…");
    harness.get_by_label_contains("Say why it is added");
    harness.get_by_label("The day that it speaks of").focus();
    steps(&mut harness);
    command(&mut harness, Key::A);
    type_text(&mut harness, "2026-11-21");
    type_into(&mut harness, "Why it is added", "Ana rang");
    type_into(&mut harness, "What is added", "She asked for an earlier hour.");
    click(&mut harness, "Sign and add…");
    click(&mut harness, "Sign it for good");
    harness.get_by_label("Addendum");
    let note = only_note(&path);
    assert!(is_as_signed(&note));
    assert_eq!(note.addenda.len(), 1);
    assert_eq!(note.addenda[0].about, NaiveDate::from_ymd_opt(2026, 11, 21).unwrap());
    assert_eq!((note.addenda[0].by.as_str(), note.addenda[0].at), ("Dr. Weiss", noon()));
}

/// A signed note, with an addendum begun under it.
fn addendum_begun(path: &std::path::Path) -> Harness<'static, Desk> {
    let mut harness = window(path);
    open_notes(&mut harness);
    agree(&mut harness);
    press(&mut harness, Key::Enter);
    none_found(&mut harness, 2);
    sign(&mut harness);
    click(&mut harness, "Add to this note…");
    click(&mut harness, "Amendment: puts something right");
    type_into(&mut harness, "Why it is added", "Ana rang");
    type_into(&mut harness, "What is added", "She asked for an earlier hour.");
    harness
}

fn value(harness: &Harness<'_, Desk>, label: &str) -> String {
    harness.get_by_label(label).accesskit_node().value().unwrap_or_default()
}

/// The form of the addendum has every word again; signed, nothing is left of the draft.
fn go_on_and_sign(mut harness: Harness<'_, Desk>, path: &std::path::Path) {
    open_notes(&mut harness);
    assert_eq!(value(&harness, "Why it is added"), "Ana rang");
    assert_eq!(value(&harness, "What is added"), "She asked for an earlier hour.");
    assert!(!is_shown(&harness, "An addendum that was not signed"));
    click(&mut harness, "Sign and add…");
    click(&mut harness, "Sign it for good");
    let note = only_note(path);
    assert_eq!(note.addenda.len(), 1);
    assert_eq!(note.addenda[0].kind, AddendumKind::Amendment);
    assert_eq!(note.addenda[0].words, "She asked for an earlier hour.");
    command(&mut harness, Key::Z);
    command(&mut harness, Key::S);
    assert_eq!(only_note(path), note);
    assert!(is_shown(&harness, "Add to this note…"));
}

#[test]
fn an_addendum_that_was_not_signed_is_not_lost_at_lock() {
    let (_folder, path) = practice(SessionKind::Joint, 0);
    let mut harness = addendum_begun(&path);
    command(&mut harness, Key::L);
    go_on_and_sign(harness, &path);
}

#[test]
fn an_addendum_is_there_again_after_the_program_ended_without_a_word() {
    let (_folder, path) = practice(SessionKind::Joint, 0);
    let mut harness = addendum_begun(&path);
    wait_secs(&mut harness, 4);
    drop(harness);
    go_on_and_sign(window(&path), &path);
}

#[test]
fn an_addendum_that_is_left_leaves_no_draft() {
    let (_folder, path) = practice(SessionKind::Joint, 0);
    let mut harness = addendum_begun(&path);
    wait_secs(&mut harness, 4);
    assert_eq!(in_the_file(&path).notes.len(), 2);
    click(&mut harness, "Leave it");
    command(&mut harness, Key::S);
    only_note(&path);
    assert!(is_shown(&harness, "Add to this note…"));
}

#[test]
fn risk_is_asked_from_left_to_right_as_the_two_stand_on_the_map() {
    let names = Pair { a: "Ana".to_owned(), b: "Rui".to_owned() };
    let mut case = Case::new("Linden", names);
    case.maps[0].left = PartnerId::B;
    case.sessions.push(Session::new(8, SessionKind::Joint, noon().date_naive()));
    let (_folder, path) = with(&case);
    let mut harness = window(&path);
    open_notes(&mut harness);
    agree(&mut harness);
    press(&mut harness, Key::Enter);
    let top = |name: &str| {
        harness.get_by_label(&format!("Why it was not asked of {name}")).rect().top()
    };
    assert!(top("Rui") < top("Ana"));
}

#[test]
fn a_signature_that_the_file_refuses_leaves_a_draft_and_says_why() {
    let (_folder, path) = practice(SessionKind::Joint, 0);
    let mut harness = window(&path);
    open_notes(&mut harness);
    agree(&mut harness);
    press(&mut harness, Key::Enter);
    none_found(&mut harness, 2);
    type_into(&mut harness, "Your name", "Dr. Weiss");
    click(&mut harness, "Keep the name");
    wait_secs(&mut harness, 3);
    let blocker = rusqlite::Connection::open(&path).unwrap();
    blocker.execute_batch("BEGIN EXCLUSIVE").unwrap();
    click(&mut harness, "Sign the note…");
    click(&mut harness, "Sign it for good");
    wait_secs(&mut harness, 1);
    harness.get_by_label_contains("NOT SIGNED");
    assert!(!is_shown(&harness, "Signed by"));
    blocker.execute_batch("ROLLBACK").unwrap();
    drop(blocker);
    assert!(!only_note(&path).is_signed());
    click(&mut harness, "Sign the note…");
    click(&mut harness, "Sign it for good");
    harness.get_by_label_contains("Signed by Dr. Weiss");
    assert!(only_note(&path).is_signed());
}

#[test]
fn what_signs_for_good_lies_nowhere_under_the_buttons_before_it_and_enter_does_not_sign()
{
    let (_folder, path) = practice(SessionKind::Joint, 0);
    let mut harness = window(&path);
    open_notes(&mut harness);
    agree(&mut harness);
    press(&mut harness, Key::Enter);
    none_found(&mut harness, 2);
    type_into(&mut harness, "Your name", "Dr. Weiss");
    click(&mut harness, "Keep the name");
    let rect =
        |harness: &Harness<'_, Desk>, label: &str| harness.get_by_label(label).rect();
    // So long as the screen stays where it is scrolled to.
    harness.get_by_label("Remove this draft").focus();
    steps(&mut harness);
    let before = ["Sign the note…", "Remove this draft"].map(|it| rect(&harness, it));
    click(&mut harness, "Sign the note…");
    let for_good = rect(&harness, "Sign it for good");
    for old in before {
        let is_beside = for_good.left() > old.right() || for_good.right() < old.left();
        assert!(is_beside, "{for_good:?} under {old:?}");
    }
    press(&mut harness, Key::Enter);
    assert!(harness.query_by_label("Sign it for good").is_none(), "Enter was “Not yet”");
    wait_secs(&mut harness, 3);
    assert!(!only_note(&path).is_signed());
    // The same where something is added to a signed note.
    sign_again(&mut harness);
    click(&mut harness, "Add to this note…");
    type_into(&mut harness, "Why it is added", "Ana rang");
    type_into(&mut harness, "What is added", "She asked for an earlier hour.");
    let before = ["Sign and add…", "Leave it"].map(|it| rect(&harness, it));
    click(&mut harness, "Sign and add…");
    let for_good = rect(&harness, "Sign it for good");
    assert!(before.iter().all(|old| for_good.left() > old.right()), "{for_good:?}");
    press(&mut harness, Key::Enter);
    assert!(in_the_file(&path).notes.iter().all(|note| note.addenda.is_empty()));
    harness.get_by_label("Sign and add…");
}

fn sign_again(harness: &mut Harness<'_, Desk>) {
    click(harness, "Sign the note…");
    click(harness, "Sign it for good");
}

#[test]
fn a_hint_stands_under_its_words_and_blocks_nothing() {
    let (_folder, path) = practice(SessionKind::Joint, 0);
    let mut harness = window(&path);
    open_notes(&mut harness);
    agree(&mut harness);
    press(&mut harness, Key::Enter);
    type_into(&mut harness, "Progress", "Rui is narcissistic. ");
    harness.get_by_label_contains("“narcissistic”: A label of the person");
    none_found(&mut harness, 2);
    assert!(!is_shown(&harness, "Before it can be signed"));
    wait_secs(&mut harness, 3);
    click(&mut harness, "New process note");
    harness.get_by_label("PROCESS NOTE");
    type_into(&mut harness, "Process note", "I felt pulled in. PHQ-9 was 12.");
    harness.get_by_label_contains("“PHQ-9”: A score belongs");
    assert!(harness.query_by_label("Sign the note…").is_none());
    wait_secs(&mut harness, 3);
    let notes = in_the_file(&path).notes;
    let places: Vec<_> = notes.iter().map(Note::compartment).collect();
    assert_eq!(places, [Compartment::Record, Compartment::Process]);
}

#[test]
fn nothing_of_a_note_is_on_the_screen_after_the_lock() {
    let (_folder, path) = practice(SessionKind::Joint, 0);
    let mut harness = window(&path);
    open_notes(&mut harness);
    agree(&mut harness);
    press(&mut harness, Key::Enter);
    type_into(&mut harness, "Progress", "saffron");
    command(&mut harness, Key::L);
    assert!(!is_shown(&harness, "saffron") && !is_shown(&harness, "Linden"));
    assert!(only_note(&path).section("progress").unwrap().words.contains("saffron"));
}

#[test]
fn a_format_of_ones_own_is_brought_in_and_written_with() {
    let (folder, path) = practice(SessionKind::Joint, 0);
    let file = folder.path().join("ours.ron");
    let good = "(name: \"ours\", title: \"Our way\", sections: [\n(key: \"all\", title: \
                \"Everything\", required: true, takes: [Present, Observed]),\n])";
    std::fs::write(&file, good.replace("takes", "takse")).unwrap();
    let mut harness = window(&path);
    unlock(&mut harness);
    command(&mut harness, Key::Comma);
    let add = |harness: &mut Harness<'_, Desk>| {
        click(harness, "Add a format…");
        command(harness, Key::A);
        type_text(harness, &file.display().to_string());
        press(harness, Key::Enter);
    };
    add(&mut harness);
    harness.get_by_label_contains("Line 2, column");
    std::fs::write(&file, good).unwrap();
    add(&mut harness);
    harness.get_by_label("Our way, 1 section");
    command(&mut harness, Key::T);
    click(&mut harness, "Open the map");
    command(&mut harness, Key::O);
    agree(&mut harness);
    click(&mut harness, "Our way");
    click(&mut harness, "Draft from the session");
    harness.get_by_label("Everything (needed)");
    command(&mut harness, Key::L);
    let note = only_note(&path);
    assert_eq!(note.format, "ours");
    assert!(note.sections[0].words.contains("Rui looked at the floor"));
    // It is in the practice, and no longer needs its file.
    std::fs::remove_file(&file).unwrap();
    unlock(&mut harness);
    command(&mut harness, Key::Comma);
    harness.get_by_label("Our way, 1 section");
}

/// Draws the screen in both lights and sizes, to be looked at.
#[test]
#[ignore = "writes pictures to look at into the folder HOLDFAST_PICTURES"]
fn pictures_of_notes() {
    let folder =
        std::env::var("HOLDFAST_PICTURES").unwrap_or_else(|_| "/tmp/look".to_owned());
    std::fs::create_dir_all(&folder).unwrap();
    for (light, size) in [
        (Theme::Light, [1280.0, 800.0]),
        (Theme::Dark, [1280.0, 800.0]),
        (Theme::Light, [1920.0, 1080.0]),
        (Theme::Dark, [1920.0, 1080.0]),
    ] {
        let name = format!("{light:?}-{}", size[0]).to_lowercase();
        let (_folder, path) = practice(SessionKind::Joint, 9);
        let mut harness = window(&path);
        harness.set_size(size.into());
        open_notes(&mut harness);
        if light == Theme::Dark {
            harness.key_press_modifiers(Modifiers::COMMAND | Modifiers::SHIFT, Key::D);
        }
        steps(&mut harness);
        let picture = |harness: &mut Harness<'_, Desk>, what: &str| {
            steps(harness);
            let image = harness.render().unwrap();
            image.save(format!("{folder}/notes-{what}-{name}.png")).unwrap();
        };
        picture(&mut harness, "1-agreement");
        agree(&mut harness);
        picture(&mut harness, "2-begin");
        press(&mut harness, Key::Enter);
        type_into(&mut harness, "Progress", "Rui never complains any more. ");
        picture(&mut harness, "3-note");
        type_into(&mut harness, "Late entry: why it was not written in time", "Was ill");
        none_found(&mut harness, 2);
        harness.get_by_label("Remove this draft").scroll_to_me();
        picture(&mut harness, "4-foot");
        sign(&mut harness);
        picture(&mut harness, "5-signed");
        click(&mut harness, "Add to this note…");
        harness.get_by_label("Sign and add…").scroll_to_me();
        picture(&mut harness, "6-add");
        click(&mut harness, "New process note");
        type_into(&mut harness, "Process note", "I felt pulled in. PHQ-9 was 12.");
        picture(&mut harness, "7-process");
    }
}

/// Types in a note of 18,000 words and says how long a key takes.
#[test]
#[ignore = "measures; its numbers say nothing in a build that is not optimised"]
fn how_long_a_key_takes_in_a_long_note() {
    for paragraph in [60, 18_000] {
        let (_folder, path) = practice(SessionKind::Joint, 0);
        let mut harness = window(&path);
        open_notes(&mut harness);
        agree(&mut harness);
        click(&mut harness, "Begin with empty sections");
        let words: Vec<&str> = vec!["again"; paragraph];
        let text = format!("{}.\n", words.join(" ")).repeat(18_000 / paragraph);
        type_into(&mut harness, "Below the line", &text);
        wait_secs(&mut harness, 4);
        let mut taken = Vec::new();
        for _ in 0..20 {
            harness.event(egui::Event::Text("a".to_owned()));
            let before = std::time::Instant::now();
            harness.step();
            taken.push(before.elapsed().as_millis());
        }
        taken.sort_unstable();
        println!("{paragraph} words a paragraph: {} ms, worst {}", taken[10], taken[19]);
    }
}

#[test]
fn agreed_couples_are_not_asked_again() {
    let (_folder, path) = practice(SessionKind::Joint, 0);
    let mut case = in_the_file(&path);
    case.client_model = Some(ClientModel::Hybrid);
    case.secrets_policy = Some(SecretsPolicy::LimitedSecrets);
    let (_other, path) = with(&case);
    let mut harness = window(&path);
    open_notes(&mut harness);
    assert!(!is_shown(&harness, "Two things before"));
    harness.get_by_label("Draft from the session");
}

#[test]
fn a_misspelt_word_is_mended_or_kept_as_right() {
    // Read here, so that the window finds it ready.
    holdfast::edit::spelling::Speller::shipped();
    let (_folder, path) = practice(SessionKind::Joint, 0);
    let mut harness = window(&path);
    open_notes(&mut harness);
    agree(&mut harness);
    press(&mut harness, Key::Enter);
    type_into(
        &mut harness,
        "Plan (needed)",
        " He recieved it and they named their hygge",
    );
    wait_secs(&mut harness, 1);
    click(&mut harness, "received");
    wait_secs(&mut harness, 4);
    let plan = |note: &Note| {
        note.sections.iter().find(|it| it.key == "plan").unwrap().words.clone()
    };
    let words = plan(&only_note(&path));
    assert!(words.contains("He received it"), "{words}");
    assert!(is_shown(&harness, "“hygge” is in no dictionary"));
    click(&mut harness, "It is right");
    wait_secs(&mut harness, 1);
    assert!(!is_shown(&harness, "is in no dictionary"));
    drop(harness);
    let words = Passphrase::new(WORDS);
    let practice = Practice::open(&path, &words, holdfast::store::Access::Read, noon());
    assert_eq!(practice.unwrap().settings().unwrap().spelling.words, ["hygge"]);
}

#[test]
fn a_note_from_a_file_says_that_its_signature_was_not_checked_here() {
    let (_folder, path) = with(&crate::record_pages::brought_in());
    let mut harness = window(&path);
    open_notes(&mut harness);
    assert!(is_shown(&harness, "from a file 23 November, not checked"));
    assert!(is_shown(
        &harness,
        "Brought in on 23 November 2026 from a file; signed there by Marta Leal, couple \
         therapist, not checked here"
    ));
    assert!(!is_shown(&harness, "Signed by"));
    assert!(is_shown(&harness, "Came with the note, not checked here"));
}

#[test]
#[ignore = "writes pictures to look at into the folder HOLDFAST_PICTURES"]
fn pictures_of_a_note_from_a_file() {
    crate::today::each_frame(
        &[crate::record_pages::brought_in()],
        "brought",
        |harness| {
            press(harness, Key::Enter);
            command(harness, Key::O);
        },
    );
}
