//! A session at the keyboard: phrases caught as they are spoken, corrected, slowed down and sorted.

use crate::keyboards::Keyboard;
use crate::window::{
    WORDS, click, command, in_the_file, noon, open_map, practice, press, steps,
    type_into, type_text, wait_secs, window,
};
use egui::{Key, Modifiers};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable as _;
use holdfast::app::Desk;
use holdfast::model::{
    Case, Element, Layer, MomentTag, Ownership, Pair, PartnerId, Session, SessionKind,
    Source, Visibility,
};
use holdfast::store::{KeyCost, Passphrase, Practice};
use std::path::{Path, PathBuf};
use tempfile::TempDir;

/// The keys before the words, the words, and where they belong. Ana stands on the left.
const SPOKEN: [(&str, &str, PartnerId, Layer); 20] = [
    ("1v", "asks where he was", PartnerId::A, Layer::Behaviour),
    ("2v", "goes quiet", PartnerId::B, Layer::Behaviour),
    ("c", "her sharp tone", PartnerId::B, Layer::Cue),
    ("b", "band round the chest", PartnerId::B, Layer::Body),
    ("1b", "hot face", PartnerId::A, Layer::Body),
    ("m", "I do not matter", PartnerId::A, Layer::MeaningSelf),
    ("a", "he does not care", PartnerId::A, Layer::MeaningOther),
    ("2m", "I never get it right", PartnerId::B, Layer::MeaningSelf),
    ("r", "numb", PartnerId::B, Layer::Reactive),
    ("1r", "furious", PartnerId::A, Layer::Reactive),
    ("u", "grab hold", PartnerId::A, Layer::Urge),
    ("2u", "get out", PartnerId::B, Layer::Urge),
    ("p", "ashamed", PartnerId::B, Layer::Primary),
    ("1p", "lonely", PartnerId::A, Layer::Primary),
    ("f", "being left", PartnerId::A, Layer::Fear),
    ("2f", "failing her", PartnerId::B, Layer::Fear),
    ("n", "to be enough", PartnerId::B, Layer::Need),
    ("1n", "to know he is there", PartnerId::A, Layer::Need),
    ("o", "waiting at the window", PartnerId::A, Layer::Origin),
    ("2i", "keeps the peace", PartnerId::B, Layer::Intent),
];

/// No panel takes the keyboard away or dims the map.
fn no_dialog(harness: &Harness<'_, Desk>) {
    assert!(harness.ctx.memory(egui::Memory::top_modal_layer).is_none());
}

/// Each key as this keyboard sends it, then the words, then Enter.
fn speak(harness: &mut Harness<'_, Desk>, keyboard: Keyboard, keys: &str, words: &str) {
    for key in keys.chars() {
        match keyboard {
            // The letter is found by what is printed, the digit by its place.
            Keyboard::French | Keyboard::German | Keyboard::Czech
                if key.is_alphabetic() =>
            {
                keyboard.press_sign(harness, key);
            }
            _ => keyboard.press_place(harness, key),
        }
        no_dialog(harness);
    }
    type_text(harness, words);
    press(harness, Key::Enter);
    no_dialog(harness);
}

fn kept(case: &Case, partner: PartnerId, layer: Layer) -> Vec<String> {
    case.maps[0].layer(partner, layer).map(|element| element.words.clone()).collect()
}

fn saved(harness: &mut Harness<'_, Desk>, path: &Path) -> Case {
    wait_secs(harness, 3);
    in_the_file(path)
}

fn all_are_kept(case: &Case) {
    for (_, words, partner, layer) in SPOKEN {
        assert!(
            kept(case, partner, layer).contains(&words.to_owned()),
            "{words} is not in {layer:?} of {partner:?}"
        );
    }
    assert_eq!(case.element_count(), SPOKEN.len());
}

