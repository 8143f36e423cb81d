//! The loop on the screen: every word has its place, at any size and with any number of words.

use crate::cpu_renderer::CpuRenderer;
use crate::drawing_text::assert_golden;
use crate::invented_couple::{self, NAMES};
use crate::random_case;
use egui_kittest::Harness;
use holdfast::drawing::cycle_map::{self, Look, MM_PER_PX};
use holdfast::drawing::{
    Drawing, Fonts, Ink, Outline, Point, Shape, Target, TargetId, TextRun, Theme, curve,
    phrase, quick_view, small_loop,
};
use holdfast::model::{CycleMap, Element, Layer, Pair, PartnerId};
use holdfast::ui::drawing_painter::{self, ScreenFromDrawing};
use proptest::prelude::*;
use std::collections::BTreeMap;

/// The box of the map in a window of 1280 x 800.
const USUAL: (f32, f32) = (1208.0, 630.0);

thread_local! {
    static FONTS: Fonts = Fonts::new();
}

fn at_rest((width, height): (f32, f32)) -> Look {
    Look { today: Some(invented_couple::TODAY), ..Look::new(width, height) }
}

pub fn drawn(map: &CycleMap, names: &Pair<&str>, look: &Look) -> Drawing {
    FONTS.with(|fonts| cycle_map::draw(map, names, look, fonts))
}

fn words_of(drawing: &Drawing) -> Vec<&str> {
    drawing.texts().map(|run| run.words.as_str()).collect()
}

fn has_target(drawing: &Drawing, id: TargetId) -> bool {
    drawing.targets.iter().any(|target| target.id == id)
}

// What a map of each size is made of.

#[test]
fn maps_of_3_to_200_phrases_are_drawn_as_before() {
    let maps = [3, 35, 90, 200].map(|count| match count {
        3 => (count, invented_couple::quick()),
        35 => (count, invented_couple::full()),
        _ => (count, invented_couple::many(count)),
    });
    for (count, map) in maps {
        assert_eq!(map.elements().count(), count);
        let drawing = drawn(&map, &NAMES, &at_rest(USUAL));
        assert_golden(&format!("cycle_map_{count}"), &drawing);
    }
}

#[test]
fn own_words_that_are_cut_in_the_brief_are_closed_after_the_dots() {
    FONTS.with(|fonts| {
        let fit = |room, words| {
            phrase::fit_quoted(
                fonts,
                (holdfast::drawing::Face::SerifItalic, 16.0),
                room,
                words,
            )
        };
        let cut = fit(120.0, "“like a child at the window”");
        assert!(cut.starts_with("“like") && cut.ends_with("…”"), "{cut}");
        assert_eq!(fit(400.0, "“like a child”"), "“like a child”");
        assert!(fit(60.0, "asks again and again").ends_with('…'));
    });
}

#[test]
fn the_quick_view_and_the_small_loops_are_drawn_as_before() {
    let look = at_rest((1208.0, 678.0));
    FONTS.with(|fonts| {
        let quick = quick_view::draw(&invented_couple::quick(), &NAMES, &look, fonts);
        assert_golden("quick_view", &quick.drawing);
        let look = Look::new(644.0, 284.0);
        let brief = small_loop::brief(&invented_couple::full(), &NAMES, &look, fonts);
        assert_golden("brief", &brief);
    });
    assert_golden("logo", &small_loop::logo(186.0, Ink::Paper));
}

#[test]
fn the_usual_couple_needs_no_smaller_words_and_no_folds() {
    let drawing = drawn(&invented_couple::full(), &NAMES, &at_rest(USUAL));
    let phrase = drawing.texts().find(|run| run.words == "tight stomach").unwrap();
    assert!((phrase.size - 16.0 * MM_PER_PX).abs() < 1e-3);
    for (_, element) in invented_couple::full().elements() {
        let is_beside = element.layer == Layer::Origin;
        assert_eq!(has_target(&drawing, TargetId::Element(element.id)), !is_beside);
    }
}

#[test]
fn sixty_long_phrases_stand_unfolded_on_a_large_screen() {
    let map = invented_couple::dense();
    let drawing = drawn(&map, &NAMES, &at_rest((1848.0, 910.0)));
    for (_, element) in map.elements() {
        assert!(has_target(&drawing, TargetId::Element(element.id)), "{}", element.words);
    }
    assert!(!drawing.targets.iter().any(|t| matches!(t.id, TargetId::Folded(..))));
}

