//! The sheet of a session: offered from marks and map, accepted by a key or a click, and closed.

use crate::cpu_renderer::CpuRenderer;
use crate::random_case;
use crate::window::{
    WORDS, command, in_the_file, noon, press, steps, type_into, type_text, unlock,
    wait_secs, window,
};
use chrono::{Days, NaiveTime};
use egui::{Key, Modifiers, Theme};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable as _;
use holdfast::app::{Desk, Keeper, Start, Worker};
use holdfast::edit::History;
use holdfast::edit::closing::{self, Origin, Suggested, Suggestions};
use holdfast::model::homework::{Homework, Outcome, Practice};
use holdfast::model::note::RiskLevel;
use holdfast::model::session::{
    Encounter, Grade, MarkerMet, Modality, Moment, MomentTag, Received, Tango, TangoMove,
};
use holdfast::model::{
    Case, ClientModel, Element, Layer, Ownership, Pair, PartnerId, Position,
    SecretsPolicy, Session, SessionKind, Source, Visibility,
};
use holdfast::store::{Access, KeyCost, Passphrase, Practice as File, sample};
use proptest::prelude::*;
use std::path::{Path, PathBuf};
use tempfile::TempDir;

fn linden() -> Case {
    let names = Pair { a: "Ana".to_owned(), b: "Rui".to_owned() };
    let mut case = Case::new("Linden", names);
    case.client_model = Some(ClientModel::Couple);
    case.secrets_policy = Some(SecretsPolicy::NoSecrets);
    case
}

/// A session of today that is over, with so many days before today.
fn over(number: u16, kind: SessionKind, days_ago: u64) -> Session {
    let start = noon() - Days::new(days_ago);
    let mut session = Session::new(number, kind, start.date_naive());
    session.start = Some(start);
    session.stop = Some(start + chrono::Duration::minutes(52));
    session
}

fn moment(tag: MomentTag, words: &str) -> Moment {
    Moment { at: noon(), tag, words: words.to_owned() }
}

fn offered(suggestions: &Suggestions) -> Vec<&Suggested> {
    suggestions.offered.iter().map(|it| &it.what).collect()
}

fn has(suggestions: &Suggestions, what: &Suggested) -> bool {
    suggestions.offered.iter().any(|it| it.what == *what)
}

fn practice(title: &str) -> Practice {
    Practice {
        title: title.to_owned(),
        role: None,
        steps: vec!["Name the loop aloud once".to_owned()],
        sixty_seconds: String::new(),
        tags: Vec::new(),
    }
}

#[test]
fn marks_become_moves_and_encounters_only_once() {
    let mut case = linden();
    let mut session = over(1, SessionKind::Joint, 0);
    session.sheet.moments = vec![
        moment(MomentTag::LoopLive, "she asks, he looks away"),
        moment(MomentTag::Encounter, "he turned to her"),
        moment(MomentTag::Mark, "the clock"),
        moment(MomentTag::CaughtIt, ""),
    ];
    let made = |number, words: &str| {
        let words = words.to_owned();
        Suggested::Tango(TangoMove { number, partner: None, words })
    };
    let first = closing::suggest(&case, &session);
    let loop_live = made(Tango::Mirroring, "she asks, he looks away");
    assert!(has(&first, &loop_live));
    assert!(has(&first, &made(Tango::Encounter, "he turned to her")));
    let words = "he turned to her".to_owned();
    assert!(has(&first, &Suggested::Encounter { sharer: None, words }));
    let moves = |it: &Suggestions| {
        offered(it).iter().filter(|it| matches!(it, Suggested::Tango(_))).count()
    };
    assert_eq!(moves(&first), 2, "{first:?}");
    closing::accept(&mut session.sheet, &loop_live);
    session.sheet.encounters.push(closing::encounter(PartnerId::B, "he turned to her"));
    case.sessions = vec![session.clone()];
    let then = closing::suggest(&case, &session);
    assert_eq!(moves(&then), 1);
    assert!(!offered(&then).iter().any(|it| matches!(it, Suggested::Encounter { .. })));
    // Other words for what was accepted do not bring it back.
    session.sheet.tango[0].words = "the loop, caught".to_owned();
    assert_eq!(moves(&closing::suggest(&case, &session)), 1);
}

#[test]
fn who_told_is_taken_from_the_map_and_never_guessed_from_a_mark() {
    let mut case = linden();
    let mut session = over(1, SessionKind::Joint, 0);
    session.sheet.moments = vec![moment(MomentTag::Encounter, "")];
    let said = Element {
        ownership: Ownership::Shared,
        own_words: true,
        first_seen: Some(session.id),
        ..Element::new(Layer::Fear, "I am scared of losing you")
    };
    case.maps[0].sides.a.elements.push(said);
    case.sessions = vec![session.clone()];
    let known = closing::suggest(&case, &session);
    let told: Vec<_> = known
        .offered
        .iter()
        .filter(|it| matches!(it.what, Suggested::Encounter { .. }))
        .collect();
    let words = "I am scared of losing you".to_owned();
    let from_map = Suggested::Encounter { sharer: Some(PartnerId::A), words };
    assert_eq!((told[0].origin, &told[0].what), (Origin::Map, &from_map));
    let words = String::new();
    assert_eq!(told[1].what, Suggested::Encounter { sharer: None, words });
    // The one that needs a person is not accepted with all the others.
    assert!(known.plain().all(|it| it.what != told[1].what));
    let mut sheet = session.sheet.clone();
    closing::accept(&mut sheet, &told[1].what);
    assert_eq!(sheet, session.sheet);
}

