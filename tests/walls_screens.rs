//! Random couples on every screen and in every command: what must stay out of sight is nowhere.

use crate::canaries::{canaries, filled};
use crate::cli::{Bench, time};
use crate::random_case;
use crate::record_pages::day;
use crate::walls::said;
use crate::window::{WORDS, noon, press, steps, type_text, unlock, window};
use egui::accesskit::Role;
use egui::{Key, Modifiers, Shape, ViewportCommand};
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use holdfast::app::Desk;
use holdfast::model::audience::{Room, Shown, What};
use holdfast::model::brief::Brief;
use holdfast::model::{Case, Session, SessionKind};
use holdfast::store::{Access, KeyCost, Passphrase, Practice};
use holdfast::ui::command::Command;
use proptest::strategy::{Strategy as _, ValueTree as _};
use proptest::test_runner::TestRunner;

/// Couples that differ from run to run would make a failure hard to find again.
fn couples(count: usize) -> Vec<Case> {
    let mut runner = TestRunner::deterministic();
    let mut couple = || {
        let case = random_case::case().new_tree(&mut runner).unwrap().current();
        filled(case)
    };
    (0..count).map(|_| couple()).collect()
}

/// What is the therapist's alone, whoever sits there.
fn is_the_therapists(shown: Shown) -> bool {
    matches!(
        shown.what,
        What::ProcessNote
            | What::ProgressNote
            | What::OwnLoop
            | What::Screening
            | What::Todo
            | What::Assessment
            | What::Request
    )
}

fn is_hidden(shown: Shown, room: Room) -> bool {
    let teller = shown.compartment.teller();
    let is_anothers = teller.is_some_and(|teller| Room::Alone(teller) != room);
    is_the_therapists(shown) || is_anothers
}

/// Every text that is painted, seen or not, and the title of the window.
fn painted(harness: &Harness<'_, Desk>) -> String {
    fn add(shape: &Shape, all: &mut String) {
        match shape {
            Shape::Vec(shapes) => shapes.iter().for_each(|shape| add(shape, all)),
            Shape::Text(text) => {
                all.push_str(text.galley.text());
                all.push('\n');
            }
            _ => {}
        }
    }
    let mut all = String::new();
    harness.output().shapes.iter().for_each(|it| add(&it.shape, &mut all));
    for viewport in harness.output().viewport_output.values() {
        for command in &viewport.commands {
            if let ViewportCommand::Title(title) = command {
                all.push_str(title);
            }
        }
    }
    all
}

/// What changes where the program is or what is agreed to be seen, and not only what is shown.
fn is_left_out(command: Command) -> bool {
    matches!(
        command,
        Command::StopSession
            | Command::ShowAlone
            | Command::Lock
            | Command::RemoveLoop
            | Command::Palette
            | Command::Keys
    )
}

fn give(harness: &mut Harness<'_, Desk>, command: Command) {
    if let Some(keys) = command.shortcut() {
        harness.key_press_modifiers(keys.modifiers, keys.logical_key);
        steps(harness);
        return;
    }
    harness.key_press_modifiers(Modifiers::COMMAND, Key::K);
    steps(harness);
    type_text(harness, command.label());
    press(harness, Key::Enter);
}

/// The rows that a screen lists and that lead to more: notes, sessions, events, requests.
fn rows(harness: &Harness<'_, Desk>) -> Vec<String> {
    let all = harness.query_all_by_role(Role::ListItem);
    let mut rows: Vec<String> =
        all.filter_map(|node| node.accesskit_node().label()).collect();
    rows.dedup();
    rows
}

/// Opens a row if it is still listed, as a click on it would.
fn open_row(harness: &mut Harness<'_, Desk>, row: &str) {
    for node in harness.query_all_by_role_and_label(Role::ListItem, row).take(1) {
        node.click_accesskit();
    }
    steps(harness);
}

/// More rows of one screen are like those before them.
const MOST_ROWS: usize = 12;

fn with_session(mut case: Case, kind: SessionKind) -> Case {
    case.sessions.retain(|session| session.number != 99);
    let mut running = Session::new(99, kind, day(2));
    running.start = Some(noon());
    case.sessions.push(running);
    case
}

