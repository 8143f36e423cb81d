//! Journeys through printing: what is offered, what is held back, the password, and a way to stop.

use crate::read_pdf::ReadPdf;
use crate::today::{keep, linden, today};
use crate::window::{
    WORDS, click, command, in_the_file, noon, press, steps, type_text, unlock, window,
};
use egui::{Key, Modifiers, Theme};
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use holdfast::app::{Desk, Keeper, Start, Worker};
use holdfast::export::{templates, topics};
use holdfast::model::{
    Case, Element, Layer, Ownership, PartnerId, Session, SessionKind, SharingAct,
    SharingMade, Source, Visibility,
};
use holdfast::store::{Access, KeyCost, Passphrase, Practice, audit_text, sample};
use lopdf::{Document, LoadOptions};
use std::path::{Path, PathBuf};
use tempfile::TempDir;

/// The invented couple with something that Rui said alone: one thing shared since, one not.
fn told_alone() -> Case {
    let mut case = linden();
    let alone = |layer, words: &str, visibility| Element {
        source: Source::IndividualB,
        ownership: Ownership::Owned,
        visibility,
        ..Element::new(layer, words)
    };
    let on = today();
    let shared = alone(Layer::Fear, "saffron shared", Visibility::Shareable { on });
    case.maps[0].sharing.push(SharingAct {
        what: shared.id.0,
        made: SharingMade::ShareableForCertain,
        on,
        by: String::new(),
    });
    let kept = alone(Layer::Primary, "saffron kept", Visibility::Private);
    case.maps[0].sides.b.elements.extend([shared, kept]);
    case
}

fn opened(case: &Case) -> (TempDir, PathBuf, Harness<'static, Desk>) {
    let (folder, path) = keep(std::slice::from_ref(case));
    let mut harness = window(&path);
    unlock(&mut harness);
    press(&mut harness, Key::Enter);
    (folder, path, harness)
}

fn shows(harness: &Harness<'_, Desk>, words: &str) -> bool {
    harness.query_all_by_label_contains(words).next().is_some()
}

/// Saves what is shown; the button's label says how.
fn save(harness: &mut Harness<'_, Desk>, button: &str, path: &Path) {
    const WHY: &str = "Why it is printed all the same";
    if harness.query_by_label(WHY).is_some() {
        harness.get_by_label(WHY).focus();
        steps(harness);
        command(harness, Key::A);
        type_text(harness, "saffron asked");
    }
    click(harness, button);
    harness.get_by_label("File").focus();
    steps(harness);
    command(harness, Key::A);
    type_text(harness, &path.display().to_string());
    press(harness, Key::Enter);
    steps(harness);
    harness.get_by_label_contains("Saved as");
}