#[test]
fn only_words_that_both_may_read_are_offered_to_take_home() {
    let mut case = linden();
    let session = over(2, SessionKind::Joint, 0);
    let shared = Visibility::Shareable { on: session.date };
    let said = |words: &str| Element {
        own_words: true,
        ownership: Ownership::Owned,
        visibility: shared,
        first_seen: Some(session.id),
        ..Element::new(Layer::Need, words)
    };
    let elements = [
        said("to know you are there"),
        Element { visibility: Visibility::Private, ..said("canary private") },
        Element { own_words: false, ..said("canary of the therapist") },
        Element { ownership: Ownership::Guess, ..said("canary guessed") },
        Element { first_seen: None, ..said("canary of another day") },
        Element {
            visibility: Visibility::Private,
            source: Source::IndividualB,
            ..said("canary said alone")
        },
    ];
    case.maps[0].sides.b.elements = elements.into();
    case.sessions = vec![session.clone()];
    let known = closing::suggest(&case, &session);
    let home: Vec<_> = offered(&known)
        .into_iter()
        .filter(|it| matches!(it, Suggested::TakeAway(_)))
        .collect();
    assert_eq!(home, [&Suggested::TakeAway("to know you are there".to_owned())]);
    let mut taken = session.sheet.clone();
    closing::accept(&mut taken, home[0]);
    assert_eq!(taken.take_away, "“to know you are there”", "their own words are quoted");
    let mut written = session.clone();
    written.sheet.take_away = "We are on one side".to_owned();
    let then = closing::suggest(&case, &written);
    assert!(!offered(&then).iter().any(|it| matches!(it, Suggested::TakeAway(_))));
}

#[test]
fn steps_come_from_the_last_sheet_and_no_number_advances_them() {
    let mut case = linden();
    case.maps[0].sides.a.position = Position::Pursuer;
    let mut last = over(6, SessionKind::Joint, 14);
    (last.sheet.step, last.sheet.steps.b) = (Some(4), Some(5));
    last.sheet.closeness = Pair { a: Some(9), b: Some(9) };
    let mut alone = over(7, SessionKind::IndividualB, 7);
    alone.sheet.steps.b = Some(6);
    let session = over(8, SessionKind::Joint, 0);
    case.sessions = vec![last, alone, session.clone()];
    let known = closing::suggest(&case, &session);
    assert!(has(&known, &Suggested::Step(4)));
    // What a sheet of one alone says goes into no other sheet.
    assert!(has(&known, &Suggested::StepOf(PartnerId::B, 5)));
    assert!(!has(&known, &Suggested::StepOf(PartnerId::B, 6)));
    assert!(has(&known, &Suggested::Position(PartnerId::A, Position::Pursuer)));
    let steps =
        offered(&known).into_iter().filter(|it| matches!(it, Suggested::StepOf(..)));
    assert_eq!(steps.count(), 1);
    let private = over(9, SessionKind::IndividualB, 0);
    case.sessions.push(private.clone());
    let known = closing::suggest(&case, &private);
    assert!(has(&known, &Suggested::StepOf(PartnerId::B, 6)));
    assert!(!offered(&known).iter().any(|it| matches!(it, Suggested::Step(_))));
}

#[test]
fn the_next_session_is_a_week_on_unless_there_is_one() {
    let mut case = linden();
    let session = over(1, SessionKind::Joint, 7);
    case.sessions = vec![session.clone()];
    let day = session.date + Days::new(7);
    let at = NaiveTime::from_hms_opt(14, 25, 0);
    assert!(has(&closing::suggest(&case, &session), &Suggested::Next(day, at)));
    case.sessions.push(over(2, SessionKind::Joint, 0));
    let known = closing::suggest(&case, &session);
    assert!(!offered(&known).iter().any(|it| matches!(it, Suggested::Next(..))));
}

#[test]
fn homework_is_looked_back_on_with_those_who_took_it() {
    let mut case = linden();
    let mut joint = over(1, SessionKind::Joint, 21);
    joint.sheet.homework =
        vec![Homework::from_practice(&practice("Sixty seconds"), None)];
    let alone = over(2, SessionKind::IndividualA, 14);
    let now = over(3, SessionKind::Joint, 0);
    let now_alone = over(4, SessionKind::IndividualA, 0);
    case.sessions = vec![joint.clone(), alone, now.clone(), now_alone.clone()];
    assert_eq!(closing::suggest(&case, &now).looked_back_on, Some(joint.id));
    assert_eq!(closing::suggest(&case, &now_alone).looked_back_on, None);
}

