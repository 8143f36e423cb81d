//! Journeys on the map screen that type and click as a therapist would.

use crate::cpu_renderer::CpuRenderer;
use crate::invented_couple;
use chrono::NaiveDate;
use egui::{Key, Modifiers};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable as _;
use holdfast::drawing::Fonts;
use holdfast::edit::History;
use holdfast::edit::phrase::Signer;
use holdfast::model::vocabulary::Vocabulary;
use holdfast::model::{Case, Layer, Ownership, Pair, PartnerId, Source, Visibility};
use holdfast::ui::command::{self, Ask, Command, Place};
use holdfast::ui::look::{self, Motion};
use holdfast::ui::map_screen::map_screen_ui;
use holdfast::ui::map_state::{MapFacts, MapState, View};
use holdfast::ui::notice::Saved;
use holdfast::ui::session_line::Sitting;

/// A therapist with one couple open, and nothing else of the program.
pub struct Desk {
    pub case: Case,
    history: History,
    version: u64,
    pub state: MapState,
    fonts: Fonts,
    vocabulary: Vocabulary,
    pub asked: Vec<Ask>,
}

impl Desk {
    fn new(case: Case) -> Self {
        let state = MapState::new(case.maps[0].id);
        Self {
            case,
            history: History::default(),
            version: 0,
            state,
            fonts: Fonts::new(),
            vocabulary: Vocabulary::shipped(),
            asked: Vec::new(),
        }
    }

    fn place(&self) -> Place {
        Place {
            is_own_loop: false,
            note: None,
            is_open: true,
            has_case: true,
            has_page: true,
            is_read_only: false,
            can_undo: self.history.can_undo(),
            can_redo: self.history.can_redo(),
            is_in_session: self.case.running().is_some(),
            has_company: self.case.running().is_some(),
            shows_to_couple: false,
        }
    }

    fn ui(&mut self, ui: &mut egui::Ui) {
        let mut asked: Vec<Ask> = command::take_shortcuts(ui.ctx(), self.place())
            .into_iter()
            .map(Ask::Do)
            .collect();
        let facts = MapFacts {
            own_loop: None,
            case: &self.case,
            version: self.version,
            fonts: &self.fonts,
            vocabulary: &self.vocabulary,
            signer: Signer { on: NaiveDate::from_ymd_opt(2026, 11, 22).unwrap(), by: "" },
            touched_last: PartnerId::A,
            session: Some(invented_couple::TODAY),
            sitting: Sitting::default(),
            saved: &Saved::At("14:24".to_owned()),
            place: self.place(),
            takes_keys: true,
        };
        map_screen_ui(ui, &mut self.state, &facts, &mut asked);
        for ask in asked {
            self.answer(ask);
        }
    }

    fn answer(&mut self, ask: Ask) {
        match ask {
            Ask::Change(edit) => {
                self.history.make(edit, &mut self.case, self.version * 10_000).unwrap();
                self.version += 1;
            }
            Ask::Do(Command::Undo) => {
                self.history.undo(&mut self.case).unwrap();
                self.version += 1;
            }
            Ask::Do(Command::Redo) => {
                self.history.redo(&mut self.case).unwrap();
                self.version += 1;
            }
            Ask::Do(Command::ShowList) => self.state.switch_list(),
            Ask::Do(Command::Legend) => self.state.shown.legend ^= true,
            Ask::Do(Command::ThisLoop) => self.state.switch_this_loop(),
            Ask::Do(Command::Ownership) => self.state.switch_ownership(),
            other => self.asked.push(other),
        }
    }
}

pub fn harness(case: Case, size: [f32; 2]) -> Harness<'static, Desk> {
    let mut harness = Harness::builder()
        .with_size(size)
        .with_render_cursor(false)
        .renderer(CpuRenderer::default())
        .with_context_setup(|context| look::install(context, Motion::Off))
        .build_ui_state(|ui, desk: &mut Desk| desk.ui(ui), Desk::new(case));
    harness.run();
    harness
}

pub fn couple() -> Case {
    let mut case = Case::new("Linden", Pair { a: "Ana".to_owned(), b: "Rui".to_owned() });
    case.maps = vec![invented_couple::full()];
    case
}

pub fn empty_couple() -> Case {
    Case::new("Linden", Pair { a: "Ana".to_owned(), b: "Rui".to_owned() })
}

pub fn type_text(harness: &mut Harness<'_, Desk>, text: &str) {
    harness.event(egui::Event::Text(text.to_owned()));
    harness.run();
}

pub fn press(harness: &mut Harness<'_, Desk>, key: Key) {
    harness.key_press(key);
    harness.run();
}

pub fn words(desk: &Desk, partner: PartnerId, layer: Layer) -> Vec<String> {
    desk.case.maps[0].layer(partner, layer).map(|e| e.words.clone()).collect()
}

#[test]
fn a_phrase_is_kept_with_two_keys_its_words_and_enter() {
    let mut harness = harness(empty_couple(), [1280.0, 800.0]);
    type_text(&mut harness, "2");
    type_text(&mut harness, "b");
    type_text(&mut harness, "band round the chest");
    press(&mut harness, Key::Enter);
    assert_eq!(
        words(harness.state(), PartnerId::B, Layer::Body),
        ["band round the chest"]
    );
    // The next keys are keys again, not words.
    type_text(&mut harness, "1");
    type_text(&mut harness, "v");
    type_text(&mut harness, "asks again");
    press(&mut harness, Key::Enter);
    assert_eq!(words(harness.state(), PartnerId::A, Layer::Behaviour), ["asks again"]);
}