#[test]
fn no_screen_paints_or_says_a_hidden_word_of_a_random_couple_while_a_session_runs() {
    let kinds = [SessionKind::Joint, SessionKind::IndividualA, SessionKind::IndividualB];
    for (case, kind) in couples(3).into_iter().zip(kinds) {
        let case = with_session(case, kind);
        let room = Room::of(kind);
        let hidden: Vec<(String, Shown)> =
            canaries(&case).into_iter().filter(|(_, it)| is_hidden(*it, room)).collect();
        assert!(hidden.len() > 30, "the couple holds much that is hidden");
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("practice.holdfast");
        let (words, cost) = (Passphrase::new(WORDS), KeyCost::lowest_for_tests());
        let (mut practice, _) = Practice::create(&path, &words, cost, noon()).unwrap();
        practice.save(&case, noon()).unwrap();
        drop(practice);
        let mut harness = window(&path);
        unlock(&mut harness);
        press(&mut harness, Key::Enter);
        let mut seen = String::new();
        let mut places = std::collections::BTreeSet::new();
        let mut opened = 0;
        for command in Command::all().iter().filter(|it| !is_left_out(**it)) {
            give(&mut harness, *command);
            let mut look = |harness: &Harness<'_, Desk>| {
                let text = (painted(harness) + &said(harness)).to_lowercase();
                for (word, shown) in &hidden {
                    assert!(!text.contains(word), "{command:?}, {kind:?}: {shown:?}");
                }
                seen.push_str(&text);
            };
            look(&harness);
            places.insert(painted(&harness));
            for _ in 0..3 {
                press(&mut harness, Key::Tab);
            }
            press(&mut harness, Key::ArrowDown);
            look(&harness);
            // What lies behind each row that is listed.
            for row in rows(&harness).into_iter().take(MOST_ROWS) {
                opened += 1;
                open_row(&mut harness, &row);
                look(&harness);
            }
            press(&mut harness, Key::Escape);
            look(&harness);
            if *command == Command::Blank {
                give(&mut harness, Command::Blank);
            }
        }
        assert!(places.len() > 15, "{} different screens were seen", places.len());
        assert!(opened > 20, "{opened} rows were opened");
        // The walk has been somewhere: what may be seen was.
        let shown = canaries(&case).into_iter().filter(|(_, it)| !is_hidden(*it, room));
        let count = shown.filter(|(word, _)| seen.contains(word)).count();
        assert!(count > 4, "{count} words that may be seen were");
    }
}

#[test]
fn the_brief_quotes_nothing_that_was_told_alone_and_nothing_of_the_therapists() {
    for case in couples(12) {
        let text = format!("{:?}", Brief::of(&case, day(20)));
        for (word, shown) in canaries(&case) {
            let is_hidden = is_hidden(shown, Room::Both);
            assert!(!is_hidden || !text.contains(&word), "{shown:?}: {text}");
        }
    }
    for case in couples(3) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("practice.holdfast");
        let (words, cost) = (Passphrase::new(WORDS), KeyCost::lowest_for_tests());
        let (mut practice, _) = Practice::create(&path, &words, cost, noon()).unwrap();
        let mut case = case;
        case.sessions.retain(|session| !session.is_running());
        practice.save(&case, noon()).unwrap();
        drop(practice);
        let mut harness = window(&path);
        unlock(&mut harness);
        press(&mut harness, Key::F7);
        harness.get_all_by_label_contains(&case.code_name).next().unwrap();
        let text = (painted(&harness) + &said(&harness)).to_lowercase();
        for (word, shown) in canaries(&case) {
            let is_hidden = is_hidden(shown, Room::Both);
            assert!(!is_hidden || !text.contains(&word), "on the screen: {shown:?}");
        }
    }
}

/// What a command that was not asked for private words may not say.
fn must_not_say(case: &Case, (line, out): (&str, &str)) {
    let out = out.to_lowercase();
    for (word, shown) in canaries(case) {
        let is_alone = shown.compartment.teller().is_some();
        assert!(!is_alone || !out.contains(&word), "{line}: {shown:?}\n{out}");
    }
}

#[test]
fn no_command_says_what_was_told_alone_unless_it_is_asked_for() {
    for case in couples(2) {
        let bench = Bench::empty();
        bench.opened(Access::Write).add(&case, time()).unwrap();
        let code = &case.code_name;
        for line in [
            "list".to_owned(),
            "check".to_owned(),
            "audit".to_owned(),
            "search canary".to_owned(),
            format!("history --case {code}"),
            format!("course --case {code}"),
            format!("score --case {code}"),
            format!("versions --case {code}"),
            format!("compare --case {code}"),
        ] {
            let told = bench.run(&line);
            must_not_say(&case, (&line, &(told.out + &told.err)));
        }
        // What is decided about is named without a word of it.
        let told = bench.run(&format!("access --case {code}"));
        let text = told.out + &told.err;
        for (word, shown) in canaries(&case) {
            let is_name = shown.what == What::Name;
            assert!(is_name || !text.contains(&word), "{shown:?}: {text}");
        }
        // These have no word of any document at all.
        for line in ["check", "audit", &format!("history --case {code}")] {
            let text = bench.run(line);
            assert!(!(text.out + &text.err).contains("canary"), "{line}");
        }
    }
}
