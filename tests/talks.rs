//! Journeys on the screen of the talks, before and after, in the whole window.

use crate::keyboards::Keyboard;
use crate::new_loop::{opened, saved, two_moves};
use crate::read_pdf::ReadPdf;
use crate::window::{click, command, in_the_file, press, steps, type_text};
use chrono::NaiveDate;
use egui::{Key, Modifiers};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable as _;
use holdfast::app::Desk;
use holdfast::model::{
    Case, ClientDialogue, Dialogue, PartnerId, Position, Source, Turn, Visibility,
};
use holdfast::store::sample;
use std::path::PathBuf;

fn talks(harness: &mut Harness<'_, Desk>) {
    harness.key_press_modifiers(Modifiers::COMMAND | Modifiers::SHIFT, Key::T);
    steps(harness);
}

fn alt(harness: &mut Harness<'_, Desk>, key: Key) {
    harness.key_press_modifiers(Modifiers::ALT, key);
    steps(harness);
}

fn turn(who: PartnerId, words: &str) -> Turn {
    Turn { who, words: words.to_owned(), seen: String::new() }
}

/// A couple with one talk of three turns before.
fn with_talk() -> Case {
    let mut case = two_moves();
    case.maps[0].sides.a.position = Position::Pursuer;
    case.maps[0].sides.b.position = Position::Withdrawer;
    let mut talk = Dialogue::new("The holiday");
    talk.before = vec![
        turn(PartnerId::A, "Have you looked at it?"),
        turn(PartnerId::B, "Not yet."),
        turn(PartnerId::A, "It is Thursday."),
    ];
    case.maps[0].dialogues = vec![talk];
    case
}

fn lines(turns: &[Turn]) -> Vec<(PartnerId, &str)> {
    turns.iter().map(|turn| (turn.who, turn.words.as_str())).collect()
}

#[test]
fn a_talk_is_written_by_keyboard_alone_turn_by_turn() {
    let (_folder, path, mut harness) = opened(&two_moves());
    talks(&mut harness);
    press(&mut harness, Key::Enter);
    command(&mut harness, Key::A);
    type_text(&mut harness, "The holiday");
    press(&mut harness, Key::Enter);
    type_text(&mut harness, "1");
    type_text(&mut harness, "Have you looked at it?");
    press(&mut harness, Key::Enter);
    type_text(&mut harness, "Not yet.");
    command(&mut harness, Key::Enter);
    type_text(&mut harness, "I was tired.");
    press(&mut harness, Key::Tab);
    type_text(&mut harness, "looks away");
    press(&mut harness, Key::Enter);
    press(&mut harness, Key::Escape);
    press(&mut harness, Key::ArrowRight);
    type_text(&mut harness, "2");
    type_text(&mut harness, "After supper.");
    press(&mut harness, Key::Enter);
    press(&mut harness, Key::Escape);
    type_text(&mut harness, "d");
    type_text(&mut harness, "Rui says when.");
    press(&mut harness, Key::Enter);
    let case = saved(&mut harness, &path);
    let talk = &case.maps[0].dialogues[0];
    assert_eq!(talk.title, "The holiday");
    let before = [
        (PartnerId::A, "Have you looked at it?"),
        (PartnerId::B, "Not yet."),
        (PartnerId::B, "I was tired."),
    ];
    assert_eq!(lines(&talk.before), before);
    assert_eq!(talk.before[2].seen, "looks away");
    assert_eq!(lines(&talk.after), [(PartnerId::B, "After supper.")]);
    assert_eq!(talk.what_changed, "Rui says when.");
}

#[test]
fn a_turn_is_edited_moved_given_to_the_other_and_removed_and_all_of_it_undone() {
    let (_folder, path, mut harness) = opened(&with_talk());
    talks(&mut harness);
    press(&mut harness, Key::ArrowDown);
    press(&mut harness, Key::ArrowDown);
    press(&mut harness, Key::Enter);
    command(&mut harness, Key::A);
    type_text(&mut harness, "Later.");
    harness.key_press(Key::Escape);
    steps(&mut harness);
    let untouched = saved(&mut harness, &path);
    assert_eq!(untouched.maps[0].dialogues[0].before[1].words, "Not yet.");
    press(&mut harness, Key::Enter);
    command(&mut harness, Key::A);
    type_text(&mut harness, "Later.");
    press(&mut harness, Key::Enter);
    press(&mut harness, Key::Escape);
    press(&mut harness, Key::ArrowDown);
    press(&mut harness, Key::ArrowDown);
    alt(&mut harness, Key::ArrowUp);
    type_text(&mut harness, "o");
    press(&mut harness, Key::ArrowDown);
    press(&mut harness, Key::Delete);
    let case = saved(&mut harness, &path);
    let wanted = [(PartnerId::A, "Later."), (PartnerId::A, "It is Thursday.")];
    assert_eq!(lines(&case.maps[0].dialogues[0].before), wanted);
    for _ in 0..4 {
        command(&mut harness, Key::Z);
    }
    let case = saved(&mut harness, &path);
    assert_eq!(case.maps[0].dialogues, with_same_ids(&case, &with_talk()));
}

