//! A hurried therapist: keys that come faster than the screens, and the keys that were missing.

use crate::couple_file::{is_shown, with};
use crate::window::{
    command, in_the_file, noon, open_map, press, steps, type_into, type_text, unlock,
    wait_secs, window,
};
use egui::{Event, Key, Modifiers};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable as _;
use holdfast::app::Desk;
use holdfast::model::{
    Case, ClientModel, Layer, Pair, PartnerId, SecretsPolicy, Session, SessionKind,
};
use holdfast::store::{KeyCost, Passphrase, Practice};

fn linden() -> Case {
    let names = Pair { a: "Ana".to_owned(), b: "Rui".to_owned() };
    let mut case = Case::new("Linden", names);
    case.client_model = Some(ClientModel::Couple);
    case.secrets_policy = Some(SecretsPolicy::NoSecrets);
    case
}

fn key(key: Key, modifiers: Modifiers) -> Event {
    let physical_key = Some(key);
    Event::Key { key, physical_key, pressed: true, repeat: false, modifiers }
}

/// Each key with its letter, as a keyboard sends them.
fn typed(words: &str) -> impl Iterator<Item = Event> {
    words.chars().flat_map(|letter| {
        let pressed = Key::from_name(&letter.to_ascii_uppercase().to_string());
        let pressed = pressed.map(|it| key(it, Modifiers::NONE));
        pressed.into_iter().chain([Event::Text(letter.to_string())])
    })
}

/// Everything reaches the window in one frame, as on a computer that is slow to draw.
fn in_one_frame(window: &mut Harness<'_, Desk>, events: impl IntoIterator<Item = Event>) {
    window.input_mut().events.extend(events);
    steps(window);
    steps(window);
}

#[test]
fn the_first_score_after_ctrl_u_is_kept_however_fast_it_comes() {
    for (score, expected) in [("152", "52"), ("218", "18"), ("111", "11")] {
        let (_folder, path) = with(&linden());
        let mut window = window(&path);
        open_map(&mut window);
        command(&mut window, Key::U);
        window.get_by_label_contains("CSI-16, ").click_accesskit();
        steps(&mut window);
        command(&mut window, Key::M);
        let all = [key(Key::U, Modifiers::COMMAND)].into_iter().chain(typed(score));
        in_one_frame(&mut window, all);
        press(&mut window, Key::Enter);
        wait_secs(&mut window, 3);
        let case = in_the_file(&path);
        let partner = if score.starts_with('1') { PartnerId::A } else { PartnerId::B };
        let kept =
            case.scores.iter().map(|it| (it.partner, it.totals["total"].to_string()));
        assert_eq!(kept.collect::<Vec<_>>(), [(partner, expected.to_owned())]);
    }
}

#[test]
fn letters_typed_while_the_palette_opens_are_in_it() {
    let (_folder, path) = with(&linden());
    let mut window = window(&path);
    open_map(&mut window);
    let all = [key(Key::K, Modifiers::COMMAND)].into_iter().chain(typed("swap"));
    in_one_frame(&mut window, all);
    press(&mut window, Key::Enter);
    wait_secs(&mut window, 3);
    assert_eq!(in_the_file(&path).maps[0].left, PartnerId::B);
    assert_eq!(in_the_file(&path).element_count(), 0);
}

#[test]
fn a_new_couple_is_typed_in_one_breath_and_tab_goes_row_by_row() {
    let (_folder, path) = with(&linden());
    let mut window = window(&path);
    unlock(&mut window);
    let all = [key(Key::N, Modifiers::COMMAND)].into_iter().chain(typed("Marram"));
    in_one_frame(&mut window, all);
    for words in ["Nienke", "Noor", "she", "they"] {
        press(&mut window, Key::Tab);
        type_text(&mut window, words);
    }
    // Enter makes each decision, and once they are made it adds the couple.
    for chosen in ["The couple", "No secrets"] {
        window.get_by_label(chosen).focus();
        steps(&mut window);
        press(&mut window, Key::Enter);
    }
    window.get_by_label("Add the couple");
    press(&mut window, Key::Enter);
    assert!(window.query_by_label("Add the couple").is_none());
    let words = Passphrase::new(crate::window::WORDS);
    drop(window);
    let practice =
        Practice::open(&path, &words, holdfast::store::Access::Read, noon()).unwrap();
    let cases = practice.cases().unwrap();
    let new = cases.iter().find(|it| it.code_name == "Marram").unwrap();
    let case = practice.load(new.id).unwrap();
    let said = |who| {
        let partner = case.partners.of(who);
        (partner.name.as_str(), partner.pronouns.as_str())
    };
    assert_eq!(said(PartnerId::A), ("Nienke", "she"));
    assert_eq!(said(PartnerId::B), ("Noor", "they"));
}