/// What the way out is called now.
fn button(harness: &Harness<'_, Desk>) -> &'static str {
    let is_asked = shows(harness, "Save it all the same?");
    if is_asked { "Yes, save it…" } else { "Save the PDF…" }
}

fn log(path: &Path) -> String {
    let words = Passphrase::new(WORDS);
    let practice = Practice::open(path, &words, Access::Read, noon()).unwrap();
    audit_text(&practice.audit().unwrap())
}

/// What the program calls a template.
fn title(name: &str) -> String {
    topics::title(&templates::find(name).unwrap())
}

fn choose(harness: &mut Harness<'_, Desk>, name: &str) {
    let title = title(name);
    harness.get_all_by_label(&title).next().unwrap().click_accesskit();
    steps(harness);
}

#[test]
fn every_template_is_offered_shown_saved_and_told_to_the_log() {
    let (folder, path, mut harness) = opened(&linden());
    command(&mut harness, Key::P);
    let mut count = 0;
    for template in templates::shipped() {
        if ["recovery_sheet", "access_pack"].contains(&template.name.as_str()) {
            assert!(!shows(&harness, &topics::title(&template)));
            continue;
        }
        choose(&mut harness, &template.name);
        if template.name == "measures_together" {
            harness.get_by_label_contains("no score yet that both agreed");
            continue;
        }
        harness.get_by_label_contains("Preview of page 1 of ");
        harness.get_by_label("On no page of this kind");
        harness.get_by_label_contains("read the page before");
        let file = folder.path().join(format!("{}.pdf", template.name));
        let button = button(&harness);
        save(&mut harness, button, &file);
        assert!(std::fs::read(&file).unwrap().starts_with(b"%PDF-1.7"));
        count += 1;
    }
    command(&mut harness, Key::L);
    drop(harness);
    let log = log(&path);
    assert_eq!(log.matches("\tprinted").count(), count, "{log}");
    // Why it was printed without a consent is in the couple's file, and not in the log.
    let without = in_the_file(&path).keeping.without_consent;
    let told = "\tprinted, without a consent that it needs, the couple";
    assert_eq!(log.matches(told).count(), without.len(), "{log}");
    assert!(
        !without.is_empty() && without.iter().all(|it| it.because == "saffron asked")
    );
    assert!(!log.contains("saffron"));
    for told in [
        "printed loop 1, from the template cycle_map",
        "printed session 6, from the template session_summary",
        "it needs, the couple, from the template formulation",
    ] {
        assert!(log.contains(told), "{told}: {log}");
    }
}

#[test]
fn the_guard_says_what_is_held_back_and_why_and_what_it_asks_about() {
    let (_folder, _path, mut harness) = opened(&told_alone());
    command(&mut harness, Key::P);
    harness.get_by_label_contains("of Rui: said alone, not shared yet");
    harness.get_by_label("Screening: never printed");
    harness.get_by_label("Process notes: not for this reader");
    harness.get_by_label_contains("1 thing that Rui told alone");
    harness.get_by_label("Rui: “saffron shared”");
    harness.get_by_label("Not on the page, said alone, not shared yet: saffron kept");
    harness.get_by_label("Yes, save it…");
    choose(&mut harness, "formulation");
    harness.get_by_label("Their names, places and contact: other words stand for them");
    harness.get_by_label_contains("“Use in supervision” is not signed by Ana or Rui");
    click(&mut harness, "Yes, save it…");
    harness.get_by_label("Write why: it is kept in the couple’s file");
    assert!(harness.query_by_label("File").is_none(), "not without a reason");
    choose(&mut harness, "session_summary");
    harness.get_by_label("Save the PDF…");
    click(&mut harness, "Somebody else");
    harness.get_by_label_contains("What leaves the practice is decided item by item");
    click(&mut harness, "Save the PDF…");
    assert!(harness.query_by_label("File").is_none(), "it cannot be saved");
    assert!(!shows(&harness, "saffron"));
}

#[test]
fn what_is_chosen_first_is_what_one_came_from() {
    let (_folder, _path, mut harness) = opened(&linden());
    let here = |harness: &mut Harness<'_, Desk>, title: &str| {
        command(harness, Key::P);
        // Once in the list, and once over its facts.
        assert_eq!(harness.query_all_by_label(title).count(), 2, "{title}");
        press(harness, Key::Escape);
    };
    here(&mut harness, &title("cycle_map"));
    command(&mut harness, Key::J);
    here(&mut harness, &title("session_summary"));
    command(&mut harness, Key::R);
    here(&mut harness, &title("reading_each_other"));
    command(&mut harness, Key::B);
    here(&mut harness, &title("treatment_plan"));
    command(&mut harness, Key::H);
    here(&mut harness, &title("course"));
    command(&mut harness, Key::U);
    here(&mut harness, &title("measures"));
    harness.key_press_modifiers(Modifiers::COMMAND | Modifiers::SHIFT, Key::H);
    steps(&mut harness);
    here(&mut harness, &title("first_and_last"));
    // While they are in the room the page is one for them.
    command(&mut harness, Key::M);
    press(&mut harness, Key::F6);
    command(&mut harness, Key::H);
    here(&mut harness, &title("cycle_map"));
    harness.get_by_label_contains("Linden");
}

#[test]
fn by_keyboard_alone_a_page_is_found_its_session_changed_and_saved() {
    let (folder, _path, mut harness) = opened(&linden());
    command(&mut harness, Key::P);
    type_text(&mut harness, "s");
    type_text(&mut harness, "ession sum");
    assert_eq!(harness.query_all_by_label(&title("session_summary")).count(), 2);
    press(&mut harness, Key::Enter);
    let file = folder.path().join("page.pdf");
    command(&mut harness, Key::A);
    type_text(&mut harness, &file.display().to_string());
    press(&mut harness, Key::Enter);
    harness.get_by_label_contains("Saved as");
    let told = ReadPdf::new(&std::fs::read(&file).unwrap()).everything();
    assert!(told.contains("Session summary"), "{told}");
}

#[test]
fn the_arrows_choose_a_page_and_its_session_and_a_number_chooses_a_row() {
    let (_folder, _path, mut harness) = opened(&linden());
    command(&mut harness, Key::J);
    command(&mut harness, Key::P);
    assert!(shows(&harness, "Session: Session 6"));
    press(&mut harness, Key::ArrowRight);
    assert!(shows(&harness, "Session: Session 5"));
    press(&mut harness, Key::ArrowLeft);
    assert!(shows(&harness, "Session: Session 6"));
    press(&mut harness, Key::ArrowUp);
    press(&mut harness, Key::ArrowUp);
    assert!(!shows(&harness, "Session: Session 6"));
    press(&mut harness, Key::Num1);
    let first = harness.query_all_by_label(&title("cycle_map")).count();
    assert_eq!(first, 2);
}