fn with_same_ids(found: &Case, wanted: &Case) -> Vec<Dialogue> {
    let found = &found.maps[0].dialogues;
    let pairs = wanted.maps[0].dialogues.iter().zip(found);
    pairs.map(|(wanted, found)| Dialogue { id: found.id, ..wanted.clone() }).collect()
}

#[test]
fn an_example_is_copied_with_the_couples_names_and_positions() {
    let mut case = two_moves();
    case.maps[0].sides.a.position = Position::Withdrawer;
    let (_folder, path, mut harness) = opened(&case);
    talks(&mut harness);
    click(&mut harness, "Planning the holiday");
    let case = saved(&mut harness, &path);
    let talk = &case.maps[0].dialogues[0];
    assert_eq!(talk.before[0].who, PartnerId::B);
    assert!(talk.what_changed.starts_with("Rui asks"), "{}", talk.what_changed);
    assert!(ClientDialogue::of(&case.maps[0], talk).is_none());
    type_text(&mut harness, "e");
    click(&mut harness, "Far apart on the sofa");
    assert_eq!(saved(&mut harness, &path).maps[0].dialogues.len(), 2);
}

#[test]
fn a_talk_told_alone_is_shared_only_after_the_second_question() {
    let mut case = with_talk();
    case.maps[0].dialogues[0].source = Source::IndividualB;
    let (_folder, path, mut harness) = opened(&case);
    talks(&mut harness);
    type_text(&mut harness, "s");
    let case = saved(&mut harness, &path);
    assert!(ClientDialogue::all_of(&case.maps[0]).is_empty());
    click(&mut harness, "Yes, share it");
    let case = saved(&mut harness, &path);
    assert_eq!(ClientDialogue::all_of(&case.maps[0]).len(), 1);
    let act = case.maps[0].sharing.last().unwrap();
    assert_eq!(act.what, case.maps[0].dialogues[0].id.0);
    type_text(&mut harness, "s");
    let case = saved(&mut harness, &path);
    assert!(ClientDialogue::all_of(&case.maps[0]).is_empty());
}

#[test]
fn what_is_being_written_is_kept_at_the_lock() {
    let (_folder, path, mut harness) = opened(&with_talk());
    talks(&mut harness);
    type_text(&mut harness, "2");
    type_text(&mut harness, "I was afraid to look.");
    command(&mut harness, Key::L);
    let case = in_the_file(&path);
    let last = case.maps[0].dialogues[0].before.last().unwrap().clone();
    assert_eq!((last.who, last.words.as_str()), (PartnerId::B, "I was afraid to look."));
}

#[test]
fn the_words_of_a_turn_that_is_left_by_a_click_are_kept() {
    let (_folder, path, mut harness) = opened(&with_talk());
    talks(&mut harness);
    type_text(&mut harness, "2");
    type_text(&mut harness, "I was afraid to look.");
    click(&mut harness, "The holiday, 3 turns, private");
    let case = saved(&mut harness, &path);
    assert_eq!(case.maps[0].dialogues[0].before.len(), 4);
}

#[test]
fn too_many_letters_stay_in_the_box_and_a_sentence_says_why() {
    let (_folder, path, mut harness) = opened(&with_talk());
    talks(&mut harness);
    type_text(&mut harness, "2");
    type_text(&mut harness, &"so ".repeat(200));
    press(&mut harness, Key::Enter);
    assert!(harness.query_by_label_contains("This holds up to 400 letters").is_some());
    assert_eq!(saved(&mut harness, &path).maps[0].dialogues[0].before.len(), 3);
    assert!(harness.query_by_label("What Rui says").is_some());
}

#[test]
fn a_turn_is_heard_with_its_speaker_position_and_what_is_seen() {
    let mut case = with_talk();
    case.maps[0].dialogues[0].before[1].seen = "looks away".to_owned();
    let (_folder, _, mut harness) = opened(&case);
    talks(&mut harness);
    harness.get_by_label("Rui, withdraws: Not yet. (looks away)");
    harness.get_by_label("Ana, pursues: It is Thursday.");
}