#[test]
fn closing_takes_away_what_was_begun_and_left_empty() {
    let mut case = linden();
    let mut session = over(1, SessionKind::Joint, 0);
    let full = Encounter {
        received: Some(Received::Orange),
        ..closing::encounter(PartnerId::A, "")
    };
    session.sheet.encounters = vec![closing::encounter(PartnerId::A, ""), full];
    session.sheet.homework = vec![Homework {
        steps: Vec::new(),
        ..Homework::from_practice(&practice(""), None)
    }];
    case.sessions = vec![session.clone()];
    let before = case.clone();
    let back = closing::close(&case, session.id).unwrap().apply(&mut case).unwrap();
    let sheet = &case.sessions[0].sheet;
    assert!(sheet.is_closed);
    assert_eq!((sheet.encounters.len(), sheet.homework.len()), (1, 0));
    assert_eq!(closing::close(&case, session.id), None);
    back.apply(&mut case).unwrap();
    assert_eq!(case, before);
    case.sessions[0].stop = None;
    assert_eq!(closing::close(&case, session.id), None, "it runs");
}

#[test]
fn typing_in_one_text_is_one_step_and_another_text_is_another() {
    let mut case = linden();
    case.sessions = vec![over(1, SessionKind::Joint, 0)];
    let (before, mut history) = (case.clone(), History::default());
    let mut put = |case: &mut Case, change: &dyn Fn(&mut Session), at: u64| {
        let mut session = case.sessions[0].clone();
        change(&mut session);
        let edit = closing::write(case, session).unwrap();
        history.make(edit, case, at).unwrap();
    };
    put(&mut case, &|it| it.sheet.plan = "S".to_owned(), 0);
    put(&mut case, &|it| it.sheet.plan = "Stay".to_owned(), 400);
    put(&mut case, &|it| it.sheet.observed = "He".to_owned(), 600);
    put(&mut case, &|it| it.sheet.observed = "He wept".to_owned(), 900);
    let typed = case.clone();
    assert!(history.undo(&mut case).unwrap());
    assert_eq!(case.sessions[0].sheet.plan, "Stay");
    assert_eq!(case.sessions[0].sheet.observed, "");
    assert!(history.undo(&mut case).unwrap());
    assert_eq!(case, before);
    assert!(!history.undo(&mut case).unwrap());
    history.redo(&mut case).unwrap();
    history.redo(&mut case).unwrap();
    assert_eq!(case, typed);
}

proptest! {
    /// Whatever stands on maps and sheets: a suggestion for a session with both holds no word
    /// that one partner said alone, and accepting everything sets no marker and undoes whole.
    #[test]
    fn no_suggestion_carries_what_was_said_alone(mut case in random_case::case()) {
        for session in &mut case.sessions {
            session.stop = session.start;
            if session.kind.alone().is_some() {
                session.sheet.steps = Pair { a: Some(7), b: Some(7) };
                session.sheet.take_away = "canary".to_owned();
                session.sheet.homework =
                    vec![Homework::from_practice(&practice("canary"), None)];
            }
        }
        let session = Session::new(99, SessionKind::Joint, noon().date_naive());
        for map in &mut case.maps {
            for side in [&mut map.sides.a, &mut map.sides.b] {
                for element in &mut side.elements {
                    element.first_seen = Some(session.id);
                    let alone = element.source.individual().is_some();
                    if alone && !element.is_shareable() {
                        element.words = format!("canary {}", element.words);
                    }
                }
            }
        }
        case.sessions.push(session.clone());
        let known = closing::suggest(&case, &session);
        let told = format!("{known:?}");
        prop_assert!(!told.contains("canary"));
        let mut new = session.clone();
        for it in &known.offered {
            closing::accept(&mut new.sheet, &it.what);
        }
        prop_assert_eq!(&new.sheet.markers, &session.sheet.markers);
        prop_assert_eq!(new.sheet.steps, session.sheet.steps);
        let mut after = case.clone();
        if let Some(edit) = closing::write(&case, new)
            && let Ok(back) = edit.apply(&mut after)
        {
            back.apply(&mut after).unwrap();
            prop_assert_eq!(&after, &case);
        }
    }
}

// Through the window.

fn kept(case: &Case) -> (TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("practice.holdfast");
    let cost = KeyCost::lowest_for_tests();
    let words = Passphrase::new(WORDS);
    let (mut practice, _) = File::create(&path, &words, cost, noon()).unwrap();
    practice.save(case, noon()).unwrap();
    (folder, path)
}

fn open(harness: &mut Harness<'_, Desk>) {
    unlock(harness);
    click(harness, "Open the map");
}

/// Also what lies outside the part that is scrolled to, as a keyboard reaches it.
fn click(harness: &mut Harness<'_, Desk>, label: &str) {
    harness.get_by_label(label).click_accesskit();
    steps(harness);
}

fn stop(harness: &mut Harness<'_, Desk>) {
    harness.key_press_modifiers(Modifiers::SHIFT, Key::F6);
    steps(harness);
}

fn sheet_key(harness: &mut Harness<'_, Desk>) {
    harness.key_press_modifiers(Modifiers::COMMAND | Modifiers::SHIFT, Key::J);
    steps(harness);
}

fn keep(harness: &mut Harness<'_, Desk>, keys: &str, words: &str) {
    for key in keys.chars() {
        type_text(harness, &key.to_string());
    }
    type_text(harness, words);
    press(harness, Key::Enter);
}