#[test]
fn a_page_for_mail_is_locked_with_a_password_typed_twice() {
    let (folder, path, mut harness) = opened(&linden());
    command(&mut harness, Key::P);
    choose(&mut harness, "home_log");
    click(&mut harness, "Lock it with a password…");
    let write = |harness: &mut Harness<'_, Desk>, label: &str, words: &str| {
        harness.get_by_label(label).focus();
        steps(harness);
        command(harness, Key::A);
        type_text(harness, words);
    };
    write(&mut harness, "Password for this file", "short");
    click(&mut harness, "Save it locked…");
    harness.get_by_label_contains("At least 8 letters");
    for label in ["Password for this file", "The same once more"] {
        write(&mut harness, label, "quiet door 🙂");
    }
    click(&mut harness, "Save it locked…");
    harness.get_by_label_contains("such as an emoji");
    write(&mut harness, "Password for this file", "quiet door 12");
    write(&mut harness, "The same once more", "quiet door 13");
    click(&mut harness, "Save it locked…");
    harness.get_by_label("The two are not the same. Type them again.");
    write(&mut harness, "The same once more", "quiet door 12");
    let file = folder.path().join("page.pdf");
    save(&mut harness, "Save it locked…", &file);
    let bytes = std::fs::read(&file).unwrap();
    let opens = |password: &str| {
        let options = LoadOptions::with_password(password);
        Document::load_mem_with_options(&bytes, options).is_ok()
    };
    assert!(opens("quiet door 12") && !opens("") && !opens("quiet door 13"));
    drop(harness);
    assert_eq!(log(&path).matches("\tprinted ").count(), 1);
}

#[test]
fn while_others_are_in_the_room_only_their_pages_are_offered() {
    let (_folder, _path, mut harness) = opened(&told_alone());
    press(&mut harness, Key::F6);
    command(&mut harness, Key::P);
    harness.get_by_label_contains("Preview of page 1 of ");
    assert!(shows(&harness, &title("pair_sheet")));
    for name in ["formulation", "session_summary", "progress_note", "discharge"] {
        assert!(harness.query_by_label(&title(name)).is_none(), "{name}");
    }
    assert!(!shows(&harness, "said alone, not shared yet"));
}

#[test]
fn the_guard_asks_only_about_what_the_page_prints_and_says_what_kind_of_words_those_are()
{
    let (_folder, _path, mut harness) = opened(&told_alone());
    command(&mut harness, Key::P);
    harness.get_by_label_contains("1 thing that Rui told alone");
    // A fear stands on the whole loop, and on none of these.
    for name in ["handout_loop", "worksheet_loop", "handout_sessions"] {
        choose(&mut harness, name);
        harness.get_by_label_contains("Preview of page 1 of ");
        assert!(!shows(&harness, "told alone. Save it all the same?"), "{name}");
        assert!(!shows(&harness, "thing that Rui told alone"), "{name}");
    }
    let none = "No word of theirs but names";
    for (name, held) in [
        ("handout_loop", "Their words: the loop in short, the sentence"),
        ("first_and_last", "the loop"),
        ("progress_note", "The note"),
        ("course", "The course, day by day"),
        ("measures", "Scores"),
    ] {
        choose(&mut harness, name);
        harness.get_by_label_contains("Preview of page 1 of ");
        assert!(!shows(&harness, none) && shows(&harness, held), "{name}");
    }
    choose(&mut harness, "worksheet_loop");
    harness.get_by_label_contains(none);
}

/// Sessions for years, with much written about each.
fn very_long() -> Case {
    let mut case = linden();
    case.sessions = (1..=200)
        .map(|number| {
            let date = today() - chrono::Days::new(7 * (201 - u64::from(number)));
            let mut session = Session::new(number, SessionKind::Joint, date);
            session.sheet.take_away = "We can stop it. ".repeat(40);
            session.sheet.observed = "They turned to each other. ".repeat(20);
            session
        })
        .collect();
    let last = case.sessions.last_mut().unwrap();
    last.sheet.observed = "They turned to each other. ".repeat(16_000);
    case
}

