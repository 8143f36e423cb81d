//! Journeys through the map as a list, by mouse, by keyboard and as a screen reader hears it.

use crate::invented_couple;
use crate::map_screen::{Desk, couple, empty_couple, harness, press, type_text, words};
use egui::{Key, Modifiers};
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use holdfast::drawing::cycle_map::{self, Look};
use holdfast::drawing::{Drawing, Fonts, Ink, Point, TargetId, dim, list_view};
use holdfast::model::{
    Case, CycleMap, Element, Filter, Layer, Ownership, Pair, PartnerId,
};
use holdfast::ui::map_state::View;

fn list(case: Case, size: [f32; 2]) -> Harness<'static, Desk> {
    let mut harness = harness(case, size);
    harness.get_by_label("List").click();
    harness.run();
    harness
}

fn crowded() -> Case {
    let mut case = couple();
    case.maps = vec![invented_couple::dense()];
    case
}

fn drawn(map: &CycleMap, width: f32) -> Drawing {
    let names: Pair<&str> = invented_couple::NAMES;
    list_view::draw(map, &names, &Look::new(width, 600.0), &Fonts::new()).drawing
}

#[test]
fn every_phrase_stands_in_the_list_with_all_its_words() {
    for map in [invented_couple::full(), invented_couple::dense()] {
        for width in [952.0, 1208.0, 1848.0] {
            let drawing = drawn(&map, width);
            let all: Vec<&str> = drawing.texts().map(|run| run.words.as_str()).collect();
            let all = all.join(" ");
            for (_, element) in map.elements() {
                let is_there = element.words.split_whitespace().all(|w| all.contains(w));
                assert!(is_there, "{}", element.words);
                let is_target = |target: &holdfast::drawing::Target| {
                    target.id == TargetId::Element(element.id)
                };
                assert!(drawing.targets.iter().any(is_target));
            }
            let is_cut = |words: &str| words.ends_with('…');
            assert!(!drawing.texts().any(|run| is_cut(&run.words)));
            let edge = drawing.width;
            assert!(
                drawing
                    .texts()
                    .all(|run| run.at.x >= 0.0 && run.at.x + run.width <= edge)
            );
        }
    }
}

#[test]
fn no_two_phrases_of_the_list_overlap() {
    let drawing = drawn(&invented_couple::dense(), 952.0);
    let is_phrase =
        |target: &&holdfast::drawing::Target| matches!(target.id, TargetId::Element(_));
    let phrases: Vec<_> = drawing.targets.iter().filter(is_phrase).collect();
    for (number, one) in phrases.iter().enumerate() {
        for other in phrases.iter().skip(number + 1) {
            let inset = holdfast::drawing::Outline {
                height: other.at.height - 0.01,
                y: other.at.y + 0.005,
                ..other.at
            };
            assert!(!one.at.overlaps(&inset), "{:?} {:?}", one.id, other.id);
        }
    }
}

#[test]
fn a_list_is_read_from_the_cue_down_to_the_need_on_both_sides() {
    let mut harness = list(couple(), [1280.0, 800.0]);
    let mut heard = Vec::new();
    harness.get_by_label_contains("Ana, Cue: no reply").focus();
    harness.run();
    for _ in 0..90 {
        let focused = harness
            .root()
            .query_all_by(|node| node.is_focused() && node.label().is_some())
            .next();
        heard.extend(focused.and_then(|node| node.accesskit_node().label()));
        press(&mut harness, Key::Tab);
    }
    let place = |words: &str| heard.iter().position(|said| said.contains(words));
    let order = [
        "Ana, Cue: no reply",
        "Rui, Cue: her sharp tone",
        "Ana, Body: tight stomach",
        "Rui, Body: band round",
        "Rui, Behaviour: “I’m fine”",
        "Ana, Underneath: panic",
        "Rui, Need: safe from attack, a guess, private",
    ];
    let places: Vec<usize> = order
        .iter()
        .map(|words| place(words).unwrap_or_else(|| panic!("{words} {heard:#?}")))
        .collect();
    assert!(places.is_sorted(), "{places:?} {heard:?}");
}