#[test]
fn what_was_kept_is_undone_and_redone() {
    let mut harness = harness(empty_couple(), [1280.0, 800.0]);
    for (keys, text) in [("f", "being left"), ("n", "to know he is there")] {
        type_text(&mut harness, keys);
        type_text(&mut harness, text);
        press(&mut harness, Key::Enter);
    }
    let both = harness.state().case.clone();
    for _ in 0..2 {
        harness.key_press_modifiers(Modifiers::COMMAND, Key::Z);
        harness.run();
    }
    assert_eq!(harness.state().case.element_count(), 0);
    for _ in 0..2 {
        harness.key_press_modifiers(Modifiers::COMMAND | Modifiers::SHIFT, Key::Z);
        harness.run();
    }
    assert_eq!(harness.state().case, both);
}

#[test]
fn undo_works_while_a_text_box_has_the_keyboard() {
    let mut harness = harness(empty_couple(), [1280.0, 800.0]);
    type_text(&mut harness, "f");
    type_text(&mut harness, "being left");
    press(&mut harness, Key::Enter);
    type_text(&mut harness, "n");
    type_text(&mut harness, "to know");
    harness.key_press_modifiers(Modifiers::COMMAND, Key::Z);
    harness.run();
    assert_eq!(harness.state().case.element_count(), 0);
    assert_eq!(harness.state().state.capture.words, "to know");
}

#[test]
fn a_click_chooses_a_phrase_and_its_keys_change_it() {
    let mut harness = harness(couple(), [1280.0, 800.0]);
    let name = "Rui, Reacts with: numb, owned";
    harness.get_by_label_contains(name).click();
    harness.run();
    let chosen = harness.state().state.selected.expect("a phrase is chosen");
    let element = |desk: &Desk| desk.case.maps[0].find(chosen).unwrap().2.clone();
    let was_own = element(harness.state()).own_words;
    type_text(&mut harness, "'");
    assert_ne!(element(harness.state()).own_words, was_own);
    type_text(&mut harness, "g");
    assert_eq!(element(harness.state()).ownership, Ownership::Shared);
    press(&mut harness, Key::Delete);
    assert!(harness.state().case.maps[0].find(chosen).is_none());
}

#[test]
fn what_was_said_alone_is_shared_only_after_a_second_yes() {
    let mut case = empty_couple();
    let mut element = holdfast::model::Element::new(Layer::Fear, "failing her");
    element.source = Source::IndividualB;
    let id = element.id;
    case.maps[0].sides.b.elements.push(element);
    let mut harness = harness(case, [1280.0, 800.0]);
    harness.get_by_label_contains("failing her").click();
    harness.run();
    type_text(&mut harness, "s");
    let visibility =
        |desk: &Desk| desk.case.maps[0].find(id).map(|found| found.2.visibility).unwrap();
    assert_eq!(visibility(harness.state()), Visibility::Private);
    harness.get_by_label("Yes, share it").click();
    harness.run();
    assert_ne!(visibility(harness.state()), Visibility::Private);
}

#[test]
fn a_phrase_is_reworded_in_its_place() {
    let mut harness = harness(couple(), [1280.0, 800.0]);
    harness.get_by_label_contains("Ana, Urge: grab hold").click();
    harness.run();
    press(&mut harness, Key::Enter);
    harness.key_press_modifiers(Modifiers::COMMAND, Key::A);
    harness.run();
    type_text(&mut harness, "hold on tight");
    press(&mut harness, Key::Enter);
    assert_eq!(words(harness.state(), PartnerId::A, Layer::Urge), ["hold on tight"]);
}

#[test]
fn escape_leaves_a_phrase_as_it_was() {
    let mut harness = harness(couple(), [1280.0, 800.0]);
    harness.get_by_label_contains("Ana, Urge: grab hold").click();
    harness.run();
    press(&mut harness, Key::Enter);
    type_text(&mut harness, " tighter");
    press(&mut harness, Key::Escape);
    assert_eq!(words(harness.state(), PartnerId::A, Layer::Urge), ["grab hold"]);
}

#[test]
fn too_many_letters_are_refused_in_one_sentence_and_stay() {
    let mut harness = harness(empty_couple(), [1280.0, 800.0]);
    type_text(&mut harness, "c");
    type_text(&mut harness, &"word ".repeat(2_000));
    press(&mut harness, Key::Enter);
    assert_eq!(harness.state().case.element_count(), 0);
    assert_eq!(harness.state().state.capture.words.len(), 10_000);
    harness.get_by_label_contains("This holds up to 300 letters");
}

#[test]
fn tab_takes_the_offered_words() {
    let mut harness = harness(empty_couple(), [1280.0, 800.0]);
    type_text(&mut harness, "b");
    type_text(&mut harness, "tight ch");
    press(&mut harness, Key::Tab);
    press(&mut harness, Key::Enter);
    assert_eq!(words(harness.state(), PartnerId::A, Layer::Body), ["tight chest"]);
}

#[test]
#[ignore = "writes pictures to look at"]
fn look_at_the_map_screen() {
    for (name, case, size, view) in [
        ("full", couple(), [1280.0, 800.0], View::Full),
        ("big", couple(), [1920.0, 1080.0], View::Full),
        ("empty", empty_couple(), [1280.0, 800.0], View::Full),
        ("quick", empty_couple(), [1280.0, 800.0], View::Quick),
        ("small", couple(), [1024.0, 700.0], View::Full),
    ] {
        let mut harness = harness(case, size);
        harness.state_mut().state.view = view;
        harness.run();
        if name == "full" {
            harness.get_by_label_contains("Rui, Urge: ").click();
            harness.run();
        }
        harness.render().unwrap().save(format!("/tmp/map-{name}.png")).unwrap();
    }
}