/// A window whose work is done on threads, as in the program.
fn with_threads(path: &Path) -> Harness<'static, Desk> {
    let keeper = Keeper::new(KeyCost::lowest_for_tests(), None, sample::couples);
    let worker = Worker::on_thread(keeper, || {});
    let start = Start { path: path.to_owned(), clock: Box::new(noon), worker };
    let mut harness = Harness::builder()
        .with_size([1280.0, 800.0])
        .with_render_cursor(false)
        .with_step_dt(0.25)
        .build_ui_state(|ui, desk: &mut Desk| desk.frame(ui), Desk::new(start));
    steps(&mut harness);
    harness
}

fn until(
    harness: &mut Harness<'_, Desk>,
    what: &str,
    is_so: impl Fn(&Harness<'_, Desk>) -> bool,
) {
    for _ in 0..6_000 {
        if is_so(harness) {
            return;
        }
        std::thread::sleep(std::time::Duration::from_millis(10));
        harness.step();
    }
    panic!("{what} never came");
}

#[test]
fn a_long_print_shows_its_progress_and_can_be_stopped_by_key_and_by_button() {
    let (_folder, path) = keep(&[very_long()]);
    let mut harness = with_threads(&path);
    crate::window::type_into(&mut harness, "Passphrase", WORDS);
    harness.key_press(Key::Enter);
    until(&mut harness, "the couple", |it| shows(it, "Open the map"));
    harness.get_by_label("Open the map").click();
    until(&mut harness, "the map", |it| it.query_by_label("Sessions").is_some());
    command(&mut harness, Key::J);
    harness.key_press_modifiers(egui::Modifiers::COMMAND, Key::P);
    harness.step();
    harness.step();
    // The window goes on while the pages are made.
    harness.get_by_label("Stop");
    harness.key_press(Key::Escape);
    harness.step();
    harness.step();
    harness.get_by_label_contains("Stopped.");
    let mut button = harness.query_by_label("Save the PDF…");
    assert!(button.take().is_some(), "the button stands there, and does nothing");
    harness.get_by_label("Make it").click();
    harness.step();
    harness.step();
    harness.get_by_label("Stop").click();
    harness.step();
    harness.step();
    harness.get_by_label_contains("Stopped.");
    // Another choice goes on at once, whatever the thread was at.
    let sheet = title("worksheet_loop");
    harness.get_all_by_label(&sheet).next().unwrap().click_accesskit();
    until(&mut harness, "the page", |it| shows(it, "Preview of page 1 of "));
    harness.key_press(Key::Escape);
    steps(&mut harness);
    assert!(!shows(&harness, "Preview of page"));
}

#[test]
#[ignore = "writes pictures to look at into the folder HOLDFAST_PICTURES"]
fn pictures_of_the_print_screen() {
    let Some(folder) = std::env::var_os("HOLDFAST_PICTURES") else { return };
    let folder = PathBuf::from(folder);
    for (width, height) in [(1280.0, 800.0), (1920.0, 1080.0), (1024.0, 700.0)] {
        for (theme, name) in [(Theme::Light, "light"), (Theme::Dark, "dark")] {
            let (_practice, _path, mut harness) = opened(&told_alone());
            harness.ctx.set_theme(theme);
            harness.set_size(egui::vec2(width, height));
            steps(&mut harness);
            for template in ["cycle_map", "session_summary", "formulation"] {
                if template == "cycle_map" {
                    command(&mut harness, Key::P);
                } else {
                    choose(&mut harness, template);
                }
                harness.ctx.set_theme(theme);
                steps(&mut harness);
                steps(&mut harness);
                let file = format!("print-{template}-{name}-{width}.png");
                harness.render().unwrap().save(folder.join(file)).unwrap();
            }
            click(&mut harness, "Lock it with a password…");
            let file = format!("print-lock-{name}-{width}.png");
            harness.render().unwrap().save(folder.join(file)).unwrap();
            press(&mut harness, Key::Escape);
            press(&mut harness, Key::Escape);
            command(&mut harness, Key::Comma);
            let file = format!("print-settings-{name}-{width}.png");
            harness.render().unwrap().save(folder.join(file)).unwrap();
        }
    }
}

#[test]
fn what_is_asked_about_is_quoted_for_the_therapist_and_not_while_a_session_runs() {
    let (_folder, _path, mut harness) = opened(&told_alone());
    command(&mut harness, Key::P);
    harness.get_by_label("Rui: “saffron shared”");
    press(&mut harness, Key::Escape);
    press(&mut harness, Key::F6);
    command(&mut harness, Key::P);
    assert!(!shows(&harness, "saffron"));
}

#[test]
fn partner_words_stay_out_of_the_file_whatever_was_chosen() {
    let (folder, _path, mut harness) = opened(&told_alone());
    command(&mut harness, Key::P);
    for name in ["cycle_map", "pair_sheet", "discharge", "formulation"] {
        choose(&mut harness, name);
        let file = folder.path().join(format!("{name}.pdf"));
        let button = button(&harness);
        save(&mut harness, button, &file);
        let told = ReadPdf::new(&std::fs::read(&file).unwrap()).everything();
        assert!(!told.contains("saffron kept"), "{name}");
    }
    let of_b = |it: &Case| it.maps[0].side(PartnerId::B).elements.len();
    assert_eq!(of_b(&told_alone()), of_b(&linden()) + 2);
}

#[test]
fn a_number_chooses_a_page_wherever_the_keyboard_is_but_in_a_text() {
    let (_folder, _path, mut harness) = opened(&linden());
    command(&mut harness, Key::P);
    for _ in 0..3 {
        press(&mut harness, Key::Tab);
    }
    // What is chosen is named twice: in the list, and over what is known of it.
    let named = |harness: &Harness<'_, Desk>| {
        harness.query_all_by_label(&title("cycle_map")).count()
    };
    assert_eq!(named(&harness), 2);
    press(&mut harness, Key::Num4);
    assert_eq!(named(&harness), 1);
}

