//! A practice's own words: written in the settings, offered on the map, handed on as files.

use crate::gate_screens::{self, DARK, Frame, LIGHT, show};
use crate::window::{
    WORDS, click, command, in_the_file, noon, open_map, practice, press, steps,
    type_into, type_text, unlock, wait_secs, window,
};
use egui::Key;
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable as _;
use holdfast::app::Desk;
use holdfast::edit::own_words::OWN_NAME;
use holdfast::model::practice_words::{PracticeWords, WordPack};
use holdfast::model::vocabulary::Pack;
use holdfast::model::{Layer, Position};
use holdfast::store::{Access, Passphrase, Practice};
use holdfast::ui::settings::{SettingsFacts, SettingsState, settings_ui};
use holdfast::ui::settings_words::WordsState;
use std::fs;
use std::path::Path;

fn kept(path: &Path) -> PracticeWords {
    let passphrase = Passphrase::new(WORDS);
    let practice = Practice::open(path, &passphrase, Access::Read, noon()).unwrap();
    practice.settings().unwrap().words
}

fn open_words(harness: &mut Harness<'_, Desk>) {
    command(harness, Key::Comma);
    // It may lie further down than the window.
    harness.get_by_label("Your own words…").click_accesskit();
    steps(harness);
}

fn type_path(harness: &mut Harness<'_, Desk>, path: &Path) {
    command(harness, Key::A);
    type_text(harness, &path.display().to_string());
    press(harness, Key::Enter);
}

#[test]
fn a_word_of_ones_own_is_kept_sealed_and_offered_before_the_shipped_ones() {
    let (_folder, path) = practice();
    let mut harness = window(&path);
    unlock(&mut harness);
    open_words(&mut harness);
    type_into(&mut harness, "A word or a phrase", "goes and hums");
    press(&mut harness, Key::Enter);
    assert_eq!(kept(&path).packs[0].lists[0].terms, ["goes and hums"]);
    command(&mut harness, Key::T);
    click(&mut harness, "Open the map");
    type_text(&mut harness, "v");
    type_text(&mut harness, "goes");
    harness.get_by_label("goes and hums");
    press(&mut harness, Key::Tab);
    press(&mut harness, Key::Enter);
    wait_secs(&mut harness, 3);
    assert_eq!(in_the_file(&path).maps[0].sides.a.elements[0].words, "goes and hums");
    let bytes = fs::read(&path).unwrap();
    assert!(!bytes.windows(4).any(|four| four == b"hums"), "it is not sealed");
}

#[test]
fn a_word_is_changed_and_taken_out_again() {
    let (_folder, path) = practice();
    let mut harness = window(&path);
    unlock(&mut harness);
    open_words(&mut harness);
    type_into(&mut harness, "A word or a phrase", "hums");
    press(&mut harness, Key::Enter);
    type_text(&mut harness, "Hums");
    press(&mut harness, Key::Enter);
    harness.get_by_label_contains("stand in this layer already");
    click(&mut harness, "hums");
    command(&mut harness, Key::A);
    type_text(&mut harness, "hums softly");
    press(&mut harness, Key::Enter);
    assert_eq!(kept(&path).packs[0].lists[0].terms, ["hums softly"]);
    click(&mut harness, "hums softly");
    click(&mut harness, "Remove it");
    assert_eq!(kept(&path).packs[0].term_count(), 0);
}

#[test]
fn a_pack_goes_out_as_a_file_and_comes_into_another_practice() {
    let (folder, path) = practice();
    let mut harness = window(&path);
    unlock(&mut harness);
    open_words(&mut harness);
    type_into(&mut harness, "A word or a phrase", "hums");
    press(&mut harness, Key::Enter);
    click(&mut harness, "Save as a file…");
    let file = folder.path().join("ours.ron");
    type_path(&mut harness, &file);
    assert!(fs::read_to_string(&file).unwrap().contains("hums"));
    let (_other_folder, other) = practice();
    let mut harness = window(&other);
    unlock(&mut harness);
    open_words(&mut harness);
    harness.get_by_label("Add a pack…").click_accesskit();
    steps(&mut harness);
    type_path(&mut harness, &file);
    assert_eq!(kept(&other), kept(&path));
    click(&mut harness, "Remove this pack…");
    click(&mut harness, "Remove it");
    assert!(kept(&other).packs.is_empty());
}