fn capture_all(keyboard: Keyboard) {
    let (_folder, path) = practice();
    let mut harness = window(&path);
    open_map(&mut harness);
    for (keys, words, _, _) in SPOKEN {
        speak(&mut harness, keyboard, keys, words);
    }
    all_are_kept(&saved(&mut harness, &path));
}

#[test]
fn twenty_phrases_need_at_most_three_keys_each_beside_their_words() {
    assert!(SPOKEN.iter().all(|(keys, ..)| keys.chars().count() <= 3));
    capture_all(Keyboard::Us);
}

#[test]
fn twenty_phrases_are_caught_on_a_russian_keyboard() {
    capture_all(Keyboard::Russian);
}

#[test]
fn twenty_phrases_are_caught_on_a_french_keyboard() {
    capture_all(Keyboard::French);
}

#[test]
fn twenty_phrases_are_caught_on_german_czech_and_hebrew_keyboards() {
    for keyboard in [Keyboard::German, Keyboard::Czech, Keyboard::Hebrew] {
        capture_all(keyboard);
    }
}

#[test]
fn three_are_corrected_with_one_key_each_and_everything_is_undone_and_redone() {
    let (_folder, path) = practice();
    let mut harness = window(&path);
    open_map(&mut harness);
    let us = Keyboard::Us;
    speak(&mut harness, us, "1v", "goes quiet");
    harness.get_by_label("The phrase kept last");
    us.press_place(&mut harness, 'e');
    speak(&mut harness, us, "f", "numb");
    us.press_place_with(&mut harness, (Modifiers::SHIFT, 'r'));
    speak(&mut harness, us, "n", "not to be alone");
    us.press_place_with(&mut harness, (Modifiers::SHIFT, '1'));
    us.press_place(&mut harness, '\'');
    no_dialog(&harness);
    let after = saved(&mut harness, &path);
    assert_eq!(kept(&after, PartnerId::B, Layer::Behaviour), ["goes quiet"]);
    // The next phrase went on with the partner of the corrected one.
    assert_eq!(kept(&after, PartnerId::B, Layer::Reactive), ["numb"]);
    let need = after.maps[0].layer(PartnerId::A, Layer::Need).next().unwrap();
    assert_eq!((need.words.as_str(), need.own_words), ("not to be alone", true));
    assert_eq!(need.ownership, Ownership::Owned);
    for _ in 0..7 {
        command(&mut harness, Key::Z);
    }
    assert_eq!(saved(&mut harness, &path).element_count(), 0);
    for _ in 0..7 {
        harness.key_press_modifiers(Modifiers::COMMAND | Modifiers::SHIFT, Key::Z);
        steps(&mut harness);
    }
    no_dialog(&harness);
    assert_eq!(saved(&mut harness, &path).maps, after.maps);
}

#[test]
fn undo_is_under_the_same_finger_on_a_russian_keyboard() {
    let (_folder, path) = practice();
    let mut harness = window(&path);
    open_map(&mut harness);
    speak(&mut harness, Keyboard::Russian, "1v", "goes quiet");
    Keyboard::Russian.press_place_with(&mut harness, (Modifiers::COMMAND, 'z'));
    assert_eq!(saved(&mut harness, &path).element_count(), 0);
}

#[test]
fn on_a_german_keyboard_the_key_beside_t_is_z_and_undoes() {
    let (_folder, path) = practice();
    let mut harness = window(&path);
    open_map(&mut harness);
    let german = Keyboard::German;
    speak(&mut harness, german, "1v", "goes quiet");
    // In the place of the US Z there is a Y, and it undoes nothing.
    german.press_place_with(&mut harness, (Modifiers::COMMAND, 'z'));
    assert_eq!(saved(&mut harness, &path).element_count(), 1);
    german.press_place_with(&mut harness, (Modifiers::COMMAND, 'y'));
    assert_eq!(saved(&mut harness, &path).element_count(), 0);
}