#[test]
fn a_talk_is_written_shared_shown_as_its_page_and_saved_with_its_words() {
    let (folder, path, mut harness) = opened(&with_talk());
    talks(&mut harness);
    command(&mut harness, Key::P);
    let why = "This talk is private: make it shareable before you print it";
    harness.get_by_label_contains(why);
    type_text(&mut harness, "n");
    command(&mut harness, Key::A);
    type_text(&mut harness, "Sunday evening");
    press(&mut harness, Key::Enter);
    type_text(&mut harness, "1");
    type_text(&mut harness, "Will you sit with me?");
    press(&mut harness, Key::Escape);
    assert!(saved(&mut harness, &path).maps[0].dialogues[1].before.is_empty());
    type_text(&mut harness, "1");
    type_text(&mut harness, "Will you sit with me?");
    press(&mut harness, Key::Enter);
    press(&mut harness, Key::Escape);
    type_text(&mut harness, "s");
    press(&mut harness, Key::ArrowRight);
    type_text(&mut harness, "2");
    type_text(&mut harness, "Yes, in ten minutes.");
    // What stands in the box is on the page as well.
    command(&mut harness, Key::P);
    harness.get_by_label("Preview of page 1 of 1");
    harness.get_by_label("1 talk");
    harness.get_by_label("1 talk: private: nobody has shared it");
    let page = folder.path().join("page.pdf");
    click(&mut harness, "Save the PDF…");
    command(&mut harness, Key::A);
    type_text(&mut harness, &page.display().to_string());
    press(&mut harness, Key::Enter);
    harness.get_by_label_contains("Saved as");
    let printed = ReadPdf::new(&std::fs::read(&page).unwrap()).everything();
    for words in ["Sunday evening", "Will you sit with me?", "Yes, in ten minutes."] {
        assert!(printed.contains(words), "{words}");
    }
    assert!(!printed.contains("It is Thursday."));
    press(&mut harness, Key::Escape);
    harness.get_by_label("Sunday evening, 2 turns, shareable");
}

#[test]
fn the_keys_of_a_talk_work_on_any_keyboard_and_can_be_changed() {
    let (_folder, path, mut harness) = opened(&with_talk());
    talks(&mut harness);
    press(&mut harness, Key::ArrowDown);
    Keyboard::Russian.press_place(&mut harness, 'o');
    let case = saved(&mut harness, &path);
    assert_eq!(case.maps[0].dialogues[0].before[0].who, PartnerId::B);
    Keyboard::French.press_place_with(&mut harness, (Modifiers::SHIFT, '1'));
    let case = saved(&mut harness, &path);
    assert_eq!(case.maps[0].dialogues[0].before[0].who, PartnerId::A);
    command(&mut harness, Key::Comma);
    // It may lie further down than the window.
    harness.get_by_label("Change the keys…").click_accesskit();
    steps(&mut harness);
    type_text(&mut harness, "The other says the chosen turn");
    press(&mut harness, Key::Enter);
    // On the map this letter means something else, and goes on meaning it.
    type_text(&mut harness, "w");
    harness.get_by_label("The other says the chosen turn: W");
    press(&mut harness, Key::Escape);
    talks(&mut harness);
    press(&mut harness, Key::ArrowDown);
    type_text(&mut harness, "w");
    let case = saved(&mut harness, &path);
    assert_eq!(case.maps[0].dialogues[0].before[1].who, PartnerId::A);
}

/// Writes pictures into the folder that `HOLDFAST_PICTURES` names.
#[test]
#[ignore = "writes pictures to look at"]
fn pictures() {
    let folder = PathBuf::from(std::env::var("HOLDFAST_PICTURES").unwrap());
    let linden = sample::couples().unwrap().remove(0);
    let long = {
        let mut case = linden.clone();
        let talk = &mut case.maps[0].dialogues[0];
        let mut many = talk.before.clone();
        for turn in &mut many {
            turn.words.push_str(
                " And then there is the other thing, which I have said before.",
            );
        }
        talk.before.extend(many.clone());
        talk.after.extend(many);
        talk.title =
            "A talk with a title that is longer than any title should be".repeat(2);
        for n in 0..14 {
            case.maps[0].dialogues.push(Dialogue::new(format!("Another talk {n}")));
        }
        case
    };
    let shared = {
        let mut case = linden.clone();
        for talk in &mut case.maps[0].dialogues {
            talk.visibility = Visibility::Shareable { on: NaiveDate::MAX };
        }
        case
    };
    let shots: [(&str, Case, &[&str]); 8] = [
        ("keys", linden.clone(), &["?"]),
        ("private", with_talk(), &["print"]),
        ("page", shared, &["print"]),
        ("full", linden.clone(), &[]),
        ("empty", two_moves(), &[]),
        ("write", linden.clone(), &["2", "I was afraid to look at all of it at once"]),
        ("examples", linden, &["e"]),
        ("long", long, &[]),
    ];
    for (name, case, keys) in shots {
        let (_folder, _, mut harness) = opened(&case);
        talks(&mut harness);
        for text in keys {
            match *text {
                "print" => command(&mut harness, Key::P),
                text => type_text(&mut harness, text),
            }
        }
        for size in [[1024.0, 700.0], [1280.0, 800.0], [1920.0, 1080.0]] {
            harness.set_size(size.into());
            for theme in [egui::Theme::Light, egui::Theme::Dark] {
                harness.ctx.set_theme(theme);
                steps(&mut harness);
                let file = format!("talks_{name}_{}_{theme:?}.png", size[0]);
                harness.render().unwrap().save(folder.join(file)).unwrap();
            }
        }
    }
}