#[test]
fn a_long_name_is_whole_while_the_loop_has_room_for_it() {
    let names = Pair { a: "Maria Clementina", b: "Władysław-Jan" };
    let drawing = drawn(&invented_couple::full(), &names, &at_rest(USUAL));
    let words = words_of(&drawing);
    for name in [names.a, names.b] {
        assert!(words.contains(&name), "{name}: {words:?}");
    }
}

#[test]
fn a_behaviour_is_stored_once_and_seen_twice() {
    let drawing = drawn(&invented_couple::full(), &NAMES, &at_rest(USUAL));
    let seen = words_of(&drawing).iter().filter(|words| words.contains("garage")).count();
    // On Rui's card, as Ana's cue, in the loop's name, and in two lines of the sentence.
    assert_eq!(seen, 5);
    let echo = "“I’m fine”, goes to the garage";
    assert!(words_of(&drawing).contains(&echo));
}

#[test]
fn the_kept_and_the_selected_phrase_are_never_folded() {
    let map = invented_couple::many(200);
    let side = &map.sides.b.elements;
    let last = |layer| side.iter().rfind(|element| element.layer == layer).unwrap().id;
    let (newest, selected, origin) =
        (last(Layer::Fear), last(Layer::Behaviour), last(Layer::Origin));
    let look = Look {
        newest: Some(newest),
        selected: Some(selected),
        edited: Some(origin),
        ..at_rest(USUAL)
    };
    let drawing = drawn(&map, &NAMES, &look);
    for id in [newest, selected, origin] {
        assert!(has_target(&drawing, TargetId::Element(id)));
    }
    let field = cycle_map::edited_words(&drawing).unwrap();
    let place =
        drawing.targets.iter().find(|t| t.id == TargetId::Element(origin)).unwrap();
    assert!(place.at.contains(field.at));
}

#[test]
fn what_a_client_said_in_their_own_words_is_folded_last() {
    let mut map = invented_couple::many(200);
    let side = &mut map.sides.a.elements;
    for element in side.iter_mut() {
        element.own_words = false;
    }
    let last = side.iter_mut().rfind(|element| element.layer == Layer::Fear).unwrap();
    last.own_words = true;
    let id = last.id;
    let drawing = drawn(&map, &NAMES, &at_rest(USUAL));
    assert!(has_target(&drawing, TargetId::Element(id)));
}

#[test]
fn every_layer_answers_to_a_click() {
    let drawing = drawn(&invented_couple::quick(), &NAMES, &at_rest(USUAL));
    for partner in PartnerId::BOTH {
        for layer in [
            Layer::Cue,
            Layer::Body,
            Layer::MeaningSelf,
            Layer::MeaningOther,
            Layer::Reactive,
            Layer::Urge,
            Layer::Behaviour,
            Layer::Primary,
            Layer::Fear,
            Layer::Need,
        ] {
            assert!(has_target(&drawing, TargetId::Layer(partner, layer)), "{layer:?}");
        }
    }
    assert!(has_target(&drawing, TargetId::LoopName));
}

#[test]
fn a_larger_window_shows_larger_words() {
    let size = |size| {
        let drawing = drawn(&invented_couple::full(), &NAMES, &at_rest(size));
        drawing.texts().find(|run| run.words == "tight stomach").unwrap().size
    };
    assert!(size((2488.0, 1270.0)) > size((1848.0, 910.0)));
    assert!(size((1848.0, 910.0)) > size(USUAL));
}

#[test]
fn the_sentence_begins_with_the_side_touched_last() {
    let look = Look { first: PartnerId::B, ..at_rest(USUAL) };
    let drawing = drawn(&invented_couple::full(), &NAMES, &look);
    assert!(words_of(&drawing).iter().any(|words| words.starts_with("The more Rui")));
}