fn shows(harness: &Harness<'_, Desk>, words: &str) -> bool {
    harness.query_all_by_label_contains(words).next().is_some()
}

fn saved(harness: &mut Harness<'_, Desk>, path: &Path) -> Case {
    wait_secs(harness, 3);
    in_the_file(path)
}

#[test]
fn by_keyboard_alone_from_the_start_of_a_session_to_its_note() {
    let (_folder, path) = kept(&linden());
    let mut harness = window(&path);
    open(&mut harness);
    press(&mut harness, Key::F6);
    keep(&mut harness, "1v", "asks again");
    keep(&mut harness, "2f", "failing her");
    press(&mut harness, Key::F8);
    press(&mut harness, Key::F8);
    // What the two marks were.
    command(&mut harness, Key::J);
    harness.get_all_by_label("0 min: a moment").next().unwrap().click();
    steps(&mut harness);
    type_text(&mut harness, "l");
    press(&mut harness, Key::ArrowDown);
    type_text(&mut harness, "s");
    stop(&mut harness);
    harness.get_by_label("Linden: session 1");
    assert!(shows(&harness, "Accept: 1 Mirroring the present process, from your marks"));
    assert!(shows(&harness, "asks again") && shows(&harness, "failing her"));
    // The keyboard is at the first choice: one key says that it was by video.
    type_text(&mut harness, "2");
    // To the Tango: where, present, who else, two marks, then the first suggestion.
    for _ in 0..9 {
        press(&mut harness, Key::Tab);
    }
    press(&mut harness, Key::Enter);
    let case = saved(&mut harness, &path);
    let sheet = &case.sessions[0].sheet;
    assert_eq!(sheet.modality, Modality::Video);
    assert_eq!(sheet.tango.len(), 1);
    assert_eq!(sheet.tango[0].number, Tango::Mirroring);
    assert_eq!(sheet.next, None, "what was not accepted is not kept");
    press(&mut harness, Key::Escape);
    type_text(&mut harness, "a");
    let case = saved(&mut harness, &path);
    let sheet = &case.sessions[0].sheet;
    assert_eq!(sheet.tango.len(), 2);
    assert_eq!(sheet.next, None, "an appointment is not made by accepting all");
    assert!(!sheet.is_closed);
    press(&mut harness, Key::Enter);
    assert!(saved(&mut harness, &path).sessions[0].sheet.is_closed);
    assert!(!shows(&harness, "Accept"));
    press(&mut harness, Key::Enter);
    let case = saved(&mut harness, &path);
    let note = case.notes.first().expect("a note was begun");
    assert_eq!(note.session, Some(case.sessions[0].id));
    let words: String = note.sections.iter().map(|it| it.words.as_str()).collect();
    for told in [
        "by video",
        "mirroring the present process",
        "assembling and deepening emotion",
        "Ana: asks again",
    ] {
        assert!(words.contains(told), "{told}: {words}");
    }
    // The same key opens that note, and begins no second one.
    sheet_key(&mut harness);
    press(&mut harness, Key::Enter);
    assert_eq!(saved(&mut harness, &path).notes.len(), 1);
}

/// A couple with an earlier session, and one of today that is over.
fn two_sessions() -> Case {
    let mut case = linden();
    case.maps[0].sides.a.position = Position::Pursuer;
    case.maps[0].sides.b.position = Position::Withdrawer;
    let mut last = over(1, SessionKind::Joint, 7);
    last.sheet.step = Some(3);
    last.sheet.homework = vec![Homework::from_practice(&practice("Sixty seconds"), None)];
    last.sheet.markers = vec![MarkerMet {
        marker: "owns_move".to_owned(),
        partner: Some(PartnerId::A),
        words: "“there I go again”".to_owned(),
    }];
    let mut now = over(2, SessionKind::Joint, 0);
    now.sheet.moments = vec![moment(MomentTag::Encounter, "he turned to her")];
    case.sessions = vec![last, now];
    case
}