#[test]
fn going_up_and_down_in_intensity_is_one_step_to_undo() {
    let (_folder, path) = practice();
    let mut harness = window(&path);
    open_map(&mut harness);
    speak(&mut harness, Keyboard::Us, "1r", "furious");
    let intensity = |case: &Case| {
        case.maps[0].layer(PartnerId::A, Layer::Reactive).next().unwrap().intensity
    };
    for sign in ["+", "+", "+", "+", "-"] {
        harness.event(egui::Event::Text(sign.to_owned()));
        harness.step();
    }
    steps(&mut harness);
    harness.get_by_label("Intensity: 3 of 10");
    harness.get_by_label_contains("intensity 3 of 10");
    assert_eq!(intensity(&saved(&mut harness, &path)), Some(3));
    command(&mut harness, Key::Z);
    assert_eq!(intensity(&saved(&mut harness, &path)), None);
    for _ in 0..12 {
        type_text(&mut harness, "+");
    }
    assert_eq!(intensity(&saved(&mut harness, &path)), Some(10));
}

#[test]
fn a_behaviour_that_was_just_kept_is_slowed_down_with_one_key() {
    let (_folder, path) = practice();
    let mut harness = window(&path);
    open_map(&mut harness);
    speak(&mut harness, Keyboard::Us, "1v", "asks where he was");
    Keyboard::Us.press_place(&mut harness, 'w');
    no_dialog(&harness);
    // From the cue to the need, one question at a time; what nobody knows is left open.
    let answers = ["he looks away", "hot face", "I do not matter"];
    for words in answers {
        type_text(&mut harness, words);
        press(&mut harness, Key::Enter);
        no_dialog(&harness);
    }
    harness.key_press_modifiers(Modifiers::COMMAND, Key::Enter);
    steps(&mut harness);
    press(&mut harness, Key::Enter);
    let case = saved(&mut harness, &path);
    assert_eq!(kept(&case, PartnerId::A, Layer::Cue), ["he looks away"]);
    assert_eq!(kept(&case, PartnerId::A, Layer::Body), ["hot face"]);
    assert_eq!(kept(&case, PartnerId::A, Layer::MeaningSelf), ["I do not matter"]);
    command(&mut harness, Key::Z);
    assert_eq!(saved(&mut harness, &path).element_count(), 1);
}

/// A couple with something that Rui has said alone.
fn practice_with(change: impl FnOnce(&mut Case)) -> (TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("practice.holdfast");
    let passphrase = Passphrase::new(WORDS);
    let cost = KeyCost::lowest_for_tests();
    let (mut practice, _) = Practice::create(&path, &passphrase, cost, noon()).unwrap();
    let names = Pair { a: "Ana".to_owned(), b: "Rui".to_owned() };
    let mut case = Case::new("Linden", names);
    change(&mut case);
    practice.add(&case, noon()).unwrap();
    (folder, path)
}

#[test]
fn what_was_said_alone_is_shared_by_keyboard_after_a_second_question_and_recorded() {
    let (_folder, path) = practice_with(|case| {
        let source = Source::IndividualB;
        let said = Element { source, ..Element::new(Layer::Fear, "failing her") };
        case.maps[0].sides.b.elements.push(said);
    });
    let mut harness = window(&path);
    open_map(&mut harness);
    let visibility = |case: &Case| {
        case.maps[0].layer(PartnerId::B, Layer::Fear).next().unwrap().visibility
    };
    click_phrase(&mut harness, "failing her");
    Keyboard::Us.press_place(&mut harness, 's');
    no_dialog(&harness);
    harness
        .get_by_label("Rui said this alone. Has Rui agreed that the partner may see it?");
    // The careful answer has the keyboard: Enter in passing shares nothing.
    press(&mut harness, Key::Enter);
    assert_eq!(visibility(&saved(&mut harness, &path)), Visibility::Private);
    Keyboard::Us.press_place(&mut harness, 's');
    press(&mut harness, Key::ArrowLeft);
    press(&mut harness, Key::Enter);
    no_dialog(&harness);
    let case = saved(&mut harness, &path);
    let on = noon().date_naive();
    assert_eq!(visibility(&case), Visibility::Shareable { on });
    command(&mut harness, Key::Z);
    assert_eq!(visibility(&saved(&mut harness, &path)), Visibility::Private);
}