#[test]
fn the_quick_view_asks_six_questions_and_shows_each_cue() {
    let look = at_rest((1208.0, 678.0));
    let quick = FONTS
        .with(|fonts| quick_view::draw(&invented_couple::quick(), &NAMES, &look, fonts));
    let asked: Vec<&str> =
        quick.fields.iter().map(|field| field.question.as_str()).collect();
    assert_eq!(asked.len(), 6);
    let words = words_of(&quick.drawing);
    assert!(asked.iter().all(|question| words.contains(question)));
    assert!(words.contains(&"Rui goes quiet") && words.contains(&"Ana asks again"));
}

// What must hold for every map.

/// A map with 1 to 200 phrases, with words of up to 60 letters.
pub fn any_map() -> impl Strategy<Value = CycleMap> {
    let word = prop_oneof![9 => "[a-zé’]{1,12}", 1 => "[a-z]{13,60}"];
    let words = prop::collection::vec(word, 1..9).prop_map(|words| words.join(" "));
    let element = (random_case::element(), words)
        .prop_map(|(element, words)| Element { words, ..element });
    let elements = prop::collection::vec((random_case::partner(), element), 1..=200);
    let texts = prop::collection::vec("([a-z]{1,20} ){0,9}", 3);
    (elements, texts, any::<bool>()).prop_map(|(elements, texts, is_named)| {
        let mut map = invented_couple::quick();
        map.sides = Pair::default();
        for (partner, element) in elements {
            map.sides.of_mut(partner).elements.push(element);
        }
        if is_named {
            texts[0].trim().clone_into(&mut map.name);
        }
        texts[1].trim().clone_into(&mut map.centre.shared_emotion);
        texts[2].trim().clone_into(&mut map.centre.shared_conviction);
        map
    })
}

pub fn any_names() -> impl Strategy<Value = (String, String)> {
    ("[A-Z][a-z]{1,16}", "[A-Z][a-z]{1,16}")
}

/// Map boxes in windows from 1024 x 700 to 2560 x 1440.
fn any_box() -> impl Strategy<Value = (f32, f32)> {
    (952.0_f32..2488.0, 530.0_f32..1270.0)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn no_word_overlaps_another_leaves_the_sheet_or_lies_on_a_ribbon(
        map in any_map(), (a, b) in any_names(), size in any_box()
    ) {
        let drawing = drawn(&map, &Pair { a: &a, b: &b }, &at_rest(size));
        assert_words_are_free(&drawing);
    }

    #[test]
    fn nothing_is_cut_silently(map in any_map(), size in any_box()) {
        let drawing = drawn(&map, &NAMES, &at_rest(size));
        for partner in PartnerId::BOTH {
            for layer in Layer::LOOP {
                assert_layer_is_whole(&drawing, &map, (partner, layer));
            }
        }
    }

    #[test]
    fn swapping_sides_changes_no_words(map in any_map(), size in any_box()) {
        let swapped = CycleMap { left: map.left.other(), ..map.clone() };
        let words = [map, swapped].map(|map| {
            let drawing = drawn(&map, &NAMES, &at_rest(size));
            let mut words: Vec<String> =
                words_of(&drawing).into_iter().map(str::to_owned).collect();
            words.sort();
            words
        });
        prop_assert_eq!(&words[0], &words[1]);
    }

    #[test]
    fn the_words_of_the_quick_view_are_free(
        map in any_map(), (a, b) in any_names(),
        width in 952.0_f32..2488.0, height in 578.0_f32..1318.0
    ) {
        let names = Pair { a: a.as_str(), b: b.as_str() };
        let look = at_rest((width, height));
        let quick = FONTS.with(|fonts| quick_view::draw(&map, &names, &look, fonts));
        assert_words_are_free(&quick.drawing);
        for field in &quick.fields {
            let ribbons = ribbons(&quick.drawing);
            let hit = ribbons.iter().find(|point| field.at.contains(**point));
            // Behaviour lies on the strands: that is its place.
            prop_assert!(field.layer == Layer::Behaviour || hit.is_none());
        }
    }
}

/// The room that a line of words fills, from the top of its small letters to its baseline.
fn extent(run: &TextRun) -> Outline {
    Outline::new(run.at.x, run.at.y - 0.66 * run.size, run.width, 0.84 * run.size)
}