#[test]
fn the_keys_of_the_loop_work_in_the_list() {
    let mut harness = list(couple(), [1280.0, 800.0]);
    harness.get_by_label_contains("Ana, Body: hot face").click();
    harness.run();
    type_text(&mut harness, "g");
    type_text(&mut harness, "’");
    let id = harness.state().state.selected.unwrap();
    let element = harness.state().case.maps[0].find(id).unwrap().2.clone();
    assert_eq!((element.ownership, element.own_words), (Ownership::Owned, true));
    harness.key_press_modifiers(Modifiers::ALT, Key::ArrowUp);
    harness.run();
    let body = || ["hot face".to_owned(), "tight stomach".to_owned()];
    assert_eq!(words(harness.state(), PartnerId::A, Layer::Body), body());
    press(&mut harness, Key::Enter);
    type_text(&mut harness, " and neck");
    press(&mut harness, Key::Enter);
    assert_eq!(words(harness.state(), PartnerId::A, Layer::Body)[0], "hot face and neck");
    press(&mut harness, Key::Delete);
    assert_eq!(words(harness.state(), PartnerId::A, Layer::Body), ["tight stomach"]);
}

#[test]
fn the_other_s_behaviour_is_read_as_a_cue_and_changed_only_where_it_stands() {
    let mut harness = list(couple(), [1280.0, 800.0]);
    let cue = "Rui goes to the garage, Rui’s behaviour";
    harness.get_by_label(cue).click();
    harness.run();
    press(&mut harness, Key::Delete);
    press(&mut harness, Key::Enter);
    let kept = words(harness.state(), PartnerId::B, Layer::Behaviour);
    assert_eq!(kept, ["I’m fine", "goes to the garage"]);
    assert!(harness.state().state.editing.is_none());
}

#[test]
fn a_phrase_kept_while_the_list_is_long_comes_into_sight() {
    let mut harness = list(crowded(), [1280.0, 800.0]);
    type_text(&mut harness, "2");
    type_text(&mut harness, "n");
    type_text(&mut harness, "a door left open");
    press(&mut harness, Key::Enter);
    harness.run();
    let phrase = harness.get_by_label_contains("Rui, Need: a door left open").rect();
    assert!(phrase.top() > 60.0 && phrase.bottom() < 690.0, "{phrase:?}");
}

#[test]
fn an_empty_layer_is_written_into_by_a_click() {
    let mut harness = list(empty_couple(), [1280.0, 800.0]);
    harness.get_by_label("Add to Rui, Urge").click();
    harness.run();
    type_text(&mut harness, "get out");
    press(&mut harness, Key::Enter);
    assert_eq!(words(harness.state(), PartnerId::B, Layer::Urge), ["get out"]);
}

#[test]
fn a_key_opens_the_list_and_the_loop_again() {
    let mut harness = harness(couple(), [1280.0, 800.0]);
    for view in [View::List, View::Full] {
        harness.key_press_modifiers(Modifiers::COMMAND | Modifiers::SHIFT, Key::E);
        harness.run();
        assert_eq!(harness.state().state.view, view);
    }
}

#[test]
fn a_phrase_is_dragged_to_another_layer_of_the_list() {
    let mut harness = list(couple(), [1280.0, 800.0]);
    let from = harness.get_by_label_contains("Ana, Urge: grab hold").rect().left_center();
    let from = from + egui::vec2(40.0, 0.0);
    let to = harness.get_by_label("Add to Ana, Reacts with").rect().left_center();
    harness.drag_at(from);
    harness.run();
    harness.hover_at(to + egui::vec2(60.0, 8.0));
    harness.run();
    harness.drop_at(to + egui::vec2(60.0, 8.0));
    harness.run();
    let reacts = words(harness.state(), PartnerId::A, Layer::Reactive);
    assert_eq!(reacts, ["anger", "grab hold"]);
}

#[test]
#[ignore = "writes pictures to look at"]
fn look_at_the_list() {
    let few = || {
        let mut case = empty_couple();
        let sides = &mut case.maps[0].sides;
        sides.a.elements.push(Element::new(Layer::Behaviour, "asks again"));
        sides.b.elements.push(Element::new(Layer::Behaviour, "goes quiet"));
        sides.b.elements.push(Element::new(Layer::Primary, "shame"));
        case
    };
    let sizes = [("small", [1280.0, 800.0]), ("large", [1920.0, 1080.0])];
    for (size_name, size) in sizes {
        for (name, case) in [("few", few()), ("full", couple()), ("dense", crowded())] {
            for theme in [egui::Theme::Light, egui::Theme::Dark] {
                let mut harness = list(case.clone(), size);
                harness.ctx.set_theme(theme);
                harness.run();
                if name == "full" {
                    harness.get_by_label_contains("Rui, Urge: ").click();
                    harness.run();
                }
                let path = format!("/tmp/list-{name}-{size_name}-{theme:?}.png");
                harness.render().unwrap().save(path).unwrap();
            }
        }
    }
}