fn click_phrase(harness: &mut Harness<'_, Desk>, words: &str) {
    harness.get_by_label_contains(words).click();
    steps(harness);
}

#[test]
fn the_tray_is_sorted_with_one_key_for_whom_and_one_for_the_layer() {
    let (_folder, path) = practice();
    let mut harness = window(&path);
    open_map(&mut harness);
    let us = Keyboard::Us;
    speak(&mut harness, us, "x", "slams the door");
    us.press_place(&mut harness, '\'');
    speak(&mut harness, us, "x", "scared of his face");
    us.press_place_with(&mut harness, (Modifiers::SHIFT, 'x'));
    for key in "2v1f".chars() {
        us.press_place(&mut harness, key);
        no_dialog(&harness);
    }
    let case = saved(&mut harness, &path);
    assert!(case.maps[0].tray.is_empty());
    let slams = case.maps[0].layer(PartnerId::B, Layer::Behaviour).next().unwrap();
    assert_eq!((slams.words.as_str(), slams.own_words), ("slams the door", true));
    assert_eq!(kept(&case, PartnerId::A, Layer::Fear), ["scared of his face"]);
}

#[test]
fn with_the_mouse_a_phrase_takes_two_clicks_its_words_and_one_click() {
    let (_folder, path) = practice();
    let mut harness = window(&path);
    open_map(&mut harness);
    click(&mut harness, "Rui");
    click(&mut harness, "Body");
    type_text(&mut harness, "band round the chest");
    click(&mut harness, "Keep");
    click(&mut harness, "Own words");
    click(&mut harness, "Ana’s");
    click(&mut harness, "Stronger");
    no_dialog(&harness);
    let case = saved(&mut harness, &path);
    let body = case.maps[0].layer(PartnerId::A, Layer::Body).next().unwrap();
    assert_eq!(body.words, "band round the chest");
    assert_eq!((body.own_words, body.intensity), (true, Some(1)));
}

#[test]
fn a_time_mark_changes_nothing_but_the_session() {
    let (_folder, path) = practice_with(|case| {
        let today = noon().date_naive();
        let mut session = Session::new(1, SessionKind::Joint, today);
        session.start = Some(noon());
        case.sessions.push(session);
    });
    let mut harness = window(&path);
    open_map(&mut harness);
    Keyboard::Us.press_place(&mut harness, 't');
    for key in "1v".chars() {
        Keyboard::Us.press_place(&mut harness, key);
    }
    type_text(&mut harness, "talks to the");
    // In the box T is a letter, and F8 marks the moment without leaving it.
    press(&mut harness, Key::F8);
    type_text(&mut harness, " table");
    press(&mut harness, Key::Enter);
    no_dialog(&harness);
    let case = saved(&mut harness, &path);
    let moments = &case.sessions[0].sheet.moments;
    assert_eq!(moments.len(), 2);
    assert!(moments.iter().all(|it| it.at == noon() && it.tag == MomentTag::Mark));
    assert_eq!(kept(&case, PartnerId::A, Layer::Behaviour), ["talks to the table"]);
}

#[test]
fn the_list_of_keys_lies_over_the_map_and_the_keys_go_on_working() {
    let (_folder, path) = practice();
    let mut harness = window(&path);
    open_map(&mut harness);
    Keyboard::Us.press_sign(&mut harness, '?');
    harness.get_by_label("Behaviour: V");
    no_dialog(&harness);
    speak(&mut harness, Keyboard::Us, "1v", "goes quiet");
    press(&mut harness, Key::Escape);
    assert!(harness.query_by_label("Behaviour: V").is_none());
    assert_eq!(saved(&mut harness, &path).element_count(), 1);
}