pub fn assert_words_are_free(drawing: &Drawing) {
    let texts: Vec<(&TextRun, Outline)> =
        drawing.texts().map(|run| (run, extent(run))).collect();
    for (number, (run, at)) in texts.iter().enumerate() {
        assert!(
            at.x >= 0.0
                && at.y >= 0.0
                && at.right() <= drawing.width
                && at.bottom() <= drawing.height,
            "{:?} leaves the sheet: {at:?}",
            run.words
        );
        for (other, there) in &texts[..number] {
            assert!(
                !at.overlaps(there),
                "{:?} overlaps {:?}: {at:?} {there:?}",
                run.words,
                other.words
            );
        }
    }
    let (ribbons, cards) = (ribbons(drawing), cards(drawing));
    for (run, at) in &texts {
        let middle = Point::new(at.x, at.y + 0.5 * at.height);
        if cards.iter().any(|card| card.contains(middle)) {
            continue;
        }
        let hit = ribbons.iter().find(|point| at.contains(**point));
        assert!(hit.is_none(), "{:?} at {at:?} lies on a ribbon at {hit:?}", run.words);
    }
}

/// Points along both edges and the middle of the ribbons.
fn ribbons(drawing: &Drawing) -> Vec<Point> {
    let mut points = Vec::new();
    for shape in &drawing.shapes {
        let Shape::Path { curves, is_closed: false, stroke: Some(pen), .. } = shape
        else {
            continue;
        };
        if !matches!(pen.ink, Ink::A | Ink::B) {
            continue;
        }
        for curve in curves {
            for step in 0_u8..=64 {
                let t = f32::from(step) / 64.0;
                let (at, along) =
                    (curve::point_at(curve, t), curve::heading_at(curve, t));
                for side in [-0.5, 0.0, 0.5] {
                    let off = side * pen.width;
                    points.push(Point::new(at.x - off * along.y, at.y + off * along.x));
                }
            }
        }
    }
    assert!(!points.is_empty());
    points
}

/// The behaviour cards, which sit on the strands.
fn cards(drawing: &Drawing) -> Vec<Outline> {
    let card = |shape: &Shape| match shape {
        Shape::Rectangle { at, stroke: Some(pen), .. }
            if matches!(pen.ink, Ink::A | Ink::B) =>
        {
            Some(*at)
        }
        _ => None,
    };
    drawing.shapes.iter().filter_map(card).collect()
}

/// Every phrase of a layer is there in full, or ends with an ellipsis, or is counted.
fn assert_layer_is_whole(
    drawing: &Drawing,
    map: &CycleMap,
    (partner, layer): (PartnerId, Layer),
) {
    let mut missing = 0;
    for element in map.layer(partner, layer) {
        let id = TargetId::Element(element.id);
        let Some(target) = drawing.targets.iter().find(|target| target.id == id) else {
            missing += 1;
            continue;
        };
        assert_phrase_is_whole(drawing, target, element);
    }
    let id = TargetId::Folded(partner, layer);
    let fold = drawing.targets.iter().find(|target| target.id == id);
    let counted = fold.map_or(0, |fold| {
        let words: String = words_in(drawing, fold.at).into_values().flatten().collect();
        let count = words.rsplit(['+', ' ', ',']).next().unwrap();
        count.parse().unwrap_or_else(|_| panic!("no count in {words:?}"))
    });
    assert_eq!(counted, missing, "{partner:?} {layer:?}");
}

fn assert_phrase_is_whole(drawing: &Drawing, target: &Target, element: &Element) {
    let bare = |words: &str| words.split_whitespace().collect::<String>();
    let wanted = bare(&phrase::words(element));
    let groups = words_in(drawing, target.at);
    let found = groups.values().any(|lines| {
        let shown = bare(&lines.concat());
        let is_cut = shown
            .strip_suffix('…')
            .is_some_and(|start| wanted.starts_with(start) && !start.is_empty());
        shown == wanted || is_cut
    });
    assert!(found, "{wanted:?} is not in {groups:?}");
}

/// The words whose lines start inside an outline, by group.
fn words_in(drawing: &Drawing, at: Outline) -> BTreeMap<u32, Vec<String>> {
    let mut groups = BTreeMap::<u32, Vec<String>>::new();
    for run in drawing.texts().filter(|run| at.contains(run.at)) {
        groups.entry(run.group).or_default().push(run.words.clone());
    }
    groups
}

// How it looks.