#[test]
fn by_mouse_every_part_of_the_sheet_is_filled() {
    let (_folder, path) = kept(&two_sessions());
    let mut harness = window(&path);
    open(&mut harness);
    command(&mut harness, Key::J);
    click(&mut harness, "Session 2, today, Together, 52 min, 1 mark");
    click(&mut harness, "Open its sheet");
    harness.get_by_label("Homework of session 1");
    click(&mut harness, "What became of Sixty seconds: partly done");
    click(&mut harness, "Present: Rui");
    click(&mut harness, "Rui told Ana");
    click(&mut harness, "How Ana received it, entry 1: orange: did not trust it yet");
    click(&mut harness, "Add a move: 5 Integrating");
    click(&mut harness, "Intervention: validation");
    click(&mut harness, "Step of the couple: 4");
    click(&mut harness, "Step of Ana: 5");
    click(&mut harness, "What Rui did in this session: does both");
    click(&mut harness, "Do I know it: yes");
    click(&mut harness, "Does Rui feel it here: not yet");
    click(&mut harness, "How safe for Ana: 10");
    click(&mut harness, "De-escalation");
    assert!(shows(&harness, "Ana since session 1, Rui not yet"));
    click(&mut harness, "names and owns the usual move: Rui");
    click(&mut harness, "From the library");
    click(&mut harness, "Name the loop aloud");
    click(&mut harness, "Accept: Sunday, 29 November, 14:25, a week on");
    click(&mut harness, "Close the session");
    let case = saved(&mut harness, &path);
    assert_eq!(case.sessions[0].sheet.homework[0].outcome, Outcome::Partly);
    let sheet = &case.sessions[1].sheet;
    assert_eq!((sheet.absent.a, sheet.absent.b), (false, true));
    assert_eq!(sheet.encounters[0].sharer, PartnerId::B);
    assert_eq!(sheet.encounters[0].words, "he turned to her");
    assert_eq!(sheet.encounters[0].received, Some(Received::Orange));
    assert_eq!(sheet.tango[0].number, Tango::Integrating);
    assert_eq!(sheet.interventions, ["validation"]);
    assert_eq!((sheet.step, sheet.steps.a, sheet.steps.b), (Some(4), Some(5), None));
    assert_eq!(sheet.positions.b, Some(Position::Mixed));
    assert_eq!(sheet.knows.therapist, Some(Grade::Yes));
    assert_eq!(sheet.knows.felt.b, Some(Grade::NotYet));
    assert_eq!(sheet.safety.a, Some(10));
    assert_eq!(sheet.markers[0].partner, Some(PartnerId::B));
    assert_eq!(sheet.homework[0].title, "Name the loop aloud");
    assert!(!sheet.homework[0].steps.is_empty());
    assert_eq!(sheet.next_at, NaiveTime::from_hms_opt(14, 25, 0));
    assert!(sheet.is_closed);
    click(&mut harness, "Next couple");
    harness.get_by_label("New couple…");
}

#[test]
fn figures_arrows_and_delete_choose_in_a_group() {
    let (_folder, path) = kept(&two_sessions());
    let mut harness = window(&path);
    open(&mut harness);
    sheet_key(&mut harness);
    let mut at = |name: &str, keys: &[&str]| {
        harness.get_by_label(name).focus();
        steps(&mut harness);
        for key in keys {
            match *key {
                "right" => press(&mut harness, Key::ArrowRight),
                "left" => press(&mut harness, Key::ArrowLeft),
                "space" => press(&mut harness, Key::Space),
                "del" => press(&mut harness, Key::Delete),
                typed => type_text(&mut harness, typed),
            }
        }
    };
    at("How safe for Ana", &["1", "0"]);
    at("How safe for Rui", &["7", "left"]);
    at("How close for Ana", &["4", "del"]);
    at("Step of the couple", &["8"]);
    at("Does Ana know it", &["right", "right"]);
    at("Intervention", &["right", "space", "right", "space"]);
    let sheet = saved(&mut harness, &path).sessions[1].sheet.clone();
    assert_eq!(sheet.safety, Pair { a: Some(10), b: Some(6) });
    assert_eq!(sheet.closeness, Pair::default());
    assert_eq!(sheet.step, Some(8));
    assert_eq!(sheet.knows.couple.a, Some(Grade::Partly));
    assert_eq!(sheet.interventions, ["validation", "evocative"]);
    for _ in 0..2 {
        command(&mut harness, Key::Z);
    }
    assert!(saved(&mut harness, &path).sessions[1].sheet.interventions.is_empty());
}

#[test]
fn nothing_typed_is_lost_at_the_lock_and_one_step_takes_it_back() {
    let (_folder, path) = kept(&two_sessions());
    let mut harness = window(&path);
    open(&mut harness);
    sheet_key(&mut harness);
    harness.get_by_label("What I saw").focus();
    steps(&mut harness);
    for letter in ["H", "e", " ", "w", "e", "p", "t", " "] {
        harness.event(egui::Event::Text(letter.to_owned()));
        harness.step();
    }
    command(&mut harness, Key::Z);
    assert_eq!(saved(&mut harness, &path).sessions[1].sheet.observed, "");
    type_into(&mut harness, "What I saw", "saffron ");
    type_text(&mut harness, "robes");
    type_into(&mut harness, "Another intervention", "silence, held");
    command(&mut harness, Key::L);
    assert!(!shows(&harness, "saffron") && !shows(&harness, "silence"));
    let sheet = in_the_file(&path).sessions[1].sheet.clone();
    assert_eq!(sheet.observed, "saffron robes");
    assert_eq!(sheet.interventions, ["silence, held"]);
    // And leaving the screen with a click keeps it as well.
    open(&mut harness);
    sheet_key(&mut harness);
    type_into(&mut harness, "Another intervention", "a walk");
    click(&mut harness, "Notes");
    assert_eq!(saved(&mut harness, &path).sessions[1].sheet.interventions.len(), 2);
}

