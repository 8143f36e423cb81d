//! Patterns, kinds and positions: chosen by mouse and by keyboard, suggested and never forced.

use crate::invented_couple;
use crate::map_screen::{Desk, couple, empty_couple, harness, press, type_text};
use egui::Key;
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable as _;
use holdfast::drawing::Theme;
use holdfast::model::{
    CycleKind, CyclePattern, Element, Layer, PartnerId, Position, Visibility,
};
use holdfast::ui::command::Command;
use holdfast::ui::map_state::View;

const CHOICES: &str = "Kind, pattern and positions of this loop…";

fn click(harness: &mut Harness<'_, Desk>, label: &str) {
    harness.get_by_label(label).click();
    harness.run();
}

fn open(harness: &mut Harness<'_, Desk>) {
    click(harness, "Emotional loop: choose a loop");
    click(harness, CHOICES);
}

#[test]
fn kind_pattern_and_positions_are_chosen_with_the_mouse_and_undone() {
    let mut harness = harness(couple(), [1280.0, 800.0]);
    let before = harness.state().case.clone();
    open(&mut harness);
    click(&mut harness, "Caretaking loop");
    click(&mut harness, "Both withdraw");
    let map = &harness.state().case.maps[0];
    assert_eq!(map.kind, CycleKind::Caretaking);
    assert_eq!(map.pattern, CyclePattern::WithdrawWithdraw);
    // What a pattern suggests changes nothing that was chosen.
    assert_eq!(map.sides.a.position, Position::Pursuer);
    harness.get_all_by_label("has stopped reaching").next().unwrap().click();
    harness.run();
    let map = &harness.state().case.maps[0];
    assert_eq!(map.sides.a.position, Position::BurntOutPursuer);
    assert_eq!(map.sides.b.position, Position::Withdrawer);
    press(&mut harness, Key::Escape);
    assert!(harness.query_by_label("Both withdraw").is_none());
    for _ in 0..3 {
        harness.key_press_modifiers(egui::Modifiers::COMMAND, Key::Z);
        harness.run();
    }
    assert_eq!(harness.state().case, before);
}

#[test]
fn the_sentence_of_the_screen_follows_the_pattern_in_every_view() {
    for view in [View::Full, View::Quick, View::List] {
        let mut case = couple();
        case.maps[0].pattern = CyclePattern::WithdrawWithdraw;
        let mut harness = harness(case, [1280.0, 800.0]);
        harness.state_mut().state.view = view;
        harness.run();
        harness.get_by_label(
            "When Ana asks again, Rui goes to the garage; and when Rui goes to the garage, \
             Ana asks again. Both step back, and the space between them grows.",
        );
    }
}

#[test]
fn a_position_is_offered_while_it_is_unclear_and_chosen_by_nobody_else() {
    let mut case = empty_couple();
    let asks = Element::new(Layer::Behaviour, "asks again");
    case.maps[0].sides.a.elements.push(asks);
    let mut harness = harness(case, [1280.0, 800.0]);
    open(&mut harness);
    harness.get_by_label("Perhaps: Ana pursues");
    harness.get_by_label("Perhaps: Rui withdraws");
    for partner in PartnerId::BOTH {
        let position = harness.state().case.maps[0].side(partner).position;
        assert_eq!(position, Position::Unclear);
    }
    harness.get_all_by_label("does both").next().unwrap().click();
    harness.run();
    assert!(harness.query_by_label("Perhaps: Ana pursues").is_none());
}

#[test]
fn a_click_on_a_name_opens_the_positions_and_a_click_beside_puts_them_away() {
    let mut harness = harness(couple(), [1280.0, 800.0]);
    click(&mut harness, "Rui’s position in this loop");
    click(&mut harness, "does both");
    let position = |desk: &Desk| desk.case.maps[0].side(PartnerId::B).position;
    assert_eq!(position(harness.state()), Position::Mixed);
    click(&mut harness, "Rui’s position in this loop");
    harness.get_by_label("does both");
    click(
        &mut harness,
        "What both share: Underneath, both are afraid of losing the other",
    );
    assert!(harness.query_by_label("does both").is_none());
}

#[test]
fn the_therapists_words_for_the_pattern_are_kept_when_the_choices_are_put_away() {
    let mut harness = harness(couple(), [1280.0, 800.0]);
    open(&mut harness);
    click(&mut harness, "The pattern in your own words");
    type_text(&mut harness, "she knocks, he hides");
    click(&mut harness, "Put the choices away");
    let words = |desk: &Desk| desk.case.maps[0].pattern_words.clone();
    assert_eq!(words(harness.state()), "she knocks, he hides");
    assert!(harness.query_by_label("The pattern in your own words").is_none());
    harness.key_press_modifiers(egui::Modifiers::COMMAND, Key::Z);
    harness.run();
    assert_eq!(words(harness.state()), "");
}

