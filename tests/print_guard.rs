//! Journeys of the guard beside a page: what is asked twice, what is shown as held back, and to whom.

use crate::access::answered;
use crate::cli::{Bench, time};
use crate::today::{keep, linden, today};
use crate::window::{command, press, steps, type_text, unlock, window};
use egui::Key;
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable as _;
use holdfast::app::Desk;
use holdfast::export::{templates, topics};
use holdfast::model::{
    Case, Element, Layer, Ownership, Session, SessionKind, SharingAct, SharingMade,
    Source, Visibility,
};
use holdfast::store::{Access, audit_text};
use std::path::PathBuf;
use tempfile::TempDir;

/// The invented couple, with what Rui told alone: a softer feeling that was shared since and came
/// up in the newest session, another that was not, and many fears.
fn told_alone() -> Case {
    let mut case = linden();
    let on = today();
    // What the sample's couple told alone stays out of the count.
    case.versions.clear();
    for map in &mut case.maps {
        for side in [&mut map.sides.a, &mut map.sides.b] {
            side.elements.retain(|it| it.source.is_joint());
        }
    }
    let newest = case.sessions.iter().filter(|it| it.kind == SessionKind::Joint);
    let newest = newest.max_by_key(|it| it.when()).map(|it| it.id);
    let alone = |layer, words: &str, visibility| Element {
        source: Source::IndividualB,
        ownership: Ownership::Owned,
        visibility,
        ..Element::new(layer, words)
    };
    let shared = Element {
        last_seen: newest,
        ..alone(Layer::Primary, "saffron shared", Visibility::Shareable { on })
    };
    case.maps[0].sharing.push(SharingAct {
        what: shared.id.0,
        made: SharingMade::ShareableForCertain,
        on,
        by: String::new(),
    });
    let kept = alone(Layer::Primary, "cinnamon kept", Visibility::Private);
    let side = &mut case.maps[0].sides.b.elements;
    side.extend([shared, kept]);
    for number in 1..=12 {
        let words = format!("pepper {number}");
        side.push(alone(Layer::Fear, &words, Visibility::Private));
    }
    let joint = Element {
        ownership: Ownership::Owned,
        ..Element::new(Layer::Need, "juniper joint")
    };
    side.push(joint);
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

fn choose(harness: &mut Harness<'_, Desk>, name: &str) {
    let title = topics::title(&templates::find(name).unwrap());
    harness.get_all_by_label(&title).next().unwrap().click_accesskit();
    steps(harness);
}

/// A command by its words.
fn from_the_list(harness: &mut Harness<'_, Desk>, words: &str) {
    command(harness, Key::K);
    type_text(harness, words);
    press(harness, Key::Enter);
}

const ASKED: &str = "On this page: 1 thing that Rui told alone and shared since.";

#[test]
fn pages_for_a_supervisor_and_for_the_file_are_asked_about_like_the_couples() {
    let (_folder, _path, mut harness) = opened(&told_alone());
    command(&mut harness, Key::P);
    for name in ["cycle_map", "formulation", "certification", "session_summary"] {
        choose(&mut harness, name);
        harness.get_by_label_contains("Preview of page 1 of ");
        assert!(shows(&harness, ASKED), "{name}");
        assert!(shows(&harness, "Rui: “saffron shared”"), "{name}");
        harness.get_by_label("Yes, save it…");
    }
    // What they do not print is not asked about.
    for name in ["measures_supervision", "episode_log_supervision", "progress_note"] {
        choose(&mut harness, name);
        assert!(!shows(&harness, ASKED), "{name}");
    }
}

#[test]
fn what_is_held_back_is_in_sight_beside_all_that_is_asked() {
    let (_folder, _path, mut harness) = opened(&told_alone());
    command(&mut harness, Key::P);
    choose(&mut harness, "certification");
    harness.get_by_label("Lock it with a password…").click_accesskit();
    steps(&mut harness);
    let foot = harness.get_by_label("Yes, save it…").rect();
    let question = harness.query_all_by_label_contains(ASKED).next().unwrap().rect();
    assert!(question.bottom() < foot.top(), "{question:?} {foot:?}");
    assert!(foot.bottom() < 800.0, "{foot:?}");
    // The side is asked about, reasoned and locked at once, and still tells what stays off it.
    let held = harness.get_by_label("Held back").rect();
    let why = harness.query_all_by_label_contains("of Rui: ").next().unwrap().rect();
    let asked = harness.query_all_by_label_contains("is not signed by").next().unwrap();
    assert!(held.bottom() < asked.rect().top(), "{held:?}");
    assert!(why.bottom() < asked.rect().top(), "{why:?} {:?}", asked.rect());
}

#[test]
fn the_command_line_asks_for_every_reader_and_prints_once_it_is_confirmed() {
    let bench = Bench::empty();
    bench.opened(Access::Write).add(&told_alone(), time()).unwrap();
    let told = "On this page: 1 thing that one partner told alone and shared since. Print it \
                all the same with --confirmed.\n";
    for page in ["cycle_map", "formulation", "session_summary --session 6"] {
        let line =
            format!("print --case Linden --because asked --template {page} --out a.pdf");
        let refused = bench.run(&line);
        assert_eq!((refused.code, refused.err.as_str()), (1, told), "{page}");
        assert!(!bench.path("a.pdf").exists(), "{page}");
        let said = bench.run(&format!("{line} --confirmed"));
        assert_eq!(said.code, 0, "{page}: {}", said.err);
        assert!(!said.out.contains("saffron") && !said.err.contains("saffron"));
        std::fs::remove_file(bench.path("a.pdf")).unwrap();
    }
}

#[test]
fn what_is_held_back_is_read_word_by_word_and_folded_when_long() {
    let (_folder, _path, mut harness) = opened(&told_alone());
    command(&mut harness, Key::P);
    let of =
        |words: &str| format!("Not on the page, said alone, not shared yet: {words}");
    harness.get_by_label("Not on the page, private: nobody has shared it: juniper joint");
    // The keyboard stops at each reason, so that its words come into sight.
    harness
        .get_by_label("12 fears, 1 feeling of Rui: said alone, not shared yet")
        .focus();
    steps(&mut harness);
    assert!(harness.ctx.memory(|memory| memory.focused().is_some()));
    assert!(harness.query_by_label(&of("pepper 12")).is_none(), "folded");
    harness.get_by_label("Show 10 more").focus();
    steps(&mut harness);
    press(&mut harness, Key::Enter);
    for words in ["cinnamon kept", "pepper 1", "pepper 12"] {
        harness.get_by_label(&of(words));
    }
    // Another page has other reasons.
    choose(&mut harness, "formulation");
    assert!(harness.query_by_label(&of("pepper 12")).is_none(), "folded again");
    choose(&mut harness, "home_log");
    assert!(!shows(&harness, "Not on the page"));
    harness.get_by_label("Nothing that belongs on such a page");
}

#[test]
fn while_a_session_runs_what_is_held_back_is_only_counted() {
    let (_folder, _path, mut harness) = opened(&told_alone());
    press(&mut harness, Key::F6);
    command(&mut harness, Key::P);
    harness.get_by_label_contains("of Rui: private: nobody has shared it");
    for words in ["Not on the page", "said alone", "pepper", "cinnamon", "juniper"] {
        assert!(!shows(&harness, words), "{words}");
    }
    assert!(shows(&harness, ASKED) && !shows(&harness, "“saffron shared”"));
}

#[test]
fn after_a_look_at_the_therapists_own_loop_pages_are_guarded_as_ever() {
    let (_folder, _path, mut harness) = opened(&told_alone());
    from_the_list(&mut harness, "your own part");
    assert!(!shows(&harness, "saffron"), "the therapist’s own loop is shown");
    command(&mut harness, Key::P);
    assert!(!shows(&harness, "Held back"), "it is never printed");
    // On another screen the couple’s pages are printed as ever.
    command(&mut harness, Key::J);
    command(&mut harness, Key::P);
    choose(&mut harness, "cycle_map");
    assert!(shows(&harness, "of Rui: said alone, not shared yet"));
    assert!(shows(&harness, ASKED));
}

#[test]
fn an_answer_to_a_request_is_asked_about_and_its_entry_names_its_template() {
    let case = answered(&told_alone());
    let bench = Bench::empty();
    bench.opened(Access::Write).add(&case, time()).unwrap();
    let line = "access --case Linden --out pack.pdf";
    let refused = bench.run(line);
    assert_eq!(refused.code, 1);
    assert!(refused.err.ends_with("Print it all the same with --confirmed.\n"));
    assert!(!bench.path("pack.pdf").exists());
    let said = bench.run(&format!("{line} --confirmed"));
    assert_eq!(said.code, 0, "{}", said.err);
    let log = audit_text(&bench.opened(Access::Read).audit().unwrap());
    let told = "answered a request for the file with";
    let entry = log.lines().find(|line| line.contains(told)).unwrap();
    assert!(entry.ends_with(", from the template access_pack"), "{entry}");
}

#[test]
fn the_window_asks_before_an_answer_leaves_and_names_its_template_in_the_log() {
    let (folder, path, mut harness) = opened(&answered(&told_alone()));
    from_the_list(&mut harness, "answer a request");
    command(&mut harness, Key::P);
    harness.get_by_label_contains("Preview of page 1 of");
    assert!(shows(&harness, ASKED) && shows(&harness, "saffron shared"));
    crate::window::click(&mut harness, "Yes, save it…");
    let out = folder.path().join("answer.pdf");
    harness.get_by_label("File").focus();
    steps(&mut harness);
    command(&mut harness, Key::A);
    crate::window::type_text(&mut harness, &out.display().to_string());
    press(&mut harness, Key::Enter);
    steps(&mut harness);
    drop(harness);
    let words = holdfast::store::Passphrase::new(crate::window::WORDS);
    let now = crate::window::noon();
    let practice =
        holdfast::store::Practice::open(&path, &words, Access::Read, now).unwrap();
    let log = audit_text(&practice.audit().unwrap());
    assert!(log.contains("withheld, from the template access_pack"), "{log}");
}

#[test]
fn a_session_told_alone_keeps_its_own_question() {
    let mut case = told_alone();
    let number = case.sessions.len() as u16 + 1;
    let mut session = Session::new(number, SessionKind::IndividualB, today());
    session.sheet.observed = "saffron".to_owned();
    case.sessions.push(session);
    let (_folder, _path, mut harness) = opened(&case);
    command(&mut harness, Key::J);
    command(&mut harness, Key::P);
    assert!(shows(&harness, "This holds what Rui told alone. Save it all the same?"));
}