#[test]
fn the_risk_of_each_is_said_by_keyboard_and_stands_in_the_note() {
    let (_folder, path) = kept(&two_sessions());
    let mut harness = window(&path);
    open(&mut harness);
    sheet_key(&mut harness);
    harness.get_by_label("Risk of Ana").focus();
    steps(&mut harness);
    // None found; its words may stay empty, so the next stop but one is Rui's.
    type_text(&mut harness, "2");
    press(&mut harness, Key::Tab);
    press(&mut harness, Key::Tab);
    type_text(&mut harness, "3");
    press(&mut harness, Key::Tab);
    type_text(&mut harness, "drinks alone since May");
    let risk = saved(&mut harness, &path).sessions[1].sheet.risk.clone();
    assert_eq!(risk.a.level, Some(RiskLevel::NoneFound));
    assert_eq!(risk.b.level, Some(RiskLevel::Watched));
    assert_eq!(risk.b.words, "drinks alone since May");
    press(&mut harness, Key::Escape);
    press(&mut harness, Key::Enter);
    press(&mut harness, Key::Enter);
    let note = saved(&mut harness, &path).notes.first().cloned().expect("a note");
    assert_eq!(note.risk, risk);
    assert!(note.risk.a.is_answered() && note.risk.b.is_answered());
}

#[test]
fn why_the_risk_was_not_asked_goes_into_the_note_as_well() {
    let (_folder, path) = kept(&two_sessions());
    let mut harness = window(&path);
    open(&mut harness);
    sheet_key(&mut harness);
    type_into(&mut harness, "Why it was not asked of Rui", "left early");
    let risk = saved(&mut harness, &path).sessions[1].sheet.risk.clone();
    assert_eq!(risk.b.not_asked_because, "left early");
    assert!(risk.b.is_answered() && !risk.a.is_answered());
    command(&mut harness, Key::Z);
    assert_eq!(saved(&mut harness, &path).sessions[1].sheet.risk, Pair::default());
}

#[test]
fn nobody_is_asked_about_risk_while_the_couple_is_in_the_room() {
    let mut case = two_sessions();
    case.sessions[1].sheet.risk.a.words = "saffron".to_owned();
    case.sessions[1].sheet.risk.a.level = Some(RiskLevel::Watched);
    let (_folder, path) = kept(&case);
    let mut harness = window(&path);
    open(&mut harness);
    sheet_key(&mut harness);
    assert!(shows(&harness, "Risk of Ana"));
    press(&mut harness, Key::F6);
    sheet_key(&mut harness);
    assert!(!shows(&harness, "Risk") && !shows(&harness, "saffron"));
}

#[test]
fn a_sheet_of_one_alone_is_bannered_and_lies_under_that_partners_key_only() {
    let mut case = two_sessions();
    let mut alone = over(3, SessionKind::IndividualB, 0);
    alone.start = Some(noon() + chrono::Duration::hours(1));
    alone.stop = Some(noon() + chrono::Duration::hours(2));
    case.sessions.push(alone);
    let (_folder, path) = kept(&case);
    let mut harness = window(&path);
    open(&mut harness);
    sheet_key(&mut harness);
    harness.get_by_label("INDIVIDUAL, RUI");
    for both in ["Encounters", "Step of the couple", "How safe for Ana", "Present: Ana"] {
        assert!(harness.query_by_label(both).is_none(), "{both}");
    }
    type_into(&mut harness, "What I saw", "canary one");
    type_into(&mut harness, "Plan", "canary two");
    type_into(&mut harness, "The sentence that goes home", "canary three");
    type_into(&mut harness, "Who else was there", "canary four");
    type_into(&mut harness, "Another intervention", "canary five");
    press(&mut harness, Key::Enter);
    click(&mut harness, "Something of your own");
    type_text(&mut harness, "canary six");
    click(&mut harness, "Add a move: 2 Assembling");
    type_into(
        &mut harness,
        "2 Assembling and deepening emotion, entry 1",
        "canary seven",
    );
    click(&mut harness, "Softening");
    click(&mut harness, "imagines reaching: Rui");
    type_into(&mut harness, "What showed it: Rui imagines reaching", "canary eight");
    click(&mut harness, "Close the session");
    let case = saved(&mut harness, &path);
    drop(harness);
    let whole = format!("{:?}", case.sessions[2].sheet);
    let numbers = ["one", "two", "three", "four", "five", "six", "seven", "eight"];
    for number in numbers {
        assert!(whole.contains(&format!("canary {number}")), "{number}: {whole}");
    }
    let practice =
        File::open(&path, &Passphrase::new(WORDS), Access::Read, noon()).unwrap();
    let texts = practice.texts(case.id).unwrap();
    let holders = texts.iter().filter(|text| text.contains("canary"));
    let holders: Vec<&str> = holders.map(|text| text.as_str()).collect();
    assert!(!holders.is_empty());
    for text in holders {
        assert!(text.contains("compartment: PrivateB"), "{text}");
        assert!(!text.contains("compartment: Record"), "{text}");
    }
    // The joint session that follows is offered nothing of it.
    let mut case = case;
    let next = over(4, SessionKind::Joint, 0);
    case.sessions.push(next.clone());
    assert!(!format!("{:?}", closing::suggest(&case, &next)).contains("canary"));
}