#[test]
fn a_question_keeps_in_the_list_what_answers_it_and_counts_it() {
    let mut harness = list(couple(), [1280.0, 800.0]);
    harness.get_by_label("4 guesses").click();
    harness.run();
    harness.get_by_label_contains("Rui, Underneath: dread, a guess");
    assert!(harness.query_by_label_contains("Ana, Body: tight stomach").is_none());
    // One guess less is counted at once, and stays in sight while it is chosen.
    harness.get_by_label_contains("Rui, Underneath: dread, a guess").click();
    harness.run();
    type_text(&mut harness, "g");
    harness.get_by_label("3 guesses");
    harness.get_by_label_contains("Rui, Underneath: dread, touched");
    press(&mut harness, Key::Escape);
    assert!(harness.query_by_label_contains("dread, touched").is_none());
    press(&mut harness, Key::Escape);
    harness.get_by_label_contains("Ana, Body: tight stomach");
}

#[test]
fn the_ownership_view_opens_with_one_key_and_hides_nothing_of_the_loop() {
    let mut harness = harness(couple(), [1280.0, 800.0]);
    let before = harness.query_all_by_label_contains(", ").count();
    harness.key_press_modifiers(Modifiers::COMMAND, Key::G);
    harness.run();
    assert_eq!(harness.state().state.filter, Some(Filter::Guess));
    assert_eq!(harness.query_all_by_label_contains(", ").count(), before);
    harness.get_by_label_contains("not yet said to the partner").click();
    harness.run();
    assert_eq!(harness.state().state.filter, Some(Filter::NotSaid));
    harness.key_press_modifiers(Modifiers::COMMAND, Key::G);
    harness.run();
    assert!(harness.query_by_label_contains("not yet said to the partner").is_none());
}

#[test]
fn what_does_not_fit_is_dimmed_where_it_stands_and_what_fits_is_clear() {
    let map = invented_couple::full();
    let look = Look::new(1208.0, 630.0);
    let plain = cycle_map::draw(&map, &invented_couple::NAMES, &look, &Fonts::new());
    for filter in &Filter::PLAIN {
        let mut dimmed = plain.clone();
        dim::dim(&mut dimmed, &map, filter);
        assert_eq!(dimmed.targets, plain.targets);
        let words = |drawing: &Drawing| -> Vec<(String, Point)> {
            drawing.texts().map(|run| (run.words.clone(), run.at)).collect()
        };
        assert_eq!(words(&dimmed), words(&plain));
        for target in &dimmed.targets {
            let TargetId::Element(id) = target.id else { continue };
            let fits = filter.fits(map.find(id).unwrap().2);
            let wanted = if fits { Ink::Ink } else { Ink::Ink3 };
            let inside: Vec<_> =
                dimmed.texts().filter(|run| target.at.contains(run.at)).collect();
            assert!(!inside.is_empty());
            assert!(inside.iter().all(|run| run.ink == wanted), "{filter:?} {inside:?}");
        }
    }
}

#[test]
#[ignore = "writes pictures to look at"]
fn look_at_the_ownership_view() {
    for (name, case) in [("full", couple()), ("dense", crowded())] {
        for (size_name, size) in [("small", [1280.0, 800.0]), ("large", [1920.0, 1080.0])]
        {
            for theme in [egui::Theme::Light, egui::Theme::Dark] {
                for view in [View::Full, View::List] {
                    let mut harness = harness(case.clone(), size);
                    harness.state_mut().state.view = view;
                    harness.state_mut().state.switch_ownership();
                    harness.ctx.set_theme(theme);
                    harness.run();
                    let path =
                        format!("/tmp/own-{name}-{size_name}-{theme:?}-{view:?}.png");
                    harness.render().unwrap().save(path).unwrap();
                }
            }
        }
    }
}