/// Finds an action in the settings and presses a new key for it, without the mouse.
fn change_key(harness: &mut Harness<'_, Desk>, action: &str, key: char) {
    type_text(harness, action);
    press(harness, Key::Enter);
    harness.get_by_label_contains(&format!("Press the new key for “{action}”"));
    Keyboard::Us.press_place(harness, key);
}

fn open_keys(harness: &mut Harness<'_, Desk>) {
    command(harness, Key::Comma);
    harness.get_by_label("Change the keys…").focus();
    steps(harness);
    press(harness, Key::Enter);
}

fn clear_search(harness: &mut Harness<'_, Desk>) {
    command(harness, Key::A);
    press(harness, Key::Backspace);
}

#[test]
fn keys_are_changed_by_keyboard_and_are_the_practice_s_from_then_on() {
    let (_folder, path) = practice();
    let mut harness = window(&path);
    open_map(&mut harness);
    open_keys(&mut harness);
    change_key(&mut harness, "Behaviour", 'h');
    harness.get_by_label("Behaviour: H");
    clear_search(&mut harness);
    change_key(&mut harness, "Fear", 'n');
    harness.get_by_label("“N” is “Need”; that would have “F” then");
    press(&mut harness, Key::Enter);
    harness.get_by_label("Fear: N");
    clear_search(&mut harness);
    change_key(&mut harness, "Undo", 'q');
    harness.get_by_label_contains("it needs Ctrl, Alt or an F key");
    Keyboard::Us.press_place_with(&mut harness, (Modifiers::COMMAND, 'q'));
    harness.get_by_label("Undo: Ctrl+Q");
    press(&mut harness, Key::Escape);
    // A new window reads them from the practice.
    drop(harness);
    let mut harness = window(&path);
    open_map(&mut harness);
    for (keys, words) in [("1h", "goes quiet"), ("n", "being left"), ("f", "to be held")]
    {
        speak(&mut harness, Keyboard::Us, keys, words);
    }
    speak(&mut harness, Keyboard::Russian, "h", "leaves the room");
    let case = saved(&mut harness, &path);
    let said = ["goes quiet", "leaves the room"];
    assert_eq!(kept(&case, PartnerId::A, Layer::Behaviour), said);
    assert_eq!(kept(&case, PartnerId::A, Layer::Fear), ["being left"]);
    assert_eq!(kept(&case, PartnerId::A, Layer::Need), ["to be held"]);
    command(&mut harness, Key::Z);
    assert_eq!(saved(&mut harness, &path).element_count(), 4);
    command(&mut harness, Key::Q);
    assert_eq!(saved(&mut harness, &path).element_count(), 3);
}

#[test]
fn the_shipped_keys_come_back_with_one_button() {
    let (_folder, path) = practice();
    let mut harness = window(&path);
    open_map(&mut harness);
    open_keys(&mut harness);
    change_key(&mut harness, "Blank the screen", 'h');
    press(&mut harness, Key::F11);
    clear_search(&mut harness);
    harness.get_by_label("Blank the screen: F11");
    click(&mut harness, "Back to the shipped keys");
    harness.get_by_label("Blank the screen: F9");
    click(&mut harness, "Done");
    press(&mut harness, Key::F9);
    assert!(harness.query_by_label("Change the keys…").is_none(), "the screen is blank");
}

#[test]
fn while_a_new_key_is_awaited_no_key_does_what_it_did() {
    let (_folder, path) = practice();
    let mut harness = window(&path);
    open_map(&mut harness);
    open_keys(&mut harness);
    type_text(&mut harness, "Settings");
    press(&mut harness, Key::Enter);
    // Ctrl+L would lock, and is said to be taken instead.
    Keyboard::Us.press_place_with(&mut harness, (Modifiers::COMMAND, 'l'));
    harness.get_by_label("“Ctrl+L” is “Lock”; that would have “Ctrl+,” then");
    press(&mut harness, Key::Escape);
    harness.get_by_label("Settings: Ctrl+,");
}