#[test]
fn no_sheet_opens_by_itself_while_a_session_runs() {
    let (_folder, path) = kept(&two_sessions());
    let mut harness = window(&path);
    open(&mut harness);
    sheet_key(&mut harness);
    harness.get_by_label("Linden: session 2");
    // A session begins: the map takes the place of what was written.
    press(&mut harness, Key::F6);
    assert!(harness.query_by_label("What I saw").is_none());
    sheet_key(&mut harness);
    harness.get_by_label("Linden: session 3");
    harness.get_by_label("Stop session 3");
    assert!(harness.query_by_label("Close the session").is_none());
    press(&mut harness, Key::Enter);
    assert!(saved(&mut harness, &path).sessions[2].is_running());
}

#[test]
fn other_kinds_are_started_from_the_palette_and_met_by_phone_with_one_key() {
    let (_folder, path) = kept(&linden());
    let mut harness = window(&path);
    open(&mut harness);
    for (name, kind) in
        [("with the family", SessionKind::Family), ("another kind", SessionKind::Other)]
    {
        command(&mut harness, Key::K);
        type_text(&mut harness, name);
        press(&mut harness, Key::Enter);
        let case = saved(&mut harness, &path);
        assert_eq!(case.running().map(|it| it.kind), Some(kind));
        stop(&mut harness);
    }
    command(&mut harness, Key::J);
    type_text(&mut harness, "p");
    let case = saved(&mut harness, &path);
    assert_eq!(case.sessions[1].sheet.modality, Modality::Phone);
}

#[test]
fn a_couple_that_has_not_agreed_is_asked_before_its_note_is_begun() {
    let mut case = two_sessions();
    (case.client_model, case.secrets_policy) = (None, None);
    let (_folder, path) = kept(&case);
    let mut harness = window(&path);
    open(&mut harness);
    sheet_key(&mut harness);
    click(&mut harness, "Close the session");
    click(&mut harness, "Write the note");
    harness.get_by_label("Two things before the first note");
    click(&mut harness, "The couple");
    click(&mut harness, "No secrets");
    click(&mut harness, "Keep this and go on");
    harness.get_by_label("Session 2, 22 November 2026");
}

fn sized(path: &Path, size: [f32; 2]) -> Harness<'static, Desk> {
    let keeper = Keeper::new(KeyCost::lowest_for_tests(), None, sample::couples);
    let worker = Worker::inline(keeper);
    let start = Start { path: path.to_owned(), clock: Box::new(noon), worker };
    let mut harness = Harness::builder()
        .with_size(size)
        .with_render_cursor(false)
        .with_step_dt(0.25)
        .renderer(CpuRenderer::default())
        .build_ui_state(|ui, desk: &mut Desk| desk.frame(ui), Desk::new(start));
    steps(&mut harness);
    harness
}

#[test]
fn a_mark_is_on_the_sheet_and_gets_its_kind_and_words_there() {
    let mut case = linden();
    let mut session = over(1, SessionKind::Joint, 0);
    session.sheet.moments = vec![moment(MomentTag::Mark, "")];
    case.sessions = vec![session];
    let (_folder, path) = kept(&case);
    let mut harness = window(&path);
    open(&mut harness);
    sheet_key(&mut harness);
    assert!(!shows(&harness, "from your marks"));
    click(&mut harness, "What it was, mark 1, 14:24: the loop, live");
    assert!(shows(&harness, "Accept: 1 Mirroring the present process, from your marks"));
    harness.get_by_label("In a few words, mark 1, 14:24").focus();
    steps(&mut harness);
    type_text(&mut harness, "she asks, he goes");
    let kept = saved(&mut harness, &path);
    let mark = &kept.sessions[0].sheet.moments[0];
    assert_eq!(
        (mark.tag, mark.words.as_str()),
        (MomentTag::LoopLive, "she asks, he goes")
    );
    click(&mut harness, "Remove mark 1, 14:24");
    assert_eq!(saved(&mut harness, &path).sessions[0].sheet.moments, []);
}

#[test]
fn a_scale_stays_in_one_row_in_the_smallest_window() {
    let (_folder, path) = kept(&two_sessions());
    let mut harness = sized(&path, [1024.0, 700.0]);
    open(&mut harness);
    sheet_key(&mut harness);
    let top = |figure: &str| {
        let label = format!("How safe for Ana: {figure}");
        harness.get_by_label(&label).rect().top()
    };
    assert!((top("0") - top("10")).abs() < 0.5);
}

#[test]
fn the_button_says_how_many_it_accepts_and_how_many_wait_for_a_choice() {
    let (_folder, path) = kept(&two_sessions());
    let mut harness = window(&path);
    open(&mut harness);
    sheet_key(&mut harness);
    let case = two_sessions();
    let known = closing::suggest(&case, &case.sessions[1]);
    let (plain, all) = (known.plain().count(), known.offered.len());
    assert!(plain > 1 && all > plain + 1, "{known:?}");
    harness.get_by_label_contains(&format!("Accept {plain} suggestions"));
    let rest = format!("{} more are for you to choose", all - plain);
    harness.get_by_label_contains(&rest);
}