#[test]
fn the_choices_can_be_asked_for_while_there_is_something_to_choose() {
    let open = holdfast::ui::command::Place {
        is_open: true,
        has_case: true,
        ..Default::default()
    };
    assert!(Command::all().contains(&Command::ThisLoop));
    assert!(Command::ThisLoop.is_enabled(open));
    let read_only = holdfast::ui::command::Place { is_read_only: true, ..open };
    assert!(!Command::ThisLoop.is_enabled(read_only));
}

#[test]
fn a_shortened_cue_opens_under_the_pointer_and_under_the_keyboard() {
    let mut case = couple();
    case.maps[0] = invented_couple::dense();
    let mut harness = harness(case, [1280.0, 800.0]);
    let label = "Rui’s cue is what Ana does: asks again, follows from room to room, \
                 “you never talk to me, not about anything”, brings up the year when he \
                 worked abroad";
    let before = harness.render().unwrap();
    harness.get_by_label(label).hover();
    harness.run();
    let hovered = harness.render().unwrap();
    assert!(differ(&before, &hovered) > 4_000);
    harness.event(egui::Event::PointerGone);
    harness.get_by_label(label).focus();
    harness.run();
    let focused = harness.render().unwrap();
    assert!(differ(&before, &focused) > 4_000);
    // A click leads to where it stands and can be changed.
    harness.get_by_label(label).click();
    harness.run();
    let chosen = harness.state().state.selected.unwrap();
    let found = harness.state().case.maps[0].find(chosen).unwrap();
    assert_eq!((found.0, found.2.layer), (PartnerId::A, Layer::Behaviour));
}

fn differ(one: &image::RgbaImage, two: &image::RgbaImage) -> usize {
    one.pixels().zip(two.pixels()).filter(|(p, q)| p != q).count()
}

#[test]
fn a_count_opens_every_phrase_that_is_folded_behind_it() {
    let mut case = couple();
    case.maps[0] = invented_couple::many(200);
    let mut harness = harness(case, [1280.0, 800.0]);
    let folded = harness
        .get_all_by_label_contains("phrases of Ana, Fear")
        .next()
        .expect("fears are folded");
    folded.click();
    harness.run();
    let fears: Vec<String> = harness.state().case.maps[0]
        .layer(PartnerId::A, Layer::Fear)
        .map(Element::quoted)
        .collect();
    for words in fears {
        assert!(harness.query_all_by_label(&words).next().is_some(), "{words}");
    }
}

#[test]
fn the_couple_reads_the_sentence_of_their_pattern_and_never_its_name() {
    let mut case = couple();
    for element in &mut case.maps[0].sides.a.elements {
        element.visibility = Visibility::Shareable {
            on: chrono::NaiveDate::from_ymd_opt(2026, 11, 22).unwrap(),
        };
    }
    for pattern in <CyclePattern as strum::VariantArray>::VARIANTS {
        case.maps[0].pattern = *pattern;
        let view = holdfast::model::ClientView::of(&case, &case.maps[0], None);
        let said = view.sentence().unwrap().to_lowercase();
        for word in
            ["pursu", "withdraw", "attack", "starts", "because of", "fault", "blame"]
        {
            assert!(!said.contains(word), "{said}");
        }
    }
}

#[test]
#[ignore = "writes pictures to look at into the folder HOLDFAST_PICTURES"]
fn pictures_of_patterns_and_whole_words_to_look_at() {
    let Some(folder) = std::env::var_os("HOLDFAST_PICTURES") else { return };
    let folder = std::path::PathBuf::from(folder);
    assert_ne!(Theme::light(), Theme::dark());
    for theme in [egui::Theme::Light, egui::Theme::Dark] {
        for size in [[1280.0, 800.0], [1920.0, 1080.0]] {
            let name = |what: &str| {
                folder.join(format!("screen_{what}_{}_{theme:?}.png", size[0]))
            };
            let mut case = couple();
            case.maps[0].pattern = CyclePattern::WithdrawWithdraw;
            let mut shown = harness(case, size);
            shown.ctx.set_theme(theme);
            open(&mut shown);
            shown.render().unwrap().save(name("choices")).unwrap();
            press(&mut shown, Key::Escape);
            for view in [View::Quick, View::List] {
                shown.state_mut().state.view = view;
                shown.run();
                shown.render().unwrap().save(name(&format!("{view:?}"))).unwrap();
            }
            let mut case = couple();
            case.maps[0] = invented_couple::dense();
            let mut shown = harness(case, size);
            shown.ctx.set_theme(theme);
            shown.get_by_label_contains("Rui’s cue is what Ana does").hover();
            shown.run();
            shown.render().unwrap().save(name("whole")).unwrap();
        }
    }
}