#[test]
fn a_page_is_enlarged_by_a_key_or_a_click_and_goes_back() {
    let (_folder, _path, mut harness) = opened(&linden());
    command(&mut harness, Key::P);
    let width = |harness: &Harness<'_, Desk>| {
        harness.get_by_label_contains("Preview of page 1 of ").rect().width()
    };
    let is =
        |harness: &Harness<'_, Desk>, wanted: f32| (width(harness) - wanted).abs() < 0.5;
    let small = width(&harness);
    type_text(&mut harness, "+");
    let large = width(&harness);
    assert!(large > 1.5 * small, "{small} {large}");
    press(&mut harness, Key::Escape);
    assert!(is(&harness, small));
    harness.get_by_label_contains("Preview of page 1 of ").click();
    steps(&mut harness);
    assert!(is(&harness, large));
    harness.get_by_label_contains("Preview of page 1 of ").click();
    steps(&mut harness);
    assert!(is(&harness, small));
    // Still the screen of the page, and not one further back.
    press(&mut harness, Key::Escape);
    assert!(!shows(&harness, "Preview of page"));
}

#[test]
fn words_typed_fast_lose_no_letter_on_their_way_to_the_filter() {
    let (_folder, _path, mut harness) = opened(&linden());
    command(&mut harness, Key::P);
    for letter in ["h", "o", "m"] {
        harness.event(egui::Event::Text(letter.to_owned()));
    }
    steps(&mut harness);
    type_text(&mut harness, "e");
    let field = harness.get_by_label("Find a page");
    assert_eq!(field.accesskit_node().value().unwrap_or_default(), "home");
}

#[test]
fn a_page_without_a_consent_is_not_saved_if_its_reason_cannot_be_kept() {
    let (folder, path, mut harness) = opened(&linden());
    command(&mut harness, Key::P);
    choose(&mut harness, "formulation");
    harness.get_by_label("Why it is printed all the same").focus();
    steps(&mut harness);
    type_text(&mut harness, "\u{200b}");
    click(&mut harness, "Yes, save it…");
    harness.get_by_label_contains("Write why");
    harness.get_by_label("Why it is printed all the same").focus();
    steps(&mut harness);
    command(&mut harness, Key::A);
    type_text(&mut harness, "asked by the group");
    let blocker = rusqlite::Connection::open(&path).unwrap();
    blocker.execute_batch("BEGIN EXCLUSIVE").unwrap();
    click(&mut harness, "Yes, save it…");
    harness.get_by_label("File").focus();
    steps(&mut harness);
    command(&mut harness, Key::A);
    let file = folder.path().join("page.pdf");
    type_text(&mut harness, &file.display().to_string());
    press(&mut harness, Key::Enter);
    steps(&mut harness);
    harness.get_by_label_contains("The reason could not be kept, so no page was saved.");
    assert!(!file.exists());
    blocker.execute_batch("ROLLBACK").unwrap();
    drop(blocker);
    let again = button(&harness);
    save(&mut harness, again, &file);
    assert!(file.exists());
    drop(harness);
    let kept = in_the_file(&path).keeping.without_consent;
    assert_eq!(kept.len(), 1, "the reason of the page that was not saved is taken back");
    assert_eq!(kept[0].because, "saffron asked");
}