/// Everything that can stand on a sheet, with long words.
fn full() -> Case {
    let mut case = two_sessions();
    let id = case.sessions[1].id;
    let said = |layer, words: &str, ownership| Element {
        own_words: true,
        ownership,
        first_seen: Some(id),
        visibility: Visibility::Shareable { on: noon().date_naive() },
        ..Element::new(layer, words)
    };
    let ana = &mut case.maps[0].sides.a.elements;
    ana.push(said(Layer::Fear, "that I am not worth staying for", Ownership::Shared));
    ana.push(said(Layer::Need, "to know you are there", Ownership::Owned));
    let rui = &mut case.maps[0].sides.b.elements;
    rui.push(said(Layer::Primary, "drowning and smiling", Ownership::Touched));
    let sheet = &mut case.sessions[1].sheet;
    sheet.moments.push(moment(MomentTag::LoopLive, "she asks again, he looks away"));
    sheet.moments.push(moment(MomentTag::SoftMoment, "his voice went low"));
    case
}

fn fill(case: &mut Case) {
    let sheet = &mut case.sessions[1].sheet;
    sheet.tango = vec![
        TangoMove {
            number: Tango::Mirroring,
            partner: None,
            words: "she asks again, he looks away; both saw it before I did".to_owned(),
        },
        TangoMove {
            number: Tango::Assembly,
            partner: Some(PartnerId::B),
            words: "his voice went low, the band round the chest, then the shame of \
                    never getting it right, and for the first time the fear under it"
                .to_owned(),
        },
    ];
    sheet.encounters = vec![Encounter {
        sharer: PartnerId::B,
        words: "I go quiet because I am scared of getting it wrong".to_owned(),
        received: Some(Received::Orange),
        answer: "She listened, and did not quite believe it".to_owned(),
    }];
    sheet.interventions = ["reflection", "evocative", "enactment", "silence, held"]
        .map(str::to_owned)
        .into();
    (sheet.step, sheet.steps.b) = (Some(4), Some(5));
    sheet.positions = Pair { a: Some(Position::Pursuer), b: Some(Position::Withdrawer) };
    sheet.knows.therapist = Some(Grade::Yes);
    sheet.knows.couple = Pair { a: Some(Grade::Partly), b: Some(Grade::Yes) };
    sheet.safety = Pair { a: Some(7), b: Some(4) };
    sheet.closeness = Pair { a: Some(5), b: Some(6) };
    sheet.markers = vec![MarkerMet {
        marker: "loop_is_problem".to_owned(),
        partner: None,
        words: "“it had us again on Sunday”".to_owned(),
    }];
    sheet.homework = vec![Homework::from_practice(
        &practice("Ten minutes apart, and come back"),
        None,
    )];
    sheet.take_away = "When it gets loud, we are both scared".to_owned();
    sheet.observed = "Rui looked at the floor while Ana spoke, then at her.".to_owned();
    sheet.plan = "Stay with Rui’s fear; help Ana to hear it.".to_owned();
    sheet.next = Some(noon().date_naive() + Days::new(7));
    sheet.next_at = NaiveTime::from_hms_opt(14, 30, 0);
}

#[test]
#[ignore = "writes pictures to look at into the folder HOLDFAST_PICTURES"]
fn pictures_of_the_sheet() {
    let folder =
        std::env::var("HOLDFAST_PICTURES").unwrap_or_else(|_| "/tmp/look".to_owned());
    std::fs::create_dir_all(&folder).unwrap();
    let mut empty = linden();
    empty.sessions = vec![over(1, SessionKind::Joint, 0)];
    let mut filled = full();
    fill(&mut filled);
    let mut alone = full();
    alone.sessions[1].kind = SessionKind::IndividualB;
    let only = std::env::var("HOLDFAST_PICTURE").unwrap_or_default();
    let all =
        [(&empty, "empty"), (&full(), "offered"), (&filled, "filled"), (&alone, "alone")];
    for (case, what) in all {
        for (size, light) in [
            ([1280.0, 800.0], Theme::Light),
            ([1280.0, 800.0], Theme::Dark),
            ([1920.0, 1080.0], Theme::Light),
            ([1920.0, 1080.0], Theme::Dark),
            ([1024.0, 700.0], Theme::Light),
        ] {
            let name = format!("{light:?}-{}", size[0]).to_lowercase();
            if !format!("{what}-{name}").contains(&only) {
                continue;
            }
            let (_here, path) = kept(case);
            let mut harness = sized(&path, size);
            open(&mut harness);
            command(&mut harness, Key::J);
            if light == Theme::Dark {
                let keys = Modifiers::COMMAND | Modifiers::SHIFT;
                harness.key_press_modifiers(keys, Key::D);
            }
            let picture = |harness: &mut Harness<'_, Desk>, part: &str| {
                steps(harness);
                let image = harness.render().unwrap();
                image.save(format!("{folder}/closing-{what}-{part}-{name}.png")).unwrap();
            };
            picture(&mut harness, "0");
            sheet_key(&mut harness);
            picture(&mut harness, "1");
            harness.get_by_label("De-escalation").click_accesskit();
            steps(&mut harness);
            harness.get_by_label("Plan").focus();
            steps(&mut harness);
            picture(&mut harness, "2");
            harness.get_by_label("De-escalation").focus();
            steps(&mut harness);
            picture(&mut harness, "3");
            press(&mut harness, Key::Escape);
            press(&mut harness, Key::Enter);
            picture(&mut harness, "4");
        }
    }
}