#[test]
fn esc_asks_before_a_new_couple_that_was_begun_is_given_up() {
    let (_folder, path) = with(&linden());
    let mut window = window(&path);
    unlock(&mut window);
    command(&mut window, Key::N);
    press(&mut window, Key::Escape);
    assert!(window.query_by_label("Code name").is_none(), "nothing was typed");
    command(&mut window, Key::N);
    type_text(&mut window, "Marram");
    press(&mut window, Key::Escape);
    window.get_by_label_contains("What you wrote here is not kept");
    type_into(&mut window, "One partner’s name", "Nienke");
    assert!(!is_shown(&window, "What you wrote here is not kept"));
    press(&mut window, Key::Escape);
    assert!(is_shown(&window, "Marram") && is_shown(&window, "Nienke"));
    press(&mut window, Key::Escape);
    assert!(window.query_by_label("Code name").is_none());
}

#[test]
fn the_place_of_a_new_practice_takes_letters_at_once_and_enter_means_it() {
    let folder = tempfile::tempdir().unwrap();
    let mut window = window(&folder.path().join("practice.holdfast"));
    press(&mut window, Key::Enter);
    window.get_by_label("Choose another place…").click();
    window.step();
    let other = folder.path().join("ours.holdfast");
    let all = [key(Key::A, Modifiers::COMMAND)].into_iter();
    // The first letters come while the panel is only opening.
    window.input_mut().events.extend(typed("lost?"));
    window.step();
    steps(&mut window);
    assert!(is_shown(&window, "lost?"), "the first letters are in the field");
    in_one_frame(&mut window, all.chain([Event::Text(other.display().to_string())]));
    press(&mut window, Key::Escape);
    window.get_by_label("Choose another place…").click();
    steps(&mut window);
    command(&mut window, Key::A);
    type_text(&mut window, &folder.path().display().to_string());
    press(&mut window, Key::Enter);
    assert!(is_shown(&window, "There is a file with this name already"));
    // The field is left, and Enter still means the button that names it.
    command(&mut window, Key::A);
    type_text(&mut window, &other.display().to_string());
    press(&mut window, Key::Enter);
    assert!(is_shown(&window, "ours.holdfast"));
    window.get_by_label("Start a practice");
}

#[test]
fn the_caret_is_back_in_the_passphrase_after_the_list_of_keys() {
    let (_folder, path) = with(&linden());
    let mut window = window(&path);
    type_text(&mut window, "seven quiet herons ");
    press(&mut window, Key::F1);
    window.get_by_label("Keys");
    press(&mut window, Key::Escape);
    assert!(window.query_by_label("Keys").is_none());
    press(&mut window, Key::Escape);
    type_text(&mut window, "cross the bay");
    press(&mut window, Key::Enter);
    window.get_by_label("Open the map");
}

#[test]
fn the_caret_is_back_where_words_were_typed_under_the_list_of_keys() {
    let (_folder, path) = with(&linden());
    let mut window = window(&path);
    open_map(&mut window);
    type_text(&mut window, "v");
    type_text(&mut window, "asks ");
    press(&mut window, Key::F1);
    press(&mut window, Key::Escape);
    type_text(&mut window, "again");
    press(&mut window, Key::Enter);
    wait_secs(&mut window, 3);
    let case = in_the_file(&path);
    let kept: Vec<_> = case.maps[0].layer(PartnerId::A, Layer::Behaviour).collect();
    assert_eq!(kept[0].words, "asks again");
}

#[test]
fn the_brief_key_chooses_who_comes_on_the_nearest_day_when_nobody_comes_today() {
    let today = noon().date_naive();
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("practice.holdfast");
    let (words, cost) =
        (Passphrase::new(crate::window::WORDS), KeyCost::lowest_for_tests());
    let (mut practice, _) = Practice::create(&path, &words, cost, noon()).unwrap();
    for (name, days) in [("Birch", 9), ("Kestrel", 2), ("Marram", 5)] {
        let mut case = linden();
        case.code_name = name.to_owned();
        let held = today - chrono::Duration::days(7);
        let mut session = Session::new(1, SessionKind::Joint, held);
        session.sheet.next = Some(today + chrono::Duration::days(days));
        case.sessions.push(session);
        case.maps[0].name = format!("the loop of {name}");
        practice.add(&case, noon()).unwrap();
    }
    drop(practice);
    let mut window = window(&path);
    unlock(&mut window);
    command(&mut window, Key::F);
    type_text(&mut window, "nobody of this name");
    press(&mut window, Key::F7);
    window.get_by_label("Open the map");
    assert!(!is_shown(&window, "Choose a couple"));
}

