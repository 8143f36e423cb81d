//! How long it takes to go through thirty versions of a loop, and to compare two of 200 phrases.

use crate::drawing::two_hundred_phrases;
use criterion::Criterion;
use egui::{Event, Key, Modifiers};
use holdfast::drawing::Fonts;
use holdfast::drawing::cycle_map::Look;
use holdfast::drawing::cycle_map_changes::{self, Compared};
use holdfast::model::map_changes::between;
use holdfast::model::map_changes_apply::apply;
use holdfast::model::{
    Case, CycleMap, Element, Layer, MapVersion, Ownership, Pair, PartnerId, VersionId,
};
use holdfast::ui::command::Place;
use holdfast::ui::compare::{CompareFacts, CompareState, compare_ui};
use holdfast::ui::look::{self, Motion};
use holdfast::ui::notice::Saved;
use std::hint::black_box;

const VERSIONS: u16 = 30;

pub fn compare(criterion: &mut Criterion) {
    let first = two_hundred_phrases();
    let second = grown(&first, 40);
    criterion.bench_function("compare two loops of 200 phrases", |bench| {
        bench.iter(|| between(black_box(&first), black_box(&second)));
    });
    let changes = between(&first, &second);
    criterion.bench_function("lead from one loop of 200 phrases to the other", |bench| {
        bench.iter(|| apply(black_box(&first), &changes));
    });
    let fonts = Fonts::new();
    let (names, look) = (Pair { a: "Ana", b: "Rui" }, Look::new(1208.0, 590.0));
    criterion.bench_function("draw two loops of 200 phrases on one", |bench| {
        bench.iter(|| {
            let compared = Compared::new(&first, &second, &changes);
            cycle_map_changes::draw(&compared, &names, &look, &fonts)
        });
    });
    for (name, phrases) in [("35 phrases", 35), ("200 phrases", 200)] {
        let case = therapy(phrases);
        criterion.bench_function(
            &format!("a frame for the first time, {name}"),
            |bench| {
                let mut screen = Screen::new(&case, &fonts);
                bench.iter(|| {
                    screen.forget();
                    screen.step(Key::ArrowLeft)
                });
            },
        );
        let side = format!("a frame side by side for the first time, {name}");
        criterion.bench_function(&side, |bench| {
            let mut screen = Screen::new(&case, &fonts);
            bench.iter(|| {
                screen.forget();
                screen.step(Key::Num3)
            });
        });
        criterion.bench_function(&format!("a frame of 30 versions, {name}"), |bench| {
            let mut screen = Screen::new(&case, &fonts);
            let mut steps = (0..VERSIONS - 2)
                .map(|_| Key::ArrowLeft)
                .chain((0..VERSIONS - 2).map(|_| Key::ArrowRight))
                .cycle();
            bench.iter(|| screen.step(steps.next().unwrap_or(Key::ArrowLeft)));
        });
    }
}

/// Every fifth phrase owned further, and so many new ones.
fn grown(map: &CycleMap, more: usize) -> CycleMap {
    let mut map = map.clone();
    for side in [&mut map.sides.a, &mut map.sides.b] {
        for element in side.elements.iter_mut().step_by(5) {
            element.ownership = match element.ownership {
                Ownership::Shared => Ownership::Touched,
                _ => Ownership::Shared,
            };
        }
        side.elements.truncate(side.elements.len().saturating_sub(more / 2));
    }
    for number in 0..more {
        let partner = if number % 2 == 0 { PartnerId::A } else { PartnerId::B };
        let layer = Layer::LOOP.iter().cycle().nth(number / 2).copied();
        let element = Element::new(layer.unwrap_or(Layer::Body), "what came up today");
        map.sides.of_mut(partner).elements.push(element);
    }
    map
}

fn therapy(phrases: usize) -> Case {
    let names = Pair { a: "Ana".to_owned(), b: "Rui".to_owned() };
    let mut case = Case::new("Linden", names);
    let mut map = two_hundred_phrases();
    for side in [&mut map.sides.a, &mut map.sides.b] {
        side.elements.truncate(phrases / 2);
    }
    for number in 1..=VERSIONS {
        map = grown(&map, 4);
        case.versions.push(MapVersion {
            brought_in: None,
            id: VersionId::new(),
            number,
            session: None,
            confirmed: chrono::DateTime::UNIX_EPOCH.fixed_offset()
                + chrono::Duration::days(i64::from(number)),
            by: String::new(),
            why: String::new(),
            map: map.clone(),
        });
    }
    case.maps = vec![map];
    case
}

/// The screen in an egui without a window.
struct Screen<'a> {
    context: egui::Context,
    state: CompareState,
    case: &'a Case,
    fonts: &'a Fonts,
    time: f64,
}

impl<'a> Screen<'a> {
    fn new(case: &'a Case, fonts: &'a Fonts) -> Self {
        let context = egui::Context::default();
        look::install(&context, Motion::Short);
        look::set_styles(&context, Motion::Short);
        let mut screen =
            Self { context, state: CompareState::default(), case, fonts, time: 0.0 };
        screen.step(Key::End);
        screen
    }

    /// As when the couple was changed: everything is made anew.
    fn forget(&mut self) {
        self.state = CompareState::default();
    }

    /// One frame with one key, down to triangles; gives back how many pieces it has.
    fn step(&mut self, key: Key) -> usize {
        let size = egui::vec2(1208.0, 800.0);
        let rect = egui::Rect::from_min_size(egui::Pos2::ZERO, size);
        let pressed = Event::Key {
            key,
            physical_key: None,
            pressed: true,
            repeat: false,
            modifiers: Modifiers::NONE,
        };
        self.time += 0.05;
        let input = egui::RawInput {
            screen_rect: Some(rect),
            time: Some(self.time),
            events: vec![pressed],
            ..Default::default()
        };
        let (state, case, fonts) = (&mut self.state, self.case, self.fonts);
        let mut asked = Vec::new();
        let mut output = self.context.run_ui(input, |ui| {
            let Some(map) = case.maps.first() else { return };
            let facts = CompareFacts {
                case,
                version: 1,
                map: map.id,
                fonts,
                touched_last: PartnerId::A,
                saved: &Saved::Untouched,
                today: chrono::NaiveDate::default(),
                place: Place::default(),
                takes_keys: true,
            };
            compare_ui(ui, state, &facts, &mut asked);
        });
        let shapes = std::mem::take(&mut output.shapes);
        output.textures_delta.clear();
        self.context.tessellate(shapes, 1.0).len()
    }
}