#[test]
fn no_two_actions_are_shipped_with_one_key() {
    use holdfast::ui::keys::{Action, Keys};
    let keys = Keys::default();
    for action in Action::all() {
        if let Some(chord) = keys.chord(action) {
            assert_eq!(keys.clash(action, chord), None, "{action:?}");
        }
    }
}

/// Screens have the same letter for different things: a swap on one leaves the others as they are.
#[test]
fn no_swap_of_keys_leaves_one_key_with_two_meanings() {
    use holdfast::ui::keys::{Action, Clash, Keys, Live};
    use strum::VariantArray as _;
    let keys = Keys::default();
    let lives = || Live::VARIANTS.iter().copied().map(Action::Live);
    for (one, two) in lives().flat_map(|one| lives().map(move |two| (one, two))) {
        let Some(chord) = keys.chord(two) else { continue };
        if matches!(keys.clash(one, chord), Some(Clash::Refused(_))) {
            continue;
        }
        let swapped = keys.with(one, chord);
        assert_eq!(swapped.chord(one), Some(chord));
        for action in lives() {
            let clash = swapped.chord(action).and_then(|it| swapped.clash(action, it));
            assert!(!matches!(clash, Some(Clash::Taken(_))), "{one:?} {two:?}");
        }
    }
    let reach = keys.with(Live::Reach.into(), keys.chord(Live::Behaviour).unwrap());
    assert_eq!(reach.chord(Live::Behaviour), keys.chord(Live::Behaviour));
}

#[test]
fn a_changed_key_locks_and_the_passphrase_opens_again() {
    let (_folder, path) = practice();
    let mut harness = window(&path);
    open_map(&mut harness);
    open_keys(&mut harness);
    change_key(&mut harness, "Lock", 'l');
    press(&mut harness, Key::F11);
    press(&mut harness, Key::Escape);
    press(&mut harness, Key::F11);
    harness.get_by_label("Passphrase");
    type_into(&mut harness, "Passphrase", WORDS);
    press(&mut harness, Key::Enter);
    harness.get_by_label("Open the map");
}

#[test]
#[ignore = "writes pictures to look at"]
fn look_at_the_keys() {
    for (size, name) in [([1280.0, 800.0], "small"), ([1920.0, 1080.0], "large")] {
        for theme in [egui::Theme::Light, egui::Theme::Dark] {
            let (_folder, path) = practice();
            let mut harness = window(&path);
            harness.set_size(size.into());
            open_map(&mut harness);
            harness.ctx.set_theme(theme);
            let picture = |harness: &mut Harness<'_, Desk>, what: &str| {
                let file = format!("/tmp/keys-{what}-{name}-{theme:?}.png");
                harness.render().unwrap().save(file).unwrap();
            };
            for (keys, words, _, _) in SPOKEN {
                speak(&mut harness, Keyboard::Us, keys, words);
            }
            type_text(&mut harness, "+");
            type_text(&mut harness, "+");
            picture(&mut harness, "last");
            harness.key_press_modifiers(Modifiers::COMMAND | Modifiers::SHIFT, Key::E);
            steps(&mut harness);
            picture(&mut harness, "listed");
            click_phrase(&mut harness, "asks where he was, a guess");
            picture(&mut harness, "bar");
            press(&mut harness, Key::F1);
            picture(&mut harness, "all");
            press(&mut harness, Key::F1);
            open_keys(&mut harness);
            picture(&mut harness, "panel");
            change_key(&mut harness, "Fear", 'n');
            picture(&mut harness, "swap");
            press(&mut harness, Key::Escape);
            press(&mut harness, Key::Enter);
            press(&mut harness, Key::Tab);
            picture(&mut harness, "refused");
        }
    }
}