#[test]
fn the_chips_of_the_search_have_keys_that_type_nothing() {
    let mut case = linden();
    case.maps[0].name = "saffron round and round".to_owned();
    case.plan.presenting = "saffron silences".to_owned();
    let (_folder, path) = with(&case);
    let mut window = window(&path);
    open_map(&mut window);
    window.key_press_modifiers(Modifiers::COMMAND | Modifiers::SHIFT, Key::F);
    steps(&mut window);
    type_text(&mut window, "saffron");
    wait_secs(&mut window, 1);
    window.get_by_label("2 places, 1 couple");
    for (digit, said) in [
        (Key::Num2, "1 place, 1 couple"),
        (Key::Num1, "2 places, 1 couple"),
        (Key::Num6, "1 place, 1 couple"),
    ] {
        window.key_press_modifiers(Modifiers::ALT, digit);
        steps(&mut window);
        window.get_by_label(said);
    }
    assert!(is_shown(&window, "silences"));
    window.get_by_label("Words to look for");
    assert!(is_shown(&window, "saffron"));
}

#[test]
fn what_is_not_settled_is_said_once_when_a_session_begins() {
    let mut case = linden();
    (case.client_model, case.secrets_policy) = (None, None);
    let (_folder, path) = with(&case);
    let mut window = window(&path);
    open_map(&mut window);
    press(&mut window, Key::F6);
    window.get_by_label(
        "Still open: who the client is, what is told alone, 4 consents, a talk with each \
         alone",
    );
    type_text(&mut window, "v");
    type_text(&mut window, "asks again");
    press(&mut window, Key::Enter);
    assert!(!is_shown(&window, "Still open"));
}

/// Draws what is easily crowded, in both lights and three sizes, to be looked at.
#[test]
#[ignore = "writes pictures to look at into the folder HOLDFAST_PICTURES"]
fn pictures_of_what_is_easily_crowded() {
    let folder =
        std::env::var("HOLDFAST_PICTURES").unwrap_or_else(|_| "/tmp/look".to_owned());
    std::fs::create_dir_all(&folder).unwrap();
    let mut case = holdfast::store::sample::couples().unwrap().remove(0);
    (case.client_model, case.secrets_policy) = (None, None);
    for words in ["slams the cupboard doors", "asks his sister what he said", "counts"] {
        let element = holdfast::model::Element::new(Layer::Behaviour, words);
        case.maps[0].sides.a.elements.push(element);
    }
    let (_folder, path) = with(&case);
    for (theme, size) in [
        (egui::Theme::Light, [1280.0, 800.0]),
        (egui::Theme::Dark, [1920.0, 1080.0]),
        (egui::Theme::Light, [1024.0, 700.0]),
    ] {
        let name = format!("{theme:?}-{}", size[0]).to_lowercase();
        let mut window = window(&path);
        window.set_size(size.into());
        open_map(&mut window);
        if theme == egui::Theme::Dark {
            window.key_press_modifiers(Modifiers::COMMAND | Modifiers::SHIFT, Key::D);
        }
        let picture = |window: &mut Harness<'_, Desk>, what: &str| {
            steps(window);
            let image = window.render().unwrap();
            image.save(format!("{folder}/hurried-{what}-{name}.png")).unwrap();
        };
        picture(&mut window, "1-map");
        press(&mut window, Key::F6);
        picture(&mut window, "2-open");
        window.key_press_modifiers(Modifiers::SHIFT, Key::F6);
        steps(&mut window);
        press(&mut window, Key::Tab);
        press(&mut window, Key::Tab);
        press(&mut window, Key::Tab);
        picture(&mut window, "3-sheet");
        window.key_press_modifiers(Modifiers::COMMAND | Modifiers::SHIFT, Key::F);
        steps(&mut window);
        type_text(&mut window, "the");
        picture(&mut window, "4-search");
        command(&mut window, Key::N);
        type_text(&mut window, "Marram");
        press(&mut window, Key::Escape);
        picture(&mut window, "5-new");
        press(&mut window, Key::Escape);
        command(&mut window, Key::Z);
        command(&mut window, Key::U);
        picture(&mut window, "6-measures");
    }
}