/// A drawing as the screen shows it.
pub fn picture(drawing: &Drawing, theme: &Theme, zoom: f32) -> image::RgbaImage {
    let size =
        egui::vec2(drawing.width, drawing.height) * drawing_painter::POINTS_PER_MM * zoom;
    let (drawing, theme) = (drawing.clone(), theme.clone());
    let mut harness = Harness::builder()
        .with_size(size.round())
        .with_render_cursor(false)
        .renderer(CpuRenderer::default())
        .with_context_setup(|context| context.set_fonts(drawing_painter::fonts()))
        .build_ui(move |ui| {
            let screen = ui.ctx().content_rect();
            let painter = ui.ctx().layer_painter(egui::LayerId::background());
            let paper = drawing_painter::color(&theme, Ink::Paper);
            painter.rect_filled(screen, 0.0, paper);
            let to = ScreenFromDrawing::new(screen.min, zoom);
            drawing_painter::paint(&painter, &drawing, &theme, &to);
        });
    harness.run();
    harness.render().unwrap()
}

#[test]
fn ana_and_rui_look_as_before_in_light_and_dark() {
    let drawing = drawn(&invented_couple::full(), &NAMES, &at_rest(USUAL));
    // Another processor may round a few edges otherwise.
    let options = egui_kittest::SnapshotOptions::new().max_failed_pixels(300);
    for (name, theme) in [("light", Theme::light()), ("dark", Theme::dark())] {
        let picture = picture(&drawing, &theme, 1.0);
        let name = format!("cycle_map_{name}");
        egui_kittest::image_snapshot_options(&picture, name, &options);
    }
}

#[test]
#[ignore = "writes pictures to look at into the folder HOLDFAST_PICTURES"]
fn pictures_of_the_loop_to_look_at() {
    let Some(folder) = std::env::var_os("HOLDFAST_PICTURES") else { return };
    let folder = std::path::PathBuf::from(folder);
    let save = |drawing: &Drawing, name: String, theme: &Theme| {
        picture(drawing, theme, 1.0).save(folder.join(name + ".png")).unwrap();
    };
    let (light, dark) = (Theme::light(), Theme::dark());
    for (name, map) in [
        ("full", invented_couple::full()),
        ("dense", invented_couple::dense()),
        ("quick", invented_couple::quick()),
        ("many", invented_couple::many(200)),
    ] {
        for size in [USUAL, (952.0, 530.0), (1848.0, 910.0), (2488.0, 1270.0)] {
            let drawing = drawn(&map, &NAMES, &at_rest(size));
            save(&drawing, format!("{name}-{}", size.0), &light);
            if size == USUAL {
                save(&drawing, format!("{name}-dark"), &dark);
            }
        }
    }
    for size in [(1208.0, 678.0), (952.0, 578.0), (1848.0, 958.0)] {
        let focused = Some(TargetId::Layer(PartnerId::B, Layer::Primary));
        let look = Look { focused, ..at_rest(size) };
        let map = invented_couple::quick();
        let quick = FONTS.with(|fonts| quick_view::draw(&map, &NAMES, &look, fonts));
        save(&quick.drawing, format!("quickview-{}", size.0), &light);
    }
    let map = invented_couple::full();
    let id = |words: &str| {
        map.elements().find(|(_, e)| e.words == words).map(|(_, element)| element.id)
    };
    let states = Look {
        selected: id("I always get it wrong"),
        hovered: id("numb").map(TargetId::Element),
        edited: id("failing her"),
        lifted: id("hot face"),
        focused: id("get out").map(TargetId::Element),
        drop_on: Some((PartnerId::A, Layer::Fear)),
        ..at_rest(USUAL)
    };
    save(&drawn(&map, &NAMES, &states), "states".to_owned(), &light);
    picture(&drawn(&map, &NAMES, &states), &dark, 1.7)
        .save(folder.join("states-zoomed.png"))
        .unwrap();
    save(&small_loop::logo(186.0, Ink::Paper), "logo".to_owned(), &light);
    let look = Look::new(644.0, 284.0);
    let brief = FONTS
        .with(|fonts| small_loop::brief(&invented_couple::full(), &NAMES, &look, fonts));
    save(&brief, "brief".to_owned(), &light);
}