#[test]
fn a_bad_file_is_refused_with_its_line_and_changes_nothing() {
    let (folder, path) = practice();
    let file = folder.path().join("bad.ron");
    fs::write(&file, "[\n  (layer: Moves, terms: [\"hums\"]),\n]\n").unwrap();
    let mut harness = window(&path);
    unlock(&mut harness);
    open_words(&mut harness);
    harness.get_by_label("Add a pack…").click_accesskit();
    steps(&mut harness);
    type_path(&mut harness, &file);
    harness.get_by_label_contains("Line 2, column");
    assert!(kept(&path).is_default());
}

#[test]
fn a_shipped_pack_that_is_left_out_is_not_offered() {
    let (_folder, path) = practice();
    let mut harness = window(&path);
    unlock(&mut harness);
    open_words(&mut harness);
    click(&mut harness, "Urges");
    click(&mut harness, "Left out");
    assert_eq!(kept(&path).off, ["urges"]);
    command(&mut harness, Key::T);
    click(&mut harness, "Open the map");
    type_text(&mut harness, "u");
    type_text(&mut harness, "gra");
    assert!(harness.query_by_label("grab hold").is_none());
}

#[test]
fn a_phrase_is_kept_for_all_couples_from_the_palette_unless_a_client_said_it() {
    let (_folder, path) = practice();
    let mut harness = window(&path);
    open_map(&mut harness);
    for words in ["hums", "\"like a bell\""] {
        type_text(&mut harness, "v");
        type_text(&mut harness, words);
        press(&mut harness, Key::Enter);
        command(&mut harness, Key::K);
        type_text(&mut harness, "own words");
        press(&mut harness, Key::Enter);
    }
    harness.get_by_label_contains("they stay with the couple");
    assert_eq!(kept(&path).packs[0].lists[0].terms, ["hums"]);
}

fn some_words() -> PracticeWords {
    let pack = |layer, position, terms: &[&str]| Pack {
        layer,
        position,
        kind: None,
        terms: terms.iter().map(|term| (*term).to_owned()).collect(),
    };
    let own = [
        pack(Layer::Behaviour, None, &["hums", "tidies the kitchen", "goes for a run"]),
        pack(Layer::Behaviour, Some(Position::Pursuer), &["knocks", "sends a photo"]),
        pack(Layer::Image, None, &["two boats on one rope"]),
    ];
    let group = pack(Layer::Cue, None, &["the door", "the car in the drive"]);
    PracticeWords {
        packs: vec![
            WordPack { name: OWN_NAME.to_owned(), lists: own.to_vec() },
            WordPack { name: "Tuesday group".to_owned(), lists: vec![group] },
        ],
        off: vec!["sexual_loop".to_owned(), "factors".to_owned()],
    }
}

#[test]
#[ignore = "writes pictures to look at"]
fn picture_own_words() {
    let folder =
        std::env::var("HOLDFAST_PICTURES").unwrap_or_else(|_| "/tmp/look".to_owned());
    fs::create_dir_all(&folder).unwrap();
    let large: Frame = ((1920.0, 1080.0), egui::Theme::Dark);
    let words = some_words();
    for (name, frame) in [("light", LIGHT), ("dark", DARK), ("large", large)] {
        let facts = SettingsFacts { words: &words, ..gate_screens::settings_facts() };
        let page = Some(WordsState::default());
        let state = SettingsState { words: page, ..SettingsState::default() };
        let mut harness = show(frame, state, move |ui, state, asked| {
            settings_ui(ui, state, &facts, asked);
        });
        let save = |harness: &mut Harness<'_, _>, part: &str| {
            let path = format!("{folder}/own-words-{part}-{name}.png");
            harness.render().unwrap().save(path).unwrap();
        };
        save(&mut harness, "page");
        harness.get_by_label("knocks").click();
        harness.run();
        save(&mut harness, "change");
        harness.get_by_label("How each reads the other").click();
        harness.run();
        save(&mut harness, "shipped");
    }
}
